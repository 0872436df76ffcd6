#include "outputs/table_h5.h"

#include <math.h>
#include <string.h>

#include "engine/base/error.h"

/* The table as a box: its axes, and where each row lies in it. */
typedef struct box {
  const sc_table *table;
  size_t   n_rows, n_places;
  int      rank;
  int      column[SC_H5_MAX_RANK];         /* -1: the row itself                      */
  size_t   extent[SC_H5_MAX_RANK];
  size_t  *first[SC_H5_MAX_RANK];          /* the row in which a value first appears  */
  size_t  *place;                          /* [n_rows]                                */
  sc_arena arena;
} box;

static const sc_cell *cell_of(const box *b, size_t row, int column)
{
  return &b->table->cells[row * (size_t)b->table->n_columns + (size_t)column];
}

static int is_same(const sc_cell *a, const sc_cell *b)
{
  if (a->kind != b->kind) return 0;
  return a->kind == SC_CELL_INTEGER ? a->integer == b->integer : strcmp(a->text, b->text) == 0;
}

/* Which value of an axis a row has; a new one is added. Rows come in order, so it is mostly the last one or the next. */
static size_t value_of(box *b, int axis, size_t row, size_t last)
{
  const sc_cell *cell = cell_of(b, row, b->column[axis]);
  const size_t n = b->extent[axis], guess[] = { last, last + 1, 0 };
  for (size_t g = 0; g < 3; g++)
    if (guess[g] < n && is_same(cell, cell_of(b, b->first[axis][guess[g]], b->column[axis]))) return guess[g];
  for (size_t k = 0; k < n; k++)
    if (is_same(cell, cell_of(b, b->first[axis][k], b->column[axis]))) return k;
  b->first[axis][n] = row;
  b->extent[axis]++;
  return n;
}

static sc_code find_axes(box *b, const sc_table_about *about, sc_report *report)
{
  for (int c = 0; c < b->table->n_columns; c++) {
    if (!about->is_axis[c]) continue;
    if (b->rank == SC_H5_MAX_RANK) return SC_FAIL(report, BUG, SC_NOWHERE, "axes of a table");
    b->column[b->rank++] = c;
  }
  if (b->rank == 0) b->column[b->rank++] = -1;
  return SC_OK;
}

static sc_code place_rows(box *b, sc_report *report)
{
  size_t *value = sc_arena_alloc(&b->arena, b->n_rows * (size_t)b->rank + 1, sizeof *value);
  b->place = sc_arena_alloc(&b->arena, b->n_rows + 1, sizeof *b->place);
  int ok = value && b->place;
  for (int a = 0; a < b->rank; a++) ok = (b->first[a] = sc_arena_alloc(&b->arena, b->n_rows + 1, sizeof *b->first[a])) && ok;
  if (!ok) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "rows of a table");
  b->n_places = 1;
  for (int a = 0; a < b->rank; a++) {
    size_t last = 0;
    for (size_t r = 0; r < b->n_rows; r++) value[r * (size_t)b->rank + (size_t)a] = last = b->column[a] < 0 ? r : value_of(b, a, r, last);
    if (b->column[a] < 0) b->extent[a] = b->n_rows;
    b->n_places *= b->extent[a];
  }
  unsigned char *taken = sc_arena_alloc(&b->arena, b->n_places + 1, 1);
  if (!taken) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "rows of a table");
  for (size_t r = 0; r < b->n_rows; r++) {
    for (int a = 0; a < b->rank; a++) b->place[r] = b->place[r] * b->extent[a] + value[r * (size_t)b->rank + (size_t)a];
    if (taken[b->place[r]]++) return SC_FAIL(report, BUG, SC_NOWHERE, "two rows of a table about the same");
  }
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------ writing */

static const char *axis_name(const box *b, int axis)
{
  return b->column[axis] < 0 ? "row" : b->table->columns[b->column[axis]].key;
}

static void write_axis(box *b, sc_h5 *h5, const sc_table_about *about, int axis)
{
  static const sc_h5_label row_label = { "1", SC_TEXT("row, from 1", "行号（从1起）") };
  const size_t n = b->extent[axis];
  const int c = b->column[axis], is_whole = c < 0 || (n > 0 && cell_of(b, b->first[axis][0], c)->kind == SC_CELL_INTEGER);
  const char **texts = sc_arena_alloc(&b->arena, n + 1, sizeof *texts);
  int *numbers = sc_arena_alloc(&b->arena, n + 1, sizeof *numbers);
  if (!texts || !numbers) {
    sc_h5_fail(h5, "memory for", axis_name(b, axis));
    return;
  }
  for (size_t k = 0; k < n; k++) {
    numbers[k] = c < 0 ? (int)k + 1 : (int)cell_of(b, b->first[axis][k], c)->integer;
    texts[k] = c < 0 ? "" : cell_of(b, b->first[axis][k], c)->text;
  }
  sc_h5_axis(h5, axis_name(b, axis), is_whole ? SC_H5_WHOLE : SC_H5_TEXT, n, is_whole ? (void *)numbers : (void *)texts,
             c < 0 ? row_label : about->label[c]);
}

/* Texts, whole numbers or numbers; what is missing among numbers makes them all real. */
static sc_h5_kind kind_of(const box *b, int column)
{
  size_t n_texts = 0, n_whole = 0;
  for (size_t r = 0; r < b->n_rows; r++) {
    n_texts += cell_of(b, r, column)->kind == SC_CELL_TEXT;
    n_whole += cell_of(b, r, column)->kind == SC_CELL_INTEGER;
  }
  return n_texts > 0 ? SC_H5_TEXT : n_whole == b->n_places && n_whole > 0 ? SC_H5_WHOLE : SC_H5_REAL;
}

static void write_variable(box *b, sc_h5 *h5, const sc_table_about *about, int column)
{
  const sc_h5_kind kind = kind_of(b, column);
  const char *names[SC_H5_MAX_RANK], *key = b->table->columns[column].key;
  void *values = sc_alloc(b->n_places + 1, sc_h5_size(kind));
  if (!values) {
    sc_h5_fail(h5, "memory for", key);
    return;
  }
  double *real = values;
  const char **text = values;
  int *whole = values;
  for (size_t k = 0; k < b->n_places && kind == SC_H5_REAL; k++) real[k] = NAN;
  for (size_t r = 0; r < b->n_rows; r++) {
    const sc_cell *cell = cell_of(b, r, column);
    if (kind == SC_H5_TEXT) text[b->place[r]] = cell->text;
    else if (kind == SC_H5_WHOLE) whole[b->place[r]] = (int)cell->integer;
    else if (cell->kind == SC_CELL_NUMBER) real[b->place[r]] = cell->number;
    else if (cell->kind == SC_CELL_INTEGER) real[b->place[r]] = (double)cell->integer;
  }
  for (int a = 0; a < b->rank; a++) names[a] = axis_name(b, a);
  sc_h5_variable(h5, key, kind, b->rank, names, 0, values, about->label[column]);
  sc_free(values);
}

static void write_provenance(sc_h5 *h5, const sc_table_about *about, sc_arena *arena)
{
  const size_t n = about->n_provenance;
  const char **keys = sc_arena_alloc(arena, n + 1, sizeof *keys), **values = sc_arena_alloc(arena, n + 1, sizeof *values);
  sc_h5_group(h5, "provenance", (sc_text)SC_TEXT("What made this file, and of what", "本文件的来历"));
  if (!keys || !values) {
    sc_h5_fail(h5, "memory for", "provenance");
    return;
  }
  for (size_t k = 0; k < n; k++) {
    keys[k] = about->provenance[k].key;
    values[k] = about->provenance[k].value;
  }
  sc_h5_axis(h5, "setting", SC_H5_TEXT, n, keys, (sc_h5_label){ "1", SC_TEXT("setting", "设置") });
  sc_h5_variable(h5, "value", SC_H5_TEXT, 1, (const char *[]){ "setting" }, 0, values, (sc_h5_label){ "1", SC_TEXT("value", "内容") });
}

static sc_code write_content(box *b, const sc_table_about *about, const char *partial, const char *path, sc_report *report)
{
  sc_h5 h5;
  SC_TRY(sc_h5_create(&h5, partial, report));
  h5.path = path;
  sc_h5_note(&h5, NULL, "Conventions", "CF-1.10");
  sc_h5_note(&h5, NULL, "source", "sanchan");
  sc_h5_group(&h5, "/", about->title);
  for (int a = 0; a < b->rank; a++) write_axis(b, &h5, about, a);
  for (int c = 0; c < b->table->n_columns; c++)
    if (!about->is_axis[c]) write_variable(b, &h5, about, c);
  write_provenance(&h5, about, &b->arena);
  return sc_h5_close(&h5, report);
}

sc_code sc_table_write_h5(const sc_table *table, const sc_table_about *about, const char *path, sc_replace replace, sc_report *report)
{
  box b = { .table = table, .n_rows = table->n_cells / (size_t)table->n_columns };
  sc_code code = find_axes(&b, about, report);
  char *partial = sc_arena_alloc(&b.arena, strlen(path) + SC_PARTIAL_ROOM, 1);
  if (code == SC_OK && !partial) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  if (code == SC_OK) code = place_rows(&b, report);
  if (code == SC_OK) code = sc_file_begin(path, partial, report);
  if (code == SC_OK) {
    code = write_content(&b, about, partial, path, report);
    if (code == SC_OK) code = sc_file_end(path, partial, replace, report);
    else sc_file_drop(partial);
  }
  sc_arena_free(&b.arena);
  return code;
}
