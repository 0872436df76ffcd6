/* shock_file.c - scenarios of shock.h, read. */
#include <math.h>
#include <string.h>

#include "engine/config/config.h"
#include "models/io/shock.h"

enum { N_LISTS = 6, MOST_PERIODS = 1000 };

/* In the order in which they are applied. */
static const struct { const char *key, *first, *second; sc_io_block block; int moves; } lists[N_LISTS] = {
  { "final", "product", "column", SC_IO_FINAL, 0 },         { "coefficients", "supplier", "buyer", SC_IO_COEFFICIENTS, 0 },
  { "imported", "product", "buyer", SC_IO_IMPORTED, 0 },    { "substitution", "product", "buyer", SC_IO_IMPORTED, 1 },
  { "value_added", "row", "activity", SC_IO_VALUE_ADDED, 0 }, { "satellites", "row", "activity", SC_IO_SATELLITES, 0 },
};

typedef struct reader {
  sc_io_shocks *s;
  const sc_io_table *table;
  sc_io_shape shape;
  const char **name;
  sc_dist *dist;
  int n, capacity;
  sc_report *report;
} reader;

/* change, add or share: a number or a distribution, with its legal support. */
static void read_size(reader *r, sc_node *node, int list, sc_io_change *change)
{
  static const struct { const char *key; sc_io_change_how how; } keys[] = {
    { "change", SC_IO_CHANGE_BY }, { "add", SC_IO_CHANGE_ADD }, { "share", SC_IO_CHANGE_MOVE } };
  const int may_add = lists[list].block == SC_IO_FINAL, moves = lists[list].moves;
  const char *key = NULL;
  int given = 0;
  for (int k = 0; k < 3; k++) {
    const int legal = moves ? k == 2 : k == 0 || (k == 1 && may_add);
    if (!legal || !sc_node_child(node, keys[k].key)) continue;
    key = keys[k].key;
    change->how = keys[k].how;
    given++;
  }
  if (given != 1) {
    SC_FAIL(r->report, SHOCK_ONE_OF, sc_node_where(node), moves ? "share" : may_add ? "change, add" : "change");
    return;
  }
  sc_dist *dist = &r->dist[r->n];
  double lo, hi;
  if (sc_node_dist(node, key, SC_REQUIRED, &r->s->arena, dist, r->report) != SC_OK) return;
  sc_dist_support(dist, &lo, &hi);
  const sc_where at = sc_node_where(sc_node_child(node, key));
  if (change->how == SC_IO_CHANGE_MOVE && !(lo >= 0 && hi <= 1)) SC_FAIL(r->report, SHOCK_SHARE, at, sc_number(lo).s, sc_number(hi).s);
  if (change->how == SC_IO_CHANGE_BY && !(lo >= -1)) SC_FAIL(r->report, TOO_SMALL, at, sc_number(lo).s, "-1");
  r->s->is_uncertain |= dist->kind != SC_DIST_FIXED;
}

static sc_code read_profile(reader *r, sc_node *node, sc_io_change *change)
{
  double *ones = sc_arena_alloc(&r->s->arena, (size_t)r->s->n_periods, sizeof *ones);
  int n = r->s->n_periods;
  if (!ones) return SC_FAIL(r->report, OUT_OF_MEMORY, sc_node_where(node), "shock");
  for (int t = 0; t < n; t++) ones[t] = 1;
  change->profile = ones;
  if (sc_node_numbers(node, "profile", SC_OPTIONAL, 0, 1, &r->s->arena, &change->profile, &n, r->report) == SC_OK && n != r->s->n_periods)
    SC_FAIL(r->report, SHOCK_PROFILE, sc_node_where(node), sc_integer(n).s, sc_integer(r->s->n_periods).s);
  return SC_OK;
}

static sc_code choose_cells(reader *r, sc_node *node, int list, sc_io_change *change, sc_string *pattern)
{
  const sc_io_shape *s = &r->shape;
  const sc_io_block block = lists[list].block;
  const int rows = s->rows[block], columns = s->columns[block];
  char *chosen = sc_arena_alloc(&r->s->arena, (size_t)(rows + columns), 1);
  change->cell = sc_arena_alloc(&r->s->arena, (size_t)rows * (size_t)columns, sizeof *change->cell);
  change->from = sc_arena_alloc(&r->s->arena, (size_t)rows * (size_t)columns, sizeof *change->from);
  if (!chosen || !change->cell || !change->from) return SC_FAIL(r->report, OUT_OF_MEMORY, sc_node_where(node), "shock");
  sc_io_pattern_read(node, lists[list].first, sc_io_names_of(r->table, NULL, block, 1), rows, chosen, pattern, &r->s->arena, r->report);
  sc_io_pattern_read(node, lists[list].second, sc_io_names_of(r->table, NULL, block, 0), columns, chosen + rows, pattern, &r->s->arena, r->report);
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++) {
      if (!chosen[i] || !chosen[rows + j]) continue;
      change->from[change->n_cells] = sc_io_place(s, block, i, j);
      change->cell[change->n_cells++] = sc_io_place(s, lists[list].moves ? SC_IO_COEFFICIENTS : block, i, j);
    }
  return SC_OK;
}

static sc_code read_change(reader *r, sc_node *node, int list, sc_io_change *change)
{
  sc_string pattern = { 0 };
  *change = (sc_io_change){ .number = r->n };
  sc_string_print(&pattern, "shock.%s", lists[list].key);
  sc_code code = choose_cells(r, node, list, change, &pattern);
  if (code == SC_OK) {
    read_size(r, node, list, change);
    code = read_profile(r, node, change);
    r->name[r->n] = sc_arena_text(&r->s->arena, sc_string_text(&pattern));
    if (!r->name[r->n++] || pattern.failed) code = SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "shock");
  }
  sc_string_free(&pattern);
  return code;
}

static int count_changes(sc_node *scenario)
{
  int n = 0;
  for (int k = 0; k < N_LISTS; k++) n += sc_node_length(sc_node_child(scenario, lists[k].key));
  return n;
}

static sc_code read_scenario(reader *r, sc_node *node, sc_io_scenario *to)
{
  const int n = count_changes(node);
  to->name = "";
  sc_node_string(node, "name", SC_REQUIRED, &to->name, r->report);
  to->title = (sc_text){ { to->name, to->name } };
  sc_node_text(node, "title", SC_OPTIONAL, &to->title, r->report);
  to->change = sc_arena_alloc(&r->s->arena, (size_t)n + 1, sizeof *to->change);
  if (!to->change) return SC_FAIL(r->report, OUT_OF_MEMORY, sc_node_where(node), "shock");
  for (int list = 0; list < N_LISTS; list++) {
    sc_node *entries = NULL;
    if (sc_node_list(node, lists[list].key, SC_OPTIONAL, &entries, r->report) != SC_OK) continue;
    for (int k = 0; k < sc_node_length(entries); k++) SC_TRY(read_change(r, sc_node_at(entries, k), list, &to->change[to->n_changes++]));
  }
  return to->n_changes > 0 ? SC_OK : SC_FAIL(r->report, STUDY_HAS_NONE, sc_node_where(node), "");
}

static sc_code read_all(reader *r, const char *path)
{
  static const char *const whole[] = { "1" };
  sc_io_shocks *s = r->s;
  sc_config *config;
  sc_node *list = NULL;
  SC_TRY(sc_config_read(&config, path, &s->arena, r->report));
  sc_node *root = sc_config_root(config);
  s->period = whole;
  s->n_periods = 1;
  sc_node_strings(root, "periods", SC_OPTIONAL, &s->arena, &s->period, &s->n_periods, r->report);
  sc_node_list(root, "scenarios", SC_REQUIRED, &list, r->report);
  s->n_scenarios = sc_node_length(list);
  if (s->n_periods < 1 || s->n_periods > MOST_PERIODS || s->n_scenarios < 1) {
    if (sc_report_code(r->report) == SC_OK) SC_FAIL(r->report, STUDY_HAS_NONE, sc_node_where(list ? list : root), "");
    return sc_report_code(r->report);
  }
  for (int k = 0; k < s->n_scenarios; k++) r->capacity += count_changes(sc_node_at(list, k));
  s->scenario = sc_arena_alloc(&s->arena, (size_t)s->n_scenarios, sizeof *s->scenario);
  r->name = sc_arena_alloc(&s->arena, (size_t)r->capacity + 1, sizeof *r->name);
  r->dist = sc_arena_alloc(&s->arena, (size_t)r->capacity + 1, sizeof *r->dist);
  if (!s->scenario || !r->name || !r->dist) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_IN_FILE(path), "shock");
  for (int k = 0; k < s->n_scenarios; k++) {
    if (read_scenario(r, sc_node_at(list, k), &s->scenario[k]) == SC_MEMORY) return SC_MEMORY;
    for (int earlier = 0; earlier < k; earlier++)
      if (strcmp(s->scenario[earlier].name, s->scenario[k].name) == 0)
        SC_FAIL(r->report, NAMED_TWICE, sc_node_where(sc_node_at(list, k)), s->scenario[k].name);
  }
  s->more = (sc_io_more){ .n_changes = r->n, .name = r->name, .dist = r->dist };
  sc_config_unused(config, r->report);
  return sc_report_code(r->report);
}

sc_code sc_io_shocks_read(sc_io_shocks *s, const sc_io_table *table, const char *path, sc_report *report)
{
  *s = (sc_io_shocks){ 0 };
  reader r = { .s = s, .table = table, .shape = sc_io_shape_of(table, NULL), .report = report };
  const sc_code code = read_all(&r, path);
  if (code != SC_OK) sc_io_shocks_free(s);
  return code;
}

void sc_io_shocks_free(sc_io_shocks *s)
{
  if (!s) return;
  sc_arena_free(&s->arena);
  *s = (sc_io_shocks){ 0 };
}
