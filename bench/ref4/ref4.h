/* ref4.h - REF4, a reference model small enough to be written again in any language: four sectors, yearly steps.
 *
 * It exists to be timed (bench/run) and is written against the public model interface like any other model: nothing in
 * the engine knows it. The readable statement is bench/peers/ref_numpy.py, function `simple`. Each year t:
 *
 *   a_i   = rho_i a_i + sigma_i (C z)_i                          productivity shock, C C' the correlation matrix
 *   V_i   = A_i e^(g_i t + a_i) (R_i/R_i0)^theta_i K_i^alpha_i e^(n_i t (1 - alpha_i))      capacity value added
 *   cap_i = V_i / v_i,  m_i = e^(-eta_i a_i)                     capacity output; input coefficients are A_ij m_j
 *   F_i   = (sum V) h_i / sum h,  h_i = f_i P_i^-eps             final demand at last year's prices
 *   X     = (I - A m)^-1 F,  q_i = X_i / cap_i                   output and use of capacity
 *   P_i   = q_i^phi,  U_i = (1 - m_i (1 - v_i)) cap_i q_i^psi    price; value added
 *   K_i   = (1 - delta_i) K_i + s (sum U) w_i P_i / sum w P      investment follows returns
 *   R_i   = (1 - delta_R) R_i + r_i U_i                          stock of R&D
 *
 * Units    base-year GDP = 100. Shapes: four sectors; every series an sc_lane. GDP is sum U.
 * Check    all shocks zero: 100.881721291 in year 1, 131.416914266 in year 15; z_ti = sin(1 + i + 4 t), i = 0..3:
 *          100.711751575 and 131.033933361 (bench/peers/README.md, agreed by four other programs).
 */
#ifndef SC_BENCH_REF4_H
#define SC_BENCH_REF4_H

#include "engine/lanes/isa.h"

enum { REF4_SECTORS = 4, REF4_YEARS = 15 };

/* Made once by create, read-only afterwards. */
typedef struct ref4_self {
  double input[REF4_SECTORS][REF4_SECTORS];      /* A                                                  */
  double shock[REF4_SECTORS * REF4_SECTORS];     /* sigma_i C_ij, lower triangular                     */
  double level[REF4_SECTORS];                    /* log A_i - theta_i log R_i0                         */
  double trend[REF4_SECTORS];                    /* g_i + (1 - alpha_i) n_i                            */
  double log_v[REF4_SECTORS], value_added[REF4_SECTORS], weight[REF4_SECTORS];   /* log v_i, v_i, w_i */
  double capital[REF4_SECTORS], research[REF4_SECTORS];                          /* K_i0, R_i0        */
  int    forced;                                 /* shocks z_ti = sin(1 + i + 4 t) instead of random  */
  double sine[REF4_YEARS + 1][REF4_SECTORS];
} ref4_self;

typedef struct ref4_state {
  sc_lane capital[REF4_SECTORS], research[REF4_SECTORS], productivity[REF4_SECTORS], log_price[REF4_SECTORS];
  sc_lane gdp;
} ref4_state;

/* Parameters that need no preparation. */
extern const double ref4_alpha[REF4_SECTORS], ref4_theta[REF4_SECTORS], ref4_rho[REF4_SECTORS], ref4_eta[REF4_SECTORS],
  ref4_delta[REF4_SECTORS], ref4_r[REF4_SECTORS], ref4_f[REF4_SECTORS];
#define REF4_INVESTMENT 0.25
#define REF4_DELTA_R    0.15
#define REF4_PHI        0.6
#define REF4_PSI        0.4
#define REF4_EPSILON    0.8

SC_KERNEL_DECLARE(void, ref4_start, (const void *self, const void *params, void *state, const sc_period *now));
SC_KERNEL_DECLARE(void, ref4_step, (const void *self, const void *params, void *state, const sc_period *now));

extern const sc_model ref4_model, ref4_forced_model;   /* random shocks; the sine shocks of the check values */

#endif
