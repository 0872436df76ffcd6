/* test_growth.c - the growth model and its blocks against closed forms and published numbers. */
#include "tests/support/check.h"

#include <stdlib.h>

#include "engine/lanes/scalar.h"
#include "models/growth/growth.h"
#include "tests/support/growth_probe.h"
#include "tests/support/small_base.h"

static sc_setup setup;
static sc_base base;
static sc_params params;
static sc_drive drive;
static sc_growth state;
static sc_block block;

static void begin(void)
{
  small_setup(&setup);
  small_base(&base);
  memset(&drive, 0, sizeof drive);
  memset(&block, 0, sizeof block);
  block.live = SC_LANES;
  drive.base = &base;
}

static void run_years(int n)
{
  const sc_noise quiet = { .seed = 1, .quiet = 1 };
  for (int t = 0; t <= n; t++) {
    const sc_period now = { t, &quiet, &drive, &block };
    drive.t = t;
    drive.year = 2020 + t;
    (t == 0 ? sc_growth_start_base : sc_growth_step_base)(&setup, &params, &state, &now);
  }
}

static void a_region_without_drivers_stays_where_it_is(void **unused)
{
  (void)unused;
  begin();
  nothing_moves(&params);
  run_years(10);
  SC_EACH_LANE(l) {
    CHECK_NEAR(state.economy.gdp_index[l], 1.0, 1e-10, "no driver, no growth");
    CHECK_NEAR(state.economy.wage[l], 1.0, 1e-10, "no driver, no growth");
    for (int j = 0; j < 4; j++) {
      CHECK_NEAR(state.economy.price[j][l], 1.0, 1e-10, "no driver, no growth");
      CHECK_NEAR(state.economy.value_added[j][l], base.value_added[j][l], 1e-10, "the base-year account");
    }
  }
}

/* Normalised CES of one activity at given capital and labour: growth_reference.json, alpha 0.45, k 1.3, l 1.02. */
static void production_is_the_normalised_ces(void **unused)
{
  (void)unused;
  static const double sigma[] = { 0.3, 0.6, 0.999999, 1.5, 1.0 };
  static const double expected[] = { 1.1190640916599435, 1.1321659866475755, 1.137639335003408, 1.1404104608487782, 1.1376393433891563 };
  for (int i = 0; i < 5; i++) {
    const growth_point got = growth_supply_at(sigma[i], 0.45, 1.3, 1.02);
    const growth_point more = growth_supply_at(sigma[i], 0.45, 1.3, 1.02 + 1e-6), less = growth_supply_at(sigma[i], 0.45, 1.3, 1.02 - 1e-6);
    CHECK_REL(got.output, expected[i], 1e-9, "growth_reference.json, normalised_ces");
    CHECK_REL(got.wage * 0.55, (more.output - less.output) / 2e-6, 1e-7, "the wage is labour's marginal product");
    CHECK_REL(got.share, 0.55 * got.wage * 1.02 / got.output, sigma[i] == 1.0 ? 1e-9 : 1e-12, "labour's share is its pay over the product");
  }
}

/* Non-homothetic CES: growth_reference.json, computed from Comin, Lashkari and Mestieri 2021. */
static void households_follow_the_nonhomothetic_ces(void **unused)
{
  (void)unused;
  static const double e[3] = { 0.2, 2.0, 2.5 };
  static const struct { double p[3], spending, c, share[3]; } cases[] = {
    { { 1, 1, 1 }, 10, 1.068831530744237, { 0.3183397901907619, 0.33799420721560736, 0.3436660025936308 } },
    { { 1, 1, 1 }, 20, 1.6099185600016648, { 0.23451217407994113, 0.3599887338402296, 0.4054990920798292 } },
    { { 1.2, 1, 0.8 }, 20, 1.6490614463632773, { 0.2575130893324268, 0.36874134931424113, 0.3737455613533321 } },
    { { 1, 1, 1.3 }, 100, 3.469207816516527, { 0.11324604185928157, 0.34692078165165285, 0.5398331764890657 } } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double share[3];
    const double c = household_consumption(3, e, cases[i].p, 0.5, cases[i].spending, share);
    CHECK_REL(c, cases[i].c, 1e-12, "growth_reference.json, nhces");
    for (int k = 0; k < 3; k++) CHECK_REL(share[k], cases[i].share[k], 1e-12, "growth_reference.json, nhces");
  }
}

/* R_{t+1} = 0.85 R_t + rho_t Y_t with rho rising 0.1 points a year and Y 7 per cent: growth_reference.json, rd_stock. */
static void the_rd_stock_follows_its_closed_form(void **unused)
{
  (void)unused;
  static const double expected[] = { 0.06857727272727272, 0.07444768181818182, 0.08171341954545455, 0.09040464191363637, 0.10056935340759092 };
  begin();
  nothing_moves(&params);
  sc_blocks b;
  sc_lane same = { 0 }, gdp;
  const sc_noise quiet = { .seed = 1, .quiet = 1 };
  SC_EACH_LANE(l) params.delta_rd[l] = 0.15;
  SC_EACH_LANE(l) drive.rd_step[0][l] = 0.001;
  sc_knowledge_start_base(&b, &setup, &params);
  double y = 1.0;
  for (int t = 1; t <= 5; t++) {
    y *= 1.07;
    SC_EACH_LANE(l) gdp[l] = y;
    sc_knowledge_step_base(&b, &params, &drive, &quiet);
    CHECK_REL(b.rd_stock[3], expected[t - 1], 1e-12, "growth_reference.json, rd_stock");
    sc_knowledge_close_base(&b, same, same, gdp);
  }
}

/* K_{t+1} = 0.92 K_t + 0.4 1.06^t: growth_reference.json, pim. */
static void capital_accumulates_by_perpetual_inventory(void **unused)
{
  (void)unused;
  static const double expected[] = { 3.62, 3.7544, 3.9034880000000003, 4.0676153600000005, 4.247196915200001 };
  begin();
  nothing_moves(&params);
  sc_blocks b;
  sc_lane investment, rent[SC_MAX_ACTIVITIES];
  setup.n = base.n = 4;
  memset(&b, 0, sizeof b);
  SC_EACH_LANE(l) {
    params.delta_k[l] = 0.08;
    investment[l] = 0.4;
    for (int j = 0; j < 4; j++) b.capital[j][l] = 3.5 / 4, rent[j][l] = 0.2;
  }
  for (int t = 0; t < 5; t++) {
    sc_capital_step_base(&b, &setup, &params, investment, rent, &block);
    double total = 0.0;
    for (int j = 0; j < 4; j++) total += b.capital[j][7];
    CHECK_REL(total, expected[t], 1e-13, "growth_reference.json, pim");
    SC_EACH_LANE(l) investment[l] *= 1.06;
  }
}

/* A plausible decade converges far below the tolerance, and each year's account closes. */
static void every_year_clears(void **unused)
{
  (void)unused;
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) {
    params.growth_k0[l] = 0.06;
    params.mu_sec[l] = 0.015 + 0.001 * l;
    params.mu_tsv[l] = 0.005;
    params.mu_msv[l] = 0.01;
    params.growth_country[l] = 0.05;
    params.growth_employment[l] = 0.003;
    params.drift_common[l] = 0.002 * (l - 16);
    drive.external_demand[3][l] = 0.01;
  }
  const sc_noise quiet = { .seed = 1, .quiet = 1 };
  for (int t = 0; t <= 15; t++) {
    const sc_period now = { t, &quiet, &drive, &block };
    drive.t = t;
    (t == 0 ? sc_growth_start_base : sc_growth_step_base)(&setup, &params, &state, &now);
    SC_EACH_LANE(l) {
      double labour = 0.0, output[4];
      for (int j = 0; j < 4; j++) labour += state.economy.employment[j][l];
      CHECK_NEAR(labour, state.economy.labour[l], SC_GROWTH_TOLERANCE, "the wage clears the labour market");
      for (int j = 0; j < 4; j++)
        output[j] = state.economy.volume[j][l] * base.output[j][l] / base.value_added[j][l];
      for (int j = 0; j < 4; j++) CHECK_REL(state.economy.output[j][l], output[j], SC_GROWTH_TOLERANCE, "demand equals supply");
      assert_true(state.economy.residual[l] < SC_GROWTH_TOLERANCE);
    }
  }
  SC_EACH_LANE(l) assert_int_equal(block.why[l], SC_BAD_GOOD);
}

/* A draw's path is the same whatever its neighbours are, and on every instruction set. */
static void lanes_and_instruction_sets_do_not_show(void **unused)
{
  (void)unused;
  static sc_growth other;
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) params.growth_k0[l] = 0.05 + 0.001 * l, params.mu_sec[l] = 0.02, params.growth_country[l] = 0.04;
  run_years(8);
  const double alone = state.economy.gdp_index[5];
  SC_EACH_LANE(l) if (l != 5) params.growth_k0[l] = 0.1, params.eta_export[l] = 2.0;
  run_years(8);
  assert_true(state.economy.gdp_index[5] == alone);
  for (sc_isa isa = SC_ISA_AVX2; isa <= sc_isa_best(); isa = (sc_isa)(isa + 1)) {
    const sc_noise quiet = { .seed = 1, .quiet = 1 };
    for (int t = 0; t <= 8; t++) {
      const sc_period now = { t, &quiet, &drive, &block };
      drive.t = t;
      (t == 0 ? SC_KERNEL_OF(sc_growth_start, isa) : SC_KERNEL_OF(sc_growth_step, isa))(&setup, &params, &other, &now);
    }
    assert_memory_equal(other.economy.gdp_index, state.economy.gdp_index, sizeof(sc_lane));
    assert_memory_equal(other.economy.price, state.economy.price, 4 * sizeof(sc_lane));
  }
}

/* A year that moves one draw far takes it more rounds; its neighbours, which are there, keep every bit. */
static void a_far_draw_takes_its_time(void **unused)
{
  (void)unused;
  static sc_growth calm;
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) params.growth_k0[l] = 0.05;
  run_years(4);
  calm = state;
  drive.tfp[0][7] = 1.2;
  drive.tfp[1][7] = -0.9;
  drive.external_demand[2][7] = -1.5;
  run_years(4);
  assert_int_equal(block.why[7], SC_BAD_GOOD);
  assert_true(state.economy.residual[7] < SC_GROWTH_TOLERANCE && fabs(state.economy.gdp_index[7] - calm.economy.gdp_index[7]) > 0.1);
  for (int l = 0; l < SC_LANES; l++)
    if (l != 7) assert_true(state.economy.gdp_index[l] == calm.economy.gdp_index[l] && state.economy.price[2][l] == calm.economy.price[2][l]);
}

/* Structural change without levers: the log ratio of services to the rest moves as the reduced form says (economics 4b). */
static void services_gain_by_income_and_price(void **unused)
{
  (void)unused;
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) {
    params.growth_k0[l] = 0.06;
    params.mu_sec[l] = 0.015;
    params.mu_tsv[l] = 0.005;
    params.mu_msv[l] = 0.010;
    params.mu_pri[l] = 0.02;
    params.growth_country[l] = 0.05;
  }
  run_years(5);
  double services = 0.0, rest = 0.0;
  for (int j = 0; j < 4; j++) *(j >= 2 ? &services : &rest) += state.economy.value_added[j][0];
  const double drift = log(services / rest * 0.33 / 0.67) / 5.0;
  assert_true(drift > 0.010 && drift < 0.030);   /* economics.md 3E: 0.0185 at 5 per cent growth, range 0.010-0.046 */
}

/* A quiet region that grows a little, for what one driver changes. */
static void grow_quietly(int years)
{
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) params.growth_k0[l] = 0.06, params.growth_country[l] = 0.05, params.mu_sec[l] = 0.01;
  run_years(years);
}

/* An activity whose unit cost rises by 1% while factor prices stand still asks 1% more for all of it, inputs included. */
static void a_unit_cost_is_of_the_whole_unit(void **unused)
{
  (void)unused;
  begin();
  nothing_moves(&params);
  SC_EACH_LANE(l) params.eta_export[l] = 0.01;     /* sales hardly answer, so factor prices hardly move */
  SC_EACH_LANE(l) drive.unit_cost[1][l] = 0.01;
  run_years(1);
  const double own = state.economy.price[1][0];
  CHECK_NEAR(own, 1.01, 0.002, "p = sum a p + c (m pm + v pv); local inputs are a tenth of the unit");
}

/* What all outside buyers want falls by a tenth. Supply is given within the year, so prices fall until nearly as much is
 * sold: trade abroad neither rises with the lower price nor falls by the tenth. */
static void a_trade_shock_shows_in_trade(void **unused)
{
  (void)unused;
  grow_quietly(1);
  const double before = state.economy.export_world[0];
  begin();
  SC_EACH_LANE(l) for (int j = 0; j < 4; j++) drive.export_level[j][l] = -0.105;
  run_years(1);
  CHECK_REL(state.economy.export_world[0], before, 0.02, "volumes are held by supply");
}

/* R&D spending follows no surprise of the first year: the account has no growth of its base year. */
static void the_first_year_brings_no_surprise(void **unused)
{
  (void)unused;
  grow_quietly(1);
  CHECK_NEAR(state.economy.rd_ratio[0], setup.rd_ratio, 1e-15, "no surprise, no noise, no lever");
}

/* Six years in full, then half in five. */
static void drifts_fade(void **unused)
{
  (void)unused;
  CHECK_NEAR(sc_drift_left(1), 1.0, 0, "measured over six years");
  CHECK_NEAR(sc_drift_left(6), 1.0, 0, "measured over six years");
  CHECK_REL(sc_drift_left(11), 0.5, 1e-12, "half-life of five years");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_region_without_drivers_stays_where_it_is),
    cmocka_unit_test(production_is_the_normalised_ces),
    cmocka_unit_test(households_follow_the_nonhomothetic_ces),
    cmocka_unit_test(the_rd_stock_follows_its_closed_form),
    cmocka_unit_test(capital_accumulates_by_perpetual_inventory),
    cmocka_unit_test(every_year_clears),
    cmocka_unit_test(lanes_and_instruction_sets_do_not_show),
    cmocka_unit_test(a_far_draw_takes_its_time),
    cmocka_unit_test(services_gain_by_income_and_price),
    cmocka_unit_test(a_unit_cost_is_of_the_whole_unit),
    cmocka_unit_test(a_trade_shock_shows_in_trade),
    cmocka_unit_test(the_first_year_brings_no_surprise),
    cmocka_unit_test(drifts_fade),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
