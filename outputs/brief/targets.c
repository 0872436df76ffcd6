/* The verdict table: every target of the plan, its readings under it, in the groups of the plan. */
#include "outputs/brief/parts.h"

#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 8 };

static const char *first_year(sc_brief *brief, const sc_verdict *verdict)
{
  if (isnan(verdict->p) || isnan(verdict->met_by_last)) return "—";     /* no probability, or not a level */
  if (verdict->first_year > 0) return sc_brief_print(brief, "%d", verdict->first_year);
  return sc_brief_say(brief, SC_BRIEF_NEVER_MET, SC_WITH(sc_integer(brief->result->last_year).s));
}

static const char *shortfall(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict)
{
  if (verdict->mean_shortfall <= 0) return SC_WORD(brief, NO_SHORTFALL);
  const int decimals = sc_brief_entry_decimals(entry);
  double least = 1;                                                      /* what the last decimal shows */
  for (int k = 0; k < decimals; k++) least /= 10;
  if (verdict->mean_shortfall < least / 2) return sc_brief_print(brief, "<%s", sc_format_value(least, decimals).s);
  return sc_brief_number(brief, verdict->mean_shortfall, decimals);
}

static const char *remark(sc_brief *brief, const sc_entry *entry)
{
  const char *const reading = sc_brief_condition(brief, entry);
  const char *const mark = !entry->assessable ? SC_WORD(brief, NO_NUMBER)
                           : entry->assumed   ? SC_WORD(brief, ASSUMED)
                           : entry->main && entry->binding ? SC_WORD(brief, BINDING) : "";
  if (mark[0] == '\0') return reading;
  return reading[0] == '\0' ? mark : sc_brief_print(brief, "%s · %s", reading, mark);
}

/* "L26;L174" of "L26;L174 “about 70”": the lines without the words. */
static const char *line_of(sc_brief *brief, const char *place)
{
  return sc_brief_print(brief, "%.*s", (int)strspn(place, "L0123456789-,; "), place);
}

static void entry_row(sc_brief *brief, int e)
{
  const sc_entry *entry = &brief->result->entries[e];
  const sc_verdict *verdict = sc_brief_verdict(brief, brief->baseline, e);
  sc_page *page = &brief->page;
  sc_page_row(page, entry->main ? "target" : entry->assumed ? "reading assumed" : "reading");
  const char *const row = entry->row > 0 ? sc_brief_print(brief, "%d", entry->row) : line_of(brief, entry->place);
  sc_page_cell(page, "row", entry->main ? row : "", "");
  if (entry->main) sc_page_cell(page, "name", entry->target_text.in[brief->lang], remark(brief, entry));
  else sc_page_cell(page, "name", "", remark(brief, entry));
  for (int k = 0; k < brief->n_shown; k++) sc_brief_probability_cell(brief, brief->shown[k], e);
  sc_page_cell(page, "", sc_brief_median(brief, entry, verdict), sc_brief_range(brief, entry, verdict));
  sc_page_cell(page, "", shortfall(brief, entry, verdict), "");
  sc_page_cell(page, "", first_year(brief, verdict), "");
  sc_page_cell(page, "drivers", sc_brief_drivers(brief, verdict, 2, 0), "");
}

static void group(sc_brief *brief, sc_target_group which)
{
  const sc_result *r = brief->result;
  int is_titled = 0;
  for (int k = 0; k < brief->n_targets; k++) {
    const int main = brief->targets[k];
    if (sc_brief_group(brief, &r->entries[main]) != which) continue;
    if (!is_titled) sc_page_row_note(&brief->page, "group", sc_brief_group_title(brief, which));
    is_titled = 1;
    entry_row(brief, main);
    for (int e = 0; e < r->n_entries; e++)
      if (e != main && strcmp(r->entries[e].target, r->entries[main].target) == 0) entry_row(brief, e);
  }
}

void sc_brief_targets(sc_brief *brief)
{
  sc_page *page = &brief->page;
  sc_column columns[MOST_COLUMNS] = { { SC_WORD(brief, COL_ROW), 0 }, { SC_WORD(brief, COL_TARGET), 0 } };
  int n = 2;
  for (int k = 0; k < brief->n_shown; k++)
    columns[n++] = (sc_column){ sc_brief_of_scenario(brief, SC_BRIEF_COL_PROBABILITY, brief->shown[k]), 0 };
  columns[n++] = (sc_column){ SC_WORD(brief, COL_MEDIAN), 1 };
  columns[n++] = (sc_column){ SC_WORD(brief, COL_SHORTFALL), 1 };
  columns[n++] = (sc_column){ SC_WORD(brief, COL_FIRST), 1 };
  columns[n++] = (sc_column){ SC_WORD(brief, COL_DRIVERS), 0 };

  sc_page_section(page, "targets", SC_BRIEF_VERDICTS);
  sc_page_paragraph(page, "", SC_BRIEF_VERDICTS_INTRO,
                    SC_WITH(sc_brief_scenario(brief, brief->baseline), sc_integer(brief->result->last_year).s));
  sc_page_table_open(page, "cards verdicts", columns, n);
  for (int which = 0; which < SC_N_TARGET_GROUPS; which++) group(brief, (sc_target_group)which);
  sc_page_table_close(page);
}
