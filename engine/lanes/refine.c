#include "engine/lanes/refine.h"

#include "engine/base/memory.h"

sc_code sc_refiner_make(sc_refiner *s, int n, const double *a0, const double *inverse, int transposed, sc_report *report)
{
  const size_t wide = (size_t)sc_refine_wide(n), count = (size_t)n;
  *s = (sc_refiner){ .n = n, .wide = sc_refine_wide(n) };
  s->rest = sc_alloc(wide, sizeof *s->rest);
  s->inverse = sc_alloc(count * wide, sizeof *s->inverse);
  if (!s->rest || !s->inverse) {
    sc_refiner_free(s);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_refiner");
  }
  for (size_t j = 0; j < count; j++) {
    s->rest[j] = 1 - a0[j * count + j];
    for (size_t i = 0; i < count; i++) s->inverse[j * wide + i] = (float)inverse[transposed ? j * count + i : i * count + j];
  }
  return SC_OK;
}

void sc_refiner_free(sc_refiner *s)
{
  if (!s) return;
  sc_free(s->rest);
  sc_free(s->inverse);
  *s = (sc_refiner){ 0 };
}

sc_code sc_refine_work_make(sc_refine_work *w, int n, sc_report *report)
{
  enum { DOUBLES = 2, FLOATS = 4 };
  const size_t wide = (size_t)sc_refine_wide(n), square = (size_t)n * wide;
  const size_t of_slot = DOUBLES * wide * sizeof(double) + (FLOATS * wide + square) * sizeof(float);
  *w = (sc_refine_work){ .memory = sc_alloc(SC_REFINE_TEAM * of_slot + (square + wide) * sizeof(double), 1) };
  if (!w->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_refine_work");
  w->lu = w->memory;
  w->solution = w->lu + square;
  double *next = w->solution + wide;
  for (int d = 0; d < SC_REFINE_TEAM; d++) {
    sc_refine_slot *q = &w->slot[d];
    double **const doubles[DOUBLES] = { &q->x, &q->f };
    float **const floats[FLOATS] = { &q->z, &q->w, &q->scale, &q->over };
    for (int k = 0; k < DOUBLES; k++, next += wide) *doubles[k] = next;
    float *single = (float *)(void *)next;
    for (int k = 0; k < FLOATS; k++, single += wide) *floats[k] = single;
    q->a = single;
    next = (double *)(void *)(single + square);
  }
  return SC_OK;
}

void sc_refine_work_free(sc_refine_work *w)
{
  if (!w) return;
  sc_free(w->memory);
  *w = (sc_refine_work){ 0 };
}
