#include "outputs/brief/parts.h"

#include <math.h>
#include <string.h>

const sc_verdict *sc_brief_verdict(const sc_brief *brief, int scenario, int entry)
{
  return sc_result_verdict_at(brief->result, scenario, SC_POOLED, entry);
}

const sc_joint *sc_brief_joint(const sc_brief *brief, int scenario, int item)
{
  return sc_result_joint_at(brief->result, scenario, SC_POOLED, item);
}

int sc_brief_counts(const sc_entry *entry) { return entry->assessable && !entry->assumed; }

sc_tally sc_brief_tally(const sc_brief *brief, int scenario, int table_only)
{
  sc_tally tally = { 0 };
  for (int k = 0; k < brief->n_targets; k++) {
    const sc_entry *entry = &brief->result->entries[brief->targets[k]];
    const sc_verdict *verdict = sc_brief_verdict(brief, scenario, brief->targets[k]);
    if (!sc_brief_counts(entry) || isnan(verdict->p) || (table_only && entry->row == 0)) continue;
    tally.n++;
    tally.likely += 100 * verdict->p >= SC_LIKELY_PERCENT;
    tally.unlikely += 100 * verdict->p < SC_UNLIKELY_PERCENT;
    tally.expected += verdict->p;
  }
  return tally;
}

int sc_brief_in_the_way(const sc_brief *brief, int scenario, int item)
{
  const sc_joint *joint = sc_brief_joint(brief, scenario, item);
  int best = -1;
  for (int a = 0; a < brief->result->joint_items[item].n; a++)
    if (joint->without[a] > joint->p_all && (best < 0 || joint->without[a] > joint->without[best])) best = a;
  return best;
}

int sc_brief_blame_order(const sc_brief *brief, int scenario, int item, int order[], int most)
{
  const sc_joint *joint = sc_brief_joint(brief, scenario, item);
  int n = 0;
  for (int a = 0; a < brief->result->joint_items[item].n; a++) {
    if (isnan(joint->shapley[a])) continue;
    int at = n < most ? n++ : most;
    for (; at > 0 && joint->shapley[order[at - 1]] < joint->shapley[a]; at--)
      if (at < most) order[at] = order[at - 1];
    if (at < most) order[at] = a;
  }
  return n;
}

double sc_brief_left_out(const sc_brief *brief, double *n_left, double *n_all)
{
  const sc_result *r = brief->result;
  *n_left = 0;
  *n_all = (double)r->n_scenarios * (double)r->n_models * (double)r->n_draws;
  if (r->why == NULL || r->n_draws == 0) return (double)NAN;
  for (size_t i = 0; i < (size_t)r->n_scenarios * (size_t)r->n_models * r->n_draws; i++) *n_left += r->why[i] != 0;
  return *n_left / *n_all;
}

int sc_brief_best_scenario(const sc_brief *brief, int entry)
{
  int best = 0;
  for (int s = 1; s < brief->result->n_scenarios; s++)
    if (sc_brief_verdict(brief, s, entry)->p > sc_brief_verdict(brief, best, entry)->p) best = s;
  return best;
}

int sc_brief_indicator(const sc_brief *brief, const char *id)
{
  for (int i = 0; i < brief->result->n_indicators; i++)
    if (strcmp(brief->result->indicators[i].id, id) == 0) return i;
  return -1;
}

int sc_brief_entry_decimals(const sc_entry *entry)
{
  const int decimals = sc_format_decimals(entry->value);
  return isfinite(entry->base) && sc_format_decimals(entry->base) > decimals ? sc_format_decimals(entry->base) : decimals;
}

int sc_brief_decimals(const sc_brief *brief, int indicator)
{
  const sc_result *r = brief->result;
  for (int e = 0; e < r->n_entries; e++)
    if (r->entries[e].assessable && strcmp(r->entries[e].indicator, r->indicators[indicator].id) == 0)
      return sc_brief_entry_decimals(&r->entries[e]);
  return 1;
}

sc_target_group sc_brief_group(const sc_brief *brief, const sc_entry *entry)
{
  if (entry->row > 0) return SC_GROUP_TABLE;
  if (entry->to > brief->result->plan_end) return SC_GROUP_VISION;
  return strncmp(entry->indicator, "programme", strlen("programme")) == 0 ? SC_GROUP_PROGRAMMES : SC_GROUP_PROSE;
}
