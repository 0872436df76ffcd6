/* engine/lanes/refine.h: systems near a common one against elimination in long double, on every instruction set. */
#include "tests/support/check.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/lanes/refine.h"
#include "engine/random/noise.h"
#include "engine/random/normal.h"
#include "models/accounts/leontief.h"

enum { MOST = 50, WIDE = 64, SYSTEMS = 9 };

static double common[MOST * MOST], inverse[MOST * MOST];
static double a[SYSTEMS][MOST * WIDE], f[SYSTEMS][MOST], x[SC_N_ISAS][SYSTEMS][MOST];

static double uniform(const char *name, int draw, int k)
{
  return sc_uniform((sc_point){ 3, SC_STREAM_TEST, sc_name_hash(name), (uint32_t)draw, 0, (uint32_t)k });
}

/* Column sums of the common matrix are 0.3 to 0.75; those of the draws are it with lognormal noise. */
static void make(int n, double sd)
{
  const int wide = sc_refine_wide(n);
  for (int j = 0; j < n; j++) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += common[i * n + j] = uniform("cell", i, j) + (i == j ? 2 * uniform("own", 0, j) : 0);
    for (int i = 0; i < n; i++) common[i * n + j] *= (0.3 + 0.45 * uniform("column", 0, j)) / sum;
  }
  memset(a, 0, sizeof a);
  for (int d = 0; d < SYSTEMS; d++)
    for (int j = 0; j < n; j++) {
      f[d][j] = 1 + 100 * uniform("final", d, j);
      for (int i = 0; i < n; i++) a[d][j * wide + i] = common[i * n + j] * exp(sd * sc_normal_quantile(uniform("draw", d, i * n + j)));
    }
}

static void exactly(int n, const double *columns, const double *right, long double *y)
{
  static long double m[MOST][MOST];
  const int wide = sc_refine_wide(n);
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) m[i][j] = (i == j) - (long double)columns[j * wide + i];
    y[i] = right[i];
  }
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++) {
      const long double q = m[i][k] / m[k][k];
      for (int j = k + 1; j < n; j++) m[i][j] -= q * m[k][j];
      y[i] -= q * y[k];
    }
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++) y[i] -= m[i][j] * y[j];
    y[i] /= m[i][i];
  }
}

static void make_tools(int n, int transposed, sc_refiner *refiner, sc_refine_work *work)
{
  sc_report report = { 0 };
  assert_int_equal(sc_leontief_inverse(n, common, inverse, &report), SC_OK);
  assert_int_equal(sc_refiner_make(refiner, n, common, inverse, transposed, &report), SC_OK);
  assert_int_equal(sc_refine_work_make(work, n, &report), SC_OK);
}

static int solve_all(sc_isa isa, const sc_refiner *refiner, int from, int n_systems, sc_refine_work *work)
{
  sc_refine_system systems[SYSTEMS];
  for (int d = 0; d < n_systems; d++) systems[d] = (sc_refine_system){ a[from + d], f[from + d], x[isa][from + d] };
  return SC_KERNEL_OF(sc_refine_solve, isa)(refiner, n_systems, systems, work);
}

static void solutions_are_right_on_every_machine(void **state)
{
  (void)state;
  static const int sizes[] = { 1, 2, 5, 16, 17, 42, 50 };
  static const double noises[] = { 0, 0.07, 0.3, 0.7 };
  int n_unsound = 0;
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    for (size_t s = 0; s < sizeof noises / sizeof *noises; s++) {
      const int n = sizes[k];
      sc_refiner refiner;
      sc_refine_work work;
      make(n, noises[s]);
      make_tools(n, 0, &refiner, &work);
      const int sound = solve_all(sc_isa_best(), &refiner, 0, SYSTEMS, &work);
      for (int isa = 0; isa <= (int)sc_isa_best(); isa++) {
        assert_int_equal(solve_all((sc_isa)isa, &refiner, 0, SYSTEMS, &work), sound);
        assert_memory_equal(x[isa], x[sc_isa_best()], sizeof x[isa]);
      }
      int n_productive = 0;
      for (int d = 0; d < SYSTEMS; d++) {
        long double want[MOST];
        exactly(n, a[d], f[d], want);
        int productive = 1;                          /* final demand is positive, so outputs are when and only when it is */
        for (int i = 0; i < n; i++) productive &= want[i] > 0;
        n_productive += productive;
        for (int i = 0; i < n; i++) {
          if (productive) CHECK_REL(x[sc_isa_best()][d][i], (double)want[i], 2e-14, "elimination in long double");
          else assert_true(isnan(x[sc_isa_best()][d][i]));
        }
      }
      assert_int_equal(sound, n_productive);
      n_unsound += SYSTEMS - sound;
      sc_refine_work_free(&work);
      sc_refiner_free(&refiner);
    }
  assert_true(n_unsound > 5);
}

/* A system gets the same bits alone, in another place and beside others. */
static void neighbours_do_not_matter(void **state)
{
  (void)state;
  enum { N = 42 };
  sc_refiner refiner;
  sc_refine_work work;
  make(N, 0.15);
  make_tools(N, 0, &refiner, &work);
  for (int i = 0; i < N * sc_refine_wide(N); i++) a[4][i] *= 1.2;
  solve_all(SC_ISA_BASE, &refiner, 0, SYSTEMS, &work);
  memcpy(x[1], x[0], sizeof x[1]);
  for (int d = SYSTEMS - 1; d >= 0; d--) {
    solve_all(SC_ISA_BASE, &refiner, d, 1, &work);
    assert_memory_equal(x[0][d], x[1][d], sizeof x[0][d]);
  }
  sc_refine_work_free(&work);
  sc_refiner_free(&refiner);
}

static void transposed_systems_give_prices(void **state)
{
  (void)state;
  enum { N = 20 };
  const int wide = sc_refine_wide(N);
  static double rows[N * WIDE];
  double price[N], cost[N];
  sc_refiner refiner;
  sc_refine_work work;
  make(N, 0.1);
  make_tools(N, 1, &refiner, &work);
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) rows[i * wide + j] = a[0][j * wide + i];
  for (int j = 0; j < N; j++) {
    cost[j] = 1;
    for (int i = 0; i < N; i++) cost[j] -= rows[i * wide + j];
  }
  const sc_refine_system system = { rows, cost, price };
  assert_int_equal(SC_KERNEL_OF(sc_refine_solve, sc_isa_best())(&refiner, 1, &system, &work), 1);
  for (int j = 0; j < N; j++) CHECK_REL(price[j], 1.0, 1e-14, "value added + inputs = 1");
  sc_refine_work_free(&work);
  sc_refiner_free(&refiner);
}

/* Hawkins-Simon fails: told, NaN, and the others of the team unharmed. */
static void what_is_not_productive_is_told(void **state)
{
  (void)state;
  enum { N = 10 };
  const int wide = sc_refine_wide(N);
  sc_refiner refiner;
  sc_refine_work work;
  make(N, 0.05);
  make_tools(N, 0, &refiner, &work);
  for (int i = 0; i < N * wide; i++) a[1][i] *= 3.5;          /* every column adds up to more than 1 */
  a[2][3 * wide + 3] = 1;
  assert_int_equal(solve_all(SC_ISA_BASE, &refiner, 0, 4, &work), 2);
  for (int d = 0; d < 4; d++)
    for (int i = 0; i < N; i++) assert_int_equal(isnan(x[0][d][i]) != 0, d == 1 || d == 2);
  sc_refine_work_free(&work);
  sc_refiner_free(&refiner);
}

static void elimination_gives_inverses(void **state)
{
  (void)state;
  enum { N = 17 };
  const int wide = sc_refine_wide(N);
  static double columns[N * WIDE], y[N];
  sc_refiner refiner;
  sc_refine_work work;
  make(N, 0.2);
  make_tools(N, 0, &refiner, &work);
  for (int isa = 0; isa <= (int)sc_isa_best(); isa++) {
    assert_true(SC_KERNEL_OF(sc_eliminate_inverse, isa)(N, a[0], columns, &work));
    assert_true(SC_KERNEL_OF(sc_eliminate, isa)(N, a[0], 1, f[0], y, &work));
    for (int i = 0; i < N; i++) {
      double sum = 0;
      for (int j = 0; j < N; j++) sum += columns[j * wide + i] * f[0][j];
      CHECK_REL(sum, y[i], 1e-13, "L f");
    }
  }
  for (int k = 0; k < N * wide; k++) a[0][k] *= 4;
  assert_false(SC_KERNEL_OF(sc_eliminate_inverse, SC_ISA_BASE)(N, a[0], columns, &work));
  assert_true(isnan(columns[0]));
  sc_refine_work_free(&work);
  sc_refiner_free(&refiner);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(solutions_are_right_on_every_machine), cmocka_unit_test(neighbours_do_not_matter),
    cmocka_unit_test(transposed_systems_give_prices),       cmocka_unit_test(what_is_not_productive_is_told),
    cmocka_unit_test(elimination_gives_inverses),
  };
  return cmocka_run_group_tests_name("refine", tests, NULL, NULL);
}
