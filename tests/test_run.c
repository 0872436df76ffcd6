/* outputs/run: what may not move a number - threads, instruction sets, further draws, further scenarios - and the calibrated
 * path. The shipped study with few draws; one file for interruption and lack of memory is test_run_ends.c. */
#include <stdlib.h>

#include "models/indicators/indicators.h"
#include "outputs/run/sectors.h"
#include "tests/support/study_run.h"

/* Draws that fill no whole number of blocks, scenarios with and without forced events. */
static const run_setup SMALL = { .scenarios = "plan,compound", .draws = 100, .threads = 1 };

static void threads_change_no_bit(void **state)
{
  (void)state;
  static const int THREADS[] = { 2, 5 };
  sc_result one, several;
  run_small(&one, SMALL);
  for (size_t i = 0; i < sizeof THREADS / sizeof THREADS[0]; i++) {
    run_setup setup = SMALL;
    setup.threads = THREADS[i];
    run_small(&several, setup);
    same_result(&one, &several);
    sc_result_free(&several);
  }
  sc_result_free(&one);
}

static void instruction_sets_change_no_bit(void **state)
{
  (void)state;
  sc_result best, masked;
  run_small(&best, SMALL);
  for (int isa = SC_ISA_BASE; isa < (int)sc_isa_best(); isa++) {
    setenv("SANCHAN_ISA", sc_isa_name((sc_isa)isa), 1);
    assert_int_equal(sc_isa_best(), isa);
    run_small(&masked, SMALL);
    unsetenv("SANCHAN_ISA");
    same_result(&best, &masked);
    sc_result_free(&masked);
  }
  sc_result_free(&best);
}

static void further_draws_move_none_of_the_first(void **state)
{
  (void)state;
  sc_result few, many;
  run_small(&few, (run_setup){ .scenarios = "compound", .draws = 100 });
  run_small(&many, (run_setup){ .scenarios = "compound", .draws = 1000 });
  for (int i = 0; i < few.n_inputs; i++)
    assert_memory_equal(few.input + (size_t)i * 100, many.input + (size_t)i * 1000, 100 * sizeof(double));
  for (size_t m = 0; m < (size_t)few.n_models; m++) {
    assert_memory_equal(few.why + 100 * m, many.why + 1000 * m, 100);
    assert_memory_equal(few.residual + 100 * m, many.residual + 1000 * m, 100 * sizeof(float));
  }
  for (int i = 0; i < few.n_indicators; i++)
    for (uint64_t d = 0; d < 100; d++)
      for (int m = 0; m < few.n_models; m++)
        for (int k = 0; k < few.n_kept; k++)
          assert_true(value_of_draw(&few, i, 0, m, d, k) == value_of_draw(&many, i, 0, m, d, k));
  sc_result_free(&few);
  sc_result_free(&many);
}

static void other_scenarios_move_nothing(void **state)
{
  (void)state;
  sc_result alone, among;
  run_small(&alone, (run_setup){ .scenarios = "pandemic", .draws = 40 });
  run_small(&among, (run_setup){ .scenarios = "property,trade_shock,pandemic,compound", .draws = 40 });
  same_scenario(&alone, 0, &among, 2);
  assert_memory_equal(alone.input, among.input, (size_t)alone.n_inputs * 40 * sizeof(double));
  sc_result_free(&alone);
  sc_result_free(&among);
}

/* Scenarios share every input and shock, so what a lever does shows without the noise: the difference of two scenarios varies
 * over draws far less than either. With independent draws its standard deviation would be 1.4 times that of one. */
static void scenarios_are_paired(void **state)
{
  (void)state;
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "baseline,plan", .draws = 200 });
  const int index = indicator_named(&r, "gdp_index"), at_end = 0;
  for (int m = 0; m < r.n_models; m++) {
    double one = 0, one2 = 0, gap = 0, gap2 = 0;
    for (uint64_t d = 0; d < r.n_draws; d++) {
      const double a = (double)value_of_draw(&r, index, 0, m, d, at_end), b = (double)value_of_draw(&r, index, 1, m, d, at_end);
      one += a, one2 += a * a, gap += b - a, gap2 += (b - a) * (b - a);
    }
    const double n = (double)r.n_draws, variance = one2 / n - one / n * (one / n), of_gap = gap2 / n - gap / n * (gap / n);
    assert_true(gap > 0 && of_gap > 0 && of_gap < 0.05 * variance);
  }
  sc_result_free(&r);
}

/* Two scenarios that ask for the same are the same. */
static void equal_scenarios_are_equal(void **state)
{
  (void)state;
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "trend,baseline", .draws = 40, .set = { "scenarios.baseline.levers.all=0.0" } });
  for (int i = 0; i < r.n_indicators; i++)
    for (uint64_t d = 0; d < r.n_draws; d++)
      for (int m = 0; m < r.n_models; m++)
        for (int k = 0; k < r.n_kept; k++) assert_true(value_of_draw(&r, i, 0, m, d, k) == value_of_draw(&r, i, 1, m, d, k));
  sc_result_free(&r);
}

/* ------------------------------------------------------------------------------------------- the calibrated path */

static void quiet_study_has_no_spread(void **state)
{
  (void)state;
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "baseline", .draws = 32, .set = { "run.quiet=true" } });
  for (int i = 0; i < r.n_inputs; i++) {
    assert_false(r.inputs[i].sampled);
    for (int d = 1; d < 32; d++) assert_true(r.input[i * 32 + d] == r.input[i * 32]);
  }
  for (int c = 0; c < r.n_indicators * r.n_years; c++) {
    assert_true(r.sd[c] == 0.0);
    for (int q = 0; q < SC_N_QUANTILES; q++) assert_true(r.quantile[c * SC_N_QUANTILES + q] == r.mean[c]);
  }
  for (int e = 0; e < r.n_entries; e++)
    if (r.entries[e].assessable) assert_true((r.verdicts[e].p == 0.0 || r.verdicts[e].p == 1.0) && r.verdicts[e].driver[0] == -1);
  for (int d = 0; d < 32; d++) assert_true(r.why[d] == SC_BAD_GOOD && r.residual[d] < 1e-8f);
  sc_result_free(&r);
}

/* The stages up to the paths of the first scenario under one model. */
static void simulate_first(sc_run *run, const sc_study *study, int model, const sc_run_options *options, sc_result *result)
{
  sc_report report = { 0 };
  void *self = NULL;
  *run = (sc_run){ .study = study, .options = options, .n_threads = 1, .isa = sc_isa_best(), .result = result };
  assert_int_equal(sc_run_plan(run, &report), SC_OK);
  assert_int_equal(sc_drive_plan_create(&run->drive, study, &report), SC_OK);
  assert_int_equal(sc_region_load(&run->region, study, &report), SC_OK);
  assert_int_equal(sc_run_inputs(run, &report), SC_OK);
  assert_int_equal(study->models[model]->create(&self, study, &report), SC_OK);
  assert_int_equal(sc_run_simulate(run, 0, model, self, &report), SC_OK);
  study->models[model]->destroy(self);
}

static void release(sc_run *run)
{
  sc_run_release(run);
  sc_result_free(run->result);
}

/* Every draw starts from what the plan says of 2020, whatever the model. */
static void base_year_is_the_plans(void **state)
{
  (void)state;
  static const struct { const char *indicator; double value, tolerance; } FACTS[] = {
    { "services_share", 67.7, 1e-9 }, { "rd_intensity", 1.41, 1e-9 }, { "digital_core_share", 2.4, 1e-9 },
    { "four_new_share", 28.5, 1e-9 }, { "schooling", 12.0, 1e-9 }, { "good_air_days", 60.4, 0.02 },
  };
  sc_study study;
  sc_result result;
  sc_run run;
  load_study(&study, (run_setup){ .scenarios = "plan", .draws = 32 });
  for (int m = 0; m < study.n_models; m++) {
    simulate_first(&run, &study, m, &(sc_run_options){ 0 }, &result);
    for (size_t f = 0; f < sizeof FACTS / sizeof FACTS[0]; f++) {
      const double *x = sc_path(&run.paths[m], sc_indicator_find(FACTS[f].indicator), 0);
      for (int d = 0; d < 32; d++) {
        if (!(fabs(x[d] - FACTS[f].value) <= FACTS[f].tolerance)) print_error("%s, draw %d\n", FACTS[f].indicator, d);
        CHECK_NEAR(x[d], FACTS[f].value, FACTS[f].tolerance, "plan, text and table 1, 2020");
      }
    }
    release(&run);
  }
  sc_study_free(&study);
}

/* ------------------------------------------------------------------------------------------ series of the activities */

static const float *sectors_of(const sc_result *r, int series, int scenario, int model, uint64_t draw, int year)
{
  const size_t cell = ((size_t)series * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_models + (size_t)model;
  return r->sectors + ((cell * r->n_draws + draw) * (size_t)r->n_years + (size_t)(year - r->first_year)) * (size_t)r->n_activities;
}

static double total(const float *x, int n)
{
  double sum = 0;
  for (int j = 0; j < n; j++) sum += (double)x[j];
  return sum;
}

static void activities_of_a_year(const sc_result *r, int s, int m, uint64_t d, int y)
{
  const int n = r->n_activities, year = r->first_year + y;
  const float *value = sectors_of(r, SC_SECTOR_value_added, s, m, d, year);
  const double share = 100 * total(value + 4, n - 4) / total(value, n);   /* four activities come before services */
  const double growth = 100 * (total(sectors_of(r, SC_SECTOR_employment, s, m, d, year), n) /
                               total(sectors_of(r, SC_SECTOR_employment, s, m, d, year - 1), n) - 1);
  CHECK_NEAR(share, (double)value_of_draw(r, indicator_named(r, "services_share"), s, m, d, y), 1e-6, "services in value added");
  CHECK_NEAR(growth, (double)value_of_draw(r, indicator_named(r, "employment_growth"), s, m, d, y), 1e-4, "growth of employment");
  for (int j = 0; j < n; j++)
    for (int k = 0; k < SC_N_SECTOR_SERIES; k++) assert_true(sectors_of(r, k, s, m, d, year)[j] > 0);
}

/* What is stored of the activities adds up to the indicators of the same draw. */
static void activities_add_up(void **state)
{
  (void)state;
  sc_result r;
  run_small(&r, (run_setup){ .scenarios = "baseline,plan", .draws = 40, .store = "paths" });
  assert_true(r.n_sector_series == SC_N_SECTOR_SERIES && r.n_kept == r.n_years && r.n_activities == 12);
  assert_string_equal(r.sector_series[SC_SECTOR_capital].id, "capital");
  for (int s = 0; s < 2; s++)
    for (int m = 0; m < r.n_models; m++)
      for (uint64_t d = 0; d < 40; d++)
        for (int y = 1; y < r.n_years; y++) activities_of_a_year(&r, s, m, d, y);
  sc_result_free(&r);
}

/* Paths are for those who ask; what else is in the result does not depend on them. */
static void paths_change_nothing_else(void **state)
{
  (void)state;
  sc_result with, without;
  run_small(&with, (run_setup){ .scenarios = "plan", .draws = 40, .store = "paths" });
  run_small(&without, (run_setup){ .scenarios = "plan", .draws = 40, .store = "summary" });
  assert_true(without.sectors == NULL && without.n_sector_series == 0 && without.values == NULL);
  sc_free(with.values);
  sc_free(with.sectors);
  with.values = with.sectors = NULL;
  with.n_kept = with.n_sector_series = 0;
  same_result(&with, &without);
  sc_result_free(&with);
  sc_result_free(&without);
}

static void a_draw_given_up_has_no_activities(void **state)
{
  (void)state;
  sc_study study;
  sc_result result;
  sc_run run;
  load_study(&study, (run_setup){ .scenarios = "plan", .draws = 32, .store = "paths" });
  simulate_first(&run, &study, 0, &(sc_run_options){ 0 }, &result);
  sc_sectors_give_up(&run, 7);
  for (int k = 0; k < SC_N_SECTOR_SERIES; k++)
    for (uint64_t d = 0; d < 32; d++)
      for (int y = 0; y < result.n_years; y++)
        assert_true(isnan(total(sectors_of(&result, k, 0, 0, d, result.first_year + y), result.n_activities)) == (d == 7));
  release(&run);
  sc_study_free(&study);
}

/* A target that the plan gives no number for has no direction, no verdict and no driver. */
static void not_assessable_stays_empty(void **state)
{
  (void)state;
  sc_result r;
  int n = 0;
  run_small(&r, (run_setup){ .scenarios = "plan", .draws = 32 });
  for (int e = 0; e < r.n_entries; e++) {
    if (strcmp(r.entries[e].kind, "not_assessable") != 0) continue;
    const sc_verdict *v = &r.verdicts[e];
    assert_false(r.entries[e].assessable);
    assert_string_equal(r.entries[e].direction, "");
    assert_true(isnan(v->p) && isnan(v->measure[2]) && v->likelihood == -1 && v->driver[0] == -1 && v->first_year == 0);
    n++;
  }
  assert_true(n > 0);
  sc_result_free(&r);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(threads_change_no_bit),     cmocka_unit_test(instruction_sets_change_no_bit),
    cmocka_unit_test(further_draws_move_none_of_the_first), cmocka_unit_test(other_scenarios_move_nothing),
    cmocka_unit_test(scenarios_are_paired),      cmocka_unit_test(equal_scenarios_are_equal),
    cmocka_unit_test(quiet_study_has_no_spread), cmocka_unit_test(base_year_is_the_plans),
    cmocka_unit_test(not_assessable_stays_empty), cmocka_unit_test(activities_add_up),
    cmocka_unit_test(paths_change_nothing_else), cmocka_unit_test(a_draw_given_up_has_no_activities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
