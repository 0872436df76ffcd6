#include "models/accounts/regionalise.h"

#include <math.h>
#include <string.h>

#include "models/accounts/regional.h"

/* ---------------------------------------------------------------------------------------------------- plan */

int sc_regional_is_local(sc_final role) { return role != SC_FINAL_EXPORTS && role != SC_FINAL_NET_EXPORTS && role != SC_FINAL_ERRORS; }

static double sum_of(const double *x, int n)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i];
  return sum;
}

/* What is used here of product i, of either origin, and how much of it is imported. */
static void nation_use(const sc_io_table *t, int i, double *use, double *imported, double *exported)
{
  const size_t row = (size_t)i;
  *exported = 0;
  *imported = sum_of(t->imported + row * (size_t)t->n, t->n);
  *use = sum_of(t->domestic + row * (size_t)t->n, t->n) + *imported;
  for (int k = 0; k < t->n_final; k++) {
    const double here = t->final_domestic[row * (size_t)t->n_final + (size_t)k], abroad = t->final_imported[row * (size_t)t->n_final + (size_t)k];
    if (t->final[k] == SC_FINAL_EXPORTS) *exported += here;
    if (!sc_regional_is_local(t->final[k])) continue;
    *use += here + abroad;
    *imported += abroad;
  }
}

void sc_regional_cross_hauling(const sc_io_table *t, double *h)
{
  for (int i = 0; i < t->n; i++) {
    double use, imported, exported;
    nation_use(t, i, &use, &imported, &exported);
    const double both = fmin(t->output[i], use);
    h[i] = both > 0 ? fmin(1, fmax(0, fmin(exported, imported) / both)) : 0;
  }
}

static sc_code check_output(const sc_io_table *t, const double *output, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < t->n; i++)
    if (!(output[i] >= 0 && output[i] <= t->output[i] * (1 + 1e-9)))
      code = SC_FAIL(report, REGIONAL_OUTPUT, SC_IN_FILE(t->file), t->activity[i], sc_number(output[i]).s, sc_number(t->output[i]).s);
  if (code == SC_OK && !(sum_of(output, t->n) > 0)) code = SC_FAIL(report, REGIONAL_EMPTY, SC_IN_FILE(t->file), "");
  return code;
}

sc_code sc_regional_plan_make(sc_regional_plan *p, const sc_io_table *t, sc_regional_method method, const double *output, sc_report *report)
{
  const size_t n = (size_t)t->n;
  double earned = 0, earned_nation = 0;
  *p = (sc_regional_plan){ .nation = t, .method = method, .n = t->n, .n_final = 1 };
  SC_TRY(sc_io_table_check_origins(t, report));
  SC_TRY(sc_io_table_check_signs(t, report));
  SC_TRY(check_output(t, output, report));
  p->memory = sc_alloc(3 * n, sizeof *p->memory);
  if (!p->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_regional_plan");
  p->output = p->memory;
  p->slq = p->memory + n;
  p->cross_hauling = p->memory + 2 * n;
  for (int k = 0; k < t->n_final; k++) p->n_final += sc_regional_is_local(t->final[k]);
  memcpy(p->output, output, n * sizeof *output);
  sc_slq(t->n, output, t->output, p->slq);
  p->size = sum_of(output, t->n) / sum_of(t->output, t->n);
  sc_regional_cross_hauling(t, p->cross_hauling);
  for (int i = 0; i < t->n; i++) {
    earned_nation += sc_io_table_value_added(t, i);
    if (t->output[i] > 0) earned += sc_io_table_value_added(t, i) * output[i] / t->output[i];
  }
  p->share = earned_nation > 0 ? earned / earned_nation : p->size;
  return SC_OK;
}

void sc_regional_plan_free(sc_regional_plan *p)
{
  if (!p) return;
  sc_free(p->memory);
  *p = (sc_regional_plan){ 0 };
}

sc_code sc_regional_table_make(sc_io_table *r, const sc_regional_plan *p, sc_report *report)
{
  const sc_io_table *t = p->nation;
  const size_t n = (size_t)p->n;
  SC_TRY(sc_io_table_like(r, t, p->n_final, report));
  sc_code code = SC_OK;
  for (int k = 0, to = 0; k < t->n_final && code == SC_OK; k++)
    if (sc_regional_is_local(t->final[k])) code = sc_io_table_name_final(r, to++, t->final_name[k], report);
  if (code == SC_OK) code = sc_io_table_name_final(r, p->n_final - 1, "EXP", report);
  if (code == SC_OK) sc_io_table_find_roles(r);
  else sc_io_table_free(r);
  for (size_t j = 0; j < n && code == SC_OK; j++) {
    const double part = t->output[j] > 0 ? p->output[j] / t->output[j] : 0;
    for (size_t h = 0; h < (size_t)t->n_value_added; h++) r->value_added[h * n + j] *= part;
    for (size_t s = 0; s < (size_t)t->n_satellites; s++) r->satellite[s * n + j] *= part;
    r->output[j] = r->column_total[j] = p->output[j];
  }
  for (size_t h = 0; h < (size_t)t->n_value_added && code == SC_OK; h++) r->value_added_total[h] = sum_of(r->value_added + h * n, p->n);
  return code;
}

/* ---------------------------------------------------------------------------------------------------- flows */

/* Local shares of row i with CHARM, of inputs and final demand alike. */
static double charm_share(const sc_regional_plan *p, int i)
{
  const sc_io_table *t = p->nation;
  const size_t row = (size_t)i * (size_t)p->n;
  double use = 0;
  for (int j = 0; j < p->n; j++)
    if (t->output[j] > 0) use += (t->domestic[row + (size_t)j] + t->imported[row + (size_t)j]) * p->output[j] / t->output[j];
  for (int k = 0; k < t->n_final; k++) {
    const size_t place = (size_t)i * (size_t)t->n_final + (size_t)k;
    if (sc_regional_is_local(t->final[k])) use += p->share * (t->final_domestic[place] + t->final_imported[place]);
  }
  return sc_regional_charm(p->output[i], use, p->cross_hauling[i]);
}

static void fill_row(int n, double *q, int i, double share)
{
  for (int j = 0; j < n; j++) q[(size_t)i * (size_t)n + (size_t)j] = share;
}

double sc_regional_charm(double output, double use, double h)
{
  double exports, imports;
  if (!(use > 0)) return 0;
  sc_charm_bounded(1, &output, &use, &h, &exports, &imports);
  return fmin(1, 1 - imports / use);
}

void sc_regional_quotients(sc_regional_method method, int n, const double *slq, double lambda, double *q)
{
  switch (method) {
  case SC_REGIONAL_FLQ: sc_flq(n, slq, lambda, q); break;
  case SC_REGIONAL_AFLQ: sc_aflq(n, slq, lambda, q); break;
  case SC_REGIONAL_CILQ: sc_cilq(n, slq, q); break;
  default:
    for (int i = 0; i < n; i++) fill_row(n, q, i, slq[i]);
  }
  for (size_t k = 0; k < (size_t)n * (size_t)n; k++) q[k] = fmin(1, q[k]);
}

/* Row i of the region: what each user buys of the product, locally (the share q of what the nation buys at home, with CHARM of all) and
 * elsewhere; the sum of what is bought locally. */
static double buy(const sc_regional_plan *p, int i, const double *q, double final_share, sc_io_table *r)
{
  const sc_io_table *t = p->nation;
  const size_t n = (size_t)p->n, row = (size_t)i, k_nation = (size_t)t->n_final, k_region = (size_t)p->n_final;
  const int of_all = p->method == SC_REGIONAL_CHARM;
  double local = 0;
  for (size_t j = 0; j < n; j++) {
    const double part = t->output[j] > 0 ? p->output[j] / t->output[j] : 0;
    const double home = part * t->domestic[row * n + j], abroad = part * t->imported[row * n + j];
    const double here = q[row * n + j] * (of_all ? home + abroad : home);
    r->domestic[row * n + j] = here;
    r->imported[row * n + j] = home + abroad - here;
    local += here;
  }
  for (size_t k = 0, to = 0; k < k_nation; k++) {
    if (!sc_regional_is_local(t->final[k])) continue;
    const double home = p->share * t->final_domestic[row * k_nation + k], abroad = p->share * t->final_imported[row * k_nation + k];
    const double here = final_share * (of_all ? home + abroad : home);
    r->final_domestic[row * k_region + to] = here;
    r->final_imported[row * k_region + to] = home + abroad - here;
    local += here;
    to++;
  }
  return local;
}

/* Less is sold locally by the factor `kept`; the rest is imported. */
static void keep(sc_io_table *r, int i, double kept)
{
  const size_t n = (size_t)r->n, k = (size_t)r->n_final, row = (size_t)i;
  for (size_t j = 0; j < n; j++) {
    const double gone = (1 - kept) * r->domestic[row * n + j];
    r->domestic[row * n + j] -= gone;
    r->imported[row * n + j] += gone;
  }
  for (size_t f = 0; f + 1 < k; f++) {
    const double gone = (1 - kept) * r->final_domestic[row * k + f];
    r->final_domestic[row * k + f] -= gone;
    r->final_imported[row * k + f] += gone;
  }
}

void sc_regionalise(const sc_regional_plan *p, double delta, double *q, double *cut, sc_io_table *r)
{
  const size_t n = (size_t)p->n, k = (size_t)p->n_final;
  const int by_size = p->method == SC_REGIONAL_FLQ || p->method == SC_REGIONAL_AFLQ;
  const double lambda = by_size ? sc_flq_lambda(p->size, delta) : 1;
  if (p->method != SC_REGIONAL_CHARM) sc_regional_quotients(p->method, p->n, p->slq, lambda, q);
  for (int i = 0; i < p->n && p->method == SC_REGIONAL_CHARM; i++) fill_row(p->n, q, i, charm_share(p, i));
  for (int i = 0; i < p->n; i++) {
    const size_t row = (size_t)i;
    const double final_share = p->method == SC_REGIONAL_CHARM ? q[row * n] : fmin(1, lambda * p->slq[i]);
    const double local = buy(p, i, q, final_share, r);
    const double most = p->output[i];
    cut[i] = local > most ? 1 - most / local : 0;
    if (cut[i] > 0) keep(r, i, most / local);
    double sold = sum_of(r->domestic + row * n, p->n), bought = sum_of(r->imported + row * n, p->n);
    for (size_t f = 0; f + 1 < k; f++) {
      sold += r->final_domestic[row * k + f];
      bought += r->final_imported[row * k + f];
    }
    r->final_domestic[row * k + k - 1] = fmax(0, p->output[i] - sold);
    r->final_imported[row * k + k - 1] = 0;
    r->imports[i] = bought;
  }
}
