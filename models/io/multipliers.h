/* multipliers.h - what one unit of final demand moves, for every quantity a table knows.
 *
 * A quantity is a row of coefficients c, so much for each unit of output: 1 for output itself, value added, labour income,
 * taxes, imports, and each satellite row of the table (jobs, energy, CO2, water in their own units). By activity j:
 *
 *   direct         c_j
 *   type I         (c'L)_j                    with what suppliers need, and theirs
 *   type II        (c'L*)_j, first n rows     with what households buy here from the labour income earned
 *
 * L* = (I - A*)^-1 is closed for households: with h_r labour income for each unit of output, h_c local household purchases for
 * each unit of labour income (Miller and Blair 2009, 2.5), A* = [[A, h_c], [h_r, 0]]. Households are one row and one column that
 * border I - A, so its first n rows follow from L, and every row of every type from one factorisation:
 *
 *   c'L* = c'L + (c'L h_c)(h_r'L) / (1 - h_r'L h_c)
 *
 * For output, type II is the truncated sum over the n activities; the sum with the household row, type II in full, adds the
 * labour income, which is the row `income` of type II.
 * Type II is an upper bound: all labour income earned is spent as the average household spends it. Identity for type I:
 * value added + imports = 1 where the table's columns balance. Where households buy more here than labour income pays for, the
 * closed system need not be productive (Hawkins and Simon; its last pivot is 1 - h_r'L h_c): then there is no type II, `closes`
 * is 0 and its numbers are NaN.
 *
 * Which rows are labour income and taxes is told by the names of the table's value-added rows: they contain `labour`, `tax`.
 * Quantities the table does not have are left out; imports of inputs are there when the table has an IMP block.
 * Miller and Blair (2009), 6.2. Shapes: members [n_rows * n]. Owns its memory; free with sc_effects_free.
 */
#ifndef SC_IO_MULTIPLIERS_H
#define SC_IO_MULTIPLIERS_H

#include "models/accounts/table.h"

typedef struct sc_effects {
  int n, n_rows, closes;
  const char **name;                        /* output, value_added, income, taxes, imports or the satellite's name */
  double *direct, *type1, *type2;
  sc_arena arena;
} sc_effects;

sc_code sc_effects_make(sc_effects *effects, const sc_io_table *table, sc_report *report);
void    sc_effects_free(sc_effects *effects);
int     sc_effects_row(const sc_effects *effects, const char *name);      /* -1 when the table has no such quantity */

#endif
