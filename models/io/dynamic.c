#include "models/io/dynamic.h"

#include <math.h>
#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/system.h"

/* to = I - a + weight * capital, factored. */
static sc_code factor(int n, const double *a, const double *capital, double weight, double *to, int *pivot, sc_report *report)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      const size_t at = (size_t)i * (size_t)n + (size_t)j;
      to[at] = (i == j) - a[at] + weight * capital[at];
    }
  const int failing = sc_lu_factor(n, to, pivot);
  return failing ? SC_FAIL(report, DYNAMIC_SINGULAR, SC_NOWHERE, sc_integer(failing).s) : SC_OK;
}

static sc_code walk_back(int n, const double *a, const double *capital, int n_years, const double *final, double growth,
                         double *path, double *lu, int *pivot, sc_report *report)
{
  double *last = path + (size_t)(n_years - 1) * (size_t)n;
  SC_TRY(factor(n, a, capital, -growth, lu, pivot, report));
  memcpy(last, final + (size_t)(n_years - 1) * (size_t)n, (size_t)n * sizeof *last);
  sc_lu_solve(n, lu, pivot, last);
  SC_TRY(factor(n, a, capital, 1, lu, pivot, report));
  for (int t = n_years - 2; t >= 0; t--) {
    double *now = path + (size_t)t * (size_t)n;
    sc_io_right(n, capital, now + n, now);
    for (int i = 0; i < n; i++) now[i] += final[(size_t)t * (size_t)n + (size_t)i];
    sc_lu_solve(n, lu, pivot, now);
  }
  return SC_OK;
}

sc_code sc_dynamic_backward(int n, const double *a, const double *capital, int n_years, const double *final, double growth,
                            double *path, sc_report *report)
{
  double *lu = sc_alloc((size_t)n * (size_t)n, sizeof *lu);
  int *pivot = sc_alloc((size_t)n, sizeof *pivot);
  const sc_code code = lu && pivot ? walk_back(n, a, capital, n_years, final, growth, path, lu, pivot, report)
                                   : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_dynamic_backward");
  sc_free(pivot);
  sc_free(lu);
  return code;
}

typedef struct growing { const double *capital, *inverse; double *inputs; } growing;

/* y = B L x */
static void grow(const void *given, int n, const double *x, double *y)
{
  const growing *g = given;
  sc_io_right(n, g->inverse, x, g->inputs);
  sc_io_right(n, g->capital, g->inputs, y);
}

sc_code sc_dynamic_ceiling(int n, const double *capital, const double *inverse, double *ceiling, sc_report *report)
{
  double *work = sc_alloc(3 * (size_t)n, sizeof *work);
  if (!work) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_dynamic_ceiling");
  const double root = sc_perron_root(n, grow, &(growing){ capital, inverse, work + 2 * n }, 1e-14, 100000, work);
  *ceiling = root > 1e-12 ? 1 / root : INFINITY;
  sc_free(work);
  return SC_OK;
}

double sc_dynamic_forward(int n, const double *inverse, const double *capital, int n_years, const double *final, const double *before,
                          double fastest, double *capacity, double *path, double *work)
{
  const size_t wide = (size_t)n;
  double short_of = 0;
  for (size_t t = 0; t < (size_t)n_years; t++) {
    const double *last = t > 0 ? path + (t - 1) * wide : before, *earlier = t > 1 ? path + (t - 2) * wide : before;
    double *c = capacity + t * wide, *next = c + wide, *x = path + t * wide;
    for (size_t j = 0; j < wide; j++) {
      const double growth = earlier[j] > 0 ? fmin(fmax(last[j] / earlier[j] - 1, 0), fastest) : 0;
      work[j] = fmax(0, (1 + growth) * (1 + growth) * last[j] - c[j]);
      next[j] = c[j] + work[j];
    }
    sc_io_right(n, capital, work, x);
    for (size_t i = 0; i < wide; i++) work[i] = x[i] + final[t * wide + i];
    sc_io_right(n, inverse, work, x);
    for (size_t j = 0; j < wide; j++)
      if (c[j] > 0) short_of = fmax(short_of, x[j] / c[j] - 1);
  }
  return short_of;
}
