/* models/accounts: linear systems, the Leontief inverse, multipliers of type I and II. */
#include "tests/support/check.h"

#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/multipliers.h"
#include "models/io/system.h"

static const char book[] = "Miller and Blair 2009, tables 2.3-2.4";

static void leontief_of_miller_and_blair(void **state)
{
  (void)state;
  const double z[] = { 150, 500, 200, 100 }, x[] = { 1000, 2000 }, want_a[] = { 0.15, 0.25, 0.20, 0.05 };
  const double want_l[] = { 1.254125412541254, 0.330033003300330, 0.264026402640264, 1.122112211221122 };
  const double f[] = { 600, 1500 }, labour[] = { 0.3, 0.25 };
  double a[4], l[4], new_x[2];
  sc_report report = { 0 };
  sc_technical_coefficients(2, 2, z, x, a);
  assert_int_equal(sc_leontief_inverse(2, a, l, &report), SC_OK);
  for (int i = 0; i < 4; i++) {
    CHECK_REL(a[i], want_a[i], 1e-15, book);
    CHECK_REL(l[i], want_l[i], 1e-12, book);
  }
  for (int i = 0; i < 2; i++) new_x[i] = l[2 * i] * f[0] + l[2 * i + 1] * f[1];
  CHECK_REL(new_x[0], 1247.524752475248, 1e-12, book);
  CHECK_REL(new_x[1], 1841.584158415842, 1e-12, book);
  CHECK_REL(labour[0] * new_x[0], 374.257425742574, 1e-12, book);
  CHECK_REL(labour[1] * new_x[1], 460.396039603960, 1e-12, book);
}

static void closed_for_households(void **state)
{
  (void)state;
  static const char source[] = "Miller and Blair 2009, 2.5: closed model";
  const double a[] = { .15, .25, .05, .2, .05, .4, .3, .25, .05 };
  const double want[] = { 1.3650861152, 0.425260472, 0.2509036785, 0.5273229853, 1.3480756964, 0.5953646609,
                          0.5698490325, 0.4890495428, 1.2885392303 };
  double l[9];
  sc_report report = { 0 };
  assert_int_equal(sc_leontief_inverse(3, a, l, &report), SC_OK);
  for (int i = 0; i < 9; i++) CHECK_REL(l[i], want[i], 1e-9, source);
}

static void elimination_pivots(void **state)
{
  (void)state;
  double a[] = { 0, 2, 1, 1, 1, 1, 2, 0, 4 }, b[] = { 7, 6, 14 };      /* solution 1, 2, 3 */
  int pivot[3];
  assert_int_equal(sc_lu_factor(3, a, pivot), 0);
  sc_lu_solve(3, a, pivot, b);
  for (int i = 0; i < 3; i++) CHECK_NEAR(b[i], i + 1.0, 1e-14, "by hand");
  double singular[] = { 1, 2, 2, 4 };
  assert_int_equal(sc_lu_factor(2, singular, pivot), 2);
}

static void hawkins_simon_names_the_activity(void **state)
{
  (void)state;
  double productive[] = { 0.5, 0.4, 0.4, 0.5 }, edge[] = { 0.5, 0.5, 0.5, 0.5 }, own[] = { 1.5, 0, 0, 0.2 };
  assert_int_equal(sc_hawkins_simon(2, productive), 0);
  assert_int_equal(sc_hawkins_simon(2, edge), 2);
  assert_int_equal(sc_hawkins_simon(2, own), 1);
  const double a[] = { 0.5, 0.5, 0.5, 0.5 };
  double l[4];
  sc_report report = { 0 };
  assert_int_equal(sc_leontief_inverse(2, a, l, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_TABLE_NOT_PRODUCTIVE);
  sc_report_free(&report);
}

static void check_vector(const double *got, const double *want, int n, const char *what)
{
  for (int i = 0; i < n; i++) CHECK_REL(got[i], want[i], 1e-8, what);
}

static void read_effects(const char *path, sc_io_table *t, sc_effects *e)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(t, path, &report), SC_OK);
  assert_int_equal(sc_effects_make(e, t, &report), SC_OK);
}

static const double *type_one(const sc_effects *e, const char *quantity) { return e->type1 + sc_effects_row(e, quantity) * e->n; }
static const double *type_two(const sc_effects *e, const char *quantity) { return e->type2 + sc_effects_row(e, quantity) * e->n; }

/* Answers computed with numpy from the same table: data/io/expected/io_reference_results.json. */
static void multipliers_of_china_4_activities(void **state)
{
  (void)state;
  static const char source[] = "io_reference_results.json n4";
  sc_io_table t;
  sc_effects e;
  sc_io_system s;
  sc_report report = { 0 };
  read_effects("scenarios/data/io4_2020.csv", &t, &e);
  check_vector(type_one(&e, "output"), (double[]){ 1.8567530872, 2.6785453271, 1.9751431111, 2.1125576222 }, 4, source);
  check_vector(type_one(&e, "value_added"), (double[]){ 0.9595160616, 0.8441558592, 0.9579237376, 0.9437565775 }, 4, source);
  check_vector(type_one(&e, "imports"), (double[]){ 0.0404839384, 0.1558441408, 0.0420762624, 0.0562434225 }, 4, source);
  check_vector(type_one(&e, "income"), (double[]){ 0.8358355966, 0.4134385184, 0.5012144042, 0.496641525 }, 4, source);
  check_vector(type_two(&e, "output"), (double[]){ 3.8259450365, 3.6525883152, 3.1559822304, 3.2826232387 }, 4, source);
  check_vector(type_two(&e, "value_added"), (double[]){ 1.7706131732, 1.2453577098, 1.444303544, 1.4256988495 }, 4, source);
  check_vector(type_two(&e, "income"), (double[]){ 1.2784306707, 0.6323641689, 0.7666194998, 0.7596251708 }, 4, source);
  assert_int_equal(sc_io_system_make(&s, &t, &report), SC_OK);
  check_vector(s.inverse, (double[]){ 1.1800624718, 0.1076903419, 0.0374558673, 0.035387795, 0.4568079753, 2.0939285781,
               0.4160255173, 0.5090096906, 0.1248918328, 0.2533001981, 1.2581728628, 0.2525632488, 0.0949908073, 0.223626209,
               0.2634888638, 1.3155968877 }, 16, source);
  sc_io_system_free(&s);
  sc_effects_free(&e);
  sc_io_table_free(&t);
}

static void multipliers_of_china_12_activities(void **state)
{
  (void)state;
  static const char source[] = "io_reference_results.json n12";
  sc_io_table t;
  sc_effects e;
  read_effects("scenarios/data/io12_2020.csv", &t, &e);
  check_vector(type_one(&e, "output"), (double[]){ 1.8404519268, 2.5745448436, 2.71305463, 2.8270833884, 2.0924651843, 2.1655497011,
               1.6313756535, 1.548443676, 2.4546365556, 2.4346835766, 2.032638895, 1.8769121045 }, 12, source);
  check_vector(type_two(&e, "output"), (double[]){ 3.5934863532, 3.3907186913, 3.4373218514, 3.8332414669, 3.1343771736, 3.0820242993,
               2.2714846259, 2.1564292715, 3.5872370062, 3.5021965786, 3.2915192657, 3.2844442441 }, 12, source);
  double mean = 0, output = 0;
  for (int j = 0; j < 12; j++) {
    CHECK_NEAR(type_one(&e, "value_added")[j] + type_one(&e, "imports")[j], 1.0, 1e-9, "v'L + m'L = 1");
    mean += type_one(&e, "output")[j] * t.output[j];
    output += t.output[j];
  }
  CHECK_REL(mean / output, 2.37, 2e-3, "mean output multiplier of China 2.37, output weights");
  sc_effects_free(&e);
  sc_io_table_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(leontief_of_miller_and_blair),
    cmocka_unit_test(closed_for_households),
    cmocka_unit_test(elimination_pivots),
    cmocka_unit_test(hawkins_simon_names_the_activity),
    cmocka_unit_test(multipliers_of_china_4_activities),
    cmocka_unit_test(multipliers_of_china_12_activities),
  };
  return cmocka_run_group_tests_name("leontief", tests, NULL, NULL);
}
