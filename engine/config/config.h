/* config.h - the strict reader of study files.
 *
 * A study is libconfig text, one concern a file, joined by `@include "file"`. libconfig 1.5 does the parsing; this room
 * stands between it and the user, because alone it wraps 3000000000 to a negative number, reads 1e999 as infinity,
 * accepts any key, says "syntax error" without a place, and ends the process when an include is a folder.
 *
 *   file -> source.c: includes resolved, one text, each line knows its file and line
 *        -> scan.c:   every mistake of form, with line, column and what was expected
 *        -> tree.c:   libconfig's tree copied into sc_nodes, each with file, line and dotted key
 *        -> read.c:   typed, ranged getters; dist_read.c: distributions; override.c: KEY=VALUE from the command line
 *        -> param.c:  parameter rows
 *
 * Form       Files are UTF-8 without byte-order mark, at most 4 MiB each, 64 in all, includes at most 16 deep and relative
 *            to the file that names them. At most 20 000 settings, 1 000 in one group, nesting 64, strings 64 KiB. Integers
 *            need the suffix L beyond 32 bits; numbers must be finite; a key stands once; texts end on their line.
 * Keys       Whatever a loader asks for by name becomes a legal key of that group; sc_config_unused then reports all the
 *            others at once with the nearest legal name. So a loader asks for every key it knows, also after a mistake.
 * Getters    sc_node_THING(group, key, need, ..., &out, report). `key` NULL means the node itself. An absent optional key
 *            leaves `out` as it is, so `out` holds the default. Every mistake is reported with its place, and the code
 *            returned; a loader goes on and looks at the report at the end. A NULL group reads as an empty one, so what
 *            hangs on a missing or mistaken group needs no test.
 * Ownership  Everything lives in the arena given to sc_config_read, texts included. Not for several threads at once: asking
 *            marks keys as known.
 */
#ifndef SC_CONFIG_CONFIG_H
#define SC_CONFIG_CONFIG_H

#include "engine/base/error.h"
#include "engine/base/memory.h"

typedef struct sc_config sc_config;
typedef struct sc_node sc_node;

typedef enum sc_node_kind {
  SC_NODE_GROUP,      /* { key = value; ... }                              */
  SC_NODE_LIST,       /* ( value, ... ): any kinds                         */
  SC_NODE_ARRAY,      /* [ value, ... ]: scalars of one kind               */
  SC_NODE_INTEGER, SC_NODE_NUMBER, SC_NODE_BOOL, SC_NODE_TEXT
} sc_node_kind;

typedef enum sc_need { SC_OPTIONAL, SC_REQUIRED } sc_need;

/* ---- a whole study */

/* `path` as the user gave it appears in messages; included files as their path from the same place. */
sc_code sc_config_read(sc_config **config, const char *path, sc_arena *arena, sc_report *report);

/* The same for a text in memory; `name` stands in messages, and includes are relative to its folder. */
sc_code sc_config_parse(sc_config **config, const char *name, const char *text, sc_arena *arena, sc_report *report);

/* `assignment` is "a.b[2].c=VALUE" with VALUE as it would stand in a file; a bare word is a text, so `store=paths` works.
 * Replaces the setting or adds it (missing groups on the way are made); messages about it give "--set" as the file. */
sc_code sc_config_override(sc_config *config, const char *assignment, sc_report *report);

/* Reports every key no getter asked for. Call it once, after all loading. */
sc_code sc_config_unused(sc_config *config, sc_report *report);

sc_node    *sc_config_root(sc_config *config);

/* All files with includes spliced, as read; overrides follow as comments. For the record of a run. */
const char *sc_config_text(const sc_config *config);

typedef struct sc_config_file {
  const char *path;        /* as opened                             */
  const char *name;        /* relative to the folder of the first   */
  char        sha256[65];
} sc_config_file;
const sc_config_file *sc_config_files(const sc_config *config, int *n_files);

/* ---- walking */

sc_node_kind sc_node_kind_of(const sc_node *node);
const char  *sc_node_name(const sc_node *node);              /* key; "" for the root and members of lists */
sc_where     sc_node_where(const sc_node *node);             /* file, line, dotted key: for SC_FAIL */
int          sc_node_length(const sc_node *node);            /* members of a group, list or array; 0 for NULL and scalars */
sc_node     *sc_node_at(sc_node *node, int i);               /* member i in the order of the file; it becomes known */
sc_node     *sc_node_child(sc_node *group, const char *key); /* NULL when absent; `key` becomes legal and must outlive the config */

/* ---- typed values */

/* The setting whatever its kind; *out is NULL when it is absent and may be. */
sc_code sc_node_find (sc_node *group, const char *key, sc_need need, sc_node **out, sc_report *report);
sc_code sc_node_group(sc_node *group, const char *key, sc_need need, sc_node **out, sc_report *report);
sc_code sc_node_list (sc_node *group, const char *key, sc_need need, sc_node **out, sc_report *report);   /* list or array */

/* A number in [lo, hi], ends included; an integer will do. Open ends: -INFINITY, INFINITY. */
sc_code sc_node_number (sc_node *group, const char *key, sc_need need, double lo, double hi, double *out,
                        sc_report *report);
sc_code sc_node_integer(sc_node *group, const char *key, sc_need need, int64_t lo, int64_t hi, int64_t *out,
                        sc_report *report);
sc_code sc_node_int    (sc_node *group, const char *key, sc_need need, int lo, int hi, int *out, sc_report *report);
sc_code sc_node_bool   (sc_node *group, const char *key, sc_need need, int *out, sc_report *report);
sc_code sc_node_string (sc_node *group, const char *key, sc_need need, const char **out, sc_report *report);

/* One of names[n]; out is its index. Also for enums: read into an int. */
sc_code sc_node_choice (sc_node *group, const char *key, sc_need need, const char *const names[], int n, int *out,
                        sc_report *report);

/* { zh = "..."; en = "..."; }, both required. */
sc_code sc_node_text   (sc_node *group, const char *key, sc_need need, sc_text *out, sc_report *report);

/* A list or array of numbers in [lo, hi], or of texts, copied into `arena`. Absent and optional: left as they are. */
sc_code sc_node_numbers(sc_node *group, const char *key, sc_need need, double lo, double hi, sc_arena *arena,
                        const double **out, int *n, sc_report *report);
sc_code sc_node_strings(sc_node *group, const char *key, sc_need need, sc_arena *arena,
                        const char *const **out, int *n, sc_report *report);

/* A number, or a distribution with the names and arguments of engine/random/dist.def, truncated to [lo, hi] when given:
 *
 *   0.05
 *   { dist = "triangular"; min = 0.02; mode = 0.07; max = 0.15; }      { dist = "normal"; mean = 1.0; sd = 0.2; lo = 0.0; }
 *   { dist = "beta"; mean = 0.4; sd = 0.03; }                          in place of alpha and beta
 *   { dist = "discrete"; values = [1, 2]; weights = [3, 1]; }          { dist = "empirical"; values = (3.1, 2, 5); }
 *   { dist = "mixture"; parts = ( 0.0, { dist = ... } ); weights = [0.9, 0.1]; }
 *
 * Checked to be a distribution (sd > 0, min <= mode <= max, ...), not against any range: sc_param_read does that. */
sc_code sc_node_dist   (sc_node *group, const char *key, sc_need need, sc_arena *arena, sc_dist *out, sc_report *report);

#endif
