/* regions.h - who is where in a multi-regional table: activities `region:sector`, final demand `region:HH` and the like.
 *
 * Regions and sectors are numbered in the order in which the activities name them; a region need not have every sector.
 * Columns of exports (EXP, also region:EXP) are final demand from outside the table. Names are cut at the first colon.
 *
 * Ownership: owns its arrays, names included; free with sc_regions_free (accepts zeroed).
 */
#ifndef SC_IO_REGIONS_H
#define SC_IO_REGIONS_H

#include "models/accounts/table.h"

typedef struct sc_regions {
  int n, n_sectors, n_places;      /* places of final demand: the regions, and elsewhere where there are such columns */
  const char **name, **sector;     /* [n], [n_sectors]                                       */
  int *of_activity;                /* [activities of the table] its region                   */
  int *sector_of;                  /* [activities of the table] its sector                   */
  int *of_final;                   /* [columns of final demand] its place; n is elsewhere    */
  sc_arena arena;
} sc_regions;

/* Fails where an activity has no region, where there is but one, and where final demand is of a region without activities or
 * of none and not exports. */
sc_code sc_regions_find(sc_regions *regions, const sc_io_table *table, sc_report *report);
void    sc_regions_free(sc_regions *regions);

#endif
