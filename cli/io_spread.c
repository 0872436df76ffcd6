/* The analyses of sanchan io over draws of an uncertain table. */
#include "cli/io_spread.h"

#include <string.h>

#include "models/io/linkages.h"

#define DEFAULT_DRAWS 10000
#define DEFAULT_SEED  1

static const struct { const char *key; sc_text text; } titles[] = {
  { "output", SC_TEXT("output", "总产出") },
  { "value_added", SC_TEXT("value added", "增加值") },
  { "income", SC_TEXT("income", "劳动者报酬") },
  { "taxes", SC_TEXT("taxes", "生产税净额") },
  { "imports", SC_TEXT("imports", "进口") },
  { "direct", SC_TEXT("direct", "直接") },
  { "type1", SC_TEXT("type I", "I 型") },
  { "type2", SC_TEXT("type II", "II 型") },
  { "type2_full", SC_TEXT("type II in full", "II 型（含居民行）") },
  { "backward", SC_TEXT("backward", "后向关联") },
  { "backward_normalised", SC_TEXT("backward, normalised", "影响力系数") },
  { "backward_dispersion", SC_TEXT("backward, dispersion", "后向离散系数") },
  { "forward", SC_TEXT("forward", "前向关联") },
  { "forward_normalised", SC_TEXT("forward, normalised", "感应度系数") },
  { "forward_dispersion", SC_TEXT("forward, dispersion", "前向离散系数") },
  { "key", SC_TEXT("is key (mean: probability)", "为关键部门（均值即概率）") },
  { "price", SC_TEXT("price %", "价格 %") },
  { "households", SC_TEXT("household basket", "居民消费篮子") },
  { "loss", SC_TEXT("output lost", "产出损失") },
  { "loss_pct", SC_TEXT("% of all output", "占总产出 %") },
  { "all", SC_TEXT("all", "合计") },
  { "prices", SC_TEXT("price", "价格") },
  { "change", SC_TEXT("change", "变化") },
  { "change_pct", SC_TEXT("change %", "变化 %") },
  { "slq", SC_TEXT("location quotient", "区位商") },
  { "local", SC_TEXT("local share of inputs", "本地投入占比") },
  { "lambda", SC_TEXT("lambda", "λ") },
  { "region", SC_TEXT("region", "全区") },
  { "others_pct", SC_TEXT("others' loss, % of all output", "其他部门的损失占总产出 %") },
};

const char *io_measure_title(const io_context *io, const char *key)
{
  for (size_t k = 0; k < sizeof titles / sizeof *titles && io_is_read(io); k++)
    if (strcmp(titles[k].key, key) == 0) return titles[k].text.in[io->line->lang];
  return key;
}

/* ---------------------------------------------------------------------------------------------------- draws */

sc_code io_check_draws(const io_context *io, sc_report *report)
{
  static const sc_option beside[] = { SC_OPT_DRAWS, SC_OPT_SEED, SC_OPT_THREADS };
  for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
    if (sc_line_has(io->line, beside[k])) return SC_FAIL(report, IO_NOT_UNCERTAIN, SC_NOWHERE, sc_option_rows[beside[k]].name);
  return SC_OK;
}

sc_io_sampling io_sampling(const io_context *io)
{
  const sc_line *line = io->line;
  return (sc_io_sampling){ .seed = sc_line_has(line, SC_OPT_SEED) ? sc_line_count(line, SC_OPT_SEED) : DEFAULT_SEED,
                           .n_draws = sc_line_has(line, SC_OPT_DRAWS) ? sc_line_count(line, SC_OPT_DRAWS) : DEFAULT_DRAWS,
                           .n_threads = (int)sc_line_count(line, SC_OPT_THREADS) };
}

sc_code io_draws_make(io_context *io, io_draws *d, const sc_io_more *more, sc_report *report)
{
  const char *path = io->line->value[SC_OPT_UNCERTAIN];
  *d = (io_draws){ 0 };
  SC_TRY(sc_io_table_check_origins(&io->table[0], report));
  SC_TRY(sc_io_table_check_signs(&io->table[0], report));      /* not even the table itself would be a draw */
  SC_TRY(sc_io_uncertain_read(&d->uncertain, &io->table[0], path, more, report));
  SC_TRY(sc_io_system_make(&d->system, &io->table[0], report));
  return sc_io_scene_make(&d->scene, &d->uncertain, &d->system, report);
}

void io_draws_free(io_draws *d)
{
  sc_io_spread_free(&d->spread);
  sc_io_scene_free(&d->scene);
  sc_io_system_free(&d->system);
  sc_io_uncertain_free(&d->uncertain);
}

/* ---------------------------------------------------------------------------------------------------- result */

void io_spread_note(io_context *io, const sc_io_spread *s, const sc_io_uncertain *uncertain, int n_tables)
{
  static const sc_text reasons[] = {
#define X(name, id, zh, en) [id] = SC_TEXT(en, zh),
    SC_BADS(X)
#undef X
    [SC_SPREAD_REFUSED] = SC_TEXT("the analysis cannot be made with them", "所抽数值无法完成分析"),
  };
  int n_randoms = 0;
  for (int k = 0; k < n_tables; k++) n_randoms += uncertain[k].n_randoms;
  sc_string_print(&io->note, io_text(io, "%s抽样 %llu 次，种子 %llu，每次随机数 %d 个。", "%s%llu draws, seed %llu, random numbers in each: %d."),
                  io->note.length > 0 ? io_text(io, "", " ") : "", (unsigned long long)s->n_draws, (unsigned long long)io_sampling(io).seed, n_randoms);
  for (size_t why = 1; why < sizeof reasons / sizeof *reasons; why++)
    if (s->n_bad[why] > 0)
      sc_string_print(&io->note, io_text(io, " 剔除 %llu 次（%.2f%%）：%s。", " %llu left out (%.2f%%): %s."), (unsigned long long)s->n_bad[why],
                      100 * (double)s->n_bad[why] / (double)s->n_draws, reasons[why].in[io->line->lang]);
  if (s->n_good == s->n_draws) sc_string_add(&io->note, io_text(io, " 无一剔除。", " None is left out."));
}

static const io_column columns[] = {
  { "scenario", SC_TEXT("scenario", "情景"), IO_AXIS, "1" },   { "period", SC_TEXT("period", "时期"), IO_AXIS, "1" },
  { "quantity", SC_TEXT("quantity", "数量"), IO_AXIS, "1" },   { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
  { "measure", SC_TEXT("measure", "指标"), IO_AXIS, "1" },     { "base", SC_TEXT("table", "按表"), IO_NUMBER, IO_OWN },
  { "mean", SC_TEXT("mean", "均值"), IO_NUMBER, IO_OWN },      { "sd", SC_TEXT("sd", "标准差"), IO_NUMBER, IO_OWN },
  { "p05", SC_TEXT("5%", "5%"), IO_NUMBER, IO_OWN },           { "p50", SC_TEXT("50%", "50%"), IO_NUMBER, IO_OWN },
  { "p95", SC_TEXT("95%", "95%"), IO_NUMBER, IO_OWN },         { "draws", SC_TEXT("draws", "抽样数"), IO_NUMBER, "1" },
};

static void add_row(io_context *io, const sc_io_spread *s, int value, int axes, const io_label *label)
{
  const sc_io_summary *one = &s->summary[value];
  if (axes & IO_BY_SCENARIO) {
    sc_table_text(&io->result, label->scenario);
    sc_table_text(&io->result, label->period);
  }
  if (axes & IO_BY_QUANTITY) sc_table_text(&io->result, io_measure_title(io, label->quantity));
  sc_table_text(&io->result, io_measure_title(io, label->activity));
  sc_table_text(&io->result, io_measure_title(io, label->measure));
  io_number(io, s->base[value], 3);
  io_number(io, one->mean, 3);
  io_number(io, one->sd, 4);
  for (int q = 0; q < SC_SPREAD_QUANTILES; q++) io_number(io, one->quantile[q], 3);
  sc_table_integer(&io->result, (long long)one->n);
}

sc_code io_spread_show(io_context *io, io_draws *d, const sc_io_measure *measure, int axes, io_label_of *label, const void *given,
                       sc_report *report)
{
  const sc_io_sampling sampling = io_sampling(io);
  const size_t skipped = axes & IO_BY_SCENARIO ? 0 : axes & IO_BY_QUANTITY ? 2 : 3, n = sizeof columns / sizeof *columns - skipped;
  SC_TRY(sc_io_spread_make(&d->spread, &d->uncertain, measure, &sampling, report));
  SC_TRY(io_columns(io, columns + skipped, n, report));
  for (int v = 0; v < measure->n_values; v++) {
    io_label one = { 0 };
    if (label(io, given, v, &one)) add_row(io, &d->spread, v, axes, &one);
  }
  io_spread_note(io, &d->spread, &d->uncertain, 1);
  return SC_OK;
}

/* -------------------------------------------------------------------------------------------------- analyses */

/* -1: all of them; is_top [rows * n] is 1 for those of --top. */
typedef struct chosen { const sc_effects *effects; int row, activity; int *is_top; } chosen;

/* The N largest of n numbers, all without --top; a new array in the arena of the result. */
static sc_code mark_top(io_context *io, const double *by, int n_rows, int n, int **is_top, sc_report *report)
{
  const size_t size = (size_t)n;
  int *order = sc_arena_alloc(&io->result.arena, size + 1, sizeof *order);
  *is_top = sc_arena_alloc(&io->result.arena, (size_t)n_rows * size + 1, sizeof **is_top);
  if (!order || !*is_top) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (int r = 0; r < n_rows; r++)
    for (int k = 0, shown = io_order(io, by + r * n, n, order); k < shown; k++) (*is_top)[r * n + order[k]] = 1;
  return SC_OK;
}

static int label_multiplier(const io_context *io, const void *given, int value, io_label *label)
{
  static const char *const kinds[SC_MULTIPLIER_N] = { "direct", "type1", "type2", "type2_full" };
  const chosen *c = given;
  const int n = io->table[0].n, r = value / SC_MULTIPLIER_N / n, j = value / SC_MULTIPLIER_N % n;
  if ((c->row >= 0 && r != c->row) || (c->activity >= 0 && j != c->activity) || !c->is_top[r * n + j]) return 0;
  if (value % SC_MULTIPLIER_N == SC_MULTIPLIER_FULL && strcmp(c->effects->name[r], "output") != 0) return 0;
  *label = (io_label){ .quantity = c->effects->name[r], .activity = io->table[0].activity[j], .measure = kinds[value % SC_MULTIPLIER_N] };
  return 1;
}

sc_code io_spread_multipliers(io_context *io, sc_report *report)
{
  const char *wanted = io->line->value[SC_OPT_QUANTITY], *only = io->line->value[SC_OPT_ACTIVITY];
  sc_effects effects;
  io_draws d = { 0 };
  chosen c = { &effects, -1, -1, NULL };
  if (only) SC_TRY(io_activity(io, only, &c.activity, report));
  SC_TRY(sc_effects_make(&effects, &io->table[0], report));
  sc_code code = wanted ? io_quantity(io, &effects, wanted, &c.row, report) : SC_OK;
  if (code == SC_OK) code = mark_top(io, effects.type1, effects.n_rows, effects.n, &c.is_top, report);
  if (code == SC_OK) code = io_draws_make(io, &d, NULL, report);
  if (code == SC_OK) {
    const sc_io_measure measure = sc_io_measure_multipliers(&d.scene);
    code = io_spread_show(io, &d, &measure, IO_BY_QUANTITY, label_multiplier, &c, report);
    if (code == SC_OK) {
      io_note_households(io, &effects.households, effects.closes);
      io_note_roles(io);
    }
  }
  io_draws_free(&d);
  sc_effects_free(&effects);
  return code;
}

static int label_linkage(const io_context *io, const void *given, int value, io_label *label)
{
  static const char *const names[SC_LINK_N] = {
#define X(name) #name,
    SC_IO_LINK_NUMBERS(X)
#undef X
  };
  if (!((const chosen *)given)->is_top[value / SC_LINK_N]) return 0;
  *label = (io_label){ .activity = io->table[0].activity[value / SC_LINK_N], .measure = names[value % SC_LINK_N] };
  return 1;
}

static sc_code strongest(io_context *io, int **is_top, sc_report *report)
{
  const int n = io->system[0].n;
  double *m;
  SC_TRY(io_take(io, 6 * (size_t)n, &m, report));
  const sc_linkages l = { m, m + n, m + 2 * n, m + 3 * n, m + 4 * n, m + 5 * n };
  sc_linkages_measure(n, io->system[0].inverse, io->system[0].ghosh, &l);
  for (int j = 0; j < n; j++) m[j] = l.backward_normalised[j] + l.forward_normalised[j];
  const sc_code code = mark_top(io, m, 1, n, is_top, report);
  sc_free(m);
  return code;
}

sc_code io_spread_linkages(io_context *io, sc_report *report)
{
  io_draws d;
  sc_code code = io_draws_make(io, &d, NULL, report);
  if (code == SC_OK) {
    const sc_io_measure measure = sc_io_measure_linkages(&d.scene);
    chosen c = { .row = -1, .activity = -1 };
    code = strongest(io, &c.is_top, report);
    if (code == SC_OK) code = io_spread_show(io, &d, &measure, 0, label_linkage, &c, report);
  }
  io_draws_free(&d);
  return code;
}

static int label_price(const io_context *io, const void *given, int value, io_label *label)
{
  (void)given;
  *label = (io_label){ .activity = value < io->table[0].n ? io->table[0].activity[value] : "households", .measure = "price" };
  return 1;
}

sc_code io_spread_price(io_context *io, const double *import_change, const double *cost_change, sc_report *report)
{
  const int n = io->table[0].n;
  const char *const *names = io->table[0].activity;
  sc_io_more more = { .n_changes = 0 };
  io_draws d;
  more.brought[SC_IO_IMPORT_PRICES] = (sc_io_brought){ n, 1, names, NULL, import_change };
  more.brought[SC_IO_UNIT_COSTS] = (sc_io_brought){ n, 1, names, NULL, cost_change };
  sc_code code = io_draws_make(io, &d, &more, report);
  if (code == SC_OK) {
    const sc_io_measure measure = sc_io_measure_price(&d.scene);
    code = io_spread_show(io, &d, &measure, 0, label_price, NULL, report);
  }
  io_draws_free(&d);
  return code;
}

static int label_loss(const io_context *io, const void *given, int value, io_label *label)
{
  static const char *const names[SC_LOSS_N] = { "loss", "loss_pct", "others_pct" };
  const int only = *(const int *)given, k = value / SC_LOSS_N;
  if (only >= 0 && k != only) return 0;
  *label = (io_label){ .activity = io->table[0].activity[k], .measure = names[value % SC_LOSS_N] };
  return 1;
}

sc_code io_spread_extract(io_context *io, sc_extraction kind, double share, sc_report *report)
{
  const char *only = io->line->value[SC_OPT_ACTIVITY];
  int k = -1;
  io_draws d;
  if (only) SC_TRY(io_activity(io, only, &k, report));
  sc_code code = io_draws_make(io, &d, NULL, report);
  if (code == SC_OK) {
    d.scene.kind = kind;
    d.scene.share = share;
    const sc_io_measure measure = sc_io_measure_extract(&d.scene);
    code = io_spread_show(io, &d, &measure, 0, label_loss, &k, report);
  }
  io_draws_free(&d);
  return code;
}
