/* jacobian_lanes.c - derivatives of the equations where the year stands. Differentials per activity: work.h. A row collects
 * weights on users' prices (by_user) and on prices of inputs (by_input), which are spread over home prices and the exchange
 * rate at the end: d l_pQ = share_home d l_pd + share_outside d e. */
#include "models/cge/work.h"

static int column_of(const sc_cge_work *w, int f, int a)
{
  return f == w->shape->specific[a] ? w->shape->activity + a : w->shape->wage[f];
}

/* What activity a answers to prices of its factors, of its inputs, and to its own level. */
static void answers(sc_cge_work *w, int a)
{
  SC_CGE_COUNTS(w->shape)
  const int fixed = w->shape->specific[a];
  const sc_vector value = w->share_added[a], rest = 1.0 - value, top = SC_BASE(sigma_top, a), between = SC_BASE(sigma_factor, a);
  for (int f = 0; f < F; f++) {
    const sc_vector share = w->share_group[w->shape->group[f] * A + a] * w->share_factor[f * A + a];
    sc_vector level = sc_all(0.0);
    if (fixed >= 0) {   /* value added has to use what there is of the fixed factor */
      const int g = w->shape->group[fixed];
      const sc_vector inside = w->shape->group[f] == g ? w->share_factor[f * A + a] : sc_all(0.0);
      level = -between * (share - inside) - SC_BASE(sigma_group, g * A + a) * (inside - (f == fixed ? 1.0 : 0.0)) + top * rest * share;
    }
    w->activity_factor[f * A + a] = level;
    w->inputs_factor[f * A + a] = level + top * value * share;
  }
  w->activity_input[a] = fixed >= 0 ? -top * rest : sc_all(0.0);
  w->inputs_input[a] = w->activity_input[a] - top * value;
  for (int f = 0; f < F; f++) {      /* use of f: value added + sigma (pv - p of its group) + sigma_group (p of its group - p of f) */
    const int g = w->shape->group[f];
    const sc_vector within = SC_BASE(sigma_group, g * A + a);
    for (int k = 0; k < F; k++) {
      const sc_vector share = w->share_group[w->shape->group[k] * A + a] * w->share_factor[k * A + a];
      const sc_vector inside = w->shape->group[k] == g ? w->share_factor[k * A + a] : sc_all(0.0);
      w->use_factor[(f * F + k) * A + a] = w->activity_factor[k * A + a] - top * rest * share + between * (share - inside)
                                         + within * (inside - (k == f ? 1.0 : 0.0));
    }
    w->use_input[f * A + a] = w->activity_input[a] + top * rest;
  }
}

static void add_activity(const sc_cge_work *w, sc_vector *row, int a, sc_vector weight)
{
  const int A = w->shape->activities;
  for (int f = 0; f < w->shape->factors; f++) row[column_of(w, f, a)] += weight * w->activity_factor[f * A + a];
  if (w->shape->specific[a] < 0) row[w->shape->activity + a] += weight;
  if (w->shape->substitution) w->by_input[a] += weight * w->activity_input[a];
}

/* row += what prices of factors and its own level do to each activity's `answer` [F * A], times its weight. */
static void add_activities(const sc_cge_work *w, sc_vector *row, const sc_vector *weight, const sc_vector *answer)
{
  SC_CGE_COUNTS(w->shape)
  const int *specific = w->shape->specific;
  sc_vector *own = row + w->shape->activity;
  for (int f = 0; f < F; f++) {
    sc_vector mobile = sc_all(0.0);
    for (int a = 0; a < A; a++) {
      const sc_vector x = weight[a] * answer[f * A + a];
      if (f == specific[a]) own[a] += x;
      else mobile += x;
    }
    row[w->shape->wage[f]] += mobile;
  }
  for (int a = 0; a < A; a++)
    if (specific[a] < 0) own[a] += weight[a];
}

/* row += d of the use of factor f by each activity, times its weight. */
static void add_use(const sc_cge_work *w, sc_vector *row, int f, const sc_vector *weight)
{
  const int A = w->shape->activities;
  add_activities(w, row, weight, w->use_factor + f * w->shape->factors * A);
  for (int a = 0; a < A && w->shape->substitution; a++) w->by_input[a] += weight[a] * w->use_input[f * A + a];
}

static void clear_prices(sc_cge_work *w)
{
  for (int c = 0; c < w->shape->commodities; c++) w->by_user[c] = sc_all(0.0);
  if (!w->shape->substitution) return;
  for (int a = 0; a < w->shape->activities; a++) w->by_input[a] = sc_all(0.0);
}

static void clear(sc_cge_work *w, sc_vector *row)
{
  for (int j = 0; j <= w->shape->n_unknowns; j++) row[j] = sc_all(0.0);
  clear_prices(w);
}

static void spread(sc_cge_work *w, sc_vector *row)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector r = 1.0 - SC_BASE(sigma_input, 0);
  if (w->shape->substitution)
    for (int a = 0; a < A; a++) {
      const sc_vector scale = w->by_input[a] * sc_vector_exp(-r * w->l_input[a]);
      for (int c = 0; c < C; c++) w->by_user[c] += scale * w->part_input[c * A + a] * (1.0 + w->raised[c]);
    }
  for (int c = 0; c < C; c++) row[w->shape->price + c] += w->by_user[c] * w->share_home[c];
  if (w->shape->savings_follow) return;      /* the exchange rate is given */
  sc_vector rate = sc_all(0.0);
  for (int c = 0; c < C; c++) rate += w->by_user[c] * w->share_outside[c];
  row[w->shape->macro[SC_CGE_exchange_rate]] += rate;
}

static void add_supply(const sc_cge_work *w, sc_vector *row, int c, sc_vector weight)
{
  for (int k = 0; k < w->shape->makes; k++)
    if (w->shape->make_commodity[k] == c) add_activity(w, row, w->shape->make_activity[k], weight * w->part_supply[k]);
}

/* ln k and l_px of product c by supply, home price and exchange rate. */
static void transform_answers(sc_cge_work *w)
{
  for (int c = 0; c < w->shape->commodities; c++) {
    const sc_vector psi = SC_BASE(psi, c), per = w->per_slope[c];
    const sc_vector abroad = 1.0 - w->share_sales[c] - psi * w->exposed[c];      /* d pe / d e = eta / (psi + eta) */
    w->kappa_supply[c] = per;
    w->kappa_home[c] = -psi * w->share_sales[c] * per;
    w->kappa_rate[c] = -psi * abroad * per;
    w->price_supply[c] = -w->exposed[c] * w->kappa_supply[c];
    w->price_home[c] = w->share_sales[c] - w->exposed[c] * w->kappa_home[c];
    w->price_rate[c] = abroad - w->exposed[c] * w->kappa_rate[c];
  }
}

/* row := -d ln of all home use of product c. */
static void composite_row(sc_cge_work *w, sc_vector *row, int c)
{
  SC_CGE_COUNTS(w->shape)
  const sc_cge_shape *s = w->shape;
  const sc_vector per = -sc_ratio(sc_all(1.0), w->composite[c]), scale = w->cut[c] * per, sigma = SC_BASE(sigma_input, 0);
  sc_vector *weight = w->t;
  clear(w, row);
  for (int a = 0; a < A; a++) weight[a] = w->part_input[c * A + a] * w->bought_input[a] * scale;
  add_activities(w, row, weight, w->inputs_factor);
  for (int a = 0; a < A && s->substitution; a++) {
    w->by_input[a] += weight[a] * (w->inputs_input[a] + sigma);
    w->by_user[c] -= weight[a] * sigma;
  }
  for (int h = 0; h < H; h++) {
    const sc_vector q = SC_BASE(sigma_home, h), bought = w->home_free[c * H + h] * per, part = bought * q;
    for (int k = 0; k < C; k++) w->by_user[k] += part * w->home_share[k * H + h];
    w->by_user[c] -= part;
    row[s->utility + h] += part * w->home_slope[h] + (bought - part) * SC_BASE(slope, c * H + h);
  }
  const sc_vector g = w->government[c] * per, i = w->investment[c] * per;
  if (!s->fixed_baskets) {
    const sc_vector of_g = g * SC_BASE(sigma_government, 0), of_i = i * SC_BASE(sigma_investment, 0);
    for (int k = 0; k < C; k++) w->by_user[k] += of_g * w->government_share[k] + of_i * w->investment_share[k];
    w->by_user[c] -= of_g + of_i;
  }
  row[s->macro[SC_CGE_government]] += g;
  row[s->macro[SC_CGE_investment]] += i;
  spread(w, row);
}

/* Of the equation that belongs to a column. */
static sc_vector *row_of(sc_cge_work *w, int column) { return w->jacobian + sc_cge_row(w->shape, column) * (w->shape->n_unknowns + 1); }

/* What product taxes and tariffs bring as use of product c changes; row: -d ln of its use. */
static void product_revenue(sc_cge_work *w, sc_vector *revenue, const sc_vector *row, int c)
{
  SC_CGE_COUNTS(w->shape)
  const sc_vector sigma = SC_BASE(sigma_armington, c);
  sc_vector tariffs = sc_all(0.0), tax = sc_all(0.0);
  for (int e = 0; e < E && w->shape->trade_taxes; e++) tariffs += w->import_value[c * E + e] * SC_YEAR(tariff, c * E + e) / (1.0 + SC_YEAR(tariff, c * E + e));
  if (w->shape->product_taxes)
    tax = SC_YEAR(sales_tax, c) * w->total[c] / (1.0 + SC_BASE(sales_tax, c)) * sc_vector_exp(w->l_composite[c] + w->l_armington[c]);
  const sc_vector weight = sc_select(sc_less(sc_all(0.0), w->total[c]), tariffs + tax, sc_all(0.0));
  for (int j = 0; j < N; j++) revenue[j] -= weight * row[j];
  revenue[w->shape->price + c] += (tax + tariffs * sigma) * w->share_home[c];
  revenue[w->shape->macro[SC_CGE_exchange_rate]] += tax * w->share_outside[c] + tariffs * (1.0 - sigma * w->share_home[c]);
}

/* Home markets: supply less use. */
static void markets(sc_cge_work *w, sc_vector *revenue)
{
  SC_CGE_COUNTS(w->shape)
  const int rate = w->shape->macro[SC_CGE_exchange_rate];
  for (int c = 0; c < C; c++) {
    const int price = w->shape->price + c;
    const sc_vector sigma = SC_BASE(sigma_armington, c), psi = SC_BASE(psi, c);
    const sc_mask there = sc_less(sc_all(0.0), SC_BASE(sales, c));
    sc_vector *row = row_of(w, price);
    composite_row(w, row, c);
    if (!w->shape->savings_follow) product_revenue(w, revenue, row, c);
    row[price] += w->kappa_home[c] + psi + sigma * w->share_outside[c];
    row[rate] += w->kappa_rate[c] - sigma * w->share_outside[c];
    clear_prices(w);
    add_supply(w, row, c, w->kappa_supply[c]);
    if (w->shape->substitution) spread(w, row);
    for (int j = 0; j < N && sc_bits(sc_not(there)); j++) row[j] = sc_select(there, row[j], sc_all(j == price ? 1.0 : 0.0));
  }
}

static void profits(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const int rate = w->shape->macro[SC_CGE_exchange_rate];
  for (int a = 0; a < A; a++) {
    sc_vector *row = row_of(w, w->shape->activity + a);
    const sc_vector value = w->share_added[a], rest = 1.0 - value;
    clear(w, row);
    for (int f = 0; f < F; f++)
      row[column_of(w, f, a)] += value * w->share_group[w->shape->group[f] * A + a] * w->share_factor[f * A + a];
    if (w->shape->substitution) w->by_input[a] = rest;
    else {   /* inputs in fixed proportion: the share of each in cost */
      const sc_vector scale = w->inputs_per_cost[a];
      for (int c = 0; c < C; c++) w->by_user[c] = scale * w->part_input[c * A + a] * w->user[c];
    }
    for (int k = 0; k < M; k++) {
      if (w->shape->make_activity[k] != a) continue;
      const int c = w->shape->make_commodity[k];
      row[w->shape->price + c] -= w->share_make[k] * w->price_home[c];
      row[rate] -= w->share_make[k] * w->price_rate[c];
      add_supply(w, row, c, -w->share_make[k] * w->price_supply[c]);
    }
    spread(w, row);
  }
}

/* Rows of factor incomes, d(factor income), and the factor markets. */
static void factors(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  for (int f = 0; f < F; f++) {
    sc_vector *row = w->income_row + f * R;
    const int column = w->shape->wage[f];
    clear(w, row);
    for (int a = 0; a < A; a++) row[column_of(w, f, a)] += w->paid[f * A + a];
    add_use(w, row, f, w->paid + f * A);
    if (w->shape->substitution) spread(w, row);
    if (column == N) continue;
    sc_vector *market = row_of(w, column);
    clear(w, market);
    if (w->shape->market[f] == SC_CGE_fixed_wage) {
      market[column] += 1.0;
      for (int c = 0; c < C; c++) w->by_user[c] = -w->consumer_share[c];
      spread(w, market);
      continue;
    }
    const sc_vector per = 1.0 / w->used[f];
    for (int a = 0; a < A; a++) w->t[a] = w->use[f * A + a] * per;
    add_use(w, market, f, w->t);
    if (w->shape->market[f] == SC_CGE_wage_curve) {
      const sc_vector more = w->unemployed[f] / ((1.0 - w->unemployed[f]) * SC_BASE(curve, f));
      market[column] -= more;
      for (int c = 0; c < C; c++) w->by_user[c] = more * w->consumer_share[c];
    }
    spread(w, market);
  }
}

/* Taxes on production, factors, exports and incomes join what product taxes brought; then all over revenue. */
static void revenue_row(sc_cge_work *w, sc_vector *revenue)
{
  SC_CGE_COUNTS(w->shape)
  const sc_cge_shape *s = w->shape;
  const int rate = s->macro[SC_CGE_exchange_rate];
  sc_vector *row = row_of(w, s->revenue);
  clear(w, row);
  for (int a = 0; a < A; a++) {
    const sc_vector made = SC_YEAR(production_tax, a) * w->made[a];
    add_activity(w, row, a, made);
    for (int f = 0; f < F; f++) {
      const sc_vector paid = SC_YEAR(factor_tax, f * A + a) * w->paid[f * A + a];
      row[column_of(w, f, a)] += made * w->share_added[a] * w->share_group[s->group[f] * A + a] * w->share_factor[f * A + a] + paid;
    }
    if (s->substitution) w->by_input[a] += made * (1.0 - w->share_added[a]);
    else {
      const sc_vector scale = made * w->inputs_per_cost[a];
      for (int c = 0; c < C; c++) w->by_user[c] += scale * w->part_input[c * A + a] * w->user[c];
    }
  }
  for (int f = 0; f < F; f++) {
    for (int a = 0; a < A; a++) w->t[a] = SC_YEAR(factor_tax, f * A + a) * w->paid[f * A + a];
    add_use(w, row, f, w->t);
  }
  for (int c = 0; c < C && s->trade_taxes; c++)
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      const sc_vector psi = SC_BASE(psi, c), taken = SC_YEAR(export_tax, i) / (1.0 - SC_YEAR(export_tax, i)) * w->export_value[i];
      const sc_vector of_kappa = taken * (1.0 - (1.0 + psi) * w->per_export[i]);   /* d(pe E) = (1 + psi) d pe + d ln k */
      const sc_vector of_rate = taken * (1.0 + psi) * w->rate_export[i];
      row[s->price + c] += of_kappa * w->kappa_home[c];
      row[rate] += of_rate + of_kappa * w->kappa_rate[c];
      add_supply(w, row, c, of_kappa * w->kappa_supply[c]);
    }
  spread(w, row);
  for (int h = 0; h < H; h++) {
    row[s->income + h] += w->taxed[h];
    row[s->macro[SC_CGE_direct_tax]] += w->taxed[h];
  }
  for (int f = 0; f < F; f++) {
    const sc_vector own = SC_BASE(own_government, f);
    for (int j = 0; j < N; j++) row[j] += own * w->income_row[f * R + j];
  }
  row[rate] += w->government_in[0] * sc_vector_exp(w->macro[SC_CGE_exchange_rate]);
  const sc_vector per = sc_ratio(sc_all(1.0), w->parts_revenue[0]);
  for (int j = 0; j < N; j++) row[j] = (row[j] + revenue[j]) * per;
  row[s->revenue] -= 1.0;
}

static void households(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_cge_shape *s = w->shape;
  const sc_vector consumer = sc_vector_exp(w->l_consumer[0]), exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]);
  const sc_vector thrift = sc_vector_exp(w->macro[SC_CGE_saving]);
  for (int h = 0; h < H; h++) {
    sc_vector *income = row_of(w, s->income + h), *utility = row_of(w, s->utility + h);
    const sc_vector per = 1.0 / w->parts_home[h];
    clear(w, income);
    for (int f = 0; f < F; f++) {
      const sc_vector own = SC_BASE(own_home, f * H + h) * per;
      for (int j = 0; j < N; j++) income[j] += own * w->income_row[f * R + j];
    }
    for (int k = 0; k < H; k++)
      income[s->income + k] += SC_BASE(give_home, k * H + h) * w->income[k] * per;
    income[s->macro[SC_CGE_exchange_rate]] += w->from_outside[h] * exchange * per;
    for (int c = 0; c < C; c++) w->by_user[c] = w->from_government[h] * consumer * per * w->consumer_share[c];
    spread(w, income);
    income[s->income + h] -= 1.0;
    /* spending = what is left */
    const sc_mask buys = sc_less(sc_all(0.0), w->home_total[h]);
    const sc_vector per_spending = sc_ratio(sc_all(1.0), w->spending[h]), amount = w->free_level[h] * sc_vector_exp(w->l_home[h]) * per_spending;
    clear(w, utility);
    for (int c = 0; c < C; c++)
      w->by_user[c] = w->bound_home[c * H + h] * w->user[c] * per_spending + amount * w->home_share[c * H + h];
    spread(w, utility);
    const sc_vector saved = SC_BASE(saving, h) * thrift;
    utility[s->utility + h] += amount * w->home_slope[h];
    utility[s->income + h] -= 1.0;
    utility[s->macro[SC_CGE_direct_tax]] += w->taxed[h] / w->disposable[h];
    utility[s->macro[SC_CGE_saving]] += saved / (1.0 - saved);
    for (int j = 0; j < N; j++) utility[j] = sc_select(buys, utility[j], sc_all(j == s->utility + h ? 1.0 : 0.0));
  }
}

/* Government saving: row += weight * d. */
static void add_government_saving(sc_cge_work *w, sc_vector *row, sc_vector weight)
{
  const sc_cge_shape *s = w->shape;
  const sc_vector at_prices = w->revenue0[0] * w->government_price[0] * weight;
  const sc_vector extra = at_prices * w->macro[SC_CGE_government_saving];
  row[s->revenue] += weight * SC_BASE(government_saving, 0) * w->revenue[0] * (1.0 - SC_YEAR(saving_given, 0));
  if (s->macro[SC_CGE_government_saving] == s->n_unknowns) return;
  row[s->macro[SC_CGE_government_saving]] += at_prices;
  for (int c = 0; c < s->commodities; c++) w->by_user[c] += extra * w->government_share[c];
}

static void balance_rows(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const sc_cge_shape *s = w->shape;
  const int first = N - SC_CGE_BALANCES, rate = s->macro[SC_CGE_exchange_rate];
  sc_vector *government = row_of(w, first), *investment = row_of(w, first + 1), *level = row_of(w, first + 2);
  const sc_vector exchange = sc_vector_exp(w->macro[SC_CGE_exchange_rate]), consumer = sc_vector_exp(w->l_consumer[0]);
  const sc_vector per_g = sc_ratio(sc_all(1.0), w->revenue0[0]), per_i = sc_ratio(sc_all(1.0), w->investment0[0]);
  const sc_mask state = sc_less(sc_all(0.0), w->revenue0[0]), built = sc_less(sc_all(0.0), w->investment0[0]);
  sc_vector spent = sc_all(0.0), transfers = sc_all(0.0);

  clear(w, government);
  for (int c = 0; c < C; c++) spent += w->user[c] * w->government[c];
  for (int h = 0; h < H; h++) transfers += w->from_government[h] * consumer;
  const sc_vector q = SC_BASE(sigma_government, 0);
  for (int c = 0; c < C; c++)
    w->by_user[c] = ((1.0 - q) * w->user[c] * w->government[c] + q * spent * w->government_share[c] + transfers * w->consumer_share[c]) * per_g;
  government[s->macro[SC_CGE_government]] += spent * per_g;
  government[rate] += w->government_out[0] * exchange * per_g;
  government[s->revenue] -= sc_ratio(w->revenue[0], w->revenue0[0]);
  add_government_saving(w, government, per_g);
  spread(w, government);

  clear(w, investment);
  spent = sc_all(0.0);
  for (int c = 0; c < C; c++) spent += w->user[c] * w->investment[c];
  const sc_vector r = SC_BASE(sigma_investment, 0);
  for (int c = 0; c < C; c++)
    w->by_user[c] = ((1.0 - r) * w->user[c] * w->investment[c] + (s->fixed_baskets ? sc_all(0.0) : r * spent * w->investment_share[c])
                     + w->user[c] * w->stock[c]) * per_i;
  investment[s->macro[SC_CGE_investment]] += spent * per_i;
  investment[s->macro[SC_CGE_foreign_saving]] -= exchange;
  investment[rate] -= exchange * (SC_BASE(foreign_saving, 0) * per_i + w->macro[SC_CGE_foreign_saving]);
  add_government_saving(w, investment, -per_i);
  spread(w, investment);
  for (int h = 0; h < H; h++) {
    const sc_vector saved = w->saved[h] * per_i;
    investment[s->income + h] -= saved;
    investment[s->macro[SC_CGE_saving]] -= saved;
    investment[s->macro[SC_CGE_direct_tax]] += saved * w->taxed[h] / w->disposable[h];
  }
  for (int f = 0; f < F; f++) {
    const sc_vector own = SC_BASE(own_saving, f) * per_i;
    for (int j = 0; j < N; j++) investment[j] -= own * w->income_row[f * R + j];
  }
  for (int j = 0; j < N; j++) {
    government[j] = sc_select(state, government[j], sc_all(j == first ? 1.0 : 0.0));
    investment[j] = sc_select(built, investment[j], sc_all(j == first + 1 ? 1.0 : 0.0));
  }

  clear(w, level);
  if (s->numeraire == SC_CGE_EXCHANGE_RATE) level[rate] += 1.0;
  else if (s->numeraire == SC_CGE_FACTOR_PRICE) level[s->wage[s->numeraire_factor]] += 1.0;
  else for (int c = 0; c < C; c++) w->by_user[c] = w->consumer_share[c];
  spread(w, level);
}

void SC_K(sc_cge_linearise)(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector *revenue = w->row;
  for (int j = 0; j < R; j++) revenue[j] = sc_all(0.0);
  for (int a = 0; a < A; a++) answers(w, a);
  transform_answers(w);
  markets(w, revenue);
  profits(w);
  factors(w);
  households(w);
  if (w->shape->savings_follow) return;
  revenue_row(w, revenue);
  balance_rows(w);
}
