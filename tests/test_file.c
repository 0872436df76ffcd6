/* engine/base: digests, reading and writing files. */
#include "tests/support/check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"

static char folder[64];

static int make_folder(void **state)
{
  (void)state;
  strcpy(folder, "sc_test_file_XXXXXX");
  return mkdtemp(folder) == NULL;
}

static const char *in_folder(const char *name)
{
  static char path[4][128];
  static int turn;
  turn = (turn + 1) % 4;
  snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
  return path[turn];
}

static int remove_folder(void **state)
{
  (void)state;
  const char *const left[] = { "out", "out.partial", "eleven", "pipe" };      /* by a test that failed */
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) unlink(in_folder(left[i]));
  return rmdir(folder);
}

static void assert_only_fault(sc_report *report, sc_fault fault, sc_code code)
{
  assert_int_equal(report->n, 1);
  assert_int_equal(report->errors[0].fault, fault);
  assert_int_equal(sc_report_code(report), code);
  sc_report_free(report);
}

static void assert_holds(const char *path, const char *expected)
{
  sc_report report = { 0 };
  char *bytes = NULL;
  size_t n = 0;
  assert_int_equal(sc_file_read(path, 1000, &bytes, &n, SC_NOWHERE, &report), SC_OK);
  assert_int_equal(n, strlen(expected));
  assert_string_equal(bytes, expected);
  sc_free(bytes);
}

/* NIST, "Examples with intermediate values" for FIPS 180-4, and the long-message case of its first edition. */
static void sha256_known_answers(void **state)
{
  (void)state;
  char hex[65];
  sc_sha256_of("", 0, hex);
  assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  sc_sha256_of("abc", 3, hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  sc_sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
  assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  sc_sha256 digest;
  sc_sha256_init(&digest);
  for (int i = 0; i < 1000; i++) {
    char part[1000];
    memset(part, 'a', sizeof part);
    sc_sha256_add(&digest, part, sizeof part);
  }
  sc_sha256_end(&digest, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void reading_says_what_is_wrong(void **state)
{
  (void)state;
  sc_report report = { 0 };
  char *bytes = NULL;
  size_t n = 0;
  const sc_where at = { "study.cfg", 3, 0, NULL };
  sc_file_read(in_folder("absent"), 10, &bytes, &n, at, &report);
  assert_string_equal(report.errors[0].file, "study.cfg");
  assert_only_fault(&report, SC_FAULT_FILE_MISSING, SC_NO_INPUT);
  sc_file_read(folder, 10, &bytes, &n, at, &report);
  assert_only_fault(&report, SC_FAULT_FILE_IS_FOLDER, SC_NO_INPUT);
  assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
  sc_file_read(in_folder("pipe"), 10, &bytes, &n, at, &report);
  assert_only_fault(&report, SC_FAULT_FILE_NOT_REGULAR, SC_NO_INPUT);
  unlink(in_folder("pipe"));

  const char *path = in_folder("eleven");
  assert_int_equal(sc_file_write(path, "12345678901", 11, SC_KEEP, &report), SC_OK);
  sc_file_read(path, 10, &bytes, &n, at, &report);
  assert_only_fault(&report, SC_FAULT_FILE_TOO_BIG, SC_DATA);
  sc_memory_fail_at(1);
  assert_int_equal(sc_file_read(path, 11, &bytes, &n, at, &report), SC_MEMORY);
  sc_report_free(&report);
  assert_null(bytes);
  if (geteuid() != 0) {
    chmod(path, 0);
    sc_file_read(path, 11, &bytes, &n, at, &report);
    assert_only_fault(&report, SC_FAULT_FILE_FORBIDDEN, SC_NO_INPUT);
    chmod(path, 0600);
  }
  char hex[65];
  assert_int_equal(sc_file_digest(path, hex, at, &report), SC_OK);
  assert_string_equal(hex, "254aa248acb47dd654ca3ea53f48c2c26d641d23d7e2e93a1ec56258df7674c4");
  unlink(path);
}

static void writing_replaces_only_when_told(void **state)
{
  (void)state;
  sc_report report = { 0 };
  const char *path = in_folder("out");
  assert_int_equal(sc_file_write(path, "one", 3, SC_KEEP, &report), SC_OK);
  struct stat before, after;
  assert_int_equal(stat(path, &before), 0);
  assert_int_equal(sc_file_write(path, "one", 3, SC_KEEP, &report), SC_OK);
  assert_int_equal(sc_file_write(path, "one", 3, SC_REPLACE, &report), SC_OK);
  assert_int_equal(stat(path, &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  sc_file_write(path, "two", 3, SC_KEEP, &report);
  assert_only_fault(&report, SC_FAULT_OUTPUT_EXISTS, SC_CANNOT_CREATE);
  assert_holds(path, "one");
  assert_int_equal(sc_file_write(path, "three", 5, SC_REPLACE, &report), SC_OK);
  assert_holds(path, "three");
  assert_int_not_equal(access(in_folder("out.partial"), F_OK), 0);
  unlink(path);
}

static void writing_fails_without_a_trace(void **state)
{
  (void)state;
  sc_report report = { 0 };
  sc_file_write(in_folder("none/out"), "one", 3, SC_KEEP, &report);
  assert_only_fault(&report, SC_FAULT_OUTPUT_NO_FOLDER, SC_CANNOT_CREATE);
  sc_file_write(folder, "one", 3, SC_REPLACE, &report);
  assert_only_fault(&report, SC_FAULT_OUTPUT_IS_FOLDER, SC_CANNOT_CREATE);
  sc_file_write("/dev/full", "one", 3, SC_REPLACE, &report);
  assert_only_fault(&report, SC_FAULT_OUTPUT_NOT_REGULAR, SC_CANNOT_CREATE);

  /* A file-size limit fails like a full disk. */
  const char *path = in_folder("out");
  assert_int_equal(sc_file_write(path, "one", 3, SC_KEEP, &report), SC_OK);
  static char big[100000];
  struct rlimit old, limit;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  limit = old;
  limit.rlim_cur = 50000;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
  sc_file_write(path, big, sizeof big, SC_REPLACE, &report);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  assert_only_fault(&report, SC_FAULT_DISK_FULL, SC_IO);
  assert_holds(path, "one");
  assert_int_not_equal(access(in_folder("out.partial"), F_OK), 0);

  sc_memory_fail_at(1);
  assert_int_equal(sc_file_write(path, "two", 3, SC_REPLACE, &report), SC_MEMORY);
  sc_report_free(&report);
  unlink(path);

  if (geteuid() != 0) {
    chmod(folder, 0500);
    sc_file_write(path, "one", 3, SC_KEEP, &report);
    chmod(folder, 0700);
    assert_only_fault(&report, SC_FAULT_OUTPUT_FORBIDDEN, SC_CANNOT_CREATE);
  }
}

static void writers_with_a_path_of_their_own(void **state)
{
  (void)state;
  sc_report report = { 0 };
  const char *path = in_folder("out");
  char partial[128 + SC_PARTIAL_ROOM];
  assert_int_equal(sc_file_begin(path, partial, &report), SC_OK);
  FILE *to = fopen(partial, "w");
  fputs("bytes", to);
  fclose(to);
  assert_int_not_equal(access(path, F_OK), 0);
  assert_int_equal(sc_file_end(path, partial, SC_KEEP, &report), SC_OK);
  assert_holds(path, "bytes");
  assert_int_equal(sc_file_begin(path, partial, &report), SC_OK);
  sc_file_drop(partial);
  assert_holds(path, "bytes");
  unlink(path);
}

static void paths_beside(void **state)
{
  (void)state;
  const char *const cases[][3] = {
    { "a/study.cfg", "plan.cfg", "a/plan.cfg" }, { "study.cfg", "plan.cfg", "plan.cfg" },
    { "a/study.cfg", "/etc/plan.cfg", "/etc/plan.cfg" }, { "/a/b/c", "../d", "/a/b/../d" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *path = sc_path_beside(cases[i][0], cases[i][1]);
    assert_string_equal(path, cases[i][2]);
    sc_free(path);
  }
  assert_true(sc_path_is_folder(folder));
  assert_false(sc_path_is_folder(in_folder("absent")));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(sha256_known_answers),
    cmocka_unit_test(reading_says_what_is_wrong),
    cmocka_unit_test(writing_replaces_only_when_told),
    cmocka_unit_test(writing_fails_without_a_trace),
    cmocka_unit_test(writers_with_a_path_of_their_own),
    cmocka_unit_test(paths_beside),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
