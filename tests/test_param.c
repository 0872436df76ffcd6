/* engine/config: distributions in study files, parameter rows. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/config/param.h"

static const sc_param rows[] = {
  { .name = "sigma_kl", .unit = "1", .lo = 0, .hi = 2, .prior = SC_FIXED(0.6),
    .text = SC_TEXT("capital-labour substitution elasticity", "资本-劳动替代弹性") },
  { .name = "delta", .unit = "1/yr", .lo = 0, .hi = 1, .prior = SC_FIXED(0.08), .text = SC_TEXT("depreciation", "折旧率") },
};

/* Reads `text` as a study that sets delta, and gives what was read or what was said. */
static sc_code read_delta(const char *text, sc_arena *arena, sc_dist *out, sc_report *report)
{
  sc_config *config = NULL;
  SC_TRY(sc_config_parse(&config, "p.cfg", text, arena, report));
  sc_param_read(sc_config_root(config), &rows[1], arena, out, report);
  sc_config_unused(config, report);
  return sc_report_code(report);
}

static void assert_says(const char *text, sc_lang lang, const char *expected)
{
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_dist dist = { .kind = SC_DIST_NONE };
  char *words = NULL;
  size_t size = 0;
  assert_int_equal(read_delta(text, &arena, &dist, &report), SC_DATA);
  FILE *to = open_memstream(&words, &size);
  sc_report_print(&report, lang, to);
  fclose(to);
  assert_string_equal(words, expected);
  assert_int_equal(dist.kind, SC_DIST_NONE);
  free(words);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

static sc_dist read_well(const char *text, sc_arena *arena)
{
  sc_report report = { 0 };
  sc_dist dist = { .kind = SC_DIST_NONE };
  if (read_delta(text, arena, &dist, &report) != SC_OK) print_error("%s: %s\n", text, report.errors[0].reason[SC_EN]);
  assert_int_equal(sc_report_code(&report), SC_OK);
  return dist;
}

static void distributions_are_read(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_dist d = read_well("delta = 1;", &arena);
  assert_int_equal(d.kind, SC_DIST_FIXED);
  assert_true(d.a == 1);
  d = read_well("delta = { dist = \"triangular\"; min = 0.02; mode = 0.07; max = 0.15; };", &arena);
  assert_int_equal(d.kind, SC_DIST_TRIANGULAR);
  assert_true(d.a == 0.02 && d.b == 0.07 && d.c == 0.15 && d.lo == 0 && d.hi == 0);
  d = read_well("delta = { dist = \"normal\"; mean = 0.1; sd = 0.03; lo = 0; hi = 1; };", &arena);
  assert_int_equal(d.kind, SC_DIST_NORMAL);
  assert_true(d.a == 0.1 && d.b == 0.03 && d.lo == 0 && d.hi == 1);
  d = read_well("delta = { dist = \"beta\"; mean = 0.4; sd = 0.03; };", &arena);
  assert_int_equal(d.kind, SC_DIST_BETA);
  CHECK_REL(d.a / (d.a + d.b), 0.4, 1e-14, "mean of a beta");
  CHECK_REL(d.a * d.b / ((d.a + d.b) * (d.a + d.b) * (d.a + d.b + 1)), 0.03 * 0.03, 1e-13, "variance of a beta");
  d = read_well("delta = { dist = \"lognormal\"; median = 0.1; sdlog = 0.3; hi = 0.9; };", &arena);
  assert_true(d.hi == 0.9 && d.lo < 0);
  d = read_well("delta = { dist = \"discrete\"; values = [0.1, 0.2]; weights = (3, 1); };", &arena);
  assert_true(d.n == 2 && d.x[1] == 0.2 && d.w[0] == 3);
  d = read_well("delta = { dist = \"empirical\"; values = (0.3, 0, 0.2); };", &arena);
  assert_true(d.n == 3 && d.x[0] == 0 && d.x[1] == 0.2 && d.x[2] == 0.3);
  d = read_well("delta = { dist = \"mixture\"; weights = [9, 1];"
                " parts = (0.1, { dist = \"uniform\"; min = 0.2; max = 0.3; }); };", &arena);
  assert_int_equal(d.kind, SC_DIST_MIXTURE);
  assert_true(d.n == 2 && d.part[1].kind == SC_DIST_UNIFORM && d.part[1].b == 0.3 && d.part[0].a == 0.1);
  sc_arena_free(&arena);
}

static void mistakes_are_explained(void **state)
{
  (void)state;
  const char *const cases[][2] = {
    { "delta = \"x\";", "p.cfg:1: delta: expected a number or a distribution { dist = \"NAME\"; ... }, found a text in quotes\n" },
    { "delta = { min = 1; };", "p.cfg:1: delta.dist: this key is required and missing\n" },
    { "delta = { dist = \"uniform\"; min = 0.1; maxi = 0.2; };",
      "p.cfg:1: delta.max: this key is required and missing\n"
      "p.cfg:1: delta.maxi: unknown key; the nearest legal name is max\n" },
    { "delta = { dist = \"normal\"; mean = 0.1; sd = 0.1; lo = 0.3; hi = 0.2; };",
      "p.cfg:1: delta: the lower end 0.3 is not below the upper end 0.2\n" },
    { "delta = { dist = \"beta\"; mean = 0.5; sd = 0.5; };",
      "p.cfg:1: delta: a beta with mean 0.5 has a sd above 0 and below 0.5, not 0.5\n" },
    { "delta = { dist = \"discrete\"; values = [0.1, 0.2]; weights = [1, 1, 1]; };",
      "p.cfg:1: delta: values has 2 members and weights has 3; they must be equal\n" },
    { "delta = { dist = \"mixture\"; parts = ({ dist = \"mixture\"; parts = (1); weights = (1); }); weights = [1]; };",
      "p.cfg:1: delta.parts[0]: a part of a mixture cannot be a mixture\n" },
    { "delta = 1.5;", "p.cfg:1: delta: 1.5 is outside the legal range [0, 1], unit 1/yr; depreciation\n" },
    { "delta = { dist = \"uniform\"; min = 0.5; max = 1.5; };",
      "p.cfg:1: delta: its support [0.5, 1.5] is outside the legal range [0, 1], unit 1/yr; depreciation\n" },
    { "delta = { dist = \"normal\"; mean = 0.1; sd = 0.1; };",
      "p.cfg:1: delta: its support [-inf, inf] is outside the legal range [0, 1], unit 1/yr; depreciation\n" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_says(cases[i][0], SC_EN, cases[i][1]);
  assert_says("delta = 1.5;", SC_ZH, "p.cfg:1: delta: 1.5 不在合法范围 [0, 1] 之内，单位 1/yr；折旧率\n");
}

/* Every allocation fails once, in the reading of the richest kind. */
static void every_allocation_may_fail(void **state)
{
  (void)state;
  static const char text[] = "delta = { dist = \"mixture\"; weights = [9, 1]; parts = (0.1, { dist = \"discrete\";"
                             " values = [0.2, 0.3]; weights = [1, 1]; }); };";
  int failures = 0;
  sc_code code;
  do {
    sc_arena arena = { 0 };
    sc_report report = { 0 };
    sc_dist dist = { .kind = SC_DIST_NONE };
    sc_memory_fail_at(failures + 1);
    code = read_delta(text, &arena, &dist, &report);
    sc_memory_fail_at(0);
    assert_true(code == SC_OK || (code == SC_MEMORY && dist.kind == SC_DIST_NONE));
    sc_report_free(&report);
    sc_arena_free(&arena);
    failures++;
  } while (code != SC_OK);
  assert_true(failures > 4);
}

static void rows_are_found_by_name(void **state)
{
  (void)state;
  assert_ptr_equal(sc_param_find(rows, 2, "delta"), &rows[1]);
  assert_null(sc_param_find(rows, 2, "gamma"));
  assert_string_equal(sc_param_nearest(rows, 2, "sigma_lk"), "sigma_kl");
  assert_null(sc_param_nearest(rows, 2, "gamma"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(distributions_are_read),
    cmocka_unit_test(mistakes_are_explained),
    cmocka_unit_test(every_allocation_may_fail),
    cmocka_unit_test(rows_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
