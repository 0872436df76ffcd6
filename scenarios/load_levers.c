/* scenarios.cfg: levers and events, and the effects both consist of. */
#include <math.h>
#include <string.h>

#include "engine/config/param.h"
#include "engine/random/dist.h"
#include "scenarios/loader.h"

/* What a delivery and the size of an event may be: rows of their own, checked like a parameter's. */
static const sc_param delivery_row = {
  .name = "delivery", .unit = "1", .lo = 0, .hi = 3,
  .text = SC_TEXT("share of a lever that is carried out", "政策落实程度")
};
static const sc_param size_row = {
  .name = "size", .unit = "1", .lo = -1, .hi = 1, .text = SC_TEXT("size of an event", "事件规模")
};
static const double most_effect = 1e6;    /* in the channel's unit; persons are the largest */

/* ------------------------------------------------------------------------------------------------ effects */

static uint64_t bit(int j)
{
  return (uint64_t)1 << j;
}

/* Activities by id, by group, or ALL. An activity that is named like a group is the activity. */
static sc_code read_mask(sc_loader *loader, sc_node *list, uint64_t *mask)
{
  const sc_study *study = loader->study;
  const char **names;
  uint64_t *masks;
  int n = 0;
  SC_LOADER_ARRAY(loader, names, study->n_activities + SC_N_GROUPS + 1);
  SC_LOADER_ARRAY(loader, masks, study->n_activities + SC_N_GROUPS + 1);
  for (; n < study->n_activities; n++) {
    names[n] = study->activities[n].id;
    masks[n] = bit(n);
  }
  for (int g = 0; g < SC_N_GROUPS; g++) {
    if (sc_study_activity(study, sc_group_names[g]) >= 0) continue;
    for (int j = 0; j < study->n_activities; j++)
      if (study->activities[j].group == (sc_group)g) masks[n] |= bit(j);
    names[n++] = sc_group_names[g];
  }
  for (int j = 0; j < study->n_activities; j++) masks[n] |= bit(j);
  names[n++] = "ALL";
  for (int i = 0; i < sc_node_length(list); i++) {
    const int which = sc_loader_choice(loader, sc_node_at(list, i), NULL, SC_REQUIRED, names, n);
    if (which >= 0) *mask |= masks[which];
  }
  return SC_OK;
}

static sc_code read_effect(sc_loader *loader, sc_node *node, const char *const *channels, sc_effect *effect)
{
  const int channel = sc_loader_choice(loader, node, "channel", SC_REQUIRED, channels, SC_N_CHANNELS);
  sc_node *list = sc_loader_list(loader, node, "activities", SC_OPTIONAL);
  sc_node_number(node, "size", SC_REQUIRED, -most_effect, most_effect, &effect->size, loader->report);
  SC_TRY(read_mask(loader, list, &effect->activities));
  if (channel < 0) return SC_OK;
  effect->channel = (sc_channel)channel;
  if (sc_channel_rows[channel].per_activity && sc_node_length(list) == 0)
    SC_FAIL(loader->report, EFFECT_NEEDS_ACTIVITIES, sc_node_where(node), channels[channel]);
  if (!sc_channel_rows[channel].per_activity && list != NULL)
    SC_FAIL(loader->report, EFFECT_HAS_NO_ACTIVITIES, sc_node_where(list), channels[channel]);
  return SC_OK;
}

sc_code sc_load_effects(sc_loader *loader, sc_node *parent, const char *key, sc_need need, const sc_effect **effects,
                        int *n_effects)
{
  sc_node *list = sc_loader_list(loader, parent, key, need);
  const int n = sc_node_length(list);
  const char **channels;
  sc_effect *out;
  SC_LOADER_ARRAY(loader, channels, SC_N_CHANNELS);
  SC_LOADER_ARRAY(loader, out, n);
  for (int c = 0; c < SC_N_CHANNELS; c++) channels[c] = sc_channel_rows[c].name;
  for (int i = 0; i < n; i++) SC_TRY(read_effect(loader, sc_node_at(list, i), channels, &out[i]));
  *effects = out;
  *n_effects = n;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------- levers */

static sc_code read_lever(sc_loader *loader, sc_node *node, sc_lever *lever)
{
  sc_study *study = loader->study;
  sc_report *report = loader->report;
  *lever = (sc_lever){ .id = sc_node_name(node), .code = "", .delivery = SC_FIXED(1) };
  sc_node_string(node, "code", SC_OPTIONAL, &lever->code, report);
  sc_node_text(node, NULL, SC_REQUIRED, &lever->text, report);
  sc_node_text(node, "plan", SC_REQUIRED, &lever->plan_content, report);
  SC_TRY(sc_load_effects(loader, node, "effects", SC_REQUIRED, &lever->effects, &lever->n_effects));
  sc_node_numbers(node, "ramp", SC_REQUIRED, 0, 1, &study->arena, &lever->ramp, &lever->n_ramp, report);
  sc_node_number(node, "after", SC_REQUIRED, 0, 1, &lever->after, report);
  sc_param_read(node, &delivery_row, &study->arena, &lever->delivery, report);
  sc_node_string(node, "source", SC_REQUIRED, &lever->source, report);

  double sum = 0;
  for (int i = 0; i < lever->n_ramp; i++) sum += lever->ramp[i];
  if (lever->ramp != NULL && (sum <= 0 || lever->n_ramp > study->last_year - study->base_year))
    SC_FAIL(report, LEVER_RAMP, sc_loader_at(loader, node, "ramp"), sc_integer(study->last_year - study->base_year).s);
  return SC_OK;
}

sc_code sc_load_levers(sc_loader *loader)
{
  sc_node *group = sc_loader_group(loader, loader->root, "levers", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_lever *levers;
  SC_LOADER_ARRAY(loader, levers, n);
  for (int i = 0; i < n; i++) SC_TRY(read_lever(loader, sc_node_at(group, i), &levers[i]));
  loader->study->levers = levers;
  loader->study->n_levers = n;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------- events */

/* A value may be { prior; later }: both are read and checked, the one of the cut-off counts. NULL when it is not. */
static sc_node *pair_of(sc_node *node, const char *key)
{
  sc_node *child = sc_node_child(node, key);
  if (child == NULL || sc_node_kind_of(child) != SC_NODE_GROUP) return NULL;
  const int is_pair = sc_node_child(child, "prior") != NULL || sc_node_child(child, "later") != NULL;
  return is_pair ? child : NULL;
}

static const char *const pair_keys[2] = { "prior", "later" };

static void read_rate(sc_loader *loader, sc_node *node, double *rate)
{
  sc_node *pair = pair_of(node, "rate");
  double value[2] = { 0, 0 };
  for (int i = 0; i < 2 && pair != NULL; i++)
    sc_node_number(pair, pair_keys[i], SC_REQUIRED, 0, 1, &value[i], loader->report);
  if (pair == NULL) sc_node_number(node, "rate", SC_REQUIRED, 0, 1, &value[0], loader->report);
  *rate = value[pair != NULL && loader->study->as_of >= 2023];
}

static void read_size(sc_loader *loader, sc_node *node, sc_dist *size)
{
  sc_node *pair = pair_of(node, "size");
  sc_dist value[2] = { SC_FIXED(0), SC_FIXED(0) };
  for (int i = 0; i < 2 && pair != NULL; i++)
    if (sc_node_dist(pair, pair_keys[i], SC_REQUIRED, &loader->study->arena, &value[i], loader->report) == SC_OK)
      sc_param_check(&size_row, &value[i], sc_loader_at(loader, pair, pair_keys[i]), loader->report);
  if (pair == NULL && sc_node_child(node, "size") == NULL) sc_loader_missing(loader, node, "size");
  if (pair == NULL) sc_param_read(node, &size_row, &loader->study->arena, &value[0], loader->report);
  *size = value[pair != NULL && loader->study->as_of >= 2023];
}

static void read_profile(sc_loader *loader, sc_node *node, sc_event *event)
{
  sc_node *pair = pair_of(node, "profile");
  const double *value[2] = { NULL, NULL };
  int n[2] = { 0, 0 };
  for (int i = 0; i < 2 && pair != NULL; i++)
    sc_node_numbers(pair, pair_keys[i], SC_REQUIRED, -1, 1, &loader->study->arena, &value[i], &n[i], loader->report);
  if (pair == NULL)
    sc_node_numbers(node, "profile", SC_REQUIRED, -1, 1, &loader->study->arena, &value[0], &n[0], loader->report);
  const int now = pair != NULL && loader->study->as_of >= 2023;
  event->profile = value[now];
  event->n_profile = n[now];
}

sc_code sc_load_events(sc_loader *loader)
{
  sc_node *group = sc_loader_group(loader, loader->root, "events", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_event *events;
  SC_LOADER_ARRAY(loader, events, n);
  for (int i = 0; i < n; i++) {
    sc_node *node = sc_node_at(group, i);
    sc_event *event = &events[i];
    *event = (sc_event){ .id = sc_node_name(node) };
    sc_node_text(node, NULL, SC_REQUIRED, &event->text, loader->report);
    read_rate(loader, node, &event->rate);
    sc_node_bool(node, "once", SC_OPTIONAL, &event->once, loader->report);
    read_size(loader, node, &event->size);
    SC_TRY(sc_load_effects(loader, node, "effects", SC_REQUIRED, &event->effects, &event->n_effects));
    read_profile(loader, node, event);
    sc_node_string(node, "source", SC_REQUIRED, &event->source, loader->report);
  }
  loader->study->events = events;
  loader->study->n_events = n;
  return SC_OK;
}
