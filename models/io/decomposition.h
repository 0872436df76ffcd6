/* decomposition.h - structural decomposition: why did outputs, value added or jobs change between two tables?
 *
 * A result is a chain of factors ending in a vector, y = F_1 F_2 ... F_m; with x = L f two factors, with v (hat) L f three.
 * Let y(S) be the result with the factors of set S at their later values and the others at their earlier ones. Then
 *
 *   polar      c_i = y({1..i}) - y({1..i-1})         factors change from the first to the last
 *   mirror     c_i = y({i..m}) - y({i+1..m})         ... from the last to the first
 *   mean       half of each: for two factors the exact mean, 0.5 dL (f0 + f1) + 0.5 (L0 + L1) df
 *   all        mean over all m! orders: sum over S without i of |S|! (m - 1 - |S|)! / m!  [y(S + i) - y(S)]
 *
 * Dietzenbacher and Los (1998, Economic Systems Research 10); `all` is the Shapley value (Sun 1998; Ang 2004). Each of them
 * adds up to y1 - y0: there is no residual.
 *
 * Tables at current prices give effects in which prices and volumes are mixed; say so beside the result.
 *
 * Shapes: factor i has rows x columns numbers, or `rows` numbers where it is diagonal; the last has one column.
 * Ownership: inputs stay the caller's; `effect` is [m * rows of the first factor]. Allocates workspace.
 */
#ifndef SC_IO_DECOMPOSITION_H
#define SC_IO_DECOMPOSITION_H

#include "engine/base/error.h"

#define SC_MAX_FACTORS 8

typedef struct sc_factor {
  int rows, columns, diagonal;
  const double *before, *after;
} sc_factor;

typedef enum sc_decomposition { SC_DECOMPOSE_POLAR, SC_DECOMPOSE_MIRROR, SC_DECOMPOSE_MEAN, SC_DECOMPOSE_ALL } sc_decomposition;

sc_code sc_decompose(sc_decomposition kind, int m, const sc_factor *factors, double *effect, sc_report *report);

#endif
