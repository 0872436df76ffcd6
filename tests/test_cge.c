/* test_cge.c - one year's general equilibrium: the textbook model, and identities of a model that has everything. */
#include "tests/support/check.h"

#include <math.h>
#include <string.h>

#include "models/cge/cge.h"
#include "tests/support/cge_models.h"

static void solve(cge_model *m)
{
  const sc_isa isa = sc_isa_best();
  SC_KERNEL_OF(sc_cge_solve, isa)(&m->shape, &m->base, &m->year, &m->state, &m->outcome, m->work);
}

static void near(double x, double published, double tolerance)
{
  if (!(fabs(x - published) <= tolerance)) print_error("%.15g is not %.15g\n", x, published);
  assert_true(fabs(x - published) <= tolerance);
}

/* Utility of the textbook: the product of purchases to the power of their shares; 20 and 30 in the base year. */
static double textbook_utility(const cge_model *m)
{
  return pow(m->outcome.bought[0][0], 0.4) * pow(m->outcome.bought[1][0], 0.6);
}

static void hosoe_is_reproduced(void **unused)
{
  static cge_model m;
  (void)unused;
  cge_hosoe(&m);
  m.shape.tolerance = 1e-13;
  const sc_cge_outcome *o = &m.outcome;
  solve(&m);
  near(o->residual[0][0], 0.0, 1e-14);
  near(textbook_utility(&m), 25.508490012515818, 1e-12);
  near(o->walras[0][0], 0.0, 1e-14);
  for (int c = 0; c < 2; c++) cge_fill(m.year.tariff, c, 0.0);
  solve(&m);
  near(o->residual[0][0], 0.0, 1e-13);
  near(o->walras[0][0], 0.0, 1e-13);
  near(textbook_utility(&m), 26.092634381288686, 1e-9);
  near(o->wage[0][0], 1.00088829897, 1e-9);
  near(o->macros[SC_CGE_exchange_rate][0], log(1.06282422139), 1e-9);
  static const double pz[2] = { 0.98926007562, 0.99528644948 }, pq[2] = { 0.98125156936, 0.97599646850 }, pd[2] = { 0.98012801449, 0.99125769782 };
  static const double z[2] = { 74.5832943941, 71.0062396311 }, q[2] = { 84.0518942859, 85.7702270425 }, e[2] = { 9.4343201861, 4.4983237874 };
  static const double imports[2] = { 12.8593430074, 13.0733009661 }, d[2] = { 70.2039233032, 70.4325605024 };
  static const double xg[2] = { 17.6984301967, 13.1111655210 }, xv[2] = { 16.6162220798, 15.6615839417 };
  static const double tariff0[2] = { 1.0 / 13.0, 2.0 / 11.0 };
  for (int c = 0; c < 2; c++) {
    near(o->cost[c][0], pz[c], 1e-9);
    near(o->user_price[c][0], pq[c], 1e-9);
    near(o->home_price[c][0], pd[c], 1e-9);
    near(o->activity[c][0], z[c], 1e-9);
    near(o->composite[c][0], q[c], 1e-9);
    near(o->exported[c][0], e[c], 1e-9);
    near(o->imported[c][0] / (1.0 + tariff0[c]), imports[c], 1e-9);
    near(o->sold[c][0], d[c], 1e-9);
    near(o->government_bought[c][0], xg[c], 1e-9);
    near(o->invested[c][0], xv[c], 1e-9);
  }
  near(o->use[0][0], 20.4260050876, 1e-9);
  near(o->use[3][0], 24.6668878848, 1e-9);
  cge_model_free(&m);
}

static void derivatives_are_those_of_the_equations(void **unused)
{
  (void)unused;
  for (int variant = 0; variant < 4; variant++) {
    static cge_model m;
    cge_everything(&m, variant & 1, variant >> 1);
    const int n = m.shape.n_unknowns;
    double y[64], up[64], down[64], jacobian[64 * 64];
    for (int j = 0; j < n; j++) y[j] = 0.05 * sin(1.0 + 3.0 * j);
    cge_fill(m.year.tariff, 3, 0.3);
    cge_fill(m.year.macro, SC_CGE_direct_tax, 0.1);
    cge_fill(m.year.macro, SC_CGE_saving, -0.1);
    const sc_isa isa = sc_isa_best();
    SC_KERNEL_OF(sc_cge_equations, isa)(&m.shape, &m.base, &m.year, 3, y, up, jacobian, m.work);
    for (int j = 0; j < n; j++) {
      const double h = 1e-5, kept = y[j];
      y[j] = kept + h;
      SC_KERNEL_OF(sc_cge_equations, isa)(&m.shape, &m.base, &m.year, 3, y, up, NULL, m.work);
      y[j] = kept - h;
      SC_KERNEL_OF(sc_cge_equations, isa)(&m.shape, &m.base, &m.year, 3, y, down, NULL, m.work);
      y[j] = kept;
      for (int i = 0; i < n; i++) {
        const double slope = (up[i] - down[i]) / (2.0 * h);
        if (fabs(slope - jacobian[i * n + j]) > 2e-8 * (1.0 + fabs(slope)))
          print_error("variant %d row %d column %d: %.12g, by differences %.12g\n", variant, i, j, jacobian[i * n + j], slope);
        assert_true(fabs(slope - jacobian[i * n + j]) <= 2e-8 * (1.0 + fabs(slope)));
      }
    }
    cge_model_free(&m);
  }
}

static void the_base_year_is_reproduced(void **unused)
{
  (void)unused;
  for (int variant = 0; variant < 4; variant++) {
    static cge_model m;
    cge_everything(&m, variant & 1, variant >> 1);
    solve(&m);
    const sc_cge_outcome *o = &m.outcome;
    near(o->residual[0][0], 0.0, 1e-13);
    near(o->walras[0][0], 0.0, 1e-13);
    near(o->gdp[0][0] / o->gdp_income[0][0], 1.0, 1e-13);
    for (int a = 0; a < 3; a++) near(o->activity[a][0] / m.base.output[a][0], 1.0, 1e-13);
    cge_model_free(&m);
  }
}

static void shake(cge_model *m)
{
  for (int c = 0; c < 4; c++) {
    for (int e = 0; e < 2; e++) cge_fill(m->year.tariff, c * 2 + e, 0.0);
    cge_fill(m->year.export_shift, c * 2 + 1, 0.1 * c);
  }
  for (int a = 0; a < 3; a++) cge_fill(m->year.tfp, a, 0.05 * a);
  cge_fill(m->year.supply, 1, 0.1);
}

static void a_shocked_year_balances(void **unused)
{
  (void)unused;
  for (int variant = 0; variant < 4; variant++) {
    static cge_model m;
    cge_everything(&m, variant & 1, variant >> 1);
    shake(&m);
    solve(&m);
    const sc_cge_outcome *o = &m.outcome;
    const double real = o->gdp[0][0];
    near(o->residual[0][0], 0.0, 1e-10);
    near(o->walras[0][0], 0.0, 1e-10);
    near(o->gdp[0][0] / o->gdp_income[0][0], 1.0, 1e-10);
    /* twice the price level: all values double, no quantity moves */
    const double made = o->activity[1][0], u = o->utility[1][0];
    cge_fill(m.year.numeraire, 0, log(2.0));
    solve(&m);
    near(o->gdp[0][0] / real, 2.0, 1e-9);
    near(o->activity[1][0] / made, 1.0, 1e-9);
    near(o->utility[1][0] / u, 1.0, 1e-9);
    cge_model_free(&m);
  }
}

/* Three years in which every draw goes its own way; lane l is draw (l + turn) % SC_LANES, some of them hard. */
static void own_ways(cge_model *m, sc_isa isa, int turn, double out[SC_LANES][6])
{
  cge_everything(m, 1, 1);
  for (int year = 1; year <= 3; year++) {
    for (int l = 0; l < SC_LANES; l++) {
      const int draw = (l + turn) % SC_LANES;
      const double size = draw % 8 == 5 ? 0.6 : 0.02 * (1 + draw % 4);
      for (int a = 0; a < 3; a++) m->year.tfp[a][l] = size * sin(1.0 + draw + 3.0 * a + 7.0 * year);
      for (int c = 0; c < 4; c++) m->year.export_shift[c * 2 + 1][l] = 2.0 * size * sin(2.0 + draw + c + year);
      m->year.supply[1][l] = 0.01 * year * draw;
    }
    SC_KERNEL_OF(sc_cge_solve, isa)(&m->shape, &m->base, &m->year, &m->state, &m->outcome, m->work);
  }
  const sc_cge_outcome *o = &m->outcome;
  for (int l = 0; l < SC_LANES; l++) {
    const double x[6] = { o->gdp[0][l], o->activity[1][l], o->utility[1][l], o->walras[0][l], o->residual[0][l], o->steps[0][l] };
    memcpy(out[(l + turn) % SC_LANES], x, sizeof x);
  }
  cge_model_free(m);
}

static void a_draw_does_not_see_its_neighbours(void **unused)
{
  static cge_model m;
  static double one[SC_LANES][6], other[SC_LANES][6];
  (void)unused;
  own_ways(&m, SC_ISA_BASE, 0, one);
  for (int l = 0; l < SC_LANES; l++) assert_true(one[l][4] < SC_CGE_TOLERANCE);
  for (int turn = 0; turn <= 13; turn += 13)
    for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) {
      own_ways(&m, (sc_isa)isa, turn, other);
      assert_memory_equal(one, other, sizeof one);
    }
}

static void closures_without_an_answer_are_told(void **unused)
{
  (void)unused;
  const sc_cge_macro none[3] = { SC_CGE_investment, SC_CGE_saving, SC_CGE_government };
  const sc_cge_macro twice[3] = { SC_CGE_investment, SC_CGE_investment, SC_CGE_exchange_rate };
  const sc_cge_macro good[3] = { SC_CGE_exchange_rate, SC_CGE_direct_tax, SC_CGE_saving };
  sc_report report = { 0 };
  assert_int_equal(sc_cge_closure_check(none, SC_NOWHERE, &report), SC_DATA);
  assert_int_equal(sc_cge_closure_check(twice, SC_NOWHERE, &report), SC_DATA);
  assert_int_equal(report.n, 2);
  assert_non_null(strstr(report.errors[0].reason[SC_EN], "external_balance"));
  assert_non_null(strstr(report.errors[0].reason[SC_EN], "saving"));
  assert_non_null(strstr(report.errors[1].reason[SC_EN], "investment"));
  assert_int_equal(sc_cge_closure_check(good, SC_NOWHERE, &report), SC_OK);
  sc_report_free(&report);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(derivatives_are_those_of_the_equations),
    cmocka_unit_test(the_base_year_is_reproduced),
    cmocka_unit_test(hosoe_is_reproduced),
    cmocka_unit_test(a_shocked_year_balances),
    cmocka_unit_test(a_draw_does_not_see_its_neighbours),
    cmocka_unit_test(closures_without_an_answer_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
