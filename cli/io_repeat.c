/* io_repeat.c - an analysis made again for every draw of its tables: how --uncertain serves those without a kernel of their own.
 *
 *   the analysis of the tables as they are -> its rows; for each draw: the tables drawn -> the same analysis -> the same rows, other numbers
 *
 * Rows are those of the table itself: an analysis that lists the largest things shows the same ones in every draw (io_choose). Numbers
 * that it reads beside the table are drawn as well where it brings them (io_bring). A draw whose analysis fails is left out and counted.
 * Draws use our own elimination alone, so that the digits depend on neither the threads nor the libraries of the machine.
 */
#include <math.h>
#include <string.h>

#include "cli/io_spread.h"
#include "models/io/dense.h"

typedef struct again {
  const io_context *central;           /* of the tables as they are; its result has the rows */
  sc_io_uncertain   uncertain[IO_MOST_FILES];
  sc_io_table       none;              /* where the analysis opens its files itself          */
  int    n_tables, n_values;
  size_t *value;                       /* [n_values] cells of the result                     */
} again;

struct io_draw { const again *shared; const double *numbers; };

int io_is_repeated(const io_context *io) { return io->analysis->options >> 63 && io_is_uncertain(io) && !io->draw; }

/* ------------------------------------------------------------------------------------- what an analysis brings */

static const char *const *keep_names(sc_arena *arena, const char *const *names, int n)
{
  const char **kept = sc_arena_alloc(arena, (size_t)n + 1, sizeof *kept);
  for (int k = 0; k < n && kept; k++)
    if (!(kept[k] = sc_arena_text(arena, names[k]))) return NULL;
  return kept;
}

sc_code io_bring(io_context *io, sc_io_block block, int rows, const char *const *row, int columns, const char *const *column, double *values,
                 sc_report *report)
{
  const size_t n = (size_t)rows * (size_t)columns;
  if (io->draw) {
    const sc_io_shape *s = &io->draw->shared->uncertain[0].shape;
    memcpy(values, io->draw->numbers + s->at[block], n * sizeof *values);
    return SC_OK;
  }
  if (!io_is_repeated(io)) return SC_OK;
  sc_arena *arena = &io->result.arena;
  double *base = sc_arena_alloc(arena, n + 1, sizeof *base);
  sc_io_brought *b = &io->more.brought[block];
  *b = (sc_io_brought){ rows, columns, keep_names(arena, row, rows), column ? keep_names(arena, column, columns) : NULL, base };
  if (!base || !b->row || (column && !b->column)) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  memcpy(base, values, n * sizeof *base);
  return SC_OK;
}

void io_bring_region(io_context *io, int which, double *value)
{
  if (io->draw) *value = io->draw->numbers[io->draw->shared->uncertain[0].shape.at[SC_IO_REGION] + (size_t)which];
  else io->more.region[which] = *value;
}

const void *io_choose(io_context *io, const void *chosen, size_t size)
{
  if (io->draw) return io->draw->shared->central->chosen;
  if (!io_is_repeated(io)) return chosen;
  void *kept = sc_arena_alloc(&io->result.arena, size + 1, 1);
  if (kept) memcpy(kept, chosen, size);
  io->result.failed |= !kept;
  io->chosen = kept;
  return chosen;
}

/* ------------------------------------------------------------------------------------------------ the measure */

/* What names a row; a whole number (steps of a path) goes with it. */
static int is_name(const io_context *io, size_t cell)
{
  return io->columns[cell % (size_t)io->result.n_columns].part != IO_NUMBER || io->result.cells[cell].kind == SC_CELL_INTEGER;
}

static sc_code find_values(again *a, sc_report *report)
{
  const sc_table *rows = &a->central->result;
  a->value = sc_alloc(rows->n_cells + 1, sizeof *a->value);
  if (!a->value || rows->failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, a->central->name);
  for (size_t c = 0; c < rows->n_cells; c++)
    if (!is_name(a->central, c)) a->value[a->n_values++] = c;
  return SC_OK;
}

static void free_work(void *given)
{
  sc_io_drawn *drawn = given;
  for (int f = 0; f < IO_MOST_FILES && drawn; f++) sc_io_drawn_free(&drawn[f]);
  sc_free(drawn);
}

static sc_code make_work(const void *self, void **work, sc_report *report)
{
  const again *a = self;
  sc_io_drawn *drawn = *work = sc_alloc(IO_MOST_FILES, sizeof *drawn);
  if (!drawn) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  for (int f = 0; f < a->n_tables; f++) SC_TRY(sc_io_drawn_make(&drawn[f], &a->uncertain[f], report));
  return SC_OK;
}

static sc_code draw_tables(const again *a, sc_io_drawn *drawn, const double *numbers, io_context *io, sc_bad *why, sc_report *report)
{
  if (a->central->analysis->reads == SC_READS_FILES) return SC_OK;
  for (int f = 0; f < a->n_tables; numbers += a->uncertain[f++].shape.n_numbers) {
    *why = sc_io_drawn_fill(&drawn[f], &a->uncertain[f], numbers);
    if (*why != SC_BAD_GOOD) return SC_OK;
    io->table[f] = drawn[f].table;
    if (a->central->analysis->reads == SC_READS_SYSTEMS) SC_TRY(sc_io_system_make(&io->system[f], &io->table[f], report));
  }
  return SC_OK;
}

static int is_same_row(const sc_cell *a, const sc_cell *b)
{
  return a->kind == b->kind && a->integer == b->integer && (a->kind != SC_CELL_TEXT || strcmp(a->text, b->text) == 0);
}

static sc_bad collect(const again *a, const io_context *io, double *values)
{
  const sc_table *rows = &a->central->result, *drawn = &io->result;
  if (drawn->failed || drawn->n_cells != rows->n_cells) return (sc_bad)SC_SPREAD_REFUSED;
  for (size_t c = 0; c < rows->n_cells; c++)
    if (is_name(a->central, c) && !is_same_row(&rows->cells[c], &drawn->cells[c])) return (sc_bad)SC_SPREAD_REFUSED;
  for (int v = 0; v < a->n_values; v++) {
    const sc_cell *cell = &drawn->cells[a->value[v]];
    values[v] = cell->kind == SC_CELL_NUMBER ? cell->number : (double)NAN;
  }
  return SC_BAD_GOOD;
}

static sc_bad take(const void *self, sc_isa isa, const double *numbers, void *work, double *values)
{
  (void)isa;
  const again *a = self;
  const io_context *central = a->central;
  const io_draw draw = { a, numbers };
  sc_report report = { 0 };
  sc_bad why = SC_BAD_GOOD;
  io_context io = { .line = central->line, .analysis = central->analysis, .name = central->name, .form = central->form, .n_files = central->n_files, .draw = &draw };
  memcpy(io.file, central->file, sizeof io.file);
  sc_dense_own(1);
  sc_code code = draw_tables(a, work, numbers, &io, &why, &report);
  if (code == SC_OK && why == SC_BAD_GOOD) code = io.analysis->execute(&io, &report);
  if (code != SC_OK) why = report.errors[0].fault == SC_FAULT_TABLE_NOT_PRODUCTIVE ? SC_BAD_NOT_PRODUCTIVE : (sc_bad)SC_SPREAD_REFUSED;
  if (why == SC_BAD_GOOD) why = collect(a, &io, values);
  if (central->analysis->reads != SC_READS_FILES) memset(io.table, 0, sizeof io.table);        /* theirs are the work's */
  io_free(&io);
  sc_report_free(&report);
  return why;
}

/* ------------------------------------------------------------------------------------------------- the result */

static const io_column statistics[] = {
  { "measure", SC_TEXT("measure", "指标"), IO_AXIS, "1" },     { "base", SC_TEXT("table", "按表"), IO_NUMBER, IO_OWN },
  { "mean", SC_TEXT("mean", "均值"), IO_NUMBER, IO_OWN },      { "sd", SC_TEXT("sd", "标准差"), IO_NUMBER, IO_OWN },
  { "p05", SC_TEXT("5%", "5%"), IO_NUMBER, IO_OWN },           { "p50", SC_TEXT("50%", "50%"), IO_NUMBER, IO_OWN },
  { "p95", SC_TEXT("95%", "95%"), IO_NUMBER, IO_OWN },         { "draws", SC_TEXT("draws", "抽样数"), IO_NUMBER, "1" },
};
enum { N_STATISTICS = sizeof statistics / sizeof *statistics };

/* As many decimals as the analysis itself shows. */
static int decimals_of(const sc_cell *cell)
{
  const char *dot = cell->text ? strchr(cell->text, '.') : NULL;
  return dot ? (int)strlen(dot + 1) : 0;
}

static sc_code make_columns(io_context *io, const io_context *central, sc_report *report)
{
  const int n = central->result.n_columns;
  io_column *columns = sc_arena_alloc(&io->result.arena, (size_t)n + N_STATISTICS, sizeof *columns);
  size_t n_made = 0;
  if (!columns) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (int c = 0; c < n; c++)
    if (is_name(central, (size_t)c)) columns[n_made++] = central->columns[c];
  memcpy(columns + n_made, statistics, sizeof statistics);
  return io_columns(io, columns, n_made + N_STATISTICS, report);
}

static void add_names(io_context *io, const io_context *central, size_t first)
{
  for (size_t c = first; c < first + (size_t)central->result.n_columns; c++) {
    const sc_cell *cell = &central->result.cells[c];
    if (!is_name(central, c)) continue;
    if (cell->kind == SC_CELL_INTEGER) sc_table_integer(&io->result, cell->integer);
    else if (cell->kind == SC_CELL_TEXT) sc_table_text(&io->result, cell->text);
    else sc_table_none(&io->result);
  }
}

static sc_code show(io_context *io, const again *a, const sc_io_spread *s, sc_report *report)
{
  const io_context *central = a->central;
  const size_t n = (size_t)central->result.n_columns;
  SC_TRY(make_columns(io, central, report));
  for (int v = 0; v < a->n_values; v++) {
    const size_t cell = a->value[v];
    const io_column *column = &central->columns[cell % n];
    const sc_io_summary *one = &s->summary[v];
    const int decimals = decimals_of(&central->result.cells[cell]);
    if (one->n == 0 && s->base[v] != s->base[v]) continue;                    /* nothing here, and in no draw */
    add_names(io, central, cell - cell % n);
    sc_table_text(&io->result, io_is_read(io) ? column->title.in[io->line->lang] : column->key);
    io_number(io, s->base[v], decimals);
    io_number(io, one->mean, decimals);
    io_number(io, one->sd, decimals + 1);
    for (int q = 0; q < SC_SPREAD_QUANTILES; q++) io_number(io, one->quantile[q], decimals);
    sc_table_integer(&io->result, (long long)one->n);
  }
  io_spread_note(io, s, a->uncertain, a->n_tables);
  return SC_OK;
}

/* ---------------------------------------------------------------------------------------------------- repeats */

static sc_code read_uncertain(io_context *io, again *a, sc_report *report)
{
  const sc_analysis_reads reads = io->analysis->reads;
  const int n = reads == SC_READS_SYSTEMS || reads == SC_READS_TABLES ? io->n_files : 1;
  a->none.file = io->file[0];
  for (int f = 0; f < n; f++) {
    io->more.table = f;
    io->more.n_tables = n;
    SC_TRY(sc_io_uncertain_read(&a->uncertain[f], reads == SC_READS_FILES ? &a->none : &io->table[f], io->line->value[SC_OPT_UNCERTAIN], &io->more, report));
    a->n_tables = f + 1;
  }
  return SC_OK;
}

/* The rows of the central result give way to those of its distribution. */
sc_code io_repeat(io_context *io, sc_report *report)
{
  const sc_io_sampling sampling = io_sampling(io);
  io_context central = *io;
  again a = { .central = &central };
  sc_io_spread spread = { 0 };
  sc_code code = find_values(&a, report);
  if (code == SC_OK) code = read_uncertain(io, &a, report);
  const sc_io_measure measure = { a.n_values, &a, make_work, free_work, take, a.n_tables };
  if (code == SC_OK) code = sc_io_spread_make(&spread, a.uncertain, &measure, &sampling, report);
  io->result = (sc_table){ 0 };
  if (code == SC_OK) code = show(io, &a, &spread, report);
  sc_io_spread_free(&spread);
  for (int f = 0; f < a.n_tables; f++) sc_io_uncertain_free(&a.uncertain[f]);
  sc_free(a.value);
  sc_table_free(&central.result);
  return code;
}
