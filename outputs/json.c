#include "outputs/json.h"

#include <math.h>
#include <string.h>

#include "engine/base/error.h"

static void quoted(sc_string *to, const char *text)
{
  sc_string_add(to, "\"");
  while (*text != '\0') {
    const char *start = text;
    const int32_t c = sc_utf8_next(&text);
    switch (c) {
    case '"':  sc_string_add(to, "\\\""); break;
    case '\\': sc_string_add(to, "\\\\"); break;
    case '\n': sc_string_add(to, "\\n"); break;
    case '\t': sc_string_add(to, "\\t"); break;
    case -1:   sc_string_add(to, "\\ufffd"); break;
    default:
      if (c < 0x20 || c == 0x7F || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029)
        sc_string_print(to, "\\u%04x", (unsigned)c);
      else
        sc_string_add_bytes(to, start, (size_t)(text - start));
    }
  }
  sc_string_add(to, "\"");
}

static void new_line(sc_json *json)
{
  if (json->compact) return;
  sc_string_add(json->to, "\n");
  for (int i = 0; i < json->depth; i++) sc_string_add(json->to, "  ");
}

/* What stands before a value: comma, line break, key. */
static void begin(sc_json *json, const char *key)
{
  if (json->depth > 0) {
    if (json->written[json->depth - 1]++ > 0) sc_string_add(json->to, ",");
    new_line(json);
  }
  if (key != NULL) {
    quoted(json->to, key);
    sc_string_add(json->to, json->compact ? ":" : ": ");
  }
}

static void open_value(sc_json *json, const char *key, const char *bracket, char closing)
{
  begin(json, key);
  sc_string_add(json->to, bracket);
  json->closing[json->depth] = closing;
  json->written[json->depth] = 0;
  json->depth++;
}

void sc_json_object(sc_json *json, const char *key) { open_value(json, key, "{", '}'); }
void sc_json_array(sc_json *json, const char *key)  { open_value(json, key, "[", ']'); }

void sc_json_end(sc_json *json)
{
  json->depth--;
  if (json->written[json->depth] > 0) new_line(json);
  sc_string_add_bytes(json->to, &json->closing[json->depth], 1);
  if (json->depth == 0 && !json->compact) sc_string_add(json->to, "\n");
}

void sc_json_text(sc_json *json, const char *key, const char *text)
{
  if (text == NULL) {
    sc_json_null(json, key);
    return;
  }
  begin(json, key);
  quoted(json->to, text);
}

void sc_json_number(sc_json *json, const char *key, double x)
{
  begin(json, key);
  sc_string_add(json->to, isfinite(x) ? sc_number(x).s : "null");
}

void sc_json_integer(sc_json *json, const char *key, long long i)
{
  begin(json, key);
  sc_string_print(json->to, "%lld", i);
}

void sc_json_truth(sc_json *json, const char *key, int yes)
{
  begin(json, key);
  sc_string_add(json->to, yes ? "true" : "false");
}

void sc_json_null(sc_json *json, const char *key)
{
  begin(json, key);
  sc_string_add(json->to, "null");
}
