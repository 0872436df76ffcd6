/* ensemble.h - a study with several models, for tests: the growth model, and two that differ from it in a known way.
 *
 *   growth     as it is                                                                     weight 0.5
 *   slower     the growth model with total factor productivity one point a year slower      weight 0.3
 *   fragile    the growth model, giving up every draw whose number ends in 7                weight 0.2
 */
#ifndef SC_TESTS_ENSEMBLE_H
#define SC_TESTS_ENSEMBLE_H

#include "tests/support/study_run.h"

enum { GROWTH, SLOWER, FRAGILE, N_TEST_MODELS };

/* The first n_models of them, with these weights or, where NULL, those above, brought to a sum of 1. */
void load_ensemble(sc_study *study, run_setup setup, int n_models, const double *weights);
void run_ensemble(sc_result *result, run_setup setup, int n_models, const double *weights);

#endif
