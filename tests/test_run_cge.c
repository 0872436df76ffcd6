/* test_run_cge.c - studies run with the general equilibrium: threads do not show, diagnostics are kept, four activities will do. */
#include <math.h>

#include "models/cge/cge.h"
#include "tests/support/study_run.h"

#define CGE "models=({name=\"cge\";weight=1.0;})"

static void threads_do_not_show(void **state)
{
  (void)state;
  sc_result one, two;
  run_small(&one, (run_setup){ .scenarios = "plan", .draws = 130, .threads = 1, .set = { CGE } });
  run_small(&two, (run_setup){ .scenarios = "plan", .draws = 130, .threads = 2, .set = { CGE } });
  same_result(&one, &two);
  for (int d = 0; d < 130; d++) {
    assert_int_equal(one.why[d], SC_BAD_GOOD);
    assert_true(one.residual[d] < (float)SC_CGE_TOLERANCE * 1.001f && one.walras[d] < 1e-9f && one.gdp_gap[d] < 1e-9f);
    assert_true(one.steps[d] >= 1.0f && one.steps[d] < 30.0f);
  }
  sc_result_free(&one);
  sc_result_free(&two);
}

/* A model that has no such thing says so. */
static void growth_has_no_walras(void **state)
{
  (void)state;
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "plan", .draws = 32, .set = { "models=({name=\"growth\";weight=1.0;})" } });
  for (int d = 0; d < 32; d++) assert_true(isnan(r.walras[d]) && isnan(r.gdp_gap[d]) && isnan(r.steps[d]) && r.residual[d] < 1e-8f);
  sc_result_free(&r);
}

/* What a study says of the closure reaches the model and the record of the run. */
static void the_study_chooses_the_closure(void **state)
{
  (void)state;
  sc_result usual, full;
  run_small(&usual, (run_setup){ .scenarios = "trend", .draws = 64, .set = { CGE } });
  run_small(&full, (run_setup){ .scenarios = "trend", .draws = 64, .set = { CGE, "cge.labour=full_employment" } });
  const int growth = indicator_named(&usual, "gdp_index");
  int moved = 0, told = 0;
  for (uint64_t d = 0; d < 64; d++) moved += value_of_draw(&usual, growth, 0, 0, d, 0) != value_of_draw(&full, growth, 0, 0, d, 0);
  assert_int_equal(moved, 64);
  for (int i = 0; i < full.n_provenance; i++)
    told |= strcmp(full.provenance[i].key, "cge") == 0 && strcmp(full.provenance[i].value,
            "closure government_saving foreign_saving exchange_rate, capital fixed, labour full_employment, numeraire outside_price") == 0;
  assert_true(told);
  int in_words = 0;
  for (int i = 0; i < full.n_provenance; i++) {
    const char *key = full.provenance[i].key, *value = full.provenance[i].value;
    in_words += strcmp(key, "closure en") == 0 && strstr(value, "the government budget is balanced by government saving") && strstr(value, "Labour: all of it is used");
    in_words += strcmp(key, "closure zh") == 0 && strstr(value, "政府收支由政府储蓄调整而平衡") && strstr(value, "充分就业");
  }
  assert_int_equal(in_words, 2);
  sc_result_free(&usual);
  sc_result_free(&full);
}

/* The shipped study of four activities: all three models, every draw solved, near the study of twelve. */
static void four_activities_will_do(void **state)
{
  (void)state;
  sc_result four, twelve;
  const char *all = "models=({name=\"growth\";weight=0.4;},{name=\"cge\";weight=0.4;},{name=\"leontief\";weight=0.2;})";
  run_small(&four, (run_setup){ .study = "zhangdian4", .scenarios = "baseline", .draws = 256, .set = { all } });
  run_small(&twelve, (run_setup){ .scenarios = "baseline", .draws = 256, .set = { all } });
  assert_int_equal(four.n_activities, 4);
  assert_int_equal(four.n_models, 3);
  for (size_t d = 0; d < 3 * 256; d++) assert_int_equal(four.why[d], SC_BAD_GOOD);
  static const char *const same[] = { "gdp_growth", "services_share", "primary_share" };
  static const double within[] = { 0.3, 1.5, 0.1 };
  for (int k = 0; k < 3; k++)
    for (int m = 0; m < 3; m++) {
      const int i = indicator_named(&four, same[k]);
      const size_t a = sc_result_cell(&four, i, 0, m, sc_result_year(&four, 2025)), b = sc_result_cell(&twelve, i, 0, m, sc_result_year(&twelve, 2025));
      CHECK_NEAR(four.mean[a], twelve.mean[b], within[k], "twelve activities, 2025");
    }
  sc_result_free(&four);
  sc_result_free(&twelve);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(threads_do_not_show),
    cmocka_unit_test(growth_has_no_walras),
    cmocka_unit_test(the_study_chooses_the_closure),
    cmocka_unit_test(four_activities_will_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
