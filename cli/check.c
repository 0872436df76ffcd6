/* sanchan check: a study read and checked, its size, its base-year account, and the plan's own arithmetic. */
#include <string.h>

#include "cli/cli.h"
#include "models/accounts/district.h"
#include "outputs/format.h"

typedef struct base_year { sc_region region; sc_district district; sc_district_checks checks; } base_year;

static sc_code make_base_year(const sc_study *study, base_year *base, sc_report *report)
{
  sc_district_inputs inputs;
  SC_TRY(sc_region_load(&base->region, study, report));
  sc_district_inputs_centre(&inputs, &base->region);
  SC_TRY(sc_district_make(&base->district, &base->region, &inputs, report));
  return sc_district_check(&base->district, &base->region, &base->checks, report);
}

static double export_of(const sc_district *d, int j) { return d->export_country[j] + d->export_world[j]; }
static double import_of(const sc_district *d, int j) { return d->import_country[j] + d->import_world[j]; }

/* ------------------------------------------------------------------------------------------------- counts */

typedef struct count { const char *key; sc_text text; int n; } count;
enum { N_COUNTS = 10 };

static void take_counts(const sc_study *study, count counts[N_COUNTS])
{
  int readings = 0, assessable = 0, set_here = 0;
  for (int t = 0; t < study->n_targets; t++) {
    readings += study->targets[t].n_readings;
    assessable += study->targets[t].n_readings > 0 && study->targets[t].readings[0].kind != SC_TARGET_NOT_ASSESSABLE;
  }
  for (int p = 0; p < SC_N_PARAMS; p++) set_here += study->settings[p].set_at.file != NULL;
  const count all[N_COUNTS] = {
    { "scenarios", SC_TEXT("scenarios", "情景"), study->n_scenarios },
    { "models", SC_TEXT("models", "模型"), study->n_models },
    { "targets", SC_TEXT("targets", "目标"), study->n_targets },
    { "targets_assessable", SC_TEXT("of them can be assessed", "其中可评估"), assessable },
    { "readings", SC_TEXT("readings of targets", "目标的解读"), readings },
    { "levers", SC_TEXT("levers", "政策杠杆"), study->n_levers },
    { "events", SC_TEXT("events", "突发事件"), study->n_events },
    { "parameters", SC_TEXT("parameters", "参数"), SC_N_PARAMS },
    { "parameters_set", SC_TEXT("of them set by the study", "其中由研究设定"), set_here },
    { "activities", SC_TEXT("activities", "部门"), study->n_activities },
  };
  memcpy(counts, all, sizeof all);
}

/* --------------------------------------------------------------------------------------------------- text */

static void say_account(const sc_study *study, const base_year *base, sc_lang lang, sc_string *out)
{
  const sc_column columns[] = {
    { "activity", "", SC_LEFT, 0 },
    { "name", lang == SC_ZH ? "基年账户，占 GDP 的%" : "base year, % of GDP", SC_LEFT, 1 },
    { "value_added", lang == SC_ZH ? "增加值" : "value added", SC_RIGHT, 0 },
    { "output", lang == SC_ZH ? "总产出" : "output", SC_RIGHT, 0 },
    { "exports", lang == SC_ZH ? "流出" : "sold outside", SC_RIGHT, 0 },
    { "imports", lang == SC_ZH ? "流入" : "bought outside", SC_RIGHT, 0 },
    { "labour_share", lang == SC_ZH ? "劳动份额" : "labour share", SC_RIGHT, 0 },
  };
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  const sc_district *d = &base->district;
  for (int j = 0; j < d->n; j++) {
    const int activity = sc_study_activity(study, base->region.id[j]);
    sc_table_text(&table, base->region.id[j]);
    sc_table_text(&table, activity >= 0 ? study->activities[activity].text.in[lang] : "");
    sc_table_number(&table, 100 * d->value_added[j], 1);
    sc_table_number(&table, 100 * d->output[j], 1);
    sc_table_number(&table, 100 * export_of(d, j), 1);
    sc_table_number(&table, 100 * import_of(d, j), 1);
    sc_table_number(&table, d->labour_share[j], 2);
  }
  sc_table_as_text(&table, sc_terminal_style(), out);
  sc_table_free(&table);
  sc_string_print(out, lang == SC_ZH ? "产出乘数 %.2f；购买中本地占 %.0f%%；账户最大残差 %.1e\n"
                                     : "output multiplier %.2f; %.0f%% of purchases are local; largest gap in the account %.1e\n",
                  base->checks.mean_multiplier, 100 * base->checks.local_spending,
                  base->checks.row_gap > base->checks.column_gap ? base->checks.row_gap : base->checks.column_gap);
}

static void say_tensions(const sc_study *study, sc_lang lang, sc_string *out)
{
  static const sc_column columns[] = { { "", "", SC_LEFT, 0 }, { "", "", SC_LEFT, 1 } };
  sc_string_print(out, "\n%s\n", lang == SC_ZH ? "规划自身的算术" : "The plan's own arithmetic");
  sc_table table = { .columns = columns, .n_columns = 2 };
  for (int t = 0; t < study->n_tensions; t++) {
    sc_table_text(&table, study->tensions[t].place != NULL ? study->tensions[t].place : "");
    sc_table_text(&table, study->tensions[t].text.in[lang]);
  }
  sc_table_rows_as_text(&table, sc_terminal_style(), out);
  sc_table_free(&table);
}

static void say_wrapped(sc_string *words, sc_string *out)
{
  static const sc_column whole_line[] = { { "", "", SC_LEFT, 1 } };
  sc_table table = { .columns = whole_line, .n_columns = 1 };
  sc_table_text(&table, sc_string_text(words));
  sc_table_rows_as_text(&table, sc_terminal_style(), out);
  out->failed |= table.failed | words->failed;
  sc_table_free(&table);
  sc_string_free(words);
}

static void say_study(const sc_line *line, const sc_study *study, const base_year *base, sc_string *out)
{
  const sc_lang lang = line->lang;
  count counts[N_COUNTS];
  take_counts(study, counts);
  sc_string_print(out, "%s (%s)\n", study->title.in[lang], study->id);
  sc_string_print(out, lang == SC_ZH ? "%d-%d 年，规划期末 %d 年，信息截至 %d 年；抽样 %s 次，种子 %llu\n"
                                     : "%d-%d, plan ends %d, information up to %d; %s draws, seed %llu\n",
                  study->first_year, study->last_year, study->plan_end, study->as_of, sc_format_value((double)study->n_draws, 0).s,
                  (unsigned long long)study->seed);
  for (int i = 0; i < N_COUNTS; i++) sc_string_print(out, "%s%s %d", i > 0 ? (lang == SC_ZH ? "，" : ", ") : "", counts[i].text.in[lang], counts[i].n);
  if (sc_study_has_model(study, "cge")) {
    sc_string words = { 0 };
    sc_string_add(&words, "cge: ");
    sc_district_closure_words(&study->closure, lang, &words);
    sc_string_add(out, "\n");
    say_wrapped(&words, out);
    sc_string_add(out, "\n");
  } else sc_string_add(out, "\n\n");
  if (sc_line_has(line, SC_OPT_VERBOSE)) {
    for (int f = 0; f < study->n_files; f++) sc_string_print(out, "%.16s  %s\n", study->files[f].sha256, study->files[f].path);
    sc_string_add(out, "\n");
  }
  say_account(study, base, lang, out);
  if (study->n_tensions > 0) say_tensions(study, lang, out);
}

/* --------------------------------------------------------------------------------------------------- JSON */

static void text_in_both(sc_json *json, sc_text text)
{
  sc_json_text(json, "zh", text.in[SC_ZH]);
  sc_json_text(json, "en", text.in[SC_EN]);
}

static void json_mistakes(const sc_report *report, sc_json *json)
{
  sc_json_array(json, "mistakes");
  for (int i = 0; i < report->n; i++) {
    const sc_error *error = &report->errors[i];
    sc_json_object(json, NULL);
    sc_json_text(json, "file", error->file);
    sc_json_integer(json, "line", error->line);
    sc_json_integer(json, "column", error->column);
    sc_json_text(json, "key", error->key);
    sc_json_integer(json, "status", error->code);
    sc_json_text(json, "zh", error->reason[SC_ZH]);
    sc_json_text(json, "en", error->reason[SC_EN]);
    sc_json_end(json);
  }
  sc_json_end(json);
}

static void json_account(const base_year *base, sc_json *json)
{
  const sc_district *d = &base->district;
  sc_json_array(json, "account");
  for (int j = 0; j < d->n; j++) {
    sc_json_object(json, NULL);
    sc_json_text(json, "activity", base->region.id[j]);
    sc_json_number(json, "value_added", d->value_added[j]);
    sc_json_number(json, "output", d->output[j]);
    sc_json_number(json, "exports", export_of(d, j));
    sc_json_number(json, "imports", import_of(d, j));
    sc_json_number(json, "labour_share", d->labour_share[j]);
    sc_json_end(json);
  }
  sc_json_end(json);
  sc_json_number(json, "row_gap", base->checks.row_gap);
  sc_json_number(json, "column_gap", base->checks.column_gap);
  sc_json_number(json, "walras_gap", base->checks.walras_gap);
  sc_json_number(json, "mean_multiplier", base->checks.mean_multiplier);
}

static void json_study(const sc_study *study, sc_json *json)
{
  count counts[N_COUNTS];
  take_counts(study, counts);
  sc_json_text(json, "study", study->id);
  sc_json_integer(json, "draws", (long long)study->n_draws);
  for (int i = 0; i < N_COUNTS; i++) sc_json_integer(json, counts[i].key, counts[i].n);
  if (sc_study_has_model(study, "cge")) {
    sc_string words = { 0 };
    sc_district_closure_names(&study->closure, &words);
    sc_json_text(json, "cge", sc_string_text(&words));
    sc_string_free(&words);
    sc_json_object(json, "closure");
    for (int lang = 0; lang < SC_N_LANGS; lang++) {
      sc_string said = { 0 };
      sc_district_closure_words(&study->closure, (sc_lang)lang, &said);
      sc_json_text(json, lang == SC_ZH ? "zh" : "en", sc_string_text(&said));
      sc_string_free(&said);
    }
    sc_json_end(json);
  }
  sc_json_array(json, "tensions");
  for (int t = 0; t < study->n_tensions; t++) {
    sc_json_object(json, NULL);
    sc_json_text(json, "id", study->tensions[t].id);
    sc_json_text(json, "place", study->tensions[t].place);
    text_in_both(json, study->tensions[t].text);
    sc_json_end(json);
  }
  sc_json_end(json);
  sc_json_array(json, "files");
  for (int f = 0; f < study->n_files; f++) {
    sc_json_object(json, NULL);
    sc_json_text(json, "path", study->files[f].path);
    sc_json_text(json, "sha256", study->files[f].sha256);
    sc_json_end(json);
  }
  sc_json_end(json);
}

sc_code sc_verb_check(const sc_line *line, sc_report *report)
{
  const sc_study_options options = sc_line_study_options(line);
  const int as_json = sc_line_choice(line, SC_OPT_FORMAT) == 1;
  sc_study study = { 0 };
  sc_string text = { 0 };
  base_year *base = sc_alloc(1, sizeof *base);
  sc_code code = base == NULL ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "account")
                              : sc_study_load(&study, sc_line_operand(line), &options, report);
  if (code == SC_OK) code = make_base_year(&study, base, report);
  if (as_json) {
    sc_json json = { .to = &text };
    sc_json_object(&json, NULL);
    sc_json_truth(&json, "good", code == SC_OK);
    json_mistakes(report, &json);
    if (code == SC_OK) json_study(&study, &json);
    if (code == SC_OK) json_account(base, &json);
    sc_json_end(&json);
  } else if (code == SC_OK && !sc_line_has(line, SC_OPT_QUIET)) say_study(line, &study, base, &text);
  const sc_code said = sc_say(&text, report);
  sc_string_free(&text);
  sc_study_free(&study);
  sc_free(base);
  return code != SC_OK ? code : said;
}
