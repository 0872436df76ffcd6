#include "models/io/multipliers.h"

#include <math.h>
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

static int has_imports(const sc_io_table *t)
{
  for (int i = 0; i < t->n; i++)
    if (t->imports[i] != 0) return 1;
  return t->line[t->n] != 0;
}

static void add_rows(sc_effects *e, const sc_io_table *t)
{
  const int n = t->n, labour = sc_io_table_value_added_row(t, "labour"), taxes = sc_io_table_value_added_row(t, "tax");
  double *output = add_row(e, "output"), *value_added = add_row(e, "value_added");
  for (int j = 0; j < n; j++) {
    output[j] = t->output[j] != 0;
    value_added[j] = t->output[j] != 0 ? sc_io_table_value_added(t, j) / t->output[j] : 0;
  }
  if (labour >= 0) add_amounts(e, "income", t->value_added + labour * n, t->output);
  if (taxes >= 0) add_amounts(e, "taxes", t->value_added + taxes * n, t->output);
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

static double product(int n, const double *x, const double *y)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

/* type1 holds the direct coefficients and becomes c'L, all rows in one factorisation. The row behind them is i'L where the
 * columns of A do not prove at once that the table is productive. m: n * n numbers. */
static sc_code solve_type_one(sc_effects *e, const sc_io_table *t, double *m, int *pivot, sc_report *report)
{
  const int n = e->n;
  double *ones = e->type1 + (size_t)e->n_rows * (size_t)n;
  sc_technical_coefficients(n, n, t->domestic, t->output, m);
  const int is_proved = sc_columns_below_one(n, m);
  for (int j = 0; j < n; j++) ones[j] = 1;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) m[(size_t)i * (size_t)n + (size_t)j] = (i == j) - m[(size_t)i * (size_t)n + (size_t)j];
  memcpy(e->type1, e->direct, (size_t)e->n_rows * (size_t)n * sizeof *e->direct);
  const int failing = sc_dense_solve(n, m, pivot, e->n_rows + !is_proved, e->type1);
  if (is_proved && !failing) return SC_OK;
  sc_technical_coefficients(n, n, t->domestic, t->output, m);
  if (!failing && sc_dense_proves_productive(n, m, ones)) return SC_OK;
  return sc_io_table_check_productive(t, report);
}

/* h_c: what households buy here for each unit of labour income. */
static void household_purchases(const sc_io_table *t, double *bought)
{
  const int labour = sc_io_table_value_added_row(t, "labour");
  double income = 0;
  for (int j = 0; j < t->n && labour >= 0; j++) income += t->value_added[(size_t)labour * (size_t)t->n + (size_t)j];
  for (int i = 0; i < t->n; i++) bought[i] = income > 0 ? sc_io_table_final_domestic(t, SC_FINAL_HOUSEHOLD, i) / income : 0;
}

/* The household row and column border I - A, so the closed inverse follows from the open one. */
static void close_for_households(sc_effects *e, const sc_io_table *t, double *bought)
{
  const size_t n = (size_t)e->n;
  const int income = sc_effects_row(e, "income");
  const double *earned = income >= 0 ? e->type1 + (size_t)income * n : NULL;
  household_purchases(t, bought);
  const double kept = earned ? 1 - product(e->n, earned, bought) : 1;
  e->closes = kept > 0;
  for (int r = 0; r < e->n_rows; r++) {
    const double *one = e->type1 + (size_t)r * n;
    double *two = e->type2 + (size_t)r * n;
    const double rounds = product(e->n, one, bought) / kept;
    for (size_t j = 0; j < n; j++) two[j] = !e->closes ? NAN : earned ? one[j] + rounds * earned[j] : one[j];
  }
}

sc_code sc_effects_make(sc_effects *e, const sc_io_table *t, sc_report *report)
{
  enum { MOST_OWN = 5 };
  const size_t n = (size_t)t->n, most = (size_t)(MOST_OWN + t->n_satellites);
  *e = (sc_effects){ .n = t->n };
  SC_TRY(sc_io_table_check_origins(t, report));
  e->name = sc_arena_alloc(&e->arena, most, sizeof *e->name);
  double *numbers = sc_arena_alloc(&e->arena, (3 * most + 1) * n, sizeof *numbers);
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
  if (code == SC_OK) close_for_households(e, t, m);
  sc_free(pivot);
  sc_free(m);
  if (code != SC_OK) sc_effects_free(e);
  return code;
}

void sc_effects_free(sc_effects *e)
{
  if (!e) return;
  sc_arena_free(&e->arena);
  *e = (sc_effects){ 0 };
}

int sc_effects_row(const sc_effects *e, const char *name)
{
  for (int r = 0; r < e->n_rows; r++)
    if (strcmp(e->name[r], name) == 0) return r;
  return -1;
}
