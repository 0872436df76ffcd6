/* library.c - the three calls that take a program from files to files (sanchan.h). */
#include <string.h>

#include "outputs/brief/brief.h"
#include "outputs/run/run.h"

sc_code sc_study_check_files(const char *study, const sc_study_options *options, sc_report *report)
{
  sc_study loaded;
  const sc_code code = sc_study_load(&loaded, study, options, report);
  if (code == SC_OK) sc_study_free(&loaded);
  return code;
}

sc_code sc_study_to_file(const char *study, const sc_study_options *options, int n_threads, const char *result, int force,
                         sc_report *report)
{
  sc_study loaded;
  sc_result computed = { 0 };
  SC_TRY(sc_study_load(&loaded, study, options, report));
  sc_code code = sc_study_run(&loaded, &(sc_run_options){ .n_threads = n_threads }, &computed, report);
  if (code == SC_OK) code = sc_result_write(&computed, result, (sc_write_options){ .force = force }, report);
  sc_result_free(&computed);
  sc_study_free(&loaded);
  return code;
}

sc_code sc_result_to_brief(const char *result, const char *brief, sc_lang lang, int force, sc_report *report)
{
  const size_t length = strlen(brief);
  const int markdown = length > 3 && strcmp(brief + length - 3, ".md") == 0;
  sc_result read = { 0 };
  SC_TRY(sc_result_read(&read, result, report));
  const sc_brief_options options = { .format = markdown ? SC_BRIEF_FORMAT_MARKDOWN : SC_BRIEF_FORMAT_HTML, .lang = lang,
                                     .path = brief, .force = force };
  const sc_code code = sc_brief_write(&read, &options, report);
  sc_result_free(&read);
  return code;
}
