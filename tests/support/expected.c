#include "tests/support/expected.h"

#include "tests/support/check.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"

int expected_of(const char *path, const char *words)
{
  char expected_path[600], *expected = NULL;
  size_t n = 0;
  sc_report report = { 0 };
  snprintf(expected_path, sizeof expected_path, "%.*s.expected", (int)strlen(path) - 4, path);
  if (getenv("SC_UPDATE_EXPECTED") != NULL) sc_file_write(expected_path, words, strlen(words), SC_REPLACE, &report);
  sc_file_read(expected_path, 100000, &expected, &n, SC_NOWHERE, &report);
  const int same = expected != NULL && strcmp(words, expected) == 0;
  if (!same) print_error("%s gives\n%sbut expected is\n%s\n", path, words, expected != NULL ? expected : "(no file)");
  sc_free(expected);
  sc_report_free(&report);
  return same;
}

int expected_report(const char *path, const sc_report *report)
{
  char *printed = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&printed, &size);
  sc_report_print(report, SC_EN, to);
  sc_report_print(report, SC_ZH, to);
  fclose(to);
  const int same = expected_of(path, printed);
  free(printed);
  return same;
}

static int is_case(const char *name, const char *extension)
{
  const size_t n = strlen(name);
  return n > 4 && strcmp(name + n - 4, extension) == 0;
}

int expected_cases(const char *folder, const char *extension, int (*check)(const char *path), int *n_wrong)
{
  struct dirent **entries = NULL;
  const int n = scandir(folder, &entries, NULL, alphasort);
  int n_cases = 0;
  *n_wrong = 0;
  for (int i = 0; i < n; i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    if (is_case(path, extension)) {
      n_cases++;
      *n_wrong += !check(path);
    }
    free(entries[i]);
  }
  free(entries);
  return n_cases;
}
