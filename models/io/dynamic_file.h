/* dynamic_file.h - what the dynamic Leontief model (dynamic.h) needs beside a table, from a file.
 *
 *   coefficients   = "total";                       domestic (the default) or total, imported inputs included
 *   composition    = { PRI = 0.004; SEC = 0.835; ... };   of investment, by capital good; scaled to sum 1; by default that of the
 *                                                   table's investment column (GFCF), with its imports where `total`
 *   capital_output = { PRI = 1.0; SEC = 0.9; ... };  years of output that capacity is worth, by activity; or one number
 *   capital        = "b.csv";                       in place of the two above: B whole, of any rank, in years of output; a file
 *                                                   <capital good>,<activities> beside this one, with a row for each activity that makes
 *                                                   capital goods, or the rows themselves, ( [0.05, 0.001], [0.001, 0.05] )
 *   final = { years = 6; growth = 0.05; base = { PRI = 8.0; ... }; };
 *                                                   final demand of year 1, without the investment that the model makes itself; by
 *                                                   default the table's less GFCF. growth: one number, or one for each activity
 *   growth_after = 0.05;                            of all outputs after the last year; by default final.growth's mean over f
 *   capacity = { slack = 0.02; fastest = 0.15; };   idle capacity in year 1, fastest growth expected of an output; optional
 *
 * B_ij = w_i kappa_j without `capital`. Ownership: everything in the arena; free with sc_dynamic_plan_free.
 */
#ifndef SC_IO_DYNAMIC_FILE_H
#define SC_IO_DYNAMIC_FILE_H

#include "models/accounts/table.h"

typedef struct sc_dynamic_plan {
  int n, n_years, has_capacity;
  double *a, *capital;             /* [n * n]                     */
  double *composition, *kappa;     /* w, kappa [n]                */
  double *final;                   /* [n_years * n]               */
  double growth_after, slack, fastest;
  int    growth_line;              /* of growth_after in the file, or of what it is made of */
  sc_arena arena;
} sc_dynamic_plan;

sc_code sc_dynamic_plan_read(sc_dynamic_plan *plan, const sc_io_table *table, const char *path, sc_report *report);
void    sc_dynamic_plan_free(sc_dynamic_plan *plan);

#endif
