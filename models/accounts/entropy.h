/* entropy.h - numbers as near as possible, in information, to what is known of them, under linear constraints.
 *
 *   min  sum_k D_k(x_k)     subject to   sum_k g_ck x_k = v_c   for every constraint c
 *
 *   CELL     D = (|p| / unit) (y ln y - y + 1), y = x / p >= 0       a flow of prior p: keeps its sign, 0 stays 0
 *   NORMAL   D = x^2 / (2 sd^2)                                      an error without bound
 *   SUPPORT  D = sum_h w_h ln(w_h / w0_h), x = sum_h w_h v_h         an error on points v with prior weights w0
 *            (Golan, Judge and Miller 1996, Maximum Entropy Econometrics)
 *
 * Solved through its dual (one multiplier for each constraint, no bounds), which is smooth and convex:
 *
 *   min over m of  F(m) = sum_k f_k(t_k) - m'v,   t = G'm;    x_k = f_k'(t_k)
 *   CELL  x = p exp(sign(p) unit t)      NORMAL  x = sd^2 t      SUPPORT  x = sum v w0 exp(v t) / sum w0 exp(v t)
 *
 * by Newton's method, gradient G x - v and Hessian G f'' G' being known, with a line search. Constraints may repeat one
 * another. Where they contradict one another F falls without end; the direction m in which it does proves it (Farkas):
 * sum_c m_c v_c is more than sum_c m_c (G x)_c can be for any x allowed, and the constraints with m_c <> 0 are the ones
 * that contradict. CELLs are taken to be at most 1000 times the largest number of the problem.
 *
 * Results are the same on every machine. Nothing is kept; workspace is allocated.
 */
#ifndef SC_ACCOUNTS_ENTROPY_H
#define SC_ACCOUNTS_ENTROPY_H

#include "engine/base/error.h"

typedef enum sc_entropy_kind { SC_ENTROPY_CELL, SC_ENTROPY_NORMAL, SC_ENTROPY_SUPPORT } sc_entropy_kind;

typedef struct sc_entropy_variable {
  sc_entropy_kind kind;
  double prior;                       /* CELL: p                                */
  double unit;                        /* CELL: unit above 0; NORMAL: sd above 0 */
  int n;                              /* SUPPORT: number of points              */
  const double *support, *weight;     /* SUPPORT: v, w0 [n], weights above 0 with sum 1; borrowed */
} sc_entropy_variable;

typedef struct sc_entropy_problem {
  int n_variables, n_constraints;
  const sc_entropy_variable *variable;    /* [n_variables]                                    */
  const int    *first;                    /* [n_variables + 1] where the entries of each begin */
  const int    *constraint;               /* [entries]                                        */
  const double *coefficient;              /* [entries] g                                      */
  const double *value;                    /* [n_constraints] v                                */
} sc_entropy_problem;

typedef enum sc_entropy_end { SC_ENTROPY_SOLVED, SC_ENTROPY_CONTRADICTION, SC_ENTROPY_NOT_CONVERGED } sc_entropy_end;

typedef struct sc_entropy_how {
  double tolerance;        /* in:  gap of a constraint aimed at, relative to its size; 1e-9 is accepted where rounding of the
                              values, which may contradict one another by that, allows no better      */
  int    max_iterations;   /* in                                                                      */
  int    iterations;       /* out                                                                     */
  double gap;              /* out: largest gap left, relative                                         */
  double objective;        /* out: sum of D, where solved                                             */
  double shortfall;        /* out: by how much a contradiction misses at least, multipliers being at most 1 */
  sc_entropy_end end;      /* out                                                                     */
} sc_entropy_how;

#define SC_ENTROPY_DEFAULT { .tolerance = 1e-12, .max_iterations = 300 }

/* x [n_variables]; multiplier [n_constraints] m, after a contradiction scaled so that the largest is 1. Fails only for
 * want of memory: how->end says how it ended. */
sc_code sc_entropy_solve(const sc_entropy_problem *problem, double *x, double *multiplier, sc_entropy_how *how,
                         sc_report *report);

/* The error of standard deviation sd on five points from -3 sd to 3 sd, with the weights that give it the mean, variance
 * and kurtosis of a normal (Robinson, Cattaneo and El-Said 2001): fills support [5]; the weights are sc_entropy_weights. */
enum { SC_ENTROPY_POINTS = 5 };
extern const double sc_entropy_weights[SC_ENTROPY_POINTS];
void sc_entropy_support(double sd, double support[SC_ENTROPY_POINTS]);

#endif
