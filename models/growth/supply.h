/* supply.h - what an activity with given capital and labour produces and pays, for use inside kernels.
 *
 * Normalised CES with share theta of labour, elasticity sigma, capital k and effective labour l relative to the base year,
 * r = (sigma - 1)/sigma:
 *
 *   q = [ (1 - theta) k^r + theta l^r ]^(1/r),   S = theta (l/q)^r,   om = (q/l)^(1/sigma)
 *
 * S is the labour share of the year and om the wage of effective labour in units of the product (base 1) at which the firm
 * wants just this l: labour's marginal product. Labour and not the wage is the argument, because for sigma < 1 no firm hires
 * at all above a highest wage, while every l > 0 has its product and its wage. Written with expm1 and log1p,
 *
 *   ln q = log1p( (1 - theta) expm1(r ln k) + theta expm1(r ln l) ) / r,
 *
 * nothing cancels as r goes to 0; at |r| < 1e-9 it is taken there, where it differs from Cobb-Douglas by less than 1e-9.
 *
 * Source   Klump, McAdam and Willman 2012, Journal of Economic Surveys 26(5), equation 7 (normalised CES).
 * Check    capital share 0.45, k 1.3, l 1.02: q 1.1321659866475755 at sigma 0.6, 1.1190640916599435 at 0.3.
 */
#ifndef SC_GROWTH_SUPPLY_H
#define SC_GROWTH_SUPPLY_H

#include "engine/lanes/vector.h"

typedef struct sc_supply { sc_vector log_output, log_wage, share; } sc_supply;   /* ln q, ln om, S */

/* (sigma - 1)/sigma, kept away from zero. */
SC_INLINE sc_vector sc_supply_power(sc_vector sigma)
{
  const sc_vector r = (sigma - 1.0) / sigma;
  return sc_select(sc_less(sc_vector_abs(r), sc_all(1e-9)), sc_vector_sign(sc_all(1e-9), r), r);
}

/* The part of capital in the sum, (1 - theta)(k^r - 1). */
SC_INLINE sc_vector sc_supply_capital(sc_vector theta, sc_vector r, sc_vector log_capital)
{
  return (1.0 - theta) * sc_vector_expm1(r * log_capital);
}

/* The share needs no power: (l/q)^r = (1 + expm1(r ln l)) / (1 + the argument of log1p). */
SC_INLINE sc_supply sc_supply_at(sc_vector theta, sc_vector per_sigma, sc_vector r, sc_vector per_r, sc_vector capital_part,
                                 sc_vector log_labour)
{
  const sc_vector labour_part = sc_vector_expm1(r * log_labour), sum = capital_part + theta * labour_part;
  sc_supply s;
  s.log_output = sc_vector_log1p(sum) * per_r;
  s.log_wage = (s.log_output - log_labour) * per_sigma;
  s.share = theta * (1.0 + labour_part) / (1.0 + sum);
  return s;
}

#endif
