/* test_leontief_model.c - the demand-driven input-output model against the inverse, the price dual and years worked by hand. */
#include "tests/support/check.h"

#include "models/accounts/leontief.h"
#include "models/io/prices.h"
#include "models/leontief/leontief.h"
#include "tests/support/small_base.h"

enum { N = 4, ONE = 9 };   /* activities; a lane to look at */

static sc_setup setup;
static sc_base base;
static sc_params params;
static sc_drive drive;
static sc_leontief state;
static sc_block block;
static sc_noise noise = { .seed = 1, .quiet = 1 };

static void begin(void)
{
  small_setup(&setup);
  small_base(&base);
  nothing_moves(&params);
  memset(&drive, 0, sizeof drive);
  memset(&block, 0, sizeof block);
  noise.quiet = 1;
  block.live = SC_LANES;
  drive.base = &base;
}

static void one_year(int t)
{
  const sc_period now = { t, &noise, &drive, &block };
  drive.t = t;
  drive.year = 2020 + t;
  (t == 0 ? sc_leontief_start_base : sc_leontief_step_base)(&setup, &params, &state, &now);
}

static void run_years(int n)
{
  for (int t = 0; t <= n; t++) one_year(t);
}

/* A region on the move: drifts, levers and shocks that differ by lane. */
static void lively(void)
{
  begin();
  noise.quiet = 0;
  SC_EACH_LANE(l) {
    params.growth_country[l] = 0.05;
    params.growth_employment[l] = 0.003;
    params.mu_sec[l] = 0.015;
    params.mu_tsv[l] = 0.005;
    params.drift_common[l] = 0.002 * (l - 16);
    params.gamma_rd[l] = 0.07;
    params.schooling_cohorts[l] = 0.35;
    drive.external_demand[3][l] = 0.02;
    drive.scale[1][l] = -0.01;
    drive.unit_cost[1][l] = 0.003;
    drive.activity_shock[2][l] = -0.02;
    drive.capital_cost[0][l] = -0.0015;
    drive.consumption_rate[0][l] = 0.003;
    drive.graduates[0][l] = 4000.0;
  }
}

static void inverse_of(sc_lane *a, int lane, double *inverse)
{
  sc_report report = { 0 };
  double flat[N * N];
  for (int i = 0; i < N * N; i++) flat[i] = a[i][lane];
  assert_int_equal(sc_leontief_inverse(N, flat, inverse, &report), SC_OK);
  sc_report_free(&report);
}

static void a_region_without_drivers_stays_where_it_is(void **unused)
{
  (void)unused;
  begin();
  run_years(10);
  SC_EACH_LANE(l) {
    CHECK_NEAR(state.economy.gdp_index[l], 1.0, 1e-12, "no driver, no growth");
    CHECK_NEAR(state.economy.wage[l], 1.0, 1e-12, "no driver, no growth");
    CHECK_NEAR(state.economy.labour[l], 1.0, 1e-12, "no driver, no growth");
    CHECK_NEAR(state.economy.income[l], 1.0, 1e-12, "no driver, no growth");
    CHECK_NEAR(state.economy.trade_growth[l], 0.0, 1e-12, "no driver, no growth");
    for (int j = 0; j < N; j++) {
      CHECK_NEAR(state.economy.price[j][l], 1.0, 1e-12, "no driver, no growth");
      CHECK_NEAR(state.economy.value_added[j][l], base.value_added[j][l], 1e-12, "the base-year account");
    }
    assert_int_equal(block.why[l], SC_BAD_GOOD);
  }
}

/* Where households buy nothing here, what government and investment order more is multiplied by a column of the inverse. */
static void orders_run_through_the_inverse(void **unused)
{
  (void)unused;
  double inverse[N * N];
  begin();
  for (int i = 0; i < N; i++)
    SC_EACH_LANE(l) {
      base.export_country[i][l] += base.local_household[i][l] * base.household[i][l];
      base.local_household[i][l] = 0.0;
    }
  SC_EACH_LANE(l) drive.demand[3][l] = 0.01 * l;
  run_years(1);
  inverse_of(base.a, ONE, inverse);
  const double more = (base.government[3][ONE] + base.investment[3][ONE]) * (exp(0.01 * ONE) - 1.0);
  for (int i = 0; i < N; i++) {
    CHECK_REL(state.economy.output[i][ONE] - base.output[i][ONE], inverse[i * N + 3] * more, 1e-10, "dx = L df");
    CHECK_NEAR(state.economy.price[i][ONE], 1.0, 1e-13, "prices do not answer to orders");
  }
}

/* The same with households: the multiplier of the table closed for them, by plain repetition, employment following by half. */
static void households_spend_what_orders_bring(void **unused)
{
  (void)unused;
  double inverse[N * N], x[N], spent = 0.0;
  begin();
  SC_EACH_LANE(l) params.eta_pri[l] = params.eta_sec[l] = params.eta_srv[l] = 1.0;    /* all slopes equal: fixed budget shares */
  SC_EACH_LANE(l) drive.demand[3][l] = 0.1;
  run_years(1);
  inverse_of(base.a, ONE, inverse);
  const sc_calibration *c = &state.calibration;
  const double consumption = base.consumption[ONE], own = params.own_capital[ONE];
  for (int round = 0; round < 200; round++) {
    double income = 0.0;
    const double level = round == 0 ? consumption : spent;
    for (int i = 0; i < N; i++) {
      x[i] = 0.0;
      for (int j = 0; j < N; j++) {
        const double planned = (base.government[j][ONE] + base.investment[j][ONE]) * (j == 3 ? exp(0.1) : 1.0);
        const double home = base.local_household[j][ONE] * c->budget[j][ONE] * level;
        x[i] += inverse[i * N + j] * (planned + home + base.export_country[j][ONE] + base.export_world[j][ONE]);
      }
      const double value = base.value_added[i][ONE] * x[i] / base.output[i][ONE], factors = value * (1.0 - base.tax[i][ONE]);
      const double labour = c->labour[i][ONE] * sqrt(x[i] / base.output[i][ONE]);
      income += labour + own * (factors - labour) + SC_TRANSFERS * value;
    }
    spent = consumption / c->income[ONE] * income;
  }
  for (int i = 0; i < N; i++) {
    CHECK_REL(state.economy.output[i][ONE], x[i], 1e-12, "type II, by repetition");
    CHECK_REL(state.labour[i][ONE], c->labour[i][ONE] * sqrt(x[i] / base.output[i][ONE]), 1e-12, "half of what is missing is hired");
  }
  const double ordered = inverse[2 * N + 3] * (base.government[3][ONE] + base.investment[3][ONE]) * (exp(0.1) - 1.0);
  assert_true(x[2] - base.output[2][ONE] > 1.2 * ordered);      /* more than without households */
}

/* Productivity of one activity that is passed on in full: the price dual of models/io. */
static void productivity_lowers_prices_as_the_dual_says(void **unused)
{
  (void)unused;
  double inverse[N * N], imported[N * N] = { 0 }, price[N], world[N], value_added[N];
  for (int part = 0; part < 2; part++) {
    const double passed = part ? 0.6 : 1.0;
    begin();
    SC_EACH_LANE(l) params.cost_pass_through[l] = passed;
    SC_EACH_LANE(l) drive.tfp[1][l] = 0.05;
    run_years(1);
    inverse_of(base.a, ONE, inverse);
    for (int j = 0; j < N; j++) {
      world[j] = 1.0;
      imported[j * N + j] = base.import_input[j][ONE];
      value_added[j] = base.value_added[j][ONE] / base.output[j][ONE] * (j == 1 ? exp(-passed * 0.05) : 1.0);
    }
    sc_price_dual(N, inverse, imported, world, value_added, price);
    for (int j = 0; j < N; j++) CHECK_REL(state.economy.price[j][ONE], price[j], 1e-13, "p' = (p_m'M + v')L");
    assert_true(state.economy.gdp_index[ONE] > 1.0 && state.economy.volume[1][ONE] > base.value_added[1][ONE]);
    const double wanted = state.calibration.labour[1][ONE] * exp(-0.05) * state.economy.volume[1][ONE] / base.value_added[1][ONE];
    CHECK_REL(state.labour[1][ONE], sqrt(state.calibration.labour[1][ONE] * wanted), 1e-13, "labour by its own cost, not by the price");
  }
}

/* Everything outside grows by g, nothing tells activities apart: all settles on g, prices stand still. */
static void drivers_that_grow_alike_give_balanced_growth(void **unused)
{
  (void)unused;
  const double g = 0.05;
  begin();
  SC_EACH_LANE(l) {
    params.growth_country[l] = params.growth_foreign[l] = g;
    params.eta_pri[l] = params.eta_sec[l] = params.eta_srv[l] = 1.0;
    params.wage_tightness[l] = 0.0;
    for (int j = 0; j < N; j++) base.labour_share[j][l] = 0.55;
  }
  run_years(40);
  const sc_leontief before = state;
  one_year(41);
  for (int j = 0; j < N; j++) {
    CHECK_REL(state.economy.output[j][ONE], before.economy.output[j][ONE] * exp(g), 1e-9, "balanced growth");
    CHECK_REL(state.economy.price[j][ONE], 1.0, 1e-12, "costs here move as the country's");
  }
  CHECK_REL(state.economy.wage[ONE], exp(0.45 * g * 41), 1e-12, "(1 - theta) g: the country's wage in the numeraire");
  CHECK_NEAR(state.economy.gdp_growth[ONE], exp(g) - 1.0, 1e-9, "balanced growth");
  CHECK_REL(state.economy.income[ONE], before.economy.income[ONE] * exp(g), 1e-9, "balanced growth");
}

/* Sales less what is bought outside are value added: x and p solve dual systems, with coefficients that drift. */
static void income_and_expenditure_agree(void **unused)
{
  (void)unused;
  lively();
  one_year(0);
  for (int t = 1; t <= 15; t++) {
    one_year(t);
    SC_EACH_LANE(l) {
      double sold = 0.0, outside = 0.0, value = 0.0;
      for (int j = 0; j < N; j++) {
        const sc_economy *e = &state.economy;
        const double unit_cost = exp(state.blocks.log_cost[j][l]);
        const double bought = state.import_input[j][l] * exp(state.blocks.log_input_price[j][l]);
        sold += e->price[j][l] * state.final[j][l];
        outside += unit_cost * bought * e->output[j][l] + (unit_cost - 1.0) * e->value_added[j][l];
        value += e->value_added[j][l];
      }
      CHECK_REL(value, sold - outside, 1e-12, "GDP by income and by expenditure");
      CHECK_REL(value, state.economy.gdp[l], 1e-14, "GDP is the sum of value added");
      assert_true(state.economy.residual[l] < 1e-12);
    }
  }
  SC_EACH_LANE(l) assert_int_equal(block.why[l], SC_BAD_GOOD);
}

/* A drawn year from its parts: final demand by hand, then the inverse of the drifted coefficients. */
static void a_drawn_year_by_hand(void **unused)
{
  (void)unused;
  double inverse[N * N], local_price[N], purchase[N], share[N], slope[N];
  lively();
  run_years(3);
  const sc_leontief *s = &state;
  const sc_economy *e = &s->economy;
  inverse_of(state.a, ONE, inverse);
  const double level = e->income[ONE] * base.consumption[ONE] * (1.0 + 0.003 / SC_PROPENSITY);
  double sum = 0.0, c = s->log_consumption[ONE];
  for (int j = 0; j < N; j++) {
    const double local = base.local_household[j][ONE];
    local_price[j] = e->price[j][ONE];
    purchase[j] = local * local_price[j] + (1.0 - local) * exp(s->blocks.log_outside_price[j][ONE]);
    slope[j] = s->calibration.slope[j][ONE];
    share[j] = s->calibration.budget[j][ONE] * pow(purchase[j] * exp(slope[j] * c), 1.0 - params.sigma_c[ONE]);
    sum += share[j];
  }
  CHECK_REL(pow(sum, 1.0 / (1.0 - params.sigma_c[ONE])), level / base.consumption[ONE], 1e-12, "spending buys C at these prices");
  for (int j = 0; j < N; j++) {
    const double kept = exp(j == 2 ? -0.06 : 0.0), here = kept * exp(j == 1 ? -0.03 : 0.0);
    const double home = base.local_household[j][ONE] * share[j] / sum * level / purchase[j];
    const double plan = s->plan[ONE], rate = 1.0 + params.sigma_kl[ONE] * 0.0015 / s->calibration.user_cost[ONE];
    const double sold = pow(local_price[j] / exp(s->blocks.log_outside_price[j][ONE]), -params.eta_export[ONE]);
    const double exports = base.export_country[j][ONE] * exp(s->blocks.log_country[j][ONE])
                         + base.export_world[j][ONE] * exp(s->blocks.log_world[j][ONE]);
    const double final = here * (home + plan * (base.government[j][ONE] + rate * base.investment[j][ONE])) + kept * exports * sold;
    CHECK_REL(s->final[j][ONE], final, 1e-12, "f = z d (households, government, investment) + d exports");
  }
  for (int i = 0; i < N; i++) {
    double x = 0.0;
    for (int j = 0; j < N; j++) x += inverse[i * N + j] * s->final[j][ONE];
    CHECK_REL(e->output[i][ONE], x, 1e-12, "x = (I - A)^-1 f");
  }
}

/* Coefficients walk by the yearly sd; what is not bought here is brought in, and value added ratios stay. */
static void coefficients_drift_within_their_columns(void **unused)
{
  (void)unused;
  double squares = 0.0, level = 0.0;
  int n = 0;
  begin();
  noise.quiet = 0;
  for (uint64_t first = 0; first < 64 * SC_LANES; first += SC_LANES) {
    noise.first_draw = first;
    run_years(2);
    SC_EACH_LANE(l)
      for (int j = 0; j < N; j++) {
        double inputs = state.import_input[j][l], drifted = base.import_input[j][l];
        for (int i = 0; i < N; i++) {
          inputs += state.a[i * N + j][l];
          drifted += base.a[i * N + j][l] * exp(state.walk[i * N + j][l]);
          squares += state.walk[i * N + j][l] * state.walk[i * N + j][l], level += exp(state.walk[i * N + j][l]), n++;
        }
        CHECK_NEAR(inputs, 1.0 - base.value_added[j][l] / base.output[j][l], 1e-14, "columns keep their sum");
        CHECK_REL(state.import_input[j][l], base.import_input[j][l] * inputs / drifted, 1e-12, "imports give way in proportion");
      }
  }
  noise.first_draw = 0;
  CHECK_REL(sqrt(squares / n), 0.07 * sqrt(2.0), 0.02, "two years of 0.07");
  CHECK_NEAR(level / n, 1.0, 0.0015, "the mean stays: standard error 0.0005");
}

/* A shock to output takes orders and no productivity; firms that leave take their local customers too, and no price moves. */
static void shocks_are_lost_orders(void **unused)
{
  (void)unused;
  begin();
  SC_EACH_LANE(l) drive.activity_shock[2][l] = -0.10;
  run_years(1);
  for (int j = 0; j < N; j++) CHECK_NEAR(state.economy.price[j][ONE], 1.0, 1e-13, "no cost has changed");
  const double fall = log(state.economy.output[2][ONE] / base.output[2][ONE]);
  assert_true(fall < -0.09 && fall > -0.13);
  CHECK_REL(log(state.labour[2][ONE] / state.calibration.labour[2][ONE]), 0.5 * fall, 1e-12, "half of the labour is kept");
  begin();
  SC_EACH_LANE(l) drive.scale[1][l] = -0.10;
  run_years(1);
  for (int j = 0; j < N; j++) {
    CHECK_NEAR(state.economy.price[j][ONE], 1.0, 1e-13, "no cost has changed");
    CHECK_REL(state.a[1 * N + j][ONE], base.a[1 * N + j][ONE] * exp(-0.10), 1e-13, "inputs that firms here no longer make");
  }
}

/* More hands than work: pay falls behind the country's next year, and prices with it. */
static void pay_answers_to_the_labour_market(void **unused)
{
  (void)unused;
  begin();
  SC_EACH_LANE(l) params.growth_employment[l] = 0.05, params.wage_tightness[l] = 0.5;
  run_years(1);
  CHECK_NEAR(state.economy.wage[ONE], 1.0, 1e-13, "last year's market was in balance");
  const double tightness = log(state.economy.labour[ONE]) - 0.05;
  one_year(2);
  CHECK_REL(log(state.economy.wage[ONE]), 0.25 * tightness, 1e-10, "half of 0.5 T");
  assert_true(tightness < -0.02 && state.economy.price[2][ONE] < 1.0 && state.economy.export_world[ONE] > 0.0);
}

static void lanes_and_instruction_sets_do_not_show(void **unused)
{
  (void)unused;
  static sc_leontief other;
  lively();
  run_years(8);
  const double alone = state.economy.gdp_index[5], sold = state.final[3][5];
  SC_EACH_LANE(l) if (l != 5) params.eta_export[l] = 8.0, params.drift_common[l] = 0.05, params.input_drift[l] = 0.2;
  run_years(8);
  assert_true(state.economy.gdp_index[5] == alone && state.final[3][5] == sold);
  for (sc_isa isa = SC_ISA_AVX2; isa <= sc_isa_best(); isa = (sc_isa)(isa + 1)) {
    for (int t = 0; t <= 8; t++) {
      const sc_period now = { t, &noise, &drive, &block };
      drive.t = t;
      (t == 0 ? SC_KERNEL_OF(sc_leontief_start, isa) : SC_KERNEL_OF(sc_leontief_step, isa))(&setup, &params, &other, &now);
    }
    assert_memory_equal(other.economy.gdp_index, state.economy.gdp_index, sizeof(sc_lane));
    assert_memory_equal(other.economy.price, state.economy.price, N * sizeof(sc_lane));
    assert_memory_equal(other.economy.rent, state.economy.rent, N * sizeof(sc_lane));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_region_without_drivers_stays_where_it_is),
    cmocka_unit_test(orders_run_through_the_inverse),
    cmocka_unit_test(households_spend_what_orders_bring),
    cmocka_unit_test(productivity_lowers_prices_as_the_dual_says),
    cmocka_unit_test(drivers_that_grow_alike_give_balanced_growth),
    cmocka_unit_test(income_and_expenditure_agree),
    cmocka_unit_test(a_drawn_year_by_hand),
    cmocka_unit_test(coefficients_drift_within_their_columns),
    cmocka_unit_test(shocks_are_lost_orders),
    cmocka_unit_test(pay_answers_to_the_labour_market),
    cmocka_unit_test(lanes_and_instruction_sets_do_not_show),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
