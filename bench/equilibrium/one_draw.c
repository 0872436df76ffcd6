/* one_draw.c - the same equations and Jacobian for one draw at a time: the kernels of the narrowest instruction set. */
#define SC_ISA base
#define SC_VECTOR 2
#include "bench/equilibrium/national.h"
#include "models/cge/work.h"

static sc_cge_work w;

void national_draw_at(const national *m, int lane, sc_lane *work)
{
  w.v = lane & ~1;
  sc_cge_work_bind_base(&m->shape, (sc_vector *)(void *)work, work + sc_cge_memory_lanes(&m->shape), &w);
  sc_cge_take_base_base(&w, &m->base);
}

void national_year_at(const national *m, int lane)
{
  sc_cge_take_year_base(&w, &m->year, &m->year, 1.0);
  for (int c = 0; c < m->shape.commodities; c++) {
    w.kappa_start[c] = sc_all(m->state.kappa[c][lane]);
    w.made_start[c] = w.home_start[c] = w.pass_start[c] = w.slope_start[c] = sc_all(0.0);
  }
  sc_cge_given_base(&w);
}

void national_residual(const double *unknown, double *residual)
{
  const sc_cge_shape *s = w.shape;
  for (int j = 0; j < s->n_unknowns; j++) w.y[j] = sc_all(unknown[j]);
  sc_cge_evaluate_base(&w);
  for (int c = 0; c < s->commodities; c++) w.kappa_start[c] = w.kappa[c];
  for (int j = 0; j < s->n_unknowns; j++) residual[j] = w.residual[j][0];
}

void national_jacobian(double *jacobian)
{
  const int n = w.shape->n_unknowns;
  sc_cge_linearise_base(&w);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) jacobian[i * n + j] = w.jacobian[i * (n + 1) + j][0];
}
