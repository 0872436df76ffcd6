/* sanchan io supply_use: symmetric tables from supply and use. */
#include "cli/io.h"
#include "models/accounts/supply_use.h"

/* How much of what an activity of the table made is, or makes, comes from another one: of a product, what is not made by its main
 * industry; of an industry, what is not its main product. */
static double secondary(const sc_supply_use *t, int of_products, int k)
{
  const int n = of_products ? t->n_industries : t->n_products;
  double all = 0, main = 0;
  for (int other = 0; other < n; other++) {
    const int i = of_products ? k : other, j = of_products ? other : k;
    const double made = t->supply[(size_t)i * (size_t)t->n_industries + (size_t)j];
    all += made;
    if (made > main) main = made;
  }
  return all > 0 ? 1 - main / all : 0;
}

static sc_code show(io_context *io, const sc_supply_use *t, int of_products, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "output", SC_TEXT("output", "总产出"), IO_NUMBER, IO_MONEY },
    { "secondary_pct", SC_TEXT("secondary %", "次要部分 %"), IO_NUMBER, "%" },
    { "inputs", SC_TEXT("inputs", "中间投入"), IO_NUMBER, IO_MONEY },
    { "value_added", SC_TEXT("value added", "增加值"), IO_NUMBER, IO_MONEY },
    { "negative", SC_TEXT("negative inputs", "负投入"), IO_NUMBER, IO_MONEY },
  };
  const sc_io_table *m = &io->made;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int j = 0; j < m->n; j++) {
    double inputs = 0, negative = 0;
    for (int i = 0; i < m->n; i++) {
      const size_t at = (size_t)i * (size_t)m->n + (size_t)j;
      inputs += m->domestic[at] + m->imported[at];
      if (m->domestic[at] < 0) negative += m->domestic[at];
      if (m->imported[at] < 0) negative += m->imported[at];
    }
    const double shown[] = { m->output[j], 100 * secondary(t, of_products, j), inputs, sc_io_table_value_added(m, j), negative };
    sc_table_text(&io->result, m->activity[j]);
    for (int k = 0; k < 5; k++) io_number(io, shown[k], 1);
  }
  return SC_OK;
}

/* What is negative is said, and kept or set to 0. */
static sc_code judge_negatives(io_context *io, sc_report *report)
{
  const sc_negatives found = sc_io_table_negatives(&io->made);
  const int remove = sc_line_choice(io->line, SC_OPT_NEGATIVES) == 1;
  if (found.n == 0) {
    sc_string_add(&io->note, io_text(io, "没有负的中间投入。", "No flow of inputs is negative."));
    return remove ? sc_io_table_remove_negatives(&io->made, report) : SC_OK;
  }
  const char *from = io->made.activity[found.row], *to = io->made.activity[found.column];
  sc_string_print(&io->note, io_text(io, "负的中间投入有 %d 个，合计 %.1f；最大的是 %s 供给 %s：%.1f。",
                                     "%d flows of inputs are negative, %.1f in all; the largest is from %s to %s, %.1f."),
                  found.n, found.sum, from, to, found.largest);
  if (remove) {
    sc_string_add(&io->note, io_text(io, " 已置为 0，并以 RAS 恢复行列和。", " They were set to 0, and rows and columns brought back to their sums by RAS."));
    return sc_io_table_remove_negatives(&io->made, report);
  }
  return SC_OK;
}

sc_code io_supply_use(io_context *io, sc_report *report)
{
  static const sc_technology technologies[] = { SC_INDUSTRY_TECHNOLOGY, SC_PRODUCT_TECHNOLOGY, SC_INDUSTRY_SALES, SC_PRODUCT_SALES };
  const sc_technology technology = technologies[sc_line_choice(io->line, SC_OPT_TECHNOLOGY)];
  sc_supply_use tables;
  SC_TRY(sc_supply_use_read(&tables, io->file[0], io->file[1], report));
  sc_code code = sc_supply_use_symmetric(&io->made, &tables, technology, report);
  if (code == SC_OK) code = judge_negatives(io, report);
  if (code == SC_OK) code = sc_io_table_check_balance(&io->made, SC_IO_TABLE_TOLERANCE, report);
  if (code == SC_OK) code = show(io, &tables, technology == SC_PRODUCT_TECHNOLOGY || technology == SC_INDUSTRY_TECHNOLOGY, report);
  sc_supply_use_free(&tables);
  return code;
}
