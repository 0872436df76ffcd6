/* param.h - reading and checking against parameter rows (sc_param in sanchan.h).
 *
 * A row says a parameter's legal range, unit and text. The support of every distribution given for it must lie inside
 * that range, ends included: a normal without lo and hi on a bounded parameter is a mistake of the study, found when it is
 * read and not at draw 73 214.
 */
#ifndef SC_CONFIG_PARAM_H
#define SC_CONFIG_PARAM_H

#include "engine/config/config.h"

const sc_param *sc_param_find(const sc_param rows[], size_t n, const char *name);      /* NULL when there is none */
const char     *sc_param_nearest(const sc_param rows[], size_t n, const char *name);   /* NULL when none is near  */

/* Is `dist` a distribution whose support lies in the row's range? */
sc_code sc_param_check(const sc_param *row, const sc_dist *dist, sc_where at, sc_report *report);

/* group.NAME as a number or distribution, checked against the row. Absent: *out is left as it is. */
sc_code sc_param_read(sc_node *group, const sc_param *row, sc_arena *arena, sc_dist *out, sc_report *report);

#endif
