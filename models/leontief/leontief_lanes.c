/* leontief_lanes.c - the input-output model's years: equations in leontief.h and models/blocks/blocks.h. */
#include "engine/lanes/vector.h"
#include "models/leontief/leontief.h"

static const double UNIFORM_SPAN = 0x1.bb67ae8584caap+1;   /* sqrt(12): of a uniform number with standard deviation 1 */
static sc_drive still;   /* no lever, no event: never written */

void SC_K(sc_leontief_start)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_base *base = ((const sc_drive *)now->drive)->base;
  sc_leontief *s = state;
  const int n = setup->n;
  SC_K(sc_blocks_start)(&s->blocks, setup, p, base);
  SC_K(sc_calibrate)(&s->calibration, &s->blocks, p, base);
  SC_K(sc_outcome_start)(&s->economy, &s->calibration, &s->blocks, setup, base);
  SC_K(sc_labour_start)(&s->country, setup);
  SC_K(sc_knowledge_start)(&s->country, setup, p);
  for (int i = 0; i < n * n; i++) sc_lane_fill(s->walk[i], 0.0);
  for (int j = 0; j < n; j++)
    SC_EACH_LANE(l) {
      s->shock[j][l] = s->moved[j][l] = s->lead[j][l] = 0.0;
      s->labour[j][l] = s->calibration.labour[j][l];
    }
  SC_EACH_LANE(l) {
    s->country_tfp[l] = s->ideas[l] = s->premium[l] = s->log_wage[l] = s->log_consumption[l] = 0.0;
    s->plan[l] = 1.0;
    s->investment[l] = base->investment_rate[l];
  }
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
}

/* Pay answers to last year's labour market; then people and work move on. */
static void labour_market(sc_leontief *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive)
{
  sc_blocks *b = &s->blocks;
  sc_lane before;
  SC_EACH_VECTOR(v) {
    const sc_vector supply = sc_load(b->labour + v), premium = sc_load(s->premium + v);
    const sc_vector tightness = sc_vector_log(sc_load(s->economy.labour + v) / supply);
    sc_store(s->premium + v, premium + 0.5 * (sc_load(p->wage_tightness + v) * tightness - premium));
    sc_store(before + v, supply);
  }
  SC_K(sc_labour_step)(b, setup, p, drive);
  SC_EACH_LANE(l) s->labour_growth[l] = b->labour[l] / before[l];
}

/* The country's productivity by R&D, digital industries, public capital and the common shock; and the pay that follows. */
static void country(sc_leontief *s, const sc_setup *setup, const sc_params *p, const sc_noise *noise, int t)
{
  const sc_noise quiet = { .seed = noise->seed, .first_draw = noise->first_draw, .quiet = 1 };
  sc_blocks *c = &s->country;
  sc_lane gdp;
  SC_K(sc_labour_step)(c, setup, p, &still);
  SC_K(sc_knowledge_step)(c, p, &still, &quiet);
  SC_EACH_VECTOR(v) sc_store(gdp + v, sc_vector_exp(t * sc_load(p->growth_country + v)));
  SC_K(sc_knowledge_close)(c, p->growth_country, p->growth_country, gdp);
  SC_EACH_LANE(l) {
    s->ideas[l] += s->blocks.ideas[l];
    s->country_tfp[l] += p->gamma_rd[l] * c->rd_stock_growth[l] + p->gamma_digital[l] * c->digital_gain[l]
                       + p->psi_infra[l] * c->public_growth[l] + s->blocks.common[l];
  }
  SC_EACH_VECTOR(v)
    sc_store(s->log_wage + v, (1.0 - sc_load(s->blocks.theta_country + v)) * t * sc_load(p->growth_country + v)
                              + sc_load(s->blocks.mu_country + v) * sc_load(s->ideas + v) + sc_load(s->country_tfp + v)
                              + sc_vector_log(sc_load(c->human_capital + v)) + sc_load(s->premium + v));
}

/* Output shocks and moves of firms are orders lost; the rest of productivity is a lead over the country. */
static void productivity(sc_leontief *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive)
{
  for (int j = 0; j < setup->n; j++) {
    const double *mu = sc_drift_of(p, setup->group[j]);
    SC_EACH_LANE(l) {
      s->shock[j][l] += drive->activity_shock[j][l];
      s->moved[j][l] += drive->scale[j][l];
      s->lead[j][l] = s->blocks.log_tfp[j][l] - s->shock[j][l] - s->moved[j][l] - mu[l] * s->ideas[l] - s->country_tfp[l];
    }
  }
}

/* This year's local coefficients, what columns bring in, and the inverse. */
static void coefficients(sc_leontief *s, const sc_setup *setup, const sc_params *p, const sc_drive *drive, const sc_period *now)
{
  const sc_base *base = drive->base;
  const int n = setup->n;
  SC_K(sc_noise_uniform)(now->noise, SC_STREAM_SHOCK, sc_name_hash("inputs"), now->t, n * n, s->inverse);   /* its place serves */
  const double noisy = now->noise->quiet ? 0.0 : 1.0;
  for (int i = 0; i < n * n; i++)
    SC_EACH_LANE(l) {
      const double step = p->input_drift[l];
      s->walk[i][l] += noisy * step * (UNIFORM_SPAN * (s->inverse[i][l] - 0.5) - 0.5 * step);
    }
  SC_EACH_VECTOR(v)
    for (int j = 0; j < n; j++) {
      sc_vector drifted = sc_all(0.0), before = sc_all(0.0), local = sc_all(0.0);
      const sc_vector imports = sc_load(base->import_input[j] + v);
      for (int i = 0; i < n; i++) {
        const sc_vector a = sc_load(base->a[i * n + j] + v), x = a * sc_vector_exp(sc_load(s->walk[i * n + j] + v));
        before += a;
        drifted += x;
        sc_store(s->a[i * n + j] + v, x);
      }
      const sc_vector inputs = before + imports, scale = inputs / (drifted + imports);
      for (int i = 0; i < n; i++) {
        const sc_vector a = scale * sc_load(s->a[i * n + j] + v) * sc_vector_exp(sc_load(s->moved[i] + v));
        local += a;
        sc_store(s->a[i * n + j] + v, a);
      }
      sc_store(s->import_input[j] + v, inputs - local);
    }
  SC_K(sc_inverse_make)(s->inverse, (const sc_lane *)s->a, n, now->block);
}

void SC_K(sc_leontief_step)(const void *self, const void *params, void *state, const sc_period *now)
{
  const sc_setup *setup = self;
  const sc_params *p = params;
  const sc_drive *drive = now->drive;
  sc_leontief *s = state;
  SC_K(sc_outcome_remember)(&s->last, &s->economy);
  labour_market(s, setup, p, drive);
  SC_K(sc_knowledge_step)(&s->blocks, p, drive, now->noise);
  SC_K(sc_productivity_step)(&s->blocks, setup, p, drive, now->noise);
  SC_K(sc_outside_step)(&s->blocks, setup, p, drive, now->noise);
  SC_K(sc_government_step)(s->plan, &s->last, p, now->t);
  country(s, setup, p, now->noise, now->t);
  productivity(s, setup, p, drive);
  coefficients(s, setup, p, drive, now);
  SC_K(sc_leontief_solve)(s, p, drive);
  SC_K(sc_outcome_close)(&s->economy, &s->last, &s->blocks, p, drive);
  sc_lane_fill(s->economy.labour, 0.0);          /* who works, not who could */
  for (int j = 0; j < setup->n; j++) SC_EACH_LANE(l) s->economy.labour[l] += s->economy.employment[j][l];
  SC_EACH_LANE(l)
    if (!(s->economy.residual[l] < SC_LEONTIEF_TOLERANCE)) sc_lane_bad(now->block, l, SC_BAD_NO_CONVERGENCE);
  const double *before = now->t == 1 ? s->economy.gdp_growth : s->last.gdp_growth;   /* the first year brings no surprise */
  SC_K(sc_knowledge_close)(&s->blocks, s->economy.gdp_growth, before, s->economy.gdp_index);
  SC_K(sc_capital_step)(&s->blocks, setup, p, s->investment, s->economy.rent, now->block);
  SC_EACH_LANE(l) s->economy.rd_ratio[l] = s->blocks.rd_ratio[l], s->economy.rd_spending[l] = s->blocks.rd_spending[l];
}
