/* dynamic.h - the dynamic Leontief model: output must also make the capital that next year's output needs.
 *
 *   x_t = A x_t + B (x_{t+1} - x_t) + f_t                                   Leontief (1953, 1970)
 *
 * B_ij is the capital good i that a unit of capacity of j needs: a matrix of any rank, or B_ij = w_i kappa_j where only the composition w
 * of investment and the capital-output ratios kappa are known. Most activities make no capital goods, so B is singular; it is
 * never inverted.
 *
 *   backward path    x_T = (I - A - g B)^-1 f_T,   x_t = (I - A + B)^-1 (B x_{t+1} + f_t)
 *   growth ceiling   g_max = 1 / lambda_max(B (I - A)^-1)      above it balanced growth at rate g has no positive outputs
 *
 * The forward path with idle capacity (Duchin and Szyld 1985, Metroeconomica 37): capacity c grows by what is ordered, orders
 * o are never negative, so the model does not break down when demand falls,
 *
 *   x_t = L (f_t + B o_t),   o_t = max(0, e_{t+1} - c_t),   c_{t+1} = c_t + o_t
 *   e_{j,t+1} = (1 + g_j)^2 x_{j,t-1},   g_j = x_{j,t-1} / x_{j,t-2} - 1 between 0 and the cap `fastest`
 *
 * where e is the output expected for the next year. x_jt above c_jt means that demand cannot be met: `short_of` says by how
 * much at most, relative to capacity.
 *
 * Shapes: a, capital, inverse [n * n]; final, path [n_years * n], year by year; capacity [(n_years + 1) * n], the first row
 * given. Units: those of the table; B in years. The functions that return sc_code allocate workspace.
 */
#ifndef SC_IO_DYNAMIC_H
#define SC_IO_DYNAMIC_H

#include "engine/base/error.h"

/* growth: g of the years after the last. */
sc_code sc_dynamic_backward(int n, const double *a, const double *capital, int n_years, const double *final, double growth,
                            double *path, sc_report *report);

/* Infinite where no capital is needed. The iteration stops when two estimates agree to 1e-14. */
sc_code sc_dynamic_ceiling(int n, const double *capital, const double *inverse, double *ceiling, sc_report *report);

/* before: output of the year before the first, which also stands for the one before that. Returns short_of. */
double sc_dynamic_forward(int n, const double *inverse, const double *capital, int n_years, const double *final, const double *before,
                          double fastest, double *capacity, double *path, double *work /* [n] */);

#endif
