/* sum.h - sums whose bits depend on the numbers and on how many there are, and on nothing else.
 *
 * The tree. n numbers are halved (n/2 on the left) until at most SC_SUM_LEAF are left. A leaf keeps eight partial sums,
 * number i going to partial i mod 8, and adds them as ((0+1)+(2+3)) + ((4+5)+(6+7)). The shape depends on n alone:
 * not on threads, not on blocks of draws, not on the width of the machine's registers. The error grows with log n and
 * not with n (Higham 2002, Accuracy and Stability of Numerical Algorithms, 4.2).
 *
 * Moments. Two passes, with the correction that takes out what rounding left in the mean (Chan, Golub and LeVeque 1983):
 *
 *   m = sum x / n,   cov = (sum (x - mx)(y - my) - sum (x - mx) * sum (y - my) / n) / (n - 1)
 *
 * The standard error is that of a mean of independent draws, sd / sqrt(n). With n = 1 everything but the mean is NaN,
 * with n = 0 all is NaN. Draws that left the model's domain must be taken out before; none of these look for NaN.
 */
#ifndef SC_STATS_SUM_H
#define SC_STATS_SUM_H

#include <stddef.h>

enum { SC_SUM_LEAF = 128 };   /* part of the definition of the sum: changing it changes bits */

typedef struct sc_moments { double mean, variance, sd, standard_error; } sc_moments;

double     sc_sum(const double *x, size_t n);
double     sc_mean(const double *x, size_t n);
double     sc_covariance(const double *x, const double *y, size_t n);
double     sc_correlation_of(const double *x, const double *y, size_t n);   /* NaN when one of them is constant */
sc_moments sc_moments_of(const double *x, size_t n);

#endif
