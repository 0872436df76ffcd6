/* table_box.h - rows and columns as a box: what names a row becomes an axis.
 *
 * Rows (AGR, TIN, 0.07), (AGR, CON, 0.01), ... with the axes `supplier` and `buyer` are a matrix; a row is a place in it. An
 * axis has the distinct values of its column in the order of first appearance; without an axis column the row is the axis.
 * HDF5 files and heat maps are made from it.
 *
 * Ownership: borrows the table; free with sc_table_box_free (also after a failure).
 */
#ifndef SC_OUTPUTS_TABLE_BOX_H
#define SC_OUTPUTS_TABLE_BOX_H

#include "engine/base/error.h"
#include "outputs/table.h"

enum { SC_BOX_MOST_AXES = 6 };

typedef struct sc_table_box {
  const sc_table *table;
  size_t   n_rows, n_places;
  int      rank;                             /* 1 or more                               */
  int      column[SC_BOX_MOST_AXES];         /* -1: the row itself                      */
  size_t   extent[SC_BOX_MOST_AXES];
  size_t  *first[SC_BOX_MOST_AXES];          /* the row in which a value first appears  */
  size_t  *place;                            /* [n_rows] outermost axis first           */
  sc_arena arena;
} sc_table_box;

/* is_axis [n_columns]. A BUG: two rows at one place, or more axes than there may be. */
sc_code sc_table_box_make(sc_table_box *box, const sc_table *table, const int *is_axis, sc_report *report);
void    sc_table_box_free(sc_table_box *box);

const sc_cell *sc_table_box_cell(const sc_table_box *box, size_t row, int column);
const char    *sc_table_box_axis(const sc_table_box *box, int axis);                     /* key of its column, or "row" */
const char    *sc_table_box_value(const sc_table_box *box, int axis, size_t k);          /* as shown; "" where the row is the axis */

#endif
