#include "models/io/distance.h"

#include <stddef.h>

void sc_propagation_length(int n, const double *inverse, double *length)
{
  const size_t wide = (size_t)n;
  for (size_t i = 0; i < wide; i++) {
    for (size_t j = 0; j < wide; j++) length[i * wide + j] = 0;
    for (size_t k = 0; k < wide; k++)
      for (size_t j = 0; j < wide; j++) length[i * wide + j] += inverse[i * wide + k] * (inverse[k * wide + j] - (k == j));
    for (size_t j = 0; j < wide; j++) {
      const double effect = inverse[i * wide + j] - (i == j);
      length[i * wide + j] = effect > 0 ? length[i * wide + j] / effect : 0;
    }
  }
}

void sc_streamness(int n, const double *inverse, const double *ghosh, double *upstream, double *downstream)
{
  const size_t wide = (size_t)n;
  for (size_t j = 0; j < wide; j++) downstream[j] = 0;
  for (size_t i = 0; i < wide; i++) {
    upstream[i] = 0;
    for (size_t j = 0; j < wide; j++) {
      upstream[i] += ghosh[i * wide + j];
      downstream[j] += inverse[i * wide + j];
    }
  }
}
