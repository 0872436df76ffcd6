/* Sums, quantiles, intervals, scores and words against published answers. */
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "engine/stats/interval.h"
#include "engine/stats/likelihood.h"
#include "engine/stats/score.h"
#include "engine/stats/sort.h"
#include "engine/stats/sum.h"
#include "tests/support/check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---------------------------------------------------------------------------------------------------- sums */

static const char STRD[] = "NIST StRD univariate, certified";

static void check_moments(const double *x, size_t n, double mean, double sd, double tolerance)
{
  const sc_moments m = sc_moments_of(x, n);
  CHECK_REL(m.mean, mean, 1e-15, STRD);
  CHECK_REL(m.sd, sd, tolerance, STRD);
  CHECK_REL(m.variance, sd * sd, 2 * tolerance, STRD);
  CHECK_REL(m.standard_error, sd / sqrt((double)n), tolerance, STRD);
}

static void numerical_accuracy_1(void **state)
{
  (void)state;
  check_moments((const double[]){ 10000001, 10000003, 10000002 }, 3, 10000002, 1, 1e-15);
}

/* First the mean, then `below` and `above` in turn, 1001 numbers in all. Tolerances: what rounding of the data leaves. */
static void numerical_accuracy_2_to_4(void **state)
{
  (void)state;
  static const struct { double first, below, above, tolerance; } SETS[] = {
    { 1.2, 1.1, 1.3, 1e-14 },
    { 1000000.2, 1000000.1, 1000000.3, 1e-9 },
    { 10000000.2, 10000000.1, 10000000.3, 1e-8 },
  };
  for (size_t s = 0; s < COUNT(SETS); s++) {
    double x[1001] = { SETS[s].first };
    for (size_t i = 1; i < COUNT(x); i++) x[i] = i % 2 ? SETS[s].below : SETS[s].above;
    check_moments(x, COUNT(x), SETS[s].first, 0.1, SETS[s].tolerance);
  }
}

static void mavro(void **state)
{
  (void)state;
  static const double MAVRO[50] = {
    2.00180, 2.00170, 2.00180, 2.00190, 2.00180, 2.00170, 2.00150, 2.00140, 2.00150, 2.00150, 2.00170, 2.00180, 2.00180,
    2.00190, 2.00190, 2.00210, 2.00200, 2.00160, 2.00140, 2.00130, 2.00130, 2.00150, 2.00150, 2.00160, 2.00150, 2.00140,
    2.00130, 2.00140, 2.00150, 2.00140, 2.00150, 2.00160, 2.00150, 2.00160, 2.00190, 2.00200, 2.00200, 2.00210, 2.00220,
    2.00230, 2.00240, 2.00250, 2.00270, 2.00260, 2.00260, 2.00260, 2.00270, 2.00260, 2.00250, 2.00240 };
  check_moments(MAVRO, COUNT(MAVRO), 2.001856, 0.000429123454003053, 1e-12);
}

/* The tree is part of the promise of equal bits: written out once more, by its definition. */
static double tree(const double *x, size_t n)
{
  if (n > SC_SUM_LEAF) return tree(x, n / 2) + tree(x + n / 2, n - n / 2);
  double p[8] = { 0 };
  for (size_t i = 0; i < n; i++) p[i % 8] += x[i];
  return ((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + (p[6] + p[7]));
}

static void sums_follow_the_tree(void **state)
{
  (void)state;
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  static double x[5000];
  for (size_t i = 0; i < COUNT(x); i++) x[i] = gsl_ran_cauchy(rng, 1.0);
  gsl_rng_free(rng);
  for (size_t n = 0; n <= COUNT(x); n = n < 300 ? n + 1 : n + 97) {
    const double got = sc_sum(x, n), want = tree(x, n);
    assert_memory_equal(&got, &want, sizeof got);
  }
}

static void covariance_of_a_line(void **state)
{
  (void)state;
  double x[1000], y[1000];
  for (size_t i = 0; i < COUNT(x); i++) {
    x[i] = 1e6 + (double)i;
    y[i] = 5 - 2 * x[i];
  }
  const double variance = 1000.0 * 1001.0 / 12.0;   /* of 0, ..., n - 1: n (n + 1) / 12 */
  CHECK_REL(sc_covariance(x, x, COUNT(x)), variance, 1e-14, "closed form");
  CHECK_REL(sc_covariance(x, y, COUNT(x)), -2 * variance, 1e-14, "closed form");
  CHECK_REL(sc_correlation_of(x, y, COUNT(x)), -1.0, 1e-14, "closed form");
}

/* Near 1e16 doubles are 2 apart and the mean of these three, 1e16 + 4/3, is rounded to 1e16 + 2. */
static void mean_that_must_be_rounded(void **state)
{
  (void)state;
  CHECK_REL(sc_moments_of((const double[]){ 1e16, 1e16 + 2, 1e16 + 2 }, 3).variance, 4.0 / 3, 1e-15, "hand");
}

static void too_few_numbers(void **state)
{
  (void)state;
  const double one = 3, two[] = { 3, 3 };
  assert_true(isnan(sc_mean(&one, 0)));
  assert_true(sc_mean(&one, 1) == 3);
  assert_true(isnan(sc_moments_of(&one, 1).sd));
  assert_true(sc_moments_of(two, 2).sd == 0);
  assert_true(isnan(sc_correlation_of(two, two, 2)));
}

/* ------------------------------------------------------------------------------------- sorting and quantiles */

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double number_of(gsl_rng *rng, int kind, size_t i)
{
  switch (kind) {
  case 0: return gsl_ran_gaussian(rng, 1.0);
  case 1: return gsl_ran_cauchy(rng, 1e-300);
  case 2: return floor(gsl_ran_flat(rng, -3, 3));
  case 3: return 7;
  case 4: return -(double)i;
  case 5: return i % 3 ? INFINITY : -INFINITY;
  case 6: return i == 0 ? -1e300 : 80 + 1e-9 * gsl_ran_flat(rng, 0, 1);   /* packed closely, one far off */
  default: return 80 + 1e-9 * gsl_ran_flat(rng, 0, 1);
  }
}

static void sorts_like_the_c_library(void **state)
{
  (void)state;
  static const size_t SIZES[] = { 0, 1, 2, 3, 96, 97, 1000, 10007 };
  static double x[10007], want[10007], workspace[10007];
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  for (int kind = 0; kind < 8; kind++)
    for (size_t s = 0; s < COUNT(SIZES); s++) {
      for (size_t i = 0; i < SIZES[s]; i++) want[i] = x[i] = number_of(rng, kind, i);
      qsort(want, SIZES[s], sizeof *want, ascending);
      sc_sort(x, SIZES[s], workspace);
      for (size_t i = 0; i < SIZES[s]; i++) assert_true(x[i] == want[i]);
    }
  gsl_rng_free(rng);
}

static void quantiles_type_7(void **state)
{
  (void)state;
  double x[20] = { 0.02, .15, .74, 3.39, .83, 22.37, 10.15, 15.43, 38.62, 15.92,
                   34.60, 10.28, 1.47, .40, .05, 11.39, .27, .42, .09, 11.37 };
  double workspace[20];
  sc_sort(x, 20, workspace);
  CHECK_REL(sc_quantile(x, 20, 0.5), 2.43, 1e-15, "Jain and Chlamtac 1985, exact median");
  const double five[] = { 1, 2, 3, 4, 10 };
  CHECK_REL(sc_quantile(five, 5, 0.1), 1.4, 1e-15, "R: quantile(c(1,2,3,4,10), .1)");
  CHECK_REL(sc_quantile(five, 5, 0.95), 8.8, 1e-15, "R: quantile(c(1,2,3,4,10), .95)");
  assert_true(sc_quantile(five, 5, 0) == 1 && sc_quantile(five, 5, 1) == 10 && sc_quantile(five, 1, 0.7) == 1);
}

static void ranks_of_the_median(void **state)
{
  (void)state;
  static const struct { size_t n, lower, upper; } MEDIAN[] = {
    { 5, 0, 0 }, { 6, 1, 6 }, { 10, 2, 9 }, { 20, 6, 15 }, { 25, 8, 18 }, { 100, 40, 61 } };
  for (size_t i = 0; i < COUNT(MEDIAN); i++) {
    const sc_ranks r = sc_quantile_ranks(MEDIAN[i].n, 0.5, 0.95);
    assert_int_equal(r.lower, MEDIAN[i].lower);
    assert_int_equal(r.upper, MEDIAN[i].upper);
  }
}

/* By definition, with GSL's binomial distribution as oracle. */
static void ranks_by_the_binomial(void **state)
{
  (void)state;
  static const size_t SIZES[] = { 1, 7, 59, 60, 1000, 10000, 200000 };
  static const double PROBABILITIES[] = { 0.05, 0.25, 0.5, 0.9, 0.95 };
  for (size_t i = 0; i < COUNT(SIZES); i++)
    for (size_t j = 0; j < COUNT(PROBABILITIES); j++) {
      const unsigned n = (unsigned)SIZES[i];
      const double p = PROBABILITIES[j], tail = (1 - 0.95) / 2;
      const sc_ranks r = sc_quantile_ranks(n, p, 0.95);
      const unsigned lower = (unsigned)r.lower, upper = (unsigned)r.upper;
      if (lower > 0) assert_true(gsl_cdf_binomial_P(lower - 1, p, n) <= tail);
      assert_true(gsl_cdf_binomial_P(lower, p, n) > tail);
      if (upper > 0) assert_true(gsl_cdf_binomial_Q(upper - 1, p, n) <= tail);
      assert_true(gsl_cdf_binomial_Q((upper > 0 ? upper : n + 1) - 2, p, n) > tail || n == 1);
    }
}

static void interval_of_a_quantile(void **state)
{
  (void)state;
  double x[100];
  for (size_t i = 0; i < COUNT(x); i++) x[i] = (double)(i + 1);
  const sc_range range = sc_quantile_interval(x, sc_quantile_ranks(100, 0.5, 0.95));
  assert_true(range.lower == 40 && range.upper == 61);
  const sc_range none = sc_quantile_interval(x, sc_quantile_ranks(5, 0.5, 0.95));
  assert_true(isnan(none.lower) && isnan(none.upper));
}

/* ------------------------------------------------------------------------------------------------ intervals */

static void wilson(void **state)
{
  (void)state;
  static const struct { uint64_t hits, n; double lower, upper; } NEWCOMBE[] = {
    { 81, 263, 0.255289, 0.366210 }, { 15, 148, 0.062386, 0.160487 }, { 0, 20, 0, 0.161125 }, { 1, 29, 0.006113, 0.171755 } };
  for (size_t i = 0; i < COUNT(NEWCOMBE); i++) {
    const sc_range range = sc_wilson(NEWCOMBE[i].hits, NEWCOMBE[i].n);
    CHECK_NEAR(range.lower, NEWCOMBE[i].lower, 5e-7, "Newcombe 1998, recomputed");
    CHECK_NEAR(range.upper, NEWCOMBE[i].upper, 5e-7, "Newcombe 1998, recomputed");
  }
  CHECK_NEAR(sc_wilson(430, 474).lower, 0.8776756906, 5e-11, "exact z");
  CHECK_NEAR(sc_wilson(10, 14).lower, 0.4535091567, 5e-11, "exact z");
  assert_true(sc_wilson(0, 20).lower == 0 && sc_wilson(20, 20).upper == 1);
  assert_true(sc_wilson(0, 0).lower == 0 && sc_wilson(0, 0).upper == 1);
}

static void no_hit_at_all(void **state)
{
  (void)state;
  CHECK_REL(sc_zero_hits_bound(10000), 0.00029952835978, 2e-11, "1 - 0.05^(1/n)");
  CHECK_REL(sc_zero_hits_bound(1), 0.95, 1e-15, "1 - 0.05^(1/n)");
  CHECK_REL(sc_zero_hits_bound(29), 1 - pow(0.05, 1.0 / 29), 1e-14, "1 - 0.05^(1/n)");
}

/* --------------------------------------------------------------------------------------------------- scores */

static void crps(void **state)
{
  (void)state;
  const double five[] = { 1, 2, 3, 4, 5 };
  CHECK_REL(sc_crps(five, 5, 2.5), 0.5, 1e-15, "hand");
  CHECK_REL(sc_crps_fair(five, 5, 2.5), 0.3, 1e-14, "hand");
  assert_true(sc_crps(five, 1, 4) == 3 && sc_crps_fair(five, 1, 4) == 3);
}

static void crps_of_the_normal(void **state)
{
  (void)state;
  static const struct { double y, mean, sd, score; } PUBLISHED[] = {
    { 0, 0, 1, 0.23369497725510913 }, { 1, 0, 1, 0.602441357628 }, { 0, 1, 2, 0.6628070625097118 },
    { 3, 2, 0.5, 0.726395910843 }, { -2.5, 0, 1, 1.939818690811 } };
  for (size_t i = 0; i < COUNT(PUBLISHED); i++)
    CHECK_NEAR(sc_crps_normal(PUBLISHED[i].mean, PUBLISHED[i].sd, PUBLISHED[i].y), PUBLISHED[i].score, 1e-12,
               "properscoring README and recomputed");
  for (double z = 0; z < 12; z += 0.37) {
    const double want = z * (2 * gsl_cdf_ugaussian_P(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / sqrt(acos(-1));
    CHECK_REL(sc_crps_normal(0, 1, z), want, 1e-14, "closed form by GSL");
  }
}

static void crps_of_many_members(void **state)
{
  (void)state;
  static double x[100000], workspace[100000];
  for (size_t i = 0; i < COUNT(x); i++) x[i] = 2 + 0.5 * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / (double)COUNT(x));
  sc_sort(x, COUNT(x), workspace);
  CHECK_NEAR(sc_crps(x, COUNT(x), 3), sc_crps_normal(2, 0.5, 3), 1e-5, "limit of the ensemble score");
}

/* ---------------------------------------------------------------------------------------------------- words */

static void words(void **state)
{
  (void)state;
  static const struct { double p; const char *name, *zh; } WORDS[] = {
    { 1, "virtually_certain", "几乎确定" }, { 0.99, "virtually_certain", "几乎确定" }, { 0.9899, "very_likely", "很可能" },
    { 0.66, "likely", "可能" }, { 0.659, "as_likely_as_not", "或许可能" }, { 0.33, "as_likely_as_not", "或许可能" },
    { 0.3299, "unlikely", "不可能" }, { 0.0999, "very_unlikely", "很不可能" }, { 0, "exceptionally_unlikely", "几乎不可能" } };
  for (size_t i = 0; i < COUNT(WORDS); i++) {
    const int row = sc_likelihood(WORDS[i].p);
    assert_string_equal(sc_likelihood_rows[row].name, WORDS[i].name);
    assert_string_equal(sc_likelihood_text(row, SC_ZH), WORDS[i].zh);
  }
  assert_int_equal(sc_likelihood(NAN), -1);
  assert_string_equal(sc_likelihood_text(-1, SC_ZH), "无法评估");
  assert_string_equal(sc_likelihood_text(SC_LIKELIHOOD_as_likely_as_not, SC_EN), "about as likely as not");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numerical_accuracy_1),
    cmocka_unit_test(numerical_accuracy_2_to_4),
    cmocka_unit_test(mavro),
    cmocka_unit_test(sums_follow_the_tree),
    cmocka_unit_test(covariance_of_a_line),
    cmocka_unit_test(mean_that_must_be_rounded),
    cmocka_unit_test(too_few_numbers),
    cmocka_unit_test(sorts_like_the_c_library),
    cmocka_unit_test(quantiles_type_7),
    cmocka_unit_test(ranks_of_the_median),
    cmocka_unit_test(ranks_by_the_binomial),
    cmocka_unit_test(interval_of_a_quantile),
    cmocka_unit_test(wilson),
    cmocka_unit_test(no_hit_at_all),
    cmocka_unit_test(crps),
    cmocka_unit_test(crps_of_the_normal),
    cmocka_unit_test(crps_of_many_members),
    cmocka_unit_test(words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
