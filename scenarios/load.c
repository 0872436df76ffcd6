/* A study from its name: the file, what the command line changes, all concerns in order, the record of what was
 * read. */
#include <math.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "scenarios/loader.h"

/* ------------------------------------------------------------------------------- what the loaders share */

void *sc_loader_array(sc_loader *loader, int n, size_t size)
{
  void *array = sc_arena_alloc(&loader->study->arena, n > 0 ? (size_t)n : 1, size);
  if (array == NULL) SC_FAIL(loader->report, OUT_OF_MEMORY, SC_NOWHERE, "study");
  return array;
}

sc_node *sc_loader_group(sc_loader *loader, sc_node *parent, const char *key, sc_need need)
{
  sc_node *group = NULL;
  return sc_node_group(parent, key, need, &group, loader->report) == SC_OK ? group : NULL;
}

sc_node *sc_loader_list(sc_loader *loader, sc_node *parent, const char *key, sc_need need)
{
  sc_node *list = NULL;
  return sc_node_list(parent, key, need, &list, loader->report) == SC_OK ? list : NULL;
}

const char **sc_loader_names(sc_loader *loader, sc_node *group, int *n)
{
  *n = sc_node_length(group);
  const char **names = sc_loader_array(loader, *n, sizeof *names);
  for (int i = 0; names != NULL && i < *n; i++) names[i] = sc_node_name(sc_node_at(group, i));
  return names;
}

int sc_loader_choice(sc_loader *loader, sc_node *node, const char *key, sc_need need, const char *const *names, int n)
{
  int which = -1;
  sc_node_choice(node, key, need, names, n, &which, loader->report);
  return which;
}

sc_where sc_loader_at(sc_loader *loader, sc_node *node, const char *key)
{
  const sc_node *member = sc_node_child(node, key);
  if (member != NULL) return sc_node_where(member);
  sc_where at = sc_node_where(node);
  at.key =
      sc_arena_print(&loader->study->arena, "%s%s%s", at.key != NULL ? at.key : "", at.key != NULL ? "." : "", key);
  return at;
}

void sc_loader_missing(sc_loader *loader, sc_node *node, const char *key)
{
  SC_FAIL(loader->report, MISSING_KEY, sc_loader_at(loader, node, key), "");
}

/* ------------------------------------------------------------------------------------- study.cfg itself */

static const int year_floor = 1949, year_ceiling = 2100;

static void read_horizon(sc_loader *loader)
{
  sc_study *study = loader->study;
  const int n_before = loader->report->n;
  sc_node *horizon = sc_loader_group(loader, loader->root, "horizon", SC_REQUIRED);
  const struct { const char *key; int *year; } years[] = {
    { "base_year", &study->base_year }, { "first_year", &study->first_year },
    { "plan_end", &study->plan_end },   { "last_year", &study->last_year },
  };
  study->base_year = 2020, study->first_year = 2021, study->plan_end = 2025, study->last_year = 2035;
  for (int i = 0; i < 4; i++)
    sc_node_int(horizon, years[i].key, SC_REQUIRED, year_floor, year_ceiling, years[i].year, loader->report);
  if (study->first_year != study->base_year + 1)
    SC_FAIL(loader->report, HORIZON_FIRST, sc_loader_at(loader, horizon, "first_year"),
            sc_integer(study->base_year + 1).s);
  for (int i = 2; i < 4; i++)
    if (*years[i].year < *years[i - 1].year)
      SC_FAIL(loader->report, YEAR_ORDER, sc_loader_at(loader, horizon, years[i].key), sc_integer(*years[i].year).s,
              sc_integer(*years[i - 1].year).s, years[i - 1].key);
  if (loader->report->n == n_before) return;
  study->first_year = study->base_year + 1;            /* a mistake here makes no others elsewhere */
  study->plan_end = study->first_year + 4;
  study->last_year = year_ceiling;
}

static void read_run(sc_loader *loader)
{
  static const char *const stores[] = { "summary", "targets", "paths" };
  sc_study *study = loader->study;
  sc_report *report = loader->report;
  int64_t draws = 10000, seed = 0;
  sc_node *run = sc_loader_group(loader, loader->root, "run", SC_REQUIRED);
  sc_node_integer(run, "draws", SC_REQUIRED, 1, 1000000000, &draws, report);
  sc_node_integer(run, "seed", SC_REQUIRED, 0, INT64_MAX, &seed, report);
  study->max_bad = 1e-5;
  sc_node_number(run, "max_bad", SC_OPTIONAL, 0, 1, &study->max_bad, report);
  sc_node_bool(run, "quiet", SC_OPTIONAL, &study->quiet, report);
  const int store = sc_loader_choice(loader, run, "store", SC_OPTIONAL, stores, 3);
  study->store = store >= 0 ? (sc_storage)store : SC_STORE_TARGETS;
  study->n_draws = (uint64_t)draws;
  study->seed = (uint64_t)seed;
}

static sc_code read_models(sc_loader *loader)
{
  sc_study *study = loader->study;
  sc_node *list = sc_loader_list(loader, loader->root, "models", SC_REQUIRED);
  const int n = sc_node_length(list);
  int n_known = 0;
  while (sc_models[n_known] != NULL) n_known++;
  const char **names;
  const sc_model **models;
  double *weights, sum = 0;
  SC_LOADER_ARRAY(loader, names, n_known);
  SC_LOADER_ARRAY(loader, models, n);
  SC_LOADER_ARRAY(loader, weights, n);
  for (int i = 0; i < n_known; i++) names[i] = sc_models[i]->name;
  if (list != NULL && n == 0) SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(list), "");
  for (int i = 0; i < n; i++) {
    sc_node *node = sc_node_at(list, i);
    const int which = sc_loader_choice(loader, node, "name", SC_REQUIRED, names, n_known);
    models[i] = sc_models[which >= 0 ? which : 0];
    weights[i] = 1;
    sc_node_number(node, "weight", SC_OPTIONAL, 0, 1e6, &weights[i], loader->report);
    for (int k = 0; which >= 0 && k < i; k++)
      if (models[k] == models[i]) SC_FAIL(loader->report, NAMED_TWICE, sc_node_where(node), names[which]);
    sum += weights[i];
  }
  if (n > 0 && sum <= 0) SC_FAIL(loader->report, WEIGHTS_ZERO, sc_node_where(list), "");
  for (int i = 0; i < n && sum > 0; i++) weights[i] /= sum;
  study->models = models;
  study->model_weights = weights;
  study->n_models = n;
  return SC_OK;
}

/* The id names the result file. */
static void read_names(sc_loader *loader)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  sc_study *study = loader->study;
  study->id = "study";
  sc_node_string(loader->root, "id", SC_REQUIRED, &study->id, loader->report);
  if (study->id[0] == '\0' || study->id[0] == '-' || strspn(study->id, letters) != strlen(study->id))
    SC_FAIL(loader->report, STUDY_ID, sc_loader_at(loader, loader->root, "id"), study->id);
  sc_node_text(loader->root, "title", SC_REQUIRED, &study->title, loader->report);
}

/* ------------------------------------------------------------------------------------- the command line */

static sc_code override(sc_loader *loader, const char *key, const char *value)
{
  char *assignment = sc_arena_print(&loader->study->arena, "%s=%s", key, value);
  if (assignment == NULL) return SC_FAIL(loader->report, OUT_OF_MEMORY, SC_NOWHERE, key);
  return sc_config_override(loader->config, assignment, loader->report);
}

static sc_code apply_options(sc_loader *loader, const sc_study_options *options)
{
  sc_code code = SC_OK;
  for (int i = 0; i < options->n_set; i++)
    if (sc_config_override(loader->config, options->set[i], loader->report) == SC_MEMORY) return SC_MEMORY;
  char number[24];
  snprintf(number, sizeof number, "%lluL", (unsigned long long)options->n_draws);
  if (options->n_draws != 0) code = override(loader, "run.draws", number);
  if (code != SC_MEMORY && options->store != NULL) code = override(loader, "run.store", options->store);
  snprintf(number, sizeof number, "%.20s%s", options->seed != NULL ? options->seed : "",
           options->seed != NULL && strspn(options->seed, "0123456789") == strlen(options->seed) ? "L" : "");
  if (code != SC_MEMORY && options->seed != NULL) code = override(loader, "run.seed", number);
  return code == SC_MEMORY ? code : SC_OK;
}

/* Is `id` or `code` one of the names in "a,b,c"? `used` counts how many of the list were found. */
static int listed(const char *list, const char *id, const char *code, int *used)
{
  int found = 0;
  for (const char *p = list; p != NULL; p = strchr(p, ',') != NULL ? strchr(p, ',') + 1 : NULL) {
    const size_t length = strcspn(p, ",");
    const int same = (strlen(id) == length && memcmp(p, id, length) == 0) ||
                     (length > 0 && strlen(code) == length && memcmp(p, code, length) == 0);
    found |= same;
    *used += same;
  }
  return found;
}

static int count_names(const char *list)
{
  int n = 1;
  for (const char *p = list; (p = strchr(p, ',')) != NULL; p++) n++;
  return n;
}

static sc_code unknown_in_list(sc_loader *loader, const char *option, const char *given,
                               const char *(*name)(const sc_study *, int), int n)
{
  sc_string legal = { 0 };
  for (int i = 0; i < n; i++) sc_string_print(&legal, "%s%s", i > 0 ? ", " : "", name(loader->study, i));
  const sc_code code =
      SC_FAIL(loader->report, NOT_ALL_KNOWN, ((sc_where){ option, 0, 0, NULL }), given, sc_string_text(&legal));
  sc_string_free(&legal);
  return code;
}

static const char *scenario_name(const sc_study *study, int i) { return study->scenarios[i].id; }
static const char *model_name(const sc_study *study, int i) { return study->models[i]->name; }

/* Keeps the named scenarios and models, in the study's order. */
static sc_code apply_subsets(sc_loader *loader, const sc_study_options *options)
{
  sc_study *study = loader->study;
  int used = 0, kept = 0;
  if (options->scenarios != NULL) {
    sc_scenario *scenarios;
    SC_LOADER_ARRAY(loader, scenarios, study->n_scenarios);
    for (int i = 0; i < study->n_scenarios; i++)
      if (listed(options->scenarios, study->scenarios[i].id, study->scenarios[i].code, &used))
        scenarios[kept++] = study->scenarios[i];
    if (used < count_names(options->scenarios))
      return unknown_in_list(loader, "--scenario", options->scenarios, scenario_name, study->n_scenarios);
    study->scenarios = scenarios;
    study->n_scenarios = kept;
  }
  used = 0, kept = 0;
  if (options->models != NULL) {
    const sc_model **models;
    double *weights, sum = 0;
    SC_LOADER_ARRAY(loader, models, study->n_models);
    SC_LOADER_ARRAY(loader, weights, study->n_models);
    for (int i = 0; i < study->n_models; i++) {
      if (!listed(options->models, study->models[i]->name, "", &used)) continue;
      sum += weights[kept] = study->model_weights[i];
      models[kept++] = study->models[i];
    }
    if (used < count_names(options->models))
      return unknown_in_list(loader, "--model", options->models, model_name, study->n_models);
    for (int i = 0; i < kept; i++) weights[i] = sum > 0 ? weights[i] / sum : 1.0 / kept;
    study->models = models;
    study->model_weights = weights;
    study->n_models = kept;
  }
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------- the record */

/* What was read: the text with its includes, the files and the two tables with their digests. */
static sc_code keep_record(sc_loader *loader)
{
  sc_study *study = loader->study;
  const char *const tables[] = { study->accounts.table_path, study->accounts.prior_path };
  const char *const keys[] = { "table", "prior" };
  int n;
  const sc_config_file *read = sc_config_files(loader->config, &n);
  sc_study_file *files;
  SC_LOADER_ARRAY(loader, files, n + 2);
  for (int i = 0; i < n; i++) {
    files[i].path = read[i].name;
    memcpy(files[i].sha256, read[i].sha256, sizeof files[i].sha256);
  }
  sc_node *economy = sc_node_child(loader->root, "economy");
  for (int i = 0; i < 2; i++) {
    if (tables[i] == NULL || economy == NULL) continue;
    const char *slash = strrchr(tables[i], '/');
    files[n].path = slash != NULL ? slash + 1 : tables[i];
    if (sc_file_digest(tables[i], files[n].sha256, sc_loader_at(loader, economy, keys[i]), loader->report) == SC_OK)
      n++;
  }
  study->resolved_text = sc_config_text(loader->config);
  study->files = files;
  study->n_files = n;
  return SC_OK;
}

/* --------------------------------------------------------------------------------------------- the whole */

static sc_code no_study(const char *name, sc_report *report)
{
  sc_string shipped = { 0 };
  sc_loader_shipped(&shipped);
  const sc_code code = SC_FAIL(report, NO_STUDY, SC_NOWHERE, name, sc_data_folder(), sc_string_text(&shipped));
  sc_string_free(&shipped);
  return code;
}

/* A path ends in .cfg or is a folder; anything else is the name of a shipped study. */
static sc_code find_study(sc_study *study, const char *name, const char **path, sc_report *report)
{
  const size_t length = strlen(name);
  if (length > 4 && strcmp(name + length - 4, ".cfg") == 0 && !sc_path_is_folder(name))
    *path = sc_arena_text(&study->arena, name);
  else if (sc_path_is_folder(name))
    *path = sc_arena_print(&study->arena, "%s%sstudy.cfg", name, length > 0 && name[length - 1] == '/' ? "" : "/");
  else {
    const char *shipped = sc_arena_print(&study->arena, "%s/%s", sc_data_folder(), name);
    if (shipped == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, name);
    if (length == 0 || strchr(name, '/') != NULL || name[0] == '.' || !sc_path_is_folder(shipped))
      return no_study(name, report);
    *path = sc_arena_print(&study->arena, "%s/study.cfg", shipped);
  }
  return *path != NULL ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, name);
}

static sc_code load_concerns(sc_loader *loader)
{
  read_names(loader);
  read_horizon(loader);
  read_run(loader);
  SC_TRY(read_models(loader));
  SC_TRY(sc_load_economy(loader));
  SC_TRY(sc_load_cge(loader));
  SC_TRY(sc_load_parameters(loader));
  SC_TRY(sc_load_levers(loader));
  SC_TRY(sc_load_events(loader));
  SC_TRY(sc_load_scenarios(loader));
  SC_TRY(sc_load_plan(loader));
  SC_TRY(sc_load_tensions(loader));
  SC_TRY(sc_load_history(loader));
  return sc_config_unused(loader->config, loader->report) == SC_MEMORY ? SC_MEMORY : SC_OK;
}

/* The options that no setting of the study holds, ready to be typed again. */
static sc_code keep_changes(sc_study *study, const sc_study_options *options, sc_report *report)
{
  sc_string text = { 0 };
  if (options->scenarios != NULL) sc_string_print(&text, " --scenario %s", options->scenarios);
  if (options->models != NULL) sc_string_print(&text, " --model %s", options->models);
  for (int i = 0; i < options->n_set; i++) sc_string_print(&text, " --set '%s'", options->set[i]);
  study->changes = sc_arena_text(&study->arena, sc_string_text(&text));
  const int failed = text.failed || study->changes == NULL;
  sc_string_free(&text);
  return failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "options") : SC_OK;
}

static sc_code load(sc_study *study, const char *name, const sc_study_options *options, sc_report *report)
{
  static const sc_study_options none = { 0 };
  sc_loader loader = { .study = study, .report = report };
  const char *path = NULL;
  if (options == NULL) options = &none;
  SC_TRY(find_study(study, name, &path, report));
  SC_TRY(sc_config_read(&loader.config, path, &study->arena, report));
  loader.root = sc_config_root(loader.config);
  SC_TRY(apply_options(&loader, options));
  SC_TRY(load_concerns(&loader));
  SC_TRY(apply_subsets(&loader, options));
  SC_TRY(keep_record(&loader));
  SC_TRY(keep_changes(study, options, report));
  return sc_report_code(report);
}

sc_code sc_study_load(sc_study *study, const char *name, const sc_study_options *options, sc_report *report)
{
  *study = (sc_study){ 0 };
  const sc_code code = load(study, name, options, report);
  if (code != SC_OK) sc_study_free(study);
  return code;
}

void sc_study_free(sc_study *study)
{
  if (study == NULL) return;
  sc_arena_free(&study->arena);
  *study = (sc_study){ 0 };
}
