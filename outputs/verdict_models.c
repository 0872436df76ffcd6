/* verdict_models.c - where the models agree about a target and where they do not. */
#include <math.h>

#include "engine/stats/likelihood.h"
#include "outputs/format.h"
#include "outputs/verdict_parts.h"

static const char *in(sc_lang lang, const char *zh, const char *en) { return lang == SC_ZH ? zh : en; }

/* The models that give a target its lowest and its highest probability; equal ones have no number. */
typedef struct spread { int lowest, highest; double low, high; } spread;

static spread spread_of(const sc_result *r, int scenario, int entry)
{
  spread s = { -1, -1, INFINITY, -INFINITY };
  for (int m = 0; m < r->n_models; m++) {
    const double p = sc_result_verdict_at(r, scenario, m, entry)->p;
    if (p < s.low) s.low = p, s.lowest = m;
    if (p > s.high) s.high = p, s.highest = m;
  }
  return s;
}

void sc_verdict_models_table(const sc_result *r, sc_verdict_view view, sc_models_table *models)
{
  const sc_lang lang = view.lang;
  int n = 0;
  models->columns[n++] = (sc_column){ "row", in(lang, "行", "row"), SC_RIGHT, 0 };
  models->columns[n++] = (sc_column){ "name", in(lang, "目标：各模型下的达标概率", "target: probability under each model"), SC_LEFT, 2 };
  models->columns[n++] = (sc_column){ "goal", in(lang, "要求", "goal"), SC_RIGHT, 1 };
  for (int m = 0; m < r->n_models; m++) models->columns[n++] = (sc_column){ r->models[m].id, r->models[m].id, SC_RIGHT, 0 };
  models->columns[n++] = (sc_column){ "pooled", in(lang, "合并", "pooled"), SC_RIGHT, 0 };
  models->columns[n++] = (sc_column){ "likelihood", in(lang, "判断", "likelihood"), SC_LEFT, 1 };
  models->columns[n++] = (sc_column){ "spread", in(lang, "相差", "apart"), SC_RIGHT, 0 };
  sc_table *table = &models->table;
  *table = (sc_table){ .columns = models->columns, .n_columns = n };
  for (int e = 0; e < r->n_entries; e++) {
    if (!sc_verdict_is_shown(r, e, view)) continue;
    const spread s = spread_of(r, view.scenario, e);
    sc_verdict_name_cells(table, &r->entries[e], lang);
    sc_verdict_goal_cell(table, &r->entries[e], lang);
    for (int m = 0; m <= r->n_models; m++) {
      const double p = sc_result_verdict_at(r, view.scenario, m < r->n_models ? m : SC_POOLED, e)->p;
      sc_table_shown(table, p, "%s", sc_format_probability(p).s);
      sc_table_tone(table, sc_verdict_tone(p));
    }
    sc_table_text(table, sc_likelihood_text(sc_result_verdict_at(r, view.scenario, SC_POOLED, e)->likelihood, lang));
    sc_table_number(table, s.lowest >= 0 ? 100 * (s.high - s.low) : (double)NAN, 1);
  }
}

/* How many words the choice of model changes, and where it matters most. */
static void say_what_it_does(const sc_result *r, sc_verdict_view view, sc_string *out)
{
  int n = 0, changed = 0, most = -1;
  spread widest = { 0 };
  for (int e = 0; e < r->n_entries; e++) {
    if (!sc_verdict_is_shown(r, e, view)) continue;
    const spread s = spread_of(r, view.scenario, e);
    if (s.lowest < 0) continue;
    n++;
    changed += sc_likelihood(s.low) != sc_likelihood(s.high);
    if (most < 0 || s.high - s.low > widest.high - widest.low) most = e, widest = s;
  }
  if (most < 0 || !(widest.high > widest.low)) {
    sc_string_add(out, in(view.lang, "各模型对所列目标的判断没有差别。\n", "The models do not differ about these targets.\n"));
    return;
  }
  sc_string_print(out, in(view.lang, "所列 %d 项目标中，换用模型会改变 %d 项的可能性判断；分歧最大的是“%s”：%s（%s）至 %s（%s）。\n",
                          "Of %d targets the choice of model changes the word for %d; it matters most for %s: %s (%s) to %s (%s).\n"),
                  n, changed, r->entries[most].target_text.in[view.lang], sc_format_probability(widest.low).s, r->models[widest.lowest].id,
                  sc_format_probability(widest.high).s, r->models[widest.highest].id);
}

void sc_verdict_models(const sc_result *r, sc_verdict_view view, sc_table_style style, sc_string *out)
{
  if (r->n_models < 2) return;
  sc_models_table models;
  sc_verdict_models_table(r, view, &models);
  sc_table_as_text(&models.table, style, out);
  out->failed |= models.table.failed;
  sc_table_free(&models.table);
  for (int m = 0; m < r->n_models; m++)
    sc_string_print(out, in(view.lang, "%s%s %s（权重 %s）", "%s%s %s (weight %s)"), m > 0 ? in(view.lang, "；", "; ") : "", r->models[m].id,
                    r->models[m].text.in[view.lang], sc_format_percent(r->model_weights[m], 0).s);
  sc_string_add(out, "\n");
  say_what_it_does(r, view, out);
}
