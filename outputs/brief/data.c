/* Inputs with their sources, the judgments ledger, history, and how to repeat the run. */
#include "outputs/brief/parts.h"

#include <string.h>

/* By the first mark: "V / A" is a value from a document with an assumed spread. */
static int count_status(const sc_result *r, const char *mark)
{
  int n = 0;
  for (int p = 0; p < r->n_inputs; p++) n += strncmp(r->inputs[p].status, mark, strlen(mark)) == 0;
  return n;
}

static void inputs(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  const sc_column columns[] = { { SC_WORD(brief, COL_INPUT), 0 }, { SC_WORD(brief, COL_DISTRIBUTION), 0 },
                                { SC_WORD(brief, COL_STATUS), 0 }, { SC_WORD(brief, COL_SOURCE), 0 },
                                { SC_WORD(brief, COL_SET_BY), 0 } };
  sc_page_table_open(&brief->page, "cards inputs", columns, 5);
  for (int p = 0; p < r->n_inputs; p++) {
    const sc_input_item *input = &r->inputs[p];
    const char *const unit = sc_unit_text(input->unit, lang);
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", input->text.in[lang], input->id);
    sc_page_cell(&brief->page, "", input->distribution, unit);
    sc_page_cell(&brief->page, "", input->status, "");
    sc_page_cell(&brief->page, "source", input->source, "");
    const int is_default = strcmp(input->set_by, "default") == 0;
    sc_page_cell(&brief->page, "", is_default ? SC_WORD(brief, SET_BY_DEFAULT) : input->set_by, "");
  }
  sc_page_table_close(&brief->page);
}

static void history(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  if (r->n_history == 0) return;
  const sc_column columns[] = { { SC_WORD(brief, COL_KEY), 0 }, { SC_WORD(brief, COL_YEAR), 0 },
                                { SC_WORD(brief, COL_VALUE), 1 }, { SC_WORD(brief, COL_SOURCE), 0 } };
  sc_page_heading(&brief->page, SC_WORD(brief, HISTORY));
  sc_page_table_open(&brief->page, "cards", columns, 4);
  for (int k = 0; k < r->n_history; k++) {
    const sc_point *point = &r->history[k];
    const sc_axis_item *item = &r->indicators[point->indicator];
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", item->text.in[lang], "");
    sc_page_cell(&brief->page, "", sc_integer(point->year).s, "");
    sc_page_cell(&brief->page, "", sc_brief_value(brief, point->value, sc_format_decimals(point->value), item->unit), "");
    sc_page_cell(&brief->page, "source", point->source, "");
  }
  sc_page_table_close(&brief->page);
}

static void quotations(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  const sc_column columns[] = { { SC_WORD(brief, COL_TARGET), 0 }, { SC_WORD(brief, COL_QUOTATION), 0 },
                                { SC_WORD(brief, COL_WHERE), 0 } };
  sc_page_heading(&brief->page, SC_WORD(brief, QUOTATIONS));
  sc_page_table_open(&brief->page, "cards", columns, 3);
  for (int k = 0; k < brief->n_targets; k++) {
    const sc_entry *entry = &r->entries[brief->targets[k]];
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", entry->target_text.in[lang], "");
    sc_page_cell(&brief->page, "source", entry->quotation, "");
    sc_page_cell(&brief->page, "place", entry->place, "");
  }
  sc_page_table_close(&brief->page);
}

static void judgments(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  sc_page_section(&brief->page, "judgments", SC_BRIEF_JUDGMENTS);
  if (r->n_judgments == 0) {
    sc_page_paragraph(&brief->page, "", SC_BRIEF_JUDGMENTS_NONE, SC_WITH(""));
    return;
  }
  const sc_column columns[] = { { SC_WORD(brief, COL_JUDGMENT), 0 }, { SC_WORD(brief, COL_REASON), 0 },
                                { SC_WORD(brief, COL_WHERE), 0 } };
  sc_page_table_open(&brief->page, "cards", columns, 3);
  for (int k = 0; k < r->n_judgments; k++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", r->judgments[k].text.in[lang], "");
    sc_page_cell(&brief->page, "", r->judgments[k].detail.in[lang], "");
    sc_page_cell(&brief->page, "place", r->judgments[k].place, "");
  }
  sc_page_table_close(&brief->page);
}

static void reproduce(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const char *changes = "";
  for (int k = 0; k < r->n_provenance; k++)
    if (strcmp(r->provenance[k].key, "changes") == 0) changes = r->provenance[k].value;
  const sc_column columns[] = { { SC_WORD(brief, COL_KEY), 0 }, { SC_WORD(brief, COL_VALUE), 0 } };
  sc_page_section(&brief->page, "reproduce", SC_BRIEF_REPRODUCE);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_REPRODUCE_INTRO, SC_WITH(""));
  sc_page_code(&brief->page, sc_brief_print(brief, "sanchan run %s --draws %llu --seed %s --store %s%s", r->study,
                                            (unsigned long long)r->n_draws, r->seed, r->store, changes));
  if (r->n_provenance == 0) return;
  sc_page_table_open(&brief->page, "cards provenance", columns, 2);
  for (int k = 0; k < r->n_provenance; k++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "name", r->provenance[k].key, "");
    sc_page_cell(&brief->page, "hash", r->provenance[k].value, "");
  }
  sc_page_table_close(&brief->page);
}

void sc_brief_data(sc_brief *brief)
{
  const sc_result *r = brief->result;
  sc_page_section(&brief->page, "data", SC_BRIEF_DATA);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_DATA_INTRO,
                    SC_WITH(sc_integer(r->n_inputs).s, sc_integer(count_status(r, "V")).s,
                            sc_integer(count_status(r, "GK")).s, sc_integer(count_status(r, "A")).s));
  inputs(brief);
  quotations(brief);
  history(brief);
  judgments(brief);
  reproduce(brief);
}
