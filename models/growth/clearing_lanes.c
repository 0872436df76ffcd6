/* clearing_lanes.c - the year's equilibrium of the growth model: equations and method in growth.h.
 *
 * One vector of draws is kept through all steps. Each step evaluates the excess of demand over supply of value added,
 * e_j, and of labour, e_L, in logarithms, and solves the linear system that keeps, of the Jacobian, the own price of each
 * activity and the wage:
 *
 *   (es_j + ed_j) du_j - (es_j + home_j) dw = e_j            es = sigma S/(1 - S), supply;  ed, demand at base
 *   sum_j lam_j ka_j (du_j - dw) = -e_L                       ka = sigma/(1 - S), lam_j the activity's share of labour
 */
#include "engine/lanes/vector.h"
#include "models/blocks/household.h"
#include "models/growth/growth.h"
#include "models/growth/supply.h"

static const double PROPENSITY = 0.66;       /* consumption / disposable income, NBS 2020: 21,210 / 32,189 */
static const double LARGEST_STEP = 0.25;     /* of a logarithm in one Newton step                          */

/* One vector of draws of the year: what is given, the unknowns, and what follows from them. */
typedef struct year {
  int n;
  /* given */
  sc_vector capital[SC_MAX_ACTIVITIES], tfp[SC_MAX_ACTIVITIES], cost[SC_MAX_ACTIVITIES];       /* ln k, ln a, c_j       */
  sc_vector outside[SC_MAX_ACTIVITIES], outside_price[SC_MAX_ACTIVITIES], exports[SC_MAX_ACTIVITIES];   /* ln pc, pc, at p = pc */
  sc_vector fixed[SC_MAX_ACTIVITIES];                                                          /* government purchases  */
  sc_vector investment[SC_MAX_ACTIVITIES];                                                     /* local part of the basket */
  sc_vector budget[SC_MAX_ACTIVITIES], slope[SC_MAX_ACTIVITIES];
  sc_vector log_h, log_labour, rate, spending, one_sigma;
  /* unknowns: ln pv_j, ln w, ln C */
  sc_vector u[SC_MAX_ACTIVITIES], w, c;
  sc_vector step[SC_MAX_ACTIVITIES + 1], point[SC_MAX_ACTIVITIES + 1];       /* last Newton step, and where it led */
  /* what follows */
  sc_vector pv[SC_MAX_ACTIVITIES], p[SC_MAX_ACTIVITIES], share[SC_MAX_ACTIVITIES], log_va[SC_MAX_ACTIVITIES];
  sc_vector labour[SC_MAX_ACTIVITIES], excess[SC_MAX_ACTIVITIES], log_p[SC_MAX_ACTIVITIES], purchase[SC_MAX_ACTIVITIES];
  sc_vector gdp, income, consumption, invested, price_i, price_c, excess_labour, excess_c;
} year;

static void given(year *y, const sc_growth *s, const sc_params *p, const sc_drive *drive, int v)
{
  const sc_blocks *b = &s->blocks;
  const sc_base *base = drive->base;
  const sc_vector sigma = sc_load(p->sigma_kl + v);
  y->one_sigma = sc_supply_one_minus(sigma);
  y->log_h = sc_vector_log(sc_load(b->human_capital + v));
  y->log_labour = sc_vector_log(sc_load(s->labour_total + v) * sc_load(b->labour + v));
  /* a cheaper cost of capital raises investment by the substitution elasticity, at the base-year user cost */
  const sc_vector user_cost = sc_load(s->user_cost + v);
  y->rate = sc_load(b->investment_rate + v) * (1.0 - sigma * sc_load(drive->capital_cost[0] + v) / user_cost);
  y->spending = sc_load(base->consumption + v) / sc_load(s->income0 + v)
              * (1.0 + sc_load(drive->consumption_rate[0] + v) / PROPENSITY);
  y->w = sc_load(s->log_wage + v);
  y->c = sc_load(s->log_consumption + v);
  for (int j = 0; j < y->n; j++) {
    const sc_vector level = sc_load(drive->export_level[j] + v), shift = sc_vector_exp(sc_load(drive->demand[j] + v));
    y->u[j] = sc_load(s->log_price[j] + v);
    y->capital[j] = sc_vector_log(sc_load(b->capital[j] + v) / sc_load(s->capital0[j] + v));
    y->tfp[j] = sc_load(b->log_tfp[j] + v);
    y->cost[j] = sc_vector_exp(sc_load(b->log_cost[j] + v));
    y->outside[j] = sc_load(b->log_outside_price[j] + v);
    y->outside_price[j] = sc_vector_exp(y->outside[j]);
    y->exports[j] = sc_load(base->export_country[j] + v) * sc_vector_exp(sc_load(b->log_country[j] + v) + level)
                  + sc_load(base->export_world[j] + v) * sc_vector_exp(sc_load(b->log_world[j] + v) + level);
    y->fixed[j] = sc_load(base->government[j] + v) * sc_load(s->government + v) * shift;
    y->investment[j] = sc_load(base->investment[j] + v) / sc_load(base->investment_rate + v) * shift;
    y->budget[j] = sc_load(s->budget[j] + v);
    y->slope[j] = sc_load(s->slope[j] + v);
  }
}

static void prices(year *y, const sc_growth *s, const sc_base *base, int v)
{
  const int n = y->n;
  sc_vector cost[SC_MAX_ACTIVITIES];
  for (int i = 0; i < n; i++) {
    y->pv[i] = sc_vector_exp(y->u[i]);
    cost[i] = sc_load(base->import_input[i] + v)
            + sc_load(base->value_added[i] + v) / sc_load(base->output[i] + v) * y->pv[i] * y->cost[i];
  }
  for (int j = 0; j < n; j++) {
    y->p[j] = sc_all(0.0);
    for (int i = 0; i < n; i++) y->p[j] += cost[i] * sc_load(s->inverse[i * n + j] + v);
    const sc_vector local = sc_load(base->local_household[j] + v);
    y->purchase[j] = local * y->p[j] + (1.0 - local) * y->outside_price[j];
    y->log_p[j] = sc_vector_log(y->purchase[j]);
  }
}

/* Value added, labour and incomes at given prices of value added and wage. */
static void supply(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  const sc_vector own = sc_load(p->own_capital + v);
  sc_vector total = sc_all(0.0), wages = sc_all(0.0), rents = sc_all(0.0);
  y->gdp = sc_all(0.0);
  for (int j = 0; j < y->n; j++) {
    const sc_vector wage = y->w - y->log_h - y->u[j] - y->tfp[j];   /* of effective labour in units of the product */
    const sc_supply made = sc_supply_at(sc_load(base->labour_share[j] + v), y->one_sigma, y->capital[j], wage);
    y->share[j] = made.share;
    y->log_va[j] = y->tfp[j] + made.log_output;
    y->labour[j] = sc_load(s->labour0[j] + v) * sc_vector_exp(made.log_labour - y->log_h);
    total += y->labour[j];
    const sc_vector value = sc_load(base->value_added[j] + v) * sc_vector_exp(y->log_va[j] + y->u[j]);
    const sc_vector factors = value * (1.0 - sc_load(base->tax[j] + v));
    y->gdp += value;
    wages += factors * y->share[j];
    rents += factors * (1.0 - y->share[j]);
  }
  y->excess_labour = sc_vector_log(total) - y->log_labour;
  y->income = wages + own * rents + sc_load(s->transfers + v) * y->gdp;
}

/* Local purchases, output, and the excess of demand over supply of each activity. */
static void demand(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  const int n = y->n;
  const sc_vector eta = sc_load(p->eta_export + v);
  sc_vector shares[SC_MAX_ACTIVITIES], f[SC_MAX_ACTIVITIES], slope;
  y->consumption = y->spending * y->income;
  const sc_vector log_e = sc_vector_log(y->consumption / sc_load(base->consumption + v));
  const sc_vector s_c = sc_load(p->sigma_c + v);
  y->excess_c = log_e - sc_household_shares(n, y->budget, y->slope, y->log_p, s_c, y->c, shares, &slope);
  const sc_vector dc = y->excess_c / slope;
  for (int j = 0; j < n; j++) shares[j] *= 1.0 + (1.0 - s_c) * (y->slope[j] - slope) * dc;   /* at c + dc, to first order */
  y->c += dc;
  y->price_c = sc_vector_exp(log_e - y->c);      /* spending over real consumption */
  y->price_i = sc_all(1.0);
  for (int j = 0; j < n; j++) y->price_i += y->investment[j] * (y->p[j] - 1.0);
  y->invested = y->rate * y->gdp / y->price_i;
  for (int j = 0; j < n; j++)
    f[j] = sc_load(base->local_household[j] + v) * shares[j] * y->consumption / y->purchase[j] + y->fixed[j]
         + y->investment[j] * y->invested
         + y->exports[j] * sc_vector_exp(-eta * (sc_vector_log(y->p[j]) - y->outside[j]));
  for (int i = 0; i < n; i++) {
    sc_vector x = sc_all(0.0);
    for (int j = 0; j < n; j++) x += sc_load(s->inverse[i * n + j] + v) * f[j];
    y->excess[i] = sc_vector_log(x / sc_load(base->output[i] + v)) - y->log_va[i];
  }
}

static sc_vector within(sc_vector x, double most)
{
  return sc_vector_max(sc_vector_min(x, sc_all(most)), sc_all(-most));
}

/* The Newton step d of the unknowns (u_0 .. u_{n-1}, w). */
static void newton_step(const year *y, const sc_growth *s, int v, sc_vector *d)
{
  const sc_vector sigma = 1.0 - y->one_sigma;
  sc_vector slope[SC_MAX_ACTIVITIES], inverse[SC_MAX_ACTIVITIES], above = sc_all(0.0), below = sc_all(0.0), total = sc_all(0.0);
  for (int j = 0; j < y->n; j++) {
    const sc_vector capital_share = 1.0 - y->share[j], weight = y->labour[j] * sigma / capital_share;
    const sc_vector es = sigma * y->share[j] / capital_share;
    slope[j] = es + sc_load(s->home_share[j] + v);
    inverse[j] = 1.0 / (es + sc_load(s->demand_slope[j] + v));
    total += y->labour[j];
    above += weight * y->excess[j] * inverse[j];
    below += weight * (1.0 - slope[j] * inverse[j]);
  }
  d[y->n] = within((y->excess_labour * total + above) / below, LARGEST_STEP);
  for (int j = 0; j < y->n; j++) d[j] = within((y->excess[j] + slope[j] * d[y->n]) * inverse[j], LARGEST_STEP);
}

/* Anderson's acceleration with one step of memory: of the line through the last two points x + d, the one whose d would
 * be shortest if d changed linearly. */
static void advance(year *y, const sc_growth *s, int v, int first)
{
  const int n = y->n + 1;
  sc_vector d[SC_MAX_ACTIVITIES + 1], along = sc_all(0.0), length = sc_all(1e-60);
  newton_step(y, s, v, d);
  for (int i = 0; i < n && !first; i++) {
    const sc_vector change = d[i] - y->step[i];
    along += d[i] * change;
    length += change * change;
  }
  const sc_vector back = within(along / length, 1.0);
  for (int i = 0; i < n; i++) {
    sc_vector *x = i < y->n ? &y->u[i] : &y->w;
    const sc_vector point = *x + d[i];
    *x = first ? point : point - back * (point - y->point[i]);
    y->step[i] = d[i];
    y->point[i] = point;
  }
}

static void keep(const year *y, sc_growth *s, const sc_base *base, int v)
{
  sc_economy *e = &s->economy;
  sc_vector worst = sc_vector_max(sc_vector_abs(y->excess_labour), sc_vector_abs(y->excess_c));
  for (int j = 0; j < y->n; j++) {
    const sc_vector volume = sc_load(base->value_added[j] + v) * sc_vector_exp(y->log_va[j]);
    const sc_vector value = volume * y->pv[j];
    worst = sc_vector_max(worst, sc_vector_abs(y->excess[j]));
    sc_store(s->log_price[j] + v, y->u[j]);
    sc_store(s->labour_share[j] + v, y->share[j]);
    sc_store(e->volume[j] + v, volume);
    sc_store(e->value_added[j] + v, value);
    sc_store(e->output[j] + v, sc_load(base->output[j] + v) * sc_vector_exp(y->log_va[j] + y->excess[j]));
    sc_store(e->price[j] + v, y->p[j]);
    sc_store(e->employment[j] + v, y->labour[j] / sc_load(s->labour_total + v));
    sc_store(e->rent[j] + v, value * (1.0 - sc_load(base->tax[j] + v)) * (1.0 - y->share[j]) / sc_load(s->blocks.capital[j] + v));
  }
  sc_store(s->log_wage + v, y->w);
  sc_store(s->log_consumption + v, y->c);
  sc_store(s->investment + v, y->invested);
  sc_store(s->investment_price + v, y->price_i);
  sc_store(e->gdp + v, y->gdp);
  sc_store(e->wage + v, sc_vector_exp(y->w));
  sc_store(e->income + v, y->income / sc_load(s->income0 + v));
  sc_store(e->consumer_price + v, y->price_c);
  sc_store(e->residual + v, worst);
}

void SC_K(sc_growth_clear)(sc_growth *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive)
{
  const sc_base *base = drive->base;
  year y;
  y.n = setup->n;
  SC_EACH_VECTOR(v) {
    given(&y, s, p, drive, v);
    for (int step = 0;; step++) {
      prices(&y, s, base, v);
      supply(&y, s, p, base, v);
      demand(&y, s, p, base, v);
      if (step == SC_GROWTH_STEPS) break;
      advance(&y, s, v, step == 0);
    }
    keep(&y, s, base, v);
  }
}
