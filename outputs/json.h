/* json.h - JSON (RFC 8259) as it is written: values in order, nothing kept.
 *
 *   sc_json json = { .to = &text };
 *   sc_json_object(&json, NULL);
 *     sc_json_text(&json, "study", "zhangdian");
 *     sc_json_number(&json, "p", 0.125);
 *     sc_json_array(&json, "years");  sc_json_integer(&json, NULL, 2021);  sc_json_end(&json);
 *   sc_json_end(&json);
 *
 * The key is NULL inside an array and at the top. Numbers are the shortest text that reads back as the same double; what
 * JSON has no number for (NaN, infinities) is null. Control characters, quotes and backslashes are escaped, and so are
 * < > & U+2028 U+2029, so that the text may also stand inside an HTML script; bytes that are not UTF-8 become U+FFFD.
 */
#ifndef SC_OUTPUTS_JSON_H
#define SC_OUTPUTS_JSON_H

#include "engine/base/text.h"

enum { SC_JSON_DEPTH = 32 };

typedef struct sc_json {
  sc_string *to;
  int        compact;                  /* 1: no line breaks */
  int        depth;
  char       closing[SC_JSON_DEPTH];   /* '}' or ']' of every open value */
  int        written[SC_JSON_DEPTH];   /* members so far                 */
} sc_json;

void sc_json_object(sc_json *json, const char *key);
void sc_json_array(sc_json *json, const char *key);
void sc_json_end(sc_json *json);                     /* of the object or array opened last */
void sc_json_text(sc_json *json, const char *key, const char *text);     /* null for NULL */
void sc_json_number(sc_json *json, const char *key, double x);
void sc_json_integer(sc_json *json, const char *key, long long i);
void sc_json_truth(sc_json *json, const char *key, int yes);
void sc_json_null(sc_json *json, const char *key);

#endif
