/* system.h - an input-output table as the matrices that every analysis starts from.
 *
 *   A = Z x^-1 (hat)      domestic input coefficients               x = A x + f
 *   M = Zm x^-1 (hat)     imported input coefficients, by product
 *   v_j                   value added for each unit of output       i'A + i'M + v' = i'
 *   L = (I - A)^-1        Leontief inverse
 *   G = x^-1 (hat) L x    Ghosh inverse, (I - x^-1 Z)^-1            G_ij = L_ij x_j / x_i
 *
 * An activity without output has no inputs and sells nothing: its row and column of L and G are those of I.
 *
 * Shapes: matrices [n * n] row-major [row * n + column], vectors [n]; any number of activities. Every sum runs in a fixed
 * order, so results are the same on every machine; only the inverse of a large table may be a tuned library's (dense.h). Unit: that of the table; coefficients are pure numbers.
 * Ownership: a system owns its memory and points to no table; free with sc_io_system_free (accepts NULL and zeroed).
 */
#ifndef SC_IO_SYSTEM_H
#define SC_IO_SYSTEM_H

#include "models/accounts/table.h"

typedef struct sc_io_system {
  int     n;
  double *a, *inverse, *ghosh, *imported;     /* A, L, G, M  [n * n]           */
  double *output, *final, *value_added;       /* x, f (all columns), v  [n]    */
  double *memory;
} sc_io_system;

sc_code sc_io_system_make(sc_io_system *system, const sc_io_table *table, sc_report *report);
void    sc_io_system_free(sc_io_system *system);

/* to' = weight' matrix; weight NULL is the vector of ones. to = matrix vector. `to` is none of the inputs. */
void sc_io_left(int n, const double *weight, const double *matrix, double *to);
void sc_io_right(int n, const double *matrix, const double *vector, double *to);

#endif
