/* district.h - the base-year account of a small region, made from the nation's table and what its plan states.
 *
 * No regional table exists. GDP of the region is 1; i, j are activities; v, A, M, theta are the nation's ratios (region.h).
 *
 *   1  value added      VA_j = share_j, the plan's totals and stated shares, the rest in national proportion
 *   2  output           x_j = VA_j / v_j
 *   3  local inputs     a_ij = k_i FLQ_ij A_ij  (regional.h);  u_i = sum_j a_ij x_j
 *                       k_i < 1 only where inputs would take more than SC_LOCAL_INPUT_CAP of x_i
 *   4  purchases        H_i = cY beta_i,  G_i = gY gamma_i,  I_i = iY iota_i, national structures; of each the nation's
 *                       share phi is bought abroad; d_i = what is left of the three
 *   5  local purchases  c_i = min[(1 - h_i) min(s_i, d_i),  lq_i d_i],   s_i = x_i - u_i
 *                       lq_i = min(1, lambda SLQ_i) for goods that travel, 1 for construction and services;
 *                       the same share c_i / d_i for households, government and investment
 *   6  exports          E_i = s_i - c_i;  abroad min(theta_i x_i, SC_WORLD_EXPORT_CAP E_i), the rest to the rest of the country
 *   7  imports          from the country sum_j (A_ij - a_ij) x_j + d_i - c_i;  from abroad sum_j M_ij x_j + phi H + phi G + phi I
 *
 * Why c_i has this form. Step 5 is CHARM in its bounded form (regional.h) applied to what inputs leave: a share h_i of what
 * could be supplied from here is hauled across all the same. It keeps every export above h_i s_i > 0, so that the account
 * is positive whatever is drawn. For goods the location quotient with the region's size, which step 3 uses for inputs, is
 * the smaller one: a district of a thousandth of the country does not make 70% of the goods its households buy. Services
 * are used where they are made, so size does not enter.
 *
 * Why nothing is left to balance. Columns close because what is not local, abroad or value added is bought in the rest of
 * the country; rows close because exports are the residual. GRAS (balance.h) to the account's own sums changes nothing,
 * which a test checks. Walras: exports - imports = 1 - cY - gY - iY. Stocks are taken as zero.
 *
 * labour_share_j = (national share of j) * (drawn share of j's group) / (national share of the group), within 0.05-0.80:
 * the group's uncertain level, the nation's differences inside the group. Where the national table shows more than 0.80
 * (business services 0.87, government 0.83) it books the income of proprietors, or no return on public capital.
 *
 * Units: GDP = 1. Everything is at producers' prices of the base year. Plain data, nothing to free.
 */
#ifndef SC_ACCOUNTS_DISTRICT_H
#define SC_ACCOUNTS_DISTRICT_H

#include "engine/base/text.h"
#include "models/accounts/region.h"

#define SC_LOCAL_INPUT_CAP  0.9
#define SC_WORLD_EXPORT_CAP 0.9
#define SC_LABOUR_SHARE_MIN 0.05
#define SC_LABOUR_SHARE_MAX 0.80

typedef struct sc_district_inputs {
  double delta_flq;                               /* FLQ exponent                                    */
  double gdp_level;                               /* in the table's unit: sets the size in lambda    */
  double household_rate, government_rate, investment_rate;                            /* / GDP       */
  double cross_hauling_goods, cross_hauling_services;                                 /* h           */
  double labour_share[SC_N_GROUPS];
  double share[SC_MAX_ACTIVITIES];                /* of value added, sums to 1                       */
  double budget[SC_MAX_ACTIVITIES];               /* beta, sums to 1                                 */
} sc_district_inputs;

typedef struct sc_district {
  int    n;
  sc_district_inputs inputs;
  double size, lambda;                                                   /* X^r / X^n, of the FLQ   */
  double output[SC_MAX_ACTIVITIES], value_added[SC_MAX_ACTIVITIES], slq[SC_MAX_ACTIVITIES];
  double labour_share[SC_MAX_ACTIVITIES], tax[SC_MAX_ACTIVITIES];
  double a[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];                       /* local, [i * n + j]      */
  double cap[SC_MAX_ACTIVITIES];                                         /* k_i                     */
  double import_input[SC_MAX_ACTIVITIES];                                /* per unit of output j    */
  double input_sales[SC_MAX_ACTIVITIES];                                 /* u_i                     */
  double household[SC_MAX_ACTIVITIES];                                   /* H_i, all                */
  double local_household[SC_MAX_ACTIVITIES], local_government[SC_MAX_ACTIVITIES], local_investment[SC_MAX_ACTIVITIES];
  double export_country[SC_MAX_ACTIVITIES], export_world[SC_MAX_ACTIVITIES];
  double import_country[SC_MAX_ACTIVITIES], import_world[SC_MAX_ACTIVITIES];
} sc_district;

/* What must hold of any account, as numbers: gaps are absolute, in units of GDP. */
typedef struct sc_district_checks {
  double gdp_gap;              /* sum of VA - 1                                                     */
  double column_gap;           /* largest |inputs + value added - output|                           */
  double row_gap;              /* largest |uses - output|                                           */
  double walras_gap;           /* exports - imports - (1 - cY - gY - iY)                            */
  double smallest_flow;        /* smallest export of a product / its output: positive               */
  double mean_multiplier;      /* output multiplier, type I, output weights                         */
  double nation_multiplier;    /* the same of the nation                                            */
  double local_spending;       /* local share of all purchases, inputs and final                    */
} sc_district_checks;

/* Every input at its centre: medians of the parameters' priors, the region's shares, the nation's budget. */
void sc_district_inputs_centre(sc_district_inputs *inputs, const sc_region *region);

/* Fails with REGION_NEGATIVE where an export is not positive or an output not finite. */
sc_code sc_district_make(sc_district *district, const sc_region *region, const sc_district_inputs *inputs,
                         sc_report *report);
sc_code sc_district_check(const sc_district *district, const sc_region *region, sc_district_checks *checks,
                          sc_report *report);

/* The account and its checks as a text in Markdown, per cent of GDP. */
sc_code sc_district_write(const sc_district *district, const sc_region *region, sc_lang lang, sc_string *to,
                          sc_report *report);

#endif
