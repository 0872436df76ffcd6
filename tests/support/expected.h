/* expected.h - cases in pairs of files: NAME.cfg (or .csv), and NAME.expected with what is said of it. SC_UPDATE_EXPECTED=1 writes
 * the .expected files anew. */
#ifndef SC_TESTS_EXPECTED_H
#define SC_TESTS_EXPECTED_H

#include "engine/sanchan.h"

/* Are `words` what stands in the .expected file beside `path`? Prints both when not. */
int expected_of(const char *path, const char *words);
/* The same of a report's messages, in English and then in Chinese. */
int expected_report(const char *path, const sc_report *report);

/* Runs check, which returns 1 when the case is right, on every file of a folder with this extension (of four characters) in the order of names. Returns how many
 * there are, and in *n_wrong how many are not right. */
int expected_cases(const char *folder, const char *extension, int (*check)(const char *path), int *n_wrong);

#endif
