/* normal.h - the standard normal distribution function and its inverse, over vectors and for one number.
 *
 * Inverse. With x = 2u - 1 and w = -log(1 - x^2) = -log(4 u (1 - u)), the score is z = x P(w): P is smooth, so one
 * polynomial of degree 20 serves 0 <= w <= 5.5, that is all but 0.2 % of draws, and two in sqrt(w) the tails. The form is
 * Giles's (2012, "Approximating the erfinv function", GPU Computing Gems 2); the polynomials here interpolate P at
 * Chebyshev points. u and 1 - u are exact, so nothing cancels at either end. Relative error below 2e-15 for
 * 2^-53 <= u <= 1 - 2^-53, the range of sc_uniform.
 *
 * Distribution function. For a = |z|:  Phi(-a) = exp(-a^2/2) G(s)/(a + 4),  s = (a - 4)/(a + 4), G a polynomial of degree
 * 22 (the substitution is Schonfelder's, 1978, Mathematics of Computation 32, 1232-1240). a^2 is split so that the
 * exponential keeps its accuracy: relative error in the lower tail below 1e-15 down to -8, 1e-14 down to -37.5.
 */
#ifndef SC_RANDOM_NORMAL_H
#define SC_RANDOM_NORMAL_H

#include "engine/random/special.h"

double sc_normal_cdf(double z);
static inline sc_tails sc_normal_tails(double z) { return (sc_tails){ sc_normal_cdf(z), sc_normal_cdf(-z) }; }
double sc_normal_quantile(double u);       /* 0 gives -inf, 1 gives inf */
double sc_normal_score(sc_tails at);       /* the quantile from whichever tail is smaller */

/* P(w) for w > 5.5, v = sqrt(w). */
double sc_normal_tail(double v);

#endif
