#include "outputs/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/error.h"
#include "models/accounts/csv.h"
#include "outputs/format.h"

enum { GAP = 2, NARROWEST = 12, LONGEST_NUMBER = 64, MAX_COLUMNS = 40 };

/* ----------------------------------------------------------------------------------------------- filling */

static sc_cell *next_cell(sc_table *table)
{
  if (table->n_cells == table->capacity) {
    const size_t capacity = table->capacity == 0 ? 64 : 2 * table->capacity;
    sc_cell *cells = sc_realloc(table->cells, table->capacity, capacity, sizeof *cells);
    if (cells == NULL) {
      table->failed = 1;
      return NULL;
    }
    table->cells = cells;
    table->capacity = capacity;
  }
  return &table->cells[table->n_cells++];
}

static void add(sc_table *table, sc_cell cell, const char *text)
{
  sc_cell *place = next_cell(table);
  if (place == NULL) return;
  cell.text = sc_arena_text(&table->arena, text);
  if (cell.text == NULL) {
    table->failed = 1;
    cell = (sc_cell){ .kind = SC_CELL_NONE };
  }
  *place = cell;
}

void sc_table_text(sc_table *table, const char *text)
{
  add(table, (sc_cell){ .kind = SC_CELL_TEXT }, text);
}

void sc_table_none(sc_table *table)
{
  add(table, (sc_cell){ .kind = SC_CELL_NONE }, "");
}

void sc_table_integer(sc_table *table, long long i)
{
  add(table, (sc_cell){ .kind = SC_CELL_INTEGER, .integer = i }, sc_integer(i).s);
}

void sc_table_number(sc_table *table, double x, int decimals)
{
  sc_table_shown(table, x, "%s", sc_format_value(x, decimals).s);
}

void sc_table_shown(sc_table *table, double x, const char *format, ...)
{
  if (!isfinite(x)) {
    sc_table_none(table);
    return;
  }
  char shown[LONGEST_NUMBER];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(shown, sizeof shown, format, arguments);
  va_end(arguments);
  add(table, (sc_cell){ .kind = SC_CELL_NUMBER, .number = x }, shown);
}

void sc_table_tone(sc_table *table, sc_tone tone)
{
  if (table->n_cells > 0) table->cells[table->n_cells - 1].tone = tone;
}

void sc_table_free(sc_table *table)
{
  sc_free(table->cells);
  sc_arena_free(&table->arena);
  table->cells = NULL;
  table->n_cells = table->capacity = 0;
}

static size_t n_rows(const sc_table *table) { return table->n_cells / (size_t)table->n_columns; }

static const sc_cell *cell_at(const sc_table *table, size_t row, int column)
{
  return &table->cells[row * (size_t)table->n_columns + (size_t)column];
}

/* ---------------------------------------------------------------------------------------------- as text */

static const char *const tones[] = {
  [SC_PLAIN] = "", [SC_GOOD] = "\033[32m", [SC_MIDDLING] = "\033[33m", [SC_POOR] = "\033[31m", [SC_FAINT] = "\033[2m"
};

/* The part of *text that fits into `width`, broken behind a blank or beside a wide character; *text moves to the rest. */
static void take_line(const char **text, int width, sc_string *line)
{
  const char *start = *text, *p = start, *breakable = NULL;
  int used = 0;
  while (*p != '\0') {
    const char *before = p;
    sc_utf8_next(&p);
    char one[8];
    const size_t bytes = (size_t)(p - before) < sizeof one ? (size_t)(p - before) : sizeof one - 1;
    memcpy(one, before, bytes);
    one[bytes] = '\0';
    const int wide = sc_text_width(one);
    if (used + wide > width && before > start) {
      p = breakable != NULL ? breakable : before;
      break;
    }
    if (*before == ' ' || wide == 2) breakable = p;
    used += wide;
  }
  const char *end = p;
  while (end > start && end[-1] == ' ') end--;
  sc_string_add_bytes(line, start, (size_t)(end - start));
  while (*p == ' ') p++;
  *text = p;
}

/* The widest part of `text` that take_line would not break. */
static int longest_word(const char *text)
{
  int longest = 0;
  for (const char *p = text; *p != '\0';) {
    const char *start = p;
    int used = 0;
    while (*p != '\0' && *p != ' ' && (unsigned char)*p < 0xE0) {
      sc_utf8_next(&p);
      used++;
    }
    if (used > longest) longest = used;
    if (p == start) sc_utf8_next(&p);
  }
  return longest;
}

static void column_widths(const sc_table *table, int page, int width[])
{
  int least[MAX_COLUMNS], total = -GAP;
  for (int c = 0; c < table->n_columns; c++) {
    width[c] = sc_text_width(table->columns[c].title);
    least[c] = NARROWEST;
    for (size_t r = 0; r < n_rows(table); r++) {
      const char *text = cell_at(table, r, c)->text;
      if (sc_text_width(text) > width[c]) width[c] = sc_text_width(text);
      if (longest_word(text) > least[c]) least[c] = longest_word(text);
    }
    total += width[c] + GAP;
  }
  for (; page > 0 && total > page; total--) {      /* the widest for its firmness gives way, one by one */
    int widest = -1;
    for (int c = 0; c < table->n_columns; c++) {
      const int flexible = table->columns[c].flexible;
      if (flexible == 0 || width[c] <= least[c]) continue;
      if (widest < 0 || width[c] * table->columns[widest].flexible > width[widest] * flexible) widest = c;
    }
    if (widest < 0) break;
    width[widest]--;
  }
}

static void pad(sc_string *out, const char *text, int width, sc_align align)
{
  if (align == SC_RIGHT) sc_string_pad_left(out, text, width);
  else sc_string_pad_right(out, text, width);
}

static void cut_trailing_blanks(sc_string *out)
{
  while (out->length > 0 && out->text[out->length - 1] == ' ') out->text[--out->length] = '\0';
}

/* One row, over as many lines as its longest flexible cell needs. */
static void write_row(const sc_table *table, const sc_cell *cells, const int width[], int colour, sc_string *out)
{
  const char *rest[MAX_COLUMNS];
  for (int c = 0; c < table->n_columns; c++) rest[c] = cells[c].text;
  for (int more = 1; more;) {
    more = 0;
    for (int c = 0; c < table->n_columns; c++) {
      sc_string part = { 0 };
      take_line(&rest[c], width[c], &part);
      if (*rest[c] != '\0') more = 1;
      const int tinted = colour && cells[c].tone != SC_PLAIN && part.length > 0;
      if (c > 0) sc_string_pad_right(out, "", GAP);
      if (tinted) sc_string_add(out, tones[cells[c].tone]);
      pad(out, sc_string_text(&part), width[c], table->columns[c].align);
      if (tinted) sc_string_add(out, "\033[0m");
      sc_string_free(&part);
    }
    cut_trailing_blanks(out);
    sc_string_add(out, "\n");
  }
}

void sc_table_rows_as_text(const sc_table *table, sc_table_style style, sc_string *out)
{
  int width[MAX_COLUMNS];
  column_widths(table, style.width, width);
  for (size_t r = 0; r < n_rows(table); r++) write_row(table, cell_at(table, r, 0), width, style.colour, out);
}

void sc_table_as_text(const sc_table *table, sc_table_style style, sc_string *out)
{
  int width[MAX_COLUMNS];
  sc_cell titles[MAX_COLUMNS];
  column_widths(table, style.width, width);
  for (int c = 0; c < table->n_columns; c++) titles[c] = (sc_cell){ .kind = SC_CELL_TEXT, .text = table->columns[c].title };
  write_row(table, titles, width, 0, out);
  for (int c = 0; c < table->n_columns; c++) {
    if (c > 0) sc_string_pad_right(out, "", GAP);
    for (int i = 0; i < width[c]; i++) sc_string_add(out, "-");
  }
  sc_string_add(out, "\n");
  sc_table_rows_as_text(table, style, out);
}

/* ------------------------------------------------------------------------------------- as CSV and as JSON */

void sc_table_as_csv(const sc_table *table, sc_string *out)
{
  for (int c = 0; c < table->n_columns; c++) {
    if (c > 0) sc_string_add(out, ",");
    sc_csv_add_field(out, table->columns[c].key);
  }
  sc_string_add(out, "\r\n");
  for (size_t r = 0; r < n_rows(table); r++) {
    for (int c = 0; c < table->n_columns; c++) {
      const sc_cell *cell = cell_at(table, r, c);
      if (c > 0) sc_string_add(out, ",");
      sc_csv_add_field(out, cell->kind == SC_CELL_NUMBER ? sc_number(cell->number).s : cell->text);
    }
    sc_string_add(out, "\r\n");
  }
}

static void markdown_cell(sc_string *out, const char *text)
{
  sc_string_add(out, "| ");
  for (const char *c = text; *c; c++) sc_string_print(out, *c == '|' ? "\\%c" : "%c", *c);
  sc_string_add(out, " ");
}

void sc_table_as_markdown(const sc_table *table, sc_string *out)
{
  for (int c = 0; c < table->n_columns; c++) markdown_cell(out, table->columns[c].title);
  sc_string_add(out, "|\n");
  for (int c = 0; c < table->n_columns; c++) sc_string_add(out, table->columns[c].align == SC_RIGHT ? "|--:" : "|---");
  sc_string_add(out, "|\n");
  for (size_t r = 0; r < n_rows(table); r++) {
    for (int c = 0; c < table->n_columns; c++) markdown_cell(out, cell_at(table, r, c)->text ? cell_at(table, r, c)->text : "");
    sc_string_add(out, "|\n");
  }
}

void sc_table_as_json(const sc_table *table, sc_json *json, const char *key)
{
  sc_json_array(json, key);
  for (size_t r = 0; r < n_rows(table); r++) {
    sc_json_object(json, NULL);
    for (int c = 0; c < table->n_columns; c++) {
      const sc_cell *cell = cell_at(table, r, c);
      const char *name = table->columns[c].key;
      switch (cell->kind) {
      case SC_CELL_NONE:    sc_json_null(json, name); break;
      case SC_CELL_TEXT:    sc_json_text(json, name, cell->text); break;
      case SC_CELL_NUMBER:  sc_json_number(json, name, cell->number); break;
      case SC_CELL_INTEGER: sc_json_integer(json, name, cell->integer); break;
      }
    }
    sc_json_end(json);
  }
  sc_json_end(json);
}
