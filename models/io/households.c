#include "models/io/households.h"

#include <math.h>
#include <string.h>

#include "models/accounts/leontief.h"
#include "models/io/regions.h"

/* Where activities and household columns are; all in one place when the table does not say. */
static void find_places(sc_households *h, const sc_io_table *t)
{
  sc_regions regions;
  sc_report quiet = { 0 };
  if (sc_regions_find(&regions, t, &quiet) == SC_OK) {
    h->n_places = regions.n;
    memcpy(h->earns, regions.of_activity, (size_t)t->n * sizeof *h->earns);
    for (int k = 0; k < t->n_final; k++)
      if (t->final[k] == SC_FINAL_HOUSEHOLD) h->spends[k] = regions.of_final[k];
    sc_regions_free(&regions);
  }
  sc_report_free(&quiet);
}

sc_code sc_households_find(sc_households *h, const sc_io_table *t, sc_report *report)
{
  *h = (sc_households){ .n = t->n, .n_final = t->n_final, .n_places = 1,
                        .has_column = sc_io_table_has_final(t, SC_FINAL_HOUSEHOLD) };
  h->earns = sc_arena_alloc(&h->arena, (size_t)t->n + 1, sizeof *h->earns);
  h->spends = sc_arena_alloc(&h->arena, (size_t)t->n_final + 1, sizeof *h->spends);
  if (!h->earns || !h->spends) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_households");
  for (int k = 0; k < t->n_final; k++) h->spends[k] = t->final[k] == SC_FINAL_HOUSEHOLD ? 0 : -1;
  double income = 0;
  for (int j = 0; j < t->n; j++) income += sc_io_table_value_added_of(t, SC_VALUE_LABOUR, j);
  h->has_labour = income > 0;
  find_places(h, t);
  return SC_OK;
}

void sc_households_free(sc_households *h)
{
  if (!h) return;
  sc_arena_free(&h->arena);
  *h = (sc_households){ 0 };
}

sc_code sc_household_work_make(const sc_households *h, sc_household_work *w, sc_report *report)
{
  const size_t n = (size_t)h->n, r = (size_t)h->n_places;
  *w = (sc_household_work){ .bought = sc_alloc(r * n + r * r + 2 * r, sizeof *w->bought), .pivot = sc_alloc(r, sizeof *w->pivot) };
  if (!w->bought || !w->pivot) {
    sc_household_work_free(w);
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_households");
  }
  w->k = w->bought + r * n;
  w->y = w->k + r * r;
  w->income = w->y + r;
  return SC_OK;
}

void sc_household_work_free(sc_household_work *w)
{
  sc_free(w->bought);
  sc_free(w->pivot);
  *w = (sc_household_work){ 0 };
}

void sc_households_split(const sc_households *h, const double *labour, double *rows)
{
  for (int s = 0; s < sc_households_rows(h); s++)
    for (int j = 0; j < h->n; j++) rows[s * h->n + j] = h->earns[j] == s ? labour[j] : 0;
}

void sc_households_buy(const sc_households *h, const double *labour_income, const double *final_domestic, sc_household_work *w)
{
  memset(w->income, 0, (size_t)h->n_places * sizeof *w->income);
  memset(w->bought, 0, (size_t)h->n_places * (size_t)h->n * sizeof *w->bought);
  for (int j = 0; j < h->n; j++) w->income[h->earns[j]] += labour_income[j];
  for (int i = 0; i < h->n; i++)
    for (int k = 0; k < h->n_final; k++)
      if (h->spends[k] >= 0) w->bought[h->spends[k] * h->n + i] += final_domestic[(size_t)i * (size_t)h->n_final + (size_t)k];
  for (int r = 0; r < h->n_places; r++)
    for (int i = 0; i < h->n; i++) w->bought[r * h->n + i] *= w->income[r] > 0 ? 1 / w->income[r] : 0;
}

static double product(int n, const double *x, const double *y)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

/* K' where `transposed`, else K. */
static void incomes_of_spending(const sc_households *h, const double *earned, const sc_household_work *w, int transposed)
{
  const int n = h->n, places = h->n_places;
  for (int s = 0; s < places; s++)
    for (int r = 0; r < places; r++)
      w->k[transposed ? r * places + s : s * places + r] = product(n, earned + s * n, w->bought + r * n);
}

int sc_households_close(const sc_households *h, int n_rows, const double *type1, const double *earned, sc_household_work *w, double *type2)
{
  const int n = h->n, places = h->n_places;
  int closes = sc_households_known(h);
  if (closes) {
    incomes_of_spending(h, earned, w, 0);
    closes = sc_hawkins_simon(places, w->k) == 0;
  }
  if (closes) {
    incomes_of_spending(h, earned, w, 1);
    for (int s = 0; s < places; s++)
      for (int r = 0; r < places; r++) w->k[s * places + r] = (s == r) - w->k[s * places + r];
    closes = sc_lu_factor(places, w->k, w->pivot) == 0;
  }
  if (!closes) {
    for (size_t k = 0; k < (size_t)n_rows * (size_t)n; k++) type2[k] = (double)NAN;
    return 0;
  }
  for (int q = 0; q < n_rows; q++) {
    const double *one = type1 + (size_t)q * (size_t)n;
    double *two = type2 + (size_t)q * (size_t)n;
    for (int r = 0; r < places; r++) w->y[r] = product(n, one, w->bought + r * n);
    sc_lu_solve(places, w->k, w->pivot, w->y);
    for (int j = 0; j < n; j++) two[j] = one[j];
    for (int s = 0; s < places; s++)
      for (int j = 0; j < n; j++) two[j] += w->y[s] * earned[s * n + j];
  }
  return 1;
}
