/* dynamics.c - years one after the other; equations in dynamics.h. */
#include "models/cge/dynamics.h"

#include <math.h>
#include <string.h>

#include "engine/lanes/scalar.h"

static double effective_growth(const sc_cge_periods *p) { return (1 + p->population) * (1 + p->efficiency) - 1; }

/* ------------------------------------------------------------------------------------------ capital of the base year */

/* sum_a (g + d_a) rent_a / (r + d_a): the investment that keeps capital in step with effective labour. */
static double needed(const sc_cge_path *path, double r)
{
  const sc_cge_periods *p = &path->model->periods;
  double sum = 0;
  for (int a = 0; a < path->model->shape.activities; a++)
    if (path->weight[a] > 0) sum += (path->growth + p->depreciation[a]) * path->weight[a] / (r + p->depreciation[a]);
  return sum;
}

/* The return at which it is the investment of the SAM; falling in r. */
static sc_code implied_return(sc_cge_path *path, sc_report *report)
{
  const sc_cge_model *model = path->model;
  double lo = 0, hi = 1;
  if (needed(path, hi) > model->investment || needed(path, lo) < model->investment)
    return SC_FAIL(report, CGE_RETURN, model->periods.where, sc_number(model->investment).s, sc_number(needed(path, hi)).s, sc_number(needed(path, lo)).s);
  for (int k = 0; k < 200 && lo < hi; k++) {
    const double mid = lo + (hi - lo) / 2;
    if (mid <= lo || mid >= hi) break;
    if (needed(path, mid) > model->investment) lo = mid;
    else hi = mid;
  }
  path->rate = hi;
  return SC_OK;
}

static sc_code calibrate(sc_cge_path *path, sc_report *report)
{
  const sc_cge_model *model = path->model;
  const sc_cge_periods *p = &model->periods;
  const int A = model->shape.activities;
  double whole = 0, lost = 0;
  path->growth = effective_growth(p);
  path->rate = p->rate;
  for (int a = 0; a < A; a++) {
    const int k = p->capital * A + a;
    path->weight[a] = model->base.factor[k][0] / (1 + model->base.factor_tax[k][0]);
    if (path->growth + p->depreciation[a] <= 0)
      return SC_FAIL(report, CGE_SHRINKING, p->where, sc_number(path->growth).s, sc_number(p->depreciation[a]).s);
  }
  if (isnan(p->rate)) SC_TRY(implied_return(path, report));
  for (int a = 0; a < A; a++) {
    const double stock = path->weight[a] / (path->rate + p->depreciation[a]);
    whole += stock;
    lost += stock * p->depreciation[a];
    for (int l = 0; l < SC_LANES; l++) path->capital[a][l] = stock;
  }
  path->depreciation = lost / whole;
  return SC_OK;
}

/* --------------------------------------------------------------------------------------------------- a year */

static double base_stock(const sc_cge_path *path, int a) { return path->weight[a] / (path->rate + path->model->periods.depreciation[a]); }

double sc_cge_path_capital(const sc_cge_path *path, int lane)
{
  double sum = 0;
  for (int a = 0; a < path->model->shape.activities; a++) sum += path->capital[a][lane];
  return sum;
}

/* Levels of what is given and has a size, after t years. */
static void grow_sizes(const sc_cge_path *path, int t, sc_cge_year *y, int l)
{
  const sc_cge_model *model = path->model;
  const sc_cge_shape *shape = &model->shape;
  const double *own = model->periods.growth;
  double rate[SC_CGE_N_SHOCKS];
  for (int v = 0; v < SC_CGE_N_SHOCKS; v++) rate[v] = t * sc_log1p(isnan(own[v]) ? path->growth : own[v]);
  y->transfers[0][l] = rate[SC_CGE_SHOCK_transfers];
  y->stocks[0][l] = rate[SC_CGE_SHOCK_stocks];
  y->heads[0][l] = t * sc_log1p(model->periods.population);
  for (int h = 0; h < shape->households; h++) y->subsistence[h][l] = rate[SC_CGE_SHOCK_subsistence];
  for (int k = 0; k < shape->commodities * shape->outside; k++) y->export_shift[k][l] = rate[SC_CGE_SHOCK_export_demand];
  if (!sc_cge_is_free(model, SC_CGE_government)) y->macro[SC_CGE_government][l] = rate[SC_CGE_SHOCK_government];
  if (!sc_cge_is_free(model, SC_CGE_foreign_saving) && model->investment > 0)
    y->macro[SC_CGE_foreign_saving][l] = model->base.foreign_saving[0][0] * sc_expm1(rate[SC_CGE_SHOCK_foreign_saving]) / model->investment;
  if (!sc_cge_is_free(model, SC_CGE_government_saving)) {
    y->macro[SC_CGE_government_saving][l] = model->base.government_saving[0][0] * sc_expm1(rate[SC_CGE_SHOCK_government_saving]);
    y->saving_given[0][l] = !isnan(own[SC_CGE_SHOCK_government_saving]);
  }
  if (sc_cge_is_free(model, SC_CGE_investment)) return;
  double keeps = 0;
  for (int a = 0; a < shape->activities; a++) keeps += (path->growth + model->periods.depreciation[a]) * path->capital[a][l];
  if (!shape->mobile[model->periods.capital]) y->macro[SC_CGE_investment][l] = sc_log(keeps / model->investment);
  else y->macro[SC_CGE_investment][l] = sc_log((path->growth + path->depreciation) * sc_cge_path_capital(path, l) / model->investment);
  if (!isnan(own[SC_CGE_SHOCK_investment])) y->macro[SC_CGE_investment][l] = rate[SC_CGE_SHOCK_investment];
}

static void grow_factors(const sc_cge_path *path, int t, sc_cge_year *y, int l)
{
  const sc_cge_model *model = path->model;
  const sc_cge_shape *shape = &model->shape;
  const sc_cge_periods *p = &model->periods;
  double before = 0;
  for (int a = 0; a < shape->activities; a++) {
    y->tfp[a][l] = t * sc_log1p(p->tfp[a]);
    before += base_stock(path, a);
    if (shape->specific[a] == p->capital) y->fixed[a][l] = sc_log(path->capital[a][l] / base_stock(path, a));
  }
  for (int f = 0; f < shape->factors; f++)
    if (p->labour[f] && shape->mobile[f] && shape->market[f] != SC_CGE_fixed_wage) y->supply[f][l] = t * sc_log1p(path->growth);
  if (shape->mobile[p->capital]) y->supply[p->capital][l] = sc_log(sc_cge_path_capital(path, l) / before);
}

/* Real investment of the solved year goes to where rents have risen most. */
static void accumulate(sc_cge_path *path, int l)
{
  const sc_cge_model *model = path->model;
  const sc_cge_shape *shape = &model->shape;
  const sc_cge_periods *p = &model->periods;
  const sc_cge_outcome *o = &path->solution.outcome;
  const double investment = model->investment * sc_exp(o->macros[SC_CGE_investment][l]);
  const int A = shape->activities, mobile = shape->mobile[p->capital];
  double whole = 0;
  for (int pass = 0; pass < 2; pass++)
    for (int a = 0; a < A; a++) {
      if (path->weight[a] <= 0) continue;
      const double lost = mobile ? path->depreciation : p->depreciation[a], pull = mobile ? 1 : sc_pow(o->rent[a][l], p->allocation);
      const double part = (path->growth + lost) * path->capital[a][l] * pull;
      if (pass == 0) whole += part;
      else path->capital[a][l] = (1 - lost) * path->capital[a][l] + investment * part / whole;
    }
}

double sc_cge_path_return(const sc_cge_path *path, int l)
{
  const sc_cge_view view = { &path->solution, l };
  const double capital = sc_cge_path_capital(path, l), income = sc_cge_measured(view, (sc_cge_view){ NULL, 0 }, SC_CGE_MEASURE_factor_income, path->model->periods.capital);
  const double value = sc_cge_measured(view, (sc_cge_view){ NULL, 0 }, SC_CGE_MEASURE_investment_value, 0);
  const double volume = sc_cge_measured(view, (sc_cge_view){ NULL, 0 }, SC_CGE_MEASURE_investment, 0);
  return income / capital / (value / volume) - path->depreciation;
}

static sc_code check(const sc_cge_path *path, sc_report *report)
{
  for (int l = 0; l <= path->n_scenarios; l++)
    sc_cge_solution_check(&path->solution, l, l == 0 ? SC_CGE_NO_SHOCKS : path->scenario[l - 1]->id, path->year, report);
  return sc_report_code(report);
}

/* ------------------------------------------------------------------------------------------------- whole */

sc_code sc_cge_path_begin(sc_cge_path *path, const sc_cge_model *model, const sc_cge_scenario *const *scenario, int n_scenarios,
                          sc_report *report)
{
  const size_t A = (size_t)model->shape.activities;
  *path = (sc_cge_path){ .model = model, .scenario = scenario, .n_scenarios = n_scenarios, .year = model->periods.base_year };
  if (!model->periods.given) return SC_FAIL(report, CGE_NO_PERIODS, SC_IN_FILE(model->file), "");
  path->capital = sc_alloc(A, sizeof *path->capital);
  path->weight = sc_alloc(A, sizeof *path->weight);
  if (!path->capital || !path->weight) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_path");
  SC_TRY(calibrate(path, report));
  SC_TRY(sc_cge_solution_create(&path->solution, model, report));
  sc_cge_solution_solve(&path->solution);
  return check(path, report);
}

sc_code sc_cge_path_step(sc_cge_path *path, sc_report *report)
{
  const sc_cge_model *model = path->model;
  sc_cge_year *y = &path->solution.year;
  const int t = ++path->year - model->periods.base_year;
  memcpy(y->production_tax, model->base_year.production_tax, sc_cge_year_lanes(&model->shape) * sizeof(sc_lane));
  for (int l = 0; l < SC_LANES; l++) {
    accumulate(path, l);
    grow_factors(path, t, y, l);
    grow_sizes(path, t, y, l);
    if (l > 0 && l <= path->n_scenarios) SC_TRY(sc_cge_shocks_apply(model, path->scenario[l - 1], path->year, y, l, report));
  }
  sc_cge_solution_solve(&path->solution);
  return check(path, report);
}

void sc_cge_path_free(sc_cge_path *path)
{
  if (!path) return;
  sc_cge_solution_free(&path->solution);
  sc_free(path->capital);
  sc_free(path->weight);
  *path = (sc_cge_path){ 0 };
}
