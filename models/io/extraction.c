#include "models/io/extraction.h"

#include <stddef.h>

void sc_extract(sc_extraction kind, int n, const double *inverse, const double *output, const double *final, int k,
                double theta, double *loss)
{
  const double own = inverse[(size_t)k * (size_t)n + (size_t)k];
  const double scale = kind == SC_EXTRACT_TOTAL ? output[k] / own
                       : theta * (kind == SC_EXTRACT_SALES ? output[k] - final[k] : output[k]) / (1 + theta * (own - 1));
  for (int i = 0; i < n; i++) loss[i] = inverse[(size_t)i * (size_t)n + (size_t)k] * scale;
  if (kind == SC_EXTRACT_PURCHASES) loss[k] -= scale;
}
