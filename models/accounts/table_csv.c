/* An input-output table as a file of comma-separated values; table.h says what is in it. */
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/table.h"

static void add_numbers(sc_string *to, const double *x, int n)
{
  for (int j = 0; j < n; j++) {
    sc_string_add(to, ",");
    sc_string_add(to, sc_number(x[j]).s);
  }
}

static void add_names(sc_string *to, const char *const names[], int n)
{
  for (int i = 0; i < n; i++) {
    sc_string_add(to, ",");
    sc_csv_add_field(to, names[i]);
  }
}

static void add_empty(sc_string *to, int n)
{
  for (int i = 0; i < n; i++) sc_string_add(to, ",");
}

/* A row of an activity: what activities buy, what final demand buys, the total. */
static void add_flows(sc_string *to, const sc_io_table *t, const char *block, int i, const double *flows, const double *final, double total)
{
  sc_string_add(to, block);
  add_names(to, &t->activity[i], 1);
  add_numbers(to, flows + (size_t)i * (size_t)t->n, t->n);
  add_numbers(to, final + (size_t)i * (size_t)t->n_final, t->n_final);
  add_numbers(to, &total, 1);
  sc_string_add(to, "\n");
}

/* A row of numbers by activity, without final demand; total NULL: none is stated. */
static void add_by_activity(sc_string *to, const sc_io_table *t, const char *block, const char *name, const double *x, const double *total)
{
  sc_string_add(to, block);
  add_names(to, &name, 1);
  add_numbers(to, x, t->n);
  add_empty(to, t->n_final);
  if (total) add_numbers(to, total, 1);
  else add_empty(to, 1);
  sc_string_add(to, "\n");
}

static void add_labels(sc_string *to, const sc_io_table *t, sc_lang lang)
{
  int n = 0;
  for (int i = 0; i < t->n; i++) n += t->label[lang][i] != NULL;
  if (n == 0) return;
  sc_string_print(to, "NAME,%s", lang == SC_ZH ? "zh" : "en");
  for (int i = 0; i < t->n; i++) {
    sc_string_add(to, ",");
    if (t->label[lang][i]) sc_csv_add_field(to, t->label[lang][i]);
  }
  add_empty(to, t->n_final + 1);
  sc_string_add(to, "\n");
}

static int has_imports(const sc_io_table *t)
{
  const size_t n = (size_t)t->n, k = (size_t)t->n_final;
  for (size_t i = 0; i < n * n; i++)
    if (t->imported[i] != 0) return 1;
  for (size_t i = 0; i < n * k; i++)
    if (t->final_imported[i] != 0) return 1;
  return 0;
}

void sc_io_table_as_csv(const sc_io_table *t, sc_string *to)
{
  const size_t n = (size_t)t->n;
  for (int k = 0; k < t->n_history; k++) sc_string_print(to, "# %s\n", t->history[k]);
  sc_string_add(to, "block,row");
  add_names(to, t->activity, t->n);
  add_names(to, t->final_name, t->n_final);
  sc_string_add(to, ",TOTAL\n");
  for (int i = 0; i < t->n; i++) add_flows(to, t, sc_io_table_is_competitive(t) ? "ALL" : "DOM", i, t->domestic, t->final_domestic, t->output[i]);
  for (int i = 0; i < t->n && has_imports(t); i++) add_flows(to, t, "IMP", i, t->imported, t->final_imported, t->imports[i]);
  for (int h = 0; h < t->n_value_added; h++)
    add_by_activity(to, t, "VA", t->value_added_name[h], t->value_added + (size_t)h * n, &t->value_added_total[h]);
  for (int s = 0; s < t->n_satellites; s++)
    add_by_activity(to, t, "SAT", t->satellite_name[s], t->satellite + (size_t)s * n, NULL);
  for (int lang = 0; lang < SC_N_LANGS; lang++) add_labels(to, t, (sc_lang)lang);
  add_by_activity(to, t, "TOTAL", "OUTPUT", t->column_total, NULL);
}
