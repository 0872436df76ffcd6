/* sanchan - can this plan's targets be met, together, and what would it take? */
#include <gsl/gsl_errno.h>
#include <stdlib.h>

#include "cli/cli.h"

static sc_code execute(const sc_line *line, sc_report *report)
{
  const int help = sc_line_has(line, SC_OPT_HELP), version = sc_line_has(line, SC_OPT_VERSION);
  if (line->verb != NULL && !help && !version) return line->verb->execute(line, report);
  const int is_analysis = line->verb != NULL && line->verb->operand == SC_OPERAND_ANALYSIS && line->n_operands > 0;
  const sc_analysis *analysis = is_analysis ? sc_analysis_find(line->operand[0]) : NULL;
  const int is_task = line->verb != NULL && line->verb->operand == SC_OPERAND_EQUILIBRIUM && line->n_operands > 0;
  const sc_cge_task *task = is_task ? sc_cge_task_find(line->operand[0]) : NULL;
  sc_string text = { 0 };
  if (version) sc_help_version(line, &text);
  else if (analysis != NULL) sc_help_analysis(analysis, line->lang, &text);
  else if (task != NULL) sc_help_task(task, line->lang, &text);
  else if (line->verb != NULL) sc_help_verb(line->verb, line->lang, &text);
  else sc_help_program(line->lang, &text);
  const sc_code code = sc_say(&text, report);
  sc_string_free(&text);
  return code;
}

int main(int argc, char *argv[])
{
  gsl_set_error_handler_off();
  sc_signals_catch();
  sc_line line = { 0 };
  sc_report report = { 0 };
  sc_code code = sc_line_parse(&line, argc, argv, &report);
  if (code == SC_OK) code = execute(&line, &report);
  sc_report_print(&report, line.lang, stderr);
  sc_report_free(&report);
  sc_line_free(&line);
  return (int)code;
}
