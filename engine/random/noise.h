/* noise.h - random numbers by address.
 *
 * A random number is a pure function of
 *
 *   seed (64 bit), stream (8), name (32-bit hash), draw (32), t (16), k (24)
 *
 * so results do not depend on threads, blocks, the order of calls, or on what else a study declares. The address is the
 * counter of one Philox call, { draw, name, t, stream << 24 | k >> 1 }, keyed by the seed; a call yields two uniforms,
 * k even and k odd. Adding a parameter moves no other number, and draw i of a long run is draw i of a short one.
 *
 * sc_name_hash is FNV-1a (32 bit) with the final mixing step of MurmurHash3; two names of one study with equal hash are
 * a fault of the study (sc_inputs_create checks).
 *
 * Numbers    uniform  on the open (0, 1), 52 bits
 *            normal   by inverse distribution function of one uniform (normal.h), error < 2e-15 relative
 *            student  standard Student t with df degrees of freedom, by inverse distribution function of a normal score:
 *                     one normal, one t, monotone. Its variance is df / (df - 2); callers scale. sc_student_unit(df) is
 *                     sqrt((df - 2)/df), the factor that makes it 1.
 *            correlated   x = L z with the lower triangular Cholesky factor L of a correlation matrix (row-major n x n)
 *
 * Kinds      Some numbers say what is not known of the region or the plan, drawn once for a path (parameters, deliveries, the
 *            base year's accounts); others what happens year by year: SHOCK, EVENT, WEATHER. A run can combine the first of one
 *            draw with the second of another, which tells what each contributes (engine/stats/split.h): noise->shock_shift is
 *            added to the draw wherever a stream of the second kind is read.
 *
 * Kernels call SC_K(sc_noise_normal)(noise, stream, name, t, n, out): out[0..n-1] are n lanes of independent numbers
 * k = 0..n-1, lane l for draw first_draw + l. noise->quiet != 0 gives zeros, and 0.5 for uniforms.
 */
#ifndef SC_RANDOM_NOISE_H
#define SC_RANDOM_NOISE_H

#include "engine/lanes/isa.h"

typedef enum sc_stream {
#define SC_STREAM(name, id, zh, en) SC_STREAM_##name = id,
#include "engine/random/streams.def"
#undef SC_STREAM
} sc_stream;

static inline int sc_stream_known(sc_stream stream)   /* equal ids do not compile */
{
  switch (stream) {
#define SC_STREAM(name, id, zh, en) case id:
#include "engine/random/streams.def"
#undef SC_STREAM
    return 1;
  }
  return 0;
}

static inline int sc_stream_is_yearly(sc_stream stream)
{
  return stream == SC_STREAM_SHOCK || stream == SC_STREAM_EVENT || stream == SC_STREAM_WEATHER;
}

typedef struct sc_point {
  uint64_t  seed;
  sc_stream stream;
  uint32_t  name;            /* sc_name_hash of a dotted key, e.g. "growth.alpha" */
  uint32_t  draw;
  int       t;               /* period, 0..65535; 0 where it does not apply       */
  uint32_t  k;               /* below 2^24: further numbers at the same point     */
} sc_point;

uint32_t sc_name_hash(const char *name);
double   sc_uniform(sc_point at);

/* Student's t as a function of a normal score z, for one df >= 1: t = sign(z) sqrt(df (e^y - 1)), y = z^2 r(z^2), with r
 * tabulated as one polynomial on each of a few intervals (relative error below 1e-9). Made before the threads, read-only
 * afterwards; plain data. */
enum { SC_STUDENT_PIECES = 16, SC_STUDENT_TERMS = 10 };
typedef struct sc_student {
  double df;
  double coefficient[SC_STUDENT_TERMS][SC_STUDENT_PIECES];
} sc_student;

void   sc_student_init(sc_student *shape, double df);
double sc_student_unit(double df);                             /* sqrt((df - 2)/df), df > 2 */
double sc_student_from_score(const sc_student *shape, double z);

SC_KERNEL_DECLARE(void, sc_noise_uniform, (const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, sc_lane *out));
/* The one number k, for names with so many numbers of which few are wanted. */
SC_KERNEL_DECLARE(void, sc_noise_uniform_at, (const sc_noise *noise, sc_stream stream, uint32_t name, int t, uint32_t k, sc_lane out));
SC_KERNEL_DECLARE(void, sc_noise_normal, (const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, sc_lane *out));
SC_KERNEL_DECLARE(void, sc_noise_correlated, (const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n,
                                              const double *cholesky, sc_lane *out));
SC_KERNEL_DECLARE(void, sc_noise_student, (const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n,
                                           const sc_student *shape, sc_lane *out));
/* In place: n lanes of normal scores become Student t (a correlated t: correlated scores, then this). */
SC_KERNEL_DECLARE(void, sc_student_lanes, (const sc_student *shape, int n, sc_lane *z));

#endif
