/* score.h - how well a forecast distribution did once the outcome y is known.
 *
 * The continuous ranked probability score (Gneiting and Raftery 2007, JASA 102, 359-378): CRPS(F, y) = integral of
 * (F(x) - 1{x >= y})^2 dx, in the unit of y, smaller is better, |x - y| for a point forecast.
 *
 *   ensemble x_1 <= ... <= x_n   mean |x_i - y| - sum_ij |x_i - x_j| / (2 n^2)
 *   fair                         the same with n (n - 1): the expected score of the distribution the members come from
 *                                (Ferro 2014, QJRMS 140, 1917-1923); n = 1: as plain
 *   normal                       sigma (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)), z = (y - mu) / sigma
 *
 * For sorted members sum_ij |x_i - x_j| = 2 sum_i (2 i - n - 1) x_i, i from 1.
 */
#ifndef SC_STATS_SCORE_H
#define SC_STATS_SCORE_H

#include <stddef.h>

double sc_crps(const double *sorted, size_t n, double y);
double sc_crps_fair(const double *sorted, size_t n, double y);
double sc_crps_normal(double mean, double sd, double y);

#endif
