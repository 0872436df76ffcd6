/* test_study_faults.c - what the loader says of studies, names and options that are wrong.
 *
 * Every tests/bad_studies/NAME.cfg has one kind of mistake; what the loader reports must be NAME.expected: the exit status,
 * the messages in English, the messages in Chinese. SC_UPDATE_EXPECTED=1 writes the .expected files anew. */
#include "tests/support/check.h"
#include "tests/support/expected.h"

#include <stdlib.h>
#include <string.h>

#include "scenarios/study.h"

/* The report as the .expected files have it. */
static char *in_words(const sc_report *report)
{
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  fprintf(to, "%d\n", (int)sc_report_code(report));
  sc_report_print(report, SC_EN, to);
  sc_report_print(report, SC_ZH, to);
  fclose(to);
  return text;
}

static void assert_option_fails(const sc_study_options *options, sc_code want, const char *words)
{
  sc_study study;
  sc_report report = { 0 };
  assert_int_equal(sc_study_load(&study, "zhangdian", options, &report), want);
  char *text = in_words(&report);
  if (strstr(text, words) == NULL) print_error("got %s", text);
  assert_non_null(strstr(text, words));
  free(text);
  sc_report_free(&report);
}

static void wrong_options_are_explained(void **state)
{
  (void)state;
  const char *const unknown[] = { "parameters.sigma_k=0.5" }, *const outside[] = { "parameters.sigma_kl=7" };
  assert_option_fails(&(sc_study_options){ .scenarios = "plan,S12" }, SC_USAGE, "legal are trend, baseline, plan");
  assert_option_fails(&(sc_study_options){ .models = "solow" }, SC_USAGE, "legal are growth");
  assert_option_fails(&(sc_study_options){ .seed = "many" }, SC_DATA, "run.seed: expected an integer, found a text");
  assert_option_fails(&(sc_study_options){ .store = "all" }, SC_DATA, "\"all\" is not one of summary, targets, paths");
  assert_option_fails(&(sc_study_options){ .set = unknown, .n_set = 1 }, SC_DATA, "the nearest legal name is sigma_kl");
  assert_option_fails(&(sc_study_options){ .set = outside, .n_set = 1 }, SC_DATA,
                      "--set: parameters.sigma_kl: 7 is outside");
}

static int check_case(const char *path)
{
  sc_report report = { 0 };
  sc_study study;
  sc_study_load(&study, path, NULL, &report);
  sc_study_free(&study);
  char *words = in_words(&report);
  const int same = expected_of(path, words);
  free(words);
  sc_report_free(&report);
  return same;
}

static void bad_studies_are_explained(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_studies", ".cfg", check_case, &n_wrong) >= 17);
  assert_int_equal(n_wrong, 0);
}

static void assert_name_gives(const char *name, sc_code want, sc_fault fault)
{
  sc_study study;
  sc_report report = { 0 };
  assert_int_equal(sc_study_load(&study, name, NULL, &report), want);
  assert_int_equal(report.errors[0].fault, fault);
  sc_study_free(&study);
  sc_report_free(&report);
}

static void studies_that_are_not_there(void **state)
{
  (void)state;
  sc_study study;
  sc_report report = { 0 };
  assert_int_equal(sc_study_load(&study, "zhangdain", NULL, &report), SC_NO_INPUT);
  assert_non_null(strstr(report.errors[0].reason[SC_EN], "those in scenarios: template, zhangdian"));
  sc_report_free(&report);
  assert_name_gives("nowhere", SC_NO_INPUT, SC_FAULT_NO_STUDY);
  assert_name_gives("", SC_NO_INPUT, SC_FAULT_NO_STUDY);
  assert_name_gives("../scenarios", SC_NO_INPUT, SC_FAULT_NO_STUDY);
  assert_name_gives("tests/nowhere.cfg", SC_NO_INPUT, SC_FAULT_FILE_MISSING);
  assert_name_gives("tests/bad_studies", SC_NO_INPUT, SC_FAULT_FILE_MISSING);      /* a folder without study.cfg */
}

/* The n-th allocation fails, for every n: reported as such, nothing leaked (address sanitizer). */
static void memory_may_run_out(void **state)
{
  (void)state;
  sc_code code = SC_MEMORY;
  int n = 0;
  for (; code != SC_OK; n++) {
    sc_study study;
    sc_report report = { 0 };
    sc_memory_fail_at(n + 1);
    code = sc_study_load(&study, "tests/bad_studies/good.cfg", NULL, &report);
    sc_memory_fail_at(0);
    if (code != SC_OK) assert_int_equal(code, SC_MEMORY);
    sc_study_free(&study);
    sc_report_free(&report);
    assert_true(n < 100000);
  }
  assert_true(n > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(wrong_options_are_explained),
    cmocka_unit_test(bad_studies_are_explained),
    cmocka_unit_test(studies_that_are_not_there),
    cmocka_unit_test(memory_may_run_out),
  };
  setenv("SANCHAN_DATA", "scenarios", 1);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
