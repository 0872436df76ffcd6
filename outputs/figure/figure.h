/* figure.h - figures that stand alone: an SVG file with its size, letters and white ground, for a paper or a slide.
 *
 *   heat map   a matrix of up to SC_FIGURE_MOST rows and columns. Classes of colour are cut at 1, 2, 5 x 10^k below the largest
 *              number, so that entries of very different size can be told apart and read off; white is below the lowest cut
 *              or missing, a second hue negative. Numbers stand in the cells where these are wide enough. Names of the form
 *              region:sector get a line between regions.
 *   scatter    backward against forward linkages, both with mean 1: four quadrants and their names. Names never overlap each
 *              other or a point, and stay in the quadrant of theirs: each takes the nearest free place around its point, with a line
 *              to it when that is not beside it. Key activities choose first; of the others the farthest from the middle, and what
 *              finds no room near by is left out. In a crowd key activities are numbered and listed beside the figure, in grey
 *              where the number found no room; very many activities get a larger plot. Uncertain linkages have lines from low to high.
 *
 * Long names are cut with an ellipsis. All lengths in px. Texts come in the language of the reader. Functions write into `out`,
 * which remembers a failure.
 */
#ifndef SC_OUTPUTS_FIGURE_FIGURE_H
#define SC_OUTPUTS_FIGURE_FIGURE_H

#include "engine/base/text.h"

enum { SC_FIGURE_MOST = 400 };

typedef struct sc_heat_map {
  const char *title, *row_title, *column_title, *legend;   /* legend: what the numbers are, with their unit */
  int n_rows, n_columns;
  const char *const *row_name, *const *column_name;
  const double *value;                                     /* [n_rows * n_columns], NaN is missing */
} sc_heat_map;

void sc_figure_heat_map(const sc_heat_map *map, sc_string *out);

typedef struct sc_scatter {
  const char *title, *x_title, *y_title;
  const char *quadrant[4];                                 /* low x low y, low x high y, high x low y, high x high y */
  int n;
  const char *const *name;
  const double *x, *y;                                     /* around 1 */
  const double *x_low, *x_high, *y_low, *y_high;           /* how sure each is, drawn as lines; or all NULL */
  const char *spread;                                      /* what these lines are                          */
} sc_scatter;

void sc_figure_scatter(const sc_scatter *scatter, sc_string *out);

/* ---- shared by figures */
#define SC_INK_TITLE "fill=\"#1f2328\" font-size=\"15\" font-weight=\"600\""

/* Opens a file of its own: XML declaration, size, letters, white ground. Close with sc_svg_close. */
void   sc_figure_open(sc_string *out, double width, double height, const char *title, const char *description);
double sc_figure_width(const char *text, double font_size);   /* of a text, nearly */
/* A name of at most `columns` columns of a terminal, its end replaced by an ellipsis; `room` holds a shortened one. */
const char *sc_figure_name(const char *name, int columns, sc_string *room);

#endif
