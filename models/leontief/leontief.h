/* leontief.h - the demand-driven input-output model of the region, over lanes.                 需求驱动的投入产出模型
 *
 * The other way to see a district: what is made is what is ordered. Nothing is scarce within the year: labour and capital answer
 * to output, costs set prices, prices set what is sold outside, and orders run through the inverse. The growth model
 * (models/growth) holds the opposite, that output is what factors can make; a plan is read under both.
 *
 * Prices, first because they depend on no quantity of the year. A unit of value added costs what it costs in the rest of the
 * country, c_j (blocks.h), more where pay is higher, less where productivity leads. Of what its cost differs a firm passes on the
 * part that firms who watch their competitors pass on (cost_pass_through); the rest is profit:
 *
 *   delta_j = theta_j (W + ln h_C - ln h) + (1 - theta_j) ln(1 + capital_cost / r_0) - lead_j
 *   ln cost_j = ln c_j + delta_j,   ln pv_j = ln c_j + cost_pass_through delta_j
 *   lead_j  = ln a_j - sum mu_j phi - X        productivity ahead of the country; a_j without output shocks and moves of firms
 *   dX      = gamma_R dln R_C + gamma_D 100 dD_C + psi dln KG_C + F    what R&D, digital industries and public capital do for the
 *             country: the same blocks with neither levers nor shocks, and a GDP that grows by g_C
 *   p'      = p'A + [ c^_j (m_j pm_j + v_j pv_j) ]                     price dual; c^_j unit-cost levers, paid outside
 *   W       = W + (wage_tightness T - W) / 2,  T = ln(employment / labour supply) of last year
 *   wage    = (1 - theta_C) g_C t + mu_C sum phi + X + ln h_C + W       in logarithms: the country's pay plus W; h_C moves by
 *             cohorts alone
 *
 * So a region that is like the country sells, pays and grows like the country, and a lever on productivity works through
 * the price. Shares theta stay: costs are Cobb-Douglas, as the country's are in blocks.h.
 *
 * Quantities
 *   x   = (I - A)^-1 f,   VA_j = v_j x_j
 *   f_i = z_i d_i [ households_i + government_i + investment_i ] + d_i exports_i
 *   exports      EC_i0 exp(ln EC_i + export level) (p_i / pc_i)^(-eta_X);  abroad alike
 *   government   base-year basket, grows with last year's real GDP
 *   investment   base-year basket, a rate of the same: plans are made on last year's GDP
 *   households   non-homothetic CES (blocks/household.h) of spending in proportion to disposable income (outcome.h): type II
 *   d_i          output shocks as lost orders, exp of their sum: demand withheld, not productivity lost
 *   z_i          firms that moved (channel scale): their local customers buy outside, their outside customers are in EC
 *
 * Labour     wanted_j = theta_j (1 - tax_j) cost_j VA_j / wage;  L_j = sqrt(L_j,-1 (labour supply growth) wanted_j): half of what is
 *            missing is hired or let go in a year; wages take at most SC_LEONTIEF_WAGES of value added at factor cost.
 * Capital    never binds; grows with investment, earns what wages leave, so idle capital shows as a low return.
 * Inputs     ln a_ij walks by uniform steps with sd input_drift a year (the sum of a few is as good as normal), less half their
 *            variance, so that the mean of a_ij stays; columns are scaled, imports included, so that value added ratios stay:
 *            a_ij = k_j exp(walk_ij) a_ij0 z_i,  k_j = (1 - v_j) / (sum_i exp(walk_ij) a_ij0 + m_j0),  m_j the rest
 *
 * Solution   households close the year: one unknown, ln C, SC_LEONTIEF_STEPS Newton steps from last year's with the exact
 *            derivative. What is left is stored; above SC_LEONTIEF_TOLERANCE the draw is marked.
 * Source     Leontief 1941; Miller and Blair 2009, chapters 2 and 6 (type II, price dual); Batey and Rose 1990 (extended
 *            input-output models); Blanchflower and Oswald 1994 (wage curve); Amiti, Itskhoki and Konings 2019,
 *            Review of Economic Studies 86(6) (pass-through). Drift of coefficients: parameters.def.
 * Checks     nothing grows when no driver does; balanced growth when all drivers grow alike; one unit more of final demand at
 *            fixed income gives a column of the inverse; prices are those of models/io/prices.h; GDP = expenditure - imports.
 * Shapes     sc_leontief is one block's state; all members are lanes. Never allocates or fails.
 */
#ifndef SC_LEONTIEF_LEONTIEF_H
#define SC_LEONTIEF_LEONTIEF_H

#include "models/blocks/outcome.h"

#define SC_LEONTIEF_TOLERANCE 1e-8
#define SC_LEONTIEF_WAGES     0.95
enum { SC_LEONTIEF_STEPS = 3 };

typedef struct sc_leontief {
  sc_economy     economy;
  sc_blocks      blocks;
  sc_calibration calibration;
  sc_before      last;
  sc_blocks      country;                                      /* knowledge and schooling without levers   */
  sc_lane country_tfp, ideas;                                  /* X; sum phi                               */
  sc_lane premium;                                             /* W                                        */
  sc_lane labour_growth;                                       /* of supply, a factor                      */
  sc_lane shock[SC_MAX_ACTIVITIES], moved[SC_MAX_ACTIVITIES];  /* ln d_i, ln z_i                           */
  sc_lane lead[SC_MAX_ACTIVITIES];
  sc_lane walk[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];         /* [i * n + j]                              */
  sc_lane a[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];            /* this year's local coefficients           */
  sc_lane inverse[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];      /* (I - A)^(-1)                             */
  sc_lane import_input[SC_MAX_ACTIVITIES];                     /* m_j of this year                         */
  sc_lane labour[SC_MAX_ACTIVITIES];                           /* in units of base-year wages              */
  sc_lane final[SC_MAX_ACTIVITIES];                            /* f_i, local purchases                     */
  sc_lane log_wage, log_consumption;                           /* ln wage, ln C                            */
  sc_lane plan, investment;                                    /* index of planned demand; real investment */
} sc_leontief;

SC_KERNEL_DECLARE(void, sc_leontief_start, (const void *self, const void *params, void *state, const sc_period *now));
SC_KERNEL_DECLARE(void, sc_leontief_step, (const void *self, const void *params, void *state, const sc_period *now));
/* The year's prices, demand, output, employment and incomes at given coefficients: fills economy and residual. */
SC_KERNEL_DECLARE(void, sc_leontief_solve, (sc_leontief *s, const sc_params *p, const sc_drive *drive));

#endif
