/* Scenarios side by side: what each means, probabilities of every target in every scenario, the trade-off. */
#include "outputs/brief/parts.h"

#include <math.h>
#include <string.h>

enum { MOST_SCENARIOS = 24 };

static int verdict_on(const sc_brief *brief, const char *indicator)
{
  for (int k = 0; k < brief->n_targets; k++) {
    const sc_entry *entry = &brief->result->entries[brief->targets[k]];
    if (sc_brief_counts(entry) && strcmp(entry->indicator, indicator) == 0) return brief->targets[k];
  }
  return -1;
}

static void meanings(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  const sc_column columns[] = { { SC_WORD(brief, COL_SCENARIO), 0 }, { SC_WORD(brief, COL_MEANING), 0 },
                                { SC_WORD(brief, COL_EXPECTED), 1 } };
  sc_page_table_open(&brief->page, "cards", columns, 3);
  for (int s = 0; s < r->n_scenarios; s++) {
    const sc_tally tally = sc_brief_tally(brief, s, 0);
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", sc_brief_scenario(brief, s), "");
    sc_page_cell(&brief->page, "", r->scenarios[s].description.in[lang], "");
    sc_page_cell(&brief->page, "", sc_brief_print(brief, "%s / %d", sc_format_value(tally.expected, 1).s, tally.n), "");
  }
  sc_page_table_close(&brief->page);
}

static void heat_row(sc_brief *brief, int e, int n)
{
  sc_page_row(&brief->page, "");
  sc_page_cell(&brief->page, "name", brief->result->entries[e].target_text.in[brief->lang], "");
  for (int s = 0; s < n; s++) {
    const sc_verdict *verdict = sc_brief_verdict(brief, s, e);
    sc_page_cell(&brief->page, sc_brief_class(verdict), sc_format_probability(verdict->p).s, "");
  }
}

static void heat_table(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const int n = r->n_scenarios < MOST_SCENARIOS ? r->n_scenarios : MOST_SCENARIOS;
  sc_column columns[1 + MOST_SCENARIOS] = { { SC_WORD(brief, COL_TARGET), 0 } };
  for (int s = 0; s < n; s++) {
    const sc_axis_item *item = &r->scenarios[s];
    columns[1 + s] = (sc_column){ item->code[0] != '\0' ? item->code : item->text.in[brief->lang], 1 };
  }
  sc_page_table_open(&brief->page, "heat", columns, 1 + n);
  for (int which = 0; which < SC_N_TARGET_GROUPS; which++) {
    int is_titled = 0;
    for (int k = 0; k < brief->n_targets; k++) {
      const sc_entry *entry = &r->entries[brief->targets[k]];
      if (!sc_brief_counts(entry) || sc_brief_group(brief, entry) != (sc_target_group)which) continue;
      if (!is_titled) sc_page_row_note(&brief->page, "group", sc_brief_group_title(brief, (sc_target_group)which));
      is_titled = 1;
      heat_row(brief, brief->targets[k], n);
    }
  }
  sc_page_table_close(&brief->page);
}

static void tradeoff(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const int x = verdict_on(brief, "services_share"), y = verdict_on(brief, "gdp_growth");
  if (x < 0 || y < 0) return;
  const sc_entry *across = &r->entries[x], *up = &r->entries[y];
  sc_string svg = { 0 };
  if (brief->page.html) sc_chart_tradeoff(brief, x, y, &svg);
  brief->failed |= svg.failed;
  const char *const names[] = { across->target_text.in[brief->lang], up->target_text.in[brief->lang] };
  sc_page_figure(&brief->page, sc_brief_say(brief, SC_BRIEF_TRADEOFF, SC_WITH(names[0], names[1])),
                 SC_WORD(brief, TRADEOFF_NOTE), sc_string_text(&svg));
  sc_string_free(&svg);
  sc_page_figure_data(&brief->page);
  const sc_column columns[] = { { SC_WORD(brief, COL_SCENARIO), 0 }, { names[0], 1 }, { names[1], 1 } };
  sc_page_table_open(&brief->page, "numbers", columns, 3);
  for (int s = 0; s < r->n_scenarios; s++) {
    const sc_verdict *vx = sc_brief_verdict(brief, s, x), *vy = sc_brief_verdict(brief, s, y);
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", sc_brief_scenario(brief, s), "");
    sc_page_cell(&brief->page, "", sc_brief_median(brief, across, vx), sc_brief_range(brief, across, vx));
    sc_page_cell(&brief->page, "", sc_brief_median(brief, up, vy), sc_brief_range(brief, up, vy));
  }
  sc_page_table_close(&brief->page);
  sc_page_figure_close(&brief->page);
}

void sc_brief_scenarios(sc_brief *brief)
{
  sc_page_section(&brief->page, "scenarios", SC_BRIEF_SCENARIOS);
  meanings(brief);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_SCENARIOS_INTRO, SC_WITH(""));
  heat_table(brief);
  tradeoff(brief);
}
