/* loader.h - what the files of the study loader share.
 *
 *   load.c             name -> path -> sc_config, the run's own keys, subsets, the record of files
 *   load_economy.c     activities, facts, tables            load_levers.c     levers and events
 *   load_parameters.c  cut-off, settings, correlations      load_scenarios.c  scenarios
 *   load_plan.c        targets, readings, joint sets        load_tensions.c   the plan's own arithmetic
 *   load_history.c     known facts                             load_cge.c        closure of the general equilibrium
 *
 * Each sc_load_CONCERN reads one concern from the tree into the study and goes on after a mistake: what it could not
 * read stays at a harmless value and the report has the reason, so that one run of `sanchan check` shows them all. The
 * code they return is not SC_OK only when going on makes no sense (out of memory). Order matters where a concern names
 * things of another: activities before levers, levers and events before scenarios, targets before joint sets.
 */
#ifndef SC_SCENARIOS_LOADER_H
#define SC_SCENARIOS_LOADER_H

#include "engine/base/text.h"
#include "engine/config/config.h"
#include "scenarios/study.h"

typedef struct sc_loader {
  sc_study  *study;
  sc_config *config;
  sc_node   *root;
  sc_report *report;
} sc_loader;

extern const char *const sc_group_names[SC_N_GROUPS];      /* "PRI", "SEC", "TSV", "MSV" in study files */

sc_code sc_load_economy(sc_loader *loader);
sc_code sc_load_cge(sc_loader *loader);
sc_code sc_load_parameters(sc_loader *loader);
sc_code sc_load_levers(sc_loader *loader);
sc_code sc_load_events(sc_loader *loader);
sc_code sc_load_scenarios(sc_loader *loader);
sc_code sc_load_plan(sc_loader *loader);
sc_code sc_load_tensions(sc_loader *loader);
sc_code sc_load_history(sc_loader *loader);

/* n zeroed elements in the study's arena; at least one, so that NULL always means out of memory. */
void *sc_loader_array(sc_loader *loader, int n, size_t size);
#define SC_LOADER_ARRAY(loader, to, n) \
  do { if (((to) = sc_loader_array((loader), (n), sizeof *(to))) == NULL) return SC_MEMORY; } while (0)

/* The group `key` of `parent`; NULL, which reads as an empty one, when it is absent or no group. */
sc_node *sc_loader_group(sc_loader *loader, sc_node *parent, const char *key, sc_need need);
/* The list `key` of `parent`; NULL when absent or no list. */
sc_node *sc_loader_list(sc_loader *loader, sc_node *parent, const char *key, sc_need need);

/* Names of the members of a group: what another concern may refer to. NULL when out of memory. */
const char **sc_loader_names(sc_loader *loader, sc_node *group, int *n);

/* One of names[n] in node.key, or in the node itself when key is NULL; -1 when absent or unknown. */
int sc_loader_choice(sc_loader *loader, sc_node *node, const char *key, sc_need need, const char *const *names, int n);

/* The place of node.key, also when the key is absent. */
sc_where sc_loader_at(sc_loader *loader, sc_node *node, const char *key);
void     sc_loader_missing(sc_loader *loader, sc_node *node, const char *key);

/* Names of the shipped studies, in order, separated by commas. */
void sc_loader_shipped(sc_string *names);

/* effects of levers and events, shifts of scenarios: ( { channel; activities; size; }, ... ) */
sc_code sc_load_effects(sc_loader *loader, sc_node *parent, const char *key, sc_need need, const sc_effect **effects,
                        int *n_effects);

#endif
