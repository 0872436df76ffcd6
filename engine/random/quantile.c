/* quantile.c - quantile functions, centre and mean. */
#include <float.h>
#include <math.h>

#include "engine/lanes/scalar.h"
#include "engine/random/dist_parts.h"
#include "engine/random/normal.h"

static double triangular_quantile(const sc_dist *d, sc_tails at)
{
  const double width = d->c - d->a;
  return at.below * width < d->b - d->a ? d->a + sqrt(at.below * width * (d->b - d->a))
                                        : d->c - sqrt(at.above * width * (d->c - d->b));
}

static double beta_quantile(double alpha, double beta, double lo, double hi, sc_tails at)
{
  const double logit = sc_beta_inverse(alpha, beta, at);
  return logit < 0.0 ? lo + (hi - lo) * sc_logistic(logit) : hi - (hi - lo) * sc_logistic(-logit);
}

sc_half sc_skew_half(const sc_dist *d, sc_tails at)
{
  const double s2 = d->d * d->d, below = 0.5 * (1.0 + s2) * at.below, above = 0.5 * (1.0 + s2) / s2 * at.above;
  return below < 0.5 ? (sc_half){ { below, 1.0 - below }, 1.0 / d->d } : (sc_half){ { 1.0 - above, above }, d->d };
}

static double skew_quantile(const sc_dist *d, sc_tails at)
{
  const sc_half half = sc_skew_half(d, at);
  return d->a + d->b * half.stretch * sc_student_inverse(d->c, half.at);
}

/* Values need not be sorted: repeatedly the smallest value above the last one. */
static double discrete_quantile(const sc_dist *d, double u)
{
  double total = 0.0, reached = 0.0, last = -INFINITY;
  for (int i = 0; i < d->n; i++) total += d->w[i];
  for (;;) {
    double next = INFINITY, weight = 0.0;
    for (int i = 0; i < d->n; i++) {
      if (!(d->x[i] > last) || d->w[i] <= 0.0 || d->x[i] > next) continue;
      weight = d->x[i] < next ? d->w[i] : weight + d->w[i];
      next = d->x[i];
    }
    if (next > DBL_MAX) return last;
    last = next, reached += weight;
    if (reached >= u * total) return last;
  }
}

static double empirical_quantile(const sc_dist *d, double u)
{
  const double place = u * (d->n - 1);
  const int i = (int)fmin(floor(place), d->n - 1.0), next = i + 1 < d->n ? i + 1 : i;
  return d->x[i] + (place - i) * (d->x[next] - d->x[i]);
}

/* Small rates: add up probabilities. Large ones: from the normal approximation, step to the count. */
static double poisson_quantile(double rate, sc_tails at)
{
  if (rate < 32.0) {
    double p = sc_exp(-rate), sum = p, n = 0.0;
    while (sum < at.below && n < 1000.0) n += 1.0, p *= rate / n, sum += p;
    return n;
  }
  const double z = sc_normal_score(at);
  double n = fmax(0.0, floor(rate + z * sqrt(rate) + (z * z - 1.0) / 6.0));
  while (n > 0.0 && sc_gamma_tails(n, rate).above >= at.below) n -= 1.0;
  while (sc_gamma_tails(n + 1.0, rate).above < at.below) n += 1.0;
  return n;
}

/* Between the smallest and the largest quantile of the parts, by halving with false position where the function is smooth
 * (Illinois method). */
static double mixture_quantile(const sc_dist *d, sc_tails at)
{
  double lo = INFINITY, hi = -INFINITY;
  for (int i = 0; i < d->n; i++) {
    if (d->w[i] <= 0.0) continue;
    const sc_window w = sc_dist_window(&d->part[i]);
    const double x = sc_dist_quantile_in(&d->part[i], &w, at);
    lo = fmin(lo, x), hi = fmax(hi, x);
  }
  if (sc_dist_whole_tails(d, lo).below >= at.below) return lo;
  double f_lo = sc_dist_whole_tails(d, lo).below - at.below, f_hi = sc_dist_whole_tails(d, hi).below - at.below;
  int side = 0;
  for (int i = 0; i < 300 && hi - lo > 4e-16 * fmax(fabs(lo), fabs(hi)); i++) {
    double x = lo - f_lo * (hi - lo) / (f_hi - f_lo);
    if (i % 3 == 2 || !(x > lo && x < hi)) x = lo + 0.5 * (hi - lo);
    if (!(x > lo && x < hi)) break;
    const sc_tails t = sc_dist_whole_tails(d, x);
    const double f = at.below <= at.above ? t.below - at.below : at.above - t.above;
    if (f >= 0.0) {
      hi = x, f_hi = f;
      if (side == 1) f_lo *= 0.5;
      side = 1;
    } else {
      lo = x, f_lo = f;
      if (side == -1) f_hi *= 0.5;
      side = -1;
    }
    if (f == 0.0 && !sc_dist_is_steps(d)) break;
  }
  return hi;
}

/* Before truncation. */
static double whole_quantile(const sc_dist *d, sc_tails at)
{
  switch (d->kind) {
  case SC_DIST_UNIFORM: return at.below < 0.5 ? d->a + (d->b - d->a) * at.below : d->b - (d->b - d->a) * at.above;
  case SC_DIST_NORMAL: return d->a + d->b * sc_normal_score(at);
  case SC_DIST_LOGNORMAL: return d->a * sc_exp(d->b * sc_normal_score(at));
  case SC_DIST_TRIANGULAR: return triangular_quantile(d, at);
  case SC_DIST_PERT: return beta_quantile(sc_pert_alpha(d), sc_pert_beta(d), d->a, d->c, at);
  case SC_DIST_BETA: return beta_quantile(d->a, d->b, sc_beta_from(d), sc_beta_to(d), at);
  case SC_DIST_GAMMA: return d->b * sc_gamma_inverse(d->a, at);
  case SC_DIST_STUDENT: return d->a + d->b * sc_student_inverse(d->c, at);
  case SC_DIST_SKEW_STUDENT: return skew_quantile(d, at);
  case SC_DIST_MIXTURE: return mixture_quantile(d, at);
  case SC_DIST_DISCRETE: return discrete_quantile(d, at.below);
  case SC_DIST_EMPIRICAL: return empirical_quantile(d, at.below);
  case SC_DIST_POISSON: return poisson_quantile(d->a, at);
  default: return d->a;
  }
}

sc_tails sc_window_whole(const sc_window *w, sc_tails at)
{
  const double mass = sc_window_mass(w);
  return (sc_tails){ w->lo.below + at.below * mass, w->hi.above + at.above * mass };
}

double sc_dist_quantile_in(const sc_dist *d, const sc_window *w, sc_tails at)
{
  if (!sc_dist_is_truncated(d)) return whole_quantile(d, at);
  return fmin(d->hi, fmax(d->lo, whole_quantile(d, sc_window_whole(w, at))));
}

double sc_dist_quantile(const sc_dist *dist, double u)
{
  const sc_window w = sc_dist_window(dist);
  return sc_dist_quantile_in(dist, &w, sc_tails_of(u));
}

double sc_dist_centre(const sc_dist *dist) { return sc_dist_quantile(dist, 0.5); }

/* ------------------------------------------------------------------------------------------------- mean */

/* E|T_df| = 2 sqrt(df) Gamma((df + 1)/2) / ((df - 1) sqrt(pi) Gamma(df/2)). */
static double student_mean_size(double df)
{
  return 2.0 * sqrt(df / 3.141592653589793) * sc_exp(sc_log_gamma(0.5 * (df + 1.0)) - sc_log_gamma(0.5 * df)) / (df - 1.0);
}

/* Integral of Q(Phi(z)) phi(z), by the trapezoidal rule. */
static double mean_over_scores(const sc_dist *d)
{
  const sc_window w = sc_dist_window(d);
  double sum = 0.0, weight = 0.0;
  for (int i = -8 * 64; i <= 8 * 64; i++) {
    const double z = i / 64.0, phi = sc_exp(-0.5 * z * z);
    sum += phi * sc_dist_quantile_in(d, &w, sc_normal_tails(z));
    weight += phi;
  }
  return sum / weight;
}

static double weighted_mean(const sc_dist *d)
{
  double sum = 0.0, total = 0.0;
  for (int i = 0; i < d->n; i++) {
    const double x = d->kind == SC_DIST_MIXTURE ? sc_dist_mean(&d->part[i]) : d->x[i];
    const int inside = !sc_dist_is_truncated(d) || (x >= d->lo && x <= d->hi);
    if (inside) sum += d->w[i] * x, total += d->w[i];
  }
  return sum / total;
}

/* Trapezoids between order statistics: the mean of the piecewise linear quantile. */
static double empirical_mean(const sc_dist *d)
{
  if (d->n == 1) return d->x[0];
  double sum = 0.5 * (d->x[0] + d->x[d->n - 1]);
  for (int i = 1; i < d->n - 1; i++) sum += d->x[i];
  return sum / (d->n - 1);
}

double sc_dist_mean(const sc_dist *d)
{
  if (d->kind == SC_DIST_DISCRETE) return weighted_mean(d);
  if (sc_dist_is_truncated(d)) return mean_over_scores(d);
  switch (d->kind) {
  case SC_DIST_UNIFORM: return 0.5 * (d->a + d->b);
  case SC_DIST_NORMAL: return d->a;
  case SC_DIST_LOGNORMAL: return d->a * sc_exp(0.5 * d->b * d->b);
  case SC_DIST_TRIANGULAR: return (d->a + d->b + d->c) / 3.0;
  case SC_DIST_PERT: return (d->a + 4.0 * d->b + d->c) / 6.0;
  case SC_DIST_BETA: return sc_beta_from(d) + (sc_beta_to(d) - sc_beta_from(d)) * d->a / (d->a + d->b);
  case SC_DIST_GAMMA: return d->a * d->b;
  case SC_DIST_STUDENT: return d->c > 1.0 ? d->a : NAN;
  case SC_DIST_SKEW_STUDENT: return d->c > 1.0 ? d->a + d->b * student_mean_size(d->c) * (d->d - 1.0 / d->d) : NAN;
  case SC_DIST_MIXTURE: return weighted_mean(d);
  case SC_DIST_EMPIRICAL: return empirical_mean(d);
  case SC_DIST_POISSON: return d->a;
  default: return d->a;
  }
}
