#include "models/accounts/constraints.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static sc_matrix_name name_of(const char *const *names, int i)
{
  sc_matrix_name name;
  if (names) snprintf(name.s, sizeof name.s, "%s", names[i]);
  else snprintf(name.s, sizeof name.s, "%d", i + 1);
  return name;
}

sc_matrix_name sc_matrix_row(const sc_matrix *matrix, int i) { return name_of(matrix ? matrix->row : NULL, i); }
sc_matrix_name sc_matrix_column(const sc_matrix *matrix, int j) { return name_of(matrix ? matrix->column : NULL, j); }

sc_code sc_constraints_start(sc_constraints *c, const sc_matrix *matrix, sc_report *report)
{
  const size_t n_cells = (size_t)matrix->n_rows * (size_t)matrix->n_columns;
  *c = (sc_constraints){ .matrix = *matrix };
  c->fixed = sc_arena_alloc(&c->arena, n_cells + 1, sizeof *c->fixed);
  if (!c->fixed) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(matrix->file), "sc_constraints");
  for (size_t k = 0; k < n_cells; k++) c->fixed[k] = NAN;
  return SC_OK;
}

void sc_constraints_free(sc_constraints *c)
{
  if (!c) return;
  sc_free(c->constraint);
  sc_free(c->cell);
  sc_free(c->coefficient);
  sc_arena_free(&c->arena);
  *c = (sc_constraints){ 0 };
}

sc_code sc_constraints_add(sc_constraints *c, sc_constraint_kind kind, int index, const char *name, double value, double sd,
                           sc_report *report)
{
  if (c->n == c->capacity) {
    const int capacity = c->capacity == 0 ? 64 : 2 * c->capacity;
    sc_constraint *more = sc_realloc(c->constraint, (size_t)c->capacity, (size_t)capacity, sizeof *more);
    if (!more) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(c->file), "sc_constraints");
    c->constraint = more;
    c->capacity = capacity;
  }
  const char *kept = sc_arena_text(&c->arena, name);
  if (!kept) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(c->file), "sc_constraints");
  c->constraint[c->n++] = (sc_constraint){ .kind = kind, .name = kept, .index = index, .value = value, .sd = sd, .first = c->n_entries };
  return SC_OK;
}

static sc_code more_entries(sc_constraints *c, sc_report *report)
{
  const size_t old = (size_t)c->entries_capacity, new = old == 0 ? 1024 : 2 * old;
  int *cells = sc_realloc(c->cell, old, new, sizeof *cells);
  if (cells) c->cell = cells;
  double *coefficients = sc_realloc(c->coefficient, old, new, sizeof *coefficients);
  if (coefficients) c->coefficient = coefficients;
  if (!cells || !coefficients) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(c->file), "sc_constraints");
  c->entries_capacity = (int)new;
  return SC_OK;
}

/* A cell named twice in one constraint counts with the sum of its coefficients. */
sc_code sc_constraints_term(sc_constraints *c, int i, int j, double coefficient, sc_report *report)
{
  sc_constraint *last = &c->constraint[c->n - 1];
  const int k = i * c->matrix.n_columns + j;
  for (int e = last->first; last->kind == SC_CONSTRAINT_sum && e < c->n_entries; e++)
    if (c->cell[e] == k) {
      c->coefficient[e] += coefficient;
      return SC_OK;
    }
  if (c->n_entries == c->entries_capacity) SC_TRY(more_entries(c, report));
  c->cell[c->n_entries] = k;
  c->coefficient[c->n_entries++] = coefficient;
  last->n++;
  return SC_OK;
}

sc_code sc_constraints_row(sc_constraints *c, int i, double value, double sd, sc_report *report)
{
  char name[96];
  snprintf(name, sizeof name, "row %s", sc_matrix_row(&c->matrix, i).s);
  SC_TRY(sc_constraints_add(c, SC_CONSTRAINT_row, i, name, value, sd, report));
  for (int j = 0; j < c->matrix.n_columns; j++) SC_TRY(sc_constraints_term(c, i, j, 1, report));
  return SC_OK;
}

sc_code sc_constraints_column(sc_constraints *c, int j, double value, double sd, sc_report *report)
{
  char name[96];
  snprintf(name, sizeof name, "column %s", sc_matrix_column(&c->matrix, j).s);
  SC_TRY(sc_constraints_add(c, SC_CONSTRAINT_column, j, name, value, sd, report));
  for (int i = 0; i < c->matrix.n_rows; i++) SC_TRY(sc_constraints_term(c, i, j, 1, report));
  return SC_OK;
}

sc_code sc_constraints_account(sc_constraints *c, int i, int j, sc_report *report)
{
  char name[200];
  snprintf(name, sizeof name, "row %s = column %s", sc_matrix_row(&c->matrix, i).s, sc_matrix_column(&c->matrix, j).s);
  SC_TRY(sc_constraints_add(c, SC_CONSTRAINT_total, -1, name, 0, 0, report));
  for (int k = 0; k < c->matrix.n_columns; k++)      /* their common cell is on both sides */
    if (k != j) SC_TRY(sc_constraints_term(c, i, k, 1, report));
  for (int k = 0; k < c->matrix.n_rows; k++)
    if (k != i) SC_TRY(sc_constraints_term(c, k, j, -1, report));
  return SC_OK;
}

double sc_constraint_sum(const sc_constraints *c, int which, const double *z)
{
  const sc_constraint *one = &c->constraint[which];
  double sum = 0;
  for (int e = one->first; e < one->first + one->n; e++) sum += c->coefficient[e] * z[c->cell[e]];
  return sum;
}

/* ---------------------------------------------------------------------------------------------- margins */

static sc_code take_margin(const sc_constraints *c, const sc_constraint *one, double *u, double *v, sc_report *report)
{
  const sc_where at = { c->file, one->line, 0, NULL };
  if (one->kind != SC_CONSTRAINT_row && one->kind != SC_CONSTRAINT_column)
    return SC_FAIL(report, MARGINS_KIND, at, one->name);
  if (one->sd > 0) return SC_FAIL(report, MARGINS_UNCERTAIN, at, one->name, sc_number(one->sd).s);
  double *target = one->kind == SC_CONSTRAINT_row ? &u[one->index] : &v[one->index];
  if (!isnan(*target)) return SC_FAIL(report, MARGINS_TWICE, at, one->name, sc_number(*target).s, sc_number(one->value).s);
  *target = one->value;
  return SC_OK;
}

sc_code sc_constraints_margins(const sc_constraints *c, double *u, double *v, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < c->matrix.n_rows; i++) u[i] = NAN;
  for (int j = 0; j < c->matrix.n_columns; j++) v[j] = NAN;
  for (int k = 0; k < c->n; k++) {
    const sc_code one = take_margin(c, &c->constraint[k], u, v, report);
    if (one != SC_OK) code = one;
  }
  for (int i = 0; i < c->matrix.n_rows; i++)
    if (isnan(u[i])) code = SC_FAIL(report, MARGINS_NO_ROW, SC_IN_FILE(c->file), sc_matrix_row(&c->matrix, i).s);
  for (int j = 0; j < c->matrix.n_columns; j++)
    if (isnan(v[j])) code = SC_FAIL(report, MARGINS_NO_COLUMN, SC_IN_FILE(c->file), sc_matrix_column(&c->matrix, j).s);
  return code;
}
