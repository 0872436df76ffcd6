#include "models/accounts/origins.h"

#include <string.h>

static int is_exempt(sc_final role, sc_exempt exempt)
{
  switch (role) {
  case SC_FINAL_IMPORTS: case SC_FINAL_NET_EXPORTS: case SC_FINAL_ERRORS: return 1;
  case SC_FINAL_EXPORTS: return exempt != SC_EXEMPT_NONE;
  case SC_FINAL_STOCKS: return exempt == SC_EXEMPT_EXPORTS_AND_STOCKS;
  default: return 0;
  }
}

/* s_i and r_i, or why there is none. */
static sc_code find_shares(const sc_io_table *t, sc_exempt exempt, double *share, double *again, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < t->n; i++) {
    const double *z = t->domestic + (size_t)i * (size_t)t->n, *f = t->final_domestic + (size_t)i * (size_t)t->n_final;
    double use = 0, exports = 0;
    for (int j = 0; j < t->n; j++) use += z[j];
    for (int k = 0; k < t->n_final; k++) {
      if (!is_exempt(t->final[k], exempt)) use += f[k];
      else if (t->final[k] == SC_FINAL_EXPORTS) exports += f[k];
    }
    const double imports = t->imports[i], met = imports < use ? imports : use > 0 ? use : 0;
    share[i] = use > 0 ? met / use : 0;
    again[i] = imports - met;
    if (imports < 0 || again[i] > exports)
      code = SC_FAIL(report, ORIGINS_EXCESS, ((sc_where){ t->file, t->line[i], 0, NULL }), t->activity[i], sc_number(imports).s,
                     sc_number(use).s, sc_number(exports).s);
  }
  return code;
}

static void part(double total, double share, double *domestic, double *imported)
{
  *imported = share * total;
  *domestic = total - *imported;
}

/* Row i of the table made: inputs, then final demand without the column of imports. */
static void take_row(sc_io_table *m, const sc_io_table *t, sc_exempt exempt, int i, double share, double again)
{
  const size_t n = (size_t)t->n, row = (size_t)i;
  double exports = 0;
  for (size_t j = 0; j < n; j++) part(t->domestic[row * n + j], share, &m->domestic[row * n + j], &m->imported[row * n + j]);
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == SC_FINAL_EXPORTS) exports += t->final_domestic[row * (size_t)t->n_final + (size_t)k];
  for (int k = 0, to = 0; k < t->n_final; k++) {
    if (t->final[k] == SC_FINAL_IMPORTS) continue;
    const size_t place = row * (size_t)m->n_final + (size_t)to++;
    const double out = t->final[k] == SC_FINAL_EXPORTS && again > 0 ? again / exports : 0;
    part(t->final_domestic[row * (size_t)t->n_final + (size_t)k], is_exempt(t->final[k], exempt) ? out : share, &m->final_domestic[place],
         &m->final_imported[place]);
  }
  m->imports[i] = t->imports[i];
}

sc_code sc_io_table_take_apart(sc_io_table *m, const sc_io_table *t, sc_exempt exempt, double *share, double *again, sc_report *report)
{
  int n_final = 0;
  *m = (sc_io_table){ 0 };
  for (int k = 0; k < t->n_final; k++) n_final += t->final[k] != SC_FINAL_IMPORTS;
  SC_TRY(find_shares(t, exempt, share, again, report));
  SC_TRY(sc_io_table_like(m, t, n_final, report));
  for (int k = 0, to = 0; k < t->n_final; k++)
    if (t->final[k] != SC_FINAL_IMPORTS) SC_TRY(sc_io_table_name_final(m, to++, t->final_name[k], report));
  sc_io_table_find_roles(m);
  for (int i = 0; i < t->n; i++) take_row(m, t, exempt, i, share[i], again[i]);
  return SC_OK;
}

sc_code sc_io_table_put_together(sc_io_table *m, const sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)t->n, k = (size_t)t->n_final;
  *m = (sc_io_table){ 0 };
  SC_TRY(sc_io_table_like(m, t, t->n_final + 1, report));
  for (int f = 0; f < t->n_final; f++) SC_TRY(sc_io_table_name_final(m, f, t->final_name[f], report));
  SC_TRY(sc_io_table_name_final(m, t->n_final, "IMPORTS", report));
  sc_io_table_find_roles(m);
  for (size_t i = 0; i < n * n; i++) m->domestic[i] = t->domestic[i] + t->imported[i];
  for (size_t i = 0; i < n; i++) {
    for (size_t f = 0; f < k; f++) m->final_domestic[i * (k + 1) + f] = t->final_domestic[i * k + f] + t->final_imported[i * k + f];
    m->final_domestic[i * (k + 1) + k] = -t->imports[i];
    m->imports[i] = t->imports[i];
  }
  return SC_OK;
}
