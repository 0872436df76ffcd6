#include "models/io/spread.h"

#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/random/noise.h"
#include "engine/stats/sort.h"

typedef struct workspace {
  sc_lane *value;                      /* [n_randoms]          */
  double  *numbers, *draw, *values;    /* of one draw          */
  void    *work;                       /* the measure's        */
} workspace;

typedef struct job {
  const sc_io_uncertain *u;            /* [n_tables]           */
  int n_tables;
  const sc_io_measure *m;
  const sc_io_sampling *sampling;
  sc_isa     isa;
  workspace *of_thread;
  int        n_threads;
  double    *values;                   /* [n_values * n_draws] */
  uint8_t   *why;                      /* [n_draws]            */
} job;

static sc_code make_workspace(const job *j, workspace *w, sc_report *report)
{
  size_t n_randoms = 0, n_numbers = 0, n_draw = 0;
  for (int k = 0; k < j->n_tables; k++) {
    const size_t one = sc_io_draw_work(&j->u[k].shape);
    n_randoms += (size_t)j->u[k].n_randoms;
    n_numbers += j->u[k].shape.n_numbers;
    if (one > n_draw) n_draw = one;
  }
  w->value = sc_alloc(n_randoms + 1, sizeof *w->value);
  w->numbers = sc_alloc(n_numbers, sizeof *w->numbers);
  w->draw = sc_alloc(n_draw, sizeof *w->draw);
  w->values = sc_alloc((size_t)j->m->n_values, sizeof *w->values);
  if (!w->value || !w->numbers || !w->draw || !w->values) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  return j->m->work_make(j->m->self, &w->work, report);
}

static void free_workspace(const job *j, workspace *w)
{
  if (w->work) j->m->work_free(w->work);
  sc_free(w->values);
  sc_free(w->draw);
  sc_free(w->numbers);
  sc_free(w->value);
}

static sc_bad draw_tables(const job *j, workspace *w, int lane)
{
  const sc_lane *value = (const sc_lane *)w->value;
  double *numbers = w->numbers;
  sc_bad why = SC_BAD_GOOD;
  for (int k = 0; k < j->n_tables && why == SC_BAD_GOOD; k++) {
    why = sc_io_draw(&j->u[k], value, lane, numbers, w->draw);
    value += j->u[k].n_randoms;
    numbers += j->u[k].shape.n_numbers;
  }
  return why;
}

static void run_block(const job *j, uint64_t first, workspace *w)
{
  const uint64_t n_draws = j->sampling->n_draws;
  const sc_noise noise = { .seed = j->sampling->seed, .first_draw = first };
  sc_lane *value = w->value;
  for (int k = 0; k < j->n_tables; value += j->u[k++].n_randoms) SC_KERNEL_OF(sc_io_sample, j->isa)(&j->u[k], &noise, value);
  for (int l = 0; l < SC_LANES && first + (uint64_t)l < n_draws; l++) {
    const uint64_t d = first + (uint64_t)l;
    sc_bad why = draw_tables(j, w, l);
    if (why == SC_BAD_GOOD) why = j->m->take(j->m->self, j->isa, w->numbers, w->work, w->values);
    j->why[d] = (uint8_t)why;
    for (int k = 0; k < j->m->n_values; k++) j->values[(size_t)k * n_draws + d] = why == SC_BAD_GOOD ? w->values[k] : (double)NAN;
  }
}

/* Numbers that exist, moved to the front; how many. */
static size_t keep_numbers(double *x, size_t n)
{
  size_t kept = 0;
  for (size_t d = 0; d < n; d++)
    if (x[d] == x[d]) x[kept++] = x[d];
  return kept;
}

static sc_io_summary summarise(double *x, size_t n_draws, double *workspace_of)
{
  static const double levels[SC_SPREAD_QUANTILES] = { 0.05, 0.5, 0.95 };
  const size_t n = keep_numbers(x, n_draws);
  const sc_moments moments = sc_moments_of(x, n);
  sc_io_summary s = { n, moments.mean, moments.sd, { (double)NAN, (double)NAN, (double)NAN } };
  if (n == 0) return s;
  sc_sort(x, n, workspace_of);
  if (x[0] == x[n - 1]) s.mean = x[0];                     /* what never moves, to the last digit */
  for (int q = 0; q < SC_SPREAD_QUANTILES; q++) s.quantile[q] = sc_quantile(x, n, levels[q]);
  return s;
}

static void run_all(const job *j, sc_io_spread *spread, double *sorting)
{
  const int64_t n_blocks = (int64_t)((spread->n_draws + SC_LANES - 1) / SC_LANES);
#pragma omp parallel num_threads(j->n_threads)
  {
    const int me = omp_get_thread_num();
#pragma omp for schedule(dynamic)
    for (int64_t b = 0; b < n_blocks; b++) run_block(j, (uint64_t)b * SC_LANES, &j->of_thread[me]);
#pragma omp for schedule(dynamic)
    for (int k = 0; k < j->m->n_values; k++)
      spread->summary[k] = summarise(j->values + (size_t)k * spread->n_draws, spread->n_draws, sorting + (size_t)me * spread->n_draws);
  }
}

static sc_code take_base(const job *j, sc_io_spread *spread, sc_report *report)
{
  double *numbers = j->of_thread[0].numbers;
  for (int k = 0; k < j->n_tables; numbers += j->u[k++].shape.n_numbers)
    memcpy(numbers, j->u[k].base, j->u[k].shape.n_numbers * sizeof *numbers);
  const sc_bad why = j->m->take(j->m->self, j->isa, j->of_thread[0].numbers, j->of_thread[0].work, spread->base);
  return why == SC_BAD_GOOD ? SC_OK : SC_FAIL(report, UNCERTAIN_BASE, SC_IN_FILE(j->u->table->file), "");
}

static sc_code run(job *j, sc_io_spread *spread, sc_report *report)
{
  const size_t n_draws = spread->n_draws, threads = (size_t)j->n_threads;
  double *sorting = sc_alloc(threads * n_draws, sizeof *sorting);
  sc_code code = j->of_thread && j->values && j->why && sorting && spread->base && spread->summary
                     ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "draws");
  for (int t = 0; t < j->n_threads && code == SC_OK; t++) code = make_workspace(j, &j->of_thread[t], report);
  if (code == SC_OK) code = take_base(j, spread, report);
  if (code == SC_OK) {
    run_all(j, spread, sorting);
    for (size_t d = 0; d < n_draws; d++) spread->n_bad[j->why[d]]++;
    spread->n_good = spread->n_bad[SC_BAD_GOOD];
    if (spread->n_good == 0) code = SC_FAIL(report, UNCERTAIN_NONE_GOOD, SC_IN_FILE(j->u->table->file), sc_integer((long long)n_draws).s);
  }
  sc_free(sorting);
  return code;
}

sc_code sc_io_spread_make(sc_io_spread *spread, const sc_io_uncertain *u, const sc_io_measure *measure, const sc_io_sampling *sampling,
                          sc_report *report)
{
  const size_t n_values = (size_t)measure->n_values;
  *spread = (sc_io_spread){ .n_draws = sampling->n_draws, .n_values = measure->n_values };
  spread->base = sc_alloc(n_values, sizeof *spread->base);
  spread->summary = sc_alloc(n_values, sizeof *spread->summary);
  job j = { .u = u, .n_tables = measure->n_tables, .m = measure, .sampling = sampling, .isa = sc_isa_best(),
            .n_threads = sampling->n_threads > 0 ? sampling->n_threads : omp_get_max_threads() };
  j.of_thread = sc_alloc((size_t)j.n_threads, sizeof *j.of_thread);
  j.values = sc_alloc(n_values * spread->n_draws, sizeof *j.values);
  j.why = sc_alloc(spread->n_draws, sizeof *j.why);
  const sc_code code = run(&j, spread, report);
  for (int t = 0; t < j.n_threads && j.of_thread; t++) free_workspace(&j, &j.of_thread[t]);
  sc_free(j.why);
  sc_free(j.values);
  sc_free(j.of_thread);
  if (code != SC_OK) sc_io_spread_free(spread);
  return code;
}

void sc_io_spread_free(sc_io_spread *spread)
{
  if (!spread) return;
  sc_free(spread->base);
  sc_free(spread->summary);
  *spread = (sc_io_spread){ 0 };
}
