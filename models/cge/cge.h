/* cge.h - one year's general equilibrium of an open economy, over lanes, for any social accounting matrix.   一般均衡模型
 *
 *   SAM, roles, elasticities -> sc_cge_shape + sc_cge_base -> each year: sc_cge_year -> sc_cge_solve -> sc_cge_outcome
 *
 * The shape is what all draws share (who is there, which rules close the model); base and year are lanes, so that each
 * draw may have its own accounts, elasticities and shocks. `sanchan cge` and the study model `cge` both stand on this.
 *
 * Every function of the model is a nest: inputs i with base value shares th_i, prices p_i relative to the base year,
 *
 *   ln p = ln[ sum_i th_i p_i^(1-s) ] / (1-s)       S_i = th_i (p_i / p)^(1-s) = d ln p / d ln p_i
 *   ln x_i = ln x + s (ln p - ln p_i)                quantities relative to the base year
 *
 * with s = 0 Leontief and s = 1 Cobb-Douglas exactly; a negative s is a transformation (revenue) function. In logarithms:
 *
 *   outside  c  pm_ce = e + world_ce + tariff;  pM = nest(pm; sigma_import);  pQ = nest(pd, pM; sigma_armington) + sales tax
 *   factors  a  pv = nest over groups (sigma_factor) of nests over factors (sigma_group) of w_f (or rent r_a) + factor tax, less tfp
 *   inputs   a  pI = nest(pQ; sigma_input);  pz = nest(pv, pI; sigma_top) - efficiency
 *   sales    c  supply is transformed between home and abroad:  D = D0 k pd^psi,  E_e = E0 k pe^psi,  k = X px^(-psi),
 *               px = nest(pd, pe; -psi);  abroad buys E_e = E0 shift (p / (e pc))^(-eta), p = pe + export tax, so that
 *               (psi + eta) pe = shift + eta (e + pc - tax) - ln k;  where eta is infinite, pe = e + pc - tax
 *               ln k solves  ln k + psi px(k) = ln X, monotone, by Newton steps inside every evaluation
 *   homes    h  spending = sum_i gamma_i p_i + M0 N m,  m = nest(p_i u^(e_i); sigma_home): Hicksian demand of N heads with utility
 *               u each. CES with e = 1, gamma = 0; Cobb-Douglas with sigma 1; linear expenditure with gamma; non-homothetic CES with e_i
 *   public      g_i, i_i: nests of the real indices G and I with sigma_government, sigma_investment, times a shift for each product
 *
 * Unknowns     ln pd_c; ln Z_a, or ln r_a where a factor is fixed in the activity (its quantity is then explicit in prices);
 *              ln w_f of mobile factors; ln Y_h; ln u_h; ln T revenue; three macro variables, those that are free. Where the
 *              savings of government and abroad are free and the exchange rate is the numeraire, T and these follow
 * Equations    (C) home market of c: supply = demand                     (A) no profit: pz + production tax = sum_c make px
 *              (F) factor f: use = supply (full employment, wage curve, or a fixed real wage)
 *              (H) income of h      (H) spending of h = what is left after tax, transfers and saving
 *              (R) government revenue       (G) government: consumption + saving + transfers = revenue
 *              (S) investment + stocks = saving of homes, government, abroad        (N) numeraire
 *              By Walras' law the balance with abroad follows; what is missing in it is kept as a check.
 * Closure      Each of G, S and the balance with abroad needs a free macro variable of its own: sc_cge_closure_check.
 * Solution     Newton with the analytic Jacobian from last year's solution, halved steps where the residual grows, then Broyden's
 *              corrections; draws that do not get there go from last year to this one in smaller steps. A fixed number of
 *              each: a draw's result does not depend on its neighbours. Largest residual, steps and Walras gap are stored.
 *
 * Source       Hosoe, Gasawa and Hashimoto 2010, Textbook of Computable General Equilibrium Modelling, ch. 6 (the model with all
 *              sigma 1 or 0); Lofgren, Harris and Robinson 2002 (several products of an activity, closures); Comin, Lashkari
 *              and Mestieri 2021 (non-homothetic demand); Blanchflower and Oswald 1994 (wage curve); Broyden 1965.
 * Units        Base-year values in the SAM's unit; prices and quantity indices 1 in the base year; logarithms where said.
 * Shapes       every list below is an array of sc_lane: count A activities, C commodities, F factors, G groups of factors,
 *              H households, E regions abroad, M makes (pairs of activity and commodity it makes). Two indices: [first * second + .].
 * Ownership    a struct of lists points into one block the caller gives (sc_cge_*_bind); nothing allocates.
 */
#ifndef SC_CGE_CGE_H
#define SC_CGE_CGE_H

#include "engine/base/error.h"
#include "engine/lanes/isa.h"

#define SC_CGE_TOLERANCE 1e-10     /* largest residual of any equation, relative to its base-year size, if the shape asks for no other */

/* What may adjust; each is given in sc_cge_year and free in at most one way: name, its number (0 in the base year), what a reader
 * calls it, what it means that it is free. */
#define SC_CGE_MACROS(X)                                                                                                   \
  X(investment,        "ln of real investment",                                        "real investment",             "实际投资",     \
    "investors buy more or less of everything, in the mix of the base year",           "各类投资品按基年构成同增同减")                \
  X(saving,            "ln of the factor on households' saving rates",                 "households' saving rates",    "居民储蓄率",   \
    "the saving rates of all households rise or fall by one factor",                   "各户储蓄率按同一倍数升降")                    \
  X(government,        "ln of real government consumption",                            "real government consumption", "实际政府消费", \
    "government buys more or less of everything, in the mix of the base year",         "政府各项消费按基年构成同增同减")              \
  X(government_saving, "saving beyond its rate, / base revenue, at government prices", "government saving",           "政府储蓄",     \
    "government saves what its budget leaves: a deficit when it spends more",          "政府储蓄为收支余额，入不敷出即为赤字")        \
  X(direct_tax,        "ln of the factor on direct tax rates",                         "direct tax rates",            "直接税率",     \
    "the direct tax rates of all households rise or fall by one factor",               "各户直接税率按同一倍数升降")                  \
  X(exchange_rate,     "ln of the exchange rate",                                      "the exchange rate",           "汇率",         \
    "what is sold and bought outside gets dearer or cheaper against home products",    "区（国）外产品相对本地产品变贵或变便宜")      \
  X(foreign_saving,    "beyond the base year's, / base investment, foreign currency",  "foreign saving",              "国外储蓄",     \
    "the outside lends what is missing: the deficit of trade is what comes out",       "资金缺口由区（国）外补足，贸易差额由此得出")
typedef enum sc_cge_macro {
#define X(name, number, en, zh, en_free, zh_free) SC_CGE_##name,
  SC_CGE_MACROS(X)
#undef X
  SC_CGE_N_MACROS
} sc_cge_macro;
typedef struct sc_cge_macro_row { const char *name; sc_text text, free; } sc_cge_macro_row;
extern const sc_cge_macro_row sc_cge_macro_rows[SC_CGE_N_MACROS];

/* How the market of a mobile factor closes. */
#define SC_CGE_MARKETS(X)                                                                  \
  X(full_employment, "all of it is used",                          "全部得到使用（充分就业）")     \
  X(wage_curve,      "unemployment falls as the real wage rises",  "实际工资上升时失业率下降（工资曲线）") \
  X(fixed_wage,      "the real wage is given, use adjusts",        "实际工资给定，就业随之变动")  \
  X(fixed_unemployment, "the unemployment rate stays at the base year's", "失业率保持基年水平")
typedef enum sc_cge_market {
#define X(name, en, zh) SC_CGE_##name,
  SC_CGE_MARKETS(X)
#undef X
  SC_CGE_N_MARKETS
} sc_cge_market;
typedef struct sc_cge_market_row { const char *name; sc_text text; } sc_cge_market_row;
extern const sc_cge_market_row sc_cge_market_rows[SC_CGE_N_MARKETS];

/* The price that is 1 times exp(numeraire of the year): consumer price index, exchange rate, or a mobile factor's price. */
typedef enum sc_cge_numeraire { SC_CGE_CONSUMER_PRICE, SC_CGE_EXCHANGE_RATE, SC_CGE_FACTOR_PRICE } sc_cge_numeraire;

enum { SC_CGE_BALANCES = 3 };
extern const char *const sc_cge_balance_names[SC_CGE_BALANCES];   /* "government_budget", "saving_investment", "external_balance" */

typedef struct sc_cge_shape {
  int activities, commodities, factors, groups, households, outside, makes;
  const int *make_activity, *make_commodity;   /* [makes] sorted by activity                              */
  const int *group;                            /* [factors] of a factor                                   */
  const int *mobile;                           /* [factors] 0: fixed in each activity that uses it        */
  const int *specific;                         /* [activities] the one fixed factor it uses, or -1        */
  const sc_cge_market *market;                 /* [factors] used where mobile                             */
  const int *demand_curve;                     /* [outside] 1: demand falls with the price; 0: price taker */
  int          substitution;                   /* some sigma_top or sigma_input is not 0                  */
  int          product_taxes, trade_taxes;     /* some sales tax, some tariff or export tax is not 0 in some year */
  int          fixed_baskets;                  /* sigma_government and sigma_investment are 0 in all draws */
  sc_cge_macro free[SC_CGE_BALANCES];
  sc_cge_numeraire numeraire;
  int          numeraire_factor;
  double       tolerance;                      /* largest residual of a solved year; 0: SC_CGE_TOLERANCE  */
  /* filled by sc_cge_shape_finish: columns of the unknowns; n_unknowns where a macro variable or factor has none */
  int n_unknowns;
  int single_maker;                            /* each commodity comes from one activity, or none         */
  int single_product;                          /* each activity makes one commodity                       */
  int alone;                                   /* so many rents come first, and are eliminated without work among themselves:
                                                  the profit of an activity sees no other rent. All of them or none */
  int savings_follow;                          /* the exchange rate is given and both savings take what is left: revenue
                                                  and the balances need no unknowns                       */
  int price, activity, income, utility, revenue;   /* first column of each kind                           */
  int *wage;                                   /* [factors]                                               */
  const int *row;                              /* [n_unknowns] row in which the equation of a column is eliminated, where that
                                                  is not its own; NULL: every one in its own (determined.c)  */
  int macro[SC_CGE_N_MACROS];
} sc_cge_shape;

/* Tax rates, of the base year in sc_cge_base and of the year in sc_cge_year: X(name, count, what). */
#define SC_CGE_TAXES(X)                                                                                                      \
  X(production_tax,    A,     "rate on cost")                                                                                \
  X(factor_tax,        F * A, "rate on payments to factors: [f * A + a]")                                                    \
  X(sales_tax,         C,     "rate on home goods and imports together")                                                     \
  X(tariff,            C * E, "rate on imports: [c * E + e]")                                                                \
  X(export_tax,        C * E, "share of the price abroad: [c * E + e]")

/* Base year and elasticities. Values at base-year users' prices unless said. */
#define SC_CGE_BASE(X)                                                                                                       \
  SC_CGE_TAXES(X)                                                                                                       \
  X(output,            A,     "cost of production, before production tax")                                                  \
  X(value_added,       A,     "factor cost, factor taxes in")                                                                \
  X(factor,            F * A, "payments to factor f by activity a, factor tax in: [f * A + a]")                              \
  X(input,             C * A, "purchases of c by a: [c * A + a]")                                                            \
  X(make,              M,     "sales of commodity by activity, production tax in")                                           \
  X(sales,             C,     "home sales of home production, before sales tax")                                             \
  X(export_,           C * E, "export receipts of producers: [c * E + e]")                                                   \
  X(import,            C * E, "imports, tariff in: [c * E + e]")                                                             \
  X(home,              C * H, "purchases of household h: [c * H + h]")                                                       \
  X(subsistence,       C * H, "of them bought at any price and income (gamma), at base prices")                              \
  X(slope,             C * H, "e of non-homothetic CES; 1 for all others")                                                   \
  X(government,        C,     "purchases by government")                                                                     \
  X(investment,        C,     "purchases for investment")                                                                    \
  X(stocks,            C,     "changes in stocks, any sign")                                                                 \
  X(income,            H,     "income of household h")                                                                       \
  X(own_home,          F * H, "share of net income of factor f that household h gets: [f * H + h]")                          \
  X(own_government,    F,     "that government gets")                                                                        \
  X(own_saving,        F,     "that goes straight to saving (depreciation, retained earnings)")                              \
  X(own_outside,       F,     "that goes abroad; the four shares of a factor add up to 1")                                   \
  X(from_government,   H,     "transfers of government to h, tied to consumer prices")                                       \
  X(from_outside,      H,     "transfers from abroad to h, in foreign currency")                                             \
  X(give_home,         H * H, "share of income that h gives to k: [h * H + k]")                                              \
  X(give_outside,      H,     "share of income that h gives abroad")                                                         \
  X(direct_tax,        H,     "tax / income")                                                                                \
  X(saving,            H,     "saving / income less tax and gifts")                                                          \
  X(government_out,    1,     "transfers of government abroad, in foreign currency")                                         \
  X(government_in,     1,     "transfers from abroad to government, in foreign currency")                                    \
  X(government_saving, 1,     "government saving / revenue")                                                                 \
  X(foreign_saving,    1,     "foreign saving, in foreign currency")                                                         \
  X(sigma_top,         A,     "between value added and inputs")                                                              \
  X(sigma_factor,      A,     "between groups of factors")                                                                   \
  X(sigma_group,       G * A, "between factors of group g: [g * A + a]")                                                     \
  X(sigma_input,       1,     "between inputs, the same in all activities")                                                  \
  X(sigma_armington,   C,     "between home goods and imports")                                                              \
  X(sigma_import,      C,     "between imports from different regions abroad")                                               \
  X(psi,               C,     "of transformation between home sales and exports, > 0")                                       \
  X(eta,               C * E, "of export demand, > 0, used where demand_curve: [c * E + e]")                                 \
  X(sigma_home,        H,     "between products, of households")                                                             \
  X(sigma_government,  1,     "between products, of government: 0 fixed basket, 1 fixed value shares")                       \
  X(sigma_investment,  1,     "between products, of investment")                                                             \
  X(curve,             F,     "elasticity of the real wage to unemployment, size; 0.1 is usual")                             \
  X(unemployment,      F,     "base-year unemployment rate of factor f")

/* What a year brings from outside; all zero in the base year but the tax rates. Steps for hard draws run along straight lines in these. */
#define SC_CGE_YEAR(X)                                                                                                       \
  SC_CGE_TAXES(X)                                                                                                            \
  X(tfp,               A,     "ln productivity of factors")                                                                  \
  X(efficiency,        A,     "ln productivity of all inputs together")                                                      \
  X(fixed,             A,     "ln quantity of the fixed factor")                                                             \
  X(supply,            F,     "ln supply of mobile factor f; with a fixed wage, ln of the real wage")                        \
  X(real_wage,         F,     "ln of the real wage at which unemployment is the base year's, with a wage curve")                   \
  X(export_shift,      C * E, "ln shift of export demand")                                                                   \
  X(export_price,      C * E, "ln price abroad: of competitors where demand_curve, else of the product itself")              \
  X(import_price,      C * E, "ln price abroad of imports, before tariff")                                                   \
  X(public_shift,      C,     "ln shift of the quantity government and investors buy")                                       \
  X(transfers,         1,     "ln of the real level of transfers that are fixed amounts")                                    \
  X(stocks,            1,     "ln of the level of changes in stocks")                                                        \
  X(transfer_level,    1,     "their level less one, which may also be nil or negative: the year has both factors")           \
  X(government_transfers, H,  "level of those of government to h, less one; a third factor")                                 \
  X(outside_transfers, H,     "level of those from abroad to h, less one; likewise")                                         \
  X(stock_level,       C,     "level of the change in stocks of c, less one; a second factor")                               \
  X(subsistence,       H,     "ln of the level of subsistence")                                                              \
  X(heads,             1,     "ln of the number of people, who have the utility u each")                                     \
  X(saving_given,      1,     "1: government saves the amount of macro, in the numeraire; 0: its rate of revenue")           \
  X(numeraire,         1,     "ln of the numeraire")                                                                         \
  X(macro,             7,     "value of each macro variable while it is not free, sc_cge_macro")

/* The solved year. Quantities are at base-year prices, values at the year's. */
#define SC_CGE_OUTCOME(X)                                                                                                    \
  X(home_price,        C,     "pd")                                                                                          \
  X(user_price,        C,     "pQ, taxes in")                                                                                \
  X(supply_price,      C,     "px")                                                                                          \
  X(export_receipt,    C * E, "pe, what producers get")                                                                      \
  X(cost,              A,     "pz")                                                                                          \
  X(factor_cost,       A,     "pv")                                                                                          \
  X(rent,              A,     "price of the fixed factor; 1 where there is none")                                            \
  X(wage,              F,     "price of a mobile factor; 1 where it is fixed")                                               \
  X(activity,          A,     "output, quantity")                                                                            \
  X(added,             A,     "value added, quantity")                                                                       \
  X(use,               F * A, "factor use, quantity, net of tax at base prices: [f * A + a]")                                \
  X(sold,              C,     "home sales, quantity")                                                                        \
  X(exported,          C * E, "quantity at base-year receipts")                                                              \
  X(imported,          C * E, "quantity at base-year price with tariff")                                                     \
  X(composite,         C,     "all home use of c, quantity at base users' prices")                                           \
  X(bought,            C * H, "by households, quantity")                                                                     \
  X(government_bought, C,     "quantity")                                                                                    \
  X(invested,          C,     "quantity")                                                                                    \
  X(income,            H,     "value")                                                                                       \
  X(spending,          H,     "value")                                                                                       \
  X(utility,           H,     "u, per head, 1 in the base year")                                                                       \
  X(revenue,           1,     "of government, value")                                                                        \
  X(macros,            7,     "the macro variables as they came out, sc_cge_macro")                                          \
  X(consumer_price,    1,     "base basket of all households")                                                               \
  X(unemployed,        F,     "unemployment rate")                                                                           \
  X(gdp,               1,     "by expenditure, at users' prices, value")                                                     \
  X(gdp_income,        1,     "by income: factors and indirect taxes, value")                                                \
  X(walras,            1,     "gap of the balance with abroad / GDP")                                                        \
  X(residual,          1,     "largest of any equation")                                                                     \
  X(steps,             1,     "Newton and Broyden steps taken")

#define SC_CGE_DECLARE(name, count, what) sc_lane *name;
typedef struct sc_cge_base    { SC_CGE_BASE(SC_CGE_DECLARE)    } sc_cge_base;
typedef struct sc_cge_year    { SC_CGE_YEAR(SC_CGE_DECLARE)    } sc_cge_year;
typedef struct sc_cge_outcome { SC_CGE_OUTCOME(SC_CGE_DECLARE) } sc_cge_outcome;
#undef SC_CGE_DECLARE

/* What a block of draws carries from year to year: unknowns of the last solution, the year they solve, and the last Jacobian.
 * In the base year all is zero but the tax rates of `year`; base and elasticities stay what they are until the next base year. */
typedef struct sc_cge_state {
  sc_lane    *unknown, *kappa;     /* [n_unknowns], [C]; ln k of cge.h                                          */
  sc_cge_year year;
  sc_lane    *memory;              /* what the kernel keeps in an order of its own: shares, the last Jacobian    */
  int         linearised;          /* it has them; 0 in the base year                                           */
} sc_cge_state;

/* Columns and counts; checks that the closure is determined. shape->wage must point to [factors]. */
sc_code sc_cge_shape_finish(sc_cge_shape *shape, sc_report *report);

/* Which balance has no free variable, which free variable no balance: each is one error at `where`. */
sc_code sc_cge_closure_check(const sc_cge_macro free[SC_CGE_BALANCES], sc_where where, sc_report *report);

/* The three in the order of the balances: own[b] is the variable that balance b has to itself. Of a closure that passes the check. */
void sc_cge_closure_order(const sc_cge_macro free[SC_CGE_BALANCES], sc_cge_macro own[SC_CGE_BALANCES]);

/* Lanes that a struct needs, and its pointers set into a block of that many; the block is zeroed by the caller. */
size_t sc_cge_base_lanes(const sc_cge_shape *shape);
size_t sc_cge_year_lanes(const sc_cge_shape *shape);
size_t sc_cge_outcome_lanes(const sc_cge_shape *shape);
size_t sc_cge_state_lanes(const sc_cge_shape *shape);
size_t sc_cge_memory_lanes(const sc_cge_shape *shape);    /* of state->memory */
size_t sc_cge_work_lanes(const sc_cge_shape *shape);      /* scratch of one thread */
void   sc_cge_base_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_base *base);
void   sc_cge_year_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_year *year);
void   sc_cge_outcome_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_outcome *outcome);
void   sc_cge_state_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_state *state);

/* From the last solution in `state` to the equilibrium of `year`; fills outcome, leaves the solution in state. A lane whose
 * residual stays above SC_CGE_TOLERANCE keeps it in outcome->residual; its other numbers mean nothing. In the base year
 * (state->unknown zero, year = base rates) this replicates the SAM. work: sc_cge_work_lanes lanes. */
SC_KERNEL_DECLARE(void, sc_cge_solve, (const sc_cge_shape *shape, const sc_cge_base *base, const sc_cge_year *year,
                                       sc_cge_state *state, sc_cge_outcome *outcome, sc_lane *work));

/* Residuals and Jacobian of vector v = 0 of the lanes at `unknown` [n_unknowns], as other solvers want them (bench, tests):
 * residual [n], jacobian [n * n] row-major, both of lane `lane`; jacobian may be NULL. */
SC_KERNEL_DECLARE(void, sc_cge_equations, (const sc_cge_shape *shape, const sc_cge_base *base, const sc_cge_year *year, int lane,
                                           const double *unknown, double *residual, double *jacobian, sc_lane *work));

#endif
