/* special.c - incomplete gamma and beta functions and their inverses. */
#include "engine/random/special.h"

#include <float.h>
#include <math.h>

#include "engine/lanes/scalar.h"
#include "engine/random/normal.h"

enum { MAX_TERMS = 100000, MAX_STEPS = 200 };
static const double log_root_2pi = 0x1.d67f1c864beb5p-1;

double sc_log_gamma(double x)
{
  static const double stirling[] = { 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156 };
  double product = 1.0;
  while (x < 12.0) product *= x, x += 1.0;
  const double y = 1.0 / (x * x);
  double series = 0.0;
  for (int i = 6; i >= 0; i--) series = series * y + stirling[i];
  return (x - 0.5) * sc_log(x) - x + log_root_2pi + series / x - sc_log(product);
}

/* Lentz: value of b0 + a1/(b1 + a2/(b2 + ...)), one term at a time. */
typedef struct fraction { double value, c, d; } fraction;

static fraction fraction_begin(double b0)
{
  const double b = b0 == 0.0 ? DBL_MIN : b0;
  return (fraction){ b, b, 0.0 };
}

static double fraction_add(fraction *f, double a, double b)
{
  f->d = b + a * f->d;
  f->c = b + a / f->c;
  if (f->d == 0.0) f->d = DBL_MIN;
  if (f->c == 0.0) f->c = DBL_MIN;
  f->d = 1.0 / f->d;
  const double factor = f->c * f->d;
  f->value *= factor;
  return fabs(factor - 1.0);
}

/* ------------------------------------------------------------------------------------------------ gamma */

/* x^k e^-x / Gamma(k) is the density of log x. */
static double gamma_kernel(double k, double log_x, double x) { return sc_exp(k * log_x - x - sc_log_gamma(k)); }

static sc_tails gamma_tails(double k, double x, double kernel)
{
  if (x < k + 1.0) {
    double term = 1.0 / k, sum = term;
    for (int i = 1; i < MAX_TERMS && term > sum * 0x1p-54; i++) sum += term *= x / (k + i);
    const double below = kernel * sum;
    return (sc_tails){ below, 1.0 - below };
  }
  fraction f = fraction_begin(x + 1.0 - k);
  for (int i = 1; i < MAX_TERMS; i++)
    if (fraction_add(&f, -i * (i - k), x + 2.0 * i + 1.0 - k) < 0x1p-52) break;
  const double above = kernel / f.value;
  return (sc_tails){ 1.0 - above, above };
}

sc_tails sc_gamma_tails(double shape, double x)
{
  if (x <= 0.0) return (sc_tails){ 0.0, 1.0 };
  if (x > DBL_MAX) return (sc_tails){ 1.0, 0.0 };
  return gamma_tails(shape, x, gamma_kernel(shape, sc_log(x), x));
}

/* One Newton step on the log of the smaller tail; `density` is that of the coordinate. At most 2 either way, and that
 * much where the tail is below every number there is. */
static double newton_step(sc_tails now, sc_tails at, double density)
{
  const int low = at.below <= at.above;
  const double tail = low ? now.below : now.above, ratio = low ? at.below / tail : tail / at.above;
  if (!(tail > 0.0 && density > 0.0)) return low ? 2.0 : -2.0;
  return fmin(2.0, fmax(-2.0, sc_log(ratio) * (tail / density)));
}

double sc_gamma_inverse(double shape, sc_tails at)
{
  if (at.below <= 0.0) return 0.0;
  if (at.above <= 0.0) return INFINITY;
  /* Wilson and Hilferty's cube where it is good, else the first term of the series, which lies below the answer. */
  const double z = sc_normal_score(at), root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
  const double first = (sc_log(at.below) + sc_log_gamma(shape + 1.0)) / shape;
  double y = root > 0.3 ? sc_log(shape) + 3.0 * sc_log(root) : first;
  for (int i = 0; i < MAX_STEPS; i++) {
    const double x = sc_exp(y), density = gamma_kernel(shape, y, x);
    const double step = newton_step(gamma_tails(shape, x, density), at, density);
    y += step;
    if (!(fabs(step) > 1e-8)) break;
  }
  return sc_exp(y);
}

/* ------------------------------------------------------------------------------------------------- beta */

static double log_beta(double a, double b) { return sc_log_gamma(a) + sc_log_gamma(b) - sc_log_gamma(a + b); }

/* x^a (1 - x)^b / B(a, b) is the density of the logit. */
static double beta_kernel(double a, double b, double logit)
{
  return sc_exp(-a * sc_log1p(sc_exp(-logit)) - b * sc_log1p(sc_exp(logit)) - log_beta(a, b));
}

/* I_x(a, b) for x < (a + 1)/(a + b + 2). */
static double beta_fraction(double a, double b, double x, double kernel)
{
  fraction f = fraction_begin(1.0);
  for (int m = 0; m < MAX_TERMS; m++) {
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    const double even = (m + 1.0) * (b - m - 1.0) * x / ((a + 2.0 * m + 1.0) * (a + 2.0 * m + 2.0));
    const double first = fraction_add(&f, odd, 1.0), second = fraction_add(&f, even, 1.0);
    if (first < 0x1p-52 && second < 0x1p-52) break;
  }
  return kernel / (a * f.value);
}

static sc_tails beta_tails(double a, double b, double logit, double kernel)
{
  const double x = sc_logistic(logit), one_minus_x = sc_logistic(-logit);
  if (x < (a + 1.0) / (a + b + 2.0)) {
    const double below = beta_fraction(a, b, x, kernel);
    return (sc_tails){ below, 1.0 - below };
  }
  const double above = beta_fraction(b, a, one_minus_x, kernel);
  return (sc_tails){ 1.0 - above, above };
}

sc_tails sc_beta_tails(double a, double b, double logit)
{
  if (!(logit > -DBL_MAX)) return (sc_tails){ 0.0, 1.0 };
  if (!(logit < DBL_MAX)) return (sc_tails){ 1.0, 0.0 };
  return beta_tails(a, b, logit, beta_kernel(a, b, logit));
}

double sc_beta_inverse(double a, double b, sc_tails at)
{
  if (at.below <= 0.0) return -INFINITY;
  if (at.above <= 0.0) return INFINITY;
  if (at.above < at.below) return -sc_beta_inverse(b, a, (sc_tails){ at.above, at.below });
  /* Start from the leading power, x^a = a B(a, b) P, where that gives an x, or the logit's mean and spread. */
  const double log_norm = log_beta(a, b), log_x = (sc_log(at.below) + sc_log(a) + log_norm) / a;
  const int by_power = (a <= 1.0 || b <= 1.0) && log_x < -1e-3;
  double y = by_power ? log_x - sc_log(-sc_expm1(log_x)) : sc_log(a / b) + sc_normal_score(at) * sqrt(1.0 / a + 1.0 / b);
  for (int i = 0; i < MAX_STEPS; i++) {
    const double density = sc_exp(-a * sc_log1p(sc_exp(-y)) - b * sc_log1p(sc_exp(y)) - log_norm);
    const double step = newton_step(beta_tails(a, b, y, density), at, density);
    y += step;
    if (!(fabs(step) > 1e-8)) break;
  }
  return y;
}

/* ---------------------------------------------------------------------------------------------- Student */

sc_tails sc_student_tails(double df, double t)
{
  if (t == 0.0) return (sc_tails){ 0.5, 0.5 };
  const sc_tails size = sc_beta_tails(0.5, 0.5 * df, 2.0 * sc_log(fabs(t)) - sc_log(df));   /* P(|T| <= |t|), P(|T| > |t|) */
  const double far = 0.5 * size.above, near = 0.5 + 0.5 * size.below;
  return t < 0.0 ? (sc_tails){ far, near } : (sc_tails){ near, far };
}

double sc_student_inverse(double df, sc_tails at)
{
  const double far = fmin(at.below, at.above);
  const sc_tails size = { at.below < 0.25 || at.above < 0.25 ? 1.0 - 2.0 * far : fabs(at.below - at.above), 2.0 * far };
  const double t = sqrt(df) * sc_exp(0.5 * sc_beta_inverse(0.5, 0.5 * df, size));
  return at.below < at.above ? -t : t;
}
