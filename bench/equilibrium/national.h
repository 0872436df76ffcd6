/* national.h - a model of 12 activities with the district model's closure, from the national table of 2020, for timing.
 *
 * Capital fixed within the year, one kind of labour on a wage curve, non-homothetic households, fixed baskets of government and
 * investors, two regions abroad with demand curves; government saving and foreign saving adjust, the price abroad is the numeraire.
 * Each lane has its own elasticities. A year moves productivity, capital, labour, demand and prices abroad at random.
 */
#ifndef SC_BENCH_NATIONAL_H
#define SC_BENCH_NATIONAL_H

#include "models/cge/cge.h"

typedef struct national {
  sc_cge_shape   shape;
  sc_cge_base    base;
  sc_cge_year    year;
  sc_cge_state   state;
  sc_cge_outcome outcome;
  sc_lane       *work, *blocks[4];
  int            numbers[64];
  sc_cge_market  markets[2];
} national;

int    national_make(national *m, const char *table, sc_report *report);
void   national_free(national *m);
void   national_base_year(national *m);
void   national_next_year(national *m);
double national_uniform(void);

/* The reduced equations for one draw at a time, as GSL's root finders want them: two lanes of 128 bits, which are the same draw. */
void national_draw_at(const national *m, int lane, sc_lane *work);      /* shares of its base year, which ours keeps too */
void national_year_at(const national *m, int lane);
void national_residual(const double *unknown, double *residual);
void national_jacobian(double *jacobian);      /* where national_residual was last asked */

#endif
