/* dist_check.c - is a declared distribution one? */
#include <float.h>
#include <math.h>

#include "engine/random/dist_parts.h"

/* What is checked, where the user wrote it, and to whom mistakes are reported: each check below is then one line. */
typedef struct check { const sc_dist *d; const sc_dist_row *row; sc_where at; sc_report *report; int sound; } check;

static double argument(const check *c, int i)
{
  const double *const arguments[] = { &c->d->a, &c->d->b, &c->d->c, &c->d->d };
  return *arguments[i];
}

static int is_finite(double x) { return fabs(x) <= DBL_MAX; }

static void all_finite(check *c)
{
  for (int i = 0; i < c->row->all; i++) {
    if (is_finite(argument(c, i))) continue;
    SC_FAIL(c->report, DIST_NOT_FINITE, c->at, c->row->name, c->row->argument[i]);
    c->sound = 0;
  }
}

static void is_positive(check *c, int i)
{
  if (!c->sound || argument(c, i) > 0.0) return;
  SC_FAIL(c->report, DIST_NOT_POSITIVE, c->at, c->row->name, c->row->argument[i], sc_number(argument(c, i)).s);
  c->sound = 0;
}

static void is_at_least(check *c, int i, double least)
{
  if (!c->sound || argument(c, i) >= least) return;
  SC_FAIL(c->report, DIST_TOO_SMALL, c->at, c->row->name, c->row->argument[i], sc_number(least).s, sc_number(argument(c, i)).s);
  c->sound = 0;
}

static void is_below(check *c, int i, int j)
{
  if (!c->sound || argument(c, i) < argument(c, j)) return;
  SC_FAIL(c->report, DIST_ORDER, c->at, c->row->name, c->row->argument[i], sc_number(argument(c, i)).s, c->row->argument[j],
          sc_number(argument(c, j)).s);
  c->sound = 0;
}

static void has_mode_inside(check *c)
{
  is_below(c, 0, 2);
  if (!c->sound || (c->d->b >= c->d->a && c->d->b <= c->d->c)) return;
  SC_FAIL(c->report, DIST_MODE, c->at, c->row->name, sc_number(c->d->b).s, sc_number(c->d->a).s, sc_number(c->d->c).s);
  c->sound = 0;
}

static void has_values(check *c)
{
  if (c->d->n < 1) {
    SC_FAIL(c->report, DIST_EMPTY, c->at, c->row->name);
    c->sound = 0;
  }
  for (int i = 0; i < c->d->n && c->d->kind != SC_DIST_MIXTURE; i++) {
    if (is_finite(c->d->x[i])) continue;
    SC_FAIL(c->report, DIST_VALUE, c->at, c->row->name, sc_integer(i + 1).s);
    c->sound = 0;
  }
}

static void has_weights(check *c)
{
  double total = 0.0;
  for (int i = 0; i < c->d->n; i++) {
    total += c->d->w[i];
    if (c->d->w[i] >= 0.0 && is_finite(c->d->w[i])) continue;
    SC_FAIL(c->report, DIST_WEIGHT, c->at, c->row->name, sc_integer(i + 1).s, sc_number(c->d->w[i]).s);
    c->sound = 0;
  }
  if (c->sound && !(total > 0.0)) {
    SC_FAIL(c->report, DIST_WEIGHTS_ZERO, c->at, c->row->name);
    c->sound = 0;
  }
}

static void is_sorted(check *c)
{
  for (int i = 1; i < c->d->n && c->sound; i++) {
    if (c->d->x[i] >= c->d->x[i - 1]) continue;
    SC_FAIL(c->report, DIST_NOT_SORTED, c->at, c->row->name, sc_integer(i + 1).s, sc_number(c->d->x[i]).s,
            sc_number(c->d->x[i - 1]).s);
    c->sound = 0;
  }
}

static void has_sound_parts(check *c)
{
  for (int i = 0; i < c->d->n; i++)
    if (sc_dist_check(&c->d->part[i], c->at, c->report) != SC_OK) c->sound = 0;
}

static void truncation_leaves_mass(check *c)
{
  const double lo = c->d->lo, hi = c->d->hi;
  if (!sc_dist_is_truncated(c->d)) return;
  if (!(lo < hi)) {
    SC_FAIL(c->report, DIST_TRUNCATION_ORDER, c->at, sc_number(lo).s, sc_number(hi).s);
    c->sound = 0;
  }
  if (!c->sound) return;
  const sc_window window = sc_dist_window(c->d);
  const double mass = sc_window_mass(&window);
  if (mass >= 1e-6) return;
  SC_FAIL(c->report, DIST_TRUNCATION_MASS, c->at, sc_number(lo).s, sc_number(hi).s, sc_number(mass).s);
  c->sound = 0;
}

sc_code sc_dist_check(const sc_dist *dist, sc_where at, sc_report *report)
{
  check c = { dist, &sc_dist_rows[dist->kind], at, report, 1 };
  if (dist->kind == SC_DIST_NONE) return SC_FAIL(report, DIST_ABSENT, at, "");
  all_finite(&c);
  switch (dist->kind) {
  case SC_DIST_UNIFORM: is_below(&c, 0, 1); break;
  case SC_DIST_NORMAL: is_positive(&c, 1); break;
  case SC_DIST_LOGNORMAL:
  case SC_DIST_GAMMA: is_positive(&c, 0), is_positive(&c, 1); break;
  case SC_DIST_TRIANGULAR:
  case SC_DIST_PERT: has_mode_inside(&c); break;
  case SC_DIST_BETA:
    is_positive(&c, 0), is_positive(&c, 1);
    if (dist->c != 0.0 || dist->d != 0.0) is_below(&c, 2, 3);
    break;
  case SC_DIST_SKEW_STUDENT: is_positive(&c, 3); /* fall through */
  case SC_DIST_STUDENT: is_positive(&c, 1), is_at_least(&c, 2, 1.0); break;
  case SC_DIST_MIXTURE: has_values(&c), has_weights(&c), has_sound_parts(&c); break;
  case SC_DIST_DISCRETE: has_values(&c), has_weights(&c); break;
  case SC_DIST_EMPIRICAL: has_values(&c), is_sorted(&c); break;
  case SC_DIST_POISSON: is_at_least(&c, 0, 0.0); break;
  default: break;
  }
  truncation_leaves_mass(&c);
  return c.sound ? SC_OK : SC_DATA;
}
