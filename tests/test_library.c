/* test_library.c - the public calls from files to files, with nothing but sanchan.h. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/sanchan.h"

static char folder[] = "/tmp/sanchan-library-XXXXXX";

static char *read_all(const char *name, size_t *n)
{
  FILE *file = fopen(name, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *n = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*n + 1);
  assert_int_equal(fread(bytes, 1, *n, file), *n);
  bytes[*n] = 0;
  fclose(file);
  return bytes;
}

static void from_a_study_to_a_brief(void **unused)
{
  (void)unused;
  const sc_study_options options = { .scenarios = "baseline,plan", .n_draws = 64 };
  sc_report report = { 0 };
  char result[64], brief[64];
  size_t n;
  snprintf(result, sizeof result, "%s/r.h5", folder);
  assert_int_equal(sc_study_to_file("scenarios/zhangdian", &options, 2, result, 0, &report), SC_OK);
  assert_int_equal(sc_study_to_file("scenarios/zhangdian", &options, 1, result, 0, &report), SC_OK);   /* equal bytes stay */
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    for (int markdown = 0; markdown < 2; markdown++) {
      snprintf(brief, sizeof brief, "%s/b%d.%s", folder, lang, markdown ? "md" : "html");
      assert_int_equal(sc_result_to_brief(result, brief, (sc_lang)lang, 0, &report), SC_OK);
      char *text = read_all(brief, &n);
      assert_non_null(strstr(text, lang == SC_ZH ? "张店区" : "Zhangdian"));
      assert_int_equal(strstr(text, "<html") != NULL, !markdown);
      free(text);
      unlink(brief);
    }
  assert_int_equal(report.n, 0);
  unlink(result);
}

static void mistakes_come_back_as_a_report(void **unused)
{
  (void)unused;
  const char *const set[] = { "run.draws=-1", "parameters.sigma_kl=9" };
  const sc_study_options options = { .set = set, .n_set = 2 };
  sc_report report = { 0 };
  assert_int_equal(sc_study_check_files("scenarios/zhangdian", NULL, &report), SC_OK);
  assert_int_equal(sc_study_check_files("scenarios/zhangdian", &options, &report), SC_DATA);
  assert_int_equal(report.n, 2);
  assert_string_equal(report.errors[1].key, "parameters.sigma_kl");
  assert_true(report.errors[1].reason[SC_ZH][0] != 0 && report.errors[1].reason[SC_EN][0] != 0);
  sc_report_free(&report);
  assert_int_equal(sc_study_to_file("no-such-study", NULL, 1, "r.h5", 0, &report), SC_NO_INPUT);
  sc_report_free(&report);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(from_a_study_to_a_brief),
    cmocka_unit_test(mistakes_come_back_as_a_report),
  };
  if (!mkdtemp(folder)) return 1;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  rmdir(folder);
  return failed;
}
