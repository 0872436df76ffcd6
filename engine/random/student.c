/* student.c - the table behind sc_student: r(z) = log(1 + t^2/df)/z^2, with t the quantile at Phi(z), piece by piece. */
#include <math.h>

#include "engine/lanes/scalar.h"
#include "engine/random/normal.h"
#include "engine/random/student_vector.h"

/* Chebyshev points of [-1/2, 1/2]: cos(pi (2 i + 1)/20)/2. */
static const double point[SC_STUDENT_TERMS] = {
  0.49384417029756888, 0.44550326209418395, 0.35355339059327379, 0.22699524986977343, 0.078217232520115448,
  -0.078217232520115406, -0.22699524986977337, -0.35355339059327373, -0.44550326209418389, -0.49384417029756888 };

static double ratio(double df, double z)
{
  const double above = sc_normal_cdf(-z), t = sc_student_inverse(df, (sc_tails){ 1.0 - above, above });
  return sc_log1p(t * t / df) / (z * z);
}

void sc_student_init(sc_student *shape, double df)
{
  shape->df = df;
  for (int piece = 0; piece < SC_STUDENT_PIECES; piece++) {
    /* Newton's divided differences, expanded into powers of h from the inside. */
    double d[SC_STUDENT_TERMS], c[SC_STUDENT_TERMS] = { 0 };
    for (int i = 0; i < SC_STUDENT_TERMS; i++) d[i] = ratio(df, (piece + 0.5 + point[i]) * SC_STUDENT_WIDTH);
    for (int k = 1; k < SC_STUDENT_TERMS; k++)
      for (int i = SC_STUDENT_TERMS - 1; i >= k; i--) d[i] = (d[i] - d[i - 1]) / (point[i] - point[i - k]);
    for (int i = SC_STUDENT_TERMS - 1; i >= 0; i--) {
      for (int j = SC_STUDENT_TERMS - 1; j > 0; j--) c[j] = c[j - 1] - point[i] * c[j];
      c[0] = d[i] - point[i] * c[0];
    }
    for (int j = 0; j < SC_STUDENT_TERMS; j++) shape->coefficient[j][piece] = c[j];
  }
}

double sc_student_unit(double df) { return sqrt((df - 2.0) / df); }

double sc_student_from_score(const sc_student *shape, double z) { return sc_vector_student(shape, sc_all(z))[0]; }
