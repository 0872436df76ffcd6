#include "models/io/regions.h"

#include <string.h>

/* Index of the name [text, text + length) in a list, or where it would be added. */
static int index_of(const char *const *names, int n, const char *text, size_t length)
{
  for (int k = 0; k < n; k++)
    if (strlen(names[k]) == length && memcmp(names[k], text, length) == 0) return k;
  return n;
}

/* Adds a name that is not there yet; -1 when memory runs out. */
static int number_of(sc_arena *arena, const char **names, int *n, const char *text, size_t length)
{
  const int k = index_of(names, *n, text, length);
  if (k < *n) return k;
  names[k] = sc_arena_print(arena, "%.*s", (int)length, text);
  if (!names[k]) return -1;
  (*n)++;
  return k;
}

static sc_code number_activities(sc_regions *r, const sc_io_table *t, sc_report *report)
{
  for (int i = 0; i < t->n; i++) {
    const char *name = t->activity[i], *colon = strchr(name, ':');
    const sc_where at = { t->file, t->line[i], 0, NULL };
    if (!colon || colon == name || colon[1] == '\0') return SC_FAIL(report, IO_NO_REGION, at, name);
    r->of_activity[i] = number_of(&r->arena, r->name, &r->n, name, (size_t)(colon - name));
    r->sector_of[i] = number_of(&r->arena, r->sector, &r->n_sectors, colon + 1, strlen(colon + 1));
    if (r->of_activity[i] < 0 || r->sector_of[i] < 0) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "regions");
  }
  return r->n > 1 ? SC_OK : SC_FAIL(report, IO_ONE_REGION, SC_IN_FILE(t->file), r->name[0]);
}

static sc_code number_final_demand(sc_regions *r, const sc_io_table *t, sc_report *report)
{
  sc_code code = SC_OK;
  r->n_places = r->n;
  for (int k = 0; k < t->n_final; k++) {
    const char *name = t->final_name[k], *colon = strchr(name, ':');
    const int leaves = t->final[k] == SC_FINAL_EXPORTS;
    r->of_final[k] = colon && !leaves ? index_of(r->name, r->n, name, (size_t)(colon - name)) : r->n;
    if (leaves) r->n_places = r->n + 1;
    else if (r->of_final[k] == r->n) code = SC_FAIL(report, IO_FINAL_REGION, SC_IN_FILE(t->file), name);
  }
  return code;
}

sc_code sc_regions_find(sc_regions *r, const sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)t->n;
  *r = (sc_regions){ 0 };
  r->name = sc_arena_alloc(&r->arena, n + 1, sizeof *r->name);
  r->sector = sc_arena_alloc(&r->arena, n + 1, sizeof *r->sector);
  r->of_activity = sc_arena_alloc(&r->arena, n + 1, sizeof *r->of_activity);
  r->sector_of = sc_arena_alloc(&r->arena, n + 1, sizeof *r->sector_of);
  r->of_final = sc_arena_alloc(&r->arena, (size_t)t->n_final + 1, sizeof *r->of_final);
  const int ok = r->name && r->sector && r->of_activity && r->sector_of && r->of_final;
  sc_code code = ok ? number_activities(r, t, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "regions");
  if (code == SC_OK) code = number_final_demand(r, t, report);
  if (code != SC_OK) sc_regions_free(r);
  return code;
}

void sc_regions_free(sc_regions *r)
{
  sc_arena_free(&r->arena);
  *r = (sc_regions){ 0 };
}
