/* clearing_lanes.c - the year's equilibrium of the growth model: equations and method in growth.h.
 *
 * One vector of draws is kept through all steps. The unknowns are l_j, the logarithm of effective labour in each activity
 * relative to its base year, and the wage; prices of value added follow, u_j = ln pv_j = ln w - ln h - ln a_j - ln om_j. The
 * excesses are e_j = ln x_j - ln s_j, demand over supply of each activity, and e_L of labour. With S the labour share,
 * c = (1 - S)/sigma, g_k = v_k pv_k c_k the pass-through of pv_k to cost and lam_j the activity's share of labour,
 *
 *   du_k = dw + c_k dl_k      dp = L' g du      d ln s_j = S_j dl_j      d ln(pv VA)_k = dw + (c_k + S_k) dl_k
 *   df_m = (df_m/dp_m) dp_m + b_m dln E + z_m dln P + i_m dln I      dx = L df      de_L = sum_j lam_j dl_j
 *
 * where for households d ln q_m = -s d ln p_m + (s + z_m) d ln E - z_m d ln P, z_m = (1 - s) e_m / ebar, P their price index.
 */
#include "engine/lanes/solve.h"
#include "models/blocks/household.h"
#include "models/blocks/spending.h"
#include "models/growth/growth.h"
#include "models/growth/supply.h"

static const double LARGEST_STEP = 0.5;      /* of a logarithm in one Newton step                          */
static const double LEAST_PIVOT = 0.2;       /* of a Broyden correction                                    */
enum { RELINEARISED = 2 };                   /* first steps that factor the Jacobian where they stand       */

/* One vector of draws of the year: what is given, the unknowns, and what follows from them. */
typedef struct year {
  int n;
  /* given */
  sc_vector capital[SC_MAX_ACTIVITIES], tfp[SC_MAX_ACTIVITIES], cost[SC_MAX_ACTIVITIES];       /* part of k, ln a, c_j  */
  sc_vector outside[SC_MAX_ACTIVITIES], outside_price[SC_MAX_ACTIVITIES], exports[SC_MAX_ACTIVITIES];   /* ln pc, pc, at p = pc */
  sc_vector fixed[SC_MAX_ACTIVITIES], brought_in[SC_MAX_ACTIVITIES];                           /* government purchases; m_j pm_j c_j */
  sc_vector investment[SC_MAX_ACTIVITIES];                                                     /* local part of the basket */
  sc_vector budget[SC_MAX_ACTIVITIES], slope[SC_MAX_ACTIVITIES];
  sc_vector ratio[SC_MAX_ACTIVITIES], per_output[SC_MAX_ACTIVITIES];                           /* VA_0 / x_0, 1 / x_0   */
  sc_vector log_h, log_labour, rate, spending, per_sigma, power, per_power;
  /* unknowns: ln l_j, ln w, ln C */
  sc_vector l[SC_MAX_ACTIVITIES], w, c;
  sc_vector step[SC_GROWTH_STEPS][SC_MAX_ACTIVITIES + 1], inverse_length[SC_GROWTH_STEPS];   /* s_k, 1/|s_k|^2 */
  sc_vector jacobian[(SC_MAX_ACTIVITIES + 1) * (SC_MAX_ACTIVITIES + 1)];     /* factored */
  /* what follows */
  sc_vector u[SC_MAX_ACTIVITIES], pv[SC_MAX_ACTIVITIES], p[SC_MAX_ACTIVITIES], share[SC_MAX_ACTIVITIES], log_va[SC_MAX_ACTIVITIES];
  sc_vector value[SC_MAX_ACTIVITIES], output[SC_MAX_ACTIVITIES], pass_through[SC_MAX_ACTIVITIES];   /* pv VA, x, d cost / d u */
  sc_vector home[SC_MAX_ACTIVITIES], sold[SC_MAX_ACTIVITIES], budget_share[SC_MAX_ACTIVITIES], mean_slope;  /* of f: households, exports */
  sc_vector labour[SC_MAX_ACTIVITIES], excess[SC_MAX_ACTIVITIES], log_p[SC_MAX_ACTIVITIES], purchase[SC_MAX_ACTIVITIES];
  sc_vector gdp, income, consumption, invested, price_i, price_c, excess_labour, excess_c;
} year;

static void given(year *y, const sc_growth *s, const sc_params *p, const sc_drive *drive, int v)
{
  const sc_blocks *b = &s->blocks;
  const sc_base *base = drive->base;
  const sc_vector sigma = sc_load(p->sigma_kl + v);
  y->per_sigma = 1.0 / sigma;
  y->power = sc_supply_power(sigma);
  y->per_power = 1.0 / y->power;
  y->log_h = sc_vector_log(sc_load(b->human_capital + v));
  y->log_labour = sc_vector_log(sc_load(s->calibration.labour_total + v) * sc_load(b->labour + v));
  y->rate = sc_investment_rate(&s->calibration, p, drive, v);
  y->spending = sc_spending(&s->calibration, drive, v);
  y->w = sc_load(s->log_wage + v);
  y->c = sc_load(s->log_consumption + v);
  for (int j = 0; j < y->n; j++) {
    const sc_vector level = sc_load(drive->export_level[j] + v), shift = sc_vector_exp(sc_load(drive->demand[j] + v));
    y->l[j] = sc_load(s->log_labour[j] + v);
    y->capital[j] = sc_supply_capital(sc_load(base->labour_share[j] + v), y->power,
                                      sc_vector_log(sc_load(b->capital[j] + v) / sc_load(s->calibration.capital[j] + v)));
    y->tfp[j] = sc_load(b->log_tfp[j] + v);
    y->per_output[j] = 1.0 / sc_load(base->output[j] + v);
    y->ratio[j] = sc_load(base->value_added[j] + v) * y->per_output[j];
    y->cost[j] = sc_vector_exp(sc_load(b->log_cost[j] + v));
    y->outside[j] = sc_load(b->log_outside_price[j] + v);
    y->outside_price[j] = sc_vector_exp(y->outside[j]);
    y->brought_in[j] = sc_load(base->import_input[j] + v) * sc_vector_exp(sc_load(b->log_input_price[j] + v)) * y->cost[j];
    y->exports[j] = sc_load(base->export_country[j] + v) * sc_vector_exp(sc_load(b->log_country[j] + v) + level)
                  + sc_load(base->export_world[j] + v) * sc_vector_exp(sc_load(b->log_world[j] + v) + level);
    y->fixed[j] = sc_load(base->government[j] + v) * sc_load(s->government + v) * shift;
    y->investment[j] = sc_load(base->investment[j] + v) / sc_load(base->investment_rate + v) * shift;
    y->budget[j] = sc_load(s->calibration.budget[j] + v);
    y->slope[j] = sc_load(s->calibration.slope[j] + v);
  }
}

/* Value added, its price, labour and incomes at given labour and wage. */
static void supply(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  const sc_vector own = sc_load(p->own_capital + v);
  sc_vector total = sc_all(0.0), wages = sc_all(0.0), rents = sc_all(0.0);
  y->gdp = sc_all(0.0);
  for (int j = 0; j < y->n; j++) {
    const sc_supply made = sc_supply_at(sc_load(base->labour_share[j] + v), y->per_sigma, y->power, y->per_power, y->capital[j], y->l[j]);
    y->share[j] = made.share;
    y->log_va[j] = y->tfp[j] + made.log_output;
    y->u[j] = y->w - y->log_h - y->tfp[j] - made.log_wage;
    y->pv[j] = sc_vector_exp(y->u[j]);
    y->labour[j] = sc_load(s->calibration.labour[j] + v) * sc_vector_exp(y->l[j] - y->log_h);
    total += y->labour[j];
    y->value[j] = sc_load(base->value_added[j] + v) * sc_vector_exp(y->log_va[j]) * y->pv[j];
    const sc_vector factors = y->value[j] * (1.0 - sc_load(base->tax[j] + v));
    y->gdp += y->value[j];
    wages += factors * y->share[j];
    rents += factors * (1.0 - y->share[j]);
  }
  y->excess_labour = sc_vector_log(total) - y->log_labour;
  y->income = wages + own * rents + SC_TRANSFERS * y->gdp;
}

static void prices(year *y, const sc_growth *s, const sc_base *base, int v)
{
  const int n = y->n;
  sc_vector cost[SC_MAX_ACTIVITIES];
  for (int i = 0; i < n; i++) {
    y->pass_through[i] = y->ratio[i] * y->pv[i] * y->cost[i];
    cost[i] = y->brought_in[i] + y->pass_through[i];
  }
  for (int j = 0; j < n; j++) {
    y->p[j] = sc_all(0.0);
    for (int i = 0; i < n; i++) y->p[j] += cost[i] * sc_load(s->inverse[i * n + j] + v);
    const sc_vector local = sc_load(base->local_household[j] + v);
    y->purchase[j] = local * y->p[j] + (1.0 - local) * y->outside_price[j];
    y->log_p[j] = sc_vector_log(y->purchase[j]);
  }
}

/* Local purchases, output, and the excess of demand over supply of each activity. */
static void demand(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  const int n = y->n;
  const sc_vector eta = sc_load(p->eta_export + v);
  sc_vector f[SC_MAX_ACTIVITIES], *shares = y->budget_share, slope;
  y->consumption = y->spending * y->income;
  const sc_vector log_e = sc_vector_log(y->consumption / sc_load(base->consumption + v));
  const sc_vector s_c = sc_load(p->sigma_c + v);
  y->excess_c = log_e - sc_household_shares(n, y->budget, y->slope, y->log_p, s_c, y->c, shares, &slope);
  const sc_vector dc = y->excess_c / slope;
  for (int j = 0; j < n; j++) shares[j] *= 1.0 + (1.0 - s_c) * (y->slope[j] - slope) * dc;   /* at c + dc, to first order */
  y->c += dc;
  y->mean_slope = slope;
  y->price_c = sc_all(1.0);
  for (int j = 0; j < n; j++) y->price_c += y->budget[j] * (y->purchase[j] - 1.0);
  y->price_i = sc_all(1.0);
  for (int j = 0; j < n; j++) y->price_i += y->investment[j] * (y->p[j] - 1.0);
  y->invested = y->rate * y->gdp / y->price_i;
  for (int j = 0; j < n; j++) {
    y->home[j] = sc_load(base->local_household[j] + v) * shares[j] * y->consumption / y->purchase[j];
    y->sold[j] = y->exports[j] * sc_vector_exp(-eta * (sc_vector_log(y->p[j]) - y->outside[j]));
    f[j] = y->home[j] + y->sold[j] + y->fixed[j] + y->investment[j] * y->invested;
  }
  for (int i = 0; i < n; i++) {
    sc_vector x = sc_all(0.0);
    for (int j = 0; j < n; j++) x += sc_load(s->inverse[i * n + j] + v) * f[j];
    y->output[i] = x;
    y->excess[i] = sc_vector_log(x * y->per_output[i]) - y->log_va[i];
  }
}

static sc_vector within(sc_vector x, double most)
{
  return sc_vector_max(sc_vector_min(x, sc_all(most)), sc_all(-most));
}

static void evaluate(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  supply(y, s, p, base, v);
  prices(y, s, base, v);
  demand(y, s, p, base, v);
}

/* How spending and investment answer to l_k (k < n) and to ln w (k = n): derivatives of ln E and ln I. */
typedef struct answers { sc_vector spending[SC_MAX_ACTIVITIES + 1], investment[SC_MAX_ACTIVITIES + 1]; } answers;

static void income_answers(const year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v, answers *a)
{
  const int n = y->n;
  const sc_vector own = sc_load(p->own_capital + v);
  const sc_vector per_income = 1.0 / y->income, per_gdp = 1.0 / y->gdp, per_price = 1.0 / y->price_i;
  a->spending[n] = a->investment[n] = sc_all(1.0);
  for (int k = 0; k < n; k++) {
    const sc_vector factors = y->value[k] * (1.0 - sc_load(base->tax[k] + v)), wages = factors * y->share[k];
    const sc_vector c = (1.0 - y->share[k]) * y->per_sigma, value = c + y->share[k];
    sc_vector basket = sc_all(0.0);
    for (int m = 0; m < n; m++) basket += y->investment[m] * sc_load(s->inverse[k * n + m] + v);
    basket *= y->pass_through[k] * per_price;
    a->spending[k] = (wages + own * (factors * value - wages) + SC_TRANSFERS * y->value[k] * value) * per_income;
    a->investment[k] = y->value[k] * value * per_gdp - basket * c;
    a->investment[n] -= basket;
  }
}

/* Derivatives of local purchases f_m: by the own price p_m; by E; by the price index of households; by I. */
typedef struct purchases {
  sc_vector by_price[SC_MAX_ACTIVITIES], by_spending[SC_MAX_ACTIVITIES], by_index[SC_MAX_ACTIVITIES], by_investment[SC_MAX_ACTIVITIES];
  sc_vector index[SC_MAX_ACTIVITIES];   /* d ln P / d p_m */
} purchases;

static void purchase_answers(const year *y, const sc_params *p, const sc_base *base, int v, purchases *f)
{
  const sc_vector s_c = sc_load(p->sigma_c + v), eta = sc_load(p->eta_export + v);
  for (int m = 0; m < y->n; m++) {
    const sc_vector local = sc_load(base->local_household[m] + v), slope = (1.0 - s_c) * y->slope[m] / y->mean_slope;
    const sc_vector log_price = local / y->purchase[m];   /* d ln purchaser's price / d p_m */
    f->by_price[m] = -eta * y->sold[m] / y->p[m] - s_c * y->home[m] * log_price;
    f->by_spending[m] = y->home[m] * (s_c + slope);
    f->by_index[m] = -y->home[m] * slope;
    f->by_investment[m] = y->investment[m] * y->invested;
    f->index[m] = y->budget_share[m] * log_price;
  }
}

/* The Jacobian of supply less demand where the year stands, and of labour; factored. */
static void linearise(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  const int n = y->n, m = n + 1;
  answers a;
  purchases f;
  sc_vector spending[SC_MAX_ACTIVITIES], index[SC_MAX_ACTIVITIES], investment[SC_MAX_ACTIVITIES], price_index[SC_MAX_ACTIVITIES];
  sc_vector row[SC_MAX_ACTIVITIES], *jacobian = y->jacobian, total = sc_all(0.0);
  income_answers(y, s, p, base, v, &a);
  purchase_answers(y, p, base, v, &f);
  for (int i = 0; i < n; i++) {
    spending[i] = index[i] = investment[i] = price_index[i] = sc_all(0.0);
    for (int q = 0; q < n; q++) {
      const sc_vector inverse = sc_load(s->inverse[i * n + q] + v);
      spending[i] += inverse * f.by_spending[q];
      index[i] += inverse * f.by_index[q];
      investment[i] += inverse * f.by_investment[q];
      price_index[i] += inverse * f.index[q];     /* here i is the activity whose price passes through */
    }
    total += y->labour[i];
  }
  for (int i = 0; i < n; i++) {
    for (int q = 0; q < n; q++) row[q] = sc_load(s->inverse[i * n + q] + v) * f.by_price[q];
    for (int k = 0; k <= i; k++) {                /* L diag(df/dp) L' is symmetric */
      sc_vector sum = sc_all(0.0);
      for (int q = 0; q < n; q++) sum += row[q] * sc_load(s->inverse[k * n + q] + v);
      jacobian[i * m + k] = jacobian[k * m + i] = sum;
    }
  }
  for (int i = 0; i < n; i++) {
    const sc_vector per_output = -1.0 / y->output[i];
    sc_vector by_wage = spending[i] * a.spending[n] + investment[i] * a.investment[n];
    for (int k = 0; k < n; k++) {
      const sc_vector by_price = (jacobian[i * m + k] + index[i] * price_index[k]) * y->pass_through[k];
      by_wage += by_price;
      jacobian[i * m + k] = per_output * (by_price * (1.0 - y->share[k]) * y->per_sigma
                                          + spending[i] * a.spending[k] + investment[i] * a.investment[k]);
    }
    jacobian[i * m + i] += y->share[i];
    jacobian[i * m + n] = per_output * by_wage;
    jacobian[n * m + i] = -y->labour[i] / total;
  }
  jacobian[n * m + n] = sc_all(0.0);
  sc_vector_factor(m, jacobian);
}

/* One Newton step with the factored Jacobian; from the second on with Broyden's corrections, which are held as the steps
 * s_0 .. s_k themselves (Kelley 1995, Iterative Methods for Linear and Nonlinear Equations, algorithm brsol). */
static void advance(year *y, int k)
{
  const int n = y->n, m = n + 1;
  sc_vector *s = y->step[k];
  for (int j = 0; j < n; j++) s[j] = y->excess[j];
  s[n] = y->excess_labour;
  sc_vector_substitute(m, y->jacobian, s);
  for (int i = 0; i < k; i++) {
    sc_vector along = sc_all(0.0);
    for (int j = 0; j < m; j++) along += y->step[i][j] * s[j];
    along *= y->inverse_length[i];
    if (i + 1 < k)
      for (int j = 0; j < m; j++) s[j] += along * y->step[i + 1][j];
    else {
      const sc_vector scale = 1.0 / sc_vector_max(1.0 - along, sc_all(LEAST_PIVOT));
      for (int j = 0; j < m; j++) s[j] *= scale;
    }
  }
  sc_vector length = sc_all(1e-60);
  for (int j = 0; j < m; j++) {
    s[j] = within(s[j], LARGEST_STEP);
    length += s[j] * s[j];
    *(j < n ? &y->l[j] : &y->w) += s[j];
  }
  y->inverse_length[k] = 1.0 / length;
}

/* A draw that was settled in an earlier round keeps what it has. */
static void put(double *to, sc_vector x, sc_mask settled) { sc_store(to, sc_select(settled, sc_load(to), x)); }

static void keep(const year *y, sc_growth *s, const sc_base *base, sc_mask settled, int v)
{
  sc_economy *e = &s->economy;
  sc_vector worst = sc_vector_max(sc_vector_abs(y->excess_labour), sc_vector_abs(y->excess_c));
  for (int j = 0; j < y->n; j++) {
    const sc_vector volume = sc_load(base->value_added[j] + v) * sc_vector_exp(y->log_va[j]);
    const sc_vector value = volume * y->pv[j];
    worst = sc_vector_max(worst, sc_vector_abs(y->excess[j]));
    put(s->log_labour[j] + v, y->l[j], settled);
    put(e->volume[j] + v, volume, settled);
    put(e->value_added[j] + v, value, settled);
    put(e->output[j] + v, sc_load(base->output[j] + v) * sc_vector_exp(y->log_va[j] + y->excess[j]), settled);
    put(e->price[j] + v, y->p[j], settled);
    put(e->employment[j] + v, y->labour[j] / sc_load(s->calibration.labour_total + v), settled);
    put(e->rent[j] + v, value * (1.0 - sc_load(base->tax[j] + v)) * (1.0 - y->share[j]) / sc_load(s->blocks.capital[j] + v), settled);
  }
  put(s->log_wage + v, y->w, settled);
  put(s->log_consumption + v, y->c, settled);
  put(s->investment + v, y->invested, settled);
  put(e->gdp + v, y->gdp, settled);
  put(e->wage + v, sc_vector_exp(y->w), settled);
  put(e->income + v, y->income / sc_load(s->calibration.income + v), settled);
  put(e->consumer_price + v, y->price_c, settled);
  put(e->residual + v, worst, settled);
}

static void iterate(year *y, const sc_growth *s, const sc_params *p, const sc_base *base, int v)
{
  for (int step = 0;; step++) {
    evaluate(y, s, p, base, v);
    if (step == SC_GROWTH_STEPS) break;
    if (step < RELINEARISED) linearise(y, s, p, base, v);
    advance(y, step < RELINEARISED ? 0 : step - RELINEARISED + 1);
  }
}

static int all_settled(const double *residual)
{
  int n = 0;
  for (int l = 0; l < SC_VECTOR; l++) n += residual[l] < SC_GROWTH_TOLERANCE;
  return n == SC_VECTOR;
}

void SC_K(sc_growth_clear)(sc_growth *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive)
{
  const sc_base *base = drive->base;
  year y;
  y.n = setup->n;
  SC_EACH_VECTOR(v) {
    sc_mask settled = sc_less(sc_all(1.0), sc_all(0.0));   /* none */
    given(&y, s, p, drive, v);
    for (int round = 0; round < SC_GROWTH_ROUNDS; round++) {
      iterate(&y, s, p, base, v);
      keep(&y, s, base, settled, v);
      if (all_settled(s->economy.residual + v)) break;
      settled = sc_less(sc_load(s->economy.residual + v), sc_all(SC_GROWTH_TOLERANCE));
    }
  }
}
