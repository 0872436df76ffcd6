#include <string.h>

#include "models/satellite/parts.h"

/* t CO2 per tce: NDRC planning factors, coal 2.66, oil 1.73, gas 1.56; what is not coal by the national mix of 2020
 * (oil 19, gas 8, without emissions 16 of 43). Coal gives way to gas and to what emits nothing in equal parts. */
static const double COAL = 2.66, GAS = 1.56, NOT_COAL = 1.06;

static void use_energy(sc_satellite *restrict s, const sc_year *now)
{
  sc_environment *x = &s->environment;
  const sc_params *p = now->params;
  const sc_economy *e = now->economy;
  const double *const intensity[SC_N_GROUPS] = { p->energy_primary, p->energy_industry, p->energy_traditional, p->energy_modern };
  sc_lane within;
  sc_lane_fill(within, 0);
  for (int j = 0; j < e->n; j++) {
    const double *of = j == s->roles.construction ? p->energy_construction : intensity[s->roles.group[j]];
    SC_EACH_LANE(l) within[l] += of[l] * e->volume[j][l];
  }
  SC_EACH_LANE(l)
    x->energy[l] = x->intensity[l] * within[l] + p->energy_household[l] * x->household_energy[l] * e->population[l];
}

void SC_K(sc_environment_start)(sc_satellite *restrict s, const sc_year *now)
{
  sc_environment *x = &s->environment;
  const sc_params *p = now->params;
  SC_EACH_LANE(l) {
    x->intensity[l] = x->household_energy[l] = x->water_industry[l] = x->water_other[l] = x->land[l] = x->yield[l] = 1;
    x->carbon[l] = COAL * p->coal_share_2020[l] + NOT_COAL * (1 - p->coal_share_2020[l]);
    x->air[l] = p->air_2020[l];
    x->forest[l] = p->forest_2020[l];
  }
  for (int i = 0; i < SC_MAX_SECTIONS; i++) sc_lane_fill(x->section[i], 1);
  use_energy(s, now);
  memcpy(x->energy_2020, x->energy, sizeof(sc_lane));
  memcpy(x->carbon_2020, x->carbon, sizeof(sc_lane));
}

/* One rung up or down the ladder, by one uniform number for each section. */
static void move_sections(sc_environment *restrict x, const sc_year *now)
{
  sc_lane u[SC_MAX_SECTIONS];
  const sc_params *p = now->params;
  SC_K(sc_noise_uniform)(now->noise, SC_STREAM_SHOCK, sc_name_hash("satellite.sections"), now->t, SC_MAX_SECTIONS, u);
  for (int i = 0; i < SC_MAX_SECTIONS; i++)
    SC_EACH_LANE(l) {
      const double class = x->section[i][l];
      const double up = class == 0 ? p->water_recovery[l] : class == 1 ? p->water_upgrade[l] : 0;
      const double down = class == 0 ? 0 : p->water_relapse[l];
      x->section[i][l] = class + (u[i][l] < up ? 1 : 0) - (u[i][l] > 1 - down ? 1 : 0);
    }
}

void SC_K(sc_environment_step)(sc_satellite *restrict s, const sc_year *now)
{
  sc_environment *restrict x = &s->environment;
  const sc_params *p = now->params;
  const sc_drive *drive = now->drive;
  const double *const clean_air = s->programmes.delivery[SC_PROGRAMME_clean_air];
  const double *const greening = s->programmes.delivery[SC_PROGRAMME_greening];
  SC_EACH_LANE(l) {
    const double effort = 1 + drive->programme[0][l];
    x->intensity[l] *= 1 - p->aeei[l] - drive->energy_saving[0][l];
    x->household_energy[l] *= 1 + p->energy_income[l] * now->economy->income_growth[l];
    x->carbon[l] += (COAL - 0.5 * GAS) * p->coal_drift[l];
    const double air = x->air[l] + p->air_drift[l] * effort * clean_air[l]
                       - p->air_industry[l] * (100 * s->national.growth[SC_SEC][l] - 2) + drive->air_drift[0][l];
    x->air[l] = air < 100 ? air : 100;
    x->forest[l] += p->forest_step[l] * effort * greening[l];
    x->water_industry[l] *= 1 - p->water_saving_industry[l];
    x->water_other[l] *= 1 - p->water_saving[l];
    x->land[l] *= 1 + p->land_drift[l];
    x->yield[l] *= 1 + p->yield_drift[l];
  }
  use_energy(s, now);
  move_sections(x, now);
}
