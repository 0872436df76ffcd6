/* A region's output by activity from a file; regionalise.h says what is in it. */
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/regionalise.h"

enum measure { OUTPUT, VALUE_ADDED, EMPLOYMENT, N_MEASURES };
static const char *const measures[N_MEASURES] = { "output", "value_added", "employment" };

/* The nation's employment from a satellite row; NULL where there is none. */
static const double *national_jobs(const sc_io_table *t)
{
  for (int s = 0; s < t->n_satellites; s++)
    if (strcmp(t->satellite_name[s], "jobs") == 0 || strcmp(t->satellite_name[s], "employment") == 0)
      return t->satellite + (size_t)s * (size_t)t->n;
  return NULL;
}

static sc_code to_output(const sc_io_table *t, int j, enum measure measure, double given, double national, sc_where at, double *output,
                         sc_report *report)
{
  const double of_nation = measure == OUTPUT ? t->output[j] : measure == VALUE_ADDED ? sc_io_table_value_added(t, j) : national;
  if (given < 0) return SC_FAIL(report, TABLE_NEGATIVE, at, sc_number(given).s);
  if (given > 0 && !(of_nation > 0)) return SC_FAIL(report, REGIONAL_NO_NATION, at, t->activity[j]);
  if (given > of_nation * (1 + 1e-9)) return SC_FAIL(report, REGIONAL_OUTPUT, at, t->activity[j], sc_number(given).s, sc_number(of_nation).s);
  output[j] = measure == OUTPUT ? given : given > 0 ? t->output[j] * (given / of_nation) : 0;
  return SC_OK;
}

/* Which column says how large the region is; exactly one must be there. */
static sc_code find_measure(const sc_csv *csv, enum measure *measure, int *column, sc_report *report)
{
  int n = 0;
  for (int m = 0; m < N_MEASURES; m++) {
    const int at = sc_csv_find(csv, measures[m]);
    if (at < 0) continue;
    *measure = (enum measure)m;
    *column = at;
    n++;
  }
  if (n == 1 && sc_csv_find(csv, "activity") >= 0) return SC_OK;
  return SC_FAIL(report, REGIONAL_COLUMNS, sc_csv_at(csv, csv->row[0].cell, NULL), "");
}

static sc_code read_rows(double *output, const sc_csv *csv, const sc_io_table *t, int *seen, sc_report *report)
{
  enum measure measure = OUTPUT;
  int column = 0;
  SC_TRY(find_measure(csv, &measure, &column, report));
  const int activity = sc_csv_find(csv, "activity"), national = sc_csv_find(csv, "national");
  const double *jobs = national_jobs(t);
  if (measure == EMPLOYMENT && national < 0 && !jobs) return SC_FAIL(report, REGIONAL_NO_JOBS, SC_IN_FILE(csv->file), t->file);
  sc_code code = SC_OK;
  for (int r = 1; r < csv->n_rows; r++) {
    const sc_csv_row *row = &csv->row[r];
    sc_code one = SC_OK;
    double given = 0, of_nation = 0;
    if (row->n != csv->row[0].n) {
      code = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(csv, row->cell, NULL), sc_integer(row->n).s, sc_integer(csv->row[0].n).s);
      continue;
    }
    const sc_csv_cell *name = &row->cell[activity];
    const int j = sc_io_table_activity(t, name->text);
    if (j < 0) one = SC_FAIL(report, CONCORDANCE_UNKNOWN, sc_csv_at(csv, name, NULL), name->text, t->file ? t->file : "");
    else if (seen[j]++) one = SC_FAIL(report, TABLE_DUPLICATE, sc_csv_at(csv, name, NULL), name->text);
    const sc_code number = sc_csv_number(csv, &row->cell[column], measures[measure], 0, &given, report);
    if (number != SC_OK) one = number;
    if (one == SC_OK && measure == EMPLOYMENT) {
      if (national >= 0) one = sc_csv_number(csv, &row->cell[national], "national", 0, &of_nation, report);
      else of_nation = jobs[j];
    }
    if (one == SC_OK) one = to_output(t, j, measure, given, of_nation, sc_csv_at(csv, &row->cell[column], measures[measure]), output, report);
    if (one != SC_OK) code = one;
  }
  double all = 0;
  for (int j = 0; j < t->n; j++) {
    all += output[j];
    if (!seen[j]) code = SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(csv->file), t->activity[j]);
  }
  if (code == SC_OK && !(all > 0)) code = SC_FAIL(report, REGIONAL_EMPTY, SC_IN_FILE(csv->file), "");
  return code;
}

sc_code sc_regional_output_read(double *output, const char *path, const sc_io_table *nation, sc_report *report)
{
  sc_csv csv;
  SC_TRY(sc_csv_read(&csv, path, report));
  int *seen = sc_alloc((size_t)nation->n, sizeof *seen);
  const sc_code code = seen ? read_rows(output, &csv, nation, seen, report) : SC_FAIL(report, OUT_OF_MEMORY, SC_IN_FILE(path), path);
  sc_free(seen);
  sc_csv_free(&csv);
  return code;
}
