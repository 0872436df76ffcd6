/* Where the shipped studies and their data are. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "scenarios/study.h"

/* "<prefix>/bin/sanchan" -> "<prefix>/share/sanchan/scenarios", wherever the installed tree has been moved to. */
static int beside_program(char folder[PATH_MAX])
{
  char program[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
  if (n <= 0) return 0;
  program[n] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(program, '/');
    if (slash == NULL) return 0;
    *slash = '\0';
  }
  const int length = snprintf(folder, PATH_MAX, "%s/share/sanchan/scenarios", program);
  return length > 0 && length < PATH_MAX && sc_path_is_folder(folder);
}

const char *sc_data_folder(void)
{
  static char folder[PATH_MAX];
  const char *chosen = getenv("SANCHAN_DATA");
  if (chosen != NULL && chosen[0] != '\0') return chosen;
  if (beside_program(folder)) return folder;
  return sc_path_is_folder(SC_SOURCE_STUDIES) ? SC_SOURCE_STUDIES : SC_INSTALLED_STUDIES;
}
