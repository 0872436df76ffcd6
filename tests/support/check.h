/* check.h - cmocka plus one macro: a comparison that prints both numbers with 17 digits and where the answer is from. */
#ifndef SC_TESTS_CHECK_H
#define SC_TESTS_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

/* |got - want| <= tol * max(1, |want|) for CHECK_NEAR; relative to |want| alone for CHECK_REL. */
#define CHECK_WITHIN_(got, want, bound, source)                                                        \
  do {                                                                                                 \
    const double got_ = (got), want_ = (want);                                                         \
    if (!(fabs(got_ - want_) <= (bound))) {                                                            \
      print_error("%s:%d: %s = %.17g, expected %.17g (%s)\n", __FILE__, __LINE__, #got, got_, want_, source); \
      fail();                                                                                          \
    }                                                                                                  \
  } while (0)
#define CHECK_NEAR(got, want, tol, source) CHECK_WITHIN_(got, want, (tol) * fmax(1.0, fabs((double)(want))), source)
#define CHECK_REL(got, want, tol, source)  CHECK_WITHIN_(got, want, (tol) * fabs((double)(want)), source)

#endif
