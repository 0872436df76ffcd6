/* distance.h - how many steps lie between activities, and between an activity and the ends of the chain.
 *
 *   average propagation length   V_ij = [L (L - I)]_ij / (L - I)_ij        steps from a demand for j to its effect on i
 *                                Dietzenbacher, Romero and Bosma (2005, Estudios de Economia Aplicada 23); 0 where no chain
 *   upstreamness    U_i = sum_j G_ij      mean number of stages, itself included, to final use
 *   downstreamness  D_j = sum_i L_ij      mean number of stages, itself included, from primary inputs
 *
 * Antras, Chor, Fally and Hillberry (2012, AER P&P 102); Fally (2012); Antras and Chor (2018). All on the domestic table:
 * exports and stocks count as final uses and imports as primary inputs, the chain abroad is not seen.
 *
 * Shapes: inverse, ghosh, length [n * n]; upstream, downstream [n]. Nothing allocates.
 */
#ifndef SC_IO_DISTANCE_H
#define SC_IO_DISTANCE_H

void sc_propagation_length(int n, const double *inverse, double *length);
void sc_streamness(int n, const double *inverse, const double *ghosh, double *upstream, double *downstream);

#endif
