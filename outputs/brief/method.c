/* Method in plain words, and its limits. */
#include <string.h>

#include "outputs/brief/parts.h"

static void left_out(sc_brief *brief)
{
  double left, all;
  const double share = sc_brief_left_out(brief, &left, &all);
  if (share >= 0)
    sc_page_paragraph(&brief->page, "", SC_BRIEF_METHOD_LEFT,
                      SC_WITH(sc_format_value(left, 0).s, sc_format_value(all, 0).s, sc_format_percent(share, 3).s));
}

/* What each model assumes of a year; a model that has no words here is told by its source alone. */
static void years_of(sc_brief *brief, const char *model)
{
  static const struct { const char *model; int text; } rows[] = {
    { "growth", SC_BRIEF_METHOD_OF_GROWTH }, { "cge", SC_BRIEF_METHOD_OF_CGE }, { "leontief", SC_BRIEF_METHOD_OF_LEONTIEF },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(model, rows[i].model) == 0) sc_page_paragraph(&brief->page, "", rows[i].text, SC_WITH(""));
}

/* How the general equilibrium was closed, as the result says it. */
static void closure(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const char *key = brief->lang == SC_ZH ? "closure zh" : "closure en";
  for (int i = 0; i < r->n_provenance; i++)
    if (strcmp(r->provenance[i].key, key) == 0) sc_page_paragraph(&brief->page, "", SC_BRIEF_METHOD_CLOSURE, SC_WITH(r->provenance[i].value));
}

void sc_brief_method(sc_brief *brief)
{
  const sc_result *r = brief->result;
  const sc_lang lang = brief->lang;
  sc_page *page = &brief->page;
  sc_page_section(page, "method", SC_BRIEF_METHOD);
  sc_page_paragraph(page, "", SC_BRIEF_METHOD_DRAWS,
                    SC_WITH(sc_format_value((double)r->n_draws, 0).s, sc_integer(r->base_year).s,
                            sc_integer(r->last_year).s));
  sc_page_paragraph(page, "", SC_BRIEF_METHOD_ACCOUNTS, SC_WITH(""));
  for (int m = 0; m < r->n_models; m++)
    sc_page_paragraph(page, "", SC_BRIEF_METHOD_MODEL,
                      SC_WITH(r->models[m].text.in[lang], r->models[m].description.in[lang]));
  if (r->n_models > 1) sc_page_paragraph(page, "", SC_BRIEF_METHOD_POOLED, SC_WITH(sc_brief_weights(brief)));
  for (int m = 0; m < r->n_models; m++) years_of(brief, r->models[m].id);
  closure(brief);
  sc_page_paragraph(page, "", SC_BRIEF_METHOD_GROWTH, SC_WITH(""));
  sc_page_paragraph(page, "", SC_BRIEF_METHOD_PROGRAMMES, SC_WITH(""));
  sc_page_paragraph(page, "", SC_BRIEF_METHOD_JUDGE, SC_WITH(""));
  if (r->variance.share != NULL) sc_page_paragraph(page, "", SC_BRIEF_METHOD_DOUBT, SC_WITH(sc_integer(r->variance.pairs[brief->baseline]).s));
  left_out(brief);

  sc_page_section(page, "limits", SC_BRIEF_LIMITS);
  sc_page_list_open(page, "");
  sc_page_item(page, SC_BRIEF_LIMIT_MODEL, SC_WITH(""));
  sc_page_item(page, SC_BRIEF_LIMIT_STRUCTURE, SC_WITH(""));
  sc_page_item(page, SC_BRIEF_LIMIT_LEVERS, SC_WITH(""));
  sc_page_item(page, SC_BRIEF_LIMIT_DEFINITIONS, SC_WITH(""));
  sc_page_item(page, SC_BRIEF_LIMIT_ASSUMED, SC_WITH(""));
  sc_page_item(page, SC_BRIEF_LIMIT_CUTOFF, SC_WITH(sc_integer(r->as_of).s));
  sc_page_list_close(page);
}
