/* The synthetic result that other tests build on: its parts agree with each other. */
#include "tests/support/check.h"
#include "tests/support/synthetic_result.h"

#include "engine/stats/likelihood.h"

static void parts_agree(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, 200);
  assert_int_equal(r.years[r.n_years - 1], r.last_year);
  for (int s = 0; s < r.n_scenarios; s++)
    for (int e = 0; e < r.n_entries; e++) {
      const sc_verdict *v = &r.verdicts[sc_result_verdict(&r, s, 0, e)];
      assert_int_equal(v->likelihood, sc_likelihood(v->p));
      if (r.entries[e].assessable) assert_true(v->p_lo <= v->p && v->p <= v->p_hi);
    }
  const sc_joint *joint = &r.joints[0];
  double shares = 0;
  for (int a = 0; a < r.joint_items[0].n; a++) shares += joint->shapley[a];
  CHECK_NEAR(shares, 1.0, 1e-12, "shares of P(not all) sum to one");
  CHECK_NEAR(joint->at_least[r.joint_items[0].n], joint->p_all, 1e-15, "at least all is all");
  sc_result_free(&r);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(parts_agree) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
