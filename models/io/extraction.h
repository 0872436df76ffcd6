/* extraction.h - hypothetical extraction: how much output would be lost if activity k dealt with no one.
 *
 *   TOTAL      row and column k of A and f_k times (1 - theta): loss_i = L_ik (x_k - (1 - theta) y) / L_kk, loss_k = x_k - y, with
 *              y = (1 - theta) x_k / (L_kk D), D = 1 - (1 - theta) a_kk - (1 - theta)^2 (1 - a_kk - 1 / L_kk), what k still makes
 *   PURCHASES  column k of A times (1 - theta)                loss_i = theta (L_ik - d_ik) x_k / (1 + theta (L_kk - 1))
 *   SALES      row k of A times (1 - theta)                   loss_i = theta L_ik (x_k - f_k) / (1 + theta (L_kk - 1))
 *
 * d is the unit matrix. x_-k = (I - A_-k)^-1 f_-k needs no new inverse: striking out a row and a column, or scaling one,
 * changes I - A by a matrix of rank one or two, and Sherman and Morrison (1950, Annals of Mathematical Statistics 21)
 * give the rest. Extraction: Paelinck, de Caevel and Degueldre (1965); Miller and Lahr (2001); Dietzenbacher and Lahr
 * (2013) for the partial kind. What k sells to itself is extracted with the rest. For TOTAL the elimination of all but k leaves one
 * equation in what k makes, y (1 - (1 - theta) a_kk - (1 - theta)^2 r'c) = (1 - theta) x_k / L_kk, with r'c = 1 - a_kk - 1 / L_kk what
 * comes back to k through others; with theta = 1 it makes nothing.
 *
 * Shapes: inverse [n * n]; output, final, loss [n]; own = a_kk; 0 <= theta <= 1. Nothing allocates.
 */
#ifndef SC_IO_EXTRACTION_H
#define SC_IO_EXTRACTION_H

typedef enum sc_extraction { SC_EXTRACT_TOTAL, SC_EXTRACT_PURCHASES, SC_EXTRACT_SALES } sc_extraction;

void sc_extract(sc_extraction kind, int n, const double *inverse, double own, const double *output, const double *final, int k,
                double theta, double *loss);

#endif
