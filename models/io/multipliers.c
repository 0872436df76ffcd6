#include "models/io/multipliers.h"

#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/dense.h"

static double *add_row(sc_effects *e, const char *name)
{
  const char *kept = sc_arena_text(&e->arena, name);
  e->name[e->n_rows] = kept ? kept : "";
  return e->direct + (size_t)e->n_rows++ * (size_t)e->n;
}

/* A row with the coefficients amount_j / x_j. */
static void add_amounts(sc_effects *e, const char *name, const double *amount, const double *output)
{
  sc_technical_coefficients(1, e->n, amount, output, add_row(e, name));
}

/* The same of what rows of value added of one role pay together, where there are such rows. */
static void add_value(sc_effects *e, const char *name, const sc_io_table *t, sc_value role)
{
  if (!sc_io_table_has_value(t, role)) return;
  double *row = add_row(e, name);
  for (int j = 0; j < e->n; j++) row[j] = t->output[j] != 0 ? sc_io_table_value_added_of(t, role, j) / t->output[j] : 0;
}

static int has_imports(const sc_io_table *t)
{
  for (int i = 0; i < t->n; i++)
    if (t->imports[i] != 0) return 1;
  return t->line[t->n] != 0;
}

static void add_rows(sc_effects *e, const sc_io_table *t)
{
  const int n = t->n;
  double *output = add_row(e, "output"), *value_added = add_row(e, "value_added");
  for (int j = 0; j < n; j++) {
    output[j] = 1;
    value_added[j] = t->output[j] != 0 ? sc_io_table_value_added(t, j) / t->output[j] : 0;
  }
  add_value(e, "income", t, SC_VALUE_LABOUR);
  add_value(e, "taxes", t, SC_VALUE_TAX);
  if (has_imports(t)) {
    double *imports = add_row(e, "imports");
    for (int j = 0; j < n; j++) {
      double bought = 0;
      for (int i = 0; i < n; i++) bought += t->imported[i * n + j];
      imports[j] = t->output[j] != 0 ? bought / t->output[j] : 0;
    }
  }
  for (int s = 0; s < t->n_satellites; s++) add_amounts(e, t->satellite_name[s], t->satellite + s * n, t->output);
}

/* type1 holds the direct coefficients and becomes c'L, all rows in one factorisation; behind the quantities the income of each place.
 * The row behind them is i'L where the columns of A do not prove at once that the table is productive. m: n * n numbers. */
static sc_code solve_type_one(sc_effects *e, const sc_io_table *t, double *m, int *pivot, sc_report *report)
{
  const int n = e->n, n_rows = e->n_rows + sc_households_rows(&e->households);
  double *ones = e->type1 + (size_t)n_rows * (size_t)n;
  sc_technical_coefficients(n, n, t->domestic, t->output, m);
  const int is_signed = sc_io_table_negatives(t).n > 0, is_proved = !is_signed && sc_columns_below_one(n, m);
  for (int j = 0; j < n; j++) ones[j] = 1;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) m[(size_t)i * (size_t)n + (size_t)j] = (i == j) - m[(size_t)i * (size_t)n + (size_t)j];
  memcpy(e->type1, e->direct, (size_t)e->n_rows * (size_t)n * sizeof *e->direct);
  if (n_rows > e->n_rows) sc_households_split(&e->households, e->direct + sc_effects_row(e, "income") * n, e->type1 + e->n_rows * n);
  const int failing = sc_dense_solve(n, m, pivot, n_rows + !is_proved, e->type1);
  if (is_proved && !failing) return SC_OK;
  sc_technical_coefficients(n, n, t->domestic, t->output, m);
  if (!failing && !is_signed && sc_dense_proves_productive(n, m, ones)) return SC_OK;
  return sc_io_table_check_productive(t, report);
}

static sc_code close_for_households(sc_effects *e, const sc_io_table *t, sc_report *report)
{
  const sc_households *h = &e->households;
  const int income = sc_households_rows(h) > 0 ? e->n_rows : sc_effects_row(e, "income");
  sc_household_work w;
  double *labour = sc_alloc((size_t)t->n, sizeof *labour);
  sc_code code = labour ? sc_household_work_make(h, &w, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_effects");
  if (code == SC_OK) {
    for (int j = 0; j < t->n; j++) labour[j] = sc_io_table_value_added_of(t, SC_VALUE_LABOUR, j);
    sc_households_buy(h, labour, t->final_domestic, &w);
    e->closes = sc_households_close(h, e->n_rows, e->type1, e->type1 + (income >= 0 ? income : 0) * e->n, &w, e->type2);
    sc_household_work_free(&w);
  }
  sc_free(labour);
  return code;
}

sc_code sc_effects_make(sc_effects *e, const sc_io_table *t, sc_report *report)
{
  enum { MOST_OWN = 5 };
  const size_t n = (size_t)t->n, most = (size_t)(MOST_OWN + t->n_satellites);
  *e = (sc_effects){ .n = t->n };
  SC_TRY(sc_io_table_check_origins(t, report));
  SC_TRY(sc_households_find(&e->households, t, report));
  const size_t places = (size_t)sc_households_rows(&e->households);
  e->name = sc_arena_alloc(&e->arena, most, sizeof *e->name);
  double *numbers = sc_arena_alloc(&e->arena, (3 * most + places + 1) * n, sizeof *numbers);
  double *m = sc_alloc(n * n, sizeof *m);
  int *pivot = sc_alloc(n, sizeof *pivot);
  sc_code code = e->name && numbers && m && pivot ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_effects");
  if (code == SC_OK) {
    e->direct = numbers;
    e->type2 = numbers + most * n;
    e->type1 = numbers + 2 * most * n;
    add_rows(e, t);
    code = solve_type_one(e, t, m, pivot, report);
  }
  if (code == SC_OK) code = close_for_households(e, t, report);
  sc_free(pivot);
  sc_free(m);
  if (code != SC_OK) sc_effects_free(e);
  return code;
}

void sc_effects_free(sc_effects *e)
{
  if (!e) return;
  sc_households_free(&e->households);
  sc_arena_free(&e->arena);
  *e = (sc_effects){ 0 };
}

int sc_effects_row(const sc_effects *e, const char *name)
{
  for (int r = 0; r < e->n_rows; r++)
    if (strcmp(e->name[r], name) == 0) return r;
  return -1;
}

double sc_effects_type2_full(const sc_effects *e, int r, int j)
{
  const int income = sc_effects_row(e, "income");
  const double *two = e->type2 + j;
  return two[r * e->n] + (strcmp(e->name[r], "output") == 0 && income >= 0 ? two[income * e->n] : 0);
}
