#include "models/accounts/supply_use.h"

#include <string.h>

#include "models/accounts/balance.h"
#include "models/accounts/leontief.h"

static int is_of_products(sc_technology technology) { return technology == SC_PRODUCT_TECHNOLOGY || technology == SC_INDUSTRY_TECHNOLOGY; }

/* c = a b; a is [rows * inner], b [inner * columns]. */
static void multiply(int rows, int inner, int columns, const double *a, const double *b, double *c)
{
  memset(c, 0, (size_t)rows * (size_t)columns * sizeof *c);
  for (int i = 0; i < rows; i++)
    for (int k = 0; k < inner; k++) {
      const double x = a[(size_t)i * (size_t)inner + (size_t)k], *row = b + (size_t)k * (size_t)columns;
      double *to = c + (size_t)i * (size_t)columns;
      for (int j = 0; x != 0 && j < columns; j++) to[j] += x * row[j];
    }
}

/* S^-1, column by column. */
static sc_code invert(const sc_supply_use *t, double *inverse, sc_report *report)
{
  const int n = t->n_products;
  const size_t size = (size_t)n;
  if (n != t->n_industries) return SC_FAIL(report, SUPPLY_USE_SQUARE, SC_IN_FILE(t->supply_file), sc_integer(n).s, sc_integer(t->n_industries).s);
  double *lu = sc_alloc(size * size + size, sizeof *lu);
  int *pivot = sc_alloc(size, sizeof *pivot);
  sc_code code = lu && pivot ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_supply_use");
  if (code == SC_OK) {
    memcpy(lu, t->supply, size * size * sizeof *lu);
    const int failing = sc_lu_factor(n, lu, pivot);
    if (failing) code = SC_FAIL(report, SUPPLY_USE_SINGULAR, SC_IN_FILE(t->supply_file), t->industry[failing - 1]);
  }
  double *column = lu + size * size;
  for (size_t j = 0; j < size && code == SC_OK; j++) {
    for (size_t i = 0; i < size; i++) column[i] = i == j;
    sc_lu_solve(n, lu, pivot, column);
    for (size_t i = 0; i < size; i++) inverse[i * size + j] = column[i];
  }
  sc_free(lu);
  sc_free(pivot);
  return code;
}

static double imports_of(const sc_supply_use *t, int i)
{
  double sum = 0;
  for (int j = 0; j < t->n_industries; j++) sum += t->imported[(size_t)i * (size_t)t->n_industries + (size_t)j];
  for (int k = 0; k < t->n_final; k++) sum += t->final_imported[(size_t)i * (size_t)t->n_final + (size_t)k];
  return sum;
}

/* T, [industries * products]. */
static sc_code find_transformation(const sc_supply_use *t, sc_technology technology, double *to, sc_report *report)
{
  const size_t n = (size_t)t->n_products, m = (size_t)t->n_industries;
  const int inverts = technology == SC_PRODUCT_TECHNOLOGY || technology == SC_INDUSTRY_SALES;
  sc_code code = SC_OK;
  if (inverts) SC_TRY(invert(t, to, report));
  for (size_t j = 0; j < m; j++)
    for (size_t k = 0; k < n; k++) {
      const double q = t->product_output[k], g = t->industry_output[j], made = t->supply[k * m + j];
      double *cell = &to[j * n + k];
      switch (technology) {
      case SC_PRODUCT_TECHNOLOGY: *cell *= q; break;
      case SC_INDUSTRY_SALES: *cell *= g; break;
      case SC_INDUSTRY_TECHNOLOGY: *cell = g > 0 ? made / g : 0; break;
      case SC_PRODUCT_SALES: *cell = q > 0 ? made / q : 0; break;
      }
    }
  for (int k = 0; k < t->n_products && technology == SC_PRODUCT_SALES; k++)
    if (t->product_output[k] == 0 && imports_of(t, k) != 0)
      code = SC_FAIL(report, SUPPLY_USE_NOT_MADE, SC_IN_FILE(t->supply_file), t->product[k]);
  return code;
}

static sc_code copy_names(sc_io_table *m, const char *const from[], const char **to, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&m->arena, from[i]))) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_supply_use");
  return SC_OK;
}

static void fill_products(sc_io_table *m, const sc_supply_use *t, const double *transformation)
{
  const size_t n = (size_t)t->n_products, k = (size_t)t->n_final;
  multiply(t->n_products, t->n_industries, t->n_products, t->domestic, transformation, m->domestic);
  multiply(t->n_products, t->n_industries, t->n_products, t->imported, transformation, m->imported);
  multiply(t->n_value_added, t->n_industries, t->n_products, t->value_added, transformation, m->value_added);
  multiply(t->n_satellites, t->n_industries, t->n_products, t->satellite, transformation, m->satellite);
  memcpy(m->final_domestic, t->final_domestic, n * k * sizeof *m->final_domestic);
  memcpy(m->final_imported, t->final_imported, n * k * sizeof *m->final_imported);
  memcpy(m->output, t->product_output, n * sizeof *m->output);
}

static void fill_industries(sc_io_table *m, const sc_supply_use *t, const double *transformation)
{
  const size_t n = (size_t)t->n_industries;
  multiply(t->n_industries, t->n_products, t->n_industries, transformation, t->domestic, m->domestic);
  multiply(t->n_industries, t->n_products, t->n_industries, transformation, t->imported, m->imported);
  multiply(t->n_industries, t->n_products, t->n_final, transformation, t->final_domestic, m->final_domestic);
  multiply(t->n_industries, t->n_products, t->n_final, transformation, t->final_imported, m->final_imported);
  memcpy(m->value_added, t->value_added, (size_t)t->n_value_added * n * sizeof *m->value_added);
  if (t->n_satellites > 0) memcpy(m->satellite, t->satellite, (size_t)t->n_satellites * n * sizeof *m->satellite);
  memcpy(m->output, t->industry_output, n * sizeof *m->output);
}

static void add_up(sc_io_table *m)
{
  const size_t n = (size_t)m->n, k = (size_t)m->n_final;
  memcpy(m->column_total, m->output, n * sizeof *m->output);
  for (size_t h = 0; h < (size_t)m->n_value_added; h++)
    for (size_t j = 0; j < n; j++) m->value_added_total[h] += m->value_added[h * n + j];
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) m->imports[i] += m->imported[i * n + j];
    for (size_t f = 0; f < k; f++) m->imports[i] += m->final[f] == SC_FINAL_IMPORTS ? -m->final_domestic[i * k + f] : m->final_imported[i * k + f];
  }
}

sc_code sc_supply_use_symmetric(sc_io_table *m, const sc_supply_use *t, sc_technology technology, sc_report *report)
{
  const int of_products = is_of_products(technology);
  double *transformation = sc_alloc((size_t)t->n_products * (size_t)t->n_industries, sizeof *transformation);
  *m = (sc_io_table){ .file = "", .n = of_products ? t->n_products : t->n_industries, .n_final = t->n_final,
                      .n_value_added = t->n_value_added, .n_satellites = t->n_satellites };
  sc_code code = transformation ? find_transformation(t, technology, transformation, report)
                                : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_supply_use");
  if (code == SC_OK) code = sc_io_table_allocate(m, report);
  if (code == SC_OK) code = copy_names(m, of_products ? t->product : t->industry, m->activity, m->n, report);
  if (code == SC_OK) code = copy_names(m, t->value_added_name, m->value_added_name, t->n_value_added, report);
  if (code == SC_OK) code = copy_names(m, t->satellite_name, m->satellite_name, t->n_satellites, report);
  for (int k = 0; k < t->n_final && code == SC_OK; k++) code = sc_io_table_name_final(m, k, t->final_name[k], report);
  if (code == SC_OK) {
    sc_io_table_find_roles(m);
    if (of_products) fill_products(m, t, transformation);
    else fill_industries(m, t, transformation);
    add_up(m);
  }
  sc_free(transformation);
  if (code != SC_OK) sc_io_table_free(m);
  return code;
}

/* ---------------------------------------------------------------------------------------------- negatives */

static sc_code clean(const sc_io_table *t, double *z, double *sums, sc_report *report)
{
  const int n = t->n;
  const sc_matrix names = { NULL, n, n, t->activity, t->activity, z };
  double *rows = sums, *columns = sums + n;
  int n_negative = 0;
  memset(sums, 0, 2 * (size_t)n * sizeof *sums);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double *cell = &z[(size_t)i * (size_t)n + (size_t)j];
      rows[i] += *cell;
      columns[j] += *cell;
      n_negative += *cell < 0;
      if (*cell < 0) *cell = 0;
    }
  sc_balancing how = SC_BALANCING_DEFAULT;
  how.matrix = &names;
  return n_negative > 0 ? sc_ras(n, n, z, rows, columns, z, NULL, NULL, &how, report) : SC_OK;
}

sc_code sc_io_table_remove_negatives(sc_io_table *t, sc_report *report)
{
  double *sums = sc_alloc(2 * (size_t)t->n, sizeof *sums);
  if (!sums) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table_remove_negatives");
  sc_code code = clean(t, t->domestic, sums, report);
  if (code == SC_OK) code = clean(t, t->imported, sums, report);
  sc_free(sums);
  return code;
}
