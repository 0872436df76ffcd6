/* vector_lanes.c - the functions of vector.h and solve.h, once for each instruction set, for tests. */
#include "tests/support/vector_lanes.h"

#include "engine/lanes/solve.h"
#include "engine/random/normal_vector.h"

void SC_K(test_vector)(test_function function, int n, const double *x, const double *y, double *out)
{
  for (int i = 0; i < n; i += SC_VECTOR) {
    const sc_vector a = sc_load(x + i), b = sc_load(y + i);
    switch (function) {
    case TEST_EXP: sc_store(out + i, sc_vector_exp(a)); break;
    case TEST_EXPM1: sc_store(out + i, sc_vector_expm1(a)); break;
    case TEST_LOG: sc_store(out + i, sc_vector_log(a)); break;
    case TEST_LOG1P: sc_store(out + i, sc_vector_log1p(a)); break;
    case TEST_TANH: sc_store(out + i, sc_vector_tanh(a)); break;
    case TEST_LOGISTIC: sc_store(out + i, sc_vector_logistic(a)); break;
    case TEST_POW: sc_store(out + i, sc_vector_pow(a, b)); break;
    case TEST_CDF: sc_store(out + i, sc_vector_normal_cdf(a)); break;
    default: sc_store(out + i, a); break;
    }
  }
}

uint32_t SC_K(test_solve)(int n, sc_lane *a, sc_lane *b) { return sc_lane_solve(n, a, b, 1e-12, 1); }

void SC_K(test_times)(int n, const double *shared, const sc_lane *a, const sc_lane *x, sc_lane *y, sc_lane *z)
{
  sc_lane_times(n, n, shared, x, y);
  sc_lane_matrix_times(n, n, a, x, z);
}
