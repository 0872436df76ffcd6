/* regionalise.h - a region's input-output table from the nation's and the region's output by activity, without a survey.
 *
 * The region is taken to have the nation's technology and to buy less of it locally. With q_ij the share of an input that a
 * nation buys at home which the region buys within itself, a and m the nation's domestic and imported input coefficients:
 *
 *   Z_ij = q_ij a_ij x_j,     M_ij = (1 - q_ij) a_ij x_j + m_ij x_j,     w_hj = w^n_hj x_j / x^n_j
 *
 *   SLQ, CILQ, FLQ, AFLQ   regional.h; no q is above 1. Final demand is met locally to the share min(1, SLQ_i), with FLQ and AFLQ
 *                          min(1, lambda SLQ_i): the same leakage by size.
 *   CHARM                  q is a share of all inputs, imported ones as well: 1 - imports_i / use_i, with the trade of product i from
 *                          the bounded form in regional.h, and h_i that of the nation, min(E_i, M_i) / min(x_i, d_i)
 *                          (Kronenberg 2009; Toebben and Kronenberg 2015).
 *
 * The region's final demand, but for exports, is the nation's, product by product, times the region's share of value added.
 * What is not sold locally is exported, EXP, to the rest of the country and abroad; where more would be sold than is produced,
 * local sales of the product are cut in proportion and the rest is imported. So rows and columns balance, and no flow of inputs is
 * negative. Imports are from the rest of the country and from abroad together. Exports again and columns of errors have no counterpart.
 *
 * sc_regionalise is one draw of an uncertain exponent: it neither allocates nor fails, and the same call gives the same bits.
 *
 * Shapes: row-major, [n * n] and [n * n_final]. Unit: the nation's. A plan owns its memory and borrows the nation, which must
 * outlive it and have its products' origins apart.
 */
#ifndef SC_ACCOUNTS_REGIONALISE_H
#define SC_ACCOUNTS_REGIONALISE_H

#include "models/accounts/table.h"

typedef enum sc_regional_method {
  SC_REGIONAL_SLQ, SC_REGIONAL_CILQ, SC_REGIONAL_FLQ, SC_REGIONAL_AFLQ, SC_REGIONAL_CHARM
} sc_regional_method;

#define SC_FLQ_EXPONENT 0.25             /* where nothing else is said; estimates run from 0.1 to 0.4 */

typedef struct sc_regional_plan {
  const sc_io_table *nation;
  sc_regional_method method;
  int     n, n_final;                    /* n_final of the region: the nation's without exports and errors, and EXP */
  double  size, share;                   /* of the region in the nation's output, and in its value added            */
  double *output, *slq;                  /* [n]                                                                     */
  double *cross_hauling;                 /* [n] h of the nation; CHARM                                              */
  double *memory;
} sc_regional_plan;

/* output: x of the region, [n], in the nation's unit; from 0 to that of the nation. */
sc_code sc_regional_plan_make(sc_regional_plan *plan, const sc_io_table *nation, sc_regional_method method, const double *output,
                              sc_report *report);
void    sc_regional_plan_free(sc_regional_plan *plan);

/* Output of the region, [n], from a file with the column `activity` and one of: `output`; `value_added`; `employment`, which
 * needs the nation's in a column `national` or in a satellite row `jobs` or `employment`. Every activity once. */
sc_code sc_regional_output_read(double *output, const char *path, const sc_io_table *nation, sc_report *report);

/* A table of the region's shape, with names, and all that does not depend on the exponent. */
sc_code sc_regional_table_make(sc_io_table *region, const sc_regional_plan *plan, sc_report *report);

/* Flows of the region for the exponent delta (not used by SLQ, CILQ, CHARM). quotient [n * n]: q, out. cut [n]: the share of local
 * sales of each product that had to go, out. */
void    sc_regionalise(const sc_regional_plan *plan, double delta, double *quotient, double *cut, sc_io_table *region);

/* Pieces of it, for a region without a table (models/io/region_multipliers.h): h of the nation [n]; q of all methods but CHARM [n * n]; the
 * local share of one product by CHARM; whether the region has its part of such a column of final demand. */
void    sc_regional_cross_hauling(const sc_io_table *nation, double *h);
void    sc_regional_quotients(sc_regional_method method, int n, const double *slq, double lambda, double *quotient);
double  sc_regional_charm(double output, double use, double h);
int     sc_regional_is_local(sc_final role);

#endif
