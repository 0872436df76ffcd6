/* scan.h - checks the form of a study text before libconfig reads it; inside engine/config only.
 *
 *   settings = { NAME ("=" | ":") value [";" | ","] }
 *   value    = scalar | STRING STRING ... | "{" settings "}" | "(" [value { "," value }] ")" | "[" [scalar { "," scalar }] "]"
 *
 * Reports mistaken tokens, keys given twice, arrays of mixed kinds and whatever is too big or too deep, and goes on; the
 * first token that fits nowhere is reported with what was expected there, and ends the reading.
 */
#ifndef SC_CONFIG_SCAN_H
#define SC_CONFIG_SCAN_H

#include "engine/config/source.h"

enum { SC_MOST_SETTINGS = 20000, SC_MOST_IN_GROUP = 1000, SC_MOST_IN_ARRAYS = 100000, SC_DEEPEST_NESTING = 64 };

/* `inside` is the dotted key of the group the text stands for, "" for a whole study. */
sc_code sc_scan(const sc_source *source, const char *inside, sc_report *report);

#endif
