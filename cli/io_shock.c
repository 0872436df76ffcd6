/* sanchan io shock: scenarios of final demand and technology, by period, certain or not. */
#include <string.h>

#include "cli/io_spread.h"
#include "models/io/shock.h"

typedef struct shown {
  const sc_io_shock *shock;
  const sc_effects *effects;           /* names of quantities                  */
  int row, activity, only_whole;       /* -1: all of them                      */
} shown;

typedef struct place { int scenario, period, quantity, activity, number; } place;

static place place_of(const shown *s, int value)
{
  const int n = s->shock->scene->uncertain->shape.n + 1, q = s->shock->n_quantities, t = s->shock->shocks->n_periods;
  place p = { .number = value % SC_SHOCK_N };
  value /= SC_SHOCK_N;
  p.activity = value % n;
  value /= n;
  p.quantity = value % q;
  value /= q;
  p.period = value % t;
  p.scenario = value / t;
  return p;
}

static int label_shock(const io_context *io, const void *given, int value, io_label *label)
{
  static const char *const numbers[SC_SHOCK_N] = { "base", "value", "change", "change_pct" };
  const shown *s = given;
  const place p = place_of(s, value);
  const int n = io->table[0].n, is_price = p.quantity == s->shock->n_quantities - 1;
  if (s->row >= 0 && p.quantity != s->row) return 0;
  if (s->activity >= 0 ? p.activity != s->activity : s->only_whole && p.activity != n) return 0;
  if (p.number == SC_SHOCK_BASE || p.number == SC_SHOCK_VALUE) return 0;
  *label = (io_label){ .quantity = is_price ? "prices" : s->effects->name[p.quantity], .measure = numbers[p.number],
                       .activity = p.activity < n ? io->table[0].activity[p.activity] : is_price ? "households" : "all",
                       .scenario = s->shock->shocks->scenario[p.scenario].name, .period = s->shock->shocks->period[p.period] };
  if (io_is_read(io)) label->scenario = s->shock->shocks->scenario[p.scenario].title.in[io->line->lang];
  return 1;
}

static sc_code show_certain(io_context *io, const io_draws *d, const sc_io_measure *measure, const shown *s, sc_report *report)
{
  static const io_column made[] = {
    { "scenario", SC_TEXT("scenario", "情景"), IO_AXIS, "1" },   { "period", SC_TEXT("period", "时期"), IO_AXIS, "1" },
    { "quantity", SC_TEXT("quantity", "数量"), IO_AXIS, "1" },   { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "base", SC_TEXT("base", "基准"), IO_NUMBER, IO_OWN },      { "value", SC_TEXT("scenario's", "情景值"), IO_NUMBER, IO_OWN },
    { "change", SC_TEXT("change", "变化"), IO_NUMBER, IO_OWN },  { "change_pct", SC_TEXT("change %", "变化 %"), IO_NUMBER, "%" },
  };
  double *values;
  void *work = NULL;
  SC_TRY(io_take(io, (size_t)measure->n_values, &values, report));
  sc_code code = measure->work_make(measure->self, &work, report);
  if (code == SC_OK && measure->take(measure->self, sc_isa_best(), d->uncertain.base, work, values) != SC_BAD_GOOD)
    code = SC_FAIL(report, UNCERTAIN_BASE, SC_IN_FILE(io->file[1]), "");
  if (code == SC_OK) code = io_columns(io, made, sizeof made / sizeof *made, report);
  for (int v = SC_SHOCK_CHANGE; v < measure->n_values && code == SC_OK; v += SC_SHOCK_N) {
    io_label label = { 0 };
    const double *of = values + v - SC_SHOCK_CHANGE;
    if (!label_shock(io, s, v, &label)) continue;
    const int decimals = strcmp(label.quantity, "prices") == 0 ? 4 : 1;
    sc_table_text(&io->result, label.scenario);
    sc_table_text(&io->result, label.period);
    sc_table_text(&io->result, io_measure_title(io, label.quantity));
    sc_table_text(&io->result, io_measure_title(io, label.activity));
    for (int k = 0; k < SC_SHOCK_PERCENT; k++) io_number(io, of[k], decimals);
    io_number(io, of[SC_SHOCK_PERCENT], 3);
  }
  measure->work_free(work);
  sc_free(values);
  return code;
}

static sc_code show(io_context *io, io_draws *d, const sc_io_shocks *shocks, shown *s, sc_report *report)
{
  sc_io_shock shock;
  SC_TRY(sc_io_shock_make(&shock, &d->scene, shocks, &d->system, report));
  s->shock = &shock;
  const sc_io_measure measure = sc_io_measure_shock(&shock);
  const sc_code code = io_is_uncertain(io) || shocks->is_uncertain
                           ? io_spread_show(io, d, &measure, IO_BY_SCENARIO | IO_BY_QUANTITY, label_shock, s, report)
                           : show_certain(io, d, &measure, s, report);
  sc_io_shock_free(&shock);
  if (code == SC_OK)
    sc_string_print(&io->note, io_text(io, "%s数量不随价格变动，价格也不随数量变动；情景中节省的投入使产品变便宜。",
                                       "%sQuantities do not answer to prices, nor prices to quantities; an input saved makes the product cheaper."),
                    io->note.length > 0 ? " " : "");
  return code;
}

sc_code io_shock(io_context *io, sc_report *report)
{
  const char *wanted = io->line->value[SC_OPT_QUANTITY], *only = io->line->value[SC_OPT_ACTIVITY];
  sc_effects effects;
  sc_io_shocks shocks = { 0 };
  io_draws d = { 0 };
  shown s = { .effects = &effects, .row = -1, .activity = -1, .only_whole = io_is_read(io) };
  if (only) SC_TRY(io_activity(io, only, &s.activity, report));
  SC_TRY(sc_effects_make(&effects, &io->table[0], report));
  sc_code code = SC_OK;
  if (wanted && strcmp(wanted, "prices") == 0) s.row = effects.n_rows;
  else if (wanted) code = io_quantity(io, &effects, wanted, &s.row, report);
  if (code == SC_OK) code = sc_io_shocks_read(&shocks, &io->table[0], io->file[1], report);
  if (code == SC_OK && !io_is_uncertain(io) && !shocks.is_uncertain) code = io_check_draws(io, report);
  if (code == SC_OK) code = io_draws_make(io, &d, &shocks.more, report);
  if (code == SC_OK) code = show(io, &d, &shocks, &s, report);
  io_draws_free(&d);
  sc_io_shocks_free(&shocks);
  sc_effects_free(&effects);
  return code;
}
