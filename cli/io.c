/* sanchan io: one analysis of input-output tables. */
#include "cli/io_spread.h"

#include <string.h>

#include "engine/base/build.h"
#include "models/io/dense.h"
#include "outputs/io_table_h5.h"
#include "outputs/named_matrix_file.h"

const sc_analysis sc_analyses[SC_N_ANALYSES] = {
#define SC_ANALYSIS(name_, READS, least_, most_, GIVES, options_, zh, en)                                          \
  { .name = #name_, .reads = SC_READS_##READS, .least = least_, .most = most_, .gives = SC_GIVES_##GIVES,           \
    .options = options_, .text = SC_TEXT(en, zh), .execute = io_##name_ },
#include "cli/analyses.def"
#undef SC_ANALYSIS
};

static const sc_text titles[SC_N_ANALYSES] = {
#define SC_TITLE(name, zh, en) [SC_ANALYSIS_##name] = SC_TEXT(en, zh),
#include "cli/titles.def"
#undef SC_TITLE
};
enum { N_TITLES = 0
#define SC_TITLE(name, zh, en) + 1
#include "cli/titles.def"
#undef SC_TITLE
};
_Static_assert((int)N_TITLES == (int)SC_N_ANALYSES, "every analysis has a title");

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
  if (sc_line_has(io->line, SC_OPT_UNCERTAIN)) SC_TRY(sc_io_table_check_signs(&io->table[f], report));      /* a draw must not have them */
  return io->analysis->reads == SC_READS_SYSTEMS ? sc_io_system_make(&io->system[f], &io->table[f], report) : SC_OK;
}

sc_code io_check_names(io_names what, io_naming here, io_naming there, sc_report *report)
{
  static const sc_fault differ[] = { SC_FAULT_IO_DIFFERENT_ACTIVITIES, SC_FAULT_IO_DIFFERENT_ROWS, SC_FAULT_IO_DIFFERENT_COLUMNS };
  static const sc_fault as_many[] = { SC_FAULT_IO_AS_MANY_ACTIVITIES, SC_FAULT_IO_AS_MANY_ROWS, SC_FAULT_IO_AS_MANY_COLUMNS };
  const sc_where at = SC_IN_FILE(here.file);
  if (here.n != there.n)
    return sc_report_add(report, as_many[what], at, __FILE__, __LINE__, (const char *[]){ there.file, sc_integer(here.n).s, sc_integer(there.n).s, NULL });
  for (int i = 0; i < here.n; i++)
    if (strcmp(here.name[i], there.name[i]) != 0)
      return sc_report_add(report, differ[what], at, __FILE__, __LINE__,
                           (const char *[]){ there.file, sc_integer(i + 1).s, here.name[i], there.name[i], NULL });
  return SC_OK;
}

static sc_code read_files(io_context *io, sc_report *report)
{
  const sc_analysis_reads reads = io->analysis->reads;
  const int n_tables = reads == SC_READS_FILES ? 0 : reads == SC_READS_TABLE ? 1 : io->n_files;
  for (int f = 0; f < n_tables; f++) SC_TRY(read_one(io, f, report));
  for (int f = 1; f < n_tables; f++) {
    const sc_io_table *first = &io->table[0], *t = &io->table[f];
    SC_TRY(io_check_names(IO_ACTIVITIES, (io_naming){ t->file, t->n, t->activity }, (io_naming){ first->file, first->n, first->activity }, report));
  }
  return SC_OK;
}

/* What an analysis that negative flows do not harm was made of. */
static void note_negatives(io_context *io)
{
  for (int f = 0; f < io->n_files && io->analysis->reads != SC_READS_FILES; f++) {
    const sc_io_table *t = &io->table[f];
    const sc_negatives found = t->n > 0 ? sc_io_table_negatives(t) : (sc_negatives){ .n = 0 };
    if (found.n == 0) continue;
    sc_string_print(&io->note, io_text(io, "%s%s：负的中间投入有 %d 个，最大的是 %s 供给 %s，%s；经由它们的影响符号相反。sanchan io check 逐个列出。",
                                       "%s%s: %d flows of inputs are negative, the largest from %s to %s, %s; what runs through them has the opposite "
                                       "sign. sanchan io check lists them."),
                    io->note.length > 0 ? io_text(io, "", " ") : "", io->file[f], found.n, t->activity[found.row], t->activity[found.column],
                    sc_number(found.largest).s);
  }
}

/* -------------------------------------------------------------------------------------------------- result */

/* Of an analysis that gives a table, -o is the table's, unless its extension is that of a form for readers. */
static sc_code choose_places(io_context *io, sc_report *report)
{
  const sc_line *line = io->line;
  const char *path = line->value[SC_OPT_OUTPUT];
  io_form form = IO_CSV;
  const int gives_table = io->analysis->gives == SC_GIVES_TABLE && path;
  const int is_made = gives_table && !(sc_emit_extension(path, &form) && (form == IO_MARKDOWN || form == IO_SVG));
  *(is_made ? &io->made_path : &io->path) = path;
  if (!is_made) return sc_emit_form(line, &io->form, report);
  io->form = (io_form)sc_line_choice(line, SC_OPT_FORM);
  return SC_OK;
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

static sc_code collect_provenance(io_context *io, sc_pair settings[], size_t *n, sc_report *report)
{
  sc_arena *arena = &io->result.arena;
  const char *uncertain = io->line->value[SC_OPT_UNCERTAIN], *lapack = io->n_files > 0 ? sc_dense_library(io->table[0].n) : NULL;
  settings[(*n)++] = (sc_pair){ "analysis", io->name };
  for (int f = 0; f < io->n_files; f++) {
    const char *key = sc_arena_print(arena, "file_%d", f + 1), *file;
    if (!key) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
    SC_TRY(sc_emit_digest(arena, io->file[f], &file, report));
    settings[(*n)++] = (sc_pair){ key, file };
  }
  if (uncertain) {
    const char *file;
    SC_TRY(sc_emit_digest(arena, uncertain, &file, report));
    settings[(*n)++] = (sc_pair){ "uncertain", file };
  }
  if (lapack) settings[(*n)++] = (sc_pair){ "lapack", lapack };
  return SC_OK;
}

static sc_code emit(io_context *io, sc_report *report)
{
  sc_pair provenance[IO_MOST_FILES + 3];
  const sc_pair head[] = { { "analysis", io->name }, { "table", io->file[0] } };
  sc_string figure = { 0 };
  sc_emission emission = {
    .line = io->line, .form = io->form, .path = io->path, .title = io->title, .rows = &io->result,
    .columns = io->columns, .page = io->form == IO_SVG ? &figure : NULL, .note = &io->note, .head = head,
    .n_head = sizeof head / sizeof *head, .provenance = provenance,
    .n_named = io->table[0].n, .code = io->table[0].activity, .name = { io->table[0].label[0], io->table[0].label[1] } };
  if (io->form == IO_HDF5) SC_TRY(collect_provenance(io, provenance, &emission.n_provenance, report));
  sc_code code = io->form == IO_SVG ? io_as_svg(io, &figure, report) : SC_OK;
  if (code == SC_OK) code = sc_emit(&emission, report);
  sc_string_free(&figure);
  return code;
}

/* ---------------------------------------------------------------------------------------------- table made */

/* sanchan 0.1.0 io aggregate; files: a.csv sha256:...; options: --share=0.5 */
static sc_code describe_step(io_context *io, sc_string *step, sc_report *report)
{
  const char *before = "; options:";
  sc_string_print(step, "sanchan %s io %s; files:", sc_build_version(), io->name);
  for (int f = 0; f < io->n_files; f++) {
    const char *file;
    SC_TRY(sc_emit_digest(&io->result.arena, io->file[f], &file, report));
    sc_string_print(step, "%s %s", f > 0 ? "," : "", file);
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
  const int n_negative = io->made.n > 0 ? sc_io_table_negatives(&io->made).n : 0;
  if (n_negative > 0) sc_string_print(step, "; negative flows of inputs: %d", n_negative);
  return SC_OK;
}

/* Behind what the files say of themselves. */
static sc_code add_history(io_context *io, const char *step, sc_report *report)
{
  const int is_table = io->made.n > 0;
  return is_table ? sc_io_table_add_history(&io->made, step, report) : sc_named_matrix_add_history(&io->made_matrix, step, report);
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
  for (int f = 0; f < 2 && code == SC_OK; f++)
    for (int k = 0; k < io->matrix[f].n_history && code == SC_OK; k++) code = add_history(io, io->matrix[f].history[k], report);
  if (code == SC_OK) code = add_history(io, sc_string_text(&step), report);
  if (code == SC_OK && io->made.n == 0) code = sc_named_matrix_add_rules(&io->made_matrix, &io->accounts[0], report);
  sc_string_free(&step);
  return code;
}

static sc_code write_made(io_context *io, sc_report *report)
{
  if (io->made_path == NULL) return SC_OK;
  SC_TRY(collect_history(io, report));
  const sc_replace replace = sc_emit_replace(io->line);
  return io->made.n > 0 ? sc_io_table_save(&io->made, io->made_path, replace, report)
                        : sc_named_matrix_save(&io->made_matrix, io->made_path, replace, report);
}

/* ---------------------------------------------------------------------------------------------------- verb */

void io_free(io_context *io)
{
  for (int f = 0; f < IO_MOST_FILES; f++) {
    sc_io_system_free(&io->system[f]);
    sc_io_table_free(&io->table[f]);
  }
  for (int f = 0; f < 2; f++) {
    sc_sam_free(&io->accounts[f]);
    sc_named_matrix_free(&io->matrix[f]);
  }
  sc_named_matrix_free(&io->made_matrix);
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
  io_context io = { .line = line, .analysis = analysis, .name = analysis->name, .title = titles[analysis - sc_analyses],
                    .n_files = line->n_operands - 1 };
  for (int f = 0; f < io.n_files; f++) io.file[f] = line->operand[1 + f];
  sc_dense_own(io_is_repeated(&io));
  sc_code code = choose_places(&io, report);
  if (code == SC_OK) code = read_files(&io, report);
  if (code == SC_OK) code = io_take_roles(&io, report);
  if (code == SC_OK && !io_is_repeated(&io) && sc_option_in(analysis->options, 63)) code = io_check_draws(&io, report);
  if (code == SC_OK) code = analysis->execute(&io, report);
  if (code == SC_OK && io_is_repeated(&io)) code = io_repeat(&io, report);
  if (code == SC_OK) note_negatives(&io);
  if (code == SC_OK && analysis->gives == SC_GIVES_TABLE) code = write_made(&io, report);
  close_up(&io.note);
  if (code == SC_OK && (io_is_read(&io) || io.form == IO_SVG)) name_activities(&io);
  if (code == SC_OK) code = emit(&io, report);
  if (code == SC_OK && io.n_wrong > 0) code = SC_FAIL(report, TABLE_UNUSABLE, SC_IN_FILE(io.file[0]), sc_integer(io.n_wrong).s);
  io_free(&io);
  return code;
}
