#include "models/leontief/leontief.h"

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "scenarios/study.h"

static sc_code create(void **self, const sc_study *study, sc_report *report)
{
  sc_setup *setup = sc_alloc(1, sizeof *setup);
  if (!setup) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "input-output model");
  *self = setup;
  return sc_setup_make(setup, study, report);
}

static void destroy(void *self) { sc_free(self); }

const sc_model sc_model_leontief = {
  .name = "leontief",
  .text = SC_TEXT("demand-driven input-output model", "需求驱动的投入产出模型"),
  .source = "Leontief quantity model closed for households and its price dual (Leontief 1941; Miller and Blair 2009), wage "
            "curve (Blanchflower and Oswald 1994), pass-through (Amiti, Itskhoki and Konings 2019), non-homothetic CES (Comin, "
            "Lashkari and Mestieri 2021), regionalised input-output table of China 2020 (NBS); equations in models/leontief/leontief.h and models/blocks/blocks.h",
  .version = 1,
  .params = sc_param_rows, .n_params = SC_N_PARAMS, .params_size = sizeof(sc_params),
  .state_size = sizeof(sc_leontief),
  .create = create, .destroy = destroy,
  .economy_offset = offsetof(sc_leontief, economy), .has_economy = 1,
  .kernel = { SC_KERNEL_TABLE_PAIR(sc_leontief_start, sc_leontief_step) },
};
