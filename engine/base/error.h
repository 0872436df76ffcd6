/* error.h - how every function of the library says that something is wrong.
 *
 *   return SC_FAIL(report, UNKNOWN_KEY, at, key, nearest);
 *
 * The fault is a row of engine/base/faults.def; {1}, {2}, ... in its two texts are replaced by the arguments, which
 * are strings (numbers through sc_number(x).s, integers through sc_integer(i).s). SC_FAIL adds the error to the
 * report and returns its code, so it both collects and propagates. A fault without arguments takes "".
 *
 * Rules: the innermost function that knows the key writes the message, callers pass the code up unchanged. A loader
 * goes on after a mistake and returns sc_report_code(report) at its end. Functions that own something have one exit.
 */
#ifndef SC_BASE_ERROR_H
#define SC_BASE_ERROR_H

#include "engine/sanchan.h"

sc_code sc_report_add(sc_report *report, sc_fault fault, sc_where at, const char *source_file, int source_line,
                      const char *const args[]);

#define SC_FAIL(report, FAULT, at, ...)                                               \
  sc_report_add((report), SC_FAULT_##FAULT, (at), __FILE__, __LINE__,                 \
                (const char *const[]){ __VA_ARGS__, NULL })

#define SC_NOWHERE ((sc_where){ NULL, 0, 0, NULL })
#define SC_IN_FILE(path) ((sc_where){ (path), 0, 0, NULL })

#define SC_TRY(call)                                         \
  do {                                                       \
    sc_code sc_try_ = (call);                                \
    if (sc_try_ != SC_OK) return sc_try_;                    \
  } while (0)

/* Short texts by value, for use as arguments of SC_FAIL: sc_number(0.1).s is "0.1". */
typedef struct sc_short { char s[40]; } sc_short;
sc_short sc_number(double x);        /* shortest text that reads back as x, at most 17 digits */
sc_short sc_integer(long long i);

/* The legal name nearest to `given` (edit distance at most 3 and less than its length), or NULL. */
const char *sc_nearest(const char *given, const char *const names[], size_t n);

#endif
