/* The result file: what is written is read back, equal content gives equal bytes, and what goes wrong is said once. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "outputs/result.h"
#include "tests/support/result_place.h"
#include "tests/support/synthetic_result.h"

/* ----------------------------------------------------------------------------------------------- there and back */

static void same_text(const char *a, const char *b)
{
  assert_string_equal(a != NULL ? a : "", b);
}

static void same_texts(sc_text a, sc_text b)
{
  for (int lang = 0; lang < SC_N_LANGS; lang++) same_text(a.in[lang], b.in[lang]);
}

static void same_items(const sc_axis_item *a, const sc_axis_item *b, int n)
{
  for (int i = 0; i < n; i++) {
    same_text(a[i].id, b[i].id);
    same_text(a[i].code, b[i].code);
    same_text(a[i].unit, b[i].unit);
    same_texts(a[i].text, b[i].text);
    same_texts(a[i].description, b[i].description);
  }
}

static void same_doubles(const double *a, const double *b, size_t n)
{
  for (size_t i = 0; i < n; i++) assert_true(a[i] == b[i] || (isnan(a[i]) && isnan(b[i])));
}

static void same_entries(const sc_result *a, const sc_result *b)
{
  for (int e = 0; e < a->n_entries; e++) {
    const sc_entry *x = &a->entries[e], *y = &b->entries[e];
    same_text(x->target, y->target);
    same_text(x->reading, y->reading);
    same_texts(x->target_text, y->target_text);
    same_texts(x->reading_text, y->reading_text);
    same_text(x->unit, y->unit);
    same_text(x->indicator, y->indicator);
    same_text(x->kind, y->kind);
    same_text(x->direction, y->direction);
    same_text(x->quotation, y->quotation);
    same_text(x->place, y->place);
    assert_true(x->row == y->row && x->binding == y->binding && x->main == y->main && x->assumed == y->assumed &&
                x->assessable == y->assessable && x->from == y->from && x->to == y->to);
    same_doubles((const double[]){ x->value, x->tolerance, x->base }, (const double[]){ y->value, y->tolerance, y->base }, 3);
  }
}

static void same_verdicts(const sc_result *a, const sc_result *b)
{
  for (size_t i = 0; i < (size_t)(a->n_scenarios * a->n_models * a->n_entries); i++) {
    const sc_verdict *x = &a->verdicts[i], *y = &b->verdicts[i];
    same_doubles(&x->p, &y->p, 1);
    same_doubles(&x->p_lo, &y->p_lo, 1);
    same_doubles(&x->p_hi, &y->p_hi, 1);
    same_doubles(x->measure, y->measure, 5);
    same_doubles(x->margin, y->margin, 5);
    same_doubles(&x->mean_shortfall, &y->mean_shortfall, 1);
    same_doubles(&x->needed_per_year, &y->needed_per_year, 1);
    same_doubles(&x->met_by_last, &y->met_by_last, 1);
    same_doubles(x->driver_rank, y->driver_rank, 3);
    assert_memory_equal(x->driver, y->driver, sizeof x->driver);
    assert_true(x->likelihood == y->likelihood && x->first_year == y->first_year);
  }
}

static void same_joints(const sc_result *a, const sc_result *b)
{
  for (int j = 0; j < a->n_joint; j++) {
    const sc_joint_item *x = &a->joint_items[j], *y = &b->joint_items[j];
    same_text(x->id, y->id);
    same_texts(x->text, y->text);
    assert_int_equal(x->n, y->n);
    assert_memory_equal(x->entries, y->entries, (size_t)x->n * sizeof *x->entries);
  }
  for (int i = 0; i < a->n_scenarios * a->n_models * a->n_joint; i++) {
    const sc_joint *x = &a->joints[i], *y = &b->joints[i];
    const size_t n = (size_t)a->joint_items[i % a->n_joint].n;
    same_doubles(&x->p_all, &y->p_all, 1);
    same_doubles(&x->p_all_lo, &y->p_all_lo, 1);
    same_doubles(&x->p_all_hi, &y->p_all_hi, 1);
    same_doubles(&x->expected_hits, &y->expected_hits, 1);
    same_doubles(x->at_least, y->at_least, n + 1);
    same_doubles(x->given, y->given, n * n);
    same_doubles(x->together, y->together, n * n);
    same_doubles(x->shapley, y->shapley, n);
    same_doubles(x->without, y->without, n);
  }
}

static void same_inputs(const sc_result *a, const sc_result *b)
{
  for (int p = 0; p < a->n_inputs; p++) {
    const sc_input_item *x = &a->inputs[p], *y = &b->inputs[p];
    same_text(x->id, y->id);
    same_text(x->unit, y->unit);
    same_text(x->source, y->source);
    same_text(x->status, y->status);
    same_text(x->distribution, y->distribution);
    same_text(x->set_by, y->set_by);
    same_texts(x->text, y->text);
    assert_true(x->lo == y->lo && x->hi == y->hi && x->sampled == y->sampled);
  }
  same_doubles(a->input, b->input, (size_t)a->n_inputs * a->n_draws);
  same_doubles(a->strength, b->strength, (size_t)(a->n_scenarios * a->n_levers));
}

static void same_notes(const sc_note *a, const sc_note *b, int n)
{
  for (int i = 0; i < n; i++) {
    same_text(a[i].id, b[i].id);
    same_text(a[i].place, b[i].place);
    same_texts(a[i].text, b[i].text);
    same_texts(a[i].detail, b[i].detail);
  }
}

static void same_summary(const sc_result *a, const sc_result *b)
{
  const size_t cells = (size_t)a->n_indicators * (size_t)a->n_scenarios * (size_t)a->n_models * (size_t)a->n_years;
  same_doubles(a->mean, b->mean, cells);
  same_doubles(a->sd, b->sd, cells);
  same_doubles(a->se, b->se, cells);
  same_doubles(a->quantile, b->quantile, cells * SC_N_QUANTILES);
  same_doubles(a->quantile_lo, b->quantile_lo, cells * SC_N_QUANTILES);
  same_doubles(a->quantile_hi, b->quantile_hi, cells * SC_N_QUANTILES);
}

/* One model: pooled is what it says, though read from a place of its own. */
static void same_pooled(const sc_result *a, const sc_result *b)
{
  const size_t cells = (size_t)a->n_indicators * (size_t)a->n_scenarios * (size_t)a->n_years;
  same_doubles(a->mean, b->pooled.mean, cells);
  same_doubles(a->sd, b->pooled.sd, cells);
  same_doubles(a->se, b->pooled.se, cells);
  same_doubles(a->quantile, b->pooled.quantile, cells * SC_N_QUANTILES);
  same_doubles(a->quantile_lo, b->pooled.quantile_lo, cells * SC_N_QUANTILES);
  same_doubles(a->quantile_hi, b->pooled.quantile_hi, cells * SC_N_QUANTILES);
  sc_result of = *b;
  of.verdicts = b->pooled.verdicts;
  of.joints = b->pooled.joints;
  assert_true(of.verdicts != b->verdicts && of.joints != b->joints);
  same_verdicts(a, &of);
  same_joints(a, &of);
}

static void same_variance(const sc_result *a, const sc_result *b)
{
  const size_t cells = (size_t)a->n_indicators * (size_t)a->n_scenarios * (size_t)a->n_years * SC_N_PARTS;
  const size_t hits = (size_t)(a->n_scenarios * a->n_entries) * SC_N_PARTS;
  same_doubles(a->variance.share, b->variance.share, cells);
  same_doubles(a->variance.error, b->variance.error, cells);
  same_doubles(a->variance.hit, b->variance.hit, hits);
  same_doubles(a->variance.hit_error, b->variance.hit_error, hits);
  assert_memory_equal(a->variance.pairs, b->variance.pairs, (size_t)a->n_scenarios * sizeof(int));
}

static void same_draws(const sc_result *a, const sc_result *b)
{
  const size_t draws = (size_t)a->n_scenarios * (size_t)a->n_models * a->n_draws;
  const size_t sectors = (size_t)(a->n_sector_series * a->n_scenarios * a->n_models * a->n_years * a->n_activities);
  assert_memory_equal(a->values, b->values, draws * (size_t)(a->n_indicators * a->n_kept) * sizeof(float));
  assert_memory_equal(a->why, b->why, draws);
#define SC_DIAGNOSTIC(member, zh, en) assert_memory_equal(a->member, b->member, draws * sizeof(float));
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
  assert_memory_equal(a->sectors, b->sectors, sectors * a->n_draws * sizeof(float));
}

static void same_provenance(const sc_result *a, const sc_result *b)
{
  same_notes(a->tensions, b->tensions, a->n_tensions);
  same_notes(a->judgments, b->judgments, a->n_judgments);
  for (int i = 0; i < a->n_history; i++) {
    assert_true(a->history[i].indicator == b->history[i].indicator && a->history[i].year == b->history[i].year);
    assert_true(a->history[i].value == b->history[i].value);
    same_text(a->history[i].source, b->history[i].source);
  }
  for (int i = 0; i < a->n_provenance; i++) {
    same_text(a->provenance[i].key, b->provenance[i].key);
    same_text(a->provenance[i].value, b->provenance[i].value);
  }
  same_text(a->study_text, b->study_text);
}

static void same_frame(const sc_result *a, const sc_result *b)
{
  same_text(a->study, b->study);
  same_texts(a->title, b->title);
  same_text(a->seed, b->seed);
  same_text(a->store, b->store);
  assert_true(a->base_year == b->base_year && a->first_year == b->first_year && a->plan_end == b->plan_end &&
              a->last_year == b->last_year && a->as_of == b->as_of && a->n_draws == b->n_draws);
  assert_true(a->n_scenarios == b->n_scenarios && a->n_models == b->n_models && a->n_indicators == b->n_indicators &&
              a->n_years == b->n_years && a->n_kept == b->n_kept && a->n_inputs == b->n_inputs &&
              a->n_entries == b->n_entries && a->n_joint == b->n_joint && a->n_levers == b->n_levers &&
              a->n_activities == b->n_activities && a->n_sector_series == b->n_sector_series &&
              a->n_history == b->n_history && a->n_tensions == b->n_tensions && a->n_judgments == b->n_judgments &&
              a->n_provenance == b->n_provenance);
  assert_memory_equal(a->years, b->years, (size_t)a->n_years * sizeof *a->years);
  assert_memory_equal(a->kept, b->kept, (size_t)a->n_kept * sizeof *a->kept);
  same_items(a->scenarios, b->scenarios, a->n_scenarios);
  same_items(a->models, b->models, a->n_models);
  same_items(a->indicators, b->indicators, a->n_indicators);
  same_items(a->levers, b->levers, a->n_levers);
  same_items(a->activities, b->activities, a->n_activities);
  same_items(a->sector_series, b->sector_series, a->n_sector_series);
  same_doubles(a->model_weights, b->model_weights, (size_t)a->n_models);
}

static void reads_back_what_was_written(void **state)
{
  place *p = *state;
  assert_int_equal(try_write(p, 0), SC_OK);
  assert_int_equal(access(p->partial, F_OK), -1);
  sc_report report = { 0 };
  sc_result back;
  assert_int_equal(sc_result_read(&back, p->path, &report), SC_OK);
  same_frame(&p->result, &back);
  same_summary(&p->result, &back);
  same_draws(&p->result, &back);
  same_inputs(&p->result, &back);
  same_entries(&p->result, &back);
  same_verdicts(&p->result, &back);
  same_joints(&p->result, &back);
  same_pooled(&p->result, &back);
  same_variance(&p->result, &back);
  same_provenance(&p->result, &back);
  sc_result_free(&back);
}

/* Without values of draws, sectors, sets, history and notes. */
static void a_small_result(void **state)
{
  place *p = *state;
  sc_result *r = &p->result;
  float *const values = r->values, *const sectors = r->sectors;
  r->values = r->sectors = NULL;
  r->n_kept = r->n_joint = r->n_history = r->n_tensions = r->n_judgments = r->n_levers = 0;
  const sc_code code = try_write(p, 0);
  sc_result back;
  sc_report report = { 0 };
  assert_int_equal(code, SC_OK);
  assert_int_equal(sc_result_read(&back, p->path, &report), SC_OK);
  assert_true(back.values == NULL && back.sectors == NULL && back.n_kept == 0 && back.n_joint == 0);
  same_summary(r, &back);
  same_verdicts(r, &back);
  sc_result_free(&back);
  r->values = values;
  r->sectors = sectors;
}

/* ------------------------------------------------------------------------------------------------------- bytes */

static void equal_content_equal_bytes(void **state)
{
  place *p = *state;
  char first[65], second[65];
  sc_report report = { 0 };
  assert_int_equal(try_write(p, 0), SC_OK);
  sc_file_digest(p->path, first, SC_NOWHERE, &report);
  nanosleep(&(struct timespec){ 2, 100000000 }, NULL);   /* time stamps of HDF5 count seconds */
  assert_int_equal(unlink(p->path), 0);
  assert_int_equal(try_write(p, 0), SC_OK);
  sc_file_digest(p->path, second, SC_NOWHERE, &report);
  assert_string_equal(first, second);
}

static void what_is_there_stays_unless_forced(void **state)
{
  place *p = *state;
  struct stat before, after;
  assert_int_equal(try_write(p, 0), SC_OK);
  assert_int_equal(stat(p->path, &before), 0);
  assert_int_equal(try_write(p, 0), SC_OK);              /* equal bytes: left as it is */
  assert_int_equal(stat(p->path, &after), 0);
  assert_true(before.st_ino == after.st_ino);
  p->result.mean[0] += 1;
  assert_int_equal(try_write(p, 0), SC_CANNOT_CREATE);
  assert_int_equal(stat(p->path, &after), 0);
  assert_true(before.st_ino == after.st_ino);
  assert_int_equal(access(p->partial, F_OK), -1);
  assert_int_equal(try_write(p, 1), SC_OK);
  sc_fault fault;
  assert_int_equal(try_read(p, &fault), SC_OK);
}

/* ------------------------------------------------------------------------------------------------- full, closed */

static void nowhere_to_write(void **state)
{
  place *p = *state;
  snprintf(p->path, sizeof p->path, "%s/missing/run.h5", p->folder);
  assert_int_equal(try_write(p, 0), SC_CANNOT_CREATE);
  snprintf(p->path, sizeof p->path, "/dev/full");
  assert_int_equal(try_write(p, 1), SC_CANNOT_CREATE);
  snprintf(p->path, sizeof p->path, "%s/run.h5", p->folder);
}

/* A limit on the size of files stands for a full disk, at several places of the file; in a child, which must end well. */
static int write_with_limit(const place *p, rlim_t bytes)
{
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    sc_report report = { 0 };
    const struct rlimit limit = { bytes, bytes };
    setrlimit(RLIMIT_FSIZE, &limit);
    const sc_code code = sc_result_write(&p->result, p->path, (sc_write_options){ 0 }, &report);
    exit(report.n == 1 && report.errors[0].fault == SC_FAULT_DISK_FULL ? (int)code : 99);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void full_disk(void **state)
{
  const place *p = *state;
  static const rlim_t LIMITS[] = { 0, 100, 5000, 100000, 400000 };
  for (size_t i = 0; i < sizeof LIMITS / sizeof LIMITS[0]; i++) {
    assert_int_equal(write_with_limit(p, LIMITS[i]), SC_IO);
    assert_int_equal(access(p->path, F_OK), -1);
    assert_int_equal(access(p->partial, F_OK), -1);
  }
}

static void full_disk_for_the_last_line(void **state)
{
  place *p = *state;
  struct stat info;
  assert_int_equal(try_write(p, 0), SC_OK);
  assert_int_equal(stat(p->path, &info), 0);
  assert_int_equal(unlink(p->path), 0);
  assert_int_equal(write_with_limit(p, (rlim_t)info.st_size - 1), SC_IO);
  assert_int_equal(access(p->path, F_OK), -1);
}

/* ----------------------------------------------------------------------------------------------------- damaged */

static void damage_is_seen(void **state)
{
  place *p = *state;
  struct stat info;
  sc_fault fault;
  assert_int_equal(try_write(p, 0), SC_OK);
  assert_int_equal(stat(p->path, &info), 0);
  for (off_t at = 0; at < info.st_size - 30; at += info.st_size / 40) {
    change_byte(p->path, at);
    assert_int_equal(try_read(p, &fault), SC_DATA);
    assert_int_equal(fault, SC_FAULT_RESULT_DAMAGED);
    change_byte(p->path, at);
  }
  change_byte(p->path, info.st_size - 10);
  assert_int_equal(try_read(p, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_RESULT_DAMAGED);
  assert_int_equal(truncate(p->path, info.st_size / 2), 0);
  assert_int_equal(try_read(p, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_RESULT_NO_SEAL);
  assert_int_equal(truncate(p->path, 0), 0);
  assert_int_equal(try_read(p, &fault), SC_DATA);
}

static void not_a_result(void **state)
{
  place *p = *state;
  sc_fault fault;
  assert_int_equal(try_read(p, &fault), SC_NO_INPUT);
  char path[96];
  strcpy(path, p->path);
  strcpy(p->path, p->folder);
  assert_int_equal(try_read(p, &fault), SC_NO_INPUT);
  assert_int_equal(fault, SC_FAULT_FILE_IS_FOLDER);
  strcpy(p->path, path);
}

/* For the tests of other readers: test_result FILE writes the synthetic result there. */
static int write_for_readers(const char *path)
{
  sc_result result;
  sc_report report = { 0 };
  synthetic_result(&result, 300);
  const sc_code code = sc_result_write(&result, path, (sc_write_options){ 1 }, &report);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  sc_result_free(&result);
  return (int)code;
}

int main(int argc, char **argv)
{
  signal(SIGXFSZ, SIG_IGN);
  if (argc > 1) return write_for_readers(argv[1]);
  const struct CMUnitTest tests[] = {
    PLACE_TEST(reads_back_what_was_written), PLACE_TEST(a_small_result),  PLACE_TEST(equal_content_equal_bytes),
    PLACE_TEST(what_is_there_stays_unless_forced), PLACE_TEST(nowhere_to_write), PLACE_TEST(full_disk),
    PLACE_TEST(full_disk_for_the_last_line), PLACE_TEST(damage_is_seen), PLACE_TEST(not_a_result),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
