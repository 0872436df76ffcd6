/* io.h - the analyses of sanchan io: one row for each, one function, one table.
 *
 *   sc_verb_io -> reads the tables, checks them -> analysis -> io_emit
 *
 * An analysis fills `result` and may leave a note: what a reader must know to use the numbers. Text and JSON carry it.
 */
#ifndef SC_CLI_IO_H
#define SC_CLI_IO_H

#include "cli/cli.h"
#include "models/io/multipliers.h"
#include "models/io/system.h"

/* name, number of files */
#define SC_ANALYSES(X) \
  X(multipliers, 1) X(linkages, 1) X(ghosh, 1) X(price, 1) X(extract, 1) X(decompose, 2) \
  X(paths, 1) X(influence, 1) X(distance, 1) X(balance, 2)

enum { IO_MOST_FILES = 2 };

typedef struct io_context {
  const sc_line *line;
  const char    *name;                       /* of the analysis                        */
  sc_io_table    table[IO_MOST_FILES];
  sc_io_system   system[IO_MOST_FILES];
  sc_table       result;
  sc_string      note;
} io_context;

#define X(name, n_files) sc_code io_##name(io_context *io, sc_report *report);
SC_ANALYSES(X)
#undef X

static inline const char *io_text(const io_context *io, const char *zh, const char *en)
{
  return io->line->lang == SC_ZH ? zh : en;
}

/* --format, else the extension of -o, else text. */
typedef enum io_form { IO_TEXT, IO_JSON, IO_CSV, IO_MARKDOWN, IO_N_FORMS } io_form;
io_form io_form_of(const sc_line *line);

/* True where a reader sees the result, so that names are words and not keys. */
static inline int io_is_read(const io_context *io)
{
  const io_form form = io_form_of(io->line);
  return form == IO_TEXT || form == IO_MARKDOWN;
}

/* ---- io_analyses.c: what every analysis uses */
void    io_number(io_context *io, double x, int decimals);                                    /* a cell of the result         */
sc_code io_take(io_context *io, size_t count, double **numbers, sc_report *report);           /* release with sc_free         */
sc_code io_columns(io_context *io, const sc_column *made, size_t n, sc_report *report);       /* copied: they outlive the call */
sc_code io_quantity(const io_context *io, const sc_effects *effects, const char *name, int *row, sc_report *report);

/* ---- io.c */
sc_code io_activity(const io_context *io, const char *name, int *k, sc_report *report);   /* index of an activity by name */

#endif
