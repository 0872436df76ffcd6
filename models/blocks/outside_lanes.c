/* outside_lanes.c - demand and prices in the rest of the country and abroad; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/blocks/blocks.h"

static const double FOREIGN_RHO = 0.2, FOREIGN_SD = 0.06;   /* yearly growth of foreign demand, economics 3F */

static const double *elasticity_of(const sc_params *p, sc_group g)
{
  return g == SC_PRI ? p->eta_pri : g == SC_SEC ? p->eta_sec : p->eta_srv;
}

static int is_service(sc_group g) { return g == SC_TSV || g == SC_MSV; }

void SC_K(sc_outside_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  SC_EACH_LANE(l) {
    b->foreign_shock[l] = b->service_share[l] = b->eta_mean[l] = 0.0;
    for (int g = 0; g < SC_N_GROUPS; g++) b->eta_mean[l] += setup->country_share[g] * elasticity_of(p, (sc_group)g)[l];
  }
  for (int j = 0; j < setup->n; j++) {
    const double *eta = setup->housing[j] ? p->eta_house : elasticity_of(p, setup->group[j]);
    const double service = is_service(setup->group[j]) ? 1.0 : 0.0;
    SC_EACH_LANE(l) {
      b->eta[j][l] = eta[l];
      b->service_share[l] += service * base->value_added[j][l];
      b->log_outside_price[j][l] = b->log_country[j][l] = b->log_world[j][l] = b->log_cost[j][l] = 0.0;
    }
  }
}

void SC_K(sc_outside_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                           const sc_noise *noise)
{
  const double *const mu[SC_N_GROUPS] = { p->mu_pri, p->mu_sec, p->mu_tsv, p->mu_msv };
  sc_lane e[1], mu_country, world;
  SC_K(sc_noise_normal)(noise, SC_STREAM_SHOCK, sc_name_hash("foreign"), drive->t, 1, e);
  SC_EACH_LANE(l) {
    mu_country[l] = 0.0;
    for (int g = 0; g < SC_N_GROUPS; g++) mu_country[l] += setup->country_share[g] * mu[g][l];
    b->foreign_shock[l] = FOREIGN_RHO * b->foreign_shock[l]
                        + FOREIGN_SD * sqrt(1.0 - FOREIGN_RHO * FOREIGN_RHO) * e[0][l];
    world[l] = p->growth_foreign[l] + b->foreign_shock[l] + drive->foreign_demand[0][l];
  }
  for (int j = 0; j < setup->n; j++) {
    const sc_group g = setup->group[j];
    SC_EACH_LANE(l) {
      const double price = -(mu[g][l] - mu_country[l]) * b->ideas[l];
      const double towards = is_service(g) ? 1.0 - b->service_share[l] : -b->service_share[l];
      b->log_outside_price[j][l] += price;
      b->log_country[j][l] += b->eta[j][l] / b->eta_mean[l] * (p->growth_country[l] + b->common[l]) - p->sigma_c[l] * price
                            + p->export_base_drift[l] * towards + drive->external_demand[j][l] + drive->scale[j][l];
      b->log_world[j][l] += world[l] + drive->scale[j][l];
      b->log_cost[j][l] += drive->unit_cost[j][l];
    }
  }
}
