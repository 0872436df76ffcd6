/* configuration.h - a general-equilibrium model as a file: accounts and their roles, elasticities, closure, shocks, periods.
 *
 *   model.cfg + SAM -> sc_cge_model: roles checked, every flow placed, shape and base year calibrated      配置与标定
 *
 * Roles      Each account of the SAM has one role (SC_CGE_ROLES); only an activity and a commodity may be the same account,
 *            which then makes its own product and nothing else. What a role may pay to another is SC_CGE_FLOWS; a cell that
 *            is not zero and has no place there is a mistake of the file, never a flow dropped in silence.
 * Base year  With all prices 1, for commodity c with receipts U_c from home users, imports M_ce, exports X_ce, taxes T_c:
 *
 *              tariff_ce = T^m_c / sum_e M_ce           import_ce = M_ce (1 + tariff_ce)
 *              sales_c   = U_c - T^s_c - sum_e import_ce     sales_tax_c = T^s_c / (U_c - T^s_c)
 *              export_ce = X_ce (1 - export_tax_ce)     export_tax_ce = T^x_c / sum_e X_ce
 *              output_a  = inputs + factors + factor taxes;   production_tax_a = T^p_a / output_a
 *
 *            a factor's net income is split in the shares in which its column pays; a home's direct tax and gifts are
 *            shares of its income, its saving a share of what is left; government's saving is a share of its revenue.
 * Demand     of home h with purchases x_i, their sum X and shares s_i (SC_CGE_DEMANDS):
 *
 *              cobb_douglas, ces          gamma = 0, e = 1
 *              linear_expenditure         M = -X / frisch, beta_i = s_i eta_i / sum s eta, gamma_i = x_i - beta_i M; or
 *                                         gamma_i = share_i x_i where shares of subsistence are given
 *              nonhomothetic              e_i = (eta_i - sigma) / (sum s eta - sigma): sum s_i e_i = 1, and the expenditure
 *                                         elasticity at the base is sigma + (1 - sigma) e_i
 * Shocks     A scenario is a list of shocks; a shock sets, adds to or changes by per cent the level of one variable
 *            (SC_CGE_SHOCKS) for the members it names, from one year to another. Several on one variable follow each other.
 * Balance    Every account of the SAM to SC_CGE_SAM_TOLERANCE of itself and the mean account: what a model built on it can keep its
 *            own accounts to.
 * Periods    dynamics.h.
 *
 * Source     Lofgren, Harris and Robinson 2002, A Standard CGE Model in GAMS (accounts, tax rates); Hosoe, Gasawa and Hashimoto
 *            2010; Frisch 1959 and Dervis, de Melo and Robinson 1982, app. A.5 (linear expenditure); Comin, Lashkari and
 *            Mestieri 2021 (non-homothetic CES).
 * Errors     All mistakes are reported, each with file, line, key and what is legal.
 * Ownership  A model owns everything; sc_cge_model_free accepts NULL and a zeroed struct.
 */
#ifndef SC_CGE_CONFIGURATION_H
#define SC_CGE_CONFIGURATION_H

#include "engine/base/text.h"
#include "models/accounts/sam.h"
#include "models/cge/cge.h"

#define SC_CGE_SAM_TOLERANCE 1e-10

/* Roles of accounts: name, key under `accounts`, zh, en. */
#define SC_CGE_ROLES(X)                                                                \
  X(ACTIVITY,       "activities",        "生产活动",     "activities")                  \
  X(COMMODITY,      "commodities",       "商品",         "commodities")                 \
  X(FACTOR,         "factors",           "要素",         "factors")                     \
  X(HOUSEHOLD,      "households",        "居民或企业",   "households and enterprises")  \
  X(GOVERNMENT,     "government",        "政府",         "government")                  \
  X(PRODUCTION_TAX, "production_tax",    "生产税",       "production taxes")            \
  X(FACTOR_TAX,     "factor_tax",        "要素税",       "factor taxes")                \
  X(SALES_TAX,      "sales_tax",         "销售税",       "sales taxes")                 \
  X(TARIFF,         "tariff",            "关税",         "tariffs")                     \
  X(EXPORT_TAX,     "export_tax",        "出口税",       "export taxes")                \
  X(DIRECT_TAX,     "direct_tax",        "直接税",       "direct taxes")                \
  X(SAVING,         "saving_investment", "储蓄与投资",   "saving and investment")       \
  X(STOCKS,         "stocks",            "存货变动",     "changes in stocks")           \
  X(OUTSIDE,        "outside",           "国（区）外",   "regions abroad")
typedef enum sc_cge_role {
#define X(name, key, zh, en) SC_CGE_ROLE_##name,
  SC_CGE_ROLES(X)
#undef X
  SC_CGE_N_ROLES
} sc_cge_role;
typedef struct sc_cge_role_row { const char *key; sc_text text; } sc_cge_role_row;
extern const sc_cge_role_row sc_cge_role_rows[SC_CGE_N_ROLES];

/* What an account is: its role and its number among those of the role; a product is activity and commodity in one. */
typedef struct sc_cge_account {
  int      roles;                   /* bits of sc_cge_role                             */
  int      index[SC_CGE_N_ROLES];   /* number in each of its roles; of a factor tax, the factor */
  sc_text  label;                   /* for a reader: the account's name where none is given      */
} sc_cge_account;

#define SC_CGE_DEMANDS(X)                                              \
  X(cobb_douglas,       "柯布-道格拉斯",  "Cobb-Douglas")               \
  X(ces,                "CES",            "CES")                        \
  X(linear_expenditure, "线性支出系统",   "linear expenditure system")  \
  X(nonhomothetic,      "非位似 CES",     "non-homothetic CES")
typedef enum sc_cge_demand {
#define X(name, zh, en) SC_CGE_DEMAND_##name,
  SC_CGE_DEMANDS(X)
#undef X
  SC_CGE_N_DEMANDS
} sc_cge_demand;
typedef struct sc_cge_demand_row { const char *name; sc_text text; } sc_cge_demand_row;
extern const sc_cge_demand_row sc_cge_demand_rows[SC_CGE_N_DEMANDS];

/* The sets a number may be given for, and their sizes. */
typedef enum sc_cge_set {
  SC_CGE_SET_ACTIVITY, SC_CGE_SET_COMMODITY, SC_CGE_SET_FACTOR, SC_CGE_SET_HOUSEHOLD, SC_CGE_SET_OUTSIDE, SC_CGE_SET_GROUP,
  SC_CGE_N_SETS
} sc_cge_set;

/* Elasticities: key, member of sc_cge_base, first set, second set (SC_CGE_N_SETS: none), least, most, value when not given. */
#define SC_CGE_ELASTICITIES(X)                                                                                        \
  X(top,            sigma_top,        ACTIVITY,  NONE,     0,    50, 0, "增加值与中间投入之间的替代",   "between value added and inputs")      \
  X(value_added,    sigma_factor,     ACTIVITY,  NONE,     0,    50, 1, "要素组之间的替代",             "between groups of factors")           \
  X(within_group,   sigma_group,      GROUP,     ACTIVITY, 0,    50, 1, "同组要素之间的替代",           "between the factors of a group")      \
  X(input,          sigma_input,      NONE,      NONE,     0,    50, 0, "各种中间投入之间的替代",       "between inputs")                      \
  X(armington,      sigma_armington,  COMMODITY, NONE,     0,    50, 2, "国内品与进口品之间的替代",     "between home goods and imports")      \
  X(import,         sigma_import,     COMMODITY, NONE,     0,    50, 4, "不同来源进口品之间的替代",     "between imports from different regions") \
  X(transformation, psi,              COMMODITY, NONE,     0.01, 50, 2, "内销与出口之间的转换",         "of transformation between home sales and exports") \
  X(export_demand,  eta,              COMMODITY, OUTSIDE,  0.01, 50, 4, "出口需求的价格弹性",           "of export demand")                    \
  X(government,     sigma_government, NONE,      NONE,     0,    50, 1, "政府各项购买之间的替代",       "between products, of government")     \
  X(investment,     sigma_investment, NONE,      NONE,     0,    50, 1, "各类投资品之间的替代",         "between products, of investment")

/* What a shock may act on: key, member of sc_cge_year, offset in it (a macro variable's number), first and second set, kind.
 * RATE: the level is a rate. INDEX: a level above 0 that is 1 in the base year; LEVEL: the same, of any sign. AMOUNT: in the unit of
 * the SAM; of government saving in the numeraire, and the amount takes the place of the rate at which government saves else. */
#define SC_CGE_SHOCKS(X)                                                                                              \
  X(production_tax,    production_tax, 0, ACTIVITY,  NONE,     RATE,  "生产税率",                "rate of the tax on production")        \
  X(factor_tax,        factor_tax,     0, FACTOR,    ACTIVITY, RATE,  "要素税率",                "rate of the tax on factors")           \
  X(sales_tax,         sales_tax,      0, COMMODITY, NONE,     RATE,  "销售税率",                "rate of the tax on sales")             \
  X(tariff,            tariff,         0, COMMODITY, OUTSIDE,  RATE,  "关税率",                  "rate of the tariff")                   \
  X(export_tax,        export_tax,     0, COMMODITY, OUTSIDE,  RATE,  "出口税率（占国外价格）",  "rate of the export tax, of the price abroad") \
  X(tfp,               tfp,            0, ACTIVITY,  NONE,     INDEX, "全要素生产率",            "total factor productivity")            \
  X(efficiency,        efficiency,     0, ACTIVITY,  NONE,     INDEX, "全部投入的效率",          "productivity of all inputs together")  \
  X(factor_supply,     supply,         0, FACTOR,    NONE,     INDEX, "要素供给（工资给定时为实际工资）", "supply of a factor; its real wage where that is fixed") \
  X(sector_factor,     fixed,          0, ACTIVITY,  NONE,     INDEX, "部门的专用要素",          "the fixed factor of an activity")      \
  X(export_demand,     export_shift,   0, COMMODITY, OUTSIDE,  INDEX, "国外需求",                "demand from abroad")                   \
  X(export_price,      export_price,   0, COMMODITY, OUTSIDE,  INDEX, "出口品的国外价格",        "price of exports abroad")              \
  X(import_price,      import_price,   0, COMMODITY, OUTSIDE,  INDEX, "进口品的国外价格",        "price of imports abroad")              \
  X(public_purchases,  public_shift,   0, COMMODITY, NONE,     INDEX, "政府与投资购买的数量",    "quantity that government and investors buy") \
  X(transfers,         transfer_level, 0, NONE,      NONE,     LEVEL, "转移支付的实际水平",      "real level of all transfers")          \
  X(government_transfers, government_transfers, 0, HOUSEHOLD, NONE, LEVEL, "政府对居民的转移支付", "transfers of government to a household") \
  X(outside_transfers, outside_transfers, 0, HOUSEHOLD, NONE,  LEVEL, "国外对居民的转移支付",    "transfers from abroad to a household") \
  X(stocks,            stock_level,    0, COMMODITY, NONE,     LEVEL, "存货变动的水平",          "level of changes in stocks")           \
  X(subsistence,       subsistence,    0, HOUSEHOLD, NONE,     INDEX, "基本生活需求",            "subsistence")                          \
  X(numeraire,         numeraire,      0, NONE,      NONE,     INDEX, "计价物的价格",            "price of the numeraire")               \
  X(investment,        macro, SC_CGE_investment,        NONE, NONE, INDEX,  "实际投资",          "real investment")                      \
  X(saving,            macro, SC_CGE_saving,            NONE, NONE, INDEX,  "居民储蓄率的倍数",  "factor on households' saving rates")   \
  X(government,        macro, SC_CGE_government,        NONE, NONE, INDEX,  "实际政府消费",      "real government consumption")          \
  X(government_saving, macro, SC_CGE_government_saving, NONE, NONE, AMOUNT, "政府储蓄",          "government saving")                    \
  X(direct_tax,        macro, SC_CGE_direct_tax,        NONE, NONE, INDEX,  "直接税率的倍数",    "factor on direct tax rates")           \
  X(exchange_rate,     macro, SC_CGE_exchange_rate,     NONE, NONE, INDEX,  "汇率",              "exchange rate")                        \
  X(foreign_saving,    macro, SC_CGE_foreign_saving,    NONE, NONE, AMOUNT, "国外储蓄（外币）",  "foreign saving, in foreign currency")
typedef enum sc_cge_variable {
#define X(name, member, offset, first, second, kind, zh, en) SC_CGE_SHOCK_##name,
  SC_CGE_SHOCKS(X)
#undef X
  SC_CGE_N_SHOCKS
} sc_cge_variable;

typedef enum sc_cge_kind { SC_CGE_RATE, SC_CGE_INDEX, SC_CGE_LEVEL, SC_CGE_AMOUNT } sc_cge_kind;
enum { SC_CGE_SET_NONE = SC_CGE_N_SETS };

typedef struct sc_cge_variable_row {
  const char *name;
  size_t      member;              /* offset of the list in sc_cge_year              */
  int         offset;              /* in the list                                    */
  int         set[2];              /* sc_cge_set or SC_CGE_SET_NONE                  */
  sc_cge_kind kind;
  sc_text     text;
} sc_cge_variable_row;
extern const sc_cge_variable_row sc_cge_variable_rows[SC_CGE_N_SHOCKS];

typedef enum sc_cge_change { SC_CGE_VALUE, SC_CGE_ADD, SC_CGE_PERCENT, SC_CGE_N_CHANGES } sc_cge_change;
extern const char *const sc_cge_change_keys[SC_CGE_N_CHANGES];         /* "value", "add", "percent" */

typedef struct sc_cge_shock {
  sc_cge_variable variable;
  sc_cge_change   change;
  double          amount;
  const int      *member[2];       /* of its sets, [n_members[k]]                    */
  int             n_members[2];    /* 1 where there is no set                        */
  int             from, until;     /* years; of use in a path only                   */
  sc_where        where;
} sc_cge_shock;

#define SC_CGE_NO_SHOCKS "baseline"        /* the path without shocks; no scenario may have its name */

typedef struct sc_cge_scenario {
  const char         *id;
  sc_text             text;
  const sc_cge_shock *shocks;
  int                 n_shocks;
  sc_where            where;
} sc_cge_scenario;

/* Periods, as read; what follows from them is in dynamics.h. Growth rates per period, as fractions. */
typedef struct sc_cge_periods {
  int     given;                   /* the file has `periods`                         */
  int     base_year, count;
  int     capital;                 /* the factor that is accumulated                 */
  double  population, efficiency;  /* growth of heads and of what each can do        */
  double  rate;                    /* return net of depreciation; NaN: implied by the investment of the SAM */
  double  allocation;              /* elasticity of an activity's part of investment to its rent */
  double *depreciation, *tfp;      /* [activities]                                   */
  int    *labour;                  /* [factors] 1: grows with effective labour       */
  double  growth[SC_CGE_N_SHOCKS]; /* of what is given and has a size; NaN: that of effective labour */
  sc_where where;
} sc_cge_periods;

typedef struct sc_cge_model {
  const char     *file;
  sc_text         title, unit;
  sc_sam          sam;
  sc_cge_account *account;                         /* [sam.n]                            */
  const char    **name[SC_CGE_N_SETS];             /* members of each set                */
  sc_text        *label[SC_CGE_N_SETS];
  int             size[SC_CGE_N_SETS + 1];         /* 1 for no set                       */
  sc_cge_demand  *demand;                          /* [households]                       */
  sc_cge_shape    shape;
  sc_cge_base     base;                            /* the same in every lane             */
  sc_cge_year     base_year;                       /* rates of the base year, else zero; the same in every lane */
  double          revenue;                         /* of government in the base year     */
  double          investment;                      /* purchases for investment in the base year */
  sc_cge_scenario *scenarios;
  int             n_scenarios;
  sc_cge_periods  periods;
  sc_lane        *memory;                          /* of base and base_year             */
  sc_arena        arena;
} sc_cge_model;

/* `set` are n_set overrides KEY=VALUE; may be NULL. On failure the model is freed. */
sc_code sc_cge_model_read(sc_cge_model *model, const char *path, const char *const *set, int n_set, sc_report *report);
void    sc_cge_model_free(sc_cge_model *model);

/* Puts the shocks of a scenario that hold in `year` into lane `lane`; INT_MIN for all of them, whatever their dates. */
sc_code sc_cge_shocks_apply(const sc_cge_model *model, const sc_cge_scenario *scenario, int year, sc_cge_year *to, int lane, sc_report *report);

/* Shocks of a scenario that would do nothing, each one warning: nothing there to act on, a level that stays, an empty list; in a
 * path years outside it, and the base year, which takes none. */
sc_code sc_cge_scenario_warnings(const sc_cge_model *model, const sc_cge_scenario *scenario, int in_path, sc_report *warnings, sc_report *report);

/* Is anything of this shock's variable in the model? A macro variable that is free is not. */
int     sc_cge_is_free(const sc_cge_model *model, sc_cge_macro macro);

/* What the equation of a row says, in both languages (determined.c). */
void    sc_cge_equation_words(const sc_cge_model *model, int row, sc_string words[SC_N_LANGS]);

/* How the three balances close, as sentences. */
void    sc_cge_closure_words(const sc_cge_model *model, sc_lang lang, sc_string *to);

#endif
