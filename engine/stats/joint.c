#include "engine/stats/joint.h"

#include <math.h>

#include "engine/base/memory.h"

static int ones(uint64_t word)
{
  return __builtin_popcountll(word);
}

static void count_pairs(const sc_hits *hits, sc_joint_counts *counts)
{
  const size_t n_words = sc_hit_words(hits->n_draws), n = hits->n_targets;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b <= a; b++) {
      const uint64_t *x = hits->hit[a], *y = hits->hit[b];
      uint64_t draws = 0;
      for (size_t w = 0; w < n_words; w++) draws += (uint64_t)ones(x[w] & y[w] & hits->live[w]);
      counts->both[a * n + b] = counts->both[b * n + a] = draws;
    }
}

static void count_misses(const sc_hits *hits, sc_joint_counts *counts)
{
  const size_t n = hits->n_targets;
  for (size_t draw = 0; draw < hits->n_draws; draw++) {
    const size_t w = draw / 64;
    const uint64_t bit = UINT64_C(1) << (draw % 64);
    if (!(hits->live[w] & bit)) continue;
    size_t m = 0;
    for (size_t a = 0; a < n; a++) m += !(hits->hit[a][w] & bit);
    counts->n_missing[m]++;
    if (m == 0) continue;
    for (size_t a = 0; a < n; a++)
      if (!(hits->hit[a][w] & bit)) counts->missed[a * (n + 1) + m]++;
  }
}

sc_code sc_joint_count(sc_joint_counts *counts, const sc_hits *hits, sc_report *report)
{
  const size_t n = hits->n_targets;
  *counts = (sc_joint_counts){ .n_targets = n };
  counts->both = sc_alloc(n * n + n * (n + 1) + n + 1, sizeof *counts->both);
  if (counts->both == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "joint counts");
  counts->missed = counts->both + n * n;
  counts->n_missing = counts->missed + n * (n + 1);
  for (size_t w = 0; w < sc_hit_words(hits->n_draws); w++) counts->n_live += (uint64_t)ones(hits->live[w]);
  count_pairs(hits, counts);
  count_misses(hits, counts);
  return SC_OK;
}

void sc_joint_free(sc_joint_counts *counts)
{
  if (counts == NULL) return;
  sc_free(counts->both);
  *counts = (sc_joint_counts){ 0 };
}

static double share(uint64_t draws, uint64_t of)
{
  return of > 0 ? (double)draws / (double)of : NAN;
}

double sc_joint_both(const sc_joint_counts *counts, size_t a, size_t b)
{
  return share(counts->both[a * counts->n_targets + b], counts->n_live);
}

double sc_joint_met(const sc_joint_counts *counts, size_t target)
{
  return sc_joint_both(counts, target, target);
}

double sc_joint_all(const sc_joint_counts *counts)
{
  return share(counts->n_missing[0], counts->n_live);
}

double sc_joint_at_least(const sc_joint_counts *counts, size_t k)
{
  uint64_t draws = 0;
  for (size_t m = 0; m + k <= counts->n_targets; m++) draws += counts->n_missing[m];
  return share(draws, counts->n_live);
}

double sc_joint_given(const sc_joint_counts *counts, size_t a, size_t given)
{
  const size_t n = counts->n_targets;
  return share(counts->both[a * n + given], counts->both[given * n + given]);
}

double sc_joint_without(const sc_joint_counts *counts, size_t target)
{
  return share(counts->n_missing[0] + counts->missed[target * (counts->n_targets + 1) + 1], counts->n_live);
}

double sc_joint_correlation(const sc_joint_counts *counts, size_t a, size_t b)
{
  const double pa = sc_joint_met(counts, a), pb = sc_joint_met(counts, b);
  const double va = pa * (1 - pa), vb = pb * (1 - pb);
  return va > 0 && vb > 0 ? (sc_joint_both(counts, a, b) - pa * pb) / (sqrt(va) * sqrt(vb)) : NAN;
}

double sc_joint_expected(const sc_joint_counts *counts)
{
  uint64_t met = 0;
  for (size_t a = 0; a < counts->n_targets; a++) met += counts->both[a * counts->n_targets + a];
  return share(met, counts->n_live);
}

double sc_joint_blame(const sc_joint_counts *counts, size_t target)
{
  const uint64_t *missed = counts->missed + target * (counts->n_targets + 1);
  double draws = 0;
  for (size_t m = 1; m <= counts->n_targets; m++) draws += (double)missed[m] / (double)m;
  return counts->n_live > 0 ? draws / (double)counts->n_live : NAN;
}

int sc_joint_is_blocked_by(const sc_joint_counts *counts, size_t target)
{
  return counts->n_missing[0] == 0 && counts->missed[target * (counts->n_targets + 1) + 1] > 0;
}
