/* balance.h - a matrix with given row and column sums, as near as possible to a given one.
 *
 * RAS (Stone 1961; Bacharach 1970), cells of 0 or more:
 *   Z_ij = r_i Z0_ij s_j
 *
 * GRAS (Junius and Oosterhaven 2003, Economic Systems Research 15; the objective as corrected by Lenzen, Wood and Gallego
 * 2007; rows without positive cells as in Temurshoev, Miller and Bouwmeester 2013), cells of any sign. With Z0 = P - N,
 *   Z_ij = r_i P_ij s_j - N_ij / (r_i s_j)
 *   r_i  = [u_i + sqrt(u_i^2 + 4 p_i n_i)] / (2 p_i),   p_i = sum_j P_ij s_j,  n_i = sum_j N_ij / s_j
 *   r_i  = -n_i / u_i where p_i = 0;   s_j alike with the column targets.
 * Without negative cells GRAS is RAS.
 *
 * Both minimise the information gain over Z0 subject to the sums. They stop when no multiplier moves by more than
 * `tolerance`; row and column targets must add up to the same total, to 1e-9 of their sizes, and the sums of the result
 * must meet them as well. z may be z0. Allocates workspace.
 *
 * Where they do not converge there is a reason, and the message gives it. Let rows R and columns C be such that no cell
 * above 0 of R lies outside C and no cell below 0 of C lies outside R. Then, whatever the numbers,
 *   sum_R u - sum_C v <= 0
 * and a balance exists if, and only if, no such pair of sets has its targets above that (Hall 1935; Gale 1957 for flows):
 * rows sell only to columns that take less than they must sell. The worst pair is the cut of a maximal flow from targets
 * above 0 to those below. A balance that exists only with some cells at 0 is approached ever more slowly: that is said too.
 */
#ifndef SC_ACCOUNTS_BALANCE_H
#define SC_ACCOUNTS_BALANCE_H

#include "models/accounts/constraints.h"

typedef struct sc_balancing {
  const sc_matrix *matrix;   /* in: file and names for messages, NULL when none       */
  const int *row_line, *column_line;   /* in: of the targets in that file, NULL when none */
  double tolerance;          /* in: relative, 1e-12 is attainable                     */
  int    max_iterations;     /* in                                                    */
  int    iterations;         /* out                                                   */
  double gap;                /* out: largest row or column gap left, in units of z    */
} sc_balancing;

#define SC_BALANCING_DEFAULT { .tolerance = 1e-12, .max_iterations = 10000 }

/* u [n_rows], v [n_columns] targets; z0, z [n_rows * n_columns]; r, s multipliers, NULL when not wanted. */
sc_code sc_ras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r,
               double *s, sc_balancing *how, sc_report *report);
sc_code sc_gras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r,
                double *s, sc_balancing *how, sc_report *report);

/* Fails with the rows and columns whose targets cannot be met together, by more than `allowed`; SC_OK where all can. `names`
 * may be NULL. */
sc_code sc_balance_explain(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double allowed,
                           const sc_matrix *names, sc_report *report);

#endif
