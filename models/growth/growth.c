#include "models/growth/growth.h"

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "scenarios/study.h"

static sc_code create(void **self, const sc_study *study, sc_report *report)
{
  sc_setup *setup = sc_alloc(1, sizeof *setup);
  if (!setup) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "growth model");
  *self = setup;
  return sc_setup_make(setup, study, report);
}

static void destroy(void *self) { sc_free(self); }

const sc_model sc_model_growth = {
  .name = "growth",
  .text = SC_TEXT("multi-sector growth model", "多部门增长模型"),
  .source = "normalised CES (Klump, McAdam and Willman 2012), non-homothetic CES (Comin, Lashkari and Mestieri 2021), "
            "regionalised input-output table of China 2020 (NBS); equations in models/growth/growth.h and models/blocks/blocks.h",
  .version = 1,
  .params = sc_param_rows, .n_params = SC_N_PARAMS, .params_size = sizeof(sc_params),
  .state_size = sizeof(sc_growth),
  .create = create, .destroy = destroy,
  .economy_offset = offsetof(sc_growth, economy), .has_economy = 1,
  .kernel = { SC_KERNEL_TABLE_PAIR(sc_growth_start, sc_growth_step) },
};
