/* supply_use.h - supply and use tables, and the symmetric tables made of them.
 *
 * S_ij is what industry j makes of product i, U_ij what it uses, W_hj its value added, Y_ik final demand; q_i = sum_j S_ij, g_j =
 * sum_i S_ij. Products and industries are two classifications: an industry also makes products that are not its own. Of the four
 * ways to one classification (Eurostat 2008, Manual of Supply, Use and Input-Output Tables, ch. 11; United Nations 2018) two are
 * assumptions on technology and give tables of products, two on sales and give tables of industries:
 *
 *   A  a product is made in one way wherever it is made    T = S^-1 q^       Z = U T,  w = W T,  f = Y
 *   B  an industry makes all it makes in one way           T = g^-1 S'       Z = U T,  w = W T,  f = Y
 *   C  an industry sells all it makes alike                T = g^ S^-1       Z = T U,  w = W,    f = T Y
 *   D  a product is sold alike wherever it is made         T = S' q^-1       Z = T U,  w = W,    f = T Y
 *
 * with ^ for a diagonal matrix. A and C need as many products as industries and an S that can be inverted, and may give negative
 * flows, which says that the assumption does not hold there; B and D do not. Imported products go the same way; with C and D they
 * are booked at the industries that make such products here. Rows and columns balance as they do in the tables read. Satellites (jobs,
 * energy) are of industries, and go the way of value added: with A and B products get them as they get inputs, w T, and with A some may
 * come out negative; with C and D they stay where they are. Their sums stay in all four.
 *
 * Files, comma-separated:
 *   supply   product,<industries>,TOTAL               one row for each product; a row TOTAL, OUTPUT may follow
 *   use      block,row,<industries>,<final demand>,TOTAL     blocks DOM (or ALL), IMP, VA, SAT, TOTAL as in table.h, DOM and IMP by product
 *
 * Shapes: row-major, products first. Owns its arrays; free with sc_supply_use_free.
 */
#ifndef SC_ACCOUNTS_SUPPLY_USE_H
#define SC_ACCOUNTS_SUPPLY_USE_H

#include "models/accounts/table.h"

typedef enum sc_technology { SC_PRODUCT_TECHNOLOGY, SC_INDUSTRY_TECHNOLOGY, SC_INDUSTRY_SALES, SC_PRODUCT_SALES } sc_technology;   /* A, B, C, D */

typedef struct sc_supply_use {
  const char *supply_file, *use_file;
  int n_products, n_industries, n_final, n_value_added, n_satellites;
  const char **product, **industry, **final_name, **value_added_name, **satellite_name;
  double *supply, *domestic, *imported;            /* S, U, U of imports  [products * industries] */
  double *final_domestic, *final_imported;         /* Y                   [products * n_final]    */
  double *value_added;                             /* W                   [n_value_added * industries] */
  double *satellite;                               /* by industry         [n_satellites * industries]  */
  double *product_output, *industry_output;        /* q, g                                        */
  sc_arena arena;
} sc_supply_use;

/* Reads both files and checks that they balance, to SC_IO_TABLE_TOLERANCE. */
sc_code sc_supply_use_read(sc_supply_use *tables, const char *supply, const char *use, sc_report *report);
void    sc_supply_use_free(sc_supply_use *tables);

/* The symmetric table. Allocates workspace. */
sc_code sc_supply_use_symmetric(sc_io_table *made, const sc_supply_use *tables, sc_technology technology, sc_report *report);

/* Negative flows become 0; the others are brought back to the sums of their rows and columns by RAS (balance.h). */
sc_code sc_io_table_remove_negatives(sc_io_table *table, sc_report *report);

#endif
