#include "outputs/brief/brief.h"

#include <string.h>

#include "engine/base/file.h"
#include "outputs/brief/parts.h"

const char *const sc_brief_format_names[SC_N_BRIEF_FORMATS] = {
#define X(name, key) key,
  SC_BRIEF_FORMATS(X)
#undef X
};

enum { HEADLINE_FALLBACK = 6 };

static int find_scenario(const sc_result *r, const char *id, int otherwise)
{
  for (int s = 0; s < r->n_scenarios; s++)
    if (strcmp(r->scenarios[s].id, id) == 0) return s;
  return otherwise;
}

/* The table's rows in their order, then everything else as the result has it. */
static int order_targets(sc_brief *brief)
{
  const sc_result *r = brief->result;
  brief->targets = sc_arena_alloc(&brief->arena, (size_t)r->n_entries + 1, sizeof *brief->targets);
  if (brief->targets == NULL) return 0;
  int last_row = 0;
  for (int e = 0; e < r->n_entries; e++) if (r->entries[e].row > last_row) last_row = r->entries[e].row;
  for (int row = 1; row <= last_row + 1; row++)
    for (int e = 0; e < r->n_entries; e++)
      if (r->entries[e].main && r->entries[e].row == row % (last_row + 1)) brief->targets[brief->n_targets++] = e;
  return 1;
}

static void choose_headline(sc_brief *brief)
{
  const sc_result *r = brief->result;
  brief->headline = brief->targets;
  brief->n_headline = brief->n_targets < HEADLINE_FALLBACK ? brief->n_targets : HEADLINE_FALLBACK;
  for (int j = 0; j < r->n_joint; j++)
    if (strcmp(r->joint_items[j].id, "headline") == 0) {
      brief->headline = r->joint_items[j].entries;
      brief->n_headline = r->joint_items[j].n;
    }
}

static void write_head(sc_brief *brief)
{
  const sc_result *r = brief->result;
  sc_page *page = &brief->page;
  const char *version = "";
  for (int k = 0; k < r->n_provenance; k++)
    if (strcmp(r->provenance[k].key, "version") == 0) version = r->provenance[k].value;
  sc_page_open(page, r->title.in[brief->lang]);
  sc_page_paragraph(page, "kind", SC_BRIEF_KIND, SC_WITH(""));
  sc_page_title(page, r->title.in[brief->lang]);
  sc_page_paragraph(page, "meta", SC_BRIEF_META,
                    SC_WITH(r->study, sc_format_value((double)r->n_draws, 0).s, sc_integer(r->n_scenarios).s,
                            sc_integer(r->as_of).s, r->seed, version));
}

sc_code sc_brief_render(const sc_result *result, const sc_brief_options *options, sc_string *out, sc_report *report)
{
  sc_brief brief = { .result = result, .lang = options->lang };
  brief.page = (sc_page){ .lang = options->lang, .html = options->format == SC_BRIEF_FORMAT_HTML };
  brief.baseline = find_scenario(result, "baseline", 0);
  brief.plan = find_scenario(result, "plan", -1);
  if (brief.plan == brief.baseline) brief.plan = -1;
  brief.shown[0] = brief.baseline;
  brief.shown[1] = brief.plan;
  brief.n_shown = brief.plan < 0 ? 1 : 2;
  if (order_targets(&brief)) {
    choose_headline(&brief);
    write_head(&brief);
    sc_brief_answer(&brief);
    sc_brief_targets(&brief);
    sc_brief_paths(&brief);
    sc_brief_scenarios(&brief);
    sc_brief_doubt(&brief);
    sc_brief_together(&brief);
    sc_brief_tensions(&brief);
    sc_brief_effort(&brief);
    sc_brief_method(&brief);
    sc_brief_data(&brief);
    sc_page_close(&brief.page);
  } else {
    brief.failed = 1;
  }
  const int failed = brief.failed || brief.page.out.failed;
  sc_arena_free(&brief.arena);
  if (failed) {
    sc_string_free(&brief.page.out);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "brief");
  }
  *out = brief.page.out;
  return SC_OK;
}

sc_code sc_brief_write(const sc_result *result, const sc_brief_options *options, sc_report *report)
{
  sc_string text = { 0 };
  SC_TRY(sc_brief_render(result, options, &text, report));
  const sc_code code = sc_file_write(options->path, sc_string_text(&text), text.length,
                                     options->force ? SC_REPLACE : SC_KEEP, report);
  sc_string_free(&text);
  return code;
}
