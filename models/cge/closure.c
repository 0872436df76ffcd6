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

void sc_district_closure_names(const sc_district_closure *closure, sc_string *to)
{
  sc_string_add(to, "closure");
  for (int k = 0; k < SC_CGE_BALANCES; k++) sc_string_print(to, " %s", sc_cge_macro_rows[closure->free[k]].name);
  sc_string_print(to, ", capital %s, labour %s, numeraire %s", sc_cge_capital_rows[closure->mobile_capital].name,
                  sc_cge_market_rows[closure->labour].name, sc_cge_numeraire_rows[closure->numeraire].name);
}

void sc_cge_balance_words(const sc_cge_macro free[SC_CGE_BALANCES], int closed, sc_text saving, sc_lang lang, sc_string *to)
{
  static const sc_text balances[SC_CGE_BALANCES] = {
    SC_TEXT("the government budget", "政府收支"), SC_TEXT("investment with saving", "投资与储蓄"), SC_TEXT("the balance with abroad", "对外收支") };
  const int zh = lang == SC_ZH, last = SC_CGE_BALANCES - 1 - closed;
  sc_cge_macro own[SC_CGE_BALANCES];
  sc_cge_closure_order(free, own);
  sc_string_add(to, zh ? "闭合：" : "Closure: ");
  for (int b = 0; b <= last; b++)
    sc_string_print(to, zh ? "%s由%s调整而平衡%s" : "%s is balanced by %s%s", balances[b].in[lang], sc_cge_macro_rows[own[b]].text.in[lang],
                    b < last ? (zh ? "，" : ", ") : (zh ? "；" : "; "));
  for (int m = 0, n = 0; m < SC_CGE_N_MACROS; m++) {
    int is_free = closed && m == SC_CGE_exchange_rate;
    for (int b = 0; b < SC_CGE_BALANCES; b++) is_free |= (int)own[b] == m;
    if (!is_free) sc_string_print(to, "%s%s", n++ > 0 ? (zh ? "、" : ", ") : "", m == SC_CGE_government_saving ? saving.in[lang] : sc_cge_macro_rows[m].text.in[lang]);
  }
  sc_string_add(to, zh ? "给定。" : " are given.");
}

void sc_district_closure_words(const sc_district_closure *closure, sc_lang lang, sc_string *to)
{
  sc_cge_balance_words(closure->free, 0, (sc_text)SC_TEXT("government's saving rate", "政府储蓄率"), lang, to);
  sc_string_print(to, lang == SC_ZH ? "资本：%s。劳动力：%s。计价物：%s。" : " Capital: %s. Labour: %s. Numeraire: %s.",
                  sc_cge_capital_rows[closure->mobile_capital].text.in[lang], sc_cge_market_rows[closure->labour].text.in[lang],
                  sc_cge_numeraire_rows[closure->numeraire].text.in[lang]);
}
