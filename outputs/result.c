#include "outputs/result.h"

const double sc_quantile_levels[SC_N_QUANTILES] = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };

void sc_result_pool_single(sc_result *r)
{
  r->pooled = (sc_pooled){ r->mean, r->sd, r->se, r->quantile, r->quantile_lo, r->quantile_hi, r->verdicts, r->joints };
}

void sc_result_free(sc_result *result)
{
  if (result == NULL) return;
  sc_free(result->values);
  sc_free(result->sectors);
  sc_arena_free(&result->arena);
  *result = (sc_result){ 0 };
}
