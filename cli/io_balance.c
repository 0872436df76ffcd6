/* sanchan io balance: a table or a matrix of accounts brought to what is known of it, and what moved. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/io_spread.h"
#include "models/accounts/csv.h"
#include "models/accounts/reconcile.h"
#include "models/accounts/table_matrix.h"
#include "outputs/io_table_h5.h"
#include "outputs/named_matrix_file.h"

enum { SHOWN = 20,            /* cells or constraints in text without --top                        */
       FIRST_METHOD = 5 };    /* in the choices of --method; from there in the order of sc_balance_method */

typedef enum part { FLOWS, WHOLE, N_PARTS } part;      /* the order of --part */
typedef enum show { CELLS, CONSTRAINTS } show;         /* the order of --show */
typedef enum sort_of_file { NO_FILE, OF_MARGINS, OF_ACCOUNTS, OF_MATRIX, OF_TABLE } sort_of_file;

typedef struct job {
  sort_of_file first, second;
  part            part;
  sc_table_matrix whole[2];
  sc_matrix       matrix;
  const double   *actual;                 /* of the second file, NULL when it has none */
  sc_constraints  constraints;
  sc_balance_method method;
  sc_reconciling  how;
  double         *z, *error, *factor;
  double         *drawn;                  /* the matrix of a draw */
} job;

static size_t cells_of(const job *b) { return (size_t)b->matrix.n_rows * (size_t)b->matrix.n_columns; }

/* ------------------------------------------------------------------------------------------------ files */

/* Columns kind, name and value: constraints. Every column that is not TOTAL has a row of its name: accounts. The first line is that of a
 * table's layout: a table. Else a matrix of any names. */
static sort_of_file sort_of(const sc_csv *csv)
{
  const sc_csv_row *head = &csv->row[0];
  int n_columns = 0, n_found = 0;
  if (sc_csv_find(csv, "kind") >= 0 && sc_csv_find(csv, "name") >= 0 && sc_csv_find(csv, "value") >= 0) return OF_MARGINS;
  for (int j = 1; j < head->n; j++) {
    if (strcmp(head->cell[j].text, "TOTAL") == 0) continue;
    n_columns++;
    for (int r = 1; r < csv->n_rows; r++)
      if (strcmp(csv->row[r].cell[0].text, head->cell[j].text) == 0) {
        n_found++;
        break;
      }
  }
  if (n_found == n_columns) return OF_ACCOUNTS;
  const char *first = head->cell[0].text, *last = head->cell[head->n - 1].text;
  const int is_table = strcmp(first, "block") == 0 || strcmp(first, "Code") == 0 || (n_found > 0 && strcmp(last, "TOTAL") == 0);
  return is_table ? OF_TABLE : OF_MATRIX;
}

static sc_code recognise(const char *path, sort_of_file *sort, sc_report *report)
{
  sc_csv csv;
  const char *dot = strrchr(path, '.');
  *sort = dot && strcmp(dot, ".h5") == 0 && sc_named_matrix_is_in(path) ? OF_MATRIX : OF_TABLE;
  if (dot && strcmp(dot, ".h5") == 0) return SC_OK;
  SC_TRY(sc_csv_read(&csv, path, report));
  *sort = sort_of(&csv);
  sc_csv_free(&csv);
  return SC_OK;
}

/* File f, a matrix of accounts or of any names. One of any names that has the same ones on both sides is of accounts, too. */
static sc_code read_matrix(io_context *io, int f, sort_of_file *sort, sc_matrix *to, sc_report *report)
{
  if (*sort == OF_ACCOUNTS) {
    sc_sam *s = &io->accounts[f];
    SC_TRY(sc_sam_read(s, io->file[f], report));
    *to = (sc_matrix){ s->file, s->n, s->n, s->account, s->account, s->cell };
    return SC_OK;
  }
  SC_TRY(sc_named_matrix_open(&io->matrix[f], io->file[f], report));
  *to = sc_named_matrix_view(&io->matrix[f]);
  if (sc_named_matrix_is_square(&io->matrix[f])) *sort = OF_ACCOUNTS;
  return SC_OK;
}

/* The rows and columns of the second matrix must be those of the first. */
static sc_code check_alike(const sc_matrix *first, const char *file, int n_rows, const char *const *row, int n_columns,
                           const char *const *column, sc_report *report)
{
  SC_TRY(io_check_names(IO_ROWS, (io_naming){ file, n_rows, row }, (io_naming){ first->file, first->n_rows, first->row }, report));
  return io_check_names(IO_COLUMNS, (io_naming){ file, n_columns, column }, (io_naming){ first->file, first->n_columns, first->column }, report);
}

static sc_code read_first(io_context *io, job *b, sc_report *report)
{
  SC_TRY(recognise(io->file[0], &b->first, report));
  if (b->first == OF_MARGINS) return SC_FAIL(report, BALANCE_NO_MATRIX, SC_IN_FILE(io->file[0]), "");
  if (b->first != OF_TABLE) {
    if (sc_line_has(io->line, SC_OPT_PART)) return SC_FAIL(report, BALANCE_NO_PARTS, SC_IN_FILE(io->file[0]), "");
    return read_matrix(io, 0, &b->first, &b->matrix, report);
  }
  b->part = sc_line_has(io->line, SC_OPT_PART) ? (part)sc_line_choice(io->line, SC_OPT_PART) : FLOWS;
  SC_TRY(sc_io_table_open(&io->table[0], io->file[0], report));
  const sc_io_table *t = &io->table[0];
  b->matrix = (sc_matrix){ t->file, t->n, t->n, t->activity, t->activity, t->domestic };
  if (b->part == FLOWS) return SC_OK;
  SC_TRY(sc_table_matrix_make(&b->whole[0], t, report));
  b->matrix = (sc_matrix){ t->file, b->whole[0].n_rows, b->whole[0].n_columns, b->whole[0].row, b->whole[0].column, b->whole[0].cell };
  return SC_OK;
}

/* A second matrix of the same kind: its sums are the targets and its cells what really happened. */
static sc_code read_second(io_context *io, job *b, sc_report *report)
{
  const sc_matrix *m = &b->matrix;
  if (io->n_files < 2) return b->first == OF_ACCOUNTS ? SC_OK : SC_FAIL(report, BALANCE_NO_TARGETS, SC_IN_FILE(io->file[0]), "");
  SC_TRY(recognise(io->file[1], &b->second, report));
  if (b->second == OF_MARGINS) return SC_OK;
  if (b->first != OF_TABLE) {
    sc_matrix second;
    SC_TRY(read_matrix(io, 1, &b->second, &second, report));
    b->actual = second.cell;
    return check_alike(m, second.file, second.n_rows, second.row, second.n_columns, second.column, report);
  }
  sc_io_table *t = &io->table[1];
  SC_TRY(sc_io_table_open(t, io->file[1], report));
  SC_TRY(sc_io_table_check_balance(t, SC_IO_TABLE_TOLERANCE, report));
  SC_TRY(io_check_names(IO_ACTIVITIES, (io_naming){ t->file, t->n, t->activity },
                        (io_naming){ io->table[0].file, io->table[0].n, io->table[0].activity }, report));
  SC_TRY(sc_table_matrix_make(&b->whole[1], t, report));
  b->actual = b->part == FLOWS ? t->domestic : b->whole[1].cell;
  if (b->part == FLOWS) return SC_OK;
  const sc_table_matrix *w = &b->whole[1];
  return check_alike(m, t->file, w->n_rows, w->row, w->n_columns, w->column, report);
}

/* ------------------------------------------------------------------------------------------- what is known */

static sc_code know_sums_of_actual(job *b, sc_report *report)
{
  const int m = b->matrix.n_rows, n = b->matrix.n_columns;
  for (int i = 0; i < m; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += b->actual[(size_t)i * (size_t)n + (size_t)j];
    SC_TRY(sc_constraints_row(&b->constraints, i, sum, 0, report));
  }
  for (int j = 0; j < n; j++) {
    double sum = 0;
    for (int i = 0; i < m; i++) sum += b->actual[(size_t)i * (size_t)n + (size_t)j];
    SC_TRY(sc_constraints_column(&b->constraints, j, sum, 0, report));
  }
  return SC_OK;
}

static int has_negative(const job *b)
{
  for (size_t k = 0; k < cells_of(b); k++)
    if (b->matrix.cell[k] < 0) return 1;
  return 0;
}

static sc_code choose_method(const io_context *io, job *b, sc_report *report)
{
  int method = b->second == NO_FILE ? SC_BALANCE_entropy : has_negative(b) ? SC_BALANCE_gras : SC_BALANCE_ras;
  SC_TRY(io_method(io, FIRST_METHOD, SC_N_BALANCE_METHODS, &method, report));
  b->method = (sc_balance_method)method;
  return SC_OK;
}

/* Cells that are uncertain: the draw's own matrix stands behind b->matrix. */
static sc_code bring_flows(io_context *io, job *b, sc_report *report)
{
  const sc_matrix *m = &b->matrix;
  if (!io_is_uncertain(io)) return SC_OK;
  SC_TRY(io_take(io, cells_of(b), &b->drawn, report));
  memcpy(b->drawn, m->cell, cells_of(b) * sizeof *b->drawn);
  SC_TRY(io_bring(io, SC_IO_FLOWS, m->n_rows, m->row, m->n_columns, m->column, b->drawn, report));
  b->matrix.cell = b->drawn;
  return SC_OK;
}

/* Where all that is known are the exact sums of rows and columns, drawn apart they no longer have one total: the rows are scaled to
 * that of the columns. */
static void agree(sc_constraints *c, const double *before, const double *value)
{
  double rows = 0, columns = 0;
  int n_sums = 0, is_moved = 0;
  for (int k = 0; k < c->n; k++) {
    const sc_constraint *one = &c->constraint[k];
    const int is_sum = one->sd == 0 && (one->kind == SC_CONSTRAINT_row || one->kind == SC_CONSTRAINT_column);
    n_sums += is_sum;
    is_moved |= value[k] != before[k];
    if (is_sum) *(one->kind == SC_CONSTRAINT_row ? &rows : &columns) += value[k];
  }
  const int is_whole = n_sums == c->n && c->n == c->matrix.n_rows + c->matrix.n_columns;
  for (int k = 0; k < c->n; k++)
    c->constraint[k].value = value[k] * (is_moved && is_whole && c->constraint[k].kind == SC_CONSTRAINT_row && rows > 0 ? columns / rows : 1);
}

/* Every constraint's value may be uncertain, by its name. */
static sc_code bring_margins(io_context *io, job *b, sc_report *report)
{
  sc_constraints *c = &b->constraints;
  const size_t n = (size_t)c->n;
  double *value;
  if (!io_is_uncertain(io) || c->n == 0) return SC_OK;
  SC_TRY(io_take(io, 2 * n, &value, report));
  const char **name = sc_alloc(n, sizeof *name);
  sc_code code = name ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (size_t k = 0; k < n && code == SC_OK; k++) {
    value[k] = value[n + k] = c->constraint[k].value;
    name[k] = c->constraint[k].name;
  }
  if (code == SC_OK) code = io_bring(io, SC_IO_MARGINS, c->n, name, 1, NULL, value, report);
  if (code == SC_OK) agree(c, value + n, value);
  sc_free(name);
  sc_free(value);
  return code;
}

/* The accounts of a table balance in any case: ras and gras take targets that see to it. Those of a matrix do where nothing
 * else is known; a file of constraints says it itself. */
static sc_code know(io_context *io, job *b, sc_report *report)
{
  SC_TRY(bring_flows(io, b, report));
  SC_TRY(sc_constraints_start(&b->constraints, &b->matrix, report));
  if (b->actual) SC_TRY(know_sums_of_actual(b, report));
  if (b->second == OF_MARGINS) SC_TRY(sc_constraints_read(&b->constraints, io->file[1], report));
  SC_TRY(choose_method(io, b, report));
  SC_TRY(bring_margins(io, b, report));
  if (b->actual || b->method == SC_BALANCE_ras || b->method == SC_BALANCE_gras) return SC_OK;
  const int n_accounts = b->second == NO_FILE ? b->matrix.n_rows : b->part == WHOLE ? io->table[0].n : 0;
  for (int i = 0; i < n_accounts; i++) SC_TRY(sc_constraints_account(&b->constraints, i, i, 0, 0, report));
  return SC_OK;
}

static sc_code solve(io_context *io, job *b, sc_report *report)
{
  const size_t n_cells = cells_of(b), n = (size_t)b->constraints.n;
  SC_TRY(io_take(io, n_cells + 2 * n + 1, &b->z, report));
  b->error = b->z + n_cells;
  b->factor = b->error + n;
  b->how = (sc_reconciling)SC_RECONCILING_DEFAULT;
  return sc_reconcile(b->method, &b->constraints, b->z, b->error, b->factor, &b->how, report);
}

/* ---------------------------------------------------------------------------------------------- what moved */

typedef struct item { int index; double move; } item;

/* What moved most first; in the order of the matrix where equal. */
static int by_move(const void *left, const void *right)
{
  const item *a = left, *b = right;
  if (a->move != b->move) return a->move > b->move ? -1 : 1;
  return a->index - b->index;
}

/* How many rows are shown: all where a machine reads, unless --top says otherwise. */
static size_t rows_shown(const io_context *io, size_t n)
{
  const size_t most = sc_line_has(io->line, SC_OPT_TOP) ? (size_t)sc_line_count(io->line, SC_OPT_TOP) : io_is_read(io) ? SHOWN : n;
  return most < n ? most : n;
}

/* How many of the n items that moved most a reader would see as moved: by more than rounding, and not 0.0 beside others that are more. */
static size_t moved_of(const io_context *io, const job *b, const item *items, size_t n)
{
  double largest = 0;
  size_t moved = 0;
  if (!io_is_read(io) || io->draw) return n;
  for (size_t k = 0; k < cells_of(b); k++) largest = fmax(largest, fabs(b->matrix.cell[k]));
  const double still = fmax(1e-9 * largest, items[0].move >= 0.5 ? 0.05 : 0);
  while (moved < n && items[moved].move > still) moved++;
  return moved;
}

static sc_code show_cells(io_context *io, const job *b, item *items, sc_report *report)
{
  static const io_column with_actual[] = {
    { "supplier", SC_TEXT("row", "行"), IO_AXIS, "1" },
    { "buyer", SC_TEXT("column", "列"), IO_AXIS, "1" },
    { "before", SC_TEXT("before", "原值"), IO_NUMBER, IO_MONEY },
    { "balanced", SC_TEXT("balanced", "平衡后"), IO_NUMBER, IO_MONEY },
    { "change", SC_TEXT("change", "变动"), IO_NUMBER, IO_MONEY },
    { "change_pct", SC_TEXT("change %", "变动 %"), IO_NUMBER, "percent" },
    { "actual", SC_TEXT("actual", "实际"), IO_NUMBER, IO_MONEY },
  };
  const int n = b->matrix.n_columns;
  SC_TRY(io_columns(io, with_actual, sizeof with_actual / sizeof *with_actual - (b->actual ? 0 : 1), report));
  for (size_t k = 0; k < cells_of(b); k++) items[k] = (item){ (int)k, fabs(b->z[k] - b->matrix.cell[k]) };
  const size_t n_shown = rows_shown(io, cells_of(b));
  if (!io_is_matrix(io) && !io->draw) qsort(items, cells_of(b), sizeof *items, by_move);
  items[moved_of(io, b, items, n_shown)].index = -1;           /* the list ends there, in draws too */
  const item *chosen = io_choose(io, items, (n_shown + 1) * sizeof *items);
  for (size_t r = 0; chosen[r].index >= 0; r++) {
    const int k = chosen[r].index;
    const double before = b->matrix.cell[k], after = b->z[k];
    sc_table_text(&io->result, b->matrix.row[k / n]);
    sc_table_text(&io->result, b->matrix.column[k % n]);
    io_number(io, before, 1);
    io_number(io, after, 1);
    io_number(io, after - before, 1);
    io_number(io, before != 0 ? 100 * (after / before - 1) : after == 0 ? 0 : NAN, 2);
    if (b->actual) io_number(io, b->actual[k], 1);
  }
  return SC_OK;
}

/* In standard deviations, those that have one; what is exact comes last. */
static double deviations(const job *b, int c)
{
  const double sd = b->constraints.constraint[c].sd;
  return sd > 0 ? fabs(b->error[c]) / sd : 0;
}

static sc_code show_constraints(io_context *io, const job *b, item *items, sc_report *report)
{
  static const io_column made[] = {
    { "number", SC_TEXT("no.", "序号"), IO_RANK, "1" },
    { "constraint", SC_TEXT("constraint", "约束"), IO_WORD, "1" },
    { "value", SC_TEXT("value", "给定值"), IO_NUMBER, IO_MONEY },
    { "sd", SC_TEXT("sd", "标准差"), IO_NUMBER, IO_MONEY },
    { "reached", SC_TEXT("reached", "达到"), IO_NUMBER, IO_MONEY },
    { "error", SC_TEXT("error", "偏离"), IO_NUMBER, IO_MONEY },
    { "error_sd", SC_TEXT("in sd", "几个标准差"), IO_NUMBER, "1" },
    { "factor", SC_TEXT("factor", "乘数"), IO_NUMBER, "1" },
  };
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int c = 0; c < b->constraints.n; c++) items[c] = (item){ c, deviations(b, c) };
  const size_t n_shown = rows_shown(io, (size_t)b->constraints.n);
  if (!io_is_matrix(io) && !io->draw) qsort(items, (size_t)b->constraints.n, sizeof *items, by_move);
  const item *chosen = io_choose(io, items, n_shown * sizeof *items);
  for (size_t r = 0; r < n_shown; r++) {
    const int c = chosen[r].index;
    const sc_constraint *one = &b->constraints.constraint[c];
    const double error = one->sd > 0 ? b->error[c] : 0;      /* what is exact is met to how.gap */
    sc_table_integer(&io->result, c + 1);
    sc_table_text(&io->result, one->name);
    io_number(io, one->value, 1);
    io_number(io, one->sd > 0 ? one->sd : NAN, 1);
    io_number(io, one->value + error, 1);
    io_number(io, error, 1);
    io_number(io, one->sd > 0 ? error / one->sd : NAN, 2);
    io_number(io, b->factor[c], 4);
  }
  return SC_OK;
}

static void note_errors(io_context *io, const job *b, item *items)
{
  enum { NAMED = 3 };
  int n_moved = 0;
  for (int c = 0; c < b->constraints.n; c++) {
    items[c] = (item){ c, deviations(b, c) };
    n_moved += items[c].move > 0.01;
  }
  if (n_moved == 0) return;
  qsort(items, (size_t)b->constraints.n, sizeof *items, by_move);
  sc_string_print(&io->note, io_text(io, "让步的约束有 %d 条，最多的是：", " Constraints that gave way: %d, most of all "), n_moved);
  for (int r = 0; r < n_moved && r < NAMED; r++) {
    const int c = items[r].index;
    sc_string_print(&io->note, io_text(io, "%s%s %+.6g（%.3g 个标准差）", "%s%s by %+.6g (%.3g sd)"), r > 0 ? io_text(io, "，", ", ") : "",
                    b->constraints.constraint[c].name, b->error[c], items[r].move);
  }
  sc_string_add(&io->note, io_text(io, "。", "."));
}

static void note(io_context *io, const job *b, item *items)
{
  const sc_balance_change moved = sc_balance_compare(cells_of(b), b->matrix.cell, b->z);
  sc_string_print(&io->note, io_text(io, "%s，迭代 %d 次，最大偏差 %.2g。相对原矩阵的加权平均绝对变动（WAPE）为 %.5f，信息距离 %.3g。",
                                     "%s, %d iterations, largest gap %.2g. Weighted absolute change (WAPE): %.5f; information distance: %.3g."),
                  sc_balance_method_texts[b->method].in[io->line->lang], b->how.iterations, b->how.gap, moved.wape, moved.information);
  note_errors(io, b, items);
  if (!b->actual) return;
  sc_string_print(&io->note, io_text(io, "与实际数值的加权平均绝对误差（WAPE）为 %.5f。", " Weighted absolute error against the actual cells (WAPE): %.5f."),
                  sc_balance_compare(cells_of(b), b->actual, b->z).wape);
}

static sc_code tell(io_context *io, const job *b, sc_report *report)
{
  const size_t n_items = cells_of(b) + (size_t)b->constraints.n + 1;
  item *items = sc_alloc(n_items, sizeof *items);
  if (!items) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  const int constraints = sc_line_has(io->line, SC_OPT_SHOW) && sc_line_choice(io->line, SC_OPT_SHOW) == CONSTRAINTS;
  const sc_code code = constraints ? show_constraints(io, b, items, report) : show_cells(io, b, items, report);
  if (code == SC_OK) note(io, b, items);
  sc_free(items);
  return code;
}

/* ----------------------------------------------------------------------------------------------- what is made */

/* The second table with these flows in the place of its own, or the first one as a whole. It must balance. */
static sc_code make_table(io_context *io, job *b, sc_report *report)
{
  const sc_io_table *like = &io->table[b->actual ? 1 : 0];
  sc_table_matrix *whole = &b->whole[b->actual ? 1 : 0];
  const size_t n = (size_t)io->table[0].n;
  if (b->part == FLOWS)
    for (size_t i = 0; i < n; i++) memcpy(whole->cell + i * (size_t)whole->n_columns, b->z + i * n, n * sizeof *b->z);
  SC_TRY(sc_table_matrix_table(whole, b->part == FLOWS ? whole->cell : b->z, like, &io->made, report));
  return sc_io_table_check_balance(&io->made, SC_IO_TABLE_TOLERANCE, report);
}

static sc_code make(io_context *io, job *b, sc_report *report)
{
  if (!io->made_path) return SC_OK;
  if (b->first == OF_TABLE && (b->part == WHOLE || b->actual)) return make_table(io, b, report);
  return sc_named_matrix_copy(&io->made_matrix, &b->matrix, b->z, report);       /* the cells under their names */
}

sc_code io_balance(io_context *io, sc_report *report)
{
  job b = { 0 };
  sc_code code = read_first(io, &b, report);
  if (code == SC_OK) code = read_second(io, &b, report);
  if (code == SC_OK) code = know(io, &b, report);
  if (code == SC_OK) code = solve(io, &b, report);
  if (code == SC_OK) code = tell(io, &b, report);
  if (code == SC_OK) code = make(io, &b, report);
  sc_free(b.z);
  sc_free(b.drawn);
  sc_constraints_free(&b.constraints);
  for (int f = 0; f < 2; f++) sc_table_matrix_free(&b.whole[f]);
  return code;
}
