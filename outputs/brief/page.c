#include "outputs/brief/page.h"

#include <stdio.h>
#include <string.h>

#include "outputs/escape.h"
#include "outputs/brief/style.h"

static const sc_text texts[SC_N_BRIEF_TEXTS] = {
#define SC_BRIEF_TEXT(name, zh, en) SC_TEXT(en, zh),
#include "outputs/brief/texts.def"
#undef SC_BRIEF_TEXT
};

const char *sc_brief_text(int text, sc_lang lang) { return texts[text].in[lang]; }

size_t sc_brief_piece(const char *row, int *arg)
{
  const int is_argument = row[0] == '{' && row[1] >= '1' && row[1] <= '9' && row[2] == '}';
  *arg = is_argument ? row[1] - '1' : -1;
  return is_argument ? 3 : 1 + strcspn(row + 1, "{");
}

/* --------------------------------------------------------------------------------------------------- texts */

void sc_page_escape(sc_page *page, const char *text)
{
  if (text != NULL) (page->html ? sc_escape_html : sc_escape_markdown)(&page->out, text);
}

void sc_page_html(sc_page *page, const char *markup)
{
  if (page->html) sc_string_add(&page->out, markup);
}

static void markdown(sc_page *page, const char *markup)
{
  if (!page->html) sc_string_add(&page->out, markup);
}

/* A piece of a text row: every star switches strong text. Rows are ours and hold nothing that needs escaping in HTML. */
static void add_ours(sc_page *page, const char *ours, size_t length, int *strong)
{
  while (length > 0) {
    const char *star = memchr(ours, '*', length);
    const size_t plain = star != NULL ? (size_t)(star - ours) : length;
    sc_string_add_bytes(&page->out, ours, plain);
    if (star == NULL) return;
    *strong = !*strong;
    sc_page_html(page, *strong ? "<strong>" : "</strong>");
    markdown(page, "**");
    ours = star + 1;
    length -= plain + 1;
  }
}

void sc_page_fill(sc_page *page, int text, const char *const args[])
{
  int n_args = 0, strong = 0, arg;
  while (args[n_args] != NULL) n_args++;
  const char *row = sc_brief_text(text, page->lang);
  for (size_t n; *row != '\0'; row += n) {
    n = sc_brief_piece(row, &arg);
    if (arg < 0) add_ours(page, row, n, &strong);
    else if (arg < n_args) sc_page_escape(page, args[arg]);
  }
}

/* ------------------------------------------------------------------------------------------------- document */

static void attribute_class(sc_page *page, const char *class)
{
  if (class[0] != '\0') sc_string_print(&page->out, " class=\"%s\"", class);
}

static void open_element(sc_page *page, const char *name, const char *class)
{
  if (!page->html) return;
  sc_string_print(&page->out, "<%s", name);
  attribute_class(page, class);
  sc_string_add(&page->out, ">");
}

void sc_page_open(sc_page *page, const char *title)
{
  if (!page->html) return;
  sc_string_print(&page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                  page->lang == SC_ZH ? "zh-CN" : "en");
  sc_string_add(&page->out,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  sc_page_escape(page, title);
  sc_string_add(&page->out, "</title>\n<style>\n");
  for (int i = 0; sc_brief_style[i] != NULL; i++) {
    sc_string_add(&page->out, sc_brief_style[i]);
    sc_string_add(&page->out, "\n");
  }
  sc_string_add(&page->out, "</style>\n</head>\n<body>\n<main>\n");
}

static void close_section(sc_page *page)
{
  if (page->in_section) sc_page_html(page, "</section>\n");
  page->in_section = 0;
}

void sc_page_close(sc_page *page)
{
  close_section(page);
  sc_page_html(page, "</main>\n</body>\n</html>\n");
}

void sc_page_title(sc_page *page, const char *title)
{
  sc_page_html(page, "<h1>");
  markdown(page, "# ");
  sc_page_escape(page, title);
  sc_page_html(page, "</h1>\n");
  markdown(page, "\n\n");
}

void sc_page_section(sc_page *page, const char *id, int text)
{
  close_section(page);
  if (page->html) sc_string_print(&page->out, "<section id=\"%s\">\n<h2>", id);
  markdown(page, "## ");
  sc_page_escape(page, sc_brief_text(text, page->lang));
  sc_page_html(page, "</h2>\n");
  markdown(page, "\n\n");
  page->in_section = 1;
}

void sc_page_heading(sc_page *page, const char *text)
{
  sc_page_html(page, "<h3>");
  markdown(page, "### ");
  sc_page_escape(page, text);
  sc_page_html(page, "</h3>\n");
  markdown(page, "\n\n");
}

void sc_page_paragraph(sc_page *page, const char *class, int text, const char *const args[])
{
  open_element(page, "p", class);
  sc_page_fill(page, text, args);
  sc_page_html(page, "</p>\n");
  markdown(page, "\n\n");
}

void sc_page_list_open(sc_page *page, const char *class)
{
  open_element(page, "ul", class);
  sc_page_html(page, "\n");
}

void sc_page_item_open(sc_page *page)
{
  sc_page_html(page, "<li>");
  markdown(page, "- ");
}

void sc_page_item_close(sc_page *page)
{
  sc_page_html(page, "</li>");
  sc_string_add(&page->out, "\n");
}

void sc_page_item(sc_page *page, int text, const char *const args[])
{
  sc_page_item_open(page);
  sc_page_fill(page, text, args);
  sc_page_item_close(page);
}

void sc_page_list_close(sc_page *page)
{
  sc_page_html(page, "</ul>");
  sc_string_add(&page->out, "\n");
}

void sc_page_code(sc_page *page, const char *text)
{
  if (page->html) {
    sc_string_add(&page->out, "<pre><code>");
    sc_page_escape(page, text);
    sc_string_add(&page->out, "</code></pre>\n");
    return;
  }
  sc_string_add(&page->out, "    ");                    /* an indented block: nothing inside needs escaping */
  for (const char *p = text; *p != '\0'; p++) sc_string_add_bytes(&page->out, (unsigned char)*p < 0x20 ? " " : p, 1);
  sc_string_add(&page->out, "\n\n");
}

/* --------------------------------------------------------------------------------------------------- tables */

void sc_page_table_open(sc_page *page, const char *class, const sc_column *columns, int n_columns)
{
  page->columns = columns;
  page->n_columns = n_columns;
  page->cell = -1;
  open_element(page, "table", class);
  sc_page_html(page, "<thead><tr>");
  markdown(page, "|");
  for (int c = 0; c < n_columns; c++) {
    sc_page_html(page, columns[c].numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    markdown(page, " ");
    sc_page_escape(page, columns[c].title);
    sc_page_html(page, "</th>");
    markdown(page, " |");
  }
  sc_page_html(page, "</tr></thead>\n<tbody>");
  markdown(page, "\n|");
  for (int c = 0; c < n_columns; c++) markdown(page, columns[c].numeric ? "--:|" : ":--|");
}

static void end_row(sc_page *page)
{
  if (page->cell >= 0) sc_page_html(page, "</tr>");
  sc_string_add(&page->out, "\n");
}

void sc_page_row(sc_page *page, const char *class)
{
  end_row(page);
  open_element(page, "tr", class);
  markdown(page, "|");
  page->cell = 0;
}

void sc_page_cell(sc_page *page, const char *class, const char *text, const char *more)
{
  sc_page_cell_lines(page, class, text, more, "");
}

void sc_page_cell_lines(sc_page *page, const char *class, const char *text, const char *more, const char *last)
{
  const char *const lines[] = { more, last };
  const sc_column *column = &page->columns[page->cell++];
  if (page->html) {
    sc_string_print(&page->out, "<td class=\"%s%s%s\" data-label=\"", column->numeric ? "n" : "",
                    column->numeric && class[0] != '\0' ? " " : "", class);
    sc_page_escape(page, column->title);
    sc_string_add(&page->out, "\">");
  }
  markdown(page, " ");
  sc_page_escape(page, text);
  for (int line = 0; line < 2 && lines[line] != NULL && lines[line][0] != '\0'; line++) {
    sc_page_html(page, " <small>");
    markdown(page, (text != NULL && text[0] != '\0') || line > 0 ? "<br>" : "");
    sc_page_escape(page, lines[line]);
    sc_page_html(page, "</small>");
  }
  sc_page_html(page, "</td>");
  markdown(page, " |");
}

void sc_page_row_note(sc_page *page, const char *class, const char *text)
{
  sc_page_row(page, class);
  if (page->html) sc_string_print(&page->out, "<th scope=\"rowgroup\" colspan=\"%d\">", page->n_columns);
  markdown(page, " **");
  sc_page_escape(page, text);
  sc_page_html(page, "</th>");
  markdown(page, "** |");
  for (int c = 1; c < page->n_columns; c++) markdown(page, " |");
}

void sc_page_table_close(sc_page *page)
{
  end_row(page);
  sc_page_html(page, "</tbody></table>\n");
  markdown(page, "\n");
  page->columns = NULL;
}

/* -------------------------------------------------------------------------------------------------- figures */

void sc_page_figure(sc_page *page, const char *caption, const char *note, const char *svg)
{
  sc_page_html(page, "<figure>\n<figcaption>");
  markdown(page, "### ");
  sc_page_escape(page, caption);
  markdown(page, "\n\n");
  if (note[0] != '\0') {
    sc_page_html(page, " <small>");
    sc_page_escape(page, note);
    sc_page_html(page, "</small>");
    markdown(page, "\n\n");
  }
  sc_page_html(page, "</figcaption>\n");
  sc_page_html(page, svg);
}

void sc_page_figure_data(sc_page *page)
{
  if (!page->html) return;
  sc_string_print(&page->out, "<details><summary>%s</summary>\n", sc_brief_text(SC_BRIEF_DATA_TABLE, page->lang));
}

void sc_page_figure_close(sc_page *page) { sc_page_html(page, "</details>\n</figure>\n"); }

void sc_page_group_open(sc_page *page, const char *class)
{
  open_element(page, "div", class);
  sc_page_html(page, "\n");
}

void sc_page_group_close(sc_page *page) { sc_page_html(page, "</div>\n"); }
