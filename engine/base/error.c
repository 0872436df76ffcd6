#include "engine/base/error.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { FIRST_CAPACITY = 8, LONGEST_NAME = 63, FARTHEST_NAME = 3 };

static const struct { sc_code code; sc_text reason; } faults[SC_N_FAULTS] = {
#define SC_FAULT(name, code_, zh, en) { SC_##code_, SC_TEXT(en, zh) },
#include "engine/base/faults.def"
#undef SC_FAULT
};

const char *sc_code_text(sc_code code, sc_lang lang)
{
  switch (code) {
#define X(name, status, zh, en) case SC_##name: return lang == SC_ZH ? zh : en;
    SC_CODES(X)
#undef X
  }
  return "";
}

/* ------------------------------------------------------------------------------------- writing a reason */

/* A text being written into a fixed buffer. It ends at a whole UTF-8 character; control characters, which could
 * steer the reader's terminal, become '?'. */
typedef struct fixed_text { char *to; size_t used, size; int full; } fixed_text;

static void append(fixed_text *out, const char *text, size_t length)
{
  for (size_t i = 0; i < length && !out->full;) {
    size_t bytes = 1;
    while (i + bytes < length && ((unsigned char)text[i + bytes] & 0xC0) == 0x80) bytes++;
    if (out->used + bytes >= out->size) {
      out->full = 1;
      break;
    }
    memcpy(out->to + out->used, text + i, bytes);
    const unsigned char first = (unsigned char)text[i];
    if (first < 0x20 || first == 0x7F) out->to[out->used] = '?';
    out->used += bytes;
    i += bytes;
  }
  out->to[out->used] = '\0';
}

static void copy_text(char *to, size_t size, const char *text)
{
  fixed_text out = { to, 0, size, 0 };
  append(&out, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

/* Replaces {1} ... {9} by the arguments, in whatever order the sentence of this language needs them. */
static void fill_in(char *to, size_t size, const char *pattern, const char *const args[])
{
  fixed_text out = { to, 0, size, 0 };
  int n_args = 0;
  while (args[n_args] != NULL) n_args++;
  append(&out, "", 0);
  for (const char *p = pattern; *p != '\0';) {
    if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
      const int arg = p[1] - '1';
      if (arg < n_args) append(&out, args[arg], strlen(args[arg]));
      p += 3;
    } else {
      const size_t plain = 1 + strcspn(p + 1, "{");
      append(&out, p, plain);
      p += plain;
    }
  }
}

/* ------------------------------------------------------------------------------------------- the report */

static sc_error *next_error(sc_report *report)
{
  if (report->n >= SC_REPORT_MAX) return NULL;
  if (report->n == report->capacity) {
    const int capacity = report->capacity == 0 ? FIRST_CAPACITY : 2 * report->capacity;
    sc_error *errors = sc_realloc(report->errors, (size_t)report->capacity, (size_t)capacity, sizeof *errors);
    if (errors == NULL) return NULL;
    report->errors = errors;
    report->capacity = capacity;
  }
  return &report->errors[report->n++];
}

sc_code sc_report_add(sc_report *report, sc_fault fault, sc_where at, const char *source_file, int source_line,
                      const char *const args[])
{
  const sc_code code = faults[fault].code;
  if (report == NULL) return code;
  sc_error *error = next_error(report);
  if (error == NULL) {
    report->n_dropped++;
    return code;
  }
  error->code = code;
  error->fault = fault;
  error->line = at.line;
  error->column = at.column;
  error->source_file = source_file;
  error->source_line = source_line;
  copy_text(error->file, sizeof error->file, at.file);
  copy_text(error->key, sizeof error->key, at.key);
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    fill_in(error->reason[lang], sizeof error->reason[lang], faults[fault].reason.in[lang], args);
  return code;
}

sc_code sc_report_code(const sc_report *report)
{
  if (report->n > 0) return report->errors[0].code;
  return report->n_dropped > 0 ? SC_MEMORY : SC_OK;   /* not even the first error found room */
}

void sc_report_print(const sc_report *report, sc_lang lang, FILE *to)
{
  for (int i = 0; i < report->n; i++) {
    const sc_error *error = &report->errors[i];
    if (error->file[0] != '\0') {
      fputs(error->file, to);
      if (error->line > 0) fprintf(to, ":%d", error->line);
      if (error->line > 0 && error->column > 0) fprintf(to, ":%d", error->column);
      fputs(": ", to);
    }
    if (error->key[0] != '\0') fprintf(to, "%s: ", error->key);
    fprintf(to, "%s\n", error->reason[lang]);
  }
  if (report->n_dropped > 0) {
    char more[sizeof report->errors->reason[0]];
    fill_in(more, sizeof more, faults[SC_FAULT_MORE_ERRORS].reason.in[lang],
            (const char *const[]){ sc_integer(report->n_dropped).s, NULL });
    fprintf(to, "%s\n", more);
  }
}

void sc_report_free(sc_report *report)
{
  if (report == NULL) return;
  sc_free(report->errors);
  *report = (sc_report){ 0 };
}

/* ------------------------------------------------------------------------------------------ short texts */

sc_short sc_number(double x)
{
  sc_short text;
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text.s, sizeof text.s, "%.*g", digits, x);
    if (strtod(text.s, NULL) == x) break;
  }
  return text;
}

sc_short sc_integer(long long i)
{
  sc_short text;
  snprintf(text.s, sizeof text.s, "%lld", i);
  return text;
}

/* --------------------------------------------------------------------------------------- nearest names */

/* Edit distance with swaps of neighbours counted once (optimal string alignment); `far` when a name is too long. */
static size_t edit_distance(const char *a, const char *b, size_t far)
{
  const size_t n = strlen(a), m = strlen(b);
  if (n > LONGEST_NAME || m > LONGEST_NAME) return far;
  size_t rows[3][LONGEST_NAME + 1];
  for (size_t j = 0; j <= m; j++) rows[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
      if (above[j] + 1 < best) best = above[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_above[j - 2] + 1 < best)
        best = two_above[j - 2] + 1;
      row[j] = best;
    }
  }
  return rows[n % 3][m];
}

const char *sc_nearest(const char *given, const char *const names[], size_t n)
{
  const char *nearest = NULL;
  size_t least = FARTHEST_NAME + 1;
  if (strlen(given) < least) least = strlen(given);
  for (size_t i = 0; i < n; i++) {
    const size_t distance = edit_distance(given, names[i], least);
    if (distance < least) {
      least = distance;
      nearest = names[i];
    }
  }
  return nearest;
}
