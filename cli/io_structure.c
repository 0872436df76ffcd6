/* The analyses of sanchan io that look at chains and single coefficients. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/io.h"
#include "models/io/distance.h"
#include "models/io/influence.h"
#include "models/io/paths.h"

enum { TOP = 20 };

static int top_of(const io_context *io, long long most)
{
  const uint64_t asked = sc_line_has(io->line, SC_OPT_TOP) ? sc_line_count(io->line, SC_OPT_TOP) : TOP;
  return asked < (uint64_t)most ? (int)asked : (int)most;
}

/* --------------------------------------------------------------------------------------------------- paths */

static void path_rows(io_context *io, const sc_path *paths, int n_found, double whole)
{
  for (int p = 0; p < n_found; p++) {
    sc_string chain = { 0 };
    for (int k = 0; k < paths[p].length; k++)
      sc_string_print(&chain, "%s%s", k > 0 ? " < " : "", io->table[0].activity[paths[p].activity[k]]);
    sc_table_integer(&io->result, p + 1);
    sc_table_text(&io->result, sc_string_text(&chain));
    sc_table_integer(&io->result, paths[p].length - 1);
    io_number(io, paths[p].value, 2);
    io_number(io, 100 * paths[p].value / whole, 3);
    io_number(io, 100 * paths[p].below / whole, 3);
    io->result.failed |= chain.failed;
    sc_string_free(&chain);
  }
}

/* Largest paths for the final demand f, or for that part of it which is for one activity. */
static sc_code largest_paths(io_context *io, const sc_effects *e, int row, double *final, sc_report *report)
{
  enum { MOST_PATHS = 100000 };
  const sc_io_system *s = &io->system[0];
  const double *multiplier = e->type1 + row * e->n;
  const int n_wanted = top_of(io, MOST_PATHS);
  double whole = 0, found = 0;
  for (int k = 0; k < s->n; k++) {
    if (final[k] < 0) final[k] = 0;
    whole += multiplier[k] * final[k];
  }
  sc_path *paths = sc_alloc((size_t)n_wanted, sizeof *paths);
  if (!paths) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  const double *direct = e->direct + row * e->n;
  int n_found = io->draw ? 0 : sc_paths_largest(s->n, s->a, direct, multiplier, final, 1e-6, n_wanted, paths);
  const sc_path *chosen = io_choose(io, paths, (size_t)n_wanted * sizeof *paths);
  for (; io->draw && n_found < n_wanted && chosen[n_found].length > 0; n_found++) {
    paths[n_found] = chosen[n_found];
    sc_path_value(s->n, s->a, direct, multiplier, final, &paths[n_found]);
  }
  for (int p = 0; p < n_found; p++) found += paths[p].value;
  path_rows(io, paths, n_found, whole > 0 ? whole : 1);
  sc_string_print(&io->note, io_text(io, "路径从最终产品指向供应者。合计 %.1f，所列路径占 %.1f%%。",
                                     "Paths run from the final product to its suppliers. The whole is %.1f; the paths listed make up %.1f%% of it."),
                  whole, whole > 0 ? 100 * found / whole : 0);
  sc_free(paths);
  return SC_OK;
}

sc_code io_paths(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "rank", SC_TEXT("rank", "序号"), IO_RANK, "1" },      { "path", SC_TEXT("path", "路径"), IO_WORD, "1" },
    { "steps", SC_TEXT("steps", "步数"), IO_NUMBER, "1" },    { "value", SC_TEXT("value", "数值"), IO_NUMBER, IO_OWN },
    { "share_pct", SC_TEXT("share %", "占比 %"), IO_NUMBER, "%" },
    { "branch_pct", SC_TEXT("its branch %", "该支合计 %"), IO_NUMBER, "%" },
  };
  const char *only = io->line->value[SC_OPT_ACTIVITY], *wanted = io->line->value[SC_OPT_QUANTITY];
  const int n = io->system[0].n;
  sc_effects e;
  int k = -1, row = 0;
  double *final;
  SC_TRY(sc_io_table_check_signs(&io->table[0], report));
  if (only) SC_TRY(io_activity(io, only, &k, report));
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(sc_effects_make(&e, &io->table[0], report));
  sc_code code = io_quantity(io, &e, wanted ? wanted : "value_added", &row, report);
  if (code == SC_OK) code = io_take(io, (size_t)n, &final, report);
  if (code == SC_OK) {
    for (int i = 0; i < n; i++) final[i] = only && i != k ? 0 : io->system[0].final[i];
    code = largest_paths(io, &e, row, final, report);
    sc_free(final);
  }
  sc_effects_free(&e);
  return code;
}

/* ----------------------------------------------------------------------------------------------- influence */

typedef struct coefficient { int i, j; double limit; } coefficient;

/* Most important first; in the order of the table where equal. */
static int by_limit(const void *left, const void *right)
{
  const coefficient *a = left, *b = right;
  if (a->limit != b->limit) return a->limit < b->limit ? -1 : 1;
  return a->i != b->i ? a->i - b->i : a->j - b->j;
}

sc_code io_influence(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "supplier", SC_TEXT("supplier", "供应部门"), IO_AXIS, "1" },
    { "buyer", SC_TEXT("buyer", "购买部门"), IO_AXIS, "1" },
    { "coefficient", SC_TEXT("coefficient", "直接消耗系数"), IO_NUMBER, "1" },
    { "limit_pct", SC_TEXT("limit %", "容许变动 %"), IO_NUMBER, "%" },
    { "influence", SC_TEXT("influence (mean 1)", "影响域（平均 = 1）"), IO_NUMBER, "1" },
  };
  const sc_io_system *s = &io->system[0];
  const size_t n = (size_t)s->n, n_cells = n * n;
  double *limit, mean = 0;
  SC_TRY(sc_io_table_check_signs(&io->table[0], report));
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, 2 * n_cells, &limit, report));
  double *size = limit + n_cells;
  coefficient *list = sc_alloc(n_cells, sizeof *list);
  if (!list) {
    sc_free(limit);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  }
  sc_influence_limits(s->n, s->a, s->inverse, s->output, 1, limit);
  sc_influence_size(s->n, s->inverse, size);
  for (size_t k = 0; k < n_cells; k++) {
    list[k] = (coefficient){ (int)(k / n), (int)(k % n), limit[k] };
    mean += size[k] / (double)n_cells;
  }
  if (!io_is_matrix(io) && !io->draw) qsort(list, n_cells, sizeof *list, by_limit);
  const size_t top = io_is_matrix(io) ? n_cells : (size_t)top_of(io, (long long)n_cells);
  const coefficient *chosen = io_choose(io, list, top * sizeof *list);
  for (size_t k = 0; k < top; k++) {
    const coefficient *c = &chosen[k];
    const size_t at = (size_t)c->i * n + (size_t)c->j;
    if (!io_is_matrix(io) && !(c->limit < INFINITY)) break;
    sc_table_text(&io->result, io->table[0].activity[c->i]);
    sc_table_text(&io->result, io->table[0].activity[c->j]);
    io_number(io, s->a[at], 4);
    io_number(io, limit[at], 2);
    io_number(io, size[at] / mean, 3);
  }
  sc_string_add(&io->note, io_text(io, "容许变动：系数变动多少，才会使某一部门的产出变动 1%；越小越重要。",
                                   "Limit: the change of the coefficient that moves some output by 1%; the smaller, the more important."));
  sc_free(list);
  sc_free(limit);
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------ distance */

static sc_code streams(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "upstreamness", SC_TEXT("upstreamness", "上游度"), IO_NUMBER, "1" },
    { "downstreamness", SC_TEXT("downstreamness", "下游度"), IO_NUMBER, "1" },
  };
  const sc_io_system *s = &io->system[0];
  double *up;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, 2 * (size_t)s->n, &up, report));
  sc_streamness(s->n, s->inverse, s->ghosh, up, up + s->n);
  for (int i = 0; i < s->n; i++) {
    sc_table_text(&io->result, io->table[0].activity[i]);
    io_number(io, up[i], 3);
    io_number(io, up[s->n + i], 3);
  }
  sc_free(up);
  return SC_OK;
}

/* Steps between activity k and each other one. */
static sc_code lengths(io_context *io, int k, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "to_supplier", SC_TEXT("steps from demand to it", "需求传到该部门的步数"), IO_NUMBER, "1" },
    { "from_buyer", SC_TEXT("steps from its demand", "该部门需求传来的步数"), IO_NUMBER, "1" },
  };
  const sc_io_system *s = &io->system[0];
  const size_t n = (size_t)s->n;
  double *length;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, n * n, &length, report));
  sc_propagation_length(s->n, s->inverse, length);
  for (size_t i = 0; i < n; i++) {
    sc_table_text(&io->result, io->table[0].activity[i]);
    io_number(io, length[i * n + (size_t)k], 3);
    io_number(io, length[(size_t)k * n + i], 3);
  }
  sc_free(length);
  return SC_OK;
}

sc_code io_distance(io_context *io, sc_report *report)
{
  const char *only = io->line->value[SC_OPT_ACTIVITY];
  int k = 0;
  SC_TRY(sc_io_table_check_signs(&io->table[0], report));
  if (!only) return streams(io, report);
  SC_TRY(io_activity(io, only, &k, report));
  return lengths(io, k, report);
}
