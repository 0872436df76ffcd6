#include "models/accounts/table_matrix.h"

#include <string.h>

static int has_imports(const sc_io_table *t)
{
  for (int i = 0; i < t->n; i++)
    if (t->imports[i] != 0) return 1;
  return 0;
}

static sc_code name_rows(sc_table_matrix *m, const sc_io_table *t, sc_report *report)
{
  const char *here = sc_io_table_is_competitive(t) ? "ALL" : "DOM";
  for (int i = 0; i < t->n; i++) m->row[i] = sc_arena_print(&m->arena, "%s.%s", here, t->activity[i]);
  for (int i = 0; i < m->n_imported; i++) m->row[t->n + i] = sc_arena_print(&m->arena, "IMP.%s", t->activity[i]);
  for (int h = 0; h < t->n_value_added; h++)
    m->row[t->n + m->n_imported + h] = sc_arena_print(&m->arena, "VA.%s", t->value_added_name[h]);
  for (int i = 0; i < m->n_rows; i++)
    if (!m->row[i]) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_table_matrix");
  for (int j = 0; j < t->n; j++) m->column[j] = t->activity[j];
  for (int k = 0; k < t->n_final; k++) {
    const char *name = t->final_name[k];
    if (!(m->column[t->n + k] = sc_io_table_activity(t, name) < 0 ? name : sc_arena_print(&m->arena, "FINAL.%s", name)))
      return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_table_matrix");
  }
  return SC_OK;
}

/* Copies between the blocks of a table and the matrix, one way or the other. */
static void copy_block(double *cell, double *block, int n_rows, int width, int first_row, int first_column, int n_columns, int back)
{
  for (int i = 0; i < n_rows; i++) {
    double *in_matrix = cell + (size_t)(first_row + i) * (size_t)n_columns + (size_t)first_column;
    double *in_block = block + (size_t)i * (size_t)width;
    if (back) memcpy(in_block, in_matrix, (size_t)width * sizeof *in_block);
    else memcpy(in_matrix, in_block, (size_t)width * sizeof *in_matrix);
  }
}

static void copy_cells(int n_imported, int n_columns, double *cell, const sc_io_table *t, int back)
{
  const int n = t->n, k = t->n_final;
  copy_block(cell, t->domestic, n, n, 0, 0, n_columns, back);
  copy_block(cell, t->final_domestic, n, k, 0, n, n_columns, back);
  copy_block(cell, t->imported, n_imported, n, n, 0, n_columns, back);
  copy_block(cell, t->final_imported, n_imported, k, n, n, n_columns, back);
  copy_block(cell, t->value_added, t->n_value_added, n, n + n_imported, 0, n_columns, back);
}

sc_code sc_table_matrix_make(sc_table_matrix *m, const sc_io_table *t, sc_report *report)
{
  *m = (sc_table_matrix){ .n_columns = t->n + t->n_final, .n_imported = has_imports(t) && !sc_io_table_is_competitive(t) ? t->n : 0 };
  m->n_rows = t->n + m->n_imported + t->n_value_added;
  m->row = sc_arena_alloc(&m->arena, (size_t)m->n_rows, sizeof *m->row);
  m->column = sc_arena_alloc(&m->arena, (size_t)m->n_columns, sizeof *m->column);
  m->cell = sc_arena_alloc(&m->arena, (size_t)m->n_rows * (size_t)m->n_columns, sizeof *m->cell);
  if (!m->row || !m->column || !m->cell) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_table_matrix");
  copy_cells(m->n_imported, m->n_columns, m->cell, t, 0);
  return name_rows(m, t, report);
}

void sc_table_matrix_free(sc_table_matrix *m)
{
  if (!m) return;
  sc_arena_free(&m->arena);
  *m = (sc_table_matrix){ 0 };
}

static sc_code copy_names(sc_io_table *made, const char **to, const char *const *from, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&made->arena, from[i]))) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(made->file), "sc_table_matrix");
  return SC_OK;
}

static double row_sum(const double *row, int n)
{
  double sum = 0;
  for (int j = 0; j < n; j++) sum += row[j];
  return sum;
}

static void add_up(sc_io_table *t)
{
  const int n = t->n, k = t->n_final;
  for (int i = 0; i < n; i++) {
    const size_t flows = (size_t)i * (size_t)n, final = (size_t)i * (size_t)k;
    t->output[i] = t->column_total[i] = row_sum(t->domestic + flows, n) + row_sum(t->final_domestic + final, k);
    t->imports[i] = row_sum(t->imported + flows, n) + row_sum(t->final_imported + final, k);
  }
  for (int h = 0; h < t->n_value_added; h++) t->value_added_total[h] = row_sum(t->value_added + (size_t)h * (size_t)n, n);
}

sc_code sc_table_matrix_table(const sc_table_matrix *m, const double *cell, const sc_io_table *like, sc_io_table *made,
                              sc_report *report)
{
  *made = (sc_io_table){ .n = like->n, .n_final = like->n_final, .n_value_added = like->n_value_added, .n_satellites = like->n_satellites };
  made->file = sc_arena_text(&made->arena, like->file ? like->file : "");
  SC_TRY(sc_io_table_allocate(made, report));
  SC_TRY(copy_names(made, made->activity, like->activity, like->n, report));
  SC_TRY(sc_io_table_copy_labels(made, like, report));
  SC_TRY(copy_names(made, made->final_name, like->final_name, like->n_final, report));
  SC_TRY(copy_names(made, made->value_added_name, like->value_added_name, like->n_value_added, report));
  SC_TRY(copy_names(made, made->satellite_name, like->satellite_name, like->n_satellites, report));
  memcpy(made->final, like->final, (size_t)like->n_final * sizeof *made->final);
  memcpy(made->value, like->value, (size_t)like->n_value_added * sizeof *made->value);
  memcpy(made->satellite, like->satellite, (size_t)like->n_satellites * (size_t)like->n * sizeof *made->satellite);
  double *cells = sc_arena_alloc(&made->arena, (size_t)m->n_rows * (size_t)m->n_columns, sizeof *cells);
  if (!cells) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(like->file), "sc_table_matrix");
  memcpy(cells, cell, (size_t)m->n_rows * (size_t)m->n_columns * sizeof *cells);
  copy_cells(m->n_imported, m->n_columns, cells, made, 1);
  add_up(made);
  return SC_OK;
}
