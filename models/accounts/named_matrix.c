#include "models/accounts/named_matrix.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"

static int is_total(const sc_csv_cell *cell) { return strcmp(cell->text, "TOTAL") == 0; }

static sc_code out_of_memory(const sc_named_matrix *m, sc_report *report) { return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(m->file), "sc_named_matrix"); }

sc_code sc_named_matrix_allocate(sc_named_matrix *m, int n_rows, int n_columns, sc_report *report)
{
  m->n_rows = n_rows;
  m->n_columns = n_columns;
  m->row = sc_arena_alloc(&m->arena, (size_t)n_rows + 1, sizeof *m->row);
  m->column = sc_arena_alloc(&m->arena, (size_t)n_columns + 1, sizeof *m->column);
  m->cell = sc_arena_alloc(&m->arena, (size_t)n_rows * (size_t)n_columns + 1, sizeof *m->cell);
  return m->row && m->column && m->cell ? SC_OK : out_of_memory(m, report);
}

void sc_named_matrix_free(sc_named_matrix *m)
{
  if (!m) return;
  sc_arena_free(&m->arena);
  *m = (sc_named_matrix){ 0 };
}

sc_matrix sc_named_matrix_view(const sc_named_matrix *m) { return (sc_matrix){ m->file, m->n_rows, m->n_columns, m->row, m->column, m->cell }; }

int sc_named_matrix_is_square(const sc_named_matrix *m)
{
  int same = m->n_rows == m->n_columns;
  for (int i = 0; i < m->n_rows && same; i++) same = strcmp(m->row[i], m->column[i]) == 0;
  return same;
}

static sc_code copy_names(sc_named_matrix *m, const char **to, const char *const *from, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&m->arena, from[i]))) return out_of_memory(m, report);
  return SC_OK;
}

sc_code sc_named_matrix_copy(sc_named_matrix *m, const sc_matrix *from, const double *cell, sc_report *report)
{
  *m = (sc_named_matrix){ 0 };
  if (!(m->file = sc_arena_text(&m->arena, from->file))) return out_of_memory(m, report);
  SC_TRY(sc_named_matrix_allocate(m, from->n_rows, from->n_columns, report));
  memcpy(m->cell, cell, (size_t)m->n_rows * (size_t)m->n_columns * sizeof *cell);
  SC_TRY(copy_names(m, m->row, from->row, m->n_rows, report));
  return copy_names(m, m->column, from->column, m->n_columns, report);
}

sc_code sc_named_matrix_add_rules(sc_named_matrix *m, const sc_sam *sam, sc_report *report)
{
  for (int k = 0; k < SC_SAM_N_RULES; k++)
    for (int lang = 0; lang < SC_N_LANGS && sam->rule[k]; lang++) SC_TRY(sc_named_matrix_add_history(m, sc_sam_rule_texts[k].in[lang], report));
  return SC_OK;
}

/* --------------------------------------------------------------------------------------------------- reading */

/* The names in cells that are not TOTAL, copied; none empty, none twice. */
static sc_code take_name(sc_named_matrix *m, const sc_csv *csv, const sc_csv_cell *cell, const char **names, int *n, sc_report *report)
{
  sc_code code = SC_OK;
  if (cell->text[0] == '\0') code = SC_FAIL(report, MATRIX_NO_NAME, sc_csv_at(csv, cell, NULL), "");
  for (int k = 0; k < *n && code == SC_OK; k++)
    if (strcmp(names[k], cell->text) == 0) code = SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, cell, NULL), cell->text);
  if (!(names[(*n)++] = sc_arena_text(&m->arena, cell->text))) return out_of_memory(m, report);
  return code;
}

static sc_code read_names(sc_named_matrix *m, const sc_csv *csv, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  sc_code code = SC_OK;
  SC_TRY(sc_named_matrix_allocate(m, csv->n_rows, head->n, report));
  m->n_rows = m->n_columns = 0;
  for (int f = 1; f < head->n; f++)
    if (!is_total(&head->cell[f]) && take_name(m, csv, &head->cell[f], m->column, &m->n_columns, report) != SC_OK) code = SC_DATA;
  for (int r = 1; r < csv->n_rows; r++)
    if (!is_total(csv->row[r].cell) && take_name(m, csv, csv->row[r].cell, m->row, &m->n_rows, report) != SC_OK) code = SC_DATA;
  if (m->n_rows == 0 || m->n_columns == 0) return SC_FAIL(report, MATRIX_EMPTY, SC_IN_FILE(m->file), "");
  return code;
}

static sc_code check_total(const sc_csv *csv, const sc_csv_cell *cell, const char *name, double sum, double stated, double size, sc_report *report)
{
  if (fabs(sum - stated) <= SC_NAMED_MATRIX_TOLERANCE * size) return SC_OK;
  return SC_FAIL(report, MATRIX_TOTAL, sc_csv_at(csv, cell, NULL), name, sc_number(sum).s, sc_number(stated).s);
}

/* Cells of one row and its TOTAL; a row TOTAL, i < 0, is compared with the sums of the columns. */
static sc_code read_row(sc_named_matrix *m, const sc_csv *csv, const sc_csv_row *row, int i, sc_report *report)
{
  const size_t n = (size_t)m->n_columns;
  sc_code code = SC_OK;
  double whole = 0, whole_size = 0;
  int j = 0;
  for (int f = 1; f < row->n; f++) {
    const int is_sum = is_total(&csv->row[0].cell[f]);
    double stated = 0, sum = 0, size = 0;
    char key[100];
    snprintf(key, sizeof key, "%.45s.%.45s", row->cell[0].text, csv->row[0].cell[f].text);
    sc_code one = sc_csv_number(csv, &row->cell[f], key, 1, &stated, report);
    for (int k = 0; k < m->n_rows && i < 0 && !is_sum; k++) {
      sum += m->cell[(size_t)k * n + (size_t)j];
      size += fabs(m->cell[(size_t)k * n + (size_t)j]);
    }
    if (is_sum && one == SC_OK) one = check_total(csv, &row->cell[f], row->cell[0].text, whole, stated, whole_size, report);
    else if (i < 0 && one == SC_OK) one = check_total(csv, &row->cell[f], m->column[j], sum, stated, size, report);
    if (!is_sum) {
      if (i >= 0) m->cell[(size_t)i * n + (size_t)j] = stated;
      whole += stated;
      whole_size += fabs(stated);
      j++;
    }
    if (one != SC_OK) code = one;
  }
  return code;
}

static sc_code read_cells(sc_named_matrix *m, const sc_csv *csv, sc_report *report)
{
  sc_code code = read_names(m, csv, report);
  int i = 0;
  for (int r = 1; r < csv->n_rows; r++)
    if (csv->row[r].n != csv->row[0].n)
      code = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, csv->row[r].cell, NULL), sc_integer(csv->row[r].n).s, sc_integer(csv->row[0].n).s);
  SC_TRY(code);
  for (int totals = 0; totals < 2; totals++)      /* sums of columns once all cells are there */
    for (int r = 1; r < csv->n_rows; r++) {
      if (is_total(csv->row[r].cell) != totals) continue;
      const sc_code one = read_row(m, csv, &csv->row[r], totals ? -1 : i++, report);
      if (one != SC_OK) code = one;
    }
  for (int k = 0; k < csv->n_comments && code == SC_OK; k++) code = sc_named_matrix_add_history(m, csv->comment[k], report);
  return code;
}

sc_code sc_named_matrix_read(sc_named_matrix *m, const char *path, sc_report *report)
{
  sc_csv csv;
  *m = (sc_named_matrix){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  m->file = sc_arena_text(&m->arena, path);
  const sc_code code = m->file ? read_cells(m, &csv, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  sc_csv_free(&csv);
  if (code != SC_OK) sc_named_matrix_free(m);
  return code;
}

/* --------------------------------------------------------------------------------------------------- writing */

sc_code sc_named_matrix_add_history(sc_named_matrix *m, const char *step, sc_report *report)
{
  return sc_csv_add_history(&m->arena, &m->n_history, &m->history, step, report);
}

void sc_named_matrix_as_csv(const sc_named_matrix *m, sc_string *to)
{
  for (int k = 0; k < m->n_history; k++) sc_string_print(to, "# %s\n", m->history[k]);
  sc_string_add(to, sc_named_matrix_is_square(m) ? "account" : "row");
  for (int j = 0; j < m->n_columns; j++) {
    sc_string_add(to, ",");
    sc_csv_add_field(to, m->column[j]);
  }
  for (int i = 0; i < m->n_rows; i++) {
    sc_string_add(to, "\n");
    sc_csv_add_field(to, m->row[i]);
    for (int j = 0; j < m->n_columns; j++) {
      const double x = m->cell[(size_t)i * (size_t)m->n_columns + (size_t)j];
      sc_string_print(to, ",%s", x != 0 ? sc_number(x).s : "0");
    }
  }
  sc_string_add(to, "\n");
}
