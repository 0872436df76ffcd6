/* special.h - gamma, beta and Student distribution functions and their inverses, with the same bits on every machine.
 *
 *   log Gamma(x)     Stirling's series after shifting x up to 12 (Abramowitz and Stegun 6.1.40)
 *   P(k, x)          incomplete gamma: power series for x < k + 1, continued fraction above (A&S 6.5.29, 6.5.31)
 *   I_x(a, b)        incomplete beta: continued fraction (A&S 26.5.8) on the side where it converges fast
 *   T_df             from I_w(1/2, df/2), w = t^2/(df + t^2)
 *
 * Continued fractions are evaluated by Lentz's method (Thompson and Barnett 1986, J. Comput. Phys. 64, 490-509).
 *
 * Both tails are always returned, each accurate relative to itself: sc_tails.below + above = 1. Inverses take both for the
 * same reason. They use Newton's method on the logarithm of the smaller tail as a function of log x (gamma) or of the
 * logit of x (beta). On these scales the densities are log-concave, hence so are the tails (An 1998, Journal of Economic
 * Theory 80, 350-369), and Newton's method converges from the flat side without a bracket.
 *
 * Scope    0 < shape, df up to about 1e5; relative error about 1e-13, growing with large shapes like shape * 1e-16.
 */
#ifndef SC_RANDOM_SPECIAL_H
#define SC_RANDOM_SPECIAL_H

typedef struct sc_tails { double below, above; } sc_tails;   /* P(X <= x), P(X > x) */
typedef struct sc_window { sc_tails lo, hi; } sc_window;     /* both tails at the two ends of a truncation */

static inline sc_tails sc_tails_of(double u) { return (sc_tails){ u, 1.0 - u }; }

double   sc_log_gamma(double x);                             /* x > 0 */
sc_tails sc_gamma_tails(double shape, double x);             /* scale 1, x >= 0 */
sc_tails sc_beta_tails(double a, double b, double logit);    /* logit = log(x/(1 - x)), 0 < x < 1 */
sc_tails sc_student_tails(double df, double t);

double   sc_gamma_inverse(double shape, sc_tails at);
double   sc_beta_inverse(double a, double b, sc_tails at);   /* the logit of the quantile; sc_logistic gives x */
double   sc_student_inverse(double df, sc_tails at);

#endif
