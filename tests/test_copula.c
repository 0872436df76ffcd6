/* Inputs of a study: correlation matrices checked, dependence as asked for, every draw on its own. */
#include "tests/support/check.h"

#include <string.h>

#include "engine/random/copula.h"
#include "engine/random/noise.h"

static const char *const names[] = { "alpha", "beta", "gamma", "delta" };
static const sc_dist dists[] = { SC_NORMAL_IN(0, 1, 0, 0), SC_BETA(6, 14), SC_LOGNORMAL_IN(1, 0.35, 0.25, 4), SC_UNIFORM(0, 1) };
static const sc_dist *const refs[] = { &dists[0], &dists[1], &dists[2], &dists[3] };
static const double matrix[] = { 1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1 };
static const int members[] = { 0, 1, 2 };
static const sc_correlation group = { 3, members, matrix };

static void refuses(int n, const double *m, sc_fault fault, const char *word)
{
  sc_report report = { 0 };
  assert_int_equal(sc_correlation_check(n, m, names, (sc_where){ "parameters.cfg", 9, 1, "correlations" }, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, fault);
  assert_non_null(strstr(report.errors[0].reason[SC_EN], word));
  sc_report_free(&report);
}

static void matrices_are_checked(void **state)
{
  (void)state;
  sc_report report = { 0 };
  assert_int_equal(sc_correlation_check(3, matrix, names, SC_NOWHERE, &report), SC_OK);
  refuses(2, (const double[]){ 1, 0.5, 0.4, 1 }, SC_FAULT_CORRELATION_ASYMMETRIC, "beta and alpha have 0.4");
  refuses(2, (const double[]){ 1, 1.5, 1.5, 1 }, SC_FAULT_CORRELATION_ENTRY, "1.5");
  refuses(2, (const double[]){ 1, NAN, NAN, 1 }, SC_FAULT_CORRELATION_ENTRY, "alpha");
  refuses(2, (const double[]){ 1, 0.5, 0.5, 0.9 }, SC_FAULT_CORRELATION_DIAGONAL, "beta");
  refuses(2, (const double[]){ 1, 1, 1, 1 }, SC_FAULT_CORRELATION_NOT_DEFINITE, "0.99 or less");
  /* eigenvalues of all -0.9 off the diagonal: 1 - 2 c and 1 + c, so the factor must be below 0.5/0.9 */
  refuses(3, (const double[]){ 1, -0.9, -0.9, -0.9, 1, -0.9, -0.9, -0.9, 1 }, SC_FAULT_CORRELATION_NOT_DEFINITE, "0.55 or less");
}

static void cholesky_by_hand(void **state)
{
  (void)state;
  double l[4];
  assert_int_equal(sc_cholesky(2, (const double[]){ 1, 0.6, 0.6, 1 }, l), -1);
  CHECK_REL(l[2], 0.6, 1e-15, "by hand");
  CHECK_REL(l[3], 0.8, 1e-15, "by hand");
  assert_true(l[0] == 1 && l[1] == 0);
  assert_int_equal(sc_cholesky(2, (const double[]){ 1, 2, 2, 1 }, l), 1);
}

static void dependence_is_as_asked(void **state)
{
  (void)state;
  enum { DRAWS = 40000 };
  static double x[4 * DRAWS];
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_inputs inputs;
  assert_int_equal(sc_inputs_create(&inputs, 4, names, refs, 1, &group, &arena, &report), SC_OK);
  sc_inputs_sample(&inputs, 42, 0, DRAWS, 0, x, DRAWS);
  double median[4];
  for (int i = 0; i < 4; i++) median[i] = sc_dist_centre(&dists[i]);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < i; j++) {
      int both = 0;
      for (int d = 0; d < DRAWS; d++) both += x[i * DRAWS + d] < median[i] && x[j * DRAWS + d] < median[j];
      const double rho = i < 3 ? matrix[i * 3 + j] : 0.0;
      CHECK_NEAR((double)both / DRAWS, 0.25 + asin(rho) / 6.283185307179586, 5 * 0.45 / 200, "1/4 + asin(rho)/(2 pi)");
    }
  for (int i = 0; i < 4; i++)                                /* each keeps its own distribution */
    for (int q = 1; q < 10; q++) {
      int below = 0;
      for (int d = 0; d < DRAWS; d++) below += x[i * DRAWS + d] <= sc_dist_quantile(&dists[i], q / 10.0);
      CHECK_NEAR((double)below / DRAWS, q / 10.0, 5 * 0.5 / 200, "distribution of a member");
    }
  sc_arena_free(&arena);
}

static void every_draw_stands_alone(void **state)
{
  (void)state;
  enum { DRAWS = 100 };
  double all[4 * DRAWS], later[4 * 10], alone[1 * DRAWS];
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_inputs inputs, single;
  assert_int_equal(sc_inputs_create(&inputs, 4, names, refs, 1, &group, &arena, &report), SC_OK);
  sc_inputs_sample(&inputs, 42, 0, DRAWS, 0, all, DRAWS);
  sc_inputs_sample(&inputs, 42, 37, 10, 0, later, 10);
  for (int i = 0; i < 4; i++)
    for (int d = 0; d < 10; d++) assert_true(later[i * 10 + d] == all[i * DRAWS + 37 + d]);
  for (int i = 0; i < 4; i += 3) {                           /* the first of a group, and one outside it, with nothing else declared */
    assert_int_equal(sc_inputs_create(&single, 1, &names[i], &refs[i], 0, NULL, &arena, &report), SC_OK);
    sc_inputs_sample(&single, 42, 0, DRAWS, 0, alone, DRAWS);
    for (int d = 0; d < DRAWS; d++) assert_true(alone[d] == all[i * DRAWS + d]);
  }
  sc_inputs_sample(&inputs, 42, 0, DRAWS, 1, all, DRAWS);
  for (int i = 0; i < 4; i++) assert_true(all[i * DRAWS + 5] == sc_dist_centre(&dists[i]));
  sc_arena_free(&arena);
}

static void mistakes_in_groups(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_inputs inputs;
  const sc_correlation twice[] = { { 2, (const int[]){ 0, 1 }, (const double[]){ 1, 0.5, 0.5, 1 } },
                                   { 2, (const int[]){ 1, 3 }, (const double[]){ 1, 0.5, 0.5, 1 } } };
  const char *const same[] = { "alpha", "alpha" };
  const sc_correlation bad = { 2, members, (const double[]){ 1, 2, 2, 1 } };
  assert_int_equal(sc_inputs_create(&inputs, 4, names, refs, 2, twice, &arena, &report), SC_DATA);
  assert_int_equal(sc_inputs_create(&inputs, 2, same, refs, 0, NULL, &arena, &report), SC_DATA);
  assert_int_equal(sc_inputs_create(&inputs, 4, names, refs, 1, &bad, &arena, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_CORRELATION_TWICE);
  assert_int_equal(report.errors[1].fault, SC_FAULT_NAMES_COLLIDE);
  assert_int_equal(report.errors[2].fault, SC_FAULT_CORRELATION_NOT_DEFINITE);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(matrices_are_checked), cmocka_unit_test(cholesky_by_hand), cmocka_unit_test(dependence_is_as_asked),
    cmocka_unit_test(every_draw_stands_alone), cmocka_unit_test(mistakes_in_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
