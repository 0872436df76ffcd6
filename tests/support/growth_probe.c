#include "tests/support/growth_probe.h"

#include <math.h>

#define SC_ISA base
#define SC_VECTOR 2
#include "models/blocks/household.h"
#include "models/growth/supply.h"

growth_point growth_supply_at(double sigma, double capital_share, double k, double labour)
{
  const double r = (sigma - 1.0) / sigma;
  const double q = fabs(r) < 1e-12 ? pow(k, capital_share) * pow(labour, 1.0 - capital_share)
                 : pow(capital_share * pow(k, r) + (1.0 - capital_share) * pow(labour, r), 1.0 / r);
  const double wage = pow(q / labour, 1.0 / sigma);   /* marginal product of effective labour, base 1 */
  const sc_supply s = sc_supply_at(sc_all(1.0 - capital_share), sc_supply_one_minus(sc_all(sigma)), sc_all(log(k)), sc_all(log(wage)));
  return (growth_point){ exp(s.log_output[0]), exp(s.log_labour[0]) };
}

double household_consumption(int n, const double *slope, const double *price, double sigma, double spending, double *share)
{
  sc_vector weight[8], e[8], log_price[8], shares[8], mean, c = sc_all(0.0);
  for (int i = 0; i < n; i++) weight[i] = sc_all(1.0), e[i] = sc_all(slope[i]), log_price[i] = sc_all(log(price[i]));
  for (int step = 0; step < 60; step++) {
    const sc_vector at = sc_household_shares(n, weight, e, log_price, sc_all(sigma), c, shares, &mean);
    c += (log(spending) - at) / mean;
  }
  for (int i = 0; i < n; i++) share[i] = shares[i][0];
  return exp(c[0]);
}
