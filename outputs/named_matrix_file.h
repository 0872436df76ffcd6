/* named_matrix_file.h - a matrix with names, such as a matrix of accounts, as a file: CSV, HDF5 or JSON by its extension.
 *
 *   xarray.open_dataset("sam4.h5").flow.sel(row="HOH", column="LAB")
 *
 * HDF5: `flow` (row, column) in the root group with the names as coordinates, its unit and names in English and Chinese, and
 * `history` (step). JSON: { "history": [...], "row": [...], "column": [...], "flow": [[...]] }. CSV and HDF5 read back bit for bit; an
 * HDF5 file made elsewhere is read when it has these variables, float64 and variable-length texts.
 */
#ifndef SC_OUTPUTS_NAMED_MATRIX_FILE_H
#define SC_OUTPUTS_NAMED_MATRIX_FILE_H

#include "engine/base/file.h"
#include "models/accounts/named_matrix.h"

/* .h5 is HDF5, everything else text. */
sc_code sc_named_matrix_open(sc_named_matrix *matrix, const char *path, sc_report *report);
/* .csv, .h5 or .json; IO_ACCOUNTS_FORM otherwise. */
sc_code sc_named_matrix_save(const sc_named_matrix *matrix, const char *path, sc_replace replace, sc_report *report);
/* 1 where an HDF5 file holds such a matrix. */
int     sc_named_matrix_is_in(const char *path);

#endif
