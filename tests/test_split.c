/* Parts of a variance: functions whose parts are known in closed form, honest standard errors, equal and absent models. */
#include <string.h>

#include "engine/random/noise.h"
#include "engine/stats/split.h"
#include "tests/support/check.h"

enum { PAIRS = 4000, MODELS = 3 };

/* f of the inputs x[0], x[1] and the shocks z[0], z[1], all uniform on (0, 1). */
typedef double function(const double *x, const double *z, int model);

static double own[MODELS][2 * PAIRS], swapped[MODELS][2 * PAIRS], work[(SC_N_PARTS + 1) * PAIRS];
static uint8_t use[PAIRS];

static double uniform(uint64_t seed, size_t draw, uint32_t k)
{
  return sc_uniform((sc_point){ .seed = seed, .stream = SC_STREAM_TEST, .draw = (uint32_t)draw, .k = k });
}

static sc_split split_of(function *f, uint64_t seed, size_t n, int n_models, const double *weights)
{
  const double *a[MODELS] = { own[0], own[1], own[2] }, *b[MODELS] = { swapped[0], swapped[1], swapped[2] };
  for (size_t d = 0; d < 2 * n; d++) {
    const size_t other = d < n ? d + n : d - n;
    const double x[] = { uniform(seed, d, 0), uniform(seed, d, 1) }, z[] = { uniform(seed, d, 2), uniform(seed, d, 3) };
    const double others[] = { uniform(seed, other, 2), uniform(seed, other, 3) };
    for (int m = 0; m < n_models; m++) {
      own[m][d] = f(x, z, m);
      swapped[m][d] = f(x, others, m);
    }
  }
  memset(use, 1, n);
  return sc_split_of(&(sc_split_data){ n_models, n, weights, a, b, use }, work);
}

static void check_parts(const sc_split *split, const double parts[SC_N_PARTS], const char *source)
{
  double total = 0, sum = 0;
  for (int k = 0; k < SC_N_PARTS; k++) total += parts[k];
  for (int k = 0; k < SC_N_PARTS; k++) {
    const double want = parts[k] / total, off = split->share[k] - want;
    if (!(fabs(off) <= 4 * split->error[k] + 1e-14)) print_error("part %d: %g, not %g (%g), %s\n", k, split->share[k], want, split->error[k], source);
    assert_true(fabs(off) <= 4 * split->error[k] + 1e-14 && split->error[k] < 0.04);
    sum += split->share[k];
  }
  CHECK_NEAR(sum, 1.0, 1e-13, "shares are of the whole");
}

static const double ONE[] = { 1 }, THREE[] = { 0.5, 0.3, 0.2 };

/* ------------------------------------------------------------------------------------------------- one model */

static const double PI = 3.14159265358979323846;

/* Ishigami and Homma 1990 with a = 7, b = 0.1: f = sin u + a sin^2 v + b w^4 sin u on (-pi, pi)^3, here u from x, v and w from z.
 * V_u = (1 + b pi^4 / 5)^2 / 2, V_v = a^2 / 8, V_w = 0, V_uw = b^2 pi^8 (1/18 - 1/50), the mean a / 2. */
static double ishigami(const double *x, const double *z, int model)
{
  const double u = PI * (2 * x[0] - 1), v = PI * (2 * z[0] - 1), w = PI * (2 * z[1] - 1);
  (void)model;
  return sin(u) + 7 * sin(v) * sin(v) + 0.1 * w * w * w * w * sin(u);
}
static const double V_U = 4.345888, V_V = 6.125, V_UW = 3.373696, MEAN = 3.5;   /* to 6 decimals */

static void ishigami_function(void **state)
{
  (void)state;
  const sc_split split = split_of(ishigami, 1, PAIRS, 1, ONE);
  check_parts(&split, (const double[SC_N_PARTS]){ [SC_PART_parameters] = V_U, [SC_PART_shocks] = V_V, [SC_PART_parameters_shocks] = V_UW },
              "Ishigami and Homma 1990");
  assert_true(split.share[SC_PART_model] == 0 && split.share[SC_PART_model_others] == 0);
}

/* Sobol's G function: prod (|4 u_i - 2| + a_i) / (1 + a_i), V_i = 1 / (3 (1 + a_i)^2), all groups by products of 1 + V_i. */
static double g_function(const double *x, const double *z, int model)
{
  (void)model;
  return (fabs(4 * x[0] - 2) + 0.5) / 1.5 * (fabs(4 * x[1] - 2) + 3) / 4 * (fabs(4 * z[0] - 2) + 1) / 2 * (fabs(4 * z[1] - 2) + 9) / 10;
}

static void g_function_of_sobol(void **state)
{
  (void)state;
  const double x = (1 + 1 / (3 * 2.25)) * (1 + 1 / (3 * 16.0)) - 1, z = (1 + 1 / (3 * 4.0)) * (1 + 1 / (3 * 100.0)) - 1;
  const sc_split split = split_of(g_function, 2, PAIRS, 1, ONE);
  check_parts(&split, (const double[SC_N_PARTS]){ [SC_PART_parameters] = x, [SC_PART_shocks] = z, [SC_PART_parameters_shocks] = x * z },
              "Sobol's G function");
}

/* ------------------------------------------------------------------------------------------------ several models */

/* Nothing together: 3 x + z + a number of the model. */
static double additive(const double *x, const double *z, int model)
{
  static const double LEVEL[MODELS] = { 0, 1, -2 };
  return 3 * x[0] + z[0] + LEVEL[model];
}

static void sum_of_three(void **state)
{
  (void)state;
  const double mean = 0.3 * 1 - 0.2 * 2, model = 0.5 * mean * mean + 0.3 * (1 - mean) * (1 - mean) + 0.2 * (-2 - mean) * (-2 - mean);
  const sc_split split = split_of(additive, 3, PAIRS, 3, THREE);
  check_parts(&split, (const double[SC_N_PARTS]){ [SC_PART_parameters] = 9 / 12.0, [SC_PART_shocks] = 1 / 12.0, [SC_PART_model] = model },
              "uniform on (0, 1): 1/12");
  CHECK_NEAR(split.share[SC_PART_parameters_shocks], 0, 1e-14, "additive");
  CHECK_NEAR(split.share[SC_PART_model_others], 0, 1e-14, "additive");
}

/* Models c_m f + d_m of Ishigami's f: F = C f + D and g_m = (c_m - C) f + d_m - D. */
static const double SLOPE[MODELS] = { 1, 0.6, 1.5 }, SHIFT[MODELS] = { 0, 1.5, -1 };
static double linear_in_ishigami(const double *x, const double *z, int model)
{
  return SLOPE[model] * ishigami(x, z, 0) + SHIFT[model];
}

static void models_that_interact(void **state)
{
  (void)state;
  double slope = 0, shift = 0, main = 0, all = 0;
  const double v = V_U + V_V + V_UW;
  for (int m = 0; m < MODELS; m++) slope += THREE[m] * SLOPE[m], shift += THREE[m] * SHIFT[m];
  for (int m = 0; m < MODELS; m++) {
    const double c = SLOPE[m] - slope, mean = c * MEAN + SHIFT[m] - shift;
    main += THREE[m] * mean * mean;
    all += THREE[m] * (mean * mean + c * c * v);
  }
  const sc_split split = split_of(linear_in_ishigami, 4, PAIRS, 3, THREE);
  check_parts(&split, (const double[SC_N_PARTS]){ [SC_PART_parameters] = slope * slope * V_U, [SC_PART_shocks] = slope * slope * V_V,
              [SC_PART_parameters_shocks] = slope * slope * V_UW, [SC_PART_model] = main, [SC_PART_model_others] = all - main },
              "worked by hand from Ishigami's variances");
}

/* Models that say the same differ by exactly nothing, and a model without weight may say anything. */
static double absent(const double *x, const double *z, int model) { return model == 1 ? NAN : ishigami(x, z, 0); }

static void equal_and_absent_models(void **state)
{
  (void)state;
  static const double WITHOUT[] = { 0.7, 0, 0.3 }, FIRST[] = { 0, 0, 1 };
  const sc_split one = split_of(ishigami, 5, 500, 1, ONE), three = split_of(ishigami, 5, 500, 3, THREE);
  const sc_split without = split_of(absent, 5, 500, 3, WITHOUT), last = split_of(absent, 5, 500, 3, FIRST);
  assert_memory_equal(&one, &three, sizeof one);
  assert_memory_equal(&one, &without, sizeof one);
  assert_memory_equal(&one, &last, sizeof one);
}

/* --------------------------------------------------------------------------------------------- standard errors */

/* Over 400 repetitions with 200 pairs, two standard errors hold the truth about 95 times in 100, and estimates are not biased. */
static void errors_are_honest(void **state)
{
  (void)state;
  enum { TIMES = 400 };
  const double v = V_U + V_V + V_UW;
  int covered[SC_N_PARTS] = { 0 };
  double sum = 0, squares = 0, error = 0;
  for (int i = 0; i < TIMES; i++) {
    const sc_split split = split_of(ishigami, 1000 + (uint64_t)i, 200, 1, ONE);
    covered[SC_PART_parameters] += fabs(split.share[SC_PART_parameters] - V_U / v) < 2 * split.error[SC_PART_parameters];
    covered[SC_PART_shocks] += fabs(split.share[SC_PART_shocks] - V_V / v) < 2 * split.error[SC_PART_shocks];
    sum += split.share[SC_PART_parameters];
    squares += split.share[SC_PART_parameters] * split.share[SC_PART_parameters];
    error += split.error[SC_PART_parameters];
  }
  const double mean = sum / TIMES, sd = sqrt(squares / TIMES - mean * mean);
  assert_in_range(covered[SC_PART_parameters], 370, 392);
  assert_in_range(covered[SC_PART_shocks], 370, 392);
  CHECK_REL(error / TIMES, sd, 0.1, "the spread over repetitions");
  assert_true(fabs(mean - V_U / v) < 4 * sd / sqrt(TIMES));
}

/* ------------------------------------------------------------------------------------------------------- limits */

static double rare(const double *x, const double *z, int model) { (void)z, (void)model; return x[0] < 0.001; }
static double constant(const double *x, const double *z, int model) { (void)x, (void)z; return 0.1 + 0 * model; }

static void too_little_to_tell(void **state)
{
  (void)state;
  const sc_split nothing = split_of(constant, 6, 500, 3, THREE), hardly = split_of(rare, 6, 500, 1, ONE), few = split_of(ishigami, 6, 20, 1, ONE);
  for (int k = 0; k < SC_N_PARTS; k++)
    assert_true(isnan(nothing.share[k]) && isnan(nothing.error[k]) && isnan(hardly.share[k]) && isnan(few.share[k]));
}

/* A pair that does not count is as if it were not there. */
static void left_out_pairs(void **state)
{
  (void)state;
  const double *a[] = { own[0] }, *b[] = { swapped[0] };
  const sc_split whole = split_of(ishigami, 7, 400, 1, ONE);
  sc_split_data data = { 1, 400, ONE, a, b, use };
  use[11] = 0;
  own[0][11] = swapped[0][411] = NAN;
  const sc_split without = sc_split_of(&data, work);
  for (int k = 0; k < SC_PART_parameters_shocks; k++) assert_true(fabs(without.share[k] - whole.share[k]) < 0.02);
  assert_true(without.share[SC_PART_parameters] != whole.share[SC_PART_parameters]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ishigami_function),    cmocka_unit_test(g_function_of_sobol),     cmocka_unit_test(sum_of_three),
    cmocka_unit_test(models_that_interact), cmocka_unit_test(equal_and_absent_models), cmocka_unit_test(errors_are_honest),
    cmocka_unit_test(too_little_to_tell),   cmocka_unit_test(left_out_pairs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
