/* Where the shipped studies and their data are. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "scenarios/loader.h"

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

/* The first shipped study whose name comes after `last`; 0 when there is none. */
static int next_study(const char *last, char next[NAME_MAX + 1])
{
  DIR *folder = opendir(sc_data_folder());
  char path[PATH_MAX];
  next[0] = '\0';
  for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
    const int length = snprintf(path, sizeof path, "%s/%s/study.cfg", sc_data_folder(), entry->d_name);
    if (length < 0 || length >= PATH_MAX || access(path, R_OK) != 0) continue;
    if (strcmp(entry->d_name, last) > 0 && (next[0] == '\0' || strcmp(entry->d_name, next) < 0))
      snprintf(next, NAME_MAX + 1, "%s", entry->d_name);
  }
  if (folder != NULL) closedir(folder);
  return next[0] != '\0';
}

void sc_loader_shipped(sc_string *names)
{
  char last[NAME_MAX + 1] = "", next[NAME_MAX + 1];
  while (next_study(last, next)) {
    sc_string_print(names, "%s%s", last[0] != '\0' ? ", " : "", next);
    memcpy(last, next, sizeof last);
  }
}
