#include "outputs/run/run.h"

#include <omp.h>

#include "outputs/run/parts.h"

/* Seconds between two checkpoints of a long run: rare enough to cost nothing, often enough to lose little. */
static const double CHECKPOINT_SECONDS = 20.0;

/* Draws still to be made: what a resumed run shows as its whole. */
static double work_left(const sc_run *run)
{
  double left = 0;
  for (int s = 0; s < run->study->n_scenarios; s++)
    if (!run->done[s]) left += (double)(run->study->n_draws + 2 * run->n_pairs) * run->study->n_models;
  return left;
}

static int stopped(const sc_run *run) { return run->options->stop && *run->options->stop; }

static sc_code one_scenario(sc_run *run, int scenario, void *const *self, sc_report *report)
{
  for (int m = 0; m < run->study->n_models; m++) {
    SC_TRY(sc_run_simulate(run, scenario, m, self[m], report));
    SC_TRY(sc_run_swap(run, scenario, m, self[m], report));
    if (stopped(run)) return SC_INTERRUPTED;
  }
  SC_TRY(sc_run_summarise(run, scenario, report));
  SC_TRY(sc_run_judge(run, scenario, report));
  SC_TRY(sc_run_variance(run, scenario, report));
  run->done[scenario] = 1;
  return SC_OK;
}

static sc_code all_scenarios(sc_run *run, void *const *self, sc_report *report)
{
  double last_saved = omp_get_wtime();
  for (int s = 0; s < run->study->n_scenarios; s++) {
    if (run->done[s]) continue;
    SC_TRY(one_scenario(run, s, self, report));
    if (!run->options->work_folder || omp_get_wtime() - last_saved <= CHECKPOINT_SECONDS) continue;
    SC_TRY(sc_run_save(run, report));
    last_saved = omp_get_wtime();
  }
  return SC_OK;
}

/* The models' shared data lives for the whole run. */
static sc_code with_models(sc_run *run, sc_report *report)
{
  const sc_study *study = run->study;
  void **self = sc_alloc((size_t)study->n_models, sizeof *self);
  if (!self) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "models");
  sc_code code = SC_OK;
  for (int m = 0; m < study->n_models && code == SC_OK; m++)
    if (study->models[m]->create) code = study->models[m]->create(&self[m], study, report);
  if (code == SC_OK) code = all_scenarios(run, self, report);
  for (int m = 0; m < study->n_models; m++)
    if (self[m] && study->models[m]->destroy) study->models[m]->destroy(self[m]);
  sc_free(self);
  return code;
}

static sc_code run_all(sc_run *run, sc_report *report)
{
  SC_TRY(sc_run_plan(run, report));
  SC_TRY(sc_drive_plan_create(&run->drive, run->study, report));
  SC_TRY(sc_region_load(&run->region, run->study, report));
  SC_TRY(sc_run_inputs(run, report));
  if (run->options->resume) SC_TRY(sc_run_restore(run, report));
  run->progress_total = work_left(run);
  return with_models(run, report);
}

sc_code sc_study_run(const sc_study *study, const sc_run_options *options, sc_result *result, sc_report *report)
{
  sc_run run = { .study = study, .options = options, .result = result, .isa = sc_isa_best() };
  run.n_threads = options->n_threads > 0 ? options->n_threads : omp_get_max_threads();
  sc_code code = run_all(&run, report);
  if (code == SC_INTERRUPTED) {
    const sc_code saved = options->work_folder ? sc_run_save(&run, report) : SC_OK;
    code = saved != SC_OK ? saved : SC_FAIL(report, RUN_INTERRUPTED, SC_NOWHERE, "");
  } else if (code == SC_OK && options->work_folder) {
    sc_run_forget(&run);
  }
  sc_run_release(&run);
  if (code != SC_OK) sc_result_free(result);
  return code;
}
