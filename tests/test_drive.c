/* Levers, events and shifts against the formula of drive.h. */
#include <stdlib.h>

#include "models/drive.h"
#include "tests/support/check.h"
#include "tests/support/small_region.h"

static const double ramp[] = { 0.3, 0.6, 0.8, 1, 1 };
static const double fading[] = { 1, 0.5, 0.25 };
static const sc_effect rd_effects[] = { { .channel = SC_CHANNEL_rd_step, .size = 0.001 } };
static const sc_effect enclave_effects[] = {
  { .channel = SC_CHANNEL_scale, .activities = 1u << TIN | 1u << CON, .size = -0.01 },
  { .channel = SC_CHANNEL_scale, .activities = 1u << FIN, .size = 0.002 } };
static const sc_effect pandemic_effects[] = { { .channel = SC_CHANNEL_activity_shock, .activities = 1u << TRD, .size = 1 } };
static const sc_effect property_effects[] = { { .channel = SC_CHANNEL_demand, .activities = 1u << CON, .size = 0.5 } };
static const sc_effect shift_effects[] = { { .channel = SC_CHANNEL_foreign_demand, .size = -0.02 } };
static const sc_lever levers[] = {
  { .id = "rd", .effects = rd_effects, .n_effects = 1, .ramp = ramp, .n_ramp = 5, .after = 0.5, .delivery = SC_BETA(12, 6) },
  { .id = "enclave", .effects = enclave_effects, .n_effects = 2, .ramp = ramp, .n_ramp = 5, .after = 0, .delivery = SC_TRIANGULAR(0, 1, 2) } };
static const sc_event events[] = {
  { .id = "pandemic", .rate = 0.10, .size = SC_FIXED(-0.04), .effects = pandemic_effects, .n_effects = 1, .profile = fading, .n_profile = 3 },
  { .id = "property", .rate = 0.07, .once = 1, .size = SC_TRIANGULAR(-0.12, -0.05, 0), .effects = property_effects, .n_effects = 1,
    .profile = fading, .n_profile = 3 } };
static const sc_forced forced[] = { { .event = 1, .year = 2022, .size = NAN }, { .event = 0, .year = 2023, .size = -0.06 } };
static const double none[] = { 0, 0 }, full[] = { 1, 1 };
enum { QUIET, LEVERS, TAIL, FORCED, N_SCENARIOS };
static const sc_scenario scenarios[N_SCENARIOS] = {
  [QUIET] = { .id = "quiet", .strength = none },
  [LEVERS] = { .id = "levers", .strength = full, .shifts = shift_effects, .n_shifts = 1 },
  [TAIL] = { .id = "tail", .strength = none, .tail_events = 1 },
  [FORCED] = { .id = "forced", .strength = none, .tail_events = 1, .forced = forced, .n_forced = 2 } };

static sc_study study;
static sc_drive_plan plan;
static sc_drive drive;

static void plan_for(uint64_t n_draws, int quiet)
{
  sc_report report = { 0 };
  small_study(&study);
  study.n_draws = n_draws;
  study.quiet = quiet;
  study.levers = levers, study.n_levers = 2;
  study.events = events, study.n_events = 2;
  study.scenarios = scenarios, study.n_scenarios = N_SCENARIOS;
  sc_drive_plan_free(&plan);
  assert_int_equal(sc_drive_plan_create(&plan, &study, &report), SC_OK);
}

static void year(int scenario, int t, uint64_t first, int live)
{
  const sc_block block = { .first_draw = first, .live = live };
  SC_KERNEL_OF(sc_drive_year, sc_isa_best())(&plan, scenario, t, &block, &drive);
}

static int tear_down(void **state)
{
  (void)state;
  sc_drive_plan_free(&plan);
  return 0;
}

static void test_levers_reach_their_size(void **state)
{
  (void)state;
  plan_for(64, 0);
  double sum = 0;
  for (int t = 1; t <= 5; t++) {
    year(LEVERS, t, 32, SC_LANES);
    assert_int_equal(drive.year, 2020 + t);
    for (int l = 0; l < SC_LANES; l++) {
      CHECK_REL(drive.rd_step[0][l], 0.001 * ramp[t - 1] / 0.74 * plan.delivery[32 + l], 1e-14, "size ramp / mean delivery");
      CHECK_REL(drive.scale[TIN][l], -0.01 * ramp[t - 1] / 0.74 * plan.delivery[64 + 32 + l], 1e-14, "second lever");
      CHECK_REL(drive.scale[FIN][l], -0.2 * drive.scale[CON][l], 1e-14, "a fifth returns");
      CHECK_NEAR(drive.scale[TRD][l], 0, 0, "not an activity of the lever");
      CHECK_NEAR(drive.foreign_demand[0][l], -0.02, 0, "shift");
    }
    sum += drive.rd_step[0][5];
  }
  CHECK_REL(sum, 5 * 0.001 * plan.delivery[37], 1e-14, "the mean over the ramp is the size");
  year(LEVERS, 6, 32, SC_LANES);
  CHECK_REL(drive.rd_step[0][0], 0.001 * 0.5 / 0.74 * plan.delivery[32], 1e-14, "`after`");
  CHECK_NEAR(drive.scale[TIN][0], 0, 0, "`after` 0");
  year(LEVERS, 0, 32, SC_LANES);
  CHECK_NEAR(drive.rd_step[0][0], 0, 0, "base year");
  year(QUIET, 3, 32, SC_LANES);
  CHECK_NEAR(drive.rd_step[0][0], 0, 0, "strength 0");
}

static void test_deliveries_follow_their_distribution(void **state)
{
  (void)state;
  plan_for(6400, 0);
  double mean[2] = { 0, 0 };
  for (int i = 0; i < 2; i++)
    for (int d = 0; d < 6400; d++) mean[i] += plan.delivery[i * 6400 + d] / 6400;
  CHECK_NEAR(mean[0], 12.0 / 18, 4 * sqrt(12.0 * 6 / (18 * 18 * 19) / 6400), "Beta(12,6)");
  CHECK_NEAR(mean[1], 1, 4 * sqrt(1 / 6.0 / 6400), "Triangular(0,1,2)");
  const double first = plan.delivery[17];
  plan_for(64, 0);
  CHECK_NEAR(plan.delivery[17], first, 0, "a draw does not depend on how many there are");
  plan_for(64, 1);
  CHECK_NEAR(plan.delivery[64 + 3], 1, 1e-12, "quiet: the centre");
}

static void test_events_come_at_their_rate(void **state)
{
  (void)state;
  enum { N = 6400, YEARS = 15 };
  plan_for(N, 0);
  int first_year = 0, once = 0;
  for (int d = 0; d < N; d++) {
    first_year += plan.intensity[d] != 0;
    int years = 0;
    for (int t = 0; t < YEARS; t++) years += plan.intensity[((size_t)YEARS + (size_t)t) * N + (size_t)d] != 0;
    once += years > 0;
    assert_true(years <= 3);   /* once, and the profile has three years */
  }
  CHECK_NEAR(first_year / (double)N, 0.10, 4 * sqrt(0.1 * 0.9 / N), "rate of an onset in 2021");
  const double by_end = 1 - pow(0.93, 15);
  CHECK_NEAR(once / (double)N, by_end, 4 * sqrt(by_end * (1 - by_end) / N), "1 - (1 - rate)^15");

  year(TAIL, 1, 0, SC_LANES);
  for (int l = 0; l < SC_LANES; l++) CHECK_NEAR(drive.activity_shock[TRD][l], plan.intensity[l], 0, "weight 1");
  year(QUIET, 1, 0, SC_LANES);
  for (int l = 0; l < SC_LANES; l++) CHECK_NEAR(drive.activity_shock[TRD][l], 0, 0, "no random events without tail_events");
}

static void test_forced_events(void **state)
{
  (void)state;
  plan_for(64, 0);
  for (int t = 1; t <= 6; t++) {
    year(FORCED, t, 0, SC_LANES);
    const int since = t - 2;
    for (int l = 0; l < SC_LANES; l++) {
      const double size = plan.forced[l], profile = since >= 0 && since < 3 ? fading[since] : 0;
      assert_true(size < 0 && size > -0.12);
      CHECK_NEAR(drive.demand[CON][l], 0.5 * size * profile, 1e-16, "drawn size, weight 0.5; no random onset of what happens once");
      const double given = t >= 3 && t < 6 ? -0.06 * fading[t - 3] : 0;
      CHECK_NEAR(drive.activity_shock[TRD][l], plan.intensity[(size_t)(t - 1) * 64 + (size_t)l] + given, 1e-16, "given size and random ones");
    }
  }
}

static void test_short_block_repeats_its_last_draw(void **state)
{
  (void)state;
  plan_for(37, 0);
  year(LEVERS, 2, 32, 5);
  for (int l = 5; l < SC_LANES; l++) CHECK_NEAR(drive.rd_step[0][l], drive.rd_step[0][4], 0, "draw 36");
}

/* With a shift, events and forced sizes are those of the other draws, deliveries the draw's own. */
static void test_shift_moves_events_only(void **state)
{
  (void)state;
  static sc_drive here, there;
  plan_for(128, 0);
  for (int scenario = 0; scenario < N_SCENARIOS; scenario++)
    for (int t = 1; t <= 15; t++)
      for (int64_t shift = -64; shift <= 64; shift += 128) {
        const uint64_t first = shift > 0 ? 32 : 96;
        plan.shock_shift = 0;
        year(scenario, t, first, SC_LANES);
        here = drive;
        year(scenario, t, (uint64_t)((int64_t)first + shift), SC_LANES);
        there = drive;
        plan.shock_shift = shift;
        year(scenario, t, first, SC_LANES);
        assert_memory_equal(&drive, scenario == TAIL || scenario == FORCED ? &there : &here, sizeof drive);
      }
}

static void test_instruction_sets_agree(void **state)
{
  (void)state;
  plan_for(64, 0);
  static sc_drive base;
  const sc_block block = { .first_draw = 0, .live = SC_LANES };
  for (int t = 0; t <= 15; t++) {
    sc_drive_year_base(&plan, FORCED, t, &block, &base);
    for (int isa = SC_ISA_AVX2; isa <= (int)sc_isa_best(); isa++) {
      memset(&drive, 0, sizeof drive);
      SC_KERNEL_OF(sc_drive_year, (sc_isa)isa)(&plan, FORCED, t, &block, &drive);
      assert_memory_equal(&base, &drive, sizeof drive);
    }
  }
}

static void test_out_of_memory(void **state)
{
  (void)state;
  plan_for(64, 0);
  for (long n = 1; n <= 8; n++) {
    sc_report report = { 0 };
    sc_drive_plan_free(&plan);
    sc_memory_fail_at(n);
    const sc_code code = sc_drive_plan_create(&plan, &study, &report);
    sc_memory_fail_at(0);
    assert_true(code == SC_OK || code == SC_MEMORY);
    if (code != SC_OK) assert_null(plan.delivery);
    sc_report_free(&report);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_levers_reach_their_size),   cmocka_unit_test(test_deliveries_follow_their_distribution),
    cmocka_unit_test(test_events_come_at_their_rate), cmocka_unit_test(test_forced_events),
    cmocka_unit_test(test_short_block_repeats_its_last_draw), cmocka_unit_test(test_instruction_sets_agree),
    cmocka_unit_test(test_shift_moves_events_only), cmocka_unit_test(test_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
