/* Fan charts of the headline indicators, each with its numbers. */
#include "outputs/figure/draw.h"
#include "outputs/brief/parts.h"

static const char *const headline[] = {
#define SC_HEADLINE(indicator) indicator,
#include "outputs/brief/headline.def"
#undef SC_HEADLINE
};
enum { N_HEADLINE = sizeof headline / sizeof *headline };

static void legend(sc_brief *brief)
{
  if (!brief->page.html) return;
  sc_page_list_open(&brief->page, "legend");
  sc_brief_swatch(brief, "<path d=\"M1 6h24\" stroke=\"#0b3c6f\" stroke-width=\"2.2\"/>", SC_WORD(brief, LEGEND_MEDIAN));
  static const struct { const char *drawing, *share; } bands[] = {
    { "<rect width=\"26\" height=\"12\" fill=\"#6f9fcb\"/>", "50%" },
    { "<rect width=\"26\" height=\"12\" fill=\"#a9c7e1\"/>", "80%" },
    { "<rect width=\"26\" height=\"12\" fill=\"#d5e3f0\"/>", "90%" },
  };
  for (int k = 0; k < 3; k++)
    sc_brief_swatch(brief, bands[k].drawing, sc_brief_say(brief, SC_BRIEF_LEGEND_BAND, SC_WITH(bands[k].share)));
  if (brief->plan >= 0)
    sc_brief_swatch(brief, "<path d=\"M1 6h24\" stroke=\"#b35c00\" stroke-width=\"1.8\" stroke-dasharray=\"5 3\"/>",
           sc_brief_say(brief, SC_BRIEF_LEGEND_OTHER, SC_WITH(sc_brief_scenario(brief, brief->plan))));
  sc_brief_swatch(brief, "<path d=\"M1 6h24\" stroke=\"#3d444d\" stroke-width=\"1.4\"/>"
                         "<circle cx=\"13\" cy=\"6\" r=\"3\" fill=\"#3d444d\"/>",
         SC_WORD(brief, LEGEND_HISTORY));
  sc_brief_swatch(brief, "<path d=\"M13 .7l5.3 5.3l-5.3 5.3l-5.3 -5.3z\" fill=\"#fff\" stroke=\"#7a0f3c\" "
                         "stroke-width=\"2\"/>",
         SC_WORD(brief, LEGEND_TARGET));
  sc_page_list_close(&brief->page);
}

static void numbers(sc_brief *brief, int indicator)
{
  const sc_result *r = brief->result;
  const sc_column columns[] = { { SC_WORD(brief, COL_YEAR), 0 }, { "5%", 1 }, { "10%", 1 }, { "25%", 1 },
                                { SC_WORD(brief, LEGEND_MEDIAN), 1 }, { "75%", 1 }, { "90%", 1 }, { "95%", 1 } };
  const int decimals = sc_brief_decimals(brief, indicator);
  sc_page_table_open(&brief->page, "numbers", columns, 1 + SC_N_QUANTILES);
  for (int y = 0; y < r->n_years; y++) {
    const double *q = &r->pooled.quantile[sc_result_pooled(r, indicator, brief->baseline, y) * SC_N_QUANTILES];
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", sc_integer(r->years[y]).s, "");
    for (int k = 0; k < SC_N_QUANTILES; k++) sc_page_cell(&brief->page, "", sc_brief_number(brief, q[k], decimals), "");
  }
  sc_page_table_close(&brief->page);
}

static void figure(sc_brief *brief, int indicator)
{
  const sc_axis_item *item = &brief->result->indicators[indicator];
  sc_string svg = { 0 };
  if (brief->page.html) sc_chart_fan(brief, indicator, &svg);
  brief->failed |= svg.failed;
  sc_page_figure(&brief->page, sc_brief_heading(brief, item->text.in[brief->lang]), "", sc_string_text(&svg));
  sc_string_free(&svg);
  sc_page_figure_data(&brief->page);
  numbers(brief, indicator);
  sc_page_figure_close(&brief->page);
}

void sc_brief_paths(sc_brief *brief)
{
  if (brief->result->n_years == 0) return;
  sc_page_section(&brief->page, "paths", SC_BRIEF_PATHS);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_PATHS_INTRO, SC_WITH(sc_brief_scenario(brief, brief->baseline)));
  legend(brief);
  sc_page_group_open(&brief->page, "charts");
  int n_drawn = 0;
  for (int k = 0; k < N_HEADLINE; k++) {
    const int indicator = sc_brief_indicator(brief, headline[k]);
    if (indicator >= 0) { figure(brief, indicator); n_drawn++; }
  }
  for (int i = 0; n_drawn == 0 && i < brief->result->n_indicators && i < N_HEADLINE; i++) figure(brief, i);
  sc_page_group_close(&brief->page);
}
