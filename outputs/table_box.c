#include "outputs/table_box.h"

#include <string.h>

const sc_cell *sc_table_box_cell(const sc_table_box *b, size_t row, int column)
{
  return &b->table->cells[row * (size_t)b->table->n_columns + (size_t)column];
}

static int is_same(const sc_cell *a, const sc_cell *b)
{
  if (a->kind != b->kind) return 0;
  return a->kind == SC_CELL_INTEGER ? a->integer == b->integer : strcmp(a->text, b->text) == 0;
}

/* Which value of an axis a row has; a new one is added. Rows come in order, so it is mostly the last one or the next. */
static size_t value_of(sc_table_box *b, int axis, size_t row, size_t last)
{
  const int column = b->column[axis];
  const sc_cell *cell = sc_table_box_cell(b, row, column);
  const size_t n = b->extent[axis], guess[] = { last, last + 1, 0 };
  for (size_t g = 0; g < 3; g++)
    if (guess[g] < n && is_same(cell, sc_table_box_cell(b, b->first[axis][guess[g]], column))) return guess[g];
  for (size_t k = 0; k < n; k++)
    if (is_same(cell, sc_table_box_cell(b, b->first[axis][k], column))) return k;
  b->first[axis][n] = row;
  b->extent[axis]++;
  return n;
}

static sc_code find_axes(sc_table_box *b, const int *is_axis, sc_report *report)
{
  for (int c = 0; c < b->table->n_columns; c++) {
    if (!is_axis[c]) continue;
    if (b->rank == SC_BOX_MOST_AXES) return SC_FAIL(report, BUG, SC_NOWHERE, "axes of a table");
    b->column[b->rank++] = c;
  }
  if (b->rank == 0) b->column[b->rank++] = -1;
  return SC_OK;
}

/* value: n_rows * rank numbers. */
static void find_values(sc_table_box *b, size_t *value)
{
  const size_t rank = (size_t)b->rank;
  b->n_places = 1;
  for (int a = 0; a < b->rank; a++) {
    size_t last = 0;
    for (size_t r = 0; r < b->n_rows; r++) value[r * rank + (size_t)a] = last = b->column[a] < 0 ? r : value_of(b, a, r, last);
    if (b->column[a] < 0) b->extent[a] = b->n_rows;
    b->n_places *= b->extent[a];
  }
}

sc_code sc_table_box_make(sc_table_box *b, const sc_table *table, const int *is_axis, sc_report *report)
{
  *b = (sc_table_box){ .table = table, .n_rows = table->n_cells / (size_t)table->n_columns };
  SC_TRY(find_axes(b, is_axis, report));
  size_t *value = sc_arena_alloc(&b->arena, b->n_rows * (size_t)b->rank + 1, sizeof *value);
  b->place = sc_arena_alloc(&b->arena, b->n_rows + 1, sizeof *b->place);
  int ok = value && b->place;
  for (int a = 0; a < b->rank; a++) ok = (b->first[a] = sc_arena_alloc(&b->arena, b->n_rows + 1, sizeof *b->first[a])) && ok;
  if (!ok) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "rows of a table");
  find_values(b, value);
  unsigned char *taken = sc_arena_alloc(&b->arena, b->n_places + 1, 1);
  if (!taken) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "rows of a table");
  for (size_t r = 0; r < b->n_rows; r++) {
    for (int a = 0; a < b->rank; a++) b->place[r] = b->place[r] * b->extent[a] + value[r * (size_t)b->rank + (size_t)a];
    if (taken[b->place[r]]++) return SC_FAIL(report, BUG, SC_NOWHERE, "two rows of a table about the same");
  }
  return SC_OK;
}

void sc_table_box_free(sc_table_box *b) { sc_arena_free(&b->arena); }

const char *sc_table_box_axis(const sc_table_box *b, int axis)
{
  return b->column[axis] < 0 ? "row" : b->table->columns[b->column[axis]].key;
}

const char *sc_table_box_value(const sc_table_box *b, int axis, size_t k)
{
  return b->column[axis] < 0 ? "" : sc_table_box_cell(b, b->first[axis][k], b->column[axis])->text;
}
