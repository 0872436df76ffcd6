/* The reference model through sc_model_execute: published check values, and the same bytes however it is run. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "bench/ref4/ref4.h"
#include "engine/base/memory.h"

#define PEERS "bench/peers/README.md: numpy, R and two C programs"

enum { DRAWS = 1000, CELLS = DRAWS * REF4_YEARS };

static void run(const sc_model *model, sc_model_run how, double *values)
{
  sc_report report = { 0 };
  how.n_periods = REF4_YEARS;
  assert_int_equal(sc_model_execute(model, &how, NULL, values, NULL, &report), SC_OK);
}

static void check_values(void **state)
{
  (void)state;
  double gdp[REF4_YEARS];
  run(&ref4_model, (sc_model_run){ .n_draws = 1, .quiet = 1 }, gdp);
  CHECK_REL(gdp[0], 100.881721291, 1e-11, PEERS);
  CHECK_REL(gdp[14], 131.416914266, 1e-11, PEERS);
  run(&ref4_forced_model, (sc_model_run){ .n_draws = 1 }, gdp);
  CHECK_REL(gdp[0], 100.711751575, 1e-11, PEERS);
  CHECK_REL(gdp[14], 131.033933361, 1e-11, PEERS);
}

static void moments_of_the_last_year(void **state)
{
  (void)state;
  enum { MANY = 100000 };
  double *values = sc_alloc((size_t)MANY * REF4_YEARS, sizeof *values), mean = 0, square = 0;
  assert_non_null(values);
  run(&ref4_model, (sc_model_run){ .seed = 3, .n_draws = MANY }, values);
  const double *last = values + 14 * (size_t)MANY;
  for (int d = 0; d < MANY; d++) mean += last[d] / MANY;
  for (int d = 0; d < MANY; d++) square += (last[d] - mean) * (last[d] - mean) / MANY;
  CHECK_NEAR(mean, 131.57, 0.06 / 131.57, PEERS);
  CHECK_NEAR(sqrt(square), 4.49, 0.05 / 4.49, PEERS);
  sc_free(values);
}

static void bytes_depend_on_nothing_but_the_seed(void **state)
{
  (void)state;
  static double one[CELLS], other[CELLS], shorter[CELLS];
  run(&ref4_model, (sc_model_run){ .seed = 9, .n_draws = DRAWS, .n_threads = 1 }, one);
  for (int threads = 2; threads <= 5; threads += 3) {
    run(&ref4_model, (sc_model_run){ .seed = 9, .n_draws = DRAWS, .n_threads = threads }, other);
    assert_memory_equal(one, other, sizeof one);
  }
  for (int isa = SC_ISA_BASE; isa < (int)sc_isa_best(); isa++) {
    setenv("SANCHAN_ISA", sc_isa_name((sc_isa)isa), 1);
    run(&ref4_model, (sc_model_run){ .seed = 9, .n_draws = DRAWS }, other);
    unsetenv("SANCHAN_ISA");
    assert_memory_equal(one, other, sizeof one);
  }
  enum { FEW = 77 };
  run(&ref4_model, (sc_model_run){ .seed = 9, .n_draws = FEW }, shorter);
  for (int t = 0; t < REF4_YEARS; t++) assert_memory_equal(shorter + t * FEW, one + t * DRAWS, FEW * sizeof(double));
  run(&ref4_model, (sc_model_run){ .seed = 10, .n_draws = DRAWS }, other);
  assert_memory_not_equal(one, other, sizeof one);
}

/* ------------------------------------------------------------------------- models that leave their domain */

typedef struct growing { sc_lane x; } growing;
static void growing_start(const void *self, const void *params, void *state, const sc_period *now)
{
  (void)self, (void)now;
  for (int l = 0; l < SC_LANES; l++) ((growing *)state)->x[l] = *(const double *)params;
}
static void growing_step(const void *self, const void *params, void *state, const sc_period *now)
{
  growing *s = state;
  (void)self, (void)params;
  for (int l = 0; l < SC_LANES; l++) s->x[l] *= now->block->first_draw + (uint64_t)l == 40 ? 1e300 : 2.0;
  if (now->t == 2 && now->block->first_draw == 0) sc_lane_bad(now->block, 3, SC_BAD_NEGATIVE_STOCK);
}
static const sc_param one_param[] = { { .name = "x0", .unit = "1", .lo = 0, .hi = 10, .prior = SC_UNIFORM(0, 4),
                                        .text = SC_TEXT("start", "初值") } };
static const sc_series one_series[] = { { "x", "1", SC_TEXT("x", "x"), 0 } };
static const sc_model growing_model = { .name = "growing", .params = one_param, .n_params = 1, .params_size = sizeof(sc_lane),
                                        .series = one_series, .n_series = 1, .state_size = sizeof(growing),
                                        .kernel = { { growing_start, growing_step } } };

static void bad_draws_are_marked(void **state)
{
  (void)state;
  enum { N = 50, T = 3 };
  double values[N * T];
  uint8_t why[N];
  sc_report report = { 0 };
  const sc_model_run how = { .n_draws = N, .n_periods = T, .n_threads = 2 };
  assert_int_equal(sc_model_execute(&growing_model, &how, NULL, values, why, &report), SC_OK);
  for (int d = 0; d < N; d++) {
    assert_int_equal(why[d], d == 3 ? SC_BAD_NEGATIVE_STOCK : d == 40 ? SC_BAD_NOT_FINITE : SC_BAD_GOOD);
    assert_true(values[d] == (d == 40 ? 2e300 : 4.0));        /* the centre of the prior, 2, after one step */
    assert_true(d == 3 || d == 40 ? isnan(values[2 * N + d]) : values[2 * N + d] == 16.0);
  }
  assert_int_equal(sc_model_execute(&growing_model, &how, (const double[]){ 1.5 }, values, NULL, &report), SC_OK);
  assert_true(values[0] == 3.0);
}

static void wrong_runs_are_refused(void **state)
{
  (void)state;
  double values[8];
  sc_report report = { 0 };
  sc_model_run how = { .n_draws = 1, .n_periods = 1 };
  assert_int_not_equal(sc_model_execute(&growing_model, &how, (const double[]){ 11 }, values, NULL, &report), SC_OK);
  assert_int_equal(report.n, 1);
  sc_report_free(&report);
  how.n_periods = 0;
  assert_int_equal(sc_model_execute(&growing_model, &how, NULL, values, NULL, &report), SC_USAGE);
  how.n_periods = 1, how.n_draws = ((uint64_t)1 << 32) + 1;
  assert_int_equal(sc_model_execute(&growing_model, &how, NULL, values, NULL, &report), SC_USAGE);
  sc_report_free(&report);
  how.n_draws = 8;
  for (long n = 1; n <= 3; n++) {
    sc_memory_fail_at(n);
    assert_int_equal(sc_model_execute(&ref4_model, &how, NULL, values, NULL, &report), SC_MEMORY);
    sc_memory_fail_at(0);
    sc_report_free(&report);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(check_values), cmocka_unit_test(moments_of_the_last_year),
    cmocka_unit_test(bytes_depend_on_nothing_but_the_seed), cmocka_unit_test(bad_draws_are_marked),
    cmocka_unit_test(wrong_runs_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
