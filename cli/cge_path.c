/* sanchan cge path: year by year, without shocks and in each scenario. */
#include <math.h>
#include <string.h>

#include "cli/cge.h"
#include "models/cge/dynamics.h"

/* What a path has besides the measures of a year. */
enum { CHAINED, CAPITAL, RETURN, N_OWN };
static const struct { const char *name; sc_text text; } own[N_OWN] = {
  { "gdp_chained", SC_TEXT("real GDP, chained", "实际 GDP（链式）") },
  { "capital", SC_TEXT("capital", "资本存量") },
  { "return", SC_TEXT("return on capital, net", "资本净收益率") },
};

/* A run is the path without shocks (0) or scenario s (s + 1). Every number of every year, run by run. */
typedef struct series {
  cge_context *cge;
  int     n_runs, n_years, n_numbers, n_final;
  double *value;                       /* [run][year][number]: N_OWN, then the measures by item   */
  double *price, *quantity;            /* [lane][final goods] of last year, for the chain         */
  double *chain;                       /* [run]                                                   */
} series;

static double *at(const series *s, int run, int year) { return s->value + ((size_t)run * (size_t)s->n_years + (size_t)year) * (size_t)s->n_numbers; }

static int first_of(const sc_cge_model *model, sc_cge_measure wanted)
{
  int n = N_OWN;
  for (int m = 0; m < (int)wanted; m++) n += sc_cge_measure_size(model, (sc_cge_measure)m);
  return n;
}

/* ------------------------------------------------------------------------------------------------- numbers */

/* Volumes at last year's prices: what makes growth of GDP comparable from year to year. */
static double link(series *s, sc_cge_view view, int run)
{
  const size_t n = (size_t)s->n_final;
  double *price = s->price + (size_t)view.lane * n, *quantity = s->quantity + (size_t)view.lane * n, *now = s->quantity + (size_t)SC_LANES * n;
  double *next_price = s->price + (size_t)SC_LANES * n;
  sc_cge_final(view, next_price, now);
  const double before = sc_cge_total(s->n_final, price, quantity), after = sc_cge_total(s->n_final, price, now);
  s->chain[run] = before > 0 ? s->chain[run] * after / before : sc_cge_total(s->n_final, next_price, now);
  memcpy(price, next_price, n * sizeof *price);
  memcpy(quantity, now, n * sizeof *quantity);
  return s->chain[run];
}

static void record(series *s, const sc_cge_path *path, int lane, int run, int year)
{
  const sc_cge_view view = { &path->solution, lane }, baseline = { &path->solution, 0 };
  double *to = at(s, run, year);
  to[CHAINED] = link(s, view, run);
  to[CAPITAL] = sc_cge_path_capital(path, lane);
  to[RETURN] = sc_cge_path_return(path, lane);
  int n = N_OWN;
  for (int m = 0; m < SC_CGE_N_MEASURES; m++)
    for (int i = 0; i < sc_cge_measure_size(path->model, (sc_cge_measure)m); i++) to[n++] = sc_cge_measured(view, baseline, (sc_cge_measure)m, i);
}

/* Up to SC_CGE_MOST_RUNS scenarios from `first` on beside the path without shocks. */
static sc_code simulate(series *s, int first, int n, sc_cge_path *path, sc_report *report)
{
  const cge_context *cge = s->cge;
  const size_t n_final = (size_t)s->n_final * (SC_LANES + 1);
  memset(s->price, 0, n_final * sizeof *s->price);
  memset(s->quantity, 0, n_final * sizeof *s->quantity);
  s->chain[0] = 0;
  SC_TRY(sc_cge_path_begin(path, &cge->model, cge->scenario + first, n, report));
  for (int year = 0; year < s->n_years; year++) {
    if (year > 0) SC_TRY(sc_cge_path_step(path, report));
    for (int l = 0; l <= n; l++) record(s, path, l, l == 0 ? 0 : first + l, year);
  }
  return SC_OK;
}

/* ---------------------------------------------------------------------------------------------- every number */

static const io_column columns[] = {
  { "scenario", SC_TEXT("scenario", "情景"), IO_AXIS, "1" },
  { "year", SC_TEXT("year", "年份"), IO_RANK, "1" },
  { "measure", SC_TEXT("measure", "变量"), IO_AXIS, "1" },
  { "item", SC_TEXT("item", "对象"), IO_AXIS, "1" },
  { "value", SC_TEXT("value", "数值"), IO_NUMBER, "unit of the measure" },
  { "growth_pct", SC_TEXT("growth over the last year, %", "比上年增长 %"), IO_NUMBER, "%" },
  { "change_pct", SC_TEXT("difference from the path without shocks, %", "与无冲击路径之差 %"), IO_NUMBER, "%" },
};

static const char *run_name(const series *s, int run) { return run == 0 ? SC_CGE_NO_SHOCKS : s->cge->scenario[run - 1]->id; }

static double percent(double value, double base)
{
  const double change = 100 * (value / base - 1);
  return isfinite(change) ? change : NAN;
}

static void add_row(series *s, int run, int year, const char *measure, const char *item, int number, int is_check)
{
  sc_table *table = &s->cge->result;
  const double x = at(s, run, year)[number];
  sc_table_text(table, run_name(s, run));
  sc_table_integer(table, s->cge->model.periods.base_year + year);
  sc_table_text(table, measure);
  sc_table_text(table, item);
  sc_table_number(table, x, 6);
  sc_table_number(table, year > 0 && !is_check ? percent(x, at(s, run, year - 1)[number]) : NAN, 6);
  sc_table_number(table, run > 0 && !is_check ? percent(x, at(s, 0, year)[number]) : NAN, 6);
}

static void all_rows(series *s)
{
  const sc_cge_model *model = &s->cge->model;
  for (int run = 0; run < s->n_runs; run++)
    for (int year = 0; year < s->n_years; year++) {
      int n = 0;
      for (int k = 0; k < N_OWN; k++) add_row(s, run, year, own[k].name, "", n++, 0);
      for (int m = 0; m < SC_CGE_N_MEASURES; m++)
        for (int i = 0; i < sc_cge_measure_size(model, (sc_cge_measure)m); i++, n++) {
          char item[128];
          sc_cge_measure_item(model, (sc_cge_measure)m, i, item);
          if (!isnan(at(s, run, year)[n])) add_row(s, run, year, sc_cge_measure_rows[m].name, item, n, sc_cge_measure_rows[m].group == SC_CGE_GROUP_CHECKS);
        }
    }
}

/* ------------------------------------------------------------------------------------------------ the page */

enum { MOST_SHOWN = 12 };

static int is_shown(const series *s, int year)
{
  const int step = (s->n_years - 2 + MOST_SHOWN) / MOST_SHOWN;
  return sc_line_has(s->cge->line, SC_OPT_ALL) || s->n_years <= MOST_SHOWN + 1 || year % step == 0 || year == s->n_years - 1;
}

static const struct { int own; sc_cge_measure measure; sc_text title; } shown[] = {
  { CHAINED, 0, SC_TEXT("GDP", "GDP") },
  { -1, SC_CGE_MEASURE_consumption, SC_TEXT("consumption", "居民消费") },
  { -1, SC_CGE_MEASURE_investment, SC_TEXT("investment", "投资") },
  { -1, SC_CGE_MEASURE_government, SC_TEXT("government", "政府消费") },
  { -1, SC_CGE_MEASURE_exports, SC_TEXT("exports", "出口") },
  { -1, SC_CGE_MEASURE_imports, SC_TEXT("imports", "进口") },
  { CAPITAL, 0, SC_TEXT("capital", "资本") },
  { -1, SC_CGE_MEASURE_consumer_price, SC_TEXT("consumer prices", "消费价格") },
  { -1, SC_CGE_MEASURE_exchange_rate, SC_TEXT("exchange rate", "汇率") },
};
enum { N_SHOWN = sizeof shown / sizeof *shown };

static int number_of(const series *s, int k) { return shown[k].own >= 0 ? shown[k].own : first_of(&s->cge->model, shown[k].measure); }

/* Growth of the year, on the average since the year shown before; or the difference from the path without shocks. */
static void put_run(series *s, int run)
{
  cge_context *cge = s->cge;
  sc_column made[N_SHOWN + 2] = { { "year", cge_text(cge, "年份", "year"), SC_RIGHT, 0 } };
  const int extra = run == 0;
  for (int k = 0; k < N_SHOWN; k++) made[k + 1] = (sc_column){ "", cge_in(cge, shown[k].title), SC_RIGHT, 0 };
  made[N_SHOWN + 1] = (sc_column){ "return", cge_text(cge, "净收益率", "net return"), SC_RIGHT, 0 };
  sc_table table = { .columns = made, .n_columns = N_SHOWN + 1 + extra };
  for (int year = run > 0, last = 0; year < s->n_years; year++) {
    if (!is_shown(s, year)) continue;
    sc_table_integer(&table, cge->model.periods.base_year + year);
    for (int k = 0; k < N_SHOWN; k++) {
      const int n = number_of(s, k);
      const double x = at(s, run, year)[n];
      if (run > 0) cge_percent(&table, x, at(s, 0, year)[n]);
      else if (year == 0) sc_table_none(&table);
      else cge_percent(&table, pow(x / at(s, 0, last)[n], 1.0 / (year - last)), 1);
    }
    if (extra) sc_table_shown(&table, at(s, run, year)[RETURN], "%.3f%%", 100 * at(s, run, year)[RETURN]);
    last = year;
  }
  char title[400];
  if (run == 0) snprintf(title, sizeof title, "%s", cge_text(cge, "无冲击的路径：年均增长（比上一所列年份）", "Without shocks: growth a year, since the year above"));
  else snprintf(title, sizeof title, cge_text(cge, "%.300s：与无冲击路径之差", "%.300s: difference from the path without shocks"), cge_in(cge, cge->scenario[run - 1]->text));
  cge_heading(cge, title);
  cge_put(cge, &table);
}

/* Equivalent variation of each home against the path without shocks, in the years shown. */
static void put_welfare(series *s)
{
  cge_context *cge = s->cge;
  const int H = cge->model.shape.households, first = first_of(&cge->model, SC_CGE_MEASURE_equivalent_variation), spending = first_of(&cge->model, SC_CGE_MEASURE_spending);
  sc_column *made = sc_arena_alloc(&cge->model.arena, (size_t)s->n_runs, sizeof *made);
  sc_table table = { .columns = made, .n_columns = s->n_runs, .failed = made == NULL };
  for (int run = 0; made && run < s->n_runs; run++)
    made[run] = (sc_column){ "", run == 0 ? cge_text(cge, "年份", "year") : run_name(s, run), SC_RIGHT, 0 };
  for (int year = 1; made && year < s->n_years; year++) {
    if (!is_shown(s, year)) continue;
    sc_table_integer(&table, cge->model.periods.base_year + year);
    for (int run = 1; run < s->n_runs; run++) {
      double gain = 0, whole = 0;
      for (int h = 0; h < H; h++) gain += at(s, run, year)[first + h], whole += at(s, 0, year)[spending + h];
      cge_percent(&table, whole + gain, whole);
    }
  }
  cge_heading(cge, cge_text(cge, "等价变差，占无冲击路径居民消费支出", "Equivalent variation, of household spending without shocks"));
  cge_put(cge, &table);
}

static void note(series *s, const sc_cge_path *path)
{
  cge_context *cge = s->cge;
  const sc_cge_model *model = &cge->model;
  const double keeps = (path->growth + path->depreciation) * at(s, 0, 0)[CAPITAL];
  sc_string_print(&cge->note, cge_text(cge, "有效劳动每年增长 %.4g%%，资本年折旧 %.4g%%，基年净收益率 %.4g%%，资本与 GDP 之比 %.3g；资本保持同步需要投资 %.6g，社会核算矩阵中为 %.6g。",
                                       "Effective labour grows %.4g%% a year, capital wears out at %.4g%%; base-year net return %.4g%%, capital / GDP %.3g; to keep pace, "
                                       "capital needs an investment of %.6g, the SAM has %.6g. "),
                  100 * path->growth, 100 * path->depreciation, 100 * path->rate, at(s, 0, 0)[CAPITAL] / at(s, 0, 0)[CHAINED], keeps, model->investment);
  sc_cge_closure_words(model, cge->line->lang, &cge->note);
  sc_string_add(&cge->note, cge_text(cge, " 数量按基年价格计，GDP 按上年价格链接。", " Quantities are at base-year prices, GDP is chained at the prices of the year before."));
}

static sc_code take(series *s, sc_report *report)
{
  const cge_context *cge = s->cge;
  const size_t n_final = (size_t)s->n_final * (SC_LANES + 1);
  s->value = sc_alloc((size_t)s->n_runs * (size_t)s->n_years * (size_t)s->n_numbers, sizeof *s->value);
  s->price = sc_alloc(n_final, sizeof *s->price);
  s->quantity = sc_alloc(n_final, sizeof *s->quantity);
  s->chain = sc_alloc((size_t)s->n_runs, sizeof *s->chain);
  return s->value && s->price && s->quantity && s->chain ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(cge->model.file), "path");
}

static sc_code show(series *s, const sc_cge_path *path, sc_report *report)
{
  SC_TRY(cge_columns(s->cge, columns, sizeof columns / sizeof *columns, report));
  if (!cge_is_read(s->cge)) all_rows(s);
  for (int run = 0; cge_is_read(s->cge) && run < s->n_runs; run++) put_run(s, run);
  if (cge_is_read(s->cge) && s->n_runs > 1) put_welfare(s);
  note(s, path);
  return SC_OK;
}

sc_code cge_path(cge_context *cge, sc_report *report)
{
  series s = { .cge = cge, .n_runs = cge->n_scenarios + 1, .n_years = cge->model.periods.count + 1, .n_numbers = first_of(&cge->model, SC_CGE_N_MEASURES),
               .n_final = sc_cge_n_final(&cge->model) };
  sc_cge_path path = { 0 };
  cge->model.shape.tolerance = 1e-12;
  sc_code code = take(&s, report);
  for (int first = 0; code == SC_OK && (first == 0 || first < cge->n_scenarios); first += SC_CGE_MOST_RUNS) {
    const int left = cge->n_scenarios - first;
    sc_cge_path_free(&path);
    code = simulate(&s, first, left < SC_CGE_MOST_RUNS ? left : SC_CGE_MOST_RUNS, &path, report);
  }
  if (code == SC_OK) code = show(&s, &path, report);
  sc_cge_path_free(&path);
  sc_free(s.value);
  sc_free(s.price);
  sc_free(s.quantity);
  sc_free(s.chain);
  return code;
}
