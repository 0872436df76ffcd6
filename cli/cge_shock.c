/* sanchan cge shock: the base year against each scenario. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "cli/cge.h"

/* Lane 0 of the first solution is the base year; scenario s is lane (s + 1) % SC_LANES of solution (s + 1) / SC_LANES. */
typedef struct runs { sc_cge_solution *solution; int n; } runs;

static sc_cge_view base_of(const runs *r) { return (sc_cge_view){ &r->solution[0], 0 }; }
static sc_cge_view view_of(const runs *r, int s) { return (sc_cge_view){ &r->solution[(s + 1) / SC_LANES], (s + 1) % SC_LANES }; }

static sc_code solve(cge_context *cge, runs *r, sc_report *report)
{
  for (int k = 0; k < r->n; k++) SC_TRY(sc_cge_solution_create(&r->solution[k], &cge->model, report));
  for (int s = 0; s < cge->n_scenarios; s++) {
    const sc_cge_view view = view_of(r, s);
    SC_TRY(sc_cge_shocks_apply(&cge->model, cge->scenario[s], INT_MIN, &r->solution[(s + 1) / SC_LANES].year, view.lane, report));
  }
  for (int k = 0; k < r->n; k++) sc_cge_solution_solve(&r->solution[k]);
  SC_TRY(sc_cge_solution_check(&r->solution[0], 0, cge_text(cge, "基年", "base year"), 0, report));
  for (int s = 0; s < cge->n_scenarios; s++) {
    const sc_cge_view view = view_of(r, s);
    sc_cge_solution_check(view.solution, view.lane, cge->scenario[s]->id, 0, report);
  }
  return sc_report_code(report);
}

/* -------------------------------------------------------------------------------------------- every number */

static const io_column columns[] = {
  { "scenario", SC_TEXT("scenario", "情景"), IO_AXIS, "1" },
  { "measure", SC_TEXT("measure", "变量"), IO_AXIS, "1" },
  { "item", SC_TEXT("item", "对象"), IO_AXIS, "1" },
  { "base", SC_TEXT("base year", "基年"), IO_NUMBER, "unit of the measure" },
  { "value", SC_TEXT("value", "数值"), IO_NUMBER, "unit of the measure" },
  { "change_pct", SC_TEXT("change, %", "变化 %"), IO_NUMBER, "%" },
};

static void add_row(cge_context *cge, const char *scenario, sc_cge_measure measure, const char *item, double base, double value)
{
  const double change = sc_cge_measure_rows[measure].group == SC_CGE_GROUP_CHECKS ? NAN : 100 * (value / base - 1);
  sc_table_text(&cge->result, scenario);
  sc_table_text(&cge->result, sc_cge_measure_rows[measure].name);
  sc_table_text(&cge->result, item);
  sc_table_number(&cge->result, base, 6);
  sc_table_number(&cge->result, value, 6);
  sc_table_number(&cge->result, isfinite(change) ? change : NAN, 6);
}

static void all_rows(cge_context *cge, const runs *r)
{
  const sc_cge_view base = base_of(r);
  for (int s = 0; s < cge->n_scenarios; s++)
    for (int m = 0; m < SC_CGE_N_MEASURES; m++)
      for (int i = 0; i < sc_cge_measure_size(&cge->model, (sc_cge_measure)m); i++) {
        const double before = sc_cge_measured(base, base, (sc_cge_measure)m, i), now = sc_cge_measured(view_of(r, s), base, (sc_cge_measure)m, i);
        char item[128];
        if (isnan(before)) continue;
        sc_cge_measure_item(&cge->model, (sc_cge_measure)m, i, item);
        add_row(cge, cge->scenario[s]->id, (sc_cge_measure)m, item, before, now);
      }
}

/* ------------------------------------------------------------------------------------------------ the page */

/* Zero but for rounding, next to what a measure of this kind is made of. */
static int is_zero(const runs *r, sc_cge_measure m, double x)
{
  const int is_money = sc_cge_measure_rows[m].kind == SC_CGE_KIND_VALUE || sc_cge_measure_rows[m].kind == SC_CGE_KIND_VOLUME;
  return fabs(x) <= (is_money ? 1e-10 * r->solution[0].outcome.gdp[0][0] : 0);
}

/* Where a percentage says nothing: what starts at zero, and rates. */
static int shown_as_value(const runs *r, sc_cge_measure m, double before)
{
  return is_zero(r, m, before) || m == SC_CGE_MEASURE_equivalent_variation || sc_cge_measure_rows[m].kind == SC_CGE_KIND_RATE;
}

/* item | base year | scenario ...; for one scenario its value as well. */
static sc_column *side_columns(cge_context *cge, const char *first)
{
  const int one = cge->n_scenarios == 1, n = 2 + one + cge->n_scenarios;
  sc_column *made = sc_arena_alloc(&cge->model.arena, (size_t)n, sizeof *made);
  if (!made) return NULL;
  made[0] = (sc_column){ "item", first, SC_LEFT, 1 };
  made[1] = (sc_column){ "base", cge_text(cge, "基年", "base year"), SC_RIGHT, 0 };
  if (one) made[2] = (sc_column){ "value", cge_text(cge, "数值", "value"), SC_RIGHT, 0 };
  for (int s = 0; s < cge->n_scenarios; s++)
    made[2 + one + s] = (sc_column){ cge->scenario[s]->id, one ? cge_text(cge, "变化", "change") : cge->scenario[s]->id, SC_RIGHT, 0 };
  return made;
}

static void side_row(cge_context *cge, const runs *r, sc_cge_measure m, int i, sc_table *table)
{
  const sc_cge_view base = base_of(r);
  const double before = sc_cge_measured(base, base, m, i);
  const int one = cge->n_scenarios == 1, *set = sc_cge_measure_rows[m].set;
  char name[300];
  const char *of = set[0] == SC_CGE_SET_NONE ? "" : cge_in(cge, cge->model.label[set[0]][i]);
  snprintf(name, sizeof name, "%.140s%s%.140s", of, of[0] ? cge_text(cge, "：", ": ") : "", cge_in(cge, sc_cge_measure_rows[m].text));
  int there = !is_zero(r, m, before);
  for (int s = 0; s < cge->n_scenarios; s++) there |= !is_zero(r, m, sc_cge_measured(view_of(r, s), base, m, i));
  if (isnan(before) || !there) return;
  sc_table_text(table, name);
  cge_number(table, before);
  if (one) cge_number(table, sc_cge_measured(view_of(r, 0), base, m, i));
  for (int s = 0; s < cge->n_scenarios; s++) {
    const double now = sc_cge_measured(view_of(r, s), base, m, i);
    if (!shown_as_value(r, m, before)) cge_percent(table, now, before);
    else cge_number(table, now);
  }
}

static void put_side(cge_context *cge, const runs *r, sc_cge_group group, const char *title)
{
  sc_column *made = side_columns(cge, cge_text(cge, "变量", "measure"));
  const int one = cge->n_scenarios == 1;
  sc_table table = { .columns = made, .n_columns = 2 + one + cge->n_scenarios, .failed = made == NULL };
  int n_items = 1;
  for (int m = 0; m < SC_CGE_N_MEASURES; m++)
    if (sc_cge_measure_rows[m].group == group) n_items = sc_cge_measure_size(&cge->model, (sc_cge_measure)m);
  for (int i = 0; made && i < n_items; i++)
    for (int m = 0; m < SC_CGE_N_MEASURES; m++)
      if (sc_cge_measure_rows[m].group == group) side_row(cge, r, (sc_cge_measure)m, i, &table);
  cge_heading(cge, title);
  cge_put(cge, &table);
}

/* Rows are the members of a set, columns the measures of a group and kind, cells changes in per cent. */
static void put_grid(cge_context *cge, const runs *r, int s, sc_cge_group group, sc_cge_measure_kind kind, const char *title)
{
  sc_column made[SC_CGE_N_MEASURES + 1] = { { "item", "", SC_LEFT, 1 } };
  sc_cge_measure measures[SC_CGE_N_MEASURES];
  const sc_cge_view base = base_of(r), now = view_of(r, s);
  int n = 0, set = SC_CGE_SET_NONE;
  for (int m = 0; m < SC_CGE_N_MEASURES; m++) {
    if (sc_cge_measure_rows[m].group != group || sc_cge_measure_rows[m].kind != kind) continue;
    int there = 0;
    set = sc_cge_measure_rows[m].set[0];
    for (int i = 0; i < cge->model.size[set]; i++) there |= sc_cge_measured(base, base, (sc_cge_measure)m, i) > 0;
    if (!there) continue;
    measures[n++] = (sc_cge_measure)m;
    made[n] = (sc_column){ sc_cge_measure_rows[m].name, cge_in(cge, sc_cge_measure_rows[m].text), SC_RIGHT, 0 };
  }
  sc_table table = { .columns = made, .n_columns = n + 1 };
  for (int i = 0; i < cge->model.size[set]; i++) {
    sc_table_text(&table, cge_in(cge, cge->model.label[set][i]));
    for (int k = 0; k < n; k++) cge_percent(&table, sc_cge_measured(now, base, measures[k], i), sc_cge_measured(base, base, measures[k], i));
  }
  cge_heading(cge, title);
  cge_put(cge, &table);
}

/* Where the change of real GDP (Fisher) comes from: each part deflated by the price of GDP, in points of base-year GDP. */
static void put_sources(cge_context *cge, const runs *r)
{
  static const sc_cge_group sides[] = { SC_CGE_GROUP_SPENT, SC_CGE_GROUP_EARNED };
  const sc_cge_view base = base_of(r);
  const double gdp = sc_cge_measured(base, base, SC_CGE_MEASURE_gdp, 0);
  for (int side = 0; side < 2; side++) {
    sc_column *made = side_columns(cge, cge_text(cge, "项目", "item"));
    const int one = cge->n_scenarios == 1;
    sc_table table = { .columns = made, .n_columns = 2 + cge->n_scenarios, .failed = made == NULL };
    if (made && one) made[2] = (sc_column){ "points", cge_text(cge, "贡献（百分点）", "contribution, points"), SC_RIGHT, 0 };
    for (int m = 0; made && m < SC_CGE_N_MEASURES; m++) {
      if (sc_cge_measure_rows[m].group != sides[side]) continue;
      for (int i = 0; i < sc_cge_measure_size(&cge->model, (sc_cge_measure)m); i++) {
        const double before = sc_cge_measured(base, base, (sc_cge_measure)m, i);
        const char *of = m == SC_CGE_MEASURE_factor_value ? cge_in(cge, cge->model.label[SC_CGE_SET_FACTOR][i]) : "";
        char name[256];
        int there = before != 0;
        for (int s = 0; s < cge->n_scenarios; s++) there |= sc_cge_measured(view_of(r, s), base, (sc_cge_measure)m, i) != 0;
        if (!there) continue;
        snprintf(name, sizeof name, "%.120s%s%.120s", cge_in(cge, sc_cge_measure_rows[m].text), of[0] ? " " : "", of);
        sc_table_text(&table, name);
        cge_number(&table, before);
        for (int s = 0; s < cge->n_scenarios; s++) {
          const double price = sc_cge_measured(view_of(r, s), base, SC_CGE_MEASURE_gdp_price, 0);
          const double points = 100 * (sc_cge_measured(view_of(r, s), base, (sc_cge_measure)m, i) / price - before) / gdp;
          sc_table_shown(&table, points, "%+.3f", points);
        }
      }
    }
    if (made) {
      sc_table_text(&table, cge_text(cge, "合计：实际 GDP（费雪）", "in all: real GDP, Fisher"));
      cge_number(&table, gdp);
      for (int s = 0; s < cge->n_scenarios; s++) {
        const double points = 100 * (sc_cge_measured(view_of(r, s), base, SC_CGE_MEASURE_gdp_fisher, 0) / gdp - 1);
        sc_table_shown(&table, points, "%+.3f", points);
      }
    }
    cge_heading(cge, side == 0 ? cge_text(cge, "实际 GDP 变化的来源：支出方面（百分点）", "Where the change of real GDP comes from: expenditure (points)")
                               : cge_text(cge, "实际 GDP 变化的来源：收入方面（百分点）", "Where the change of real GDP comes from: income (points)"));
    cge_put(cge, &table);
  }
}

static void page(cge_context *cge, const runs *r)
{
  for (int s = 0; s < cge->n_scenarios; s++)
    sc_string_print(&cge->page, cge->form == IO_MARKDOWN ? "- %s: %s\n" : "%s: %s\n", cge->scenario[s]->id, cge_in(cge, cge->scenario[s]->text));
  put_side(cge, r, SC_CGE_GROUP_MACRO, cge_text(cge, "总量", "Aggregates"));
  put_side(cge, r, SC_CGE_GROUP_WELFARE, cge_text(cge, "福利", "Welfare"));
  put_side(cge, r, SC_CGE_GROUP_FACTORS, cge_text(cge, "要素", "Factors"));
  const int grids = cge->n_scenarios == 1 || sc_line_has(cge->line, SC_OPT_ALL);
  for (int s = 0; s < cge->n_scenarios && grids; s++) {
    const char *of = cge_in(cge, cge->scenario[s]->text);
    char title[400];
    snprintf(title, sizeof title, cge_text(cge, "%.200s：各商品价格的变化", "%.200s: prices by commodity, change"), of);
    put_grid(cge, r, s, SC_CGE_GROUP_PRODUCTS, SC_CGE_KIND_PRICE, title);
    snprintf(title, sizeof title, cge_text(cge, "%.200s：各商品数量的变化", "%.200s: quantities by commodity, change"), of);
    put_grid(cge, r, s, SC_CGE_GROUP_PRODUCTS, SC_CGE_KIND_VOLUME, title);
    snprintf(title, sizeof title, cge_text(cge, "%.200s：各生产活动数量的变化", "%.200s: quantities by activity, change"), of);
    put_grid(cge, r, s, SC_CGE_GROUP_ACTIVITIES, SC_CGE_KIND_VOLUME, title);
  }
  put_sources(cge, r);
}

static sc_code shock_with(cge_context *cge, runs *r, sc_report *report)
{
  SC_TRY(solve(cge, r, report));
  SC_TRY(cge_columns(cge, columns, sizeof columns / sizeof *columns, report));
  if (cge_is_read(cge)) page(cge, r);
  else all_rows(cge, r);
  sc_cge_closure_words(&cge->model, cge->line->lang, &cge->note);
  sc_string_add(&cge->note, cge_text(cge, " 数量按基年价格计；价格相对于基年；等价变差是按基年价格达到新效用所需支出之差，单位同社会核算矩阵。",
                                     " Quantities are at base-year prices, prices relative to the base year; equivalent variation is the change of the spending "
                                     "that reaches the home's utility at base-year prices, in the unit of the SAM."));
  return SC_OK;
}

sc_code cge_shock(cge_context *cge, sc_report *report)
{
  if (cge->n_scenarios == 0) return SC_FAIL(report, CGE_NO_SCENARIOS, SC_IN_FILE(cge->model.file), "");
  runs r = { .n = (cge->n_scenarios + SC_LANES) / SC_LANES };
  cge->model.shape.tolerance = 1e-12;
  r.solution = sc_alloc((size_t)r.n, sizeof *r.solution);
  if (!r.solution) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(cge->model.file), "shock");
  const sc_code code = shock_with(cge, &r, report);
  for (int k = 0; k < r.n; k++) sc_cge_solution_free(&r.solution[k]);
  sc_free(r.solution);
  return code;
}
