/* judge.c - are the targets met? From one scenario's paths to hits, margins and probabilities (measure.h says what is
 * compared with what); then the sets of targets that are judged together.
 *
 * Probabilities are shares of the draws that stayed in the model's domain. Drivers come from the first SC_DRIVER_DRAWS draws,
 * in which one that was given up stands with margin 0.
 */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/stats/interval.h"
#include "engine/stats/joint.h"
#include "engine/stats/likelihood.h"
#include "engine/stats/sum.h"
#include "outputs/run/measure.h"

typedef struct judge {
  const sc_run     *run;
  const sc_reading **readings;     /* [entry] */
  uint64_t         *live;          /* bitset */
  uint64_t         *hits;          /* [entry][words] */
  const uint64_t  **hit;           /* [entry] */
  const uint64_t  **members;       /* hits of the set at hand */
  double           *work;          /* [thread][6][n_draws] */
} judge;

static void quantiles_of(const double *x, size_t n, double *sorted, double *work, double out[5])
{
  static const double levels[5] = { 0.05, 0.25, 0.50, 0.75, 0.95 };
  memcpy(sorted, x, n * sizeof *x);
  sc_sort(sorted, n, work);
  for (int q = 0; q < 5; q++) out[q] = sc_quantile(sorted, n, levels[q]);
}

/* In what share of draws a level is met in some year of the run, and the median of the first such year. years, work: n each. */
static void first_met(const judge *j, const sc_reading *reading, double *years, double *work, sc_verdict *v)
{
  const sc_paths *paths = &j->run->paths;
  size_t n = 0, n_met = 0;
  if (reading->kind != SC_TARGET_LEVEL && reading->kind != SC_TARGET_HOLD) return;
  for (size_t d = 0; d < paths->n_draws; d++) {
    if (paths->why[d] != SC_BAD_GOOD) continue;
    const int year = sc_first_met(paths, reading, j->run->result->base_year, d);
    years[n++] = year > 0 ? year : (double)INFINITY;
    n_met += year > 0;
  }
  v->met_by_last = (double)n_met / (double)n;
  sc_sort(years, n, work);
  if (2 * n_met >= n) v->first_year = (int)years[(n - 1) / 2];
}

/* Inputs with the largest rank correlation with the margin. */
static void find_drivers(const judge *j, const double *margin_by_draw, double *scores, double *work, sc_verdict *v)
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

static void judge_entry(const judge *j, int entry, sc_verdict *v, double *work)
{
  const sc_run *run = j->run;
  const sc_result *r = run->result;
  const sc_reading *reading = j->readings[entry];
  const size_t n_draws = (size_t)r->n_draws;
  double *m = work, *margin = work + n_draws, *by_draw = work + 2 * n_draws, *sorted = work + 3 * n_draws, *rest = work + 4 * n_draws;
  uint64_t *hits = j->hits + (size_t)entry * sc_hit_words(n_draws), n_hits = 0;
  size_t n = 0;
  *v = NOTHING;
  if (!r->entries[entry].assessable) return;
  for (size_t d = 0; d < n_draws; d++) {
    by_draw[d] = 0.0;
    if (run->paths.why[d] != SC_BAD_GOOD) continue;
    m[n] = sc_measure(&run->paths, reading, r->base_year, d);
    by_draw[d] = margin[n] = sc_margin(reading, m[n]);
    if (sc_is_met(reading, margin[n])) {
      sc_hit_set(hits, d);
      n_hits++;
    }
    n++;
  }
  if (n == 0) return;
  const sc_range range = sc_wilson(n_hits, n);
  v->p = (double)n_hits / (double)n;
  v->p_lo = range.lower;
  v->p_hi = range.upper;
  v->likelihood = sc_likelihood(v->p);
  quantiles_of(m, n, sorted, rest, v->measure);
  quantiles_of(margin, n, sorted, rest, v->margin);
  for (size_t i = 0; i < n; i++) margin[i] = margin[i] < 0.0 ? -margin[i] : 0.0;
  v->mean_shortfall = sc_mean(margin, n);
  v->needed_per_year = sc_needed_per_year(reading, r->base_year, v->margin[2]);
  first_met(j, reading, m, rest, v);
  find_drivers(j, by_draw, m, sorted, v);
}

static sc_code judge_set(const judge *j, int set, sc_joint *joint, sc_report *report)
{
  const sc_joint_item *item = &j->run->result->joint_items[set];
  sc_joint_counts counts = { 0 };
  const size_t n = (size_t)item->n;
  for (size_t i = 0; i < n; i++) j->members[i] = j->hit[item->entries[i]];
  const sc_hits hits = { n, (size_t)j->run->result->n_draws, j->live, j->members };
  SC_TRY(sc_joint_count(&counts, &hits, report));
  const double p = sc_joint_all(&counts), shortfall = 1.0 - p;
  const sc_range range = sc_wilson(counts.n_missing[0], counts.n_live);
  joint->p_all = p;
  joint->p_all_lo = range.lower;
  joint->p_all_hi = range.upper;
  joint->expected_hits = sc_joint_expected(&counts);
  for (size_t k = 0; k <= n; k++) joint->at_least[k] = sc_joint_at_least(&counts, k);
  for (size_t a = 0; a < n; a++) {
    joint->without[a] = sc_joint_without(&counts, a);
    joint->shapley[a] = shortfall > 0.0 ? sc_joint_blame(&counts, a) / shortfall : 0.0;
    for (size_t b = 0; b < n; b++) {
      joint->given[a * n + b] = sc_joint_given(&counts, a, b);
      joint->together[a * n + b] = sc_joint_correlation(&counts, a, b);
    }
  }
  sc_joint_free(&counts);
  return SC_OK;
}

static sc_code judge_all(judge *j, int scenario, int model, sc_report *report)
{
  const sc_result *r = j->run->result;
  const size_t n = (size_t)r->n_draws, words = sc_hit_words(n);
  for (size_t d = 0; d < n; d++)
    if (j->run->paths.why[d] == SC_BAD_GOOD) sc_hit_set(j->live, d);
  int entry = 0;
  for (int t = 0; t < j->run->study->n_targets; t++)
    for (int k = 0; k < j->run->study->targets[t].n_readings; k++, entry++) {
      j->readings[entry] = &j->run->study->targets[t].readings[k];
      j->hit[entry] = j->hits + (size_t)entry * words;
    }
#pragma omp parallel for schedule(dynamic) num_threads(j->run->n_threads)
  for (int e = 0; e < r->n_entries; e++)
    judge_entry(j, e, &r->verdicts[sc_result_verdict(r, scenario, model, e)], j->work + (size_t)omp_get_thread_num() * 6 * n);
  for (int set = 0; set < r->n_joint; set++)
    SC_TRY(judge_set(j, set, &r->joints[sc_run_cell(j->run, scenario, model) * (size_t)r->n_joint + (size_t)set], report));
  return SC_OK;
}

sc_code sc_run_judge(sc_run *run, int scenario, int model, sc_report *report)
{
  const size_t entries = (size_t)run->result->n_entries, n = (size_t)run->result->n_draws, words = sc_hit_words(n);
  judge j = { .run = run };
  j.readings = sc_alloc(entries + 1, sizeof *j.readings);
  j.hit = sc_alloc(entries + 1, sizeof *j.hit);
  j.members = sc_alloc(entries + 1, sizeof *j.members);
  j.hits = sc_alloc(entries + 1, words * sizeof *j.hits);
  j.live = sc_alloc(words, sizeof *j.live);
  j.work = sc_alloc((size_t)run->n_threads * 6, n * sizeof(double));
  const int ready = j.readings && j.hit && j.members && j.hits && j.live && j.work;
  const sc_code code = ready ? judge_all(&j, scenario, model, report)
                             : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspace of the verdicts");
  sc_free(j.readings);
  sc_free(j.hit);
  sc_free(j.members);
  sc_free(j.hits);
  sc_free(j.live);
  sc_free(j.work);
  return code;
}
