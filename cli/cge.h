/* cge.h - the tasks of sanchan cge: one row of cge_tasks.def for each, one function.
 *
 *   sc_verb_cge -> finds the task, reads the model -> task -> emit
 *
 * A task fills `result`, every number on a row of its own: the columns that say what a row is about are the dimensions of HDF5,
 * and JSON and CSV have these rows. For readers (text, Markdown) it also writes `page`: tables of a few lines each, made of the
 * same numbers. `note` says how the model closes and whatever else must be known.
 */
#ifndef SC_CLI_CGE_H
#define SC_CLI_CGE_H

#include "cli/emit.h"
#include "models/cge/solution.h"

typedef struct cge_context {
  const sc_line     *line;
  const sc_cge_task *task;
  io_form            form;
  sc_cge_model       model;
  const sc_cge_scenario *const *scenario;    /* those asked for             */
  int                n_scenarios;
  sc_table           result;
  const io_column   *columns;                /* of the result               */
  sc_string          page, note;
} cge_context;

#define SC_CGE_TASK(name, options, zh_title, en_title, zh, en) sc_code cge_##name(cge_context *cge, sc_report *report);
#include "cli/cge_tasks.def"
#undef SC_CGE_TASK

static inline const char *cge_text(const cge_context *cge, const char *zh, const char *en) { return cge->line->lang == SC_ZH ? zh : en; }
static inline const char *cge_in(const cge_context *cge, sc_text text) { return text.in[cge->line->lang]; }
static inline int cge_is_read(const cge_context *cge) { return cge->form == IO_TEXT || cge->form == IO_MARKDOWN; }

/* ---- cge.c */
sc_code cge_columns(cge_context *cge, const io_column *columns, size_t n, sc_report *report);   /* static, or they outlive the call */
void    cge_heading(cge_context *cge, const char *title);                                        /* on the page   */
void    cge_put(cge_context *cge, sc_table *table);                                              /* on the page; frees it */
void    cge_number(sc_table *table, double x);                           /* as many decimals as its size wants */
void    cge_percent(sc_table *table, double value, double base);         /* change, signed; empty where there is no base */

#endif
