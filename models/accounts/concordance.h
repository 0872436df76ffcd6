/* concordance.h - from one classification of activities to another: adding up, splitting, or both.
 *
 * A file of comma-separated values says to which activities of the new classification each of the old one belongs:
 *
 *   from,to,weight        the share w of `from` that goes to `to`; without the column every share is 1
 *
 * Let S_ik be the share of activity i that goes to k, sum_k S_ik = 1 for every i. Then
 *
 *   Z' = S' Z S,   f' = S' f,   w' = w S,   x' = S' x,   m' = S' m
 *
 * and what balanced before balances after: sum_l Z'_kl + f'_k = sum_i S_ik (sum_j Z_ij + f_i) = x'_k, columns alike. With shares
 * of 1 the table is added up; with others an activity is split, in rows and columns alike: each part has its technology and
 * its customers, in proportion. Adding the parts up again gives the table back.
 *
 * Shares must add up to 1 for each activity of the table, to 1e-9; or they are made from sizes of any unit (jobs, output) in
 * another column. Shapes are told by counts; owns its arrays, free with sc_concordance_free.
 */
#ifndef SC_ACCOUNTS_CONCORDANCE_H
#define SC_ACCOUNTS_CONCORDANCE_H

#include "models/accounts/table.h"

#define SC_CONCORDANCE_TOLERANCE 1e-9

typedef struct sc_concordance_link { int from, to, line; double weight; } sc_concordance_link;

typedef struct sc_concordance {
  const char *file;
  int n_from, n_to, n_links;
  const char **from, **to;              /* [n_from], [n_to] in the order of first appearance                   */
  sc_concordance_link *link;            /* [n_links] in the order of the file                                  */
  sc_arena arena;
} sc_concordance;

/* Columns by name, as they stand in a file of several classifications. An activity belongs to one only: a line with another `to` is a
 * mistake, and so is one that repeats an earlier line in every field; the same two on lines that differ elsewhere are one. */
sc_code sc_concordance_read(sc_concordance *concordance, const char *path, const char *from, const char *to, sc_report *report);

/* With shares in the column `weight`; a column called otherwise holds sizes, of which shares are made. */
sc_code sc_concordance_read_weighted(sc_concordance *concordance, const char *path, const char *from, const char *to,
                                     const char *weight, sc_report *report);

/* Has the file such a column? Fails where it cannot be read. */
sc_code sc_concordance_has(const char *path, const char *column, int *has, sc_report *report);

void sc_concordance_free(sc_concordance *concordance);

/* The concordance for all activities of a table, in their order: those it does not name stay as they are. It must name no
 * activity that the table does not have. */
sc_code sc_concordance_complete(sc_concordance *whole, const sc_concordance *part, const sc_io_table *table, sc_report *report);

/* The table in the new classification; the concordance names its activities, all of them and no other. New activities keep the order of `to`, restricted to those that occur. */
sc_code sc_io_table_aggregate(sc_io_table *made, const sc_io_table *table, const sc_concordance *concordance, sc_report *report);

#endif
