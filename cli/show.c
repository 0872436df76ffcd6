/* sanchan show: tables of a result file. */
#include <math.h>
#include <string.h>

#include "cli/cli.h"
#include "engine/stats/likelihood.h"
#include "engine/stats/sum.h"
#include "outputs/format.h"
#include "outputs/verdict.h"

/* What is shown, and how: one row, one function. */
typedef struct shown { const sc_line *line; const sc_result *result; sc_verdict_view view; } shown;

#define SHOWS(X) X(targets) X(indicators) X(scenarios) X(joint) X(models) X(variance) X(inputs) X(provenance)
#define X(name) static sc_code show_##name(const shown *what, sc_report *report);
SHOWS(X)
#undef X
static const struct { const char *name; sc_code (*show)(const shown *what, sc_report *report); } shows[] = {
#define X(name) { #name, show_##name },
  SHOWS(X)
#undef X
};
enum { N_SHOWS = sizeof shows / sizeof *shows, AS_TEXT = 0, AS_JSON = 1 };

static const char *in(const shown *what, const char *zh, const char *en) { return what->view.lang == SC_ZH ? zh : en; }
static int form(const shown *what) { return sc_line_choice(what->line, SC_OPT_TABLE); }

static sc_code say(sc_string *text, sc_report *report)
{
  const sc_code code = sc_say(text, report);
  sc_string_free(text);
  return code;
}

static sc_code say_table(sc_table *table, const shown *what, const char *key, sc_report *report)
{
  const sc_code code = sc_say_table(table, what->line, key, report);
  sc_table_free(table);
  return code;
}

/* ----------------------------------------------------------------------------------------------- targets */

static sc_code targets_as_table(const shown *what, sc_report *report)
{
  const sc_column columns[] = {
    { "target", in(what, "目标", "target"), SC_LEFT, 0 },         { "reading", in(what, "解读", "reading"), SC_LEFT, 0 },
    { "main", in(what, "主要解读", "main"), SC_RIGHT, 0 },        { "row", in(what, "序号", "row"), SC_RIGHT, 0 },
    { "scenario", in(what, "情景", "scenario"), SC_LEFT, 0 },     { "model", in(what, "模型", "model"), SC_LEFT, 0 },
    { "value", in(what, "目标值", "goal"), SC_RIGHT, 0 },         { "unit", in(what, "单位", "unit"), SC_LEFT, 0 },
    { "p", in(what, "概率", "probability"), SC_RIGHT, 0 },        { "p_lo", in(what, "下限", "from"), SC_RIGHT, 0 },
    { "p_hi", in(what, "上限", "to"), SC_RIGHT, 0 },              { "likelihood", in(what, "可能性", "likelihood"), SC_LEFT, 0 },
    { "q05", "5%", SC_RIGHT, 0 }, { "q50", "50%", SC_RIGHT, 0 },  { "q95", "95%", SC_RIGHT, 0 },
    { "mean_shortfall", in(what, "平均差距", "mean shortfall"), SC_RIGHT, 0 },
    { "met_by_last", in(what, "期末前达标", "met by the last year"), SC_RIGHT, 0 },
    { "first_year", in(what, "首次达标年份", "met in"), SC_RIGHT, 0 },
  };
  const sc_result *r = what->result;
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int e = 0; e < r->n_entries; e++)
    for (int s = 0; s < r->n_scenarios; s++)
      for (int m = r->n_models > 1 ? SC_POOLED : 0; m < r->n_models; m++) {
        const sc_entry *entry = &r->entries[e];
        const sc_verdict *v = sc_result_verdict_at(r, s, m, e);
        sc_table_text(&table, entry->target);
        sc_table_text(&table, entry->reading);
        sc_table_integer(&table, entry->main);
        sc_table_integer(&table, entry->row);
        sc_table_text(&table, r->scenarios[s].id);
        sc_table_text(&table, m == SC_POOLED ? "pooled" : r->models[m].id);
        sc_table_number(&table, entry->value, 3);
        sc_table_text(&table, entry->unit);
        sc_table_number(&table, v->p, 4);
        sc_table_number(&table, v->p_lo, 4);
        sc_table_number(&table, v->p_hi, 4);
        sc_table_text(&table, v->likelihood < 0 ? "" : sc_likelihood_rows[v->likelihood].name);
        for (int q = 0; q <= 4; q += 2) sc_table_number(&table, v->measure[q], 3);
        sc_table_number(&table, v->mean_shortfall, 3);
        sc_table_number(&table, v->met_by_last, 4);
        if (v->first_year > 0) sc_table_integer(&table, v->first_year);
        else sc_table_none(&table);
      }
  return say_table(&table, what, "targets", report);
}

static sc_code show_targets(const shown *what, sc_report *report)
{
  sc_string text = { 0 };
  if (form(what) == AS_JSON) sc_verdict_as_json(what->result, &text);
  else if (form(what) == AS_TEXT) {
    sc_verdict_heading(what->result, what->view, &text);
    sc_string_add(&text, "\n");
    sc_verdict_targets(what->result, what->view, sc_terminal_style(), &text);
    sc_verdict_left_out(what->result, what->view, sc_terminal_style(), &text);
  } else return targets_as_table(what, report);
  return say(&text, report);
}

/* -------------------------------------------------------------------------------------------- indicators */

static int year_is_shown(const shown *what, int year)
{
  return sc_line_has(what->line, SC_OPT_ALL) || year == what->result->plan_end || year == what->result->last_year;
}

static sc_code show_indicators(const shown *what, sc_report *report)
{
  const sc_column columns[] = {
    { "indicator", in(what, "指标", "indicator"), SC_LEFT, 0 }, { "name", in(what, "名称", "name"), SC_LEFT, 1 },
    { "unit", in(what, "单位", "unit"), SC_LEFT, 0 },           { "year", in(what, "年份", "year"), SC_RIGHT, 0 },
    { "mean", in(what, "均值", "mean"), SC_RIGHT, 0 },          { "sd", in(what, "标准差", "sd"), SC_RIGHT, 0 },
    { "q05", "5%", SC_RIGHT, 0 }, { "q25", "25%", SC_RIGHT, 0 }, { "q50", "50%", SC_RIGHT, 0 },
    { "q75", "75%", SC_RIGHT, 0 }, { "q95", "95%", SC_RIGHT, 0 },
  };
  static const int levels[] = { 0, 2, 3, 4, 6 };          /* of sc_quantile_levels */
  const sc_result *r = what->result;
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int i = 0; i < r->n_indicators; i++)
    for (int t = 0; t < r->n_years; t++) {
      if (!year_is_shown(what, r->years[t])) continue;
      const int is_pooled = what->view.model == SC_POOLED;
      const size_t cell = is_pooled ? sc_result_pooled(r, i, what->view.scenario, t) : sc_result_cell(r, i, what->view.scenario, what->view.model, t);
      const double mean = (is_pooled ? r->pooled.mean : r->mean)[cell], sd = (is_pooled ? r->pooled.sd : r->sd)[cell];
      const double *quantile = (is_pooled ? r->pooled.quantile : r->quantile) + cell * SC_N_QUANTILES;
      const int decimals = fabs(mean) >= 1000 ? 0 : 2;
      sc_table_text(&table, r->indicators[i].id);
      sc_table_text(&table, r->indicators[i].text.in[what->view.lang]);
      sc_table_text(&table, sc_unit_text(r->indicators[i].unit, what->view.lang));
      sc_table_integer(&table, r->years[t]);
      sc_table_number(&table, mean, decimals);
      sc_table_number(&table, sd, decimals);
      for (size_t q = 0; q < sizeof levels / sizeof *levels; q++) sc_table_number(&table, quantile[levels[q]], decimals);
    }
  return say_table(&table, what, "indicators", report);
}

/* --------------------------------------------------------------------------------------------- scenarios */

enum { MOST_LEVERS = 30 };

static sc_code show_scenarios(const shown *what, sc_report *report)
{
  const sc_result *r = what->result;
  const int n = r->n_levers < MOST_LEVERS ? r->n_levers : MOST_LEVERS;
  sc_column columns[3 + MOST_LEVERS] = {
    { "code", "", SC_LEFT, 0 },
    { "scenario", in(what, "情景", "scenario"), SC_LEFT, 0 },
    { "name", in(what, "名称；各政策杠杆的力度", "name; strength of each lever"), SC_LEFT, 1 },
  };
  for (int l = 0; l < n; l++)
    columns[3 + l] = (sc_column){ r->levers[l].id, r->levers[l].code[0] != '\0' ? r->levers[l].code : r->levers[l].id, SC_RIGHT, 0 };
  sc_table table = { .columns = columns, .n_columns = 3 + n };
  for (int s = 0; s < r->n_scenarios; s++) {
    sc_table_text(&table, r->scenarios[s].code);
    sc_table_text(&table, r->scenarios[s].id);
    sc_table_text(&table, r->scenarios[s].text.in[what->view.lang]);
    for (int l = 0; l < n; l++) sc_table_number(&table, r->strength[s * r->n_levers + l], 1);
  }
  if (form(what) != AS_TEXT) return say_table(&table, what, "scenarios", report);
  sc_string text = { .failed = table.failed };
  sc_table_as_text(&table, sc_terminal_style(), &text);
  sc_table_free(&table);
  for (int l = 0; l < n; l++)
    sc_string_print(&text, "%s%s %s", l > 0 ? in(what, "；", "; ") : "", r->levers[l].code, r->levers[l].text.in[what->view.lang]);
  sc_string_add(&text, "\n\n");
  sc_verdict_given_up(r, what->view.lang, &text);
  sc_verdict_scenarios(r, what->view, sc_terminal_style(), &text);
  return say(&text, report);
}

/* ------------------------------------------------------------------------------------------------- joint */

static sc_code show_joint(const shown *what, sc_report *report)
{
  const sc_column columns[] = {
    { "set", in(what, "目标组", "set"), SC_LEFT, 0 },
    { "target", in(what, "目标", "target"), SC_LEFT, 0 },
    { "name", in(what, "名称", "name"), SC_LEFT, 1 },
    { "p", in(what, "单独达标", "met alone"), SC_RIGHT, 0 },
    { "without", in(what, "其余同时达标", "all others met"), SC_RIGHT, 0 },
    { "shapley", in(what, "未同时达标的归因", "share of failing together"), SC_RIGHT, 0 },
  };
  const sc_result *r = what->result;
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int j = 0; j < r->n_joint; j++)
    for (int i = 0; i < r->joint_items[j].n; i++) {
      const sc_joint *joint = sc_result_joint_at(r, what->view.scenario, what->view.model, j);
      const int e = r->joint_items[j].entries[i];
      const double p = sc_result_verdict_at(r, what->view.scenario, what->view.model, e)->p;
      sc_table_text(&table, r->joint_items[j].id);
      sc_table_text(&table, r->entries[e].target);
      sc_table_text(&table, r->entries[e].target_text.in[what->view.lang]);
      sc_table_shown(&table, p, "%s", sc_format_probability(p).s);
      sc_table_shown(&table, joint->without[i], "%s", sc_format_probability(joint->without[i]).s);
      sc_table_shown(&table, joint->shapley[i], "%s", sc_format_percent(joint->shapley[i], 1).s);
    }
  if (form(what) != AS_TEXT) return say_table(&table, what, "joint", report);
  sc_string text = { .failed = table.failed };
  sc_verdict_heading(r, what->view, &text);
  sc_string_add(&text, "\n");
  sc_verdict_joint(r, what->view, sc_terminal_style(), &text);
  sc_string_add(&text, "\n");
  sc_table_as_text(&table, sc_terminal_style(), &text);
  sc_table_free(&table);
  return say(&text, report);
}

/* ----------------------------------------------------------------------------------------- models, variance */

static sc_code show_models(const shown *what, sc_report *report)
{
  const sc_result *r = what->result;
  if (form(what) != AS_TEXT) {
    sc_models_table models;
    sc_verdict_models_table(r, what->view, &models);
    return say_table(&models.table, what, "models", report);
  }
  sc_string text = { 0 };
  sc_verdict_heading(r, what->view, &text);
  sc_string_add(&text, "\n");
  sc_verdict_models(r, what->view, sc_terminal_style(), &text);
  if (r->n_models == 1)
    sc_string_print(&text, in(what, "只有一个模型：%s %s。\n", "There is one model only: %s, %s.\n"), r->models[0].id,
                    r->models[0].text.in[what->view.lang]);
  return say(&text, report);
}

/* Parts that can be there: with one model, those without it. In text the error stands behind the share. */
static const struct { const char *key, *error; sc_text title; int of_models; } parts[SC_N_PARTS] = {
  { "parameters", "parameters_error", SC_TEXT("parameters", "参数"), 0 },
  { "shocks", "shocks_error", SC_TEXT("shocks", "冲击"), 0 },
  { "model", "model_error", SC_TEXT("model", "模型"), 1 },
  { "parameters_shocks", "parameters_shocks_error", SC_TEXT("parameters with shocks", "参数与冲击"), 0 },
  { "model_others", "model_others_error", SC_TEXT("model with either", "模型与二者"), 1 },
};

static void share_cells(sc_table *table, const shown *what, const double *share, const double *error)
{
  for (int k = 0; k < SC_N_PARTS; k++) {
    if (parts[k].of_models && what->result->n_models == 1) continue;
    sc_table_shown(table, share[k], "%s ±%s", sc_format_percent(share[k], 1).s, sc_format_value(100 * error[k], 1).s);
    if (form(what) != AS_TEXT) sc_table_number(table, error[k], 4);
  }
}

static void variance_rows(sc_table *table, const shown *what)
{
  const sc_result *r = what->result;
  for (int i = 0; i < r->n_indicators; i++)
    for (int t = 0; t < r->n_years; t++) {
      const size_t at = sc_result_pooled(r, i, what->view.scenario, t) * SC_N_PARTS;
      if (!year_is_shown(what, r->years[t]) || isnan(r->variance.share[at])) continue;
      sc_table_text(table, r->indicators[i].id);
      sc_table_text(table, r->indicators[i].text.in[what->view.lang]);
      sc_table_integer(table, r->years[t]);
      share_cells(table, what, r->variance.share + at, r->variance.error + at);
    }
  for (int e = 0; e < r->n_entries; e++) {
    const size_t at = ((size_t)what->view.scenario * (size_t)r->n_entries + (size_t)e) * SC_N_PARTS;
    if (isnan(r->variance.hit[at]) || !(r->entries[e].main || sc_line_has(what->line, SC_OPT_ALL))) continue;
    sc_string name = { 0 };
    sc_string_print(&name, in(what, "达标与否：%s", "whether met: %s"), r->entries[e].target_text.in[what->view.lang]);
    sc_table_text(table, r->entries[e].target);
    sc_table_text(table, sc_string_text(&name));
    sc_table_integer(table, r->entries[e].to);
    share_cells(table, what, r->variance.hit + at, r->variance.hit_error + at);
    table->failed |= name.failed;
    sc_string_free(&name);
  }
}

static sc_code show_variance(const shown *what, sc_report *report)
{
  const sc_result *r = what->result;
  sc_column columns[3 + 2 * SC_N_PARTS] = {
    { "id", in(what, "代码", "id"), SC_LEFT, 0 }, { "name", in(what, "方差的来源", "what its variance comes from"), SC_LEFT, 1 },
    { "year", in(what, "年份", "year"), SC_RIGHT, 0 },
  };
  int n = 3;
  for (int k = 0; k < SC_N_PARTS; k++) {
    if (parts[k].of_models && r->n_models == 1) continue;
    columns[n++] = (sc_column){ parts[k].key, parts[k].title.in[what->view.lang], SC_RIGHT, 0 };
    if (form(what) != AS_TEXT) columns[n++] = (sc_column){ parts[k].error, "±", SC_RIGHT, 0 };
  }
  sc_table table = { .columns = columns, .n_columns = n };
  if (r->variance.share != NULL) variance_rows(&table, what);
  if (form(what) != AS_TEXT) return say_table(&table, what, "variance", report);
  sc_string text = { .failed = table.failed };
  sc_verdict_heading(r, (sc_verdict_view){ .lang = what->view.lang, .scenario = what->view.scenario, .model = SC_POOLED }, &text);
  sc_string_add(&text, in(what, "占方差的份额 ± 标准误\n\n", "shares of the variance ± standard error\n\n"));
  sc_table_as_text(&table, sc_terminal_style(), &text);
  sc_table_free(&table);
  return say(&text, report);
}

/* ------------------------------------------------------------------------------------ inputs, provenance */

static sc_code show_inputs(const shown *what, sc_report *report)
{
  const sc_column columns[] = {
    { "input", in(what, "输入", "input"), SC_LEFT, 0 },     { "name", in(what, "名称", "name"), SC_LEFT, 1 },
    { "unit", in(what, "单位", "unit"), SC_LEFT, 0 },       { "distribution", in(what, "分布", "distribution"), SC_LEFT, 1 },
    { "mean", in(what, "样本均值", "mean"), SC_RIGHT, 0 },  { "source", in(what, "来源", "source"), SC_LEFT, 1 },
    { "status", in(what, "状态", "status"), SC_LEFT, 0 },   { "set_by", in(what, "设定于", "set by"), SC_LEFT, 1 },
  };
  const sc_result *r = what->result;
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int p = 0; p < r->n_inputs; p++) {
    const sc_input_item *input = &r->inputs[p];
    const double mean = sc_mean(&r->input[(size_t)p * r->n_draws], r->n_draws);
    sc_table_text(&table, input->id);
    sc_table_text(&table, input->text.in[what->view.lang]);
    sc_table_text(&table, input->unit);
    sc_table_text(&table, input->distribution);
    sc_table_shown(&table, mean, "%.4g", mean);
    sc_table_text(&table, input->source);
    sc_table_text(&table, input->status);
    sc_table_text(&table, input->set_by);
  }
  return say_table(&table, what, "inputs", report);
}

static sc_code show_provenance(const shown *what, sc_report *report)
{
  const sc_column columns[] = { { "key", in(what, "项目", "item"), SC_LEFT, 0 }, { "value", in(what, "内容", "value"), SC_LEFT, 1 } };
  const sc_result *r = what->result;
  sc_table table = { .columns = columns, .n_columns = 2 };
  for (int i = 0; i < r->n_provenance; i++) {
    sc_table_text(&table, r->provenance[i].key);
    sc_table_text(&table, r->provenance[i].value);
  }
  for (int s = 0; s < r->n_scenarios; s++)
    for (int m = 0; m < r->n_models; m++) {
      sc_string key = { 0 }, words = { 0 };
      sc_string_print(&key, "given_up %s %s", r->scenarios[s].id, r->models[m].id);
      if (sc_result_bad_words(r, s, m, what->view.lang, &words)) {
        sc_table_text(&table, sc_string_text(&key));
        sc_table_text(&table, sc_string_text(&words));
      }
      table.failed |= key.failed | words.failed;
      sc_string_free(&key);
      sc_string_free(&words);
    }
  return say_table(&table, what, "provenance", report);
}

/* -------------------------------------------------------------------------------------------------- verb */

static int show_index(const char *name)
{
  for (int i = 0; i < N_SHOWS; i++)
    if (strcmp(shows[i].name, name) == 0) return i;
  return -1;
}

static sc_code find_show(const char *name, int *index, sc_report *report)
{
  *index = show_index(name);
  if (*index >= 0) return SC_OK;
  sc_string names = { 0 };
  for (int i = 0; i < N_SHOWS; i++) sc_string_print(&names, "%s%s", i > 0 ? ", " : "", shows[i].name);
  const sc_code code = SC_FAIL(report, OPERAND_WHAT, SC_NOWHERE, name, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

/* The scenario or model asked for, by id or code; `otherwise` when none is. */
static sc_code find_item(const sc_axis_item *items, int n, const char *name, int otherwise, int *index, sc_report *report)
{
  *index = otherwise;
  if (name == NULL) return SC_OK;
  sc_string names = { 0 };
  for (int i = 0; i < n; i++) {
    sc_string_print(&names, "%s%s", i > 0 ? ", " : "", items[i].id);
    if (strcmp(items[i].id, name) != 0 && strcmp(items[i].code, name) != 0) continue;
    *index = i;
    sc_string_free(&names);
    return SC_OK;
  }
  const sc_code code = SC_FAIL(report, NAME_NOT_IN_RESULT, SC_NOWHERE, name, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

sc_code sc_verb_show(const sc_line *line, sc_report *report)
{
  const int only_what = line->n_operands == 1 && show_index(line->operand[0]) >= 0;
  const char *path = only_what ? sc_operand_rows[SC_OPERAND_TABLES].otherwise : sc_line_operand(line);
  const char *name = only_what ? line->operand[0] : line->n_operands > 1 ? line->operand[1] : shows[0].name;
  int index;
  SC_TRY(find_show(name, &index, report));
  sc_result result = { 0 };
  shown what = { .line = line, .result = &result, .view = { .lang = line->lang, .all = sc_line_has(line, SC_OPT_ALL) } };
  sc_code code = sc_result_read(&result, path, report);
  if (code == SC_OK)
    code = find_item(result.scenarios, result.n_scenarios, line->value[SC_OPT_SCENARIO], sc_result_reference(&result), &what.view.scenario, report);
  if (code == SC_OK) code = find_item(result.models, result.n_models, line->value[SC_OPT_MODEL], SC_POOLED, &what.view.model, report);
  if (code == SC_OK) code = shows[index].show(&what, report);
  sc_result_free(&result);
  return code;
}
