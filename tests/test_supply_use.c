/* models/accounts: symmetric tables from supply and use. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/accounts/supply_use.h"
#include "tests/support/expected.h"

static const char supply_file[] = "scenarios/io/supply.csv", use_file[] = "scenarios/io/use.csv";
static const sc_technology technologies[] = { SC_PRODUCT_TECHNOLOGY, SC_INDUSTRY_TECHNOLOGY, SC_INDUSTRY_SALES, SC_PRODUCT_SALES };

static void make(sc_supply_use *t, sc_io_table *m, sc_technology technology)
{
  sc_report report = { 0 };
  sc_code code = sc_supply_use_read(t, supply_file, use_file, &report);
  if (code == SC_OK) code = sc_supply_use_symmetric(m, t, technology, &report);
  if (code == SC_OK) code = sc_io_table_check_balance(m, 1e-12, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  assert_int_equal(code, SC_OK);
}

/* Two products and industries: industry 1 makes 90 of product 1; industry 2 makes 10 of it and 100 of product 2. */
static void two_by_two_by_hand(void **state)
{
  (void)state;
  static const char source[] = "by hand";
  static const struct { sc_technology technology; double z[4], output[2]; } cases[] = {
    { SC_PRODUCT_TECHNOLOGY, { 40.0 / 3, 20.0 / 3, 100.0 / 9, 53.0 / 9 }, { 100, 100 } },
    { SC_INDUSTRY_TECHNOLOGY, { 12 + 8.0 / 11, 80.0 / 11, 10 + 7.0 / 11, 70.0 / 11 }, { 100, 100 } },
    { SC_PRODUCT_SALES, { 0.9 * 12, 0.9 * 8, 0.1 * 12 + 10, 0.1 * 8 + 7 }, { 90, 110 } },
    { SC_INDUSTRY_SALES, { 12 - 10 / 10.0, 8 - 7 / 10.0, 11, 7.7 }, { 90, 110 } },
  };
  for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
    sc_supply_use t;
    sc_io_table m;
    make(&t, &m, cases[c].technology);
    for (int k = 0; k < 4; k++) CHECK_REL(m.domestic[k], cases[c].z[k], 1e-13, source);
    for (int k = 0; k < 2; k++) CHECK_REL(m.output[k], cases[c].output[k], 1e-14, source);
    assert_string_equal(m.activity[0], cases[c].output[0] == 100 ? "goods" : "farms");
    sc_io_table_free(&m);
    sc_supply_use_free(&t);
  }
}

/* Satellites belong to industries and go the way of value added: by what products need of industries' work, or not at all. */
static void satellites_go_the_way_of_value_added(void **state)
{
  (void)state;
  static const char source[] = "by hand";
  static const struct { sc_technology technology; double jobs[2], sink[2]; } cases[] = {
    { SC_PRODUCT_TECHNOLOGY, { 18 * 100 / 90.0, 40 - 18 * 10 / 90.0 }, { -9 * 100 / 90.0, 11 + 9 * 10 / 90.0 } },
    { SC_INDUSTRY_TECHNOLOGY, { 18 + 40 / 11.0, 40 * 10 / 11.0 }, { -9 + 11 / 11.0, 11 * 10 / 11.0 } },
    { SC_PRODUCT_SALES, { 18, 40 }, { -9, 11 } },
    { SC_INDUSTRY_SALES, { 18, 40 }, { -9, 11 } },
  };
  char path[] = "/tmp/sanchan-use-XXXXXX", text[1000] = { 0 };
  FILE *from = fopen(use_file, "r"), *to = fdopen(mkstemp(path), "w");
  assert_non_null(from);
  while (fgets(text, sizeof text, from)) fputs(text, to);
  fputs("SAT,jobs,18,40,,\nSAT,co2,-9,11,,\n", to);
  fclose(from);
  fclose(to);
  for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
    sc_supply_use t;
    sc_io_table m;
    sc_report report = { 0 };
    sc_code code = sc_supply_use_read(&t, supply_file, path, &report);
    sc_report_print(&report, SC_EN, stderr);
    assert_int_equal(code, SC_OK);
    assert_int_equal(sc_supply_use_symmetric(&m, &t, cases[c].technology, &report), SC_OK);
    assert_int_equal(m.n_satellites, 2);
    assert_string_equal(m.satellite_name[1], "co2");
    for (int k = 0; k < 2; k++) {
      CHECK_REL(m.satellite[k], cases[c].jobs[k], 1e-13, source);
      CHECK_REL(m.satellite[2 + k], cases[c].sink[k], 1e-13, source);
    }
    sc_io_table_free(&m);
    sc_supply_use_free(&t);
  }
  unlink(path);
}

/* A larger pair made at random with imports, secondary products everywhere. */
static void random_pair(sc_supply_use *t, int n, double mixing)
{
  *t = (sc_supply_use){ .n_products = n, .n_industries = n, .n_final = 2, .n_value_added = 1, .supply_file = "", .use_file = "" };
  const size_t size = (size_t)n;
  double **const squares[] = { &t->supply, &t->domestic, &t->imported };
  for (int k = 0; k < 3; k++) *squares[k] = sc_arena_alloc(&t->arena, size * size, sizeof(double));
  t->final_domestic = sc_arena_alloc(&t->arena, size * 2, sizeof(double));
  t->final_imported = sc_arena_alloc(&t->arena, size * 2, sizeof(double));
  t->value_added = sc_arena_alloc(&t->arena, size, sizeof(double));
  t->product_output = sc_arena_alloc(&t->arena, size, sizeof(double));
  t->industry_output = sc_arena_alloc(&t->arena, size, sizeof(double));
  t->product = t->industry = sc_arena_alloc(&t->arena, size, sizeof(char *));
  t->final_name = sc_arena_alloc(&t->arena, 2, sizeof(char *));
  t->value_added_name = sc_arena_alloc(&t->arena, 1, sizeof(char *));
  t->final_name[0] = "HH";
  t->final_name[1] = "EXP";
  t->value_added_name[0] = "labour";
  srand(3);
  for (size_t i = 0; i < size; i++) {
    t->product[i] = sc_arena_print(&t->arena, "p%zu", i);
    for (size_t j = 0; j < size; j++) {
      t->supply[i * size + j] = (i == j ? 100.0 + rand() % 50 : mixing * (rand() % 10));
      t->product_output[i] += t->supply[i * size + j];
      t->industry_output[j] += t->supply[i * size + j];
      t->domestic[i * size + j] = 30.0 * (rand() % 100) / 100 / (double)size;
      t->imported[i * size + j] = 10.0 * (rand() % 100) / 100 / (double)size;
    }
  }
  for (size_t i = 0; i < size; i++) {
    double used = 0, spent = 0;
    for (size_t j = 0; j < size; j++) {
      used += t->domestic[i * size + j];
      spent += t->domestic[j * size + i] + t->imported[j * size + i];
    }
    t->final_domestic[2 * i] = (t->product_output[i] - used) / 3;
    t->final_domestic[2 * i + 1] = t->product_output[i] - used - t->final_domestic[2 * i];
    t->final_imported[2 * i] = (double)i;
    t->value_added[i] = t->industry_output[i] - spent;
  }
}

static void every_way_balances_and_keeps_the_totals(void **state)
{
  (void)state;
  enum { N = 20 };
  sc_supply_use t;
  sc_report report = { 0 };
  random_pair(&t, N, 1);
  for (int k = 0; k < 4; k++) {
    sc_io_table m;
    assert_int_equal(sc_supply_use_symmetric(&m, &t, technologies[k], &report), SC_OK);
    assert_int_equal(sc_io_table_check_balance(&m, 1e-12, &report), SC_OK);
    double inputs = 0, want = 0, earned = 0, earned_want = 0;
    for (int c = 0; c < N * N; c++) {
      inputs += m.domestic[c];
      want += t.domestic[c];
    }
    for (int j = 0; j < N; j++) {
      earned += m.value_added[j];
      earned_want += t.value_added[j];
    }
    CHECK_REL(inputs, want, 1e-12, "all inputs");
    CHECK_REL(earned, earned_want, 1e-12, "all value added");
    sc_io_table_free(&m);
  }
  sc_supply_use_free(&t);
}

/* What defines the assumptions. A: the recipes of products, mixed as industries mix products, are the inputs of industries, U = A S.
 * B: a product's inputs are those of industries in proportion to who makes it. Without secondary products all four are U. */
static void assumptions_hold(void **state)
{
  (void)state;
  enum { N = 9 };
  sc_supply_use t;
  sc_io_table a, b;
  sc_report report = { 0 };
  random_pair(&t, N, 1);
  assert_int_equal(sc_supply_use_symmetric(&a, &t, SC_PRODUCT_TECHNOLOGY, &report), SC_OK);
  assert_int_equal(sc_supply_use_symmetric(&b, &t, SC_INDUSTRY_TECHNOLOGY, &report), SC_OK);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      double mixed = 0, shared = 0;
      for (int k = 0; k < N; k++) {
        mixed += a.domestic[i * N + k] / t.product_output[k] * t.supply[k * N + j];
        shared += t.domestic[i * N + k] / t.industry_output[k] * t.supply[j * N + k];
      }
      CHECK_NEAR(mixed, t.domestic[i * N + j], 1e-12, "U = A S");
      CHECK_NEAR(shared, b.domestic[i * N + j], 1e-12, "Z_ij = sum_k U_ik / g_k S_jk");
    }
  sc_io_table_free(&a);
  sc_io_table_free(&b);
  sc_supply_use_free(&t);
  random_pair(&t, N, 0);
  for (int k = 0; k < 4; k++) {
    sc_io_table m;
    assert_int_equal(sc_supply_use_symmetric(&m, &t, technologies[k], &report), SC_OK);
    for (int c = 0; c < N * N; c++) CHECK_REL(m.domestic[c], t.domestic[c], 1e-13, "no secondary products");
    for (int c = 0; c < N * N; c++) CHECK_REL(m.imported[c], t.imported[c], 1e-13, "no secondary products");
    sc_io_table_free(&m);
  }
  sc_supply_use_free(&t);
}

static void negatives_are_counted_and_removed(void **state)
{
  (void)state;
  enum { N = 20 };
  sc_supply_use t;
  sc_io_table m, again;
  sc_report report = { 0 };
  random_pair(&t, N, 0.5);
  assert_int_equal(sc_supply_use_symmetric(&m, &t, SC_PRODUCT_TECHNOLOGY, &report), SC_OK);
  assert_int_equal(sc_supply_use_symmetric(&again, &t, SC_PRODUCT_TECHNOLOGY, &report), SC_OK);
  const sc_negatives found = sc_io_table_negatives(&m);
  int n = 0;
  double sum = 0;
  for (int c = 0; c < N * N; c++) {
    n += (m.domestic[c] < -1e-9) + (m.imported[c] < -1e-9);
    sum += fmin(0, m.domestic[c]) + fmin(0, m.imported[c]);
  }
  assert_true(n > 0);
  assert_int_equal(found.n, n);
  CHECK_REL(found.sum, sum, 1e-9, "counted here");
  assert_true(found.largest == fmin(m.domestic[found.row * N + found.column], m.imported[found.row * N + found.column]));
  assert_int_equal(sc_io_table_remove_negatives(&m, &report), SC_OK);
  assert_int_equal(sc_io_table_negatives(&m).n, 0);
  assert_int_equal(sc_io_table_check_balance(&m, 1e-9, &report), SC_OK);
  for (int i = 0; i < N; i++) {
    double before = 0, after = 0;
    for (int j = 0; j < N; j++) {
      before += again.domestic[i * N + j];
      after += m.domestic[i * N + j];
    }
    CHECK_REL(after, before, 1e-9, "sums of rows stay");
  }
  sc_io_table_free(&m);
  sc_io_table_free(&again);
  sc_supply_use_free(&t);
}

/* tests/bad_supply_use: NAME.csv is a use table that goes with scenarios/io/supply.csv, or a supply table where it begins with "product". */
static int is_refused(const char *path)
{
  sc_supply_use t;
  sc_io_table m;
  sc_report report = { 0 };
  const int is_supply = strstr(path, "/supply_") != NULL;
  sc_code code = sc_supply_use_read(&t, is_supply ? path : supply_file, is_supply ? use_file : path, &report);
  if (code == SC_OK) {
    code = sc_supply_use_symmetric(&m, &t, SC_PRODUCT_TECHNOLOGY, &report);
    sc_supply_use_free(&t);
  }
  const int is_right = expected_report(path, &report);
  sc_report_free(&report);
  return is_right && code == SC_DATA;
}

static void wrong_pairs_are_refused(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_supply_use", ".csv", is_refused, &n_wrong) >= 7);
  assert_int_equal(n_wrong, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_by_two_by_hand), cmocka_unit_test(satellites_go_the_way_of_value_added),
    cmocka_unit_test(every_way_balances_and_keeps_the_totals),
    cmocka_unit_test(assumptions_hold),
    cmocka_unit_test(negatives_are_counted_and_removed),
    cmocka_unit_test(wrong_pairs_are_refused),
  };
  return cmocka_run_group_tests_name("supply_use", tests, NULL, NULL);
}
