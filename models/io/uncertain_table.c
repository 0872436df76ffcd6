/* uncertain_table.c - a draw of an uncertain table as a table, for analyses that start from one. */
#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/uncertain.h"

sc_code sc_io_drawn_make(sc_io_drawn *d, const sc_io_uncertain *u, sc_report *report)
{
  const sc_io_table *t = u->table;
  const size_t n = (size_t)t->n, k = (size_t)t->n_final, h = (size_t)t->n_value_added, s = (size_t)t->n_satellites;
  *d = (sc_io_drawn){ .table = *t };
  d->table.arena = (sc_arena){ 0 };
  d->pivot = sc_alloc(n, sizeof *d->pivot);
  d->memory = sc_alloc(3 * n * n + (k + h + s + 3) * n + h, sizeof *d->memory);
  if (!d->pivot || !d->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "draws");
  double *next = d->memory;
  const struct { double **to; size_t size; } parts[] = {
    { &d->matrix, n * n }, { &d->table.domestic, n * n }, { &d->table.imported, n * n }, { &d->table.final_domestic, n * k },
    { &d->table.value_added, h * n }, { &d->table.satellite, s * n }, { &d->table.output, n }, { &d->table.imports, n },
    { &d->table.column_total, n }, { &d->table.value_added_total, h },
  };
  for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
    *parts[p].to = next;
    next += parts[p].size;
  }
  return SC_OK;
}

void sc_io_drawn_free(sc_io_drawn *d)
{
  if (!d) return;
  sc_free(d->memory);
  sc_free(d->pivot);
  *d = (sc_io_drawn){ 0 };
}

/* x = L f where the draw moved one of them, and no output may vanish. */
static sc_bad find_outputs(sc_io_drawn *d, const sc_io_uncertain *u, const double *numbers)
{
  const sc_io_table *t = u->table;
  const sc_io_shape *s = &u->shape;
  const size_t a = s->at[SC_IO_COEFFICIENTS], f = s->at[SC_IO_FINAL], n = (size_t)t->n;
  double *x = d->table.output, *m = d->matrix;
  memcpy(x, t->output, n * sizeof *x);
  if (memcmp(numbers + a, u->base + a, n * (size_t)s->wide * sizeof *x) == 0 &&
      memcmp(numbers + f, u->base + f, n * (size_t)t->n_final * sizeof *x) == 0)
    return SC_BAD_GOOD;
  for (size_t i = 0; i < n; i++) memcpy(m + i * n, numbers + a + i * (size_t)s->wide, n * sizeof *m);
  if (sc_hawkins_simon(t->n, m) != 0) return SC_BAD_NOT_PRODUCTIVE;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) m[i * n + j] = (double)(i == j) - numbers[a + i * (size_t)s->wide + j];
    x[i] = 0;
    for (size_t k = 0; k < (size_t)t->n_final; k++) x[i] += numbers[f + i * (size_t)t->n_final + k];
  }
  if (sc_lu_factor(t->n, m, d->pivot) != 0) return SC_BAD_NOT_PRODUCTIVE;
  sc_lu_solve(t->n, m, d->pivot, x);
  for (size_t j = 0; j < n; j++)
    if (!(x[j] > 0) && t->output[j] > 0) return SC_BAD_NEGATIVE_FLOW;
  return SC_BAD_GOOD;
}

/* Coefficients times x; where neither moved, what the table has. */
static void fill_block(const sc_io_drawn *d, const sc_io_uncertain *u, const double *numbers, sc_io_block block, const double *before, double *z)
{
  const double *x = d->table.output, *x0 = u->table->output;
  for (int i = 0; i < u->shape.rows[block]; i++)
    for (int j = 0; j < u->shape.n; j++) {
      const size_t at = sc_io_place(&u->shape, block, i, j), to = (size_t)i * (size_t)u->shape.n + (size_t)j;
      z[to] = numbers[at] == u->base[at] && x[j] == x0[j] ? before[to] : numbers[at] * x[j];
    }
}

/* What a sum was, and by how much its terms moved. */
static double moved_sum(double before, const double *x0, const double *x, int n)
{
  for (int j = 0; j < n; j++) before += x[j] - x0[j];
  return before;
}

sc_bad sc_io_drawn_fill(sc_io_drawn *d, const sc_io_uncertain *u, const double *numbers)
{
  const sc_io_table *t = u->table;
  sc_io_table *to = &d->table;
  const int n = t->n;
  const sc_bad why = find_outputs(d, u, numbers);
  if (why != SC_BAD_GOOD) return why;
  fill_block(d, u, numbers, SC_IO_COEFFICIENTS, t->domestic, to->domestic);
  fill_block(d, u, numbers, SC_IO_IMPORTED, t->imported, to->imported);
  fill_block(d, u, numbers, SC_IO_VALUE_ADDED, t->value_added, to->value_added);
  fill_block(d, u, numbers, SC_IO_SATELLITES, t->satellite, to->satellite);
  memcpy(to->final_domestic, numbers + u->shape.at[SC_IO_FINAL], (size_t)(n * t->n_final) * sizeof *to->final_domestic);
  for (int i = 0; i < n; i++) {
    to->imports[i] = moved_sum(t->imports[i], t->imported + i * n, to->imported + i * n, n);
    to->column_total[i] = t->column_total[i] + (to->output[i] - t->output[i]);
  }
  for (int h = 0; h < t->n_value_added; h++)
    to->value_added_total[h] = moved_sum(t->value_added_total[h], t->value_added + h * n, to->value_added + h * n, n);
  return SC_BAD_GOOD;
}
