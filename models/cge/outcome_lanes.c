/* outcome_lanes.c - the solved year as quantities, prices and accounts, with the checks that the solution did not use. */
#include "models/cge/work.h"

/* A draw that had its solution before keeps it. */
static void put(const sc_cge_work *w, sc_lane *to, sc_vector x, sc_mask settled)
{
  sc_store(*to + w->v, sc_bits(settled) == 0 ? x : sc_select(settled, sc_load(*to + w->v), x));
}
#define PUT(name, i, x) put(w, o->name + (i), (x), settled)

static void show_products(const sc_cge_work *w, sc_cge_outcome *o, sc_mask settled)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector rate = w->macro[SC_CGE_exchange_rate], per_rate = sc_vector_exp(-rate);
  for (int c = 0; c < C; c++) {
    const sc_vector home = w->y[w->shape->price + c];
    PUT(home_price, c, sc_vector_exp(home));
    PUT(user_price, c, w->user[c]);
    PUT(supply_price, c, sc_vector_exp(w->l_price[c]));
    PUT(sold, c, SC_BASE(sales, c) * sc_vector_exp(w->kappa[c] + SC_BASE(psi, c) * home));
    PUT(composite, c, w->composite[c]);
    PUT(government_bought, c, w->government[c]);
    PUT(invested, c, w->investment[c]);
    for (int h = 0; h < H; h++) PUT(bought, c * H + h, w->home_free[c * H + h] + w->bound_home[c * H + h]);
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      const sc_vector receipt = sc_vector_exp(w->l_export[i]);
      PUT(export_receipt, i, receipt);
      PUT(exported, i, w->export_value[i] / receipt);
      PUT(imported, i, w->import_value[i] * (sc_moved(w->l_import[i]) ? sc_vector_exp(-w->l_import[i] - rate) : per_rate));
    }
  }
}

static void show_activities(const sc_cge_work *w, sc_cge_outcome *o, sc_mask settled)
{
  SC_CGE_COUNTS(w->shape)
  for (int a = 0; a < A; a++) {
    const int fixed = w->shape->specific[a];
    PUT(cost, a, sc_vector_exp(w->l_cost[a]));
    PUT(factor_cost, a, sc_vector_exp(w->l_added[a]));
    PUT(rent, a, fixed >= 0 ? sc_vector_exp(w->y[w->shape->activity + a]) : sc_all(1.0));
    PUT(activity, a, SC_BASE(output, a) * sc_vector_exp(w->l_activity[a]));
    PUT(added, a, SC_BASE(value_added, a) * sc_vector_exp(w->l_value_added[a]));
    for (int f = 0; f < F; f++) PUT(use, f * A + a, w->use[f * A + a]);
  }
  for (int f = 0; f < F; f++) {
    PUT(wage, f, w->shape->wage[f] < N ? sc_vector_exp(w->y[w->shape->wage[f]]) : sc_all(1.0));
    PUT(unemployed, f, w->unemployed[f]);
  }
}

/* Gross domestic product both ways, and the balance with abroad, which no equation asked for. */
static void show_checks(const sc_cge_work *w, sc_cge_outcome *o, sc_mask settled)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]);
  sc_vector spent = sc_all(0.0), earned = sc_all(0.0), abroad = w->government_out[0] * exchange - w->government_in[0] * exchange;
  for (int c = 0; c < C; c++) {
    sc_vector final = w->government[c] + w->investment[c] + w->stock[c];
    for (int h = 0; h < H; h++) final += w->home_free[c * H + h] + w->bound_home[c * H + h];
    spent += w->user[c] * final;
    if (w->shape->product_taxes)
      earned += sc_select(sc_less(sc_all(0.0), w->total[c]),
                          SC_YEAR(sales_tax, c) * w->total[c] / (1.0 + SC_BASE(sales_tax, c)) * sc_vector_exp(w->l_composite[c] + w->l_armington[c]),
                          sc_all(0.0));
    for (int i = c * E; i < (c + 1) * E; i++) {
      sc_vector imports = w->import_value[i], exports = w->export_value[i];
      if (w->shape->trade_taxes) {
        imports /= 1.0 + SC_YEAR(tariff, i), exports /= 1.0 - SC_YEAR(export_tax, i);
        earned += imports * SC_YEAR(tariff, i) + exports * SC_YEAR(export_tax, i);
      }
      spent += exports - imports;
      abroad += imports - exports;
    }
  }
  for (int a = 0; a < A; a++) {
    earned += SC_YEAR(production_tax, a) * w->made[a];
    for (int f = 0; f < F; f++) earned += w->paid[f * A + a] * (1.0 + SC_YEAR(factor_tax, f * A + a));
  }
  for (int f = 0; f < F; f++) abroad += SC_BASE(own_outside, f) * w->factor_income[f];
  for (int h = 0; h < H; h++)
    abroad += SC_BASE(give_outside, h) * w->income[h] - w->from_outside[h] * exchange;
  abroad -= exchange * (SC_BASE(foreign_saving, 0) + w->macro[SC_CGE_foreign_saving] * w->investment0[0]);
  PUT(gdp, 0, spent);
  PUT(gdp_income, 0, earned);
  PUT(walras, 0, abroad / spent);
}

void SC_K(sc_cge_show)(sc_cge_work *w, sc_cge_outcome *o, sc_mask settled)
{
  SC_CGE_COUNTS(w->shape)
  if (!w->shape->trade_taxes) SC_K(sc_cge_trade)(w);      /* else revenue needed it */
  if (w->shape->savings_follow) SC_K(sc_cge_balance)(w);
  show_products(w, o, settled);
  show_activities(w, o, settled);
  show_checks(w, o, settled);
  for (int h = 0; h < H; h++) {
    PUT(income, h, w->income[h]);
    PUT(spending, h, w->spending[h]);
    PUT(utility, h, sc_vector_exp(w->y[w->shape->utility + h]));
  }
  PUT(revenue, 0, w->revenue[0]);
  for (int m = 0; m < SC_CGE_N_MACROS; m++) PUT(macros, m, w->macro[m]);
  PUT(consumer_price, 0, sc_vector_exp(w->l_consumer[0]));
  PUT(residual, 0, sc_largest(w->residual, N));
}
