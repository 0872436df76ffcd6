/* tree.h - the settings of a study as a tree; inside engine/config only. */
#ifndef SC_CONFIG_TREE_H
#define SC_CONFIG_TREE_H

#include "engine/config/source.h"

/* Names of sc_node_kind in messages, in that order. */
#define SC_NODE_KINDS(X)                                   \
  X(GROUP,   "一个组 { }",       "a group { }")            \
  X(LIST,    "一个列表 ( )",     "a list ( )")             \
  X(ARRAY,   "一个数组 [ ]",     "an array [ ]")           \
  X(INTEGER, "一个整数",         "an integer")             \
  X(NUMBER,  "一个数值",         "a number")               \
  X(BOOL,    "true 或 false",    "true or false")          \
  X(TEXT,    "带引号的文本",     "a text in quotes")

sc_text sc_node_kind_text(sc_node_kind kind);

/* A key some loader asked a group for. */
typedef struct sc_asked { const char *key; struct sc_asked *next; } sc_asked;

struct sc_node {
  sc_node_kind kind;
  const char *name;            /* own key, "" for the root and members of lists */
  const char *key;             /* dotted, NULL for the root                     */
  const char *file;
  int line;
  int known;                   /* a loader asked for it                         */
  int mistaken;                /* reported as being of the wrong kind           */
  union { double number; int64_t integer; int boolean; const char *text; } value;
  sc_node **member;
  int n_members, members_capacity;
  sc_asked *asked;
  sc_config *config;
};

struct sc_config {
  sc_arena *arena;
  sc_node  *root;
  const char *text;
  sc_config_file *files;
  int n_files;
  int out_of_memory;           /* where nothing could be reported: asking for a key */
};

/* Parses a scanned text and copies it into *root, which stands at the dotted key `inside` (NULL: the root). */
sc_code sc_tree_build(sc_config *config, const sc_source *source, const char *inside, sc_node **root, sc_report *report);

sc_node *sc_tree_node(sc_config *config, sc_node_kind kind, const char *name, const char *key);
int      sc_tree_add(sc_node *parent, sc_node *member);        /* 0 when out of memory */
sc_node *sc_tree_find(const sc_node *group, const char *name); /* without marking it known */

/* The dotted key of `name` in a group with dotted key `inside`; NULL when out of memory. */
const char *sc_tree_key(sc_arena *arena, const char *inside, const char *name);

#endif
