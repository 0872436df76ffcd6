#include "models/io/system.h"

#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/dense.h"
#include "models/io/ghosh.h"

void sc_io_left(int n, const double *weight, const double *matrix, double *to)
{
  for (int j = 0; j < n; j++) to[j] = 0;
  for (int i = 0; i < n; i++) {
    const double w = weight ? weight[i] : 1;
    for (int j = 0; j < n; j++) to[j] += w * matrix[(size_t)i * (size_t)n + (size_t)j];
  }
}

void sc_io_right(int n, const double *matrix, const double *vector, double *to)
{
  for (int i = 0; i < n; i++) {
    const double *row = matrix + (size_t)i * (size_t)n;
    to[i] = 0;
    for (int j = 0; j < n; j++) to[i] += row[j] * vector[j];
  }
}

/* The inverse, and the proof that it is one of a productive table: from its columns, or from those of the inverse, where no flow is negative. */
static sc_code invert(sc_io_system *s, const sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)s->n;
  const int by_elimination = s->n < SC_DENSE_LEAST || sc_io_table_negatives(t).n > 0;
  if (by_elimination) SC_TRY(sc_io_table_check_productive(t, report));
  memcpy(s->inverse, s->a, n * n * sizeof *s->a);
  const sc_code code = sc_dense_leontief(s->n, s->inverse, report);
  if (code != SC_OK || by_elimination || sc_columns_below_one(s->n, s->a)) return code;
  double *sums = sc_alloc(n, sizeof *sums);
  if (!sums) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_system");
  sc_io_left(s->n, NULL, s->inverse, sums);
  const int is_proved = sc_dense_proves_productive(s->n, s->a, sums);
  sc_free(sums);
  return is_proved ? SC_OK : sc_io_table_check_productive(t, report);
}

sc_code sc_io_system_make(sc_io_system *s, const sc_io_table *t, sc_report *report)
{
  const int n = t->n;
  const size_t square = (size_t)n * (size_t)n;
  *s = (sc_io_system){ .n = n };
  SC_TRY(sc_io_table_check_origins(t, report));
  s->memory = sc_alloc(4 * square + 3 * (size_t)n, sizeof *s->memory);
  if (!s->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_system");
  double **const matrices[] = { &s->a, &s->inverse, &s->ghosh, &s->imported };
  for (size_t k = 0; k < 4; k++) *matrices[k] = s->memory + k * square;
  double **const vectors[] = { &s->output, &s->final, &s->value_added };
  for (size_t k = 0; k < 3; k++) *vectors[k] = s->memory + 4 * square + k * (size_t)n;
  sc_technical_coefficients(n, n, t->domestic, t->output, s->a);
  sc_technical_coefficients(n, n, t->imported, t->output, s->imported);
  for (int i = 0; i < n; i++) {
    s->output[i] = t->output[i];
    s->value_added[i] = t->output[i] != 0 ? sc_io_table_value_added(t, i) / t->output[i] : 0;
    for (int k = 0; k < t->n_final; k++) s->final[i] += t->final_domestic[i * t->n_final + k];
  }
  const sc_code code = invert(s, t, report);
  if (code == SC_OK) sc_ghosh_inverse(n, s->inverse, s->output, s->ghosh);
  if (code != SC_OK) sc_io_system_free(s);
  return code;
}

void sc_io_system_free(sc_io_system *s)
{
  if (!s) return;
  sc_free(s->memory);
  *s = (sc_io_system){ 0 };
}
