/* models/accounts: RAS and GRAS. */
#include "tests/support/check.h"

#include <string.h>

#include "models/accounts/balance.h"
#include "models/accounts/leontief.h"
#include "models/accounts/concordance.h"
#include "models/accounts/table.h"

static void ras_of_miller_and_blair(void **state)
{
  (void)state;
  static const char source[] = "Miller and Blair 7.4.2 (GAMS library IOBALANCE)";
  const double a0[] = { .120, .100, .049, .210, .247, .265, .026, .249, .145 }, x[] = { 421, 284, 283 };
  const double u[] = { 245, 136, 159 }, v[] = { 251, 107, 182 };
  const double want_a[] = { 0.3924231548721192, 0.1218788895756260, 0.1596333821885517, 0.1508993341619008, 0.0661485139204276,
                            0.1897003617117962, 0.0528770359065977, 0.1887331598842280, 0.2937757967356944 };
  const double want_r[] = { 2.4751141796, 0.5438634684, 1.539272865 }, want_s[] = { 1.3212291313, 0.4924172411, 1.3162318544 };
  double z[9], r[3], s[3];
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  for (int i = 0; i < 9; i++) z[i] = a0[i] * x[i % 3];
  assert_int_equal(sc_ras(3, 3, z, u, v, z, r, s, &how, &report), SC_OK);
  for (int i = 0; i < 9; i++) CHECK_REL(z[i] / x[i % 3], want_a[i], 1e-11, source);
  for (int i = 0; i < 3; i++) CHECK_REL(r[i] * s[i], want_r[i] * want_s[i], 1e-9, source);   /* r and s up to a common factor */
  assert_true(how.gap < 1e-9);
}

static void gras_of_junius_and_oosterhaven(void **state)
{
  (void)state;
  static const char source[] = "Junius and Oosterhaven 2003, table 3; agrees with a public R test";
  const double z0[] = { 7, 3, 5, -3, 2, 9, 8, 0, -2, 0, 2, 0 }, u[] = { 15, 26, -1 }, v[] = { 9, 16, 17, -2 };
  const double want[] = { 8.4243414597, 3.3752368937, 5.2004216466, -2, 3.0009975485, 12.6247631063, 10.3742393452, 0,
                          -2.4253390082, 0, 1.4253390082, 0 };
  double z[12];
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  assert_int_equal(sc_gras(3, 4, z0, u, v, z, NULL, NULL, &how, &report), SC_OK);
  for (int i = 0; i < 12; i++) CHECK_NEAR(z[i], want[i], 1e-9, source);
  memcpy(z, z0, sizeof z);
  double own_u[3] = { 0 }, own_v[4] = { 0 };
  for (int i = 0; i < 12; i++) { own_u[i / 4] += z0[i]; own_v[i % 4] += z0[i]; }
  assert_int_equal(sc_gras(3, 4, z0, own_u, own_v, z, NULL, NULL, &how, &report), SC_OK);
  for (int i = 0; i < 12; i++) CHECK_NEAR(z[i], z0[i], 1e-12, "a matrix balanced to its own sums stays");
}

static void read_grouped(sc_io_table *t, const char *path, const char *to)
{
  sc_io_table fine;
  sc_concordance concordance;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&fine, path, &report), SC_OK);
  assert_int_equal(sc_concordance_read(&concordance, "scenarios/data/concordance_42_to_12_4_3.csv", "s12", to, &report), SC_OK);
  assert_int_equal(sc_io_table_aggregate(t, &fine, &concordance, &report), SC_OK);
  sc_concordance_free(&concordance);
  sc_io_table_free(&fine);
}

static double ras_error(const char *to, double *naive)
{
  sc_io_table old, new;
  double u[12] = { 0 }, v[12] = { 0 }, z[144], missed = 0, total = 0, kept = 0;
  read_grouped(&old, "scenarios/data/io12_2017.csv", to);
  read_grouped(&new, "scenarios/data/io12_2020.csv", to);
  const int n = old.n;
  for (int i = 0; i < n * n; i++) {
    u[i / n] += new.domestic[i];
    v[i % n] += new.domestic[i];
    total += new.domestic[i];
  }
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  assert_int_equal(sc_ras(n, n, old.domestic, u, v, z, NULL, NULL, &how, &report), SC_OK);
  for (int i = 0; i < n * n; i++) {
    missed += fabs(z[i] - new.domestic[i]);
    kept += fabs(old.domestic[i] / old.output[i % n] * new.output[i % n] - new.domestic[i]);
  }
  *naive = kept / total;
  sc_io_table_free(&new);
  sc_io_table_free(&old);
  return missed / total;
}

/* Domestic flows of 2017 to the margins of 2020, against the true 2020 flows: weighted absolute percentage error. */
static void ras_from_2017_to_2020_misses_as_little_as_it_should(void **state)
{
  (void)state;
  static const char source[] = "io_reference_results.json, ras_2017_to_2020_domestic";
  double naive;
  CHECK_REL(ras_error("s12", &naive), 0.025980928697, 1e-9, source);
  CHECK_REL(naive, 0.069869860483664, 1e-9, source);
  CHECK_REL(ras_error("s4", &naive), 0.011914480072, 1e-9, source);
  CHECK_REL(naive, 0.054110416563020354, 1e-9, source);
  CHECK_REL(ras_error("s3", &naive), 0.005985287821, 1e-9, source);
  CHECK_REL(naive, 0.0519244169814215, 1e-9, source);
}

static void check_refused(int signed_cells, const double *z0, const double *u, const double *v, int max_iterations, sc_fault fault)
{
  double z[4];
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  how.max_iterations = max_iterations;
  assert_int_equal((signed_cells ? sc_gras : sc_ras)(2, 2, z0, u, v, z, NULL, NULL, &how, &report), SC_DATA);
  assert_int_equal(report.n, 1);
  assert_int_equal(report.errors[0].fault, fault);
  sc_report_free(&report);
}

static void impossible_targets_are_refused(void **state)
{
  (void)state;
  const double z0[] = { 1, 2, 3, 4 }, negative[] = { 1, -2, 3, 4 }, hole[] = { 0, 0, 3, 4 }, apart[] = { 1, 0, 0, 1 };
  check_refused(0, negative, (double[]){ 1, 1 }, (double[]){ 1, 1 }, 100, SC_FAULT_BALANCE_SIGN);
  check_refused(0, z0, (double[]){ 1, 1 }, (double[]){ 1, 2 }, 100, SC_FAULT_BALANCE_TOTALS);
  check_refused(0, hole, (double[]){ 1, 1 }, (double[]){ 1, 1 }, 100, SC_FAULT_BALANCE_ROW_IMPOSSIBLE);
  check_refused(0, z0, (double[]){ -1, 3 }, (double[]){ 1, 1 }, 100, SC_FAULT_BALANCE_ROW_IMPOSSIBLE);
  check_refused(0, z0, (double[]){ 1, 1 }, (double[]){ -1, 3 }, 100, SC_FAULT_BALANCE_COLUMN_IMPOSSIBLE);
  check_refused(0, apart, (double[]){ 1, 2 }, (double[]){ 2, 1 }, 100, SC_FAULT_BALANCE_STRUCTURE);
  check_refused(1, negative, (double[]){ 30, 1 }, (double[]){ 1, 30 }, 100, SC_FAULT_BALANCE_STRUCTURE_SIGNED);
  check_refused(1, negative, (double[]){ 3, 9 }, (double[]){ 6, 6 }, 1, SC_FAULT_BALANCE_NOT_CONVERGED);
}

static void zero_targets_empty_their_row(void **state)
{
  (void)state;
  const double z0[] = { 1, 2, 3, 4 }, u[] = { 0, 10 }, v[] = { 4, 6 };
  double z[4];
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  assert_int_equal(sc_ras(2, 2, z0, u, v, z, NULL, NULL, &how, &report), SC_OK);
  CHECK_NEAR(z[0] + z[1], 0.0, 0, "target 0");
  CHECK_NEAR(z[2], 4.0, 1e-12, "by hand");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ras_of_miller_and_blair),
    cmocka_unit_test(gras_of_junius_and_oosterhaven),
    cmocka_unit_test(ras_from_2017_to_2020_misses_as_little_as_it_should),
    cmocka_unit_test(impossible_targets_are_refused),
    cmocka_unit_test(zero_targets_empty_their_row),
  };
  return cmocka_run_group_tests_name("balance", tests, NULL, NULL);
}
