/* reconcile.h - one matrix and much that is known of it: the four methods of balancing, under one call.
 *
 *   ras       cells of 0 or more, the sums of all rows and columns known exactly
 *   gras      the same with cells of any sign                                             both as in balance.h
 *   kras      any constraints (constraints.h). They count for more than the matrix: it is moved as far as they ask. Where
 *             they can all be met they are, whatever their standard deviations; where they contradict one another their
 *             errors e are the smallest, sum (e_c / sd_c)^2, and among the matrices that leave these errors the nearest is
 *             taken. Two numbers for one sum become their mean with weights 1 / sd^2.
 *   entropy   any constraints. Matrix and constraints are weighed against each other:
 *               min  (1 / a) sum |z0| (y ln y - y + 1) + sum_c sum_h w_ch ln(w_ch / w0_h),     y = z / z0
 *               sum_k g_ck z_k = v_c + sum_h w_ch s_ch
 *             where s_c are five points within 3 standard deviations and a is the mean size of a column, so that the first
 *             sum is that of column coefficients A ln(A / A0), each column weighted by its size.
 *
 * The nearest matrix always has the least information, as in balance.h: with the sums of all rows and columns known exactly
 * the four give the same numbers. Signs are kept and zeros stay zeros; fixed cells are taken out beforehand.
 *
 * Source   kras solves the problem of Lenzen, Gallego and Wood (2009, Economic Systems Research 21: KRAS), conflicting and
 *          uncertain constraints on any sets of cells. They step the right-hand sides towards what is reached, by at most a
 *          share of each standard deviation in each round, and where that ends depends on the share and on the order of the
 *          constraints; the least squares of Stone, Champernowne and Meade (1942) for the errors depend on neither. The limit
 *          is reached by Bregman's proximal steps: each solves matrix and errors together with little weight on the matrix
 *          and begins from the last one's matrix.
 *          entropy: Robinson, Cattaneo and El-Said (2001, Economic Systems Research 13), in flows rather than coefficients,
 *          which makes it convex; McDougall (1999) on the weights under which it is RAS.
 *          Both by Newton's method on the dual (entropy.h).
 *
 * When nothing satisfies all that is exact (or, for entropy, within 3 standard deviations), the message names the constraints
 * that contradict one another and by how much.
 */
#ifndef SC_ACCOUNTS_RECONCILE_H
#define SC_ACCOUNTS_RECONCILE_H

#include "models/accounts/constraints.h"

/* name, zh, en */
#define SC_BALANCE_METHODS(X)                     \
  X(ras,     "RAS",        "RAS")                  \
  X(gras,    "广义 RAS",   "GRAS")                 \
  X(kras,    "KRAS（冲突约束）", "KRAS (conflicting constraints)") \
  X(entropy, "交叉熵",     "cross-entropy")
typedef enum sc_balance_method {
#define X(name, zh, en) SC_BALANCE_##name,
  SC_BALANCE_METHODS(X)
#undef X
  SC_N_BALANCE_METHODS
} sc_balance_method;

extern const sc_text sc_balance_method_texts[SC_N_BALANCE_METHODS];

typedef struct sc_reconciling {
  double tolerance;          /* in:  relative gap of a constraint that is allowed */
  int    max_iterations;     /* in:  0: what suits the method                     */
  int    iterations;         /* out */
  double gap;                /* out: largest gap left, in units of z              */
} sc_reconciling;

#define SC_RECONCILING_DEFAULT { .tolerance = 1e-12 }

/* z [cells] may be the matrix's own; error [constraints] e; factor [constraints] by what each multiplies its cells above 0 that
 * have the coefficient 1 (r and s of RAS, the s with a geometric mean of 1; where constraints repeat one another, up to what
 * they share; NaN where they contradict one another and none is defined). Both NULL when not wanted. */
sc_code sc_reconcile(sc_balance_method method, const sc_constraints *constraints, double *z, double *error, double *factor,
                     sc_reconciling *how, sc_report *report);

/* How far z is from z0. */
typedef struct sc_balance_change {
  double information;        /* sum |z0| (y ln y - y + 1) over sum |z0|, cells with z0 <> 0 */
  double wape;               /* sum |z - z0| over sum |z0|; times 100 it is STPE            */
} sc_balance_change;
sc_balance_change sc_balance_compare(size_t n, const double *z0, const double *z);

#endif
