#include <math.h>
#include <string.h>

#include "engine/stats/likelihood.h"
#include "outputs/result_layout.h"

enum { N_STATISTICS = SC_N_STATISTICS, N_MEASURES = 5, N_RANKS = 3 };
static const char *const PARTS[SC_N_PARTS] = {
#define X(name, zh, en) #name,
  SC_SPLIT_PARTS(X)
#undef X
};
static const sc_text PART_NAMES[SC_N_PARTS] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_SPLIT_PARTS(X)
#undef X
};
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

static int wrap_parts(sc_result_image *image, sc_arena *arena)
{
  image->part = sc_arena_alloc(arena, SC_N_PARTS, sizeof *image->part);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    image->part_name[lang] = sc_arena_alloc(arena, SC_N_PARTS, sizeof *image->part_name[lang]);
    if (image->part == NULL || image->part_name[lang] == NULL) return 0;
    for (int c = 0; c < SC_N_PARTS; c++) image->part_name[lang][c] = PART_NAMES[c].in[lang];
  }
  for (int c = 0; c < SC_N_PARTS; c++) image->part[c] = PARTS[c];
  return 1;
}

static int wrap_given_up(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t cells = (size_t)r->n_scenarios * (size_t)r->n_models, n = (size_t)r->n_draws;
  image->given_up = sc_arena_alloc(arena, cells, sizeof *image->given_up);
  if (image->given_up == NULL) return 0;
  for (size_t c = 0; c < cells; c++) {
    size_t bad = 0;
    for (size_t d = 0; d < n; d++) bad += r->why[c * n + d] != SC_BAD_GOOD;
    image->given_up[c] = (double)bad / (double)n;
  }
  return 1;
}

/* Names of the drivers of n verdicts; NULL when memory runs out. */
static const char **names_of_drivers(const sc_result *r, const sc_verdict *verdicts, size_t n, sc_arena *arena)
{
  const char **names = sc_arena_alloc(arena, n * N_RANKS, sizeof *names);
  for (size_t i = 0; names != NULL && i < n * N_RANKS; i++) {
    const int input = verdicts[i / N_RANKS].driver[i % N_RANKS];
    names[i] = input >= 0 ? r->inputs[input].id : "";
  }
  return names;
}

static int wrap_drivers(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t n = (size_t)r->n_scenarios * (size_t)r->n_entries;
  image->driver_id = names_of_drivers(r, r->verdicts, n * (size_t)r->n_models, arena);
  if (r->pooled.verdicts != NULL) image->pooled_driver_id = names_of_drivers(r, r->pooled.verdicts, n, arena);
  return image->driver_id != NULL && (r->pooled.verdicts == NULL || image->pooled_driver_id != NULL);
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

/* n joint sets side by side. */
static int wrap_joints(const sc_result_image *image, const sc_joint *joints, size_t n, sc_padded *to, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t width = (size_t)image->n_members;
  *to = (sc_padded){ missing(arena, n * (width + 1)), missing(arena, n * width * width), missing(arena, n * width * width),
                     missing(arena, n * width), missing(arena, n * width) };
  if (to->at_least == NULL || to->given == NULL || to->together == NULL || to->shapley == NULL || to->without == NULL) return 0;
  for (size_t i = 0; i < n; i++) {
    const sc_joint *joint = &joints[i];
    const size_t size = (size_t)r->joint_items[i % (size_t)r->n_joint].n;
    memcpy(to->at_least + i * (width + 1), joint->at_least, (size + 1) * sizeof(double));
    memcpy(to->shapley + i * width, joint->shapley, size * sizeof(double));
    memcpy(to->without + i * width, joint->without, size * sizeof(double));
    for (size_t a = 0; a < size; a++) {
      memcpy(to->given + (i * width + a) * width, joint->given + a * size, size * sizeof(double));
      memcpy(to->together + (i * width + a) * width, joint->together + a * size, size * sizeof(double));
    }
  }
  return 1;
}

static int wrap_sets(sc_result_image *image, sc_arena *arena)
{
  const sc_result *r = &image->result;
  const size_t n = (size_t)r->n_scenarios * (size_t)r->n_joint;
  return wrap_members(image, arena) && wrap_joints(image, r->joints, n * (size_t)r->n_models, &image->joint, arena) &&
         (r->pooled.joints == NULL || wrap_joints(image, r->pooled.joints, n, &image->pooled_joint, arena));
}

int sc_image_wrap(sc_result_image *image, const sc_result *result, sc_arena *arena)
{
  *image = (sc_result_image){ .result = *result, .n_draws = (int)result->n_draws, .n_statistics = N_STATISTICS,
                              .n_levels = SC_N_QUANTILES, .n_measures = N_MEASURES, .n_ranks = N_RANKS,
                              .n_parts = SC_N_PARTS };
  for (int j = 0; j < result->n_joint; j++)
    if (result->joint_items[j].n > image->n_members) image->n_members = result->joint_items[j].n;
  image->n_met = result->n_joint > 0 ? image->n_members + 1 : 0;
  return wrap_coordinates(image, arena) && wrap_parts(image, arena) && (result->why == NULL || wrap_given_up(image, arena)) &&
         (result->verdicts == NULL || wrap_drivers(image, arena)) && (result->joints == NULL || wrap_sets(image, arena));
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
static void unwrap_joints(const sc_result_image *image, const sc_padded *from, sc_joint *joints, size_t n)
{
  const sc_result *r = &image->result;
  const size_t width = (size_t)image->n_members;
  for (size_t i = 0; i < n; i++) {
    sc_joint *joint = &joints[i];
    const size_t size = (size_t)r->joint_items[i % (size_t)r->n_joint].n;
    joint->at_least = from->at_least + i * (width + 1);
    joint->shapley = from->shapley + i * width;
    joint->without = from->without + i * width;
    joint->given = from->given + i * width * width;
    joint->together = from->together + i * width * width;
    for (size_t a = 1; a < size; a++) {
      memmove(joint->given + a * size, joint->given + a * width, size * sizeof(double));
      memmove(joint->together + a * size, joint->together + a * width, size * sizeof(double));
    }
  }
}

/* Whether everything that is pooled is there. A file of a time before pooling has nothing of it. */
static int has_pooled(const sc_result *r)
{
  const sc_pooled *p = &r->pooled;
  return p->mean != NULL && p->quantile != NULL && (r->n_entries == 0 || p->verdicts != NULL) && (r->n_joint == 0 || p->joints != NULL);
}

static const char *unwrap_pooled(sc_result_image *image)
{
  sc_result *r = &image->result;
  if (!has_pooled(r)) {
    if (r->n_models > 1) return "/pooled";
    sc_result_pool_single(r);
    return NULL;
  }
  unwrap_joints(image, &image->pooled_joint, r->pooled.joints, (size_t)r->n_scenarios * (size_t)r->n_joint);
  return NULL;
}

/* Numbers that point at something must point at something that is there. */
static const char *broken_verdict(const sc_result *r, const sc_verdict *verdicts, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (verdicts[i].likelihood < -1 || verdicts[i].likelihood >= SC_N_LIKELIHOODS) return "/targets/likelihood";
    for (int k = 0; k < N_RANKS; k++)
      if (verdicts[i].driver[k] < -1 || verdicts[i].driver[k] >= r->n_inputs) return "/targets/driver";
  }
  return NULL;
}

static const char *broken_pointer(const sc_result *r)
{
  const size_t n = (size_t)r->n_scenarios * (size_t)r->n_entries;
  const char *broken = broken_verdict(r, r->verdicts, n * (size_t)r->n_models);
  if (broken == NULL && r->pooled.verdicts != NULL) broken = broken_verdict(r, r->pooled.verdicts, n);
  if (broken != NULL) return broken;
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
  if (wrong != NULL) return wrong;
  if (r->n_joint > 0)
    unwrap_joints(image, &image->joint, r->joints, (size_t)r->n_scenarios * (size_t)r->n_models * (size_t)r->n_joint);
  wrong = unwrap_pooled(image);
  return wrong;
}
