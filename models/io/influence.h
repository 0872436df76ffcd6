/* influence.h - which input coefficients matter: the field of influence and how far each could be wrong.
 *
 * One coefficient changes by e: the new inverse is, exactly (Sherman and Morrison 1950),
 *
 *   L(e) = L + e F_ij / (1 - e L_ji),   F_ij = (column i of L)(row j of L)           field of influence
 *
 * Sonis and Hewings (1989, 1992). Its size is the sum of its cells, (sum of column i)(sum of row j).
 *
 * Tolerable limit (Jilek 1971; Schintke and Staeglin 1988): the change of a_ij, in percent, at which some output first
 * moves by p percent, final demand unchanged:
 *
 *   r_ij = 100 p / (a_ij [p L_ji + 100 max_k (L_ki / x_k) x_j])
 *
 * The smaller r_ij, the more important the coefficient; infinite where a_ij = 0 or x_j = 0.
 *
 * Shapes: matrices [n * n], output [n]. Nothing allocates.
 */
#ifndef SC_IO_INFLUENCE_H
#define SC_IO_INFLUENCE_H

void sc_influence_change(int n, const double *inverse, int i, int j, double change, double *changed);   /* L(e), may be L */
void sc_influence_size(int n, const double *inverse, double *size);
void sc_influence_limits(int n, const double *a, const double *inverse, const double *output, double percent, double *limit);

#endif
