#include "engine/stats/sum.h"

#include <math.h>

enum { PARTIALS = 8 };

static double join(const double p[PARTIALS])
{
  return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
}

static double leaf_sum(const double *x, size_t n)
{
  double p[PARTIALS] = { 0 };
  size_t i = 0;
  for (; i + PARTIALS <= n; i += PARTIALS)
    for (size_t j = 0; j < PARTIALS; j++) p[j] += x[i + j];
  for (size_t j = 0; i + j < n; j++) p[j] += x[i + j];
  return join(p);
}

double sc_sum(const double *x, size_t n)
{
  if (n <= SC_SUM_LEAF) return leaf_sum(x, n);
  const size_t half = n / 2;
  return sc_sum(x, half) + sc_sum(x + half, n - half);
}

double sc_mean(const double *x, size_t n)
{
  return n > 0 ? sc_sum(x, n) / (double)n : NAN;
}

/* What one pass over the deviations yields: their own sums, which rounding keeps from zero, and that of products. */
typedef struct deviations { double x, y, xy; } deviations;

static deviations leaf_deviations(const double *x, const double *y, double mx, double my, size_t n)
{
  double px[PARTIALS] = { 0 }, py[PARTIALS] = { 0 }, pxy[PARTIALS] = { 0 };
  for (size_t i = 0; i < n; i += PARTIALS)
    for (size_t j = 0; j < PARTIALS && i + j < n; j++) {
      const double dx = x[i + j] - mx, dy = y[i + j] - my;
      px[j] += dx;
      py[j] += dy;
      pxy[j] += dx * dy;
    }
  return (deviations){ join(px), join(py), join(pxy) };
}

static deviations sum_deviations(const double *x, const double *y, double mx, double my, size_t n)
{
  if (n <= SC_SUM_LEAF) return leaf_deviations(x, y, mx, my, n);
  const size_t half = n / 2;
  const deviations a = sum_deviations(x, y, mx, my, half);
  const deviations b = sum_deviations(x + half, y + half, mx, my, n - half);
  return (deviations){ a.x + b.x, a.y + b.y, a.xy + b.xy };
}

static double covariance_about(const double *x, const double *y, double mx, double my, size_t n)
{
  if (n < 2) return NAN;
  const deviations d = sum_deviations(x, y, mx, my, n);
  return (d.xy - d.x * d.y / (double)n) / (double)(n - 1);
}

double sc_covariance(const double *x, const double *y, size_t n)
{
  return covariance_about(x, y, sc_mean(x, n), sc_mean(y, n), n);
}

double sc_correlation_of(const double *x, const double *y, size_t n)
{
  const double mx = sc_mean(x, n), my = sc_mean(y, n);
  const double vx = covariance_about(x, x, mx, mx, n), vy = covariance_about(y, y, my, my, n);
  return vx > 0 && vy > 0 ? covariance_about(x, y, mx, my, n) / (sqrt(vx) * sqrt(vy)) : NAN;
}

sc_moments sc_moments_of(const double *x, size_t n)
{
  sc_moments m = { .mean = sc_mean(x, n) };
  m.variance = covariance_about(x, x, m.mean, m.mean, n);
  m.sd = sqrt(m.variance);
  m.standard_error = m.sd / sqrt((double)n);
  return m;
}
