/* roles.c - accounts and their roles; where each cell of the SAM belongs. */
#include <math.h>
#include <string.h>

#include "models/cge/reading.h"

const sc_cge_role_row sc_cge_role_rows[SC_CGE_N_ROLES] = {
#define X(name, key, zh, en) { key, SC_TEXT(en, zh) },
  SC_CGE_ROLES(X)
#undef X
};

const sc_cge_flow_row sc_cge_flow_rows[SC_CGE_N_FLOWS] = {
#define X(name, receiver, payer, positive) { receiver, payer, positive },
  SC_CGE_FLOW_KINDS(X)
#undef X
};

static const struct { sc_cge_role receiver, payer; sc_cge_flow flow; } flows[] = {
#define X(receiver, payer, flow) { SC_CGE_ROLE_##receiver, SC_CGE_ROLE_##payer, SC_CGE_FLOW_##flow },
  SC_CGE_FLOWS(X)
#undef X
};

enum { PRODUCT = 1 << SC_CGE_ROLE_ACTIVITY | 1 << SC_CGE_ROLE_COMMODITY };

/* An account that is both activity and commodity makes its own product: that sale is no cell. */
static int places(const sc_cge_account *receiver, const sc_cge_account *payer, size_t k)
{
  if (!(receiver->roles >> flows[k].receiver & 1) || !(payer->roles >> flows[k].payer & 1)) return 0;
  const int is_product = flows[k].receiver == SC_CGE_ROLE_ACTIVITY && receiver->roles == PRODUCT;
  const int pays_itself = flows[k].receiver == SC_CGE_ROLE_ACTIVITY && payer->roles == PRODUCT;
  const int as_commodity = flows[k].receiver == SC_CGE_ROLE_GOVERNMENT && flows[k].payer == SC_CGE_ROLE_COMMODITY && payer->roles == PRODUCT;
  return !is_product && !pays_itself && !as_commodity;
}

sc_cge_flow sc_cge_flow_of(const sc_cge_model *model, int i, int j, int *receiver, int *payer)
{
  const sc_cge_account *to = &model->account[i], *from = &model->account[j];
  for (size_t k = 0; k < sizeof flows / sizeof *flows; k++) {
    if (!places(to, from, k)) continue;
    const sc_cge_flow_row *row = &sc_cge_flow_rows[flows[k].flow];
    *receiver = row->receiver ? to->index[flows[k].receiver] : 0;
    *payer = row->payer ? from->index[flows[k].payer] : 0;
    return flows[k].flow;
  }
  return SC_CGE_FLOW_NONE;
}

/* ------------------------------------------------------------------------------------------------- roles */

static sc_text role_of(const sc_cge_account *account)
{
  int role = 0;
  while (role < SC_CGE_N_ROLES - 1 && !(account->roles >> role & 1)) role++;
  return sc_cge_role_rows[role].text;
}

/* Gives account `name`, which stands at `at`, a role and the number `index` in it; its number in the SAM or -1. */
static int assign(sc_cge_loader *loader, sc_node *at, const char *name, sc_cge_role role, int index)
{
  sc_cge_model *model = loader->model;
  const int i = sc_sam_account(&model->sam, name);
  if (i < 0) {
    loader->incomplete = 1;
    sc_cge_not_one_of(loader, sc_node_where(at), name, model->sam.account, model->sam.n);
    return -1;
  }
  sc_cge_account *account = &model->account[i];
  const int wanted = account->roles | 1 << role;
  if (account->roles != 0 && (wanted != PRODUCT || account->roles >> role & 1)) {
    const sc_text already = role_of(account);
    SC_FAIL(loader->report, CGE_ROLE_TWICE, sc_node_where(at), name, already.in[SC_ZH], already.in[SC_EN]);
    return -1;
  }
  account->roles = wanted;
  account->index[role] = index;
  return i;
}

static const int no_set = SC_CGE_SET_NONE;

/* A member more of a set: its name and what a reader sees. */
static void add_member(sc_cge_model *model, int set, int i)
{
  if (set == no_set) return;
  const int k = model->size[set]++;
  model->name[set][k] = model->sam.account[i];
  model->label[set][k] = model->account[i].label;
}

static sc_code text_of(sc_node *node, const char **text, sc_report *report) { return sc_node_string(node, NULL, SC_REQUIRED, text, report); }

/* A text or a list of texts; each gets the role. */
static void read_names(sc_cge_loader *loader, sc_node *accounts, const char *key, sc_need need, sc_cge_role role, int set)
{
  sc_node *node = NULL;
  const char *name = NULL;
  int n = 0;
  const sc_code found = sc_node_find(accounts, key, need, &node, loader->report);
  if (found != SC_OK) loader->incomplete = 1;
  if (found != SC_OK || node == NULL) return;
  const int is_list = sc_node_kind_of(node) == SC_NODE_LIST || sc_node_kind_of(node) == SC_NODE_ARRAY;
  if (is_list && sc_node_length(node) == 0 && need == SC_REQUIRED) {
    loader->incomplete = 1;
    SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(node), "");
  }
  for (int k = 0; k < (is_list ? sc_node_length(node) : 1); k++) {
    sc_node *one = is_list ? sc_node_at(node, k) : node;
    if (text_of(one, &name, loader->report) != SC_OK) continue;
    const int i = assign(loader, one, name, role, set == no_set ? n : loader->model->size[set]);
    if (i < 0) continue;
    n++;
    add_member(loader->model, set, i);
  }
}

/* Each activity is a commodity too. */
static void make_products(sc_cge_model *model)
{
  for (int a = 0; a < model->size[SC_CGE_SET_ACTIVITY]; a++) {
    const int i = sc_sam_account(&model->sam, model->name[SC_CGE_SET_ACTIVITY][a]);
    model->account[i].roles = PRODUCT;
    model->account[i].index[SC_CGE_ROLE_COMMODITY] = a;
    add_member(model, SC_CGE_SET_COMMODITY, i);
  }
}

/* A group whose keys are accounts. */
static sc_node *read_keys(sc_cge_loader *loader, sc_node *accounts, const char *key, sc_need need, sc_cge_role role, int set)
{
  sc_node *group = NULL;
  const sc_code found = sc_node_group(accounts, key, need, &group, loader->report);
  if (found != SC_OK || (group != NULL && sc_node_length(group) == 0)) loader->incomplete = 1;
  if (found != SC_OK || group == NULL) return NULL;
  if (sc_node_length(group) == 0) SC_FAIL(loader->report, STUDY_HAS_NONE, sc_node_where(group), "");
  for (int k = 0; k < sc_node_length(group); k++) {
    sc_node *one = sc_node_at(group, k);
    const int i = assign(loader, one, sc_node_name(one), role, loader->model->size[set]);
    if (i >= 0) add_member(loader->model, set, i);
  }
  return group;
}

static void read_labels(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_node *labels = NULL;
  for (int i = 0; i < model->sam.n; i++) model->account[i].label = (sc_text){ { model->sam.account[i], model->sam.account[i] } };
  if (sc_node_group(loader->root, "labels", SC_OPTIONAL, &labels, loader->report) != SC_OK) return;
  for (int k = 0; k < sc_node_length(labels); k++) {
    sc_node *one = sc_node_at(labels, k);
    const int i = sc_sam_account(&model->sam, sc_node_name(one));
    if (i < 0) sc_cge_not_one_of(loader, sc_node_where(one), sc_node_name(one), model->sam.account, model->sam.n);
    else sc_node_text(one, NULL, SC_REQUIRED, &model->account[i].label, loader->report);
  }
}

/* ----------------------------------------------------------------------------------------------- factors */

/* What a factor's group of the file says, into lists that the shape points to. */
typedef struct factor_lists { int *group, *mobile; sc_cge_market *market; } factor_lists;

static int group_number(sc_cge_model *model, const char *name, sc_text label)
{
  const int n = model->size[SC_CGE_SET_GROUP];
  for (int g = 0; g < n; g++)
    if (strcmp(model->name[SC_CGE_SET_GROUP][g], name) == 0) return g;
  model->name[SC_CGE_SET_GROUP][n] = name;
  model->label[SC_CGE_SET_GROUP][n] = label;
  return model->size[SC_CGE_SET_GROUP]++;
}

static void read_factor(sc_cge_loader *loader, sc_node *node, int f, factor_lists to)
{
  sc_cge_model *model = loader->model;
  const char *market_names[SC_CGE_N_MARKETS], *group = model->name[SC_CGE_SET_FACTOR][f];
  const sc_text own = model->label[SC_CGE_SET_FACTOR][f];
  int market = 0, named;
  for (int m = 0; m < SC_CGE_N_MARKETS; m++) market_names[m] = sc_cge_market_rows[m].name;
  to.mobile[f] = 1;
  sc_node_string(node, "group", SC_OPTIONAL, &group, loader->report);
  named = group != model->name[SC_CGE_SET_FACTOR][f];
  to.group[f] = group_number(model, group, named ? (sc_text){ { group, group } } : own);
  sc_node_bool(node, "mobile", SC_OPTIONAL, &to.mobile[f], loader->report);
  if (to.mobile[f]) sc_node_choice(node, "market", SC_OPTIONAL, market_names, SC_CGE_N_MARKETS, &market, loader->report);
  to.market[f] = (sc_cge_market)market;
}

/* Of the wage curve and of an unemployment rate that stays: into the base, once it is there. */
static void read_curve(sc_cge_loader *loader, sc_node *node, int f)
{
  const sc_cge_model *model = loader->model;
  double curve = 0.1, unemployment = 0;
  const sc_cge_market market = model->shape.mobile[f] ? model->shape.market[f] : SC_CGE_full_employment;
  if (market == SC_CGE_wage_curve) sc_node_number(node, "elasticity", SC_OPTIONAL, 0.001, 10, &curve, loader->report);
  if (market == SC_CGE_wage_curve || market == SC_CGE_fixed_unemployment)
    sc_node_number(node, "unemployment", SC_REQUIRED, 0.001, 0.5, &unemployment, loader->report);
  model->base.curve[f][0] = curve;
  model->base.unemployment[f][0] = unemployment;
}

static sc_code read_factors(sc_cge_loader *loader, sc_node *factors)
{
  sc_cge_model *model = loader->model;
  const int n = model->size[SC_CGE_SET_FACTOR];
  factor_lists to = { sc_cge_take(loader, n, sizeof *to.group), sc_cge_take(loader, n, sizeof *to.mobile), sc_cge_take(loader, n, sizeof *to.market) };
  int *wage = sc_cge_take(loader, n, sizeof *wage);
  if (!to.group || !to.mobile || !to.market || !wage) return SC_MEMORY;
  for (int k = 0, f = 0; k < sc_node_length(factors); k++) {
    sc_node *one = sc_node_at(factors, k);
    if (f < n && strcmp(model->name[SC_CGE_SET_FACTOR][f], sc_node_name(one)) == 0) read_factor(loader, one, f++, to);
  }
  model->shape.group = to.group;
  model->shape.mobile = to.mobile;
  model->shape.market = to.market;
  model->shape.wage = wage;
  return SC_OK;
}

static void read_factor_taxes(sc_cge_loader *loader, sc_node *accounts)
{
  sc_node *group = NULL;
  const char *name = NULL;
  if (sc_node_group(accounts, "factor_tax", SC_OPTIONAL, &group, loader->report) != SC_OK) return;
  for (int k = 0; k < sc_node_length(group); k++) {
    sc_node *one = sc_node_at(group, k);
    if (text_of(one, &name, loader->report) != SC_OK) continue;
    const int f = sc_cge_member(loader, one, name, SC_CGE_SET_FACTOR);
    assign(loader, one, sc_node_name(one), SC_CGE_ROLE_FACTOR_TAX, f);
  }
}

static sc_code read_outside(sc_cge_loader *loader, sc_node *outside)
{
  static const char *const demands[] = { "price_taker", "demand_curve" };
  const sc_cge_model *model = loader->model;
  int *curve = sc_cge_take(loader, model->size[SC_CGE_SET_OUTSIDE], sizeof *curve);
  if (!curve) return SC_MEMORY;
  for (int k = 0, e = 0; k < sc_node_length(outside) && e < model->size[SC_CGE_SET_OUTSIDE]; k++) {
    sc_node *one = sc_node_at(outside, k);
    if (strcmp(model->name[SC_CGE_SET_OUTSIDE][e], sc_node_name(one)) != 0) continue;
    sc_node_choice(one, "demand", SC_OPTIONAL, demands, 2, &curve[e++], loader->report);
  }
  loader->model->shape.demand_curve = curve;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------- whole */

static void check_all_have_roles(sc_cge_loader *loader)
{
  const sc_cge_model *model = loader->model;
  for (int i = 0; i < model->sam.n; i++) {
    const sc_where at = { model->sam.file, model->sam.line[i], 0, model->sam.account[i] };
    const int is_empty = sc_sam_receipts(&model->sam, i) == 0 && sc_sam_payments(&model->sam, i) == 0;
    if (model->account[i].roles == 0 && !is_empty) SC_FAIL(loader->report, CGE_ROLE_MISSING, at, model->sam.account[i]);
  }
}

static int n_products(const sc_cge_model *model)
{
  int n = 0;
  for (int i = 0; i < model->sam.n; i++) n += model->account[i].roles == PRODUCT;
  return n;
}

/* Pairs of activity and commodity, by activity: a product and itself, and the cells of the make matrix. */
static sc_code list_makes(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  const int n = model->sam.n;
  int n_makes = n_products(model), of, by;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      n_makes += model->sam.cell[(size_t)i * (size_t)n + (size_t)j] != 0 && sc_cge_flow_of(model, i, j, &of, &by) == SC_CGE_FLOW_MAKE;
  int *activity = sc_cge_take(loader, n_makes, sizeof *activity), *commodity = sc_cge_take(loader, n_makes, sizeof *commodity), m = 0;
  if (!activity || !commodity) return SC_MEMORY;
  for (int a = 0; a < model->size[SC_CGE_SET_ACTIVITY]; a++) {
    const int i = sc_sam_account(&model->sam, model->name[SC_CGE_SET_ACTIVITY][a]);
    if (model->account[i].roles == PRODUCT) activity[m] = a, commodity[m++] = model->account[i].index[SC_CGE_ROLE_COMMODITY];
    for (int j = 0; j < n; j++)
      if (model->sam.cell[(size_t)i * (size_t)n + (size_t)j] != 0 && sc_cge_flow_of(model, i, j, &of, &by) == SC_CGE_FLOW_MAKE)
        activity[m] = a, commodity[m++] = by;
  }
  model->shape.make_activity = activity;
  model->shape.make_commodity = commodity;
  model->shape.makes = m;
  return SC_OK;
}

static sc_code take_base(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_cge_shape *shape = &model->shape;
  shape->activities = model->size[SC_CGE_SET_ACTIVITY];
  shape->commodities = model->size[SC_CGE_SET_COMMODITY];
  shape->factors = model->size[SC_CGE_SET_FACTOR];
  shape->groups = model->size[SC_CGE_SET_GROUP];
  shape->households = model->size[SC_CGE_SET_HOUSEHOLD];
  shape->outside = model->size[SC_CGE_SET_OUTSIDE];
  SC_TRY(list_makes(loader));
  const size_t n_base = sc_cge_base_lanes(shape);
  model->memory = sc_alloc(n_base + sc_cge_year_lanes(shape), sizeof *model->memory);
  if (!model->memory) return SC_FAIL(loader->report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_model");
  sc_cge_base_bind(shape, model->memory, &model->base);
  sc_cge_year_bind(shape, model->memory + n_base, &model->base_year);
  return SC_OK;
}

sc_code sc_cge_read_accounts(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  const int n = model->sam.n;
  sc_node *accounts = NULL;
  model->account = sc_cge_take(loader, n, sizeof *model->account);
  for (int s = 0; s < SC_CGE_N_SETS; s++) {
    model->name[s] = sc_cge_take(loader, n, sizeof *model->name[s]);
    model->label[s] = sc_cge_take(loader, n, sizeof *model->label[s]);
    if (!model->name[s] || !model->label[s]) return SC_MEMORY;
  }
  if (!model->account) return SC_MEMORY;
  model->size[SC_CGE_SET_NONE] = 1;
  read_labels(loader);
  if (sc_node_group(loader->root, "accounts", SC_REQUIRED, &accounts, loader->report) != SC_OK) loader->incomplete = 1;
  read_names(loader, accounts, "activities", SC_REQUIRED, SC_CGE_ROLE_ACTIVITY, SC_CGE_SET_ACTIVITY);
  if (sc_node_child(accounts, "commodities") == NULL) make_products(model);
  else read_names(loader, accounts, "commodities", SC_REQUIRED, SC_CGE_ROLE_COMMODITY, SC_CGE_SET_COMMODITY);
  sc_node *factors = read_keys(loader, accounts, "factors", SC_REQUIRED, SC_CGE_ROLE_FACTOR, SC_CGE_SET_FACTOR);
  read_keys(loader, accounts, "households", SC_REQUIRED, SC_CGE_ROLE_HOUSEHOLD, SC_CGE_SET_HOUSEHOLD);
  read_names(loader, accounts, "enterprises", SC_OPTIONAL, SC_CGE_ROLE_HOUSEHOLD, SC_CGE_SET_HOUSEHOLD);
  sc_node *outside = read_keys(loader, accounts, "outside", SC_OPTIONAL, SC_CGE_ROLE_OUTSIDE, SC_CGE_SET_OUTSIDE);
  static const sc_cge_role plain[] = { SC_CGE_ROLE_GOVERNMENT, SC_CGE_ROLE_PRODUCTION_TAX, SC_CGE_ROLE_SALES_TAX, SC_CGE_ROLE_TARIFF,
                                       SC_CGE_ROLE_EXPORT_TAX, SC_CGE_ROLE_DIRECT_TAX, SC_CGE_ROLE_STOCKS };
  for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
    read_names(loader, accounts, sc_cge_role_rows[plain[k]].key, SC_OPTIONAL, plain[k], no_set);
  read_names(loader, accounts, "saving_investment", SC_REQUIRED, SC_CGE_ROLE_SAVING, no_set);
  read_factor_taxes(loader, accounts);
  if (!loader->incomplete) check_all_have_roles(loader);
  SC_TRY(read_factors(loader, factors));
  SC_TRY(read_outside(loader, outside));
  SC_TRY(take_base(loader));
  for (int k = 0, f = 0; k < sc_node_length(factors) && f < model->shape.factors; k++) {
    sc_node *one = sc_node_at(factors, k);
    if (strcmp(model->name[SC_CGE_SET_FACTOR][f], sc_node_name(one)) == 0) read_curve(loader, one, f++);
  }
  return SC_OK;
}
