/* parts.h - the stages of a study run (run.h), one file each.
 *
 *   plan.c       shapes, texts and memory of the result from the study
 *   inputs.c     every uncertain input of every draw, and the ranks that drivers are found with
 *   simulate.c   one scenario under one model: blocks of draws over threads -> sc_paths; pairs of draws with swapped shocks
 *   sectors.c    series of the activities by draw and year, with --store paths
 *   summarise.c  paths -> mean, sd, quantiles of every indicator and year, under each model and pooled; kept values
 *   measure.c    one draw's path -> the number a target is judged by, and its margin
 *   judge.c      paths -> hits, margins, probabilities, drivers of each entry, under each model and pooled
 *   together.c   hits -> joint sets, under each model and pooled
 *   variance.c   paths and those with swapped shocks -> parts of the variance of indicators and hits
 *   checkpoint.c finished scenarios to and from the work folder
 *
 * A scenario is finished when all models have run and what is pooled is made from their paths, which are in memory together
 * only then. With one model, what is pooled is what that model says, in the same place (sc_result_pool_single).
 *
 * Shapes of sc_paths: x[(indicator * (n_years + 1) + t) * n_draws + draw], t = 0 the base year. A draw that left the
 * domain has why != 0 and NaN everywhere.
 */
#ifndef SC_RUN_PARTS_H
#define SC_RUN_PARTS_H

#include "engine/stats/sort.h"
#include "models/accounts/region.h"
#include "models/indicators/indicators.h"
#include "outputs/run/run.h"

typedef struct sc_paths {
  size_t   n_draws;
  int      n_years;
  double  *x;
  uint8_t *why;                      /* [draw], in the result */
} sc_paths;

static inline const double *sc_path(const sc_paths *paths, int indicator, int t)
{
  return paths->x + ((size_t)indicator * (size_t)(paths->n_years + 1) + (size_t)t) * paths->n_draws;
}

/* Everything between the stages. Owned by sc_study_run. */
typedef struct sc_run {
  const sc_study       *study;
  const sc_run_options *options;
  int                   n_threads;
  sc_isa                isa;
  sc_result            *result;
  unsigned char        *done;        /* [scenario] */
  sc_region             region;
  sc_drive_plan         drive;
  size_t                cell;        /* scenario * n_models + model at hand */
  sc_paths             *paths;       /* [model], of the scenario at hand */
  sc_paths             *swapped;     /* [model], the first 2 n_pairs draws with each other's shocks */
  size_t                n_pairs;
  double               *ranks;       /* [input][SC_DRIVER_DRAWS], centred and scaled to length 1; zero where constant */
  size_t                n_ranked;
  double                progress_total;
  double                progress_done;
} sc_run;

/* Draws that Spearman correlations of drivers are computed from: their standard error is 0.03. */
enum { SC_DRIVER_DRAWS = 1024 };

/* Pairs of draws that the variance is split by: standard errors of shares are 0.02 or less. */
enum { SC_MOST_PAIRS = 1024 };

sc_code sc_run_plan(sc_run *run, sc_report *report);
sc_code sc_run_inputs(sc_run *run, sc_report *report);
sc_code sc_run_simulate(sc_run *run, int scenario, int model, void *self, sc_report *report);
sc_code sc_run_swap(sc_run *run, int scenario, int model, void *self, sc_report *report);
sc_code sc_run_summarise(sc_run *run, int scenario, sc_report *report);
sc_code sc_run_judge(sc_run *run, int scenario, sc_report *report);
sc_code sc_run_variance(sc_run *run, int scenario, sc_report *report);
void    sc_run_release(sc_run *run);     /* all but the result */

sc_code sc_run_save(const sc_run *run, sc_report *report);
sc_code sc_run_restore(sc_run *run, sc_report *report);
void    sc_run_forget(const sc_run *run);

/* Ranks of x as numbers with mean 0 and length 1, ties at their middle; zeros when all are equal. workspace: 2 n doubles. */
void sc_rank_scores(const double *x, size_t n, double *scores, double *workspace);

static inline size_t sc_run_cell(const sc_run *run, int scenario, int model)
{
  return (size_t)scenario * (size_t)run->study->n_models + (size_t)model;
}

#endif
