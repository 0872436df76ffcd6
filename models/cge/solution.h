/* solution.h - the equilibria of a model: solved, read off, compared.
 *
 *   sc_cge_solution_create -> year by lane (sc_cge_shocks_apply) -> sc_cge_solution_solve -> sc_cge_solution_check
 *   -> sc_cge_measured
 *
 * Each lane is an economy of its own that goes on from its last solution. Final goods f have prices p_f (1 in the base year) and
 * quantities q_f: products bought by each home, by government, for investment, into stocks, exports at the border, imports at the
 * border with a minus.
 *
 *   Laspeyres  GDP0 sum p0 q1 / sum p0 q0     Paasche  GDP0 sum p1 q1 / sum p1 q0     Fisher  their geometric mean
 *   GDP price (Fisher) = GDP1 / Fisher GDP
 *
 * Equivalent variation of a home: e(p0, u1) - e(p0, u0), with its spending e(p, u) at prices p and utility u. Against the base
 * year p0 = 1; against another solution (a path without the shock) p0 and u0 are that solution's.
 *
 * The SAM of a solved year has a cell wherever the base year's has one; taxes kept in several accounts of a kind are split as in
 * the base year. In the base year it is the SAM again: that is the test of calibration.
 *
 * What no equation asked for must hold in every year solved, to SC_CGE_ACCOUNTS of GDP: Walras' law (the balance with abroad) and GDP
 * by income equal to GDP by expenditure. A year in which it does not is an error, not a number.
 *
 * A shock without an equilibrium is one message: how much of the way from the last year's givens to the year's could be gone
 * (in 32 parts), and which equation is furthest off at the end.
 *
 * Ownership  a solution owns its block and borrows the model.
 */
#ifndef SC_CGE_SOLUTION_H
#define SC_CGE_SOLUTION_H

#include "models/cge/configuration.h"

#define SC_CGE_ACCOUNTS 1e-9

typedef struct sc_cge_solution {
  const sc_cge_model *model;
  sc_cge_year    year;                     /* what to solve: set before sc_cge_solution_solve   */
  sc_cge_state   state;
  sc_cge_outcome outcome;
  sc_lane       *before;                   /* unknowns, ln k and year before the last solve      */
  sc_lane       *work, *memory;
} sc_cge_solution;

/* Every lane in the base year. */
sc_code sc_cge_solution_create(sc_cge_solution *solution, const sc_cge_model *model, sc_report *report);
void    sc_cge_solution_free(sc_cge_solution *solution);
void    sc_cge_solution_solve(sc_cge_solution *solution);

/* Does lane hold an equilibrium, and do its accounts? `scenario` and `year` (0: none) stand in the message. */
sc_code sc_cge_solution_check(const sc_cge_solution *solution, int lane, const char *scenario, int year, sc_report *report);

/* ---- measures.c */
typedef enum sc_cge_group {
  SC_CGE_GROUP_MACRO, SC_CGE_GROUP_WELFARE, SC_CGE_GROUP_FACTORS, SC_CGE_GROUP_ACTIVITIES, SC_CGE_GROUP_PRODUCTS, SC_CGE_GROUP_SPENT,
  SC_CGE_GROUP_EARNED, SC_CGE_GROUP_CHECKS, SC_CGE_GROUP_DETAIL
} sc_cge_group;
typedef enum sc_cge_measure_kind { SC_CGE_KIND_VALUE, SC_CGE_KIND_VOLUME, SC_CGE_KIND_PRICE, SC_CGE_KIND_RATE } sc_cge_measure_kind;

typedef enum sc_cge_measure {
#define SC_CGE_MEASURE(name, group, first, second, kind, zh, en) SC_CGE_MEASURE_##name,
#include "models/cge/measures.def"
#undef SC_CGE_MEASURE
  SC_CGE_N_MEASURES
} sc_cge_measure;

typedef struct sc_cge_measure_row {
  const char         *name;
  sc_cge_group        group;
  int                 set[2];
  sc_cge_measure_kind kind;
  sc_text             text;
} sc_cge_measure_row;
extern const sc_cge_measure_row sc_cge_measure_rows[SC_CGE_N_MEASURES];

/* One lane of a solution. */
typedef struct sc_cge_view { const sc_cge_solution *solution; int lane; } sc_cge_view;

/* A measure for member i (first * size of second + second) of its sets; NaN where the model has no such thing (the rent of an
 * activity without fixed factor). `against`: what equivalent variation is measured from; its solution NULL is the base year. */
double sc_cge_measured(sc_cge_view view, sc_cge_view against, sc_cge_measure measure, int i);

int    sc_cge_measure_size(const sc_cge_model *model, sc_cge_measure measure);
void   sc_cge_measure_item(const sc_cge_model *model, sc_cge_measure measure, int i, char name[128]);   /* "BRD", "LAB.BRD", "" */

/* Prices and quantities of final goods, for index numbers: sc_cge_n_final of each. */
int    sc_cge_n_final(const sc_cge_model *model);
void   sc_cge_final(sc_cge_view view, double *price, double *quantity);
double sc_cge_total(int n, const double *price, const double *quantity);           /* sum p q */

/* ---- rebuild.c: the SAM of a solved year, [n * n] as in model->sam */
sc_code sc_cge_rebuild(sc_cge_view view, double *cell, sc_report *report);

#endif
