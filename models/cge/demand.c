/* demand.c - what homes buy: from elasticities and base-year purchases to nests, subsistence and slopes (configuration.h). */
#include <math.h>

#include "models/cge/reading.h"

const sc_cge_demand_row sc_cge_demand_rows[SC_CGE_N_DEMANDS] = {
#define X(name, zh, en) { #name, SC_TEXT(en, zh) },
  SC_CGE_DEMANDS(X)
#undef X
};

static const double LARGEST = 50;

/* The home being read, its purchases and their sum. */
typedef struct home { sc_cge_loader *loader; sc_node *node; int h; double *x, sum; } home;

static const char *product_name(const home *of, int c) { return of->loader->model->name[SC_CGE_SET_COMMODITY][c]; }

static double *numbers(const home *of, const char *key, double lo, double hi, double otherwise)
{
  double *to = sc_cge_take(of->loader, of->loader->model->shape.commodities, sizeof *to);
  if (to) sc_cge_read_numbers(of->loader, of->node, key, SC_CGE_SET_COMMODITY, SC_CGE_SET_NONE, lo, hi, otherwise, to);
  return to;
}

static sc_code linear_expenditure(const home *of)
{
  sc_cge_model *model = of->loader->model;
  const int C = model->shape.commodities, H = model->shape.households, by_share = sc_node_child(of->node, "subsistence_share") != NULL;
  double frisch = -2, all = 0;
  if (by_share) {
    const double *share = numbers(of, "subsistence_share", 0, 0.99, 0);
    for (int c = 0; share && c < C; c++) model->base.subsistence[c * H + of->h][0] = share[c] * of->x[c];
    return share ? SC_OK : SC_MEMORY;
  }
  sc_node_number(of->node, "frisch", SC_OPTIONAL, -1000, -1, &frisch, of->loader->report);
  const double *eta = numbers(of, "income_elasticity", 0, 10, 1);
  if (!eta) return SC_MEMORY;
  for (int c = 0; c < C; c++) all += of->x[c] * eta[c];
  if (of->sum <= 0) return SC_OK;
  if (all <= 0) return SC_FAIL(of->loader->report, CGE_INCOME_ELASTICITY, sc_cge_at(of->loader, of->node, "income_elasticity"), "");
  for (int c = 0; c < C; c++) {
    const double at_least = -eta[c] * of->sum / all, bound = of->x[c] * (1 - at_least / frisch);
    if (bound < -1e-9 * of->sum)
      SC_FAIL(of->loader->report, CGE_SUBSISTENCE, sc_cge_at(of->loader, of->node, "frisch"), product_name(of, c), sc_number(bound).s, sc_number(at_least).s);
    model->base.subsistence[c * H + of->h][0] = fmax(bound, 0);
  }
  return SC_OK;
}

static sc_code nonhomothetic(const home *of, double sigma)
{
  sc_cge_model *model = of->loader->model;
  const int C = model->shape.commodities, H = model->shape.households;
  const double *eta = numbers(of, "expenditure_elasticity", 0, 10, 1);
  double mean = 0;
  if (!eta) return SC_MEMORY;
  if (fabs(sigma - 1) < 1e-6) return SC_FAIL(of->loader->report, CGE_SIGMA_ONE, sc_cge_at(of->loader, of->node, "sigma"), sc_number(sigma).s);
  for (int c = 0; c < C && of->sum > 0; c++) mean += of->x[c] / of->sum * eta[c];
  for (int c = 0; c < C; c++) {
    const double slope = (eta[c] - sigma) / (mean - sigma);
    if (of->x[c] > 0 && (!(slope > 0) || (eta[c] - sigma) * (1 - sigma) <= 0))
      SC_FAIL(of->loader->report, CGE_SLOPE, sc_cge_at(of->loader, of->node, "expenditure_elasticity"), product_name(of, c), sc_number(eta[c]).s,
              sigma < 1 ? ">" : "<", sc_number(sigma).s);
    else if (of->x[c] > 0) model->base.slope[c * H + of->h][0] = slope;
  }
  return SC_OK;
}

static sc_code read_home(sc_cge_loader *loader, sc_node *node, int h)
{
  sc_cge_model *model = loader->model;
  const int C = model->shape.commodities, H = model->shape.households;
  const char *names[SC_CGE_N_DEMANDS];
  int which = SC_CGE_DEMAND_cobb_douglas;
  double sigma = 1;
  home of = { loader, node, h, sc_cge_take(loader, C, sizeof *of.x), 0 };
  if (!of.x) return SC_MEMORY;
  for (int d = 0; d < SC_CGE_N_DEMANDS; d++) names[d] = sc_cge_demand_rows[d].name;
  for (int c = 0; c < C; c++) {
    of.x[c] = model->base.home[c * H + h][0];
    of.sum += of.x[c];
    model->base.slope[c * H + h][0] = 1;
  }
  if (node) sc_node_choice(node, "demand", SC_OPTIONAL, names, SC_CGE_N_DEMANDS, &which, loader->report);
  model->demand[h] = (sc_cge_demand)which;
  if (which == SC_CGE_DEMAND_ces || which == SC_CGE_DEMAND_nonhomothetic)
    sc_node_number(node, "sigma", SC_REQUIRED, 0, LARGEST, &sigma, loader->report);
  model->base.sigma_home[h][0] = sigma;
  if (which == SC_CGE_DEMAND_linear_expenditure) return linear_expenditure(&of);
  return which == SC_CGE_DEMAND_nonhomothetic ? nonhomothetic(&of, sigma) : SC_OK;
}

sc_code sc_cge_read_demand(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_node *households = sc_node_child(sc_node_child(loader->root, "accounts"), "households");
  model->demand = sc_cge_take(loader, model->shape.households, sizeof *model->demand);
  if (!model->demand) return SC_MEMORY;
  for (int h = 0; h < model->shape.households; h++) {
    sc_node *node = sc_node_child(households, model->name[SC_CGE_SET_HOUSEHOLD][h]);
    SC_TRY(read_home(loader, node, h) == SC_MEMORY ? SC_MEMORY : SC_OK);
  }
  return SC_OK;
}
