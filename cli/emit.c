#include "cli/emit.h"

#include <string.h>

#include "engine/base/build.h"
#include "outputs/table_h5.h"

/* ---------------------------------------------------------------------------------------------------- which */

static const char *const extensions[IO_N_FORMS] = { ".txt", ".json", ".csv", ".md", ".h5", ".svg" };

static const char *extension_of(const char *path)
{
  const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *dot = strrchr(name, '.');
  return dot && dot > name ? dot : NULL;
}

int sc_emit_extension(const char *path, io_form *form)
{
  const char *extension = extension_of(path);
  for (int f = 0; f < IO_N_FORMS && extension; f++)
    if (strcmp(extension, extensions[f]) == 0) return *form = (io_form)f, 1;
  return 0;
}

sc_code sc_emit_form(const sc_line *line, io_form *form, sc_report *report)
{
  const char *path = line->value[SC_OPT_OUTPUT];
  *form = IO_TEXT;
  if (sc_line_has(line, SC_OPT_FORM)) return *form = (io_form)sc_line_choice(line, SC_OPT_FORM), SC_OK;
  if (!path || sc_emit_extension(path, form) || !extension_of(path)) return SC_OK;
  sc_string legal = { 0 };
  for (int f = 0; f < IO_N_FORMS; f++) sc_string_print(&legal, "%s%s", f > 0 ? ", " : "", extensions[f]);
  const sc_code code = SC_FAIL(report, FORM_UNKNOWN, SC_IN_FILE(path), extension_of(path), sc_string_text(&legal));
  sc_string_free(&legal);
  return code;
}

sc_replace sc_emit_replace(const sc_line *line) { return sc_line_has(line, SC_OPT_FORCE) ? SC_REPLACE : SC_KEEP; }

sc_table_style sc_emit_style(const char *path)
{
  sc_table_style style = sc_terminal_style();
  if (path) style.colour = 0;
  return style;
}

/* ----------------------------------------------------------------------------------------------------- text */

static void as_json(const sc_emission *e, sc_string *text)
{
  sc_json json = { .to = text };
  sc_json_object(&json, NULL);
  for (size_t k = 0; k < e->n_head; k++) sc_json_text(&json, e->head[k].key, e->head[k].value);
  sc_table_as_json(e->rows, &json, "rows");
  if (e->note->length > 0) sc_json_text(&json, "note", sc_string_text(e->note));
  sc_json_end(&json);
}

static void as_text(const sc_emission *e, sc_string *text)
{
  static const sc_column whole_line[] = { { "", "", SC_LEFT, 1 } };
  const sc_table_style style = sc_emit_style(e->path);
  if (e->page) sc_string_add(text, sc_string_text(e->page));
  else sc_table_as_text(e->rows, style, text);
  if (e->note->length == 0) return;
  sc_table note = { .columns = whole_line, .n_columns = 1 };
  sc_table_text(&note, sc_string_text(e->note));
  sc_string_add(text, "\n");
  sc_table_rows_as_text(&note, style, text);
  text->failed |= note.failed;
  sc_table_free(&note);
}

static void as_markdown(const sc_emission *e, sc_string *text)
{
  if (e->page) sc_string_add(text, sc_string_text(e->page));
  else sc_table_as_markdown(e->rows, text);
  if (e->note->length > 0) sc_string_print(text, "\n%s\n", sc_string_text(e->note));
}

static sc_code emit_text(const sc_emission *e, sc_report *report)
{
  sc_string text = { .failed = e->rows->failed | e->note->failed | (e->page ? e->page->failed : 0) };
  sc_code code;
  switch (e->form) {
  case IO_JSON:     as_json(e, &text); break;
  case IO_CSV:      sc_table_as_csv(e->rows, &text); break;
  case IO_MARKDOWN: as_markdown(e, &text); break;
  case IO_SVG:      sc_string_add(&text, sc_string_text(e->page)); break;
  default:          as_text(e, &text);
  }
  if (e->path == NULL) code = sc_say(&text, report);
  else if (text.failed) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, e->path);
  else code = sc_file_write(e->path, text.text, text.length, sc_emit_replace(e->line), report);
  sc_string_free(&text);
  return code;
}

/* ----------------------------------------------------------------------------------------------------- HDF5 */

sc_code sc_emit_digest(sc_arena *arena, const char *path, const char **text, sc_report *report)
{
  char digest[65];
  SC_TRY(sc_file_digest(path, digest, SC_NOWHERE, report));
  *text = sc_arena_print(arena, "%s sha256:%s", path, digest);
  return *text ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
}

static const char *command_of(const sc_line *line, sc_arena *arena)
{
  sc_string command = { 0 };
  for (int k = 0; k < line->argc; k++) sc_string_print(&command, "%s%s", k > 0 ? " " : "", k > 0 ? line->argv[k] : "sanchan");
  const char *kept = command.failed ? NULL : sc_arena_text(arena, sc_string_text(&command));
  sc_string_free(&command);
  return kept;
}

static sc_code emit_hdf5(const sc_emission *e, sc_report *report)
{
  const size_t n = (size_t)e->rows->n_columns;
  sc_arena *arena = &e->rows->arena;
  if (!e->path) return SC_FAIL(report, IO_NO_FILE, SC_NOWHERE, "h5");
  const char *command = command_of(e->line, arena);
  const sc_pair build[] = { { "note", sc_string_text(e->note) }, { "version", sc_build_version() }, { "revision", sc_build_revision() },
                            { "compiler", sc_build_compiler() }, { "libraries", sc_build_libraries() } };
  enum { N_BUILD = sizeof build / sizeof *build };
  const size_t skipped = e->note->length == 0;
  sc_pair *settings = sc_arena_alloc(arena, 1 + e->n_provenance + N_BUILD, sizeof *settings);
  sc_h5_label *label = sc_arena_alloc(arena, n, sizeof *label);
  int *is_axis = sc_arena_alloc(arena, n, sizeof *is_axis);
  if (!command || !settings || !label || !is_axis || e->rows->failed || e->note->failed)
    return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, e->path);
  settings[0] = (sc_pair){ "command", command };
  if (e->n_provenance > 0) memcpy(settings + 1, e->provenance, e->n_provenance * sizeof *settings);
  memcpy(settings + 1 + e->n_provenance, build + skipped, (N_BUILD - skipped) * sizeof *settings);
  for (size_t c = 0; c < n; c++) {
    label[c] = (sc_h5_label){ e->columns[c].unit, e->columns[c].title };
    is_axis[c] = e->columns[c].part == IO_AXIS || e->columns[c].part == IO_RANK;
  }
  const sc_table_about about = { .title = e->title, .label = label, .is_axis = is_axis, .provenance = settings,
                                 .n_provenance = 1 + e->n_provenance + N_BUILD - skipped, .n_named = e->n_named, .code = e->code,
                                 .name = { e->name[0], e->name[1] } };
  return sc_table_write_h5(e->rows, &about, e->path, sc_emit_replace(e->line), report);
}

sc_code sc_emit(const sc_emission *e, sc_report *report)
{
  return e->form == IO_HDF5 ? emit_hdf5(e, report) : emit_text(e, report);
}
