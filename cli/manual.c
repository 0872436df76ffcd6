/* The manual page and the completions of bash, zsh and fish, from the tables of verbs and options. */
#include <string.h>

#include "cli/cli.h"
#include "engine/base/build.h"

static const struct { const char *name; sc_text text; } variables[] = {
  { "SANCHAN_DATA", SC_TEXT("folder with the shipped studies and their data", "随程序提供的研究及数据所在文件夹") },
  { "SANCHAN_ISA", SC_TEXT("base, avx2 or avx512: use no better instruction set than this; results do not depend on it",
                           "base、avx2 或 avx512：所用指令集不超过该级；不影响结果") },
  { "LC_ALL, LC_MESSAGES, LANG", SC_TEXT("a value that begins with zh chooses Chinese", "以 zh 开头则使用中文") },
  { "NO_COLOR", SC_TEXT("when not empty: no colours", "非空时不用颜色") },
  { "COLUMNS", SC_TEXT("width of the page", "页宽") },
};

static const struct { const char *command; sc_text text; } examples[] = {
  { "sanchan run", SC_TEXT("the shipped study, into results/zhangdian.h5", "运行随程序提供的研究，结果在 results/zhangdian.h5") },
  { "sanchan run --scenario baseline,plan --set seed=7 -o x.h5", SC_TEXT("two scenarios, another seed", "两个情景，另一个种子") },
  { "sanchan show results/zhangdian.h5 joint --scenario plan", SC_TEXT("what is met together under the plan", "规划情景下哪些目标能同时达标") },
  { "sanchan brief results/zhangdian.h5 --lang zh", SC_TEXT("the brief, in Chinese", "中文简报") },
  { "sanchan init mycounty", SC_TEXT("a study of your own", "新建自己的研究") },
};

enum { N_VARIABLES = sizeof variables / sizeof *variables, N_EXAMPLES = sizeof examples / sizeof *examples };

/* ------------------------------------------------------------------------------------------- manual page */

/* A line of roff text: backslashes, dashes and a leading dot or quote are protected. */
static void roff(const char *text, sc_string *out)
{
  if (*text == '.' || *text == '\'') sc_string_add(out, "\\&");
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\\') sc_string_add(out, "\\e");
    else if (*p == '-') sc_string_add(out, "\\-");
    else sc_string_add_bytes(out, p, 1);
  }
}

static void roff_item(const char *term, const char *text, sc_string *out)
{
  sc_string_add(out, ".TP\n\\fB");
  roff(term, out);
  sc_string_add(out, "\\fR\n");
  roff(text, out);
  sc_string_add(out, "\n");
}

static void roff_option(const sc_verb *verb, sc_option option, sc_lang lang, sc_string *out)
{
  const sc_option_row *row = &sc_option_rows[option];
  sc_string term = { 0 }, text = { 0 };
  sc_help_option(verb, option, lang, &text);
  if (row->letter != 0) sc_string_print(&term, "-%c, ", row->letter);
  sc_string_print(&term, "--%s", row->name);
  if (row->kind == SC_OPTION_CHOICE) sc_string_print(&term, "=%s", row->choices);
  else if (row->kind != SC_OPTION_FLAG) sc_string_print(&term, "=%s", row->value.in[lang]);
  roff_item(sc_string_text(&term), sc_string_text(&text), out);
  sc_string_free(&text);
  sc_string_free(&term);
}

static void roff_verb(const sc_verb *verb, sc_lang lang, sc_string *out)
{
  sc_string_print(out, ".SS \"sanchan %s ", verb->name);
  roff(sc_operand_rows[verb->operand].text.in[lang], out);
  sc_string_add(out, "\"\n");
  roff(verb->text.in[lang], out);
  sc_string_add(out, lang == SC_ZH ? "。\n" : ".\n");
  roff(verb->more.in[lang], out);
  sc_string_add(out, "\n");
  for (int a = 0; verb->operand == SC_OPERAND_ANALYSIS && a < SC_N_ANALYSES; a++)
    roff_item(sc_analyses[a].name, sc_analyses[a].text.in[lang], out);
  for (int t = 0; verb->operand == SC_OPERAND_EQUILIBRIUM && t < SC_N_CGE_TASKS; t++)
    roff_item(sc_cge_tasks[t].name, sc_cge_tasks[t].text.in[lang], out);
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (sc_option_in(sc_verb_options(verb) & ~SC_OPTIONS_COMMON, o)) roff_option(verb, (sc_option)o, lang, out);
}

static void roff_statuses(sc_lang lang, sc_string *out)
{
#define X(name, status, zh, en) roff_item(#status, lang == SC_ZH ? zh : en, out);
  SC_CODES(X)
#undef X
}

void sc_manual_page(sc_lang lang, sc_string *out)
{
  const int zh = lang == SC_ZH;
  sc_string_print(out, ".TH SANCHAN 1 \"\" \"sanchan %s\" \"%s\"\n", sc_build_version(), zh ? "用户手册" : "User Commands");
  sc_string_add(out, ".ad l\n");
  sc_string_print(out, ".SH %s\n%s\n", zh ? "名称" : "NAME",
                  zh ? "sanchan \\- 三产：规划目标能否实现，能否同时实现，需要做到什么"
                     : "sanchan \\- can a regional plan's targets be met, together, and what would it take");
  sc_string_print(out, ".SH %s\n", zh ? "概要" : "SYNOPSIS");
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string_print(out, "%s\\fBsanchan %s\\fR ", v > 0 ? ".br\n" : "", sc_verbs[v].name);
    roff(sc_operand_rows[sc_verbs[v].operand].text.in[lang], out);
    sc_string_print(out, " [%s]\n", zh ? "选项" : "OPTIONS");
  }
  sc_string_print(out, ".SH %s\n", zh ? "命令" : "COMMANDS");
  for (int v = 0; v < SC_N_VERBS; v++) roff_verb(&sc_verbs[v], lang, out);
  sc_string_print(out, ".SH %s\n", zh ? "各命令共有的选项" : "OPTIONS OF EVERY COMMAND");
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (sc_option_in(SC_OPTIONS_COMMON, o)) roff_option(NULL, (sc_option)o, lang, out);
  sc_string_print(out, ".SH %s\n", zh ? "退出状态" : "EXIT STATUS");
  roff_statuses(lang, out);
  sc_string_print(out, ".SH %s\n", zh ? "环境变量" : "ENVIRONMENT");
  for (int i = 0; i < N_VARIABLES; i++) roff_item(variables[i].name, variables[i].text.in[lang], out);
  sc_string_print(out, ".SH %s\n", zh ? "示例" : "EXAMPLES");
  for (int i = 0; i < N_EXAMPLES; i++) roff_item(examples[i].command, examples[i].text.in[lang], out);
  sc_string_print(out, ".SH %s\nGPL\\-3.0\\-or\\-later\n", zh ? "许可证" : "LICENCE");
}

/* ------------------------------------------------------------------------------------------- completions */

static void spaced_choices(const char *choices, sc_string *out)
{
  for (const char *p = choices; *p != '\0'; p++) sc_string_add_bytes(out, *p == '|' ? " " : p, 1);
}

static void verb_names(sc_string *out)
{
  for (int v = 0; v < SC_N_VERBS; v++) sc_string_print(out, "%s%s", v > 0 ? " " : "", sc_verbs[v].name);
}

/* Words that can stand behind a verb, besides files. */
static void operand_words(sc_operand operand, sc_string *out)
{
  if (operand == SC_OPERAND_STUDY) sc_string_add(out, "zhangdian");
  if (operand == SC_OPERAND_TABLES) sc_string_add(out, "targets indicators scenarios joint inputs provenance");
  if (operand == SC_OPERAND_WHAT)
    for (int i = 0; sc_describe_names[i] != NULL; i++) sc_string_print(out, "%s%s", i > 0 ? " " : "", sc_describe_names[i]);
  if (operand == SC_OPERAND_ANALYSIS)
    for (int a = 0; a < SC_N_ANALYSES; a++) sc_string_print(out, "%s%s", a > 0 ? " " : "", sc_analyses[a].name);
  if (operand == SC_OPERAND_EQUILIBRIUM)
    for (int t = 0; t < SC_N_CGE_TASKS; t++) sc_string_print(out, "%s%s", t > 0 ? " " : "", sc_cge_tasks[t].name);
}

void sc_manual_bash(sc_string *out)
{
  sc_string_add(out, "# bash completion for sanchan\n_sanchan()\n{\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n"
                     "  [ \"$before\" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}\n"
                     "  [ \"$word\" = = ] && word=\n"
                     "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"");
  verb_names(out);
  sc_string_add(out, " help --help --version\" -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]}:$before in\n");
  for (int v = 0; v < SC_N_VERBS; v++)
    for (int o = 0; o < SC_N_OPTIONS; o++)
      if (sc_option_in(sc_verb_options(&sc_verbs[v]), o) && sc_option_rows[o].kind == SC_OPTION_CHOICE) {
        sc_string_print(out, "    %s:--%s) COMPREPLY=($(compgen -W \"", sc_verbs[v].name, sc_option_rows[o].name);
        spaced_choices(sc_option_rows[o].choices, out);
        sc_string_add(out, "\" -- \"$word\")); return ;;\n");
      }
  sc_string_add(out, "  esac\n  case ${COMP_WORDS[1]} in\n");
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string_print(out, "    %s) words=\"", sc_verbs[v].name);
    operand_words(sc_verbs[v].operand, out);
    for (int o = 0; o < SC_N_OPTIONS; o++)
      if (sc_option_in(sc_verb_options(&sc_verbs[v]), o)) sc_string_print(out, " --%s", sc_option_rows[o].name);
    sc_string_add(out, "\" ;;\n");
  }
  sc_string_add(out, "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n}\ncomplete -o filenames -F _sanchan sanchan\n");
}

static void without_brackets(const char *text, sc_string *out)      /* what zsh would read as syntax */
{
  for (const char *p = text; *p != '\0'; p++)
    sc_string_add_bytes(out, strchr("[]:'\\", *p) != NULL ? " " : p, 1);
}

void sc_manual_zsh(sc_string *out)
{
  sc_string_add(out, "#compdef sanchan\n_sanchan()\n{\n  if (( CURRENT == 2 )); then\n    local -a verbs=(\n");
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string_print(out, "      '%s:", sc_verbs[v].name);
    without_brackets(sc_verbs[v].text.in[SC_EN], out);
    sc_string_add(out, "'\n");
  }
  sc_string_add(out, "    )\n    _describe command verbs\n    return\n  fi\n  local verb=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $verb in\n");
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string_print(out, "    %s) _arguments \\\n", sc_verbs[v].name);
    for (int o = 0; o < SC_N_OPTIONS; o++) {
      const sc_option_row *row = &sc_option_rows[o];
      if (!sc_option_in(sc_verb_options(&sc_verbs[v]), o)) continue;
      sc_string_print(out, "      '--%s%s[", row->name, row->kind == SC_OPTION_FLAG ? "" : "=");
      without_brackets(row->text.in[SC_EN], out);
      sc_string_add(out, "]");
      if (row->kind == SC_OPTION_CHOICE) {
        sc_string_add(out, ":value:(");
        spaced_choices(row->choices, out);
        sc_string_add(out, ")");
      } else if (row->kind == SC_OPTION_FILE) sc_string_add(out, ":file:_files");
      else if (row->kind != SC_OPTION_FLAG) sc_string_add(out, ":value:");
      sc_string_add(out, "' \\\n");
    }
    sc_string words = { 0 };
    operand_words(sc_verbs[v].operand, &words);
    if (words.length > 0) sc_string_print(out, "      '*:argument:{ compadd %s; _files }' ;;\n", sc_string_text(&words));
    else sc_string_add(out, "      '*:argument:_files' ;;\n");
    sc_string_free(&words);
  }
  sc_string_add(out, "  esac\n}\n_sanchan \"$@\"\n");
}

void sc_manual_fish(sc_string *out)
{
  sc_string_add(out, "# fish completion for sanchan\n");
  for (int v = 0; v < SC_N_VERBS; v++) {
    sc_string_print(out, "complete -c sanchan -n __fish_use_subcommand -f -a %s -d '", sc_verbs[v].name);
    without_brackets(sc_verbs[v].text.in[SC_EN], out);
    sc_string_add(out, "'\n");
    sc_string words = { 0 };
    operand_words(sc_verbs[v].operand, &words);
    if (words.length > 0)
      sc_string_print(out, "complete -c sanchan -n '__fish_seen_subcommand_from %s' -a '%s'\n", sc_verbs[v].name, sc_string_text(&words));
    sc_string_free(&words);
    for (int o = 0; o < SC_N_OPTIONS; o++) {
      const sc_option_row *row = &sc_option_rows[o];
      if (!sc_option_in(sc_verb_options(&sc_verbs[v]), o)) continue;
      sc_string_print(out, "complete -c sanchan -n '__fish_seen_subcommand_from %s' -l %s", sc_verbs[v].name, row->name);
      if (row->letter != 0) sc_string_print(out, " -s %c", row->letter);
      if (row->kind == SC_OPTION_CHOICE) {
        sc_string_add(out, " -x -a '");
        spaced_choices(row->choices, out);
        sc_string_add(out, "'");
      } else if (row->kind != SC_OPTION_FLAG) sc_string_add(out, row->kind == SC_OPTION_FILE ? " -r" : " -x");
      sc_string_add(out, " -d '");
      without_brackets(row->text.in[SC_EN], out);
      sc_string_add(out, "'\n");
    }
  }
}
