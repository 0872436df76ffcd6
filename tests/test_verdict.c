/* outputs/verdict: goals, draws given up, tables and JSON of a result. */
#include "tests/support/check.h"

#include <string.h>

#include "outputs/verdict.h"
#include "tests/support/ensemble.h"
#include "tests/support/synthetic_result.h"

static void check_goal(sc_entry entry, sc_lang lang, const char *expected)
{
  sc_string text = { 0 };
  sc_goal_text(&entry, lang, &text);
  assert_string_equal(sc_string_text(&text), expected);
  sc_string_free(&text);
}

static void goals_have_the_decimals_of_the_plan(void **state)
{
  (void)state;
  check_goal((sc_entry){ .direction = "at_least", .value = 7, .unit = "%" }, SC_EN, "≥7%");
  check_goal((sc_entry){ .direction = "about", .value = 80, .unit = "%" }, SC_ZH, "约80%");
  check_goal((sc_entry){ .direction = "at_most", .value = 4.5, .unit = "%" }, SC_EN, "≤4.5%");
  check_goal((sc_entry){ .direction = "within", .value = 80, .tolerance = 2, .unit = "%" }, SC_EN, "80±2%");
  check_goal((sc_entry){ .direction = "at_least", .value = 60000, .unit = "persons" }, SC_ZH, "≥60,000 人");
  check_goal((sc_entry){ .direction = "at_least", .value = (double)NAN, .unit = "%" }, SC_EN, "");
}

static void draws_given_up_are_counted_with_their_main_reason(void **state)
{
  (void)state;
  uint8_t why[6] = { SC_BAD_GOOD, SC_BAD_NOT_FINITE, SC_BAD_NO_CONVERGENCE, SC_BAD_NO_CONVERGENCE, SC_BAD_GOOD, SC_BAD_GOOD };
  const sc_result result = { .n_scenarios = 1, .n_models = 1, .n_draws = 6, .why = why };
  sc_bad most;
  assert_int_equal(sc_result_bad(&result, 0, 0, &most), 3);
  assert_int_equal(most, SC_BAD_NO_CONVERGENCE);
  assert_string_equal(sc_bad_text(most).in[SC_ZH], "年内均衡未收敛");
}

static int occurrences(const char *text, const char *part)
{
  int n = 0;
  for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part)) n++;
  return n;
}

static void json_has_every_reading_scenario_and_joint_set(void **state)
{
  (void)state;
  sc_result result;
  sc_string text = { 0 };
  synthetic_result(&result, 200);
  sc_verdict_as_json(&result, &text);
  assert_int_equal(text.failed, 0);
  assert_int_equal(occurrences(text.text, "\"reading\":"), result.n_entries);
  assert_int_equal(occurrences(text.text, "\"first_year\":"), result.n_entries * result.n_scenarios * (result.n_models + 1));
  assert_int_equal(occurrences(text.text, "\"expected_hits\":"), result.n_joint * result.n_scenarios * (result.n_models + 1));
  assert_int_equal(occurrences(text.text, "nan"), 0);
  sc_string_free(&text);
  sc_result_free(&result);
}

static void tables_fit_the_page_and_keep_to_assessable_targets(void **state)
{
  (void)state;
  sc_result result;
  synthetic_result(&result, 200);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    const sc_verdict_view view = { .lang = (sc_lang)lang, .scenario = sc_result_reference(&result), .all = 1 };
    sc_string text = { 0 };
    sc_verdict_targets(&result, view, (sc_table_style){ 120, 0 }, &text);
    sc_verdict_scenarios(&result, view, (sc_table_style){ 120, 0 }, &text);
    sc_verdict_joint(&result, view, (sc_table_style){ 120, 0 }, &text);
    for (char *line = strtok(text.text, "\n"); line != NULL; line = strtok(NULL, "\n")) assert_in_range(sc_text_width(line), 1, 120);
    sc_string_free(&text);
  }
  assert_string_equal(result.scenarios[sc_result_reference(&result)].id, "baseline");
  sc_result_free(&result);
}

/* One row for each target shown, one column for each model and what is pooled, and what the choice of model does; nothing where there is
 * no choice. */
static void models_side_by_side(void **state)
{
  (void)state;
  sc_result several, one;
  run_ensemble(&several, (run_setup){ .scenarios = "baseline,plan", .draws = 200 }, 3, NULL);
  synthetic_result(&one, 50);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    const sc_verdict_view view = { .lang = (sc_lang)lang, .model = SC_POOLED, .all = 1 };
    sc_string text = { 0 }, heading = { 0 }, nothing = { 0 };
    sc_verdict_models(&several, view, (sc_table_style){ 120, 0 }, &text);
    for (int m = 0; m < 3; m++) assert_non_null(strstr(text.text, several.models[m].text.in[lang]));
    assert_non_null(strstr(text.text, lang == SC_ZH ? "分歧最大的是" : "it matters most for"));
    sc_verdict_heading(&several, view, &heading);
    assert_non_null(strstr(heading.text, "growth 50%"));
    sc_verdict_models(&one, view, (sc_table_style){ 120, 0 }, &nothing);
    assert_int_equal(nothing.length, 0);
    sc_string_free(&text);
    sc_string_free(&heading);
  }
  sc_models_table models;
  sc_verdict_models_table(&several, (sc_verdict_view){ .scenario = 1, .model = SC_POOLED, .all = 1 }, &models);
  assert_int_equal(models.table.n_columns, 3 + 3 + 3);
  int row = 0;
  for (int e = 0; e < several.n_entries; e++) {
    if (!several.entries[e].assessable) continue;
    const sc_cell *cells = models.table.cells + 9 * row++;
    double low = 1, high = 0;
    for (int m = 0; m < 3; m++) {
      const double p = several.verdicts[sc_result_verdict(&several, 1, m, e)].p;
      assert_true(cells[3 + m].number == p);
      low = fmin(low, p), high = fmax(high, p);
    }
    assert_true(cells[6].number == several.pooled.verdicts[several.n_entries + e].p);
    CHECK_NEAR(cells[8].number, 100 * (high - low), 1e-12, "points between the lowest and the highest");
  }
  sc_table_free(&models.table);
  sc_string json = { 0 };
  sc_verdict_as_json(&several, &json);
  assert_int_equal(occurrences(json.text, "\"model_others_error\":"), several.n_entries * 2);
  assert_int_equal(occurrences(json.text, "\"pooled\":"), several.n_entries + several.n_joint);
  assert_int_equal(occurrences(json.text, "\"model\": \"slower\""), 2 * (several.n_entries + several.n_joint + 1));
  sc_string_free(&json);
  sc_result_free(&several);
  sc_result_free(&one);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(goals_have_the_decimals_of_the_plan),
    cmocka_unit_test(draws_given_up_are_counted_with_their_main_reason),
    cmocka_unit_test(json_has_every_reading_scenario_and_joint_set),
    cmocka_unit_test(tables_fit_the_page_and_keep_to_assessable_targets),
    cmocka_unit_test(models_side_by_side),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
