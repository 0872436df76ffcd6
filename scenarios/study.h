/* study.h - a study, read and checked, immutable from then on.
 *
 * sc_study is everything the run needs and everything the result file repeats: the economy, the plan's targets, the
 * parameters with who set them, levers, events, scenarios, known history, and the text of every file read. The loader
 * (scenarios/load.c and one file for each concern) fills it from libconfig files; nothing changes it afterwards.
 *
 * Ownership  every pointer inside is owned by study->arena; sc_study_free releases the lot.
 * Units      as in each row; years are calendar years; shares and rates are fractions in the models and in the unit
 *            the plan uses (per cent, persons, ...) in targets and history.
 */
#ifndef SC_SCENARIOS_STUDY_H
#define SC_SCENARIOS_STUDY_H

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "engine/random/copula.h"
#include "models/cge/closure.h"
#include "models/drive.h"
#include "models/economy.h"
#include "models/parameters.h"

/* ---- run: seed, draws, horizon */
typedef enum sc_storage { SC_STORE_SUMMARY, SC_STORE_TARGETS, SC_STORE_PATHS } sc_storage;

/* ---- economy.cfg */
typedef struct sc_activity {
  const char *id;                  /* "TIN" */
  sc_text     text;
  sc_group    group;
} sc_activity;

typedef struct sc_fact { const char *id; double value; const char *unit; sc_text text; const char *source; } sc_fact;

typedef struct sc_account_input {  /* what models/accounts builds the base year from */
  const char *table_path;          /* national table, resolved path                     */
  const char *prior_path;          /* value-added shares of the region, resolved path; NULL: the nation's within the facts */
  const sc_fact *facts; int n_facts;   /* named ratios and shares with sources           */
} sc_account_input;

/* ---- parameters.cfg */
typedef struct sc_setting {
  const sc_param *row;
  sc_dist         dist;            /* what is drawn from: the row's prior or the study's own */
  sc_where        set_at;          /* where the study set it; file NULL when the row's prior stands */
} sc_setting;

typedef struct sc_judgment { const char *id; sc_text text, reason; const char *key, *author, *date; } sc_judgment;

/* ---- scenarios.cfg: levers, events, scenarios */
typedef struct sc_effect {
  sc_channel channel;
  uint64_t   activities;           /* bit j: acts on activity j; unused for scalar channels */
  double     size;                 /* in the channel's unit, at strength 1                  */
} sc_effect;

typedef struct sc_lever {
  const char *id, *code;           /* "rd", "L1" */
  sc_text     text, plan_content;
  const sc_effect *effects; int n_effects;
  const double *ramp; int n_ramp;  /* share of the full effect by year from first_year */
  double      after;               /* share of the effect from then on                  */
  sc_dist     delivery;            /* drawn once for each draw                          */
  const char *source;
} sc_lever;

typedef struct sc_event {
  const char *id;
  sc_text     text;
  double      rate;                /* probability of onset a year, already for this as_of */
  int         once;                /* at most one onset within the horizon                */
  sc_dist     size;                /* drawn at onset                                      */
  const sc_effect *effects; int n_effects;     /* effect.size is a weight on the drawn size */
  const double *profile; int n_profile;        /* by years since onset                      */
  const char *source;
} sc_event;

typedef struct sc_forced { int event, year; double size; } sc_forced;   /* size NAN: drawn */

typedef struct sc_scenario {
  const char *id, *code;           /* "baseline", "S1" */
  sc_text     text, description;
  const double *strength;          /* [n_levers] */
  int         tail_events;         /* random events happen */
  const sc_forced *forced; int n_forced;
  const sc_effect *shifts; int n_shifts;       /* constant yearly additions */
} sc_scenario;

/* ---- plan.cfg */
typedef enum sc_target_kind {
#define SC_TARGET_KIND(name, key, zh, en) SC_TARGET_##name,
#include "scenarios/targets.def"
#undef SC_TARGET_KIND
  SC_N_TARGET_KINDS
} sc_target_kind;

typedef enum sc_direction { SC_AT_LEAST, SC_AT_MOST, SC_ABOUT, SC_ABOVE, SC_BELOW, SC_WITHIN, SC_N_DIRECTIONS } sc_direction;

typedef struct sc_target_kind_row { const char *key; sc_text text; } sc_target_kind_row;
extern const sc_target_kind_row sc_target_kind_rows[SC_N_TARGET_KINDS];
/* "at_least", "at_most", "about", "above", "below", "within"; "" of a reading without one, that is not assessable */
extern const char *const sc_direction_names[SC_N_DIRECTIONS + 1];

typedef struct sc_reading {        /* one way to read a target; the first one is the target's verdict */
  const char    *id;
  sc_text        text;               /* "" where the plan's words leave no doubt */
  int            indicator, reference;   /* index of sc_indicator_rows; -1 when none (a target without any model) */
  sc_target_kind kind;
  sc_direction   direction;
  double         value, tolerance; /* `about` accepts value - tolerance or better, `within` value -+ tolerance; NAN, 0 when the plan gives none */
  double         base;             /* base value, NAN when the plan gives none */
  int            from, to;         /* years; equal for a level */
  int            assumed;          /* our assumption where the plan gives no number */
} sc_reading;

typedef struct sc_target {
  const char *id;
  int         row;                 /* row of the plan's table, 0 for prose */
  sc_text     text;
  const char *unit;
  int         binding;             /* 约束性; otherwise anticipatory (预期性) */
  const char *quotation, *place;   /* the plan's words and where they stand */
  const char *const *prose; int n_prose;  /* numbers of the prose items it answers: "T01"; none for a table row alone */
  const sc_reading *readings; int n_readings;
} sc_target;

typedef struct sc_joint_set { const char *id; sc_text text; const int *targets; int n_targets; } sc_joint_set;

/* A tension inside the plan with its arithmetic already done: `text` has the numbers in it. */
typedef struct sc_tension { const char *id, *place; sc_text text; } sc_tension;

/* ---- history.cfg */
typedef struct sc_history {
  int         indicator, year;
  double      value;
  const char *source;
  sc_text     region;              /* the district itself, or the city or province it is compared with */
  int         own;                 /* of the study's region */
  int         ex_post;             /* not known at the information cut-off: for scoring only */
} sc_history;

/* ---- files */
typedef struct sc_study_file { const char *path; char sha256[65]; } sc_study_file;

typedef struct sc_study {
  sc_arena    arena;
  const char *id;                  /* "zhangdian": names the result */
  sc_text     title;
  int         base_year, first_year, plan_end, last_year;   /* 2020, 2021, 2025, 2035 */
  int         as_of;               /* 2021 or 2023 */
  uint64_t    seed, n_draws;
  sc_storage  store;
  double      max_bad;             /* allowed share of draws that leave the model's domain */
  int         quiet;               /* all shocks zero and all inputs at their centre: the calibrated path */

  const sc_model *const *models; const double *model_weights; int n_models;

  sc_activity activities[SC_MAX_ACTIVITIES]; int n_activities;
  sc_account_input accounts;
  sc_district_closure   closure;        /* of the model cge */

  sc_setting  settings[SC_N_PARAMS];
  const sc_correlation *correlations; int n_correlations;   /* indices into sc_param_rows; checked */
  const sc_judgment *judgments; int n_judgments;

  const sc_lever    *levers;    int n_levers;
  const sc_event    *events;    int n_events;
  const sc_scenario *scenarios; int n_scenarios;

  const sc_target    *targets;    int n_targets;
  const sc_joint_set *joint_sets; int n_joint_sets;
  const sc_tension   *tensions;   int n_tensions;
  const sc_history   *history;    int n_history;

  const char *resolved_text;       /* all files with includes spliced, as read */
  const char *changes;             /* --scenario, --model, --set as the command line gave them; "" for none */
  const sc_study_file *files; int n_files;
} sc_study;

/* `name` is a .cfg file, a folder with study.cfg, or a shipped study. Reports every mistake at once. */
sc_code sc_study_load(sc_study *study, const char *name, const sc_study_options *options, sc_report *report);
void    sc_study_free(sc_study *study);

/* Folder with the shipped studies and their data: SANCHAN_DATA, else beside the source tree, else where installed. */
const char *sc_data_folder(void);

/* Names of the shipped general-equilibrium models, in order, separated by commas; the file of one: a .cfg file, a folder with
 * model.cfg, or a shipped name. 0 when there is none. */
void sc_shipped_equilibria(sc_string *names);
int  sc_equilibrium_path(const char *name, sc_string *path);

int sc_study_activity(const sc_study *study, const char *id);            /* index or -1 */
int sc_study_has_model(const sc_study *study, const char *name);
double sc_study_fact(const sc_study *study, const char *id);             /* NAN when absent */

#endif
