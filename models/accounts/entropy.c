#include "models/accounts/entropy.h"

#include <math.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/lanes/scalar.h"

const double sc_entropy_weights[SC_ENTROPY_POINTS] = { 1.0 / 162, 16.0 / 81, 48.0 / 81, 16.0 / 81, 1.0 / 162 };

void sc_entropy_support(double sd, double support[SC_ENTROPY_POINTS])
{
  for (int h = 0; h < SC_ENTROPY_POINTS; h++) support[h] = (h - 2) * 1.5 * sd;
}

/* One point of the dual: multipliers, what they give, and how good that is. */
typedef struct point {
  double *multiplier;              /* m [constraints]                */
  double *x, *slope;               /* f', f'' [variables]            */
  double *gap;                     /* G x - v [constraints]          */
  double  value, size;             /* F, and the sum of its terms' absolute values */
  double  worst;                   /* largest gap relative to scale  */
} point;

typedef struct solver {
  const sc_entropy_problem *p;
  point here, there;
  double *scale;                   /* [constraints] sizes of constraints       */
  double *hessian, *step;          /* [constraints^2], [constraints]           */
  double *root;                    /* [constraints] 1 / sqrt(diagonal)         */
  double *proof, proved;           /* [constraints] of a contradiction, and how strong it is: 0 none  */
  double *memory;
} solver;

/* ----------------------------------------------------------------------------------- one variable's dual */

/* f, f', f'' of an error on points; the largest exponent is taken out so that nothing overflows. */
static double support_dual(const sc_entropy_variable *v, double t, double *x, double *slope)
{
  double top = v->support[0] * t, sum = 0, mean = 0, square = 0;
  for (int h = 1; h < v->n; h++) top = fmax(top, v->support[h] * t);
  for (int h = 0; h < v->n; h++) {
    const double w = v->weight[h] * sc_exp(v->support[h] * t - top);
    sum += w;
    mean += w * v->support[h];
  }
  mean /= sum;
  for (int h = 0; h < v->n; h++) {
    const double apart = v->support[h] - mean;
    square += v->weight[h] * sc_exp(v->support[h] * t - top) / sum * apart * apart;
  }
  *x = mean;
  *slope = square;
  return top + sc_log(sum);
}

static double variable_dual(const sc_entropy_variable *v, double t, double *x, double *slope)
{
  if (v->kind == SC_ENTROPY_SUPPORT) return support_dual(v, t, x, slope);
  if (v->kind == SC_ENTROPY_NORMAL) {
    *slope = v->unit * v->unit;
    *x = *slope * t;
    return *x * t / 2;
  }
  const double signed_unit = v->prior < 0 ? -v->unit : v->unit;
  *x = v->prior * sc_exp(signed_unit * t);
  *slope = signed_unit * *x;
  return (*x - v->prior) / signed_unit;
}

static double argument(const sc_entropy_problem *p, const double *multiplier, int k)
{
  double t = 0;
  for (int e = p->first[k]; e < p->first[k + 1]; e++) t += p->coefficient[e] * multiplier[p->constraint[e]];
  return t;
}

static void evaluate(const solver *s, point *at)
{
  const sc_entropy_problem *p = s->p;
  at->value = at->size = at->worst = 0;
  for (int c = 0; c < p->n_constraints; c++) at->gap[c] = -p->value[c];
  for (int k = 0; k < p->n_variables; k++) {
    const double f = variable_dual(&p->variable[k], argument(p, at->multiplier, k), &at->x[k], &at->slope[k]);
    at->value += f;
    at->size += fabs(f);
    for (int e = p->first[k]; e < p->first[k + 1]; e++) at->gap[p->constraint[e]] += p->coefficient[e] * at->x[k];
  }
  for (int c = 0; c < p->n_constraints; c++) {
    at->value -= at->multiplier[c] * p->value[c];
    at->size += fabs(at->multiplier[c] * p->value[c]);
    at->worst = fmax(at->worst, fabs(at->gap[c]) / s->scale[c]);
  }
  if (!isfinite(at->value)) at->worst = INFINITY;
}

/* How large a constraint is: its value and what its terms are at the prior. */
static void measure(solver *s)
{
  const sc_entropy_problem *p = s->p;
  double largest = 0;
  for (int c = 0; c < p->n_constraints; c++) s->scale[c] = fabs(p->value[c]);
  for (int k = 0; k < p->n_variables; k++) {
    const sc_entropy_variable *v = &p->variable[k];
    const double size = v->kind == SC_ENTROPY_CELL ? fabs(v->prior) : v->kind == SC_ENTROPY_NORMAL ? v->unit : fabs(v->support[0]);
    for (int e = p->first[k]; e < p->first[k + 1]; e++) s->scale[p->constraint[e]] += fabs(p->coefficient[e]) * size;
  }
  for (int c = 0; c < p->n_constraints; c++) largest = fmax(largest, s->scale[c]);
  for (int c = 0; c < p->n_constraints; c++) s->scale[c] = fmax(s->scale[c], largest > 0 ? 1e-12 * largest : 1);
}

/* ------------------------------------------------------------------------------------------ Newton's step */

static void assemble(const solver *s)
{
  const sc_entropy_problem *p = s->p;
  const size_t n = (size_t)p->n_constraints;
  memset(s->hessian, 0, n * n * sizeof *s->hessian);
  for (int k = 0; k < p->n_variables; k++)
    for (int e = p->first[k]; e < p->first[k + 1]; e++) {
      double *row = s->hessian + (size_t)p->constraint[e] * n;
      const double weight = p->coefficient[e] * s->here.slope[k];
      for (int d = p->first[k]; d < p->first[k + 1]; d++) row[p->constraint[d]] += weight * p->coefficient[d];
    }
}

/* L L' = a in place (lower triangle); 0 where a is not positive definite. */
static int cholesky(int n, double *a)
{
  const size_t width = (size_t)n;
  for (int j = 0; j < n; j++) {
    double *row = a + (size_t)j * width;
    for (int i = 0; i <= j; i++) {
      const double *other = a + (size_t)i * width;
      double sum = row[i];
      for (int k = 0; k < i; k++) sum -= row[k] * other[k];
      if (i < j) row[i] = sum / other[i];
      else if (!(sum > 0)) return 0;
      else row[j] = sqrt(sum);
    }
  }
  return 1;
}

static void cholesky_solve(int n, const double *l, double *b)
{
  const size_t width = (size_t)n;
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < i; k++) b[i] -= l[(size_t)i * width + (size_t)k] * b[k];
    b[i] /= l[(size_t)i * width + (size_t)i];
  }
  for (int i = n - 1; i >= 0; i--) {
    b[i] /= l[(size_t)i * width + (size_t)i];
    for (int k = 0; k < i; k++) b[k] -= l[(size_t)i * width + (size_t)k] * b[i];
  }
}

/* step = -(H + ridge diag H)^-1 gap. Constraints that repeat others make H singular: the ridge grows until it is not. */
static int newton_step(const solver *s)
{
  const int n = s->p->n_constraints;
  const size_t width = (size_t)n;
  double largest = 0;
  assemble(s);
  for (int c = 0; c < n; c++) largest = fmax(largest, s->hessian[(size_t)c * width + (size_t)c]);
  for (int c = 0; c < n; c++) s->root[c] = 1 / sqrt(fmax(s->hessian[(size_t)c * width + (size_t)c], 1e-200 + 1e-30 * largest));
  for (double ridge = 1e-13; ridge < 1; ridge *= 100) {
    if (ridge > 1e-13) assemble(s);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) s->hessian[(size_t)i * width + (size_t)j] *= s->root[i] * s->root[j];
      s->hessian[(size_t)i * width + (size_t)i] += ridge;
    }
    if (!cholesky(n, s->hessian)) continue;
    for (int c = 0; c < n; c++) s->step[c] = -s->here.gap[c] * s->root[c];
    cholesky_solve(n, s->hessian, s->step);
    for (int c = 0; c < n; c++) s->step[c] *= s->root[c];
    return 1;
  }
  return 0;
}

/* The part of the step that changes no cell by more than a factor of e^10. */
static double longest_step(const solver *s)
{
  double most = 0;
  for (int k = 0; k < s->p->n_variables; k++) {
    const sc_entropy_variable *v = &s->p->variable[k];
    if (v->kind == SC_ENTROPY_CELL) most = fmax(most, fabs(v->unit * argument(s->p, s->step, k)));
  }
  return most > 10 ? 10 / most : 1;
}

/* Moves along the step as far as F falls; 0 where it does not. Near the end rounding hides the fall of F, but not that of gaps. */
static int move(solver *s)
{
  const int n = s->p->n_constraints;
  double fall = 0, length = longest_step(s);
  for (int c = 0; c < n; c++) fall += s->here.gap[c] * s->step[c];
  for (; length > 1e-14; length /= 2) {
    for (int c = 0; c < n; c++) s->there.multiplier[c] = s->here.multiplier[c] + length * s->step[c];
    evaluate(s, &s->there);
    const double noise = 1e-14 * (s->here.size + s->there.size);
    const int falls = s->there.value <= s->here.value + 1e-4 * length * fall;
    const int hidden = s->there.value <= s->here.value + noise && s->there.worst < s->here.worst;
    if (!falls && !hidden) continue;
    const point old = s->here;
    s->here = s->there;
    s->there = old;
    return 1;
  }
  return 0;
}

/* --------------------------------------------------------------------------------------- contradictions */

/* What m'v exceeds m'Gx by, for every x allowed, with m scaled to 1; not above 0 where m proves nothing. *shortfall is the same
 * without what rounding in m leaves the cells. */
static double contradiction(const solver *s, const double *multiplier, double *largest, double *shortfall)
{
  const sc_entropy_problem *p = s->p;
  double most = 0, bound = 0, value = 0, reach = 0, error_reach = 0;
  for (int c = 0; c < p->n_constraints; c++) {
    most = fmax(most, fabs(multiplier[c]));
    bound = fmax(bound, 1000 * s->scale[c]);
  }
  *largest = most;
  if (most == 0) return 0;
  for (int c = 0; c < p->n_constraints; c++) value += multiplier[c] / most * p->value[c];
  for (int k = 0; k < p->n_variables; k++) {
    const sc_entropy_variable *v = &p->variable[k];
    const double t = argument(p, multiplier, k) / most;
    if (v->kind == SC_ENTROPY_NORMAL) reach += fmax(1000 * v->unit, bound) * fabs(t);
    else if (v->kind == SC_ENTROPY_CELL) reach += bound * fmax(v->prior < 0 ? -t : v->prior > 0 ? t : 0, 0);
    else {
      double top = v->support[0] * t;
      for (int h = 1; h < v->n; h++) top = fmax(top, v->support[h] * t);
      error_reach += top;
    }
  }
  *shortfall = value - error_reach;
  return *shortfall - reach;
}

/* --------------------------------------------------------------------------------------------- solution */

static double objective(const solver *s)
{
  double sum = 0;      /* at the solution the dual gives the primal: D = t x - f(t) */
  for (int k = 0; k < s->p->n_variables; k++) {
    double x, slope;
    const double t = argument(s->p, s->here.multiplier, k);
    const double f = variable_dual(&s->p->variable[k], t, &x, &slope);
    sum += t * x - f;
  }
  return sum;
}

static void finish(const solver *s, sc_entropy_end end, double *x, double *multiplier, sc_entropy_how *how)
{
  const double *m = end == SC_ENTROPY_CONTRADICTION ? s->proof : s->here.multiplier;
  double largest;
  how->end = end;
  how->gap = s->here.worst;
  how->objective = end == SC_ENTROPY_SOLVED ? objective(s) : 0;
  how->shortfall = 0;
  if (end == SC_ENTROPY_CONTRADICTION) contradiction(s, m, &largest, &how->shortfall);
  memcpy(x, s->here.x, (size_t)s->p->n_variables * sizeof *x);
  memcpy(multiplier, m, (size_t)s->p->n_constraints * sizeof *multiplier);
}

/* Keeps the strongest proof so far. A step that goes without end gives one early; the point itself does so late. */
static void look_for_proof(solver *s)
{
  const double *const directions[] = { s->step, s->here.multiplier };
  double largest, shortfall;
  for (int k = 0; k < 2 && s->here.worst > 1e-9; k++) {
    const double proved = contradiction(s, directions[k], &largest, &shortfall);
    if (proved <= s->proved) continue;
    s->proved = proved;
    for (int c = 0; c < s->p->n_constraints; c++) s->proof[c] = directions[k][c] / largest;
  }
}

static sc_entropy_end iterate(solver *s, sc_entropy_how *how)
{
  enum { MORE = 20, FEW = 4 };      /* iterations after the first proof make it stronger; after rounding is reached, better */
  int n_after = 0, n_close = 0;
  evaluate(s, &s->here);
  for (how->iterations = 0; s->here.worst > how->tolerance; how->iterations++) {
    const int moved = how->iterations < how->max_iterations && newton_step(s) && move(s);
    look_for_proof(s);
    if (s->proved > 0 && (!moved || n_after++ == MORE)) return SC_ENTROPY_CONTRADICTION;
    const int close = s->here.worst <= fmax(how->tolerance, 1e-9);
    if (!moved || (close && n_close++ == FEW)) return close ? SC_ENTROPY_SOLVED : SC_ENTROPY_NOT_CONVERGED;
  }
  return SC_ENTROPY_SOLVED;
}

static sc_code take_memory(solver *s, sc_report *report)
{
  const size_t n = (size_t)s->p->n_constraints, k = (size_t)s->p->n_variables;
  double *next = s->memory = sc_alloc(n * n + 8 * n + 4 * k + 1, sizeof *next);
  if (!next) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_entropy_solve");
  double **const parts[] = { &s->here.multiplier, &s->there.multiplier, &s->here.gap, &s->there.gap, &s->scale, &s->step, &s->root, &s->proof };
  double **const by_variable[] = { &s->here.x, &s->there.x, &s->here.slope, &s->there.slope };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++, next += n) *parts[i] = next;
  for (size_t i = 0; i < sizeof by_variable / sizeof *by_variable; i++, next += k) *by_variable[i] = next;
  s->hessian = next;
  return SC_OK;
}

sc_code sc_entropy_solve(const sc_entropy_problem *problem, double *x, double *multiplier, sc_entropy_how *how,
                         sc_report *report)
{
  solver s = { .p = problem };
  SC_TRY(take_memory(&s, report));
  measure(&s);
  const sc_entropy_end end = iterate(&s, how);
  finish(&s, end, x, multiplier, how);
  sc_free(s.memory);
  return SC_OK;
}
