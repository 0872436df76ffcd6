#include "models/io/ghosh.h"

#include "models/io/system.h"

void sc_ghosh_inverse(int n, const double *inverse, const double *output, double *ghosh)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      const size_t at = (size_t)i * (size_t)n + (size_t)j;
      ghosh[at] = i == j ? inverse[at] : output[i] != 0 ? inverse[at] * output[j] / output[i] : 0;
    }
}

void sc_ghosh_value(int n, const double *ghosh, const double *primary, double *value)
{
  sc_io_left(n, primary, ghosh, value);
}

void sc_ghosh_price(int n, const double *ghosh, const double *primary, const double *output, double *price)
{
  sc_ghosh_value(n, ghosh, primary, price);
  for (int j = 0; j < n; j++) price[j] = output[j] != 0 ? price[j] / output[j] : 1;
}
