/* An input-output table from a file of comma-separated values, in any of the layouts of table.h. */
#include <stdio.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/table.h"
#include "models/accounts/table_layout.h"

typedef struct reader {
  sc_io_table *table;
  const sc_csv *csv;
  const sc_table_layout *layout;
  int *out_of_memory;              /* for a name */
  sc_report *report;
} reader;

static const char *copy(const reader *rd, const char *text)
{
  const char *kept = sc_arena_text(&rd->table->arena, text);
  if (!kept) *rd->out_of_memory = 1;
  return kept ? kept : "";
}

static sc_code first_of(sc_code a, sc_code b) { return a != SC_OK ? a : b; }

static sc_code check_once(const reader *rd, const sc_csv_cell *cell, const char *const names[], int n)
{
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], cell->text) == 0) return SC_FAIL(rd->report, TABLE_DUPLICATE, sc_csv_at(rd->csv, cell, NULL), cell->text);
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------ numbers */

typedef enum number_rule { ANY_NUMBER, NOT_NEGATIVE, EMPTY_IS_ZERO, MUST_BE_EMPTY } number_rule;

/* What a message calls a number: block, row and column. */
static void key_of(const reader *rd, const sc_csv_row *row, int column, char *key, size_t size)
{
  const sc_table_layout *l = rd->layout;
  const char *before = l->key != l->name ? row->cell[l->key].text : "", *dot = *before ? "." : "";
  snprintf(key, size, "%.15s%s%.40s.%.40s", before, dot, row->cell[l->name].text, rd->csv->row[0].cell[column].text);
}

static sc_code read_number(const reader *rd, const sc_csv_row *row, int column, number_rule rule, double *to)
{
  const sc_csv_cell *cell = &row->cell[column];
  const int is_number = sc_csv_is_number(cell, rule == EMPTY_IS_ZERO || rule == MUST_BE_EMPTY, to);
  if (is_number && (rule != NOT_NEGATIVE || *to >= 0) && (rule != MUST_BE_EMPTY || *to == 0)) return SC_OK;
  char key[100];
  key_of(rd, row, column, key, sizeof key);
  if (!is_number) return sc_csv_number(rd->csv, cell, key, 0, to, rd->report);
  if (rule == MUST_BE_EMPTY) return SC_FAIL(rd->report, TABLE_NO_FLOWS, sc_csv_at(rd->csv, cell, key), row->cell[rd->layout->name].text);
  return SC_FAIL(rd->report, TABLE_NEGATIVE, sc_csv_at(rd->csv, cell, key), cell->text);
}

static sc_code read_numbers(const reader *rd, const sc_csv_row *row, number_rule rule, double *to)
{
  sc_code code = SC_OK;
  for (int j = 0; j < rd->layout->n; j++) code = first_of(code, read_number(rd, row, rd->layout->first_activity + j, rule, &to[j]));
  return code;
}

/* --------------------------------------------------------------------------------------------------- rows */

static sc_code read_head(const reader *rd)
{
  sc_io_table *t = rd->table;
  const sc_csv_cell *cell = rd->csv->row[0].cell;
  sc_code code = SC_OK;
  for (int j = 0; j < t->n; j++) {
    const sc_csv_cell *name = &cell[rd->layout->first_activity + j];
    code = first_of(code, check_once(rd, name, t->activity, j));
    t->activity[j] = copy(rd, name->text);
  }
  for (int k = 0; k < t->n_final; k++) {
    const sc_table_final *final = &rd->layout->final[k];
    code = first_of(code, check_once(rd, &cell[final->column], t->final_name, k));
    t->final_name[k] = copy(rd, final->name);
  }
  return code;
}

/* A row of flows: the i-th of its kind must be the i-th activity. */
static sc_code read_flows(const reader *rd, const sc_csv_row *row, int imported, int i)
{
  sc_io_table *t = rd->table;
  const sc_csv_cell *name = &row->cell[rd->layout->name];
  const size_t n = (size_t)t->n, k = (size_t)t->n_final;
  double *flows = (imported ? t->imported : t->domestic) + (size_t)i * n;
  double *final = (imported ? t->final_imported : t->final_domestic) + (size_t)i * k;
  if (strcmp(name->text, t->activity[i]) != 0)
    return SC_FAIL(rd->report, TABLE_ORDER, sc_csv_at(rd->csv, name, NULL), name->text, t->activity[i]);
  t->line[imported * t->n + i] = row->cell[0].line;
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    if (rd->layout->label[lang] > 0 && !imported) t->label[lang][i] = copy(rd, row->cell[rd->layout->label[lang]].text);
  sc_code code = read_numbers(rd, row, ANY_NUMBER, flows);
  for (int f = 0; f < t->n_final; f++) {
    code = first_of(code, read_number(rd, row, rd->layout->final[f].column, ANY_NUMBER, &final[f]));
    final[f] *= rd->layout->final[f].sign;
  }
  return first_of(code, imported ? read_number(rd, row, rd->layout->total, ANY_NUMBER, &t->imports[i])
                                 : read_number(rd, row, rd->layout->total, NOT_NEGATIVE, &t->output[i]));
}

static sc_code check_no_final(const reader *rd, const sc_csv_row *row)
{
  sc_code code = SC_OK;
  double ignored;
  const number_rule rule = rd->layout->final_must_be_empty ? MUST_BE_EMPTY : EMPTY_IS_ZERO;
  for (int f = 0; f < rd->table->n_final && rd->layout->value_added_total == rd->layout->total; f++) {
    code = first_of(code, read_number(rd, row, rd->layout->final[f].column, rule, &ignored));
    if (code != SC_OK && rule == MUST_BE_EMPTY) break;      /* once for each row */
  }
  return code;
}

static sc_code read_value_added(const reader *rd, const sc_csv_row *row, int h)
{
  sc_io_table *t = rd->table;
  const sc_table_layout *l = rd->layout;
  const char *name = row->cell[l->name].text;
  double *to = t->value_added + (size_t)h * (size_t)t->n, *total = &t->value_added_total[h];
  const sc_code once = check_once(rd, &row->cell[l->name], t->value_added_name, h);
  t->value_added_name[h] = copy(rd, l->value_added_name ? l->value_added_name(name) : name);
  t->line[2 * t->n + h] = row->cell[0].line;
  sc_code code = first_of(once, read_numbers(rd, row, ANY_NUMBER, to));
  code = first_of(code, check_no_final(rd, row));
  code = first_of(code, read_number(rd, row, l->value_added_total, EMPTY_IS_ZERO, total));
  if (row->cell[l->value_added_total].text[0] == '\0')
    for (int j = 0; j < t->n; j++) *total += to[j];
  return code;
}

static sc_code read_satellite(const reader *rd, const sc_csv_row *row, int s)
{
  sc_io_table *t = rd->table;
  const sc_csv_cell *name = &row->cell[rd->layout->name];
  double ignored;
  sc_code code = check_once(rd, name, t->satellite_name, s);
  t->satellite_name[s] = copy(rd, name->text);
  code = first_of(code, read_numbers(rd, row, ANY_NUMBER, t->satellite + (size_t)s * (size_t)t->n));
  code = first_of(code, check_no_final(rd, row));
  return first_of(code, read_number(rd, row, rd->layout->total, EMPTY_IS_ZERO, &ignored));
}

/* A row of labels is called by its language. */
static sc_code read_labels(const reader *rd, const sc_csv_row *row)
{
  static const char *const languages[SC_N_LANGS] = { [SC_ZH] = "zh", [SC_EN] = "en" };
  sc_io_table *t = rd->table;
  const sc_csv_cell *name = &row->cell[rd->layout->name];
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    if (strcmp(name->text, languages[lang]) != 0) continue;
    if (t->n > 0 && t->label[lang][0]) return SC_FAIL(rd->report, TABLE_DUPLICATE, sc_csv_at(rd->csv, name, NULL), name->text);
    for (int j = 0; j < t->n; j++) t->label[lang][j] = copy(rd, row->cell[rd->layout->first_activity + j].text);
    return SC_OK;
  }
  return SC_FAIL(rd->report, TABLE_LANGUAGE, sc_csv_at(rd->csv, name, NULL), name->text);
}

static sc_code read_row(const reader *rd, const sc_csv_row *row, sc_table_row kind, int i)
{
  sc_io_table *t = rd->table;
  const sc_csv_cell *name = &row->cell[rd->layout->name];
  if ((kind == SC_ROW_IMPORTED && i >= t->n) || (kind == SC_ROW_OUTPUT && i > 0))
    return SC_FAIL(rd->report, TABLE_DUPLICATE, sc_csv_at(rd->csv, name, NULL), name->text);
  switch (kind) {
  case SC_ROW_DOMESTIC: case SC_ROW_IMPORTED: return read_flows(rd, row, kind == SC_ROW_IMPORTED, i);
  case SC_ROW_VALUE_ADDED: return read_value_added(rd, row, i);
  case SC_ROW_SATELLITE: return read_satellite(rd, row, i);
  case SC_ROW_LABEL: return read_labels(rd, row);
  case SC_ROW_OUTPUT:
    t->line[2 * t->n + t->n_value_added] = row->cell[0].line;
    return read_numbers(rd, row, NOT_NEGATIVE, t->column_total);
  default: return SC_OK;
  }
}

/* The row behind the i that are there, at the line of the last of these. */
static sc_code import_missing(const reader *rd, int i)
{
  char name[60];
  snprintf(name, sizeof name, "IMP.%.50s", rd->table->activity[i]);
  return SC_FAIL(rd->report, TABLE_ROW_MISSING, ((sc_where){ rd->csv->file, rd->table->line[rd->table->n + i - 1], 0, NULL }), name);
}

static sc_code read_rows(const reader *rd)
{
  sc_io_table *t = rd->table;
  const sc_csv *csv = rd->csv;
  sc_code code = SC_OK;
  int seen[SC_N_ROW_KINDS] = { 0 };
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_row *row = &csv->row[r];
    const sc_table_row kind = (sc_table_row)rd->layout->row[r];
    const int i = seen[kind]++;
    if (row->n == csv->row[0].n) code = first_of(code, read_row(rd, row, kind, i));
    else code = SC_FAIL(rd->report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
  }
  if (seen[SC_ROW_IMPORTED] > 0 && seen[SC_ROW_IMPORTED] < t->n)
    code = import_missing(rd, seen[SC_ROW_IMPORTED]);
  if (seen[SC_ROW_OUTPUT] == 0) memcpy(t->column_total, t->output, (size_t)t->n * sizeof *t->output);
  return code;
}

/* ---------------------------------------------------------------------------------------------- completion */

/* What is not bought is value added. */
static sc_code derive_value_added(const reader *rd)
{
  sc_io_table *t = rd->table;
  t->value_added_name[0] = copy(rd, "value_added");
  t->value_added_is_rest = 1;
  for (int j = 0; j < t->n; j++) {
    t->value_added[j] = t->output[j];
    for (int i = 0; i < t->n; i++) t->value_added[j] -= t->domestic[(size_t)i * (size_t)t->n + (size_t)j] + t->imported[(size_t)i * (size_t)t->n + (size_t)j];
    t->value_added_total[0] += t->value_added[j];
  }
  return sc_io_table_add_history(t, "value_added is output less inputs: the file has no row of it", rd->report);
}

static void add_up_imports(sc_io_table *t)
{
  for (int i = 0; i < t->n; i++)
    for (int k = 0; k < t->n_final; k++)
      if (t->final[k] == SC_FINAL_IMPORTS) t->imports[i] -= t->final_domestic[(size_t)i * (size_t)t->n_final + (size_t)k];
}

sc_code sc_io_table_read(sc_io_table *table, const char *path, sc_report *report)
{
  sc_csv csv;
  sc_table_layout layout = { 0 };
  *table = (sc_io_table){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  int out_of_memory = 0;
  const reader rd = { table, &csv, &layout, &out_of_memory, report };
  table->file = sc_arena_text(&table->arena, path);
  sc_code code = table->file ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  for (int k = 0; k < csv.n_comments && code == SC_OK; k++) code = sc_io_table_add_history(table, csv.comment[k], report);
  const sc_code shape = code == SC_OK ? sc_table_layout_find(&layout, &csv, report) : code;
  if (code == SC_OK && layout.is_known) {
    int count[SC_N_ROW_KINDS] = { 0 };
    for (int r = 1; r < csv.n_rows; r++) count[layout.row[r]]++;
    const int has_value_added = count[SC_ROW_VALUE_ADDED] > 0;
    table->n = layout.n;
    table->n_final = layout.n_final;
    table->n_value_added = has_value_added ? count[SC_ROW_VALUE_ADDED] : 1;
    table->n_satellites = count[SC_ROW_SATELLITE];
    code = sc_io_table_allocate(table, report);
    if (code == SC_OK) {
      const sc_code head = read_head(&rd);             /* first: rows are compared with its names */
      code = first_of(head, read_rows(&rd));
    }
    code = first_of(shape, code);
    if (code == SC_OK && !has_value_added) code = derive_value_added(&rd);
    if (out_of_memory) code = SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), "sc_io_table");
    if (code == SC_OK) sc_io_table_find_roles(table);
    if (code == SC_OK) add_up_imports(table);
  }
  code = first_of(code, shape);
  sc_table_layout_free(&layout);
  sc_csv_free(&csv);
  if (code != SC_OK) sc_io_table_free(table);
  return code;
}
