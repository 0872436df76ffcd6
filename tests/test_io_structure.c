/* models/io: paths, influence, distance, and the dynamic model. */
#include "tests/support/check.h"

#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/distance.h"
#include "models/io/dynamic.h"
#include "models/io/ghosh.h"
#include "models/io/influence.h"
#include "models/io/paths.h"
#include "models/io/system.h"

enum { N = 6, N4 = 4 };

static uint64_t seed = 14;

static double uniform(void)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

typedef struct economy { double a[N * N], inverse[N * N], ghosh[N * N], c[N], multiplier[N], f[N], x[N]; } economy;

static void finish(economy *e)
{
  sc_report report = { 0 };
  assert_int_equal(sc_leontief_inverse(N, e->a, e->inverse, &report), SC_OK);
  sc_io_right(N, e->inverse, e->f, e->x);
  sc_ghosh_inverse(N, e->inverse, e->x, e->ghosh);
  sc_io_left(N, e->c, e->inverse, e->multiplier);
}

static void draw_economy(economy *e)
{
  for (int j = 0; j < N; j++) {
    for (int i = 0; i < N; i++) e->a[i * N + j] = uniform() < 0.3 ? 0 : 0.25 * uniform();
    e->c[j] = uniform();
    e->f[j] = 1 + uniform();
  }
  finish(e);
}

static void paths_of_a_straight_chain(void **state)
{
  (void)state;
  static economy e;                                  /* 0 buys from 1, 1 from 2; all of the quantity arises in 2 */
  memset(&e, 0, sizeof e);
  e.a[1 * N + 0] = 0.5;
  e.a[2 * N + 1] = 0.4;
  e.c[2] = 3;
  e.f[0] = 10;
  finish(&e);
  sc_path paths[4];
  assert_int_equal(sc_paths_largest(N, e.a, e.c, e.multiplier, e.f, 0, 4, paths), 1);
  assert_int_equal(paths[0].length, 3);
  for (int k = 0; k < 3; k++) assert_int_equal(paths[0].activity[k], k);
  CHECK_NEAR(paths[0].value, 10 * 0.5 * 0.4 * 3, 1e-15, "by hand");
  CHECK_NEAR(paths[0].below, paths[0].value, 1e-15, "nothing further up");
}

/* Every path up to three steps, sorted, against the pruned walk. */
static void the_largest_paths_are_found(void **state)
{
  (void)state;
  static economy e;
  enum { WANTED = 15 };
  for (int trial = 0; trial < 50; trial++) {
    draw_economy(&e);
    sc_path paths[WANTED];
    double best[WANTED] = { 0 };
    const int found = sc_paths_largest(N, e.a, e.c, e.multiplier, e.f, 0, WANTED, paths);
    assert_int_equal(found, WANTED);
    for (int k = 0; k < N + N * N + N * N * N; k++) {
      const int depth = k < N ? 1 : k < N + N * N ? 2 : 3, code = depth == 1 ? k : depth == 2 ? k - N : k - N - N * N;
      const int first = code % N, second = code / N % N, third = code / (N * N);
      double value = e.f[first];
      if (depth > 1) value *= e.a[second * N + first];
      if (depth > 2) value *= e.a[third * N + second];
      value *= e.c[depth == 1 ? first : depth == 2 ? second : third];
      int at = WANTED;
      while (at > 0 && best[at - 1] < value) at--;
      for (int m = WANTED - 1; m > at; m--) best[m] = best[m - 1];
      if (at < WANTED) best[at] = value;
    }
    int n_short = 0;
    for (int k = 0; k < WANTED; k++) {
      if (k > 0) assert_true(paths[k].value <= paths[k - 1].value);
      if (paths[k].length > 3) continue;
      CHECK_NEAR(paths[k].value, best[n_short], 1e-14, "all paths of up to three activities");
      n_short++;
    }
  }
}

/* With every path kept, paths add up to the whole. */
static void paths_add_up_to_the_whole(void **state)
{
  (void)state;
  static economy e;
  static sc_path paths[8192];
  draw_economy(&e);
  for (int k = 0; k < N * N; k++) e.a[k] *= 0.2;
  finish(&e);
  double whole = 0, sum = 0;
  for (int k = 0; k < N; k++) whole += e.multiplier[k] * e.f[k];
  const int found = sc_paths_largest(N, e.a, e.c, e.multiplier, e.f, 1e-7, 8192, paths);
  assert_true(found < 8192);
  for (int k = 0; k < found; k++) sum += paths[k].value;
  CHECK_REL(sum, whole, 1e-3, "c'Lf");
}

static void influence_is_the_exact_change(void **state)
{
  (void)state;
  static economy e, changed;
  double size[N * N];
  for (int trial = 0; trial < 50; trial++) {
    draw_economy(&e);
    const int i = (int)(uniform() * N), j = (int)(uniform() * N);
    const double change = 0.05 * uniform();
    double by_field[N * N];
    changed = e;
    changed.a[i * N + j] += change;
    finish(&changed);
    memcpy(by_field, e.inverse, sizeof by_field);
    sc_influence_change(N, by_field, i, j, change, by_field);
    for (int k = 0; k < N * N; k++) CHECK_NEAR(by_field[k], changed.inverse[k], 1e-13, "inverting the changed matrix");
    sc_influence_change(N, e.inverse, i, j, 1e-7, by_field);
    sc_influence_size(N, e.inverse, size);
    double sum = 0;
    for (int k = 0; k < N * N; k++) sum += (by_field[k] - e.inverse[k]) / 1e-7;
    CHECK_REL(size[i * N + j], sum, 1e-5, "sum of the field of influence, by a small change");
  }
}

static void a_coefficient_at_its_limit_moves_one_output_by_just_that(void **state)
{
  (void)state;
  static economy e, changed;
  double limit[N * N];
  const double percent = 1;
  for (int trial = 0; trial < 50; trial++) {
    draw_economy(&e);
    sc_influence_limits(N, e.a, e.inverse, e.x, percent, limit);
    for (int k = 0; k < N * N; k++) {
      if (e.a[k] == 0) {
        assert_true(isinf(limit[k]));
        continue;
      }
      changed = e;
      changed.a[k] *= 1 + limit[k] / 100;
      finish(&changed);
      double most = 0;
      for (int j = 0; j < N; j++) most = fmax(most, 100 * (changed.x[j] / e.x[j] - 1));
      CHECK_NEAR(most, percent, 1e-9, "the tolerable limit");
    }
  }
}

static void steps_of_a_straight_chain(void **state)
{
  (void)state;
  static economy e;
  memset(&e, 0, sizeof e);
  e.a[1 * N + 0] = 0.5;
  e.a[2 * N + 1] = 0.4;
  e.a[3 * N + 3] = 0.5;
  for (int j = 0; j < N; j++) e.f[j] = j == 0 || j == 3;
  finish(&e);
  double length[N * N], up[N], down[N];
  sc_propagation_length(N, e.inverse, length);
  CHECK_NEAR(length[1 * N + 0], 1, 1e-15, "one step");
  CHECK_NEAR(length[2 * N + 0], 2, 1e-15, "two steps");
  CHECK_NEAR(length[0 * N + 2], 0, 1e-15, "no chain");
  CHECK_NEAR(length[3 * N + 3], 2, 1e-14, "sum k 2^-k = 2 over sum 2^-k = 1");
  sc_streamness(N, e.inverse, e.ghosh, up, down);
  CHECK_NEAR(up[0], 1, 1e-15, "sold to final use only");
  CHECK_NEAR(up[1], 2, 1e-15, "one stage before it");
  CHECK_NEAR(up[2], 3, 1e-15, "two stages before it");
  CHECK_NEAR(down[0], 1 + 0.5 + 0.5 * 0.4, 1e-15, "output embodied");
}

/* Length in steps must equal its definition, sum k A^k over sum A^k. */
static void lengths_by_powers(void **state)
{
  (void)state;
  static economy e;
  draw_economy(&e);
  double length[N * N], power[N * N], next[N * N], weighted[N * N] = { 0 }, sum[N * N] = { 0 };
  sc_propagation_length(N, e.inverse, length);
  memcpy(power, e.a, sizeof power);
  for (int k = 1; k < 400; k++) {
    for (int at = 0; at < N * N; at++) {
      weighted[at] += k * power[at];
      sum[at] += power[at];
    }
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++) {
        next[i * N + j] = 0;
        for (int m = 0; m < N; m++) next[i * N + j] += power[i * N + m] * e.a[m * N + j];
      }
    memcpy(power, next, sizeof power);
  }
  for (int at = 0; at < N * N; at++) CHECK_REL(length[at], weighted[at] / sum[at], 1e-11, "sum k A^k / sum A^k");
}

/* ------------------------------------------------------------------------------------------------ dynamic */

static const char dynamic_source[] = "growth_reference.json dynamic_leontief";
static const double china_a[N4 * N4] = {
  0.137520516963, 0.045621458994, 0.010661122759, 0.00470921287, 0.175075639374, 0.546659115499, 0.132203310845, 0.17620165866,
  0.046570474517, 0.087542788895, 0.151822393685, 0.133843757302, 0.023759269678, 0.069081960889, 0.14940904893, 0.188353719106 };

static void china_capital(double *b)
{
  const double w[N4] = { 0.004141980579, 0.834516009725, 0.036338051732, 0.125003957963 }, kappa[N4] = { 1.0, 0.9, 1.6, 1.2 };
  for (int i = 0; i < N4; i++)
    for (int j = 0; j < N4; j++) b[i * N4 + j] = w[i] * kappa[j];
}

static void backward_path_and_ceiling(void **state)
{
  (void)state;
  enum { YEARS = 6 };
  const double f0[N4] = { 8, 20, 30, 42 }, want0[N4] = { 17.380400001411513, 129.14773095659547, 62.54730889017776, 77.27509371592303 },
               want5[N4] = { 22.182284070676488, 164.8288678586133, 79.82797712052624, 98.62477735009223 };
  double b[N4 * N4], inverse[N4 * N4], final[YEARS * N4], path[YEARS * N4], ceiling, growth = 1;
  sc_report report = { 0 };
  china_capital(b);
  for (int t = 0; t < YEARS; t++, growth *= 1.05)
    for (int i = 0; i < N4; i++) final[t * N4 + i] = f0[i] * growth;
  assert_int_equal(sc_dynamic_backward(N4, china_a, b, YEARS, final, 0.05, path, &report), SC_OK);
  for (int i = 0; i < N4; i++) {
    CHECK_REL(path[i], want0[i], 1e-10, dynamic_source);
    CHECK_REL(path[5 * N4 + i], want5[i], 1e-10, dynamic_source);
    for (int t = 1; t < YEARS; t++) CHECK_REL(path[t * N4 + i], 1.05 * path[(t - 1) * N4 + i], 1e-12, "balanced growth");
  }
  assert_int_equal(sc_leontief_inverse(N4, china_a, inverse, &report), SC_OK);
  assert_int_equal(sc_dynamic_ceiling(N4, b, inverse, &ceiling, &report), SC_OK);
  CHECK_REL(ceiling, 0.32583349794041194, 1e-10, dynamic_source);
  memset(b, 0, sizeof b);
  assert_int_equal(sc_dynamic_ceiling(N4, b, inverse, &ceiling, &report), SC_OK);
  assert_true(isinf(ceiling));
}

static void capacity_path(void **state)
{
  (void)state;
  enum { YEARS = 40 };
  static double final[YEARS * N4], path[YEARS * N4], capacity[(YEARS + 1) * N4];
  double b[N4 * N4], inverse[N4 * N4], before[N4], work[N4];
  const double f0[N4] = { 8, 20, 30, 42 };
  sc_report report = { 0 };
  china_capital(b);
  assert_int_equal(sc_leontief_inverse(N4, china_a, inverse, &report), SC_OK);
  sc_io_right(N4, inverse, f0, before);
  for (int t = 0; t < YEARS; t++) memcpy(final + t * N4, f0, sizeof f0);
  memcpy(capacity, before, sizeof before);
  double short_of = sc_dynamic_forward(N4, inverse, b, YEARS, final, before, 0.1, capacity, path, work);
  CHECK_NEAR(short_of, 0, 1e-15, "a stationary economy orders nothing");
  for (int i = 0; i < YEARS * N4; i++) CHECK_NEAR(path[i], before[i % N4], 1e-15, "and stays where it is");
  for (int t = 0; t < YEARS; t++)                       /* demand falls by a tenth: no breakdown, nothing is ordered */
    for (int i = 0; i < N4; i++) final[t * N4 + i] = 0.9 * f0[i];
  short_of = sc_dynamic_forward(N4, inverse, b, YEARS, final, before, 0.1, capacity, path, work);
  for (int i = 0; i < N4; i++) {
    CHECK_REL(path[(YEARS - 1) * N4 + i], 0.9 * before[i], 1e-14, "x = L f");
    CHECK_REL(capacity[YEARS * N4 + i], before[i], 1e-15, "capacity stays");
  }
  assert_true(short_of <= 0);
  double growth = 1;                                    /* growth that lasts: capacity follows two years ahead */
  for (int t = 0; t < YEARS; t++, growth *= 1.03)
    for (int i = 0; i < N4; i++) final[t * N4 + i] = f0[i] * growth;
  sc_dynamic_forward(N4, inverse, b, YEARS, final, before, 0.1, capacity, path, work);
  for (int i = 0; i < N4; i++)
    for (int t = 1; t < YEARS; t++) assert_true(capacity[t * N4 + i] >= capacity[(t - 1) * N4 + i]);
  double orders[N4], made[N4];                          /* x = A x + B (c' - c) + f, year by year */
  for (int t = 0; t < YEARS; t++) {
    for (int i = 0; i < N4; i++) orders[i] = capacity[(t + 1) * N4 + i] - capacity[t * N4 + i];
    sc_io_right(N4, b, orders, made);
    sc_io_right(N4, china_a, path + t * N4, work);
    for (int i = 0; i < N4; i++)
      CHECK_REL(work[i] + made[i] + final[t * N4 + i], path[t * N4 + i], 1e-12, "x = A x + B o + f");
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(paths_of_a_straight_chain),
    cmocka_unit_test(the_largest_paths_are_found),
    cmocka_unit_test(paths_add_up_to_the_whole),
    cmocka_unit_test(influence_is_the_exact_change),
    cmocka_unit_test(a_coefficient_at_its_limit_moves_one_output_by_just_that),
    cmocka_unit_test(steps_of_a_straight_chain),
    cmocka_unit_test(lengths_by_powers),
    cmocka_unit_test(backward_path_and_ceiling),
    cmocka_unit_test(capacity_path),
  };
  return cmocka_run_group_tests_name("io_structure", tests, NULL, NULL);
}
