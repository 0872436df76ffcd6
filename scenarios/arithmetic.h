/* arithmetic.h - the plan's own arithmetic: what its numbers imply for each other.
 *
 * A tension in plan.cfg says which numbers of the plan meet and by which rule; the rules are rows of arithmetic.def, each
 * a closed formula of a few arguments. No model and no draw enters. Roots are taken by Newton's method on x^n = a with
 * products and quotients only, so the bits are the same on every machine.
 *
 *   growth a part needs    its share goes from s0 to s1 while the whole grows by g: (s1/s0)^(1/n) (1 + g) - 1
 *   ratio to the rest      o = s / (1 - s): (o1/o0)^(1/n) - 1; in real terms divided by the growth of relative prices
 *   same pace again        o2 = o1^2 / o0, share o2 / (1 + o2)
 */
#ifndef SC_SCENARIOS_ARITHMETIC_H
#define SC_SCENARIOS_ARITHMETIC_H

#include "engine/sanchan.h"

enum { SC_MOST_ARGUMENTS = 5 };

typedef struct sc_arithmetic_row {
  const char *name;
  int         n_arguments;
  sc_text     text;
  double    (*apply)(const double *argument);
} sc_arithmetic_row;

enum {
#define SC_ARITHMETIC(name, n, zh, en) SC_ARITHMETIC_##name,
#include "scenarios/arithmetic.def"
#undef SC_ARITHMETIC
  SC_N_ARITHMETICS
};
extern const sc_arithmetic_row sc_arithmetic_rows[SC_N_ARITHMETICS];

double sc_root(double x, int n);      /* x^(1/n) for x > 0, n >= 1; NAN otherwise */

#endif
