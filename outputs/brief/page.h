/* page.h - one document, written once, as HTML or as Markdown.
 *
 * A section of the brief says what it has to say through these calls; the page knows how HTML and Markdown say it.
 * Everything that comes from a result is escaped here and nowhere else: bytes that are not UTF-8 become U+FFFD, control
 * characters blanks, and the characters that mean something to HTML or Markdown lose their meaning.
 *
 * Texts are rows of texts.def. In a row {1} ... {9} stand for arguments and *...* is strong. Memory: the page grows one
 * sc_string, whose `failed` is looked at once, by brief.c.
 *
 * HTML is one file without scripts or network (a Content-Security-Policy says so), prints on A4 and reads on a phone,
 * where a table's rows become cards: each cell carries its column's title in data-label. Markdown is one file too: where
 * HTML draws a chart, Markdown has the chart's table.
 */
#ifndef SC_OUTPUTS_BRIEF_PAGE_H
#define SC_OUTPUTS_BRIEF_PAGE_H

#include "engine/base/text.h"
#include "engine/sanchan.h"

enum {
#define SC_BRIEF_TEXT(name, zh, en) SC_BRIEF_##name,
#include "outputs/brief/texts.def"
#undef SC_BRIEF_TEXT
  SC_N_BRIEF_TEXTS
};
const char *sc_brief_text(int text, sc_lang lang);

/* Length of the next piece of a text row; *arg is the argument it stands for, -1 for plain text. */
size_t sc_brief_piece(const char *row, int *arg);

typedef struct sc_column { const char *title; int numeric; } sc_column;

typedef struct sc_page {
  sc_string        out;
  sc_lang          lang;
  int              html;
  int              in_section;
  const sc_column *columns;        /* of the open table */
  int              n_columns, cell;
} sc_page;

void sc_page_open(sc_page *page, const char *title);
void sc_page_close(sc_page *page);

/* Escaped text, nothing for NULL; markup that is ours, in HTML only. */
void sc_page_escape(sc_page *page, const char *text);
void sc_page_html(sc_page *page, const char *markup);

/* A text row with its arguments, inside whatever is open. */
void sc_page_fill(sc_page *page, int text, const char *const args[]);

/* Blocks. `class` is of the HTML element, "" for none. */
void sc_page_title(sc_page *page, const char *title);
void sc_page_section(sc_page *page, const char *id, int text);
void sc_page_heading(sc_page *page, const char *text);
void sc_page_paragraph(sc_page *page, const char *class, int text, const char *const args[]);
void sc_page_list_open(sc_page *page, const char *class);
void sc_page_item_open(sc_page *page);
void sc_page_item_close(sc_page *page);
void sc_page_item(sc_page *page, int text, const char *const args[]);
void sc_page_list_close(sc_page *page);
void sc_page_code(sc_page *page, const char *text);

/* Tables: open, then for each row: row, n_columns cells; close. `more` is a second, smaller line and `last` a third, ""
 * for none. A note is a row of one cell over all columns. */
void sc_page_table_open(sc_page *page, const char *class, const sc_column *columns, int n_columns);
void sc_page_row(sc_page *page, const char *class);
void sc_page_cell(sc_page *page, const char *class, const char *text, const char *more);
void sc_page_cell_lines(sc_page *page, const char *class, const char *text, const char *more, const char *last);
void sc_page_row_note(sc_page *page, const char *class, const char *text);
void sc_page_table_close(sc_page *page);

/* A chart with its caption; then the chart's table, folded away in HTML. Markdown has caption and table. */
void sc_page_figure(sc_page *page, const char *caption, const char *note, const char *svg);
void sc_page_figure_data(sc_page *page);
void sc_page_figure_close(sc_page *page);
void sc_page_group_open(sc_page *page, const char *class);
void sc_page_group_close(sc_page *page);

/* Arguments of a text row: sc_page_paragraph(page, "", SC_BRIEF_X, SC_WITH("a", "b")); SC_WITH("") when it takes none. */
#define SC_WITH(...) ((const char *const[]){ __VA_ARGS__, NULL })

#endif
