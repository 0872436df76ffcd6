/* solve_lanes.c - the year's equilibrium of each draw: Newton's method as cge.h says. A draw whose equations hold keeps its
 * unknowns from then on, bit for bit, whatever its neighbours still need. */
#include "models/cge/work.h"

static const double LARGEST_STEP = 0.5;      /* of any unknown in one step: logarithms, or shares of base totals */
static const double LEAST_PIVOT = 0.2;       /* of a Broyden correction                                          */
static const double LARGEST_GAP = 1e-6;      /* of ln k: what is left of it enters to first order                */

/* In four strands: one would wait for itself. */
static sc_vector product(const sc_vector *x, const sc_vector *y, int n)
{
  sc_vector sum[4] = { 0 };
  int i = 0;
  for (; i + 4 <= n; i += 4)
    for (int r = 0; r < 4; r++) sum[r] += x[i + r] * y[i + r];
  for (; i < n; i++) sum[0] += x[i] * y[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static sc_vector merit(const sc_cge_work *w)
{
  const sc_vector gap = sc_largest(w->kappa_gap, w->shape->commodities), worst = sc_largest(w->residual, w->shape->n_unknowns);
  return sc_select(sc_less(gap, sc_all(LARGEST_GAP)), worst, worst + gap);
}

/* Takes multiples of n finished rows, from row k on, from `rows` rows: each element from column `from` on goes once through
 * memory, and each of the finished ones serves all rows. The finished rows have nothing between column k + n and `from`. */
static inline __attribute__((always_inline)) void eliminate(sc_vector *row, int rows, const sc_vector *pivots, int k, int n, int from, int N)
{
  const int stride = N + 1;
  sc_vector l[2][4];
  for (int i = 0; i < rows; i++)
    for (int r = 0; r < n; r++) {
      sc_vector x = row[i * stride + k + r];
      for (int q = 0; q < r && from == k + n; q++) x -= l[i][q] * pivots[q * stride + k + r];
      row[i * stride + k + r] = l[i][r] = x * pivots[r * stride + k + r];
    }
  for (int j = from; j < N; j++) {
    sc_vector x[2];
    for (int i = 0; i < rows; i++) x[i] = row[i * stride + j];
    for (int r = 0; r < n; r++) {
      const sc_vector u = pivots[r * stride + j];
      for (int i = 0; i < rows; i++) x[i] -= l[i][r] * u;
    }
    for (int i = 0; i < rows; i++) row[i * stride + j] = x[i];
  }
}

/* n finished rows from k on out of all rows from `first` on. */
static inline __attribute__((always_inline)) void eliminate_all(sc_cge_work *w, int k, int n, int first)
{
  SC_CGE_COUNTS(w->shape)
  int i = first;
  for (; i + 2 <= N; i += 2) eliminate(w->jacobian + i * R, 2, w->jacobian + k * R, k, n, first, N);
  if (i < N) eliminate(w->jacobian + i * R, 1, w->jacobian + k * R, k, n, first, N);
}

/* L \ U in place with reciprocal pivots, in the order of the rows, four at a time. The first rows are alone with their pivots. */
static void factor(sc_cge_work *w)
{
  SC_CGE_COUNTS(w->shape)
  const int alone = w->shape->alone;
  int k = 0;
  for (int j = 0; j < alone; j++) w->jacobian[j * R + j] = 1.0 / w->jacobian[j * R + j];
  for (; k + 4 <= alone; k += 4) eliminate_all(w, k, 4, alone);
  for (; k < alone; k++) eliminate_all(w, k, 1, alone);
  for (; k < N; k += 4) {
    sc_vector *pivots = w->jacobian + k * R;
    const int n = N - k < 4 ? N - k : 4;
    for (int r = 0; r < n; r++) {
      if (r == 1) eliminate(pivots + R, 1, pivots, k, 1, k + 1, N);
      if (r == 2) eliminate(pivots + 2 * R, 1, pivots, k, 2, k + 2, N);
      if (r == 3) eliminate(pivots + 3 * R, 1, pivots, k, 3, k + 3, N);
      pivots[r * R + k + r] = 1.0 / pivots[r * R + k + r];
    }
    if (n == 4) eliminate_all(w, k, 4, k + 4);
  }
}

/* The rows from `first` to before `last` of b less what `n` unknowns x from k on contribute to them. */
static inline __attribute__((always_inline)) void take_out(const sc_cge_work *w, sc_vector *b, int k, const sc_vector *x, int n, int first, int last)
{
  for (int i = first; i < last; i++) {
    const sc_vector *row = w->jacobian + i * (w->shape->n_unknowns + 1) + k;
    sc_vector rest = b[i];
    for (int r = 0; r < n; r++) rest -= row[r] * x[r];
    b[i] = rest;
  }
}

/* n unknowns from k on, forward: each less the ones before it; then they leave the rows after them. */
static inline __attribute__((always_inline)) void forward(const sc_cge_work *w, sc_vector *b, int k, int n, int first)
{
  const int N = w->shape->n_unknowns;
  sc_vector x[4];
  for (int r = 0; r < n; r++) {
    const sc_vector *row = w->jacobian + (k + r) * (N + 1) + k;
    x[r] = b[k + r];
    for (int q = 0; q < r && first == k + n; q++) x[r] -= row[q] * x[q];
    b[k + r] = x[r];
  }
  take_out(w, b, k, x, n, first, N);
}

/* The same backward, through their pivots. */
static inline __attribute__((always_inline)) void backward(const sc_cge_work *w, sc_vector *b, int k, int n)
{
  sc_vector x[4];
  for (int r = n - 1; r >= 0; r--) {
    const sc_vector *row = w->jacobian + (k + r) * (w->shape->n_unknowns + 1) + k;
    x[r] = b[k + r];
    for (int q = n - 1; q > r; q--) x[r] -= row[q] * x[q];
    b[k + r] = x[r] *= row[r];
  }
  take_out(w, b, k, x, n, 0, k);
}

/* The right side b becomes the solution, four unknowns at a time. */
static void substitute(const sc_cge_work *w, sc_vector *b)
{
  SC_CGE_COUNTS(w->shape)
  const int alone = w->shape->alone;
  int k = 0;
  for (; k + 4 <= alone; k += 4) forward(w, b, k, 4, alone);
  for (; k < alone; k++) forward(w, b, k, 1, alone);
  for (; k + 4 <= N; k += 4) forward(w, b, k, 4, k + 4);
  for (; k < N; k++) forward(w, b, k, 1, k + 1);
  for (; k - 4 >= alone; k -= 4) backward(w, b, k - 4, 4);
  for (; k > alone; k--) backward(w, b, k - 1, 1);
  while (k-- > 0) b[k] *= w->jacobian[k * R + k];
}

/* The k-th step with the factored Jacobian; from k = 1 on with Broyden's corrections, held as the steps themselves (Kelley 1995,
 * Iterative Methods for Linear and Nonlinear Equations, algorithm brsol). */
static void direct(sc_cge_work *w, int k)
{
  const int n = w->shape->n_unknowns;
  sc_vector *s = w->step + k * n;
  for (int j = 0; j < n; j++) s[j] = -w->residual[j];
  substitute(w, s);
  for (int i = 0; i < k; i++) {
    const sc_vector *before = w->step + i * n;
    const sc_vector along = product(before, s, n) * w->per_length[i];
    if (i + 1 < k)
      for (int j = 0; j < n; j++) s[j] += along * before[n + j];
    else {
      const sc_vector scale = 1.0 / sc_vector_max(1.0 - along, sc_all(LEAST_PIVOT));
      for (int j = 0; j < n; j++) s[j] *= scale;
    }
  }
  const sc_vector size = sc_largest(s, n), scale = sc_select(sc_less(sc_all(LARGEST_STEP), size), LARGEST_STEP / size, sc_all(1.0));
  for (int j = 0; j < n; j++) s[j] *= scale;
  w->per_length[k] = 1.0 / (1e-60 + product(s, s, n));
}

static double tolerance(const sc_cge_work *w) { return w->shape->tolerance > 0.0 ? w->shape->tolerance : SC_CGE_TOLERANCE; }

static int everywhere(sc_mask m) { return (sc_bits(m) & ((1 << SC_VECTOR) - 1)) == (1 << SC_VECTOR) - 1; }

/* y moves along the k-th step; where `careful`, by half of it as long as the largest residual does not fall. */
static void move(sc_cge_work *w, int k, int careful, sc_mask settled, sc_vector *worst)
{
  const int n = w->shape->n_unknowns;
  sc_vector *s = w->step + k * n, part = sc_all(1.0);
  for (int j = 0; j < n; j++) w->before[j] = w->y[j];
  for (int halving = 0;; halving++) {
    for (int j = 0; j < n; j++) w->y[j] = sc_select(settled, w->before[j], w->before[j] + part * s[j]);
    SC_K(sc_cge_evaluate)(w);
    const sc_vector now = merit(w);
    const sc_mask good = sc_either(settled, sc_less(now, sc_vector_max(*worst, sc_all(tolerance(w)))));
    if (!careful || halving == SC_CGE_HALVINGS || everywhere(good)) {
      *worst = now;
      break;
    }
    part = sc_select(good, part, 0.5 * part);
  }
  for (int j = 0; j < n; j++) s[j] *= part;
  w->per_length[k] /= part * part;
}

/* The next step begins here: what the sales of each product are predicted from. */
static void remember(sc_cge_work *w, sc_mask settled)
{
  for (int c = 0; c < w->shape->commodities; c++) {
    const sc_vector pass = SC_BASE(psi, c) * w->share_sales[c];
    w->kappa_start[c] = sc_select(settled, w->kappa_start[c], w->kappa[c]);
    w->made_start[c] = sc_select(settled, w->made_start[c], w->l_supply[c]);
    w->home_start[c] = sc_select(settled, w->home_start[c], w->y[w->shape->price + c]);
    w->pass_start[c] = sc_select(settled, w->pass_start[c], pass);
    w->slope_start[c] = sc_select(settled, w->slope_start[c], w->per_slope[c]);
  }
}

/* Nothing is known but ln k itself. */
static void forget(sc_cge_work *w)
{
  for (int c = 0; c < w->shape->commodities; c++)
    w->made_start[c] = w->home_start[c] = w->pass_start[c] = w->slope_start[c] = sc_all(0.0);
}

/* The Jacobian where each draw stands, factored. A draw that has its solution keeps the one it came with. */
static void relinearise(sc_cge_work *w, sc_mask settled)
{
  SC_CGE_COUNTS(w->shape)
  const int some = sc_bits(settled) != 0;
  if (some) memcpy(w->kept, w->jacobian, (size_t)(N * R) * sizeof *w->kept);
  SC_K(sc_cge_linearise)(w);
  factor(w);
  for (int i = 0; i < N * R && some; i++) w->jacobian[i] = sc_select(settled, w->kept[i], w->jacobian[i]);
}

/* From y where it stands to the equilibrium of w->year; returns the lanes that have it. old: there is a Jacobian of the last year,
 * good enough for the first step. */
static sc_mask settle(sc_cge_work *w, int old, sc_vector *steps)
{
  SC_K(sc_cge_given)(w);
  forget(w);
  SC_K(sc_cge_evaluate)(w);
  sc_vector worst = merit(w);
  sc_mask settled = sc_less(worst, sc_all(tolerance(w)));
  for (int round = 0; round < SC_CGE_ROUNDS; round++)
    for (int step = 0; step < SC_CGE_STEPS; step++) {
      if (everywhere(settled)) return settled;
      const int newton = step < SC_CGE_NEWTON, k = newton ? 0 : step - SC_CGE_NEWTON + 1;
      remember(w, settled);
      if (newton && (step > 0 || round > 0 || !old)) relinearise(w, settled);
      direct(w, k);
      move(w, k, newton, settled, &worst);
      *steps += sc_select(settled, sc_all(0.0), sc_all(1.0));
      settled = sc_either(settled, sc_less(worst, sc_all(tolerance(w))));
    }
  return settled;
}

static void begin(sc_cge_work *w, const sc_cge_state *state)
{
  for (int j = 0; j < w->shape->n_unknowns; j++) w->y[j] = sc_load(state->unknown[j] + w->v);
  for (int c = 0; c < w->shape->commodities; c++) w->kappa_start[c] = sc_load(state->kappa[c] + w->v);
}

/* From last year's outside to this one's in equal pieces, for those draws that need it. */
static void in_pieces(sc_cge_work *w, const sc_cge_state *state, const sc_cge_year *year, sc_mask done, sc_vector *steps)
{
  SC_CGE_COUNTS(w->shape)
  begin(w, state);
  memcpy(w->first_jacobian, w->jacobian, (size_t)(N * R) * sizeof *w->jacobian);
  for (int piece = 1; piece <= SC_CGE_PIECES; piece++) {
    SC_K(sc_cge_take_year)(w, &state->year, year, (double)piece / SC_CGE_PIECES);
    settle(w, 0, steps);
    for (int c = 0; c < C; c++) w->kappa_start[c] = w->kappa[c];
  }
  for (int i = 0; i < N * R; i++) w->jacobian[i] = sc_select(done, w->first_jacobian[i], w->jacobian[i]);
}

static void one_vector(sc_cge_work *w, const sc_cge_base *base, const sc_cge_year *year, sc_cge_state *state, sc_cge_outcome *outcome)
{
  SC_CGE_COUNTS(w->shape)
  sc_vector steps = sc_all(0.0), again = sc_all(0.0);
  if (!state->linearised) SC_K(sc_cge_take_base)(w, base);
  SC_K(sc_cge_take_year)(w, year, year, 1.0);
  begin(w, state);
  const sc_mask done = settle(w, state->linearised, &steps);
  SC_K(sc_cge_show)(w, outcome, sc_less(sc_all(1.0), sc_all(0.0)));
  if (!everywhere(done)) {
    for (int j = 0; j < N; j++) w->first_y[j] = w->y[j];
    for (int c = 0; c < C; c++) w->first_kappa[c] = w->kappa[c];
    in_pieces(w, state, year, done, &again);
    SC_K(sc_cge_show)(w, outcome, done);
    steps = sc_select(done, steps, steps + again);
    for (int j = 0; j < N; j++) w->y[j] = sc_select(done, w->first_y[j], w->y[j]);
    for (int c = 0; c < C; c++) w->kappa[c] = sc_select(done, w->first_kappa[c], w->kappa[c]);
  }
  sc_store(outcome->steps[0] + w->v, steps);
  for (int j = 0; j < N; j++) sc_store(state->unknown[j] + w->v, w->y[j]);
  for (int c = 0; c < C; c++) sc_store(state->kappa[c] + w->v, w->kappa[c]);
}

void SC_K(sc_cge_solve)(const sc_cge_shape *shape, const sc_cge_base *base, const sc_cge_year *year, sc_cge_state *state,
                        sc_cge_outcome *outcome, sc_lane *block)
{
  const size_t n = sc_cge_memory_lanes(shape);
  sc_cge_work w;
  SC_EACH_VECTOR(v) {
    SC_K(sc_cge_work_bind)(shape, (sc_vector *)(void *)state->memory + (size_t)(v / SC_VECTOR) * n, block, &w);
    w.v = v;
    one_vector(&w, base, year, state, outcome);
  }
  memcpy(state->year.production_tax, year->production_tax, sc_cge_year_lanes(shape) * sizeof(sc_lane));
  state->linearised = 1;
}

void SC_K(sc_cge_equations)(const sc_cge_shape *shape, const sc_cge_base *base, const sc_cge_year *year, int lane,
                            const double *unknown, double *residual, double *jacobian, sc_lane *block)
{
  const int n = shape->n_unknowns, at = lane % SC_VECTOR;
  sc_cge_work w;
  SC_K(sc_cge_work_bind)(shape, (sc_vector *)(void *)block, block + sc_cge_memory_lanes(shape), &w);
  w.v = lane - at;
  SC_K(sc_cge_take_base)(&w, base);
  SC_K(sc_cge_take_year)(&w, year, year, 1.0);
  for (int j = 0; j < n; j++) w.y[j] = sc_all(unknown[j]);
  for (int c = 0; c < shape->commodities; c++) w.kappa_start[c] = sc_all(0.0);
  forget(&w);
  SC_K(sc_cge_given)(&w);
  for (int round = 0; round < 8; round++) {      /* until ln k stands */
    SC_K(sc_cge_evaluate)(&w);
    for (int c = 0; c < shape->commodities; c++) w.kappa_start[c] = w.kappa[c];
  }
  for (int j = 0; j < n; j++) residual[j] = w.residual[j][at];
  if (jacobian == NULL) return;
  SC_K(sc_cge_linearise)(&w);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) jacobian[i * n + j] = w.jacobian[i * (n + 1) + j][at];
}
