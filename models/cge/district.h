/* district.h - the study model `cge`: a district's recursive-dynamic general equilibrium, over lanes.   区县递推动态一般均衡模型
 *
 *   sc_base, setup -> calibration of each draw -> each year: blocks -> sc_cge_year -> sc_cge_solve (cge.h) -> sc_economy
 *
 * It stands beside growth on the same accounts, blocks, levers and random numbers. What differs is the year: local products,
 * products of the rest of the country and products from abroad are imperfect substitutes, sales at home and outside are
 * imperfect transforms, employment follows a wage curve, and every account closes by rules the study chooses (closure.h).
 *
 * Accounts      activities make one product each; labour and capital; one household; the rest of the country and the world, both
 *               with falling demand curves EC = EC_0 shift (p / pc)^(-eta) and prices that the region does not move. GDP of the base
 *               year is 1 and, with i over products,
 *                 inputs       x_ij = T_ij x_j, T the nation's technology: basket_ij * (1 - VA_j / x_j)      (imports in)
 *                 imports      by product from both regions: what all users buy less what they buy here     (sc_base)
 *                 taxes        net production taxes fall on value added, t_j = tax_j / (1 - tax_j) of factor pay; household_tax on income
 *                 households   wages, own_capital of rents, transfers SC_TRANSFERS; save what C_0 leaves
 *                 outside      the other rents, to headquarters and state capital; finances the rest of investment
 *                 government   taxes and, so that its base-year saving is nil, grants from above: purchases + transfers - taxes
 * Given         ln K_j / K_j0, ln a_j, labour force times h, demand and prices outside: the blocks (models/blocks/blocks.h).
 *   channels    tfp, scale, activity_shock -> tfp;  external_demand, foreign_demand, scale, export_level -> shift of export demand;
 *               demand -> public_shift;  unit_cost -> a charge on cost that government collects;  consumption_rate -> saving rate;
 *               capital_cost -> investment rate
 *   government  purchases, transfers, grants and, where it is given, outside saving grow with last year's real GDP (blocks/outcome.h)
 *   investment  planned on the year's capacity: rate * [GDP / price of investment]_(t-1) * exp(g^),
 *               g^ = sum_j value share_j [ dln a_j + (1 - theta_j) dln K_j + theta_j dln(L h) ];  ln rate has AR(1) noise
 *   pay         wage curve ln(real pay / reference) = -wage_curve ln(u / u_0); the reference is last year's real pay raised by the growth
 *               of the country, which is also what draws people in and out (labour block). With a fixed wage pay is the reference
 * Real GDP      chained as in growth; value added at market prices, charges in. Employment and imports abroad are the model's own.
 * Checks        base year replicated to 1e-12 in every draw; Walras' law, income against expenditure and steps of every year stand in
 *               /diagnostics; a draw that does not solve is marked SC_BAD_NO_CONVERGENCE.
 *
 * Source        cge.h; design of the accounts models/accounts/district.h; wage curve Blanchflower and Oswald 1994, The Wage Curve;
 *               recursive dynamics Hosoe, Gasawa and Hashimoto 2010, ch. 9. Numbers: models/cge/parameters.def.
 * Shapes        the core's lists lie in the lanes behind the struct, so a state is as large as its study needs.
 * Ownership     all of a state is in its thread's workspace; start sets its pointers. Never allocates or fails.
 */
#ifndef SC_CGE_DISTRICT_H
#define SC_CGE_DISTRICT_H

#include "models/blocks/outcome.h"
#include "models/cge/closure.h"

enum { SC_CGE_LABOUR, SC_CGE_CAPITAL, SC_CGE_N_FACTORS };     /* factors of a district */
enum { SC_CGE_COUNTRY, SC_CGE_WORLD, SC_CGE_N_OUTSIDE };      /* regions outside it    */

/* What all draws share. */
typedef struct sc_district_model {
  sc_setup       setup;
  sc_district_closure closure;
  sc_cge_shape   shape;
  int            goods[SC_MAX_ACTIVITIES];      /* travel: Armington elasticities of goods */
  int            itself[SC_MAX_ACTIVITIES], specific[SC_MAX_ACTIVITIES];
  int            group[SC_CGE_N_FACTORS], mobile[SC_CGE_N_FACTORS], wage[SC_CGE_N_FACTORS], demand_curve[SC_CGE_N_OUTSIDE];
  sc_cge_market  market[SC_CGE_N_FACTORS];
} sc_district_model;

typedef struct sc_cge_district {
  sc_economy     economy;
  sc_blocks      blocks;
  sc_calibration calibration;
  sc_before      last;
  sc_lane        government, investment;         /* index of government purchases; real investment            */
  sc_lane        investment_price, rate_noise;   /* of last year, base 1; AR(1) deviation of ln rate           */
  sc_lane        real_pay;                       /* ln of last year's pay of a worker over consumer prices     */
  sc_lane        tfp_before[SC_MAX_ACTIVITIES], force_before;   /* ln a_j and ln(L h) of last year             */
  sc_cge_base    base;
  sc_cge_year    year;
  sc_cge_state   solution;
  sc_cge_outcome outcome;
  sc_lane       *work;
} sc_cge_district;

/* The shape that a closure gives n activities; pointers into the model itself, which must not move. */
sc_code sc_district_shape(sc_district_model *model, sc_report *report);
size_t  sc_cge_district_size(const sc_district_model *model);      /* bytes of a state, its lists included */

SC_KERNEL_DECLARE(void, sc_cge_district_start, (const void *self, const void *params, void *state, const sc_period *now));
SC_KERNEL_DECLARE(void, sc_cge_district_step, (const void *self, const void *params, void *state, const sc_period *now));

/* Of start: lists bound and zeroed; the account of every draw as the core wants it. */
SC_KERNEL_DECLARE(void, sc_cge_district_calibrate, (const sc_district_model *model, sc_cge_district *s, const sc_params *p, const sc_base *base));

#endif
