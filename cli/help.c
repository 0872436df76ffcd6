/* --help and --version, from the tables of verbs and options. */
#include <stdlib.h>

#include "cli/cli.h"
#include "engine/base/build.h"
#include "outputs/json.h"

enum { TEXT_WIDTH = 100 };

/* Terms and what they mean; a long text goes on below itself. */
static const sc_column term_and_text[] = { { "", "", SC_LEFT, 0 }, { "", "", SC_LEFT, 1 } };

static void say_entries(sc_table *table, sc_string *out)
{
  sc_table_rows_as_text(table, (sc_table_style){ TEXT_WIDTH, 0 }, out);
  out->failed |= table->failed;
  sc_table_free(table);
}

static void paragraph(const char *text, sc_string *out)
{
  sc_table table = { .columns = &term_and_text[1], .n_columns = 1 };
  sc_table_text(&table, text);
  say_entries(&table, out);
}

void sc_help_option(const sc_verb *verb, sc_option option, sc_lang lang, sc_string *out)
{
  sc_string_add(out, sc_option_rows[option].text.in[lang]);
  if (verb == NULL || (verb->operand != SC_OPERAND_ANALYSIS && verb->operand != SC_OPERAND_EQUILIBRIUM)) return;
  const int is_io = verb->operand == SC_OPERAND_ANALYSIS;
  if (sc_option_in((is_io ? SC_ANALYSIS_COMMON : SC_CGE_COMMON) | SC_OPTIONS_COMMON, (int)option)) return;
  sc_string_add(out, lang == SC_ZH ? "（" : " (");
  if (is_io) sc_analysis_names(UINT64_C(1) << option, out);
  else sc_cge_task_names(UINT64_C(1) << option, out);
  sc_string_add(out, lang == SC_ZH ? "）" : ")");
}

static void option_entry(const sc_verb *verb, sc_option option, sc_lang lang, sc_table *table)
{
  const sc_option_row *row = &sc_option_rows[option];
  sc_string term = { 0 }, text = { 0 };
  sc_help_option(verb, option, lang, &text);
  sc_string_add(&term, "  ");
  if (row->letter != 0) sc_string_print(&term, "-%c, ", row->letter);
  else sc_string_add(&term, "    ");
  sc_string_print(&term, "--%s", row->name);
  if (row->kind == SC_OPTION_CHOICE) sc_string_print(&term, "=%s", row->choices);
  else if (row->kind != SC_OPTION_FLAG) sc_string_print(&term, "=%s", row->value.in[lang]);
  sc_table_text(table, sc_string_text(&term));
  sc_table_text(table, sc_string_text(&text));
  sc_string_free(&text);
  sc_string_free(&term);
}

static void option_entries(const sc_verb *verb, sc_option_set options, sc_lang lang, sc_string *out)
{
  sc_table table = { .columns = term_and_text, .n_columns = 2 };
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (sc_option_in(options, o)) option_entry(verb, (sc_option)o, lang, &table);
  say_entries(&table, out);
}

void sc_help_program(sc_lang lang, sc_string *out)
{
  sc_string_print(out, "%s\n\n%s\n\n",
                  lang == SC_ZH ? "三产：规划目标能否实现，能否同时实现，需要做到什么"
                                : "Sanchan: can this plan's targets be met, together, and what would it take?",
                  lang == SC_ZH ? "用法：sanchan 命令 [参数] [选项]" : "Usage: sanchan COMMAND [ARGUMENTS] [OPTIONS]");
  sc_table table = { .columns = term_and_text, .n_columns = 2 };
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string term = { 0 };
    sc_string_print(&term, "  %s %s", sc_verbs[v].name, sc_operand_rows[sc_verbs[v].operand].text.in[lang]);
    sc_table_text(&table, sc_string_text(&term));
    sc_table_text(&table, sc_verbs[v].text.in[lang]);
    sc_string_free(&term);
  }
  say_entries(&table, out);
  sc_string_print(out, "\n%s\n", lang == SC_ZH
                                     ? "sanchan 命令 --help 说明该命令的选项。研究可以是 .cfg 文件、含 study.cfg 的文件夹，或随程序提供的研究名（默认 zhangdian）。"
                                     : "sanchan COMMAND --help tells a command's options. STUDY is a .cfg file, a folder with study.cfg,\n"
                                       "or the name of a shipped study (zhangdian, the default).");
}

static void analysis_entries(sc_lang lang, sc_string *out)
{
  sc_table table = { .columns = term_and_text, .n_columns = 2 };
  for (int a = 0; a < SC_N_ANALYSES; a++) {
    sc_string term = { 0 };
    sc_string_print(&term, "  %s", sc_analyses[a].name);
    sc_table_text(&table, sc_string_text(&term));
    sc_table_text(&table, sc_analyses[a].text.in[lang]);
    sc_string_free(&term);
  }
  say_entries(&table, out);
  sc_string_add(out, "\n");
}

static void task_entries(sc_lang lang, sc_string *out)
{
  sc_table table = { .columns = term_and_text, .n_columns = 2 };
  for (int t = 0; t < SC_N_CGE_TASKS; t++) {
    sc_string term = { 0 };
    sc_string_print(&term, "  %s", sc_cge_tasks[t].name);
    sc_table_text(&table, sc_string_text(&term));
    sc_table_text(&table, sc_cge_tasks[t].text.in[lang]);
    sc_string_free(&term);
  }
  say_entries(&table, out);
  sc_string_add(out, "\n");
}

void sc_help_verb(const sc_verb *verb, sc_lang lang, sc_string *out)
{
  sc_string_print(out, "sanchan %s: %s\n\n", verb->name, verb->text.in[lang]);
  sc_string_print(out, lang == SC_ZH ? "用法：sanchan %s %s [选项]\n\n" : "Usage: sanchan %s %s [OPTIONS]\n\n", verb->name,
                  sc_operand_rows[verb->operand].text.in[lang]);
  paragraph(verb->more.in[lang], out);
  sc_string_add(out, "\n");
  if (verb->operand == SC_OPERAND_ANALYSIS) analysis_entries(lang, out);
  if (verb->operand == SC_OPERAND_EQUILIBRIUM) task_entries(lang, out);
  option_entries(verb, sc_verb_options(verb), lang, out);
}

void sc_help_analysis(const sc_analysis *analysis, sc_lang lang, sc_string *out)
{
  sc_string files = { 0 };
  sc_analysis_files(analysis, &files);
  sc_string_print(out, lang == SC_ZH ? "sanchan io %s：%s\n\n用法：sanchan io %s 文件... [选项]（文件数：%s）\n\n"
                                     : "sanchan io %s: %s\n\nUsage: sanchan io %s FILE... [OPTIONS] (number of files: %s)\n\n",
                  analysis->name, analysis->text.in[lang], analysis->name, sc_string_text(&files));
  option_entries(NULL, analysis->options | SC_ANALYSIS_COMMON | SC_OPTIONS_COMMON, lang, out);
  sc_string_free(&files);
}

void sc_help_task(const sc_cge_task *task, sc_lang lang, sc_string *out)
{
  sc_string_print(out, lang == SC_ZH ? "sanchan cge %s：%s\n\n用法：sanchan cge %s 模型 [选项]\n\n" : "sanchan cge %s: %s\n\nUsage: sanchan cge %s MODEL [OPTIONS]\n\n",
                  task->name, task->text.in[lang], task->name);
  option_entries(NULL, task->options | SC_CGE_COMMON | SC_OPTIONS_COMMON, lang, out);
}

void sc_help_version(const sc_line *line, sc_string *out)
{
  const char *isa = sc_isa_name(sc_isa_best());
  if (sc_line_choice(line, SC_OPT_FORMAT) == 1 || sc_line_choice(line, SC_OPT_TABLE) == 1) {
    sc_json json = { .to = out };
    sc_json_object(&json, NULL);
    sc_json_text(&json, "program", "sanchan");
    sc_json_text(&json, "version", sc_build_version());
    sc_json_text(&json, "revision", sc_build_revision());
    sc_json_text(&json, "compiler", sc_build_compiler());
    sc_json_text(&json, "build_type", sc_build_type());
    sc_json_text(&json, "libraries", sc_build_libraries());
    sc_json_text(&json, "instruction_set", isa);
    sc_json_text(&json, "studies", sc_data_folder());
    sc_json_text(&json, "licence", "GPL-3.0-or-later");
    sc_json_end(&json);
    return;
  }
  sc_string_print(out, "sanchan %s (%s)\n%s, %s, %s\n%s: %s\n%s: %s\nGPL-3.0-or-later\n", sc_build_version(), sc_build_revision(),
                  sc_build_compiler(), sc_build_type(), sc_build_libraries(), line->lang == SC_ZH ? "指令集" : "instruction set", isa,
                  line->lang == SC_ZH ? "研究" : "studies", sc_data_folder());
}
