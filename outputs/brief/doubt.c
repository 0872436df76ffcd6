/* Where the doubt comes from - parameters, yearly shocks, the choice of model - and where models disagree about a target. */
#include "outputs/brief/parts.h"

#include <math.h>

#include "engine/stats/likelihood.h"

static const char *const headline[] = {
#define SC_HEADLINE(indicator) indicator,
#include "outputs/brief/headline.def"
#undef SC_HEADLINE
};
enum { MOST_BARS = sizeof headline / sizeof *headline };

/* What the chart shows: the headline indicators that vary, at the end of the plan. */
typedef struct bars { int n, indicator[MOST_BARS]; const char *names[MOST_BARS]; double shares[MOST_BARS * SC_N_DOUBTS]; } bars;

/* Four parts for a reader: the model alone and with the others is one. */
static void add_bar(sc_brief *brief, int indicator, bars *b)
{
  const sc_result *r = brief->result;
  const double *part = r->variance.share + sc_result_pooled(r, indicator, brief->baseline, sc_result_year(r, r->plan_end)) * SC_N_PARTS;
  if (isnan(part[0])) return;
  double *to = b->shares + b->n * SC_N_DOUBTS;
  to[SC_DOUBT_PARAMETERS] = part[SC_PART_parameters];
  to[SC_DOUBT_SHOCKS] = part[SC_PART_shocks];
  to[SC_DOUBT_BOTH] = part[SC_PART_parameters_shocks];
  to[SC_DOUBT_MODEL] = part[SC_PART_model] + part[SC_PART_model_others];
  b->names[b->n] = sc_brief_heading(brief, r->indicators[indicator].text.in[brief->lang]);
  b->indicator[b->n++] = indicator;
}

static int n_doubts(const sc_brief *brief) { return brief->result->n_models > 1 ? SC_N_DOUBTS : SC_DOUBT_MODEL; }

static const int words[SC_N_DOUBTS] = { SC_BRIEF_DOUBT_PARAMETERS, SC_BRIEF_DOUBT_SHOCKS, SC_BRIEF_DOUBT_BOTH, SC_BRIEF_DOUBT_MODEL };

static void legend(sc_brief *brief)
{
  if (!brief->page.html) return;
  sc_page_list_open(&brief->page, "legend");
  for (int k = 0; k < n_doubts(brief); k++)
    sc_brief_swatch(brief, sc_brief_print(brief, "<rect width=\"26\" height=\"12\" %s/>", sc_doubt_ink[k]), sc_brief_text(words[k], brief->lang));
  sc_page_list_close(&brief->page);
}

static void numbers(sc_brief *brief, const bars *b)
{
  sc_column columns[1 + SC_N_DOUBTS] = { { SC_WORD(brief, COL_INDICATOR), 0 } };
  for (int k = 0; k < n_doubts(brief); k++)
    columns[1 + k] = (sc_column){ sc_brief_heading(brief, sc_brief_text(words[k], brief->lang)), 1 };
  sc_page_table_open(&brief->page, "numbers", columns, 1 + n_doubts(brief));
  for (int i = 0; i < b->n; i++) {
    sc_page_row(&brief->page, "");
    sc_page_cell(&brief->page, "", b->names[i], "");
    for (int k = 0; k < n_doubts(brief); k++)
      sc_page_cell(&brief->page, "", sc_typeset(sc_format_percent(b->shares[i * SC_N_DOUBTS + k], 0)).s, "");
  }
  sc_page_table_close(&brief->page);
}

static int largest(const bars *b, int doubt)
{
  int at = 0;
  for (int i = 1; i < b->n; i++)
    if (b->shares[i * SC_N_DOUBTS + doubt] > b->shares[at * SC_N_DOUBTS + doubt]) at = i;
  return at;
}

static const char *percent(sc_brief *brief, const bars *b, int bar, int doubt)
{
  return sc_brief_print(brief, "%s", sc_format_percent(b->shares[bar * SC_N_DOUBTS + doubt], 0).s);
}

static void say(sc_brief *brief, const bars *b)
{
  const sc_result *r = brief->result;
  const int x = largest(b, SC_DOUBT_PARAMETERS), z = largest(b, SC_DOUBT_SHOCKS), m = largest(b, SC_DOUBT_MODEL);
#define NAME(bar) r->indicators[b->indicator[bar]].text.in[brief->lang]
  sc_page_paragraph(&brief->page, "", SC_BRIEF_DOUBT_SAY,
                    SC_WITH(NAME(0), sc_integer(r->plan_end).s, percent(brief, b, 0, SC_DOUBT_PARAMETERS), percent(brief, b, 0, SC_DOUBT_SHOCKS),
                            NAME(x), percent(brief, b, x, SC_DOUBT_PARAMETERS), NAME(z), percent(brief, b, z, SC_DOUBT_SHOCKS)));
  if (r->n_models > 1) sc_page_paragraph(&brief->page, "", SC_BRIEF_DOUBT_SAY_MODEL, SC_WITH(NAME(m), percent(brief, b, m, SC_DOUBT_MODEL)));
#undef NAME
}

static void chart(sc_brief *brief, const bars *b)
{
  const char *const title = sc_brief_say(brief, SC_BRIEF_DOUBT_CHART, SC_WITH(sc_integer(brief->result->plan_end).s));
  sc_string svg = { 0 };
  if (brief->page.html) sc_chart_doubt(b->n, b->names, b->shares, title, &svg);
  brief->failed |= svg.failed;
  legend(brief);
  sc_page_figure(&brief->page, title, sc_brief_of_scenario(brief, SC_BRIEF_DOUBT_NOTE, brief->baseline), sc_string_text(&svg));
  sc_string_free(&svg);
  sc_page_figure_data(&brief->page);
  numbers(brief, b);
  sc_page_figure_close(&brief->page);
}

/* ------------------------------------------------------------------------------------------------ disagreement */

static const double LEAST_APART = 0.02;

/* Lowest and highest probability over models; nothing where there is none. */
static void range_of(const sc_brief *brief, int entry, double *low, double *high)
{
  *low = INFINITY, *high = -INFINITY;
  for (int m = 0; m < brief->result->n_models; m++) {
    const double p = sc_result_verdict_at(brief->result, brief->baseline, m, entry)->p;
    if (p < *low) *low = p;
    if (p > *high) *high = p;
  }
}

static double apart(const sc_brief *brief, int entry)
{
  double low, high;
  range_of(brief, entry, &low, &high);
  return high >= low ? high - low : 0;
}

static void disagreement_row(sc_brief *brief, int e)
{
  const sc_result *r = brief->result;
  sc_page_row(&brief->page, "");
  sc_page_cell(&brief->page, "name", r->entries[e].target_text.in[brief->lang], sc_brief_condition(brief, &r->entries[e]));
  for (int m = 0; m < r->n_models; m++) {
    const sc_verdict *v = sc_result_verdict_at(r, brief->baseline, m, e);
    sc_page_cell(&brief->page, sc_brief_class(v), sc_format_probability(v->p).s, sc_brief_word(brief, v));
  }
  sc_brief_probability_cell(brief, brief->baseline, e);
  sc_page_cell(&brief->page, "", sc_brief_number(brief, 100 * apart(brief, e), 1), "");
}

/* Widest first. */
static void disagreement_table(sc_brief *brief, int *listed, int n)
{
  const sc_result *r = brief->result;
  sc_column columns[SC_MAX_MODELS + 3] = { { SC_WORD(brief, COL_TARGET), 0 } };
  for (int m = 0; m < r->n_models; m++) columns[1 + m] = (sc_column){ sc_brief_heading(brief, r->models[m].text.in[brief->lang]), 0 };
  columns[1 + r->n_models] = (sc_column){ SC_WORD(brief, COL_POOLED), 0 };
  columns[2 + r->n_models] = (sc_column){ SC_WORD(brief, COL_APART), 1 };
  sc_page_table_open(&brief->page, "cards", columns, 3 + r->n_models);
  for (int i = 0; i < n; i++) {
    int widest = i;
    for (int k = i + 1; k < n; k++)
      if (apart(brief, listed[k]) > apart(brief, listed[widest])) widest = k;
    const int e = listed[widest];
    for (int k = widest; k > i; k--) listed[k] = listed[k - 1];
    listed[i] = e;
    disagreement_row(brief, e);
  }
  sc_page_table_close(&brief->page);
}

static void disagreement(sc_brief *brief)
{
  int *listed = sc_arena_alloc(&brief->arena, (size_t)brief->n_targets + 1, sizeof *listed), n = 0, all = 0, changed = 0;
  if (listed == NULL) {
    brief->failed = 1;
    return;
  }
  for (int k = 0; k < brief->n_targets; k++) {
    const int e = brief->targets[k];
    double low, high;
    range_of(brief, e, &low, &high);
    if (!sc_brief_counts(&brief->result->entries[e]) || !(high >= low)) continue;
    all++;
    changed += sc_likelihood(low) != sc_likelihood(high);
    if (high - low >= LEAST_APART) listed[n++] = e;
  }
  const char *const scenario = sc_brief_scenario(brief, brief->baseline), *const least = sc_brief_number(brief, 100 * LEAST_APART, 0);
  sc_page_heading(&brief->page, SC_WORD(brief, DISAGREE));
  if (n > 0)
    sc_page_paragraph(&brief->page, "", SC_BRIEF_DISAGREE_SAY, SC_WITH(scenario, sc_integer(all).s, sc_integer(changed).s, least));
  else sc_page_paragraph(&brief->page, "", SC_BRIEF_DISAGREE_NONE, SC_WITH(scenario, sc_integer(all).s, least));
  if (n > 0) disagreement_table(brief, listed, n);
}

void sc_brief_doubt(sc_brief *brief)
{
  const sc_result *r = brief->result;
  bars b = { .n = 0 };
  for (int k = 0; k < MOST_BARS && r->variance.share != NULL; k++) {
    const int indicator = sc_brief_indicator(brief, headline[k]);
    if (indicator >= 0) add_bar(brief, indicator, &b);
  }
  if (b.n == 0 && r->n_models < 2) return;
  sc_page_section(&brief->page, "doubt", SC_BRIEF_DOUBT);
  sc_page_paragraph(&brief->page, "", SC_BRIEF_DOUBT_INTRO, SC_WITH(""));
  sc_page_paragraph(&brief->page, "", r->n_models > 1 ? SC_BRIEF_DOUBT_INTRO_MODELS : SC_BRIEF_DOUBT_ONE_MODEL, SC_WITH(""));
  if (b.n > 0) {
    say(brief, &b);
    chart(brief, &b);
  }
  if (r->n_models > 1) disagreement(brief);
}
