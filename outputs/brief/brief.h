/* brief.h - the target-feasibility brief: what a result says, for the people who decide.
 *
 * One document in Chinese or English, as HTML (one file: no scripts, no network, charts inlined as SVG) or Markdown (one
 * file: where HTML has a chart, Markdown has the chart's table). It is made from an sc_result alone and equal results give
 * equal bytes. The first page is for a reader with one minute: the answer in three sentences, targets by likelihood, the
 * joint sets, the headline targets; what follows is the detail behind it, the method, the data and how to repeat it.
 *
 * Rooms   texts.def   every sentence, zh and en           parts.h    shared facts and words
 *         page.h      HTML or Markdown, escaping          draw.h     SVG; fan.c, compare.c: the charts
 *         answer.c targets.c paths.c scenarios.c doubt.c together.c effort.c method.c data.c: the sections, in this order
 */
#ifndef SC_OUTPUTS_BRIEF_BRIEF_H
#define SC_OUTPUTS_BRIEF_BRIEF_H

#include "engine/base/text.h"
#include "outputs/result.h"

#define SC_BRIEF_FORMATS(X) X(HTML, "html") X(MARKDOWN, "md")

typedef enum sc_brief_format {
#define X(name, key) SC_BRIEF_FORMAT_##name,
  SC_BRIEF_FORMATS(X)
#undef X
  SC_N_BRIEF_FORMATS
} sc_brief_format;
extern const char *const sc_brief_format_names[SC_N_BRIEF_FORMATS];   /* also the file's extension */

typedef struct sc_brief_options {
  sc_brief_format format;
  sc_lang         lang;
  const char     *path;
  int             force;     /* replace a file with other content */
} sc_brief_options;

/* Whole or not at all (engine/base/file.h). */
sc_code sc_brief_write(const sc_result *result, const sc_brief_options *options, sc_report *report);

/* The same into a string, which the caller frees; path and force are not looked at. */
sc_code sc_brief_render(const sc_result *result, const sc_brief_options *options, sc_string *out, sc_report *report);

#endif
