/* sam.h - a social accounting matrix: read, checked, written, and built from an input-output table by stated closures.
 *
 *   T_ij   what account i receives from account j            (rows receive, columns pay)
 *   sum_j T_ij = sum_j T_ji                                  every account spends what it receives
 *
 * Stone (1961, Input-Output and National Accounts, OECD); Pyatt and Round (1985, Social Accounting Matrices, World Bank).
 *
 * The file: comma-separated, UTF-8. The first line names the paying accounts, its first field is free; each further line
 * names the receiving account and its receipts. Rows may stand in any order; an empty field is 0; cells may be negative
 * (subsidies, stocks run down). A row or column TOTAL is no account: it is checked against the sums, to SC_SAM_TOLERANCE.
 *
 *   row,AGR,IND,LAB,HOH
 *   AGR,,20,,80
 *   ...
 *
 * From an input-output table (sc_sam_make). A table has no flows of income between institutions, so what it lacks is
 * closed by rules that are stated: SC_SAM_RULES, which the made matrix carries. Accounts: the n activities of the table,
 * then SC_SAM_ACCOUNTS. With w value added, m imports, e exports, f and g purchases of domestic and imported products:
 *
 *   activity i from activity j     Z_ij + M_ij
 *   activity i from HOH, GOV, INV  f_i + g_i              by the role of the final column (table.h)
 *   activity i from ROW            e_i                    domestic products
 *   LAB, CAP, NTX from activity j  w_j by kind of row
 *   ROW from activity i            m_i less re-exports    of a competitive table its column of imports
 *   HOH from LAB, CAP              all they receive
 *   GOV from NTX                   all it receives
 *   GOV from HOH                   what government lacks (direct taxes less transfers)
 *   INV from HOH, ROW              what they do not spend (saving)
 *
 * If the table balances, so does the matrix. Unit: that of the file. A sc_sam owns its arrays; free with sc_sam_free
 * (accepts NULL and a zeroed struct).
 */
#ifndef SC_ACCOUNTS_SAM_H
#define SC_ACCOUNTS_SAM_H

#include "engine/base/text.h"
#include "models/accounts/table.h"

#define SC_SAM_TOLERANCE 1e-6

/* The accounts beside the activities: name, zh, en. One that has the name of an activity is written NAME_ACC. */
#define SC_SAM_ACCOUNTS(X)                                         \
  X(LAB, "劳动",         "labour")                                  \
  X(CAP, "资本",         "capital")                                 \
  X(NTX, "生产税净额",   "net taxes on production")                 \
  X(HOH, "居民（含企业）", "households, with enterprises")          \
  X(GOV, "政府",         "government")                              \
  X(INV, "资本形成与储蓄", "capital formation and saving")          \
  X(ROW, "国（区）外",   "rest of the world")
typedef enum sc_sam_account_kind {
#define X(name, zh, en) SC_SAM_##name,
  SC_SAM_ACCOUNTS(X)
#undef X
  SC_SAM_N_ACCOUNTS
} sc_sam_account_kind;

/* The closures: name, zh, en. */
#define SC_SAM_RULES(X)                                                                                                  \
  X(FACTORS, "劳动报酬以及税以外的其余增加值全部归居民账户，因此居民储蓄包含企业储蓄",                                      \
             "all labour and capital income goes to the household account, whose saving therefore holds that of enterprises") \
  X(CAPITAL, "增加值中既非劳动报酬也非税的各行（折旧、营业盈余等）归资本账户",                                              \
             "rows of value added that are neither labour nor tax (depreciation, surplus) go to capital")                   \
  X(DIRECT_TAX, "居民向政府的支付（直接税减转移支付）使政府收支相等，即政府储蓄为零",                                      \
             "what households pay government (direct taxes less transfers) balances government, which saves nothing")       \
  X(SAVING,  "居民储蓄与国外储蓄为余项",                                                                                    \
             "household and foreign saving are residuals")                                                                  \
  X(REEXPORTS, "再出口从进口与出口两边同时扣除",                                                                            \
             "re-exports are taken out of imports and exports alike")                                                       \
  X(CONSUMPTION, "表中未分开的居民与政府消费计入居民账户",                                                                  \
             "consumption that the table does not split between households and government is booked to households")         \
  X(OTHER_USE, "不属于消费、资本形成或出口的最终使用列（误差项等）计入资本形成账户",                                        \
             "final columns that are neither consumption, capital formation nor exports (errors) are booked to capital formation")
typedef enum sc_sam_rule {
#define X(name, zh, en) SC_SAM_RULE_##name,
  SC_SAM_RULES(X)
#undef X
  SC_SAM_N_RULES
} sc_sam_rule;

extern const sc_text sc_sam_account_texts[SC_SAM_N_ACCOUNTS], sc_sam_rule_texts[SC_SAM_N_RULES];

typedef struct sc_sam {
  const char  *file;              /* read from, or of the table it was made from */
  int          n;
  const char **account;           /* [n]                                         */
  double      *cell;              /* T [n * n]: row i receives from column j: [i * n + j] */
  int         *line;              /* [n] of each account's row, 0 when made      */
  int          rule[SC_SAM_N_RULES];   /* 1 where the rule was used in making it */
  int          n_history;
  const char **history;           /* [n_history] what stands above the first line: how it was made */
  sc_arena     arena;
} sc_sam;

/* Takes the arrays, zeroed, for n accounts; the caller names them. */
sc_code sc_sam_allocate(sc_sam *sam, int n, sc_report *report);

/* Reports every mistake. Balance is the caller's question: sc_sam_check_balance. */
sc_code sc_sam_read(sc_sam *sam, const char *path, sc_report *report);
void    sc_sam_free(sc_sam *sam);

int    sc_sam_account(const sc_sam *sam, const char *name);                     /* index or -1               */
double sc_sam_receipts(const sc_sam *sam, int i);                               /* row sum                   */
double sc_sam_payments(const sc_sam *sam, int i);                               /* column sum                */

/* Gaps up to tolerance * (|total| + mean total) pass; each account above is reported with its gap. */
sc_code sc_sam_check_balance(const sc_sam *sam, double tolerance, sc_report *report);

sc_code sc_sam_make(sc_sam *sam, const sc_io_table *table, sc_report *report);

/* The file that sc_sam_read reads; every digit, above them the history and the rules that were used, in both languages. */
void    sc_sam_as_csv(const sc_sam *sam, sc_string *to);
sc_code sc_sam_add_history(sc_sam *sam, const char *step, sc_report *report);      /* copied, as one line */

#endif
