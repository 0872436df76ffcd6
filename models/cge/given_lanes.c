/* given_lanes.c - what a year's equilibrium takes as given: shares of the base year; changes of taxes, fixed amounts. */
#include "models/cge/work.h"

void SC_K(sc_cge_work_bind)(const sc_cge_shape *shape, sc_vector *memory, sc_lane *block, sc_cge_work *w)
{
  SC_CGE_COUNTS(shape)
  sc_vector *at = memory;
#define BIND(name, count) w->name = at, at += (count);
#define BIND_BASE(name, count, what) w->base.name = at, at += (count);
#define BIND_YEAR(name, count, what) w->year.name = at, at += (count);
  SC_CGE_BASE(BIND_BASE)
  SC_CGE_SHARES(BIND)
  w->jacobian = at;
  at = (sc_vector *)(void *)block;
  SC_CGE_YEAR(BIND_YEAR)
  SC_CGE_WORK(BIND)
  w->shape = shape;
}

/* Where home use comes from, and where supply goes. */
static void trade_shares(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int c = 0; c < C; c++) {
    const sc_vector sales = SC_BASE(sales, c);
    sc_vector imports = sc_all(0.0), exports = sc_all(0.0);
    for (int e = 0; e < E; e++) imports += SC_BASE(import, c * E + e), exports += SC_BASE(export_, c * E + e);
    for (int e = 0; e < E; e++) {
      const int k = c * E + e;
      w->part_import[k] = sc_ratio(SC_BASE(import, k), imports);
      w->supply_out[k] = sc_ratio(SC_BASE(export_, k), sales + exports);
      w->per_export[k] = sc_all(0.0), w->rate_export[k] = sc_all(1.0);
      if (!w->shape->demand_curve[e]) continue;
      w->per_export[k] = 1.0 / (SC_BASE(psi, c) + SC_BASE(eta, k));
      w->rate_export[k] = SC_BASE(eta, k) * w->per_export[k];
    }
    w->weight_outside[c] = sc_ratio(imports, sales + imports);
    w->weight_home[c] = sc_ratio(sales, sales + imports);
    w->imports[c] = imports;
    w->total[c] = (sales + imports) * (1.0 + SC_BASE(sales_tax, c));
    w->per_composite[c] = sc_ratio(sc_all(1.0), w->total[c]);
    w->supply_home[c] = sc_ratio(sales, sales + exports);
    w->per_supply[c] = sc_ratio(sc_all(1.0), sales + exports);
    w->per_armington[c] = sc_per_power(1.0 - SC_BASE(sigma_armington, c));
    w->per_transform[c] = 1.0 / (1.0 + SC_BASE(psi, c));
  }
}

static void production_shares(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int f = 0; f < F; f++) w->per_factor[f] = sc_all(0.0);
  for (int a = 0; a < A; a++) {
    const sc_vector added = SC_BASE(value_added, a), output = SC_BASE(output, a);
    sc_vector inputs = sc_all(0.0);
    for (int c = 0; c < C; c++) inputs += SC_BASE(input, c * A + a);
    for (int c = 0; c < C; c++) w->part_input[c * A + a] = sc_ratio(SC_BASE(input, c * A + a), inputs);
    w->inputs[a] = inputs;
    w->weight_value[a] = added / output;
    w->per_added[a] = sc_per_power(1.0 - SC_BASE(sigma_factor, a));
    for (int g = 0; g < G; g++) w->part_group[g * A + a] = sc_all(0.0);
    for (int f = 0; f < F; f++) w->part_group[w->shape->group[f] * A + a] += SC_BASE(factor, f * A + a);
    for (int f = 0; f < F; f++) {
      const int k = f * A + a;
      w->part_factor[k] = sc_ratio(SC_BASE(factor, k), w->part_group[w->shape->group[f] * A + a]);
      w->net_factor[k] = SC_BASE(factor, k) / (1.0 + SC_BASE(factor_tax, k));
      w->per_factor[f] += w->net_factor[k];
    }
    for (int g = 0; g < G; g++) w->part_group[g * A + a] = sc_ratio(w->part_group[g * A + a], added);
  }
  for (int f = 0; f < F; f++) w->per_factor[f] = sc_ratio(sc_all(1.0), w->per_factor[f]);
  for (int k = 0; k < M; k++) {
    const int a = w->shape->make_activity[k], c = w->shape->make_commodity[k];
    w->weight_make[k] = SC_BASE(make, k) / (SC_BASE(output, a) * (1.0 + SC_BASE(production_tax, a)));
    w->part_make[k] = SC_BASE(make, k) * w->per_supply[c];
  }
}

static void home_shares(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector all = sc_all(0.0);
  for (int c = 0; c < C; c++) w->basket[c] = sc_all(0.0);
  for (int h = 0; h < H; h++) {
    w->home_total[h] = w->free_total[h] = sc_all(0.0);
    for (int c = 0; c < C; c++) {
      const sc_vector home = SC_BASE(home, c * H + h);
      w->free_home[c * H + h] = home - SC_BASE(subsistence, c * H + h);
      w->home_total[h] += home;
      w->free_total[h] += w->free_home[c * H + h];
      w->basket[c] += home;
    }
    for (int c = 0; c < C; c++) w->free_home[c * H + h] = sc_ratio(w->free_home[c * H + h], w->free_total[h]);
    w->per_home[h] = sc_per_power(1.0 - SC_BASE(sigma_home, h));
    all += w->home_total[h];
  }
  for (int c = 0; c < C; c++) w->basket[c] = sc_ratio(w->basket[c], all);
}

/* Government revenue and investment, which scale what is left of their balances. */
static void public_shares(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector government = sc_all(0.0), investment = sc_all(0.0), revenue = SC_BASE(government_in, 0);
  for (int c = 0; c < C; c++) {
    government += SC_BASE(government, c);
    investment += SC_BASE(investment, c);
    revenue += w->total[c] * SC_BASE(sales_tax, c) / (1.0 + SC_BASE(sales_tax, c));
    for (int e = 0; e < E; e++) {
      const int k = c * E + e;
      revenue += SC_BASE(import, k) * SC_BASE(tariff, k) / (1.0 + SC_BASE(tariff, k))
               + SC_BASE(export_, k) * SC_BASE(export_tax, k) / (1.0 - SC_BASE(export_tax, k));
    }
  }
  for (int c = 0; c < C; c++) {
    w->part_government[c] = sc_ratio(SC_BASE(government, c), government);
    w->part_investment[c] = sc_ratio(SC_BASE(investment, c), investment);
  }
  for (int a = 0; a < A; a++) {
    revenue += SC_BASE(output, a) * SC_BASE(production_tax, a);
    for (int f = 0; f < F; f++)
      revenue += w->net_factor[f * A + a] * (SC_BASE(factor_tax, f * A + a) + SC_BASE(own_government, f));
  }
  for (int h = 0; h < H; h++) revenue += SC_BASE(direct_tax, h) * SC_BASE(income, h);
  w->government0[0] = government;
  w->revenue0[0] = revenue;
  w->investment0[0] = investment;
}

/* The lists of a struct lie one after the other, both as lanes and as vectors. */
void SC_K(sc_cge_take_base)(sc_cge_work *w, const sc_cge_base *base)
{
  const size_t n = sc_cge_base_lanes(w->shape);
  const sc_lane *from = (const sc_lane *)base->production_tax;
  for (size_t i = 0; i < n; i++) w->base.production_tax[i] = sc_load(from[i] + w->v);
  trade_shares(w);
  production_shares(w);
  home_shares(w);
  public_shares(w);
}

void SC_K(sc_cge_take_year)(sc_cge_work *w, const sc_cge_year *from, const sc_cge_year *to, double part)
{
  const size_t n = sc_cge_year_lanes(w->shape);
  const sc_lane *a = (const sc_lane *)from->production_tax, *b = (const sc_lane *)to->production_tax;
  for (size_t i = 0; i < n; i++) {
    const sc_vector end = sc_load(b[i] + w->v);
    w->year.production_tax[i] = end;
    if (part >= 1.0) continue;
    const sc_vector start = sc_load(a[i] + w->v);
    w->year.production_tax[i] = start + part * (end - start);
  }
}

/* ln (1 + t) / (1 + t0); most taxes do not change, and ln 1 is 0 */
static sc_vector change(sc_vector now, sc_vector before)
{
  if (sc_bits(sc_either(sc_less(now, before), sc_less(before, now))) == 0) return sc_all(0.0);
  return sc_vector_log((1.0 + now) / (1.0 + before));
}

/* Prices abroad move together with the exchange rate, so what a region's imports cost relative to the others is known before
 * anything is solved. Where no price changes the answer is known without work, to the same bits. */
static void relative_imports(sc_cge_work *w, int c)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector r = 1.0 - SC_BASE(sigma_import, c);
  sc_vector raised = sc_all(0.0), plain = sc_all(0.0);
  int moved = 0;
  for (int k = c * E; k < (c + 1) * E; k++) {
    w->l_import[k] = SC_YEAR(import_price, k) + change(SC_YEAR(tariff, k), SC_BASE(tariff, k));
    w->part_outside[k] = w->part_import[k];
    moved |= sc_moved(w->l_import[k]);
  }
  w->l_outside[c] = sc_all(0.0);
  if (!moved) return;
  for (int k = c * E; k < (c + 1) * E; k++) {
    w->part_outside[k] = w->part_import[k] * sc_vector_expm1(r * w->l_import[k]);
    raised += w->part_outside[k];
    plain += w->part_import[k] * w->l_import[k];
  }
  const sc_vector scale = 1.0 / (1.0 + raised);
  for (int k = c * E; k < (c + 1) * E; k++) w->part_outside[k] = (w->part_import[k] + w->part_outside[k]) * scale;   /* share of the year */
  w->l_outside[c] = sc_nest(sc_vector_log1p(raised), plain, sc_per_power(r));
}

static void trade(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int c = 0; c < C; c++) {
    relative_imports(w, c);
    for (int k = c * E; k < (c + 1) * E; k++) {
      sc_vector abroad = SC_YEAR(export_price, k) + change(-SC_YEAR(export_tax, k), -SC_BASE(export_tax, k));
      if (w->shape->savings_follow) abroad += SC_YEAR(numeraire, 0);      /* the exchange rate is given */
      w->l_abroad[k] = abroad * w->rate_export[k] + SC_YEAR(export_shift, k) * w->per_export[k];
    }
    if (w->shape->savings_follow)
      w->outside_power[c] = sc_vector_expm1((1.0 - SC_BASE(sigma_armington, c)) * (SC_YEAR(numeraire, 0) + w->l_outside[c]));
    w->l_sales_tax[c] = change(SC_YEAR(sales_tax, c), SC_BASE(sales_tax, c));
    w->public_factor[c] = sc_moved(SC_YEAR(public_shift, c)) ? sc_vector_exp(SC_YEAR(public_shift, c)) : sc_all(1.0);
  }
}

static void production(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int a = 0; a < A; a++) {
    w->fixed_level[a] = w->shape->specific[a] >= 0 ? sc_vector_exp(SC_YEAR(fixed, a)) : sc_all(1.0);
    w->l_production_tax[a] = change(SC_YEAR(production_tax, a), SC_BASE(production_tax, a));
  }
  for (int k = 0; k < F * A; k++) {
    w->after_tax[k] = sc_moved(SC_YEAR(factor_tax, k)) ? 1.0 / (1.0 + SC_YEAR(factor_tax, k)) : sc_all(1.0);
    w->l_factor_tax[k] = change(SC_YEAR(factor_tax, k), SC_BASE(factor_tax, k));
  }
}

void SC_K(sc_cge_given)(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector level = sc_vector_exp(SC_YEAR(transfers, 0)) * (1.0 + SC_YEAR(transfer_level, 0)), stocks = sc_vector_exp(SC_YEAR(stocks, 0));
  const sc_vector heads = sc_moved(SC_YEAR(heads, 0)) ? sc_vector_exp(SC_YEAR(heads, 0)) : sc_all(1.0);
  trade(w);
  production(w);
  for (int h = 0; h < H; h++) {
    const sc_vector bound = sc_vector_exp(SC_YEAR(subsistence, h));
    for (int c = 0; c < C; c++) w->bound_home[c * H + h] = SC_BASE(subsistence, c * H + h) * bound;
    w->free_level[h] = w->free_total[h] * heads;
    w->from_government[h] = SC_BASE(from_government, h) * level * (1.0 + SC_YEAR(government_transfers, h));
    w->from_outside[h] = SC_BASE(from_outside, h) * level * (1.0 + SC_YEAR(outside_transfers, h));
  }
  for (int c = 0; c < C; c++) w->stock[c] = SC_BASE(stocks, c) * stocks * (1.0 + SC_YEAR(stock_level, c));
  w->government_in[0] = SC_BASE(government_in, 0) * level;
  w->government_out[0] = SC_BASE(government_out, 0) * level;
}
