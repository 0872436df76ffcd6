/* KEY=VALUE from the command line, put into the tree as if it stood in the study. */
#include <stdlib.h>
#include <string.h>

#include "engine/config/config.h"
#include "engine/config/lex.h"
#include "engine/config/scan.h"
#include "engine/config/tree.h"

enum { MOST_STEPS = 32 };
static const char origin[] = "--set";

/* One step of a dotted key: a name, or the index of a member of a list when name is NULL. */
typedef struct step { const char *name; int index; } step;

typedef struct path { step step[MOST_STEPS]; int n; } path;

/* --------------------------------------------------------------------------------------------------- the key */

/* name { "." name | "[" index "]" } */
static sc_code read_path(sc_config *config, const char *key, path *out, sc_report *report)
{
  const sc_where at = { origin, 0, 0, key };
  out->n = 0;
  for (const char *p = key; *p != '\0' || p == key;) {
    if (out->n == MOST_STEPS) return SC_FAIL(report, BAD_OVERRIDE, at, "");
    step *s = &out->step[out->n++];
    if (*p == '[' && p != key) {
      char *end;
      const long index = strtol(p + 1, &end, 10);
      if (p[1] < '0' || p[1] > '9' || *end != ']' || index > SC_MOST_IN_ARRAYS)
        return SC_FAIL(report, BAD_OVERRIDE, at, "");
      *s = (step){ NULL, (int)index };
      p = end + 1;
    } else {
      if (*p == '.' && p != key) p++;
      sc_lexer lexer = sc_lexer_of(p);
      const sc_token token = sc_lexer_next(&lexer);
      if (token.kind != SC_TOKEN_NAME || token.start != p || strchr(".[", *lexer.at) == NULL)
        return SC_FAIL(report, BAD_OVERRIDE, at, "");
      *s = (step){ sc_arena_print(config->arena, "%.*s", (int)token.length, token.start), 0 };
      if (s->name == NULL) return SC_FAIL(report, OUT_OF_MEMORY, at, key);
      p = lexer.at;
    }
  }
  return out->step[out->n - 1].name == NULL && out->n == 1 ? SC_FAIL(report, BAD_OVERRIDE, at, "") : SC_OK;
}

/* Where the step leads from `parent`; *slot is NULL when the group has no such key yet. */
static sc_code slot_of(sc_node *parent, const step *s, sc_where at, sc_node ***slot, sc_report *report)
{
  *slot = NULL;
  if (s->name == NULL) {
    const int n = parent->kind == SC_NODE_GROUP ? 0 : parent->n_members;
    if (s->index >= n) return SC_FAIL(report, NO_SUCH_MEMBER, at, sc_integer(s->index).s, sc_integer(n).s);
    *slot = &parent->member[s->index];
    return SC_OK;
  }
  if (parent->kind != SC_NODE_GROUP) return SC_FAIL(report, NOT_A_GROUP, at, parent->key);
  for (int i = 0; i < parent->n_members; i++)
    if (strcmp(parent->member[i]->name, s->name) == 0) *slot = &parent->member[i];
  return SC_OK;
}

static sc_node *add_group(sc_config *config, sc_node *parent, const char *name)
{
  const char *key = sc_tree_key(config->arena, parent->key, name);
  sc_node *group = key != NULL ? sc_tree_node(config, SC_NODE_GROUP, name, key) : NULL;
  if (group == NULL || !sc_tree_add(parent, group)) return NULL;
  group->file = origin;
  return group;
}

/* ------------------------------------------------------------------------------------------------- the value */

/* A bare word is a text, as a shell user writes it; true and false are not words. */
static int is_bare_word(const char *value)
{
  sc_lexer lexer = sc_lexer_of(value);
  const sc_token first = sc_lexer_next(&lexer);
  if (first.kind == SC_TOKEN_WRONG) return (unsigned char)value[0] >= 0x80 && strpbrk(value, "\"\\\n") == NULL;
  return first.kind == SC_TOKEN_NAME && sc_lexer_next(&lexer).kind == SC_TOKEN_END;
}

/* Reads the value by the same reader, as the setting `name` of the group with dotted key `inside`. */
static sc_code read_value(sc_config *config, const char *inside, const char *name, const char *value, sc_node **out,
                          sc_report *report)
{
  const char *quote = is_bare_word(value) ? "\"" : "";
  const char *text = sc_arena_print(config->arena, "%s = %s%s%s\n;", name, quote, value, quote);
  if (text == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(origin), name);
  sc_source source = { 0 };
  sc_node *group = NULL;
  sc_code code = sc_source_read(&source, origin, text, config->arena, report);
  for (int i = 0; i < source.n_lines; i++) source.lines[i].line = 0;      /* the command line has no lines */
  if (code == SC_OK) code = sc_scan(&source, inside != NULL ? inside : "", report);
  if (code == SC_OK) code = sc_tree_build(config, &source, inside, &group, report);
  if (code == SC_OK && group->n_members != 1)
    code = SC_FAIL(report, BAD_OVERRIDE, ((sc_where){ origin, 0, 0, name }), "");
  if (code == SC_OK) *out = group->member[0];
  sc_source_free(&source);
  return code;
}

/* ------------------------------------------------------------------------------------------------- both */

static sc_code put(sc_config *config, const path *to, const char *key, const char *value, sc_report *report)
{
  const sc_where at = { origin, 0, 0, key };
  sc_node *parent = config->root, **slot;
  for (int i = 0; i < to->n - 1; i++) {
    SC_TRY(slot_of(parent, &to->step[i], at, &slot, report));
    parent = slot != NULL ? *slot : add_group(config, parent, to->step[i].name);
    if (parent == NULL) return SC_FAIL(report, OUT_OF_MEMORY, at, key);
  }
  const step *last = &to->step[to->n - 1];
  SC_TRY(slot_of(parent, last, at, &slot, report));
  sc_node *node = NULL;
  SC_TRY(read_value(config, parent->key, last->name != NULL ? last->name : "member", value, &node, report));
  if (last->name == NULL) {
    node->name = "";
    node->key = (*slot)->key;
  }
  if (slot != NULL) *slot = node;
  else if (!sc_tree_add(parent, node)) return SC_FAIL(report, OUT_OF_MEMORY, at, key);
  return SC_OK;
}

/* The record of the study says what was changed, as a comment of one line. */
static sc_code record(sc_config *config, const char *assignment, sc_report *report)
{
  char *text = sc_arena_print(config->arena, "%s# %s %s\n", config->text, origin, assignment);
  if (text == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(origin), assignment);
  for (char *p = text + strlen(config->text); p[1] != '\0'; p++)
    if (*p == '\n' || *p == '\r') *p = ' ';
  config->text = text;
  return SC_OK;
}

sc_code sc_config_override(sc_config *config, const char *assignment, sc_report *report)
{
  const char *equals = strchr(assignment, '=');
  if (equals == NULL) return SC_FAIL(report, BAD_OVERRIDE, ((sc_where){ origin, 0, 0, assignment }), "");
  int length = (int)(equals - assignment);
  while (length > 0 && assignment[length - 1] == ' ') length--;
  const char *key = sc_arena_print(config->arena, "%.*s", length, assignment);
  if (key == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(origin), assignment);
  path to;
  SC_TRY(read_path(config, key, &to, report));
  SC_TRY(put(config, &to, key, equals + 1, report));
  return record(config, assignment, report);
}
