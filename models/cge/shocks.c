/* shocks.c - scenarios: read from the file, put into a year. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "engine/lanes/scalar.h"
#include "models/cge/reading.h"

const char *const sc_cge_change_keys[SC_CGE_N_CHANGES] = { "value", "add", "percent" };

const sc_cge_variable_row sc_cge_variable_rows[SC_CGE_N_SHOCKS] = {
#define X(name, member, offset, first, second, kind, zh, en) \
  { #name, offsetof(sc_cge_year, member), offset, { SC_CGE_SET_##first, SC_CGE_SET_##second }, SC_CGE_##kind, SC_TEXT(en, zh) },
  SC_CGE_SHOCKS(X)
#undef X
};

/* What a set is called in a shock. */
const char *const sc_cge_set_keys[SC_CGE_N_SETS] = { "activity", "commodity", "factor", "household", "outside", "group" };

/* ------------------------------------------------------------------------------------------------ reading */

/* The members of one set that a shock names, all of them where it names none. */
static sc_code read_members(sc_cge_loader *loader, sc_node *node, int set, const int **members, int *n_members)
{
  const int all = loader->model->size[set];
  sc_node *named = NULL;
  const char *name = NULL;
  if (set != SC_CGE_SET_NONE) sc_node_find(node, sc_cge_set_keys[set], SC_OPTIONAL, &named, loader->report);
  const int is_list = named != NULL && (sc_node_kind_of(named) == SC_NODE_LIST || sc_node_kind_of(named) == SC_NODE_ARRAY);
  const int n = named == NULL ? all : is_list ? sc_node_length(named) : 1;
  int *list = sc_cge_take(loader, n, sizeof *list), k = 0;
  if (list == NULL) return SC_MEMORY;
  for (int i = 0; i < n; i++) {
    sc_node *one = is_list ? sc_node_at(named, i) : named;
    list[k] = i;
    if (one != NULL && sc_node_string(one, NULL, SC_REQUIRED, &name, loader->report) != SC_OK) continue;
    if (one != NULL) list[k] = sc_cge_member(loader, one, name, set);
    if (list[k] >= 0) k++;
  }
  *members = list;
  *n_members = k;
  return SC_OK;
}

static sc_code read_change(sc_cge_loader *loader, sc_node *node, sc_cge_shock *shock)
{
  int n = 0;
  for (int c = 0; c < SC_CGE_N_CHANGES; c++) {
    if (sc_node_child(node, sc_cge_change_keys[c]) == NULL) continue;
    n++;
    shock->change = (sc_cge_change)c;
    sc_node_number(node, sc_cge_change_keys[c], SC_REQUIRED, -INFINITY, INFINITY, &shock->amount, loader->report);
  }
  return n == 1 ? SC_OK : SC_FAIL(loader->report, CGE_SHOCK_CHANGE, sc_node_where(node), sc_integer(n).s);
}

static sc_code read_shock(sc_cge_loader *loader, sc_node *node, sc_cge_shock *shock)
{
  const sc_cge_model *model = loader->model;
  const char *names[SC_CGE_N_SHOCKS];
  int which = -1;
  *shock = (sc_cge_shock){ .change = SC_CGE_PERCENT, .from = INT_MIN, .until = INT_MAX, .where = sc_node_where(node) };
  for (int v = 0; v < SC_CGE_N_SHOCKS; v++) names[v] = sc_cge_variable_rows[v].name;
  sc_node_choice(node, "variable", SC_REQUIRED, names, SC_CGE_N_SHOCKS, &which, loader->report);
  read_change(loader, node, shock);
  sc_node_int(node, "from", SC_OPTIONAL, 0, 9999, &shock->from, loader->report);
  sc_node_int(node, "until", SC_OPTIONAL, 0, 9999, &shock->until, loader->report);
  if (shock->from > shock->until)
    SC_FAIL(loader->report, YEAR_ORDER, sc_cge_at(loader, node, "until"), sc_integer(shock->until).s, sc_integer(shock->from).s, "from");
  if (which < 0) {           /* whatever set it names would be legal for some variable */
    for (int s = 0; s < SC_CGE_N_SETS; s++) sc_node_child(node, sc_cge_set_keys[s]);
    return SC_OK;
  }
  const sc_cge_variable_row *row = &sc_cge_variable_rows[which];
  shock->variable = (sc_cge_variable)which;
  if (row->member == offsetof(sc_cge_year, macro) && sc_cge_is_free(model, (sc_cge_macro)row->offset))
    SC_FAIL(loader->report, CGE_SHOCK_FREE, sc_cge_at(loader, node, "variable"), row->name);
  if (which == SC_CGE_SHOCK_exchange_rate && model->shape.numeraire == SC_CGE_EXCHANGE_RATE)
    SC_FAIL(loader->report, CGE_SHOCK_FREE, sc_cge_at(loader, node, "variable"), row->name);
  for (int k = 0; k < 2; k++) SC_TRY(read_members(loader, node, row->set[k], &shock->member[k], &shock->n_members[k]));
  loader->model->shape.product_taxes |= which == SC_CGE_SHOCK_sales_tax;
  loader->model->shape.trade_taxes |= which == SC_CGE_SHOCK_tariff || which == SC_CGE_SHOCK_export_tax;
  return SC_OK;
}

static sc_code read_scenario(sc_cge_loader *loader, sc_node *node, sc_cge_scenario *scenario)
{
  sc_node *list = NULL;
  scenario->id = sc_node_name(node);
  scenario->where = sc_node_where(node);
  scenario->text = (sc_text){ { scenario->id, scenario->id } };
  if (strcmp(scenario->id, SC_CGE_NO_SHOCKS) == 0) SC_FAIL(loader->report, CGE_SCENARIO_NAME, sc_node_where(node), scenario->id);
  sc_node_text(node, "title", SC_OPTIONAL, &scenario->text, loader->report);
  sc_node_list(node, "shocks", SC_REQUIRED, &list, loader->report);
  sc_cge_shock *shocks = sc_cge_take(loader, sc_node_length(list), sizeof *shocks);
  if (shocks == NULL) return SC_MEMORY;
  for (int k = 0; k < sc_node_length(list); k++) SC_TRY(read_shock(loader, sc_node_at(list, k), &shocks[k]));
  scenario->shocks = shocks;
  scenario->n_shocks = sc_node_length(list);
  return SC_OK;
}

/* Every scenario once, to see that its levels are legal. */
static sc_code try_all(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_cge_year year;
  const size_t n = sc_cge_year_lanes(&model->shape);
  sc_lane *block = sc_alloc(n, sizeof *block);
  if (block == NULL) return SC_FAIL(loader->report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_model");
  sc_cge_year_bind(&model->shape, block, &year);
  for (int s = 0; s < model->n_scenarios; s++) {
    memcpy(block, model->memory + sc_cge_base_lanes(&model->shape), n * sizeof *block);
    sc_cge_shocks_apply(model, &model->scenarios[s], INT_MIN, &year, 0, loader->report);
  }
  sc_free(block);
  return SC_OK;
}

sc_code sc_cge_read_scenarios(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  const int before = loader->report->n;
  sc_node *group = NULL;
  for (int c = 0; c < model->shape.commodities; c++) model->shape.product_taxes |= model->base.sales_tax[c][0] != 0;
  for (int k = 0; k < model->shape.commodities * model->shape.outside; k++)
    model->shape.trade_taxes |= model->base.tariff[k][0] != 0 || model->base.export_tax[k][0] != 0;
  sc_node_group(loader->root, "scenarios", SC_OPTIONAL, &group, loader->report);
  model->n_scenarios = sc_node_length(group);
  model->scenarios = sc_cge_take(loader, model->n_scenarios, sizeof *model->scenarios);
  if (model->scenarios == NULL) return SC_MEMORY;
  for (int s = 0; s < model->n_scenarios; s++) SC_TRY(read_scenario(loader, sc_node_at(group, s), &model->scenarios[s]));
  return before == 0 && loader->report->n == 0 ? try_all(loader) : SC_OK;
}

/* -------------------------------------------------------------------------------------------------- years */

static double base_amount(const sc_cge_model *model, sc_cge_variable variable)
{
  return variable == SC_CGE_SHOCK_foreign_saving ? model->base.foreign_saving[0][0] : model->base.government_saving[0][0] * model->revenue;
}

static double unit_amount(const sc_cge_model *model, sc_cge_variable variable)
{
  return variable == SC_CGE_SHOCK_foreign_saving ? model->investment : model->revenue;
}

static double changed(const sc_cge_shock *shock, double level)
{
  switch (shock->change) {
  case SC_CGE_VALUE: return shock->amount;
  case SC_CGE_ADD: return level + shock->amount;
  default: return level * (1 + shock->amount / 100);
  }
}

/* What a number of the year stands for, as level; `trend` is the other factor of a LEVEL. */
static double level_of(const sc_cge_model *model, const sc_cge_shock *shock, double x, double trend)
{
  switch (sc_cge_variable_rows[shock->variable].kind) {
  case SC_CGE_RATE: return x;
  case SC_CGE_INDEX: return sc_exp(x);
  case SC_CGE_LEVEL: return trend * (1 + x);
  default: return base_amount(model, shock->variable) + x * unit_amount(model, shock->variable);
  }
}

static double number_of(const sc_cge_model *model, const sc_cge_shock *shock, double level, double trend)
{
  const double unit = unit_amount(model, shock->variable);
  switch (sc_cge_variable_rows[shock->variable].kind) {
  case SC_CGE_RATE: return level;
  case SC_CGE_INDEX: return sc_log(level);
  case SC_CGE_LEVEL: return level / trend - 1;
  default: return unit > 0 ? (level - base_amount(model, shock->variable)) / unit : 0;
  }
}

static sc_code change_one(const sc_cge_model *model, const sc_cge_shock *shock, sc_cge_year *to, int lane, double *x, sc_report *report)
{
  const sc_cge_variable_row *row = &sc_cge_variable_rows[shock->variable];
  const double trend = sc_exp(shock->variable == SC_CGE_SHOCK_stocks ? to->stocks[0][lane] : to->transfers[0][lane]);
  const double after = changed(shock, level_of(model, shock, *x, trend)), least = row->kind == SC_CGE_RATE ? -1 : 0;
  const double most = shock->variable == SC_CGE_SHOCK_export_tax ? 1 : INFINITY;
  if ((row->kind == SC_CGE_RATE || row->kind == SC_CGE_INDEX) && !(after > least && after < most))
    return SC_FAIL(report, CGE_SHOCK_RANGE, shock->where, row->name, sc_number(after).s, sc_number(least).s, most < 2 ? "1" : "inf");
  *x = number_of(model, shock, after, trend);
  if (shock->variable == SC_CGE_SHOCK_government_saving) to->saving_given[0][lane] = 1;
  return SC_OK;
}

/* The supply of a factor that does not move is that of each activity which has it. */
static sc_code change_fixed(const sc_cge_model *model, const sc_cge_shock *shock, int factor, sc_cge_year *to, int lane, sc_report *report)
{
  for (int a = 0; a < model->shape.activities; a++)
    if (model->shape.specific[a] == factor) SC_TRY(change_one(model, shock, to, lane, &to->fixed[a][lane], report));
  return SC_OK;
}

static sc_code apply(const sc_cge_model *model, const sc_cge_shock *shock, sc_cge_year *to, int lane, sc_report *report)
{
  const sc_cge_variable_row *row = &sc_cge_variable_rows[shock->variable];
  sc_lane *const *list = (sc_lane *const *)(const void *)((const char *)to + row->member);
  for (int i = 0; i < shock->n_members[0]; i++) {
    const int first = shock->member[0][i];
    if (shock->variable == SC_CGE_SHOCK_sector_factor && model->shape.specific[first] < 0)
      return SC_FAIL(report, CGE_SHOCK_NO_FIXED, shock->where, model->name[SC_CGE_SET_ACTIVITY][first]);
    if (shock->variable == SC_CGE_SHOCK_factor_supply && !model->shape.mobile[first]) {
      SC_TRY(change_fixed(model, shock, first, to, lane, report));
      continue;
    }
    for (int j = 0; j < shock->n_members[1]; j++) {
      const int at = row->offset + first * model->size[row->set[1]] + shock->member[1][j];
      SC_TRY(change_one(model, shock, to, lane, &(*list)[at][lane], report));
    }
  }
  return SC_OK;
}

sc_code sc_cge_shocks_apply(const sc_cge_model *model, const sc_cge_scenario *scenario, int year, sc_cge_year *to, int lane, sc_report *report)
{
  for (int k = 0; k < scenario->n_shocks; k++) {
    const sc_cge_shock *shock = &scenario->shocks[k];
    if (year != INT_MIN && (year < shock->from || year > shock->until)) continue;
    SC_TRY(apply(model, shock, to, lane, report));
  }
  return SC_OK;
}
