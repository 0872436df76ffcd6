/* equilibrium.c - year-solutions per second of the general equilibrium at 12 activities, and GSL's hybridsj on the same
 * equations with the same Jacobian, turn by turn: bench_equilibrium TABLE [ROUNDS]. Processor time of one core. */
#define _POSIX_C_SOURCE 200809L
#include <gsl/gsl_multiroots.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/equilibrium/national.h"
#include "engine/base/memory.h"

enum { YEARS = 15, MOST_ROUNDS = 101 };

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

typedef struct tally { double solved, lost, steps, worst, walras, time; } tally;

static void ours(national *m, int blocks, tally *t)
{
  for (int k = 0; k < blocks; k++) {
    national_base_year(m);
    for (int year = 0; year < YEARS; year++) {
      national_next_year(m);
      const double from = seconds();
      SC_KERNEL_OF(sc_cge_solve, sc_isa_best())(&m->shape, &m->base, &m->year, &m->state, &m->outcome, m->work);
      t->time += seconds() - from;
      for (int l = 0; l < SC_LANES; l++) {
        const double left = m->outcome.residual[0][l];
        t->steps += m->outcome.steps[0][l];
        if (!(left < SC_CGE_TOLERANCE)) t->lost++;
        else t->solved++, t->worst = fmax(t->worst, left), t->walras = fmax(t->walras, fabs(m->outcome.walras[0][l]));
      }
    }
  }
}

static int residual_of(const gsl_vector *x, void *unused, gsl_vector *f) { (void)unused; national_residual(x->data, f->data); return 0; }
static int jacobian_of(const gsl_vector *x, void *unused, gsl_matrix *j)
{
  double f[64];
  (void)unused;
  national_residual(x->data, f);
  national_jacobian(j->data);
  return 0;
}
static int both_of(const gsl_vector *x, void *unused, gsl_vector *f, gsl_matrix *j)
{
  (void)unused;
  national_residual(x->data, f->data);
  national_jacobian(j->data);
  return 0;
}

/* One draw at a time from last year's solution to the same residual. */
static void theirs(national *m, tally *t)
{
  const size_t n = (size_t)m->shape.n_unknowns;
  gsl_multiroot_fdfsolver *solver = gsl_multiroot_fdfsolver_alloc(gsl_multiroot_fdfsolver_hybridsj, n);
  gsl_multiroot_function_fdf equations = { residual_of, jacobian_of, both_of, n, NULL };
  gsl_vector *x = gsl_vector_alloc(n);
  sc_lane *work = sc_alloc(sc_cge_work_lanes(&m->shape), sizeof(sc_lane));
  national_base_year(m);
  for (int year = 0; year < YEARS; year++) {
    national_next_year(m);
    for (int lane = 0; lane < SC_LANES; lane++) {
      national_draw_at(m, lane, work);
      const double from = seconds();
      for (size_t j = 0; j < n; j++) gsl_vector_set(x, j, m->state.unknown[j][lane]);
      national_year_at(m, lane);
      gsl_multiroot_fdfsolver_set(solver, &equations, x);
      double left = 1.0;
      for (int step = 0; step < 100 && left > SC_CGE_TOLERANCE; step++) {
        if (gsl_multiroot_fdfsolver_iterate(solver)) break;
        left = fmax(fabs(gsl_vector_max(solver->f)), fabs(gsl_vector_min(solver->f)));
        t->steps++;
      }
      t->time += seconds() - from;
      if (left <= SC_CGE_TOLERANCE) t->solved++; else t->lost++;
      for (size_t j = 0; j < n; j++) m->state.unknown[j][lane] = gsl_vector_get(solver->x, j);
    }
    SC_KERNEL_OF(sc_cge_solve, sc_isa_best())(&m->shape, &m->base, &m->year, &m->state, &m->outcome, m->work);   /* both go on from the same place */
  }
  sc_free(work);
  gsl_vector_free(x);
  gsl_multiroot_fdfsolver_free(solver);
}

static void show(const char *name, const tally *t)
{
  printf("%-9s %9.0f year-solutions/s  %.2f us  %.2f steps  lost %.0f of %.0f", name, t->solved / t->time, 1e6 * t->time / (t->solved + t->lost),
         t->steps / (t->solved + t->lost), t->lost, t->solved + t->lost);
  if (t->worst > 0.0) printf("  largest residual %.1e, Walras %.1e of GDP", t->worst, t->walras);
  printf("\n");
}

int main(int argc, char **argv)
{
  static national m;
  sc_report report = { 0 };
  const int rounds = argc > 2 ? atoi(argv[2]) : 5;
  double ratio[MOST_ROUNDS], rate[MOST_ROUNDS];
  if (argc < 2 || rounds < 1 || rounds > MOST_ROUNDS || !national_make(&m, argv[1], &report)) {
    sc_report_print(&report, SC_EN, stderr);
    fprintf(stderr, "usage: bench_equilibrium TABLE [ROUNDS]\n");
    return 64;
  }
  gsl_set_error_handler_off();
  printf("%d unknowns, %s\n", m.shape.n_unknowns, sc_isa_name(sc_isa_best()));
  for (int k = 0; k < rounds; k++) {
    tally us = { 0 }, gsl = { 0 };
    ours(&m, 40, &us);
    theirs(&m, &gsl);
    show("sanchan", &us);
    show("hybridsj", &gsl);
    rate[k] = us.solved / us.time;
    ratio[k] = rate[k] / (gsl.solved / gsl.time);
  }
  qsort(rate, (size_t)rounds, sizeof *rate, ascending);
  qsort(ratio, (size_t)rounds, sizeof *ratio, ascending);
  printf("median of %d rounds: %.0f year-solutions/s on one core, %.1f times hybridsj\n", rounds, rate[rounds / 2], ratio[rounds / 2]);
  national_free(&m);
  return 0;
}
