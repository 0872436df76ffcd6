/* sanchan io sam: the social accounting matrix of a table, by stated closures. */
#include "cli/io.h"

/* What an account of the matrix is: one of sc_sam's own, else an activity. */
static const char *kind_of(const io_context *io, int account)
{
  const int own = account - io->table[0].n;
  return own < 0 ? io_text(io, "部门", "activity") : sc_sam_account_texts[own].in[io->line->lang];
}

static sc_code summarise(io_context *io, const sc_sam *sam, sc_report *report)
{
  static const io_column made[] = {
    { "account", SC_TEXT("account", "账户"), IO_AXIS, "1" },
    { "kind", SC_TEXT("what it is", "含义"), IO_WORD, "1" },
    { "receipts", SC_TEXT("receipts", "收入"), IO_NUMBER, IO_MONEY },
    { "payments", SC_TEXT("payments", "支出"), IO_NUMBER, IO_MONEY },
  };
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int i = 0; i < sam->n; i++) {
    sc_table_text(&io->result, sam->account[i]);
    sc_table_text(&io->result, kind_of(io, i));
    io_number(io, sc_sam_receipts(sam, i), 1);
    io_number(io, sc_sam_payments(sam, i), 1);
  }
  sc_string_add(&io->note, io_text(io, "规则：", "Closures: "));
  for (int k = 0, n = 0; k < SC_SAM_N_RULES; k++) {
    if (!sam->rule[k]) continue;
    sc_string_print(&io->note, "%s%s", n++ > 0 ? io_text(io, "；", "; ") : "", sc_sam_rule_texts[k].in[io->line->lang]);
  }
  sc_string_add(&io->note, io_text(io, "。", "."));
  io_note_roles(io);
  return SC_OK;
}

sc_code io_sam(io_context *io, sc_report *report)
{
  sc_sam *sam = &io->accounts[0];
  SC_TRY(sc_sam_make(sam, &io->table[0], report));
  const sc_matrix view = { sam->file, sam->n, sam->n, sam->account, sam->account, sam->cell };
  SC_TRY(sc_named_matrix_copy(&io->made_matrix, &view, sam->cell, report));
  return summarise(io, sam, report);
}
