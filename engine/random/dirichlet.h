/* dirichlet.h - uncertain shares that sum to one.
 *
 *   g_i = Gamma(alpha_i, 1) by its quantile at u_i,   s_i = g_i / sum_j g_j   is Dirichlet(alpha_1..alpha_n)
 *
 * Given totals of groups: if s is Dirichlet(alpha) and the indices are split into groups, then the shares inside a group
 * (s_i over the group's total) are Dirichlet with the group's alphas and independent of the totals of all groups (Ng, Tian
 * and Tang 2011, "Dirichlet and Related Distributions", theorem 2.1; the Gamma sums are independent of the ratios, Lukacs
 * 1955). So conditioning on known totals is exact: draw each group's shares from its own alphas and scale to the total.
 *
 * n uniforms give n shares; share i moves with u_i alone up to the common scale.
 */
#ifndef SC_RANDOM_DIRICHLET_H
#define SC_RANDOM_DIRICHLET_H

#include "engine/random/dist.h"

/* alpha_i > 0, and groups (if any) 0..n_groups-1 with totals >= 0, each with at least one member. */
sc_code sc_dirichlet_check(int n, const double *alpha, const int *group, int n_groups, const double *total, sc_where at,
                           sc_report *report);

/* share[i] from uniforms u[i] on (0, 1). */
void sc_dirichlet(int n, const double *alpha, const double *u, double *share);

/* The same, given that the shares of group[i] = g sum to total[g]. */
void sc_dirichlet_given(int n, const double *alpha, const double *u, const int *group, int n_groups, const double *total,
                        double *share);

#endif
