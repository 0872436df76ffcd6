#include "models/accounts/region.h"

#include <math.h>
#include <string.h>

#include "models/accounts/csv.h"
#include "models/accounts/table.h"
#include "scenarios/study.h"

#define TRADED 0.02              /* (exports + imports) / output from which a product counts as traded over distance */
#define SHARE_TOLERANCE 1e-4     /* the plan's shares have three digits                                            */

/* ----------------------------------------------------------------------------------- the nation's ratios */

/* Structure of the purchases in one final demand column or role, and its imported part. */
static sc_code read_purchases(const sc_io_table *t, const int *at, sc_final role, const char *only, double *share,
                              double *foreign, sc_report *report)
{
  double total = 0;
  for (int i = 0; i < t->n; i++) {
    double domestic = 0, imported = 0;
    for (int k = 0; k < t->n_final; k++) {
      if (t->final[k] != role || (only && !strstr(t->final_name[k], only))) continue;
      domestic += t->final_domestic[at[i] * t->n_final + k];
      imported += t->final_imported[at[i] * t->n_final + k];
    }
    share[i] = domestic + imported;
    foreign[i] = share[i] > 0 ? imported / share[i] : 0;
    total += share[i];
  }
  if (!(total > 0)) return SC_FAIL(report, REGION_NO_DEMAND, SC_IN_FILE(t->file), sc_final_codes[role]);
  for (int i = 0; i < t->n; i++) share[i] /= total;
  return SC_OK;
}

static void read_technology(sc_region *r, const sc_io_table *t, const int *at)
{
  const int n = r->n;
  for (int j = 0; j < n; j++) {
    const int c = at[j];
    const double x = t->output[c], value_added = sc_io_table_value_added(t, c);
    const double net_tax = sc_io_table_value_added_of(t, SC_VALUE_TAX, c);
    const double wages = sc_io_table_value_added_of(t, SC_VALUE_LABOUR, c);
    const double exported = sc_io_table_final_domestic(t, SC_FINAL_EXPORTS, c);
    r->value_added_ratio[j] = 1;                  /* what inputs leave: columns close to the last bit */
    r->output_total += x;
    r->output_share[j] = x;
    r->labour_share[j] = wages / (value_added - net_tax);
    r->tax[j] = net_tax / value_added;
    r->export_rate[j] = exported / x;
    r->tradable[j] = (r->group[j] == SC_PRI || r->group[j] == SC_SEC) && exported + t->imports[c] > TRADED * x;
    for (int i = 0; i < n; i++) {
      r->input[i * n + j] = t->domestic[at[i] * n + c] / x;
      r->import_input[i * n + j] = t->imported[at[i] * n + c] / x;
      r->value_added_ratio[j] -= r->input[i * n + j] + r->import_input[i * n + j];
    }
  }
  for (int g = 0; g < SC_N_GROUPS; g++) {
    double wages = 0, factors = 0;
    for (int j = 0; j < n; j++) {
      const double income = (int)r->group[j] == g ? r->value_added_ratio[j] * r->output_share[j] * (1 - r->tax[j]) : 0;
      wages += r->labour_share[j] * income;
      factors += income;
    }
    r->group_labour_share[g] = factors > 0 ? wages / factors : 0;
  }
  for (int j = 0; j < n; j++) r->output_share[j] /= r->output_total;
}

/* Where each of the study's activities stands in the table. */
static sc_code match_activities(const sc_region *r, const sc_io_table *t, int *at, sc_report *report)
{
  sc_code code = SC_OK;
  for (int j = 0; j < r->n; j++) {
    at[j] = sc_io_table_activity(t, r->id[j]);
    if (at[j] < 0) code = SC_FAIL(report, REGION_ACTIVITY, SC_IN_FILE(t->file), r->id[j]);
  }
  if (t->n != r->n) code = SC_FAIL(report, REGION_COUNT, SC_IN_FILE(t->file), sc_integer(t->n).s, sc_integer(r->n).s);
  return code;
}

static int has_column(const sc_io_table *t, sc_final role, const char *word)
{
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role && strstr(t->final_name[k], word)) return 1;
  return 0;
}

static sc_code read_nation(sc_region *r, const char *path, sc_report *report)
{
  sc_io_table t;
  int at[SC_MAX_ACTIVITIES];
  SC_TRY(sc_io_table_read(&t, path, report));
  sc_code code = sc_io_table_check_balance(&t, SC_IO_TABLE_TOLERANCE, report);
  if (code == SC_OK) code = sc_io_table_check_signs(&t, report);
  if (code == SC_OK) code = sc_io_table_check_productive(&t, report);
  if (code == SC_OK) code = match_activities(r, &t, at, report);
  if (code == SC_OK) {
    const char *urban = has_column(&t, SC_FINAL_HOUSEHOLD, "URBAN") ? "URBAN" : NULL;
    const sc_code codes[] = {
      read_purchases(&t, at, SC_FINAL_HOUSEHOLD, urban, r->household, r->household_foreign, report),
      read_purchases(&t, at, SC_FINAL_GOVERNMENT, NULL, r->government, r->government_foreign, report),
      read_purchases(&t, at, SC_FINAL_INVESTMENT, NULL, r->investment, r->investment_foreign, report),
    };
    for (int k = 0; k < 3 && code == SC_OK; k++) code = codes[k];
    read_technology(r, &t, at);
  }
  sc_io_table_free(&t);
  return code;
}

/* ------------------------------------------------------------------------------ the region's own shares */

static int find_activity(const sc_region *r, const char *id)
{
  for (int j = 0; j < r->n; j++)
    if (strcmp(r->id[j], id) == 0) return j;
  return -1;
}

/* One line of the file: activity, share in per cent, whether the plan states it. */
static sc_code read_share(sc_region *r, const sc_csv *csv, const sc_csv_row *row, const int column[3],
                          sc_report *report)
{
  const sc_csv_cell *id = &row->cell[column[0]];
  const sc_where at = sc_csv_at(csv, id, id->text);
  const int j = find_activity(r, id->text);
  double percent, known;
  if (j < 0) return SC_FAIL(report, CONCORDANCE_MISSING, at, id->text);
  if (r->share[j] > 0) return SC_FAIL(report, TABLE_DUPLICATE, at, id->text);
  SC_TRY(sc_csv_number(csv, &row->cell[column[1]], id->text, 0, &percent, report));
  SC_TRY(sc_csv_number(csv, &row->cell[column[2]], id->text, 1, &known, report));
  if (!(percent > 0)) return SC_FAIL(report, TABLE_NEGATIVE, at, row->cell[column[1]].text);
  r->share[j] = percent / 100;
  r->known[j] = known != 0;
  return SC_OK;
}

static sc_code read_shares(sc_region *r, const char *path, sc_report *report)
{
  static const char layout[] = "activity,va_share_pct_gdp,known,...";
  static const char *const names[3] = { "activity", "va_share_pct_gdp", "known" };
  int column[3];
  sc_csv csv;
  sc_code code = SC_OK;
  SC_TRY(sc_csv_read(&csv, path, report));
  for (int k = 0; k < 3; k++)
    if ((column[k] = sc_csv_find(&csv, names[k])) < 0)
      code = SC_FAIL(report, TABLE_COLUMN_MISSING, sc_csv_at(&csv, csv.row[0].cell, NULL), names[k], layout);
  for (int i = 1; code == SC_OK && i < csv.n_rows; i++) {
    const sc_csv_row *row = &csv.row[i];
    if (row->n != csv.row[0].n)
      code = SC_FAIL(report, TABLE_RAGGED, sc_csv_at(&csv, row->cell, NULL), sc_integer(row->n).s,
                     sc_integer(csv.row[0].n).s);
    else
      code = read_share(r, &csv, row, column, report);
  }
  for (int j = 0; code == SC_OK && j < r->n; j++)
    if (r->share[j] == 0) code = SC_FAIL(report, TABLE_ROW_MISSING, SC_IN_FILE(path), r->id[j]);
  sc_csv_free(&csv);
  return code;
}

static double fact(const sc_study *study, const char *id)
{
  for (int i = 0; i < study->accounts.n_facts; i++)
    if (strcmp(study->accounts.facts[i].id, id) == 0) return study->accounts.facts[i].value;
  return NAN;
}

/* Without a file: the nation's proportions within the industries' totals, and finance, where the facts state them. */
static sc_code derive_shares(sc_region *r, const sc_study *study, sc_report *report)
{
  static const char *const totals[3] = { "share_primary", "share_secondary", "share_tertiary" };
  const int finance = find_activity(r, "FIN");
  const double share_finance = finance >= 0 ? fact(study, "share_finance") : NAN;
  double national[3] = { 0 }, shared[3] = { 0 }, sum = 0;
  for (int j = 0; j < r->n; j++) {
    const int of = sc_region_industry(r, j);
    r->share[j] = r->value_added_ratio[j] * r->output_share[j];
    r->known[j] = j == finance && !isnan(share_finance);
    national[of] += r->share[j];
    if (!r->known[j]) shared[of] += r->share[j];
    sum += r->share[j];
  }
  for (int j = 0; j < r->n; j++) {
    const int of = sc_region_industry(r, j);
    const double stated = fact(study, totals[of]), total = isnan(stated) ? national[of] / sum : stated;
    const double left = total - (of == 2 && !isnan(share_finance) ? share_finance : 0);
    if (!(left > 0)) return SC_FAIL(report, TABLE_NEGATIVE, ((sc_where){ NULL, 0, 0, totals[of] }), totals[of]);
    r->share[j] = r->known[j] ? share_finance : r->share[j] * left / shared[of];
  }
  return SC_OK;
}

static sc_code check_total(const char *path, const char *what, double sum, double total, sc_report *report)
{
  if (isnan(total) || fabs(sum - total) <= SHARE_TOLERANCE) return SC_OK;
  return SC_FAIL(report, REGION_SHARES, ((sc_where){ path, 0, 0, what }), what, sc_number(sum).s, sc_number(total).s);
}

/* The shares must add up to 1 and to what the plan states; small rounding is scaled away. */
static sc_code check_shares(sc_region *r, const sc_study *study, sc_report *report)
{
  const char *path = study->accounts.prior_path;         /* NULL: derived, only the facts can disagree */
  double industry[3] = { 0 }, sum = 0;
  for (int j = 0; j < r->n; j++) {
    industry[sc_region_industry(r, j)] += r->share[j];
    sum += r->share[j];
  }
  const int finance = find_activity(r, "FIN");
  const sc_code codes[] = {
    check_total(path, "GDP", sum, 1, report),
    check_total(path, "share_primary", industry[0], fact(study, "share_primary"), report),
    check_total(path, "share_secondary", industry[1], fact(study, "share_secondary"), report),
    check_total(path, "share_tertiary", industry[2], fact(study, "share_tertiary"), report),
    finance < 0 ? SC_OK : check_total(path, "share_finance", r->share[finance], fact(study, "share_finance"), report),
  };
  for (int j = 0; j < r->n; j++) r->share[j] /= sum;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (codes[i] != SC_OK) return codes[i];
  return SC_OK;
}

static void prepare_draws(sc_region *r)
{
  for (int j = 0; j < r->n; j++) {
    const int industry = sc_region_industry(r, j);
    r->drawn[j] = r->known[j] ? -1 : industry;
    if (!r->known[j]) r->drawn_total[industry] += r->share[j];
  }
}

int sc_region_industry(const sc_region *r, int j)
{
  return r->group[j] == SC_PRI ? 0 : r->group[j] == SC_SEC ? 1 : 2;
}

sc_code sc_region_load(sc_region *r, const sc_study *study, sc_report *report)
{
  *r = (sc_region){ .n = study->n_activities };
  if (r->n > SC_MAX_ACTIVITIES)
    return SC_FAIL(report, REGION_TOO_MANY, SC_NOWHERE, sc_integer(r->n).s, sc_integer(SC_MAX_ACTIVITIES).s);
  for (int j = 0; j < r->n; j++) {
    strncpy(r->id[j], study->activities[j].id, sizeof r->id[j] - 1);
    r->name[j] = study->activities[j].text;
    r->group[j] = study->activities[j].group;
  }
  sc_code code = read_nation(r, study->accounts.table_path, report);
  const sc_code shares = study->accounts.prior_path != NULL ? read_shares(r, study->accounts.prior_path, report)
                         : code == SC_OK ? derive_shares(r, study, report) : code;
  if (code == SC_OK) code = shares;
  if (shares == SC_OK) {
    const sc_code checked = check_shares(r, study, report);
    if (code == SC_OK) code = checked;
  }
  prepare_draws(r);
  return code;
}
