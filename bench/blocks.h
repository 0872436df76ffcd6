/* blocks.h - the building blocks of kernels, for timing: n lanes from x to out. */
#ifndef SC_BENCH_BLOCKS_H
#define SC_BENCH_BLOCKS_H

#include "engine/lanes/isa.h"

SC_KERNEL_DECLARE(void, bench_exp, (int n, const sc_lane *x, sc_lane *out));
SC_KERNEL_DECLARE(void, bench_log, (int n, const sc_lane *x, sc_lane *out));
SC_KERNEL_DECLARE(void, bench_pow, (int n, const sc_lane *x, sc_lane *out));
SC_KERNEL_DECLARE(void, bench_solve, (int n, sc_lane *a, sc_lane *b));      /* n x n systems, one for each draw */

#endif
