#include "models/io/extraction.h"

#include <stddef.h>

void sc_extract(sc_extraction kind, int n, const double *inverse, double own, const double *output, const double *final, int k,
                double theta, double *loss)
{
  const double inside = inverse[(size_t)k * (size_t)n + (size_t)k], left = 1 - theta;
  const double still = left * output[k] / (inside * (1 - left * own - left * left * (1 - own - 1 / inside)));
  const double scale = kind == SC_EXTRACT_TOTAL ? (output[k] - left * still) / inside
                       : theta * (kind == SC_EXTRACT_SALES ? output[k] - final[k] : output[k]) / (1 + theta * (inside - 1));
  for (int i = 0; i < n; i++) loss[i] = inverse[(size_t)i * (size_t)n + (size_t)k] * scale;
  if (kind == SC_EXTRACT_PURCHASES) loss[k] -= scale;
  if (kind == SC_EXTRACT_TOTAL) loss[k] = output[k] - still;
}
