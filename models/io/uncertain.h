/* uncertain.h - an input-output table some of whose numbers are uncertain.
 *
 * A draw is the table as coefficients, with the numbers that a file names replaced by drawn ones:
 *
 *   a_ij   domestic input coefficients       m_ij   imported input coefficients       v_hj   value-added rows per output
 *   s_kj   satellites per output             f_ik   domestic final demand             u_i    intermediate sales (for RAS)
 *
 * The file (libconfig, read by engine/config) has a list for each of these, of entries such as
 *
 *   closure = "inputs";
 *   coefficients = ( { supplier = "*"; buyer = "*"; factor = { dist = "lognormal"; median = 1.0; sdlog = 0.07; }; },
 *                    { supplier = "TIN"; buyer = ["CON", "EQP"]; factor = { ... }; common = true; },
 *                    { supplier = "ICT"; buyer = "*"; walk = { years = 5; sdlog = 0.07; }; } );
 *   value_added = ( { row = "*"; activity = "TIN"; factor = { dist = "normal"; mean = 1.0; sd = 0.05; lo = 0.0; }; } );
 *
 *   factor   a distribution that the number is multiplied by      value   one that takes its place
 *   walk     ln a_t = ln a_{t-1} + sdlog e_t over `years` years, e standard normal
 *   common   one random number for all cells of the entry; otherwise each has its own
 *
 * Patterns are a name, a list of names, or "*". Where entries overlap the last one counts. A factor leaves a zero zero.
 *
 * An analysis brings numbers of its own besides the table's: the margins that a table is balanced to or a region is made of, capital per
 * output, price shocks. They stand in lists as well (`margins`, `capital`, ...), with the names that it gives them.
 *
 * Columns must still add up. `closure` says what gives way:
 *
 *   inputs       domestic and imported inputs of a column in proportion, so that value added keeps its own process (the default)
 *   value_added  the value-added rows of a column in proportion
 *   ras          domestic inputs to the row sums u and to what imports and value added leave of each column: Z = r Z0 s (Stone
 *                1961); u is scaled to the total of the columns
 *   free         nothing: an error that is nobody's counterpart (Bullard and Sebald 1977)
 *
 * A walk needs no closing within its years: scaling columns, and RAS, depend on the ratios of cells alone, so closing each year
 * and closing once at the end give the same table. Columns that a draw does not move are left as they are, to the last digit.
 *
 * Random numbers have the address (seed, TABLE, name of the cell, draw): "coefficients.TIN.CON", with 24 bits more from the second
 * name, since a table of 150 activities has too many cells for 32 bits. So an entry added moves no other number; entries with
 * `common` are named by their patterns. A draw with a negative coefficient, or a column that leaves nothing to scale, is given
 * up with its reason.
 *
 * Shapes: all numbers of a draw are one vector, block after block (sc_io_shape). The coefficients stand by rows, `wide` apart, as
 * engine/lanes/refine.h wants them for p' = p'A + c'. Ownership: everything in the arena of sc_io_uncertain; free with
 * sc_io_uncertain_free. Units: those of the table. Input-output error analysis: Lahr and Stevens (2002, Journal of Regional
 * Science 42); ten Raa and Rueda-Cantuche (2007, Economic Systems Research 19).
 */
#ifndef SC_IO_UNCERTAIN_H
#define SC_IO_UNCERTAIN_H

#include "engine/config/config.h"
#include "engine/lanes/isa.h"
#include "engine/random/dist.h"
#include "models/accounts/table.h"

/* Block, list in the file, keys of the two names. Those from MARGINS on are what analyses bring. */
#define SC_IO_BLOCKS(X)                                          \
  X(COEFFICIENTS, "coefficients", "supplier", "buyer")           \
  X(IMPORTED,     "imported",     "product",  "buyer")           \
  X(VALUE_ADDED,  "value_added",  "row",      "activity")        \
  X(SATELLITES,   "satellites",   "row",      "activity")        \
  X(FINAL,        "final",        "product",  "column")          \
  X(SALES,        "sales",        "product",  NULL)              \
  X(MARGINS,      "margins",      "name",     NULL)              \
  X(FLOWS,        "flows",        "row",      "column")          \
  X(CAPITAL,      "capital",      "activity", NULL)              \
  X(DEMAND,       "demand",       "activity", NULL)              \
  X(IMPORT_PRICES, "import_prices", "product", NULL)             \
  X(UNIT_COSTS,   "unit_value_added", "activity", NULL)          \
  X(REGION,       "region",       NULL,       NULL)              \
  X(CHANGES,      "changes",      NULL,       NULL)
typedef enum sc_io_block {
#define X(name, list, first, second) SC_IO_##name,
  SC_IO_BLOCKS(X)
#undef X
  SC_IO_N_BLOCKS
} sc_io_block;

/* The numbers of block REGION (region_multipliers.h). */
enum { SC_IO_EXPONENT, SC_IO_GDP, SC_IO_N_REGION };

typedef struct sc_io_shape {
  int    n, wide;
  int    rows[SC_IO_N_BLOCKS], columns[SC_IO_N_BLOCKS], step[SC_IO_N_BLOCKS];   /* step: from a row to the next */
  size_t at[SC_IO_N_BLOCKS], n_numbers;
} sc_io_shape;

#define SC_IO_CLOSURES(X) X(INPUTS, "inputs") X(VALUE_ADDED_ROWS, "value_added") X(RAS, "ras") X(FREE, "free")
typedef enum sc_io_closure {
#define X(NAME, name) SC_IO_CLOSE_##NAME,
  SC_IO_CLOSURES(X)
#undef X
  SC_IO_N_CLOSURES
} sc_io_closure;

typedef struct sc_io_random {
  sc_dist    dist;
  sc_sampler sampler;
  uint32_t   name, k;
  int        years;                       /* of a walk; 0: a draw from dist              */
  const char *label;                      /* what `name` is the hash of                  */
} sc_io_random;

typedef enum sc_io_how { SC_IO_FACTOR, SC_IO_VALUE } sc_io_how;
typedef struct sc_io_cell { size_t at; int random, column; sc_io_how how; } sc_io_cell;   /* column that has to add up; n: sales; -1: none */

typedef struct sc_io_uncertain {
  const sc_io_table *table;
  sc_io_shape   shape;
  sc_io_closure closure;
  double       *base;                     /* [shape.n_numbers] */
  int n_randoms, n_cells;
  sc_io_random *random;
  sc_io_cell   *cell;
  sc_arena      arena;
} sc_io_uncertain;

/* Numbers that an analysis brings along: blocks from MARGINS on with names and values; of block REGION as given; of block CHANGES
 * with a name and a distribution, FIXED where it is certain. Their value without draws is the centre. */
typedef struct sc_io_brought { int rows, columns; const char *const *row, *const *column; const double *base; } sc_io_brought;
typedef struct sc_io_more {
  int table, n_tables;                    /* which one of several drawn together; their errors are independent unless tables = "same" */
  sc_io_brought brought[SC_IO_N_BLOCKS];
  double region[SC_IO_N_REGION];
  int n_changes;
  const char *const *name;
  const sc_dist *dist;
} sc_io_more;

/* The table must outlive it. `path` NULL: nothing of the table is uncertain. more may be NULL. */
sc_code sc_io_uncertain_read(sc_io_uncertain *uncertain, const sc_io_table *table, const char *path, const sc_io_more *more,
                             sc_report *report);
void    sc_io_uncertain_free(sc_io_uncertain *uncertain);

sc_io_shape sc_io_shape_of(const sc_io_table *table, const sc_io_more *more);       /* more may be NULL */

/* Names of a block's rows or columns. */
const char *const *sc_io_names_of(const sc_io_table *table, const sc_io_more *more, sc_io_block block, int is_row);

/* A name, a list of names or "*" under `key` sets chosen[0..count) of the names; those given go to `pattern`, a dot before the first
 * and + between them. */
sc_code sc_io_pattern_read(sc_node *node, const char *key, const char *const *names, int count, char *chosen, sc_string *pattern,
                           sc_arena *arena, sc_report *report);

/* Where a number stands. */
static inline size_t sc_io_place(const sc_io_shape *shape, sc_io_block block, int row, int column)
{
  return shape->at[block] + (size_t)row * (size_t)shape->step[block] + (size_t)column;
}

/* value[r] of a block of draws. */
SC_KERNEL_DECLARE(void, sc_io_sample, (const sc_io_uncertain *uncertain, const sc_noise *noise, sc_lane *value));

/* The numbers of lane `lane`, closed; work: sc_io_draw_work numbers. Returns why it is given up, or SC_BAD_GOOD. */
static inline size_t sc_io_draw_work(const sc_io_shape *shape) { return (size_t)(shape->n + 5) * (size_t)shape->wide + 1; }
sc_bad sc_io_draw(const sc_io_uncertain *uncertain, const sc_lane *value, int lane, double *numbers, double *work);

/* ---- uncertain_table.c: the table of a draw. Its outputs are x = L f with its own f, its flows coefficients times x; whatever no number
 * moved is the table's own, to the last digit. Names are the table's, which must outlive it. */
typedef struct sc_io_drawn { sc_io_table table; double *memory, *matrix; int *pivot; } sc_io_drawn;
sc_code sc_io_drawn_make(sc_io_drawn *drawn, const sc_io_uncertain *uncertain, sc_report *report);
sc_bad  sc_io_drawn_fill(sc_io_drawn *drawn, const sc_io_uncertain *uncertain, const double *numbers);
void    sc_io_drawn_free(sc_io_drawn *drawn);

#endif
