/* result.h - the whole content of a run, self-describing: what is computed, written, read back and shown.
 *
 * sc_study_run (outputs/run/run.h) fills it; outputs/result_write.c and result_read.c carry it to and from one HDF5 file
 * without loss; verdict table, `show`, `compare` and the brief read nothing else. So every name, unit and text they
 * need is inside, in both languages.
 *
 * Shapes     flat arrays, last index fastest; S scenarios, M models, I indicators, Y years (first_year .. last_year),
 *            K kept years, D draws, Q quantile levels, E target entries (one for each reading of each target),
 *            J joint sets, P inputs, C parts of a variance. The order of indices stands on each line.
 * Pooled     what all models say together: the mixture of their draws with their weights (engine/stats/mixture.h). Of a single
 *            model it is that model's own numbers, in the same place in memory.
 * Missing    NaN where a number does not exist (a target that cannot be assessed, a draw that left the domain).
 * Ownership  everything is owned by result->arena except `values` and `sectors`, blocks of their own; sc_result_free.
 */
#ifndef SC_OUTPUTS_RESULT_H
#define SC_OUTPUTS_RESULT_H

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/stats/split.h"

enum { SC_N_QUANTILES = 7, SC_N_STATISTICS = 3 };
extern const double sc_quantile_levels[SC_N_QUANTILES];    /* 0.05 0.10 0.25 0.50 0.75 0.90 0.95 */

typedef struct sc_axis_item {        /* one scenario, model, indicator, input, lever ... */
  const char *id, *code;             /* code: short label of a scenario or lever ("S1"), "" otherwise */
  const char *unit;                  /* "" where it has none                                           */
  sc_text     text, description;
} sc_axis_item;

typedef struct sc_input_item {       /* one sampled parameter or lever delivery */
  const char *id, *unit, *source, *status, *distribution, *set_by;   /* set_by: "default" or file:line */
  sc_text     text;
  double      lo, hi;                /* legal range */
  int         sampled;               /* 0: one number for all draws */
} sc_input_item;

typedef struct sc_entry {            /* one reading of one target */
  const char *target, *reading;      /* ids; "services_share", "about"                                 */
  sc_text     target_text, reading_text;
  const char *unit, *indicator, *kind, *direction, *quotation, *place;
  int         row, binding, main, assumed, assessable;   /* main: the target's verdict comes from this reading */
  int         from, to;
  double      value, tolerance, base;
} sc_entry;

typedef struct sc_verdict {          /* of one entry in one scenario under one model */
  double  p, p_lo, p_hi;             /* probability of meeting it, Wilson 95% interval; NaN when not assessable */
  int     likelihood;                /* row of sc_likelihood_rows (engine/stats/likelihood.h), -1 when none      */
  double  measure[5];                /* 5, 25, 50, 75, 95% quantiles of the number that is judged (m of targets.def) */
  double  margin[5];                 /* the same of m minus the value, signed so that positive is met              */
  double  mean_shortfall;            /* mean of max(0, -margin): how much is missing on average                    */
  double  needed_per_year;           /* change of the indicator a year beyond the median path that would just meet it at the median */
  double  met_by_last;               /* probability that a level target is met in some year up to last_year; NaN for other kinds */
  int     first_year;                /* median first year met by last_year, 0 when fewer than half ever meet it    */
  int     driver[3];                 /* inputs that move the margin most (index of inputs), -1 when none            */
  double  driver_rank[3];            /* Spearman correlation of each with the margin                                 */
} sc_verdict;

typedef struct sc_joint_item {       /* a set of entries judged together */
  const char *id;
  sc_text     text;
  int         n; const int *entries; /* [n] indices of entries */
} sc_joint_item;

typedef struct sc_joint {            /* of one set in one scenario under one model, n = set size */
  double  p_all, p_all_lo, p_all_hi, expected_hits;
  double *at_least;                  /* [n + 1] P(at least k met)                                  */
  double *given;                     /* [n][n] P(i met | j met), NaN when j is never met           */
  double *together;                  /* [n][n] correlation of hits, NaN when constant              */
  double *shapley;                   /* [n] share of P(not all) attributed to each, sums to 1       */
  double *without;                   /* [n] P(all others met)                                       */
} sc_joint;

/* The models as one. A draw given up under one model is missing from that model's part only, which keeps its weight. */
typedef struct sc_pooled {
  double     *mean, *sd, *se;                          /* [I][S][Y]; se of the mean, the models sharing their draws */
  double     *quantile, *quantile_lo, *quantile_hi;    /* [I][S][Y][Q] */
  sc_verdict *verdicts;                                /* [S][E] */
  sc_joint   *joints;                                  /* [S][J] */
} sc_pooled;

/* Where the doubt comes from: shares of the variance over draws and models (engine/stats/split.h). */
typedef struct sc_variance {         /* all NULL where there were too few draws to split */
  double *share, *error;             /* [I][S][Y][C]; a share can come out below 0 by its standard error */
  double *hit, *hit_error;           /* [S][E][C] of whether the target is met; NaN where too few draws tell */
  int    *pairs;                     /* [S] pairs of draws behind them */
} sc_variance;

typedef struct sc_point { int indicator, year; double value; const char *source; } sc_point;
typedef struct sc_note { const char *id, *place; sc_text text, detail; } sc_note;   /* tensions, judgments */
typedef struct sc_pair { const char *key, *value; } sc_pair;

typedef struct sc_result {
  sc_arena    arena;
  const char *study;                 /* id */
  sc_text     title;
  int         base_year, first_year, plan_end, last_year, as_of;
  uint64_t    n_draws;
  const char *seed, *store;          /* decimal text; "summary", "targets", "paths" */

  int n_scenarios, n_models, n_indicators, n_years, n_kept, n_inputs, n_entries, n_joint, n_levers, n_activities;
  sc_axis_item  *scenarios, *models, *indicators, *levers, *activities;
  double        *strength;           /* [S][levers] */
  double        *model_weights;      /* [M] */
  int           *years, *kept;       /* [Y], [K] calendar years */

  double *mean, *sd, *se;            /* [I][S][M][Y] */
  double *quantile, *quantile_lo, *quantile_hi;   /* [I][S][M][Y][Q] with 95% order-statistic intervals */
  float  *values;                    /* [I][S][M][D][K]; own block, NULL with --store summary */

  int           n_sector_series;     /* with --store paths, else none */
  sc_axis_item *sector_series;       /* value added, volume, output, employment, capital, price */
  float        *sectors;             /* [series][S][M][D][Y][activity]; own block, NULL when there are none */

  sc_input_item *inputs;             /* [P] */
  double *input;                     /* [P][D] */

  sc_entry   *entries;               /* [E] */
  sc_verdict *verdicts;              /* [S][M][E] */
  sc_joint_item *joint_items;        /* [J] */
  sc_joint   *joints;                /* [S][M][J] */

  sc_pooled   pooled;
  sc_variance variance;

  uint8_t *why;                      /* [S][M][D] sc_bad */
#define SC_DIAGNOSTIC(member, zh, en) float *member;
#include "outputs/diagnostics.def"   /* each [S][M][D], largest over years */
#undef SC_DIAGNOSTIC

  sc_point *history; int n_history;            /* of the study's own region, known at as_of: what charts show */
  sc_note  *tensions; int n_tensions;
  sc_note  *judgments; int n_judgments;
  sc_pair  *provenance; int n_provenance;      /* version, revision, compiler, libraries, isa-free settings, input hashes */
  const char *study_text;
} sc_result;

void sc_result_free(sc_result *result);

/* Of a result with one model: lets `pooled` point at that model's numbers. */
void sc_result_pool_single(sc_result *result);

typedef struct sc_write_options { int force; } sc_write_options;
/* Writes under a temporary name in the same folder and renames when whole. An existing file of equal bytes stays. */
sc_code sc_result_write(const sc_result *result, const char *path, sc_write_options options, sc_report *report);
sc_code sc_result_read(sc_result *result, const char *path, sc_report *report);

static inline size_t sc_result_cell(const sc_result *r, int indicator, int scenario, int model, int year_index)
{
  return (((size_t)indicator * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_models + (size_t)model)
         * (size_t)r->n_years + (size_t)year_index;
}
static inline size_t sc_result_verdict(const sc_result *r, int scenario, int model, int entry)
{
  return ((size_t)scenario * (size_t)r->n_models + (size_t)model) * (size_t)r->n_entries + (size_t)entry;
}
static inline size_t sc_result_pooled(const sc_result *r, int indicator, int scenario, int year_index)
{
  return ((size_t)indicator * (size_t)r->n_scenarios + (size_t)scenario) * (size_t)r->n_years + (size_t)year_index;
}

/* Of one model, or of all of them pooled. */
enum { SC_POOLED = -1 };
static inline const sc_verdict *sc_result_verdict_at(const sc_result *r, int scenario, int model, int entry)
{
  return model == SC_POOLED ? &r->pooled.verdicts[(size_t)scenario * (size_t)r->n_entries + (size_t)entry]
                            : &r->verdicts[sc_result_verdict(r, scenario, model, entry)];
}
static inline const sc_joint *sc_result_joint_at(const sc_result *r, int scenario, int model, int set)
{
  const size_t cell = (size_t)scenario * (size_t)r->n_models + (size_t)model;
  return model == SC_POOLED ? &r->pooled.joints[(size_t)scenario * (size_t)r->n_joint + (size_t)set]
                            : &r->joints[cell * (size_t)r->n_joint + (size_t)set];
}

static inline int sc_result_year(const sc_result *r, int year) { return year - r->first_year; }

#endif
