#include "models/accounts/sam.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/named_matrix.h"

static const char total_name[] = "TOTAL";

sc_code sc_sam_allocate(sc_sam *sam, int n, sc_report *report)
{
  const size_t count = (size_t)n;
  sam->n = n;
  sam->account = sc_arena_alloc(&sam->arena, count + 1, sizeof *sam->account);
  sam->cell = sc_arena_alloc(&sam->arena, count * count + 1, sizeof *sam->cell);
  sam->line = sc_arena_alloc(&sam->arena, count + 1, sizeof *sam->line);
  if (sam->account && sam->cell && sam->line) return SC_OK;
  return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(sam->file), "sc_sam");
}

void sc_sam_free(sc_sam *sam)
{
  if (!sam) return;
  sc_arena_free(&sam->arena);
  *sam = (sc_sam){ 0 };
}

/* ---------------------------------------------------------------------------------------------- access */

int sc_sam_account(const sc_sam *sam, const char *name)
{
  for (int i = 0; i < sam->n; i++)
    if (strcmp(sam->account[i], name) == 0) return i;
  return -1;
}

double sc_sam_receipts(const sc_sam *sam, int i)
{
  double sum = 0;
  for (int j = 0; j < sam->n; j++) sum += sam->cell[(size_t)i * (size_t)sam->n + (size_t)j];
  return sum;
}

double sc_sam_payments(const sc_sam *sam, int i)
{
  double sum = 0;
  for (int j = 0; j < sam->n; j++) sum += sam->cell[(size_t)j * (size_t)sam->n + (size_t)i];
  return sum;
}

static double mean_total(const sc_sam *sam)
{
  double sum = 0;
  for (int i = 0; i < sam->n; i++) sum += fabs(sc_sam_receipts(sam, i));
  return sum / sam->n;
}

sc_code sc_sam_check_balance(const sc_sam *sam, double tolerance, sc_report *report)
{
  const double typical = mean_total(sam);
  sc_code code = SC_OK;
  for (int i = 0; i < sam->n; i++) {
    const double received = sc_sam_receipts(sam, i), paid = sc_sam_payments(sam, i);
    if (fabs(received - paid) <= tolerance * (fmax(fabs(received), fabs(paid)) + typical)) continue;
    const sc_where at = { sam->file, sam->line[i], 0, NULL };
    code = SC_FAIL(report, SAM_BALANCE, at, sam->account[i], sc_number(received).s, sc_number(paid).s,
                   sc_number(received - paid).s);
  }
  return code;
}

/* ---------------------------------------------------------------------------------------------- reading */

/* What a reader knows: where TOTAL stands, and the totals stated. Column field f is account column_of[f], -1 for TOTAL. */
typedef struct reading { const sc_csv *csv; int *column_of; double *stated_row, *stated_column; int *has_row; int total_line; } reading;

static sc_code read_accounts(sc_sam *sam, reading *r, sc_report *report)
{
  const sc_csv_row *head = &r->csv->row[0];
  sc_code code = SC_OK;
  int n = 0;
  for (int f = 1; f < head->n; f++) {
    const sc_csv_cell *cell = &head->cell[f];
    const sc_where at = sc_csv_at(r->csv, cell, NULL);
    r->column_of[f] = -1;
    if (strcmp(cell->text, total_name) == 0) continue;
    if (cell->text[0] == '\0') code = SC_FAIL(report, SAM_NO_NAME, at, "");
    sam->n = n;
    if (sc_sam_account(sam, cell->text) >= 0) code = SC_FAIL(report, TABLE_DUPLICATE, at, cell->text);
    const char *kept = sc_arena_text(&sam->arena, cell->text);
    if (!kept) return SC_FAIL(report, OUT_OF_MEMORY, at, "sc_sam");
    r->column_of[f] = n;
    sam->account[n++] = kept;
  }
  sam->n = n;
  if (n == 0) return SC_FAIL(report, SAM_NO_ACCOUNTS, SC_IN_FILE(r->csv->file), "");
  return code;
}

static sc_code unknown_account(const sc_sam *sam, const reading *r, const sc_csv_cell *cell, sc_report *report)
{
  const char *nearest = sc_nearest(cell->text, sam->account, (size_t)sam->n);
  const sc_where at = sc_csv_at(r->csv, cell, NULL);
  if (nearest) return SC_FAIL(report, SAM_ROW_MEANT, at, cell->text, nearest);
  return SC_FAIL(report, SAM_ROW_UNKNOWN, at, cell->text);
}

/* The numbers of one row into `to` by account and its TOTAL field into *stated. */
static sc_code read_row(const sc_sam *sam, const reading *r, const sc_csv_row *row, double *to, double *stated, sc_report *report)
{
  sc_code code = SC_OK;
  for (int f = 1; f < row->n; f++) {
    const int j = r->column_of[f];
    char key[100];
    snprintf(key, sizeof key, "%.45s.%.45s", row->cell[0].text, j < 0 ? total_name : sam->account[j]);
    const sc_code one = sc_csv_number(r->csv, &row->cell[f], key, 1, j < 0 ? stated : &to[j], report);
    if (one != SC_OK) code = one;
  }
  return code;
}

static sc_code read_rows(sc_sam *sam, reading *r, sc_report *report)
{
  const sc_csv *csv = r->csv;
  sc_code code = SC_OK;
  double corner = 0;
  for (int k = 1; k < csv->n_rows; k++) {
    const sc_csv_row *row = &csv->row[k];
    const int is_total = strcmp(row->cell[0].text, total_name) == 0, i = is_total ? -1 : sc_sam_account(sam, row->cell[0].text);
    sc_code one = SC_OK;
    if (row->n != csv->row[0].n)
      one = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
    else if (!is_total && i < 0)
      one = unknown_account(sam, r, row->cell, report);
    else if (is_total ? r->total_line > 0 : sam->line[i] > 0)
      one = SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, row->cell, NULL), row->cell[0].text);
    else if (is_total)
      one = read_row(sam, r, row, r->stated_column, &corner, report);
    else
      one = read_row(sam, r, row, sam->cell + (size_t)i * (size_t)sam->n, &r->stated_row[i], report);
    if (is_total) r->total_line = row->cell[0].line;
    else if (i >= 0) sam->line[i] = row->cell[0].line;
    if (one != SC_OK) code = one;
  }
  for (int i = 0; i < sam->n; i++)
    if (sam->line[i] == 0) code = SC_FAIL(report, SAM_ROW_MISSING, SC_IN_FILE(csv->file), sam->account[i]);
  return code;
}

/* Totals that the file states must be the sums of its cells. */
static sc_code check_totals(const sc_sam *sam, const reading *r, int has_total_column, sc_report *report)
{
  const double typical = mean_total(sam);
  sc_code code = SC_OK;
  for (int side = 0; side < 2; side++) {
    if (side == 0 ? !has_total_column : r->total_line == 0) continue;
    for (int i = 0; i < sam->n; i++) {
      const double sum = side == 0 ? sc_sam_receipts(sam, i) : sc_sam_payments(sam, i);
      const double stated = side == 0 ? r->stated_row[i] : r->stated_column[i];
      if (fabs(sum - stated) <= SC_SAM_TOLERANCE * (fabs(sum) + typical)) continue;
      const sc_where at = { sam->file, side == 0 ? sam->line[i] : r->total_line, 0, NULL };
      const sc_short sum_text = sc_number(sum), stated_text = sc_number(stated);
      code = side == 0 ? SC_FAIL(report, SAM_ROW_TOTAL, at, sam->account[i], sum_text.s, stated_text.s)
                       : SC_FAIL(report, SAM_COLUMN_TOTAL, at, sam->account[i], sum_text.s, stated_text.s);
    }
  }
  return code;
}

static sc_code read_cells(sc_sam *sam, const sc_csv *csv, sc_report *report)
{
  const int n_fields = csv->row[0].n;
  reading r = { .csv = csv };
  r.column_of = sc_arena_alloc(&sam->arena, (size_t)n_fields, sizeof *r.column_of);
  r.stated_row = sc_arena_alloc(&sam->arena, (size_t)n_fields, sizeof *r.stated_row);
  r.stated_column = sc_arena_alloc(&sam->arena, (size_t)n_fields, sizeof *r.stated_column);
  if (!r.column_of || !r.stated_row || !r.stated_column)
    return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(sam->file), "sc_sam_read");
  SC_TRY(sc_sam_allocate(sam, n_fields, report));
  SC_TRY(read_accounts(sam, &r, report));
  SC_TRY(read_rows(sam, &r, report));
  for (int k = 0; k < csv->n_comments; k++) SC_TRY(sc_sam_add_history(sam, csv->comment[k], report));
  return check_totals(sam, &r, sc_csv_find(csv, total_name) > 0, report);
}

sc_code sc_sam_read(sc_sam *sam, const char *path, sc_report *report)
{
  sc_csv csv;
  *sam = (sc_sam){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  sam->file = sc_arena_text(&sam->arena, path);
  const sc_code code = sam->file ? read_cells(sam, &csv, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  sc_csv_free(&csv);
  if (code != SC_OK) sc_sam_free(sam);
  return code;
}

/* ---------------------------------------------------------------------------------------------- writing */

sc_code sc_sam_add_history(sc_sam *sam, const char *step, sc_report *report)
{
  return sc_csv_add_history(&sam->arena, &sam->n_history, &sam->history, step, report);
}

void sc_sam_as_csv(const sc_sam *sam, sc_string *to)
{
  const sc_matrix view = { sam->file, sam->n, sam->n, sam->account, sam->account, sam->cell };
  sc_named_matrix matrix;
  sc_report report = { 0 };
  sc_code code = sc_named_matrix_copy(&matrix, &view, sam->cell, &report);
  for (int k = 0; k < sam->n_history && code == SC_OK; k++) code = sc_named_matrix_add_history(&matrix, sam->history[k], &report);
  if (code == SC_OK) code = sc_named_matrix_add_rules(&matrix, sam, &report);
  if (code == SC_OK) sc_named_matrix_as_csv(&matrix, to);
  else to->failed = 1;
  sc_named_matrix_free(&matrix);
  sc_report_free(&report);
}
