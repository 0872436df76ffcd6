/* indicators.h - one row and one function for each number the plan speaks of.
 *
 * An indicator turns the year's economy and satellite state into one number for each draw, in the unit the plan
 * uses (per cent, years, persons). Its row in indicators.def gives name, unit, texts, definition; the function has
 * the row's name: SC_K(sc_indicator_NAME). Growth over several years, cumulation and comparison with another
 * indicator are the target's business (scenarios/targets.def), not the indicator's.
 *
 *   SC_INDICATOR(name, "unit", growth, "zh", "en", "definition zh", "definition en")
 *
 * growth is 1 when the yearly value is itself a growth rate in per cent (so that a mean over years is geometric).
 */
#ifndef SC_MODELS_INDICATORS_H
#define SC_MODELS_INDICATORS_H

#include "engine/lanes/isa.h"
#include "models/drive.h"
#include "models/economy.h"
#include "models/parameters.h"
#include "models/satellite/satellite.h"

typedef struct sc_indicator_view {
  const sc_economy   *economy;     /* of this year */
  const sc_base      *base;
  const sc_satellite *satellite;   /* after its step of this year */
  const sc_params    *params;
  const struct sc_study *study;
} sc_indicator_view;

enum {
#define SC_INDICATOR(name, unit, growth, zh, en, def_zh, def_en) SC_INDICATOR_##name,
#include "models/indicators/indicators.def"
#undef SC_INDICATOR
  SC_N_INDICATORS
};

typedef struct sc_indicator_row {
  const char *name, *unit;
  int         growth;
  sc_text     text, definition;
} sc_indicator_row;
extern const sc_indicator_row sc_indicator_rows[SC_N_INDICATORS];
int sc_indicator_find(const char *name);       /* -1 when unknown */

/* All indicators of one year of one block. */
SC_KERNEL_DECLARE(void, sc_indicators_compute, (const sc_indicator_view *view, sc_lane out[SC_N_INDICATORS]));

#endif
