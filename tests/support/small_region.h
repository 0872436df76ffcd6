/* small_region.h - a region of five activities whose years are written down by hand, for tests of what follows a model. */
#ifndef SC_TESTS_SMALL_REGION_H
#define SC_TESTS_SMALL_REGION_H

#include <string.h>

#include "engine/random/dist.h"
#include "models/satellite/satellite.h"
#include "scenarios/study.h"

enum { AGR, TIN, CON, TRD, FIN, N_ACTIVITIES };

static const double small_share[N_ACTIVITIES] = { 0.002, 0.260, 0.061, 0.350, 0.327 };

static inline void small_study(sc_study *study)
{
  static const char *const ids[N_ACTIVITIES] = { "AGR", "TIN", "CON", "TRD", "FIN" };
  static const sc_group groups[N_ACTIVITIES] = { SC_PRI, SC_SEC, SC_SEC, SC_TSV, SC_MSV };
  *study = (sc_study){ .id = "small", .base_year = 2020, .first_year = 2021, .plan_end = 2025, .last_year = 2035,
                       .n_activities = N_ACTIVITIES, .n_draws = 64, .seed = 20210622 };
  for (int j = 0; j < N_ACTIVITIES; j++) study->activities[j] = (sc_activity){ .id = ids[j], .group = groups[j] };
}

static inline void fill(sc_lane lane, double x)
{
  for (int l = 0; l < SC_LANES; l++) lane[l] = x;
}

/* Every parameter at the centre of its prior. */
static inline void small_params(sc_params *params)
{
  for (int i = 0; i < SC_N_PARAMS; i++)
    fill((double *)(void *)((char *)params + sc_param_rows[i].offset), sc_dist_centre(&sc_param_rows[i].prior));
}

static inline void small_base(sc_base *base)
{
  memset(base, 0, sizeof *base);
  base->n = N_ACTIVITIES;
  for (int j = 0; j < N_ACTIVITIES; j++) {
    fill(base->value_added[j], small_share[j]);
    fill(base->labour_share[j], 0.5);
    fill(base->tax[j], 0.1);
  }
}

/* Growth rates of one path; volumes grow by activity, prices stay. */
typedef struct small_path {
  double growth[N_ACTIVITIES];
  double labour, capital, population, income, rd, human_capital, wage;
} small_path;

static inline double power(double x, int t) { return t == 0 ? 1 : x * power(x, t - 1); }

static inline double small_gdp(const small_path *path, int t)
{
  double sum = 0;
  for (int j = 0; j < N_ACTIVITIES; j++) sum += small_share[j] * power(1 + path->growth[j], t);
  return sum;
}

static inline void small_economy(sc_economy *e, const small_path *path, int t)
{
  memset(e, 0, sizeof *e);
  e->n = N_ACTIVITIES;
  e->year = 2020 + t;
  for (int j = 0; j < N_ACTIVITIES; j++) {
    const double volume = small_share[j] * power(1 + path->growth[j], t);
    fill(e->value_added[j], volume);
    fill(e->volume[j], volume);
    fill(e->price[j], 1);
    fill(e->capital[j], 3 * small_share[j] * power(1 + path->capital, t));
  }
  const double gdp = small_gdp(path, t);
  fill(e->gdp, gdp);
  fill(e->gdp_index, gdp);
  fill(e->gdp_growth, t == 0 ? 0.024 : gdp / small_gdp(path, t - 1) - 1);
  fill(e->labour, power(1 + path->labour, t));
  fill(e->population, power(1 + path->population, t));
  fill(e->human_capital, power(1 + path->human_capital, t));
  fill(e->wage, power(1 + path->wage, t));
  fill(e->consumer_price, 1);
  fill(e->schooling, 12);
  fill(e->income, 1);
  fill(e->income_growth, t == 0 ? 0.034 : path->income);
  fill(e->rd_ratio, 0.0141);
  fill(e->rd_spending, 0.0141 * power(1 + path->rd, t));
  fill(e->digital_share, 0.024);
}

#endif
