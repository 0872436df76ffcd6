/* uncertain_draw.c - one draw of an uncertain table: numbers put in place, columns closed. */
#include <math.h>
#include <string.h>

#include "models/io/uncertain.h"

/* What inputs and value added take of each column: domestic, imported, value added, [n] each; and whether it moved, [n + 1]. */
typedef struct columns { double *domestic, *imported, *value_added, *moved; } columns;

static void add_rows(const sc_io_shape *s, sc_io_block block, const double *numbers, double *sum)
{
  for (int j = 0; j < s->n; j++) sum[j] = 0;
  for (int i = 0; i < s->rows[block]; i++) {
    const double *row = numbers + sc_io_place(s, block, i, 0);
    for (int j = 0; j < s->n; j++) sum[j] += row[j];
  }
}

static void scale_columns(const sc_io_shape *s, sc_io_block block, double *numbers, const double *by)
{
  for (int i = 0; i < s->rows[block]; i++) {
    double *row = numbers + sc_io_place(s, block, i, 0);
    for (int j = 0; j < s->n; j++) row[j] *= by[j];
  }
}

static sc_bad close_inputs(const sc_io_shape *s, const columns *c, double *numbers)
{
  for (int j = 0; j < s->n; j++) {
    const double used = c->moved[j] != 0 ? c->domestic[j] + c->imported[j] : 0, room = 1 - c->value_added[j];
    if (used > 0 && !(room > 0)) return SC_BAD_NEGATIVE_FLOW;
    c->domestic[j] = used > 0 ? room / used : 1;
  }
  scale_columns(s, SC_IO_COEFFICIENTS, numbers, c->domestic);
  scale_columns(s, SC_IO_IMPORTED, numbers, c->domestic);
  return SC_BAD_GOOD;
}

static sc_bad close_value_added(const sc_io_shape *s, const columns *c, double *numbers)
{
  for (int j = 0; j < s->n; j++) {
    const double room = 1 - c->domestic[j] - c->imported[j], earned = c->moved[j] != 0 ? c->value_added[j] : 0;
    if (earned > 0 && !(room > 0)) return SC_BAD_NEGATIVE_FLOW;
    c->value_added[j] = earned > 0 ? room / earned : 1;
  }
  scale_columns(s, SC_IO_VALUE_ADDED, numbers, c->value_added);
  return SC_BAD_GOOD;
}

/* The multipliers of one step: rows from columns, or the other way round; how far they moved. */
static double ras_rows(int n, int wide, const double *z, const double *target, const double *s, double *r)
{
  double moved = 0;
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += z[i * wide + j] * s[j];
    const double next = sum > 0 ? target[i] / sum : 1;
    moved = fmax(moved, fabs(next - r[i]) / fmax(next, r[i]));
    r[i] = next;
  }
  return moved;
}

static void ras_columns(int n, int wide, const double *z, const double *target, const double *r, double *s)
{
  for (int j = 0; j < n; j++) s[j] = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) s[j] += r[i] * z[i * wide + j];
  for (int j = 0; j < n; j++) s[j] = s[j] > 0 ? target[j] / s[j] : 1;
}

static sc_bad close_by_ras(const sc_io_uncertain *u, const columns *c, double *numbers, double *work)
{
  enum { MOST_STEPS = 2000 };
  const sc_io_shape *s = &u->shape;
  const int n = s->n, wide = s->wide;
  const double *x = u->table->output, *sales = numbers + s->at[SC_IO_SALES];
  double *a = numbers + s->at[SC_IO_COEFFICIENTS], *z = work, *row = c->imported, *column = c->domestic, *r = c->value_added, *t = work + n * wide;
  double from_rows = 0, from_columns = 0, moved = 1;
  for (int j = 0; j < n; j++) {
    column[j] = (1 - c->value_added[j] - c->imported[j]) * x[j];
    if (column[j] < 0) return SC_BAD_NEGATIVE_FLOW;
    from_columns += column[j];
    from_rows += sales[j];
  }
  if (!(from_rows > 0)) return SC_BAD_NEGATIVE_FLOW;
  for (int i = 0; i < n; i++) {
    row[i] = sales[i] * (from_columns / from_rows);
    r[i] = t[i] = 1;
    for (int j = 0; j < n; j++) z[i * wide + j] = a[i * wide + j] * x[j];
  }
  for (int k = 0; k < MOST_STEPS && moved > 1e-13; k++) {
    moved = ras_rows(n, wide, z, row, t, r);
    ras_columns(n, wide, z, column, r, t);
  }
  if (!(moved <= 1e-13)) return SC_BAD_NO_CONVERGENCE;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) a[i * wide + j] *= r[i] * t[j];
  return SC_BAD_GOOD;
}

static sc_bad close_columns(const sc_io_uncertain *u, double *numbers, double *moved, double *work)
{
  const sc_io_shape *s = &u->shape;
  const columns c = { work, work + s->wide, work + 2 * s->wide, moved };
  add_rows(s, SC_IO_COEFFICIENTS, numbers, c.domestic);
  add_rows(s, SC_IO_IMPORTED, numbers, c.imported);
  add_rows(s, SC_IO_VALUE_ADDED, numbers, c.value_added);
  switch (u->closure) {
  case SC_IO_CLOSE_INPUTS: return close_inputs(s, &c, numbers);
  case SC_IO_CLOSE_VALUE_ADDED_ROWS: return close_value_added(s, &c, numbers);
  case SC_IO_CLOSE_RAS: return close_by_ras(u, &c, numbers, work + 3 * s->wide);
  default: return SC_BAD_GOOD;
  }
}

sc_bad sc_io_draw(const sc_io_uncertain *u, const sc_lane *value, int lane, double *numbers, double *work)
{
  double *moved = work, any = 0;
  memcpy(numbers, u->base, u->shape.n_numbers * sizeof *numbers);
  for (int j = 0; j <= u->shape.n; j++) moved[j] = 0;
  for (int k = 0; k < u->n_cells; k++) {
    const sc_io_cell *cell = &u->cell[k];
    const double x = value[cell->random][lane];
    if (!(fabs(x) < (double)INFINITY)) return SC_BAD_NOT_FINITE;
    numbers[cell->at] = cell->how == SC_IO_VALUE ? x : numbers[cell->at] * x;
    if (cell->column >= 0 && numbers[cell->at] != u->base[cell->at]) any = moved[cell->column] = 1;
  }
  return any != 0 ? close_columns(u, numbers, moved, work + u->shape.wide + 1) : SC_BAD_GOOD;
}
