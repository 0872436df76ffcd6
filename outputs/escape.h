/* escape.h - text from a result, made harmless for the document it goes into.
 *
 * Bytes that are not UTF-8 become U+FFFD, control characters blanks. HTML (and SVG) loses & < > " '; Markdown gets a
 * backslash before every character that could start markup, also before a list sign that opens the text.
 */
#ifndef SC_OUTPUTS_ESCAPE_H
#define SC_OUTPUTS_ESCAPE_H

#include "engine/base/text.h"

void sc_escape_html(sc_string *out, const char *text);
void sc_escape_markdown(sc_string *out, const char *text);

#endif
