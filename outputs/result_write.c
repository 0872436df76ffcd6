/* result_write.c - a result to its file: group by group, axes first, then every field that is there. */
#include <stdio.h>
#include <string.h>

#include "engine/base/file.h"
#include "outputs/result_layout.h"
#include "outputs/seal.h"

/* The numbers of one variable as the file wants them; a copy only where they do not lie so in memory. */
static const void *gather(sc_result_image *image, const sc_field *field, const sc_field_axes *axes, int item, void **copy)
{
  const size_t n_outer = sc_field_outer(image, axes), n_inner = sc_field_inner(image, axes), size = sc_h5_size(field->kind);
  *copy = NULL;
  if (sc_field_is_packed(field, n_inner)) return sc_field_at(image, field, n_outer, item, 0, 0);
  char *to = *copy = sc_alloc(n_outer * n_inner, size);
  if (to == NULL) return NULL;
  for (size_t i = 0; i < n_outer; i++)
    for (size_t j = 0; j < n_inner; j++) memcpy(to + (i * n_inner + j) * size, sc_field_at(image, field, n_outer, item, i, j), size);
  return to;
}

static void write_axis(sc_h5 *h5, sc_result_image *image, char letter)
{
  const sc_axis *axis = sc_axis_find(letter);
  const sc_field_axes axes = sc_field_axes_of(&axis->field);
  void *copy;
  const void *values = gather(image, &axis->field, &axes, 0, &copy);
  if (values == NULL) sc_h5_fail(h5, "memory for", axis->field.name);
  else sc_h5_axis(h5, axis->field.name, axis->field.kind, (size_t)*sc_axis_count(image, letter), values, axis->field.label);
  sc_free(copy);
}

/* Every axis of the group once, in the order in which its fields name them. */
static void write_axes(sc_h5 *h5, sc_result_image *image, const char *group)
{
  char seen[64] = "";
  for (size_t f = 0; f < sc_n_result_fields; f++) {
    const sc_field *field = &sc_result_fields[f];
    if (strcmp(field->group, group) != 0 || !sc_field_is_there(image, field)) continue;
    const sc_field_axes axes = sc_field_axes_of(field);
    char letters[SC_H5_MAX_RANK + 1];
    const int rank = sc_field_letters(&axes, letters);
    for (int i = 0; i < rank; i++) {
      if (strchr(seen, letters[i]) != NULL) continue;
      seen[strlen(seen)] = letters[i];
      write_axis(h5, image, letters[i]);
    }
  }
}

/* Which texts name the items of the variable's axes, for readers that follow the CF convention. */
static void name_coordinates(sc_h5 *h5, const char *variable, const char *letters)
{
  static const struct { char letter; const char *names; } NAMED[] = {
    { 'S', "scenario_name scenario_name_zh" },
    { 'E', "target_name target_name_zh reading_name reading_name_zh" },
    { 'J', "set_name set_name_zh" },
    { 'A', "activity_name activity_name_zh" },
    { 'C', "part_name part_name_zh" },
  };
  char names[160] = "";
  for (size_t i = 0; i < sizeof NAMED / sizeof NAMED[0]; i++)
    if (strchr(letters, NAMED[i].letter) != NULL)
      snprintf(names + strlen(names), sizeof names - strlen(names), names[0] != '\0' ? " %s" : "%s", NAMED[i].names);
  if (names[0] != '\0') sc_h5_note(h5, variable, "coordinates", names);
}

static int count_words(const char *words)
{
  int n = 0;
  for (; *words != '\0'; words++) n += *words == ' ';
  return n;
}

static void write_variable(sc_h5 *h5, sc_result_image *image, const sc_field *field, const sc_field_axes *axes, int item)
{
  char letters[SC_H5_MAX_RANK + 1];
  int rank = sc_field_letters(axes, letters), chunk = 0;
  if (sc_field_is_constant(image, axes, item)) rank = 0;
  const char *names[SC_H5_MAX_RANK];
  for (int i = 0; i < rank; i++) {
    names[i] = sc_axis_find(letters[i])->field.name;
    if (letters[i] == 'D') chunk = i + 1;
  }
  sc_variable variable;
  sc_field_variable(image, field, item, &variable);
  void *copy;
  const void *values = gather(image, field, axes, item, &copy);
  if (values == NULL) sc_h5_fail(h5, "memory for", variable.name);
  else sc_h5_variable(h5, variable.name, field->kind, rank, names, chunk, values, variable.label);
  sc_free(copy);
  if (field->kind != SC_H5_TEXT && strcmp(field->group, "provenance") != 0 && rank > 0)
    name_coordinates(h5, variable.name, letters);
  if (field->meanings != NULL)
    sc_h5_meanings(h5, variable.name, field->first_code, count_words(field->meanings), field->meanings);
}

static void note_input(sc_h5 *h5, const sc_input_item *input)
{
  const struct { const char *name, *value; } notes[] = {
    { "distribution", input->distribution }, { "set_by", input->set_by }, { "source", input->source } };
  for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++)
    if (notes[i].value != NULL && notes[i].value[0] != '\0') sc_h5_note(h5, input->id, notes[i].name, notes[i].value);
}

static void write_group(sc_h5 *h5, sc_result_image *image, const sc_group *group)
{
  sc_h5_group(h5, group->name, group->text);
  if (group->estimator != NULL) sc_h5_note(h5, NULL, "estimator", group->estimator);
  if (group->references != NULL) sc_h5_note(h5, NULL, "references", group->references);
  write_axes(h5, image, group->name);
  for (size_t f = 0; f < sc_n_result_fields; f++) {
    const sc_field *field = &sc_result_fields[f];
    if (strcmp(field->group, group->name) != 0 || !sc_field_is_there(image, field)) continue;
    const sc_field_axes axes = sc_field_axes_of(field);
    for (int item = 0; item < sc_field_items(image, &axes); item++) {
      write_variable(h5, image, field, &axes, item);
      if (axes.split == 'P') note_input(h5, &image->result.inputs[item]);
    }
  }
}

static sc_code write_content(sc_result_image *image, const char *partial, const char *path, sc_report *report)
{
  sc_h5 h5;
  SC_TRY(sc_h5_create(&h5, partial, report));
  h5.path = path;
  const sc_result *r = &image->result;
  sc_h5_note(&h5, NULL, "Conventions", "CF-1.10");
  sc_h5_note(&h5, NULL, "title", r->title.in[SC_EN]);
  sc_h5_note(&h5, NULL, "title_zh", r->title.in[SC_ZH]);
  sc_h5_note(&h5, NULL, "source", "sanchan");
  sc_h5_note(&h5, NULL, "study", r->study);
  sc_h5_note(&h5, NULL, "seed", r->seed);
  for (size_t g = 0; g < sc_n_result_groups; g++)
    if (sc_group_is_there(image, &sc_result_groups[g])) write_group(&h5, image, &sc_result_groups[g]);
  return sc_h5_close(&h5, report);
}

sc_code sc_result_write(const sc_result *result, const char *path, sc_write_options options, sc_report *report)
{
  sc_arena arena = { 0 };
  sc_result_image image;
  char *partial = sc_arena_alloc(&arena, strlen(path) + SC_PARTIAL_ROOM, 1);
  sc_code code = SC_OK;
  if (partial == NULL || !sc_image_wrap(&image, result, &arena)) {
    code = SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), "the result file");
    goto done;
  }
  code = sc_file_begin(path, partial, report);
  if (code != SC_OK) goto done;
  code = write_content(&image, partial, path, report);
  if (code == SC_OK) code = sc_seal_append(partial, report);
  if (code == SC_OK) code = sc_file_end(path, partial, options.force ? SC_REPLACE : SC_KEEP, report);
  else sc_file_drop(partial);
done:
  sc_arena_free(&arena);
  return code;
}
