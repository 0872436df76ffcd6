#include <limits.h>
#include <math.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/config/config.h"
#include "engine/config/tree.h"

enum { LONGEST_KEY = 160, LONGEST_CHOICES = 300 };

static const sc_text kind_names[] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_NODE_KINDS(X)
#undef X
};

sc_text sc_node_kind_text(sc_node_kind kind)
{
  return kind_names[kind];
}

/* ------------------------------------------------------------------------------------------------ walking */

sc_node_kind sc_node_kind_of(const sc_node *node)
{
  return node->kind;
}

const char *sc_node_name(const sc_node *node)
{
  return node->name;
}

sc_where sc_node_where(const sc_node *node)
{
  return (sc_where){ node->file, node->line, 0, node->key };
}

int sc_node_length(const sc_node *node)
{
  return node != NULL ? node->n_members : 0;
}

sc_node *sc_node_at(sc_node *node, int i)
{
  if (node == NULL || i < 0 || i >= node->n_members) return NULL;
  node->member[i]->known = 1;
  return node->member[i];
}

static void note_asked(sc_node *group, const char *key)
{
  for (const sc_asked *a = group->asked; a != NULL; a = a->next)
    if (strcmp(a->key, key) == 0) return;
  sc_asked *a = sc_arena_alloc(group->config->arena, 1, sizeof *a);
  if (a == NULL) {
    group->config->out_of_memory = 1;
    return;
  }
  *a = (sc_asked){ key, group->asked };
  group->asked = a;
}

sc_node *sc_node_child(sc_node *group, const char *key)
{
  if (group == NULL || group->kind != SC_NODE_GROUP) return NULL;
  note_asked(group, key);
  sc_node *child = sc_tree_find(group, key);
  if (child != NULL) child->known = 1;
  return child;
}

/* ----------------------------------------------------------------------------------------- finding a setting */

static sc_code wrong_kind(sc_node *node, sc_node_kind wanted, sc_report *report)
{
  if (node->mistaken) return SC_DATA;
  node->mistaken = 1;
  return SC_FAIL(report, WRONG_KIND, sc_node_where(node), kind_names[wanted].in[SC_ZH], kind_names[wanted].in[SC_EN],
                 kind_names[node->kind].in[SC_ZH], kind_names[node->kind].in[SC_EN]);
}

sc_code sc_node_find(sc_node *group, const char *key, sc_need need, sc_node **found, sc_report *report)
{
  *found = group;
  if (group == NULL || key == NULL) return SC_OK;
  *found = NULL;
  if (group->kind != SC_NODE_GROUP) return wrong_kind(group, SC_NODE_GROUP, report);
  *found = sc_node_child(group, key);
  if (*found != NULL || need == SC_OPTIONAL) return SC_OK;
  char path[LONGEST_KEY];
  snprintf(path, sizeof path, "%s%s%s", group->key != NULL ? group->key : "", group->key != NULL ? "." : "", key);
  return SC_FAIL(report, MISSING_KEY, ((sc_where){ group->file, group->line, 0, path }), "");
}

/* The same, and of this kind. */
static sc_code find_kind(sc_node *group, const char *key, sc_need need, sc_node_kind kind, sc_node **found,
                         sc_report *report)
{
  SC_TRY(sc_node_find(group, key, need, found, report));
  if (*found == NULL || (*found)->kind == kind) return SC_OK;
  const sc_code code = wrong_kind(*found, kind, report);
  *found = NULL;
  return code;
}

sc_code sc_node_group(sc_node *group, const char *key, sc_need need, sc_node **out, sc_report *report)
{
  return find_kind(group, key, need, SC_NODE_GROUP, out, report);
}

sc_code sc_node_list(sc_node *group, const char *key, sc_need need, sc_node **out, sc_report *report)
{
  SC_TRY(sc_node_find(group, key, need, out, report));
  if (*out == NULL || (*out)->kind == SC_NODE_LIST || (*out)->kind == SC_NODE_ARRAY) return SC_OK;
  const sc_code code = wrong_kind(*out, SC_NODE_LIST, report);
  *out = NULL;
  return code;
}

/* ------------------------------------------------------------------------------------------- typed values */

static sc_code outside(const sc_node *node, const char *value, const char *lo, const char *hi, sc_report *report)
{
  if (lo != NULL && hi != NULL) return SC_FAIL(report, OUT_OF_RANGE, sc_node_where(node), value, lo, hi);
  if (lo != NULL) return SC_FAIL(report, TOO_SMALL, sc_node_where(node), value, lo);
  return SC_FAIL(report, TOO_LARGE, sc_node_where(node), value, hi);
}

static sc_code number_of(sc_node *node, double lo, double hi, double *out, sc_report *report)
{
  double value;
  if (node->kind == SC_NODE_NUMBER) value = node->value.number;
  else if (node->kind == SC_NODE_INTEGER) value = (double)node->value.integer;
  else return wrong_kind(node, SC_NODE_NUMBER, report);
  if (!(value >= lo && value <= hi))
    return outside(node, sc_number(value).s, isfinite(lo) ? sc_number(lo).s : NULL,
                   isfinite(hi) ? sc_number(hi).s : NULL, report);
  *out = value;
  return SC_OK;
}

sc_code sc_node_number(sc_node *group, const char *key, sc_need need, double lo, double hi, double *out,
                       sc_report *report)
{
  sc_node *node;
  SC_TRY(sc_node_find(group, key, need, &node, report));
  return node != NULL ? number_of(node, lo, hi, out, report) : SC_OK;
}

sc_code sc_node_integer(sc_node *group, const char *key, sc_need need, int64_t lo, int64_t hi, int64_t *out,
                        sc_report *report)
{
  sc_node *node;
  SC_TRY(find_kind(group, key, need, SC_NODE_INTEGER, &node, report));
  if (node == NULL) return SC_OK;
  const int64_t value = node->value.integer;
  if (value < lo || value > hi)
    return outside(node, sc_integer(value).s, lo != INT64_MIN ? sc_integer(lo).s : NULL,
                   hi != INT64_MAX ? sc_integer(hi).s : NULL, report);
  *out = value;
  return SC_OK;
}

sc_code sc_node_int(sc_node *group, const char *key, sc_need need, int lo, int hi, int *out, sc_report *report)
{
  int64_t value = *out;
  SC_TRY(sc_node_integer(group, key, need, lo, hi, &value, report));
  *out = (int)value;
  return SC_OK;
}

sc_code sc_node_bool(sc_node *group, const char *key, sc_need need, int *out, sc_report *report)
{
  sc_node *node;
  SC_TRY(find_kind(group, key, need, SC_NODE_BOOL, &node, report));
  if (node != NULL) *out = node->value.boolean;
  return SC_OK;
}

sc_code sc_node_string(sc_node *group, const char *key, sc_need need, const char **out, sc_report *report)
{
  sc_node *node;
  SC_TRY(find_kind(group, key, need, SC_NODE_TEXT, &node, report));
  if (node != NULL) *out = node->value.text;
  return SC_OK;
}

static sc_code not_one_of(const sc_node *node, const char *const names[], int n, sc_report *report)
{
  const char *given = node->value.text;
  sc_string list = { 0 };
  for (int i = 0; i < n; i++) sc_string_print(&list, "%s%s", i > 0 ? ", " : "", names[i]);
  sc_code code;
  const char *nearest = sc_nearest(given, names, (size_t)n);
  if (list.length <= LONGEST_CHOICES) code = SC_FAIL(report, NOT_ONE_OF, sc_node_where(node), given, sc_string_text(&list));
  else if (nearest != NULL) code = SC_FAIL(report, UNKNOWN_NAME, sc_node_where(node), given, nearest);
  else code = SC_FAIL(report, UNKNOWN_NAME_ALONE, sc_node_where(node), given);
  sc_string_free(&list);
  return code;
}

sc_code sc_node_choice(sc_node *group, const char *key, sc_need need, const char *const names[], int n, int *out,
                       sc_report *report)
{
  sc_node *node;
  SC_TRY(find_kind(group, key, need, SC_NODE_TEXT, &node, report));
  if (node == NULL) return SC_OK;
  for (int i = 0; i < n; i++) {
    if (strcmp(node->value.text, names[i]) != 0) continue;
    *out = i;
    return SC_OK;
  }
  return not_one_of(node, names, n, report);
}

sc_code sc_node_text(sc_node *group, const char *key, sc_need need, sc_text *out, sc_report *report)
{
  sc_node *node;
  SC_TRY(find_kind(group, key, need, SC_NODE_GROUP, &node, report));
  if (node == NULL) return SC_OK;
  const sc_code zh = sc_node_string(node, "zh", SC_REQUIRED, &out->in[SC_ZH], report);
  const sc_code en = sc_node_string(node, "en", SC_REQUIRED, &out->in[SC_EN], report);
  return zh != SC_OK ? zh : en;
}

/* --------------------------------------------------------------------------------------- lists of values */

sc_code sc_node_numbers(sc_node *group, const char *key, sc_need need, double lo, double hi, sc_arena *arena,
                        const double **out, int *n, sc_report *report)
{
  sc_node *list;
  SC_TRY(sc_node_list(group, key, need, &list, report));
  if (list == NULL) return SC_OK;
  double *values = sc_arena_alloc(arena, (size_t)list->n_members, sizeof *values);
  if (values == NULL) return SC_FAIL(report, OUT_OF_MEMORY, sc_node_where(list), "numbers");
  sc_code code = SC_OK;
  for (int i = 0; i < list->n_members; i++) {
    const sc_code member = number_of(sc_node_at(list, i), lo, hi, &values[i], report);
    if (code == SC_OK) code = member;
  }
  if (code != SC_OK) return code;
  *out = values;
  *n = list->n_members;
  return SC_OK;
}

sc_code sc_node_strings(sc_node *group, const char *key, sc_need need, sc_arena *arena, const char *const **out, int *n,
                        sc_report *report)
{
  sc_node *list;
  SC_TRY(sc_node_list(group, key, need, &list, report));
  if (list == NULL) return SC_OK;
  const char **texts = sc_arena_alloc(arena, (size_t)list->n_members, sizeof *texts);
  if (texts == NULL) return SC_FAIL(report, OUT_OF_MEMORY, sc_node_where(list), "texts");
  sc_code code = SC_OK;
  for (int i = 0; i < list->n_members; i++) {
    const sc_code member = sc_node_string(sc_node_at(list, i), NULL, SC_REQUIRED, &texts[i], report);
    if (code == SC_OK) code = member;
  }
  if (code != SC_OK) return code;
  *out = texts;
  *n = list->n_members;
  return SC_OK;
}
