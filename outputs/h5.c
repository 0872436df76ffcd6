#include "outputs/h5.h"

#include <errno.h>
#include <hdf5.h>
#include <hdf5_hl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const hid_t NONE = -1;

/* Remembers the first failure; returns whether all is well. */
static int good(sc_h5 *h5, int succeeded, const char *what, const char *name)
{
  if (h5->failed) return 0;
  if (succeeded) return 1;
  h5->failed = 1;
  h5->why = errno;
  snprintf(h5->what, sizeof h5->what, "%s %s", what, name != NULL ? name : "");
  return 0;
}

void sc_h5_fail(sc_h5 *h5, const char *what, const char *name)
{
  errno = 0;
  good(h5, 0, what, name);
}

/* First in the life of the program: no exit handler (it dies on a file that could not be closed), no printing of the
 * library's own, and no plugins from the environment. */
static void start(sc_h5 *h5, const char *path)
{
  *h5 = (sc_h5){ .file = NONE, .group = NONE, .path = path };
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  H5PLset_loading_state(0);
  errno = 0;
}

/* ------------------------------------------------------------------------------------------------------ types */

static hid_t text_type(void)
{
  const hid_t type = H5Tcopy(H5T_C_S1);
  if (type < 0 || H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0) return NONE;
  return type;
}

static hid_t memory_type(sc_h5_kind kind)
{
  switch (kind) {
  case SC_H5_TEXT:  return text_type();
  case SC_H5_REAL:  return H5Tcopy(H5T_NATIVE_DOUBLE);
  case SC_H5_FLOAT: return H5Tcopy(H5T_NATIVE_FLOAT);
  case SC_H5_CODE:  return H5Tcopy(H5T_NATIVE_UINT8);
  default:          return H5Tcopy(H5T_NATIVE_INT);
  }
}

static hid_t file_type(sc_h5_kind kind)
{
  switch (kind) {
  case SC_H5_TEXT:  return text_type();
  case SC_H5_REAL:  return H5Tcopy(H5T_IEEE_F64LE);
  case SC_H5_FLOAT: return H5Tcopy(H5T_IEEE_F32LE);
  case SC_H5_WHOLE: return H5Tcopy(H5T_STD_I32LE);
  default:          return H5Tcopy(H5T_STD_I8LE);
  }
}

size_t sc_h5_size(sc_h5_kind kind)
{
  static const size_t SIZES[SC_H5_N_KINDS] = { sizeof(const char *), sizeof(double), sizeof(float), sizeof(int),
                                               sizeof(int), sizeof(uint8_t) };
  return SIZES[kind];
}

/* ------------------------------------------------------------------------------------------------- attributes */

static void attribute(sc_h5 *h5, hid_t object, const char *name, hid_t type, hid_t in_memory, hsize_t n, const void *value)
{
  const hid_t space = n > 0 ? H5Screate_simple(1, &n, NULL) : H5Screate(H5S_SCALAR);
  const hid_t made = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
  good(h5, made >= 0 && H5Awrite(made, in_memory, value) >= 0, "attribute", name);
  if (made >= 0) H5Aclose(made);
  H5Sclose(space);
}

static void attribute_text(sc_h5 *h5, hid_t object, const char *name, const char *value)
{
  if (!good(h5, value != NULL && value[0] != '\0', "empty text of", name)) return;
  const hid_t type = text_type();
  attribute(h5, object, name, type, type, 0, &value);
  H5Tclose(type);
}

static int is_described(sc_h5_label label)
{
  return label.text.in[SC_EN] != NULL && label.text.in[SC_EN][0] != '\0' && label.text.in[SC_ZH] != NULL &&
         label.text.in[SC_ZH][0] != '\0';
}

static void describe(sc_h5 *h5, hid_t object, sc_h5_label label)
{
  attribute_text(h5, object, "units", label.unit == NULL || label.unit[0] == '\0' ? "1" : label.unit);
  attribute_text(h5, object, "long_name", label.text.in[SC_EN]);
  attribute_text(h5, object, "long_name_zh", label.text.in[SC_ZH]);
}

/* The object that a note is about: the variable, the group or the file. */
static hid_t object_of(sc_h5 *h5, const char *variable)
{
  const hid_t group = h5->group >= 0 ? h5->group : h5->file;
  return variable != NULL ? H5Dopen2(group, variable, H5P_DEFAULT) : H5Oopen(group, ".", H5P_DEFAULT);
}

void sc_h5_note(sc_h5 *h5, const char *variable, const char *name, const char *value)
{
  if (h5->failed) return;
  const hid_t object = object_of(h5, variable);
  if (!good(h5, object >= 0, "note on", variable)) return;
  attribute_text(h5, object, name, value);
  H5Oclose(object);
}

void sc_h5_meanings(sc_h5 *h5, const char *variable, int first, int n, const char *meanings)
{
  if (h5->failed) return;
  const hid_t object = object_of(h5, variable);
  if (!good(h5, object >= 0, "meanings of", variable)) return;
  int codes[SC_H5_MAX_CODES];
  good(h5, n <= SC_H5_MAX_CODES, "too many codes of", variable);
  for (int i = 0; i < n && i < SC_H5_MAX_CODES; i++) codes[i] = first + i;
  const hid_t type = H5Dget_type(object);
  attribute(h5, object, "flag_values", type, H5T_NATIVE_INT, (hsize_t)n, codes);
  H5Tclose(type);
  attribute_text(h5, object, "flag_meanings", meanings);
  H5Oclose(object);
}

/* ---------------------------------------------------------------------------------------------------- writing */

/* No times, creation order of members and attributes: equal content, equal bytes. */
static hid_t timeless(hid_t class)
{
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const hid_t list = H5Pcreate(class);
  const int is_set = list >= 0 && H5Pset_obj_track_times(list, 0) >= 0 && H5Pset_attr_creation_order(list, order) >= 0 &&
                     (class == H5P_DATASET_CREATE || H5Pset_link_creation_order(list, order) >= 0);
  return is_set ? list : NONE;
}

sc_code sc_h5_create(sc_h5 *h5, const char *path, sc_report *report)
{
  start(h5, path);
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS), creation = timeless(H5P_FILE_CREATE);
  if (good(h5, creation >= 0 && H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V110) >= 0 &&
                 H5Pset_fclose_degree(access, H5F_CLOSE_SEMI) >= 0, "settings of", path))
    h5->file = H5Fcreate(path, H5F_ACC_TRUNC, creation, access);
  good(h5, h5->file >= 0, "creating", path);
  H5Pclose(access);
  H5Pclose(creation);
  return h5->failed ? sc_h5_close(h5, report) : SC_OK;
}

static void leave_group(sc_h5 *h5)
{
  for (int i = 0; i < h5->n_axes; i++) H5Dclose(h5->axes[i]);
  h5->n_axes = 0;
  if (h5->group >= 0) H5Gclose(h5->group);
  h5->group = NONE;
}

void sc_h5_group(sc_h5 *h5, const char *name, sc_text text)
{
  if (h5->failed) return;
  leave_group(h5);
  if (strcmp(name, "/") == 0) {
    h5->group = H5Gopen2(h5->file, name, H5P_DEFAULT);
  } else {
    const hid_t creation = timeless(H5P_GROUP_CREATE);
    h5->group = H5Gcreate2(h5->file, name, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Pclose(creation);
  }
  if (!good(h5, h5->group >= 0, "group", name)) return;
  attribute_text(h5, h5->group, "title", text.in[SC_EN]);
  attribute_text(h5, h5->group, "title_zh", text.in[SC_ZH]);
}

static void missing_value(sc_h5 *h5, hid_t object, sc_h5_kind kind)
{
  const double real = NAN;
  const float single = NAN;
  if (kind == SC_H5_REAL) attribute(h5, object, "_FillValue", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, 1, &real);
  if (kind == SC_H5_FLOAT) attribute(h5, object, "_FillValue", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, 1, &single);
}

static int set_fill(hid_t creation, sc_h5_kind kind)
{
  const double real = NAN;
  const float single = NAN;
  if (kind == SC_H5_REAL) return H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &real) >= 0;
  if (kind == SC_H5_FLOAT) return H5Pset_fill_value(creation, H5T_NATIVE_FLOAT, &single) >= 0;
  return 1;
}

/* Pieces of equal length, at most SC_H5_CHUNK long: the last chunk is stored whole. */
static hsize_t even_piece(hsize_t extent)
{
  const hsize_t n_pieces = (extent + SC_H5_CHUNK - 1) / SC_H5_CHUNK;
  return (extent + n_pieces - 1) / n_pieces;
}

static int set_chunks(hid_t creation, sc_h5_kind kind, int rank, const hsize_t extents[], int chunk)
{
  if (rank == 0 || kind == SC_H5_TEXT) return 1;
  hsize_t size[SC_H5_MAX_RANK];
  for (int i = 0; i < rank; i++) {
    if (extents[i] == 0) return 1;
    size[i] = i < chunk - 1 ? 1 : extents[i];
    if (i == chunk - 1) size[i] = even_piece(extents[i]);
  }
  return H5Pset_chunk(creation, rank, size) >= 0 && H5Pset_fletcher32(creation) >= 0;
}

/* Creates, writes and describes; NONE after a failure. */
static hid_t dataset(sc_h5 *h5, const char *name, sc_h5_kind kind, int rank, const hsize_t extents[], int chunk,
                     const void *values, sc_h5_label label)
{
  if (!good(h5, is_described(label), "no long_name for", name)) return NONE;
  const hid_t creation = timeless(H5P_DATASET_CREATE), in_file = file_type(kind), in_memory = memory_type(kind);
  const hid_t space = rank > 0 ? H5Screate_simple(rank, extents, NULL) : H5Screate(H5S_SCALAR);
  hid_t made = NONE;
  if (set_fill(creation, kind) && set_chunks(creation, kind, rank, extents, chunk))
    made = H5Dcreate2(h5->group, name, in_file, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  if (good(h5, made >= 0 && H5Dwrite(made, in_memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, "variable", name)) {
    missing_value(h5, made, kind);
    describe(h5, made, label);
    if (kind == SC_H5_FLAG) attribute_text(h5, made, "dtype", "bool");
  }
  H5Sclose(space);
  H5Tclose(in_memory);
  H5Tclose(in_file);
  H5Pclose(creation);
  return made;
}

void sc_h5_axis(sc_h5 *h5, const char *name, sc_h5_kind kind, size_t n, const void *values, sc_h5_label label)
{
  if (h5->failed || !good(h5, h5->n_axes < SC_H5_MAX_AXES, "too many axes with", name)) return;
  const hsize_t extent = n;
  const hid_t made = dataset(h5, name, kind, 1, &extent, 0, values, label);
  if (made < 0) return;
  good(h5, H5DSset_scale(made, name) >= 0, "axis", name);
  h5->axes[h5->n_axes] = made;
  h5->axis_names[h5->n_axes++] = name;
}

static hid_t axis_named(const sc_h5 *h5, const char *name)
{
  for (int i = 0; i < h5->n_axes; i++)
    if (strcmp(h5->axis_names[i], name) == 0) return h5->axes[i];
  return NONE;
}

static hsize_t length_of(hid_t axis)
{
  const hid_t space = H5Dget_space(axis);
  const hssize_t n = H5Sget_simple_extent_npoints(space);
  H5Sclose(space);
  return n > 0 ? (hsize_t)n : 0;
}

void sc_h5_variable(sc_h5 *h5, const char *name, sc_h5_kind kind, int rank, const char *const axes[], int chunk,
                    const void *values, sc_h5_label label)
{
  if (h5->failed) return;
  hid_t scales[SC_H5_MAX_RANK];
  hsize_t extents[SC_H5_MAX_RANK] = { 0 };
  for (int i = 0; i < rank; i++) {
    scales[i] = axis_named(h5, axes[i]);
    if (!good(h5, scales[i] >= 0, "no such axis:", axes[i])) return;
    extents[i] = length_of(scales[i]);
  }
  const hid_t made = dataset(h5, name, kind, rank, extents, chunk, values, label);
  for (int i = 0; i < rank && !h5->failed; i++)
    good(h5, H5DSattach_scale(made, scales[i], (unsigned)i) >= 0, "axis of", name);
  if (made >= 0) H5Dclose(made);
}

sc_code sc_h5_close(sc_h5 *h5, sc_report *report)
{
  leave_group(h5);
  if (h5->file >= 0) {
    errno = 0;
    good(h5, H5Fflush(h5->file, H5F_SCOPE_LOCAL) >= 0, "flushing", h5->path);
    good(h5, H5Fclose(h5->file) >= 0, "closing", h5->path);
    h5->file = NONE;
  }
  if (!h5->failed) return SC_OK;
  if (h5->is_reading) return SC_FAIL(report, RESULT_FOREIGN, SC_NOWHERE, h5->path, h5->what);
  if (h5->why == ENOSPC || h5->why == EDQUOT || h5->why == EFBIG) return SC_FAIL(report, DISK_FULL, SC_NOWHERE, h5->path);
  return SC_FAIL(report, RESULT_NOT_WRITTEN, SC_NOWHERE, h5->path, h5->what);
}

/* ---------------------------------------------------------------------------------------------------- reading */

sc_code sc_h5_open(sc_h5 *h5, const char *path, sc_report *report)
{
  start(h5, path);
  h5->is_reading = 1;
  h5->file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  good(h5, h5->file >= 0, "opening", path);
  return h5->failed ? sc_h5_close(h5, report) : SC_OK;
}

static void full_name(char name[256], const char *group, const char *variable)
{
  if (strcmp(group, ".") == 0) snprintf(name, 256, "/%s", variable);
  else snprintf(name, 256, "/%s/%s", group, variable);
}

/* Links are followed one by one and only hard ones: nothing outside the file is ever opened. */
static int is_hard_link(hid_t place, const char *name)
{
  H5L_info_t info;
  return H5Lexists(place, name, H5P_DEFAULT) > 0 && H5Lget_info(place, name, &info, H5P_DEFAULT) >= 0 &&
         info.type == H5L_TYPE_HARD;
}

/* Each group on the way as well. */
static int has_group(hid_t file, const char *group)
{
  char name[256];
  if (strcmp(group, ".") == 0) return 1;              /* the root */
  for (const char *end = strchr(group, '/');; end = strchr(end + 1, '/')) {
    snprintf(name, sizeof name, "%.*s", end != NULL ? (int)(end - group) : 255, group);
    if (!is_hard_link(file, name)) return 0;
    if (end == NULL) return 1;
  }
}

int sc_h5_has(sc_h5 *h5, const char *group, const char *variable)
{
  if (h5->failed || !has_group(h5->file, group)) return 0;
  if (variable == NULL) return 1;
  char name[256];
  full_name(name, group, variable);
  return is_hard_link(h5->file, name);
}

/* The data set, when it is one whose bytes are in this file, in chunks or in one piece, under filters of HDF5's own. */
static hid_t open_plain(sc_h5 *h5, const char *group, const char *variable)
{
  char name[256];
  full_name(name, group, variable);
  if (!good(h5, sc_h5_has(h5, group, variable), "missing", name)) return NONE;
  const hid_t data = H5Dopen2(h5->file, name, H5P_DEFAULT);
  if (!good(h5, data >= 0, "opening", name)) return NONE;
  const hid_t creation = H5Dget_create_plist(data);
  const int is_plain = creation >= 0 && H5Pget_layout(creation) != H5D_VIRTUAL && H5Pget_external_count(creation) == 0;
  H5Pclose(creation);
  if (good(h5, is_plain, "layout of", name)) return data;
  H5Dclose(data);
  return NONE;
}

static int extents_of(hid_t data, uint64_t extents[SC_H5_MAX_RANK])
{
  const hid_t space = H5Dget_space(data);
  hsize_t size[SC_H5_MAX_RANK];
  int rank = H5Sget_simple_extent_ndims(space);
  if (rank > SC_H5_MAX_RANK || (rank > 0 && H5Sget_simple_extent_dims(space, size, NULL) < 0)) rank = -1;
  for (int i = 0; i < rank; i++) extents[i] = size[i];
  H5Sclose(space);
  return rank;
}

int sc_h5_rank(sc_h5 *h5, const char *group, const char *variable, uint64_t extents[SC_H5_MAX_RANK])
{
  const hid_t data = open_plain(h5, group, variable);
  if (data < 0) return -1;
  const int rank = extents_of(data, extents);
  good(h5, rank >= 0, "shape of", variable);
  H5Dclose(data);
  return rank;
}

/* Numbers and texts of the kind that was written, never anything the library would have to guess how to convert. */
static int has_type(hid_t data, sc_h5_kind kind)
{
  const hid_t found = H5Dget_type(data), wanted = file_type(kind);
  const int same = kind == SC_H5_TEXT ? H5Tis_variable_str(found) > 0 : H5Tequal(found, wanted) > 0;
  H5Tclose(found);
  H5Tclose(wanted);
  return same;
}

static void read_texts(sc_h5 *h5, hid_t data, hid_t type, size_t n, const char **texts, sc_arena *arena, const char *name)
{
  const hid_t space = H5Dget_space(data);
  if (good(h5, H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0, "reading", name)) {
    const char **borrowed = sc_alloc(n, sizeof *borrowed);
    good(h5, borrowed != NULL, "memory for", name);
    for (size_t i = 0; i < n && borrowed != NULL; i++) {
      borrowed[i] = texts[i];
      texts[i] = sc_arena_text(arena, texts[i] != NULL ? texts[i] : "");
      good(h5, texts[i] != NULL, "memory for", name);
    }
    if (borrowed != NULL) H5Dvlen_reclaim(type, space, H5P_DEFAULT, borrowed);
    sc_free(borrowed);
  }
  H5Sclose(space);
}

void sc_h5_read(sc_h5 *h5, const char *group, const char *variable, sc_h5_kind kind, int rank, const uint64_t extents[],
                void *values, sc_arena *texts)
{
  const hid_t data = open_plain(h5, group, variable);
  if (data < 0) return;
  uint64_t found[SC_H5_MAX_RANK];
  int fits = extents_of(data, found) == rank;
  size_t n = 1;
  for (int i = 0; i < rank && fits; i++) {
    fits = found[i] == extents[i];
    n *= extents[i];
  }
  const hid_t type = memory_type(kind);
  if (good(h5, fits, "shape of", variable) && good(h5, has_type(data, kind), "type of", variable)) {
    if (kind == SC_H5_TEXT) read_texts(h5, data, type, n, values, texts, variable);
    else good(h5, H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, "reading", variable);
  }
  H5Tclose(type);
  H5Dclose(data);
}
