/* outputs/format: the rounding every table shares. */
#include "tests/support/check.h"

#include "outputs/format.h"

static void probabilities_have_one_decimal_and_never_claim_certainty(void **state)
{
  (void)state;
  assert_string_equal(sc_format_probability(0.31844).s, "31.8%");
  assert_string_equal(sc_format_probability(0.0).s, "<0.1%");
  assert_string_equal(sc_format_probability(0.0004).s, "<0.1%");
  assert_string_equal(sc_format_probability(0.0006).s, "0.1%");
  assert_string_equal(sc_format_probability(1.0).s, ">99.9%");
  assert_string_equal(sc_format_probability(NAN).s, "—");
}

static void bounds_are_rounded_outward(void **state)
{
  (void)state;
  assert_string_equal(sc_format_bound(0.3091, 0).s, "30.9");
  assert_string_equal(sc_format_bound(0.3099, 0).s, "30.9");
  assert_string_equal(sc_format_bound(0.3091, 1).s, "31.0");
  assert_string_equal(sc_format_bound(0.3, 1).s, "30.0");
  assert_string_equal(sc_format_bound(0.3, 0).s, "30.0");
  assert_string_equal(sc_format_bound(0.0, 0).s, "0.0");
  assert_string_equal(sc_format_bound(0.00038, 1).s, "0.1");
}

static void values_are_grouped_and_signed(void **state)
{
  (void)state;
  assert_string_equal(sc_format_value(60000, 0).s, "60,000");
  assert_string_equal(sc_format_value(-1234567.25, 1).s, "-1,234,567.2");
  assert_string_equal(sc_format_value(999, 0).s, "999");
  assert_string_equal(sc_format_value(-0.04, 1).s, "0.0");
  assert_string_equal(sc_format_signed(0.5, 2).s, "+0.50");
  assert_string_equal(sc_format_signed(-0.5, 2).s, "-0.50");
  assert_string_equal(sc_format_signed(0.0, 1).s, "0.0");
  assert_string_equal(sc_format_value(NAN, 1).s, "—");
  assert_string_equal(sc_format_value(1e18, 1).s, "1e+18");
  assert_string_equal(sc_format_percent(0.125, 0).s, "12%");
  assert_string_equal(sc_typeset(sc_format_value(-1234.5, 1)).s, "\u22121,234.5");
  assert_string_equal(sc_typeset(sc_format_value(NAN, 1)).s, "—");
}

static void decimals_follow_the_target(void **state)
{
  (void)state;
  assert_int_equal(sc_format_decimals(7), 1);
  assert_int_equal(sc_format_decimals(1.91), 2);
  assert_int_equal(sc_format_decimals(95.95), 2);
  assert_int_equal(sc_format_decimals(38.5), 1);
  assert_int_equal(sc_format_decimals(60000), 0);
  assert_int_equal(sc_format_decimals(1.0 / 3), 3);
  assert_int_equal(sc_format_decimals(NAN), 1);
}

static void units_speak_both_languages(void **state)
{
  (void)state;
  assert_string_equal(sc_unit_text("persons", SC_ZH), "人");
  assert_string_equal(sc_unit_text("persons", SC_EN), "persons");
  assert_string_equal(sc_unit_text("furlong", SC_ZH), "furlong");
  assert_string_equal(sc_unit_gap("%"), "");
  assert_string_equal(sc_unit_gap(sc_unit_text("1", SC_EN)), "");
  assert_string_equal(sc_unit_gap(sc_unit_text("years", SC_EN)), " ");
  assert_string_equal(sc_unit_gap(sc_unit_text("10,000 t", SC_EN)), " × ");
  assert_string_equal(sc_unit_gap(sc_unit_text("10,000 t", SC_ZH)), " ");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(probabilities_have_one_decimal_and_never_claim_certainty),
    cmocka_unit_test(bounds_are_rounded_outward),
    cmocka_unit_test(values_are_grouped_and_signed),
    cmocka_unit_test(decimals_follow_the_target),
    cmocka_unit_test(units_speak_both_languages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
