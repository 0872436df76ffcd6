/* vector_lanes.h - the functions of vector.h and solve.h, once for each instruction set, for tests. */
#ifndef SC_TESTS_VECTOR_LANES_H
#define SC_TESTS_VECTOR_LANES_H

#include "engine/lanes/isa.h"

typedef enum test_function {
  TEST_EXP, TEST_EXPM1, TEST_LOG, TEST_LOG1P, TEST_TANH, TEST_LOGISTIC, TEST_POW, TEST_CDF, N_TEST_FUNCTIONS
} test_function;

/* n is a multiple of 8 */
SC_KERNEL_DECLARE(void, test_vector, (test_function function, int n, const double *x, const double *y, double *out));
SC_KERNEL_DECLARE(uint32_t, test_solve, (int n, sc_lane *a, sc_lane *b));
SC_KERNEL_DECLARE(void, test_times, (int n, const double *shared, const sc_lane *a, const sc_lane *x, sc_lane *y, sc_lane *z));

#endif
