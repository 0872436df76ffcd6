/* growth_lanes.c - the growth model's years: equations in growth.h and models/blocks/blocks.h. */
#include "engine/lanes/vector.h"
#include "models/growth/growth.h"

static const double LOWEST_SLOPE = 0.05;    /* of eta - sigma_c: the expenditure elasticity must exceed sigma_c              */
static const double LARGEST_WAGE_GAP = 0.05;

/* (I - A)^(-1) over lanes by Gauss-Jordan; a column-diagonally dominant matrix needs no pivoting. */
static void invert(sc_growth *s, const sc_base *base, sc_block *block)
{
  const int n = base->n;
  sc_vector m[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];
  SC_EACH_VECTOR(v) {
    sc_vector least = sc_all(1.0);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) m[i * n + j] = (i == j ? 1.0 : 0.0) - sc_load(base->a[i * n + j] + v);
    for (int k = 0; k < n; k++) {
      least = sc_vector_min(least, m[k * n + k]);
      const sc_vector pivot = 1.0 / m[k * n + k];
      m[k * n + k] = sc_all(1.0);
      for (int j = 0; j < n; j++) m[k * n + j] *= pivot;
      for (int i = 0; i < n; i++) {
        if (i == k) continue;
        const sc_vector factor = m[i * n + k];
        m[i * n + k] = sc_all(0.0);
        for (int j = 0; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
      }
    }
    for (int i = 0; i < n * n; i++) sc_store(s->inverse[i] + v, m[i]);
    for (int l = 0; l < SC_VECTOR; l++)
      if (!(least[l] > 1e-9)) sc_lane_bad(block, v + l, SC_BAD_NOT_PRODUCTIVE);
  }
}

static void calibrate(sc_growth *s, const sc_params *p, const sc_base *base)
{
  sc_lane wages = { 0 }, rents = { 0 }, household = { 0 }, stock = { 0 };
  for (int j = 0; j < base->n; j++) SC_EACH_LANE(l) household[l] += base->household[j][l];
  for (int j = 0; j < base->n; j++)
    SC_EACH_LANE(l) {
      const double factors = base->value_added[j][l] * (1.0 - base->tax[j][l]);
      const double sticky = s->blocks.eta[j][l] - p->sigma_c[l];
      s->labour0[j][l] = factors * base->labour_share[j][l];
      s->capital0[j][l] = s->blocks.capital[j][l];
      s->budget[j][l] = base->household[j][l] / household[l];
      s->slope[j][l] = (sticky > LOWEST_SLOPE ? sticky : LOWEST_SLOPE) / (p->eta_sec[l] - p->sigma_c[l]);
      s->log_labour[j][l] = 0.0;
      wages[l] += s->labour0[j][l];
      rents[l] += factors - s->labour0[j][l];
      stock[l] += s->capital0[j][l];
    }
  SC_EACH_LANE(l) {
    s->labour_total[l] = wages[l];
    s->income0[l] = wages[l] + p->own_capital[l] * rents[l] + SC_GROWTH_TRANSFERS;
    s->log_wage[l] = s->log_consumption[l] = 0.0;
    s->government[l] = 1.0;
    s->investment[l] = base->investment_rate[l];
    s->user_cost[l] = rents[l] / stock[l];
  }
}

/* The base year as an outcome: every price 1, every index 1. */
static void base_year(sc_growth *s, const sc_setup *setup, const sc_base *base)
{
  sc_economy *e = &s->economy;
  e->n = setup->n;
  e->year = setup->base_year;
  for (int j = 0; j < setup->n; j++)
    SC_EACH_LANE(l) {
      e->value_added[j][l] = e->volume[j][l] = base->value_added[j][l];
      e->output[j][l] = base->output[j][l];
      e->price[j][l] = 1.0;
      e->employment[j][l] = s->labour0[j][l] / s->labour_total[l];
      e->capital[j][l] = s->blocks.capital[j][l];
      e->rent[j][l] = (base->value_added[j][l] * (1.0 - base->tax[j][l]) - s->labour0[j][l]) / s->blocks.capital[j][l];
    }
  SC_EACH_LANE(l) {
    double abroad = 0.0;
    for (int j = 0; j < setup->n; j++) abroad += base->export_world[j][l];
    e->gdp[l] = e->gdp_index[l] = e->wage[l] = e->consumer_price[l] = e->income[l] = 1.0;
    e->gdp_growth[l] = e->income_growth[l] = e->trade_growth[l] = e->residual[l] = 0.0;
    e->export_world[l] = abroad;
    e->import_world[l] = base->import_world[l];
  }
}

/* What the blocks hold, shown to satellites and indicators. */
static void show_blocks(sc_growth *s)
{
  sc_economy *e = &s->economy;
  const sc_blocks *b = &s->blocks;
  SC_EACH_LANE(l) {
    e->labour[l] = b->labour[l];
    e->population[l] = b->population[l];
    e->schooling[l] = b->schooling[l];
    e->human_capital[l] = b->human_capital[l];
    e->rd_ratio[l] = b->rd_ratio[l];
    e->rd_spending[l] = b->rd_spending[l];
    e->digital_share[l] = b->digital_share[l];
    e->public_capital[l] = b->public_capital[l];
  }
}

void SC_K(sc_growth_start)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_growth *s = state;
  SC_K(sc_labour_start)(&s->blocks, setup);
  SC_K(sc_knowledge_start)(&s->blocks, setup, p);
  SC_K(sc_productivity_start)(&s->blocks, setup, p, drive->base);
  SC_K(sc_outside_start)(&s->blocks, setup, p, drive->base);
  SC_K(sc_capital_start)(&s->blocks, setup, p, drive->base);
  calibrate(s, p, drive->base);
  invert(s, drive->base, now->block);
  base_year(s, setup, drive->base);
  show_blocks(s);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
}

static double trade(const sc_economy *e, int l) { return e->export_world[l] + e->import_world[l]; }
static double real_income(const sc_economy *e, int l) { return e->income[l] / e->consumer_price[l] / e->population[l]; }

/* Remember of the year that ends what the next one is compared with. */
static void remember(sc_growth *s)
{
  const sc_economy *e = &s->economy;
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) s->last.price[j][l] = e->value_added[j][l] / e->volume[j][l];
  SC_EACH_LANE(l) {
    s->last.gdp[l] = 0.0;
    s->last.gdp_index[l] = e->gdp_index[l];
    s->last.gdp_growth[l] = e->gdp_growth[l];
    s->last.wage[l] = e->wage[l];
    s->last.trade[l] = trade(e, l);
    s->last.real_income[l] = real_income(e, l);
  }
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) s->last.gdp[l] += e->value_added[j][l];
}

/* Trade abroad in volumes: exports follow demand and price, imports follow real GDP. */
static void trade_abroad(sc_growth *s, const sc_params *p, const sc_drive *drive)
{
  const sc_base *base = drive->base;
  sc_economy *e = &s->economy;
  const sc_blocks *b = &s->blocks;
  SC_EACH_VECTOR(v) {
    sc_vector sum = sc_all(0.0);
    for (int j = 0; j < e->n; j++) {
      const sc_vector relative = sc_vector_log(sc_load(e->price[j] + v)) - sc_load(b->log_outside_price[j] + v);
      sum += sc_load(base->export_world[j] + v)
           * sc_vector_exp(sc_load(b->log_world[j] + v) + sc_load(drive->export_level[j] + v)
                             - sc_load(p->eta_export + v) * relative);
    }
    sc_store(e->export_world + v, sum);
    sc_store(e->import_world + v, sc_load(base->import_world + v) * sc_load(e->gdp_index + v));
  }
}

/* Real GDP chained at last year's prices of value added, and what grows with it. */
static void chain(sc_growth *s, const sc_params *p, const sc_drive *drive)
{
  sc_economy *e = &s->economy;
  sc_lane real = { 0 };
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) real[l] += s->last.price[j][l] * e->volume[j][l];
  SC_EACH_LANE(l) {
    e->gdp_growth[l] = real[l] / s->last.gdp[l] - 1.0;
    e->gdp_index[l] = s->last.gdp_index[l] * (1.0 + e->gdp_growth[l]);
  }
  trade_abroad(s, p, drive);
  SC_EACH_LANE(l) {
    const double gap = e->wage[l] / s->last.wage[l] - 1.0 - p->growth_country[l];
    e->trade_growth[l] = trade(e, l) / s->last.trade[l] - 1.0;
    e->income_growth[l] = real_income(e, l) / s->last.real_income[l] - 1.0;
    s->blocks.wage_gap[l] = gap > LARGEST_WAGE_GAP ? LARGEST_WAGE_GAP : gap < -LARGEST_WAGE_GAP ? -LARGEST_WAGE_GAP : gap;
  }
}

void SC_K(sc_growth_step)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_growth *s = state;
  remember(s);
  SC_K(sc_labour_step)(&s->blocks, setup, p, drive);
  SC_K(sc_knowledge_step)(&s->blocks, p, drive, now->noise);
  SC_K(sc_productivity_step)(&s->blocks, setup, p, drive, now->noise);
  SC_K(sc_outside_step)(&s->blocks, setup, p, drive, now->noise);
  SC_EACH_LANE(l) s->government[l] *= 1.0 + (now->t == 1 ? p->growth_country[l] : s->last.gdp_growth[l]);
  SC_K(sc_growth_clear)(s, setup, p, drive);
  for (int j = 0; j < setup->n; j++) SC_EACH_LANE(l) s->economy.capital[j][l] = s->blocks.capital[j][l];
  s->economy.year = drive->year;
  show_blocks(s);
  chain(s, p, drive);
  SC_EACH_LANE(l)
    if (!(s->economy.residual[l] < SC_GROWTH_TOLERANCE)) sc_lane_bad(now->block, l, SC_BAD_NO_CONVERGENCE);
  /* the account has no growth of its base year: the first year brings no surprise */
  const double *before = now->t == 1 ? s->economy.gdp_growth : s->last.gdp_growth;
  SC_K(sc_knowledge_close)(&s->blocks, s->economy.gdp_growth, before, s->economy.gdp_index);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
  SC_EACH_LANE(l) s->economy.rd_ratio[l] = s->blocks.rd_ratio[l], s->economy.rd_spending[l] = s->blocks.rd_spending[l];
}
