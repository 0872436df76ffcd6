#include <math.h>
#include <string.h>

#include "models/accounts/leontief.h"
#include "models/accounts/region.h"
#include "models/blocks/blocks.h"
#include "scenarios/study.h"

static const double DEGREES = 4.0;   /* of freedom of yearly shocks: 296-city panel, economics 3B */

/* A fact the blocks cannot do without; its absence is one error of the study. */
static double needed_fact(const sc_study *study, const char *id, double scale, sc_report *report)
{
  const double value = sc_study_fact(study, id);
  if (isnan(value)) (void)SC_FAIL(report, FACT_MISSING, SC_NOWHERE, id);
  return value * scale;
}

/* The country's weights and the way its costs become prices: P = (I - A')^(-1) v^ with all inputs, imported ones too. */
static sc_code country(sc_setup *setup, const sc_region *region, sc_report *report)
{
  const int n = setup->n;
  double a[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES], inverse[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES], total = 0.0;
  for (int i = 0; i < n * n; i++) a[i] = region->input[i] + region->import_input[i];
  SC_TRY(sc_leontief_inverse(n, a, inverse, report));
  for (int j = 0; j < n; j++) {
    double inputs = 0.0;
    for (int k = 0; k < n; k++) inputs += a[k * n + j];
    for (int k = 0; k < n; k++) {
      setup->basket[j * n + k] = a[k * n + j] / inputs;
      setup->pass_through[j * n + k] = inverse[k * n + j] * region->value_added_ratio[k];
    }
    setup->country_share[j] = region->value_added_ratio[j] * region->output_share[j];
    total += setup->country_share[j];
  }
  for (int j = 0; j < n; j++) setup->country_share[j] /= total;
  return SC_OK;
}

sc_code sc_setup_make(sc_setup *setup, const sc_study *study, sc_report *report)
{
  sc_region region;
  memset(setup, 0, sizeof *setup);
  setup->n = study->n_activities;
  setup->base_year = study->base_year;
  for (int j = 0; j < setup->n; j++) {
    setup->group[j] = study->activities[j].group;
    setup->housing[j] = strcmp(study->activities[j].id, "RES") == 0;
  }
  sc_student_init(&setup->shock, DEGREES);
  setup->shock_unit = sc_student_unit(DEGREES);
  const int errors = report->n;
  setup->rd_ratio = needed_fact(study, "rd_intensity", 0.01, report);
  setup->digital_share = needed_fact(study, "digital_core_share", 0.01, report);
  setup->schooling = needed_fact(study, "schooling", 1.0, report);
  setup->population = needed_fact(study, "population", 1.0, report);
  setup->working_age = needed_fact(study, "working_age", 1.0, report);
  setup->employed = needed_fact(study, "employed", 1.0, report);
  if (report->n > errors) return report->errors[errors].code;

  SC_TRY(sc_region_load(&region, study, report));
  return country(setup, &region, report);
}
