/* study_run.h - small runs of the shipped study, and comparison of two results bit by bit, for tests of outputs/run. */
#ifndef SC_TESTS_STUDY_RUN_H
#define SC_TESTS_STUDY_RUN_H

#include <string.h>

#include "outputs/run/run.h"
#include "tests/support/check.h"

/* What differs from the shipped study; zero members change nothing. */
typedef struct run_setup {
  const char *study;               /* NULL: zhangdian */
  const char *scenarios;           /* "baseline,plan" */
  uint64_t    draws;
  int         threads;
  const char *store, *set[3];      /* "run.quiet=true" */
} run_setup;

void load_study(sc_study *study, run_setup setup);
/* Loads, runs and releases the study; the result outlives it. */
void run_small(sc_result *result, run_setup setup);

/* All numbers of scenario `sa` of `a` against those of scenario `sb` of `b`, a run of the same draws. */
void same_scenario(const sc_result *a, int sa, const sc_result *b, int sb);
/* Inputs and all scenarios. */
void same_result(const sc_result *a, const sc_result *b);

static inline int indicator_named(const sc_result *r, const char *id)
{
  int i = 0;
  while (i < r->n_indicators && strcmp(r->indicators[i].id, id) != 0) i++;
  assert_true(i < r->n_indicators);
  return i;
}

/* Of one draw in one kept year. */
static inline float value_of_draw(const sc_result *r, int indicator, int scenario, int model, uint64_t draw, int kept)
{
  const size_t cell = ((size_t)indicator * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_models + (size_t)model;
  return r->values[(cell * r->n_draws + draw) * (size_t)r->n_kept + (size_t)kept];
}

#endif
