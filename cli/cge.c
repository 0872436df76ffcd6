/* sanchan cge: a general-equilibrium model as a configuration. */
#include "cli/cge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>


const sc_cge_task sc_cge_tasks[SC_N_CGE_TASKS] = {
#define SC_CGE_TASK(name_, options_, zh_title, en_title, zh, en)                                      \
  { .name = #name_, .options = options_, .title = SC_TEXT(en_title, zh_title), .text = SC_TEXT(en, zh), \
    .execute = cge_##name_ },
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

/* How often a list A,B,... has this name. */
static int times_named(const char *list, const char *name, size_t length)
{
  int n = 0;
  for (const char *at = list; *at != '\0';) {
    const size_t here = strcspn(at, ",");
    n += here == length && strncmp(at, name, length) == 0;
    at += here + (at[here] == ',');
  }
  return n;
}

/* Every name of the list is one of a scenario, and stands there once. */
static sc_code check_names(cge_context *cge, const char *list, sc_report *report)
{
  const sc_cge_model *model = &cge->model;
  sc_string legal = { 0 };
  for (int s = 0; s < model->n_scenarios; s++) {
    const char *id = model->scenarios[s].id;
    sc_string_print(&legal, "%s%s", s > 0 ? ", " : "", id);
    if (times_named(list, id, strlen(id)) > 1) SC_FAIL(report, CGE_SCENARIO_TWICE, SC_NOWHERE, id);
  }
  for (const char *at = list;;) {
    const size_t length = strcspn(at, ",");
    int known = 0;
    for (int s = 0; s < model->n_scenarios; s++) known |= strlen(model->scenarios[s].id) == length && strncmp(at, model->scenarios[s].id, length) == 0;
    const char *name = sc_arena_print(&cge->model.arena, "%.*s", (int)length, at);
    if (!known) SC_FAIL(report, CGE_SCENARIO_UNKNOWN, SC_NOWHERE, name ? name : list, sc_string_text(&legal));
    if (at[length] == '\0') break;
    at += length + 1;
  }
  sc_string_free(&legal);
  return sc_report_code(report);
}

static sc_code choose_scenarios(cge_context *cge, sc_report *report)
{
  const char *list = cge->line->value[SC_OPT_SCENARIO];
  const sc_cge_model *model = &cge->model;
  const sc_cge_scenario **chosen = sc_arena_alloc(&cge->model.arena, (size_t)model->n_scenarios + 1, sizeof *chosen);
  if (!chosen) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, model->file);
  cge->scenario = chosen;
  for (int s = 0; s < model->n_scenarios; s++)
    if (!list || times_named(list, model->scenarios[s].id, strlen(model->scenarios[s].id)) > 0) chosen[cge->n_scenarios++] = &model->scenarios[s];
  return list ? check_names(cge, list, report) : SC_OK;
}

/* What the chosen scenarios ask for without effect: said beside the result, which stands. */
static sc_code warn(cge_context *cge, sc_report *report)
{
  sc_report warnings = { 0 };
  const int in_path = cge->task->execute == cge_path;
  sc_code code = SC_OK;
  for (int s = 0; s < cge->n_scenarios && code == SC_OK && sc_option_in(cge->task->options, SC_OPT_SCENARIO); s++)
    code = sc_cge_scenario_warnings(&cge->model, cge->scenario[s], in_path, &warnings, report);
  if (code == SC_OK) sc_report_print(&warnings, cge->line->lang, stderr);
  sc_report_free(&warnings);
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
  if (cge->form == IO_MARKDOWN) sc_table_as_markdown(table, &cge->page);
  else sc_table_as_text(table, sc_emit_style(cge->line->value[SC_OPT_OUTPUT]), &cge->page);
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

static sc_code emit(cge_context *cge, sc_report *report)
{
  sc_arena *arena = &cge->model.arena;
  const char *model, *sam;
  sc_string page = { .failed = cge->page.failed };
  SC_TRY(sc_emit_digest(arena, cge->model.file, &model, report));
  SC_TRY(sc_emit_digest(arena, cge->model.sam.file, &sam, report));
  sc_string_print(&page, cge->form == IO_MARKDOWN ? "## %s\n\n%s" : "%s\n\n%s", cge_in(cge, cge->model.title), sc_string_text(&cge->page));
  const sc_pair head[] = { { "task", cge->task->name }, { "model", cge->model.file }, { "title", cge_in(cge, cge->model.title) } };
  const sc_pair provenance[] = { { "task", cge->task->name }, { "model", model }, { "sam", sam } };
  const sc_emission emission = {
    .line = cge->line, .form = cge->form, .path = cge->line->value[SC_OPT_OUTPUT], .title = cge->task->title, .rows = &cge->result,
    .columns = cge->columns, .page = &page, .note = &cge->note, .head = head, .n_head = sizeof head / sizeof *head,
    .provenance = provenance, .n_provenance = sizeof provenance / sizeof *provenance };
  const sc_code code = sc_emit(&emission, report);
  sc_string_free(&page);
  return code;
}

/* ---------------------------------------------------------------------------------------------------- verb */

sc_code sc_verb_cge(const sc_line *line, sc_report *report)
{
  const sc_cge_task *task;
  sc_string path = { 0 };
  SC_TRY(find_task(line, &task, report));
  SC_TRY(check_options(line, task, report));
  cge_context cge = { .line = line, .task = task };
  sc_code code = sc_emit_form(line, &cge.form, report);
  if (code == SC_OK && cge.form == IO_SVG) code = SC_FAIL(report, CGE_NO_FIGURE, SC_NOWHERE, "");
  if (code == SC_OK) code = find_model(line, &path, report);
  if (code == SC_OK) code = sc_cge_model_read(&cge.model, sc_string_text(&path), line->set, line->n_set, report);
  if (code == SC_OK) code = sc_line_spare(line, cge.model.file, report);
  if (code == SC_OK) code = sc_line_spare(line, cge.model.sam.file, report);
  if (code == SC_OK) code = choose_scenarios(&cge, report);
  if (code == SC_OK) code = warn(&cge, report);
  if (code == SC_OK) code = task->execute(&cge, report);
  if (code == SC_OK || (code == SC_UNMET && cge.result.n_cells > 0)) {
    const sc_code said = emit(&cge, report);
    if (code == SC_OK) code = said;
  }
  sc_table_free(&cge.result);
  sc_string_free(&cge.page);
  sc_string_free(&cge.note);
  sc_string_free(&path);
  sc_cge_model_free(&cge.model);
  return code;
}
