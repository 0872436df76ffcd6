/* sanchan io: one analysis of an input-output table. */
#include "cli/io.h"

#include <string.h>

#include "engine/base/file.h"

static const struct { const char *name; int n_files; sc_code (*execute)(io_context *io, sc_report *report); } analyses[] = {
#define X(name, n_files) { #name, n_files, io_##name },
  SC_ANALYSES(X)
#undef X
};
enum { N_ANALYSES = sizeof analyses / sizeof *analyses };

static void list_names(const char *const names[], int n, sc_string *to)
{
  for (int i = 0; i < n; i++) sc_string_print(to, "%s%s", i > 0 ? ", " : "", names[i]);
}

sc_code io_activity(const io_context *io, const char *name, int *k, sc_report *report)
{
  *k = sc_io_table_activity(&io->table[0], name);
  if (*k >= 0) return SC_OK;
  sc_string names = { 0 };
  list_names(io->table[0].activity, io->table[0].n, &names);
  const sc_code code = SC_FAIL(report, IO_NO_ACTIVITY, SC_IN_FILE(io->table[0].file), name, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

static sc_code find_analysis(const sc_line *line, int *index, sc_report *report)
{
  const char *names[N_ANALYSES], *given = line->n_operands > 0 ? line->operand[0] : NULL;
  for (int a = 0; a < N_ANALYSES; a++) {
    names[a] = analyses[a].name;
    *index = a;
    if (given && strcmp(given, names[a]) == 0) {
      const int n = line->n_operands - 1;
      if (n == analyses[a].n_files) return SC_OK;
      return SC_FAIL(report, IO_FILES, SC_NOWHERE, given, sc_integer(analyses[a].n_files).s, sc_integer(n).s);
    }
  }
  sc_string list = { 0 };
  list_names(names, N_ANALYSES, &list);
  const sc_code code = given ? SC_FAIL(report, OPERAND_WHAT, SC_NOWHERE, given, sc_string_text(&list))
                             : SC_FAIL(report, IO_ANALYSIS_MISSING, SC_NOWHERE, sc_string_text(&list));
  sc_string_free(&list);
  return code;
}

static sc_code read_one(sc_io_table *table, sc_io_system *system, const char *path, sc_report *report)
{
  SC_TRY(sc_io_table_read(table, path, report));
  SC_TRY(sc_io_table_check_balance(table, SC_IO_TABLE_TOLERANCE, report));
  return sc_io_system_make(system, table, report);
}

static sc_code check_alike(const sc_io_table *a, const sc_io_table *b, sc_report *report)
{
  for (int i = 0; i < a->n || i < b->n; i++) {
    const char *here = i < b->n ? b->activity[i] : "", *there = i < a->n ? a->activity[i] : "";
    if (strcmp(here, there) != 0)
      return SC_FAIL(report, IO_DIFFERENT, SC_IN_FILE(b->file), a->file, sc_integer(i + 1).s, here, there);
  }
  return SC_OK;
}

/* -------------------------------------------------------------------------------------------------- result */

io_form io_form_of(const sc_line *line)
{
  static const char *const extensions[IO_N_FORMS] = { ".txt", ".json", ".csv", ".md" };
  const char *path = line->value[SC_OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL;
  if (sc_line_has(line, SC_OPT_TABLE)) return (io_form)sc_line_choice(line, SC_OPT_TABLE);
  for (int f = 0; f < IO_N_FORMS; f++)
    if (dot && strcmp(dot, extensions[f]) == 0) return (io_form)f;
  return IO_TEXT;
}

static void as_json(const io_context *io, sc_string *text)
{
  sc_json json = { .to = text };
  sc_json_object(&json, NULL);
  sc_json_text(&json, "analysis", io->name);
  sc_json_text(&json, "table", io->table[0].file);
  sc_table_as_json(&io->result, &json, "rows");
  if (io->note.length > 0) sc_json_text(&json, "note", sc_string_text(&io->note));
  sc_json_end(&json);
}

static void as_text(const io_context *io, sc_string *text)
{
  static const sc_column whole_line[] = { { "", "", SC_LEFT, 1 } };
  sc_table_style style = sc_terminal_style();
  if (sc_line_has(io->line, SC_OPT_OUTPUT)) style.colour = 0;
  sc_table_as_text(&io->result, style, text);
  if (io->note.length == 0) return;
  sc_table note = { .columns = whole_line, .n_columns = 1 };
  sc_table_text(&note, sc_string_text(&io->note));
  sc_string_add(text, "\n");
  sc_table_rows_as_text(&note, style, text);
  text->failed |= note.failed;
  sc_table_free(&note);
}

static sc_code emit(const io_context *io, sc_report *report)
{
  sc_string text = { .failed = io->result.failed | io->note.failed };
  const io_form form = io_form_of(io->line);
  const char *path = io->line->value[SC_OPT_OUTPUT];
  switch (form) {
  case IO_JSON: as_json(io, &text); break;
  case IO_CSV: sc_table_as_csv(&io->result, &text); break;
  case IO_MARKDOWN:
    sc_table_as_markdown(&io->result, &text);
    if (io->note.length > 0) sc_string_print(&text, "\n%s\n", sc_string_text(&io->note));
    break;
  default: as_text(io, &text);
  }
  sc_code code;
  if (path == NULL) code = sc_say(&text, report);
  else if (text.failed) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "text");
  else code = sc_file_write(path, text.text, text.length, sc_line_has(io->line, SC_OPT_FORCE) ? SC_REPLACE : SC_KEEP, report);
  sc_string_free(&text);
  return code;
}

sc_code sc_verb_io(const sc_line *line, sc_report *report)
{
  int a;
  SC_TRY(find_analysis(line, &a, report));
  io_context io = { .line = line, .name = analyses[a].name };
  sc_code code = SC_OK;
  for (int f = 0; f < analyses[a].n_files && code == SC_OK; f++) code = read_one(&io.table[f], &io.system[f], line->operand[1 + f], report);
  if (code == SC_OK && analyses[a].n_files > 1) code = check_alike(&io.table[0], &io.table[1], report);
  if (code == SC_OK) code = analyses[a].execute(&io, report);
  if (code == SC_OK) code = emit(&io, report);
  for (int f = 0; f < IO_MOST_FILES; f++) {
    sc_io_system_free(&io.system[f]);
    sc_io_table_free(&io.table[f]);
  }
  sc_table_free(&io.result);
  sc_string_free(&io.note);
  return code;
}
