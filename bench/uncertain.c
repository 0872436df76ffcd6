/* uncertain.c - uncertain Leontief systems: every draw has a matrix of its own, all near a common one.
 *
 *   bench_uncertain [DRAWS] [SD]        activities 42, coefficients lognormal with SD (0.07), final demand 1 or more
 *
 * The common matrix is made here: 42 activities, column sums 0.3 to 0.75, strong own use, a quarter of the cells small, as in the
 * tables of national statistics. The same matrices are solved in turn by GSL's LU, by elimination over lanes and by
 * refinement (engine/lanes/refine.h), each from a matrix just put in place, as in a simulation; processor time less that of putting it
 * there. The largest relative error of a component over all draws is against elimination in long double.
 */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/lanes/refine.h"
#include "engine/random/noise.h"
#include "bench/blocks.h"
#include "models/accounts/leontief.h"

enum { N = 42, WIDE = 48, METHODS = 3 };

static double own[SC_REFINE_TEAM][N * WIDE] __attribute__((aligned(64)));
static double common[N * N], inverse[N * N], rows[SC_LANES][N * N], columns[SC_LANES][N * WIDE], given[SC_LANES][N], found[SC_LANES][N];
static sc_lane a[N * N], scratch[N * N], x[METHODS][N];

static double uniform(const char *name, uint32_t draw, uint32_t k)
{
  return sc_uniform((sc_point){ 1, SC_STREAM_TEST, sc_name_hash(name), draw, 0, k });
}

static void make_common(void)
{
  for (int j = 0; j < N; j++) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      const double u = uniform("cell", (uint32_t)i, (uint32_t)j);
      common[i * N + j] = (u < 0.25 ? 0.02 * u : exp(3 * u)) + (i == j ? 60 * uniform("own", 0, (uint32_t)j) : 0);
      sum += common[i * N + j];
    }
    for (int i = 0; i < N; i++) common[i * N + j] *= (0.3 + 0.45 * uniform("column", 0, (uint32_t)j)) / sum;
  }
}

static void make_final(void)
{
  for (int i = 0; i < N; i++)
    for (int l = 0; l < SC_LANES; l++) given[l][i] = 1 + 100 * uniform("final", 0, (uint32_t)i);
}

/* The matrices of draws first .. first + 31. */
static void make_block(double sd, uint64_t first)
{
  const sc_noise noise = { .seed = 1, .first_draw = first };
  const sc_isa isa = sc_isa_best();
  SC_KERNEL_OF(sc_noise_normal, isa)(&noise, SC_STREAM_TEST, sc_name_hash("draw"), 0, N * N, a);
  for (int k = 0; k < N * N; k++)
    for (int l = 0; l < SC_LANES; l++) a[k][l] *= sd;
  SC_KERNEL_OF(bench_exp, isa)(N * N, (const sc_lane *)a, a);
  for (int k = 0; k < N * N; k++)
    for (int l = 0; l < SC_LANES; l++) rows[l][k] = a[k][l] *= common[k];
  for (int l = 0; l < SC_LANES; l++)
    for (int j = 0; j < N; j++)
      for (int i = 0; i < N; i++) columns[l][j * WIDE + i] = rows[l][i * N + j];
}

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ------------------------------------------------------------------------------------------------- the ways */

typedef struct tools {
  gsl_matrix *m;
  gsl_vector *b, *y;
  gsl_permutation *p;
  sc_refiner refiner;
  sc_refine_work work;
} tools;

/* Each puts the draw's matrix in place, where a simulation would make it, and solves; without `solve` the former only. */
static void by_gsl(tools *t, int solve)
{
  for (int l = 0; l < SC_LANES; l++) {
    int sign;
    for (int i = 0; i < N; i++) {
      double *row = gsl_matrix_ptr(t->m, (size_t)i, 0);
      for (int j = 0; j < N; j++) row[j] = -rows[l][i * N + j];
      row[i] += 1;
      gsl_vector_set(t->b, (size_t)i, given[l][i]);
    }
    if (!solve) continue;
    gsl_linalg_LU_decomp(t->m, t->p, &sign);
    gsl_linalg_LU_solve(t->m, t->p, t->b, t->y);
    for (int i = 0; i < N; i++) x[0][i][l] = gsl_vector_get(t->y, (size_t)i);
  }
}

static void by_elimination(tools *t, int solve)
{
  (void)t;
  for (int k = 0; k < N * N; k++)
    for (int l = 0; l < SC_LANES; l++) scratch[k][l] = (k % (N + 1) == 0) - a[k][l];
  for (int i = 0; i < N; i++)
    for (int l = 0; l < SC_LANES; l++) x[1][i][l] = given[l][i];
  if (solve) SC_KERNEL_OF(bench_solve, sc_isa_best())(N, scratch, x[1]);
}

static void by_refinement(tools *t, int solve)
{
  for (int l = 0; l < SC_LANES; l += SC_REFINE_TEAM) {
    sc_refine_system systems[SC_REFINE_TEAM];
    for (int d = 0; d < SC_REFINE_TEAM; d++) {
      memcpy(own[d], columns[l + d], sizeof own[d]);
      systems[d] = (sc_refine_system){ own[d], given[l + d], found[l + d] };
    }
    if (solve) (void)SC_KERNEL_OF(sc_refine_solve, sc_isa_best())(&t->refiner, SC_REFINE_TEAM, systems, &t->work);
  }
}

static const struct { const char *name; void (*run)(tools *t, int solve); } methods[METHODS] = {
  { "GSL LU, one after the other", by_gsl }, { "elimination over lanes", by_elimination }, { "refinement (refine.h)", by_refinement },
};

/* --------------------------------------------------------------------------------------------------- errors */

static void solve_exactly(int l, long double y[N])
{
  static long double m[N][N];
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) m[i][j] = (i == j) - (long double)rows[l][i * N + j];
    y[i] = given[l][i];
  }
  for (int k = 0; k < N; k++)
    for (int i = k + 1; i < N; i++) {
      const long double q = m[i][k] / m[k][k];
      for (int j = k + 1; j < N; j++) m[i][j] -= q * m[k][j];
      y[i] -= q * y[k];
    }
  for (int i = N - 1; i >= 0; i--) {
    for (int j = i + 1; j < N; j++) y[i] -= m[i][j] * y[j];
    y[i] /= m[i][i];
  }
}

static void find_errors(double error[METHODS])
{
  for (int l = 0; l < SC_LANES; l++)
    for (int i = 0; i < N; i++) x[2][i][l] = found[l][i];
  for (int l = 0; l < SC_LANES; l++) {
    long double y[N];
    solve_exactly(l, y);
    for (int k = 0; k < METHODS; k++)
      for (int i = 0; i < N; i++) error[k] = fmax(error[k], (double)fabsl((x[k][i][l] - y[i]) / y[i]));
  }
}

static void bench(long n_blocks, double sd, tools *t)
{
  double took[METHODS] = { 0 }, error[METHODS] = { 0 };
  for (long b = 0; b < n_blocks; b++) {
    make_block(sd, (uint64_t)b * SC_LANES);
    for (int k = 0; k < METHODS; k++)
      for (int solve = 0; solve < 2; solve++) {
        const double from = seconds();
        methods[k].run(t, solve);
        took[k] += solve ? seconds() - from : from - seconds();
      }
    find_errors(error);
  }
  for (int k = 0; k < METHODS; k++)
    printf("%-30s %8.3f M/s  %6.2f times GSL  largest error %.1e\n", methods[k].name, 1e-6 * (double)n_blocks * SC_LANES / took[k],
           took[0] / took[k], error[k]);
}

static int make_tools(tools *t, sc_report *report)
{
  *t = (tools){ gsl_matrix_alloc(N, N), gsl_vector_alloc(N), gsl_vector_alloc(N), gsl_permutation_alloc(N), .refiner = { 0 } };
  return t->m && t->b && t->y && t->p && sc_leontief_inverse(N, common, inverse, report) == SC_OK &&
         sc_refiner_make(&t->refiner, N, common, inverse, 0, report) == SC_OK && sc_refine_work_make(&t->work, N, report) == SC_OK;
}

static void free_tools(tools *t)
{
  gsl_matrix_free(t->m);
  gsl_vector_free(t->b);
  gsl_vector_free(t->y);
  gsl_permutation_free(t->p);
  sc_refine_work_free(&t->work);
  sc_refiner_free(&t->refiner);
}

int main(int argc, char **argv)
{
  const long n_blocks = (argc > 1 ? strtol(argv[1], NULL, 10) : 100000) / SC_LANES;
  const double sd = argc > 2 ? strtod(argv[2], NULL) : 0.07;
  sc_report report = { 0 };
  tools t;
  if (n_blocks < 1) {
    fprintf(stderr, "usage: bench_uncertain [DRAWS] [SD]      at least %d draws\n", SC_LANES);
    return 64;
  }
  make_common();
  make_final();
  printf("%d activities, %ld draws, sd of log a_ij %g, %s, one core\n", N, n_blocks * SC_LANES, sd, sc_isa_name(sc_isa_best()));
  const int ready = make_tools(&t, &report);
  if (ready) bench(n_blocks, sd, &t);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  free_tools(&t);
  return !ready;
}
