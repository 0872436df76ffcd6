/* productivity_lanes.c - total factor productivity and its shocks; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/blocks/blocks.h"

/* Relative size of the groups' own shocks (real growth, points: 3, 3, 2, 2.5) and their correlations: primary with
 * secondary 0.6, with services 0.35, secondary with services 0.4, the two kinds of services 0.6 (assumption). */
static const double GROUP_SD[SC_N_GROUPS] = { 3.0, 3.0, 2.0, 2.5 };
static const double CORRELATION[SC_N_GROUPS][SC_N_GROUPS] = {
  { 1.00, 0.60, 0.35, 0.35 },
  { 0.60, 1.00, 0.40, 0.40 },
  { 0.35, 0.40, 1.00, 0.60 },
  { 0.35, 0.40, 0.60, 1.00 } };

/* Cholesky factor of the shifted correlations, and the scale that gives the weighted sum of shocks sd sigma_region. */
static void shock_sizes(sc_blocks *b, const sc_params *p, sc_lane *weight)
{
  SC_EACH_LANE(l) {
    double c[SC_N_GROUPS][SC_N_GROUPS], variance = 0.0;
    for (int g = 0; g < SC_N_GROUPS; g++)
      for (int k = 0; k < SC_N_GROUPS; k++) {
        c[g][k] = CORRELATION[g][k] + (g == k ? 0.0 : p->correlation_shift[l]);
        variance += weight[g][l] * GROUP_SD[g] * weight[k][l] * GROUP_SD[k] * c[g][k];
      }
    for (int g = 0; g < SC_N_GROUPS; g++) {
      b->group_sd[g][l] = GROUP_SD[g] * p->sigma_region[l] / sqrt(variance);
      for (int k = 0; k <= g; k++) {
        double rest = c[g][k];
        for (int i = 0; i < k; i++) rest -= b->cholesky[g * SC_N_GROUPS + i][l] * b->cholesky[k * SC_N_GROUPS + i][l];
        b->cholesky[g * SC_N_GROUPS + k][l] = g == k ? sqrt(rest) : rest / b->cholesky[k * SC_N_GROUPS + k][l];
      }
    }
  }
}

void SC_K(sc_productivity_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  sc_lane weight[SC_N_GROUPS] = { { 0 } };
  SC_EACH_LANE(l) b->common[l] = b->idea_stock[l] = b->mu_mean[l] = 0.0, b->ideas[l] = 1.0;
  for (int j = 0; j < setup->n; j++) {
    const double *mu = sc_drift_of(p, setup->group[j]);
    SC_EACH_LANE(l) {
      weight[setup->group[j]][l] += base->value_added[j][l];
      b->mu_mean[l] += base->value_added[j][l] * mu[l];
      b->log_tfp[j][l] = 0.0;
    }
  }
  for (int g = 0; g < SC_N_GROUPS; g++) SC_EACH_LANE(l) b->group_shock[g][l] = 0.0;
  shock_sizes(b, p, weight);
}

/* No year is worth more than this many scales of its t: 14 standard deviations, reached once in 27,000 numbers. The moments
 * of growth do not feel it; without it one activity in some hundred million years triples by chance. */
static const double LARGEST_SHOCK = 20.0;

static void yearly_shocks(const sc_setup *setup, const char *name, int t, int n, const sc_noise *noise, sc_lane *e)
{
  SC_K(sc_noise_student)(noise, SC_STREAM_SHOCK, sc_name_hash(name), t, n, &setup->shock, e);
  for (int i = 0; i < n; i++)
    SC_EACH_VECTOR(v)
      sc_store(e[i] + v, sc_vector_max(sc_vector_min(sc_load(e[i] + v), sc_all(LARGEST_SHOCK)), sc_all(-LARGEST_SHOCK)));
}

static void common_shock(sc_blocks *b, const sc_setup *setup, const sc_params *p, int t, const sc_noise *noise)
{
  sc_lane e[1];
  yearly_shocks(setup, "common", t, 1, noise, e);
  SC_EACH_LANE(l) {
    const double rho = p->rho_common[l];
    b->common[l] = rho * b->common[l] + p->sigma_common[l] * sqrt(1.0 - rho * rho) * setup->shock_unit * e[0][l];
  }
}

static void group_shocks(sc_blocks *b, const sc_setup *setup, const sc_params *p, int t, const sc_noise *noise)
{
  sc_lane e[SC_N_GROUPS];
  yearly_shocks(setup, "group", t, SC_N_GROUPS, noise, e);
  for (int g = 0; g < SC_N_GROUPS; g++)
    SC_EACH_LANE(l) {
      const double rho = p->rho_region[l];
      double sum = 0.0;
      for (int k = 0; k <= g; k++) sum += b->cholesky[g * SC_N_GROUPS + k][l] * e[k][l];
      b->group_shock[g][l] = rho * b->group_shock[g][l] + b->group_sd[g][l] * sqrt(1.0 - rho * rho) * setup->shock_unit * sum;
    }
}

void SC_K(sc_productivity_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                                const sc_noise *noise)
{
  sc_lane own[SC_MAX_ACTIVITIES], everywhere;
  const double drift = sc_drift_left(drive->t);
  SC_EACH_VECTOR(v) {
    const sc_vector decay = sc_vector_exp(-sc_load(p->beta_ideas + v) * sc_load(b->idea_stock + v));
    const sc_vector ideas = sc_load(b->labour + v) * sc_load(b->human_capital + v) * decay;
    sc_store(b->ideas + v, ideas);
    sc_store(b->idea_stock + v, sc_load(b->idea_stock + v) + sc_load(b->mu_mean + v) * ideas);
  }
  common_shock(b, setup, p, drive->t, noise);
  group_shocks(b, setup, p, drive->t, noise);
  yearly_shocks(setup, "activity", drive->t, setup->n, noise, own);
  SC_EACH_LANE(l)
    everywhere[l] = drift * p->drift_common[l] + p->gamma_rd[l] * b->rd_stock_growth[l] + p->gamma_digital[l] * b->digital_gain[l]
                  + p->psi_infra[l] * b->public_growth[l] + p->epsilon_density[l] * b->density_growth[l] + b->common[l];
  for (int j = 0; j < setup->n; j++) {
    const double *mu = sc_drift_of(p, setup->group[j]), *group = b->group_shock[setup->group[j]];
    SC_EACH_LANE(l)
      b->log_tfp[j][l] += mu[l] * b->ideas[l] + everywhere[l] + drive->tfp[j][l] + drive->scale[j][l] + group[l]
                        + p->sigma_activity[l] * setup->shock_unit * own[j][l] + drive->activity_shock[j][l];
  }
}
