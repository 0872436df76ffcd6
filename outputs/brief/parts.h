/* parts.h - what the sections of the brief share: what is looked at, and how its numbers become words.
 *
 * The brief speaks of all models as one, pooled with their weights, and of two scenarios: the baseline (id "baseline", else
 * the first) and the plan delivered (id "plan", else none). A target is an entry that carries a verdict (sc_entry.main);
 * it counts in tallies when it can be assessed and is not an assumption of ours. Headline targets are those of the joint
 * set "headline", else the first of the plan's table.
 *
 * Texts made on the way live in `arena` until the brief is done; out of memory shows in `failed`, looked at once.
 */
#ifndef SC_OUTPUTS_BRIEF_PARTS_H
#define SC_OUTPUTS_BRIEF_PARTS_H

#include "outputs/brief/brief.h"
#include "outputs/brief/page.h"
#include "outputs/format.h"
#include "outputs/result.h"

enum { SC_LIKELY_PERCENT = 66, SC_UNLIKELY_PERCENT = 33 };
#define SC_LEAST_RANK 0.1        /* a correlation below this names no driver */

typedef struct sc_brief {
  const sc_result *result;
  sc_page   page;
  sc_lang   lang;
  sc_arena  arena;
  int       failed;
  int       baseline, plan;               /* plan -1 when the study has none */
  int       shown[2], n_shown;            /* the scenarios with a column of their own: baseline, plan */
  int      *targets, n_targets;           /* main entries: rows of the table in their order, then the rest */
  const int *headline; int n_headline;    /* entries */
} sc_brief;

typedef struct sc_tally { int n, likely, unlikely; double expected; } sc_tally;

/* ---- facts */
const sc_verdict *sc_brief_verdict(const sc_brief *brief, int scenario, int entry);
const sc_joint   *sc_brief_joint(const sc_brief *brief, int scenario, int item);
int sc_brief_counts(const sc_entry *entry);                         /* assessable and not assumed               */
int sc_brief_best_scenario(const sc_brief *brief, int entry);
int sc_brief_indicator(const sc_brief *brief, const char *id);      /* -1 when the result has none              */
int sc_brief_decimals(const sc_brief *brief, int indicator);        /* of the first target on it                */
int sc_brief_entry_decimals(const sc_entry *entry);                 /* as many as its value and base are given with */

/* How many targets have which probability; table_only: rows of the plan's table. */
sc_tally sc_brief_tally(const sc_brief *brief, int scenario, int table_only);

/* Share of draws that left the domain, over all scenarios and models; NaN when the result does not say. */
double sc_brief_left_out(const sc_brief *brief, double *n_left, double *n_all);

/* Position in a joint set: of the target whose leaving helps the others most, -1 when none helps; of all by falling
 * Shapley share, at most `most`, how many is returned. */
int sc_brief_in_the_way(const sc_brief *brief, int scenario, int item);
int sc_brief_blame_order(const sc_brief *brief, int scenario, int item, int order[], int most);

typedef enum sc_target_group {
  SC_GROUP_TABLE, SC_GROUP_PROSE, SC_GROUP_PROGRAMMES, SC_GROUP_VISION, SC_N_TARGET_GROUPS
} sc_target_group;
sc_target_group sc_brief_group(const sc_brief *brief, const sc_entry *entry);

/* ---- words; every result is borrowed from the brief */
#define SC_WORD(brief, NAME) sc_brief_text(SC_BRIEF_##NAME, (brief)->lang)       /* a text row without arguments */
const char *sc_brief_say(sc_brief *brief, int text, const char *const args[]);   /* filled in, without markup    */
const char *sc_brief_of_scenario(sc_brief *brief, int text, int scenario);       /* filled in with its name      */
const char *sc_brief_print(sc_brief *brief, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *sc_brief_heading(sc_brief *brief, const char *text);                 /* with a capital letter        */
const char *sc_brief_scenario(sc_brief *brief, int scenario);                    /* "S1 Baseline"                */
const char *sc_brief_weights(sc_brief *brief);                                   /* "growth model 60%, ..."      */
const char *sc_brief_group_title(sc_brief *brief, sc_target_group group);
const char *sc_brief_number(sc_brief *brief, double x, int decimals);
const char *sc_brief_value(sc_brief *brief, double x, int decimals, const char *unit);
const char *sc_brief_interval(sc_brief *brief, double lo, double hi);            /* "30.9–32.8"                  */
const char *sc_brief_goal(sc_brief *brief, double goal);                         /* as it was set: "14", "1.91" */
const char *sc_brief_unit(const sc_entry *entry);                                /* of the number that is judged */
const char *sc_brief_condition(sc_brief *brief, const sc_entry *entry);          /* its reading, else "≥ 95.95% in 2025" */
const char *sc_brief_median(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict);
const char *sc_brief_range(sc_brief *brief, const sc_entry *entry, const sc_verdict *verdict);
const char *sc_brief_drivers(sc_brief *brief, const sc_verdict *verdict, int most, int with_rank);
const char *sc_brief_class(const sc_verdict *verdict);                           /* "l0" ... "l6", "lx"          */
const char *sc_brief_word(const sc_brief *brief, const sc_verdict *verdict);

/* ---- shared markup */
void sc_brief_probability_cell(sc_brief *brief, int scenario, int entry);        /* probability, interval, word  */
void sc_brief_swatch(sc_brief *brief, const char *drawing, const char *text);    /* item of a legend; HTML only  */

/* ---- sections, in the order of the page */
void sc_brief_answer(sc_brief *brief);
void sc_brief_targets(sc_brief *brief);
void sc_brief_paths(sc_brief *brief);
void sc_brief_scenarios(sc_brief *brief);
void sc_brief_doubt(sc_brief *brief);
void sc_brief_together(sc_brief *brief);
void sc_brief_tensions(sc_brief *brief);
void sc_brief_effort(sc_brief *brief);
void sc_brief_method(sc_brief *brief);
void sc_brief_data(sc_brief *brief);

/* ---- charts: SVG into `out` */
void sc_chart_fan(sc_brief *brief, int indicator, sc_string *out);
void sc_chart_tradeoff(sc_brief *brief, int entry_x, int entry_y, sc_string *out);
/* Parts of a variance side by side: [n][SC_N_DOUBTS] shares, with the names of the bars. */
enum { SC_DOUBT_PARAMETERS, SC_DOUBT_SHOCKS, SC_DOUBT_BOTH, SC_DOUBT_MODEL, SC_N_DOUBTS };
extern const char *const sc_doubt_ink[SC_N_DOUBTS];
void sc_chart_doubt(int n, const char *const *names, const double *shares, const char *title, sc_string *out);
void sc_chart_at_least(sc_brief *brief, int item, sc_string *out);

#endif
