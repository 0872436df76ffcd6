#include "outputs/brief/parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/stats/likelihood.h"

static const char *keep(sc_brief *brief, const char *text)
{
  const char *kept = sc_arena_text(&brief->arena, text);
  if (kept == NULL) brief->failed = 1;
  return kept != NULL ? kept : "";
}

/* The same of a string, which is freed. */
static const char *keep_string(sc_brief *brief, sc_string *string)
{
  const char *kept = keep(brief, sc_string_text(string));
  brief->failed |= string->failed;
  sc_string_free(string);
  return kept;
}

const char *sc_brief_print(sc_brief *brief, const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = n >= 0 ? sc_arena_alloc(&brief->arena, (size_t)n + 1, 1) : NULL;
  if (text != NULL) vsnprintf(text, (size_t)n + 1, format, again);
  else brief->failed = 1;
  va_end(again);
  return text != NULL ? text : "";
}

const char *sc_brief_say(sc_brief *brief, int text, const char *const args[])
{
  int n_args = 0, arg;
  while (args[n_args] != NULL) n_args++;
  sc_string filled = { 0 };
  const char *row = sc_brief_text(text, brief->lang);
  for (size_t n; *row != '\0'; row += n) {
    n = sc_brief_piece(row, &arg);
    if (arg < 0) sc_string_add_bytes(&filled, row, n);
    else if (arg < n_args) sc_string_add(&filled, args[arg]);
  }
  return keep_string(brief, &filled);
}

const char *sc_brief_scenario(sc_brief *brief, int scenario)
{
  const sc_axis_item *item = &brief->result->scenarios[scenario];
  const char *name = item->text.in[brief->lang];
  return item->code[0] != '\0' ? sc_brief_print(brief, "%s %s", item->code, name) : name;
}

const char *sc_brief_of_scenario(sc_brief *brief, int text, int scenario)
{
  return sc_brief_say(brief, text, SC_WITH(sc_brief_scenario(brief, scenario)));
}

const char *sc_brief_heading(sc_brief *brief, const char *text)
{
  if (text[0] < 'a' || text[0] > 'z') return text;
  return sc_brief_print(brief, "%c%s", text[0] - 'a' + 'A', text + 1);
}

const char *sc_brief_weights(sc_brief *brief)
{
  const sc_result *r = brief->result;
  sc_string list = { 0 };
  for (int m = 0; m < r->n_models; m++)
    sc_string_print(&list, "%s%s %s", m > 0 ? SC_WORD(brief, LIST_COMMA) : "", r->models[m].text.in[brief->lang],
                    sc_format_percent(r->model_weights[m], 0).s);
  return keep_string(brief, &list);
}

const char *sc_brief_group_title(sc_brief *brief, sc_target_group group)
{
  static const int titles[SC_N_TARGET_GROUPS] = { SC_BRIEF_GROUP_TABLE, SC_BRIEF_GROUP_PROSE, SC_BRIEF_GROUP_PROGRAMMES,
                                                  SC_BRIEF_GROUP_VISION };
  return sc_brief_say(brief, titles[group], SC_WITH(sc_integer(brief->result->plan_end).s));
}

const char *sc_brief_number(sc_brief *brief, double x, int decimals)
{
  return keep(brief, sc_typeset(sc_format_value(x, decimals)).s);
}

const char *sc_brief_value(sc_brief *brief, double x, int decimals, const char *unit)
{
  const char *number = sc_brief_number(brief, x, decimals), *name = sc_unit_text(unit, brief->lang);
  return isnan(x) ? number : sc_brief_print(brief, "%s%s%s", number, sc_unit_gap(name), name);
}

const char *sc_brief_interval(sc_brief *brief, double lo, double hi)
{
  return sc_brief_print(brief, "%s–%s", sc_format_bound(lo, 0).s, sc_format_bound(hi, 1).s);
}

/* A change of a share is in points. */
const char *sc_brief_unit(const sc_entry *entry)
{
  return entry->unit[0] == '%' && strcmp(entry->kind, "change") == 0 ? "points" : entry->unit;
}

/* A goal is shown as it was set: 14 firms, 1.91%. */
static int goal_decimals(double goal) { return goal == floor(goal) ? 0 : sc_format_decimals(goal); }

const char *sc_brief_goal(sc_brief *brief, double goal) { return sc_brief_number(brief, goal, goal_decimals(goal)); }

const char *sc_brief_condition(sc_brief *brief, const sc_entry *entry)
{
  static const struct { const char *direction, *sign; } signs[] = {
    { "at_least", "≥" }, { "at_most", "≤" }, { "above", ">" }, { "below", "<" }, { "about", "≈" }, { "within", "≈" },
  };
  const char *const reading = entry->reading_text.in[brief->lang];
  if (reading[0] != '\0' || !entry->assessable) return reading;
  const char *sign = "";
  for (int k = 0; k < 6; k++) if (strcmp(signs[k].direction, entry->direction) == 0) sign = signs[k].sign;
  const char *const value = sc_brief_value(brief, entry->value, goal_decimals(entry->value), sc_brief_unit(entry));
  if (entry->from == entry->to)
    return sc_brief_say(brief, SC_BRIEF_CONDITION_YEAR, SC_WITH(sign, value, sc_integer(entry->to).s));
  return sc_brief_say(brief, SC_BRIEF_CONDITION_YEARS,
                      SC_WITH(sign, value, sc_integer(entry->from).s, sc_integer(entry->to).s));
}

const char *sc_brief_median(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict)
{
  return sc_brief_value(brief, verdict->measure[2], sc_brief_entry_decimals(entry), sc_brief_unit(entry));
}

const char *sc_brief_range(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict)
{
  const int decimals = sc_brief_entry_decimals(entry);
  if (isnan(verdict->measure[0])) return "";
  return sc_brief_say(brief, SC_BRIEF_RANGE, SC_WITH(sc_brief_number(brief, verdict->measure[0], decimals),
                                                     sc_brief_number(brief, verdict->measure[4], decimals)));
}

const char *sc_brief_drivers(sc_brief *brief, const sc_verdict *verdict, int most, int with_rank)
{
  sc_string list = { 0 };
  for (int k = 0; k < most && k < 3 && verdict->driver[k] >= 0; k++) {
    const double rank = verdict->driver_rank[k];
    if (!(fabs(rank) >= SC_LEAST_RANK)) continue;
    if (list.length > 0) sc_string_add(&list, SC_WORD(brief, LIST_COMMA));
    sc_string_add(&list, brief->result->inputs[verdict->driver[k]].text.in[brief->lang]);
    if (with_rank) sc_string_print(&list, " (%s)", sc_typeset(sc_format_signed(rank, 2)).s);
    else sc_string_add(&list, rank < 0 ? "\u00a0↓" : "\u00a0↑");
  }
  if (list.length == 0) sc_string_add(&list, "—");
  return keep_string(brief, &list);
}

const char *sc_brief_class(const sc_verdict *verdict)
{
  static const char *const classes[SC_N_LIKELIHOODS] = { "l0", "l1", "l2", "l3", "l4", "l5", "l6" };
  return verdict->likelihood >= 0 && verdict->likelihood < SC_N_LIKELIHOODS ? classes[verdict->likelihood] : "lx";
}

void sc_brief_probability_cell(sc_brief *brief, int scenario, int entry)
{
  const sc_verdict *verdict = sc_brief_verdict(brief, scenario, entry);
  if (isnan(verdict->p))
    sc_page_cell(&brief->page, "lx", sc_not_assessable.in[brief->lang], "");
  else
    sc_page_cell_lines(&brief->page, sc_brief_class(verdict), sc_format_probability(verdict->p).s,
                       sc_brief_interval(brief, verdict->p_lo, verdict->p_hi), sc_brief_word(brief, verdict));
}

const char *sc_brief_word(const sc_brief *brief, const sc_verdict *verdict)
{
  return sc_likelihood_text(verdict->likelihood, brief->lang);
}

void sc_brief_swatch(sc_brief *brief, const char *drawing, const char *text)
{
  if (!brief->page.html) return;
  sc_page_html(&brief->page, "<li><svg width=\"26\" height=\"12\" aria-hidden=\"true\">");
  sc_page_html(&brief->page, drawing);
  sc_page_html(&brief->page, "</svg> ");
  sc_page_escape(&brief->page, text);
  sc_page_html(&brief->page, "</li>\n");
}
