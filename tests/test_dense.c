/* models/io/dense: a tuned library against our own elimination, which is checked against one column at a time; the proof
 * that a table is productive; multipliers of type II against the closed system. Runs a second time without a library. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "models/accounts/leontief.h"
#include "models/io/dense.h"
#include "models/io/multipliers.h"
#include "models/io/system.h"

static uint64_t seed = 20210622;

static double uniform(void)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

static double *take(size_t n)
{
  double *x = sc_alloc(n, sizeof *x);
  assert_non_null(x);
  return x;
}

/* Random coefficients whose columns add up to `share`; in other units, row by row, they add up to anything and I - A is as
 * productive as before. */
static void draw_coefficients(int n, double share, int other_units, double *a)
{
  for (int j = 0; j < n; j++) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[i * n + j] = i != j && uniform() < 0.3 ? 0 : uniform();
    for (int i = 0; i < n; i++) a[i * n + j] *= share / sum;
  }
  for (int k = 0; k < n && other_units; k++) {
    const double unit = k % 2 ? 5 : 0.2;
    for (int i = 0; i < n; i++) a[k * n + i] *= unit;
    for (int i = 0; i < n; i++) a[i * n + k] /= unit;
  }
}

/* One column after the other, the way a textbook has it. */
static void factor_plainly(int n, double *a, int *pivot)
{
  for (int k = 0; k < n; k++) {
    int p = k;
    for (int i = k + 1; i < n; i++)
      if (fabs(a[i * n + k]) > fabs(a[p * n + k])) p = i;
    pivot[k] = p;
    for (int j = 0; j < n; j++) {
      const double kept = a[p * n + j];
      a[p * n + j] = a[k * n + j];
      a[k * n + j] = kept;
    }
    for (int i = k + 1; i < n; i++) {
      a[i * n + k] /= a[k * n + k];
      for (int j = k + 1; j < n; j++) a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
  }
}

static void panels_give_the_bits_of_single_columns(void **state)
{
  (void)state;
  static const int sizes[] = { 1, 2, 12, 31, 32, 33, 64, 153, 300 };
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    const int n = sizes[s];
    const size_t square = (size_t)n * (size_t)n;
    double *a = take(5 * square), *plain = a + square, *panels = plain + square, *inverse = panels + square, *column = inverse + square;
    int pivot[300], plain_pivot[300];
    sc_report report = { 0 };
    draw_coefficients(n, 0.7, 1, a);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) plain[i * n + j] = panels[i * n + j] = (i == j) - a[i * n + j];
    factor_plainly(n, plain, plain_pivot);
    assert_int_equal(sc_lu_factor(n, panels, pivot), 0);
    assert_memory_equal(panels, plain, square * sizeof *plain);
    assert_memory_equal(pivot, plain_pivot, (size_t)n * sizeof *pivot);
    assert_int_equal(sc_leontief_inverse(n, a, inverse, &report), SC_OK);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) column[i] = i == j;
      sc_lu_solve(n, plain, plain_pivot, column);
      for (int i = 0; i < n; i++) assert_memory_equal(&inverse[i * n + j], &column[i], sizeof *column);
    }
    sc_free(a);
  }
}

/* Numbers of `got` against `want`, both of order 1. */
static void check_all(const double *got, const double *want, size_t n, const char *what)
{
  for (size_t k = 0; k < n; k++) CHECK_NEAR(got[k], want[k], 1e-12, what);
}

static void inverse_and_solutions(void **state)
{
  (void)state;
  static const int sizes[] = { 12, SC_DENSE_LEAST - 1, SC_DENSE_LEAST, 153, 257 };
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (int other_units = 0; other_units < 2; other_units++) {
      enum { ROWS = 3 };
      const int n = sizes[s];
      const size_t square = (size_t)n * (size_t)n, wide = (size_t)n;
      double *a = take(4 * square + 2 * ROWS * wide), *want = a + square, *got = want + square, *m = got + square, *rows = m + square;
      double *answer = rows + ROWS * wide;
      int pivot[300];
      sc_report report = { 0 };
      draw_coefficients(n, 0.8, other_units, a);
      assert_int_equal(sc_leontief_inverse(n, a, want, &report), SC_OK);
      memcpy(got, a, square * sizeof *a);
      assert_int_equal(sc_dense_leontief(n, got, &report), SC_OK);
      check_all(got, want, square, "sc_leontief_inverse");
      for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) m[i * n + j] = (i == j) - a[i * n + j];
      for (size_t k = 0; k < ROWS * wide; k++) rows[k] = uniform();
      for (size_t r = 0; r < ROWS; r++) sc_io_left(n, rows + r * wide, want, answer + r * wide);
      assert_int_equal(sc_dense_solve(n, m, pivot, ROWS, rows), 0);
      check_all(rows, answer, ROWS * wide, "c'L");
      sc_free(a);
    }
}

static void productive_is_proved_or_not(void **state)
{
  (void)state;
  enum { N = 140 };
  double *a = take(2 * N * N + N), *inverse = a + N * N, *sums = inverse + N * N;
  sc_report report = { 0 };
  for (int other_units = 0; other_units < 2; other_units++) {
    draw_coefficients(N, 0.9, other_units, a);
    assert_int_equal(sc_columns_below_one(N, a), !other_units);
    memcpy(inverse, a, N * N * sizeof *a);
    assert_int_equal(sc_dense_leontief(N, inverse, &report), SC_OK);
    sc_io_left(N, NULL, inverse, sums);
    assert_true(sc_dense_proves_productive(N, a, sums));
    for (int i = 0; i < N; i++) sums[i] = 1;
    assert_int_equal(sc_dense_proves_productive(N, a, sums), 0);   /* columns of 0.9 leave 0.1 of 1, other units less than nothing */
    a[0] += 40;                                            /* an activity that eats more of its product than it makes */
    memcpy(inverse, a, N * N * sizeof *a);
    assert_int_equal(sc_dense_leontief(N, inverse, &report), SC_OK);
    sc_io_left(N, NULL, inverse, sums);
    assert_false(sc_dense_proves_productive(N, a, sums));
    assert_false(sc_columns_below_one(N, a));
  }
  for (int j = 0; j < N; j++) a[3 * N + j] = 3 == j;       /* I - A without its fourth row */
  memcpy(inverse, a, N * N * sizeof *a);
  assert_int_equal(sc_dense_leontief(N, inverse, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_TABLE_NOT_PRODUCTIVE);
  sc_report_free(&report);
  sc_free(a);
}

/* A table of n activities with labour income, one of them without output. It need not balance. */
static void draw_table(sc_io_table *t, int n, double consumed)
{
  sc_report report = { 0 };
  *t = (sc_io_table){ .file = "random", .n = n, .n_final = 1, .n_value_added = 2, .n_satellites = 1 };
  assert_int_equal(sc_io_table_allocate(t, &report), SC_OK);
  draw_coefficients(n, 0.6, n % 2, t->domestic);
  t->final[0] = SC_FINAL_HOUSEHOLD;
  t->final_name[0] = "HH";
  t->value_added_name[0] = "labour";
  t->value_added_name[1] = "rest";
  t->value[0] = SC_VALUE_LABOUR;
  t->value[1] = SC_VALUE_OTHER;
  t->satellite_name[0] = "jobs";
  for (int j = 0; j < n; j++) {
    t->activity[j] = "?";
    t->output[j] = j == 1 ? 0 : 0.5 + uniform();
    for (int i = 0; i < n; i++) t->domestic[i * n + j] *= t->output[j];
    t->value_added[j] = (0.1 + 0.2 * uniform()) * t->output[j];
    t->value_added[n + j] = 0.1 * t->output[j];
    t->satellite[j] = uniform() * t->output[j];
    t->final_domestic[j] = consumed * uniform() * t->output[j];
  }
}

/* What the closed system says, inverted as it stands: c'L* over the first n rows. */
static void check_type_two(const sc_io_table *t, const sc_effects *e)
{
  const int n = t->n, wide = n + 1;
  double *closed = take(2 * (size_t)wide * (size_t)wide + (size_t)n), *inverse = closed + wide * wide, income = 0;
  sc_report report = { 0 };
  for (int j = 0; j < n; j++) income += t->value_added[j];
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) closed[i * wide + j] = t->output[j] > 0 ? t->domestic[i * n + j] / t->output[j] : 0;
    closed[i * wide + n] = t->final_domestic[i] / income;
    closed[n * wide + i] = t->output[i] > 0 ? t->value_added[i] / t->output[i] : 0;
  }
  assert_int_equal(sc_leontief_inverse(wide, closed, inverse, &report), SC_OK);
  for (int r = 0; r < e->n_rows; r++)
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) sum += e->direct[r * n + i] * inverse[i * wide + j];
      CHECK_NEAR(e->type2[r * n + j], sum, 1e-12, "closed inverse");
    }
  sc_free(closed);
}

static void type_two_is_that_of_the_closed_system(void **state)
{
  (void)state;
  static const int sizes[] = { 2, 7, 101, 152 };
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    sc_io_table t;
    sc_effects e;
    sc_report report = { 0 };
    draw_table(&t, sizes[s], 0.1);
    assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
    assert_true(e.closes);
    check_type_two(&t, &e);
    sc_effects_free(&e);
    sc_io_table_free(&t);
    draw_table(&t, sizes[s], 20);                          /* households buy far more than they earn */
    assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
    assert_false(e.closes);
    assert_true(isnan(e.type2[0]));
    t.domestic[0] = 3 * t.output[0];
    sc_effects_free(&e);
    assert_int_equal(sc_effects_make(&e, &t, &report), SC_DATA);
    assert_int_equal(report.errors[0].fault, SC_FAULT_TABLE_NOT_PRODUCTIVE);
    sc_report_free(&report);
    sc_io_table_free(&t);
  }
}

static void the_library_that_was_asked_for(void **state)
{
  (void)state;
  const char *asked = getenv("SANCHAN_LAPACK"), *used = sc_dense_library(SC_DENSE_LEAST);
  assert_null(sc_dense_library(SC_DENSE_LEAST - 1));
  if (asked && strcmp(asked, "none") == 0) assert_null(used);
  if (!used) print_message("no tuned library here: our own elimination\n");
  if (!used && !asked) skip();
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(panels_give_the_bits_of_single_columns),
    cmocka_unit_test(inverse_and_solutions),
    cmocka_unit_test(productive_is_proved_or_not),
    cmocka_unit_test(type_two_is_that_of_the_closed_system),
    cmocka_unit_test(the_library_that_was_asked_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
