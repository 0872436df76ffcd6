#include "models/io/linkages.h"

#include <math.h>
#include <stddef.h>

/* Sum and coefficient of variation of `n` numbers `step` apart. */
static double sum_of(int n, const double *x, int step)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[(size_t)i * (size_t)step];
  return sum;
}

static double variation(int n, const double *x, int step)
{
  const double mean = sum_of(n, x, step) / n;
  double squares = 0;
  for (int i = 0; i < n; i++) {
    const double gap = x[(size_t)i * (size_t)step] - mean;
    squares += gap * gap;
  }
  return n > 1 ? sqrt(squares / (n - 1)) / mean : 0;
}

static void normalise(int n, const double *x, double *to)
{
  const double mean = sum_of(n, x, 1) / n;
  for (int i = 0; i < n; i++) to[i] = x[i] / mean;
}

void sc_linkages_measure(int n, const double *inverse, const double *ghosh, const sc_linkages *to)
{
  for (int k = 0; k < n; k++) {
    const double *column = inverse + k, *row = ghosh + (size_t)k * (size_t)n;
    to->backward[k] = sum_of(n, column, n);
    to->forward[k] = sum_of(n, row, 1);
    to->backward_dispersion[k] = variation(n, column, n);
    to->forward_dispersion[k] = variation(n, row, 1);
  }
  normalise(n, to->backward, to->backward_normalised);
  normalise(n, to->forward, to->forward_normalised);
}

sc_linkage_class sc_linkages_class(double backward_normalised, double forward_normalised)
{
  const int pulls = backward_normalised > 1, pushes = forward_normalised > 1;
  return pulls && pushes ? SC_LINKAGE_KEY : pulls ? SC_LINKAGE_BACKWARD : pushes ? SC_LINKAGE_FORWARD : SC_LINKAGE_WEAK;
}
