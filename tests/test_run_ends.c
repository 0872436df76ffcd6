/* outputs/run: runs that end early. An interrupted run keeps its finished scenarios and goes on from them to the same bits;
 * files of other runs and spoiled ones are refused; a run without memory says so, whichever allocation fails. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/study_run.h"

/* A place for the work folder, and a run that stops itself when it comes to a scenario. */
typedef struct site {
  char folder[64], work[80], file[96];
  volatile int stop;
  const char  *stop_at;
  double       done, total;
} site;

static const run_setup THREE = { .scenarios = "baseline,plan,compound", .draws = 70 };
static const run_setup THREE_PATHS = { .scenarios = "baseline,plan,compound", .draws = 70, .store = "paths" };

static int set_up(void **state)
{
  site *s = calloc(1, sizeof *s);
  if (s == NULL) return -1;
  snprintf(s->folder, sizeof s->folder, "%s/sanchan-run-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
  if (mkdtemp(s->folder) == NULL) return -1;
  snprintf(s->work, sizeof s->work, "%s/work", s->folder);
  snprintf(s->file, sizeof s->file, "%s/finished", s->work);
  *state = s;
  return 0;
}

static int tear_down(void **state)
{
  site *s = *state;
  unlink(s->file);
  rmdir(s->work);
  rmdir(s->folder);
  free(s);
  return 0;
}

static void watch(void *context, double done, double total, const char *what)
{
  site *s = context;
  s->done = done;
  s->total = total;
  if (s->stop_at != NULL && strcmp(what, s->stop_at) == 0) s->stop = 1;
}

static sc_run_options options_at(site *s, int resume)
{
  s->stop = 0;
  return (sc_run_options){ .n_threads = 2, .stop = &s->stop, .work_folder = s->work, .resume = resume, .progress = watch,
                           .progress_context = s };
}

/* Runs `study` and checks that the code is returned, reported once and that nothing is left in a failed result. */
static sc_fault ends_with(const sc_study *study, site *s, int resume, sc_code wanted)
{
  sc_report report = { 0 };
  sc_result result;
  const sc_run_options options = options_at(s, resume);
  assert_int_equal(sc_study_run(study, &options, &result, &report), wanted);
  assert_int_equal(report.n, 1);
  assert_true(report.errors[0].code == wanted && result.arena.first == NULL && result.values == NULL);
  const sc_fault fault = report.errors[0].fault;
  sc_report_free(&report);
  return fault;
}

static void interrupt(const sc_study *study, site *s, const char *at)
{
  s->stop_at = at;
  assert_int_equal(ends_with(study, s, 0, SC_INTERRUPTED), SC_FAULT_RUN_INTERRUPTED);
  s->stop_at = NULL;
}

static void finish(const sc_study *study, site *s, int resume, sc_result *result)
{
  sc_report report = { 0 };
  const sc_run_options options = options_at(s, resume);
  const sc_code code = sc_study_run(study, &options, result, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  assert_true(s->done == s->total);
}

static int is_there(const char *path) { return access(path, F_OK) == 0; }

/* ------------------------------------------------------------------------------------------------- interruption */

static void goes_on_where_it_was(void **state)
{
  site *s = *state;
  sc_study study;
  sc_result undisturbed, resumed;
  run_small(&undisturbed, THREE);
  load_study(&study, THREE);
  interrupt(&study, s, "plan");
  assert_true(is_there(s->file));
  interrupt(&study, s, "plan");              /* once more from the beginning: replaces what was kept */
  finish(&study, s, 1, &resumed);
  /* the first scenario was not run again; all draws are also run with swapped shocks */
  assert_true(s->total == 2 * (70 + 70) * study.n_models);
  same_result(&undisturbed, &resumed);
  assert_false(is_there(s->work));
  sc_result_free(&undisturbed);
  sc_result_free(&resumed);
  sc_study_free(&study);
}

/* Everything stored; interrupted twice, and once more after a run was killed while it wrote. */
static void goes_on_twice(void **state)
{
  site *s = *state;
  sc_study study;
  sc_result undisturbed, resumed;
  run_small(&undisturbed, THREE_PATHS);
  load_study(&study, THREE_PATHS);
  interrupt(&study, s, "plan");
  s->stop_at = "compound";
  assert_int_equal(ends_with(&study, s, 1, SC_INTERRUPTED), SC_FAULT_RUN_INTERRUPTED);
  s->stop_at = NULL;
  char partial[112];
  snprintf(partial, sizeof partial, "%s.partial", s->file);
  close(open(partial, O_CREAT | O_WRONLY, 0666));
  finish(&study, s, 1, &resumed);
  assert_true(s->total == (70 + 70) * study.n_models);
  same_result(&undisturbed, &resumed);
  assert_false(is_there(s->work));
  sc_result_free(&undisturbed);
  sc_result_free(&resumed);
  sc_study_free(&study);
}

/* Nothing was kept: --resume is a run from the beginning. A whole run leaves no folder. */
static void resumes_from_nothing(void **state)
{
  site *s = *state;
  sc_study study;
  sc_result result;
  load_study(&study, (run_setup){ .scenarios = "plan", .draws = 40 });
  finish(&study, s, 1, &result);
  assert_true(s->total == (40 + 40) * study.n_models);
  assert_false(is_there(s->work));
  sc_result_free(&result);
  s->stop_at = "plan";                       /* without a work folder nothing is kept */
  sc_report report = { 0 };
  sc_run_options options = options_at(s, 0);
  options.work_folder = NULL;
  assert_int_equal(sc_study_run(&study, &options, &result, &report), SC_INTERRUPTED);
  assert_false(is_there(s->work));
  sc_report_free(&report);
  sc_study_free(&study);
}

static void refuses_another_run(void **state)
{
  site *s = *state;
  static const run_setup OTHERS[] = {
    { .scenarios = "baseline,plan,compound", .draws = 70, .set = { "run.seed=7L" } },
    { .scenarios = "baseline,plan,compound", .draws = 71 },
    { .scenarios = "baseline,plan", .draws = 70 },
    { .scenarios = "baseline,plan,compound", .draws = 70, .store = "summary" },
    { .scenarios = "baseline,plan,compound", .draws = 70, .set = { "targets.gdp_growth.value=6.0" } },
    { .scenarios = "baseline,plan,compound", .draws = 70, .set = { "scenarios.plan.levers.all=0.9" } },
  };
  sc_study study, other;
  load_study(&study, THREE);
  interrupt(&study, s, "plan");
  for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
    load_study(&other, OTHERS[i]);
    assert_int_equal(ends_with(&other, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_FOREIGN);
    sc_study_free(&other);
  }
  /* The same study with a table that was changed meanwhile. */
  sc_study_file *files = calloc((size_t)study.n_files, sizeof *files);
  memcpy(files, study.files, (size_t)study.n_files * sizeof *files);
  files[study.n_files - 1].sha256[0] ^= 1;
  other = study;
  other.files = files;
  assert_int_equal(ends_with(&other, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_FOREIGN);
  free(files);
  assert_true(is_there(s->file));            /* refused, not destroyed */
  sc_study_free(&study);
}

static void refuses_a_spoiled_file(void **state)
{
  site *s = *state;
  sc_study study;
  struct stat info;
  load_study(&study, (run_setup){ .scenarios = "baseline,plan", .draws = 40 });
  interrupt(&study, s, "plan");
  assert_int_equal(stat(s->file, &info), 0);
  const off_t size = info.st_size, places[] = { 65, 66, 2000, size / 2, size - 70, size - 2 };
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    const int fd = open(s->file, O_RDWR);
    unsigned char byte;
    assert_int_equal(pread(fd, &byte, 1, places[i]), 1);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, places[i]), 1);
    assert_int_equal(ends_with(&study, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_DAMAGED);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, places[i]), 1);
    close(fd);
  }
  assert_int_equal(truncate(s->file, size - 1), 0);
  assert_int_equal(ends_with(&study, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_DAMAGED);
  assert_int_equal(truncate(s->file, 30), 0);
  assert_int_equal(ends_with(&study, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_DAMAGED);
  assert_int_equal(truncate(s->file, 0), 0);
  assert_int_equal(ends_with(&study, s, 1, SC_DATA), SC_FAULT_CHECKPOINT_DAMAGED);
  sc_study_free(&study);
}

/* The folder cannot be made: said when work is to be kept. */
static void nowhere_to_keep_it(void **state)
{
  site *s = *state;
  sc_study study;
  load_study(&study, (run_setup){ .scenarios = "baseline,plan", .draws = 40 });
  snprintf(s->work, sizeof s->work, "%s/missing/work", s->folder);
  s->stop_at = "plan";
  assert_int_equal(ends_with(&study, s, 0, SC_CANNOT_CREATE), SC_FAULT_OUTPUT_NOT_CREATED);
  sc_study_free(&study);
}

/* --------------------------------------------------------------------------------------------------- no memory */

/* Fails the n-th allocation of a run; returns whether there was an n-th. */
static int fails_at(const sc_study *study, long n)
{
  sc_report report = { 0 };
  sc_result result;
  sc_memory_fail_at(n);
  const sc_code code = sc_study_run(study, &(sc_run_options){ .n_threads = 1 }, &result, &report);
  sc_memory_fail_at(0);
  if (code != SC_OK) {
    assert_int_equal(code, SC_MEMORY);
    assert_int_equal(sc_report_code(&report), SC_MEMORY);
    assert_true(result.arena.first == NULL && result.values == NULL);
  }
  sc_report_free(&report);
  sc_result_free(&result);
  return code != SC_OK;
}

static void any_allocation_may_fail(void **state)
{
  (void)state;
  sc_study study;
  long n = 1;
  load_study(&study, (run_setup){ .scenarios = "plan", .draws = 32, .store = "paths" });
  while (fails_at(&study, n)) n++;
  assert_true(n > 20);
  for (long later = n + 1; later < n + 5; later++) assert_false(fails_at(&study, later));
  sc_study_free(&study);
}

int main(void)
{
#define SITE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    SITE_TEST(goes_on_where_it_was), SITE_TEST(goes_on_twice),      SITE_TEST(resumes_from_nothing),
    SITE_TEST(refuses_another_run),  SITE_TEST(refuses_a_spoiled_file), SITE_TEST(nowhere_to_keep_it),
    cmocka_unit_test(any_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
