#include "tests/support/ensemble.h"

#include "engine/run/kernel.h"
#include "models/parameters.h"

extern const sc_model sc_model_growth;

static const double SLOWER_BY = 0.01;

static sc_kernel growth(void) { return sc_model_kernel(&sc_model_growth, sc_isa_best()); }

static void slow_down(sc_params *p)
{
  sc_lane *const drifts[] = { &p->mu_pri, &p->mu_sec, &p->mu_tsv, &p->mu_msv };
  for (int k = 0; k < 4; k++)
    for (int l = 0; l < SC_LANES; l++) (*drifts[k])[l] -= SLOWER_BY;
}

static void slower_start(const void *self, const void *params, void *state, const sc_period *now)
{
  sc_params mine = *(const sc_params *)params;
  slow_down(&mine);
  growth().start(self, &mine, state, now);
}

static void slower_step(const void *self, const void *params, void *state, const sc_period *now)
{
  sc_params mine = *(const sc_params *)params;
  slow_down(&mine);
  growth().step(self, &mine, state, now);
}

static void fragile_start(const void *self, const void *params, void *state, const sc_period *now)
{
  growth().start(self, params, state, now);
  for (int l = 0; l < SC_LANES; l++)
    if ((now->block->first_draw + (uint64_t)l) % 10 == 7) sc_lane_bad(now->block, l, SC_BAD_NO_CONVERGENCE);
}

static void fragile_step(const void *self, const void *params, void *state, const sc_period *now)
{
  growth().step(self, params, state, now);
}

void load_ensemble(sc_study *study, run_setup setup, int n_models, const double *weights)
{
  static const double WEIGHTS[N_TEST_MODELS] = { 0.5, 0.3, 0.2 };
  static sc_model slower, fragile;
  load_study(study, setup);
  slower = fragile = sc_model_growth;
  slower.name = "slower";
  slower.text = (sc_text)SC_TEXT("slower model", "较慢模型");
  fragile.name = "fragile";
  fragile.text = (sc_text)SC_TEXT("fragile model", "脆弱模型");
  memset(slower.kernel, 0, sizeof slower.kernel);
  memset(fragile.kernel, 0, sizeof fragile.kernel);
  slower.kernel[SC_ISA_BASE] = (sc_kernel){ slower_start, slower_step };
  fragile.kernel[SC_ISA_BASE] = (sc_kernel){ fragile_start, fragile_step };
  const sc_model **models = sc_arena_alloc(&study->arena, N_TEST_MODELS, sizeof *models);
  double *shares = sc_arena_alloc(&study->arena, N_TEST_MODELS, sizeof *shares), sum = 0;
  assert_true(models != NULL && shares != NULL);
  models[GROWTH] = &sc_model_growth;
  models[SLOWER] = &slower;
  models[FRAGILE] = &fragile;
  for (int m = 0; m < n_models; m++) sum += shares[m] = (weights != NULL ? weights : WEIGHTS)[m];
  for (int m = 0; m < n_models; m++) shares[m] /= sum;
  study->models = models;
  study->model_weights = shares;
  study->n_models = n_models;
}

void run_ensemble(sc_result *result, run_setup setup, int n_models, const double *weights)
{
  sc_study study;
  sc_report report = { 0 };
  load_ensemble(&study, setup, n_models, weights);
  const sc_code code = sc_study_run(&study, &(sc_run_options){ .n_threads = setup.threads }, result, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  sc_report_free(&report);
  sc_study_free(&study);
}
