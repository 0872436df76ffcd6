/* sanchan cge: a general-equilibrium model as a configuration. */
#include "cli/cge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/build.h"
#include "engine/base/file.h"
#include "outputs/table_h5.h"

const sc_cge_task sc_cge_tasks[SC_N_CGE_TASKS] = {
#define SC_CGE_TASK(name_, options_, zh, en) { .name = #name_, .options = options_, .text = SC_TEXT(en, zh), .execute = cge_##name_ },
#include "cli/cge_tasks.def"
#undef SC_CGE_TASK
};

const sc_cge_task *sc_cge_task_find(const char *name)
{
  for (int t = 0; t < SC_N_CGE_TASKS; t++)
    if (strcmp(sc_cge_tasks[t].name, name) == 0) return &sc_cge_tasks[t];
  return NULL;
}

void sc_cge_task_names(sc_option_set any_of, sc_string *to)
{
  const size_t before = to->length;
  for (int t = 0; t < SC_N_CGE_TASKS; t++)
    if (any_of == 0 || (sc_cge_tasks[t].options & any_of)) sc_string_print(to, "%s%s", to->length > before ? ", " : "", sc_cge_tasks[t].name);
}

/* ------------------------------------------------------------------------------------------- command line */

static sc_code find_task(const sc_line *line, const sc_cge_task **task, sc_report *report)
{
  const char *given = line->n_operands > 0 ? line->operand[0] : NULL;
  sc_string list = { 0 };
  *task = given ? sc_cge_task_find(given) : NULL;
  if (*task) return SC_OK;
  sc_cge_task_names(0, &list);
  const sc_code code = given ? SC_FAIL(report, OPERAND_WHAT, SC_NOWHERE, given, sc_string_text(&list))
                             : SC_FAIL(report, CGE_TASK_MISSING, SC_NOWHERE, sc_string_text(&list));
  sc_string_free(&list);
  return code;
}

static sc_code check_options(const sc_line *line, const sc_cge_task *task, sc_report *report)
{
  sc_code code = SC_OK;
  for (int o = 0; o < SC_N_OPTIONS; o++) {
    if (!sc_line_has(line, (sc_option)o) || sc_option_in(task->options | SC_CGE_COMMON | SC_OPTIONS_COMMON, o)) continue;
    sc_string names = { 0 };
    sc_cge_task_names(UINT64_C(1) << o, &names);
    code = SC_FAIL(report, CGE_OPTION, SC_NOWHERE, sc_option_rows[o].name, task->name, sc_string_text(&names));
    sc_string_free(&names);
  }
  return code;
}

static sc_code find_model(const sc_line *line, sc_string *path, sc_report *report)
{
  const char *name = line->n_operands > 1 ? line->operand[1] : NULL;
  if (name && sc_equilibrium_path(name, path)) return path->failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, name) : SC_OK;
  sc_string shipped = { 0 };
  sc_shipped_equilibria(&shipped);
  const sc_code code = name ? SC_FAIL(report, CGE_NO_MODEL, SC_NOWHERE, name, sc_data_folder(), sc_string_text(&shipped))
                            : SC_FAIL(report, CGE_MODEL_MISSING, SC_NOWHERE, sc_string_text(&shipped));
  sc_string_free(&shipped);
  return code;
}

static io_form form_of(const sc_line *line)
{
  static const char *const extensions[IO_N_FORMS] = { ".txt", ".json", ".csv", ".md", ".h5" };
  const char *path = line->value[SC_OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL;
  if (sc_line_has(line, SC_OPT_FORM)) return (io_form)sc_line_choice(line, SC_OPT_FORM);
  for (int f = 0; f < IO_N_FORMS; f++)
    if (dot && strcmp(dot, extensions[f]) == 0) return (io_form)f;
  return IO_TEXT;
}

static int is_named(const char *list, const char *name, int *n_found)
{
  for (const char *at = list; *at != '\0';) {
    const size_t length = strcspn(at, ",");
    if (strlen(name) == length && strncmp(at, name, length) == 0) return ++*n_found, 1;
    at += length + (at[length] == ',');
  }
  return 0;
}

static sc_code choose_scenarios(cge_context *cge, sc_report *report)
{
  const char *list = cge->line->value[SC_OPT_SCENARIO];
  const sc_cge_model *model = &cge->model;
  const sc_cge_scenario **chosen = sc_arena_alloc(&cge->model.arena, (size_t)model->n_scenarios + 1, sizeof *chosen);
  int n = 0, n_found = 0, n_asked = list != NULL;
  if (!chosen) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, model->file);
  for (const char *c = list; c && *c != '\0'; c++) n_asked += *c == ',';
  for (int s = 0; s < model->n_scenarios; s++)
    if (!list || is_named(list, model->scenarios[s].id, &n_found)) chosen[n++] = &model->scenarios[s];
  cge->scenario = chosen;
  cge->n_scenarios = n;
  if (n_found == n_asked) return SC_OK;
  sc_string names = { 0 };
  for (int s = 0; s < model->n_scenarios; s++) sc_string_print(&names, "%s%s", s > 0 ? ", " : "", model->scenarios[s].id);
  const sc_code code = SC_FAIL(report, NOT_ALL_KNOWN, SC_NOWHERE, list, sc_string_text(&names));
  sc_string_free(&names);
  return code;
}

/* ---------------------------------------------------------------------------------------------- the page */

sc_code cge_columns(cge_context *cge, const io_column *columns, size_t n, sc_report *report)
{
  sc_column *made = sc_arena_alloc(&cge->model.arena, n, sizeof *made);
  if (!made) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, cge->task->name);
  for (size_t c = 0; c < n; c++)
    made[c] = (sc_column){ columns[c].key, columns[c].title.in[cge->line->lang], columns[c].part == IO_NUMBER ? SC_RIGHT : SC_LEFT, columns[c].part != IO_NUMBER };
  cge->columns = columns;
  cge->result = (sc_table){ .columns = made, .n_columns = (int)n };
  return SC_OK;
}

void cge_heading(cge_context *cge, const char *title)
{
  sc_string_print(&cge->page, cge->form == IO_MARKDOWN ? "%s### %s\n\n" : "%s%s\n\n", cge->page.length > 0 ? "\n" : "", title);
}

void cge_put(cge_context *cge, sc_table *table)
{
  sc_table_style style = sc_terminal_style();
  if (sc_line_has(cge->line, SC_OPT_OUTPUT)) style.colour = 0;
  if (cge->form == IO_MARKDOWN) sc_table_as_markdown(table, &cge->page);
  else sc_table_as_text(table, style, &cge->page);
  cge->page.failed |= table->failed;
  sc_table_free(table);
}

void cge_number(sc_table *table, double x)
{
  const double size = fabs(x);
  if (isnan(x)) sc_table_none(table);
  else sc_table_shown(table, x, "%.*f", size >= 10000 ? 1 : size >= 100 ? 2 : size >= 1 ? 4 : 5, x);
}

void cge_percent(sc_table *table, double value, double base)
{
  const double change = 100 * (value / base - 1);
  if (!isfinite(change)) sc_table_none(table);
  else sc_table_shown(table, change, "%+.3f%%", fabs(change) < 0.0005 ? 0.0 : change);
}

/* ------------------------------------------------------------------------------------------------- emit */

static sc_replace replace_of(const cge_context *cge) { return sc_line_has(cge->line, SC_OPT_FORCE) ? SC_REPLACE : SC_KEEP; }

static void as_json(const cge_context *cge, sc_string *text)
{
  sc_json json = { .to = text };
  sc_json_object(&json, NULL);
  sc_json_text(&json, "task", cge->task->name);
  sc_json_text(&json, "model", cge->model.file);
  sc_json_text(&json, "title", cge_in(cge, cge->model.title));
  sc_table_as_json(&cge->result, &json, "rows");
  sc_json_text(&json, "note", sc_string_text(&cge->note));
  sc_json_end(&json);
}

static void as_page(const cge_context *cge, sc_string *text)
{
  static const sc_column whole_line[] = { { "", "", SC_LEFT, 1 } };
  sc_string_print(text, cge->form == IO_MARKDOWN ? "## %s\n\n" : "%s\n\n", cge_in(cge, cge->model.title));
  sc_string_add(text, sc_string_text(&cge->page));
  sc_string_add(text, "\n");
  if (cge->form == IO_MARKDOWN) sc_string_print(text, "%s\n", sc_string_text(&cge->note));
  else {
    sc_table note = { .columns = whole_line, .n_columns = 1 };
    sc_table_text(&note, sc_string_text(&cge->note));
    sc_table_rows_as_text(&note, sc_terminal_style(), text);
    text->failed |= note.failed;
    sc_table_free(&note);
  }
}

static sc_code emit_text(const cge_context *cge, sc_report *report)
{
  sc_string text = { .failed = cge->result.failed | cge->page.failed | cge->note.failed };
  const char *path = cge->line->value[SC_OPT_OUTPUT];
  if (cge->form == IO_JSON) as_json(cge, &text);
  else if (cge->form == IO_CSV) sc_table_as_csv(&cge->result, &text);
  else as_page(cge, &text);
  sc_code code;
  if (path == NULL) code = sc_say(&text, report);
  else if (text.failed) code = SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  else code = sc_file_write(path, text.text, text.length, replace_of(cge), report);
  sc_string_free(&text);
  return code;
}

static sc_code emit_hdf5(cge_context *cge, sc_report *report)
{
  const size_t n = (size_t)cge->result.n_columns;
  sc_arena *arena = &cge->model.arena;
  sc_h5_label *label = sc_arena_alloc(arena, n, sizeof *label);
  int *is_axis = sc_arena_alloc(arena, n, sizeof *is_axis);
  char model[65], sam[65];
  if (!cge->line->value[SC_OPT_OUTPUT]) return SC_FAIL(report, IO_NO_FILE, SC_NOWHERE, "h5");
  SC_TRY(sc_file_digest(cge->model.file, model, SC_NOWHERE, report));
  SC_TRY(sc_file_digest(cge->model.sam.file, sam, SC_NOWHERE, report));
  sc_string command = { 0 };
  for (int k = 0; k < cge->line->argc; k++) sc_string_print(&command, "%s%s", k > 0 ? " " : "", k > 0 ? cge->line->argv[k] : "sanchan");
  const char *kept = sc_arena_text(arena, sc_string_text(&command));
  const char *model_file = sc_arena_print(arena, "%s sha256:%s", cge->model.file, model), *sam_file = sc_arena_print(arena, "%s sha256:%s", cge->model.sam.file, sam);
  const int failed = command.failed || !kept || !model_file || !sam_file || !label || !is_axis || cge->result.failed || cge->note.failed;
  sc_string_free(&command);
  if (failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, cge->task->name);
  for (size_t c = 0; c < n; c++) {
    label[c] = (sc_h5_label){ cge->columns[c].unit, cge->columns[c].title };
    is_axis[c] = cge->columns[c].part == IO_AXIS || cge->columns[c].part == IO_RANK;
  }
  const sc_pair settings[] = { { "command", kept }, { "task", cge->task->name }, { "model", model_file }, { "sam", sam_file },
                               { "note", sc_string_text(&cge->note) }, { "version", sc_build_version() }, { "revision", sc_build_revision() },
                               { "compiler", sc_build_compiler() }, { "libraries", sc_build_libraries() } };
  const sc_table_about about = { .title = cge->task->text, .label = label, .is_axis = is_axis, .provenance = settings,
                                 .n_provenance = sizeof settings / sizeof *settings };
  return sc_table_write_h5(&cge->result, &about, cge->line->value[SC_OPT_OUTPUT], replace_of(cge), report);
}

/* ---------------------------------------------------------------------------------------------------- verb */

sc_code sc_verb_cge(const sc_line *line, sc_report *report)
{
  const sc_cge_task *task;
  sc_string path = { 0 };
  SC_TRY(find_task(line, &task, report));
  SC_TRY(check_options(line, task, report));
  cge_context cge = { .line = line, .task = task, .form = form_of(line) };
  sc_code code = find_model(line, &path, report);
  if (code == SC_OK) code = sc_cge_model_read(&cge.model, sc_string_text(&path), line->set, line->n_set, report);
  if (code == SC_OK) code = choose_scenarios(&cge, report);
  if (code == SC_OK) code = task->execute(&cge, report);
  if (code == SC_OK || (code == SC_UNMET && cge.result.n_cells > 0)) {
    const sc_code said = cge.form == IO_HDF5 ? emit_hdf5(&cge, report) : emit_text(&cge, report);
    if (code == SC_OK) code = said;
  }
  sc_table_free(&cge.result);
  sc_string_free(&cge.page);
  sc_string_free(&cge.note);
  sc_string_free(&path);
  sc_cge_model_free(&cge.model);
  return code;
}
