/* style.h - the brief's style sheet, one rule a row, NULL at the end. Screen, phone and A4. */
#ifndef SC_OUTPUTS_BRIEF_STYLE_H
#define SC_OUTPUTS_BRIEF_STYLE_H

extern const char *const sc_brief_style[];

#endif
