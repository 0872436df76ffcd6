/* growth.h - the multi-sector growth model of a small open region, over lanes.                 多部门增长模型
 *
 * Within a year capital K_j, productivity a_j and effective labour h L are given; prices and one wage clear the year.
 * Unknowns are labour in each activity and the wage w; prices of value added pv_j and all else follow. All prices are 1 in the base year.
 *
 * Supply        VA_j = VA_j0 a_j [ pi k^r + (1 - pi) l^r ]^(1/r),  r = (sigma - 1)/sigma,  pi = 1 - labour share
 *               with k = K_j / K_j0, l = h L_j / L_j0. A firm hires until the wage w / (h pv_j a_j) of effective labour, in
 *               units of its product, is labour's marginal product om_j (supply.h).
 * Prices        p_j = sum_i a_ij p_i + c_j (m_j pm_j + v_j pv_j),  v_j = VA_j0 / x_j0, m_j inputs brought in, c_j unit-cost levers
 * Households    spend E in proportion to income, non-homothetic CES (blocks/household.h) over products at prices that mix
 *               local and outside ones in the base-year proportion; income Yd = w L + own share of rents + a fixed share of GDP
 * Government    base-year basket growing with last year's real GDP (revenue), in the first year with the country
 * Investment    I = i Y / p_I in its base-year basket
 * Exports       EC_j = EC_j0 exp(country_j) (p_j / pc_j)^(-eta_X);  abroad alike
 * Output        x = (I - A)^(-1) f, f local purchases; imports are a fixed share of each demand
 * Clearing      VA_j supplied = v_j x_j for each j, and sum_j L_j = L
 *
 * Solution      Newton from last year's solution with the analytic Jacobian in the first steps, then Broyden's corrections. The
 *               number of steps is fixed, so that a draw's result does not depend on its neighbours; a draw that is not there
 *               yet begins again from where it stands, up to SC_GROWTH_ROUNDS times in all.
 *               The largest relative excess left is stored; above SC_GROWTH_TOLERANCE the draw is marked.
 * Real GDP      chained: g_t = sum_j pv_{j,t-1} VA_jt / sum_j pv_{j,t-1} VA_j,t-1 - 1. Shares at current prices.
 *
 * Source        production de La Grandville 1989 and Klump, McAdam and Willman 2012 (normalised CES); the rest
 *               models/blocks/blocks.h. Checks: nothing grows when no driver does; sum of value added = GDP by expenditure.
 * Shapes        sc_growth is one block's state; all members are lanes. Never allocates or fails.
 */
#ifndef SC_GROWTH_GROWTH_H
#define SC_GROWTH_GROWTH_H

#include "models/blocks/outcome.h"

#define SC_GROWTH_TOLERANCE 1e-8
enum { SC_GROWTH_STEPS = 5, SC_GROWTH_ROUNDS = 5 };

typedef struct sc_growth {
  sc_economy economy;
  sc_blocks  blocks;
  sc_calibration calibration;
  sc_before  last;
  sc_lane    inverse[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];   /* (I - A)^(-1), [i * n + j]                 */
  sc_lane    log_labour[SC_MAX_ACTIVITIES];      /* ln l_j, the solution so far                             */
  sc_lane    log_wage, log_consumption;          /* ln w, ln C                                              */
  sc_lane    government, investment;             /* index of government demand; real investment             */
} sc_growth;

SC_KERNEL_DECLARE(void, sc_growth_start, (const void *self, const void *params, void *state, const sc_period *now));
SC_KERNEL_DECLARE(void, sc_growth_step, (const void *self, const void *params, void *state, const sc_period *now));
/* Solves the year: fills economy's prices, volumes, employment, wage, income, and residual. */
SC_KERNEL_DECLARE(void, sc_growth_clear, (sc_growth *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive));

#endif
