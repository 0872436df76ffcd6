/* paths.h - structural path analysis: through which chains of suppliers does final demand reach a quantity?
 *
 *   c'L f = sum_k c_k f_k + sum_jk c_j a_jk f_k + sum_ijk c_i a_ij a_jk f_k + ...
 *
 * Each term is a path k <- j <- i: demand for k needs input from j, which needs input from i, where so much of the quantity
 * arises. The tree is walked depth first. Below a node reached with flow y_i = a_ij ... f_k everything adds up to y_i (c'L)_i,
 * so a branch is left as soon as that is not above the smallest of the paths kept, or below `share` of the whole. The result
 * is exact: no path of up to SC_PATH_MOST steps that should be among the largest is missed, with c >= 0, A >= 0 and f >= 0.
 *
 * Defourny and Thorbecke (1984, Economic Journal 94); Treloar (1997); Lenzen (2007, Structural Change and Economic Dynamics).
 * Negative final demand (stocks) is left out. Shapes: a [n * n]; coefficient, multiplier = c'L, final [n]; paths
 * [n_wanted]. Nothing allocates.
 */
#ifndef SC_IO_PATHS_H
#define SC_IO_PATHS_H

#define SC_PATH_MOST 12

typedef struct sc_path {
  int    length;                       /* activities on it, 1 or more                              */
  int    activity[SC_PATH_MOST];       /* the final product first, the place of the quantity last  */
  double value;                        /* in units of the quantity                                 */
  double below;                        /* what arises at its end and further up that branch        */
} sc_path;

/* The number found, at most n_wanted, largest first; equal ones in the order of the walk. */
int sc_paths_largest(int n, const double *a, const double *coefficient, const double *multiplier, const double *final,
                     double share, int n_wanted, sc_path *paths);

/* value and below of a path whose activities are known, with other numbers. */
void sc_path_value(int n, const double *a, const double *coefficient, const double *multiplier, const double *final, sc_path *path);

#endif
