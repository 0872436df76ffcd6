/* models/accounts: a region's table from the nation's. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/accounts/regionalise.h"
#include "models/io/system.h"
#include "tests/support/expected.h"

enum { N = 12 };
static const sc_regional_method methods[] = { SC_REGIONAL_SLQ, SC_REGIONAL_CILQ, SC_REGIONAL_FLQ, SC_REGIONAL_AFLQ, SC_REGIONAL_CHARM };
enum { N_METHODS = sizeof methods / sizeof *methods };

/* data/io/expected/flq_reference.json: the prior district, size 950, delta 0.25; computed with numpy. */
static const char source[] = "flq_reference.json";
static const double district[N] = { 0.3241101841, 72.69597225, 30.98681617, 24.15743721, 44.05002581, 3.770621569, 17.05474973, 13.61610429, 12.287588, 9.591258079, 16.61514884, 10.14272449 };
static const double want_multiplier[N] = { 1.273754998, 1.128032519, 1.151623045, 1.180293944, 1.096718976, 1.216209954, 1.060359578, 1.058119108, 1.123826146, 1.114667171, 1.074092429, 1.068739437 };

typedef struct region { sc_io_table nation, table; sc_regional_plan plan; double quotient[N * N], cut[N]; } region;

static void make(region *r, sc_regional_method method, const double *output, double delta)
{
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&r->nation, "scenarios/data/io12_2020.csv", &report), SC_OK);
  assert_int_equal(sc_regional_plan_make(&r->plan, &r->nation, method, output ? output : r->nation.output, &report), SC_OK);
  assert_int_equal(sc_regional_table_make(&r->table, &r->plan, &report), SC_OK);
  sc_regionalise(&r->plan, delta, r->quotient, r->cut, &r->table);
}

static void drop(region *r)
{
  sc_regional_plan_free(&r->plan);
  sc_io_table_free(&r->table);
  sc_io_table_free(&r->nation);
}

static void outputs_of_the_district(double *output)
{
  for (int i = 0; i < N; i++) output[i] = district[i] * 9.5;
}

static void multipliers_of_the_prior_district(void **state)
{
  (void)state;
  double output[N], multiplier[N];
  region r;
  sc_io_system system;
  sc_report report = { 0 };
  outputs_of_the_district(output);
  make(&r, SC_REGIONAL_FLQ, output, 0.25);
  assert_int_equal(sc_io_system_make(&system, &r.table, &report), SC_OK);
  sc_io_left(N, NULL, system.inverse, multiplier);
  for (int j = 0; j < N; j++) CHECK_REL(multiplier[j], want_multiplier[j], 1e-8, source);
  for (int i = 0; i < N; i++) CHECK_NEAR(r.cut[i], 0, 0, "nothing is sold beyond output");
  sc_io_system_free(&system);
  drop(&r);
}

static void every_method_gives_a_table_that_balances(void **state)
{
  (void)state;
  double output[N];
  outputs_of_the_district(output);
  output[3] = 0;                                           /* no construction */
  for (int m = 0; m < N_METHODS; m++) {
    region r;
    sc_report report = { 0 };
    make(&r, methods[m], output, 0.2);
    const int n_final = r.table.n_final;
    assert_int_equal(sc_io_table_check_balance(&r.table, 1e-10, &report), SC_OK);
    assert_int_equal(sc_io_table_check_productive(&r.table, &report), SC_OK);
    for (int i = 0; i < N; i++) {
      assert_true(r.table.final_domestic[(i + 1) * n_final - 1] >= 0);
      for (int j = 0; j < N; j++) {
        const double part = output[j] / r.nation.output[j];
        assert_true(r.table.domestic[N * i + j] >= 0 && r.table.imported[N * i + j] >= -1e-12 * output[j]);
        CHECK_NEAR(r.table.domestic[N * i + j] + r.table.imported[N * i + j], part * (r.nation.domestic[N * i + j] + r.nation.imported[N * i + j]), 1e-12,
                   "the nation's technology");
      }
      CHECK_NEAR(sc_io_table_value_added(&r.table, i), output[i] / r.nation.output[i] * sc_io_table_value_added(&r.nation, i), 1e-12, "the nation's ratio");
    }
    drop(&r);
  }
}

/* A region that is the whole nation buys at home what the nation buys at home, and its exports are the nation's. */
static void the_nation_is_a_region_of_itself(void **state)
{
  (void)state;
  static const char same[] = "the nation";
  for (int m = 0; m < N_METHODS; m++) {
    region r;
    make(&r, methods[m], NULL, 0.3);
    CHECK_NEAR(r.plan.size, 1, 1e-15, same);
    CHECK_NEAR(r.plan.share, 1, 1e-14, same);
    for (int i = 0; i < N; i++) {
      double exports = 0, inputs = 0, inputs_nation = 0;
      for (int k = 0; k < r.nation.n_final; k++)
        if (r.nation.final[k] == SC_FINAL_EXPORTS) exports += r.nation.final_domestic[i * r.nation.n_final + k];
      for (int j = 0; j < N; j++) {
        if (methods[m] != SC_REGIONAL_CHARM) CHECK_NEAR(r.table.domestic[N * i + j], r.nation.domestic[N * i + j], 1e-12, same);
        inputs += r.table.domestic[N * i + j] + r.table.imported[N * i + j];
        inputs_nation += r.nation.domestic[N * i + j] + r.nation.imported[N * i + j];
      }
      CHECK_REL(inputs, inputs_nation, 1e-13, same);
      CHECK_NEAR(r.table.final_domestic[(i + 1) * r.table.n_final - 1], exports, 1e-7, same);
      CHECK_NEAR(r.cut[i], 0, 1e-9, same);
    }
    drop(&r);
  }
}

/* Construction would sell more than it makes. */
static void local_sales_end_at_output(void **state)
{
  (void)state;
  double output[N];
  region r;
  outputs_of_the_district(output);
  make(&r, SC_REGIONAL_SLQ, output, 0);
  double largest = 0;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_check_balance(&r.table, 1e-10, &report), SC_OK);
  for (int i = 0; i < N; i++) {
    if (r.cut[i] > 0) CHECK_NEAR(r.table.final_domestic[(i + 1) * r.table.n_final - 1], 0, 1e-9, "what is cut is not exported");
    largest = fmax(largest, r.cut[i]);
  }
  assert_true(largest > 0.01);
  drop(&r);
}

/* A draw of the exponent allocates nothing, and gives what a table made for that exponent alone has. */
static void draws_of_the_exponent_do_not_allocate(void **state)
{
  (void)state;
  static const double deltas[] = { 0.1, 0.35, 0.25 };
  double output[N];
  region r;
  outputs_of_the_district(output);
  make(&r, SC_REGIONAL_AFLQ, output, 0.25);
  double first[N * N], local[3] = { 0 };
  memcpy(first, r.table.domestic, sizeof first);
  sc_memory_fail_at(1);
  for (int d = 0; d < 3; d++) {
    sc_regionalise(&r.plan, deltas[d], r.quotient, r.cut, &r.table);
    for (int k = 0; k < N * N; k++) local[d] += r.table.domestic[k];
  }
  void *taken = sc_alloc(1, 1);                            /* the failure is still to come */
  sc_memory_fail_at(0);
  assert_null(taken);
  assert_memory_equal(first, r.table.domestic, sizeof first);
  assert_true(local[0] > local[2] && local[2] > local[1]);
  drop(&r);
}

static void the_region_is_told_by_output_value_added_or_jobs(void **state)
{
  (void)state;
  sc_io_table t;
  sc_report report = { 0 };
  double output[2];
  char path[] = "/tmp/sanchan-region-XXXXXX";
  const struct { const char *text; double want[2]; } files[] = {
    { "activity,output\nB,50\nA,100\n", { 100, 50 } },
    { "activity,value_added,remark\nA,60,of 600\nB,120,of 1200\n", { 100, 200 } },
    { "activity,employment,national\nA,5,50\nB,1,100\n", { 100, 20 } },
  };
  assert_int_equal(sc_io_table_read(&t, "tests/tables/sound.csv", &report), SC_OK);
  close(mkstemp(path));
  for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
    FILE *to = fopen(path, "w");
    fputs(files[f].text, to);
    fclose(to);
    assert_int_equal(sc_regional_output_read(output, path, &t, &report), SC_OK);
    for (int i = 0; i < 2; i++) CHECK_REL(output[i], files[f].want[i], 1e-15, files[f].text);
  }
  unlink(path);
  sc_io_table_free(&t);
}

static int is_refused(const char *path)
{
  double output[2] = { 0 };
  sc_io_table t;
  sc_regional_plan plan = { 0 };
  sc_report report = { 0 };
  sc_code code = sc_io_table_read(&t, "tests/tables/sound.csv", &report);
  if (code == SC_OK) code = sc_regional_output_read(output, path, &t, &report);
  if (code == SC_OK) code = sc_regional_plan_make(&plan, &t, SC_REGIONAL_FLQ, output, &report);
  sc_regional_plan_free(&plan);
  sc_io_table_free(&t);
  const int is_right = expected_report(path, &report);
  sc_report_free(&report);
  return is_right && code == SC_DATA;
}

static void wrong_regions_are_refused(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_regions", ".csv", is_refused, &n_wrong) >= 8);
  assert_int_equal(n_wrong, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(multipliers_of_the_prior_district),
    cmocka_unit_test(every_method_gives_a_table_that_balances),
    cmocka_unit_test(the_nation_is_a_region_of_itself),
    cmocka_unit_test(local_sales_end_at_output),
    cmocka_unit_test(draws_of_the_exponent_do_not_allocate),
    cmocka_unit_test(the_region_is_told_by_output_value_added_or_jobs),
    cmocka_unit_test(wrong_regions_are_refused),
  };
  return cmocka_run_group_tests_name("regionalise", tests, NULL, NULL);
}
