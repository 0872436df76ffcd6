/* economy.cfg: the accounts' tables, the activities and the facts. */
#include <math.h>
#include <string.h>

#include "engine/base/file.h"
#include "scenarios/loader.h"

const char *const sc_group_names[SC_N_GROUPS] = { "PRI", "SEC", "TSV", "MSV" };

/* "data:NAME" is a table that comes with the program; any other path is seen from the file that names it. */
static sc_code read_path(sc_loader *loader, sc_node *economy, const char *key, sc_need need, const char **out)
{
  static const char shipped[] = "data:";
  const char *name = NULL;
  if (sc_node_string(economy, key, need, &name, loader->report) != SC_OK || name == NULL) return SC_OK;
  if (strncmp(name, shipped, strlen(shipped)) == 0) {
    *out = sc_arena_print(&loader->study->arena, "%s/data/%s", sc_data_folder(), name + strlen(shipped));
  } else {
    char *path = sc_path_beside(sc_loader_at(loader, economy, key).file, name);
    *out = path != NULL ? sc_arena_text(&loader->study->arena, path) : NULL;
    sc_free(path);
  }
  return *out != NULL ? SC_OK : SC_FAIL(loader->report, OUT_OF_MEMORY, sc_loader_at(loader, economy, key), name);
}

static void read_activities(sc_loader *loader, sc_node *economy)
{
  sc_study *study = loader->study;
  sc_node *group = sc_loader_group(loader, economy, "activities", SC_REQUIRED);
  const int n = sc_node_length(group);
  if (group != NULL && (n < 2 || n > SC_MAX_ACTIVITIES)) {
    SC_FAIL(loader->report, STUDY_COUNT, sc_node_where(group), sc_integer(n).s, "2", sc_integer(SC_MAX_ACTIVITIES).s);
    return;
  }
  for (int j = 0; j < n; j++) {
    sc_node *node = sc_node_at(group, j);
    sc_activity *activity = &study->activities[j];
    activity->id = sc_node_name(node);
    sc_node_text(node, NULL, SC_REQUIRED, &activity->text, loader->report);
    const int of = sc_loader_choice(loader, node, "group", SC_REQUIRED, sc_group_names, SC_N_GROUPS);
    activity->group = of >= 0 ? (sc_group)of : SC_PRI;
  }
  study->n_activities = n;
}

static sc_code read_facts(sc_loader *loader, sc_node *economy)
{
  sc_node *group = sc_loader_group(loader, economy, "facts", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_fact *facts;
  SC_LOADER_ARRAY(loader, facts, n);
  for (int i = 0; i < n; i++) {
    sc_node *node = sc_node_at(group, i);
    facts[i] = (sc_fact){ .id = sc_node_name(node), .value = NAN, .unit = "" };
    sc_node_number(node, "value", SC_REQUIRED, -INFINITY, INFINITY, &facts[i].value, loader->report);
    sc_node_string(node, "unit", SC_REQUIRED, &facts[i].unit, loader->report);
    sc_node_text(node, NULL, SC_REQUIRED, &facts[i].text, loader->report);
    sc_node_string(node, "source", SC_REQUIRED, &facts[i].source, loader->report);
    if (strcmp(facts[i].unit, "1") == 0 && (facts[i].value < 0 || facts[i].value > 1))
      SC_FAIL(loader->report, FACT_NOT_A_SHARE, sc_loader_at(loader, node, "value"), sc_number(facts[i].value).s);
  }
  loader->study->accounts.facts = facts;
  loader->study->accounts.n_facts = n;
  return SC_OK;
}

sc_code sc_load_economy(sc_loader *loader)
{
  sc_node *economy = sc_loader_group(loader, loader->root, "economy", SC_REQUIRED);
  SC_TRY(read_path(loader, economy, "table", SC_REQUIRED, &loader->study->accounts.table_path));
  SC_TRY(read_path(loader, economy, "prior", SC_OPTIONAL, &loader->study->accounts.prior_path));
  read_activities(loader, economy);
  return read_facts(loader, economy);
}

int sc_study_activity(const sc_study *study, const char *id)
{
  for (int j = 0; j < study->n_activities; j++)
    if (strcmp(study->activities[j].id, id) == 0) return j;
  return -1;
}

double sc_study_fact(const sc_study *study, const char *id)
{
  for (int i = 0; i < study->accounts.n_facts; i++)
    if (strcmp(study->accounts.facts[i].id, id) == 0) return study->accounts.facts[i].value;
  return NAN;
}
