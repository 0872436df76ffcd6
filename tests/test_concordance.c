/* models/accounts: tables in another classification, added up and split; concordances that are wrong. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/accounts/concordance.h"
#include "models/accounts/leontief.h"
#include "models/io/system.h"
#include "tests/support/expected.h"

static const char sound[] = "tests/tables/sound.csv";

static void read_table(sc_io_table *t, const char *path)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(t, path, &report), SC_OK);
}

static char *write_lines(char *path, const char *lines)
{
  strcpy(path, "/tmp/sanchan-concordance-XXXXXX");
  FILE *to = fdopen(mkstemp(path), "w");
  fputs(lines, to);
  fclose(to);
  return path;
}

/* Reads the weighted concordance `lines` and applies it; activities that it does not name stay. */
static void reclassify(sc_io_table *made, const sc_io_table *t, const char *lines, const char *weight)
{
  char path[60];
  sc_concordance part, whole;
  sc_report report = { 0 };
  write_lines(path, lines);
  sc_code code = weight ? sc_concordance_read_weighted(&part, path, "from", "to", weight, &report)
                        : sc_concordance_read(&part, path, "from", "to", &report);
  if (code == SC_OK) code = sc_concordance_complete(&whole, &part, t, &report);
  if (code == SC_OK) code = sc_io_table_aggregate(made, t, &whole, &report);
  if (code == SC_OK) code = sc_io_table_check_balance(made, 1e-10, &report);
  sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  unlink(path);
  sc_concordance_free(&part);
  sc_concordance_free(&whole);
}

static void an_activity_is_split_in_rows_and_columns(void **state)
{
  (void)state;
  static const char source[] = "by hand";
  sc_io_table t, m;
  read_table(&t, sound);
  reclassify(&m, &t, "from,to,weight\nA,A1,0.25\nA,A2,0.75\n", "weight");
  assert_int_equal(m.n, 3);
  assert_string_equal(m.activity[0], "A1");
  assert_string_equal(m.activity[2], "B");
  CHECK_NEAR(m.domestic[0], 150 * 0.25 * 0.25, 1e-15, source);
  CHECK_NEAR(m.domestic[1], 150 * 0.25 * 0.75, 1e-15, source);
  CHECK_NEAR(m.domestic[2], 500 * 0.25, 1e-15, source);
  CHECK_NEAR(m.domestic[3 * 2 + 1], 200 * 0.75, 1e-15, source);
  CHECK_NEAR(m.domestic[3 * 2 + 2], 100, 0, source);
  CHECK_NEAR(m.imported[2], 100 * 0.25, 1e-15, source);
  CHECK_NEAR(m.output[1], 750, 1e-15, source);
  CHECK_NEAR(m.final_domestic[4], 200 * 0.75, 1e-15, source);
  CHECK_NEAR(m.value_added[1], 300, 1e-15, source);
  sc_io_table_free(&t);
  sc_io_table_free(&m);
}

/* Shares from sizes in any unit; parts have the technology of the whole, so multipliers do not move. */
static void parts_have_the_technology_of_the_whole(void **state)
{
  (void)state;
  sc_io_table t, m;
  sc_io_system before, after;
  sc_report report = { 0 };
  read_table(&t, "scenarios/data/io12_2020.csv");
  reclassify(&m, &t, "from,jobs,to\nTRD,30,SHOPS\nTRD,50,TRUCKS\nTRD,20,HOTELS\nFIN,1,BANKS\nFIN,3,INSURERS\n", "jobs");
  assert_int_equal(m.n, 15);
  CHECK_REL(m.output[sc_io_table_activity(&m, "TRUCKS")], t.output[4] / 2, 1e-15, "50 of 100");
  assert_int_equal(sc_io_system_make(&before, &t, &report), SC_OK);
  assert_int_equal(sc_io_system_make(&after, &m, &report), SC_OK);
  double *one = calloc(12, sizeof *one), *other = calloc(15, sizeof *other);
  sc_io_left(12, NULL, before.inverse, one);
  sc_io_left(15, NULL, after.inverse, other);
  CHECK_REL(other[sc_io_table_activity(&m, "SHOPS")], one[sc_io_table_activity(&t, "TRD")], 1e-12, "output multiplier of TRD");
  CHECK_REL(other[sc_io_table_activity(&m, "INSURERS")], one[sc_io_table_activity(&t, "FIN")], 1e-12, "output multiplier of FIN");
  CHECK_REL(other[sc_io_table_activity(&m, "AGR")], one[0], 1e-12, "output multiplier of AGR");
  free(one);
  free(other);
  sc_io_system_free(&before);
  sc_io_system_free(&after);
  sc_io_table_free(&t);
  sc_io_table_free(&m);
}

static void split_and_added_up_again_is_the_table(void **state)
{
  (void)state;
  sc_io_table t, m, again;
  read_table(&t, "scenarios/data/io12_2020.csv");
  reclassify(&m, &t, "from,to,weight\nAGR,a,0.1\nAGR,b,0.2\nAGR,c,0.7\nGOV,x,0.333\nGOV,y,0.667\nICT,z,1\n", "weight");
  assert_int_equal(m.n, 15);
  reclassify(&again, &m, "from,to\na,AGR\nb,AGR\nc,AGR\nx,GOV\ny,GOV\nz,ICT\n", NULL);
  assert_int_equal(again.n, 12);
  for (int i = 0; i < 12; i++) {
    assert_string_equal(again.activity[i], t.activity[i]);
    CHECK_REL(again.output[i], t.output[i], 1e-14, "the table");
    CHECK_REL(again.imports[i], t.imports[i], 1e-14, "the table");
    for (int j = 0; j < 12; j++) CHECK_REL(again.domestic[12 * i + j], t.domestic[12 * i + j], 1e-13, "the table");
    for (int j = 0; j < 12; j++) CHECK_REL(again.imported[12 * i + j], t.imported[12 * i + j], 1e-13, "the table");
    for (int h = 0; h < 4; h++) CHECK_REL(again.value_added[12 * h + i], t.value_added[12 * h + i], 1e-14, "the table");
  }
  sc_io_table_free(&t);
  sc_io_table_free(&m);
  sc_io_table_free(&again);
}

static int is_refused(const char *path)
{
  int has_weights = 0;
  sc_io_table t, m;
  sc_concordance part = { 0 }, whole = { 0 };
  sc_report report = { 0 };
  read_table(&t, sound);
  sc_code code = sc_concordance_has(path, "weight", &has_weights, &report);
  if (code == SC_OK && has_weights) code = sc_concordance_read_weighted(&part, path, "from", "to", "weight", &report);
  else if (code == SC_OK) code = sc_concordance_read(&part, path, "from", "to", &report);
  if (code == SC_OK && has_weights) code = sc_concordance_complete(&whole, &part, &t, &report);
  if (code == SC_OK && !has_weights) code = sc_io_table_aggregate(&m, &t, &part, &report);
  sc_concordance_free(&part);
  sc_concordance_free(&whole);
  sc_io_table_free(&t);
  const int is_right = expected_report(path, &report);
  sc_report_free(&report);
  return is_right && code == SC_DATA;
}

static void wrong_concordances_are_refused(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_concordances", ".csv", is_refused, &n_wrong) >= 12);
  assert_int_equal(n_wrong, 0);
}

static void running_out_of_memory_is_reported(void **state)
{
  (void)state;
  sc_io_table t, m;
  char path[60];
  read_table(&t, sound);
  write_lines(path, "from,to,weight\nA,A1,0.25\nA,A2,0.75\n");
  for (long n = 1; n < 100; n++) {
    sc_concordance part = { 0 }, whole = { 0 };
    sc_report report = { 0 };
    sc_memory_fail_at(n);
    sc_code code = sc_concordance_read_weighted(&part, path, "from", "to", "weight", &report);
    if (code == SC_OK) code = sc_concordance_complete(&whole, &part, &t, &report);
    if (code == SC_OK) code = sc_io_table_aggregate(&m, &t, &whole, &report);
    sc_memory_fail_at(0);
    sc_concordance_free(&part);
    sc_concordance_free(&whole);
    sc_report_free(&report);
    if (code == SC_OK) {
      unlink(path);
      sc_io_table_free(&m);
      sc_io_table_free(&t);
      assert_true(n > 5);
      return;
    }
    assert_int_equal(code, SC_MEMORY);
  }
  fail_msg("never succeeded");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_activity_is_split_in_rows_and_columns),
    cmocka_unit_test(parts_have_the_technology_of_the_whole),
    cmocka_unit_test(split_and_added_up_again_is_the_table),
    cmocka_unit_test(wrong_concordances_are_refused),
    cmocka_unit_test(running_out_of_memory_is_reported),
  };
  return cmocka_run_group_tests_name("concordance", tests, NULL, NULL);
}
