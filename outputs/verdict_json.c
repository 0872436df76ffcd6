/* The verdict for scripts: every reading, scenario and model. Key names are stable. */
#include <stdlib.h>

#include "engine/stats/likelihood.h"
#include "outputs/verdict.h"

static void text_in_both(sc_json *json, const char *key, sc_text text)
{
  sc_json_object(json, key);
  sc_json_text(json, "zh", text.in[SC_ZH]);
  sc_json_text(json, "en", text.in[SC_EN]);
  sc_json_end(json);
}

static void axis(sc_json *json, const char *key, const sc_axis_item *items, int n)
{
  sc_json_array(json, key);
  for (int i = 0; i < n; i++) {
    sc_json_object(json, NULL);
    sc_json_text(json, "id", items[i].id);
    sc_json_text(json, "code", items[i].code);
    text_in_both(json, "text", items[i].text);
    sc_json_end(json);
  }
  sc_json_end(json);
}

static void numbers(sc_json *json, const char *key, const double *x, int n)
{
  sc_json_array(json, key);
  for (int i = 0; i < n; i++) sc_json_number(json, NULL, x[i]);
  sc_json_end(json);
}

static void five_quantiles(sc_json *json, const char *key, const double q[5])
{
  static const char *const names[5] = { "q05", "q25", "q50", "q75", "q95" };
  sc_json_object(json, key);
  for (int i = 0; i < 5; i++) sc_json_number(json, names[i], q[i]);
  sc_json_end(json);
}

/* Whose numbers follow; what is pooled names no model. */
static void whose(sc_json *json, const sc_result *r, int scenario, int model)
{
  sc_json_object(json, NULL);
  sc_json_text(json, "scenario", r->scenarios[scenario].id);
  if (model != SC_POOLED) sc_json_text(json, "model", r->models[model].id);
}

static void verdict(sc_json *json, const sc_result *r, int scenario, int model, int index)
{
  const sc_verdict *v = sc_result_verdict_at(r, scenario, model, index);
  whose(json, r, scenario, model);
  sc_json_number(json, "p", v->p);
  sc_json_number(json, "p_lo", v->p_lo);
  sc_json_number(json, "p_hi", v->p_hi);
  sc_json_text(json, "likelihood", v->likelihood < 0 ? NULL : sc_likelihood_rows[v->likelihood].name);
  five_quantiles(json, "measure", v->measure);
  five_quantiles(json, "margin", v->margin);
  sc_json_number(json, "mean_shortfall", v->mean_shortfall);
  sc_json_number(json, "needed_per_year", v->needed_per_year);
  sc_json_number(json, "met_by_last", v->met_by_last);
  if (v->first_year > 0) sc_json_integer(json, "first_year", v->first_year);
  else sc_json_null(json, "first_year");
  sc_json_array(json, "drivers");
  for (int i = 0; i < 3; i++) {
    if (v->driver[i] < 0) continue;
    sc_json_object(json, NULL);
    sc_json_text(json, "input", r->inputs[v->driver[i]].id);
    sc_json_number(json, "rank_correlation", v->driver_rank[i]);
    sc_json_end(json);
  }
  sc_json_end(json);
  sc_json_end(json);
}

/* Shares of the variance of whether the target is met. */
static void hit_variance(sc_json *json, const sc_result *r, int index)
{
  static const char *const names[SC_N_PARTS][2] = {
#define X(name, zh, en) { #name, #name "_error" },
    SC_SPLIT_PARTS(X)
#undef X
  };
  sc_json_array(json, "variance");
  for (int s = 0; s < r->n_scenarios && r->variance.hit != NULL; s++) {
    const size_t at = ((size_t)s * (size_t)r->n_entries + (size_t)index) * SC_N_PARTS;
    whose(json, r, s, SC_POOLED);
    for (size_t k = 0; k < SC_N_PARTS; k++) {
      sc_json_number(json, names[k][0], r->variance.hit[at + k]);
      sc_json_number(json, names[k][1], r->variance.hit_error[at + k]);
    }
    sc_json_end(json);
  }
  sc_json_end(json);
}

static void entry(sc_json *json, const sc_result *r, int index)
{
  const sc_entry *e = &r->entries[index];
  sc_json_object(json, NULL);
  sc_json_text(json, "target", e->target);
  sc_json_text(json, "reading", e->reading);
  if (e->row > 0) sc_json_integer(json, "row", e->row);
  else sc_json_null(json, "row");
  text_in_both(json, "text", e->target_text);
  text_in_both(json, "reading_text", e->reading_text);
  sc_json_truth(json, "main", e->main);
  sc_json_truth(json, "binding", e->binding);
  sc_json_truth(json, "assumed", e->assumed);
  sc_json_truth(json, "assessable", e->assessable);
  sc_json_text(json, "indicator", e->indicator);
  sc_json_text(json, "kind", e->kind);
  sc_json_text(json, "direction", e->direction);
  sc_json_number(json, "value", e->value);
  sc_json_number(json, "tolerance", e->tolerance);
  sc_json_number(json, "base", e->base);
  sc_json_text(json, "unit", e->unit);
  sc_json_integer(json, "from", e->from);
  sc_json_integer(json, "to", e->to);
  sc_json_text(json, "quotation", e->quotation);
  sc_json_text(json, "place", e->place);
  sc_json_array(json, "verdicts");
  for (int s = 0; s < r->n_scenarios; s++)
    for (int m = 0; m < r->n_models; m++) verdict(json, r, s, m, index);
  sc_json_end(json);
  sc_json_array(json, "pooled");
  for (int s = 0; s < r->n_scenarios; s++) verdict(json, r, s, SC_POOLED, index);
  sc_json_end(json);
  hit_variance(json, r, index);
  sc_json_end(json);
}

static void joint_verdict(sc_json *json, const sc_result *r, int scenario, int model, int index)
{
  const sc_joint *joint = sc_result_joint_at(r, scenario, model, index);
  const int n = r->joint_items[index].n;
  whose(json, r, scenario, model);
  sc_json_number(json, "p_all", joint->p_all);
  sc_json_number(json, "p_all_lo", joint->p_all_lo);
  sc_json_number(json, "p_all_hi", joint->p_all_hi);
  sc_json_number(json, "expected_hits", joint->expected_hits);
  numbers(json, "at_least", joint->at_least, n + 1);
  numbers(json, "shapley", joint->shapley, n);
  numbers(json, "without", joint->without, n);
  sc_json_end(json);
}

static void joint_set(sc_json *json, const sc_result *r, int index)
{
  const sc_joint_item *item = &r->joint_items[index];
  sc_json_object(json, NULL);
  sc_json_text(json, "id", item->id);
  text_in_both(json, "text", item->text);
  sc_json_array(json, "targets");
  for (int i = 0; i < item->n; i++) sc_json_text(json, NULL, r->entries[item->entries[i]].target);
  sc_json_end(json);
  sc_json_array(json, "verdicts");
  for (int s = 0; s < r->n_scenarios; s++)
    for (int m = 0; m < r->n_models; m++) joint_verdict(json, r, s, m, index);
  sc_json_end(json);
  sc_json_array(json, "pooled");
  for (int s = 0; s < r->n_scenarios; s++) joint_verdict(json, r, s, SC_POOLED, index);
  sc_json_end(json);
  sc_json_end(json);
}

static void given_up(sc_json *json, const sc_result *r)
{
  sc_json_array(json, "given_up");
  for (int s = 0; s < r->n_scenarios; s++)
    for (int m = 0; m < r->n_models; m++) {
      sc_bad most;
      const uint64_t n = sc_result_bad(r, s, m, &most);
      sc_json_object(json, NULL);
      sc_json_text(json, "scenario", r->scenarios[s].id);
      sc_json_text(json, "model", r->models[m].id);
      sc_json_integer(json, "draws", (long long)n);
      sc_json_text(json, "reason", n > 0 ? sc_bad_text(most).in[SC_EN] : NULL);
      sc_json_end(json);
    }
  sc_json_end(json);
}

void sc_verdict_as_json(const sc_result *r, sc_string *out)
{
  sc_json json = { .to = out };
  sc_json_object(&json, NULL);
  sc_json_text(&json, "study", r->study);
  text_in_both(&json, "title", r->title);
  sc_json_integer(&json, "draws", (long long)r->n_draws);
  sc_json_text(&json, "seed", r->seed);
  sc_json_integer(&json, "as_of", r->as_of);
  sc_json_integer(&json, "base_year", r->base_year);
  sc_json_integer(&json, "plan_end", r->plan_end);
  sc_json_integer(&json, "last_year", r->last_year);
  axis(&json, "scenarios", r->scenarios, r->n_scenarios);
  axis(&json, "models", r->models, r->n_models);
  numbers(&json, "model_weights", r->model_weights, r->n_models);
  sc_json_array(&json, "targets");
  for (int e = 0; e < r->n_entries; e++) entry(&json, r, e);
  sc_json_end(&json);
  sc_json_array(&json, "joint");
  for (int j = 0; j < r->n_joint; j++) joint_set(&json, r, j);
  sc_json_end(&json);
  given_up(&json, r);
  sc_json_end(&json);
}
