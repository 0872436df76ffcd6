/* dist.c - the rows of distributions, and what follows from a row and its arguments. */
#include "engine/random/dist.h"

#include <math.h>
#include <string.h>

#include "engine/lanes/scalar.h"
#include "engine/random/dist_parts.h"
#include "engine/random/normal.h"

const sc_dist_row sc_dist_rows[SC_N_DIST_KINDS] = {
#define SC_DIST_ROW(kind, name_, required_, all_, a, b, c, d, zh, en) \
  [SC_DIST_##kind] = { name_, required_, all_, { a, b, c, d }, SC_TEXT(en, zh) },
#include "engine/random/dist.def"
#undef SC_DIST_ROW
};

sc_dist_kind sc_dist_kind_find(const char *name)
{
  for (int kind = SC_DIST_NONE + 1; kind < SC_N_DIST_KINDS; kind++)
    if (strcmp(sc_dist_rows[kind].name, name) == 0) return (sc_dist_kind)kind;
  return SC_DIST_NONE;
}

/* ---------------------------------------------------------------------------------------------- support */

static void whole_support(const sc_dist *d, double *lo, double *hi)
{
  *lo = -INFINITY, *hi = INFINITY;
  switch (d->kind) {
  case SC_DIST_FIXED: *lo = *hi = d->a; break;
  case SC_DIST_UNIFORM: *lo = d->a, *hi = d->b; break;
  case SC_DIST_TRIANGULAR:
  case SC_DIST_PERT: *lo = d->a, *hi = d->c; break;
  case SC_DIST_BETA: *lo = sc_beta_from(d), *hi = sc_beta_to(d); break;
  case SC_DIST_LOGNORMAL:
  case SC_DIST_GAMMA:
  case SC_DIST_POISSON: *lo = 0.0; break;
  case SC_DIST_EMPIRICAL: *lo = d->x[0], *hi = d->x[d->n - 1]; break;
  case SC_DIST_DISCRETE:
    *lo = INFINITY, *hi = -INFINITY;
    for (int i = 0; i < d->n; i++)
      if (d->w[i] > 0.0) *lo = fmin(*lo, d->x[i]), *hi = fmax(*hi, d->x[i]);
    break;
  case SC_DIST_MIXTURE:
    *lo = INFINITY, *hi = -INFINITY;
    for (int i = 0; i < d->n; i++) {
      double a, b;
      sc_dist_support(&d->part[i], &a, &b);
      *lo = fmin(*lo, a), *hi = fmax(*hi, b);
    }
    break;
  default: break;
  }
}

void sc_dist_support(const sc_dist *dist, double *lo, double *hi)
{
  whole_support(dist, lo, hi);
  if (sc_dist_is_truncated(dist)) *lo = fmax(*lo, dist->lo), *hi = fmin(*hi, dist->hi);
}

/* ---------------------------------------------------------------------------------- distribution functions */

static sc_tails ratio_tails(double x, double lo, double hi)      /* uniform on [lo, hi] */
{
  return x <= lo ? (sc_tails){ 0.0, 1.0 } : x >= hi ? (sc_tails){ 1.0, 0.0 } : (sc_tails){ (x - lo) / (hi - lo), (hi - x) / (hi - lo) };
}

static sc_tails triangular_tails(const sc_dist *d, double x)
{
  const double a = d->a, b = d->b, c = d->c;
  if (x <= a) return (sc_tails){ 0.0, 1.0 };
  if (x >= c) return (sc_tails){ 1.0, 0.0 };
  if (x < b) {
    const double below = (x - a) * (x - a) / ((c - a) * (b - a));
    return (sc_tails){ below, 1.0 - below };
  }
  const double above = (c - x) * (c - x) / ((c - a) * (c - b));
  return (sc_tails){ 1.0 - above, above };
}

static sc_tails scaled_beta_tails(double alpha, double beta, double x, double lo, double hi)
{
  if (x <= lo) return (sc_tails){ 0.0, 1.0 };
  if (x >= hi) return (sc_tails){ 1.0, 0.0 };
  return sc_beta_tails(alpha, beta, sc_log((x - lo) / (hi - x)));
}

static sc_tails skew_tails(const sc_dist *d, double x)
{
  const double z = (x - d->a) / d->b, s2 = d->d * d->d;
  if (z < 0.0) {
    const double below = 2.0 / (1.0 + s2) * sc_student_tails(d->c, z * d->d).below;
    return (sc_tails){ below, 1.0 - below };
  }
  const double above = 2.0 * s2 / (1.0 + s2) * sc_student_tails(d->c, z / d->d).above;
  return (sc_tails){ 1.0 - above, above };
}

static sc_tails discrete_tails(const sc_dist *d, double x)
{
  double below = 0.0, above = 0.0;
  for (int i = 0; i < d->n; i++) *(d->x[i] <= x ? &below : &above) += d->w[i];
  return (sc_tails){ below / (below + above), above / (below + above) };
}

static sc_tails mixture_tails(const sc_dist *d, double x)
{
  double below = 0.0, above = 0.0, total = 0.0;
  for (int i = 0; i < d->n; i++) {
    const sc_tails part = sc_dist_tails(&d->part[i], x);
    below += d->w[i] * part.below, above += d->w[i] * part.above, total += d->w[i];
  }
  return (sc_tails){ below / total, above / total };
}

/* Inverse of the piecewise linear quantile; at a value that occurs more than once, the last. */
static sc_tails empirical_tails(const sc_dist *d, double x)
{
  if (x < d->x[0]) return (sc_tails){ 0.0, 1.0 };
  if (x >= d->x[d->n - 1]) return (sc_tails){ 1.0, 0.0 };
  int low = 0, high = d->n - 1;                        /* x[low] <= x < x[high] */
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    *(d->x[middle] <= x ? &low : &high) = middle;
  }
  return sc_tails_of((low + (x - d->x[low]) / (d->x[high] - d->x[low])) / (d->n - 1));
}

static sc_tails poisson_tails(double rate, double x)
{
  if (x < 0.0) return (sc_tails){ 0.0, 1.0 };
  const sc_tails g = sc_gamma_tails(floor(x) + 1.0, rate);     /* P(N <= n) = Q(n + 1, rate) */
  return (sc_tails){ g.above, g.below };
}

sc_tails sc_dist_whole_tails(const sc_dist *d, double x)
{
  switch (d->kind) {
  case SC_DIST_UNIFORM: return ratio_tails(x, d->a, d->b);
  case SC_DIST_NORMAL: return sc_normal_tails((x - d->a) / d->b);
  case SC_DIST_LOGNORMAL: return x <= 0.0 ? (sc_tails){ 0.0, 1.0 } : sc_normal_tails((sc_log(x) - sc_log(d->a)) / d->b);
  case SC_DIST_TRIANGULAR: return triangular_tails(d, x);
  case SC_DIST_PERT: return scaled_beta_tails(sc_pert_alpha(d), sc_pert_beta(d), x, d->a, d->c);
  case SC_DIST_BETA: return scaled_beta_tails(d->a, d->b, x, sc_beta_from(d), sc_beta_to(d));
  case SC_DIST_GAMMA: return sc_gamma_tails(d->a, x / d->b);
  case SC_DIST_STUDENT: return sc_student_tails(d->c, (x - d->a) / d->b);
  case SC_DIST_SKEW_STUDENT: return skew_tails(d, x);
  case SC_DIST_MIXTURE: return mixture_tails(d, x);
  case SC_DIST_DISCRETE: return discrete_tails(d, x);
  case SC_DIST_EMPIRICAL: return d->n > 1 ? empirical_tails(d, x) : ratio_tails(x, d->x[0], d->x[0]);
  case SC_DIST_POISSON: return poisson_tails(d->a, x);
  default: return x < d->a ? (sc_tails){ 0.0, 1.0 } : (sc_tails){ 1.0, 0.0 };
  }
}

int sc_dist_is_steps(const sc_dist *d)
{
  if (d->kind == SC_DIST_MIXTURE)
    for (int i = 0; i < d->n; i++)
      if (sc_dist_is_steps(&d->part[i])) return 1;
  return d->kind == SC_DIST_FIXED || d->kind == SC_DIST_DISCRETE || d->kind == SC_DIST_POISSON ||
         (d->kind == SC_DIST_EMPIRICAL && d->n == 1);
}

/* Just below lo, so that an atom on the boundary stays in. */
sc_window sc_dist_window(const sc_dist *d)
{
  if (!sc_dist_is_truncated(d)) return (sc_window){ { 0.0, 1.0 }, { 1.0, 0.0 } };
  return (sc_window){ sc_dist_whole_tails(d, sc_dist_is_steps(d) ? nextafter(d->lo, -INFINITY) : d->lo), sc_dist_whole_tails(d, d->hi) };
}

double sc_window_mass(const sc_window *w)
{
  return w->lo.below < 0.5 ? w->hi.below - w->lo.below : w->lo.above - w->hi.above;
}

sc_tails sc_dist_tails(const sc_dist *d, double x)
{
  const sc_tails whole = sc_dist_whole_tails(d, x);
  if (!sc_dist_is_truncated(d)) return whole;
  if (x < d->lo) return (sc_tails){ 0.0, 1.0 };
  if (x >= d->hi) return (sc_tails){ 1.0, 0.0 };
  const sc_window w = sc_dist_window(d);
  const double mass = sc_window_mass(&w);
  return (sc_tails){ (whole.below < 0.5 ? whole.below - w.lo.below : w.lo.above - whole.above) / mass,
                     (whole.below < 0.5 ? w.hi.below - whole.below : whole.above - w.hi.above) / mass };
}

double sc_dist_cdf(const sc_dist *dist, double x) { return sc_dist_tails(dist, x).below; }
