/* test_cge_district.c - the district's general equilibrium: its base year, years worked by hand, its closures, its lanes. */
#include "tests/support/check.h"

#include <stdlib.h>

#include "engine/base/memory.h"
#include "engine/random/dist.h"
#include "models/accounts/base.h"
#include "models/cge/district.h"
#include "scenarios/study.h"
#include "tests/support/small_base.h"

enum { N = 4, ONE = 9 };   /* activities of the small region; a lane to look at */

static sc_district_model model;
static sc_base base;
static sc_params params;
static sc_drive drive;
static sc_block block;
static sc_noise noise = { .seed = 1, .quiet = 1 };
static sc_cge_district *state;

static void fill(sc_lane lane, double x)
{
  SC_EACH_LANE(l) lane[l] = x;
}

/* The small region at rest, under the default closure changed by what stands in `closure`. */
static void begin_with(sc_district_closure closure)
{
  sc_report report = { 0 };
  memset(&model, 0, sizeof model);
  small_setup(&model.setup);
  small_base(&base);
  nothing_moves(&params);
  memset(&drive, 0, sizeof drive);
  memset(&block, 0, sizeof block);
  for (int j = 0; j < N; j++) model.goods[j] = j < 2;
  model.closure = closure;
  assert_int_equal(sc_district_shape(&model, &report), SC_OK);
  noise.quiet = 1;
  block.live = SC_LANES;
  drive.base = &base;
  sc_free(state);
  state = sc_alloc(1, sc_cge_district_size(&model));
  assert_non_null(state);
}

static const sc_district_closure usual = SC_DISTRICT_CLOSURE_DEFAULT;

static void one_year(int t, sc_isa isa)
{
  const sc_period now = { t, &noise, &drive, &block };
  drive.t = t;
  drive.year = 2020 + t;
  if (t == 0) SC_KERNEL_OF(sc_cge_district_start, isa)(&model, &params, state, &now);
  else SC_KERNEL_OF(sc_cge_district_step, isa)(&model, &params, state, &now);
}

static void run_years(int n)
{
  for (int t = 0; t <= n; t++) one_year(t, sc_isa_best());
}

/* A region on the move: drifts, levers and shocks that differ by lane. */
static void lively_with(sc_district_closure closure)
{
  begin_with(closure);
  noise.quiet = 0;
  SC_EACH_LANE(l) {
    params.growth_k0[l] = 0.06;
    params.growth_country[l] = 0.05;
    params.growth_employment[l] = 0.003;
    params.mu_sec[l] = 0.015;
    params.mu_tsv[l] = 0.005;
    params.drift_common[l] = 0.001 * (l - 16);
    params.kappa_migration[l] = 0.1;
    drive.external_demand[3][l] = 0.02;
    drive.scale[1][l] = -0.01;
    drive.unit_cost[1][l] = 0.003;
    drive.activity_shock[2][l] = -0.02;
    drive.capital_cost[0][l] = -0.0015;
    drive.consumption_rate[0][l] = 0.003;
    drive.graduates[0][l] = 4000.0;
    drive.demand[2][l] = 0.02;
  }
}

static double real_consumer_pay(int l) { return log(state->economy.wage[l] / state->economy.consumer_price[l]); }

/* ------------------------------------------------------------------------------------------------- the base year */

static void check_base_year(const sc_base *b, int l)
{
  static const char same[] = "the base-year account";
  const sc_cge_outcome *o = &state->outcome;
  CHECK_NEAR(o->residual[0][l], 0.0, 1e-12, same);
  CHECK_NEAR(o->gdp[0][l], 1.0, 1e-12, "GDP = 1 by expenditure");
  CHECK_NEAR(o->gdp_income[0][l], 1.0, 1e-12, "GDP = 1 by income");
  CHECK_NEAR(o->walras[0][l], 0.0, 1e-12, "Walras' law");
  CHECK_NEAR(o->income[0][l], state->calibration.income[l], 1e-12, same);
  CHECK_NEAR(o->spending[0][l], b->consumption[l], 1e-12, same);
  for (int j = 0; j < b->n; j++) {
    CHECK_NEAR(o->user_price[j][l], 1.0, 1e-12, same);
    CHECK_NEAR(o->activity[j][l], b->output[j][l], 1e-12, same);
    CHECK_NEAR(o->added[j][l], b->value_added[j][l], 1e-12, same);
    CHECK_NEAR(o->bought[j][l], b->household[j][l], 1e-12, same);
    CHECK_NEAR(o->exported[2 * j][l], b->export_country[j][l], 1e-12, same);
    CHECK_NEAR(o->exported[2 * j + 1][l], b->export_world[j][l], 1e-12, same);
    CHECK_NEAR(o->imported[2 * j][l], b->import_country[j][l], 1e-12, same);
    CHECK_NEAR(o->imported[2 * j + 1][l], b->import_abroad[j][l], 1e-12, same);
    CHECK_NEAR(o->use[j][l], state->calibration.labour[j][l], 1e-12, same);
  }
}

/* Uniforms of this test alone: parameters by the quantile of their prior. */
static void fill_random(uint64_t first_draw)
{
  sc_lane *const all = (sc_lane *)(void *)&params;
  uint64_t seed = first_draw * 2654435761u + 1;
  for (int k = 0; k < SC_N_PARAMS; k++)
    SC_EACH_LANE(l) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      all[k][l] = sc_dist_quantile(&sc_param_rows[k].prior, ((double)(seed >> 11) + 0.5) * 0x1p-53);
    }
}

/* The shipped region: its account as the equilibrium sees it, for draws of everything uncertain. */
static void every_draw_replicates_its_account(void **unused)
{
  (void)unused;
  enum { BLOCKS = 20 };
  sc_report report = { 0 };
  sc_study *study = calloc(1, sizeof *study);
  sc_region region;
  void *self = NULL;
  assert_int_equal(sc_study_load(study, "zhangdian", NULL, &report), SC_OK);
  assert_int_equal(sc_region_load(&region, study, &report), SC_OK);
  const sc_model *cge = sc_model_find("cge");
  assert_int_equal(cge->create(&self, study, &report), SC_OK);
  sc_free(state);
  state = sc_alloc(1, cge->size_of_state(self));
  const sc_isa isa = sc_isa_best();
  for (int k = 0; k < BLOCKS; k++) {
    const sc_noise some = { .seed = 7, .first_draw = (uint64_t)k * SC_LANES };
    const sc_period now = { 0, &some, &drive, &block };
    block = (sc_block){ .first_draw = some.first_draw, .live = SC_LANES };
    fill_random(some.first_draw);
    SC_KERNEL_OF(sc_base_make, isa)(&base, &region, &params, &some, &block);
    drive.base = &base;
    SC_KERNEL_OF(sc_cge_district_start, isa)(self, &params, state, &now);
    SC_EACH_LANE(l) {
      assert_int_equal(block.why[l], SC_BAD_GOOD);
      check_base_year(&base, l);
    }
  }
  cge->destroy(self);
  sc_study_free(study);
  free(study);
}

/* ------------------------------------------------------------------------------------------------ years by hand */

static void a_region_without_drivers_stays_where_it_is(void **unused)
{
  (void)unused;
  begin_with(usual);
  run_years(10);
  SC_EACH_LANE(l) {
    check_base_year(&base, l);
    CHECK_NEAR(state->economy.gdp_index[l], 1.0, 1e-10, "no driver, no growth");
    CHECK_NEAR(state->economy.wage[l], 1.0, 1e-10, "no driver, no growth");
    CHECK_NEAR(state->economy.labour[l], 1.0, 1e-10, "no driver, no growth");
    CHECK_NEAR(state->economy.rent[1][l], base.value_added[1][l] * 0.92 * 0.52 / state->calibration.capital[1][l], 1e-12, "rents / K");
  }
}

/* Productivity, demand everywhere and what government and investors buy grow by g, and nobody's basket depends on income: all
 * quantities grow by g, all prices stay, pay grows by g. */
static void what_grows_alike_grows_together(void **unused)
{
  (void)unused;
  const double g = 0.001;
  begin_with(usual);
  fill(params.growth_country, g);
  fill(params.growth_foreign, g);
  for (int j = 0; j < N; j++) fill(drive.tfp[j], g);
  sc_lane *const elasticities[] = { &params.eta_pri, &params.eta_sec, &params.eta_srv, &params.eta_house };
  for (int i = 0; i < 4; i++) fill(*elasticities[i], 1.0);
  /* labour shares differ between activities, so prices outside move apart: undo it */
  for (int j = 0; j < N; j++) fill(base.labour_share[j], 0.5);
  run_years(1);
  for (int j = 0; j < N; j++) {
    CHECK_NEAR(log(state->economy.output[j][ONE] / base.output[j][ONE]), g, 1e-6, "g, to first order in g");
    CHECK_NEAR(state->economy.price[j][ONE], 1.0, 1e-6, "prices stay");
  }
  CHECK_NEAR(log(state->economy.wage[ONE]), g, 1e-6, "pay grows by g");
  CHECK_NEAR(state->economy.labour[ONE], 1.0, 1e-6, "pay grows as in the country: unemployment stays");
  CHECK_NEAR(log(state->economy.import_world[ONE] / base.import_world[ONE]), g, 1e-6, "imports too");
  CHECK_NEAR(log(state->investment[ONE] / base.investment_rate[ONE]), g, 1e-6, "and investment");
}

/* Where the outside takes and gives any quantity at its price, prices of products cannot move; at given pay a Cobb-Douglas
 * activity with fixed capital then answers to productivity by ln VA = g / (1 - theta). */
static void productivity_at_given_prices(void **unused)
{
  (void)unused;
  const double g = 0.004;
  sc_district_closure closure = usual;
  closure.labour = SC_CGE_fixed_wage;
  begin_with(closure);
  sc_lane *const elastic[] = { &params.eta_export, &params.armington_goods, &params.armington_services, &params.psi_transformation };
  for (int i = 0; i < 4; i++) fill(*elastic[i], 2000.0);
  fill(params.sigma_kl, 1.0);
  fill(drive.tfp[1], g);
  run_years(1);
  const double volume = log(state->economy.volume[1][ONE] / base.value_added[1][ONE]), theta = base.labour_share[1][ONE];
  CHECK_REL(volume, g / (1.0 - theta), 0.01, "a^(1/(1 - theta)) K: elasticities of 2000 leave under one per cent of it");
  CHECK_NEAR(log(state->economy.employment[1][ONE] / state->calibration.labour[1][ONE] * state->calibration.labour_total[ONE]), volume, 1e-4,
             "labour follows output at given pay and price");
  CHECK_NEAR(log(state->economy.volume[2][ONE] / base.value_added[2][ONE]), 0.0, 1e-4, "others stay");
}

/* The same shock in the usual region: output rises, by less, and its price falls. */
static void productivity_lowers_the_price(void **unused)
{
  (void)unused;
  begin_with(usual);
  fill(drive.tfp[1], 0.01);
  run_years(1);
  const double volume = log(state->economy.volume[1][ONE] / base.value_added[1][ONE]);
  assert_true(volume > 0.004 && volume < 0.02);
  assert_true(state->economy.price[1][ONE] < 0.9995 && state->economy.gdp_index[ONE] > 1.002);
  assert_true(state->economy.value_added[2][ONE] / state->economy.gdp[ONE] > 0.37);   /* the price gain goes to those who buy and serve it */
}

/* ----------------------------------------------------------------------------------------------------- closures */

static void accounts_close_every_year(void **unused)
{
  (void)unused;
  lively_with(usual);
  for (int t = 0; t <= 15; t++) {
    one_year(t, sc_isa_best());
    SC_EACH_LANE(l) {
      double gdp = 0.0;
      for (int j = 0; j < N; j++) gdp += state->economy.value_added[j][l];
      CHECK_NEAR(state->economy.walras[l], 0.0, 1e-9, "Walras' law");
      CHECK_NEAR(state->economy.gdp_gap[l], 0.0, 1e-9, "income = expenditure");
      CHECK_REL(gdp, state->outcome.gdp[0][l], 1e-9, "value added, charges in, is GDP");
      assert_true(state->economy.residual[l] < SC_CGE_TOLERANCE && state->economy.steps[l] <= 24);
      assert_int_equal(block.why[l], SC_BAD_GOOD);
    }
  }
}

/* Relative prices and quantities do not depend on which price is one, nor on how high it is. */
static void the_numeraire_does_not_show(void **unused)
{
  (void)unused;
  double gdp_index[SC_LANES], price[SC_LANES], income[SC_LANES], labour[SC_LANES];
  for (int numeraire = 0; numeraire < SC_CGE_N_NUMERAIRES; numeraire++) {
    static const int order[SC_CGE_N_NUMERAIRES] = { SC_CGE_EXCHANGE_RATE, SC_CGE_CONSUMER_PRICE, SC_CGE_FACTOR_PRICE };
    sc_district_closure closure = usual;
    closure.numeraire = (sc_cge_numeraire)order[numeraire];
    lively_with(closure);
    for (int t = 0; t <= 6; t++) {
      one_year(t, sc_isa_best());
      if (t == 0 && numeraire > 0) fill(state->year.numeraire[0], 0.3);
    }
    const sc_economy *e = &state->economy;
    SC_EACH_LANE(l) {
      if (numeraire > 0) {
        CHECK_REL(e->gdp_index[l], gdp_index[l], 1e-8, "homogeneous of degree zero");
        CHECK_REL(e->price[1][l], price[l], 1e-8, "homogeneous of degree zero");
        CHECK_REL(e->income[l], income[l], 1e-8, "homogeneous of degree zero");
        CHECK_REL(e->labour[l], labour[l], 1e-8, "homogeneous of degree zero");
        CHECK_REL(numeraire == 1 ? state->outcome.consumer_price[0][l] : state->outcome.wage[SC_CGE_LABOUR][l], exp(0.3), 1e-9, "the numeraire");
      }
      gdp_index[l] = e->gdp_index[l], price[l] = e->price[1][l], income[l] = e->income[l], labour[l] = e->labour[l];
    }
  }
}

/* Saving of households and government, and what comes from outside; all at the year's prices. */
typedef struct savings { double invested, home, government, outside; } savings;

static savings savings_of(int l)
{
  const sc_cge_outcome *o = &state->outcome;
  const double tax = state->base.direct_tax[0][l] * exp(o->macros[SC_CGE_direct_tax][l]);
  const double transfers = SC_TRANSFERS * exp(state->year.transfers[0][l]) * o->consumer_price[0][l];
  savings s = { 0.0, o->income[0][l] * (1.0 - tax) - o->spending[0][l], o->revenue[0][l] - transfers,
                state->base.foreign_saving[0][l] + o->macros[SC_CGE_foreign_saving][l] * base.investment_rate[l] };
  for (int i = 0; i < N; i++) {
    s.invested += o->user_price[i][l] * o->invested[i][l];
    s.government -= o->user_price[i][l] * o->government_bought[i][l];
  }
  return s;
}

static void lively_under(int balance, sc_cge_macro free)
{
  sc_district_closure closure = usual;
  if (balance >= 0) closure.free[balance] = free;
  lively_with(closure);
  run_years(4);
  const savings s = savings_of(ONE);
  CHECK_NEAR(s.invested, s.home + s.government + s.outside, 1e-9, "saving is investment");
  assert_int_equal(block.why[ONE], SC_BAD_GOOD);
}

#define FREE(name) state->outcome.macros[SC_CGE_##name][ONE]
#define GIVEN(name) state->year.macro[SC_CGE_##name][ONE]

static void closures_do_what_they_say(void **unused)
{
  (void)unused;
  lively_under(-1, SC_CGE_investment);
  CHECK_NEAR(FREE(government), log(state->government[ONE]), 1e-12, "purchases follow their index");
  CHECK_NEAR(FREE(investment), GIVEN(investment), 1e-12, "investment is planned");
  assert_true(fabs(FREE(government_saving)) > 1e-6 && fabs(FREE(foreign_saving) - GIVEN(foreign_saving)) > 1e-4);
  const double planned = FREE(investment);

  lively_under(1, SC_CGE_investment);              /* what is saved is invested */
  CHECK_NEAR(FREE(foreign_saving), GIVEN(foreign_saving), 1e-12, "outside saving grows with the region");
  assert_true(fabs(FREE(investment) - planned) > 1e-3);
  CHECK_REL(state->investment[ONE], base.investment_rate[ONE] * exp(FREE(investment)), 1e-12, "and builds the capital");

  lively_under(1, SC_CGE_saving);                  /* households save what is invested */
  assert_true(fabs(FREE(saving) - GIVEN(saving)) > 1e-3);

  lively_under(0, SC_CGE_government);              /* the budget balances by purchases */
  CHECK_NEAR(savings_of(ONE).government, 0.0, 1e-10, "government saves nothing");
  assert_true(fabs(FREE(government) - log(state->government[ONE])) > 1e-4);

  lively_under(0, SC_CGE_direct_tax);              /* or by the tax on incomes */
  CHECK_NEAR(savings_of(ONE).government, 0.0, 1e-10, "government saves nothing");
  assert_true(fabs(FREE(direct_tax)) > 1e-4);
}

static void labour_markets_do_what_they_say(void **unused)
{
  (void)unused;
  sc_district_closure closure = usual;
  double before[SC_CGE_N_MARKETS] = { 0.0 };
  for (int market = 0; market < SC_CGE_N_MARKETS; market++) {
    closure.labour = (sc_cge_market)market;
    lively_with(closure);
    for (int t = 0; t <= 4; t++) {
      const double pay = state->real_pay[ONE];
      one_year(t, sc_isa_best());
      if (t == 0) continue;
      const double gain = real_consumer_pay(ONE) - pay - log1p(params.growth_country[ONE]);
      const double employed = state->economy.labour[ONE] / state->blocks.labour[ONE];
      if (market == SC_CGE_full_employment || market == SC_CGE_fixed_unemployment) CHECK_REL(employed, 1.0, 1e-9, "all work");
      if (market == SC_CGE_fixed_wage) CHECK_NEAR(gain, 0.0, 1e-9, "pay follows the country's");
      if (market != SC_CGE_wage_curve) continue;
      const double u0 = params.unemployment_survey[ONE], u = u0 * exp(-gain / params.wage_curve[ONE]);
      CHECK_REL(employed, (1.0 - u) / (1.0 - u0), 1e-8, "the wage curve");
      CHECK_REL(state->outcome.unemployed[SC_CGE_LABOUR][ONE], u, 1e-8, "the wage curve");
    }
    before[market] = state->economy.labour[ONE];
  }
  assert_true(before[SC_CGE_fixed_unemployment] == before[SC_CGE_full_employment]);
  assert_true(fabs(before[0] - before[1]) > 1e-4 && fabs(before[0] - before[2]) > 1e-4);
}

static void mobile_capital_earns_the_same_everywhere(void **unused)
{
  (void)unused;
  sc_district_closure closure = usual;
  closure.mobile_capital = 1;
  lively_with(closure);
  run_years(4);
  double stock = 0.0, planned = 0.0;
  for (int j = 0; j < N; j++) {
    CHECK_REL(state->economy.rent[j][ONE], state->economy.rent[0][ONE], 1e-12, "one return");
    stock += state->economy.capital[j][ONE];
  }
  planned = stock;
  lively_with(usual);
  run_years(4);
  assert_true(fabs(state->economy.rent[1][ONE] / state->economy.rent[2][ONE] - 1.0) > 1e-3);
  stock = 0.0;
  for (int j = 0; j < N; j++) stock += state->economy.capital[j][ONE];
  CHECK_REL(stock, planned, 0.02, "as much of it");
}

/* -------------------------------------------------------------------------------------------------------- lanes */

static void lanes_and_instruction_sets_do_not_show(void **unused)
{
  (void)unused;
  lively_with(usual);
  run_years(8);
  sc_economy *first = sc_alloc(1, sizeof *first);
  *first = state->economy;
  for (sc_isa isa = SC_ISA_BASE; isa <= sc_isa_best(); isa = (sc_isa)(isa + 1)) {
    lively_with(usual);
    for (int t = 0; t <= 8; t++) one_year(t, isa);
    assert_memory_equal(&state->economy, first, sizeof *first);
  }
  lively_with(usual);
  SC_EACH_LANE(l) if (l != 5) params.growth_k0[l] = 0.1, params.eta_export[l] = 2.0, drive.tfp[1][l] = 0.3;
  run_years(8);
  assert_true(state->economy.gdp_index[5] == first->gdp_index[5] && state->economy.price[2][5] == first->price[2][5]);
  assert_true(state->economy.gdp_index[6] != first->gdp_index[6]);
  sc_free(first);
}

/* A year that moves one draw far takes it more steps; its neighbours keep every bit. */
static void a_far_draw_takes_its_time(void **unused)
{
  (void)unused;
  begin_with(usual);
  fill(params.growth_k0, 0.05);
  run_years(4);
  sc_economy *calm = sc_alloc(1, sizeof *calm);
  *calm = state->economy;
  begin_with(usual);
  fill(params.growth_k0, 0.05);
  drive.tfp[0][7] = 1.2;
  drive.tfp[1][7] = -0.9;
  drive.external_demand[2][7] = -1.5;
  run_years(4);
  assert_int_equal(block.why[7], SC_BAD_GOOD);
  assert_true(state->economy.steps[7] > calm->steps[7] && fabs(state->economy.gdp_index[7] - calm->gdp_index[7]) > 0.1);
  SC_EACH_LANE(l)
    if (l != 7) assert_true(state->economy.gdp_index[l] == calm->gdp_index[l] && state->economy.price[2][l] == calm->price[2][l]);
  sc_free(calm);
}

/* A draw without an equilibrium is marked; the others go on. */
static void a_draw_that_does_not_solve_is_marked(void **unused)
{
  (void)unused;
  begin_with(usual);
  for (int j = 0; j < N; j++) drive.tfp[j][3] = 700.0 * (j % 2 ? 1.0 : -1.0);
  run_years(2);
  SC_EACH_LANE(l) assert_int_equal(block.why[l], l == 3 ? SC_BAD_NO_CONVERGENCE : SC_BAD_GOOD);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_draw_replicates_its_account),
    cmocka_unit_test(a_region_without_drivers_stays_where_it_is),
    cmocka_unit_test(what_grows_alike_grows_together),
    cmocka_unit_test(productivity_at_given_prices),
    cmocka_unit_test(productivity_lowers_the_price),
    cmocka_unit_test(accounts_close_every_year),
    cmocka_unit_test(the_numeraire_does_not_show),
    cmocka_unit_test(closures_do_what_they_say),
    cmocka_unit_test(labour_markets_do_what_they_say),
    cmocka_unit_test(mobile_capital_earns_the_same_everywhere),
    cmocka_unit_test(lanes_and_instruction_sets_do_not_show),
    cmocka_unit_test(a_far_draw_takes_its_time),
    cmocka_unit_test(a_draw_that_does_not_solve_is_marked),
  };
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  sc_free(state);
  return failed;
}
