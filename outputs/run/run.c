#include "outputs/run/run.h"

#include <omp.h>

#include "outputs/run/parts.h"

/* Seconds between two checkpoints of a long run: rare enough to cost nothing, often enough to lose little. */
static const double CHECKPOINT_SECONDS = 20.0;

/* Draws still to be made: what a resumed run shows as its whole. */
static double work_left(const sc_run *run)
{
  double left = 0;
  for (int cell = 0; cell < run->study->n_scenarios * run->study->n_models; cell++)
    if (!run->done[cell]) left += (double)run->study->n_draws;
  return left;
}

static int stopped(const sc_run *run) { return run->options->stop && *run->options->stop; }

static sc_code one_model(sc_run *run, int scenario, int model, void *self, sc_report *report)
{
  SC_TRY(sc_run_simulate(run, scenario, model, self, report));
  if (stopped(run)) return SC_INTERRUPTED;
  SC_TRY(sc_run_summarise(run, scenario, model, report));
  SC_TRY(sc_run_judge(run, scenario, model, report));
  run->done[sc_run_cell(run, scenario, model)] = 1;
  return SC_OK;
}

/* All scenarios under one model, whose shared data lives for that long. */
static sc_code all_scenarios(sc_run *run, int model, double *last_saved, sc_report *report)
{
  const sc_model *m = run->study->models[model];
  void *self = NULL;
  sc_code code = m->create ? m->create(&self, run->study, report) : SC_OK;
  for (int s = 0; s < run->study->n_scenarios && code == SC_OK; s++) {
    if (run->done[sc_run_cell(run, s, model)]) continue;
    code = one_model(run, s, model, self, report);
    if (code == SC_OK && run->options->work_folder && omp_get_wtime() - *last_saved > CHECKPOINT_SECONDS) {
      code = sc_run_save(run, report);
      *last_saved = omp_get_wtime();
    }
  }
  if (m->destroy) m->destroy(self);
  return code;
}

static sc_code run_all(sc_run *run, sc_report *report)
{
  double last_saved = omp_get_wtime();
  SC_TRY(sc_run_plan(run, report));
  SC_TRY(sc_drive_plan_create(&run->drive, run->study, report));
  SC_TRY(sc_region_load(&run->region, run->study, report));
  SC_TRY(sc_run_inputs(run, report));
  if (run->options->resume) SC_TRY(sc_run_restore(run, report));
  run->progress_total = work_left(run);
  for (int m = 0; m < run->study->n_models; m++) SC_TRY(all_scenarios(run, m, &last_saved, report));
  return SC_OK;
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
  sc_drive_plan_free(&run.drive);
  sc_free(run.paths.x);
  sc_free(run.ranks);
  sc_free(run.done);
  if (code != SC_OK) sc_result_free(result);
  return code;
}
