/* Charts that set scenarios side by side: the trade-off of two targets, P(at least k). */
#include <math.h>

#include "outputs/figure/draw.h"
#include "outputs/brief/parts.h"

#define INK_BASE_DOT  "fill=\"#0b3c6f\""
#define INK_PLAN_DOT  "fill=\"#b35c00\""
#define INK_OTHER_DOT "fill=\"#6b7480\""
#define INK_GOAL       "stroke=\"#7a0f3c\" stroke-dasharray=\"4 3\""
#define INK_GOAL_LABEL "fill=\"#7a0f3c\" font-size=\"12\""

/* ---------------------------------------------------------------------------------------------- trade-off */

typedef struct label { double x, y, width, height; } label;

static int overlaps(label a, label b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* The first of eight places around a point that meets no earlier label, dot or edge. */
static label place_label(const label *taken, int n_taken, double x, double y, double width, const sc_plot *plot)
{
  static const double where[8][2] = { { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 },
                                      { 0, -1.7 }, { 0, 1.7 }, { 1.6, 0 }, { -1.6, 0 } };
  const double height = 15;
  label best = { x + 6, y - 6 - height, width, height };
  for (int k = 0; k < 8; k++) {
    const double side = where[k][0], gap = 4 + 3 * fabs(side);
    const double left = side > 0 ? x + gap : side < 0 ? x - gap - width : x - width / 2;
    const label candidate = { left, y - height / 2 + where[k][1] * 11, width, height };
    int is_free = candidate.x > plot->left && candidate.x + width < plot->left + plot->width
                  && candidate.y > plot->top && candidate.y + height < plot->top + plot->height;
    for (int t = 0; t < n_taken && is_free; t++) is_free = !overlaps(candidate, taken[t]);
    if (is_free) return candidate;
  }
  return best;
}

/* The number that just meets the target. */
static double bound(const sc_brief *brief, int e)
{
  return brief->result->entries[e].value - brief->result->entries[e].tolerance;
}

static const char *bound_label(sc_brief *brief, int e)
{
  return sc_brief_print(brief, "%s %s", SC_WORD(brief, LEGEND_TARGET), sc_brief_goal(brief, bound(brief, e)));
}

static void axis_range(const sc_brief *brief, int e, double *lo, double *hi)
{
  *lo = *hi = bound(brief, e);
  for (int s = 0; s < brief->result->n_scenarios; s++) {
    const double *m = sc_brief_verdict(brief, s, e)->measure;
    if (m[1] < *lo) *lo = m[1];
    if (m[3] > *hi) *hi = m[3];
  }
  sc_widen(lo, hi, 0.08);
}

void sc_chart_tradeoff(sc_brief *brief, int entry_x, int entry_y, sc_string *out)
{
  enum { HEIGHT = 400, MOST = 32, WIDE = 640 };
  const sc_result *r = brief->result;
  const sc_entry *across = &r->entries[entry_x], *up = &r->entries[entry_y];
  const char *const names[] = { across->target_text.in[brief->lang], up->target_text.in[brief->lang] };
  sc_plot plot = { .out = out, .left = 50, .top = 30, .width = WIDE - 50 - 16, .height = HEIGHT - 30 - 46 };
  axis_range(brief, entry_x, &plot.x0, &plot.x1);
  axis_range(brief, entry_y, &plot.y0, &plot.y1);
  sc_svg_open(out, WIDE, HEIGHT, sc_brief_say(brief, SC_BRIEF_TRADEOFF, SC_WITH(names[0], names[1])),
              SC_WORD(brief, TRADEOFF_NOTE));
  const double goal_x = sc_plot_x(&plot, bound(brief, entry_x)), goal_y = sc_plot_y(&plot, bound(brief, entry_y));
  sc_svg_box(out, goal_x, plot.top, plot.left + plot.width - goal_x, goal_y - plot.top, "fill=\"#e4f1ef\"");
  sc_plot_axis_y(&plot, 6, sc_brief_print(brief, "%s (%s)", names[1], sc_unit_text(up->unit, brief->lang)));
  sc_plot_axis_x(&plot, 8, 1, sc_brief_print(brief, "%s (%s)", names[0], sc_unit_text(across->unit, brief->lang)));
  sc_svg_line(out, goal_x, plot.top, goal_x, plot.top + plot.height, INK_GOAL);
  sc_svg_line(out, plot.left, goal_y, plot.left + plot.width, goal_y, INK_GOAL);
  sc_svg_text(out, goal_x - 6, plot.top + plot.height - 8, 'e', INK_GOAL_LABEL, bound_label(brief, entry_x));
  sc_svg_text(out, plot.left + 6, goal_y - 6, 's', INK_GOAL_LABEL, bound_label(brief, entry_y));
  label taken[2 * MOST];
  const int n = r->n_scenarios < MOST ? r->n_scenarios : MOST;
  for (int s = 0; s < n; s++) {
    const double *mx = sc_brief_verdict(brief, s, entry_x)->measure, *my = sc_brief_verdict(brief, s, entry_y)->measure;
    const double x = sc_plot_x(&plot, mx[2]), y = sc_plot_y(&plot, my[2]);
    sc_svg_line(out, sc_plot_x(&plot, mx[1]), y, sc_plot_x(&plot, mx[3]), y, "stroke=\"#9db6cf\" stroke-width=\"1\"");
    sc_svg_line(out, x, sc_plot_y(&plot, my[1]), x, sc_plot_y(&plot, my[3]), "stroke=\"#9db6cf\" stroke-width=\"1\"");
    taken[s] = (label){ x - 5, y - 5, 10, 10 };
  }
  for (int s = 0; s < n; s++) {
    const double x = taken[s].x + 5, y = taken[s].y + 5;
    sc_svg_dot(out, x, y, 4.5, s == brief->plan ? INK_PLAN_DOT : s == brief->baseline ? INK_BASE_DOT : INK_OTHER_DOT);
    const char *const name = sc_brief_scenario(brief, s);
    const label at = place_label(taken, n + s, x, y, 6.4 * sc_text_width(name), &plot);
    taken[n + s] = at;
    sc_svg_text(out, at.x, at.y + 12, 's', SC_INK_TEXT SC_INK_HALO, name);
  }
  sc_svg_close(out);
}

/* ----------------------------------------------------------------------------------------------- at least */

void sc_chart_at_least(sc_brief *brief, int item, sc_string *out)
{
  enum { WIDTH = 460, HEIGHT = 262, MOST = 128 };
  const sc_result *r = brief->result;
  const char *const name = r->joint_items[item].text.in[brief->lang];
  const int n = r->joint_items[item].n < MOST - 1 ? r->joint_items[item].n : MOST - 1;
  const sc_plot plot = { out, 46, 24, WIDTH - 46 - 14, HEIGHT - 24 - 46, 0, n > 0 ? n : 1, 0, 100 };
  sc_svg_open(out, WIDTH, HEIGHT, sc_brief_say(brief, SC_BRIEF_JOINT_AT_LEAST, SC_WITH(name)), "");
  sc_plot_axis_y(&plot, 6, "%");
  sc_plot_axis_x(&plot, n < 8 ? n + 1 : 9, 1, SC_WORD(brief, AXIS_AT_LEAST));
  const struct { int scenario; const char *line, *dot; } lines[] = {
    { brief->baseline, "stroke=\"#0b3c6f\" stroke-width=\"2\"", INK_BASE_DOT },
    { brief->plan, "stroke=\"#b35c00\" stroke-width=\"2\" stroke-dasharray=\"5 3\"", INK_PLAN_DOT },
  };
  for (int k = 0; k < 2; k++) {
    if (lines[k].scenario < 0) continue;
    const sc_joint *joint = sc_brief_joint(brief, lines[k].scenario, item);
    double x[MOST], y[MOST];
    for (int hits = 0; hits <= n; hits++) { x[hits] = hits; y[hits] = 100 * joint->at_least[hits]; }
    sc_plot_line(&plot, x, y, n + 1, lines[k].line);
    for (int hits = 0; hits <= n; hits++)
      sc_svg_dot(out, sc_plot_x(&plot, x[hits]), sc_plot_y(&plot, y[hits]), 2.6, lines[k].dot);
  }
  sc_svg_close(out);
}

/* ----------------------------------------------------------------------------------------- parts of a variance */

const char *const sc_doubt_ink[SC_N_DOUBTS] = { "fill=\"#0b3c6f\"", "fill=\"#7fabd3\"", "fill=\"#d5dfe8\"", "fill=\"#b35c00\"" };

/* A share below zero is one by its error only. */
static double shown(double share) { return share > 0 ? share : 0; }

void sc_chart_doubt(int n, const char *const *names, const double *shares, const char *title, sc_string *out)
{
  enum { WIDE = 700, LEFT = 250, BAR = 20, STEP = 28, FOOT = 24, ROOM = 26 };
  static const char *const letters[SC_N_DOUBTS] = { "fill=\"#ffffff\" font-size=\"11\"", "fill=\"#10263b\" font-size=\"11\"",
                                                    "fill=\"#3d444d\" font-size=\"11\"", "fill=\"#ffffff\" font-size=\"11\"" };
  const double width = WIDE - LEFT - 14;
  sc_svg_open(out, WIDE, n * STEP + FOOT, title, "");
  for (int tick = 0; tick <= 4; tick++) {
    const double x = LEFT + width * tick / 4;
    sc_svg_line(out, x, 0, x, n * STEP, SC_INK_GRID);
    sc_svg_text(out, x, n * STEP + 16, 'm', SC_INK_FAINT, sc_format_percent(tick / 4.0, 0).s);
  }
  for (int i = 0; i < n; i++) {
    const double top = i * STEP + (STEP - BAR) / 2.0;
    double sum = 0, from = LEFT;
    for (int k = 0; k < SC_N_DOUBTS; k++) sum += shown(shares[i * SC_N_DOUBTS + k]);
    sc_svg_text(out, LEFT - 10, top + BAR - 6, 'e', SC_INK_TEXT, names[i]);
    for (int k = 0; k < SC_N_DOUBTS && sum > 0; k++) {
      const double share = shown(shares[i * SC_N_DOUBTS + k]), length = width * share / sum;
      if (length > 0.05) sc_svg_box(out, from, top, length, BAR, sc_doubt_ink[k]);
      if (length > ROOM) sc_svg_text(out, from + length / 2, top + BAR - 6, 'm', letters[k], sc_format_percent(share, 0).s);
      from += length;
    }
  }
  sc_svg_close(out);
}
