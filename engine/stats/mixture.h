/* mixture.h - several samples as one: the mixture of their empirical distributions with given weights.
 *
 * Sample m has n_m numbers and weight w_m >= 0; each of its numbers has mass u_m = w_m / (n_m W), W the sum of the weights of
 * the samples that have any number. F is the step function of these masses. So the mean of the mixture is the weighted mean
 * of the samples' means, exactly.
 *
 *   sd       sqrt(sum w_m (s_m^2 + (mu_m - mu)^2) / W): variance within and between samples
 *   quantile Q(p) = n* integral of F^(-1)(t) over t in [a, a + 1/n*],  a = (n* - 1) p / n*,  n* = 1 / sum n_m u_m^2,
 *            the weighted form of type 7 (Akinshin 2023, "Weighted quantile estimators", arXiv:2304.07265); n* is Kish's
 *            effective number (Kish 1965, Survey Sampling). With equal masses it is type 7 (sort.h) of all the numbers put
 *            together; it depends on F only, not on the order of samples or of equal numbers.
 *   interval [F^(-1)((r - 1/2) / n), F^(-1)((s - 1/2) / n)] with the binomial ranks r, s of n (sort.h), n the number of
 *            independent draws behind the mixture. Where samples share their draws, what a draw adds to F lies in [0, 1], so
 *            F varies no more than a binomial share of n does: the interval is never too narrow for it.
 *
 * Samples are sorted, without NaN; n_m = 0 is allowed. Everything is NaN where there is no number at all or all weight lies on
 * samples without any.
 */
#ifndef SC_STATS_MIXTURE_H
#define SC_STATS_MIXTURE_H

#include "engine/stats/sort.h"

typedef struct sc_sample { const double *sorted; size_t n; double weight, mean, sd; } sc_sample;

double   sc_mixture_mean(const sc_sample *samples, int n);
double   sc_mixture_sd(const sc_sample *samples, int n);
double   sc_mixture_quantile(const sc_sample *samples, int n, double p);
sc_range sc_mixture_interval(const sc_sample *samples, int n, sc_ranks ranks, size_t n_draws);

#endif
