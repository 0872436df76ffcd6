/* ref4_lanes.c - one year of REF4 over the draws of a block. */
#include <string.h>

#include "bench/ref4/ref4.h"
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"

enum { N = REF4_SECTORS };

void SC_K(ref4_start)(const void *self, const void *params, void *state, const sc_period *now)
{
  const ref4_self *m = self;
  ref4_state *s = state;
  (void)params, (void)now;
  memset(s, 0, sizeof *s);
  for (int i = 0; i < N; i++) {
    sc_lane_fill(s->capital[i], m->capital[i]);
    sc_lane_fill(s->research[i], m->research[i]);
  }
}

/* What one step of the year hands to the next. Each step is a short loop over the block, so that the processor can work
 * on several vectors of draws at once. */
typedef struct this_year { sc_lane z[N], log_capacity[N], capacity[N], coefficient[N], x[N]; } this_year;

/* Productivity, capacity, input coefficients, and final demand at last year's prices (in x). */
static void supply_and_demand(const ref4_self *m, ref4_state *s, this_year *y, int t)
{
  SC_EACH_VECTOR(v) {
    sc_vector x[N], total = sc_all(0.0), demand = sc_all(0.0);
    for (int i = 0; i < N; i++) {
      sc_vector a = ref4_rho[i] * sc_load(s->productivity[i] + v);
      for (int j = 0; j <= i; j++) a += m->shock[i * N + j] * sc_load(y->z[j] + v);
      sc_store(s->productivity[i] + v, a);
      const sc_vector log_value = (m->level[i] + m->trend[i] * t) + a + ref4_theta[i] * sc_vector_log(sc_load(s->research[i] + v)) +
                                  ref4_alpha[i] * sc_vector_log(sc_load(s->capital[i] + v));
      const sc_vector value = sc_vector_exp(log_value);
      total += value;
      sc_store(y->capacity[i] + v, value * (1.0 / m->value_added[i]));
      sc_store(y->log_capacity[i] + v, log_value - m->log_v[i]);
      sc_store(y->coefficient[i] + v, sc_vector_exp(-ref4_eta[i] * a));
      x[i] = ref4_f[i] * sc_vector_exp(-REF4_EPSILON * sc_load(s->log_price[i] + v));
      demand += x[i];
    }
    const sc_vector spread = total / demand;
    for (int i = 0; i < N; i++) sc_store(y->x[i] + v, x[i] * spread);
  }
}

/* x becomes (I - A m)^-1 x, by elimination in registers. */
static void leontief(const ref4_self *m, this_year *y)
{
  SC_EACH_VECTOR(v) {
    sc_vector a[N][N], x[N];
    for (int j = 0; j < N; j++) {
      const sc_vector coefficient = sc_load(y->coefficient[j] + v);
      x[j] = sc_load(y->x[j] + v);
      for (int i = 0; i < N; i++) a[i][j] = (i == j ? 1.0 : 0.0) - m->input[i][j] * coefficient;
    }
    for (int k = 0; k < N; k++) {
      a[k][k] = 1.0 / a[k][k];
      for (int i = k + 1; i < N; i++) {
        const sc_vector l = a[i][k] * a[k][k];
        for (int j = k + 1; j < N; j++) a[i][j] -= l * a[k][j];
        x[i] -= l * x[k];
      }
    }
    for (int i = N - 1; i >= 0; i--) {
      for (int j = i + 1; j < N; j++) x[i] -= a[i][j] * x[j];
      x[i] *= a[i][i];
      sc_store(y->x[i] + v, x[i]);
    }
  }
}

/* Prices, value added, and the stocks that the next year starts from. */
static void income_and_stocks(const ref4_self *m, ref4_state *s, const this_year *y)
{
  SC_EACH_VECTOR(v) {
    sc_vector price[N], used[N], gdp = sc_all(0.0), claims = sc_all(0.0);
    for (int i = 0; i < N; i++) {
      const sc_vector log_use = sc_vector_log(sc_load(y->x[i] + v)) - sc_load(y->log_capacity[i] + v);
      const sc_vector log_price = REF4_PHI * log_use;
      sc_store(s->log_price[i] + v, log_price);
      price[i] = m->weight[i] * sc_vector_exp(log_price);
      claims += price[i];
      used[i] = (1.0 - sc_load(y->coefficient[i] + v) * (1.0 - m->value_added[i])) * sc_load(y->capacity[i] + v) *
                sc_vector_exp(REF4_PSI * log_use);
      gdp += used[i];
    }
    const sc_vector investment = REF4_INVESTMENT * gdp / claims;
    for (int i = 0; i < N; i++) {
      sc_store(s->capital[i] + v, (1.0 - ref4_delta[i]) * sc_load(s->capital[i] + v) + investment * price[i]);
      sc_store(s->research[i] + v, (1.0 - REF4_DELTA_R) * sc_load(s->research[i] + v) + ref4_r[i] * used[i]);
    }
    sc_store(s->gdp + v, gdp);
  }
}

void SC_K(ref4_step)(const void *self, const void *params, void *state, const sc_period *now)
{
  static const uint32_t shocks = 0x52454634u;      /* address of this model's shocks */
  const ref4_self *m = self;
  this_year y;
  (void)params;
  if (m->forced)
    for (int i = 0; i < N; i++) sc_lane_fill(y.z[i], m->sine[now->t][i]);
  else
    SC_K(sc_noise_normal)(now->noise, SC_STREAM_SHOCK, shocks, now->t, N, y.z);
  supply_and_demand(m, state, &y, now->t);
  leontief(m, &y);
  income_and_stocks(m, state, &y);
}
