/* sanchan init: a new region's study, copied from the template and named after its folder. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "engine/base/file.h"

static const char template_name[] = "template";
enum { BIGGEST_FILE = 4 * 1024 * 1024 };

/* The study's id: the folder's name in the letters an id may have. */
static void id_of(const char *folder, sc_string *id)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  size_t end = strlen(folder);
  while (end > 0 && folder[end - 1] == '/') end--;
  size_t start = end;
  while (start > 0 && folder[start - 1] != '/') start--;
  for (size_t i = start; i < end; i++)
    if (strchr(letters, folder[i]) != NULL) sc_string_add_bytes(id, &folder[i], 1);
  if (id->length == 0) sc_string_add(id, "study");
}

static sc_code copy_file(const char *from, const char *to, const char *id, sc_report *report)
{
  static const char marked[] = "id = \"template\"";
  char *bytes = NULL;
  size_t n = 0;
  SC_TRY(sc_file_read(from, BIGGEST_FILE, &bytes, &n, SC_NOWHERE, report));
  sc_string text = { 0 };
  const char *mark = strstr(bytes, marked);
  if (mark == NULL) sc_string_add_bytes(&text, bytes, n);
  else {
    sc_string_add_bytes(&text, bytes, (size_t)(mark - bytes));
    sc_string_print(&text, "id = \"%s\"", id);
    sc_string_add(&text, mark + strlen(marked));
  }
  sc_code code = text.failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, to) : SC_OK;
  if (code == SC_OK) code = sc_file_write(to, sc_string_text(&text), text.length, SC_KEEP, report);
  sc_string_free(&text);
  sc_free(bytes);
  return code;
}

/* Every study file of the template: first only looked at, so that nothing is written when one is in the way. */
static sc_code each_file(DIR *listing, const char *from, const char *folder, const char *id, int write, sc_report *report)
{
  sc_code code = SC_OK;
  rewinddir(listing);
  for (struct dirent *item; code == SC_OK && (item = readdir(listing)) != NULL;) {
    const char *dot = strrchr(item->d_name, '.');
    if (item->d_name[0] == '.' || dot == NULL || (strcmp(dot, ".cfg") != 0 && strcmp(dot, ".csv") != 0 && strcmp(dot, ".md") != 0)) continue;
    sc_string source = { 0 }, target = { 0 };
    struct stat there;
    sc_string_print(&source, "%s/%s", from, item->d_name);
    sc_string_print(&target, "%s/%s", folder, item->d_name);
    if (write) code = copy_file(sc_string_text(&source), sc_string_text(&target), id, report);
    else if (stat(sc_string_text(&target), &there) == 0) code = SC_FAIL(report, FOLDER_NOT_EMPTY, SC_NOWHERE, folder, item->d_name);
    sc_string_free(&source);
    sc_string_free(&target);
  }
  return code;
}

static sc_code copy_template(const char *from, const char *folder, sc_report *report)
{
  DIR *listing = opendir(from);
  if (listing == NULL) return SC_FAIL(report, FILE_MISSING, SC_NOWHERE, from);
  sc_string id = { 0 };
  id_of(folder, &id);
  sc_code code = SC_OK;
  if (mkdir(folder, 0777) != 0 && errno != EEXIST) code = SC_FAIL(report, OUTPUT_NOT_CREATED, SC_NOWHERE, folder, strerror(errno));
  for (int write = 0; write < 2 && code == SC_OK; write++) code = each_file(listing, from, folder, sc_string_text(&id), write, report);
  sc_string_free(&id);
  closedir(listing);
  return code;
}

sc_code sc_verb_init(const sc_line *line, sc_report *report)
{
  const char *folder = sc_line_operand(line);
  sc_string from = { 0 };
  sc_string_print(&from, "%s/%s", sc_data_folder(), template_name);
  const sc_code code = copy_template(sc_string_text(&from), folder, report);
  sc_string_free(&from);
  if (code == SC_OK)
    sc_remark(line, "A new study is in %s. Next:\n  edit %s/*.cfg\n  sanchan check %s\n  sanchan run %s\n",
              "新研究在 %s。接下来：\n  修改 %s/*.cfg\n  sanchan check %s\n  sanchan run %s\n", folder, folder, folder, folder);
  return code;
}
