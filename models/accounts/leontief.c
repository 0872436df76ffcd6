#include "models/accounts/leontief.h"

#include <math.h>
#include <string.h>

void sc_technical_coefficients(int n_rows, int n, const double *z, const double *x, double *a)
{
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n; j++) a[i * n + j] = x[j] != 0 ? z[i * n + j] / x[j] : 0;
}

/* --------------------------------------------------------------------------------------- linear systems */

enum { PANEL = 32, PIECE = 128, WORTH_THREADS = 256 };

static void swap_rows(int n, double *a, int p, int q)
{
  for (int j = 0; j < n; j++) {
    const double kept = a[p * n + j];
    a[p * n + j] = a[q * n + j];
    a[q * n + j] = kept;
  }
}

static void eliminate_below(int n, double *a, int k)
{
  for (int i = k + 1; i < n; i++) {
    const double factor = a[i * n + k] /= a[k * n + k];
    for (int j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
  }
}

/* Columns first..end of the matrix, with pivots from all rows below; returns 0, or 1 + the column without one. */
static int factor_panel(int n, double *a, int *pivot, int first, int end)
{
  for (int k = first; k < end; k++) {
    int p = k;
    for (int i = k + 1; i < n; i++)
      if (fabs(a[i * n + k]) > fabs(a[p * n + k])) p = i;
    pivot[k] = p;
    if (!(fabs(a[p * n + k]) > 0)) return k + 1;
    if (p != k) swap_rows(n, a, p, k);
    for (int i = k + 1; i < n; i++) {
      const double factor = a[i * n + k] /= a[k * n + k];
      for (int j = k + 1; j < end; j++) a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return 0;
}

/* Panels of columns, then what they take from the rest, piece by piece: every number sees the same operations in the same
 * order as in an elimination of one column at a time, but is fetched from memory once for each panel. */
int sc_lu_factor(int n, double *a, int *pivot)
{
  for (int first = 0; first < n; first += PANEL) {
    const int end = first + PANEL < n ? first + PANEL : n;
    const int failing = factor_panel(n, a, pivot, first, end);
    if (failing) return failing;
    #pragma omp parallel for schedule(static) if (n - end > WORTH_THREADS)
    for (int from = end; from < n; from += PIECE) {
      const int to = from + PIECE < n ? from + PIECE : n;
      for (int i = first + 1; i < n; i++)
        for (int k = first; k < end && k < i; k++) {
          const double factor = a[i * n + k];
          for (int j = from; j < to; j++) a[i * n + j] -= factor * a[k * n + j];
        }
    }
  }
  return 0;
}

void sc_lu_solve(int n, const double *lu, const int *pivot, double *b)
{
  for (int k = 0; k < n; k++) {
    const double kept = b[k];
    b[k] = b[pivot[k]];
    b[pivot[k]] = kept;
  }
  for (int i = 1; i < n; i++)
    for (int j = 0; j < i; j++) b[i] -= lu[i * n + j] * b[j];
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++) b[i] -= lu[i * n + j] * b[j];
    b[i] /= lu[i * n + i];
  }
}

/* a becomes I - a. */
static void subtract_from_identity(int n, double *a)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) a[i * n + j] = (i == j) - a[i * n + j];
}

int sc_columns_below_one(int n, const double *a)
{
  enum { WIDTH = 512 };
  for (int from = 0; from < n; from += WIDTH) {
    const int width = from + WIDTH < n ? WIDTH : n - from;
    double sum[WIDTH] = { 0 };
    for (int i = 0; i < n; i++)
      for (int j = 0; j < width; j++) sum[j] += a[(size_t)i * (size_t)n + (size_t)(from + j)];
    for (int j = 0; j < width; j++)
      if (!(sum[j] < 1)) return 0;
  }
  return 1;
}

int sc_hawkins_simon(int n, double *a)
{
  subtract_from_identity(n, a);
  for (int k = 0; k < n; k++) {
    if (!(a[k * n + k] > 0)) return k + 1;
    eliminate_below(n, a, k);
  }
  return 0;
}

double sc_perron_root(int n, sc_apply *apply, const void *given, double tolerance, int most_steps, double *work)
{
  double *x = work, *y = work + n, root = 0, moved = INFINITY;
  for (int i = 0; i < n; i++) x[i] = 1.0 / n;
  for (int k = 0; k < most_steps && !(moved <= tolerance * root); k++) {
    double sum = 0;
    apply(given, n, x, y);
    for (int i = 0; i < n; i++) sum += y[i] += x[i];
    for (int i = 0; i < n; i++) x[i] = y[i] / sum;
    moved = fabs(sum - 1 - root);
    root = sum - 1;
  }
  return root;
}

/* sc_lu_solve for all columns of the unit matrix, row by row. */
static void inverse_from_factors(int n, const double *lu, const int *pivot, double *inverse)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) inverse[i * n + j] = i == j;
  for (int k = 0; k < n; k++)
    if (pivot[k] != k) swap_rows(n, inverse, k, pivot[k]);
  #pragma omp parallel for schedule(static) if (n > WORTH_THREADS)
  for (int from = 0; from < n; from += PIECE) {
    const int to = from + PIECE < n ? from + PIECE : n;
    for (int i = 1; i < n; i++)
      for (int k = 0; k < i; k++)
        for (int j = from; j < to; j++) inverse[i * n + j] -= lu[i * n + k] * inverse[k * n + j];
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++)
        for (int j = from; j < to; j++) inverse[i * n + j] -= lu[i * n + k] * inverse[k * n + j];
      for (int j = from; j < to; j++) inverse[i * n + j] /= lu[i * n + i];
    }
  }
}

sc_code sc_leontief_inverse(int n, const double *a, double *inverse, sc_report *report)
{
  const size_t size = (size_t)n;
  double *lu = sc_alloc(size * size, sizeof *lu);
  int *pivot = sc_alloc(size, sizeof *pivot);
  sc_code code = SC_OK;
  if (!lu || !pivot) {
    code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_leontief_inverse");
    goto done;
  }
  memcpy(lu, a, size * size * sizeof *lu);
  subtract_from_identity(n, lu);
  const int failing = sc_lu_factor(n, lu, pivot);
  if (failing) {
    code = SC_FAIL(report, TABLE_NOT_PRODUCTIVE, SC_NOWHERE, sc_integer(failing).s);
    goto done;
  }
  inverse_from_factors(n, lu, pivot, inverse);
done:
  sc_free(pivot);
  sc_free(lu);
  return code;
}
