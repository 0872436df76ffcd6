/* sanchan io matrix: one of the matrices that analyses start from, cell by cell. */
#include <math.h>
#include <stdlib.h>

#include "cli/io.h"
#include "models/io/distance.h"

typedef enum which { INVERSE, COEFFICIENTS, GHOSH, FLOWS, IMPORTS, LENGTH } which;   /* the choices of --which */

static const struct { sc_text title; const char *unit; int decimals; } matrices[] = {
  [INVERSE]      = { SC_TEXT("Leontief inverse", "列昂惕夫逆矩阵"), "1", 4 },
  [COEFFICIENTS] = { SC_TEXT("Input coefficients", "直接消耗系数"), "1", 4 },
  [GHOSH]        = { SC_TEXT("Ghosh inverse", "戈什逆矩阵"), "1", 4 },
  [FLOWS]        = { SC_TEXT("Domestic flows", "国内中间流量"), IO_MONEY, 1 },
  [IMPORTS]      = { SC_TEXT("Imported input coefficients", "进口消耗系数"), "1", 4 },
  [LENGTH]       = { SC_TEXT("Average propagation length, steps", "平均传播长度（步）"), "1", 2 },
};

enum { WIDEST = 15, TOP = 20 };      /* text shows a small matrix as one, the largest cells of another */

static const double *cells_of(const io_context *io, which w, double *length)
{
  const sc_io_system *s = &io->system[0];
  switch (w) {
  case INVERSE:      return s->inverse;
  case COEFFICIENTS: return s->a;
  case GHOSH:        return s->ghosh;
  case FLOWS:        return io->table[0].domestic;
  case IMPORTS:      return s->imported;
  default:           sc_propagation_length(s->n, s->inverse, length); return length;
  }
}

static sc_code as_square(io_context *io, which w, const double *cell, sc_report *report)
{
  const sc_io_table *t = &io->table[0];
  io_column *made = sc_arena_alloc(&io->result.arena, (size_t)t->n + 1, sizeof *made);
  if (!made) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  made[0] = (io_column){ "supplier", SC_TEXT("supplier \\ buyer", "供应 \\ 购买"), IO_AXIS, "1" };
  for (int j = 0; j < t->n; j++)
    made[1 + j] = (io_column){ t->activity[j], { { t->activity[j], t->activity[j] } }, IO_NUMBER, matrices[w].unit };
  SC_TRY(io_columns(io, made, (size_t)t->n + 1, report));
  for (int i = 0; i < t->n; i++) {
    sc_table_text(&io->result, t->activity[i]);
    for (int j = 0; j < t->n; j++) io_number(io, cell[i * t->n + j], matrices[w].decimals);
  }
  return SC_OK;
}

typedef struct entry { int i, j; double value; } entry;

/* Largest first; in the order of the table where equal. */
static int by_size(const void *left, const void *right)
{
  const entry *a = left, *b = right;
  if (a->value != b->value) return fabs(a->value) > fabs(b->value) ? -1 : 1;
  return a->i != b->i ? a->i - b->i : a->j - b->j;
}

static sc_code as_list(io_context *io, which w, const double *cell, sc_report *report)
{
  const sc_io_table *t = &io->table[0];
  const int largest = io_is_read(io) || sc_line_has(io->line, SC_OPT_TOP);
  const size_t n = (size_t)t->n, asked = sc_line_has(io->line, SC_OPT_TOP) ? (size_t)sc_line_count(io->line, SC_OPT_TOP) : TOP;
  io_column *made = sc_arena_alloc(&io->result.arena, 3, sizeof *made);
  entry *list = sc_alloc(n * n, sizeof *list);
  sc_code code = made && list ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  if (code == SC_OK) {
    made[0] = (io_column){ "supplier", SC_TEXT("supplier", "供应部门"), IO_AXIS, "1" };
    made[1] = (io_column){ "buyer", SC_TEXT("buyer", "购买部门"), IO_AXIS, "1" };
    made[2] = (io_column){ "value", matrices[w].title, IO_NUMBER, matrices[w].unit };
    code = io_columns(io, made, 3, report);
  }
  if (code == SC_OK) {
    for (size_t k = 0; k < n * n; k++) list[k] = (entry){ (int)(k / n), (int)(k % n), cell[k] };
    if (largest && !io->draw) qsort(list, n * n, sizeof *list, by_size);
    const size_t shown = largest && asked < n * n ? asked : n * n;
    const entry *chosen = io_choose(io, list, shown * sizeof *list);
    for (size_t k = 0; k < shown; k++) {
      sc_table_text(&io->result, t->activity[chosen[k].i]);
      sc_table_text(&io->result, t->activity[chosen[k].j]);
      io_number(io, cell[(size_t)chosen[k].i * n + (size_t)chosen[k].j], matrices[w].decimals);
    }
  }
  sc_free(list);
  return code;
}

sc_code io_matrix(io_context *io, sc_report *report)
{
  const which w = (which)sc_line_choice(io->line, SC_OPT_WHICH);
  const size_t n = (size_t)io->table[0].n;
  double *length;
  if (w == LENGTH) SC_TRY(sc_io_table_check_signs(&io->table[0], report));
  SC_TRY(io_take(io, n * n, &length, report));
  const double *cell = cells_of(io, w, length);
  io->title = matrices[w].title;
  const int is_square = io_is_read(io) && n <= WIDEST && !sc_line_has(io->line, SC_OPT_TOP);
  const sc_code code = is_square ? as_square(io, w, cell, report) : as_list(io, w, cell, report);
  sc_free(length);
  return code;
}
