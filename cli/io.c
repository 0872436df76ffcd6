/* sanchan io: one analysis of input-output tables. */
#include "cli/io_spread.h"

#include <string.h>

#include "engine/base/build.h"
#include "engine/base/file.h"
#include "models/io/dense.h"
#include "outputs/io_table_h5.h"
#include "outputs/table_h5.h"

const sc_analysis sc_analyses[SC_N_ANALYSES] = {
#define SC_ANALYSIS(name_, READS, least_, most_, GIVES, options_, zh, en)                                          \
  { .name = #name_, .reads = SC_READS_##READS, .least = least_, .most = most_, .gives = SC_GIVES_##GIVES,           \
    .options = options_, .text = SC_TEXT(en, zh), .execute = io_##name_ },
#include "cli/analyses.def"
#undef SC_ANALYSIS
};

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

/* ---------------------------------------------------------------------------------------------------- rows */

/* supply-use is supply_use. */
static int is_name(const char *name, const char *given)
{
  while (*name != '\0' && (*name == *given || (*name == '_' && *given == '-'))) {
    name++;
    given++;
  }
  return *name == *given;
}

const sc_analysis *sc_analysis_find(const char *name)
{
  for (int a = 0; a < SC_N_ANALYSES; a++)
    if (is_name(sc_analyses[a].name, name)) return &sc_analyses[a];
  return NULL;
}

void sc_analysis_names(sc_option_set any_of, sc_string *to)
{
  const size_t before = to->length;
  for (int a = 0; a < SC_N_ANALYSES; a++)
    if (any_of == 0 || (sc_analyses[a].options & any_of)) sc_string_print(to, "%s%s", to->length > before ? ", " : "", sc_analyses[a].name);
}

void sc_analysis_files(const sc_analysis *analysis, sc_string *to)
{
  sc_string_print(to, analysis->least < analysis->most ? "%d-%d" : "%d", analysis->least, analysis->most);
}

static sc_code find_analysis(const sc_line *line, const sc_analysis **analysis, sc_report *report)
{
  const char *given = line->n_operands > 0 ? line->operand[0] : NULL;
  sc_string list = { 0 };
  *analysis = given ? sc_analysis_find(given) : NULL;
  if (*analysis) return SC_OK;
  sc_analysis_names(0, &list);
  const sc_code code = given ? SC_FAIL(report, OPERAND_WHAT, SC_NOWHERE, given, sc_string_text(&list))
                             : SC_FAIL(report, IO_ANALYSIS_MISSING, SC_NOWHERE, sc_string_text(&list));
  sc_string_free(&list);
  return code;
}

static sc_code check_files(const sc_line *line, const sc_analysis *analysis, sc_report *report)
{
  const int n = line->n_operands - 1;
  if (n >= analysis->least && n <= analysis->most) return SC_OK;
  sc_string wanted = { 0 };
  sc_analysis_files(analysis, &wanted);
  const sc_code code = SC_FAIL(report, IO_FILES, SC_NOWHERE, analysis->name, sc_string_text(&wanted), sc_integer(n).s);
  sc_string_free(&wanted);
  return code;
}

/* An option that another analysis understands and this one does not would be ignored in silence: it is refused. */
static sc_code check_options(const sc_line *line, const sc_analysis *analysis, sc_report *report)
{
  sc_code code = SC_OK;
  for (int o = 0; o < SC_N_OPTIONS; o++) {
    if (!sc_line_has(line, (sc_option)o) || sc_option_in(analysis->options | SC_ANALYSIS_COMMON | SC_OPTIONS_COMMON, o)) continue;
    sc_string names = { 0 };
    sc_analysis_names(UINT64_C(1) << o, &names);
    code = SC_FAIL(report, IO_OPTION, SC_NOWHERE, sc_option_rows[o].name, analysis->name, sc_string_text(&names));
    sc_string_free(&names);
  }
  return code;
}

/* --------------------------------------------------------------------------------------------------- files */

static sc_code read_one(io_context *io, int f, sc_report *report)
{
  SC_TRY(sc_io_table_open(&io->table[f], io->file[f], report));
  SC_TRY(sc_io_table_check_balance(&io->table[f], SC_IO_TABLE_TOLERANCE, report));
  return io->analysis->reads == SC_READS_SYSTEMS ? sc_io_system_make(&io->system[f], &io->table[f], report) : SC_OK;
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

static sc_code read_files(io_context *io, sc_report *report)
{
  const sc_analysis_reads reads = io->analysis->reads;
  const int n_tables = reads == SC_READS_FILES ? 0 : reads == SC_READS_TABLE ? 1 : io->n_files;
  for (int f = 0; f < n_tables; f++) SC_TRY(read_one(io, f, report));
  for (int f = 1; f < n_tables; f++) SC_TRY(check_alike(&io->table[0], &io->table[f], report));
  return SC_OK;
}

/* -------------------------------------------------------------------------------------------------- result */

static io_form form_of(const sc_line *line, const sc_analysis *analysis)
{
  static const char *const extensions[IO_N_FORMS] = { ".txt", ".json", ".csv", ".md", ".h5", ".svg" };
  const char *path = line->value[SC_OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL;
  if (sc_line_has(line, SC_OPT_FORM)) return (io_form)sc_line_choice(line, SC_OPT_FORM);
  for (int f = 0; f < IO_N_FORMS && analysis->gives == SC_GIVES_RESULT; f++)
    if (dot && strcmp(dot, extensions[f]) == 0) return (io_form)f;
  return IO_TEXT;
}

static void as_json(const io_context *io, sc_string *text)
{
  sc_json json = { .to = text };
  sc_json_object(&json, NULL);
  sc_json_text(&json, "analysis", io->name);
  sc_json_text(&json, "table", io->file[0]);
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

static sc_replace replace_of(const io_context *io) { return sc_line_has(io->line, SC_OPT_FORCE) ? SC_REPLACE : SC_KEEP; }

static const char *result_path(const io_context *io)
{
  return io->analysis->gives == SC_GIVES_RESULT ? io->line->value[SC_OPT_OUTPUT] : NULL;
}

static sc_code emit_text(io_context *io, sc_report *report)
{
  sc_code code = SC_OK;
  sc_string text = { .failed = io->result.failed | io->note.failed };
  const char *path = result_path(io);
  switch (io->form) {
  case IO_JSON: as_json(io, &text); break;
  case IO_CSV: sc_table_as_csv(&io->result, &text); break;
  case IO_MARKDOWN:
    sc_table_as_markdown(&io->result, &text);
    if (io->note.length > 0) sc_string_print(&text, "\n%s\n", sc_string_text(&io->note));
    break;
  case IO_SVG: code = io_as_svg(io, &text, report); break;
  default: as_text(io, &text);
  }
  if (code != SC_OK) {
    sc_string_free(&text);
    return code;
  }
  if (path == NULL) code = sc_say(&text, report);
  else if (text.failed) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "text");
  else code = sc_file_write(path, text.text, text.length, replace_of(io), report);
  sc_string_free(&text);
  return code;
}

/* "01 Agriculture": what names a row, where it is an activity whose table says what it is called. Codes stay in what programs read. */
static void name_activities(io_context *io)
{
  const sc_io_table *t = &io->table[0];
  const int width = io->result.n_columns;
  for (int c = 0; c < width && t->n > 0; c++) {
    if (io->columns[c].part != IO_AXIS) continue;
    int at = 0;                                                   /* where the last one was: rows are in the table's order */
    for (size_t k = (size_t)c; k < io->result.n_cells; k += (size_t)width) {
      sc_cell *cell = &io->result.cells[k];
      for (int tried = 0; tried < t->n && strcmp(cell->text, t->activity[at]) != 0; tried++) at = (at + 1) % t->n;
      const char *label = strcmp(cell->text, t->activity[at]) == 0 ? t->label[io->line->lang][at] : NULL;
      if (!label || label[0] == '\0') continue;
      cell->text = sc_arena_print(&io->result.arena, "%s %s", t->activity[at], label);
      io->result.failed |= !cell->text;
      if (!cell->text) return;
    }
  }
}

/* Sentences stand apart by a blank; not in Chinese. */
static void close_up(sc_string *note)
{
  static const char stop[] = "。";
  size_t to = 0;
  for (size_t from = 0; from < note->length; from++) {
    const int is_gap = to >= sizeof stop - 1 && note->text[from] == ' ' && memcmp(note->text + to - (sizeof stop - 1), stop, sizeof stop - 1) == 0;
    if (!is_gap) note->text[to++] = note->text[from];
  }
  if (note->length > 0) note->text[note->length = to] = '\0';
}

/* --------------------------------------------------------------------------------------------------- HDF5 */

static void add_setting(sc_pair settings[], size_t *n, const char *key, const char *value)
{
  if (value[0] != '\0') settings[(*n)++] = (sc_pair){ key, value };
}

static sc_code collect_provenance(io_context *io, sc_pair settings[], size_t *n, sc_report *report)
{
  sc_arena *arena = &io->result.arena;
  sc_string command = { 0 };
  for (int k = 0; k < io->line->argc; k++) sc_string_print(&command, "%s%s", k > 0 ? " " : "", k > 0 ? io->line->argv[k] : "sanchan");
  const char *kept = sc_arena_text(arena, sc_string_text(&command));
  const int failed = command.failed || !kept;
  sc_string_free(&command);
  if (failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  add_setting(settings, n, "command", kept);
  add_setting(settings, n, "analysis", io->name);
  for (int f = 0; f < io->n_files; f++) {
    char digest[65];
    SC_TRY(sc_file_digest(io->file[f], digest, SC_NOWHERE, report));
    const char *file = sc_arena_print(arena, "%s sha256:%s", io->file[f], digest), *key = sc_arena_print(arena, "file_%d", f + 1);
    if (!file || !key) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
    add_setting(settings, n, key, file);
  }
  const char *uncertain = io->line->value[SC_OPT_UNCERTAIN];
  if (uncertain) {
    char digest[65];
    SC_TRY(sc_file_digest(uncertain, digest, SC_NOWHERE, report));
    const char *file = sc_arena_print(arena, "%s sha256:%s", uncertain, digest);
    if (!file) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
    add_setting(settings, n, "uncertain", file);
  }
  add_setting(settings, n, "note", sc_string_text(&io->note));
  add_setting(settings, n, "version", sc_build_version());
  add_setting(settings, n, "revision", sc_build_revision());
  add_setting(settings, n, "compiler", sc_build_compiler());
  add_setting(settings, n, "libraries", sc_build_libraries());
  const char *lapack = io->n_files > 0 ? sc_dense_library(io->table[0].n) : NULL;
  if (lapack) add_setting(settings, n, "lapack", lapack);
  return SC_OK;
}

static sc_code emit_hdf5(io_context *io, sc_report *report)
{
  enum { MOST_SETTINGS = IO_MOST_FILES + 9 };
  sc_pair settings[MOST_SETTINGS];
  const size_t n = (size_t)io->result.n_columns;
  const char *path = result_path(io);
  sc_h5_label *label = sc_arena_alloc(&io->result.arena, n, sizeof *label);
  int *is_axis = sc_arena_alloc(&io->result.arena, n, sizeof *is_axis);
  if (!path) return SC_FAIL(report, IO_NO_FILE, SC_NOWHERE, "h5");
  if (!label || !is_axis || io->result.failed || io->note.failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (size_t c = 0; c < n; c++) {
    label[c] = (sc_h5_label){ io->columns[c].unit, io->columns[c].title };
    is_axis[c] = io->columns[c].part == IO_AXIS || io->columns[c].part == IO_RANK;
  }
  const sc_io_table *t = &io->table[0];
  sc_table_about about = { .title = io->analysis->text, .label = label, .is_axis = is_axis, .provenance = settings, .n_named = t->n,
                           .code = t->activity, .name = { t->label[0], t->label[1] } };
  SC_TRY(collect_provenance(io, settings, &about.n_provenance, report));
  return sc_table_write_h5(&io->result, &about, path, replace_of(io), report);
}

/* ---------------------------------------------------------------------------------------------- table made */

/* sanchan 0.1.0 io aggregate; files: a.csv sha256:...; options: --share=0.5 */
static sc_code describe_step(const io_context *io, sc_string *step, sc_report *report)
{
  const char *before = "; options:";
  sc_string_print(step, "sanchan %s io %s; files:", sc_build_version(), io->name);
  for (int f = 0; f < io->n_files; f++) {
    char digest[65];
    SC_TRY(sc_file_digest(io->file[f], digest, SC_NOWHERE, report));
    sc_string_print(step, "%s %s sha256:%s", f > 0 ? "," : "", io->file[f], digest);
  }
  for (int o = 0; o < SC_N_OPTIONS; o++) {
    const sc_option_row *row = &sc_option_rows[o];
    if (!sc_line_has(io->line, (sc_option)o) || !sc_option_in(io->analysis->options, o)) continue;
    if (row->kind == SC_OPTION_FLAG) sc_string_print(step, "%s --%s", before, row->name);
    else if (row->kind != SC_OPTION_PAIR) sc_string_print(step, "%s --%s=%s", before, row->name, io->line->value[o]);
    else
      for (int k = 0; k < io->line->n_set; k++) sc_string_print(step, "%s --%s=%s", k == 0 ? before : "", row->name, io->line->set[k]);
    before = "";
  }
  return SC_OK;
}

/* Behind what the files say of themselves. */
static sc_code add_history(io_context *io, const char *step, sc_report *report)
{
  const int is_table = io->made.n > 0;
  return is_table ? sc_io_table_add_history(&io->made, step, report) : sc_sam_add_history(&io->made_accounts, step, report);
}

static sc_code collect_history(io_context *io, sc_report *report)
{
  sc_string step = { 0 };
  sc_code code = describe_step(io, &step, report);
  if (code == SC_OK && step.failed) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
  for (int f = 0; f < io->n_files && code == SC_OK; f++)
    for (int k = 0; k < io->table[f].n_history && code == SC_OK; k++) code = add_history(io, io->table[f].history[k], report);
  for (int f = 0; f < 2 && code == SC_OK; f++)
    for (int k = 0; k < io->accounts[f].n_history && code == SC_OK; k++) code = add_history(io, io->accounts[f].history[k], report);
  if (code == SC_OK) code = add_history(io, sc_string_text(&step), report);
  sc_string_free(&step);
  return code;
}

static sc_code save_accounts(const io_context *io, const char *path, sc_report *report)
{
  const char *dot = strrchr(path, '.');
  if (dot == NULL || strcmp(dot, ".csv") != 0) return SC_FAIL(report, IO_ACCOUNTS_FORM, SC_IN_FILE(path), "");
  sc_string text = { 0 };
  sc_sam_as_csv(&io->made_accounts, &text);
  const sc_code code = text.failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path)
                                   : sc_file_write(path, text.text, text.length, replace_of(io), report);
  sc_string_free(&text);
  return code;
}

static sc_code write_made(io_context *io, sc_report *report)
{
  const char *path = io->line->value[SC_OPT_OUTPUT];
  if (path == NULL) return SC_OK;
  SC_TRY(collect_history(io, report));
  return io->made.n > 0 ? sc_io_table_save(&io->made, path, replace_of(io), report) : save_accounts(io, path, report);
}

/* ---------------------------------------------------------------------------------------------------- verb */

void io_free(io_context *io)
{
  for (int f = 0; f < IO_MOST_FILES; f++) {
    sc_io_system_free(&io->system[f]);
    sc_io_table_free(&io->table[f]);
  }
  for (int f = 0; f < 2; f++) sc_sam_free(&io->accounts[f]);
  sc_sam_free(&io->made_accounts);
  sc_io_table_free(&io->made);
  sc_table_free(&io->result);
  sc_string_free(&io->note);
}

sc_code sc_verb_io(const sc_line *line, sc_report *report)
{
  const sc_analysis *analysis;
  SC_TRY(find_analysis(line, &analysis, report));
  const sc_code files = check_files(line, analysis, report), options = check_options(line, analysis, report);
  if (files != SC_OK || options != SC_OK) return files != SC_OK ? files : options;
  io_context io = { .line = line, .analysis = analysis, .name = analysis->name, .form = form_of(line, analysis), .n_files = line->n_operands - 1 };
  for (int f = 0; f < io.n_files; f++) io.file[f] = line->operand[1 + f];
  sc_dense_own(io_is_repeated(&io));
  sc_code code = read_files(&io, report);
  if (code == SC_OK) code = io_take_roles(&io, report);
  if (code == SC_OK && !io_is_repeated(&io) && sc_option_in(analysis->options, 63)) code = io_check_draws(&io, report);
  if (code == SC_OK) code = analysis->execute(&io, report);
  if (code == SC_OK && io_is_repeated(&io)) code = io_repeat(&io, report);
  if (code == SC_OK && analysis->gives == SC_GIVES_TABLE) code = write_made(&io, report);
  close_up(&io.note);
  if (code == SC_OK && (io_is_read(&io) || io.form == IO_SVG)) name_activities(&io);
  if (code == SC_OK) code = io.form == IO_HDF5 ? emit_hdf5(&io, report) : emit_text(&io, report);
  io_free(&io);
  return code;
}
