#include "models/io/footprint.h"

#include "models/io/dense.h"

/* F_jr: final demand of each place, [n * n_places]. */
static void final_by_place(const sc_regions *r, const sc_io_table *t, double *final)
{
  for (int j = 0; j < t->n; j++)
    for (int k = 0; k < t->n_final; k++) final[j * r->n_places + r->of_final[k]] += t->final_domestic[j * t->n_final + k];
}

/* One row of outputs L F, by the place they are for. */
static void outputs_of(int n, int n_places, const double *inverse_row, const double *final, double *output)
{
  for (int p = 0; p < n_places; p++) output[p] = 0;
  for (int j = 0; j < n; j++)
    for (int p = 0; p < n_places; p++) output[p] += inverse_row[j] * final[j * n_places + p];
}

/* Where it arises: production, exports and flows. */
static void by_origin(sc_footprint *f, const sc_regions *r, const sc_io_system *s, const double *c, const double *final, double *output)
{
  for (int i = 0; i < s->n; i++) {
    const int region = r->of_activity[i], at = region * r->n_sectors + r->sector_of[i];
    outputs_of(s->n, r->n_places, s->inverse + (size_t)i * (size_t)s->n, final, output);
    for (int p = 0; p < r->n_places; p++) {
      const double arising = c[i] * output[p];
      f->flow[region * r->n_places + p] += arising;
      f->production[at] += arising;
      if (p != region) f->exports[at] += arising;
    }
  }
}

/* For whom, by product: consumption, and imports, the part that arises elsewhere. multiplier [n_regions * n]: c_s'L. */
static void by_product(sc_footprint *f, const sc_regions *r, const sc_io_system *s, const double *c, const double *final, double *multiplier)
{
  const size_t n = (size_t)s->n;
  for (size_t i = 0; i < n; i++) {
    double *of_region = multiplier + (size_t)r->of_activity[i] * n;
    for (size_t j = 0; j < n; j++) of_region[j] += c[i] * s->inverse[i * n + j];
  }
  for (int from = 0; from < r->n; from++)
    for (int j = 0; j < s->n; j++)
      for (int p = 0; p < r->n; p++) {
        const int at = p * r->n_sectors + r->sector_of[j];
        const double consumed = multiplier[(size_t)from * n + (size_t)j] * final[j * r->n_places + p];
        f->consumption[at] += consumed;
        if (from != p) f->imports[at] += consumed;
      }
}

sc_code sc_footprint_make(sc_footprint *f, const sc_regions *r, const sc_io_table *t, const sc_io_system *s, const double *c,
                          sc_report *report)
{
  const size_t n = (size_t)s->n, n_places = (size_t)r->n_places, flows = (size_t)r->n * n_places, cells = (size_t)r->n * (size_t)r->n_sectors;
  *f = (sc_footprint){ 0 };
  f->memory = sc_alloc(flows + 4 * cells + n * n_places + n * (size_t)r->n + n_places, sizeof *f->memory);
  if (!f->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_footprint");
  f->flow = f->memory;
  f->production = f->flow + flows;
  f->consumption = f->production + cells;
  f->exports = f->consumption + cells;
  f->imports = f->exports + cells;
  double *final = f->imports + cells, *multiplier = final + n * n_places, *output = multiplier + n * (size_t)r->n;
  final_by_place(r, t, final);
  by_origin(f, r, s, c, final, output);
  by_product(f, r, s, c, final, multiplier);
  return SC_OK;
}

void sc_footprint_free(sc_footprint *f)
{
  sc_free(f->memory);
  *f = (sc_footprint){ 0 };
}

/* own = c_r'N_r of one region, whose activities are `place`. m: n * n, row: n numbers. */
static int own_of(int n_own, const int *place, const sc_io_system *s, const double *c, double *m, double *row, int *pivot, double *own)
{
  for (int i = 0; i < n_own; i++) {
    row[i] = c[place[i]];
    for (int j = 0; j < n_own; j++) m[i * n_own + j] = (i == j) - s->a[(size_t)place[i] * (size_t)s->n + (size_t)place[j]];
  }
  const int failing = sc_dense_solve(n_own, m, pivot, 1, row);
  for (int j = 0; j < n_own && !failing; j++) own[place[j]] = row[j];
  return failing;
}

sc_code sc_spillover(const sc_regions *r, const sc_io_system *s, const double *c, double *own, double *feedback, double *spillover,
                     sc_report *report)
{
  const size_t n = (size_t)s->n;
  double *m = sc_alloc(n * n + n, sizeof *m);
  int *place = sc_alloc(2 * n, sizeof *place), failing = 0;
  sc_code code = m && place ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_spillover");
  for (int region = 0; region < r->n && code == SC_OK; region++) {
    int n_own = 0;
    for (int i = 0; i < s->n; i++)
      if (r->of_activity[i] == region) place[n_own++] = i;
    failing = own_of(n_own, place, s, c, m, m + n * n, place + n, own);
    if (failing) code = SC_FAIL(report, TABLE_NOT_PRODUCTIVE, SC_NOWHERE, r->name[region]);
  }
  for (size_t j = 0; j < n && code == SC_OK; j++) feedback[j] = spillover[j] = 0;
  for (size_t i = 0; i < n && code == SC_OK; i++)
    for (size_t j = 0; j < n; j++)
      *(r->of_activity[i] == r->of_activity[j] ? &feedback[j] : &spillover[j]) += c[i] * s->inverse[i * n + j];
  for (size_t j = 0; j < n && code == SC_OK; j++) feedback[j] -= own[j];
  sc_free(place);
  sc_free(m);
  return code;
}
