/* sanchan cge replicate: does the model give its SAM back, and do only relative prices matter? */
#include <math.h>
#include <string.h>

#include "cli/cge.h"

enum { BASE, DOUBLED };      /* lanes */

/* where: for a program, and in the reader's words. */
typedef struct check { const char *key; sc_text text; double value, limit; char where[160], place[320]; } check;

/* The cell of the SAM that is furthest from the rebuilt one, relative to the mean account. */
static sc_code sam_gap(const cge_context *cge, sc_cge_view view, check *to, sc_report *report)
{
  const sc_sam *sam = &cge->model.sam;
  const size_t n = (size_t)sam->n;
  double *cell = sc_alloc(n * n, sizeof *cell), typical = 0;
  if (!cell) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(cge->model.file), "SAM");
  const sc_code code = sc_cge_rebuild(view, cell, report);
  for (size_t i = 0; i < n; i++) typical += fabs(sc_sam_receipts(sam, (int)i)) / (double)n;
  for (size_t k = 0; k < n * n && code == SC_OK; k++) {
    const double gap = fabs(cell[k] - sam->cell[k]) / typical;
    if (!(gap <= to->value)) {
      to->value = gap;
      snprintf(to->where, sizeof to->where, "%.70s.%.70s", sam->account[k / n], sam->account[k % n]);
      snprintf(to->place, sizeof to->place, "%.140s ← %.140s", cge_in(cge, cge->model.account[k / n].label), cge_in(cge, cge->model.account[k % n].label));
    }
  }
  sc_free(cell);
  return code;
}

/* Member i of two sets as a reader calls it: "capital, milk"; "" where there is no set. */
static void put_label(const cge_context *cge, int first, int second, int i, char label[300])
{
  const sc_cge_model *model = &cge->model;
  const int n = model->size[second];
  label[0] = '\0';
  if (first == SC_CGE_SET_NONE) return;
  if (second == SC_CGE_SET_NONE) snprintf(label, 300, "%.140s", cge_in(cge, model->label[first][i]));
  else snprintf(label, 300, cge_text(cge, "%.140s、%.140s", "%.140s, %.140s"), cge_in(cge, model->label[first][i / n]), cge_in(cge, model->label[second][i % n]));
}

/* Quantities must stay as they are when the numeraire doubles, prices and values double. */
static void compare_doubled(const cge_context *cge, const sc_cge_solution *s, check *volumes, check *prices)
{
  const sc_cge_model *model = s->model;
  const sc_cge_view none = { NULL, 0 }, base = { s, BASE }, doubled = { s, DOUBLED };
  for (int m = 0; m < SC_CGE_N_MEASURES; m++) {
    const sc_cge_measure_row *row = &sc_cge_measure_rows[m];
    const int relative = m == SC_CGE_MEASURE_real_price || m == SC_CGE_MEASURE_terms_of_trade || row->kind == SC_CGE_KIND_VOLUME || row->kind == SC_CGE_KIND_RATE;
    check *to = relative ? volumes : prices;
    if (m == SC_CGE_MEASURE_equivalent_variation || row->group == SC_CGE_GROUP_CHECKS) continue;
    for (int i = 0; i < sc_cge_measure_size(model, (sc_cge_measure)m); i++) {
      const double x = sc_cge_measured(base, none, (sc_cge_measure)m, i), y = sc_cge_measured(doubled, none, (sc_cge_measure)m, i) / (relative ? 1 : 2);
      const double gap = fabs(y - x) / fmax(1, fabs(x));
      if (isnan(x) || gap <= to->value) continue;
      to->value = gap;
      char item[128];
      sc_cge_measure_item(model, (sc_cge_measure)m, i, item);
      snprintf(to->where, sizeof to->where, "%s%s%.100s", row->name, item[0] ? " " : "", item);
      char label[300];
      put_label(cge, row->set[0], row->set[1], i, label);
      snprintf(to->place, sizeof to->place, "%.100s%s%.200s", cge_in(cge, row->text), label[0] ? cge_text(cge, "：", ": ") : "", label);
    }
  }
}

static const io_column check_columns[] = {
  { "check", SC_TEXT("check", "校验"), IO_AXIS, "1" },
  { "value", SC_TEXT("largest", "最大值"), IO_NUMBER, "1" },
  { "limit", SC_TEXT("allowed", "容许"), IO_NUMBER, "1" },
  { "where", SC_TEXT("where", "何处"), IO_WORD, "1" },
};

static const sc_cge_measure shown[] = {
  SC_CGE_MEASURE_gdp, SC_CGE_MEASURE_consumption_value, SC_CGE_MEASURE_government_value, SC_CGE_MEASURE_investment_value, SC_CGE_MEASURE_stocks_value,
  SC_CGE_MEASURE_exports_value, SC_CGE_MEASURE_imports_value, SC_CGE_MEASURE_factor_value, SC_CGE_MEASURE_production_tax, SC_CGE_MEASURE_factor_tax,
  SC_CGE_MEASURE_sales_tax, SC_CGE_MEASURE_tariff, SC_CGE_MEASURE_export_tax,
};

/* GDP of the base year by expenditure and by income. */
static void put_accounts(cge_context *cge, const sc_cge_solution *s)
{
  const sc_column columns[] = { { "item", cge_text(cge, "项目", "item"), SC_LEFT, 1 }, { "value", cge_text(cge, "基年", "base year"), SC_RIGHT, 0 } };
  const sc_cge_view none = { NULL, 0 }, base = { s, BASE };
  sc_table table = { .columns = columns, .n_columns = 2 };
  for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
    for (int i = 0; i < sc_cge_measure_size(s->model, shown[k]); i++) {
      const double x = sc_cge_measured(base, none, shown[k], i);
      if (x == 0) continue;
      char name[256];
      const char *of = shown[k] == SC_CGE_MEASURE_factor_value ? cge_in(cge, s->model->label[SC_CGE_SET_FACTOR][i]) : "";
      snprintf(name, sizeof name, cge->line->lang == SC_ZH ? "%.100s%s%.100s" : "%.100s%s%.100s", cge_in(cge, sc_cge_measure_rows[shown[k]].text), of[0] ? " " : "", of);
      sc_table_text(&table, name);
      cge_number(&table, x);
    }
  cge_heading(cge, cge_text(cge, "基年 GDP：支出与收入两方面", "GDP of the base year, by expenditure and by income"));
  cge_put(cge, &table);
}

static sc_code judge(cge_context *cge, check *checks, int n, sc_report *report)
{
  sc_string zh = { 0 }, en = { 0 };
  int n_failed = 0;
  SC_TRY(cge_columns(cge, check_columns, 4, report));
  for (int k = 0; k < n; k++) {
    const int passed = checks[k].value <= checks[k].limit;
    sc_table_text(&cge->result, cge_is_read(cge) ? cge_in(cge, checks[k].text) : checks[k].key);
    sc_table_shown(&cge->result, checks[k].value, "%.2g", checks[k].value);
    sc_table_tone(&cge->result, passed ? SC_GOOD : SC_POOR);
    sc_table_shown(&cge->result, checks[k].limit, "%.0e", checks[k].limit);
    sc_table_text(&cge->result, cge_is_read(cge) ? checks[k].place : checks[k].where);
    if (passed) continue;
    sc_string_print(&zh, "%s%s", n_failed > 0 ? "、" : "", checks[k].text.in[SC_ZH]);
    sc_string_print(&en, "%s%s", n_failed++ > 0 ? ", " : "", checks[k].text.in[SC_EN]);
  }
  const sc_code code = n_failed == 0 ? SC_OK : SC_FAIL(report, CGE_NOT_REPRODUCED, SC_IN_FILE(cge->model.file), sc_integer(n_failed).s,
                                                       sc_string_text(&zh), sc_string_text(&en));
  sc_string_free(&zh);
  sc_string_free(&en);
  return code;
}

/* What was calibrated: tax rates, shares and payments that are not zero, and every elasticity, of which 0 is one. */
static void put_calibrated(cge_context *cge)
{
  const sc_cge_model *model = &cge->model;
  const sc_cge_base *b = &model->base;
  const struct { sc_text text; sc_lane *list; int first, second; } lists[] = {
    { SC_TEXT("production tax rate", "生产税率"), b->production_tax, SC_CGE_SET_ACTIVITY, SC_CGE_SET_NONE },
    { SC_TEXT("factor tax rate", "要素税率"), b->factor_tax, SC_CGE_SET_FACTOR, SC_CGE_SET_ACTIVITY },
    { SC_TEXT("sales tax rate", "销售税率"), b->sales_tax, SC_CGE_SET_COMMODITY, SC_CGE_SET_NONE },
    { SC_TEXT("tariff rate", "关税率"), b->tariff, SC_CGE_SET_COMMODITY, SC_CGE_SET_OUTSIDE },
    { SC_TEXT("export tax rate", "出口税率"), b->export_tax, SC_CGE_SET_COMMODITY, SC_CGE_SET_OUTSIDE },
    { SC_TEXT("factor payments, taxes in", "要素支付（含税）"), b->factor, SC_CGE_SET_FACTOR, SC_CGE_SET_ACTIVITY },
    { SC_TEXT("home sales", "内销"), b->sales, SC_CGE_SET_COMMODITY, SC_CGE_SET_NONE },
    { SC_TEXT("household purchases", "居民购买"), b->home, SC_CGE_SET_COMMODITY, SC_CGE_SET_HOUSEHOLD },
    { SC_TEXT("of them subsistence", "其中基本需求"), b->subsistence, SC_CGE_SET_COMMODITY, SC_CGE_SET_HOUSEHOLD },
    { SC_TEXT("slope e of non-homothetic demand", "非位似需求的 e"), b->slope, SC_CGE_SET_COMMODITY, SC_CGE_SET_HOUSEHOLD },
    { SC_TEXT("share of factor income to a home", "要素收入归各户的份额"), b->own_home, SC_CGE_SET_FACTOR, SC_CGE_SET_HOUSEHOLD },
    { SC_TEXT("direct tax rate", "直接税率"), b->direct_tax, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
    { SC_TEXT("saving rate, of what is left after tax", "税后储蓄率"), b->saving, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
    { SC_TEXT("government saving, of revenue", "政府储蓄占收入"), b->government_saving, SC_CGE_SET_NONE, SC_CGE_SET_NONE },
    { SC_TEXT("share of factor income to government", "要素收入归政府的份额"), b->own_government, SC_CGE_SET_FACTOR, SC_CGE_SET_NONE },
    { SC_TEXT("share of factor income straight to saving", "要素收入直接作储蓄的份额"), b->own_saving, SC_CGE_SET_FACTOR, SC_CGE_SET_NONE },
    { SC_TEXT("share of factor income abroad", "要素收入付往国（区）外的份额"), b->own_outside, SC_CGE_SET_FACTOR, SC_CGE_SET_NONE },
    { SC_TEXT("transfers from government", "政府对居民的转移"), b->from_government, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
    { SC_TEXT("transfers from abroad", "国（区）外对居民的转移"), b->from_outside, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
    { SC_TEXT("share of income given to a home", "收入赠予他户的份额"), b->give_home, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_HOUSEHOLD },
    { SC_TEXT("share of income given abroad", "收入赠予国（区）外的份额"), b->give_outside, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
    { SC_TEXT("transfers of government abroad", "政府对国（区）外的转移"), b->government_out, SC_CGE_SET_NONE, SC_CGE_SET_NONE },
    { SC_TEXT("transfers from abroad to government", "国（区）外对政府的转移"), b->government_in, SC_CGE_SET_NONE, SC_CGE_SET_NONE },
    { SC_TEXT("foreign saving", "国外储蓄"), b->foreign_saving, SC_CGE_SET_NONE, SC_CGE_SET_NONE },
    { SC_TEXT("unemployment rate", "失业率"), b->unemployment, SC_CGE_SET_FACTOR, SC_CGE_SET_NONE },
    { SC_TEXT("wage curve: elasticity of the real wage to unemployment", "工资曲线：实际工资对失业率的弹性"), b->curve, SC_CGE_SET_FACTOR, SC_CGE_SET_NONE },
    { SC_TEXT("elasticity between products, of households", "居民各商品之间的替代弹性"), b->sigma_home, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_NONE },
#define X(key, member, first, second, lo, hi, otherwise, zh, en) { SC_TEXT("elasticity " en, "弹性：" zh), b->member, SC_CGE_SET_##first, SC_CGE_SET_##second },
    SC_CGE_ELASTICITIES(X)
#undef X
  };
  const sc_column columns[] = { { "parameter", cge_text(cge, "参数", "parameter"), SC_LEFT, 1 }, { "item", cge_text(cge, "对象", "item"), SC_LEFT, 1 },
                                { "value", cge_text(cge, "数值", "value"), SC_RIGHT, 0 } };
  sc_table table = { .columns = columns, .n_columns = 3 };
#define X(...) +1
  const size_t n_lists = sizeof lists / sizeof *lists, n_plain = n_lists - (0 SC_CGE_ELASTICITIES(X));
#undef X
  for (size_t k = 0; k < n_lists; k++)
    for (int i = 0; i < model->size[lists[k].first] * model->size[lists[k].second]; i++) {
      const int is_elasticity = k >= n_plain, is_curve = lists[k].list == b->curve;
      if (is_curve ? !model->shape.mobile[i] || model->shape.market[i] != SC_CGE_wage_curve : !is_elasticity && lists[k].list[i][0] == 0) continue;
      char item[300];
      put_label(cge, lists[k].first, lists[k].second, i, item);
      sc_table_text(&table, cge_in(cge, lists[k].text));
      sc_table_text(&table, item);
      cge_number(&table, lists[k].list[i][0]);
    }
  cge_heading(cge, cge_text(cge, "标定结果", "Calibrated"));
  cge_put(cge, &table);
}

static sc_code replicate_with(cge_context *cge, sc_cge_solution *s, sc_report *report)
{
  const sc_cge_shape *shape = &cge->model.shape;
  const sc_cge_view base = { s, BASE };
  check checks[] = {
    { "sam", SC_TEXT("cells of the SAM, relative to the mean account", "社会核算矩阵各元素（相对于账户均值）"), 0, SC_SAM_TOLERANCE, "", "" },
    { "equations", SC_TEXT("equations, largest residual", "方程的最大残差"), 0, SC_CGE_TOLERANCE, "", "" },
    { "walras", SC_TEXT("Walras' law: balance with abroad / GDP", "瓦尔拉斯定律：对外收支差额占 GDP"), 0, SC_CGE_ACCOUNTS, "", "" },
    { "gdp", SC_TEXT("GDP by income against expenditure", "收入法与支出法 GDP 之差"), 0, SC_CGE_ACCOUNTS, "", "" },
    { "volumes", SC_TEXT("numeraire doubled: quantities stay", "计价物加倍：数量不变"), 0, SC_CGE_ACCOUNTS, "", "" },
    { "prices", SC_TEXT("numeraire doubled: prices and values double", "计价物加倍：价格与价值加倍"), 0, SC_CGE_ACCOUNTS, "", "" },
  };
  s->year.numeraire[0][DOUBLED] = s->year.macro[SC_CGE_exchange_rate][DOUBLED] = 0.69314718055994530942;   /* where that is given */
  sc_cge_solution_solve(s);
  SC_TRY(sc_cge_solution_check(s, BASE, cge_text(cge, "基年", "base year"), 0, report));
  SC_TRY(sc_cge_solution_check(s, DOUBLED, cge_text(cge, "计价物加倍", "numeraire doubled"), 0, report));
  SC_TRY(sam_gap(cge, base, &checks[0], report));
  checks[1].value = s->outcome.residual[0][BASE];
  checks[2].value = fabs(s->outcome.walras[0][BASE]);
  checks[3].value = fabs(s->outcome.gdp_income[0][BASE] / s->outcome.gdp[0][BASE] - 1);
  compare_doubled(cge, s, &checks[4], &checks[5]);
  const sc_code code = judge(cge, checks, sizeof checks / sizeof *checks, report);
  if (cge_is_read(cge)) {
    sc_string_print(&cge->page, cge_text(cge, "%d 个账户，%d 项生产活动，%d 种商品，%d 种要素，%d 户居民或企业，%d 个国（区）外；未知数与方程各 %d 个。\n",
                                         "accounts %d: activities %d, commodities %d, factors %d, households and enterprises %d, regions abroad %d; unknowns and equations %d.\n"),
                    cge->model.sam.n, shape->activities, shape->commodities, shape->factors, shape->households, shape->outside, shape->n_unknowns);
    sc_string_add(&cge->page, "\n");
    if (cge->form == IO_MARKDOWN) sc_table_as_markdown(&cge->result, &cge->page);
    else sc_table_as_text(&cge->result, sc_terminal_style(), &cge->page);
    put_accounts(cge, s);
    if (sc_line_has(cge->line, SC_OPT_ALL)) put_calibrated(cge);
  }
  sc_cge_closure_words(&cge->model, cge->line->lang, &cge->note);
  return code;
}

sc_code cge_replicate(cge_context *cge, sc_report *report)
{
  sc_cge_solution solution;
  cge->model.shape.tolerance = 1e-12;
  SC_TRY(sc_cge_solution_create(&solution, &cge->model, report));
  const sc_code code = replicate_with(cge, &solution, report);
  sc_cge_solution_free(&solution);
  return code;
}
