/* execute.c - a bare model over many draws: blocks of lanes over threads (sc_model_execute in sanchan.h).
 *
 * Blocks are independent: each thread takes one, starts it, steps it through the periods, and copies the series of each
 * period to their place. Memory is taken before the parallel region; inside it nothing can fail. A draw whose series
 * stops being finite, or that the kernel gives up, is marked, and its numbers are NaN from that period on.
 */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/config/param.h"
#include "engine/random/dist.h"
#include "engine/run/kernel.h"

/* What all threads share, read-only but for values and why, where every block writes its own draws. */
typedef struct job {
  const sc_model     *model;
  const void         *self;
  const sc_model_run *run;
  const double       *params;
  double             *values;
  uint8_t            *why;
  sc_kernel           kernel;
  size_t              params_bytes, workspace_bytes;
} job;

static const sc_lane *lane_at(const void *base, size_t offset)
{
  return (const sc_lane *)(const void *)((const char *)base + offset);
}

static void set_params(const job *j, void *params)
{
  for (size_t i = 0; i < j->model->n_params; i++) {
    double *lane = (double *)(void *)((char *)params + j->model->params[i].offset);
    for (int l = 0; l < SC_LANES; l++) lane[l] = j->params[i];
  }
}

static void store_period(const job *j, const void *state, sc_block *block, int t)
{
  const size_t n_draws = (size_t)j->run->n_draws;
  for (size_t i = 0; i < j->model->n_series; i++) {
    const double *lane = *lane_at(state, j->model->series[i].offset);
    double *to = j->values + (i * (size_t)j->run->n_periods + (size_t)(t - 1)) * n_draws + block->first_draw;
    double trace = 0.0;                                /* NaN as soon as one lane is not finite */
    for (int l = 0; l < SC_LANES; l++) trace += lane[l] * 0.0;
    if (!(trace == 0.0))
      for (int l = 0; l < SC_LANES; l++)
        if (!isfinite(lane[l])) sc_lane_bad(block, l, SC_BAD_NOT_FINITE);
    memcpy(to, lane, (size_t)block->live * sizeof *to);
    for (int l = 0; l < block->live; l++)
      if (block->why[l] != SC_BAD_GOOD) to[l] = (double)NAN;
  }
}

static void run_block(const job *j, uint64_t first, char *workspace)
{
  void *params = workspace, *state = workspace + j->params_bytes;
  const uint64_t left = j->run->n_draws - first;
  const sc_noise noise = { .seed = j->run->seed, .first_draw = first, .quiet = j->run->quiet };
  sc_block block = { .first_draw = first, .live = left < SC_LANES ? (int)left : SC_LANES };
  sc_period now = { .t = 0, .noise = &noise, .block = &block };
  j->kernel.start(j->self, params, state, &now);
  for (now.t = 1; now.t <= j->run->n_periods; now.t++) {
    j->kernel.step(j->self, params, state, &now);
    store_period(j, state, &block, now.t);
  }
  if (j->why != NULL) memcpy(j->why + first, block.why, (size_t)block.live);
}

static void run_blocks(const job *j, char *workspaces, int n_threads)
{
  const int64_t n_blocks = (int64_t)((j->run->n_draws + SC_LANES - 1) / SC_LANES);
#pragma omp parallel num_threads(n_threads)
  {
    char *mine = workspaces + (size_t)omp_get_thread_num() * j->workspace_bytes;
    set_params(j, mine);
#pragma omp for schedule(dynamic, 16)
    for (int64_t b = 0; b < n_blocks; b++) run_block(j, (uint64_t)b * SC_LANES, mine);
  }
}

static sc_code check_run(const sc_model *model, const sc_model_run *run, const double *params, sc_report *report)
{
  const sc_where at = { .key = model->name };
  if (run->n_draws > (uint64_t)1 << 32) return SC_FAIL(report, MODEL_DRAWS, at, sc_integer((long long)run->n_draws).s);
  if (run->n_periods < 1 || run->n_periods > 65535) return SC_FAIL(report, MODEL_PERIODS, at, sc_integer(run->n_periods).s);
  for (size_t i = 0; params != NULL && i < model->n_params; i++) {
    const sc_dist fixed = SC_FIXED(params[i]);
    (void)sc_param_check(&model->params[i], &fixed, (sc_where){ .key = model->params[i].name }, report);
  }
  return sc_report_code(report);
}

sc_code sc_model_execute(const sc_model *model, const sc_model_run *run, const double *params, double *values, uint8_t *why,
                         sc_report *report)
{
  const size_t line = 64;                              /* workspaces of two threads share no cache line */
  const int n_threads = run->n_threads > 0 ? run->n_threads : omp_get_max_threads();
  job j = { .model = model, .run = run, .values = values, .why = why, .kernel = sc_model_kernel(model, sc_isa_best()) };
  j.params_bytes = (model->params_size + line - 1) / line * line;
  j.workspace_bytes = (j.params_bytes + model->state_size + 2 * line - 1) / line * line;
  SC_TRY(check_run(model, run, params, report));

  void *self = NULL;
  double *given = sc_alloc(model->n_params + 1, sizeof *given);
  char *workspaces = sc_alloc((size_t)n_threads, j.workspace_bytes);
  sc_code code = given == NULL || workspaces == NULL ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, model->name) : SC_OK;
  if (code == SC_OK && model->create != NULL) code = model->create(&self, NULL, report);
  if (code == SC_OK) {
    for (size_t i = 0; i < model->n_params; i++) given[i] = params != NULL ? params[i] : sc_dist_centre(&model->params[i].prior);
    j.params = given;
    j.self = self;
    run_blocks(&j, workspaces, n_threads);
  }
  if (model->destroy != NULL) model->destroy(self);
  sc_free(workspaces);
  sc_free(given);
  return code;
}
