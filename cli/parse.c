/* From argv to sc_line, with getopt_long on the verb's own options; every mistake with the nearest legal name. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "engine/base/file.h"

enum { LETTERS = 3 * SC_N_OPTIONS + 5, LONGEST_CHOICES = 64 };

const sc_option_row sc_option_rows[SC_N_OPTIONS] = {
#define SC_OPTION(NAME, long_, short_, KIND, choices_, value_zh, value_en, zh, en) \
  { .name = long_, .letter = short_, .kind = SC_OPTION_##KIND, .choices = choices_, .value = SC_TEXT(value_en, value_zh), .text = SC_TEXT(en, zh) },
#include "cli/options.def"
#undef SC_OPTION
};

const sc_operand_row sc_operand_rows[SC_N_OPERANDS] = {
#define X(NAME, zh, en, most_, otherwise_) { .text = SC_TEXT(en, zh), .most = most_, .otherwise = otherwise_ },
  SC_OPERANDS(X)
#undef X
};

const sc_verb sc_verbs[SC_N_VERBS] = {
#define SC_VERB(name_, OPERAND, options_, zh, en, more_zh, more_en)                                   \
  { .name = #name_, .operand = SC_OPERAND_##OPERAND, .options = (options_),                          \
    .text = SC_TEXT(en, zh), .more = SC_TEXT(more_en, more_zh), .execute = sc_verb_##name_ },
#include "cli/verbs.def"
#undef SC_VERB
};

sc_option_set sc_verb_options(const sc_verb *verb)
{
  sc_option_set all = verb->options | SC_OPTIONS_COMMON;
  for (int t = 0; verb->operand == SC_OPERAND_EQUILIBRIUM && t < SC_N_CGE_TASKS; t++) all |= sc_cge_tasks[t].options | SC_CGE_COMMON;
  if (verb->operand != SC_OPERAND_ANALYSIS) return all;
  for (int a = 0; a < SC_N_ANALYSES; a++) all |= sc_analyses[a].options | SC_ANALYSIS_COMMON;
  return all;
}

/* ---------------------------------------------------------------------------------------------- language */

/* The reader's language must be known before the first mistake is reported. */
static sc_lang language(int argc, char *const argv[])
{
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    const char *value = NULL;
    if (strncmp(argv[i], "--lang=", 7) == 0) value = argv[i] + 7;
    else if (strncmp(argv[i], "-l", 2) == 0 && argv[i][2] != '\0') value = argv[i] + 2;
    else if (i + 1 < argc && (strcmp(argv[i], "--lang") == 0 || strcmp(argv[i], "-l") == 0)) value = argv[i + 1];
    if (value != NULL) return strcmp(value, "zh") == 0 ? SC_ZH : SC_EN;
  }
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *locale = getenv(variables[i]);
    if (locale != NULL && *locale != '\0') return strncmp(locale, "zh", 2) == 0 ? SC_ZH : SC_EN;
  }
  return SC_EN;
}

/* ------------------------------------------------------------------------------------------------ values */

static sc_where at_option(const char *name) { return (sc_where){ .key = name }; }

static int choice_index(const char *choices, const char *value)
{
  char copy[LONGEST_CHOICES];
  int index = 0;
  strncpy(copy, choices, sizeof copy - 1);
  copy[sizeof copy - 1] = '\0';
  char *rest = NULL;
  for (char *one = strtok_r(copy, "|", &rest); one != NULL; one = strtok_r(NULL, "|", &rest), index++)
    if (strcmp(one, value) == 0) return index;
  return -1;
}

static sc_code whole_number(const char *name, const char *value, unsigned long long least, unsigned long long most, sc_report *report)
{
  char *end = NULL;
  errno = 0;
  const unsigned long long number = strtoull(value, &end, 10);
  const int digits_only = value[strspn(value, "0123456789")] == '\0' && *value != '\0';
  if (digits_only && errno == 0 && number >= least && number <= most) return SC_OK;
  char range[48];
  snprintf(range, sizeof range, "%llu .. %llu", least, most);
  return SC_FAIL(report, OPTION_NUMBER, at_option(name), value, range);
}

static sc_code check_value(const sc_option_row *row, const char *name, const char *value, sc_report *report)
{
  switch (row->kind) {
  case SC_OPTION_COUNT: return whole_number(name, value, 1, UINT32_MAX, report);
  case SC_OPTION_SEED:  return whole_number(name, value, 0, UINT64_MAX, report);
  case SC_OPTION_CHOICE:
    if (choice_index(row->choices, value) < 0) return SC_FAIL(report, OPTION_CHOICE, at_option(name), value, row->choices);
    return SC_OK;
  case SC_OPTION_PAIR:
    if (strchr(value, '=') == NULL || *value == '=') return SC_FAIL(report, OPTION_PAIR, at_option(name), value);
    return SC_OK;
  case SC_OPTION_TEXT: case SC_OPTION_FILE:
    if (*value == '\0') return SC_FAIL(report, OPTION_EMPTY, at_option(name), "");
    return SC_OK;
  case SC_OPTION_FLAG: return SC_OK;
  }
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------- parse */

static sc_code find_verb(sc_line *line, const char *word, sc_report *report)
{
  const char *names[SC_N_VERBS];
  for (int v = 0; v < SC_N_VERBS; v++) {
    names[v] = sc_verbs[v].name;
    if (strcmp(word, names[v]) == 0) {
      line->verb = &sc_verbs[v];
      return SC_OK;
    }
  }
  const char *nearest = sc_nearest(word, names, SC_N_VERBS);
  if (nearest != NULL) return SC_FAIL(report, VERB_MEANT, SC_NOWHERE, word, nearest);
  return SC_FAIL(report, VERB_UNKNOWN, SC_NOWHERE, word);
}

static int is_option_of_a_verb(const char *name)
{
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (strcmp(sc_option_rows[o].name, name) == 0 || (name[0] == sc_option_rows[o].letter && name[1] == '\0')) return 1;
  return 0;
}

static sc_code unknown_option(const sc_verb *verb, sc_option_set options, const char *word, sc_report *report)
{
  const char *names[SC_N_OPTIONS];
  size_t n = 0;
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (sc_option_in(options, o)) names[n++] = sc_option_rows[o].name;
  char bare[64];
  snprintf(bare, sizeof bare, "%.*s", (int)strcspn(word + strspn(word, "-"), "="), word + strspn(word, "-"));
  if (verb == NULL && is_option_of_a_verb(bare)) return SC_FAIL(report, OPTION_BEFORE, SC_NOWHERE, word);
  const char *nearest = sc_nearest(bare, names, n);
  char owner[32] = "";
  if (verb != NULL) snprintf(owner, sizeof owner, "%s ", verb->name);
  if (nearest != NULL) return SC_FAIL(report, OPTION_MEANT, SC_NOWHERE, owner, word, nearest);
  return SC_FAIL(report, OPTION_UNKNOWN, SC_NOWHERE, owner, word);
}

/* The verb's options as getopt_long wants them; `val` is the option's number + 256. */
enum { FIRST_VAL = 256 };

static void getopt_tables(sc_option_set options, int before_verb, struct option longs[SC_N_OPTIONS + 1], char letters[LETTERS])
{
  size_t n = 0, used = 0;
  if (before_verb) letters[used++] = '+';    /* ends at the first word that is no option */
  letters[used++] = ':';                     /* a missing value is told apart */
  for (int o = 0; o < SC_N_OPTIONS; o++) {
    if (!sc_option_in(options, o)) continue;
    const sc_option_row *row = &sc_option_rows[o];
    const int takes_value = row->kind != SC_OPTION_FLAG;
    longs[n++] = (struct option){ row->name, takes_value ? required_argument : no_argument, NULL, FIRST_VAL + o };
    if (row->letter != 0) letters[used++] = row->letter;
    if (row->letter != 0 && takes_value) letters[used++] = ':';
  }
  longs[n] = (struct option){ 0 };
  letters[used] = '\0';
}

static int option_of(int found, sc_option_set options)
{
  if (found >= FIRST_VAL) return found - FIRST_VAL;
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (sc_option_in(options, o) && sc_option_rows[o].letter == found) return o;
  return -1;
}

static sc_code read_options(sc_line *line, int argc, char *const argv[], sc_option_set options, sc_report *report)
{
  struct option longs[SC_N_OPTIONS + 1];
  char letters[LETTERS];
  getopt_tables(options, line->verb == NULL, longs, letters);
  opterr = 0;
  optind = 0;                                /* from the start, in the order that the letters ask for */
  for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
    char letter[] = { '-', (char)optopt, '\0' };
    const char *word = (found == '?' || found == ':') && optopt > 0 && optopt < FIRST_VAL ? letter : argv[optind - 1];
    if (found == ':') {
      SC_FAIL(report, OPTION_NO_VALUE, SC_NOWHERE, word);
      continue;
    }
    if (found == '?' && optopt >= FIRST_VAL) {
      SC_FAIL(report, OPTION_TAKES_NONE, SC_NOWHERE, word);
      continue;
    }
    const int option = found == '?' ? -1 : option_of(found, options);
    if (option < 0) {
      unknown_option(line->verb, options, word, report);
      continue;
    }
    const sc_option_row *row = &sc_option_rows[option];
    char name[32];
    snprintf(name, sizeof name, "--%s", row->name);
    const char *value = optarg != NULL ? optarg : "";
    if (check_value(row, name, value, report) != SC_OK) continue;
    line->value[option] = value;
    if (row->kind == SC_OPTION_PAIR) line->set[line->n_set++] = value;
  }
  for (; optind < argc && line->verb != NULL; optind++) {
    if (line->n_operands == sc_operand_rows[line->verb->operand].most) SC_FAIL(report, OPERAND_EXTRA, SC_NOWHERE, argv[optind]);
    else line->operand[line->n_operands++] = argv[optind];
  }
  return sc_report_code(report);
}

sc_code sc_line_spare(const sc_line *line, const char *input, sc_report *report)
{
  const char *output = line->value[SC_OPT_OUTPUT];
  return output && sc_file_is_same(output, input) ? SC_FAIL(report, OUTPUT_IS_INPUT, SC_NOWHERE, output) : SC_OK;
}

/* Not even --force writes over what the command line says is read. */
static sc_code check_inputs_spared(const sc_line *line, sc_report *report)
{
  for (int k = 0; k < line->n_operands; k++) SC_TRY(sc_line_spare(line, line->operand[k], report));
  for (int o = 0; o < SC_N_OPTIONS; o++)
    if (o != SC_OPT_OUTPUT && sc_option_rows[o].kind == SC_OPTION_FILE && line->value[o]) SC_TRY(sc_line_spare(line, line->value[o], report));
  return SC_OK;
}

sc_code sc_line_parse(sc_line *line, int argc, char *const argv[], sc_report *report)
{
  *line = (sc_line){ .lang = language(argc, argv), .argc = argc, .argv = argv };
  line->set = sc_alloc((size_t)argc, sizeof *line->set);
  if (line->set == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "argv");
  if (argc < 2) return SC_FAIL(report, VERB_MISSING, SC_NOWHERE, "");
  SC_TRY(read_options(line, argc, argv, SC_OPTIONS_COMMON | SC_HAS(FORMAT), report));      /* those before the verb */
  const int at = optind, is_whole = sc_line_has(line, SC_OPT_HELP) || sc_line_has(line, SC_OPT_VERSION);
  if (at == argc) return is_whole ? SC_OK : SC_FAIL(report, VERB_MISSING, SC_NOWHERE, "");
  if (sc_line_has(line, SC_OPT_FORMAT)) return SC_FAIL(report, OPTION_BEFORE, SC_NOWHERE, "--format");
  if (strcmp(argv[at], "help") == 0) {
    line->value[SC_OPT_HELP] = "";
    return at + 1 < argc && argv[at + 1][0] != '-' ? find_verb(line, argv[at + 1], report) : SC_OK;
  }
  SC_TRY(find_verb(line, argv[at], report));
  SC_TRY(read_options(line, argc - at, argv + at, sc_verb_options(line->verb), report));
  if (line->verb->operand == SC_OPERAND_FOLDER && line->n_operands == 0 && !sc_line_has(line, SC_OPT_HELP))
    return SC_FAIL(report, OPERAND_MISSING, SC_NOWHERE, line->verb->name);
  return check_inputs_spared(line, report);
}

void sc_line_free(sc_line *line)
{
  sc_free(line->set);
  line->set = NULL;
}

/* ------------------------------------------------------------------------------------------- what it says */

const char *sc_line_operand(const sc_line *line)
{
  return line->n_operands > 0 ? line->operand[0] : sc_operand_rows[line->verb->operand].otherwise;
}

int sc_line_choice(const sc_line *line, sc_option option)
{
  return sc_line_has(line, option) ? choice_index(sc_option_rows[option].choices, line->value[option]) : 0;
}

uint64_t sc_line_count(const sc_line *line, sc_option option)
{
  return sc_line_has(line, option) ? strtoull(line->value[option], NULL, 10) : 0;
}

sc_study_options sc_line_study_options(const sc_line *line)
{
  return (sc_study_options){
    .scenarios = line->value[SC_OPT_SCENARIO], .models = line->value[SC_OPT_MODEL],
    .n_draws = sc_line_count(line, SC_OPT_DRAWS), .seed = line->value[SC_OPT_SEED], .store = line->value[SC_OPT_STORE],
    .set = line->set, .n_set = line->n_set
  };
}
