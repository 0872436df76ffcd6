#include "scenarios/arithmetic.h"

#include <math.h>

static double power(double x, int n)
{
  double p = 1;
  for (int i = 0; i < n; i++) p *= x;
  return p;
}

double sc_root(double x, int n)
{
  if (!(x > 0) || n < 1 || !isfinite(x)) return NAN;
  double r = x > 1 ? x : 1;                            /* above the root: Newton comes down monotonically */
  for (int i = 0; i < 2000; i++) {
    const double next = ((n - 1) * r + x / power(r, n - 1)) / n;
    if (!(next < r)) break;
    r = next;
  }
  return r;
}

static double factor(double percent) { return 1 + percent / 100; }
static double percent(double of_one) { return 100 * (of_one - 1); }
static double odds(double share) { return share / (100 - share); }

/* Yearly growth in per cent of what becomes `ratio` times itself in n years. */
static double yearly(double ratio, double n) { return percent(sc_root(ratio, (int)n)); }

#define RULE(name) static double rule_##name(const double *a)

RULE(value) { return a[0]; }
RULE(sum) { return a[0] + a[1]; }
RULE(difference) { return a[0] - a[1]; }
RULE(product) { return a[0] * a[1]; }
RULE(quotient) { return a[0] / a[1]; }
RULE(percent) { return 100 * a[0] / a[1]; }
RULE(percent_change) { return percent(a[1] / a[0]); }
RULE(growth_index) { return power(factor(a[0]), (int)a[1]); }
RULE(mean_growth) { return yearly(a[1] / a[0], a[2]); }
RULE(grown) { return a[0] * power(factor(a[1]), (int)a[2]); }
RULE(share_index) { return a[1] / a[0] * power(factor(a[2]), (int)a[3]); }
RULE(share_growth) { return percent(sc_root(a[1] / a[0], (int)a[3]) * factor(a[2])); }
RULE(share_growth_price) { return percent(sc_root(a[1] / a[0], (int)a[3]) * factor(a[2]) / factor(a[4])); }
RULE(odds_growth) { return yearly(odds(a[1]) / odds(a[0]), a[2]); }
RULE(odds_growth_price) { return percent(sc_root(odds(a[1]) / odds(a[0]), (int)a[2]) / factor(a[3])); }
RULE(odds_again)
{
  const double next = odds(a[1]) * odds(a[1]) / odds(a[0]);
  return 100 * next / (1 + next);
}
RULE(line_again) { return a[1] + (a[1] - a[0]); }
RULE(net_growth) { return yearly((a[0] + a[1]) / a[0], a[2]); }
RULE(growth_ratio) { return percent(factor(a[0]) / factor(a[1])); }
RULE(growth_product) { return percent(factor(a[0]) * factor(a[1])); }
RULE(ratio_change) { return percent(power(factor(a[0]) / factor(a[1]), (int)a[2])); }
RULE(cap_base) { return a[3] / (factor(-a[0]) * power(factor(a[1]), (int)a[2])); }
RULE(gap_people) { return a[0] * (a[2] - a[1]) / (a[3] - a[2]); }

const sc_arithmetic_row sc_arithmetic_rows[SC_N_ARITHMETICS] = {
#define SC_ARITHMETIC(name_, n, zh, en) { #name_, n, SC_TEXT(en, zh), rule_##name_ },
#include "scenarios/arithmetic.def"
#undef SC_ARITHMETIC
};
