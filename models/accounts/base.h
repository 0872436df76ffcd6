/* base.h - the base-year account of every draw: sc_base (models/economy.h) over lanes.
 *
 * The construction and its equations stand in models/accounts/district.h; this is the same arithmetic, 32 draws at a
 * time, from the uncertain inputs of models/accounts/parameters.def and two Dirichlet draws:
 *
 *   value-added shares    concentration 150 around the region's prior, given the totals and shares the plan states
 *   budget shares         concentration 200 around the national urban ones
 *
 * Dirichlet shares are Gamma variates over their sum; shares within a group of known total are Dirichlet with the group's
 * own alphas (engine/random/dirichlet.h). The Gamma of mean alpha is taken by Wilson and Hilferty (1931, PNAS 17),
 *
 *   G = alpha (1 - 1/(9 alpha) + z / (3 sqrt(alpha)))^3,   z standard normal,
 *
 * whose mean and variance are exact up to terms of order alpha^-3 (a share of 0.01 at concentration 200, alpha = 2: 0.1%
 * and 1%). Below alpha = 1 the form fails; such a share, under 0.7% of value added or 0.5% of the budget, keeps its centre.
 *
 * The Dirichlet draws use stream ACCOUNTS and depend on seed and draw alone. With a quiet noise both are at their
 * centres, and the account equals sc_district_make at the same inputs. A draw that leaves the domain is marked
 * SC_BAD_NEGATIVE_FLOW or SC_BAD_NOT_PRODUCTIVE; the caps of the construction see to it that none does.
 */
#ifndef SC_ACCOUNTS_BASE_H
#define SC_ACCOUNTS_BASE_H

#include "engine/lanes/isa.h"
#include "models/accounts/region.h"
#include "models/parameters.h"

#define SC_SHARE_CONCENTRATION  150.0
#define SC_BUDGET_CONCENTRATION 200.0

SC_KERNEL_DECLARE(void, sc_base_make, (sc_base *base, const sc_region *region, const sc_params *params,
                                       const sc_noise *noise, sc_block *block));

#endif
