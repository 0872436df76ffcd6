/* sanchan brief: from a result file to the brief, in the language and form asked for. */
#include <string.h>

#include "cli/cli.h"
#include "outputs/brief/brief.h"

static int ends_in(const char *path, const char *extension)
{
  const char *dot = strrchr(path, '.');
  return dot != NULL && strcmp(dot + 1, extension) == 0;
}

/* --format, else the extension of -o, else HTML. */
static sc_code find_format(const sc_line *line, sc_brief_format *format, sc_report *report)
{
  *format = SC_BRIEF_FORMAT_HTML;
  if (sc_line_has(line, SC_OPT_DOCUMENT)) *format = (sc_brief_format)sc_line_choice(line, SC_OPT_DOCUMENT);
  if (sc_line_has(line, SC_OPT_DOCUMENT) || !sc_line_has(line, SC_OPT_OUTPUT)) return SC_OK;
  for (int f = 0; f < SC_N_BRIEF_FORMATS; f++)
    if (ends_in(line->value[SC_OPT_OUTPUT], sc_brief_format_names[f])) {
      *format = (sc_brief_format)f;
      return SC_OK;
    }
  return SC_FAIL(report, BRIEF_EXTENSION, SC_NOWHERE, line->value[SC_OPT_OUTPUT], sc_option_rows[SC_OPT_DOCUMENT].choices);
}

/* Beside the result: results/zhangdian.h5 -> results/zhangdian.zh.html. */
static void brief_path(const sc_line *line, const char *result, sc_brief_format format, sc_string *path)
{
  if (sc_line_has(line, SC_OPT_OUTPUT)) {
    sc_string_add(path, line->value[SC_OPT_OUTPUT]);
    return;
  }
  const size_t stem = ends_in(result, "h5") ? strlen(result) - 3 : strlen(result);
  sc_string_add_bytes(path, result, stem);
  sc_string_print(path, ".%s.%s", line->lang == SC_ZH ? "zh" : "en", sc_brief_format_names[format]);
}

sc_code sc_verb_brief(const sc_line *line, sc_report *report)
{
  const char *from = sc_line_operand(line);
  sc_brief_format format;
  SC_TRY(find_format(line, &format, report));
  sc_result result = { 0 };
  sc_string path = { 0 };
  brief_path(line, from, format, &path);
  sc_code code = path.failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "path") : sc_result_read(&result, from, report);
  const sc_brief_options options = { .format = format, .lang = line->lang, .path = sc_string_text(&path), .force = sc_line_has(line, SC_OPT_FORCE) };
  if (code == SC_OK) code = sc_brief_write(&result, &options, report);
  if (code == SC_OK) sc_remark(line, "%s\n", "%s\n", sc_string_text(&path));
  sc_string_free(&path);
  sc_result_free(&result);
  return code;
}
