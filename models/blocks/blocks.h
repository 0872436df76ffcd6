/* blocks.h - what moves between years, over lanes; written once and used by every dynamic model.
 *
 * A model solves its year; these blocks carry the region from one year to the next. j is an activity, g its group.
 *
 * Labour and human capital (labour_lanes.c)
 *   dln N = g_N + kappa gap + graduates / N        gap = growth of the region's wage last year - growth of the country, within 5 points
 *   dln L = g_L + kappa gap + graduates / employed persons
 *   s_t   = s_{t-1} + cohorts / 5 + (16 - s) graduates / working-age persons          h = exp(r_s (s - s_0))
 *
 * Knowledge (knowledge_lanes.c)
 *   R_t  = (1 - delta_R) R_{t-1} + rho_{t-1} Y_{t-1}                  R_0 = rho_0 / (0.07 + delta_R)
 *   rho* = rho*_{t-1} + rd_step + 0.0006 e                            rho = rho* exp(-(g_t - g_{t-1}) / 2): spending is sticky
 *   logit D_t = logit D_{t-1} + drift + lever + 0.05 e                core digital share
 *   dln KG = g_KG + lever                                             public capital
 *
 * Productivity (productivity_lanes.c)
 *   dln a_j = mu_g phi + m_t + gamma_R dln R + gamma_D 100 dD + psi dln KG + eps dln N + tfp_j + scale_j + F + z_g + u_j + shock_j
 *   m_t  = m for six years, the length it was measured on, then fading with a half-life of five
 *   phi  = (L h) exp(-beta A), A the drift accumulated so far: semi-endogenous growth, 1 in the base year (Bloom et al. 2020)
 *   F    = rho_c F + sigma_c sqrt(1 - rho_c^2) e_F                    common shock, Student t with 4 degrees of freedom;
 *                                                                     all yearly shocks are held within 20 scales
 *   z_g  = rho_r z_g + s_g sqrt(1 - rho_r^2) e_g                      group shocks, correlated; s_g scaled so that their
 *                                                                     base-weighted sum has standard deviation sigma_region
 *
 * Outside (outside_lanes.c): the rest of the country changes its structure as the region does
 *   dln c_j  = (theta_j - theta_bar) g_C - (mu_g - mu_bar) phi        relative cost of value added there: wages grow with the
 *                                                                     country, rents do not; its mean is the numeraire
 *   dln pc_j = sum_k P_jk dln c_k,  P = (I - A')^(-1) v^              price of product j, through the country's input-output
 *                                                                     table (imports in); pm_j, of the inputs that activity j
 *                                                                     brings in, is their mean over its input basket
 *   dln EC_j = eta_j / eta_bar (g_C + F) - sigma_c dln pc_j + n_t base drift_g + external_demand_j + scale_j
 *   n_t      = the fading of m_t: the base drift is measured over windows of five years
 *   dln EW_j = g_F + f + foreign_demand + scale_j,  f = 0.2 f + 0.06 sqrt(1 - 0.04) e
 *   Without levers and shocks the ratio of services to the rest then grows by (eta_S - eta_N) g / eta_bar +
 *   (1 - sigma_c)(g_aN - g_aS) at current prices, the reduced form of structural change.
 *
 * Capital (capital_lanes.c)
 *   K_0 = i / (g_K0 + delta), split so that the return is the same everywhere; R_j = rent of a unit
 *   I_j = I s_j (R_j / Rbar)^zeta / sum, s_j = K_j / K;   K_j' = (1 - delta) K_j + I_j
 *
 * Sources  Comin, Lashkari and Mestieri 2021 (demand); Hosoe, Gasawa and Hashimoto 2010, ch. 9 (investment by returns);
 *          Hall, Mairesse and Mohnen 2010 (R&D stock). Rows of the numbers: parameters.def.
 * Shapes   every member is an sc_lane or an array of them by activity; lanes never mix.
 * Order    of a year: labour, knowledge, productivity, outside, then the model's own solution, then close (R&D) and capital.
 */
#ifndef SC_BLOCKS_BLOCKS_H
#define SC_BLOCKS_BLOCKS_H

#include "engine/random/noise.h"
#include "models/drive.h"
#include "models/parameters.h"

#define SC_EACH_LANE(l) for (int l = 0; l < SC_LANES; l++)

/* Drift of total factor productivity of a group. */
static inline const double *sc_drift_of(const sc_params *p, sc_group g)
{
  return g == SC_PRI ? p->mu_pri : g == SC_SEC ? p->mu_sec : g == SC_TSV ? p->mu_tsv : p->mu_msv;
}

/* What is left in year t of a drift measured over six years: it fades with a half-life of five years (assumption). */
static inline double sc_drift_left(int t)
{
  double left = 1.0;
  for (int year = 6; year < t; year++) left *= 0x1.bdb8cdadbe12p-1;   /* 2^(-1/5) */
  return left;
}

/* What a study fixes for all draws. Plain data. */
typedef struct sc_setup {
  int      n, base_year;
  sc_group group[SC_MAX_ACTIVITIES];
  int      housing[SC_MAX_ACTIVITIES];           /* real estate: eta_house                       */
  double   rd_ratio, digital_share, schooling;   /* base-year facts; fractions, years             */
  double   population, working_age, employed;    /* persons in the base year                      */
  double   country_share[SC_MAX_ACTIVITIES];     /* of the country's value added, sums to 1       */
  double   pass_through[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];   /* P, [j * n + k]; rows sum to 1  */
  double   basket[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];         /* share of product k in the inputs of j, [j * n + k] */
  sc_student shock;                              /* shape of the yearly shocks                    */
  double   shock_unit;                           /* makes their variance 1                        */
} sc_setup;

struct sc_study;
sc_code sc_setup_make(sc_setup *setup, const struct sc_study *study, sc_report *report);

typedef struct sc_blocks {
  /* labour */
  sc_lane population, labour, schooling, human_capital, density_growth;
  sc_lane wage_gap;                              /* of last year */
  /* knowledge */
  sc_lane rd_plan, rd_ratio, rd_spending, rd_stock, rd_stock_growth;
  sc_lane digital_logit, digital_share, digital_gain;       /* gain in points this year */
  sc_lane public_capital, public_growth;
  /* productivity */
  sc_lane ideas, idea_stock;                     /* phi; A */
  sc_lane common;                                /* F */
  sc_lane group_shock[SC_N_GROUPS];
  sc_lane group_sd[SC_N_GROUPS];
  sc_lane cholesky[SC_N_GROUPS * SC_N_GROUPS];   /* lower triangle of the correlation of e_g */
  sc_lane mu_mean;                               /* base-weighted drift of the region */
  sc_lane log_tfp[SC_MAX_ACTIVITIES];
  /* outside */
  sc_lane eta[SC_MAX_ACTIVITIES];                /* expenditure elasticity of product j */
  sc_lane eta_mean, mu_country, theta_country;   /* means over the country's value added */
  sc_lane log_outside_cost[SC_MAX_ACTIVITIES], log_outside_price[SC_MAX_ACTIVITIES];   /* ln c_j, ln pc_j */
  sc_lane log_input_price[SC_MAX_ACTIVITIES], outside_growth[SC_MAX_ACTIVITIES];       /* ln pm_j; of pc_j this year */
  sc_lane log_country[SC_MAX_ACTIVITIES], log_world[SC_MAX_ACTIVITIES];
  sc_lane log_cost[SC_MAX_ACTIVITIES];
  sc_lane foreign_shock, service_share;
  /* capital */
  sc_lane capital[SC_MAX_ACTIVITIES];
} sc_blocks;

/* All blocks in the base year; and what moves by itself to the next one (capital follows when the year is solved). */
SC_KERNEL_DECLARE(void, sc_blocks_start, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base));
SC_KERNEL_DECLARE(void, sc_blocks_step, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                                         const sc_noise *noise));

SC_KERNEL_DECLARE(void, sc_labour_start, (sc_blocks *b, const sc_setup *setup));
SC_KERNEL_DECLARE(void, sc_labour_step, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive));

SC_KERNEL_DECLARE(void, sc_knowledge_start, (sc_blocks *b, const sc_setup *setup, const sc_params *p));
SC_KERNEL_DECLARE(void, sc_knowledge_step, (sc_blocks *b, const sc_params *p, const sc_drive *drive, const sc_noise *noise));
/* After the year is solved: growth of this and of last year (fractions), real GDP (base 1). */
SC_KERNEL_DECLARE(void, sc_knowledge_close, (sc_blocks *b, const double *growth, const double *growth_before, const double *gdp_index));

SC_KERNEL_DECLARE(void, sc_productivity_start, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base));
SC_KERNEL_DECLARE(void, sc_productivity_step, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                                               const sc_noise *noise));

SC_KERNEL_DECLARE(void, sc_outside_start, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base));
SC_KERNEL_DECLARE(void, sc_outside_step, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive,
                                          const sc_noise *noise));

SC_KERNEL_DECLARE(void, sc_capital_start, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base));
/* investment: real, base-year GDP = 1; rent[j]: return to a unit of capital. */
SC_KERNEL_DECLARE(void, sc_capital_step, (sc_blocks *b, const sc_setup *setup, const sc_params *p, const double *investment,
                                          sc_lane *rent, sc_block *block));

#endif
