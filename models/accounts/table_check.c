/* Checks of an input-output table's numbers, wherever it is from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/accounts/table.h"

sc_code sc_io_table_check_outputs(const sc_io_table *t, sc_report *report)
{
  const size_t n = (size_t)t->n;
  const int competitive = sc_io_table_is_competitive(t);
  sc_code code = SC_OK;
  for (size_t j = 0; j < n; j++) {
    if (t->output[j] != 0) continue;
    double bought = 0, sold = 0;
    for (size_t i = 0; i < n; i++) {
      bought += t->domestic[i * n + j] + t->imported[i * n + j];
      sold += competitive ? 0 : t->domestic[j * n + i];
    }
    for (int h = 0; h < t->n_value_added; h++) bought += fabs(t->value_added[(size_t)h * n + j]);
    for (int s = 0; s < t->n_satellites; s++) bought += t->satellite[(size_t)s * n + j];
    if (bought != 0 || sold != 0) code = SC_FAIL(report, TABLE_NO_OUTPUT, ((sc_where){ t->file, t->line[j], 0, NULL }), t->activity[j]);
  }
  return code;
}

static sc_code check_block(const sc_io_table *t, const char *block, const double *x, const char *const rows[], int n_rows,
                           const char *const columns[], int n_columns, int may_be_negative, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < n_rows; i++)
    for (int j = 0; j < n_columns; j++) {
      const double value = x[(size_t)i * (size_t)n_columns + (size_t)j];
      if (isfinite(value) && (may_be_negative || value >= 0)) continue;
      char key[120];
      snprintf(key, sizeof key, "%.30s.%.40s%s%.40s", block, rows[i], columns ? "." : "", columns ? columns[j] : "");
      const sc_where at = { t->file, 0, 0, key };
      code = isfinite(value) ? SC_FAIL(report, TABLE_NEGATIVE, at, sc_number(value).s) : SC_FAIL(report, TABLE_NOT_A_NUMBER, at, sc_number(value).s);
    }
  return code;
}

static sc_code check_names(const sc_io_table *t, const char *const names[], int n, sc_report *report)
{
  sc_code code = SC_OK;
  for (int i = 0; i < n; i++)
    for (int k = 0; k < i; k++)
      if (strcmp(names[i], names[k]) == 0) code = SC_FAIL(report, TABLE_DUPLICATE, SC_IN_FILE(t->file), names[i]);
  return code;
}

sc_code sc_io_table_check_numbers(const sc_io_table *t, sc_report *report)
{
  const int n = t->n, k = t->n_final, h = t->n_value_added;
  const struct { const char *const *names; int n; } lists[] = {
    { t->activity, n }, { t->final_name, k }, { t->value_added_name, h }, { t->satellite_name, t->n_satellites },
  };
  const struct { const char *name; const double *x; const char *const *rows; int n_rows; const char *const *columns; int n_columns, may_be_negative; } blocks[] = {
    { "domestic", t->domestic, t->activity, n, t->activity, n, 0 },
    { "imported", t->imported, t->activity, n, t->activity, n, 0 },
    { "final_domestic", t->final_domestic, t->activity, n, t->final_name, k, 1 },
    { "final_imported", t->final_imported, t->activity, n, t->final_name, k, 1 },
    { "value_added", t->value_added, t->value_added_name, h, t->activity, n, 1 },
    { "value_added_total", t->value_added_total, t->value_added_name, h, NULL, 1, 1 },
    { "satellites", t->satellite, t->satellite_name, t->n_satellites, t->activity, n, 0 },
    { "output", t->output, t->activity, n, NULL, 1, 0 },
    { "imports", t->imports, t->activity, n, NULL, 1, 0 },
    { "column_total", t->column_total, t->activity, n, NULL, 1, 0 },
  };
  sc_code code = SC_OK;
  for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
    const sc_code one = check_names(t, lists[l].names, lists[l].n, report);
    if (one != SC_OK) code = one;
  }
  for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
    const sc_code one = check_block(t, blocks[b].name, blocks[b].x, blocks[b].rows, blocks[b].n_rows, blocks[b].columns, blocks[b].n_columns,
                                    blocks[b].may_be_negative, report);
    if (one != SC_OK) code = one;
  }
  if (code != SC_OK) return code;
  return sc_io_table_check_outputs(t, report);
}
