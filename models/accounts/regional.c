#include "models/accounts/regional.h"

#include <math.h>

#include "engine/lanes/scalar.h"

static double sum_of(int n, const double *x)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

void sc_slq(int n, const double *region, const double *nation, double *slq)
{
  const double size = sum_of(n, region) / sum_of(n, nation);
  for (int i = 0; i < n; i++) slq[i] = nation[i] > 0 ? region[i] / nation[i] / size : 0;
}

void sc_cilq(int n, const double *slq, double *cilq)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) cilq[i * n + j] = i == j ? slq[j] : slq[j] > 0 ? slq[i] / slq[j] : 0;
}

double sc_flq_lambda(double size, double delta)
{
  return sc_pow(sc_log1p(size) / SC_LN_TWO, delta);
}

void sc_flq(int n, const double *slq, double lambda, double *flq)
{
  sc_cilq(n, slq, flq);
  for (int k = 0; k < n * n; k++) flq[k] = fmin(1, flq[k] * lambda);
}

void sc_aflq(int n, const double *slq, double lambda, double *aflq)
{
  sc_flq(n, slq, lambda, aflq);
  for (int j = 0; j < n; j++) {
    const double specialisation = slq[j] > 1 ? sc_log1p(slq[j]) / SC_LN_TWO : 1;
    for (int i = 0; i < n; i++) aflq[i * n + j] = fmin(1, aflq[i * n + j] * specialisation);
  }
}

static void trade(double output, double use, double cross_hauled, double *exports, double *imports)
{
  const double balance = output - use;
  *exports = (cross_hauled + fabs(balance) + balance) / 2;
  *imports = (cross_hauled + fabs(balance) - balance) / 2;
}

void sc_charm(int n, const double *output, const double *use, const double *h, double *exports, double *imports)
{
  for (int i = 0; i < n; i++) trade(output[i], use[i], h[i] * (output[i] + use[i]), &exports[i], &imports[i]);
}

void sc_charm_bounded(int n, const double *output, const double *use, const double *h, double *exports, double *imports)
{
  for (int i = 0; i < n; i++) trade(output[i], use[i], 2 * h[i] * fmin(output[i], use[i]), &exports[i], &imports[i]);
}
