#include <string.h>

#include "engine/sanchan.h"

#define SC_MODEL(name) extern const sc_model sc_model_##name;
#include "models/models.def"
#undef SC_MODEL

const sc_model *const sc_models[] = {
#define SC_MODEL(name) &sc_model_##name,
#include "models/models.def"
#undef SC_MODEL
  NULL };

_Static_assert(sizeof sc_models / sizeof *sc_models <= SC_MAX_MODELS + 1, "SC_MAX_MODELS");

const sc_model *sc_model_find(const char *name)
{
  for (const sc_model *const *m = sc_models; *m; m++)
    if (strcmp((*m)->name, name) == 0) return *m;
  return NULL;
}
