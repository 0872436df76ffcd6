/* cge_models.h - small general-equilibrium models for tests: Hosoe's textbook model, and one that has everything. */
#ifndef SC_TESTS_CGE_MODELS_H
#define SC_TESTS_CGE_MODELS_H

#include "models/cge/cge.h"

typedef struct cge_model {
  sc_cge_shape   shape;
  sc_cge_base    base;
  sc_cge_year    year;
  sc_cge_state   state;
  sc_cge_outcome outcome;
  sc_lane       *work, *blocks[4];
  int            numbers[64];        /* what the shape points into */
  sc_cge_market  markets[4];
} cge_model;

void cge_hosoe(cge_model *m);                            /* Hosoe, Gasawa and Hashimoto 2010, ch. 6 */
/* Three activities making four products, capital fixed, two kinds of labour, two households (linear expenditure, non-homothetic),
 * two regions abroad (price taker; demand curve), every tax and transfer. `substitution`: inputs are substitutes too. */
void cge_everything(cge_model *m, int substitution, int fixed_capital);
void cge_model_free(cge_model *m);
void cge_base_year(cge_model *m);                        /* unknowns and the year's outside back to the base year */
void cge_fill(sc_lane *list, int i, double x);

#endif
