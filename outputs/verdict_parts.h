/* verdict_parts.h - what the tables of the verdict share: which targets are shown, and their first cells. */
#ifndef SC_OUTPUTS_VERDICT_PARTS_H
#define SC_OUTPUTS_VERDICT_PARTS_H

#include "outputs/verdict.h"

int     sc_verdict_is_shown(const sc_result *result, int entry, sc_verdict_view view);
sc_tone sc_verdict_tone(double p);
void    sc_verdict_name_cells(sc_table *table, const sc_entry *entry, sc_lang lang);   /* row, name */
void    sc_verdict_goal_cell(sc_table *table, const sc_entry *entry, sc_lang lang);

#endif
