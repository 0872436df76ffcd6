#include "models/drive.h"

const sc_channel_row sc_channel_rows[SC_N_CHANNELS] = {
#define SC_CHANNEL(name, per_activity, unit, zh, en) { #name, per_activity, unit, SC_TEXT(en, zh) },
#include "models/channels.def"
#undef SC_CHANNEL
};
