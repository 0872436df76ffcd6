/* judge.c - are the targets met? From one scenario's paths to hits, margins and probabilities (measure.h says what is
 * compared with what), under each model and pooled; then the sets of targets that are judged together (together.c).
 *
 * Probabilities are shares of the draws that stayed in the model's domain; pooled, their mean over models. Drivers come from
 * the first SC_DRIVER_DRAWS draws, in which one that was given up stands with margin 0; pooled, from the mean margin of a draw.
 */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/stats/interval.h"
#include "engine/stats/joint.h"
#include "engine/stats/likelihood.h"
#include "engine/stats/mixture.h"
#include "engine/stats/sum.h"
#include "outputs/run/judge.h"

/* What one thread works on; every array of [n_draws]. */
typedef struct workspace {
  double    *measure, *margin;       /* [model][], sorted                                    */
  double    *by_draw;                /* margin of each draw, 0 where it was given up          */
  double    *mean_by_draw;           /* the same, mean over models                            */
  double    *scratch;                /* [3][]                                                 */
  double    *met;                    /* [years of the run] pooled share that first meets then */
  sc_sample *measures, *margins;     /* [model]                                               */
} workspace;

enum { ARRAYS_A_MODEL = 2, ARRAYS_BESIDE = 5 };
static const double HALF = 0.5 - 1e-12;   /* half of the pooled draws, whatever rounding left of it */

static void sorted_sample(double *x, size_t n, double weight, double *work, sc_sample *sample)
{
  sc_sort(x, n, work);
  *sample = (sc_sample){ .sorted = x, .n = n, .weight = weight };
}

static const double LEVELS[5] = { 0.05, 0.25, 0.50, 0.75, 0.95 };

static void quantiles_of(const sc_sample *sample, double out[5])
{
  for (int q = 0; q < 5; q++) out[q] = sc_quantile(sample->sorted, sample->n, LEVELS[q]);
}

static void pooled_quantiles(const sc_sample *samples, int n, double out[5])
{
  for (int q = 0; q < 5; q++) out[q] = sc_mixture_quantile(samples, n, LEVELS[q]);
}

/* In what share of draws a level is met in some year of the run, and the median of the first such year; the model's part of the
 * pooled shares is added to desk->met. */
static void first_met(const sc_judge *j, int model, const sc_reading *reading, const workspace *desk, sc_verdict *v)
{
  const sc_paths *paths = &j->run->paths[model];
  const int base_year = j->run->result->base_year;
  double *years = desk->scratch;
  size_t n = 0, n_met = 0;
  if (reading->kind != SC_TARGET_LEVEL && reading->kind != SC_TARGET_HOLD) return;
  for (size_t d = 0; d < paths->n_draws; d++) {
    if (paths->why[d] != SC_BAD_GOOD) continue;
    const int year = sc_first_met(paths, reading, base_year, d);
    years[n++] = year > 0 ? year : (double)INFINITY;
    n_met += year > 0;
  }
  v->met_by_last = (double)n_met / (double)n;
  sc_sort(years, n, desk->scratch + paths->n_draws);
  if (2 * n_met >= n) v->first_year = (int)years[(n - 1) / 2];
  for (size_t d = 0; d < n_met; d++) desk->met[(int)years[d] - base_year - 1] += j->share[model] / (double)n;
}

/* Inputs with the largest rank correlation with the margin. */
static void find_drivers(const sc_judge *j, const double *margin_by_draw, double *scores, double *work, sc_verdict *v)
{
  const sc_run *run = j->run;
  const size_t n = run->n_ranked;
  sc_rank_scores(margin_by_draw, n, scores, work);
  for (int k = 0; k < 3; k++) v->driver[k] = -1, v->driver_rank[k] = 0.0;
  for (int i = 0; i < run->result->n_inputs; i++) {
    if (!run->result->inputs[i].sampled) continue;
    const double *x = run->ranks + (size_t)i * n;
    double rank = 0.0;
    for (size_t d = 0; d < n; d++) rank += x[d] * scores[d];
    int k = 3;
    while (k > 0 && fabs(rank) > fabs(v->driver_rank[k - 1])) k--;
    for (int m = 2; m > k; m--) v->driver[m] = v->driver[m - 1], v->driver_rank[m] = v->driver_rank[m - 1];
    if (k < 3) v->driver[k] = i, v->driver_rank[k] = rank;
  }
}

static const sc_verdict NOTHING = { NAN, NAN, NAN, -1, { NAN, NAN, NAN, NAN, NAN }, { NAN, NAN, NAN, NAN, NAN }, NAN, NAN, NAN,
                                    0, { -1, -1, -1 }, { 0, 0, 0 } };

/* One target under one model; how many draws were judged. */
static size_t judge_model(const sc_judge *j, int model, int entry, const workspace *desk, sc_verdict *v)
{
  const sc_run *run = j->run;
  const sc_paths *paths = &run->paths[model];
  const sc_reading *reading = j->readings[entry];
  const size_t n_draws = paths->n_draws;
  double *m = desk->measure + (size_t)model * n_draws, *margin = desk->margin + (size_t)model * n_draws, *rest = desk->scratch;
  uint64_t *hits = sc_judge_hits(j, model, entry), n_hits = 0;
  size_t n = 0;
  *v = NOTHING;
  for (size_t d = 0; d < n_draws; d++) {
    desk->by_draw[d] = 0.0;
    if (paths->why[d] != SC_BAD_GOOD) continue;
    m[n] = sc_measure(paths, reading, run->result->base_year, d);
    desk->by_draw[d] = margin[n] = sc_margin(reading, m[n]);
    if (sc_is_met(reading, margin[n])) {
      sc_hit_set(hits, d);
      n_hits++;
    }
    n++;
  }
  desk->measures[model] = desk->margins[model] = (sc_sample){ 0 };
  if (n == 0) return 0;
  const sc_range range = sc_wilson(n_hits, n);
  v->p = (double)n_hits / (double)n;
  v->p_lo = range.lower;
  v->p_hi = range.upper;
  v->likelihood = sc_likelihood(v->p);
  for (size_t i = 0; i < n; i++) rest[i] = margin[i] < 0.0 ? -margin[i] : 0.0;
  v->mean_shortfall = sc_mean(rest, n);
  sorted_sample(m, n, j->share[model], rest, &desk->measures[model]);
  sorted_sample(margin, n, j->share[model], rest, &desk->margins[model]);
  quantiles_of(&desk->measures[model], v->measure);
  quantiles_of(&desk->margins[model], v->margin);
  v->needed_per_year = sc_needed_per_year(reading, run->result->base_year, v->margin[2]);
  first_met(j, model, reading, desk, v);
  find_drivers(j, desk->by_draw, rest, rest + n_draws, v);
  return n;
}

/* The mean over models of a number of each; NaN where a model that counts has none. */
static double mean_of(const sc_judge *j, const sc_verdict *verdicts, size_t offset)
{
  double sum = 0.0;
  for (int m = 0; m < j->run->study->n_models; m++)
    if (j->share[m] > 0.0) sum += j->share[m] * *(const double *)(const void *)((const char *)&verdicts[(size_t)m * j->stride] + offset);
  return sum;
}

/* verdicts: of the first model, those of the others j->stride apart. */
static void pool_entry(const sc_judge *j, int entry, const sc_verdict *verdicts, const workspace *desk, sc_verdict *v)
{
  const sc_run *run = j->run;
  const int n_models = run->study->n_models;
  const uint64_t *hits[SC_MAX_MODELS];
  double p[SC_MAX_MODELS];
  *v = NOTHING;
  if (!(j->n_live > 0.0)) return;
  for (int m = 0; m < n_models; m++) {
    hits[m] = sc_judge_hits(j, m, entry);
    p[m] = verdicts[(size_t)m * j->stride].p;
  }
  v->p = mean_of(j, verdicts, offsetof(sc_verdict, p));
  const sc_range range = sc_wilson_share(v->p, sc_judge_effective(j, hits, p));
  v->p_lo = range.lower;
  v->p_hi = range.upper;
  v->likelihood = sc_likelihood(v->p);
  v->mean_shortfall = mean_of(j, verdicts, offsetof(sc_verdict, mean_shortfall));
  pooled_quantiles(desk->measures, n_models, v->measure);
  pooled_quantiles(desk->margins, n_models, v->margin);
  v->needed_per_year = sc_needed_per_year(j->readings[entry], run->result->base_year, v->margin[2]);
  v->met_by_last = mean_of(j, verdicts, offsetof(sc_verdict, met_by_last));
  double upto = 0.0;
  for (int t = 0; t < run->paths[0].n_years && v->first_year == 0; t++)
    if ((upto += desk->met[t]) >= HALF) v->first_year = run->result->base_year + 1 + t;
  find_drivers(j, desk->mean_by_draw, desk->scratch, desk->scratch + run->paths[0].n_draws, v);
}

static void judge_entry(const sc_judge *j, int scenario, int entry, const workspace *desk)
{
  const sc_result *r = j->run->result;
  const size_t n_draws = (size_t)r->n_draws;
  sc_verdict *first = &r->verdicts[sc_result_verdict(r, scenario, 0, entry)];
  const int is_pooled = r->n_models > 1, n_years = j->run->paths[0].n_years;
  if (is_pooled) r->pooled.verdicts[(size_t)scenario * (size_t)r->n_entries + (size_t)entry] = NOTHING;
  memset(desk->mean_by_draw, 0, n_draws * sizeof(double));
  memset(desk->met, 0, (size_t)n_years * sizeof(double));
  for (int m = 0; m < r->n_models; m++) {
    sc_verdict *v = first + (size_t)m * j->stride;
    *v = NOTHING;
    if (!r->entries[entry].assessable || judge_model(j, m, entry, desk, v) == 0) continue;
    for (size_t d = 0; d < n_draws && is_pooled; d++) desk->mean_by_draw[d] += j->share[m] * desk->by_draw[d];
  }
  if (is_pooled && r->entries[entry].assessable)
    pool_entry(j, entry, first, desk, &r->pooled.verdicts[(size_t)scenario * (size_t)r->n_entries + (size_t)entry]);
}

/* Draws that stayed under each model, and what each model counts for. */
static void weigh(sc_judge *j)
{
  const sc_study *study = j->run->study;
  const double n = (double)j->run->result->n_draws;
  double total = 0.0, squares = 0.0;
  for (int m = 0; m < study->n_models; m++) {
    size_t live = 0;
    for (size_t d = 0; d < j->run->paths[m].n_draws; d++)
      if (j->run->paths[m].why[d] == SC_BAD_GOOD) sc_hit_set(sc_judge_live(j, m), d), live++;
    j->live_share[m] = (double)live / n;
    j->share[m] = live == 0 ? 0.0 : study->n_models == 1 ? 1.0 : study->model_weights[m];
    total += j->share[m];
  }
  for (int m = 0; m < study->n_models; m++) {
    j->share[m] = total > 0.0 ? j->share[m] / total : 0.0;
    if (j->share[m] > 0.0) squares += j->share[m] * j->share[m] / (j->live_share[m] * n);
  }
  j->n_live = squares > 0.0 ? 1.0 / squares : 0.0;
}

double sc_judge_effective(const sc_judge *j, const uint64_t *const *hits, const double *p)
{
  const size_t n = (size_t)j->run->result->n_draws;
  double mean = 0.0, squares = 0.0;
  for (int m = 0; m < j->run->study->n_models; m++) mean += j->share[m] > 0.0 ? j->share[m] * p[m] : 0.0;
  for (size_t d = 0; d < n; d++) {
    double added = 0.0;
    for (int m = 0; m < j->run->study->n_models; m++)
      if (j->share[m] > 0.0 && (sc_judge_live(j, m)[d / 64] >> d % 64 & 1))
        added += j->share[m] / j->live_share[m] * ((double)(hits[m][d / 64] >> d % 64 & 1) - p[m]);
    squares += added * added;
  }
  const double variance = squares / ((double)n * (double)n), of_one = mean * (1.0 - mean);
  return variance * j->n_live > of_one ? of_one / variance : j->n_live;
}

static void judge_entries(const sc_judge *j, int scenario, double *work, sc_sample *samples)
{
  const sc_result *r = j->run->result;
  const size_t n = (size_t)r->n_draws, models = (size_t)r->n_models, years = (size_t)j->run->paths[0].n_years;
  const size_t arrays = ARRAYS_A_MODEL * models + ARRAYS_BESIDE;
#pragma omp parallel for schedule(dynamic) num_threads(j->run->n_threads)
  for (int e = 0; e < r->n_entries; e++) {
    const size_t thread = (size_t)omp_get_thread_num();
    double *mine = work + thread * (arrays * n + years), *beside = mine + ARRAYS_A_MODEL * models * n;
    const workspace desk = { mine, mine + models * n, beside, beside + n, beside + 2 * n, beside + ARRAYS_BESIDE * n,
                        samples + 2 * models * thread, samples + 2 * models * thread + models };
    judge_entry(j, scenario, e, &desk);
  }
}

static void find_readings(const sc_judge *j)
{
  int entry = 0;
  for (int t = 0; t < j->run->study->n_targets; t++)
    for (int k = 0; k < j->run->study->targets[t].n_readings; k++) j->readings[entry++] = &j->run->study->targets[t].readings[k];
}

sc_code sc_run_judge(sc_run *run, int scenario, sc_report *report)
{
  const size_t entries = (size_t)run->result->n_entries, models = (size_t)run->study->n_models, n = (size_t)run->result->n_draws;
  const size_t words = sc_hit_words(n), threads = (size_t)run->n_threads;
  sc_judge j = { .run = run, .words = words, .stride = entries };
  j.readings = sc_alloc(entries + 1, sizeof *j.readings);
  j.hits = sc_alloc(models * (entries + 1), words * sizeof *j.hits);
  j.live = sc_alloc(models, words * sizeof *j.live);
  double *work = sc_alloc(threads, ((ARRAYS_A_MODEL * models + ARRAYS_BESIDE) * n + (size_t)run->paths[0].n_years) * sizeof(double));
  sc_sample *samples = sc_alloc(threads * 2 * models, sizeof *samples);
  sc_code code = SC_OK;
  if (j.readings && j.hits && j.live && work && samples) {
    weigh(&j);
    find_readings(&j);
    judge_entries(&j, scenario, work, samples);
    code = sc_judge_together(&j, scenario, report);
  } else code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspace of the verdicts");
  sc_free(j.readings);
  sc_free(j.hits);
  sc_free(j.live);
  sc_free(work);
  sc_free(samples);
  return code;
}
