/* dist.h - distributions of uncertain numbers: legality, support, moments, distribution function, quantile, sampling.
 *
 * An sc_dist (sanchan.h) is plain data. Everything random in the program comes from it through its quantile function: one
 * uniform, one value, monotone. That is what Latin hypercubes, copulas and common random numbers need, and it makes a
 * value a pure function of its address (noise.h).
 *
 *   kind           distribution function F(x)                                          source
 *   triangular     (x-a)^2/((c-a)(b-a)) up to the mode b, then 1 - (c-x)^2/((c-a)(c-b))
 *   pert           beta on [a, c] with alpha = 1 + 4 (b-a)/(c-a), beta = 1 + 4 (c-b)/(c-a)   Malcolm et al. 1959
 *   beta, gamma    regularised incomplete beta I_x(alpha, beta), gamma P(k, x/scale)   Abramowitz and Stegun 6.5, 26.5
 *   student        location + scale T_df
 *   skew student   density 2/(s + 1/s) { f(s z) for z < 0, f(z/s) for z >= 0 } of z = (x - location)/scale,
 *                  f Student's: s > 1 leans right, location is the mode                Fernandez and Steel 1998, JASA 93
 *   mixture        sum_i w_i F_i(x), weights scaled to sum 1
 *   discrete       steps at x_i; quantile: the smallest x_i with F(x_i) >= u
 *   empirical      linear between order statistics, x_(1+(n-1)u): type 7 of Hyndman and Fan 1996
 *   poisson        counts; quantile: the smallest n with F(n) >= u
 *
 * Truncation  lo < hi restricts any kind to [lo, hi]: F becomes (F - F(lo))/(F(hi) - F(lo)). It must leave a mass of at
 *             least 1e-6 (sc_dist_check). A truncated atom on the boundary stays in.
 * Centre      the median, because it exists for every kind and moves with monotone changes of unit; the calibrated
 *             ("quiet") path sets every parameter to it. Discrete kinds: the quantile at 1/2.
 * Accuracy    cdf and quantile agree with GSL to 1e-10 relative or better (tests/test_dist.c); bits are the same on
 *             every machine, since only functions of engine/lanes and exactly rounded operations are used.
 */
#ifndef SC_RANDOM_DIST_H
#define SC_RANDOM_DIST_H

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/random/special.h"

typedef struct sc_dist_row {
  const char *name;              /* in study files: "triangular" */
  int required, all;             /* number of arguments          */
  const char *argument[4];       /* keys of a, b, c, d           */
  sc_text text;
} sc_dist_row;
extern const sc_dist_row sc_dist_rows[SC_N_DIST_KINDS];
sc_dist_kind sc_dist_kind_find(const char *name);              /* SC_DIST_NONE when unknown; never finds NONE itself */

/* Is it a distribution: legal arguments, weights, truncation that leaves mass? Every mistake goes to the report. */
sc_code sc_dist_check(const sc_dist *dist, sc_where at, sc_report *report);

/* The functions below take a checked distribution. Ends of the support may be infinite. */
void   sc_dist_support(const sc_dist *dist, double *lo, double *hi);
double sc_dist_centre(const sc_dist *dist);
double sc_dist_mean(const sc_dist *dist);                      /* truncated and where no closed form: by quadrature over u */
double sc_dist_cdf(const sc_dist *dist, double x);             /* P(X <= x) */
double sc_dist_quantile(const sc_dist *dist, double u);        /* 0 < u < 1 */

/* A distribution made ready for many draws: closed forms as they are, the others as a piecewise polynomial in the normal
 * score of u that meets sc_dist_quantile to 1e-9 of the local scale (what cannot be met so, such as a mixture with steps,
 * uses the quantile function). Memory from the arena; read-only afterwards. */
typedef struct sc_sampler {
  const sc_dist *dist;
  sc_window window;              /* tails at the truncation points */
  double lo, hi;                 /* support                        */
  int n_pieces;                  /* 0: the quantile function itself is used */
  const struct sc_piece *pieces; /* of equal width in the score    */
} sc_sampler;

sc_code sc_sampler_create(sc_sampler *sampler, const sc_dist *dist, sc_arena *arena, sc_report *report);
double  sc_sampler_value(const sc_sampler *sampler, double u); /* 0 < u < 1 */

#endif
