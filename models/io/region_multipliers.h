/* region_multipliers.h - multipliers of a region whose table is the nation's, cut down by location quotients; what
 * models/accounts/regionalise.h makes a table of, here as coefficients, draw by draw.
 *
 *   x_j^r = s_j Y / v_j                       s value-added shares of the region, Y its GDP, v the nation's value-added ratios
 *   a_ij^r = q_ij a_ij                        q of SLQ, CILQ, FLQ, AFLQ; lambda = [log2(1 + X^r / X)]^delta   models/accounts/regional.h
 *   a_ij^r = q_i (a_ij + m_ij)                q of CHARM, from x^r and the use of product i: inputs, and final demand in proportion to Y
 *   output multiplier i'L^r,  value-added multiplier v'L^r,  L^r = (I - A^r)^-1
 *
 * The exponent delta, Y, the shares s (`margins`, scaled to sum 1 again) and every number of the nation's table may be uncertain
 * (uncertain.h: `region`, `coefficients`, ...).
 * Estimates of delta for regions of known tables lie between 0.1 and 0.3 or so (Flegg and Tohmo 2013, Regional Studies 47;
 * Kowalewski 2015; Zhao and Choi 2015), so it is the first thing to be uncertain about.
 *
 * Multipliers of a small region are small because most inputs are bought elsewhere: `local` is the share of the nation's domestic
 * inputs (with CHARM of all) that a region of this size and make-up buys at home, weighted by its outputs.
 *
 * Numbers of the measure: [activity][SLQ, local share of inputs, output multiplier, value-added multiplier], then for the region
 * as a whole lambda, local share, and the two multipliers weighted by outputs; lambda does not exist
 * where the method has no exponent. Ownership: shares are the caller's; free the
 * region with sc_io_region_free.
 */
#ifndef SC_IO_REGION_MULTIPLIERS_H
#define SC_IO_REGION_MULTIPLIERS_H

#include "engine/lanes/refine.h"
#include "models/accounts/regionalise.h"
#include "models/io/spread.h"

enum { SC_FLQ_SLQ, SC_FLQ_LOCAL, SC_FLQ_OUTPUT, SC_FLQ_VALUE_ADDED, SC_FLQ_N };   /* for the whole, lambda stands in place of SLQ */

typedef struct sc_io_region {
  const sc_io_uncertain *uncertain;
  const double *share;                     /* of value added [n]; a draw's own where the analysis brings them as MARGINS */
  sc_regional_method method;
  double *cross_hauling;                   /* [n] h of the nation */
  sc_refiner refiner;
} sc_io_region;

/* File with the columns activity and va_share_pct_gdp, every activity of the table once; share [n] as fractions of 1. */
sc_code sc_io_shares_read(const sc_io_table *table, const char *path, double *share, sc_report *report);

sc_code sc_io_region_make(sc_io_region *region, const sc_io_uncertain *uncertain, sc_regional_method method, const double *share,
                          sc_report *report);
void    sc_io_region_free(sc_io_region *region);
sc_io_measure sc_io_measure_region(const sc_io_region *region);

#endif
