#include "engine/config/param.h"

#include <string.h>

#include "engine/random/dist.h"

const sc_param *sc_param_find(const sc_param rows[], size_t n, const char *name)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp(rows[i].name, name) == 0) return &rows[i];
  return NULL;
}

const char *sc_param_nearest(const sc_param rows[], size_t n, const char *name)
{
  enum { MOST_ROWS = 1024 };
  const char *names[MOST_ROWS] = { NULL };
  if (n > MOST_ROWS) n = MOST_ROWS;
  for (size_t i = 0; i < n; i++) names[i] = rows[i].name;
  return sc_nearest(name, names, n);
}

sc_code sc_param_check(const sc_param *row, const sc_dist *dist, sc_where at, sc_report *report)
{
  SC_TRY(sc_dist_check(dist, at, report));
  double lo, hi;
  sc_dist_support(dist, &lo, &hi);
  if (lo >= row->lo && hi <= row->hi) return SC_OK;
  const sc_short from = sc_number(lo), to = sc_number(hi), least = sc_number(row->lo), most = sc_number(row->hi);
  const char *const *text = row->text.in;
  if (dist->kind == SC_DIST_FIXED)
    return SC_FAIL(report, VALUE_OUTSIDE_PARAMETER, at, from.s, to.s, least.s, most.s, row->unit, text[SC_ZH], text[SC_EN]);
  return SC_FAIL(report, OUTSIDE_PARAMETER, at, from.s, to.s, least.s, most.s, row->unit, text[SC_ZH], text[SC_EN]);
}

sc_code sc_param_read(sc_node *group, const sc_param *row, sc_arena *arena, sc_dist *out, sc_report *report)
{
  sc_node *node;
  sc_dist dist = { .kind = SC_DIST_NONE };
  SC_TRY(sc_node_find(group, row->name, SC_OPTIONAL, &node, report));
  if (node == NULL) return SC_OK;
  SC_TRY(sc_node_dist(node, NULL, SC_REQUIRED, arena, &dist, report));
  SC_TRY(sc_param_check(row, &dist, sc_node_where(node), report));
  *out = dist;
  return SC_OK;
}
