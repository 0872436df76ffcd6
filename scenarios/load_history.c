/* history.cfg: what is known of the past. */
#include <math.h>

#include "models/indicators/indicators.h"
#include "scenarios/loader.h"

sc_code sc_load_history(sc_loader *loader)
{
  sc_study *study = loader->study;
  sc_report *report = loader->report;
  sc_node *regions = sc_loader_group(loader, loader->root, "regions", SC_OPTIONAL);
  int n_regions;
  const char **region_names = sc_loader_names(loader, regions, &n_regions), **indicators;
  if (region_names == NULL) return SC_MEMORY;
  sc_text own = SC_TEXT("", ""), *texts;
  sc_node_text(loader->root, "region", SC_REQUIRED, &own, report);
  SC_LOADER_ARRAY(loader, texts, n_regions);
  for (int i = 0; i < n_regions; i++) sc_node_text(sc_node_at(regions, i), NULL, SC_REQUIRED, &texts[i], report);
  SC_LOADER_ARRAY(loader, indicators, SC_N_INDICATORS);
  for (int i = 0; i < SC_N_INDICATORS; i++) indicators[i] = sc_indicator_rows[i].name;

  sc_node *list = sc_loader_list(loader, loader->root, "history", SC_OPTIONAL);
  const int n = sc_node_length(list);
  sc_history *history;
  SC_LOADER_ARRAY(loader, history, n);
  for (int i = 0; i < n; i++) {
    sc_node *node = sc_node_at(list, i);
    sc_history *fact = &history[i];
    *fact = (sc_history){ .year = study->base_year, .value = NAN, .own = 1, .region = own };
    const int indicator = sc_loader_choice(loader, node, "indicator", SC_REQUIRED, indicators, SC_N_INDICATORS);
    fact->indicator = indicator >= 0 ? indicator : 0;
    sc_node_int(node, "year", SC_REQUIRED, 1949, study->last_year, &fact->year, report);
    sc_node_number(node, "value", SC_REQUIRED, -INFINITY, INFINITY, &fact->value, report);
    sc_node_string(node, "source", SC_REQUIRED, &fact->source, report);
    sc_node_bool(node, "ex_post", SC_OPTIONAL, &fact->ex_post, report);
    const int region = sc_loader_choice(loader, node, "region", SC_OPTIONAL, region_names, n_regions);
    if (region >= 0) {
      fact->own = 0;
      fact->region = texts[region];
    }
  }
  study->history = history;
  study->n_history = n;
  return SC_OK;
}
