#include "models/io/prices.h"

#include <stddef.h>

/* Costs are added up activity by activity, so no workspace is needed. */
void sc_price_dual(int n, const double *inverse, const double *imported, const double *import_price,
                   const double *value_added, double *price)
{
  for (int j = 0; j < n; j++) price[j] = 0;
  for (int k = 0; k < n; k++) {
    double cost = value_added[k];
    for (int i = 0; i < n; i++) cost += import_price[i] * imported[(size_t)i * (size_t)n + (size_t)k];
    for (int j = 0; j < n; j++) price[j] += cost * inverse[(size_t)k * (size_t)n + (size_t)j];
  }
}
