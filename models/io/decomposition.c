#include "models/io/decomposition.h"

#include <string.h>

#include "engine/base/memory.h"

/* The chain at one set of dates, from the vector leftwards. `work` has room for two vectors of `widest` numbers. */
static void chain(int m, const sc_factor *factors, unsigned later, int widest, double *work, double *result)
{
  double *from = work, *to = work + widest;
  const sc_factor *last = &factors[m - 1];
  memcpy(from, later >> (m - 1) & 1u ? last->after : last->before, (size_t)last->rows * sizeof *from);
  for (int f = m - 2; f >= 0; f--) {
    const sc_factor *factor = &factors[f];
    const double *number = later >> f & 1u ? factor->after : factor->before;
    for (int i = 0; i < factor->rows; i++) {
      to[i] = factor->diagonal ? number[i] * from[i] : 0;
      if (factor->diagonal) continue;
      const double *row = number + (size_t)i * (size_t)factor->columns;
      for (int j = 0; j < factor->columns; j++) to[i] += row[j] * from[j];
    }
    double *const kept = from;
    from = to;
    to = kept;
  }
  memcpy(result, from, (size_t)factors[0].rows * sizeof *from);
}

/* |S|! (m - 1 - |S|)! / m! = 1 / (m C(m - 1, |S|)) */
static double weight_of_order(int m, unsigned others)
{
  double choices = 1;
  int size = 0;
  for (unsigned rest = others; rest; rest &= rest - 1) size++;
  for (int k = 1; k <= size; k++) choices = choices * (m - k) / k;
  return 1 / (m * choices);
}

/* Weight of y(S + i) - y(S) in the effect of factor i, for a set S that does not have i. */
static double weight(sc_decomposition kind, int m, int i, unsigned others)
{
  const unsigned all = (1u << m) - 1, before = (1u << i) - 1, after = all & ~before & ~(1u << i);
  switch (kind) {
  case SC_DECOMPOSE_POLAR:  return others == before;
  case SC_DECOMPOSE_MIRROR: return others == after;
  case SC_DECOMPOSE_MEAN:   return 0.5 * (others == before) + 0.5 * (others == after);
  case SC_DECOMPOSE_ALL:    return weight_of_order(m, others);
  }
  return 0;
}

sc_code sc_decompose(sc_decomposition kind, int m, const sc_factor *factors, double *effect, sc_report *report)
{
  const int rows = factors[0].rows;
  const unsigned n_sets = 1u << m;
  int widest = rows;
  for (int f = 0; f < m; f++) widest = factors[f].rows > widest ? factors[f].rows : widest;
  const size_t size = (size_t)rows;
  double *results = sc_alloc(n_sets * size + 2 * (size_t)widest, sizeof *results);
  if (!results) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_decompose");
  for (unsigned s = 0; s < n_sets; s++) chain(m, factors, s, widest, results + n_sets * size, results + s * size);
  memset(effect, 0, (size_t)m * size * sizeof *effect);
  for (int i = 0; i < m; i++)
    for (unsigned s = 0; s < n_sets; s++) {
      const double share = s >> i & 1u ? 0 : weight(kind, m, i, s);
      if (share == 0) continue;
      const double *with = results + (s | 1u << i) * size, *without = results + s * size;
      for (int r = 0; r < rows; r++) effect[(size_t)i * size + (size_t)r] += share * (with[r] - without[r]);
    }
  sc_free(results);
  return SC_OK;
}
