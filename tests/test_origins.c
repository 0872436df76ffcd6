/* models/accounts: domestic and imported products taken apart and put together. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <unistd.h>

#include "models/accounts/concordance.h"
#include "models/accounts/origins.h"

static void read_table(sc_io_table *t, const char *path)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(t, path, &report), SC_OK);
}

static const char *shared(const char *name)
{
  static char path[600];
  snprintf(path, sizeof path, "%s/data/io/%s", SC_SHARED_DIR, name);
  if (access(path, R_OK) == 0) return path;
  print_message("%s is not here: skipped\n", path);
  skip();
  return NULL;
}

static void every_user_buys_the_same_share_abroad(void **state)
{
  (void)state;
  static const char source[] = "by hand";
  double share[2], again[2];
  sc_io_table t, m;
  sc_report report = { 0 };
  read_table(&t, "tests/tables/plain_competitive.csv");       /* uses 150 + 500 + 550 = 1200, of which 200 imported; 50 of 2050 */
  assert_int_equal(sc_io_table_take_apart(&m, &t, SC_EXEMPT_EXPORTS, share, again, &report), SC_OK);
  assert_int_equal(sc_io_table_check_balance(&m, 1e-12, &report), SC_OK);
  assert_int_equal(m.n_final, 1);
  CHECK_REL(share[0], 1.0 / 6, 1e-15, source);
  CHECK_REL(share[1], 50.0 / 2050, 1e-15, source);
  CHECK_REL(m.imported[1], 500.0 / 6, 1e-15, source);
  CHECK_REL(m.domestic[1], 500 * 5.0 / 6, 1e-15, source);
  CHECK_REL(m.final_imported[0], 550.0 / 6, 1e-15, source);
  CHECK_NEAR(again[0] + again[1], 0, 0, source);
  CHECK_NEAR(m.imports[0], 200, 0, source);
  sc_io_table_free(&t);
  sc_io_table_free(&m);
}

/* A product of which nothing is made or used here but goods pass through: uses 4, imports 10, exports 6. */
static void what_is_not_used_here_is_exported_again(void **state)
{
  (void)state;
  static const char source[] = "by hand";
  char path[] = "/tmp/sanchan-origins-XXXXXX";
  FILE *to = fdopen(mkstemp(path), "w");
  fputs("x,A,B,HH,INV,EXP,ERR,IMPORTS,TOTAL\nA,1,2,1,0,8,0,-10,2\nB,0,1,3,2,1,0.5,-1.5,6\nlabour,1,3,,,,,,4\n", to);
  fclose(to);
  double share[2], again[2];
  sc_io_table t, m;
  sc_report report = { 0 };
  read_table(&t, path);
  assert_int_equal(sc_io_table_check_balance(&t, 1e-12, &report), SC_OK);
  assert_int_equal(sc_io_table_take_apart(&m, &t, SC_EXEMPT_EXPORTS, share, again, &report), SC_OK);
  assert_int_equal(sc_io_table_check_balance(&m, 1e-12, &report), SC_OK);
  CHECK_NEAR(share[0], 1, 0, source);
  CHECK_NEAR(again[0], 6, 0, source);
  CHECK_NEAR(m.domestic[0], 0, 0, source);
  CHECK_REL(m.final_domestic[2], 2, 1e-15, "exports of A made here");
  CHECK_REL(m.final_imported[2], 6, 1e-15, "exports of A from elsewhere");
  CHECK_REL(share[1], 1.5 / 6, 1e-15, "uses of B: 1 + 3 + 2");
  CHECK_NEAR(m.final_imported[4 + 3], 0, 0, "errors are domestic");
  sc_io_table_free(&m);
  assert_int_equal(sc_io_table_take_apart(&m, &t, SC_EXEMPT_EXPORTS_AND_STOCKS, share, again, &report), SC_OK);
  CHECK_REL(share[1], 1.5 / 4, 1e-15, "uses of B without stocks");
  CHECK_NEAR(m.final_imported[4 + 1], 0, 0, "stocks are domestic");
  sc_io_table_free(&m);
  assert_int_equal(sc_io_table_take_apart(&m, &t, SC_EXEMPT_NONE, share, again, &report), SC_OK);
  CHECK_REL(share[0], 10.0 / 12, 1e-15, "uses of A with exports");
  sc_io_table_free(&m);
  t.imports[0] = 20;
  assert_int_equal(sc_io_table_take_apart(&m, &t, SC_EXEMPT_EXPORTS, share, again, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_ORIGINS_EXCESS);
  assert_int_equal(report.errors[0].line, 2);
  unlink(path);
  sc_report_free(&report);
  sc_io_table_free(&t);
}

/* Put together and taken apart, a table of proportional imports is the same again. */
static void together_and_apart_again(void **state)
{
  (void)state;
  double share[12], again[12];
  sc_io_table t, whole, apart, whole_again;
  sc_report report = { 0 };
  read_table(&t, "scenarios/data/io12_2020.csv");
  assert_int_equal(sc_io_table_put_together(&whole, &t, &report), SC_OK);
  assert_int_equal(sc_io_table_check_balance(&whole, 1e-10, &report), SC_OK);
  assert_true(sc_io_table_is_competitive(&whole));
  assert_int_equal(sc_io_table_take_apart(&apart, &whole, SC_EXEMPT_EXPORTS, share, again, &report), SC_OK);
  assert_int_equal(sc_io_table_check_balance(&apart, 1e-10, &report), SC_OK);
  assert_int_equal(sc_io_table_put_together(&whole_again, &apart, &report), SC_OK);
  for (int i = 0; i < 12; i++) {
    CHECK_REL(whole_again.imports[i], t.imports[i], 0, "the table");
    for (int j = 0; j < 12; j++) CHECK_REL(whole_again.domestic[12 * i + j], t.domestic[12 * i + j] + t.imported[12 * i + j], 1e-15, "the table");
    for (int k = 0; k < 6; k++) CHECK_NEAR(whole_again.final_domestic[7 * i + k], whole.final_domestic[7 * i + k], 1e-15, "the table");
  }
  sc_io_table_free(&t);
  sc_io_table_free(&whole);
  sc_io_table_free(&apart);
  sc_io_table_free(&whole_again);
}

/* The 153 activities of 2018 and 2020 taken apart and added up to 42, against the 42 published with origins apart: imports agree, and
 * imported inputs, cell by cell, are off by two fifths, for those who process imports buy far more abroad than others do. */
static void proportional_imports_against_those_published(void **state)
{
  (void)state;
  static const struct { const char *fine, *published; double off; } years[] = {
    { "full/nbs2018_153_competitive.csv", "full/nbs2018_42_noncompetitive.csv", 0.417 },
    { "full/nbs2020_153_competitive.csv", "full/nbs2020_42_noncompetitive.csv", 0.409 },
  };
  for (size_t y = 0; y < 2; y++) {
    double share[153], again[153], off = 0, whole = 0, imports = 0, published = 0;
    sc_io_table fine, apart, coarse, want;
    sc_concordance concordance;
    sc_report report = { 0 };
    read_table(&fine, shared(years[y].fine));
    read_table(&want, shared(years[y].published));
    assert_int_equal(sc_io_table_take_apart(&apart, &fine, SC_EXEMPT_EXPORTS, share, again, &report), SC_OK);
    assert_int_equal(sc_io_table_check_balance(&apart, 1e-9, &report), SC_OK);
    assert_int_equal(sc_concordance_read(&concordance, shared("concordance_153_to_42.csv"), "code153", "code42", &report), SC_OK);
    assert_int_equal(sc_io_table_aggregate(&coarse, &apart, &concordance, &report), SC_OK);
    for (int i = 0; i < 42; i++) {
      imports += coarse.imports[i];
      published += want.imports[i];
      for (int j = 0; j < 42; j++) {
        off += fabs(coarse.imported[42 * i + j] - want.imported[42 * i + j]);
        whole += want.imported[42 * i + j];
      }
    }
    CHECK_REL(imports, published, 1e-12, years[y].published);
    CHECK_REL(off / whole, years[y].off, 2e-3, "measured: weighted absolute error of imported inputs");
    sc_io_table_free(&fine);
    sc_io_table_free(&apart);
    sc_io_table_free(&coarse);
    sc_io_table_free(&want);
    sc_concordance_free(&concordance);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_user_buys_the_same_share_abroad),
    cmocka_unit_test(what_is_not_used_here_is_exported_again),
    cmocka_unit_test(together_and_apart_again),
    cmocka_unit_test(proportional_imports_against_those_published),
  };
  return cmocka_run_group_tests_name("origins", tests, NULL, NULL);
}
