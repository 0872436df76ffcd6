/* Elementary functions: errors against the long double library, ends, and the same bits in every instruction set. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/lanes/scalar.h"
#include "engine/random/normal.h"
#include "tests/support/vector_lanes.h"

/* A small generator of its own, so that this test depends on nothing it does not test (Steele et al. 2014, SplitMix64). */
static uint64_t next_bits(uint64_t *state)
{
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static double between(uint64_t *state, double lo, double hi) { return lo + (hi - lo) * ((double)(next_bits(state) >> 11) * 0x1p-53); }

static double scalar(test_function f, double x, double y)
{
  switch (f) {
  case TEST_EXP: return sc_exp(x);
  case TEST_EXPM1: return sc_expm1(x);
  case TEST_LOG: return sc_log(x);
  case TEST_LOG1P: return sc_log1p(x);
  case TEST_TANH: return sc_tanh(x);
  case TEST_LOGISTIC: return sc_logistic(x);
  case TEST_POW: return sc_pow(x, y);
  default: return sc_normal_cdf(x);
  }
}

static int same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

static void same_bits_in_every_instruction_set(void **state)
{
  (void)state;
  enum { N = 4096 };
  static double x[N], y[N], got[N];
  static const double special[] = { 0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 0x1p-1022, 0x1p-1040, 709.78, 709.79, -708.39,
                                    -708.4, 0.75, 1.5, 0x1.fffffffffffffp1023, 1.0 + 0x1p-52, 1.0 - 0x1p-53 };
  uint64_t seed = 1;
  for (int i = 0; i < N; i++) {
    const uint64_t bits = next_bits(&seed);
    memcpy(&x[i], &bits, sizeof bits);                       /* any number at all, then ordinary ones */
    if (i % 4 == 1) x[i] = between(&seed, -5, 5);
    if (i % 4 == 2) x[i] = between(&seed, 0, 2);
    if (i % 4 == 3) x[i] = between(&seed, -750, 750);
    y[i] = between(&seed, -3, 3);
  }
  memcpy(x, special, sizeof special);
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++)
    for (int f = 0; f < N_TEST_FUNCTIONS; f++) {
      SC_KERNEL_OF(test_vector, isa)((test_function)f, N, x, y, got);
      for (int i = 0; i < N; i++)
        if (!same_bits(got[i], scalar((test_function)f, x[i], y[i])))
          fail_msg("%s function %d of %a: %a, scalar %a", sc_isa_name((sc_isa)isa), f, x[i], got[i], scalar((test_function)f, x[i], y[i]));
    }
}

/* One number for all bits of all functions: the same from gcc and clang, with and without optimisation and sanitizers. */
static void same_bits_from_every_compiler(void **state)
{
  (void)state;
  uint64_t seed = 5, digest = 14695981039346656037u;
  for (int i = 0; i < 20000; i++) {
    const double x = between(&seed, i % 2 ? -30 : 0, 30), y = between(&seed, -3, 3);
    for (int f = 0; f < N_TEST_FUNCTIONS; f++) {
      const double value = scalar((test_function)f, x, y);
      uint64_t bits;
      memcpy(&bits, &value, sizeof bits);
      digest = (digest ^ (isnan(value) ? 0 : bits)) * 1099511628211u;
    }
  }
  if (digest != 0x9bb0aaf60d965edeu) fail_msg("digest of all results is 0x%016llx", (unsigned long long)digest);
}

static double ulps(double got, long double want)
{
  int e;
  frexp((double)want, &e);
  return (double)(fabsl(got - want) / ldexpl(1.0L, e - 53));
}

static void errors_in_units_of_the_last_place(void **state)
{
  (void)state;
  static const struct { test_function f; long double (*exact)(long double); double lo, hi, ulp; } rows[] = {
    { TEST_EXP, expl, -1, 1, 1.3 },        { TEST_EXP, expl, -708, 709, 1.3 },
    { TEST_LOG, logl, 0.5, 2, 1.6 },       { TEST_LOG, logl, 0.9, 1.1, 1.6 },   { TEST_LOG, logl, 0, 1e6, 1.6 },
    { TEST_LOG, logl, 0, 1e-300, 1.6 },    { TEST_EXPM1, expm1l, -1, 1, 2.5 },  { TEST_EXPM1, expm1l, -1e-3, 1e-3, 2.5 },
    { TEST_EXPM1, expm1l, -40, 700, 2.5 }, { TEST_LOG1P, log1pl, -0.9, 3, 2.5 }, { TEST_LOG1P, log1pl, -1e-4, 1e-4, 2.5 },
    { TEST_TANH, tanhl, -3, 3, 4 },        { TEST_TANH, tanhl, -0.01, 0.01, 4 },
  };
  uint64_t seed = 2;
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
    for (int i = 0; i < 200000; i++) {
      const double x = between(&seed, rows[r].lo, rows[r].hi), got = scalar(rows[r].f, x, 0), off = ulps(got, rows[r].exact(x));
      if (off > rows[r].ulp) fail_msg("function %d of %a is off by %.2f ulp", (int)rows[r].f, x, off);
    }
}

static void ends(void **state)
{
  (void)state;
  assert_true(sc_exp(710) == INFINITY && sc_exp(-710) == 0 && sc_exp(0) == 1 && sc_exp(-INFINITY) == 0 && sc_exp(INFINITY) == INFINITY);
  assert_true(sc_exp(0x1.62e42fefa39efp+9) > 0x1.ffffp1023 && sc_exp(0x1.62e42fefa39efp+9) < INFINITY);
  assert_true(isnan(sc_exp(NAN)) && isnan(sc_log(NAN)) && isnan(sc_log(-1)) && isnan(sc_log(-INFINITY)) && isnan(sc_log1p(-2)));
  assert_true(sc_log(0) == -INFINITY && sc_log(0x1p-1030) == -INFINITY && sc_log(1) == 0 && sc_log(INFINITY) == INFINITY);
  assert_true(sc_expm1(0) == 0 && sc_expm1(-800) == -1 && sc_expm1(710) == INFINITY);
  assert_true(sc_log1p(0) == 0 && sc_log1p(-1) == -INFINITY && sc_log1p(INFINITY) == INFINITY);
  assert_true(sc_tanh(50) == 1 && sc_tanh(-INFINITY) == -1 && isnan(sc_tanh(NAN)) && signbit(sc_tanh(-0.0)));
  assert_true(sc_logistic(0) == 0.5 && sc_logistic(-800) == 0 && sc_logistic(800) == 1);
  assert_true(sc_pow(0, 2) == 0 && sc_pow(0, -1) == INFINITY && sc_pow(4, 0) == 1 && isnan(sc_pow(-1, 2)));
  CHECK_REL(sc_pow(2, 10), 1024.0, 2e-15, "2^10");
}

/* ------------------------------------------------------------------------------------------- small systems */

enum { N = 7 };

static void fill(sc_lane *a, sc_lane *x, uint64_t seed)
{
  for (int l = 0; l < SC_LANES; l++)
    for (int i = 0; i < N; i++) {
      x[i][l] = between(&seed, -1, 1);
      for (int j = 0; j < N; j++) a[i * N + j][l] = (i == j) - between(&seed, 0, 0.9 / N);    /* I - A, columns sum below 1 */
    }
}

static void systems_are_solved_alike(void **state)
{
  (void)state;
  static sc_lane a[N * N], kept[N * N], x[N], b[N], first[N];
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) {
    fill(a, x, 3);
    memcpy(kept, a, sizeof a);
    double shared[N * N];
    for (int i = 0; i < N * N; i++) shared[i] = a[i][5];
    static sc_lane y[N];
    SC_KERNEL_OF(test_times, isa)(N, shared, (const sc_lane *)a, (const sc_lane *)x, y, b);
    for (int i = 0; i < N; i++) assert_true(y[i][5] == b[i][5]);
    assert_int_equal(SC_KERNEL_OF(test_solve, isa)(N, a, b), 0);
    for (int i = 0; i < N; i++)
      for (int l = 0; l < SC_LANES; l++) CHECK_NEAR(b[i][l], x[i][l], 1e-14, "A x = b made from x");
    if (isa == SC_ISA_BASE) memcpy(first, b, sizeof b);
    assert_memory_equal(first, b, sizeof b);
  }
}

static void bad_pivots_are_reported_by_lane(void **state)
{
  (void)state;
  static sc_lane a[N * N], b[N];
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) {
    fill(a, b, 4);
    a[0][3] = 0;                                            /* zero pivot, not a number, not productive */
    a[8][17] = NAN;
    a[2 * N + 2][31] = -0.2;
    assert_int_equal(SC_KERNEL_OF(test_solve, isa)(N, a, b), 1u << 3 | 1u << 17 | 1u << 31);
  }
}

static void the_environment_only_lowers_the_choice(void **state)
{
  (void)state;
  const sc_isa best = sc_isa_best();
  setenv("SANCHAN_ISA", "base", 1);
  assert_int_equal(sc_isa_best(), SC_ISA_BASE);
  setenv("SANCHAN_ISA", "quantum", 1);
  assert_true(sc_isa_best() >= best);
  setenv("SANCHAN_ISA", sc_isa_name(best), 1);
  assert_int_equal(sc_isa_best(), best);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(same_bits_in_every_instruction_set), cmocka_unit_test(same_bits_from_every_compiler),
    cmocka_unit_test(errors_in_units_of_the_last_place),
    cmocka_unit_test(ends), cmocka_unit_test(systems_are_solved_alike), cmocka_unit_test(bad_pivots_are_reported_by_lane),
    cmocka_unit_test(the_environment_only_lowers_the_choice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
