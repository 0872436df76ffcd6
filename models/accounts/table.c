#include "models/accounts/table.h"

#include <string.h>

#include "models/accounts/csv.h"

/* ------------------------------------------------------------------------------------------- allocation */

sc_code sc_io_table_allocate(sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)t->n, k = (size_t)t->n_final, h = (size_t)t->n_value_added, s = (size_t)t->n_satellites;
  const struct { void *at; size_t count, size; } arrays[] = {
    { &t->activity, n, sizeof(char *) },         { &t->final_name, k, sizeof(char *) },
    { &t->label[SC_ZH], n, sizeof(char *) },     { &t->label[SC_EN], n, sizeof(char *) },
    { &t->value_added_name, h, sizeof(char *) }, { &t->satellite_name, s, sizeof(char *) },
    { &t->final, k, sizeof(sc_final) },          { &t->value, h, sizeof(sc_value) },
    { &t->line, 2 * n + h + 1, sizeof(int) },
    { &t->domestic, n * n, sizeof(double) },     { &t->imported, n * n, sizeof(double) },
    { &t->final_domestic, n * k, sizeof(double) }, { &t->final_imported, n * k, sizeof(double) },
    { &t->value_added, h * n, sizeof(double) },  { &t->satellite, s * n, sizeof(double) },
    { &t->output, n, sizeof(double) },           { &t->imports, n, sizeof(double) },
    { &t->value_added_total, h, sizeof(double) }, { &t->column_total, n, sizeof(double) },
  };
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
    void *p = sc_arena_alloc(&t->arena, arrays[i].count + 1, arrays[i].size);
    if (!p) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_io_table");
    memcpy(arrays[i].at, &p, sizeof p);
  }
  return SC_OK;
}

static sc_code copy_names(sc_io_table *t, const char *const from[], const char **to, int n, sc_report *report)
{
  for (int i = 0; i < n; i++)
    if (!(to[i] = sc_arena_text(&t->arena, from[i]))) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_io_table");
  return SC_OK;
}

sc_code sc_io_table_copy_labels(sc_io_table *t, const sc_io_table *from, sc_report *report)
{
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    for (int i = 0; i < t->n; i++)
      if (from->label[lang][i]) SC_TRY(copy_names(t, &from->label[lang][i], &t->label[lang][i], 1, report));
  return SC_OK;
}

sc_code sc_io_table_like(sc_io_table *m, const sc_io_table *t, int n_final, sc_report *report)
{
  const size_t n = (size_t)t->n, size = sizeof(double);
  *m = (sc_io_table){ .file = "", .n = t->n, .n_final = n_final, .n_value_added = t->n_value_added, .n_satellites = t->n_satellites };
  sc_code code = sc_io_table_allocate(m, report);
  if (code == SC_OK) code = copy_names(m, t->activity, m->activity, t->n, report);
  if (code == SC_OK) code = sc_io_table_copy_labels(m, t, report);
  if (code == SC_OK) code = copy_names(m, t->value_added_name, m->value_added_name, t->n_value_added, report);
  if (code == SC_OK) code = copy_names(m, t->satellite_name, m->satellite_name, t->n_satellites, report);
  if (code != SC_OK) {
    sc_io_table_free(m);
    return code;
  }
  memcpy(m->value, t->value, (size_t)t->n_value_added * sizeof *t->value);
  memcpy(m->value_added, t->value_added, (size_t)t->n_value_added * n * size);
  memcpy(m->value_added_total, t->value_added_total, (size_t)t->n_value_added * size);
  memcpy(m->satellite, t->satellite, (size_t)t->n_satellites * n * size);
  memcpy(m->output, t->output, n * size);
  memcpy(m->column_total, t->column_total, n * size);
  return SC_OK;
}

sc_code sc_io_table_name_final(sc_io_table *t, int k, const char *name, sc_report *report)
{
  return copy_names(t, &name, &t->final_name[k], 1, report);
}

/* Of the same region, or both of none. */
static int is_same_place(const char *a, const char *b)
{
  const char *colon_a = strchr(a, ':'), *colon_b = strchr(b, ':');
  if (!colon_a || !colon_b) return !colon_a && !colon_b;
  return colon_a - a == colon_b - b && strncmp(a, b, (size_t)(colon_a - a)) == 0;
}

void sc_io_table_find_roles(sc_io_table *t)
{
  for (int k = 0; k < t->n_final; k++) t->final[k] = sc_final_role(t->final_name[k]);
  for (int h = 0; h < t->n_value_added; h++) t->value[h] = sc_value_role(t->value_added_name[h]);
  for (int k = 0; k < t->n_final; k++)
    for (int g = 0; g < t->n_final && t->final[k] == SC_FINAL_CONSUMPTION; g++)
      if (t->final[g] == SC_FINAL_GOVERNMENT && is_same_place(t->final_name[k], t->final_name[g])) t->final[k] = SC_FINAL_HOUSEHOLD;
}

sc_code sc_io_table_add_history(sc_io_table *t, const char *step, sc_report *report)
{
  return sc_csv_add_history(&t->arena, &t->n_history, &t->history, step, report);
}

void sc_io_table_free(sc_io_table *table)
{
  if (!table) return;
  sc_arena_free(&table->arena);
  *table = (sc_io_table){ 0 };
}

/* ----------------------------------------------------------------------------------------------- access */

int sc_io_table_is_competitive(const sc_io_table *t) { return sc_io_table_has_final(t, SC_FINAL_IMPORTS); }

sc_code sc_io_table_check_origins(const sc_io_table *t, sc_report *report)
{
  return sc_io_table_is_competitive(t) ? SC_FAIL(report, TABLE_COMPETITIVE, SC_IN_FILE(t->file), "") : SC_OK;
}

double sc_io_table_final_domestic(const sc_io_table *t, sc_final role, int i)
{
  double sum = 0;
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role) sum += t->final_domestic[i * t->n_final + k];
  return sum;
}

double sc_io_table_final_imported(const sc_io_table *t, sc_final role, int i)
{
  double sum = 0;
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role) sum += t->final_imported[i * t->n_final + k];
  return sum;
}

double sc_io_table_value_added(const sc_io_table *t, int j)
{
  double sum = 0;
  for (int h = 0; h < t->n_value_added; h++) sum += t->value_added[h * t->n + j];
  return sum;
}

int sc_io_table_activity(const sc_io_table *t, const char *id)
{
  for (int i = 0; i < t->n; i++)
    if (strcmp(t->activity[i], id) == 0) return i;
  return -1;
}

double sc_io_table_value_added_of(const sc_io_table *t, sc_value role, int j)
{
  double sum = 0;
  for (int h = 0; h < t->n_value_added; h++)
    if (t->value[h] == role) sum += t->value_added[h * t->n + j];
  return sum;
}

int sc_io_table_has_final(const sc_io_table *t, sc_final role)
{
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role) return 1;
  return 0;
}

int sc_io_table_has_value(const sc_io_table *t, sc_value role)
{
  for (int h = 0; h < t->n_value_added; h++)
    if (t->value[h] == role) return 1;
  return 0;
}
