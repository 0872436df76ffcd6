#include "models/accounts/sam.h"

const sc_text sc_sam_account_texts[SC_SAM_N_ACCOUNTS] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_SAM_ACCOUNTS(X)
#undef X
};

const sc_text sc_sam_rule_texts[SC_SAM_N_RULES] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_SAM_RULES(X)
#undef X
};

static const char *const account_names[SC_SAM_N_ACCOUNTS] = {
#define X(name, zh, en) #name,
  SC_SAM_ACCOUNTS(X)
#undef X
};

/* What `receiver` has from `payer`. */
static double *cell(sc_sam *sam, int receiver, int payer)
{
  return &sam->cell[(size_t)receiver * (size_t)sam->n + (size_t)payer];
}

static sc_code name_accounts(sc_sam *sam, const sc_io_table *t, sc_report *report)
{
  for (int i = 0; i < t->n; i++) sam->account[i] = sc_arena_text(&sam->arena, t->activity[i]);
  for (int a = 0; a < SC_SAM_N_ACCOUNTS; a++) {
    const int taken = sc_io_table_activity(t, account_names[a]) >= 0;
    sam->account[t->n + a] = sc_arena_print(&sam->arena, "%s%s", account_names[a], taken ? "_ACC" : "");
  }
  for (int i = 0; i < sam->n; i++)
    if (!sam->account[i]) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(t->file), "sc_sam_make");
  return SC_OK;
}

/* Who buys with a final column of this role. */
static sc_sam_account_kind buyer(sc_final role)
{
  switch (role) {
  case SC_FINAL_HOUSEHOLD:
  case SC_FINAL_CONSUMPTION: return SC_SAM_HOH;
  case SC_FINAL_GOVERNMENT: return SC_SAM_GOV;
  case SC_FINAL_EXPORTS:
  case SC_FINAL_NET_EXPORTS: return SC_SAM_ROW;
  default: return SC_SAM_INV;
  }
}

static void book_products(sc_sam *sam, const sc_io_table *t)
{
  const int n = t->n, row_account = n + SC_SAM_ROW;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) *cell(sam, i, j) = t->domestic[i * n + j] + t->imported[i * n + j];
    *cell(sam, row_account, i) = t->imports[i];
    for (int k = 0; k < t->n_final; k++) {
      const sc_final role = t->final[k];
      if (role == SC_FINAL_IMPORTS) {
        *cell(sam, row_account, i) -= t->final_domestic[i * t->n_final + k];      /* negative there */
        continue;
      }
      const double domestic = t->final_domestic[i * t->n_final + k], imported = t->final_imported[i * t->n_final + k];
      *cell(sam, i, n + (int)buyer(role)) += role == SC_FINAL_EXPORTS ? domestic : domestic + imported;
      if (role != SC_FINAL_EXPORTS) continue;
      *cell(sam, row_account, i) -= imported;
      sam->rule[SC_SAM_RULE_REEXPORTS] |= imported != 0;
    }
  }
  for (int k = 0; k < t->n_final; k++) {
    sam->rule[SC_SAM_RULE_CONSUMPTION] |= t->final[k] == SC_FINAL_CONSUMPTION;
    sam->rule[SC_SAM_RULE_OTHER_USE] |= t->final[k] == SC_FINAL_OTHER || t->final[k] == SC_FINAL_ERRORS;
  }
}

static void book_value_added(sc_sam *sam, const sc_io_table *t)
{
  for (int h = 0; h < t->n_value_added; h++) {
    const int factor = t->value[h] == SC_VALUE_LABOUR ? SC_SAM_LAB : t->value[h] == SC_VALUE_TAX ? SC_SAM_NTX : SC_SAM_CAP;
    for (int j = 0; j < t->n; j++) *cell(sam, t->n + factor, j) += t->value_added[h * t->n + j];
  }
}

/* Income flows that the table lacks, in the order in which each account's income is complete. */
static void close_accounts(sc_sam *sam, int n)
{
  const int hoh = n + SC_SAM_HOH, gov = n + SC_SAM_GOV, inv = n + SC_SAM_INV, row = n + SC_SAM_ROW;
  *cell(sam, hoh, n + SC_SAM_LAB) = sc_sam_receipts(sam, n + SC_SAM_LAB);
  *cell(sam, hoh, n + SC_SAM_CAP) = sc_sam_receipts(sam, n + SC_SAM_CAP);
  *cell(sam, gov, n + SC_SAM_NTX) = sc_sam_receipts(sam, n + SC_SAM_NTX);
  *cell(sam, gov, hoh) = sc_sam_payments(sam, gov) - sc_sam_receipts(sam, gov);
  *cell(sam, inv, hoh) = sc_sam_receipts(sam, hoh) - sc_sam_payments(sam, hoh);
  *cell(sam, inv, row) = sc_sam_receipts(sam, row) - sc_sam_payments(sam, row);
  sam->rule[SC_SAM_RULE_FACTORS] = sam->rule[SC_SAM_RULE_CAPITAL] = 1;
  sam->rule[SC_SAM_RULE_DIRECT_TAX] = sam->rule[SC_SAM_RULE_SAVING] = 1;
}

sc_code sc_sam_make(sc_sam *sam, const sc_io_table *t, sc_report *report)
{
  *sam = (sc_sam){ 0 };
  SC_TRY(sc_io_table_check_origins(t, report));
  sam->file = sc_arena_text(&sam->arena, t->file ? t->file : "");
  sc_code code = sam->file ? sc_sam_allocate(sam, t->n + SC_SAM_N_ACCOUNTS, report)
                           : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_sam_make");
  if (code == SC_OK) code = name_accounts(sam, t, report);
  if (code == SC_OK) {
    book_products(sam, t);
    book_value_added(sam, t);
    close_accounts(sam, t->n);
    code = sc_sam_check_balance(sam, SC_SAM_TOLERANCE, report);
  }
  if (code != SC_OK) sc_sam_free(sam);
  return code;
}
