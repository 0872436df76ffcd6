/* variance.c - from the paths of pairs of draws and the same with swapped shocks to the parts of the variance of every indicator
 * in every year, and of whether each target is met (engine/stats/split.h). A pair counts when no model gave up any of its draws. */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "outputs/run/measure.h"

typedef struct splitter {
  const sc_run      *run;
  int                scenario;
  const sc_reading **readings;       /* [entry] */
  uint8_t           *use;            /* [pair]  */
} splitter;

/* Room of one thread: hits of all models at all points, and what sc_split_of works in. */
static size_t room(const sc_run *run)
{
  return ((size_t)run->study->n_models * 4 + SC_N_PARTS + 1) * run->n_pairs;
}

static sc_split_data data_of(const splitter *s, const double *const *own, const double *const *swapped)
{
  return (sc_split_data){ s->run->study->n_models, s->run->n_pairs, s->run->result->model_weights, own, swapped, s->use };
}

static void put(const sc_split *split, double *share, double *error)
{
  memcpy(share, split->share, sizeof split->share);
  memcpy(error, split->error, sizeof split->error);
}

/* Whether all models say of the draws in question what they said the year before. */
static int stays(const sc_run *run, int indicator, int t)
{
  const size_t size = 2 * run->n_pairs * sizeof(double);
  for (int m = 0; m < run->study->n_models; m++)
    if (memcmp(sc_path(&run->paths[m], indicator, t), sc_path(&run->paths[m], indicator, t - 1), size) != 0 ||
        memcmp(sc_path(&run->swapped[m], indicator, t), sc_path(&run->swapped[m], indicator, t - 1), size) != 0)
      return 0;
  return 1;
}

static void split_indicator(const splitter *s, int indicator, double *work)
{
  const sc_run *run = s->run;
  const sc_result *r = run->result;
  const double *own[SC_MAX_MODELS], *swapped[SC_MAX_MODELS];
  for (int y = 0; y < r->n_years; y++) {
    const int t = y + r->first_year - r->base_year;
    const size_t at = sc_result_pooled(r, indicator, s->scenario, y) * SC_N_PARTS;
    if (y > 0 && stays(run, indicator, t)) {
      memcpy(r->variance.share + at, r->variance.share + at - SC_N_PARTS, SC_N_PARTS * sizeof(double));
      memcpy(r->variance.error + at, r->variance.error + at - SC_N_PARTS, SC_N_PARTS * sizeof(double));
      continue;
    }
    for (int m = 0; m < run->study->n_models; m++) {
      own[m] = sc_path(&run->paths[m], indicator, t);
      swapped[m] = sc_path(&run->swapped[m], indicator, t);
    }
    const sc_split_data data = data_of(s, own, swapped);
    const sc_split split = sc_split_of(&data, work);
    put(&split, r->variance.share + at, r->variance.error + at);
  }
}

/* 1 where the target is met, 0 where it is not. */
static void hits_of(const splitter *s, const sc_paths *paths, int entry, double *hit)
{
  const sc_reading *reading = s->readings[entry];
  for (size_t d = 0; d < 2 * s->run->n_pairs; d++) {
    const double m = paths->why[d] == SC_BAD_GOOD ? sc_measure(paths, reading, s->run->result->base_year, d) : (double)NAN;
    hit[d] = sc_is_met(reading, sc_margin(reading, m)) ? 1.0 : 0.0;
  }
}

static void split_entry(const splitter *s, int entry, double *work)
{
  const sc_run *run = s->run;
  const sc_result *r = run->result;
  const size_t at = ((size_t)s->scenario * (size_t)r->n_entries + (size_t)entry) * SC_N_PARTS, n = 2 * run->n_pairs;
  const double *own[SC_MAX_MODELS], *swapped[SC_MAX_MODELS];
  for (int k = 0; k < SC_N_PARTS; k++) r->variance.hit[at + (size_t)k] = r->variance.hit_error[at + (size_t)k] = (double)NAN;
  if (!r->entries[entry].assessable) return;
  for (int m = 0; m < run->study->n_models; m++) {
    double *hit = work + (size_t)m * 2 * n;
    hits_of(s, &run->paths[m], entry, hit);
    hits_of(s, &run->swapped[m], entry, hit + n);
    own[m] = hit;
    swapped[m] = hit + n;
  }
  const sc_split_data data = data_of(s, own, swapped);
  const sc_split split = sc_split_of(&data, work + (size_t)run->study->n_models * 2 * n);
  put(&split, r->variance.hit + at, r->variance.hit_error + at);
}

static void choose_pairs(const splitter *s)
{
  const sc_run *run = s->run;
  int used = 0;
  for (size_t pair = 0; pair < run->n_pairs; pair++) {
    s->use[pair] = 1;
    for (int m = 0; m < run->study->n_models; m++)
      for (size_t d = pair; d < 2 * run->n_pairs; d += run->n_pairs)
        if (run->paths[m].why[d] != SC_BAD_GOOD || run->swapped[m].why[d] != SC_BAD_GOOD) s->use[pair] = 0;
    used += s->use[pair];
  }
  run->result->variance.pairs[s->scenario] = used;
}

static void find_readings(const splitter *s)
{
  int entry = 0;
  for (int t = 0; t < s->run->study->n_targets; t++)
    for (int k = 0; k < s->run->study->targets[t].n_readings; k++) s->readings[entry++] = &s->run->study->targets[t].readings[k];
}

sc_code sc_run_variance(sc_run *run, int scenario, sc_report *report)
{
  const sc_result *r = run->result;
  if (run->n_pairs == 0) return SC_OK;
  splitter s = { run, scenario, sc_alloc((size_t)r->n_entries + 1, sizeof *s.readings), sc_alloc(run->n_pairs, 1) };
  double *work = sc_alloc((size_t)run->n_threads, room(run) * sizeof *work);
  const int ready = s.readings && s.use && work;
  if (ready) {
    choose_pairs(&s);
    find_readings(&s);
#pragma omp parallel for schedule(dynamic) num_threads(run->n_threads)
    for (int i = 0; i < r->n_indicators + r->n_entries; i++) {
      double *mine = work + (size_t)omp_get_thread_num() * room(run);
      if (i < r->n_indicators) split_indicator(&s, i, mine);
      else split_entry(&s, i - r->n_indicators, mine);
    }
  }
  sc_free(s.readings);
  sc_free(s.use);
  sc_free(work);
  return ready ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspace of the variance");
}
