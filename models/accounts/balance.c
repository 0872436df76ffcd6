#include "models/accounts/balance.h"

#include <math.h>
#include <string.h>

#include "engine/base/memory.h"

typedef struct problem { int n_rows, n_columns; const double *z0, *u, *v; const sc_matrix *names; const sc_balancing *how; } problem;

static sc_where place_of(const sc_matrix *names) { return SC_IN_FILE(names ? names->file : NULL); }

static sc_where target_of(const sc_matrix *names, const int *line, int k)
{
  return (sc_where){ names ? names->file : NULL, line ? line[k] : 0, 0, NULL };
}

/* One multiplier: the root t > 0 of p t - n / t = target. Returns 0 when there is none. */
static int multiplier(double p, double n, double target, double *t)
{
  if (p == 0 && n == 0) {
    *t = 1;
    return target == 0;
  }
  if (p == 0) {
    *t = -n / target;
    return target < 0;
  }
  const double root = sqrt(target * target + 4 * p * n);
  *t = target >= 0 ? (target + root) / (2 * p) : 2 * n / (root - target);
  return *t > 0 || (target == 0 && n == 0);
}

/* Multiplier of one row or column of n cells, `step` apart, given the multipliers of the other side. */
static int update(const double *cells, int n, int step, double target, const double *other, double *own, double *moved)
{
  double plus = 0, minus = 0, t;
  for (int k = 0; k < n; k++) {
    const double cell = cells[k * step];
    if (cell > 0) plus += cell * other[k];
    else if (cell < 0) minus -= cell / other[k];
  }
  if (!multiplier(plus, minus, target, &t)) return 0;
  *moved = fmax(*moved, fabs(t - *own) / fmax(t, *own));
  *own = t;
  return 1;
}

/* Multipliers that grow without end stop it too: the sums then tell. */
static sc_code iterate(const problem *q, double *r, double *s, sc_balancing *how, sc_report *report)
{
  double moved = 1;
  for (how->iterations = 0; how->iterations < how->max_iterations && moved > how->tolerance; how->iterations++) {
    moved = 0;
    for (int i = 0; i < q->n_rows; i++)
      if (!update(q->z0 + i * q->n_columns, q->n_columns, 1, q->u[i], s, &r[i], &moved))
        return how->iterations > 0 ? SC_OK : SC_FAIL(report, BALANCE_ROW_IMPOSSIBLE, target_of(q->names, q->how->row_line, i), sc_matrix_row(q->names, i).s, sc_number(q->u[i]).s);
    for (int j = 0; j < q->n_columns; j++)
      if (!update(q->z0 + j, q->n_rows, q->n_columns, q->v[j], r, &s[j], &moved))
        return how->iterations > 0 ? SC_OK : SC_FAIL(report, BALANCE_COLUMN_IMPOSSIBLE, target_of(q->names, q->how->column_line, j), sc_matrix_column(q->names, j).s, sc_number(q->v[j]).s);
  }
  return SC_OK;
}

static double sum_of(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

static double size_of(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += fabs(x[i]);
  return sum;
}

static void scale_cells(const problem *q, const double *r, const double *s, double *z)
{
  for (int i = 0; i < q->n_rows; i++)
    for (int j = 0; j < q->n_columns; j++) {
      const double cell = q->z0[i * q->n_columns + j];
      z[i * q->n_columns + j] = cell < 0 ? cell / (r[i] * s[j]) : r[i] * cell * s[j];
    }
}

static double largest_gap(const problem *q, const double *z)
{
  double gap = 0;
  for (int i = 0; i < q->n_rows; i++) gap = fmax(gap, fabs(sum_of(z + i * q->n_columns, q->n_columns) - q->u[i]));
  for (int j = 0; j < q->n_columns; j++) {
    double sum = 0;
    for (int i = 0; i < q->n_rows; i++) sum += z[i * q->n_columns + j];
    gap = fmax(gap, fabs(sum - q->v[j]));
  }
  return gap;
}

/* The balanced matrix; where it misses the sums, why. */
static sc_code apply(const problem *q, const double *r, const double *s, double *z, double allowed, sc_balancing *how,
                     sc_report *report)
{
  double *trial = sc_alloc((size_t)q->n_rows * (size_t)q->n_columns, sizeof *trial);
  if (!trial) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_gras");
  scale_cells(q, r, s, trial);
  how->gap = largest_gap(q, trial);
  sc_code code = SC_OK;
  if (how->gap <= allowed) {
    memcpy(z, trial, (size_t)q->n_rows * (size_t)q->n_columns * sizeof *z);
  } else {
    code = sc_balance_explain(q->n_rows, q->n_columns, q->z0, q->u, q->v, allowed, q->names, report);
    if (code == SC_OK)
      code = SC_FAIL(report, BALANCE_NOT_CONVERGED, place_of(q->names), sc_integer(how->iterations).s, sc_number(how->gap).s);
  }
  sc_free(trial);
  return code;
}

sc_code sc_gras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r,
                double *s, sc_balancing *how, sc_report *report)
{
  const problem q = { n_rows, n_columns, z0, u, v, how->matrix, how };
  const double total_u = sum_of(u, n_rows), total_v = sum_of(v, n_columns);
  const double allowed = 1e-9 * (size_of(u, n_rows) + size_of(v, n_columns));
  if (!(fabs(total_u - total_v) <= allowed))
    return SC_FAIL(report, BALANCE_TOTALS, place_of(q.names), sc_number(total_u).s, sc_number(total_v).s, sc_number(total_u - total_v).s);
  double *own = sc_alloc((size_t)n_rows + (size_t)n_columns, sizeof *own);
  if (!own) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_gras");
  double *rows = r ? r : own, *columns = s ? s : own + n_rows;
  for (int i = 0; i < n_rows; i++) rows[i] = 1;
  for (int j = 0; j < n_columns; j++) columns[j] = 1;
  sc_code code = iterate(&q, rows, columns, how, report);
  if (code == SC_OK) code = apply(&q, rows, columns, z, allowed, how, report);
  sc_free(own);
  return code;
}

sc_code sc_ras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r,
               double *s, sc_balancing *how, sc_report *report)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++) {
      const double cell = z0[i * n_columns + j];
      if (!(cell >= 0))
        return SC_FAIL(report, BALANCE_SIGN, place_of(how->matrix), sc_matrix_row(how->matrix, i).s, sc_matrix_column(how->matrix, j).s, sc_number(cell).s);
    }
  return sc_gras(n_rows, n_columns, z0, u, v, z, r, s, how, report);
}
