/* small_base.h - a balanced base year of four activities, the same in every lane, for tests of models.
 *
 * Coefficients are those of the reference model's table scaled to a region that buys little at home; exports are the
 * residual, so rows balance by construction. GDP = 1. */
#ifndef SC_TESTS_SMALL_BASE_H
#define SC_TESTS_SMALL_BASE_H

#include <string.h>

#include "models/blocks/blocks.h"

static const double small_country_share[4] = { 0.081, 0.374, 0.290, 0.255 };   /* also the basket of everybody's inputs */

/* What is bought beyond what is sold here comes from outside, a twentieth of it from abroad. */
static inline void small_imports(sc_base *base, int l)
{
  static const double government[4] = { 0, 0.01, 0.08, 0.08 }, investment[4] = { 0.01, 0.22, 0.07, 0.10 };
  double inputs = 0.0, all = 0.0;
  for (int j = 0; j < 4; j++) inputs += base->output[j][l] - base->value_added[j][l];
  for (int i = 0; i < 4; i++) {
    base->government_use[i][l] = government[i];
    base->investment_use[i][l] = investment[i];
    base->import_country[i][l] = small_country_share[i] * inputs + base->household[i][l] + government[i] + investment[i]
                               - (base->output[i][l] - base->export_country[i][l] - base->export_world[i][l]);
    all += base->import_country[i][l];
  }
  for (int i = 0; i < 4; i++) {
    base->import_abroad[i][l] = base->import_world[l] / all * base->import_country[i][l];
    base->import_country[i][l] -= base->import_abroad[i][l];
  }
}

static inline void small_base(sc_base *base)
{
  static const double a[4][4] = { { 0.020, 0.002, 0.001, 0.000 }, { 0.03, 0.06, 0.03, 0.02 }, { 0.01, 0.02, 0.03, 0.02 }, { 0.02, 0.03, 0.04, 0.03 } };
  static const double va[4] = { 0.01, 0.32, 0.37, 0.30 }, ratio[4] = { 0.6, 0.25, 0.55, 0.50 }, labour[4] = { 0.55, 0.48, 0.57, 0.56 };
  static const double household[4] = { 0.03, 0.13, 0.14, 0.08 }, local[4] = { 0.05, 0.2, 0.6, 0.5 };
  static const double government[4] = { 0, 0, 0.06, 0.07 }, investment[4] = { 0, 0.08, 0.02, 0.03 };
  memset(base, 0, sizeof *base);
  base->n = 4;
  for (int l = 0; l < SC_LANES; l++) {
    base->consumption[l] = 0.38;
    base->investment_rate[l] = 0.40;
    base->import_world[l] = 0.05;
    for (int j = 0; j < 4; j++) {
      double imported = 1.0 - ratio[j];
      base->value_added[j][l] = va[j];
      base->output[j][l] = va[j] / ratio[j];
      base->labour_share[j][l] = labour[j];
      base->tax[j][l] = 0.08;
      base->household[j][l] = household[j];
      base->local_household[j][l] = local[j];
      base->government[j][l] = government[j];
      base->investment[j][l] = investment[j];
      for (int i = 0; i < 4; i++) {
        base->a[i * 4 + j][l] = a[i][j];
        imported -= a[i][j];
      }
      base->import_input[j][l] = imported;
    }
    for (int i = 0; i < 4; i++) {
      double rest = base->output[i][l] - local[i] * household[i] - government[i] - investment[i];
      for (int j = 0; j < 4; j++) rest -= a[i][j] * base->output[j][l];
      base->export_country[i][l] = 0.9 * rest;
      base->export_world[i][l] = 0.1 * rest;
    }
    small_imports(base, l);
  }
}

static inline void small_setup(sc_setup *setup)
{
  memset(setup, 0, sizeof *setup);
  setup->n = 4;
  setup->base_year = 2020;
  for (int j = 0; j < 4; j++) setup->group[j] = (sc_group)j;
  setup->rd_ratio = 0.0141;
  setup->digital_share = 0.024;
  setup->schooling = 12.0;
  setup->population = 1272967;
  setup->working_age = 821600;
  setup->employed = 612588;
  const double *share = small_country_share;
  memcpy(setup->country_share, share, sizeof small_country_share);
  for (int j = 0; j < 4; j++)   /* a country whose table is a plain mean: half of every price is its own cost */
    for (int k = 0; k < 4; k++) {
      setup->basket[j * 4 + k] = share[k];
      setup->pass_through[j * 4 + k] = (j == k ? 0.5 : 0.0) + 0.5 * share[k];
    }
  sc_student_init(&setup->shock, 4.0);
  setup->shock_unit = sc_student_unit(4.0);
}

/* Everything that makes the region change is zero; the rest is at its centre. */
static inline void nothing_moves(sc_params *p)
{
  memset(p, 0, sizeof *p);
  for (int i = 0; i < SC_N_PARAMS; i++) {
    double *lane = (double *)(void *)((char *)p + sc_param_rows[i].offset);
    const sc_dist *d = &sc_param_rows[i].prior;
    const double centre = d->kind == SC_DIST_TRIANGULAR ? d->b : d->kind == SC_DIST_BETA ? d->a / (d->a + d->b) : d->a;
    for (int l = 0; l < SC_LANES; l++) lane[l] = centre;
  }
  for (int l = 0; l < SC_LANES; l++) {
    p->growth_employment[l] = p->growth_population[l] = p->schooling_cohorts[l] = p->kappa_migration[l] = 0.0;
    p->growth_public_capital[l] = p->digital_drift[l] = p->growth_country[l] = p->growth_foreign[l] = 0.0;
    p->mu_pri[l] = p->mu_sec[l] = p->mu_tsv[l] = p->mu_msv[l] = p->drift_common[l] = 0.0;
    p->growth_k0[l] = p->gamma_rd[l] = p->correlation_shift[l] = p->export_base_drift[l] = 0.0;
  }
}

#endif
