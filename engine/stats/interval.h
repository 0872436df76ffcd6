/* interval.h - how sure a share of draws is.
 *
 * Wilson's score interval (Wilson 1927, JASA 22, 209-212; recommended by Newcombe 1998, Statistics in Medicine 17, 857-872)
 * for k hits in n independent draws, with z the 97.5 % point of the normal:
 *
 *   (p + z^2/2n  -+  z sqrt(p (1-p)/n + z^2/4n^2)) / (1 + z^2/n),   p = k/n
 *
 * It stays inside [0, 1], is never empty, and ends exactly at 0 for k = 0 and at 1 for k = n.
 *
 * Where p is the mean over draws of something else than hits, such as the probability that several models give to the draw,
 * n is the number of independent draws that would be as sure, n = p (1-p) / variance of p (Kish's effective number; Dean and
 * Pagano 2015, Journal of Survey Statistics and Methodology 3, 484-503).
 *
 * No hit at all: the one-sided 95 % bound is the p with (1 - p)^n = 0.05, p = 1 - exp(ln 0.05 / n), about 3/n ("rule of
 * three"). With t = -ln 0.05 / n it is s/(1 + s), s = e^t - 1, whose series has positive terms only.
 */
#ifndef SC_STATS_INTERVAL_H
#define SC_STATS_INTERVAL_H

#include <stdint.h>

#include "engine/stats/sort.h"

#define SC_Z95 1.959963984540054

sc_range sc_wilson(uint64_t hits, uint64_t n);      /* n = 0: [0, 1], nothing is known */
sc_range sc_wilson_share(double p, double n);       /* n need not be whole */
double   sc_zero_hits_bound(uint64_t n);            /* upper bound when 0 of n hit; 1 when n = 0 */

#endif
