/* periods.c - growth between periods, as the file gives it. */
#include <math.h>

#include "models/cge/reading.h"

/* Growth of what is given and has a size. */
static void read_growth(sc_cge_loader *loader, sc_node *periods, sc_cge_periods *to)
{
  static const sc_cge_variable sized[] = { SC_CGE_SHOCK_investment, SC_CGE_SHOCK_government, SC_CGE_SHOCK_government_saving,
                                           SC_CGE_SHOCK_foreign_saving, SC_CGE_SHOCK_transfers, SC_CGE_SHOCK_stocks,
                                           SC_CGE_SHOCK_export_demand, SC_CGE_SHOCK_subsistence };
  sc_node *group = NULL;
  sc_node_group(periods, "growth", SC_OPTIONAL, &group, loader->report);
  for (int v = 0; v < SC_CGE_N_SHOCKS; v++) to->growth[v] = NAN;
  for (size_t k = 0; k < sizeof sized / sizeof *sized; k++) {
    const sc_cge_variable_row *row = &sc_cge_variable_rows[sized[k]];
    if (row->member == offsetof(sc_cge_year, macro) && sc_cge_is_free(loader->model, (sc_cge_macro)row->offset)) {
      if (sc_node_child(group, row->name) != NULL) SC_FAIL(loader->report, CGE_SHOCK_FREE, sc_cge_at(loader, group, row->name), row->name);
      continue;
    }
    sc_node_number(group, row->name, SC_OPTIONAL, -0.5, 1, &to->growth[sized[k]], loader->report);
  }
}

/* Factors that grow with effective labour: those named, else all that move and are not capital. */
static void read_labour(sc_cge_loader *loader, sc_node *periods, sc_cge_periods *to)
{
  const sc_cge_shape *shape = &loader->model->shape;
  sc_node *list = NULL;
  const char *name = NULL;
  sc_node_list(periods, "labour", SC_OPTIONAL, &list, loader->report);
  for (int f = 0; f < shape->factors && list == NULL; f++) to->labour[f] = shape->mobile[f] && f != to->capital;
  for (int k = 0; k < sc_node_length(list); k++) {
    sc_node *one = sc_node_at(list, k);
    if (sc_node_string(one, NULL, SC_REQUIRED, &name, loader->report) != SC_OK) continue;
    const int f = sc_cge_member(loader, one, name, SC_CGE_SET_FACTOR);
    if (f == to->capital) SC_FAIL(loader->report, CGE_LABOUR, sc_node_where(one), name);
    else if (f >= 0) to->labour[f] = 1;
  }
}

sc_code sc_cge_read_periods(sc_cge_loader *loader)
{
  sc_cge_model *model = loader->model;
  sc_cge_periods *to = &model->periods;
  sc_node *node = NULL;
  const int A = model->shape.activities;
  *to = (sc_cge_periods){ .base_year = 0, .count = 10, .rate = NAN, .allocation = 1 };
  to->depreciation = sc_cge_take(loader, A, sizeof *to->depreciation);
  to->tfp = sc_cge_take(loader, A, sizeof *to->tfp);
  to->labour = sc_cge_take(loader, model->shape.factors, sizeof *to->labour);
  if (!to->depreciation || !to->tfp || !to->labour) return SC_MEMORY;
  sc_node_group(loader->root, "periods", SC_OPTIONAL, &node, loader->report);
  if (node == NULL) return SC_OK;
  to->given = 1;
  to->where = sc_node_where(node);
  const char *capital = NULL;
  sc_node_int(node, "base_year", SC_REQUIRED, 1, 9999, &to->base_year, loader->report);
  sc_node_int(node, "count", SC_REQUIRED, 1, 200, &to->count, loader->report);
  if (sc_node_string(node, "capital", SC_REQUIRED, &capital, loader->report) == SC_OK) {
    const int f = sc_cge_member(loader, sc_node_child(node, "capital"), capital, SC_CGE_SET_FACTOR);
    to->capital = f >= 0 ? f : 0;
  }
  read_labour(loader, node, to);
  sc_node_number(node, "population", SC_OPTIONAL, -0.1, 0.2, &to->population, loader->report);
  sc_node_number(node, "efficiency", SC_OPTIONAL, -0.1, 0.3, &to->efficiency, loader->report);
  sc_node_number(node, "return", SC_OPTIONAL, 0.001, 1, &to->rate, loader->report);
  sc_node_number(node, "allocation", SC_OPTIONAL, 0, 20, &to->allocation, loader->report);
  sc_cge_read_numbers(loader, node, "depreciation", SC_CGE_SET_ACTIVITY, SC_CGE_SET_NONE, 0.001, 0.9, 0.05, to->depreciation);
  sc_cge_read_numbers(loader, node, "tfp", SC_CGE_SET_ACTIVITY, SC_CGE_SET_NONE, -0.2, 0.5, 0, to->tfp);
  read_growth(loader, node, to);
  return SC_OK;
}
