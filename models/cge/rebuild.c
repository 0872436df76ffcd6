/* rebuild.c - the SAM of a solved year: each cell from the equations, not from the balance of its account. */
#include <math.h>

#include "engine/lanes/scalar.h"
#include "models/cge/reading.h"
#include "models/cge/solution.h"

typedef struct years { const sc_cge_model *model; const sc_cge_base *b; const sc_cge_year *y; const sc_cge_outcome *o; sc_cge_view view; int l; double rate, transfers; } years;

/* ln of a nest's price: shares th of prices exp(p). */
static double nest(int n, const double *share, const double *p, double sigma)
{
  double whole = 0, raised = 0, plain = 0;
  for (int i = 0; i < n; i++) {
    whole += share[i];
    raised += share[i] * sc_expm1((1 - sigma) * p[i]);
    plain += share[i] * p[i];
  }
  if (whole <= 0) return 0;
  return fabs(1 - sigma) < 1e-12 ? plain / whole : sc_log1p(raised / whole) / (1 - sigma);
}

/* Value of input c of activity a. The price of all inputs follows from that of the nest: cost less productivity. */
static double input(const years *t, int c, int a, const double *price)
{
  const int A = t->model->shape.activities;
  const sc_cge_base *b = t->b;
  const double user = sc_log(t->o->user_price[c][t->l]), efficiency = t->y->efficiency[a][t->l];
  const double top = sc_log(t->o->cost[a][t->l]) + efficiency, quantity = sc_log(t->o->activity[a][t->l] / b->output[a][0]) - efficiency
                     + b->sigma_top[a][0] * (top - price[a]) + b->sigma_input[0][0] * (price[a] - user);
  return b->input[c * A + a][0] * sc_exp(quantity + user);
}

static double net_income(const years *t, int f)
{
  const int A = t->model->shape.activities;
  double sum = 0;
  for (int a = 0; a < A; a++) sum += t->o->use[f * A + a][t->l] * (t->model->shape.mobile[f] ? t->o->wage[f][t->l] : t->o->rent[a][t->l]);
  return sum;
}

static double kept(const years *t, int h)      /* share of income left after tax and gifts */
{
  const int H = t->model->shape.households;
  double share = 1 - t->b->give_outside[h][0] - t->b->direct_tax[h][0] * sc_exp(t->o->macros[SC_CGE_direct_tax][t->l]);
  for (int k = 0; k < H; k++) share -= t->b->give_home[h * H + k][0];
  return share;
}

static double make(const years *t, int a, int c)
{
  const sc_cge_shape *s = &t->model->shape;
  for (int m = 0; m < s->makes; m++)
    if (s->make_activity[m] == a && s->make_commodity[m] == c)
      return t->b->make[m][0] * t->o->activity[a][t->l] / t->b->output[a][0] * t->o->supply_price[c][t->l];
  return 0;
}

/* Imports at the border, exports at the border, with region e. */
static double imports(const years *t, int k) { return t->o->imported[k][t->l] / (1 + t->b->tariff[k][0]) * t->rate * sc_exp(t->y->import_price[k][t->l]); }
static double exports(const years *t, int k) { return t->o->exported[k][t->l] * t->o->export_receipt[k][t->l] / (1 - t->y->export_tax[k][t->l]); }

static double measured(const years *t, sc_cge_measure measure) { return sc_cge_measured(t->view, (sc_cge_view){ NULL, 0 }, measure, 0); }

/* What receiver gets from payer in this flow, all accounts of a kind together. */
static double value(const years *t, sc_cge_flow flow, int receiver, int payer, const double *prices)
{
  const sc_cge_shape *s = &t->model->shape;
  const sc_cge_base *b = t->b;
  const sc_cge_year *y = t->y;
  const sc_cge_outcome *o = t->o;
  const int A = s->activities, H = s->households, E = s->outside, l = t->l;
  double sum = 0;
  switch (flow) {
  case SC_CGE_FLOW_INPUT: return input(t, receiver, payer, prices);
  case SC_CGE_FLOW_MAKE: return make(t, receiver, payer);
  case SC_CGE_FLOW_FACTOR: return o->use[receiver * A + payer][l] * (s->mobile[receiver] ? o->wage[receiver][l] : o->rent[payer][l]);
  case SC_CGE_FLOW_FACTOR_TAX:
    return y->factor_tax[receiver * A + payer][l] * o->use[receiver * A + payer][l] * (s->mobile[receiver] ? o->wage[receiver][l] : o->rent[payer][l]);
  case SC_CGE_FLOW_PRODUCTION_TAX: return y->production_tax[payer][l] * o->activity[payer][l] * o->cost[payer][l];
  case SC_CGE_FLOW_SALES_TAX: return o->composite[payer][l] * o->user_price[payer][l] * y->sales_tax[payer][l] / (1 + y->sales_tax[payer][l]);
  case SC_CGE_FLOW_TARIFF:
    for (int e = 0; e < E; e++) sum += y->tariff[payer * E + e][l] * imports(t, payer * E + e);
    return sum;
  case SC_CGE_FLOW_EXPORT_TAX:
    for (int e = 0; e < E; e++) sum += y->export_tax[payer * E + e][l] * exports(t, payer * E + e);
    return sum;
  case SC_CGE_FLOW_IMPORT: return imports(t, payer * E + receiver);
  case SC_CGE_FLOW_EXPORT: return exports(t, receiver * E + payer);
  case SC_CGE_FLOW_HOME: return o->user_price[receiver][l] * o->bought[receiver * H + payer][l];
  case SC_CGE_FLOW_GOVERNMENT: return o->user_price[receiver][l] * o->government_bought[receiver][l];
  case SC_CGE_FLOW_INVESTMENT: return o->user_price[receiver][l] * o->invested[receiver][l];
  case SC_CGE_FLOW_STOCKS: return o->user_price[receiver][l] * b->stocks[receiver][0] * sc_exp(y->stocks[0][l]) * (1 + y->stock_level[receiver][l]);
  case SC_CGE_FLOW_STOCKS_TOTAL: return measured(t, SC_CGE_MEASURE_stocks_value);
  case SC_CGE_FLOW_OWN_HOME: return b->own_home[payer * H + receiver][0] * net_income(t, payer);
  case SC_CGE_FLOW_OWN_GOVERNMENT: return b->own_government[payer][0] * net_income(t, payer);
  case SC_CGE_FLOW_OWN_SAVING: return b->own_saving[payer][0] * net_income(t, payer);
  case SC_CGE_FLOW_OWN_OUTSIDE: return b->own_outside[payer][0] * net_income(t, payer);
  case SC_CGE_FLOW_GIVE_HOME: return b->give_home[payer * H + receiver][0] * o->income[payer][l];
  case SC_CGE_FLOW_GIVE_OUTSIDE: return b->give_outside[payer][0] * o->income[payer][l];
  case SC_CGE_FLOW_DIRECT_TAX: return b->direct_tax[payer][0] * sc_exp(o->macros[SC_CGE_direct_tax][l]) * o->income[payer][l];
  case SC_CGE_FLOW_SAVING: return b->saving[payer][0] * sc_exp(o->macros[SC_CGE_saving][l]) * kept(t, payer) * o->income[payer][l];
  case SC_CGE_FLOW_FROM_GOVERNMENT: return b->from_government[receiver][0] * t->transfers * (1 + y->government_transfers[receiver][l]) * o->consumer_price[0][l];
  case SC_CGE_FLOW_FROM_OUTSIDE: return b->from_outside[receiver][0] * t->transfers * (1 + y->outside_transfers[receiver][l]) * t->rate;
  case SC_CGE_FLOW_GOVERNMENT_IN: return b->government_in[0][0] * t->transfers * t->rate;
  case SC_CGE_FLOW_GOVERNMENT_OUT: return b->government_out[0][0] * t->transfers * t->rate;
  case SC_CGE_FLOW_GOVERNMENT_SAVING: return measured(t, SC_CGE_MEASURE_government_saving);
  case SC_CGE_FLOW_FOREIGN_SAVING: case SC_CGE_FLOW_LENT: return measured(t, SC_CGE_MEASURE_foreign_saving);
  default: return 0;
  }
}

/* ln of the price of all inputs of activity a together. */
static double input_price(const years *t, int a, double *share, double *price)
{
  const int A = t->model->shape.activities, C = t->model->shape.commodities;
  for (int c = 0; c < C; c++) share[c] = t->b->input[c * A + a][0], price[c] = sc_log(t->o->user_price[c][t->l]);
  return nest(C, share, price, t->b->sigma_input[0][0]);
}

static sc_cge_flow alike(sc_cge_flow flow) { return flow == SC_CGE_FLOW_LENT ? SC_CGE_FLOW_FOREIGN_SAVING : flow; }

/* Base-year amounts by flow, receiver and payer; what is lent abroad is negative foreign saving. */
static void add_up(const sc_cge_model *model, double *sums)
{
  const size_t n = (size_t)model->sam.n;
  int to, from;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      const double x = model->sam.cell[i * n + j];
      const sc_cge_flow flow = x != 0 ? sc_cge_flow_of(model, (int)i, (int)j, &to, &from) : SC_CGE_FLOW_NONE;
      if (flow != SC_CGE_FLOW_NONE) sums[((size_t)alike(flow) * n + (size_t)to) * n + (size_t)from] += flow == SC_CGE_FLOW_LENT ? -x : x;
    }
}

/* A tax account hands over what it gets. */
static void hand_over(const sc_cge_model *model, double *cell)
{
  const size_t n = (size_t)model->sam.n;
  int to, from;
  for (size_t j = 0; j < n; j++) {
    double got = 0;
    for (size_t k = 0; k < n; k++) got += cell[j * n + k];
    const double paid = sc_sam_payments(&model->sam, (int)j);
    for (size_t i = 0; i < n; i++) {
      const double x = model->sam.cell[i * n + j];
      if (x != 0 && sc_cge_flow_of(model, (int)i, (int)j, &to, &from) == SC_CGE_FLOW_HANDED) cell[i * n + j] = paid != 0 ? got * x / paid : x;
    }
  }
}

sc_code sc_cge_rebuild(sc_cge_view view, double *cell, sc_report *report)
{
  const sc_cge_model *model = view.solution->model;
  const int A = model->shape.activities, C = model->shape.commodities;
  const size_t n = (size_t)model->sam.n, n_sums = SC_CGE_N_FLOWS * n * n;
  const sc_cge_outcome *o = &view.solution->outcome;
  const sc_cge_year *y = &view.solution->year;
  const years t = { model, &model->base, y, o, view, view.lane, sc_exp(o->macros[SC_CGE_exchange_rate][view.lane]),
                    sc_exp(y->transfers[0][view.lane]) * (1 + y->transfer_level[0][view.lane]) };
  double *sums = sc_alloc(n_sums + (size_t)(2 * C + A), sizeof *sums), *prices = sums + n_sums + 2 * C;
  int to, from;
  if (!sums) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_rebuild");
  for (int a = 0; a < A; a++) prices[a] = input_price(&t, a, sums + n_sums, sums + n_sums + C);
  add_up(model, sums);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      const double x = model->sam.cell[i * n + j];
      const sc_cge_flow flow = x != 0 ? sc_cge_flow_of(model, (int)i, (int)j, &to, &from) : SC_CGE_FLOW_NONE;
      cell[i * n + j] = x;
      if (flow == SC_CGE_FLOW_NONE || flow == SC_CGE_FLOW_HANDED) continue;
      const double whole = sums[((size_t)alike(flow) * n + (size_t)to) * n + (size_t)from];
      if (whole != 0) cell[i * n + j] = x / whole * value(&t, flow, to, from, prices);
    }
  hand_over(model, cell);
  sc_free(sums);
  return SC_OK;
}
