#include "models/io/region_multipliers.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/leontief.h"
#include "models/accounts/regional.h"

/* --------------------------------------------------------------------------------------------------- shares */

static sc_code read_share(const sc_io_table *t, const sc_csv *csv, const sc_csv_row *row, const int column[2], double *share,
                          sc_report *report)
{
  if (row->n <= column[0] || row->n <= column[1])
    return SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
  const sc_csv_cell *name = &row->cell[column[0]], *given = &row->cell[column[1]];
  const int j = sc_io_table_activity(t, name->text);
  double percent;
  if (j < 0) return SC_FAIL(report, CONCORDANCE_MISSING, sc_csv_at(csv, name, name->text), name->text);
  if (share[j] == share[j]) return SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, name, name->text), name->text);
  SC_TRY(sc_csv_number(csv, given, name->text, 0, &percent, report));
  if (!(percent >= 0)) return SC_FAIL(report, TABLE_NEGATIVE, sc_csv_at(csv, given, name->text), given->text);
  share[j] = percent / 100;
  return SC_OK;
}

static sc_code check_shares(const sc_io_table *t, const char *path, double *share, sc_report *report)
{
  double sum = 0;
  for (int j = 0; j < t->n; j++) {
    if (share[j] != share[j]) return SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(path), t->activity[j]);
    sum += share[j];
  }
  if (!(fabs(sum - 1) <= 0.01)) return SC_FAIL(report, FLQ_SHARES, SC_IN_FILE(path), sc_number(rint(1e6 * sum) / 1e4).s);
  for (int j = 0; j < t->n; j++) share[j] /= sum;
  return SC_OK;
}

sc_code sc_io_shares_read(const sc_io_table *t, const char *path, double *share, sc_report *report)
{
  static const char layout[] = "activity,va_share_pct_gdp";
  sc_csv csv;
  SC_TRY(sc_csv_read(&csv, path, report));
  const int column[2] = { sc_csv_find(&csv, "activity"), sc_csv_find(&csv, "va_share_pct_gdp") };
  sc_code code = SC_OK;
  for (int k = 0; k < 2; k++)
    if (column[k] < 0)
      code = SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(&csv, csv.row[0].cell, NULL), k == 0 ? "activity" : "va_share_pct_gdp", layout);
  for (int j = 0; j < t->n; j++) share[j] = (double)NAN;
  for (int i = 1; i < csv.n_rows && column[0] >= 0 && column[1] >= 0; i++) {
    const sc_code one = read_share(t, &csv, &csv.row[i], column, share, report);
    if (code == SC_OK) code = one;
  }
  if (code == SC_OK) code = check_shares(t, path, share, report);
  sc_csv_free(&csv);
  return code;
}

/* --------------------------------------------------------------------------------------------------- a draw */

typedef struct work {
  sc_refine_work refine;
  double *q, *a;                    /* [n * n], [n * wide] by rows          */
  double *output, *slq, *local;     /* [n]                                  */
  double *inputs, *share;           /* [n]                                  */
  double *right, *solution;         /* [2 * n]                              */
  double  lambda;
} work;

static void work_free(void *given)
{
  work *w = given;
  if (!w) return;
  sc_refine_work_free(&w->refine);
  sc_free(w->q);
  sc_free(w);
}

static sc_code work_make(const void *self, void **to, sc_report *report)
{
  const sc_io_shape *s = &((const sc_io_region *)self)->uncertain->shape;
  const size_t n = (size_t)s->n, wide = (size_t)s->wide;
  work *w = sc_alloc(1, sizeof *w);
  *to = w;
  if (!w) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->q = sc_alloc(n * n + n * wide + 9 * n, sizeof *w->q);
  if (!w->q) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->a = w->q + n * n;
  w->output = w->a + n * wide;
  w->slq = w->output + n;
  w->local = w->slq + n;
  w->right = w->local + n;
  w->solution = w->right + 2 * n;
  w->inputs = w->solution + 2 * n;
  w->share = w->inputs + n;
  return sc_refine_work_make(&w->refine, s->n, report);
}

static double sum_of(int n, const double *x)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* The draw's own shares; where they moved, they are made to add up again. */
static void take_shares(const sc_io_region *region, const double *numbers, double *share)
{
  const sc_io_shape *s = &region->uncertain->shape;
  const double *drawn = numbers + s->at[SC_IO_MARGINS];
  const size_t bytes = (size_t)s->n * sizeof *share;
  memcpy(share, region->share, bytes);
  if (s->rows[SC_IO_MARGINS] == 0 || memcmp(drawn, region->uncertain->base + s->at[SC_IO_MARGINS], bytes) == 0) return;
  const double sum = sum_of(s->n, drawn);
  for (int j = 0; j < s->n; j++) share[j] = drawn[j] / sum;
}

/* q_i of CHARM: local use is the region's inputs, and its share of the nation's final demand. */
static double charm_of(const sc_io_region *region, const double *numbers, int i, double part, const double *output)
{
  const sc_io_shape *s = &region->uncertain->shape;
  const sc_io_table *t = region->uncertain->table;
  double use = 0;
  for (int j = 0; j < s->n; j++)
    use += (numbers[sc_io_place(s, SC_IO_COEFFICIENTS, i, j)] + numbers[sc_io_place(s, SC_IO_IMPORTED, i, j)]) * output[j];
  for (int k = 0; k < t->n_final; k++)
    if (sc_regional_is_local(t->final[k])) use += part * (numbers[sc_io_place(s, SC_IO_FINAL, i, k)] + t->final_imported[i * t->n_final + k]);
  return sc_regional_charm(output[i], use, region->cross_hauling[i]);
}

/* A^r, and the nation's inputs that it is a part of. */
static void cut_down(const sc_io_region *region, const double *numbers, double part, work *w)
{
  const sc_io_shape *s = &region->uncertain->shape;
  const int n = s->n, of_all = region->method == SC_REGIONAL_CHARM;
  if (!of_all) sc_regional_quotients(region->method, n, w->slq, w->lambda, w->q);
  for (int j = 0; j < n; j++) w->inputs[j] = w->local[j] = 0;
  for (int i = 0; i < n; i++) {
    const double charm = of_all ? charm_of(region, numbers, i, part, w->output) : 0;
    for (int j = 0; j < n; j++) {
      const double a = numbers[sc_io_place(s, SC_IO_COEFFICIENTS, i, j)] + (of_all ? numbers[sc_io_place(s, SC_IO_IMPORTED, i, j)] : 0);
      w->a[i * s->wide + j] = (of_all ? charm : w->q[i * n + j]) * a;
      w->local[j] += w->a[i * s->wide + j];
      w->inputs[j] += a;
    }
  }
}

/* A^r by rows, and the right sides: ones, and the value-added ratios. */
static void regionalise(const sc_io_region *region, const double *numbers, work *w)
{
  const sc_io_uncertain *u = region->uncertain;
  const sc_io_shape *s = &u->shape;
  const int n = s->n;
  const double *about = numbers + s->at[SC_IO_REGION];
  double *ratio = w->right + n, earned = 0;
  take_shares(region, numbers, w->share);
  for (int j = 0; j < n; j++) ratio[j] = 0;
  for (int h = 0; h < s->rows[SC_IO_VALUE_ADDED]; h++)
    for (int j = 0; j < n; j++) ratio[j] += numbers[sc_io_place(s, SC_IO_VALUE_ADDED, h, j)];
  for (int j = 0; j < n; j++) {
    w->right[j] = u->table->output[j] > 0;
    w->output[j] = ratio[j] > 0 ? w->share[j] * about[SC_IO_GDP] / ratio[j] : 0;
    earned += ratio[j] * u->table->output[j];
  }
  sc_slq(n, w->output, u->table->output, w->slq);
  const int has_exponent = region->method == SC_REGIONAL_FLQ || region->method == SC_REGIONAL_AFLQ;
  w->lambda = has_exponent ? sc_flq_lambda(sum_of(n, w->output) / sum_of(n, u->table->output), about[SC_IO_EXPONENT]) : (double)NAN;
  cut_down(region, numbers, about[SC_IO_GDP] / earned, w);
}

static sc_bad take(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_region *region = self;
  const sc_io_shape *s = &region->uncertain->shape;
  const int n = s->n;
  work *w = given;
  double *whole = values + n * SC_FLQ_N, all = 0, bought = 0, here = 0;
  regionalise(region, numbers, w);
  const sc_refine_system systems[2] = { { w->a, w->right, w->solution }, { w->a, w->right + n, w->solution + n } };
  if (SC_KERNEL_OF(sc_refine_solve, isa)(&region->refiner, 2, systems, &w->refine) < 2) return SC_BAD_NOT_PRODUCTIVE;
  whole[SC_FLQ_OUTPUT] = whole[SC_FLQ_VALUE_ADDED] = 0;
  for (int j = 0; j < n; j++) {
    const double inputs = w->inputs[j];
    double *to = values + j * SC_FLQ_N;
    to[SC_FLQ_SLQ] = w->slq[j];
    to[SC_FLQ_LOCAL] = inputs > 0 ? w->local[j] / inputs : 0;
    to[SC_FLQ_OUTPUT] = w->solution[j];
    to[SC_FLQ_VALUE_ADDED] = w->solution[n + j];
    all += w->output[j];
    bought += w->output[j] * inputs;
    here += w->output[j] * w->local[j];
    whole[SC_FLQ_OUTPUT] += w->output[j] * w->solution[j];
    whole[SC_FLQ_VALUE_ADDED] += w->output[j] * w->solution[n + j];
  }
  whole[SC_FLQ_SLQ] = w->lambda;
  whole[SC_FLQ_LOCAL] = here / bought;
  whole[SC_FLQ_OUTPUT] /= all;
  whole[SC_FLQ_VALUE_ADDED] /= all;
  return SC_BAD_GOOD;
}

/* --------------------------------------------------------------------------------------------------- region */

/* Without draws: the common system of the refiner. */
static sc_code make_common(sc_io_region *region, work *w, double *a, double *inverse, sc_report *report)
{
  const sc_io_shape *s = &region->uncertain->shape;
  regionalise(region, region->uncertain->base, w);
  for (int i = 0; i < s->n; i++) memcpy(a + i * s->n, w->a + i * s->wide, (size_t)s->n * sizeof *a);
  SC_TRY(sc_leontief_inverse(s->n, a, inverse, report));
  return sc_refiner_make(&region->refiner, s->n, a, inverse, 1, report);
}

sc_code sc_io_region_make(sc_io_region *region, const sc_io_uncertain *u, sc_regional_method method, const double *share, sc_report *report)
{
  const size_t n = (size_t)u->shape.n;
  void *w = NULL;
  *region = (sc_io_region){ .uncertain = u, .share = share, .method = method, .cross_hauling = sc_alloc(n, sizeof *region->cross_hauling) };
  double *matrices = sc_alloc(2 * n * n, sizeof *matrices);
  if (region->cross_hauling) sc_regional_cross_hauling(u->table, region->cross_hauling);
  sc_code code = matrices && region->cross_hauling ? work_make(region, &w, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "region");
  if (code == SC_OK) code = make_common(region, w, matrices, matrices + n * n, report);
  if (w) work_free(w);
  sc_free(matrices);
  return code;
}

void sc_io_region_free(sc_io_region *region)
{
  if (!region) return;
  sc_refiner_free(&region->refiner);
  sc_free(region->cross_hauling);
}

sc_io_measure sc_io_measure_region(const sc_io_region *region)
{
  return (sc_io_measure){ (region->uncertain->shape.n + 1) * SC_FLQ_N, region, work_make, work_free, take, 1 };
}
