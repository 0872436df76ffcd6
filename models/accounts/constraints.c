#include "models/accounts/constraints.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

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

sc_code sc_constraints_account(sc_constraints *c, int i, int j, double value, double sd, sc_report *report)
{
  char name[200];
  snprintf(name, sizeof name, "row %s = column %s", sc_matrix_row(&c->matrix, i).s, sc_matrix_column(&c->matrix, j).s);
  SC_TRY(sc_constraints_add(c, SC_CONSTRAINT_account, i, name, value, sd, report));
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

/* What stands in the way of scaling to margins, one message for each kind of obstacle: the first and how many there are. */
typedef struct obstacles { const sc_constraint *other, *uncertain; int n_other, n_uncertain; } obstacles;

static sc_code take_margin(const sc_constraints *c, const sc_constraint *one, double *u, double *v, obstacles *in_way, sc_report *report)
{
  const int is_side = one->kind == SC_CONSTRAINT_row || one->kind == SC_CONSTRAINT_column;
  if (!is_side && in_way->n_other++ == 0) in_way->other = one;
  if (one->sd > 0 && in_way->n_uncertain++ == 0) in_way->uncertain = one;
  if (!is_side) return SC_OK;
  double *target = one->kind == SC_CONSTRAINT_row ? &u[one->index] : &v[one->index];
  if (!isnan(*target))
    return SC_FAIL(report, MARGINS_TWICE, ((sc_where){ c->file, one->line, 0, NULL }), one->name, sc_number(*target).s, sc_number(one->value).s);
  *target = one->value;
  return SC_OK;
}

static sc_code tell_missing(const sc_constraints *c, const double *u, const double *v, sc_report *report)
{
  enum { MOST_NAMES = 10 };
  const sc_matrix *m = &c->matrix;
  sc_string names = { 0 };
  int n = 0;
  for (int k = 0; k < m->n_rows + m->n_columns; k++) {
    const int is_row = k < m->n_rows, index = is_row ? k : k - m->n_rows;
    if (!isnan(is_row ? u[index] : v[index]) || n++ >= MOST_NAMES) continue;
    const sc_matrix_name name = is_row ? sc_matrix_row(m, index) : sc_matrix_column(m, index);
    sc_string_print(&names, "%s%s %s", n > 1 ? ", " : "", is_row ? "row" : "column", name.s);
  }
  if (n > MOST_NAMES) sc_string_print(&names, ", ... (%d)", n);
  const sc_code code = n == 0 ? SC_OK : SC_FAIL(report, MARGINS_MISSING, SC_IN_FILE(c->file), sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

sc_code sc_constraints_margins(const sc_constraints *c, double *u, double *v, sc_report *report)
{
  obstacles in_way = { 0 };
  sc_code code = SC_OK;
  for (int i = 0; i < c->matrix.n_rows; i++) u[i] = NAN;
  for (int j = 0; j < c->matrix.n_columns; j++) v[j] = NAN;
  for (int k = 0; k < c->n; k++) {
    const sc_code one = take_margin(c, &c->constraint[k], u, v, &in_way, report);
    if (one != SC_OK) code = one;
  }
  if (in_way.other)
    code = SC_FAIL(report, MARGINS_KIND, ((sc_where){ c->file, in_way.other->line, 0, NULL }), in_way.other->name, sc_integer(in_way.n_other).s);
  if (in_way.uncertain)
    code = SC_FAIL(report, MARGINS_UNCERTAIN, ((sc_where){ c->file, in_way.uncertain->line, 0, NULL }), in_way.uncertain->name,
                   sc_number(in_way.uncertain->sd).s, sc_integer(in_way.n_uncertain).s);
  const sc_code missing = tell_missing(c, u, v, report);
  return missing != SC_OK ? missing : code;
}
