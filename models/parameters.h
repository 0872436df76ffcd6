/* parameters.h - every uncertain number the study models read, declared once.
 *
 * Each room declares its rows in its own parameters.def:
 *
 *   SC_PARAM(name, "unit", lo, hi, prior, later, "zh", "en", "source", "status")
 *
 * lo, hi     legal range, ends included; the support of prior, later and of any distribution a study gives must lie inside
 * prior      distribution with information up to June 2021, one of the SC_... initialisers of sanchan.h
 * later      the same with information up to 2023, SC_SAME where nothing changed
 * source     author and year, or table; "assumption" where it is one
 * status     V verified, V2 read second-hand, GK general knowledge, A assumption
 *
 * Become: a member of sc_params, a row of sc_param_rows, a key of parameters.cfg, an entry of `sanchan describe
 * parameters`, a variable of /inputs with its attributes.
 */
#ifndef SC_MODELS_PARAMETERS_H
#define SC_MODELS_PARAMETERS_H

#include "engine/sanchan.h"

#define SC_PARAM(name, unit, lo, hi, prior, later, zh, en, source, status) sc_lane name;
typedef struct sc_params {
#include "models/all_parameters.def"
} sc_params;
#undef SC_PARAM

enum {
#define SC_PARAM(name, unit, lo, hi, prior, later, zh, en, source, status) SC_PARAM_##name,
#include "models/all_parameters.def"
#undef SC_PARAM
  SC_N_PARAMS
};

extern const sc_param sc_param_rows[SC_N_PARAMS];

#endif
