#include "models/io/measures.h"

#include <math.h>
#include <string.h>

#include "models/io/ghosh.h"
#include "models/io/linkages.h"
#include "models/io/measures_parts.h"

typedef struct work {
  sc_refine_work refine;
  sc_refine_system *system;          /* [n_quantities + places]                 */
  double *right, *solution;          /* [(n_quantities + places) * n]           */
  double *columns;                   /* [n * wide]                              */
  double *inverse, *ghosh;           /* [n * n]                                 */
  double *closed;                    /* type II [n_quantities * n]              */
  double *vectors;                   /* [8 * n]                                 */
  sc_household_work households;
} work;

/* ---------------------------------------------------------------------------------------------------- scene */

sc_code sc_io_scene_make(sc_io_scene *scene, const sc_io_uncertain *u, const sc_io_system *system, sc_report *report)
{
  const sc_io_table *t = u->table;
  *scene = (sc_io_scene){ .uncertain = u, .has_income = sc_io_table_has_value(t, SC_VALUE_LABOUR), .has_taxes = sc_io_table_has_value(t, SC_VALUE_TAX),
                          .has_imports = t->line[t->n] != 0 };
  SC_TRY(sc_households_find(&scene->households, t, report));
  scene->n_quantities = 2 + scene->has_income + scene->has_taxes + scene->has_imports + t->n_satellites;
  return sc_refiner_make(&scene->refiner, t->n, system->a, system->inverse, 1, report);
}

void sc_io_scene_free(sc_io_scene *scene)
{
  if (!scene) return;
  sc_refiner_free(&scene->refiner);
  sc_households_free(&scene->households);
}

static void work_free(void *given)
{
  work *w = given;
  if (!w) return;
  sc_refine_work_free(&w->refine);
  sc_household_work_free(&w->households);
  sc_free(w->system);
  sc_free(w->right);
  sc_free(w);
}

static sc_code work_make(const void *self, void **to, sc_report *report)
{
  const sc_io_scene *scene = self;
  const size_t n = (size_t)scene->uncertain->shape.n, wide = (size_t)scene->uncertain->shape.wide;
  const size_t systems = (size_t)(scene->n_quantities + sc_households_rows(&scene->households));
  work *w = sc_alloc(1, sizeof *w);
  *to = w;
  if (!w) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->system = sc_alloc(systems, sizeof *w->system);
  w->right = sc_alloc(3 * systems * n + n * wide + 2 * n * n + 8 * n, sizeof *w->right);
  if (!w->system || !w->right) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->solution = w->right + systems * n;
  w->closed = w->solution + systems * n;
  w->columns = w->closed + systems * n;
  w->inverse = w->columns + n * wide;
  w->ghosh = w->inverse + n * n;
  w->vectors = w->ghosh + n * n;
  SC_TRY(sc_household_work_make(&scene->households, &w->households, report));
  return sc_refine_work_make(&w->refine, scene->uncertain->shape.n, report);
}

static const double *block_of(const sc_io_scene *scene, sc_io_block block, const double *numbers)
{
  return numbers + scene->uncertain->shape.at[block];
}

/* Sums over the rows of a block, weighted or not. */
void sc_io_column_sums(const sc_io_scene *scene, sc_io_block block, const double *numbers, const double *weight, double *sum)
{
  const sc_io_shape *s = &scene->uncertain->shape;
  for (int j = 0; j < s->n; j++) sum[j] = 0;
  for (int i = 0; i < s->rows[block]; i++) {
    const double *row = numbers + sc_io_place(s, block, i, 0), by = weight ? weight[i] : 1;
    for (int j = 0; j < s->n; j++) sum[j] += by * row[j];
  }
}

double sc_io_final_sum(const sc_io_scene *scene, const double *numbers, int i, int households_only)
{
  const sc_io_table *t = scene->uncertain->table;
  const double *f = block_of(scene, SC_IO_FINAL, numbers) + i * t->n_final;
  double sum = 0;
  for (int k = 0; k < t->n_final; k++)
    if (!households_only || t->final[k] == SC_FINAL_HOUSEHOLD) sum += f[k];
  return sum;
}

/* Solves the first n_systems rows of `right` with the draw's A. */
static sc_bad solve(const sc_io_scene *scene, sc_isa isa, int n_systems, const double *numbers, work *w)
{
  const int n = scene->uncertain->shape.n;
  for (int k = 0; k < n_systems; k++)
    w->system[k] = (sc_refine_system){ block_of(scene, SC_IO_COEFFICIENTS, numbers), w->right + k * n, w->solution + k * n };
  const int n_sound = SC_KERNEL_OF(sc_refine_solve, isa)(&scene->refiner, n_systems, w->system, &w->refine);
  return n_sound == n_systems ? SC_BAD_GOOD : SC_BAD_NOT_PRODUCTIVE;
}

/* L of the draw, f and x = L f. */
static sc_bad invert(const sc_io_scene *scene, sc_isa isa, const double *numbers, work *w, double *final, double *output)
{
  const sc_io_shape *s = &scene->uncertain->shape;
  const int n = s->n;
  if (!SC_KERNEL_OF(sc_eliminate_inverse, isa)(n, block_of(scene, SC_IO_COEFFICIENTS, numbers), w->columns, &w->refine))
    return SC_BAD_NOT_PRODUCTIVE;
  for (int i = 0; i < n; i++) {
    memcpy(w->inverse + i * n, w->columns + i * s->wide, (size_t)n * sizeof *w->inverse);      /* columns of A' are rows of L */
    final[i] = sc_io_final_sum(scene, numbers, i, 0);
  }
  sc_io_right(n, w->inverse, final, output);
  return SC_BAD_GOOD;
}

/* ---------------------------------------------------------------------------------------------- multipliers */

/* What the rows of value added of a role take of each unit of output. */
static void add_role(const sc_io_scene *scene, sc_value role, const double *numbers, double *sum)
{
  const sc_io_table *t = scene->uncertain->table;
  const double *value_added = block_of(scene, SC_IO_VALUE_ADDED, numbers);
  for (int j = 0; j < t->n; j++) sum[j] = 0;
  for (int h = 0; h < t->n_value_added; h++)
    for (int j = 0; j < t->n && t->value[h] == role; j++) sum[j] += value_added[h * t->n + j];
}

void sc_io_direct_rows(const sc_io_scene *scene, const double *numbers, double *rows)
{
  const sc_io_table *t = scene->uncertain->table;
  const int n = t->n;
  for (int j = 0; j < n; j++) rows[j] = 1;
  sc_io_column_sums(scene, SC_IO_VALUE_ADDED, numbers, NULL, rows + n);
  double *next = rows + 2 * n;
  if (scene->has_income) {
    add_role(scene, SC_VALUE_LABOUR, numbers, next);
    next += n;
  }
  if (scene->has_taxes) {
    add_role(scene, SC_VALUE_TAX, numbers, next);
    next += n;
  }
  if (scene->has_imports) {
    sc_io_column_sums(scene, SC_IO_IMPORTED, numbers, NULL, next);
    next += n;
  }
  memcpy(next, block_of(scene, SC_IO_SATELLITES, numbers), (size_t)(t->n_satellites * n) * sizeof *next);
}

static sc_bad take_multipliers(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  enum { INCOME = 2 };                                          /* behind output and value added */
  const sc_io_scene *scene = self;
  const sc_households *h = &scene->households;
  const double *output = scene->uncertain->table->output;
  const int n = scene->uncertain->shape.n, n_quantities = scene->n_quantities, is_known = sc_households_known(h);
  work *w = given;
  double *income = w->vectors, *two = w->closed;
  sc_io_direct_rows(scene, numbers, w->right);
  if (is_known) sc_households_split(h, w->right + INCOME * n, w->right + n_quantities * n);
  const sc_bad why = solve(scene, isa, n_quantities + sc_households_rows(h), numbers, w);
  if (why != SC_BAD_GOOD) return why;
  for (int j = 0; j < n && is_known; j++) income[j] = w->right[INCOME * n + j] * output[j];
  if (is_known) sc_households_buy(h, income, block_of(scene, SC_IO_FINAL, numbers), &w->households);
  sc_households_close(h, n_quantities, w->solution, w->solution + (sc_households_rows(h) > 0 ? n_quantities : INCOME) * n, &w->households, two);
  for (int k = 0; k < n_quantities * n; k++) {
    double *to = values + k * SC_MULTIPLIER_N;
    to[SC_MULTIPLIER_DIRECT] = w->right[k];
    to[SC_MULTIPLIER_ONE] = w->solution[k];
    to[SC_MULTIPLIER_TWO] = two[k];
    to[SC_MULTIPLIER_FULL] = two[k] + (k < n && is_known ? two[INCOME * n + k] : 0);
  }
  return SC_BAD_GOOD;
}

/* ------------------------------------------------------------------------------------ linkages and extraction */

static sc_bad take_linkages(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_scene *scene = self;
  const int n = scene->uncertain->shape.n;
  work *w = given;
  double *v = w->vectors, *final = v + 6 * n, *output = v + 7 * n;
  const sc_bad why = invert(scene, isa, numbers, w, final, output);
  if (why != SC_BAD_GOOD) return why;
  const sc_linkages l = { v, v + n, v + 2 * n, v + 3 * n, v + 4 * n, v + 5 * n };
  sc_ghosh_inverse(n, w->inverse, output, w->ghosh);
  sc_linkages_measure(n, w->inverse, w->ghosh, &l);
  for (int j = 0; j < n; j++) {
    double *to = values + j * SC_LINK_N;
    to[SC_LINK_backward] = l.backward[j];
    to[SC_LINK_backward_normalised] = l.backward_normalised[j];
    to[SC_LINK_backward_dispersion] = l.backward_dispersion[j];
    to[SC_LINK_forward] = l.forward[j];
    to[SC_LINK_forward_normalised] = l.forward_normalised[j];
    to[SC_LINK_forward_dispersion] = l.forward_dispersion[j];
    to[SC_LINK_key] = sc_linkages_class(l.backward_normalised[j], l.forward_normalised[j]) == SC_LINKAGE_KEY;
  }
  return SC_BAD_GOOD;
}

static sc_bad take_extract(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_scene *scene = self;
  const int n = scene->uncertain->shape.n;
  work *w = given;
  double *loss = w->vectors, *final = loss + n, *output = final + n, all = 0;
  const sc_bad why = invert(scene, isa, numbers, w, final, output);
  if (why != SC_BAD_GOOD) return why;
  for (int i = 0; i < n; i++) all += output[i];
  for (int k = 0; k < n; k++) {
    double lost = 0, *to = values + k * SC_LOSS_N;
    sc_extract(scene->kind, n, w->inverse, numbers[sc_io_place(&scene->uncertain->shape, SC_IO_COEFFICIENTS, k, k)], output, final, k, scene->share, loss);
    for (int i = 0; i < n; i++) lost += loss[i];
    to[SC_LOSS] = lost;
    to[SC_LOSS_SHARE] = 100 * lost / all;
    to[SC_LOSS_OTHERS] = 100 * (lost - loss[k]) / all;
  }
  return SC_BAD_GOOD;
}

/* --------------------------------------------------------------------------------------------------- prices */

static sc_bad take_price(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_scene *scene = self;
  const sc_io_table *t = scene->uncertain->table;
  const int n = t->n;
  work *w = given;
  double *value_added = w->vectors, *imports = value_added + n, *dearer = imports + n, *price = dearer + n, before = 0, after = 0;
  const double *import_change = block_of(scene, SC_IO_IMPORT_PRICES, numbers), *cost_change = block_of(scene, SC_IO_UNIT_COSTS, numbers);
  for (int j = 0; j < n; j++) price[j] = 1 + import_change[j];
  sc_io_column_sums(scene, SC_IO_VALUE_ADDED, numbers, NULL, value_added);
  sc_io_column_sums(scene, SC_IO_IMPORTED, numbers, NULL, imports);
  sc_io_column_sums(scene, SC_IO_IMPORTED, numbers, price, dearer);
  for (int j = 0; j < n; j++) {
    w->right[j] = value_added[j] + imports[j];
    w->right[n + j] = value_added[j] * (1 + cost_change[j]) + dearer[j];
  }
  const sc_bad why = solve(scene, isa, 2, numbers, w);
  if (why != SC_BAD_GOOD) return why;
  for (int j = 0; j < n; j++) {
    const double rise = w->solution[j] != 0 ? w->solution[n + j] / w->solution[j] : 1, abroad = sc_io_table_final_imported(t, SC_FINAL_HOUSEHOLD, j);
    const double here = sc_io_final_sum(scene, numbers, j, 1);
    values[j] = 100 * (rise - 1);
    before += here + abroad;
    after += here * rise + abroad * price[j];
  }
  values[n] = before > 0 ? 100 * (after / before - 1) : 0;
  return SC_BAD_GOOD;
}

/* ------------------------------------------------------------------------------------------------- measures */

static sc_io_measure measure(const sc_io_scene *scene, int n_values,
                             sc_bad (*take)(const void *self, sc_isa isa, const double *numbers, void *work, double *values))
{
  return (sc_io_measure){ n_values, scene, work_make, work_free, take, 1 };
}

sc_io_measure sc_io_measure_multipliers(const sc_io_scene *scene)
{
  return measure(scene, scene->n_quantities * scene->uncertain->shape.n * SC_MULTIPLIER_N, take_multipliers);
}

sc_io_measure sc_io_measure_linkages(const sc_io_scene *scene)
{
  return measure(scene, scene->uncertain->shape.n * SC_LINK_N, take_linkages);
}

sc_io_measure sc_io_measure_price(const sc_io_scene *scene)
{
  return measure(scene, scene->uncertain->shape.n + 1, take_price);
}

sc_io_measure sc_io_measure_extract(const sc_io_scene *scene)
{
  return measure(scene, scene->uncertain->shape.n * SC_LOSS_N, take_extract);
}
