#include "models/accounts/concordance.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"

static int find(const char *const names[], int n, const char *name)
{
  for (int i = n - 1; i >= 0; i--)                 /* files are sorted as a rule: the last ones first */
    if (strcmp(names[i], name) == 0) return i;
  return -1;
}

/* ------------------------------------------------------------------------------------------------ reading */

typedef enum weights { ALL_ONE, SHARES, SIZES } weights;

static sc_code allocate(sc_concordance *c, const char *file, size_t n_links, size_t n_to, sc_report *report)
{
  c->file = sc_arena_text(&c->arena, file);
  c->from = sc_arena_alloc(&c->arena, n_links + 1, sizeof *c->from);
  c->to = sc_arena_alloc(&c->arena, n_to + 1, sizeof *c->to);
  c->link = sc_arena_alloc(&c->arena, n_links + 1, sizeof *c->link);
  return c->file && c->from && c->to && c->link ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(file), "sc_concordance");
}

/* Number of `name` among the names; a new one is added and copied. -1: no memory. */
static int number_of(sc_concordance *c, const char **names, int *n, const char *name)
{
  const int known = find(names, *n, name);
  if (known >= 0) return known;
  names[*n] = sc_arena_text(&c->arena, name);
  return names[*n] ? (*n)++ : -1;
}

/* Does an earlier line say the same, field by field? */
static int is_repeated(const sc_csv *csv, const sc_csv_row *row)
{
  for (const sc_csv_row *other = &csv->row[1]; other < row; other++) {
    int same = other->n == row->n;
    for (int k = 0; k < row->n && same; k++) same = strcmp(other->cell[k].text, row->cell[k].text) == 0;
    if (same) return 1;
  }
  return 0;
}

/* A file that goes by a finer classification names the same two on several lines, which differ elsewhere. */
static sc_code add_link(sc_concordance *c, const sc_csv *csv, const sc_csv_row *row, const int at[], double weight, weights kind, sc_report *report)
{
  const sc_csv_cell *from = &row->cell[at[0]], *to = &row->cell[at[1]];
  for (int k = 0; k < 2; k++)
    if (row->cell[at[k]].text[0] == '\0') return SC_FAIL(report, CONCORDANCE_EMPTY, sc_csv_at(csv, &row->cell[at[k]], csv->row[0].cell[at[k]].text), "");
  const int a = number_of(c, c->from, &c->n_from, from->text), b = number_of(c, c->to, &c->n_to, to->text);
  if (a < 0 || b < 0) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(csv->file), "sc_concordance");
  for (int k = 0; k < c->n_links; k++) {
    if (c->link[k].from != a) continue;
    if (kind == ALL_ONE && c->link[k].to == b && !is_repeated(csv, row)) return SC_OK;
    if (kind == ALL_ONE && c->link[k].to != b)
      return SC_FAIL(report, CONCORDANCE_CONFLICT, sc_csv_at(csv, to, NULL), from->text, c->to[c->link[k].to], to->text);
    if (c->link[k].to == b) return SC_FAIL(report, CONCORDANCE_TWICE, sc_csv_at(csv, to, NULL), from->text, to->text);
  }
  c->link[c->n_links++] = (sc_concordance_link){ a, b, from->line, weight };
  return SC_OK;
}

/* Shares that add up to 1, exactly so afterwards, or sizes made into such. */
static sc_code normalise(sc_concordance *c, weights kind, sc_report *report)
{
  sc_code code = SC_OK;
  for (int a = 0; a < c->n_from; a++) {
    double sum = 0;
    int line = 0;
    for (int k = 0; k < c->n_links; k++) {
      if (c->link[k].from != a) continue;
      sum += c->link[k].weight;
      if (line == 0) line = c->link[k].line;
    }
    const sc_where at = { c->file, line, 0, NULL };
    if (kind == SHARES && !(fabs(sum - 1) <= SC_CONCORDANCE_TOLERANCE))
      code = SC_FAIL(report, CONCORDANCE_WEIGHTS, at, c->from[a], sc_number(sum).s);
    if (kind == SIZES && !(sum > 0)) code = SC_FAIL(report, CONCORDANCE_SIZES, at, c->from[a]);
    for (int k = 0; k < c->n_links && sum > 0; k++)
      if (c->link[k].from == a) c->link[k].weight /= sum;
  }
  return code;
}

static sc_code column_missing(const sc_csv *csv, const char *name, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  sc_string there = { 0 };
  for (int c = 0; c < head->n; c++) sc_string_print(&there, "%s%s", c > 0 ? ", " : "", head->cell[c].text);
  const sc_code code = SC_FAIL(report, CONCORDANCE_COLUMN, sc_csv_at(csv, head->cell, NULL), name, sc_string_text(&there));
  sc_string_free(&there);
  return code;
}

static sc_code fill(sc_concordance *c, const sc_csv *csv, const char *const column[3], weights kind, sc_report *report)
{
  int at[3] = { 0 };
  for (int k = 0; k < (kind == ALL_ONE ? 2 : 3); k++) {
    at[k] = sc_csv_find(csv, column[k]);
    if (at[k] < 0) return column_missing(csv, column[k], report);
  }
  SC_TRY(allocate(c, csv->file, (size_t)csv->n_rows, (size_t)csv->n_rows, report));
  sc_code code = SC_OK;
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_row *row = &csv->row[r];
    double weight = 1;
    sc_code one = SC_OK;
    if (row->n != csv->row[0].n)
      one = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
    else if (kind != ALL_ONE) one = sc_csv_number(csv, &row->cell[at[2]], column[2], 0, &weight, report);
    if (one == SC_OK && weight < 0)
      one = SC_FAIL(report, TABLE_NEGATIVE, sc_csv_at(csv, &row->cell[at[2]], column[2]), row->cell[at[2]].text);
    if (one == SC_OK) one = add_link(c, csv, row, at, weight, kind, report);
    if (one != SC_OK) code = one;
  }
  return code != SC_OK || kind == ALL_ONE ? code : normalise(c, kind, report);
}

static sc_code read_columns(sc_concordance *c, const char *path, const char *const column[3], weights kind, sc_report *report)
{
  sc_csv csv;
  *c = (sc_concordance){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  const sc_code code = fill(c, &csv, column, kind, report);
  sc_csv_free(&csv);
  if (code != SC_OK) sc_concordance_free(c);
  return code;
}

sc_code sc_concordance_read(sc_concordance *c, const char *path, const char *from, const char *to, sc_report *report)
{
  return read_columns(c, path, (const char *const[]){ from, to, NULL }, ALL_ONE, report);
}

sc_code sc_concordance_read_weighted(sc_concordance *c, const char *path, const char *from, const char *to, const char *weight,
                                     sc_report *report)
{
  return read_columns(c, path, (const char *const[]){ from, to, weight }, strcmp(weight, "weight") == 0 ? SHARES : SIZES, report);
}

sc_code sc_concordance_has(const char *path, const char *column, int *has, sc_report *report)
{
  sc_csv csv;
  SC_TRY(sc_csv_read(&csv, path, report));
  *has = sc_csv_find(&csv, column) >= 0;
  sc_csv_free(&csv);
  return SC_OK;
}

void sc_concordance_free(sc_concordance *c)
{
  if (!c) return;
  sc_arena_free(&c->arena);
  *c = (sc_concordance){ 0 };
}

/* --------------------------------------------------------------------------------------------- completing */

static int add(sc_concordance *c, const char *from, const char *to, double weight, int line)
{
  const int a = number_of(c, c->from, &c->n_from, from), b = number_of(c, c->to, &c->n_to, to);
  c->link[c->n_links++] = (sc_concordance_link){ a, b, line, weight };
  return a >= 0 && b >= 0;
}

/* Names that the table does not have, each with its line; where it has none of them, once: it is another table's. */
static sc_code check_known(const sc_concordance *c, const sc_io_table *t, int *is_other, sc_report *report)
{
  sc_code code = SC_OK;
  const char *file = t->file ? t->file : "";
  *is_other = c->n_links > 1;
  for (int k = 0; k < c->n_links; k++) *is_other &= sc_io_table_activity(t, c->from[c->link[k].from]) < 0;
  if (*is_other)
    return SC_FAIL(report, CONCORDANCE_OTHER, ((sc_where){ c->file, c->link[0].line, 0, NULL }), c->from[0], file, t->activity[0]);
  for (int k = 0; k < c->n_links; k++) {
    const char *name = c->from[c->link[k].from];
    if (sc_io_table_activity(t, name) < 0)
      code = SC_FAIL(report, CONCORDANCE_UNKNOWN, ((sc_where){ c->file, c->link[k].line, 0, NULL }), name, file);
  }
  return code;
}

sc_code sc_concordance_complete(sc_concordance *whole, const sc_concordance *part, const sc_io_table *t, sc_report *report)
{
  const size_t most = (size_t)part->n_links + (size_t)t->n;
  int is_other;
  *whole = (sc_concordance){ 0 };
  sc_code code = check_known(part, t, &is_other, report);
  if (code == SC_OK) code = allocate(whole, part->file, most, most, report);
  int kept = 1;
  for (int i = 0; i < t->n && code == SC_OK; i++) {
    const int known = find(part->from, part->n_from, t->activity[i]);
    if (known < 0) kept &= add(whole, t->activity[i], t->activity[i], 1, 0);
    for (int k = 0; k < part->n_links && known >= 0; k++)
      if (part->link[k].from == known) kept &= add(whole, t->activity[i], part->to[part->link[k].to], part->link[k].weight, part->link[k].line);
  }
  if (code == SC_OK && !kept) code = SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(part->file), "sc_concordance");
  if (code != SC_OK) sc_concordance_free(whole);
  return code;
}

/* ------------------------------------------------------------------------------------------------ applying */

/* S by rows: parts first[i] .. first[i + 1] of activity i. */
typedef struct shares { int *first, *to; double *weight; } shares;

/* to' = S' from S: rows and columns in the new classification; NULL: as they are. */
static void spread(int n_rows, int n_columns, const shares *rows, const shares *columns, int wide, const double *from, double *to)
{
  for (int i = 0; i < n_rows; i++)
    for (int a = rows ? rows->first[i] : i; a < (rows ? rows->first[i + 1] : i + 1); a++) {
      double *row = to + (size_t)(rows ? rows->to[a] : i) * (size_t)wide;
      const double share = rows ? rows->weight[a] : 1, *values = from + (size_t)i * (size_t)n_columns;
      for (int j = 0; j < n_columns; j++) {
        const double value = share * values[j];
        if (!columns) row[j] += value;
        else
          for (int b = columns->first[j]; b < columns->first[j + 1]; b++) row[columns->to[b]] += columns->weight[b] * value;
      }
    }
}

static sc_code copy_names(sc_io_table *t, const char *const from[], const char **to, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&t->arena, from[i]))) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table");
  return SC_OK;
}

/* Which links each activity of the table has; place[k]: 1 + the number of `to` k in the table made, 0 where it does not occur. */
static sc_code find_shares(const sc_io_table *t, const sc_concordance *c, int *place, shares *s, int *n_made, sc_report *report)
{
  sc_code code = SC_OK;
  int n = 0;
  for (int i = 0; i < t->n; i++) {
    const int known = find(c->from, c->n_from, t->activity[i]);
    s->first[i] = n;
    if (known < 0) code = SC_FAIL(report, CONCORDANCE_MISSING, SC_IN_FILE(c->file), t->activity[i]);
    for (int k = 0; k < c->n_links && known >= 0; k++) {
      if (c->link[k].from != known || c->link[k].weight == 0) continue;
      place[c->link[k].to] = 1;
      s->to[n] = c->link[k].to;
      s->weight[n++] = c->link[k].weight;
    }
  }
  s->first[t->n] = n;
  for (int k = 0; k < c->n_to; k++)
    if (place[k]) place[k] = ++*n_made;
  for (int a = 0; a < n; a++) s->to[a] = place[s->to[a]] - 1;
  return code;
}

static sc_code spread_all(sc_io_table *m, const sc_io_table *t, const shares *s, sc_report *report)
{
  m->n_final = t->n_final;
  m->n_value_added = t->n_value_added;
  m->n_satellites = t->n_satellites;
  SC_TRY(sc_io_table_allocate(m, report));
  SC_TRY(copy_names(m, t->final_name, m->final_name, t->n_final, report));
  SC_TRY(copy_names(m, t->value_added_name, m->value_added_name, t->n_value_added, report));
  SC_TRY(copy_names(m, t->satellite_name, m->satellite_name, t->n_satellites, report));
  memcpy(m->final, t->final, (size_t)t->n_final * sizeof *t->final);
  memcpy(m->value, t->value, (size_t)t->n_value_added * sizeof *t->value);
  memcpy(m->value_added_total, t->value_added_total, (size_t)t->n_value_added * sizeof *t->value_added_total);
  spread(t->n, t->n, s, s, m->n, t->domestic, m->domestic);
  spread(t->n, t->n, s, s, m->n, t->imported, m->imported);
  spread(t->n, t->n_final, s, NULL, t->n_final, t->final_domestic, m->final_domestic);
  spread(t->n, t->n_final, s, NULL, t->n_final, t->final_imported, m->final_imported);
  spread(t->n_value_added, t->n, NULL, s, m->n, t->value_added, m->value_added);
  spread(t->n_satellites, t->n, NULL, s, m->n, t->satellite, m->satellite);
  spread(1, t->n, NULL, s, m->n, t->output, m->output);
  spread(1, t->n, NULL, s, m->n, t->imports, m->imports);
  spread(1, t->n, NULL, s, m->n, t->column_total, m->column_total);
  return SC_OK;
}

sc_code sc_io_table_aggregate(sc_io_table *m, const sc_io_table *t, const sc_concordance *c, sc_report *report)
{
  const size_t n_links = (size_t)c->n_links * 2 + (size_t)t->n + 1;
  *m = (sc_io_table){ .file = "" };
  int *place = sc_arena_alloc(&m->arena, (size_t)c->n_to + 1, sizeof *place);
  shares s = { sc_arena_alloc(&m->arena, (size_t)t->n + 1, sizeof *s.first), sc_arena_alloc(&m->arena, n_links, sizeof *s.to),
               sc_arena_alloc(&m->arena, n_links, sizeof *s.weight) };
  sc_code code = place && s.first && s.to && s.weight ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table_aggregate");
  if (code == SC_OK) {
    int is_other;
    const sc_code known = check_known(c, t, &is_other, report);
    if (!is_other) code = find_shares(t, c, place, &s, &m->n, report);
    if (known != SC_OK) code = known;
  }
  if (code == SC_OK) code = spread_all(m, t, &s, report);
  for (int k = 0; k < c->n_to && code == SC_OK; k++)
    if (place[k]) code = copy_names(m, &c->to[k], &m->activity[place[k] - 1], 1, report);
  if (code != SC_OK) sc_io_table_free(m);
  return code;
}
