/* The growth model against its reduced form, draw by draw: without levers the odds of services in GDP change by
 *
 *   (eta_S - eta_N) ln Y + 5 (1 - sigma_c) (mu_N - mu_S) + 5 drift of the export base
 *
 * in five years (models/blocks/blocks.h): demand turns to services as income grows, prices follow productivity, and what the
 * district sells outside shifts. It is a check of signs and sizes; it knows no input-output table, no prices that clear and no
 * shocks, and lets the export base pass through in full where in the model local sales dampen it. */
#include "tests/support/study_run.h"

enum { DRAWS = 400 };

static const double *input_named(const sc_result *r, const char *id)
{
  int i = 0;
  while (i < r->n_inputs && strcmp(r->inputs[i].id, id) != 0) i++;
  assert_true(i < r->n_inputs);
  return r->input + (size_t)i * r->n_draws;
}

static double log_odds(double percent) { return log(percent / (100 - percent)); }

static void services_follow_it(void **state)
{
  (void)state;
  static const double SERVICES_2020 = 67.7, MODERN = 0.55;        /* the plan; share of modern services in services, 2020 */
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "trend", .draws = DRAWS, .threads = 2 });
  const double *eta_s = input_named(&r, "eta_srv"), *eta_n = input_named(&r, "eta_sec"), *sigma = input_named(&r, "sigma_c");
  const double *mu_n = input_named(&r, "mu_sec"), *mu_t = input_named(&r, "mu_tsv"), *mu_m = input_named(&r, "mu_msv");
  const double *drift = input_named(&r, "export_base_drift");
  const int share = indicator_named(&r, "services_share"), index = indicator_named(&r, "gdp_index");
  double x1 = 0, x2 = 0, y1 = 0, y2 = 0, xy = 0;
  assert_int_equal(r.kept[0], 2025);
  for (uint64_t d = 0; d < DRAWS; d++) {
    const double mu_s = MODERN * mu_m[d] + (1 - MODERN) * mu_t[d];
    const double growth = log((double)value_of_draw(&r, index, 0, 0, d, 0) / 100);
    const double x = (eta_s[d] - eta_n[d]) * growth + 5 * (1 - sigma[d]) * (mu_n[d] - mu_s) + 5 * drift[d];
    const double y = log_odds((double)value_of_draw(&r, share, 0, 0, d, 0)) - log_odds(SERVICES_2020);
    x1 += x / DRAWS, x2 += x * x / DRAWS, y1 += y / DRAWS, y2 += y * y / DRAWS, xy += x * y / DRAWS;
  }
  const double correlation = (xy - x1 * y1) / sqrt((x2 - x1 * x1) * (y2 - y1 * y1)), slope = (xy - x1 * y1) / (x2 - x1 * x1);
  print_message("mean %.3f, reduced form %.3f; correlation %.3f, slope %.2f\n", y1, x1, correlation, slope);
  assert_true(correlation > 0.9 && slope > 0.5 && slope < 0.8);
  assert_true(fabs(y1 - x1) < 0.04);
  sc_result_free(&r);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(services_follow_it) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
