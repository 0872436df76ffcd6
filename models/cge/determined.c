/* determined.c - does something settle every unknown of a model? Its base-year Jacobian tells, and in which order its equations
 * can be eliminated for all draws.
 *
 * Rows and columns scaled to a largest element of 1, a singular value below SINGULAR of the largest means that some combination
 * of the unknowns (right singular vector) changes no equation, and some combination of the equations (left) sees no unknown.
 * The largest element of each names them; where the unknown is one that the closure frees, the balance it was freed for.
 */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "models/cge/reading.h"

static const double SINGULAR = 1e-12, SMALL_PIVOT = 1e-6;

/* ------------------------------------------------------------------------------------------------- words */

static void named(const sc_cge_model *model, int set, int i, sc_text text, sc_string words[SC_N_LANGS])
{
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    const char *format = text.in[lang], *hole = strstr(format, "%s");
    if (hole == NULL) {
      sc_string_add(&words[lang], format);
      continue;
    }
    sc_string_add_bytes(&words[lang], format, (size_t)(hole - format));
    sc_string_print(&words[lang], "%s%s", model->label[set][i].in[lang], hole + 2);
  }
}

/* Columns of a kind, and what is said of the unknown and of the equation that belongs to it. */
static void column_words(const sc_cge_model *model, int j, int equation, sc_string words[SC_N_LANGS])
{
  static const sc_text balances[SC_CGE_BALANCES] = {
    SC_TEXT("the government budget", "政府预算平衡"), SC_TEXT("investment equal to saving", "投资等于储蓄"), SC_TEXT("the numeraire", "计价物") };
  static const sc_text factor[2] = { SC_TEXT("the price of %s", "%s的价格"), SC_TEXT("the market of %s", "%s的市场出清") };
  const sc_cge_shape *s = &model->shape;
  const struct { int first, n, set; sc_text text[2]; } kinds[] = {
    { s->price, s->commodities, SC_CGE_SET_COMMODITY, { SC_TEXT("the home price of %s", "%s的国内价格"), SC_TEXT("the home market of %s", "%s的国内市场出清") } },
    { s->activity, s->activities, SC_CGE_SET_ACTIVITY,
      { SC_TEXT("the level of activity %s", "生产活动%s的规模"), SC_TEXT("no profit of activity %s", "生产活动%s的零利润") } },
    { s->income, s->households, SC_CGE_SET_HOUSEHOLD, { SC_TEXT("the income of %s", "%s的收入"), SC_TEXT("the income of %s", "%s的收入") } },
    { s->utility, s->households, SC_CGE_SET_HOUSEHOLD, { SC_TEXT("the utility of %s", "%s的效用"), SC_TEXT("the budget of %s", "%s的预算") } },
    { s->revenue, !s->savings_follow, 0, { SC_TEXT("government revenue", "政府收入"), SC_TEXT("government revenue", "政府收入") } },
  };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (j >= kinds[k].first && j < kinds[k].first + kinds[k].n) named(model, kinds[k].set, j - kinds[k].first, kinds[k].text[equation], words);
  for (int f = 0; f < s->factors; f++)
    if (s->wage[f] == j) named(model, SC_CGE_SET_FACTOR, f, factor[equation], words);
  const int balance = j - (s->n_unknowns - SC_CGE_BALANCES);
  if (!s->savings_follow && balance >= 0) named(model, 0, 0, equation ? balances[balance] : sc_cge_macro_rows[s->free[balance]].text, words);
}

void sc_cge_equation_words(const sc_cge_model *model, int row, sc_string words[SC_N_LANGS])
{
  int j = row;
  for (int k = 0; model->shape.row != NULL && k < model->shape.n_unknowns; k++)
    if (model->shape.row[k] == row) j = k;
  column_words(model, j, 1, words);
}

/* ------------------------------------------------------------------------------------------------- what the Jacobian says */

static int jacobian_of(const sc_cge_model *model, double *jacobian, sc_lane *work)
{
  const int n = model->shape.n_unknowns;
  double *unknown = jacobian + n * n, *residual = unknown + n;
  for (int j = 0; j < n; j++) unknown[j] = 0.0;
  SC_KERNEL_OF(sc_cge_equations, sc_isa_best())(&model->shape, &model->base, &model->base_year, 0, unknown, residual, jacobian, work);
  for (int i = 0; i < n; i++) {
    double most = 0.0;
    for (int j = 0; j < n; j++) most = fmax(most, fabs(jacobian[i * n + j]));
    for (int j = 0; j < n && most > 0; j++) jacobian[i * n + j] /= most;
  }
  for (int k = 0; k < n * n; k++)
    if (!isfinite(jacobian[k])) return 0;
  return 1;
}

static int largest_of(const gsl_matrix *m, size_t column)
{
  size_t best = 0;
  for (size_t i = 0; i < m->size1; i++)
    if (fabs(gsl_matrix_get(m, i, column)) > fabs(gsl_matrix_get(m, best, column))) best = i;
  return (int)best;
}

static sc_code report_singular(const sc_cge_model *model, int unknown, int equation, sc_where where, sc_report *report)
{
  const sc_cge_shape *s = &model->shape;
  sc_string what[SC_N_LANGS] = { { 0 } }, of[SC_N_LANGS] = { { 0 } };
  if (!s->savings_follow && unknown >= s->n_unknowns - SC_CGE_BALANCES) equation = unknown;      /* the balance it was freed for */
  column_words(model, unknown, 0, what);
  column_words(model, equation, 1, of);
  const sc_code code = SC_FAIL(report, CGE_UNDETERMINED, where, sc_string_text(&what[SC_ZH]), sc_string_text(&what[SC_EN]),
                               sc_string_text(&of[SC_ZH]), sc_string_text(&of[SC_EN]));
  for (int lang = 0; lang < SC_N_LANGS; lang++) sc_string_free(&what[lang]), sc_string_free(&of[lang]);
  return code;
}

static sc_code check_rank(const sc_cge_model *model, const double *jacobian, sc_where where, sc_report *report)
{
  const size_t n = (size_t)model->shape.n_unknowns;
  gsl_matrix *u = gsl_matrix_alloc(n, n), *v = gsl_matrix_alloc(n, n);
  gsl_vector *value = gsl_vector_alloc(n), *work = gsl_vector_alloc(n);
  sc_code code = SC_OK;
  if (u && v && value && work) {
    memcpy(u->data, jacobian, n * n * sizeof *jacobian);
    gsl_linalg_SV_decomp(u, v, value, work);
    if (!(gsl_vector_get(value, n - 1) > SINGULAR * gsl_vector_get(value, 0)))
      code = report_singular(model, largest_of(v, n - 1), largest_of(u, n - 1), where, report);
  } else code = SC_FAIL(report, OUT_OF_MEMORY, where, "sc_cge_model");
  gsl_matrix_free(u), gsl_matrix_free(v), gsl_vector_free(value), gsl_vector_free(work);
  return code;
}

/* Elimination by columns: does every column find a pivot of some size in its own row? If not, which row does it take? */
static int order_rows(double *a, int n, int *row)
{
  int moved = 0;
  for (int i = 0; i < n; i++) row[i] = i;      /* equation in place i */
  for (int k = 0; k < n; k++) {
    int best = k;
    for (int i = k; i < n; i++)
      if (fabs(a[i * n + k]) > fabs(a[best * n + k])) best = i;
    if (fabs(a[k * n + k]) < SMALL_PIVOT * fabs(a[best * n + k])) {
      moved = 1;
      for (int j = 0; j < n; j++) {
        const double x = a[k * n + j];
        a[k * n + j] = a[best * n + j], a[best * n + j] = x;
      }
      const int x = row[k];
      row[k] = row[best], row[best] = x;
    }
    for (int i = k + 1; i < n; i++) {
      const double l = a[i * n + k] / a[k * n + k];
      for (int j = k; j < n; j++) a[i * n + j] -= l * a[k * n + j];
    }
  }
  return moved;
}

sc_code sc_cge_determine(sc_cge_loader *loader, sc_where where)
{
  sc_cge_model *model = loader->model;
  const int n = model->shape.n_unknowns;
  int *place = sc_cge_take(loader, n, sizeof *place), *row = sc_cge_take(loader, n, sizeof *row);
  double *jacobian = sc_alloc((size_t)(n * (n + 2)), sizeof *jacobian);
  sc_lane *work = sc_alloc(sc_cge_work_lanes(&model->shape), sizeof *work);
  sc_code code = SC_OK;
  if (!place || !row || !jacobian || !work) code = SC_FAIL(loader->report, OUT_OF_MEMORY, where, "sc_cge_model");
  else if (jacobian_of(model, jacobian, work)) {
    code = check_rank(model, jacobian, where, loader->report);
    if (code == SC_OK && order_rows(jacobian, n, place)) {
      for (int k = 0; k < n; k++) row[place[k]] = k;
      model->shape.row = row, model->shape.alone = 0;
    }
  }
  sc_free(jacobian), sc_free(work);
  return code;
}
