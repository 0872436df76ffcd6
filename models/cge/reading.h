/* reading.h - what the files that read and calibrate a model share; inside models/cge only.
 *
 *   configuration.c  file, SAM, elasticities, closure      roles.c      accounts and their roles, where each flow belongs
 *   demand.c         what homes buy                        calibrate.c  base year from the cells of the SAM
 *   shocks.c         scenarios                             periods.c    growth between periods
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

/* What one account receives from another: receiver, payer, flow. A flow's numbers are those of receiver and payer in these roles. */
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

typedef enum sc_cge_flow {
  SC_CGE_FLOW_NONE,
  SC_CGE_FLOW_INPUT, SC_CGE_FLOW_MAKE, SC_CGE_FLOW_FACTOR, SC_CGE_FLOW_PRODUCTION_TAX, SC_CGE_FLOW_FACTOR_TAX,
  SC_CGE_FLOW_SALES_TAX, SC_CGE_FLOW_TARIFF, SC_CGE_FLOW_EXPORT_TAX, SC_CGE_FLOW_IMPORT, SC_CGE_FLOW_HOME, SC_CGE_FLOW_GOVERNMENT,
  SC_CGE_FLOW_INVESTMENT, SC_CGE_FLOW_STOCKS, SC_CGE_FLOW_EXPORT, SC_CGE_FLOW_OWN_HOME, SC_CGE_FLOW_OWN_GOVERNMENT,
  SC_CGE_FLOW_OWN_SAVING, SC_CGE_FLOW_OWN_OUTSIDE, SC_CGE_FLOW_GIVE_HOME, SC_CGE_FLOW_DIRECT_TAX, SC_CGE_FLOW_SAVING,
  SC_CGE_FLOW_GIVE_OUTSIDE, SC_CGE_FLOW_FROM_GOVERNMENT, SC_CGE_FLOW_GOVERNMENT_SAVING, SC_CGE_FLOW_GOVERNMENT_OUT,
  SC_CGE_FLOW_FROM_OUTSIDE, SC_CGE_FLOW_GOVERNMENT_IN, SC_CGE_FLOW_FOREIGN_SAVING, SC_CGE_FLOW_LENT, SC_CGE_FLOW_STOCKS_TOTAL,
  SC_CGE_FLOW_HANDED
} sc_cge_flow;

/* The flow of cell (receiver i, payer j) and the numbers of both in their roles. */
sc_cge_flow sc_cge_flow_of(const sc_cge_model *model, int i, int j, int *receiver, int *payer);

sc_code sc_cge_read_accounts(sc_cge_loader *loader);       /* roles.c: sets, labels, factors, shape but for its makes */
sc_code sc_cge_calibrate(sc_cge_loader *loader);           /* calibrate.c: base from the cells                       */
sc_code sc_cge_read_demand(sc_cge_loader *loader);         /* demand.c: after calibrate                              */
sc_code sc_cge_read_scenarios(sc_cge_loader *loader);      /* shocks.c                                               */
sc_code sc_cge_read_periods(sc_cge_loader *loader);        /* periods.c                                              */

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
