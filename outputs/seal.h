/* seal.h - the last line of a result file says what all bytes before it were.
 *
 *   sanchan seal <16 hexadecimal digits: XXH64 of the bytes before this line>\n
 *
 * HDF5 ends where its superblock says, so every reader passes over the line, and a file that was cut off, edited or written
 * by somebody else does not carry one that fits. Commands check it before the HDF5 library sees the file, for that library
 * does not survive every damaged file. It guards against damage and not against forgery: anyone can compute it.
 */
#ifndef SC_OUTPUTS_SEAL_H
#define SC_OUTPUTS_SEAL_H

#include "engine/base/error.h"

sc_code sc_seal_append(const char *path, sc_report *report);
sc_code sc_seal_check(const char *path, sc_report *report);

#endif
