/* household.h - non-homothetic CES demand of households, for use inside kernels.
 *
 *   E = [ sum_i Om_i p_i^(1-s) C^((1-s) e_i) ]^(1/(1-s)),     share_i = Om_i p_i^(1-s) C^((1-s) e_i) / sum
 *
 * C is real consumption, e_i the slope of product i; the expenditure elasticity is eta_i = s + (1-s) e_i / ebar, ebar the
 * share-weighted mean of e. Om_i are base-year budget shares, so p = 1, E = 1 gives C = 1. Given E and p, ln C solves
 * a monotone equation; one Newton step in logarithms,
 *
 *   c <- c + [ ln E - ln E(c) ] / ebar(c),
 *
 * converges quadratically and is global because ln E(c) is convex or concave with slope between min e and max e.
 *
 * Source   Comin, Lashkari and Mestieri 2021, Econometrica 89(1), equations 1-6.
 * Check    s 0.5, e (0.2, 2, 2.5), p = 1, E = 10 (unit weights): C 1.068831530744, shares .31834 .33799 .34367.
 */
#ifndef SC_BLOCKS_HOUSEHOLD_H
#define SC_BLOCKS_HOUSEHOLD_H

#include "engine/lanes/vector.h"

/* Shares of spending at ln C = c and given ln p; returns ln E(c) and in *slope the mean of e. n products. */
SC_INLINE sc_vector sc_household_shares(int n, const sc_vector *weight, const sc_vector *slopes, const sc_vector *log_price,
                                        sc_vector s, sc_vector c, sc_vector *share, sc_vector *slope)
{
  const sc_vector one_s = 1.0 - s;
  sc_vector sum = sc_all(0.0), mean = sc_all(0.0);
  for (int i = 0; i < n; i++) {
    share[i] = weight[i] * sc_vector_exp(one_s * (log_price[i] + slopes[i] * c));
    sum += share[i];
    mean += share[i] * slopes[i];
  }
  const sc_vector scale = 1.0 / sum;
  for (int i = 0; i < n; i++) share[i] *= scale;
  *slope = mean * scale;
  return sc_vector_log(sum) / one_s;
}

#endif
