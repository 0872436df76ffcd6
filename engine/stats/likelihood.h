/* likelihood.h - one calibrated word for a probability.
 *
 * The scale of the IPCC (Mastrandrea et al. 2010, Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on
 * Consistent Treatment of Uncertainties, table 1). Its ranges are nested there ("very likely" is also "likely"); here each
 * probability gets the sharpest word that holds. Rows in falling order: name, smallest probability, Chinese, English.
 */
#ifndef SC_STATS_LIKELIHOOD_H
#define SC_STATS_LIKELIHOOD_H

#include "engine/sanchan.h"

#define SC_LIKELIHOODS(X)                                                       \
  X(virtually_certain,      0.99, "几乎确定",   "virtually certain")            \
  X(very_likely,            0.90, "很可能",     "very likely")                  \
  X(likely,                 0.66, "可能",       "likely")                       \
  X(as_likely_as_not,       0.33, "或许可能",   "about as likely as not")       \
  X(unlikely,               0.10, "不可能",     "unlikely")                     \
  X(very_unlikely,          0.01, "很不可能",   "very unlikely")                \
  X(exceptionally_unlikely, 0.00, "几乎不可能", "exceptionally unlikely")

enum {
#define X(name, at_least, zh, en) SC_LIKELIHOOD_##name,
  SC_LIKELIHOODS(X)
#undef X
  SC_N_LIKELIHOODS
};

typedef struct sc_likelihood_row { const char *name; double at_least; sc_text text; } sc_likelihood_row;

extern const sc_likelihood_row sc_likelihood_rows[SC_N_LIKELIHOODS];
extern const sc_text           sc_not_assessable;     /* the words where there is no probability */

int sc_likelihood(double p);                          /* row of the scale; -1 for NaN */

static inline const char *sc_likelihood_text(int row, sc_lang lang)
{
  return (row < 0 ? &sc_not_assessable : &sc_likelihood_rows[row].text)->in[lang];
}

#endif
