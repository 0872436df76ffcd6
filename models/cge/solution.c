/* solution.c - years solved in all lanes; what is said of a year that has no equilibrium. */
#include "models/cge/solution.h"

#include <math.h>
#include <string.h>

/* Of a state, what the next year starts from: unknowns with ln k, which follow each other, and the year they solve. */
static size_t level_lanes(const sc_cge_shape *shape) { return (size_t)(shape->n_unknowns + shape->commodities); }

sc_code sc_cge_solution_create(sc_cge_solution *solution, const sc_cge_model *model, sc_report *report)
{
  const sc_cge_shape *shape = &model->shape;
  const size_t n_year = sc_cge_year_lanes(shape), n_outcome = sc_cge_outcome_lanes(shape), n_state = sc_cge_state_lanes(shape);
  *solution = (sc_cge_solution){ .model = model };
  solution->memory = sc_alloc(2 * n_year + n_outcome + n_state + level_lanes(shape) + sc_cge_work_lanes(shape), sizeof(sc_lane));
  if (!solution->memory) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(model->file), "sc_cge_solution");
  sc_lane *at = solution->memory;
  sc_cge_year_bind(shape, at, &solution->year), at += n_year;
  sc_cge_outcome_bind(shape, at, &solution->outcome), at += n_outcome;
  sc_cge_state_bind(shape, at, &solution->state), at += n_state;
  solution->before = at, at += level_lanes(shape) + n_year;
  solution->work = at;
  memcpy(solution->year.production_tax, model->base_year.production_tax, n_year * sizeof(sc_lane));
  memcpy(solution->state.year.production_tax, model->base_year.production_tax, n_year * sizeof(sc_lane));
  return SC_OK;
}

void sc_cge_solution_free(sc_cge_solution *solution)
{
  if (!solution) return;
  sc_free(solution->memory);
  *solution = (sc_cge_solution){ 0 };
}

void sc_cge_solution_solve(sc_cge_solution *s)
{
  const sc_isa isa = sc_isa_best();
  const sc_cge_shape *shape = &s->model->shape;
  memcpy(s->before, s->state.unknown, level_lanes(shape) * sizeof(sc_lane));
  memcpy(s->before + level_lanes(shape), s->state.year.production_tax, sc_cge_year_lanes(shape) * sizeof(sc_lane));
  SC_KERNEL_OF(sc_cge_solve, isa)(shape, &s->model->base, &s->year, &s->state, &s->outcome, s->work);
}

/* ----------------------------------------------------------------------------------------- no equilibrium */

static int holds(const sc_cge_solution *s, int lane)
{
  const double residual = s->outcome.residual[0][lane];
  return residual <= SC_CGE_TOLERANCE && isfinite(s->outcome.gdp[0][lane]);
}

/* The equation that is furthest off where the lane stands, and by how much; where it stands nowhere any more, where it came from. */
static sc_code furthest(const sc_cge_solution *s, int lane, int *which, double *by, sc_report *report)
{
  const int n = s->model->shape.n_unknowns;
  double *unknown = sc_alloc((size_t)(2 * n), sizeof *unknown), *residual = unknown + n;
  int lost = 0;
  if (!unknown) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(s->model->file), "sc_cge_solution");
  for (int j = 0; j < n; j++) lost |= !isfinite(unknown[j] = s->state.unknown[j][lane]);
  for (int j = 0; j < n && lost; j++) unknown[j] = s->before[j][lane];
  SC_KERNEL_OF(sc_cge_equations, sc_isa_best())(&s->model->shape, &s->model->base, &s->year, lane, unknown, residual, NULL, s->work);
  *which = 0, *by = 0;
  for (int j = 0; j < n; j++)
    if (!(fabs(residual[j]) <= *by)) {
      *which = j, *by = fabs(residual[j]);
      if (!isfinite(residual[j])) break;
    }
  sc_free(unknown);
  return SC_OK;
}

/* How much of the way from the last year's givens to this one's has an equilibrium, in parts of SC_LANES. */
static sc_code way_gone(const sc_cge_solution *s, int lane, double *part, sc_report *report)
{
  sc_cge_solution way;
  const size_t n = level_lanes(&s->model->shape), n_year = sc_cge_year_lanes(&s->model->shape);
  SC_TRY(sc_cge_solution_create(&way, s->model, report));
  for (size_t i = 0; i < n; i++)
    for (int l = 0; l < SC_LANES; l++) way.state.unknown[i][l] = s->before[i][lane];
  for (size_t i = 0; i < n_year; i++)
    for (int l = 0; l < SC_LANES; l++) {
      const double from = s->before[n + i][lane], to = s->year.production_tax[i][lane];
      way.state.year.production_tax[i][l] = from;
      way.year.production_tax[i][l] = from + (to - from) * (l + 1) / SC_LANES;
    }
  sc_cge_solution_solve(&way);
  int l = 0;
  while (l < SC_LANES && holds(&way, l)) l++;
  *part = (double)l / SC_LANES;
  sc_cge_solution_free(&way);
  return SC_OK;
}

/* The accounts that no equation asked for. */
static sc_code check_accounts(const sc_cge_solution *s, int lane, const char *scenario, int year, sc_report *report)
{
  static const sc_cge_measure accounts[] = { SC_CGE_MEASURE_walras, SC_CGE_MEASURE_gdp_gap };
  sc_code code = SC_OK;
  for (size_t k = 0; k < sizeof accounts / sizeof *accounts; k++) {
    const double gap = sc_cge_measured((sc_cge_view){ s, lane }, (sc_cge_view){ NULL, 0 }, accounts[k], 0);
    const sc_text text = sc_cge_measure_rows[accounts[k]].text;
    sc_short off, when = sc_integer(year), most = sc_number(SC_CGE_ACCOUNTS);
    snprintf(off.s, sizeof off.s, "%.2g", gap);
    if (!(fabs(gap) <= SC_CGE_ACCOUNTS))
      code = SC_FAIL(report, CGE_ACCOUNTS, SC_IN_FILE(s->model->file), scenario, year > 0 ? when.s : "", text.in[SC_ZH], text.in[SC_EN], off.s, most.s);
  }
  return code;
}

sc_code sc_cge_solution_check(const sc_cge_solution *s, int lane, const char *scenario, int year, sc_report *report)
{
  if (holds(s, lane)) return check_accounts(s, lane, scenario, year, report);
  int which = 0;
  double by = 0, part = 0;
  sc_string words[SC_N_LANGS] = { { 0 }, { 0 } };
  SC_TRY(furthest(s, lane, &which, &by, report));
  SC_TRY(way_gone(s, lane, &part, report));
  sc_cge_equation_words(s->model, which, words);
  sc_string when = { 0 };
  sc_string_print(&when, year > 0 ? "%s %d" : "%s", scenario, year);
  sc_short off = sc_number(by), gone = sc_number(rint(1000 * part) / 10);
  snprintf(off.s, sizeof off.s, "%.2g", by);
  const sc_where where = SC_IN_FILE(s->model->file);
  const char *zh = sc_string_text(&words[SC_ZH]), *en = sc_string_text(&words[SC_EN]);
  const sc_code code = isfinite(by) ? SC_FAIL(report, CGE_NO_EQUILIBRIUM, where, sc_string_text(&when), gone.s, zh, en, off.s)
                                    : SC_FAIL(report, CGE_NO_MEANING, where, sc_string_text(&when), gone.s, zh, en);
  sc_string_free(&when);
  for (int lang = 0; lang < SC_N_LANGS; lang++) sc_string_free(&words[lang]);
  return code;
}
