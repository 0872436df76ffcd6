/* copula.c - the inputs of a study: correlation matrices checked and factored, draws made. */
#include "engine/random/copula.h"

#include <math.h>

#include "engine/random/noise.h"
#include "engine/random/normal.h"

/* --------------------------------------------------------------------------------------- correlation matrices */

/* L of (1 - scale) I + scale R, so that scale = 1 is R itself. */
static int scaled_cholesky(int n, const double *r, double scale, double *l)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      if (j > i) { l[i * n + j] = 0.0; continue; }
      double sum = i == j ? 1.0 : scale * r[i * n + j];
      for (int k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i == j && !(sum > 1e-10)) return i;
      l[i * n + j] = i == j ? sqrt(sum) : sum / l[j * n + j];
    }
  return -1;
}

int sc_cholesky(int n, const double *matrix, double *l) { return scaled_cholesky(n, matrix, 1.0, l); }

/* The largest factor of the off-diagonal entries that works, to two digits, rounded down. */
static double largest_scale(int n, const double *matrix, double *l)
{
  int percent = 99;
  while (percent > 0 && scaled_cholesky(n, matrix, percent / 100.0, l) >= 0) percent--;
  return percent / 100.0;
}

sc_code sc_correlation_check(int n, const double *matrix, const char *const names[], sc_where at, sc_report *report)
{
  int sound = 1;
  for (int i = 0; i < n; i++) {
    if (!(matrix[i * n + i] == 1.0)) {
      SC_FAIL(report, CORRELATION_DIAGONAL, at, names[i], sc_number(matrix[i * n + i]).s);
      sound = 0;
    }
    for (int j = 0; j < i; j++) {
      const double r = matrix[i * n + j], other = matrix[j * n + i];
      if (!(r >= -1.0 && r <= 1.0)) {
        SC_FAIL(report, CORRELATION_ENTRY, at, names[i], names[j], sc_number(r).s);
        sound = 0;
      } else if (r != other) {
        SC_FAIL(report, CORRELATION_ASYMMETRIC, at, names[i], names[j], sc_number(r).s, sc_number(other).s);
        sound = 0;
      }
    }
  }
  if (!sound) return SC_DATA;
  double *l = sc_alloc((size_t)n * (size_t)n, sizeof *l);
  if (l == NULL) return SC_FAIL(report, OUT_OF_MEMORY, at, "correlation matrix");
  const int row = sc_cholesky(n, matrix, l);
  const sc_code code = row < 0 ? SC_OK : SC_FAIL(report, CORRELATION_NOT_DEFINITE, at, names[row], sc_number(largest_scale(n, matrix, l)).s);
  sc_free(l);
  return code;
}

/* ----------------------------------------------------------------------------------------------------- inputs */

static sc_code check_names(int n, const char *const names[], const uint32_t *hashes, sc_report *report)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      if (hashes[i] == hashes[j]) return SC_FAIL(report, NAMES_COLLIDE, SC_NOWHERE, names[j], names[i]);
  return SC_OK;
}

static sc_code assign_groups(sc_inputs *inputs, const char *const names[], sc_report *report)
{
  for (int i = 0; i < inputs->n; i++) inputs->group_of[i] = -1;
  for (int g = 0; g < inputs->n_groups; g++)
    for (int k = 0; k < inputs->groups[g].n; k++) {
      const int i = inputs->groups[g].param[k];
      if (inputs->group_of[i] >= 0) return SC_FAIL(report, CORRELATION_TWICE, SC_NOWHERE, names[i]);
      inputs->group_of[i] = g, inputs->row_of[i] = k;
    }
  return SC_OK;
}

static sc_code factor_groups(sc_inputs *inputs, const char *const names[], sc_arena *arena, sc_report *report)
{
  for (int g = 0; g < inputs->n_groups; g++) {
    const sc_correlation *group = &inputs->groups[g];
    double *l = inputs->cholesky[g] = sc_arena_alloc(arena, (size_t)group->n * (size_t)group->n, sizeof *l);
    if (l == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "correlations");
    const int row = sc_cholesky(group->n, group->matrix, l);
    if (row >= 0)
      return SC_FAIL(report, CORRELATION_NOT_DEFINITE, SC_NOWHERE, names[group->param[row]],
                     sc_number(largest_scale(group->n, group->matrix, l)).s);
  }
  return SC_OK;
}

sc_code sc_inputs_create(sc_inputs *inputs, int n, const char *const names[], const sc_dist *const dists[], int n_groups,
                         const sc_correlation *groups, sc_arena *arena, sc_report *report)
{
  const size_t count = (size_t)n;
  *inputs = (sc_inputs){ .n = n, .n_groups = n_groups, .groups = groups };
  inputs->dists = sc_arena_alloc(arena, count, sizeof *inputs->dists);
  inputs->samplers = sc_arena_alloc(arena, count, sizeof *inputs->samplers);
  inputs->names = sc_arena_alloc(arena, count, sizeof *inputs->names);
  inputs->group_of = sc_arena_alloc(arena, count, sizeof *inputs->group_of);
  inputs->row_of = sc_arena_alloc(arena, count, sizeof *inputs->row_of);
  inputs->cholesky = sc_arena_alloc(arena, (size_t)n_groups + 1, sizeof *inputs->cholesky);
  if (inputs->dists == NULL || inputs->samplers == NULL || inputs->names == NULL || inputs->group_of == NULL ||
      inputs->row_of == NULL || inputs->cholesky == NULL)
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "inputs");
  for (int i = 0; i < n; i++) {
    inputs->dists[i] = dists[i];
    inputs->names[i] = sc_name_hash(names[i]);
    SC_TRY(sc_sampler_create(&inputs->samplers[i], dists[i], arena, report));
  }
  SC_TRY(check_names(n, names, inputs->names, report));
  SC_TRY(assign_groups(inputs, names, report));
  return factor_groups(inputs, names, arena, report);
}

static double own_uniform(const sc_inputs *inputs, int i, uint64_t seed, uint64_t draw)
{
  return sc_uniform((sc_point){ .seed = seed, .stream = SC_STREAM_PARAMETER, .name = inputs->names[i], .draw = (uint32_t)draw });
}

/* The uniform that input i is the quantile of: its own, or Phi(row of L times the group's scores). */
static double uniform_for(const sc_inputs *inputs, int i, uint64_t seed, uint64_t draw)
{
  const int row = inputs->row_of[i];
  if (inputs->group_of[i] < 0 || row == 0) return own_uniform(inputs, i, seed, draw);
  const sc_correlation *group = &inputs->groups[inputs->group_of[i]];
  const double *l = inputs->cholesky[inputs->group_of[i]] + row * group->n;
  double z = 0.0;
  for (int k = 0; k <= row; k++) z += l[k] * sc_normal_quantile(own_uniform(inputs, group->param[k], seed, draw));
  return fmin(fmax(sc_normal_cdf(z), 0x1p-53), 1.0 - 0x1p-53);
}

void sc_inputs_sample(const sc_inputs *inputs, uint64_t seed, uint64_t first, uint64_t count, int quiet, double *values,
                      size_t stride)
{
  for (int i = 0; i < inputs->n; i++) {
    double *to = values + (size_t)i * stride;
    const double centre = quiet ? sc_dist_centre(inputs->dists[i]) : 0.0;
    for (uint64_t d = 0; d < count; d++)
      to[d] = quiet ? centre : sc_sampler_value(&inputs->samplers[i], uniform_for(inputs, i, seed, first + d));
  }
}
