/* spread.h - an analysis of an uncertain table over many draws: what its numbers are, and how sure.
 *
 *   for each block of 32 draws, in parallel:  random numbers -> for each draw: the table (uncertain.h) -> the analysis
 *   for each number of the analysis:  mean, standard deviation, quantiles at 5, 50 and 95 per cent (engine/stats)
 *
 * A draw that is given up (not productive, a negative coefficient, ...) is counted by its reason and left out of everything. A
 * number can be undefined in a draw that is good (type II where households spend more than they earn): then it is NaN there,
 * `n` of that number is smaller, and its statistics are of the draws where it exists.
 *
 * Results depend on the table, the file, the seed and the number of draws; not on threads.
 *
 * Shapes: values [n_values * n_draws], number by number. Memory: 8 bytes for each number and draw while it runs. A measure's take()
 * neither allocates nor fails; it gets a workspace of its thread. Ownership: sc_io_spread owns its arrays.
 */
#ifndef SC_IO_SPREAD_H
#define SC_IO_SPREAD_H

#include "engine/stats/sum.h"
#include "models/io/uncertain.h"

/* Beside the reasons of sc_bad: the analysis itself refuses what was drawn. */
enum { SC_SPREAD_REFUSED = 255 };

/* n_tables: of several tables, drawn together, the numbers stand one behind the other. */
typedef struct sc_io_measure {
  int    n_values;
  const void *self;
  sc_code (*work_make)(const void *self, void **work, sc_report *report);
  void    (*work_free)(void *work);
  sc_bad  (*take)(const void *self, sc_isa isa, const double *numbers, void *work, double *values);
  int    n_tables;
} sc_io_measure;

enum { SC_SPREAD_LOW, SC_SPREAD_MEDIAN, SC_SPREAD_HIGH, SC_SPREAD_QUANTILES };   /* 5, 50, 95 per cent */
typedef struct sc_io_summary { size_t n; double mean, sd, quantile[SC_SPREAD_QUANTILES]; } sc_io_summary;

typedef struct sc_io_spread {
  uint64_t n_draws, n_good;
  uint64_t n_bad[256];                 /* by sc_bad */
  int      n_values;
  double  *base;                       /* with every number as in the table  [n_values] */
  sc_io_summary *summary;              /* [n_values]                                    */
} sc_io_spread;

typedef struct sc_io_sampling { uint64_t seed, n_draws; int n_threads; } sc_io_sampling;   /* n_threads 0: all */

/* uncertain [measure->n_tables]. Fails where the table itself is not productive, or no draw is good. */
sc_code sc_io_spread_make(sc_io_spread *spread, const sc_io_uncertain *uncertain, const sc_io_measure *measure,
                          const sc_io_sampling *sampling, sc_report *report);
void    sc_io_spread_free(sc_io_spread *spread);

#endif
