/* models/io: uncertain tables over draws, against closed forms, against loops, and what is said of wrong files. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/random/noise.h"
#include "engine/random/normal.h"
#include "models/accounts/leontief.h"
#include "models/io/measures.h"
#include "models/io/region_multipliers.h"
#include "models/io/shock.h"
#include "tests/support/expected.h"

#define CHINA4  "scenarios/data/io4_2020.csv"
#define CHINA12 "scenarios/data/io12_2020.csv"

typedef struct setting { sc_io_table table; sc_io_system system; sc_io_uncertain uncertain; sc_io_scene scene; } setting;

/* A file that lives as long as the test; its path is relative to nothing. */
static const char *file_of(const char *name, const char *text)
{
  static char path[4][200];
  static int k;
  sc_report report = { 0 };
  char *to = path[k++ % 4];
  snprintf(to, sizeof path[0], "/tmp/sanchan-%ld-%s", (long)getpid(), name);
  assert_int_equal(sc_file_write(to, text, strlen(text), SC_REPLACE, &report), SC_OK);
  return to;
}

static void open_setting(setting *s, const char *table, const char *text)
{
  sc_report report = { 0 };
  const char *path = text ? file_of("uncertain.cfg", text) : NULL;
  assert_int_equal(sc_io_table_read(&s->table, table, &report), SC_OK);
  assert_int_equal(sc_io_system_make(&s->system, &s->table, &report), SC_OK);
  const sc_code code = sc_io_uncertain_read(&s->uncertain, &s->table, path, NULL, &report);
  sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  assert_int_equal(sc_io_scene_make(&s->scene, &s->uncertain, &s->system, &report), SC_OK);
  if (path) remove(path);
}

static void close_setting(setting *s)
{
  sc_io_scene_free(&s->scene);
  sc_io_uncertain_free(&s->uncertain);
  sc_io_system_free(&s->system);
  sc_io_table_free(&s->table);
}

static void spread_of(const setting *s, const sc_io_measure *measure, uint64_t n_draws, int n_threads, sc_io_spread *spread)
{
  const sc_io_sampling sampling = { 1, n_draws, n_threads };
  sc_report report = { 0 };
  const sc_code code = sc_io_spread_make(spread, &s->uncertain, measure, &sampling, &report);
  sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
}

/* ------------------------------------------------------------------------------------------------ closed forms */

#define ONE "block,row,A,HH,TOTAL\nDOM,A,40,60,100\nVA,labour,60,,60\n"
#define TWO "block,row,A,B,HH,TOTAL\nDOM,A,15,50,35,100\nDOM,B,20,5,175,200\nVA,labour,65,145,,210\n"

/* 1 / (1 - a e): with a lognormal e its quantiles are those of e, carried over; its mean by the trapezoidal rule in the score. */
static void one_activity_has_closed_forms(void **state)
{
  (void)state;
  enum { N = 20000, STEPS = 4000 };
  const char *table = file_of("one.csv", ONE);
  const double sd = 0.1;
  setting s;
  sc_io_spread spread;
  open_setting(&s, table, "closure = \"free\"; coefficients = ( { supplier = \"A\"; buyer = \"*\"; factor = { dist = \"lognormal\"; median = 1.0; sdlog = 0.1; }; } );");
  const sc_io_measure measure = sc_io_measure_multipliers(&s.scene);
  spread_of(&s, &measure, N, 1, &spread);
  double mean = 0, square = 0, weight = 0;
  for (int k = 0; k <= STEPS; k++) {
    const double z = -8 + 16.0 * k / STEPS, density = exp(-0.5 * z * z), m = 1 / (1 - 0.4 * exp(sd * z));
    mean += density * m;
    square += density * m * m;
    weight += density;
  }
  mean /= weight;
  const double exact_sd = sqrt(square / weight - mean * mean);
  const sc_io_summary *one = &spread.summary[SC_MULTIPLIER_ONE];
  CHECK_REL(spread.base[SC_MULTIPLIER_ONE], 1 / 0.6, 1e-14, "1 / (1 - a)");
  CHECK_NEAR(one->mean, mean, 4 * exact_sd / sqrt(N) / mean, "mean, four standard errors");
  CHECK_REL(one->sd, exact_sd, 0.03, "standard deviation");
  CHECK_REL(one->quantile[SC_SPREAD_MEDIAN], 1 / 0.6, 0.003, "median");
  CHECK_REL(one->quantile[SC_SPREAD_LOW], 1 / (1 - 0.4 * exp(-1.6448536 * sd)), 0.004, "5 %");
  CHECK_REL(one->quantile[SC_SPREAD_HIGH], 1 / (1 - 0.4 * exp(1.6448536 * sd)), 0.006, "95 %");
  assert_int_equal(spread.n_good, N);
  sc_io_spread_free(&spread);
  close_setting(&s);
  remove(table);
}

/* d(i'L)_j / d a_kl = (i'L)_k L_lj, so small independent errors give sd^2 = sum (that a_kl sigma)^2. */
static void two_activities_linearised(void **state)
{
  (void)state;
  enum { N = 20000 };
  const char *table = file_of("two.csv", TWO);
  const double sigma = 0.01;
  setting s;
  sc_io_spread spread;
  open_setting(&s, table, "closure = \"free\"; coefficients = ( { supplier = \"*\"; buyer = \"*\"; factor = { dist = \"normal\"; mean = 1.0; sd = 0.01; lo = 0.0; }; } );");
  const sc_io_measure measure = sc_io_measure_multipliers(&s.scene);
  spread_of(&s, &measure, N, 2, &spread);
  const double *l = s.system.inverse, *a = s.system.a;
  for (int j = 0; j < 2; j++) {
    double variance = 0;
    for (int k = 0; k < 2; k++)
      for (int m = 0; m < 2; m++) {
        const double slope = (l[k] + l[2 + k]) * l[m * 2 + j] * a[k * 2 + m] * sigma;
        variance += slope * slope;
      }
    CHECK_REL(spread.summary[j * SC_MULTIPLIER_N + SC_MULTIPLIER_ONE].sd, sqrt(variance), 0.025, "linearised");
    CHECK_NEAR(spread.summary[j * SC_MULTIPLIER_N + SC_MULTIPLIER_ONE].mean, l[j] + l[2 + j], 1e-3, "linearised");
  }
  assert_int_equal(s.uncertain.n_randoms, 4);
  sc_io_spread_free(&spread);
  close_setting(&s);
  remove(table);
}

/* ------------------------------------------------------------------------------------------------------ loops */

#define NOISE(closure) "closure = \"" closure "\"; coefficients = ( { supplier = \"*\"; buyer = \"*\"; factor = { dist = \"lognormal\"; median = 1.0; sdlog = 0.07; }; } );" \
  " value_added = ( { row = \"*\"; activity = \"*\"; common = true; factor = { dist = \"triangular\"; min = 0.95; mode = 1.0; max = 1.05; }; } );" \
  " final = ( { product = \"*\"; column = [\"EXP\", \"GFCF\"]; factor = { dist = \"uniform\"; min = 0.9; max = 1.1; }; } );"

/* Draw by draw: the same table as sc_io_draw gives, solved by the scalar inverse. */
static void draws_are_those_of_a_loop(void **state)
{
  (void)state;
  enum { N = 64, SIZE = 12 };
  setting s;
  sc_io_spread spread;
  open_setting(&s, CHINA12, NOISE("inputs"));
  const sc_io_shape *shape = &s.uncertain.shape;
  const sc_io_measure measure = sc_io_measure_multipliers(&s.scene);
  spread_of(&s, &measure, N, 2, &spread);
  sc_lane *value = sc_alloc((size_t)s.uncertain.n_randoms, sizeof *value);
  double *numbers = sc_alloc(shape->n_numbers, sizeof *numbers), work[(SIZE + 5) * 16 + 1], a[SIZE * SIZE], inverse[SIZE * SIZE], sum[SIZE] = { 0 };
  sc_report report = { 0 };
  for (uint64_t d = 0; d < N; d++) {
    const sc_noise noise = { .seed = 1, .first_draw = d };                            /* any draw may be the first of its block */
    SC_KERNEL_OF(sc_io_sample, SC_ISA_BASE)(&s.uncertain, &noise, value);
    assert_int_equal(sc_io_draw(&s.uncertain, (const sc_lane *)value, 0, numbers, work), SC_BAD_GOOD);
    for (int i = 0; i < SIZE; i++) memcpy(a + i * SIZE, numbers + sc_io_place(shape, SC_IO_COEFFICIENTS, i, 0), sizeof(double) * SIZE);
    assert_int_equal(sc_leontief_inverse(SIZE, a, inverse, &report), SC_OK);
    for (int i = 0; i < SIZE; i++)
      for (int j = 0; j < SIZE; j++) sum[j] += inverse[i * SIZE + j];
    for (int j = 0; j < SIZE; j++) {
      double used = 0;
      for (int b = SC_IO_COEFFICIENTS; b <= SC_IO_VALUE_ADDED; b++)
        for (int i = 0; i < shape->rows[b]; i++) used += numbers[sc_io_place(shape, (sc_io_block)b, i, j)];
      CHECK_REL(used, 1, 1e-13, "columns add up");
    }
  }
  for (int j = 0; j < SIZE; j++) CHECK_REL(spread.summary[j * SC_MULTIPLIER_N + SC_MULTIPLIER_ONE].mean, sum[j] / N, 1e-13, "loop");
  for (int j = 0; j < SIZE; j++) {                                 /* value added + imports = 1, in the mean too */
    const double v = spread.summary[(SIZE + j) * SC_MULTIPLIER_N + SC_MULTIPLIER_ONE].mean, m = spread.summary[(4 * SIZE + j) * SC_MULTIPLIER_N + SC_MULTIPLIER_ONE].mean;
    CHECK_REL(v + m, 1, 1e-12, "identity of type I");
  }
  sc_free(numbers);
  sc_free(value);
  sc_io_spread_free(&spread);
  close_setting(&s);
}

/* Without noise every measure gives what the analysis of the table itself gives. */
static void the_table_itself(void **state)
{
  (void)state;
  enum { SIZE = 12 };
  setting s;
  sc_effects effects;
  sc_report report = { 0 };
  sc_io_spread spread;
  open_setting(&s, CHINA12, NOISE("ras"));
  assert_int_equal(sc_effects_make(&effects, &s.table, &report), SC_OK);
  const sc_io_measure multipliers = sc_io_measure_multipliers(&s.scene), linkages = sc_io_measure_linkages(&s.scene);
  spread_of(&s, &multipliers, 32, 1, &spread);
  assert_int_equal(s.scene.n_quantities, effects.n_rows);
  for (int k = 0; k < effects.n_rows * SIZE; k++) {
    CHECK_NEAR(spread.base[k * SC_MULTIPLIER_N], effects.direct[k], 1e-13, "direct");
    CHECK_NEAR(spread.base[k * SC_MULTIPLIER_N + 1], effects.type1[k], 1e-13, "type I");
    CHECK_NEAR(spread.base[k * SC_MULTIPLIER_N + 2], effects.type2[k], 1e-12, "type II");
  }
  sc_io_spread_free(&spread);
  spread_of(&s, &linkages, 32, 1, &spread);
  for (int j = 0; j < SIZE; j++) {
    double backward = 0, forward = 0;
    for (int i = 0; i < SIZE; i++) {
      backward += s.system.inverse[i * SIZE + j];
      forward += s.system.ghosh[j * SIZE + i];
    }
    CHECK_REL(spread.base[j * SC_LINK_N + SC_LINK_backward], backward, 1e-13, "i'L");
    CHECK_REL(spread.base[j * SC_LINK_N + SC_LINK_forward], forward, 1e-6, "G i; the table balances to 1e-6");
  }
  sc_io_spread_free(&spread);
  sc_effects_free(&effects);
  close_setting(&s);
}

/* -------------------------------------------------------------------------------------------------- addresses */

static void nothing_depends_on_threads_or_machines(void **state)
{
  (void)state;
  setting s;
  sc_io_spread one, many;
  open_setting(&s, CHINA12, NOISE("inputs"));
  const sc_io_measure measure = sc_io_measure_linkages(&s.scene);
  spread_of(&s, &measure, 999, 1, &one);
  spread_of(&s, &measure, 999, 7, &many);
  assert_memory_equal(one.summary, many.summary, (size_t)one.n_values * sizeof *one.summary);
  sc_io_spread_free(&many);
  sc_lane *base = sc_alloc((size_t)s.uncertain.n_randoms, sizeof *base), *best = sc_alloc((size_t)s.uncertain.n_randoms, sizeof *best);
  const sc_noise noise = { .seed = 9, .first_draw = 64 };
  SC_KERNEL_OF(sc_io_sample, SC_ISA_BASE)(&s.uncertain, &noise, base);
  SC_KERNEL_OF(sc_io_sample, sc_isa_best())(&s.uncertain, &noise, best);
  assert_memory_equal(base, best, (size_t)s.uncertain.n_randoms * sizeof *base);
  sc_free(best);
  sc_free(base);
  sc_io_spread_free(&one);
  close_setting(&s);
}

/* The cell (TIN, CON) has the same draws alone and among all others; a lognormal's are those of its quantile function. */
static void an_entry_moves_no_other(void **state)
{
  (void)state;
  setting alone, among;
  const sc_noise noise = { .seed = 5, .first_draw = 0 };
  sc_lane one[1];
  open_setting(&alone, CHINA12, "coefficients = ( { supplier = \"TIN\"; buyer = \"CON\"; factor = { dist = \"lognormal\"; median = 1.0; sdlog = 0.07; }; } );");
  open_setting(&among, CHINA12, NOISE("free"));
  assert_int_equal(alone.uncertain.n_randoms, 1);
  sc_lane *all = sc_alloc((size_t)among.uncertain.n_randoms, sizeof *all);
  SC_KERNEL_OF(sc_io_sample, sc_isa_best())(&alone.uncertain, &noise, one);
  SC_KERNEL_OF(sc_io_sample, sc_isa_best())(&among.uncertain, &noise, all);
  int random = -1;
  for (int k = 0; k < among.uncertain.n_cells; k++)
    if (among.uncertain.cell[k].at == alone.uncertain.cell[0].at) random = among.uncertain.cell[k].random;
  assert_true(random >= 0);
  assert_memory_equal(one[0], all[random], sizeof one[0]);
  for (uint32_t l = 0; l < SC_LANES; l++) {
    const double u = sc_uniform((sc_point){ 5, SC_STREAM_TABLE, sc_name_hash("coefficients.TIN.CON"), l, 0, sc_name_hash("CON") & 0xffffffu });
    CHECK_REL(one[0][l], exp(0.07 * sc_normal_quantile(u)), 1e-13, "quantile of the address");
  }
  sc_free(all);
  close_setting(&among);
  close_setting(&alone);
}

/* A walk of k years has the variance of k steps, and its first years do not change when it grows longer. */
static void walks_add_up(void **state)
{
  (void)state;
  const sc_noise noise = { .seed = 5, .first_draw = 0 };
  sc_lane of[3];
  for (int years = 1; years <= 3; years++) {
    setting s;
    char text[200];
    snprintf(text, sizeof text, "coefficients = ( { supplier = \"SEC\"; buyer = \"MSV\"; walk = { years = %d; sdlog = 0.07; }; } );", years);
    open_setting(&s, CHINA4, text);
    SC_KERNEL_OF(sc_io_sample, sc_isa_best())(&s.uncertain, &noise, &of[years - 1]);
    close_setting(&s);
  }
  for (uint32_t l = 0; l < SC_LANES; l++)
    for (int t = 2; t <= 3; t++) {
      const double u = sc_uniform((sc_point){ 5, SC_STREAM_TABLE, sc_name_hash("coefficients.SEC.MSV"), l, t, sc_name_hash("MSV") & 0xffffffu });
      CHECK_REL(log(of[t - 1][l] / of[t - 2][l]), 0.07 * sc_normal_quantile(u), 1e-10, "step of the year");
    }
}

/* --------------------------------------------------------------------------------------------------- closures */

static void ras_meets_its_sums(void **state)
{
  (void)state;
  enum { SIZE = 12 };
  const sc_noise noise = { .seed = 2, .first_draw = 0 };
  setting s;
  double work[(SIZE + 5) * 16 + 1];
  open_setting(&s, CHINA12, NOISE("ras"));
  const sc_io_shape *shape = &s.uncertain.shape;
  double *numbers = sc_alloc(shape->n_numbers, sizeof *numbers);
  sc_lane *value = sc_alloc((size_t)s.uncertain.n_randoms, sizeof *value);
  SC_KERNEL_OF(sc_io_sample, SC_ISA_BASE)(&s.uncertain, &noise, value);
  for (int l = 0; l < SC_LANES; l++) {
    assert_int_equal(sc_io_draw(&s.uncertain, (const sc_lane *)value, l, numbers, work), SC_BAD_GOOD);
    double scale = 0;
    for (int i = 0; i < SIZE; i++) {
      double sold = 0;
      for (int j = 0; j < SIZE; j++) sold += numbers[sc_io_place(shape, SC_IO_COEFFICIENTS, i, j)] * s.table.output[j];
      const double ratio = sold / numbers[sc_io_place(shape, SC_IO_SALES, i, 0)];
      if (i == 0) scale = ratio;
      CHECK_REL(ratio, scale, 1e-11, "rows keep their sales, up to the total");
    }
    for (int j = 0; j < SIZE; j++) {
      double used = 0;
      for (int b = SC_IO_COEFFICIENTS; b <= SC_IO_VALUE_ADDED; b++)
        for (int i = 0; i < shape->rows[b]; i++) used += numbers[sc_io_place(shape, (sc_io_block)b, i, j)];
      CHECK_REL(used, 1, 1e-11, "columns add up");
    }
  }
  sc_free(value);
  sc_free(numbers);
  close_setting(&s);
}

/* Half of the draws make a > 1: counted by reason, left out of the statistics. */
static void what_is_not_productive_is_counted(void **state)
{
  (void)state;
  enum { N = 1000 };
  const char *table = file_of("one.csv", ONE);
  setting s;
  sc_io_spread spread;
  open_setting(&s, table, "closure = \"free\"; coefficients = ( { supplier = \"A\"; buyer = \"A\"; value = { dist = \"uniform\"; min = 0.5; max = 1.5; }; } );");
  const sc_io_measure measure = sc_io_measure_multipliers(&s.scene);
  spread_of(&s, &measure, N, 1, &spread);
  assert_int_equal(spread.n_good + spread.n_bad[SC_BAD_NOT_PRODUCTIVE], N);
  assert_true(spread.n_good > 440 && spread.n_good < 560);
  assert_int_equal(spread.summary[SC_MULTIPLIER_ONE].n, spread.n_good);
  assert_true(spread.summary[SC_MULTIPLIER_ONE].quantile[SC_SPREAD_LOW] > 2);
  sc_io_spread_free(&spread);
  close_setting(&s);
  remove(table);
}

/* ------------------------------------------------------------------------------------------- regions and shocks */

/* flq_reference.json: GDP 950 (100 million yuan), delta 0.25; the mean at other exponents is in docs/io.md. */
static void multipliers_of_the_prior_district(void **state)
{
  (void)state;
  enum { SIZE = 12 };
  static const double want[SIZE] = { 1.273754998, 1.128032519, 1.151623045, 1.180293944, 1.096718976, 1.216209954, 1.060359578,
                                     1.058119108, 1.123826146, 1.114667171, 1.074092429, 1.068739437 };
  const char *path = file_of("region.cfg", "region = { exponent = { dist = \"triangular\"; min = 0.1; mode = 0.2; max = 0.3; }; };");
  const sc_io_more more = { .region = { 0.25, 950 } };
  sc_io_table table;
  sc_io_uncertain u;
  sc_io_region region;
  sc_io_spread spread;
  sc_report report = { 0 };
  double share[SIZE];
  assert_int_equal(sc_io_table_read(&table, CHINA12, &report), SC_OK);
  assert_int_equal(sc_io_shares_read(&table, "scenarios/data/prior_zhangdian_va_shares_12.csv", share, &report), SC_OK);
  assert_int_equal(sc_io_uncertain_read(&u, &table, path, &more, &report), SC_OK);
  assert_int_equal(sc_io_region_make(&region, &u, SC_REGIONAL_FLQ, share, &report), SC_OK);
  const sc_io_measure measure = sc_io_measure_region(&region);
  const sc_io_sampling sampling = { 1, 2000, 2 };
  assert_int_equal(sc_io_spread_make(&spread, &u, &measure, &sampling, &report), SC_OK);
  for (int j = 0; j < SIZE; j++) CHECK_REL(spread.base[j * SC_FLQ_N + SC_FLQ_OUTPUT], want[j], 1e-6, "flq_reference.json");
  const sc_io_summary *lambda = &spread.summary[SIZE * SC_FLQ_N + SC_FLQ_SLQ];
  const double log2_size = log(spread.base[SIZE * SC_FLQ_N + SC_FLQ_SLQ]) / 0.25;       /* lambda = size^delta */
  CHECK_REL(lambda->quantile[SC_SPREAD_MEDIAN], exp(0.2 * log2_size), 0.02, "median of delta is 0.2");
  CHECK_REL(lambda->quantile[SC_SPREAD_LOW], exp((0.3 - 0.1 * sqrt(0.1)) * log2_size), 0.02, "95 % of delta");
  remove(path);
  sc_io_spread_free(&spread);
  sc_io_region_free(&region);
  sc_io_uncertain_free(&u);
  sc_io_table_free(&table);
}

static void shocks_against_inverses(void **state)
{
  (void)state;
  enum { SIZE = 4 };
  static const char text[] =
    "periods = [\"1\", \"2\"]; scenarios = ( { name = \"exports\"; final = ( { product = \"SEC\"; column = \"EXP\"; change = -0.1; profile = [1.0, 0.5]; } ); },"
    " { name = \"technology\"; coefficients = ( { supplier = \"SEC\"; buyer = \"*\"; change = -0.05; } );"
    "   substitution = ( { product = \"SEC\"; buyer = \"MSV\"; share = 0.5; } ); value_added = ( { row = \"*\"; activity = \"PRI\"; change = 0.1; } ); } );";
  setting s;
  sc_io_shocks shocks;
  sc_io_shock shock;
  sc_report report = { 0 };
  const char *path = file_of("shock.cfg", text);
  open_setting(&s, CHINA4, NULL);
  assert_int_equal(sc_io_shocks_read(&shocks, &s.table, path, &report), SC_OK);
  sc_io_scene_free(&s.scene);
  sc_io_uncertain_free(&s.uncertain);
  assert_int_equal(sc_io_uncertain_read(&s.uncertain, &s.table, NULL, &shocks.more, &report), SC_OK);
  assert_int_equal(sc_io_scene_make(&s.scene, &s.uncertain, &s.system, &report), SC_OK);
  assert_int_equal(sc_io_shock_make(&shock, &s.scene, &shocks, &s.system, &report), SC_OK);
  const sc_io_measure measure = sc_io_measure_shock(&shock);
  double *v = sc_alloc((size_t)measure.n_values, sizeof *v), a[SIZE * SIZE], inverse[SIZE * SIZE];
  void *work = NULL;
  assert_int_equal(measure.work_make(measure.self, &work, &report), SC_OK);
  assert_int_equal(measure.take(measure.self, sc_isa_best(), s.uncertain.base, work, v), SC_BAD_GOOD);
  const int of_quantity = (SIZE + 1) * SC_SHOCK_N, of_period = shock.n_quantities * of_quantity, prices = (shock.n_quantities - 1) * of_quantity;
  const double lost = 0.1 * s.table.final_domestic[1 * s.table.n_final + s.table.n_final - 1];
  for (int i = 0; i < SIZE; i++) {
    CHECK_REL(v[i * SC_SHOCK_N + SC_SHOCK_CHANGE], -s.system.inverse[i * SIZE + 1] * lost, 1e-9, "L df");
    CHECK_REL(v[of_period + i * SC_SHOCK_N + SC_SHOCK_CHANGE], -0.5 * s.system.inverse[i * SIZE + 1] * lost, 1e-9, "half of it in period 2");
    CHECK_NEAR(v[prices + i * SC_SHOCK_N + SC_SHOCK_CHANGE], 0, 1e-12, "prices do not answer to demand");
  }
  memcpy(a, s.system.a, sizeof a);
  for (int j = 0; j < SIZE; j++) a[1 * SIZE + j] *= 0.95;
  a[1 * SIZE + 3] += 0.5 * s.system.imported[1 * SIZE + 3];
  assert_int_equal(sc_leontief_inverse(SIZE, a, inverse, &report), SC_OK);
  for (int j = 0; j < SIZE; j++) {
    double x = 0, p = 0;
    for (int k = 0; k < SIZE; k++) {
      double cost = s.system.value_added[k] * (k == 0 ? 1.1 : 1);
      for (int i = 0; i < SIZE; i++) cost += s.system.imported[i * SIZE + k] * (i == 1 && k == 3 ? 0.5 : 1);
      x += inverse[j * SIZE + k] * s.system.final[k];
      p += cost * inverse[k * SIZE + j];
    }
    CHECK_REL(v[2 * of_period + j * SC_SHOCK_N + SC_SHOCK_VALUE], x, 1e-12, "L f");
    CHECK_REL(v[2 * of_period + prices + j * SC_SHOCK_N + SC_SHOCK_VALUE], p, 1e-12, "(v' + i'M) L");
  }
  remove(path);
  measure.work_free(work);
  sc_free(v);
  sc_io_shock_free(&shock);
  sc_io_shocks_free(&shocks);
  close_setting(&s);
}

/* ---------------------------------------------------------------------------------------------------- bad files */

static int said(const char *path, sc_report *report)
{
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  assert_non_null(to);
  sc_report_print(report, SC_EN, to);
  sc_report_print(report, SC_ZH, to);
  fclose(to);
  const int same = expected_of(path, text);
  free(text);
  sc_report_free(report);
  return same;
}

static int check_uncertain(const char *path)
{
  sc_io_table table;
  sc_io_uncertain u;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&table, CHINA4, &report), SC_OK);
  if (sc_io_uncertain_read(&u, &table, path, NULL, &report) == SC_OK) sc_io_uncertain_free(&u);
  sc_io_table_free(&table);
  return said(path, &report);
}

static int check_shocks(const char *path)
{
  sc_io_table table;
  sc_io_shocks s;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&table, CHINA4, &report), SC_OK);
  if (sc_io_shocks_read(&s, &table, path, &report) == SC_OK) sc_io_shocks_free(&s);
  sc_io_table_free(&table);
  return said(path, &report);
}

static void mistakes_are_told_all_at_once(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_uncertain", ".cfg", check_uncertain, &n_wrong) >= 5);
  assert_int_equal(n_wrong, 0);
  assert_true(expected_cases("tests/bad_shocks", ".cfg", check_shocks, &n_wrong) >= 3);
  assert_int_equal(n_wrong, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_activity_has_closed_forms),          cmocka_unit_test(two_activities_linearised),
    cmocka_unit_test(draws_are_those_of_a_loop),              cmocka_unit_test(the_table_itself),
    cmocka_unit_test(nothing_depends_on_threads_or_machines), cmocka_unit_test(an_entry_moves_no_other),
    cmocka_unit_test(walks_add_up),                           cmocka_unit_test(ras_meets_its_sums),
    cmocka_unit_test(what_is_not_productive_is_counted),      cmocka_unit_test(multipliers_of_the_prior_district),
    cmocka_unit_test(shocks_against_inverses),                cmocka_unit_test(mistakes_are_told_all_at_once),
  };
  return cmocka_run_group_tests_name("uncertain", tests, NULL, NULL);
}
