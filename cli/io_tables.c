/* The analyses of sanchan io that make a table of a table. */
#include "cli/io.h"
#include "models/accounts/concordance.h"

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

/* The table in the classification of the concordance; where `is_part` activities that it does not name stay as they are. */
static sc_code reclassify(io_context *io, int is_part, sc_report *report)
{
  const char *sizes = io->line->value[SC_OPT_BY], *column = sizes ? sizes : "weight";
  sc_concordance given, whole = { 0 };
  int has_weights = sizes != NULL;
  if (!sizes) SC_TRY(sc_concordance_has(io->file[1], column, &has_weights, report));
  if (has_weights) SC_TRY(sc_concordance_read_weighted(&given, io->file[1], "from", "to", column, report));
  else SC_TRY(sc_concordance_read(&given, io->file[1], "from", "to", report));
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
