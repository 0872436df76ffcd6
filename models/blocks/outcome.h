/* outcome.h - the base year as an outcome, and what follows from a year that a model has solved, over lanes.
 *
 * The account fixes (sc_calibration), with wage and all prices 1:
 *
 *   labour_j = theta_j VA_j (1 - tax_j)                K_j of the capital block               r_0 = sum of rents / sum of K
 *   e_j = (eta_j - sigma_c) / (eta_SEC - sigma_c)      budget_j = share of household purchases
 *   Yd_0 = sum of wages + own_capital * rents + SC_TRANSFERS GDP
 *
 * and every model follows the same rules of demand:
 *
 *   households   spend C_0 / Yd_0 (1 + channel consumption_rate / SC_PROPENSITY) of disposable income
 *   investment   i = i_0 (1 - sigma_kl channel capital_cost / r_0): a cheaper cost of capital raises it by the substitution elasticity
 *   government   index of its base-year basket: grows with last year's real GDP (revenue), in the first year with the country
 *
 * A solved year has value_added, volume, gdp, wage, income, consumer_price and export_world; from them follow
 *
 *   g_t = sum_j pv_{j,t-1} VA_jt / sum_j pv_{j,t-1} VA_{j,t-1} - 1,  pv = value / volume      real GDP, chained
 *   imports from abroad = base-year imports * real GDP;   trade growth of volumes, exports and imports together
 *   income growth: Yd / (consumer price * population);    wage gap for migration: growth of the wage - of the country, within 5 points
 *
 * Shapes   all members are lanes. Nothing allocates or fails.
 */
#ifndef SC_BLOCKS_OUTCOME_H
#define SC_BLOCKS_OUTCOME_H

#include "models/blocks/blocks.h"

#define SC_TRANSFERS  0.10   /* to households / GDP; assumption, results hardly depend on it */
#define SC_PROPENSITY 0.66   /* consumption / disposable income, NBS 2020: 21,210 / 32,189   */

typedef struct sc_calibration {
  sc_lane capital[SC_MAX_ACTIVITIES];            /* base-year capital                                       */
  sc_lane labour[SC_MAX_ACTIVITIES];             /* base-year labour income = labour in units of wage 1     */
  sc_lane slope[SC_MAX_ACTIVITIES];              /* e_j of household demand                                 */
  sc_lane budget[SC_MAX_ACTIVITIES];             /* base-year budget shares                                 */
  sc_lane labour_total;                          /* sum of labour                                           */
  sc_lane income, user_cost;                     /* Yd_0; r_0                                               */
} sc_calibration;

typedef struct sc_before {                       /* last year, for what grows                               */
  sc_lane price[SC_MAX_ACTIVITIES];              /* of value added                                          */
  sc_lane gdp, gdp_index, gdp_growth, wage, trade, real_income;
} sc_before;

SC_KERNEL_DECLARE(void, sc_calibrate, (sc_calibration *c, const sc_blocks *b, const sc_params *p, const sc_base *base));

/* The base year: every price 1, every index 1. Blocks must have started. */
SC_KERNEL_DECLARE(void, sc_outcome_start, (sc_economy *e, const sc_calibration *c, const sc_blocks *b, const sc_setup *setup,
                                           const sc_base *base));

/* At the beginning of a year: what it will be compared with; and the index of government purchases, 1 in the base year. */
SC_KERNEL_DECLARE(void, sc_outcome_remember, (sc_before *last, const sc_economy *e));
SC_KERNEL_DECLARE(void, sc_government_step, (double *government, const sc_before *last, const sc_params *p, int t));

/* Sales abroad at the year's prices: EW_j0 exp(ln EW_j + export level) (p_j / pc_j)^(-eta_X). */
SC_KERNEL_DECLARE(void, sc_export_world, (sc_economy *e, const sc_blocks *b, const sc_params *p, const sc_drive *drive));

/* At the end: what the blocks hold, and all that grows. Sets the blocks' wage gap. */
SC_KERNEL_DECLARE(void, sc_outcome_close, (sc_economy *e, const sc_before *last, sc_blocks *b, const sc_params *p,
                                           const sc_drive *drive));

/* (I - A)^(-1) with local coefficients a[i * n + j], by Gauss-Jordan: a column-diagonally dominant matrix needs no pivoting.
 * A draw with a pivot that is not positive is marked SC_BAD_NOT_PRODUCTIVE. */
SC_KERNEL_DECLARE(void, sc_inverse_make, (sc_lane *inverse, const sc_lane *a, int n, sc_block *block));

#endif
