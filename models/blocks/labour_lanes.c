/* labour_lanes.c - people, work and schooling; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "models/blocks/blocks.h"

static const double GRADUATE_YEARS = 16.0;   /* schooling of a graduate */

void SC_K(sc_labour_start)(sc_blocks *b, const sc_setup *setup)
{
  SC_EACH_LANE(l) {
    b->population[l] = b->labour[l] = b->human_capital[l] = 1.0;
    b->schooling[l] = setup->schooling;
    b->wage_gap[l] = b->density_growth[l] = 0.0;
  }
}

void SC_K(sc_labour_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive)
{
  const double *graduates = drive->graduates[0];
  sc_lane people, work, years;
  SC_EACH_LANE(l) {
    const double migration = p->kappa_migration[l] * b->wage_gap[l];
    people[l] = p->growth_population[l] + migration + graduates[l] / (setup->population * b->population[l]);
    work[l] = p->growth_employment[l] + migration + graduates[l] / (setup->employed * b->labour[l]);
    b->schooling[l] += p->schooling_cohorts[l] / 5.0
                     + (GRADUATE_YEARS - b->schooling[l]) * graduates[l] / (setup->working_age * b->population[l]);
    years[l] = p->mincer[l] * (b->schooling[l] - setup->schooling);
    b->density_growth[l] = people[l];
  }
  SC_EACH_VECTOR(v) {
    sc_store(b->population + v, sc_load(b->population + v) * sc_vector_exp(sc_load(people + v)));
    sc_store(b->labour + v, sc_load(b->labour + v) * sc_vector_exp(sc_load(work + v)));
    sc_store(b->human_capital + v, sc_vector_exp(sc_load(years + v)));
  }
}
