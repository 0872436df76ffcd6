/* outcome_lanes.c - the base year and what follows from a solved year; equations in outcome.h. */
#include "engine/lanes/vector.h"
#include "models/blocks/outcome.h"

static const double LOWEST_SLOPE = 0.05;    /* of eta - sigma_c: the expenditure elasticity must exceed sigma_c              */
static const double LARGEST_WAGE_GAP = 0.05;

void SC_K(sc_inverse_make)(sc_lane *inverse, const sc_lane *a, int n, sc_block *block)
{
  sc_vector m[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];
  SC_EACH_VECTOR(v) {
    sc_vector least = sc_all(1.0);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) m[i * n + j] = (i == j ? 1.0 : 0.0) - sc_load(a[i * n + j] + v);
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
    for (int i = 0; i < n * n; i++) sc_store(inverse[i] + v, m[i]);
    for (int l = 0; l < SC_VECTOR; l++)
      if (!(least[l] > 1e-9)) sc_lane_bad(block, v + l, SC_BAD_NOT_PRODUCTIVE);
  }
}

void SC_K(sc_calibrate)(sc_calibration *c, const sc_blocks *b, const sc_params *p, const sc_base *base)
{
  sc_lane wages = { 0 }, rents = { 0 }, household = { 0 }, stock = { 0 };
  for (int j = 0; j < base->n; j++) SC_EACH_LANE(l) household[l] += base->household[j][l];
  for (int j = 0; j < base->n; j++)
    SC_EACH_LANE(l) {
      const double factors = base->value_added[j][l] * (1.0 - base->tax[j][l]);
      const double sticky = b->eta[j][l] - p->sigma_c[l];
      c->labour[j][l] = factors * base->labour_share[j][l];
      c->capital[j][l] = b->capital[j][l];
      c->budget[j][l] = base->household[j][l] / household[l];
      c->slope[j][l] = (sticky > LOWEST_SLOPE ? sticky : LOWEST_SLOPE) / (p->eta_sec[l] - p->sigma_c[l]);
      wages[l] += c->labour[j][l];
      rents[l] += factors - c->labour[j][l];
      stock[l] += c->capital[j][l];
    }
  SC_EACH_LANE(l) {
    c->labour_total[l] = wages[l];
    c->income[l] = wages[l] + p->own_capital[l] * rents[l] + SC_TRANSFERS;
    c->user_cost[l] = rents[l] / stock[l];
  }
}

/* What the blocks hold, shown to satellites and indicators. */
static void show_blocks(sc_economy *e, const sc_blocks *b)
{
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

void SC_K(sc_outcome_start)(sc_economy *e, const sc_calibration *c, const sc_blocks *b, const sc_setup *setup, const sc_base *base)
{
  e->n = setup->n;
  e->year = setup->base_year;
  for (int j = 0; j < setup->n; j++)
    SC_EACH_LANE(l) {
      e->value_added[j][l] = e->volume[j][l] = base->value_added[j][l];
      e->output[j][l] = base->output[j][l];
      e->price[j][l] = 1.0;
      e->employment[j][l] = c->labour[j][l] / c->labour_total[l];
      e->capital[j][l] = b->capital[j][l];
      e->rent[j][l] = (base->value_added[j][l] * (1.0 - base->tax[j][l]) - c->labour[j][l]) / b->capital[j][l];
    }
  SC_EACH_LANE(l) {
    double abroad = 0.0;
    for (int j = 0; j < setup->n; j++) abroad += base->export_world[j][l];
    e->gdp[l] = e->gdp_index[l] = e->wage[l] = e->consumer_price[l] = e->income[l] = 1.0;
    e->gdp_growth[l] = e->income_growth[l] = e->trade_growth[l] = e->residual[l] = 0.0;
    e->walras[l] = e->gdp_gap[l] = e->steps[l] = (double)NAN;
    e->export_world[l] = abroad;
    e->import_world[l] = base->import_world[l];
  }
  show_blocks(e, b);
}

static double trade(const sc_economy *e, int l) { return e->export_world[l] + e->import_world[l]; }
static double real_income(const sc_economy *e, int l) { return e->income[l] / e->consumer_price[l] / e->population[l]; }

void SC_K(sc_outcome_remember)(sc_before *last, const sc_economy *e)
{
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) last->price[j][l] = e->value_added[j][l] / e->volume[j][l];
  SC_EACH_LANE(l) {
    last->gdp[l] = 0.0;
    last->gdp_index[l] = e->gdp_index[l];
    last->gdp_growth[l] = e->gdp_growth[l];
    last->wage[l] = e->wage[l];
    last->trade[l] = trade(e, l);
    last->real_income[l] = real_income(e, l);
  }
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) last->gdp[l] += e->value_added[j][l];
}

void SC_K(sc_government_step)(double *government, const sc_before *last, const sc_params *p, int t)
{
  SC_EACH_LANE(l) government[l] *= 1.0 + (t == 1 ? p->growth_country[l] : last->gdp_growth[l]);
}

void SC_K(sc_export_world)(sc_economy *e, const sc_blocks *b, const sc_params *p, const sc_drive *drive)
{
  SC_EACH_VECTOR(v) {
    sc_vector sum = sc_all(0.0);
    for (int j = 0; j < e->n; j++) {
      const sc_vector relative = sc_vector_log(sc_load(e->price[j] + v)) - sc_load(b->log_outside_price[j] + v);
      sum += sc_load(drive->base->export_world[j] + v)
           * sc_vector_exp(sc_load(b->log_world[j] + v) + sc_load(drive->export_level[j] + v)
                             - sc_load(p->eta_export + v) * relative);
    }
    sc_store(e->export_world + v, sum);
  }
}

void SC_K(sc_outcome_close)(sc_economy *e, const sc_before *last, sc_blocks *b, const sc_params *p, const sc_drive *drive)
{
  sc_lane real = { 0 };
  e->year = drive->year;
  show_blocks(e, b);
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) e->capital[j][l] = b->capital[j][l];
  for (int j = 0; j < e->n; j++) SC_EACH_LANE(l) real[l] += last->price[j][l] * e->volume[j][l];
  SC_EACH_LANE(l) {
    e->gdp_growth[l] = real[l] / last->gdp[l] - 1.0;
    e->gdp_index[l] = last->gdp_index[l] * (1.0 + e->gdp_growth[l]);
    e->import_world[l] = drive->base->import_world[l] * e->gdp_index[l];
    e->trade_growth[l] = trade(e, l) / last->trade[l] - 1.0;
    e->income_growth[l] = real_income(e, l) / last->real_income[l] - 1.0;
    const double gap = e->wage[l] / last->wage[l] - 1.0 - p->growth_country[l];
    b->wage_gap[l] = gap > LARGEST_WAGE_GAP ? LARGEST_WAGE_GAP : gap < -LARGEST_WAGE_GAP ? -LARGEST_WAGE_GAP : gap;
  }
}
