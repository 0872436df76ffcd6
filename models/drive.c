#include "models/drive.h"

#include "engine/base/memory.h"
#include "engine/random/dist.h"
#include "engine/random/noise.h"
#include "scenarios/study.h"

typedef struct plan_samplers { sc_arena arena; sc_sampler *lever, *event; } plan_samplers;

static int count_forced(const sc_study *study)
{
  int n = 0;
  for (int s = 0; s < study->n_scenarios; s++) n += study->scenarios[s].n_forced;
  return n;
}

static sc_code make_samplers(plan_samplers *samplers, const sc_study *study, sc_report *report)
{
  sc_arena *arena = &samplers->arena;
  samplers->lever = sc_arena_alloc(arena, (size_t)study->n_levers + 1, sizeof *samplers->lever);
  samplers->event = sc_arena_alloc(arena, (size_t)study->n_events + 1, sizeof *samplers->event);
  if (!samplers->lever || !samplers->event) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "drive");
  sc_code code = SC_OK;
  for (int i = 0; i < study->n_levers && code == SC_OK; i++)
    if (study->levers[i].delivery.kind != SC_DIST_NONE)
      code = sc_sampler_create(&samplers->lever[i], &study->levers[i].delivery, arena, report);
  for (int i = 0; i < study->n_events && code == SC_OK; i++)
    code = sc_sampler_create(&samplers->event[i], &study->events[i].size, arena, report);
  return code;
}

static double delivery(const sc_study *study, const plan_samplers *samplers, int lever, uint64_t draw)
{
  const sc_lever *of = &study->levers[lever];
  if (of->delivery.kind == SC_DIST_NONE) return 1;
  if (study->quiet) return sc_dist_centre(&of->delivery);
  const sc_point at = { .seed = study->seed, .stream = SC_STREAM_DELIVERY, .name = sc_name_hash(of->id), .draw = (uint32_t)draw };
  return sc_sampler_value(&samplers->lever[lever], sc_uniform(at));
}

static double event_size(const sc_study *study, const plan_samplers *samplers, int event, int t, uint64_t draw)
{
  const sc_event *of = &study->events[event];
  if (study->quiet) return sc_dist_centre(&of->size);
  const sc_point at = { .seed = study->seed, .stream = SC_STREAM_EVENT, .name = sc_name_hash(of->id), .draw = (uint32_t)draw,
                        .t = t, .k = 1 };
  return sc_sampler_value(&samplers->event[event], sc_uniform(at));
}

/* Adds every random onset of one event in one draw to the years it is felt in. */
static void draw_onsets(sc_drive_plan *plan, const plan_samplers *samplers, int event, uint64_t draw)
{
  const sc_study *study = plan->study;
  const sc_event *of = &study->events[event];
  double *intensity = plan->intensity + (size_t)event * (size_t)plan->n_years * plan->n_draws + draw;
  sc_point at = { .seed = study->seed, .stream = SC_STREAM_EVENT, .name = sc_name_hash(of->id), .draw = (uint32_t)draw };
  for (int t = 1; t <= plan->n_years; t++) {
    at.t = t;
    if (sc_uniform(at) >= of->rate) continue;
    const double size = event_size(study, samplers, event, t, draw);
    for (int since = 0; since < of->n_profile && t + since <= plan->n_years; since++)
      intensity[(size_t)(t - 1 + since) * plan->n_draws] += size * of->profile[since];
    if (of->once) break;
  }
}

static void draw_everything(sc_drive_plan *plan, const plan_samplers *samplers)
{
  const sc_study *study = plan->study;
  const int64_t n_draws = (int64_t)plan->n_draws;
#pragma omp parallel for schedule(static)
  for (int64_t d = 0; d < n_draws; d++) {
    const uint64_t draw = (uint64_t)d;
    for (int i = 0; i < study->n_levers; i++)
      plan->delivery[(size_t)i * plan->n_draws + draw] = delivery(study, samplers, i, draw);
    for (int i = 0; i < study->n_events && !study->quiet; i++) draw_onsets(plan, samplers, i, draw);
    double *forced = plan->forced + draw;
    for (int s = 0; s < study->n_scenarios; s++)
      for (int i = 0; i < study->scenarios[s].n_forced; i++, forced += plan->n_draws) {
        const sc_forced *of = &study->scenarios[s].forced[i];
        *forced = of->size == of->size ? of->size : event_size(study, samplers, of->event, of->year - study->base_year, draw);
      }
  }
}

sc_code sc_drive_plan_create(sc_drive_plan *plan, const sc_study *study, sc_report *report)
{
  *plan = (sc_drive_plan){ .study = study, .n_draws = study->n_draws, .n_years = study->last_year - study->base_year };
  plan_samplers samplers = { 0 };
  sc_code code = make_samplers(&samplers, study, report);
  if (code != SC_OK) goto done;

  const size_t n_draws = plan->n_draws;
  plan->delivery = sc_alloc(((size_t)study->n_levers + 1) * n_draws, sizeof(double));
  plan->intensity = sc_alloc(((size_t)study->n_events * (size_t)plan->n_years + 1) * n_draws, sizeof(double));
  plan->forced = sc_alloc(((size_t)count_forced(study) + 1) * n_draws, sizeof(double));
  plan->first_forced = sc_alloc((size_t)study->n_scenarios + 1, sizeof(int));
  if (!plan->delivery || !plan->intensity || !plan->forced || !plan->first_forced) {
    code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "drive");
    goto done;
  }
  for (int s = 0; s < study->n_scenarios; s++)
    plan->first_forced[s + 1] = plan->first_forced[s] + study->scenarios[s].n_forced;
  draw_everything(plan, &samplers);
done:
  sc_arena_free(&samplers.arena);
  if (code != SC_OK) sc_drive_plan_free(plan);
  return code;
}

void sc_drive_plan_free(sc_drive_plan *plan)
{
  if (!plan) return;
  sc_free(plan->delivery);
  sc_free(plan->intensity);
  sc_free(plan->forced);
  sc_free(plan->first_forced);
  *plan = (sc_drive_plan){ 0 };
}
