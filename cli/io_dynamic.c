/* sanchan io dynamic: outputs over the years when capacity must be made before it is used. */
#include <math.h>
#include <string.h>

#include "cli/io.h"
#include "models/accounts/leontief.h"
#include "models/io/dynamic.h"
#include "models/io/dynamic_file.h"

typedef struct paths {
  double *inverse, *backward, *forward, *capacity, *before, *work;
  double ceiling, short_of;
} paths;

/* Capital for each unit of output, and the path of final demand by its first year, may be uncertain. */
static sc_code bring(io_context *io, sc_dynamic_plan *p, double *sum, sc_report *report)
{
  const int n = p->n;
  double *capital = sum, *drawn = sum + n, *demand = sum + 2 * n;
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) capital[j] += p->capital[i * n + j];
    drawn[j] = capital[j];
    demand[j] = p->final[j];
  }
  SC_TRY(io_bring(io, SC_IO_CAPITAL, n, io->table[0].activity, 1, NULL, drawn, report));
  SC_TRY(io_bring(io, SC_IO_DEMAND, n, io->table[0].activity, 1, NULL, demand, report));
  for (int j = 0; j < n; j++) {
    const double more = capital[j] > 0 ? drawn[j] / capital[j] : 1, first = p->final[j];
    for (int i = 0; i < n; i++) p->capital[i * n + j] *= more;
    for (int t = 0; t < p->n_years && first != 0; t++) p->final[t * n + j] *= demand[j] / first;
  }
  return SC_OK;
}

static sc_code solve(const sc_dynamic_plan *p, paths *q, const char *file, sc_report *report)
{
  const int n = p->n;
  SC_TRY(sc_leontief_inverse(n, p->a, q->inverse, report));
  SC_TRY(sc_dynamic_ceiling(n, p->capital, q->inverse, &q->ceiling, report));
  if (!(p->growth_after < q->ceiling))
    return SC_FAIL(report, DYNAMIC_CEILING, ((sc_where){ file, p->growth_line, 0, NULL }), sc_number(p->growth_after).s, sc_number(q->ceiling).s);
  SC_TRY(sc_dynamic_backward(n, p->a, p->capital, p->n_years, p->final, p->growth_after, q->backward, report));
  if (!p->has_capacity) return SC_OK;
  for (int j = 0; j < n; j++) {
    q->before[j] = q->backward[j] / (1 + p->growth_after);
    q->capacity[j] = q->backward[j] * (1 + p->slack);
  }
  q->short_of = sc_dynamic_forward(n, q->inverse, p->capital, p->n_years, p->final, q->before, p->fastest, q->capacity, q->forward, q->work);
  return SC_OK;
}

static void add_rows(io_context *io, const sc_dynamic_plan *p, const paths *q)
{
  for (int t = 0; t < p->n_years; t++)
    for (int j = 0; j < p->n; j++) {
      const int at = t * p->n + j;
      sc_table_integer(&io->result, t + 1);
      sc_table_text(&io->result, io->table[0].activity[j]);
      io_number(io, p->final[at], 1);
      io_number(io, q->backward[at], 1);
      io_number(io, p->has_capacity ? q->forward[at] : (double)NAN, 1);
      io_number(io, p->has_capacity ? q->capacity[at] : (double)NAN, 1);
      io_number(io, p->has_capacity && q->capacity[at] > 0 ? 100 * q->forward[at] / q->capacity[at] : (double)NAN, 1);
    }
}

static void add_note(io_context *io, const sc_dynamic_plan *p, const paths *q)
{
  int n_negative = 0;
  for (int k = 0; k < p->n * p->n_years; k++) n_negative += q->backward[k] < 0;
  if (isinf(q->ceiling)) sc_string_add(&io->note, io_text(io, "不需要资本，增长没有上限。", "No capital is needed: growth has no ceiling."));
  else
    sc_string_print(&io->note, io_text(io, "均衡增长的上限为每年 %.2f%%。", "The ceiling of balanced growth is %.2f%% a year."), 100 * q->ceiling);
  if (n_negative > 0)
    sc_string_print(&io->note, io_text(io, " 倒推路径有 %d 个负产出：末年的要求与最终需求的路径不相容。",
                                       " %d outputs of the backward path are negative: the last year does not fit the path of final demand."), n_negative);
  if (!p->has_capacity) return;
  if (q->short_of > 0)
    sc_string_print(&io->note, io_text(io, " 产能先行订购时，产出最多超出产能 %.1f%%：需求无法全部满足。",
                                       " With capacity ordered ahead, output exceeds capacity by up to %.1f%%: demand cannot all be met."),
                    100 * q->short_of);
  else sc_string_add(&io->note, io_text(io, " 产能先行订购时需求都能满足。", " With capacity ordered ahead, all demand can be met."));
}

sc_code io_dynamic(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "year", SC_TEXT("year", "年份"), IO_RANK, "1" },
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "final", SC_TEXT("final demand", "最终需求"), IO_NUMBER, IO_MONEY },
    { "output", SC_TEXT("output", "总产出"), IO_NUMBER, IO_MONEY },
    { "output_capacity", SC_TEXT("output, capacity ordered ahead", "总产出（产能先行订购）"), IO_NUMBER, IO_MONEY },
    { "capacity", SC_TEXT("capacity", "产能"), IO_NUMBER, IO_MONEY },
    { "use_pct", SC_TEXT("use %", "产能利用率 %"), IO_NUMBER, "%" },
  };
  sc_dynamic_plan p;
  paths q = { .ceiling = 0 };
  SC_TRY(sc_io_table_check_origins(&io->table[0], report));
  SC_TRY(sc_io_table_check_signs(&io->table[0], report));
  SC_TRY(sc_dynamic_plan_read(&p, &io->table[0], io->file[1], report));
  const size_t n = (size_t)p.n, cells = (size_t)p.n_years * n;
  double *m = NULL;
  sc_code code = io_take(io, n * n + 3 * cells + 6 * n, &m, report);
  if (code == SC_OK) {
    q.inverse = m;
    q.backward = q.inverse + n * n;
    q.forward = q.backward + cells;
    q.capacity = q.forward + cells;
    q.before = q.capacity + cells + n;
    q.work = q.before + n;
    code = bring(io, &p, q.work + n, report);
  }
  if (code == SC_OK) {
    code = solve(&p, &q, io->file[1], report);
  }
  if (code == SC_OK) code = io_columns(io, made, sizeof made / sizeof *made, report);
  if (code == SC_OK) {
    add_rows(io, &p, &q);
    add_note(io, &p, &q);
  }
  sc_free(m);
  sc_dynamic_plan_free(&p);
  return code;
}
