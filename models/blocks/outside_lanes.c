/* outside_lanes.c - demand and prices in the rest of the country and abroad; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/blocks/blocks.h"

static const double FOREIGN_RHO = 0.2, FOREIGN_SD = 0.06;   /* yearly growth of foreign demand, economics 3F */

static int is_service(sc_group g) { return g == SC_TSV || g == SC_MSV; }

static const double *elasticity_of(const sc_setup *setup, const sc_params *p, int j)
{
  const sc_group g = setup->group[j];
  return setup->housing[j] ? p->eta_house : g == SC_PRI ? p->eta_pri : g == SC_SEC ? p->eta_sec : p->eta_srv;
}

void SC_K(sc_outside_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  SC_EACH_LANE(l)
    b->foreign_shock[l] = b->service_share[l] = b->eta_mean[l] = b->mu_country[l] = b->theta_country[l] = 0.0;
  for (int j = 0; j < setup->n; j++) {
    const double *eta = elasticity_of(setup, p, j), *mu = sc_drift_of(p, setup->group[j]), weight = setup->country_share[j];
    const double service = is_service(setup->group[j]) ? 1.0 : 0.0;
    SC_EACH_LANE(l) {
      b->eta[j][l] = eta[l];
      b->eta_mean[l] += weight * eta[l];
      b->mu_country[l] += weight * mu[l];
      b->theta_country[l] += weight * base->labour_share[j][l];
      b->service_share[l] += service * base->value_added[j][l];
      b->log_outside_cost[j][l] = b->log_outside_price[j][l] = b->log_input_price[j][l] = b->log_country[j][l] = b->log_world[j][l] = b->log_cost[j][l] = 0.0;
    }
  }
}

/* Costs of value added in the rest of the country, the prices that follow from them, and the prices of input baskets. */
static void outside_prices(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  const int n = setup->n;
  for (int j = 0; j < n; j++) {
    const double *mu = sc_drift_of(p, setup->group[j]);
    SC_EACH_LANE(l)
      b->log_outside_cost[j][l] += (base->labour_share[j][l] - b->theta_country[l]) * p->growth_country[l]
                                 - (mu[l] - b->mu_country[l]) * b->ideas[l];
  }
  for (int j = 0; j < n; j++) {
    sc_lane price = { 0 };
    for (int k = 0; k < n; k++) SC_EACH_LANE(l) price[l] += setup->pass_through[j * n + k] * b->log_outside_cost[k][l];
    SC_EACH_LANE(l) {
      b->outside_growth[j][l] = price[l] - b->log_outside_price[j][l];
      b->log_outside_price[j][l] = price[l];
    }
  }
  for (int j = 0; j < n; j++) {
    SC_EACH_LANE(l) b->log_input_price[j][l] = 0.0;
    for (int k = 0; k < n; k++)
      SC_EACH_LANE(l) b->log_input_price[j][l] += setup->basket[j * n + k] * b->log_outside_price[k][l];
  }
}

void SC_K(sc_outside_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                           const sc_noise *noise)
{
  const sc_base *base = drive->base;
  sc_lane e[1], world;
  SC_K(sc_noise_normal)(noise, SC_STREAM_SHOCK, sc_name_hash("foreign"), drive->t, 1, e);
  SC_EACH_LANE(l) {
    b->foreign_shock[l] = FOREIGN_RHO * b->foreign_shock[l]
                        + FOREIGN_SD * sqrt(1.0 - FOREIGN_RHO * FOREIGN_RHO) * e[0][l];
    world[l] = p->growth_foreign[l] + b->foreign_shock[l] + drive->foreign_demand[0][l];
  }
  outside_prices(b, setup, p, base);
  const double drift = sc_drift_left(drive->t);
  for (int j = 0; j < setup->n; j++) {
    const int service = is_service(setup->group[j]);
    SC_EACH_LANE(l) {
      const double towards = service ? 1.0 - b->service_share[l] : -b->service_share[l];
      b->log_country[j][l] += b->eta[j][l] / b->eta_mean[l] * (p->growth_country[l] + b->common[l])
                            - p->sigma_c[l] * b->outside_growth[j][l] + drift * p->export_base_drift[l] * towards
                            + drive->external_demand[j][l] + drive->scale[j][l];
      b->log_world[j][l] += world[l] + drive->scale[j][l];
      b->log_cost[j][l] += drive->unit_cost[j][l];
    }
  }
}
