/* households.h - the system closed for households: what they earn and spend becomes a part of it.
 *
 * Households are a row and a column that border A (Miller and Blair 2009, 2.5). With h_j labour income for each unit of output of j and
 * c_i what households buy here of product i for each unit of labour income, A* = [[A, c], [h, 0]].
 *
 * Of a multi-regional table (regions.h) each region has households of its own: labour income earned in a region's activities is spent
 * by that region's household columns, wherever they buy. So H has a row for each region, with h_j of that region's activities and 0
 * elsewhere, C has a column, and A* = [[A, C], [H, 0]]. (Miyazawa 1976, Input-Output Analysis and the Structure of Income Distribution,
 * has such groups of earners.) Pooled households would spend income that Shanghai earned as Gansu spends it.
 *
 * H and C border I - A, so the first n columns of the closed inverse follow from L alone: for a row of coefficients c
 *
 *   c'L* = c'L + y'(H L),    y'(I - K) = (c'L) C,    K = (H L) C       K_sr: income in s of a unit that households of r spend
 *
 * With one place that is c'L + (c'L c) (h L) / (1 - h L c). The closed system is productive when and only when I - K is (Hawkins and
 * Simon, on the last pivots). It is not where households buy more here than labour income pays for: then there is no type II.
 *
 * What is missing is told and not replaced: no column that holds households alone, no row of labour income that adds up to something.
 * Shapes at each member, row-major. Ownership: free with sc_households_free; the workspace is one for each thread.
 */
#ifndef SC_IO_HOUSEHOLDS_H
#define SC_IO_HOUSEHOLDS_H

#include "models/accounts/table.h"

typedef struct sc_households {
  int n, n_final, n_places;
  int has_labour, has_column;      /* both: the table can be closed                                             */
  int *earns;                      /* [n] place in which an activity's labour income is earned                  */
  int *spends;                     /* [n_final] place of a household column, -1 of others                       */
  sc_arena arena;
} sc_households;

typedef struct sc_household_work {
  double *bought;                  /* C' [n_places * n]                                                         */
  double *income;                  /* [n_places]                                                                */
  double *k, *y;                   /* [n_places * n_places], [n_places]                                         */
  int    *pivot;                   /* [n_places]                                                                */
} sc_household_work;

sc_code sc_households_find(sc_households *households, const sc_io_table *table, sc_report *report);
void    sc_households_free(sc_households *households);
sc_code sc_household_work_make(const sc_households *households, sc_household_work *work, sc_report *report);
void    sc_household_work_free(sc_household_work *work);

static inline int sc_households_known(const sc_households *h) { return h->has_labour && h->has_column; }

/* Rows of labour income that have to be solved for besides the income of all: the places, where there are several. */
static inline int sc_households_rows(const sc_households *h) { return sc_households_known(h) && h->n_places > 1 ? h->n_places : 0; }

/* labour: coefficients h of all [n] -> rows, sc_households_rows of them. */
void sc_households_split(const sc_households *households, const double *labour, double *rows);

/* What households buy of domestic products for each unit of labour income of their place: amounts [n] -> work->bought. */
void sc_households_buy(const sc_households *households, const double *labour_income, const double *final_domestic, sc_household_work *work);

/* type2 [n_rows * n] from type1; earned: HL [n_places * n]. 0, and NaN, where the closed system is not productive. */
int  sc_households_close(const sc_households *households, int n_rows, const double *type1, const double *earned, sc_household_work *work,
                         double *type2);

#endif
