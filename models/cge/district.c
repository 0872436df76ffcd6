/* district.c - the study model cge: what all draws share. Essay and equations in district.h. */
#include "models/cge/district.h"

#include "engine/base/memory.h"
#include "models/accounts/region.h"
#include "scenarios/study.h"

sc_code sc_district_shape(sc_district_model *m, sc_report *report)
{
  const int n = m->setup.n, mobile = m->closure.mobile_capital;
  for (int j = 0; j < n; j++) m->itself[j] = j, m->specific[j] = mobile ? -1 : SC_CGE_CAPITAL;
  for (int f = 0; f < SC_CGE_N_FACTORS; f++) m->group[f] = 0;
  for (int e = 0; e < SC_CGE_N_OUTSIDE; e++) m->demand_curve[e] = 1;
  m->mobile[SC_CGE_LABOUR] = 1, m->mobile[SC_CGE_CAPITAL] = mobile;
  m->market[SC_CGE_LABOUR] = m->closure.labour, m->market[SC_CGE_CAPITAL] = SC_CGE_full_employment;
  m->shape = (sc_cge_shape){
    .activities = n, .commodities = n, .factors = SC_CGE_N_FACTORS, .groups = 1, .households = 1, .outside = SC_CGE_N_OUTSIDE, .makes = n,
    .make_activity = m->itself, .make_commodity = m->itself, .group = m->group, .mobile = m->mobile, .specific = m->specific,
    .market = m->market, .demand_curve = m->demand_curve, .numeraire = m->closure.numeraire, .numeraire_factor = SC_CGE_LABOUR,
    .wage = m->wage };
  for (int k = 0; k < SC_CGE_BALANCES; k++) m->shape.free[k] = m->closure.free[k];
  return sc_cge_shape_finish(&m->shape, report);
}

size_t sc_cge_district_size(const sc_district_model *m)
{
  const sc_cge_shape *s = &m->shape;
  return sizeof(sc_cge_district) + sizeof(sc_lane) * (sc_cge_base_lanes(s) + sc_cge_year_lanes(s) + sc_cge_state_lanes(s)
                                                      + sc_cge_outcome_lanes(s) + sc_cge_work_lanes(s));
}

static sc_code create(void **self, const sc_study *study, sc_report *report)
{
  sc_region region;
  sc_district_model *model = sc_alloc(1, sizeof *model);
  if (!model) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "general equilibrium model");
  *self = model;
  SC_TRY(sc_setup_make(&model->setup, study, report));
  SC_TRY(sc_region_load(&region, study, report));
  for (int j = 0; j < region.n; j++) model->goods[j] = region.tradable[j];
  model->closure = study->closure;
  return sc_district_shape(model, report);
}

static void destroy(void *self) { sc_free(self); }

static size_t size_of_state(const void *self) { return sc_cge_district_size(self); }

const sc_model sc_model_cge = {
  .name = "cge",
  .text = SC_TEXT("general equilibrium model", "一般均衡模型"),
  .source = "computable general equilibrium (Hosoe, Gasawa and Hashimoto 2010; Lofgren, Harris and Robinson 2002), Armington trade, wage curve "
            "(Blanchflower and Oswald 1994), non-homothetic CES (Comin, Lashkari and Mestieri 2021), regionalised input-output table of "
            "China 2020 (NBS); equations in models/cge/cge.h and models/cge/district.h",
  .version = 1,
  .params = sc_param_rows, .n_params = SC_N_PARAMS, .params_size = sizeof(sc_params),
  .state_size = sizeof(sc_cge_district),
  .create = create, .destroy = destroy, .size_of_state = size_of_state,
  .economy_offset = offsetof(sc_cge_district, economy), .has_economy = 1,
  .kernel = { SC_KERNEL_TABLE_PAIR(sc_cge_district_start, sc_cge_district_step) },
};
