/* uncertain_lanes.c - the random numbers of a block of draws. */
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "engine/random/normal_vector.h"
#include "models/io/uncertain.h"

SC_INLINE void score_of(const sc_io_random *r, const sc_noise *noise, sc_lane z)
{
  sc_lane one;
  SC_EACH_VECTOR(v) sc_store(z + v, sc_all(0.0));
  for (int t = 1; t <= r->years; t++) {
    SC_K(sc_noise_uniform_at)(noise, SC_STREAM_TABLE, r->name, t, r->k, one);
    SC_EACH_VECTOR(v) sc_store(z + v, sc_load(z + v) + sc_vector_normal_quantile(sc_load(one + v)));
  }
}

SC_INLINE int is_truncated(const sc_dist *d) { return d->lo != 0 || d->hi != 0; }

/* Frequent kinds over vectors; the others by their samplers, one after the other. */
static void draw_one(const sc_io_random *r, const sc_noise *noise, sc_lane out)
{
  const sc_dist *d = &r->dist;
  sc_lane u;
  if (r->years > 0) {
    score_of(r, noise, u);
    SC_EACH_VECTOR(v) sc_store(out + v, sc_vector_exp(d->b * sc_load(u + v)));
    return;
  }
  SC_K(sc_noise_uniform_at)(noise, SC_STREAM_TABLE, r->name, 0, r->k, u);
  if (d->kind == SC_DIST_LOGNORMAL && !is_truncated(d))
    SC_EACH_VECTOR(v) sc_store(out + v, d->a * sc_vector_exp(d->b * sc_vector_normal_quantile(sc_load(u + v))));
  else if (d->kind == SC_DIST_NORMAL && !is_truncated(d))
    SC_EACH_VECTOR(v) sc_store(out + v, d->a + d->b * sc_vector_normal_quantile(sc_load(u + v)));
  else
    for (int l = 0; l < SC_LANES; l++) out[l] = sc_sampler_value(&r->sampler, u[l]);
}

void SC_K(sc_io_sample)(const sc_io_uncertain *uncertain, const sc_noise *noise, sc_lane *value)
{
  for (int r = 0; r < uncertain->n_randoms; r++) draw_one(&uncertain->random[r], noise, value[r]);
}
