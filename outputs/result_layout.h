/* result_layout.h - where everything of a result stands in its file, declared once for writer and reader.
 *
 * A field is one variable of the file, or one for each item of an axis (an indicator, an input), and the place in memory
 * its numbers are gathered from or scattered to. `axes` is written outermost first:
 *
 *   "SMY"       an array over scenario, model, year
 *   "SME+q"     an array over scenario, model, target of structs that hold an array over q
 *   "I:SMY+T"   one variable for each indicator, named after it; of several parallel arrays when n_arrays > 1
 *   ""          a single member
 *
 * Element (i, j), i over the part before '+', j over the part behind it, is at
 *   array[0] + i * stride + offset + j * size           or, of parallel arrays,        array[j] + i * stride.
 *
 * Each axis has a coordinate in every group that uses it, so a group opens without its neighbours. An axis of length
 * zero and whatever lies on it is left out of the file.
 *
 * The image is the result plus what only the file needs: coordinates, and the joint sets, whose sizes differ, padded to
 * the largest (numbers with NaN, members with -1 and "").
 */
#ifndef SC_OUTPUTS_RESULT_LAYOUT_H
#define SC_OUTPUTS_RESULT_LAYOUT_H

#include "outputs/h5.h"
#include "outputs/result.h"

/* Joint sets side by side. n: [S][M][J], or [S][J] of all models pooled. */
typedef struct sc_padded {
  double *at_least;                     /* [n][met]              */
  double *given, *together;             /* [n][members][members] */
  double *shapley, *without;            /* [n][members]          */
} sc_padded;

typedef struct sc_result_image {
  sc_result result;                     /* first: a result may be read in place */
  int n_draws, n_statistics, n_levels, n_measures, n_ranks, n_members, n_met, n_parts;
  int *draw, *rank, *member, *met, *fact;
  const char **statistic, **entry_id, **part, **part_name[SC_N_LANGS];
  double *level, *measure_level;
  double *given_up;                     /* [S][M] share of draws                 */
  const char **driver_id;               /* [S][M][E][rank]                       */
  const char **pooled_driver_id;        /* [S][E][rank]                          */
  int *member_entry;                    /* [J][members] index of entries         */
  const char **member_id;               /* [J][members]                          */
  sc_padded joint, pooled_joint;
} sc_result_image;

typedef struct sc_field {
  const char *group, *name;             /* name: behind that of the item when there is one variable for each */
  sc_h5_kind  kind;
  const char *axes;
  int         n_arrays;                 /* 0: array[0] is the place of the member itself, not of a pointer to it */
  size_t      array[3];                 /* offsets in the image                                                   */
  size_t      stride, offset;
  sc_h5_label label;
  int         first_code;               /* of `meanings`, words with blanks; NULL when the numbers are no codes  */
  const char *meanings;
} sc_field;

typedef struct sc_axis {
  char        letter;
  const char *home;                     /* the group that a reader takes its length from                        */
  size_t      count;                    /* offset in the image of the int that holds its length                 */
  sc_field    field;                    /* the coordinate                                                        */
} sc_axis;

/* Left out where the array `needs` is NULL. A name with a stroke stands behind the group that it lies in. */
typedef struct sc_group { const char *name; size_t needs; sc_text text; const char *estimator, *references; } sc_group;

extern const sc_group sc_result_groups[];
extern const sc_axis  sc_result_axes[];
extern const sc_field sc_result_fields[];
extern const size_t   sc_n_result_groups, sc_n_result_axes, sc_n_result_fields;

/* ---- the use of a field */

typedef struct sc_field_axes { char split, outer[SC_H5_MAX_RANK + 1], inner; } sc_field_axes;   /* '\0' where none */

const sc_axis *sc_axis_find(char letter);
int           *sc_axis_count(sc_result_image *image, char letter);

sc_field_axes sc_field_axes_of(const sc_field *field);
int    sc_field_letters(const sc_field_axes *axes, char letters[SC_H5_MAX_RANK + 1]);      /* of one variable; its rank */
size_t sc_field_outer(sc_result_image *image, const sc_field_axes *axes);                  /* number of structs         */
size_t sc_field_inner(sc_result_image *image, const sc_field_axes *axes);                  /* numbers in each           */
int    sc_field_items(sc_result_image *image, const sc_field_axes *axes);                  /* number of variables       */
int    sc_field_is_constant(const sc_result_image *image, const sc_field_axes *axes, int item);   /* one number for all draws */
int    sc_field_is_packed(const sc_field *field, size_t n_inner);                          /* in memory as in the file  */
int    sc_field_is_there(sc_result_image *image, const sc_field *field);                   /* neither NULL nor empty    */
int    sc_group_is_there(sc_result_image *image, const sc_group *group);
void **sc_field_array(sc_result_image *image, const sc_field *field, int array);
void  *sc_field_at(sc_result_image *image, const sc_field *field, size_t n_outer, int item, size_t outer, size_t inner);

/* The variable that holds one item: the item's own name, unit and texts with those of the field behind them. */
enum { SC_VARIABLE_NAME = 160 };
typedef struct sc_variable { char name[SC_VARIABLE_NAME], en[400], zh[400]; sc_h5_label label; } sc_variable;
void sc_field_name(const sc_result_image *image, const sc_field *field, int item, char name[SC_VARIABLE_NAME]);
void sc_field_variable(const sc_result_image *image, const sc_field *field, int item, sc_variable *variable);

/* ---- the two forms of a result (result_image.c) */

/* Borrows the result and takes the rest from `arena`; 0 when memory runs out. */
int sc_image_wrap(sc_result_image *image, const sc_result *result, sc_arena *arena);
/* After all fields were read: rebuilds the joint sets in the result's arena. NULL, or what is wrong with the content. */
const char *sc_image_unwrap(sc_result_image *image);

#endif
