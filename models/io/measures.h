/* measures.h - the analyses that spread.h can repeat over draws, and the order of their numbers.
 *
 *   multipliers   c'L and c'L* of every quantity (multipliers.h)        [quantity][activity][direct, type I, type II, in full]
 *   linkages      linkages.h, and whether an activity is key            [activity][SC_LINK_N]: the mean of `key` is its probability
 *   price         price change in per cent (prices.h)                   [activity], then the household basket; the shocks, as shares of the
 *                 old prices, are the blocks IMPORT_PRICES and UNIT_COSTS that the analysis brings
 *   extract       what is lost (extraction.h)                           [extracted][loss, % of all output, % others]
 *
 * Outputs of a draw are x = L f with its own final demand; G follows from them. Prices are against the draw's own prices without
 * the shock, which are 1 where its columns add up. Systems are solved by engine/lanes/refine.h near the table's own inverse,
 * inverses by elimination.
 *
 * Ownership: borrowed tables and arrays must outlive the measure; what a measure takes is freed by its free function.
 */
#ifndef SC_IO_MEASURES_H
#define SC_IO_MEASURES_H

#include "engine/lanes/refine.h"
#include "models/io/extraction.h"
#include "models/io/multipliers.h"
#include "models/io/spread.h"
#include "models/io/system.h"

enum { SC_MULTIPLIER_DIRECT, SC_MULTIPLIER_ONE, SC_MULTIPLIER_TWO, SC_MULTIPLIER_FULL, SC_MULTIPLIER_N };

#define SC_IO_LINK_NUMBERS(X) \
  X(backward) X(backward_normalised) X(backward_dispersion) X(forward) X(forward_normalised) X(forward_dispersion) X(key)
enum {
#define X(name) SC_LINK_##name,
  SC_IO_LINK_NUMBERS(X)
#undef X
  SC_LINK_N
};

enum { SC_LOSS, SC_LOSS_SHARE, SC_LOSS_OTHERS, SC_LOSS_N };

/* What all of them share. */
typedef struct sc_io_scene {
  const sc_io_uncertain *uncertain;
  sc_refiner refiner;                                /* of p' = p'A + c' */
  sc_households households;
  int        has_income, has_taxes, has_imports, n_quantities;
  sc_extraction kind;                                /* extract                           */
  double     share;
} sc_io_scene;

sc_code sc_io_scene_make(sc_io_scene *scene, const sc_io_uncertain *uncertain, const sc_io_system *system, sc_report *report);
void    sc_io_scene_free(sc_io_scene *scene);

/* The quantities are those of sc_effects_make, in its order. */
sc_io_measure sc_io_measure_multipliers(const sc_io_scene *scene);
sc_io_measure sc_io_measure_linkages(const sc_io_scene *scene);
sc_io_measure sc_io_measure_price(const sc_io_scene *scene);
sc_io_measure sc_io_measure_extract(const sc_io_scene *scene);

#endif
