/* seal.h - the last line of a result file says what all bytes before it were.
 *
 *   sanchan seal <64 hexadecimal digits>\n
 *
 * HDF5 ends where its superblock says, so every reader passes over the line, and a file that was cut off, edited or written
 * by somebody else does not carry one that fits. Commands check it before the HDF5 library sees the file, for that library
 * does not survive every damaged file. It guards against damage and not against forgery: anyone can compute it.
 *
 * The digits are the SHA-256 of the SHA-256s (as hexadecimal text, one behind the other) of pieces of 1 MiB, so that
 * several threads can share the work; the answer does not depend on how many.
 */
#ifndef SC_OUTPUTS_SEAL_H
#define SC_OUTPUTS_SEAL_H

#include "engine/base/error.h"

sc_code sc_seal_append(const char *path, sc_report *report);
sc_code sc_seal_check(const char *path, sc_report *report);

#endif
