/* parts.h - the parts of a satellite, for its kernels only. Equations stand in satellite.h; each part is one file.
 *
 * `national` comes first, because the others read its shares and growth rates; `programmes` second, because services
 * read their delivery. Every part sees the economy of this year and its own state of last year.
 */
#ifndef SC_SATELLITE_PARTS_H
#define SC_SATELLITE_PARTS_H

#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/satellite/satellite.h"

#define SC_EACH_LANE(l) for (int l = 0; l < SC_LANES; l++)

typedef struct sc_year {              /* what every part reads */
  const sc_params  *params;
  const sc_economy *economy;
  const sc_drive   *drive;
  const sc_noise   *noise;
  int               t, n_plan;        /* years since the base year, years of the plan */
} sc_year;

void SC_K(sc_national_start)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_national_step)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_programmes_start)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_programmes_step)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_people_start)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_people_step)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_innovation_start)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_innovation_step)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_environment_start)(sc_satellite *restrict s, const sc_year *now);
void SC_K(sc_environment_step)(sc_satellite *restrict s, const sc_year *now);

#endif
