/* bench.c - times REF4 through the public interface: bench_ref4 DRAWS REPEATS [THREADS].
 *
 * Prints the check values, then millions of draw-years-sectors per second: one warm-up, then REPEATS runs into the same
 * memory, processor time of the process divided by the threads, so that a busy machine disturbs little.
 */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/ref4/ref4.h"
#include "engine/base/memory.h"

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

static sc_code one_path(const sc_model *model, int quiet, const char *name, sc_report *report)
{
  double gdp[REF4_YEARS];
  const sc_model_run run = { .n_draws = 1, .n_periods = REF4_YEARS, .n_threads = 1, .quiet = quiet };
  const sc_code code = sc_model_execute(model, &run, NULL, gdp, NULL, report);
  if (code == SC_OK) printf("%s: %.9f in year 1, %.9f in year %d\n", name, gdp[0], gdp[REF4_YEARS - 1], REF4_YEARS);
  return code;
}

static sc_code time_it(uint64_t n_draws, int n_repeats, int n_threads, sc_report *report)
{
  double *values = sc_alloc((size_t)n_draws * REF4_YEARS, sizeof *values), *took = sc_alloc((size_t)n_repeats + 1, sizeof *took);
  sc_code code = values != NULL && took != NULL ? SC_OK : SC_MEMORY;
  for (int i = 0; i <= n_repeats && code == SC_OK; i++) {
    const sc_model_run run = { .seed = 77 + (uint64_t)i, .n_draws = n_draws, .n_periods = REF4_YEARS, .n_threads = n_threads };
    const double from = seconds();
    code = sc_model_execute(&ref4_model, &run, NULL, values, NULL, report);
    took[i] = (seconds() - from) / n_threads;
  }
  if (code == SC_OK) {
    const double *last = values + (REF4_YEARS - 1) * n_draws;
    double mean = 0, square = 0;
    for (uint64_t d = 0; d < n_draws; d++) mean += last[d] / (double)n_draws;
    for (uint64_t d = 0; d < n_draws; d++) square += (last[d] - mean) * (last[d] - mean) / (double)n_draws;
    qsort(took + 1, (size_t)n_repeats, sizeof *took, ascending);
    const double work = (double)n_draws * REF4_YEARS * REF4_SECTORS * 1e-6;
    printf("sanchan %s threads=%d N=%llu: %.3f Mdys/s(min) %.3f Mdys/s(med)  year 15 mean %.4f sd %.4f\n", sc_isa_name(sc_isa_best()),
           n_threads, (unsigned long long)n_draws, work / took[1], work / took[1 + n_repeats / 2], mean, sqrt(square));
  }
  sc_free(values);
  sc_free(took);
  return code;
}

int main(int argc, char **argv)
{
  const uint64_t n_draws = argc > 1 ? (uint64_t)strtod(argv[1], NULL) : 100000;
  const int n_repeats = argc > 2 ? atoi(argv[2]) : 5, n_threads = argc > 3 ? atoi(argv[3]) : 1;
  sc_report report = { 0 };
  if (n_repeats < 1 || n_threads < 1) {
    fprintf(stderr, "usage: bench_ref4 DRAWS REPEATS [THREADS]\n");
    return 64;
  }
  sc_code code = one_path(&ref4_model, 1, "zero shocks", &report);
  if (code == SC_OK) code = one_path(&ref4_forced_model, 0, "sine shocks", &report);
  if (code == SC_OK) code = time_it(n_draws, n_repeats, n_threads, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  return code != SC_OK;
}
