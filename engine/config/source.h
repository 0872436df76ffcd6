/* source.h - the files of a study as one text; inside engine/config only.
 *
 * Includes are resolved here, before libconfig sees anything. In the text an include stands as a comment, followed by the
 * lines of the file; lines[i] says which line of which file line i + 1 of the text came from.
 */
#ifndef SC_CONFIG_SOURCE_H
#define SC_CONFIG_SOURCE_H

#include "engine/base/text.h"
#include "engine/config/config.h"

enum { SC_MOST_FILES = 64, SC_DEEPEST_INCLUDE = 16, SC_LONGEST_FILE = 4 * 1024 * 1024 };

typedef struct sc_source_line { int file, line; } sc_source_line;

typedef struct sc_source {
  sc_string       text;
  sc_source_line *lines;
  int             n_lines, lines_capacity;
  sc_config_file  files[SC_MOST_FILES];
  int             n_files;
} sc_source;

/* Reads `path`, or takes `text` as its contents when that is not NULL. Paths live in the arena; free also on failure. */
sc_code sc_source_read(sc_source *source, const char *path, const char *text, sc_arena *arena, sc_report *report);
void    sc_source_free(sc_source *source);

/* Where line `line` of the text is in the user's files. */
sc_where sc_source_where(const sc_source *source, int line, int column, const char *key);

#endif
