/* The scatter of linkages, and where its names go. */
#include <math.h>
#include <stdlib.h>

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "outputs/figure/draw.h"
#include "outputs/figure/figure.h"

enum { WIDTH = 760, HEIGHT = 640, LEFT = 62, TOP = 52, RIGHT = 22, BOTTOM = 56, LONGEST_NAME = 44,
       CROWD = 60, ROOMY = 160,       /* above CROWD activities key ones are numbered, above ROOMY the plot grows */
       LINE = 13, NUMBERS = 34 };     /* of the list beside it: height of a line, width of its numbers            */

typedef struct patch { double x0, y0, x1, y1; } patch;      /* something that no name may cover */

typedef struct board {
  const sc_scatter *s;
  sc_plot plot;
  double  dot, size;
  patch  *taken;                     /* points, names and the lines to them */
  int     n_taken, room;
} board;

static int is_crowd(const sc_scatter *s) { return s->n > CROWD; }

static int quadrant_of(const sc_scatter *s, int k) { return 2 * (s->x[k] > 1) + (s->y[k] > 1); }

static void take(board *b, patch p)
{
  if (b->n_taken < b->room) b->taken[b->n_taken++] = p;
}

static int is_free(const board *b, patch p)
{
  const sc_plot *f = &b->plot;
  if (p.x0 < f->left + 2 || p.x1 > f->left + f->width - 2 || p.y0 < f->top + 2 || p.y1 > f->top + f->height - 2) return 0;
  for (int k = 0; k < b->n_taken; k++)
    if (p.x0 < b->taken[k].x1 && p.x1 > b->taken[k].x0 && p.y0 < b->taken[k].y1 && p.y1 > b->taken[k].y0) return 0;
  return 1;
}

/* The n-th small patch of the line from a point to its name; both ends left out. */
static patch step_of(double x0, double y0, double x1, double y1, double share)
{
  const double x = x0 + share * (x1 - x0), y = y0 + share * (y1 - y0);
  return (patch){ x - 1.5, y - 1.5, x + 1.5, y + 1.5 };
}

/* The line from the edge of the point to the nearest point of the name's box; free of everything else? */
static int line_is_free(const board *b, double x0, double y0, double x1, double y1)
{
  for (double share = 0.3; share < 0.95; share += 0.08)
    if (!is_free(b, step_of(x0, y0, x1, y1, share))) return 0;
  return 1;
}

static double into(double x, double low, double high) { return fmin(fmax(x, low), high); }

/* The nearest free place in the quadrant of the point: rings around it, sixteen directions each, to the right first. */
static int place_name(board *b, int k, const char *name, double farthest, sc_string *out)
{
  static const int order[] = { 0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11 };
  const double x = sc_plot_x(&b->plot, b->s->x[k]), y = sc_plot_y(&b->plot, b->s->y[k]);
  const double width = sc_figure_width(name, b->size), high = b->size, x1 = sc_plot_x(&b->plot, 1), y1 = sc_plot_y(&b->plot, 1);
  for (double ring = b->dot + 3; ring <= farthest; ring += ring < 14 ? 4 : 9)
    for (int d = 0; d < 16; d++) {
      const double angle = order[d] * acos(-1.0) / 8, cx = x + cos(angle) * (ring + width / 2), cy = y - sin(angle) * (ring + high / 2);
      const patch box = { cx - width / 2 - 1.5, cy - high / 2 - 0.5, cx + width / 2 + 1.5, cy + high / 2 + 0.5 };
      const double ex = into(x, box.x0, box.x1), ey = into(y, box.y0, box.y1), gap = hypot(ex - x, ey - y);
      const int needs_line = gap > b->dot + 7;
      if ((cx > x1) != (x > x1) || (cy > y1) != (y > y1)) continue;
      if (!is_free(b, box) || (needs_line && !line_is_free(b, x, y, ex, ey))) continue;
      take(b, box);
      if (needs_line) {
        const double from = (b->dot + 1) / gap;
        sc_svg_line(out, x + from * (ex - x), y + from * (ey - y), ex, ey, "stroke=\"#9aa4ae\" stroke-width=\"0.8\"");
        for (double share = 0.3; share < 0.95; share += 0.08) take(b, step_of(x, y, ex, ey, share));
      }
      sc_svg_text(out, cx, cy + 0.36 * b->size, 'm', quadrant_of(b->s, k) == 3 ? "fill=\"#7a0f3c\" font-weight=\"600\"" SC_INK_HALO : "fill=\"#3d444d\"" SC_INK_HALO,
                  name);
      return 1;
    }
  return 0;
}

/* Key activities first, then those farthest from the middle. */
static const sc_scatter *sorted;
static int by_weight(const void *left, const void *right)
{
  const int a = *(const int *)left, b = *(const int *)right;
  const int key_a = quadrant_of(sorted, a) == 3, key_b = quadrant_of(sorted, b) == 3;
  if (key_a != key_b) return key_b - key_a;
  const double far_a = hypot(sorted->x[a] - 1, sorted->y[a] - 1), far_b = hypot(sorted->x[b] - 1, sorted->y[b] - 1);
  return far_a != far_b ? (far_a < far_b) - (far_a > far_b) : a - b;
}

static void draw_frame(const sc_scatter *s, const sc_plot *plot, sc_string *out)
{
  static const char tint[] = "fill=\"#f8f1f4\"", corner[] = "fill=\"#8a939d\" font-size=\"13\" font-weight=\"600\"";
  const double x1 = sc_plot_x(plot, 1), y1 = sc_plot_y(plot, 1), right = plot->left + plot->width, bottom = plot->top + plot->height;
  sc_svg_box(out, x1, plot->top, right - x1, y1 - plot->top, tint);
  sc_plot_axis_y(plot, 8, s->y_title);
  sc_plot_axis_x(plot, 9, 1, s->x_title);
  sc_svg_line(out, x1, plot->top, x1, bottom, "stroke=\"#57606a\" stroke-width=\"1.2\"");
  sc_svg_line(out, plot->left, y1, right, y1, "stroke=\"#57606a\" stroke-width=\"1.2\"");
  sc_svg_text(out, plot->left + 8, bottom - 10, 's', corner, s->quadrant[0]);
  sc_svg_text(out, plot->left + 8, plot->top + 18, 's', corner, s->quadrant[1]);
  sc_svg_text(out, right - 8, bottom - 10, 'e', corner, s->quadrant[2]);
  sc_svg_text(out, right - 8, plot->top + 18, 'e', corner, s->quadrant[3]);
}

/* The names of the quadrants and the two lines between them. */
static void take_frame(board *b)
{
  const sc_plot *f = &b->plot;
  const double x1 = sc_plot_x(f, 1), y1 = sc_plot_y(f, 1);
  take(b, (patch){ x1 - 1, f->top, x1 + 1, f->top + f->height });
  take(b, (patch){ f->left, y1 - 1, f->left + f->width, y1 + 1 });
  for (int q = 0; q < 4; q++) {
    const double width = sc_figure_width(b->s->quadrant[q], 13) + 12, x = q < 2 ? f->left : f->left + f->width - width;
    const double y = q % 2 ? f->top : f->top + f->height - 26;
    take(b, (patch){ x, y, x + width, y + 26 });
  }
}

static void draw_spread(board *b, sc_string *out)
{
  static const char ink[] = "stroke=\"#b6bec6\" stroke-width=\"1\"";
  const sc_scatter *s = b->s;
  for (int k = 0; k < s->n; k++) {
    const double x = sc_plot_x(&b->plot, s->x[k]), y = sc_plot_y(&b->plot, s->y[k]);
    sc_svg_line(out, sc_plot_x(&b->plot, s->x_low[k]), y, sc_plot_x(&b->plot, s->x_high[k]), y, ink);
    sc_svg_line(out, x, sc_plot_y(&b->plot, s->y_low[k]), x, sc_plot_y(&b->plot, s->y_high[k]), ink);
    if (is_crowd(s)) continue;
    take(b, (patch){ sc_plot_x(&b->plot, s->x_low[k]), y - 1, sc_plot_x(&b->plot, s->x_high[k]), y + 1 });
    take(b, (patch){ x - 1, sc_plot_y(&b->plot, s->y_high[k]), x + 1, sc_plot_y(&b->plot, s->y_low[k]) });
  }
}

static void draw_points(board *b, sc_string *out)
{
  static const char *const ink[4] = { "fill=\"#8a939d\"", "fill=\"#b35c00\"", "fill=\"#3a72a6\"", "fill=\"#7a0f3c\"" };
  for (int k = 0; k < b->s->n; k++) {
    const double x = sc_plot_x(&b->plot, b->s->x[k]), y = sc_plot_y(&b->plot, b->s->y[k]);
    sc_svg_dot(out, x, y, b->dot, ink[quadrant_of(b->s, k)]);
    take(b, (patch){ x - b->dot, y - b->dot, x + b->dot, y + b->dot });
  }
}

/* is_named: [n], 1 where a name or number found its place. */
static void draw_names(board *b, int *order, int *is_named, sc_string *out)
{
  const int n = b->s->n;
  for (int k = 0; k < n; k++) order[k] = k;
  sorted = b->s;
  qsort(order, (size_t)n, sizeof *order, by_weight);
  sc_string_print(out, "<g font-size=\"%.1f\">\n", b->size);
  sc_string room = { 0 };
  for (int k = 0; k < n; k++) {
    const int point = order[k], is_key = quadrant_of(b->s, point) == 3;
    const sc_short number = sc_integer(point + 1);
    const char *name = is_crowd(b->s) && is_key ? number.s : sc_figure_name(b->s->name[point], LONGEST_NAME, &room);
    if (is_crowd(b->s) && sc_text_width(b->s->name[point]) > LONGEST_NAME && !is_key) continue;      /* there is no room for riddles */
    is_named[point] = place_name(b, point, name, !is_crowd(b->s) ? (is_key ? 500 : 60) : is_key ? 80 : 14, out);
  }
  out->failed |= room.failed;
  sc_string_free(&room);
  sc_string_add(out, "</g>\n");
}

/* ------------------------------------------------------------------------------- the list of key activities */

typedef struct list { int n_key, n_lines, n_columns; double width; } list;     /* n_lines in each column, all of one width */

static list list_of(const sc_scatter *s, double height)
{
  list l = { 0 };
  sc_string room = { 0 };
  for (int k = 0; k < s->n && is_crowd(s); k++) {
    if (quadrant_of(s, k) != 3) continue;
    l.n_key++;
    l.width = fmax(l.width, NUMBERS + 18 + sc_figure_width(sc_figure_name(s->name[k], LONGEST_NAME, &room), 10.5));
  }
  l.n_lines = (int)((height - TOP - 24) / LINE);
  l.n_columns = (l.n_key + l.n_lines - 1) / l.n_lines;
  sc_string_free(&room);
  return l;
}

/* By number; in grey those whose number found no place in the plot. */
static void draw_list(const sc_scatter *s, const list *l, double left, const int *is_named, sc_string *out)
{
  int at = 0;
  sc_string room = { 0 };
  sc_svg_text(out, left, TOP + 4, 's', "fill=\"#7a0f3c\" font-size=\"13\" font-weight=\"600\"", s->quadrant[3]);
  sc_string_add(out, "<g font-size=\"10.5\">\n");
  for (int k = 0; k < s->n; k++) {
    if (quadrant_of(s, k) != 3) continue;
    const double x = left + at / l->n_lines * l->width + NUMBERS - 8, y = TOP + 8 + (at % l->n_lines + 1) * LINE;
    sc_svg_text(out, x, y, 'e', is_named[k] ? "fill=\"#7a0f3c\" font-weight=\"600\"" : "fill=\"#8a939d\"", sc_integer(k + 1).s);
    sc_svg_text(out, x + 8, y, 's', is_named[k] ? "fill=\"#3d444d\"" : "fill=\"#8a939d\"", sc_figure_name(s->name[k], LONGEST_NAME, &room));
    at++;
  }
  sc_string_add(out, "</g>\n");
  out->failed |= room.failed;
  sc_string_free(&room);
}

static sc_plot frame_of(const sc_scatter *s, double width, double height, sc_string *out)
{
  double x0 = 0.9, x1 = 1.1, y0 = 0.9, y1 = 1.1;
  for (int k = 0; k < s->n; k++) {
    x0 = fmin(x0, s->x_low ? s->x_low[k] : s->x[k]);
    x1 = fmax(x1, s->x_low ? s->x_high[k] : s->x[k]);
    y0 = fmin(y0, s->x_low ? s->y_low[k] : s->y[k]);
    y1 = fmax(y1, s->x_low ? s->y_high[k] : s->y[k]);
  }
  sc_widen(&x0, &x1, 0.07);
  sc_widen(&y0, &y1, 0.07);
  return (sc_plot){ out, LEFT, TOP, width - LEFT - RIGHT, height - TOP - BOTTOM, x0, x1, y0, y1 };
}

void sc_figure_scatter(const sc_scatter *s, sc_string *out)
{
  const double grown = s->n > ROOMY ? fmin(sqrt((double)s->n / ROOMY), 2.5) : 1, width = grown * WIDTH, height = grown * HEIGHT;
  const list l = list_of(s, height);
  board b = { .s = s, .plot = frame_of(s, width, height, out), .dot = s->n <= 20 ? 5 : s->n <= 60 ? 4 : 2.8, .size = s->n <= 20 ? 12 : s->n <= 60 ? 10.5 : 8.5 };
  b.room = 14 * s->n + 6;
  b.taken = sc_alloc((size_t)b.room, sizeof *b.taken);
  int *order = sc_alloc(2 * (size_t)s->n, sizeof *order), *is_named = order ? order + s->n : NULL;
  sc_figure_open(out, width + l.n_columns * l.width, height, s->title, s->title);
  sc_svg_text(out, 16, 24, 's', SC_INK_TITLE, s->title);
  if (s->x_low) sc_svg_text(out, width - RIGHT, TOP - 12, 'e', SC_INK_FAINT, s->spread);
  draw_frame(s, &b.plot, out);
  if (b.taken && order) {
    take_frame(&b);
    if (s->x_low) draw_spread(&b, out);
    draw_points(&b, out);
    draw_names(&b, order, is_named, out);
    if (is_crowd(s)) draw_list(s, &l, width + 8, is_named, out);
  }
  out->failed |= !b.taken || !order;
  sc_svg_close(out);
  sc_free(order);
  sc_free(b.taken);
}
