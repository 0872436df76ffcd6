#include "engine/base/text.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/memory.h"

enum { FIRST_CAPACITY = 256 };

/* ----------------------------------------------------------------------------------------- growing texts */

static int make_room(sc_string *string, size_t more)
{
  if (string->failed) return 0;
  if (string->capacity - string->length > more) return 1;
  size_t capacity = string->capacity == 0 ? FIRST_CAPACITY : string->capacity;
  while (capacity - string->length <= more) {
    if (capacity > SIZE_MAX / 2) goto failed;
    capacity *= 2;
  }
  char *text = sc_realloc(string->text, string->capacity, capacity, 1);
  if (text == NULL) goto failed;
  string->text = text;
  string->capacity = capacity;
  return 1;
failed:
  string->failed = 1;
  return 0;
}

void sc_string_add_bytes(sc_string *string, const char *bytes, size_t n)
{
  if (n == 0 || !make_room(string, n)) return;
  memcpy(string->text + string->length, bytes, n);
  string->length += n;
  string->text[string->length] = '\0';
}

void sc_string_add(sc_string *string, const char *text)
{
  sc_string_add_bytes(string, text, strlen(text));
}

void sc_string_print(sc_string *string, const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n < 0) string->failed = 1;
  if (n > 0 && make_room(string, (size_t)n)) {
    vsnprintf(string->text + string->length, (size_t)n + 1, format, again);
    string->length += (size_t)n;
  }
  va_end(again);
}

const char *sc_string_text(const sc_string *string)
{
  return string->text != NULL ? string->text : "";
}

void sc_string_free(sc_string *string)
{
  if (string == NULL) return;
  sc_free(string->text);
  *string = (sc_string){ 0 };
}

/* ------------------------------------------------------------------------------------------------ UTF-8 */

int32_t sc_utf8_next(const char **text)
{
  const unsigned char *p = (const unsigned char *)*text;
  if (p[0] == 0) return 0;
  int more;
  int32_t c, least;
  if (p[0] < 0x80) { c = p[0]; more = 0; least = 0; }
  else if (p[0] >= 0xC2 && p[0] < 0xE0) { c = p[0] & 0x1F; more = 1; least = 0x80; }
  else if (p[0] >= 0xE0 && p[0] < 0xF0) { c = p[0] & 0x0F; more = 2; least = 0x800; }
  else if (p[0] >= 0xF0 && p[0] < 0xF5) { c = p[0] & 0x07; more = 3; least = 0x10000; }
  else { *text += 1; return -1; }
  for (int i = 1; i <= more; i++) {
    if ((p[i] & 0xC0) != 0x80) { *text += 1; return -1; }
    c = c << 6 | (p[i] & 0x3F);
  }
  const int surrogate = c >= 0xD800 && c < 0xE000;
  if (c < least || c > 0x10FFFF || surrogate) { *text += 1; return -1; }
  *text += more + 1;
  return c;
}

size_t sc_utf8_valid(const char *text, size_t n)
{
  const char *p = text, *const end = text + n;
  while (p < end) {
    const char *start = p;
    if (*p == '\0') { p++; continue; }
    if (sc_utf8_next(&p) < 0 || p > end) return (size_t)(start - text);
  }
  return n;
}

/* ----------------------------------------------------------------------------------------------- columns */

typedef struct range { int32_t first, last; } range;

static const range wide[] = {
  { 0x1100, 0x115F }, { 0x2329, 0x232A }, { 0x2E80, 0x303E }, { 0x3041, 0xA4CF }, { 0xA960, 0xA97F },
  { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE19 }, { 0xFE30, 0xFE6F }, { 0xFF01, 0xFF60 },
  { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
};
static const range none[] = {
  { 0x0300, 0x036F }, { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F }, { 0x20D0, 0x20FF },
  { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF },
};

static int lies_in(const range ranges[], size_t n, int32_t c)
{
  for (size_t i = 0; i < n && ranges[i].first <= c; i++)
    if (c <= ranges[i].last) return 1;
  return 0;
}

static int columns(int32_t c)
{
  if (lies_in(none, sizeof none / sizeof *none, c)) return 0;
  return lies_in(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}

int sc_text_width(const char *text)
{
  int width = 0;
  for (int32_t c; (c = sc_utf8_next(&text)) != 0;) width += columns(c);
  return width;
}

static void blanks(sc_string *string, int n)
{
  for (int i = 0; i < n; i++) sc_string_add_bytes(string, " ", 1);
}

/* Adds as much of `text` as leaves room for the ellipsis, and returns the columns used. */
static int add_cut(sc_string *string, const char *text, int width)
{
  if (width < 1) return 0;
  int used = 0;
  for (;;) {
    const char *start = text;
    const int32_t c = sc_utf8_next(&text);
    if (c == 0 || used + columns(c) > width - 1) break;
    sc_string_add_bytes(string, start, (size_t)(text - start));
    used += columns(c);
  }
  sc_string_add(string, "…");
  return used + 1;
}

void sc_string_pad_right(sc_string *string, const char *text, int width)
{
  int used = sc_text_width(text);
  if (used <= width) sc_string_add(string, text);
  else used = add_cut(string, text, width);
  blanks(string, width - used);
}

void sc_string_pad_left(sc_string *string, const char *text, int width)
{
  const int used = sc_text_width(text);
  if (used > width) {
    sc_string_pad_right(string, text, width);
    return;
  }
  blanks(string, width - used);
  sc_string_add(string, text);
}
