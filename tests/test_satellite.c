/* Satellites over an economy written by hand: every equation of satellite.h against its closed form. */
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "engine/lanes/isa.h"
#include "models/indicators/indicators.h"
#include "tests/support/check.h"
#include "tests/support/small_region.h"

typedef struct world {
  sc_study     study;
  sc_params    params;
  sc_base      base;
  sc_drive     drive;
  sc_economy   economy;
  sc_satellite satellite;
  sc_lane      indicator[SC_N_INDICATORS];
  sc_noise     noise;
  sc_block     block;
} world;

static world *w;

static int set_up(void **state)
{
  (void)state;
  w = aligned_alloc(64, (sizeof(world) + 63) / 64 * 64);
  assert_non_null(w);
  memset(w, 0, sizeof *w);
  small_study(&w->study);
  small_params(&w->params);
  small_base(&w->base);
  w->drive = (sc_drive){ .base = &w->base, .study = &w->study };
  w->noise = (sc_noise){ .seed = 1, .quiet = 1 };
  w->block = (sc_block){ .live = SC_LANES };
  return 0;
}

static int tear_down(void **state)
{
  (void)state;
  free(w);
  return 0;
}

static void year(const small_path *path, int t, sc_isa isa)
{
  const sc_period now = { .t = t, .noise = &w->noise, .drive = &w->drive, .block = &w->block };
  const sc_indicator_view view = { &w->economy, &w->base, &w->satellite, &w->params, &w->study };
  small_economy(&w->economy, path, t);
  if (t == 0) SC_KERNEL_OF(sc_satellite_start, isa)(&w->satellite, &w->params, &w->economy, &now);
  else SC_KERNEL_OF(sc_satellite_step, isa)(&w->satellite, &w->params, &w->economy, &now);
  SC_KERNEL_OF(sc_indicators_compute, isa)(&view, w->indicator);
}

static void run_to(const small_path *path, int last)
{
  for (int t = 0; t <= last; t++) year(path, t, sc_isa_best());
}

#define VALUE(name) (w->indicator[SC_INDICATOR_##name][7])
#define PARAM(name) (w->params.name[7])

/* All activities grow at g; productivity takes what capital and people leave. */
static small_path even_growth(double g)
{
  small_path path = { .income = g, .rd = g };
  for (int j = 0; j < N_ACTIVITIES; j++) path.growth[j] = g;
  return path;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }
static double logit(double p) { return log(p / (1 - p)); }

/* ---- people */

static void test_unemployment_goes_to_okun(void **state)
{
  (void)state;
  const small_path path = even_growth(0.03);
  run_to(&path, 4);
  const double gap = 100 * (0.03 - PARAM(growth_normal)), smooth = PARAM(unemployment_smoothing);
  CHECK_NEAR(VALUE(registered_unemployment), PARAM(unemployment_2020) + PARAM(okun) * gap * (1 - power(smooth, 4)), 1e-12,
             "u_t - u_2020 = okun gap (1 - s^t)");
}

static void test_logits_drift(void **state)
{
  (void)state;
  small_path path = even_growth(PARAM(growth_normal));
  path.population = 0.01;
  fill(w->drive.belt_road_drift[0], 0.07);
  run_to(&path, 5);
  CHECK_NEAR(VALUE(urbanisation), 100 * logistic(logit(0.9590) + 5 * 0.02), 1e-12, "logit drift 0.02");
  const double odds = log(PARAM(belt_road_2020) / (100 - PARAM(belt_road_2020)));
  CHECK_NEAR(VALUE(belt_road_share), 100 * logistic(odds + 5 * (0.03 + 0.07)), 1e-12, "logit drift 0.03 and the lever's 0.07");
  const double delivery = logistic(0.879730207), effort = PARAM(programme_headroom) * delivery;
  const double start = log(91.4 / 6.6), planned = log(96.0 / 2.0);
  CHECK_NEAR(VALUE(pension), 98 * logistic(start + effort * (planned - start)), 1e-9, "programme of class B at its median");
}

static void test_people_per_head(void **state)
{
  (void)state;
  small_path path = even_growth(0.05);
  path.population = 0.01;
  path.labour = 0.02;
  fill(w->drive.life_expectancy[0], -0.3);
  run_to(&path, 5);
  CHECK_NEAR(VALUE(physicians), 10.7 * power(1.035 / 1.01, 5), 1e-12, "3.5 per cent a year over population");
  CHECK_NEAR(VALUE(life_expectancy), 82 + 5 * 0.15 - 0.3, 1e-12, "0.15 a year, pandemic -0.3");
  CHECK_NEAR(VALUE(jobs_gross), PARAM(employment_2020) * power(1.02, 5) * (PARAM(job_turnover) + 0.02 - PARAM(growth_employment)),
             1e-12, "turnover and expansion beyond the drift");
  CHECK_NEAR(VALUE(income_level), 46927 * power(1.05, 5), 1e-12, "46,927 yuan at 5 per cent");
  CHECK_NEAR(VALUE(labour_productivity_growth), 100 * (1.05 / 1.02 - 1), 1e-12, "growth per person");
}

static void test_nursery_follows_births(void **state)
{
  (void)state;
  fill(w->params.delivery_stress, 0);
  const small_path path = even_growth(0.05);
  run_to(&path, 2);
  const double delivery = logistic(2.35458155), step = 0.2 * PARAM(programme_headroom) * delivery;
  const double first = step * (1 - 0.3 * 0.08), second = step * (1 - 0.3 * (1 - 0.92 * 0.92));
  CHECK_NEAR(VALUE(nursery), 0.69 + first + second, 1e-9, "births fall by 8 per cent a year");
}

/* ---- innovation */

static void test_patents(void **state)
{
  (void)state;
  small_path path = even_growth(0.05);
  path.rd = 0;
  path.population = 0.004;
  run_to(&path, 1);
  CHECK_NEAR(VALUE(patents), 32.9 * 1.03, 1e-12, "3 per cent per head in the first year at constant R&D");
  run_to(&path, 10);
  const double d = PARAM(patent_attrition), k = 1.03 * 1.004 - (1 - d);
  const double stock = k / d + (1 - k / d) * power(1 - d, 10);
  CHECK_NEAR(VALUE(patents), 32.9 * stock / power(1.004, 10), 1e-12, "P = k/d + (1 - k/d)(1 - d)^t");
}

static void test_four_new_adoption(void **state)
{
  (void)state;
  const small_path path = even_growth(0.05);
  run_to(&path, 1);
  CHECK_NEAR(VALUE(four_new_share), 28.5 + PARAM(four_new_trend), 1e-12, "the trend in the first year");
  run_to(&path, 5);
  CHECK_NEAR(VALUE(four_new_structure), 0, 1e-12, "shares do not move");
  assert_true(VALUE(four_new_share) > 28.5 + 5 * 1.2 && VALUE(four_new_share) < 28.5 + 5 * 1.8);   /* economics.md 4(e) */

  fill(w->drive.adoption[0], 0.4);
  run_to(&path, 1);
  CHECK_NEAR(VALUE(four_new_share), 28.5 + 1.4 * PARAM(four_new_trend), 1e-12, "lever L11: 40 per cent faster");
}

static void test_four_new_shift_share(void **state)
{
  (void)state;
  small_path path = { .growth = { 0.01, -0.02, 0.01, 0.04, 0.12 } };
  run_to(&path, 8);
  CHECK_NEAR(VALUE(four_new_share), 28.5 + VALUE(four_new_structure) + VALUE(four_new_adoption), 1e-12, "the two effects add up");
  double q = 0;
  for (int g = 0; g < SC_N_ADOPTERS; g++) q += w->satellite.innovation.adopted[g][7] * w->satellite.national.share[g][7];
  CHECK_NEAR(VALUE(four_new_share), 100 * q, 1e-12, "Q = sum q s");

  fill(w->params.four_new_trend, 0);
  run_to(&path, 8);
  const double reach = 0.65 * 0.321 + 0.30 * 0.350 + 0.55 * 0.327, phi = 0.285 / reach, gdp = small_gdp(&path, 8);
  const double secondary = (0.260 * power(0.98, 8) + 0.061 * power(1.01, 8)) / gdp - 0.321;
  const double traditional = 0.350 * power(1.04, 8) / gdp - 0.350, modern = 0.327 * power(1.12, 8) / gdp - 0.327;
  CHECK_NEAR(VALUE(four_new_structure), 100 * phi * (0.65 * secondary + 0.30 * traditional + 0.55 * modern), 1e-12,
             "sum of q ds at constant q");
  CHECK_NEAR(VALUE(four_new_adoption), 0, 1e-12, "no adoption");
}

static void test_firms(void **state)
{
  (void)state;
  const small_path path = even_growth(0.05);
  run_to(&path, 5);
  const double rest = PARAM(gazelle_births) / 0.05;
  CHECK_NEAR(VALUE(gazelle_firms), rest + (7 - rest) * power(0.95, 5), 1e-12, "n = b/x + (7 - b/x)(1 - x)^t");
}

/* ---- environment */

static void test_energy(void **state)
{
  (void)state;
  small_path path = even_growth(0.06);
  path.income = 0.04;
  run_to(&path, 5);
  const double within = 0.113 * 0.002 + PARAM(energy_industry) * 0.260 + 0.131 * 0.061 + 0.215 * 0.350 + 0.0735 * 0.327;
  const double use = within * power(0.98 * 1.06, 5) + 0.0633 * power(1.02, 5), ratio = use / (within + 0.0633) / power(1.06, 5);
  CHECK_NEAR(VALUE(energy_intensity_change), 100 * (ratio - 1), 1e-12, "aeei 2 per cent, households by income");
  const double coal = PARAM(coal_share_2020), carbon = 2.66 * coal + 1.06 * (1 - coal), cleaner = carbon - 5 * 0.012 * (2.66 - 0.78);
  CHECK_NEAR(VALUE(co2_intensity_change), 100 * (ratio * cleaner / carbon - 1), 1e-12, "coal -1.2 points a year");
  assert_true(VALUE(energy_intensity_change) < -8 && VALUE(energy_intensity_change) > -16);
}

static void test_air_and_water(void **state)
{
  (void)state;
  fill(w->params.delivery_stress, 0);
  const small_path path = even_growth(0.05);
  fill(w->drive.air_drift[0], 0.4);
  run_to(&path, 5);
  const double yearly = PARAM(air_drift) * logistic(0.879730207) - 0.15 * (5 - 2) + 0.4;
  CHECK_NEAR(VALUE(good_air_days), 60.4 + 5 * yearly, 1e-9, "a' = a + d delivery - 0.15 (g - 2) + lever");
  const double use = power(0.97 * 1.05, 5);
  CHECK_NEAR(VALUE(water_use_total), PARAM(water_use_2020) * use, 1e-12, "both intensities fall by 3 per cent");
  CHECK_NEAR(VALUE(water_per_gdp_change), 100 * (power(0.97, 5) - 1), 1e-12, "0.97^5");
  CHECK_NEAR(VALUE(water_per_industry_change), 100 * (power(0.97, 5) - 1), 1e-12, "0.97^5");
  CHECK_NEAR(VALUE(grain), 2.23 * power(0.985 * 1.008, 5), 1e-12, "land -1.5, yield +0.8 per cent");
  CHECK_NEAR(VALUE(water_class4_share), 100, 0, "at class IV in the base year; no relapse in a quiet run");
}

/* One year of the ladder over many draws: 8 per cent up, 5 per cent down. */
static void test_sections_ladder(void **state)
{
  (void)state;
  const small_path path = even_growth(0.05);
  w->noise.quiet = 0;
  int up = 0, down = 0, n = 0;
  for (uint64_t first = 0; first < 6400; first += SC_LANES) {
    w->noise.first_draw = first;
    run_to(&path, 1);
    for (int i = 0; i < SC_MAX_SECTIONS; i++)
      for (int l = 0; l < SC_LANES; l++, n++) {
        up += w->satellite.environment.section[i][l] == 2;
        down += w->satellite.environment.section[i][l] == 0;
      }
  }
  CHECK_NEAR((double)up / n, 0.08, 4 * sqrt(0.08 * 0.92 / n), "P(IV -> III)");
  CHECK_NEAR((double)down / n, 0.05, 4 * sqrt(0.05 * 0.95 / n), "P(IV -> below)");
}

/* ---- national accounts */

static void test_growth_by_group(void **state)
{
  (void)state;
  const small_path path = { .growth = { 0, -0.02, 0.06, 0.04, 0.10 }, .labour = 0.01, .capital = 0.06, .human_capital = 0.009,
                            .wage = 0.05 };
  run_to(&path, 1);
  CHECK_NEAR(VALUE(secondary_growth), 100 * (0.260 * -0.02 + 0.061 * 0.06) / 0.321, 1e-12, "weighted by last year's value added");
  CHECK_NEAR(VALUE(services_growth), 100 * (0.350 * 0.04 + 0.327 * 0.10) / 0.677, 1e-12, "weighted by last year's value added");
  CHECK_NEAR(VALUE(capital_growth), 6, 1e-12, "stock");
  CHECK_NEAR(VALUE(wage_growth), 5, 1e-12, "real wage");
  const double g = small_gdp(&path, 1) - 1;
  CHECK_NEAR(VALUE(tfp_growth), 100 * (g - 0.5 * 0.06 - 0.5 * (0.01 + 0.009)), 1e-12, "Solow residual, labour share 0.5");
  const double odds = 0.327 * 1.10 / (0.350 * 1.04) / (0.327 / 0.350), base = PARAM(modern_share_2020) / (1 - PARAM(modern_share_2020));
  CHECK_NEAR(VALUE(modern_services_share), 100 * base * odds / (1 + base * odds), 1e-12, "logit moves as the model's");
}

/* ---- programmes */

/* With rho = 0 and no fiscal stress the score of a programme is its own: 32 scores at once. */
static void test_delivery_is_beta(void **state)
{
  (void)state;
  static const struct { int programme; double alpha, beta; } classes[] = {
    { SC_PROGRAMME_schools, 18, 2 }, { SC_PROGRAMME_chargers, 14, 6 }, { SC_PROGRAMME_research_units, 5, 5 } };
  const small_path path = even_growth(0.05);
  fill(w->params.delivery_correlation, 0);
  fill(w->params.delivery_stress, 0);
  year(&path, 0, sc_isa_best());
  for (size_t c = 0; c < 3; c++)
    for (int l = 0; l < SC_LANES; l++) w->satellite.programmes.score[classes[c].programme][l] = -4.65 + 0.3 * l;
  year(&path, 1, sc_isa_best());
  for (size_t c = 0; c < 3; c++)
    for (int l = 0; l < SC_LANES; l++)
      CHECK_NEAR(w->satellite.programmes.delivery[classes[c].programme][l],
                 gsl_cdf_beta_Pinv(gsl_cdf_ugaussian_P(-4.65 + 0.3 * l), classes[c].alpha, classes[c].beta), 1e-4, "GSL");
}

static void test_delivery_moves_together(void **state)
{
  (void)state;
  w->noise.quiet = 0;
  const small_path path = even_growth(PARAM(growth_normal));
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, mean = 0;
  int n = 0;
  for (uint64_t first = 0; first < 6400; first += SC_LANES) {
    w->noise.first_draw = first;
    run_to(&path, 1);
    for (int l = 0; l < SC_LANES; l++, n++) {
      const double x = gsl_cdf_ugaussian_Pinv(gsl_cdf_beta_P(w->satellite.programmes.delivery[SC_PROGRAMME_schools][l], 18, 2));
      const double y = gsl_cdf_ugaussian_Pinv(gsl_cdf_beta_P(w->satellite.programmes.delivery[SC_PROGRAMME_chargers][l], 14, 6));
      sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
      mean += w->satellite.programmes.delivery[SC_PROGRAMME_chargers][l];
    }
  }
  const double r = (sxy - sx * sy / n) / sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
  CHECK_NEAR(r, 0.4, 4 * (1 - 0.16) / sqrt(n), "rho of economics.md 4(d)");
  CHECK_NEAR(mean / n, 0.7, 4 * 0.1 / sqrt(n), "class B delivers 0.70 on average");
}

static void test_programmes_stop_with_the_plan(void **state)
{
  (void)state;
  const small_path path = even_growth(PARAM(growth_normal));
  run_to(&path, 5);
  const double progress = PARAM(programme_headroom) * logistic(2.35458155);
  CHECK_NEAR(VALUE(programme_schools), 14 * progress, 1e-9, "14 schools, class A at its median");
  CHECK_NEAR(VALUE(programme_clean_buses), fmin(100, 60 + 40 * progress), 1e-9, "from 60 to 100 per cent");
  run_to(&path, 9);
  CHECK_NEAR(VALUE(programme_schools), 14 * progress, 1e-9, "nothing after the plan");
  const small_path weak = even_growth(PARAM(growth_normal) - 0.04);
  run_to(&weak, 5);
  assert_true(VALUE(programme_schools) < 14 * progress);   /* two standard deviations of weak growth */
}

/* ---- noise, lanes, instruction sets */

static void test_measurement_does_not_accumulate(void **state)
{
  (void)state;
  const small_path path = even_growth(0.05);
  run_to(&path, 10);
  const double quiet = VALUE(four_new_share);
  w->noise.quiet = 0;
  fill(w->params.four_new_redefinition, 0);
  double sum = 0;
  const int n = 3200;
  for (uint64_t first = 0; first < (uint64_t)n; first += SC_LANES) {
    w->noise.first_draw = first;
    run_to(&path, 10);
    for (int l = 0; l < SC_LANES; l++) {
      const double e = w->indicator[SC_INDICATOR_four_new_share][l] - quiet;
      sum += e * e;
    }
  }
  CHECK_NEAR(sum / n, 1, 4 * sqrt(2.0 / n), "sd 1 point after ten years as after one");
}

static void test_lanes_are_draws(void **state)
{
  (void)state;
  const small_path path = even_growth(0.05);
  w->noise.quiet = 0;
  w->noise.first_draw = 100;
  run_to(&path, 6);
  sc_lane first[SC_N_INDICATORS];
  memcpy(first, w->indicator, sizeof first);

  w->noise.first_draw = 109;
  run_to(&path, 6);
  for (int i = 0; i < SC_N_INDICATORS; i++) assert_memory_equal(&first[i][9], &w->indicator[i][0], sizeof(double));

  w->noise.first_draw = 100;
  for (int i = 0; i < SC_N_PARAMS; i++)   /* another neighbour */
    ((double *)(void *)((char *)&w->params + sc_param_rows[i].offset))[8] *= 1.01;
  run_to(&path, 6);
  for (int i = 0; i < SC_N_INDICATORS; i++) assert_memory_equal(&first[i][9], &w->indicator[i][9], sizeof(double));
}

static void test_instruction_sets_agree(void **state)
{
  (void)state;
  const small_path path = { .growth = { 0.01, -0.02, 0.05, 0.04, 0.09 }, .labour = 0.003, .capital = 0.06, .population = 0.004,
                            .income = 0.05, .rd = 0.1, .human_capital = 0.01, .wage = 0.05 };
  w->noise.quiet = 0;
  sc_lane base[SC_N_INDICATORS];
  for (int t = 0; t <= 15; t++) year(&path, t, SC_ISA_BASE);
  memcpy(base, w->indicator, sizeof base);
  for (int isa = SC_ISA_AVX2; isa <= (int)sc_isa_best(); isa++) {
    memset(&w->satellite, 0xff, sizeof w->satellite);   /* start must set whatever it reads */
    for (int t = 0; t <= 15; t++) year(&path, t, (sc_isa)isa);
    assert_memory_equal(base, w->indicator, sizeof base);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
    TEST(test_unemployment_goes_to_okun), TEST(test_logits_drift), TEST(test_people_per_head), TEST(test_nursery_follows_births),
    TEST(test_patents), TEST(test_four_new_adoption), TEST(test_four_new_shift_share), TEST(test_firms), TEST(test_energy),
    TEST(test_air_and_water), TEST(test_sections_ladder), TEST(test_growth_by_group), TEST(test_delivery_is_beta),
    TEST(test_delivery_moves_together), TEST(test_programmes_stop_with_the_plan), TEST(test_measurement_does_not_accumulate),
    TEST(test_lanes_are_draws), TEST(test_instruction_sets_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
