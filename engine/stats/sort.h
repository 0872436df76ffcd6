/* sort.h - exact quantiles: sort, read off, and say how far the draws pin them down.
 *
 * Sorting. By radix, least significant digit first, over the 64-bit pattern: a double's bits, with the sign bit flipped
 * when it is positive and all bits flipped when it is negative, are ordered like the numbers. Two digits of 11 bits, the
 * highest that differ, leave 10,000 draws so nearly in order that insertion finishes; where it would take more than four
 * moves a number (many numbers packed closely beside a few far off), all digits are sorted. -0 stands before +0. NaN must
 * not be present (draws that left the domain are taken out before). n < 2^32.
 *
 * Quantiles. Type 7 of Hyndman and Fan (1996, American Statistician 50, 361-365), the default of R and numpy: at
 * h = (n - 1) p, linear between the neighbouring order statistics.
 *
 * Interval of a quantile. The number B of draws below the true p-quantile is binomial (n, p), whatever the distribution
 * of the draws, so [x_(r), x_(s)] covers it with probability >= level when
 *
 *   r is the largest  rank with P(B <= r - 1) <= (1 - level) / 2
 *   s is the smallest rank with P(B >= s)     <= (1 - level) / 2        (Conover 1999, Practical Nonparametric Statistics, 3.2)
 *
 * The binomial weights come from their ratio to the weight at the mode, P(k+1)/P(k) = (n-k)/(k+1) p/(1-p): exact, and no
 * logarithm is needed. Weights below 1e-30 of the mode are left out. Where there are too few draws for a bound, its rank
 * is 0 and the bound NaN. Ranks depend on (n, p, level) only: find them once, use them for every column.
 */
#ifndef SC_STATS_SORT_H
#define SC_STATS_SORT_H

#include <stddef.h>

void   sc_sort(double *x, size_t n, double *workspace);   /* ascending, in place; workspace holds n doubles */
double sc_quantile(const double *sorted, size_t n, double p);   /* n >= 1, 0 <= p <= 1 */

typedef struct sc_ranks { size_t lower, upper; } sc_ranks;      /* 1-based; 0: no such bound */
typedef struct sc_range { double lower, upper; } sc_range;

sc_ranks sc_quantile_ranks(size_t n, double p, double level);
sc_range sc_quantile_interval(const double *sorted, sc_ranks ranks);

#endif
