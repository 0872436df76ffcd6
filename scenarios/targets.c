#include "scenarios/study.h"

const sc_target_kind_row sc_target_kind_rows[SC_N_TARGET_KINDS] = {
#define SC_TARGET_KIND(name, key, zh, en) { key, SC_TEXT(en, zh) },
#include "scenarios/targets.def"
#undef SC_TARGET_KIND
};

const char *const sc_direction_names[SC_N_DIRECTIONS + 1] = { "at_least", "at_most", "about", "above", "below", "within", "" };
