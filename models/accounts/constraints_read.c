/* Constraints on a matrix from a file; constraints.h says what stands in it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/accounts/constraints.h"
#include "models/accounts/csv.h"

static const char *const kinds[SC_N_CONSTRAINT_KINDS] = {
#define X(name) #name,
  SC_CONSTRAINT_KINDS(X)
#undef X
};

#define X(name) ", " #name
static const char *const kind_list = &(SC_CONSTRAINT_KINDS(X))[2];
#undef X

typedef enum field { KIND, NAME, VALUE, SD, N_FIELDS } field;
static const char *const field_names[N_FIELDS] = { "kind", "name", "value", "sd" };

/* One line being read. */
typedef struct line {
  sc_constraints *to;
  const sc_csv   *csv;
  const sc_csv_row *row;
  const int      *place;              /* [N_FIELDS] which cell, -1: none */
  sc_report      *report;
} line;

static const sc_csv_cell *cell_of(const line *l, field f) { return &l->row->cell[l->place[f]]; }

/* ----------------------------------------------------------------------------------------------- names */

static int find(const char *const *names, int n, const char *name, size_t length)
{
  for (int i = 0; i < n; i++)
    if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0) return i;
  return -1;
}

/* Index of a row or column; the message of an unknown one gives the nearest. */
static sc_code find_name(const line *l, int is_row, const char *name, size_t length, int *index)
{
  const sc_matrix *m = &l->to->matrix;
  const char *const *names = is_row ? m->row : m->column;
  const int n = is_row ? m->n_rows : m->n_columns;
  char text[100];
  *index = find(names, n, name, length);
  if (*index >= 0) return SC_OK;
  snprintf(text, sizeof text, "%.*s", (int)(length < 99 ? length : 99), name);
  const char *nearest = sc_nearest(text, names, (size_t)n);
  const sc_where at = sc_csv_at(l->csv, cell_of(l, NAME), is_row ? "row" : "column");
  if (nearest) return SC_FAIL(l->report, UNKNOWN_NAME, at, text, nearest);
  return SC_FAIL(l->report, UNKNOWN_NAME_ALONE, at, text);
}

static void trim(const char **from, const char **end)
{
  while (*from < *end && **from == ' ') (*from)++;
  while (*end > *from && (*end)[-1] == ' ') (*end)--;
}

/* Calls for each name of a set, "A|B" or "*". */
typedef sc_code each_name(const line *l, int index, void *context);

static sc_code each_of_set(const line *l, int is_row, const char *from, const char *end, each_name *call, void *context)
{
  trim(&from, &end);
  if (end == from + 1 && *from == '*') {
    for (int i = 0; i < (is_row ? l->to->matrix.n_rows : l->to->matrix.n_columns); i++) SC_TRY(call(l, i, context));
    return SC_OK;
  }
  for (const char *p = from; p <= end;) {
    const char *bar = memchr(p, '|', (size_t)(end - p)), *stop = bar ? bar : end, *name = p, *name_end = stop;
    int index;
    trim(&name, &name_end);
    SC_TRY(find_name(l, is_row, name, (size_t)(name_end - name), &index));
    SC_TRY(call(l, index, context));
    p = stop + 1;
  }
  return SC_OK;
}

/* --------------------------------------------------------------------------------------------- sums */

typedef struct term { double coefficient; const char *columns, *columns_end; int i; } term;

static sc_code add_cell(const line *l, int j, void *context)
{
  const term *t = context;
  return sc_constraints_term(l->to, t->i, j, t->coefficient, l->report);
}

static sc_code add_row(const line *l, int i, void *context)
{
  term *t = context;
  t->i = i;
  return each_of_set(l, 0, t->columns, t->columns_end, add_cell, t);
}

static sc_code read_term(const line *l, const char *from, const char *end, double sign)
{
  trim(&from, &end);
  const char *colon = memchr(from, ':', (size_t)(end - from));
  if (!colon) return SC_FAIL(l->report, MARGINS_TERM, sc_csv_at(l->csv, cell_of(l, NAME), NULL), cell_of(l, NAME)->text);
  term t = { .coefficient = sign, .columns = colon + 1, .columns_end = end };
  char *behind;
  const double number = strtod(from, &behind);
  if (behind > from && behind < colon && *behind == '*' && isfinite(number)) {
    t.coefficient = sign * number;
    from = behind + 1;
  }
  return each_of_set(l, 1, from, colon, add_row, &t);
}

/* Terms stand between " + " and " - ". */
static sc_code read_sum(const line *l)
{
  const char *p = cell_of(l, NAME)->text;
  double sign = 1;
  for (;;) {
    const char *plus = strstr(p, " + "), *minus = strstr(p, " - ");
    const char *stop = plus && (!minus || plus < minus) ? plus : minus;
    SC_TRY(read_term(l, p, stop ? stop : p + strlen(p), sign));
    if (!stop) return SC_OK;
    sign = stop == minus ? -1 : 1;
    p = stop + 3;
  }
}

/* ---------------------------------------------------------------------------------------------- lines */

static sc_code read_cell(const line *l, double value, double sd, int keeps)
{
  const sc_csv_cell *cell = cell_of(l, NAME);
  const char *colon = strchr(cell->text, ':');
  int i, j;
  if (!colon) return SC_FAIL(l->report, MARGINS_TERM, sc_csv_at(l->csv, cell, NULL), cell->text);
  SC_TRY(find_name(l, 1, cell->text, (size_t)(colon - cell->text), &i));
  SC_TRY(find_name(l, 0, colon + 1, strlen(colon + 1), &j));
  const int k = i * l->to->matrix.n_columns + j;
  const double now = l->to->matrix.cell[k];
  if (keeps) value = now;
  if (sd == 0) {
    if (!isnan(l->to->fixed[k]) && l->to->fixed[k] != value)
      return SC_FAIL(l->report, TABLE_DUPLICATE, sc_csv_at(l->csv, cell, NULL), cell->text);
    l->to->fixed[k] = value;
    return SC_OK;
  }
  if (now == 0) return SC_FAIL(l->report, MARGINS_ZERO_CELL, sc_csv_at(l->csv, cell, NULL), cell->text);
  SC_TRY(sc_constraints_add(l->to, SC_CONSTRAINT_cell, k, cell->text, value, sd, l->report));
  return sc_constraints_term(l->to, i, j, 1, l->report);
}

static sc_code read_side(const line *l, int is_row, double value, double sd)
{
  const sc_csv_cell *cell = cell_of(l, NAME);
  int index;
  SC_TRY(find_name(l, is_row, cell->text, strlen(cell->text), &index));
  return is_row ? sc_constraints_row(l->to, index, value, sd, l->report) : sc_constraints_column(l->to, index, value, sd, l->report);
}

static sc_code read_total(const line *l, double value, double sd)
{
  const sc_matrix *m = &l->to->matrix;
  SC_TRY(sc_constraints_add(l->to, SC_CONSTRAINT_total, -1, "total", value, sd, l->report));
  for (int i = 0; i < m->n_rows; i++)
    for (int j = 0; j < m->n_columns; j++) SC_TRY(sc_constraints_term(l->to, i, j, 1, l->report));
  return SC_OK;
}

/* Accounts are rows and columns of one name. */
static sc_code read_accounts(const line *l, double value, double sd)
{
  const sc_matrix *m = &l->to->matrix;
  const char *name = cell_of(l, NAME)->text;
  int row, column;
  if (strcmp(name, "*") == 0) {
    for (int i = 0; i < m->n_rows; i++) {
      const int j = find(m->column, m->n_columns, m->row[i], strlen(m->row[i]));
      if (j >= 0) SC_TRY(sc_constraints_account(l->to, i, j, value, sd, l->report));
    }
    return SC_OK;
  }
  SC_TRY(find_name(l, 1, name, strlen(name), &row));
  SC_TRY(find_name(l, 0, name, strlen(name), &column));
  return sc_constraints_account(l->to, row, column, value, sd, l->report);
}

static sc_code read_numbers(const line *l, int may_be_empty, double *value, double *sd)
{
  const sc_csv_cell *cell = cell_of(l, VALUE);
  const sc_code of_value = sc_csv_number(l->csv, cell, field_names[VALUE], may_be_empty, value, l->report);
  sc_code of_sd = SC_OK;
  *sd = 0;
  if (l->place[SD] >= 0) of_sd = sc_csv_number(l->csv, cell_of(l, SD), field_names[SD], 1, sd, l->report);
  if (of_sd == SC_OK && *sd < 0)
    of_sd = SC_FAIL(l->report, TABLE_NEGATIVE, sc_csv_at(l->csv, cell_of(l, SD), field_names[SD]), cell_of(l, SD)->text);
  return of_value != SC_OK ? of_value : of_sd;
}

static int kind_of(const char *text)
{
  for (int k = 0; k < SC_N_CONSTRAINT_KINDS; k++)
    if (strcmp(kinds[k], text) == 0) return k;
  return -1;
}

static sc_code read_line(const line *l)
{
  const sc_csv_cell *cell = cell_of(l, KIND);
  const int kind = kind_of(cell->text), before = l->to->n;
  double value, sd;
  if (kind < 0) return SC_FAIL(l->report, NOT_ONE_OF, sc_csv_at(l->csv, cell, field_names[KIND]), cell->text, kind_list);
  const int keeps = kind == SC_CONSTRAINT_cell && cell_of(l, VALUE)->text[0] == '\0';
  SC_TRY(read_numbers(l, keeps || kind == SC_CONSTRAINT_account, &value, &sd));
  sc_code code;
  switch (kind) {
  case SC_CONSTRAINT_row: code = read_side(l, 1, value, sd); break;
  case SC_CONSTRAINT_column: code = read_side(l, 0, value, sd); break;
  case SC_CONSTRAINT_cell: code = read_cell(l, value, sd, keeps); break;
  case SC_CONSTRAINT_total: code = read_total(l, value, sd); break;
  case SC_CONSTRAINT_account: code = read_accounts(l, value, sd); break;
  default:
    SC_TRY(sc_constraints_add(l->to, SC_CONSTRAINT_sum, -1, cell_of(l, NAME)->text, value, sd, l->report));
    code = read_sum(l);
  }
  for (int k = before; k < l->to->n; k++) l->to->constraint[k].line = cell->line;
  return code;
}

sc_code sc_constraints_read(sc_constraints *c, const char *path, sc_report *report)
{
  sc_csv csv;
  int place[N_FIELDS];
  sc_code code = SC_OK;
  SC_TRY(sc_csv_read(&csv, path, report));
  c->file = sc_arena_text(&c->arena, path);
  if (!c->file) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  for (int f = 0; f < N_FIELDS; f++) {
    place[f] = sc_csv_find(&csv, field_names[f]);
    if (place[f] < 0 && f != SD)
      code = SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(&csv, csv.row[0].cell, NULL), field_names[f], "kind,name,value,sd");
  }
  for (int k = 1; code == SC_OK && k < csv.n_rows; k++)
    if (csv.row[k].n != csv.row[0].n)
      code = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(&csv, csv.row[k].cell, NULL), sc_integer(csv.row[k].n).s, sc_integer(csv.row[0].n).s);
  const int whole = code == SC_OK;
  for (int k = 1; whole && k < csv.n_rows; k++) {
    const sc_code one = read_line(&(line){ c, &csv, &csv.row[k], place, report });
    if (one != SC_OK) code = one;
  }
  sc_csv_free(&csv);
  return code;
}
