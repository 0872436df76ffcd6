/* Supply and use tables from files; supply_use.h says what is in them. */
#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/supply_use.h"

static int is_total(const char *name) { return strcmp(name, "TOTAL") == 0 || strcmp(name, "OUTPUT") == 0; }

static sc_code first_of(sc_code a, sc_code b) { return a != SC_OK ? a : b; }

static double *take(sc_supply_use *t, int n_rows, int n_columns)
{
  return sc_arena_alloc(&t->arena, (size_t)n_rows * (size_t)n_columns + 1, sizeof(double));
}

static sc_code out_of_memory(const char *file, sc_report *report) { return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(file), "sc_supply_use"); }

/* n names of cells, copied; no name twice. */
static sc_code take_names(sc_supply_use *t, const sc_csv *csv, const sc_csv_cell *const cells[], int n, const char ***to, sc_report *report)
{
  const char **names = sc_arena_alloc(&t->arena, (size_t)n + 1, sizeof *names);
  sc_code code = SC_OK;
  if (!names) return out_of_memory(csv->file, report);
  for (int i = 0; i < n; i++) {
    if (!(names[i] = sc_arena_text(&t->arena, cells[i]->text))) return out_of_memory(csv->file, report);
    for (int k = 0; k < i; k++)
      if (strcmp(names[k], names[i]) == 0) code = SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, cells[i], NULL), names[i]);
  }
  *to = names;
  return code;
}

static sc_code read_numbers(const sc_csv *csv, const sc_csv_row *row, int first, int n, int may_be_negative, double *to, sc_report *report)
{
  sc_code code = SC_OK;
  for (int j = 0; j < n; j++) {
    const sc_csv_cell *cell = &row->cell[first + j];
    const char *column = csv->row[0].cell[first + j].text;
    sc_code one = sc_csv_number(csv, cell, column, 0, &to[j], report);
    if (one == SC_OK && to[j] < 0 && !may_be_negative) one = SC_FAIL(report, TABLE_NEGATIVE, sc_csv_at(csv, cell, column), cell->text);
    code = first_of(code, one);
  }
  return code;
}

static sc_code check_ragged(const sc_csv *csv, sc_report *report)
{
  sc_code code = SC_OK;
  for (int r = 1; r < csv->n_rows; r++)
    if (csv->row[r].n != csv->row[0].n)
      code = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, csv->row[r].cell, NULL), sc_integer(csv->row[r].n).s, sc_integer(csv->row[0].n).s);
  return code;
}

/* ------------------------------------------------------------------------------------------------ supply */

static sc_code read_supply(sc_supply_use *t, const sc_csv *csv, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  int n = 0;
  if (strcmp(head->cell[0].text, "block") == 0) return SC_FAIL(report, SUPPLY_USE_ORDER, sc_csv_at(csv, head->cell, NULL), "");
  if (head->n < 3 || !is_total(head->cell[head->n - 1].text))
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), "TOTAL", "product,<industries>,TOTAL");
  SC_TRY(check_ragged(csv, report));
  while (1 + n < csv->n_rows && !is_total(csv->row[1 + n].cell[0].text)) n++;
  t->n_products = n;
  t->n_industries = head->n - 2;
  if (n == 0) return SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), "product");
  const sc_csv_cell **cells = sc_arena_alloc(&t->arena, (size_t)(n > head->n ? n : head->n), sizeof *cells);
  t->supply = take(t, n, t->n_industries);
  t->product_output = take(t, n, 1);
  t->industry_output = take(t, 1, t->n_industries);
  if (!cells || !t->supply || !t->product_output || !t->industry_output) return out_of_memory(csv->file, report);
  for (int i = 0; i < n; i++) cells[i] = &csv->row[1 + i].cell[0];
  sc_code code = take_names(t, csv, cells, n, &t->product, report);
  for (int j = 0; j < t->n_industries; j++) cells[j] = &head->cell[1 + j];
  code = first_of(code, take_names(t, csv, cells, t->n_industries, &t->industry, report));
  for (int i = 0; i < n && t->product && t->industry; i++) {
    double *row = t->supply + (size_t)i * (size_t)t->n_industries;
    code = first_of(code, read_numbers(csv, &csv->row[1 + i], 1, t->n_industries, 0, row, report));
    code = first_of(code, read_numbers(csv, &csv->row[1 + i], head->n - 1, 1, 0, &t->product_output[i], report));
    for (int j = 0; j < t->n_industries; j++) t->industry_output[j] += row[j];
  }
  return code;
}

/* --------------------------------------------------------------------------------------------------- use */

enum block { DOMESTIC, IMPORTED, VALUE_ADDED, SATELLITE, TOTAL, N_BLOCKS };

static int block_of(const char *name)
{
  static const struct { const char *name; int block; } blocks[] = {
    { "DOM", DOMESTIC }, { "ALL", DOMESTIC }, { "IMP", IMPORTED }, { "VA", VALUE_ADDED },
    { "SAT", SATELLITE }, { "TOTAL", TOTAL } };
  for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++)
    if (strcmp(blocks[b].name, name) == 0) return blocks[b].block;
  return -1;
}

static sc_code take_row_names(sc_supply_use *t, const sc_csv *csv, int block, const sc_csv_cell **cells, const char ***to, sc_report *report)
{
  int n = 0;
  for (int r = 1; r < csv->n_rows; r++)
    if (block_of(csv->row[r].cell[0].text) == block) cells[n++] = &csv->row[r].cell[1];
  return take_names(t, csv, cells, n, to, report);
}

static sc_code read_use_head(sc_supply_use *t, const sc_csv *csv, const int count[N_BLOCKS], const sc_csv_cell **cells, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  sc_code code = SC_OK;
  for (int j = 0; j < t->n_industries; j++)
    if (strcmp(head->cell[2 + j].text, t->industry[j]) != 0)
      code = SC_FAIL(report, TABLE_ORDER, sc_csv_at(csv, &head->cell[2 + j], NULL), head->cell[2 + j].text, t->industry[j]);
  if (count[DOMESTIC] != t->n_products || (count[IMPORTED] > 0 && count[IMPORTED] != t->n_products))
    code = SC_FAIL(report, SUPPLY_USE_PRODUCTS, SC_IN_FILE(csv->file), sc_integer(t->n_products).s, sc_integer(count[DOMESTIC]).s,
                   sc_integer(count[IMPORTED]).s);
  if (count[VALUE_ADDED] == 0) code = SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), "VA");
  for (int k = 0; k < t->n_final; k++) cells[k] = &head->cell[2 + t->n_industries + k];
  code = first_of(code, take_names(t, csv, cells, t->n_final, &t->final_name, report));
  code = first_of(code, take_row_names(t, csv, VALUE_ADDED, cells, &t->value_added_name, report));
  return first_of(code, take_row_names(t, csv, SATELLITE, cells, &t->satellite_name, report));
}

static sc_code read_use_row(sc_supply_use *t, const sc_csv *csv, const sc_csv_row *row, int block, int i, sc_report *report)
{
  const size_t m = (size_t)t->n_industries, k = (size_t)t->n_final, at = (size_t)i;
  double total;
  if (block == TOTAL) return SC_OK;
  if (block == VALUE_ADDED) return read_numbers(csv, row, 2, t->n_industries, 1, t->value_added + at * m, report);
  if (block == SATELLITE) return read_numbers(csv, row, 2, t->n_industries, 1, t->satellite + at * m, report);
  if (strcmp(row->cell[1].text, t->product[i]) != 0)
    return SC_FAIL(report, TABLE_ORDER, sc_csv_at(csv, &row->cell[1], NULL), row->cell[1].text, t->product[i]);
  sc_code code = read_numbers(csv, row, 2, t->n_industries, 0, (block == IMPORTED ? t->imported : t->domestic) + at * m, report);
  code = first_of(code, read_numbers(csv, row, 2 + t->n_industries, t->n_final, 1, (block == IMPORTED ? t->final_imported : t->final_domestic) + at * k, report));
  return first_of(code, read_numbers(csv, row, row->n - 1, 1, 0, &total, report));
}

static sc_code read_use(sc_supply_use *t, const sc_csv *csv, sc_report *report)
{
  static const char layout[] = "block,row,<industries>,<final demand>,TOTAL";
  const sc_csv_row *head = &csv->row[0];
  int count[N_BLOCKS] = { 0 }, seen[N_BLOCKS] = { 0 };
  sc_code code = check_ragged(csv, report);
  for (int r = 1; r < csv->n_rows; r++) {
    const int b = block_of(csv->row[r].cell[0].text);
    if (b < 0) code = SC_FAIL(report, TABLE_BLOCK, sc_csv_at(csv, csv->row[r].cell, NULL), csv->row[r].cell[0].text);
    else count[b]++;
  }
  t->n_final = head->n - 3 - t->n_industries;
  t->n_value_added = count[VALUE_ADDED];
  t->n_satellites = count[SATELLITE];
  if (t->n_final < 1 || strcmp(head->cell[0].text, "block") != 0 || !is_total(head->cell[head->n - 1].text))
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), t->n_final < 1 ? "<final demand>" : "TOTAL", layout);
  SC_TRY(code);
  const sc_csv_cell **cells = sc_arena_alloc(&t->arena, (size_t)(csv->n_rows + head->n), sizeof *cells);
  t->domestic = take(t, t->n_products, t->n_industries);
  t->imported = take(t, t->n_products, t->n_industries);
  t->final_domestic = take(t, t->n_products, t->n_final);
  t->final_imported = take(t, t->n_products, t->n_final);
  t->value_added = take(t, t->n_value_added, t->n_industries);
  t->satellite = take(t, t->n_satellites, t->n_industries);
  if (!cells || !t->satellite || !t->domestic || !t->imported || !t->final_domestic || !t->final_imported || !t->value_added) return out_of_memory(csv->file, report);
  SC_TRY(read_use_head(t, csv, count, cells, report));
  for (int r = 1; r < csv->n_rows; r++) {
    const int b = block_of(csv->row[r].cell[0].text);
    code = first_of(code, read_use_row(t, csv, &csv->row[r], b, seen[b]++, report));
  }
  return code;
}

/* ------------------------------------------------------------------------------------------------ balance */

static double sum_of(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

static sc_code compare(double got, double want, double typical, const char *file, const char *name, sc_report *report)
{
  if (fabs(got - want) <= SC_IO_TABLE_TOLERANCE * (fabs(want) + typical)) return SC_OK;
  return SC_FAIL(report, SUPPLY_USE_BALANCE, SC_IN_FILE(file), name, sc_number(got).s, sc_number(want).s);
}

/* What is supplied of each product is stated and used; what each industry makes is what it uses and its value added. */
static sc_code check_balance(const sc_supply_use *t, sc_report *report)
{
  const size_t m = (size_t)t->n_industries, k = (size_t)t->n_final;
  const double typical = sum_of(t->product_output, t->n_products) / t->n_products;
  sc_code code = SC_OK;
  for (int i = 0; i < t->n_products; i++) {
    const size_t at = (size_t)i;
    const double used = sum_of(t->domestic + at * m, t->n_industries) + sum_of(t->final_domestic + at * k, t->n_final);
    code = first_of(code, compare(sum_of(t->supply + at * m, t->n_industries), t->product_output[i], typical, t->supply_file, t->product[i], report));
    code = first_of(code, compare(used, t->product_output[i], typical, t->use_file, t->product[i], report));
  }
  for (size_t j = 0; j < m; j++) {
    double spent = 0;
    for (size_t i = 0; i < (size_t)t->n_products; i++) spent += t->domestic[i * m + j] + t->imported[i * m + j];
    for (size_t h = 0; h < (size_t)t->n_value_added; h++) spent += t->value_added[h * m + j];
    code = first_of(code, compare(spent, t->industry_output[j], typical, t->use_file, t->industry[j], report));
  }
  return code;
}

sc_code sc_supply_use_read(sc_supply_use *t, const char *supply, const char *use, sc_report *report)
{
  sc_csv csv;
  *t = (sc_supply_use){ 0 };
  SC_TRY(sc_csv_read(&csv, supply, report));
  t->supply_file = sc_arena_text(&t->arena, supply);
  t->use_file = sc_arena_text(&t->arena, use);
  sc_code code = t->supply_file && t->use_file ? read_supply(t, &csv, report) : out_of_memory(supply, report);
  sc_csv_free(&csv);
  if (code == SC_OK) code = sc_csv_read(&csv, use, report);
  if (code == SC_OK) {
    code = read_use(t, &csv, report);
    sc_csv_free(&csv);
  }
  if (code == SC_OK) code = check_balance(t, report);
  if (code != SC_OK) sc_supply_use_free(t);
  return code;
}

void sc_supply_use_free(sc_supply_use *t)
{
  if (!t) return;
  sc_arena_free(&t->arena);
  *t = (sc_supply_use){ 0 };
}
