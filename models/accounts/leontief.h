/* leontief.h - the quantity model of an input-output table.
 *
 *   A = Z x^-1 (hat),  x = A x + f,  L = (I - A)^-1                                  Leontief (1936, 1941)
 *
 * Hawkins and Simon (1949, Econometrica 17): L exists and is non-negative when and only when every pivot of the elimination of
 * I - A is positive. What L is used for stands in models/io.
 *
 * Matrices are row-major [row * n + column]; no function allocates unless it says so. The order of every operation is
 * fixed, so results are the same on every machine.
 */
#ifndef SC_ACCOUNTS_LEONTIEF_H
#define SC_ACCOUNTS_LEONTIEF_H

#include "models/accounts/table.h"

/* a = z / x by column, 0 where x_j = 0; z has n_rows rows and n columns. z and a may be the same. */
void sc_technical_coefficients(int n_rows, int n, const double *z, const double *x, double *a);

/* LU with partial pivoting in place; returns 0, or k > 0 when pivot k - 1 is zero. */
int  sc_lu_factor(int n, double *a, int *pivot);
void sc_lu_solve(int n, const double *lu, const int *pivot, double *b);              /* b becomes the solution */

/* 1 when every column of a >= 0 adds up to less than 1: then I - A is productive (Solow 1952, Econometrica 20). */
int  sc_columns_below_one(int n, const double *a);

/* 0 when every pivot of the elimination of I - A is positive, else 1 + the first activity where it is not. Overwrites a. */
int  sc_hawkins_simon(int n, double *a);

/* y = M x, of a matrix that need not be written out. */
typedef void sc_apply(const void *given, int n, const double *x, double *y);

/* The largest root of a non-negative M, by power iteration on M + I, whose largest root is never tied; it stops when two estimates agree to
 * `tolerance` or after most_steps. work [2n]. */
double sc_perron_root(int n, sc_apply *apply, const void *given, double tolerance, int most_steps, double *work);

/* inverse = (I - a)^-1; allocates workspace. Fails with TABLE_NOT_PRODUCTIVE where I - A is singular. */
sc_code sc_leontief_inverse(int n, const double *a, double *inverse, sc_report *report);

#endif
