/* checkpoint.c - finished scenarios to and from the work folder, so that an interrupted run goes on where it was.
 *
 * One file, work_folder/finished: a key, the flags of finished scenarios, every number of these scenarios, under each model
 * and pooled, and the SHA-256 of all that. The key is the SHA-256 of whatever the numbers depend on (study with what the command line changed,
 * digests of its files and tables, seed, draws, version), so a file of another run is refused. Written whole under another
 * name, then renamed.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "outputs/run/parts.h"

static const char FILE_NAME[] = "finished";

/* Calls visit for each region of numbers, always in the same order. */
typedef void visitor(void *context, void *bytes, size_t n);

static void visit_joint(sc_joint *joint, size_t n, visitor *visit, void *context)
{
  visit(context, &joint->p_all, sizeof(double));
  visit(context, &joint->p_all_lo, sizeof(double));
  visit(context, &joint->p_all_hi, sizeof(double));
  visit(context, &joint->expected_hits, sizeof(double));
  visit(context, joint->at_least, (n + 1) * sizeof(double));
  visit(context, joint->given, n * n * sizeof(double));
  visit(context, joint->together, n * n * sizeof(double));
  visit(context, joint->shapley, n * sizeof(double));
  visit(context, joint->without, n * sizeof(double));
}

/* What an array [item][cell][...] holds of one cell; size: bytes of one item and cell. */
static void visit_items(void *array, int n_items, size_t cells, size_t cell, size_t size, visitor *visit, void *context)
{
  for (int i = 0; i < n_items && array; i++) visit(context, (char *)array + ((size_t)i * cells + cell) * size, size);
}

static void visit_summary(double *const single[3], double *const several[3], const sc_result *r, size_t cells, size_t cell,
                          visitor *visit, void *context)
{
  const size_t years = (size_t)r->n_years * sizeof(double);
  for (int i = 0; i < 3; i++) visit_items(single[i], r->n_indicators, cells, cell, years, visit, context);
  for (int i = 0; i < 3; i++) visit_items(several[i], r->n_indicators, cells, cell, years * SC_N_QUANTILES, visit, context);
}

static void visit_verdicts(const sc_result *r, sc_verdict *verdicts, sc_joint *joints, size_t cell, visitor *visit, void *context)
{
  const size_t entries = (size_t)r->n_entries, sets = (size_t)r->n_joint;
  visit(context, verdicts + cell * entries, entries * sizeof(sc_verdict));
  for (size_t j = 0; j < sets; j++) visit_joint(&joints[cell * sets + j], (size_t)r->joint_items[j].n, visit, context);
}

static void visit_cell(sc_result *r, size_t cells, size_t cell, visitor *visit, void *context)
{
  const size_t draws = (size_t)r->n_draws, in_sectors = (size_t)(r->n_years * r->n_activities);
  visit_summary((double *[]){ r->mean, r->sd, r->se }, (double *[]){ r->quantile, r->quantile_lo, r->quantile_hi }, r, cells, cell,
                visit, context);
  visit_items(r->values, r->n_indicators, cells, cell, draws * (size_t)r->n_kept * sizeof(float), visit, context);
  visit_items(r->sectors, r->n_sector_series, cells, cell, draws * in_sectors * sizeof(float), visit, context);
  visit(context, r->why + cell * draws, draws);
#define SC_DIAGNOSTIC(member, zh, en) visit(context, r->member + cell * draws, draws * sizeof(float));
#include "outputs/diagnostics.def"
#undef SC_DIAGNOSTIC
  visit_verdicts(r, r->verdicts, r->joints, cell, visit, context);
}

static void visit_variance(sc_result *r, size_t s, visitor *visit, void *context)
{
  const sc_variance *v = &r->variance;
  const size_t part = SC_N_PARTS * sizeof(double), entries = (size_t)r->n_entries, scenarios = (size_t)r->n_scenarios;
  if (!v->share) return;
  visit_items(v->share, r->n_indicators, scenarios, s, (size_t)r->n_years * part, visit, context);
  visit_items(v->error, r->n_indicators, scenarios, s, (size_t)r->n_years * part, visit, context);
  visit(context, v->hit + s * entries * SC_N_PARTS, entries * part);
  visit(context, v->hit_error + s * entries * SC_N_PARTS, entries * part);
  visit(context, v->pairs + s, sizeof *v->pairs);
}

/* With one model what is pooled is in the same place and has been visited. */
static void visit_pooled(sc_result *r, size_t scenario, visitor *visit, void *context)
{
  const sc_pooled *p = &r->pooled;
  if (r->n_models == 1) return;
  visit_summary((double *[]){ p->mean, p->sd, p->se }, (double *[]){ p->quantile, p->quantile_lo, p->quantile_hi }, r,
                (size_t)r->n_scenarios, scenario, visit, context);
  visit_verdicts(r, p->verdicts, p->joints, scenario, visit, context);
}

static void each_region(const sc_run *run, visitor *visit, void *context)
{
  sc_result *r = run->result;
  const size_t scenarios = (size_t)r->n_scenarios, models = (size_t)r->n_models;
  visit(context, run->done, scenarios);
  for (size_t s = 0; s < scenarios; s++) {
    if (!run->done[s]) continue;
    for (size_t m = 0; m < models; m++) visit_cell(r, scenarios * models, s * models + m, visit, context);
    visit_pooled(r, s, visit, context);
    visit_variance(r, s, visit, context);
  }
}

static void add_text(sc_sha256 *digest, const char *text) { sc_sha256_add(digest, text, strlen(text) + 1); }

/* What the numbers depend on. Provenance has version, revision, settings and a digest of every file and table; the inputs
 * themselves stand for parameters and correlations. */
static void key_of(const sc_run *run, char hex[65])
{
  const sc_result *r = run->result;
  sc_sha256 digest;
  sc_sha256_init(&digest);
  add_text(&digest, r->study);
  add_text(&digest, r->store);
  add_text(&digest, r->study_text);
  for (int i = 0; i < r->n_provenance; i++) {
    add_text(&digest, r->provenance[i].key);
    add_text(&digest, r->provenance[i].value);
  }
  for (int s = 0; s < r->n_scenarios; s++) add_text(&digest, r->scenarios[s].id);
  sc_sha256_add(&digest, r->model_weights, (size_t)r->n_models * sizeof(double));
  sc_sha256_add(&digest, r->strength, (size_t)r->n_scenarios * (size_t)r->n_levers * sizeof(double));
  sc_sha256_add(&digest, r->input, (size_t)r->n_inputs * (size_t)r->n_draws * sizeof(double));
  sc_sha256_end(&digest, hex);
}

typedef struct stream { FILE *file; sc_sha256 digest; int failed; } stream;

static void write_region(void *context, void *bytes, size_t n)
{
  stream *s = context;
  s->failed |= fwrite(bytes, 1, n, s->file) != n;
  sc_sha256_add(&s->digest, bytes, n);
}

static void read_region(void *context, void *bytes, size_t n)
{
  stream *s = context;
  s->failed |= fread(bytes, 1, n, s->file) != n;
  if (!s->failed) sc_sha256_add(&s->digest, bytes, n);
}

static void path_of(const sc_run *run, char *path, size_t size)
{
  snprintf(path, size, "%s/%s", run->options->work_folder, FILE_NAME);
}

sc_code sc_run_save(const sc_run *run, sc_report *report)
{
  char path[4096], partial[4096 + SC_PARTIAL_ROOM], key[65], sum[65];
  path_of(run, path, sizeof path);
  if (mkdir(run->options->work_folder, 0777) != 0 && errno != EEXIST)
    return SC_FAIL(report, OUTPUT_NOT_CREATED, SC_NOWHERE, run->options->work_folder, strerror(errno));
  SC_TRY(sc_file_begin(path, partial, report));
  key_of(run, key);
  stream s = { .file = fopen(partial, "wb") };
  sc_sha256_init(&s.digest);
  s.failed = !s.file;
  if (s.file) {
    write_region(&s, key, sizeof key);
    each_region(run, write_region, &s);
    sc_sha256_end(&s.digest, sum);
    s.failed |= fwrite(sum, 1, sizeof sum, s.file) != sizeof sum;
    s.failed |= fclose(s.file) != 0;
  }
  if (s.failed) {
    const int reason = errno;
    sc_file_drop(partial);
    return SC_FAIL(report, WRITE_FAILED, SC_NOWHERE, path, strerror(reason));
  }
  return sc_file_end(path, partial, SC_REPLACE, report);
}

sc_code sc_run_restore(sc_run *run, sc_report *report)
{
  char path[4096], key[65], found[65], sum[65], stored[65];
  path_of(run, path, sizeof path);
  stream s = { .file = fopen(path, "rb") };
  if (!s.file && errno == ENOENT) return SC_OK;   /* nothing was finished: start from the beginning */
  if (!s.file) return SC_FAIL(report, FILE_UNREADABLE, SC_NOWHERE, path, strerror(errno));
  sc_sha256_init(&s.digest);
  key_of(run, key);
  read_region(&s, found, sizeof found);
  const int foreign = !s.failed && memcmp(key, found, sizeof key) != 0;
  if (!foreign) {
    each_region(run, read_region, &s);
    sc_sha256_end(&s.digest, sum);
    s.failed |= fread(stored, 1, sizeof stored, s.file) != sizeof stored || memcmp(sum, stored, sizeof sum) != 0;
  }
  fclose(s.file);
  if (foreign) return SC_FAIL(report, CHECKPOINT_FOREIGN, SC_IN_FILE(path), "");
  if (s.failed) return SC_FAIL(report, CHECKPOINT_DAMAGED, SC_IN_FILE(path), "");
  return SC_OK;
}

void sc_run_forget(const sc_run *run)
{
  char path[4096], partial[4096 + SC_PARTIAL_ROOM];
  path_of(run, path, sizeof path);
  snprintf(partial, sizeof partial, "%s.partial", path);
  unlink(path);
  unlink(partial);   /* of a run that was killed while it wrote */
  rmdir(run->options->work_folder);
}
