#include <math.h>
#include <string.h>

#include "engine/stats/likelihood.h"
#include "outputs/result_layout.h"

enum { N_STATISTICS = SC_N_STATISTICS, N_MEASURES = 5, N_RANKS = 3 };
static const char *const STATISTICS[N_STATISTICS] = { "mean", "sd", "standard_error" };
static const double MEASURE_LEVELS[N_MEASURES] = { 0.05, 0.25, 0.50, 0.75, 0.95 };

/* ------------------------------------------------------------------------------------------------------- wrap */

static int *numbers(sc_arena *arena, int first, int n)
{
  int *list = sc_arena_alloc(arena, (size_t)n, sizeof *list);
  for (int i = 0; i < n && list != NULL; i++) list[i] = first + i;
  return list;
}

static double *missing(sc_arena *arena, size_t n)
{
  double *list = sc_arena_alloc(arena, n, sizeof *list);
  for (size_t i = 0; i < n && list != NULL; i++) list[i] = NAN;
  return list;
}

static int wrap_coordinates(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  image->draw = numbers(arena, 0, image->n_draws);
  image->rank = numbers(arena, 1, N_RANKS);
  image->member = numbers(arena, 1, image->n_members);
  image->met = numbers(arena, 0, image->n_met);
  image->fact = numbers(arena, 0, r->n_history);
  image->statistic = sc_arena_alloc(arena, N_STATISTICS, sizeof *image->statistic);
  image->level = sc_arena_alloc(arena, SC_N_QUANTILES, sizeof *image->level);
  image->measure_level = sc_arena_alloc(arena, N_MEASURES, sizeof *image->measure_level);
  image->entry_id = sc_arena_alloc(arena, (size_t)r->n_entries, sizeof *image->entry_id);
  if (image->draw == NULL || image->rank == NULL || image->member == NULL || image->met == NULL || image->fact == NULL ||
      image->statistic == NULL || image->level == NULL || image->measure_level == NULL || image->entry_id == NULL)
    return 0;
  for (int i = 0; i < N_STATISTICS; i++) image->statistic[i] = STATISTICS[i];
  memcpy(image->level, sc_quantile_levels, sizeof sc_quantile_levels);
  memcpy(image->measure_level, MEASURE_LEVELS, sizeof MEASURE_LEVELS);
  for (int e = 0; e < r->n_entries; e++) {
    image->entry_id[e] = sc_arena_print(arena, "%s:%s", r->entries[e].target, r->entries[e].reading);
    if (image->entry_id[e] == NULL) return 0;
  }
  return 1;
}

static int wrap_drivers(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t n = (size_t)r->n_scenarios * (size_t)r->n_models * (size_t)r->n_entries;
  image->driver_id = sc_arena_alloc(arena, n * N_RANKS, sizeof *image->driver_id);
  if (image->driver_id == NULL) return 0;
  for (size_t i = 0; i < n * N_RANKS; i++) {
    const int input = r->verdicts[i / N_RANKS].driver[i % N_RANKS];
    image->driver_id[i] = input >= 0 ? r->inputs[input].id : "";
  }
  return 1;
}

static int wrap_members(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t width = (size_t)image->n_members, n = (size_t)r->n_joint * width;
  image->member_entry = sc_arena_alloc(arena, n, sizeof *image->member_entry);
  image->member_id = sc_arena_alloc(arena, n, sizeof *image->member_id);
  if (image->member_entry == NULL || image->member_id == NULL) return 0;
  for (size_t i = 0; i < n; i++) {
    const sc_joint_item *set = &r->joint_items[i / width];
    const int entry = (int)(i % width) < set->n ? set->entries[i % width] : -1;
    image->member_entry[i] = entry;
    image->member_id[i] = entry >= 0 ? image->entry_id[entry] : "";
  }
  return 1;
}

static int wrap_joints(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t width = (size_t)image->n_members, n = (size_t)r->n_scenarios * (size_t)r->n_models * (size_t)r->n_joint;
  image->at_least = missing(arena, n * (width + 1));
  image->given = missing(arena, n * width * width);
  image->together = missing(arena, n * width * width);
  image->shapley = missing(arena, n * width);
  image->without = missing(arena, n * width);
  if (image->at_least == NULL || image->given == NULL || image->together == NULL || image->shapley == NULL ||
      image->without == NULL)
    return 0;
  for (size_t i = 0; i < n; i++) {
    const sc_joint *joint = &r->joints[i];
    const size_t size = (size_t)r->joint_items[i % (size_t)r->n_joint].n;
    memcpy(image->at_least + i * (width + 1), joint->at_least, (size + 1) * sizeof(double));
    memcpy(image->shapley + i * width, joint->shapley, size * sizeof(double));
    memcpy(image->without + i * width, joint->without, size * sizeof(double));
    for (size_t a = 0; a < size; a++) {
      memcpy(image->given + (i * width + a) * width, joint->given + a * size, size * sizeof(double));
      memcpy(image->together + (i * width + a) * width, joint->together + a * size, size * sizeof(double));
    }
  }
  return 1;
}

int sc_image_wrap(sc_result_image *image, const sc_result *result, sc_arena *arena)
{
  *image = (sc_result_image){ .result = *result, .n_draws = (int)result->n_draws, .n_statistics = N_STATISTICS,
                              .n_levels = SC_N_QUANTILES, .n_measures = N_MEASURES, .n_ranks = N_RANKS };
  for (int j = 0; j < result->n_joint; j++)
    if (result->joint_items[j].n > image->n_members) image->n_members = result->joint_items[j].n;
  image->n_met = result->n_joint > 0 ? image->n_members + 1 : 0;
  return wrap_coordinates(image, arena) && (result->verdicts == NULL || wrap_drivers(image, arena)) &&
         (result->joints == NULL || (wrap_members(image, arena) && wrap_joints(image, arena)));
}

/* ----------------------------------------------------------------------------------------------------- unwrap */

static const char *unwrap_sets(sc_result_image *image)
{
  sc_result *r = &image->result;
  for (int j = 0; j < r->n_joint; j++) {
    sc_joint_item *set = &r->joint_items[j];
    set->entries = image->member_entry + (size_t)j * (size_t)image->n_members;
    if (set->n < 0 || set->n > image->n_members) return "/joint/set_size";
    for (int i = 0; i < set->n; i++)
      if (set->entries[i] < 0 || set->entries[i] >= r->n_entries) return "/joint/member_entry";
  }
  return NULL;
}

/* Rows of the padded tables serve as they are; only the square ones must be closed up. */
static const char *unwrap_joints(sc_result_image *image)
{
  sc_result *r = &image->result;
  const size_t width = (size_t)image->n_members, n = (size_t)r->n_scenarios * (size_t)r->n_models * (size_t)r->n_joint;
  for (size_t i = 0; i < n; i++) {
    sc_joint *joint = &r->joints[i];
    const size_t size = (size_t)r->joint_items[i % (size_t)r->n_joint].n;
    joint->at_least = image->at_least + i * (width + 1);
    joint->shapley = image->shapley + i * width;
    joint->without = image->without + i * width;
    joint->given = image->given + i * width * width;
    joint->together = image->together + i * width * width;
    for (size_t a = 1; a < size; a++) {
      memmove(joint->given + a * size, joint->given + a * width, size * sizeof(double));
      memmove(joint->together + a * size, joint->together + a * width, size * sizeof(double));
    }
  }
  return NULL;
}

/* Numbers that point at something must point at something that is there. */
static const char *broken_pointer(const sc_result *r)
{
  const size_t n = (size_t)r->n_scenarios * (size_t)r->n_models * (size_t)r->n_entries;
  for (size_t i = 0; i < n; i++) {
    const sc_verdict *verdict = &r->verdicts[i];
    if (verdict->likelihood < -1 || verdict->likelihood >= SC_N_LIKELIHOODS) return "/targets/likelihood";
    for (int k = 0; k < N_RANKS; k++)
      if (verdict->driver[k] < -1 || verdict->driver[k] >= r->n_inputs) return "/targets/driver";
  }
  for (int i = 0; i < r->n_history; i++)
    if (r->history[i].indicator < 0 || r->history[i].indicator >= r->n_indicators) return "/provenance/fact_indicator";
  return NULL;
}

const char *sc_image_unwrap(sc_result_image *image)
{
  sc_result *r = &image->result;
  r->n_draws = (uint64_t)image->n_draws;
  if (r->n_years != r->last_year - r->first_year + 1) return "/summary/year";
  const char *wrong = broken_pointer(r);
  if (wrong == NULL && r->n_joint > 0) wrong = unwrap_sets(image);
  if (wrong == NULL && r->n_joint > 0) wrong = unwrap_joints(image);
  return wrong;
}
