#include <string.h>

#include "models/satellite/parts.h"

static void logit(sc_lane out, const sc_lane percent, const sc_lane ceiling)
{
  sc_lane odds;
  SC_EACH_LANE(l) odds[l] = percent[l] / (ceiling[l] - percent[l]);
  sc_lane_log(out, odds);
}

void SC_K(sc_people_start)(sc_satellite *restrict s, const sc_year *now)
{
  sc_people *x = &s->people;
  const sc_params *p = now->params;
  sc_lane whole, planned;
  sc_lane_fill(whole, 100);
  logit(x->urbanisation, p->urbanisation_2020, whole);
  logit(x->pension, p->pension_2020, p->pension_ceiling);
  logit(planned, p->pension_planned, p->pension_ceiling);
  SC_EACH_LANE(l) {
    x->pension_step[l] = (planned[l] - x->pension[l]) / now->n_plan;
    x->unemployment[l] = p->unemployment_2020[l];
    x->physicians[l] = 1;
    x->births[l] = 1;
    x->nursery[l] = p->nursery_2020[l];
    x->life[l] = p->life_2020[l];
    x->entrants[l] = p->entrants_2020[l];
    x->jobs[l] = p->employment_2020[l] * p->job_turnover[l];
  }
}

void SC_K(sc_people_step)(sc_satellite *restrict s, const sc_year *now)
{
  sc_people *restrict x = &s->people;
  const sc_params *restrict p = now->params;
  const sc_economy *e = now->economy;
  const double *const pension_delivery = s->programmes.delivery[SC_PROGRAMME_pension_enrolment];
  const double *const nursery_delivery = s->programmes.delivery[SC_PROGRAMME_nursery_places];
  SC_EACH_LANE(l) {
    const double effort = p->programme_headroom[l] * (1 + now->drive->programme[0][l]);
    const double smooth = p->unemployment_smoothing[l], gap = 100 * (e->gdp_growth[l] - p->growth_normal[l]);
    x->urbanisation[l] += p->urbanisation_drift[l];
    x->unemployment[l] = smooth * x->unemployment[l] + (1 - smooth) * (p->unemployment_2020[l] + p->okun[l] * gap);
    x->physicians[l] *= 1 + p->physician_growth[l];
    x->pension[l] += x->pension_step[l] * effort * pension_delivery[l];
    x->births[l] *= 1 - p->birth_decline[l];
    x->nursery[l] += (p->nursery_planned[l] - p->nursery_2020[l]) / now->n_plan * effort * nursery_delivery[l]
                     * (1 - p->nursery_demand[l] * (1 - x->births[l]));
    x->life[l] += p->life_drift[l];
    x->entrants[l] += p->entrants_drift[l];
    const double hired = p->job_turnover[l] + s->national.labour_growth[l] - p->growth_employment[l];
    x->jobs[l] = p->employment_2020[l] * e->labour[l] * (hired > 0 ? hired : 0);
  }
}
