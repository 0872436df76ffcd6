/* cli.h - the command line: one table of verbs, one of options. Parsing, --help, the manual and the completions of three
 * shells all come from these two tables (verbs.def, options.def), and those of sanchan io and sanchan cge from one more each
 * (analyses.def, cge_tasks.def).
 *
 *   main -> sc_line_parse -> sc_verb_NAME(line, report) -> exit status
 *
 * This folder is the only code that prints or exits. Results go to standard output, everything else to standard error.
 * A verb returns its code and leaves its messages in the report; main prints them in the language asked for.
 */
#ifndef SC_CLI_CLI_H
#define SC_CLI_CLI_H

#include "engine/base/error.h"
#include "engine/base/text.h"
#include "outputs/result.h"
#include "outputs/table.h"
#include "scenarios/study.h"

typedef enum sc_option_kind {
  SC_OPTION_FLAG, SC_OPTION_TEXT, SC_OPTION_FILE, SC_OPTION_COUNT, SC_OPTION_SEED, SC_OPTION_CHOICE, SC_OPTION_PAIR
} sc_option_kind;

typedef enum sc_option {
#define SC_OPTION(NAME, long_, short_, KIND, choices, value_zh, value_en, zh, en) SC_OPT_##NAME,
#include "cli/options.def"
#undef SC_OPTION
  SC_N_OPTIONS
} sc_option;

typedef struct sc_option_row {
  const char    *name;          /* without the dashes */
  char           letter;        /* 0: none            */
  sc_option_kind kind;
  const char    *choices;       /* "text|json"        */
  sc_text        value, text;
} sc_option_row;
extern const sc_option_row sc_option_rows[SC_N_OPTIONS];

/* A set of options: one bit for each row of options.def. */
typedef uint64_t sc_option_set;
#define SC_HAS(NAME) (UINT64_C(1) << SC_OPT_##NAME)
_Static_assert(SC_N_OPTIONS < 64, "an sc_option_set has 64 bits, one of them SC_REPEATED");
#define SC_DRAWS (SC_HAS(UNCERTAIN) | SC_HAS(DRAWS) | SC_HAS(SEED) | SC_HAS(THREADS))
#define SC_REPEATED (UINT64_C(1) << 63 | SC_DRAWS)      /* an analysis that is made again for each draw (io_repeat.c) */
static inline int sc_option_in(sc_option_set set, int option) { return (int)(set >> option & 1u); }

#define SC_OPTIONS_COMMON (SC_HAS(LANG) | SC_HAS(QUIET) | SC_HAS(VERBOSE) | SC_HAS(VERSION) | SC_HAS(HELP))

enum { SC_MOST_OPERANDS = 17 };

/* What stands behind a verb, and what it is when nothing does. */
#define SC_OPERANDS(X)                                                   \
  X(STUDY,  "[研究]",               "[STUDY]",           1, "zhangdian")            \
  X(RESULT, "[结果文件]",           "[RESULT]",          1, "results/zhangdian.h5") \
  X(TABLES, "[结果文件] [内容]",    "[RESULT] [WHAT]",   2, "results/zhangdian.h5") \
  X(WHAT,   "[内容 [研究]]",        "[WHAT [STUDY]]",    2, NULL)                   \
  X(FOLDER, "文件夹",               "FOLDER",            1, NULL)                   \
  X(ANALYSIS, "分析 文件...",       "ANALYSIS FILE...",  SC_MOST_OPERANDS, NULL)  \
  X(EQUILIBRIUM, "任务 模型",       "TASK MODEL",        2, NULL)

typedef enum sc_operand {
#define X(NAME, zh, en, most, otherwise) SC_OPERAND_##NAME,
  SC_OPERANDS(X)
#undef X
  SC_N_OPERANDS
} sc_operand;

typedef struct sc_operand_row { sc_text text; int most; const char *otherwise; } sc_operand_row;
extern const sc_operand_row sc_operand_rows[SC_N_OPERANDS];

/* A command line, read. Everything points into argv or into static rows. */
typedef struct sc_line {
  const struct sc_verb *verb;               /* NULL: only sanchan --help or --version */
  const char  *operand[SC_MOST_OPERANDS]; int n_operands;
  const char  *value[SC_N_OPTIONS];         /* NULL: not given; a flag given is ""    */
  const char **set; int n_set;              /* own block                              */
  sc_lang      lang;
  int          argc;
  char *const *argv;
} sc_line;

typedef struct sc_verb {
  const char *name;
  sc_operand  operand;
  sc_option_set options;                    /* its own row's; sc_verb_options gives all it understands */
  sc_text     text, more;
  sc_code   (*execute)(const sc_line *line, sc_report *report);
} sc_verb;

enum {
#define SC_VERB(name, OPERAND, options, zh, en, more_zh, more_en) SC_VERB_##name,
#include "cli/verbs.def"
#undef SC_VERB
  SC_N_VERBS
};
extern const sc_verb sc_verbs[SC_N_VERBS];
#define SC_VERB(name, OPERAND, options, zh, en, more_zh, more_en) sc_code sc_verb_##name(const sc_line *line, sc_report *report);
#include "cli/verbs.def"
#undef SC_VERB

/* An analysis of sanchan io: a row of analyses.def. */
typedef enum sc_analysis_reads { SC_READS_SYSTEMS, SC_READS_TABLES, SC_READS_TABLE, SC_READS_FILES } sc_analysis_reads;
typedef enum sc_analysis_gives { SC_GIVES_RESULT, SC_GIVES_TABLE } sc_analysis_gives;

struct io_context;
typedef struct sc_analysis {
  const char *name;
  sc_analysis_reads reads;
  int         least, most;                  /* files */
  sc_analysis_gives gives;
  sc_option_set options;                    /* besides SC_ANALYSIS_COMMON */
  sc_text     text;
  sc_code   (*execute)(struct io_context *io, sc_report *report);
} sc_analysis;

enum {
#define SC_ANALYSIS(name, reads, least, most, gives, options, zh, en) SC_ANALYSIS_##name,
#include "cli/analyses.def"
#undef SC_ANALYSIS
  SC_N_ANALYSES
};
extern const sc_analysis sc_analyses[SC_N_ANALYSES];
#define SC_ANALYSIS_COMMON (SC_HAS(OUTPUT) | SC_HAS(FORCE) | SC_HAS(FORM))

/* A task of sanchan cge: a row of cge_tasks.def. */
struct cge_context;
typedef struct sc_cge_task {
  const char   *name;
  sc_option_set options;                    /* besides SC_CGE_COMMON */
  sc_text       title, text;                /* of an HDF5 file; of --help */
  sc_code     (*execute)(struct cge_context *cge, sc_report *report);
} sc_cge_task;

enum {
#define SC_CGE_TASK(name, options, zh_title, en_title, zh, en) SC_CGE_TASK_##name,
#include "cli/cge_tasks.def"
#undef SC_CGE_TASK
  SC_N_CGE_TASKS
};
extern const sc_cge_task sc_cge_tasks[SC_N_CGE_TASKS];
#define SC_CGE_COMMON (SC_HAS(OUTPUT) | SC_HAS(FORCE) | SC_HAS(FORM) | SC_HAS(SET))

/* ---- cge.c */
const sc_cge_task *sc_cge_task_find(const char *name);                   /* NULL: there is none              */
void sc_cge_task_names(sc_option_set any_of, sc_string *to);             /* of those that understand one of them; 0: of all */

/* ---- io.c */
const sc_analysis *sc_analysis_find(const char *name);                   /* NULL: there is none              */
void sc_analysis_names(sc_option_set any_of, sc_string *to);             /* of those that understand one of them; 0: of all */
void sc_analysis_files(const sc_analysis *analysis, sc_string *to);      /* "2" or "2-16"                    */

/* ---- parse.c */
sc_option_set sc_verb_options(const sc_verb *verb);                      /* with those of its analyses and the common ones */
sc_code sc_line_parse(sc_line *line, int argc, char *const argv[], sc_report *report);
void    sc_line_free(sc_line *line);
sc_code sc_line_spare(const sc_line *line, const char *input, sc_report *report);   /* a mistake where -o names this file */
static inline int sc_line_has(const sc_line *line, sc_option option) { return line->value[option] != NULL; }
const char *sc_line_operand(const sc_line *line);                        /* the first one, or what it is otherwise */
int      sc_line_choice(const sc_line *line, sc_option option);          /* index of the choice; 0 when not given  */
uint64_t sc_line_count(const sc_line *line, sc_option option);           /* 0 when not given                       */
sc_study_options sc_line_study_options(const sc_line *line);

/* ---- help.c, manual.c: texts made from the tables */
void sc_help_program(sc_lang lang, sc_string *out);
void sc_help_verb(const sc_verb *verb, sc_lang lang, sc_string *out);
void sc_help_option(const sc_verb *verb, sc_option option, sc_lang lang, sc_string *out);   /* its text, and which analyses understand it */
void sc_help_analysis(const sc_analysis *analysis, sc_lang lang, sc_string *out);
void sc_help_task(const sc_cge_task *task, sc_lang lang, sc_string *out);
void sc_help_version(const sc_line *line, sc_string *out);
void sc_manual_page(sc_lang lang, sc_string *out);
void sc_manual_bash(sc_string *out);
void sc_manual_zsh(sc_string *out);
void sc_manual_fish(sc_string *out);

extern const char *const sc_describe_names[];                            /* describe.c: what it can describe; NULL ends it */

/* ---- terminal.c */
sc_code sc_say(const sc_string *text, sc_report *report);                /* to standard output, checked              */
sc_code sc_say_table(const sc_table *table, const sc_line *line, const char *key, sc_report *report);   /* in the form asked for */
void    sc_remark(const sc_line *line, const char *en, const char *zh, ...);    /* to standard error, silent with -q; printf formats */
sc_table_style sc_terminal_style(void);                                  /* of standard output                       */

/* From the first SIGINT or SIGTERM on this is non-zero; the second signal ends the program. */
extern volatile int sc_stop;
void sc_signals_catch(void);

/* A bar on standard error; its context is a zeroed sc_bar. */
typedef struct sc_bar { int on; sc_lang lang; double started, shown; int width; } sc_bar;
sc_bar sc_bar_start(const sc_line *line);
void   sc_bar_show(void *bar, double done, double total, const char *what);
void   sc_bar_end(sc_bar *bar);
double sc_seconds(void);                                                  /* a clock that only goes forward */

#endif
