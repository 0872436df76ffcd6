/* io_table_h5.h - an input-output table as an HDF5 file, which opens in xarray in one line.
 *
 *   xarray.open_dataset("table.h5").domestic.sel(product="SEC").sum("activity")
 *
 * In the root group, with names as coordinates, units and texts in English and Chinese:
 *
 *   domestic, imported              (product, activity)    Z, M; `flows` instead, of both origins, in a competitive table
 *   final_domestic, final_imported  (product, final)       f, g; `final_use` instead
 *   value_added (component, activity), value_added_total (component)
 *   satellites (satellite, activity), output (activity), imports (product), column_total (activity), history (step)
 *
 * What is written reads back bit for bit. A file made elsewhere is read when it has these variables, float64 and variable-length
 * texts; imports, totals and satellites may be missing. Numbers are checked as those of a text file are.
 */
#ifndef SC_OUTPUTS_IO_TABLE_H5_H
#define SC_OUTPUTS_IO_TABLE_H5_H

#include "engine/base/file.h"
#include "models/accounts/table.h"

/* By the extension: .h5 is HDF5, everything else text. */
sc_code sc_io_table_open(sc_io_table *table, const char *path, sc_report *report);
/* .csv or .h5; IO_TABLE_FORM otherwise. */
sc_code sc_io_table_save(const sc_io_table *table, const char *path, sc_replace replace, sc_report *report);

sc_code sc_io_table_read_h5(sc_io_table *table, const char *path, sc_report *report);
sc_code sc_io_table_write_h5(const sc_io_table *table, const char *path, sc_replace replace, sc_report *report);

#endif
