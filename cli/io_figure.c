/* Results as figures: which analysis has one, and how its rows become it. */
#include <math.h>
#include <string.h>

#include "cli/io.h"
#include "models/io/linkages.h"
#include "outputs/figure/figure.h"
#include "outputs/table_box.h"

/* A heat map shows one column over the two axes of the rows; a scatter two columns, or measures, by activity. `asked` gets this result
 * of an analysis that has others as well. */
static const struct { const char *analysis, *asked, *x, *y; } figures[] = {
  { "matrix", NULL, "value", NULL },
  { "linkages", NULL, "forward_normalised", "backward_normalised" },
  { "influence", NULL, "influence", NULL },
  { "balance", "--show cells", "change_pct", NULL },
  { "footprint", "--view flows", "value", NULL },
  { "footprint", "--view sectors", "consumption", NULL },
};
enum { N_FIGURES = sizeof figures / sizeof *figures };

static int column_named(const io_context *io, const char *key)
{
  for (int c = 0; c < io->result.n_columns; c++)
    if (strcmp(io->columns[c].key, key) == 0) return c;
  return -1;
}

static double number_of(const sc_cell *cell)
{
  return cell->kind == SC_CELL_NUMBER ? cell->number : cell->kind == SC_CELL_INTEGER ? (double)cell->integer : NAN;
}

/* "Leontief inverse: io12_2020"; "Leontief inverse, 1" */
static const char *title_of(io_context *io)
{
  const char *file = strrchr(io->file[0], '/') ? strrchr(io->file[0], '/') + 1 : io->file[0], *dot = strrchr(file, '.');
  const int length = dot ? (int)(dot - file) : (int)strlen(file);
  const char *what = io->title.in[io->line->lang];
  const char *title = sc_arena_print(&io->result.arena, "%s%s%.*s", what, io->line->lang == SC_ZH ? "：" : ": ", length, file);
  io->result.failed |= !title;
  return title ? title : "";
}

static sc_code heat_map(io_context *io, int column, sc_string *svg, sc_report *report)
{
  int *is_axis = sc_arena_alloc(&io->result.arena, (size_t)io->result.n_columns, sizeof *is_axis);
  if (!is_axis) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (int c = 0; c < io->result.n_columns; c++) is_axis[c] = io->columns[c].part == IO_AXIS;
  sc_table_box box;
  sc_code code = sc_table_box_make(&box, &io->result, is_axis, report);
  if (code == SC_OK && (box.extent[0] > SC_FIGURE_MOST || box.extent[1] > SC_FIGURE_MOST))
    code = SC_FAIL(report, IO_FIGURE_SIZE, SC_NOWHERE, sc_integer(SC_FIGURE_MOST).s);
  double *value = code == SC_OK ? sc_arena_alloc(&box.arena, box.n_places + 1, sizeof *value) : NULL;
  const char **row = value ? sc_arena_alloc(&box.arena, box.extent[0] + 1, sizeof *row) : NULL;
  const char **names = row ? sc_arena_alloc(&box.arena, box.extent[1] + 1, sizeof *names) : NULL;
  if (code == SC_OK && !names) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  if (code == SC_OK) {
    for (size_t k = 0; k < box.n_places; k++) value[k] = NAN;
    for (size_t r = 0; r < box.n_rows; r++) value[box.place[r]] = number_of(sc_table_box_cell(&box, r, column));
    for (size_t k = 0; k < box.extent[0]; k++) row[k] = sc_table_box_value(&box, 0, k);
    for (size_t k = 0; k < box.extent[1]; k++) names[k] = sc_table_box_value(&box, 1, k);
    const sc_column *c = io->result.columns;
    const sc_heat_map map = { title_of(io), c[box.column[0]].title, c[box.column[1]].title, c[column].title,
                              (int)box.extent[0], (int)box.extent[1], row, names, value };
    sc_figure_heat_map(&map, svg);
  }
  sc_table_box_free(&box);
  return code;
}

/* Places of a scatter by activity, taken from the rows: one a row, or of uncertain ones two, with mean and the ends of 90%. */
enum { AT_X, AT_Y, LOW_X, LOW_Y, HIGH_X, HIGH_Y, N_PLACES };

static int places_of(const io_context *io, const char *keys[2], const char **names, double *place, size_t n)
{
  const int columns = io->result.n_columns, measure = column_named(io, "measure");
  const int mean = column_named(io, "mean"), low = column_named(io, "p05"), high = column_named(io, "p95");
  const size_t n_rows = io->result.n_cells / (size_t)columns;
  int found = 0;
  for (size_t r = 0; r < n_rows; r++) {
    const sc_cell *cells = io->result.cells + r * (size_t)columns;
    if (found == 0 || strcmp(names[found - 1], cells[0].text) != 0) names[found++] = cells[0].text;
    for (size_t side = AT_X; side <= AT_Y; side++) {
      double *to = place + side * n + (size_t)found - 1;
      if (measure < 0) to[0] = number_of(&cells[column_named(io, keys[side])]);
      else if (strcmp(cells[measure].text, keys[side]) == 0) {
        to[0] = number_of(&cells[mean]);
        to[LOW_X * n] = number_of(&cells[low]);
        to[HIGH_X * n] = number_of(&cells[high]);
      }
    }
  }
  return found;
}

static sc_code scatter(io_context *io, const char *x, const char *y, sc_string *svg, sc_report *report)
{
  static const sc_text classes[] = {
#define X(NAME, name, zh, en) [SC_LINKAGE_##NAME] = SC_TEXT(en, zh),
    SC_LINKAGE_CLASSES(X)
#undef X
  };
  const size_t n = (size_t)io->table[0].n;
  const char **names = sc_arena_alloc(&io->result.arena, n + 1, sizeof *names);
  double *place;
  if (!names) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  SC_TRY(io_take(io, N_PLACES * n, &place, report));
  const sc_lang lang = io->line->lang;
  sc_scatter figure = { .title = title_of(io), .name = names, .x = place + AT_X * n, .y = place + AT_Y * n,
                        .x_title = io_text(io, "感应度系数（前向关联，平均 = 1）", "forward linkage (mean 1)"),
                        .y_title = io_text(io, "影响力系数（后向关联，平均 = 1）", "backward linkage (mean 1)"),
                        .quadrant = { classes[SC_LINKAGE_WEAK].in[lang], classes[SC_LINKAGE_BACKWARD].in[lang],
                                      classes[SC_LINKAGE_FORWARD].in[lang], classes[SC_LINKAGE_KEY].in[lang] } };
  figure.n = places_of(io, (const char *[2]){ x, y }, names, place, n);
  if (column_named(io, "measure") >= 0) {
    figure.x_low = place + LOW_X * n;
    figure.y_low = place + LOW_Y * n;
    figure.x_high = place + HIGH_X * n;
    figure.y_high = place + HIGH_Y * n;
    figure.spread = io_text(io, "点为均值，线为 5% 至 95%", "points: means; lines: from 5% to 95%");
  }
  sc_figure_scatter(&figure, svg);
  sc_free(place);
  return SC_OK;
}

static int axes_of(const io_context *io)
{
  int n = 0;
  for (int c = 0; c < io->result.n_columns; c++) n += io->columns[c].part == IO_AXIS || io->columns[c].part == IO_RANK;
  return n;
}

/* Which results have a figure: of this analysis, where it has any, else which analyses do. */
static sc_code no_figure(const io_context *io, sc_report *report)
{
  sc_string views = { 0 }, names = { 0 };
  int n_figures = 0;
  for (int f = 0; f < N_FIGURES; f++) {
    if (f == 0 || strcmp(figures[f].analysis, figures[f - 1].analysis) != 0) sc_string_print(&names, "%s%s", f > 0 ? ", " : "", figures[f].analysis);
    n_figures += strcmp(figures[f].analysis, io->name) == 0;
    if (strcmp(figures[f].analysis, io->name) == 0 && figures[f].asked) sc_string_print(&views, "%s%s", views.length > 0 ? ", " : "", figures[f].asked);
  }
  const sc_code code = n_figures > 0 && io_is_repeated(io) ? SC_FAIL(report, IO_NO_FIGURE_DRAWN, SC_NOWHERE, io->name) :
                       views.length > 0 ? SC_FAIL(report, IO_NO_FIGURE_VIEW, SC_NOWHERE, io->name, sc_string_text(&views)) :
                       SC_FAIL(report, IO_NO_FIGURE, SC_NOWHERE, io->name, sc_string_text(&names));
  sc_string_free(&names);
  sc_string_free(&views);
  return code;
}

sc_code io_as_svg(io_context *io, sc_string *svg, sc_report *report)
{
  for (int f = 0; f < N_FIGURES; f++) {
    if (strcmp(figures[f].analysis, io->name) != 0) continue;
    const int column = column_named(io, figures[f].x);
    if (figures[f].y) return scatter(io, figures[f].x, figures[f].y, svg, report);
    if (column >= 0 && axes_of(io) == 2) return heat_map(io, column, svg, report);
  }
  return no_figure(io, report);
}
