/* engine/base: reports, memory, texts, build. */
#include "tests/support/check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/build.h"
#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"

static char *printed(const sc_report *report, sc_lang lang)
{
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  assert_non_null(to);
  sc_report_print(report, lang, to);
  fclose(to);
  return text;
}

static void assert_printed(const sc_report *report, sc_lang lang, const char *expected)
{
  char *text = printed(report, lang);
  assert_string_equal(text, expected);
  free(text);
}

static void report_prints_where_key_and_reason(void **state)
{
  (void)state;
  sc_report report = { 0 };
  assert_int_equal(sc_report_code(&report), SC_OK);
  assert_int_equal(SC_FAIL(&report, OUT_OF_MEMORY, ((sc_where){ "a.cfg", 3, 7, "runs.draws" }), "x"), SC_MEMORY);
  SC_FAIL(&report, OUT_OF_MEMORY, ((sc_where){ "a.cfg", 3, 0, NULL }), "x");
  SC_FAIL(&report, OUT_OF_MEMORY, SC_IN_FILE("a.cfg"), "x");
  SC_FAIL(&report, OUT_OF_MEMORY, SC_NOWHERE, "\033[2Jx\177");
  assert_int_equal(sc_report_code(&report), SC_MEMORY);
  assert_printed(&report, SC_EN,
                 "a.cfg:3:7: runs.draws: out of memory: cannot allocate x\n"
                 "a.cfg:3: out of memory: cannot allocate x\n"
                 "a.cfg: out of memory: cannot allocate x\n"
                 "out of memory: cannot allocate ?[2Jx?\n");
  sc_report_free(&report);
  assert_int_equal(report.n, 0);
  sc_report_free(NULL);
}

static void long_reasons_end_at_a_whole_character(void **state)
{
  (void)state;
  char argument[2000] = "";
  for (int i = 0; i < 600; i++) strcat(argument, "三");
  sc_report report = { 0 };
  SC_FAIL(&report, OUT_OF_MEMORY, SC_NOWHERE, argument);
  const char *reason = report.errors[0].reason[SC_ZH];
  const size_t length = strlen(reason);
  assert_in_range(length, 630, 639);
  assert_string_equal(reason + length - 3, "三");
  sc_report_free(&report);
}

static void report_counts_what_it_does_not_keep(void **state)
{
  (void)state;
  sc_report report = { 0 };
  for (int i = 0; i < SC_REPORT_MAX + 5; i++) SC_FAIL(&report, BUG, SC_NOWHERE, "x");
  assert_int_equal(report.n, SC_REPORT_MAX);
  assert_int_equal(report.n_dropped, 5);
  char *text = printed(&report, SC_EN);
  assert_non_null(strstr(text, "\n5 more errors are not listed\n"));
  free(text);
  sc_report_free(&report);

  sc_memory_fail_at(1);
  assert_int_equal(SC_FAIL(&report, BUG, SC_NOWHERE, "x"), SC_BUG);
  assert_int_equal(sc_report_code(&report), SC_MEMORY);
  sc_report_free(&report);
}

static void numbers_read_back(void **state)
{
  (void)state;
  assert_string_equal(sc_number(0.1).s, "0.1");
  assert_string_equal(sc_number(1000000).s, "1000000");
  const double hard[] = { 1.0 / 3, 2.0 / 3, 1e300 / 3, 5e-324, -1e-7 / 7, 9007199254740993.0 };
  for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) assert_true(strtod(sc_number(hard[i]).s, NULL) == hard[i]);
  assert_string_equal(sc_integer(INT64_MIN).s, "-9223372036854775808");
}

static void nearest_name(void **state)
{
  (void)state;
  const char *const names[] = { "draws", "seed", "years" };
  assert_string_equal(sc_nearest("draw", names, 3), "draws");
  assert_string_equal(sc_nearest("sede", names, 3), "seed");
  assert_string_equal(sc_nearest("yaers", names, 3), "years");
  assert_string_equal(sc_nearest("rdasw", names, 3), "draws");     /* two swaps, four plain edits */
  assert_null(sc_nearest("horizon", names, 3));
  assert_null(sc_nearest("x", names, 3));
  assert_null(sc_nearest("", names, 3));
}

static void memory_is_zeroed_aligned_and_checked(void **state)
{
  (void)state;
  unsigned char *p = sc_alloc(100, 3);
  assert_int_equal((uintptr_t)p % 64, 0);
  for (int i = 0; i < 300; i++) assert_int_equal(p[i], 0);
  memset(p, 7, 300);
  p = sc_realloc(p, 300, 1000, 1);
  for (int i = 0; i < 1000; i++) assert_int_equal(p[i], i < 300 ? 7 : 0);
  sc_free(p);
  assert_null(sc_alloc(SIZE_MAX / 2, 3));
  sc_memory_fail_at(2);
  p = sc_alloc(1, 1);
  assert_non_null(p);
  assert_null(sc_realloc(p, 1, 2, 1));
  sc_free(p);
  p = sc_alloc(1, 1);
  assert_non_null(p);
  sc_free(p);
}

static void arena_gives_separate_zeroed_parts(void **state)
{
  (void)state;
  sc_arena arena = { 0 };
  for (int i = 0; i < 3000; i++) {
    unsigned char *p = sc_arena_alloc(&arena, 1, 50);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (int j = 0; j < 50; j++) assert_int_equal(p[j], 0);
    memset(p, 1, 50);
  }
  unsigned char *big = sc_arena_alloc(&arena, 1 << 20, 1);
  memset(big, 1, 1 << 20);
  assert_string_equal(sc_arena_text(&arena, "三产"), "三产");
  assert_string_equal(sc_arena_print(&arena, "%s %d", "a", 5), "a 5");
  assert_null(sc_arena_alloc(&arena, SIZE_MAX / 2, 3));
  sc_arena_free(&arena);
  sc_memory_fail_at(1);
  assert_null(sc_arena_text(&arena, "x"));
  sc_arena_free(&arena);
  sc_arena_free(NULL);
}

static void strings_grow_and_remember_failure(void **state)
{
  (void)state;
  sc_string string = { 0 };
  assert_string_equal(sc_string_text(&string), "");
  for (int i = 0; i < 1000; i++) sc_string_print(&string, "%03d ", i);
  sc_string_add(&string, "三产");
  assert_int_equal(string.length, 4006);
  assert_string_equal(sc_string_text(&string) + 3996, "999 三产");
  sc_string_free(&string);

  sc_string_add(&string, "kept");
  sc_memory_fail_at(1);
  for (int i = 0; i < 1000; i++) sc_string_add(&string, " lost");
  assert_true(string.failed);
  assert_int_equal(strncmp(string.text, "kept lost", 9), 0);
  assert_int_equal(strlen(string.text), string.length);
  sc_string_free(&string);
  sc_string_free(NULL);
}

static void columns_of_chinese_text(void **state)
{
  (void)state;
  assert_int_equal(sc_text_width("services"), 8);
  assert_int_equal(sc_text_width("服务业"), 6);
  assert_int_equal(sc_text_width("增速\uFF08%\uFF09"), 9);
  assert_int_equal(sc_text_width("e\xCC\x81"), 1);          /* e and a combining acute accent */
  assert_int_equal(sc_text_width("\xFF" "a"), 2);
  sc_string out = { 0 };
  sc_string_pad_right(&out, "服务业", 8);
  sc_string_add(&out, "|");
  sc_string_pad_left(&out, "80%", 5);
  sc_string_add(&out, "|");
  sc_string_pad_right(&out, "现代服务业", 6);
  sc_string_add(&out, "|");
  sc_string_pad_left(&out, "abcdef", 4);
  sc_string_add(&out, "|");
  sc_string_pad_right(&out, "三", 0);
  assert_string_equal(out.text, "服务业  |  80%|现代… |abc…|");
  sc_string_free(&out);
}

static void malformed_utf8_is_found(void **state)
{
  (void)state;
  const struct { const char *text; size_t valid; } cases[] = {
    { "三产", 6 }, { "a\xC0\x80", 1 }, { "\xE4\xB8", 0 }, { "ok\xED\xA0\x80", 2 }, { "\xF4\x90\x80\x80", 0 },
    { "\xF0\x9F\x98\x80", 4 }, { "\xC8\xFD\xB2\xFA", 0 },           /* the last one: 三产 in GBK */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(sc_utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
  assert_int_equal(sc_utf8_valid("三产", 4), 3);
}

static void build_says_what_it_is(void **state)
{
  (void)state;
  assert_true(strlen(sc_build_version()) >= 5);
  assert_true(strlen(sc_build_revision()) >= 7);
  assert_non_null(strstr(sc_build_libraries(), "libconfig 1."));
  assert_true(strlen(sc_build_compiler()) > 4 && strlen(sc_build_type()) > 4);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(report_prints_where_key_and_reason),
    cmocka_unit_test(long_reasons_end_at_a_whole_character),
    cmocka_unit_test(report_counts_what_it_does_not_keep),
    cmocka_unit_test(numbers_read_back),
    cmocka_unit_test(nearest_name),
    cmocka_unit_test(memory_is_zeroed_aligned_and_checked),
    cmocka_unit_test(arena_gives_separate_zeroed_parts),
    cmocka_unit_test(strings_grow_and_remember_failure),
    cmocka_unit_test(columns_of_chinese_text),
    cmocka_unit_test(malformed_utf8_is_found),
    cmocka_unit_test(build_says_what_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
