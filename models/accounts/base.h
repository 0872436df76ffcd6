/* base.h - the base-year account of every draw: sc_base (models/economy.h) over lanes.
 *
 * The construction and its equations stand in models/accounts/district.h; this is the same arithmetic, 32 draws at a
 * time, from the uncertain inputs of models/accounts/parameters.def and two Dirichlet draws:
 *
 *   value-added shares    concentration 150 around the region's prior, given the shares the plan states
 *   budget shares         concentration 200 around the national urban ones
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

SC_KERNEL_DECLARE(void, sc_base_make, (sc_base *base, const sc_region *region, const sc_params *params,
                                       const sc_noise *noise, sc_block *block));

#endif
