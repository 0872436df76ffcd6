/* Targets together, against orthant probabilities of correlated normals and the definition of the Shapley value. */
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "engine/base/memory.h"
#include "engine/stats/joint.h"
#include "tests/support/check.h"

enum { N = 1000000, MAX_TARGETS = 6 };

/* N draws of up to MAX_TARGETS targets, all live. */
typedef struct table { uint64_t *live, *bits[MAX_TARGETS]; sc_hits hits; } table;

static table table_create(size_t n_targets, size_t n_draws)
{
  table t = { .live = calloc(sc_hit_words(n_draws), sizeof(uint64_t)) };
  for (size_t a = 0; a < n_targets; a++) t.bits[a] = calloc(sc_hit_words(n_draws), sizeof(uint64_t));
  for (size_t draw = 0; draw < n_draws; draw++) sc_hit_set(t.live, draw);
  t.hits = (sc_hits){ n_targets, n_draws, t.live, NULL };
  return t;
}

static sc_joint_counts table_count(table *t)
{
  sc_joint_counts counts = { 0 };
  sc_report report = { 0 };
  t->hits.hit = (const uint64_t *const *)t->bits;
  assert_int_equal(sc_joint_count(&counts, &t->hits, &report), SC_OK);
  return counts;
}

static void table_free(table *t)
{
  free(t->live);
  for (size_t a = 0; a < MAX_TARGETS; a++) free(t->bits[a]);
}

/* A plane lattice of the golden kind (Korobov) through the inverse normal: even coverage, error about 1/N. */
static void lattice(size_t draw, double *z1, double *z2)
{
  const double u = ((double)draw + 0.5) / N, v = fmod((double)draw * 0.6180339887498949 + 0.5, 1.0);
  *z1 = gsl_cdf_ugaussian_Pinv(u);
  *z2 = gsl_cdf_ugaussian_Pinv(v);
}

static const char ORTHANT[] = "1/4 + asin(rho)/(2 pi)";

static void two_normals(void **state)
{
  (void)state;
  static const struct { double rho, both; } PUBLISHED[] = {
    { 0.5, 1.0 / 3 }, { 0.6, 0.352416382350 }, { -0.3, 0.201506657990 }, { 0.9, 0.428216853436 } };
  for (size_t i = 0; i < sizeof PUBLISHED / sizeof PUBLISHED[0]; i++) {
    const double rho = PUBLISHED[i].rho;
    table t = table_create(2, N);
    for (size_t draw = 0; draw < N; draw++) {
      double z1, z2;
      lattice(draw, &z1, &z2);
      if (z1 < 0) sc_hit_set(t.bits[0], draw);
      if (rho * z1 + sqrt(1 - rho * rho) * z2 < 0) sc_hit_set(t.bits[1], draw);
    }
    sc_joint_counts counts = table_count(&t);
    const double both = PUBLISHED[i].both;
    CHECK_NEAR(sc_joint_all(&counts), both, 2e-5, ORTHANT);
    CHECK_NEAR(sc_joint_given(&counts, 1, 0), 2 * both, 4e-5, ORTHANT);
    CHECK_NEAR(sc_joint_correlation(&counts, 0, 1), 4 * both - 1, 1e-4, ORTHANT);
    CHECK_NEAR(sc_joint_at_least(&counts, 1), 1 - both, 4e-5, "symmetry: P(none) = P(both)");
    CHECK_NEAR(sc_joint_expected(&counts), 1.0, 4e-5, "two targets at the median");
    CHECK_NEAR(sc_joint_blame(&counts, 0), (1 - both) / 2, 4e-5, "symmetry");
    sc_joint_free(&counts);
    table_free(&t);
  }
}

static void thresholds_off_centre(void **state)
{
  (void)state;
  table t = table_create(2, N);
  for (size_t draw = 0; draw < N; draw++) {
    double z1, z2;
    lattice(draw, &z1, &z2);
    if (z1 < 1.2) sc_hit_set(t.bits[0], draw);
    if (0.6 * z1 + 0.8 * z2 < 0.5) sc_hit_set(t.bits[1], draw);
  }
  sc_joint_counts counts = table_count(&t);
  CHECK_NEAR(sc_joint_all(&counts), 0.660217140358772, 2e-5, "bivariate normal, rho 0.6");
  CHECK_NEAR(sc_joint_met(&counts, 0) * sc_joint_met(&counts, 1), 0.611896103884522, 2e-5, "product of the margins");
  sc_joint_free(&counts);
  table_free(&t);
}

/* n equicorrelated normals with rho = 1/2 are (z_i + z_0)/sqrt 2: all are below zero when -z_0 is the largest of n + 1. */
static void five_normals(void **state)
{
  (void)state;
  enum { T = 5, DRAWS = 400000 };
  table t = table_create(T, DRAWS);
  uint64_t seed = 1;
  for (size_t draw = 0; draw < DRAWS; draw++) {
    double u[T + 1];
    for (size_t a = 0; a <= T; a++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      u[a] = gsl_cdf_ugaussian_Pinv(((double)(seed >> 11) + 0.5) * 0x1p-53);
    }
    for (size_t a = 0; a < T; a++)
      if (u[a] + u[T] < 0) sc_hit_set(t.bits[a], draw);
  }
  sc_joint_counts counts = table_count(&t);
  CHECK_NEAR(sc_joint_all(&counts), 1.0 / 6, 0.003, "1/(n + 1) at rho = 1/2");
  CHECK_NEAR(sc_joint_without(&counts, 3), 1.0 / 5, 0.003, "1/(n + 1) at rho = 1/2");
  CHECK_NEAR(sc_joint_at_least(&counts, 2), 4.0 / 6, 0.003, "number met is uniform on 0..n");
  sc_joint_free(&counts);
  table_free(&t);
}

/* The Shapley value by its definition: sum over subsets S without a of |S|! (n - |S| - 1)! / n! (v(S + a) - v(S)). */
static double missed_in(const table *t, unsigned subset, size_t n_draws)
{
  size_t missed = 0;
  for (size_t draw = 0; draw < n_draws; draw++) {
    int miss = 0;
    for (size_t a = 0; a < t->hits.n_targets; a++)
      miss |= (subset >> a & 1) && !(t->bits[a][draw / 64] >> (draw % 64) & 1);
    missed += (size_t)miss;
  }
  return (double)missed / (double)n_draws;
}

static void shapley_by_definition(void **state)
{
  (void)state;
  enum { T = 5, DRAWS = 200 };
  static const double WEIGHT[T] = { 24.0 / 120, 6.0 / 120, 4.0 / 120, 6.0 / 120, 24.0 / 120 };
  table t = table_create(T, DRAWS);
  uint64_t seed = 7;
  for (size_t draw = 0; draw < DRAWS; draw++)
    for (size_t a = 0; a < T; a++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      if ((seed >> 33) % 10 < 4 + a) sc_hit_set(t.bits[a], draw);
    }
  sc_joint_counts counts = table_count(&t);
  double total = 0;
  for (size_t a = 0; a < T; a++) {
    double value = 0;
    for (unsigned subset = 0; subset < 1u << T; subset++) {
      if (subset >> a & 1) continue;
      const int size = __builtin_popcount(subset);
      value += WEIGHT[size] * (missed_in(&t, subset | 1u << a, DRAWS) - missed_in(&t, subset, DRAWS));
    }
    CHECK_NEAR(sc_joint_blame(&counts, a), value, 1e-14, "Shapley 1953, by definition");
    total += sc_joint_blame(&counts, a);
  }
  CHECK_NEAR(total, 1 - sc_joint_all(&counts), 1e-14, "efficiency");
  sc_joint_free(&counts);
  table_free(&t);
}

/* Three targets, six draws; draw 5 left the domain. Target 2 is never met while the others are. By hand. */
static void counts_by_hand(void **state)
{
  (void)state;
  static const char *const MET[3] = { "110110", "101110", "000011" };
  table t = table_create(3, 6);
  for (size_t a = 0; a < 3; a++)
    for (size_t draw = 0; draw < 6; draw++)
      if (MET[a][draw] == '1') sc_hit_set(t.bits[a], draw);
  t.live[0] &= ~(UINT64_C(1) << 5);
  t.bits[2][0] &= ~(UINT64_C(1) << 4);
  sc_joint_counts counts = table_count(&t);
  assert_int_equal(counts.n_live, 5);
  CHECK_NEAR(sc_joint_met(&counts, 0), 4.0 / 5, 1e-15, "hand");
  CHECK_NEAR(sc_joint_met(&counts, 2), 0.0, 1e-15, "hand");
  CHECK_NEAR(sc_joint_all(&counts), 0.0, 1e-15, "hand");
  CHECK_NEAR(sc_joint_without(&counts, 2), 3.0 / 5, 1e-15, "hand");
  CHECK_NEAR(sc_joint_blame(&counts, 2), (3 + 0.5 + 0.5) / 5, 1e-15, "hand");
  CHECK_NEAR(sc_joint_blame(&counts, 0), 0.5 / 5, 1e-15, "hand");
  CHECK_NEAR(sc_joint_at_least(&counts, 0), 1.0, 1e-15, "hand");
  assert_true(isnan(sc_joint_given(&counts, 0, 2)) && isnan(sc_joint_correlation(&counts, 0, 2)));
  assert_true(sc_joint_is_blocked_by(&counts, 2) && !sc_joint_is_blocked_by(&counts, 0));
  sc_joint_free(&counts);
  table_free(&t);
}

static void no_live_draw(void **state)
{
  (void)state;
  table t = table_create(2, 10);
  t.live[0] = 0;
  sc_joint_counts counts = table_count(&t);
  assert_true(isnan(sc_joint_all(&counts)) && isnan(sc_joint_blame(&counts, 0)));
  sc_joint_free(&counts);
  sc_joint_free(&counts);
  table_free(&t);
}

static void out_of_memory(void **state)
{
  (void)state;
  table t = table_create(2, 10);
  t.hits.hit = (const uint64_t *const *)t.bits;
  sc_joint_counts counts = { 0 };
  sc_report report = { 0 };
  sc_memory_fail_at(1);
  assert_int_equal(sc_joint_count(&counts, &t.hits, &report), SC_MEMORY);
  sc_memory_fail_at(0);
  sc_report_free(&report);
  sc_joint_free(&counts);
  table_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_normals),           cmocka_unit_test(thresholds_off_centre), cmocka_unit_test(five_normals),
    cmocka_unit_test(shapley_by_definition), cmocka_unit_test(counts_by_hand),        cmocka_unit_test(no_live_draw),
    cmocka_unit_test(out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
