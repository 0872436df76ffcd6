/* Checks of an input-output table's numbers, wherever it is from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/accounts/leontief.h"
#include "models/accounts/table.h"

/* ----------------------------------------------------------------------------------------------- balance */

static double row_sum(const double *row, int n)
{
  double sum = 0;
  for (int j = 0; j < n; j++) sum += row[j];
  return sum;
}

/* What `width` activities from `from` on spend; row by row, for a large table's columns are far apart in memory. */
static void column_sums(const sc_io_table *t, int from, int width, double *spent)
{
  for (int c = 0; c < width; c++) spent[c] = sc_io_table_value_added(t, from + c);
  for (int i = 0; i < t->n; i++)
    for (int c = 0; c < width; c++) spent[c] += t->domestic[i * t->n + from + c] + t->imported[i * t->n + from + c];
}

void sc_io_table_sums(const sc_io_table *t, double tolerance, sc_io_visit *visit, void *to)
{
  enum { PIECE = 512 };
  const int n = t->n, k = t->n_final, competitive = sc_io_table_is_competitive(t);
  const double typical = row_sum(t->output, n) / n;
#define VISIT(block, name, line, is, must) visit(to, &(sc_io_sum){ block, name, line, is, must, tolerance * (fabs(must) + typical) })
  for (int i = 0; i < n; i++) {
    const double sold = row_sum(t->domestic + i * n, n) + row_sum(t->final_domestic + i * k, k);
    const double brought_in = row_sum(t->imported + i * n, n) + row_sum(t->final_imported + i * k, k);
    VISIT(competitive ? "ALL" : "DOM", t->activity[i], t->line[i], sold, t->output[i]);
    if (!competitive) VISIT("IMP", t->activity[i], t->line[n + i], brought_in, t->imports[i]);
  }
  for (int h = 0; h < t->n_value_added; h++)
    VISIT("VA", t->value_added_name[h], t->line[2 * n + h], row_sum(t->value_added + h * n, n), t->value_added_total[h]);
  for (int from = 0; from < n; from += PIECE) {
    const int width = from + PIECE < n ? PIECE : n - from;
    double spent[PIECE];
    column_sums(t, from, width, spent);
    for (int j = from; j < from + width; j++) {
      VISIT(NULL, t->activity[j], t->line[j], spent[j - from], t->output[j]);
      VISIT("TOTAL", t->activity[j], t->line[2 * n + t->n_value_added], t->column_total[j], t->output[j]);
    }
  }
#undef VISIT
}

/* The worst gap seen, relative to what is allowed. */
typedef struct worst { double ratio; sc_io_sum sum; int n_bad; } worst;

static void weigh(void *to, const sc_io_sum *sum)
{
  worst *w = to;
  const double ratio = fabs(sum->is - sum->must) / sum->allowed;
  if (ratio > 1) w->n_bad++;
  if (ratio > w->ratio) *w = (worst){ ratio, *sum, w->n_bad };
}

int sc_io_table_has_no_output(const sc_io_table *t, int j, double *traded)
{
  const size_t n = (size_t)t->n, at = (size_t)j;
  const int competitive = sc_io_table_is_competitive(t);
  *traded = 0;
  if (t->output[j] != 0) return 0;
  for (size_t i = 0; i < n; i++)
    *traded += fabs(t->domestic[i * n + at]) + fabs(t->imported[i * n + at]) + (competitive ? 0 : fabs(t->domestic[at * n + i]));
  for (int h = 0; h < t->n_value_added; h++) *traded += fabs(t->value_added[(size_t)h * n + at]);
  for (int s = 0; s < t->n_satellites; s++) *traded += fabs(t->satellite[(size_t)s * n + at]);
  return 1;
}

static sc_code check_outputs(const sc_io_table *t, sc_report *report)
{
  sc_code code = SC_OK;
  double traded;
  for (int j = 0; j < t->n; j++)
    if (sc_io_table_has_no_output(t, j, &traded) && traded != 0)
      code = SC_FAIL(report, TABLE_NO_OUTPUT, ((sc_where){ t->file, t->line[j], 0, NULL }), t->activity[j]);
  return code;
}

sc_code sc_io_table_check_balance(const sc_io_table *t, double tolerance, sc_report *report)
{
  worst w = { 0 };
  SC_TRY(check_outputs(t, report));
  sc_io_table_sums(t, tolerance, weigh, &w);
  if (w.n_bad == 0) return SC_OK;
  const sc_where at = { t->file, w.sum.line, 0, NULL };
  const sc_short sum = sc_number(w.sum.is), total = sc_number(w.sum.must), gap = sc_number(w.sum.is - w.sum.must), n_bad = sc_integer(w.n_bad);
  if (!w.sum.block || strcmp(w.sum.block, "TOTAL") == 0) return SC_FAIL(report, TABLE_COLUMN_BALANCE, at, w.sum.name, sum.s, total.s, gap.s, n_bad.s);
  return SC_FAIL(report, TABLE_ROW_BALANCE, at, w.sum.name, sum.s, total.s, gap.s, n_bad.s);
}

/* ----------------------------------------------------------------------------------------- signs, productive */

sc_negatives sc_io_table_negatives(const sc_io_table *t)
{
  const double least = -1e-12 * row_sum(t->output, t->n) / t->n, *const blocks[] = { t->domestic, t->imported };
  sc_negatives found = { .row = -1, .column = -1 };
  for (int b = 0; b < 2; b++)
    for (int i = 0; i < t->n; i++)
      for (int j = 0; j < t->n; j++) {
        const double z = blocks[b][(size_t)i * (size_t)t->n + (size_t)j];
        if (!(z < least)) continue;
        found.n++;
        found.sum += z;
        if (z < found.largest) {
          found.largest = z;
          found.row = i;
          found.column = j;
        }
      }
  return found;
}

sc_code sc_io_table_check_signs(const sc_io_table *t, sc_report *report)
{
  const sc_negatives found = sc_io_table_negatives(t);
  if (found.n == 0) return SC_OK;
  return SC_FAIL(report, TABLE_SIGNS, ((sc_where){ t->file, t->line[found.row], 0, NULL }), sc_integer(found.n).s, t->activity[found.row],
                 t->activity[found.column], sc_number(found.largest).s);
}

sc_code sc_io_table_check_productive(const sc_io_table *t, sc_report *report)
{
  const size_t cells = (size_t)t->n * (size_t)t->n;
  double *a = sc_alloc(cells, sizeof *a);
  if (!a) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_table_check_productive");
  sc_technical_coefficients(t->n, t->n, t->domestic, t->output, a);
  for (size_t k = 0; k < cells; k++) a[k] = fabs(a[k]);
  const int failing = sc_columns_below_one(t->n, a) ? 0 : sc_hawkins_simon(t->n, a);
  sc_free(a);
  if (failing == 0) return SC_OK;
  const sc_where at = { t->file, t->line[failing - 1], 0, NULL };
  if (sc_io_table_negatives(t).n == 0) return SC_FAIL(report, TABLE_NOT_PRODUCTIVE, at, t->activity[failing - 1]);
  return SC_FAIL(report, TABLE_NOT_PRODUCTIVE_SIGNED, at, t->activity[failing - 1]);
}

/* ------------------------------------------------------------------------------------------- cell by cell */

static sc_code check_block(const sc_io_table *t, const char *block, const double *x, const char *const rows[], int n_rows,
                           const char *const columns[], int n_columns, int may_be_negative, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++) {
      const double value = x[(size_t)i * (size_t)n_columns + (size_t)j];
      if (isfinite(value) && (may_be_negative || value >= 0)) continue;
      char key[120];
      snprintf(key, sizeof key, "%.30s.%.40s%s%.40s", block, rows[i], columns ? "." : "", columns ? columns[j] : "");
      const sc_where at = { t->file, 0, 0, key };
      code = isfinite(value) ? SC_FAIL(report, TABLE_NEGATIVE, at, sc_number(value).s) : SC_FAIL(report, TABLE_NOT_A_NUMBER, at, sc_number(value).s);
    }
  return code;
}

static sc_code check_names(const sc_io_table *t, const char *const names[], int n, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < i; k++)
      if (strcmp(names[i], names[k]) == 0) code = SC_FAIL(report, TABLE_DUPLICATE, SC_IN_FILE(t->file), names[i]);
  return code;
}

sc_code sc_io_table_check_numbers(const sc_io_table *t, sc_report *report)
{
  const int n = t->n, k = t->n_final, h = t->n_value_added;
  const struct { const char *const *names; int n; } lists[] = {
    { t->activity, n }, { t->final_name, k }, { t->value_added_name, h }, { t->satellite_name, t->n_satellites },
  };
  const struct { const char *name; const double *x; const char *const *rows; int n_rows; const char *const *columns; int n_columns, may_be_negative; } blocks[] = {
    { "domestic", t->domestic, t->activity, n, t->activity, n, 1 },
    { "imported", t->imported, t->activity, n, t->activity, n, 1 },
    { "final_domestic", t->final_domestic, t->activity, n, t->final_name, k, 1 },
    { "final_imported", t->final_imported, t->activity, n, t->final_name, k, 1 },
    { "value_added", t->value_added, t->value_added_name, h, t->activity, n, 1 },
    { "value_added_total", t->value_added_total, t->value_added_name, h, NULL, 1, 1 },
    { "satellites", t->satellite, t->satellite_name, t->n_satellites, t->activity, n, 1 },
    { "output", t->output, t->activity, n, NULL, 1, 0 },
    { "imports", t->imports, t->activity, n, NULL, 1, 1 },
    { "column_total", t->column_total, t->activity, n, NULL, 1, 0 },
  };
  sc_code code = SC_OK;
  for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
    const sc_code one = check_names(t, lists[l].names, lists[l].n, report);
    if (one != SC_OK) code = one;
  }
  for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
    const sc_code one = check_block(t, blocks[b].name, blocks[b].x, blocks[b].rows, blocks[b].n_rows, blocks[b].columns, blocks[b].n_columns,
                                    blocks[b].may_be_negative, report);
    if (one != SC_OK) code = one;
  }
  return code;
}
