/* synthetic_result.h - a whole sc_result without a model, for tests of what is written, read back and shown.
 *
 * Indicator x in scenario s, year t, draw d is base + t (drift + push_s) + sqrt(t) spread z,
 * with z a fixed sum of hashed uniforms. Quantiles, verdicts and joint sets are computed from these values by engine/stats,
 * so the parts of the result agree with each other. Every array of result.h is filled. Nothing is random: two calls give
 * equal results. Free with sc_result_free.
 */
#ifndef SC_TESTS_SYNTHETIC_RESULT_H
#define SC_TESTS_SYNTHETIC_RESULT_H

#include "outputs/result.h"

void synthetic_result(sc_result *result, int n_draws);

#endif
