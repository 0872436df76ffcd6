/* table_layout.h - which line and which field of a file is what in an input-output table; table.h describes the layouts.
 *
 *   sc_csv -> sc_table_layout_find -> layout -> table_read.c fills the table
 *
 * Only here do the layouts differ: reading knows kinds of rows and places of columns. `TOTAL` of a value-added row may stand
 * in another column than that of flows. Owns its arrays; free with sc_table_layout_free.
 */
#ifndef SC_ACCOUNTS_TABLE_LAYOUT_H
#define SC_ACCOUNTS_TABLE_LAYOUT_H

#include "models/accounts/csv.h"
#include "models/accounts/table.h"

typedef enum sc_table_row {
  SC_ROW_SKIPPED, SC_ROW_DOMESTIC, SC_ROW_IMPORTED, SC_ROW_VALUE_ADDED, SC_ROW_SATELLITE, SC_ROW_LABEL, SC_ROW_OUTPUT, SC_N_ROW_KINDS
} sc_table_row;

typedef struct sc_table_final { int column; double sign; const char *name; } sc_table_final;

typedef struct sc_table_layout {
  int name, key;                   /* columns of a row's name and, for messages, of what stands before it; equal: none  */
  int first_activity, total, value_added_total;   /* columns                                                            */
  int label[SC_N_LANGS];           /* columns of what activities are called; 0: none, for the first is of codes          */
  int n, n_final;
  int is_known;                    /* with a mistake in some rows the others can be read, so that all mistakes are told */
  int final_must_be_empty;         /* of rows that are no flows                                                         */
  sc_table_final *final;           /* [n_final]                                                                         */
  int            *row;             /* [n_rows] sc_table_row of each line; line 0 is the header                          */
  const char *(*value_added_name)(const char *name);      /* NULL: as in the file                                       */
} sc_table_layout;

sc_code sc_table_layout_find(sc_table_layout *layout, const sc_csv *csv, sc_report *report);
void    sc_table_layout_free(sc_table_layout *layout);

#endif
