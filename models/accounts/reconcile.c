#include "models/accounts/reconcile.h"

#include <math.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/lanes/scalar.h"
#include "models/accounts/balance.h"
#include "models/accounts/entropy.h"

const sc_text sc_balance_method_texts[SC_N_BALANCE_METHODS] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_BALANCE_METHODS(X)
#undef X
};

static size_t cells_of(const sc_constraints *c) { return (size_t)c->matrix.n_rows * (size_t)c->matrix.n_columns; }

/* --------------------------------------------------------------------------------------- exact margins */

/* What is fixed leaves the matrix and its margins, and comes back at the end. */
static void take_out_fixed(const sc_constraints *c, double *z, double *u, double *v)
{
  const int n = c->matrix.n_columns;
  for (size_t k = 0; k < cells_of(c); k++) {
    z[k] = c->matrix.cell[k];
    if (isnan(c->fixed[k])) continue;
    u[k / (size_t)n] -= c->fixed[k];
    v[k % (size_t)n] -= c->fixed[k];
    z[k] = 0;
  }
}

static int has_negative(const sc_constraints *c)
{
  for (size_t k = 0; k < cells_of(c); k++)
    if (c->matrix.cell[k] < 0) return 1;
  return 0;
}

/* r and s by constraint; they are known up to a common factor. */
static void list_factors(const sc_constraints *c, const double *r, const double *s, double *factor)
{
  double sum = 0;
  int n = 0;
  for (int j = 0; j < c->matrix.n_columns; j++)
    if (s[j] > 0) sum += sc_log(s[j]), n++;
  const double mean = n > 0 ? sc_exp(sum / n) : 1;
  for (int k = 0; k < c->n; k++) {
    const sc_constraint *one = &c->constraint[k];
    factor[k] = one->kind == SC_CONSTRAINT_row ? r[one->index] * mean : s[one->index] / mean;
  }
}

/* Where the targets of rows, then columns, stand in the file. */
static void find_lines(const sc_constraints *c, int *line)
{
  for (int k = 0; k < c->n; k++) {
    const sc_constraint *one = &c->constraint[k];
    if (one->kind == SC_CONSTRAINT_row) line[one->index] = one->line;
    else if (one->kind == SC_CONSTRAINT_column) line[c->matrix.n_rows + one->index] = one->line;
  }
}

static sc_code by_scaling(sc_balance_method method, const sc_constraints *c, double *z, double *factor, sc_reconciling *how,
                          sc_report *report)
{
  const sc_matrix *m = &c->matrix;
  sc_balancing scaling = SC_BALANCING_DEFAULT;
  const size_t n_margins = (size_t)m->n_rows + (size_t)m->n_columns;
  double *u = sc_alloc(2 * n_margins, sizeof *u);
  if (!u) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_reconcile");
  double *v = u + m->n_rows, *r = u + n_margins, *s = r + m->n_rows;
  sc_matrix named = *m;      /* targets that cannot be met stand in the file of constraints, a cell of the wrong sign does not */
  int *line = sc_alloc(n_margins, sizeof *line);
  if (c->file && line && !(method == SC_BALANCE_ras && has_negative(c))) {
    named.file = c->file;
    scaling.row_line = line;
    scaling.column_line = line + m->n_rows;
    find_lines(c, line);
  }
  scaling.matrix = &named;
  scaling.tolerance = how->tolerance;
  if (how->max_iterations > 0) scaling.max_iterations = how->max_iterations;
  sc_code code = line ? sc_constraints_margins(c, u, v, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_reconcile");
  if (code == SC_OK) {
    take_out_fixed(c, z, u, v);
    code = (method == SC_BALANCE_ras ? sc_ras : sc_gras)(m->n_rows, m->n_columns, z, u, v, z, r, s, &scaling, report);
  }
  for (size_t k = 0; code == SC_OK && k < cells_of(c); k++)
    if (!isnan(c->fixed[k])) z[k] = c->fixed[k];
  if (code == SC_OK && factor) list_factors(c, r, s, factor);
  how->iterations = scaling.iterations;
  how->gap = scaling.gap;
  sc_free(line);
  sc_free(u);
  return code;
}

/* ----------------------------------------------------------------------------------- uncertain constraints */

/* The problem that is solved: the cells, then an error for each uncertain constraint. */
typedef struct model {
  sc_entropy_problem problem;
  sc_entropy_variable *variable;
  int    *first, *constraint, *error_of;   /* error_of [constraints]: variable of its error, -1: exact */
  int    *aside;                           /* [constraints] left out while a contradiction is narrowed */
  double *coefficient, *value, *support, *x, *multiplier, *last, *some_coefficient, *some_value;
  double *log_factor;                      /* [constraints] what the steps so far multiply cells by   */
  sc_arena arena;
} model;

static sc_code take_arrays(model *q, const sc_constraints *c, sc_report *report)
{
  const size_t n = (size_t)c->n, k = cells_of(c) + n, e = (size_t)c->n_entries + n;
  const struct { void *at; size_t count, size; } arrays[] = {
    { &q->variable, k, sizeof *q->variable }, { &q->first, k + 1, sizeof(int) }, { &q->constraint, e, sizeof(int) },
    { &q->error_of, n, sizeof(int) }, { &q->coefficient, e, sizeof(double) }, { &q->value, n, sizeof(double) },
    { &q->support, n * SC_ENTROPY_POINTS, sizeof(double) }, { &q->x, k, sizeof(double) },
    { &q->multiplier, n, sizeof(double) }, { &q->last, n, sizeof(double) }, { &q->aside, n, sizeof(int) },
    { &q->some_coefficient, e, sizeof(double) }, { &q->some_value, n, sizeof(double) }, { &q->log_factor, n, sizeof(double) },
  };
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
    void *p = sc_arena_alloc(&q->arena, arrays[i].count + 1, arrays[i].size);
    if (!p) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_reconcile");
    memcpy(arrays[i].at, &p, sizeof p);
  }
  return SC_OK;
}

/* Entries by variable: constraints list their cells, a problem lists the constraints of each variable. Fixed cells move to
 * the other side. */
static void list_entries(model *q, const sc_constraints *c)
{
  const int n_cells = (int)cells_of(c);
  int n_variables = n_cells;
  for (int i = 0; i < c->n; i++) {
    q->value[i] = c->constraint[i].value;
    q->error_of[i] = c->constraint[i].sd > 0 ? n_variables++ : -1;
    if (q->error_of[i] >= 0) q->first[q->error_of[i] + 1] = 1;
  }
  for (int e = 0; e < c->n_entries; e++)
    if (isnan(c->fixed[c->cell[e]])) q->first[c->cell[e] + 1]++;
  for (int k = 0; k < n_variables; k++) q->first[k + 1] += q->first[k];
  for (int i = 0; i < c->n; i++) {
    const sc_constraint *one = &c->constraint[i];
    for (int e = one->first; e < one->first + one->n; e++) {
      const int k = c->cell[e];
      if (!isnan(c->fixed[k])) {
        q->value[i] -= c->coefficient[e] * c->fixed[k];
        continue;
      }
      q->constraint[q->first[k]] = i;
      q->coefficient[q->first[k]++] = c->coefficient[e];
    }
    if (q->error_of[i] < 0) continue;
    q->constraint[q->first[q->error_of[i]]] = i;
    q->coefficient[q->first[q->error_of[i]]++] = -1;
  }
  for (int k = n_variables; k > 0; k--) q->first[k] = q->first[k - 1];   /* filling moved each to the next one's place */
  q->first[0] = 0;
  q->problem = (sc_entropy_problem){ n_variables, c->n, q->variable, q->first, q->constraint, q->coefficient, q->value };
}

static void describe_variables(model *q, const sc_constraints *c, sc_balance_method method, double unit)
{
  for (size_t k = 0; k < cells_of(c); k++)
    q->variable[k] = (sc_entropy_variable){ .kind = SC_ENTROPY_CELL, .prior = isnan(c->fixed[k]) ? c->matrix.cell[k] : 0, .unit = unit };
  for (int i = 0; i < c->n; i++) {
    if (q->error_of[i] < 0) continue;
    sc_entropy_variable *error = &q->variable[q->error_of[i]];
    double *support = q->support + i * SC_ENTROPY_POINTS;
    sc_entropy_support(c->constraint[i].sd, support);
    *error = (sc_entropy_variable){ .kind = SC_ENTROPY_SUPPORT, .n = SC_ENTROPY_POINTS, .support = support, .weight = sc_entropy_weights };
    if (method == SC_BALANCE_kras) *error = (sc_entropy_variable){ .kind = SC_ENTROPY_NORMAL, .unit = c->constraint[i].sd };
  }
}

/* A constraint that is set aside has no terms and the value 0. */
static void set_aside(model *q, const sc_constraints *c, const int *aside)
{
  for (int e = 0; e < q->first[q->problem.n_variables]; e++)
    q->some_coefficient[e] = aside[q->constraint[e]] ? 0 : q->coefficient[e];
  for (int i = 0; i < c->n; i++) q->some_value[i] = aside[i] ? 0 : q->value[i];
}

static sc_code still_contradicts(model *q, const sc_constraints *c, int *yes, double *shortfall, sc_report *report)
{
  sc_entropy_how newton = SC_ENTROPY_DEFAULT;
  sc_entropy_problem some = q->problem;
  set_aside(q, c, q->aside);
  some.coefficient = q->some_coefficient;
  some.value = q->some_value;
  newton.tolerance = 1e-8;
  SC_TRY(sc_entropy_solve(&some, q->x, q->multiplier, &newton, report));
  *yes = newton.end == SC_ENTROPY_CONTRADICTION;
  *shortfall = newton.shortfall;
  return SC_OK;
}

/* Of the constraints that take part in a proof, as few as still contradict one another: each is left out unless it is needed. */
static sc_code fewest(model *q, const sc_constraints *c, double *shortfall, sc_report *report)
{
  enum { MOST_TRIED = 400 };
  int yes, n_part = 0;
  for (int i = 0; i < c->n; i++) {
    q->aside[i] = fabs(q->multiplier[i]) < 1e-6;
    n_part += !q->aside[i];
  }
  for (int i = 0; i < c->n && n_part <= MOST_TRIED; i++) {
    if (q->aside[i]) continue;
    q->aside[i] = 1;
    SC_TRY(still_contradicts(q, c, &yes, shortfall, report));
    q->aside[i] = yes;
  }
  return still_contradicts(q, c, &yes, shortfall, report);
}

static sc_code tell_contradiction(model *q, const sc_constraints *c, sc_balance_method method, sc_report *report)
{
  enum { MOST_NAMES = 12 };
  sc_string names = { 0 };
  double shortfall;
  int line = 0, n = 0;
  SC_TRY(fewest(q, c, &shortfall, report));
  for (int i = 0; i < c->n; i++) {
    if (q->aside[i]) continue;
    if (line == 0) line = c->constraint[i].line;
    if (n++ < MOST_NAMES) sc_string_print(&names, "%s%s", n > 1 ? ", " : "", c->constraint[i].name);
  }
  if (n > MOST_NAMES) sc_string_print(&names, ", ... (%d)", n);
  const sc_where at = { c->file ? c->file : c->matrix.file, line, 0, NULL };
  char amount[40];
  snprintf(amount, sizeof amount, "%.3g", shortfall);
  const sc_code code = method == SC_BALANCE_kras ? SC_FAIL(report, BALANCE_CONTRADICTION, at, sc_string_text(&names), amount)
                                                 : SC_FAIL(report, BALANCE_BEYOND_SD, at, sc_string_text(&names), amount);
  sc_string_free(&names);
  return code;
}

static sc_code solve(model *q, const sc_constraints *c, sc_balance_method method, double unit, sc_reconciling *how,
                     sc_report *report)
{
  sc_entropy_how newton = SC_ENTROPY_DEFAULT;
  newton.tolerance = how->tolerance;
  if (how->max_iterations > 0) newton.max_iterations = how->max_iterations;
  SC_TRY(sc_entropy_solve(&q->problem, q->x, q->multiplier, &newton, report));
  how->iterations += newton.iterations;
  if (newton.end == SC_ENTROPY_CONTRADICTION) return tell_contradiction(q, c, method, report);
  if (newton.end == SC_ENTROPY_NOT_CONVERGED)
    return SC_FAIL(report, BALANCE_NOT_CONVERGED, SC_IN_FILE(c->matrix.file), sc_integer(how->iterations).s, sc_number(newton.gap).s);
  for (int i = 0; i < c->n; i++) q->log_factor[i] += unit * q->multiplier[i];
  return SC_OK;
}

/* In one step the errors keep about 1 / weight of what the matrix pulls them by. */
static double proximal_unit(const sc_constraints *c)
{
  enum { WEIGHT = 1000 };
  double unit = 0;
  for (int i = 0; i < c->n; i++) {
    const sc_constraint *one = &c->constraint[i];
    double size = 0;
    for (int e = one->first; e < one->first + one->n; e++)
      if (isnan(c->fixed[c->cell[e]])) size += c->coefficient[e] * c->coefficient[e] * fabs(c->matrix.cell[c->cell[e]]);
    if (size > 0) unit = fmax(unit, WEIGHT * one->sd * one->sd / size);
  }
  return unit > 0 ? unit : 1;
}

static sc_code by_proximal_steps(model *q, const sc_constraints *c, sc_reconciling *how, sc_report *report)
{
  enum { MOST_STEPS = 100 };
  const double unit = proximal_unit(c);
  double moved = INFINITY;
  describe_variables(q, c, SC_BALANCE_kras, unit);
  for (int step = 0; step < MOST_STEPS && moved > 1e-11; step++) {
    SC_TRY(solve(q, c, SC_BALANCE_kras, unit, how, report));
    moved = 0;
    for (int i = 0; i < c->n; i++) {
      if (q->error_of[i] < 0) continue;
      const double error = q->x[q->error_of[i]];
      moved = fmax(moved, fabs(error - q->last[i]) / (c->constraint[i].sd + fabs(error)));
      q->last[i] = error;
    }
    for (size_t k = 0; k < cells_of(c); k++) q->variable[k].prior = q->x[k];
  }
  return SC_OK;
}

static double mean_column(const sc_constraints *c)
{
  double sum = 0;
  for (size_t k = 0; k < cells_of(c); k++) sum += fabs(c->matrix.cell[k]);
  return sum > 0 ? sum / c->matrix.n_columns : 1;
}

static sc_code by_entropy(sc_balance_method method, const sc_constraints *c, double *z, double *error, double *factor,
                          sc_reconciling *how, sc_report *report)
{
  enum { LARGEST_LOG_FACTOR = 12 };      /* beyond, it is the proximal steps pulling at a contradiction, not at cells */
  model q = { 0 };
  how->iterations = 0;
  how->gap = 0;
  sc_code code = take_arrays(&q, c, report);
  if (code == SC_OK) {
    list_entries(&q, c);
    describe_variables(&q, c, method, mean_column(c));
    code = method == SC_BALANCE_kras ? by_proximal_steps(&q, c, how, report) : solve(&q, c, method, mean_column(c), how, report);
  }
  for (size_t k = 0; code == SC_OK && k < cells_of(c); k++) z[k] = isnan(c->fixed[k]) ? q.x[k] : c->fixed[k];
  for (int i = 0; code == SC_OK && i < c->n; i++) {
    const double gap = sc_constraint_sum(c, i, z) - c->constraint[i].value, own = q.error_of[i] < 0 ? 0 : q.x[q.error_of[i]];
    how->gap = fmax(how->gap, fabs(gap - own));
    if (error) error[i] = gap;
    if (factor) factor[i] = fabs(q.log_factor[i]) < LARGEST_LOG_FACTOR ? sc_exp(q.log_factor[i]) : NAN;
  }
  sc_arena_free(&q.arena);
  return code;
}

sc_code sc_reconcile(sc_balance_method method, const sc_constraints *c, double *z, double *error, double *factor,
                     sc_reconciling *how, sc_report *report)
{
  if (method == SC_BALANCE_kras || method == SC_BALANCE_entropy) return by_entropy(method, c, z, error, factor, how, report);
  for (int i = 0; error && i < c->n; i++) error[i] = 0;
  return by_scaling(method, c, z, factor, how, report);
}

sc_balance_change sc_balance_compare(size_t n, const double *z0, const double *z)
{
  double information = 0, moved = 0, size = 0;
  for (size_t k = 0; k < n; k++) {
    moved += fabs(z[k] - z0[k]);
    size += fabs(z0[k]);
    if (z0[k] == 0) continue;
    const double y = z[k] / z0[k];
    information += fabs(z0[k]) * (y > 0 ? y * sc_log(y) - y + 1 : 1);
  }
  return (sc_balance_change){ size > 0 ? information / size : 0, size > 0 ? moved / size : 0 };
}
