/* Targets together: P(at least k), what failing is due to, which targets stand and fall together. */
#include "outputs/brief/parts.h"

#include <math.h>

enum { MOST_PAIRS = 8, MOST_MEMBERS = 128 };
static const double least_correlation = 0.1;

static const char *member(const sc_brief *brief, int item, int position)
{
  const sc_result *r = brief->result;
  return r->entries[r->joint_items[item].entries[position]].target_text.in[brief->lang];
}

static void at_least(sc_brief *brief, int item)
{
  const sc_joint_item *set = &brief->result->joint_items[item];
  sc_string svg = { 0 };
  if (brief->page.html) sc_chart_at_least(brief, item, &svg);
  brief->failed |= svg.failed;
  const char *const title = sc_brief_say(brief, SC_BRIEF_JOINT_AT_LEAST, SC_WITH(set->text.in[brief->lang]));
  sc_page_figure(&brief->page, title, "", sc_string_text(&svg));
  sc_string_free(&svg);
  sc_page_figure_data(&brief->page);
  sc_column columns[3] = { { SC_WORD(brief, COL_AT_LEAST), 1 } };
  for (int k = 0; k < brief->n_shown; k++) columns[1 + k] = (sc_column){ sc_brief_scenario(brief, brief->shown[k]), 1 };
  sc_page_table_open(&brief->page, "numbers", columns, 1 + brief->n_shown);
  for (int hits = 0; hits <= set->n; hits++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", sc_integer(hits).s, "");
    for (int k = 0; k < brief->n_shown; k++)
      sc_page_cell(&brief->page, "", sc_format_probability(sc_brief_joint(brief, brief->shown[k], item)->at_least[hits]).s, "");
  }
  sc_page_table_close(&brief->page);
  sc_page_figure_close(&brief->page);
}

static void sets(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  sc_column columns[6] = { { SC_WORD(brief, COL_SET), 0 }, { SC_WORD(brief, COL_SIZE), 1 } };
  for (int k = 0; k < brief->n_shown; k++) {
    columns[2 + k] = (sc_column){ sc_brief_of_scenario(brief, SC_BRIEF_COL_HITS, brief->shown[k]), 1 };
    columns[2 + brief->n_shown + k] = (sc_column){ sc_brief_of_scenario(brief, SC_BRIEF_COL_ALL_MET, brief->shown[k]), 1 };
  }
  sc_page_table_open(&brief->page, "cards", columns, 2 + 2 * brief->n_shown);
  for (int j = 0; j < r->n_joint; j++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", r->joint_items[j].text.in[lang], "");
    sc_page_cell(&brief->page, "", sc_integer(r->joint_items[j].n).s, "");
    for (int k = 0; k < brief->n_shown; k++)
      sc_page_cell(&brief->page, "", sc_format_value(sc_brief_joint(brief, brief->shown[k], j)->expected_hits, 1).s, "");
    for (int k = 0; k < brief->n_shown; k++) {
      const sc_joint *joint = sc_brief_joint(brief, brief->shown[k], j);
      sc_page_cell(&brief->page, "", sc_format_probability(joint->p_all).s,
                   sc_brief_interval(brief, joint->p_all_lo, joint->p_all_hi));
    }
  }
  sc_page_table_close(&brief->page);
}

static void shapley(sc_brief *brief, int item)
{
  const sc_joint_item *set = &brief->result->joint_items[item];
  const sc_joint *joint = sc_brief_joint(brief, brief->baseline, item);
  const sc_lang lang = brief->lang;
  int order[MOST_MEMBERS];
  const int n = sc_brief_blame_order(brief, brief->baseline, item, order, MOST_MEMBERS);
  if (n == 0) return;
  const sc_column columns[] = { { SC_WORD(brief, COL_TARGET), 0 }, { SC_WORD(brief, COL_SHARE), 1 },
                                { SC_WORD(brief, COL_WITHOUT), 1 } };
  sc_page_heading(&brief->page, SC_WORD(brief, JOINT_SHAPLEY));
  sc_page_paragraph(&brief->page, "", SC_BRIEF_JOINT_SHAPLEY_NOTE,
                    SC_WITH(set->text.in[lang], sc_brief_scenario(brief, brief->baseline)));
  sc_page_table_open(&brief->page, "cards", columns, 3);
  for (int k = 0; k < n; k++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", member(brief, item, order[k]), "");
    sc_page_cell(&brief->page, "", sc_format_percent(joint->shapley[order[k]], 1).s, "");
    sc_page_cell(&brief->page, "", sc_format_probability(joint->without[order[k]]).s, "");
  }
  sc_page_table_close(&brief->page);
}

typedef struct pair { int a, b; double correlation; } pair;

static int strongest_pairs(const sc_joint *joint, int n, pair best[MOST_PAIRS])
{
  int n_best = 0;
  for (int a = 0; a < n; a++)
    for (int b = a + 1; b < n; b++) {
      const pair candidate = { a, b, joint->together[a * n + b] };
      if (!(fabs(candidate.correlation) >= least_correlation)) continue;
      int at = n_best < MOST_PAIRS ? n_best++ : MOST_PAIRS;
      for (; at > 0 && fabs(best[at - 1].correlation) < fabs(candidate.correlation); at--)
        if (at < MOST_PAIRS) best[at] = best[at - 1];
      if (at < MOST_PAIRS) best[at] = candidate;
    }
  return n_best;
}

static void pairs(sc_brief *brief, int item)
{
  const sc_joint_item *set = &brief->result->joint_items[item];
  const sc_lang lang = brief->lang;
  pair best[MOST_PAIRS];
  const int n = strongest_pairs(sc_brief_joint(brief, brief->baseline, item), set->n, best);
  sc_page_heading(&brief->page, SC_WORD(brief, JOINT_PAIRS));
  if (n == 0) {
    sc_page_paragraph(&brief->page, "", SC_BRIEF_JOINT_NO_PAIRS, SC_WITH(""));
    return;
  }
  sc_page_paragraph(&brief->page, "", SC_BRIEF_JOINT_PAIRS_NOTE,
                    SC_WITH(set->text.in[lang], sc_brief_scenario(brief, brief->baseline)));
  const sc_column columns[] = { { SC_WORD(brief, COL_PAIR), 0 }, { SC_WORD(brief, COL_CORRELATION), 1 } };
  sc_page_table_open(&brief->page, "cards", columns, 2);
  for (int k = 0; k < n; k++) {
    sc_page_row(&brief->page, "");
    const char *const both = sc_brief_print(brief, "%s — %s", member(brief, item, best[k].a), member(brief, item, best[k].b));
    sc_page_cell(&brief->page, "name", both, "");
    sc_page_cell(&brief->page, "", sc_typeset(sc_format_signed(best[k].correlation, 2)).s, "");
  }
  sc_page_table_close(&brief->page);
}

static void legend(sc_brief *brief)
{
  if (!brief->page.html || brief->plan < 0) return;
  sc_page_list_open(&brief->page, "legend");
  sc_brief_swatch(brief, "<path d=\"M1 6h24\" stroke=\"#0b3c6f\" stroke-width=\"2\"/>",
                  sc_brief_scenario(brief, brief->baseline));
  sc_brief_swatch(brief, "<path d=\"M1 6h24\" stroke=\"#b35c00\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>",
                  sc_brief_scenario(brief, brief->plan));
  sc_page_list_close(&brief->page);
}

void sc_brief_together(sc_brief *brief)
{
  const sc_result *r = brief->result;
  if (r->n_joint == 0) return;
  sc_page_section(&brief->page, "together", SC_BRIEF_JOINT);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_JOINT_INTRO, SC_WITH(""));
  sets(brief);
  legend(brief);
  sc_page_group_open(&brief->page, "charts");
  at_least(brief, 0);
  for (int j = 1; j < r->n_joint; j++) if (r->joint_items[j].entries == brief->headline) at_least(brief, j);
  sc_page_group_close(&brief->page);
  shapley(brief, 0);
  pairs(brief, 0);
}
