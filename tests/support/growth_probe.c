#include "tests/support/growth_probe.h"

#include <math.h>

#define SC_ISA base
#define SC_VECTOR 2
#include "models/blocks/household.h"
#include "models/growth/supply.h"

growth_point growth_supply_at(double sigma, double capital_share, double k, double labour)
{
  const sc_vector theta = sc_all(1.0 - capital_share), r = sc_supply_power(sc_all(sigma));
  const sc_supply s = sc_supply_at(theta, sc_all(1.0 / sigma), r, 1.0 / r, sc_supply_capital(theta, r, sc_all(log(k))), sc_all(log(labour)));
  return (growth_point){ exp(s.log_output[0]), exp(s.log_wage[0]), s.share[0] };
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
