/* The closure of the general equilibrium: models/cge/closure.h. */
#include <string.h>

#include "scenarios/loader.h"

/* Three names of macro variables; the closure stays at its default after a mistake. */
static void read_free(sc_loader *loader, sc_node *cge, sc_district_closure *closure)
{
  const char *names[SC_CGE_N_MACROS];
  sc_cge_macro free[SC_CGE_BALANCES] = { 0 };
  sc_node *list = sc_loader_list(loader, cge, "closure", SC_OPTIONAL);
  const int n = sc_node_length(list);
  int good = 1;
  if (list == NULL) return;
  for (int m = 0; m < SC_CGE_N_MACROS; m++) names[m] = sc_cge_macro_rows[m].name;
  for (int k = 0; k < n; k++) {
    const int which = sc_loader_choice(loader, sc_node_at(list, k), NULL, SC_REQUIRED, names, SC_CGE_N_MACROS);
    good &= which >= 0;
    if (k < SC_CGE_BALANCES && which >= 0) free[k] = (sc_cge_macro)which;
  }
  if (n != SC_CGE_BALANCES) SC_FAIL(loader->report, CGE_CLOSURE_COUNT, sc_node_where(list), sc_integer(n).s,
                                        sc_cge_balance_names[0], sc_cge_balance_names[1], sc_cge_balance_names[2]);
  if (!good || n != SC_CGE_BALANCES) return;
  if (sc_cge_closure_check(free, sc_node_where(list), loader->report) != SC_OK) return;
  memcpy(closure->free, free, sizeof free);
}

static int choose(sc_loader *loader, sc_node *cge, const char *key, const sc_cge_choice_row *rows, int n, int otherwise)
{
  const char *names[SC_CGE_N_MACROS];
  for (int i = 0; i < n; i++) names[i] = rows[i].name;
  const int which = sc_loader_choice(loader, cge, key, SC_OPTIONAL, names, n);
  return which >= 0 ? which : otherwise;
}

int sc_study_has_model(const sc_study *study, const char *name)
{
  for (int m = 0; m < study->n_models; m++)
    if (strcmp(study->models[m]->name, name) == 0) return 1;
  return 0;
}

sc_code sc_load_cge(sc_loader *loader)
{
  sc_district_closure *closure = &loader->study->closure;
  *closure = (sc_district_closure)SC_DISTRICT_CLOSURE_DEFAULT;
  sc_cge_choice_row markets[SC_CGE_N_MARKETS];
  for (int m = 0; m < SC_CGE_N_MARKETS; m++) markets[m] = (sc_cge_choice_row){ sc_cge_market_rows[m].name, sc_cge_market_rows[m].text };
  sc_node *cge = sc_loader_group(loader, loader->root, "cge", SC_OPTIONAL);
  const int errors = loader->report->n;
  read_free(loader, cge, closure);
  closure->mobile_capital = choose(loader, cge, "capital", sc_cge_capital_rows, SC_CGE_N_CAPITALS, closure->mobile_capital);
  closure->labour = (sc_cge_market)choose(loader, cge, "labour", markets, SC_CGE_N_MARKETS, (int)closure->labour);
  closure->numeraire = (sc_cge_numeraire)choose(loader, cge, "numeraire", sc_cge_numeraire_rows, SC_CGE_N_NUMERAIRES,
                                                (int)closure->numeraire);
  if (loader->report->n == errors && cge != NULL)
    (void)sc_district_numeraire_check(closure, sc_loader_at(loader, cge, "numeraire"), loader->report);
  return SC_OK;
}
