/* Distributions: GSL 2.7 is the oracle for distribution functions and quantiles; moments and truncation by closed forms. */
#include "tests/support/check.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <string.h>

#include "engine/random/dirichlet.h"
#include "engine/random/noise.h"
#include "engine/random/normal.h"

#define GSL "GSL 2.7"

static const double levels[] = { 1e-12, 1e-9, 1e-5, 0.001, 0.02, 0.1, 0.25, 0.4, 0.5, 0.6, 0.8, 0.95, 0.999, 0.9999999 };
enum { N_LEVELS = sizeof levels / sizeof *levels };

static void normal_matches_gsl(void **state)
{
  (void)state;
  for (int i = 0; i < N_LEVELS; i++) CHECK_NEAR(sc_normal_quantile(levels[i]), gsl_cdf_ugaussian_Pinv(levels[i]), 2e-15, GSL);
  for (double z = -37.0; z < 8.0; z += 0.173) CHECK_REL(sc_normal_cdf(z), gsl_cdf_ugaussian_P(z), 2e-14, GSL);
  CHECK_REL(sc_normal_quantile(0x1p-53), gsl_cdf_ugaussian_Pinv(0x1p-53), 1e-14, GSL);
  CHECK_REL(sc_normal_quantile(1e-200), gsl_cdf_ugaussian_Pinv(1e-200), 1e-14, GSL);
  CHECK_REL(sc_normal_quantile(0.975), 1.959963984540054, 1e-15, "tables");
  assert_true(sc_normal_quantile(0.0) == -INFINITY && sc_normal_quantile(1.0) == INFINITY && isnan(sc_normal_quantile(1.5)));
  assert_true(sc_normal_cdf(-INFINITY) < 1e-300 && sc_normal_cdf(INFINITY) == 1.0 && isnan(sc_normal_cdf(NAN)));
  assert_true(sc_normal_cdf(0.0) == 0.5 && sc_normal_quantile(0.5) == 0.0);
}

static void log_gamma_matches_gsl(void **state)
{
  (void)state;
  for (double x = 0.01; x < 3000.0; x *= 1.13) CHECK_NEAR(sc_log_gamma(x), gsl_sf_lngamma(x), 2e-14, GSL);
}

static void gamma_matches_gsl(void **state)
{
  (void)state;
  const double shapes[] = { 0.05, 0.5, 1.0, 2.5, 30.0, 1000.0 };
  for (int s = 0; s < 6; s++)
    for (int i = 0; i < N_LEVELS; i++) {
      const double want = gsl_cdf_gamma_Pinv(levels[i], shapes[s], 1.0);
      if (!(want > 1e-200)) continue;               /* GSL's own inverse gives up here */
      const double x = sc_gamma_inverse(shapes[s], sc_tails_of(levels[i]));
      CHECK_REL(sc_gamma_tails(shapes[s], x).below, levels[i], 1e-11, "round trip");
      CHECK_REL(sc_gamma_tails(shapes[s], want).below, gsl_cdf_gamma_P(want, shapes[s], 1.0), 1e-11, GSL);
      CHECK_REL(sc_gamma_tails(shapes[s], want).above, gsl_cdf_gamma_Q(want, shapes[s], 1.0), 1e-9, GSL);
      if (levels[i] > 1e-6) CHECK_REL(x, want, 1e-10, GSL);
    }
}

static void beta_matches_gsl(void **state)
{
  (void)state;
  const double pairs[][2] = { { 0.5, 0.5 }, { 1, 1 }, { 6, 14 }, { 5, 5 }, { 0.3, 4 }, { 40, 2 }, { 200, 300 } };
  for (int s = 0; s < 7; s++)
    for (int i = 0; i < N_LEVELS; i++) {
      const double a = pairs[s][0], b = pairs[s][1];
      const sc_dist d = { .kind = SC_DIST_BETA, .a = a, .b = b };
      const double x = sc_dist_quantile(&d, levels[i]);
      CHECK_REL(gsl_cdf_beta_P(x, a, b), levels[i], 3e-9, GSL);
      CHECK_REL(sc_dist_cdf(&d, x), levels[i], 3e-9, "round trip");
      CHECK_NEAR(sc_dist_cdf(&d, 0.3), gsl_cdf_beta_P(0.3, a, b), 1e-12, GSL);
    }
}

static void student_matches_gsl(void **state)
{
  (void)state;
  const double dfs[] = { 1.5, 2.1, 4.0, 7.5, 30.0, 500.0 };
  for (int s = 0; s < 6; s++)
    for (int i = 0; i < N_LEVELS; i++) {
      const double t = sc_student_inverse(dfs[s], sc_tails_of(levels[i]));
      CHECK_NEAR(t, gsl_cdf_tdist_Pinv(levels[i], dfs[s]), 1e-9, GSL);
      CHECK_REL(sc_student_tails(dfs[s], t).below, levels[i], 1e-11, "round trip");
    }
  CHECK_REL(sc_student_inverse(1.0, sc_tails_of(1e-12)), -318309886183.79067, 1e-13, "Cauchy: -cot(pi u)");
  /* closed forms: df 2, t = (2u - 1) sqrt(2/(4u(1-u))); df 4, t = 2 sqrt(q - 1), q = cos(acos(sqrt(a))/3)/sqrt(a), a = 4u(1-u) */
  const double u = 0.01, a = 4 * u * (1 - u), q = cos(acos(sqrt(a)) / 3) / sqrt(a);
  CHECK_REL(sc_student_inverse(2.0, sc_tails_of(u)), (2 * u - 1) * sqrt(2 / a), 1e-13, "closed form, df 2");
  CHECK_REL(sc_student_inverse(4.0, sc_tails_of(u)), -2 * sqrt(q - 1), 1e-13, "closed form, df 4");
}

/* ------------------------------------------------------------------------------------------- every kind */

static const double values3[] = { 1, 2, 5 }, weights3[] = { 0.2, 0.5, 0.3 }, sample5[] = { 0.1, 0.2, 0.4, 0.8, 1.6 };
static const sc_dist two_normals[] = { SC_NORMAL_IN(0, 0.02, 0, 0), SC_NORMAL_IN(-0.10, 0.05, 0, 0) };
static const double eight_two[] = { 0.8, 0.2 };

static const sc_dist kinds[] = {
  SC_UNIFORM(-1, 3), SC_NORMAL_IN(0.1, 0.03, 0, 0), SC_LOGNORMAL_IN(1, 0.35, 0, 0), SC_TRIANGULAR(0.3, 0.6, 1.0),
  SC_TRIANGULAR(0, 0, 2), SC_PERT(0.02, 0.07, 0.15), SC_BETA(6, 14), SC_BETA_MEAN(0.55, 0.03),
  { .kind = SC_DIST_BETA, .a = 2, .b = 3, .c = -1, .d = 4 }, { .kind = SC_DIST_GAMMA, .a = 1.7, .b = 2 },
  { .kind = SC_DIST_STUDENT, .a = 1, .b = 2, .c = 4 }, { .kind = SC_DIST_SKEW_STUDENT, .a = -3, .b = 2, .c = 5, .d = 0.7 },
  { .kind = SC_DIST_MIXTURE, .n = 2, .part = two_normals, .w = eight_two }, { .kind = SC_DIST_EMPIRICAL, .n = 5, .x = sample5 },
  /* truncated */
  SC_NORMAL_IN(0.060, 0.012, 0.005, 0.115), SC_NORMAL_IN(0, 1, 2, 9), SC_LOGNORMAL_IN(1.0, 0.35, 0.25, 4),
  SC_TRIANGULAR_IN(0.3, 0.6, 1.0, 0.5, 0.9), { .kind = SC_DIST_GAMMA, .a = 0.7, .b = 2, .lo = 0.1, .hi = 3 },
  { .kind = SC_DIST_BETA, .a = 5, .b = 5, .lo = 0.4, .hi = 1 }, { .kind = SC_DIST_STUDENT, .a = 0, .b = 1, .c = 2.1, .lo = -4, .hi = 4 },
  { .kind = SC_DIST_SKEW_STUDENT, .a = -3, .b = 2, .c = 5, .d = 0.7, .lo = -12, .hi = 0 },
  { .kind = SC_DIST_MIXTURE, .n = 2, .part = two_normals, .w = eight_two, .lo = -0.2, .hi = 0.05 },
  { .kind = SC_DIST_EMPIRICAL, .n = 5, .x = sample5, .lo = 0.15, .hi = 1 },
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static void quantile_inverts_cdf(void **state)
{
  (void)state;
  for (int k = 0; k < N_KINDS; k++) {
    double last = -INFINITY, lo, hi;
    sc_report report = { 0 };
    assert_int_equal(sc_dist_check(&kinds[k], SC_NOWHERE, &report), SC_OK);
    sc_dist_support(&kinds[k], &lo, &hi);
    for (int i = 0; i < N_LEVELS; i++) {
      const double x = sc_dist_quantile(&kinds[k], levels[i]);
      CHECK_NEAR(sc_dist_cdf(&kinds[k], x), levels[i], 1e-11, sc_dist_rows[kinds[k].kind].name);
      assert_true(x >= last && x >= lo && x <= hi);
      last = x;
    }
    assert_true(sc_dist_centre(&kinds[k]) == sc_dist_quantile(&kinds[k], 0.5));
  }
}

static void sampler_meets_the_quantile(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  for (int k = 0; k < N_KINDS; k++) {
    sc_sampler s;
    assert_int_equal(sc_sampler_create(&s, &kinds[k], &arena, &report), SC_OK);
    const double spread = sc_dist_quantile(&kinds[k], 0.9) - sc_dist_quantile(&kinds[k], 0.1);
    for (int i = 1; i < 400; i++) {
      const double u = i / 400.0;
      if (fabs(sc_sampler_value(&s, u) - sc_dist_quantile(&kinds[k], u)) > 1e-8 * spread)
        fail_msg("%s %d u %g: %.17g, not %.17g", sc_dist_rows[kinds[k].kind].name, k, u, sc_sampler_value(&s, u), sc_dist_quantile(&kinds[k], u));
    }
    if (s.n_pieces == 0 && kinds[k].kind >= SC_DIST_PERT && kinds[k].kind != SC_DIST_EMPIRICAL) fail_msg("kind %d has no pieces", k);
    for (double u = 0x1p-53; u < 1.0; u = u < 0.5 ? u * 1.7 : 1.0 - (1.0 - u) * 0.6) {
      if (u > 1.0 - 0x1p-52) break;
      const double x = sc_sampler_value(&s, u);
      assert_true(x >= s.lo && x <= s.hi);
    }
  }
  sc_arena_free(&arena);
}

static void means(void **state)
{
  (void)state;
  /* numerical mean over scores against the closed form: truncate so far out that nothing changes */
  for (int k = 0; k <= 9; k++) {
    sc_dist d = kinds[k];
    d.lo = -1e9, d.hi = 1e9;
    CHECK_REL(sc_dist_mean(&d), sc_dist_mean(&kinds[k]), 2e-5, sc_dist_rows[d.kind].name);
  }
  CHECK_REL(sc_dist_mean(&kinds[15]), exp(-2.0) / 2.5066282746310002 / gsl_cdf_ugaussian_Q(2), 1e-3, "inverse Mills ratio");
  const sc_dist skew = kinds[11];
  CHECK_NEAR(sc_dist_mean(&skew), -3 + 2 * 0.94901672 * (0.7 - 1 / 0.7), 1e-7, "Fernandez and Steel 1998, E|T_5| = 4 sqrt(5)/(3 pi)");
  const sc_dist discrete = { .kind = SC_DIST_DISCRETE, .n = 3, .x = values3, .w = weights3 };
  CHECK_REL(sc_dist_mean(&discrete), 0.2 + 1.0 + 1.5, 1e-15, "by hand");
  CHECK_REL(sc_dist_mean(&kinds[12]), -0.02, 1e-15, "0.8 * 0 + 0.2 * -0.10");
  CHECK_REL(sc_dist_mean(&kinds[13]), (0.05 + 0.2 + 0.4 + 0.8 + 0.8) / 4, 1e-15, "mean of type 7 quantile, by hand");
}

static void steps(void **state)
{
  (void)state;
  const sc_dist d = { .kind = SC_DIST_DISCRETE, .n = 3, .x = values3, .w = weights3 };
  assert_true(sc_dist_quantile(&d, 0.1) == 1 && sc_dist_quantile(&d, 0.2) == 1 && sc_dist_quantile(&d, 0.21) == 2);
  assert_true(sc_dist_quantile(&d, 0.69) == 2 && sc_dist_quantile(&d, 0.71) == 5 && sc_dist_quantile(&d, 0.999) == 5);
  CHECK_REL(sc_dist_cdf(&d, 2.5), 0.7, 1e-15, "by hand");
  const sc_dist cut = { .kind = SC_DIST_DISCRETE, .n = 3, .x = values3, .w = weights3, .lo = 2, .hi = 10 };
  CHECK_REL(sc_dist_cdf(&cut, 2), 0.625, 1e-15, "0.5/0.8: an atom on the boundary stays");
  assert_true(sc_dist_quantile(&cut, 0.01) == 2 && sc_dist_quantile(&cut, 0.63) == 5);
  for (int r = 0; r < 4; r++) {
    const double rate = (const double[]){ 0.1, 3.0, 31.9, 400.0 }[r];
    const sc_dist poisson = { .kind = SC_DIST_POISSON, .a = rate };
    for (int n = 0; n < 500; n += 1 + n / 7) CHECK_NEAR(sc_dist_cdf(&poisson, n), gsl_cdf_poisson_P((unsigned)n, rate), 1e-12, GSL);
    for (int i = 0; i < N_LEVELS; i++) {
      const double n = sc_dist_quantile(&poisson, levels[i]);
      assert_true(gsl_cdf_poisson_P((unsigned)n, rate) >= levels[i] * (1 - 1e-12));
      if (n > 0) assert_true(gsl_cdf_poisson_P((unsigned)n - 1, rate) < levels[i]);
    }
  }
  const sc_dist parts[] = { SC_FIXED(0), SC_UNIFORM(1, 2) };
  const sc_dist mixed = { .kind = SC_DIST_MIXTURE, .n = 2, .part = parts, .w = (const double[]){ 3, 1 } };
  assert_true(sc_dist_quantile(&mixed, 0.5) == 0 && sc_dist_quantile(&mixed, 0.74) == 0);
  CHECK_REL(sc_dist_quantile(&mixed, 0.875), 1.5, 1e-12, "by hand");
}

static void skew_student_by_simulation_free_identities(void **state)
{
  (void)state;
  const sc_dist d = { .kind = SC_DIST_SKEW_STUDENT, .a = 0, .b = 1, .c = 5, .d = 2 };
  CHECK_REL(sc_dist_cdf(&d, 0), 1.0 / 5, 1e-14, "P(z < 0) = 1/(1 + s^2), Fernandez and Steel 1998");
  CHECK_REL(sc_dist_cdf(&d, 3), 1 - 8.0 / 5 * gsl_cdf_tdist_Q(1.5, 5), 1e-12, "2 s^2/(1 + s^2) of the upper tail");
  const sc_dist plain = { .kind = SC_DIST_SKEW_STUDENT, .a = 0, .b = 1, .c = 5, .d = 1 };
  CHECK_REL(sc_dist_quantile(&plain, 0.9), gsl_cdf_tdist_Pinv(0.9, 5), 1e-11, "s = 1 is Student's");
}

/* --------------------------------------------------------------------------------------------- mistakes */

static void refuses(sc_dist d, sc_fault fault)
{
  sc_report report = { 0 };
  assert_int_equal(sc_dist_check(&d, (sc_where){ "bad.cfg", 3, 1, "alpha" }, &report), SC_DATA);
  assert_true(report.n >= 1);
  assert_int_equal(report.errors[0].fault, fault);
  assert_string_equal(report.errors[0].key, "alpha");
  sc_report_free(&report);
}

static void mistakes_are_named(void **state)
{
  (void)state;
  refuses((sc_dist){ 0 }, SC_FAULT_DIST_ABSENT);
  refuses((sc_dist)SC_UNIFORM(2, 1), SC_FAULT_DIST_ORDER);
  refuses((sc_dist)SC_UNIFORM(1, 1), SC_FAULT_DIST_ORDER);
  refuses((sc_dist)SC_FIXED(NAN), SC_FAULT_DIST_NOT_FINITE);
  refuses((sc_dist)SC_NORMAL_IN(0, 0, 0, 0), SC_FAULT_DIST_NOT_POSITIVE);
  refuses((sc_dist)SC_LOGNORMAL_IN(-1, 1, 0, 0), SC_FAULT_DIST_NOT_POSITIVE);
  refuses((sc_dist)SC_TRIANGULAR(0, 3, 2), SC_FAULT_DIST_MODE);
  refuses((sc_dist)SC_PERT(2, 1, 0), SC_FAULT_DIST_ORDER);
  refuses((sc_dist)SC_BETA(1, -1), SC_FAULT_DIST_NOT_POSITIVE);
  refuses((sc_dist){ .kind = SC_DIST_BETA, .a = 1, .b = 1, .c = 3, .d = 2 }, SC_FAULT_DIST_ORDER);
  refuses((sc_dist){ .kind = SC_DIST_STUDENT, .b = 1, .c = 0.5 }, SC_FAULT_DIST_TOO_SMALL);
  refuses((sc_dist){ .kind = SC_DIST_POISSON, .a = -1 }, SC_FAULT_DIST_TOO_SMALL);
  refuses((sc_dist){ .kind = SC_DIST_MIXTURE }, SC_FAULT_DIST_EMPTY);
  refuses((sc_dist){ .kind = SC_DIST_DISCRETE, .n = 3, .x = values3, .w = (const double[]){ 1, -1, 1 } }, SC_FAULT_DIST_WEIGHT);
  refuses((sc_dist){ .kind = SC_DIST_DISCRETE, .n = 3, .x = values3, .w = (const double[]){ 0, 0, 0 } }, SC_FAULT_DIST_WEIGHTS_ZERO);
  refuses((sc_dist){ .kind = SC_DIST_EMPIRICAL, .n = 3, .x = (const double[]){ 1, 3, 2 } }, SC_FAULT_DIST_NOT_SORTED);
  refuses((sc_dist){ .kind = SC_DIST_EMPIRICAL, .n = 2, .x = (const double[]){ 1, INFINITY } }, SC_FAULT_DIST_VALUE);
  refuses((sc_dist)SC_NORMAL_IN(0, 1, 2, 1), SC_FAULT_DIST_TRUNCATION_ORDER);
  refuses((sc_dist)SC_NORMAL_IN(0, 1, 6, 9), SC_FAULT_DIST_TRUNCATION_MASS);
  refuses((sc_dist)SC_TRIANGULAR_IN(0, 1, 2, 3, 4), SC_FAULT_DIST_TRUNCATION_MASS);
  refuses((sc_dist){ .kind = SC_DIST_MIXTURE, .n = 1, .w = eight_two, .part = &(sc_dist)SC_UNIFORM(2, 1) }, SC_FAULT_DIST_ORDER);
}

static void names_are_found(void **state)
{
  (void)state;
  for (int kind = 1; kind < SC_N_DIST_KINDS; kind++) assert_int_equal(sc_dist_kind_find(sc_dist_rows[kind].name), kind);
  assert_int_equal(sc_dist_kind_find("none"), SC_DIST_NONE);
  assert_int_equal(sc_dist_kind_find("gaussian"), SC_DIST_NONE);
}

/* -------------------------------------------------------------------------------------------- Dirichlet */

static double test_uniform(int draw, int k)
{
  return sc_uniform((sc_point){ .seed = 11, .stream = SC_STREAM_TEST, .name = 77, .draw = (uint32_t)draw, .k = (uint32_t)k });
}

static void dirichlet_moments(void **state)
{
  (void)state;
  enum { N = 4, DRAWS = 20000 };
  const double alpha[N] = { 2, 1, 4, 3 };
  double mean[N] = { 0 }, second[N] = { 0 }, product = 0;
  for (int d = 0; d < DRAWS; d++) {
    double u[N], s[N], sum = 0;
    for (int k = 0; k < N; k++) u[k] = test_uniform(d, k);
    sc_dirichlet(N, alpha, u, s);
    for (int k = 0; k < N; k++) sum += s[k], mean[k] += s[k] / DRAWS, second[k] += s[k] * s[k] / DRAWS;
    product += s[0] * s[2] / DRAWS;
    CHECK_NEAR(sum, 1.0, 1e-15, "shares sum to 1");
  }
  for (int k = 0; k < N; k++) {
    CHECK_NEAR(mean[k], alpha[k] / 10, 0.005, "alpha/sum");
    CHECK_NEAR(second[k] - mean[k] * mean[k], alpha[k] * (10 - alpha[k]) / 1100, 0.001, "alpha (A - alpha)/(A^2 (A + 1))");
  }
  CHECK_NEAR(product - mean[0] * mean[2], -8.0 / 1100, 0.001, "covariance");
}

static void dirichlet_given_totals(void **state)
{
  (void)state;
  const double alpha[] = { 2, 1, 4, 3 }, total[] = { 0.3, 0.7 }, u[] = { 0.2, 0.9, 0.5, 0.4 };
  const int group[] = { 0, 1, 0, 1 };
  double s[4], alone[2];
  sc_dirichlet_given(4, alpha, u, group, 2, total, s);
  CHECK_NEAR(s[0] + s[2], 0.3, 1e-15, "total of group 0");
  CHECK_NEAR(s[1] + s[3], 0.7, 1e-15, "total of group 1");
  sc_dirichlet(2, (const double[]){ 2, 4 }, (const double[]){ 0.2, 0.5 }, alone);
  CHECK_REL(s[0] / 0.3, alone[0], 1e-14, "inside a group: Dirichlet of its own alphas");
  sc_report report = { 0 };
  assert_int_equal(sc_dirichlet_check(4, alpha, group, 2, total, SC_NOWHERE, &report), SC_OK);
  const double bad_alpha[] = { 2, 0, 4, 3 }, bad_total[] = { -1, 0.7, 0.1 };
  const int bad_group[] = { 0, 1, 5, 1 };
  assert_int_equal(sc_dirichlet_check(4, bad_alpha, bad_group, 3, bad_total, SC_NOWHERE, &report), SC_DATA);
  assert_int_equal(report.n, 4);
  sc_report_free(&report);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(normal_matches_gsl), cmocka_unit_test(log_gamma_matches_gsl), cmocka_unit_test(gamma_matches_gsl),
    cmocka_unit_test(beta_matches_gsl), cmocka_unit_test(student_matches_gsl), cmocka_unit_test(quantile_inverts_cdf),
    cmocka_unit_test(sampler_meets_the_quantile), cmocka_unit_test(means), cmocka_unit_test(steps),
    cmocka_unit_test(skew_student_by_simulation_free_identities), cmocka_unit_test(mistakes_are_named),
    cmocka_unit_test(names_are_found), cmocka_unit_test(dirichlet_moments), cmocka_unit_test(dirichlet_given_totals),
  };
  gsl_set_error_handler_off();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
