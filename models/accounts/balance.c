#include "models/accounts/balance.h"

#include <math.h>

#include "engine/base/memory.h"

typedef struct problem { int n_rows, n_columns; const double *z0, *u, *v; } problem;

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

static sc_code iterate(const problem *q, double *r, double *s, sc_balancing *how, sc_report *report)
{
  double moved = 1;
  for (how->iterations = 0; how->iterations < how->max_iterations && moved > how->tolerance; how->iterations++) {
    moved = 0;
    for (int i = 0; i < q->n_rows; i++)
      if (!update(q->z0 + i * q->n_columns, q->n_columns, 1, q->u[i], s, &r[i], &moved))
        return SC_FAIL(report, BALANCE_ROW_IMPOSSIBLE, SC_NOWHERE, sc_integer(i + 1).s, sc_number(q->u[i]).s);
    for (int j = 0; j < q->n_columns; j++)
      if (!update(q->z0 + j, q->n_rows, q->n_columns, q->v[j], r, &s[j], &moved))
        return SC_FAIL(report, BALANCE_COLUMN_IMPOSSIBLE, SC_NOWHERE, sc_integer(j + 1).s, sc_number(q->v[j]).s);
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

sc_code sc_gras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r,
                double *s, sc_balancing *how, sc_report *report)
{
  const problem q = { n_rows, n_columns, z0, u, v };
  const double total_u = sum_of(u, n_rows), total_v = sum_of(v, n_columns);
  const double allowed = 1e-9 * (size_of(u, n_rows) + size_of(v, n_columns));
  if (!(fabs(total_u - total_v) <= allowed))
    return SC_FAIL(report, BALANCE_TOTALS, SC_NOWHERE, sc_number(total_u).s, sc_number(total_v).s);
  double *own = sc_alloc((size_t)n_rows + (size_t)n_columns, sizeof *own);
  if (!own) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_gras");
  double *rows = r ? r : own, *columns = s ? s : own + n_rows;
  for (int i = 0; i < n_rows; i++) rows[i] = 1;
  for (int j = 0; j < n_columns; j++) columns[j] = 1;
  sc_code code = iterate(&q, rows, columns, how, report);
  if (code == SC_OK) {
    scale_cells(&q, rows, columns, z);
    how->gap = largest_gap(&q, z);
    if (!(how->gap <= allowed))
      code = SC_FAIL(report, BALANCE_NOT_CONVERGED, SC_NOWHERE, sc_integer(how->iterations).s, sc_number(how->gap).s);
  }
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
        return SC_FAIL(report, BALANCE_SIGN, SC_NOWHERE, sc_integer(i + 1).s, sc_integer(j + 1).s, sc_number(cell).s);
    }
  return sc_gras(n_rows, n_columns, z0, u, v, z, r, s, how, report);
}
