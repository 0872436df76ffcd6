#include "models/indicators/indicators.h"

#include <string.h>

const sc_indicator_row sc_indicator_rows[SC_N_INDICATORS] = {
#define SC_INDICATOR(name_, unit_, growth_, zh, en, def_zh, def_en) \
  { .name = #name_, .unit = "" unit_, .growth = (growth_), .text = SC_TEXT(en, zh), .definition = SC_TEXT(def_en, def_zh) },
#include "models/indicators/indicators.def"
#undef SC_INDICATOR
};

int sc_indicator_find(const char *name)
{
  for (int i = 0; i < SC_N_INDICATORS; i++)
    if (strcmp(name, sc_indicator_rows[i].name) == 0) return i;
  return -1;
}
