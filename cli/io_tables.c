/* The analyses of sanchan io that make a table of a table. */
#include <stdlib.h>
#include <string.h>

#include "cli/io.h"
#include "models/accounts/concordance.h"
#include "models/accounts/origins.h"
#include "models/accounts/regionalise.h"

/* One row for each activity of the table made: what it is in a few numbers. */
static sc_code summarise(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "output", SC_TEXT("output", "总产出"), IO_NUMBER, IO_MONEY },
    { "intermediate_domestic", SC_TEXT("local inputs", "本地中间投入"), IO_NUMBER, IO_MONEY },
    { "intermediate_imported", SC_TEXT("imported inputs", "外购中间投入"), IO_NUMBER, IO_MONEY },
    { "value_added", SC_TEXT("value added", "增加值"), IO_NUMBER, IO_MONEY },
    { "imports", SC_TEXT("imports", "进口"), IO_NUMBER, IO_MONEY },
  };
  const sc_io_table *t = &io->made;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int j = 0; j < t->n; j++) {
    double here = 0, abroad = 0;
    for (int i = 0; i < t->n; i++) {
      here += t->domestic[(size_t)i * (size_t)t->n + (size_t)j];
      abroad += t->imported[(size_t)i * (size_t)t->n + (size_t)j];
    }
    const double shown[] = { t->output[j], here, abroad, sc_io_table_value_added(t, j), t->imports[j] };
    sc_table_text(&io->result, t->activity[j]);
    for (int k = 0; k < 5; k++) io_number(io, shown[k], 1);
  }
  return SC_OK;
}

/* --columns FROM:TO. */
static sc_code columns_given(io_context *io, const char **from, const char **to, sc_report *report)
{
  const char *given = io->line->value[SC_OPT_COLUMNS], *colon = given ? strchr(given, ':') : NULL;
  *from = "from";
  *to = "to";
  if (!given) return SC_OK;
  if (!colon || colon == given || colon[1] == '\0') return SC_FAIL(report, IO_COLUMNS, SC_IN_FILE("--columns"), given);
  *from = sc_arena_print(&io->result.arena, "%.*s", (int)(colon - given), given);
  *to = colon + 1;
  return *from ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, io->name);
}

/* The table in the classification of the concordance; where `is_part` activities that it does not name stay as they are. */
static sc_code reclassify(io_context *io, int is_part, sc_report *report)
{
  const char *sizes = io->line->value[SC_OPT_BY], *column = sizes ? sizes : "weight", *from, *to;
  sc_concordance given, whole = { 0 };
  int has_weights = sizes != NULL;
  SC_TRY(columns_given(io, &from, &to, report));
  if (!sizes) SC_TRY(sc_concordance_has(io->file[1], column, &has_weights, report));
  if (has_weights) SC_TRY(sc_concordance_read_weighted(&given, io->file[1], from, to, column, report));
  else SC_TRY(sc_concordance_read(&given, io->file[1], from, to, report));
  sc_code code = is_part ? sc_concordance_complete(&whole, &given, &io->table[0], report) : SC_OK;
  if (code == SC_OK) code = sc_io_table_aggregate(&io->made, &io->table[0], is_part ? &whole : &given, report);
  if (code == SC_OK) code = sc_io_table_check_balance(&io->made, SC_IO_TABLE_TOLERANCE, report);
  if (code == SC_OK) code = summarise(io, report);
  sc_concordance_free(&whole);
  sc_concordance_free(&given);
  return code;
}

sc_code io_aggregate(io_context *io, sc_report *report) { return reclassify(io, 0, report); }

sc_code io_split(io_context *io, sc_report *report) { return reclassify(io, 1, report); }

/* ------------------------------------------------------------------------------------------------- imports */

static double used_here(const sc_io_table *t, int i)
{
  double use = 0;
  for (int j = 0; j < t->n; j++) use += t->domestic[(size_t)i * (size_t)t->n + (size_t)j];
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] != SC_FINAL_IMPORTS && t->final[k] != SC_FINAL_EXPORTS && t->final[k] != SC_FINAL_NET_EXPORTS &&
        t->final[k] != SC_FINAL_ERRORS)
      use += t->final_domestic[(size_t)i * (size_t)t->n_final + (size_t)k];
  return use;
}

static sc_code take_apart(io_context *io, double *share, sc_report *report)
{
  static const io_column made[] = {
    { "product", SC_TEXT("product", "产品"), IO_AXIS, "1" },
    { "imports", SC_TEXT("imports", "进口"), IO_NUMBER, IO_MONEY },
    { "use", SC_TEXT("use here", "本地使用"), IO_NUMBER, IO_MONEY },
    { "share_pct", SC_TEXT("share imported %", "进口份额 %"), IO_NUMBER, "%" },
    { "exported_again", SC_TEXT("exported again", "转口"), IO_NUMBER, IO_MONEY },
  };
  const sc_io_table *t = &io->table[0];
  double *again = share + t->n, sum = 0;
  SC_TRY(sc_io_table_take_apart(&io->made, t, (sc_exempt)sc_line_choice(io->line, SC_OPT_EXEMPT), share, again, report));
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int i = 0; i < t->n; i++) {
    const double shown[] = { t->imports[i], used_here(t, i), 100 * share[i], again[i] };
    sc_table_text(&io->result, t->activity[i]);
    for (int k = 0; k < 4; k++) io_number(io, shown[k], k == 2 ? 2 : 1);
    sum += again[i];
  }
  sc_string_add(&io->note, io_text(io, "每种产品的所有使用者按同一比例购买进口品（比例假定）。", "Every user of a product buys the same share of it abroad."));
  if (sum > 0)
    sc_string_print(&io->note, io_text(io, " 进口超过本地使用的部分记为转口，合计 %.1f。", " Imports above use here are exported again: %.1f in all."), sum);
  return SC_OK;
}

/* A competitive table is taken apart, any other put together. */
sc_code io_imports(io_context *io, sc_report *report)
{
  double *work;
  SC_TRY(io_take(io, 2 * (size_t)io->table[0].n, &work, report));
  sc_code code;
  if (sc_io_table_is_competitive(&io->table[0])) code = take_apart(io, work, report);
  else {
    code = sc_io_table_put_together(&io->made, &io->table[0], report);
    if (code == SC_OK) code = summarise(io, report);
  }
  if (code == SC_OK) code = sc_io_table_check_balance(&io->made, SC_IO_TABLE_TOLERANCE, report);
  if (code == SC_OK) io_note_roles(io);
  sc_free(work);
  return code;
}

/* -------------------------------------------------------------------------------------------- regionalise */

static sc_code exponent_given(const sc_line *line, double *delta, sc_report *report)
{
  const char *given = line->value[SC_OPT_DELTA];
  char *end = NULL;
  *delta = given ? strtod(given, &end) : SC_FLQ_EXPONENT;
  if (!given || (end != given && *end == '\0' && *delta >= 0 && *delta < 1)) return SC_OK;
  return SC_FAIL(report, IO_EXPONENT, SC_IN_FILE("--delta"), given);
}

/* The region beside the nation, activity by activity. */
static sc_code show_region(io_context *io, const sc_regional_plan *plan, const double *cut, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "output", SC_TEXT("output", "总产出"), IO_NUMBER, IO_MONEY },
    { "slq", SC_TEXT("SLQ", "SLQ"), IO_NUMBER, "1" },
    { "local_inputs_pct", SC_TEXT("inputs bought locally %", "本地购买的投入 %"), IO_NUMBER, "%" },
    { "exports_pct", SC_TEXT("exported %", "调出与出口 %"), IO_NUMBER, "%" },
    { "cut_pct", SC_TEXT("local sales cut %", "本地销售削减 %"), IO_NUMBER, "%" },
  };
  const sc_io_table *t = &io->made;
  double here = 0, all = 0;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int j = 0; j < t->n; j++) {
    double local = 0, elsewhere = 0;
    for (int i = 0; i < t->n; i++) {
      local += t->domestic[(size_t)i * (size_t)t->n + (size_t)j];
      elsewhere += t->imported[(size_t)i * (size_t)t->n + (size_t)j];
    }
    const double exports = t->final_domestic[(size_t)(j + 1) * (size_t)t->n_final - 1];
    sc_table_text(&io->result, t->activity[j]);
    io_number(io, t->output[j], 1);
    io_number(io, plan->slq[j], 3);
    io_number(io, local + elsewhere > 0 ? 100 * local / (local + elsewhere) : 0, 1);
    io_number(io, t->output[j] > 0 ? 100 * exports / t->output[j] : 0, 1);
    io_number(io, 100 * cut[j], 1);
    here += local;
    all += local + elsewhere;
  }
  sc_string_print(&io->note, io_text(io, "该地区占全国总产出的 %.3f%%、增加值的 %.3f%%；中间投入中 %.1f%% 购自本地。IMP 为区外（国内其他地区与国外）购入，"
                                         "EXP 为调出与出口。这是推算而非调查：用 --delta 看结论对指数的敏感程度。",
                                     "The region has %.3f%% of the nation's output and %.3f%% of its value added; %.1f%% of its inputs are bought locally. "
                                     "IMP is bought in the rest of the country and abroad, EXP sold there. This is an estimate, not a survey: vary "
                                     "--delta to see what depends on the exponent."),
                  100 * plan->size, 100 * plan->share, all > 0 ? 100 * here / all : 0);
  return SC_OK;
}

const sc_regional_method io_regional_methods[IO_N_REGIONAL] = {
  SC_REGIONAL_FLQ, SC_REGIONAL_SLQ, SC_REGIONAL_CILQ, SC_REGIONAL_AFLQ, SC_REGIONAL_CHARM
};

sc_code io_regionalise(io_context *io, sc_report *report)
{
  const size_t n = (size_t)io->table[0].n;
  sc_regional_plan plan = { 0 };
  double delta, *work;
  int method = 0;
  SC_TRY(io_method(io, 0, IO_N_REGIONAL, &method, report));
  SC_TRY(exponent_given(io->line, &delta, report));
  SC_TRY(io_take(io, n * n + 2 * n, &work, report));
  double *output = work + n * n, *cut = output + n;
  sc_code code = sc_regional_output_read(output, io->file[1], &io->table[0], report);
  if (code == SC_OK) code = io_bring(io, SC_IO_MARGINS, io->table[0].n, io->table[0].activity, 1, NULL, output, report);
  io_bring_region(io, SC_IO_EXPONENT, &delta);
  if (code == SC_OK) code = sc_regional_plan_make(&plan, &io->table[0], io_regional_methods[method], output, report);
  if (code == SC_OK) code = sc_regional_table_make(&io->made, &plan, report);
  if (code == SC_OK) {
    sc_regionalise(&plan, delta, work, cut, &io->made);
    if (!io->draw) code = sc_io_table_check_balance(&io->made, SC_IO_TABLE_TOLERANCE, report);
  }
  if (code == SC_OK) code = show_region(io, &plan, cut, report);
  if (code == SC_OK) io_note_roles(io);
  sc_regional_plan_free(&plan);
  sc_free(work);
  return code;
}
