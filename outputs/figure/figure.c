#include "outputs/figure/figure.h"

#include "outputs/escape.h"

void sc_figure_open(sc_string *out, double width, double height, const char *title, const char *description)
{
  sc_string_print(out,
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
    "font-family=\"Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans CJK SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif\" font-variant-numeric=\"tabular-nums\">\n<title>", width, height, width, height);
  sc_escape_html(out, title);
  sc_string_add(out, "</title><desc>");
  sc_escape_html(out, description);
  sc_string_print(out, "</desc>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>\n", width, height);
}

const char *sc_figure_name(const char *name, int columns, sc_string *room)
{
  if (sc_text_width(name) <= columns) return name;
  room->length = 0;
  sc_string_pad_right(room, name, columns);
  return sc_string_text(room);
}

/* A column of a terminal is half an em for a Chinese character and a little more for the mean Latin one. */
double sc_figure_width(const char *text, double font_size)
{
  double width = 0;
  for (const char *p = text; *p != '\0';) {
    const int32_t c = sc_utf8_next(&p);
    width += c >= 0x2E80 ? 1.0 : c >= 'A' && c <= 'Z' ? 0.68 : c == ' ' || c == '.' || c == ',' || c == ':' || c == 'i' || c == 'l' ? 0.3 : 0.56;
  }
  return width * font_size;
}
