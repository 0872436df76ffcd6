#include "models/accounts/base.h"

#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/accounts/district.h"
#include "models/accounts/regional.h"

#define SMALLEST_ROOT 0.05     /* keeps a share positive four standard deviations out */

/* What the steps share; everything else goes straight into sc_base. */
typedef struct making {
  sc_lane budget[SC_MAX_ACTIVITIES];        /* beta                          */
  sc_lane slq[SC_MAX_ACTIVITIES];
  sc_lane left[SC_MAX_ACTIVITIES];          /* s_i, output not sold as input */
  sc_lane lambda;
} making;

/* Gamma variates of mean centre_j for one Dirichlet draw; where `drawn` is negative the centre itself. */
static void draw_gammas(const double *centre, double concentration, const int *drawn, int n, const char *name,
                        const sc_noise *noise, sc_lane *out)
{
  SC_K(sc_noise_normal)(noise, SC_STREAM_ACCOUNTS, sc_name_hash(name), 0, n, out);
  for (int j = 0; j < n; j++) {
    const double alpha = concentration * centre[j];
    const int fixed = noise->quiet || drawn[j] < 0 || alpha < 1;
    const double level = fixed ? 1 : 1 - 1 / (9 * alpha), slope = fixed ? 0 : 1 / (3 * sqrt(alpha));
    SC_EACH_VECTOR(v) {
      const sc_vector root = sc_vector_max(level + slope * sc_load(out[j] + v), sc_all(SMALLEST_ROOT));
      sc_store(out[j] + v, centre[j] * root * root * root);
    }
  }
}

/* Shares whose sum over the members is `total`. */
static void scale_to(sc_lane *share, const int *member, int which, int n, double total)
{
  SC_EACH_VECTOR(v) {
    sc_vector sum = sc_all(0);
    for (int j = 0; j < n; j++)
      if (member[j] == which) sum += sc_load(share[j] + v);
    for (int j = 0; j < n; j++)
      if (member[j] == which) sc_store(share[j] + v, sc_load(share[j] + v) * (total / sum));
  }
}

static void draw_shares(sc_base *b, making *m, const sc_region *r, const sc_noise *noise)
{
  const int everybody[SC_MAX_ACTIVITIES] = { 0 };
  draw_gammas(r->share, SC_SHARE_CONCENTRATION, r->drawn, r->n, "accounts.value_added", noise, b->value_added);
  for (int industry = 0; industry < 3; industry++)
    if (r->drawn_total[industry] > 0) scale_to(b->value_added, r->drawn, industry, r->n, r->drawn_total[industry]);
  draw_gammas(r->household, SC_BUDGET_CONCENTRATION, everybody, r->n, "accounts.budget", noise, m->budget);
  scale_to(m->budget, everybody, 0, r->n, 1.0);
}

/* Steps 1 and 2 of district.h, and the labour shares. */
static void produce(sc_base *b, making *m, const sc_region *r, const sc_params *p)
{
  const sc_lane *group[SC_N_GROUPS] = { &p->labour_share_primary, &p->labour_share_secondary,
                                        &p->labour_share_traditional, &p->labour_share_modern };
  SC_EACH_VECTOR(v) {
    sc_vector total = sc_all(0);
    for (int j = 0; j < b->n; j++) {
      const double within = r->labour_share[j] / r->group_labour_share[r->group[j]];
      const sc_vector x = sc_load(b->value_added[j] + v) / r->value_added_ratio[j];
      const sc_vector theta = sc_load(*group[r->group[j]] + v) * within;
      sc_store(b->output[j] + v, x);
      sc_store(b->labour_share[j] + v,
               sc_vector_min(sc_vector_max(theta, sc_all(SC_LABOUR_SHARE_MIN)), sc_all(SC_LABOUR_SHARE_MAX)));
      sc_store(b->tax[j] + v, sc_all(r->tax[j]));
      total += x;
    }
    for (int j = 0; j < b->n; j++) sc_store(m->slq[j] + v, sc_load(b->output[j] + v) / (total * r->output_share[j]));
    const sc_vector size = total * sc_load(p->gdp_level + v) / r->output_total;
    sc_store(m->lambda + v, sc_vector_pow(sc_vector_log1p(size) / SC_LN_TWO, sc_load(p->delta_flq + v)));
  }
}

/* Step 3: row i of the local coefficients. */
static void buy_inputs(sc_base *b, making *m, const sc_region *r, int i, int v)
{
  const int n = b->n;
  const sc_vector lambda = sc_load(m->lambda + v), x = sc_load(b->output[i] + v), flq = sc_load(m->slq[i] + v) * lambda;
  const sc_vector room = SC_LOCAL_INPUT_CAP * x;
  sc_vector sales = sc_all(0);
  for (int j = 0; j < n; j++) {
    const sc_vector quotient = j == i ? flq : flq / sc_load(m->slq[j] + v);
    const sc_vector a = sc_vector_min(sc_all(1), quotient) * r->input[i * n + j];
    sc_store(b->a[i * n + j] + v, a);
    sales += a * sc_load(b->output[j] + v);
  }
  const sc_vector cap = sc_select(sc_less(room, sales), room / sales, sc_all(1));
  sc_store(m->left[i] + v, x - cap * sales);
  for (int j = 0; j < n; j++) {
    const sc_vector a = cap * sc_load(b->a[i * n + j] + v);
    sc_store(b->a[i * n + j] + v, a);
    sc_store(b->import_input[j] + v, sc_load(b->import_input[j] + v) - a);
  }
}

/* Steps 4 to 7: sales of product i; returns what is imported from abroad. */
static sc_vector sell(sc_base *b, const making *m, const sc_region *r, const sc_params *p, int i, int v)
{
  const sc_vector h = sc_load((r->tradable[i] ? p->cross_hauling_goods : p->cross_hauling_services) + v);
  const sc_vector flq = sc_load(m->lambda + v) * sc_load(m->slq[i] + v);
  const sc_vector quotient = r->tradable[i] ? sc_vector_min(sc_all(1), flq) : sc_all(1);
  const sc_vector household = sc_load(p->household_rate + v) * sc_load(m->budget[i] + v);
  const sc_vector government = sc_load(p->government_rate + v) * r->government[i];
  const sc_vector investment = sc_load(p->investment_rate + v) * r->investment[i];
  const sc_vector home = household * (1 - r->household_foreign[i]), g = government * (1 - r->government_foreign[i]),
                  k = investment * (1 - r->investment_foreign[i]);
  const sc_vector x = sc_load(b->output[i] + v), left = sc_load(m->left[i] + v), wanted = home + g + k;
  const sc_vector bought = sc_vector_min((1 - h) * sc_vector_min(left, wanted), quotient * wanted);
  const sc_vector share = sc_select(sc_less(sc_all(0), wanted), bought / wanted, sc_all(0)), exports = left - bought;
  const sc_vector world = sc_vector_min(r->export_rate[i] * x, SC_WORLD_EXPORT_CAP * exports);
  sc_store(b->household[i] + v, household);
  sc_store(b->local_household[i] + v, share * (1 - r->household_foreign[i]));
  sc_store(b->government[i] + v, share * g);
  sc_store(b->investment[i] + v, share * k);
  sc_store(b->export_world[i] + v, world);
  sc_store(b->export_country[i] + v, exports - world);
  sc_store(b->government_use[i] + v, government);
  sc_store(b->investment_use[i] + v, investment);
  sc_vector imported = household + government + investment - wanted, country = wanted - bought;
  for (int j = 0; j < b->n; j++) {
    imported += r->import_input[i * b->n + j] * sc_load(b->output[j] + v);
    country += (r->input[i * b->n + j] - sc_load(b->a[i * b->n + j] + v)) * sc_load(b->output[j] + v);
  }
  sc_store(b->import_abroad[i] + v, imported);
  sc_store(b->import_country[i] + v, country);
  return imported;
}

static void mark_bad(const sc_base *b, sc_block *block)
{
  for (int i = 0; i < b->n; i++)
    for (int l = 0; l < SC_LANES; l++) {
      if (!(b->output[i][l] > 0 && b->output[i][l] < INFINITY)) sc_lane_bad(block, l, SC_BAD_NOT_FINITE);
      if (!(b->export_country[i][l] > 0)) sc_lane_bad(block, l, SC_BAD_NEGATIVE_FLOW);
    }
}

void SC_K(sc_base_make)(sc_base *b, const sc_region *r, const sc_params *p, const sc_noise *noise, sc_block *block)
{
  making m;
  b->n = r->n;
  draw_shares(b, &m, r, noise);
  produce(b, &m, r, p);
  SC_EACH_VECTOR(v) {
    sc_vector imported = sc_all(0);
    for (int j = 0; j < b->n; j++) sc_store(b->import_input[j] + v, sc_all(1 - r->value_added_ratio[j]));
    for (int i = 0; i < b->n; i++) buy_inputs(b, &m, r, i, v);
    for (int i = 0; i < b->n; i++) imported += sell(b, &m, r, p, i, v);
    sc_store(b->import_world + v, imported);
    sc_store(b->consumption + v, sc_load(p->household_rate + v));
    sc_store(b->investment_rate + v, sc_load(p->investment_rate + v));
  }
  mark_bad(b, block);
}
