#include "outputs/result_layout.h"

#include <stdio.h>
#include <string.h>

#include "engine/stats/likelihood.h"

#define IN_IMAGE(member)  offsetof(sc_result_image, member)
#define IN_RESULT(member) offsetof(sc_result_image, result.member)

/* One member of the result; an array of numbers; a member of an array of structs. */
#define SINGLE(group_, name_, kind_, member, unit, en, zh) \
  { .group = group_, .name = name_, .kind = SC_H5_##kind_, .axes = "", .array = { member }, .label = { unit, SC_TEXT(en, zh) } }
#define ARRAY(group_, name_, kind_, axes_, member, type, unit, en, zh) \
  { .group = group_, .name = name_, .kind = SC_H5_##kind_, .axes = axes_, .n_arrays = 1, .array = { member }, \
    .stride = sizeof(type), .label = { unit, SC_TEXT(en, zh) } }
#define MEMBER(group_, name_, kind_, axes_, array_, type, member, unit, en, zh) \
  { .group = group_, .name = name_, .kind = SC_H5_##kind_, .axes = axes_, .n_arrays = 1, .array = { IN_RESULT(array_) }, \
    .stride = sizeof(type), .offset = offsetof(type, member), .label = { unit, SC_TEXT(en, zh) } }
#define WORDS(group, name, axes, array, type, member, en, zh) MEMBER(group, name, TEXT, axes, array, type, member, "1", en, zh)

/* ------------------------------------------------------------------------------------------------------ groups */

#define ALWAYS 0   /* needs nothing; the image begins with an arena, never with an array */

const sc_group sc_result_groups[] = {
  { .name = "indicators", .needs = IN_RESULT(values), .text = SC_TEXT("Indicators of every draw in the years kept", "各次抽样、所保留年份的指标") },
  { .name = "sectors", .needs = IN_RESULT(sectors), .text = SC_TEXT("Series of the activities, of every draw and year", "各次抽样、各年份的产业序列") },
  { .name = "summary",
    .text = SC_TEXT("Indicators over draws: mean, spread and quantiles", "指标的抽样统计：均值、离散程度与分位数") },
  { .name = "targets", .text = SC_TEXT("Targets: probability, margin, first year met", "目标：达成概率、差距与首次达到年份") },
  { .name = "joint", .text = SC_TEXT("Targets together", "目标的联合达成") },
  { .name = "pooled", .text = SC_TEXT("All models as one, with their weights", "各模型按权重合并") },
  { .name = "pooled/summary",
    .text = SC_TEXT("Indicators over draws and models: mean, spread and quantiles", "指标对抽样与模型的统计：均值、离散程度与分位数") },
  { .name = "pooled/targets",
    .text = SC_TEXT("Targets, over draws and models: probability, margin, first year met", "目标（对抽样与模型）：达成概率、差距与首次达到年份") },
  { .name = "pooled/joint", .text = SC_TEXT("Targets together, over draws and models", "目标的联合达成（对抽样与模型）") },
  { .name = "variance", .needs = IN_RESULT(variance.share),
    .text = SC_TEXT("Where the variance over draws and models comes from, shares", "抽样与模型间方差的来源（份额）"),
    .estimator = "functional analysis of variance of parameters, yearly shocks and choice of model, from pairs of draws that are run "
                 "again with each other's shocks: unbiased products of differences, as ratios of means over pairs, with the "
                 "standard errors of these ratios",
    .references = "Sobol 1993, Mathematical Modelling and Computational Experiment 1, 407-414; Saltelli et al. 2010, Computer "
                  "Physics Communications 181, 259-270; Owen 2013, ACM Transactions on Modeling and Computer Simulation 23(2), 11" },
  { .name = "inputs", .text = SC_TEXT("Sampled parameters and delivery of levers", "抽样参数与政策落实程度") },
  { .name = "diagnostics", .text = SC_TEXT("Draws given up and residuals", "舍弃的抽样与残差") },
  { .name = "provenance", .text = SC_TEXT("What the run was made of", "运行依据") },
};
const size_t sc_n_result_groups = sizeof sc_result_groups / sizeof sc_result_groups[0];

/* -------------------------------------------------------------------------------------------------------- axes */

#define AXIS(letter_, home_, n, ...) { .letter = letter_, .home = home_, .count = n, .field = __VA_ARGS__ }

const sc_axis sc_result_axes[] = {
  AXIS('S', "provenance", IN_RESULT(n_scenarios),
       WORDS("", "scenario", "S", scenarios, sc_axis_item, id, "scenario", "情景")),
  AXIS('M', "provenance", IN_RESULT(n_models),
       WORDS("", "model", "M", models, sc_axis_item, id, "model", "模型")),
  AXIS('I', "provenance", IN_RESULT(n_indicators),
       WORDS("", "indicator", "I", indicators, sc_axis_item, id, "indicator", "指标")),
  AXIS('L', "provenance", IN_RESULT(n_levers),
       WORDS("", "lever", "L", levers, sc_axis_item, id, "policy lever", "政策杠杆")),
  AXIS('A', "provenance", IN_RESULT(n_activities),
       WORDS("", "activity", "A", activities, sc_axis_item, id, "activity", "产业")),
  AXIS('X', "provenance", IN_RESULT(n_sector_series),
       WORDS("", "series", "X", sector_series, sc_axis_item, id, "series of the activities", "产业序列")),
  AXIS('P', "provenance", IN_RESULT(n_inputs),
       WORDS("", "parameter", "P", inputs, sc_input_item, id, "parameter", "参数")),
  AXIS('J', "joint", IN_RESULT(n_joint),
       WORDS("", "set", "J", joint_items, sc_joint_item, id, "set of targets", "目标组合")),
  AXIS('N', "provenance", IN_RESULT(n_tensions),
       WORDS("", "tension", "N", tensions, sc_note, id, "tension within the plan", "规划内部矛盾")),
  AXIS('G', "provenance", IN_RESULT(n_judgments),
       WORDS("", "judgment", "G", judgments, sc_note, id, "judgment", "判断性设定")),
  AXIS('V', "provenance", IN_RESULT(n_provenance),
       WORDS("", "setting", "V", provenance, sc_pair, key, "setting of the run", "运行设置")),
  AXIS('H', "provenance", IN_RESULT(n_history),
       ARRAY("", "fact", WHOLE, "H", IN_IMAGE(fact), int, "1", "past fact", "历史数据")),
  AXIS('E', "targets", IN_RESULT(n_entries),
       ARRAY("", "target", TEXT, "E", IN_IMAGE(entry_id), const char *, "1", "target and reading", "目标及其解读")),
  AXIS('Y', "summary", IN_RESULT(n_years),
       ARRAY("", "year", WHOLE, "Y", IN_RESULT(years), int, "1", "calendar year", "年份")),
  AXIS('K', "indicators", IN_RESULT(n_kept),
       ARRAY("", "year", WHOLE, "K", IN_RESULT(kept), int, "1", "calendar year", "年份")),
  AXIS('D', "inputs", IN_IMAGE(n_draws),
       ARRAY("", "draw", WHOLE, "D", IN_IMAGE(draw), int, "1", "draw, from 0", "抽样编号（从0起）")),
  AXIS('T', "summary", IN_IMAGE(n_statistics),
       ARRAY("", "statistic", TEXT, "T", IN_IMAGE(statistic), const char *, "1", "statistic over draws", "抽样统计量")),
  AXIS('Q', "summary", IN_IMAGE(n_levels),
       ARRAY("", "quantile", REAL, "Q", IN_IMAGE(level), double, "1", "level of the quantile", "分位点")),
  AXIS('q', "targets", IN_IMAGE(n_measures),
       ARRAY("", "quantile", REAL, "q", IN_IMAGE(measure_level), double, "1", "level of the quantile", "分位点")),
  AXIS('r', "targets", IN_IMAGE(n_ranks),
       ARRAY("", "rank", WHOLE, "r", IN_IMAGE(rank), int, "1", "rank of the driver", "驱动因素位次")),
  AXIS('m', "joint", IN_IMAGE(n_members),
       ARRAY("", "member", WHOLE, "m", IN_IMAGE(member), int, "1", "member of the set", "组合成员")),
  AXIS('g', "joint", IN_IMAGE(n_members),
       ARRAY("", "given", WHOLE, "g", IN_IMAGE(member), int, "1", "member given as met", "作为条件的成员")),
  AXIS('k', "joint", IN_IMAGE(n_met),
       ARRAY("", "met", WHOLE, "k", IN_IMAGE(met), int, "1", "number of members met", "达成个数")),
  AXIS('C', "variance", IN_IMAGE(n_parts),
       ARRAY("", "part", TEXT, "C", IN_IMAGE(part), const char *, "1", "part of the variance", "方差的组成部分")),
};
const size_t sc_n_result_axes = sizeof sc_result_axes / sizeof sc_result_axes[0];

/* ------------------------------------------------------------------------------------------------------ fields */

/* Every group is worth opening alone, so each one that has scenarios names them. */
#define SCENARIO_NAMES(group) \
  WORDS(group, "scenario_name", "S", scenarios, sc_axis_item, text.in[SC_EN], "scenario in English", "情景英文名称"), \
  WORDS(group, "scenario_name_zh", "S", scenarios, sc_axis_item, text.in[SC_ZH], "scenario in Chinese", "情景中文名称")
#define ITEMS(stem, axis, array, en, zh)                                                                                  \
  WORDS("provenance", stem "_name", axis, array, sc_axis_item, text.in[SC_EN], en ": name in English", zh "：英文名称"),    \
  WORDS("provenance", stem "_name_zh", axis, array, sc_axis_item, text.in[SC_ZH], en ": name in Chinese", zh "：中文名称"), \
  WORDS("provenance", stem "_description", axis, array, sc_axis_item, description.in[SC_EN], \
        en ": description in English", zh "：英文说明"), \
  WORDS("provenance", stem "_description_zh", axis, array, sc_axis_item, description.in[SC_ZH], \
        en ": description in Chinese", zh "：中文说明"), \
  WORDS("provenance", stem "_code", axis, array, sc_axis_item, code, en ": short label", zh "：代号"),                      \
  WORDS("provenance", stem "_unit", axis, array, sc_axis_item, unit, en ": unit", zh "：单位")
#define ENTRY_IN(group, name, kind, member, unit, en, zh) MEMBER(group, name, kind, "E", entries, sc_entry, member, unit, en, zh)
#define ENTRY(name, kind, member, unit, en, zh)  ENTRY_IN("targets", name, kind, member, unit, en, zh)
#define VERDICT(group, axes, array, name, member, unit, en, zh) MEMBER(group, name, REAL, axes, array, sc_verdict, member, unit, en, zh)
#define VERDICTS(group, axes, array, name, kind, inner, member, unit, en, zh) \
  MEMBER(group, name, kind, axes "+" inner, array, sc_verdict, member, unit, en, zh)
#define JOINT(group, axes, array, name, member, unit, en, zh) MEMBER(group, name, REAL, axes, array, sc_joint, member, unit, en, zh)
#define PADDED(group, name, axes, member, unit, en, zh)      ARRAY(group, name, REAL, axes, IN_IMAGE(member), double, unit, en, zh)
#define INPUT(name, kind, member, unit, en, zh)  MEMBER("provenance", "parameter_" name, kind, "P", inputs, sc_input_item, member, unit, en, zh)
#define RUN(name, kind, member, en, zh)          SINGLE("provenance", name, kind, IN_RESULT(member), "1", en, zh)

#define TARGET_UNIT "as target_unit"   /* targets differ in it */

static const char BAD_NAMES[] =
#define X(name, id, zh, en) #name " "
  SC_BADS(X)
#undef X
  ;
static const char LIKELIHOOD_NAMES[] = "not_assessable "
#define X(name, at_least, zh, en) #name " "
  SC_LIKELIHOODS(X)
#undef X
  ;

/* What models and all models pooled have alike. */
#define SUMMARY(group_, axes_, mean, sd, se, quantile, lower, upper)                                                        \
  { .group = group_, .name = "", .kind = SC_H5_REAL, .axes = axes_ "+T", .n_arrays = 3, .array = { mean, sd, se },           \
    .stride = sizeof(double),                                                                                                \
    .label = { "", SC_TEXT(": mean, standard deviation and standard error of the mean", "：均值、标准差与均值的标准误") } }, \
  ARRAY(group_, "_quantile", REAL, axes_ "Q", quantile, double, "", ": quantiles", "：分位数"),                              \
  ARRAY(group_, "_quantile_lower", REAL, axes_ "Q", lower, double, "",                                                       \
        ": quantiles, lower end of the 95% interval", "：分位数95%区间下限"),                                                \
  ARRAY(group_, "_quantile_upper", REAL, axes_ "Q", upper, double, "",                                                       \
        ": quantiles, upper end of the 95% interval", "：分位数95%区间上限")
#define TARGET_NAMES(group)                                                                                                  \
  ENTRY_IN(group, "target_id", TEXT, target, "1", "target", "目标代码"),                                                     \
  ENTRY_IN(group, "reading_id", TEXT, reading, "1", "reading of the target", "解读代码"),                                    \
  ENTRY_IN(group, "target_name", TEXT, target_text.in[SC_EN], "1", "target in English", "目标英文名称"),                     \
  ENTRY_IN(group, "target_name_zh", TEXT, target_text.in[SC_ZH], "1", "target in Chinese", "目标中文名称"),                  \
  ENTRY_IN(group, "reading_name", TEXT, reading_text.in[SC_EN], "1", "reading in English", "解读英文表述"),                  \
  ENTRY_IN(group, "reading_name_zh", TEXT, reading_text.in[SC_ZH], "1", "reading in Chinese", "解读中文表述"),               \
  ENTRY_IN(group, "target_unit", TEXT, unit, "1", "unit of the number judged", "被判断数值的单位")
#define TARGET_VERDICTS(group_, axes_, verdicts_, drivers)                                                                   \
  VERDICT(group_, axes_, verdicts_, "probability", p, "1", "probability of meeting the target", "达成概率"),                 \
  VERDICT(group_, axes_, verdicts_, "probability_lower", p_lo, "1",                                                          \
          "probability, lower end of the 95% Wilson interval", "达成概率95%威尔逊区间下限"),                                 \
  VERDICT(group_, axes_, verdicts_, "probability_upper", p_hi, "1",                                                          \
          "probability, upper end of the 95% Wilson interval", "达成概率95%威尔逊区间上限"),                                 \
  { .group = group_, .name = "likelihood", .kind = SC_H5_WHOLE, .axes = axes_, .n_arrays = 1,                                \
    .array = { IN_RESULT(verdicts_) }, .stride = sizeof(sc_verdict), .offset = offsetof(sc_verdict, likelihood),             \
    .label = { "1", SC_TEXT("calibrated word for the probability (IPCC scale)", "可能性用语（IPCC标度）") },                 \
    .first_code = -1, .meanings = LIKELIHOOD_NAMES },                                                                        \
  VERDICTS(group_, axes_, verdicts_, "measure", REAL, "q", measure, TARGET_UNIT,                                             \
           "number judged, quantiles over draws", "被判断数值的分位数"),                                                     \
  VERDICTS(group_, axes_, verdicts_, "margin", REAL, "q", margin, TARGET_UNIT,                                               \
           "number judged less the value asked for, positive is met", "与目标值之差的分位数（正为达成）"),                   \
  VERDICT(group_, axes_, verdicts_, "mean_shortfall", mean_shortfall, TARGET_UNIT, "mean shortfall", "平均缺口"),            \
  VERDICT(group_, axes_, verdicts_, "needed_per_year", needed_per_year, TARGET_UNIT,                                         \
          "further change a year that would meet the target at the median", "使中位情形达标所需的年均额外变化"),             \
  VERDICT(group_, axes_, verdicts_, "met_by_last_year", met_by_last, "1",                                                    \
          "probability of meeting it in some year of the horizon", "展望期内任一年达到的概率"),                              \
  MEMBER(group_, "first_year", WHOLE, axes_, verdicts_, sc_verdict, first_year, "1",                                         \
         "median first year met, 0 when fewer than half ever meet it", "首次达到年份的中位数（不足半数达到为0）"),           \
  VERDICTS(group_, axes_, verdicts_, "driver", WHOLE, "r", driver, "1",                                                      \
           "parameter that moves the margin most, its number from 0, -1 for none", "对差距影响最大的参数序号（从0起，-1为无）"), \
  ARRAY(group_, "driver_name", TEXT, axes_ "r", IN_IMAGE(drivers), const char *, "1",                                        \
        "parameter that moves the margin most", "对差距影响最大的参数"),                                                     \
  VERDICTS(group_, axes_, verdicts_, "driver_correlation", REAL, "r", driver_rank, "1",                                      \
           "rank correlation of the parameter with the margin", "该参数与差距的秩相关系数")
#define SET_NAMES(group)                                                                                                     \
  WORDS(group, "set_name", "J", joint_items, sc_joint_item, text.in[SC_EN], "set of targets in English", "目标组合英文名称"), \
  WORDS(group, "set_name_zh", "J", joint_items, sc_joint_item, text.in[SC_ZH], "set of targets in Chinese", "目标组合中文名称"), \
  MEMBER(group, "set_size", WHOLE, "J", joint_items, sc_joint_item, n, "1", "number of targets in the set", "组合内目标个数"), \
  ARRAY(group, "member_entry", WHOLE, "Jm", IN_IMAGE(member_entry), int, "1",                                                \
        "number of the member in /targets, from 0; -1: no member", "成员在/targets中的序号（从0起，-1为无）"),               \
  ARRAY(group, "member_name", TEXT, "Jm", IN_IMAGE(member_id), const char *, "1",                                            \
        "member: target and reading", "成员：目标及其解读")
#define TARGETS_TOGETHER(group, axes, joints_, padded)                                                                       \
  JOINT(group, axes, joints_, "probability_all", p_all, "1",                                                                 \
        "probability that all targets of the set are met", "组合目标全部达成的概率"),                                        \
  JOINT(group, axes, joints_, "probability_all_lower", p_all_lo, "1",                                                        \
        "probability of all, lower end of the 95% Wilson interval", "全部达成概率95%威尔逊区间下限"),                        \
  JOINT(group, axes, joints_, "probability_all_upper", p_all_hi, "1",                                                        \
        "probability of all, upper end of the 95% Wilson interval", "全部达成概率95%威尔逊区间上限"),                        \
  JOINT(group, axes, joints_, "expected_hits", expected_hits, "1", "mean number of targets met", "达成目标个数的均值"),      \
  PADDED(group, "at_least", axes "k", padded.at_least, "1", "probability that at least so many are met", "至少达成该个数的概率"), \
  PADDED(group, "conditional", axes "mg", padded.given, "1",                                                                 \
         "probability of the member when the given one is met", "给定条件成员达成时该成员达成的概率"),                       \
  PADDED(group, "correlation", axes "mg", padded.together, "1", "correlation of hits", "达成与否的相关系数"),                \
  PADDED(group, "shapley_share", axes "m", padded.shapley, "1", "Shapley share of the shortfall", "对未全部达成的沙普利贡献份额"), \
  PADDED(group, "probability_without", axes "m", padded.without, "1", "probability that all others are met", "其余目标全部达成的概率")

const sc_field sc_result_fields[] = {
  SCENARIO_NAMES("indicators"),
  ARRAY("indicators", "", FLOAT, "I:SMDK", IN_RESULT(values), float, "", "", ""),

  SCENARIO_NAMES("sectors"),
  WORDS("sectors", "activity_name", "A", activities, sc_axis_item, text.in[SC_EN], "activity in English", "产业英文名称"),
  WORDS("sectors", "activity_name_zh", "A", activities, sc_axis_item, text.in[SC_ZH], "activity in Chinese", "产业中文名称"),
  ARRAY("sectors", "", FLOAT, "X:SMDYA", IN_RESULT(sectors), float, "", "", ""),

  SCENARIO_NAMES("summary"),
  SUMMARY("summary", "I:SMY", IN_RESULT(mean), IN_RESULT(sd), IN_RESULT(se), IN_RESULT(quantile), IN_RESULT(quantile_lo),
          IN_RESULT(quantile_hi)),

  SCENARIO_NAMES("targets"),
  TARGET_NAMES("targets"),
  ENTRY("indicator", TEXT, indicator, "1", "indicator judged", "对应指标"),
  ENTRY("kind", TEXT, kind, "1", "kind of target", "目标类型"),
  ENTRY("direction", TEXT, direction, "1", "which side meets the target", "达标方向"),
  ENTRY("quotation", TEXT, quotation, "1", "words of the plan", "规划原文"),
  ENTRY("place", TEXT, place, "1", "place in the plan", "原文位置"),
  ENTRY("row", WHOLE, row, "1", "row of the plan's table, 0 when in its prose", "规划指标表行号（正文目标为0）"),
  ENTRY("binding", FLAG, binding, "1", "binding rather than anticipatory", "约束性（否则为预期性）"),
  ENTRY("main_reading", FLAG, main, "1", "the reading the verdict is taken from", "作为结论依据的解读"),
  ENTRY("assumed", FLAG, assumed, "1",
       "the number is an assumption of the study, not of the plan", "数值为研究假定而非规划给出"),
  ENTRY("assessable", FLAG, assessable, "1", "the plan gives a number to judge by", "规划给出可评估的数值"),
  ENTRY("from_year", WHOLE, from, "1", "first year judged", "评估起始年"),
  ENTRY("to_year", WHOLE, to, "1", "last year judged", "评估终止年"),
  ENTRY("target_value", REAL, value, TARGET_UNIT, "value asked for", "目标值"),
  ENTRY("tolerance", REAL, tolerance, TARGET_UNIT, "tolerance", "容差"),
  ENTRY("base_value", REAL, base, TARGET_UNIT, "value in the base year", "基年值"),
  TARGET_VERDICTS("targets", "SME", verdicts, driver_id),

  SCENARIO_NAMES("joint"),
  SET_NAMES("joint"),
  TARGETS_TOGETHER("joint", "SMJ", joints, joint),

  ARRAY("pooled", "model_weight", REAL, "M", IN_RESULT(model_weights), double, "1", "weight of the model", "模型权重"),
  SCENARIO_NAMES("pooled"),
  ARRAY("pooled", "given_up", REAL, "SM", IN_IMAGE(given_up), double, "1",
        "share of the model's draws given up, missing from its part", "该模型被舍弃抽样的份额（不计入其部分）"),

  SCENARIO_NAMES("pooled/summary"),
  SUMMARY("pooled/summary", "I:SY", IN_RESULT(pooled.mean), IN_RESULT(pooled.sd), IN_RESULT(pooled.se), IN_RESULT(pooled.quantile),
          IN_RESULT(pooled.quantile_lo), IN_RESULT(pooled.quantile_hi)),

  SCENARIO_NAMES("pooled/targets"),
  TARGET_NAMES("pooled/targets"),
  TARGET_VERDICTS("pooled/targets", "SE", pooled.verdicts, pooled_driver_id),

  SCENARIO_NAMES("pooled/joint"),
  SET_NAMES("pooled/joint"),
  TARGETS_TOGETHER("pooled/joint", "SJ", pooled.joints, pooled_joint),

  SCENARIO_NAMES("variance"),
  ARRAY("variance", "part_name", TEXT, "C", IN_IMAGE(part_name[SC_EN]), const char *, "1", "part in English", "组成部分英文名称"),
  ARRAY("variance", "part_name_zh", TEXT, "C", IN_IMAGE(part_name[SC_ZH]), const char *, "1", "part in Chinese", "组成部分中文名称"),
  ARRAY("variance", "pairs", WHOLE, "S", IN_RESULT(variance.pairs), int, "1",
        "pairs of draws behind the shares", "份额所依据的抽样对数"),
  ARRAY("variance", "", REAL, "I:SYC", IN_RESULT(variance.share), double, "1", ": share of the variance", "：方差份额"),
  ARRAY("variance", "_error", REAL, "I:SYC", IN_RESULT(variance.error), double, "1",
        ": standard error of the share of the variance", "：方差份额的标准误"),
  TARGET_NAMES("variance"),
  ARRAY("variance", "hit", REAL, "SEC", IN_RESULT(variance.hit), double, "1",
        "share of the variance of whether the target is met", "达成与否的方差份额"),
  ARRAY("variance", "hit_error", REAL, "SEC", IN_RESULT(variance.hit_error), double, "1",
        "standard error of that share", "该份额的标准误"),

  ARRAY("inputs", "", REAL, "P:D", IN_RESULT(input), double, "", "", ""),
  ARRAY("inputs", "lever_strength", REAL, "SL", IN_RESULT(strength), double, "1",
       "strength of each lever in each scenario", "各情景下政策杠杆力度"),

  SCENARIO_NAMES("diagnostics"),
  { .group = "diagnostics", .name = "given_up", .kind = SC_H5_CODE, .axes = "SMD", .n_arrays = 1, .array = { IN_RESULT(why) },
    .stride = sizeof(uint8_t), .label = { "1",
         SC_TEXT("why the draw was given up", "该次抽样被舍弃的原因") }, .meanings = BAD_NAMES },
#define SC_DIAGNOSTIC(member, zh, en) ARRAY("diagnostics", #member, FLOAT, "SMD", IN_RESULT(member), float, "1", en, zh),
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC

  RUN("study", TEXT, study, "study", "研究"),
  RUN("title", TEXT, title.in[SC_EN], "title in English", "英文标题"),
  RUN("title_zh", TEXT, title.in[SC_ZH], "title in Chinese", "中文标题"),
  RUN("base_year", WHOLE, base_year, "base year", "基年"),
  RUN("first_year", WHOLE, first_year, "first year of the run", "起始年"),
  RUN("plan_end", WHOLE, plan_end, "last year of the plan", "规划末年"),
  RUN("last_year", WHOLE, last_year, "last year of the run", "终止年"),
  RUN("as_of", WHOLE, as_of, "information up to this year", "信息截止年份"),
  RUN("seed", TEXT, seed, "seed", "随机种子"),
  RUN("store", TEXT, store, "what is stored of each draw", "逐次抽样的存储方式"),
  RUN("study_text", TEXT, study_text, "the study with everything it includes", "研究文件全文（含引用）"),
  ARRAY("provenance", "model_weight", REAL, "M", IN_RESULT(model_weights), double, "1", "weight of the model", "模型权重"),
  ITEMS("scenario", "S", scenarios, "scenario", "情景"),
  ITEMS("model", "M", models, "model", "模型"),
  ITEMS("indicator", "I", indicators, "indicator", "指标"),
  ITEMS("lever", "L", levers, "policy lever", "政策杠杆"),
  ITEMS("activity", "A", activities, "activity", "产业"),
  ITEMS("series", "X", sector_series, "series of the activities", "产业序列"),
  INPUT("name", TEXT, text.in[SC_EN], "1", "parameter in English", "参数英文名称"),
  INPUT("name_zh", TEXT, text.in[SC_ZH], "1", "parameter in Chinese", "参数中文名称"),
  INPUT("unit", TEXT, unit, "1", "unit of the parameter", "参数单位"),
  INPUT("distribution", TEXT, distribution, "1", "distribution of the parameter", "参数分布"),
  INPUT("set_by", TEXT, set_by, "1", "who set it: default or file and line", "设定来源（默认值或文件与行号）"),
  INPUT("source", TEXT, source, "1", "source of the number", "数值出处"),
  INPUT("status", TEXT, status, "1",
       "V verified, V2 second-hand, GK general knowledge, A assumption", "V已核实，V2间接引用，GK常识，A假定"),
  INPUT("lower", REAL, lo, "as parameter_unit", "smallest legal value", "合法下限"),
  INPUT("upper", REAL, hi, "as parameter_unit", "largest legal value", "合法上限"),
  INPUT("sampled", FLAG, sampled, "1", "drawn anew for each draw", "逐次抽样"),
  WORDS("provenance", "tension_place", "N", tensions, sc_note, place, "tension: place in the plan", "矛盾：原文位置"),
  WORDS("provenance", "tension_text", "N", tensions, sc_note, text.in[SC_EN], "tension in English", "矛盾英文表述"),
  WORDS("provenance", "tension_text_zh", "N", tensions, sc_note, text.in[SC_ZH], "tension in Chinese", "矛盾中文表述"),
  WORDS("provenance", "tension_detail", "N", tensions, sc_note, detail.in[SC_EN],
       "tension: detail in English", "矛盾英文说明"),
  WORDS("provenance", "tension_detail_zh", "N", tensions, sc_note, detail.in[SC_ZH],
       "tension: detail in Chinese", "矛盾中文说明"),
  WORDS("provenance", "judgment_place", "G", judgments, sc_note, place, "judgment: what it is about", "判断：所涉参数"),
  WORDS("provenance", "judgment_text", "G", judgments, sc_note, text.in[SC_EN], "judgment in English", "判断英文表述"),
  WORDS("provenance", "judgment_text_zh", "G", judgments, sc_note, text.in[SC_ZH], "judgment in Chinese", "判断中文表述"),
  WORDS("provenance", "judgment_detail", "G", judgments, sc_note, detail.in[SC_EN],
       "judgment: reason in English", "判断英文理由"),
  WORDS("provenance", "judgment_detail_zh", "G", judgments, sc_note, detail.in[SC_ZH],
       "judgment: reason in Chinese", "判断中文理由"),
  MEMBER("provenance", "fact_indicator", WHOLE, "H", history, sc_point, indicator, "1",
       "number of the indicator, from 0", "指标序号（从0起）"),
  MEMBER("provenance", "fact_year", WHOLE, "H", history, sc_point, year, "1", "calendar year", "年份"),
  MEMBER("provenance", "fact_value", REAL, "H", history, sc_point, value, "as indicator_unit",
       "past value of the indicator", "指标历史值"),
  WORDS("provenance", "fact_source", "H", history, sc_point, source, "source of the past value", "历史值出处"),
  WORDS("provenance", "setting_value", "V", provenance, sc_pair, value, "value of the setting", "设置值"),
};
const size_t sc_n_result_fields = sizeof sc_result_fields / sizeof sc_result_fields[0];

/* ------------------------------------------------------------------------------------------------ their use */

const sc_axis *sc_axis_find(char letter)
{
  for (size_t i = 0; i < sc_n_result_axes; i++)
    if (sc_result_axes[i].letter == letter) return &sc_result_axes[i];
  return NULL;
}

int *sc_axis_count(sc_result_image *image, char letter)
{
  return (int *)(void *)((char *)image + sc_axis_find(letter)->count);
}

sc_field_axes sc_field_axes_of(const sc_field *field)
{
  sc_field_axes axes = { 0 };
  const char *from = field->axes;
  if (from[0] != '\0' && from[1] == ':') {
    axes.split = from[0];
    from += 2;
  }
  for (int n = 0; *from != '\0' && *from != '+'; n++) axes.outer[n] = *from++;
  if (*from == '+') axes.inner = from[1];
  return axes;
}

int sc_field_letters(const sc_field_axes *axes, char letters[SC_H5_MAX_RANK + 1])
{
  return snprintf(letters, SC_H5_MAX_RANK + 1, axes->inner != '\0' ? "%s%c" : "%s", axes->outer, axes->inner);
}

static size_t product(size_t a, size_t b)
{
  size_t ab;
  return __builtin_mul_overflow(a, b, &ab) ? SIZE_MAX : ab;
}

size_t sc_field_outer(sc_result_image *image, const sc_field_axes *axes)
{
  size_t n = 1;
  for (const char *letter = axes->outer; *letter != '\0'; letter++) n = product(n, (size_t)*sc_axis_count(image, *letter));
  return n;
}

size_t sc_field_inner(sc_result_image *image, const sc_field_axes *axes)
{
  return axes->inner != '\0' ? (size_t)*sc_axis_count(image, axes->inner) : 1;
}

int sc_field_items(sc_result_image *image, const sc_field_axes *axes)
{
  return axes->split != '\0' ? *sc_axis_count(image, axes->split) : 1;
}

int sc_field_is_constant(const sc_result_image *image, const sc_field_axes *axes, int item)
{
  return axes->split == 'P' && !image->result.inputs[item].sampled;
}

void **sc_field_array(sc_result_image *image, const sc_field *field, int array)
{
  return (void **)(void *)((char *)image + field->array[array]);
}

void *sc_field_at(sc_result_image *image, const sc_field *field, size_t n_outer, int item, size_t outer, size_t inner)
{
  if (field->n_arrays == 0) return (char *)image + field->array[0];
  char *array = *sc_field_array(image, field, field->n_arrays > 1 ? (int)inner : 0);
  array += ((size_t)item * n_outer + outer) * field->stride + field->offset;
  return field->n_arrays > 1 ? array : array + inner * sc_h5_size(field->kind);
}

int sc_field_is_packed(const sc_field *field, size_t n_inner)
{
  return field->n_arrays == 0 || (field->n_arrays == 1 && field->stride == n_inner * sc_h5_size(field->kind));
}

int sc_group_is_there(sc_result_image *image, const sc_group *group)
{
  return group->needs == ALWAYS || *(void **)(void *)((char *)image + group->needs) != NULL;
}

int sc_field_is_there(sc_result_image *image, const sc_field *field)
{
  const sc_field_axes axes = sc_field_axes_of(field);
  for (int i = 0; i < field->n_arrays; i++)
    if (*sc_field_array(image, field, i) == NULL) return 0;
  return sc_field_outer(image, &axes) > 0 && sc_field_inner(image, &axes) > 0 && sc_field_items(image, &axes) > 0;
}

static sc_axis_item axis_item(const sc_result *r, char letter, int i)
{
  switch (letter) {
  case 'I': return r->indicators[i];
  case 'X': return r->sector_series[i];
  default:  return (sc_axis_item){ .id = r->inputs[i].id, .unit = r->inputs[i].unit, .text = r->inputs[i].text };
  }
}

void sc_field_name(const sc_result_image *image, const sc_field *field, int item, char name[SC_VARIABLE_NAME])
{
  const char split = sc_field_axes_of(field).split;
  snprintf(name, SC_VARIABLE_NAME, "%s%s", split != '\0' ? axis_item(&image->result, split, item).id : "", field->name);
}

void sc_field_variable(const sc_result_image *image, const sc_field *field, int item, sc_variable *variable)
{
  const char split = sc_field_axes_of(field).split;
  sc_axis_item of = { .id = "", .unit = field->label.unit, .text = SC_TEXT("", "") };
  if (split != '\0') of = axis_item(&image->result, split, item);
  sc_field_name(image, field, item, variable->name);
  snprintf(variable->en, sizeof variable->en, "%s%s", of.text.in[SC_EN], field->label.text.in[SC_EN]);
  snprintf(variable->zh, sizeof variable->zh, "%s%s", of.text.in[SC_ZH], field->label.text.in[SC_ZH]);
  const char *unit = split != '\0' && field->label.unit[0] != '\0' ? field->label.unit : of.unit;
  variable->label = (sc_h5_label){ unit, { { variable->en, variable->zh } } };
}
