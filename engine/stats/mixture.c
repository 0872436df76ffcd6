#include "engine/stats/mixture.h"

#include <math.h>

static double total_weight(const sc_sample *s, int n)
{
  double sum = 0;
  for (int m = 0; m < n; m++) sum += s[m].n > 0 ? s[m].weight : 0;
  return sum;
}

/* Nothing to mix: no numbers, or none that count. */
static int is_counted(const sc_sample *s) { return s->n > 0 && s->weight > 0; }

double sc_mixture_mean(const sc_sample *s, int n)
{
  const double total = total_weight(s, n);
  double sum = 0;
  for (int m = 0; m < n; m++) sum += is_counted(&s[m]) ? s[m].weight * s[m].mean : 0;
  return total > 0 ? sum / total : (double)NAN;
}

double sc_mixture_sd(const sc_sample *s, int n)
{
  const double total = total_weight(s, n), mean = sc_mixture_mean(s, n);
  double sum = 0;
  for (int m = 0; m < n; m++)
    if (is_counted(&s[m])) sum += s[m].weight * (s[m].sd * s[m].sd + (s[m].mean - mean) * (s[m].mean - mean));
  return total > 0 ? sqrt(sum / total) : (double)NAN;
}

/* How many of x[from..to) are <= v. */
static size_t count_upto(const double *x, size_t from, size_t to, double v)
{
  while (from < to) {
    const size_t middle = from + (to - from) / 2;
    if (x[middle] <= v) from = middle + 1;
    else to = middle;
  }
  return from;
}

/* F(v), times the total weight. */
static double mass_upto(const sc_sample *s, int n, double v)
{
  double mass = 0;
  for (int m = 0; m < n; m++)
    if (is_counted(&s[m])) mass += s[m].weight * ((double)count_upto(s[m].sorted, 0, s[m].n, v) / (double)s[m].n);
  return mass;
}

/* The smallest number with more than this mass up to it; the largest of all when rounding leaves none. Each sample is searched
 * only between what the samples before it have ruled out. */
static double first_beyond(const sc_sample *s, int n, double mass)
{
  double below = -(double)INFINITY, found = (double)INFINITY, largest = -(double)INFINITY;
  for (int m = 0; m < n; m++) {
    if (!is_counted(&s[m])) continue;
    const double *x = s[m].sorted;
    if (x[s[m].n - 1] > largest) largest = x[s[m].n - 1];
    size_t from = count_upto(x, 0, s[m].n, below), to = count_upto(x, from, s[m].n, found);
    while (from < to) {
      const size_t middle = from + (to - from) / 2;
      if (mass_upto(s, n, x[middle]) > mass) to = middle;
      else from = middle + 1;
    }
    if (from < s[m].n && x[from] < found && mass_upto(s, n, x[from]) > mass) found = x[from];
    if (from > 0 && x[from - 1] > below && x[from - 1] < found) below = x[from - 1];
  }
  return found < (double)INFINITY ? found : largest;
}

/* The smallest number above v; v itself when it is the largest. */
static double next_above(const sc_sample *s, int n, double v)
{
  double next = (double)INFINITY;
  for (int m = 0; m < n; m++) {
    const size_t at = is_counted(&s[m]) ? count_upto(s[m].sorted, 0, s[m].n, v) : s[m].n;
    if (at < s[m].n && s[m].sorted[at] < next) next = s[m].sorted[at];
  }
  return next < (double)INFINITY ? next : v;
}

double sc_mixture_quantile(const sc_sample *s, int n, double p)
{
  const double total = total_weight(s, n);
  if (!(total > 0)) return (double)NAN;
  double squares = 0;                         /* sum n_m u_m^2 */
  for (int m = 0; m < n; m++)
    if (is_counted(&s[m])) squares += s[m].weight / total * (s[m].weight / total) / (double)s[m].n;
  double from = (1.0 - squares) * p * total;
  const double end = from + squares * total, first = first_beyond(s, n, from);
  double sum = 0, covered = 0, v = first;
  for (;;) {
    const double upto = mass_upto(s, n, v), next = next_above(s, n, v), part = (upto < end ? upto : end) - from;
    if (part > 0) {
      sum += part * (v - first);
      covered += part;
      from += part;
    }
    if (upto >= end || next == v) break;
    v = next;
  }
  return covered > 0 ? first + sum / covered : first;
}

sc_range sc_mixture_interval(const sc_sample *s, int n, sc_ranks ranks, size_t n_draws)
{
  const double total = total_weight(s, n), size = (double)n_draws;
  sc_range range = { (double)NAN, (double)NAN };
  if (!(total > 0) || n_draws == 0) return range;
  if (ranks.lower > 0) range.lower = first_beyond(s, n, ((double)ranks.lower - 0.5) / size * total);
  if (ranks.upper > 0) range.upper = first_beyond(s, n, ((double)ranks.upper - 0.5) / size * total);
  return range;
}
