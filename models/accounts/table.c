#include "models/accounts/table.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/leontief.h"

const char *const sc_final_prefixes[SC_N_FINALS] = {
#define X(name, prefix) prefix,
  SC_FINALS(X)
#undef X
};

static sc_final final_role(const char *name)
{
  int role = 0;
  while (strncmp(name, sc_final_prefixes[role], strlen(sc_final_prefixes[role])) != 0) role++;
  return (sc_final)role;
}

/* ------------------------------------------------------------------------------------------- allocation */

sc_code sc_io_table_allocate(sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)t->n, k = (size_t)t->n_final, h = (size_t)t->n_value_added, s = (size_t)t->n_satellites;
  const struct { void *at; size_t count, size; } arrays[] = {
    { &t->activity, n, sizeof(char *) },         { &t->final_name, k, sizeof(char *) },
    { &t->value_added_name, h, sizeof(char *) }, { &t->satellite_name, s, sizeof(char *) },
    { &t->final, k, sizeof(sc_final) },          { &t->line, 2 * n + h + 1, sizeof(int) },
    { &t->domestic, n * n, sizeof(double) },     { &t->imported, n * n, sizeof(double) },
    { &t->final_domestic, n * k, sizeof(double) }, { &t->final_imported, n * k, sizeof(double) },
    { &t->value_added, h * n, sizeof(double) },  { &t->satellite, s * n, sizeof(double) },
    { &t->output, n, sizeof(double) },           { &t->imports, n, sizeof(double) },
    { &t->value_added_total, h, sizeof(double) }, { &t->column_total, n, sizeof(double) },
  };
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
    void *p = sc_arena_alloc(&t->arena, arrays[i].count + 1, arrays[i].size);
    if (!p) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_table");
    memcpy(arrays[i].at, &p, sizeof p);
  }
  return SC_OK;
}

sc_code sc_io_table_add_history(sc_io_table *t, const char *step, sc_report *report)
{
  const size_t n = (size_t)t->n_history;
  const char **longer = sc_arena_alloc(&t->arena, n + 1, sizeof *longer);
  char *kept = sc_arena_text(&t->arena, step);
  if (!longer || !kept) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_table");
  if (n > 0) memcpy(longer, t->history, n * sizeof *longer);
  for (char *p = kept; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r') *p = ' ';
  longer[n] = kept;
  t->history = longer;
  t->n_history++;
  return SC_OK;
}

void sc_io_table_free(sc_io_table *table)
{
  if (!table) return;
  sc_arena_free(&table->arena);
  *table = (sc_io_table){ 0 };
}

/* ---------------------------------------------------------------------------------------------- reading */

typedef enum block { DOM, IMP, VA, SAT, TOTAL, N_BLOCKS } block;
static const char *const block_names[N_BLOCKS] = { "DOM", "IMP", "VA", "SAT", "TOTAL" };

static int block_of(const char *name)
{
  for (int b = 0; b < N_BLOCKS; b++)
    if (strcmp(name, block_names[b]) == 0) return b;
  return -1;
}

static const char *copy(sc_io_table *t, const char *text)
{
  const char *kept = sc_arena_text(&t->arena, text);
  return kept ? kept : "";
}

/* First line and number of rows by block. */
static sc_code read_shape(sc_io_table *t, const sc_csv *csv, int count[N_BLOCKS], sc_report *report)
{
  static const char layout[] = "block,row,<activities>,<final demand>,TOTAL";
  const sc_csv_row *head = &csv->row[0];
  const char *const fixed[] = { "block", "row", "TOTAL" };
  const int place[] = { 0, 1, head->n - 1 };
  sc_code code = SC_OK;
  for (int i = 0; i < 3; i++)
    if (place[i] >= head->n || place[i] < 0 || strcmp(head->cell[place[i]].text, fixed[i]) != 0)
      return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), fixed[i], layout);
  for (int r = 1; r < csv->n_rows; r++) {
    const int b = block_of(csv->row[r].cell[0].text);
    if (b < 0) code = SC_FAIL(report, TABLE_BLOCK, sc_csv_at(csv, csv->row[r].cell, NULL), csv->row[r].cell[0].text);
    else count[b]++;
  }
  t->n = count[DOM];
  t->n_value_added = count[VA];
  t->n_satellites = count[SAT];
  t->n_final = head->n - 3 - t->n;
  const char *missing = count[DOM] == 0 ? "DOM" : count[VA] == 0 ? "VA" : NULL;
  if (missing) return SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), missing);
  if (t->n_final < 1)
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), "<final demand>", layout);
  return code;
}

static sc_code check_once(const sc_csv *csv, const sc_csv_cell *cell, const char *const names[], int n,
                          sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], cell->text) == 0)
      return SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, cell, NULL), cell->text);
  return SC_OK;
}

static sc_code read_head(sc_io_table *t, const sc_csv *csv, sc_report *report)
{
  sc_code code = SC_OK;
  const sc_csv_cell *cell = csv->row[0].cell + 2;
  for (int j = 0; j < t->n; j++, cell++) {
    const sc_code once = check_once(csv, cell, t->activity, j, report);
    if (once != SC_OK) code = once;
    t->activity[j] = copy(t, cell->text);
  }
  for (int k = 0; k < t->n_final; k++, cell++) {
    const sc_code once = check_once(csv, cell, t->final_name, k, report);
    if (once != SC_OK) code = once;
    t->final_name[k] = copy(t, cell->text);
    t->final[k] = final_role(cell->text);
  }
  return code;
}

typedef enum number_rule { ANY_NUMBER, NOT_NEGATIVE, EMPTY_IS_ZERO } number_rule;

/* `n` numbers of one row from its field `first` on. */
static sc_code read_numbers(const sc_csv *csv, const sc_csv_row *row, int first, int n, number_rule rule,
                            double *to, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < n; i++) {
    const sc_csv_cell *cell = &row->cell[first + i];
    if (sc_csv_is_number(cell, rule == EMPTY_IS_ZERO, &to[i]) && !(rule == NOT_NEGATIVE && to[i] < 0)) continue;
    const char *column = csv->row[0].cell[first + i].text;
    char key[100];
    snprintf(key, sizeof key, "%.15s.%.40s.%.40s", row->cell[0].text, row->cell[1].text, column);
    sc_code one = sc_csv_number(csv, cell, key, rule == EMPTY_IS_ZERO, &to[i], report);
    if (one == SC_OK && rule == NOT_NEGATIVE && to[i] < 0)
      one = SC_FAIL(report, TABLE_NEGATIVE, sc_csv_at(csv, cell, key), cell->text);
    if (one != SC_OK) code = one;
  }
  return code;
}

/* A DOM or IMP row: the i-th of its block must be the i-th activity. */
static sc_code read_flows(sc_io_table *t, const sc_csv *csv, const sc_csv_row *row, int imported, int i,
                          sc_report *report)
{
  const int n = t->n, k = t->n_final;
  double *flows = imported ? t->imported : t->domestic, *final = imported ? t->final_imported : t->final_domestic;
  double *total = imported ? &t->imports[i] : &t->output[i];
  if (strcmp(row->cell[1].text, t->activity[i]) != 0)
    return SC_FAIL(report, TABLE_ORDER, sc_csv_at(csv, &row->cell[1], NULL), row->cell[1].text, t->activity[i]);
  t->line[imported * n + i] = row->cell[0].line;
  const sc_code code = read_numbers(csv, row, 2, n, NOT_NEGATIVE, flows + i * n, report);
  const sc_code final_code = read_numbers(csv, row, 2 + n, k, ANY_NUMBER, final + i * k, report);
  const sc_code total_code = read_numbers(csv, row, 2 + n + k, 1, NOT_NEGATIVE, total, report);
  return code != SC_OK ? code : final_code != SC_OK ? final_code : total_code;
}

/* A VA or SAT row: numbers by activity and a total. */
static sc_code read_by_activity(sc_io_table *t, const sc_csv *csv, const sc_csv_row *row, int satellite, int h,
                                sc_report *report)
{
  const char **names = satellite ? t->satellite_name : t->value_added_name;
  double *to = (satellite ? t->satellite : t->value_added) + h * t->n;
  double final[1], total = 0;
  sc_code code = check_once(csv, &row->cell[1], names, h, report);
  names[h] = copy(t, row->cell[1].text);
  if (!satellite) t->line[2 * t->n + h] = row->cell[0].line;
  const sc_code numbers = read_numbers(csv, row, 2, t->n, satellite ? NOT_NEGATIVE : ANY_NUMBER, to, report);
  if (numbers != SC_OK) code = numbers;
  for (int k = 0; k < t->n_final; k++) {
    const sc_code one = read_numbers(csv, row, 2 + t->n + k, 1, EMPTY_IS_ZERO, final, report);
    if (one != SC_OK) code = one;
  }
  const sc_code last = read_numbers(csv, row, row->n - 1, 1, satellite ? EMPTY_IS_ZERO : ANY_NUMBER, &total, report);
  if (!satellite) t->value_added_total[h] = total;
  return last != SC_OK ? last : code;
}

static sc_code read_rows(sc_io_table *t, const sc_csv *csv, sc_report *report)
{
  sc_code code = SC_OK;
  int seen[N_BLOCKS] = { 0 };
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_row *row = &csv->row[r];
    const int b = block_of(row->cell[0].text), i = seen[b]++;
    sc_code one = SC_OK;
    if (row->n != csv->row[0].n)
      one = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s,
                    sc_integer(csv->row[0].n).s);
    else if ((b == IMP && i >= t->n) || (b == TOTAL && i > 0))
      one = SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, &row->cell[1], NULL), row->cell[1].text);
    else if (b == DOM || b == IMP)
      one = read_flows(t, csv, row, b == IMP, i, report);
    else if (b == VA || b == SAT)
      one = read_by_activity(t, csv, row, b == SAT, i, report);
    else {
      t->line[2 * t->n + t->n_value_added] = row->cell[0].line;
      one = read_numbers(csv, row, 2, t->n, NOT_NEGATIVE, t->column_total, report);
    }
    if (one != SC_OK) code = one;
  }
  if (seen[IMP] > 0 && seen[IMP] < t->n)
    code = SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), t->activity[seen[IMP]]);
  if (seen[TOTAL] == 0) memcpy(t->column_total, t->output, (size_t)t->n * sizeof *t->output);
  return code;
}

sc_code sc_io_table_read(sc_io_table *table, const char *path, sc_report *report)
{
  sc_csv csv;
  int count[N_BLOCKS] = { 0 };
  *table = (sc_io_table){ 0 };
  SC_TRY(sc_csv_read(&csv, path, report));
  table->file = sc_arena_text(&table->arena, path);
  sc_code code = table->file ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  for (int k = 0; k < csv.n_comments && code == SC_OK; k++) code = sc_io_table_add_history(table, csv.comment[k], report);
  if (code == SC_OK) code = read_shape(table, &csv, count, report);
  if (code == SC_OK) code = sc_io_table_allocate(table, report);
  if (code == SC_OK) {
    const sc_code head = read_head(table, &csv, report), rows = read_rows(table, &csv, report);
    code = head != SC_OK ? head : rows;
  }
  sc_csv_free(&csv);
  if (code != SC_OK) sc_io_table_free(table);
  return code;
}

/* --------------------------------------------------------------------------------------------- checking */

/* The worst gap seen, relative to what is allowed. */
typedef struct worst { double ratio, sum, total; const char *name; int line, is_column, n_bad; } worst;

static void weigh(worst *w, double sum, double total, double allowed, const char *name, int line, int is_column)
{
  const double ratio = fabs(sum - total) / allowed;
  if (ratio > 1) w->n_bad++;
  if (ratio > w->ratio)
    *w = (worst){ ratio, sum, total, name, line, is_column, w->n_bad };
}

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

sc_code sc_io_table_check_balance(const sc_io_table *t, double tolerance, sc_report *report)
{
  enum { PIECE = 512 };
  const int n = t->n, k = t->n_final;
  const double typical = row_sum(t->output, n) / n;
  worst w = { 0 };
  for (int i = 0; i < n; i++) {
    const double sold = row_sum(t->domestic + i * n, n) + row_sum(t->final_domestic + i * k, k);
    const double brought_in = row_sum(t->imported + i * n, n) + row_sum(t->final_imported + i * k, k);
    weigh(&w, sold, t->output[i], tolerance * (t->output[i] + typical), t->activity[i], t->line[i], 0);
    weigh(&w, brought_in, t->imports[i], tolerance * (t->imports[i] + typical), t->activity[i], t->line[n + i], 0);
  }
  for (int h = 0; h < t->n_value_added; h++) {
    const double total = t->value_added_total[h];
    weigh(&w, row_sum(t->value_added + h * n, n), total, tolerance * (fabs(total) + typical), t->value_added_name[h],
          t->line[2 * n + h], 0);
  }
  for (int from = 0; from < n; from += PIECE) {
    const int width = from + PIECE < n ? PIECE : n - from;
    double spent[PIECE];
    column_sums(t, from, width, spent);
    for (int c = 0; c < width; c++) {
      const int j = from + c;
      weigh(&w, spent[c], t->output[j], tolerance * (t->output[j] + typical), t->activity[j], t->line[j], 1);
      weigh(&w, t->column_total[j], t->output[j], tolerance * (t->output[j] + typical), t->activity[j],
            t->line[2 * n + t->n_value_added], 1);
    }
  }
  if (w.n_bad == 0) return SC_OK;
  const sc_where at = { t->file, w.line, 0, NULL };
  const sc_short sum = sc_number(w.sum), total = sc_number(w.total), gap = sc_number(w.sum - w.total);
  const sc_short n_bad = sc_integer(w.n_bad);
  if (w.is_column) return SC_FAIL(report, TABLE_COLUMN_BALANCE, at, w.name, sum.s, total.s, gap.s, n_bad.s);
  return SC_FAIL(report, TABLE_ROW_BALANCE, at, w.name, sum.s, total.s, gap.s, n_bad.s);
}

sc_code sc_io_table_check_productive(const sc_io_table *t, sc_report *report)
{
  const int n = t->n;
  double *a = sc_alloc((size_t)n * (size_t)n, sizeof *a);
  if (!a) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_table_check_productive");
  sc_technical_coefficients(n, n, t->domestic, t->output, a);
  const int failing = sc_columns_below_one(n, a) ? 0 : sc_hawkins_simon(n, a);
  sc_free(a);
  if (failing == 0) return SC_OK;
  const sc_where at = { t->file, t->line[failing - 1], 0, NULL };
  return SC_FAIL(report, TABLE_NOT_PRODUCTIVE, at, t->activity[failing - 1]);
}

/* ----------------------------------------------------------------------------------------------- access */

double sc_io_table_final_domestic(const sc_io_table *t, sc_final role, int i)
{
  double sum = 0;
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role) sum += t->final_domestic[i * t->n_final + k];
  return sum;
}

double sc_io_table_final_imported(const sc_io_table *t, sc_final role, int i)
{
  double sum = 0;
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role) sum += t->final_imported[i * t->n_final + k];
  return sum;
}

double sc_io_table_value_added(const sc_io_table *t, int j)
{
  double sum = 0;
  for (int h = 0; h < t->n_value_added; h++) sum += t->value_added[h * t->n + j];
  return sum;
}

int sc_io_table_activity(const sc_io_table *t, const char *id)
{
  for (int i = 0; i < t->n; i++)
    if (strcmp(t->activity[i], id) == 0) return i;
  return -1;
}

int sc_io_table_value_added_row(const sc_io_table *t, const char *word)
{
  for (int h = 0; h < t->n_value_added; h++)
    if (strstr(t->value_added_name[h], word)) return h;
  return -1;
}
