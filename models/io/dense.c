#include "models/io/dense.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "models/accounts/leontief.h"

/* ------------------------------------------------------------------------------------------- the library */

/* LAPACK's own names and arguments; matrices by column. */
typedef void factor_call(const int *m, const int *n, double *a, const int *lda, int *pivot, int *info);
typedef void solve_call(const char *transposed, const int *n, const int *n_right, const double *a, const int *lda, const int *pivot,
                        double *b, const int *ldb, int *info, size_t length);
typedef void invert_call(const int *n, double *a, const int *lda, const int *pivot, double *work, const int *size, int *info);

typedef struct lapack {
  const char  *name;                   /* NULL: none found */
  factor_call *factor;
  solve_call  *solve;
  invert_call *invert;
} lapack;

/* ISO C has no way from an object pointer to a function pointer; POSIX says that their bytes are the same. */
static int find(void *library, const char *name, void *call)
{
  void *found = dlsym(library, name);
  memcpy(call, &found, sizeof found);
  return found != NULL;
}

static lapack open_lapack(void)
{
  const char *asked = getenv("SANCHAN_LAPACK"), *name = asked && asked[0] != '\0' ? asked : "libopenblas.so.0";
  lapack l = { 0 };
  if (strcmp(name, "none") == 0) return l;
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library && find(library, "dgetrf_", &l.factor) && find(library, "dgetrs_", &l.solve) && find(library, "dgetri_", &l.invert))
    l.name = name;
  return l;
}

static _Thread_local int own_alone;

void sc_dense_own(int is_own) { own_alone = is_own; }

/* Opened once and kept: such a library does not outlive being closed while its threads sleep. */
static const lapack *lapack_for(int n)
{
  static lapack opened;
  static int is_known;
  if (n < SC_DENSE_LEAST || own_alone) return NULL;
  if (!is_known) opened = open_lapack();
  is_known = 1;
  return opened.name ? &opened : NULL;
}

const char *sc_dense_library(int n)
{
  const lapack *l = lapack_for(n);
  return l ? l->name : NULL;
}

/* --------------------------------------------------------------------------------------------- solutions */

static void transpose(int n, double *m)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      const double kept = m[i * n + j];
      m[i * n + j] = m[j * n + i];
      m[j * n + i] = kept;
    }
}

/* A matrix stored by row is, to LAPACK, its transpose: m'y = c is y'm = c'. */
int sc_dense_solve(int n, double *m, int *pivot, int n_rows, double *rows)
{
  const lapack *l = lapack_for(n);
  int info = 0;
  if (l) {
    l->factor(&n, &n, m, &n, pivot, &info);
    if (info == 0) l->solve("N", &n, &n_rows, m, &n, pivot, rows, &n, &info, 1);
    return info;
  }
  transpose(n, m);
  info = sc_lu_factor(n, m, pivot);
  for (int r = 0; r < n_rows && info == 0; r++) sc_lu_solve(n, m, pivot, rows + (size_t)r * (size_t)n);
  return info;
}

static sc_code invert_tuned(const lapack *l, int n, double *inverse, sc_report *report)
{
  const int size = 64 * n;
  int *pivot = sc_alloc((size_t)n, sizeof *pivot), info = 0;
  double *work = sc_alloc((size_t)size, sizeof *work);
  sc_code code = pivot && work ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_dense_leontief");
  if (code == SC_OK) {
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) inverse[i * n + j] = (i == j) - inverse[i * n + j];
    l->factor(&n, &n, inverse, &n, pivot, &info);
    if (info == 0) l->invert(&n, inverse, &n, pivot, work, &size, &info);
    if (info != 0) code = SC_FAIL(report, TABLE_NOT_PRODUCTIVE, SC_NOWHERE, sc_integer(info).s);
  }
  sc_free(work);
  sc_free(pivot);
  return code;
}

sc_code sc_dense_leontief(int n, double *inverse, sc_report *report)
{
  const lapack *l = lapack_for(n);
  return l ? invert_tuned(l, n, inverse, report) : sc_leontief_inverse(n, inverse, inverse, report);
}

int sc_dense_proves_productive(int n, const double *a, const double *p)
{
  enum { PIECE = 512 };
  double column[PIECE];
  for (int i = 0; i < n; i++)
    if (!(p[i] >= 0)) return 0;
  for (int from = 0; from < n; from += PIECE) {
    const int width = from + PIECE < n ? PIECE : n - from;
    for (int j = 0; j < width; j++) column[j] = p[from + j];
    for (int i = 0; i < n; i++)
      for (int j = 0; j < width; j++) column[j] -= p[i] * a[(size_t)i * (size_t)n + (size_t)(from + j)];
    for (int j = 0; j < width; j++)
      if (!(column[j] > 0.5)) return 0;
  }
  return 1;
}
