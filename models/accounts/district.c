#include "models/accounts/district.h"

#include <math.h>
#include <string.h>

#include "engine/random/dist.h"
#include "models/accounts/leontief.h"
#include "models/accounts/regional.h"
#include "models/parameters.h"

static double centre(int param) { return sc_dist_centre(&sc_param_rows[param].prior); }

void sc_district_inputs_centre(sc_district_inputs *in, const sc_region *r)
{
  *in = (sc_district_inputs){
    .delta_flq = centre(SC_PARAM_delta_flq),
    .gdp_level = centre(SC_PARAM_gdp_level),
    .household_rate = centre(SC_PARAM_household_rate),
    .government_rate = centre(SC_PARAM_government_rate),
    .investment_rate = centre(SC_PARAM_investment_rate),
    .cross_hauling_goods = centre(SC_PARAM_cross_hauling_goods),
    .cross_hauling_services = centre(SC_PARAM_cross_hauling_services),
    .labour_share = { centre(SC_PARAM_labour_share_primary), centre(SC_PARAM_labour_share_secondary),
                      centre(SC_PARAM_labour_share_traditional), centre(SC_PARAM_labour_share_modern) },
  };
  memcpy(in->share, r->share, sizeof in->share);
  memcpy(in->budget, r->household, sizeof in->budget);
}

/* ---------------------------------------------------------------------------------------- construction */

/* Steps 1 and 2. */
static void produce(sc_district *d, const sc_region *r)
{
  double total = 0;
  for (int j = 0; j < d->n; j++) {
    const double group_share = d->inputs.labour_share[r->group[j]] / r->group_labour_share[r->group[j]];
    d->value_added[j] = d->inputs.share[j];
    d->output[j] = d->value_added[j] / r->value_added_ratio[j];
    d->labour_share[j] = fmin(fmax(r->labour_share[j] * group_share, SC_LABOUR_SHARE_MIN), SC_LABOUR_SHARE_MAX);
    d->tax[j] = r->tax[j];
    total += d->output[j];
  }
  d->size = total * d->inputs.gdp_level / r->output_total;
  d->lambda = sc_flq_lambda(d->size, d->inputs.delta_flq);
  sc_slq(d->n, d->output, r->output_share, d->slq);
}

/* Step 3. */
static void buy_inputs(sc_district *d, const sc_region *r)
{
  const int n = d->n;
  sc_flq(n, d->slq, d->lambda, d->a);
  for (int i = 0; i < n; i++) {
    double sales = 0;
    for (int j = 0; j < n; j++) sales += (d->a[i * n + j] *= r->input[i * n + j]) * d->output[j];
    d->cap[i] = sales > SC_LOCAL_INPUT_CAP * d->output[i] ? SC_LOCAL_INPUT_CAP * d->output[i] / sales : 1;
    d->input_sales[i] = d->cap[i] * sales;
    for (int j = 0; j < n; j++) d->a[i * n + j] *= d->cap[i];
  }
  for (int j = 0; j < n; j++) {
    d->import_input[j] = 1 - r->value_added_ratio[j];
    for (int i = 0; i < n; i++) d->import_input[j] -= d->a[i * n + j];
  }
}

/* Steps 4 to 7 for product i. */
static void sell(sc_district *d, const sc_region *r, int i)
{
  const sc_district_inputs *in = &d->inputs;
  const double h = r->tradable[i] ? in->cross_hauling_goods : in->cross_hauling_services;
  const double quotient = r->tradable[i] ? fmin(1, d->lambda * d->slq[i]) : 1;
  const double household = in->household_rate * in->budget[i], government = in->government_rate * r->government[i];
  const double investment = in->investment_rate * r->investment[i];
  const double abroad = household * r->household_foreign[i] + government * r->government_foreign[i] +
                        investment * r->investment_foreign[i];
  const double left = d->output[i] - d->input_sales[i], wanted = household + government + investment - abroad;
  const double bought = fmin((1 - h) * fmin(left, wanted), quotient * wanted), share = wanted > 0 ? bought / wanted : 0;
  const double exports = left - bought;
  d->household[i] = household;
  d->local_household[i] = share * household * (1 - r->household_foreign[i]);
  d->local_government[i] = share * government * (1 - r->government_foreign[i]);
  d->local_investment[i] = share * investment * (1 - r->investment_foreign[i]);
  d->export_world[i] = fmin(r->export_rate[i] * d->output[i], SC_WORLD_EXPORT_CAP * exports);
  d->export_country[i] = exports - d->export_world[i];
  d->import_country[i] = wanted - bought - d->input_sales[i];
  d->import_world[i] = abroad;
  for (int j = 0; j < d->n; j++) {
    d->import_country[i] += r->input[i * d->n + j] * d->output[j];
    d->import_world[i] += r->import_input[i * d->n + j] * d->output[j];
  }
}

sc_code sc_district_make(sc_district *d, const sc_region *r, const sc_district_inputs *inputs, sc_report *report)
{
  sc_code code = SC_OK;
  memset(d, 0, sizeof *d);
  d->n = r->n;
  d->inputs = *inputs;
  produce(d, r);
  buy_inputs(d, r);
  for (int i = 0; i < d->n; i++) {
    sell(d, r, i);
    if (!(d->export_country[i] > 0))
      code = SC_FAIL(report, REGION_NEGATIVE, SC_NOWHERE, r->id[i], sc_number(d->export_country[i]).s);
  }
  return code;
}

/* ---------------------------------------------------------------------------------------------- checks */

static double local_final(const sc_district *d, int i)
{
  return d->local_household[i] + d->local_government[i] + d->local_investment[i];
}

static double exports(const sc_district *d, int i) { return d->export_country[i] + d->export_world[i]; }

static sc_code mean_multiplier(int n, const double *a, const double *output, double *mean, sc_report *report)
{
  double *inverse = sc_alloc((size_t)n * (size_t)n, sizeof *inverse), weight = 0;
  if (!inverse) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_district_check");
  const sc_code code = sc_leontief_inverse(n, a, inverse, report);
  *mean = 0;
  for (int j = 0; j < n && code == SC_OK; j++) {
    for (int i = 0; i < n; i++) *mean += inverse[i * n + j] * output[j];
    weight += output[j];
  }
  *mean /= weight;
  sc_free(inverse);
  return code;
}

sc_code sc_district_check(const sc_district *d, const sc_region *r, sc_district_checks *c, sc_report *report)
{
  const sc_district_inputs *in = &d->inputs;
  double gdp = 0, trade = 0, local = 0, bought = 0;
  *c = (sc_district_checks){ .smallest_flow = INFINITY };
  for (int j = 0; j < d->n; j++) {
    double inputs = d->import_input[j] * d->output[j], sales = 0;
    for (int i = 0; i < d->n; i++) {
      inputs += d->a[i * d->n + j] * d->output[j];
      sales += d->a[j * d->n + i] * d->output[i];
    }
    c->column_gap = fmax(c->column_gap, fabs(inputs + d->value_added[j] - d->output[j]));
    c->row_gap = fmax(c->row_gap, fabs(sales + local_final(d, j) + exports(d, j) - d->output[j]));
    c->smallest_flow = fmin(c->smallest_flow, d->export_country[j] / d->output[j]);
    gdp += d->value_added[j];
    trade += exports(d, j) - d->import_country[j] - d->import_world[j];
    local += sales + local_final(d, j);
    bought += inputs + d->household[j];
    bought += in->government_rate * r->government[j] + in->investment_rate * r->investment[j];
  }
  c->gdp_gap = gdp - 1;
  c->walras_gap = trade - (1 - in->household_rate - in->government_rate - in->investment_rate);
  c->local_spending = local / bought;
  SC_TRY(mean_multiplier(d->n, d->a, d->output, &c->mean_multiplier, report));
  return mean_multiplier(d->n, r->input, r->output_share, &c->nation_multiplier, report);
}
