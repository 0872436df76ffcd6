#include "engine/config/config.h"

#include <string.h>

#include "engine/config/scan.h"
#include "engine/config/tree.h"

/* --------------------------------------------------------------------------------------------- a whole study */

/* What outlives the reading: text and list of files. */
static sc_code keep_record(sc_config *config, const sc_source *source, sc_report *report)
{
  config->text = sc_arena_text(config->arena, source->text.text);
  config->files = sc_arena_alloc(config->arena, (size_t)source->n_files, sizeof *config->files);
  if (config->text == NULL || config->files == NULL)
    return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(source->files[0].path), "text");
  config->n_files = source->n_files;
  memcpy(config->files, source->files, (size_t)source->n_files * sizeof *config->files);
  return SC_OK;
}

static sc_code read_study(sc_config **config, const char *path, const char *text, sc_arena *arena, sc_report *report)
{
  sc_source source = { 0 };
  sc_config *new = sc_arena_alloc(arena, 1, sizeof *new);
  if (new == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), "study");
  new->arena = arena;
  sc_code code = sc_source_read(&source, path, text, arena, report);
  if (code == SC_OK) code = sc_scan(&source, "", report);
  if (code == SC_OK) code = sc_tree_build(new, &source, NULL, &new->root, report);
  if (code == SC_OK) code = keep_record(new, &source, report);
  if (code == SC_OK) *config = new;
  sc_source_free(&source);
  return code;
}

sc_code sc_config_read(sc_config **config, const char *path, sc_arena *arena, sc_report *report)
{
  return read_study(config, path, NULL, arena, report);
}

sc_code sc_config_parse(sc_config **config, const char *name, const char *text, sc_arena *arena, sc_report *report)
{
  return read_study(config, name, text, arena, report);
}

sc_node *sc_config_root(sc_config *config)
{
  return config->root;
}

const char *sc_config_text(const sc_config *config)
{
  return config->text;
}

const sc_config_file *sc_config_files(const sc_config *config, int *n_files)
{
  *n_files = config->n_files;
  return config->files;
}

/* ------------------------------------------------------------------------------------------------ unknown keys */

static void report_unknown(const sc_node *node, const sc_asked *asked, sc_report *report)
{
  enum { MOST_NAMES = 256, MOST_LISTED = 12 };
  const char *names[MOST_NAMES] = { NULL };
  size_t n = 0;
  for (const sc_asked *a = asked; a != NULL && n < MOST_NAMES; a = a->next) names[n++] = a->key;
  const char *nearest = strlen(node->name) > 3 ? sc_nearest(node->name, names, n) : NULL;   /* three letters are near to anything */
  if (nearest != NULL) {
    SC_FAIL(report, UNKNOWN_KEY, sc_node_where(node), nearest);
  } else if (n == 0 || n > MOST_LISTED) {
    SC_FAIL(report, UNKNOWN_KEY_ALONE, sc_node_where(node), "");
  } else {
    sc_string list = { 0 };
    for (size_t i = n; i-- > 0;) sc_string_print(&list, "%s%s", names[i], i > 0 ? ", " : "");
    SC_FAIL(report, UNKNOWN_KEY_AMONG, sc_node_where(node), sc_string_text(&list));
    sc_string_free(&list);
  }
}

static void report_unasked(const sc_node *node, sc_report *report)
{
  for (int i = 0; i < node->n_members; i++) {
    const sc_node *member = node->member[i];
    if (member->known) report_unasked(member, report);
    else if (node->kind == SC_NODE_GROUP && !node->mistaken) report_unknown(member, node->asked, report);
  }
}

sc_code sc_config_unused(sc_config *config, sc_report *report)
{
  const int n_before = report->n;
  report_unasked(config->root, report);
  if (config->out_of_memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(config->files[0].path), "keys");
  return report->n > n_before ? SC_DATA : SC_OK;
}
