/* solve.h - small linear systems and products over lanes, for use inside kernels.
 *
 * A lane matrix is flat and row-major, sc_lane a[n * n]: element (i, j) of every draw's matrix is a[i * n + j].
 * Elimination takes the pivots in the order given, without exchange: that is stable for matrices that are diagonally
 * dominant by columns, such as I - A with A productive (growth of elements at most 2; Golub and Van Loan 2013, 4.1),
 * and it keeps all draws in step. A lane whose pivot is not above `tiny` in size (or is NaN) is reported in the result,
 * bit l for lane l; its solution is meaningless. For M-matrices a non-positive pivot means that the Hawkins-Simon
 * condition fails: sc_lane_factor reports those too when `tiny` >= 0 and `positive` is set.
 *
 * Each system works through one vector of draws at a time, so that its n * n vectors stay in the first-level cache.
 */
#ifndef SC_LANES_SOLVE_H
#define SC_LANES_SOLVE_H

#include "engine/lanes/vector.h"

/* The same for one vector of draws held in registers' order: a[n * n] and b[n] are vectors, nothing is checked. */
SC_INLINE void sc_vector_factor(int n, sc_vector *a)
{
  for (int k = 0; k < n; k++) {
    a[k * n + k] = 1.0 / a[k * n + k];
    for (int i = k + 1; i < n; i++) {
      const sc_vector l = a[i * n + k] *= a[k * n + k];
      for (int j = k + 1; j < n; j++) a[i * n + j] -= l * a[k * n + j];
    }
  }
}

SC_INLINE void sc_vector_substitute(int n, const sc_vector *a, sc_vector *b)
{
  for (int i = 1; i < n; i++)
    for (int j = 0; j < i; j++) b[i] -= a[i * n + j] * b[j];
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
    b[i] *= a[i * n + i];
  }
}

/* a becomes L \ U with the reciprocals of U's diagonal on the diagonal. Returns the lanes with a bad pivot. */
SC_INLINE uint32_t sc_lane_factor(int n, sc_lane *a, double tiny, int positive)
{
  uint32_t bad = 0;
  SC_EACH_VECTOR(v)
    for (int k = 0; k < n; k++) {
      const sc_vector pivot = sc_load(a[k * n + k] + v), size = positive ? pivot : sc_vector_abs(pivot), q = 1.0 / pivot;
      bad |= (uint32_t)(sc_bits(sc_not(sc_less(sc_all(tiny), size))) & ((1 << SC_VECTOR) - 1)) << v;
      sc_store(a[k * n + k] + v, q);
      for (int i = k + 1; i < n; i++) {
        const sc_vector l = sc_load(a[i * n + k] + v) * q;
        sc_store(a[i * n + k] + v, l);
        for (int j = k + 1; j < n; j++)
          sc_store(a[i * n + j] + v, sc_load(a[i * n + j] + v) - l * sc_load(a[k * n + j] + v));
      }
    }
  return bad;
}

/* b := A^-1 b, with a from sc_lane_factor. */
SC_INLINE void sc_lane_substitute(int n, const sc_lane *a, sc_lane *b)
{
  SC_EACH_VECTOR(v) {
    for (int i = 1; i < n; i++) {
      sc_vector x = sc_load(b[i] + v);
      for (int j = 0; j < i; j++) x -= sc_load(a[i * n + j] + v) * sc_load(b[j] + v);
      sc_store(b[i] + v, x);
    }
    for (int i = n - 1; i >= 0; i--) {
      sc_vector x = sc_load(b[i] + v);
      for (int j = i + 1; j < n; j++) x -= sc_load(a[i * n + j] + v) * sc_load(b[j] + v);
      sc_store(b[i] + v, x * sc_load(a[i * n + i] + v));
    }
  }
}

/* Solves A x = b: b becomes x, a is overwritten. Returns the lanes with a bad pivot. */
SC_INLINE uint32_t sc_lane_solve(int n, sc_lane *a, sc_lane *b, double tiny, int positive)
{
  const uint32_t bad = sc_lane_factor(n, a, tiny, positive);
  sc_lane_substitute(n, (const sc_lane *)a, b);
  return bad;
}

/* y = M x for a matrix shared by all draws: m is rows x columns, row-major. */
SC_INLINE void sc_lane_times(int rows, int columns, const double *m, const sc_lane *x, sc_lane *y)
{
  SC_EACH_VECTOR(v)
    for (int i = 0; i < rows; i++) {
      sc_vector sum = sc_all(0.0);
      for (int j = 0; j < columns; j++) sum += m[i * columns + j] * sc_load(x[j] + v);
      sc_store(y[i] + v, sum);
    }
}

/* y = A x with a matrix of its own for every draw. */
SC_INLINE void sc_lane_matrix_times(int rows, int columns, const sc_lane *a, const sc_lane *x, sc_lane *y)
{
  SC_EACH_VECTOR(v)
    for (int i = 0; i < rows; i++) {
      sc_vector sum = sc_all(0.0);
      for (int j = 0; j < columns; j++) sum += sc_load(a[i * columns + j] + v) * sc_load(x[j] + v);
      sc_store(y[i] + v, sum);
    }
}

#endif
