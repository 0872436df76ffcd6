/* sectors.h - the series of the activities that --store paths keeps of every draw and year, as they stand in sc_economy.
 *
 *   SC_SECTOR_SERIES(member of sc_economy and name in the file, "zh", "en")
 *
 * Volumes are in units of base-year GDP, so all are without a unit. Current values are in the year's numeraire
 * (models/economy.h): only their ratios within a year mean something. A draw that left the domain has NaN throughout.
 *
 * Shape   result->sectors[series][scenario][model][draw][year][activity], float32, years from the first after the base year.
 */
#ifndef SC_RUN_SECTORS_H
#define SC_RUN_SECTORS_H

#include "outputs/run/parts.h"

#define SC_SECTOR_ROWS(SC_SECTOR_SERIES)                                                                                     \
  SC_SECTOR_SERIES(value_added, "增加值（当年价，基年地区生产总值=1）", "value added at current prices, base-year GDP = 1")  \
  SC_SECTOR_SERIES(volume, "增加值（基年价，基年地区生产总值=1）", "value added at base-year prices, base-year GDP = 1")     \
  SC_SECTOR_SERIES(output, "总产出（基年价，基年地区生产总值=1）", "gross output at base-year prices, base-year GDP = 1")    \
  SC_SECTOR_SERIES(employment, "就业（基年总就业=1）", "employment, base-year total = 1")                                    \
  SC_SECTOR_SERIES(capital, "资本存量（基年价，基年地区生产总值=1）", "capital at base-year prices, base-year GDP = 1")      \
  SC_SECTOR_SERIES(price, "总产出价格（基年=1）", "price of gross output, base year = 1")

typedef struct sc_sector_row { const char *name; sc_text text; size_t offset; } sc_sector_row;   /* of sc_lane[activity] */

enum {
#define SC_SECTOR_SERIES(member, zh, en) SC_SECTOR_##member,
  SC_SECTOR_ROWS(SC_SECTOR_SERIES)
#undef SC_SECTOR_SERIES
  SC_N_SECTOR_SERIES
};

extern const sc_sector_row sc_sector_rows[SC_N_SECTOR_SERIES];

/* Year t = 1, 2, ... of the draws of a block, in the cell at hand; nothing when the study does not store paths. */
void sc_sectors_store(const sc_run *run, const sc_block *block, const sc_economy *economy, int t);
void sc_sectors_give_up(const sc_run *run, size_t draw);

#endif
