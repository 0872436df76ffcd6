/* models/accounts: tables read from files, their checks, aggregation. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/accounts/csv.h"
#include "models/accounts/concordance.h"
#include "models/accounts/table.h"
#include "tests/support/expected.h"

static const char national[] = "scenarios/data/io12_2020.csv";

static void read_checked(sc_io_table *table, const char *path)
{
  sc_report report = { 0 };
  sc_code code = sc_io_table_read(table, path, &report);
  if (code == SC_OK) code = sc_io_table_check_balance(table, SC_IO_TABLE_TOLERANCE, &report);
  if (code == SC_OK) code = sc_io_table_check_productive(table, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  assert_int_equal(code, SC_OK);
}

static double final_total(const sc_io_table *t, sc_final role)
{
  double sum = 0;
  for (int i = 0; i < t->n; i++) sum += sc_io_table_final_domestic(t, role, i) + sc_io_table_final_imported(t, role, i);
  return sum;
}

/* Totals of the national table, 100 million yuan: economics of the NBS table as published, by income and by expenditure. */
static void national_table_has_the_published_totals(void **state)
{
  (void)state;
  static const char source[] = "NBS input-output table 2020";
  sc_io_table t;
  read_checked(&t, national);
  assert_int_equal(t.n, 12);
  assert_int_equal(t.n_final, 6);
  double income = 0, spending = 0, imports = 0, output = 0;
  for (int j = 0; j < t.n; j++) {
    income += sc_io_table_value_added(&t, j);
    imports += t.imports[j];
    output += t.output[j];
  }
  for (int role = 0; role < SC_N_FINALS; role++) spending += final_total(&t, (sc_final)role);
  CHECK_REL(output, 2699027.8, 1e-7, source);
  CHECK_REL(income, 1016422.0, 1e-7, source);
  CHECK_REL(spending - imports, 1016422.0, 1e-7, source);
  CHECK_REL(final_total(&t, SC_FINAL_HOUSEHOLD), 81664.0 + 302344.0, 1e-5, source);
  CHECK_REL(final_total(&t, SC_FINAL_GOVERNMENT), 173625.0, 1e-5, source);
  CHECK_REL(final_total(&t, SC_FINAL_INVESTMENT), 424370.0, 1e-5, source);
  CHECK_REL(final_total(&t, SC_FINAL_EXPORTS), 187926.0, 1e-5, source);
  assert_int_equal(sc_io_table_activity(&t, "RDT"), 9);
  assert_int_equal(sc_io_table_activity(&t, "ZZZ"), -1);
  assert_int_equal(t.value[1], SC_VALUE_TAX);
  sc_io_table_free(&t);
  sc_io_table_free(&t);
  sc_io_table_free(NULL);
}

static void twelve_activities_add_up_to_the_published_four(void **state)
{
  (void)state;
  sc_io_table fine, four, coarse;
  sc_concordance concordance;
  sc_report report = { 0 };
  read_checked(&fine, national);
  read_checked(&four, "scenarios/data/io4_2020.csv");
  assert_int_equal(sc_concordance_read(&concordance, "scenarios/data/concordance_42_to_12_4_3.csv", "s12", "s4", &report), SC_OK);
  assert_int_equal(concordance.n_from, 12);
  assert_int_equal(sc_io_table_aggregate(&coarse, &fine, &concordance, &report), SC_OK);
  assert_int_equal(sc_io_table_check_balance(&coarse, SC_IO_TABLE_TOLERANCE, &report), SC_OK);
  assert_int_equal(coarse.n, 4);
  for (int i = 0; i < 4; i++) {
    assert_string_equal(coarse.activity[i], four.activity[i]);
    CHECK_REL(coarse.output[i], four.output[i], 1e-9, "io4_2020.csv");
    for (int j = 0; j < 4; j++) {
      CHECK_NEAR(coarse.domestic[i * 4 + j], four.domestic[i * 4 + j], 1e-5, "io4_2020.csv");
      CHECK_NEAR(coarse.imported[i * 4 + j], four.imported[i * 4 + j], 1e-5, "io4_2020.csv");
    }
    for (int k = 0; k < four.n_final; k++)
      CHECK_NEAR(coarse.final_domestic[i * four.n_final + k], four.final_domestic[i * four.n_final + k], 1e-5, "io4_2020.csv");
  }
  sc_io_table_free(&coarse);
  sc_io_table_free(&four);
  sc_io_table_free(&fine);
  sc_concordance_free(&concordance);
  sc_report_free(&report);
}

/* Every table here is refused, with the place and both texts: NAME.expected holds what is printed, English then Chinese. */
static int is_refused(const char *path)
{
  char *printed = NULL;
  size_t size = 0;
  sc_io_table table;
  sc_report report = { 0 };
  sc_code code = sc_io_table_read(&table, path, &report);
  if (code == SC_OK) {
    code = sc_io_table_check_balance(&table, SC_IO_TABLE_TOLERANCE, &report);
    if (code == SC_OK) code = sc_io_table_check_origins(&table, &report);
    if (code == SC_OK) code = sc_io_table_check_signs(&table, &report);
    if (code == SC_OK) code = sc_io_table_check_productive(&table, &report);
    sc_io_table_free(&table);
  }
  FILE *to = open_memstream(&printed, &size);
  sc_report_print(&report, SC_EN, to);
  sc_report_print(&report, SC_ZH, to);
  fclose(to);
  const int is_right = expected_of(path, printed);
  if (code != SC_DATA) print_error("%s: code %d\n", path, (int)code);
  free(printed);
  sc_report_free(&report);
  return is_right && code == SC_DATA;
}

static void bad_tables_are_refused_with_one_clear_message(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_tables", ".csv", is_refused, &n_wrong) >= 36);
  assert_int_equal(n_wrong, 0);
}

static void concordances_must_be_functions_and_complete(void **state)
{
  (void)state;
  static const char path[] = "scenarios/data/concordance_42_to_12_4_3.csv";
  sc_concordance c;
  sc_io_table fine, coarse;
  sc_report report = { 0 };
  assert_int_equal(sc_concordance_read(&c, path, "s4", "s12", &report), SC_DATA);      /* SEC is TIN, EQP and CON */
  assert_int_equal(report.errors[0].fault, SC_FAULT_CONCORDANCE_CONFLICT);
  assert_int_equal(report.errors[0].line, 17);
  for (int k = 0; k < report.n; k++) assert_int_equal(report.errors[k].fault, SC_FAULT_CONCORDANCE_CONFLICT);      /* all at once */
  assert_true(report.n > 1);
  sc_report_free(&report);
  assert_int_equal(sc_concordance_read(&c, path, "s12", "s5", &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_CONCORDANCE_COLUMN);
  sc_report_free(&report);
  assert_int_equal(sc_concordance_read(&c, path, "code42", "s12", &report), SC_OK);
  assert_int_equal(c.n_from, 42);
  read_checked(&fine, national);
  assert_int_equal(sc_io_table_aggregate(&coarse, &fine, &c, &report), SC_DATA);       /* AGR is no code of the 42 */
  assert_int_equal(report.n, 1);
  assert_int_equal(report.errors[0].fault, SC_FAULT_CONCORDANCE_OTHER);
  sc_io_table_free(&fine);
  sc_concordance_free(&c);
  sc_report_free(&report);
}

/* What is written reads back bit for bit, names that need quotes and the history included. */
static void a_table_written_reads_back_the_same(void **state)
{
  (void)state;
  char path[] = "/tmp/sanchan-table-XXXXXX";
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  close(descriptor);
  sc_io_table t, again;
  sc_string text = { 0 }, text_again = { 0 };
  sc_report report = { 0 };
  read_checked(&t, national);
  t.activity[3] = "say \"cheese\", please";
  t.domestic[5] = 0.1 + 0.2;
  assert_int_equal(sc_io_table_add_history(&t, "first\nstep", &report), SC_OK);
  assert_int_equal(sc_io_table_add_history(&t, "", &report), SC_OK);
  assert_int_equal(sc_io_table_add_history(&t, "#third", &report), SC_OK);
  sc_io_table_as_csv(&t, &text);
  assert_int_equal(sc_file_write(path, text.text, text.length, SC_REPLACE, &report), SC_OK);
  assert_int_equal(sc_io_table_read(&again, path, &report), SC_OK);
  const size_t n = (size_t)t.n, k = (size_t)t.n_final;
  assert_string_equal(again.activity[3], t.activity[3]);
  assert_int_equal(again.n_history, 3);
  assert_string_equal(again.history[0], "first step");
  assert_string_equal(again.history[1], "");
  assert_string_equal(again.history[2], "#third");
  assert_memory_equal(again.domestic, t.domestic, n * n * sizeof(double));
  assert_memory_equal(again.imported, t.imported, n * n * sizeof(double));
  assert_memory_equal(again.final_domestic, t.final_domestic, n * k * sizeof(double));
  assert_memory_equal(again.final_imported, t.final_imported, n * k * sizeof(double));
  assert_memory_equal(again.value_added, t.value_added, (size_t)t.n_value_added * n * sizeof(double));
  assert_memory_equal(again.output, t.output, n * sizeof(double));
  assert_memory_equal(again.imports, t.imports, n * sizeof(double));
  sc_io_table_as_csv(&again, &text_again);
  assert_string_equal(text.text, text_again.text);
  unlink(path);
  sc_string_free(&text);
  sc_string_free(&text_again);
  sc_io_table_free(&t);
  sc_io_table_free(&again);
  sc_report_free(&report);
}

static void a_folder_and_a_missing_file_are_no_tables(void **state)
{
  (void)state;
  sc_io_table table;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&table, "tests", &report), SC_NO_INPUT);
  assert_int_equal(sc_io_table_read(&table, "tests/no_such_file.csv", &report), SC_NO_INPUT);
  assert_int_equal(report.n, 2);
  sc_report_free(&report);
}

static void sound_table_reads_with_crlf_quotes_and_comments(void **state)
{
  (void)state;
  sc_io_table table;
  sc_report report = { 0 };
  read_checked(&table, "tests/tables/sound.csv");
  const double a = table.domestic[1];
  sc_io_table_free(&table);
  static const char text[] = "# unit: yuan\r\n\"block\", row ,\"A\",B,HH,\"GOV\",GFCF,EXP,TOTAL\r\n"
                             "DOM,A,150,500,200,50,50,50,1000\r\nDOM,B,200,100,900,300,300,200,2000\r\n\r\n"
                             "VA,\"wages, \"\"all\"\"\",650,1400,,,,,2050\r\nSAT,jobs,30,45.5,,,,,\r\n";
  char path[] = "/tmp/sc_io_table_XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  FILE *to = fdopen(file, "w");
  fputs(text, to);
  fclose(to);
  read_checked(&table, path);
  remove(path);
  CHECK_NEAR(table.domestic[1], a, 0, "the same table");
  assert_string_equal(table.value_added_name[0], "wages, \"all\"");
  assert_int_equal(table.line[0], 3);
  assert_int_equal(table.n_satellites, 1);
  CHECK_NEAR(table.satellite[1], 45.5, 0, "the file");
  sc_string written = { 0 };
  sc_io_table_as_csv(&table, &written);
  assert_non_null(strstr(written.text, "# unit: yuan\nblock,row,A,B,HH,GOV,GFCF,EXP,TOTAL\n"));
  assert_non_null(strstr(written.text, "\nVA,\"wages, \"\"all\"\"\",650,1400,,,,,2050\nSAT,jobs,30,45.5,,,,,\nTOTAL,OUTPUT,1000,2000,"));
  sc_string_free(&written);
  sc_io_table_free(&table);
  sc_report_free(&report);
}

/* Whichever allocation fails, the reader says so and leaks nothing (run under the address sanitizer). */
static void running_out_of_memory_is_reported(void **state)
{
  (void)state;
  for (long n = 1; n < 200; n++) {
    sc_io_table table;
    sc_report report = { 0 };
    sc_memory_fail_at(n);
    const sc_code code = sc_io_table_read(&table, "tests/tables/sound.csv", &report);
    sc_memory_fail_at(0);
    sc_report_free(&report);
    if (code == SC_OK) {
      sc_io_table_free(&table);
      assert_true(n > 3);
      return;
    }
    assert_int_equal(code, SC_MEMORY);
  }
  fail_msg("never succeeded");
}

/* Short decimals are read without strtod and long ones with it: the same number, to the last bit. */
static void numbers_are_those_of_strtod(void **state)
{
  (void)state;
  static const char *const others[] = { "0", "-0", "-0.0", ".5", "5.", "-.25", "9007199254740992", "9007199254740993", "123456789012345678",
                                        "1234567890123456789", "0.000000000000000001", "1e5", "-2.5E-3", "+7", "1e-320" };
  static const char *const wrong[] = { "", "-", ".", "-.", "1.2.3", "1,2", "1 2", "--1", "0x10", "nan", "inf", "1e999", "12a" };
  uint64_t seed = 5;
  double found, want;
  for (int k = 0; k < 20000; k++) {
    char text[40];
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    const int n_digits = 1 + (int)(seed >> 33) % 19, n_after = (int)(seed >> 40) % (n_digits + 1);
    const uint64_t digits = seed >> (k % 60);
    snprintf(text, sizeof text, "%s%.*f", k % 3 == 0 ? "-" : "", n_after, (double)digits / pow(10, n_after));
    want = strtod(text, NULL);
    assert_int_equal(sc_csv_is_number(&(sc_csv_cell){ .text = text }, 0, &found), 1);
    assert_memory_equal(&found, &want, sizeof want);
  }
  for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
    want = strtod(others[k], NULL);
    assert_int_equal(sc_csv_is_number(&(sc_csv_cell){ .text = others[k] }, 0, &found), 1);
    assert_memory_equal(&found, &want, sizeof want);
  }
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
    assert_int_equal(sc_csv_is_number(&(sc_csv_cell){ .text = wrong[k] }, 0, &found), 0);
  assert_int_equal(sc_csv_is_number(&(sc_csv_cell){ .text = "" }, 1, &found), 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_are_those_of_strtod),
    cmocka_unit_test(national_table_has_the_published_totals),
    cmocka_unit_test(twelve_activities_add_up_to_the_published_four),
    cmocka_unit_test(bad_tables_are_refused_with_one_clear_message),
    cmocka_unit_test(concordances_must_be_functions_and_complete),
    cmocka_unit_test(a_table_written_reads_back_the_same),
    cmocka_unit_test(a_folder_and_a_missing_file_are_no_tables),
    cmocka_unit_test(sound_table_reads_with_crlf_quotes_and_comments),
    cmocka_unit_test(running_out_of_memory_is_reported),
  };
  return cmocka_run_group_tests_name("io_table", tests, NULL, NULL);
}
