/* plan.c - the result before the first number: its shapes, its texts, and where everything came from. */
#include <math.h>
#include <string.h>

#include "engine/base/build.h"
#include "engine/base/text.h"
#include "engine/random/dist.h"
#include "outputs/format.h"
#include "outputs/run/sectors.h"

static const char *const SHOWN_BY_DEFAULT = "default";

/* Memory of the result; every function below gives up quietly when it runs out and sc_run_plan says so once. */
typedef struct maker { sc_result *r; int failed; } maker;

static void *take(maker *m, size_t count, size_t size)
{
  void *p = sc_arena_alloc(&m->r->arena, count > 0 ? count : 1, size);
  m->failed |= p == NULL;
  return p;
}

static const char *copy(maker *m, const char *text)
{
  const char *p = sc_arena_text(&m->r->arena, text ? text : "");
  m->failed |= p == NULL;
  return p;
}

static sc_text copy_text(maker *m, sc_text text)
{
  sc_text out;
  for (int lang = 0; lang < SC_N_LANGS; lang++) out.in[lang] = copy(m, text.in[lang]);
  return out;
}

static sc_axis_item item(maker *m, const char *id, const char *code, const char *unit, sc_text text, sc_text description)
{
  return (sc_axis_item){ copy(m, id), copy(m, code), copy(m, unit), copy_text(m, text), copy_text(m, description) };
}

static const char *dist_text(maker *m, const sc_dist *dist)
{
  sc_string text = { 0 };
  sc_format_dist(dist, &text);
  const char *out = copy(m, sc_string_text(&text));
  m->failed |= text.failed;
  sc_string_free(&text);
  return out;
}

/* ------------------------------------------------------------------------------------------------- axes */

static void kept_years(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  r->kept = take(m, (size_t)r->n_years, sizeof *r->kept);
  if (m->failed || study->store == SC_STORE_SUMMARY) return;
  for (int y = 0; y < r->n_years; y++) {
    const int year = r->first_year + y;
    int wanted = study->store == SC_STORE_PATHS || year == r->plan_end || year == r->last_year;
    for (int t = 0; t < study->n_targets; t++)
      for (int k = 0; k < study->targets[t].n_readings; k++) {
        const sc_reading *reading = &study->targets[t].readings[k];
        wanted |= reading->to == year && reading->kind != SC_TARGET_NOT_ASSESSABLE;
      }
    if (wanted) r->kept[r->n_kept++] = year;
  }
}

static void describe_axes(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  const sc_text none = SC_TEXT("", "");
  r->scenarios = take(m, (size_t)r->n_scenarios, sizeof *r->scenarios);
  r->models = take(m, (size_t)r->n_models, sizeof *r->models);
  r->indicators = take(m, (size_t)r->n_indicators, sizeof *r->indicators);
  r->levers = take(m, (size_t)r->n_levers, sizeof *r->levers);
  r->activities = take(m, (size_t)r->n_activities, sizeof *r->activities);
  r->strength = take(m, (size_t)r->n_scenarios * (size_t)r->n_levers, sizeof(double));
  r->model_weights = take(m, (size_t)r->n_models, sizeof(double));
  r->years = take(m, (size_t)r->n_years, sizeof *r->years);
  if (m->failed) return;
  for (int s = 0; s < r->n_scenarios; s++) {
    const sc_scenario *from = &study->scenarios[s];
    r->scenarios[s] = item(m, from->id, from->code, "", from->text, from->description);
    for (int l = 0; l < r->n_levers; l++) r->strength[s * r->n_levers + l] = from->strength[l];
  }
  for (int i = 0; i < r->n_models; i++) {
    const sc_model *from = study->models[i];
    const sc_text source = { { from->source, from->source } };
    r->models[i] = item(m, from->name, "", "", from->text, source);
    r->model_weights[i] = study->model_weights[i];
  }
  for (int i = 0; i < r->n_indicators; i++) {
    const sc_indicator_row *from = &sc_indicator_rows[i];
    r->indicators[i] = item(m, from->name, "", from->unit, from->text, from->definition);
  }
  for (int l = 0; l < r->n_levers; l++) {
    const sc_lever *from = &study->levers[l];
    r->levers[l] = item(m, from->id, from->code, "", from->text, from->plan_content);
  }
  for (int a = 0; a < r->n_activities; a++) r->activities[a] = item(m, study->activities[a].id, "", "", study->activities[a].text, none);
  for (int y = 0; y < r->n_years; y++) r->years[y] = r->first_year + y;
}

static void describe_sectors(maker *m)
{
  sc_result *r = m->r;
  const sc_text none = SC_TEXT("", "");
  r->sector_series = take(m, SC_N_SECTOR_SERIES, sizeof *r->sector_series);
  if (m->failed) return;
  for (int i = 0; i < SC_N_SECTOR_SERIES; i++)
    r->sector_series[r->n_sector_series++] = item(m, sc_sector_rows[i].name, "", "1", sc_sector_rows[i].text, none);
}

/* ----------------------------------------------------------------------------------------------- inputs */

static const char *who_set(maker *m, const sc_setting *setting)
{
  if (!setting->set_at.file) return copy(m, SHOWN_BY_DEFAULT);
  if (setting->set_at.line == 0) return copy(m, setting->set_at.file);
  const char *text = sc_arena_print(&m->r->arena, "%s:%d", setting->set_at.file, setting->set_at.line);
  m->failed |= text == NULL;
  return text;
}

static void describe_inputs(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  r->inputs = take(m, (size_t)r->n_inputs, sizeof *r->inputs);
  r->input = take(m, (size_t)r->n_inputs * (size_t)r->n_draws, sizeof(double));
  if (m->failed) return;
  for (int i = 0; i < SC_N_PARAMS; i++) {
    const sc_setting *from = &study->settings[i];
    r->inputs[i] = (sc_input_item){
      .id = copy(m, from->row->name), .unit = copy(m, from->row->unit), .source = copy(m, from->row->source),
      .status = copy(m, from->row->status), .distribution = dist_text(m, &from->dist), .set_by = who_set(m, from),
      .text = copy_text(m, from->row->text), .lo = from->row->lo, .hi = from->row->hi,
      .sampled = from->dist.kind != SC_DIST_FIXED && !study->quiet };
  }
  for (int l = 0; l < study->n_levers; l++) {
    const sc_lever *from = &study->levers[l];
    double lo, hi;
    sc_dist_support(&from->delivery, &lo, &hi);
    r->inputs[SC_N_PARAMS + l] = (sc_input_item){
      .id = sc_arena_print(&r->arena, "delivery_%s", from->id), .unit = copy(m, "1"), .source = copy(m, from->source),
      .status = copy(m, "A"), .distribution = dist_text(m, &from->delivery), .set_by = copy(m, "scenarios.cfg"),
      .text = { { sc_arena_print(&r->arena, "delivery of lever %s %s", from->code, from->text.in[SC_EN]),
                  sc_arena_print(&r->arena, "杠杆 %s %s 的落实程度", from->code, from->text.in[SC_ZH]) } },
      .lo = lo, .hi = hi, .sampled = from->delivery.kind != SC_DIST_FIXED && !study->quiet };
    m->failed |= !r->inputs[SC_N_PARAMS + l].id || !r->inputs[SC_N_PARAMS + l].text.in[SC_EN] || !r->inputs[SC_N_PARAMS + l].text.in[SC_ZH];
  }
}

/* ------------------------------------------------------------------------------------------------ targets */

static sc_entry entry_of(maker *m, const sc_target *target, int k)
{
  const sc_reading *reading = &target->readings[k];
  const int assessable = reading->kind != SC_TARGET_NOT_ASSESSABLE && reading->indicator >= 0;
  return (sc_entry){
    .target = copy(m, target->id), .reading = copy(m, reading->id), .target_text = copy_text(m, target->text),
    .reading_text = copy_text(m, reading->text), .unit = copy(m, target->unit),
    .indicator = copy(m, reading->indicator >= 0 ? sc_indicator_rows[reading->indicator].name : ""),
    .kind = copy(m, sc_target_kind_rows[reading->kind].key),
    .direction = copy(m, sc_direction_names[reading->direction]),
    .quotation = copy(m, target->quotation), .place = copy(m, target->place), .row = target->row, .binding = target->binding,
    .main = k == 0, .assumed = reading->assumed, .assessable = assessable, .from = reading->from, .to = reading->to,
    .value = reading->value, .tolerance = reading->tolerance, .base = reading->base };
}

static void describe_targets(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  int *first = take(m, (size_t)study->n_targets, sizeof *first), e = 0;
  r->entries = take(m, (size_t)r->n_entries, sizeof *r->entries);
  r->joint_items = take(m, (size_t)r->n_joint, sizeof *r->joint_items);
  if (m->failed) return;
  for (int t = 0; t < study->n_targets; t++) {
    first[t] = e;
    for (int k = 0; k < study->targets[t].n_readings; k++) r->entries[e++] = entry_of(m, &study->targets[t], k);
  }
  for (int j = 0; j < r->n_joint; j++) {
    const sc_joint_set *from = &study->joint_sets[j];
    int *entries = take(m, (size_t)from->n_targets, sizeof *entries);
    if (!entries) return;
    for (int i = 0; i < from->n_targets; i++) entries[i] = first[from->targets[i]];
    r->joint_items[j] = (sc_joint_item){ copy(m, from->id), copy_text(m, from->text), from->n_targets, entries };
  }
}

/* ------------------------------------------------------------------------------- notes, history, provenance */

static void describe_notes(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  const sc_text none = SC_TEXT("", "");
  r->tensions = take(m, (size_t)study->n_tensions, sizeof *r->tensions);
  r->judgments = take(m, (size_t)study->n_judgments, sizeof *r->judgments);
  r->history = take(m, (size_t)study->n_history, sizeof *r->history);
  if (m->failed) return;
  for (int i = 0; i < study->n_tensions; i++) {
    const sc_tension *from = &study->tensions[i];
    r->tensions[r->n_tensions++] = (sc_note){ copy(m, from->id), copy(m, from->place), copy_text(m, from->text), copy_text(m, none) };
  }
  for (int i = 0; i < study->n_judgments; i++) {
    const sc_judgment *from = &study->judgments[i];
    const char *place = sc_arena_print(&r->arena, "%s, %s", from->author, from->date);
    m->failed |= place == NULL;
    r->judgments[r->n_judgments++] = (sc_note){ copy(m, from->id), place, copy_text(m, from->text), copy_text(m, from->reason) };
  }
  for (int i = 0; i < study->n_history; i++) {
    const sc_history *from = &study->history[i];
    if (!from->own || from->ex_post) continue;
    r->history[r->n_history++] = (sc_point){ from->indicator, from->year, from->value, copy(m, from->source) };
  }
}

static void remember(maker *m, const char *key, const char *value)
{
  m->r->provenance[m->r->n_provenance++] = (sc_pair){ copy(m, key), copy(m, value) };
}

static void describe_provenance(maker *m, const sc_study *study)
{
  sc_result *r = m->r;
  r->provenance = take(m, (size_t)(study->n_files + study->n_models) + 16, sizeof *r->provenance);
  if (m->failed) return;
  remember(m, "program", "sanchan");
  remember(m, "version", sc_build_version());
  remember(m, "revision", sc_build_revision());
  remember(m, "compiler", sc_build_compiler());
  remember(m, "libraries", sc_build_libraries());
  remember(m, "seed", r->seed);
  remember(m, "draws", sc_integer((long long)r->n_draws).s);
  remember(m, "design", study->quiet ? "calibrated path, every input at its centre" : "Monte Carlo, Philox4x32-10 by address");
  remember(m, "as_of", sc_integer(r->as_of).s);
  if (study->changes[0] != '\0') remember(m, "changes", study->changes);
  for (int i = 0; i < study->n_models; i++) {
    const char *key = sc_arena_print(&r->arena, "model %s", study->models[i]->name);
    if (key) remember(m, key, sc_integer(study->models[i]->version).s);
    else m->failed = 1;
  }
  if (sc_study_has_model(study, "cge")) {
    static const char *const keys[SC_N_LANGS + 1] = { [SC_ZH] = "closure zh", [SC_EN] = "closure en", [SC_N_LANGS] = "cge" };
    for (int lang = SC_N_LANGS; lang >= 0; lang--) {
      sc_string words = { 0 };
      if (lang == SC_N_LANGS) sc_district_closure_names(&study->closure, &words);
      else sc_district_closure_words(&study->closure, (sc_lang)lang, &words);
      remember(m, keys[lang], sc_string_text(&words));
      m->failed |= words.failed;
      sc_string_free(&words);
    }
  }
  for (int i = 0; i < study->n_files; i++) {
    const char *key = sc_arena_print(&r->arena, "sha256 %s", study->files[i].path);
    if (key) remember(m, key, study->files[i].sha256);
    else m->failed = 1;
  }
  r->study_text = copy(m, study->resolved_text);
}

/* ------------------------------------------------------------------------------------------------ numbers */

static void take_joints(maker *m, sc_joint *joints, size_t cells)
{
  const sc_result *r = m->r;
  for (size_t j = 0; !m->failed && j < cells * (size_t)r->n_joint; j++) {
    const size_t n = (size_t)r->joint_items[j % (size_t)r->n_joint].n;
    joints[j].at_least = take(m, n + 1, sizeof(double));
    joints[j].given = take(m, n * n, sizeof(double));
    joints[j].together = take(m, n * n, sizeof(double));
    joints[j].shapley = take(m, n, sizeof(double));
    joints[j].without = take(m, n, sizeof(double));
  }
}

static void take_pooled(maker *m)
{
  sc_result *r = m->r;
  sc_pooled *p = &r->pooled;
  const size_t scenarios = (size_t)r->n_scenarios, columns = (size_t)r->n_indicators * scenarios * (size_t)r->n_years;
  double **const single[] = { &p->mean, &p->sd, &p->se }, **const several[] = { &p->quantile, &p->quantile_lo, &p->quantile_hi };
  for (int i = 0; i < 3; i++) *single[i] = take(m, columns, sizeof(double));
  for (int i = 0; i < 3; i++) *several[i] = take(m, columns * SC_N_QUANTILES, sizeof(double));
  p->verdicts = take(m, scenarios * (size_t)r->n_entries, sizeof *p->verdicts);
  p->joints = take(m, scenarios * (size_t)r->n_joint, sizeof *p->joints);
  take_joints(m, p->joints, scenarios);
}

/* A calibrated path has no variance, and one draw no pair. */
static void take_variance(sc_run *run, maker *m)
{
  sc_result *r = m->r;
  sc_variance *v = &r->variance;
  const size_t scenarios = (size_t)r->n_scenarios, columns = (size_t)r->n_indicators * scenarios * (size_t)r->n_years;
  run->n_pairs = run->study->quiet ? 0 : r->n_draws / 2 < SC_MOST_PAIRS ? (size_t)r->n_draws / 2 : SC_MOST_PAIRS;
  if (run->n_pairs == 0) return;
  v->share = take(m, columns * SC_N_PARTS, sizeof(double));
  v->error = take(m, columns * SC_N_PARTS, sizeof(double));
  v->hit = take(m, scenarios * (size_t)r->n_entries * SC_N_PARTS, sizeof(double));
  v->hit_error = take(m, scenarios * (size_t)r->n_entries * SC_N_PARTS, sizeof(double));
  v->pairs = take(m, scenarios, sizeof(int));
}

static void take_paths(maker *m, sc_paths *paths, size_t n_draws)
{
  const sc_result *r = m->r;
  *paths = (sc_paths){ .n_draws = n_draws, .n_years = r->last_year - r->base_year };
  paths->x = sc_alloc((size_t)r->n_indicators * (size_t)(paths->n_years + 1), n_draws * sizeof(double));
  m->failed |= !paths->x;
}

static void take_numbers(sc_run *run, maker *m)
{
  sc_result *r = m->r;
  const size_t cells = (size_t)r->n_scenarios * (size_t)r->n_models, draws = (size_t)r->n_draws;
  const size_t columns = (size_t)r->n_indicators * cells * (size_t)r->n_years;
  double **const single[] = { &r->mean, &r->sd, &r->se };
  double **const several[] = { &r->quantile, &r->quantile_lo, &r->quantile_hi };
  for (int i = 0; i < 3; i++) *single[i] = take(m, columns, sizeof(double));
  for (int i = 0; i < 3; i++) *several[i] = take(m, columns * SC_N_QUANTILES, sizeof(double));
  r->verdicts = take(m, cells * (size_t)r->n_entries, sizeof *r->verdicts);
  r->joints = take(m, cells * (size_t)r->n_joint, sizeof *r->joints);
  r->why = take(m, cells * draws, 1);
#define SC_DIAGNOSTIC(member, zh, en) r->member = take(m, cells * draws, sizeof(float));
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
  if (r->n_kept > 0) {
    r->values = sc_alloc((size_t)r->n_indicators * cells * draws, (size_t)r->n_kept * sizeof(float));
    m->failed |= r->values == NULL;
  }
  if (r->n_sector_series > 0) {
    r->sectors = sc_alloc((size_t)r->n_sector_series * cells * draws, (size_t)(r->n_years * r->n_activities) * sizeof(float));
    m->failed |= r->sectors == NULL;
  }
  take_joints(m, r->joints, cells);
  if (r->n_models > 1) take_pooled(m);
  else sc_result_pool_single(r);
  take_variance(run, m);
  run->done = sc_alloc((size_t)r->n_scenarios, 1);
  run->paths = sc_alloc((size_t)r->n_models, sizeof *run->paths);
  run->swapped = sc_alloc((size_t)r->n_models, sizeof *run->swapped);
  m->failed |= !run->done || !run->paths || !run->swapped;
  for (int k = 0; k < r->n_models && !m->failed; k++) {
    take_paths(m, &run->paths[k], draws);
    if (run->n_pairs == 0) continue;
    take_paths(m, &run->swapped[k], 2 * run->n_pairs);
    run->swapped[k].why = take(m, 2 * run->n_pairs, 1);
  }
}

void sc_run_release(sc_run *run)
{
  for (int k = 0; run->paths && k < run->study->n_models; k++) sc_free(run->paths[k].x);
  for (int k = 0; run->swapped && k < run->study->n_models; k++) sc_free(run->swapped[k].x);
  sc_drive_plan_free(&run->drive);
  sc_free(run->paths);
  sc_free(run->swapped);
  sc_free(run->ranks);
  sc_free(run->done);
}

sc_code sc_run_plan(sc_run *run, sc_report *report)
{
  static const char *const stores[] = { "summary", "targets", "paths" };
  const sc_study *study = run->study;
  sc_result *r = run->result;
  memset(r, 0, sizeof *r);
  maker m = { r, 0 };
  r->study = copy(&m, study->id);
  r->title = copy_text(&m, study->title);
  r->base_year = study->base_year;
  r->first_year = study->first_year;
  r->plan_end = study->plan_end;
  r->last_year = study->last_year;
  r->as_of = study->as_of;
  r->n_draws = study->n_draws;
  r->seed = sc_arena_print(&r->arena, "%llu", (unsigned long long)study->seed);
  r->store = copy(&m, stores[study->store]);
  r->n_scenarios = study->n_scenarios;
  r->n_models = study->n_models;
  r->n_indicators = SC_N_INDICATORS;
  r->n_years = study->last_year - study->first_year + 1;
  r->n_inputs = SC_N_PARAMS + study->n_levers;
  r->n_levers = study->n_levers;
  r->n_activities = study->n_activities;
  r->n_joint = study->n_joint_sets;
  for (int t = 0; t < study->n_targets; t++) r->n_entries += study->targets[t].n_readings;
  describe_axes(&m, study);
  kept_years(&m, study);
  if (study->store == SC_STORE_PATHS) describe_sectors(&m);
  describe_inputs(&m, study);
  describe_targets(&m, study);
  describe_notes(&m, study);
  describe_provenance(&m, study);
  if (!m.failed) take_numbers(run, &m);
  return m.failed || !r->seed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "the result") : SC_OK;
}
