/* summarise.c - from one scenario's paths to the summary of every indicator and year, and the values that are kept. */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/stats/sum.h"
#include "outputs/run/parts.h"

typedef struct ranks_of { sc_ranks q[SC_N_QUANTILES]; } ranks_of;

/* The finite part of a column, in the order of draws. */
static size_t live_part(const sc_paths *paths, const double *column, double *out)
{
  size_t n = 0;
  for (size_t d = 0; d < paths->n_draws; d++)
    if (paths->why[d] == SC_BAD_GOOD) out[n++] = column[d];
  return n;
}

static void one_column(const sc_result *r, const double *x, size_t n, const ranks_of *ranks, size_t cell, double *work)
{
  const sc_moments m = sc_moments_of(x, n);
  double *sorted = work;
  for (size_t i = 0; i < n; i++) sorted[i] = x[i];
  if (n > 0) sc_sort(sorted, n, work + n);
  r->mean[cell] = m.mean;
  r->sd[cell] = m.sd;
  r->se[cell] = m.standard_error;
  for (int q = 0; q < SC_N_QUANTILES; q++) {
    const size_t at = cell * SC_N_QUANTILES + (size_t)q;
    const sc_range range = n > 0 ? sc_quantile_interval(sorted, ranks->q[q]) : (sc_range){ (double)NAN, (double)NAN };
    r->quantile[at] = n > 0 ? sc_quantile(sorted, n, sc_quantile_levels[q]) : (double)NAN;
    r->quantile_lo[at] = range.lower;
    r->quantile_hi[at] = range.upper;
  }
}

/* A programme that has ended stays what it is: the year before has the summary already. */
static void same_as(const sc_result *r, size_t cell, size_t before)
{
  double *const single[] = { r->mean, r->sd, r->se };
  double *const several[] = { r->quantile, r->quantile_lo, r->quantile_hi };
  for (int i = 0; i < 3; i++) single[i][cell] = single[i][before];
  for (int i = 0; i < 3; i++)
    memcpy(several[i] + cell * SC_N_QUANTILES, several[i] + before * SC_N_QUANTILES, SC_N_QUANTILES * sizeof(double));
}

static void keep_values(const sc_run *run, int scenario, int model, int indicator)
{
  const sc_result *r = run->result;
  const size_t n = run->paths.n_draws, kept = (size_t)r->n_kept;
  float *to = r->values + (((size_t)indicator * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_models + (size_t)model) * n * kept;
  for (size_t k = 0; k < kept; k++) {
    const double *column = sc_path(&run->paths, indicator, r->kept[k] - r->base_year);
    for (size_t d = 0; d < n; d++) to[d * kept + k] = (float)column[d];
  }
}

sc_code sc_run_summarise(sc_run *run, int scenario, int model, sc_report *report)
{
  const sc_result *r = run->result;
  const size_t n = run->paths.n_draws;
  double *work = sc_alloc((size_t)run->n_threads * 3, n * sizeof(double));
  if (!work) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspace of the summary");
  size_t live = 0;
  for (size_t d = 0; d < n; d++) live += run->paths.why[d] == SC_BAD_GOOD;
  ranks_of ranks;
  for (int q = 0; q < SC_N_QUANTILES; q++) ranks.q[q] = sc_quantile_ranks(live, sc_quantile_levels[q], 0.95);
#pragma omp parallel for schedule(dynamic) num_threads(run->n_threads)
  for (int i = 0; i < r->n_indicators; i++) {
    double *mine = work + (size_t)omp_get_thread_num() * 3 * n;
    for (int y = 0; y < r->n_years; y++) {
      const double *column = sc_path(&run->paths, i, y + r->first_year - r->base_year);
      const size_t cell = sc_result_cell(r, i, scenario, model, y);
      if (y > 0 && memcmp(column, column - n, n * sizeof *column) == 0) same_as(r, cell, cell - 1);
      else one_column(r, mine, live_part(&run->paths, column, mine), &ranks, cell, mine + n);
    }
    if (r->values) keep_values(run, scenario, model, i);
  }
  sc_free(work);
  return SC_OK;
}
