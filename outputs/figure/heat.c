/* The heat map: layout from the number of cells and the length of names, one path for each class of colour. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "outputs/figure/draw.h"
#include "outputs/figure/figure.h"
#include "outputs/format.h"

enum { N_CLASSES = 8, TITLE = 34, LEGEND = 62, LEGEND_BOX = 42, EDGE = 16, LONGEST_NAME = 32 };

static const char *const positive[N_CLASSES] = { "#e8f0f8", "#cfe0ef", "#adcae3", "#84aed2", "#5b90bf", "#3a72a6", "#1f548a", "#0b3661" };
static const char *const negative[N_CLASSES] = { "#fdf3e7", "#f7dfc2", "#eec594", "#e0a566", "#cc8340", "#b06424", "#8c4a12", "#663306" };
enum { DARK_FROM = 4 };                       /* classes with white letters */

typedef struct layout {
  double cell, left, top, width, height, name_size, angle, right;
  double cut[N_CLASSES];                      /* lower ends of the classes, all positive */
  int    n_negative;
  int    decimals;
  double number_size;                         /* 0: no numbers in cells */
} layout;

/* Cuts downward from the largest 1, 2, 5 x 10^k that is not above the largest number. */
static void cut_classes(const sc_heat_map *map, layout *l, double *largest)
{
  static const double steps[] = { 1, 2, 5 };
  *largest = 0;
  for (int k = 0; k < map->n_rows * map->n_columns; k++) {
    if (fabs(map->value[k]) > *largest && isfinite(map->value[k])) *largest = fabs(map->value[k]);
    l->n_negative += map->value[k] < 0;
  }
  int power = *largest > 0 ? (int)floor(log10(*largest)) : 0, step = 2;
  while (step > 0 && steps[step] * pow(10, power) > *largest * (1 + 1e-12)) step--;
  for (int c = N_CLASSES - 1; c >= 0; c--) {
    l->cut[c] = steps[step] * pow(10, power);
    if (--step < 0) {
      step = 2;
      power--;
    }
  }
}

static int class_of(const layout *l, double value)
{
  int class = -1;
  while (class + 1 < N_CLASSES && fabs(value) >= l->cut[class + 1] * (1 - 1e-12)) class++;
  return class;
}

static double widest(const char *const *names, int n, double size)
{
  double most = 0;
  sc_string room = { 0 };
  for (int k = 0; k < n; k++) most = fmax(most, sc_figure_width(sc_figure_name(names[k], LONGEST_NAME, &room), size));
  sc_string_free(&room);
  return most;
}

static sc_short number_text(const layout *l, double value)
{
  return sc_typeset(sc_format_value(value, l->decimals));
}

static void fit_numbers(const sc_heat_map *map, layout *l, double largest)
{
  double most = 0;
  l->decimals = largest < 1 ? 3 : largest < 10 ? 2 : largest < 100 ? 1 : 0;
  for (int k = 0; k < map->n_rows * map->n_columns; k++)
    if (isfinite(map->value[k])) most = fmax(most, sc_figure_width(number_text(l, map->value[k]).s, 1));
  l->number_size = fmin(12, (l->cell - 6) / fmax(most, 1e-9));
  if (l->number_size < 8) l->number_size = 0;
}

static layout lay_out(const sc_heat_map *map, double *largest)
{
  layout l = { 0 };
  const int n = map->n_rows > map->n_columns ? map->n_rows : map->n_columns;
  cut_classes(map, &l, largest);
  l.cell = fmax(8, fmin(n <= 6 ? 74 : 52, 690.0 / n));
  l.name_size = fmin(12, 0.92 * l.cell);
  const double names = widest(map->row_name, map->n_rows, l.name_size), above = widest(map->column_name, map->n_columns, l.name_size);
  l.angle = above <= l.cell - 4 ? 0 : n <= 20 ? -45 : -90;
  l.left = EDGE + fmax(names, sc_figure_width(map->row_title, 11)) + 10;
  l.top = TITLE + 26 + (l.angle == 0 ? l.name_size + 6 : l.angle == -45 ? 0.72 * above + 12 : above + 8);
  l.width = l.cell * map->n_columns;
  l.height = l.cell * map->n_rows;
  l.right = EDGE + (l.angle == -45 ? 0.72 * above : 0);
  fit_numbers(map, &l, *largest);
  return l;
}

/* All cells of one class as one path, neighbours of a row joined. */
static void draw_class(const sc_heat_map *map, const layout *l, int class, int is_negative, sc_string *out)
{
  int n_drawn = 0;
  for (int i = 0; i < map->n_rows; i++)
    for (int j = 0; j < map->n_columns;) {
      const double *row = map->value + i * map->n_columns;
      int end = j;
      while (end < map->n_columns && isfinite(row[end]) && class_of(l, row[end]) == class && (row[end] < 0) == is_negative) end++;
      if (end > j) {
        if (n_drawn++ == 0) sc_string_print(out, "<path fill=\"%s\" d=\"", is_negative ? negative[class] : positive[class]);
        sc_string_print(out, "M%.1f %.1fh%.1fv%.1fh%.1fz", l->left + j * l->cell, l->top + i * l->cell, (end - j) * l->cell, l->cell,
                        -(end - j) * l->cell);
      }
      j = end > j ? end : j + 1;
    }
  if (n_drawn > 0) sc_string_add(out, "\"/>\n");
}

static void draw_numbers(const sc_heat_map *map, const layout *l, sc_string *out)
{
  char dark[80], light[80], faint[80];
  snprintf(dark, sizeof dark, "fill=\"#1f2328\" font-size=\"%.1f\"", l->number_size);
  snprintf(light, sizeof light, "fill=\"#ffffff\" font-size=\"%.1f\"", l->number_size);
  snprintf(faint, sizeof faint, "fill=\"#9aa4ae\" font-size=\"%.1f\"", l->number_size);
  for (int i = 0; i < map->n_rows && l->number_size > 0; i++)
    for (int j = 0; j < map->n_columns; j++) {
      const double value = map->value[i * map->n_columns + j];
      const int class = class_of(l, value);
      if (isfinite(value))
        sc_svg_text(out, l->left + (j + 0.5) * l->cell, l->top + (i + 0.5) * l->cell + 0.36 * l->number_size, 'm',
                    class >= DARK_FROM ? light : class < 0 ? faint : dark, number_text(l, value).s);
    }
}

static void draw_turned(sc_string *out, double x, double y, double angle, const char *ink, const char *text)
{
  sc_string_print(out, "<g transform=\"translate(%.1f %.1f) rotate(%.0f)\">", x, y, angle);
  sc_svg_text(out, 0, 0, 's', ink, text);
  sc_string_add(out, "</g>\n");
}

static void draw_names(const sc_heat_map *map, const layout *l, sc_string *out)
{
  char ink[80];
  sc_string room = { 0 };
  snprintf(ink, sizeof ink, "fill=\"#3d444d\" font-size=\"%.1f\"", l->name_size);
  for (int i = 0; i < map->n_rows; i++)
    sc_svg_text(out, l->left - 6, l->top + (i + 0.5) * l->cell + 0.36 * l->name_size, 'e', ink,
                sc_figure_name(map->row_name[i], LONGEST_NAME, &room));
  for (int j = 0; j < map->n_columns; j++) {
    const double x = l->left + (j + 0.5) * l->cell;
    const char *name = sc_figure_name(map->column_name[j], LONGEST_NAME, &room);
    if (l->angle == 0) sc_svg_text(out, x, l->top - 6, 'm', ink, name);
    else draw_turned(out, x + (l->angle == -90 ? 0.36 * l->name_size : 0), l->top - 6, l->angle, ink, name);
  }
  out->failed |= room.failed;
  sc_string_free(&room);
  sc_svg_text(out, l->left - 6, l->top - 6, 'e', SC_INK_FAINT, map->row_title);
  sc_svg_text(out, l->left, TITLE + 14, 's', SC_INK_FAINT, map->column_title);
}

/* Length of the region in region:sector, 0 where there is none. */
static size_t region_length(const char *name)
{
  const char *colon = strchr(name, ':');
  return colon ? (size_t)(colon - name) : 0;
}

static int is_other_region(const char *a, const char *b)
{
  const size_t length = region_length(a);
  return length > 0 && (length != region_length(b) || memcmp(a, b, length) != 0);
}

static void draw_lines(const sc_heat_map *map, const layout *l, sc_string *out)
{
  static const char thin[] = "stroke=\"#ffffff\" stroke-width=\"1\"", region[] = "stroke=\"#57606a\" stroke-width=\"1\"";
  const double right = l->left + l->width, bottom = l->top + l->height;
  for (int i = 1; i < map->n_rows; i++) {
    const double y = l->top + i * l->cell;
    const int edge = is_other_region(map->row_name[i - 1], map->row_name[i]);
    if (edge || l->cell >= 12) sc_svg_line(out, l->left, y, right, y, edge ? region : thin);
  }
  for (int j = 1; j < map->n_columns; j++) {
    const double x = l->left + j * l->cell;
    const int edge = is_other_region(map->column_name[j - 1], map->column_name[j]);
    if (edge || l->cell >= 12) sc_svg_line(out, x, l->top, x, bottom, edge ? region : thin);
  }
  sc_svg_box(out, l->left, l->top, l->width, l->height, "fill=\"none\" stroke=\"#8a939d\" stroke-width=\"1\"");
}

/* The classes in order, each cut below the line between its two classes. */
static void draw_legend(const sc_heat_map *map, const layout *l, double left, sc_string *out)
{
  enum { BOX = LEGEND_BOX, HIGH = 12 };
  const double top = l->top + l->height + 34;
  char ink[40];
  sc_svg_text(out, left, top - 8, 's', SC_INK_FAINT, map->legend);
  for (int sign = l->n_negative > 0 ? -1 : 1; sign <= 1; sign += 2) {
    const double from = sign < 0 || l->n_negative == 0 ? left : left + (N_CLASSES + 1) * BOX;
    for (int c = 0; c < N_CLASSES; c++) {
      const int class = sign < 0 ? N_CLASSES - 1 - c : c;
      const double x = from + c * BOX + (sign < 0 ? 0 : BOX * (l->n_negative == 0));
      const double end = sign < 0 ? x + BOX : x;
      snprintf(ink, sizeof ink, "fill=\"%s\"", sign < 0 ? negative[class] : positive[class]);
      sc_svg_box(out, x, top, BOX, HIGH, ink);
      sc_svg_text(out, end, top + HIGH + 13, 'm', SC_INK_FAINT, sc_typeset(sc_number(sign * l->cut[class])).s);
    }
  }
  if (l->n_negative == 0) sc_svg_box(out, left + 0.5, top + 0.5, BOX, HIGH - 1, "fill=\"#ffffff\" stroke=\"#d8dee4\"");
  else sc_svg_box(out, left + N_CLASSES * BOX, top + 0.5, BOX, HIGH - 1, "fill=\"#ffffff\" stroke=\"#d8dee4\"");
}

void sc_figure_heat_map(const sc_heat_map *map, sc_string *out)
{
  double largest;
  const layout l = lay_out(map, &largest);
  const double legend_width = (l.n_negative > 0 ? 2 * N_CLASSES + 1 : N_CLASSES + 1) * LEGEND_BOX + 24;
  const double content = fmax(fmax(l.left + l.width + l.right, EDGE + sc_figure_width(map->title, 15) + EDGE), 2 * EDGE + legend_width);
  sc_figure_open(out, content, l.top + l.height + LEGEND + EDGE, map->title, map->legend);
  sc_svg_text(out, EDGE, TITLE - 8, 's', SC_INK_TITLE, map->title);
  for (int c = 0; c < N_CLASSES; c++) {
    draw_class(map, &l, c, 0, out);
    if (l.n_negative > 0) draw_class(map, &l, c, 1, out);
  }
  draw_lines(map, &l, out);
  draw_numbers(map, &l, out);
  draw_names(map, &l, out);
  draw_legend(map, &l, fmin(l.left, content - EDGE - legend_width), out);
  sc_svg_close(out);
}
