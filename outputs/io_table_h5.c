#include "outputs/io_table_h5.h"

#include <string.h>
#include <unistd.h>

#include "outputs/h5.h"

/* --------------------------------------------------------------------------------------------------- fields */

typedef enum axis { PRODUCT, ACTIVITY, FINAL, COMPONENT, SATELLITE, STEP, N_AXES } axis;

static const struct { const char *name; sc_text text; } axes[N_AXES] = {
  [PRODUCT] = { "product", SC_TEXT("product", "产品") },         [ACTIVITY] = { "activity", SC_TEXT("activity", "部门") },
  [FINAL] = { "final", SC_TEXT("final demand", "最终使用") },    [COMPONENT] = { "component", SC_TEXT("component of value added", "增加值构成") },
  [SATELLITE] = { "satellite", SC_TEXT("satellite", "卫星账户") }, [STEP] = { "step", SC_TEXT("step that made the table", "制表步骤") },
};

/* Where a variable is in a table, and in which tables: all, those with origins apart, competitive ones. */
typedef enum origins { ALWAYS, APART, TOGETHER } origins;

static const struct { const char *name; axis axis[2]; int rank; size_t place; origins origins; int optional; sc_text text; } fields[] = {
  { "domestic", { PRODUCT, ACTIVITY }, 2, offsetof(sc_io_table, domestic), APART, 0, SC_TEXT("inputs, domestic", "国内产品的中间使用") },
  { "flows", { PRODUCT, ACTIVITY }, 2, offsetof(sc_io_table, domestic), TOGETHER, 0, SC_TEXT("inputs, domestic and imported", "中间使用（国内与进口）") },
  { "imported", { PRODUCT, ACTIVITY }, 2, offsetof(sc_io_table, imported), APART, 1, SC_TEXT("inputs, imported", "进口品的中间使用") },
  { "final_domestic", { PRODUCT, FINAL }, 2, offsetof(sc_io_table, final_domestic), APART, 0, SC_TEXT("final demand, domestic", "国内产品的最终使用") },
  { "final_use", { PRODUCT, FINAL }, 2, offsetof(sc_io_table, final_domestic), TOGETHER, 0, SC_TEXT("final demand, less imports", "最终使用（减进口）") },
  { "final_imported", { PRODUCT, FINAL }, 2, offsetof(sc_io_table, final_imported), APART, 1, SC_TEXT("final demand, imported", "进口品的最终使用") },
  { "value_added", { COMPONENT, ACTIVITY }, 2, offsetof(sc_io_table, value_added), ALWAYS, 0, SC_TEXT("value added", "增加值") },
  { "value_added_total", { COMPONENT }, 1, offsetof(sc_io_table, value_added_total), ALWAYS, 1, SC_TEXT("value added, total", "增加值合计") },
  { "satellites", { SATELLITE, ACTIVITY }, 2, offsetof(sc_io_table, satellite), ALWAYS, 1, SC_TEXT("satellites, each in its unit", "卫星账户（各有单位）") },
  { "output", { ACTIVITY }, 1, offsetof(sc_io_table, output), ALWAYS, 0, SC_TEXT("gross output", "总产出") },
  { "imports", { PRODUCT }, 1, offsetof(sc_io_table, imports), ALWAYS, 1, SC_TEXT("imports", "进口") },
  { "column_total", { ACTIVITY }, 1, offsetof(sc_io_table, column_total), ALWAYS, 1, SC_TEXT("column total", "列合计") },
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static int length_of(const sc_io_table *t, axis a)
{
  const int length[N_AXES] = { t->n, t->n, t->n_final, t->n_value_added, t->n_satellites, t->n_history };
  return length[a];
}

static double *numbers_of(const sc_io_table *t, int f)
{
  double *numbers;
  memcpy(&numbers, (const char *)t + fields[f].place, sizeof numbers);
  return numbers;
}

static int is_there(int f, int competitive)
{
  return fields[f].origins == ALWAYS || (fields[f].origins == TOGETHER) == competitive;
}

/* -------------------------------------------------------------------------------------------------- writing */

static void write_fields(sc_h5 *h5, const sc_io_table *t)
{
  const char *const *names[N_AXES] = { t->activity, t->activity, t->final_name, t->value_added_name, t->satellite_name, NULL };
  for (int a = 0; a < STEP; a++)
    if (length_of(t, (axis)a) > 0)
      sc_h5_axis(h5, axes[a].name, SC_H5_TEXT, (size_t)length_of(t, (axis)a), names[a], (sc_h5_label){ "1", axes[a].text });
  for (int f = 0; f < N_FIELDS; f++) {
    const char *on[2] = { axes[fields[f].axis[0]].name, axes[fields[f].axis[1]].name };
    if (!is_there(f, sc_io_table_is_competitive(t)) || length_of(t, fields[f].axis[0]) == 0) continue;
    const char *unit = strcmp(fields[f].name, "satellites") == 0 ? "unit of the satellite" : "unit of the table";
    sc_h5_variable(h5, fields[f].name, SC_H5_REAL, fields[f].rank, on, 0, numbers_of(t, f), (sc_h5_label){ unit, fields[f].text });
  }
}

static const struct { const char *name; sc_text text; } labels[SC_N_LANGS] = {
  [SC_ZH] = { "activity_zh", SC_TEXT("activity, in Chinese", "部门名称（中文）") },
  [SC_EN] = { "activity_en", SC_TEXT("activity, in English", "部门名称（英文）") },
};

static void write_labels(sc_h5 *h5, const sc_io_table *t)
{
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    int n = 0;
    for (int i = 0; i < t->n; i++) n += t->label[lang][i] != NULL;
    if (n > 0) sc_h5_variable(h5, labels[lang].name, SC_H5_TEXT, 1, (const char *const[]){ "activity" }, 0, t->label[lang], (sc_h5_label){ "1", labels[lang].text });
  }
}

static void write_history(sc_h5 *h5, const sc_io_table *t, sc_arena *arena)
{
  const size_t n = (size_t)t->n_history;
  int *steps = sc_arena_alloc(arena, n + 1, sizeof *steps);
  if (n == 0) return;
  if (!steps) {
    sc_h5_fail(h5, "memory for", "history");
    return;
  }
  for (size_t k = 0; k < n; k++) steps[k] = (int)k + 1;
  sc_h5_axis(h5, "step", SC_H5_WHOLE, n, steps, (sc_h5_label){ "1", axes[STEP].text });
  sc_h5_variable(h5, "history", SC_H5_TEXT, 1, (const char *const[]){ "step" }, 0, t->history,
                 (sc_h5_label){ "1", SC_TEXT("what was done", "所做的处理") });
}

sc_code sc_io_table_write_h5(const sc_io_table *t, const char *path, sc_replace replace, sc_report *report)
{
  sc_arena arena = { 0 };
  sc_h5 h5;
  char *partial = sc_arena_alloc(&arena, strlen(path) + SC_PARTIAL_ROOM, 1);
  sc_code code = partial ? sc_file_begin(path, partial, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  if (code == SC_OK) {
    code = sc_h5_create(&h5, partial, report);
    if (code == SC_OK) {
      h5.path = path;
      sc_h5_note(&h5, NULL, "Conventions", "CF-1.10");
      sc_h5_note(&h5, NULL, "source", "sanchan");
      sc_h5_group(&h5, "/", (sc_text)SC_TEXT("Input-output table", "投入产出表"));
      write_fields(&h5, t);
      write_labels(&h5, t);
      write_history(&h5, t, &arena);
      code = sc_h5_close(&h5, report);
    }
    if (code == SC_OK) code = sc_file_end(path, partial, replace, report);
    else sc_file_drop(partial);
  }
  sc_arena_free(&arena);
  return code;
}

/* -------------------------------------------------------------------------------------------------- reading */

static const char root[] = ".";
enum { MOST_NAMES = 1 << 20 };

/* The names on an axis, into the table's arena; 0 of them where it is not there. */
static const char **read_names(sc_h5 *h5, sc_io_table *t, const char *name, int *n)
{
  uint64_t extent[SC_H5_MAX_RANK] = { 0 };
  *n = 0;
  if (!sc_h5_has(h5, root, name)) return NULL;
  if (sc_h5_rank(h5, root, name, extent) != 1 || extent[0] > MOST_NAMES) {
    sc_h5_fail(h5, "shape of", name);
    return NULL;
  }
  const char **names = sc_arena_alloc(&t->arena, (size_t)extent[0] + 1, sizeof *names);
  if (!names) {
    sc_h5_fail(h5, "memory for", name);
    return NULL;
  }
  sc_h5_read(h5, root, name, SC_H5_TEXT, 1, extent, names, &t->arena);
  *n = (int)extent[0];
  return names;
}

static void read_fields(sc_h5 *h5, sc_io_table *t)
{
  for (int f = 0; f < N_FIELDS; f++) {
    const uint64_t extents[2] = { (uint64_t)length_of(t, fields[f].axis[0]), (uint64_t)length_of(t, fields[f].axis[1]) };
    if (!is_there(f, sc_io_table_is_competitive(t)) || extents[0] == 0) continue;
    if (fields[f].optional && !sc_h5_has(h5, root, fields[f].name)) continue;
    sc_h5_read(h5, root, fields[f].name, SC_H5_REAL, fields[f].rank, extents, numbers_of(t, f), NULL);
  }
}

/* Totals that the file leaves out are sums. */
static void complete(sc_h5 *h5, sc_io_table *t)
{
  const size_t n = (size_t)t->n, k = (size_t)t->n_final;
  const int competitive = sc_io_table_is_competitive(t);
  if (!sc_h5_has(h5, root, "column_total")) memcpy(t->column_total, t->output, n * sizeof *t->output);
  for (size_t h = 0; h < (size_t)t->n_value_added && !sc_h5_has(h5, root, "value_added_total"); h++)
    for (size_t j = 0; j < n; j++) t->value_added_total[h] += t->value_added[h * n + j];
  for (size_t i = 0; i < n && !sc_h5_has(h5, root, "imports"); i++) {
    for (size_t j = 0; j < n; j++) t->imports[i] += t->imported[i * n + j];
    for (size_t f = 0; f < k; f++)
      t->imports[i] += !competitive ? t->final_imported[i * k + f] : t->final[f] == SC_FINAL_IMPORTS ? -t->final_domestic[i * k + f] : 0;
  }
}

static sc_code read_content(sc_h5 *h5, sc_io_table *t, sc_report *report)
{
  int n_history, n_products;
  const char **activity = read_names(h5, t, "activity", &t->n), **product = read_names(h5, t, "product", &n_products);
  const char **final = read_names(h5, t, "final", &t->n_final), **component = read_names(h5, t, "component", &t->n_value_added);
  const char **satellite = read_names(h5, t, "satellite", &t->n_satellites), **history = read_names(h5, t, "history", &n_history);
  if (h5->failed) return SC_OK;
  if (t->n == 0 || t->n_final == 0 || t->n_value_added == 0)
    return SC_FAIL(report, TABLE_H5, SC_IN_FILE(t->file), t->n == 0 ? "activity" : t->n_final == 0 ? "final" : "component");
  if (n_products != t->n) return SC_FAIL(report, TABLE_NOT_SQUARE, SC_IN_FILE(t->file), sc_integer(n_products).s, sc_integer(t->n).s);
  SC_TRY(sc_io_table_allocate(t, report));
  for (int i = 0; i < t->n; i++) {
    t->activity[i] = activity[i];
    if (strcmp(activity[i], product[i]) != 0) return SC_FAIL(report, TABLE_ORDER, SC_IN_FILE(t->file), product[i], activity[i]);
  }
  for (int k = 0; k < t->n_final; k++) t->final_name[k] = final[k];
  for (int h = 0; h < t->n_value_added; h++) t->value_added_name[h] = component[h];
  for (int s = 0; s < t->n_satellites; s++) t->satellite_name[s] = satellite[s];
  sc_io_table_find_roles(t);
  for (int k = 0; k < n_history; k++) SC_TRY(sc_io_table_add_history(t, history[k], report));
  read_fields(h5, t);
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    if (sc_h5_has(h5, root, labels[lang].name))
      sc_h5_read(h5, root, labels[lang].name, SC_H5_TEXT, 1, (const uint64_t[]){ (uint64_t)t->n }, t->label[lang], &t->arena);
  if (!h5->failed) complete(h5, t);
  return SC_OK;
}

sc_code sc_io_table_read_h5(sc_io_table *t, const char *path, sc_report *report)
{
  sc_h5 h5;
  int fd;
  size_t size;
  *t = (sc_io_table){ 0 };
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));       /* a clear message for what is no file */
  close(fd);
  t->file = sc_arena_text(&t->arena, path);
  sc_code code = t->file ? sc_h5_open(&h5, path, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  if (code == SC_OK) {
    code = read_content(&h5, t, report);
    const sc_code closed = sc_h5_close(&h5, report);
    if (code == SC_OK) code = closed;
  }
  if (code == SC_OK) code = sc_io_table_check_numbers(t, report);
  if (code != SC_OK) sc_io_table_free(t);
  return code;
}

/* ---------------------------------------------------------------------------------------------- by extension */

static int ends_in(const char *path, const char *extension)
{
  const size_t n = strlen(path), m = strlen(extension);
  return n > m && strcmp(path + n - m, extension) == 0;
}

sc_code sc_io_table_open(sc_io_table *t, const char *path, sc_report *report)
{
  return ends_in(path, ".h5") ? sc_io_table_read_h5(t, path, report) : sc_io_table_read(t, path, report);
}

sc_code sc_io_table_save(const sc_io_table *t, const char *path, sc_replace replace, sc_report *report)
{
  if (ends_in(path, ".h5")) return sc_io_table_write_h5(t, path, replace, report);
  if (!ends_in(path, ".csv")) return SC_FAIL(report, IO_TABLE_FORM, SC_IN_FILE(path), "");
  sc_string text = { 0 };
  sc_io_table_as_csv(t, &text);
  const sc_code code = text.failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path)
                                   : sc_file_write(path, text.text, text.length, replace, report);
  sc_string_free(&text);
  return code;
}
