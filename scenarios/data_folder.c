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

/* The first folder under `where` with a file of that name whose own name comes after `last`; 0 when there is none. */
static int next_with(const char *where, const char *file, const char *last, char next[NAME_MAX + 1])
{
  DIR *folder = opendir(where);
  char path[PATH_MAX];
  next[0] = '\0';
  for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
    const int length = snprintf(path, sizeof path, "%s/%s/%s", where, entry->d_name, file);
    if (length < 0 || length >= PATH_MAX || access(path, R_OK) != 0) continue;
    if (strcmp(entry->d_name, last) > 0 && (next[0] == '\0' || strcmp(entry->d_name, next) < 0))
      snprintf(next, NAME_MAX + 1, "%s", entry->d_name);
  }
  if (folder != NULL) closedir(folder);
  return next[0] != '\0';
}

static void list_with(const char *where, const char *file, sc_string *names)
{
  char last[NAME_MAX + 1] = "", next[NAME_MAX + 1];
  while (next_with(where, file, last, next)) {
    sc_string_print(names, "%s%s", last[0] != '\0' ? ", " : "", next);
    memcpy(last, next, sizeof last);
  }
}

void sc_loader_shipped(sc_string *names) { list_with(sc_data_folder(), "study.cfg", names); }

void sc_shipped_equilibria(sc_string *names)
{
  char where[PATH_MAX];
  const int length = snprintf(where, sizeof where, "%s/cge", sc_data_folder());
  if (length > 0 && length < PATH_MAX) list_with(where, "model.cfg", names);
}

int sc_equilibrium_path(const char *name, sc_string *path)
{
  const size_t length = strlen(name);
  if (length > 4 && strcmp(name + length - 4, ".cfg") == 0) sc_string_add(path, name);
  else if (sc_path_is_folder(name)) sc_string_print(path, "%s/model.cfg", name);
  else {
    sc_string_print(path, "%s/cge/%s/model.cfg", sc_data_folder(), name);
    return strchr(name, '/') == NULL && access(sc_string_text(path), R_OK) == 0;
  }
  return 1;
}
