/* extraction.h - hypothetical extraction: how much output would be lost if activity k dealt with no one.
 *
 *   TOTAL      row, column and final demand of k go           loss_i = L_ik x_k / L_kk
 *   PURCHASES  column k of A times (1 - theta)                loss_i = theta (L_ik - d_ik) x_k / (1 + theta (L_kk - 1))
 *   SALES      row k of A times (1 - theta)                   loss_i = theta L_ik (x_k - f_k) / (1 + theta (L_kk - 1))
 *
 * d is the unit matrix. x_-k = (I - A_-k)^-1 f_-k needs no new inverse: striking out a row and a column, or scaling one,
 * changes I - A by a matrix of rank one or two, and Sherman and Morrison (1950, Annals of Mathematical Statistics 21)
 * give the rest. Extraction: Paelinck, de Caevel and Degueldre (1965); Miller and Lahr (2001); Dietzenbacher and Lahr
 * (2013) for the partial kind. In TOTAL theta is not used. What k sells to itself is extracted with the rest.
 *
 * Shapes: inverse [n * n]; output, final, loss [n]; 0 <= theta <= 1. Nothing allocates.
 */
#ifndef SC_IO_EXTRACTION_H
#define SC_IO_EXTRACTION_H

typedef enum sc_extraction { SC_EXTRACT_TOTAL, SC_EXTRACT_PURCHASES, SC_EXTRACT_SALES } sc_extraction;

void sc_extract(sc_extraction kind, int n, const double *inverse, const double *output, const double *final, int k,
                double theta, double *loss);

#endif
