#include "engine/stats/likelihood.h"

const sc_likelihood_row sc_likelihood_rows[SC_N_LIKELIHOODS] = {
#define X(name, at_least, zh, en) { #name, at_least, SC_TEXT(en, zh) },
  SC_LIKELIHOODS(X)
#undef X
};

const sc_text sc_not_assessable = SC_TEXT("not assessable", "无法评估");

int sc_likelihood(double p)
{
  for (int row = 0; row < SC_N_LIKELIHOODS; row++)
    if (p >= sc_likelihood_rows[row].at_least) return row;
  return -1;
}
