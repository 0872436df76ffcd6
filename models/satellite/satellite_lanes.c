#include <string.h>

#include "models/satellite/parts.h"
#include "scenarios/study.h"

static sc_roles roles(const sc_study *study)
{
  sc_roles r = { .n = study->n_activities, .finance = -1, .construction = -1 };
  for (int j = 0; j < r.n; j++) {
    r.group[j] = study->activities[j].group;
    if (strcmp(study->activities[j].id, "FIN") == 0) r.finance = j;
    if (strcmp(study->activities[j].id, "CON") == 0) r.construction = j;
  }
  return r;
}

static sc_year year(const sc_params *params, const sc_economy *economy, const sc_period *now)
{
  const sc_drive *drive = now->drive;
  return (sc_year){ .params = params, .economy = economy, .drive = drive, .noise = now->noise, .t = now->t,
                    .n_plan = drive->study->plan_end - drive->study->base_year };
}

/* Order of the numbers at one address: append only. */
enum { MEASURE_URBANISATION, MEASURE_LIFE, MEASURE_FOUR_NEW, MEASURE_DIGITAL, MEASURE_RD, MEASURE_FOREST, N_MEASURES };
enum { WEATHER_AIR, WEATHER_GRAIN, N_WEATHERS };

/* Economic censuses are taken in years that end in 3 and 8. */
static int census_since(int base_year, int year) { return (year + 2) / 5 > (base_year + 2) / 5; }

static void publish(sc_published *published, const sc_year *now)
{
  sc_lane measure[N_MEASURES], weather[N_WEATHERS];
  SC_K(sc_noise_normal)(now->noise, SC_STREAM_SHOCK, sc_name_hash("satellite.measurement"), now->t, N_MEASURES, measure);
  SC_K(sc_noise_normal)(now->noise, SC_STREAM_WEATHER, sc_name_hash("satellite.weather"), now->t, N_WEATHERS, weather);
  const sc_params *p = now->params;
  const int revised = census_since(now->drive->study->base_year, now->economy->year);
  sc_lane level;
  sc_lane_exp(level, p->census_revision);
  SC_EACH_LANE(l) {
    published->gdp_level[l] = revised ? level[l] - 1 : 0;
    published->urbanisation[l] = p->urbanisation_noise[l] * measure[MEASURE_URBANISATION][l];
    published->life[l] = p->life_noise[l] * measure[MEASURE_LIFE][l] + now->drive->life_expectancy[0][l];
    published->four_new[l] = p->four_new_noise[l] * measure[MEASURE_FOUR_NEW][l];
    published->digital[l] = p->digital_noise[l] * measure[MEASURE_DIGITAL][l];
    published->rd[l] = p->rd_noise[l] * measure[MEASURE_RD][l];
    published->forest[l] = p->forest_noise[l] * measure[MEASURE_FOREST][l];
    published->air[l] = p->air_weather[l] * weather[WEATHER_AIR][l];
    published->grain[l] = p->grain_weather[l] * weather[WEATHER_GRAIN][l];
  }
}

static void belt_road_start(sc_satellite *s, const sc_year *now)
{
  sc_lane odds;
  const sc_params *p = now->params;
  SC_EACH_LANE(l) odds[l] = p->belt_road_2020[l] / (100 - p->belt_road_2020[l]);
  sc_lane_log(s->belt_road, odds);
}

static void belt_road_step(sc_satellite *s, const sc_year *now)
{
  sc_lane z[1];
  SC_K(sc_noise_normal)(now->noise, SC_STREAM_SHOCK, sc_name_hash("satellite.belt_road"), now->t, 1, z);
  const sc_params *p = now->params;
  SC_EACH_LANE(l)
    s->belt_road[l] += p->belt_road_trend[l] + now->drive->belt_road_drift[0][l] + p->belt_road_shock[l] * z[0][l];
}

void SC_K(sc_satellite_start)(sc_satellite *satellite, const sc_params *params, const sc_economy *economy, const sc_period *now)
{
  const sc_year at = year(params, economy, now);
  memset(&satellite->published, 0, sizeof satellite->published);
  satellite->roles = roles(at.drive->study);
  SC_K(sc_national_start)(satellite, &at);
  SC_K(sc_programmes_start)(satellite, &at);
  SC_K(sc_people_start)(satellite, &at);
  SC_K(sc_innovation_start)(satellite, &at);
  SC_K(sc_environment_start)(satellite, &at);
  belt_road_start(satellite, &at);
}

void SC_K(sc_satellite_step)(sc_satellite *satellite, const sc_params *params, const sc_economy *economy, const sc_period *now)
{
  const sc_year at = year(params, economy, now);
  SC_K(sc_national_step)(satellite, &at);
  SC_K(sc_programmes_step)(satellite, &at);
  SC_K(sc_people_step)(satellite, &at);
  SC_K(sc_innovation_step)(satellite, &at);
  SC_K(sc_environment_step)(satellite, &at);
  belt_road_step(satellite, &at);
  publish(&satellite->published, &at);
}
