#include "engine/stats/interval.h"

#include <math.h>

sc_range sc_wilson(uint64_t hits, uint64_t n)
{
  if (n == 0) return (sc_range){ 0, 1 };
  const double size = (double)n, p = (double)hits / size, z2 = SC_Z95 * SC_Z95;
  const double middle = p + z2 / (2 * size);
  const double half = SC_Z95 * sqrt(p * (1 - p) / size + z2 / (4 * size * size));
  const double scale = 1 + z2 / size;
  return (sc_range){ hits == 0 ? 0 : (middle - half) / scale, hits == n ? 1 : (middle + half) / scale };
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
