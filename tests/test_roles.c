/* models/accounts/roles: what names mean; models/io/households: the system closed region by region. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/accounts/table_matrix.h"
#include "models/io/multipliers.h"

typedef struct named { const char *name; int role; } named;

static void final_demand_by_its_names(void **state)
{
  (void)state;
  static const named names[] = {
    { "HH", SC_FINAL_HOUSEHOLD }, { "HH_RURAL", SC_FINAL_HOUSEHOLD }, { "hh2", SC_FINAL_HOUSEHOLD }, { "households", SC_FINAL_HOUSEHOLD },
    { "Household consumption", SC_FINAL_HOUSEHOLD }, { "PCE", SC_FINAL_HOUSEHOLD }, { "C", SC_FINAL_HOUSEHOLD }, { "c", SC_FINAL_HOUSEHOLD },
    { "P3_S14", SC_FINAL_HOUSEHOLD }, { "CONS_h", SC_FINAL_HOUSEHOLD }, { "Private final consumption of households", SC_FINAL_HOUSEHOLD },
    { "居民消费", SC_FINAL_HOUSEHOLD }, { "农村居民消费支出", SC_FINAL_HOUSEHOLD }, { "N:HH", SC_FINAL_HOUSEHOLD }, { "Hebei:居民", SC_FINAL_HOUSEHOLD },
    { "Personal consumption expenditures", SC_FINAL_HOUSEHOLD },
    { "CONS_TOTAL", SC_FINAL_CONSUMPTION }, { "CONS", SC_FINAL_CONSUMPTION }, { "Consumption", SC_FINAL_CONSUMPTION }, { "TC", SC_FINAL_CONSUMPTION },
    { "最终消费支出", SC_FINAL_CONSUMPTION }, { "居民和政府消费", SC_FINAL_CONSUMPTION }, { "Households and government", SC_FINAL_CONSUMPTION },
    { "GOV", SC_FINAL_GOVERNMENT }, { "Government", SC_FINAL_GOVERNMENT }, { "政府消费", SC_FINAL_GOVERNMENT }, { "G", SC_FINAL_GOVERNMENT },
    { "GFCF", SC_FINAL_INVESTMENT }, { "GFCF2", SC_FINAL_INVESTMENT }, { "Investment", SC_FINAL_INVESTMENT }, { "INVESTMENT", SC_FINAL_INVESTMENT },
    { "Government investment", SC_FINAL_INVESTMENT }, { "固定资本形成总额", SC_FINAL_INVESTMENT }, { "P51G", SC_FINAL_INVESTMENT },
    { "INV", SC_FINAL_STOCKS }, { "inv", SC_FINAL_STOCKS }, { "Change in inventories", SC_FINAL_STOCKS }, { "存货增加", SC_FINAL_STOCKS },
    { "EXP", SC_FINAL_EXPORTS }, { "Exports", SC_FINAL_EXPORTS }, { "EXP_ROW", SC_FINAL_EXPORTS }, { "exp2", SC_FINAL_EXPORTS }, { "出口", SC_FINAL_EXPORTS },
    { "国内省外流出", SC_FINAL_EXPORTS }, { "X", SC_FINAL_EXPORTS }, { "Expenditure", SC_FINAL_OTHER },
    { "IM", SC_FINAL_IMPORTS }, { "IMPORTS", SC_FINAL_IMPORTS }, { "imports", SC_FINAL_IMPORTS }, { "Less: imports", SC_FINAL_IMPORTS }, { "进口", SC_FINAL_IMPORTS },
    { "Net exports", SC_FINAL_NET_EXPORTS }, { "净出口", SC_FINAL_NET_EXPORTS },
    { "ERR", SC_FINAL_ERRORS }, { "其他", SC_FINAL_ERRORS }, { "Final use", SC_FINAL_OTHER }, { "FD", SC_FINAL_OTHER }, { "", SC_FINAL_OTHER }, { ":", SC_FINAL_OTHER },
  };
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    if ((int)sc_final_role(names[k].name) != names[k].role)
      fail_msg("%s is %s, not %s", names[k].name, sc_final_texts[sc_final_role(names[k].name)].in[SC_EN], sc_final_texts[names[k].role].in[SC_EN]);
}

static void value_added_by_its_names(void **state)
{
  (void)state;
  static const named names[] = {
    { "labour", SC_VALUE_LABOUR }, { "labor", SC_VALUE_LABOUR }, { "skilled labour", SC_VALUE_LABOUR }, { "Wages and salaries", SC_VALUE_LABOUR },
    { "VA001_labour_comp", SC_VALUE_LABOUR }, { "compensation", SC_VALUE_LABOUR }, { "Compensation of employees", SC_VALUE_LABOUR }, { "D1", SC_VALUE_LABOUR },
    { "劳动者报酬", SC_VALUE_LABOUR }, { "L", SC_VALUE_LABOUR }, { "N:wages", SC_VALUE_LABOUR },
    { "tax", SC_VALUE_TAX }, { "Taxes less subsidies", SC_VALUE_TAX }, { "tax_products", SC_VALUE_TAX }, { "payroll tax", SC_VALUE_TAX }, { "生产税净额", SC_VALUE_TAX },
    { "VA002_net_prod_tax", SC_VALUE_TAX }, { "subsidies", SC_VALUE_TAX },
    { "VA003_depreciation", SC_VALUE_CAPITAL }, { "VA004_operating_surplus", SC_VALUE_CAPITAL }, { "capital compensation", SC_VALUE_CAPITAL },
    { "固定资产折旧", SC_VALUE_CAPITAL }, { "营业盈余", SC_VALUE_CAPITAL },
    { "value_added", SC_VALUE_OTHER }, { "wages and profits", SC_VALUE_OTHER }, { "mixed income", SC_VALUE_OTHER }, { "syntax", SC_VALUE_OTHER },
  };
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    if ((int)sc_value_role(names[k].name) != names[k].role)
      fail_msg("%s is %s, not %s", names[k].name, sc_value_texts[sc_value_role(names[k].name)].in[SC_EN], sc_value_texts[names[k].role].in[SC_EN]);
}

static void read_text(sc_io_table *t, const char *text)
{
  char path[] = "/tmp/sanchan_rolesXXXXXX";
  sc_report report = { 0 };
  const int file = mkstemp(path);
  assert_int_equal(write(file, text, strlen(text)), (int)strlen(text));
  close(file);
  assert_int_equal(sc_io_table_read(t, path, &report), SC_OK);
  unlink(path);
}

static void consumption_beside_government_is_of_households(void **state)
{
  (void)state;
  sc_io_table t;
  read_text(&t, ",N:A,S:A,N:CONS,N:GOV,S:CONS,TOTAL\nN:A,1,1,3,1,4,10\nS:A,2,2,1,1,4,10\n");
  assert_int_equal(t.final[0], SC_FINAL_HOUSEHOLD);
  assert_int_equal(t.final[2], SC_FINAL_CONSUMPTION);
  sc_io_table_free(&t);
}

static void rows_of_one_role_are_added(void **state)
{
  (void)state;
  sc_io_table t;
  sc_effects e;
  sc_report report = { 0 };
  read_text(&t, ",A,B,households,Exports,TOTAL\nA,10,20,40,30,100\nB,30,10,50,10,100\nskilled labour,20,10,,,\nunskilled labour,10,30,,,\n"
                "tax_products,5,2,,,\ntax_production,5,8,,,\nsurplus,20,20,,,\n");
  assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
  const double income[] = { 0.3, 0.4 }, taxes[] = { 0.1, 0.1 };
  for (int j = 0; j < 2; j++) {
    CHECK_NEAR(e.direct[sc_effects_row(&e, "income") * 2 + j], income[j], 1e-15, "both rows of labour");
    CHECK_NEAR(e.direct[sc_effects_row(&e, "taxes") * 2 + j], taxes[j], 1e-15, "both rows of taxes");
  }
  assert_true(e.closes);
  sc_effects_free(&e);
  sc_io_table_free(&t);
}

/* Two regions of one activity each. The closed matrix of all four accounts, inverted by hand in fractions:
 *   A = [.2 .1; .1 .3],  H = diag(.4, .2),  C = [30/40 4/20; 6/40 10/20]
 * Column sums of its inverse over activities: 950/347 and 800/347; over all: 1290/347 and 995/347. With all households in one account
 * they would be 128/49 and 118/49. */
static const char two_regions[] = ",N:A,S:A,N:HH,S:HH,EXP,TOTAL\nN:A,20,10,30,4,36,100\nS:A,10,30,6,10,44,100\nwages,40,20,,,,\nsurplus,30,40,,,,\n";

static void check_output(const char *text, int n_places, const double *truncated, const double *full)
{
  sc_io_table t;
  sc_effects e;
  sc_report report = { 0 };
  read_text(&t, text);
  assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
  assert_int_equal(e.households.n_places, n_places);
  assert_true(e.closes);
  for (int j = 0; j < 2; j++) {
    CHECK_NEAR(e.type2[j], truncated[j], 1e-14, "closed by hand");
    if (full) CHECK_NEAR(sc_effects_type2_full(&e, 0, j), full[j], 1e-14, "closed by hand, with households");
    CHECK_NEAR(sc_effects_type2_full(&e, 1, j), e.type2[2 + j], 0, "value added has no row of households");
  }
  sc_effects_free(&e);
  sc_io_table_free(&t);
}

static void each_region_spends_what_it_earns(void **state)
{
  (void)state;
  check_output(two_regions, 2, (double[]){ 950.0 / 347, 800.0 / 347 }, (double[]){ 1290.0 / 347, 995.0 / 347 });
}

static void pooled_where_the_table_has_one_account(void **state)
{
  (void)state;
  check_output(",NA,SA,HH N,HH S,EXP,TOTAL\nNA,20,10,30,4,36,100\nSA,10,30,6,10,44,100\nwages,40,20,,,,\nsurplus,30,40,,,,\n", 1,
               (double[]){ 128.0 / 49, 118.0 / 49 }, NULL);
}

/* An activity without output: a unit of its product is a unit, as linkages say too. */
static void without_output_a_unit_is_a_unit(void **state)
{
  (void)state;
  sc_io_table t;
  sc_effects e;
  sc_report report = { 0 };
  read_text(&t, ",A,B,HH,TOTAL\nA,20,0,80,100\nB,0,0,0,0\nlabour,80,0,,\n");
  assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
  CHECK_NEAR(e.type1[1], 1, 0, "itself");
  CHECK_NEAR(e.type1[sc_effects_row(&e, "value_added") * 2 + 1], 0, 0, "nothing is known");
  sc_effects_free(&e);
  sc_io_table_free(&t);
}

static void without_a_column_or_a_row_there_is_no_type_two(void **state)
{
  (void)state;
  static const char *const heads[] = { ",A,CONS_TOTAL,TOTAL\nA,20,80,100\nlabour,80,,\n", ",A,HH,TOTAL\nA,20,80,100\nvalue,80,,\n", ",A,HH,TOTAL\nA,20,80,100\nlabour,0,,\nrest,80,,\n" };
  for (int k = 0; k < 3; k++) {
    sc_io_table t;
    sc_effects e;
    sc_report report = { 0 };
    read_text(&t, heads[k]);
    assert_int_equal(sc_effects_make(&e, &t, &report), SC_OK);
    assert_false(e.closes);
    assert_true(e.type2[0] != e.type2[0]);
    assert_int_equal(e.households.has_column, k > 0);
    assert_int_equal(e.households.has_labour, k == 0);
    sc_effects_free(&e);
    sc_io_table_free(&t);
  }
}

/* GOV is an activity and a column of the 12-activity table. */
static void a_column_with_the_name_of_an_activity_can_be_told_apart(void **state)
{
  (void)state;
  sc_io_table t;
  sc_table_matrix m;
  sc_report report = { 0 };
  assert_int_equal(sc_io_table_read(&t, "scenarios/data/io12_2020.csv", &report), SC_OK);
  assert_int_equal(sc_table_matrix_make(&m, &t, &report), SC_OK);
  assert_string_equal(m.column[11], "GOV");
  assert_string_equal(m.column[12 + 1], "HH_URBAN");
  assert_string_equal(m.column[12 + 2], "FINAL.GOV");
  sc_table_matrix_free(&m);
  sc_io_table_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(final_demand_by_its_names),
    cmocka_unit_test(value_added_by_its_names),
    cmocka_unit_test(consumption_beside_government_is_of_households),
    cmocka_unit_test(rows_of_one_role_are_added),
    cmocka_unit_test(each_region_spends_what_it_earns),
    cmocka_unit_test(pooled_where_the_table_has_one_account),
    cmocka_unit_test(a_column_with_the_name_of_an_activity_can_be_told_apart),
    cmocka_unit_test(without_output_a_unit_is_a_unit),
    cmocka_unit_test(without_a_column_or_a_row_there_is_no_type_two),
  };
  return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}
