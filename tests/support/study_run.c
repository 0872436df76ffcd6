#include "tests/support/study_run.h"

void load_study(sc_study *study, run_setup setup)
{
  sc_report report = { 0 };
  sc_study_options options = { .scenarios = setup.scenarios, .n_draws = setup.draws, .store = setup.store, .set = setup.set };
  while (options.n_set < 3 && setup.set[options.n_set] != NULL) options.n_set++;
  const sc_code code = sc_study_load(study, setup.study != NULL ? setup.study : "zhangdian", &options, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  sc_report_free(&report);
}

void run_small(sc_result *result, run_setup setup)
{
  sc_study study;
  sc_report report = { 0 };
  load_study(&study, setup);
  const sc_code code = sc_study_run(&study, &(sc_run_options){ .n_threads = setup.threads }, result, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  sc_report_free(&report);
  sc_study_free(&study);
}

#define SAME(a, b, n) assert_memory_equal((a), (b), (size_t)(n) * sizeof *(a))

static void same_verdict(const sc_verdict *a, const sc_verdict *b)
{
  SAME(&a->p, &b->p, 1);
  SAME(&a->p_lo, &b->p_lo, 1);
  SAME(&a->p_hi, &b->p_hi, 1);
  SAME(a->measure, b->measure, 5);
  SAME(a->margin, b->margin, 5);
  SAME(&a->mean_shortfall, &b->mean_shortfall, 1);
  SAME(&a->needed_per_year, &b->needed_per_year, 1);
  SAME(&a->met_by_last, &b->met_by_last, 1);
  SAME(a->driver, b->driver, 3);
  SAME(a->driver_rank, b->driver_rank, 3);
  assert_true(a->likelihood == b->likelihood && a->first_year == b->first_year);
}

static void same_joint(const sc_joint *a, const sc_joint *b, size_t n)
{
  SAME(&a->p_all, &b->p_all, 1);
  SAME(&a->p_all_lo, &b->p_all_lo, 1);
  SAME(&a->p_all_hi, &b->p_all_hi, 1);
  SAME(&a->expected_hits, &b->expected_hits, 1);
  SAME(a->at_least, b->at_least, n + 1);
  SAME(a->given, b->given, n * n);
  SAME(a->together, b->together, n * n);
  SAME(a->shapley, b->shapley, n);
  SAME(a->without, b->without, n);
}

static void same_summary(const sc_result *a, int sa, const sc_result *b, int sb)
{
  for (int i = 0; i < a->n_indicators; i++)
    for (int m = 0; m < a->n_models; m++) {
      const size_t x = sc_result_cell(a, i, sa, m, 0), y = sc_result_cell(b, i, sb, m, 0), n = (size_t)a->n_years;
      SAME(a->mean + x, b->mean + y, n);
      SAME(a->sd + x, b->sd + y, n);
      SAME(a->se + x, b->se + y, n);
      SAME(a->quantile + x * SC_N_QUANTILES, b->quantile + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
      SAME(a->quantile_lo + x * SC_N_QUANTILES, b->quantile_lo + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
      SAME(a->quantile_hi + x * SC_N_QUANTILES, b->quantile_hi + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
    }
}

static void same_pooled(const sc_result *a, int sa, const sc_result *b, int sb)
{
  const sc_pooled *p = &a->pooled, *q = &b->pooled;
  for (int i = 0; i < a->n_indicators; i++) {
    const size_t x = sc_result_pooled(a, i, sa, 0), y = sc_result_pooled(b, i, sb, 0), n = (size_t)a->n_years;
    SAME(p->mean + x, q->mean + y, n);
    SAME(p->sd + x, q->sd + y, n);
    SAME(p->se + x, q->se + y, n);
    SAME(p->quantile + x * SC_N_QUANTILES, q->quantile + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
    SAME(p->quantile_lo + x * SC_N_QUANTILES, q->quantile_lo + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
    SAME(p->quantile_hi + x * SC_N_QUANTILES, q->quantile_hi + y * SC_N_QUANTILES, n * SC_N_QUANTILES);
  }
  for (int e = 0; e < a->n_entries; e++) same_verdict(&p->verdicts[sa * a->n_entries + e], &q->verdicts[sb * b->n_entries + e]);
  for (int j = 0; j < a->n_joint; j++)
    same_joint(&p->joints[sa * a->n_joint + j], &q->joints[sb * b->n_joint + j], (size_t)a->joint_items[j].n);
}

static void same_variance(const sc_result *a, int sa, const sc_result *b, int sb)
{
  const sc_variance *v = &a->variance, *w = &b->variance;
  assert_true((v->share != NULL) == (w->share != NULL));
  if (v->share == NULL) return;
  for (int i = 0; i < a->n_indicators; i++) {
    const size_t x = sc_result_pooled(a, i, sa, 0) * SC_N_PARTS, y = sc_result_pooled(b, i, sb, 0) * SC_N_PARTS;
    SAME(v->share + x, w->share + y, a->n_years * SC_N_PARTS);
    SAME(v->error + x, w->error + y, a->n_years * SC_N_PARTS);
  }
  const int n = a->n_entries * SC_N_PARTS;
  SAME(v->hit + sa * n, w->hit + sb * n, n);
  SAME(v->hit_error + sa * n, w->hit_error + sb * n, n);
  SAME(v->pairs + sa, w->pairs + sb, 1);
}

static void same_draws(const sc_result *a, int sa, const sc_result *b, int sb)
{
  const size_t n = (size_t)a->n_models * a->n_draws, kept = (size_t)a->n_kept;
  assert_true((a->values != NULL) == (b->values != NULL));
  for (int i = 0; i < a->n_indicators && a->values != NULL; i++)
    SAME(a->values + (size_t)(i * a->n_scenarios + sa) * n * kept, b->values + (size_t)(i * b->n_scenarios + sb) * n * kept, n * kept);
  const size_t block = n * (size_t)(a->n_years * a->n_activities);
  assert_true(a->n_sector_series == b->n_sector_series && (a->sectors != NULL) == (b->sectors != NULL));
  for (int i = 0; i < a->n_sector_series; i++)
    SAME(a->sectors + (size_t)(i * a->n_scenarios + sa) * block, b->sectors + (size_t)(i * b->n_scenarios + sb) * block, block);
  SAME(a->why + (size_t)sa * n, b->why + (size_t)sb * n, n);
#define SC_DIAGNOSTIC(member, zh, en) SAME(a->member + (size_t)sa * n, b->member + (size_t)sb * n, n);
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
}

void same_scenario(const sc_result *a, int sa, const sc_result *b, int sb)
{
  assert_string_equal(a->scenarios[sa].id, b->scenarios[sb].id);
  assert_true(a->n_draws == b->n_draws && a->n_kept == b->n_kept && a->n_years == b->n_years && a->n_models == b->n_models);
  same_summary(a, sa, b, sb);
  same_draws(a, sa, b, sb);
  same_pooled(a, sa, b, sb);
  same_variance(a, sa, b, sb);
  for (int m = 0; m < a->n_models; m++) {
    for (int e = 0; e < a->n_entries; e++)
      same_verdict(&a->verdicts[sc_result_verdict(a, sa, m, e)], &b->verdicts[sc_result_verdict(b, sb, m, e)]);
    for (int j = 0; j < a->n_joint; j++)
      same_joint(&a->joints[(sa * a->n_models + m) * a->n_joint + j], &b->joints[(sb * b->n_models + m) * b->n_joint + j],
                 (size_t)a->joint_items[j].n);
  }
}

void same_result(const sc_result *a, const sc_result *b)
{
  assert_true(a->n_inputs == b->n_inputs && a->n_draws == b->n_draws && a->n_scenarios == b->n_scenarios);
  SAME(a->input, b->input, (size_t)a->n_inputs * a->n_draws);
  for (int s = 0; s < a->n_scenarios; s++) same_scenario(a, s, b, s);
}
