/* multipliers.h - what one unit of final demand moves, for every quantity a table knows.
 *
 * A quantity is a row of coefficients c, so much for each unit of output: 1 for output itself, value added, labour income,
 * taxes, imports, and each satellite row of the table (jobs, energy, CO2, water in their own units). By activity j:
 *
 *   direct         c_j
 *   type I         (c'L)_j                    with what suppliers need, and theirs
 *   type II        (c'L*)_j, first n rows     with what households buy here from the labour income earned
 *
 * L* = (I - A*)^-1 is closed for households, those of each region of a multi-regional table apart (households.h); every row of every
 * type comes from one factorisation of I - A.
 *
 * For output, type II is the truncated sum over the n activities: what they make. The sum with the rows of households, type II in
 * full (sc_effects_type2_full), adds the labour income, which is the row `income` of type II. Households make nothing, so the
 * truncated one is a multiplier of production and the full one a column sum of the closed inverse (Miller and Blair 2009, 6.2.2).
 * Type II is an upper bound: all labour income earned is spent as the average household spends it. Identity for type I:
 * value added + imports = 1 where the table's columns balance. Where the table does not say which column is households' or which row
 * labour income, and where the closed system is not productive, there is no type II: `closes` is 0 and its numbers are NaN.
 *
 * An activity without output has no coefficients: a unit of its product is a unit of output and nothing else is known to move.
 *
 * What labour income, taxes and households are is told by roles.def; several rows of a role are added.
 * Quantities the table does not have are left out; imports of inputs are there when the table has an IMP block.
 * Miller and Blair (2009), 6.2. Shapes: members [n_rows * n]. Owns its memory; free with sc_effects_free.
 */
#ifndef SC_IO_MULTIPLIERS_H
#define SC_IO_MULTIPLIERS_H

#include "models/io/households.h"

typedef struct sc_effects {
  int n, n_rows, closes;
  const char **name;                        /* output, value_added, income, taxes, imports or the satellite's name */
  double *direct, *type1, *type2;
  sc_households households;
  sc_arena arena;
} sc_effects;

sc_code sc_effects_make(sc_effects *effects, const sc_io_table *table, sc_report *report);
void    sc_effects_free(sc_effects *effects);
int     sc_effects_row(const sc_effects *effects, const char *name);      /* -1 when the table has no such quantity */

/* Row r, activity j with the rows of households: for output with labour income, for others as type II. */
double  sc_effects_type2_full(const sc_effects *effects, int r, int j);

#endif
