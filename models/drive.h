/* drive.h - what the outside does to the region in one year: levers, events and scenario shocks, over lanes.
 *
 * SC_K(sc_drive_year) adds, for each channel c, the effects of all levers and events of a scenario:
 *
 *   channel_c(t) = sum_levers  size * strength * ramp_t / mean(ramp) * delivery
 *                + sum_events  size * weight * profile_{t - onset}
 *
 * delivery is drawn once per draw and lever, event onsets and sizes per draw and year, from streams DELIVERY and EVENT:
 * all scenarios and models share them, so a difference between scenarios is paired.
 */
#ifndef SC_MODELS_DRIVE_H
#define SC_MODELS_DRIVE_H

#include "models/economy.h"

typedef enum sc_channel {
#define SC_CHANNEL(name, per_activity, unit, zh, en) SC_CHANNEL_##name,
#include "models/channels.def"
#undef SC_CHANNEL
  SC_N_CHANNELS
} sc_channel;

typedef struct sc_channel_row { const char *name; int per_activity; const char *unit; sc_text text; } sc_channel_row;
extern const sc_channel_row sc_channel_rows[SC_N_CHANNELS];

typedef struct sc_drive {
  int     t, year;
  /* One member for each channel row: sc_lane name[1] or name[SC_MAX_ACTIVITIES]. */
#define SC_DRIVE_0(name) sc_lane name[1];
#define SC_DRIVE_1(name) sc_lane name[SC_MAX_ACTIVITIES];
#define SC_CHANNEL(name, per_activity, unit, zh, en) SC_DRIVE_##per_activity(name)
#include "models/channels.def"
#undef SC_CHANNEL
  const sc_base *base;           /* of this block */
  const struct sc_study *study;
  int     scenario;
} sc_drive;

#endif
