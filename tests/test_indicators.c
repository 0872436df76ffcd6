/* Rows of indicators.def, and the base year against the plan's table and prose. */
#include <stdlib.h>

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
} world;

static world *make_world(void)
{
  world *w = aligned_alloc(64, (sizeof(world) + 63) / 64 * 64);
  assert_non_null(w);
  memset(w, 0, sizeof *w);
  small_study(&w->study);
  small_params(&w->params);
  small_base(&w->base);
  w->drive = (sc_drive){ .base = &w->base, .study = &w->study };
  return w;
}

static void run_to(world *w, const small_path *path, int last, int quiet)
{
  const sc_noise noise = { .seed = 3, .quiet = quiet };
  sc_block block = { .live = SC_LANES };
  const sc_indicator_view view = { &w->economy, &w->base, &w->satellite, &w->params, &w->study };
  for (int t = 0; t <= last; t++) {
    const sc_period now = { .t = t, .noise = &noise, .drive = &w->drive, .block = &block };
    small_economy(&w->economy, path, t);
    if (t == 0) SC_KERNEL_OF(sc_satellite_start, sc_isa_best())(&w->satellite, &w->params, &w->economy, &now);
    else SC_KERNEL_OF(sc_satellite_step, sc_isa_best())(&w->satellite, &w->params, &w->economy, &now);
  }
  SC_KERNEL_OF(sc_indicators_compute, sc_isa_best())(&view, w->indicator);
}

static void test_names_are_unique(void **state)
{
  (void)state;
  for (int i = 0; i < SC_N_INDICATORS; i++) {
    assert_int_equal(sc_indicator_find(sc_indicator_rows[i].name), i);
    for (int j = 0; j < i; j++) {
      assert_string_not_equal(sc_indicator_rows[i].text.in[SC_EN], sc_indicator_rows[j].text.in[SC_EN]);
      assert_string_not_equal(sc_indicator_rows[i].text.in[SC_ZH], sc_indicator_rows[j].text.in[SC_ZH]);
    }
  }
  assert_int_equal(sc_indicator_find("gdp"), -1);
}

static void test_rows_are_whole(void **state)
{
  (void)state;
  for (int i = 0; i < SC_N_INDICATORS; i++) {
    const sc_indicator_row *row = &sc_indicator_rows[i];
    assert_true(row->unit[0] && row->text.in[SC_EN][0] && row->text.in[SC_ZH][0]);
    assert_true(row->definition.in[SC_EN][0] && row->definition.in[SC_ZH][0]);
    if (row->growth) assert_string_equal(row->unit, "%");
  }
}

static void test_parameter_rows(void **state)
{
  (void)state;
  for (int i = 0; i < SC_N_PARAMS; i++) {
    const sc_param *row = &sc_param_rows[i];
    double lo, hi;
    sc_dist_support(&row->prior, &lo, &hi);
    if (!(row->lo <= lo && hi <= row->hi)) fail_msg("%s: support %g .. %g outside %g .. %g", row->name, lo, hi, row->lo, row->hi);
    assert_true(row->source[0] && row->status[0] && row->unit[0]);
    for (int j = 0; j < i; j++) assert_string_not_equal(row->name, sc_param_rows[j].name);
  }
}

static void test_base_year_is_the_plan(void **state)
{
  (void)state;
  static const struct { int indicator; double value; const char *place; } facts[] = {
    { SC_INDICATOR_gdp_growth, 2.4, "row 1" },         { SC_INDICATOR_urbanisation, 95.90, "row 2" },
    { SC_INDICATOR_four_new_share, 28.5, "row 4" },    { SC_INDICATOR_rd_intensity, 1.41, "row 5" },
    { SC_INDICATOR_patents, 32.9, "row 6" },           { SC_INDICATOR_digital_core_share, 2.4, "row 7" },
    { SC_INDICATOR_income_growth, 3.4, "row 8" },      { SC_INDICATOR_schooling, 12, "row 10" },
    { SC_INDICATOR_physicians, 10.7, "row 11" },       { SC_INDICATOR_pension, 91.4, "row 12" },
    { SC_INDICATOR_nursery, 0.69, "row 13" },          { SC_INDICATOR_life_expectancy, 82, "row 14" },
    { SC_INDICATOR_energy_intensity_change, 0, "row 15" }, { SC_INDICATOR_co2_intensity_change, 0, "row 16" },
    { SC_INDICATOR_good_air_days, 60.4, "row 17" },    { SC_INDICATOR_water_class3_share, 0, "L10: class IV" },
    { SC_INDICATOR_water_class4_share, 100, "L10: class IV" },
    { SC_INDICATOR_forest, 10.06, "row 19" },          { SC_INDICATOR_grain, 2.23, "row 20" },
    { SC_INDICATOR_primary_share, 0.2, "F02" },        { SC_INDICATOR_secondary_share, 32.1, "F02" },
    { SC_INDICATOR_services_share, 67.7, "F02" },      { SC_INDICATOR_income_level, 46927, "F34" },
    { SC_INDICATOR_gazelle_firms, 7, "F08" },          { SC_INDICATOR_gdp_index, 100, "definition" },
    { SC_INDICATOR_high_tech_change, 0, "definition" }, { SC_INDICATOR_water_per_gdp_change, 0, "definition" },
    { SC_INDICATOR_four_new_structure, 0, "definition" }, { SC_INDICATOR_programme_schools, 0, "definition" },
  };
  world *w = make_world();
  const small_path path = { .growth = { 0 } };
  run_to(w, &path, 0, 0);   /* with noise: the base year has none */
  for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
    for (int l = 0; l < SC_LANES; l++) CHECK_NEAR(w->indicator[facts[i].indicator][l], facts[i].value, 1e-12, facts[i].place);
  const double unemployment = w->indicator[SC_INDICATOR_registered_unemployment][0];
  assert_true(unemployment >= 2.6 && unemployment <= 3.0);   /* F33: kept within 3 */
  const double jobs = w->indicator[SC_INDICATOR_jobs_gross][0];
  assert_true(jobs > 17000 && jobs < 21000);                 /* F32: 96,000 in five years */
  free(w);
}

/* The level of GDP is revised once, by the first census after the base year: 2023. */
static void test_census_revises_the_level(void **state)
{
  (void)state;
  const small_path path = { .growth = { 0 } };
  for (int t = 1; t <= 9; t++) {
    world *w = make_world();
    fill(w->params.census_revision, -0.25);
    run_to(w, &path, t, 1);
    const double level = t < 3 ? 1 : 0x1.8ebef9eac820bp-1;   /* exp(-0.25) */
    CHECK_REL(w->indicator[SC_INDICATOR_rd_intensity][0], 1.41 / level, 1e-12, "R&D over the revised GDP");
    CHECK_NEAR(w->indicator[SC_INDICATOR_gdp_growth][0], 0, 1e-12, "growth is not revised");
    free(w);
  }
}

static void test_capital_is_measured(void **state)
{
  (void)state;
  world *w = make_world();
  const small_path path = { .capital = 0.06 };
  run_to(w, &path, 1, 1);
  for (int j = 0; j < N_ACTIVITIES; j++) fill(w->economy.rent[j], 0.15);
  const sc_indicator_view view = { &w->economy, &w->base, &w->satellite, &w->params, &w->study };
  SC_KERNEL_OF(sc_indicators_compute, sc_isa_best())(&view, w->indicator);
  CHECK_REL(w->indicator[SC_INDICATOR_capital_output_ratio][0], 3 * 1.06, 1e-12, "K / Y");
  CHECK_REL(w->indicator[SC_INDICATOR_return_on_capital][0], 100 * (0.15 - w->params.delta_k[0]), 1e-12, "rent less depreciation");
  free(w);
}

/* The plan's rows and prose with numbers find an indicator; rows 15, 16, 18 have one for their assumed tasks. */
static void test_every_row_has_an_indicator(void **state)
{
  (void)state;
  static const char *const of_rows[20] = {
    "gdp_growth", "urbanisation", "labour_productivity_growth", "four_new_share", "rd_intensity", "patents", "digital_core_share",
    "income_growth", "registered_unemployment", "schooling", "physicians", "pension", "nursery", "life_expectancy",
    "energy_intensity_change", "co2_intensity_change", "good_air_days", "water_class3_share", "forest", "grain" };
  for (int i = 0; i < 20; i++) assert_true(sc_indicator_find(of_rows[i]) >= 0);
  assert_int_equal(sc_indicator_find("energy_production"), -1);   /* row 21: no number, never guessed */
}

static void test_quiet_path_is_plausible(void **state)
{
  (void)state;
  static const struct { int indicator; double lo, hi; } ranges[] = {   /* 2025, economics.md 4(d) and 1.3 */
    { SC_INDICATOR_urbanisation, 95.95, 96.6 },         { SC_INDICATOR_registered_unemployment, 2.5, 3.2 },
    { SC_INDICATOR_physicians, 11.5, 13.5 },            { SC_INDICATOR_pension, 94, 96.5 },
    { SC_INDICATOR_nursery, 1.4, 1.9 },                 { SC_INDICATOR_life_expectancy, 82.5, 83 },
    { SC_INDICATOR_four_new_share, 34.5, 37.5 },        { SC_INDICATOR_patents, 34, 45 },
    { SC_INDICATOR_energy_intensity_change, -16, -8 },  { SC_INDICATOR_co2_intensity_change, -22, -12 },
    { SC_INDICATOR_good_air_days, 61, 66 },             { SC_INDICATOR_forest, 10.05, 10.3 },
    { SC_INDICATOR_grain, 2.0, 2.23 },                  { SC_INDICATOR_jobs_gross, 15000, 22000 },
    { SC_INDICATOR_belt_road_share, 30, 40 },           { SC_INDICATOR_schooling_entrants, 13.5, 14.6 },
    { SC_INDICATOR_gazelle_firms, 15, 35 },             { SC_INDICATOR_high_tech_change, 8, 12 },
  };
  world *w = make_world();
  small_path path = { .growth = { 0.02, 0.035, 0.035, 0.055, 0.065 }, .labour = 0.003, .capital = 0.06, .population = 0.004,
                      .income = 0.05, .rd = 0.06, .human_capital = 0.009, .wage = 0.05 };
  run_to(w, &path, 5, 1);
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    const double x = w->indicator[ranges[i].indicator][0];
    if (!(x >= ranges[i].lo && x <= ranges[i].hi))
      fail_msg("%s = %g, expected %g .. %g", sc_indicator_rows[ranges[i].indicator].name, x, ranges[i].lo, ranges[i].hi);
  }
  free(w);
}

static void test_all_are_finite(void **state)
{
  (void)state;
  world *w = make_world();
  const small_path path = { .growth = { -0.05, -0.10, -0.12, 0.02, 0.12 }, .labour = -0.02, .capital = 0.01, .population = -0.01,
                            .income = 0.02, .rd = -0.05, .human_capital = 0.01, .wage = 0.02 };
  run_to(w, &path, 15, 0);
  for (int i = 0; i < SC_N_INDICATORS; i++)
    for (int l = 0; l < SC_LANES; l++)
      if (!isfinite(w->indicator[i][l])) fail_msg("%s is not finite", sc_indicator_rows[i].name);
  free(w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_names_are_unique),        cmocka_unit_test(test_rows_are_whole),
    cmocka_unit_test(test_parameter_rows),          cmocka_unit_test(test_census_revises_the_level), cmocka_unit_test(test_capital_is_measured), cmocka_unit_test(test_base_year_is_the_plan),
    cmocka_unit_test(test_every_row_has_an_indicator), cmocka_unit_test(test_quiet_path_is_plausible),
    cmocka_unit_test(test_all_are_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
