/* models/io: published answers, reference results, and identities on random tables. */
#include "tests/support/check.h"

#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/decomposition.h"
#include "models/io/extraction.h"
#include "models/io/ghosh.h"
#include "models/io/linkages.h"
#include "models/io/multipliers.h"
#include "models/io/prices.h"
#include "models/io/system.h"

static const char book[] = "Miller and Blair 2009, tables 2.3-2.4", reference[] = "io_reference_results.json n4";

enum { N4 = 4, MOST = 12 };

static void read_system(const char *path, sc_io_table *t, sc_io_system *s)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(t, path, &report), SC_OK);
  assert_int_equal(sc_io_system_make(s, t, &report), SC_OK);
}

static void check_all(const double *got, const double *want, int n, double tolerance, const char *source)
{
  for (int i = 0; i < n; i++) CHECK_NEAR(got[i], want[i], tolerance, source);
}

/* --------------------------------------------------------------------------------------- random systems */

static uint64_t seed = 20210622;

static double uniform(void)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

/* A productive economy: inputs, imports and value added of every column add up to 1. */
typedef struct economy {
  int n;
  double a[MOST * MOST], inverse[MOST * MOST], ghosh[MOST * MOST], m[MOST * MOST], v[MOST], f[MOST], x[MOST];
} economy;

static void draw_economy(economy *e)
{
  sc_report report = { 0 };
  e->n = 2 + (int)(uniform() * (MOST - 1));
  const int n = e->n;
  for (int j = 0; j < n; j++) {
    double sum = 0.1 + uniform();
    e->v[j] = sum;
    for (int i = 0; i < n; i++) {
      sum += e->a[i * n + j] = uniform() < 0.2 ? 0 : uniform();
      sum += e->m[i * n + j] = 0.2 * uniform();
    }
    e->v[j] /= sum;
    for (int i = 0; i < n; i++) {
      e->a[i * n + j] /= sum;
      e->m[i * n + j] /= sum;
    }
    e->f[j] = 1 + 9 * uniform();
  }
  assert_int_equal(sc_leontief_inverse(n, e->a, e->inverse, &report), SC_OK);
  sc_io_right(n, e->inverse, e->f, e->x);
  sc_ghosh_inverse(n, e->inverse, e->x, e->ghosh);
}

static double total(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* -------------------------------------------------------------------------------------------- the tests */

static void ghosh_of_miller_and_blair(void **state)
{
  (void)state;
  const double a[] = { 0.15, 0.25, 0.20, 0.05 }, x[] = { 1000, 2000 };
  const double want[] = { 1.254125412541254, 0.660066006600660, 0.132013201320132, 1.122112211221122 };
  double l[4], g[4];
  sc_report report = { 0 };
  assert_int_equal(sc_leontief_inverse(2, a, l, &report), SC_OK);
  sc_ghosh_inverse(2, l, x, g);
  check_all(g, want, 4, 1e-12, book);
}

static void china_4_activities(void **state)
{
  (void)state;
  sc_io_table t;
  sc_io_system s;
  read_system("scenarios/data/io4_2020.csv", &t, &s);
  double b[N4], f[N4], bn[N4], fn[N4], bd[N4], fd[N4], loss[N4], lost[N4], others[N4];
  sc_linkages_measure(N4, s.inverse, s.ghosh, &(sc_linkages){ b, f, bn, fn, bd, fd });
  check_all(s.ghosh, (double[]){ 1.1800624718, 1.2240659866, 0.1494058735, 0.1384514106, 0.0401888522, 2.0939285781, 0.1459955803,
            0.1752031293, 0.0313102276, 0.7217981922, 1.2581728628, 0.2477229392, 0.0242793858, 0.6496910641, 0.2686372271,
            1.3155968877 }, 16, 1e-9, reference);
  check_all(b, (double[]){ 1.8567530872, 2.6785453271, 1.9751431111, 2.1125576222 }, N4, 1e-9, reference);
  check_all(f, (double[]){ 2.6919857424, 2.4553161399, 2.2590042218, 2.2582045647 }, N4, 1e-9, reference);
  check_all(bn, (double[]){ 0.8613026885, 1.2425121614, 0.9162209469, 0.9799642032 }, N4, 1e-9, reference);
  check_all(fn, (double[]){ 1.1141736337, 1.0162195372, 0.9349688977, 0.9346379313 }, N4, 1e-9, reference);
  assert_int_equal(sc_linkages_class(bn[1], fn[1]), SC_LINKAGE_KEY);
  assert_int_equal(sc_linkages_class(bn[0], fn[0]), SC_LINKAGE_FORWARD);
  assert_int_equal(sc_linkages_class(bn[2], fn[2]), SC_LINKAGE_WEAK);
  const double all = total(s.output, N4);
  for (int k = 0; k < N4; k++) {
    sc_extract(SC_EXTRACT_TOTAL, N4, s.inverse, s.a[k * N4 + k], s.output, s.final, k, 1, loss);
    lost[k] = 100 * total(loss, N4) / all;
    others[k] = 100 * (total(loss, N4) - loss[k]) / all;
  }
  check_all(lost, (double[]){ 7.7632350248, 71.7395732369, 30.8958143674, 30.9972515237 }, N4, 1e-9, reference);
  check_all(others, (double[]){ 2.8292982642, 15.6578108498, 11.2150757966, 11.6936892422 }, N4, 1e-9, reference);
  sc_io_system_free(&s);
  sc_io_system_free(NULL);
  sc_io_table_free(&t);
}

static void multipliers_of_every_quantity(void **state)
{
  (void)state;
  sc_io_table t;
  sc_effects e;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&t, "scenarios/data/io4_2020.csv", &report), SC_OK);
  assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
  const int output = sc_effects_row(&e, "output"), va = sc_effects_row(&e, "value_added"), income = sc_effects_row(&e, "income"),
            imports = sc_effects_row(&e, "imports"), taxes = sc_effects_row(&e, "taxes");
  assert_int_equal(e.n_rows, 5);
  assert_int_equal(sc_effects_row(&e, "jobs"), -1);
  check_all(e.type2 + output * N4, (double[]){ 3.8259450365, 3.6525883152, 3.1559822304, 3.2826232387 }, N4, 1e-9, reference);
  check_all(e.type1 + va * N4, (double[]){ 0.9595160616, 0.8441558592, 0.9579237376, 0.9437565775 }, N4, 1e-9, reference);
  check_all(e.type2 + va * N4, (double[]){ 1.7706131732, 1.2453577098, 1.444303544, 1.4256988495 }, N4, 1e-9, reference);
  check_all(e.type1 + income * N4, (double[]){ 0.8358355966, 0.4134385184, 0.5012144042, 0.496641525 }, N4, 1e-9, reference);
  check_all(e.type2 + income * N4, (double[]){ 1.2784306707, 0.6323641689, 0.7666194998, 0.7596251708 }, N4, 1e-9, reference);
  check_all(e.type1 + imports * N4, (double[]){ 0.0404839384, 0.1558441408, 0.0420762624, 0.0562434225 }, N4, 1e-9, reference);
  CHECK_REL(e.direct[taxes * N4 + 1], 56549.890142 / 1513662.360107, 1e-9, "net taxes on production over output, SEC");
  sc_effects_free(&e);
  sc_effects_free(NULL);
  sc_io_table_free(&t);
}

static void jobs_of_a_satellite_row(void **state)
{
  (void)state;
  static const double direct[MOST] = { 18.6686216945, 0.8702937444, 1.3560766747, 1.7863728727, 7.1272809462, 2.4624772212,
                                       1.3498539625, 1.0576855634, 4.4067461144, 1.3832538008, 5.6674137748, 2.7173284738 };
  static const double want[MOST] = { 23.4506790633, 6.5802885138, 5.8953939624, 7.0598239625, 10.6997292522, 5.5451509613,
                                     4.061741657, 2.514785151, 9.0222595542, 5.4816130981, 8.94729274, 5.5797098543 };
  sc_io_table t;
  sc_io_system s;
  double jobs[MOST];
  const char path[] = SC_SHARED_DIR "/data/io/io12_2018.csv";
  FILE *file = fopen(path, "r");
  if (!file) skip();
  fclose(file);
  read_system(path, &t, &s);
  sc_io_left(MOST, direct, s.inverse, jobs);
  check_all(jobs, want, MOST, 1e-8, "io_reference_results.json employment_2018");
  sc_io_system_free(&s);
  sc_io_table_free(&t);
}

static void china_2017_to_2020(void **state)
{
  (void)state;
  static const double technology[] = { -3484.8719406493, -50896.531288269, 14803.3062781363, 28986.2940027036 },
                      demand[] = { 26529.1630110897, 210695.3977450092, 97607.4207216239, 117054.0967776403 },
                      ratio[] = { 2764.1521742773, 8023.3178305604, -12343.8776021366, 5508.2767010555,
                                  -2107.9398024956, -12624.8330931854, 8438.2602954687, 14207.9105029567,
                                  16066.1585721676, 52302.3615057245, 55511.9929367789, 57460.5148040871 };
  sc_io_table t0, t1;
  sc_io_system s0, s1;
  sc_report report = { 0 };
  const char path[] = SC_SHARED_DIR "/data/io/io4_2017.csv";
  FILE *file = fopen(path, "r");
  if (!file) skip();
  fclose(file);
  read_system(path, &t0, &s0);
  read_system("scenarios/data/io4_2020.csv", &t1, &s1);
  double effect[3 * N4];
  const sc_factor factors[] = { { N4, N4, 1, s0.value_added, s1.value_added }, { N4, N4, 0, s0.inverse, s1.inverse },
                                { N4, 1, 0, s0.final, s1.final } };
  assert_int_equal(sc_decompose(SC_DECOMPOSE_MEAN, 2, factors + 1, effect, &report), SC_OK);
  check_all(effect, technology, N4, 1e-6, "io_reference_results.json n4 sda, technology");
  check_all(effect + N4, demand, N4, 1e-6, "io_reference_results.json n4 sda, final demand");
  assert_int_equal(sc_decompose(SC_DECOMPOSE_MEAN, 3, factors, effect, &report), SC_OK);
  check_all(effect, ratio, 3 * N4, 1e-6, "io_reference_results.json n4 sda of value added");
  sc_io_system_free(&s0);
  sc_io_system_free(&s1);
  sc_io_table_free(&t0);
  sc_io_table_free(&t1);
}

static void identities_on_random_tables(void **state)
{
  (void)state;
  static economy e;
  for (int trial = 0; trial < 200; trial++) {
    draw_economy(&e);
    const int n = e.n;
    double one[MOST], price[MOST], by_ghosh[MOST], primary[MOST], value[MOST], v[MOST], m[MOST], vl[MOST], ml[MOST];
    for (int j = 0; j < n; j++) {
      one[j] = 1;
      v[j] = e.v[j] * (0.9 + 0.2 * uniform());
      m[j] = 0;
      for (int i = 0; i < n; i++) m[j] += e.m[i * n + j];
      primary[j] = (e.v[j] + m[j]) * e.x[j];
    }
    sc_io_left(n, e.v, e.inverse, vl);
    sc_io_left(n, m, e.inverse, ml);
    sc_ghosh_value(n, e.ghosh, primary, value);
    sc_price_dual(n, e.inverse, e.m, one, e.v, price);
    for (int j = 0; j < n; j++) {
      CHECK_NEAR(vl[j] + ml[j], 1, 1e-12, "value added and imports of a unit of final demand are 1");
      CHECK_REL(value[j], e.x[j], 1e-12, "w'G = x'");
      CHECK_NEAR(price[j], 1, 1e-12, "prices of the base year are 1");
    }
    sc_price_dual(n, e.inverse, e.m, one, v, price);
    for (int j = 0; j < n; j++) primary[j] = (v[j] + m[j]) * e.x[j];
    sc_ghosh_price(n, e.ghosh, primary, e.x, by_ghosh);
    check_all(by_ghosh, price, n, 1e-12, "Ghosh and Leontief prices, Dietzenbacher 1997");
  }
}

/* x_-k by solving the reduced system itself. */
static void solve_without(const economy *e, sc_extraction kind, int k, double theta, double *left)
{
  double a[MOST * MOST], f[MOST], inverse[MOST * MOST];
  sc_report report = { 0 };
  memcpy(a, e->a, sizeof a);
  memcpy(f, e->f, sizeof f);
  for (int i = 0; i < e->n; i++) {
    if (kind != SC_EXTRACT_SALES) a[i * e->n + k] *= 1 - theta;
    if (kind == SC_EXTRACT_SALES || (kind == SC_EXTRACT_TOTAL && i != k)) a[k * e->n + i] *= 1 - theta;
  }
  if (kind == SC_EXTRACT_TOTAL) f[k] *= 1 - theta;
  assert_int_equal(sc_leontief_inverse(e->n, a, inverse, &report), SC_OK);
  sc_io_right(e->n, inverse, f, left);
}

static void extraction_is_the_reduced_system(void **state)
{
  (void)state;
  static economy e;
  for (int trial = 0; trial < 100; trial++) {
    draw_economy(&e);
    const int k = (int)(uniform() * e.n);
    const double theta = uniform();
    for (int kind = SC_EXTRACT_TOTAL; kind <= SC_EXTRACT_SALES; kind++) {
      double loss[MOST], left[MOST];
      sc_extract((sc_extraction)kind, e.n, e.inverse, e.a[k * e.n + k], e.x, e.f, k, theta, loss);
      solve_without(&e, (sc_extraction)kind, k, theta, left);
      for (int i = 0; i < e.n; i++) CHECK_NEAR(e.x[i] - loss[i], left[i], 1e-11, "solving the reduced system");
    }
  }
}

/* By hand: A = (0.2 0.3; 0.4 0.1), f = (46, 23), x = (80.5, 184/3). Without half of the first: A = (0.1 0.15; 0.2 0.1), f = (23, 23). */
static void half_an_activity(void **state)
{
  (void)state;
  const double inverse[] = { 1.5, 0.5, 2.0 / 3, 4.0 / 3 }, output[] = { 80.5, 184.0 / 3 }, final[] = { 46, 23 };
  double loss[2];
  for (int whole = 0; whole < 2; whole++) {
    const double left[2][2] = { { 24.15 / 0.78, 25.3 / 0.78 }, { 0, 23 / 0.9 } };
    sc_extract(SC_EXTRACT_TOTAL, 2, inverse, 0.2, output, final, 0, whole ? 1 : 0.5, loss);
    for (int i = 0; i < 2; i++) CHECK_NEAR(output[i] - loss[i], left[whole][i], 1e-12, "by hand");
  }
}

static void decompositions_leave_no_residual(void **state)
{
  (void)state;
  static economy e0, e1;
  for (int trial = 0; trial < 50; trial++) {
    draw_economy(&e0);
    do draw_economy(&e1);
    while (e1.n != e0.n);
    const int n = e0.n;
    const sc_factor factors[] = { { n, n, 1, e0.v, e1.v }, { n, n, 0, e0.inverse, e1.inverse }, { n, n, 0, e0.m, e1.m }, { n, 1, 0, e0.f, e1.f } };
    sc_report report = { 0 };
    double effect[4 * MOST], want[MOST], mean[4 * MOST], y0[MOST], y1[MOST];
    sc_io_right(n, e0.m, e0.f, mean);
    sc_io_right(n, e0.inverse, mean, y0);
    sc_io_right(n, e1.m, e1.f, mean);
    sc_io_right(n, e1.inverse, mean, y1);
    for (int i = 0; i < n; i++) want[i] = e1.v[i] * y1[i] - e0.v[i] * y0[i];
    for (int kind = SC_DECOMPOSE_POLAR; kind <= SC_DECOMPOSE_ALL; kind++) {
      assert_int_equal(sc_decompose((sc_decomposition)kind, 4, factors, effect, &report), SC_OK);
      for (int i = 0; i < n; i++)
        CHECK_NEAR(effect[i] + effect[n + i] + effect[2 * n + i] + effect[3 * n + i], want[i], 1e-12, "effects add up to the change");
    }
    assert_int_equal(sc_decompose(SC_DECOMPOSE_ALL, 2, factors + 2, effect, &report), SC_OK);
    assert_int_equal(sc_decompose(SC_DECOMPOSE_MEAN, 2, factors + 2, mean, &report), SC_OK);
    check_all(effect, mean, 2 * n, 1e-12, "two factors: the mean of the polar forms is the exact one");
  }
}

/* All six orders of three factors, written out. */
static void all_orders_of_three_numbers(void **state)
{
  (void)state;
  const double a[] = { 2, 3 }, b[] = { 5, 7 }, c[] = { 11, 13 };
  const sc_factor factors[] = { { 1, 1, 0, &a[0], &a[1] }, { 1, 1, 1, &b[0], &b[1] }, { 1, 1, 0, &c[0], &c[1] } };
  double effect[3];
  sc_report report = { 0 };
  assert_int_equal(sc_decompose(SC_DECOMPOSE_ALL, 3, factors, effect, &report), SC_OK);
  CHECK_NEAR(effect[0], (2 * 55 + 77 + 65 + 2 * 91) / 6.0, 1e-12, "by hand");
  CHECK_NEAR(effect[1], 2 * (2 * 22 + 33 + 26 + 2 * 39) / 6.0, 1e-12, "by hand");
  CHECK_NEAR(effect[2], 2 * (2 * 10 + 15 + 14 + 2 * 21) / 6.0, 1e-12, "by hand");
}

static void dispersion_by_hand(void **state)
{
  (void)state;
  const double l[] = { 1, 2, 3, 4 }, g[] = { 1, 3, 2, 2 };
  double b[2], f[2], bn[2], fn[2], bd[2], fd[2];
  sc_linkages_measure(2, l, g, &(sc_linkages){ b, f, bn, fn, bd, fd });
  CHECK_NEAR(bd[0], sqrt(2.0) / 2, 1e-15, "1 and 3: sd sqrt 2, mean 2");
  CHECK_NEAR(bd[1], sqrt(2.0) / 3, 1e-15, "2 and 4: sd sqrt 2, mean 3");
  CHECK_NEAR(fd[0], sqrt(2.0) / 2, 1e-15, "1 and 3");
  CHECK_NEAR(fd[1], 0, 1e-15, "2 and 2");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ghosh_of_miller_and_blair),
    cmocka_unit_test(china_4_activities),
    cmocka_unit_test(multipliers_of_every_quantity),
    cmocka_unit_test(jobs_of_a_satellite_row),
    cmocka_unit_test(china_2017_to_2020),
    cmocka_unit_test(identities_on_random_tables),
    cmocka_unit_test(extraction_is_the_reduced_system), cmocka_unit_test(half_an_activity),
    cmocka_unit_test(decompositions_leave_no_residual),
    cmocka_unit_test(all_orders_of_three_numbers),
    cmocka_unit_test(dispersion_by_hand),
  };
  return cmocka_run_group_tests_name("io_analysis", tests, NULL, NULL);
}
