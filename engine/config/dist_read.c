/* Distributions in study files: the names and arguments are the rows of engine/random/dist.def. */
#include <math.h>
#include <stdlib.h>

#include "engine/config/config.h"
#include "engine/config/tree.h"
#include "engine/random/dist.h"

static sc_code read_dist(sc_node *node, sc_arena *arena, int is_part, sc_dist *out, sc_report *report);

static int ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* ------------------------------------------------------------------------------------------------ arguments */

/* beta by mean and sd: alpha + beta = mean (1 - mean)/sd^2 - 1. */
static sc_code read_beta_mean(sc_node *node, sc_dist *out, sc_report *report)
{
  double mean = 0, sd = 0;
  SC_TRY(sc_node_number(node, "mean", SC_REQUIRED, 0, 1, &mean, report));
  SC_TRY(sc_node_number(node, "sd", SC_REQUIRED, 0, 1, &sd, report));
  const double widest = sqrt(mean * (1 - mean));
  if (!(sd > 0 && sd < widest))
    return SC_FAIL(report, BETA_TOO_WIDE, sc_node_where(node), sc_number(mean).s, sc_number(widest).s, sc_number(sd).s);
  const double sum = mean * (1 - mean) / (sd * sd) - 1;
  out->a = mean * sum;
  out->b = (1 - mean) * sum;
  return SC_OK;
}

static void read_arguments(sc_node *node, sc_dist *out, sc_report *report)
{
  const sc_dist_row *row = &sc_dist_rows[out->kind];
  double *const argument[4] = { &out->a, &out->b, &out->c, &out->d };
  int first = 0;
  if (out->kind == SC_DIST_BETA && sc_node_child(node, "mean") != NULL) {
    read_beta_mean(node, out, report);
    first = 2;
  }
  for (int i = first; i < row->all; i++)
    sc_node_number(node, row->argument[i], i < row->required ? SC_REQUIRED : SC_OPTIONAL, -INFINITY, INFINITY,
                   argument[i], report);
}

/* One end may be left out; both left out means not truncated. */
static sc_code read_truncation(sc_node *node, sc_dist *out, sc_report *report)
{
  double lo = -INFINITY, hi = INFINITY;
  const sc_code lo_code = sc_node_number(node, "lo", SC_OPTIONAL, -INFINITY, INFINITY, &lo, report);
  const sc_code hi_code = sc_node_number(node, "hi", SC_OPTIONAL, -INFINITY, INFINITY, &hi, report);
  if (lo_code != SC_OK || hi_code != SC_OK) return SC_DATA;
  if (isinf(lo) && isinf(hi)) return SC_OK;
  if (!(lo < hi)) return SC_FAIL(report, INVERTED_RANGE, sc_node_where(node), sc_number(lo).s, sc_number(hi).s);
  out->lo = lo;
  out->hi = hi;
  return SC_OK;
}

/* --------------------------------------------------------------------------------- kinds made of many numbers */

static sc_code read_parts(sc_node *node, sc_arena *arena, sc_dist *out, sc_report *report)
{
  sc_node *list = NULL;
  SC_TRY(sc_node_list(node, "parts", SC_REQUIRED, &list, report));
  const int n = sc_node_length(list);
  sc_dist *parts = sc_arena_alloc(arena, (size_t)n, sizeof *parts);
  if (parts == NULL) return SC_FAIL(report, OUT_OF_MEMORY, sc_node_where(node), "parts");
  sc_code code = SC_OK;
  for (int i = 0; i < n; i++) {
    const sc_code part = read_dist(sc_node_at(list, i), arena, 1, &parts[i], report);
    if (code == SC_OK) code = part;
  }
  out->part = parts;
  out->n = n;
  return code;
}

static sc_code read_values(sc_node *node, sc_arena *arena, sc_dist *out, sc_report *report)
{
  const double *values = NULL;
  SC_TRY(sc_node_numbers(node, "values", SC_REQUIRED, -INFINITY, INFINITY, arena, &values, &out->n, report));
  out->x = values;
  if (out->kind != SC_DIST_EMPIRICAL) return SC_OK;
  double *sorted = sc_arena_alloc(arena, (size_t)out->n, sizeof *sorted);
  if (sorted == NULL) return SC_FAIL(report, OUT_OF_MEMORY, sc_node_where(node), "values");
  for (int i = 0; i < out->n; i++) sorted[i] = values[i];
  qsort(sorted, (size_t)out->n, sizeof *sorted, ascending);
  out->x = sorted;
  return SC_OK;
}

static void read_lists(sc_node *node, sc_arena *arena, sc_dist *out, sc_report *report)
{
  const int is_mixture = out->kind == SC_DIST_MIXTURE;
  const sc_code code = is_mixture ? read_parts(node, arena, out, report) : read_values(node, arena, out, report);
  if (out->kind == SC_DIST_EMPIRICAL) return;
  int n = 0;
  if (sc_node_numbers(node, "weights", SC_REQUIRED, 0, INFINITY, arena, &out->w, &n, report) == SC_OK && code == SC_OK &&
      n != out->n)
    SC_FAIL(report, LENGTHS_DIFFER, sc_node_where(node), is_mixture ? "parts" : "values", sc_integer(out->n).s,
            sc_integer(n).s);
}

/* ------------------------------------------------------------------------------------------- a distribution */

/* Where the kind is not known, neither are the legal keys: the others are not called unknown. */
static sc_code read_kind(sc_node *node, int is_part, sc_dist_kind *out, sc_report *report)
{
  node->mistaken = 1;
  const char *names[SC_N_DIST_KINDS];
  const int first = SC_DIST_NONE + 1, n = SC_N_DIST_KINDS - first;
  for (int i = 0; i < n; i++) names[i] = sc_dist_rows[first + i].name;
  int choice = 0;
  SC_TRY(sc_node_choice(node, "dist", SC_REQUIRED, names, n, &choice, report));
  *out = (sc_dist_kind)(first + choice);
  if (is_part && *out == SC_DIST_MIXTURE) return SC_FAIL(report, NESTED_MIXTURE, sc_node_where(node), "");
  node->mistaken = 0;
  return SC_OK;
}

static sc_code read_dist(sc_node *node, sc_arena *arena, int is_part, sc_dist *out, sc_report *report)
{
  const int n_before = report->n + report->n_dropped;
  sc_dist dist = { .kind = SC_DIST_FIXED };
  if (node->kind == SC_NODE_NUMBER || node->kind == SC_NODE_INTEGER) {
    SC_TRY(sc_node_number(node, NULL, SC_REQUIRED, -INFINITY, INFINITY, &dist.a, report));
  } else if (node->kind == SC_NODE_GROUP) {
    SC_TRY(read_kind(node, is_part, &dist.kind, report));
    if (sc_dist_rows[dist.kind].all > 0) read_arguments(node, &dist, report);
    else read_lists(node, arena, &dist, report);
    read_truncation(node, &dist, report);
    if (report->n + report->n_dropped > n_before) return report->n > n_before ? report->errors[n_before].code : SC_MEMORY;
  } else {
    const sc_text kind = sc_node_kind_text(node->kind);
    return SC_FAIL(report, NO_DISTRIBUTION, sc_node_where(node), kind.in[SC_ZH], kind.in[SC_EN]);
  }
  SC_TRY(sc_dist_check(&dist, sc_node_where(node), report));
  *out = dist;
  return SC_OK;
}

sc_code sc_node_dist(sc_node *group, const char *key, sc_need need, sc_arena *arena, sc_dist *out, sc_report *report)
{
  sc_node *node;
  SC_TRY(sc_node_find(group, key, need, &node, report));
  return node != NULL ? read_dist(node, arena, 0, out, report) : SC_OK;
}
