/* ghosh.h - the supply side of an input-output table.
 *
 * Output coefficients B_ij = Z_ij / x_i say where i's output goes. With value added and imports w (primary inputs),
 *
 *   x' = x'B + w',   G = (I - B)^-1,   x' = w'G                                       Ghosh (1958, Economica 25)
 *
 * Value reading: primary inputs w give outputs in value w'G; with the table's own w that is x.
 * Price reading (Dietzenbacher 1997, Journal of Regional Science 37): quantities stay, so the value of output changes
 * because its price does: p_j = (w'G)_j / x_j, the same as the Leontief price dual with cost w_j / x_j (prices.h).
 * The quantity reading, in which supply finds its own demand, is not offered: Oosterhaven (1988) showed it implausible.
 *
 * Shapes: inverse, ghosh [n * n]; output, primary, value, price [n]. Nothing allocates.
 */
#ifndef SC_IO_GHOSH_H
#define SC_IO_GHOSH_H

/* G_ij = L_ij x_j / x_i, and the row of the unit matrix where x_i = 0. */
void sc_ghosh_inverse(int n, const double *inverse, const double *output, double *ghosh);
void sc_ghosh_value(int n, const double *ghosh, const double *primary, double *value);
/* 1 is the price of the base year; 1 as well where an activity has no output. */
void sc_ghosh_price(int n, const double *ghosh, const double *primary, const double *output, double *price);

#endif
