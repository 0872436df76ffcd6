/* solution_lanes.c - one year of the input-output model: prices, then orders, then what households earn and buy.
 *
 * Equations in leontief.h. One vector of draws is kept through all steps. The unknown is c = ln C; with s the substitution
 * elasticity, e_i slopes and ebar their mean, households buy h_i with d ln h_i = (s ebar + (1 - s) e_i) dc, so dx = L dh and
 *
 *   F(c) = ln E(c) - ln[ spending Yd(x) / C_0 ],     F' = ebar - sum_j (dYd / d ln x_j) (dx_j / x_j) / Yd
 */
#include "models/blocks/household.h"
#include "models/blocks/spending.h"
#include "models/leontief/leontief.h"

/* One vector of draws of the year. */
typedef struct year {
  int n;
  /* fixed by prices and plans */
  sc_vector p[SC_MAX_ACTIVITIES], purchase[SC_MAX_ACTIVITIES], log_purchase[SC_MAX_ACTIVITIES];
  sc_vector given[SC_MAX_ACTIVITIES];                       /* f_i without households                     */
  sc_vector home[SC_MAX_ACTIVITIES];                        /* local purchases for a unit of spending     */
  sc_vector budget[SC_MAX_ACTIVITIES], slope[SC_MAX_ACTIVITIES];
  sc_vector value[SC_MAX_ACTIVITIES], factors[SC_MAX_ACTIVITIES], wanted[SC_MAX_ACTIVITIES];   /* for a unit of x_j */
  sc_vector held[SC_MAX_ACTIVITIES], most[SC_MAX_ACTIVITIES];   /* L_j of last year, grown; largest L_j for a unit of x_j */
  sc_vector wage, spending, own, s_c, base_consumption;
  /* the unknown, and what follows from it */
  sc_vector c, excess, answer;                              /* F, F'                                      */
  sc_vector final[SC_MAX_ACTIVITIES], output[SC_MAX_ACTIVITIES], labour[SC_MAX_ACTIVITIES];
  sc_vector gdp, income;
} year;

static void costs(year *y, const sc_leontief *s, const sc_params *p, const sc_drive *drive, int v)
{
  const sc_blocks *b = &s->blocks;
  const sc_base *base = drive->base;
  const sc_vector pay = sc_load(s->premium + v)
                      + sc_vector_log(sc_load(s->country.human_capital + v) / sc_load(b->human_capital + v));
  const sc_vector capital = sc_vector_log1p(sc_load(drive->capital_cost[0] + v) / sc_load(s->calibration.user_cost + v));
  const sc_vector passed = sc_load(p->cost_pass_through + v);
  y->wage = sc_vector_exp(sc_load(s->log_wage + v));
  for (int j = 0; j < y->n; j++) {
    const sc_vector theta = sc_load(base->labour_share[j] + v);
    const sc_vector delta = theta * pay + (1.0 - theta) * capital - sc_load(s->lead[j] + v);
    const sc_vector price = sc_vector_exp(sc_load(b->log_outside_cost[j] + v) + passed * delta);
    y->value[j] = sc_load(base->value_added[j] + v) / sc_load(base->output[j] + v) * price;
    y->factors[j] = y->value[j] * (1.0 - sc_load(base->tax[j] + v));
    y->wanted[j] = theta * y->factors[j] * sc_vector_exp((1.0 - passed) * delta) / y->wage;
    y->most[j] = SC_LEONTIEF_WAGES * y->factors[j] / y->wage;
    y->held[j] = sc_load(s->labour[j] + v) * sc_load(s->labour_growth + v);
  }
}

static void prices(year *y, const sc_leontief *s, const sc_base *base, int v)
{
  const sc_blocks *b = &s->blocks;
  const int n = y->n;
  sc_vector cost[SC_MAX_ACTIVITIES];
  for (int k = 0; k < n; k++)
    cost[k] = sc_vector_exp(sc_load(b->log_cost[k] + v))
            * (sc_load(s->import_input[k] + v) * sc_vector_exp(sc_load(b->log_input_price[k] + v)) + y->value[k]);
  for (int j = 0; j < n; j++) {
    const sc_vector local = sc_load(base->local_household[j] + v);
    y->p[j] = sc_all(0.0);
    for (int k = 0; k < n; k++) y->p[j] += cost[k] * sc_load(s->inverse[k * n + j] + v);
    y->purchase[j] = local * y->p[j] + (1.0 - local) * sc_vector_exp(sc_load(b->log_outside_price[j] + v));
    y->log_purchase[j] = sc_vector_log(y->purchase[j]);
  }
}

/* Orders that do not depend on the year's income; returns sales abroad. */
static sc_vector orders(year *y, const sc_leontief *s, const sc_params *p, const sc_base *base, const sc_drive *drive, int v)
{
  const sc_blocks *b = &s->blocks;
  const sc_vector plan = sc_load(s->plan + v), rate = sc_load(base->investment_rate + v);
  const sc_vector invested = plan * sc_investment_rate(&s->calibration, p, drive, v) / rate, eta = sc_load(p->eta_export + v);
  sc_vector abroad = sc_all(0.0);
  for (int j = 0; j < y->n; j++) {
    const sc_vector kept = sc_vector_exp(sc_load(s->shock[j] + v)), here = kept * sc_vector_exp(sc_load(s->moved[j] + v));
    const sc_vector sold = kept * sc_vector_exp(sc_load(drive->export_level[j] + v)
                                                - eta * (sc_vector_log(y->p[j]) - sc_load(b->log_outside_price[j] + v)));
    const sc_vector world = sc_load(base->export_world[j] + v) * sc_vector_exp(sc_load(b->log_world[j] + v)) * sold;
    const sc_vector country = sc_load(base->export_country[j] + v) * sc_vector_exp(sc_load(b->log_country[j] + v)) * sold;
    const sc_vector planned = sc_load(base->government[j] + v) * plan + sc_load(base->investment[j] + v) * invested;
    y->given[j] = here * planned * sc_vector_exp(sc_load(drive->demand[j] + v)) + country + world;
    y->home[j] = here * sc_load(base->local_household[j] + v) / y->purchase[j];
    y->budget[j] = sc_load(s->calibration.budget[j] + v);
    y->slope[j] = sc_load(s->calibration.slope[j] + v);
    abroad += world;
  }
  return abroad;
}

/* What households buy at c, and with it output, employment and income; the excess of spending and its derivative. */
static void evaluate(year *y, const sc_leontief *s, int v)
{
  const int n = y->n;
  sc_vector share[SC_MAX_ACTIVITIES], gain[SC_MAX_ACTIVITIES], mean;
  sc_vector wages = sc_all(0.0), factors = sc_all(0.0), answer = sc_all(0.0);
  const sc_vector log_e = sc_household_shares(n, y->budget, y->slope, y->log_purchase, y->s_c, y->c, share, &mean);
  const sc_vector spent = y->base_consumption * sc_vector_exp(log_e);
  for (int i = 0; i < n; i++) {
    const sc_vector home = y->home[i] * share[i] * spent;
    y->final[i] = y->given[i] + home;
    gain[i] = home * (y->s_c * mean + (1.0 - y->s_c) * y->slope[i]);
  }
  y->gdp = sc_all(0.0);
  for (int i = 0; i < n; i++) {
    sc_vector x = sc_all(0.0), dx = sc_all(0.0);
    for (int j = 0; j < n; j++) {
      const sc_vector inverse = sc_load(s->inverse[i * n + j] + v);
      x += inverse * y->final[j];
      dx += inverse * gain[j];
    }
    const sc_vector kept = sc_vector_sqrt(y->held[i] * y->wanted[i] * x), most = y->most[i] * x;
    const sc_mask all = sc_less(kept, most);
    y->output[i] = x;
    y->labour[i] = sc_select(all, kept, most);
    const sc_vector pay = y->wage * y->labour[i], answers = pay * sc_select(all, sc_all(0.5), sc_all(1.0)) * (1.0 - y->own);
    y->gdp += y->value[i] * x;
    wages += pay;
    factors += y->factors[i] * x;
    answer += (answers / x + y->own * y->factors[i] + SC_TRANSFERS * y->value[i]) * dx;
  }
  y->income = wages + y->own * (factors - wages) + SC_TRANSFERS * y->gdp;
  const sc_vector log_wanted = sc_vector_log(y->spending * y->income / y->base_consumption);
  y->excess = log_e - log_wanted;
  y->answer = mean - answer / y->income;
}

static void keep(const year *y, sc_leontief *s, const sc_params *p, const sc_drive *drive, int v)
{
  sc_economy *e = &s->economy;
  const sc_base *base = drive->base;
  sc_vector basket = sc_all(0.0);
  for (int j = 0; j < y->n; j++) {
    const sc_vector x = y->output[j];
    basket += y->budget[j] * y->purchase[j];
    sc_store(e->output[j] + v, x);
    sc_store(e->volume[j] + v, sc_load(base->value_added[j] + v) / sc_load(base->output[j] + v) * x);
    sc_store(e->value_added[j] + v, y->value[j] * x);
    sc_store(e->price[j] + v, y->p[j]);
    sc_store(e->employment[j] + v, y->labour[j] / sc_load(s->calibration.labour_total + v));
    sc_store(e->rent[j] + v, (y->factors[j] * x - y->wage * y->labour[j]) / sc_load(s->blocks.capital[j] + v));
    sc_store(s->labour[j] + v, y->labour[j]);
    sc_store(s->final[j] + v, y->final[j]);
  }
  sc_store(s->log_consumption + v, y->c);
  sc_store(s->investment + v, sc_load(s->plan + v) * sc_investment_rate(&s->calibration, p, drive, v));
  sc_store(e->gdp + v, y->gdp);
  sc_store(e->wage + v, y->wage);
  sc_store(e->income + v, y->income / sc_load(s->calibration.income + v));
  sc_store(e->consumer_price + v, basket);
  sc_store(e->residual + v, sc_vector_abs(y->excess));
}

void SC_K(sc_leontief_solve)(sc_leontief *s, const sc_params *p, const sc_drive *drive)
{
  const sc_base *base = drive->base;
  year y;
  y.n = base->n;
  SC_EACH_VECTOR(v) {
    y.spending = sc_spending(&s->calibration, drive, v);
    y.own = sc_load(p->own_capital + v);
    y.s_c = sc_load(p->sigma_c + v);
    y.base_consumption = sc_load(base->consumption + v);
    y.c = sc_load(s->log_consumption + v);
    costs(&y, s, p, drive, v);
    prices(&y, s, base, v);
    sc_store(s->economy.export_world + v, orders(&y, s, p, base, drive, v));
    for (int step = 0;; step++) {
      evaluate(&y, s, v);
      if (step == SC_LEONTIEF_STEPS) break;
      y.c -= y.excess / y.answer;
    }
    keep(&y, s, p, drive, v);
  }
}
