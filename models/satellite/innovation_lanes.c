#include <string.h>

#include "models/satellite/parts.h"

/* Firms: births and exits by their diffusion. */
static void firms(sc_lane n, const sc_lane births, const sc_lane exit, const sc_lane faster, const sc_lane z)
{
  SC_EACH_LANE(l) {
    const double entering = births[l] * (1 + faster[l]), variance = entering + exit[l] * (1 - exit[l]) * n[l];
    const double next = (1 - exit[l]) * n[l] + entering + sqrt(variance > 0 ? variance : 0) * z[l];
    n[l] = next > 0 ? next : 0;
  }
}

static void four_new_start(sc_satellite *restrict s, const sc_params *p)
{
  sc_innovation *x = &s->innovation;
  sc_lane reach;                         /* Q if every industry stood at its ceiling */
  sc_lane_fill(x->ceiling[SC_PRI], 0);
  memcpy(x->ceiling[SC_SEC], p->four_new_ceiling_secondary, sizeof(sc_lane));
  memcpy(x->ceiling[SC_TSV], p->four_new_ceiling_traditional, sizeof(sc_lane));
  memcpy(x->ceiling[SC_MSV], p->four_new_ceiling_modern, sizeof(sc_lane));
  memcpy(x->last_share, s->national.share, sizeof x->last_share);
  sc_lane_fill(reach, 0);
  for (int g = 0; g < SC_N_ADOPTERS; g++)
    SC_EACH_LANE(l) reach[l] += x->ceiling[g][l] * x->last_share[g][l];
  SC_EACH_LANE(l) {
    const double phi = p->four_new_2020[l] / 100 / reach[l];
    for (int g = 0; g < SC_N_ADOPTERS; g++) x->adopted[g][l] = phi * x->ceiling[g][l];
    x->kappa[l] = p->four_new_trend[l] / ((1 - phi) * p->four_new_2020[l]);
    x->four_new[l] = p->four_new_2020[l] / 100;
  }
}

/* dQ = sum qbar ds + sum sbar dq, exact with the means of the two years. */
static void four_new_step(sc_satellite *restrict s, const sc_lane faster)
{
  sc_innovation *restrict x = &s->innovation;
  for (int g = SC_SEC; g < SC_N_ADOPTERS; g++) {
    const double *share = s->national.share[g];
    SC_EACH_LANE(l) {
      const double q = x->adopted[g][l], room = 1 - q / x->ceiling[g][l];
      const double dq = x->kappa[l] * (1 + faster[l]) * q * room, ds = share[l] - x->last_share[g][l];
      const double by_structure = (q + 0.5 * dq) * ds, by_adoption = (share[l] - 0.5 * ds) * dq;
      x->adopted[g][l] = q + dq;
      x->structure[l] += by_structure;
      x->adoption[l] += by_adoption;
      x->four_new[l] += by_structure + by_adoption;
    }
  }
  memcpy(x->last_share, s->national.share, sizeof x->last_share);
}

void SC_K(sc_innovation_start)(sc_satellite *restrict s, const sc_year *now)
{
  sc_innovation *x = &s->innovation;
  const sc_params *p = now->params;
  memset(x, 0, sizeof *x);
  sc_lane_fill(x->patents, 1);
  memcpy(x->rd_2020, now->economy->rd_spending, sizeof(sc_lane));
  memcpy(x->high_tech, p->high_tech_2020, sizeof(sc_lane));
  memcpy(x->gazelles, p->gazelles_2020, sizeof(sc_lane));
  memcpy(x->high_tech_firms, p->high_tech_firms_2020, sizeof(sc_lane));
  memcpy(x->tech_smes, p->tech_smes_2020, sizeof(sc_lane));
  four_new_start(s, p);
}

void SC_K(sc_innovation_step)(sc_satellite *restrict s, const sc_year *now)
{
  sc_innovation *x = &s->innovation;
  const sc_params *p = now->params;
  const double *faster = now->drive->adoption[0];
  sc_lane rd, redefined[1], z[3];

  if (now->t == 1)
    SC_EACH_LANE(l)
      x->patent_yield[l] = (1 + p->patent_growth[l]) * now->economy->population[l] - (1 - p->patent_attrition[l]);
  SC_EACH_LANE(l) rd[l] = now->economy->rd_spending[l] / x->rd_2020[l];
  sc_lane_pow(rd, rd, p->patent_elasticity);
  SC_K(sc_noise_uniform)(now->noise, SC_STREAM_SHOCK, sc_name_hash("satellite.four_new_redefinition"), now->t, 1, redefined);
  SC_EACH_LANE(l) {
    x->patents[l] = (1 - p->patent_attrition[l]) * x->patents[l] + x->patent_yield[l] * rd[l];
    x->redefined[l] += redefined[0][l] < p->four_new_redefinition[l] ? p->four_new_jump[l] : 0;
    x->high_tech[l] += p->high_tech_drift[l];
  }
  four_new_step(s, faster);

  SC_K(sc_noise_normal)(now->noise, SC_STREAM_SHOCK, sc_name_hash("satellite.firms"), now->t, 3, z);
  firms(x->gazelles, p->gazelle_births, p->firm_exit, faster, z[0]);
  firms(x->high_tech_firms, p->high_tech_firm_births, p->firm_exit, faster, z[1]);
  firms(x->tech_smes, p->tech_sme_births, p->firm_exit, faster, z[2]);
}
