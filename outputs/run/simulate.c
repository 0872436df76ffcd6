/* simulate.c - one scenario under one model: blocks of lanes over threads. Nothing in the parallel region allocates or fails.
 *
 * Then the first draws once more, in pairs d and d + h with each other's yearly shocks, for the parts of the variance. */
#include <math.h>
#include <omp.h>
#include <string.h>

#include "engine/run/kernel.h"
#include "models/accounts/base.h"
#include "outputs/run/sectors.h"

static const size_t diagnostic_at[] = {   /* in sc_economy */
#define SC_DIAGNOSTIC(member, zh, en) offsetof(sc_economy, member),
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
};
enum { N_DIAGNOSTICS = sizeof diagnostic_at / sizeof *diagnostic_at };

/* What one thread works in. Reused block after block. */
typedef struct workspace {
  sc_params    params;
  sc_base      base;
  sc_drive     drive;
  sc_satellite satellite;
  sc_lane      indicators[SC_N_INDICATORS];
  sc_lane      diagnostic[N_DIAGNOSTICS];   /* largest size so far, NaN before the first year */
  sc_block     block;
} workspace;

/* Draws from `from` up to `to` with the shocks of those `shift` further on, and where their paths go. */
typedef struct pass {
  sc_run              *run;
  int                  scenario;
  const sc_model      *model;
  const void          *self;
  const sc_paths      *paths;
  const sc_drive_plan *drive;
  size_t               from, to;
  int64_t              shift;
  int                  to_result;    /* sectors and diagnostics are kept */
} pass;

/* The block's draws; lanes past the last draw repeat it. */
static void open_block(const pass *p, workspace *w, size_t first)
{
  const sc_result *r = p->run->result;
  const size_t n = (size_t)r->n_draws, left = p->to - first;
  w->block.first_draw = first;
  w->block.live = left < SC_LANES ? (int)left : SC_LANES;
  memset(w->block.why, SC_BAD_GOOD, sizeof w->block.why);
  for (int i = 0; i < N_DIAGNOSTICS; i++)
    for (int l = 0; l < SC_LANES; l++) w->diagnostic[i][l] = (double)NAN;
  for (int i = 0; i < SC_N_PARAMS; i++) {
    double *lane = (double *)(void *)((char *)&w->params + sc_param_rows[i].offset);
    const double *from = r->input + (size_t)i * n + first;
    for (int l = 0; l < SC_LANES; l++) lane[l] = from[l < w->block.live ? l : w->block.live - 1];
  }
}

/* Copies out one year and marks lanes that are no longer finite: 0 times a finite number is 0, all else NaN. */
static void store_year(const pass *p, workspace *w, const sc_economy *economy, int t)
{
  const sc_paths *paths = p->paths;
  sc_lane zero = { 0 };
  for (int i = 0; i < SC_N_INDICATORS; i++) {
    double *to = paths->x + ((size_t)i * (size_t)(paths->n_years + 1) + (size_t)t) * paths->n_draws + w->block.first_draw;
    memcpy(to, w->indicators[i], (size_t)w->block.live * sizeof *to);
    for (int l = 0; l < SC_LANES; l++) zero[l] += 0.0 * w->indicators[i][l];
  }
  for (int l = 0; l < SC_LANES; l++)
    if (isnan(zero[l])) sc_lane_bad(&w->block, l, SC_BAD_NOT_FINITE);
  if (p->to_result) sc_sectors_store(p->run, &w->block, economy, t);
  for (int i = 0; i < N_DIAGNOSTICS; i++) {
    const double *lane = (const double *)(const void *)((const char *)economy + diagnostic_at[i]);
    for (int l = 0; l < SC_LANES; l++)
      if (!(fabs(lane[l]) <= w->diagnostic[i][l])) w->diagnostic[i][l] = fabs(lane[l]);
  }
}

static void close_block(const pass *p, const workspace *w)
{
  const sc_paths *paths = p->paths;
  const sc_result *r = p->run->result;
  float *const diagnostics[] = {
#define SC_DIAGNOSTIC(member, zh, en) r->member + p->run->cell * paths->n_draws,
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
  };
  for (int l = 0; l < w->block.live; l++) {
    const size_t draw = w->block.first_draw + (size_t)l;
    paths->why[draw] = w->block.why[l];
    for (int i = 0; i < N_DIAGNOSTICS && p->to_result; i++) diagnostics[i][draw] = (float)w->diagnostic[i][l];
    if (w->block.why[l] == SC_BAD_GOOD) continue;
    for (size_t cell = 0; cell < (size_t)SC_N_INDICATORS * (size_t)(paths->n_years + 1); cell++)
      paths->x[cell * paths->n_draws + draw] = (double)NAN;
    if (p->to_result) sc_sectors_give_up(p->run, draw);
  }
}

static void run_block(const pass *p, workspace *w, void *state, size_t first)
{
  const sc_run *run = p->run;
  const sc_kernel kernel = sc_model_kernel(p->model, run->isa);
  const sc_noise noise = { .seed = run->study->seed, .first_draw = first, .quiet = run->study->quiet, .shock_shift = p->shift };
  const sc_economy *economy = (const sc_economy *)(const void *)((const char *)state + p->model->economy_offset);
  const sc_indicator_view view = { economy, &w->base, &w->satellite, &w->params, run->study };
  open_block(p, w, first);
  SC_KERNEL_OF(sc_base_make, run->isa)(&w->base, &run->region, &w->params, &noise, &w->block);
  w->drive.base = &w->base;
  for (int t = 0; t <= p->paths->n_years; t++) {
    const sc_period now = { t, &noise, &w->drive, &w->block };
    SC_KERNEL_OF(sc_drive_year, run->isa)(p->drive, p->scenario, t, &w->block, &w->drive);
    (t == 0 ? kernel.start : kernel.step)(p->self, &w->params, state, &now);
    if (t == 0) SC_KERNEL_OF(sc_satellite_start, run->isa)(&w->satellite, &w->params, economy, &now);
    else SC_KERNEL_OF(sc_satellite_step, run->isa)(&w->satellite, &w->params, economy, &now);
    SC_KERNEL_OF(sc_indicators_compute, run->isa)(&view, w->indicators);
    store_year(p, w, economy, t);
  }
  close_block(p, w);
}

static void report_progress(sc_run *run, double draws, const char *what)
{
#pragma omp critical(sc_progress)
  {
    run->progress_done += draws;
    if (run->options->progress)
      run->options->progress(run->options->progress_context, run->progress_done, run->progress_total, what);
  }
}

static sc_code run_pass(const pass *p, sc_report *report)
{
  sc_run *run = p->run;
  const size_t state_size = (sc_model_state_size(p->model, p->self) + 63) / 64 * 64;
  workspace *w = sc_alloc((size_t)run->n_threads, sizeof *w);
  char *states = sc_alloc((size_t)run->n_threads, state_size);
  if (w && states) {
#pragma omp parallel for schedule(dynamic) num_threads(run->n_threads)
    for (size_t first = p->from; first < p->to; first += SC_LANES) {
      if (run->options->stop && *run->options->stop) continue;
      const size_t thread = (size_t)omp_get_thread_num();
      run_block(p, &w[thread], states + thread * state_size, first);
      report_progress(run, (double)w[thread].block.live, run->study->scenarios[p->scenario].id);
    }
  }
  const int failed = !w || !states;
  sc_free(w);
  sc_free(states);
  return failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "workspaces of the threads") : SC_OK;
}

sc_code sc_run_simulate(sc_run *run, int scenario, int model, void *self, sc_report *report)
{
  sc_paths *paths = &run->paths[model];
  const size_t n = paths->n_draws;
  run->cell = sc_run_cell(run, scenario, model);
  paths->why = run->result->why + run->cell * n;
  const pass all = { .run = run, .scenario = scenario, .model = run->study->models[model], .self = self, .paths = paths,
                     .drive = &run->drive, .to = n, .to_result = 1 };
  return run_pass(&all, report);
}

sc_code sc_run_swap(sc_run *run, int scenario, int model, void *self, sc_report *report)
{
  const int64_t half = (int64_t)run->n_pairs;
  for (int second = 0; second < 2 && half > 0; second++) {
    sc_drive_plan drive = run->drive;
    drive.shock_shift = second ? -half : half;
    const pass part = { .run = run, .scenario = scenario, .model = run->study->models[model], .self = self,
                        .paths = &run->swapped[model], .drive = &drive, .from = second ? run->n_pairs : 0,
                        .to = second ? 2 * run->n_pairs : run->n_pairs, .shift = drive.shock_shift };
    SC_TRY(run_pass(&part, report));
  }
  return SC_OK;
}
