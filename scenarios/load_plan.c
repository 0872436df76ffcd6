/* plan.cfg: targets, the readings of each, and the sets judged together. */
#include <math.h>
#include <string.h>

#include "models/indicators/indicators.h"
#include "scenarios/loader.h"

typedef struct plan {
  sc_loader   *loader;
  const char **indicators, *kinds[SC_N_TARGET_KINDS];
} plan;

/* ----------------------------------------------------------------------------------------------- readings */

static int spans_years(sc_target_kind kind)
{
  return kind == SC_TARGET_MEAN_GROWTH || kind == SC_TARGET_GROWTH_EACH_YEAR || kind == SC_TARGET_CUMULATIVE ||
         kind == SC_TARGET_RELATIVE;
}

/* year = 2025; or years = [ 2021, 2025 ]; else the plan's end or its whole period. */
static void read_years(sc_loader *loader, sc_node *node, sc_reading *reading)
{
  sc_study *study = loader->study;
  const double *years = NULL;
  int n = 0;
  if (sc_node_child(node, "year") != NULL) {
    sc_node_int(node, "year", SC_REQUIRED, study->first_year, study->last_year, &reading->to, loader->report);
    reading->from = reading->to;
  }
  sc_node_numbers(node, "years", SC_OPTIONAL, study->first_year, study->last_year, &study->arena, &years, &n,
                  loader->report);
  if (years == NULL) return;
  if (n != 2 || years[0] > years[1]) {
    SC_FAIL(loader->report, YEARS_PAIR, sc_loader_at(loader, node, "years"), "");
    return;
  }
  reading->from = (int)years[0];
  reading->to = (int)years[1];
}

/* What a kind of target cannot do without. */
static void check_reading(sc_loader *loader, sc_node *node, const sc_reading *r)
{
  if (r->kind == SC_TARGET_NOT_ASSESSABLE) {
    if (isfinite(r->value)) SC_FAIL(loader->report, TARGET_VALUE_UNUSED, sc_loader_at(loader, node, "value"), "");
    return;
  }
  if (r->indicator < 0) sc_loader_missing(loader, node, "indicator");
  if (r->direction == SC_N_DIRECTIONS) sc_loader_missing(loader, node, "direction");
  if (!isfinite(r->value)) sc_loader_missing(loader, node, r->kind == SC_TARGET_HOLD ? "base" : "value");
  if (r->kind == SC_TARGET_CHANGE && !isfinite(r->base)) sc_loader_missing(loader, node, "base");
  if (r->kind == SC_TARGET_RELATIVE && r->reference < 0) sc_loader_missing(loader, node, "reference");
  if ((r->direction == SC_ABOUT || r->direction == SC_WITHIN) && r->tolerance <= 0)
    sc_loader_missing(loader, node, "tolerance");
}

/* Reads what the node says over what `reading` holds: the main reading's numbers for an alternative one. */
static void read_reading(const plan *p, sc_node *node, sc_reading *reading)
{
  sc_loader *loader = p->loader;
  sc_report *report = loader->report;
  const int n_before = report->n;
  const int indicator = sc_loader_choice(loader, node, "indicator", SC_OPTIONAL, p->indicators, SC_N_INDICATORS);
  const int reference = sc_loader_choice(loader, node, "reference", SC_OPTIONAL, p->indicators, SC_N_INDICATORS);
  const int direction = sc_loader_choice(loader, node, "direction", SC_OPTIONAL, sc_direction_names, SC_N_DIRECTIONS);
  if (indicator >= 0) reading->indicator = indicator;
  if (reference >= 0) reading->reference = reference;
  if (direction >= 0) reading->direction = (sc_direction)direction;
  sc_node_number(node, "value", SC_OPTIONAL, -INFINITY, INFINITY, &reading->value, report);
  sc_node_number(node, "tolerance", SC_OPTIONAL, 0, INFINITY, &reading->tolerance, report);
  sc_node_number(node, "base", SC_OPTIONAL, -INFINITY, INFINITY, &reading->base, report);
  sc_node_bool(node, "assumed", SC_OPTIONAL, &reading->assumed, report);
  read_years(loader, node, reading);
  if (reading->kind == SC_TARGET_HOLD) reading->value = reading->base;
  if (!spans_years(reading->kind)) reading->from = reading->to;
  else if (reading->from == reading->to) reading->from = loader->study->first_year;
  if (report->n == n_before) check_reading(loader, node, reading);
}

/* A kind that is missing or wrong makes the target harmless; what hangs on it is not complained of as well. */
static sc_target_kind read_kind(const plan *p, sc_node *node, sc_need need, sc_target_kind otherwise)
{
  const int kind = sc_loader_choice(p->loader, node, "kind", need, p->kinds, SC_N_TARGET_KINDS);
  return kind >= 0 ? (sc_target_kind)kind : otherwise;
}

static sc_code read_readings(const plan *p, sc_node *node, sc_target *target)
{
  sc_loader *loader = p->loader;
  const sc_study *study = loader->study;
  sc_node *group = sc_loader_group(loader, node, "readings", SC_OPTIONAL);
  const int n = 1 + sc_node_length(group);
  sc_reading *readings;
  const int n_before = loader->report->n;
  SC_LOADER_ARRAY(loader, readings, n);
  readings[0] = (sc_reading){ .id = "main", .text = SC_TEXT("", ""), .indicator = -1, .reference = -1,
                              .direction = SC_N_DIRECTIONS, .value = NAN, .base = NAN,
                              .from = study->plan_end, .to = study->plan_end };
  readings[0].kind = read_kind(p, node, SC_REQUIRED, SC_TARGET_NOT_ASSESSABLE);
  sc_node_text(node, "reading", SC_OPTIONAL, &readings[0].text, loader->report);
  read_reading(p, node, &readings[0]);
  const int main_is_right = loader->report->n == n_before;
  for (int i = 1; i < n; i++) {
    sc_node *own = sc_node_at(group, i - 1);
    readings[i] = readings[0];
    readings[i].id = sc_node_name(own);
    readings[i].kind = read_kind(p, own, SC_OPTIONAL, readings[0].kind);
    sc_node_text(own, NULL, SC_REQUIRED, &readings[i].text, loader->report);
    read_reading(p, own, &readings[i]);
    if (main_is_right && readings[0].kind == SC_TARGET_NOT_ASSESSABLE && readings[i].kind != SC_TARGET_NOT_ASSESSABLE &&
        !readings[i].assumed)
      SC_FAIL(loader->report, READING_NOT_ASSUMED, sc_node_where(own), "");
  }
  target->readings = readings;
  target->n_readings = n;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------ targets */

static sc_code read_target(const plan *p, sc_node *node, sc_target *target)
{
  sc_loader *loader = p->loader;
  sc_report *report = loader->report;
  *target = (sc_target){ .id = sc_node_name(node) };
  sc_node_int(node, "row", SC_OPTIONAL, 1, 9999, &target->row, report);
  sc_node_text(node, NULL, SC_REQUIRED, &target->text, report);
  sc_node_bool(node, "binding", SC_REQUIRED, &target->binding, report);
  sc_node_string(node, "quotation", SC_REQUIRED, &target->quotation, report);
  sc_node_string(node, "place", SC_REQUIRED, &target->place, report);
  sc_node_strings(node, "prose", SC_OPTIONAL, &loader->study->arena, &target->prose, &target->n_prose, report);
  SC_TRY(read_readings(p, node, target));
  const int indicator = target->readings[0].indicator;
  target->unit = indicator >= 0 ? sc_indicator_rows[indicator].unit : "";
  sc_node_string(node, "unit", sc_node_child(node, "indicator") != NULL ? SC_OPTIONAL : SC_REQUIRED, &target->unit,
                 report);
  return SC_OK;
}

static void check_rows(sc_loader *loader, sc_node *group, const sc_target *targets, int n)
{
  for (int i = 1; i < n; i++)
    for (int k = 0; k < i; k++)
      if (targets[i].row != 0 && targets[i].row == targets[k].row)
        SC_FAIL(loader->report, TARGET_ROW_TWICE, sc_loader_at(loader, sc_node_at(group, i), "row"),
                sc_integer(targets[i].row).s, targets[k].id);
}

/* --------------------------------------------------------------------------------------------- joint sets */

static sc_code read_joint(sc_loader *loader, sc_node *node, const char *const *names, sc_joint_set *set)
{
  sc_study *study = loader->study;
  sc_node *list = sc_loader_list(loader, node, "targets", SC_REQUIRED);
  const int n = sc_node_length(list);
  int *members;
  char *taken;
  SC_LOADER_ARRAY(loader, members, n);
  SC_LOADER_ARRAY(loader, taken, study->n_targets);
  *set = (sc_joint_set){ .id = sc_node_name(node), .targets = members };
  sc_node_text(node, NULL, SC_REQUIRED, &set->text, loader->report);
  if (list != NULL && n == 0) SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(list), "");
  for (int i = 0; i < n; i++) {
    sc_node *member = sc_node_at(list, i);
    const int t = sc_loader_choice(loader, member, NULL, SC_REQUIRED, names, study->n_targets);
    if (t < 0) continue;
    if (taken[t]) SC_FAIL(loader->report, NAMED_TWICE, sc_node_where(member), names[t]);
    if (study->targets[t].readings[0].kind == SC_TARGET_NOT_ASSESSABLE)
      SC_FAIL(loader->report, JOINT_NOT_ASSESSABLE, sc_node_where(member), names[t]);
    taken[t] = 1;
    members[set->n_targets++] = t;
  }
  return SC_OK;
}

static sc_code read_joints(sc_loader *loader, const char *const *names)
{
  sc_node *group = sc_loader_group(loader, loader->root, "joint", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_joint_set *sets;
  SC_LOADER_ARRAY(loader, sets, n);
  for (int i = 0; i < n; i++) SC_TRY(read_joint(loader, sc_node_at(group, i), names, &sets[i]));
  loader->study->joint_sets = sets;
  loader->study->n_joint_sets = n;
  return SC_OK;
}

sc_code sc_load_plan(sc_loader *loader)
{
  plan p = { .loader = loader };
  SC_LOADER_ARRAY(loader, p.indicators, SC_N_INDICATORS);
  for (int i = 0; i < SC_N_INDICATORS; i++) p.indicators[i] = sc_indicator_rows[i].name;
  for (int k = 0; k < SC_N_TARGET_KINDS; k++) p.kinds[k] = sc_target_kind_rows[k].key;

  sc_node *group = sc_loader_group(loader, loader->root, "targets", SC_REQUIRED);
  if (group != NULL && sc_node_length(group) == 0) SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(group), "");
  int n;
  const char **names = sc_loader_names(loader, group, &n);
  if (names == NULL) return SC_MEMORY;
  sc_target *targets;
  SC_LOADER_ARRAY(loader, targets, n);
  for (int i = 0; i < n; i++) SC_TRY(read_target(&p, sc_node_at(group, i), &targets[i]));
  check_rows(loader, group, targets, n);
  loader->study->targets = targets;
  loader->study->n_targets = n;
  return read_joints(loader, names);
}
