#include "models/io/shock.h"

#include <math.h>
#include <string.h>

#include "models/io/measures_parts.h"

/* One economy: outputs, prices, and the direct coefficients of every quantity. */
typedef struct economy { double *output, *price, *direct; } economy;

typedef struct work {
  sc_refine_work refine;
  economy base, shocked;
  double *numbers;                   /* of a scenario           */
  double *columns;                   /* A by columns [n * wide] */
  double *right;                     /* [n]                     */
  double *memory;
} work;

static void work_free(void *given)
{
  work *w = given;
  if (!w) return;
  sc_refine_work_free(&w->refine);
  sc_free(w->memory);
  sc_free(w);
}

static sc_code work_make(const void *self, void **to, sc_report *report)
{
  const sc_io_shock *shock = self;
  const sc_io_shape *s = &shock->scene->uncertain->shape;
  const size_t n = (size_t)s->n, wide = (size_t)s->wide, rows = (size_t)shock->scene->n_quantities * n;
  work *w = sc_alloc(1, sizeof *w);
  *to = w;
  if (!w) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->memory = sc_alloc(s->n_numbers + 2 * (2 * n + rows) + n * wide + n, sizeof *w->memory);
  if (!w->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->numbers = w->memory;
  w->base = (economy){ w->numbers + s->n_numbers, w->numbers + s->n_numbers + n, w->numbers + s->n_numbers + 2 * n };
  w->shocked = (economy){ w->base.direct + rows, w->base.direct + rows + n, w->base.direct + rows + 2 * n };
  w->columns = w->shocked.direct + rows;
  w->right = w->columns + n * wide;
  return sc_refine_work_make(&w->refine, s->n, report);
}

/* x = L f and p' = (i'M + v')L of one set of numbers. */
static sc_bad solve(const sc_io_shock *shock, sc_isa isa, const double *numbers, work *w, const economy *to)
{
  const sc_io_scene *scene = shock->scene;
  const sc_io_shape *s = &scene->uncertain->shape;
  const int n = s->n;
  const double *a = numbers + s->at[SC_IO_COEFFICIENTS];
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) w->columns[j * s->wide + i] = a[i * s->wide + j];
    w->right[i] = sc_io_final_sum(scene, numbers, i, 0);
  }
  const sc_refine_system outputs = { w->columns, w->right, to->output };
  if (SC_KERNEL_OF(sc_refine_solve, isa)(&shock->outputs, 1, &outputs, &w->refine) < 1) return SC_BAD_NOT_PRODUCTIVE;
  sc_io_column_sums(scene, SC_IO_VALUE_ADDED, numbers, NULL, w->right);
  sc_io_column_sums(scene, SC_IO_IMPORTED, numbers, NULL, to->price);
  for (int j = 0; j < n; j++) w->right[j] += to->price[j];
  const sc_refine_system prices = { a, w->right, to->price };
  if (SC_KERNEL_OF(sc_refine_solve, isa)(&scene->refiner, 1, &prices, &w->refine) < 1) return SC_BAD_NOT_PRODUCTIVE;
  sc_io_direct_rows(scene, numbers, to->direct);
  return SC_BAD_GOOD;
}

static sc_bad apply(const sc_io_shock *shock, const sc_io_scenario *scenario, int period, const double *drawn, double *numbers)
{
  const sc_io_shape *s = &shock->scene->uncertain->shape;
  memcpy(numbers, drawn, s->n_numbers * sizeof *numbers);
  for (int k = 0; k < scenario->n_changes; k++) {
    const sc_io_change *change = &scenario->change[k];
    const double c = drawn[s->at[SC_IO_CHANGES] + (size_t)change->number] * change->profile[period];
    for (int i = 0; i < change->n_cells; i++) {
      double *cell = &numbers[change->cell[i]], *from = &numbers[change->from[i]];
      if (change->how == SC_IO_CHANGE_ADD) *cell += c;
      else if (change->how == SC_IO_CHANGE_BY) *cell *= 1 + c;
      else {
        const double moved = c * *from;
        *cell += moved;
        *from -= moved;
      }
    }
  }
  for (size_t k = s->at[SC_IO_COEFFICIENTS]; k < s->at[SC_IO_VALUE_ADDED]; k++)
    if (numbers[k] < 0) return SC_BAD_NEGATIVE_FLOW;
  return SC_BAD_GOOD;
}

static void put(double base, double value, double *to)
{
  to[SC_SHOCK_BASE] = base;
  to[SC_SHOCK_VALUE] = value;
  to[SC_SHOCK_CHANGE] = value - base;
  to[SC_SHOCK_PERCENT] = base != 0 ? 100 * (value / base - 1) : (double)NAN;
}

static void compare(const sc_io_shock *shock, const double *drawn, const work *w, double *values)
{
  const sc_io_scene *scene = shock->scene;
  const sc_io_table *t = scene->uncertain->table;
  const int n = t->n;
  double spent = 0, before = 0, after = 0;
  for (int q = 0; q < scene->n_quantities; q++, values += (n + 1) * SC_SHOCK_N) {
    double all0 = 0, all1 = 0;
    for (int j = 0; j < n; j++) {
      const double level0 = w->base.direct[q * n + j] * w->base.output[j], level1 = w->shocked.direct[q * n + j] * w->shocked.output[j];
      put(level0, level1, values + j * SC_SHOCK_N);
      all0 += level0;
      all1 += level1;
    }
    put(all0, all1, values + n * SC_SHOCK_N);
  }
  for (int j = 0; j < n; j++) {
    const double here = sc_io_final_sum(scene, drawn, j, 1), abroad = sc_io_table_final_imported(t, SC_FINAL_HOUSEHOLD, j);
    put(w->base.price[j], w->shocked.price[j], values + j * SC_SHOCK_N);
    spent += here + abroad;
    before += here * w->base.price[j] + abroad;
    after += here * w->shocked.price[j] + abroad;
  }
  put(spent > 0 ? before / spent : (double)NAN, spent > 0 ? after / spent : (double)NAN, values + n * SC_SHOCK_N);
}

static sc_bad take(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_shock *shock = self;
  const sc_io_shocks *all = shock->shocks;
  const int each = shock->n_quantities * (shock->scene->uncertain->shape.n + 1) * SC_SHOCK_N;
  work *w = given;
  sc_bad why = solve(shock, isa, numbers, w, &w->base);
  for (int k = 0; k < all->n_scenarios && why == SC_BAD_GOOD; k++)
    for (int t = 0; t < all->n_periods && why == SC_BAD_GOOD; t++) {
      why = apply(shock, &all->scenario[k], t, numbers, w->numbers);
      if (why == SC_BAD_GOOD) why = solve(shock, isa, w->numbers, w, &w->shocked);
      if (why == SC_BAD_GOOD) compare(shock, numbers, w, values + (k * all->n_periods + t) * each);
    }
  return why;
}

sc_code sc_io_shock_make(sc_io_shock *shock, const sc_io_scene *scene, const sc_io_shocks *shocks, const sc_io_system *system,
                         sc_report *report)
{
  *shock = (sc_io_shock){ .scene = scene, .shocks = shocks, .n_quantities = scene->n_quantities + 1 };
  return sc_refiner_make(&shock->outputs, system->n, system->a, system->inverse, 0, report);
}

void sc_io_shock_free(sc_io_shock *shock)
{
  if (shock) sc_refiner_free(&shock->outputs);
}

sc_io_measure sc_io_measure_shock(const sc_io_shock *shock)
{
  const int each = shock->n_quantities * (shock->scene->uncertain->shape.n + 1) * SC_SHOCK_N;
  return (sc_io_measure){ shock->shocks->n_scenarios * shock->shocks->n_periods * each, shock, work_make, work_free, take, 1 };
}
