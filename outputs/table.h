/* table.h - rows and columns, once filled and then written as text, JSON, CSV or Markdown.
 *
 *   sc_table table = { .columns = columns, .n_columns = 3 };
 *   sc_table_text(&table, "GDP growth");  sc_table_number(&table, 7.0, 1);  sc_table_none(&table);      // one row
 *   sc_table_as_text(&table, style, &out);
 *
 * Cells are added one after the other; a row is full after n_columns of them. A cell has a value, which JSON and CSV
 * write exactly, and a text, which a reader sees (rounded, with its sign, in colour where the terminal has it).
 * Text tables know that Chinese characters take two columns. When a table is wider than the page, the columns marked
 * `flexible` give way and break their texts over lines.
 *
 * Memory running out is remembered in `failed`; sc_string does the same, so a writer checks both once, at the end.
 */
#ifndef SC_OUTPUTS_TABLE_H
#define SC_OUTPUTS_TABLE_H

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "outputs/json.h"

typedef enum sc_align { SC_LEFT, SC_RIGHT } sc_align;

typedef struct sc_column {
  const char *key;        /* in JSON and CSV: stable, ASCII */
  const char *title;      /* for a reader                   */
  sc_align    align;
  int         flexible;   /* 0: never narrower than its texts; 1: gives way; 2: keeps twice the width of those with 1 */
} sc_column;

typedef enum sc_tone { SC_PLAIN, SC_GOOD, SC_MIDDLING, SC_POOR, SC_FAINT } sc_tone;

typedef enum sc_cell_kind { SC_CELL_NONE, SC_CELL_TEXT, SC_CELL_NUMBER, SC_CELL_INTEGER } sc_cell_kind;

typedef struct sc_cell {
  sc_cell_kind kind;
  sc_tone      tone;
  double       number;
  long long    integer;
  const char  *text;      /* shown, owned by the table's arena */
} sc_cell;

typedef struct sc_table {
  const sc_column *columns;
  int         n_columns;
  sc_cell    *cells;      /* own block */
  size_t      n_cells, capacity;
  sc_arena    arena;
  int         failed;
} sc_table;

void sc_table_text(sc_table *table, const char *text);
void sc_table_number(sc_table *table, double x, int decimals);              /* NaN is an empty cell */
void sc_table_integer(sc_table *table, long long i);
void sc_table_none(sc_table *table);
/* A number that is shown in the caller's words. */
void sc_table_shown(sc_table *table, double x, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sc_table_tone(sc_table *table, sc_tone tone);                          /* of the cell added last */
void sc_table_free(sc_table *table);

typedef struct sc_table_style { int width; int colour; } sc_table_style;    /* width 0: as wide as it needs */

void sc_table_as_text(const sc_table *table, sc_table_style style, sc_string *out);
void sc_table_rows_as_text(const sc_table *table, sc_table_style style, sc_string *out);   /* without titles */
void sc_table_as_csv(const sc_table *table, sc_string *out);                /* RFC 4180, keys on the first line */
void sc_table_as_markdown(const sc_table *table, sc_string *out);           /* titles; a bar in a cell is escaped */
void sc_table_as_json(const sc_table *table, sc_json *json, const char *key);   /* array of objects */

#endif
