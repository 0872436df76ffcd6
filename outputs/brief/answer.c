/* The first page: three sentences, targets by likelihood, joint sets, headline targets. */
#include "outputs/brief/parts.h"

#include <math.h>

#include "engine/stats/likelihood.h"

static void say_counts(sc_brief *brief)
{
  const int base = brief->baseline, plan = brief->plan;
  const sc_tally all = sc_brief_tally(brief, base, 0), table = sc_brief_tally(brief, base, 1);
  sc_page *page = &brief->page;
  if (all.n == 0) {
    sc_page_item(page, SC_BRIEF_ANSWER_NOTHING, SC_WITH(""));
    return;
  }
  sc_page_item_open(page);
  sc_page_fill(page, SC_BRIEF_ANSWER_COUNTS,
               SC_WITH(sc_integer(all.n).s, sc_integer(table.n).s, sc_brief_scenario(brief, base), sc_integer(all.likely).s,
                       sc_integer(table.likely).s, sc_integer(all.unlikely).s, sc_integer(table.unlikely).s));
  if (plan >= 0) {
    const sc_tally all_plan = sc_brief_tally(brief, plan, 0), table_plan = sc_brief_tally(brief, plan, 1);
    sc_page_fill(page, SC_BRIEF_ANSWER_COUNTS_PLAN,
                 SC_WITH(sc_brief_scenario(brief, plan), sc_integer(all_plan.likely).s, sc_integer(table_plan.likely).s,
                         sc_integer(all_plan.unlikely).s, sc_integer(table_plan.unlikely).s));
  } else {
    sc_page_fill(page, SC_BRIEF_FULL_STOP, SC_WITH(""));
  }
  sc_page_item_close(page);
}

static const char *set_member(const sc_brief *brief, int item, int position)
{
  const sc_result *r = brief->result;
  if (position < 0) return SC_WORD(brief, NO_SINGLE_ONE);
  return r->entries[r->joint_items[item].entries[position]].target_text.in[brief->lang];
}

/* No single target is to blame: the three that are missed most. */
static void say_blame(sc_brief *brief, int item)
{
  int order[3];
  const int n = sc_brief_blame_order(brief, brief->baseline, item, order, 3);
  const char *list = "";
  for (int k = 0; k < n; k++)
    list = sc_brief_print(brief, "%s%s%s", list, k > 0 ? SC_WORD(brief, LIST_COMMA) : "",
                          set_member(brief, item, order[k]));
  sc_page_fill(&brief->page, SC_BRIEF_ANSWER_NONE_IN_THE_WAY, SC_WITH(list));
}

static void say_joint(sc_brief *brief, int item)
{
  const sc_joint_item *set = &brief->result->joint_items[item];
  const sc_joint *base = sc_brief_joint(brief, brief->baseline, item);
  const int in_the_way = sc_brief_in_the_way(brief, brief->baseline, item);
  const char *const name = set->text.in[brief->lang], *const scenario = sc_brief_scenario(brief, brief->baseline);
  sc_page *page = &brief->page;
  sc_page_item_open(page);
  if (brief->plan < 0)
    sc_page_fill(page, SC_BRIEF_ANSWER_JOINT_ONE,
                 SC_WITH(name, sc_integer(set->n).s, sc_format_probability(base->p_all).s, scenario));
  else
    sc_page_fill(page, SC_BRIEF_ANSWER_JOINT,
                 SC_WITH(name, sc_integer(set->n).s, sc_format_probability(base->p_all).s, scenario,
                         sc_format_probability(sc_brief_joint(brief, brief->plan, item)->p_all).s,
                         sc_brief_scenario(brief, brief->plan)));
  if (in_the_way < 0) say_blame(brief, item);
  else
    sc_page_fill(page, SC_BRIEF_ANSWER_IN_THE_WAY,
                 SC_WITH(set_member(brief, item, in_the_way), sc_format_probability(base->without[in_the_way]).s, scenario));
  sc_page_item_close(page);
}

static void say_scenarios(sc_brief *brief)
{
  const int n = brief->result->n_scenarios, base = brief->baseline;
  if (n < 2) {
    sc_page_item(&brief->page, SC_BRIEF_ANSWER_SCENARIOS_NONE, SC_WITH(""));
    return;
  }
  const double reference = sc_brief_tally(brief, base, 0).expected;
  int most = -1, least = -1;
  double most_gain = 0, least_gain = 0;
  for (int s = 0; s < n; s++) {
    if (s == base) continue;
    const double gain = sc_brief_tally(brief, s, 0).expected - reference;
    if (most < 0 || gain > most_gain) { most = s; most_gain = gain; }
    if (least < 0 || gain < least_gain) { least = s; least_gain = gain; }
  }
  sc_page_item(&brief->page, SC_BRIEF_ANSWER_SCENARIOS,
               SC_WITH(sc_brief_scenario(brief, base), sc_format_value(reference, 1).s,
                       sc_brief_scenario(brief, most), sc_typeset(sc_format_signed(most_gain, 1)).s,
                       sc_brief_scenario(brief, least), sc_typeset(sc_format_signed(least_gain, 1)).s));
}

static int count_word(const sc_brief *brief, int scenario, int word)
{
  int n = 0;
  for (int k = 0; k < brief->n_targets; k++)
    n += sc_brief_counts(&brief->result->entries[brief->targets[k]])
         && sc_brief_verdict(brief, scenario, brief->targets[k])->likelihood == word;
  return n;
}

/* One bar for each scenario, cut in proportion to the number of targets with each word. */
static void tally_bars(sc_brief *brief)
{
  sc_page *page = &brief->page;
  sc_page_html(page, "<div class=\"tally\">\n");
  for (int s = 0; s < brief->result->n_scenarios; s++) {
    sc_page_html(page, s == brief->baseline || s == brief->plan ? "<div class=\"main\"><span>" : "<div><span>");
    sc_page_escape(page, sc_brief_scenario(brief, s));
    sc_page_html(page, "</span>");
    for (int word = 0; word < SC_N_LIKELIHOODS; word++) {
      const int n = count_word(brief, s, word);
      if (n > 0) sc_string_print(&page->out, "<b class=\"chip l%d\" style=\"flex:%d\">%d</b>", word, n, n);
    }
    sc_page_html(page, "</div>\n");
  }
  sc_page_html(page, "</div>\n");
}

static void tally_table(sc_brief *brief)
{
  sc_column columns[1 + SC_N_LIKELIHOODS] = { { SC_WORD(brief, COL_SCENARIO), 0 } };
  for (int word = 0; word < SC_N_LIKELIHOODS; word++)
    columns[1 + word] = (sc_column){ sc_likelihood_text(word, brief->lang), 1 };
  sc_page_table_open(&brief->page, "", columns, 1 + SC_N_LIKELIHOODS);
  for (int s = 0; s < brief->result->n_scenarios; s++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", sc_brief_scenario(brief, s), "");
    for (int word = 0; word < SC_N_LIKELIHOODS; word++)
      sc_page_cell(&brief->page, "", sc_integer(count_word(brief, s, word)).s, "");
  }
  sc_page_table_close(&brief->page);
}

static void tally(sc_brief *brief)
{
  sc_page_figure(&brief->page, SC_WORD(brief, TALLY), SC_WORD(brief, TALLY_NOTE), "");
  (brief->page.html ? tally_bars : tally_table)(brief);
  sc_page_html(&brief->page, "</figure>\n");
}

/* The words of likelihood with their spans: the key to the colours. */
static void scale(sc_brief *brief)
{
  sc_page *page = &brief->page;
  sc_page_html(page, "<p class=\"scale\">");
  sc_page_escape(page, SC_WORD(brief, SCALE));
  for (int k = 0; k < SC_N_LIKELIHOODS; k++) {
    const sc_short low = sc_format_percent(sc_likelihood_rows[k].at_least, 0);
    const sc_short high = k > 0 ? sc_format_percent(sc_likelihood_rows[k - 1].at_least, 0) : low;
    const char *const span = k == 0                      ? sc_brief_say(brief, SC_BRIEF_SCALE_AT_LEAST, SC_WITH(low.s))
                             : k == SC_N_LIKELIHOODS - 1 ? sc_brief_say(brief, SC_BRIEF_SCALE_BELOW, SC_WITH(high.s))
                                                         : sc_brief_say(brief, SC_BRIEF_SCALE_BETWEEN, SC_WITH(low.s, high.s));
    if (page->html) sc_string_print(&page->out, " <span class=\"chip l%d\">", k);
    else sc_string_add(&page->out, k > 0 ? "; " : " ");
    sc_page_escape(page, sc_likelihood_text(k, brief->lang));
    sc_page_html(page, "</span>");
    sc_string_add(&page->out, " ");
    sc_page_escape(page, span);
  }
  sc_page_html(page, "</p>");
  sc_string_add(&page->out, page->html ? "\n" : "\n\n");
}

static void joint_sets(sc_brief *brief)
{
  const sc_result *r = brief->result;
  if (r->n_joint == 0) return;
  sc_page_heading(&brief->page, SC_WORD(brief, JOINT_GLANCE));
  const sc_lang lang = brief->lang;
  sc_column columns[5] = { { SC_WORD(brief, COL_SET), 0 }, { SC_WORD(brief, COL_SIZE), 1 } };
  for (int k = 0; k < brief->n_shown; k++)
    columns[2 + k] = (sc_column){ sc_brief_of_scenario(brief, SC_BRIEF_COL_ALL_MET, brief->shown[k]), 1 };
  columns[2 + brief->n_shown] = (sc_column){ SC_WORD(brief, COL_IN_THE_WAY), 0 };
  sc_page_table_open(&brief->page, "cards", columns, 3 + brief->n_shown);
  for (int j = 0; j < r->n_joint; j++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", r->joint_items[j].text.in[lang], "");
    sc_page_cell(&brief->page, "", sc_integer(r->joint_items[j].n).s, "");
    for (int k = 0; k < brief->n_shown; k++) {
      const sc_joint *joint = sc_brief_joint(brief, brief->shown[k], j);
      sc_page_cell(&brief->page, "", sc_format_probability(joint->p_all).s,
                   sc_brief_interval(brief, joint->p_all_lo, joint->p_all_hi));
    }
    const int in_the_way = sc_brief_in_the_way(brief, brief->baseline, j);
    sc_page_cell(&brief->page, "", set_member(brief, j, in_the_way), "");
  }
  sc_page_table_close(&brief->page);
}

static void headline(sc_brief *brief)
{
  const sc_lang lang = brief->lang;
  if (brief->n_headline == 0) return;
  sc_column columns[4] = { { SC_WORD(brief, COL_TARGET), 0 } };
  for (int k = 0; k < brief->n_shown; k++)
    columns[1 + k] = (sc_column){ sc_brief_of_scenario(brief, SC_BRIEF_COL_PROBABILITY, brief->shown[k]), 0 };
  columns[1 + brief->n_shown] = (sc_column){ SC_WORD(brief, COL_MEDIAN), 1 };
  sc_page_heading(&brief->page, SC_WORD(brief, GLANCE));
  sc_page_table_open(&brief->page, "cards glance", columns, 2 + brief->n_shown);
  for (int k = 0; k < brief->n_headline; k++) {
    const int e = brief->headline[k];
    const sc_entry *entry = &brief->result->entries[e];
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", entry->target_text.in[lang], sc_brief_condition(brief, entry));
    for (int s = 0; s < brief->n_shown; s++) sc_brief_probability_cell(brief, brief->shown[s], e);
    const sc_verdict *verdict = sc_brief_verdict(brief, brief->baseline, e);
    sc_page_cell(&brief->page, "", sc_brief_median(brief, entry, verdict), sc_brief_range(brief, entry, verdict));
  }
  sc_page_table_close(&brief->page);
}

/* Draws that left the model's domain are counted nowhere; when they are more than a few, the reader must know at once. */
static void warn(sc_brief *brief)
{
  static const double few = 0.001;
  double left, all;
  const double share = sc_brief_left_out(brief, &left, &all);
  if (share > few)
    sc_page_paragraph(&brief->page, "warning", SC_BRIEF_WARNING_LEFT, SC_WITH(sc_format_percent(share, 1).s));
}

void sc_brief_answer(sc_brief *brief)
{
  sc_page_section(&brief->page, "answer", SC_BRIEF_ANSWER);
  sc_page_list_open(&brief->page, "answer");
  say_counts(brief);
  if (brief->result->n_joint > 0) say_joint(brief, 0);
  say_scenarios(brief);
  sc_page_list_close(&brief->page);
  warn(brief);
  tally(brief);
  scale(brief);
  headline(brief);
  joint_sets(brief);
}
