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
  double *flq, *a;                  /* [n * n], [n * wide] by rows          */
  double *output, *slq, *local;     /* [n]                                  */
  double *right, *solution;         /* [2 * n]                              */
  double  lambda;
} work;

static void work_free(void *given)
{
  work *w = given;
  if (!w) return;
  sc_refine_work_free(&w->refine);
  sc_free(w->flq);
  sc_free(w);
}

static sc_code work_make(const void *self, void **to, sc_report *report)
{
  const sc_io_shape *s = &((const sc_io_region *)self)->uncertain->shape;
  const size_t n = (size_t)s->n, wide = (size_t)s->wide;
  work *w = sc_alloc(1, sizeof *w);
  *to = w;
  if (!w) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->flq = sc_alloc(n * n + n * wide + 7 * n, sizeof *w->flq);
  if (!w->flq) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  w->a = w->flq + n * n;
  w->output = w->a + n * wide;
  w->slq = w->output + n;
  w->local = w->slq + n;
  w->right = w->local + n;
  w->solution = w->right + 2 * n;
  return sc_refine_work_make(&w->refine, s->n, report);
}

static double sum_of(int n, const double *x)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* A^r by rows, and the right sides: ones, and the value-added ratios. */
static void regionalise(const sc_io_region *region, const double *numbers, work *w)
{
  const sc_io_uncertain *u = region->uncertain;
  const sc_io_shape *s = &u->shape;
  const int n = s->n;
  const double *a = numbers + s->at[SC_IO_COEFFICIENTS], *about = numbers + s->at[SC_IO_REGION];
  double *ratio = w->right + n;
  for (int j = 0; j < n; j++) ratio[j] = w->local[j] = 0;
  for (int h = 0; h < s->rows[SC_IO_VALUE_ADDED]; h++)
    for (int j = 0; j < n; j++) ratio[j] += numbers[sc_io_place(s, SC_IO_VALUE_ADDED, h, j)];
  for (int j = 0; j < n; j++) {
    w->right[j] = u->table->output[j] > 0;
    w->output[j] = ratio[j] > 0 ? region->share[j] * about[SC_IO_GDP] / ratio[j] : 0;
  }
  sc_slq(n, w->output, u->table->output, w->slq);
  w->lambda = sc_flq_lambda(sum_of(n, w->output) / sum_of(n, u->table->output), about[SC_IO_EXPONENT]);
  sc_flq(n, w->slq, w->lambda, w->flq);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      w->a[i * s->wide + j] = w->flq[i * n + j] * a[i * s->wide + j];
      w->local[j] += w->a[i * s->wide + j];
    }
}

static sc_bad take(const void *self, sc_isa isa, const double *numbers, void *given, double *values)
{
  const sc_io_region *region = self;
  const sc_io_shape *s = &region->uncertain->shape;
  const int n = s->n;
  const double *a = numbers + s->at[SC_IO_COEFFICIENTS];
  work *w = given;
  double *whole = values + n * SC_FLQ_N, all = 0, bought = 0, here = 0;
  regionalise(region, numbers, w);
  const sc_refine_system systems[2] = { { w->a, w->right, w->solution }, { w->a, w->right + n, w->solution + n } };
  if (SC_KERNEL_OF(sc_refine_solve, isa)(&region->refiner, 2, systems, &w->refine) < 2) return SC_BAD_NOT_PRODUCTIVE;
  whole[SC_FLQ_OUTPUT] = whole[SC_FLQ_VALUE_ADDED] = 0;
  for (int j = 0; j < n; j++) {
    double inputs = 0, *to = values + j * SC_FLQ_N;
    for (int i = 0; i < n; i++) inputs += a[i * s->wide + j];
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

sc_code sc_io_region_make(sc_io_region *region, const sc_io_uncertain *u, const double *share, sc_report *report)
{
  const size_t n = (size_t)u->shape.n;
  void *w = NULL;
  *region = (sc_io_region){ .uncertain = u, .share = share };
  double *matrices = sc_alloc(2 * n * n, sizeof *matrices);
  sc_code code = matrices ? work_make(region, &w, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "region");
  if (code == SC_OK) code = make_common(region, w, matrices, matrices + n * n, report);
  if (w) work_free(w);
  sc_free(matrices);
  return code;
}

void sc_io_region_free(sc_io_region *region)
{
  if (region) sc_refiner_free(&region->refiner);
}

sc_io_measure sc_io_measure_region(const sc_io_region *region)
{
  return (sc_io_measure){ (region->uncertain->shape.n + 1) * SC_FLQ_N, region, work_make, work_free, take };
}
