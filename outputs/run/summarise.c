/* summarise.c - from one scenario's paths to the summary of every indicator and year, under each model and pooled, and the
 * values that are kept. */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/stats/mixture.h"
#include "engine/stats/sum.h"
#include "outputs/run/parts.h"

typedef struct ranks_of { sc_ranks q[SC_N_QUANTILES]; } ranks_of;

/* What all threads read, and what one of them works on. */
typedef struct summary {
  const sc_run *run;
  int           scenario;
  size_t       *live;                /* [model] draws that stayed               */
  size_t        fewest;              /* of the models that count                */
  ranks_of     *ranks, pooled;       /* [model]; of the fewest                  */
} summary;

typedef struct workspace {
  sc_sample *samples;                /* [model], sorted                         */
  double    *sorted;                 /* [model][n_draws]                        */
  double    *work;                   /* [n_draws]                               */
} workspace;

/* Where the numbers of a cell go: those of a model or the pooled ones. */
typedef struct place { double *mean, *sd, *se, *quantile, *lower, *upper; } place;

static place place_of(const sc_result *r) { return (place){ r->mean, r->sd, r->se, r->quantile, r->quantile_lo, r->quantile_hi }; }
static place pooled_place(const sc_pooled *p) { return (place){ p->mean, p->sd, p->se, p->quantile, p->quantile_lo, p->quantile_hi }; }

/* The finite part of a column, in the order of draws. */
static size_t live_part(const sc_paths *paths, const double *column, double *out)
{
  size_t n = 0;
  for (size_t d = 0; d < paths->n_draws; d++)
    if (paths->why[d] == SC_BAD_GOOD) out[n++] = column[d];
  return n;
}

static void one_column(const summary *s, int model, const double *column, size_t cell, const workspace *desk)
{
  const sc_result *r = s->run->result;
  const sc_paths *paths = &s->run->paths[model];
  double *sorted = desk->sorted + (size_t)model * paths->n_draws;
  const size_t n = live_part(paths, column, sorted);
  const sc_moments m = sc_moments_of(sorted, n);
  if (n > 0) sc_sort(sorted, n, desk->work);
  desk->samples[model] = (sc_sample){ sorted, n, s->run->study->model_weights[model], m.mean, m.sd };
  r->mean[cell] = m.mean;
  r->sd[cell] = m.sd;
  r->se[cell] = m.standard_error;
  for (int q = 0; q < SC_N_QUANTILES; q++) {
    const size_t at = cell * SC_N_QUANTILES + (size_t)q;
    const sc_range range = n > 0 ? sc_quantile_interval(sorted, s->ranks[model].q[q]) : (sc_range){ (double)NAN, (double)NAN };
    r->quantile[at] = n > 0 ? sc_quantile(sorted, n, sc_quantile_levels[q]) : (double)NAN;
    r->quantile_lo[at] = range.lower;
    r->quantile_hi[at] = range.upper;
  }
}

/* Draws are independent, models are not: what a draw adds to the pooled mean is the weighted sum over models of how far it is
 * from their means. */
static double pooled_error(const summary *s, int indicator, int t, const workspace *desk)
{
  const sc_study *study = s->run->study;
  const size_t n = s->run->paths[0].n_draws;
  double *added = desk->work, total = 0.0;
  memset(added, 0, n * sizeof *added);
  for (int m = 0; m < study->n_models; m++) total += s->live[m] > 0 ? study->model_weights[m] : 0.0;
  for (int m = 0; m < study->n_models; m++) {
    const sc_paths *paths = &s->run->paths[m];
    const double *column = sc_path(paths, indicator, t), mean = desk->samples[m].mean;
    const double weight = s->live[m] > 0 ? study->model_weights[m] / total * ((double)n / (double)s->live[m]) : 0.0;
    for (size_t d = 0; d < n; d++)
      if (weight > 0.0 && paths->why[d] == SC_BAD_GOOD) added[d] += weight * (column[d] - mean);
  }
  return total > 0.0 ? sc_moments_of(added, n).standard_error : (double)NAN;
}

static void pool_column(const summary *s, int indicator, int t, size_t cell, const workspace *desk)
{
  const sc_pooled *p = &s->run->result->pooled;
  const int n = s->run->study->n_models;
  p->mean[cell] = sc_mixture_mean(desk->samples, n);
  p->sd[cell] = sc_mixture_sd(desk->samples, n);
  p->se[cell] = pooled_error(s, indicator, t, desk);
  for (int q = 0; q < SC_N_QUANTILES; q++) {
    const size_t at = cell * SC_N_QUANTILES + (size_t)q;
    const sc_range range = sc_mixture_interval(desk->samples, n, s->pooled.q[q], s->fewest);
    p->quantile[at] = sc_mixture_quantile(desk->samples, n, sc_quantile_levels[q]);
    p->quantile_lo[at] = range.lower;
    p->quantile_hi[at] = range.upper;
  }
}

/* A programme that has ended stays what it is: the year before has the summary already. */
static void same_as_before(place p, size_t cell)
{
  double *const single[] = { p.mean, p.sd, p.se }, *const several[] = { p.quantile, p.lower, p.upper };
  for (int i = 0; i < 3; i++) single[i][cell] = single[i][cell - 1];
  for (int i = 0; i < 3; i++)
    memcpy(several[i] + cell * SC_N_QUANTILES, several[i] + (cell - 1) * SC_N_QUANTILES, SC_N_QUANTILES * sizeof(double));
}

static void one_year(const summary *s, int indicator, int y, const workspace *desk)
{
  const sc_result *r = s->run->result;
  const int t = y + r->first_year - r->base_year;
  const size_t n = s->run->paths[0].n_draws;
  int stays = y > 0;
  for (int m = 0; m < r->n_models && stays; m++) {
    const double *column = sc_path(&s->run->paths[m], indicator, t);
    stays = memcmp(column, column - n, n * sizeof *column) == 0;
  }
  for (int m = 0; m < r->n_models; m++) {
    const size_t cell = sc_result_cell(r, indicator, s->scenario, m, y);
    if (stays) same_as_before(place_of(r), cell);
    else one_column(s, m, sc_path(&s->run->paths[m], indicator, t), cell, desk);
  }
  const size_t cell = sc_result_pooled(r, indicator, s->scenario, y);
  if (r->n_models > 1 && stays) same_as_before(pooled_place(&r->pooled), cell);
  else if (r->n_models > 1) pool_column(s, indicator, t, cell, desk);
}

static void keep_values(const sc_run *run, int scenario, int model, int indicator)
{
  const sc_result *r = run->result;
  const size_t n = run->paths[model].n_draws, kept = (size_t)r->n_kept;
  float *to = r->values + (((size_t)indicator * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_models + (size_t)model) * n * kept;
  for (size_t k = 0; k < kept; k++) {
    const double *column = sc_path(&run->paths[model], indicator, r->kept[k] - r->base_year);
    for (size_t d = 0; d < n; d++) to[d * kept + k] = (float)column[d];
  }
}

static void count_live(summary *s)
{
  const sc_run *run = s->run;
  s->fewest = (size_t)run->result->n_draws;
  for (int m = 0; m < run->study->n_models; m++) {
    for (size_t d = 0; d < run->paths[m].n_draws; d++) s->live[m] += run->paths[m].why[d] == SC_BAD_GOOD;
    if (run->study->model_weights[m] > 0.0 && s->live[m] > 0 && s->live[m] < s->fewest) s->fewest = s->live[m];
    for (int q = 0; q < SC_N_QUANTILES; q++) s->ranks[m].q[q] = sc_quantile_ranks(s->live[m], sc_quantile_levels[q], 0.95);
  }
  for (int q = 0; q < SC_N_QUANTILES; q++) s->pooled.q[q] = sc_quantile_ranks(s->fewest, sc_quantile_levels[q], 0.95);
}

static void all_columns(const summary *s, double *work, sc_sample *samples)
{
  const sc_result *r = s->run->result;
  const size_t n = (size_t)r->n_draws, models = (size_t)r->n_models;
#pragma omp parallel for schedule(dynamic) num_threads(s->run->n_threads)
  for (int i = 0; i < r->n_indicators; i++) {
    const size_t thread = (size_t)omp_get_thread_num();
    double *mine = work + thread * (models + 1) * n;
    const workspace desk = { samples + thread * models, mine, mine + models * n };
    for (int y = 0; y < r->n_years; y++) one_year(s, i, y, &desk);
    for (int m = 0; m < r->n_models && r->values; m++) keep_values(s->run, s->scenario, m, i);
  }
}

sc_code sc_run_summarise(sc_run *run, int scenario, sc_report *report)
{
  const size_t models = (size_t)run->study->n_models, threads = (size_t)run->n_threads;
  summary s = { .run = run, .scenario = scenario };
  s.live = sc_alloc(models, sizeof *s.live);
  s.ranks = sc_alloc(models, sizeof *s.ranks);
  sc_sample *samples = sc_alloc(threads * models, sizeof *samples);
  double *work = sc_alloc(threads * (models + 1), (size_t)run->result->n_draws * sizeof(double));
  const int ready = s.live && s.ranks && samples && work;
  if (ready) {
    count_live(&s);
    all_columns(&s, work, samples);
  }
  sc_free(s.live);
  sc_free(s.ranks);
  sc_free(samples);
  sc_free(work);
  return ready ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspace of the summary");
}
