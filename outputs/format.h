/* format.h - numbers as readers see them: one rounding for the terminal, the brief and the tables.
 *
 * Probabilities are in per cent with one decimal, which is what 10,000 draws support (standard error at most 0.5 points).
 * Below 0.05% and above 99.95% the side is given instead ("<0.1%", ">99.9%"), since no number of draws shows a certainty.
 * The ends of an interval are rounded outward, so that the shown interval covers the computed one.
 *
 * Values have as many decimals as the plan gives the target (sc_format_decimals), at least one below 1,000, and commas
 * between thousands. A number that does not exist (NaN) is an em dash. Minus is the ASCII hyphen, which terminals and scripts
 * read; sc_typeset makes it a true minus for a page.
 */
#ifndef SC_OUTPUTS_FORMAT_H
#define SC_OUTPUTS_FORMAT_H

#include "engine/base/error.h"
#include "engine/base/text.h"

sc_short sc_format_probability(double p);                /* 0.3184 -> "31.8%"; p in [0, 1]     */
sc_short sc_format_bound(double p, int upper);           /* end of an interval, without "%"    */
sc_short sc_format_percent(double share, int decimals);  /* 0.3184, 1 -> "31.8%"; no side rule */

sc_short sc_format_value(double x, int decimals);        /* 60000, 0 -> "60,000"               */
sc_short sc_format_signed(double x, int decimals);       /* the same with a plus sign          */
int      sc_format_decimals(double like);                /* 1.91 -> 2; 7 -> 1; 60000 -> 0      */
sc_short sc_typeset(sc_short number);                    /* "-0.5" -> "\u22120.5"              */

/* "triangular(min = 0.3, mode = 0.6, max = 1) in [lo, hi]"; nothing for an absent one. */
void     sc_format_dist(const sc_dist *dist, sc_string *to);

/* Unit as declared ("%", "persons", ...) in the language of the reader; a unit without a row is shown as it is.
 * Rows: outputs/units.def. */
const char *sc_unit_text(const char *unit, sc_lang lang);
/* What stands between a number and that text: 5%, 7 years, 2 × 10,000 t. */
const char *sc_unit_gap(const char *text);

#endif
