/* table_matrix.h - an input-output table as one matrix, and back.
 *
 *            activities   final demand
 *   DOM.i       Z              f           ALL.i where the table is competitive
 *   IMP.i       M              g           where there are imports apart
 *   VA.h        w              0
 *
 * So a whole table can be balanced (reconcile.h): row DOM.i and column i are one account, whose sums are its output. Going
 * back, totals are the sums of the cells; satellites and history are those of the table it came from.
 *
 * Owns its memory; free with sc_table_matrix_free (accepts NULL and a zeroed struct). Names of columns are the table's; a
 * column of final demand that has the name of an activity is FINAL.name.
 */
#ifndef SC_ACCOUNTS_TABLE_MATRIX_H
#define SC_ACCOUNTS_TABLE_MATRIX_H

#include "models/accounts/constraints.h"
#include "models/accounts/table.h"

typedef struct sc_table_matrix {
  int n_rows, n_columns, n_imported;     /* n_imported: n or 0                  */
  const char **row, **column;            /* [n_rows], [n_columns]               */
  double *cell;                          /* [n_rows * n_columns]                */
  sc_arena arena;
} sc_table_matrix;

sc_code sc_table_matrix_make(sc_table_matrix *matrix, const sc_io_table *table, sc_report *report);
void    sc_table_matrix_free(sc_table_matrix *matrix);

/* The table whose cells these are, in everything else like `like`, from which the matrix was made. */
sc_code sc_table_matrix_table(const sc_table_matrix *matrix, const double *cell, const sc_io_table *like, sc_io_table *made,
                              sc_report *report);

#endif
