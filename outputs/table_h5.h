/* table_h5.h - rows and columns as one HDF5 file that opens in xarray in one line.
 *
 *   xarray.open_dataset("linkages.h5").backward.sel(activity="CON")
 *
 * The columns that say what a row is about become dimensions, in their order, with their values in the order of first
 * appearance as coordinates; each other column is a variable over all of these. What no row speaks of is missing: NaN, or an
 * empty text. Without such a column the dimension is `row`, from 1. Columns of whole numbers stay whole where none is
 * missing. Every variable has its unit and its name in English and Chinese.
 *
 * The variables stand in the root group; `provenance` holds pairs of setting and value: what made the file, of what.
 */
#ifndef SC_OUTPUTS_TABLE_H5_H
#define SC_OUTPUTS_TABLE_H5_H

#include "engine/base/file.h"
#include "outputs/h5.h"
#include "outputs/result.h"
#include "outputs/table.h"

/* What a file says besides the table. */
typedef struct sc_table_about {
  sc_text            title;
  const sc_h5_label *label;            /* [n_columns]                         */
  const int         *is_axis;          /* [n_columns]                         */
  const sc_pair  *provenance;       /* [n_provenance], values not empty    */
  size_t             n_provenance;
  int                n_named;          /* codes that have names for a reader: a dimension with one of them gets coordinates AXIS_zh, AXIS_en */
  const char *const *code;             /* [n_named]                           */
  const char *const *name[SC_N_LANGS]; /* [n_named] each; NULL: not named     */
} sc_table_about;

/* Allocates workspace; a combination of axes that two rows speak of is a BUG. */
sc_code sc_table_write_h5(const sc_table *table, const sc_table_about *about, const char *path, sc_replace replace, sc_report *report);

#endif
