/* models/io/footprint, regions: published answers of two small multi-regional tables, and identities on random ones. */
#include "tests/support/check.h"

#include <string.h>

#include "engine/base/memory.h"
#include "models/accounts/leontief.h"
#include "models/io/footprint.h"

enum { MOST = 24 };

/* A table of `n` activities; the rest is filled by the caller. */
static void begin_table(sc_io_table *t, int n, int n_final, int n_satellites)
{
  sc_report report = { 0 };
  *t = (sc_io_table){ .file = "test", .n = n, .n_final = n_final, .n_value_added = 1, .n_satellites = n_satellites };
  assert_int_equal(sc_io_table_allocate(t, &report), SC_OK);
  t->value_added_name[0] = "value added";
}

/* Outputs and value added from flows and final demand. */
static void balance(sc_io_table *t)
{
  for (int i = 0; i < t->n; i++) {
    t->output[i] = 0;
    for (int j = 0; j < t->n; j++) t->output[i] += t->domestic[i * t->n + j];
    for (int k = 0; k < t->n_final; k++) t->output[i] += t->final_domestic[i * t->n_final + k];
  }
  for (int j = 0; j < t->n; j++) {
    t->value_added[j] = t->output[j];
    for (int i = 0; i < t->n; i++) t->value_added[j] -= t->domestic[i * t->n + j];
  }
}

static void check_all(const double *got, const double *want, int n, double tolerance, const char *source)
{
  for (int k = 0; k < n; k++) CHECK_REL(got[k], want[k], tolerance, source);
}

/* Two regions of three sectors: inputs and answers as IndEcol/pymrio states them, tests/test_math.py, small MRIO. The columns
 * of one activity add up to more than its output, which is productive all the same. */
static void accounts_of_the_small_table_of_pymrio(void **state)
{
  (void)state;
  static const char source[] = "pymrio, tests/test_math.py, td_small_MRIO";
  static const char *const names[] = { "reg1:sector1", "reg1:sector2", "reg1:sector3", "reg2:sector1", "reg2:sector2", "reg2:sector3" };
  static const double z[] = { 10, 5, 1, 6, 5, 7, 0, 2, 0, 0, 5, 3, 10, 3, 20, 4, 2, 0, 5, 0, 0, 1, 10, 9, 0, 10, 1, 0, 20, 1, 5, 0, 0, 1, 10, 10 };
  static const double final[] = { 14, 3, 2.5, 2.5, 13, 6, 5, 20, 10, 10, 3, 10 };
  static const double satellite[2][6] = { { 20, 1, 42, 4, 20, 5 }, { 5, 4, 11, 8, 2, 10 } };
  static const double consumption[2][6] = {
    { 14.059498889254174, 18.863255551508175, 17.32012296814962, 8.71616437964097, 18.863255551508175, 14.17770265993889 },
    { 5.395407054390734, 7.594657671782178, 5.857880532237175, 5.657139420727301, 7.594657671782178, 7.900257649080434 } };
  static const double imports[2][6] = {
    { 1.2792573306446737, 10.499069649181388, 1.2752266807875912, 6.604374747509535, 8.364185902326788, 10.842115601865368 },
    { 2.054905005956757, 3.9151998960771452, 1.522271392125981, 1.743464577633809, 3.6794577757050337, 3.221508682410955 } };
  static const double exports[2][6] = {
    { 8.251832343364468, 0.5304113433404783, 17.02843256499675, 1.3307504334524414, 9.797226856351275, 1.9255763708099365 },
    { 2.062958085841117, 2.1216453733619134, 4.459827576546767, 2.6615008669048827, 0.9797226856351275, 3.851152741619873 } };
  sc_io_table t;
  sc_io_system s;
  sc_regions r;
  sc_report report = { 0 };
  begin_table(&t, 6, 2, 2);
  memcpy(t.activity, names, sizeof names);
  t.final_name[0] = "reg1:final demand";
  t.final_name[1] = "reg2:final demand";
  t.final[0] = t.final[1] = SC_FINAL_OTHER;
  memcpy(t.domestic, z, sizeof z);
  memcpy(t.final_domestic, final, sizeof final);
  memcpy(t.satellite, satellite, sizeof satellite);
  balance(&t);
  check_all(t.output, (double[]){ 51, 15, 58, 50, 52, 39 }, 6, 1e-15, source);
  assert_int_equal(sc_io_system_make(&s, &t, &report), SC_OK);
  check_all(s.inverse, (double[]){ 1.3387146304736708, 0.9689762471208287, 0.05036622549592462, 0.17820960407435948, 0.5752019383714646,
                                   0.4985179148178926 }, 6, 1e-13, source);
  assert_int_equal(sc_regions_find(&r, &t, &report), SC_OK);
  assert_int_equal(r.n, 2);
  assert_int_equal(r.n_sectors, 3);
  assert_int_equal(r.n_places, 2);
  for (int k = 0; k < 2; k++) {
    double c[6];
    sc_footprint f;
    sc_technical_coefficients(1, 6, satellite[k], t.output, c);
    assert_int_equal(sc_footprint_make(&f, &r, &t, &s, c, &report), SC_OK);
    check_all(f.consumption, consumption[k], 6, 1e-13, source);
    check_all(f.production, satellite[k], 6, 1e-13, source);
    check_all(f.imports, imports[k], 6, 1e-13, source);
    check_all(f.exports, exports[k], 6, 1e-13, source);
    sc_footprint_free(&f);
  }
  sc_regions_free(&r);
  sc_io_system_free(&s);
  sc_io_table_free(&t);
}

/* The interregional example of Miller and Blair (2009, 3.3): region L of three sectors, M of two. */
static void two_regions_of_miller_and_blair(void **state)
{
  (void)state;
  static const char book[] = "Miller and Blair 2009, 3.3: two-region example";
  static const char *const names[] = { "L:1", "L:2", "L:3", "M:1", "M:2" };
  static const double z[] = { 150, 500, 50, 25, 75, 200, 100, 400, 200, 100, 300, 500, 50, 60, 40, 75, 100, 60, 200, 250, 50, 25, 25, 150, 100 };
  static const double final[] = { 200, 1000, 50, 515, 450 };
  static const double inverse[] = { 1.4234, .4652, .2909, .1917, .3041, .6346, 1.4237, .6707, .4092, .4558, .6383, .5369, 1.3363, .2501, .3108,
                                    .2672, .2000, .1973, 1.3406, .5473, .1468, .0908, .0926, .2155, 1.2538 };
  static const double alone[] = { 1.3651, .4253, .2509, .5273, 1.3481, .5954, .5698, .4890, 1.2885 };
  const double ones[] = { 1, 1, 1, 1, 1 };
  double own[5], feedback[5], spillover[5];
  sc_io_table t;
  sc_io_system s;
  sc_regions r;
  sc_report report = { 0 };
  begin_table(&t, 5, 2, 0);
  memcpy(t.activity, names, sizeof names);
  t.final_name[0] = "L:HH";
  t.final_name[1] = "M:HH";
  memcpy(t.domestic, z, sizeof z);
  for (int i = 0; i < 5; i++) t.final_domestic[2 * i + (i > 2)] = final[i];
  balance(&t);
  check_all(t.output, (double[]){ 1000, 2000, 1000, 1200, 800 }, 5, 1e-15, book);
  assert_int_equal(sc_io_system_make(&s, &t, &report), SC_OK);
  for (int k = 0; k < 25; k++) CHECK_WITHIN_(s.inverse[k], inverse[k], 0.5e-4, book);
  assert_int_equal(sc_regions_find(&r, &t, &report), SC_OK);
  assert_int_equal(sc_spillover(&r, &s, ones, own, feedback, spillover, &report), SC_OK);
  for (int j = 0; j < 5; j++) {
    const int here = j < 3;
    double want = 0, other = 0;
    for (int i = 0; i < 3 && here; i++) want += alone[i * 3 + j];
    for (int i = here ? 3 : 0; i < (here ? 5 : 3); i++) other += inverse[i * 5 + j];
    if (here) CHECK_WITHIN_(own[j], want, 1.5e-4, book);
    CHECK_WITHIN_(spillover[j], other, 1.5e-4, book);
    assert_true(feedback[j] > 0);
  }
  sc_regions_free(&r);
  sc_io_system_free(&s);
  sc_io_table_free(&t);
}

/* ------------------------------------------------------------------------------------------- random tables */

static uint64_t seed = 20210622;

static double uniform(void)
{
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

/* Regions that do not all have the same sectors, final demand of each in two columns, and exports from each. */
static void draw_table(sc_io_table *t, int n_regions, int n_sectors)
{
  static char name[MOST][32], column[3 * MOST][32];
  int n = 0;
  for (int r = 0; r < n_regions; r++)
    for (int k = 0; k < n_sectors; k++)
      if (k == r % n_sectors || uniform() < 0.8) snprintf(name[n++], sizeof *name, "R%d:S%d", r, k);
  begin_table(t, n, 3 * n_regions, 1);
  for (int i = 0; i < n; i++) t->activity[i] = name[i];
  for (int k = 0; k < 3 * n_regions; k++) {
    snprintf(column[k], sizeof *column, "R%d:%s", k / 3, k % 3 == 0 ? "HH" : k % 3 == 1 ? "INV" : "EXP");
    t->final_name[k] = column[k];
    t->final[k] = sc_final_role(column[k]);
  }
  for (int i = 0; i < n; i++) {
    t->satellite[i] = uniform();
    for (int j = 0; j < n; j++) t->domestic[i * n + j] = uniform() < 0.3 ? 0 : uniform();
    for (int k = 0; k < 3 * n_regions; k++) t->final_domestic[i * t->n_final + k] = 3 * uniform() - (k % 3 == 1);
    t->final_domestic[i * t->n_final] += n;
  }
  balance(t);
}

static double sum_of(const double *x, int n)
{
  double sum = 0;
  for (int k = 0; k < n; k++) sum += x[k];
  return sum;
}

/* One region's accounts; its production is the table's own. */
static void check_region(const sc_io_table *t, const sc_regions *r, const sc_footprint *f, int s)
{
  const int at = s * r->n_sectors;
  double own = 0, consumption = 0;
  for (int i = 0; i < t->n; i++) own += r->of_activity[i] == s ? t->satellite[i] : 0;
  for (int p = 0; p < r->n; p++) consumption += f->flow[p * r->n_places + s];
  const double production = sum_of(f->flow + s * r->n_places, r->n_places);
  CHECK_NEAR(production, own, 1e-12, "the table's own row");
  CHECK_NEAR(sum_of(f->production + at, r->n_sectors), production, 1e-12, "sum over sectors");
  CHECK_NEAR(sum_of(f->consumption + at, r->n_sectors), consumption, 1e-12, "by product and by origin");
  CHECK_NEAR(production - consumption, sum_of(f->exports + at, r->n_sectors) - sum_of(f->imports + at, r->n_sectors), 1e-12, "P - C = X - M");
}

static void identities_on_random_tables(void **state)
{
  (void)state;
  for (int k = 0; k < 60; k++) {
    sc_io_table t;
    sc_io_system s;
    sc_regions r;
    sc_footprint f;
    sc_report report = { 0 };
    double c[MOST], own[MOST], feedback[MOST], spillover[MOST], total[MOST], value_added[MOST], abroad = 0, all = 0;
    draw_table(&t, 2 + k % 3, 2 + k % 5);
    assert_int_equal(sc_io_system_make(&s, &t, &report), SC_OK);
    assert_int_equal(sc_regions_find(&r, &t, &report), SC_OK);
    assert_int_equal(r.n_places, r.n + 1);
    sc_technical_coefficients(1, t.n, t.satellite, t.output, c);
    assert_int_equal(sc_footprint_make(&f, &r, &t, &s, c, &report), SC_OK);
    for (int region = 0; region < r.n; region++) {
      check_region(&t, &r, &f, region);
      abroad += f.flow[region * r.n_places + r.n];
      all += sum_of(f.consumption + region * r.n_sectors, r.n_sectors);
    }
    CHECK_NEAR(all + abroad, sum_of(t.satellite, t.n), 1e-12, "all that arises is for someone");
    sc_footprint_free(&f);
    sc_technical_coefficients(1, t.n, t.value_added, t.output, value_added);
    assert_int_equal(sc_footprint_make(&f, &r, &t, &s, value_added, &report), SC_OK);
    double final = 0;                                       /* without imports, value added in final demand is final demand */
    for (int i = 0; i < t.n; i++) final += t.final_domestic[i * t.n_final] + t.final_domestic[i * t.n_final + 1];
    CHECK_NEAR(sum_of(f.consumption, r.n_sectors), final, 1e-11, "v'L = i'");
    assert_int_equal(sc_spillover(&r, &s, c, own, feedback, spillover, &report), SC_OK);
    sc_io_left(t.n, c, s.inverse, total);
    for (int j = 0; j < t.n; j++) {
      CHECK_NEAR(own[j] + feedback[j] + spillover[j], total[j], 1e-12, "c'L");
      assert_true(feedback[j] > -1e-14 && spillover[j] > -1e-14);
    }
    sc_footprint_free(&f);
    sc_regions_free(&r);
    sc_io_system_free(&s);
    sc_io_table_free(&t);
  }
}

static sc_code try_names(const char *const names[3], const char *const columns[2], sc_fault *fault)
{
  sc_io_table t;
  sc_regions r;
  sc_report report = { 0 };
  begin_table(&t, 3, 2, 0);
  for (int i = 0; i < 3; i++) t.activity[i] = names[i];
  for (int k = 0; k < 2; k++) {
    t.final_name[k] = columns[k];
    t.final[k] = sc_final_role(columns[k]);
  }
  const sc_code code = sc_regions_find(&r, &t, &report);
  *fault = report.n > 0 ? report.errors[0].fault : SC_N_FAULTS;
  if (code == SC_OK) sc_regions_free(&r);
  sc_report_free(&report);
  sc_io_table_free(&t);
  return code;
}

static void names_that_do_not_say_where(void **state)
{
  (void)state;
  static const char *const good[] = { "A:x", "A:y", "B:x" }, *const none[] = { "A:x", "y", "B:x" }, *const one[] = { "A:x", "A:y", "A:z" };
  static const char *const empty[] = { "A:x", ":y", "B:x" };
  sc_fault fault;
  assert_int_equal(try_names(good, (const char *const[]){ "A:HH", "EXP" }, &fault), SC_OK);
  assert_int_equal(try_names(none, (const char *const[]){ "A:HH", "B:HH" }, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_IO_NO_REGION);
  assert_int_equal(try_names(empty, (const char *const[]){ "A:HH", "B:HH" }, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_IO_NO_REGION);
  assert_int_equal(try_names(one, (const char *const[]){ "A:HH", "EXP" }, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_IO_ONE_REGION);
  assert_int_equal(try_names(good, (const char *const[]){ "A:HH", "C:HH" }, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_IO_FINAL_REGION);
  assert_int_equal(try_names(good, (const char *const[]){ "A:HH", "HH" }, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_IO_FINAL_REGION);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(accounts_of_the_small_table_of_pymrio),
    cmocka_unit_test(two_regions_of_miller_and_blair),
    cmocka_unit_test(identities_on_random_tables),
    cmocka_unit_test(names_that_do_not_say_where),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
