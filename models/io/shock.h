/* shock.h - what if: scenarios of final demand and technology on an input-output table, by period.
 *
 *   x = L f,  p' = (p_m'M + v')L  with the scenario's A, M, v, f, against the same with the table's (or the draw's) own
 *
 * A file has any number of scenarios, each with entries of
 *
 *   final        f_ik (1 + c), or f_ik + c              coefficients, imported   a_ij (1 + c), m_ij (1 + c)
 *   substitution c of m_ij moves to a_ij                value_added, satellites  v_hj (1 + c), s_kj (1 + c)
 *
 *   periods = ["2021", "2022", "2023"];
 *   scenarios = ( { name = "slump";  title = { zh = "出口下滑"; en = "Export slump"; };
 *                   final = ( { product = "*"; column = "EXP"; change = -0.10; profile = [1.0, 0.5, 0.25]; } ); },
 *                 { name = "made_here"; substitution = ( { product = "EQP"; buyer = "*"; share = { dist = ... }; } ); } );
 *
 * c is a number or a distribution (`change` relative, `add` in the table's unit for each cell chosen, `share` between 0 and 1), times
 * the entry's profile in each period. Entries are applied in the order of the list above. An entry's random number is named by
 * its patterns alone, "shock.final.*.EXP", so scenarios share it and their differences are paired.
 *
 * Nothing is closed: an input saved makes the product cheaper, it does not become value added. Quantities do not answer to
 * prices, nor the other way round.
 *
 * Numbers of the measure: [scenario][period][quantity][activity][base, value, change, change in per cent]. Quantities are those of
 * multipliers.h (output, value added, ..., satellites), then `price`; behind the last activity stands the whole: the sum, and for
 * prices the household basket. Ownership: the arena of sc_io_shocks; sc_io_shock_free for the measure.
 */
#ifndef SC_IO_SHOCK_H
#define SC_IO_SHOCK_H

#include "models/io/measures.h"

enum { SC_SHOCK_BASE, SC_SHOCK_VALUE, SC_SHOCK_CHANGE, SC_SHOCK_PERCENT, SC_SHOCK_N };

typedef enum sc_io_change_how { SC_IO_CHANGE_BY, SC_IO_CHANGE_ADD, SC_IO_CHANGE_MOVE } sc_io_change_how;
typedef struct sc_io_change {
  sc_io_change_how how;
  int n_cells, number;                   /* number: place in block CHANGES                    */
  size_t *cell, *from;                   /* from: the imported cells of a substitution        */
  const double *profile;                 /* [n_periods]                                       */
} sc_io_change;

typedef struct sc_io_scenario { const char *name; sc_text title; int n_changes; sc_io_change *change; } sc_io_scenario;

typedef struct sc_io_shocks {
  int n_periods, n_scenarios, is_uncertain;
  const char *const *period;
  sc_io_scenario *scenario;
  sc_io_more more;                       /* for sc_io_uncertain_read */
  sc_arena arena;
} sc_io_shocks;

sc_code sc_io_shocks_read(sc_io_shocks *shocks, const sc_io_table *table, const char *path, sc_report *report);
void    sc_io_shocks_free(sc_io_shocks *shocks);

typedef struct sc_io_shock {
  const sc_io_scene  *scene;
  const sc_io_shocks *shocks;
  sc_refiner outputs;                    /* of x = A x + f */
  int n_quantities;                      /* price included */
} sc_io_shock;

sc_code sc_io_shock_make(sc_io_shock *shock, const sc_io_scene *scene, const sc_io_shocks *shocks, const sc_io_system *system,
                         sc_report *report);
void    sc_io_shock_free(sc_io_shock *shock);
sc_io_measure sc_io_measure_shock(const sc_io_shock *shock);

#endif
