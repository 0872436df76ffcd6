#include "engine/stats/interval.h"

#include <math.h>

sc_range sc_wilson_share(double p, double size)
{
  const double z2 = SC_Z95 * SC_Z95;
  const double middle = p + z2 / (2 * size);
  const double half = SC_Z95 * sqrt(p * (1 - p) / size + z2 / (4 * size * size));
  const double scale = 1 + z2 / size;
  return (sc_range){ p > 0 ? (middle - half) / scale : 0, p < 1 ? (middle + half) / scale : 1 };
}

sc_range sc_wilson(uint64_t hits, uint64_t n)
{
  return n > 0 ? sc_wilson_share((double)hits / (double)n, (double)n) : (sc_range){ 0, 1 };
}

double sc_zero_hits_bound(uint64_t n)
{
  if (n == 0) return 1;
  const double t = 2.995732273553991 / (double)n;   /* -ln 0.05 = ln 20 */
  double s = 0, term = t;
  for (int k = 2; s + term > s; k++) {
    s += term;
    term *= t / k;
  }
  return s / (1 + s);
}
