/* calibrate.c - the base year from the cells of the SAM; equations in configuration.h. */
#include <math.h>

#include "models/cge/reading.h"

/* Sums of the cells by flow that are no list of sc_cge_base: taxes of a product or activity, imports and exports before them. */
typedef struct sums {
  double *production_tax, *sales_tax, *tariff, *export_tax, *uses;      /* [A], [C] ...        */
  double *import, *export_;                                             /* [C * E], at the border */
  double *own_home, *own_government, *own_saving, *own_outside;   /* [F], [F * H], [F]   */
  double *direct_tax, *saving, *give_home, *give_outside, *left;        /* [H], [H * H]        */
  double government_saving, foreign_saving;
  int   *specific;                                                      /* [A]                 */
} sums;

static sc_where at_cell(const sc_cge_model *model, int i, int j, char key[160])
{
  snprintf(key, 160, "%.70s.%.70s", model->sam.account[i], model->sam.account[j]);
  return (sc_where){ model->sam.file, model->sam.line[i], 0, key };
}

static sc_text role_of(const sc_cge_account *account)
{
  int role = 0;
  while (role < SC_CGE_N_ROLES - 1 && !(account->roles >> role & 1)) role++;
  return sc_cge_role_rows[role].text;
}

static double *list_of(sc_cge_model *model, sums *s, sc_cge_flow flow, int receiver, int payer)
{
  const sc_cge_shape *shape = &model->shape;
  const int A = shape->activities, E = shape->outside, H = shape->households;
  sc_cge_base *b = &model->base;
  switch (flow) {
  case SC_CGE_FLOW_INPUT: return b->input[receiver * A + payer];
  case SC_CGE_FLOW_MAKE:
    for (int m = 0; m < shape->makes; m++)
      if (shape->make_activity[m] == receiver && shape->make_commodity[m] == payer) return b->make[m];
    return NULL;
  case SC_CGE_FLOW_FACTOR: return b->factor[receiver * A + payer];
  case SC_CGE_FLOW_PRODUCTION_TAX: return &s->production_tax[payer];
  case SC_CGE_FLOW_FACTOR_TAX: return b->factor_tax[receiver * A + payer];      /* an amount until rates are made */
  case SC_CGE_FLOW_SALES_TAX: return &s->sales_tax[payer];
  case SC_CGE_FLOW_TARIFF: return &s->tariff[payer];
  case SC_CGE_FLOW_EXPORT_TAX: return &s->export_tax[payer];
  case SC_CGE_FLOW_IMPORT: return &s->import[payer * E + receiver];
  case SC_CGE_FLOW_HOME: return b->home[receiver * H + payer];
  case SC_CGE_FLOW_GOVERNMENT: return b->government[receiver];
  case SC_CGE_FLOW_INVESTMENT: return b->investment[receiver];
  case SC_CGE_FLOW_STOCKS: return b->stocks[receiver];
  case SC_CGE_FLOW_EXPORT: return &s->export_[receiver * E + payer];
  case SC_CGE_FLOW_OWN_HOME: return &s->own_home[payer * H + receiver];
  case SC_CGE_FLOW_OWN_GOVERNMENT: return &s->own_government[payer];
  case SC_CGE_FLOW_OWN_SAVING: return &s->own_saving[payer];
  case SC_CGE_FLOW_OWN_OUTSIDE: return &s->own_outside[payer];
  case SC_CGE_FLOW_GIVE_HOME: return &s->give_home[payer * H + receiver];
  case SC_CGE_FLOW_DIRECT_TAX: return &s->direct_tax[payer];
  case SC_CGE_FLOW_SAVING: return &s->saving[payer];
  case SC_CGE_FLOW_GIVE_OUTSIDE: return &s->give_outside[payer];
  case SC_CGE_FLOW_FROM_GOVERNMENT: return b->from_government[receiver];
  case SC_CGE_FLOW_FROM_OUTSIDE: return b->from_outside[receiver];
  case SC_CGE_FLOW_GOVERNMENT_SAVING: return &s->government_saving;
  case SC_CGE_FLOW_GOVERNMENT_OUT: return b->government_out[0];
  case SC_CGE_FLOW_GOVERNMENT_IN: return b->government_in[0];
  case SC_CGE_FLOW_FOREIGN_SAVING: return &s->foreign_saving;
  default: return NULL;
  }
}

/* Adds every cell to what it belongs to; cells without a place are reported. */
static void add_cells(sc_cge_loader *loader, sums *s)
{
  sc_cge_model *model = loader->model;
  const int n = model->sam.n;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      const double x = model->sam.cell[(size_t)i * (size_t)n + (size_t)j];
      if (x == 0 || model->account[i].roles == 0 || model->account[j].roles == 0) continue;
      char key[160];
      int receiver = 0, payer = 0;
      const sc_cge_flow flow = sc_cge_flow_of(model, i, j, &receiver, &payer);
      const sc_text to = role_of(&model->account[i]), from = role_of(&model->account[j]);
      if (flow == SC_CGE_FLOW_NONE)
        SC_FAIL(loader->report, CGE_FLOW, at_cell(model, i, j, key), model->sam.account[i], model->sam.account[j], sc_number(x).s,
                to.in[SC_ZH], from.in[SC_ZH], to.in[SC_EN], from.in[SC_EN]);
      else if (x < 0 && sc_cge_flow_rows[flow].positive)
        SC_FAIL(loader->report, CGE_FLOW_NEGATIVE, at_cell(model, i, j, key), model->sam.account[i], model->sam.account[j], sc_number(x).s);
      if (flow == SC_CGE_FLOW_LENT) s->foreign_saving -= x;
      double *to_list = flow != SC_CGE_FLOW_NONE ? list_of(model, s, flow, receiver, payer) : NULL;
      if (to_list) *to_list += x;
    }
}

/* ---------------------------------------------------------------------------------------------- products */

static double ratio(double x, double y) { return y != 0 ? x / y : 0; }

static sc_where at_account(const sc_cge_model *model, const char *name)
{
  const int i = sc_sam_account(&model->sam, name);
  return (sc_where){ model->sam.file, model->sam.line[i], 0, name };
}

static void tax_without_base(sc_cge_loader *loader, const char *name, double tax, double of, const char *zh, const char *en)
{
  if (tax != 0 && of == 0) SC_FAIL(loader->report, CGE_TAX_BASE, at_account(loader->model, name), name, sc_number(tax).s, zh, en);
}

static void trade(sc_cge_loader *loader, const sums *s, int c)
{
  sc_cge_model *model = loader->model;
  sc_cge_base *b = &model->base;
  const sc_cge_shape *shape = &model->shape;
  const int A = shape->activities, E = shape->outside, H = shape->households;
  const char *name = model->name[SC_CGE_SET_COMMODITY][c];
  double imports = 0, exports = 0, uses = b->government[c][0] + b->investment[c][0] + b->stocks[c][0];
  for (int a = 0; a < A; a++) uses += b->input[c * A + a][0];
  for (int h = 0; h < H; h++) uses += b->home[c * H + h][0];
  for (int e = 0; e < E; e++) imports += s->import[c * E + e], exports += s->export_[c * E + e];
  tax_without_base(loader, name, s->tariff[c], imports, "进口", "imports");
  tax_without_base(loader, name, s->export_tax[c], exports, "出口", "exports");
  const double untaxed = uses - s->sales_tax[c], tariff = ratio(s->tariff[c], imports), taken = ratio(s->export_tax[c], exports);
  double sales = untaxed;
  for (int e = 0; e < E; e++) {
    const int k = c * E + e;
    b->tariff[k][0] = tariff;
    b->export_tax[k][0] = taken;
    b->import[k][0] = s->import[k] * (1 + tariff);
    b->export_[k][0] = s->export_[k] * (1 - taken);
    sales -= b->import[k][0];
  }
  if (fabs(sales) < 1e-9 * fabs(untaxed)) sales = 0;
  if (sales < 0) SC_FAIL(loader->report, CGE_SALES, at_account(model, name), name, sc_number(sales).s);
  b->sales[c][0] = sales;
  b->sales_tax[c][0] = ratio(s->sales_tax[c], untaxed);
}

static void production(sc_cge_loader *loader, const sums *s, int a)
{
  sc_cge_model *model = loader->model;
  sc_cge_base *b = &model->base;
  const sc_cge_shape *shape = &model->shape;
  const int A = shape->activities;
  const char *name = model->name[SC_CGE_SET_ACTIVITY][a];
  double added = 0, cost = 0;
  int specific = -1;
  for (int f = 0; f < shape->factors; f++) {
    const int k = f * A + a;
    const double paid = b->factor[k][0], tax = b->factor_tax[k][0];
    tax_without_base(loader, name, tax, paid, model->label[SC_CGE_SET_FACTOR][f].in[SC_ZH], model->label[SC_CGE_SET_FACTOR][f].in[SC_EN]);
    b->factor_tax[k][0] = ratio(tax, paid);
    b->factor[k][0] = paid + tax;
    added += paid + tax;
    if (shape->mobile[f] || paid == 0) continue;
    if (specific >= 0)
      SC_FAIL(loader->report, CGE_SPECIFIC, at_account(model, name), name, model->name[SC_CGE_SET_FACTOR][specific], model->name[SC_CGE_SET_FACTOR][f]);
    specific = f;
  }
  s->specific[a] = specific;
  for (int c = 0; c < shape->commodities; c++) cost += b->input[c * A + a][0];
  cost += added;
  if (added <= 0) SC_FAIL(loader->report, CGE_NO_VALUE_ADDED, at_account(model, name), name, sc_number(added).s);
  b->value_added[a][0] = added;
  b->output[a][0] = cost;
  b->production_tax[a][0] = ratio(s->production_tax[a], cost);
  for (int m = 0; m < shape->makes; m++) {
    const int i = sc_sam_account(&model->sam, name);
    if (shape->make_activity[m] == a && model->account[i].roles >> SC_CGE_ROLE_COMMODITY & 1) b->make[m][0] = cost + s->production_tax[a];
  }
}

/* ----------------------------------------------------------------------------------------------- incomes */

static void ownership(sc_cge_loader *loader, const sums *s, int f)
{
  sc_cge_model *model = loader->model;
  sc_cge_base *b = &model->base;
  const int H = model->shape.households;
  double whole = s->own_government[f] + s->own_saving[f] + s->own_outside[f];
  for (int h = 0; h < H; h++) whole += s->own_home[f * H + h];
  const char *name = model->name[SC_CGE_SET_FACTOR][f];
  if (whole <= 0) SC_FAIL(loader->report, CGE_NO_INCOME, at_account(model, name), name, sc_number(whole).s);
  for (int h = 0; h < H; h++) b->own_home[f * H + h][0] = ratio(s->own_home[f * H + h], whole);
  b->own_government[f][0] = ratio(s->own_government[f], whole);
  b->own_saving[f][0] = ratio(s->own_saving[f], whole);
  b->own_outside[f][0] = ratio(s->own_outside[f], whole);
}

static void home(sc_cge_loader *loader, const sums *s, int h)
{
  sc_cge_model *model = loader->model;
  sc_cge_base *b = &model->base;
  const int H = model->shape.households;
  const char *name = model->name[SC_CGE_SET_HOUSEHOLD][h];
  const double income = sc_sam_receipts(&model->sam, sc_sam_account(&model->sam, name));
  double left = income - s->direct_tax[h] - s->give_outside[h], spent = 0;
  if (income <= 0) SC_FAIL(loader->report, CGE_NO_INCOME, at_account(model, name), name, sc_number(income).s);
  for (int k = 0; k < H; k++) {
    left -= s->give_home[h * H + k];
    b->give_home[h * H + k][0] = ratio(s->give_home[h * H + k], income);
  }
  for (int c = 0; c < model->shape.commodities; c++) spent += b->home[c * H + h][0];
  b->income[h][0] = income;
  b->give_outside[h][0] = ratio(s->give_outside[h], income);
  b->direct_tax[h][0] = ratio(s->direct_tax[h], income);
  b->saving[h][0] = spent > 0 ? 1 - ratio(spent, left) : 1;
}

static void state(sc_cge_model *model, const sums *s)
{
  sc_cge_base *b = &model->base;
  const sc_cge_shape *shape = &model->shape;
  double revenue = b->government_in[0][0];
  for (int a = 0; a < shape->activities; a++) {
    revenue += s->production_tax[a];
    for (int f = 0; f < shape->factors; f++) {
      const int k = f * shape->activities + a;
      revenue += b->factor[k][0] - b->factor[k][0] / (1 + b->factor_tax[k][0]);
    }
  }
  for (int c = 0; c < shape->commodities; c++) revenue += s->sales_tax[c] + s->tariff[c] + s->export_tax[c];
  for (int f = 0; f < shape->factors; f++) revenue += s->own_government[f];
  for (int h = 0; h < shape->households; h++) revenue += s->direct_tax[h];
  model->revenue = revenue;
  b->government_saving[0][0] = ratio(s->government_saving, revenue);
  b->foreign_saving[0][0] = s->foreign_saving;
  model->investment = 0;
  for (int c = 0; c < shape->commodities; c++) model->investment += b->investment[c][0];
}

/* ------------------------------------------------------------------------------------------------- whole */

static sc_code take_sums(sc_cge_loader *loader, sums *s)
{
  const sc_cge_shape *shape = &loader->model->shape;
  const int A = shape->activities, C = shape->commodities, F = shape->factors, H = shape->households, E = shape->outside;
  struct { double **list; int n; } lists[] = {
    { &s->production_tax, A }, { &s->sales_tax, C }, { &s->tariff, C }, { &s->export_tax, C }, { &s->import, C * E }, { &s->export_, C * E },
    { &s->own_home, F * H }, { &s->own_government, F }, { &s->own_saving, F }, { &s->own_outside, F },
    { &s->direct_tax, H }, { &s->saving, H }, { &s->give_home, H * H }, { &s->give_outside, H },
  };
  for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
    if ((*lists[k].list = sc_cge_take(loader, lists[k].n, sizeof(double))) == NULL) return SC_MEMORY;
  loader->model->shape.specific = s->specific = sc_cge_take(loader, A, sizeof *s->specific);
  return s->specific ? SC_OK : SC_MEMORY;
}

sc_code sc_cge_calibrate(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  const sc_cge_shape *shape = &model->shape;
  sums s = { 0 };
  SC_TRY(take_sums(loader, &s));
  const int before = loader->report->n;
  add_cells(loader, &s);
  if (loader->report->n > before) return SC_OK;          /* what follows from wrong cells would be wrong as well */
  for (int a = 0; a < shape->activities; a++) production(loader, &s, a);
  for (int c = 0; c < shape->commodities; c++) trade(loader, &s, c);
  for (int f = 0; f < shape->factors; f++) ownership(loader, &s, f);
  for (int h = 0; h < shape->households; h++) home(loader, &s, h);
  state(model, &s);
  return SC_OK;
}
