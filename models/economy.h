/* economy.h - what every model of the region has in common: the base year and the year's outcome, over lanes.
 *
 * sc_base is the region's balanced account in the base year, one account for each draw (the table is regionalised
 * with uncertain inputs, so the accounts differ by draw). It is made once for each block by SC_K(sc_base_make) in
 * models/accounts and is read-only afterwards. sc_economy is the outcome of one year; whichever model computed it
 * (growth, leontief, cge), satellites and indicators read only this.
 *
 * Units    Base-year GDP = 1, so every base-year money amount is a share of base-year GDP and every base-year price
 *          is 1. Volumes are at base-year prices. Money of year t is in the numeraire of that year (the price level of
 *          the rest of the country), so only ratios of money amounts of one year mean something.
 * Shapes   sc_lane x[j]: j = 0 .. n-1 activities in the study's order; local coefficients a[i * n + j] is what
 *          activity j buys of local product i for one unit of its output.
 * Ownership both structs live in a thread's workspace; nothing in them is a pointer.
 */
#ifndef SC_MODELS_ECONOMY_H
#define SC_MODELS_ECONOMY_H

#include "engine/sanchan.h"

enum { SC_MAX_ACTIVITIES = 48 };   /* of a study's economy; `sanchan io` has no such limit */

/* The three industries of Chinese statistics; services split by the plan's wording into traditional and modern. */
typedef enum sc_group { SC_PRI, SC_SEC, SC_TSV, SC_MSV, SC_N_GROUPS } sc_group;

typedef struct sc_base {
  int     n;
  sc_lane output[SC_MAX_ACTIVITIES];         /* x_j                                                          */
  sc_lane value_added[SC_MAX_ACTIVITIES];    /* VA_j at market prices, taxes in; sums to 1                     */
  sc_lane labour_share[SC_MAX_ACTIVITIES];   /* theta_j: labour in value added at factor cost                  */
  sc_lane tax[SC_MAX_ACTIVITIES];            /* net production taxes / value added                             */
  sc_lane household[SC_MAX_ACTIVITIES];      /* household purchases of product i, local and imported           */
  sc_lane local_household[SC_MAX_ACTIVITIES];/* share of them bought locally                                   */
  sc_lane government[SC_MAX_ACTIVITIES];     /* local purchases by government                                  */
  sc_lane investment[SC_MAX_ACTIVITIES];     /* local purchases for gross capital formation                    */
  sc_lane government_use[SC_MAX_ACTIVITIES]; /* all purchases by government, local and imported                */
  sc_lane investment_use[SC_MAX_ACTIVITIES]; /* all purchases for gross capital formation                      */
  sc_lane export_country[SC_MAX_ACTIVITIES]; /* sales to the rest of the country                               */
  sc_lane export_world[SC_MAX_ACTIVITIES];   /* sales abroad                                                   */
  sc_lane import_input[SC_MAX_ACTIVITIES];   /* intermediate imports (country and world) per unit of output j  */
  sc_lane import_country[SC_MAX_ACTIVITIES]; /* product i bought in the rest of the country, for all uses      */
  sc_lane import_abroad[SC_MAX_ACTIVITIES];  /* product i bought abroad, for all uses                          */
  sc_lane import_world;                      /* all imports from abroad / GDP                                  */
  sc_lane consumption;                       /* household consumption, local and imported / GDP                */
  sc_lane investment_rate;                   /* gross fixed capital formation / GDP                            */
  sc_lane a[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];   /* local input coefficients, [i * n + j]                 */
} sc_base;

typedef struct sc_economy {
  int     n, year;                           /* calendar year                                                 */
  sc_lane value_added[SC_MAX_ACTIVITIES];    /* current prices                                                 */
  sc_lane volume[SC_MAX_ACTIVITIES];         /* value added at base-year prices                                */
  sc_lane output[SC_MAX_ACTIVITIES];         /* volume of gross output                                         */
  sc_lane price[SC_MAX_ACTIVITIES];          /* of gross output, base 1                                        */
  sc_lane employment[SC_MAX_ACTIVITIES];     /* share of base-year employment: base-year sum is 1              */
  sc_lane capital[SC_MAX_ACTIVITIES];        /* at base-year prices                                            */
  sc_lane rent[SC_MAX_ACTIVITIES];           /* return to a unit of capital                                    */
  sc_lane gdp;                               /* current prices                                                 */
  sc_lane gdp_index;                         /* real GDP chained at previous-year prices, base 1               */
  sc_lane gdp_growth;                        /* of gdp_index, fraction                                         */
  sc_lane labour;                            /* employment, base 1                                             */
  sc_lane population;                        /* base 1                                                         */
  sc_lane schooling;                         /* mean years of the working-age population                       */
  sc_lane human_capital;                     /* h, base 1                                                      */
  sc_lane wage;                              /* per worker, base 1                                             */
  sc_lane consumer_price;                    /* of households' base-year basket, base 1                        */
  sc_lane income;                            /* disposable income of households, current, base-year value 1    */
  sc_lane income_growth;                     /* real, per head, fraction                                       */
  sc_lane export_world, import_world;        /* volumes, base-year values                                      */
  sc_lane trade_growth;                      /* real exports plus imports abroad, fraction                     */
  sc_lane rd_ratio;                          /* R&D expenditure / GDP, fraction                                */
  sc_lane rd_spending;                       /* real, base-year GDP = 1                                        */
  sc_lane digital_share;                     /* core digital industries / GDP, fraction                        */
  sc_lane public_capital;                    /* base 1                                                         */
  sc_lane residual;                          /* largest excess demand left, relative                           */
  sc_lane walras, gdp_gap, steps;            /* outputs/diagnostics.def; NaN in models that have no such thing   */
} sc_economy;

#endif
