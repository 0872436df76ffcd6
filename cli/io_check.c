/* sanchan io check: is a table fit for analysis? Every sum beside what it must be, and all that is out of the ordinary. */
#include <math.h>
#include <stdio.h>

#include "cli/io.h"
#include "models/accounts/leontief.h"
#include "outputs/io_table_h5.h"

/* In the order in which they are listed. */
typedef enum verdict { WRONG, NOTE, FINE, N_VERDICTS } verdict;

static const struct { const char *key; sc_text text; sc_tone tone; } verdicts[N_VERDICTS] = {
  [WRONG] = { "wrong", SC_TEXT("wrong", "错误"), SC_POOR }, 
  [NOTE] = { "note", SC_TEXT("note", "注意"), SC_MIDDLING },
  [FINE] = { "fine", SC_TEXT("fine", "正常"), SC_GOOD },
};

/* What is looked at. */
#define KINDS(X)                                                                                             \
  X(ROW,        row,         "row sum",                    "行合计")                                          \
  X(COLUMN,     column,      "column sum",                 "列合计")                                          \
  X(TOTAL,      total,       "row TOTAL",                  "TOTAL 行")                                        \
  X(NO_OUTPUT,  no_output,   "no output",                  "总产出为 0")                                      \
  X(NO_INPUTS,  no_inputs,   "no inputs",                  "没有中间投入")                                    \
  X(EMPTY,      empty,       "final demand column empty",  "最终使用列全为 0")                                \
  X(NEGATIVE,   negative,    "negative cell",              "负的元素")                                        \
  X(PRODUCTIVE, productive,  "Hawkins-Simon, spectral radius", "霍金斯-西蒙条件、谱半径")

typedef enum kind {
#define X(NAME, key, en, zh) NAME,
  KINDS(X)
#undef X
  N_KINDS
} kind;
static const struct { const char *key; sc_text text; } kinds[N_KINDS] = {
#define X(NAME, key, en, zh) { #key, SC_TEXT(en, zh) },
  KINDS(X)
#undef X
};

typedef struct check {
  io_context *io;
  const sc_io_table *table;
  verdict  now;                       /* what is listed in this round                    */
  int      count[N_VERDICTS], n_unbalanced, n_negative, n_listed;
  uint64_t most;                      /* rows of the result                              */
  double   radius;                    /* of |A|; NaN where origins are together           */
  int      failing;                   /* 1 + the activity at which Hawkins-Simon fails, 0 */
} check;

/* A finding is counted in the first round and listed in the round of its verdict. `must` NaN: nothing is asked of the number. */
static void find(check *c, kind k, verdict v, const char *item, int line, double is, double must)
{
  io_context *io = c->io;
  if (c->now == WRONG) {
    c->count[v]++;
    c->n_unbalanced += v == WRONG && (k == ROW || k == COLUMN || k == TOTAL);
    c->n_negative += k == NEGATIVE;
  }
  if (c->now != v || (uint64_t)c->n_listed >= c->most) return;
  c->n_listed++;
  sc_table_text(&io->result, io_is_read(io) ? kinds[k].text.in[io->line->lang] : kinds[k].key);
  sc_table_text(&io->result, item);
  io_number(io, line > 0 ? line : (double)NAN, 0);
  io_number(io, is, k == PRODUCTIVE ? 4 : 2);
  io_number(io, must, 2);
  if (isnan(must)) sc_table_none(&io->result);
  else sc_table_shown(&io->result, is - must, "%.3g", is - must);
  sc_table_text(&io->result, io_is_read(io) ? verdicts[v].text.in[io->line->lang] : verdicts[v].key);
  sc_table_tone(&io->result, verdicts[v].tone);
}

/* ------------------------------------------------------------------------------------------------ findings */

static void judge_sum(void *to, const sc_io_sum *sum)
{
  check *c = to;
  const int is_total = sum->block && sum->block[0] == 'T', is_row = sum->block && !is_total;
  char item[120];
  const int may_lack = is_total || (is_row && sum->block[0] == 'I' && sum->is == 0);
  if (may_lack && sum->line == 0 && sum->is == sum->must) return;                    /* not in the file */
  snprintf(item, sizeof item, is_row ? "%s.%.100s" : "%.0s%.100s", is_row ? sum->block : "", sum->name);
  find(c, is_row ? ROW : is_total ? TOTAL : COLUMN, fabs(sum->is - sum->must) <= sum->allowed ? FINE : WRONG, item, sum->line, sum->is, sum->must);
}

static void judge_activities(check *c)
{
  const sc_io_table *t = c->table;
  const size_t n = (size_t)t->n;
  for (size_t j = 0; j < n; j++) {
    double inputs = 0, traded;
    for (size_t i = 0; i < n; i++) inputs += fabs(t->domestic[i * n + j]) + fabs(t->imported[i * n + j]);
    if (sc_io_table_has_no_output(t, (int)j, &traded)) find(c, NO_OUTPUT, traded != 0 ? WRONG : NOTE, t->activity[j], t->line[j], traded, 0);
    else if (inputs == 0) find(c, NO_INPUTS, NOTE, t->activity[j], t->line[j], 0, (double)NAN);
  }
  for (size_t k = 0; k < (size_t)t->n_final; k++) {
    int is_empty = 1;
    for (size_t i = 0; i < n && is_empty; i++)
      is_empty = t->final_domestic[i * (size_t)t->n_final + k] == 0 && t->final_imported[i * (size_t)t->n_final + k] == 0;
    if (is_empty) find(c, EMPTY, NOTE, t->final_name[k], 0, 0, (double)NAN);
  }
}

/* Stocks, corrections and sales of used assets are negative as a matter of course, and so are subsidies. */
static int may_be_negative(sc_final role)
{
  return role != SC_FINAL_HOUSEHOLD && role != SC_FINAL_GOVERNMENT && role != SC_FINAL_CONSUMPTION && role != SC_FINAL_EXPORTS;
}

static void judge_signs(check *c, const char *block, const char *const rows[], int n_rows, const int *lines, const char *const columns[],
                        int n_columns, const sc_final *roles, const double *x)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++) {
      const double value = x[(size_t)i * (size_t)n_columns + (size_t)j];
      if (!(value < 0) || (roles && may_be_negative(roles[j]))) continue;
      char item[120];
      snprintf(item, sizeof item, "%s.%.50s.%.50s", block, rows[i], columns[j]);
      find(c, NEGATIVE, NOTE, item, lines ? lines[i] : 0, value, (double)NAN);
    }
}

static void judge_all(check *c)
{
  const sc_io_table *t = c->table;
  const int n = t->n, k = t->n_final;
  const char *here = sc_io_table_is_competitive(t) ? "ALL" : "DOM";
  sc_io_table_sums(t, SC_IO_TABLE_TOLERANCE, judge_sum, c);
  judge_activities(c);
  judge_signs(c, here, t->activity, n, t->line, t->activity, n, NULL, t->domestic);
  judge_signs(c, here, t->activity, n, t->line, t->final_name, k, t->final, t->final_domestic);
  judge_signs(c, "IMP", t->activity, n, t->line + n, t->activity, n, NULL, t->imported);
  judge_signs(c, "IMP", t->activity, n, t->line + n, t->final_name, k, t->final, t->final_imported);
  judge_signs(c, "SAT", t->satellite_name, t->n_satellites, NULL, t->activity, n, NULL, t->satellite);
  if (!isnan(c->radius))
    find(c, PRODUCTIVE, c->failing > 0 ? WRONG : FINE, c->failing > 0 ? t->activity[c->failing - 1] : "all", c->failing > 0 ? t->line[c->failing - 1] : 0,
         c->radius, (double)NAN);
}

/* ---------------------------------------------------------------------------------------------- productive */

static void times(const void *matrix, int n, const double *x, double *y) { sc_io_right(n, matrix, x, y); }

static sc_code judge_productive(check *c, sc_report *report)
{
  const sc_io_table *t = c->table;
  const size_t cells = (size_t)t->n * (size_t)t->n;
  c->radius = NAN;
  if (sc_io_table_is_competitive(t)) return SC_OK;
  double *a = NULL;
  SC_TRY(io_take(c->io, cells + 2 * (size_t)t->n, &a, report));
  sc_technical_coefficients(t->n, t->n, t->domestic, t->output, a);
  for (size_t k = 0; k < cells; k++) a[k] = fabs(a[k]);
  c->radius = sc_perron_root(t->n, times, a, 1e-12, 10000, a + cells);
  c->failing = sc_columns_below_one(t->n, a) ? 0 : sc_hawkins_simon(t->n, a);
  sc_free(a);
  return SC_OK;
}

/* --------------------------------------------------------------------------------------------------- result */

static void say(check *c)
{
  io_context *io = c->io;
  const char *zh[] = { "可用于分析", "不可用于分析" }, *en[] = { "Fit for analysis", "Not fit for analysis" };
  const int is_wrong = c->count[WRONG] > 0;
  sc_string_print(&io->note, io_text(io, "%s。错误 %d 处，注意 %d 处，正常 %d 处。", "%s. Findings: %d wrong, %d to note, %d fine."),
                  io_text(io, zh[is_wrong], en[is_wrong]), c->count[WRONG], c->count[NOTE], c->count[FINE]);
  const char *blank = io_text(io, "", " ");
  if (c->n_unbalanced > 0)
    sc_string_print(&io->note, io_text(io, "%s不平衡的行列 %d 个，可用 sanchan io balance 平衡。", "%sRows and columns out of balance: %d; sanchan io balance can mend that."),
                    blank, c->n_unbalanced);
  if (c->n_negative > 0)
    sc_string_print(&io->note, io_text(io, "%s负的元素 %d 个。", "%sNegative cells: %d."), blank, c->n_negative);
  if (isnan(c->radius))
    sc_string_print(&io->note, io_text(io, "%s竞争型表：先用 sanchan io imports 分开国内与进口产品。",
                                       "%sA competitive table: sanchan io imports takes domestic and imported products apart first."), blank);
  else
    sc_string_print(&io->note, io_text(io, "%s消耗系数矩阵的谱半径为 %.4f，%s 1。", "%sThe spectral radius of the input coefficients is %.4f, %s 1."), blank,
                    c->radius, c->failing > 0 ? io_text(io, "应小于", "which must be below") : io_text(io, "小于", "below"));
}

sc_code io_check(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "check", SC_TEXT("check", "检查"), IO_AXIS, "1" },      { "item", SC_TEXT("item", "项"), IO_AXIS, "1" },
    { "line", SC_TEXT("line", "行号"), IO_NUMBER, "1" },      { "is", SC_TEXT("is", "实为"), IO_NUMBER, IO_MONEY },
    { "must", SC_TEXT("must be", "应为"), IO_NUMBER, IO_MONEY }, { "gap", SC_TEXT("gap", "相差"), IO_NUMBER, IO_MONEY },
    { "verdict", SC_TEXT("verdict", "判断"), IO_WORD, "1" },
  };
  check c = { .io = io, .table = &io->table[0], .most = sc_line_has(io->line, SC_OPT_TOP) ? sc_line_count(io->line, SC_OPT_TOP) : UINT64_MAX };
  SC_TRY(sc_io_table_open(&io->table[0], io->file[0], report));
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(judge_productive(&c, report));
  for (c.now = WRONG; c.now < N_VERDICTS; c.now++) judge_all(&c);
  say(&c);
  io->n_wrong = c.count[WRONG];
  return SC_OK;
}
