#include "models/accounts/csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"

enum { LARGEST_FILE = 1 << 30 };   /* bytes; a table of 2,000 activities, imports apart, has about 120 million */

/* ---------------------------------------------------------------------------------------------- bytes */
static sc_code check_encoding(const char *path, const char *bytes, size_t length, sc_report *report)
{
  if (length == 0) return SC_FAIL(report, TABLE_EMPTY, SC_IN_FILE(path), "");
  const void *nul = memchr(bytes, '\0', length);
  const size_t text = sc_utf8_valid(bytes, length), stop = nul ? (size_t)((const char *)nul - bytes) : length;
  if (text == length && stop == length) return SC_OK;
  sc_where at = { path, 1, 1, NULL };
  for (size_t i = 0; i < text && i < stop; i++) {
    at.column++;
    if (bytes[i] == '\n') { at.line++; at.column = 1; }
  }
  return SC_FAIL(report, TABLE_BINARY, at, "");
}

/* ---------------------------------------------------------------------------------------------- cells */

/* A place in the text. Fields are cut in place: their ends become NUL. */
typedef struct scanner { char *p, *line_start; int line; } scanner;

static void skip_blank_lines(scanner *s)
{
  for (;;) {
    char *p = s->p + strspn(s->p, " \t\r");
    if (*p == '#') p += strcspn(p, "\n");
    if (*p == '\0') { s->p = p; return; }
    if (*p != '\n') return;
    s->p = s->line_start = p + 1;
    s->line++;
  }
}

/* The comments above the first record; the scanner stands at that record afterwards. */
static void keep_comments(sc_csv *csv, scanner *s)
{
  for (char *p = s->p; p[strspn(p, " \t\r\n")] == '#'; p++) {
    p += strspn(p, " \t\r\n") + 1;
    if (*p == ' ') p++;
    csv->comment[csv->n_comments++] = p;
    p += strcspn(p, "\n");
    if (*p == '\0') break;
  }
  skip_blank_lines(s);
  for (int k = 0; k < csv->n_comments; k++) {
    char *end = csv->comment[k] + strcspn(csv->comment[k], "\r\n");
    *end = '\0';
  }
}

static char *trim(char *from, char *end)
{
  while (from < end && (*from == ' ' || *from == '\t')) from++;
  while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) end--;
  *end = '\0';
  return from;
}

/* The text of a quoted field, p after its opening quote; NULL when it is not closed on its line, else its end. */
static char *scan_quoted(char *p)
{
  for (char *to = p; *p != '\0' && *p != '\n'; *to++ = *p++) {
    if (*p != '"') continue;
    if (*++p == '"') continue;
    *to = '\0';
    p += strspn(p, " \t\r");
    return *p == ',' || *p == '\n' || *p == '\0' ? p : NULL;
  }
  return NULL;
}

/* One field; *more tells whether the record goes on after it. Returns 0 when a quote is not closed. */
static int scan_field(scanner *s, sc_csv_cell *cell, int *more)
{
  char *from = s->p + strspn(s->p, " \t"), *end;
  *cell = (sc_csv_cell){ from, s->line, (int)(from - s->line_start) + 1 };
  if (*from == '"') {
    cell->text = from + 1;
    if (!(end = scan_quoted(from + 1))) return 0;
  } else {
    end = from + strcspn(from, ",\n");
  }
  const char stop = *end;
  if (cell->text == from) cell->text = trim(from, end);
  *more = stop == ',';
  s->p = stop == '\0' ? end : end + 1;
  if (stop == '\n') { s->line++; s->line_start = s->p; }
  return 1;
}

static sc_code check_separator(const char *path, const char *bytes, int line, sc_report *report)
{
  static const struct { const char *mark, *name; } wrong[] = {
    { ";", "\";\"" }, { "\t", "TAB" }, { "\xEF\xBC\x8C", "\"\xEF\xBC\x8C\"" }, { "|", "\"|\"" }
  };
  const size_t length = strcspn(bytes, "\n");
  if (memchr(bytes, ',', length)) return SC_OK;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const char *found = strstr(bytes, wrong[i].mark);
    const sc_where at = { path, line, found ? (int)(found - bytes) + 1 : 0, NULL };
    if (found && (size_t)(found - bytes) < length) return SC_FAIL(report, TABLE_SEPARATOR, at, wrong[i].name);
  }
  return SC_OK;
}

static sc_code scan_cells(sc_csv *csv, sc_report *report)
{
  char *first = csv->bytes + (strncmp(csv->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
  scanner s = { first, first, 1 };
  sc_csv_cell *cell = csv->cells;
  keep_comments(csv, &s);
  if (*s.p == '\0') return SC_FAIL(report, TABLE_EMPTY, SC_IN_FILE(csv->file), "");
  SC_TRY(check_separator(csv->file, s.p, s.line, report));
  for (; *s.p != '\0'; skip_blank_lines(&s)) {
    sc_csv_row *row = &csv->row[csv->n_rows++];
    row->cell = cell;
    for (int more = 1; more; row->n++, cell++)
      if (!scan_field(&s, cell, &more))
        return SC_FAIL(report, TABLE_OPEN_QUOTE, sc_csv_at(csv, cell, NULL), "");
  }
  return SC_OK;
}

sc_code sc_csv_read(sc_csv *csv, const char *path, sc_report *report)
{
  size_t length = 0, n_cells = 1, n_lines = 1;
  *csv = (sc_csv){ .file = path };
  sc_code code = sc_file_read(path, LARGEST_FILE, &csv->bytes, &length, SC_NOWHERE, report);
  if (code == SC_OK) code = check_encoding(path, csv->bytes, length, report);
  if (code == SC_OK) {
    for (size_t i = 0; i < length; i++) {
      n_cells += csv->bytes[i] == ',' || csv->bytes[i] == '\n';
      n_lines += csv->bytes[i] == '\n';
    }
    csv->cells = sc_alloc(n_cells, sizeof *csv->cells);
    csv->row = sc_alloc(n_lines, sizeof *csv->row);
    csv->comment = sc_alloc(n_lines, sizeof *csv->comment);
    code = csv->cells && csv->row && csv->comment ? scan_cells(csv, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), path);
  }
  if (code != SC_OK) sc_csv_free(csv);
  return code;
}

void sc_csv_free(sc_csv *csv)
{
  if (!csv) return;
  sc_free(csv->comment);
  sc_free(csv->row);
  sc_free(csv->cells);
  sc_free(csv->bytes);
  *csv = (sc_csv){ 0 };
}

/* ---------------------------------------------------------------------------------------------- access */

int sc_csv_find(const sc_csv *csv, const char *name)
{
  for (int i = 0; csv->n_rows > 0 && i < csv->row[0].n; i++)
    if (strcmp(csv->row[0].cell[i].text, name) == 0) return i;
  return -1;
}

void sc_csv_add_field(sc_string *to, const char *text)
{
  const size_t length = strlen(text);
  const int edges = length > 0 && (strchr(" \t#", text[0]) || strchr(" \t", text[length - 1]));
  if (!edges && strpbrk(text, ",\"\r\n") == NULL) {
    sc_string_add(to, text);
    return;
  }
  sc_string_add(to, "\"");
  for (const char *p = text; *p != '\0'; p++) sc_string_add_bytes(to, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
  sc_string_add(to, "\"");
}

/* Digits with at most one point, few enough for the exact quotient of two exact numbers: what strtod would give (Clinger 1990),
 * at a tenth of its time. Nearly all numbers of tables are such. */
static int read_short_decimal(const char *text, double *value)
{
  enum { MOST_DIGITS = 18 };
  static const double power[MOST_DIGITS + 1] = { 1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                                 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18 };
  const int negative = *text == '-';
  const char *p = text + negative, *point = NULL;
  uint64_t digits = 0;
  int n = 0;
  for (;; p++) {
    if (*p >= '0' && *p <= '9') {
      digits = 10 * digits + (uint64_t)(*p - '0');
      if (++n > MOST_DIGITS) return 0;
    } else if (*p == '.' && !point) {
      point = p;
    } else {
      break;
    }
  }
  if (*p != '\0' || n == 0 || digits > UINT64_C(1) << 53) return 0;
  const double size = (double)digits / power[point ? p - point - 1 : 0];
  *value = negative ? -size : size;
  return 1;
}

int sc_csv_is_number(const sc_csv_cell *cell, int empty_is_zero, double *value)
{
  char *end;
  *value = 0;
  if (cell->text[0] == '\0' && empty_is_zero) return 1;
  if (read_short_decimal(cell->text, value)) return 1;
  *value = strtod(cell->text, &end);
  const int plain = strspn(cell->text, "0123456789+-.eE") == strlen(cell->text);
  if (plain && end != cell->text && *end == '\0' && isfinite(*value)) return 1;
  *value = 0;
  return 0;
}

sc_code sc_csv_number(const sc_csv *csv, const sc_csv_cell *cell, const char *key, int empty_is_zero, double *value,
                      sc_report *report)
{
  if (sc_csv_is_number(cell, empty_is_zero, value)) return SC_OK;
  return SC_FAIL(report, TABLE_NOT_A_NUMBER, sc_csv_at(csv, cell, key), cell->text);
}

sc_code sc_csv_add_history(sc_arena *arena, int *n, const char ***history, const char *step, sc_report *report)
{
  const char **longer = sc_arena_alloc(arena, (size_t)*n + 1, sizeof *longer);
  char *kept = sc_arena_text(arena, step);
  if (!longer || !kept) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "history");
  if (*n > 0) memcpy(longer, *history, (size_t)*n * sizeof *longer);
  for (char *p = kept; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r') *p = ' ';
  longer[(*n)++] = kept;
  *history = longer;
  return SC_OK;
}
