/* student_vector.h - Student's t from normal scores over vectors (noise.h), for use inside kernels. */
#ifndef SC_RANDOM_STUDENT_VECTOR_H
#define SC_RANDOM_STUDENT_VECTOR_H

#include "engine/lanes/vector.h"
#include "engine/random/noise.h"

/* Scores are cut at +-SC_STUDENT_END, beyond every score of an uncorrelated uniform (8.21). */
#define SC_STUDENT_END   8.5
#define SC_STUDENT_WIDTH (SC_STUDENT_END / SC_STUDENT_PIECES)

SC_INLINE sc_vector sc_vector_student(const sc_student *shape, sc_vector z)
{
  const sc_vector a = sc_vector_min(sc_vector_abs(z), sc_all(SC_STUDENT_END - 0x1p-20));
  const sc_vector place = a * (1.0 / SC_STUDENT_WIDTH) - 0.5, rounded = place + SC_TO_INT, h = place - (rounded - SC_TO_INT);
  sc_vector r = sc_lookup(shape->coefficient[SC_STUDENT_TERMS - 1], (sc_ints)rounded);
  for (int i = SC_STUDENT_TERMS - 2; i >= 0; i--) r = r * h + sc_lookup(shape->coefficient[i], (sc_ints)rounded);
  return sc_vector_sign(sc_vector_sqrt(shape->df * sc_vector_expm1(a * a * r)), z);
}

#endif
