/* emit.h - a result in the form asked for, on standard output or in the file of -o: what sanchan io and sanchan cge share.
 *
 * One set of rows gives text, JSON, CSV, Markdown and HDF5: its columns say what they are, so that those which name what a row is
 * about become the dimensions of the HDF5 file (outputs/table_h5.h), the others its variables. A note says what a reader must
 * know to use the numbers; all forms but CSV carry it. HDF5 also keeps the command, the files with their SHA-256, and the build.
 */
#ifndef SC_CLI_EMIT_H
#define SC_CLI_EMIT_H

#include "cli/cli.h"
#include "engine/base/file.h"

/* --format, else the extension of -o, else text. In the order of the choices of --format. */
typedef enum io_form { IO_TEXT, IO_JSON, IO_CSV, IO_MARKDOWN, IO_HDF5, IO_SVG, IO_N_FORMS } io_form;

/* A column of a result: what its cells are, and their unit. */
typedef enum io_part { IO_AXIS, IO_RANK, IO_NUMBER, IO_WORD } io_part;   /* name, or number from 1, of what a row is about; contents */
typedef struct io_column { const char *key; sc_text title; io_part part; const char *unit; } io_column;

typedef struct sc_emission {
  const sc_line   *line;
  io_form          form;
  const char      *path;                     /* NULL: standard output                                          */
  sc_text          title;                    /* of an HDF5 file                                                */
  sc_table        *rows;
  const io_column *columns;
  const sc_string *page;                     /* what text and Markdown show in place of the rows; all of an SVG; or NULL */
  const sc_string *note;
  const sc_pair   *head, *provenance;        /* of JSON; of HDF5, between the command and the note             */
  size_t           n_head, n_provenance;
  int              n_named;                  /* codes that have names for a reader, as in sc_table_about       */
  const char *const *code, *const *name[SC_N_LANGS];
} sc_emission;

sc_code     sc_emit(const sc_emission *emission, sc_report *report);
/* The form of --format, else of the file's extension, else text; an extension of no form is a mistake. */
sc_code     sc_emit_form(const sc_line *line, io_form *form, sc_report *report);
int         sc_emit_extension(const char *path, io_form *form);               /* 1 where it is that of a form */
sc_replace  sc_emit_replace(const sc_line *line);
sc_table_style sc_emit_style(const char *path);                               /* no colour in a file          */
/* "t.csv sha256:..." */
sc_code     sc_emit_digest(sc_arena *arena, const char *path, const char **text, sc_report *report);

#endif
