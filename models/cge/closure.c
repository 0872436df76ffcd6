#include "models/cge/closure.h"

#define X(name, en, zh) { #name, SC_TEXT(en, zh) },
const sc_cge_choice_row sc_cge_numeraire_rows[SC_CGE_N_NUMERAIRES] = { SC_CGE_NUMERAIRES(X) };
const sc_cge_choice_row sc_cge_capital_rows[SC_CGE_N_CAPITALS] = { SC_CGE_CAPITALS(X) };
#undef X

sc_code sc_district_numeraire_check(const sc_district_closure *closure, sc_where where, sc_report *report)
{
  if (closure->numeraire != SC_CGE_EXCHANGE_RATE) return SC_OK;
  for (int k = 0; k < SC_CGE_BALANCES; k++)
    if (closure->free[k] == SC_CGE_exchange_rate) return SC_OK;
  return SC_FAIL(report, CGE_NUMERAIRE, where, sc_cge_numeraire_rows[SC_CGE_EXCHANGE_RATE].name,
                 sc_cge_macro_rows[SC_CGE_exchange_rate].name);
}

void sc_district_closure_words(const sc_district_closure *closure, sc_string *to)
{
  sc_string_add(to, "closure");
  for (int k = 0; k < SC_CGE_BALANCES; k++) sc_string_print(to, " %s", sc_cge_macro_rows[closure->free[k]].name);
  sc_string_print(to, ", capital %s, labour %s, numeraire %s", sc_cge_capital_rows[closure->mobile_capital].name,
                  sc_cge_market_rows[closure->labour].name, sc_cge_numeraire_rows[closure->numeraire].name);
}
