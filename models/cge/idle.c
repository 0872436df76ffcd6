/* idle.c - shocks that are no mistake of the file and yet do nothing: one warning each. */
#include <limits.h>
#include <string.h>

#include "models/cge/reading.h"

/* Does the SAM have any of this list? */
static int any(sc_lane *list, int n)
{
  for (int k = 0; k < n; k++)
    if (list[k][0] != 0) return 1;
  return 0;
}

/* Is there anything that the variable acts on for these members of its sets? */
static int is_there(const sc_cge_model *model, sc_cge_variable variable, int i, int j)
{
  const sc_cge_shape *s = &model->shape;
  const sc_cge_base *b = &model->base;
  const int C = s->commodities, H = s->households, E = s->outside;
  int there = 0;
  switch (variable) {
  case SC_CGE_SHOCK_factor_tax: return b->factor[i * s->activities + j][0] > 0;
  case SC_CGE_SHOCK_sales_tax: return b->sales[i][0] > 0 || any(b->import + i * E, E);
  case SC_CGE_SHOCK_tariff: case SC_CGE_SHOCK_import_price: return b->import[i * E + j][0] > 0;
  case SC_CGE_SHOCK_export_tax: case SC_CGE_SHOCK_export_price: return b->export_[i * E + j][0] > 0;
  case SC_CGE_SHOCK_export_demand: return b->export_[i * E + j][0] > 0 && s->demand_curve[j];
  case SC_CGE_SHOCK_public_purchases: return b->government[i][0] > 0 || b->investment[i][0] > 0;
  case SC_CGE_SHOCK_transfers: return any(b->from_government, H) || any(b->from_outside, H) || any(b->government_out, 1) || any(b->government_in, 1);
  case SC_CGE_SHOCK_government_transfers: return b->from_government[i][0] != 0;
  case SC_CGE_SHOCK_outside_transfers: return b->from_outside[i][0] != 0;
  case SC_CGE_SHOCK_stocks: return b->stocks[i][0] != 0;
  case SC_CGE_SHOCK_subsistence:
    for (int c = 0; c < C; c++) there |= b->subsistence[c * H + i][0] > 0;
    return there;
  case SC_CGE_SHOCK_government: return any(b->government, C);
  case SC_CGE_SHOCK_saving: return any(b->saving, H);
  case SC_CGE_SHOCK_direct_tax: return any(b->direct_tax, H);
  case SC_CGE_SHOCK_government_saving: return model->revenue > 0;
  case SC_CGE_SHOCK_investment: case SC_CGE_SHOCK_foreign_saving: return model->investment > 0;
  default: return 1;
  }
}

/* What would have to be there. */
static const sc_text missing[SC_CGE_N_SHOCKS] = {
  [SC_CGE_SHOCK_factor_tax] = SC_TEXT("the activity does not use the factor", "该生产活动不使用此要素"),
  [SC_CGE_SHOCK_sales_tax] = SC_TEXT("the commodity is not used at home", "该商品没有国内使用"),
  [SC_CGE_SHOCK_tariff] = SC_TEXT("there are no such imports", "没有此项进口"),
  [SC_CGE_SHOCK_import_price] = SC_TEXT("there are no such imports", "没有此项进口"),
  [SC_CGE_SHOCK_export_tax] = SC_TEXT("there are no such exports", "没有此项出口"),
  [SC_CGE_SHOCK_export_price] = SC_TEXT("there are no such exports", "没有此项出口"),
  [SC_CGE_SHOCK_export_demand] = SC_TEXT("there are no such exports to a region with a demand curve (a price taker has no demand to shift)",
                                         "没有对 demand_curve 区域的此项出口（price_taker 没有可以移动的需求）"),
  [SC_CGE_SHOCK_public_purchases] = SC_TEXT("neither government nor investors buy the commodity", "政府与投资都不购买该商品"),
  [SC_CGE_SHOCK_transfers] = SC_TEXT("the SAM has no transfers of government or from abroad", "社会核算矩阵中没有政府或国外的转移支付"),
  [SC_CGE_SHOCK_government_transfers] = SC_TEXT("government gives the household nothing", "政府对该居民户没有转移支付"),
  [SC_CGE_SHOCK_outside_transfers] = SC_TEXT("the household gets nothing from abroad", "国外对该居民户没有转移支付"),
  [SC_CGE_SHOCK_stocks] = SC_TEXT("the SAM has no such changes in stocks", "社会核算矩阵中没有此项存货变动"),
  [SC_CGE_SHOCK_subsistence] = SC_TEXT("the household has no subsistence (that is part of linear_expenditure alone)", "该居民户没有基本需求（仅 linear_expenditure 有）"),
  [SC_CGE_SHOCK_government] = SC_TEXT("government buys nothing", "政府没有购买"),
  [SC_CGE_SHOCK_saving] = SC_TEXT("no household saves", "居民没有储蓄"),
  [SC_CGE_SHOCK_direct_tax] = SC_TEXT("there are no direct taxes", "没有直接税"),
  [SC_CGE_SHOCK_government_saving] = SC_TEXT("government has no revenue", "政府没有收入"),
  [SC_CGE_SHOCK_investment] = SC_TEXT("nothing is invested", "没有投资"),
  [SC_CGE_SHOCK_foreign_saving] = SC_TEXT("nothing is invested", "没有投资"),
};

static int acts(const sc_cge_model *model, const sc_cge_shock *shock)
{
  for (int i = 0; i < shock->n_members[0]; i++)
    for (int j = 0; j < shock->n_members[1]; j++)
      if (is_there(model, shock->variable, shock->member[0][i], shock->member[1][j])) return 1;
  return 0;
}

/* In a path levels grow, so that none but a rate says by itself that it stays. */
static void one_shock(const sc_cge_model *model, const sc_cge_shock *shock, int in_path, int stays, sc_report *warnings)
{
  const sc_cge_variable_row *row = &sc_cge_variable_rows[shock->variable];
  const sc_cge_periods *p = &model->periods;
  const sc_short first = sc_integer(p->base_year), last = sc_integer(p->base_year + p->count);
  for (int k = 0; k < 2; k++)
    if (shock->n_members[k] == 0) {
      SC_FAIL(warnings, CGE_IDLE_LIST, shock->where, row->name, sc_cge_set_keys[row->set[k]]);
      return;
    }
  if (!acts(model, shock))
    SC_FAIL(warnings, CGE_IDLE, shock->where, row->name, missing[shock->variable].in[SC_ZH], missing[shock->variable].in[SC_EN]);
  else if (stays && (!in_path || row->kind == SC_CGE_RATE)) SC_FAIL(warnings, CGE_IDLE_LEVEL, shock->where, row->name);
  else if (in_path && (shock->until <= p->base_year || shock->from > p->base_year + p->count))
    SC_FAIL(warnings, CGE_IDLE_YEARS, shock->where, row->name, first.s, last.s);
  else if (in_path && shock->from != INT_MIN && shock->from <= p->base_year)
    SC_FAIL(warnings, CGE_IDLE_BASE_YEAR, shock->where, row->name, first.s, sc_integer(p->base_year + 1).s);
}

sc_code sc_cge_scenario_warnings(const sc_cge_model *model, const sc_cge_scenario *scenario, int in_path, sc_report *warnings, sc_report *report)
{
  const size_t n = sc_cge_year_lanes(&model->shape);
  sc_cge_year year;
  sc_lane *now = sc_alloc(2 * n, sizeof *now), *before = now + n;
  if (now == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_scenario_warnings");
  sc_cge_year_bind(&model->shape, now, &year);
  memcpy(now, model->base_year.production_tax, n * sizeof *now);
  if (scenario->n_shocks == 0) SC_FAIL(warnings, CGE_IDLE_SCENARIO, scenario->where, scenario->id);
  for (int k = 0; k < scenario->n_shocks; k++) {
    const sc_cge_scenario one = { .id = scenario->id, .shocks = &scenario->shocks[k], .n_shocks = 1 };
    memcpy(before, now, n * sizeof *now);
    sc_cge_shocks_apply(model, &one, INT_MIN, &year, 0, report);
    one_shock(model, &scenario->shocks[k], in_path, memcmp(before, now, n * sizeof *now) == 0, warnings);
  }
  sc_free(now);
  return sc_report_code(report);
}
