/* blocks_lanes.c - the building blocks of kernels, for timing. */
#include "bench/blocks.h"

#include "engine/lanes/solve.h"

void SC_K(bench_exp)(int n, const sc_lane *x, sc_lane *out)
{
  for (int i = 0; i < n; i++) sc_lane_exp(out[i], x[i]);
}

void SC_K(bench_log)(int n, const sc_lane *x, sc_lane *out)
{
  for (int i = 0; i < n; i++) sc_lane_log(out[i], x[i]);
}

void SC_K(bench_pow)(int n, const sc_lane *x, sc_lane *out)
{
  for (int i = 0; i < n; i++) sc_lane_pow(out[i], x[i], x[i]);
}

void SC_K(bench_solve)(int n, sc_lane *a, sc_lane *b) { (void)sc_lane_solve(n, a, b, 0.0, 1); }
