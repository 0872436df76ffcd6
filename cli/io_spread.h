/* io_spread.h - what the analyses of sanchan io share when --uncertain is given: options, draws, the table of statistics, the note. */
#ifndef SC_CLI_IO_SPREAD_H
#define SC_CLI_IO_SPREAD_H

#include "cli/io.h"
#include "models/io/measures.h"

typedef struct io_draws {
  sc_io_uncertain uncertain;
  sc_io_system    system;
  sc_io_scene     scene;
  sc_io_spread    spread;
} io_draws;

/* What a value of the measure is: names of its row; NULL leaves the value out. measure is a row of io_spread.c's texts. */
typedef struct io_label { const char *scenario, *period, *quantity, *activity, *measure; } io_label;
enum { IO_BY_SCENARIO = 1, IO_BY_QUANTITY = 2 };      /* axes besides activity and measure; period goes with scenario */
typedef int io_label_of(const io_context *io, const void *given, int value, io_label *label);      /* 0: not shown */

static inline int io_is_uncertain(const io_context *io) { return sc_line_has(io->line, SC_OPT_UNCERTAIN); }

/* --draws, --seed and --threads stand only beside something uncertain. */
sc_code io_check_draws(const io_context *io, sc_report *report);

sc_io_sampling io_sampling(const io_context *io);

/* Reads --uncertain and makes the scene; more may be NULL. Free with io_draws_free in any case. */
sc_code io_draws_make(io_context *io, io_draws *draws, const sc_io_more *more, sc_report *report);
void    io_draws_free(io_draws *draws);

/* Runs the measure and fills the result and the note. */
sc_code io_spread_show(io_context *io, io_draws *draws, const sc_io_measure *measure, int axes, io_label_of *label,
                       const void *given, sc_report *report);
void    io_spread_note(io_context *io, const sc_io_spread *spread, const sc_io_uncertain *uncertain, int n_tables);

/* What a measure or quantity is called for a reader; its key otherwise. */
const char *io_measure_title(const io_context *io, const char *key);

sc_code io_spread_multipliers(io_context *io, sc_report *report);
sc_code io_spread_linkages(io_context *io, sc_report *report);
sc_code io_spread_price(io_context *io, const double *import_change, const double *cost_change, sc_report *report);
sc_code io_spread_extract(io_context *io, sc_extraction kind, double share, sc_report *report);

#endif
