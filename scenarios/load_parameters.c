/* parameters.cfg: information cut-off, settings of parameters, correlations, judgements. */
#include <string.h>

#include "engine/config/param.h"
#include "engine/random/dist.h"
#include "scenarios/loader.h"

/* The place as the record of the run has it: the file's name seen from the study's folder. */
static sc_where recorded(const sc_loader *loader, sc_where at)
{
  int n;
  const sc_config_file *files = sc_config_files(loader->config, &n);
  for (int i = 0; i < n; i++)
    if (strcmp(files[i].path, at.file) == 0) at.file = files[i].name;
  return at;
}

/* Every row gets a setting: what the study says, else the prior of the cut-off. */
static void read_settings(sc_loader *loader)
{
  sc_study *study = loader->study;
  sc_node *group = sc_loader_group(loader, loader->root, "parameters", SC_OPTIONAL);
  for (int i = 0; i < SC_N_PARAMS; i++) {
    const sc_param *row = &sc_param_rows[i];
    sc_setting *setting = &study->settings[i];
    setting->row = row;
    setting->dist = study->as_of >= 2023 && row->later.kind != SC_DIST_NONE ? row->later : row->prior;
    const sc_node *own = sc_node_child(group, row->name);
    if (own == NULL) continue;
    setting->set_at = recorded(loader, sc_node_where(own));
    sc_param_read(group, row, &study->arena, &setting->dist, loader->report);
  }
}

/* ( [ ... ], [ ... ] ): n rows of n numbers. */
static sc_code read_matrix(sc_loader *loader, sc_node *node, int n, const double **out)
{
  *out = NULL;
  sc_node *rows = sc_loader_list(loader, node, "matrix", SC_REQUIRED);
  if (rows == NULL) return SC_OK;
  int wrong = sc_node_length(rows) != n;
  double *matrix;
  SC_LOADER_ARRAY(loader, matrix, n * n);
  for (int i = 0; i < sc_node_length(rows); i++) {
    const double *row = NULL;
    int length = 0;
    if (sc_node_numbers(sc_node_at(rows, i), NULL, SC_REQUIRED, -1, 1, &loader->study->arena, &row, &length,
                        loader->report) != SC_OK)
      return SC_OK;
    wrong |= length != n;
    for (int k = 0; !wrong && k < n; k++) matrix[i * n + k] = row[k];
  }
  if (wrong) SC_FAIL(loader->report, MATRIX_SIZE, sc_node_where(rows), sc_integer(n).s);
  else *out = matrix;
  return SC_OK;
}

/* One group of the copula; names[] are those of all parameters, taken[] marks the ones that stand in a group already. */
static sc_code read_correlation(sc_loader *loader, sc_node *node, const char *const *names, char *taken,
                                sc_correlation *out)
{
  sc_node *list = sc_loader_list(loader, node, "parameters", SC_REQUIRED);
  const int n = sc_node_length(list), n_before = loader->report->n;
  const char *source = NULL, **own;
  int *param;
  SC_LOADER_ARRAY(loader, param, n);
  SC_LOADER_ARRAY(loader, own, n);
  for (int i = 0; i < n; i++) {
    sc_node *member = sc_node_at(list, i);
    const int p = sc_loader_choice(loader, member, NULL, SC_REQUIRED, names, SC_N_PARAMS);
    if (p < 0) continue;
    if (taken[p]) SC_FAIL(loader->report, NAMED_TWICE, sc_node_where(member), names[p]);
    taken[p] = 1;
    param[i] = p;
    own[i] = names[p];
  }
  const double *matrix;
  SC_TRY(read_matrix(loader, node, n, &matrix));
  sc_node_string(node, "source", SC_REQUIRED, &source, loader->report);
  if (matrix == NULL || loader->report->n > n_before) return SC_OK;
  if (sc_correlation_check(n, matrix, own, sc_loader_at(loader, node, "matrix"), loader->report) == SC_MEMORY)
    return SC_MEMORY;
  *out = (sc_correlation){ n, param, matrix };
  return SC_OK;
}

static sc_code read_correlations(sc_loader *loader)
{
  sc_study *study = loader->study;
  sc_node *list = sc_loader_list(loader, loader->root, "correlations", SC_OPTIONAL);
  const int n = sc_node_length(list);
  sc_correlation *groups;
  const char **names;
  char *taken;
  SC_LOADER_ARRAY(loader, groups, n);
  SC_LOADER_ARRAY(loader, names, SC_N_PARAMS);
  SC_LOADER_ARRAY(loader, taken, SC_N_PARAMS);
  for (int i = 0; i < SC_N_PARAMS; i++) names[i] = sc_param_rows[i].name;
  for (int i = 0; i < n; i++) SC_TRY(read_correlation(loader, sc_node_at(list, i), names, taken, &groups[i]));
  study->correlations = groups;
  study->n_correlations = n;
  return SC_OK;
}

static sc_code read_judgments(sc_loader *loader)
{
  sc_study *study = loader->study;
  sc_node *group = sc_loader_group(loader, loader->root, "judgments", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_judgment *judgments;
  SC_LOADER_ARRAY(loader, judgments, n);
  for (int i = 0; i < n; i++) {
    sc_node *node = sc_node_at(group, i);
    sc_judgment *judgment = &judgments[i];
    judgment->id = sc_node_name(node);
    sc_node_text(node, NULL, SC_REQUIRED, &judgment->text, loader->report);
    sc_node_text(node, "reason", SC_REQUIRED, &judgment->reason, loader->report);
    sc_node_string(node, "key", SC_REQUIRED, &judgment->key, loader->report);
    sc_node_string(node, "author", SC_REQUIRED, &judgment->author, loader->report);
    sc_node_string(node, "date", SC_REQUIRED, &judgment->date, loader->report);
  }
  study->judgments = judgments;
  study->n_judgments = n;
  return SC_OK;
}

sc_code sc_load_parameters(sc_loader *loader)
{
  sc_study *study = loader->study;
  study->as_of = 2021;
  if (sc_node_int(loader->root, "as_of", SC_OPTIONAL, 2021, 2023, &study->as_of, loader->report) == SC_OK &&
      study->as_of == 2022)
    SC_FAIL(loader->report, AS_OF_YEAR, sc_loader_at(loader, loader->root, "as_of"), "2022");
  read_settings(loader);
  SC_TRY(read_correlations(loader));
  return read_judgments(loader);
}
