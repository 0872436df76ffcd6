#include <math.h>
#include <string.h>

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
  double total = 0.0;
  for (int j = 0; j < setup->n; j++) {
    const double value_added = region.value_added_ratio[j] * region.output_share[j];
    setup->country_share[j] = value_added;
    total += value_added;
  }
  for (int j = 0; j < setup->n; j++) setup->country_share[j] /= total;
  return SC_OK;
}
