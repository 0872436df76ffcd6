/* noise_lanes.c - random numbers over lanes: two for each Philox call, the same as sc_uniform gives one by one. */
#include "engine/random/normal_vector.h"
#include "engine/random/philox.h"
#include "engine/random/student_vector.h"

/* Uniforms k = 2 pair and 2 pair + 1 of draws first_draw + v, ... */
SC_INLINE void uniform_pair(const sc_noise *noise, sc_stream stream, uint32_t name, int t, int pair, int v, sc_vector u[2])
{
  const uint32_t key[2] = { (uint32_t)noise->seed, (uint32_t)(noise->seed >> 32) };
  const sc_words zero = { 0 };
  const uint64_t first = noise->first_draw + (sc_stream_is_yearly(stream) ? (uint64_t)noise->shock_shift : 0);
  sc_words c[4] = { sc_counting() + (first + (uint64_t)v), zero + name, zero + ((uint32_t)t & 0xffffu),
                    zero + ((uint32_t)stream << 24 | (uint32_t)pair) };
  sc_philox_vector(c, key);
  u[0] = sc_unit_interval_vector(c[0], c[1]);
  u[1] = sc_unit_interval_vector(c[2], c[3]);
}

static void fill(int n, sc_lane *out, double x)
{
  for (int k = 0; k < n; k++) sc_lane_fill(out[k], x);
}

void SC_K(sc_noise_uniform)(const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, sc_lane *out)
{
  if (noise->quiet) { fill(n, out, 0.5); return; }
  for (int k = 0; k < n; k += 2)
    SC_EACH_VECTOR(v) {
      sc_vector u[2];
      uniform_pair(noise, stream, name, t, k / 2, v, u);
      sc_store(out[k] + v, u[0]);
      if (k + 1 < n) sc_store(out[k + 1] + v, u[1]);
    }
}

void SC_K(sc_noise_uniform_at)(const sc_noise *noise, sc_stream stream, uint32_t name, int t, uint32_t k, sc_lane out)
{
  SC_EACH_VECTOR(v) {
    sc_vector u[2] = { sc_all(0.5), sc_all(0.5) };
    if (!noise->quiet) uniform_pair(noise, stream, name, t, (int)(k >> 1), v, u);
    sc_store(out + v, u[k & 1u]);
  }
}

/* Uniforms first, then their scores: two short loops whose steps the processor can overlap. */
void SC_K(sc_noise_normal)(const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, sc_lane *out)
{
  if (noise->quiet) { fill(n, out, 0.0); return; }
  SC_K(sc_noise_uniform)(noise, stream, name, t, n, out);
  for (int k = 0; k < n; k++)
    SC_EACH_VECTOR(v) sc_store(out[k] + v, sc_vector_normal_quantile(sc_load(out[k] + v)));
}

void SC_K(sc_noise_correlated)(const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, const double *cholesky,
                               sc_lane *out)
{
  SC_K(sc_noise_normal)(noise, stream, name, t, n, out);
  SC_EACH_VECTOR(v)
    for (int i = n - 1; i >= 0; i--) {
      sc_vector x = sc_all(0.0);
      for (int j = 0; j <= i; j++) x += cholesky[i * n + j] * sc_load(out[j] + v);
      sc_store(out[i] + v, x);
    }
}

void SC_K(sc_student_lanes)(const sc_student *shape, int n, sc_lane *z)
{
  for (int k = 0; k < n; k++)
    SC_EACH_VECTOR(v) sc_store(z[k] + v, sc_vector_student(shape, sc_load(z[k] + v)));
}

void SC_K(sc_noise_student)(const sc_noise *noise, sc_stream stream, uint32_t name, int t, int n, const sc_student *shape,
                            sc_lane *out)
{
  SC_K(sc_noise_normal)(noise, stream, name, t, n, out);
  if (!noise->quiet) SC_K(sc_student_lanes)(shape, n, out);
}
