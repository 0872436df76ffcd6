/* supply.h - what an activity with given capital produces and whom it hires, for use inside kernels.
 *
 * Normalised CES with share theta of labour, elasticity sigma, capital k and effective labour l relative to the base year:
 * q = [ (1 - theta) k^r + theta l^r ]^(1/r), r = (sigma - 1)/sigma. Labour is hired until the wage om (of effective labour, in
 * units of the product, base 1) is its marginal product, (q/l)^(1/sigma) = om. Hence, in closed form, with e = 1 - sigma,
 *
 *   S = theta om^e = theta (1 + x),  x = expm1(e ln om)
 *   ln q = ln k + (sigma / e) log1p(-theta x / (1 - theta)),   ln l = ln q - sigma ln om
 *
 * S is the labour share of the year. Written with expm1 and log1p nothing cancels as e goes to 0; at |e| < 1e-9 it is taken
 * at 1e-9, where it differs from Cobb-Douglas by less than 1e-9. S is kept below 0.999: beyond it capital would earn nothing.
 *
 * Source   Klump, McAdam and Willman 2012, Journal of Economic Surveys 26(5), equation 7 (normalised CES).
 * Check    capital share 0.45, k 1.3, l 1.02: q 1.1321659866475755 at sigma 0.6, 1.1190640916599435 at 0.3.
 */
#ifndef SC_GROWTH_SUPPLY_H
#define SC_GROWTH_SUPPLY_H

#include "engine/lanes/vector.h"

typedef struct sc_supply { sc_vector share, log_output, log_labour; } sc_supply;   /* S, ln q, ln l */

/* e = 1 - sigma, kept away from zero. */
SC_INLINE sc_vector sc_supply_one_minus(sc_vector sigma)
{
  const sc_vector e = 1.0 - sigma;
  return sc_select(sc_less(sc_vector_abs(e), sc_all(1e-9)), sc_vector_sign(sc_all(1e-9), e), e);
}

SC_INLINE sc_supply sc_supply_at(sc_vector theta, sc_vector e, sc_vector log_capital, sc_vector log_wage)
{
  const sc_vector sigma = 1.0 - e, x = sc_vector_min(sc_vector_expm1(e * log_wage), 0.999 / theta - 1.0);
  sc_supply s;
  s.share = theta * (1.0 + x);
  s.log_output = log_capital + sigma / e * sc_vector_log1p(-theta * x / (1.0 - theta));
  s.log_labour = s.log_output - sigma * log_wage;
  return s;
}

#endif
