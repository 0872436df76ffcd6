/* capital_lanes.c - capital by activity, investment by returns; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "models/blocks/blocks.h"

void SC_K(sc_capital_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  sc_lane total = { 0 };
  for (int j = 0; j < setup->n; j++)
    SC_EACH_LANE(l) {
      b->capital[j][l] = base->value_added[j][l] * (1.0 - base->tax[j][l]) * (1.0 - base->labour_share[j][l]);
      total[l] += b->capital[j][l];
    }
  SC_EACH_LANE(l) {
    const double stock = base->investment_rate[l] / (p->growth_k0[l] + p->delta_k[l]);
    for (int j = 0; j < setup->n; j++) b->capital[j][l] *= stock / total[l];
  }
}

void SC_K(sc_capital_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const double *investment,
                           sc_lane *rent, sc_block *block)
{
  sc_lane stock = { 0 }, income = { 0 }, sum = { 0 }, pull[SC_MAX_ACTIVITIES];
  for (int j = 0; j < setup->n; j++)
    SC_EACH_LANE(l) {
      stock[l] += b->capital[j][l];
      income[l] += rent[j][l] * b->capital[j][l];
    }
  for (int j = 0; j < setup->n; j++)
    SC_EACH_VECTOR(v) {
      const sc_vector relative = sc_load(rent[j] + v) * sc_load(stock + v) / sc_load(income + v);
      const sc_vector x = sc_load(b->capital[j] + v) * sc_vector_pow(relative, sc_load(p->zeta_investment + v));
      sc_store(pull[j] + v, x);
      sc_store(sum + v, sc_load(sum + v) + x);
    }
  for (int j = 0; j < setup->n; j++)
    SC_EACH_LANE(l) {
      b->capital[j][l] = (1.0 - p->delta_k[l]) * b->capital[j][l] + investment[l] * pull[j][l] / sum[l];
      if (!(b->capital[j][l] > 0.0)) sc_lane_bad(block, l, SC_BAD_NEGATIVE_STOCK);
    }
}
