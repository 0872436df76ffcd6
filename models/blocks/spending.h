/* spending.h - propensities of one vector of draws, for use inside kernels; equations in outcome.h. */
#ifndef SC_BLOCKS_SPENDING_H
#define SC_BLOCKS_SPENDING_H

#include "engine/lanes/vector.h"
#include "models/blocks/outcome.h"

/* Household spending on a unit of disposable income. */
SC_INLINE sc_vector sc_spending(const sc_calibration *c, const sc_drive *drive, int v)
{
  return sc_load(drive->base->consumption + v) / sc_load(c->income + v)
       * (1.0 + sc_load(drive->consumption_rate[0] + v) / SC_PROPENSITY);
}

/* Investment on a unit of GDP. */
SC_INLINE sc_vector sc_investment_rate(const sc_calibration *c, const sc_params *p, const sc_drive *drive, int v)
{
  return sc_load(drive->base->investment_rate + v)
       * (1.0 - sc_load(p->sigma_kl + v) * sc_load(drive->capital_cost[0] + v) / sc_load(c->user_cost + v));
}

#endif
