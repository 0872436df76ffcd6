#include <string.h>

#include "models/satellite/parts.h"

static void add(sc_lane sum, const sc_lane x) { SC_EACH_LANE(l) sum[l] += x[l]; }

static void total_capital(sc_lane sum, const sc_economy *e)
{
  sc_lane_fill(sum, 0);
  for (int j = 0; j < e->n; j++) add(sum, e->capital[j]);
}

/* Shares of GDP at current prices, and the volume of industry. */
static void level(sc_satellite *restrict s, const sc_economy *e)
{
  sc_national *n = &s->national;
  for (int g = 0; g < SC_N_GROUPS; g++) sc_lane_fill(n->share[g], 0);
  sc_lane_fill(n->industry_volume, 0);
  for (int j = 0; j < e->n; j++) {
    add(n->share[s->roles.group[j]], e->value_added[j]);
    if (s->roles.group[j] == SC_SEC && j != s->roles.construction) add(n->industry_volume, e->volume[j]);
  }
  for (int g = 0; g < SC_N_GROUPS; g++)
    SC_EACH_LANE(l) n->share[g][l] /= e->gdp[l];
}

/* What next year's growth rates are measured from. */
static void keep(sc_national *n, const sc_economy *e)
{
  memcpy(n->last_value_added, e->value_added, (size_t)e->n * sizeof(sc_lane));
  memcpy(n->last_volume, e->volume, (size_t)e->n * sizeof(sc_lane));
  memcpy(n->last_labour, e->labour, sizeof(sc_lane));
  memcpy(n->last_human_capital, e->human_capital, sizeof(sc_lane));
  total_capital(n->last_capital, e);
  SC_EACH_LANE(l) n->last_wage[l] = e->wage[l] / e->consumer_price[l];
}

/* Laspeyres volumes at previous-year prices: sum_j VA_j,t-1 (v_jt / v_j,t-1) / sum_j VA_j,t-1 - 1. */
static void growth_by_group(sc_satellite *restrict s, const sc_economy *e)
{
  sc_national *n = &s->national;
  sc_lane now[SC_N_GROUPS], last[SC_N_GROUPS];
  memset(now, 0, sizeof now);
  memset(last, 0, sizeof last);
  for (int j = 0; j < e->n; j++) {
    const sc_group g = s->roles.group[j];
    SC_EACH_LANE(l) {
      now[g][l] += n->last_value_added[j][l] * (e->volume[j][l] / n->last_volume[j][l]);
      last[g][l] += n->last_value_added[j][l];
    }
  }
  for (int g = 0; g < SC_N_GROUPS; g++)
    SC_EACH_LANE(l) n->growth[g][l] = last[g][l] > 0 ? now[g][l] / last[g][l] - 1 : 0;
  SC_EACH_LANE(l)
    n->services_growth[l] = (now[SC_TSV][l] + now[SC_MSV][l]) / (last[SC_TSV][l] + last[SC_MSV][l]) - 1;
}

void SC_K(sc_national_start)(sc_satellite *restrict s, const sc_year *now)
{
  sc_national *n = &s->national;
  const sc_base *base = now->drive->base;
  memset(n, 0, sizeof *n);
  level(s, now->economy);
  keep(n, now->economy);
  sc_lane_fill(n->income_index, 1);
  memcpy(n->industry_2020, n->industry_volume, sizeof(sc_lane));
  SC_EACH_LANE(l) n->modern_odds_2020[l] = n->share[SC_MSV][l] / n->share[SC_TSV][l];

  sc_lane factor_cost;
  sc_lane_fill(factor_cost, 0);
  for (int j = 0; j < base->n; j++)
    SC_EACH_LANE(l) {
      const double at_factor_cost = base->value_added[j][l] * (1 - base->tax[j][l]);
      factor_cost[l] += at_factor_cost;
      n->labour_weight[l] += at_factor_cost * base->labour_share[j][l];
    }
  SC_EACH_LANE(l) n->labour_weight[l] /= factor_cost[l];
}

void SC_K(sc_national_step)(sc_satellite *restrict s, const sc_year *now)
{
  sc_national *n = &s->national;
  const sc_economy *e = now->economy;
  level(s, e);
  growth_by_group(s, e);

  sc_lane capital;
  total_capital(capital, e);
  SC_EACH_LANE(l) {
    const double g = e->gdp_growth[l], labour = e->labour[l] / n->last_labour[l] - 1, k = capital[l] / n->last_capital[l] - 1;
    const double h = e->human_capital[l] / n->last_human_capital[l] - 1, theta = n->labour_weight[l];
    n->labour_growth[l] = labour;
    n->capital_growth[l] = k;
    n->wage_growth[l] = e->wage[l] / e->consumer_price[l] / n->last_wage[l] - 1;
    n->productivity_growth[l] = (1 + g) / (1 + labour) - 1;
    n->tfp_growth[l] = g - (1 - theta) * k - theta * (labour + h);
    n->income_index[l] *= 1 + e->income_growth[l];
  }
  keep(n, e);
}
