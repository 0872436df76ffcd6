/* result_read.c - a file to a result: seal, rehearsal, lengths of the axes, every field, joint sets, and only then trust. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outputs/result_layout.h"
#include "outputs/seal.h"

static void *allocate(sc_result_image *image, const sc_field *field, size_t n)
{
  const size_t at = field->array[0];
  const int own_block = at == offsetof(sc_result_image, result.values) || at == offsetof(sc_result_image, result.sectors);
  return own_block ? sc_alloc(n, field->stride) : sc_arena_alloc(&image->result.arena, n, field->stride);
}

static size_t saturating(size_t a, size_t b)
{
  size_t ab;
  return __builtin_mul_overflow(a, b, &ab) ? SIZE_MAX : ab;
}

/* Arrays that several fields share are made by the first of them. */
static int make_arrays(sc_result_image *image, const sc_field *field, size_t n)
{
  for (int i = 0; i < field->n_arrays; i++) {
    void **array = sc_field_array(image, field, i);
    if (*array == NULL) *array = allocate(image, field, n);
    if (*array == NULL) return 0;
  }
  return 1;
}

static void scatter(sc_result_image *image, const sc_field *field, const sc_field_axes *axes, int item, const char *from, size_t size)
{
  const size_t n_outer = sc_field_outer(image, axes), n_inner = sc_field_inner(image, axes);
  for (size_t i = 0; i < n_outer; i++)
    for (size_t j = 0; j < n_inner; j++, from += size)
      memcpy(sc_field_at(image, field, n_outer, item, i, j), from, size);
}

static void repeat_first(double *draws, size_t n)
{
  for (size_t d = 1; d < n; d++) draws[d] = draws[0];
}

static void read_variable(sc_h5 *h5, sc_result_image *image, const sc_field *field, const char *group, int item)
{
  const sc_field_axes axes = sc_field_axes_of(field);
  const size_t n_outer = sc_field_outer(image, &axes), n_inner = sc_field_inner(image, &axes), size = sc_h5_size(field->kind);
  char name[SC_VARIABLE_NAME];
  sc_field_name(image, field, item, name);
  char letters[SC_H5_MAX_RANK + 1];
  uint64_t extents[SC_H5_MAX_RANK];
  int rank = sc_field_letters(&axes, letters);
  const int is_constant = sc_field_is_constant(image, &axes, item);
  if (is_constant) rank = 0;
  for (int i = 0; i < rank; i++) extents[i] = (uint64_t)*sc_axis_count(image, letters[i]);

  sc_arena *texts = &image->result.arena;
  if (sc_field_is_packed(field, n_inner)) {
    void *place = sc_field_at(image, field, n_outer, item, 0, 0);
    sc_h5_read(h5, group, name, field->kind, rank, extents, place, texts);
    if (is_constant && !h5->failed) repeat_first(place, n_outer);
    return;
  }
  char *copy = sc_alloc(saturating(n_outer, n_inner), size);
  if (copy == NULL) sc_h5_fail(h5, "memory for", name);
  else sc_h5_read(h5, group, name, field->kind, rank, extents, copy, texts);
  if (copy != NULL && !h5->failed) scatter(image, field, &axes, item, copy, size);
  sc_free(copy);
}

static void read_field(sc_h5 *h5, sc_result_image *image, const sc_field *field, const char *group)
{
  const sc_field_axes axes = sc_field_axes_of(field);
  const int n_items = sc_field_items(image, &axes);
  const size_t n = saturating((size_t)n_items, sc_field_outer(image, &axes));
  if (n == 0 || sc_field_inner(image, &axes) == 0 || h5->failed) return;
  if (!sc_h5_has(h5, group, NULL)) return;
  if (!make_arrays(image, field, n)) {
    sc_h5_fail(h5, "memory for", field->name);
    return;
  }
  for (int item = 0; item < n_items; item++) read_variable(h5, image, field, group, item);
}

/* An axis whose coordinate is not there has length zero. */
static void read_count(sc_h5 *h5, sc_result_image *image, const sc_axis *axis)
{
  uint64_t extents[SC_H5_MAX_RANK];
  if (!sc_h5_has(h5, axis->home, axis->field.name)) return;
  const int rank = sc_h5_rank(h5, axis->home, axis->field.name, extents);
  if (rank == 1 && extents[0] <= INT_MAX) *sc_axis_count(image, axis->letter) = (int)extents[0];
  else sc_h5_fail(h5, "length of", axis->field.name);
}

/* What the fixed arrays of the structs can hold, and what no result is without. */
static void check_counts(sc_h5 *h5, const sc_result_image *image)
{
  const sc_result *r = &image->result;
  const int has_all = r->n_scenarios > 0 && r->n_models > 0 && r->n_indicators > 0 && r->n_years > 0 && image->n_draws > 0;
  const int fits = image->n_levels == SC_N_QUANTILES && image->n_statistics == SC_N_STATISTICS &&
                   (r->n_entries == 0 || (image->n_measures == 5 && image->n_ranks == 3)) &&
                   image->n_met == (r->n_joint > 0 ? image->n_members + 1 : 0) && (image->n_parts == 0 || image->n_parts == SC_N_PARTS);
  if (!has_all || !fits) sc_h5_fail(h5, "length of", "axes");
}

static void read_content(sc_h5 *h5, sc_result_image *image)
{
  for (size_t a = 0; a < sc_n_result_axes; a++) read_count(h5, image, &sc_result_axes[a]);
  check_counts(h5, image);
  for (size_t a = 0; a < sc_n_result_axes; a++) read_field(h5, image, &sc_result_axes[a].field, sc_result_axes[a].home);
  /* Whether an input was sampled decides the shape of its variable, and stands in the last group. */
  for (size_t f = sc_n_result_fields; f-- > 0;) read_field(h5, image, &sc_result_fields[f], sc_result_fields[f].group);
}

static sc_code read_unsealed(sc_result *result, const char *path, sc_report *report)
{
  *result = (sc_result){ 0 };
  sc_h5 h5;
  SC_TRY(sc_h5_open(&h5, path, report));
  sc_result_image image = { 0 };
  read_content(&h5, &image);
  if (!h5.failed) {
    const char *wrong = sc_image_unwrap(&image);
    if (wrong != NULL) sc_h5_fail(&h5, "content of", wrong);
  }
  *result = image.result;
  const sc_code code = sc_h5_close(&h5, report);
  if (code != SC_OK) sc_result_free(result);
  return code;
}

/* A seal can be forged, and the HDF5 library does not survive every file. So the file is first read by a child that may use
 * a minute and write nothing; what it says does not count, only whether it lived to say it. */
static int rehearse(const char *path)
{
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    const int deadly[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++) signal(deadly[i], SIG_DFL);
    setrlimit(RLIMIT_CPU, &(struct rlimit){ 60, 60 });
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 0, 0 });
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    sc_result result;
    sc_report report = { 0 };
    read_unsealed(&result, path, &report);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

sc_code sc_result_read(sc_result *result, const char *path, sc_report *report)
{
  *result = (sc_result){ 0 };
  SC_TRY(sc_seal_check(path, report));
  if (!rehearse(path)) return SC_FAIL(report, RESULT_FATAL, SC_NOWHERE, path);
  return read_unsealed(result, path, report);
}
