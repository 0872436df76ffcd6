/* models/accounts: the base-year account of the shipped region, one at a time and over lanes. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/random/dist.h"
#include "models/accounts/balance.h"
#include "models/accounts/base.h"
#include "models/accounts/district.h"
#include "scenarios/study.h"

/* The shipped study's activities and facts. */
static const sc_activity activities[12] = {
  { .id = "AGR", .group = SC_PRI }, { .id = "TIN", .group = SC_SEC }, { .id = "EQP", .group = SC_SEC }, { .id = "CON", .group = SC_SEC },
  { .id = "TRD", .group = SC_TSV }, { .id = "ICT", .group = SC_MSV }, { .id = "FIN", .group = SC_MSV }, { .id = "RES", .group = SC_TSV },
  { .id = "BUS", .group = SC_MSV }, { .id = "RDT", .group = SC_MSV }, { .id = "SOC", .group = SC_MSV }, { .id = "GOV", .group = SC_TSV },
};
static sc_fact facts[] = {
  { .id = "share_primary", .value = 0.002 }, { .id = "share_secondary", .value = 0.321 },
  { .id = "share_tertiary", .value = 0.677 }, { .id = "share_finance", .value = 0.116 },
};
static const char prior[] = "scenarios/data/prior_zhangdian_va_shares_12.csv";

static sc_code load(sc_region *region, int n_activities, const char *table, const char *shares, sc_report *report)
{
  sc_study *study = calloc(1, sizeof *study);
  assert_non_null(study);
  study->n_activities = n_activities;
  memcpy(study->activities, activities, sizeof activities);
  study->accounts = (sc_account_input){ .table_path = table, .prior_path = shares, .facts = facts, .n_facts = 4 };
  const sc_code code = sc_region_load(region, study, report);
  free(study);
  return code;
}

static void load_shipped(sc_region *region)
{
  sc_report report = { 0 };
  const sc_code code = load(region, 12, "scenarios/data/io12_2020.csv", prior, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  assert_int_equal(code, SC_OK);
}

static void make_shipped(sc_region *region, sc_district *district)
{
  sc_report report = { 0 };
  sc_district_inputs inputs;
  load_shipped(region);
  sc_district_inputs_centre(&inputs, region);
  assert_int_equal(sc_district_make(district, region, &inputs, &report), SC_OK);
}

static double sum_of_group(const sc_district *d, const sc_region *r, int industry)
{
  double sum = 0;
  for (int j = 0; j < d->n; j++)
    if (sc_region_industry(r, j) == industry) sum += d->value_added[j];
  return sum;
}

static void account_has_the_plans_facts(void **state)
{
  (void)state;
  static const char plan[] = "plan, L7: 0.2 : 32.1 : 67.7, finance 11.6";
  sc_region r;
  sc_district d;
  make_shipped(&r, &d);
  CHECK_NEAR(sum_of_group(&d, &r, 0), 0.002, 1e-8, plan);
  CHECK_NEAR(sum_of_group(&d, &r, 1), 0.321, 1e-6, plan);
  CHECK_NEAR(sum_of_group(&d, &r, 2), 0.677, 1e-6, plan);
  CHECK_NEAR(d.value_added[6], 0.116, 1e-6, plan);
  CHECK_REL(d.value_added[1] / d.value_added[2], 23.299729 / 7.008869, 1e-6, "national proportion TIN : EQP");
  CHECK_REL(d.output[4], 0.440500258114, 1e-6, "flq_reference.json: output of TRD at GDP 100");
  CHECK_REL(d.lambda, 0.18972889268267332, 1e-6, "flq_reference.json at size 950, delta 0.25");
}

static void account_balances(void **state)
{
  (void)state;
  sc_region r;
  sc_district d;
  sc_district_checks c;
  sc_report report = { 0 };
  make_shipped(&r, &d);
  assert_int_equal(sc_district_check(&d, &r, &c, &report), SC_OK);
  CHECK_NEAR(c.gdp_gap, 0.0, 1e-15, "value added sums to GDP");
  CHECK_NEAR(c.column_gap, 0.0, 1e-14, "every column's value added is step 1");
  CHECK_NEAR(c.row_gap, 0.0, 1e-14, "uses are output");
  CHECK_NEAR(c.walras_gap, 0.0, 1e-14, "exports - imports = GDP - consumption - investment");
  CHECK_NEAR(c.mean_multiplier, 1.12, 5e-3, "mean output multiplier 1.12 at delta 0.25");
  assert_true(c.smallest_flow > 0.01);
  assert_true(c.local_spending > 0.1 && c.local_spending < 0.6);
  for (int k = 0; k < d.n; k++) CHECK_NEAR(d.cap[k], 1.0, 0, "no product is capped at the centre");
}

/* The local part of the account as one matrix: GRAS to its own sums leaves it as it is. */
static void gras_finds_nothing_to_do(void **state)
{
  (void)state;
  enum { WIDE = 17 };
  sc_region r;
  sc_district d;
  double z[12 * WIDE], balanced[12 * WIDE], u[12] = { 0 }, v[WIDE] = { 0 };
  make_shipped(&r, &d);
  for (int i = 0; i < 12; i++) {
    for (int j = 0; j < 12; j++) z[i * WIDE + j] = d.a[i * 12 + j] * d.output[j];
    const double sales[5] = { d.local_household[i], d.local_government[i], d.local_investment[i], d.export_country[i], d.export_world[i] };
    memcpy(z + i * WIDE + 12, sales, sizeof sales);
    u[i] = d.output[i];
    for (int j = 0; j < WIDE; j++) v[j] += z[i * WIDE + j];
  }
  sc_balancing how = SC_BALANCING_DEFAULT;
  sc_report report = { 0 };
  assert_int_equal(sc_gras(12, WIDE, z, u, v, balanced, NULL, NULL, &how, &report), SC_OK);
  for (int k = 0; k < 12 * WIDE; k++) CHECK_NEAR(balanced[k], z[k], 1e-13, "already balanced");
}

static void fill_centre(sc_params *p)
{
  sc_lane *const all = (sc_lane *)(void *)p;
  for (int k = 0; k < SC_N_PARAMS; k++)
    for (int l = 0; l < SC_LANES; l++) all[k][l] = sc_dist_centre(&sc_param_rows[k].prior);
}

static void base_make(sc_isa isa, sc_base *base, const sc_region *r, const sc_params *p, const sc_noise *noise, sc_block *block)
{
  SC_KERNEL_OF(sc_base_make, isa)(base, r, p, noise, block);
}

static void check_lane(const sc_base *b, const sc_district *d, int l)
{
  static const char same[] = "sc_district_make at the same inputs";
  for (int i = 0; i < d->n; i++) {
    CHECK_NEAR(b->output[i][l], d->output[i], 1e-13, same);
    CHECK_NEAR(b->value_added[i][l], d->value_added[i], 1e-13, same);
    CHECK_NEAR(b->labour_share[i][l], d->labour_share[i], 1e-13, same);
    CHECK_NEAR(b->tax[i][l], d->tax[i], 1e-13, same);
    CHECK_NEAR(b->household[i][l], d->household[i], 1e-13, same);
    CHECK_NEAR(b->local_household[i][l] * b->household[i][l], d->local_household[i], 1e-13, same);
    CHECK_NEAR(b->government[i][l], d->local_government[i], 1e-13, same);
    CHECK_NEAR(b->investment[i][l], d->local_investment[i], 1e-13, same);
    CHECK_NEAR(b->export_country[i][l], d->export_country[i], 1e-13, same);
    CHECK_NEAR(b->export_world[i][l], d->export_world[i], 1e-13, same);
    CHECK_NEAR(b->import_input[i][l], d->import_input[i], 1e-13, same);
    for (int j = 0; j < d->n; j++) CHECK_NEAR(b->a[i * d->n + j][l], d->a[i * d->n + j], 1e-13, same);
  }
  double world = 0;
  for (int i = 0; i < d->n; i++) {
    CHECK_NEAR(b->import_country[i][l], d->import_country[i], 1e-13, same);
    CHECK_NEAR(b->import_abroad[i][l], d->import_world[i], 1e-13, same);
    world += d->import_world[i];
  }
  CHECK_NEAR(b->import_world[l], world, 1e-13, same);
}

static void lanes_equal_the_account_at_the_centre(void **state)
{
  (void)state;
  sc_region r;
  sc_district d;
  sc_params *p = sc_alloc(1, sizeof *p);
  sc_base *b = sc_alloc(1, sizeof *b);
  sc_block block = { .live = SC_LANES };
  const sc_noise quiet = { .seed = 1, .quiet = 1 };
  make_shipped(&r, &d);
  fill_centre(p);
  base_make(sc_isa_best(), b, &r, p, &quiet, &block);
  for (int l = 0; l < SC_LANES; l++) {
    assert_int_equal(block.why[l], SC_BAD_GOOD);
    check_lane(b, &d, l);
  }
  sc_free(b);
  sc_free(p);
}

/* A made-up nation that exports all it can and buys more finance as input than there is: both caps bind, the account stays
 * positive, and lanes still equal the account. */
static void caps_keep_every_sale_positive(void **state)
{
  (void)state;
  sc_region r;
  sc_district d;
  sc_district_inputs inputs;
  sc_report report = { 0 };
  load_shipped(&r);
  for (int j = 0; j < 12; j++) {
    r.export_rate[j] = 1;
    r.input[6 * 12 + j] *= 4;
  }
  sc_district_inputs_centre(&inputs, &r);
  inputs.delta_flq = 0;
  assert_int_equal(sc_district_make(&d, &r, &inputs, &report), SC_OK);
  CHECK_REL(d.input_sales[6], SC_LOCAL_INPUT_CAP * d.output[6], 1e-14, "inputs take 0.9 of finance");
  assert_true(d.cap[6] < 1 && d.cap[1] == 1);
  for (int i = 0; i < 12; i++)
    CHECK_REL(d.export_world[i] / (d.export_world[i] + d.export_country[i]), SC_WORLD_EXPORT_CAP, 1e-13, "at most 0.9 goes abroad");
  sc_params *p = sc_alloc(1, sizeof *p);
  sc_base *b = sc_alloc(1, sizeof *b);
  sc_block block = { .live = SC_LANES };
  fill_centre(p);
  memset(p->delta_flq, 0, sizeof p->delta_flq);
  base_make(sc_isa_best(), b, &r, p, &(sc_noise){ .seed = 1, .quiet = 1 }, &block);
  check_lane(b, &d, 5);
  sc_free(b);
  sc_free(p);
}

/* Uniforms of this test alone: parameters by the quantile of their prior. */
static void fill_random(sc_params *p, uint64_t first_draw)
{
  sc_lane *const all = (sc_lane *)(void *)p;
  uint64_t state = first_draw * 2654435761u + 1;
  for (int k = 0; k < SC_N_PARAMS; k++)
    for (int l = 0; l < SC_LANES; l++) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      all[k][l] = sc_dist_quantile(&sc_param_rows[k].prior, ((double)(state >> 11) + 0.5) * 0x1p-53);
    }
}

static void inputs_of_lane(sc_district_inputs *in, const sc_base *b, const sc_params *p, int l)
{
  *in = (sc_district_inputs){ p->delta_flq[l], p->gdp_level[l], p->household_rate[l], p->government_rate[l], p->investment_rate[l],
                              p->cross_hauling_goods[l], p->cross_hauling_services[l],
                              { p->labour_share_primary[l], p->labour_share_secondary[l], p->labour_share_traditional[l],
                                p->labour_share_modern[l] }, { 0 }, { 0 } };
  for (int j = 0; j < b->n; j++) {
    in->share[j] = b->value_added[j][l];
    in->budget[j] = b->household[j][l] / b->consumption[l];
  }
}

/* 64 blocks: every draw is a sound account, equal to the one-at-a-time account of its inputs; shares have the moments of
 * the Dirichlet distribution given the plan's totals. */
static void every_draw_is_a_sound_account(void **state)
{
  (void)state;
  enum { BLOCKS = 64 };
  sc_region r;
  load_shipped(&r);
  sc_params *p = sc_alloc(1, sizeof *p);
  sc_base *b = sc_alloc(1, sizeof *b);
  double mean = 0, square = 0, budget = 0;
  for (int k = 0; k < BLOCKS; k++) {
    const sc_noise noise = { .seed = 7, .first_draw = (uint64_t)k * SC_LANES };
    sc_block block = { .first_draw = noise.first_draw, .live = SC_LANES };
    fill_random(p, noise.first_draw);
    base_make(sc_isa_best(), b, &r, p, &noise, &block);
    for (int l = 0; l < SC_LANES; l++) {
      sc_district d;
      sc_district_inputs in;
      sc_district_checks c;
      sc_report report = { 0 };
      assert_int_equal(block.why[l], SC_BAD_GOOD);
      inputs_of_lane(&in, b, p, l);
      assert_int_equal(sc_district_make(&d, &r, &in, &report), SC_OK);
      check_lane(b, &d, l);
      assert_int_equal(sc_district_check(&d, &r, &c, &report), SC_OK);
      CHECK_NEAR(fmax(fmax(c.row_gap, c.column_gap), fmax(fabs(c.walras_gap), fabs(c.gdp_gap))), 0.0, 1e-13, "identities");
      CHECK_NEAR(sum_of_group(&d, &r, 1), 0.321, 1e-6, "known total");
      CHECK_NEAR(d.value_added[6], 0.116, 1e-6, "known share");
      const double tin = b->value_added[1][l] / r.drawn_total[SC_SEC];
      mean += tin;
      square += tin * tin;
      budget += in.budget[1];
    }
  }
  const double n = BLOCKS * SC_LANES, centre = r.share[1] / r.drawn_total[1], alpha0 = SC_SHARE_CONCENTRATION * r.drawn_total[1];
  const double variance = centre * (1 - centre) / (alpha0 + 1);
  CHECK_NEAR(mean / n, centre, 4 * sqrt(variance / n), "Dirichlet mean, 4 standard errors");
  CHECK_REL(square / n - mean / n * mean / n, variance, 4 * sqrt(2 / n), "Dirichlet variance, 4 standard errors");
  CHECK_NEAR(budget / n, r.household[1], 4 * sqrt(r.household[1] / SC_BUDGET_CONCENTRATION / n), "Dirichlet mean, 4 standard errors");
  sc_free(b);
  sc_free(p);
}

/* The same bits on every instruction set; a draw does not depend on the block it stands in. */
static void bits_do_not_depend_on_the_machine(void **state)
{
  (void)state;
  sc_region r;
  load_shipped(&r);
  sc_params *p = sc_alloc(1, sizeof *p);
  sc_base *b = sc_alloc(2, sizeof *b);
  const sc_noise noise = { .seed = 7, .first_draw = 64 }, shifted = { .seed = 7, .first_draw = 63 };
  sc_block block = { .live = SC_LANES };
  fill_random(p, 64);
  base_make(SC_ISA_BASE, &b[0], &r, p, &noise, &block);
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) {
    base_make((sc_isa)isa, &b[1], &r, p, &noise, &block);
    assert_memory_equal(&b[0], &b[1], sizeof *b);
  }
  base_make(sc_isa_best(), &b[1], &r, p, &shifted, &block);
  for (int j = 0; j < 12; j++) assert_memory_equal(&b[0].value_added[j][0], &b[1].value_added[j][1], 31 * sizeof(double));
  sc_free(b);
  sc_free(p);
}

static void a_draw_costs_little(void **state)
{
  (void)state;
  enum { BLOCKS = 500 };
  sc_region r;
  load_shipped(&r);
  sc_params *p = sc_alloc(1, sizeof *p);
  sc_base *b = sc_alloc(1, sizeof *b);
  sc_block block = { .live = SC_LANES };
  struct timespec from, to;
  fill_centre(p);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  for (int k = 0; k < BLOCKS; k++) {
    const sc_noise noise = { .seed = 7, .first_draw = (uint64_t)k * SC_LANES };
    base_make(sc_isa_best(), b, &r, p, &noise, &block);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  const double seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
  print_message("base-year account: %.2f us for each draw\n", 1e6 * seconds / BLOCKS / SC_LANES);
  sc_free(b);
  sc_free(p);
}

static void check_fault(int n, const char *table, const char *shares, sc_fault fault)
{
  sc_region r;
  sc_report report = { 0 };
  assert_int_equal(load(&r, n, table, shares, &report), SC_DATA);
  assert_true(report.n > 0);
  assert_int_equal(report.errors[0].fault, fault);
  sc_report_free(&report);
}

static void wrong_inputs_are_refused(void **state)
{
  (void)state;
  static const char nation[] = "scenarios/data/io12_2020.csv";
  check_fault(11, nation, prior, SC_FAULT_REGION_COUNT);
  check_fault(12, "scenarios/data/io4_2020.csv", prior, SC_FAULT_REGION_ACTIVITY);
  check_fault(12, nation, nation, SC_FAULT_TABLE_COLUMN_MISSING);
  facts[1].value = 0.40;
  check_fault(12, nation, prior, SC_FAULT_REGION_SHARES);
  facts[1].value = 0.321;
}

static void account_prints_in_both_languages(void **state)
{
  (void)state;
  sc_region r;
  sc_district d;
  sc_report report = { 0 };
  make_shipped(&r, &d);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    sc_string text = { 0 };
    assert_int_equal(sc_district_write(&d, &r, (sc_lang)lang, &text, &report), SC_OK);
    assert_non_null(strstr(sc_string_text(&text), "| TIN |"));
    assert_non_null(strstr(sc_string_text(&text), lang == SC_EN ? "multiplier is 1.12 against" : "乘数仅为 1.12"));
    sc_string_free(&text);
  }
}

/* docs/base-year.md shows the account of the shipped study as the program writes it. */
static void documented_account_is_the_programs(void **state)
{
  (void)state;
  sc_study *study = calloc(1, sizeof *study);
  sc_region region;
  sc_district district;
  sc_district_inputs inputs;
  sc_report report = { 0 };
  char *document = NULL;
  size_t size = 0;
  assert_int_equal(sc_study_load(study, "scenarios/zhangdian", NULL, &report), SC_OK);
  assert_int_equal(sc_region_load(&region, study, &report), SC_OK);
  sc_district_inputs_centre(&inputs, &region);
  assert_int_equal(sc_district_make(&district, &region, &inputs, &report), SC_OK);
  assert_int_equal(sc_file_read("docs/base-year.md", 1 << 20, &document, &size, SC_NOWHERE, &report), SC_OK);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    sc_string text = { 0 };
    assert_int_equal(sc_district_write(&district, &region, (sc_lang)lang, &text, &report), SC_OK);
    if (!strstr(document, sc_string_text(&text))) {
      fputs(sc_string_text(&text), stderr);
      fail_msg("docs/base-year.md does not hold the account above");
    }
    sc_string_free(&text);
  }
  sc_free(document);
  sc_study_free(study);
  free(study);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(account_has_the_plans_facts),
    cmocka_unit_test(account_balances),
    cmocka_unit_test(gras_finds_nothing_to_do),
    cmocka_unit_test(lanes_equal_the_account_at_the_centre),
    cmocka_unit_test(caps_keep_every_sale_positive),
    cmocka_unit_test(every_draw_is_a_sound_account),
    cmocka_unit_test(bits_do_not_depend_on_the_machine),
    cmocka_unit_test(a_draw_costs_little),
    cmocka_unit_test(wrong_inputs_are_refused),
    cmocka_unit_test(account_prints_in_both_languages),
    cmocka_unit_test(documented_account_is_the_programs),
  };
  return cmocka_run_group_tests_name("district", tests, NULL, NULL);
}
