/* dynamics.h - recursive dynamics: one equilibrium a year, tied by capital, labour and productivity.      递推动态
 *
 * With growth g of effective labour, 1 + g = (1 + population)(1 + efficiency); depreciation d_a; return r net of it:
 *
 *   K_a,0     = rent_a / (r + d_a)                    the capital that the rents of the SAM pay for, at base-year prices
 *   r         = as given, or so that investment of the SAM keeps pace: sum_a (g + d_a) K_a,0 = I_0
 *   K_a,t+1   = (1 - d_a) K_a,t + I_t s_a,t           s_a ~ (g + d_a) K_a (rent_a / rent_a,0)^allocation
 *   I_t       = sum_a (g + d_a) K_a,t where investment is given, else what the closure finds
 *   supply of labour, and whatever is given and has a size (government, transfers, foreign saving, stocks, export demand,
 *   subsistence): grows at g unless the file says another rate; productivity of activity a at its own rate
 *   government saving is its rate of revenue; where the file gives it growth, an amount that grows; a shock to it acts on that amount
 *
 * Capital is fixed in its activity within a year, or where it is mobile one stock with the mean depreciation. If nothing moves
 * the economy off it, all volumes grow at g and relative prices stay: balanced growth, the test of this file. Homes have utility
 * per head, so that more people are not richer people; with non-homothetic demand, growth of efficiency moves the economy off it.
 *
 * Lane 0 is the path without shocks, lane s the s-th scenario; shocks hold in their years (configuration.h). A factor whose real
 * wage is given, land and other factors that are neither labour nor capital stay as they are.
 *
 * Source     Hosoe, Gasawa and Hashimoto 2010, ch. 10 and the DYNCGE model (allocation by returns); Lau, Pahlke and Rutherford 2002
 *            (calibration to balanced growth).
 * Units      stocks and investment in the SAM's unit at base-year prices.
 * Ownership  a path owns its block and its solution, and borrows the model and the scenarios.
 */
#ifndef SC_CGE_DYNAMICS_H
#define SC_CGE_DYNAMICS_H

#include "models/cge/solution.h"

enum { SC_CGE_MOST_RUNS = SC_LANES - 1 };       /* scenarios of one path */

typedef struct sc_cge_path {
  const sc_cge_model *model;
  const sc_cge_scenario *const *scenario;
  int             n_scenarios;
  int             year;                         /* that the solution holds            */
  double          growth, rate, depreciation;   /* g, r, mean of d by capital         */
  double         *weight;                       /* [A] rents of the base year         */
  sc_lane        *capital;                      /* [A] stocks at the start of `year`  */
  sc_cge_solution solution;
} sc_cge_path;

/* Solves the base year. n_scenarios up to SC_CGE_MOST_RUNS. Free also on failure. */
sc_code sc_cge_path_begin(sc_cge_path *path, const sc_cge_model *model, const sc_cge_scenario *const *scenario, int n_scenarios,
                          sc_report *report);
sc_code sc_cge_path_step(sc_cge_path *path, sc_report *report);          /* to the next year */
void    sc_cge_path_free(sc_cge_path *path);

double  sc_cge_path_capital(const sc_cge_path *path, int lane);          /* of all activities                           */
double  sc_cge_path_return(const sc_cge_path *path, int lane);           /* net of depreciation, of the year, on the price of investment */

#endif
