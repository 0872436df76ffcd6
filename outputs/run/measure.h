/* measure.h - the number a target is judged by, and how far it is from what is asked.
 *
 * From the yearly values x_t of the reading's indicator in one draw (scenarios/targets.def), with s = from, e = to:
 *
 *   level, hold       m = x_e
 *   change            m = x_e - base; without a base value, less the base year's x_0
 *   cumulative        m = x_s + ... + x_e
 *   growth each year  m = the x_t with the smallest margin, t = s..e
 *   mean growth       m = 100 (product of (1 + x_t / 100) ^ (1/n) - 1), n = e - s + 1, where x is a growth rate in per cent,
 *                     m = 100 ((x_e / x_{s-1}) ^ (1/n) - 1) where it is a level; -100 where the product or ratio is not
 *                     positive
 *   relative          m = mean of x - mean of the reference, points; means of growth rates as above, of others arithmetic
 *
 * The margin d compares m with the value v, tolerance a:
 *
 *   at_least, above   d = m - v            at_most, below   d = v - m
 *   about             d = m - (v - a)      within           d = a - |m - v|
 *
 * Met is d >= 0; above and below ask for d > 0. Units: those of the target.
 */
#ifndef SC_RUN_MEASURE_H
#define SC_RUN_MEASURE_H

#include "outputs/run/parts.h"

double sc_measure(const sc_paths *paths, const sc_reading *reading, int base_year, size_t draw);
double sc_margin(const sc_reading *reading, double m);
int    sc_is_met(const sc_reading *reading, double margin);

/* First year of the run in which the indicator itself meets the value; 0 when none does. For levels. */
int    sc_first_met(const sc_paths *paths, const sc_reading *reading, int base_year, size_t draw);

/* How much more a year, beyond a path with this margin, would just meet the target: points of growth where a rate is asked
 * for, else the shortfall spread over the years it is made up of. 0 when it is met. */
double sc_needed_per_year(const sc_reading *reading, int base_year, double margin);

#endif
