/* work.h - one vector of draws of the general equilibrium while it is being solved; for the kernels of this room only.
 *
 *   given -> [ evaluate -> linearise -> step ]... -> outcome          notation and equations in cge.h; l_ is a logarithm
 *
 * Differentials are kept per activity in the terms that an activity sees: prices of its factors, its own level where no
 * factor is fixed, and the price of its inputs pI. So d(.)_a = sum_f by_factor[f] d l_pf + own d l_Z + by_inputs d l_pI.
 */
#ifndef SC_CGE_WORK_H
#define SC_CGE_WORK_H

#include "engine/lanes/vector.h"
#include "models/cge/cge.h"

enum { SC_CGE_STEPS = 6, SC_CGE_NEWTON = 2, SC_CGE_ROUNDS = 4, SC_CGE_HALVINGS = 4, SC_CGE_PIECES = 8 };

/* Shares and totals of the base year, which stay with the block from year to year. */
#define SC_CGE_SHARES(X)                                                                                     \
  X(weight_home, C) X(weight_outside, C) X(part_import, C * E) X(imports, C) X(total, C) X(per_composite, C)               \
  X(supply_home, C) X(supply_out, C * E) X(per_supply, C) X(per_export, C * E) X(rate_export, C * E)          \
  X(weight_value, A) X(inputs, A) X(part_input, C * A) X(part_factor, F * A) X(part_group, G * A)                         \
  X(net_factor, F * A) X(per_factor, F) X(weight_make, M) X(part_make, M)                                    \
  X(free_home, C * H) X(home_total, H) X(free_total, H) X(basket, C)                                         \
  X(part_government, C) X(part_investment, C) X(government0, 1) X(revenue0, 1) X(investment0, 1)  \
  X(per_armington, C) X(per_transform, C) X(per_added, A) X(per_home, H)

/* N unknowns, R = N + 1 columns of a row: the last takes what belongs to variables that are not unknown. */
#define SC_CGE_WORK(X)                                                                                       \
  /* given by the year: changes of taxes, prices abroad, fixed amounts */                                    \
  X(l_outside, C) X(part_outside, C * E) X(l_import, C * E) X(l_sales_tax, C) X(l_abroad, C * E)             \
  X(l_factor_tax, F * A) X(after_tax, F * A) X(l_production_tax, A) X(fixed_level, A)                        \
  X(bound_home, C * H) X(free_level, H) X(public_factor, C) X(stock, C) X(from_government, H) X(from_outside, H)              \
  X(government_in, 1) X(government_out, 1)                                                                  \
  /* unknowns and what follows */                                                                           \
  X(y, N) X(residual, N) X(kappa_start, C) X(kappa, C) X(made_start, C) X(home_start, C) X(pass_start, C)       \
  X(slope_start, C) X(macro, 7) X(revenue, 1) X(outside_power, C)                                           \
  X(l_armington, C) X(share_home, C) X(share_outside, C) X(l_user, C) X(user, C) X(per_user, C) X(raised, C) X(cut, C)       \
  X(l_factor, F * A) X(share_factor, F * A) X(l_group, G * A) X(share_group, G * A) X(l_added_nest, A)        \
  X(l_added, A) X(l_input, A) X(l_cost, A) X(share_added, A) X(l_cost_nest, A) X(made, A) X(inputs_per_cost, A) X(l_activity, A)               \
  X(l_value_added, A) X(l_inputs, A) X(use, F * A) X(paid, F * A) X(factor_income, F) X(used, F)              \
  X(l_supply, C) X(l_export, C * E) X(l_price, C) X(per_slope, C) X(share_sales, C)           \
  X(exposed, C) X(l_receipt, A) X(share_make, M) X(part_supply, M) X(kappa_gap, C)                           \
  X(bought_input, A) X(home_free, C * H) X(home_share, C * H) X(l_home, H) X(home_slope, H) X(spending, H)    \
  X(government, C) X(investment, C) X(government_share, C) X(investment_share, C)            \
  X(composite, C) X(l_composite, C) X(l_consumer, 1) X(consumer_share, C) X(unemployed, F)                   \
  X(government_price, 1) X(income, H) X(taxed, H) X(disposable, H) X(saved, H) X(parts_home, H)             \
  X(parts_revenue, 1) X(import_value, C * E) X(export_value, C * E)                   \
  /* differentials */                                                                                       \
  X(activity_factor, F * A) X(activity_input, A) X(inputs_factor, F * A) X(inputs_input, A)                  \
  X(use_factor, F * F * A) X(use_input, F * A)                                                              \
  X(kappa_supply, C) X(kappa_home, C) X(kappa_rate, C) X(price_supply, C) X(price_home, C) X(price_rate, C)  \
  X(by_user, C) X(by_input, A) X(row, R) X(t, 4 * C + 2 * A + C * E) X(income_row, F * R)                             \
  X(kept, N * R) X(step, SC_CGE_STEPS * N) X(per_length, SC_CGE_STEPS) X(before, N) X(first_y, N) X(first_jacobian, N * R) X(first_kappa, C)

typedef struct sc_cge_work {
  const sc_cge_shape *shape;
  int v;                                    /* first lane of the vector                                     */
#define SC_CGE_VECTORS(name, count)      sc_vector *name;
#define SC_CGE_LISTS(name, count, what)  sc_vector *name;
  struct { SC_CGE_BASE(SC_CGE_LISTS) } base;      /* this vector's part of the lanes, close together: lanes lie a block's */
  struct { SC_CGE_YEAR(SC_CGE_LISTS) } year;      /* width apart, which would use a quarter of the cache                  */
  SC_CGE_SHARES(SC_CGE_VECTORS)
  SC_CGE_WORK(SC_CGE_VECTORS)
#undef SC_CGE_VECTORS
#undef SC_CGE_LISTS
  sc_vector *jacobian;                      /* [N * R] factored, it serves the next year's first step too            */
} sc_cge_work;

#define SC_CGE_COUNTS(s)                                                                                     \
  const int A = (s)->activities, C = (s)->commodities, F = (s)->factors, G = (s)->groups, H = (s)->households, \
            E = (s)->outside, M = (s)->makes, N = (s)->n_unknowns, R = (s)->n_unknowns + 1;                  \
  (void)A, (void)C, (void)F, (void)G, (void)H, (void)E, (void)M, (void)N, (void)R;

#define SC_BASE(name, i) w->base.name[i]
#define SC_YEAR(name, i) w->year.name[i]

/* A nest from its sums: log1p of the sum of th_i expm1(r l_p_i), and the sum of th_i l_p_i, with 1 / r, which is kept as 0 where
 * r = 0, Cobb-Douglas. */
SC_INLINE sc_vector sc_per_power(sc_vector r)
{
  const sc_mask product = sc_less(sc_vector_abs(r), sc_all(1e-12));
  return sc_select(product, sc_all(0.0), 1.0 / sc_select(product, sc_all(1.0), r));
}
SC_INLINE sc_vector sc_nest(sc_vector log_raised, sc_vector plain, sc_vector per)
{
  return sc_select(sc_less(sc_all(0.0), sc_vector_abs(per)), log_raised * per, plain);
}
/* x / y where y > 0, else 0. */
SC_INLINE sc_vector sc_ratio(sc_vector x, sc_vector y)
{
  const sc_mask there = sc_less(sc_all(0.0), y);
  return sc_select(there, x / sc_select(there, y, sc_all(1.0)), sc_all(0.0));
}

/* Is x other than zero in some draw? */
SC_INLINE int sc_moved(sc_vector x) { return sc_bits(sc_not(sc_less_equal(sc_vector_abs(x), sc_all(0.0)))); }

/* Maximum of |x|, or NaN if one of them is not finite; in four strands: one would wait for itself. */
SC_INLINE sc_vector sc_largest(const sc_vector *x, int n)
{
  sc_vector most[4] = { 0 }, sum[4] = { 0 };
  for (int i = 0; i < n; i++) {
    const sc_vector size = sc_vector_abs(x[i]);
    most[i % 4] = sc_vector_max(size, most[i % 4]);
    sum[i % 4] += size;
  }
  return sc_vector_max(sc_vector_max(most[0], most[1]), sc_vector_max(most[2], most[3])) + 0.0 * ((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

/* Where the equation of a column is eliminated. */
SC_INLINE int sc_cge_row(const sc_cge_shape *shape, int column) { return shape->row ? shape->row[column] : column; }

/* A group of one factor is that factor. */
SC_INLINE int sc_cge_single(const sc_cge_shape *s, int group)
{
  int n = 0;
  for (int f = 0; f < s->factors; f++) n += s->group[f] == group;
  return n == 1;
}

/* given_lanes.c. `memory`: what stays with a vector from year to year, base, shares and Jacobian; `block`: scratch. */
void SC_K(sc_cge_work_bind)(const sc_cge_shape *shape, sc_vector *memory, sc_lane *block, sc_cge_work *w);
void SC_K(sc_cge_take_base)(sc_cge_work *w, const sc_cge_base *base);      /* lanes from w->v on; shares */
void SC_K(sc_cge_take_year)(sc_cge_work *w, const sc_cge_year *from, const sc_cge_year *to, double part);
void SC_K(sc_cge_given)(sc_cge_work *w);
void SC_K(sc_cge_evaluate)(sc_cge_work *w);                               /* equations_lanes.c: at y, from the start of sales */
void SC_K(sc_cge_balance)(sc_cge_work *w);                                /* revenue and balances where evaluate stands */
void SC_K(sc_cge_trade)(sc_cge_work *w);                                  /* import_value, export_value where evaluate stands */
void SC_K(sc_cge_linearise)(sc_cge_work *w);                              /* jacobian_lanes.c: where evaluate stands */
void SC_K(sc_cge_show)(sc_cge_work *w, sc_cge_outcome *outcome, sc_mask settled);    /* outcome_lanes.c */

#endif
