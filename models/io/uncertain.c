#include "models/io/uncertain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/config/config.h"
#include "engine/lanes/refine.h"
#include "engine/random/noise.h"
#include "models/accounts/leontief.h"

/* ---------------------------------------------------------------------------------------------------- shape */

static const struct { const char *list, *first, *second; } blocks[SC_IO_N_BLOCKS] = {
#define X(NAME, list, first, second) { list, first, second },
  SC_IO_BLOCKS(X)
#undef X
};

static int is_brought(sc_io_block block) { return block >= SC_IO_MARGINS && block < SC_IO_REGION; }

sc_io_shape sc_io_shape_of(const sc_io_table *t, const sc_io_more *more)
{
  sc_io_shape s = { .n = t->n, .wide = sc_refine_wide(t->n) };
  const int rows[SC_IO_N_BLOCKS] = { t->n, t->n, t->n_value_added, t->n_satellites, t->n, t->n, [SC_IO_REGION] = 1, [SC_IO_CHANGES] = 1 };
  const int columns[SC_IO_N_BLOCKS] = { t->n, t->n, t->n, t->n, t->n_final, 1, [SC_IO_REGION] = SC_IO_N_REGION,
                                        [SC_IO_CHANGES] = more ? more->n_changes : 0 };
  for (int b = 0; b < SC_IO_N_BLOCKS; b++) {
    const int from_more = more && is_brought((sc_io_block)b);
    s.rows[b] = from_more ? more->brought[b].rows : rows[b];
    s.columns[b] = from_more ? more->brought[b].columns : columns[b];
    s.step[b] = b == SC_IO_COEFFICIENTS ? s.wide : s.columns[b];
    s.at[b] = s.n_numbers;
    s.n_numbers += (size_t)s.rows[b] * (size_t)s.step[b];
  }
  return s;
}

static void fill_base(sc_io_uncertain *u, const sc_io_more *more)
{
  const sc_io_table *t = u->table;
  const sc_io_shape *s = &u->shape;
  const int n = t->n;
  double *base = u->base;
  for (int i = 0; i < n; i++) {
    sc_technical_coefficients(1, n, t->domestic + i * n, t->output, base + sc_io_place(s, SC_IO_COEFFICIENTS, i, 0));
    for (int j = 0; j < n; j++) base[sc_io_place(s, SC_IO_SALES, i, 0)] += t->domestic[i * n + j];
  }
  sc_technical_coefficients(n, n, t->imported, t->output, base + s->at[SC_IO_IMPORTED]);
  sc_technical_coefficients(t->n_value_added, n, t->value_added, t->output, base + s->at[SC_IO_VALUE_ADDED]);
  sc_technical_coefficients(t->n_satellites, n, t->satellite, t->output, base + s->at[SC_IO_SATELLITES]);
  for (int k = 0; k < n * t->n_final; k++) base[s->at[SC_IO_FINAL] + (size_t)k] = t->final_domestic[k];
  for (int b = SC_IO_MARGINS; b < SC_IO_REGION; b++)
    for (int k = 0; k < s->rows[b] * s->columns[b]; k++) base[s->at[b] + (size_t)k] = more->brought[b].base[k];
  for (int k = 0; k < SC_IO_N_REGION; k++) base[s->at[SC_IO_REGION] + (size_t)k] = more->region[k];
  for (int k = 0; k < more->n_changes; k++) base[s->at[SC_IO_CHANGES] + (size_t)k] = sc_dist_centre(&more->dist[k]);
}

/* -------------------------------------------------------------------------------------------------- reading */

typedef struct entry {
  sc_io_block block;
  sc_dist     dist;
  sc_io_how   how;
  int         years, common, random;      /* random: of a common one, -1 until it is needed */
  const char *name;                       /* of a common one                                 */
  sc_where    at;
} entry;

typedef struct reader {
  sc_io_uncertain *u;
  const sc_io_more *more;
  const char *prefix;                     /* of the names of random numbers: the second table's errors are its own */
  sc_report *report;
  entry     *entries;
  int        n_entries;
  int       *owner;                       /* [n_numbers] entry, -1 none */
} reader;

const char *const *sc_io_names_of(const sc_io_table *t, const sc_io_more *more, sc_io_block block, int is_row)
{
  if (more && is_brought(block)) return is_row ? more->brought[block].row : more->brought[block].column;
  if (!is_row) return block == SC_IO_FINAL ? t->final_name : t->activity;
  return block == SC_IO_VALUE_ADDED ? t->value_added_name : block == SC_IO_SATELLITES ? t->satellite_name : t->activity;
}

static sc_code mark_one(sc_node *node, const char *word, const char *const *names, int count, char *chosen, sc_report *report)
{
  int found = 0;
  for (int k = 0; k < count; k++) {
    if (strcmp(word, "*") != 0 && strcmp(word, names[k]) != 0) continue;
    chosen[k] = 1;
    found = 1;
  }
  if (found) return SC_OK;
  sc_string list = { 0 };
  for (int k = 0; k < count; k++) sc_string_print(&list, "%s%s", k > 0 ? ", " : "", names[k]);
  const sc_code code = SC_FAIL(report, NOT_ONE_OF, sc_node_where(node), word, count > 0 ? sc_string_text(&list) : "\"*\"");
  sc_string_free(&list);
  return code;
}

sc_code sc_io_pattern_read(sc_node *node, const char *key, const char *const *names, int count, char *chosen, sc_string *pattern,
                           sc_arena *arena, sc_report *report)
{
  sc_node *given;
  const char *one = NULL, *const *many = &one;
  int n = 1;
  SC_TRY(sc_node_find(node, key, SC_REQUIRED, &given, report));
  const sc_node_kind kind = sc_node_kind_of(given);
  if (kind == SC_NODE_LIST || kind == SC_NODE_ARRAY) SC_TRY(sc_node_strings(given, NULL, SC_REQUIRED, arena, &many, &n, report));
  else SC_TRY(sc_node_string(given, NULL, SC_REQUIRED, &one, report));
  sc_code code = SC_OK;
  for (int k = 0; k < n; k++) {
    sc_string_print(pattern, "%s%s", k > 0 ? "+" : ".", many[k]);
    const sc_code marked = mark_one(given, many[k], names, count, chosen, report);
    if (code == SC_OK) code = marked;
  }
  return code;
}

/* A factor must have its support at 0 or above; so must a value of what cannot be negative, that of a change of prices at -1. */
static double least_of(sc_io_block block, sc_io_how how)
{
  switch (block) {
  case SC_IO_IMPORT_PRICES: case SC_IO_UNIT_COSTS: return how == SC_IO_FACTOR ? 0 : -1;
  case SC_IO_VALUE_ADDED: case SC_IO_SATELLITES: case SC_IO_FINAL: case SC_IO_MARGINS: case SC_IO_FLOWS:
    return how == SC_IO_FACTOR ? 0 : (double)-INFINITY;
  default: return 0;
  }
}

static sc_code check_support(const sc_dist *dist, double least, sc_node *node, const char *key, sc_report *report)
{
  double lo, hi;
  sc_dist_support(dist, &lo, &hi);
  sc_node *at = sc_node_child(node, key);
  const sc_where where = sc_node_where(at ? at : node);
  if (lo >= least) return SC_OK;
  return isinf(lo) ? SC_FAIL(report, UNCERTAIN_SUPPORT, where, sc_number(least).s) : SC_FAIL(report, TOO_SMALL, where, sc_number(lo).s, sc_number(least).s);
}

static void read_how(reader *r, sc_node *node, entry *e)
{
  sc_node *factor = sc_node_child(node, "factor"), *value = sc_node_child(node, "value"), *walk = NULL;
  sc_node_group(node, "walk", SC_OPTIONAL, &walk, r->report);
  if ((factor != NULL) + (value != NULL) + (walk != NULL) != 1) {
    SC_FAIL(r->report, UNCERTAIN_ONE_OF, sc_node_where(node), "");
    return;
  }
  if (walk) {
    e->years = 1;
    e->dist = (sc_dist){ .kind = SC_DIST_LOGNORMAL, .a = 1 };
    sc_node_int(walk, "years", SC_REQUIRED, 1, 1000, &e->years, r->report);
    sc_node_number(walk, "sdlog", SC_REQUIRED, 1e-6, 10, &e->dist.b, r->report);
    return;
  }
  e->how = value ? SC_IO_VALUE : SC_IO_FACTOR;
  const char *key = value ? "value" : "factor";
  if (sc_node_dist(node, key, SC_REQUIRED, &r->u->arena, &e->dist, r->report) != SC_OK) return;
  check_support(&e->dist, least_of(e->block, e->how), node, key, r->report);
}

static sc_code read_entry(reader *r, sc_io_block block, sc_node *node)
{
  const sc_io_shape *s = &r->u->shape;
  entry *e = &r->entries[r->n_entries];
  const int rows = s->rows[block], columns = s->columns[block];
  char *chosen = sc_alloc((size_t)(rows + columns), 1);
  sc_string pattern = { 0 };
  *e = (entry){ .block = block, .random = -1, .at = sc_node_where(node) };
  if (!chosen) return SC_FAIL(r->report, OUT_OF_MEMORY, e->at, "uncertain");
  sc_string_print(&pattern, "%s%s", r->prefix, blocks[block].list);
  const char *const *names[2] = { sc_io_names_of(r->u->table, r->more, block, 1), sc_io_names_of(r->u->table, r->more, block, 0) };
  const sc_code first = sc_io_pattern_read(node, blocks[block].first, names[0], rows, chosen, &pattern, &r->u->arena, r->report);
  sc_code second = SC_OK;
  if (blocks[block].second)
    second = sc_io_pattern_read(node, blocks[block].second, names[1], columns, chosen + rows, &pattern, &r->u->arena, r->report);
  else chosen[rows] = 1;
  read_how(r, node, e);
  sc_node_bool(node, "common", SC_OPTIONAL, &e->common, r->report);
  e->name = sc_arena_text(&r->u->arena, sc_string_text(&pattern));
  if (first == SC_OK && second == SC_OK)
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < columns; j++)
        if (chosen[i] && chosen[rows + j]) r->owner[sc_io_place(s, block, i, j)] = r->n_entries;
  r->n_entries++;
  sc_free(chosen);
  const int failed = pattern.failed || !e->name;
  sc_string_free(&pattern);
  return failed ? SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain") : SC_OK;
}

/* region = { exponent = DIST; gdp = DIST; } */
static void read_region(reader *r, sc_node *root)
{
  static const char *const keys[SC_IO_N_REGION] = { "exponent", "gdp" };
  sc_node *group = NULL;
  sc_node_group(root, blocks[SC_IO_REGION].list, SC_OPTIONAL, &group, r->report);
  for (int k = 0; k < SC_IO_N_REGION; k++) {
    sc_node *node = sc_node_child(group, keys[k]);
    if (!node) continue;
    entry *e = &r->entries[r->n_entries];
    *e = (entry){ .block = SC_IO_REGION, .random = -1, .how = SC_IO_VALUE, .common = 1, .at = sc_node_where(node) };
    e->name = sc_arena_print(&r->u->arena, "region.%s", keys[k]);
    if (sc_node_dist(group, keys[k], SC_REQUIRED, &r->u->arena, &e->dist, r->report) == SC_OK)
      check_support(&e->dist, least_of(SC_IO_REGION, SC_IO_VALUE), group, keys[k], r->report);
    r->owner[r->u->shape.at[SC_IO_REGION] + (size_t)k] = r->n_entries++;
  }
}

/* Lists that mean something here: of the table where there is one, of what the analysis brings. */
static int is_known(const reader *r, sc_io_block block)
{
  return is_brought(block) ? r->u->shape.rows[block] > 0 : r->u->table->n > 0;
}

static int count_entries(const reader *r, sc_node *root)
{
  int n = SC_IO_N_REGION;
  for (int b = 0; b < SC_IO_REGION; b++)
    if (is_known(r, (sc_io_block)b)) n += sc_node_length(sc_node_child(root, blocks[b].list));
  return n;
}

static sc_code read_entries(reader *r, sc_node *root)
{
  static const char *const closures[SC_IO_N_CLOSURES] = {
#define X(NAME, name) name,
    SC_IO_CLOSURES(X)
#undef X
  };
  int closure = 0, tables = 0;
  r->entries = sc_arena_alloc(&r->u->arena, (size_t)count_entries(r, root), sizeof *r->entries);
  if (!r->entries) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain");
  sc_node_choice(root, "closure", SC_OPTIONAL, closures, SC_IO_N_CLOSURES, &closure, r->report);
  r->u->closure = (sc_io_closure)closure;
  if (r->more->n_tables > 1) sc_node_choice(root, "tables", SC_OPTIONAL, (const char *const[]){ "independent", "same" }, 2, &tables, r->report);
  r->prefix = r->more->table > 0 && tables == 0 ? sc_arena_print(&r->u->arena, "table_%d.", r->more->table + 1) : "";
  if (!r->prefix) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain");
  for (int b = 0; b < SC_IO_REGION; b++) {
    sc_node *list = NULL;
    if (!is_known(r, (sc_io_block)b) || sc_node_list(root, blocks[b].list, SC_OPTIONAL, &list, r->report) != SC_OK) continue;
    for (int k = 0; k < sc_node_length(list); k++) SC_TRY(read_entry(r, (sc_io_block)b, sc_node_at(list, k)));
  }
  read_region(r, root);
  return SC_OK;
}

/* ------------------------------------------------------------------------------------- cells and random numbers */

static sc_code add_random(reader *r, const entry *e, const char *name, const char *second, int *index)
{
  sc_io_uncertain *u = r->u;
  sc_io_random *random = &u->random[u->n_randoms];
  *random = (sc_io_random){ .dist = e->dist, .name = sc_name_hash(name), .k = sc_name_hash(second) & 0xffffffu, .years = e->years, .label = name };
  *index = u->n_randoms++;
  return e->years > 0 ? SC_OK : sc_sampler_create(&random->sampler, &random->dist, &u->arena, r->report);
}

static sc_code add_cell(reader *r, sc_io_block block, int i, int j)
{
  sc_io_uncertain *u = r->u;
  const size_t at = sc_io_place(&u->shape, block, i, j);
  entry *e = &r->entries[r->owner[at]];
  int random = e->random;
  if (e->how == SC_IO_FACTOR && u->base[at] == 0) return SC_OK;
  if (random < 0) {
    const char *first = block == SC_IO_REGION ? e->name : sc_io_names_of(u->table, r->more, block, 1)[i];
    const char *second = blocks[block].second ? sc_io_names_of(u->table, r->more, block, 0)[j] : "";
    const char *name = e->common ? e->name : sc_arena_print(&u->arena, "%s%s.%s.%s", r->prefix, blocks[block].list, first, second);
    if (!name) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain");
    SC_TRY(add_random(r, e, name, e->common ? e->name : second, &random));
    if (e->common) e->random = random;
  }
  const int adds_up = block == SC_IO_COEFFICIENTS || block == SC_IO_IMPORTED || block == SC_IO_VALUE_ADDED;
  u->cell[u->n_cells++] = (sc_io_cell){ at, random, adds_up ? j : block == SC_IO_SALES ? u->shape.n : -1, e->how };
  return SC_OK;
}

static int by_address(const void *a, const void *b)
{
  const sc_io_random *x = *(const sc_io_random *const *)a, *y = *(const sc_io_random *const *)b;
  return x->name != y->name ? (x->name > y->name) - (x->name < y->name) : (x->k > y->k) - (x->k < y->k);
}

/* Two random numbers with one address would move together. */
static sc_code check_addresses(reader *r)
{
  const sc_io_uncertain *u = r->u;
  const sc_io_random **sorted = sc_alloc((size_t)u->n_randoms + 1, sizeof *sorted);
  sc_code code = sorted ? SC_OK : SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain");
  for (int k = 0; k < u->n_randoms && code == SC_OK; k++) sorted[k] = &u->random[k];
  if (code == SC_OK) qsort(sorted, (size_t)u->n_randoms, sizeof *sorted, by_address);
  for (int k = 1; k < u->n_randoms && code == SC_OK; k++)
    if (by_address(&sorted[k - 1], &sorted[k]) == 0) code = SC_FAIL(r->report, NAMES_COLLIDE, SC_NOWHERE, sorted[k - 1]->label, sorted[k]->label);
  sc_free(sorted);
  return code;
}

static sc_code make_cells(reader *r, const sc_io_more *more)
{
  sc_io_uncertain *u = r->u;
  const sc_io_shape *s = &u->shape;
  u->cell = sc_arena_alloc(&u->arena, s->n_numbers, sizeof *u->cell);
  u->random = sc_arena_alloc(&u->arena, s->n_numbers, sizeof *u->random);
  if (!u->cell || !u->random) return SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, "uncertain");
  for (int b = 0; b < SC_IO_CHANGES; b++)
    for (int i = 0; i < s->rows[b]; i++)
      for (int j = 0; j < s->columns[b]; j++)
        if (r->owner[sc_io_place(s, (sc_io_block)b, i, j)] >= 0) SC_TRY(add_cell(r, (sc_io_block)b, i, j));
  SC_TRY(check_addresses(r));
  for (int k = 0; k < more->n_changes; k++) {
    const entry e = { .dist = more->dist[k] };
    int random;
    if (e.dist.kind == SC_DIST_FIXED) continue;
    SC_TRY(add_random(r, &e, more->name[k], more->name[k], &random));
    u->cell[u->n_cells++] = (sc_io_cell){ s->at[SC_IO_CHANGES] + (size_t)k, random, -1, SC_IO_VALUE };
  }
  return SC_OK;
}

static sc_code read_file(reader *r, const char *path)
{
  sc_config *config;
  SC_TRY(sc_config_read(&config, path, &r->u->arena, r->report));
  SC_TRY(read_entries(r, sc_config_root(config)));
  sc_config_unused(config, r->report);
  SC_TRY(sc_report_code(r->report));
  return r->n_entries > 0 ? SC_OK : SC_FAIL(r->report, STUDY_HAS_NONE, SC_IN_FILE(path), "");
}

sc_code sc_io_uncertain_read(sc_io_uncertain *u, const sc_io_table *table, const char *path, const sc_io_more *given,
                             sc_report *report)
{
  static const sc_io_more nothing = { .n_changes = 0 };
  const sc_io_more *more = given ? given : &nothing;
  *u = (sc_io_uncertain){ .table = table, .shape = sc_io_shape_of(table, more), .closure = SC_IO_CLOSE_FREE };
  reader r = { .u = u, .more = more, .prefix = "", .report = report, .owner = sc_alloc(u->shape.n_numbers, sizeof *r.owner) };
  u->base = sc_arena_alloc(&u->arena, u->shape.n_numbers, sizeof *u->base);
  sc_code code = r.owner && u->base ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(table->file), "uncertain");
  if (code == SC_OK) {
    for (size_t k = 0; k < u->shape.n_numbers; k++) r.owner[k] = -1;
    fill_base(u, more);
    if (path) code = read_file(&r, path);
    if (code == SC_OK) code = make_cells(&r, more);
  }
  sc_free(r.owner);
  if (code != SC_OK) sc_io_uncertain_free(u);
  return code;
}

void sc_io_uncertain_free(sc_io_uncertain *u)
{
  if (!u) return;
  sc_arena_free(&u->arena);
  *u = (sc_io_uncertain){ 0 };
}
