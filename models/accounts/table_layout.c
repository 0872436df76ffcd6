#include "models/accounts/table_layout.h"

#include <string.h>

static const char *text_at(const sc_csv *csv, int row, int column)
{
  return column < csv->row[row].n ? csv->row[row].cell[column].text : "";
}

static int is_one_of(const char *name, const char *const names[], size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp(name, names[i]) == 0) return 1;
  return 0;
}
#define IS_ONE_OF(name, ...) \
  is_one_of((name), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

/* Rows that say which activity's flows they hold must be there for each activity once; others may be missing. */
static sc_code count_rows(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  int count[SC_N_ROW_KINDS] = { 0 };
  for (int r = 1; r < csv->n_rows; r++) count[l->row[r]]++;
  l->n = count[SC_ROW_DOMESTIC];
  return l->n > 0 ? SC_OK : SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), "DOM");
}

static void take_finals(sc_table_layout *l, const sc_csv *csv, int first, int end)
{
  for (int c = first; c < end; c++) l->final[l->n_final++] = (sc_table_final){ c, 1, text_at(csv, 0, c) };
}

/* --------------------------------------------------------------------------------------------- in blocks */

static const struct { const char *name; sc_table_row row; } blocks[] = {
  { "DOM", SC_ROW_DOMESTIC }, { "ALL", SC_ROW_DOMESTIC }, { "IMP", SC_ROW_IMPORTED },
  { "VA", SC_ROW_VALUE_ADDED }, { "SAT", SC_ROW_SATELLITE }, { "NAME", SC_ROW_LABEL }, { "TOTAL", SC_ROW_OUTPUT },
};

static sc_table_row block_row(const char *name)
{
  for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++)
    if (strcmp(name, blocks[b].name) == 0) return blocks[b].row;
  return SC_ROW_SKIPPED;
}

/* ALL and a column of imports belong together. */
static sc_code check_origins(const sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  sc_code code = SC_OK;
  int competitive = 0;
  for (int k = 0; k < l->n_final; k++) competitive |= sc_final_role(l->final[k].name) == SC_FINAL_IMPORTS;
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_cell *cell = csv->row[r].cell;
    const int is_all = strcmp(cell->text, "ALL") == 0;
    const int is_wrong = competitive ? strcmp(cell->text, "DOM") == 0 || l->row[r] == SC_ROW_IMPORTED : is_all;
    if (is_wrong) code = SC_FAIL(report, TABLE_ORIGINS, sc_csv_at(csv, cell, NULL), cell->text);
  }
  return code;
}

static sc_code find_blocks(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  static const char layout[] = "block,row,<activities>,<final demand>,TOTAL";
  const sc_csv_row *head = &csv->row[0];
  const char *const fixed[] = { "block", "row", "TOTAL" };
  const int place[] = { 0, 1, head->n - 1 };
  sc_code code = SC_OK;
  for (int i = 0; i < 3; i++)
    if (place[i] >= head->n || strcmp(head->cell[place[i]].text, fixed[i]) != 0)
      return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), fixed[i], layout);
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_cell *cell = csv->row[r].cell;
    l->row[r] = (int)block_row(cell->text);
    if (l->row[r] == SC_ROW_SKIPPED) code = SC_FAIL(report, TABLE_BLOCK, sc_csv_at(csv, cell, NULL), cell->text);
  }
  l->name = 1;
  l->first_activity = 2;
  l->total = l->value_added_total = head->n - 1;
  SC_TRY(count_rows(l, csv, report));
  if (head->n - 3 - l->n < 1)
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), "<final demand>", layout);
  take_finals(l, csv, 2 + l->n, head->n - 1);
  const sc_code origins = check_origins(l, csv, report);
  l->is_known = 1;
  return code != SC_OK ? code : origins;
}

/* ------------------------------------------------------------------------------------------------- plain */

static int is_output(const char *name) { return IS_ONE_OF(name, "TOTAL", "Total", "OUTPUT", "Output", "X", "x", "总产出", "总投入", "合计"); }

/* A row behind the square that has the name of a column before TOTAL: the square breaks off at row `n` + 1. */
static sc_code check_square(const sc_csv *csv, int n, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  for (int r = n + 1; r < csv->n_rows; r++)
    for (int c = 1 + n; c < head->n - 1; c++)
      if (strcmp(text_at(csv, r, 0), head->cell[c].text) == 0)
        return SC_FAIL(report, TABLE_ORDER, sc_csv_at(csv, csv->row[n + 1].cell, NULL), text_at(csv, n + 1, 0), head->cell[1 + n].text);
  return SC_OK;
}

static sc_code find_plain(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  int n = 0, outputs = 0;
  while (n + 1 < csv->n_rows && n + 1 < head->n - 1 && strcmp(text_at(csv, n + 1, 0), head->cell[n + 1].text) == 0) n++;
  if (head->n < 3 || !is_output(head->cell[head->n - 1].text))
    return SC_FAIL(report, TABLE_LAYOUT, sc_csv_at(csv, head->cell, NULL), head->cell->text, head->cell[head->n - 1].text);
  if (n == 0)
    return SC_FAIL(report, TABLE_ORDER, sc_csv_at(csv, csv->row[csv->n_rows > 1].cell, NULL), text_at(csv, csv->n_rows > 1, 0), head->cell[1].text);
  SC_TRY(check_square(csv, n, report));
  l->first_activity = 1;
  l->total = l->value_added_total = head->n - 1;
  l->final_must_be_empty = 1;
  if (head->n - 2 - n < 1)
    return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, head->cell, NULL), "<final demand>", "<name>,<activities>,<final demand>,TOTAL");
  for (int r = 1; r < csv->n_rows; r++) {
    const char *name = text_at(csv, r, 0);
    const int is_import = IS_ONE_OF(name, "IMPORTS", "Imports", "imports", "IMP", "M", "进口");
    if (r > n && is_import) return SC_FAIL(report, TABLE_IMPORT_ROW, sc_csv_at(csv, csv->row[r].cell, NULL), name);
    l->row[r] = r <= n ? SC_ROW_DOMESTIC : is_output(name) && outputs++ == 0 ? SC_ROW_OUTPUT : SC_ROW_VALUE_ADDED;
  }
  take_finals(l, csv, 1 + n, head->n - 1);
  l->is_known = 1;
  return count_rows(l, csv, report);
}

/* --------------------------------------------------------------------- National Bureau of Statistics, republished */

static const struct { const char *code, *name; double sign; } nbs_finals[] = {
  { "FU101", "HH_RURAL", 1 }, { "FU102", "HH_URBAN", 1 }, { "FU103", "GOV", 1 }, { "TC", "CONS_TOTAL", 1 },
  { "FU201", "GFCF", 1 },     { "FU202", "INV", 1 },      { "EX", "EXP", 1 },    { "IM", "IMPORTS", -1 },
  { "ERR", "ERR", 1 },
};
enum { N_NBS_FINALS = sizeof nbs_finals / sizeof *nbs_finals };

static const char *nbs_value_added(const char *code)
{
  static const char *const names[][2] = { { "VA001", "VA001_labour_comp" }, { "VA002", "VA002_net_prod_tax" },
                                          { "VA003", "VA003_depreciation" }, { "VA004", "VA004_operating_surplus" } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(code, names[i][0]) == 0) return names[i][1];
  return code;
}

/* TC is a subtotal where its parts are there. */
static sc_code take_nbs_finals(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  const int has_parts = sc_csv_find(csv, "FU101") >= 0;
  for (int c = l->value_added_total + 1; c < csv->row[0].n; c++) {
    const sc_csv_cell *cell = &csv->row[0].cell[c];
    int known = IS_ONE_OF(cell->text, "THC", "GCF", "TFU", "GO");
    for (int f = 0; f < N_NBS_FINALS; f++) {
      if (strcmp(cell->text, nbs_finals[f].code) != 0) continue;
      known = 1;
      if (strcmp(cell->text, "TC") != 0 || !has_parts) l->final[l->n_final++] = (sc_table_final){ c, nbs_finals[f].sign, nbs_finals[f].name };
    }
    if (!known) return SC_FAIL(report, TABLE_NBS_COLUMN, sc_csv_at(csv, cell, NULL), cell->text);
  }
  return SC_OK;
}

static sc_table_row nbs_row(const char *code, const char *origin)
{
  if (IS_ONE_OF(code, "TII", "TVA")) return SC_ROW_SKIPPED;
  if (strcmp(code, "TI") == 0) return SC_ROW_OUTPUT;
  if (strncmp(code, "VA", 2) == 0) return SC_ROW_VALUE_ADDED;
  return strcmp(origin, "Imports") == 0 ? SC_ROW_IMPORTED : SC_ROW_DOMESTIC;
}

static sc_code find_nbs(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  static const char layout[] = "Code,Description,DescriptionInChinese,[Origin],<codes>,TIU,<final demand>,GO";
  static const char *const needed[] = { "TIU", "GO" };
  const int origin = sc_csv_find(csv, "Origin");
  for (int i = 0; i < 2; i++)
    if (sc_csv_find(csv, needed[i]) < 0)
      return SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(csv, csv->row[0].cell, NULL), needed[i], layout);
  while (IS_ONE_OF(text_at(csv, 0, l->first_activity), "Code", "Description", "DescriptionInChinese", "Origin")) l->first_activity++;
  for (int c = 1; c < l->first_activity; c++) {
    if (strcmp(text_at(csv, 0, c), "Description") == 0) l->label[SC_EN] = c;
    if (strcmp(text_at(csv, 0, c), "DescriptionInChinese") == 0) l->label[SC_ZH] = c;
  }
  l->total = sc_csv_find(csv, "GO");
  l->value_added_total = sc_csv_find(csv, "TIU");
  l->value_added_name = nbs_value_added;
  for (int r = 1; r < csv->n_rows; r++) l->row[r] = (int)nbs_row(text_at(csv, r, 0), origin >= 0 ? text_at(csv, r, origin) : "");
  SC_TRY(take_nbs_finals(l, csv, report));
  SC_TRY(count_rows(l, csv, report));
  const int n_columns = l->value_added_total - l->first_activity;
  l->is_known = n_columns == l->n;
  if (l->is_known) return SC_OK;
  return SC_FAIL(report, TABLE_NOT_SQUARE, SC_IN_FILE(csv->file), sc_integer(l->n).s, sc_integer(n_columns).s);
}

/* -------------------------------------------------------------------------------------------------- which */

sc_code sc_table_layout_find(sc_table_layout *l, const sc_csv *csv, sc_report *report)
{
  const sc_csv_row *head = &csv->row[0];
  *l = (sc_table_layout){ .final = sc_alloc((size_t)head->n, sizeof *l->final), .row = sc_alloc((size_t)csv->n_rows, sizeof *l->row) };
  if (!l->final || !l->row) return SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(csv->file), "sc_table_layout");
  if (strcmp(head->cell->text, "block") == 0) return find_blocks(l, csv, report);
  if (strcmp(head->cell->text, "Code") == 0) return find_nbs(l, csv, report);
  return find_plain(l, csv, report);
}

void sc_table_layout_free(sc_table_layout *l)
{
  if (!l) return;
  sc_free(l->final);
  sc_free(l->row);
  *l = (sc_table_layout){ 0 };
}
