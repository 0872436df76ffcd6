#include "models/io/influence.h"

#include <math.h>
#include <stddef.h>

/* The last term, cell by cell, in an order that never reads a cell of row j or column i after it was written: they go last. */
void sc_influence_change(int n, const double *inverse, int i, int j, double change, double *changed)
{
  const size_t wide = (size_t)n, column = (size_t)i, row = (size_t)j;
  const double scale = change / (1 - change * inverse[row * wide + column]), corner = inverse[row * wide + column];
  for (size_t p = 0; p < wide; p++)
    for (size_t q = 0; q < wide; q++)
      if (p != row && q != column)
        changed[p * wide + q] = inverse[p * wide + q] + scale * inverse[p * wide + column] * inverse[row * wide + q];
  for (size_t p = 0; p < wide; p++)
    if (p != row) changed[p * wide + column] = inverse[p * wide + column] * (1 + scale * corner);
  for (size_t q = 0; q < wide; q++)
    changed[row * wide + q] = inverse[row * wide + q] * (1 + scale * corner);
}

/* The first row of `size` holds the row sums until it is filled itself, last. */
void sc_influence_size(int n, const double *inverse, double *size)
{
  const size_t wide = (size_t)n;
  for (size_t j = 0; j < wide; j++) {
    size[j] = 0;
    for (size_t q = 0; q < wide; q++) size[j] += inverse[j * wide + q];
  }
  for (size_t i = wide; i-- > 0;) {
    double column = 0;
    for (size_t p = 0; p < wide; p++) column += inverse[p * wide + i];
    for (size_t j = 0; j < wide; j++) size[i * wide + j] = column * size[j];
  }
}

void sc_influence_limits(int n, const double *a, const double *inverse, const double *output, double percent, double *limit)
{
  for (int i = 0; i < n; i++) {
    double most = 0;
    for (int k = 0; k < n; k++)
      if (output[k] > 0) most = fmax(most, inverse[(size_t)k * (size_t)n + (size_t)i] / output[k]);
    for (int j = 0; j < n; j++) {
      const size_t at = (size_t)i * (size_t)n + (size_t)j;
      const double weight = a[at] * (percent * inverse[(size_t)j * (size_t)n + (size_t)i] + 100 * most * output[j]);
      limit[at] = weight > 0 ? 100 * percent / weight : INFINITY;
    }
  }
}
