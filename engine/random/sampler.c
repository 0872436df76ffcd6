/* sampler.c - quantile functions made fast: polynomials of the normal score, piece by piece.
 *
 * z = quantile of u on the standard normal runs over +-8.25 for every uniform there is. That range is cut into equal
 * pieces; on each the quantile, as a function of z, is interpolated at TERMS Chebyshev points. Smooth distributions are
 * smooth in z, tails included, which they are not in u. The number of pieces is doubled until points between the nodes
 * agree. What is tabulated is the core: the distribution before truncation, and Student's own for the skew Student, whose
 * halves meet with a kink; truncation and stretching are done exactly around it.
 */
#include <math.h>

#include "engine/random/dist_parts.h"
#include "engine/random/normal.h"

enum { TERMS = 12, FEWEST_PIECES = 8, MOST_PIECES = 256, N_PROBES = 3 };

typedef struct sc_piece { double coefficient[TERMS]; } sc_piece;   /* in h = -1/2 .. 1/2 across the piece */

static const double end = 8.25;

/* cos(pi (2 i + 1)/24)/2, and points between them. */
static const double node[TERMS] = {
  0.49572243068690519, 0.46193976625564337, 0.39667667014561758, 0.30438071450436033, 0.19134171618254489,
  0.065263096110025788, -0.065263096110025788, -0.19134171618254489, -0.30438071450436033, -0.39667667014561758,
  -0.46193976625564337, -0.49572243068690519 };
static const double probe[N_PROBES] = { -0.43, 0.0, 0.48 };

static double piece_value(const sc_piece *piece, double h)
{
  double x = piece->coefficient[TERMS - 1];
  for (int i = TERMS - 2; i >= 0; i--) x = x * h + piece->coefficient[i];
  return x;
}

/* The polynomial through (node_i, y_i): divided differences, expanded into powers of h. */
static void interpolate(double y[TERMS], sc_piece *piece)
{
  double *c = piece->coefficient;
  for (int k = 1; k < TERMS; k++)
    for (int i = TERMS - 1; i >= k; i--) y[i] = (y[i] - y[i - 1]) / (node[i] - node[i - k]);
  for (int j = 0; j < TERMS; j++) c[j] = 0.0;
  for (int i = TERMS - 1; i >= 0; i--) {
    for (int j = TERMS - 1; j > 0; j--) c[j] = c[j - 1] - node[i] * c[j];
    c[0] = y[i] - node[i] * c[0];
  }
}

static sc_dist core_of(const sc_dist *d)
{
  sc_dist core = *d;
  if (d->kind == SC_DIST_SKEW_STUDENT) core = (sc_dist){ .kind = SC_DIST_STUDENT, .b = 1.0, .c = d->c };
  core.lo = core.hi = 0.0;
  return core;
}

static double at_score(const sc_dist *core, double z)
{
  static const sc_window whole = { { 0.0, 1.0 }, { 1.0, 0.0 } };
  return sc_dist_quantile_in(core, &whole, sc_normal_tails(z));
}

/* Fills the pieces; false when a probe is off by more than 1e-9 of how much the quantile moves across its piece (or of
 * a millionth of its whole spread, in tails where it hardly moves). */
static int fit(const sc_dist *core, int n, sc_piece *pieces, double spread)
{
  const double width = 2.0 * end / n;
  for (int i = 0; i < n; i++) {
    double y[TERMS], scale;
    for (int k = 0; k < TERMS; k++) y[k] = at_score(core, -end + (i + 0.5 + node[k]) * width);
    scale = fabs(y[0] - y[TERMS - 1]);
    interpolate(y, &pieces[i]);
    for (int k = 0; k < N_PROBES; k++) {
      const double want = at_score(core, -end + (i + 0.5 + probe[k]) * width), got = piece_value(&pieces[i], probe[k]);
      if (!(fabs(got - want) <= 1e-9 * fmax(scale, 1e-6 * spread))) return 0;
    }
  }
  return 1;
}

static int has_fast_quantile(const sc_dist *d)
{
  switch (d->kind) {
  case SC_DIST_PERT:
  case SC_DIST_BETA:
  case SC_DIST_GAMMA:
  case SC_DIST_STUDENT:
  case SC_DIST_SKEW_STUDENT:
  case SC_DIST_MIXTURE: return 0;
  default: return 1;
  }
}

sc_code sc_sampler_create(sc_sampler *sampler, const sc_dist *dist, sc_arena *arena, sc_report *report)
{
  *sampler = (sc_sampler){ .dist = dist, .window = sc_dist_window(dist) };
  sc_dist_support(dist, &sampler->lo, &sampler->hi);
  if (has_fast_quantile(dist) || sc_dist_is_steps(dist)) return SC_OK;
  const sc_dist core = core_of(dist);
  const double spread = at_score(&core, 3.0) - at_score(&core, -3.0);
  for (int n = FEWEST_PIECES; n <= MOST_PIECES; n *= 2) {
    sc_piece *pieces = sc_arena_alloc(arena, (size_t)n, sizeof *pieces);
    if (pieces == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sampler");
    if (!fit(&core, n, pieces, spread)) continue;
    sampler->n_pieces = n;
    sampler->pieces = pieces;
    break;
  }
  return SC_OK;
}

static double core_value(const sc_sampler *s, sc_tails at)
{
  const double z = fmin(end, fmax(-end, sc_normal_score(at)));
  const double place = (z + end) * (s->n_pieces / (2.0 * end)), i = fmin(floor(place), s->n_pieces - 1.0);
  return piece_value(&s->pieces[(int)i], place - i - 0.5);
}

double sc_sampler_value(const sc_sampler *sampler, double u)
{
  const sc_dist *d = sampler->dist;
  const sc_tails inside = sc_tails_of(u);
  if (sampler->n_pieces == 0) return sc_dist_quantile_in(d, &sampler->window, inside);
  const sc_tails at = sc_dist_is_truncated(d) ? sc_window_whole(&sampler->window, inside) : inside;
  double x;
  if (d->kind == SC_DIST_SKEW_STUDENT) {
    const sc_half half = sc_skew_half(d, at);
    x = d->a + d->b * half.stretch * core_value(sampler, half.at);
  } else {
    x = core_value(sampler, at);
  }
  return fmin(sampler->hi, fmax(sampler->lo, x));
}
