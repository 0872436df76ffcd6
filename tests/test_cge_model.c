/* test_cge_model.c - models from configurations: closed forms, special cases, closures, balanced growth, mistakes. */
#include "tests/support/check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/cge/dynamics.h"
#include "tests/support/expected.h"

static const char hosoe[] = "scenarios/cge/hosoe/model.cfg", closed[] = "tests/cge/closed_form.cfg";
static const sc_cge_view base_year = { NULL, 0 };

static void read_model(sc_cge_model *model, const char *path, const char *const *set, int n_set)
{
  sc_report report = { 0 };
  const sc_code code = sc_cge_model_read(model, path, set, n_set, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  sc_report_free(&report);
  model->shape.tolerance = 1e-13;
}

/* Lane s + 1 is scenario s, lane 0 the base year. */
static void solve(sc_cge_solution *s, const sc_cge_model *model)
{
  sc_report report = { 0 };
  assert_int_equal(sc_cge_solution_create(s, model, &report), SC_OK);
  for (int k = 0; k < model->n_scenarios; k++)
    assert_int_equal(sc_cge_shocks_apply(model, &model->scenarios[k], INT_MIN, &s->year, k + 1, &report), SC_OK);
  sc_cge_solution_solve(s);
  for (int k = 0; k <= model->n_scenarios; k++) assert_int_equal(sc_cge_solution_check(s, k, "scenario", 0, &report), SC_OK);
  sc_report_free(&report);
}

static double got(const sc_cge_solution *s, int lane, sc_cge_measure measure, int i)
{
  return sc_cge_measured((sc_cge_view){ s, lane }, base_year, measure, i);
}
#define GOT(lane, measure, i) got(&s, lane, SC_CGE_MEASURE_##measure, i)

/* With Cobb-Douglas everywhere a factor is used in proportion to what is spent on each activity: L_j / L = b_j s_j / sum b s.
 * It holds whether abroad has a demand curve or takes all of E at a given price, when wages alone settle how much is made. */
static void check_closed_form(const char *demand)
{
  static const double labour[3] = { 0.6, 0.3, 0.5 };
  sc_cge_model model;
  sc_cge_solution s;
  read_model(&model, closed, &demand, 1);
  assert_int_equal(model.shape.row != NULL, model.shape.demand_curve[0] == 0);
  solve(&s, &model);
  /* a third of income Y each on A, B, M; of that on M, t / (1 + t) is revenue, which buys A; exports pay for the rest */
  const double spent[2][3] = { { 0.5, 1.0 / 3, 1.0 / 6 }, { 0.4, 1.0 / 3, 4.0 / 15 } };
  for (int run = 0; run < 2; run++) {
    double use[2] = { 0, 0 };
    for (int a = 0; a < 3; a++) use[0] += labour[a] * spent[run][a], use[1] += (1 - labour[a]) * spent[run][a];
    for (int a = 0; a < 3; a++) {
      CHECK_REL(GOT(run + 1, use, a), 14.2 * labour[a] * spent[run][a] / use[0], 1e-11, "L_j = L b_j s_j / sum b s");
      CHECK_REL(GOT(run + 1, use, 3 + a), 15.8 * (run == 1 ? 1.3 : 1) * (1 - labour[a]) * spent[run][a] / use[1], 1e-11, "K_j alike");
    }
  }
  for (int a = 0; a < 3; a++)
    CHECK_REL(GOT(2, output, a) / GOT(0, output, a), pow(1.3, 1 - labour[a]), 1e-11, "Y_j = L^b K^(1-b)");
  CHECK_REL(GOT(2, factor_price, 1), 1 / 1.3, 1e-11, "factor shares are fixed");
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

static void closed_form(void **state)
{
  (void)state;
  check_closed_form("accounts.outside.ROW.demand=demand_curve");
  check_closed_form("accounts.outside.ROW.demand=price_taker");
}

static void closed_economy(void **state)
{
  (void)state;
  static const double capital[2] = { 0.4, 0.625 };
  sc_cge_model model;
  sc_cge_solution s;
  read_model(&model, "tests/cge/closed_economy.cfg", NULL, 0);
  solve(&s, &model);
  for (int a = 0; a < 2; a++) {
    CHECK_REL(GOT(1, use, a), GOT(0, use, a), 1e-11, "labour stays where it is");
    CHECK_REL(GOT(1, output, a) / GOT(0, output, a), pow(1.3, capital[a]), 1e-11, "Y_j = L^(1-b) K^b");
  }
  CHECK_NEAR(s.outcome.macros[SC_CGE_foreign_saving][1], 0.0, 1e-12, "nobody abroad lends");
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

/* An unemployment rate that stays: what works moves with supply, and every number but the rate is full employment's. */
static void unemployment_stays(void **state)
{
  (void)state;
  static const char *const markets[2][2] = { { "accounts.factors.LAB.market=full_employment", "elasticities.top=0.0" },
                                             { "accounts.factors.LAB.market=fixed_unemployment", "accounts.factors.LAB.unemployment=0.07" } };
  double gdp[2], use[2];
  for (int k = 0; k < 2; k++) {
    sc_cge_model model;
    sc_cge_solution s;
    read_model(&model, hosoe, markets[k], 2);
    solve(&s, &model);
    for (int l = 0; l <= model.n_scenarios; l++) CHECK_NEAR(GOT(l, unemployment, 1), k == 1 ? 0.07 : 0.0, 0, "the base year's");
    gdp[k] = GOT(1, gdp, 0), use[k] = GOT(1, factor_use, 1);
    sc_cge_solution_free(&s);
    sc_cge_model_free(&model);
  }
  CHECK_REL(use[1], use[0], 1e-12, "employment is supply");
  CHECK_REL(gdp[1], gdp[0], 1e-12, "as under full employment");
}

/* A year whose equations hold but whose accounts do not is refused, with what is off and where. */
static void accounts_must_close(void **state)
{
  (void)state;
  sc_cge_model model;
  sc_cge_solution s;
  sc_report report = { 0 };
  read_model(&model, hosoe, NULL, 0);
  solve(&s, &model);
  s.outcome.walras[0][1] = -2e-9;
  s.outcome.gdp_income[0][2] *= 1 + 3e-9;
  assert_int_equal(sc_cge_solution_check(&s, 0, "base", 0, &report), SC_OK);
  assert_int_equal(sc_cge_solution_check(&s, 1, "one", 2025, &report), SC_UNMET);
  assert_int_equal(sc_cge_solution_check(&s, 2, "two", 0, &report), SC_UNMET);
  assert_int_equal(report.n, 2);
  assert_non_null(strstr(report.errors[0].reason[SC_EN], "one 2025: the equations are solved but the accounts do not close: Walras' law"));
  assert_non_null(strstr(report.errors[1].reason[SC_ZH], "收入法与支出法 GDP 之差占 GDP为 3e-09"));
  sc_report_free(&report);
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

/* All factors and what abroad lends doubled: every quantity doubles, no price moves. */
static void constant_returns(void **state)
{
  (void)state;
  sc_cge_model model;
  sc_cge_solution s;
  sc_report report = { 0 };
  read_model(&model, hosoe, NULL, 0);
  assert_int_equal(sc_cge_solution_create(&s, &model, &report), SC_OK);
  for (int f = 0; f < 2; f++) s.year.supply[f][1] = log(2);
  s.year.macro[SC_CGE_foreign_saving][1] = model.base.foreign_saving[0][0] / model.investment;
  sc_cge_solution_solve(&s);
  for (int m = 0; m < SC_CGE_N_MEASURES; m++) {
    const sc_cge_measure_kind kind = sc_cge_measure_rows[m].kind;
    if (m == SC_CGE_MEASURE_equivalent_variation || sc_cge_measure_rows[m].group == SC_CGE_GROUP_CHECKS) continue;
    for (int i = 0; i < sc_cge_measure_size(&model, (sc_cge_measure)m); i++)
      if (!isnan(got(&s, 0, (sc_cge_measure)m, i)))
        CHECK_NEAR(got(&s, 1, (sc_cge_measure)m, i), got(&s, 0, (sc_cge_measure)m, i) * (kind == SC_CGE_KIND_VALUE || kind == SC_CGE_KIND_VOLUME ? 2 : 1), 1e-10,
                   sc_cge_measure_rows[m].name);
  }
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
  sc_report_free(&report);
}

static void special_cases_of_ces(void **state)
{
  (void)state;
  static const char *const leontief[] = { "accounts.households.HOH.demand=ces", "accounts.households.HOH.sigma=0.0", "elasticities.value_added=0.0",
                                          "elasticities.government=0.0", "elasticities.investment=0.0", "accounts.factors.CAP.market=fixed_wage" };
  static const char *const ces[] = { "accounts.households.HOH.demand=ces", "accounts.households.HOH.sigma=1.0" };
  sc_cge_model model;
  sc_cge_solution s, t;
  read_model(&model, hosoe, leontief, 6);     /* the rent is given: two factors in full use would leave Leontief no choice */
  solve(&s, &model);
  for (int run = 1; run <= model.n_scenarios; run++) {
    CHECK_REL(GOT(run, consumed, 0) / GOT(run, consumed, 1), 20.0 / 30, 1e-12, "Leontief demand");
    CHECK_REL(GOT(run, invested, 0) / GOT(run, invested, 1), 16.0 / 15, 1e-12, "Leontief investment");
    CHECK_REL(GOT(run, government_bought, 0) / GOT(run, government_bought, 1), 19.0 / 14, 1e-12, "Leontief government");
    CHECK_REL(GOT(run, use, 0) / GOT(run, use, 2), 20.0 / 15, 1e-12, "Leontief value added");
  }
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
  read_model(&model, hosoe, NULL, 0);
  solve(&s, &model);
  for (int run = 1; run <= model.n_scenarios; run++)
    for (int i = 0; i < 2; i++) {
      CHECK_REL(GOT(run, user_price, i) * GOT(run, consumed, i) / GOT(run, spending, 0), i == 0 ? 0.4 : 0.6, 1e-12, "Cobb-Douglas demand");
      CHECK_REL(GOT(run, factor_price, 0) * GOT(run, use, i) / (GOT(run, factor_cost, i) * GOT(run, value_added, i)), i == 0 ? 20.0 / 35 : 30.0 / 55, 1e-12,
                "Cobb-Douglas value added");
    }
  sc_cge_model other;
  read_model(&other, hosoe, ces, 2);
  solve(&t, &other);
  for (int run = 1; run <= model.n_scenarios; run++)
    for (int i = 0; i < 2; i++) assert_true(GOT(run, consumed, i) == got(&t, run, SC_CGE_MEASURE_consumed, i));
  sc_cge_solution_free(&t);
  sc_cge_model_free(&other);
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

static void linear_expenditure(void **state)
{
  (void)state;
  static const char *const set[] = { "accounts.households.HOH.demand=linear_expenditure", "accounts.households.HOH.frisch=-2.5",
                                     "accounts.households.HOH.income_elasticity.BRD=0.7" };
  sc_cge_model model;
  sc_cge_solution s;
  read_model(&model, hosoe, set, 3);
  solve(&s, &model);
  const double mean = 0.4 * 0.7 + 0.6, beta[2] = { 0.4 * 0.7 / mean, 0.6 / mean }, x[2] = { 20, 30 };
  for (int run = 1; run <= model.n_scenarios; run++) {
    double free = GOT(run, spending, 0);
    for (int i = 0; i < 2; i++) free -= GOT(run, user_price, i) * (x[i] - beta[i] * 50 / 2.5);
    for (int i = 0; i < 2; i++)
      CHECK_REL(GOT(run, consumed, i), x[i] - beta[i] * 50 / 2.5 + beta[i] * free / GOT(run, user_price, i), 1e-11, "x = gamma + beta (E - p gamma) / p");
    CHECK_REL(GOT(run, equivalent_variation, 0), free / (pow(GOT(run, user_price, 0), beta[0]) * pow(GOT(run, user_price, 1), beta[1])) - 50 / 2.5, 1e-10,
              "money metric of the linear expenditure system");
  }
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

static void nonhomothetic(void **state)
{
  (void)state;
  static const char *const set[] = { "accounts.households.HOH.demand=nonhomothetic", "accounts.households.HOH.sigma=0.5",
                                     "accounts.households.HOH.expenditure_elasticity.BRD=0.7" };
  sc_cge_model model;
  sc_cge_solution s;
  read_model(&model, hosoe, set, 3);
  solve(&s, &model);
  const double mean = 0.4 * 0.7 + 0.6, e[2] = { (0.7 - 0.5) / (mean - 0.5), 0.5 / (mean - 0.5) }, share[2] = { 0.4, 0.6 };
  for (int run = 1; run <= model.n_scenarios; run++) {
    const double u = GOT(run, utility, 0);
    double sum = 0, at_base = 0, part[2];
    for (int i = 0; i < 2; i++) {
      sum += part[i] = share[i] * sqrt(GOT(run, user_price, i) * pow(u, e[i]));
      at_base += share[i] * sqrt(pow(u, e[i]));
    }
    CHECK_REL(GOT(run, spending, 0), 50 * sum * sum, 1e-11, "E = [sum Omega p^(1-s) u^((1-s)e)]^(1/(1-s))");
    for (int i = 0; i < 2; i++) CHECK_REL(GOT(run, consumed, i) * GOT(run, user_price, i), GOT(run, spending, 0) * part[i] / sum, 1e-11, "shares");
    CHECK_NEAR(GOT(run, equivalent_variation, 0), 50 * (at_base * at_base - 1), 1e-10, "e(p0, u1) - e(p0, u0)");
  }
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
}

/* Every closure that is determined: as many equations as unknowns, Walras' law, and only relative prices matter. */
static void closures(void **state)
{
  (void)state;
  int n_determined = 0;
  for (int i = 0; i < SC_CGE_N_MACROS; i++)
    for (int j = i + 1; j < SC_CGE_N_MACROS; j++)
      for (int k = j + 1; k < SC_CGE_N_MACROS; k++) {
        const sc_cge_macro free[] = { (sc_cge_macro)i, (sc_cge_macro)j, (sc_cge_macro)k };
        sc_report report = { 0 };
        const sc_code code = sc_cge_closure_check(free, SC_NOWHERE, &report);
        sc_report_free(&report);
        if (code != SC_OK) continue;
        char set[128];
        snprintf(set, sizeof set, "closure.free=[\"%s\",\"%s\",\"%s\"]", sc_cge_macro_rows[i].name, sc_cge_macro_rows[j].name, sc_cge_macro_rows[k].name);
        sc_cge_model model;
        sc_cge_solution s;
        read_model(&model, hosoe, (const char *const[]){ set }, 1);
        assert_int_equal(model.shape.n_unknowns, 2 + 2 + 2 + 1 + 1 + 1 + 3);
        assert_int_equal(sc_cge_solution_create(&s, &model, &report), SC_OK);
        for (int l = 1; l < 3; l++) assert_int_equal(sc_cge_shocks_apply(&model, &model.scenarios[0], INT_MIN, &s.year, l, &report), SC_OK);
        s.year.numeraire[0][2] = log(2);
        if (!sc_cge_is_free(&model, SC_CGE_exchange_rate)) s.year.macro[SC_CGE_exchange_rate][2] = log(2);     /* a price that is given */
        sc_cge_solution_solve(&s);
        for (int l = 0; l < 3; l++) {
          if (sc_cge_solution_check(&s, l, set, 0, &report) != SC_OK) sc_report_print(&report, SC_EN, stderr);
          assert_int_equal(report.n, 0);
          CHECK_NEAR(s.outcome.walras[0][l], 0, 1e-9, set);
        }
        for (int c = 0; c < 2; c++) {
          CHECK_REL(GOT(2, output, c), GOT(1, output, c), 1e-9, set);
          CHECK_REL(GOT(2, user_price, c), 2 * GOT(1, user_price, c), 1e-9, set);
        }
        sc_cge_solution_free(&s);
        sc_cge_model_free(&model);
        n_determined++;
      }
  assert_true(n_determined >= 10);
}

/* ------------------------------------------------------------------------------------------ balanced growth */

static void grows_at_one_rate(const char *path, const char *const *set, int n_set)
{
  sc_cge_model model;
  sc_cge_path years;
  sc_report report = { 0 };
  read_model(&model, path, set, n_set);
  assert_int_equal(sc_cge_path_begin(&years, &model, NULL, 0, &report), SC_OK);
  const double g = (1 + model.periods.population) * (1 + model.periods.efficiency), r = sc_cge_path_return(&years, 0), capital = sc_cge_path_capital(&years, 0);
  double *first = calloc((size_t)SC_CGE_N_MEASURES * 400, sizeof *first);
  assert_non_null(first);
  CHECK_REL(r, years.rate, 1e-9, "net return of the base year");
  for (int t = 0; t <= 30; t++) {
    if (t > 0) assert_int_equal(sc_cge_path_step(&years, &report), SC_OK);
    CHECK_REL(sc_cge_path_capital(&years, 0), capital * pow(g, t), 1e-9, "capital");
    CHECK_REL(sc_cge_path_return(&years, 0), r, 1e-9, "return");
    for (int m = 0; m < SC_CGE_N_MEASURES; m++)
      for (int i = 0; i < sc_cge_measure_size(&model, (sc_cge_measure)m); i++) {
        const sc_cge_measure_kind kind = sc_cge_measure_rows[m].kind;
        const double now = sc_cge_measured((sc_cge_view){ &years.solution, 0 }, base_year, (sc_cge_measure)m, i);
        const int each = m == SC_CGE_MEASURE_utility || m == SC_CGE_MEASURE_utility_level;      /* per head */
        const double scale = each ? pow(1 + model.periods.efficiency, t) : kind == SC_CGE_KIND_VALUE || kind == SC_CGE_KIND_VOLUME ? pow(g, t) : 1;
        if (m == SC_CGE_MEASURE_equivalent_variation || sc_cge_measure_rows[m].group == SC_CGE_GROUP_CHECKS || isnan(now)) continue;
        if (t == 0) first[m * 400 + i] = now;
        if (fabs(first[m * 400 + i]) > 1e-6) CHECK_REL(now, first[m * 400 + i] * scale, 1e-9, sc_cge_measure_rows[m].name);
      }
  }
  free(first);
  sc_cge_path_free(&years);
  sc_cge_model_free(&model);
  sc_report_free(&report);
}

/* Made from the 4-activity table, as a file. */
static void write_sam4(const char *path)
{
  sc_io_table table;
  sc_sam sam = { 0 };
  sc_string text = { 0 };
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&table, "scenarios/data/io4_2020.csv", &report), SC_OK);
  assert_int_equal(sc_sam_make(&sam, &table, &report), SC_OK);
  sc_sam_as_csv(&sam, &text);
  assert_int_equal(sc_file_write(path, text.text, text.length, SC_REPLACE, &report), SC_OK);
  sc_string_free(&text);
  sc_sam_free(&sam);
  sc_io_table_free(&table);
  sc_report_free(&report);
}

static void balanced_growth(void **state)
{
  (void)state;
  static const char *const long_path[] = { "periods.count=30" };
  char sam[64], set[96];
  snprintf(sam, sizeof sam, "/tmp/sanchan-sam4-%ld.csv", (long)getpid());
  snprintf(set, sizeof set, "sam=\"%s\"", sam);
  write_sam4(sam);
  grows_at_one_rate("scenarios/cge/china12/model.cfg", long_path, 1);
  grows_at_one_rate("tests/cge/china4.cfg", (const char *const[]){ set }, 1);
  /* capital fixed, investment given, and a wage curve besides */
  grows_at_one_rate("tests/cge/china4.cfg", (const char *const[]){ set, "accounts.factors.CAP.mobile=false", "accounts.factors.LAB.market=wage_curve",
                                            "accounts.factors.LAB.unemployment=0.05", "closure.free=[\"direct_tax\",\"saving\",\"exchange_rate\"]" }, 5);
  /* more people are not richer people, whatever rich people buy */
  grows_at_one_rate("tests/cge/china4.cfg", (const char *const[]){ set, "accounts.households.HOH.demand=nonhomothetic", "accounts.households.HOH.sigma=0.4",
                                            "accounts.households.HOH.expenditure_elasticity.PRI=0.6", "periods.population=0.03", "periods.efficiency=0.0" }, 6);
  unlink(sam);
}

/* ------------------------------------------------------------------------------------------------- mistakes */

static int check_case(const char *path)
{
  sc_report report = { 0 };
  sc_cge_model model;
  sc_cge_model_read(&model, path, NULL, 0, &report);
  sc_cge_model_free(&model);
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  fprintf(to, "%d\n", (int)sc_report_code(&report));
  sc_report_print(&report, SC_EN, to);
  sc_report_print(&report, SC_ZH, to);
  fclose(to);
  const int same = expected_of(path, text);
  free(text);
  sc_report_free(&report);
  return same;
}

static void mistakes_are_explained(void **state)
{
  (void)state;
  int n_wrong = 0;
  assert_true(expected_cases("tests/bad_cge", ".cfg", check_case, &n_wrong) >= 8);
  assert_int_equal(n_wrong, 0);
}

static void no_equilibrium_is_explained(void **state)
{
  (void)state;
  sc_cge_model model;
  sc_cge_solution s;
  sc_report report = { 0 };
  read_model(&model, hosoe, NULL, 0);
  assert_int_equal(sc_cge_solution_create(&s, &model, &report), SC_OK);
  s.year.macro[SC_CGE_foreign_saving][1] = -3;         /* abroad asks for three times what is invested */
  s.year.macro[SC_CGE_saving][2] = log(50);            /* homes would save more than they have */
  sc_cge_solution_solve(&s);
  assert_int_equal(sc_cge_solution_check(&s, 0, "base", 0, &report), SC_OK);
  assert_int_equal(sc_cge_solution_check(&s, 1, "flight", 2021, &report), SC_UNMET);
  assert_int_equal(report.errors[0].fault, SC_FAULT_CGE_NO_EQUILIBRIUM);
  assert_non_null(strstr(report.errors[0].reason[SC_EN], "flight 2021: no equilibrium"));
  assert_null(strstr(report.errors[0].reason[SC_EN], " 0% of the change"));
  assert_int_equal(sc_cge_solution_check(&s, 2, "thrift", 0, &report), SC_UNMET);
  assert_int_equal(report.errors[1].fault, SC_FAULT_CGE_NO_MEANING);
  assert_non_null(strstr(report.errors[1].reason[SC_EN], "thrift: no equilibrium"));
  assert_non_null(strstr(report.errors[1].reason[SC_EN], "the budget of households has no meaning"));
  sc_cge_solution_free(&s);
  sc_cge_model_free(&model);
  sc_report_free(&report);
}

static void memory_may_run_out(void **state)
{
  (void)state;
  sc_code code = SC_MEMORY;
  int n = 0;
  for (; code != SC_OK; n++) {
    sc_cge_model model;
    sc_report report = { 0 };
    sc_memory_fail_at(n + 1);
    code = sc_cge_model_read(&model, hosoe, NULL, 0, &report);
    sc_memory_fail_at(0);
    if (code != SC_OK) assert_int_equal(code, SC_MEMORY);
    sc_cge_model_free(&model);
    sc_report_free(&report);
    assert_true(n < 100000);
  }
  assert_true(n > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(unemployment_stays), cmocka_unit_test(accounts_must_close), cmocka_unit_test(closed_form), cmocka_unit_test(closed_economy), cmocka_unit_test(constant_returns), cmocka_unit_test(special_cases_of_ces), cmocka_unit_test(linear_expenditure),
    cmocka_unit_test(nonhomothetic), cmocka_unit_test(closures), cmocka_unit_test(balanced_growth), cmocka_unit_test(mistakes_are_explained),
    cmocka_unit_test(no_equilibrium_is_explained), cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
