#include "outputs/run/measure.h"

#include <math.h>

#include "engine/lanes/scalar.h"

double sc_margin(const sc_reading *r, double m)
{
  switch (r->direction) {
  case SC_AT_MOST: case SC_BELOW: return r->value - m;
  case SC_ABOUT:  return m - (r->value - r->tolerance);
  case SC_WITHIN: return r->tolerance - fabs(m - r->value);
  default:        return m - r->value;
  }
}

int sc_is_met(const sc_reading *r, double margin)
{
  return r->direction == SC_ABOVE || r->direction == SC_BELOW ? margin > 0.0 : margin >= 0.0;
}

/* Per cent a year over n years. */
static double growth(double ratio, int n)
{
  return ratio > 0.0 ? 100.0 * (sc_pow(ratio, 1.0 / n) - 1.0) : -100.0;
}

static double mean_over(const sc_paths *paths, int indicator, const sc_reading *r, int base_year, size_t d)
{
  double product = 1.0, sum = 0.0;
  for (int year = r->from; year <= r->to; year++) {
    const double x = sc_path(paths, indicator, year - base_year)[d];
    product *= 1.0 + x / 100.0;
    sum += x;
  }
  const int n = r->to - r->from + 1;
  return sc_indicator_rows[indicator].growth ? growth(product, n) : sum / n;
}

static double mean_growth(const sc_paths *paths, const sc_reading *r, int base_year, size_t d)
{
  if (sc_indicator_rows[r->indicator].growth) return mean_over(paths, r->indicator, r, base_year, d);
  const double end = sc_path(paths, r->indicator, r->to - base_year)[d];
  return growth(end / sc_path(paths, r->indicator, r->from - 1 - base_year)[d], r->to - r->from + 1);
}

static double worst_year(const sc_paths *paths, const sc_reading *r, int base_year, size_t d)
{
  double worst = sc_path(paths, r->indicator, r->from - base_year)[d];
  for (int year = r->from + 1; year <= r->to; year++) {
    const double x = sc_path(paths, r->indicator, year - base_year)[d];
    if (sc_margin(r, x) < sc_margin(r, worst)) worst = x;
  }
  return worst;
}

static double sum_over(const sc_paths *paths, const sc_reading *r, int base_year, size_t d)
{
  double sum = 0.0;
  for (int year = r->from; year <= r->to; year++) sum += sc_path(paths, r->indicator, year - base_year)[d];
  return sum;
}

double sc_measure(const sc_paths *paths, const sc_reading *r, int base_year, size_t d)
{
  const double at_end = sc_path(paths, r->indicator, r->to - base_year)[d];
  switch (r->kind) {
  case SC_TARGET_MEAN_GROWTH:      return mean_growth(paths, r, base_year, d);
  case SC_TARGET_GROWTH_EACH_YEAR: return worst_year(paths, r, base_year, d);
  case SC_TARGET_CUMULATIVE:       return sum_over(paths, r, base_year, d);
  case SC_TARGET_CHANGE:           return at_end - (isnan(r->base) ? sc_path(paths, r->indicator, 0)[d] : r->base);
  case SC_TARGET_RELATIVE:
    return mean_over(paths, r->indicator, r, base_year, d) - mean_over(paths, r->reference, r, base_year, d);
  default: return at_end;
  }
}

int sc_first_met(const sc_paths *paths, const sc_reading *r, int base_year, size_t d)
{
  for (int t = 1; t <= paths->n_years; t++)
    if (sc_is_met(r, sc_margin(r, sc_path(paths, r->indicator, t)[d]))) return base_year + t;
  return 0;
}

double sc_needed_per_year(const sc_reading *r, int base_year, double margin)
{
  const double missing = margin < 0.0 ? -margin : 0.0;
  switch (r->kind) {
  case SC_TARGET_MEAN_GROWTH: case SC_TARGET_GROWTH_EACH_YEAR: case SC_TARGET_RELATIVE: return missing;
  case SC_TARGET_CUMULATIVE: return missing / (r->to - r->from + 1);
  default: return missing / (r->to - base_year);
  }
}
