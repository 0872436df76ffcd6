/* sanchan describe: what the program declares, from its own rows. */
#include <string.h>

#include "cli/cli.h"
#include "engine/random/dist.h"
#include "models/indicators/indicators.h"
#include "outputs/format.h"
#include "outputs/verdict.h"
#include "scenarios/arithmetic.h"

#define DESCRIBES(X)                                                                      \
  X(models, "models", "模型")                                                             \
  X(parameters, "uncertain parameters with range, prior, source", "不确定参数：范围、先验、来源") \
  X(levers, "levers of a study", "研究的政策杠杆")                                        \
  X(targets, "targets of a study and their readings", "研究的目标及其解读")               \
  X(indicators, "indicators and their definition", "指标及其定义")                        \
  X(channels, "through what a lever or an event acts", "政策杠杆与事件的作用渠道")        \
  X(arithmetic, "rules for the plan's own arithmetic", "规划自身算术的规则")                \
  X(distributions, "distributions and their arguments", "概率分布及其参数")               \
  X(formats, "the groups of the result file", "结果文件的结构")                           \
  X(errors, "every message, with its exit status", "全部错误信息及退出状态")              \
  X(streams, "what random numbers are used for", "随机数的用途")                          \
  X(closures, "what may be chosen for the closure of the general equilibrium (cge)", "一般均衡闭合规则的可选项（cge）") \
  X(analyses, "the analyses of sanchan io", "sanchan io 的各项分析")                      \
  X(man, "the manual page, in roff", "手册页（roff 格式）")                               \
  X(bash, "completion for bash", "bash 补全脚本")                                         \
  X(zsh, "completion for zsh", "zsh 补全脚本")                                            \
  X(fish, "completion for fish", "fish 补全脚本")

#define X(name, en, zh) static sc_code describe_##name(const sc_line *line, sc_report *report);
DESCRIBES(X)
#undef X
static const struct { const char *name; sc_text text; sc_code (*describe)(const sc_line *line, sc_report *report); } describes[] = {
#define X(name_, en, zh) { #name_, SC_TEXT(en, zh), describe_##name_ },
  DESCRIBES(X)
#undef X
};
enum { N_DESCRIBES = sizeof describes / sizeof *describes };

const char *const sc_describe_names[] = {
#define X(name, en, zh) #name,
  DESCRIBES(X)
#undef X
  NULL
};

static const char *in(const sc_line *line, const char *zh, const char *en) { return line->lang == SC_ZH ? zh : en; }

static sc_code say_table(sc_table *table, const sc_line *line, const char *key, sc_report *report)
{
  const sc_code code = sc_say_table(table, line, key, report);
  sc_table_free(table);
  return code;
}

static sc_code say(sc_string *text, sc_report *report)
{
  const sc_code code = sc_say(text, report);
  sc_string_free(text);
  return code;
}

/* ----------------------------------------------------------------------------- what the program declares */

static sc_code describe_models(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "model", in(line, "模型", "model"), SC_LEFT, 0 },
    { "name", in(line, "名称", "name"), SC_LEFT, 1 },
    { "source", in(line, "来源", "source"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (int m = 0; sc_models[m] != NULL; m++) {
    sc_table_text(&table, sc_models[m]->name);
    sc_table_text(&table, sc_models[m]->text.in[line->lang]);
    sc_table_text(&table, sc_models[m]->source);
  }
  return say_table(&table, line, "models", report);
}

static void dist_cell(sc_table *table, const sc_dist *dist)
{
  sc_string text = { 0 };
  sc_format_dist(dist, &text);
  sc_table_text(table, sc_string_text(&text));
  sc_string_free(&text);
}

static sc_code describe_parameters(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "parameter", in(line, "参数", "parameter"), SC_LEFT, 0 },   { "name", in(line, "名称", "name"), SC_LEFT, 1 },
    { "unit", in(line, "单位", "unit"), SC_LEFT, 0 },             { "lo", in(line, "下限", "from"), SC_RIGHT, 0 },
    { "hi", in(line, "上限", "to"), SC_RIGHT, 0 },                { "prior", in(line, "先验（截至2021）", "prior, as of 2021"), SC_LEFT, 1 },
    { "later", in(line, "截至2023", "as of 2023"), SC_LEFT, 1 },  { "source", in(line, "来源", "source"), SC_LEFT, 1 },
    { "status", in(line, "状态", "status"), SC_LEFT, 0 },
  };
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  for (int p = 0; p < SC_N_PARAMS; p++) {
    const sc_param *row = &sc_param_rows[p];
    sc_table_text(&table, row->name);
    sc_table_text(&table, row->text.in[line->lang]);
    sc_table_text(&table, row->unit);
    sc_table_shown(&table, row->lo, "%g", row->lo);
    sc_table_shown(&table, row->hi, "%g", row->hi);
    dist_cell(&table, &row->prior);
    dist_cell(&table, &row->later);
    sc_table_text(&table, row->source);
    sc_table_text(&table, row->status);
  }
  return say_table(&table, line, "parameters", report);
}

static sc_code describe_indicators(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "indicator", in(line, "指标", "indicator"), SC_LEFT, 0 }, { "name", in(line, "名称", "name"), SC_LEFT, 1 },
    { "unit", in(line, "单位", "unit"), SC_LEFT, 0 },           { "definition", in(line, "定义", "definition"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 4 };
  for (int i = 0; i < SC_N_INDICATORS; i++) {
    const sc_indicator_row *row = &sc_indicator_rows[i];
    sc_table_text(&table, row->name);
    sc_table_text(&table, row->text.in[line->lang]);
    sc_table_text(&table, sc_unit_text(row->unit, line->lang));
    sc_table_text(&table, row->definition.in[line->lang]);
  }
  return say_table(&table, line, "indicators", report);
}

static sc_code describe_channels(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "channel", in(line, "渠道", "channel"), SC_LEFT, 0 }, { "unit", in(line, "单位", "unit"), SC_LEFT, 0 },
    { "per_activity", in(line, "分部门", "by activity"), SC_LEFT, 0 }, { "name", in(line, "名称", "name"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 4 };
  for (int c = 0; c < SC_N_CHANNELS; c++) {
    sc_table_text(&table, sc_channel_rows[c].name);
    sc_table_text(&table, sc_channel_rows[c].unit);
    sc_table_text(&table, sc_channel_rows[c].per_activity ? in(line, "是", "yes") : in(line, "否", "no"));
    sc_table_text(&table, sc_channel_rows[c].text.in[line->lang]);
  }
  return say_table(&table, line, "channels", report);
}

static sc_code describe_arithmetic(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "rule", in(line, "规则", "rule"), SC_LEFT, 0 }, { "arguments", in(line, "参数个数", "arguments"), SC_RIGHT, 0 },
    { "name", in(line, "算法", "what it gives"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (int i = 0; i < SC_N_ARITHMETICS; i++) {
    sc_table_text(&table, sc_arithmetic_rows[i].name);
    sc_table_number(&table, sc_arithmetic_rows[i].n_arguments, 0);
    sc_table_text(&table, sc_arithmetic_rows[i].text.in[line->lang]);
  }
  return say_table(&table, line, "arithmetic", report);
}

static sc_code describe_distributions(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "dist", "dist", SC_LEFT, 0 }, { "arguments", in(line, "参数", "arguments"), SC_LEFT, 0 }, { "name", in(line, "名称", "name"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (int k = SC_DIST_NONE + 1; k < SC_N_DIST_KINDS; k++) {
    const sc_dist_row *row = &sc_dist_rows[k];
    sc_string arguments = { 0 };
    for (int a = 0; a < row->all; a++) sc_string_print(&arguments, a < row->required ? "%s%s" : "%s[%s]", a > 0 ? " " : "", row->argument[a]);
    if (k == SC_DIST_MIXTURE) sc_string_add(&arguments, "parts weights");
    if (k == SC_DIST_DISCRETE) sc_string_add(&arguments, "values weights");
    if (k == SC_DIST_EMPIRICAL) sc_string_add(&arguments, "values");
    sc_string_add(&arguments, " [lo hi]");
    sc_table_text(&table, row->name);
    sc_table_text(&table, sc_string_text(&arguments));
    sc_table_text(&table, row->text.in[line->lang]);
    sc_string_free(&arguments);
  }
  return say_table(&table, line, "distributions", report);
}

static sc_code describe_streams(const sc_line *line, sc_report *report)
{
  static const struct { const char *name; int id; sc_text text; } streams[] = {
#define SC_STREAM(name, id, zh, en) { #name, id, SC_TEXT(en, zh) },
#include "engine/random/streams.def"
#undef SC_STREAM
  };
  const sc_column columns[] = {
    { "id", "id", SC_RIGHT, 0 },
    { "stream", in(line, "随机流", "stream"), SC_LEFT, 0 },
    { "name", in(line, "用途", "used for"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
    sc_table_integer(&table, streams[i].id);
    sc_table_text(&table, streams[i].name);
    sc_table_text(&table, streams[i].text.in[line->lang]);
  }
  return say_table(&table, line, "streams", report);
}

/* cge.KEY = NAME; for `closure` three of its names. */
static void closure_row(const sc_line *line, sc_table *table, const char *key, const char *name, sc_text text)
{
  sc_table_text(table, key);
  sc_table_text(table, name);
  sc_table_text(table, text.in[line->lang]);
}

static sc_code describe_closures(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "key", in(line, "键", "key"), SC_LEFT, 0 }, { "choice", in(line, "取值", "choice"), SC_LEFT, 0 }, { "meaning", in(line, "含义", "meaning"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (int m = 0; m < SC_CGE_N_MACROS; m++) closure_row(line, &table, "closure", sc_cge_macro_rows[m].name, sc_cge_macro_rows[m].free);
  for (int k = 0; k < SC_CGE_N_CAPITALS; k++) closure_row(line, &table, "capital", sc_cge_capital_rows[k].name, sc_cge_capital_rows[k].text);
  for (int k = 0; k < SC_CGE_N_MARKETS; k++) closure_row(line, &table, "labour", sc_cge_market_rows[k].name, sc_cge_market_rows[k].text);
  for (int k = 0; k < SC_CGE_N_NUMERAIRES; k++) closure_row(line, &table, "numeraire", sc_cge_numeraire_rows[k].name, sc_cge_numeraire_rows[k].text);
  return say_table(&table, line, "closures", report);
}

static sc_code describe_analyses(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "analysis", in(line, "分析", "analysis"), SC_LEFT, 0 }, { "files", in(line, "文件数", "files"), SC_LEFT, 0 },
    { "gives", in(line, "给出", "gives"), SC_LEFT, 0 },       { "options", in(line, "选项", "options"), SC_LEFT, 1 },
    { "name", in(line, "说明", "is"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 5 };
  for (int a = 0; a < SC_N_ANALYSES; a++) {
    const sc_analysis *analysis = &sc_analyses[a];
    sc_string files = { 0 }, options = { 0 };
    sc_analysis_files(analysis, &files);
    for (int o = 0; o < SC_N_OPTIONS; o++)
      if (sc_option_in(analysis->options, o)) sc_string_print(&options, "%s--%s", options.length > 0 ? " " : "", sc_option_rows[o].name);
    sc_table_text(&table, analysis->name);
    sc_table_text(&table, sc_string_text(&files));
    sc_table_text(&table, analysis->gives == SC_GIVES_TABLE ? in(line, "表格", "table") : in(line, "结果", "result"));
    sc_table_text(&table, sc_string_text(&options));
    sc_table_text(&table, analysis->text.in[line->lang]);
    sc_string_free(&options);
    sc_string_free(&files);
  }
  return say_table(&table, line, "analyses", report);
}

static sc_code describe_errors(const sc_line *line, sc_report *report)
{
  static const struct { const char *name; int status; sc_text text; } faults[] = {
#define SC_FAULT(name, code, zh, en) { #name, SC_##code, SC_TEXT(en, zh) },
#include "engine/base/faults.def"
#undef SC_FAULT
  };
  const sc_column columns[] = {
    { "error", in(line, "错误", "error"), SC_LEFT, 0 },
    { "status", in(line, "退出状态", "status"), SC_RIGHT, 0 },
    { "message", in(line, "信息", "message"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = 3 };
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    sc_table_text(&table, faults[i].name);
    sc_table_integer(&table, faults[i].status);
    sc_table_text(&table, faults[i].text.in[line->lang]);
  }
  return say_table(&table, line, "errors", report);
}

static sc_code describe_formats(const sc_line *line, sc_report *report)
{
  static const struct { const char *group; sc_text text; } groups[] = {
    { "/indicators", SC_TEXT("one variable per indicator: scenario, model, draw, year", "每个指标一个变量：情景、模型、抽样、年份") },
    { "/sectors", SC_TEXT("value added, employment, capital, prices by activity (--store paths)", "分部门的增加值、就业、资本、价格（--store paths）") },
    { "/summary", SC_TEXT("per indicator and year: mean, sd, standard error, quantiles with intervals", "各指标各年的均值、标准差、标准误、分位数及其区间") },
    { "/targets", SC_TEXT("per target and reading: probability with interval, margins, first year met", "各目标各解读的达标概率及区间、差距、首次达标年份") },
    { "/joint", SC_TEXT("sets of targets: P(all), P(at least k), given another, Shapley shares", "目标组：全部达标、至少 k 项达标、条件概率、沙普利份额") },
    { "/inputs", SC_TEXT("every sampled parameter and lever delivery, by draw", "每次抽样的全部参数与政策落实程度") },
    { "/diagnostics", SC_TEXT("per draw: why it was given up, residuals", "每次抽样：放弃原因与残差") },
    { "/provenance", SC_TEXT("study text, seed, version, revision, compiler, hashes of the inputs", "研究全文、种子、版本、修订号、编译器、输入文件摘要") },
  };
  const sc_column columns[] = { { "group", in(line, "组", "group"), SC_LEFT, 0 }, { "content", in(line, "内容", "content"), SC_LEFT, 1 } };
  sc_table table = { .columns = columns, .n_columns = 2 };
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
    sc_table_text(&table, groups[i].group);
    sc_table_text(&table, groups[i].text.in[line->lang]);
  }
  return say_table(&table, line, "formats", report);
}

/* ------------------------------------------------------------------------------- what a study declares */

static sc_code load(const sc_line *line, sc_study *study, sc_report *report)
{
  const char *name = line->n_operands > 1 ? line->operand[1] : sc_operand_rows[SC_OPERAND_STUDY].otherwise;
  const sc_study_options as_it_is = { 0 };
  return sc_study_load(study, name, &as_it_is, report);
}

static void lever_rows(const sc_line *line, const sc_study *study, sc_table *table)
{
  for (int l = 0; l < study->n_levers; l++) {
    const sc_lever *lever = &study->levers[l];
    sc_string effects = { 0 };
    for (int e = 0; e < lever->n_effects; e++)
      sc_string_print(&effects, "%s%s %s", e > 0 ? "; " : "", sc_channel_rows[lever->effects[e].channel].name, sc_number(lever->effects[e].size).s);
    sc_table_text(table, lever->code);
    sc_table_text(table, lever->id);
    sc_table_text(table, lever->text.in[line->lang]);
    sc_table_text(table, sc_string_text(&effects));
    dist_cell(table, &lever->delivery);
    sc_table_text(table, lever->source);
    sc_string_free(&effects);
  }
}

static sc_code describe_levers(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "code", "", SC_LEFT, 0 },
    { "lever", in(line, "杠杆", "lever"), SC_LEFT, 0 },
    { "name", in(line, "名称", "name"), SC_LEFT, 1 },
    { "effects", in(line, "满力度的年度效果", "yearly effect at strength 1"), SC_LEFT, 1 },
    { "delivery", in(line, "落实程度", "delivery"), SC_LEFT, 1 },
    { "source", in(line, "来源", "source"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  sc_study study = { 0 };
  sc_code code = load(line, &study, report);
  if (code == SC_OK) lever_rows(line, &study, &table);
  if (code == SC_OK) code = sc_say_table(&table, line, "levers", report);
  sc_table_free(&table);
  sc_study_free(&study);
  return code;
}

static void reading_row(const sc_line *line, const sc_target *target, int k, sc_table *table)
{
  const sc_reading *reading = &target->readings[k];
  const sc_entry as_entry = { .direction = sc_direction_names[reading->direction], .unit = target->unit,
                              .value = reading->value, .tolerance = reading->tolerance };
  sc_string goal = { 0 }, years = { 0 };
  sc_goal_text(&as_entry, line->lang, &goal);
  sc_string_print(&years, reading->from == reading->to ? "%d" : "%d-%d", reading->from, reading->to);
  if (target->row > 0 && k == 0) sc_table_integer(table, target->row);
  else sc_table_none(table);
  sc_table_text(table, target->id);
  sc_table_text(table, reading->id);
  sc_table_text(table, k == 0 ? target->text.in[line->lang] : reading->text.in[line->lang]);
  sc_table_text(table, reading->indicator >= 0 ? sc_indicator_rows[reading->indicator].name : "");
  sc_table_text(table, sc_target_kind_rows[reading->kind].text.in[line->lang]);
  sc_table_text(table, sc_string_text(&goal));
  sc_table_text(table, sc_string_text(&years));
  sc_table_text(table, target->place);
  sc_string_free(&goal);
  sc_string_free(&years);
}

static sc_code describe_targets(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = {
    { "row", in(line, "行", "row"), SC_RIGHT, 0 },           { "target", in(line, "目标", "target"), SC_LEFT, 0 },
    { "reading", in(line, "解读", "reading"), SC_LEFT, 1 },  { "name", in(line, "名称", "name"), SC_LEFT, 1 },
    { "indicator", in(line, "指标", "indicator"), SC_LEFT, 0 }, { "kind", in(line, "判断方式", "judged by"), SC_LEFT, 1 },
    { "goal", in(line, "要求", "goal"), SC_RIGHT, 1 },       { "years", in(line, "年份", "years"), SC_LEFT, 0 },
    { "place", in(line, "出处", "place"), SC_LEFT, 1 },
  };
  sc_table table = { .columns = columns, .n_columns = sizeof columns / sizeof *columns };
  sc_study study = { 0 };
  sc_code code = load(line, &study, report);
  for (int t = 0; code == SC_OK && t < study.n_targets; t++)
    for (int k = 0; k < study.targets[t].n_readings; k++) reading_row(line, &study.targets[t], k, &table);
  if (code == SC_OK) code = sc_say_table(&table, line, "targets", report);
  sc_table_free(&table);
  sc_study_free(&study);
  return code;
}

/* ------------------------------------------------------------------------- the manual and the completions */

static sc_code describe_man(const sc_line *line, sc_report *report)
{
  sc_string text = { 0 };
  sc_manual_page(line->lang, &text);
  return say(&text, report);
}

#define DESCRIBE_SHELL(shell)                                                      \
  static sc_code describe_##shell(const sc_line *line, sc_report *report)          \
  {                                                                                \
    (void)line;                                                                    \
    sc_string text = { 0 };                                                        \
    sc_manual_##shell(&text);                                                      \
    return say(&text, report);                                                     \
  }
DESCRIBE_SHELL(bash)
DESCRIBE_SHELL(zsh)
DESCRIBE_SHELL(fish)

/* -------------------------------------------------------------------------------------------------- verb */

static sc_code list(const sc_line *line, sc_report *report)
{
  const sc_column columns[] = { { "what", in(line, "内容", "what"), SC_LEFT, 0 }, { "text", in(line, "说明", "is"), SC_LEFT, 1 } };
  sc_table table = { .columns = columns, .n_columns = 2 };
  for (int i = 0; i < N_DESCRIBES; i++) {
    sc_table_text(&table, describes[i].name);
    sc_table_text(&table, describes[i].text.in[line->lang]);
  }
  return say_table(&table, line, "describe", report);
}

sc_code sc_verb_describe(const sc_line *line, sc_report *report)
{
  if (line->n_operands == 0) return list(line, report);
  for (int i = 0; i < N_DESCRIBES; i++)
    if (strcmp(describes[i].name, line->operand[0]) == 0) return describes[i].describe(line, report);
  sc_string names = { 0 };
  for (int i = 0; i < N_DESCRIBES; i++) sc_string_print(&names, "%s%s", i > 0 ? ", " : "", describes[i].name);
  const sc_code code = SC_FAIL(report, OPERAND_WHAT, SC_NOWHERE, line->operand[0], sc_string_text(&names));
  sc_string_free(&names);
  return code;
}
