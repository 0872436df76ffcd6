/* origins.h - domestic and imported products in a table: taken apart, and put together.
 *
 * A competitive table has uses of both origins together, and what is imported of each product, m_i. Where nothing else is
 * known, every user is taken to buy the same mix (the proportional or import-share assumption; United Nations 2018, Handbook
 * on Supply and Use Tables and Input-Output Tables). It is a strong one: docs/io.md measures it against published tables.
 *
 *   D_i = sum_j Z_ij + sum_{k not exempt} f_ik         use that can be met by imports
 *   s_i = m_i / D_i                                    share imported
 *   Zm_ij = s_i Z_ij,  Zd_ij = (1 - s_i) Z_ij,  and final demand alike; exempt columns are domestic
 *
 * Rows and columns balance as before. Exports are exempt as a rule, changes in stocks may be; a column of errors (ERR) always
 * is. Where more is imported than D_i, s_i = 1 and the rest, r_i = m_i - D_i, is exported again: it is taken out of exports,
 * which must hold as much. Putting together is exact: Z = Zd + Zm, f = fd + fm, with a column IMPORTS of -m_i.
 *
 * Shapes: [n] for each product. The tables made are owned by the caller; sc_io_table_free.
 */
#ifndef SC_ACCOUNTS_ORIGINS_H
#define SC_ACCOUNTS_ORIGINS_H

#include "models/accounts/table.h"

typedef enum sc_exempt { SC_EXEMPT_EXPORTS, SC_EXEMPT_EXPORTS_AND_STOCKS, SC_EXEMPT_NONE } sc_exempt;

/* share s, again r: [n] each; out. */
sc_code sc_io_table_take_apart(sc_io_table *made, const sc_io_table *competitive, sc_exempt exempt, double *share, double *again,
                               sc_report *report);
sc_code sc_io_table_put_together(sc_io_table *made, const sc_io_table *table, sc_report *report);

#endif
