/* models/accounts/entropy: the dual of cells and errors under linear constraints. */
#include "tests/support/check.h"

#include <string.h>

#include "models/accounts/entropy.h"

/* One constraint after the other is added to every variable's list. */
enum { MOST = 128, MOST_ENTRIES = 8 };
typedef struct builder {
  sc_entropy_variable variable[MOST];
  int    n_variables, n_of[MOST], of[MOST][MOST_ENTRIES];
  double coefficient[MOST][MOST_ENTRIES], value[MOST];
  int    n_constraints;
} builder;

static int add_variable(builder *b, sc_entropy_variable v)
{
  b->variable[b->n_variables] = v;
  b->n_of[b->n_variables] = 0;
  return b->n_variables++;
}

static void add_entry(builder *b, int variable, int constraint, double coefficient)
{
  const int e = b->n_of[variable]++;
  assert_true(e < MOST_ENTRIES);
  b->of[variable][e] = constraint;
  b->coefficient[variable][e] = coefficient;
}

static sc_entropy_how solve(const builder *b, double *x, double *multiplier)
{
  static int first[MOST + 1], constraint[MOST * MOST_ENTRIES];
  static double coefficient[MOST * MOST_ENTRIES];
  int n = 0;
  for (int k = 0; k < b->n_variables; k++) {
    first[k] = n;
    for (int e = 0; e < b->n_of[k]; e++, n++) {
      constraint[n] = b->of[k][e];
      coefficient[n] = b->coefficient[k][e];
    }
  }
  first[b->n_variables] = n;
  const sc_entropy_problem problem = { b->n_variables, b->n_constraints, b->variable, first, constraint, coefficient, b->value };
  sc_entropy_how how = SC_ENTROPY_DEFAULT;
  sc_report report = { 0 };
  assert_int_equal(sc_entropy_solve(&problem, x, multiplier, &how, &report), SC_OK);
  return how;
}

static void five_points_have_the_moments_of_a_normal(void **state)
{
  (void)state;
  double support[SC_ENTROPY_POINTS], moment[5] = { 0 };
  sc_entropy_support(2, support);
  for (int h = 0; h < SC_ENTROPY_POINTS; h++)
    for (int k = 0; k <= 4; k++) moment[k] += sc_entropy_weights[h] * pow(support[h], k);
  CHECK_NEAR(moment[0], 1, 1e-15, "probabilities");
  CHECK_NEAR(moment[1], 0, 1e-15, "mean");
  CHECK_NEAR(moment[2], 4, 1e-15, "variance");
  CHECK_NEAR(moment[3], 0, 1e-15, "skewness");
  CHECK_NEAR(moment[4], 48, 1e-14, "kurtosis 3");
}

/* Two cells with a given sum move in proportion; a negative one moves the other way. */
static void cells_scale_to_their_sum(void **state)
{
  (void)state;
  builder b = { .n_constraints = 1, .value = { 9 } };
  double x[2], m[1];
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_CELL, .prior = 2, .unit = 5 });
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_CELL, .prior = 4, .unit = 5 });
  add_entry(&b, 0, 0, 1);
  add_entry(&b, 1, 0, 1);
  sc_entropy_how how = solve(&b, x, m);
  assert_int_equal(how.end, SC_ENTROPY_SOLVED);
  CHECK_REL(x[0], 3, 1e-12, "by hand");
  CHECK_REL(x[1], 6, 1e-12, "by hand");
  CHECK_REL(how.objective, 6.0 / 5 * (1.5 * log(1.5) - 1.5 + 1), 1e-11, "by hand");
  b.variable[0].prior = -2;      /* 4 r - 2 / r = 9 */
  const double r = (9 + sqrt(81 + 32)) / 8;
  how = solve(&b, x, m);
  CHECK_REL(x[0], -2 / r, 1e-12, "Junius and Oosterhaven's multiplier");
  CHECK_REL(x[1], 4 * r, 1e-12, "Junius and Oosterhaven's multiplier");
}

/* x + e1 = 10 and x + e2 = 16 with standard deviations 1 and 2, and a cell that does not matter: the weighted mean. */
static void normal_errors_share_by_variance(void **state)
{
  (void)state;
  builder b = { .n_constraints = 2, .value = { 10, 16 } };
  double x[3], m[2];
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_CELL, .prior = 10, .unit = 1e5 });
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_NORMAL, .unit = 1 });
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_NORMAL, .unit = 2 });
  for (int c = 0; c < 2; c++) {
    add_entry(&b, 0, c, 1);
    add_entry(&b, 1 + c, c, -1);
  }
  assert_int_equal(solve(&b, x, m).end, SC_ENTROPY_SOLVED);
  CHECK_REL(x[0], (10 + 16 / 4.0) / (1 + 1 / 4.0), 1e-5, "weights 1 / variance");
}

static void contradictions_are_proved(void **state)
{
  (void)state;
  static const double support[] = { -3, 0, 3 }, weight[] = { 0.1, 0.8, 0.1 };
  builder b = { .n_constraints = 3, .value = { 10, 16, 7 } };
  double x[4], m[3];
  for (int k = 0; k < 3; k++) add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_CELL, .prior = 5, .unit = 1 });
  for (int c = 0; c < 2; c++) {
    add_entry(&b, 0, c, 1);
    add_entry(&b, 1, c, 1);
  }
  add_entry(&b, 2, 2, 1);
  sc_entropy_how how = solve(&b, x, m);
  assert_int_equal(how.end, SC_ENTROPY_CONTRADICTION);
  CHECK_NEAR(how.shortfall, 6, 1e-6, "16 - 10");
  CHECK_NEAR(fabs(m[0]), 1, 1e-6, "10 contradicts 16");
  CHECK_NEAR(m[0] + m[1], 0, 1e-6, "10 contradicts 16");
  assert_true(fabs(m[2]) < 1e-6);      /* and has nothing to do with 7 */
  add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_SUPPORT, .n = 3, .support = support, .weight = weight });
  add_entry(&b, 3, 0, -1);
  how = solve(&b, x, m);
  assert_int_equal(how.end, SC_ENTROPY_CONTRADICTION);
  CHECK_NEAR(how.shortfall, 3, 1e-2, "16 - 10 - 3, or a little less: the proof need not be the strongest");
  b.value[1] = 12.5;
  assert_int_equal(solve(&b, x, m).end, SC_ENTROPY_SOLVED);
  CHECK_NEAR(x[3], 2.5, 1e-9, "12.5 - 10");
  b.value[2] = -7;      /* a cell above 0 cannot be below */
  how = solve(&b, x, m);
  assert_int_equal(how.end, SC_ENTROPY_CONTRADICTION);
  CHECK_NEAR(how.shortfall, 7, 2e-2, "0 - (-7), or a little less");
  CHECK_NEAR(m[2], -1, 1e-6, "the third");
}

/* GAMS library CESAM2 (Robinson 2013), the estimation of a macro SAM from prior coefficients and values with errors: the
 * test of its Python version asserts that the entropy is 0.508 to 1 in 1000. Columns ACT, FAC, ENT, HOU have priors on
 * coefficients with multiplicative errors, T = A0 exp(e) Y; the others on values, T = T0 + e. Linearising T at the last point
 * and solving again ends at the point that the original problem's conditions describe. */
enum { N = 9, ACT = 0, COM = 1, FAC = 2, ENT = 3, HOU = 4, GOV = 5 };
static const double cesam[N][N] = {
  { 0, 14827.424, 0, 0, 2101.049, -0.327, 0, 0, 1488.157 },
  { 7917.504, 0, 0, 0, 6953.332, 1564.500, 2518.500, 2597.798, 0 },
  { 9805.414, 0, 0, 0, 0, 0, 0, 0, 0 },
  { 0, 0, 3699.706, 0, 0, 33, 0, 0, 0 },
  { 0, 0, 6000, 3300, 0, 29.6, 0, 0, 200 },
  { 733.6, 357.4, 74.4, 165.2, 139.5, 0, 0, 0, 0 },
  { 0, 0, 0, 0, 0, 0, 0, 0, 1712.3 },
  { 0, 0, 0, 150, 649.156, -356.673, -406.2, 0, 2163.857 },
  { 0, 5573.815, 0, 0, 0, 0, 0, 0, 0 },
};

typedef struct macro_sam {
  double target[N], y[N], t0[N][N], t[N][N], a0[N][N], e[N][N], error[N];
} macro_sam;

static int has_coefficients(int j) { return j == ACT || j == FAC || j == ENT || j == HOU; }

static void start_macro_sam(macro_sam *s)
{
  double rows[N] = { 0 }, columns[N] = { 0 };
  *s = (macro_sam){ 0 };
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      s->t0[i][j] = s->t[i][j] = cesam[i][j] / 1000;
      rows[i] += s->t0[i][j];
      columns[j] += s->t0[i][j];
    }
  for (int i = 0; i < N; i++) s->target[i] = s->y[i] = (rows[i] + columns[i]) / 2;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      s->a0[i][j] = s->t0[i][j] / columns[j];
      if (has_coefficients(j)) s->t[i][j] = s->a0[i][j] * s->y[j];
    }
}

/* Solves the problem with T linear around the point; moves the point there. Constraints: rows 0.., columns N.., then GDP at
 * factor cost and at market prices. Returns the entropy, and in *moved how far the errors moved. */
static double estimate_macro_sam(macro_sam *s, double *moved)
{
  static const double third[3] = { 1.0 / 18, 16.0 / 18, 1.0 / 18 };
  static double cell_support[N * N][3], total_support[N][7], uniform[7], gdp_support[2][5];
  static const struct { int i, j; double sign; } gdp[] = { { FAC, ACT, 1 }, { GOV, ACT, 1 }, { ACT, GOV, -1 }, { GOV, COM, 1 } };
  builder b = { .n_constraints = 2 * N + 2 };
  int cell_of[N][N], total_of[N];
  double x[MOST], multiplier[MOST];
  const double gdp0[2] = { s->t0[FAC][ACT], s->t0[FAC][ACT] + s->t0[GOV][ACT] - s->t0[ACT][GOV] + s->t0[GOV][COM] };
  for (int h = 0; h < 7; h++) uniform[h] = 1.0 / 7;
  for (int i = 0; i < N; i++) {
    for (int h = 0; h < 7; h++) total_support[i][h] = (h - 3) * 0.05 * s->target[i];
    total_of[i] = add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_SUPPORT, .n = 7, .support = total_support[i], .weight = uniform });
  }
  double slope_of_total[2 * N + 2][N] = { { 0 } };
  for (int i = 0; i < N; i++) slope_of_total[i][i] -= 1, slope_of_total[N + i][i] -= 1, b.value[i] += s->target[i], b.value[N + i] += s->target[i];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      if (s->t0[i][j] == 0) continue;
      double *support = cell_support[i * N + j], slope = 1, constant = s->t0[i][j], by_total = 0;
      const double sd = has_coefficients(j) ? 0.25 : 0.25 * fabs(s->t0[i][j]);
      for (int h = 0; h < 3; h++) support[h] = (h - 1) * 3 * sd;
      if (has_coefficients(j)) {
        slope = s->t[i][j];
        by_total = s->t[i][j] / s->y[j];
        constant = s->t[i][j] * (1 - s->e[i][j]) - by_total * s->error[j];
      }
      cell_of[i][j] = add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_SUPPORT, .n = 3, .support = support, .weight = third });
      int into[4] = { i, N + j };
      double sign[4] = { 1, 1 };
      int n_into = 2;
      if (i == FAC && j == ACT) into[n_into] = 2 * N, sign[n_into++] = 1;
      for (int g = 0; g < 4; g++)
        if (gdp[g].i == i && gdp[g].j == j) into[n_into] = 2 * N + 1, sign[n_into++] = gdp[g].sign;
      for (int k = 0; k < n_into; k++) {
        add_entry(&b, cell_of[i][j], into[k], sign[k] * slope);
        slope_of_total[into[k]][j] += sign[k] * by_total;
        b.value[into[k]] -= sign[k] * constant;
      }
    }
  for (int g = 0; g < 2; g++) {
    sc_entropy_support(0.05 * gdp0[g], gdp_support[g]);
    const int k = add_variable(&b, (sc_entropy_variable){ .kind = SC_ENTROPY_SUPPORT, .n = 5, .support = gdp_support[g], .weight = sc_entropy_weights });
    add_entry(&b, k, 2 * N + g, -1);
    b.value[2 * N + g] += gdp0[g];
  }
  for (int j = 0; j < N; j++)
    for (int c = 0; c < 2 * N + 2; c++)
      if (slope_of_total[c][j] != 0) add_entry(&b, total_of[j], c, slope_of_total[c][j]);
  const sc_entropy_how how = solve(&b, x, multiplier);
  assert_int_equal(how.end, SC_ENTROPY_SOLVED);
  *moved = 0;
  for (int j = 0; j < N; j++) s->error[j] = x[total_of[j]], s->y[j] = s->target[j] + s->error[j];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      if (s->t0[i][j] == 0) continue;
      *moved = fmax(*moved, fabs(x[cell_of[i][j]] - s->e[i][j]));
      s->e[i][j] = x[cell_of[i][j]];
      s->t[i][j] = has_coefficients(j) ? s->a0[i][j] * exp(s->e[i][j]) * s->y[j] : s->t0[i][j] + s->e[i][j];
    }
  return how.objective;
}

static void the_macro_sam_of_cesam2_has_the_published_entropy(void **state)
{
  (void)state;
  macro_sam s;
  double moved = 1, entropy = 0;
  start_macro_sam(&s);
  for (int step = 0; step < 100 && moved > 1e-10; step++) entropy = estimate_macro_sam(&s, &moved);
  assert_true(moved <= 1e-10);
  CHECK_REL(entropy, 0.508, 1e-3, "GAMS library CESAM2, assertion of its Python version");
  for (int i = 0; i < N; i++) {
    double row = 0, column = 0;
    for (int j = 0; j < N; j++) row += s.t[i][j], column += s.t[j][i];
    CHECK_NEAR(row, s.y[i], 1e-8, "accounts balance");
    CHECK_NEAR(column, s.y[i], 1e-8, "accounts balance");
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(five_points_have_the_moments_of_a_normal),
    cmocka_unit_test(cells_scale_to_their_sum),
    cmocka_unit_test(normal_errors_share_by_variance),
    cmocka_unit_test(contradictions_are_proved),
    cmocka_unit_test(the_macro_sam_of_cesam2_has_the_published_entropy),
  };
  return cmocka_run_group_tests_name("entropy", tests, NULL, NULL);
}
