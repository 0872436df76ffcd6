#include "tests/support/cge_models.h"

#include <assert.h>
#include <string.h>

#include "engine/base/memory.h"

void cge_fill(sc_lane *list, int i, double x)
{
  for (int l = 0; l < SC_LANES; l++) list[i][l] = x;
}

static sc_lane *lanes(size_t n)
{
  sc_lane *block = sc_alloc(n, sizeof(sc_lane));
  assert(block);
  return block;
}

static void begin(cge_model *m)
{
  sc_report report = { 0 };
  const sc_code code = sc_cge_shape_finish(&m->shape, &report);
  assert(code == SC_OK);
  (void)code;
  sc_cge_base_bind(&m->shape, m->blocks[0] = lanes(sc_cge_base_lanes(&m->shape)), &m->base);
  sc_cge_year_bind(&m->shape, m->blocks[1] = lanes(sc_cge_year_lanes(&m->shape)), &m->year);
  sc_cge_state_bind(&m->shape, m->blocks[2] = lanes(sc_cge_state_lanes(&m->shape)), &m->state);
  sc_cge_outcome_bind(&m->shape, m->blocks[3] = lanes(sc_cge_outcome_lanes(&m->shape)), &m->outcome);
  m->work = lanes(sc_cge_work_lanes(&m->shape));
}

void cge_model_free(cge_model *m)
{
  for (int k = 0; k < 4; k++) sc_free(m->blocks[k]);
  sc_free(m->work);
}

void cge_base_year(cge_model *m)
{
  memset(m->blocks[1], 0, sc_cge_year_lanes(&m->shape) * sizeof(sc_lane));
  memset(m->blocks[2], 0, sc_cge_state_lanes(&m->shape) * sizeof(sc_lane));
  m->state.linearised = 0;
  const sc_cge_shape *s = &m->shape;
  const size_t A = (size_t)s->activities, C = (size_t)s->commodities, F = (size_t)s->factors, E = (size_t)s->outside;
#define COPY(name, count, what) memcpy(m->year.name, m->base.name, (count) * sizeof(sc_lane)); \
                                memcpy(m->state.year.name, m->base.name, (count) * sizeof(sc_lane));
  SC_CGE_TAXES(COPY)
#undef COPY
}

/* Saving rates, incomes and foreign saving that close the accounts; the balance with abroad then follows. */
static void close_accounts(cge_model *m)
{
  const sc_cge_shape *s = &m->shape;
  const sc_cge_base *b = &m->base;
  const int A = s->activities, C = s->commodities, F = s->factors, H = s->households, E = s->outside;
  double revenue = b->government_in[0][0], saved = 0.0, needs = 0.0, public = b->government_out[0][0], incomes[4] = { 0 };
  for (int a = 0; a < A; a++) revenue += b->output[a][0] * b->production_tax[a][0];
  for (int f = 0; f < F; f++) {
    double net = 0.0;
    for (int a = 0; a < A; a++) {
      const double paid = b->factor[f * A + a][0] / (1.0 + b->factor_tax[f * A + a][0]);
      net += paid;
      revenue += b->factor[f * A + a][0] - paid;
    }
    revenue += b->own_government[f][0] * net;
    saved += b->own_saving[f][0] * net;
    for (int h = 0; h < H; h++) incomes[h] += b->own_home[f * H + h][0] * net;
  }
  for (int c = 0; c < C; c++) {
    double q = b->sales[c][0];
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      q += b->import[i][0];
      revenue += b->import[i][0] * b->tariff[i][0] / (1.0 + b->tariff[i][0]) + b->export_[i][0] * b->export_tax[i][0] / (1.0 - b->export_tax[i][0]);
    }
    revenue += q * b->sales_tax[c][0];
    needs += b->investment[c][0] + b->stocks[c][0];
    public += b->government[c][0];
  }
  for (int h = 0; h < H; h++) {      /* gifts go to households further down the list only */
    double given = b->give_outside[h][0], spent = 0.0;
    incomes[h] += b->from_government[h][0] + b->from_outside[h][0];
    public += b->from_government[h][0];
    for (int k = h + 1; k < H; k++) incomes[k] += b->give_home[h * H + k][0] * incomes[h], given += b->give_home[h * H + k][0];
    for (int c = 0; c < C; c++) spent += b->home[c * H + h][0];
    const double left = incomes[h] * (1.0 - b->direct_tax[h][0] - given);
    revenue += b->direct_tax[h][0] * incomes[h];
    cge_fill(b->income, h, incomes[h]);
    cge_fill(b->saving, h, 1.0 - spent / left);
    saved += left - spent;
  }
  cge_fill(b->government_saving, 0, revenue > 0.0 ? (revenue - public) / revenue : 0.0);
  cge_fill(b->foreign_saving, 0, needs - saved - (revenue - public));
}

void cge_hosoe(cge_model *m)
{
  static const double input[2][2] = { { 21, 8 }, { 17, 9 } }, factor[2][2] = { { 20, 30 }, { 15, 25 } };
  static const double home[2] = { 20, 30 }, government[2] = { 19, 14 }, investment[2] = { 16, 15 }, export_[2] = { 8, 4 };
  static const double import[2] = { 13, 11 }, tax[2] = { 5, 4 }, tariff[2] = { 1, 2 };
  memset(m, 0, sizeof *m);
  int *n = m->numbers;
  m->shape = (sc_cge_shape){ .activities = 2, .commodities = 2, .factors = 2, .groups = 1, .households = 1, .outside = 1, .makes = 2,
    .make_activity = n, .make_commodity = n + 2, .group = n + 4, .mobile = n + 6, .specific = n + 8, .demand_curve = n + 10, .wage = n + 12,
    .market = m->markets, .trade_taxes = 1, .free = { SC_CGE_government, SC_CGE_investment, SC_CGE_exchange_rate }, .numeraire = SC_CGE_FACTOR_PRICE, .numeraire_factor = 1 };
  n[0] = n[2] = 0, n[1] = n[3] = 1, n[6] = n[7] = 1, n[8] = n[9] = -1;
  begin(m);
  const sc_cge_base *b = &m->base;
  for (int a = 0; a < 2; a++) {
    double cost = 0.0;
    for (int f = 0; f < 2; f++) cge_fill(b->factor, f * 2 + a, factor[f][a]), cost += factor[f][a];
    cge_fill(b->value_added, a, cost);
    cge_fill(b->sigma_group, a, 1.0);
    for (int c = 0; c < 2; c++) cge_fill(b->input, c * 2 + a, input[c][a]), cost += input[c][a];
    cge_fill(b->output, a, cost);
    cge_fill(b->production_tax, a, tax[a] / cost);
    cge_fill(b->make, a, cost + tax[a]);
    cge_fill(b->sales, a, cost + tax[a] - export_[a]);
    cge_fill(b->export_, a, export_[a]);
    cge_fill(b->import, a, import[a] + tariff[a]);
    cge_fill(b->tariff, a, tariff[a] / import[a]);
    cge_fill(b->home, a, home[a]);
    cge_fill(b->slope, a, 1.0);
    cge_fill(b->government, a, government[a]);
    cge_fill(b->investment, a, investment[a]);
    cge_fill(b->sigma_armington, a, 2.0);
    cge_fill(b->psi, a, 2.0);
    cge_fill(b->own_home, a, 1.0);
  }
  cge_fill(b->direct_tax, 0, 23.0 / 90.0);
  cge_fill(b->sigma_home, 0, 1.0);
  cge_fill(b->sigma_government, 0, 1.0);
  cge_fill(b->sigma_investment, 0, 1.0);
  close_accounts(m);
  cge_base_year(m);
}

/* A number in (0, 1) that looks arbitrary. */
static double some(int *k) { *k += 1; const double x = 0.618033988749895 * *k * *k; return 0.05 + 0.9 * (x - (double)(long)x); }

void cge_everything(cge_model *m, int substitution, int fixed_capital)
{
  enum { A = 3, C = 4, F = 3, G = 2, H = 2, E = 2, M = 5 };
  static const int makes[2][M] = { { 0, 1, 1, 2, 2 }, { 0, 1, 2, 2, 3 } };
  static const double yield[M] = { 1.0, 0.7, 0.3, 0.4, 0.6 };
  memset(m, 0, sizeof *m);
  int *n = m->numbers, k = 0;
  m->shape = (sc_cge_shape){ .activities = A, .commodities = C, .factors = F, .groups = G, .households = H, .outside = E, .makes = M,
    .make_activity = n, .make_commodity = n + 8, .group = n + 16, .mobile = n + 20, .specific = n + 24, .demand_curve = n + 28, .wage = n + 32,
    .market = m->markets, .substitution = substitution, .product_taxes = 1, .trade_taxes = 1,
    .free = { SC_CGE_government_saving, SC_CGE_exchange_rate, SC_CGE_foreign_saving }, .numeraire = SC_CGE_EXCHANGE_RATE };
  memcpy(n, makes[0], sizeof makes[0]);
  memcpy(n + 8, makes[1], sizeof makes[1]);
  n[17] = n[18] = 1;                                         /* capital; skilled and other labour */
  n[20] = !fixed_capital, n[21] = n[22] = 1;
  for (int a = 0; a < A; a++) n[24 + a] = fixed_capital ? 0 : -1;
  n[29] = 1;                                                 /* the second region abroad has a demand curve */
  m->markets[1] = SC_CGE_wage_curve;
  begin(m);
  const sc_cge_base *b = &m->base;
  double supply[C] = { 0 };
  for (int a = 0; a < A; a++) {
    double added = 0.0, cost = 0.0;
    for (int f = 0; f < F; f++) {
      const double x = 5.0 + 20.0 * some(&k);
      cge_fill(b->factor, f * A + a, x), added += x;
      cge_fill(b->factor_tax, f * A + a, 0.1 * some(&k));
    }
    for (int c = 0; c < C; c++) {
      const double x = 2.0 + 5.0 * some(&k);
      cge_fill(b->input, c * A + a, x), cost += x;
    }
    cost += added;
    cge_fill(b->value_added, a, added);
    cge_fill(b->output, a, cost);
    cge_fill(b->production_tax, a, 0.1 * some(&k));
    cge_fill(b->sigma_top, a, substitution ? 0.2 + 0.4 * some(&k) : 0.0);
    cge_fill(b->sigma_factor, a, 0.5 + 0.4 * some(&k));
    for (int g = 0; g < G; g++) cge_fill(b->sigma_group, g * A + a, 0.5 + some(&k));
    for (int i = 0; i < M; i++)
      if (makes[0][i] == a) {
        const double x = yield[i] * cost * (1.0 + b->production_tax[a][0]);
        cge_fill(b->make, i, x), supply[makes[1][i]] += x;
      }
  }
  cge_fill(b->sigma_input, 0, substitution ? 0.3 : 0.0);
  for (int c = 0; c < C; c++) {
    double sold = supply[c], q = 0.0, parts[5], all = 0.0;
    for (int e = 0; e < E; e++) {
      const int i = c * E + e;
      const double out = 0.25 * supply[c] * some(&k), in = 0.4 * supply[c] * some(&k);
      sold -= out, q += in;
      cge_fill(b->export_, i, out), cge_fill(b->import, i, in);
      cge_fill(b->tariff, i, 0.2 * some(&k)), cge_fill(b->export_tax, i, 0.1 * some(&k));
      cge_fill(b->eta, i, 2.0 + 2.0 * some(&k));
    }
    cge_fill(b->sales, c, sold);
    cge_fill(b->sales_tax, c, 0.15 * some(&k));
    q = (q + sold) * (1.0 + b->sales_tax[c][0]);
    for (int a = 0; a < A; a++) q -= b->input[c * A + a][0];
    for (int i = 0; i < 5; i++) all += parts[i] = some(&k) * (i == 4 ? 0.1 : 1.0);
    for (int i = 0; i < 5; i++) parts[i] *= q / all;
    for (int h = 0; h < H; h++) {
      cge_fill(b->home, c * H + h, parts[h]);
      cge_fill(b->subsistence, c * H + h, h == 0 ? 0.3 * parts[h] * some(&k) : 0.0);
      cge_fill(b->slope, c * H + h, h == 0 ? 1.0 : 0.5 + some(&k));
    }
    cge_fill(b->government, c, parts[2]), cge_fill(b->investment, c, parts[3]), cge_fill(b->stocks, c, parts[4]);
    cge_fill(b->sigma_armington, c, 1.5 + some(&k)), cge_fill(b->sigma_import, c, 2.5 + some(&k)), cge_fill(b->psi, c, 1.0 + 2.0 * some(&k));
  }
  for (int f = 0; f < F; f++) {
    cge_fill(b->own_home, f * H, 0.5), cge_fill(b->own_home, f * H + 1, 0.3);
    cge_fill(b->own_government, f, 0.05), cge_fill(b->own_saving, f, 0.1), cge_fill(b->own_outside, f, 0.05);
    cge_fill(b->curve, f, 0.1), cge_fill(b->unemployment, f, 0.05);
  }
  for (int h = 0; h < H; h++) {
    cge_fill(b->from_government, h, 2.0 + h), cge_fill(b->from_outside, h, 1.0), cge_fill(b->give_outside, h, 0.02);
    cge_fill(b->direct_tax, h, 0.08 + 0.02 * h), cge_fill(b->sigma_home, h, h == 0 ? 1.0 : 0.6);
  }
  cge_fill(b->give_home, 1, 0.03);
  cge_fill(b->government_in, 0, 1.0), cge_fill(b->government_out, 0, 2.0);
  cge_fill(b->sigma_government, 0, 0.4), cge_fill(b->sigma_investment, 0, 0.7);
  close_accounts(m);
  cge_base_year(m);
}
