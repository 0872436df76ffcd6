/* copula.h - all uncertain inputs of a study, drawn together, some of them correlated.
 *
 * Correlation is by name, through a Gaussian copula: a group of m parameters with correlation matrix R = L L' gets normal
 * scores z = L e, e independent standard normal, and values x_i = Q_i(Phi(z_i)). R is the correlation of the scores; the
 * rank correlation is 6/pi asin(r/2), and the correlation of the values differs with their shapes (Nelsen 2006, ch. 5).
 *
 * Addresses  parameter i of draw d uses the number (seed, PARAMETER, hash of its name, d, 0, 0), as e_i or as u_i. So the
 *            value of an uncorrelated parameter depends on nothing but its own name and distribution, draw d can be made
 *            alone, and the first member of a group keeps the value it has without the group.
 *
 * A correlation matrix must be symmetric, have ones on the diagonal and entries in [-1, 1], and be positive definite; the
 * fault names the first parameter whose row cannot be combined with those before it and the largest common factor by
 * which the off-diagonal entries may be multiplied to make the matrix valid.
 */
#ifndef SC_RANDOM_COPULA_H
#define SC_RANDOM_COPULA_H

#include "engine/random/dist.h"

typedef struct sc_correlation {      /* Gaussian copula between named parameters */
  int           n;
  const int    *param;               /* indices into the list of inputs */
  const double *matrix;              /* n x n, row-major          */
} sc_correlation;

/* names[i] is the name of row i. */
sc_code sc_correlation_check(int n, const double *matrix, const char *const names[], sc_where at, sc_report *report);

/* Lower triangular L with L L' = matrix, both n x n row-major. Returns -1, or the first row that fails. */
int sc_cholesky(int n, const double *matrix, double *l);

typedef struct sc_inputs {           /* memory from the arena; read-only after create */
  int               n;
  const sc_dist   **dists;
  sc_sampler       *samplers;
  uint32_t         *names;           /* hashes */
  int               n_groups;
  const sc_correlation *groups;
  double          **cholesky;        /* one factor for each group */
  int              *group_of, *row_of; /* its group and place there; -1: on its own */
} sc_inputs;

/* names and dists have n entries, checked distributions; groups do not overlap. Faults: equal hashes, a parameter in two
 * groups, out of memory. */
sc_code sc_inputs_create(sc_inputs *inputs, int n, const char *const names[], const sc_dist *const dists[], int n_groups,
                         const sc_correlation *groups, sc_arena *arena, sc_report *report);

/* values[i * stride + (draw - first)] for draws first .. first + count - 1. Pure: callers share the work among threads.
 * quiet != 0: every input at its centre. */
void sc_inputs_sample(const sc_inputs *inputs, uint64_t seed, uint64_t first, uint64_t count, int quiet, double *values,
                      size_t stride);

#endif
