/* outputs/run/measure.c and judge.c: every kind and direction of target against cases worked by hand; probabilities, first
 * year, drivers and sets on paths that are written down here. */
#include <string.h>

#include "outputs/run/measure.h"
#include "tests/support/check.h"

enum { BASE = 2020, YEARS = 5, MOST_DRAWS = 200, GROWTH = SC_INDICATOR_gdp_growth, LEVEL = SC_INDICATOR_gdp_index,
       OTHER = SC_INDICATOR_services_growth };

static double x[SC_N_INDICATORS * (YEARS + 1) * MOST_DRAWS];
static uint8_t why[MOST_DRAWS];

static sc_paths paths_of(size_t n_draws)
{
  memset(x, 0, sizeof x);
  memset(why, 0, sizeof why);
  return (sc_paths){ .n_draws = n_draws, .n_years = YEARS, .x = x, .why = why };
}

static void set_path(const sc_paths *paths, int indicator, size_t draw, const double value[YEARS + 1])
{
  for (int t = 0; t <= YEARS; t++) paths->x[((size_t)indicator * (YEARS + 1) + (size_t)t) * paths->n_draws + draw] = value[t];
}

/* ------------------------------------------------------------------------------------------------------ measure */

#define OVER(kind_, from_, to_, ...) { .kind = SC_TARGET_##kind_, .from = from_, .to = to_, __VA_ARGS__ }

static void numbers_that_are_judged(void **state)
{
  (void)state;
  static const double GROWTHS[] = { 2.4, 5, 8, 7, 6, 9 }, LEVELS[] = { 100, 105, 112, 125, 130, 140 }, OTHERS[] = { 9, 3, 1, 2, 4, 0 };
  static const struct { sc_reading reading; double m; } CASES[] = {
    { OVER(LEVEL, 2021, 2025, .indicator = LEVEL), 140 },
    { OVER(LEVEL, 2023, 2023, .indicator = LEVEL), 125 },
    { OVER(HOLD, 2021, 2024, .indicator = LEVEL), 130 },
    { OVER(CHANGE, 2021, 2025, .indicator = LEVEL, .base = 98.5), 41.5 },
    { OVER(CHANGE, 2021, 2025, .indicator = LEVEL, .base = NAN), 40 },
    { OVER(CUMULATIVE, 2021, 2025, .indicator = GROWTH), 35 },
    { OVER(CUMULATIVE, 2022, 2024, .indicator = GROWTH), 21 },
    { OVER(GROWTH_EACH_YEAR, 2021, 2025, .indicator = GROWTH, .direction = SC_AT_LEAST, .value = 7), 5 },
    { OVER(GROWTH_EACH_YEAR, 2021, 2025, .indicator = GROWTH, .direction = SC_AT_MOST, .value = 7), 9 },
    { OVER(GROWTH_EACH_YEAR, 2021, 2025, .indicator = GROWTH, .direction = SC_WITHIN, .value = 6, .tolerance = 2), 9 },
    { OVER(GROWTH_EACH_YEAR, 2022, 2025, .indicator = GROWTH, .direction = SC_AT_LEAST, .value = 7), 6 },
    /* 100 ((1.05 * 1.08 * 1.07 * 1.06 * 1.09)^(1/5) - 1); (1.08 * 1.07)^(1/2); 1.4^(1/5); (125 / 105)^(1/2) */
    { OVER(MEAN_GROWTH, 2021, 2025, .indicator = GROWTH), 6.990653225850352 },
    { OVER(MEAN_GROWTH, 2022, 2023, .indicator = GROWTH), 7.49883720301352 },
    { OVER(MEAN_GROWTH, 2021, 2025, .indicator = LEVEL), 6.961037572506878 },
    { OVER(MEAN_GROWTH, 2022, 2023, .indicator = LEVEL), 9.108945117996182 },
    /* less 100 ((1.03 * 1.01 * 1.02 * 1.04 * 1)^(1/5) - 1) */
    { OVER(RELATIVE, 2021, 2025, .indicator = GROWTH, .reference = OTHER), 6.990653225850352 - 1.9901949473908997 },
    { OVER(RELATIVE, 2021, 2025, .indicator = LEVEL, .reference = LEVEL), 0 },
  };
  const sc_paths paths = paths_of(3);
  for (size_t d = 0; d < 3; d += 2) {        /* the draw between stays zero */
    set_path(&paths, GROWTH, d, GROWTHS);
    set_path(&paths, LEVEL, d, LEVELS);
    set_path(&paths, OTHER, d, OTHERS);
  }
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    CHECK_NEAR(sc_measure(&paths, &CASES[i].reading, BASE, 2), CASES[i].m, 1e-9, "worked by hand");
    assert_true(sc_measure(&paths, &CASES[i].reading, BASE, 2) == sc_measure(&paths, &CASES[i].reading, BASE, 0));
  }
}

/* Growth from or to nothing. */
static void growth_that_does_not_exist(void **state)
{
  (void)state;
  static const double ENDS[] = { 100, 90, 50, 20, 5, 0 }, STARTS[] = { 0, 0, 0, 0, 0, 0 }, FALLS[] = { 0, 5, -100, 3, 4, 5 },
                      TURNS[] = { -2, 1, 1, 1, 1, 1 };
  const sc_paths paths = paths_of(3);
  const sc_reading level = OVER(MEAN_GROWTH, 2021, 2025, .indicator = LEVEL), rate = OVER(MEAN_GROWTH, 2021, 2025, .indicator = GROWTH);
  set_path(&paths, LEVEL, 0, ENDS);
  set_path(&paths, LEVEL, 1, STARTS);
  set_path(&paths, LEVEL, 2, TURNS);
  set_path(&paths, GROWTH, 0, FALLS);
  for (size_t d = 0; d < 3; d++) assert_true(sc_measure(&paths, &level, BASE, d) == -100.0);
  assert_true(sc_measure(&paths, &rate, BASE, 0) == -100.0);
}

static void margins(void **state)
{
  (void)state;
  static const struct { sc_direction direction; double m, margin; int met; } CASES[] = {   /* value 10, tolerance 2 */
    { SC_AT_LEAST, 12, 2, 1 },   { SC_AT_LEAST, 10, 0, 1 },   { SC_AT_LEAST, 9.5, -0.5, 0 },
    { SC_AT_MOST, 12, -2, 0 },   { SC_AT_MOST, 10, 0, 1 },    { SC_AT_MOST, 9.5, 0.5, 1 },
    { SC_ABOVE, 10.5, 0.5, 1 },  { SC_ABOVE, 10, 0, 0 },      { SC_ABOVE, 9, -1, 0 },
    { SC_BELOW, 10.5, -0.5, 0 }, { SC_BELOW, 10, 0, 0 },      { SC_BELOW, 9, 1, 1 },
    { SC_ABOUT, 8, 0, 1 },       { SC_ABOUT, 7.5, -0.5, 0 },  { SC_ABOUT, 30, 22, 1 },
    { SC_WITHIN, 8, 0, 1 },      { SC_WITHIN, 12, 0, 1 },     { SC_WITHIN, 12.5, -0.5, 0 },
    { SC_WITHIN, 7, -1, 0 },     { SC_WITHIN, 10, 2, 1 },
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    const sc_reading reading = OVER(LEVEL, 2021, 2025, .direction = CASES[i].direction, .value = 10, .tolerance = 2);
    assert_true(sc_margin(&reading, CASES[i].m) == CASES[i].margin);
    assert_int_equal(sc_is_met(&reading, CASES[i].margin), CASES[i].met);
  }
}

static void first_year(void **state)
{
  (void)state;
  static const double RISES[] = { 30, 1, 5, 9, 12, 20 };   /* the base year does not count */
  const sc_paths paths = paths_of(1);
  set_path(&paths, LEVEL, 0, RISES);
  const sc_reading nine = OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 9);
  const sc_reading above = OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_ABOVE, .value = 9);
  const sc_reading low = OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_MOST, .value = 4);
  const sc_reading never = OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 25);
  assert_int_equal(sc_first_met(&paths, &nine, BASE, 0), 2023);
  assert_int_equal(sc_first_met(&paths, &above, BASE, 0), 2024);
  assert_int_equal(sc_first_met(&paths, &low, BASE, 0), 2021);
  assert_int_equal(sc_first_met(&paths, &never, BASE, 0), 0);
}

static void needed_a_year(void **state)
{
  (void)state;
  static const struct { sc_reading reading; double margin, needed; } CASES[] = {
    { OVER(LEVEL, 2021, 2025, .value = 1), -10, 2 },
    { OVER(LEVEL, 2021, 2024, .value = 1), -10, 2.5 },
    { OVER(LEVEL, 2021, 2025, .value = 1), 0, 0 },
    { OVER(CHANGE, 2021, 2025, .value = 1), -5, 1 },
    { OVER(HOLD, 2021, 2025, .value = 1), -5, 1 },
    { OVER(CUMULATIVE, 2021, 2025, .value = 1), -15, 3 },
    { OVER(CUMULATIVE, 2023, 2025, .value = 1), -15, 5 },
    { OVER(MEAN_GROWTH, 2021, 2025, .value = 1), -1.5, 1.5 },
    { OVER(MEAN_GROWTH, 2021, 2025, .value = 1), 3, 0 },
    { OVER(GROWTH_EACH_YEAR, 2021, 2025, .value = 1), -2, 2 },
    { OVER(RELATIVE, 2021, 2025, .value = 1), -0.5, 0.5 },
  };
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
    CHECK_NEAR(sc_needed_per_year(&CASES[i].reading, BASE, CASES[i].margin), CASES[i].needed, 1e-15, "worked by hand");
}

/* ---------------------------------------------------------------------------------------------------- one judge */

enum { N_INPUTS = 3, MOST_TARGETS = 3 };

/* A run that has come as far as its paths: targets with one reading each, all of them in one set. */
typedef struct bench {
  sc_study      study;
  sc_result     result;
  sc_run        run;
  sc_paths      paths;
  sc_target     targets[MOST_TARGETS];
  sc_entry      entries[MOST_TARGETS];
  sc_verdict    verdicts[MOST_TARGETS];
  sc_input_item inputs[N_INPUTS];
  sc_joint_item set;
  sc_joint      joint;
  int           members[MOST_TARGETS];
  double        ranks[N_INPUTS * MOST_DRAWS], input[N_INPUTS][MOST_DRAWS], work[2 * MOST_DRAWS];
  double        at_least[MOST_TARGETS + 1], given[MOST_TARGETS * MOST_TARGETS], together[MOST_TARGETS * MOST_TARGETS],
                shapley[MOST_TARGETS], without[MOST_TARGETS];
} bench;

static void bench_set(bench *b, size_t n_draws, int n, const sc_reading *readings)
{
  memset(b, 0, sizeof *b);
  for (int t = 0; t < n; t++) {
    b->targets[t] = (sc_target){ .readings = &readings[t], .n_readings = 1 };
    b->entries[t].assessable = readings[t].kind != SC_TARGET_NOT_ASSESSABLE;
    b->members[t] = t;
  }
  b->study = (sc_study){ .n_targets = n, .targets = b->targets, .n_models = 1 };
  b->set = (sc_joint_item){ .n = n, .entries = b->members };
  b->joint = (sc_joint){ .at_least = b->at_least, .given = b->given, .together = b->together, .shapley = b->shapley, .without = b->without };
  b->result = (sc_result){ .base_year = BASE, .n_draws = n_draws, .n_entries = n, .entries = b->entries, .verdicts = b->verdicts,
                           .n_models = 1, .n_scenarios = 1, .n_inputs = N_INPUTS, .inputs = b->inputs, .n_joint = 1,
                           .joint_items = &b->set, .joints = &b->joint };
  b->paths = paths_of(n_draws);
  sc_result_pool_single(&b->result);
  b->run = (sc_run){ .study = &b->study, .result = &b->result, .n_threads = 2, .paths = &b->paths, .ranks = b->ranks,
                     .n_ranked = n_draws };
}

static void judge_it(bench *b)
{
  sc_report report = { 0 };
  for (int i = 0; i < N_INPUTS; i++) {
    b->inputs[i].sampled = 1;
    sc_rank_scores(b->input[i], b->run.n_ranked, b->ranks + (size_t)i * b->run.n_ranked, b->work);
  }
  assert_int_equal(sc_run_judge(&b->run, 0, &report), SC_OK);
  assert_int_equal(report.n, 0);
}

/* Level of draw d in every year after the base year. */
static void set_level(const bench *b, int indicator, size_t d, double level)
{
  set_path(&b->paths, indicator, d, (const double[]){ 0, level, level, level, level, level });
}

static bench b;   /* too big for the stack */

/* 11 draws at 0, 1, ..., 10, one of them given up: of the other ten, 7 to 10 meet "at least 7". */
static void shares_of_the_draws_that_stayed(void **state)
{
  (void)state;
  static const sc_reading READINGS[] = { OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 7),
                                         OVER(NOT_ASSESSABLE, 2021, 2025, .indicator = -1, .value = NAN),
                                         OVER(CHANGE, 2021, 2025, .indicator = LEVEL, .base = 2, .direction = SC_BELOW, .value = 0) };
  bench_set(&b, 11, 3, READINGS);
  b.set.n = 1;
  for (size_t d = 0; d < 11; d++) set_level(&b, LEVEL, d, (double)d);
  why[5] = SC_BAD_NO_CONVERGENCE;
  set_level(&b, LEVEL, 5, (double)NAN);
  judge_it(&b);
  const sc_verdict *v = &b.verdicts[0], *none = &b.verdicts[1], *below = &b.verdicts[2];
  CHECK_NEAR(v->p, 0.4, 1e-15, "7, 8, 9, 10 of ten");
  CHECK_NEAR(v->p_lo, 0.168180, 1e-6, "Wilson interval of 4 in 10: 0.168180, 0.687326");
  CHECK_NEAR(v->p_hi, 0.687326, 1e-6, "Wilson interval of 4 in 10: 0.168180, 0.687326");
  CHECK_NEAR(v->measure[2], 5.0, 1e-15, "median of 0..4 and 6..10");
  CHECK_NEAR(v->margin[2], -2.0, 1e-15, "median less 7");
  CHECK_NEAR(v->measure[1], 2.25, 1e-15, "type 7: h = 9 / 4");
  CHECK_NEAR(v->mean_shortfall, (7 + 6 + 5 + 4 + 3 + 1) / 10.0, 1e-15, "0..4 and 6 miss 7 by this");
  CHECK_NEAR(v->needed_per_year, 0.4, 1e-15, "2 in five years");
  CHECK_NEAR(v->met_by_last, 0.4, 1e-15, "levels stay");
  assert_true(v->first_year == 0 && isnan(none->p) && none->likelihood == -1 && none->driver[0] == -1);
  CHECK_NEAR(below->p, 0.2, 1e-15, "0 and 1 are below 2");
  assert_true(isnan(below->met_by_last));
  CHECK_NEAR(b.joint.p_all, 0.4, 1e-15, "a set of one is that one");
}

/* Nobody left: no number, no crash. */
static void every_draw_given_up(void **state)
{
  (void)state;
  static const sc_reading READINGS[] = { OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 7) };
  bench_set(&b, 4, 1, READINGS);
  memset(why, SC_BAD_NOT_FINITE, 4);
  judge_it(&b);
  assert_true(isnan(b.verdicts[0].p) && isnan(b.verdicts[0].measure[2]) && b.verdicts[0].first_year == 0);
  assert_true(isnan(b.joint.p_all));
}

/* Met from 2021, 2022, ... on by one draw each, by one never: the median of five first years is the third. */
static void median_first_year(void **state)
{
  (void)state;
  static const sc_reading READINGS[] = { OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 1) };
  for (size_t n = 2; n <= 10; n++) {
    bench_set(&b, n, 1, READINGS);
    for (size_t d = 0; d < n; d++) {
      double path[YEARS + 1] = { 0 };
      for (size_t t = d + 1; t <= YEARS; t++) path[t] = 1;
      set_path(&b.paths, LEVEL, d, path);
    }
    judge_it(&b);
    const int met = n < 5 ? (int)n : 5;
    CHECK_NEAR(b.verdicts[0].met_by_last, met / (double)n, 1e-15, "five of them by 2025");
    assert_int_equal(b.verdicts[0].first_year, 2020 + (int)(n + 1) / 2);
  }
  bench_set(&b, 11, 1, READINGS);
  for (size_t d = 0; d < 5; d++) set_level(&b, LEVEL, d, 1);
  judge_it(&b);
  assert_int_equal(b.verdicts[0].first_year, 0);   /* five of eleven are fewer than half */
}

/* The margin is a rising function of input 1 and a falling one of it for `at_most`; input 0 shares half its order, input 2 none. */
static void finds_what_drives_it(void **state)
{
  (void)state;
  enum { N = 100 };
  static const sc_reading READINGS[] = { OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 0),
                                         OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_MOST, .value = 0),
                                         OVER(LEVEL, 2021, 2025, .indicator = OTHER, .direction = SC_AT_LEAST, .value = 1) };
  bench_set(&b, N, 3, READINGS);
  for (size_t d = 0; d < N; d++) {
    const double u = (double)(37 * d % N) / N - 0.5;
    b.input[1][d] = u;
    b.input[0][d] = d % 2 ? u : (double)(61 * d % N) / N - 0.5;
    b.input[2][d] = 1;                            /* the same in all draws */
    set_level(&b, LEVEL, d, u * u * u);
    set_level(&b, OTHER, d, 2);
  }
  judge_it(&b);
  const sc_verdict *up = &b.verdicts[0], *down = &b.verdicts[1], *flat = &b.verdicts[2];
  assert_true(up->driver[0] == 1 && up->driver[1] == 0 && up->driver[2] == -1 && down->driver[0] == 1);
  CHECK_NEAR(up->driver_rank[0], 1.0, 1e-12, "Spearman correlation of a rising function");
  CHECK_NEAR(down->driver_rank[0], -1.0, 1e-12, "Spearman correlation of a falling function");
  assert_true(up->driver_rank[1] > 0.2 && up->driver_rank[1] < 0.9 && up->driver_rank[2] == 0.0);
  assert_true(flat->p == 1.0 && flat->driver[0] == -1);
}

/* Spearman's worked example with ties: ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4 give 4.5 / sqrt(4.5 * 5). */
static void ranks_share_ties(void **state)
{
  (void)state;
  const double tied[] = { 10, 20, 20, 30 }, other[] = { 1, 3, 2, 4 };
  double p[4], q[4], work[8], r = 0;
  sc_rank_scores(tied, 4, p, work);
  sc_rank_scores(other, 4, q, work);
  for (int i = 0; i < 4; i++) r += p[i] * q[i];
  CHECK_NEAR(r, 0.9486832980505138, 1e-14, "4.5 / sqrt(22.5)");
  assert_true(p[1] == p[2]);
}

/* Four draws: both, first only, second only, none. */
static void sets_of_targets(void **state)
{
  (void)state;
  static const sc_reading READINGS[] = { OVER(LEVEL, 2021, 2025, .indicator = LEVEL, .direction = SC_AT_LEAST, .value = 1),
                                         OVER(LEVEL, 2021, 2025, .indicator = OTHER, .direction = SC_AT_LEAST, .value = 1) };
  bench_set(&b, 4, 2, READINGS);
  for (size_t d = 0; d < 4; d++) {
    set_level(&b, LEVEL, d, d == 0 || d == 1);
    set_level(&b, OTHER, d, d == 0 || d == 2);
  }
  judge_it(&b);
  CHECK_NEAR(b.joint.p_all, 0.25, 1e-15, "one of four");
  CHECK_NEAR(b.joint.expected_hits, 1.0, 1e-15, "2 + 1 + 1 + 0 in four");
  CHECK_NEAR(b.joint.at_least[1], 0.75, 1e-15, "three of four");
  CHECK_NEAR(b.joint.given[1], 0.5, 1e-15, "one of the two that meet the second");
  CHECK_NEAR(b.joint.together[1], 0.0, 1e-15, "independent");
  CHECK_NEAR(b.joint.shapley[0], 0.5, 1e-15, "by symmetry");
  CHECK_NEAR(b.joint.without[0], 0.5, 1e-15, "the second alone");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_that_are_judged), cmocka_unit_test(growth_that_does_not_exist), cmocka_unit_test(margins),
    cmocka_unit_test(first_year),              cmocka_unit_test(needed_a_year),              cmocka_unit_test(shares_of_the_draws_that_stayed),
    cmocka_unit_test(every_draw_given_up),     cmocka_unit_test(median_first_year),          cmocka_unit_test(finds_what_drives_it),
    cmocka_unit_test(ranks_share_ties),        cmocka_unit_test(sets_of_targets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
