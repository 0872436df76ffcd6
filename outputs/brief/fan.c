/* The fan chart of one indicator: history, bands of 50, 80 and 90%, median, the plan's median, the targets. */
#include <math.h>
#include <string.h>

#include "outputs/figure/draw.h"
#include "outputs/brief/parts.h"

enum { WIDTH = 460, HEIGHT = 262, MOST_POINTS = 128, LABEL_ROOM = 100 };

#define INK_PERIOD  "fill=\"#f1f3f5\""
#define INK_MEDIAN  "stroke=\"#0b3c6f\" stroke-width=\"2.2\" stroke-linejoin=\"round\""
#define INK_PLAN    "stroke=\"#b35c00\" stroke-width=\"1.8\" stroke-dasharray=\"5 3\""
#define INK_HISTORY "stroke=\"#3d444d\" stroke-width=\"1.4\""
#define INK_POINT   "fill=\"#3d444d\""
#define INK_TARGET  "fill=\"#ffffff\" stroke=\"#7a0f3c\" stroke-width=\"2.2\""
#define INK_ASSUMED "fill=\"#ffffff\" stroke=\"#7a0f3c\" stroke-width=\"1.2\" stroke-dasharray=\"2 1.5\""
#define INK_PERIOD_TARGET "stroke=\"#7a0f3c\" stroke-width=\"2.4\""
#define INK_TARGET_LABEL "fill=\"#7a0f3c\" font-size=\"12\" font-weight=\"600\"" SC_INK_HALO
#define INK_MEDIAN_LABEL "fill=\"#0b3c6f\" font-size=\"12\" font-weight=\"600\"" SC_INK_HALO
static const char *const band_ink[3] = { "fill=\"#d5e3f0\"", "fill=\"#a9c7e1\"", "fill=\"#6f9fcb\"" };   /* 90, 80, 50% */

typedef struct series { double x[MOST_POINTS], y[MOST_POINTS]; int n; } series;

static const double *quantiles(const sc_brief *brief, int indicator, int scenario, int y)
{
  const sc_result *r = brief->result;
  return &r->pooled.quantile[sc_result_pooled(r, indicator, scenario, y) * SC_N_QUANTILES];
}

static series history_of(const sc_brief *brief, int indicator)
{
  const sc_result *r = brief->result;
  series line = { .n = 0 };
  for (int k = 0; k < r->n_history && line.n < MOST_POINTS - 1; k++) {
    if (r->history[k].indicator != indicator || r->history[k].year > r->base_year) continue;
    int at = line.n++;                                     /* kept in order of years */
    for (; at > 0 && line.x[at - 1] > r->history[k].year; at--) {
      line.x[at] = line.x[at - 1];
      line.y[at] = line.y[at - 1];
    }
    line.x[at] = r->history[k].year;
    line.y[at] = r->history[k].value;
  }
  return line;
}

/* One quantile over the years, from the last known point on where it is the base year's. */
static series quantile_line(const sc_brief *brief, int indicator, int scenario, int q, const series *history)
{
  const sc_result *r = brief->result;
  series line = { .n = 0 };
  if (history->n > 0 && history->x[history->n - 1] >= r->base_year) {
    line.x[line.n] = history->x[history->n - 1];
    line.y[line.n++] = history->y[history->n - 1];
  }
  for (int y = 0; y < r->n_years && line.n < MOST_POINTS; y++) {
    line.x[line.n] = r->years[y];
    line.y[line.n++] = quantiles(brief, indicator, scenario, y)[q];
  }
  return line;
}

/* Targets that are a number of the indicator itself: a level, or a growth rate over some years. */
static int is_drawn(const sc_brief *brief, const sc_entry *entry, int indicator)
{
  static const char *const kinds[] = { "level", "hold", "mean_growth", "growth_each_year" };
  const sc_result *r = brief->result;
  if (!entry->assessable || !isfinite(entry->value) || strcmp(entry->indicator, r->indicators[indicator].id) != 0) return 0;
  if (!entry->main && !entry->assumed) return 0;
  for (int e = 0; e < r->n_entries && !entry->main; e++)              /* a target of the plan wins over our assumption */
    if (r->entries[e].main && sc_brief_counts(&r->entries[e]) && r->entries[e].to == entry->to
        && strcmp(r->entries[e].indicator, entry->indicator) == 0) return 0;
  for (int k = 0; k < 4; k++) if (strcmp(entry->kind, kinds[k]) == 0) return 1;
  return 0;
}

static void cover(double *lo, double *hi, double y)
{
  if (!isfinite(y)) return;
  if (y < *lo) *lo = y;
  if (y > *hi) *hi = y;
}

static void find_range(const sc_brief *brief, int indicator, const series *history, double *lo, double *hi)
{
  const sc_result *r = brief->result;
  *lo = INFINITY;
  *hi = -INFINITY;
  for (int k = 0; k < history->n; k++) cover(lo, hi, history->y[k]);
  for (int y = 0; y < r->n_years; y++) {
    cover(lo, hi, quantiles(brief, indicator, brief->baseline, y)[0]);
    cover(lo, hi, quantiles(brief, indicator, brief->baseline, y)[SC_N_QUANTILES - 1]);
    if (brief->plan >= 0) cover(lo, hi, quantiles(brief, indicator, brief->plan, y)[3]);
  }
  for (int e = 0; e < r->n_entries; e++) if (is_drawn(brief, &r->entries[e], indicator)) cover(lo, hi, r->entries[e].value);
  if (!(*lo <= *hi)) { *lo = 0; *hi = 1; }
  sc_widen(lo, hi, 0.07);
}

/* The median where the plan ends, labelled on the side away from the target; then the targets. */
static void mark(sc_brief *brief, const sc_plot *plot, int indicator)
{
  const sc_result *r = brief->result;
  const int y = sc_result_year(r, r->plan_end), decimals = sc_brief_decimals(brief, indicator);
  if (y < 0 || y >= r->n_years) return;
  const double median = quantiles(brief, indicator, brief->baseline, y)[3];
  int target_above = 1;
  for (int e = 0; e < r->n_entries; e++) {
    const sc_entry *entry = &r->entries[e];
    if (!is_drawn(brief, entry, indicator)) continue;
    const int above = entry->value >= median;
    if (entry->to == r->plan_end) target_above = above;
    const double x = sc_plot_x(plot, entry->to), at = sc_plot_y(plot, entry->value);
    if (entry->from < entry->to) sc_svg_line(plot->out, sc_plot_x(plot, entry->from), at, x, at, INK_PERIOD_TARGET);
    else sc_svg_diamond(plot->out, x, at, 5.5, entry->assumed ? INK_ASSUMED : INK_TARGET);
    const char *const label = sc_brief_print(brief, "%s %s",
      sc_brief_text(entry->assumed ? SC_BRIEF_LEGEND_ASSUMED : SC_BRIEF_LEGEND_TARGET, brief->lang),
      sc_brief_goal(brief, entry->value));
    const int to_the_right = entry->from < entry->to || x - plot->left < LABEL_ROOM;
    sc_svg_text(plot->out, to_the_right ? x + 9 : x - 9, at + 4, to_the_right ? 's' : 'e', INK_TARGET_LABEL, label);
  }
  const double x = sc_plot_x(plot, r->plan_end), at = sc_plot_y(plot, median);
  sc_svg_dot(plot->out, x, at, 3.4, "fill=\"#0b3c6f\" stroke=\"#ffffff\" stroke-width=\"1.2\"");
  sc_svg_text(plot->out, x + 7, at + (target_above ? 16 : -8), 's', INK_MEDIAN_LABEL,
              sc_brief_number(brief, median, decimals));
}

void sc_chart_fan(sc_brief *brief, int indicator, sc_string *out)
{
  const sc_result *r = brief->result;
  const sc_axis_item *item = &r->indicators[indicator];
  const series history = history_of(brief, indicator);
  double lo, hi;
  find_range(brief, indicator, &history, &lo, &hi);
  double first = r->base_year;
  if (history.n > 0 && history.x[0] < first) first = history.x[0];
  const sc_plot plot = { out, 46, 24, WIDTH - 46 - 14, HEIGHT - 24 - 26, first, r->last_year, lo, hi };

  const int at = sc_result_year(r, r->plan_end), decimals = sc_brief_decimals(brief, indicator);
  const double *end = quantiles(brief, indicator, brief->baseline, at >= 0 && at < r->n_years ? at : 0);
  const char *const name = item->text.in[brief->lang];
  sc_svg_open(out, WIDTH, HEIGHT, name,
              sc_brief_say(brief, SC_BRIEF_CHART_FAN,
                           SC_WITH(name, sc_integer(r->plan_end).s, sc_brief_number(brief, end[3], decimals),
                                   sc_brief_number(brief, end[0], decimals), sc_brief_number(brief, end[6], decimals))));
  const double from = sc_plot_x(&plot, r->base_year), to = sc_plot_x(&plot, r->plan_end);
  sc_svg_box(out, from, plot.top, to - from, plot.height, INK_PERIOD);
  sc_plot_axis_y(&plot, 6, sc_unit_text(item->unit, brief->lang));
  for (int band = 0; band < 3; band++) {
    const series lower = quantile_line(brief, indicator, brief->baseline, band, &history);
    const series upper = quantile_line(brief, indicator, brief->baseline, SC_N_QUANTILES - 1 - band, &history);
    sc_plot_band(&plot, lower.x, lower.y, upper.y, lower.n, band_ink[band]);
  }
  if (brief->plan >= 0) {
    const series plan = quantile_line(brief, indicator, brief->plan, 3, &history);
    sc_plot_line(&plot, plan.x, plan.y, plan.n, INK_PLAN);
  }
  const series median = quantile_line(brief, indicator, brief->baseline, 3, &history);
  sc_plot_line(&plot, median.x, median.y, median.n, INK_MEDIAN);
  sc_plot_line(&plot, history.x, history.y, history.n, INK_HISTORY);
  for (int k = 0; k < history.n; k++)
    sc_svg_dot(out, sc_plot_x(&plot, history.x[k]), sc_plot_y(&plot, history.y[k]), 3, INK_POINT);
  sc_plot_axis_x(&plot, 6, 0, "");
  mark(brief, &plot, indicator);
  sc_svg_close(out);
}
