#include "models/parameters.h"

#define SC_PARAM(name_, unit_, lo_, hi_, prior_, later_, zh_, en_, source_, status_)                          \
  { .name = #name_, .unit = "" unit_, .lo = (lo_), .hi = (hi_), .prior = prior_, .later = later_,             \
    .text = SC_TEXT(en_, zh_), .source = "" source_, .status = "" status_, .offset = offsetof(sc_params, name_) },
const sc_param sc_param_rows[SC_N_PARAMS] = {
#include "models/all_parameters.def"
};
#undef SC_PARAM
