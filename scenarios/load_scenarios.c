/* scenarios.cfg: scenarios, each of which may inherit from another.
 *
 * A scenario begins as its parent (levers at 0, tail events on, when it has none); then levers.all sets every lever,
 * levers.NAME one of them; forced events and shifts are added to the parent's. The fund rule scales strengths last. */
#include <math.h>
#include <string.h>

#include "scenarios/loader.h"

enum { UNREAD, BEING_READ, READ };

typedef struct family {
  sc_loader   *loader;
  sc_node     *group;
  const char **names, **events;
  int          n, n_events;
  char        *state;
  sc_scenario *scenarios;
} family;

static sc_code read_strengths(family *f, sc_node *node, sc_scenario *scenario, const sc_scenario *parent)
{
  static const double strongest = 5;
  const sc_study *study = f->loader->study;
  double *strength, all = NAN;
  SC_LOADER_ARRAY(f->loader, strength, study->n_levers);
  sc_node *levers = sc_loader_group(f->loader, node, "levers", SC_OPTIONAL);
  sc_node_number(levers, "all", SC_OPTIONAL, 0, strongest, &all, f->loader->report);
  for (int i = 0; i < study->n_levers; i++) {
    if (isfinite(all)) strength[i] = all;
    else if (parent != NULL) strength[i] = parent->strength[i];
    sc_node_number(levers, study->levers[i].id, SC_OPTIONAL, 0, strongest, &strength[i], f->loader->report);
  }
  scenario->strength = strength;
  return SC_OK;
}

static sc_code read_forced(family *f, sc_node *node, sc_scenario *scenario, const sc_scenario *parent)
{
  sc_loader *loader = f->loader;
  sc_node *list = sc_loader_list(loader, node, "forced", SC_OPTIONAL);
  const int n_old = parent != NULL ? parent->n_forced : 0, n = sc_node_length(list);
  sc_forced *forced;
  SC_LOADER_ARRAY(loader, forced, n_old + n);
  if (n_old > 0) memcpy(forced, parent->forced, (size_t)n_old * sizeof *forced);
  for (int i = 0; i < n; i++) {
    sc_node *member = sc_node_at(list, i);
    sc_forced *one = &forced[n_old + i];
    *one = (sc_forced){ .year = loader->study->first_year, .size = NAN };
    const int event = sc_loader_choice(loader, member, "event", SC_REQUIRED, f->events, f->n_events);
    one->event = event >= 0 ? event : 0;
    sc_node_int(member, "year", SC_REQUIRED, loader->study->first_year, loader->study->last_year, &one->year,
                loader->report);
    sc_node_number(member, "size", SC_OPTIONAL, -1, 1, &one->size, loader->report);
  }
  scenario->forced = forced;
  scenario->n_forced = n_old + n;
  return SC_OK;
}

static sc_code read_shifts(family *f, sc_node *node, sc_scenario *scenario, const sc_scenario *parent)
{
  const sc_effect *own = NULL;
  int n = 0;
  const int n_old = parent != NULL ? parent->n_shifts : 0;
  SC_TRY(sc_load_effects(f->loader, node, "shifts", SC_OPTIONAL, &own, &n));
  sc_effect *shifts;
  SC_LOADER_ARRAY(f->loader, shifts, n_old + n);
  if (n_old > 0) memcpy(shifts, parent->shifts, (size_t)n_old * sizeof *shifts);
  if (n > 0) memcpy(shifts + n_old, own, (size_t)n * sizeof *shifts);
  scenario->shifts = shifts;
  scenario->n_shifts = n_old + n;
  return SC_OK;
}

static sc_code read_scenario(family *f, int i)
{
  sc_report *report = f->loader->report;
  sc_node *node = sc_node_at(f->group, i);
  sc_scenario *scenario = &f->scenarios[i];
  const sc_scenario *parent = NULL;
  if (f->state[i] == READ) return SC_OK;
  f->state[i] = BEING_READ;
  *scenario = (sc_scenario){ .id = f->names[i], .code = "", .tail_events = 1 };
  const int from = sc_loader_choice(f->loader, node, "inherit", SC_OPTIONAL, f->names, f->n);
  if (from >= 0 && f->state[from] == BEING_READ) {
    SC_FAIL(report, INHERITS_ITSELF, sc_loader_at(f->loader, node, "inherit"), f->names[i], f->names[from]);
  } else if (from >= 0) {
    SC_TRY(read_scenario(f, from));
    parent = &f->scenarios[from];
    scenario->tail_events = parent->tail_events;
  }
  sc_node_string(node, "code", SC_OPTIONAL, &scenario->code, report);
  sc_node_text(node, NULL, SC_REQUIRED, &scenario->text, report);
  sc_node_text(node, "description", SC_REQUIRED, &scenario->description, report);
  sc_node_bool(node, "tail_events", SC_OPTIONAL, &scenario->tail_events, report);
  SC_TRY(read_strengths(f, node, scenario, parent));
  SC_TRY(read_forced(f, node, scenario, parent));
  SC_TRY(read_shifts(f, node, scenario, parent));
  f->state[i] = READ;
  return SC_OK;
}

/* Strengths that add up to more than the limit compete for the same money: all are scaled down to it. */
static sc_code apply_fund_rule(family *f)
{
  int active = 0;
  double limit = 8;
  sc_node *rule = sc_loader_group(f->loader, f->loader->root, "fund_rule", SC_OPTIONAL);
  sc_node_bool(rule, "active", SC_OPTIONAL, &active, f->loader->report);
  sc_node_number(rule, "limit", SC_OPTIONAL, 0.1, 1000, &limit, f->loader->report);
  const int n_levers = f->loader->study->n_levers;
  for (int i = 0; active && i < f->n; i++) {
    double sum = 0, *scaled;
    for (int k = 0; k < n_levers; k++) sum += f->scenarios[i].strength[k];
    if (sum <= limit) continue;
    SC_LOADER_ARRAY(f->loader, scaled, n_levers);
    for (int k = 0; k < n_levers; k++) scaled[k] = f->scenarios[i].strength[k] * limit / sum;
    f->scenarios[i].strength = scaled;
  }
  return SC_OK;
}

sc_code sc_load_scenarios(sc_loader *loader)
{
  family f = { .loader = loader };
  f.group = sc_loader_group(loader, loader->root, "scenarios", SC_REQUIRED);
  if (f.group != NULL && sc_node_length(f.group) == 0)
    SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(f.group), "");
  f.names = sc_loader_names(loader, f.group, &f.n);
  f.n_events = loader->study->n_events;
  SC_LOADER_ARRAY(loader, f.events, f.n_events);
  SC_LOADER_ARRAY(loader, f.state, f.n);
  SC_LOADER_ARRAY(loader, f.scenarios, f.n);
  if (f.names == NULL) return SC_MEMORY;
  for (int i = 0; i < f.n_events; i++) f.events[i] = loader->study->events[i].id;
  for (int i = 0; i < f.n; i++) SC_TRY(read_scenario(&f, i));
  SC_TRY(apply_fund_rule(&f));
  loader->study->scenarios = f.scenarios;
  loader->study->n_scenarios = f.n;
  return SC_OK;
}
