/* named_matrix.h - a matrix with names, of any shape: read, and written as text.
 *
 *   row,X,Y,Z          the first line names the columns, its first field is free
 *   A,1,2.5,
 *   B,-1,0,4
 *
 * Comma-separated, UTF-8; an empty field is 0, cells may be negative. A row or column TOTAL is none of the matrix: it is checked
 * against the sums, to SC_NAMED_MATRIX_TOLERANCE. Lines above the first that begin with # are its history, and are kept.
 *
 * Owns its arrays; free with sc_named_matrix_free (accepts NULL and a zeroed struct).
 */
#ifndef SC_ACCOUNTS_NAMED_MATRIX_H
#define SC_ACCOUNTS_NAMED_MATRIX_H

#include "models/accounts/constraints.h"
#include "models/accounts/sam.h"

#define SC_NAMED_MATRIX_TOLERANCE 1e-6

typedef struct sc_named_matrix {
  const char  *file;
  int          n_rows, n_columns;
  const char **row, **column;          /* [n_rows], [n_columns]  */
  double      *cell;                   /* [n_rows * n_columns]   */
  int          n_history;
  const char **history;
  sc_arena     arena;
} sc_named_matrix;

/* Takes the arrays, zeroed; the caller names rows and columns. */
sc_code sc_named_matrix_allocate(sc_named_matrix *matrix, int n_rows, int n_columns, sc_report *report);
sc_code sc_named_matrix_copy(sc_named_matrix *matrix, const sc_matrix *from, const double *cell, sc_report *report);   /* with these cells */
/* The rules by which accounts were made, in both languages, as history. */
sc_code sc_named_matrix_add_rules(sc_named_matrix *matrix, const sc_sam *sam, sc_report *report);

/* Reports every mistake. */
sc_code sc_named_matrix_read(sc_named_matrix *matrix, const char *path, sc_report *report);
void    sc_named_matrix_free(sc_named_matrix *matrix);

sc_matrix sc_named_matrix_view(const sc_named_matrix *matrix);                      /* borrowed                    */
int     sc_named_matrix_is_square(const sc_named_matrix *matrix);                   /* rows and columns of the same names */
sc_code sc_named_matrix_add_history(sc_named_matrix *matrix, const char *step, sc_report *report);
void    sc_named_matrix_as_csv(const sc_named_matrix *matrix, sc_string *to);       /* every digit                 */

#endif
