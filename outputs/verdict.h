/* verdict.h - what a result says about the plan: can each target be met, can they be met together?
 *
 * Tables in text, for one scenario shown in detail (the scenario called "baseline", or the first), of one model or of all models
 * pooled:
 *
 *   targets     goal, probability with its Wilson 95% interval, one word of the calibrated scale, median and 5-95% range of
 *               the number that is judged, mean shortfall, first year met
 *   scenarios   the same probability in every scenario
 *   models      the probability under each model and pooled, and what the choice of model does (verdict_models.c)
 *   joint       how likely sets of targets are met together, and how many of them are expected to be met
 *
 * Targets whose plan text gives no number are listed as not assessable; they have no probability. As JSON everything is
 * there: every reading, scenario and model, with stable key names.
 */
#ifndef SC_OUTPUTS_VERDICT_H
#define SC_OUTPUTS_VERDICT_H

#include "outputs/json.h"
#include "outputs/result.h"
#include "outputs/table.h"

typedef struct sc_verdict_view {
  sc_lang lang;
  int     scenario, model;       /* shown in detail; SC_POOLED: all models */
  int     all;                   /* every target and reading; else the rows of the plan's table and the joint sets */
} sc_verdict_view;

int sc_result_reference(const sc_result *result);                 /* index of the scenario "baseline", else 0 */

void sc_verdict_heading(const sc_result *result, sc_verdict_view view, sc_string *out);
void sc_verdict_targets(const sc_result *result, sc_verdict_view view, sc_table_style style, sc_string *out);
void sc_verdict_scenarios(const sc_result *result, sc_verdict_view view, sc_table_style style, sc_string *out);
void sc_verdict_joint(const sc_result *result, sc_verdict_view view, sc_table_style style, sc_string *out);
void sc_verdict_left_out(const sc_result *result, sc_verdict_view view, sc_table_style style, sc_string *out);   /* not assessable; not shown */
/* Nothing where there is one model. */
void sc_verdict_models(const sc_result *result, sc_verdict_view view, sc_table_style style, sc_string *out);
/* The same for other forms; the caller frees the table. */
typedef struct sc_models_table { sc_column columns[SC_MAX_MODELS + 6]; sc_table table; } sc_models_table;
void sc_verdict_models_table(const sc_result *result, sc_verdict_view view, sc_models_table *models);

void sc_verdict_as_json(const sc_result *result, sc_string *out);

/* A goal as a reader writes it: ">= 80%", "about 70%". */
void sc_goal_text(const sc_entry *entry, sc_lang lang, sc_string *out);

/* Draws of one scenario and model that left the model's domain, and the reason most of them have. */
uint64_t sc_result_bad(const sc_result *result, int scenario, int model, sc_bad *most);
sc_text  sc_bad_text(sc_bad why);
/* "400 draws, 19 given up: " and every reason with its count; 0 and no words where none was. */
int      sc_result_bad_words(const sc_result *result, int scenario, int model, sc_lang lang, sc_string *out);
void     sc_verdict_given_up(const sc_result *result, sc_lang lang, sc_string *out);   /* of each scenario and model; in the heading */

#endif
