/* engine/config: the strict reader.
 *
 * Every tests/bad_config/NAME.cfg is read by the small loader below; what it reports, in English, must be NAME.expected:
 * the exit status on the first line, then the messages. SC_UPDATE_EXPECTED=1 writes the .expected files anew.
 */
#include "tests/support/check.h"
#include "tests/support/expected.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/config/config.h"

/* ----------------------------------------------------------------------------------------- a small loader */

typedef struct sample {
  sc_text title;
  int64_t seed;
  int draws, quiet, store, threads, n_years, n_names, n_targets;
  double share, value;
  const double *years;
  const char *const *names;
  const char *id;
} sample;

static const char *const stores[] = { "summary", "targets", "paths" };

static void load_runs(sc_node *root, sample *out, sc_report *report)
{
  sc_node *runs = NULL;
  sc_node_group(root, "runs", SC_OPTIONAL, &runs, report);
  sc_node_int(runs, "threads", SC_REQUIRED, 0, 1024, &out->threads, report);
}

static void load_targets(sc_node *root, sample *out, sc_report *report)
{
  sc_node *targets = NULL;
  sc_node_list(root, "targets", SC_OPTIONAL, &targets, report);
  out->n_targets = sc_node_length(targets);
  for (int i = 0; i < out->n_targets; i++) {
    sc_node *target = sc_node_at(targets, i);
    sc_node_string(target, "id", SC_REQUIRED, &out->id, report);
    sc_node_number(target, "value", SC_REQUIRED, -INFINITY, INFINITY, &out->value, report);
  }
}

static void load(sc_config *config, sc_arena *arena, sample *out, sc_report *report)
{
  sc_node *root = sc_config_root(config);
  sc_node_text(root, "title", SC_OPTIONAL, &out->title, report);
  sc_node_integer(root, "seed", SC_OPTIONAL, 0, INT64_MAX, &out->seed, report);
  sc_node_int(root, "draws", SC_OPTIONAL, 1, 1000000, &out->draws, report);
  sc_node_bool(root, "quiet", SC_OPTIONAL, &out->quiet, report);
  sc_node_choice(root, "store", SC_OPTIONAL, stores, 3, &out->store, report);
  sc_node_number(root, "share", SC_OPTIONAL, 0, 1, &out->share, report);
  sc_node_numbers(root, "years", SC_OPTIONAL, 2000, INFINITY, arena, &out->years, &out->n_years, report);
  sc_node_strings(root, "names", SC_OPTIONAL, arena, &out->names, &out->n_names, report);
  load_runs(root, out, report);
  load_targets(root, out, report);
  sc_config_unused(config, report);
}

static sc_code read_sample(const char *path, const char *text, const char *set, sc_arena *arena, sample *out,
                           sc_report *report)
{
  sc_config *config = NULL;
  if (text != NULL) sc_config_parse(&config, path, text, arena, report);
  else sc_config_read(&config, path, arena, report);
  if (config != NULL && set != NULL) sc_config_override(config, set, report);
  if (config != NULL) load(config, arena, out, report);
  return sc_report_code(report);
}

/* The report as the .expected files have it. */
static char *in_words(const sc_report *report)
{
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  fprintf(to, "%d\n", (int)sc_report_code(report));
  sc_report_print(report, SC_EN, to);
  fclose(to);
  return text;
}

static void assert_text_gives(const char *text, const char *set, const char *expected)
{
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sample out = { 0 };
  read_sample("study.cfg", text, set, &arena, &out, &report);
  char *words = in_words(&report);
  if (strncmp(words, expected, strlen(expected)) != 0) print_error("got %s", words);
  assert_int_equal(strncmp(words, expected, strlen(expected)), 0);
  free(words);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

/* ---------------------------------------------------------------------------------------------- bad files */

static int check_case(const char *path)
{
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sample out = { 0 };
  read_sample(path, NULL, NULL, &arena, &out, &report);
  char *words = in_words(&report);
  const int same = expected_of(path, words);
  for (int i = 0; i < report.n; i++)
    if (strchr(report.errors[i].reason[SC_ZH], '{') != NULL && strchr(report.errors[i].reason[SC_EN], '{') == NULL)
      print_error("%s: the Chinese message has a gap: %s\n", path, report.errors[i].reason[SC_ZH]);
  free(words);
  sc_report_free(&report);
  sc_arena_free(&arena);
  return same;
}

static void bad_files_are_explained(void **state)
{
  (void)state;
  int n_wrong;
  assert_true(expected_cases("tests/bad_config", ".cfg", check_case, &n_wrong) > 40);
  assert_int_equal(n_wrong, 0);
}

/* --------------------------------------------------------------------------------------- what is too much */

static char *repeated(const char *before, const char *format, int n, const char *after)
{
  sc_string text = { 0 };
  sc_string_add(&text, before);
  for (int i = 0; i < n; i++) sc_string_print(&text, format, i, i, i);
  sc_string_add(&text, after);
  return text.text;
}

static void assert_repeated_gives(const char *before, const char *format, int n, const char *after, const char *expected)
{
  char *text = repeated(before, format, n, after);
  assert_text_gives(text, NULL, expected);
  sc_free(text);
}

static void sizes_are_bounded(void **state)
{
  (void)state;
  assert_repeated_gives("x = ", "{ a%d = ", 64, "1;", "65\nstudy.cfg:1:");
  assert_repeated_gives("x = ", "(", 64, "1;", "65\nstudy.cfg:1:69: x[0][0][0]");
  assert_repeated_gives("", "a%d = 1;\n", 1001, "", "65\nstudy.cfg:1001:1: a1000: too much here, at most 1000 entries are allowed\n");
  assert_repeated_gives("x = (0", ", { a = %d; b = \"%d\"; }\n", 7000, ");", "65\nstudy.cfg:6667:");
  assert_repeated_gives("x = [0", ",%d", 100000, "];", "65\nstudy.cfg:1:588892: x: too much here");
  assert_repeated_gives("x = \"", "0123456789%.0d", 6600, "\";", "65\nstudy.cfg:1:5: x: the text is too long");
  assert_repeated_gives("x = ", "\"0123456789%.0d\" ", 6000, ";", "65\nstudy.cfg:1:69699: x: the text is too long");
  char *big = repeated("x = 1;", "# a line of comment, to make the file too big %d\n", 100000, "");
  sc_report report = { 0 };
  assert_int_equal(sc_file_write("test_config_big.cfg", big, strlen(big), SC_REPLACE, &report), SC_OK);
  sc_arena arena = { 0 };
  sample out = { 0 };
  assert_int_equal(read_sample("test_config_big.cfg", NULL, NULL, &arena, &out, &report), SC_DATA);
  assert_int_equal(report.errors[0].fault, SC_FAULT_FILE_TOO_BIG);
  remove("test_config_big.cfg");
  sc_free(big);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

/* `n` files in a folder, each including the next, or the first including all the others. */
static void assert_includes_give(int n, int in_chain, sc_fault fault)
{
  char folder[] = "test_config_XXXXXX", path[64], text[4096];
  assert_non_null(mkdtemp(folder));
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sample out = { 0 };
  for (int i = 0; i < n; i++) {
    size_t length = (size_t)snprintf(text, sizeof text, "a%d = 1;\n", i);
    const int first = i + 1, last = in_chain ? i + 2 : i == 0 ? n : 0;
    for (int j = first; j < last && j < n; j++)
      length += (size_t)snprintf(text + length, sizeof text - length, "@include \"%d.cfg\"\n", j);
    snprintf(path, sizeof path, "%s/%d.cfg", folder, i);
    assert_int_equal(sc_file_write(path, text, length, SC_REPLACE, &report), SC_OK);
  }
  snprintf(path, sizeof path, "%s/0.cfg", folder);
  read_sample(path, NULL, NULL, &arena, &out, &report);
  assert_int_equal(report.errors[0].fault, fault);
  for (int i = 0; i < n; i++) {
    snprintf(path, sizeof path, "%s/%d.cfg", folder, i);
    remove(path);
  }
  assert_int_equal(remove(folder), 0);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

static void includes_are_bounded(void **state)
{
  (void)state;
  assert_includes_give(16, 1, SC_FAULT_UNKNOWN_KEY_AMONG);       /* read to the end */
  assert_includes_give(17, 1, SC_FAULT_INCLUDE_TOO_DEEP);
  assert_includes_give(64, 0, SC_FAULT_UNKNOWN_KEY_AMONG);
  assert_includes_give(65, 0, SC_FAULT_TOO_MANY_FILES);
}

/* ---------------------------------------------------------------------------------------- what is read right */

static const char good[] =
  "title = { zh = \"张店区\"; en = \"Zhang\" \"dian \\\"D\\\"\"; }\r\n"
  "seed : 3000000000L, draws = 0x10\n"
  "share = 1; quiet = TRUE; store = \"paths\"; // comment\n"
  "years = (2021, 2025.5); /* over\n two lines */ names = [\"a\", \"b\"];\n"
  "runs = { threads = 010; };  # decimal\n"
  "targets = ({ id = \"gdp\"; value = -1e3; });\n";

static void values_are_read(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sample out = { 0 };
  assert_int_equal(read_sample("study.cfg", good, NULL, &arena, &out, &report), SC_OK);
  assert_string_equal(out.title.in[SC_ZH], "张店区");
  assert_string_equal(out.title.in[SC_EN], "Zhangdian \"D\"");
  assert_true(out.seed == 3000000000);
  assert_int_equal(out.draws, 16);
  assert_true(out.share == 1.0);
  assert_int_equal(out.quiet, 1);
  assert_int_equal(out.store, 2);
  assert_int_equal(out.n_years, 2);
  assert_true(out.years[1] == 2025.5);
  assert_string_equal(out.names[1], "b");
  assert_int_equal(out.threads, 10);
  assert_int_equal(out.n_targets, 1);
  assert_true(out.value == -1000);
  sc_report_free(&report);
  sc_arena_free(&arena);
}

static void ends_of_ranges_are_legal(void **state)
{
  (void)state;
  assert_text_gives("draws = 1; share = 0; seed = 0; years = [2000];", NULL, "0\n");
  assert_text_gives("draws = 1000000; share = 1; seed = 9223372036854775807L;", NULL, "0\n");
  assert_text_gives("targets = ({ id = \"a\"; value = -2147483648; }, { id = \"b\"; value = 2147483647; });", NULL, "0\n");
}

static void defaults_stay(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sample out = { .draws = 7, .share = 0.25, .store = 1 };
  assert_int_equal(read_sample("study.cfg", "quiet = false;", NULL, &arena, &out, &report), SC_OK);
  assert_int_equal(out.draws, 7);
  assert_true(out.share == 0.25);
  assert_int_equal(out.store, 1);
  assert_null(out.title.in[SC_EN]);
  sc_arena_free(&arena);
}

static void settings_know_their_file_and_line(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_config *config = NULL;
  assert_int_equal(sc_config_read(&config, "tests/config/outer.cfg", &arena, &report), SC_OK);
  sc_node *runs = sc_node_child(sc_config_root(config), "runs");
  sc_node *threads = sc_node_child(runs, "threads"), *after = sc_node_child(runs, "after");
  assert_string_equal(sc_node_where(threads).file, "tests/config/parts/inner.cfg");
  assert_int_equal(sc_node_where(threads).line, 2);
  assert_string_equal(sc_node_where(threads).key, "runs.threads");
  assert_string_equal(sc_node_where(after).file, "tests/config/outer.cfg");
  assert_int_equal(sc_node_where(after).line, 5);
  sc_node *second = sc_node_at(sc_node_child(sc_config_root(config), "list"), 1);
  assert_string_equal(sc_node_where(second).key, "list[1]");
  assert_int_equal(sc_node_where(second).line, 8);

  int n_files;
  const sc_config_file *files = sc_config_files(config, &n_files);
  assert_int_equal(n_files, 3);
  assert_string_equal(files[0].name, "outer.cfg");
  assert_string_equal(files[1].name, "parts/inner.cfg");
  assert_string_equal(files[2].name, "parts/innermost.cfg");
  char hex[65];
  assert_int_equal(sc_file_digest("tests/config/parts/inner.cfg", hex, SC_NOWHERE, &report), SC_OK);
  assert_string_equal(files[1].sha256, hex);

  /* The record reads as one study, and gives the same settings. */
  sc_config *again = NULL;
  assert_int_equal(sc_config_parse(&again, "record", sc_config_text(config), &arena, &report), SC_OK);
  assert_int_equal(sc_node_length(sc_node_child(sc_config_root(again), "runs")), sc_node_length(runs));
  sc_report_free(&report);
  sc_arena_free(&arena);
}

/* ------------------------------------------------------------------------------------------------ overrides */

static void overrides_replace_and_add(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_config *config = NULL;
  sample out = { 0 };
  assert_int_equal(sc_config_parse(&config, "study.cfg", good, &arena, &report), SC_OK);
  const char *const sets[] = { "draws=100", "share = 0.5", "store=summary", "targets[0].id=区", "runs={ threads = 3;\n}",
                               "title.en=\"a b\"", "quiet=false", "years=[2030.0]" };
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    assert_int_equal(sc_config_override(config, sets[i], &report), SC_OK);
  load(config, &arena, &out, &report);
  assert_int_equal(sc_report_code(&report), SC_OK);
  assert_int_equal(out.draws, 100);
  assert_true(out.share == 0.5);
  assert_int_equal(out.store, 0);
  assert_string_equal(out.id, "区");
  assert_int_equal(out.threads, 3);
  assert_string_equal(out.title.in[SC_EN], "a b");
  assert_int_equal(out.quiet, 0);
  assert_true(out.years[0] == 2030);
  assert_non_null(strstr(sc_config_text(config), "\n# --set runs={ threads = 3; }\n# --set title.en"));
  sc_arena_free(&arena);
}

static void overrides_make_missing_groups(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  sc_report report = { 0 };
  sc_config *config = NULL;
  assert_int_equal(sc_config_parse(&config, "study.cfg", "x = 1;", &arena, &report), SC_OK);
  assert_int_equal(sc_config_override(config, "a.b.c=5", &report), SC_OK);
  sc_node *c = sc_node_child(sc_node_child(sc_node_child(sc_config_root(config), "a"), "b"), "c");
  assert_non_null(c);
  assert_string_equal(sc_node_where(c).key, "a.b.c");
  assert_string_equal(sc_node_where(c).file, "--set");
  assert_int_equal(sc_node_where(c).line, 0);
  assert_int_equal(sc_config_override(config, "list=(1, 2)", &report), SC_OK);
  assert_int_equal(sc_config_override(config, "list[1]={ x = 5; }", &report), SC_OK);
  sc_node *second = sc_node_at(sc_node_child(sc_config_root(config), "list"), 1);
  assert_string_equal(sc_node_where(second).key, "list[1]");
  assert_string_equal(sc_node_name(second), "");
  sc_arena_free(&arena);
}

static void bad_overrides_are_explained(void **state)
{
  (void)state;
  const char usage[] = "--set takes KEY=VALUE, with a key like a.b or a[0].b\n";
  const struct { const char *set, *expected; } cases[] = {
    { "draws", "64\n--set: draws: " }, { "=3", "64\n--set: " }, { "a..b=3", "64\n--set: a..b: " },
    { "a b=3", "64\n--set: a b: " }, { "a.=3", "64\n--set: a.: " }, { "[0]=3", "64\n--set: [0]: " },
    { "targets[x]=3", "64\n--set: targets[x]: " }, { "runs.threads=1;draws=2", "64\n--set: threads: " },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char expected[200];
    snprintf(expected, sizeof expected, "%s%s", cases[i].expected, i == 1 ? "" : usage);
    assert_text_gives(good, cases[i].set, expected);
  }
  assert_text_gives(good, "targets[1].id=x", "64\n--set: targets[1].id: there is no member [1]: 1 members, counted from [0]\n");
  assert_text_gives(good, "draws.x=1", "64\n--set: draws.x: draws is not a group and has no keys\n");
  assert_text_gives(good, "draws=many", "65\n--set: draws: expected an integer, found a text in quotes\n");
  assert_text_gives(good, "draws=3000000000", "65\n--set: draws: the integer 3000000000 is beyond 32 bits and needs the suffix L: write 3000000000L\n");
  assert_text_gives(good, "runs.threads=(1", "65\n--set: runs.threads: ");
  assert_text_gives(good, "drows=1", "65\n--set: drows: unknown key; the nearest legal name is draws\n");
  assert_text_gives(good, "draws=", "65\n--set: draws: expected a value, found ';'");
}

/* -------------------------------------------------------------------------------------------- random damage */

/* A study damaged at random is read or refused by our own checks; nothing is left for libconfig to find wrong. */
static void damaged_studies_are_refused_by_the_scanner(void **state)
{
  (void)state;
  static const char pieces[] = "={}()[];:,\"\\#/*+-.0123456789eELxabtrue \n\t";
  uint64_t random = 20201231;
  int n_read = 0;
  for (int trial = 0; trial < 20000; trial++) {
    char text[sizeof good];
    memcpy(text, good, sizeof good);
    for (int i = 0; i <= trial % 4; i++) {
      random = random * 6364136223846793005u + 1442695040888963407u;     /* Knuth's MMIX generator */
      const size_t at = (size_t)(random >> 33) % (sizeof good - 1);
      text[at] = pieces[(random >> 20) % (sizeof pieces - 1)];
    }
    sc_arena arena = { 0 };
    sc_report report = { 0 };
    sample out = { 0 };
    n_read += read_sample("study.cfg", text, NULL, &arena, &out, &report) == SC_OK;
    for (int i = 0; i < report.n; i++) {
      if (report.errors[i].fault == SC_FAULT_NOT_PARSED) print_error("%s\n", text);
      assert_int_not_equal(report.errors[i].fault, SC_FAULT_NOT_PARSED);
      assert_int_equal(report.errors[i].code, SC_DATA);
    }
    sc_report_free(&report);
    sc_arena_free(&arena);
  }
  assert_true(n_read > 100 && n_read < 19000);
}

/* ------------------------------------------------------------------------------------------- out of memory */

/* Every allocation fails once: the answer is SC_MEMORY each time until there are no more. */
static void every_allocation_may_fail(void **state)
{
  (void)state;
  int failures = 0;
  for (long n = 1;; n++) {
    sc_arena arena = { 0 };
    sc_report report = { 0 };
    sc_config *config = NULL;
    sc_memory_fail_at(n);
    sc_code code = sc_config_read(&config, "tests/config/outer.cfg", &arena, &report);
    if (code == SC_OK) code = sc_config_override(config, "a.b=[1.5]", &report);
    if (code == SC_OK) {
      const double *b = NULL;
      int n_b = 0;
      sc_node *a = NULL;
      code = sc_node_group(sc_config_root(config), "a", SC_REQUIRED, &a, &report);
      if (code == SC_OK) code = sc_node_numbers(a, "b", SC_REQUIRED, 0, 2, &arena, &b, &n_b, &report);
    }
    sc_memory_fail_at(0);
    sc_report_free(&report);
    sc_arena_free(&arena);
    if (code == SC_OK) break;
    assert_int_equal(code, SC_MEMORY);
    failures++;
  }
  assert_true(failures > 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(bad_files_are_explained),
    cmocka_unit_test(sizes_are_bounded),
    cmocka_unit_test(includes_are_bounded),
    cmocka_unit_test(values_are_read),
    cmocka_unit_test(ends_of_ranges_are_legal),
    cmocka_unit_test(defaults_stay),
    cmocka_unit_test(settings_know_their_file_and_line),
    cmocka_unit_test(overrides_replace_and_add),
    cmocka_unit_test(overrides_make_missing_groups),
    cmocka_unit_test(bad_overrides_are_explained),
    cmocka_unit_test(damaged_studies_are_refused_by_the_scanner),
    cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
