#include "outputs/escape.h"

#include <string.h>

/* Adds the next character of *text where it is plain; returns it where the caller must decide, 0 at the end. */
static int next_special(sc_string *out, const char **text, const char *special)
{
  for (;;) {
    const char *at = *text;
    const int32_t c = sc_utf8_next(text);
    if (c == 0) return 0;
    if (c < 0) sc_string_add(out, "\xEF\xBF\xBD");
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) sc_string_add(out, " ");
    else if (c < 0x80 && strchr(special, c) != NULL) return c;
    else sc_string_add_bytes(out, at, (size_t)(*text - at));
  }
}

void sc_escape_html(sc_string *out, const char *text)
{
  for (int c; (c = next_special(out, &text, "&<>\"'")) != 0;)
    switch (c) {
      case '&': sc_string_add(out, "&amp;"); break;
      case '<': sc_string_add(out, "&lt;"); break;
      case '>': sc_string_add(out, "&gt;"); break;
      case '"': sc_string_add(out, "&quot;"); break;
      default: sc_string_add(out, "&#39;");
    }
}

void sc_escape_markdown(sc_string *out, const char *text)
{
  if (text[0] != '\0' && strchr("+-=:", text[0]) != NULL && text[1] == ' ') sc_string_add(out, "\\");
  for (int c; (c = next_special(out, &text, "\\`*_{}[]<>#|~&$")) != 0;) {
    const char escaped[] = { '\\', (char)c };
    sc_string_add_bytes(out, escaped, 2);
  }
}
