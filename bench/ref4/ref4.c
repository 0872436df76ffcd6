/* ref4.c - REF4: parameters, calibration to a base year with GDP 100, registration. */
#include "bench/ref4/ref4.h"

#include <math.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/memory.h"
#include "engine/lanes/scalar.h"
#include "engine/random/copula.h"

enum { N = REF4_SECTORS };

static const double input[N][N] = { { .12, .14, .02, .02 }, { .15, .28, .18, .08 }, { .02, .05, .12, .05 }, { .11, .13, .18, .17 } };
static const double kappa[N] = { 2.5, 2.8, 2.0, 3.2 }, labour[N] = { -.010, -.003, .015, .006 };
static const double growth[N] = { .006, .008, .012, .005 }, sigma[N] = { .030, .022, .028, .012 };
static const double correlation[N * N] = { 1, .30, .15, .25, .30, 1, .45, .50, .15, .45, 1, .40, .25, .50, .40, 1 };
static const double steady_growth = 0.02, research_growth = 0.03;
const double ref4_alpha[N] = { .40, .38, .35, .33 }, ref4_theta[N] = { .03, .08, .12, .05 };
const double ref4_rho[N] = { .80, .85, .90, .85 }, ref4_eta[N] = { .2, .3, .2, .1 };
const double ref4_delta[N] = { .05, .07, .12, .05 }, ref4_r[N] = { .003, .025, .10, .008 };
const double ref4_f[N] = { .06, .28, .12, .54 };

/* Base-year output X0 = (I - A)^-1 100 f, by Gauss-Seidel: columns of A sum to less than one. */
static void base_output(double x[N])
{
  for (int i = 0; i < N; i++) x[i] = 100.0 * ref4_f[i];
  for (int round = 0; round < 200; round++)
    for (int i = 0; i < N; i++) {
      double sum = 100.0 * ref4_f[i];
      for (int j = 0; j < N; j++)
        if (j != i) sum += input[i][j] * x[j];
      x[i] = sum / (1.0 - input[i][i]);
    }
}

static void calibrate(ref4_self *m)
{
  double x[N], cholesky[N * N], total = 0.0;
  base_output(x);
  sc_cholesky(N, correlation, cholesky);
  for (int i = 0; i < N; i++) {
    double v = 1.0;
    for (int j = 0; j < N; j++) {
      v -= input[j][i];
      m->input[i][j] = input[i][j];
      m->shock[i * N + j] = sigma[i] * cholesky[i * N + j];
    }
    m->value_added[i] = v;
    m->log_v[i] = sc_log(v);
    m->capital[i] = kappa[i] * v * x[i];
    m->research[i] = ref4_r[i] * v * x[i] / (REF4_DELTA_R + research_growth);
    m->level[i] = sc_log(v * x[i]) - ref4_alpha[i] * sc_log(m->capital[i]) - ref4_theta[i] * sc_log(m->research[i]);
    m->trend[i] = growth[i] + (1.0 - ref4_alpha[i]) * labour[i];
    m->weight[i] = (ref4_delta[i] + steady_growth) * m->capital[i];
    total += m->weight[i];
  }
  for (int i = 0; i < N; i++) m->weight[i] /= total;
}

static sc_code create(void **self, const struct sc_study *study, sc_report *report)
{
  (void)study;
  ref4_self *m = sc_alloc(1, sizeof *m);
  if (m == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "ref4");
  calibrate(m);
  *self = m;
  return SC_OK;
}

static sc_code create_forced(void **self, const struct sc_study *study, sc_report *report)
{
  SC_TRY(create(self, study, report));
  ref4_self *m = *self;
  m->forced = 1;
  for (int t = 1; t <= REF4_YEARS; t++)
    for (int i = 0; i < N; i++) m->sine[t][i] = sin(1.0 + i + 4.0 * t);
  return SC_OK;
}

static const sc_series series[] = { { "gdp", "index", SC_TEXT("gross domestic product", "地区生产总值"), offsetof(ref4_state, gdp) } };

#ifdef SC_ALL_ISAS
#define KERNELS { { ref4_start_base, ref4_step_base }, { ref4_start_avx2, ref4_step_avx2 }, { ref4_start_avx512, ref4_step_avx512 } }
#else
#define KERNELS { { ref4_start_base, ref4_step_base } }
#endif

#define MODEL(name_, create_) {                                                                                    \
  .name = name_, .text = SC_TEXT("reference model of the benchmark", "基准测试参照模型"),                            \
  .source = "bench/peers/README.md", .version = 1, .series = series, .n_series = 1,                                \
  .state_size = sizeof(ref4_state), .create = create_, .destroy = sc_free, .kernel = KERNELS }

const sc_model ref4_model = MODEL("ref4", create);
const sc_model ref4_forced_model = MODEL("ref4_forced", create_forced);
