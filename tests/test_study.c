/* test_study.c - the loader, the shipped study and the plan's arithmetic. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "models/accounts/csv.h"
#include "models/accounts/region.h"
#include "models/indicators/indicators.h"
#include "scenarios/arithmetic.h"
#include "scenarios/study.h"

static const char economics[] = "economics paper of the project, part 1.3";

/* ------------------------------------------------------------------------------------------------- helpers */

static void load_with(sc_study *study, const sc_study_options *options)
{
  sc_report report = { 0 };
  const sc_code code = sc_study_load(study, "zhangdian", options, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  sc_report_free(&report);
}

static void load_set(sc_study *study, const char *a, const char *b)
{
  const char *const set[] = { a, b };
  load_with(study, &(sc_study_options){ .set = set, .n_set = b != NULL ? 2 : 1 });
}

static const sc_target *target_of(const sc_study *study, const char *id)
{
  for (int i = 0; i < study->n_targets; i++)
    if (strcmp(study->targets[i].id, id) == 0) return &study->targets[i];
  fail_msg("no target %s", id);
  return NULL;
}

static const sc_scenario *scenario_of(const sc_study *study, const char *id)
{
  for (int i = 0; i < study->n_scenarios; i++)
    if (strcmp(study->scenarios[i].id, id) == 0) return &study->scenarios[i];
  fail_msg("no scenario %s", id);
  return NULL;
}

static int lever_of(const sc_study *study, const char *id)
{
  for (int i = 0; i < study->n_levers; i++)
    if (strcmp(study->levers[i].id, id) == 0) return i;
  fail_msg("no lever %s", id);
  return -1;
}

/* -------------------------------------------------------------------------------------- the shipped study */

static void zhangdian_has_all_rows(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  int seen[22] = { 0 }, numeric = 0, binding = 0;
  for (int i = 0; i < study.n_targets; i++) {
    const sc_target *target = &study.targets[i];
    assert_in_range(target->row, 0, 21);
    if (target->row == 0) continue;
    seen[target->row]++;
    binding += target->binding;
    numeric += target->readings[0].kind != SC_TARGET_NOT_ASSESSABLE;
  }
  for (int row = 1; row <= 21; row++) assert_int_equal(seen[row], 1);
  assert_int_equal(numeric, 16);
  assert_int_equal(binding, 8);
  assert_int_equal(study.n_scenarios, 9);
  assert_int_equal(study.n_levers, 11);
  assert_int_equal(study.n_events, 3);
  assert_int_equal(study.n_activities, 12);
  assert_int_equal(study.n_joint_sets, 4);
  const int sizes[] = { 16, 15, 6, 4 };
  for (int i = 0; i < 4; i++) assert_int_equal(study.joint_sets[i].n_targets, sizes[i]);
  assert_true(study.n_tensions >= 30);
  assert_int_equal(study.n_draws, 10000);
  assert_int_equal(study.as_of, 2021);
  assert_true(study.n_files >= 12);
  for (int i = 0; i < study.n_scenarios; i++) assert_int_equal(study.scenarios[i].code[1], '0' + i);
  sc_study_free(&study);
}

/* No text a reader sees is missing in either language. */
static void zhangdian_speaks_both_languages(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    assert_true(study.title.in[lang][0] != '\0');
    for (int i = 0; i < study.n_targets; i++) {
      assert_true(study.targets[i].text.in[lang][0] != '\0');
      for (int k = 0; k < study.targets[i].n_readings && study.targets[i].n_readings > 1; k++)
        assert_true(study.targets[i].readings[k].text.in[lang][0] != '\0');
    }
    for (int i = 0; i < study.n_scenarios; i++) assert_true(study.scenarios[i].description.in[lang][0] != '\0');
    for (int i = 0; i < study.n_levers; i++) assert_true(study.levers[i].plan_content.in[lang][0] != '\0');
    for (int i = 0; i < study.n_tensions; i++) assert_null(strchr(study.tensions[i].text.in[lang], '{'));
  }
  sc_study_free(&study);
}

/* The table as data: names and numbers of the 21 rows. */
static void zhangdian_agrees_with_the_table(void **state)
{
  (void)state;
  sc_csv csv = { 0 };
  sc_report report = { 0 };
  if (sc_csv_read(&csv, SC_SHARED_DIR "/data/plan/indicators_21.csv", &report) != SC_OK) {
    sc_report_free(&report);
    skip();
  }
  sc_study study;
  load_with(&study, NULL);
  for (int r = 1; r < csv.n_rows; r++) {
    const sc_csv_cell *cell = csv.row[r].cell;
    const sc_target *target = NULL;
    for (int i = 0; i < study.n_targets; i++)
      if (study.targets[i].row == atoi(cell[0].text)) target = &study.targets[i];
    assert_non_null(target);
    assert_int_equal(strncmp(target->text.in[SC_ZH], cell[1].text, strcspn(cell[1].text, "(")), 0);
    char *end;
    const double in_2025 = strtod(cell[5].text, &end);
    if (end != cell[5].text) CHECK_NEAR(target->readings[0].value, in_2025, 1e-12, "plan, table");
    const double in_2020 = strtod(cell[4].text, &end);
    if (end != cell[4].text && isfinite(target->readings[0].base) && target->row != 9)
      CHECK_NEAR(target->readings[0].base, in_2020, 1e-12, "plan, table");
  }
  sc_study_free(&study);
  sc_csv_free(&csv);
}

/* Every target of the prose is answered by some target of the study. */
static void zhangdian_answers_the_prose(void **state)
{
  (void)state;
  sc_csv csv = { 0 };
  sc_report report = { 0 };
  if (sc_csv_read(&csv, SC_SHARED_DIR "/data/plan/prose_facts_targets.csv", &report) != SC_OK) {
    sc_report_free(&report);
    skip();
  }
  sc_study study;
  load_with(&study, NULL);
  int n = 0;
  for (int r = 1; r < csv.n_rows; r++) {
    const char *id = csv.row[r].cell[0].text;
    if (id[0] != 'T' && id[0] != 'V') continue;
    int found = 0;
    for (int i = 0; i < study.n_targets; i++)
      for (int k = 0; k < study.targets[i].n_prose; k++) found |= strcmp(study.targets[i].prose[k], id) == 0;
    if (!found) print_error("no target answers %s\n", id);
    assert_true(found);
    n++;
  }
  assert_int_equal(n, 64);
  sc_study_free(&study);
  sc_csv_free(&csv);
}

/* Quotations of the prose stand in the plan letter by letter. */
static void zhangdian_quotes_the_plan(void **state)
{
  (void)state;
  sc_report report = { 0 };
  char *plan = NULL;
  size_t n = 0;
  if (sc_file_read(SC_SHARED_DIR "/plan/zhangdian-14fyp-2035.txt", 10000000, &plan, &n, SC_NOWHERE, &report) != SC_OK) {
    sc_report_free(&report);
    skip();
  }
  sc_study study;
  load_with(&study, NULL);
  for (int i = 0; i < study.n_targets; i++) {
    if (study.targets[i].row != 0) continue;
    if (strstr(plan, study.targets[i].quotation) == NULL)
      print_error("not in the plan: %s\n", study.targets[i].quotation);
    assert_non_null(strstr(plan, study.targets[i].quotation));
  }
  sc_study_free(&study);
  sc_free(plan);
}

/* The tables of the study are those of its activities, and its facts agree with them. */
static void zhangdian_has_an_economy(void **state)
{
  (void)state;
  sc_study study;
  sc_report report = { 0 };
  sc_region *region = sc_alloc(1, sizeof *region);
  load_with(&study, NULL);
  assert_int_equal(sc_region_load(region, &study, &report), SC_OK);
  CHECK_NEAR(region->share[sc_study_activity(&study, "FIN")], 0.116, 1e-6, "plan, L7");
  sc_free(region);
  sc_study_free(&study);
  sc_report_free(&report);
}

/* The template is a whole study, and the region's shares follow the nation's within its facts. */
static void template_is_ready(void **state)
{
  (void)state;
  sc_study study;
  sc_report report = { 0 };
  sc_region *region = sc_alloc(1, sizeof *region);
  sc_code code = sc_study_load(&study, "scenarios/template", NULL, &report);
  if (code == SC_OK) code = sc_region_load(region, &study, &report);
  if (code != SC_OK) sc_report_print(&report, SC_EN, stderr);
  assert_int_equal(code, SC_OK);
  double share[3] = { 0 };
  for (int j = 0; j < study.n_activities; j++) share[sc_region_industry(region, j)] += region->share[j];
  CHECK_NEAR(share[0], 0.081, 1e-12, "the template's facts");
  CHECK_NEAR(share[1], 0.374, 1e-12, "the template's facts");
  CHECK_NEAR(share[2], 0.545, 1e-12, "the template's facts");
  const double *s = region->share;
  CHECK_REL(s[sc_study_activity(&study, "TIN")] / s[sc_study_activity(&study, "EQP")], 23.299729 / 7.008869, 1e-6,
            "NBS 2020: shares of value added");
  assert_string_equal(study.settings[SC_PARAM_gdp_level].set_at.file, "parameters.cfg");
  sc_study_free(&study);

  const char *const finance[] = {
    "economy.facts.share_finance={ value = 0.12; unit = \"1\"; zh = \"金融业\"; en = \"finance\"; source = \"test\"; }"
  };
  assert_int_equal(
      sc_study_load(&study, "scenarios/template", &(sc_study_options){ .set = finance, .n_set = 1 }, &report), SC_OK);
  assert_int_equal(sc_region_load(region, &study, &report), SC_OK);
  CHECK_NEAR(s[sc_study_activity(&study, "FIN")], 0.12, 1e-12, "the fact");
  CHECK_REL(s[sc_study_activity(&study, "TRD")] / s[sc_study_activity(&study, "GOV")], 16.901517 / 4.578064, 1e-6,
            "NBS 2020: shares of value added");
  sc_free(region);
  sc_study_free(&study);
  sc_report_free(&report);
}

/* What a reading is when its own keys are read over the main one's. */
static void readings_inherit(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  const sc_target *services = target_of(&study, "services_share");
  assert_int_equal(services->n_readings, 3);
  assert_int_equal(services->readings[0].direction, SC_ABOUT);
  CHECK_NEAR(services->readings[0].value - services->readings[0].tolerance, 78.0, 1e-12, "plan, L26: about 80");
  assert_int_equal(services->readings[1].direction, SC_AT_LEAST);
  assert_int_equal(services->readings[2].direction, SC_WITHIN);
  CHECK_NEAR(services->readings[2].tolerance, 2.0, 1e-12, economics);
  const sc_target *growth = target_of(&study, "gdp_growth");
  assert_int_equal(growth->readings[1].kind, SC_TARGET_GROWTH_EACH_YEAR);
  assert_int_equal(growth->readings[1].from, 2021);
  assert_int_equal(growth->readings[1].to, 2025);
  const sc_target *forest = target_of(&study, "forest");
  CHECK_NEAR(forest->readings[0].value, 10.06, 1e-12, "plan, row 19: hold");
  const sc_target *energy = target_of(&study, "energy_intensity");
  assert_int_equal(energy->readings[0].kind, SC_TARGET_NOT_ASSESSABLE);
  assert_true(energy->readings[1].assumed);
  assert_int_equal(target_of(&study, "energy_production")->readings[0].indicator, -1);
  sc_study_free(&study);

  load_set(&study, "targets.services_share.readings.strict.kind=growth_each_year", NULL);
  assert_int_equal(target_of(&study, "services_share")->readings[0].from, 2025);
  assert_int_equal(target_of(&study, "services_share")->readings[1].from,
                   2021); /* a kind that spans years has the plan's */
  sc_study_free(&study);
}

/* The district's own past, others', and what became known later. */
static void history_knows_whose_it_is(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  int own = 0, later = 0;
  for (int i = 0; i < study.n_history; i++) {
    const sc_history *fact = &study.history[i];
    own += fact->own;
    later += fact->ex_post;
    assert_string_equal(fact->region.in[SC_EN], fact->own ? "Zhangdian"
                                                : fact->value == 46.2 || fact->value == 53.6 || fact->value == 30.2
                                                    ? "Shandong"
                                                    : "Zibo");
    if (fact->year > 2020) assert_true(fact->ex_post);
  }
  assert_int_equal(own, 24);
  assert_int_equal(later, 7);
  sc_study_free(&study);
}

/* --------------------------------------------------------------------------------- scenarios and options */

static void scenarios_inherit(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  const int rd = lever_of(&study, "rd"), trade = lever_of(&study, "trade"), enclave = lever_of(&study, "enclave");
  CHECK_NEAR(scenario_of(&study, "trend")->strength[rd], 0.0, 0, "S0");
  CHECK_NEAR(scenario_of(&study, "plan")->strength[rd], 1.0, 0, "S2");
  CHECK_NEAR(scenario_of(&study, "innovation")->strength[rd], 1.3, 0, "S3");
  CHECK_NEAR(scenario_of(&study, "innovation")->strength[trade], 0.5, 0, "S3");
  CHECK_NEAR(scenario_of(&study, "property")->strength[rd], 0.5, 0, "S4");
  CHECK_NEAR(scenario_of(&study, "trade_shock")->strength[trade], 0.0, 0, "S5");
  CHECK_NEAR(scenario_of(&study, "servicise")->strength[enclave], 2.0, 0, "S7");
  const sc_scenario *compound = scenario_of(&study, "compound");
  CHECK_NEAR(compound->strength[rd], 0.3, 0, "S8");
  CHECK_NEAR(compound->strength[trade], 0.0, 0, "S8: S5 has L7 at 0");
  assert_int_equal(compound->n_forced, 2);
  assert_int_equal(compound->forced[0].year, 2022);
  assert_true(compound->tail_events);
  sc_study_free(&study);

  load_set(&study, "scenarios.compound.inherit=pandemic",
           "scenarios.baseline.shifts=( { channel = \"rd_step\"; size = 0.001; } )");
  compound = scenario_of(&study, "compound");
  assert_int_equal(compound->n_forced, 3);                     /* the parent's first */
  assert_int_equal(compound->forced[0].event, 0);
  assert_int_equal(compound->n_shifts, 1);                     /* from the grandparent */
  CHECK_NEAR(compound->shifts[0].size, 0.001, 0, "--set");
  sc_study_free(&study);
}

/* An effect names activities, groups or all of them. */
static void effects_find_their_activities(void **state)
{
  (void)state;
  sc_study study;
  load_with(&study, NULL);
  const sc_lever *enclave = &study.levers[lever_of(&study, "enclave")];
  assert_int_equal(enclave->n_effects, 2);
  assert_int_equal(enclave->effects[0].channel, SC_CHANNEL_scale);
  uint64_t secondary = 0;
  for (int j = 0; j < study.n_activities; j++)
    if (study.activities[j].group == SC_SEC) secondary |= (uint64_t)1 << j;
  assert_int_equal(enclave->effects[0].activities, secondary);
  assert_int_equal(enclave->effects[1].activities, (uint64_t)1 << sc_study_activity(&study, "BUS"));
  const sc_lever *business = &study.levers[lever_of(&study, "business")];
  assert_int_equal(business->effects[0].activities, ((uint64_t)1 << study.n_activities) - 1);
  /* a fifth of what leaves industry comes back as business services */
  CHECK_NEAR(enclave->effects[1].size * 4.066156, 0.2 * 0.010 * 32.1, 2e-4, "lever L8: 20 per cent returns");
  sc_study_free(&study);
}

static void cut_off_chooses_the_value(void **state)
{
  (void)state;
  sc_study early, late;
  load_with(&early, NULL);
  load_set(&late, "as_of=2023", NULL);
  CHECK_NEAR(early.events[1].rate, 0.0320, 1e-12, "1 - (1 - 0.15)^(1/5)");
  CHECK_NEAR(late.events[1].rate, 0.0825, 1e-12, "1 - (1 - 0.35)^(1/5)");
  CHECK_NEAR(early.events[0].profile[1], -0.5, 0, "rebound as of 2021");
  CHECK_NEAR(late.events[0].profile[1], -0.3, 0, "rebound as of 2023");
  const sc_dist *a = &early.settings[SC_PARAM_growth_population].dist,
                *b = &late.settings[SC_PARAM_growth_population].dist;
  CHECK_NEAR(a->a, 0.006, 0, "population growth as of 2021");
  CHECK_NEAR(b->a, 0.004, 0, "population growth as of 2023");
  sc_study_free(&early);
  sc_study_free(&late);
}

static void command_line_changes_the_study(void **state)
{
  (void)state;
  sc_study study;
  load_set(&study, "parameters.sigma_kl=0.5", "scenarios.plan.levers.rd=1.3");
  assert_int_equal(study.settings[SC_PARAM_sigma_kl].dist.kind, SC_DIST_FIXED);
  CHECK_NEAR(study.settings[SC_PARAM_sigma_kl].dist.a, 0.5, 0, "--set");
  assert_string_equal(study.settings[SC_PARAM_sigma_kl].set_at.file, "--set");
  assert_null(study.settings[SC_PARAM_delta_k].set_at.file);
  CHECK_NEAR(scenario_of(&study, "plan")->strength[lever_of(&study, "rd")], 1.3, 0, "--set");
  assert_non_null(strstr(study.resolved_text, "# --set parameters.sigma_kl=0.5"));
  sc_study_free(&study);

  load_with(&study,
            &(sc_study_options){
                .scenarios = "S2,baseline", .models = "growth", .n_draws = 300, .seed = "7", .store = "paths" });
  assert_int_equal(study.n_scenarios, 2);
  assert_string_equal(study.scenarios[0].id, "baseline");
  assert_string_equal(study.scenarios[1].id, "plan");
  assert_int_equal(study.n_draws, 300);
  assert_int_equal(study.seed, 7);
  assert_int_equal(study.store, SC_STORE_PATHS);
  sc_study_free(&study);

  load_set(&study, "fund_rule.active=true", NULL);
  CHECK_NEAR(scenario_of(&study, "plan")->strength[0], 8.0 / 11, 1e-15, "eleven levers at 1 share a sum of 8");
  CHECK_NEAR(scenario_of(&study, "baseline")->strength[0], 0.5, 0, "a sum of 5.5 stays");
  sc_study_free(&study);
}

/* --------------------------------------------------------------------------------------------- arithmetic */

static double rule(int which, double a, double b, double c, double d, double e)
{
  const double argument[SC_MOST_ARGUMENTS] = { a, b, c, d, e };
  return sc_arithmetic_rows[which].apply(argument);
}

static void roots_are_roots(void **state)
{
  (void)state;
  for (int n = 1; n <= 20; n++)
    for (double x = 1e-4; x < 1e5; x *= 7.3) CHECK_REL(sc_root(x, n), pow(x, 1.0 / n), 4e-15, "libm pow");
  assert_true(isnan(sc_root(-1, 3)));
  assert_true(isnan(sc_root(0, 3)));
  assert_true(isnan(sc_root(2, 0)));
}

static void arithmetic_agrees_with_the_paper(void **state)
{
  (void)state;
  CHECK_NEAR(rule(SC_ARITHMETIC_growth_index, 7, 5, 0, 0, 0), 1.40255, 5e-6, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 67.7, 80.0, 7, 5, 0), 10.63, 5e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 67.7, 80.0, 5, 5, 0), 8.56, 6e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 67.7, 80.0, 6, 5, 0), 9.60, 5e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 32.3, 20.0, 7, 5, 0), -2.78, 2e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 32.1, 19.8, 7.0, 5, 0), -2.86, 2e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_index, 32.1, 19.8, 7.0, 5, 0), 0.865, 5e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_odds_growth, 67.7, 80.0, 5, 0, 0), 13.8, 4e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_odds_growth, 57.63, 67.7, 5.0, 0, 0), 9.03, 6e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_odds_growth_price, 67.7, 80.0, 5, 2, 0), 11.6, 5e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_odds_again, 57.63, 67.7, 0.0, 0, 0), 76.4, 7e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_line_again, 57.63, 67.7, 0.0, 0, 0), 77.77, 1e-12, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth_price, 67.7, 80.0, 7, 5, 2), 100 * (1.1063 / 1.02 - 1), 1e-3, "by hand");
  CHECK_NEAR(rule(SC_ARITHMETIC_net_growth, 500, 60, 5, 0, 0), 2.29, 3e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_net_growth, 650, 60, 5, 0, 0), 1.78, 5e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_growth_ratio, 7, 7, 0, 0, 0), 0.0, 1e-12, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_growth_product, 7, 2.29, 0, 0, 0), 9.45, 2e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 28.5, 38.5, 7.0, 5, 0), 13.6, 4e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 1.41, 1.91, 7.0, 5, 0), 13.7, 4e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_share_growth, 2.4, 5.0, 7, 5, 0), 23.9, 4e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_mean_growth, 32.9, 34.58, 5.0, 0, 0), 1.0, 5e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_mean_growth, 1, 2, 15, 0, 0), 4.73, 6e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_grown, 46927, 7, 5, 0, 0), 65818.0, 1e-5, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_gap_people, 780800, 12.7, 14, 16, 0), 508000.0, 1e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_ratio_change, 5, 7, 5, 0, 0), -9.0, 5e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_cap_base, 10, 7, 5, 140, 0), 110.9, 5e-4, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_percent_change, 2.23, 2.0, 0, 0, 0), -10.3, 2e-3, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_percent, 1205102, 1272967, 0, 0, 0), 94.67, 5e-5, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_product, 3, 4, 0, 0, 0), 12.0, 0, "by hand");
  CHECK_NEAR(rule(SC_ARITHMETIC_quotient, 15, 0.3, 0, 0, 0), 50.0, 1e-15, economics);
  CHECK_NEAR(rule(SC_ARITHMETIC_sum, 3, 4, 0, 0, 0), 7.0, 0, "by hand");
}

/* The numbers reach the texts. */
static void tensions_say_the_numbers(void **state)
{
  (void)state;
  static const char *const said[][2] = {
    { "services_growth", "services 10.63 a year" },
    { "services_growth", "industry -2.86 (2025 is 0.865 times 2020)" },
    { "services_growth", "13.8 per cent a year against 9.03" },
    { "modern_services", "11.9, 13.4, 14.6, 21.2 or 30.2" },
    { "schooling", "507520 in-migrants" },
    { "water", "above 110.9 million" },
    { "finance", "17.1 per cent of services" },
  };
  sc_study study;
  load_with(&study, NULL);
  for (size_t k = 0; k < sizeof said / sizeof said[0]; k++)
    for (int i = 0; i < study.n_tensions; i++)
      if (strcmp(study.tensions[i].id, said[k][0]) == 0)
        assert_non_null(strstr(study.tensions[i].text.in[SC_EN], said[k][1]));
  sc_study_free(&study);

  load_set(&study, "targets.gdp_growth.value=5.0", NULL);      /* the text follows the plan's number */
  for (int i = 0; i < study.n_tensions; i++)
    if (strcmp(study.tensions[i].id, "services_growth") == 0)
      assert_non_null(strstr(study.tensions[i].text.in[SC_EN], "services 8.56 a year"));
  sc_study_free(&study);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(zhangdian_has_all_rows),
    cmocka_unit_test(zhangdian_speaks_both_languages),
    cmocka_unit_test(zhangdian_agrees_with_the_table),
    cmocka_unit_test(zhangdian_answers_the_prose),
    cmocka_unit_test(zhangdian_quotes_the_plan),
    cmocka_unit_test(zhangdian_has_an_economy),
    cmocka_unit_test(template_is_ready),
    cmocka_unit_test(readings_inherit),
    cmocka_unit_test(history_knows_whose_it_is),
    cmocka_unit_test(scenarios_inherit),
    cmocka_unit_test(effects_find_their_activities),
    cmocka_unit_test(cut_off_chooses_the_value),
    cmocka_unit_test(command_line_changes_the_study),
    cmocka_unit_test(roots_are_roots),
    cmocka_unit_test(arithmetic_agrees_with_the_paper),
    cmocka_unit_test(tensions_say_the_numbers),
  };
  setenv("SANCHAN_DATA", "scenarios", 1);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
