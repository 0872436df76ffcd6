#include "outputs/verdict.h"

#include <math.h>
#include <string.h>

#include "engine/stats/likelihood.h"
#include "outputs/format.h"
#include "outputs/verdict_parts.h"

static const char *in(sc_lang lang, const char *zh, const char *en) { return lang == SC_ZH ? zh : en; }

int sc_result_reference(const sc_result *result)
{
  for (int s = 0; s < result->n_scenarios; s++)
    if (strcmp(result->scenarios[s].id, "baseline") == 0) return s;
  return 0;
}

/* "S1", or the id where the study gives no short label. */
static const char *label(const sc_axis_item *item) { return item->code[0] != '\0' ? item->code : item->id; }

/* ------------------------------------------------------------------------------------- draws given up */

sc_text sc_bad_text(sc_bad why)
{
  static const sc_text texts[] = {
#define X(name, id, zh, en) [id] = SC_TEXT(en, zh),
    SC_BADS(X)
#undef X
  };
  return texts[why];
}

enum { REASONS = 16 };

static uint64_t count_bad(const sc_result *result, int scenario, int model, uint64_t count[REASONS])
{
  uint64_t bad = 0;
  const size_t first = ((size_t)scenario * (size_t)result->n_models + (size_t)model) * result->n_draws;
  for (int w = 0; w < REASONS; w++) count[w] = 0;
  for (uint64_t d = 0; d < result->n_draws; d++) count[result->why[first + d] % REASONS]++;
  for (int w = 1; w < REASONS; w++) bad += count[w];
  return bad;
}

uint64_t sc_result_bad(const sc_result *result, int scenario, int model, sc_bad *most)
{
  uint64_t count[REASONS];
  const uint64_t bad = count_bad(result, scenario, model, count);
  *most = SC_BAD_GOOD;
  for (int w = 1; w < REASONS; w++)
    if (count[w] > 0 && (*most == SC_BAD_GOOD || count[w] > count[*most])) *most = (sc_bad)w;
  return bad;
}

int sc_result_bad_words(const sc_result *r, int scenario, int model, sc_lang lang, sc_string *out)
{
  uint64_t count[REASONS];
  const uint64_t bad = count_bad(r, scenario, model, count);
  if (bad == 0) return 0;
  sc_string_print(out, in(lang, "%s 次中舍弃 %s 次：", "%s draws, %s given up: "), sc_format_value((double)r->n_draws, 0).s, sc_format_value((double)bad, 0).s);
  for (int w = 1, n = 0; w < REASONS; w++)
    if (count[w] > 0)
      sc_string_print(out, in(lang, "%s%s（%s 次）", "%s%s (%s)"), n++ > 0 ? in(lang, "，", ", ") : "", sc_bad_text((sc_bad)w).in[lang],
                      sc_format_value((double)count[w], 0).s);
  return 1;
}

void sc_verdict_given_up(const sc_result *r, sc_lang lang, sc_string *out)
{
  for (int s = 0; s < r->n_scenarios; s++)
    for (int m = 0; m < r->n_models; m++) {
      sc_string words = { 0 };
      if (sc_result_bad_words(r, s, m, lang, &words))
        sc_string_print(out, in(lang, "情景 %s，模型 %s：%s\n", "scenario %s, model %s: %s\n"), r->scenarios[s].id, r->models[m].id, sc_string_text(&words));
      out->failed |= words.failed;
      sc_string_free(&words);
    }
}

/* ----------------------------------------------------------------------------------------------- heading */

/* "growth 60%, leontief 40%" */
static void say_weights(const sc_result *r, sc_lang lang, sc_string *out)
{
  sc_string_add(out, in(lang, "；各模型按权重合并：", "; models pooled: "));
  for (int m = 0; m < r->n_models; m++)
    sc_string_print(out, "%s%s %s", m > 0 ? in(lang, "、", ", ") : "", r->models[m].id, sc_format_percent(r->model_weights[m], 0).s);
}

void sc_verdict_heading(const sc_result *r, sc_verdict_view view, sc_string *out)
{
  const sc_axis_item *scenario = &r->scenarios[view.scenario];
  sc_string_print(out, "%s\n", r->title.in[view.lang]);
  sc_string_print(out, in(view.lang, "抽样 %s 次，种子 %s，信息截至 %d 年；情景 %s %s", "%s draws, seed %s, information up to %d; scenario %s %s"),
                  sc_format_value((double)r->n_draws, 0).s, r->seed, r->as_of, label(scenario), scenario->text.in[view.lang]);
  if (r->n_models > 1 && view.model == SC_POOLED) say_weights(r, view.lang, out);
  else if (r->n_models > 1) sc_string_print(out, in(view.lang, "，模型 %s", ", model %s"), r->models[view.model].text.in[view.lang]);
  sc_string_add(out, "\n");
  sc_verdict_given_up(r, view.lang, out);
}

/* ----------------------------------------------------------------------------------------------- targets */

/* 7 and not 7.0: the plan's own decimals. */
static sc_short as_in_plan(double x) { return sc_format_value(x, x == floor(x) ? 0 : sc_format_decimals(x)); }

void sc_goal_text(const sc_entry *entry, sc_lang lang, sc_string *out)
{
  static const struct { const char *direction, *zh, *en; } words[] = {
    { "at_least", "≥", "≥" }, { "at_most", "≤", "≤" }, { "about", "约", "about " },
    { "above", ">", ">" },    { "below", "<", "<" },   { "within", "", "" },
  };
  if (!isfinite(entry->value)) return;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].direction, entry->direction) == 0) sc_string_add(out, in(lang, words[i].zh, words[i].en));
  sc_string_add(out, as_in_plan(entry->value).s);
  if (strcmp(entry->direction, "within") == 0) sc_string_print(out, "±%s", as_in_plan(entry->tolerance).s);
  const char *unit = sc_unit_text(entry->unit, lang);
  sc_string_print(out, "%s%s", sc_unit_gap(unit), unit);
}

static int in_a_joint_set(const sc_result *r, int e)
{
  for (int j = 0; j < r->n_joint; j++)
    for (int i = 0; i < r->joint_items[j].n; i++)
      if (r->joint_items[j].entries[i] == e) return 1;
  return 0;
}

/* Unless everything is asked for: the rows of the plan's table and what stands in a joint set. */
int sc_verdict_is_shown(const sc_result *r, int e, sc_verdict_view view)
{
  const sc_entry *entry = &r->entries[e];
  return entry->assessable && (view.all || (entry->main && (entry->row > 0 || in_a_joint_set(r, e))));
}

sc_tone sc_verdict_tone(double p) { return p >= 0.66 ? SC_GOOD : p >= 0.33 ? SC_MIDDLING : SC_POOR; }

void sc_verdict_name_cells(sc_table *table, const sc_entry *entry, sc_lang lang)
{
  sc_string text = { 0 };
  if (entry->row > 0 && entry->main) sc_table_integer(table, entry->row);
  else sc_table_none(table);
  if (entry->main) sc_string_add(&text, entry->target_text.in[lang]);
  else sc_string_print(&text, "  - %s", entry->reading_text.in[lang]);
  if (entry->main && entry->assumed) sc_string_add(&text, in(lang, "（设定值）", " (assumed)"));
  sc_table_text(table, sc_string_text(&text));
  sc_string_free(&text);
}

void sc_verdict_goal_cell(sc_table *table, const sc_entry *entry, sc_lang lang)
{
  sc_string goal = { 0 };
  sc_goal_text(entry, lang, &goal);
  sc_table_text(table, sc_string_text(&goal));
  sc_string_free(&goal);
}

static void detail_cells(sc_table *table, const sc_result *r, const sc_entry *entry, const sc_verdict *v, sc_lang lang)
{
  const int decimals = sc_format_decimals(entry->value);
  sc_string text = { 0 };
  sc_string_print(&text, "%s [%s, %s]", sc_format_probability(v->p).s, sc_format_bound(v->p_lo, 0).s, sc_format_bound(v->p_hi, 1).s);
  sc_table_text(table, sc_string_text(&text));
  sc_table_tone(table, sc_verdict_tone(v->p));
  sc_string_free(&text);
  sc_table_text(table, sc_likelihood_text(v->likelihood, lang));
  sc_string_print(&text, "%s [%s, %s]", sc_format_value(v->measure[2], decimals).s, sc_format_value(v->measure[0], decimals).s,
                  sc_format_value(v->measure[4], decimals).s);
  sc_table_text(table, sc_string_text(&text));
  sc_string_free(&text);
  sc_table_shown(table, v->mean_shortfall, "%s", sc_format_value(v->mean_shortfall, decimals).s);
  if (!isfinite(v->met_by_last)) sc_table_none(table);
  else if (v->first_year > 0) sc_table_integer(table, v->first_year);
  else sc_table_shown(table, r->last_year, ">%d", r->last_year);
}

void sc_verdict_targets(const sc_result *r, sc_verdict_view view, sc_table_style style, sc_string *out)
{
  const sc_lang lang = view.lang;
  const sc_column columns[] = {
    { "row", in(lang, "行", "row"), SC_RIGHT, 0 },
    { "name", in(lang, "目标", "target"), SC_LEFT, 2 },
    { "goal", in(lang, "要求", "goal"), SC_RIGHT, 1 },
    { "p", in(lang, "达标概率 [95%]", "probability [95%]"), SC_RIGHT, 0 },
    { "likelihood", in(lang, "判断", "likelihood"), SC_LEFT, 1 },
    { "median", in(lang, "中位数 [5%, 95%]", "median [5%, 95%]"), SC_RIGHT, 2 },
    { "shortfall", in(lang, "平均差距", "short by"), SC_RIGHT, 0 },
    { "first_year", in(lang, "首次达标", "met in"), SC_RIGHT, 0 },
  };
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int e = 0; e < r->n_entries; e++) {
    const sc_entry *entry = &r->entries[e];
    if (!sc_verdict_is_shown(r, e, view)) continue;
    sc_verdict_name_cells(&table, entry, lang);
    sc_verdict_goal_cell(&table, entry, lang);
    detail_cells(&table, r, entry, sc_result_verdict_at(r, view.scenario, view.model, e), lang);
  }
  sc_table_as_text(&table, style, out);
  out->failed |= table.failed;
  sc_table_free(&table);
}

void sc_verdict_left_out(const sc_result *r, sc_verdict_view view, sc_table_style style, sc_string *out)
{
  static const sc_column page[] = { { "", "", SC_LEFT, 1 } };
  sc_table lines = { .columns = page, .n_columns = 1 };
  sc_string names = { 0 };
  int hidden = 0;
  for (int e = 0; e < r->n_entries; e++) {
    const sc_entry *entry = &r->entries[e];
    hidden += entry->main && entry->assessable && !sc_verdict_is_shown(r, e, view);
    if (!entry->main || entry->assessable) continue;
    sc_string_add(&names, names.length > 0 ? in(view.lang, "；", "; ")
                                           : in(view.lang, "无法评估（规划未给出数值）：", "not assessable (the plan gives no number): "));
    if (entry->row > 0) sc_string_print(&names, "%d ", entry->row);
    sc_string_add(&names, entry->target_text.in[view.lang]);
  }
  if (names.length > 0) sc_table_text(&lines, sc_string_text(&names));
  sc_table_rows_as_text(&lines, style, out);
  if (hidden > 0)
    sc_string_print(out, in(view.lang, "另有规划正文中的 %d 个目标及各目标的其他解读：--all\n",
                            "%d more targets of the prose, and other readings: --all\n"), hidden);
  out->failed |= lines.failed | names.failed;
  sc_table_free(&lines);
  sc_string_free(&names);
}

/* ------------------------------------------------------------------------------------ across scenarios */

enum { MOST_SCENARIOS = 30 };

void sc_verdict_scenarios(const sc_result *r, sc_verdict_view view, sc_table_style style, sc_string *out)
{
  const sc_lang lang = view.lang;
  const int n = r->n_scenarios < MOST_SCENARIOS ? r->n_scenarios : MOST_SCENARIOS;
  sc_column columns[3 + MOST_SCENARIOS] = {
    { "row", in(lang, "行", "row"), SC_RIGHT, 0 },
    { "name", in(lang, "目标：达标概率", "target: probability"), SC_LEFT, 2 },
    { "goal", in(lang, "要求", "goal"), SC_RIGHT, 1 },
  };
  for (int s = 0; s < n; s++) columns[3 + s] = (sc_column){ r->scenarios[s].id, label(&r->scenarios[s]), SC_RIGHT, 0 };
  sc_table table = { .columns = columns, .n_columns = 3 + n };
  for (int e = 0; e < r->n_entries; e++) {
    const sc_entry *entry = &r->entries[e];
    if (!sc_verdict_is_shown(r, e, view)) continue;
    sc_verdict_name_cells(&table, entry, lang);
    sc_verdict_goal_cell(&table, entry, lang);
    for (int s = 0; s < n; s++) {
      const double p = sc_result_verdict_at(r, s, view.model, e)->p;
      sc_table_shown(&table, p, "%s", sc_format_probability(p).s);
      sc_table_tone(&table, sc_verdict_tone(p));
    }
  }
  sc_table_as_text(&table, style, out);
  out->failed |= table.failed;
  sc_table_free(&table);
  for (int s = 0; s < n; s++)
    sc_string_print(out, "%s%s %s", s > 0 ? in(lang, "；", "; ") : "", label(&r->scenarios[s]), r->scenarios[s].text.in[lang]);
  sc_string_add(out, "\n");
}

void sc_verdict_joint(const sc_result *r, sc_verdict_view view, sc_table_style style, sc_string *out)
{
  const sc_lang lang = view.lang;
  const int n = r->n_scenarios < MOST_SCENARIOS ? r->n_scenarios : MOST_SCENARIOS;
  sc_column columns[3 + MOST_SCENARIOS] = {
    { "name", in(lang, "同时达标的概率", "met together: probability"), SC_LEFT, 2 },
    { "n", in(lang, "目标数", "targets"), SC_RIGHT, 0 },
    { "expected_hits", in(lang, "预期达标数", "expected met"), SC_RIGHT, 0 },
  };
  for (int s = 0; s < n; s++) columns[3 + s] = (sc_column){ r->scenarios[s].id, label(&r->scenarios[s]), SC_RIGHT, 0 };
  sc_table table = { .columns = columns, .n_columns = 3 + n };
  for (int j = 0; j < r->n_joint; j++) {
    sc_table_text(&table, r->joint_items[j].text.in[lang]);
    sc_table_integer(&table, r->joint_items[j].n);
    sc_table_number(&table, sc_result_joint_at(r, view.scenario, view.model, j)->expected_hits, 1);
    for (int s = 0; s < n; s++) {
      const double p = sc_result_joint_at(r, s, view.model, j)->p_all;
      sc_table_shown(&table, p, "%s", sc_format_probability(p).s);
      sc_table_tone(&table, sc_verdict_tone(p));
    }
  }
  if (r->n_joint > 0) sc_table_as_text(&table, style, out);
  out->failed |= table.failed;
  sc_table_free(&table);
}
