#include "bench/equilibrium/national.h"

#include <math.h>
#include <string.h>

#include "engine/base/memory.h"
#include "models/accounts/table.h"

enum { N = 12 };

double national_uniform(void)
{
  static uint64_t seed = 20210622;
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) * 0x1p-53;
}

static void fill(sc_lane *list, int i, double x) { for (int l = 0; l < SC_LANES; l++) list[i][l] = x; }
static void vary(sc_lane *list, int i, double from, double to) { for (int l = 0; l < SC_LANES; l++) list[i][l] = from + (to - from) * national_uniform(); }

static void from_table(national *m, const sc_io_table *t)
{
  const sc_cge_base *b = &m->base;
  const double third = 1.0 / 3.0;
  double revenue = 0.0, spent = 0.0, needs = 0.0, public = 0.0, factors = 0.0;
  for (int j = 0; j < N; j++) {
    const double taxes = sc_io_table_value_added_of(t, SC_VALUE_TAX, j), wages = sc_io_table_value_added_of(t, SC_VALUE_LABOUR, j),
                 added = sc_io_table_value_added(t, j) - taxes;
    double imports = 0.0, exports = sc_io_table_final_domestic(t, SC_FINAL_EXPORTS, j);
    fill(b->output, j, t->output[j] - taxes), fill(b->value_added, j, added), fill(b->production_tax, j, taxes / (t->output[j] - taxes));
    fill(b->factor, j, added - wages), fill(b->factor, N + j, wages), fill(b->make, j, t->output[j]);
    for (int i = 0; i < N; i++) {
      fill(b->input, i * N + j, t->domestic[i * N + j] + t->imported[i * N + j]);
      imports += t->imported[j * N + i];
    }
    double home = 0.0, government = 0.0, investment = 0.0, stocks = 0.0;
    for (int k = 0; k < t->n_final; k++) {
      const double all = t->final_domestic[j * t->n_final + k] + t->final_imported[j * t->n_final + k];
      if (t->final[k] == SC_FINAL_HOUSEHOLD) home += all;
      else if (t->final[k] == SC_FINAL_GOVERNMENT) government += all;
      else if (t->final[k] == SC_FINAL_INVESTMENT) investment += all;
      else if (t->final[k] == SC_FINAL_STOCKS) stocks += all;
      else if (t->final[k] != SC_FINAL_EXPORTS) stocks += all;
      if (t->final[k] != SC_FINAL_EXPORTS) imports += t->final_imported[j * t->n_final + k];
    }
    stocks += t->output[j] + imports - exports - home - government - investment - stocks;      /* what is left of the row */
    for (int i = 0; i < N; i++) stocks -= t->domestic[j * N + i] + t->imported[j * N + i];
    fill(b->home, j, home), fill(b->slope, j, 0.6 + 0.1 * (j % 5)), fill(b->government, j, government), fill(b->investment, j, investment), fill(b->stocks, j, stocks);
    fill(b->sales, j, t->output[j] - exports);
    fill(b->export_, 2 * j, exports * (1.0 - third)), fill(b->export_, 2 * j + 1, exports * third);
    fill(b->import, 2 * j, imports * (1.0 - third)), fill(b->import, 2 * j + 1, imports * third);
    revenue += taxes, factors += added, spent += home, public += government, needs += investment + stocks;
    vary(b->sigma_factor, j, 0.4, 0.9), vary(b->sigma_armington, j, 1.5, 3.0), fill(b->sigma_import, j, 3.0), vary(b->psi, j, 1.5, 3.0);
    for (int e = 0; e < 2; e++) vary(b->eta, 2 * j + e, 3.0, 5.0);
  }
  for (int f = 0; f < 2; f++) fill(b->own_home, f, 1.0);
  fill(b->curve, 1, 0.1), fill(b->unemployment, 1, 0.05), fill(b->income, 0, factors), fill(b->direct_tax, 0, 0.1);
  revenue += 0.1 * factors;
  fill(b->saving, 0, 1.0 - spent / (0.9 * factors)), fill(b->government_saving, 0, (revenue - public) / revenue);
  fill(b->foreign_saving, 0, needs - (0.9 * factors - spent) - (revenue - public)), vary(b->sigma_home, 0, 0.3, 0.8);
}

void national_base_year(national *m)
{
  memset(m->blocks[1], 0, sc_cge_year_lanes(&m->shape) * sizeof(sc_lane));
  memset(m->blocks[2], 0, sc_cge_state_lanes(&m->shape) * sizeof(sc_lane));
  m->state.linearised = 0;
  memcpy(m->year.production_tax, m->base.production_tax, N * sizeof(sc_lane));
  memcpy(m->state.year.production_tax, m->base.production_tax, N * sizeof(sc_lane));
}

static double around(double mean, double spread) { return mean + spread * 1.7 * (2.0 * national_uniform() - 1.0); }

void national_next_year(national *m)
{
  const sc_cge_year *y = &m->year;
  for (int l = 0; l < SC_LANES; l++) {
    y->supply[1][l] += around(0.01, 0.01);
    y->macro[SC_CGE_investment][l] += around(0.05, 0.03);
    y->macro[SC_CGE_government][l] += around(0.05, 0.01);
  }
  for (int j = 0; j < N; j++)
    for (int l = 0; l < SC_LANES; l++) {
      y->tfp[j][l] += around(0.015, 0.02);
      y->fixed[j][l] += around(0.06, 0.02);
      for (int e = 0; e < 2; e++) y->export_shift[2 * j + e][l] += around(0.05, 0.04);
    }
}

int national_make(national *m, const char *path, sc_report *report)
{
  sc_io_table t = { 0 };
  memset(m, 0, sizeof *m);
  if (sc_io_table_read(&t, path, report) != SC_OK || t.n != N) return 0;
  int *n = m->numbers;
  for (int j = 0; j < N; j++) n[j] = j;
  n[49] = 1, n[51] = 1, n[52] = n[53] = 1;      /* groups 0 1; labour mobile; both regions abroad have demand curves */
  m->markets[1] = SC_CGE_wage_curve;
  m->shape = (sc_cge_shape){ .activities = N, .commodities = N, .factors = 2, .groups = 2, .households = 1, .outside = 2, .makes = N,
    .make_activity = n, .make_commodity = n, .group = n + 48, .mobile = n + 50, .specific = n + 24, .demand_curve = n + 52, .wage = n + 56,
    .market = m->markets, .fixed_baskets = 1, .free = { SC_CGE_government_saving, SC_CGE_foreign_saving, SC_CGE_exchange_rate }, .numeraire = SC_CGE_EXCHANGE_RATE };
  if (sc_cge_shape_finish(&m->shape, report) != SC_OK) return 0;
  sc_lane *block[5];
  const size_t size[5] = { sc_cge_base_lanes(&m->shape), sc_cge_year_lanes(&m->shape), sc_cge_state_lanes(&m->shape),
                           sc_cge_outcome_lanes(&m->shape), sc_cge_work_lanes(&m->shape) };
  for (int k = 0; k < 5; k++)
    if ((block[k] = sc_alloc(size[k], sizeof(sc_lane))) == NULL) return 0;
  for (int k = 0; k < 4; k++) m->blocks[k] = block[k];
  m->work = block[4];
  sc_cge_base_bind(&m->shape, block[0], &m->base);
  sc_cge_year_bind(&m->shape, block[1], &m->year);
  sc_cge_state_bind(&m->shape, block[2], &m->state);
  sc_cge_outcome_bind(&m->shape, block[3], &m->outcome);
  from_table(m, &t);
  sc_io_table_free(&t);
  national_base_year(m);
  return 1;
}

void national_free(national *m)
{
  for (int k = 0; k < 4; k++) sc_free(m->blocks[k]);
  sc_free(m->work);
}
