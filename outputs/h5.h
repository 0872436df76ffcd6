/* h5.h - the only door to the HDF5 library: files that open unmodified in xarray, h5py, R and ncdump.
 *
 * Every data set stands in one group, has a dimension scale of that group attached on every axis, a unit and a name in
 * English and Chinese. The file is HDF5 1.8 to 1.10, without time stamps (also on the root group), with creation order
 * kept: equal content gives equal bytes. Numbers are little-endian, chunked and carry a Fletcher-32 checksum; texts are
 * variable-length UTF-8 and written whole (fixed-length ones crash netCDF-C 4.9.0, Unidata/netcdf-c #2159).
 *
 *   create -> (group -> axis... -> variable...)... -> close
 *   open   -> extents, read ... -> close
 *
 * Errors are sticky: after the first failure the calls do nothing, and close gives the one message. That is needed, since
 * the library can fail in a write and report success when it flushes and closes. Strings passed in are copied into the
 * file; those read come from the arena.
 *
 * A program that ignores SIGXFSZ gets the message of a full disk where a file size limit is met; else it is killed.
 */
#ifndef SC_OUTPUTS_H5_H
#define SC_OUTPUTS_H5_H

#include "engine/base/error.h"
#include "engine/base/memory.h"

/* What a number is in memory and in the file. */
typedef enum sc_h5_kind {
  SC_H5_TEXT,     /* const char *   variable-length UTF-8; NULL is written as ""    */
  SC_H5_REAL,     /* double         float64, NaN is the missing value               */
  SC_H5_FLOAT,    /* float          float32, NaN is the missing value               */
  SC_H5_WHOLE,    /* int            int32                                           */
  SC_H5_FLAG,     /* int 0 or 1     int8 with dtype = "bool"                        */
  SC_H5_CODE,     /* uint8_t        int8, to be given its meanings                  */
  SC_H5_N_KINDS
} sc_h5_kind;

size_t sc_h5_size(sc_h5_kind kind);    /* bytes of one in memory */

enum { SC_H5_MAX_RANK = 6, SC_H5_MAX_AXES = 16, SC_H5_MAX_CODES = 64, SC_H5_CHUNK = 4096 };

typedef struct sc_h5_label { const char *unit; sc_text text; } sc_h5_label;

typedef struct sc_h5 {
  int64_t     file, group;
  const char *path;
  int         is_reading, failed, why; /* why: errno of the first failure, 0 when the library gave none */
  char        what[320];               /* what was being done then                                      */
  int         n_axes;
  int64_t     axes[SC_H5_MAX_AXES];
  const char *axis_names[SC_H5_MAX_AXES];
} sc_h5;

/* For the caller's own reasons: what ("memory for") and of what. */
void    sc_h5_fail(sc_h5 *h5, const char *what, const char *name);

/* ---- writing. `path` is a partial name (engine/base/file.h); both stay borrowed until close. */
sc_code sc_h5_create(sc_h5 *h5, const char *path, sc_report *report);
void    sc_h5_group(sc_h5 *h5, const char *name, sc_text text);           /* "/": the root group */
void    sc_h5_axis(sc_h5 *h5, const char *name, sc_h5_kind kind, size_t n, const void *values, sc_h5_label label);
/* axes: names of axes of this group, outermost first; chunk: 0, or along which axis chunks hold at most SC_H5_CHUNK and
 * before which they hold one, given as 1 + its number. */
void    sc_h5_variable(sc_h5 *h5, const char *name, sc_h5_kind kind, int rank, const char *const axes[], int chunk,
                       const void *values, sc_h5_label label);
/* Attributes of a variable of this group or, with variable NULL, of the group or, before the first group, of the file.
 * Meanings: n words with blanks between, for the codes first, first + 1, ... */
void    sc_h5_note(sc_h5 *h5, const char *variable, const char *name, const char *value);
void    sc_h5_meanings(sc_h5 *h5, const char *variable, int first, int n, const char *meanings);
sc_code sc_h5_close(sc_h5 *h5, sc_report *report);

/* ---- reading. Extents and type must be those expected, and the bytes must be in this file. */
sc_code sc_h5_open(sc_h5 *h5, const char *path, sc_report *report);
/* group: "." is the root */
int     sc_h5_has(sc_h5 *h5, const char *group, const char *variable);   /* variable NULL: the group; 0 also after a failure */
int     sc_h5_rank(sc_h5 *h5, const char *group, const char *variable, uint64_t extents[SC_H5_MAX_RANK]);   /* -1: failed */
void    sc_h5_read(sc_h5 *h5, const char *group, const char *variable, sc_h5_kind kind, int rank, const uint64_t extents[],
                   void *values, sc_arena *texts);

#endif
