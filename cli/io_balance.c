/* sanchan io balance: what a table becomes when only the row and column sums of a newer one are used, and how far that is off. */
#include <math.h>
#include <stdlib.h>

#include "cli/io.h"
#include "models/accounts/balance.h"

typedef struct cell { int i, j; double before, after, other; } cell;

/* What moved most first; in the order of the table where equal. */
static int by_move(const void *left, const void *right)
{
  const cell *a = left, *b = right;
  const double move_a = fabs(a->after - a->before), move_b = fabs(b->after - b->before);
  if (move_a != move_b) return move_a > move_b ? -1 : 1;
  return a->i != b->i ? a->i - b->i : a->j - b->j;
}

static void margins(int n, const double *z, double *rows, double *columns)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      rows[i] += z[(size_t)i * (size_t)n + (size_t)j];
      columns[j] += z[(size_t)i * (size_t)n + (size_t)j];
    }
}

static void balance_rows(io_context *io, const cell *cells, size_t n_cells)
{
  const int all = !io_is_read(io) && !sc_line_has(io->line, SC_OPT_TOP);
  const size_t asked = sc_line_has(io->line, SC_OPT_TOP) ? (size_t)sc_line_count(io->line, SC_OPT_TOP) : 20;
  for (size_t k = 0; k < n_cells && (all || k < asked); k++) {
    const cell *c = &cells[k];
    sc_table_text(&io->result, io->table[0].activity[c->i]);
    sc_table_text(&io->result, io->table[0].activity[c->j]);
    io_number(io, c->before, 1);
    io_number(io, c->after, 1);
    io_number(io, c->other, 1);
    io_number(io, c->before != 0 ? 100 * (c->after / c->before - 1) : 0, 2);
  }
}

static sc_code balance_into(io_context *io, double *work, cell *cells, sc_report *report)
{
  const double *z0 = io->table[0].domestic, *z1 = io->table[1].domestic;
  const int n = io->table[0].n;
  const size_t n_cells = (size_t)n * (size_t)n;
  double *z = work, *u = work + n_cells, *v = u + n, off = 0, whole = 0;
  sc_balancing how = SC_BALANCING_DEFAULT;
  margins(n, z1, u, v);
  SC_TRY(sc_gras(n, n, z0, u, v, z, NULL, NULL, &how, report));
  for (size_t k = 0; k < n_cells; k++) {
    cells[k] = (cell){ (int)(k / (size_t)n), (int)(k % (size_t)n), z0[k], z[k], z1[k] };
    off += fabs(z[k] - z1[k]);
    whole += fabs(z1[k]);
  }
  if (!io_is_matrix(io)) qsort(cells, n_cells, sizeof *cells, by_move);
  balance_rows(io, cells, n_cells);
  sc_string_print(&io->note, io_text(io, "RAS 迭代 %d 次，最大偏差 %.2g。与实际中间流量的加权平均绝对误差（WAPE）为 %.5f。",
                                     "RAS, %d iterations, largest gap %.2g. Weighted absolute error against the actual flows (WAPE): %.5f."),
                  how.iterations, how.gap, whole > 0 ? off / whole : 0);
  return SC_OK;
}

sc_code io_balance(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "supplier", SC_TEXT("supplier", "供应部门"), IO_AXIS, "1" },
    { "buyer", SC_TEXT("buyer", "购买部门"), IO_AXIS, "1" },
    { "before", SC_TEXT("before", "原流量"), IO_NUMBER, IO_MONEY },
    { "balanced", SC_TEXT("balanced", "平衡后"), IO_NUMBER, IO_MONEY },
    { "actual", SC_TEXT("actual", "实际"), IO_NUMBER, IO_MONEY },
    { "change_pct", SC_TEXT("change %", "变动 %"), IO_NUMBER, "%" },
  };
  const size_t n = (size_t)io->table[0].n;
  double *work;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(io_take(io, n * n + 2 * n, &work, report));
  cell *cells = sc_alloc(n * n, sizeof *cells);
  const sc_code code = cells ? balance_into(io, work, cells, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  sc_free(cells);
  sc_free(work);
  return code;
}
