/* regional.h - from a nation's coefficients to a region's, without a survey.
 *
 * With output x of the region (r) and the nation (n), X their totals:
 *
 *   SLQ_i    = (x_i^r / X^r) / (x_i^n / X^n)                                            simple location quotient
 *   CILQ_ij  = SLQ_i / SLQ_j,  CILQ_jj = SLQ_j                                          cross-industry
 *   FLQ_ij   = min(1, CILQ_ij lambda),  lambda = [log2(1 + X^r / X^n)]^delta            Flegg and Webber 1997
 *   AFLQ_ij  = min(1, FLQ_ij log2(1 + SLQ_j)) where SLQ_j > 1, else FLQ_ij              Flegg and Webber 2000
 *
 * The local coefficient is a_ij^r = LQ_ij a_ij^n; the rest of a_ij^n is bought in the rest of the country.
 *
 * CHARM (Kronenberg 2009, International Regional Science Review 32) for the trade of each product: with output x and
 * local use d, cross-hauling q_i = h_i (x_i + d_i), balance b_i = x_i - d_i,
 *
 *   exports = (q + |b| + b) / 2,    imports = (q + |b| - b) / 2
 *
 * which can export more than is produced. The bounded form (Toebben and Kronenberg 2015, Economic Systems Research 27)
 * takes h as a share of what could be cross-hauled at most, q_i = 2 h_i min(x_i, d_i): then h_i x_i or more is exported,
 * h_i d_i or more imported, and (1 - h_i) min(x_i, d_i) is both produced and used here.
 *
 * Shapes: vectors [n], matrices row-major [n * n]. Nothing allocates or fails; an activity the region does not have
 * (x_i^r = 0) gets SLQ 0 and buys and sells nothing here.
 */
#ifndef SC_ACCOUNTS_REGIONAL_H
#define SC_ACCOUNTS_REGIONAL_H

#define SC_LN_TWO 0x1.62e42fefa39efp-1

void   sc_slq(int n, const double *region, const double *nation, double *slq);
void   sc_cilq(int n, const double *slq, double *cilq);
double sc_flq_lambda(double size, double delta);               /* size = X^r / X^n */
void   sc_flq(int n, const double *slq, double lambda, double *flq);
void   sc_aflq(int n, const double *slq, double lambda, double *aflq);

void   sc_charm(int n, const double *output, const double *use, const double *h, double *exports, double *imports);
void   sc_charm_bounded(int n, const double *output, const double *use, const double *h, double *exports,
                        double *imports);

#endif
