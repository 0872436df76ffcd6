#include "models/io/multipliers.h"

#include <math.h>
#include <string.h>

#include "models/accounts/leontief.h"

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

/* to_j = sum_i c_i inverse_ij over the n activities of an inverse `wide` columns wide. */
static void pull(int n, int wide, const double *c, const double *inverse, double *to)
{
  for (int j = 0; j < n; j++) to[j] = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) to[j] += c[i] * inverse[(size_t)i * (size_t)wide + (size_t)j];
}

/* A* of leontief.h: what households buy here for each unit of labour income, and the labour income of each unit of output. */
static void close_for_households(const sc_io_table *t, const double *a, double *closed)
{
  const int n = t->n, wide = n + 1, labour = sc_io_table_value_added_row(t, "labour");
  double income = 0;
  for (int j = 0; j < n; j++) {
    const double earned = labour >= 0 ? t->value_added[labour * n + j] : 0;
    closed[n * wide + j] = t->output[j] != 0 ? earned / t->output[j] : 0;
    income += earned;
  }
  for (int i = 0; i < n; i++) {
    memcpy(closed + i * wide, a + i * n, (size_t)n * sizeof *a);
    closed[i * wide + n] = income > 0 ? sc_io_table_final_domestic(t, SC_FINAL_HOUSEHOLD, i) / income : 0;
  }
  closed[n * wide + n] = 0;
}

/* work: 2 (n + 1)^2 + n^2 numbers. */
static sc_code pull_all(sc_effects *e, const sc_io_table *t, double *work, sc_report *report)
{
  const size_t n = (size_t)t->n, wide = n + 1;
  double *a = work, *closed = a + n * n, *inverse = closed + wide * wide;
  sc_technical_coefficients(t->n, t->n, t->domestic, t->output, a);
  SC_TRY(sc_leontief_inverse(t->n, a, inverse, report));
  for (int r = 0; r < e->n_rows; r++) pull(t->n, t->n, e->direct + (size_t)r * n, inverse, e->type1 + (size_t)r * n);
  close_for_households(t, a, closed);
  memcpy(inverse, closed, wide * wide * sizeof *closed);
  e->closes = sc_hawkins_simon(t->n + 1, inverse) == 0;
  if (e->closes) SC_TRY(sc_leontief_inverse(t->n + 1, closed, inverse, report));
  for (int r = 0; r < e->n_rows; r++) {
    double *type2 = e->type2 + (size_t)r * n;
    if (e->closes) pull(t->n, t->n + 1, e->direct + (size_t)r * n, inverse, type2);
    for (size_t j = 0; j < n && !e->closes; j++) type2[j] = NAN;
  }
  return SC_OK;
}

sc_code sc_effects_make(sc_effects *e, const sc_io_table *t, sc_report *report)
{
  enum { MOST_OWN = 5 };
  const size_t n = (size_t)t->n, most = (size_t)(MOST_OWN + t->n_satellites);
  *e = (sc_effects){ .n = t->n };
  e->name = sc_arena_alloc(&e->arena, most, sizeof *e->name);
  double *numbers = sc_arena_alloc(&e->arena, 3 * most * n, sizeof *numbers);
  double *work = sc_alloc(n * n + 2 * (n + 1) * (n + 1), sizeof *work);
  sc_code code = e->name && numbers && work ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_effects");
  if (code == SC_OK) {
    e->direct = numbers;
    e->type1 = numbers + most * n;
    e->type2 = numbers + 2 * most * n;
    add_rows(e, t);
    code = pull_all(e, t, work, report);
  }
  sc_free(work);
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
