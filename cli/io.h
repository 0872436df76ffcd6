/* io.h - the analyses of sanchan io: one row of analyses.def for each, one function, one table of results.
 *
 *   sc_verb_io -> finds the row, reads the files as the row says -> analysis -> emit
 *
 * An analysis fills `result` and may leave a note; emit.h says what becomes of them. One whose row says that it gives a TABLE also fills
 * `made` or `made_matrix`: -o writes that, as a file that can be read again, and `result`, a summary, goes to standard output in the
 * form of --format; with the extension .svg or .md -o writes the summary instead. Which analysis made it, of
 * which files (with their SHA-256) and with which options, is added to the table's history, behind that of the tables it was made from.
 */
#ifndef SC_CLI_IO_H
#define SC_CLI_IO_H

#include "cli/emit.h"
#include "models/accounts/named_matrix.h"
#include "models/accounts/regionalise.h"
#include "models/io/multipliers.h"
#include "models/io/system.h"
#include "models/io/uncertain.h"

#define IO_MONEY "unit of the table"
#define IO_EACH  "unit of the quantity / unit of final demand"
#define IO_OWN   "unit of the quantity"

enum { IO_MOST_FILES = SC_MOST_OPERANDS - 1 };

typedef struct io_context {
  const sc_line *line;
  const sc_analysis *analysis;
  const char    *name;                       /* of the analysis                                        */
  io_form        form;                       /* of the result                                          */
  const char    *path, *made_path;           /* where the result, and the table made, are written; or NULL */
  int            n_files;
  const char    *file[IO_MOST_FILES];        /* paths, as given                                        */
  sc_io_table    table[IO_MOST_FILES];       /* what the row says is read; the others are zero         */
  sc_io_system   system[IO_MOST_FILES];
  sc_table       result;
  const io_column *columns;                  /* of the result                                          */
  sc_string      note;
  sc_text        title;                      /* of a figure or HDF5 file: that of titles.def, or the analysis' own */
  sc_io_table    made;                       /* by an analysis that gives a table, ...                 */
  sc_sam         accounts[2];                /* matrices of accounts, or of any names, read by an analysis that opens */
  sc_named_matrix matrix[2];                 /* its files itself                                                      */
  sc_named_matrix made_matrix;               /* ... or a matrix                                        */
  const struct io_draw *draw;                /* of the tables; NULL: the tables themselves             */
  sc_io_more     more;                       /* what it brings that may be uncertain ...               */
  const void    *chosen;                     /* ... and the rows that draws show too; in result.arena  */
  int            n_wrong;                    /* findings that make a table unfit for analysis: said last, with the status */
} io_context;
typedef struct io_draw io_draw;

#define SC_ANALYSIS(name, reads, least, most, gives, options, zh, en) sc_code io_##name(io_context *io, sc_report *report);
#include "cli/analyses.def"
#undef SC_ANALYSIS

static inline const char *io_text(const io_context *io, const char *zh, const char *en)
{
  return io->line->lang == SC_ZH ? zh : en;
}

/* True where a reader sees the result, so that names are words and not keys. */
static inline int io_is_read(const io_context *io)
{
  return io->form == IO_TEXT || io->form == IO_MARKDOWN;
}

/* True where cells of a matrix are wanted all and in the order of the table, not the largest first. */
static inline int io_is_matrix(const io_context *io)
{
  return (io->form == IO_HDF5 || io->form == IO_SVG) && !sc_line_has(io->line, SC_OPT_TOP);
}

/* ---- io_analyses.c: what every analysis uses */
void    io_number(io_context *io, double x, int decimals);                                    /* a cell of the result         */
sc_code io_take(io_context *io, size_t count, double **numbers, sc_report *report);           /* release with sc_free         */
sc_code io_columns(io_context *io, const io_column *made, size_t n, sc_report *report);       /* static, or they outlive the call */
sc_text io_quantity_text(const char *name);                                                   /* its name in words          */
const char *io_title(const io_context *io, const char *quantity);                             /* the same, for a reader     */
sc_code io_quantity(const io_context *io, const sc_effects *effects, const char *name, int *row, sc_report *report);

/* Which of n activities have a row, and in which order: with --top the largest first, else all as in the table; returns how many. */
int io_order(const io_context *io, const double *by, int n, int *order);

/* --method has the methods of several analyses: this one's are the n from `first` on. Not given, *method stays as it is. */
sc_code io_method(const io_context *io, int first, int n, int *method, sc_report *report);
enum { IO_N_REGIONAL = 5 };
extern const sc_regional_method io_regional_methods[IO_N_REGIONAL];      /* the first ones of --method */

/* ---- io_roles.c: what columns of final demand and rows of value added are (models/accounts/roles.h) */
sc_code io_take_roles(io_context *io, sc_report *report);                      /* --households, --labour of the first table    */
void    io_note_roles(io_context *io);                                         /* what could not be placed                      */
void    io_note_idle(io_context *io);                                          /* activities without output                     */
void    io_note_households(io_context *io, const sc_households *households, int closes);   /* type II, or why there is none      */

/* ---- io_figure.c: the result as a figure, where the analysis has one */
sc_code io_as_svg(io_context *io, sc_string *svg, sc_report *report);

/* ---- io_repeat.c: an analysis over draws of its tables */
int     io_is_repeated(const io_context *io);
sc_code io_repeat(io_context *io, sc_report *report);         /* behind the analysis of the tables as they are */

/* Numbers of its own that may be uncertain, [rows * columns] with names, column NULL for a list: in a draw they are replaced. */
sc_code io_bring(io_context *io, sc_io_block block, int rows, const char *const *row, int columns, const char *const *column, double *values,
                 sc_report *report);
void    io_bring_region(io_context *io, int which, double *value);     /* the exponent, the GDP */

/* What is listed, `size` bytes: in a draw, what was chosen by the table itself. */
const void *io_choose(io_context *io, const void *chosen, size_t size);

/* ---- io.c */
void    io_free(io_context *io);
/* Names of a file that must be those of another one. */
typedef enum io_names { IO_ACTIVITIES, IO_ROWS, IO_COLUMNS } io_names;
typedef struct io_naming { const char *file; int n; const char *const *name; } io_naming;
sc_code io_check_names(io_names what, io_naming here, io_naming there, sc_report *report);
sc_code io_activity(const io_context *io, const char *name, int *k, sc_report *report);   /* index of an activity by name */

#endif
