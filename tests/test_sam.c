/* models/accounts: social accounting matrices read, checked, written, and made from input-output tables. */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/accounts/sam.h"

static void make_from(sc_sam *sam, const char *path)
{
  sc_io_table table;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&table, path, &report), SC_OK);
  assert_int_equal(sc_sam_make(sam, &table, &report), SC_OK);
  assert_int_equal(report.n, 0);
  sc_io_table_free(&table);
}

/* The reference matrices were computed with numpy in double precision and, like the tables, have 6 decimals. A cell is the
 * sum of a few rounded numbers, a closing cell of about fifty. */
#define ROUNDING 3e-6
#define ROUNDING_OF_CLOSURES 1e-5
static void check_cells(const sc_sam *made, const sc_sam *want, int n_activities, const char *source)
{
  assert_int_equal(made->n, want->n);
  for (int i = 0; i < want->n; i++) {
    assert_string_equal(made->account[i], want->account[i]);
    for (int j = 0; j < want->n; j++) {
      const int closes = i >= n_activities && j >= n_activities, k = i * want->n + j;
      CHECK_WITHIN_(made->cell[k], want->cell[k], closes ? ROUNDING_OF_CLOSURES : ROUNDING, source);
    }
  }
}

static void four_activities_give_the_reference_matrix(void **state)
{
  (void)state;
  static const char path[] = SC_SHARED_DIR "/data/io/sam4_2020_national.csv";
  sc_sam want, made;
  sc_report report = { 0 };
  if (access(path, R_OK) != 0) skip();
  assert_int_equal(sc_sam_read(&want, path, &report), SC_OK);
  make_from(&made, "scenarios/data/io4_2020.csv");
  check_cells(&made, &want, 4, path);
  sc_sam_free(&want);
  sc_sam_free(&made);
}

/* sam12_2020_national.csv names both the activity and the government GOV, which a reader by name must refuse; its numbers
 * stand here under the name that is free. */
static void twelve_activities_give_the_reference_matrix(void **state)
{
  (void)state;
  static const char path[] = SC_SHARED_DIR "/data/io/sam12_2020_national.csv", copy[] = "sam12_renamed.csv.tmp";
  char *bytes, *at, text[20000], where[300];
  size_t size;
  sc_sam want, made;
  sc_report report = { 0 };
  if (access(path, R_OK) != 0) skip();
  assert_int_equal(sc_sam_read(&want, path, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_TABLE_DUPLICATE);
  sc_report_free(&report);
  assert_int_equal(sc_file_read(path, sizeof text, &bytes, &size, SC_NOWHERE, &report), SC_OK);
  assert_non_null(at = strstr(bytes, "HOH,GOV,INV"));
  *at = '\0';
  const int head = snprintf(text, sizeof text, "%sHOH,GOV_ACC,INV", bytes);
  char *rest = at + strlen("HOH,GOV,INV"), *row = strstr(strstr(rest, "\nHOH,"), "\nGOV,");
  assert_non_null(row);
  *row = '\0';
  snprintf(text + head, sizeof text - (size_t)head, "%s\nGOV_ACC,%s", rest, row + 5);
  snprintf(where, sizeof where, "/tmp/%d-%s", (int)getpid(), copy);
  assert_int_equal(sc_file_write(where, text, strlen(text), SC_REPLACE, &report), SC_OK);
  assert_int_equal(sc_sam_read(&want, where, &report), SC_OK);
  unlink(where);
  sc_free(bytes);
  make_from(&made, "scenarios/data/io12_2020.csv");
  check_cells(&made, &want, 12, path);
  assert_int_equal(made.rule[SC_SAM_RULE_REEXPORTS], 1);
  assert_int_equal(made.rule[SC_SAM_RULE_CONSUMPTION], 0);
  sc_sam_free(&want);
  sc_sam_free(&made);
}

static void write_sam(char path[64], const char *text)
{
  sc_report report = { 0 };
  snprintf(path, 64, "/tmp/%d-test-sam.csv", (int)getpid());
  assert_int_equal(sc_file_write(path, text, strlen(text), SC_REPLACE, &report), SC_OK);
}

/* Hosoe, Gasawa and Hashimoto 2010, ch. 6, table 6.1 (the matrix of the GAMS library's STDCGE): it balances. */
static void the_matrix_of_hosoe_is_read_and_balances(void **state)
{
  (void)state;
  static const char text[] = ",BRD,MLK,CAP,LAB,IDT,TRF,HOH,GOV,INV,EXT\n"
                             "BRD,21,8,,,,,20,19,16,8\nMLK,17,9,,,,,30,14,15,4\nCAP,20,30,,,,,,,,\nLAB,15,25,,,,,,,,\n"
                             "IDT,5,4,,,,,,,,\nTRF,1,2,,,,,,,,\nEXT,13,11,,,,,,,,\nHOH,,,50,40,,,,,,\nGOV,,,,,9,3,23,,,\n"
                             "INV,,,,,,,17,2,,12\n";
  char path[64];
  sc_sam sam, again;
  sc_report report = { 0 };
  sc_string written = { 0 };
  write_sam(path, text);
  assert_int_equal(sc_sam_read(&sam, path, &report), SC_OK);
  assert_int_equal(sam.n, 10);
  assert_int_equal(sc_sam_check_balance(&sam, SC_SAM_TOLERANCE, &report), SC_OK);
  assert_int_equal(sc_sam_account(&sam, "EXT"), 9);      /* as in the first line, wherever its row stands */
  assert_int_equal(sc_sam_account(&sam, "NOBODY"), -1);
  assert_true(sc_sam_receipts(&sam, 0) == 92 && sc_sam_payments(&sam, 0) == 92);
  assert_true(sam.cell[9 * 10 + 1] == 11 && sam.line[9] == 8);
  sc_sam_as_csv(&sam, &written);
  write_sam(path, sc_string_text(&written));
  assert_int_equal(sc_sam_read(&again, path, &report), SC_OK);
  for (int k = 0; k < 100; k++) assert_true(sam.cell[k] == again.cell[k]);
  sc_string_free(&written);
  sc_sam_free(&again);
  sc_sam_free(&sam);
  sc_sam_free(NULL);
  unlink(path);
}

static void each_account_out_of_balance_is_named(void **state)
{
  (void)state;
  char path[64];
  sc_sam sam;
  sc_report report = { 0 };
  write_sam(path, "row,A,B,C,TOTAL\nA,1,2,3,6\nB,4,0,0,4\nC,1,1,1,3\nTOTAL,6,3,4,13\n");
  assert_int_equal(sc_sam_read(&sam, path, &report), SC_OK);
  assert_int_equal(sam.n, 3);
  assert_int_equal(sc_sam_check_balance(&sam, SC_SAM_TOLERANCE, &report), SC_DATA);
  assert_int_equal(report.n, 2);
  assert_int_equal(report.errors[0].line, 3);
  assert_string_equal(report.errors[0].reason[SC_EN], "account B does not balance: it receives 4 (its row) and pays 3 (its column), a gap of 1");
  assert_int_equal(report.errors[1].line, 4);
  assert_int_equal(sc_sam_check_balance(&sam, 0.5, &report), SC_OK);
  sc_report_free(&report);
  sc_sam_free(&sam);
  unlink(path);
}

/* Each text is refused with one message: the fault, its line and its column. */
static void wrong_files_are_refused_where_they_are_wrong(void **state)
{
  (void)state;
  static const struct { const char *text; sc_fault fault; int line, column; } cases[] = {
    { "row\n", SC_FAULT_SAM_NO_ACCOUNTS, 0, 0 },
    { "row,A,A\nA,1,1\n", SC_FAULT_TABLE_DUPLICATE, 1, 7 },
    { "row,A,,B\nA,1,,1\nB,1,,1\n", SC_FAULT_SAM_NO_NAME, 1, 7 },
    { "row,A,B\nA,1,1\nA,1,1\nB,0,0\n", SC_FAULT_TABLE_DUPLICATE, 3, 1 },
    { "row,A,B\nA,1,1\n", SC_FAULT_SAM_ROW_MISSING, 0, 0 },
    { "row,HOH,B\nHHO,1,1\nB,1,1\nHOH,1,1\n", SC_FAULT_SAM_ROW_MEANT, 2, 1 },
    { "row,A,B\nA,1,1\nB,1,1\nrest of all,1,1\n", SC_FAULT_SAM_ROW_UNKNOWN, 4, 1 },
    { "row,A,B\nA,1,x\nB,1,1\n", SC_FAULT_TABLE_NOT_A_NUMBER, 2, 5 },
    { "row,A,B\nA,1,\"1,000\"\nB,1,1\n", SC_FAULT_TABLE_NOT_A_NUMBER, 2, 5 },
    { "row,A,B\nA,1,1,1\nB,1,1\n", SC_FAULT_TABLE_RAGGED, 2, 1 },
    { "row,A,B,TOTAL\nA,1,1,3\nB,1,1,2\n", SC_FAULT_SAM_ROW_TOTAL, 2, 0 },
    { "row,A,B\nA,1,1\nB,1,1\nTOTAL,2,1\n", SC_FAULT_SAM_COLUMN_TOTAL, 4, 0 },
    { "row,A\nTOTAL,1\nTOTAL,1\nA,1\n", SC_FAULT_TABLE_DUPLICATE, 3, 1 },
  };
  char path[64];
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    sc_sam sam;
    sc_report report = { 0 };
    write_sam(path, cases[k].text);
    assert_int_equal(sc_sam_read(&sam, path, &report), SC_DATA);
    assert_int_equal(report.n, 1);
    assert_int_equal(report.errors[0].fault, cases[k].fault);
    assert_int_equal(report.errors[0].line, cases[k].line);
    assert_int_equal(report.errors[0].column, cases[k].column);
    assert_null(sam.cell);
    sc_report_free(&report);
  }
  unlink(path);
}

/* A table that does not split consumption, has an error column and a product that is re-exported. */
static void closures_that_were_used_are_known(void **state)
{
  (void)state;
  char path[64];
  sc_io_table table;
  sc_sam sam;
  sc_report report = { 0 };
  write_sam(path, "block,row,A,LAB,CONS_TOTAL,GFCF,ERR,EXP,TOTAL\nDOM,A,2,1,3,1,1,2,10\nDOM,LAB,1,1,4,0,0,2,8\n"
                  "IMP,A,1,0,1,1,0,1,4\nIMP,LAB,0,0,0,0,0,0,0\nVA,labour,3,4,,,,,7\nVA,net tax,1,1,,,,,2\nVA,surplus,2,1,,,,,3\n");
  assert_int_equal(sc_io_table_read(&table, path, &report), SC_OK);
  assert_int_equal(sc_sam_make(&sam, &table, &report), SC_OK);
  const int lab = sc_sam_account(&sam, "LAB_ACC"), hoh = sc_sam_account(&sam, "HOH"), gov = sc_sam_account(&sam, "GOV");
  const int inv = sc_sam_account(&sam, "INV"), row = sc_sam_account(&sam, "ROW");
  assert_int_equal(lab, 2);
  CHECK_NEAR(sam.cell[lab * sam.n + 1], 4, 0, "by hand");
  CHECK_NEAR(sam.cell[0 * sam.n + hoh], 4, 0, "by hand");
  CHECK_NEAR(sam.cell[0 * sam.n + inv], 3, 0, "by hand: 1 + 1 of investment, 1 of error");
  CHECK_NEAR(sam.cell[row * sam.n + 0], 3, 0, "by hand: 4 of imports, 1 sent on");
  CHECK_NEAR(sam.cell[gov * sam.n + hoh], -2, 0, "by hand: taxes go back to households");
  CHECK_NEAR(sam.cell[inv * sam.n + hoh], 4, 0, "by hand: income 10, consumption 8, -2 to government");
  CHECK_NEAR(sam.cell[inv * sam.n + row], -1, 0, "by hand: imports 3, exports 4");
  for (int k = 0; k < SC_SAM_N_RULES; k++) assert_int_equal(sam.rule[k], 1);
  sc_sam_free(&sam);
  table.output[0] += 1;
  table.imports[0] += 1;
  assert_int_equal(sc_sam_make(&sam, &table, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_SAM_BALANCE);
  sc_report_free(&report);
  sc_io_table_free(&table);
  unlink(path);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(four_activities_give_the_reference_matrix),
    cmocka_unit_test(twelve_activities_give_the_reference_matrix),
    cmocka_unit_test(the_matrix_of_hosoe_is_read_and_balances),
    cmocka_unit_test(each_account_out_of_balance_is_named),
    cmocka_unit_test(wrong_files_are_refused_where_they_are_wrong),
    cmocka_unit_test(closures_that_were_used_are_known),
  };
  return cmocka_run_group_tests_name("sam", tests, NULL, NULL);
}
