/* measures.c - what is read off a solved year: index numbers, welfare, incomes, taxes. */
#include <math.h>
#include <stdio.h>

#include "engine/lanes/scalar.h"
#include "models/cge/solution.h"

const sc_cge_measure_row sc_cge_measure_rows[SC_CGE_N_MEASURES] = {
#define SC_CGE_MEASURE(name, group, first, second, kind, zh, en) \
  { #name, SC_CGE_GROUP_##group, { SC_CGE_SET_##first, SC_CGE_SET_##second }, SC_CGE_KIND_##kind, SC_TEXT(en, zh) },
#include "models/cge/measures.def"
#undef SC_CGE_MEASURE
};

#define OPEN(view)                                                                                                  \
  const sc_cge_model *model = (view).solution->model;                                                                 \
  const sc_cge_shape *shape = &model->shape;                                                                          \
  const sc_cge_base *b = &model->base;                                                                                \
  const sc_cge_year *y = &(view).solution->year;                                                                      \
  const sc_cge_outcome *o = &(view).solution->outcome;                                                                \
  const int l = (view).lane, A = shape->activities, C = shape->commodities, F = shape->factors, H = shape->households, E = shape->outside; \
  (void)model, (void)b, (void)y, (void)o, (void)l, (void)A, (void)C, (void)F, (void)H, (void)E;

int sc_cge_measure_size(const sc_cge_model *model, sc_cge_measure measure)
{
  const sc_cge_measure_row *row = &sc_cge_measure_rows[measure];
  return model->size[row->set[0]] * model->size[row->set[1]];
}

void sc_cge_measure_item(const sc_cge_model *model, sc_cge_measure measure, int i, char name[128])
{
  const int *set = sc_cge_measure_rows[measure].set, n = model->size[set[1]];
  name[0] = '\0';
  if (set[0] == SC_CGE_SET_NONE) return;
  const char *first = model->name[set[0]][i / n];
  if (set[1] == SC_CGE_SET_NONE) snprintf(name, 128, "%s", first);
  else snprintf(name, 128, "%.60s.%.60s", first, model->name[set[1]][i % n]);
}

/* ------------------------------------------------------------------------------------------- final goods */

static double stock(const sc_cge_base *b, const sc_cge_year *y, int c, int l) { return b->stocks[c][0] * sc_exp(y->stocks[0][l]) * (1 + y->stock_level[c][l]); }

int sc_cge_n_final(const sc_cge_model *model)
{
  return model->shape.commodities * (model->shape.households + 3 + 2 * model->shape.outside);
}

double sc_cge_total(int n, const double *price, const double *quantity)
{
  double sum = 0;
  for (int k = 0; k < n; k++) sum += price[k] * quantity[k];
  return sum;
}

/* In the order homes, government, investment, stocks, exports, imports. */
void sc_cge_final(sc_cge_view view, double *price, double *quantity)
{
  OPEN(view)
  const double rate = sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  int n = 0;
  for (int k = 0; k < C * H; k++) price[n] = o->user_price[k / H][l], quantity[n++] = o->bought[k][l];
  for (int c = 0; c < C; c++) price[n] = o->user_price[c][l], quantity[n++] = o->government_bought[c][l];
  for (int c = 0; c < C; c++) price[n] = o->user_price[c][l], quantity[n++] = o->invested[c][l];
  for (int c = 0; c < C; c++) price[n] = o->user_price[c][l], quantity[n++] = stock(b, y, c, l);
  for (int k = 0; k < C * E; k++) {
    const double before = 1 - b->export_tax[k][0];
    price[n] = o->export_receipt[k][l] * before / (1 - y->export_tax[k][l]);
    quantity[n++] = o->exported[k][l] / before;
  }
  for (int k = 0; k < C * E; k++) {
    price[n] = rate * sc_exp(y->import_price[k][l]);
    quantity[n++] = -o->imported[k][l] / (1 + b->tariff[k][0]);
  }
}

/* One of the six kinds of final goods: its value, at the year's prices or at those of the base year. */
enum { HOMES, GOVERNMENT, INVESTMENT, STOCKS, EXPORTS, IMPORTS };
static double spent(sc_cge_view view, int kind, int at_base_prices)
{
  OPEN(view)
  const double rate = sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  double sum = 0;
  for (int c = 0; c < C; c++) {
    const double price = at_base_prices ? 1 : o->user_price[c][l];
    if (kind == HOMES) for (int h = 0; h < H; h++) sum += price * o->bought[c * H + h][l];
    if (kind == GOVERNMENT) sum += price * o->government_bought[c][l];
    if (kind == INVESTMENT) sum += price * o->invested[c][l];
    if (kind == STOCKS) sum += price * stock(b, y, c, l);
    for (int e = 0; e < E; e++) {
      const int k = c * E + e;
      if (kind == EXPORTS) sum += at_base_prices ? o->exported[k][l] / (1 - b->export_tax[k][0]) : o->exported[k][l] * o->export_receipt[k][l] / (1 - y->export_tax[k][l]);
      if (kind == IMPORTS) sum += o->imported[k][l] / (1 + b->tariff[k][0]) * (at_base_prices ? 1 : rate * sc_exp(y->import_price[k][l]));
    }
  }
  return sum;
}

/* The same goods of the base year at the year's prices. */
static double base_at_prices(sc_cge_view view)
{
  OPEN(view)
  const double rate = sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  double sum = 0;
  for (int c = 0; c < C; c++) {
    double bought = b->government[c][0] + b->investment[c][0] + b->stocks[c][0];
    for (int h = 0; h < H; h++) bought += b->home[c * H + h][0];
    sum += bought * o->user_price[c][l];
    for (int e = 0; e < E; e++) {
      const int k = c * E + e;
      sum += b->export_[k][0] * o->export_receipt[k][l] / (1 - y->export_tax[k][l]);
      sum -= b->import[k][0] / (1 + b->tariff[k][0]) * rate * sc_exp(y->import_price[k][l]);
    }
  }
  return sum;
}

static double base_gdp(const sc_cge_model *model)
{
  const sc_cge_shape *shape = &model->shape;
  const sc_cge_base *b = &model->base;
  double sum = 0;
  for (int c = 0; c < shape->commodities; c++) {
    sum += b->government[c][0] + b->investment[c][0] + b->stocks[c][0];
    for (int h = 0; h < shape->households; h++) sum += b->home[c * shape->households + h][0];
    for (int e = 0; e < shape->outside; e++) {
      const int k = c * shape->outside + e;
      sum += b->export_[k][0] / (1 - b->export_tax[k][0]) - b->import[k][0] / (1 + b->tariff[k][0]);
    }
  }
  return sum;
}

static double volume(sc_cge_view view, sc_cge_measure measure)
{
  double at_base = 0, now = 0;
  for (int kind = HOMES; kind <= IMPORTS; kind++) {
    at_base += (kind == IMPORTS ? -1 : 1) * spent(view, kind, 1);
    now += (kind == IMPORTS ? -1 : 1) * spent(view, kind, 0);
  }
  const double before = base_gdp(view.solution->model), paasche = before * now / base_at_prices(view), fisher = sqrt(at_base * paasche);
  switch (measure) {
  case SC_CGE_MEASURE_gdp_laspeyres: return at_base;
  case SC_CGE_MEASURE_gdp_paasche: return paasche;
  case SC_CGE_MEASURE_gdp_fisher: return fisher;
  default: return now / fisher;
  }
}

/* Prices of exports over those of imports, both at the border and weighted by the base year. */
static double terms_of_trade(sc_cge_view view)
{
  OPEN(view)
  const double rate = sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  double sold = 0, sold0 = 0, bought = 0, bought0 = 0;
  for (int k = 0; k < C * E; k++) {
    const double out = b->export_[k][0], in = b->import[k][0] / (1 + b->tariff[k][0]);
    sold0 += out / (1 - b->export_tax[k][0]);
    sold += out * o->export_receipt[k][l] / (1 - y->export_tax[k][l]);
    bought0 += in;
    bought += in * rate * sc_exp(y->import_price[k][l]);
  }
  return sold / sold0 / (bought / bought0);
}

/* ------------------------------------------------------------------------------------------------ welfare */

/* Spending of home h that gives so many heads utility u at prices p [C] and the year's level of subsistence. */
static double spending_at(const sc_cge_model *model, int h, const double *price, int step, double u, double level, double heads)
{
  const int C = model->shape.commodities, H = model->shape.households;
  const sc_cge_base *b = &model->base;
  const double r = 1 - b->sigma_home[h][0];
  double bound = 0, whole = 0, raised = 0, plain = 0;
  for (int c = 0; c < C; c++) {
    const double gamma = b->subsistence[c * H + h][0], free = b->home[c * H + h][0] - gamma, p = price ? price[(size_t)c * (size_t)step] : 1;
    const double at = sc_log(p) + b->slope[c * H + h][0] * sc_log(u);
    bound += gamma * level * p;
    whole += free;
    raised += free * sc_exp(r * at);
    plain += free * at;
  }
  if (whole <= 0) return bound;
  return bound + heads * whole * (fabs(r) < 1e-12 ? sc_exp(plain / whole) : sc_exp(sc_log(raised / whole) / r));
}

static double equivalent_variation(sc_cge_view view, sc_cge_view against, int h)
{
  const sc_cge_model *model = view.solution->model;
  const double *price = against.solution ? &against.solution->outcome.user_price[0][against.lane] : NULL;
  const double before = against.solution ? against.solution->outcome.utility[h][against.lane] : 1;
  const double level = sc_exp(against.solution ? against.solution->year.subsistence[h][against.lane] : 0);
  const double heads = sc_exp(against.solution ? against.solution->year.heads[0][against.lane] : 0), now = view.solution->outcome.utility[h][view.lane];
  return spending_at(model, h, price, SC_LANES, now, level, heads) - spending_at(model, h, price, SC_LANES, before, level, heads);
}

static double utility_level(sc_cge_view view, int h)
{
  OPEN(view)
  double sum = 0, logs = 0;
  if (model->demand[h] != SC_CGE_DEMAND_cobb_douglas) return NAN;
  for (int c = 0; c < C; c++) sum += b->home[c * H + h][0];
  if (sum <= 0) return NAN;
  for (int c = 0; c < C; c++)
    if (b->home[c * H + h][0] > 0) logs += b->home[c * H + h][0] / sum * sc_log(o->bought[c * H + h][l]);
  return sc_exp(logs - y->heads[0][l]);
}

/* ------------------------------------------------------------------------------------------------ incomes */

static double paid(sc_cge_view view, int f, int a)
{
  OPEN(view)
  return o->use[f * A + a][l] * (shape->mobile[f] ? o->wage[f][l] : o->rent[a][l]);
}

static double factor(sc_cge_view view, sc_cge_measure measure, int f)
{
  OPEN(view)
  double used = 0, income = 0, base = 0;
  for (int a = 0; a < A; a++) {
    used += o->use[f * A + a][l];
    income += paid(view, f, a);
    base += b->factor[f * A + a][0] / (1 + b->factor_tax[f * A + a][0]);
  }
  switch (measure) {
  case SC_CGE_MEASURE_factor_use: return used;
  case SC_CGE_MEASURE_factor_price: return used > 0 ? income / used : base;
  case SC_CGE_MEASURE_real_price: return used > 0 ? income / used / o->consumer_price[0][l] : base;
  default: return income;
  }
}

static double taxes(sc_cge_view view, sc_cge_measure measure)
{
  OPEN(view)
  double sum = 0;
  for (int a = 0; a < A; a++) {
    if (measure == SC_CGE_MEASURE_production_tax) sum += y->production_tax[a][l] * o->activity[a][l] * o->cost[a][l];
    if (measure == SC_CGE_MEASURE_factor_tax)
      for (int f = 0; f < F; f++) sum += y->factor_tax[f * A + a][l] * paid(view, f, a);
  }
  for (int c = 0; c < C; c++) {
    if (measure == SC_CGE_MEASURE_sales_tax) sum += o->composite[c][l] * o->user_price[c][l] * y->sales_tax[c][l] / (1 + y->sales_tax[c][l]);
    for (int e = 0; e < E; e++) {
      const int k = c * E + e;
      const double in = o->imported[k][l] / (1 + b->tariff[k][0]) * sc_exp(o->macros[SC_CGE_exchange_rate][l] + y->import_price[k][l]);
      if (measure == SC_CGE_MEASURE_tariff) sum += y->tariff[k][l] * in;
      if (measure == SC_CGE_MEASURE_export_tax) sum += o->exported[k][l] * o->export_receipt[k][l] * y->export_tax[k][l] / (1 - y->export_tax[k][l]);
    }
  }
  return sum;
}

static double saved(sc_cge_view view, sc_cge_measure measure)
{
  OPEN(view)
  const double transfers = sc_exp(y->transfers[0][l]) * (1 + y->transfer_level[0][l]), rate = sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  double sum = 0;
  if (measure == SC_CGE_MEASURE_foreign_saving)
    return rate * (b->foreign_saving[0][0] + o->macros[SC_CGE_foreign_saving][l] * model->investment);
  if (measure == SC_CGE_MEASURE_government_saving) {
    sum = o->revenue[0][l] - spent(view, GOVERNMENT, 0) - b->government_out[0][0] * transfers * rate;
    for (int h = 0; h < H; h++) sum -= b->from_government[h][0] * transfers * (1 + y->government_transfers[h][l]) * o->consumer_price[0][l];
    return sum;
  }
  for (int h = 0; h < H; h++) {
    double given = b->give_outside[h][0];
    for (int k = 0; k < H; k++) given += b->give_home[h * H + k][0];
    sum += (1 - b->direct_tax[h][0] * sc_exp(o->macros[SC_CGE_direct_tax][l]) - given) * o->income[h][l] - o->spending[h][l];
  }
  for (int f = 0; f < F; f++) sum += b->own_saving[f][0] * factor(view, SC_CGE_MEASURE_factor_income, f);
  return sum;
}

/* ------------------------------------------------------------------------------------------------- whole */

/* A price of what there is none of in the base year is no number: nothing says how it moves. */
static double product(sc_cge_view view, sc_cge_measure measure, int c)
{
  OPEN(view)
  double sum = 0, in = b->sales[c][0], out = b->sales[c][0];
  for (int k = c * E; k < (c + 1) * E; k++) in += b->import[k][0], out += b->export_[k][0];
  switch (measure) {
  case SC_CGE_MEASURE_home_price: return b->sales[c][0] > 0 ? o->home_price[c][l] : NAN;
  case SC_CGE_MEASURE_user_price: return in > 0 ? o->user_price[c][l] : NAN;
  case SC_CGE_MEASURE_supply_price: return out > 0 ? o->supply_price[c][l] : NAN;
  case SC_CGE_MEASURE_home_sales: return o->sold[c][l];
  case SC_CGE_MEASURE_home_use: return o->composite[c][l];
  case SC_CGE_MEASURE_government_bought: return o->government_bought[c][l];
  case SC_CGE_MEASURE_invested: return o->invested[c][l];
  case SC_CGE_MEASURE_consumed:
    for (int h = 0; h < H; h++) sum += o->bought[c * H + h][l];
    return sum;
  case SC_CGE_MEASURE_exported:
    for (int e = 0; e < E; e++) sum += o->exported[c * E + e][l] / (1 - b->export_tax[c * E + e][0]);
    return sum;
  default:
    for (int e = 0; e < E; e++) sum += o->imported[c * E + e][l] / (1 + b->tariff[c * E + e][0]);
    return sum;
  }
}

static double activity(sc_cge_view view, sc_cge_measure measure, int a)
{
  OPEN(view)
  switch (measure) {
  case SC_CGE_MEASURE_output: return o->activity[a][l];
  case SC_CGE_MEASURE_value_added: return o->added[a][l];
  case SC_CGE_MEASURE_cost: return o->cost[a][l];
  case SC_CGE_MEASURE_factor_cost: return o->factor_cost[a][l];
  default: return shape->specific[a] >= 0 ? o->rent[a][l] : NAN;
  }
}

static double detail(sc_cge_view view, sc_cge_measure measure, int k)
{
  OPEN(view)
  switch (measure) {
  case SC_CGE_MEASURE_use: return o->use[k][l];
  case SC_CGE_MEASURE_purchases: return o->bought[k][l];
  case SC_CGE_MEASURE_export_receipt: return b->export_[k][0] > 0 ? o->export_receipt[k][l] : NAN;
  case SC_CGE_MEASURE_exports_to: return o->exported[k][l] / (1 - b->export_tax[k][0]);
  default: return o->imported[k][l] / (1 + b->tariff[k][0]);
  }
}

static double home(sc_cge_view view, sc_cge_view against, sc_cge_measure measure, int h)
{
  const sc_cge_outcome *o = &view.solution->outcome;
  switch (measure) {
  case SC_CGE_MEASURE_utility: return o->utility[h][view.lane];
  case SC_CGE_MEASURE_utility_level: return utility_level(view, h);
  case SC_CGE_MEASURE_equivalent_variation: return equivalent_variation(view, against, h);
  case SC_CGE_MEASURE_income: return o->income[h][view.lane];
  default: return o->spending[h][view.lane];
  }
}

static double macro(sc_cge_view view, sc_cge_measure measure)
{
  const sc_cge_outcome *o = &view.solution->outcome;
  const int l = view.lane;
  switch (measure) {
  case SC_CGE_MEASURE_gdp: return o->gdp[0][l];
  case SC_CGE_MEASURE_consumption: return spent(view, HOMES, 1);
  case SC_CGE_MEASURE_government: return spent(view, GOVERNMENT, 1);
  case SC_CGE_MEASURE_investment: return spent(view, INVESTMENT, 1);
  case SC_CGE_MEASURE_stocks: return spent(view, STOCKS, 1);
  case SC_CGE_MEASURE_exports: return spent(view, EXPORTS, 1);
  case SC_CGE_MEASURE_imports: return spent(view, IMPORTS, 1);
  case SC_CGE_MEASURE_consumer_price: return o->consumer_price[0][l];
  case SC_CGE_MEASURE_exchange_rate: return sc_exp(o->macros[SC_CGE_exchange_rate][l]);
  case SC_CGE_MEASURE_terms_of_trade: return terms_of_trade(view);
  case SC_CGE_MEASURE_revenue: return o->revenue[0][l];
  case SC_CGE_MEASURE_government_saving: case SC_CGE_MEASURE_household_saving: case SC_CGE_MEASURE_foreign_saving: return saved(view, measure);
  default: return volume(view, measure);
  }
}

static double check(const sc_cge_outcome *o, sc_cge_measure measure, int l)
{
  switch (measure) {
  case SC_CGE_MEASURE_walras: return o->walras[0][l];
  case SC_CGE_MEASURE_gdp_gap: return o->gdp_income[0][l] / o->gdp[0][l] - 1;
  case SC_CGE_MEASURE_residual: return o->residual[0][l];
  default: return o->steps[0][l];
  }
}

static double part_of_spending(sc_cge_view view, sc_cge_measure measure)
{
  const int kind = (int)measure - SC_CGE_MEASURE_consumption_value;     /* in the order of HOMES ... IMPORTS */
  return (kind == IMPORTS ? -1 : 1) * spent(view, kind, 0);
}

double sc_cge_measured(sc_cge_view view, sc_cge_view against, sc_cge_measure measure, int i)
{
  switch (sc_cge_measure_rows[measure].group) {
  case SC_CGE_GROUP_MACRO: return macro(view, measure);
  case SC_CGE_GROUP_WELFARE: return home(view, against, measure, i);
  case SC_CGE_GROUP_FACTORS:
    return measure == SC_CGE_MEASURE_unemployment ? view.solution->outcome.unemployed[i][view.lane] : factor(view, measure, i);
  case SC_CGE_GROUP_ACTIVITIES: return activity(view, measure, i);
  case SC_CGE_GROUP_PRODUCTS: return product(view, measure, i);
  case SC_CGE_GROUP_SPENT: return part_of_spending(view, measure);
  case SC_CGE_GROUP_EARNED: return measure == SC_CGE_MEASURE_factor_value ? factor(view, SC_CGE_MEASURE_factor_income, i) : taxes(view, measure);
  case SC_CGE_GROUP_CHECKS: return check(&view.solution->outcome, measure, view.lane);
  case SC_CGE_GROUP_DETAIL: return detail(view, measure, i);
  }
  return NAN;
}
