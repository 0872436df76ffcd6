/* csv.h - a text table as cells that know where they stand.
 *
 * Comma-separated, UTF-8, one record a line, LF or CRLF. A field may stand in double quotes; a doubled quote inside is
 * one quote. Spaces around an unquoted field do not count; blank lines and lines that begin with '#' are skipped;
 * those above the first record are kept as comments: a writer says there where the numbers come from.
 * A UTF-8 byte-order mark, which a spreadsheet puts in front, does not count. What spreadsheets silently produce and readers
 * silently misread is refused, with the place: UTF-16 and other binary content, semicolons or tabs for commas, an unclosed quote.
 *
 * Rows may differ in length: the caller knows whether that is a mistake. `line` and `column` count from 1, columns in
 * bytes. Owns its memory; free with sc_csv_free (accepts NULL and a zeroed struct).
 */
#ifndef SC_ACCOUNTS_CSV_H
#define SC_ACCOUNTS_CSV_H

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

typedef struct sc_csv_cell { const char *text; int line, column; } sc_csv_cell;
typedef struct sc_csv_row  { int n; const sc_csv_cell *cell; } sc_csv_row;

typedef struct sc_csv {
  const char *file;
  int         n_rows;
  sc_csv_row *row;
  int         n_comments;
  char **comment;                    /* without the '#' and the blank behind it */
  sc_csv_cell *cells;
  char       *bytes;
} sc_csv;

sc_code sc_csv_read(sc_csv *csv, const char *path, sc_report *report);
void    sc_csv_free(sc_csv *csv);

/* Where a cell stands, for messages. */
static inline sc_where sc_csv_at(const sc_csv *csv, const sc_csv_cell *cell, const char *key)
{
  return (sc_where){ csv->file, cell->line, cell->column, key };
}

/* Field number of `name` in the first row, or -1. */
int sc_csv_find(const sc_csv *csv, const char *name);

/* A file's history: one more step behind the n that are there, copied as one line; SC_OK or out of memory. */
sc_code sc_csv_add_history(sc_arena *arena, int *n, const char ***history, const char *step, sc_report *report);

/* Adds `text` as a field: in quotes where the reader would not give it back unchanged otherwise. */
void sc_csv_add_field(sc_string *to, const char *text);

/* The number in a cell, strictly: the whole field must be a finite number in C notation; an empty field is 0 where
 * `empty_is_zero`. `key` says what the number is. */
sc_code sc_csv_number(const sc_csv *csv, const sc_csv_cell *cell, const char *key, int empty_is_zero, double *value,
                      sc_report *report);
/* The same without a message, for callers whose keys are dear to make: 1 when it is such a number. */
int sc_csv_is_number(const sc_csv_cell *cell, int empty_is_zero, double *value);

#endif
