#include "models/io/dynamic_file.h"

#include <math.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/config/config.h"
#include "models/accounts/csv.h"

typedef struct reader {
  sc_dynamic_plan *plan;
  const sc_io_table *table;
  sc_report *report;
} reader;

/* A number for all activities, or a group with one for each; `out` keeps what it has where the key is absent. */
static void read_by_activity(reader *r, sc_node *group, const char *key, sc_need need, double lo, double hi, double *out)
{
  sc_node *node = NULL;
  if (sc_node_find(group, key, need, &node, r->report) != SC_OK || !node) return;
  if (sc_node_kind_of(node) != SC_NODE_GROUP) {
    double all = 0;
    if (sc_node_number(node, NULL, SC_REQUIRED, lo, hi, &all, r->report) != SC_OK) return;
    for (int j = 0; j < r->table->n; j++) out[j] = all;
    return;
  }
  for (int j = 0; j < r->table->n; j++) sc_node_number(node, r->table->activity[j], SC_REQUIRED, lo, hi, &out[j], r->report);
}

static double sum_of(int n, const double *x)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* ------------------------------------------------------------------------------------------------- capital */

/* What the model makes by itself is of rank one: the composition of investment times capital-output ratios. */
static void read_ratios(reader *r, sc_node *root, int total)
{
  const sc_io_table *t = r->table;
  sc_dynamic_plan *p = r->plan;
  const int n = t->n;
  for (int i = 0; i < n; i++)
    p->composition[i] = sc_io_table_final_domestic(t, SC_FINAL_INVESTMENT, i) + (total ? sc_io_table_final_imported(t, SC_FINAL_INVESTMENT, i) : 0);
  read_by_activity(r, root, "composition", SC_OPTIONAL, 0, 1e9, p->composition);
  read_by_activity(r, root, "capital_output", SC_REQUIRED, 0, 100, p->kappa);
  const double all = sum_of(n, p->composition);
  if (!(all > 0)) SC_FAIL(r->report, REGION_NO_DEMAND, SC_IN_FILE(t->file), sc_final_codes[SC_FINAL_INVESTMENT]);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) p->capital[i * n + j] = p->composition[i] / all * p->kappa[j];
}

/* ( [b11, b12, ...], [b21, ...], ... ): a row for each capital good. */
static void read_capital_rows(reader *r, sc_node *list)
{
  const int n = r->table->n;
  if (sc_node_length(list) != n) {
    SC_FAIL(r->report, DYNAMIC_CAPITAL, sc_node_where(list), sc_integer(sc_node_length(list)).s, sc_integer(n).s);
    return;
  }
  for (int i = 0; i < n; i++) {
    const double *row = NULL;
    int length = 0;
    sc_node *node = sc_node_at(list, i);
    if (sc_node_numbers(node, NULL, SC_REQUIRED, 0, 1e6, &r->plan->arena, &row, &length, r->report) != SC_OK) continue;
    if (length != n) SC_FAIL(r->report, DYNAMIC_CAPITAL, sc_node_where(node), sc_integer(length).s, sc_integer(n).s);
    else memcpy(r->plan->capital + (size_t)i * (size_t)n, row, (size_t)n * sizeof *row);
  }
}

/* Where each column of the file belongs; every activity has one. */
static sc_code find_columns(reader *r, const sc_csv *csv, int *column)
{
  const sc_io_table *t = r->table;
  sc_code code = SC_OK;
  for (int j = 0; j < t->n; j++) {
    column[j] = sc_csv_find(csv, t->activity[j]);
    if (column[j] < 1) code = SC_FAIL(r->report, TABLE_COLUMN_MISSING, sc_csv_at(csv, csv->row[0].cell, NULL), t->activity[j], "<capital good>,<activities>");
  }
  for (int c = 1; c < csv->row[0].n; c++)
    if (sc_io_table_activity(t, csv->row[0].cell[c].text) < 0)
      code = SC_FAIL(r->report, CONCORDANCE_UNKNOWN, sc_csv_at(csv, &csv->row[0].cell[c], NULL), csv->row[0].cell[c].text, t->file);
  return code;
}

static void read_capital_row(reader *r, const sc_csv *csv, const sc_csv_row *row, const int *column, int *seen)
{
  const sc_io_table *t = r->table;
  const sc_where at = sc_csv_at(csv, row->cell, NULL);
  const int i = sc_io_table_activity(t, row->cell[0].text);
  if (row->n != csv->row[0].n) SC_FAIL(r->report, TABLE_RAGGED, at, sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
  else if (i < 0) SC_FAIL(r->report, CONCORDANCE_UNKNOWN, at, row->cell[0].text, t->file);
  else if (seen[i]++) SC_FAIL(r->report, TABLE_DUPLICATE, at, row->cell[0].text);
  else
    for (int j = 0; j < t->n; j++) {
      const sc_csv_cell *cell = &row->cell[column[j]];
      double *to = &r->plan->capital[i * t->n + j];
      if (sc_csv_number(csv, cell, t->activity[j], 1, to, r->report) == SC_OK && *to < 0)
        SC_FAIL(r->report, TABLE_NEGATIVE, sc_csv_at(csv, cell, t->activity[j]), cell->text);
    }
}

/* A file of its own: <capital good>,<activities>, a row for each activity that makes capital goods. */
static sc_code read_capital_file(reader *r, sc_node *node)
{
  const char *name = NULL;
  sc_csv csv;
  SC_TRY(sc_node_string(node, NULL, SC_REQUIRED, &name, r->report));
  char *path = sc_path_beside(sc_node_where(node).file, name);
  int *column = sc_arena_alloc(&r->plan->arena, 2 * (size_t)r->table->n, sizeof *column);
  sc_code code = path && column ? sc_csv_read(&csv, path, r->report) : SC_FAIL(r->report, OUT_OF_MEMORY, SC_IN_FILE(r->table->file), "dynamic");
  if (code == SC_OK) {
    code = find_columns(r, &csv, column);
    for (int k = 1; k < csv.n_rows && code == SC_OK; k++) read_capital_row(r, &csv, &csv.row[k], column, column + r->table->n);
    sc_csv_free(&csv);
  }
  sc_free(path);
  return code;
}

static void read_capital(reader *r, sc_node *root, int total)
{
  static const char *const others[] = { "capital_output", "composition" };
  sc_node *node = sc_node_child(root, "capital");
  if (!node) {
    read_ratios(r, root, total);
    return;
  }
  for (int k = 0; k < 2; k++) {
    const sc_node *other = sc_node_child(root, others[k]);
    if (other) SC_FAIL(r->report, DYNAMIC_TWICE, sc_node_where(other), others[k]);
  }
  if (sc_node_kind_of(node) == SC_NODE_TEXT) read_capital_file(r, node);
  else if (sc_node_list(node, NULL, SC_REQUIRED, &node, r->report) == SC_OK) read_capital_rows(r, node);
}

/* ---------------------------------------------------------------------------------------------------- plan */

static void read_technology(reader *r, sc_node *root)
{
  static const char *const kinds[] = { "domestic", "total" };
  const sc_io_table *t = r->table;
  sc_dynamic_plan *p = r->plan;
  const int n = t->n;
  int total = 0;
  sc_node_choice(root, "coefficients", SC_OPTIONAL, kinds, 2, &total, r->report);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      p->a[i * n + j] = t->output[j] > 0 ? (t->domestic[i * n + j] + (total ? t->imported[i * n + j] : 0)) / t->output[j] : 0;
  read_capital(r, root, total);
}

static sc_code read_final(reader *r, sc_node *root)
{
  const sc_io_table *t = r->table;
  sc_dynamic_plan *p = r->plan;
  const int n = t->n;
  sc_node *group = NULL;
  double *base = sc_arena_alloc(&p->arena, 2 * (size_t)n, sizeof *base), *growth = base ? base + n : NULL, weighted = 0;
  if (!base) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "dynamic");
  p->n_years = 1;
  sc_node_group(root, "final", SC_REQUIRED, &group, r->report);
  sc_node_int(group, "years", SC_REQUIRED, 2, 200, &p->n_years, r->report);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < t->n_final; k++) base[i] += t->final[k] == SC_FINAL_INVESTMENT ? 0 : t->final_domestic[i * t->n_final + k];
  read_by_activity(r, group, "base", SC_OPTIONAL, -1e300, 1e300, base);
  read_by_activity(r, group, "growth", SC_REQUIRED, -0.5, 1, growth);
  p->final = sc_arena_alloc(&p->arena, (size_t)p->n_years * (size_t)n, sizeof *p->final);
  if (!p->final) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "dynamic");
  for (int i = 0; i < n; i++) {
    double f = base[i];
    weighted += growth[i] * base[i];
    for (int year = 0; year < p->n_years; year++, f *= 1 + growth[i]) p->final[year * n + i] = f;
  }
  p->growth_after = weighted / sum_of(n, base);
  sc_node_number(root, "growth_after", SC_OPTIONAL, -0.5, 1, &p->growth_after, r->report);
  sc_node *after = sc_node_child(root, "growth_after"), *growth_of = group ? sc_node_child(group, "growth") : NULL;
  if (after || growth_of) p->growth_line = sc_node_where(after ? after : growth_of).line;
  return SC_OK;
}

static void read_capacity(reader *r, sc_node *root)
{
  sc_node *group = NULL;
  sc_node_group(root, "capacity", SC_OPTIONAL, &group, r->report);
  r->plan->has_capacity = group != NULL;
  if (!group) return;
  sc_node_number(group, "slack", SC_REQUIRED, 0, 10, &r->plan->slack, r->report);
  sc_node_number(group, "fastest", SC_REQUIRED, 0, 1, &r->plan->fastest, r->report);
}

static sc_code read_all(reader *r, const char *path)
{
  sc_config *config;
  SC_TRY(sc_config_read(&config, path, &r->plan->arena, r->report));
  sc_node *root = sc_config_root(config);
  read_technology(r, root);
  SC_TRY(read_final(r, root));
  read_capacity(r, root);
  sc_config_unused(config, r->report);
  return sc_report_code(r->report);
}

sc_code sc_dynamic_plan_read(sc_dynamic_plan *p, const sc_io_table *table, const char *path, sc_report *report)
{
  const size_t n = (size_t)table->n;
  *p = (sc_dynamic_plan){ .n = table->n };
  reader r = { p, table, report };
  p->a = sc_arena_alloc(&p->arena, 2 * n * n + 2 * n, sizeof *p->a);
  sc_code code = p->a ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(table->file), "dynamic");
  if (code == SC_OK) {
    p->capital = p->a + n * n;
    p->composition = p->capital + n * n;
    p->kappa = p->composition + n;
    code = read_all(&r, path);
  }
  if (code != SC_OK) sc_dynamic_plan_free(p);
  return code;
}

void sc_dynamic_plan_free(sc_dynamic_plan *p)
{
  if (!p) return;
  sc_arena_free(&p->arena);
  *p = (sc_dynamic_plan){ 0 };
}
