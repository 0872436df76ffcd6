/* together.c - targets met in the same draws, under each model and pooled.
 *
 * Whatever is a share of draws is pooled as the mean over models. Conditional probabilities, correlations and Shapley shares
 * follow from pooled shares of draws: met by both, by each, and the blame that failing draws hand out.
 */
#include <math.h>
#include <string.h>

#include "engine/stats/interval.h"
#include "outputs/run/judge.h"

/* What can be averaged over models: joint.h has the formulas. */
typedef struct shares { double all, expected, *at_least, *both, *blame, *without; } shares;

static shares shares_in(double *work, size_t n)
{
  return (shares){ .at_least = work, .both = work + n + 1, .blame = work + n + 1 + n * n, .without = work + n + 1 + n * n + n };
}

static size_t size_of_shares(size_t n) { return n + 1 + n * n + 2 * n; }

static void add(shares *to, const sc_joint_counts *counts, double weight)
{
  const size_t n = counts->n_targets;
  to->all += weight * sc_joint_all(counts);
  to->expected += weight * sc_joint_expected(counts);
  for (size_t k = 0; k <= n; k++) to->at_least[k] += weight * sc_joint_at_least(counts, k);
  for (size_t a = 0; a < n; a++) {
    to->blame[a] += weight * sc_joint_blame(counts, a);
    to->without[a] += weight * sc_joint_without(counts, a);
    for (size_t b = 0; b < n; b++) to->both[a * n + b] += weight * sc_joint_both(counts, a, b);
  }
}

static void settle(sc_joint *joint, const shares *from, size_t n, sc_range range)
{
  const double shortfall = 1.0 - from->all;
  joint->p_all = from->all;
  joint->p_all_lo = range.lower;
  joint->p_all_hi = range.upper;
  joint->expected_hits = from->expected;
  memcpy(joint->at_least, from->at_least, (n + 1) * sizeof(double));
  memcpy(joint->without, from->without, n * sizeof(double));
  for (size_t a = 0; a < n; a++) {
    joint->shapley[a] = shortfall > 0.0 ? from->blame[a] / shortfall : 0.0;
    for (size_t b = 0; b < n; b++) {
      const double pa = from->both[a * n + a], pb = from->both[b * n + b], va = pa * (1.0 - pa), vb = pb * (1.0 - pb);
      joint->given[a * n + b] = pb > 0.0 ? from->both[a * n + b] / pb : (double)NAN;
      joint->together[a * n + b] = va > 0.0 && vb > 0.0 ? (from->both[a * n + b] - pa * pb) / (sqrt(va) * sqrt(vb)) : (double)NAN;
    }
  }
}

static void of_model(sc_joint *joint, const sc_joint_counts *counts)
{
  const size_t n = counts->n_targets;
  const double p = sc_joint_all(counts), shortfall = 1.0 - p;
  const sc_range range = sc_wilson(counts->n_missing[0], counts->n_live);
  joint->p_all = p;
  joint->p_all_lo = range.lower;
  joint->p_all_hi = range.upper;
  joint->expected_hits = sc_joint_expected(counts);
  for (size_t k = 0; k <= n; k++) joint->at_least[k] = sc_joint_at_least(counts, k);
  for (size_t a = 0; a < n; a++) {
    joint->without[a] = sc_joint_without(counts, a);
    joint->shapley[a] = shortfall > 0.0 ? sc_joint_blame(counts, a) / shortfall : 0.0;
    for (size_t b = 0; b < n; b++) {
      joint->given[a * n + b] = sc_joint_given(counts, a, b);
      joint->together[a * n + b] = sc_joint_correlation(counts, a, b);
    }
  }
}

/* What the thread works on for one set. */
typedef struct workspace {
  const uint64_t **members;          /* [target]                                  */
  uint64_t        *all;              /* [model][words] draws in which all are met */
  shares           pooled;
} workspace;

static sc_code one_model(const sc_judge *j, int model, const sc_joint_item *item, workspace *desk, sc_joint *joint, sc_report *report)
{
  const size_t n = (size_t)item->n;
  uint64_t *all = desk->all + (size_t)model * j->words;
  sc_joint_counts counts = { 0 };
  memcpy(all, sc_judge_live(j, model), j->words * sizeof *all);
  for (size_t i = 0; i < n; i++) {
    desk->members[i] = sc_judge_hits(j, model, item->entries[i]);
    for (size_t w = 0; w < j->words; w++) all[w] &= desk->members[i][w];
  }
  const sc_hits hits = { n, (size_t)j->run->result->n_draws, sc_judge_live(j, model), desk->members };
  SC_TRY(sc_joint_count(&counts, &hits, report));
  of_model(joint, &counts);
  if (j->share[model] > 0.0) add(&desk->pooled, &counts, j->share[model]);
  sc_joint_free(&counts);
  return SC_OK;
}

static void pool(const sc_judge *j, const workspace *desk, const double *p, size_t n, sc_joint *joint)
{
  const uint64_t *hits[SC_MAX_MODELS];
  for (int m = 0; m < j->run->study->n_models; m++) hits[m] = desk->all + (size_t)m * j->words;
  settle(joint, &desk->pooled, n, sc_wilson_share(desk->pooled.all, sc_judge_effective(j, hits, p)));
  if (j->n_live > 0.0) return;
  joint->p_all = joint->p_all_lo = joint->p_all_hi = joint->expected_hits = (double)NAN;
  for (size_t k = 0; k <= n; k++) joint->at_least[k] = (double)NAN;
  for (size_t a = 0; a < n; a++) joint->without[a] = joint->shapley[a] = (double)NAN;
}

static sc_code one_set(const sc_judge *j, int scenario, int set, workspace *desk, sc_report *report)
{
  const sc_result *r = j->run->result;
  const sc_joint_item *item = &r->joint_items[set];
  double p[SC_MAX_MODELS];
  for (int m = 0; m < r->n_models; m++) {
    sc_joint *joint = &r->joints[sc_run_cell(j->run, scenario, m) * (size_t)r->n_joint + (size_t)set];
    SC_TRY(one_model(j, m, item, desk, joint, report));
    p[m] = joint->p_all;
  }
  if (r->n_models > 1)
    pool(j, desk, p, (size_t)item->n, &r->pooled.joints[(size_t)scenario * (size_t)r->n_joint + (size_t)set]);
  return SC_OK;
}

sc_code sc_judge_together(const sc_judge *j, int scenario, sc_report *report)
{
  const sc_result *r = j->run->result;
  size_t most = 1;
  for (int set = 0; set < r->n_joint; set++)
    if ((size_t)r->joint_items[set].n > most) most = (size_t)r->joint_items[set].n;
  workspace desk = { .members = sc_alloc(most, sizeof *desk.members), .all = sc_alloc((size_t)r->n_models, j->words * sizeof *desk.all) };
  double *work = sc_alloc(size_of_shares(most), sizeof *work);
  sc_code code = desk.members && desk.all && work ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "joint targets");
  for (int set = 0; set < r->n_joint && code == SC_OK; set++) {
    memset(work, 0, size_of_shares(most) * sizeof *work);
    desk.pooled = shares_in(work, (size_t)r->joint_items[set].n);
    code = one_set(j, scenario, set, &desk, report);
  }
  sc_free(desk.members);
  sc_free(desk.all);
  sc_free(work);
  return code;
}
