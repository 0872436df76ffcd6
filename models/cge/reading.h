/* reading.h - what the files that read and calibrate a model share; inside models/cge only.
 *
 *   configuration.c  file, SAM, elasticities, closure      roles.c      accounts and their roles, where each flow belongs
 *   demand.c         what homes buy                        calibrate.c  base year from the cells of the SAM
 *   shocks.c         scenarios                             periods.c    growth between periods
 *   idle.c           shocks that would do nothing
 *
 * Every reader goes on after a mistake. While `incomplete` (an account is misnamed), members of sets are not known, and a
 * name that is an account of the SAM is taken without a complaint.
 */
#ifndef SC_CGE_READING_H
#define SC_CGE_READING_H

#include "engine/config/config.h"
#include "models/cge/configuration.h"

typedef struct sc_cge_loader {
  sc_cge_model *model;
  sc_config    *config;
  sc_node      *root;
  int           incomplete;
  sc_report    *report;
} sc_cge_loader;

/* What one account receives from another: receiver, payer, flow. */
#define SC_CGE_FLOWS(X)                                                                                        \
  X(COMMODITY,  ACTIVITY,   INPUT)            X(ACTIVITY,       COMMODITY,      MAKE)                            \
  X(FACTOR,     ACTIVITY,   FACTOR)           X(PRODUCTION_TAX, ACTIVITY,       PRODUCTION_TAX)                  \
  X(GOVERNMENT, ACTIVITY,   PRODUCTION_TAX)   X(FACTOR_TAX,     ACTIVITY,       FACTOR_TAX)                      \
  X(SALES_TAX,  COMMODITY,  SALES_TAX)        X(GOVERNMENT,     COMMODITY,      SALES_TAX)                       \
  X(TARIFF,     COMMODITY,  TARIFF)           X(EXPORT_TAX,     COMMODITY,      EXPORT_TAX)                      \
  X(OUTSIDE,    COMMODITY,  IMPORT)           X(COMMODITY,      HOUSEHOLD,      HOME)                            \
  X(COMMODITY,  GOVERNMENT, GOVERNMENT)       X(COMMODITY,      SAVING,         INVESTMENT)                      \
  X(COMMODITY,  STOCKS,     STOCKS)           X(COMMODITY,      OUTSIDE,        EXPORT)                          \
  X(HOUSEHOLD,  FACTOR,     OWN_HOME)         X(GOVERNMENT,     FACTOR,         OWN_GOVERNMENT)                  \
  X(DIRECT_TAX, FACTOR,     OWN_GOVERNMENT)   X(SAVING,         FACTOR,         OWN_SAVING)                      \
  X(OUTSIDE,    FACTOR,     OWN_OUTSIDE)      X(HOUSEHOLD,      HOUSEHOLD,      GIVE_HOME)                       \
  X(GOVERNMENT, HOUSEHOLD,  DIRECT_TAX)       X(DIRECT_TAX,     HOUSEHOLD,      DIRECT_TAX)                      \
  X(SAVING,     HOUSEHOLD,  SAVING)           X(OUTSIDE,        HOUSEHOLD,      GIVE_OUTSIDE)                    \
  X(HOUSEHOLD,  GOVERNMENT, FROM_GOVERNMENT)  X(SAVING,         GOVERNMENT,     GOVERNMENT_SAVING)               \
  X(OUTSIDE,    GOVERNMENT, GOVERNMENT_OUT)   X(HOUSEHOLD,      OUTSIDE,        FROM_OUTSIDE)                    \
  X(GOVERNMENT, OUTSIDE,    GOVERNMENT_IN)    X(SAVING,         OUTSIDE,        FOREIGN_SAVING)                  \
  X(OUTSIDE,    SAVING,     LENT)             X(STOCKS,         SAVING,         STOCKS_TOTAL)                    \
  X(GOVERNMENT, PRODUCTION_TAX, HANDED)       X(GOVERNMENT,     FACTOR_TAX,     HANDED)                          \
  X(GOVERNMENT, SALES_TAX,  HANDED)           X(GOVERNMENT,     TARIFF,         HANDED)                          \
  X(GOVERNMENT, EXPORT_TAX, HANDED)           X(GOVERNMENT,     DIRECT_TAX,     HANDED)

/* The flows: does the receiver, does the payer tell one amount of it from another (accounts of a kind that do not are added up);
 * is it a share of something, so that it cannot be negative. */
#define SC_CGE_FLOW_KINDS(X)                                                                                   \
  X(NONE, 0, 0, 0)             X(INPUT, 1, 1, 1)          X(MAKE, 1, 1, 1)              X(FACTOR, 1, 1, 1)         \
  X(PRODUCTION_TAX, 0, 1, 0)   X(FACTOR_TAX, 1, 1, 0)     X(SALES_TAX, 0, 1, 0)         X(TARIFF, 0, 1, 0)         \
  X(EXPORT_TAX, 0, 1, 0)       X(IMPORT, 1, 1, 1)         X(EXPORT, 1, 1, 1)            X(HOME, 1, 1, 1)           \
  X(GOVERNMENT, 1, 0, 1)       X(INVESTMENT, 1, 0, 1)     X(STOCKS, 1, 0, 0)            X(STOCKS_TOTAL, 0, 0, 0)   \
  X(OWN_HOME, 1, 1, 1)         X(OWN_GOVERNMENT, 0, 1, 0) X(OWN_SAVING, 0, 1, 1)        X(OWN_OUTSIDE, 0, 1, 1)    \
  X(GIVE_HOME, 1, 1, 1)        X(GIVE_OUTSIDE, 0, 1, 1)   X(DIRECT_TAX, 0, 1, 0)        X(SAVING, 0, 1, 0)         \
  X(FROM_GOVERNMENT, 1, 0, 0)  X(FROM_OUTSIDE, 1, 0, 0)   X(GOVERNMENT_SAVING, 0, 0, 0) X(GOVERNMENT_IN, 0, 0, 0)  \
  X(GOVERNMENT_OUT, 0, 0, 0)   X(FOREIGN_SAVING, 0, 0, 0) X(LENT, 0, 0, 0)              X(HANDED, 0, 0, 0)
typedef enum sc_cge_flow {
#define X(name, receiver, payer, positive) SC_CGE_FLOW_##name,
  SC_CGE_FLOW_KINDS(X)
#undef X
  SC_CGE_N_FLOWS
} sc_cge_flow;
typedef struct sc_cge_flow_row { int receiver, payer, positive; } sc_cge_flow_row;
extern const sc_cge_flow_row sc_cge_flow_rows[SC_CGE_N_FLOWS];

/* The flow of cell (receiver i, payer j) and the numbers of both in their roles, 0 where they do not tell amounts apart. */
sc_cge_flow sc_cge_flow_of(const sc_cge_model *model, int i, int j, int *receiver, int *payer);

sc_code sc_cge_read_accounts(sc_cge_loader *loader);       /* roles.c: sets, labels, factors, shape but for its makes */
sc_code sc_cge_calibrate(sc_cge_loader *loader);           /* calibrate.c: base from the cells                       */
sc_code sc_cge_read_demand(sc_cge_loader *loader);         /* demand.c: after calibrate                              */
sc_code sc_cge_read_scenarios(sc_cge_loader *loader);      /* shocks.c                                               */
sc_code sc_cge_read_periods(sc_cge_loader *loader);        /* periods.c                                              */
sc_code sc_cge_determine(sc_cge_loader *loader, sc_where where);   /* determined.c: last; shape->row                   */

extern const char *const sc_cge_set_keys[SC_CGE_N_SETS];   /* shocks.c: what a set is called in a shock              */

/* ---- configuration.c: what they use */

/* n zeroed elements, at least one, in the model's arena; NULL is reported. */
void *sc_cge_take(sc_cge_loader *loader, int n, size_t size);

/* The member of `set` that a node's text, or a group's key, names; -1 (reported) when there is none. */
int sc_cge_member(sc_cge_loader *loader, sc_node *at, const char *name, int set);

/* group.key as a number for all, or { default = x; MEMBER = y; } by members of the first set: to[first * second + .]. What is
 * not given keeps `otherwise`. */
sc_code sc_cge_read_numbers(sc_cge_loader *loader, sc_node *group, const char *key, int first, int second, double lo, double hi,
                            double otherwise, double *to);

/* NOT_ONE_OF with the names joined. */
sc_code sc_cge_not_one_of(sc_cge_loader *loader, sc_where where, const char *given, const char *const *names, int n);

/* Where group.key stands, or would. */
sc_where sc_cge_at(sc_cge_loader *loader, sc_node *group, const char *key);

#endif
