/* The analyses of sanchan io that look at a table's activities one by one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/io_spread.h"
#include "models/io/decomposition.h"
#include "models/io/extraction.h"
#include "models/io/ghosh.h"
#include "models/io/linkages.h"
#include "models/io/prices.h"

void io_number(io_context *io, double x, int decimals)
{
  if (x == x) sc_table_shown(&io->result, x, "%.*f", decimals, x);
  else sc_table_none(&io->result);
}

static double sum_of(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

sc_code io_columns(io_context *io, const io_column *made, size_t n, sc_report *report)
{
  static const struct { sc_align align; int flexible; } parts[] = {
    [IO_AXIS] = { SC_LEFT, 1 }, [IO_RANK] = { SC_RIGHT, 0 }, [IO_NUMBER] = { SC_RIGHT, 1 }, [IO_WORD] = { SC_LEFT, 1 },
  };
  sc_column *columns = sc_arena_alloc(&io->result.arena, n, sizeof *columns);
  if (!columns) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (size_t c = 0; c < n; c++)
    columns[c] = (sc_column){ made[c].key, made[c].title.in[io->line->lang], parts[made[c].part].align, parts[made[c].part].flexible };
  io->result.columns = columns;
  io->result.n_columns = (int)n;
  io->columns = made;
  return SC_OK;
}

sc_code io_take(io_context *io, size_t count, double **numbers, sc_report *report)
{
  *numbers = sc_alloc(count, sizeof **numbers);
  return *numbers ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(io->table[0].file), io->name);
}

static const double *ordered_by;

static int by_size(const void *left, const void *right)
{
  const int a = *(const int *)left, b = *(const int *)right;
  return ordered_by[a] != ordered_by[b] ? (ordered_by[a] < ordered_by[b]) - (ordered_by[a] > ordered_by[b]) : a - b;
}

int io_order(const io_context *io, const double *by, int n, int *order)
{
  for (int k = 0; k < n; k++) order[k] = k;
  if (!sc_line_has(io->line, SC_OPT_TOP)) return n;
  ordered_by = by;
  qsort(order, (size_t)n, sizeof *order, by_size);
  const uint64_t asked = sc_line_count(io->line, SC_OPT_TOP);
  return asked < (uint64_t)n ? (int)asked : n;
}

sc_code io_method(const io_context *io, int first, int n, int *method, sc_report *report)
{
  if (!sc_line_has(io->line, SC_OPT_METHOD)) return SC_OK;
  const int given = sc_line_choice(io->line, SC_OPT_METHOD) - first;
  if (given >= 0 && given < n) {
    *method = given;
    return SC_OK;
  }
  const char *from = sc_option_rows[SC_OPT_METHOD].choices;
  for (int k = 0; k < first; k++) from += strcspn(from, "|") + 1;
  size_t length = strcspn(from, "|");
  for (int k = 1; k < n; k++) length += 1 + strcspn(from + length + 1, "|");
  char legal[80];
  snprintf(legal, sizeof legal, "%.*s", (int)length, from);
  return SC_FAIL(report, OPTION_CHOICE, ((sc_where){ NULL, 0, 0, "--method" }), io->line->value[SC_OPT_METHOD], legal);
}

/* --------------------------------------------------------------------------------------------- multipliers */

/* Own quantities by name; a satellite has its own name. */
static const struct { const char *name; sc_text text; } quantities[] = {
  { "output", SC_TEXT("output", "总产出") }, { "value_added", SC_TEXT("value added", "增加值") }, { "income", SC_TEXT("income", "劳动者报酬") },
  { "taxes", SC_TEXT("taxes", "生产税净额") }, { "imports", SC_TEXT("imports", "进口") },
};

sc_text io_quantity_text(const char *name)
{
  for (size_t q = 0; q < sizeof quantities / sizeof *quantities; q++)
    if (strcmp(quantities[q].name, name) == 0) return quantities[q].text;
  return (sc_text){ { name, name } };
}

const char *io_title(const io_context *io, const char *name) { return io_quantity_text(name).in[io->line->lang]; }

sc_code io_quantity(const io_context *io, const sc_effects *e, const char *name, int *row, sc_report *report)
{
  *row = sc_effects_row(e, name);
  if (*row >= 0) return SC_OK;
  sc_string names = { 0 };
  for (int r = 0; r < e->n_rows; r++) sc_string_print(&names, "%s%s", r > 0 ? ", " : "", e->name[r]);
  const sc_code code = SC_FAIL(report, IO_NO_QUANTITY, SC_IN_FILE(io->table[0].file), name, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

/* Most inputs come from elsewhere: what a multiplier of a small region is, and why. */
static void note_leakage(io_context *io, const sc_effects *e)
{
  const sc_io_table *t = &io->table[0];
  const int cells = t->n * t->n;
  const double inside = sum_of(t->domestic, cells), outside = sum_of(t->imported, cells);
  double weighted = 0;
  for (int j = 0; j < t->n; j++) weighted += e->type1[j] * t->output[j];
  sc_string_add(&io->note, io_text(io, "I 型含间接效应", "Type I has indirect effects"));
  if (e->closes) sc_string_add(&io->note, io_text(io, "；II 型再含居民收入的引致效应，是上限", "; type II also what households spend of their income, an upper bound"));
  sc_string_print(&io->note, io_text(io, "。平均 I 型产出乘数 %.2f（按产出加权）。", ". Mean type I output multiplier %.2f (output weights)."),
                  weighted / sum_of(t->output, t->n));
  io_note_households(io, &e->households, e->closes);
  if (outside > inside)
    sc_string_print(&io->note, io_text(io, " 这些乘数较小：%.0f%% 的投入购自区外，支出的大部分流出本地。",
                                       " These multipliers are small: %.0f%% of inputs are bought elsewhere, so most of the spending "
                                       "leaves the region."),
                    100 * outside / (inside + outside));
  io_note_idle(io);
  io_note_roles(io);
}

sc_code io_multipliers(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "quantity", SC_TEXT("quantity", "数量"), IO_AXIS, "1" }, { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "direct", SC_TEXT("direct", "直接"), IO_NUMBER, IO_EACH },     { "type1", SC_TEXT("type I", "I 型"), IO_NUMBER, IO_EACH },
    { "type2", SC_TEXT("type II", "II 型"), IO_NUMBER, IO_EACH },
    { "type2_full", SC_TEXT("type II in full", "II 型（含居民行）"), IO_NUMBER, IO_EACH },
  };
  const sc_line *line = io->line;
  const char *wanted = line->value[SC_OPT_QUANTITY], *only = line->value[SC_OPT_ACTIVITY];
  sc_effects e;
  int row = -1, k = -1;
  if (io_is_uncertain(io)) return io_spread_multipliers(io, report);
  SC_TRY(io_check_draws(io, report));
  if (only) SC_TRY(io_activity(io, only, &k, report));
  SC_TRY(sc_effects_make(&e, &io->table[0], report));
  sc_code code = wanted ? io_quantity(io, &e, wanted, &row, report) : SC_OK;
  const int shows_full = row < 0 || strcmp(e.name[row], "output") == 0;
  int *order = sc_arena_alloc(&io->result.arena, (size_t)e.n + 1, sizeof *order);
  if (code == SC_OK && !order) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  if (code == SC_OK) code = io_columns(io, made, sizeof made / sizeof *made - !shows_full, report);
  for (int r = 0; r < e.n_rows && code == SC_OK; r++)
    for (int s = 0, shown = io_order(io, e.type1 + r * e.n, e.n, order); s < shown; s++) {
      const int j = order[s], at = r * e.n + j;
      if ((row >= 0 && r != row) || (k >= 0 && j != k)) continue;
      sc_table_text(&io->result, io_is_read(io) ? io_title(io, e.name[r]) : e.name[r]);
      sc_table_text(&io->result, io->table[0].activity[j]);
      io_number(io, e.direct[at], 3);
      io_number(io, e.type1[at], 3);
      io_number(io, e.type2[at], 3);
      if (shows_full) io_number(io, strcmp(e.name[r], "output") == 0 ? sc_effects_type2_full(&e, r, j) : NAN, 3);
    }
  if (code == SC_OK) note_leakage(io, &e);
  if (code == SC_OK && e.closes && shows_full)
    sc_string_add(&io->note, io_text(io, " 含居民行的 II 型把居民收入也计入产出乘数。", " In full, type II of output counts that income as well."));
  sc_effects_free(&e);
  return code;
}

/* ------------------------------------------------------------------------------------------------ linkages */

sc_code io_linkages(io_context *io, sc_report *report)
{
  static const struct { const char *name; sc_text text; } classes[] = {
#define X(NAME, name, zh, en) { name, SC_TEXT(en, zh) },
    SC_LINKAGE_CLASSES(X)
#undef X
  };
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "backward", SC_TEXT("backward", "后向关联"), IO_NUMBER, "1" },
    { "backward_normalised", SC_TEXT("normalised", "影响力系数"), IO_NUMBER, "1" },
    { "backward_dispersion", SC_TEXT("dispersion", "离散系数"), IO_NUMBER, "1" },
    { "forward", SC_TEXT("forward", "前向关联"), IO_NUMBER, "1" },
    { "forward_normalised", SC_TEXT("normalised", "感应度系数"), IO_NUMBER, "1" },
    { "forward_dispersion", SC_TEXT("dispersion", "离散系数"), IO_NUMBER, "1" },
    { "class", SC_TEXT("class", "类型"), IO_WORD, "1" },
  };
  if (io_is_uncertain(io)) return io_spread_linkages(io, report);
  SC_TRY(io_check_draws(io, report));
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  const int n = io->system[0].n;
  double *m;
  SC_TRY(io_take(io, 7 * (size_t)n, &m, report));
  int *order = sc_arena_alloc(&io->result.arena, (size_t)n + 1, sizeof *order);
  io->result.failed |= !order;
  const sc_linkages l = { m, m + n, m + 2 * n, m + 3 * n, m + 4 * n, m + 5 * n };
  sc_linkages_measure(n, io->system[0].inverse, io->system[0].ghosh, &l);
  for (int j = 0; j < n; j++) m[6 * n + j] = l.backward_normalised[j] + l.forward_normalised[j];
  for (int r = 0, n_rows = order ? io_order(io, m + 6 * n, n, order) : 0; r < n_rows; r++) {
    const int j = order[r];
    const double *const shown[] = { l.backward, l.backward_normalised, l.backward_dispersion, l.forward, l.forward_normalised, l.forward_dispersion };
    const sc_linkage_class class = sc_linkages_class(l.backward_normalised[j], l.forward_normalised[j]);
    sc_table_text(&io->result, io->table[0].activity[j]);
    for (int k = 0; k < 6; k++) io_number(io, shown[k][j], 3);
    sc_table_text(&io->result, io_is_read(io) ? classes[class].text.in[io->line->lang] : classes[class].name);
    sc_table_tone(&io->result, class == SC_LINKAGE_KEY ? SC_GOOD : SC_PLAIN);
  }
  sc_free(m);
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------ Ghosh and prices */

sc_code io_ghosh(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "output", SC_TEXT("output", "总产出"), IO_NUMBER, IO_MONEY },
    { "primary", SC_TEXT("primary inputs", "初始投入"), IO_NUMBER, IO_MONEY },
    { "multiplier", SC_TEXT("supply multiplier", "供给乘数"), IO_NUMBER, "1" },
    { "price_effect", SC_TEXT("own price %, primary inputs +10%", "自身初始投入涨 10% 的价格 %"), IO_NUMBER, "%" },
    { "output_value_effect", SC_TEXT("value of all output %", "总产值 %"), IO_NUMBER, "%" },
  };
  const sc_io_system *s = &io->system[0];
  const int n = s->n;
  const double all = sum_of(s->output, n), rise = 0.1;
  double *m;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, (size_t)n, &m, report));
  for (int j = 0; j < n; j++) {
    m[j] = s->output[j];
    for (int i = 0; i < n; i++) m[j] -= s->a[i * n + j] * s->output[j];
  }
  for (int i = 0; i < n; i++) {
    const double supply = sum_of(s->ghosh + i * n, n);
    sc_table_text(&io->result, io->table[0].activity[i]);
    io_number(io, s->output[i], 1);
    io_number(io, m[i], 1);
    io_number(io, supply, 3);
    io_number(io, s->output[i] != 0 ? 100 * rise * m[i] * s->ghosh[i * n + i] / s->output[i] : 0, 3);
    io_number(io, 100 * rise * m[i] * supply / all, 3);
  }
  sc_string_add(&io->note, io_text(io, "初始投入为增加值与进口之和。戈什模型作价格解读（Dietzenbacher 1997）：数量不变，成本传到价格。",
                                   "Primary inputs are value added and imports. The Ghosh model is read as a price model (Dietzenbacher 1997): "
                                   "quantities stay, costs go into prices."));
  sc_free(m);
  return SC_OK;
}

/* --shock import.NAME=CHANGE or value_added.NAME=CHANGE; the number must be all there is behind the sign. */
static sc_code add_shock(const io_context *io, const char *given, double *import_price, double *value_added, sc_report *report)
{
  static const struct { const char *word; int is_import; } kinds[] = { { "import.", 1 }, { "value_added.", 0 } };
  const char *sign = strchr(given, '='), *name = NULL;
  double *to = NULL;
  for (int k = 0; k < 2; k++) {
    const size_t length = strlen(kinds[k].word);
    if (strncmp(given, kinds[k].word, length) != 0) continue;
    name = given + length;
    to = kinds[k].is_import ? import_price : value_added;
  }
  char *end = NULL;
  const double change = strtod(sign + 1, &end);
  if (!name || end == sign + 1 || *end != '\0' || !(change > -1 && change < 1e6))
    return SC_FAIL(report, IO_SHOCK, SC_IN_FILE("--shock"), given);
  char who[100];
  snprintf(who, sizeof who, "%.*s", (int)(sign - name), name);
  int k = -1;
  const int all = strcmp(who, "all") == 0;
  if (!all) SC_TRY(io_activity(io, who, &k, report));
  for (int j = 0; j < io->system[0].n; j++)
    if (all || j == k) to[j] *= 1 + change;
  return SC_OK;
}

/* What the same basket costs: households' purchases at the new prices over those at the old. */
static double basket(const io_context *io, const double *price, const double *import_price)
{
  const sc_io_table *t = &io->table[0];
  double before = 0, after = 0;
  for (int i = 0; i < t->n; i++) {
    const double here = sc_io_table_final_domestic(t, SC_FINAL_HOUSEHOLD, i), abroad = sc_io_table_final_imported(t, SC_FINAL_HOUSEHOLD, i);
    before += here + abroad;
    after += here * price[i] + abroad * import_price[i];
  }
  return before > 0 ? after / before : 1;
}

sc_code io_price(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "import_price", SC_TEXT("import price %", "进口价格 %"), IO_NUMBER, "%" },
    { "value_added", SC_TEXT("unit value added %", "单位增加值 %"), IO_NUMBER, "%" },
    { "price", SC_TEXT("product price %", "产品价格 %"), IO_NUMBER, "%" },
  };
  const sc_io_system *s = &io->system[0];
  const int n = s->n;
  if (io->line->n_set == 0 && !io_is_uncertain(io)) return SC_FAIL(report, IO_NO_SHOCK, SC_NOWHERE, "");
  if (!io_is_uncertain(io)) SC_TRY(io_check_draws(io, report));
  double *m;
  if (!io_is_uncertain(io)) SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, 4 * (size_t)n, &m, report));
  double *import_price = m, *change = m + n, *value_added = m + 2 * n, *price = m + 3 * n;
  for (int j = 0; j < n; j++) import_price[j] = change[j] = 1;
  sc_code code = SC_OK;
  for (int k = 0; k < io->line->n_set && code == SC_OK; k++) code = add_shock(io, io->line->set[k], import_price, change, report);
  if (io_is_uncertain(io)) {
    for (int j = 0; j < 2 * n; j++) m[j] -= 1;               /* changes, which the file may replace */
    if (code == SC_OK) code = io_spread_price(io, import_price, change, report);
    sc_free(m);
    return code;
  }
  for (int j = 0; j < n; j++) value_added[j] = s->value_added[j] * change[j];
  if (code == SC_OK) sc_price_dual(n, s->inverse, s->imported, import_price, value_added, price);
  for (int j = 0; j < n && code == SC_OK; j++) {
    sc_table_text(&io->result, io->table[0].activity[j]);
    io_number(io, 100 * (import_price[j] - 1), 2);
    io_number(io, 100 * (change[j] - 1), 2);
    io_number(io, 100 * (price[j] - 1), 3);
  }
  if (code == SC_OK)
    sc_string_print(&io->note, io_text(io, "居民消费篮子涨 %.3f%%。成本全部转嫁，数量不变：这是上限。",
                                       "The household basket costs %.3f%% more. Costs are passed on in full and quantities stay: an upper bound."),
                    100 * (basket(io, price, import_price) - 1));
  sc_free(m);
  return code;
}

/* ------------------------------------------------------------------------------- extraction and decomposition */

static sc_code share_given(const sc_line *line, double *share, sc_report *report)
{
  const char *given = line->value[SC_OPT_SHARE];
  char *end = NULL;
  *share = given ? strtod(given, &end) : 1;
  if (!given || (end != given && *end == '\0' && *share >= 0 && *share <= 1)) return SC_OK;
  return SC_FAIL(report, IO_SHARE, SC_IN_FILE("--share"), given);
}

/* Without --activity one row for each activity extracted; with it, who loses by that one. */
sc_code io_extract(io_context *io, sc_report *report)
{
  const sc_line *line = io->line;
  const char *only = line->value[SC_OPT_ACTIVITY];
  static const io_column of_all[] = {
    { "extracted", SC_TEXT("extracted", "被提取部门"), IO_AXIS, "1" },
    { "loss", SC_TEXT("output lost", "产出损失"), IO_NUMBER, IO_MONEY },
    { "loss_pct", SC_TEXT("% of all output", "占总产出 %"), IO_NUMBER, "%" },
    { "others_pct", SC_TEXT("others' loss, % of all output", "其他部门的损失占总产出 %"), IO_NUMBER, "%" },
  };
  static const io_column of_one[] = {
    { "loser", SC_TEXT("loser", "受损部门"), IO_AXIS, "1" },
    { "loss", SC_TEXT("output lost", "产出损失"), IO_NUMBER, IO_MONEY },
    { "loss_pct", SC_TEXT("% of its output", "占其产出 %"), IO_NUMBER, "%" },
  };
  const sc_io_system *s = &io->system[0];
  const sc_extraction kind = (sc_extraction)sc_line_choice(line, SC_OPT_EXTRACT);
  const int n = s->n;
  const double all = sum_of(s->output, n);
  double share, *loss;
  int k = 0;
  SC_TRY(share_given(line, &share, report));
  if (io_is_uncertain(io)) return io_spread_extract(io, kind, share, report);
  SC_TRY(io_check_draws(io, report));
  if (only) SC_TRY(io_activity(io, only, &k, report));
  SC_TRY(io_columns(io, only ? of_one : of_all, only ? 3 : 4, report));
  SC_TRY(io_take(io, (size_t)n, &loss, report));
  if (only) sc_extract(kind, n, s->inverse, s->a[k * n + k], s->output, s->final, k, share, loss);
  for (int i = 0; i < n; i++) {
    if (!only) sc_extract(kind, n, s->inverse, s->a[i * n + i], s->output, s->final, i, share, loss);
    const double lost = only ? loss[i] : sum_of(loss, n), of = only ? s->output[i] : all;
    sc_table_text(&io->result, io->table[0].activity[i]);
    io_number(io, lost, 1);
    io_number(io, of > 0 ? 100 * lost / of : 0, 2);
    if (!only) io_number(io, 100 * (lost - loss[i]) / all, 2);
  }
  sc_free(loss);
  return SC_OK;
}

sc_code io_decompose(io_context *io, sc_report *report)
{
  const int of_value_added = sc_line_choice(io->line, SC_OPT_OF) == 1, m = 2 + of_value_added, skipped = 1 - of_value_added;
  static const sc_decomposition kinds[] = { SC_DECOMPOSE_MEAN, SC_DECOMPOSE_ALL, SC_DECOMPOSE_POLAR, SC_DECOMPOSE_MIRROR };
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "change", SC_TEXT("change", "变化"), IO_NUMBER, IO_MONEY },
    { "technology", SC_TEXT("technology (L)", "技术（列昂惕夫逆）"), IO_NUMBER, IO_MONEY },
    { "final_demand", SC_TEXT("final demand", "最终需求"), IO_NUMBER, IO_MONEY },
    { "value_added_ratio", SC_TEXT("value-added ratio", "增加值率"), IO_NUMBER, IO_MONEY },
  };
  const sc_io_system *s0 = &io->system[0], *s1 = &io->system[1];
  const int n = s0->n;
  const sc_factor factors[] = { { n, n, 1, s0->value_added, s1->value_added },
                                { n, n, 0, s0->inverse, s1->inverse },
                                { n, 1, 0, s0->final, s1->final } };
  double *effect;
  SC_TRY(io_columns(io, made, (size_t)(3 + m - 1), report));
  SC_TRY(io_take(io, (size_t)(m * n), &effect, report));
  const sc_code code = sc_decompose(kinds[sc_line_choice(io->line, SC_OPT_ORDERS)], m, factors + skipped, effect, report);
  for (int i = 0; i < n && code == SC_OK; i++) {
    const double *technology = effect + of_value_added * n, *demand = technology + n;
    sc_table_text(&io->result, io->table[0].activity[i]);
    io_number(io, technology[i] + demand[i] + (of_value_added ? effect[i] : 0), 1);
    io_number(io, technology[i], 1);
    io_number(io, demand[i], 1);
    if (of_value_added) io_number(io, effect[i], 1);
  }
  sc_string_add(&io->note, io_text(io, "没有残差。两张表若按当年价格编制，各项效应含有价格变动。",
                                   "There is no residual. Where the tables are at current prices, the effects mix prices and volumes."));
  sc_free(effect);
  return code;
}
