/* models/accounts: location quotients and cross-hauling. */
#include "tests/support/check.h"

#include "models/accounts/leontief.h"
#include "models/accounts/regional.h"
#include "models/accounts/table.h"

/* data/io/expected/flq_reference.json, computed with numpy: the prior district on the national table of 2020, GDP 100, size
 * 950 (100 million yuan), delta 0.25, the diagonal with SLQ_j. */
static const char source[] = "flq_reference.json";
static const double region[12] = { 0.3241101841, 72.69597225, 30.98681617, 24.15743721, 44.05002581, 3.770621569, 17.05474973, 13.61610429, 12.287588, 9.591258079, 16.61514884, 10.14272449 };
static const double want_slq[12] = { 0.0257312537, 0.8929100742, 0.8929100742, 0.8929100742, 1.349605574, 0.4129957545, 1.46666825, 1.349605574, 1.349605574, 1.349605574, 1.349605574, 1.349605574 };
static const double flq_tin[12] = { 1, 0.1694108396, 0.1897288927, 0.1897288927, 0.1255261855, 0.4101999544, 0.1155072659, 0.1255261855, 0.1255261855, 0.1255261855, 0.1255261855, 0.1255261855 };      /* row TIN */
static const double flq_ict[12] = { 1, 0.0877548921, 0.0877548921, 0.0877548921, 0.0580593535, 0.0783572272, 0.0534253245, 0.0580593535, 0.0580593535, 0.0580593535, 0.0580593535, 0.0580593535 };      /* row ICT */
static const double aflq_tin[12] = { 1, 0.1694108396, 0.1897288927, 0.1897288927, 0.1547008049, 0.4101999544, 0.1504555713, 0.1547008049, 0.1547008049, 0.1547008049, 0.1547008049, 0.1547008049 };
static const double aflq_trd[12] = { 1, 0.2867692712, 0.2867692712, 0.2867692712, 0.3155720837, 0.6200043667, 0.2274088775, 0.2338254151, 0.2338254151, 0.2338254151, 0.2338254151, 0.2338254151 };
static const double want_multiplier[12] = { 1.273754998, 1.128032519, 1.151623045, 1.180293944, 1.096718976, 1.216209954, 1.060359578, 1.058119108, 1.123826146, 1.114667171, 1.074092429, 1.068739437 };

static void read_nation(sc_io_table *t)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(t, "scenarios/data/io12_2020.csv", &report), SC_OK);
}

static double size_of_district(const sc_io_table *t)
{
  double small = 0, large = 0;
  for (int i = 0; i < 12; i++) {
    small += region[i] / 100 * 950;
    large += t->output[i];
  }
  return small / large;
}

static void quotients_of_the_prior_district(void **state)
{
  (void)state;
  sc_io_table t;
  double slq[12], flq[144], aflq[144];
  read_nation(&t);
  sc_slq(12, region, t.output, slq);
  const double lambda = sc_flq_lambda(size_of_district(&t), 0.25);
  CHECK_REL(lambda, 0.18972889268267332, 1e-9, source);
  sc_flq(12, slq, lambda, flq);
  sc_aflq(12, slq, lambda, aflq);
  for (int j = 0; j < 12; j++) {
    CHECK_REL(slq[j], want_slq[j], 1e-8, source);
    CHECK_REL(flq[1 * 12 + j], flq_tin[j], 1e-8, source);
    CHECK_REL(flq[5 * 12 + j], flq_ict[j], 1e-8, source);
    CHECK_REL(aflq[1 * 12 + j], aflq_tin[j], 1e-8, source);
    CHECK_REL(aflq[4 * 12 + j], aflq_trd[j], 1e-8, source);
  }
  sc_io_table_free(&t);
}

static void multipliers_of_the_prior_district(void **state)
{
  (void)state;
  static const double mean_at[3][2] = { { 0.20, 1.17 }, { 0.25, 1.12 }, { 0.30, 1.08 } };
  sc_io_table t;
  sc_report report = { 0 };
  double slq[12], a[144], flq[144], l[144];
  read_nation(&t);
  sc_slq(12, region, t.output, slq);
  sc_technical_coefficients(12, 12, t.domestic, t.output, a);
  for (int k = 0; k < 3; k++) {
    double local[144], mean = 0, total = 0;
    sc_flq(12, slq, sc_flq_lambda(size_of_district(&t), mean_at[k][0]), flq);
    for (int c = 0; c < 144; c++) local[c] = flq[c] * a[c];
    assert_int_equal(sc_leontief_inverse(12, local, l, &report), SC_OK);
    for (int j = 0; j < 12; j++) {
      double column = 0;
      for (int i = 0; i < 12; i++) column += l[i * 12 + j];
      if (mean_at[k][0] == 0.25) CHECK_REL(column, want_multiplier[j], 1e-8, source);
      mean += column * region[j];
      total += region[j];
    }
    CHECK_NEAR(mean / total, mean_at[k][1], 5e-3, "mean multipliers 1.17, 1.12, 1.08 at delta 0.20, 0.25, 0.30");
  }
  sc_io_table_free(&t);
}

static void quotients_by_hand(void **state)
{
  (void)state;
  const double r[3] = { 20, 30, 0 }, n[3] = { 400, 200, 400 };      /* size 0.05: SLQ 1, 3, 0 */
  double slq[3], cilq[9], flq[9], aflq[9];
  sc_slq(3, r, n, slq);
  CHECK_REL(slq[0], 1.0, 1e-15, "by hand");
  CHECK_REL(slq[1], 3.0, 1e-15, "by hand");
  CHECK_NEAR(slq[2], 0.0, 0, "no such activity");
  sc_cilq(3, slq, cilq);
  CHECK_REL(cilq[1], 1.0 / 3, 1e-15, "by hand");
  CHECK_REL(cilq[3], 3.0, 1e-15, "by hand");
  CHECK_REL(cilq[4], 3.0, 1e-15, "diagonal is SLQ");
  CHECK_NEAR(cilq[5], 0.0, 0, "no such activity");
  CHECK_REL(sc_flq_lambda(1, 0.3), 1.0, 1e-15, "a region as large as the nation: log2 2 = 1");
  sc_flq(3, slq, 0.5, flq);
  CHECK_REL(flq[1], 0.5 / 3, 1e-15, "by hand");
  CHECK_REL(flq[3], 1.0, 1e-15, "never above the national coefficient");
  sc_aflq(3, slq, 0.25, aflq);
  CHECK_REL(aflq[1], 0.25 / 3 * 2, 1e-14, "specialisation log2(1 + 3) = 2");
  CHECK_REL(aflq[0], 0.25, 1e-14, "SLQ 1: not adjusted");
  CHECK_REL(aflq[4], 1.0, 1e-14, "never above the national coefficient");
}

static void cross_hauling_by_hand(void **state)
{
  (void)state;
  const double x[3] = { 100, 50, 10 }, d[3] = { 60, 80, 100 }, h[3] = { 0.25, 0.2, 0.3 };
  double e[3], m[3];
  sc_charm(3, x, d, h, e, m);
  CHECK_REL(e[0], 60.0, 1e-15, "q = 0.25 x 160 = 40, b = 40: exports (40 + 40 + 40) / 2");
  CHECK_REL(e[2], 16.5, 1e-15, "q = 0.3 x 110 = 33, b = -90: exports 33 / 2, more than is produced");
  for (int i = 0; i < 3; i++) CHECK_NEAR(e[i] - m[i], x[i] - d[i], 1e-13, "net trade is output - use");
  sc_charm_bounded(3, x, d, h, e, m);
  for (int i = 0; i < 3; i++) {
    CHECK_NEAR(e[i] - m[i], x[i] - d[i], 1e-13, "net trade is output - use");
    CHECK_REL(x[i] - e[i], (1 - h[i]) * fmin(x[i], d[i]), 1e-14, "produced and used here");
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(quotients_of_the_prior_district),
    cmocka_unit_test(multipliers_of_the_prior_district),
    cmocka_unit_test(quotients_by_hand),
    cmocka_unit_test(cross_hauling_by_hand),
  };
  return cmocka_run_group_tests_name("regional", tests, NULL, NULL);
}
