/* equations_lanes.c - all equations of the year where its unknowns stand: cge.h, in the order of its essay. */
#include "models/cge/work.h"

static void unknowns(sc_cge_work *w)
{
  for (int m = 0; m < SC_CGE_N_MACROS; m++)
    w->macro[m] = w->shape->macro[m] < w->shape->n_unknowns ? w->y[w->shape->macro[m]] : SC_YEAR(macro, m);
  if (w->shape->savings_follow) w->macro[SC_CGE_exchange_rate] = SC_YEAR(numeraire, 0);
  else w->revenue[0] = w->revenue0[0] * sc_vector_exp(w->y[w->shape->revenue]);
}

/* Transcendental functions run over whole lists, so that the processor works on several at a time. */
static void all_expm1(sc_vector *x, int n) { for (int i = 0; i < n; i++) x[i] = sc_vector_expm1(x[i]); }
/* log1p where 1 / (1 + x) is known and 1 + x is a sum of positive terms. What is not a number stays so in `lost`. */
static void all_log1p(sc_vector *x, const sc_vector *per, int n)
{
  for (int i = 0; i < n; i++) {
    const sc_vector u = 1.0 + x[i], lost = x[i] - (u - 1.0);
    x[i] = sc_log_normal_number(u) + lost * per[i];
  }
}
static void all_exp(sc_vector *x, int n)   { for (int i = 0; i < n; i++) x[i] = sc_vector_exp(x[i]); }
static void all_log(sc_vector *x, int n)   { for (int i = 0; i < n; i++) x[i] = sc_vector_log(x[i]); }

/* 1 / x: a division takes as long as a dozen products, so that four numbers share one. For numbers near 1. */
static void all_reciprocals(sc_vector *x, int n)
{
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    const sc_vector first = x[i] * x[i + 1], second = x[i + 2] * x[i + 3], per = 1.0 / (first * second);
    const sc_vector per_first = per * second, per_second = per * first, even = x[i], odd = x[i + 2];
    x[i] = per_first * x[i + 1], x[i + 1] = per_first * even;
    x[i + 2] = per_second * x[i + 3], x[i + 3] = per_second * odd;
  }
  for (; i < n; i++) x[i] = 1.0 / x[i];
}

static void users(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector rate = w->macro[SC_CGE_exchange_rate];
  sc_vector *at_home = w->t, *abroad = w->t + C, *nest = w->t + 2 * C, *per = w->t + 3 * C;
  for (int c = 0; c < C; c++) {
    const sc_vector q = 1.0 - SC_BASE(sigma_armington, c);
    at_home[c] = q * w->y[w->shape->price + c];
    abroad[c] = q * (rate + w->l_outside[c]);
  }
  all_expm1(at_home, C);
  if (!w->shape->savings_follow) all_expm1(abroad, C);
  for (int c = 0; c < C; c++) {
    const sc_vector home = w->weight_home[c] * at_home[c];
    const sc_vector outside = w->weight_outside[c] * (w->shape->savings_follow ? w->outside_power[c] : abroad[c]);
    nest[c] = home + outside;
    per[c] = 1.0 + nest[c];
    w->share_home[c] = w->weight_home[c] + home;
    w->share_outside[c] = w->weight_outside[c] + outside;
  }
  all_reciprocals(per, C);
  all_log1p(nest, per, C);
  for (int c = 0; c < C; c++) {
    w->share_home[c] *= per[c];
    w->share_outside[c] *= per[c];
    w->l_armington[c] = sc_nest(nest[c], w->weight_home[c] * w->y[w->shape->price + c] + w->weight_outside[c] * (rate + w->l_outside[c]),
                                w->per_armington[c]);
    w->user[c] = w->l_user[c] = w->l_armington[c] + w->l_sales_tax[c];
  }
  all_exp(w->user, C);
  sc_vector consumer = sc_all(0.0);
  for (int c = 0; c < C; c++) {
    w->raised[c] = w->user[c] - 1.0;
    w->per_user[c] = w->user[c];
    w->cut[c] = sc_all(1.0);
    consumer += w->basket[c] * w->user[c];
  }
  all_reciprocals(w->per_user, C);
  if (w->shape->substitution) {
    const sc_vector sigma = SC_BASE(sigma_input, 0);
    for (int c = 0; c < C; c++) {
      w->raised[c] = sc_vector_expm1((1.0 - sigma) * w->l_user[c]);
      w->cut[c] = sc_vector_exp(-sigma * w->l_user[c]);
    }
  }
  w->l_consumer[0] = sc_vector_log(consumer);
  consumer = 1.0 / consumer;
  for (int c = 0; c < C; c++) w->consumer_share[c] = w->basket[c] * w->user[c] * consumer;
}

/* Prices of the factors of group g to each activity, and of the group; a group of one factor is that factor. */
static void group_prices(sc_cge_work *w, int g)
{
  SC_CGE_COUNTS(w->shape)
  const int single = sc_cge_single(w->shape, g);
  for (int f = 0; f < F; f++) {
    if (w->shape->group[f] != g) continue;
    const sc_vector wage = w->shape->wage[f] < N ? w->y[w->shape->wage[f]] : sc_all(0.0);
    for (int a = 0; a < A; a++) {
      const int i = f * A + a;
      w->l_factor[i] = w->l_factor_tax[i] + (f == w->shape->specific[a] ? w->y[w->shape->activity + a] : wage);
      if (!single) continue;
      w->l_group[g * A + a] = w->part_factor[i] * w->l_factor[i];
      w->share_factor[i] = sc_all(1.0);
    }
  }
  for (int a = 0; a < A && !single; a++) {
    const int k = g * A + a;
    const sc_vector q = 1.0 - SC_BASE(sigma_group, k);
    sc_vector sum = sc_all(0.0), mean = sc_all(0.0);
    for (int f = 0; f < F; f++) {
      const int i = f * A + a;
      if (w->shape->group[f] != g) continue;
      w->share_factor[i] = sc_vector_expm1(q * w->l_factor[i]);
      mean += w->part_factor[i] * w->l_factor[i];
      sum += w->part_factor[i] * w->share_factor[i];
    }
    w->l_group[k] = sc_nest(sc_vector_log1p(sum), mean, sc_per_power(q));
    for (int f = 0; f < F; f++) {
      const int i = f * A + a;
      if (w->shape->group[f] == g) w->share_factor[i] = w->part_factor[i] * (1.0 + w->share_factor[i]) / (1.0 + sum);
    }
  }
}

/* Prices of value added. */
static void added_prices(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector *nest = w->t, *per = w->t + A;
  for (int g = 0; g < G; g++) group_prices(w, g);
  for (int g = 0; g < G; g++)
    for (int a = 0; a < A; a++) w->share_group[g * A + a] = (1.0 - SC_BASE(sigma_factor, a)) * w->l_group[g * A + a];
  all_expm1(w->share_group, G * A);
  for (int a = 0; a < A; a++) {
    sc_vector raised = sc_all(0.0);
    for (int g = 0; g < G; g++) raised += w->part_group[g * A + a] * w->share_group[g * A + a];
    nest[a] = raised;
    per[a] = 1.0 + raised;
  }
  all_reciprocals(per, A);
  all_log1p(nest, per, A);
  for (int a = 0; a < A; a++) {
    sc_vector plain = sc_all(0.0);
    for (int g = 0; g < G; g++) {
      const int k = g * A + a;
      plain += w->part_group[k] * w->l_group[k];
      w->share_group[k] = w->part_group[k] * (1.0 + w->share_group[k]) * per[a];
    }
    w->l_added_nest[a] = sc_nest(nest[a], plain, w->per_added[a]);
    w->l_added[a] = w->l_added_nest[a] - SC_YEAR(tfp, a);
  }
}

/* ln of factor f bought for a unit of value added, less tfp. */
static sc_vector intensity(const sc_cge_work *w, int f, int a)
{
  const int A = w->shape->activities, g = w->shape->group[f] * A + a;
  return SC_BASE(sigma_factor, a) * (w->l_added_nest[a] - w->l_group[g]) + SC_BASE(sigma_group, g) * (w->l_group[g] - w->l_factor[f * A + a])
       - SC_YEAR(tfp, a);
}

/* Cost: the nest of value added and inputs. */
static void costs(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector *per = w->t + A;
  for (int a = 0; a < A; a++) w->t[a] = w->l_added[a];
  if (!w->shape->substitution) all_exp(w->t, A);
  for (int a = 0; a < A; a++) {
    const sc_vector value = w->weight_value[a], rest = 1.0 - value, q = 1.0 - SC_BASE(sigma_top, a);
    sc_vector raised = sc_all(0.0), plain = sc_all(0.0);
    for (int c = 0; c < C; c++) raised += w->part_input[c * A + a] * w->raised[c];
    if (w->shape->substitution) {
      for (int c = 0; c < C; c++) plain += w->part_input[c * A + a] * w->l_user[c];
      w->l_input[a] = sc_nest(sc_vector_log1p(raised), plain, sc_per_power(1.0 - SC_BASE(sigma_input, 0)));
      const sc_vector of_value = sc_vector_expm1(q * w->l_added[a]), of_inputs = sc_vector_expm1(q * w->l_input[a]);
      const sc_vector sum = value * of_value + rest * of_inputs;
      w->l_cost_nest[a] = sc_nest(sc_vector_log1p(sum), value * w->l_added[a] + rest * w->l_input[a], sc_per_power(q));
      w->share_added[a] = value * (1.0 + of_value) / (1.0 + sum);
    } else {          /* fixed proportions: cost is a sum */
      w->share_added[a] = value * w->t[a];
      w->l_cost_nest[a] = per[a] = w->share_added[a] + rest * (1.0 + raised);
      w->inputs_per_cost[a] = rest;
      w->made[a] = SC_BASE(output, a) * w->l_cost_nest[a];
      w->l_input[a] = sc_all(0.0);
    }
  }
  if (!w->shape->substitution) {
    all_reciprocals(per, A);
    all_log(w->l_cost_nest, A);
    for (int a = 0; a < A; a++) w->share_added[a] *= per[a], w->inputs_per_cost[a] *= per[a];
  }
  for (int a = 0; a < A; a++) w->l_cost[a] = w->l_cost_nest[a] - SC_YEAR(efficiency, a);
}

/* Output, inputs and value added of activity a. */
static void quantities(sc_cge_work *w, int a)
{
  const int fixed = w->shape->specific[a];
  const sc_vector top = SC_BASE(sigma_top, a), to_value = top * (w->l_cost_nest[a] - w->l_added[a]) - SC_YEAR(efficiency, a);
  if (fixed >= 0) {
    w->l_value_added[a] = SC_YEAR(fixed, a) - intensity(w, fixed, a);
    w->l_activity[a] = w->l_value_added[a] - to_value;
  } else {
    w->l_activity[a] = w->y[w->shape->activity + a];
    w->l_value_added[a] = w->l_activity[a] + to_value;
  }
  w->l_inputs[a] = w->l_activity[a] - SC_YEAR(efficiency, a);
  if (w->shape->substitution) {
    w->l_inputs[a] += top * (w->l_cost_nest[a] - w->l_input[a]) + SC_BASE(sigma_input, 0) * w->l_input[a];
    w->made[a] = SC_BASE(output, a) * sc_vector_exp(w->l_cost[a] + w->l_activity[a] - w->l_inputs[a]);
  }
  w->bought_input[a] = w->l_inputs[a];
}

/* What activities pay for factor f: by Euler's theorem each factor gets its share. */
static void payments(sc_cge_work *w, int f)
{
  const int A = w->shape->activities;
  sc_vector income = sc_all(0.0), used = sc_all(0.0);
  const sc_vector per_wage = w->shape->wage[f] < w->shape->n_unknowns ? sc_vector_exp(-w->y[w->shape->wage[f]]) : sc_all(1.0);
  for (int a = 0; a < A; a++) {
    const int k = f * A + a;
    w->paid[k] = w->made[a] * w->share_added[a] * w->share_group[w->shape->group[f] * A + a] * w->share_factor[k] * w->after_tax[k];
    w->use[k] = f == w->shape->specific[a] ? w->net_factor[k] * w->fixed_level[a] : w->paid[k] * per_wage;
    income += w->paid[k];
    used += w->use[k];
  }
  w->factor_income[f] = income;
  w->used[f] = used;
}

static void activities(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  added_prices(w);
  costs(w);
  for (int a = 0; a < A; a++) quantities(w, a);
  all_exp(w->bought_input, A);
  for (int a = 0; a < A; a++) {
    w->made[a] *= w->bought_input[a];
    w->bought_input[a] *= w->inputs[a];
  }
  for (int f = 0; f < F; f++) payments(w, f);
}

/* ln k of each product, so that what is made is sold at home and abroad: a Newton step and what is left of it to first order. */
static void transform(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector rate = w->macro[SC_CGE_exchange_rate], *home = w->y + w->shape->price;
  sc_vector *raised_home = w->t, *part = w->t + C, *nest = part + C * E, *per = nest + C;
  for (int c = 0; c < C; c++) {       /* from where the last step was taken, to first order */
    w->kappa[c] = w->kappa_start[c]
                + ((w->l_supply[c] - w->made_start[c]) - w->pass_start[c] * (home[c] - w->home_start[c])) * w->slope_start[c];
    raised_home[c] = (1.0 + SC_BASE(psi, c)) * home[c];
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      w->l_export[i] = w->l_abroad[i] - w->per_export[i] * w->kappa[c];
      if (!w->shape->savings_follow) w->l_export[i] += w->rate_export[i] * rate;
      part[i] = (1.0 + SC_BASE(psi, c)) * w->l_export[i];
    }
  }
  all_expm1(raised_home, C + C * E);
  for (int c = 0; c < C; c++) {
    sc_vector sum = w->supply_home[c] * raised_home[c], exposed = sc_all(0.0);
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      const sc_vector raised = w->supply_out[i] * part[i];
      sum += raised;
      exposed += (w->supply_out[i] + raised) * w->per_export[i];
    }
    nest[c] = sum;
    per[c] = 1.0 + sum;
    w->exposed[c] = exposed;
    w->per_slope[c] = per[c] - SC_BASE(psi, c) * exposed;
  }
  all_reciprocals(w->per_slope, C);
  for (int c = 0; c < C; c++) w->per_slope[c] *= per[c];
  all_reciprocals(per, C);
  all_log1p(nest, per, C);
  for (int c = 0; c < C; c++) {
    const sc_vector psi = SC_BASE(psi, c), price = nest[c] * w->per_transform[c];
    const sc_vector move = (w->l_supply[c] - w->kappa[c] - psi * price) * w->per_slope[c];
    w->share_sales[c] = w->supply_home[c] * (1.0 + raised_home[c]) * per[c];
    w->exposed[c] *= per[c];
    for (int e = 0; e < E; e++) w->l_export[c * E + e] -= move * w->per_export[c * E + e];
    w->l_price[c] = price - w->exposed[c] * move;
    w->kappa[c] += move;
    w->kappa_gap[c] = move;
  }
}

static void sales(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const int single = w->shape->single_maker;
  for (int c = 0; c < C; c++) w->l_supply[c] = sc_all(0.0);
  for (int k = 0; k < M; k++) {
    const int a = w->shape->make_activity[k], c = w->shape->make_commodity[k];
    if (single) w->l_supply[c] = w->l_activity[a], w->part_supply[k] = sc_all(1.0);
    else w->l_supply[c] += w->part_supply[k] = w->part_make[k] * sc_vector_exp(w->l_activity[a]);
  }
  if (!single) {
    for (int k = 0; k < M; k++) w->part_supply[k] /= w->l_supply[w->shape->make_commodity[k]];
    for (int c = 0; c < C; c++)
      w->l_supply[c] = sc_vector_log(sc_select(sc_less(sc_all(0.0), w->l_supply[c]), w->l_supply[c], sc_all(1.0)));
  }
  transform(w);
  if (w->shape->single_product) {
    for (int k = 0; k < M; k++) w->l_receipt[w->shape->make_activity[k]] = w->l_price[w->shape->make_commodity[k]], w->share_make[k] = sc_all(1.0);
    return;
  }
  for (int a = 0; a < A; a++) w->l_receipt[a] = sc_all(0.0);
  for (int k = 0; k < M; k++) {
    w->share_make[k] = w->weight_make[k] * sc_vector_exp(w->l_price[w->shape->make_commodity[k]]);
    w->l_receipt[w->shape->make_activity[k]] += w->share_make[k];
  }
  for (int k = 0; k < M; k++) w->share_make[k] /= w->l_receipt[w->shape->make_activity[k]];
  for (int a = 0; a < A; a++) w->l_receipt[a] = sc_vector_log(w->l_receipt[a]);
}

/* Spending and purchases of household h at its utility. */
static void home(sc_cge_work *w, int h)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector u = w->y[w->shape->utility + h], r = 1.0 - SC_BASE(sigma_home, h);
  sc_vector raised = sc_all(0.0), plain = sc_all(0.0), slope = sc_all(0.0), bound = sc_all(0.0), *power = w->t;
  for (int c = 0; c < C; c++) {
    const sc_vector at = w->l_user[c] + SC_BASE(slope, c * H + h) * u;
    power[c] = r * at;
    plain += w->free_home[c * H + h] * at;
    bound += w->bound_home[c * H + h] * w->user[c];
  }
  all_expm1(power, C);
  for (int c = 0; c < C; c++) raised += w->free_home[c * H + h] * power[c];
  const sc_vector scale = 1.0 / (1.0 + raised);
  w->l_home[h] = sc_nest(sc_vector_log1p(raised), plain, w->per_home[h]);
  const sc_vector amount = w->free_level[h] * sc_vector_exp(w->l_home[h]);
  for (int c = 0; c < C; c++) {
    const sc_vector share = w->free_home[c * H + h] * (1.0 + power[c]) * scale;
    slope += share * SC_BASE(slope, c * H + h);
    w->home_share[c * H + h] = share;
    w->home_free[c * H + h] = share * amount * w->per_user[c];
  }
  w->home_slope[h] = slope;
  w->spending[h] = bound + amount;
}

/* A basket with index ln x: quantities of each product, their shares in its value, and the price of the nest. */
static void basket(const sc_cge_work *w, const sc_vector *part, sc_vector total, sc_vector sigma, sc_vector x, sc_vector *bought,
                   sc_vector *shares, sc_vector *price)
{
  const int C = w->shape->commodities;
  const sc_vector r = 1.0 - sigma;
  sc_vector raised = sc_all(0.0), plain = sc_all(0.0);
  for (int c = 0; c < C; c++) {
    shares[c] = sc_vector_expm1(r * w->l_user[c]);
    raised += part[c] * shares[c];
    plain += part[c] * w->l_user[c];
  }
  const sc_vector nest = sc_nest(sc_vector_log1p(raised), plain, sc_per_power(r));
  const sc_vector scale = 1.0 / (1.0 + raised), amount = total * sc_vector_exp(x + nest);
  *price = sc_vector_exp(nest);
  for (int c = 0; c < C; c++) {
    shares[c] = part[c] * (1.0 + shares[c]) * scale;
    bought[c] = shares[c] * amount * w->per_user[c] * w->public_factor[c];
  }
}

/* What government and investors buy. In fixed proportions no price is needed for that. */
static void public_purchases(sc_cge_work *w)
{
  const sc_vector g = w->macro[SC_CGE_government], i = w->macro[SC_CGE_investment];
  if (w->shape->fixed_baskets) {
    const sc_vector government = w->government0[0] * sc_vector_exp(g), investment = w->investment0[0] * sc_vector_exp(i);
    for (int c = 0; c < w->shape->commodities; c++) {
      w->government[c] = w->part_government[c] * government * w->public_factor[c];
      w->investment[c] = w->part_investment[c] * investment * w->public_factor[c];
    }
    return;
  }
  basket(w, w->part_government, w->government0[0], SC_BASE(sigma_government, 0), g, w->government, w->government_share,
         w->government_price);
  basket(w, w->part_investment, w->investment0[0], SC_BASE(sigma_investment, 0), i, w->investment, w->investment_share, w->t);
}

static void purchases(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int h = 0; h < H; h++) home(w, h);
  public_purchases(w);
  for (int c = 0; c < C; c++) {
    sc_vector inputs = sc_all(0.0), q = w->government[c] + w->investment[c] + w->stock[c];
    for (int a = 0; a < A; a++) inputs += w->part_input[c * A + a] * w->bought_input[a];
    for (int h = 0; h < H; h++) q += w->home_free[c * H + h] + w->bound_home[c * H + h];
    w->composite[c] = q + inputs * w->cut[c];
    w->l_composite[c] = sc_select(sc_less(sc_all(0.0), w->total[c]), w->composite[c] * w->per_composite[c], sc_all(1.0));
  }
  all_log(w->l_composite, C);
}

/* Imports, tariff in, and receipts of exporters at the year's prices. */
void SC_K(sc_cge_trade)(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector rate = w->macro[SC_CGE_exchange_rate];
  for (int c = 0; c < C; c++) {
    const sc_vector price = w->l_outside[c] + rate;
    const sc_vector imports = w->imports[c] * sc_vector_exp(w->l_composite[c] + SC_BASE(sigma_armington, c) * (w->l_armington[c] - price) + price);
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      w->import_value[i] = imports * w->part_outside[i];
      w->export_value[i] = SC_BASE(export_, i) * sc_vector_exp(w->kappa[c] + (1.0 + SC_BASE(psi, c)) * w->l_export[i]);
    }
  }
}

static void incomes(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]), consumer = sc_vector_exp(w->l_consumer[0]);
  const sc_vector tax = sc_vector_exp(w->macro[SC_CGE_direct_tax]), thrift = sc_vector_exp(w->macro[SC_CGE_saving]);
  for (int h = 0; h < H; h++) w->income[h] = SC_BASE(income, h) * sc_vector_exp(w->y[w->shape->income + h]);
  for (int h = 0; h < H; h++) {
    sc_vector parts = w->from_government[h] * consumer + w->from_outside[h] * exchange, given = SC_BASE(give_outside, h);
    for (int f = 0; f < F; f++) parts += SC_BASE(own_home, f * H + h) * w->factor_income[f];
    for (int k = 0; k < H; k++) {
      parts += SC_BASE(give_home, k * H + h) * w->income[k];
      given += SC_BASE(give_home, h * H + k);
    }
    w->parts_home[h] = parts;
    w->taxed[h] = SC_BASE(direct_tax, h) * tax * w->income[h];
    w->disposable[h] = (1.0 - given) * w->income[h] - w->taxed[h];
    w->saved[h] = SC_BASE(saving, h) * thrift * w->disposable[h];
  }
}

static void revenue(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector revenue = w->government_in[0] * sc_vector_exp(w->macro[SC_CGE_exchange_rate]);
  for (int a = 0; a < A; a++) {
    revenue += SC_YEAR(production_tax, a) * w->made[a];
    for (int f = 0; f < F; f++) revenue += SC_YEAR(factor_tax, f * A + a) * w->paid[f * A + a];
  }
  for (int f = 0; f < F; f++) revenue += SC_BASE(own_government, f) * w->factor_income[f];
  if (w->shape->trade_taxes) SC_K(sc_cge_trade)(w);
  for (int c = 0; c < C; c++) {
    if (w->shape->product_taxes)
      revenue += SC_YEAR(sales_tax, c) * w->total[c] / (1.0 + SC_BASE(sales_tax, c)) * sc_vector_exp(w->l_composite[c] + w->l_armington[c]);
    for (int e = 0; e < E && w->shape->trade_taxes; e++) {
      const int i = c * E + e;
      const sc_vector tariff = SC_YEAR(tariff, i), taken = SC_YEAR(export_tax, i);
      revenue += w->import_value[i] * tariff / (1.0 + tariff) + w->export_value[i] * taken / (1.0 - taken);
    }
  }
  for (int h = 0; h < H; h++) revenue += w->taxed[h];
  w->parts_revenue[0] = revenue;
}

static sc_vector *residual_of(sc_cge_work *w, int column) { return w->residual + sc_cge_row(w->shape, column); }

static sc_vector log_or_zero(sc_vector x, sc_mask there) { return sc_vector_log(sc_select(there, x, sc_all(1.0))); }

/* Largest unemployment rate: beyond it a real wage has no meaning. */
static const double HIGHEST_UNEMPLOYMENT = 0.95;

static void factor_markets(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int f = 0; f < F; f++) {
    const int column = w->shape->wage[f];
    const sc_vector base = SC_BASE(unemployment, f);
    w->unemployed[f] = base;
    if (column == N) continue;
    const sc_vector real = w->y[column] - w->l_consumer[0], excess = sc_vector_log(w->used[f] * w->per_factor[f]) - SC_YEAR(supply, f);
    switch (w->shape->market[f]) {
    case SC_CGE_wage_curve:
      w->unemployed[f] = sc_vector_min(base * sc_vector_exp((SC_YEAR(real_wage, f) - real) / SC_BASE(curve, f)), sc_all(HIGHEST_UNEMPLOYMENT));
      *residual_of(w, column) = excess - sc_vector_log((1.0 - w->unemployed[f]) / (1.0 - base));
      break;
    case SC_CGE_fixed_wage: *residual_of(w, column) = real - SC_YEAR(supply, f); break;
    default: *residual_of(w, column) = excess;
    }
  }
}

/* What government has left after what it buys and gives, its saving aside; what investment needs beyond what homes save. */
static void needs(sc_cge_work *w, sc_vector *government, sc_vector *investment)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]), consumer = sc_vector_exp(w->l_consumer[0]);
  *government = w->revenue[0] - w->government_out[0] * exchange;
  *investment = -exchange * SC_BASE(foreign_saving, 0);
  for (int c = 0; c < C; c++) {
    *government -= w->user[c] * w->government[c];
    *investment += w->user[c] * (w->investment[c] + w->stock[c]);
  }
  for (int h = 0; h < H; h++) {
    *government -= w->from_government[h] * consumer;
    *investment -= w->saved[h];
  }
  for (int f = 0; f < F; f++) *investment -= SC_BASE(own_saving, f) * w->factor_income[f];
}

/* The price of government's fixed basket. */
static void fixed_price(sc_cge_work *w)
{
  const int C = w->shape->commodities;
  sc_vector price = sc_all(0.0);
  for (int c = 0; c < C; c++) price += w->part_government[c] * w->user[c];
  for (int c = 0; c < C; c++) w->government_share[c] = sc_ratio(w->part_government[c] * w->user[c], price);
  w->government_price[0] = price;
}

/* Revenue, and the balances that close the year. Where savings follow they tell them; nothing else asks for it. */
void SC_K(sc_cge_balance)(sc_cge_work *w)
{
  const sc_cge_shape *s = w->shape;
  const int first = s->n_unknowns - SC_CGE_BALANCES;
  if (s->fixed_baskets) fixed_price(w);
  const sc_vector exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]), price = w->government_price[0];
  sc_vector government, investment;
  revenue(w);
  if (s->savings_follow) w->revenue[0] = w->parts_revenue[0];
  const sc_vector by_rate = SC_BASE(government_saving, 0) * w->revenue[0];
  needs(w, &government, &investment);
  if (s->savings_follow) {
    w->macro[SC_CGE_government_saving] = sc_ratio(government - by_rate, w->revenue0[0] * price);
    w->macro[SC_CGE_foreign_saving] = sc_ratio(investment - government, w->investment0[0] * exchange);
    return;
  }
  const sc_vector extra = w->macro[SC_CGE_government_saving] * w->revenue0[0], given = SC_YEAR(saving_given, 0);
  const sc_vector amount = (SC_BASE(government_saving, 0) * w->revenue0[0] + extra) * sc_vector_exp(SC_YEAR(numeraire, 0));
  const sc_vector saved = s->macro[SC_CGE_government_saving] < s->n_unknowns ? by_rate + extra * price : by_rate + given * (amount - by_rate);
  const sc_mask state = sc_less(sc_all(0.0), w->revenue0[0]), built = sc_less(sc_all(0.0), w->investment0[0]);
  investment -= saved + exchange * w->macro[SC_CGE_foreign_saving] * w->investment0[0];
  *residual_of(w, s->revenue) = log_or_zero(w->parts_revenue[0] / sc_select(state, w->revenue0[0], sc_all(1.0)), state) - w->y[s->revenue];
  *residual_of(w, first) = sc_select(state, sc_ratio(saved - government, w->revenue0[0]), w->y[first]);
  *residual_of(w, first + 1) = sc_select(built, sc_ratio(investment, w->investment0[0]), w->y[first + 1]);
  const sc_vector level = s->numeraire == SC_CGE_EXCHANGE_RATE ? w->macro[SC_CGE_exchange_rate]
                        : s->numeraire == SC_CGE_FACTOR_PRICE ? w->y[s->wage[s->numeraire_factor]] : w->l_consumer[0];
  *residual_of(w, first + 2) = level - SC_YEAR(numeraire, 0);
}

void SC_K(sc_cge_evaluate)(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  unknowns(w);
  users(w);
  activities(w);
  sales(w);
  purchases(w);
  incomes(w);
  for (int c = 0; c < C; c++) {
    const sc_vector home = w->y[w->shape->price + c];
    const sc_vector gap = w->kappa[c] + SC_BASE(psi, c) * home - w->l_composite[c] - SC_BASE(sigma_armington, c) * (w->l_armington[c] - home);
    *residual_of(w, w->shape->price + c) = sc_select(sc_less(sc_all(0.0), SC_BASE(sales, c)), gap, home);
  }
  for (int a = 0; a < A; a++) *residual_of(w, w->shape->activity + a) = w->l_production_tax[a] + w->l_cost[a] - w->l_receipt[a];
  factor_markets(w);
  for (int h = 0; h < H; h++) {
    const sc_mask buys = sc_less(sc_all(0.0), w->home_total[h]);
    const sc_vector left = (w->disposable[h] - w->saved[h]) * sc_ratio(sc_all(1.0), w->home_total[h]);
    *residual_of(w, w->shape->income + h) = sc_vector_log(w->parts_home[h] / SC_BASE(income, h)) - w->y[w->shape->income + h];
    *residual_of(w, w->shape->utility + h) = sc_select(buys, log_or_zero(w->spending[h] * sc_ratio(sc_all(1.0), w->home_total[h]), buys) - log_or_zero(left, buys),
                                                   w->y[w->shape->utility + h]);
  }
  if (!w->shape->savings_follow) SC_K(sc_cge_balance)(w);
}
