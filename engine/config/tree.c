#include "engine/config/tree.h"

#include <libconfig.h>
#include <string.h>

enum { FIRST_MEMBERS = 8 };

sc_node *sc_tree_node(sc_config *config, sc_node_kind kind, const char *name, const char *key)
{
  sc_node *node = sc_arena_alloc(config->arena, 1, sizeof *node);
  if (node == NULL) return NULL;
  node->kind = kind;
  node->name = name;
  node->key = key;
  node->config = config;
  return node;
}

int sc_tree_add(sc_node *parent, sc_node *member)
{
  if (parent->n_members == parent->members_capacity) {
    const int capacity = parent->members_capacity == 0 ? FIRST_MEMBERS : 2 * parent->members_capacity;
    sc_node **members = sc_arena_alloc(parent->config->arena, (size_t)capacity, sizeof *members);
    if (members == NULL) return 0;
    if (parent->n_members > 0) memcpy(members, parent->member, (size_t)parent->n_members * sizeof *members);
    parent->member = members;
    parent->members_capacity = capacity;
  }
  parent->member[parent->n_members++] = member;
  return 1;
}

sc_node *sc_tree_find(const sc_node *group, const char *name)
{
  for (int i = 0; i < group->n_members; i++)
    if (strcmp(group->member[i]->name, name) == 0) return group->member[i];
  return NULL;
}

const char *sc_tree_key(sc_arena *arena, const char *inside, const char *name)
{
  return inside == NULL || inside[0] == '\0' ? sc_arena_text(arena, name) : sc_arena_print(arena, "%s.%s", inside, name);
}

/* ------------------------------------------------------------------------------------ copying from libconfig */

static sc_node_kind kind_of(const config_setting_t *setting)
{
  switch (config_setting_type(setting)) {
  case CONFIG_TYPE_GROUP:  return SC_NODE_GROUP;
  case CONFIG_TYPE_LIST:   return SC_NODE_LIST;
  case CONFIG_TYPE_ARRAY:  return SC_NODE_ARRAY;
  case CONFIG_TYPE_INT:
  case CONFIG_TYPE_INT64:  return SC_NODE_INTEGER;
  case CONFIG_TYPE_FLOAT:  return SC_NODE_NUMBER;
  case CONFIG_TYPE_BOOL:   return SC_NODE_BOOL;
  default:                 return SC_NODE_TEXT;
  }
}

/* Scalars only; 0 when out of memory. 64-bit getters are right for both widths, the 32-bit one wraps. */
static int copy_value(sc_node *node, const config_setting_t *setting)
{
  switch (node->kind) {
  case SC_NODE_INTEGER: node->value.integer = config_setting_get_int64(setting); return 1;
  case SC_NODE_NUMBER:  node->value.number = config_setting_get_float(setting); return 1;
  case SC_NODE_BOOL:    node->value.boolean = config_setting_get_bool(setting); return 1;
  case SC_NODE_TEXT:
    node->value.text = sc_arena_text(node->config->arena, config_setting_get_string(setting));
    return node->value.text != NULL;
  default: return 1;
  }
}

static sc_node *copy_tree(sc_config *config, const sc_source *source, const config_setting_t *setting,
                          const char *name, const char *key)
{
  sc_node *node = sc_tree_node(config, kind_of(setting), name, key);
  if (node == NULL || !copy_value(node, setting)) return NULL;
  const sc_where at = sc_source_where(source, (int)config_setting_source_line(setting), 0, NULL);
  node->file = at.file;
  node->line = at.line;
  if (node->kind != SC_NODE_GROUP && node->kind != SC_NODE_LIST && node->kind != SC_NODE_ARRAY) return node;
  const int n = config_setting_length(setting);
  for (int i = 0; i < n; i++) {
    const config_setting_t *member = config_setting_get_elem(setting, (unsigned)i);
    const char *member_name = config_setting_name(member);
    const char *kept = member_name != NULL ? sc_arena_text(config->arena, member_name) : "";
    if (kept == NULL) return NULL;
    const char *member_key = member_name != NULL ? sc_tree_key(config->arena, key, kept)
                                                 : sc_arena_print(config->arena, "%s[%d]", key, i);
    sc_node *copy = member_key != NULL ? copy_tree(config, source, member, kept, member_key) : NULL;
    if (copy == NULL || !sc_tree_add(node, copy)) return NULL;
  }
  return node;
}

sc_code sc_tree_build(sc_config *config, const sc_source *source, const char *inside, sc_node **root, sc_report *report)
{
  config_t parsed;
  config_init(&parsed);
  sc_code code = SC_OK;
  if (config_read_string(&parsed, source->text.text) != CONFIG_TRUE) {
    const sc_where at = sc_source_where(source, config_error_line(&parsed), 0, NULL);
    code = SC_FAIL(report, NOT_PARSED, at, config_error_text(&parsed));
    goto done;
  }
  *root = copy_tree(config, source, config_root_setting(&parsed), "", inside);
  if (*root == NULL) code = SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(source->files[0].path), "settings");
done:
  config_destroy(&parsed);
  return code;
}
