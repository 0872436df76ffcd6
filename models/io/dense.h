/* dense.h - dense linear algebra for large tables: a tuned LAPACK where the machine has one, our own elimination elsewhere.
 *
 *   y'(I - A) = c'        sc_dense_solve: multipliers of any number of quantities from one factorisation, no inverse
 *   L = (I - A)^-1        sc_dense_leontief
 *
 * The library is looked up when the first matrix of SC_DENSE_LEAST rows or more comes: OpenBLAS (libopenblas.so.0, Debian's
 * libopenblas0-pthread), or the one that the environment variable SANCHAN_LAPACK names ("none" for our own; any LAPACK with
 * 32-bit integers and Fortran names serves). It is opened with its names kept to itself, so neither GSL's BLAS nor anything
 * that `sanchan run` computes ever meets it, nothing is linked and nothing else depends on its presence. Its threads are its
 * own affair (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS); none of ours run meanwhile: draws of an analysis use our own (sc_dense_own).
 *
 * Smaller tables, and all models, use the fixed-order elimination of models/accounts/leontief.h: the same bits everywhere.
 * Tuned libraries promise 1e-12 of the largest element instead.
 *
 * When is I - A productive? With A >= 0, when some p >= 0 has p'(I - A) > 0 in every column (Hawkins and Simon 1949; Berman
 * and Plemmons 1979, theorem 6.2.3). i'L is such a p whenever there is one, so multiplying it back proves it at the cost of n^2;
 * no elimination without pivoting is needed.
 *
 * Matrices row-major, [n * n]. sc_dense_leontief allocates workspace.
 */
#ifndef SC_IO_DENSE_H
#define SC_IO_DENSE_H

#include "engine/base/error.h"

#define SC_DENSE_LEAST 100

/* From now on this thread uses our own elimination alone, or not: draws run on many threads and must not depend on their number. */
void sc_dense_own(int is_own);

/* File name of the library that a matrix of n rows would be given to, or NULL for our own. */
const char *sc_dense_library(int n);

/* m = I - A becomes its factors, pivot [n] filled; every row y of `rows` [n_rows * n] holds c and becomes the solution of
 * y'm = c'. Returns 0, or k > 0 when pivot k - 1 is zero. */
int sc_dense_solve(int n, double *m, int *pivot, int n_rows, double *rows);

/* inverse holds A on entry and (I - A)^-1 on return. Fails with TABLE_NOT_PRODUCTIVE where I - A is singular. */
sc_code sc_dense_leontief(int n, double *inverse, sc_report *report);

/* Does p = i'L, multiplied back, prove that I - A is productive? p >= 0, and p'(I - A), which should be 1, above a half. */
int sc_dense_proves_productive(int n, const double *a, const double *p);

#endif
