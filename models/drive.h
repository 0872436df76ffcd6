/* drive.h - what the outside does to the region in one year: levers, events and scenario shocks, over lanes.
 *
 * SC_K(sc_drive_year) adds, for each channel c, the effects of all levers, events and shifts of a scenario:
 *
 *   channel_c(t) = sum_levers  size * strength * ramp_t / mean(ramp) * delivery        (ramp_t is `after` once the ramp is over)
 *                + sum_events  size * weight * profile_{t - onset}
 *                + sum_shifts  size
 *
 * Random parts are drawn before the threads by sc_drive_plan_create and shared by all scenarios and models, so that a
 * difference between scenarios is paired:
 *
 *   delivery   once for each draw and lever            stream DELIVERY, name of the lever
 *   onset      each year with probability `rate`; the first one only when the event happens `once`
 *              stream EVENT, name of the event, year, number 0; its size from number 1
 *
 * A forced event happens in its year in every draw, with its given size or the drawn one; while a scenario forces an
 * event that happens once, it does not happen at random as well. A quiet study has deliveries and drawn sizes at their
 * centre and no random events.
 *
 * shock_shift  added to the draw whose random events and drawn sizes are taken, as in sc_noise; deliveries stay the draw's own. A
 *              copy of the plan with another shift borrows the arrays.
 *
 * Ownership  the plan owns its arrays; sc_drive_plan_free. The study is borrowed.
 */
#ifndef SC_MODELS_DRIVE_H
#define SC_MODELS_DRIVE_H

#include "engine/base/error.h"
#include "engine/lanes/isa.h"
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

typedef struct sc_drive_plan {
  const struct sc_study *study;
  uint64_t n_draws;
  int      n_years;              /* years of the horizon: t = 1 .. n_years */
  int64_t  shock_shift;
  double  *delivery;             /* [lever][draw]                          */
  double  *intensity;            /* [event][t - 1][draw]: sum over random onsets of size * profile        */
  double  *forced;               /* [forced event][draw]: sizes; scenarios one after another              */
  int     *first_forced;         /* [scenario]: index of its first forced event                           */
} sc_drive_plan;

sc_code sc_drive_plan_create(sc_drive_plan *plan, const struct sc_study *study, sc_report *report);
void    sc_drive_plan_free(sc_drive_plan *plan);

/* All channels of year t = 0, 1, ... of a scenario for the draws of a block; at t = 0 all are zero. Sets everything in
 * `drive` but `base`, which is the caller's. */
SC_KERNEL_DECLARE(void, sc_drive_year, (const sc_drive_plan *plan, int scenario, int t, const sc_block *block, sc_drive *drive));

#endif
