#include "models/io/multipliers.h"

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

sc_code sc_effects_make(sc_effects *e, const sc_io_table *t, sc_report *report)
{
  enum { MOST_OWN = 5 };
  const size_t n = (size_t)t->n, most = (size_t)(MOST_OWN + t->n_satellites);
  sc_multipliers m;
  *e = (sc_effects){ .n = t->n };
  e->name = sc_arena_alloc(&e->arena, most, sizeof *e->name);
  double *numbers = sc_arena_alloc(&e->arena, 3 * most * n, sizeof *numbers);
  if (!e->name || !numbers) {
    sc_effects_free(e);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_effects");
  }
  e->direct = numbers;
  e->type1 = numbers + most * n;
  e->type2 = numbers + 2 * most * n;
  const sc_code code = sc_multipliers_make(&m, t, report);
  if (code == SC_OK) {
    add_rows(e, t);
    for (int r = 0; r < e->n_rows; r++) {
      const size_t at = (size_t)r * n;
      pull(t->n, t->n, e->direct + at, m.inverse, e->type1 + at);
      pull(t->n, t->n + 1, e->direct + at, m.inverse_closed, e->type2 + at);
    }
  }
  sc_multipliers_free(&m);
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
