#include "outputs/named_matrix_file.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "outputs/h5.h"
#include "outputs/json.h"

static const char root[] = ".";
enum { MOST_NAMES = 1 << 20 };

/* -------------------------------------------------------------------------------------------------- writing */

static void write_content(sc_h5 *h5, const sc_named_matrix *m, int *steps)
{
  const int is_square = sc_named_matrix_is_square(m);
  const sc_text title = is_square ? (sc_text)SC_TEXT("Matrix of accounts: rows receive, columns pay", "账户矩阵：行收入，列支出") : (sc_text)SC_TEXT("Matrix of flows", "流量矩阵");
  sc_h5_note(h5, NULL, "Conventions", "CF-1.10");
  sc_h5_note(h5, NULL, "source", "sanchan");
  sc_h5_group(h5, "/", title);
  sc_h5_axis(h5, "row", SC_H5_TEXT, (size_t)m->n_rows, m->row, (sc_h5_label){ "1", SC_TEXT("row", "行") });
  sc_h5_axis(h5, "column", SC_H5_TEXT, (size_t)m->n_columns, m->column, (sc_h5_label){ "1", SC_TEXT("column", "列") });
  sc_h5_variable(h5, "flow", SC_H5_REAL, 2, (const char *const[]){ "row", "column" }, 0, m->cell,
                 (sc_h5_label){ "unit of the table", SC_TEXT("flow", "流量") });
  if (m->n_history == 0) return;
  for (int k = 0; k < m->n_history; k++) steps[k] = k + 1;
  sc_h5_axis(h5, "step", SC_H5_WHOLE, (size_t)m->n_history, steps, (sc_h5_label){ "1", SC_TEXT("step that made the matrix", "制表步骤") });
  sc_h5_variable(h5, "history", SC_H5_TEXT, 1, (const char *const[]){ "step" }, 0, m->history, (sc_h5_label){ "1", SC_TEXT("what was done", "所做的处理") });
}

static sc_code write_h5(const sc_named_matrix *m, const char *path, sc_replace replace, sc_report *report)
{
  sc_arena arena = { 0 };
  sc_h5 h5;
  char *partial = sc_arena_alloc(&arena, strlen(path) + SC_PARTIAL_ROOM, 1);
  int *steps = sc_arena_alloc(&arena, (size_t)m->n_history + 1, sizeof *steps);
  sc_code code = partial && steps ? sc_file_begin(path, partial, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  if (code == SC_OK) {
    code = sc_h5_create(&h5, partial, report);
    if (code == SC_OK) {
      h5.path = path;
      write_content(&h5, m, steps);
      code = sc_h5_close(&h5, report);
    }
    if (code == SC_OK) code = sc_file_end(path, partial, replace, report);
    else sc_file_drop(partial);
  }
  sc_arena_free(&arena);
  return code;
}

static void texts_as_json(sc_json *json, const char *key, int n, const char *const *texts)
{
  sc_json_array(json, key);
  for (int k = 0; k < n; k++) sc_json_text(json, NULL, texts[k]);
  sc_json_end(json);
}

static void as_json(const sc_named_matrix *m, sc_string *text)
{
  sc_json json = { .to = text, .compact = 1 };
  sc_json_object(&json, NULL);
  texts_as_json(&json, "history", m->n_history, m->history);
  texts_as_json(&json, "row", m->n_rows, m->row);
  texts_as_json(&json, "column", m->n_columns, m->column);
  sc_json_array(&json, "flow");
  for (int i = 0; i < m->n_rows; i++) {
    sc_json_array(&json, NULL);
    for (int j = 0; j < m->n_columns; j++) sc_json_number(&json, NULL, m->cell[(size_t)i * (size_t)m->n_columns + (size_t)j]);
    sc_json_end(&json);
  }
  sc_json_end(&json);
  sc_json_end(&json);
}

static int ends_in(const char *path, const char *extension)
{
  const size_t n = strlen(path), m = strlen(extension);
  return n > m && strcmp(path + n - m, extension) == 0;
}

sc_code sc_named_matrix_save(const sc_named_matrix *m, const char *path, sc_replace replace, sc_report *report)
{
  const int is_json = ends_in(path, ".json");
  if (ends_in(path, ".h5")) return write_h5(m, path, replace, report);
  if (!is_json && !ends_in(path, ".csv")) return SC_FAIL(report, IO_ACCOUNTS_FORM, SC_IN_FILE(path), "");
  sc_string text = { 0 };
  if (is_json) as_json(m, &text);
  else sc_named_matrix_as_csv(m, &text);
  const sc_code code = text.failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path) : sc_file_write(path, text.text, text.length, replace, report);
  sc_string_free(&text);
  return code;
}

/* -------------------------------------------------------------------------------------------------- reading */

static int length_of(sc_h5 *h5, const char *name)
{
  uint64_t extent[SC_H5_MAX_RANK] = { 0 };
  if (sc_h5_rank(h5, root, name, extent) != 1 || extent[0] > MOST_NAMES) sc_h5_fail(h5, "shape of", name);
  return h5->failed ? 0 : (int)extent[0];
}

static sc_code read_content(sc_h5 *h5, sc_named_matrix *m, sc_report *report)
{
  const int n_rows = length_of(h5, "row"), n_columns = length_of(h5, "column"), n_steps = sc_h5_has(h5, root, "history") ? length_of(h5, "history") : 0;
  const uint64_t extents[2] = { (uint64_t)n_rows, (uint64_t)n_columns }, steps = (uint64_t)n_steps;
  const char **history = sc_arena_alloc(&m->arena, (size_t)n_steps + 1, sizeof *history);
  if (!history) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(m->file), "sc_named_matrix");
  SC_TRY(sc_named_matrix_allocate(m, n_rows, n_columns, report));
  sc_h5_read(h5, root, "row", SC_H5_TEXT, 1, extents, m->row, &m->arena);
  sc_h5_read(h5, root, "column", SC_H5_TEXT, 1, extents + 1, m->column, &m->arena);
  sc_h5_read(h5, root, "flow", SC_H5_REAL, 2, extents, m->cell, NULL);
  if (n_steps > 0) sc_h5_read(h5, root, "history", SC_H5_TEXT, 1, &steps, history, &m->arena);
  if (h5->failed) return SC_OK;
  for (int k = 0; k < n_steps; k++) SC_TRY(sc_named_matrix_add_history(m, history[k], report));
  for (int k = 0; k < n_rows * n_columns; k++)
    if (!isfinite(m->cell[k])) return SC_FAIL(report, MATRIX_NOT_FINITE, SC_IN_FILE(m->file), m->row[k / n_columns], m->column[k % n_columns]);
  return SC_OK;
}

static sc_code open_h5(sc_h5 *h5, const char *path, sc_report *report)
{
  int fd;
  size_t size;
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));       /* a clear message for what is no file */
  close(fd);
  return sc_h5_open(h5, path, report);
}

int sc_named_matrix_is_in(const char *path)
{
  sc_h5 h5;
  sc_report unheard = { 0 };
  int found = 0;
  if (open_h5(&h5, path, &unheard) == SC_OK) {
    found = sc_h5_has(&h5, root, "flow") && sc_h5_has(&h5, root, "row") && sc_h5_has(&h5, root, "column");
    if (sc_h5_close(&h5, &unheard) != SC_OK) found = 0;
  }
  sc_report_free(&unheard);
  return found;
}

sc_code sc_named_matrix_open(sc_named_matrix *m, const char *path, sc_report *report)
{
  sc_h5 h5;
  if (!ends_in(path, ".h5")) return sc_named_matrix_read(m, path, report);
  *m = (sc_named_matrix){ 0 };
  SC_TRY(open_h5(&h5, path, report));
  m->file = sc_arena_text(&m->arena, path);
  sc_code code = m->file ? read_content(&h5, m, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  const sc_code closed = sc_h5_close(&h5, report);
  if (code == SC_OK) code = closed;
  if (code != SC_OK) sc_named_matrix_free(m);
  return code;
}
