/* prices.h - the price dual of the quantity model: what a change in the cost of primary inputs does to every price.
 *
 *   p' = p'A + p_m'M + v'    so    p' = (p_m'M + v')L                        Miller and Blair (2009), 2.6
 *
 * p_m is the price of imports by product, v the value added for each unit of output; both are 1 and v0 in the base year,
 * where p = 1 for every activity. Quantities do not answer to prices, costs are passed on in full.
 *
 * Shapes: imported, inverse [n * n]; import_price, value_added, price [n]. Nothing allocates.
 */
#ifndef SC_IO_PRICES_H
#define SC_IO_PRICES_H

void sc_price_dual(int n, const double *inverse, const double *imported, const double *import_price,
                   const double *value_added, double *price);

#endif
