/* constraints.h - what is known of a matrix: sums of cells with coefficients, each with a value and how far to trust it.
 *
 *   sum_k g_ck z_k = v_c + e_c       e_c = 0 where the standard deviation is 0, else an error of that standard deviation
 *   z_k fixed                        a number that is not estimated
 *
 * The file, comma-separated, one line for each; sd may be left out or empty (0), columns may stand in any order:
 *
 *   kind,name,value,sd
 *   row,AGR,95000,                  the cells of a row
 *   column,CON,212000,2000          the cells of a column
 *   cell,AGR:CON,1500,              one cell, row:column. Without sd it is fixed; an empty value keeps the value it has
 *   sum,TIN:CON + TIN:EQP - 0.5*AGR:*,80000,500     terms joined by " + " and " - ", each [number*]rows:columns, where
 *                                   rows and columns are names joined by | or * for all of them
 *   total,,1200000,                 all cells
 *   account,HOH,,                   row HOH less column HOH; * for every row that has a column of its name. Empty is 0
 *
 * Two lines may speak of the same cells and contradict each other: balance.h says what each method makes of that.
 *
 * Unit: that of the matrix. Owns its arrays; free with sc_constraints_free (accepts NULL and a zeroed struct). The names of
 * rows and columns are borrowed.
 */
#ifndef SC_ACCOUNTS_CONSTRAINTS_H
#define SC_ACCOUNTS_CONSTRAINTS_H

#include "engine/base/error.h"
#include "engine/base/memory.h"

/* A matrix that is to be balanced; everything is borrowed. Names may be NULL: numbers from 1 stand for them. */
typedef struct sc_matrix {
  const char *file;
  int n_rows, n_columns;
  const char *const *row, *const *column;     /* [n_rows], [n_columns] names */
  const double *cell;                         /* [n_rows * n_columns]        */
} sc_matrix;

/* Name of row i or column j, for messages; the number where matrix or its names are NULL. */
typedef struct sc_matrix_name { char s[80]; } sc_matrix_name;
sc_matrix_name sc_matrix_row(const sc_matrix *matrix, int i);
sc_matrix_name sc_matrix_column(const sc_matrix *matrix, int j);

#define SC_CONSTRAINT_KINDS(X) X(row) X(column) X(cell) X(sum) X(total) X(account)
typedef enum sc_constraint_kind {
#define X(name) SC_CONSTRAINT_##name,
  SC_CONSTRAINT_KINDS(X)
#undef X
  SC_N_CONSTRAINT_KINDS
} sc_constraint_kind;

typedef struct sc_constraint {
  sc_constraint_kind kind;
  const char *name;            /* "row AGR", "TIN:CON + TIN:EQP"            */
  int    index;                /* of the row, column or cell; else -1       */
  int    line;                 /* in the file, 0 when none                  */
  double value, sd;
  int    first, n;             /* its entries                               */
} sc_constraint;

typedef struct sc_constraints {
  const char *file;            /* NULL when none                            */
  sc_matrix   matrix;
  int n, capacity;
  sc_constraint *constraint;   /* [n]                                       */
  int n_entries, entries_capacity;
  int    *cell;                /* [n_entries] i * n_columns + j             */
  double *coefficient;         /* [n_entries]                               */
  double *fixed;               /* [cells] the value, NaN where it is free   */
  sc_arena arena;
} sc_constraints;

sc_code sc_constraints_start(sc_constraints *constraints, const sc_matrix *matrix, sc_report *report);
void    sc_constraints_free(sc_constraints *constraints);

/* Reads a file behind sc_constraints_start; reports every mistake. */
sc_code sc_constraints_read(sc_constraints *constraints, const char *path, sc_report *report);

/* One more, without entries; name is copied. Then its entries. */
sc_code sc_constraints_add(sc_constraints *constraints, sc_constraint_kind kind, int index, const char *name, double value,
                           double sd, sc_report *report);
sc_code sc_constraints_term(sc_constraints *constraints, int i, int j, double coefficient, sc_report *report);

sc_code sc_constraints_row(sc_constraints *constraints, int i, double value, double sd, sc_report *report);
sc_code sc_constraints_column(sc_constraints *constraints, int j, double value, double sd, sc_report *report);

/* Row i and column j are one account: row sum - column sum = value. */
sc_code sc_constraints_account(sc_constraints *constraints, int i, int j, double value, double sd, sc_report *report);

/* The targets of all rows and columns, where that is all that is said, each once and exactly; fails where it is not. */
sc_code sc_constraints_margins(const sc_constraints *constraints, double *u, double *v, sc_report *report);

/* sum_k g_ck z_k */
double sc_constraint_sum(const sc_constraints *constraints, int c, const double *z);

#endif
