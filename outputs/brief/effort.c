/* The plan's contradictions, and what the unlikely targets would take. */
#include "outputs/brief/parts.h"

#include <math.h>

void sc_brief_tensions(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  if (r->n_tensions == 0) return;
  const sc_column columns[] = { { SC_WORD(brief, COL_TENSION), 0 }, { SC_WORD(brief, COL_WHERE), 0 } };
  sc_page_section(&brief->page, "tensions", SC_BRIEF_TENSIONS);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_TENSIONS_INTRO, SC_WITH(""));
  sc_page_table_open(&brief->page, "cards tensions", columns, 2);
  for (int k = 0; k < r->n_tensions; k++) {
    const char *const detail = r->tensions[k].detail.in[lang];
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", r->tensions[k].text.in[lang], detail != NULL ? detail : "");
    sc_page_cell(&brief->page, "place", r->tensions[k].place, "");
  }
  sc_page_table_close(&brief->page);
}

static const char *needed(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict)
{
  if (!(verdict->needed_per_year > 0)) return "—";
  const int decimals = sc_brief_entry_decimals(entry);
  const char *const unit = entry->unit[0] == '%' ? "points" : entry->unit;      /* a change of a share */
  const char *const change = sc_brief_value(brief, verdict->needed_per_year, decimals < 3 ? decimals + 1 : 3, unit);
  return sc_brief_say(brief, SC_BRIEF_PER_YEAR, SC_WITH(change));
}

void sc_brief_effort(sc_brief *brief)
{
  const sc_lang lang = brief->lang;
  const sc_column columns[] = { { SC_WORD(brief, COL_TARGET), 0 }, { SC_WORD(brief, COL_NEEDED), 1 },
                                { SC_WORD(brief, COL_BEST), 0 }, { SC_WORD(brief, COL_BEST_P), 0 },
                                { SC_WORD(brief, COL_LEVER), 0 } };
  sc_page_section(&brief->page, "effort", SC_BRIEF_EFFORT);
  int n_shown = 0;
  for (int k = 0; k < brief->n_targets; k++) {
    const int e = brief->targets[k];
    const sc_entry *entry = &brief->result->entries[e];
    const sc_verdict *verdict = sc_brief_verdict(brief, brief->baseline, e);
    if (!sc_brief_counts(entry) || !(100 * verdict->p < SC_LIKELY_PERCENT)) continue;
    if (n_shown++ == 0) {
      sc_page_paragraph(&brief->page, "", SC_BRIEF_EFFORT_INTRO, SC_WITH(sc_brief_scenario(brief, brief->baseline)));
      sc_page_table_open(&brief->page, "cards effort", columns, 5);
    }
    const int best = sc_brief_best_scenario(brief, e);
    const sc_verdict *there = sc_brief_verdict(brief, best, e);
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", entry->target_text.in[lang], sc_brief_condition(brief, entry));
    sc_page_cell(&brief->page, "", needed(brief, entry, verdict), "");
    const int is_hopeless = there->p < 0.0005;
    sc_page_cell(&brief->page, "", is_hopeless ? SC_WORD(brief, NO_SCENARIO) : sc_brief_scenario(brief, best), "");
    sc_brief_probability_cell(brief, best, e);
    sc_page_cell(&brief->page, "drivers", sc_brief_drivers(brief, verdict, 3, 1), "");
  }
  if (n_shown > 0) sc_page_table_close(&brief->page);
  else sc_page_paragraph(&brief->page, "", SC_BRIEF_EFFORT_NONE, SC_WITH(""));
}
