/* refine_lanes.c - the rounds of refine.h for one draw, the vector running over activities.
 *
 * A product of a matrix by columns with a vector adds up even and odd columns apart, on every machine alike: two chains of
 * additions hide each other's latency, and the order of the sum does not depend on the vector's width. */
#include "engine/lanes/refine.h"

#include "engine/lanes/vector.h"

enum { FLOATS = 2 * SC_VECTOR, STRIP = 3, WIDE_STRIP = SC_VECTOR == 8 ? 6 : 3, STEPS = 4 };

typedef float   floats __attribute__((vector_size(8 * SC_VECTOR)));
typedef int32_t quad __attribute__((vector_size(16)));
typedef int32_t float_bits __attribute__((vector_size(8 * SC_VECTOR)));
typedef float   half __attribute__((vector_size(4 * SC_VECTOR)));       /* as many floats as a vector has doubles */

SC_INLINE floats load_floats(const float *from) { floats x; memcpy(&x, from, sizeof x); return x; }
SC_INLINE void   store_floats(float *to, floats x) { memcpy(to, &x, sizeof x); }
/* Single to double and back; for eight at once gcc 12 needs to be told the instruction. */
SC_INLINE sc_vector load_half(const float *from)
{
  half h;
  memcpy(&h, from, sizeof h);
#if SC_VECTOR == 8
  return (sc_vector)_mm512_cvtps_pd((__m256)h);
#else
  return __builtin_convertvector(h, sc_vector);
#endif
}
SC_INLINE void store_half(float *to, sc_vector x)
{
#if SC_VECTOR == 8
  const half h = (half)_mm512_cvtpd_ps((__m512d)x);
#else
  const half h = __builtin_convertvector(x, half);
#endif
  memcpy(to, &h, sizeof h);
}

enum { TEAM = SC_REFINE_TEAM };

/* a b + c, rounded once: IEEE 754 says to which number, so every machine gives the same; those without the instruction are slow. */
SC_INLINE floats fused_floats(floats a, floats b, floats c)
{
#if SC_VECTOR == 8
  return (floats)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif SC_VECTOR == 4 && defined(__FMA__)
  return (floats)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#else
  for (int k = 0; k < FLOATS; k++) c[k] = fmaf(a[k], b[k], c[k]);
  return c;
#endif
}
SC_INLINE sc_vector fused(sc_vector a, sc_vector b, sc_vector c)
{
#if SC_VECTOR == 8
  return (sc_vector)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
#elif SC_VECTOR == 4 && defined(__FMA__)
  return (sc_vector)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
#else
  for (int k = 0; k < SC_VECTOR; k++) c[k] = fma(a[k], b[k], c[k]);
  return c;
#endif
}
SC_INLINE floats all_floats(float x) { return x - (floats){ 0 }; }

/* ------------------------------------------------------------------------------------------------- products */

typedef struct sums { floats of[TEAM][STRIP]; } sums;

/* n_vectors vectors of L0 z from row i on, for every system of the team, times T. */
SC_INLINE void correct_strip(const sc_refiner *s, int i, int n_vectors, sc_refine_slot slot[TEAM])
{
  const float *column = s->inverse + i;
  sums sum = { 0 };
  for (int j = 0; j < s->n; j++, column += s->wide)
    for (int k = 0; k < n_vectors; k++) {
      const floats cell = load_floats(column + k * FLOATS);
      for (int d = 0; d < TEAM; d++) sum.of[d][k] = fused_floats(cell, all_floats(slot[d].z[j]), sum.of[d][k]);
    }
  for (int d = 0; d < TEAM; d++)
    for (int k = 0; k < n_vectors; k++)
      store_floats(slot[d].w + i + k * FLOATS, sum.of[d][k] * load_floats(slot[d].scale + i + k * FLOATS));
}

/* z -= w - A w. */
SC_INLINE void follow_strip(const sc_refiner *s, int i, int n_vectors, sc_refine_slot slot[TEAM])
{
  sums sum = { 0 };
  for (int j = 0, from = i; j < s->n; j++, from += s->wide)
    for (int d = 0; d < TEAM; d++) {
      const floats w = all_floats(slot[d].w[j]);
      for (int k = 0; k < n_vectors; k++) sum.of[d][k] = fused_floats(load_floats(slot[d].a + from + k * FLOATS), w, sum.of[d][k]);
    }
  for (int d = 0; d < TEAM; d++)
    for (int k = 0; k < n_vectors; k++) {
      const int at = i + k * FLOATS;
      store_floats(slot[d].z + at, load_floats(slot[d].z + at) - (load_floats(slot[d].w + at) - sum.of[d][k]));
    }
}

static void correct(const sc_refiner *s, sc_refine_slot slot[TEAM])
{
  int i = 0;
  for (; i + STRIP * FLOATS <= s->wide; i += STRIP * FLOATS) correct_strip(s, i, STRIP, slot);
  for (; i < s->wide; i += FLOATS) correct_strip(s, i, 1, slot);
}

static void follow(const sc_refiner *s, sc_refine_slot slot[TEAM])
{
  int i = 0;
  for (; i + STRIP * FLOATS <= s->wide; i += STRIP * FLOATS) follow_strip(s, i, STRIP, slot);
  for (; i < s->wide; i += FLOATS) follow_strip(s, i, 1, slot);
}

/* Column x of m in double precision; where `single` is not NULL it gets these rows of m as well. */
SC_INLINE void add_column(int n_vectors, const double *m, double x, float *single, sc_vector sum[WIDE_STRIP])
{
  for (int k = 0; k < n_vectors; k++) {
    const sc_vector cell = sc_load(m + k * SC_VECTOR);
    if (single) store_half(single + k * SC_VECTOR, cell);
    sum[k] = fused(cell, sc_all(x), sum[k]);
  }
}

SC_INLINE void residual_strip(int n, int wide, int i, int n_vectors, const double *a, sc_refine_slot *q, float *single)
{
  sc_vector even[WIDE_STRIP] = { 0 }, odd[WIDE_STRIP] = { 0 };
  int j = 0;
  for (; j + 1 < n; j += 2) {
    add_column(n_vectors, a + j * wide + i, q->x[j], single ? single + j * wide + i : NULL, even);
    add_column(n_vectors, a + (j + 1) * wide + i, q->x[j + 1], single ? single + (j + 1) * wide + i : NULL, odd);
  }
  if (j < n) add_column(n_vectors, a + j * wide + i, q->x[j], single ? single + j * wide + i : NULL, even);
  for (int k = 0; k < n_vectors; k++) {
    const int at = i + k * SC_VECTOR;
    store_half(q->z + at, (sc_load(q->f + at) - sc_load(q->x + at)) + (even[k] + odd[k]));
  }
}

/* z = f - x + A x, in double precision and then as single. */
SC_INLINE void residual_and(const sc_refiner *s, const double *a, sc_refine_slot *q, float *single)
{
  int i = 0;
  for (; i + WIDE_STRIP * SC_VECTOR <= s->wide; i += WIDE_STRIP * SC_VECTOR) residual_strip(s->n, s->wide, i, WIDE_STRIP, a, q, single);
  for (; i < s->wide; i += SC_VECTOR) residual_strip(s->n, s->wide, i, 1, a, q, single);
}

static void residual(const sc_refiner *s, const double *a, sc_refine_slot *q)
{
  if (q->single_of == a) residual_and(s, a, q, NULL);
  else residual_and(s, a, q, q->a);
  q->single_of = a;
}

/* --------------------------------------------------------------------------------------------------- rounds */

/* x += w. */
SC_INLINE void add_correction(int wide, sc_refine_slot *q)
{
  for (int i = 0; i < wide; i += SC_VECTOR) sc_store(q->x + i, sc_load(q->x + i) + load_half(q->w + i));
}

SC_INLINE quad larger(quad a, quad b)
{
  const quad more = b > a;
  return (more & b) | (~more & a);
}

/* The largest |w_i| / |x_i|, NaN where one is: numbers without sign are ordered like their bits, NaN above all. */
static double size_of(int wide, const sc_refine_slot *q)
{
  int32_t each[FLOATS] __attribute__((aligned(64)));
  quad four = { 0 }, next;
  float_bits most = { 0 };
  for (int i = 0; i < wide; i += FLOATS) {
    const float_bits size = (float_bits)(load_floats(q->w + i) * load_floats(q->over + i)) & INT32_MAX, more = size > most;
    most = (more & size) | (~more & most);
  }
  memcpy(each, &most, sizeof each);
  for (int k = 0; k < FLOATS; k += 4) {
    memcpy(&next, each + k, sizeof next);
    four = larger(four, next);
  }
  const int32_t left = four[0] > four[1] ? four[0] : four[1], right = four[2] > four[3] ? four[2] : four[3];
  const int32_t largest = left > right ? left : right;
  float size;
  memcpy(&size, &largest, sizeof size);
  return (double)size;
}

static double left_after(double first, double before, double last)
{
  const double rounding = first * 0x1p-23;
  return last == 0 ? rounding : last < 0.5 * before ? last * last / (before - last) + rounding : (double)INFINITY;
}

static void round_of(const sc_refiner *s, const sc_refine_system *const system[TEAM], sc_refine_slot slot[TEAM])
{
  double size[TEAM][STEPS] = { { 0 } };
  int active[TEAM];
  for (int d = 0; d < TEAM; d++) {
    active[d] = !(slot[d].left <= SC_REFINE_LEFT);
    if (active[d]) residual(s, system[d]->a, &slot[d]);
  }
  for (int k = 0; k < STEPS; k++) {
    correct(s, slot);
    for (int d = 0; d < TEAM; d++) {
      if (active[d]) add_correction(s->wide, &slot[d]);
      if (k == 0 || k >= STEPS - 2) size[d][k] = size_of(s->wide, &slot[d]);
    }
    if (k + 1 < STEPS) follow(s, slot);
  }
  for (int d = 0; d < TEAM; d++)
    if (active[d]) slot[d].left = left_after(size[d][0], size[d][STEPS - 2], size[d][STEPS - 1]);
}

static void start(const sc_refiner *s, const sc_refine_system *system, sc_refine_slot *q)
{
  const int n = s->n, wide = s->wide;
  q->is_possible = 1;
  for (int i = 0; i < wide; i++) {
    q->f[i] = i < n ? system->f[i] : 0;
    q->x[i] = i < n ? 1.0 - system->a[i * wide + i] : 1.0;
    q->is_possible &= q->x[i] > 0;
  }
  for (int i = 0; i < wide; i += SC_VECTOR) {
    store_half(q->scale + i, sc_load(s->rest + i) / sc_load(q->x + i));
    store_half(q->z + i, sc_load(q->f + i));
  }
  q->left = (double)INFINITY;
}

/* x = T L0 f, and 1 / x, which is 0 behind the n-th. */
static void guess(const sc_refiner *s, sc_refine_slot slot[TEAM])
{
  correct(s, slot);
  for (int d = 0; d < TEAM; d++) {
    for (int i = 0; i < s->wide; i += SC_VECTOR) sc_store(slot[d].x + i, load_half(slot[d].w + i));
    for (int i = 0; i < s->wide; i += FLOATS) store_floats(slot[d].over + i, 1.0f / load_floats(slot[d].w + i));
    for (int i = s->n; i < s->wide; i++) slot[d].over[i] = 0;
  }
}

/* ----------------------------------------------------------------------------------------------- elimination */

/* I - A by columns into `lu`, factored as unit lower times upper; 0 where a pivot is not positive. */
static int factor(int n, int wide, const double *a, double *lu)
{
  for (int k = 0; k < n * wide; k++) lu[k] = 0.0 - a[k];
  for (int j = 0; j < n; j++) lu[j * wide + j] += 1.0;
  for (int k = 0; k < n; k++) {
    double *restrict column = lu + k * wide;
    if (!(column[k] > 0)) return 0;
    const double over = 1.0 / column[k];
    for (int i = k + 1; i < n; i++) column[i] *= over;
    for (int j = k + 1; j < n; j++) {
      double *restrict to = lu + j * wide;
      const double times_of = to[k];
      for (int i = k + 1; i < n; i++) to[i] -= column[i] * times_of;
    }
  }
  return 1;
}

/* x [wide], zero behind the n-th: b becomes the solution. */
static void substitute(int n, int wide, const double *lu, double *x)
{
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++) x[i] -= lu[k * wide + i] * x[k];
  for (int k = n - 1; k >= 0; k--) {
    x[k] /= lu[k * wide + k];
    for (int i = 0; i < k; i++) x[i] -= lu[k * wide + i] * x[k];
  }
}

int SC_K(sc_eliminate)(int n, const double *a, int n_systems, const double *f, double *x, sc_refine_work *work)
{
  const int wide = sc_refine_wide(n), sound = factor(n, wide, a, work->lu);
  for (int s = 0; s < n_systems; s++) {
    for (int i = 0; i < n; i++) work->solution[i] = sound ? f[s * n + i] : (double)NAN;
    if (sound) substitute(n, wide, work->lu, work->solution);
    for (int i = 0; i < n; i++) x[s * n + i] = work->solution[i];
  }
  return sound;
}

int SC_K(sc_eliminate_inverse)(int n, const double *a, double *inverse, sc_refine_work *work)
{
  const int wide = sc_refine_wide(n), sound = factor(n, wide, a, work->lu);
  for (int j = 0; j < n; j++) {
    double *x = inverse + j * wide;
    for (int i = 0; i < wide; i++) x[i] = sound ? i == j : (double)NAN;
    if (sound) substitute(n, wide, work->lu, x);
  }
  return sound;
}

static void finish(const sc_refiner *s, const sc_refine_system *system, sc_refine_slot *q, sc_refine_work *work)
{
  if (q->is_possible && q->left <= SC_REFINE_LEFT)
    for (int i = 0; i < s->n; i++) system->x[i] = q->x[i];
  else (void)SC_K(sc_eliminate)(s->n, system->a, 1, system->f, system->x, work);
}

/* Up to TEAM systems; a team that is not full repeats its last one. */
static int solve_team(const sc_refiner *s, int n_systems, const sc_refine_system *systems, sc_refine_work *work)
{
  const sc_refine_system *member[TEAM];
  int n_sound = 0, n_left = TEAM;
  for (int d = 0; d < TEAM; d++) {
    member[d] = &systems[d < n_systems ? d : n_systems - 1];
    start(s, member[d], &work->slot[d]);
  }
  guess(s, work->slot);
  for (int r = 0; r < SC_REFINE_ROUNDS && n_left > 0; r++) {
    round_of(s, member, work->slot);
    n_left = 0;
    for (int d = 0; d < TEAM; d++) n_left += !(work->slot[d].left <= SC_REFINE_LEFT);
  }
  for (int d = 0; d < TEAM && d < n_systems; d++) {
    finish(s, member[d], &work->slot[d], work);
    n_sound += member[d]->x[0] == member[d]->x[0];
  }
  return n_sound;
}

int SC_K(sc_refine_solve)(const sc_refiner *s, int n_systems, const sc_refine_system *systems, sc_refine_work *work)
{
  int n_sound = 0;
  for (int d = 0; d < TEAM; d++) work->slot[d].single_of = NULL;
  for (int k = 0; k < n_systems; k += TEAM) n_sound += solve_team(s, n_systems - k, systems + k, work);
  return n_sound;
}
