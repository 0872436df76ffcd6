/* Mixtures of samples: equal masses are one sample, weights are repetitions, closed forms, ties, what has no numbers. */
#include <stdlib.h>
#include <string.h>

#include "engine/stats/interval.h"
#include "engine/stats/mixture.h"
#include "engine/stats/sum.h"
#include "tests/support/check.h"

enum { MOST = 400 };
static const double LEVELS[] = { 0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1 };
enum { N_LEVELS = sizeof LEVELS / sizeof *LEVELS };

static double work[MOST];

/* Some numbers without order, about `shift`; with steps > 0 many of them equal. */
static void fill(double *x, size_t n, unsigned seed, double shift, double steps)
{
  for (size_t i = 0; i < n; i++) {
    const double u = (double)((seed + 7919u * (unsigned)i) * 2654435761u >> 8) / 16777216.0;
    x[i] = shift + (steps > 0 ? floor(u * steps) / steps : u * u);
  }
}

static sc_sample sample(double *x, size_t n, double weight)
{
  const sc_moments m = sc_moments_of(x, n);
  sc_sort(x, n, work);
  return (sc_sample){ x, n, weight, m.mean, m.sd };
}

/* Weights in proportion to the numbers: every number has the same mass, and the mixture is all of them together. */
static void equal_masses_are_one_sample(void **state)
{
  (void)state;
  static const struct { size_t n[3]; double steps; } CASES[] = {
    { { 50, 50, 50 }, 0 }, { { 100, 7, 31 }, 0 }, { { 1, 1, 1 }, 0 }, { { 40, 60, 20 }, 5 }, { { 3, 200, 1 }, 0 } };
  for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++) {
    double x[3][MOST], all[MOST];
    sc_sample samples[3];
    size_t total = 0;
    for (int m = 0; m < 3; m++) {
      fill(x[m], CASES[c].n[m], 17u * (unsigned)m + 3, 0.3 * m, CASES[c].steps);
      memcpy(all + total, x[m], CASES[c].n[m] * sizeof(double));
      total += CASES[c].n[m];
      samples[m] = sample(x[m], CASES[c].n[m], (double)CASES[c].n[m]);
    }
    sc_sort(all, total, work);
    for (int q = 0; q < N_LEVELS; q++)
      CHECK_NEAR(sc_mixture_quantile(samples, 3, LEVELS[q]), sc_quantile(all, total, LEVELS[q]), 1e-13, "type 7 of all numbers");
    CHECK_NEAR(sc_mixture_mean(samples, 3), sc_mean(all, total), 1e-14, "mean of all numbers");
  }
}

/* The published definition on numbers worked by hand. Masses 1/2, 1/4, 1/4 at 1, 2, 4: n* = 1 / (1/4 + 1/16 + 1/16) = 8/3;
 * p = 1/2: from 5/16 to 11/16, so 3/16 at 1, 3/16 at 2, the mean 1.5. p = 0: from 0 to 3/8, all at 1. p = 1: from 5/8 to 1:
 * 1/8 at 2 and 1/4 at 4, the mean 10/3. */
static void unequal_masses_by_hand(void **state)
{
  (void)state;
  const double heavy[] = { 1 }, light[] = { 2, 4 };
  const sc_sample samples[] = { { heavy, 1, 0.5, 1, 0 }, { light, 2, 0.5, 3, sqrt(2.0) } };
  CHECK_NEAR(sc_mixture_quantile(samples, 2, 0.5), 1.5, 1e-15, "worked by hand");
  CHECK_NEAR(sc_mixture_quantile(samples, 2, 0.0), 1.0, 1e-15, "worked by hand");
  CHECK_NEAR(sc_mixture_quantile(samples, 2, 1.0), 10.0 / 3, 1e-15, "worked by hand");
  CHECK_NEAR(sc_mixture_mean(samples, 2), 2.0, 1e-15, "half of 1, half of 3");
  CHECK_NEAR(sc_mixture_sd(samples, 2), sqrt(0.5 * 0 + 0.5 * 2 + 1), 1e-15, "within 0 and 2, between 1");
}

/* Neither the order of samples nor the scale of weights matters, and a sample without weight or numbers is not there. */
static void only_the_distribution_counts(void **state)
{
  (void)state;
  double a[90], b[70], c[50];
  fill(a, 90, 5, 0, 0);
  fill(b, 70, 6, 0.2, 8);
  fill(c, 50, 7, 0.1, 8);
  const sc_sample one = sample(a, 90, 0.5), two = sample(b, 70, 0.3), three = sample(c, 50, 0.2);
  const sc_sample here[] = { one, two, three };
  sc_sample there[] = { three, { NULL, 0, 4, NAN, NAN }, one, two, { one.sorted, 90, 0, 1, 1 } };
  for (int m = 0; m < 5; m++) there[m].weight *= 8;
  for (int q = 0; q < N_LEVELS; q++)
    CHECK_NEAR(sc_mixture_quantile(there, 5, LEVELS[q]), sc_mixture_quantile(here, 3, LEVELS[q]), 1e-14, "the same mixture");
  CHECK_NEAR(sc_mixture_sd(there, 5), sc_mixture_sd(here, 3), 1e-14, "the same mixture");
  for (int q = 1; q < N_LEVELS; q++)
    assert_true(sc_mixture_quantile(here, 3, LEVELS[q]) >= sc_mixture_quantile(here, 3, LEVELS[q - 1]));
}

/* Two thirds uniform on [0, 1], one third on [2, 3]: quantiles in closed form, up to the spacing of 300 numbers. */
static void closed_form(void **state)
{
  (void)state;
  double low[300], high[300];
  for (int i = 0; i < 300; i++) low[i] = (i + 0.5) / 300, high[i] = 2 + (i + 0.5) / 300;
  const sc_sample samples[] = { sample(low, 300, 2), sample(high, 300, 1) };
  CHECK_NEAR(sc_mixture_quantile(samples, 2, 0.5), 0.75, 1.0 / 300, "p = 2/3 x");
  CHECK_NEAR(sc_mixture_quantile(samples, 2, 0.9), 2.7, 1.0 / 300, "p = 2/3 + 1/3 (x - 2)");
  const sc_range range = sc_mixture_interval(samples, 2, sc_quantile_ranks(300, 0.5, 0.95), 300);
  assert_true(range.lower < 0.75 && range.upper > 0.75 && range.upper - range.lower < 0.2);
}

/* Of one sample everything is what sort.h says of it. */
static void one_sample_is_itself(void **state)
{
  (void)state;
  double x[173];
  fill(x, 173, 11, 0, 30);
  const sc_sample one = sample(x, 173, 0.25);
  for (int q = 0; q < N_LEVELS; q++)
    CHECK_NEAR(sc_mixture_quantile(&one, 1, LEVELS[q]), sc_quantile(x, 173, LEVELS[q]), 1e-14, "type 7");
  for (int q = 1; q < N_LEVELS - 1; q++) {
    const sc_ranks ranks = sc_quantile_ranks(173, LEVELS[q], 0.95);
    const sc_range mixed = sc_mixture_interval(&one, 1, ranks, 173), plain = sc_quantile_interval(x, ranks);
    assert_true(mixed.lower == plain.lower || (isnan(mixed.lower) && isnan(plain.lower)));
    assert_true(mixed.upper == plain.upper || (isnan(mixed.upper) && isnan(plain.upper)));
  }
  CHECK_NEAR(sc_mixture_sd(&one, 1), one.sd, 1e-15, "its own");
}

static void nothing_to_mix(void **state)
{
  (void)state;
  const double x[] = { 1, 2 };
  const sc_sample none[] = { { NULL, 0, 1, NAN, NAN }, { x, 2, 0, 1.5, 1 } };
  assert_true(isnan(sc_mixture_mean(none, 2)) && isnan(sc_mixture_sd(none, 2)) && isnan(sc_mixture_quantile(none, 2, 0.5)));
  assert_true(isnan(sc_mixture_interval(none, 2, (sc_ranks){ 1, 2 }, 2).lower));
}

/* A constant stays exactly that, however its mass is cut. */
static void constants_stay(void **state)
{
  (void)state;
  double x[7], y[3];
  for (int i = 0; i < 7; i++) x[i] = 0.1;
  for (int i = 0; i < 3; i++) y[i] = 0.1;
  const sc_sample samples[] = { sample(x, 7, 0.37), sample(y, 3, 0.63) };
  for (int q = 0; q < N_LEVELS; q++) assert_true(sc_mixture_quantile(samples, 2, LEVELS[q]) == 0.1);
}

/* Wilson's interval for a share that is no ratio of counts: the same formula, also at the ends. */
static void interval_of_a_share(void **state)
{
  (void)state;
  for (uint64_t hits = 0; hits <= 20; hits++) {
    const sc_range counted = sc_wilson(hits, 20), shared = sc_wilson_share((double)hits / 20, 20);
    assert_true(counted.lower == shared.lower && counted.upper == shared.upper);
  }
  const sc_range wide = sc_wilson_share(0.3, 100), narrow = sc_wilson_share(0.3, 250.5);
  assert_true(wide.lower < narrow.lower && narrow.upper < wide.upper);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(equal_masses_are_one_sample), cmocka_unit_test(unequal_masses_by_hand),
    cmocka_unit_test(only_the_distribution_counts), cmocka_unit_test(closed_form), cmocka_unit_test(one_sample_is_itself),
    cmocka_unit_test(nothing_to_mix), cmocka_unit_test(constants_stay), cmocka_unit_test(interval_of_a_share),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
