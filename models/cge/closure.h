/* closure.h - how the equilibrium of a study's region closes: chosen once in its files, the same for all draws.   闭合规则
 *
 *   cge = {
 *     closure   = [ "government_saving", "foreign_saving", "exchange_rate" ];   three macro variables that are free (cge.h)
 *     capital   = "fixed";            stays in its activity within the year | "mobile": goes where it earns most
 *     labour    = "wage_curve";       one of SC_CGE_MARKETS
 *     numeraire = "outside_price";    the price that is 1: of the rest of the country, of consumption, or of labour
 *   };
 *
 * Every key may be left out; what stands above is what then holds. The three free variables must be able to balance the
 * government's budget, saving with investment, and trade with the outside; a numeraire that is the outside price needs the exchange
 * rate, which is that price, to be free. Relative prices and quantities do not depend on the numeraire.
 */
#ifndef SC_CGE_CLOSURE_H
#define SC_CGE_CLOSURE_H

#include "engine/base/text.h"
#include "models/cge/cge.h"

/* Names in study files, in the order of sc_cge_numeraire. */
#define SC_CGE_NUMERAIRES(X)                                                        \
  X(consumer_price, "price of the base-year basket of households", "基年居民消费篮子的价格")  \
  X(outside_price,  "price level of the rest of the country",     "国内其他地区的价格水平")   \
  X(wage,           "price of a unit of effective labour",        "单位有效劳动的价格")

#define SC_CGE_CAPITALS(X)                                                          \
  X(fixed,  "stays in its activity within the year",       "年内不能在行业间转移")           \
  X(mobile, "goes where it earns most within the year",    "年内流向回报最高的行业")

enum { SC_CGE_N_NUMERAIRES = 3, SC_CGE_N_CAPITALS = 2 };
typedef struct sc_cge_choice_row { const char *name; sc_text text; } sc_cge_choice_row;
extern const sc_cge_choice_row sc_cge_numeraire_rows[SC_CGE_N_NUMERAIRES], sc_cge_capital_rows[SC_CGE_N_CAPITALS];

typedef struct sc_district_closure {
  sc_cge_macro     free[SC_CGE_BALANCES];
  sc_cge_market    labour;
  int              mobile_capital;
  sc_cge_numeraire numeraire;
} sc_district_closure;

#define SC_DISTRICT_CLOSURE_DEFAULT \
  { { SC_CGE_government_saving, SC_CGE_foreign_saving, SC_CGE_exchange_rate }, SC_CGE_wage_curve, 0, SC_CGE_EXCHANGE_RATE }

/* Is the numeraire a price that is free? The rest is sc_cge_closure_check. */
sc_code sc_district_numeraire_check(const sc_district_closure *closure, sc_where where, sc_report *report);

/* As the study writes it: closure government_saving foreign_saving exchange_rate, capital fixed, labour wage_curve, numeraire ... */
void sc_district_closure_names(const sc_district_closure *closure, sc_string *to);
/* For a reader, whole sentences. What balances what and what is given (of a `closed` economy without the balance with abroad); then, of
 * a study, capital, labour and numeraire. */
void sc_cge_balance_words(const sc_cge_macro free[SC_CGE_BALANCES], int closed, sc_text saving, sc_lang lang, sc_string *to);
void sc_district_closure_words(const sc_district_closure *closure, sc_lang lang, sc_string *to);

#endif
