/* inputs.c - every uncertain input of every draw, drawn once and shared by all scenarios and models. */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/random/copula.h"
#include "outputs/run/parts.h"

enum { DRAWS_AT_ONCE = 512 };   /* of one piece of work; no number depends on it */

static sc_code sample_parameters(sc_run *run, sc_report *report)
{
  const sc_study *study = run->study;
  sc_result *r = run->result;
  sc_inputs inputs;
  const char *names[SC_N_PARAMS];
  const sc_dist *dists[SC_N_PARAMS];
  for (int i = 0; i < SC_N_PARAMS; i++) {
    names[i] = study->settings[i].row->name;
    dists[i] = &study->settings[i].dist;
  }
  SC_TRY(sc_inputs_create(&inputs, SC_N_PARAMS, names, dists, study->n_correlations, study->correlations, &r->arena, report));
  const int64_t n = (int64_t)r->n_draws;
#pragma omp parallel for schedule(dynamic) num_threads(run->n_threads)
  for (int64_t first = 0; first < n; first += DRAWS_AT_ONCE) {
    const int64_t count = n - first < DRAWS_AT_ONCE ? n - first : DRAWS_AT_ONCE;
    sc_inputs_sample(&inputs, study->seed, (uint64_t)first, (uint64_t)count, study->quiet, r->input + first, (size_t)n);
  }
  return SC_OK;
}

void sc_rank_scores(const double *x, size_t n, double *scores, double *workspace)
{
  double *sorted = workspace, sum = 0.0;
  memcpy(sorted, x, n * sizeof *x);
  sc_sort(sorted, n, workspace + n);
  for (size_t i = 0; i < n; i++) {
    size_t below = 0, upto = 0;
    for (size_t step = n; step > 0; step /= 2) {
      while (below + step <= n && sorted[below + step - 1] < x[i]) below += step;
      while (upto + step <= n && sorted[upto + step - 1] <= x[i]) upto += step;
    }
    scores[i] = 0.5 * ((double)below + (double)upto) - 0.5 * (double)n;
    sum += scores[i] * scores[i];
  }
  const double scale = sum > 0.0 ? 1.0 / sqrt(sum) : 0.0;
  for (size_t i = 0; i < n; i++) scores[i] *= scale;
}

static sc_code rank_inputs(sc_run *run, sc_report *report)
{
  const sc_result *r = run->result;
  const size_t n = run->n_ranked = r->n_draws < SC_DRIVER_DRAWS ? (size_t)r->n_draws : SC_DRIVER_DRAWS;
  run->ranks = sc_alloc((size_t)r->n_inputs * n, sizeof(double));
  double *workspace = sc_alloc((size_t)run->n_threads * 2 * n, sizeof(double));
  if (!run->ranks || !workspace) {
    sc_free(workspace);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "ranks of inputs");
  }
#pragma omp parallel num_threads(run->n_threads)
  {
    double *mine = workspace + 2 * n * (size_t)omp_get_thread_num();
#pragma omp for schedule(dynamic)
    for (int i = 0; i < r->n_inputs; i++)
      if (r->inputs[i].sampled) sc_rank_scores(r->input + (size_t)i * r->n_draws, n, run->ranks + (size_t)i * n, mine);
  }
  sc_free(workspace);
  return SC_OK;
}

sc_code sc_run_inputs(sc_run *run, sc_report *report)
{
  const sc_result *r = run->result;
  SC_TRY(sample_parameters(run, report));
  memcpy(r->input + (size_t)SC_N_PARAMS * r->n_draws, run->drive.delivery,
         (size_t)r->n_levers * r->n_draws * sizeof(double));
  return rank_inputs(run, report);
}
