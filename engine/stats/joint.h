/* joint.h - targets together: how often all are met, which fail together, and what each adds to the failure.
 *
 * Input is one bit for every target and draw, 1 = met. Draws that left the model's domain have 0 in `live` and count
 * nowhere. Everything below is a ratio of counts, so it is exact and does not depend on the order of draws.
 *
 *   both[a][b]      draws meeting a and b;  both[a][a] = draws meeting a
 *   missed[a][m]    draws that miss a and miss m targets in all, m = 1..T (row a has T + 1 entries, entry 0 is 0)
 *   n_missing[m]    draws that miss m targets in all, m = 0..T
 *
 * Then P(all) = n_missing[0] / N, P(at least k) = sum over m <= T - k, P(a | b) = both[a][b] / both[b][b], and what
 * P(all) would be if a were not asked for is (n_missing[0] + missed[a][1]) / N: where P(all) = 0 and this is positive, a
 * alone makes the set impossible. Correlation of hits is the phi coefficient.
 *
 * Shapley share of the shortfall. Call v(S) the probability that at least one target of S is missed. v(all) =
 * 1 - P(all) is the shortfall, and the Shapley value splits it: target a receives the mean, over all orders in which
 * targets can be added, of what adding a brings. Claim: a receives
 *
 *   phi_a = (1/N) sum_m missed[a][m] / m
 *
 * that is, every failing draw's blame is split equally among the targets it misses. Proof. v is the mean over draws of
 * v_d(S) = 1 if S contains a target that d misses, else 0, and the Shapley value is linear in the game, so it is the mean
 * of the values of the v_d. In v_d a target that is met never changes anything and gets 0. Adding a missed target changes
 * v_d from 0 to 1 exactly when it is the first of the m missed ones in the order, which happens in 1/m of all orders.
 * So each of the m gets 1/m. Sums over targets: each failing draw hands out 1, in all 1 - P(all).      (end of proof)
 *
 * Shares of phi_a in 1 - P(all) say what the set fails by; they need no sampling of orders and cost one pass.
 */
#ifndef SC_STATS_JOINT_H
#define SC_STATS_JOINT_H

#include "engine/base/error.h"

/* Bit draw % 64 of word draw / 64; every bitset has sc_hit_words(n_draws) words, bits past the last draw are 0. */
typedef struct sc_hits {
  size_t n_targets, n_draws;
  const uint64_t *live;
  const uint64_t *const *hit;   /* [n_targets] bitsets, so that any choice of targets makes a set */
} sc_hits;

static inline size_t sc_hit_words(size_t n_draws) { return (n_draws + 63) / 64; }
static inline void sc_hit_set(uint64_t *bits, size_t draw) { bits[draw / 64] |= UINT64_C(1) << (draw % 64); }

/* Owns its arrays; zero-initialise. */
typedef struct sc_joint_counts {
  size_t n_targets;
  uint64_t n_live;
  uint64_t *both, *missed, *n_missing;
} sc_joint_counts;

sc_code sc_joint_count(sc_joint_counts *counts, const sc_hits *hits, sc_report *report);
void    sc_joint_free(sc_joint_counts *counts);

/* Probabilities; NaN where the condition has no draw. */
double sc_joint_met(const sc_joint_counts *counts, size_t target);
double sc_joint_all(const sc_joint_counts *counts);
double sc_joint_at_least(const sc_joint_counts *counts, size_t k);
double sc_joint_both(const sc_joint_counts *counts, size_t a, size_t b);
double sc_joint_given(const sc_joint_counts *counts, size_t a, size_t given);
double sc_joint_without(const sc_joint_counts *counts, size_t target);           /* P(all others) */
double sc_joint_correlation(const sc_joint_counts *counts, size_t a, size_t b);
double sc_joint_expected(const sc_joint_counts *counts);                         /* mean number of targets met */
double sc_joint_blame(const sc_joint_counts *counts, size_t target);             /* phi: sums to 1 - P(all) */
int    sc_joint_is_blocked_by(const sc_joint_counts *counts, size_t target);     /* P(all) = 0, but not without this target */

#endif
