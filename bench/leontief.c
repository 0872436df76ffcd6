/* leontief.c - large tables against LAPACK itself: bench_leontief [ROUNDS] [N...].
 *
 * On the same random productive table, turn by turn: LAPACK's dgetrf and dgetri on a matrix that is ready for them, our
 * Leontief inverse from the coefficients, everything that sanchan io derives from a table before an analysis, and the full
 * set of multipliers (every quantity, direct, type I and type II). Processor time of all threads, so that other work on the machine
 * disturbs little; each round gives a ratio to LAPACK's time of that round, the median over rounds counts. All use the same
 * library and its threads: set OPENBLAS_NUM_THREADS.
 */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/memory.h"
#include "models/accounts/leontief.h"
#include "models/io/dense.h"
#include "models/io/multipliers.h"
#include "models/io/system.h"

enum { MOST_ROUNDS = 101, N_OURS = 3 };

static void (*factor)(const int *, const int *, double *, const int *, int *, int *);
static void (*invert)(const int *, double *, const int *, const int *, double *, const int *, int *);

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double uniform(void)
{
  static uint64_t seed = 20210622;
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

/* Domestic and imported inputs, four rows of value added, one satellite, two columns of final demand. */
static int draw_table(sc_io_table *t, int n, sc_report *report)
{
  static const char *const value_added[] = { "labour", "taxes", "depreciation", "surplus" };
  *t = (sc_io_table){ .file = "random", .n = n, .n_final = 2, .n_value_added = 4, .n_satellites = 1 };
  if (sc_io_table_allocate(t, report) != SC_OK) return 0;
  t->final[0] = SC_FINAL_HOUSEHOLD;
  t->final[1] = SC_FINAL_EXPORTS;
  t->satellite_name[0] = "jobs";
  for (int h = 0; h < 4; h++) t->value_added_name[h] = value_added[h], t->value[h] = sc_value_role(value_added[h]);
  for (int i = 0; i < n; i++) {
    t->activity[i] = "activity";
    t->line[n + i] = 1;
    t->output[i] = 2;
    t->satellite[i] = uniform();
    for (int h = 0; h < 4; h++) t->value_added[h * n + i] = 0.2;
    for (int j = 0; j < n; j++) {
      t->domestic[i * n + j] = 1.6 * uniform() / n;
      t->imported[i * n + j] = 0.4 * uniform() / n;
    }
    t->final_domestic[i * 2] = 0.2;
  }
  return 1;
}

/* The matrix is LAPACK's by columns; a random table does not mind. */
static double lapack(int n, const double *a, double *m, int *pivot, double *work)
{
  const int size = 64 * n;
  int info = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) m[i * n + j] = (i == j) - a[i * n + j];
  const double from = seconds();
  factor(&n, &n, m, &n, pivot, &info);
  invert(&n, m, &n, pivot, work, &size, &info);
  return info == 0 ? seconds() - from : NAN;
}

static double ours(int what, const sc_io_table *t, const double *a, double *inverse, sc_report *report)
{
  sc_io_system system;
  sc_effects effects;
  sc_code code;
  if (what == 0) memcpy(inverse, a, (size_t)t->n * (size_t)t->n * sizeof *a);
  const double from = seconds();
  if (what == 0) code = sc_dense_leontief(t->n, inverse, report);
  else if (what == 1) code = sc_io_system_make(&system, t, report);
  else code = sc_effects_make(&effects, t, report);
  const double took = seconds() - from;
  if (what == 1) sc_io_system_free(&system);
  if (what == 2) sc_effects_free(&effects);
  return code == SC_OK ? took : NAN;
}

static int time_one(int n, int n_rounds, sc_report *report)
{
  sc_io_table t;
  const size_t square = (size_t)n * (size_t)n;
  double took[1 + N_OURS][MOST_ROUNDS], *memory = sc_alloc(3 * square + 64 * (size_t)n, sizeof *memory), worst = 0;
  int *pivot = sc_alloc((size_t)n, sizeof *pivot);
  if (!memory || !pivot || !draw_table(&t, n, report)) return 0;
  double *a = memory, *m = a + square, *inverse = m + square, *work = inverse + square;
  sc_technical_coefficients(n, n, t.domestic, t.output, a);
  for (int round = -1; round < n_rounds; round++) {       /* the first warms up */
    const int at = round < 0 ? 0 : round;
    took[0][at] = lapack(n, a, m, pivot, work);
    for (int what = 0; what < N_OURS; what++) took[1 + what][at] = ours(what, &t, a, inverse, report) / took[0][at];
  }
  for (size_t k = 0; k < square; k++) worst = fmax(worst, fabs(inverse[k] - m[k]));
  for (int k = 0; k <= N_OURS; k++) qsort(took[k], (size_t)n_rounds, sizeof **took, ascending);
  printf("%6d %10.2f", n, 1e3 * took[0][n_rounds / 2]);
  for (int k = 1; k <= N_OURS; k++) printf("   %5.2f (%4.2f to %4.2f)", took[k][n_rounds / 2], took[k][0], took[k][n_rounds - 1]);
  printf("   %8.1e\n", worst);
  sc_io_table_free(&t);
  sc_free(pivot);
  sc_free(memory);
  return 1;
}

int main(int argc, char **argv)
{
  static const int sizes[] = { 153, 500, 2000 };
  const int n_rounds = argc > 1 ? atoi(argv[1]) : 15, n_sizes = argc > 2 ? argc - 2 : 3;
  const char *name = sc_dense_library(SC_DENSE_LEAST);
  void *library = name ? dlopen(name, RTLD_NOW | RTLD_LOCAL) : NULL, *found[2] = { NULL, NULL };
  if (library) {
    found[0] = dlsym(library, "dgetrf_");
    found[1] = dlsym(library, "dgetri_");
  }
  memcpy(&factor, &found[0], sizeof factor);
  memcpy(&invert, &found[1], sizeof invert);
  if (!factor || !invert || n_rounds < 1 || n_rounds > MOST_ROUNDS) {
    fprintf(stderr, "usage: bench_leontief [ROUNDS] [N...]; needs a LAPACK (SANCHAN_LAPACK, else libopenblas.so.0)\n");
    return 64;
  }
  sc_report report = { 0 };
  printf("%s, median of %d rounds (least to most)\n", name, n_rounds);
  printf("%6s %10s   %-21s   %-21s   %-21s   %8s\n", "n", "LAPACK ms", "inverse / LAPACK", "all matrices / LAPACK", "multipliers / LAPACK", "largest gap");
  for (int k = 0; k < n_sizes; k++)
    if (!time_one(argc > 2 ? atoi(argv[2 + k]) : sizes[k], n_rounds, &report)) return 71;
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  return 0;
}
