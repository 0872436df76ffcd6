/* judge.h - what judging single targets leaves for judging them together: who met what, and what each model counts for.
 *
 * share    the model's weight among the models that have a draw left; of a single model 1
 * n_live   draws behind a pooled probability if models were independent, 1 / sum share^2 / live draws
 * hits     [model][entry] bitsets over draws (engine/stats/joint.h); live [model]
 */
#ifndef SC_RUN_JUDGE_H
#define SC_RUN_JUDGE_H

#include "engine/stats/joint.h"
#include "outputs/run/measure.h"

typedef struct sc_judge {
  const sc_run      *run;
  const sc_reading **readings;       /* [entry] */
  size_t             words, stride;  /* of a bitset; from a model's verdict to the next model's */
  uint64_t          *hits, *live;
  double             share[SC_MAX_MODELS], live_share[SC_MAX_MODELS], n_live;
} sc_judge;

static inline uint64_t *sc_judge_live(const sc_judge *j, int model) { return j->live + (size_t)model * j->words; }
static inline uint64_t *sc_judge_hits(const sc_judge *j, int model, int entry)
{
  return j->hits + ((size_t)model * j->stride + (size_t)entry) * j->words;
}

/* As many independent draws as are behind the pooled share of hits, whose shares under each model are p: models share their
 * draws, so their hits are not independent. Where the draws show no spread, n_live. */
double  sc_judge_effective(const sc_judge *j, const uint64_t *const *hits, const double *p);

sc_code sc_judge_together(const sc_judge *j, int scenario, sc_report *report);

#endif
