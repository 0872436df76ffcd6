#include <string.h>

#include "models/satellite/parts.h"

typedef enum delivery_class { A, B, C, N_CLASSES } delivery_class;

static const struct { const char *key; delivery_class class; } rows[SC_N_PROGRAMMES] = {
#define SC_SERVICE(name, class) { "programme." #name, class },
#define SC_PROGRAMME(name, class, base, planned, cap, unit, zh, en, place) { "programme." #name, class },
#include "models/satellite/programmes.def"
#undef SC_SERVICE
#undef SC_PROGRAMME
};

enum {
  N_SERVICES = 0
#define SC_SERVICE(name, class) + 1
#define SC_PROGRAMME(name, class, base, planned, cap, unit, zh, en, place)
#include "models/satellite/programmes.def"
#undef SC_SERVICE
#undef SC_PROGRAMME
};

/* The quantile of Beta(18, 2), Beta(14, 6) and Beta(5, 5) at Phi(z) is logistic(c0 + c1 z + ... + c5 z^5): least squares
 * over |z| <= 5, error below 1e-4 (tests/test_satellite.c against GSL). */
enum { N_TERMS = 6 };
static const double score_to_logit[N_CLASSES][N_TERMS] = {
  [A] = { 2.35458155, 0.795294925, 0.0829877618, 0.0106035597, 6.75219088e-4, 1.6717549e-5 },
  [B] = { 0.879730207, 0.496808834, 0.0168192665, 0.00263315566, 8.02654469e-5, 2.03903759e-6 },
  [C] = { 0, 0.648282422, 0, 0.00561334601, 0, 2.02519603e-6 },
};

void SC_K(sc_programmes_start)(sc_satellite *restrict s, const sc_year *now)
{
  sc_programmes *p = &s->programmes;
  memset(p, 0, sizeof *p);
  SC_K(sc_noise_normal)(now->noise, SC_STREAM_DELIVERY, sc_name_hash("programme"), 0, 1, &p->common);
  for (int i = 0; i < SC_N_PROGRAMMES; i++)
    SC_K(sc_noise_normal)(now->noise, SC_STREAM_DELIVERY, sc_name_hash(rows[i].key), 0, 1, &p->score[i]);
}

/* Delivery of the first n programmes; services stand first. */
static void deliver(sc_programmes *restrict p, int n, const sc_year *now)
{
  sc_lane shared, own, scale;
  const sc_params *q = now->params;
  SC_EACH_LANE(l) {
    const double rho = q->delivery_correlation[l], stress = q->delivery_stress[l];
    const double weakness = (q->growth_normal[l] - now->economy->gdp_growth[l]) / q->growth_sd[l];
    scale[l] = 1 / sqrt(1 + stress * stress);
    shared[l] = (sqrt(rho) * p->common[l] - stress * weakness) * scale[l];
    own[l] = sqrt(1 - rho) * scale[l];
  }
  for (int i = 0; i < n; i++) {
    const double *c = score_to_logit[rows[i].class];
    SC_EACH_VECTOR(v) {
      sc_vector z = sc_load(shared + v) + sc_load(own + v) * sc_load(p->score[i] + v);
      z = sc_vector_min(sc_vector_max(z, sc_all(-5)), sc_all(5));
      const sc_vector y = c[0] + z * (c[1] + z * (c[2] + z * (c[3] + z * (c[4] + z * c[5]))));
      sc_store(p->delivery[i] + v, sc_vector_logistic(y));
    }
  }
}

void SC_K(sc_programmes_step)(sc_satellite *restrict s, const sc_year *now)
{
  sc_programmes *p = &s->programmes;
  const int in_plan = now->t <= now->n_plan;
  deliver(p, in_plan ? SC_N_PROGRAMMES : N_SERVICES, now);
  if (!in_plan) return;
  sc_lane pace;
  SC_EACH_LANE(l) pace[l] = now->params->programme_headroom[l] * (1 + now->drive->programme[0][l]) / now->n_plan;
  for (int i = 0; i < SC_N_PROGRAMMES; i++)
    SC_EACH_LANE(l) p->progress[i][l] += pace[l] * p->delivery[i][l];
}
