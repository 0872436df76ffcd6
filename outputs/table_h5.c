#include "outputs/table_h5.h"

#include <math.h>
#include <string.h>

#include "engine/base/error.h"
#include "outputs/table_box.h"

_Static_assert((int)SC_BOX_MOST_AXES == (int)SC_H5_MAX_RANK, "a box fits into a variable");

static const char *name_of(const sc_table_about *about, const char *code, sc_lang lang)
{
  for (int k = 0; k < about->n_named; k++)
    if (strcmp(about->code[k], code) == 0) return about->name[lang][k];
  return NULL;
}

/* What the values of an axis are called by a reader, beside them. */
static void write_names(sc_table_box *b, sc_h5 *h5, const sc_table_about *about, int axis, const char *const texts[], sc_string *coordinates)
{
  static const sc_text titles[SC_N_LANGS] = { [SC_ZH] = SC_TEXT("name in Chinese", "中文名称"), [SC_EN] = SC_TEXT("name in English", "英文名称") };
  const size_t n = b->extent[axis];
  const char **names = sc_arena_alloc(&b->arena, n + 1, sizeof *names);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    int found = 0;
    for (size_t k = 0; k < n && names; k++) found |= (names[k] = name_of(about, texts[k], (sc_lang)lang)) != NULL;
    const char *key = sc_arena_print(&b->arena, "%s_%s", sc_table_box_axis(b, axis), lang == SC_ZH ? "zh" : "en");
    if (!names || !key) sc_h5_fail(h5, "memory for", sc_table_box_axis(b, axis));
    else if (found) {
      sc_h5_variable(h5, key, SC_H5_TEXT, 1, (const char *[]){ sc_table_box_axis(b, axis) }, 0, names, (sc_h5_label){ "1", titles[lang] });
      sc_string_print(coordinates, "%s%s", coordinates->length > 0 ? " " : "", key);
    }
  }
}

static void write_axis(sc_table_box *b, sc_h5 *h5, const sc_table_about *about, int axis, sc_string *coordinates)
{
  static const sc_h5_label row_label = { "1", SC_TEXT("row, from 1", "行号（从1起）") };
  const size_t n = b->extent[axis];
  const int c = b->column[axis], is_whole = c < 0 || (n > 0 && sc_table_box_cell(b, b->first[axis][0], c)->kind == SC_CELL_INTEGER);
  const char **texts = sc_arena_alloc(&b->arena, n + 1, sizeof *texts);
  int *numbers = sc_arena_alloc(&b->arena, n + 1, sizeof *numbers);
  if (!texts || !numbers) {
    sc_h5_fail(h5, "memory for", sc_table_box_axis(b, axis));
    return;
  }
  for (size_t k = 0; k < n; k++) {
    numbers[k] = c < 0 ? (int)k + 1 : (int)sc_table_box_cell(b, b->first[axis][k], c)->integer;
    texts[k] = sc_table_box_value(b, axis, k);
  }
  sc_h5_axis(h5, sc_table_box_axis(b, axis), is_whole ? SC_H5_WHOLE : SC_H5_TEXT, n, is_whole ? (void *)numbers : (void *)texts,
             c < 0 ? row_label : about->label[c]);
  if (!is_whole && about->n_named > 0) write_names(b, h5, about, axis, texts, coordinates);
}

/* Texts, whole numbers or numbers; what is missing among numbers makes them all real. */
static sc_h5_kind kind_of(const sc_table_box *b, int column)
{
  size_t n_texts = 0, n_whole = 0;
  for (size_t r = 0; r < b->n_rows; r++) {
    n_texts += sc_table_box_cell(b, r, column)->kind == SC_CELL_TEXT;
    n_whole += sc_table_box_cell(b, r, column)->kind == SC_CELL_INTEGER;
  }
  return n_texts > 0 ? SC_H5_TEXT : n_whole == b->n_places && n_whole > 0 ? SC_H5_WHOLE : SC_H5_REAL;
}

static void write_variable(sc_table_box *b, sc_h5 *h5, const sc_table_about *about, int column)
{
  const sc_h5_kind kind = kind_of(b, column);
  const char *names[SC_H5_MAX_RANK], *key = b->table->columns[column].key;
  void *values = sc_alloc(b->n_places + 1, sc_h5_size(kind));
  if (!values) {
    sc_h5_fail(h5, "memory for", key);
    return;
  }
  double *real = values;
  const char **text = values;
  int *whole = values;
  for (size_t k = 0; k < b->n_places && kind == SC_H5_REAL; k++) real[k] = NAN;
  for (size_t r = 0; r < b->n_rows; r++) {
    const sc_cell *cell = sc_table_box_cell(b, r, column);
    if (kind == SC_H5_TEXT) text[b->place[r]] = cell->text;
    else if (kind == SC_H5_WHOLE) whole[b->place[r]] = (int)cell->integer;
    else if (cell->kind == SC_CELL_NUMBER) real[b->place[r]] = cell->number;
    else if (cell->kind == SC_CELL_INTEGER) real[b->place[r]] = (double)cell->integer;
  }
  for (int a = 0; a < b->rank; a++) names[a] = sc_table_box_axis(b, a);
  sc_h5_variable(h5, key, kind, b->rank, names, 0, values, about->label[column]);
  sc_free(values);
}

static void write_provenance(sc_h5 *h5, const sc_table_about *about, sc_arena *arena)
{
  const size_t n = about->n_provenance;
  const char **keys = sc_arena_alloc(arena, n + 1, sizeof *keys), **values = sc_arena_alloc(arena, n + 1, sizeof *values);
  sc_h5_group(h5, "provenance", (sc_text)SC_TEXT("What made this file, and of what", "本文件的来历"));
  if (!keys || !values) {
    sc_h5_fail(h5, "memory for", "provenance");
    return;
  }
  for (size_t k = 0; k < n; k++) {
    keys[k] = about->provenance[k].key;
    values[k] = about->provenance[k].value;
  }
  sc_h5_axis(h5, "setting", SC_H5_TEXT, n, keys, (sc_h5_label){ "1", SC_TEXT("setting", "设置") });
  sc_h5_variable(h5, "value", SC_H5_TEXT, 1, (const char *[]){ "setting" }, 0, values, (sc_h5_label){ "1", SC_TEXT("value", "内容") });
}

static sc_code write_content(sc_table_box *b, const sc_table_about *about, const char *partial, const char *path, sc_report *report)
{
  sc_h5 h5;
  SC_TRY(sc_h5_create(&h5, partial, report));
  h5.path = path;
  sc_h5_note(&h5, NULL, "Conventions", "CF-1.10");
  sc_h5_note(&h5, NULL, "source", "sanchan");
  sc_h5_group(&h5, "/", about->title);
  sc_string coordinates = { 0 };
  for (int a = 0; a < b->rank; a++) write_axis(b, &h5, about, a, &coordinates);
  if (coordinates.failed) sc_h5_fail(&h5, "memory for", "coordinates");
  else if (coordinates.length > 0) sc_h5_note(&h5, NULL, "coordinates", sc_string_text(&coordinates));
  sc_string_free(&coordinates);
  for (int c = 0; c < b->table->n_columns; c++)
    if (!about->is_axis[c]) write_variable(b, &h5, about, c);
  write_provenance(&h5, about, &b->arena);
  return sc_h5_close(&h5, report);
}

sc_code sc_table_write_h5(const sc_table *table, const sc_table_about *about, const char *path, sc_replace replace, sc_report *report)
{
  sc_table_box b;
  sc_code code = sc_table_box_make(&b, table, about->is_axis, report);
  char *partial = sc_arena_alloc(&b.arena, strlen(path) + SC_PARTIAL_ROOM, 1);
  if (code == SC_OK && !partial) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  if (code == SC_OK) code = sc_file_begin(path, partial, report);
  if (code == SC_OK) {
    code = write_content(&b, about, partial, path, report);
    if (code == SC_OK) code = sc_file_end(path, partial, replace, report);
    else sc_file_drop(partial);
  }
  sc_table_box_free(&b);
  return code;
}
