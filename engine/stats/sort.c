#include "engine/stats/sort.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { DIGIT_BITS = 11, MAX_DIGITS = 6, QUICK_DIGITS = 2, RADIX = 1 << DIGIT_BITS, SMALL = 96, MOVES_EACH = 4 };

#define SIGN_BIT (UINT64_C(1) << 63)

static uint64_t key_of(double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

/* Sorts what is nearly in order; gives up, in some permutation, when that takes more than max_moves. */
static int insertion_sort(double *x, size_t n, size_t max_moves)
{
  size_t moves = 0;
  for (size_t i = 1; i < n && moves <= max_moves; i++) {
    const double moved = x[i];
    const uint64_t key = key_of(moved);
    size_t j = i;
    for (; j > 0 && key_of(x[j - 1]) > key; j--) x[j] = x[j - 1];
    x[j] = moved;
    moves += i - j;
  }
  return moves <= max_moves;
}

/* By `n_digits` digits of (key - least) >> shift, stable, in place. */
static void radix_sort(double *x, size_t n, double *workspace, uint64_t least, int shift, int n_digits)
{
  uint32_t count[MAX_DIGITS][RADIX] = { { 0 } };
  for (size_t i = 0; i < n; i++) {
    uint64_t key = (key_of(x[i]) - least) >> shift;
    for (int d = 0; d < n_digits; d++, key >>= DIGIT_BITS) count[d][key & (RADIX - 1)]++;
  }
  double *from = x, *to = workspace;
  for (int d = 0; d < n_digits; d++) {
    uint32_t before = 0;
    for (size_t r = 0; r < RADIX; r++) {
      const uint32_t here = count[d][r];
      count[d][r] = before;
      before += here;
    }
    for (size_t i = 0; i < n; i++) {
      const uint64_t key = (key_of(from[i]) - least) >> (shift + d * DIGIT_BITS);
      to[count[d][key & (RADIX - 1)]++] = from[i];
    }
    double *const swap = from;
    from = to;
    to = swap;
  }
  if (from != x) memcpy(x, from, n * sizeof *x);
}

void sc_sort(double *x, size_t n, double *workspace)
{
  if (n <= SMALL) {
    insertion_sort(x, n, SIZE_MAX);
    return;
  }
  uint64_t least = UINT64_MAX, most = 0;
  for (size_t i = 0; i < n; i++) {
    const uint64_t key = key_of(x[i]);
    least = key < least ? key : least;
    most = key > most ? key : most;
  }
  int bits = 0;
  while (bits < 64 && (most - least) >> bits != 0) bits++;
  const int quick_bits = QUICK_DIGITS * DIGIT_BITS;
  radix_sort(x, n, workspace, least, bits > quick_bits ? bits - quick_bits : 0, QUICK_DIGITS);
  if (insertion_sort(x, n, MOVES_EACH * n)) return;
  radix_sort(x, n, workspace, least, 0, (bits + DIGIT_BITS - 1) / DIGIT_BITS);
}

double sc_quantile(const double *sorted, size_t n, double p)
{
  const double h = (double)(n - 1) * p;
  const size_t below = (size_t)h;
  if (below + 1 >= n) return sorted[n - 1];
  return sorted[below] + (h - (double)below) * (sorted[below + 1] - sorted[below]);
}

static const double NEGLIGIBLE = 1e-30;

/* Weights of the binomial at k = mode - 1, ... downwards or mode + 1, ... upwards, that of the mode being 1. */
static double weight_below(double weight, size_t k, size_t n, double odds)   /* of k - 1, given that of k */
{
  return weight * (double)k / ((double)(n - k + 1) * odds);
}

static double weight_above(double weight, size_t k, size_t n, double odds)   /* of k + 1, given that of k */
{
  return weight * (double)(n - k) * odds / (double)(k + 1);
}

sc_ranks sc_quantile_ranks(size_t n, double p, double level)
{
  if (n == 0 || !(p > 0 && p < 1)) return (sc_ranks){ 0, 0 };
  const double odds = p / (1 - p);
  size_t mode = (size_t)((double)(n + 1) * p);
  if (mode > n) mode = n;

  size_t first = mode, last = mode;             /* where the weights become negligible */
  double total = 1, first_weight = 1, last_weight = 1;
  for (double w; first > 0 && (w = weight_below(first_weight, first, n, odds)) > NEGLIGIBLE; first--) total += first_weight = w;
  for (double w; last < n && (w = weight_above(last_weight, last, n, odds)) > NEGLIGIBLE; last++) total += last_weight = w;

  const double tail = (1 - level) / 2 * total;
  sc_ranks ranks = { first, last + 1 };         /* P(B <= first - 1) and P(B >= last + 1) are nothing */
  double w = first_weight;
  for (double sum = w; sum <= tail; sum += w) {
    w = weight_above(w, ranks.lower, n, odds);
    ranks.lower++;
  }
  w = last_weight;
  for (double sum = w; sum <= tail; sum += w) {
    ranks.upper--;
    w = weight_below(w, ranks.upper, n, odds);
  }
  if (ranks.upper > n) ranks.upper = 0;
  return ranks;
}

sc_range sc_quantile_interval(const double *sorted, sc_ranks ranks)
{
  return (sc_range){ ranks.lower > 0 ? sorted[ranks.lower - 1] : NAN, ranks.upper > 0 ? sorted[ranks.upper - 1] : NAN };
}
