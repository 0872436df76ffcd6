/* outputs/table, outputs/json: what a reader and a script see. */
#include "tests/support/check.h"

#include <string.h>

#include "outputs/json.h"
#include "outputs/table.h"

static void json_escapes_what_could_end_a_string_or_a_script(void **state)
{
  (void)state;
  sc_string text = { 0 };
  sc_json json = { .to = &text, .compact = 1 };
  sc_json_object(&json, NULL);
  sc_json_text(&json, "a", "\"\\\n\t\x01</script>&\xE2\x80\xA8 张店");
  sc_json_text(&json, "bad", "\xFF!");
  sc_json_text(&json, "none", NULL);
  sc_json_end(&json);
  assert_string_equal(sc_string_text(&text),
                      "{\"a\":\"\\\"\\\\\\n\\t\\u0001\\u003c/script\\u003e\\u0026\\u2028 张店\","
                      "\"bad\":\"\\ufffd!\",\"none\":null}");
  sc_string_free(&text);
}

static void json_numbers_read_back_and_what_is_no_number_is_null(void **state)
{
  (void)state;
  sc_string text = { 0 };
  sc_json json = { .to = &text, .compact = 1 };
  sc_json_array(&json, NULL);
  sc_json_number(&json, NULL, 0.1);
  sc_json_number(&json, NULL, 1.0 / 3.0);
  sc_json_number(&json, NULL, (double)NAN);
  sc_json_number(&json, NULL, (double)INFINITY);
  sc_json_integer(&json, NULL, 9007199254740993LL);
  sc_json_truth(&json, NULL, 1);
  sc_json_end(&json);
  assert_string_equal(sc_string_text(&text), "[0.1,0.3333333333333333,null,null,9007199254740993,true]");
  sc_string_free(&text);
}

static void json_is_indented_by_depth(void **state)
{
  (void)state;
  sc_string text = { 0 };
  sc_json json = { .to = &text };
  sc_json_object(&json, NULL);
  sc_json_array(&json, "empty");
  sc_json_end(&json);
  sc_json_integer(&json, "one", 1);
  sc_json_end(&json);
  assert_string_equal(sc_string_text(&text), "{\n  \"empty\": [],\n  \"one\": 1\n}\n");
  sc_string_free(&text);
}

static const sc_column columns[] = {
  { "name", "名称", SC_LEFT, 1 },
  { "p", "P", SC_RIGHT, 0 },
};

static void fill(sc_table *table)
{
  *table = (sc_table){ .columns = columns, .n_columns = 2 };
  sc_table_text(table, "现代服务业增加值占比");
  sc_table_shown(table, 0.125, "%.1f%%", 12.5);
  sc_table_text(table, "a, \"b\"");
  sc_table_number(table, (double)NAN, 1);
}

static void text_table_counts_terminal_columns(void **state)
{
  (void)state;
  sc_table table;
  sc_string text = { 0 };
  fill(&table);
  sc_table_as_text(&table, (sc_table_style){ 0, 0 }, &text);
  assert_string_equal(sc_string_text(&text), "名称                      P\n"
                                             "--------------------  -----\n"
                                             "现代服务业增加值占比  12.5%\n"
                                             "a, \"b\"\n");
  sc_string_free(&text);
  sc_table_free(&table);
}

static void a_flexible_column_gives_way_and_breaks_its_texts(void **state)
{
  (void)state;
  sc_table table;
  sc_string text = { 0 };
  fill(&table);
  sc_table_as_text(&table, (sc_table_style){ 19, 0 }, &text);
  assert_string_equal(sc_string_text(&text), "名称              P\n"
                                             "------------  -----\n"
                                             "现代服务业增  12.5%\n"
                                             "加值占比\n"
                                             "a, \"b\"\n");
  sc_string_free(&text);
  sc_table_free(&table);
}

static void csv_and_json_have_the_exact_value(void **state)
{
  (void)state;
  sc_table table;
  sc_string csv = { 0 }, text = { 0 };
  fill(&table);
  sc_table_as_csv(&table, &csv);
  assert_string_equal(sc_string_text(&csv), "name,p\r\n现代服务业增加值占比,0.125\r\n\"a, \"\"b\"\"\",\r\n");
  sc_json json = { .to = &text, .compact = 1 };
  sc_table_as_json(&table, &json, NULL);
  assert_string_equal(sc_string_text(&text),
                      "[{\"name\":\"现代服务业增加值占比\",\"p\":0.125},{\"name\":\"a, \\\"b\\\"\",\"p\":null}]");
  sc_string_free(&csv);
  sc_string_free(&text);
  sc_table_free(&table);
}

static void markdown_keeps_a_bar_inside_its_cell(void **state)
{
  (void)state;
  sc_table table = { .columns = columns, .n_columns = 2 };
  sc_string text = { 0 };
  sc_table_text(&table, "a|b");
  sc_table_number(&table, 0.25, 2);
  sc_table_as_markdown(&table, &text);
  assert_string_equal(sc_string_text(&text), "| 名称 | P |\n|---|--:|\n| a\\|b | 0.25 |\n");
  sc_string_free(&text);
  sc_table_free(&table);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(json_escapes_what_could_end_a_string_or_a_script),
    cmocka_unit_test(json_numbers_read_back_and_what_is_no_number_is_null),
    cmocka_unit_test(json_is_indented_by_depth),
    cmocka_unit_test(text_table_counts_terminal_columns),
    cmocka_unit_test(a_flexible_column_gives_way_and_breaks_its_texts),
    cmocka_unit_test(csv_and_json_have_the_exact_value),
    cmocka_unit_test(markdown_keeps_a_bar_inside_its_cell),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
