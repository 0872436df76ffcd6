/* Several models on the same draws: what is pooled is the mixture of what the file says of each, a draw given up is missing from
 * its model's part only, threads and interruptions change no bit, and the variance is split as it should be. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/stats/sort.h"
#include "engine/stats/sum.h"
#include "tests/support/ensemble.h"

static const run_setup SMALL = { .scenarios = "baseline,compound", .draws = 300, .threads = 2 };

static const sc_verdict *verdict(const sc_result *r, int s, int m, int e) { return &r->verdicts[sc_result_verdict(r, s, m, e)]; }
static const sc_verdict *pooled(const sc_result *r, int s, int e) { return &r->pooled.verdicts[s * r->n_entries + e]; }
static const sc_joint *joint(const sc_result *r, int s, int m, int j) { return &r->joints[(s * r->n_models + m) * r->n_joint + j]; }

/* ----------------------------------------------------------------------------------------------------- mixture */

/* Means and probabilities are those of the models with their weights, whatever a model lost. */
static void what_is_linear_is_the_weighted_mean(void **state)
{
  (void)state;
  sc_result r;
  run_ensemble(&r, SMALL, 3, NULL);
  const double *w = r.model_weights;
  for (int s = 0; s < r.n_scenarios; s++) {
    for (int i = 0; i < r.n_indicators; i++)
      for (int y = 0; y < r.n_years; y++) {
        double mean = 0, second = 0;
        for (int m = 0; m < 3; m++) {
          const size_t cell = sc_result_cell(&r, i, s, m, y);
          mean += w[m] * r.mean[cell];
        }
        for (int m = 0; m < 3; m++) {
          const size_t cell = sc_result_cell(&r, i, s, m, y);
          second += w[m] * (r.sd[cell] * r.sd[cell] + (r.mean[cell] - mean) * (r.mean[cell] - mean));
        }
        const size_t at = sc_result_pooled(&r, i, s, y);
        CHECK_REL(r.pooled.mean[at], mean, 1e-12, "weighted mean");
        CHECK_NEAR(r.pooled.sd[at], sqrt(second), 1e-9, "law of total variance");
      }
    for (int e = 0; e < r.n_entries; e++) {
      double p = 0, shortfall = 0;
      for (int m = 0; m < 3; m++) p += w[m] * verdict(&r, s, m, e)->p, shortfall += w[m] * verdict(&r, s, m, e)->mean_shortfall;
      if (!r.entries[e].assessable) assert_true(isnan(pooled(&r, s, e)->p) && pooled(&r, s, e)->likelihood == -1);
      else {
        CHECK_NEAR(pooled(&r, s, e)->p, p, 1e-14, "weighted mean");
        CHECK_NEAR(pooled(&r, s, e)->mean_shortfall, shortfall, 1e-12, "weighted mean");
        assert_true(pooled(&r, s, e)->p_lo <= p + 1e-12 && p <= pooled(&r, s, e)->p_hi + 1e-12);
      }
    }
    for (int j = 0; j < r.n_joint; j++) {
      const sc_joint *of = &r.pooled.joints[s * r.n_joint + j];
      const int n = r.joint_items[j].n;
      double p = 0, hits = 0, blame = 0;
      for (int m = 0; m < 3; m++) p += w[m] * joint(&r, s, m, j)->p_all, hits += w[m] * joint(&r, s, m, j)->expected_hits;
      CHECK_NEAR(of->p_all, p, 1e-14, "weighted mean");
      CHECK_NEAR(of->expected_hits, hits, 1e-13, "weighted mean");
      for (int a = 0; a < n; a++) blame += of->shapley[a];
      CHECK_NEAR(blame, 1.0, 1e-12, "shares of the shortfall");
      for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++) {                          /* P(a and b) = P(a | b) P(b) under each model */
          const int entry = r.joint_items[j].entries[b];
          const double pb = pooled(&r, s, entry)->p;
          double both = 0;
          for (int m = 0; m < 3; m++)
            if (verdict(&r, s, m, entry)->p > 0) both += w[m] * joint(&r, s, m, j)->given[a * n + b] * verdict(&r, s, m, entry)->p;
          if (pb > 0) CHECK_NEAR(of->given[a * n + b], both / pb, 1e-13, "the definition");
          else assert_true(isnan(of->given[a * n + b]));
        }
    }
  }
  sc_result_free(&r);
}

/* Two models with equal weights: quantiles of the draws of both, read from what is kept of them. */
static void equal_weights_are_all_draws_together(void **state)
{
  (void)state;
  static const double EQUAL[] = { 1, 1 };
  sc_result r;
  double all[600], work[600];
  run_ensemble(&r, SMALL, 2, EQUAL);
  const int kept = 0, y = sc_result_year(&r, r.kept[0]), index = indicator_named(&r, "services_share");
  for (int i = 0; i < r.n_indicators; i++)
    for (int s = 0; s < 2; s++) {
      for (size_t d = 0; d < 600; d++)
        all[d] = (double)r.values[((((size_t)i * 2 + (size_t)s) * 2 + d / 300) * 300 + d % 300) * (size_t)r.n_kept + (size_t)kept];
      sc_sort(all, 600, work);
      for (int q = 0; q < SC_N_QUANTILES; q++) {
        const size_t at = sc_result_pooled(&r, i, s, y) * SC_N_QUANTILES + (size_t)q;
        CHECK_REL(r.pooled.quantile[at], sc_quantile(all, 600, sc_quantile_levels[q]), 1e-6, "type 7 of all draws, in single precision");
        assert_true(r.pooled.quantile_lo[at] <= r.pooled.quantile[at] && r.pooled.quantile[at] <= r.pooled.quantile_hi[at]);
      }
    }
  const size_t a = sc_result_cell(&r, index, 0, GROWTH, y), b = sc_result_cell(&r, index, 0, SLOWER, y);
  assert_true(r.mean[a] != r.mean[b]);                          /* the models do differ */
  sc_result_free(&r);
}

static void lost_draws_are_missing_from_their_model_only(void **state)
{
  (void)state;
  static const double FRAGILE_ONLY[] = { 0, 0, 1 };
  sc_result r, only;
  run_ensemble(&r, SMALL, 3, NULL);
  size_t lost[3] = { 0 };
  for (int m = 0; m < 3; m++)
    for (size_t d = 0; d < 300; d++) lost[m] += r.why[(size_t)m * 300 + d] != SC_BAD_GOOD;
  assert_true(lost[GROWTH] == 0 && lost[SLOWER] == 0 && lost[FRAGILE] == 30);
  assert_true(r.variance.pairs[0] < 150);                       /* pairs with a draw given up do not count */
  run_ensemble(&only, SMALL, 3, FRAGILE_ONLY);                  /* and a model without weight is not in what is pooled */
  for (int e = 0; e < r.n_entries; e++)
    if (r.entries[e].assessable) {
      CHECK_NEAR(pooled(&only, 0, e)->p, verdict(&r, 0, FRAGILE, e)->p, 1e-14, "the fragile model's");
      CHECK_NEAR(pooled(&only, 0, e)->p_lo, verdict(&r, 0, FRAGILE, e)->p_lo, 1e-9, "Wilson's interval of as many draws");
      CHECK_NEAR(pooled(&only, 0, e)->p_hi, verdict(&r, 0, FRAGILE, e)->p_hi, 1e-9, "Wilson's interval of as many draws");
      for (int q = 0; q < 5; q++) CHECK_NEAR(pooled(&only, 0, e)->margin[q], verdict(&r, 0, FRAGILE, e)->margin[q], 1e-9, "type 7");
      assert_int_equal(pooled(&only, 0, e)->first_year, verdict(&r, 0, FRAGILE, e)->first_year);
      assert_int_equal(pooled(&only, 0, e)->driver[0], verdict(&r, 0, FRAGILE, e)->driver[0]);
    }
  sc_result_free(&r);
  sc_result_free(&only);
}

/* A model and its double: pooled, nothing changes but how sure one can be of an average of two looks at the same draw - not at all. */
static void a_model_twice_is_the_model(void **state)
{
  (void)state;
  static const double HALVES[] = { 0.5, 0.5 };
  sc_study study;
  sc_result twice;
  sc_report report = { 0 };
  load_ensemble(&study, SMALL, 2, HALVES);
  ((const sc_model **)study.models)[1] = study.models[0];
  assert_int_equal(sc_study_run(&study, &(sc_run_options){ .n_threads = 1 }, &twice, &report), SC_OK);
  for (int e = 0; e < twice.n_entries; e++) {
    if (!twice.entries[e].assessable) continue;
    const sc_verdict *p = pooled(&twice, 0, e), *v = verdict(&twice, 0, 0, e);
    CHECK_NEAR(p->p, v->p, 1e-15, "the same draws");
    if (v->p > 0 && v->p < 1) {
      CHECK_NEAR(p->p_lo, v->p_lo, 1e-9, "no surer by looking twice");
      CHECK_NEAR(p->p_hi, v->p_hi, 1e-9, "no surer by looking twice");
    }
    for (int k = 0; k < SC_N_PARTS; k++) {
      const double share = twice.variance.hit[(size_t)e * SC_N_PARTS + (size_t)k];
      if (k == SC_PART_model || k == SC_PART_model_others) assert_true(share == 0 || isnan(share));
    }
  }
  for (size_t c = 0; c < (size_t)(twice.n_indicators * 2 * twice.n_years); c++) assert_true(isfinite(twice.pooled.mean[c]));
  const size_t at = sc_result_pooled(&twice, indicator_named(&twice, "gdp_growth"), 0, 4);
  const size_t cell = sc_result_cell(&twice, indicator_named(&twice, "gdp_growth"), 0, 0, 4);
  CHECK_REL(twice.pooled.se[at], twice.se[cell], 1e-9, "no surer by looking twice");
  sc_result_free(&twice);
  sc_study_free(&study);
}

/* ---------------------------------------------------------------------------------------------------- variance */

/* The share of the model against its value from all draws; one that is fixed by the inputs; the sum. */
static void variance_is_split(void **state)
{
  (void)state;
  sc_result r;
  run_ensemble(&r, (run_setup){ .scenarios = "baseline", .draws = 1500, .threads = 2 }, 2, NULL);
  const sc_variance *v = &r.variance;
  const int y = sc_result_year(&r, 2035), index = indicator_named(&r, "gdp_index"), schooling = indicator_named(&r, "schooling");
  int n = 0;
  for (int i = 0; i < r.n_indicators; i++)
    for (int t = 0; t < r.n_years; t++) {
      const double *share = v->share + sc_result_pooled(&r, i, 0, t) * SC_N_PARTS;
      if (isnan(share[0])) continue;
      CHECK_NEAR(share[0] + share[1] + share[2] + share[3] + share[4], 1.0, 1e-12, "shares of the whole");
      assert_true(share[SC_PART_parameters_shocks] >= 0);
      n++;
    }
  assert_true(n > 30 * r.n_years && v->pairs[0] == 750);
  const double a = r.mean[sc_result_cell(&r, index, 0, GROWTH, y)], b = r.mean[sc_result_cell(&r, index, 0, SLOWER, y)];
  const double w = r.model_weights[SLOWER], sd = r.pooled.sd[sc_result_pooled(&r, index, 0, y)];
  const size_t at = sc_result_pooled(&r, index, 0, y) * SC_N_PARTS;
  const double model = w * (1 - w) * (a - b) * (a - b) / (sd * sd);
  assert_true(model > 0.02);
  assert_true(fabs(v->share[at + SC_PART_model] - model) < 4 * v->error[at + SC_PART_model] && v->error[at + SC_PART_model] < 0.05);
  assert_true(v->share[at + SC_PART_parameters] > 0.3 && v->share[at + SC_PART_shocks] > 0.1);
  CHECK_NEAR(v->share[sc_result_pooled(&r, schooling, 0, 4) * SC_N_PARTS + SC_PART_shocks], 0, 1e-6, "no yearly shock moves schooling");
  sc_result_free(&r);
}

/* ------------------------------------------------------------------------------------- threads and interruptions */

static void threads_change_no_bit(void **state)
{
  (void)state;
  sc_result one, three;
  run_setup setup = SMALL;
  setup.draws = 100;
  setup.threads = 1;
  run_ensemble(&one, setup, 3, NULL);
  setup.threads = 3;
  run_ensemble(&three, setup, 3, NULL);
  same_result(&one, &three);
  sc_result_free(&one);
  sc_result_free(&three);
}

typedef struct stopper { volatile int stop; double stop_at; } stopper;

static void stop_at(void *context, double done, double total, const char *what)
{
  stopper *s = context;
  (void)total, (void)what;
  if (done >= s->stop_at) s->stop = 1;
}

/* Stopped in the second scenario's second model: the first scenario is kept with what is pooled of it. */
static void goes_on_where_it_was(void **state)
{
  (void)state;
  char folder[] = "/tmp/sanchan-ensemble-XXXXXX", work[64];
  assert_non_null(mkdtemp(folder));
  snprintf(work, sizeof work, "%s/work", folder);
  sc_study study, reweighted;
  sc_result undisturbed, resumed;
  sc_report report = { 0 };
  stopper stop = { 0, 3 * 600 + 600 + 100 };
  run_ensemble(&undisturbed, SMALL, 3, NULL);
  load_ensemble(&study, SMALL, 3, NULL);
  sc_run_options options = { .n_threads = 2, .stop = &stop.stop, .work_folder = work, .progress = stop_at, .progress_context = &stop };
  assert_int_equal(sc_study_run(&study, &options, &resumed, &report), SC_INTERRUPTED);
  sc_report_free(&report);
  stop = (stopper){ 0, INFINITY };
  options.resume = 1;
  static const double OTHERS[] = { 0.4, 0.3, 0.3 };
  load_ensemble(&reweighted, SMALL, 3, OTHERS);
  assert_int_equal(sc_study_run(&reweighted, &options, &resumed, &report), SC_DATA);   /* not the same ensemble */
  assert_int_equal(report.errors[0].fault, SC_FAULT_CHECKPOINT_FOREIGN);
  sc_report_free(&report);
  assert_int_equal(sc_study_run(&study, &options, &resumed, &report), SC_OK);
  same_result(&undisturbed, &resumed);
  assert_int_equal(rmdir(folder), 0);
  sc_result_free(&undisturbed);
  sc_result_free(&resumed);
  sc_study_free(&study);
  sc_study_free(&reweighted);
}

/* Through a file and back. */
static void a_file_keeps_it(void **state)
{
  (void)state;
  char folder[] = "/tmp/sanchan-ensemble-XXXXXX", path[64];
  sc_result r, back;
  sc_report report = { 0 };
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/run.h5", folder);
  run_ensemble(&r, SMALL, 3, NULL);
  assert_int_equal(sc_result_write(&r, path, (sc_write_options){ .force = 1 }, &report), SC_OK);
  assert_int_equal(sc_result_read(&back, path, &report), SC_OK);
  same_result(&r, &back);
  unlink(path);
  rmdir(folder);
  sc_result_free(&r);
  sc_result_free(&back);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_linear_is_the_weighted_mean), cmocka_unit_test(equal_weights_are_all_draws_together),
    cmocka_unit_test(lost_draws_are_missing_from_their_model_only), cmocka_unit_test(a_model_twice_is_the_model),
    cmocka_unit_test(variance_is_split), cmocka_unit_test(threads_change_no_bit), cmocka_unit_test(goes_on_where_it_was),
    cmocka_unit_test(a_file_keeps_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
