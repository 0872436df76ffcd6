/* table.h - an input-output table: read, check, write.
 *
 * A file of comma-separated values, one row for each line of the table, in one of three layouts told by the first line:
 *
 * 1. In blocks; this is what is written.
 *
 *   block,row,<activities>,<final demand columns>,TOTAL
 *   DOM,AGR,...        domestic flows, one row for each activity; TOTAL is gross output
 *   IMP,AGR,...        imported flows, the same rows (optional); TOTAL is imports of the product
 *   VA,<name>,...      value added, any number of rows (optional: without one it is output less inputs); final demand fields
 *                      are empty, an empty TOTAL is the row's sum
 *   SAT,<name>,...     satellites: jobs, energy, ... by activity, in their own units and of any sign (optional)
 *   NAME,en,...        what activities are called by a reader, in English (en) or Chinese (zh), where the first line has codes (optional)
 *   TOTAL,OUTPUT,...   column totals (optional, checked when there)
 *
 * 2. Plain: Z, f and x. The rows named like the first columns are the activities, so Z is square; columns between them and
 *    the last one are final demand; the last is output. Further rows are value added, or output again (optional, checked).
 *    Without value added it is output less inputs, one row, and the history says so, as in blocks.
 *
 *   <anything>,AGR,IND,...,<final demand columns>,TOTAL      the last may be TOTAL, OUTPUT, X or x, in Chinese as well
 *
 * 3. As China's National Bureau of Statistics is republished: Code,Description,...,[Origin],<codes>,TIU,<final demand>,...,GO
 *    with subtotals in rows and columns, products of both origins together (competitive) or apart (non-competitive).
 *
 * A competitive table has one block, ALL instead of DOM, of flows from both origins, and a final demand column IMPORTS,
 * negative, so that rows still add up to output. An analysis needs origins apart: imports.h.
 *
 * Lines above the first that begin with '#' are the table's history: what was done, one step a line, to what.
 *
 * Accounting identities, for every activity i, j:
 *
 *   sum_j Z_ij + sum_k f_ik = x_i          sum_j M_ij + sum_k g_ik = m_i
 *   sum_i (Z_ij + M_ij) + sum_h w_hj = x_j
 *
 * Hawkins and Simon (1949, Econometrica 17): the table is productive, so that (I - A)^-1 exists and is non-negative, when
 * and only when every pivot of the elimination of I - A is positive.
 *
 * Units    the file's own, the same for all money cells. Shapes: row-major, as written at each member.
 * Ownership a table owns its arrays; free with sc_io_table_free (accepts NULL and a zeroed struct).
 */
#ifndef SC_ACCOUNTS_TABLE_H
#define SC_ACCOUNTS_TABLE_H

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "models/accounts/roles.h"

typedef struct sc_io_table {
  const char *file;
  int n, n_final, n_value_added, n_satellites;
  const char **activity;           /* [n]                */
  const char **label[SC_N_LANGS];  /* [n] each: what an activity is called by a reader; NULL where the file does not say */
  const char **final_name;         /* [n_final]          */
  const char **value_added_name;   /* [n_value_added]    */
  const char **satellite_name;     /* [n_satellites]     */
  sc_final    *final;              /* [n_final] roles    */
  sc_value    *value;              /* [n_value_added] roles */
  double *domestic;                /* Z  [n * n]         what j buys of domestic product i: [i * n + j]   */
  double *imported;                /* M  [n * n]         zero where the file has no IMP block             */
  double *final_domestic;          /* f  [n * n_final]   */
  double *final_imported;          /* g  [n * n_final]   */
  double *value_added;             /* w  [n_value_added * n] */
  double *satellite;               /*    [n_satellites * n]  */
  double *output;                  /* x  [n]             */
  double *imports;                 /* m  [n]             */
  double *value_added_total;       /*    [n_value_added] as the file states it                            */
  double *column_total;            /*    [n]             as the file states it, else output               */
  int    *line;                    /*    [2n + n_value_added + 1] lines of the DOM, IMP, VA rows and of TOTAL, 0 when none */
  int value_added_is_rest;         /* the file has no row of it: it is output less inputs                  */
  int n_history;
  const char **history;            /* [n_history] steps that made the table, the first one first          */
  sc_arena arena;
} sc_io_table;

/* Takes all arrays, zeroed, for the counts n, n_final, n_value_added, n_satellites already set. */
sc_code sc_io_table_allocate(sc_io_table *table, sc_report *report);

/* Another table of the same activities, with n_final columns of final demand, still without names and numbers: value added,
 * satellites, output and names are copied, flows and imports are zero. */
sc_code sc_io_table_like(sc_io_table *made, const sc_io_table *table, int n_final, sc_report *report);
sc_code sc_io_table_name_final(sc_io_table *table, int k, const char *name, sc_report *report);

/* Labels of `from`, of the same activities. */
sc_code sc_io_table_copy_labels(sc_io_table *table, const sc_io_table *from, sc_report *report);

/* What columns of final demand and rows of value added are, by their names (roles.h); a table that is read has them. */
void    sc_io_table_find_roles(sc_io_table *table);

/* Reports every mistake of form, and negative outputs. What the numbers say is asked below. */
sc_code sc_io_table_read(sc_io_table *table, const char *path, sc_report *report);
void    sc_io_table_free(sc_io_table *table);

/* The table as such a file; reading it gives the same table, bit for bit. */
void    sc_io_table_as_csv(const sc_io_table *table, sc_string *to);
sc_code sc_io_table_add_history(sc_io_table *table, const char *step, sc_report *report);      /* copied, as one line */

/* A sum that the identities ask for: of a row of `block` (DOM, ALL, IMP, VA), of a column (NULL), or a column's total as the file
 * states it (TOTAL), beside what it must be; `allowed` is the gap that passes, tolerance * (|must| + mean output). */
typedef struct sc_io_sum { const char *block, *name; int line; double is, must, allowed; } sc_io_sum;
typedef void sc_io_visit(void *to, const sc_io_sum *sum);
void    sc_io_table_sums(const sc_io_table *table, double tolerance, sc_io_visit *visit, void *to);

/* Activities without output that buy or sell are all reported, since their coefficients do not exist; of gaps the worst one. */
#define SC_IO_TABLE_TOLERANCE 1e-6
sc_code sc_io_table_check_balance(const sc_io_table *table, double tolerance, sc_report *report);
int     sc_io_table_has_no_output(const sc_io_table *table, int j, double *traded);    /* ..., and what it buys and sells all the same */

/* Flows of inputs below 0: how many, their sum, and the largest. Models A and C of supply_use.h make them, and so do by-products that are
 * booked as negative inputs. Rounding leaves dust where a flow is zero: below 1e-12 of the mean output nothing is negative.
 * check_signs fails where there are any: for what needs coefficients of 0 or more. */
typedef struct sc_negatives { int n, row, column; double sum, largest; } sc_negatives;
sc_negatives sc_io_table_negatives(const sc_io_table *table);
sc_code sc_io_table_check_signs(const sc_io_table *table, sc_report *report);

/* Hawkins and Simon; where flows are negative, for |A|: then the rounds of inputs still die out and the inverse exists. */
sc_code sc_io_table_check_productive(const sc_io_table *table, sc_report *report);

/* What the reader of text checks cell by cell, for tables from elsewhere: finite numbers, outputs not negative, no name twice. */
sc_code sc_io_table_check_numbers(const sc_io_table *table, sc_report *report);

/* Flows of both origins are together, and imports a column. sc_io_table_check_origins fails then. */
int     sc_io_table_is_competitive(const sc_io_table *table);
sc_code sc_io_table_check_origins(const sc_io_table *table, sc_report *report);

/* Purchases of product i by all columns of a role, domestic or imported. */
double sc_io_table_final_domestic(const sc_io_table *table, sc_final role, int i);
double sc_io_table_final_imported(const sc_io_table *table, sc_final role, int i);
double sc_io_table_value_added(const sc_io_table *table, int j);        /* column sum */
int    sc_io_table_activity(const sc_io_table *table, const char *id);  /* index or -1 */
double sc_io_table_value_added_of(const sc_io_table *table, sc_value role, int j);      /* sum of the rows of a role */
int    sc_io_table_has_final(const sc_io_table *table, sc_final role);
int    sc_io_table_has_value(const sc_io_table *table, sc_value role);

#endif
