/* region.h - what the base-year account of a region is built from: the parent country's table as coefficients, and the
 * region's own value-added shares.
 *
 * Read once for a study and immutable afterwards. All ratios come from the national table (models/accounts/table.h);
 * with Z domestic and M imported intermediate flows, x output, VA value added, f domestic and g imported final purchases:
 *
 *   input[i * n + j]        Z_ij / x_j                    import_input[i * n + j]  M_ij / x_j
 *   value_added_ratio[j]    VA_j / x_j                    output_share[i]          x_i / sum x
 *   labour_share[j]         compensation / (VA - taxes)   tax[j]                   net production taxes / VA
 *   household[i]            (f + g)_i / sum(f + g) of households (urban ones where the table tells them apart), same for
 *   government, investment; ..._foreign[i] = g_i / (f + g)_i
 *   export_rate[i]          exports / x_i
 *
 * share[j] is the centre of the region's value-added shares; known[j] marks those the plan states itself. Group totals
 * are always known. Shares and ratios are fractions; output_total is in the table's unit, 100 million yuan.
 *
 * tradable[i] tells goods, which travel, from construction and services, which are used where they are made: a product
 * of the primary or secondary group of which the nation exports and imports more than 2% of its output.
 *
 * Plain data, nothing to free; must not outlive the study it was made from.
 */
#ifndef SC_ACCOUNTS_REGION_H
#define SC_ACCOUNTS_REGION_H

#include "engine/base/error.h"
#include "models/economy.h"

typedef struct sc_region {
  int      n;
  char     id[SC_MAX_ACTIVITIES][16];
  sc_text  name[SC_MAX_ACTIVITIES];              /* borrowed from the study */
  sc_group group[SC_MAX_ACTIVITIES];
  int      tradable[SC_MAX_ACTIVITIES];
  double   input[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];
  double   import_input[SC_MAX_ACTIVITIES * SC_MAX_ACTIVITIES];
  double   value_added_ratio[SC_MAX_ACTIVITIES], output_share[SC_MAX_ACTIVITIES];
  double   labour_share[SC_MAX_ACTIVITIES], tax[SC_MAX_ACTIVITIES];
  double   group_labour_share[SC_N_GROUPS];      /* of the nation's groups, weights: value added at factor cost */
  double   household[SC_MAX_ACTIVITIES], household_foreign[SC_MAX_ACTIVITIES];
  double   government[SC_MAX_ACTIVITIES], government_foreign[SC_MAX_ACTIVITIES];
  double   investment[SC_MAX_ACTIVITIES], investment_foreign[SC_MAX_ACTIVITIES];
  double   export_rate[SC_MAX_ACTIVITIES];
  double   output_total;
  double   share[SC_MAX_ACTIVITIES];
  int      known[SC_MAX_ACTIVITIES];
  int      drawn[SC_MAX_ACTIVITIES];             /* industry whose total the share is drawn within, -1 when known */
  double   drawn_total[3];                       /* sum of drawn shares by industry                               */
} sc_region;

struct sc_study;

/* From study->activities and study->accounts: the table must have exactly the study's activities (any order), the prior
 * exactly one share for each; shares sum to 1 and agree with the study's facts share_primary, share_secondary,
 * share_tertiary, share_finance where it states them. A study without a prior gets the nation's proportions within those
 * facts. */
sc_code sc_region_load(sc_region *region, const struct sc_study *study, sc_report *report);

/* 0 primary, 1 secondary, 2 tertiary: the three industries whose shares the plan states. */
int sc_region_industry(const sc_region *region, int j);

#endif
