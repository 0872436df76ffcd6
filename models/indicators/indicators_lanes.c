#include "engine/lanes/vector.h"
#include "models/indicators/indicators.h"

/* One function for each row: what is said after the name is the number of lane l. */
#define INDICATOR(name, value)                                                                              \
  static void indicator_##name(const sc_indicator_view *restrict view, double *restrict out)               \
  {                                                                                                         \
    const sc_economy *const e = view->economy;                                                             \
    const sc_params *const p = view->params;                                                               \
    const sc_satellite *const s = view->satellite;                                                         \
    const sc_national *const n = &s->national;                                                             \
    (void)e, (void)p, (void)s, (void)n;                                                                     \
    for (int l = 0; l < SC_LANES; l++) out[l] = (value);                                                    \
  }

static inline double at_most(double x, double cap) { return x < cap ? x : cap; }
static inline double within(double x, double lo, double hi) { return x < lo ? lo : x < hi ? x : hi; }

/* ---- growth and structure */

INDICATOR(gdp_growth, 100 * e->gdp_growth[l])
INDICATOR(gdp_index, 100 * e->gdp_index[l])
INDICATOR(primary_share, 100 * n->share[SC_PRI][l])
INDICATOR(secondary_share, 100 * n->share[SC_SEC][l])
INDICATOR(services_share, 100 * (n->share[SC_TSV][l] + n->share[SC_MSV][l]))
INDICATOR(finance_share, s->roles.finance < 0 ? 0 : 100 * e->value_added[s->roles.finance][l] / e->gdp[l])
INDICATOR(secondary_growth, 100 * n->growth[SC_SEC][l])
INDICATOR(services_growth, 100 * n->services_growth[l])
INDICATOR(labour_productivity_growth, 100 * n->productivity_growth[l])
INDICATOR(employment_growth, 100 * n->labour_growth[l])
INDICATOR(capital_growth, 100 * n->capital_growth[l])

static inline double capital(const sc_economy *e, int l)
{
  double sum = 0;
  for (int j = 0; j < e->n; j++) sum += e->capital[j][l];
  return sum;
}
static inline double rent(const sc_economy *e, int l)
{
  double sum = 0;
  for (int j = 0; j < e->n; j++) sum += e->rent[j][l] * e->capital[j][l];
  return sum;
}
INDICATOR(capital_output_ratio, capital(e, l) / e->gdp_index[l])
INDICATOR(return_on_capital, 100 * (rent(e, l) / (e->consumer_price[l] * capital(e, l)) - p->delta_k[l]))
INDICATOR(tfp_growth, 100 * n->tfp_growth[l])
INDICATOR(wage_growth, 100 * n->wage_growth[l])

/* The model's change of the odds of modern against traditional services, from the uncertain base of the plan's definition. */
static inline double modern_share(const sc_national *n, const sc_params *p, int l)
{
  const double base = p->modern_share_2020[l];
  const double odds = base / (1 - base) * (n->share[SC_MSV][l] / n->share[SC_TSV][l]) / n->modern_odds_2020[l];
  return odds / (1 + odds);
}
INDICATOR(modern_services_share, 100 * modern_share(n, p, l))
INDICATOR(modern_services_gdp_share, 100 * modern_share(n, p, l) * (n->share[SC_TSV][l] + n->share[SC_MSV][l]))

/* ---- people */

INDICATOR(income_growth, 100 * e->income_growth[l])
INDICATOR(income_level, p->income_2020[l] * n->income_index[l])
INDICATOR(income_gap, 100 * (e->income_growth[l] - e->gdp_growth[l]))
INDICATOR(registered_unemployment, s->people.unemployment[l])
INDICATOR(jobs_gross, s->people.jobs[l])
INDICATOR(schooling, e->schooling[l])
INDICATOR(schooling_entrants, s->people.entrants[l])
INDICATOR(physicians, p->physicians_2020[l] * s->people.physicians[l] / e->population[l])
INDICATOR(nursery, s->people.nursery[l] / e->population[l])
INDICATOR(life_expectancy, s->people.life[l] + s->published.life[l])

static void indicator_urbanisation(const sc_indicator_view *restrict view, double *restrict out)
{
  const sc_satellite *s = view->satellite;
  sc_lane_logistic(out, s->people.urbanisation);
  for (int l = 0; l < SC_LANES; l++) out[l] = within(100 * out[l] + s->published.urbanisation[l], 0, 100);
}

static void indicator_pension(const sc_indicator_view *restrict view, double *restrict out)
{
  sc_lane_logistic(out, view->satellite->people.pension);
  for (int l = 0; l < SC_LANES; l++) out[l] *= view->params->pension_ceiling[l];
}

/* ---- innovation */

INDICATOR(rd_intensity, 100 * e->rd_ratio[l] / (1 + s->published.gdp_level[l]) + s->published.rd[l])
INDICATOR(patents, p->patents_2020[l] * s->innovation.patents[l] / e->population[l])
INDICATOR(digital_core_share, 100 * e->digital_share[l] + s->published.digital[l])
INDICATOR(digital_output, e->digital_share[l] * p->gdp_level[l] * e->gdp_index[l] / p->digital_value_added_ratio[l])
INDICATOR(four_new_share, within(100 * s->innovation.four_new[l] + s->innovation.redefined[l] + s->published.four_new[l], 0, 100))
INDICATOR(four_new_structure, 100 * s->innovation.structure[l])
INDICATOR(four_new_adoption, 100 * s->innovation.adoption[l])
INDICATOR(high_tech_change, s->innovation.high_tech[l] - p->high_tech_2020[l])
INDICATOR(high_tech_relative_change, 100 * (s->innovation.high_tech[l] / p->high_tech_2020[l] - 1))
INDICATOR(gazelle_firms, s->innovation.gazelles[l])
INDICATOR(high_tech_firms, s->innovation.high_tech_firms[l])
INDICATOR(tech_smes, s->innovation.tech_smes[l])

/* ---- energy, environment, security */

static inline double energy_per_gdp(const sc_satellite *s, const sc_economy *e, int l)   /* base year 1 */
{
  return s->environment.energy[l] / (s->environment.energy_2020[l] * e->gdp_index[l]);
}
INDICATOR(energy_intensity_change, 100 * (energy_per_gdp(s, e, l) - 1))
INDICATOR(co2_intensity_change, 100 * (energy_per_gdp(s, e, l) * s->environment.carbon[l] / s->environment.carbon_2020[l] - 1))
INDICATOR(good_air_days, within(s->environment.air[l] + s->published.air[l], 0, 100))
INDICATOR(forest, s->environment.forest[l] + s->published.forest[l])
INDICATOR(grain, p->grain_2020[l] * s->environment.land[l] * s->environment.yield[l] * (1 + s->published.grain[l]))

/* Per cent of the monitored sections that stand at least on a rung of the ladder. */
static inline double sections(const sc_satellite *s, const sc_params *p, double rung, int l)
{
  const double monitored = floor(p->water_sections[l]);
  double n = 0;
  for (int i = 0; i < SC_MAX_SECTIONS; i++) n += i < monitored && s->environment.section[i][l] >= rung ? 1 : 0;
  return 100 * n / monitored;
}
INDICATOR(water_class3_share, sections(s, p, 2, l))
INDICATOR(water_class4_share, sections(s, p, 1, l))

static inline double water_use(const sc_satellite *s, const sc_economy *e, const sc_params *p, int l)   /* base year 1 */
{
  const double industry = s->national.industry_volume[l] / s->national.industry_2020[l] * s->environment.water_industry[l];
  const double share = p->water_industry_share[l];
  return share * industry + (1 - share) * e->gdp_index[l] * s->environment.water_other[l];
}
INDICATOR(water_use_total, p->water_use_2020[l] * water_use(s, e, p, l))
INDICATOR(water_per_gdp_change, 100 * (water_use(s, e, p, l) / e->gdp_index[l] - 1))
INDICATOR(water_per_industry_change, 100 * (s->environment.water_industry[l] - 1))

/* ---- opening */

INDICATOR(trade_growth, 100 * e->trade_growth[l])

static void indicator_belt_road_share(const sc_indicator_view *restrict view, double *restrict out)
{
  sc_lane_logistic(out, view->satellite->belt_road);
  for (int l = 0; l < SC_LANES; l++) out[l] *= 100;
}

/* ---- programmes */

#define SC_SERVICE(name, class)
#define SC_PROGRAMME(name, class, base, planned, cap, unit, zh, en, place) \
  INDICATOR(programme_##name, at_most((base) + ((planned) - (base)) * s->programmes.progress[SC_PROGRAMME_##name][l], cap))
#include "models/satellite/programmes.def"
#undef SC_SERVICE
#undef SC_PROGRAMME

void SC_K(sc_indicators_compute)(const sc_indicator_view *view, sc_lane out[SC_N_INDICATORS])
{
#define SC_INDICATOR(name, unit, growth, zh, en, def_zh, def_en) indicator_##name(view, out[SC_INDICATOR_##name]);
#include "models/indicators/indicators.def"
#undef SC_INDICATOR
}
