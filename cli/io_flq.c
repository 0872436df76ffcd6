/* sanchan io flq: multipliers of a region from the nation's table, its value-added shares and its size. */
#include <math.h>
#include <stdlib.h>

#include "cli/io_spread.h"
#include "models/accounts/regionalise.h"
#include "models/io/region_multipliers.h"

static sc_code number_given(const sc_line *line, sc_option option, double otherwise, double least, double most, double *to, sc_report *report)
{
  const char *given = line->value[option];
  char *end = NULL;
  *to = given ? strtod(given, &end) : otherwise;
  if (!given || (end != given && *end == '\0' && *to >= least && *to <= most)) return SC_OK;
  char name[40];
  snprintf(name, sizeof name, "--%s", sc_option_rows[option].name);
  return SC_FAIL(report, IO_NUMBER, SC_IN_FILE(name), given, sc_number(least).s, sc_number(most).s);
}

static int label_region(const io_context *io, const void *given, int value, io_label *label)
{
  static const char *const names[SC_FLQ_N] = { "slq", "local", "output", "value_added" };
  const int n = io->table[0].n, j = value / SC_FLQ_N, k = value % SC_FLQ_N;
  if (j == n && k == SC_FLQ_SLQ && *(const sc_regional_method *)given != SC_REGIONAL_FLQ && *(const sc_regional_method *)given != SC_REGIONAL_AFLQ) return 0;
  *label = (io_label){ .activity = j < n ? io->table[0].activity[j] : "region", .measure = j == n && k == SC_FLQ_SLQ ? "lambda" : names[k] };
  return 1;
}

static sc_code show_certain(io_context *io, const io_draws *d, const sc_io_measure *measure, double *values, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "slq", SC_TEXT("location quotient", "区位商"), IO_NUMBER, "1" },
    { "local_pct", SC_TEXT("local inputs %", "本地投入 %"), IO_NUMBER, "%" },
    { "output", SC_TEXT("output multiplier", "产出乘数"), IO_NUMBER, "1" },
    { "value_added", SC_TEXT("value-added multiplier", "增加值乘数"), IO_NUMBER, "1" },
  };
  void *work = NULL;
  sc_code code = measure->work_make(measure->self, &work, report);
  if (code == SC_OK && measure->take(measure->self, sc_isa_best(), d->uncertain.base, work, values) != SC_BAD_GOOD)
    code = SC_FAIL(report, UNCERTAIN_BASE, SC_IN_FILE(io->file[0]), "");
  if (code == SC_OK) code = io_columns(io, made, sizeof made / sizeof *made, report);
  for (int j = 0; j <= io->table[0].n && code == SC_OK; j++) {
    const double *v = values + j * SC_FLQ_N;
    const int is_whole = j == io->table[0].n;
    sc_table_text(&io->result, is_whole ? io_measure_title(io, "region") : io->table[0].activity[j]);
    io_number(io, is_whole ? (double)NAN : v[SC_FLQ_SLQ], 3);
    io_number(io, 100 * v[SC_FLQ_LOCAL], 1);
    io_number(io, v[SC_FLQ_OUTPUT], 3);
    io_number(io, v[SC_FLQ_VALUE_ADDED], 3);
  }
  measure->work_free(work);
  return code;
}

/* Why the multipliers are small. */
static void add_note(io_context *io, double lambda, double local, double multiplier)
{
  if (io->note.length > 0) sc_string_add(&io->note, io_text(io, "", " "));
  if (lambda == lambda)
    sc_string_print(&io->note, io_text(io, "区域乘数平均 %.2f，是因为本地只供给 %.0f%% 的国内投入：规模小（λ = %.3f），其余购自国内其他地区，支出随之流出。",
                                       "The region's multipliers are small, %.2f on average, because only %.0f%% of the inputs that the nation makes are "
                                       "bought here: a small region (lambda %.3f) buys the rest elsewhere, and the spending leaves with it."),
                    multiplier, 100 * local, lambda);
  else
    sc_string_print(&io->note, io_text(io, "区域乘数平均 %.2f，本地供给 %.0f%% 的投入。这一方法不看地区大小：小地区的乘数偏高。",
                                       "The region's multipliers are %.2f on average, with %.0f%% of its inputs bought here. This method does not look at the "
                                       "region's size: multipliers of a small one come out too high."),
                    multiplier, 100 * local);
}

static sc_code show(io_context *io, io_draws *d, const sc_io_region *region, double *values, sc_report *report)
{
  const sc_io_measure measure = sc_io_measure_region(region);
  double *whole = values + io->table[0].n * SC_FLQ_N;
  if (io_is_uncertain(io)) {
    SC_TRY(io_spread_show(io, d, &measure, 0, label_region, &region->method, report));
    for (int k = 0; k < SC_FLQ_N; k++) whole[k] = d->spread.summary[io->table[0].n * SC_FLQ_N + k].quantile[SC_SPREAD_MEDIAN];
  } else SC_TRY(show_certain(io, d, &measure, values, report));
  add_note(io, whole[SC_FLQ_SLQ], whole[SC_FLQ_LOCAL], whole[SC_FLQ_OUTPUT]);
  return SC_OK;
}

sc_code io_flq(io_context *io, sc_report *report)
{
  const int n = io->table[0].n;
  sc_io_more more = { .n_changes = 0 };
  io_draws d = { 0 };
  sc_io_region region = { 0 };
  double *share;
  int method = 0;
  SC_TRY(io_method(io, 0, IO_N_REGIONAL, &method, report));
  if (!sc_line_has(io->line, SC_OPT_GDP)) return SC_FAIL(report, IO_NO_GDP, SC_NOWHERE, "");
  SC_TRY(number_given(io->line, SC_OPT_DELTA, SC_FLQ_EXPONENT, 0, 1, &more.region[SC_IO_EXPONENT], report));
  SC_TRY(number_given(io->line, SC_OPT_GDP, 0, 1e-12, 1e18, &more.region[SC_IO_GDP], report));
  if (!io_is_uncertain(io)) SC_TRY(io_check_draws(io, report));
  SC_TRY(io_take(io, (size_t)n + (size_t)(n + 1) * SC_FLQ_N, &share, report));
  sc_code code = sc_io_shares_read(&io->table[0], io->file[1], share, report);
  more.brought[SC_IO_MARGINS] = (sc_io_brought){ n, 1, io->table[0].activity, NULL, share };
  if (code == SC_OK) code = io_draws_make(io, &d, &more, report);
  if (code == SC_OK) code = sc_io_region_make(&region, &d.uncertain, io_regional_methods[method], share, report);
  if (code == SC_OK) code = show(io, &d, &region, share + n, report);
  sc_io_region_free(&region);
  io_draws_free(&d);
  sc_free(share);
  return code;
}
