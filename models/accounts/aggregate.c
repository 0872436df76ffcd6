#include "models/accounts/table.h"

#include <string.h>

#include "models/accounts/csv.h"

static int find(const char *const names[], int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0) return i;
  return -1;
}

/* Adds one line of the file. */
static sc_code add_pair(sc_concordance *c, const sc_csv *csv, const sc_csv_cell *from, const sc_csv_cell *to,
                        sc_report *report)
{
  const int known = find(c->from, c->n_from, from->text);
  int group = find(c->to, c->n_to, to->text);
  if (known >= 0 && c->group[known] != group)
    return SC_FAIL(report, CONCORDANCE_CONFLICT, sc_csv_at(csv, to, NULL), from->text, c->to[c->group[known]], to->text);
  if (known >= 0) return SC_OK;
  if (group < 0) {
    group = c->n_to++;
    c->to[group] = sc_arena_text(&c->arena, to->text);
  }
  c->group[c->n_from] = group;
  c->from[c->n_from] = sc_arena_text(&c->arena, from->text);
  const int kept = c->from[c->n_from] != NULL && c->to[group] != NULL;
  if (!kept) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(csv->file), "sc_concordance");
  c->n_from++;
  return SC_OK;
}

static sc_code fill_concordance(sc_concordance *c, const sc_csv *csv, const char *from, const char *to,
                                sc_report *report)
{
  const int column_from = sc_csv_find(csv, from), column_to = sc_csv_find(csv, to);
  if (column_from < 0 || column_to < 0)
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, csv->row[0].cell, NULL), column_from < 0 ? from : to,
                   "<from>,<to>,...");
  const size_t n = (size_t)csv->n_rows;
  c->from = sc_arena_alloc(&c->arena, n, sizeof *c->from);
  c->to = sc_arena_alloc(&c->arena, n, sizeof *c->to);
  c->group = sc_arena_alloc(&c->arena, n, sizeof *c->group);
  if (!c->from || !c->to || !c->group) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(csv->file), "sc_concordance");
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_row *row = &csv->row[r];
    if (row->n != csv->row[0].n)
      return SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s,
                     sc_integer(csv->row[0].n).s);
    SC_TRY(add_pair(c, csv, &row->cell[column_from], &row->cell[column_to], report));
  }
  return SC_OK;
}

sc_code sc_concordance_read(sc_concordance *c, const char *path, const char *from, const char *to, sc_report *report)
{
  sc_csv csv;
  *c = (sc_concordance){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  const sc_code code = fill_concordance(c, &csv, from, to, report);
  sc_csv_free(&csv);
  if (code != SC_OK) sc_concordance_free(c);
  return code;
}

void sc_concordance_free(sc_concordance *c)
{
  if (!c) return;
  sc_arena_free(&c->arena);
  *c = (sc_concordance){ 0 };
}

/* to[group[i], :] += from[i, :] with columns grouped too where `columns` is not NULL. */
static void add_grouped(int n_rows, int n_columns, const int *rows, const int *columns, int wide, const double *from,
                        double *to)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++)
      to[(rows ? rows[i] : i) * wide + (columns ? columns[j] : j)] += from[i * n_columns + j];
}

static sc_code copy_names(sc_io_table *t, const char *const from[], const char **to, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&t->arena, from[i]))) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table");
  return SC_OK;
}

static sc_code sum_groups(sc_io_table *c, const sc_io_table *f, const sc_concordance *concordance, sc_report *report)
{
  int *group = sc_arena_alloc(&c->arena, (size_t)f->n, sizeof *group);
  int *place = sc_arena_alloc(&c->arena, (size_t)concordance->n_to, sizeof *place);   /* group -> coarse activity + 1 */
  if (!group || !place) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table_aggregate");
  for (int i = 0; i < f->n; i++) {
    const int known = find(concordance->from, concordance->n_from, f->activity[i]);
    if (known < 0) return SC_FAIL(report, CONCORDANCE_MISSING, SC_IN_FILE(f->file), f->activity[i]);
    group[i] = concordance->group[known];
    place[group[i]] = 1;
  }
  for (int g = 0; g < concordance->n_to; g++)
    if (place[g]) place[g] = ++c->n;
  for (int i = 0; i < f->n; i++) group[i] = place[group[i]] - 1;
  c->n_final = f->n_final;
  c->n_value_added = f->n_value_added;
  c->n_satellites = f->n_satellites;
  SC_TRY(sc_io_table_allocate(c, report));
  for (int g = 0; g < concordance->n_to; g++)
    if (place[g]) SC_TRY(copy_names(c, &concordance->to[g], &c->activity[place[g] - 1], 1, report));
  SC_TRY(copy_names(c, f->final_name, c->final_name, f->n_final, report));
  SC_TRY(copy_names(c, f->value_added_name, c->value_added_name, f->n_value_added, report));
  SC_TRY(copy_names(c, f->satellite_name, c->satellite_name, f->n_satellites, report));
  memcpy(c->final, f->final, (size_t)f->n_final * sizeof *f->final);
  memcpy(c->value_added_total, f->value_added_total, (size_t)f->n_value_added * sizeof *f->value_added_total);
  add_grouped(f->n, f->n, group, group, c->n, f->domestic, c->domestic);
  add_grouped(f->n, f->n, group, group, c->n, f->imported, c->imported);
  add_grouped(f->n, f->n_final, group, NULL, f->n_final, f->final_domestic, c->final_domestic);
  add_grouped(f->n, f->n_final, group, NULL, f->n_final, f->final_imported, c->final_imported);
  add_grouped(f->n_value_added, f->n, NULL, group, c->n, f->value_added, c->value_added);
  add_grouped(f->n_satellites, f->n, NULL, group, c->n, f->satellite, c->satellite);
  add_grouped(1, f->n, NULL, group, c->n, f->output, c->output);
  add_grouped(1, f->n, NULL, group, c->n, f->imports, c->imports);
  add_grouped(1, f->n, NULL, group, c->n, f->column_total, c->column_total);
  return SC_OK;
}

sc_code sc_io_table_aggregate(sc_io_table *coarse, const sc_io_table *fine, const sc_concordance *concordance,
                              sc_report *report)
{
  *coarse = (sc_io_table){ .file = "" };
  const sc_code code = sum_groups(coarse, fine, concordance, report);
  if (code != SC_OK) sc_io_table_free(coarse);
  return code;
}
