/* tables.c - reading a large input-output table: bench_tables [ROUNDS] [N].
 *
 * A random table of N activities, imports apart, is written as text and as HDF5. Then, turn by turn: strtod over every number of the
 * text, the least that a plain reader does; the text read and checked, with its balance; the HDF5 file likewise. Each round gives
 * ratios to strtod's time of that round, the median over rounds counts. Processor time, so that other work disturbs
 * little; the files are in the page cache.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "models/accounts/table.h"
#include "outputs/io_table_h5.h"

enum { MOST_ROUNDS = 99 };

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Numbers of at most 15 digits, as statistical offices print them. */
static double draw(double largest)
{
  return (double)(long long)(largest * 1e6 * ((double)rand() / RAND_MAX)) / 1e6;
}

static sc_code make(sc_io_table *t, int n, sc_report *report)
{
  *t = (sc_io_table){ .file = "random", .n = n, .n_final = 1, .n_value_added = 1 };
  SC_TRY(sc_io_table_allocate(t, report));
  SC_TRY(sc_io_table_name_final(t, 0, "HH", report));
  t->value_added_name[0] = "labour";
  sc_io_table_find_roles(t);
  for (int i = 0; i < n; i++)
    if (!(t->activity[i] = sc_arena_print(&t->arena, "r%02d:s%02d", i / 50, i % 50))) return SC_MEMORY;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      const size_t k = (size_t)i * (size_t)n + (size_t)j;
      t->domestic[k] = draw(1000);
      t->imported[k] = draw(200);
    }
  for (int i = 0; i < n; i++) {
    double sold = 0, spent = 0;
    for (int j = 0; j < n; j++) {
      sold += t->domestic[(size_t)i * (size_t)n + (size_t)j];
      spent += t->domestic[(size_t)j * (size_t)n + (size_t)i] + t->imported[(size_t)j * (size_t)n + (size_t)i];
      t->imports[i] += t->imported[(size_t)i * (size_t)n + (size_t)j];
    }
    t->output[i] = t->column_total[i] = 2 * (sold > spent ? sold : spent);
    t->final_domestic[i] = t->output[i] - sold;
    t->value_added[i] = t->output[i] - spent;
    t->value_added_total[0] += t->value_added[i];
  }
  return SC_OK;
}

/* strtod at every place behind a comma. */
static double plain(const char *path, sc_report *report)
{
  char *bytes;
  size_t n;
  double sum = 0;
  const double from = seconds();
  if (sc_file_read(path, (size_t)1 << 30, &bytes, &n, SC_NOWHERE, report) != SC_OK) return -1;
  for (char *p = bytes; (p = strchr(p, ',')) != NULL; p++) sum += strtod(p + 1, NULL);
  sc_free(bytes);
  return sum > 0 ? seconds() - from : -1;
}

static double checked(const char *path, sc_report *report)
{
  sc_io_table t;
  const double from = seconds();
  sc_code code = sc_io_table_open(&t, path, report);
  if (code == SC_OK) code = sc_io_table_check_balance(&t, SC_IO_TABLE_TOLERANCE, report);
  sc_io_table_free(&t);
  return code == SC_OK ? seconds() - from : -1;
}

static int by_size(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *x, int n)
{
  qsort(x, (size_t)n, sizeof *x, by_size);
  return x[n / 2];
}

int main(int argc, char **argv)
{
  const int n_rounds = argc > 1 ? atoi(argv[1]) : 9, n = argc > 2 ? atoi(argv[2]) : 2000;
  char folder[] = "/tmp/sanchan-bench-XXXXXX", text[64], binary[64];
  double ratio[2][MOST_ROUNDS], time[2][MOST_ROUNDS];
  sc_io_table t;
  sc_report report = { 0 };
  if (n_rounds < 1 || n_rounds > MOST_ROUNDS || n < 1 || !mkdtemp(folder)) return 1;
  snprintf(text, sizeof text, "%s/table.csv", folder);
  snprintf(binary, sizeof binary, "%s/table.h5", folder);
  sc_code code = make(&t, n, &report);
  if (code == SC_OK) code = sc_io_table_save(&t, text, SC_KEEP, &report);
  if (code == SC_OK) code = sc_io_table_save(&t, binary, SC_KEEP, &report);
  sc_io_table_free(&t);
  for (int r = 0; r < n_rounds && code == SC_OK; r++) {
    const double least = plain(text, &report);
    for (int k = 0; k < 2; k++) {
      time[k][r] = checked(k == 0 ? text : binary, &report);
      ratio[k][r] = time[k][r] / least;
      if (!(time[k][r] > 0 && least > 0)) code = SC_IO;
    }
  }
  unlink(text);
  unlink(binary);
  rmdir(folder);
  sc_report_print(&report, SC_EN, stderr);
  sc_report_free(&report);
  if (code != SC_OK) return 1;
  printf("%d activities, %d rounds, medians\n", n, n_rounds);
  printf("text, read and checked  %.2f s  %.2f of strtod alone\n", median(time[0], n_rounds), median(ratio[0], n_rounds));
  printf("HDF5, read and checked  %.2f s  %.2f of strtod alone\n", median(time[1], n_rounds), median(ratio[1], n_rounds));
  return 0;
}
