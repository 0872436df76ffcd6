#include "engine/stats/score.h"

#include <math.h>

/* Centred at y: the weights 2i - n - 1 sum to zero, so the spread does not change and large levels lose no digits. */
static double crps(const double *sorted, size_t n, double y, double pairs)
{
  double distance = 0, spread = 0;
  for (size_t i = 0; i < n; i++) {
    const double x = sorted[i] - y;
    distance += fabs(x);
    spread += (2 * (double)i + 1 - (double)n) * x;
  }
  return distance / (double)n - (pairs > 0 ? spread / pairs : 0);
}

double sc_crps(const double *sorted, size_t n, double y)
{
  return crps(sorted, n, y, (double)n * (double)n);
}

double sc_crps_fair(const double *sorted, size_t n, double y)
{
  return crps(sorted, n, y, (double)n * (double)(n - 1));
}

/* With e^(z^2/2) = sum (z^2/2)^k / k! and Phi(z) - 1/2 = phi(z) sum z^(2k+1) / (2k+1)!! the score needs series of positive
 * terms only. Beyond |z| = 9 what the tail adds is below 1e-18. */
double sc_crps_normal(double mean, double sd, double y)
{
  const double ROOT_PI = 1.772453850905516, ROOT_2PI = 2.5066282746310002;
  if (!(sd > 0)) return fabs(y - mean);
  const double z = fabs(y - mean) / sd;
  if (z > 9) return sd * (z - 1 / ROOT_PI);
  double growth = 1, term = 1, odd = z, odd_term = z;
  for (int k = 1; term > 0x1p-60 * growth || odd_term > 0x1p-60 * odd; k++) {
    growth += term *= z * z / (2 * k);
    odd += odd_term *= z * z / (2 * k + 1);
  }
  return sd * ((2 * z * odd + 2) / (ROOT_2PI * growth) - 1 / ROOT_PI);
}
