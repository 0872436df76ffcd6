/* blocks.c - nanoseconds per number of the building blocks, each instruction set the machine has, one core. */
#include "bench/blocks.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "engine/random/copula.h"
#include "engine/random/noise.h"
#include "models/parameters.h"

enum { N = 8, ROUNDS = 20000, REPEATS = 7, SYSTEM = 12 };

static sc_lane x[N], out[N], matrix[SYSTEM * SYSTEM], work[SYSTEM * SYSTEM], rhs[SYSTEM];
static sc_student shape;

typedef void block_function(sc_isa isa, uint64_t round);
static void run_exp(sc_isa isa, uint64_t round) { (void)round; SC_KERNEL_OF(bench_exp, isa)(N, (const sc_lane *)x, out); }
static void run_log(sc_isa isa, uint64_t round) { (void)round; SC_KERNEL_OF(bench_log, isa)(N, (const sc_lane *)x, out); }
static void run_pow(sc_isa isa, uint64_t round) { (void)round; SC_KERNEL_OF(bench_pow, isa)(N, (const sc_lane *)x, out); }
static void run_uniform(sc_isa isa, uint64_t round)
{
  const sc_noise noise = { .seed = 1, .first_draw = round * SC_LANES };
  SC_KERNEL_OF(sc_noise_uniform, isa)(&noise, SC_STREAM_TEST, 1, 0, N, out);
}
static void run_normal(sc_isa isa, uint64_t round)
{
  const sc_noise noise = { .seed = 1, .first_draw = round * SC_LANES };
  SC_KERNEL_OF(sc_noise_normal, isa)(&noise, SC_STREAM_TEST, 1, 0, N, out);
}
static void run_student(sc_isa isa, uint64_t round)
{
  const sc_noise noise = { .seed = 1, .first_draw = round * SC_LANES };
  SC_KERNEL_OF(sc_noise_student, isa)(&noise, SC_STREAM_TEST, 1, 0, N, &shape, out);
}
static void run_solve(sc_isa isa, uint64_t round)
{
  (void)round;
  memcpy(work, matrix, sizeof work);
  SC_KERNEL_OF(bench_solve, isa)(SYSTEM, work, rhs);
}

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void time_block(const char *name, block_function *run, double numbers_a_round)
{
  printf("%-26s", name);
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) {
    double best = 1e9;
    for (int r = 0; r < REPEATS; r++) {
      const double from = seconds();
      for (uint64_t i = 0; i < ROUNDS; i++) run((sc_isa)isa, i);
      const double took = seconds() - from;
      best = took < best ? took : best;
    }
    printf(" %9.2f", best * 1e9 / (ROUNDS * numbers_a_round));
  }
  printf("\n");
}

/* The shipped parameters, drawn 10,000 times. */
static void time_inputs(void)
{
  enum { DRAWS = 10000 };
  static double values[SC_N_PARAMS * DRAWS];
  const char *names[SC_N_PARAMS];
  const sc_dist *dists[SC_N_PARAMS];
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_inputs inputs;
  for (int i = 0; i < SC_N_PARAMS; i++) names[i] = sc_param_rows[i].name, dists[i] = &sc_param_rows[i].prior;
  const double from = seconds();
  if (sc_inputs_create(&inputs, SC_N_PARAMS, names, dists, 0, NULL, &arena, &report) == SC_OK)
    sc_inputs_sample(&inputs, 1, 0, DRAWS, 0, values, DRAWS);
  printf("%d parameters x %d draws: %.0f ms\n", SC_N_PARAMS, DRAWS, 1e3 * (seconds() - from));
  sc_report_free(&report);
  sc_arena_free(&arena);
}

int main(void)
{
  for (int i = 0; i < N; i++)
    for (int l = 0; l < SC_LANES; l++) x[i][l] = 0.1 + 0.05 * i + 0.1 * l;
  for (int i = 0; i < SYSTEM * SYSTEM; i++)
    for (int l = 0; l < SC_LANES; l++) matrix[i][l] = (i % (SYSTEM + 1) == 0) - 0.04 - 0.0001 * l;
  sc_student_init(&shape, 4.0);
  printf("%-26s", "ns each");
  for (int isa = SC_ISA_BASE; isa <= (int)sc_isa_best(); isa++) printf(" %9s", sc_isa_name((sc_isa)isa));
  printf("\n");
  time_block("exp", run_exp, N * SC_LANES);
  time_block("log", run_log, N * SC_LANES);
  time_block("pow", run_pow, N * SC_LANES);
  time_block("uniform", run_uniform, N * SC_LANES);
  time_block("normal, uniform included", run_normal, N * SC_LANES);
  time_block("Student, normal included", run_student, N * SC_LANES);
  time_block("12 x 12 system", run_solve, SC_LANES);
  time_inputs();
  return 0;
}
