#include "engine/lanes/vector.h"
#include "models/drive.h"
#include "scenarios/study.h"

/* Where each channel stands in sc_drive. */
static const size_t channel_offset[SC_N_CHANNELS] = {
#define SC_CHANNEL(name, per_activity, unit, zh, en) offsetof(sc_drive, name),
#include "models/channels.def"
#undef SC_CHANNEL
};

static sc_lane *channel(sc_drive *drive, sc_channel which)
{
  return (sc_lane *)(void *)((char *)drive + channel_offset[which]);
}

static void silence(sc_drive *drive, int n_activities)
{
  for (int c = 0; c < SC_N_CHANNELS; c++) {
    const int n = sc_channel_rows[c].per_activity ? n_activities : 1;
    sc_lane *x = channel(drive, (sc_channel)c);
    for (int j = 0; j < n; j++) sc_lane_fill(x[j], 0);
  }
}

/* Adds size * scale * by to the channel and activities of each effect. */
static void add_effects(sc_drive *drive, const sc_effect *effects, int n_effects, double scale, const sc_lane by)
{
  for (int i = 0; i < n_effects; i++) {
    const sc_effect *effect = &effects[i];
    sc_lane *x = channel(drive, effect->channel);
    const double size = effect->size * scale;
    uint64_t activities = sc_channel_rows[effect->channel].per_activity ? effect->activities : 1;
    for (int j = 0; activities; j++, activities >>= 1)
      if (activities & 1) SC_EACH_VECTOR(v) sc_store(x[j] + v, sc_load(x[j] + v) + size * sc_load(by + v));
  }
}

/* The draws of a block, or those `shift` further on, out of one row of the plan; lanes past the last live one repeat it. */
static void take(sc_lane out, const double *row, const sc_block *block, int64_t shift)
{
  for (int l = 0; l < SC_LANES; l++)
    out[l] = row[block->first_draw + (uint64_t)shift + (uint64_t)(l < block->live ? l : block->live - 1)];
}

static double ramp(const sc_lever *lever, int year)    /* of the year / mean of the ramp */
{
  double sum = 0;
  for (int i = 0; i < lever->n_ramp; i++) sum += lever->ramp[i];
  return (year < lever->n_ramp ? lever->ramp[year] : lever->after) * lever->n_ramp / sum;
}

static int is_forced(const sc_scenario *scenario, int event)
{
  for (int i = 0; i < scenario->n_forced; i++)
    if (scenario->forced[i].event == event) return 1;
  return 0;
}

static void add_events(sc_drive *drive, const sc_drive_plan *plan, const sc_scenario *scenario, const sc_block *block)
{
  const sc_study *study = plan->study;
  sc_lane intensity;
  for (int i = 0; i < study->n_events && scenario->tail_events; i++) {
    const sc_event *event = &study->events[i];
    if (event->once && is_forced(scenario, i)) continue;
    take(intensity, plan->intensity + ((size_t)i * (size_t)plan->n_years + (size_t)(drive->t - 1)) * plan->n_draws, block,
         plan->shock_shift);
    add_effects(drive, event->effects, event->n_effects, 1, intensity);
  }
  for (int i = 0; i < scenario->n_forced; i++) {
    const sc_event *event = &study->events[scenario->forced[i].event];
    const int since = drive->year - scenario->forced[i].year;
    if (since < 0 || since >= event->n_profile) continue;
    take(intensity, plan->forced + (size_t)(plan->first_forced[drive->scenario] + i) * plan->n_draws, block, plan->shock_shift);
    add_effects(drive, event->effects, event->n_effects, event->profile[since], intensity);
  }
}

void SC_K(sc_drive_year)(const sc_drive_plan *plan, int scenario, int t, const sc_block *block, sc_drive *drive)
{
  const sc_study *study = plan->study;
  const sc_scenario *setting = &study->scenarios[scenario];
  drive->t = t;
  drive->year = study->base_year + t;
  drive->study = study;
  drive->scenario = scenario;
  silence(drive, study->n_activities);
  if (t == 0) return;

  sc_lane by;
  const int year = drive->year - study->first_year;
  for (int i = 0; i < study->n_levers; i++) {
    const sc_lever *lever = &study->levers[i];
    if (setting->strength[i] == 0) continue;
    take(by, plan->delivery + (size_t)i * plan->n_draws, block, 0);
    add_effects(drive, lever->effects, lever->n_effects, setting->strength[i] * ramp(lever, year), by);
  }
  add_events(drive, plan, setting, block);
  sc_lane_fill(by, 1);
  add_effects(drive, setting->shifts, setting->n_shifts, 1, by);
}
