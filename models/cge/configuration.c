/* configuration.c - a model from its file: what is asked in which order; elasticities, closure, what all readers share. */
#include "models/cge/configuration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/cge/closure.h"
#include "models/cge/reading.h"

/* ----------------------------------------------------------------------------------------- what is shared */

void *sc_cge_take(sc_cge_loader *loader, int n, size_t size)
{
  void *block = sc_arena_alloc(&loader->model->arena, n > 0 ? (size_t)n : 1, size);
  if (block == NULL) SC_FAIL(loader->report, OUT_OF_MEMORY, SC_IN_FILE(loader->model->file), "sc_cge_model");
  return block;
}

sc_where sc_cge_at(sc_cge_loader *loader, sc_node *group, const char *key)
{
  const sc_node *member = sc_node_child(group, key);
  if (member != NULL) return sc_node_where(member);
  sc_where at = sc_node_where(group);
  at.key = sc_arena_print(&loader->model->arena, "%s%s%s", at.key != NULL ? at.key : "", at.key != NULL ? "." : "", key);
  return at;
}

sc_code sc_cge_not_one_of(sc_cge_loader *loader, sc_where where, const char *given, const char *const *names, int n)
{
  sc_string list = { 0 };
  for (int i = 0; i < n; i++) sc_string_print(&list, "%s%s", i > 0 ? ", " : "", names[i]);
  const sc_code code = SC_FAIL(loader->report, NOT_ONE_OF, where, given, sc_string_text(&list));
  sc_string_free(&list);
  return code;
}

int sc_cge_member(sc_cge_loader *loader, sc_node *at, const char *name, int set)
{
  const sc_cge_model *model = loader->model;
  for (int k = 0; k < model->size[set]; k++)
    if (strcmp(model->name[set][k], name) == 0) return k;
  if (loader->incomplete && (sc_sam_account(&model->sam, name) >= 0 || model->size[set] == 0)) return -1;   /* told already */
  if (model->size[set] == 0) return SC_FAIL(loader->report, CGE_NO_MEMBERS, sc_node_where(at), name, ""), -1;
  sc_cge_not_one_of(loader, sc_node_where(at), name, model->name[set], model->size[set]);
  return -1;
}

sc_code sc_cge_read_numbers(sc_cge_loader *loader, sc_node *group, const char *key, int first, int second, double lo, double hi,
                            double otherwise, double *to)
{
  const int n = loader->model->size[first], m = loader->model->size[second];
  sc_node *node = NULL;
  for (int k = 0; k < n * m; k++) to[k] = otherwise;
  SC_TRY(sc_node_find(group, key, SC_OPTIONAL, &node, loader->report));
  if (node == NULL) return SC_OK;
  if (sc_node_kind_of(node) != SC_NODE_GROUP || first == SC_CGE_SET_NONE) {
    SC_TRY(sc_node_number(node, NULL, SC_REQUIRED, lo, hi, &otherwise, loader->report));
    for (int k = 0; k < n * m; k++) to[k] = otherwise;
    return SC_OK;
  }
  sc_node_number(node, "default", SC_OPTIONAL, lo, hi, &otherwise, loader->report);
  for (int k = 0; k < n * m; k++) to[k] = otherwise;
  for (int i = 0; i < sc_node_length(node); i++) {
    sc_node *one = sc_node_at(node, i);
    if (strcmp(sc_node_name(one), "default") == 0) continue;
    double x = otherwise;
    const int k = sc_cge_member(loader, one, sc_node_name(one), first);
    if (sc_node_number(one, NULL, SC_REQUIRED, lo, hi, &x, loader->report) != SC_OK || k < 0) continue;
    for (int j = 0; j < m; j++) to[k * m + j] = x;
  }
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------- elasticities */

static const struct { const char *key; size_t member; int first, second; double lo, hi, otherwise; } elasticities[] = {
#define X(key, member, first, second, lo, hi, otherwise, zh, en) \
  { #key, offsetof(sc_cge_base, member), SC_CGE_SET_##first, SC_CGE_SET_##second, lo, hi, otherwise },
  SC_CGE_ELASTICITIES(X)
#undef X
};

static sc_code read_elasticities(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_node *group = NULL;
  sc_node_group(loader->root, "elasticities", SC_OPTIONAL, &group, loader->report);
  for (size_t r = 0; r < sizeof elasticities / sizeof *elasticities; r++) {
    const int n = model->size[elasticities[r].first] * model->size[elasticities[r].second];
    sc_lane *const *list = (sc_lane *const *)(const void *)((const char *)&model->base + elasticities[r].member);
    double *read = sc_cge_take(loader, n, sizeof *read);
    if (read == NULL) return SC_MEMORY;
    sc_cge_read_numbers(loader, group, elasticities[r].key, elasticities[r].first, elasticities[r].second, elasticities[r].lo,
                        elasticities[r].hi, elasticities[r].otherwise, read);
    for (int k = 0; k < n; k++) (*list)[k][0] = read[k];
  }
  model->shape.substitution = model->base.sigma_input[0][0] != 0;
  model->shape.fixed_baskets = model->base.sigma_government[0][0] == 0 && model->base.sigma_investment[0][0] == 0;
  for (int a = 0; a < model->shape.activities; a++) model->shape.substitution |= model->base.sigma_top[a][0] != 0;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------ closure */

static void read_numeraire(sc_cge_loader *loader, sc_node *closure)
{
  sc_cge_model *model = loader->model;
  sc_cge_shape *shape = &model->shape;
  const char **names = sc_cge_take(loader, 2 + shape->factors, sizeof *names);
  int *factor = sc_cge_take(loader, 2 + shape->factors, sizeof *factor), n = 2, which = 0;
  if (!names || !factor) return;
  names[0] = "consumer_price", names[1] = "exchange_rate";
  for (int f = 0; f < shape->factors; f++)
    if (shape->mobile[f]) factor[n] = f, names[n++] = model->name[SC_CGE_SET_FACTOR][f];
  if (sc_node_choice(closure, "numeraire", SC_OPTIONAL, names, n, &which, loader->report) != SC_OK) return;
  shape->numeraire = which == 0 ? SC_CGE_CONSUMER_PRICE : which == 1 ? SC_CGE_EXCHANGE_RATE : SC_CGE_FACTOR_PRICE;
  shape->numeraire_factor = which < 2 ? 0 : factor[which];
  if (which == 1 && !sc_cge_is_free(model, SC_CGE_exchange_rate))
    SC_FAIL(loader->report, CGE_NUMERAIRE_RATE, sc_cge_at(loader, closure, "numeraire"), "");
}

static void read_closure(sc_cge_loader *loader)
{
  sc_cge_shape *shape = &loader->model->shape;
  const char *macros[SC_CGE_N_MACROS];
  sc_node *closure = NULL, *list = NULL;
  int ok = 1;
  const int closed = loader->model->size[SC_CGE_SET_OUTSIDE] == 0, balances = closed ? SC_CGE_BALANCES - 1 : SC_CGE_BALANCES;
  for (int m = 0; m < SC_CGE_N_MACROS; m++) macros[m] = sc_cge_macro_rows[m].name;
  sc_node_group(loader->root, "closure", SC_REQUIRED, &closure, loader->report);
  if (closure == NULL) return;
  sc_node_list(closure, "free", SC_REQUIRED, &list, loader->report);
  const int n = sc_node_length(list);
  for (int k = 0; k < n; k++) {
    int which = -1;
    sc_node_choice(sc_node_at(list, k), NULL, SC_REQUIRED, macros, SC_CGE_N_MACROS, &which, loader->report);
    ok &= which >= 0;
    if (k < balances && which >= 0) shape->free[k] = (sc_cge_macro)which;
  }
  if (closed) shape->free[SC_CGE_BALANCES - 1] = SC_CGE_foreign_saving;      /* comes out as 0, by Walras' law */
  if (list != NULL && n != balances && closed)
    SC_FAIL(loader->report, CGE_CLOSURE_COUNT_CLOSED, sc_node_where(list), sc_integer(n).s, sc_cge_balance_names[0], sc_cge_balance_names[1]);
  else if (list != NULL && n != balances)
    SC_FAIL(loader->report, CGE_CLOSURE_COUNT, sc_node_where(list), sc_integer(n).s, sc_cge_balance_names[0], sc_cge_balance_names[1], sc_cge_balance_names[2]);
  else if (list != NULL && ok)
    sc_cge_closure_check(shape->free, sc_node_where(list), loader->report);
  read_numeraire(loader, closure);
}

int sc_cge_is_free(const sc_cge_model *model, sc_cge_macro macro)
{
  for (int k = 0; k < SC_CGE_BALANCES; k++)
    if (model->shape.free[k] == macro) return 1;
  return 0;
}

/* What is given of government saving: its rate, but in scenarios that set the amount. */
static sc_text saving_words(const sc_cge_model *model)
{
  if (model->periods.given && !isnan(model->periods.growth[SC_CGE_SHOCK_government_saving])) return (sc_text)SC_TEXT("government saving", "政府储蓄");
  for (int s = 0; s < model->n_scenarios; s++)
    for (int k = 0; k < model->scenarios[s].n_shocks; k++)
      if (model->scenarios[s].shocks[k].variable == SC_CGE_SHOCK_government_saving)
        return (sc_text)SC_TEXT("government's saving rate (its amount where a shock gives it)", "政府储蓄率（有相应冲击时为储蓄额）");
  return (sc_text)SC_TEXT("government's saving rate", "政府储蓄率");
}

void sc_cge_closure_words(const sc_cge_model *model, sc_lang lang, sc_string *to)
{
  const sc_cge_shape *shape = &model->shape;
  const int zh = lang == SC_ZH;
  sc_cge_balance_words(shape->free, shape->outside == 0, saving_words(model), lang, to);
  sc_string_add(to, zh ? "计价物：" : " Numeraire: ");
  if (shape->numeraire == SC_CGE_FACTOR_PRICE)
    sc_string_print(to, zh ? "%s的价格。" : "the price of %s.", model->label[SC_CGE_SET_FACTOR][shape->numeraire_factor].in[lang]);
  else if (shape->numeraire == SC_CGE_EXCHANGE_RATE) sc_string_add(to, zh ? "汇率。" : "the exchange rate.");
  else sc_string_add(to, zh ? "居民消费价格指数。" : "the consumer price index.");
}

/* ------------------------------------------------------------------------------------------------- whole */

static sc_code read_sam(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  const char *name = NULL;
  SC_TRY(sc_node_string(loader->root, "sam", SC_REQUIRED, &name, loader->report));
  char *path = sc_path_beside(sc_cge_at(loader, loader->root, "sam").file, name);
  const char *kept = path != NULL ? sc_arena_text(&model->arena, path) : NULL;
  sc_free(path);
  if (kept == NULL) return SC_FAIL(loader->report, OUT_OF_MEMORY, SC_IN_FILE(model->file), name);
  if (access(kept, F_OK) != 0) return SC_FAIL(loader->report, FILE_MISSING, sc_cge_at(loader, loader->root, "sam"), kept);
  SC_TRY(sc_sam_read(&model->sam, kept, loader->report));
  sc_sam_check_balance(&model->sam, SC_CGE_SAM_TOLERANCE, loader->report);
  return SC_OK;
}

/* Every lane like lane 0; the base year's rates into base_year. */
static void broadcast(sc_cge_model *model)
{
  const sc_cge_shape *shape = &model->shape;
  const int A = shape->activities, C = shape->commodities, F = shape->factors, E = shape->outside;
#define COPY(name, count, what) for (int k = 0; k < (count); k++) model->base_year.name[k][0] = model->base.name[k][0];
  SC_CGE_TAXES(COPY)
#undef COPY
  const size_t n = sc_cge_base_lanes(shape) + sc_cge_year_lanes(shape);
  for (size_t k = 0; k < n; k++)
    for (int l = 1; l < SC_LANES; l++) model->memory[k][l] = model->memory[k][0];
}

static sc_code read_all(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  model->title = (sc_text){ { model->file, model->file } };
  sc_node_text(loader->root, "title", SC_OPTIONAL, &model->title, loader->report);
  sc_node_text(loader->root, "unit", SC_OPTIONAL, &model->unit, loader->report);
  SC_TRY(read_sam(loader));
  SC_TRY(sc_cge_read_accounts(loader));
  SC_TRY(read_elasticities(loader));
  read_closure(loader);
  if (sc_report_code(loader->report) == SC_OK) SC_TRY(sc_cge_calibrate(loader));
  SC_TRY(sc_cge_read_demand(loader));
  broadcast(model);
  SC_TRY(sc_cge_read_periods(loader));
  SC_TRY(sc_cge_read_scenarios(loader));
  sc_config_unused(loader->config, loader->report);
  SC_TRY(sc_report_code(loader->report));
  SC_TRY(sc_cge_shape_finish(&model->shape, loader->report));
  return sc_cge_determine(loader, sc_cge_at(loader, loader->root, "closure"));
}

sc_code sc_cge_model_read(sc_cge_model *model, const char *path, const char *const *set, int n_set, sc_report *report)
{
  *model = (sc_cge_model){ 0 };
  sc_cge_loader loader = { .model = model, .report = report };
  model->file = sc_arena_text(&model->arena, path);
  sc_code code = model->file ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), "sc_cge_model");
  if (code == SC_OK) code = sc_config_read(&loader.config, path, &model->arena, report);
  for (int k = 0; k < n_set && code == SC_OK; k++) code = sc_config_override(loader.config, set[k], report);
  if (code == SC_OK) loader.root = sc_config_root(loader.config);
  if (code == SC_OK) code = read_all(&loader);
  if (code == SC_OK) code = sc_report_code(report);
  if (code != SC_OK) sc_cge_model_free(model);
  return code;
}

void sc_cge_model_free(sc_cge_model *model)
{
  if (model == NULL) return;
  sc_free(model->memory);
  sc_sam_free(&model->sam);
  sc_arena_free(&model->arena);
  *model = (sc_cge_model){ 0 };
}
