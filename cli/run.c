/* sanchan run: study -> run -> result file -> verdict. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "engine/base/file.h"
#include "outputs/format.h"
#include "outputs/run/run.h"
#include "outputs/verdict.h"

static const char results_folder[] = "results";

/* Where the result goes: -o, or results/STUDY.h5, whose folder is made when it is not there. */
static sc_code output_path(const sc_line *line, const sc_study *study, sc_string *path, sc_report *report)
{
  if (sc_line_has(line, SC_OPT_OUTPUT)) sc_string_add(path, line->value[SC_OPT_OUTPUT]);
  else sc_string_print(path, "%s/%s.h5", results_folder, study->id);
  if (path->failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "path");
  if (!sc_line_has(line, SC_OPT_OUTPUT)) mkdir(results_folder, 0777);   /* what stands in its way, the next step says */
  char *partial = sc_alloc(path->length + SC_PARTIAL_ROOM, 1);
  if (partial == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "path");
  const sc_code code = sc_file_begin(sc_string_text(path), partial, report);   /* before the work, not after it */
  if (code == SC_OK) sc_file_drop(partial);
  sc_free(partial);
  return code;
}

/* The command that goes on: the same words, quoted for a shell, and --resume. */
static void resume_command(const sc_line *line, sc_string *out)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,+:@%";
  for (int i = 0; i < line->argc; i++) {
    const char *word = line->argv[i];
    const int plain = *word != '\0' && strspn(word, safe) == strlen(word);
    if (i > 0) sc_string_add(out, " ");
    if (plain) {
      sc_string_add(out, word);
      continue;
    }
    sc_string_add(out, "'");
    for (; *word != '\0'; word++) sc_string_add_bytes(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    sc_string_add(out, "'");
  }
  if (!sc_line_has(line, SC_OPT_RESUME)) sc_string_add(out, " --resume");
}

static sc_code run_study(const sc_line *line, const sc_study *study, const char *path, sc_result *result,
                         sc_report *report)
{
  sc_string folder = { 0 };
  sc_string_print(&folder, "%s.run", path);
  sc_bar bar = sc_bar_start(line);
  const sc_run_options options = {
    .n_threads = (int)sc_line_count(line, SC_OPT_THREADS), .stop = &sc_stop, .work_folder = sc_string_text(&folder),
    .resume = sc_line_has(line, SC_OPT_RESUME), .progress = sc_bar_show, .progress_context = &bar
  };
  sc_code code = sc_study_run(study, &options, result, report);
  sc_bar_end(&bar);
  if (code == SC_INTERRUPTED) {
    sc_string command = { 0 };
    resume_command(line, &command);
    SC_FAIL(report, RUN_GO_ON, SC_NOWHERE, sc_string_text(&command));
    sc_string_free(&command);
  }
  sc_string_free(&folder);
  return code;
}

/* ---------------------------------------------------------------------------------- --verify, --strict */

/* What of their provenance makes the two results differ, if anything does. */
static sc_code say_what_differs(const char *path, const sc_result *now, sc_report *report)
{
  sc_result before = { 0 };
  sc_string differs = { 0 };
  sc_code code = sc_result_read(&before, path, report);
  if (code == SC_OK) {
    for (int i = 0; i < now->n_provenance; i++)
      for (int j = 0; j < before.n_provenance; j++)
        if (strcmp(now->provenance[i].key, before.provenance[j].key) == 0 &&
            strcmp(now->provenance[i].value, before.provenance[j].value) != 0)
          sc_string_print(&differs, "%s%s", differs.length > 0 ? ", " : "", now->provenance[i].key);
    code = differs.length > 0 ? SC_FAIL(report, VERIFY_DIFFERS, SC_NOWHERE, path, sc_string_text(&differs))
                              : SC_FAIL(report, VERIFY_NUMBERS, SC_NOWHERE, path);
  }
  sc_result_free(&before);
  sc_string_free(&differs);
  return code;
}

static sc_code verify(const sc_line *line, const sc_result *result, const char *path, sc_report *report)
{
  char before[65], now[65];
  sc_string again = { 0 };
  sc_string_print(&again, "%s.verify", path);
  sc_code code = sc_file_digest(path, before, SC_NOWHERE, report);
  if (code == SC_OK) code = sc_result_write(result, sc_string_text(&again), (sc_write_options){ .force = 1 }, report);
  if (code == SC_OK) code = sc_file_digest(sc_string_text(&again), now, SC_NOWHERE, report);
  if (code == SC_OK && strcmp(before, now) != 0) code = say_what_differs(path, result, report);
  else if (code == SC_OK) sc_remark(line, "%s: the same bytes, SHA-256 %s\n", "%s：逐字节相同，SHA-256 %s\n", path, now);
  remove(sc_string_text(&again));
  sc_string_free(&again);
  return code;
}

static void check_given_up(const sc_study *study, const sc_result *result, sc_report *report)
{
  for (int s = 0; s < result->n_scenarios; s++)
    for (int m = 0; m < result->n_models; m++) {
      sc_bad most;
      const uint64_t bad = sc_result_bad(result, s, m, &most);
      if ((double)bad <= study->max_bad * (double)result->n_draws) continue;
      SC_FAIL(report, TOO_MANY_BAD, SC_NOWHERE, result->scenarios[s].id, sc_integer((long long)bad).s,
              sc_number(study->max_bad).s, sc_bad_text(most).in[SC_ZH], sc_bad_text(most).in[SC_EN]);
    }
}

/* --strict: every target that can be assessed has a main reading with a probability of at least one half in each scenario, all
 * models pooled. */
static void check_targets(const sc_result *result, sc_report *report)
{
  sc_string unmet = { 0 };
  int n = 0;
  for (int e = 0; e < result->n_entries; e++) {
    const sc_entry *entry = &result->entries[e];
    int is_unmet = 0;
    for (int s = 0; s < result->n_scenarios && entry->main && entry->assessable; s++)
      is_unmet |= sc_result_verdict_at(result, s, SC_POOLED, e)->p < 0.5;
    if (is_unmet) sc_string_print(&unmet, "%s%s", n++ > 0 ? ", " : "", entry->target);
  }
  if (n > 0) SC_FAIL(report, TARGETS_UNMET, SC_NOWHERE, sc_integer(n).s, sc_string_text(&unmet));
  sc_string_free(&unmet);
}

/* -------------------------------------------------------------------------------------------- the verdict */

static sc_code say_verdict(const sc_line *line, const sc_result *result, sc_report *report)
{
  if (sc_line_has(line, SC_OPT_QUIET)) return SC_OK;
  const sc_verdict_view view = {
    .lang = line->lang, .scenario = sc_result_reference(result), .model = SC_POOLED, .all = sc_line_has(line, SC_OPT_ALL)
  };
  const sc_table_style style = sc_terminal_style();
  sc_string text = { 0 };
  if (sc_line_choice(line, SC_OPT_FORMAT) == 1) sc_verdict_as_json(result, &text);
  else {
    sc_verdict_heading(result, view, &text);
    sc_string_add(&text, "\n");
    sc_verdict_targets(result, view, style, &text);
    sc_verdict_left_out(result, view, style, &text);
    if (result->n_models > 1) sc_string_add(&text, "\n");
    sc_verdict_models(result, view, style, &text);
    if (result->n_scenarios > 1) {
      sc_string_add(&text, "\n");
      sc_verdict_scenarios(result, view, style, &text);
    }
    sc_string_add(&text, "\n");
    sc_verdict_joint(result, view, style, &text);
  }
  const sc_code code = sc_say(&text, report);
  sc_string_free(&text);
  return code;
}

/* -v: what the result was made from and with, and the largest residual of any draw. */
static void say_more(const sc_line *line, const sc_study *study, const sc_result *result)
{
  float residual = 0;
  const size_t n = (size_t)result->n_scenarios * (size_t)result->n_models * result->n_draws;
  for (size_t i = 0; i < n; i++)
    if (result->residual[i] > residual) residual = result->residual[i];
  for (int f = 0; f < study->n_files; f++) sc_remark(line, "%.16s  %s\n", "%.16s  %s\n", study->files[f].sha256, study->files[f].path);
  sc_remark(line, "seed %s, instruction set %s, largest relative excess demand %.1e\n", "种子 %s，指令集 %s，最大相对超额需求 %.1e\n",
            result->seed, sc_isa_name(sc_isa_best()), (double)residual);
}

static sc_code finish(const sc_line *line, const sc_study *study, const sc_result *result, const char *path, double started,
                      sc_report *report)
{
  if (sc_line_has(line, SC_OPT_VERIFY)) SC_TRY(verify(line, result, path, report));
  else SC_TRY(sc_result_write(result, path, (sc_write_options){ .force = sc_line_has(line, SC_OPT_FORCE) }, report));
  SC_TRY(say_verdict(line, result, report));
  if (!sc_line_has(line, SC_OPT_VERIFY))
    sc_remark(line, "%s: draws %s, scenarios %d, %.1f s\n", "%s：%s 次抽样，%d 个情景，用时 %.1f 秒\n", path,
              sc_format_value((double)result->n_draws, 0).s, result->n_scenarios, sc_seconds() - started);
  if (sc_line_has(line, SC_OPT_VERBOSE)) say_more(line, study, result);
  check_given_up(study, result, report);
  if (sc_line_has(line, SC_OPT_STRICT)) check_targets(result, report);
  return sc_report_code(report);
}

sc_code sc_verb_run(const sc_line *line, sc_report *report)
{
  const double started = sc_seconds();
  const sc_study_options options = sc_line_study_options(line);
  sc_study study = { 0 };
  sc_result result = { 0 };
  sc_string path = { 0 };
  sc_code code = sc_study_load(&study, sc_line_operand(line), &options, report);
  if (code == SC_OK) code = output_path(line, &study, &path, report);
  if (code == SC_OK) code = run_study(line, &study, sc_string_text(&path), &result, report);
  if (code == SC_OK) code = finish(line, &study, &result, sc_string_text(&path), started, report);
  sc_string_free(&path);
  sc_result_free(&result);
  sc_study_free(&study);
  return code;
}
