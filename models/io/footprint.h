/* footprint.h - consumption-based accounts of a multi-regional table: for whose final demand does a quantity arise, and where?
 *
 * With c_i so much of a quantity (value added, CO2, jobs) for each unit of output, and F_jr final demand of place r for j,
 *
 *   D_ir = c_i (L F)_ir                                    arises in activity i for the final demand of place r
 *   flow_sr = sum of D_ir over activities i of region s    embodied flow from s to r
 *
 *   production   P_s = sum_r flow_sr                       all that arises in s, so exactly the table's own row
 *   consumption  C_r = sum_s flow_sr                       the footprint of r's final demand
 *   exports      sum over r other than s of flow_sr        embodied, also in what passes through third regions
 *   imports      sum over s other than r of flow_sr
 *   P - C = exports - imports                              and sum P = sum C + what is for elsewhere
 *
 * By sector, production and exports are told where the quantity arises; consumption, and imports as the part of it that arises
 * elsewhere, by the product consumed, (c'L)_j F_jr summed over the regions that make it (Peters 2008, Ecological Economics 65;
 * Wiedmann 2009; Kanemoto et al. 2012). So only the totals of a region obey the last identity, not its sectors.
 *
 * What imports from outside the table embody is not known to it and not counted, nor what final users emit themselves.
 *
 * How regions hang together (Miller 1966, 1969; Miller and Blair 2009, 3.3 and 6.3), for one unit of final demand for activity j
 * of region r, with N_r = (I - A_rr)^-1, the inverse of a region that trades with no one:
 *
 *   own = c_r'N_r,   feedback = c_r'(L_rr - N_r),   spillover = sum over s other than r of c_s'L_sr;   own + feedback + spillover = c'L
 *
 * Shapes: flow [n_regions * n_places]; by sector [n_regions * n_sectors], 0 where a region has no such activity.
 * Ownership: owns its arrays; free with sc_footprint_free (accepts zeroed).
 */
#ifndef SC_IO_FOOTPRINT_H
#define SC_IO_FOOTPRINT_H

#include "models/io/regions.h"
#include "models/io/system.h"

typedef struct sc_footprint {
  double *flow;
  double *production, *consumption, *exports, *imports;     /* by region and sector */
  double *memory;
} sc_footprint;

/* coefficient [n]. */
sc_code sc_footprint_make(sc_footprint *footprint, const sc_regions *regions, const sc_io_table *table, const sc_io_system *system,
                          const double *coefficient, sc_report *report);
void    sc_footprint_free(sc_footprint *footprint);

/* own, feedback, spillover [n]. Allocates workspace. */
sc_code sc_spillover(const sc_regions *regions, const sc_io_system *system, const double *coefficient, double *own, double *feedback,
                     double *spillover, sc_report *report);

#endif
