/* file.h - whole files in, whole files out.
 *
 * Reading takes regular files only, up to a size, and says which of missing, folder, not regular, too big or unreadable it
 * was. Writing is all or nothing: the bytes go to NAME.partial in the same folder, are synced, and take the final name by a
 * rename, so a file with its final name is complete. A file that already holds the same bytes is left as it is; another
 * one is replaced only with SC_REPLACE.
 *
 * Codes  NO_INPUT missing, forbidden, folder, not regular; DATA too big; CANNOT_CREATE an output's place; IO a read or
 * write that fails (disk full).
 */
#ifndef SC_BASE_FILE_H
#define SC_BASE_FILE_H

#include "engine/base/error.h"

/* *bytes is NUL-terminated behind its n bytes; release with sc_free. `at` is where the user named the file. */
sc_code sc_file_read(const char *path, size_t max_bytes, char **bytes, size_t *n, sc_where at, sc_report *report);

/* For readers that go through a file piece by piece: an open descriptor of a regular file and its size. */
sc_code sc_file_open(const char *path, int *fd, size_t *size, sc_where at, sc_report *report);

typedef enum sc_replace { SC_KEEP, SC_REPLACE } sc_replace;

sc_code sc_file_write(const char *path, const void *bytes, size_t n, sc_replace replace, sc_report *report);

/* The same for writers that need a path of their own (HDF5): begin gives the partial path and checks that it can be
 * created; end syncs and renames it, and removes it on failure; drop removes it. size of partial: strlen(path) + SC_PARTIAL_ROOM. */
enum { SC_PARTIAL_ROOM = 9 };
sc_code sc_file_begin(const char *path, char *partial, sc_report *report);
sc_code sc_file_end(const char *path, const char *partial, sc_replace replace, sc_report *report);
void    sc_file_drop(const char *partial);

sc_code sc_file_digest(const char *path, char hex[65], sc_where at, sc_report *report);   /* SHA-256 */

/* path of `name` seen from the folder of `from`; NULL when out of memory. Absolute names stay. Release with sc_free. */
char *sc_path_beside(const char *from, const char *name);
int   sc_path_is_folder(const char *path);
int   sc_file_is_same(const char *a, const char *b);       /* both are there and one file, under whatever names */

#endif
