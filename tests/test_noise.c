/* Noise over lanes: equal to the numbers one by one in every instruction set, with the moments and shapes promised. */
#include "tests/support/check.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#include "engine/random/noise.h"
#include "engine/random/normal.h"

enum { K = 5, T = 7, NAME = 1234 };

static double one(uint64_t seed, uint64_t draw, int k)
{
  return sc_uniform((sc_point){ .seed = seed, .stream = SC_STREAM_TEST, .name = NAME, .draw = (uint32_t)draw, .t = T, .k = (uint32_t)k });
}

static void lanes_are_the_numbers_one_by_one(void **state)
{
  (void)state;
  static sc_lane u[K], z[K], x[K];
  static sc_student shape;
  sc_student_init(&shape, 4.0);
  const uint64_t firsts[] = { 0, 64, 0xffffffe0u };
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++)
    for (int f = 0; f < 3; f++) {
      const sc_noise noise = { .seed = 0x123456789abcdefu, .first_draw = firsts[f] };
      SC_KERNEL_OF(sc_noise_uniform, isa)(&noise, SC_STREAM_TEST, NAME, T, K, u);
      SC_KERNEL_OF(sc_noise_normal, isa)(&noise, SC_STREAM_TEST, NAME, T, K, z);
      SC_KERNEL_OF(sc_noise_student, isa)(&noise, SC_STREAM_TEST, NAME, T, K, &shape, x);
      for (int k = 0; k < K; k++)
        for (int l = 0; l < SC_LANES; l++) {
          const double want = one(noise.seed, noise.first_draw + (uint64_t)l, k);
          assert_true(u[k][l] == want && z[k][l] == sc_normal_quantile(want));
          assert_true(x[k][l] == sc_student_from_score(&shape, z[k][l]));
        }
    }
}

/* A shift moves what happens year by year to another draw, and nothing else. */
static void only_yearly_streams_shift(void **state)
{
  (void)state;
  static sc_lane here[K], there[K], moved[K];
  static const struct { sc_stream stream; int yearly; } STREAMS[] = {
    { SC_STREAM_SHOCK, 1 }, { SC_STREAM_WEATHER, 1 }, { SC_STREAM_EVENT, 1 }, { SC_STREAM_PARAMETER, 0 }, { SC_STREAM_DELIVERY, 0 },
    { SC_STREAM_ACCOUNTS, 0 }, { SC_STREAM_TEST, 0 } };
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++)
    for (size_t i = 0; i < sizeof STREAMS / sizeof *STREAMS; i++)
      for (int64_t shift = -70; shift <= 70; shift += 35) {
        const sc_noise at = { .seed = 9, .first_draw = 96 }, other = { .seed = 9, .first_draw = (uint64_t)(96 + shift) };
        const sc_noise shifted = { .seed = 9, .first_draw = 96, .shock_shift = shift };
        SC_KERNEL_OF(sc_noise_normal, isa)(&at, STREAMS[i].stream, NAME, T, K, here);
        SC_KERNEL_OF(sc_noise_normal, isa)(&other, STREAMS[i].stream, NAME, T, K, there);
        SC_KERNEL_OF(sc_noise_normal, isa)(&shifted, STREAMS[i].stream, NAME, T, K, moved);
        assert_memory_equal(moved, STREAMS[i].yearly ? there : here, sizeof moved);
      }
}

static void quiet_is_silent(void **state)
{
  (void)state;
  static sc_lane out[K];
  static sc_student shape;
  sc_student_init(&shape, 4.0);
  const sc_noise noise = { .seed = 1, .quiet = 1 };
  const double identity[K * K] = { [0] = 1, [K + 1] = 1, [2 * K + 2] = 1, [3 * K + 3] = 1, [4 * K + 4] = 1 };
  const sc_isa isa = sc_isa_best();
  SC_KERNEL_OF(sc_noise_uniform, isa)(&noise, SC_STREAM_TEST, NAME, T, K, out);
  for (int l = 0; l < SC_LANES; l++) assert_true(out[K - 1][l] == 0.5);
  SC_KERNEL_OF(sc_noise_normal, isa)(&noise, SC_STREAM_TEST, NAME, T, K, out);
  for (int l = 0; l < SC_LANES; l++) assert_true(out[0][l] == 0.0);
  SC_KERNEL_OF(sc_noise_student, isa)(&noise, SC_STREAM_TEST, NAME, T, K, &shape, out);
  for (int l = 0; l < SC_LANES; l++) assert_true(out[1][l] == 0.0);
  SC_KERNEL_OF(sc_noise_correlated, isa)(&noise, SC_STREAM_TEST, NAME, T, K, identity, out);
  for (int l = 0; l < SC_LANES; l++) assert_true(out[2][l] == 0.0);
}

static void moments(void **state)
{
  (void)state;
  enum { BLOCKS = 4000 };
  static sc_lane z[2], x[2];
  static sc_student shape;
  sc_student_init(&shape, 10.0);
  double m1 = 0, m2 = 0, m4 = 0, t2 = 0, cross = 0;
  const double n = (double)BLOCKS * SC_LANES;
  const double l[4] = { 1, 0, 0.6, 0.8 };
  for (uint64_t b = 0; b < BLOCKS; b++) {
    const sc_noise noise = { .seed = 5, .first_draw = b * SC_LANES };
    sc_noise_correlated_base(&noise, SC_STREAM_TEST, NAME, T, 2, l, z);
    sc_noise_student_base(&noise, SC_STREAM_TEST, NAME + 1, T, 2, &shape, x);
    for (int i = 0; i < SC_LANES; i++) {
      m1 += z[1][i] / n, m2 += z[1][i] * z[1][i] / n, m4 += z[1][i] * z[1][i] * z[1][i] * z[1][i] / n;
      cross += z[0][i] * z[1][i] / n, t2 += x[0][i] * x[0][i] / n;
    }
  }
  CHECK_NEAR(m1, 0.0, 5 / sqrt(n), "normal mean");
  CHECK_NEAR(m2, 1.0, 5 * sqrt(2 / n), "normal variance");
  CHECK_NEAR(m4, 3.0, 5 * sqrt(96 / n) / 3, "normal fourth moment");
  CHECK_NEAR(cross, 0.6, 5 / sqrt(n), "correlation by Cholesky");
  CHECK_NEAR(t2 * sc_student_unit(10) * sc_student_unit(10), 1.0, 0.02, "Student variance df/(df - 2)");
}

/* The table against GSL, from the centre to scores that occur once in 10^16. GSL's own inverse is loose far out for df 1. */
static void student_table_matches_gsl(void **state)
{
  (void)state;
  const double dfs[] = { 1.0, 2.1, 3.0, 4.0, 8.0, 50.0, 1000.0 };
  static sc_student shape;
  for (int d = 0; d < 7; d++) {
    sc_student_init(&shape, dfs[d]);
    for (double z = -8.2; z < -1e-3; z += 0.0173) {
      const double u = sc_normal_cdf(z), t = sc_student_from_score(&shape, z);
      CHECK_REL(t, sc_student_inverse(dfs[d], sc_normal_tails(z)), 1e-9, "own inverse");
      if (dfs[d] > 2 || z > -3) CHECK_REL(t, gsl_cdf_tdist_Pinv(u, dfs[d]), 1e-8, "GSL 2.7");
      assert_true(sc_student_from_score(&shape, -z) == -t);
    }
    assert_true(sc_student_from_score(&shape, 0.0) == 0.0);
    assert_true(isfinite(sc_student_from_score(&shape, 40.0)));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(lanes_are_the_numbers_one_by_one), cmocka_unit_test(quiet_is_silent), cmocka_unit_test(moments),
    cmocka_unit_test(student_table_matches_gsl), cmocka_unit_test(only_yearly_streams_shift),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
