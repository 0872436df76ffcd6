#include "outputs/figure/draw.h"

#include <math.h>

#include "outputs/escape.h"
#include "outputs/format.h"

void sc_svg_open(sc_string *out, double width, double height, const char *title, const char *description)
{
  sc_string_print(out,
    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %.0f %.0f\">\n<title>", width, height);
  sc_escape_html(out, title);
  sc_string_add(out, "</title><desc>");
  sc_escape_html(out, description);
  sc_string_add(out, "</desc>\n");
}

void sc_svg_close(sc_string *out) { sc_string_add(out, "</svg>\n"); }

void sc_svg_line(sc_string *out, double x1, double y1, double x2, double y2, const char *ink)
{
  sc_string_print(out, "<path d=\"M%.1f %.1fL%.1f %.1f\" %s/>\n", x1, y1, x2, y2, ink);
}

void sc_svg_box(sc_string *out, double x, double y, double width, double height, const char *ink)
{
  sc_string_print(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>\n", x, y, width, height, ink);
}

void sc_svg_dot(sc_string *out, double x, double y, double radius, const char *ink)
{
  sc_string_print(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>\n", x, y, radius, ink);
}

void sc_svg_diamond(sc_string *out, double x, double y, double radius, const char *ink)
{
  sc_string_print(out, "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" %s/>\n", x, y - radius, radius, radius,
                  -radius, radius, -radius, -radius, ink);
}

void sc_svg_text(sc_string *out, double x, double y, char anchor, const char *ink, const char *text)
{
  const char *const where = anchor == 'm' ? " text-anchor=\"middle\"" : anchor == 'e' ? " text-anchor=\"end\"" : "";
  sc_string_print(out, "<text x=\"%.1f\" y=\"%.1f\"%s %s>", x, y, where, ink);
  sc_escape_html(out, text);
  sc_string_add(out, "</text>\n");
}

static void path_point(const sc_plot *plot, int first, double x, double y)
{
  sc_string_print(plot->out, "%s%.1f %.1f", first ? "M" : "L", sc_plot_x(plot, x), sc_plot_y(plot, y));
}

void sc_plot_line(const sc_plot *plot, const double *x, const double *y, int n, const char *ink)
{
  sc_string_add(plot->out, "<path d=\"");
  int pen_down = 0;
  for (int i = 0; i < n; i++) {
    if (isfinite(y[i])) path_point(plot, !pen_down, x[i], y[i]);
    pen_down = isfinite(y[i]);
  }
  sc_string_print(plot->out, "\" fill=\"none\" %s/>\n", ink);
}

void sc_plot_band(const sc_plot *plot, const double *x, const double *lower, const double *upper, int n, const char *ink)
{
  sc_string_add(plot->out, "<path d=\"");
  int first = 1;
  for (int i = 0; i < n; i++)
    if (isfinite(upper[i]) && isfinite(lower[i])) {
      path_point(plot, first, x[i], upper[i]);
      first = 0;
    }
  for (int i = n - 1; i >= 0; i--)
    if (isfinite(upper[i]) && isfinite(lower[i])) path_point(plot, 0, x[i], lower[i]);
  sc_string_print(plot->out, "z\" %s/>\n", ink);
}

sc_ticks sc_ticks_in(double lo, double hi, int most)
{
  double unit = 1;
  int decimals = 0;
  while (unit * most > hi - lo && decimals < 9) { unit /= 10; decimals++; }
  while (unit * most * 10 < hi - lo) unit *= 10;
  static const double multiples[] = { 1, 2, 5, 10, 20, 50, 100 };
  sc_ticks ticks = { 0 };
  for (int m = 0; m < 7; m++) {
    ticks.step = unit * multiples[m];
    ticks.first = ceil(lo / ticks.step - 1e-9) * ticks.step;
    ticks.n = (int)floor((hi - ticks.first) / ticks.step + 1e-9) + 1;
    ticks.decimals = multiples[m] >= 10 && decimals > 0 ? decimals - 1 : decimals;
    if (ticks.n <= most) break;
  }
  return ticks;
}

void sc_plot_axis_y(const sc_plot *plot, int most, const char *title)
{
  const sc_ticks ticks = sc_ticks_in(plot->y0, plot->y1, most);
  for (int i = 0; i < ticks.n; i++) {
    const double value = ticks.first + i * ticks.step, y = sc_plot_y(plot, value);
    sc_svg_line(plot->out, plot->left, y, plot->left + plot->width, y, SC_INK_GRID);
    sc_svg_text(plot->out, plot->left - 6, y + 4, 'e', SC_INK_FAINT, sc_typeset(sc_format_value(value, ticks.decimals)).s);
  }
  if (title[0] != '\0') sc_svg_text(plot->out, plot->left, plot->top - 8, 's', SC_INK_FAINT, title);
}

void sc_plot_axis_x(const sc_plot *plot, int most, int grouped, const char *title)
{
  const double bottom = plot->top + plot->height;
  sc_svg_line(plot->out, plot->left, bottom, plot->left + plot->width, bottom, SC_INK_AXIS);
  const sc_ticks ticks = sc_ticks_in(plot->x0, plot->x1, most);
  for (int i = 0; i < ticks.n; i++) {
    const double value = ticks.first + i * ticks.step, x = sc_plot_x(plot, value);
    sc_svg_line(plot->out, x, bottom, x, bottom + 4, SC_INK_AXIS);
    const sc_short text = grouped ? sc_typeset(sc_format_value(value, ticks.decimals)) : sc_integer((long long)value);
    sc_svg_text(plot->out, x, bottom + 17, 'm', SC_INK_FAINT, text.s);
  }
  if (title[0] != '\0')
    sc_svg_text(plot->out, plot->left + plot->width / 2, bottom + 34, 'm', SC_INK_FAINT, title);
}

void sc_widen(double *lo, double *hi, double share)
{
  const double length = *hi > *lo ? *hi - *lo : fabs(*lo) > 0 ? 0.1 * fabs(*lo) : 1;
  *lo -= share * length;
  *hi += share * length;
}
