/* linkages.h - how strongly an activity pulls on the others, and pushes them.
 *
 *   backward   b_j = sum_i L_ij              all output needed for one unit of final demand for j
 *   forward    f_i = sum_j G_ij              all output that one unit of primary input in i enables
 *   normalised b_j / mean(b), f_i / mean(f)  above 1: stronger than the average activity
 *   dispersion V_j = sd_i(L_ij) / mean_i(L_ij),  W_i = sd_j(G_ij) / mean_j(G_ij)      divisor n - 1
 *              small: the pull reaches many activities evenly; large: it stays with a few
 *
 * Rasmussen (1956), Studies in Inter-Sectoral Relations; forward linkages from G as Jones (1976, QJE 90) asked for, since
 * row sums of L answer the odd question of one unit of final demand for every product. An activity is a key one when both
 * normalised linkages are above 1 (Miller and Blair 2009, 12.2).
 *
 * Shapes: matrices [n * n], each member of sc_linkages [n], the caller's. Nothing allocates.
 */
#ifndef SC_IO_LINKAGES_H
#define SC_IO_LINKAGES_H

/* Class of an activity: name in files, Chinese, English. */
#define SC_LINKAGE_CLASSES(X)                                \
  X(WEAK,     "weak",     "弱关联",   "weakly linked")        \
  X(BACKWARD, "backward", "后向主导", "pulls")                \
  X(FORWARD,  "forward",  "前向主导", "pushes")               \
  X(KEY,      "key",      "关键部门", "key")
typedef enum sc_linkage_class {
#define X(NAME, name, zh, en) SC_LINKAGE_##NAME,
  SC_LINKAGE_CLASSES(X)
#undef X
  SC_N_LINKAGE_CLASSES
} sc_linkage_class;

typedef struct sc_linkages {
  double *backward, *forward;                          /* sums        */
  double *backward_normalised, *forward_normalised;    /* mean 1      */
  double *backward_dispersion, *forward_dispersion;
} sc_linkages;

void sc_linkages_measure(int n, const double *inverse, const double *ghosh, const sc_linkages *to);
sc_linkage_class sc_linkages_class(double backward_normalised, double forward_normalised);

#endif
