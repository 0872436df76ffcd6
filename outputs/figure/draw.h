/* draw.h - lines, areas and words of a chart as SVG.
 *
 * Why no chart library: the page is static, so of a library only axes and areas would be used. A script engine running one
 * in-process was measured at 0.14 s to load and 0.045 s a chart, over 1 s for a brief in two languages and a fifth of the
 * time a whole run may take; two forms of chart written out take a few milliseconds and put every label where it belongs.
 *
 * Units: data units through sc_plot (x to the right, y upward), pixels of the viewBox otherwise. Sizes are chosen for a
 * figure about 460 px wide. Letters sit on their baseline (no dominant-baseline, which some renderers ignore). `ink` is a
 * string of presentation attributes, so that a figure keeps its look outside the page.
 */
#ifndef SC_OUTPUTS_FIGURE_DRAW_H
#define SC_OUTPUTS_FIGURE_DRAW_H

#include "engine/base/text.h"

typedef struct sc_plot {
  sc_string *out;
  double left, top, width, height;   /* plotting area in px */
  double x0, x1, y0, y1;             /* data at its edges   */
} sc_plot;

static inline double sc_plot_x(const sc_plot *plot, double x)
{
  return plot->left + (x - plot->x0) / (plot->x1 - plot->x0) * plot->width;
}
static inline double sc_plot_y(const sc_plot *plot, double y)
{
  return plot->top + (plot->y1 - y) / (plot->y1 - plot->y0) * plot->height;
}

#define SC_INK_TEXT  "fill=\"#3d444d\" font-size=\"12\""
#define SC_INK_FAINT "fill=\"#6b7480\" font-size=\"11\""
#define SC_INK_GRID  "stroke=\"#e3e7eb\" stroke-width=\"1\""
#define SC_INK_HALO  " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\""    /* behind letters on lines */
#define SC_INK_AXIS  "stroke=\"#8a939d\" stroke-width=\"1\""

void sc_svg_open(sc_string *out, double width, double height, const char *title, const char *description);
void sc_svg_close(sc_string *out);
void sc_svg_line(sc_string *out, double x1, double y1, double x2, double y2, const char *ink);
void sc_svg_box(sc_string *out, double x, double y, double width, double height, const char *ink);
void sc_svg_dot(sc_string *out, double x, double y, double radius, const char *ink);
void sc_svg_diamond(sc_string *out, double x, double y, double radius, const char *ink);
/* anchor 's'tart, 'm'iddle or 'e'nd */
void sc_svg_text(sc_string *out, double x, double y, char anchor, const char *ink, const char *text);

/* In data units: a line through n points, the area between two lines over the same x. */
void sc_plot_line(const sc_plot *plot, const double *x, const double *y, int n, const char *ink);
void sc_plot_band(const sc_plot *plot, const double *x, const double *lower, const double *upper, int n, const char *ink);

/* Round numbers 1, 2, 5 x 10^k inside [lo, hi], at most `most` of them. */
typedef struct sc_ticks { double first, step; int n, decimals; } sc_ticks;
sc_ticks sc_ticks_in(double lo, double hi, int most);

void sc_plot_axis_y(const sc_plot *plot, int most, const char *title);                 /* grid lines and numbers */
void sc_plot_axis_x(const sc_plot *plot, int most, int grouped, const char *title);    /* grouped: 1,000; years are not */

/* Widens [*lo, *hi] by a share of its length; a single number becomes an interval. */
void sc_widen(double *lo, double *hi, double share);

#endif
