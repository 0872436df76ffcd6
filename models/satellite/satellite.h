/* satellite.h - what the plan counts and the economic model does not: people, innovation, environment, programmes.
 *
 * A satellite reads the year's economy and its own state of last year, and gives nothing back: sc_economy is const here.
 * Equations and numbers are economics.md 4(d), 4(e); names in parentheses are rows of satellite/parameters.def. One rule
 * holds throughout: weather and measurement enter what is *published* (sc_published) and never what is carried on.
 *
 * People       logit U' = logit U + urbanisation_drift
 *              u' = s u + (1 - s) (u_2020 + okun (g - growth_normal)),  s = unemployment_smoothing, g in points
 *              physicians grow at their own rate; per 1,000 people falls with population
 *              pension: logit of coverage / ceiling rises by its programmed yearly step, delivery B
 *              nursery: places' = places + step delivery_A (1 - nursery_demand (1 - births)),  births' = births (1 - birth_decline)
 *              life' = life + life_drift;  entrants' = entrants + entrants_drift
 *              jobs = employment_2020 L (job_turnover + growth of L - growth_employment): the turnover was measured with the
 *              usual expansion in it, so only what goes beyond the drift of employment adds to it; never below none
 * Innovation   P' = (1 - d) P + k (R&D / R&D_2020)^eta, k such that P per head grows by patent_growth in the first year at
 *              constant R&D
 *              four-new: Q = sum_j q_j s_j over secondary industry and traditional and modern services, s_j shares of GDP at
 *              current prices; q_j' = q_j + kappa (1 + adoption) q_j (1 - q_j / ceiling_j): logistic in each industry. All
 *              start at the same fraction of their ceiling so that Q_2020 is the plan's, kappa gives four_new_trend in the
 *              first year. Shift-share: dQ = sum qbar ds (structure) + sum sbar dq (adoption), bars are means of the two years
 *              firms: births and exits by their diffusion, n' = 0.95 n + births + sqrt(births + 0.05 0.95 n) z, n' >= 0
 *              R&D / GDP is published over a GDP whose level the economic census of years ending in 3 and 8 revises by
 *              exp(census_revision), once; growth and shares at comparable prices are not touched
 * Environment  E = sum_j e_j (1 - aeei)^t VA_j + household energy, at base-year prices; CO2 = E (carbon per tce), coal
 *              replaced half by gas and half by what emits nothing
 *              air' = air + air_drift delivery_B - air_industry (g_SEC - 2) + channel air_drift
 *              river sections move on a ladder below IV, IV, III: up with water_recovery, water_upgrade, down with water_relapse
 *              water = industry (per value added) + other (per GDP), intensities falling; grain = land x yield
 * Opening      logit B' = logit B + belt_road_trend + channel + shock
 * Programmes   progress' = progress + headroom delivery (1 + channel programme) / years of the plan, until its end;
 *              delivery = F_class^-1(Phi(z)), z = (sqrt(rho) common + sqrt(1 - rho) own - stress weakness) / sqrt(1 + stress^2),
 *              weakness = (growth_normal - g) / growth_sd: a Gaussian copula with one common factor. They are carried out in
 *              every scenario; a scenario differs by its growth and by the channel `programme`
 *
 * Units    as in indicators.def; rates of sc_economy are fractions; `index` is 1 in the base year.
 * Order    sc_satellite_start at t = 0 on the base-year economy, then sc_satellite_step once for each year after the
 *          economy of that year is known. now->drive (base and study set) and now->noise are required in both.
 */
#ifndef SC_SATELLITE_SATELLITE_H
#define SC_SATELLITE_SATELLITE_H

#include "engine/lanes/isa.h"
#include "models/drive.h"
#include "models/economy.h"
#include "models/parameters.h"

enum {
#define SC_SERVICE(name, class) SC_PROGRAMME_##name,
#define SC_PROGRAMME(name, class, base, planned, cap, unit, zh, en, place) SC_PROGRAMME_##name,
#include "models/satellite/programmes.def"
#undef SC_SERVICE
#undef SC_PROGRAMME
  SC_N_PROGRAMMES
};

enum { SC_MAX_SECTIONS = 6 };

/* Which activity is which: index in the study's list, -1 when it has none of that name. */
typedef struct sc_roles { int n, finance, construction; sc_group group[SC_MAX_ACTIVITIES]; } sc_roles;

/* The year's economy in the terms of the statistics, and what is needed of last year's for growth rates. */
typedef struct sc_national {
  sc_lane share[SC_N_GROUPS];          /* of GDP at current prices                                              */
  sc_lane growth[SC_N_GROUPS];         /* real, at previous-year prices, fraction; 0 in the base year           */
  sc_lane services_growth;             /* of traditional and modern services together                           */
  sc_lane labour_growth, capital_growth, wage_growth;   /* fractions; wage deflated by consumer prices          */
  sc_lane productivity_growth;         /* real GDP per person employed                                          */
  sc_lane tfp_growth;                  /* Solow residual: g - (1 - theta) k - theta (l + h)                     */
  sc_lane income_index;                /* real disposable income per head, base 1                               */
  sc_lane industry_volume, industry_2020;   /* secondary industry without construction, base-year prices       */
  sc_lane modern_odds_2020;            /* modern / traditional services in the base year                        */
  sc_lane labour_weight;               /* theta: labour in GDP at factor cost in the base year                  */
  sc_lane last_value_added[SC_MAX_ACTIVITIES], last_volume[SC_MAX_ACTIVITIES];
  sc_lane last_labour, last_capital, last_human_capital, last_wage;
} sc_national;

typedef struct sc_people {
  sc_lane urbanisation;                /* logit                                                                 */
  sc_lane unemployment;                /* registered, %                                                         */
  sc_lane physicians;                  /* number, index                                                         */
  sc_lane pension;                     /* logit of coverage / ceiling                                           */
  sc_lane pension_step;                /* of that logit a year, as programmed                                   */
  sc_lane births;                      /* index                                                                 */
  sc_lane nursery;                     /* places per 1,000 people of the base year                              */
  sc_lane life;                        /* years                                                                 */
  sc_lane entrants;                    /* years of schooling                                                    */
  sc_lane jobs;                        /* gross new urban jobs of the year, persons                             */
} sc_people;

enum { SC_N_ADOPTERS = SC_N_GROUPS };  /* four-new: primary industry adopts nothing */

typedef struct sc_innovation {
  sc_lane patents, patent_yield;       /* stock, index; k                                                       */
  sc_lane rd_2020;                     /* real R&D spending of the base year                                    */
  sc_lane adopted[SC_N_ADOPTERS];      /* q_j: four-new share of each industry, fraction                        */
  sc_lane ceiling[SC_N_ADOPTERS];
  sc_lane kappa;
  sc_lane four_new;                    /* Q, fraction, present definition                                       */
  sc_lane structure, adoption;         /* contributions to Q since the base year, fraction                      */
  sc_lane redefined;                   /* gain by wider definitions, points                                     */
  sc_lane last_share[SC_N_ADOPTERS];
  sc_lane high_tech;                   /* share of above-scale industrial output, %                             */
  sc_lane gazelles, high_tech_firms, tech_smes;   /* firms                                                      */
} sc_innovation;

typedef struct sc_environment {
  sc_lane intensity;                   /* of energy within industries, index: (1 - aeei)^t                      */
  sc_lane household_energy;            /* index                                                                 */
  sc_lane energy, energy_2020;         /* use in units of GDP_2020 x tce per 10,000 yuan                        */
  sc_lane carbon, carbon_2020;         /* t CO2 per tce                                                         */
  sc_lane air;                         /* good days without weather, %                                          */
  sc_lane section[SC_MAX_SECTIONS];    /* 0 below class IV, 1 class IV, 2 class III or better                   */
  sc_lane forest;                      /* %                                                                     */
  sc_lane water_industry, water_other; /* intensities, index                                                    */
  sc_lane land, yield;                 /* index                                                                 */
} sc_environment;

typedef struct sc_programmes {
  sc_lane common;                      /* the common factor's score                                             */
  sc_lane score[SC_N_PROGRAMMES];      /* own score                                                             */
  sc_lane delivery[SC_N_PROGRAMMES];   /* of this year, 0 .. 1                                                  */
  sc_lane progress[SC_N_PROGRAMMES];   /* share of the planned amount that stands                               */
} sc_programmes;

/* What measurement and weather add to this year's published figures; zero in the base year. */
typedef struct sc_published {
  sc_lane urbanisation, life, four_new, digital, rd, air, forest;   /* points, years                            */
  sc_lane grain;                       /* fraction                                                              */
  sc_lane gdp_level;                   /* revision of the level of GDP by the economic census, fraction         */
} sc_published;

typedef struct sc_satellite {
  sc_roles       roles;
  sc_national    national;
  sc_people      people;
  sc_innovation  innovation;
  sc_environment environment;
  sc_lane        belt_road;            /* logit of the share of exports                                         */
  sc_programmes  programmes;
  sc_published   published;
} sc_satellite;

SC_KERNEL_DECLARE(void, sc_satellite_start, (sc_satellite *satellite, const sc_params *params, const sc_economy *economy,
                                             const sc_period *now));
SC_KERNEL_DECLARE(void, sc_satellite_step, (sc_satellite *satellite, const sc_params *params, const sc_economy *economy,
                                            const sc_period *now));

#endif
