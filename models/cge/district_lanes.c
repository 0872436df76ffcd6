/* district_lanes.c - the district's years under the general equilibrium; equations in district.h and models/blocks. */
#include "engine/lanes/vector.h"
#include "models/blocks/spending.h"
#include "models/cge/district.h"

/* ------------------------------------------------------------------------------------------------ what a year brings */

/* Investment is planned on the capacity of the year; its rate is noisy. */
static void plan_investment(sc_cge_district *s, const sc_params *p, const sc_drive *drive, const sc_noise *noise)
{
  const sc_economy *e = &s->economy;
  const sc_blocks *b = &s->blocks;
  sc_lane shock[1];
  SC_K(sc_noise_normal)(noise, SC_STREAM_SHOCK, sc_name_hash("investment"), drive->t, 1, shock);
  SC_EACH_LANE(l) {
    const double rho = p->rho_investment_rate[l];
    s->rate_noise[l] = rho * s->rate_noise[l] + p->sigma_investment_rate[l] * sqrt(1.0 - rho * rho) * shock[0][l];
  }
  SC_EACH_VECTOR(v) {
    const sc_vector force = sc_vector_log(sc_load(b->labour + v) * sc_load(b->human_capital + v));
    const sc_vector gdp = sc_load(e->gdp + v), more = force - sc_load(s->force_before + v);
    sc_vector growth = sc_all(0.0);
    for (int j = 0; j < e->n; j++) {
      const sc_vector tfp = sc_load(b->log_tfp[j] + v), theta = sc_load(drive->base->labour_share[j] + v);
      const sc_vector capital = sc_vector_log(sc_load(b->capital[j] + v) / sc_load(e->capital[j] + v));
      growth += sc_load(e->value_added[j] + v) / gdp * (tfp - sc_load(s->tfp_before[j] + v) + (1.0 - theta) * capital + theta * more);
      sc_store(s->tfp_before[j] + v, tfp);
    }
    sc_store(s->force_before + v, force);
    const sc_vector rate = sc_investment_rate(&s->calibration, p, drive, v) * sc_vector_exp(sc_load(s->rate_noise + v) + growth);
    sc_store(s->investment + v, rate * gdp / sc_load(s->investment_price + v));
  }
}

static void activities_given(sc_cge_district *s, const sc_district_model *model, const sc_drive *drive, int v)
{
  const sc_blocks *b = &s->blocks;
  sc_cge_year *year = &s->year;
  for (int j = 0; j < model->setup.n; j++) {
    const int country = j * SC_CGE_N_OUTSIDE + SC_CGE_COUNTRY, world = j * SC_CGE_N_OUTSIDE + SC_CGE_WORLD;
    const sc_vector price = sc_load(b->log_outside_price[j] + v), level = sc_load(drive->export_level[j] + v);
    sc_store(year->tfp[j] + v, sc_load(b->log_tfp[j] + v));
    sc_store(year->production_tax[j] + v, sc_vector_expm1(sc_load(b->log_cost[j] + v)));
    sc_store(year->fixed[j] + v, sc_vector_log(sc_load(b->capital[j] + v) / sc_load(s->calibration.capital[j] + v)));
    sc_store(year->public_shift[j] + v, sc_load(drive->demand[j] + v));
    sc_store(year->export_shift[country] + v, sc_load(b->log_country[j] + v) + level);
    sc_store(year->export_shift[world] + v, sc_load(b->log_world[j] + v) + level);
    for (int e = 0; e < SC_CGE_N_OUTSIDE; e++) {
      sc_store(year->export_price[j * SC_CGE_N_OUTSIDE + e] + v, price);
      sc_store(year->import_price[j * SC_CGE_N_OUTSIDE + e] + v, price);
    }
  }
}

/* Real pay of a unit of effective labour at which unemployment is what it was: last year's, raised as pay in the country is. */
static sc_vector reference_pay(const sc_cge_district *s, const sc_params *p, int v)
{
  return sc_load(s->real_pay + v) + sc_vector_log1p(sc_load(p->growth_country + v)) - sc_vector_log(sc_load(s->blocks.human_capital + v));
}

static void factors_given(sc_cge_district *s, const sc_district_model *model, const sc_params *p, int v)
{
  const sc_blocks *b = &s->blocks;
  sc_vector stock = sc_all(0.0), stock0 = sc_all(0.0);
  for (int j = 0; j < model->setup.n; j++) {
    stock += sc_load(b->capital[j] + v);
    stock0 += sc_load(s->calibration.capital[j] + v);
  }
  const sc_vector reference = reference_pay(s, p, v);
  const sc_vector force = sc_vector_log(sc_load(b->labour + v) * sc_load(b->human_capital + v));
  const int paid = model->closure.labour == SC_CGE_fixed_wage;
  sc_store(s->year.supply[SC_CGE_LABOUR] + v, paid ? reference : force);
  sc_store(s->year.real_wage[SC_CGE_LABOUR] + v, reference);
  sc_store(s->year.supply[SC_CGE_CAPITAL] + v, sc_vector_log(stock / stock0));
}

static void budgets_given(sc_cge_district *s, const sc_drive *drive, int v)
{
  const sc_vector index = sc_load(s->government + v), log_index = sc_vector_log(index), rate = sc_load(drive->base->investment_rate + v);
  const sc_vector saving = sc_load(s->base.saving[0] + v), left = 1.0 - sc_load(s->base.direct_tax[0] + v);
  const sc_vector saved = 1.0 - sc_spending(&s->calibration, drive, v) / left;
  sc_store(s->year.transfers[0] + v, log_index);
  sc_store(s->year.macro[SC_CGE_government] + v, log_index);
  sc_store(s->year.macro[SC_CGE_saving] + v, sc_vector_log(saved / saving));
  sc_store(s->year.macro[SC_CGE_investment] + v, sc_vector_log(sc_load(s->investment + v) / rate));
  sc_store(s->year.macro[SC_CGE_foreign_saving] + v, sc_load(s->base.foreign_saving[0] + v) * (index - 1.0) / rate);
}

/* ----------------------------------------------------------------------------------------------- what a year gives */

/* Money is in the price of the rest of the country, whatever the numeraire was. */
static void show_activities(sc_cge_district *s, const sc_district_model *model, sc_vector per_exchange, int v)
{
  const int n = model->setup.n;
  const sc_cge_outcome *o = &s->outcome;
  sc_economy *e = &s->economy;
  sc_vector gdp = sc_all(0.0);
  const sc_vector h = sc_load(s->blocks.human_capital + v), per_worker = 1.0 / (h * sc_load(s->calibration.labour_total + v));
  for (int j = 0; j < n; j++) {
    const sc_vector volume = sc_load(o->added[j] + v), made = sc_load(o->activity[j] + v);
    const sc_vector charge = sc_load(s->year.production_tax[j] + v) * sc_load(o->cost[j] + v) * made;
    const sc_vector value = (sc_load(o->factor_cost[j] + v) * volume + charge) * per_exchange;
    const sc_vector labour = sc_load(o->use[SC_CGE_LABOUR * n + j] + v), net = sc_load(s->base.factor[SC_CGE_CAPITAL * n + j] + v)
                           / (1.0 + sc_load(s->base.factor_tax[SC_CGE_CAPITAL * n + j] + v));
    const sc_vector per_capital = net / sc_load(s->calibration.capital[j] + v), rent = sc_load(model->closure.mobile_capital
                                ? o->wage[SC_CGE_CAPITAL] + v : o->rent[j] + v);
    gdp += value;
    sc_store(e->value_added[j] + v, value);
    sc_store(e->volume[j] + v, volume);
    sc_store(e->output[j] + v, made);
    sc_store(e->price[j] + v, sc_load(o->supply_price[j] + v) * per_exchange);
    sc_store(e->employment[j] + v, labour * per_worker);
    sc_store(e->rent[j] + v, per_capital * rent * per_exchange);
    if (model->closure.mobile_capital) sc_store(s->blocks.capital[j] + v, sc_load(o->use[SC_CGE_CAPITAL * n + j] + v) / per_capital);
  }
  sc_store(e->gdp + v, gdp);
}

static void show_totals(sc_cge_district *s, const sc_base *base, sc_vector per_exchange, int v)
{
  const sc_cge_outcome *o = &s->outcome;
  sc_economy *e = &s->economy;
  sc_vector exports = sc_all(0.0), basket = sc_all(0.0), rate = sc_load(base->investment_rate + v);
  for (int i = 0; i < base->n; i++) {
    exports += sc_load(o->exported[i * SC_CGE_N_OUTSIDE + SC_CGE_WORLD] + v);
    basket += sc_load(o->user_price[i] + v) * sc_load(s->base.investment[i] + v);
  }
  const sc_vector pay = sc_load(o->wage[SC_CGE_LABOUR] + v) * sc_load(s->blocks.human_capital + v), consumer = sc_load(o->consumer_price[0] + v);
  const sc_vector tax0 = sc_load(s->base.direct_tax[0] + v), tax = tax0 * sc_vector_exp(sc_load(o->macros[SC_CGE_direct_tax] + v));
  const sc_vector income = sc_load(o->income[0] + v) * (1.0 - tax) / (sc_load(s->base.income[0] + v) * (1.0 - tax0));
  sc_store(e->export_world + v, exports);
  sc_store(e->wage + v, pay * per_exchange);
  sc_store(e->consumer_price + v, consumer * per_exchange);
  sc_store(e->income + v, income * per_exchange);
  sc_store(s->real_pay + v, sc_vector_log(pay / consumer));
  sc_store(s->investment_price + v, basket / rate * per_exchange);
  sc_store(s->investment + v, rate * sc_vector_exp(sc_load(o->macros[SC_CGE_investment] + v)));
}

static void show_checks(sc_cge_district *s, sc_block *block)
{
  const sc_cge_outcome *o = &s->outcome;
  sc_economy *e = &s->economy;
  SC_EACH_LANE(l) {
    e->residual[l] = o->residual[0][l];
    e->walras[l] = o->walras[0][l];
    e->gdp_gap[l] = o->gdp[0][l] / o->gdp_income[0][l] - 1.0;
    e->steps[l] = o->steps[0][l];
    if (!(e->residual[l] < SC_CGE_TOLERANCE)) sc_lane_bad(block, l, SC_BAD_NO_CONVERGENCE);
  }
}

/* Employment and imports abroad as the year has them, in place of the labour force and of a share of GDP. */
static void show_own(sc_cge_district *s)
{
  sc_economy *e = &s->economy;
  sc_lane labour = { 0 }, imports = { 0 };
  for (int j = 0; j < e->n; j++)
    SC_EACH_LANE(l) {
      labour[l] += e->employment[j][l];
      imports[l] += s->outcome.imported[j * SC_CGE_N_OUTSIDE + SC_CGE_WORLD][l];
    }
  SC_EACH_LANE(l) {
    e->labour[l] = labour[l];
    e->import_world[l] = imports[l];
    e->trade_growth[l] = (e->export_world[l] + e->import_world[l]) / s->last.trade[l] - 1.0;
  }
}

/* ----------------------------------------------------------------------------------------------------------- years */

static void solve(sc_cge_district *s, const sc_district_model *model, sc_block *block)
{
  SC_K(sc_cge_solve)(&model->shape, &s->base, &s->year, &s->solution, &s->outcome, s->work);
  show_checks(s, block);
}

void SC_K(sc_cge_district_start)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_district_model *model = self;
  const sc_setup *setup = &model->setup;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_cge_district *s = state;
  SC_K(sc_blocks_start)(&s->blocks, setup, p, drive->base);
  SC_K(sc_calibrate)(&s->calibration, &s->blocks, p, drive->base);
  SC_K(sc_cge_district_calibrate)(model, s, p, drive->base);
  SC_K(sc_outcome_start)(&s->economy, &s->calibration, &s->blocks, setup, drive->base);
  for (int j = 0; j < setup->n; j++) sc_lane_fill(s->tfp_before[j], 0.0);
  SC_EACH_LANE(l) {
    s->rate_noise[l] = s->real_pay[l] = s->force_before[l] = 0.0;
    s->government[l] = s->investment_price[l] = 1.0;
    s->investment[l] = drive->base->investment_rate[l];
  }
  solve(s, model, now->block);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
}

void SC_K(sc_cge_district_step)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_district_model *model = self;
  const sc_setup *setup = &model->setup;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_cge_district *s = state;
  SC_K(sc_outcome_remember)(&s->last, &s->economy);
  SC_K(sc_blocks_step)(&s->blocks, setup, p, drive, now->noise);
  SC_K(sc_government_step)(s->government, &s->last, p, now->t);
  plan_investment(s, p, drive, now->noise);
  SC_EACH_VECTOR(v) {
    activities_given(s, model, drive, v);
    factors_given(s, model, p, v);
    budgets_given(s, drive, v);
  }
  solve(s, model, now->block);
  SC_EACH_VECTOR(v) {
    const sc_vector per_exchange = sc_vector_exp(-sc_load(s->outcome.macros[SC_CGE_exchange_rate] + v));
    show_activities(s, model, per_exchange, v);
    show_totals(s, drive->base, per_exchange, v);
  }
  SC_K(sc_outcome_close)(&s->economy, &s->last, &s->blocks, p, drive);
  show_own(s);
  /* the account has no growth of its base year: the first year brings no surprise */
  const double *before = now->t == 1 ? s->economy.gdp_growth : s->last.gdp_growth;
  SC_K(sc_knowledge_close)(&s->blocks, s->economy.gdp_growth, before, s->economy.gdp_index);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
  SC_EACH_LANE(l) s->economy.rd_ratio[l] = s->blocks.rd_ratio[l], s->economy.rd_spending[l] = s->blocks.rd_spending[l];
}
