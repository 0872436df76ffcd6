/* text.h - texts that grow, and texts in columns.
 *
 * sc_string grows as it is written. When memory runs out it stays as it was, remembers that in `failed` and ignores what
 * follows, so a writer checks once, at the end. Zero-initialise; sc_string_free releases it.
 *
 * Width is what a terminal shows: Chinese characters and full-width punctuation take two columns, combining marks none
 * (the wide ranges of Kuhn's wcwidth). Malformed bytes count one column each.
 */
#ifndef SC_BASE_TEXT_H
#define SC_BASE_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sc_string { char *text; size_t length, capacity; int failed; } sc_string;

void sc_string_add(sc_string *string, const char *text);
void sc_string_add_bytes(sc_string *string, const char *bytes, size_t n);
void sc_string_print(sc_string *string, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *sc_string_text(const sc_string *string);     /* never NULL */
void sc_string_free(sc_string *string);

/* Columns of `text`, and `text` cut or filled with blanks to exactly `width` columns (a cut text ends in an ellipsis). */
int  sc_text_width(const char *text);
void sc_string_pad_right(sc_string *string, const char *text, int width);   /* blanks after:  left-aligned  */
void sc_string_pad_left(sc_string *string, const char *text, int width);    /* blanks before: right-aligned */

/* The character at *text, which moves behind it; -1 for a malformed byte, 0 at the end. */
int32_t sc_utf8_next(const char **text);

/* Offset of the first byte of text[0..n) that is not UTF-8, or n. */
size_t sc_utf8_valid(const char *text, size_t n);

#endif
