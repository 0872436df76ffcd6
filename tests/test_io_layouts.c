/* models/accounts: the layouts of an input-output table that are read, and that they say the same. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/accounts/concordance.h"
#include "models/accounts/table.h"

static const char concordance_42[] = "scenarios/data/concordance_42_to_12_4_3.csv";

static void read_checked(sc_io_table *table, const char *path)
{
  sc_report report = { 0 };
  sc_code code = sc_io_table_read(table, path, &report);
  if (code == SC_OK) code = sc_io_table_check_balance(table, SC_IO_TABLE_TOLERANCE, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  assert_int_equal(code, SC_OK);
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

/* A spreadsheet's byte-order mark, CRLF, quotes, commas in names; a total left empty, a row of totals. */
static void plain_tables_are_square_by_their_names(void **state)
{
  (void)state;
  static const char source[] = "Miller and Blair 2009, table 2.3";
  sc_io_table t;
  read_checked(&t, "tests/tables/plain.csv");
  assert_int_equal(t.n, 2);
  assert_int_equal(t.n_final, 2);
  assert_string_equal(t.final_name[0], "Final \"use\"");
  assert_int_equal(t.n_value_added, 2);
  assert_string_equal(t.value_added_name[1], "surplus");
  CHECK_NEAR(t.domestic[1], 500, 0, source);
  CHECK_NEAR(t.domestic[2], 200, 0, source);
  CHECK_NEAR(t.final_domestic[2], 1500, 0, source);
  CHECK_NEAR(t.output[1], 2000, 0, source);
  CHECK_NEAR(t.value_added_total[1], 750, 0, "sum of the row");
  CHECK_NEAR(t.column_total[0], 1000, 0, "row Total");
  assert_int_equal(t.n_history, 0);
  sc_io_table_free(&t);
}

static void value_added_is_output_less_inputs_where_there_is_no_row_of_it(void **state)
{
  (void)state;
  sc_io_table t;
  read_checked(&t, "tests/tables/plain_without_value_added.csv");
  assert_int_equal(t.n_value_added, 1);
  CHECK_NEAR(t.value_added[0], 650, 0, "1000 - 150 - 200");
  sc_io_table_free(&t);
  read_checked(&t, "tests/tables/without_value_added.csv");      /* in blocks: what is imported is an input too */
  assert_int_equal(t.n_value_added, 1);
  assert_int_equal(t.n_history, 1);
  assert_true(t.value_added_is_rest);
  CHECK_NEAR(t.value_added[0], 600, 0, "1000 - 150 - 200 - 50");
  CHECK_NEAR(t.value_added[1], 1200, 0, "2000 - 500 - 100 - 200");
  sc_io_table_free(&t);
  read_checked(&t, "tests/tables/plain_without_value_added.csv");
  CHECK_NEAR(t.value_added[1], 1400, 0, "2000 - 500 - 100");
  assert_int_equal(t.n_history, 1);
  sc_io_table_free(&t);
}

static void competitive_tables_hold_imports_in_a_column(void **state)
{
  (void)state;
  sc_io_table t;
  sc_report report = { 0 };
  read_checked(&t, "tests/tables/plain_competitive.csv");
  assert_true(sc_io_table_is_competitive(&t));
  assert_string_equal(t.activity[0], "north:A");
  CHECK_NEAR(t.imports[0], 200, 0, "the file");
  CHECK_NEAR(t.imports[1], 50, 0, "the file");
  assert_int_equal(sc_io_table_check_origins(&t, &report), SC_DATA);
  sc_report_free(&report);
  sc_io_table_free(&t);
}

/* 42 activities as published add up to the 12 of the table in blocks, which is in another unit. */
static void published_42_activities_add_up_to_the_12(void **state)
{
  (void)state;
  sc_io_table fine, coarse, twelve;
  sc_concordance concordance;
  sc_report report = { 0 };
  read_checked(&fine, shared("full/nbs2020_42_noncompetitive.csv"));
  assert_string_equal(fine.label[SC_EN][1], "Mining and washing of coal");
  assert_string_equal(fine.label[SC_ZH][1], "煤炭采选产品");
  read_checked(&twelve, "scenarios/data/io12_2020.csv");
  assert_int_equal(fine.n, 42);
  assert_int_equal(fine.n_final, 4);
  assert_string_equal(fine.final_name[0], "CONS_TOTAL");
  assert_string_equal(fine.value_added_name[0], "VA001_labour_comp");
  assert_int_equal(sc_concordance_read(&concordance, concordance_42, "code42", "s12", &report), SC_OK);
  assert_int_equal(sc_io_table_aggregate(&coarse, &fine, &concordance, &report), SC_OK);
  assert_int_equal(coarse.n, 12);
  for (int i = 0; i < 12; i++) {
    const int p = sc_io_table_activity(&coarse, twelve.activity[i]);
    assert_true(p >= 0);
    CHECK_REL(coarse.output[p] / 1e4, twelve.output[i], 1e-9, "io12_2020.csv");
    CHECK_NEAR(coarse.imports[p] / 1e4, twelve.imports[i], 1e-5, "io12_2020.csv");
    for (int j = 0; j < 12; j++) {
      const int q = sc_io_table_activity(&coarse, twelve.activity[j]);
      CHECK_NEAR(coarse.domestic[p * 12 + q] / 1e4, twelve.domestic[i * 12 + j], 1e-5, "io12_2020.csv");
      CHECK_NEAR(coarse.imported[p * 12 + q] / 1e4, twelve.imported[i * 12 + j], 1e-5, "io12_2020.csv");
    }
    for (int h = 0; h < 4; h++) CHECK_NEAR(coarse.value_added[h * 12 + p] / 1e4, twelve.value_added[h * 12 + i], 1e-5, "io12_2020.csv");
  }
  sc_io_table_free(&fine);
  sc_io_table_free(&coarse);
  sc_io_table_free(&twelve);
  sc_concordance_free(&concordance);
  sc_report_free(&report);
}

/* 153 activities with both origins together add up to the 42 with origins apart. */
static void published_153_activities_add_up_to_the_42(void **state)
{
  (void)state;
  static const char source[] = "nbs2020_42_noncompetitive.csv";
  sc_io_table fine, coarse, apart;
  sc_concordance concordance;
  sc_report report = { 0 };
  read_checked(&fine, shared("full/nbs2020_153_competitive.csv"));
  read_checked(&apart, shared("full/nbs2020_42_noncompetitive.csv"));
  assert_int_equal(fine.n, 153);
  assert_int_equal(fine.n_final, 7);
  assert_int_equal(sc_concordance_read(&concordance, shared("concordance_153_to_42.csv"), "code153", "code42", &report), SC_OK);
  assert_int_equal(sc_io_table_aggregate(&coarse, &fine, &concordance, &report), SC_OK);
  assert_int_equal(coarse.n, 42);
  for (int i = 0; i < 42; i++) {
    CHECK_REL(coarse.output[i], apart.output[i], 1e-12, source);
    for (int j = 0; j < 42; j++) CHECK_NEAR(coarse.domestic[i * 42 + j], apart.domestic[i * 42 + j] + apart.imported[i * 42 + j], 1e-9, source);
    const double consumed = apart.final_domestic[i * 4] + apart.final_imported[i * 4];
    CHECK_NEAR(coarse.final_domestic[i * 7] + coarse.final_domestic[i * 7 + 1] + coarse.final_domestic[i * 7 + 2], consumed, 1e-9, source);
  }
  sc_io_table_free(&fine);
  sc_io_table_free(&coarse);
  sc_io_table_free(&apart);
  sc_concordance_free(&concordance);
  sc_report_free(&report);
}

/* Every published table reads and balances, the one of 2015 with its column of errors, and is the same after it was written. */
static void published_tables_are_the_same_in_blocks(void **state)
{
  (void)state;
  static const struct { const char *name; int n, n_final, competitive; } tables[] = {
    { "full/nbs2015_42_competitive.csv", 42, 8, 1 },    { "full/nbs2017_42_noncompetitive.csv", 42, 4, 0 },
    { "full/nbs2018_42_noncompetitive.csv", 42, 4, 0 }, { "full/nbs2018_153_competitive.csv", 153, 7, 1 },
  };
  for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
    char path[] = "/tmp/sanchan-layout-XXXXXX";
    sc_io_table t, again;
    sc_string text = { 0 };
    sc_report report = { 0 };
    read_checked(&t, shared(tables[k].name));
    assert_int_equal(t.n, tables[k].n);
    assert_int_equal(t.n_final, tables[k].n_final);
    assert_int_equal(sc_io_table_is_competitive(&t), tables[k].competitive);
    close(mkstemp(path));
    sc_io_table_as_csv(&t, &text);
    assert_int_equal(sc_file_write(path, text.text, text.length, SC_REPLACE, &report), SC_OK);
    read_checked(&again, path);
    const size_t n = (size_t)t.n;
    assert_memory_equal(again.domestic, t.domestic, n * n * sizeof(double));
    assert_memory_equal(again.imported, t.imported, n * n * sizeof(double));
    assert_memory_equal(again.final_domestic, t.final_domestic, n * (size_t)t.n_final * sizeof(double));
    assert_memory_equal(again.imports, t.imports, n * sizeof(double));
    assert_memory_equal(again.value_added, t.value_added, n * (size_t)t.n_value_added * sizeof(double));
    unlink(path);
    sc_string_free(&text);
    sc_io_table_free(&t);
    sc_io_table_free(&again);
  }
}

/* 2,000 activities of 40 regions, 4 million flows. */
static void two_thousand_activities_are_read(void **state)
{
  (void)state;
  enum { N = 2000 };
  char path[] = "/tmp/sanchan-layout-XXXXXX";
  sc_string text = { 0 };
  sc_io_table t;
  sc_report report = { 0 };
  sc_string_add(&text, "name");
  for (int j = 0; j < N; j++) sc_string_print(&text, ",r%02d:s%02d", j / 50, j % 50);
  sc_string_add(&text, ",HH,TOTAL\n");
  for (int i = 0; i < N; i++) {
    sc_string_print(&text, "r%02d:s%02d", i / 50, i % 50);
    for (int j = 0; j < N; j++) sc_string_add(&text, j == i ? ",0.25" : j == (i + 1) % N ? ",1.5" : ",0");
    sc_string_add(&text, ",2,3.75\n");
  }
  close(mkstemp(path));
  assert_int_equal(sc_file_write(path, text.text, text.length, SC_REPLACE, &report), SC_OK);
  read_checked(&t, path);
  assert_int_equal(t.n, N);
  assert_string_equal(t.activity[N - 1], "r39:s49");
  CHECK_NEAR(t.domestic[(size_t)(N - 1) * N], 1.5, 0, "the file");
  CHECK_NEAR(t.value_added[N - 1], 2, 0, "3.75 - 0.25 - 1.5");
  unlink(path);
  sc_string_free(&text);
  sc_io_table_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(plain_tables_are_square_by_their_names),
    cmocka_unit_test(value_added_is_output_less_inputs_where_there_is_no_row_of_it),
    cmocka_unit_test(competitive_tables_hold_imports_in_a_column),
    cmocka_unit_test(two_thousand_activities_are_read),
    cmocka_unit_test(published_42_activities_add_up_to_the_12),
    cmocka_unit_test(published_153_activities_add_up_to_the_42),
    cmocka_unit_test(published_tables_are_the_same_in_blocks),
  };
  return cmocka_run_group_tests_name("io_layouts", tests, NULL, NULL);
}
