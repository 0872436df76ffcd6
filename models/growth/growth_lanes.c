/* growth_lanes.c - the growth model's years: equations in growth.h and models/blocks/blocks.h. */
#include "engine/lanes/vector.h"
#include "models/growth/growth.h"

void SC_K(sc_growth_start)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_growth *s = state;
  SC_K(sc_blocks_start)(&s->blocks, setup, p, drive->base);
  SC_K(sc_calibrate)(&s->calibration, &s->blocks, p, drive->base);
  SC_K(sc_inverse_make)(s->inverse, drive->base->a, setup->n, now->block);
  SC_K(sc_outcome_start)(&s->economy, &s->calibration, &s->blocks, setup, drive->base);
  for (int j = 0; j < setup->n; j++) sc_lane_fill(s->log_labour[j], 0.0);
  SC_EACH_LANE(l) {
    s->log_wage[l] = s->log_consumption[l] = 0.0;
    s->government[l] = 1.0;
    s->investment[l] = drive->base->investment_rate[l];
  }
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
}

void SC_K(sc_growth_step)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_growth *s = state;
  SC_K(sc_outcome_remember)(&s->last, &s->economy);
  SC_K(sc_blocks_step)(&s->blocks, setup, p, drive, now->noise);
  SC_K(sc_government_step)(s->government, &s->last, p, now->t);
  SC_K(sc_growth_clear)(s, setup, p, drive);
  SC_K(sc_export_world)(&s->economy, &s->blocks, p, drive);
  SC_K(sc_outcome_close)(&s->economy, &s->last, &s->blocks, p, drive);
  SC_EACH_LANE(l)
    if (!(s->economy.residual[l] < SC_GROWTH_TOLERANCE)) sc_lane_bad(now->block, l, SC_BAD_NO_CONVERGENCE);
  /* the account has no growth of its base year: the first year brings no surprise */
  const double *before = now->t == 1 ? s->economy.gdp_growth : s->last.gdp_growth;
  SC_K(sc_knowledge_close)(&s->blocks, s->economy.gdp_growth, before, s->economy.gdp_index);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
  SC_EACH_LANE(l) s->economy.rd_ratio[l] = s->blocks.rd_ratio[l], s->economy.rd_spending[l] = s->blocks.rd_spending[l];
}
