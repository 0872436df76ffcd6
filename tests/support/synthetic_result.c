#include "tests/support/synthetic_result.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/stats/interval.h"
#include "engine/stats/joint.h"
#include "engine/stats/likelihood.h"
#include "engine/stats/sort.h"
#include "engine/stats/sum.h"

enum { BASE_YEAR = 2020, FIRST = 2021, PLAN_END = 2025, LAST = 2035, N_YEARS = LAST - FIRST + 1 };

typedef struct { const char *id, *unit; sc_text text; double base, drift, spread; int flat; } indicator_row;
static const indicator_row indicators[] = {
  { "gdp_growth", "%", SC_TEXT("GDP growth", "地区生产总值增速"), 5.4, -0.05, 1.6, 1 },
  { "services_share", "%", SC_TEXT("Services share of GDP", "服务业增加值占比"), 67.7, 0.75, 1.1, 0 },
  { "modern_services_share", "%", SC_TEXT("Modern services share of services", "现代服务业占服务业比重"), 58.8, 0.6, 1.5, 0 },
  { "rd_intensity", "%", SC_TEXT("R&D expenditure / GDP", "研发经费投入强度"), 1.41, 0.07, 0.06, 0 },
  { "digital_core_share", "%", SC_TEXT("Core digital industries / GDP", "数字经济核心产业占比"), 2.4, 0.35, 0.35, 0 },
  { "four_new_share", "%", SC_TEXT("Four-new economy share", "“四新”经济增加值占比"), 28.5, 1.7, 1.3, 0 },
  { "good_air_days", "%", SC_TEXT("Share of days with good air", "空气质量优良天数比率"), 60.4, 0.9, 2.0, 0 },
  { "schooling", "years", SC_TEXT("Mean years of schooling", "劳动年龄人口平均受教育年限"), 12.0, 0.11, 0.10, 0 },
  { "physicians", "persons/1000", SC_TEXT("Physicians per 1,000 people", "每千人拥有执业(助理)医师数"), 10.7, 0.2, 0.3, 0 },
  { "new_jobs", "persons", SC_TEXT("New urban jobs", "城镇新增就业"), 15500, -150, 900, 1 },
};
enum { N_INDICATORS = sizeof indicators / sizeof *indicators };

static const struct scenario { const char *id, *code; sc_text text; double push; } scenarios[] = {
  { "trend", "S0", SC_TEXT("Trend", "趋势"), -0.25 },
  { "baseline", "S1", SC_TEXT("Baseline", "基准"), 0.0 },
  { "plan", "S2", SC_TEXT("Plan delivered", "规划落实"), 0.30 },
  { "innovation", "S3", SC_TEXT("Innovation first", "创新优先"), 0.35 },
  { "property", "S4", SC_TEXT("Property downturn", "房地产下行"), -0.45 },
  { "compound", "S8", SC_TEXT("Compound stress", "复合压力"), -0.8 },
};
enum { N_SCENARIOS = sizeof scenarios / sizeof *scenarios };

static const sc_entry entries[] = {
  { "gdp_growth", "mean", SC_TEXT("GDP growth", "地区生产总值增速"), SC_TEXT("mean of 2021-25 at least 7", "2021—2025年平均不低于7%"),
    "%", "gdp_growth", "mean_growth", "at_least", "地区生产总值年均增长7%", "表1 第1行", 1, 0, 1, 0, 1, 2021, 2025, 7, 0, 2.4 },
  { "gdp_growth", "each_year", SC_TEXT("GDP growth", "地区生产总值增速"), SC_TEXT("7 in every year", "每年均不低于7%"),
    "%", "gdp_growth", "growth_each_year", "at_least", "", "表1 第1行", 1, 0, 0, 0, 1, 2021, 2025, 7, 0, 2.4 },
  { "four_new", "level", SC_TEXT("Four-new economy share of GDP", "“四新”经济增加值占比"), SC_TEXT("at least 38.5 in 2025", "2025年达到38.5%"),
    "%", "four_new_share", "level", "at_least", "38.5", "表1 第4行", 4, 0, 1, 0, 1, 2025, 2025, 38.5, 0, 28.5 },
  { "rd", "level", SC_TEXT("R&D expenditure / GDP", "全社会研发经费投入占地区生产总值比重"), SC_TEXT("at least 1.91 in 2025", "2025年达到1.91%"),
    "%", "rd_intensity", "level", "at_least", "比重力争达到1.91%", "表1 第5行", 5, 0, 1, 0, 1, 2025, 2025, 1.91, 0, 1.41 },
  { "rd", "rising", SC_TEXT("R&D expenditure / GDP", "全社会研发经费投入占地区生产总值比重"), SC_TEXT("only “keeps rising”", "仅“持续提高”"),
    "%", "rd_intensity", "change", "above", "占地区生产总值比重持续提高", "L26", 5, 0, 0, 0, 1, 2025, 2025, 0, 0, 1.41 },
  { "digital", "level", SC_TEXT("Core digital industries / GDP", "数字经济核心产业增加值占地区生产总值比重"), SC_TEXT("at least 5 in 2025", "2025年达到5%"),
    "%", "digital_core_share", "level", "at_least", "5", "表1 第7行", 7, 0, 1, 0, 1, 2025, 2025, 5, 0, 2.4 },
  { "schooling", "level", SC_TEXT("Mean years of schooling of the working-age population", "劳动年龄人口平均受教育年限"), SC_TEXT("at least 14 in 2025", "2025年达到14年"),
    "years", "schooling", "level", "at_least", "14", "表1 第10行", 10, 1, 1, 0, 1, 2025, 2025, 14, 0, 12 },
  { "physicians", "hold", SC_TEXT("Licensed physicians per 1,000 people", "每千人拥有执业(助理)医师数"), SC_TEXT("no lower than 10.7", "不低于10.7人"),
    "persons/1000", "physicians", "hold", "at_least", "10.7", "表1 第11行", 11, 0, 1, 0, 1, 2025, 2025, 10.7, 0, 10.7 },
  { "energy", "table", SC_TEXT("Reduction of energy use per unit of GDP", "单位地区生产总值能源能耗降低"), SC_TEXT("complete the city's task", "完成市分解任务"),
    "%", "", "not_assessable", "at_least", "完成市分解任务", "表1 第15行", 15, 1, 1, 0, 0, 2025, 2025, NAN, 0, NAN },
  { "air", "table", SC_TEXT("Share of days with good air quality", "空气质量优良天数比率"), SC_TEXT("complete the city's task", "完成市分解任务"),
    "%", "good_air_days", "not_assessable", "at_least", "完成市分解任务", "表1 第17行", 17, 1, 1, 0, 0, 2025, 2025, NAN, 0, 60.4 },
  { "air", "assumed", SC_TEXT("Share of days with good air quality", "空气质量优良天数比率"), SC_TEXT("assumed: 65 or more, as in the prose", "假设:按正文65%以上"),
    "%", "good_air_days", "level", "at_least", "环境空气质量优良率力争达到65%以上", "L245", 17, 1, 0, 1, 1, 2025, 2025, 65, 0, 60.4 },
  { "services", "about", SC_TEXT("Services share of GDP", "服务业增加值占比"), SC_TEXT("about 80: at least 78", "“80%左右”:不低于78%"),
    "%", "services_share", "level", "about", "服务业增加值占比控制在80%左右", "L26, L174", 0, 0, 1, 0, 1, 2025, 2025, 80, 2, 67.7 },
  { "services", "strict", SC_TEXT("Services share of GDP", "服务业增加值占比"), SC_TEXT("80 or more", "不低于80%"),
    "%", "services_share", "level", "at_least", "", "L26, L174", 0, 0, 0, 0, 1, 2025, 2025, 80, 0, 67.7 },
  { "modern", "services", SC_TEXT("Modern services", "现代服务业占比"), SC_TEXT("70 of services", "占服务业70%"),
    "%", "modern_services_share", "level", "at_least", "其中现代服务业占比超过70%", "L26, L174", 0, 0, 1, 0, 1, 2025, 2025, 70, 0, NAN },
  { "jobs", "cumulative", SC_TEXT("New jobs, cumulative", "累计新增就业"), SC_TEXT("60,000 over 2021-25", "2021—2025年累计6万人"),
    "persons", "new_jobs", "cumulative", "at_least", "累计新增就业6万人", "L29", 0, 0, 1, 0, 1, 2021, 2025, 60000, 0, 96000 },
};
enum { N_ENTRIES = sizeof entries / sizeof *entries };

static const int numeric_set[] = { 0, 2, 3, 5, 6, 7 }, without_schooling[] = { 0, 2, 3, 5, 7 }, headline_set[] = { 0, 2, 3, 5, 11, 13 };
static const sc_joint_item joint_items[] = {
  { "numeric", SC_TEXT("All numeric rows of the table", "表中全部数值目标"), 6, numeric_set },
  { "without_schooling", SC_TEXT("The same without schooling", "同上,不含受教育年限"), 5, without_schooling },
  { "headline", SC_TEXT("Headline targets", "核心目标"), 6, headline_set },
};
enum { N_JOINT = sizeof joint_items / sizeof *joint_items };

static const sc_axis_item models[] = { { "growth", "", "", SC_TEXT("Multi-sector growth model", "多部门增长模型"),
  SC_TEXT("Twelve activities, normalised CES production, returns-driven investment.", "十二个部门,标准化CES生产函数,收益驱动的投资。") } };
static const sc_axis_item levers[] = {
  { "rd", "L1", "", SC_TEXT("R&D support", "研发支持"), SC_TEXT("R&D 1.41 to 1.91", "研发强度1.41%至1.91%") },
  { "digital", "L2", "", SC_TEXT("Digital infrastructure", "数字基础设施"), SC_TEXT("5G, data centre", "5G、数据中心") },
};
static const sc_axis_item activities[] = {
  { "AGR", "", "", SC_TEXT("Agriculture", "农林牧渔业"), SC_TEXT("", "") },
  { "MAN", "", "", SC_TEXT("Manufacturing", "制造业"), SC_TEXT("", "") },
  { "SER", "", "", SC_TEXT("Services", "服务业"), SC_TEXT("", "") },
};
static const sc_axis_item sector_series[] = {
  { "value_added_share", "", "%", SC_TEXT("Value-added share", "增加值占比"), SC_TEXT("", "") },
  { "employment", "", "persons", SC_TEXT("Employment", "就业"), SC_TEXT("", "") },
};
static const sc_input_item inputs[] = {
  { "growth.tfp_drift", "1/yr", "economics.md 3; Brandt et al. 2020", "V2", "normal(0.010, 0.006)", "default",
    SC_TEXT("Drift of total factor productivity", "全要素生产率漂移"), -0.02, 0.05, 1 },
  { "growth.elasticity", "1", "Chirinko 2008", "V", "triangular(0.4, 0.6, 0.9)", "default",
    SC_TEXT("Elasticity of substitution", "要素替代弹性"), 0.05, 2, 1 },
  { "lever.rd.delivery", "1", "assumption", "A", "beta(12, 6)", "scenarios.cfg:14",
    SC_TEXT("Delivery of R&D support", "研发支持落实程度"), 0, 2, 1 },
  { "growth.labour_share", "1", "national table 2020", "V", "0.55", "parameters.cfg:8",
    SC_TEXT("Labour share", "劳动份额"), 0, 1, 0 },
};
static const int years_kept[] = { PLAN_END, LAST };
static const sc_point history[] = {
  { 0, 2016, 7.2, "district bulletins" }, { 0, 2018, 6.1, "district bulletins" }, { 0, 2020, 2.4, "plan, table 1" },
  { 1, 2015, 57.63, "plan, L7" }, { 1, 2020, 67.7, "plan, L7" }, { 3, 2020, 1.41, "plan, table 1" },
  { 4, 2020, 2.4, "plan, table 1" }, { 5, 2020, 28.5, "plan, table 1" }, { 6, 2015, 36.2, "plan, L10" }, { 6, 2020, 60.4, "plan, table 1" },
};
static const sc_note tensions[] = {
  { "services_80", "L7, L26", SC_TEXT("Services 67.7 to 80 with GDP 7%: services must grow 10.63% a year and the rest shrink 2.78% a year.",
    "服务业占比由67.7%升至80%且GDP年增7%:服务业须年增10.63%,其余部门年降2.78%。"), SC_TEXT("", "") },
  { "jobs", "L29", SC_TEXT("GDP 7% with productivity 7% leaves no employment growth, yet 60,000 new jobs are planned.",
    "GDP与劳动生产率同为7%意味着就业零增长,而规划要求新增就业6万人。"), SC_TEXT("", "") },
};
static const sc_note judgments[] = {
  { "drift", "growth.tfp_drift", SC_TEXT("Drift kept below the 2011-15 record", "漂移低于2011—2015年水平"),
    SC_TEXT("the city's growth slowed", "全市增速放缓") },
};
static const sc_pair provenance[] = {
  { "version", "0.1.0" }, { "revision", "0000000" }, { "compiler", "GNU 12.2.0" },
  { "input.study.cfg", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
};

static void need(const void *p) { if (p == NULL) abort(); }

static void *take(sc_result *r, size_t count, size_t size)
{
  void *p = sc_arena_alloc(&r->arena, count, size);
  need(p);
  return p;
}

#define COPY(r, rows) memcpy(take((r), sizeof (rows) / sizeof *(rows), sizeof *(rows)), (rows), sizeof (rows))
#define COUNT(rows) ((int)(sizeof (rows) / sizeof *(rows)))

/* Sum of twelve uniforms, less six: mean 0, variance 1. */
static double bell(uint64_t a, uint64_t b)
{
  double sum = -6;
  uint64_t x = (a + 1) * UINT64_C(0x9E3779B97F4A7C15) ^ (b + 1) * UINT64_C(0xC2B2AE3D27D4EB4F);
  for (int i = 0; i < 12; i++) {
    x ^= x >> 29; x *= UINT64_C(0xBF58476D1CE4E5B9); x ^= x >> 32;
    sum += (double)(x >> 11) / 9007199254740992.0;
  }
  return sum;
}

static double value_of(int i, int scenario, int draw, int year)
{
  const indicator_row *row = &indicators[i];
  const double t = year - BASE_YEAR, scale = row->flat ? 1 : sqrt(t) / 2;
  const double push = scenarios[scenario].push * row->spread * (row->flat ? 1 : t / 4);
  return row->base + row->drift * t + push + scale * row->spread * bell((uint64_t)i, (uint64_t)draw)
         + (row->flat ? 0.6 * row->spread * bell((uint64_t)(i * 100 + year), (uint64_t)draw) : 0);
}

static double measure_of(const sc_entry *entry, int i, int scenario, int draw)
{
  double sum = 0, least = INFINITY;
  for (int year = entry->from; year <= entry->to; year++) {
    const double x = value_of(i, scenario, draw, year);
    sum += x;
    least = fmin(least, x);
  }
  if (strcmp(entry->kind, "growth_each_year") == 0) return least;
  if (strcmp(entry->kind, "mean_growth") == 0) return sum / (entry->to - entry->from + 1);
  if (strcmp(entry->kind, "change") == 0) return sum - entry->base;
  return sum;
}

static int indicator_index(const char *id)
{
  for (int i = 0; i < N_INDICATORS; i++) if (strcmp(indicators[i].id, id) == 0) return i;
  return -1;
}

static void summaries(sc_result *r, double *draws, double *workspace)
{
  const int n = (int)r->n_draws;
  const size_t cells = (size_t)N_INDICATORS * N_SCENARIOS * N_YEARS;
  r->mean = take(r, cells, sizeof *r->mean);
  r->sd = take(r, cells, sizeof *r->sd);
  r->se = take(r, cells, sizeof *r->se);
  r->quantile = take(r, cells * SC_N_QUANTILES, sizeof *r->quantile);
  r->quantile_lo = take(r, cells * SC_N_QUANTILES, sizeof *r->quantile_lo);
  r->quantile_hi = take(r, cells * SC_N_QUANTILES, sizeof *r->quantile_hi);
  static const double levels[SC_N_QUANTILES] = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };
  for (int i = 0; i < N_INDICATORS; i++)
    for (int s = 0; s < N_SCENARIOS; s++)
      for (int y = 0; y < N_YEARS; y++) {
        for (int d = 0; d < n; d++) draws[d] = value_of(i, s, d, FIRST + y);
        const size_t cell = sc_result_cell(r, i, s, 0, y);
        const sc_moments moments = sc_moments_of(draws, (size_t)n);
        r->mean[cell] = moments.mean;
        r->sd[cell] = moments.sd;
        r->se[cell] = moments.standard_error;
        sc_sort(draws, (size_t)n, workspace);
        for (int q = 0; q < SC_N_QUANTILES; q++) {
          const sc_range range = sc_quantile_interval(draws, sc_quantile_ranks((size_t)n, levels[q], 0.95));
          r->quantile[cell * SC_N_QUANTILES + (size_t)q] = sc_quantile(draws, (size_t)n, levels[q]);
          r->quantile_lo[cell * SC_N_QUANTILES + (size_t)q] = range.lower;
          r->quantile_hi[cell * SC_N_QUANTILES + (size_t)q] = range.upper;
        }
      }
}

static void judge(sc_result *r, int scenario, int e, uint64_t *hit, double *draws, double *workspace)
{
  const sc_entry *entry = &entries[e];
  sc_verdict *v = &r->verdicts[sc_result_verdict(r, scenario, 0, e)];
  *v = (sc_verdict){ .p = NAN, .p_lo = NAN, .p_hi = NAN, .likelihood = -1, .mean_shortfall = NAN, .needed_per_year = NAN,
                     .met_by_last = NAN, .driver = { -1, -1, -1 }, .driver_rank = { NAN, NAN, NAN } };
  for (int q = 0; q < 5; q++) v->measure[q] = v->margin[q] = NAN;
  if (!entry->assessable) return;
  const int n = (int)r->n_draws, i = indicator_index(entry->indicator);
  const double threshold = entry->value - entry->tolerance;
  uint64_t hits = 0;
  double missing = 0;
  for (int d = 0; d < n; d++) {
    draws[d] = measure_of(entry, i, scenario, d);
    const int met = strcmp(entry->direction, "above") == 0 ? draws[d] > threshold : draws[d] >= threshold;
    if (met) { hits++; sc_hit_set(hit, (size_t)d); }
    missing += fmax(0, threshold - draws[d]);
  }
  sc_sort(draws, (size_t)n, workspace);
  static const double levels[5] = { 0.05, 0.25, 0.50, 0.75, 0.95 };
  for (int q = 0; q < 5; q++) {
    v->measure[q] = sc_quantile(draws, (size_t)n, levels[q]);
    v->margin[q] = v->measure[q] - threshold;
  }
  const sc_range wilson = sc_wilson(hits, (uint64_t)n);
  v->p = (double)hits / n;
  v->p_lo = wilson.lower;
  v->p_hi = wilson.upper;
  v->likelihood = sc_likelihood(v->p);
  v->mean_shortfall = missing / n;
  v->needed_per_year = fmax(0, -v->margin[2] / (entry->to - BASE_YEAR));
  v->first_year = v->p >= 0.5 ? entry->to : v->margin[2] > -3 ? 2029 : 0;
  if (strcmp(entry->kind, "level") == 0) v->met_by_last = fmin(1, v->p + 0.3);
  for (int k = 0; k < 3; k++) {
    v->driver[k] = (e + k) % 3;
    v->driver_rank[k] = k % 2 == 0 ? 0.62 - 0.15 * k : -0.31;
  }
}

static void judge_together(sc_result *r, int scenario, int item, const uint64_t *live, uint64_t *const hit[N_ENTRIES])
{
  const sc_joint_item *set = &joint_items[item];
  const uint64_t *chosen[N_ENTRIES];
  for (int a = 0; a < set->n; a++) chosen[a] = hit[set->entries[a]];
  const sc_hits hits = { (size_t)set->n, (size_t)r->n_draws, live, chosen };
  sc_joint_counts counts = { 0 };
  sc_report report = { 0 };
  if (sc_joint_count(&counts, &hits, &report) != SC_OK) abort();
  const size_t n = (size_t)set->n;
  sc_joint *joint = &r->joints[scenario * N_JOINT + item];
  const sc_range wilson = sc_wilson(counts.n_missing[0], counts.n_live);
  *joint = (sc_joint){ .p_all = sc_joint_all(&counts), .p_all_lo = wilson.lower, .p_all_hi = wilson.upper,
    .expected_hits = sc_joint_expected(&counts), .at_least = take(r, n + 1, sizeof(double)), .given = take(r, n * n, sizeof(double)),
    .together = take(r, n * n, sizeof(double)), .shapley = take(r, n, sizeof(double)), .without = take(r, n, sizeof(double)) };
  for (size_t k = 0; k <= n; k++) joint->at_least[k] = sc_joint_at_least(&counts, k);
  for (size_t a = 0; a < n; a++) {
    joint->shapley[a] = sc_joint_blame(&counts, a) / (1 - joint->p_all);
    joint->without[a] = sc_joint_without(&counts, a);
    for (size_t b = 0; b < n; b++) {
      joint->given[a * n + b] = sc_joint_given(&counts, a, b);
      joint->together[a * n + b] = sc_joint_correlation(&counts, a, b);
    }
  }
  sc_joint_free(&counts);
}

static void verdicts(sc_result *r, double *draws, double *workspace)
{
  r->verdicts = take(r, N_SCENARIOS * N_ENTRIES, sizeof *r->verdicts);
  r->joints = take(r, N_SCENARIOS * N_JOINT, sizeof *r->joints);
  const size_t words = sc_hit_words((size_t)r->n_draws);
  uint64_t *live = take(r, words, sizeof *live);
  for (size_t d = 0; d < r->n_draws; d++) sc_hit_set(live, d);
  for (int s = 0; s < N_SCENARIOS; s++) {
    uint64_t *hit[N_ENTRIES];
    for (int e = 0; e < N_ENTRIES; e++) {
      hit[e] = take(r, words, sizeof(uint64_t));
      judge(r, s, e, hit[e], draws, workspace);
    }
    for (int j = 0; j < N_JOINT; j++) judge_together(r, s, j, live, hit);
  }
}

static void axes(sc_result *r)
{
  r->n_scenarios = N_SCENARIOS; r->n_models = COUNT(models); r->n_indicators = N_INDICATORS; r->n_years = N_YEARS;
  r->n_kept = COUNT(years_kept); r->n_inputs = COUNT(inputs); r->n_entries = N_ENTRIES; r->n_joint = N_JOINT;
  r->n_levers = COUNT(levers); r->n_activities = COUNT(activities); r->n_sector_series = COUNT(sector_series);
  r->models = COPY(r, models);
  r->levers = COPY(r, levers);
  r->activities = COPY(r, activities);
  r->sector_series = COPY(r, sector_series);
  r->inputs = COPY(r, inputs);
  r->entries = COPY(r, entries);
  r->joint_items = COPY(r, joint_items);
  r->kept = COPY(r, years_kept);
  r->history = COPY(r, history);       r->n_history = COUNT(history);
  r->tensions = COPY(r, tensions);     r->n_tensions = COUNT(tensions);
  r->judgments = COPY(r, judgments);   r->n_judgments = COUNT(judgments);
  r->provenance = COPY(r, provenance); r->n_provenance = COUNT(provenance);
  r->scenarios = take(r, N_SCENARIOS, sizeof *r->scenarios);
  for (int s = 0; s < N_SCENARIOS; s++)
    r->scenarios[s] = (sc_axis_item){ scenarios[s].id, scenarios[s].code, "", scenarios[s].text, SC_TEXT("one of the scenarios", "情景之一") };
  r->indicators = take(r, N_INDICATORS, sizeof *r->indicators);
  for (int i = 0; i < N_INDICATORS; i++)
    r->indicators[i] = (sc_axis_item){ indicators[i].id, "", indicators[i].unit, indicators[i].text, indicators[i].text };
  r->years = take(r, N_YEARS, sizeof *r->years);
  for (int y = 0; y < N_YEARS; y++) r->years[y] = FIRST + y;
  r->strength = take(r, (size_t)(N_SCENARIOS * r->n_levers), sizeof *r->strength);
  for (int k = 0; k < N_SCENARIOS * r->n_levers; k++) r->strength[k] = 0.25 * (k % 5);
  r->model_weights = take(r, 1, sizeof *r->model_weights);
  r->model_weights[0] = 1;
}

static void per_draw(sc_result *r)
{
  const size_t n = (size_t)r->n_draws;
  r->values = sc_alloc((size_t)N_INDICATORS * N_SCENARIOS * n * (size_t)r->n_kept, sizeof *r->values);
  need(r->values);
  size_t at = 0;
  for (int i = 0; i < N_INDICATORS; i++)
    for (int s = 0; s < N_SCENARIOS; s++)
      for (size_t d = 0; d < n; d++)
        for (int k = 0; k < r->n_kept; k++) r->values[at++] = (float)value_of(i, s, (int)d, r->kept[k]);
  r->input = take(r, (size_t)r->n_inputs * n, sizeof *r->input);
  for (int p = 0; p < r->n_inputs; p++)
    for (size_t d = 0; d < n; d++) r->input[(size_t)p * n + d] = inputs[p].sampled ? bell(1000 + (uint64_t)p, d) : 0.55;
  r->why = take(r, N_SCENARIOS * n, sizeof *r->why);
#define SC_DIAGNOSTIC(member, zh, en) \
  r->member = take(r, N_SCENARIOS * n, sizeof *r->member); \
  for (size_t k = 0; k < N_SCENARIOS * n; k++) r->member[k] = 1e-12f * (float)(k % sizeof #member);
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
  const size_t sector_cells = (size_t)(r->n_sector_series * N_SCENARIOS * N_YEARS * r->n_activities) * n;
  r->sectors = sc_alloc(sector_cells, sizeof *r->sectors);
  need(r->sectors);
  for (size_t k = 0; k < sector_cells; k++) r->sectors[k] = 10 + (float)(k % 13);
}

/* Two thirds parameters, one third shocks, everywhere. */
static void variances(sc_result *r)
{
  static const double SHARES[SC_N_PARTS] = { [SC_PART_parameters] = 2.0 / 3, [SC_PART_shocks] = 1.0 / 3 };
  const size_t columns = (size_t)N_INDICATORS * N_SCENARIOS * N_YEARS, hits = (size_t)N_SCENARIOS * N_ENTRIES;
  sc_variance *v = &r->variance;
  v->share = take(r, columns * SC_N_PARTS, sizeof(double));
  v->error = take(r, columns * SC_N_PARTS, sizeof(double));
  v->hit = take(r, hits * SC_N_PARTS, sizeof(double));
  v->hit_error = take(r, hits * SC_N_PARTS, sizeof(double));
  v->pairs = take(r, N_SCENARIOS, sizeof(int));
  for (size_t i = 0; i < columns * SC_N_PARTS; i++) v->share[i] = SHARES[i % SC_N_PARTS], v->error[i] = 0.01 * (double)(i % 4);
  for (size_t i = 0; i < hits * SC_N_PARTS; i++)
    v->hit[i] = entries[i / SC_N_PARTS % N_ENTRIES].assessable ? SHARES[i % SC_N_PARTS] : NAN, v->hit_error[i] = v->hit[i] / 50;
  for (int s = 0; s < N_SCENARIOS; s++) v->pairs[s] = (int)r->n_draws / 2;
}

void synthetic_result(sc_result *r, int n_draws)
{
  *r = (sc_result){ .study = "synthetic", .title = SC_TEXT("A synthetic district, 2021-2025", "合成区县规划(2021—2025年)"),
    .base_year = BASE_YEAR, .first_year = FIRST, .plan_end = PLAN_END, .last_year = LAST, .as_of = 2021,
    .n_draws = (uint64_t)n_draws, .seed = "20210622", .store = "targets", .study_text = "title = \"synthetic\";\n" };
  axes(r);
  double *draws = sc_alloc((size_t)n_draws, sizeof *draws), *workspace = sc_alloc((size_t)n_draws, sizeof *workspace);
  need(draws);
  need(workspace);
  summaries(r, draws, workspace);
  verdicts(r, draws, workspace);
  per_draw(r);
  sc_result_pool_single(r);
  variances(r);
  sc_free(draws);
  sc_free(workspace);
}
