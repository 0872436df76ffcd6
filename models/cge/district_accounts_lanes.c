/* district_accounts_lanes.c - the district's account of every draw as the general equilibrium wants it; equations in district.h. */
#include "engine/lanes/vector.h"
#include "models/cge/district.h"

static void bind(const sc_district_model *model, sc_cge_district *s)
{
  const sc_cge_shape *shape = &model->shape;
  sc_lane *at = (sc_lane *)(void *)(s + 1);
  const size_t lists = sc_cge_base_lanes(shape) + sc_cge_year_lanes(shape) + sc_cge_state_lanes(shape);
  memset(at, 0, lists * sizeof *at);
  sc_cge_base_bind(shape, at, &s->base), at += sc_cge_base_lanes(shape);
  sc_cge_year_bind(shape, at, &s->year), at += sc_cge_year_lanes(shape);
  sc_cge_state_bind(shape, at, &s->solution), at += sc_cge_state_lanes(shape);
  sc_cge_outcome_bind(shape, at, &s->outcome), at += sc_cge_outcome_lanes(shape);
  s->work = at;
}

static void copy(sc_lane to, const sc_lane from)
{
  memcpy(to, from, sizeof(sc_lane));
}

static void activity(const sc_district_model *model, sc_cge_base *b, const sc_params *p, const sc_base *base, int j)
{
  const int n = base->n;
  sc_lane inputs;
  for (int l = 0; l < SC_LANES; l++) inputs[l] = base->import_input[j][l];
  for (int i = 0; i < n; i++)
    for (int l = 0; l < SC_LANES; l++) inputs[l] += base->a[i * n + j][l];
  for (int i = 0; i < n; i++)
    for (int l = 0; l < SC_LANES; l++) b->input[i * n + j][l] = model->setup.basket[j * n + i] * inputs[l] * base->output[j][l];
  copy(b->output[j], base->output[j]);
  copy(b->make[j], base->output[j]);
  copy(b->value_added[j], base->value_added[j]);
  copy(b->sigma_factor[j], p->sigma_kl);
  copy(b->sigma_group[j], p->sigma_kl);
  for (int l = 0; l < SC_LANES; l++) {
    const double tax = base->tax[j][l] / (1.0 - base->tax[j][l]), labour = base->labour_share[j][l];
    b->factor[SC_CGE_LABOUR * n + j][l] = base->value_added[j][l] * labour;
    b->factor[SC_CGE_CAPITAL * n + j][l] = base->value_added[j][l] * (1.0 - labour);
    for (int f = 0; f < SC_CGE_N_FACTORS; f++) b->factor_tax[f * n + j][l] = tax;
  }
}

static void product(const sc_district_model *model, sc_cge_base *b, const sc_params *p, const sc_calibration *c, const sc_base *base, int i)
{
  const int country = i * SC_CGE_N_OUTSIDE + SC_CGE_COUNTRY, world = i * SC_CGE_N_OUTSIDE + SC_CGE_WORLD;
  copy(b->export_[country], base->export_country[i]);
  copy(b->export_[world], base->export_world[i]);
  copy(b->import[country], base->import_country[i]);
  copy(b->import[world], base->import_abroad[i]);
  for (int l = 0; l < SC_LANES; l++) b->sales[i][l] = base->output[i][l] - base->export_country[i][l] - base->export_world[i][l];
  copy(b->home[i], base->household[i]);
  copy(b->slope[i], c->slope[i]);
  copy(b->government[i], base->government_use[i]);
  copy(b->investment[i], base->investment_use[i]);
  copy(b->sigma_armington[i], model->goods[i] ? p->armington_goods : p->armington_services);
  copy(b->sigma_import[i], model->goods[i] ? p->armington_abroad_goods : p->armington_abroad_services);
  copy(b->psi[i], p->psi_transformation);
  copy(b->eta[country], p->eta_export);
  copy(b->eta[world], p->eta_export);
}

/* Who earns what, and what each saves: the base year's budgets. */
static void budgets(sc_cge_base *b, const sc_params *p, const sc_calibration *c, const sc_base *base)
{
  sc_lane purchases = { 0 }, taxes = { 0 }, rents = { 0 }, trade = { 0 };
  for (int j = 0; j < base->n; j++)
    for (int l = 0; l < SC_LANES; l++) {
      const double tax = base->value_added[j][l] * base->tax[j][l];
      purchases[l] += base->government_use[j][l];
      taxes[l] += tax;
      rents[l] += base->value_added[j][l] - tax - c->labour[j][l];
      trade[l] += base->import_country[j][l] + base->import_abroad[j][l] - base->export_country[j][l] - base->export_world[j][l];
    }
  for (int l = 0; l < SC_LANES; l++) {
    const double own = p->own_capital[l], tax = p->household_tax[l];
    b->own_home[SC_CGE_LABOUR][l] = 1.0;
    b->own_home[SC_CGE_CAPITAL][l] = own;
    b->own_outside[SC_CGE_CAPITAL][l] = 1.0 - own;
    b->from_government[0][l] = SC_TRANSFERS;
    b->income[0][l] = c->income[l];
    b->direct_tax[0][l] = tax / c->income[l];
    b->saving[0][l] = 1.0 - base->consumption[l] / (c->income[l] - tax);
    b->government_in[0][l] = purchases[l] + SC_TRANSFERS - taxes[l] - tax;
    b->foreign_saving[0][l] = trade[l] + (1.0 - own) * rents[l] - b->government_in[0][l];
    b->curve[SC_CGE_LABOUR][l] = p->wage_curve[l];
    b->unemployment[SC_CGE_LABOUR][l] = p->unemployment_survey[l];
  }
  copy(b->sigma_home[0], p->sigma_c);
}

void SC_K(sc_cge_district_calibrate)(const sc_district_model *model, sc_cge_district *s, const sc_params *p, const sc_base *base)
{
  bind(model, s);
  for (int j = 0; j < base->n; j++) {
    activity(model, &s->base, p, base, j);
    product(model, &s->base, p, &s->calibration, base, j);
  }
  budgets(&s->base, p, &s->calibration, base);
  memcpy(s->year.factor_tax, s->base.factor_tax, (size_t)(SC_CGE_N_FACTORS * base->n) * sizeof(sc_lane));
}
