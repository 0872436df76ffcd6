/* Results as figures: which analysis has one, and how its rows become it. */
#include <math.h>
#include <string.h>

#include "cli/io.h"
#include "models/io/linkages.h"
#include "outputs/figure/figure.h"
#include "outputs/table_box.h"

/* A heat map shows one column over the two axes of the rows; a scatter two columns by name. */
static const struct { const char *analysis, *x, *y; } figures[] = {
  { "matrix", "value", NULL },
  { "linkages", "forward_normalised", "backward_normalised" },
  { "influence", "influence", NULL },
  { "balance", "change_pct", NULL },
  { "footprint", "value", NULL },
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
  const char *what = (io->title.in[SC_EN] ? io->title : io->analysis->text).in[io->line->lang];
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
  if (code == SC_OK && (box.rank != 2 || box.extent[0] > SC_FIGURE_MOST || box.extent[1] > SC_FIGURE_MOST))
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

static sc_code scatter(io_context *io, int x, int y, sc_string *svg, sc_report *report)
{
  static const sc_text classes[] = {
#define X(NAME, name, zh, en) [SC_LINKAGE_##NAME] = SC_TEXT(en, zh),
    SC_LINKAGE_CLASSES(X)
#undef X
  };
  const int columns = io->result.n_columns, n = (int)(io->result.n_cells / (size_t)columns);
  double *numbers;
  SC_TRY(io_take(io, 2 * (size_t)n, &numbers, report));
  const char **names = sc_arena_alloc(&io->result.arena, (size_t)n + 1, sizeof *names);
  if (names) {
    for (int r = 0; r < n; r++) {
      const sc_cell *cells = io->result.cells + r * columns;
      names[r] = cells[0].text;
      numbers[r] = number_of(&cells[x]);
      numbers[n + r] = number_of(&cells[y]);
    }
    const sc_lang lang = io->line->lang;
    sc_figure_scatter(&(sc_scatter){ title_of(io), io_text(io, "感应度系数（前向关联，平均 = 1）", "forward linkage (mean 1)"),
                                     io_text(io, "影响力系数（后向关联，平均 = 1）", "backward linkage (mean 1)"),
                                     { classes[SC_LINKAGE_WEAK].in[lang], classes[SC_LINKAGE_BACKWARD].in[lang],
                                       classes[SC_LINKAGE_FORWARD].in[lang], classes[SC_LINKAGE_KEY].in[lang] },
                                     n, names, numbers, numbers + n }, svg);
  }
  sc_free(numbers);
  return names ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
}

sc_code io_as_svg(io_context *io, sc_string *svg, sc_report *report)
{
  sc_string names = { 0 };
  for (int f = 0; f < N_FIGURES; f++) {
    const int x = column_named(io, figures[f].x), y = figures[f].y ? column_named(io, figures[f].y) : -1;
    sc_string_print(&names, "%s%s", f > 0 ? ", " : "", figures[f].analysis);
    if (strcmp(figures[f].analysis, io->name) != 0) continue;
    sc_string_free(&names);
    return y < 0 ? heat_map(io, x, svg, report) : scatter(io, x, y, svg, report);
  }
  const sc_code code = SC_FAIL(report, IO_NO_FIGURE, SC_NOWHERE, io->name, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}
