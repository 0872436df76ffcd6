#include "models/accounts/balance.h"

#include <math.h>

#include "engine/base/memory.h"

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

/* Updates the multipliers of one side given the other's; returns 0, or 1 + the line that cannot reach its target.
 * Cell (line, k) is z0[line * line_step + k * step]. */
static int update(int n_lines, int n, int line_step, int step, const double *z0, const double *target, const double *other,
                  double *own, double *moved)
{
  for (int line = 0; line < n_lines; line++) {
    double p = 0, minus = 0, t;
    for (int k = 0; k < n; k++) {
      const double cell = z0[line * line_step + k * step];
      if (cell > 0) p += cell * other[k];
      else if (cell < 0) minus -= cell / other[k];
    }
    if (!multiplier(p, minus, target[line], &t)) return line + 1;
    *moved = fmax(*moved, fabs(t - own[line]) / fmax(t, own[line]));
    own[line] = t;
  }
  return 0;
}

static double sum_of(const double *x, int n, int absolute)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += absolute ? fabs(x[i]) : x[i];
  return sum;
}

static void scale_cells(int n_rows, int n_columns, const double *z0, const double *r, const double *s, double *z)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++) {
      const double cell = z0[i * n_columns + j];
      z[i * n_columns + j] = cell < 0 ? cell / (r[i] * s[j]) : r[i] * cell * s[j];
    }
}

static double largest_gap(int n_rows, int n_columns, const double *z, const double *u, const double *v)
{
  double gap = 0;
  for (int i = 0; i < n_rows; i++) gap = fmax(gap, fabs(sum_of(z + i * n_columns, n_columns, 0) - u[i]));
  for (int j = 0; j < n_columns; j++) {
    double sum = 0;
    for (int i = 0; i < n_rows; i++) sum += z[i * n_columns + j];
    gap = fmax(gap, fabs(sum - v[j]));
  }
  return gap;
}

static sc_code iterate(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *r, double *s,
                       sc_balancing *how, sc_report *report)
{
  double moved = 1;
  for (how->iterations = 0; how->iterations < how->max_iterations && moved > how->tolerance; how->iterations++) {
    moved = 0;
    const int row = update(n_rows, n_columns, n_columns, 1, z0, u, s, r, &moved);
    if (row) return SC_FAIL(report, BALANCE_ROW_IMPOSSIBLE, SC_NOWHERE, sc_integer(row).s, sc_number(u[row - 1]).s);
    const int column = update(n_columns, n_rows, 1, n_columns, z0, v, r, s, &moved);
    if (column) return SC_FAIL(report, BALANCE_COLUMN_IMPOSSIBLE, SC_NOWHERE, sc_integer(column).s, sc_number(v[column - 1]).s);
  }
  return SC_OK;
}

sc_code sc_gras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r, double *s,
                sc_balancing *how, sc_report *report)
{
  const double total_u = sum_of(u, n_rows, 0), total_v = sum_of(v, n_columns, 0);
  const double allowed = 1e-9 * (sum_of(u, n_rows, 1) + sum_of(v, n_columns, 1));
  if (!(fabs(total_u - total_v) <= allowed))
    return SC_FAIL(report, BALANCE_TOTALS, SC_NOWHERE, sc_number(total_u).s, sc_number(total_v).s);
  double *own = sc_alloc((size_t)n_rows + (size_t)n_columns, sizeof *own);
  if (!own) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_gras");
  double *rows = r ? r : own, *columns = s ? s : own + n_rows;
  for (int i = 0; i < n_rows; i++) rows[i] = 1;
  for (int j = 0; j < n_columns; j++) columns[j] = 1;
  sc_code code = iterate(n_rows, n_columns, z0, u, v, rows, columns, how, report);
  if (code == SC_OK) {
    scale_cells(n_rows, n_columns, z0, rows, columns, z);
    how->gap = largest_gap(n_rows, n_columns, z, u, v);
    if (!(how->gap <= allowed + how->tolerance * fabs(total_u)))
      code = SC_FAIL(report, BALANCE_NOT_CONVERGED, SC_NOWHERE, sc_integer(how->iterations).s, sc_number(how->gap).s);
  }
  sc_free(own);
  return code;
}

sc_code sc_ras(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double *z, double *r, double *s,
               sc_balancing *how, sc_report *report)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++)
      if (!(z0[i * n_columns + j] >= 0))
        return SC_FAIL(report, BALANCE_SIGN, SC_NOWHERE, sc_integer(i + 1).s, sc_integer(j + 1).s, sc_number(z0[i * n_columns + j]).s);
  return sc_gras(n_rows, n_columns, z0, u, v, z, r, s, how, report);
}
