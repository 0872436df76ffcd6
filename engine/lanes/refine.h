/* refine.h - many systems x = A x + f near a common one, solved by refinement with the common inverse.
 *
 * Each draw has a matrix A of its own, near a common one A0 whose inverse L0 = (I - A0)^-1 is known. With the diagonal T that
 * makes the diagonals of both systems equal, T L0 is nearly the inverse of I - A:
 *
 *   T_j = (1 - a0_jj) / (1 - a_jj),      M = (I - A) T = (I - A0) - D,   D_jj = 0
 *   x = T L0 f;  rounds of   z = f - x + A x  in double precision, then steps  w = T L0 z,  x += w,  z -= w - A w  in single
 *
 * Refinement in two precisions is Wilkinson's (1963; Higham 2002, Accuracy and Stability of Numerical Algorithms, ch. 12):
 * what single precision loses in one round is made good by the next, which starts from the true residual. A step multiplies
 * the error by the spectral radius of L0 D: the noise of A averaged over a column, mostly 0.01 to 0.05. Without T the large
 * diagonal coefficients would set it, four times as much.
 *
 * Where it stops. A round has four steps. With s_1 .. s_4 their largest |w_i / x_i|, what is left of the error is estimated by
 *
 *   s_4^2 / (s_3 - s_4) + 2^-23 s_1          a geometric tail, and the rounding of single precision
 *
 * After the round where that is no more than SC_REFINE_LEFT the draw is done: two rounds at a noise of 7% for each
 * coefficient, three at 15%. A draw that is not done after SC_REFINE_ROUNDS is solved by elimination, which also tells when the
 * Hawkins-Simon condition fails. Each draw is worked on by itself, the vector running over activities, so its matrix stays in
 * the first-level cache and what it gets depends on its own numbers alone.
 *
 * Products are added with one rounding (fused), which IEEE 754 defines to the bit and every processor with AVX2 has.
 *
 * A draw that converges with every a_jj below 1 is productive: I - A0 is an M-matrix, A0 + s D has no negative entry off the
 * diagonal for 0 <= s <= 1, and where the radius of L0 D is below 1 no I - A0 - s D is singular, so M, and with it
 * I - A = M T^-1, is an M-matrix too.
 *
 * Shapes: matrices by columns, column j of A at a + j * wide, with wide = sc_refine_wide(n) and zeros behind the n-th row; to
 * solve p' = p'A + c' give A by rows, which is A' by columns, and the refiner of A0'. f, x [n]; x may be f. A has no negative
 * entry. Ownership: sc_refiner_make and sc_refine_work_make take memory, nothing else does. One workspace for each thread.
 */
#ifndef SC_LANES_REFINE_H
#define SC_LANES_REFINE_H

#include "engine/base/error.h"
#include "engine/lanes/isa.h"

#define SC_REFINE_LEFT   2e-15
#define SC_REFINE_ROUNDS 4

static inline int sc_refine_wide(int n) { return (n + 15) / 16 * 16; }   /* whole vectors of single precision on every machine */

/* What all draws share; read-only once made. */
typedef struct sc_refiner {
  int     n, wide;
  double *rest;                  /* 1 - a0_jj, then 0 [wide]     */
  float  *inverse;               /* L0 by columns [n * wide]     */
} sc_refiner;

typedef struct sc_refine_system { const double *a, *f; double *x; } sc_refine_system;   /* x = A x + f */

/* Some systems are worked on side by side, so that none waits for its own additions. */
enum { SC_REFINE_TEAM = 4 };
typedef struct sc_refine_slot {
  double *x, *f;                                     /* [wide]                                                  */
  float  *z, *w, *scale, *over, *a;                  /* residual, correction, T, 1/x [wide]; A [n * wide]       */
  const double *single_of;                           /* the matrix that `a` is made from                        */
  double  left;                                      /* of the error                                            */
  int     is_possible;                               /* every a_jj is below 1                                   */
} sc_refine_slot;

typedef struct sc_refine_work {
  sc_refine_slot slot[SC_REFINE_TEAM];
  double *lu, *solution;                             /* [n * wide], [wide]                                      */
  void   *memory;
} sc_refine_work;

/* a0 and its inverse as they stand in the table, row-major [n * n]; `transposed` for systems p' = p'A + c'. */
sc_code sc_refiner_make(sc_refiner *refiner, int n, const double *a0, const double *inverse, int transposed, sc_report *report);
void    sc_refiner_free(sc_refiner *refiner);
sc_code sc_refine_work_make(sc_refine_work *work, int n, sc_report *report);
void    sc_refine_work_free(sc_refine_work *work);

/* Returns how many of the systems are productive; the others' x is NaN. */
SC_KERNEL_DECLARE(int, sc_refine_solve, (const sc_refiner *refiner, int n_systems, const sc_refine_system *systems,
                                         sc_refine_work *work));

/* n_systems with the same A by elimination alone, f and x [n_systems * n]; and the whole inverse (I - A)^-1 by columns, the j-th
 * at inverse + j * wide. They return 0 where A is not productive. */
SC_KERNEL_DECLARE(int, sc_eliminate, (int n, const double *a, int n_systems, const double *f, double *x, sc_refine_work *work));
SC_KERNEL_DECLARE(int, sc_eliminate_inverse, (int n, const double *a, double *inverse, sc_refine_work *work));

#endif
