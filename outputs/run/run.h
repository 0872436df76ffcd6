/* run.h - a study over all its draws: blocks of lanes over threads, scenario after scenario, one result.
 *
 *   inputs sampled once ->  for each scenario:  for each model, for each block in parallel:
 *                             base year, start, then each year: drive -> model step -> satellites -> indicators -> store
 *                           then targets judged and summaries made from that scenario's paths, for each model and for all
 *                           of them as one, in parallel over columns
 *
 *                           and the variance split by pairs of draws that are run again with each other's shocks
 *
 * Only one scenario's paths are in memory at a time, those of all its models; what stays is the summary of every year and the values of the kept
 * years. Nothing in the parallel region allocates, prints or fails: a draw is marked and its numbers become NaN.
 *
 * Interruption: when *options.stop becomes non-zero the block at hand is finished, finished scenarios are written to
 * options.work_folder, and SC_INTERRUPTED is returned; `resume` reads them back. The work folder is removed at the end.
 */
#ifndef SC_OUTPUTS_RUN_H
#define SC_OUTPUTS_RUN_H

#include "outputs/result.h"
#include "scenarios/study.h"

typedef struct sc_run_options {
  int         n_threads;                       /* 0: all the machine has */
  const volatile int *stop;                    /* set by a signal handler; NULL: never */
  const char *work_folder;                     /* NULL: interrupted work is not kept */
  int         resume;
  void      (*progress)(void *context, double done, double total, const char *what);   /* draws; may be NULL; called by one thread at a time */
  void       *progress_context;
} sc_run_options;

sc_code sc_study_run(const sc_study *study, const sc_run_options *options, sc_result *result, sc_report *report);

#endif
