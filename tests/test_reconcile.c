/* models/accounts/reconcile: four methods, constraints of every kind, conflicts, files of constraints. */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/random/philox.h"
#include "models/accounts/balance.h"
#include "models/accounts/reconcile.h"

enum { MOST = 12 };

static void start(sc_constraints *c, int n_rows, int n_columns, const double *z0)
{
  sc_report report = { 0 };
  const sc_matrix matrix = { .n_rows = n_rows, .n_columns = n_columns, .cell = z0 };
  assert_int_equal(sc_constraints_start(c, &matrix, &report), SC_OK);
}

static void add_margins(sc_constraints *c, const double *u, const double *v, double sd)
{
  sc_report report = { 0 };
  for (int i = 0; i < c->matrix.n_rows; i++) assert_int_equal(sc_constraints_row(c, i, u[i], sd, &report), SC_OK);
  for (int j = 0; j < c->matrix.n_columns; j++) assert_int_equal(sc_constraints_column(c, j, v[j], sd, &report), SC_OK);
}

static void balance(sc_balance_method method, const sc_constraints *c, double *z, double *error)
{
  sc_reconciling how = SC_RECONCILING_DEFAULT;
  sc_report report = { 0 };
  const sc_code code = sc_reconcile(method, c, z, error, NULL, &how, &report);
  sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
}

/* --------------------------------------------------------------------------------------- published answers */

static void every_method_gives_the_ras_of_miller_and_blair(void **state)
{
  (void)state;
  static const char source[] = "Miller and Blair 7.4.2 (GAMS library IOBALANCE); RAS = cross-entropy with exact margins";
  const double a0[] = { .120, .100, .049, .210, .247, .265, .026, .249, .145 }, x[] = { 421, 284, 283 };
  const double u[] = { 245, 136, 159 }, v[] = { 251, 107, 182 };
  const double want[] = { 0.3924231548721192, 0.1218788895756260, 0.1596333821885517, 0.1508993341619008, 0.0661485139204276,
                          0.1897003617117962, 0.0528770359065977, 0.1887331598842280, 0.2937757967356944 };
  double z0[9], z[9], error[6], information = 0;
  sc_constraints c;
  for (int k = 0; k < 9; k++) z0[k] = a0[k] * x[k % 3];
  start(&c, 3, 3, z0);
  add_margins(&c, u, v, 0);
  for (int method = 0; method < SC_N_BALANCE_METHODS; method++) {
    static const double want_r[] = { 2.4751141796, 0.5438634684, 1.539272865 }, want_s[] = { 1.3212291313, 0.4924172411, 1.3162318544 };
    double factor[6];
    sc_reconciling how = SC_RECONCILING_DEFAULT;
    sc_report report = { 0 };
    assert_int_equal(sc_reconcile((sc_balance_method)method, &c, z, error, factor, &how, &report), SC_OK);
    for (int k = 0; k < 9; k++) {
      CHECK_REL(z[k] / x[k % 3], want[k], 1e-11, source);
      CHECK_REL(factor[k / 3] * factor[3 + k % 3], want_r[k / 3] * want_s[k % 3], 1e-9, source);
    }
    if (method <= SC_BALANCE_gras) CHECK_REL(factor[3] * factor[4] * factor[5], 1, 1e-12, "the s have a geometric mean of 1");
  }
  for (int k = 0; k < 9; k++) information += z[k] * log(z[k] / z0[k]);
  CHECK_REL(information, 251.9127288581, 1e-11, "the same: sum x_j a ln(a / a0)");
  sc_constraints_free(&c);
}

static void every_signed_method_gives_the_gras_of_junius_and_oosterhaven(void **state)
{
  (void)state;
  static const char source[] = "Junius and Oosterhaven 2003, table 3";
  const double z0[] = { 7, 3, 5, -3, 2, 9, 8, 0, -2, 0, 2, 0 }, u[] = { 15, 26, -1 }, v[] = { 9, 16, 17, -2 };
  const double want[] = { 8.4243414597, 3.3752368937, 5.2004216466, -2, 3.0009975485, 12.6247631063, 10.3742393452, 0,
                          -2.4253390082, 0, 1.4253390082, 0 };
  double z[12];
  for (int uncertain = 0; uncertain < 2; uncertain++) {      /* kras: what can be met is, however uncertain */
    sc_constraints c;
    start(&c, 3, 4, z0);
    add_margins(&c, u, v, uncertain ? 3 : 0);
    for (int method = uncertain ? SC_BALANCE_kras : SC_BALANCE_gras; method <= (uncertain ? SC_BALANCE_kras : SC_BALANCE_entropy); method++) {
      balance((sc_balance_method)method, &c, z, NULL);
      for (int k = 0; k < 12; k++) CHECK_NEAR(z[k], want[k], 1e-9, source);
    }
    sc_constraints_free(&c);
  }
}

/* ---------------------------------------------------------------------------------------------- properties */

/* A pseudo-random number in (0, 1), the k-th of a case. */
static double number(uint32_t which, uint32_t k)
{
  const uint32_t counter[4] = { k, which, 0, 0 };
  uint32_t out[4];
  const uint32_t key[2] = { 7, 2009 };
  sc_philox(counter, key, out);
  return (out[0] + 0.5) / 4294967296.0;
}

/* Random signs and zeros; the targets are the sums of another matrix with the same signs, so that a balance exists. */
static void make_case(uint32_t which, int n_rows, int n_columns, int with_negative, double *z0, double *u, double *v)
{
  memset(u, 0, (size_t)n_rows * sizeof *u);
  memset(v, 0, (size_t)n_columns * sizeof *v);
  for (int k = 0; k < n_rows * n_columns; k++) {
    const double kind = number(which, 3 * (uint32_t)k), size = exp(6 * number(which, 3 * (uint32_t)k + 1) - 3);
    const double sign = kind < 0.15 ? 0 : with_negative && kind < 0.35 ? -1 : 1;
    z0[k] = sign * size;
    const double other = z0[k] * exp(2 * number(which, 3 * (uint32_t)k + 2) - 1);
    u[k / n_columns] += other;
    v[k % n_columns] += other;
  }
}

static void random_matrices_meet_their_margins(void **state)
{
  (void)state;
  double z0[MOST * MOST], z[MOST * MOST], again[MOST * MOST], first[MOST * MOST], u[MOST], v[MOST];
  for (uint32_t which = 0; which < 60; which++) {
    const int n_rows = 2 + (int)(which % 10), n_columns = 2 + (int)(which * 7 % 10), negative = which % 2 == 1;
    make_case(which, n_rows, n_columns, negative, z0, u, v);
    sc_constraints c, own;
    start(&c, n_rows, n_columns, z0);
    add_margins(&c, u, v, 0);
    for (int method = negative ? SC_BALANCE_gras : SC_BALANCE_ras; method < SC_N_BALANCE_METHODS; method++) {
      balance((sc_balance_method)method, &c, z, NULL);
      for (int k = 0; k < c.n; k++) CHECK_NEAR(sc_constraint_sum(&c, k, z), c.constraint[k].value, 1e-9, "margins are met");
      for (int k = 0; k < n_rows * n_columns; k++) {
        assert_true((z[k] > 0) == (z0[k] > 0) && (z[k] < 0) == (z0[k] < 0));
        if (method == (negative ? SC_BALANCE_gras : SC_BALANCE_ras)) first[k] = z[k];
        CHECK_NEAR(z[k], first[k], 1e-8, "with exact margins the methods agree");
      }
      start(&own, n_rows, n_columns, z);
      add_margins(&own, u, v, 0);
      balance((sc_balance_method)method, &own, again, NULL);
      for (int k = 0; k < n_rows * n_columns; k++) CHECK_NEAR(again[k], z[k], 1e-9, "what is balanced stays");
      sc_constraints_free(&own);
    }
    sc_constraints_free(&c);
  }
}

/* Constraints in the reverse order, and rows in the reverse order, with conflicts and errors. */
static void the_order_of_what_is_known_does_not_matter(void **state)
{
  (void)state;
  double z0[MOST * MOST], flipped[MOST * MOST], z[MOST * MOST], other[MOST * MOST], u[MOST], v[MOST];
  sc_report report = { 0 };
  for (uint32_t which = 0; which < 20; which++) {
    const int m = 3 + (int)(which % 5), n = 2 + (int)(which % 7);
    make_case(which + 100, m, n, which % 2 == 1, z0, u, v);
    for (int k = 0; k < m * n; k++) flipped[(m - 1 - k / n) * n + k % n] = z0[k];
    sc_constraints c, reversed;
    start(&c, m, n, z0);
    start(&reversed, m, n, flipped);
    for (int i = 0; i < m; i++) assert_int_equal(sc_constraints_row(&c, i, u[i] * 1.05, 0.1 + i, &report), SC_OK);
    for (int j = 0; j < n; j++) assert_int_equal(sc_constraints_column(&c, j, v[j], 0.2, &report), SC_OK);
    for (int j = n - 1; j >= 0; j--) assert_int_equal(sc_constraints_column(&reversed, j, v[j], 0.2, &report), SC_OK);
    for (int i = m - 1; i >= 0; i--) assert_int_equal(sc_constraints_row(&reversed, m - 1 - i, u[i] * 1.05, 0.1 + i, &report), SC_OK);
    balance(SC_BALANCE_kras, &c, z, NULL);
    balance(SC_BALANCE_kras, &reversed, other, NULL);
    for (int k = 0; k < m * n; k++) CHECK_NEAR(other[(m - 1 - k / n) * n + k % n], z[k], 1e-7, "order");
    sc_constraints_free(&c);
    sc_constraints_free(&reversed);
  }
}

/* ------------------------------------------------------------------------------------------------ conflicts */

static void two_numbers_for_one_sum_become_their_weighted_mean(void **state)
{
  (void)state;
  const double z0[] = { 2, 3 };
  double z[2], error[3];
  sc_report report = { 0 };
  sc_constraints c;
  start(&c, 1, 2, z0);
  assert_int_equal(sc_constraints_row(&c, 0, 10, 1, &report), SC_OK);
  assert_int_equal(sc_constraints_row(&c, 0, 16, 2, &report), SC_OK);
  balance(SC_BALANCE_kras, &c, z, error);
  CHECK_REL(z[0] + z[1], 11.2, 1e-9, "(10 / 1 + 16 / 4) / (1 + 1 / 4)");
  CHECK_REL(z[0] / z[1], 2.0 / 3, 1e-9, "the nearest with that sum");
  CHECK_NEAR(error[0], 1.2, 1e-8, "11.2 - 10");
  CHECK_NEAR(error[1], -4.8, 1e-8, "11.2 - 16");
  for (double sd = 0.01; sd < 100; sd *= 10) {
    c.constraint[1].sd = sd;
    balance(SC_BALANCE_kras, &c, z, NULL);
    CHECK_REL(z[0] + z[1], (10 + 16 / (sd * sd)) / (1 + 1 / (sd * sd)), 1e-8, "weights 1 / sd^2");
  }
  c.constraint[1].sd = 0;
  balance(SC_BALANCE_kras, &c, z, error);
  CHECK_REL(z[0] + z[1], 16, 1e-10, "what is exact does not give way");
  CHECK_NEAR(error[0], 6, 1e-9, "and what is not does");
  sc_constraints_free(&c);
}

/* Rows add up to 30, columns to 36; every margin gives way by a share of its variance: e_i = var_i * 6 / sum of variances. */
static void margins_that_differ_share_the_gap_by_variance(void **state)
{
  (void)state;
  const double z0[] = { 5, 6, 7, 8 }, u[] = { 10, 20 }, v[] = { 17, 19 }, sd[] = { 1, 2, 1, 0 };
  double z[4], error[4];
  sc_constraints c;
  start(&c, 2, 2, z0);
  add_margins(&c, u, v, 1);
  for (int k = 0; k < 4; k++) c.constraint[k].sd = sd[k];
  balance(SC_BALANCE_kras, &c, z, error);
  CHECK_NEAR(error[0], 1, 1e-8, "6 * 1 / 6");
  CHECK_NEAR(error[1], 4, 1e-8, "6 * 4 / 6");
  CHECK_NEAR(error[2], -1, 1e-8, "6 * 1 / 6");
  CHECK_NEAR(error[3], 0, 1e-9, "exact");
  CHECK_REL(z[0] * z[3] / (z[1] * z[2]), 5 * 8 / (6 * 7.0), 1e-9, "the cross ratio of RAS");
  sc_constraints_free(&c);
}

/* Entropy weighs the matrix as well: between what it says and what the target says, nearer to the target the smaller its sd. */
static void uncertain_margins_lie_between(void **state)
{
  (void)state;
  const double z0[] = { 2, 3, 4, 1 };
  double z[4], error[1], last = 5;
  sc_report report = { 0 };
  sc_constraints c;
  start(&c, 2, 2, z0);
  assert_int_equal(sc_constraints_row(&c, 0, 7, 1, &report), SC_OK);
  for (double sd = 30; sd > 0.01; sd /= 2) {
    c.constraint[0].sd = sd;
    balance(SC_BALANCE_entropy, &c, z, error);
    assert_true(z[0] + z[1] > last && z[0] + z[1] < 7);
    CHECK_NEAR(error[0], z[0] + z[1] - 7, 1e-12, "the error is what is left");
    CHECK_NEAR(z[2], 4, 1e-12, "what nothing is said of stays");
    last = z[0] + z[1];
  }
  CHECK_NEAR(last, 7, 1e-3, "in the limit exact");
  sc_constraints_free(&c);
}

/* The objective of reconcile.h, computed here from the matrix alone: the weights of the five points follow from the error by
 * bisection on their multiplier. */
static double entropy_of(const sc_constraints *c, const double *z, double column)
{
  static const double w0[] = { 1.0 / 162, 16.0 / 81, 48.0 / 81, 16.0 / 81, 1.0 / 162 };
  double sum = 0;
  for (int k = 0; k < c->matrix.n_rows * c->matrix.n_columns; k++) {
    const double z0 = c->matrix.cell[k], y = z0 != 0 ? z[k] / z0 : 1;
    sum += fabs(z0) * (y * log(y) - y + 1) / column;
  }
  for (int k = 0; k < c->n; k++) {
    const double error = (sc_constraint_sum(c, k, z) - c->constraint[k].value) / c->constraint[k].sd;
    double low = -60, high = 60, part = 0, mean = 0, t = 0;
    for (int step = 0; step < 200; step++) {
      t = (low + high) / 2, part = mean = 0;
      for (int h = 0; h < 5; h++) part += w0[h] * exp(1.5 * (h - 2) * t), mean += 1.5 * (h - 2) * w0[h] * exp(1.5 * (h - 2) * t);
      if (mean / part < error) low = t;
      else high = t;
    }
    sum += t * error - log(part);
  }
  return sum;
}

static void no_other_matrix_has_less_entropy(void **state)
{
  (void)state;
  double z0[MOST * MOST], z[MOST * MOST], other[MOST * MOST], u[MOST], v[MOST], size = 0;
  const int m = 4, n = 5;
  sc_constraints c;
  make_case(777, m, n, 1, z0, u, v);
  for (int k = 0; k < m * n; k++) size += fabs(z0[k]) / n;
  start(&c, m, n, z0);
  add_margins(&c, u, v, 2);
  balance(SC_BALANCE_entropy, &c, z, NULL);
  const double least = entropy_of(&c, z, size);
  for (uint32_t trial = 0; trial < 200; trial++) {
    for (int k = 0; k < m * n; k++) other[k] = z[k] * (1 + 0.01 * (number(900 + trial, (uint32_t)k) - 0.5));
    assert_true(entropy_of(&c, other, size) > least);
  }
  sc_constraints_free(&c);
}

/* Cells that no balance can leave above 0 go to 0; RAS approaches that for ever. */
static void cells_that_must_be_empty_become_so(void **state)
{
  (void)state;
  const double z0[] = { 1, 1, 0, 1 }, u[] = { 1, 1 }, v[] = { 1, 1 };      /* cell (1, 1) alone fills column 1 */
  double z[4];
  sc_constraints c;
  sc_report report = { 0 };
  sc_reconciling how = SC_RECONCILING_DEFAULT;
  start(&c, 2, 2, z0);
  add_margins(&c, u, v, 0);
  balance(SC_BALANCE_kras, &c, z, NULL);
  CHECK_NEAR(z[0], 1, 1e-9, "by hand");
  CHECK_NEAR(z[1], 0, 1e-9, "by hand");
  CHECK_NEAR(z[3], 1, 1e-9, "by hand");
  assert_int_equal(sc_reconcile(SC_BALANCE_ras, &c, z, NULL, NULL, &how, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_BALANCE_NOT_CONVERGED);
  sc_report_free(&report);
  sc_constraints_free(&c);
}

static void accounts_are_made_equal(void **state)
{
  (void)state;
  double z0[MOST * MOST], z[MOST * MOST], u[MOST], v[MOST];
  const int n = 6;
  sc_report report = { 0 };
  sc_constraints c;
  make_case(4, n, n, 0, z0, u, v);
  start(&c, n, n, z0);
  for (int i = 0; i < n; i++) assert_int_equal(sc_constraints_account(&c, i, i, 0, 0, &report), SC_OK);
  balance(SC_BALANCE_entropy, &c, z, NULL);
  for (int i = 0; i < n; i++) {
    double row = 0, column = 0;
    for (int j = 0; j < n; j++) row += z[i * n + j], column += z[j * n + i];
    CHECK_REL(row, column, 1e-10, "receipts = payments");
    CHECK_REL(z[i * n + i], z0[i * n + i], 1e-12, "what an account pays itself stays");
  }
  for (int i = 0; i < n; i++)      /* z_ij = z0_ij d_i / d_j: products around any ring of accounts stay */
    for (int j = 0; j < n; j++)
      if (z0[i * n + j] > 0 && z0[j * n + i] > 0)
        CHECK_REL(z[i * n + j] * z[j * n + i], z0[i * n + j] * z0[j * n + i], 1e-9, "z_ij z_ji");
  sc_constraints_free(&c);
}

/* ------------------------------------------------------------------------------------------ impossible ones */

static void check_says(sc_balance_method method, const sc_constraints *c, sc_fault fault, const char *words)
{
  double z[MOST * MOST];
  sc_report report = { 0 };
  sc_reconciling how = SC_RECONCILING_DEFAULT;
  assert_int_equal(sc_reconcile(method, c, z, NULL, NULL, &how, &report), SC_DATA);
  assert_int_equal(report.n, 1);
  assert_int_equal(report.errors[0].fault, fault);
  assert_string_equal(report.errors[0].reason[SC_EN], words);
  sc_report_free(&report);
}

static void what_is_impossible_is_named(void **state)
{
  (void)state;
  static const char *const rows[] = { "R1", "R2", "R3" }, *const columns[] = { "C1", "C2", "C3" };
  const double z0[] = { 1, 2, 0, 3, 4, 0, 5, 6, 7 }, u[] = { 10, 20, 5 }, v[] = { 8, 9, 18 };
  const double signed_z0[] = { 1, 2, 0, 3, 4, 0, -5, 6, 7 }, signed_u[] = { 10, 20, 5 }, signed_v[] = { 8, 9, 18 };
  sc_constraints c, d;
  sc_report report = { 0 };
  const sc_matrix matrix = { NULL, 3, 3, rows, columns, z0 }, signed_matrix = { NULL, 3, 3, rows, columns, signed_z0 };
  assert_int_equal(sc_constraints_start(&c, &matrix, &report), SC_OK);
  assert_int_equal(sc_constraints_start(&d, &signed_matrix, &report), SC_OK);
  add_margins(&c, u, v, 0);
  add_margins(&d, signed_u, signed_v, 0);
  check_says(SC_BALANCE_ras, &c, SC_FAULT_BALANCE_STRUCTURE,
             "the targets cannot be met together: rows R1, R2 have cells in columns C1, C2 only, but the targets of these rows add up "
             "to 30 and those of these columns to 17, which is 13 too much");
  check_says(SC_BALANCE_kras, &c, SC_FAULT_BALANCE_CONTRADICTION,
             "these constraints contradict one another and cannot hold together: row R3, column C3; they miss by about 13. "
             "One that has a standard deviation (sd) can give way");
  balance(SC_BALANCE_gras, &d, (double[9]){ 0 }, NULL);      /* a cell below 0 lets column C1 take more */
  c.constraint[0].value = d.constraint[0].value = -1;
  c.constraint[5].value = d.constraint[5].value = 7;
  check_says(SC_BALANCE_ras, &c, SC_FAULT_BALANCE_ROW_IMPOSSIBLE, "row R1: its cells cannot reach the target -1 (zeros or signs)");
  c.constraint[0].value = 9;
  check_says(SC_BALANCE_ras, &c, SC_FAULT_BALANCE_TOTALS,
             "the row targets add up to 34 and the column targets to 24, a gap of 10; they must be equal");
  sc_constraints_free(&c);
  sc_constraints_free(&d);
}

static void signed_matrices_have_their_own_obstacle(void **state)
{
  (void)state;
  const double z0[] = { 1, -2, 3, 0, -1, 0, 0, 2, 4 }, u[] = { 5, 3, 4 }, v[] = { 6, 2, 4 };
  sc_constraints c;
  start(&c, 3, 3, z0);      /* row 2 has only a cell below 0 */
  add_margins(&c, u, v, 0);
  check_says(SC_BALANCE_gras, &c, SC_FAULT_BALANCE_ROW_IMPOSSIBLE, "row 2: its cells cannot reach the target 3 (zeros or signs)");
  sc_constraints_free(&c);
  const double pair[] = { 1, 0, -1, 2, 0, 0, 3, 4, 5 }, pair_u[] = { 6, 5, 9 }, pair_v[] = { 8, 4, 8 };
  start(&c, 3, 3, pair);    /* rows 1 and 2 reach column 1 alone */
  add_margins(&c, pair_u, pair_v, 0);
  check_says(SC_BALANCE_gras, &c, SC_FAULT_BALANCE_STRUCTURE_SIGNED,
             "the targets cannot be met together: rows 1, 2 have no cell above 0 outside columns 1, and these no cell below 0 outside "
             "those rows, but the targets of the rows add up to 11 and those of the columns to 8, which is 3 too much");
  sc_constraints_free(&c);
}

/* Is there a pair of rows and columns, no cell above 0 of its rows outside its columns and none below 0 of its columns outside
 * its rows, whose targets exceed one another? Every pair is looked at. */
static int has_obstacle(int m, int n, const double *z0, const double *u, const double *v)
{
  for (int rows = 0; rows < 1 << m; rows++)
    for (int columns = 0; columns < 1 << n; columns++) {
      int is_pair = 1;
      double excess = 0;
      for (int i = 0; i < m; i++) excess += rows >> i & 1 ? u[i] : 0;
      for (int j = 0; j < n; j++) excess -= columns >> j & 1 ? v[j] : 0;
      for (int k = 0; k < m * n; k++) {
        const int in_row = rows >> (k / n) & 1, in_column = columns >> (k % n) & 1;
        if (z0[k] > 0 && in_row && !in_column) is_pair = 0;
        if (z0[k] < 0 && in_column && !in_row) is_pair = 0;
      }
      if (is_pair && excess > 1e-9) return 1;
    }
  return 0;
}

static void an_obstacle_is_found_when_there_is_one(void **state)
{
  (void)state;
  double z0[MOST * MOST], u[MOST], v[MOST];
  int n_found = 0, n_cases = 0;
  for (uint32_t which = 2000; which < 2300; which++) {
    const int m = 2 + (int)(which % 4), n = 2 + (int)(which / 4 % 4);
    make_case(which, m, n, which % 2 == 1, z0, u, v);
    for (int k = 0; k < m * n; k++)
      if (number(which + 5000, (uint32_t)k) < 0.4) z0[k] = 0;      /* targets of a matrix with more cells */
    sc_report report = { 0 };
    const int obstacle = has_obstacle(m, n, z0, u, v);
    assert_int_equal(sc_balance_explain(m, n, z0, u, v, 1e-9, NULL, &report), obstacle ? SC_DATA : SC_OK);
    sc_report_free(&report);
    n_found += obstacle;
    n_cases++;
  }
  assert_true(n_found > n_cases / 10 && n_found < 9 * n_cases / 10);
}

static void errors_of_entropy_stay_within_three_deviations(void **state)
{
  (void)state;
  const double z0[] = { 1, 1 };
  double z[2], error[2];
  sc_constraints c;
  sc_report report = { 0 };
  start(&c, 1, 2, z0);
  assert_int_equal(sc_constraints_row(&c, 0, 10, 1, &report), SC_OK);
  assert_int_equal(sc_constraints_row(&c, 0, 17, 1, &report), SC_OK);
  check_says(SC_BALANCE_entropy, &c, SC_FAULT_BALANCE_BEYOND_SD,
             "these constraints cannot hold together, not even 3 standard deviations (sd) off: row 1, row 1; they miss by about 1");
  c.constraint[1].value = 15;
  balance(SC_BALANCE_entropy, &c, z, error);
  assert_true(error[0] > 2 && error[0] < 3 && error[1] < -2 && error[1] > -3);
  sc_constraints_free(&c);
}

/* -------------------------------------------------------------------------------------------------- files */

static const char *const names[] = { "AGR", "IND", "rest of all" };
static const double flows[] = { 10, 20, 30, 40, 50, -60, 0, 80, 90 };

static sc_code read_text(sc_constraints *c, const char *text, sc_report *report)
{
  char path[64];
  const sc_matrix matrix = { "m.csv", 3, 3, names, names, flows };
  snprintf(path, sizeof path, "/tmp/%d-margins.csv", (int)getpid());
  assert_int_equal(sc_file_write(path, text, strlen(text), SC_REPLACE, report), SC_OK);
  assert_int_equal(sc_constraints_start(c, &matrix, report), SC_OK);
  const sc_code code = sc_constraints_read(c, path, report);
  unlink(path);
  return code;
}

static void files_of_constraints_are_read(void **state)
{
  (void)state;
  sc_constraints c;
  sc_report report = { 0 };
  assert_int_equal(read_text(&c, "sd,kind,name,value\n,row,AGR,60\n2,column,rest of all,70\n0,cell,IND:rest of all,\n,cell,rest of all:AGR,5\n"
                                 "1.5,cell,AGR:AGR,11\n3,sum,AGR:IND + 0.5*IND|AGR:* - 2*rest of all:rest of all,7\n,total,,600\n", &report), SC_OK);
  assert_int_equal(c.n, 5);
  CHECK_NEAR(sc_constraint_sum(&c, 0, flows), 60, 0, "row AGR");
  CHECK_NEAR(sc_constraint_sum(&c, 1, flows), 60, 0, "column rest of all");
  CHECK_NEAR(sc_constraint_sum(&c, 2, flows), 10, 0, "cell AGR:AGR");
  CHECK_NEAR(sc_constraint_sum(&c, 3, flows), 20 + 0.5 * (60 + 30) - 180, 0, "the sum");
  CHECK_NEAR(sc_constraint_sum(&c, 4, flows), 260, 0, "total");
  CHECK_NEAR(c.fixed[5], -60, 0, "kept");
  CHECK_NEAR(c.fixed[6], 5, 0, "fixed");
  assert_true(isnan(c.fixed[0]) && c.constraint[1].sd == 2 && c.constraint[3].line == 7 && c.constraint[3].value == 7);
  double z[9];
  balance(SC_BALANCE_kras, &c, z, NULL);
  assert_true(z[5] == -60 && z[6] == 5);
  CHECK_NEAR(sc_constraint_sum(&c, 3, z), 7, 1e-8, "the sum is met");
  sc_constraints_free(&c);
}

static void wrong_files_say_what_is_wrong_where(void **state)
{
  (void)state;
  static const struct { const char *text; sc_fault fault; int line, column; } cases[] = {
    { "kind,name\nrow,AGR\n", SC_FAULT_TABLE_COLUMN_MISSING, 1, 1 },
    { "kind,name,value\nrow,AGR\n", SC_FAULT_TABLE_RAGGED, 2, 1 },
    { "kind,name,value\nrows,AGR,1\n", SC_FAULT_NOT_ONE_OF, 2, 1 },
    { "kind,name,value\nrow,AGX,1\n", SC_FAULT_UNKNOWN_NAME, 2, 5 },
    { "kind,name,value\ncolumn,elsewhere,1\n", SC_FAULT_UNKNOWN_NAME_ALONE, 2, 8 },
    { "kind,name,value\nrow,AGR,\n", SC_FAULT_TABLE_NOT_A_NUMBER, 2, 9 },
    { "kind,name,value\nrow,AGR,12 000\n", SC_FAULT_TABLE_NOT_A_NUMBER, 2, 9 },
    { "kind,name,value,sd\nrow,AGR,1,-1\n", SC_FAULT_TABLE_NEGATIVE, 2, 11 },
    { "kind,name,value\ncell,AGR,1\n", SC_FAULT_MARGINS_TERM, 2, 6 },
    { "kind,name,value\ncell,AGR:INX,1\n", SC_FAULT_UNKNOWN_NAME, 2, 6 },
    { "kind,name,value,sd\ncell,rest of all:AGR,1,1\n", SC_FAULT_MARGINS_ZERO_CELL, 2, 6 },
    { "kind,name,value\ncell,AGR:IND,1\ncell,AGR:IND,2\n", SC_FAULT_TABLE_DUPLICATE, 3, 6 },
    { "kind,name,value\nsum,AGR:IND + IND,1\n", SC_FAULT_MARGINS_TERM, 2, 5 },
    { "kind,name,value\nsum,AGR:IND|AGX,1\n", SC_FAULT_UNKNOWN_NAME, 2, 5 },
    { "kind,name,value\nsum,2x*AGR:IND,1\n", SC_FAULT_UNKNOWN_NAME, 2, 5 },
    { "kind,name,value\nsum,,1\n", SC_FAULT_MARGINS_TERM, 2, 5 },
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    sc_constraints c;
    sc_report report = { 0 };
    assert_int_equal(read_text(&c, cases[k].text, &report), SC_DATA);
    if (report.n != 1 || report.errors[0].fault != cases[k].fault || report.errors[0].column != cases[k].column) {
      sc_report_print(&report, SC_EN, stderr);
      fail_msg("%s", cases[k].text);
    }
    assert_int_equal(report.errors[0].line, cases[k].line);
    sc_report_free(&report);
    sc_constraints_free(&c);
  }
}

static void scaling_needs_every_margin_exactly_once(void **state)
{
  (void)state;
  static const char all[] = "kind,name,value,sd\nrow,AGR,60,\nrow,IND,30,\nrow,rest of all,170,\ncolumn,AGR,50,\ncolumn,IND,150,\ncolumn,rest of all,60,\n";
  static const struct { const char *more; sc_fault fault; } cases[] = {
    { "row,IND,31,\n", SC_FAULT_MARGINS_TWICE }, { "total,,260,\n", SC_FAULT_MARGINS_KIND }, { "sum,AGR:AGR,9,\n", SC_FAULT_MARGINS_KIND }
  };
  char text[400];
  double z[9];
  sc_constraints c;
  sc_report report = { 0 };
  sc_reconciling how = SC_RECONCILING_DEFAULT;
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    snprintf(text, sizeof text, "%s%s", all, cases[k].more);
    assert_int_equal(read_text(&c, text, &report), SC_OK);
    assert_int_equal(sc_reconcile(SC_BALANCE_gras, &c, z, NULL, NULL, &how, &report), SC_DATA);
    assert_int_equal(report.errors[0].fault, cases[k].fault);
    assert_int_equal(report.errors[0].line, 8);
    sc_report_free(&report);
    sc_constraints_free(&c);
  }
  assert_int_equal(read_text(&c, "kind,name,value,sd\nrow,AGR,60,1\n", &report), SC_OK);
  assert_int_equal(sc_reconcile(SC_BALANCE_gras, &c, z, NULL, NULL, &how, &report), SC_DATA);
  assert_int_equal(report.n, 2);
  assert_int_equal(report.errors[0].fault, SC_FAULT_MARGINS_UNCERTAIN);
  assert_string_equal(report.errors[1].reason[SC_EN], "no target for row IND, row rest of all, column AGR, column IND, column rest of all: "
                      "ras and gras need an exact one for every row and column, kras and entropy (--method) do not");
  sc_report_free(&report);
  sc_constraints_free(&c);
  snprintf(text, sizeof text, "%scell,IND:IND,55,\ncell,rest of all:AGR,0,\n", all);
  assert_int_equal(read_text(&c, text, &report), SC_OK);
  balance(SC_BALANCE_gras, &c, z, NULL);
  assert_true(z[4] == 55 && z[6] == 0);
  for (int k = 0; k < c.n; k++) CHECK_NEAR(sc_constraint_sum(&c, k, z), c.constraint[k].value, 1e-9, "margins, with what is fixed");
  sc_constraints_free(&c);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_method_gives_the_ras_of_miller_and_blair),
    cmocka_unit_test(every_signed_method_gives_the_gras_of_junius_and_oosterhaven),
    cmocka_unit_test(random_matrices_meet_their_margins),
    cmocka_unit_test(the_order_of_what_is_known_does_not_matter),
    cmocka_unit_test(two_numbers_for_one_sum_become_their_weighted_mean),
    cmocka_unit_test(margins_that_differ_share_the_gap_by_variance),
    cmocka_unit_test(uncertain_margins_lie_between),
    cmocka_unit_test(no_other_matrix_has_less_entropy),
    cmocka_unit_test(cells_that_must_be_empty_become_so),
    cmocka_unit_test(accounts_are_made_equal),
    cmocka_unit_test(what_is_impossible_is_named),
    cmocka_unit_test(signed_matrices_have_their_own_obstacle),
    cmocka_unit_test(an_obstacle_is_found_when_there_is_one),
    cmocka_unit_test(errors_of_entropy_stay_within_three_deviations),
    cmocka_unit_test(files_of_constraints_are_read),
    cmocka_unit_test(wrong_files_say_what_is_wrong_where),
    cmocka_unit_test(scaling_needs_every_margin_exactly_once),
  };
  return cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
}
