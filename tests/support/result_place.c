#include "tests/support/result_place.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/synthetic_result.h"

enum { N_DRAWS = 300 };

int set_up(void **state)
{
  place *p = calloc(1, sizeof *p);
  if (p == NULL) return -1;
  const int in_memory = access("/dev/shm", W_OK) == 0;   /* where syncing costs nothing */
  snprintf(p->folder, sizeof p->folder, "%s/sanchan-result-XXXXXX", in_memory ? "/dev/shm" : "/tmp");
  if (mkdtemp(p->folder) == NULL) return -1;
  snprintf(p->path, sizeof p->path, "%s/run.h5", p->folder);
  snprintf(p->partial, sizeof p->partial, "%s.partial", p->path);
  synthetic_result(&p->result, N_DRAWS);
  *state = p;
  return 0;
}

int tear_down(void **state)
{
  place *p = *state;
  unlink(p->path);
  unlink(p->partial);
  rmdir(p->folder);
  sc_result_free(&p->result);
  free(p);
  return 0;
}

sc_code try_write(const place *p, int force)
{
  sc_report report = { 0 };
  const sc_code code = sc_result_write(&p->result, p->path, (sc_write_options){ force }, &report);
  assert_int_equal(code, sc_report_code(&report));
  if (code != SC_OK) assert_int_equal(report.n, 1);
  sc_report_free(&report);
  return code;
}

sc_code try_read(const place *p, sc_fault *fault)
{
  sc_report report = { 0 };
  sc_result back;
  const sc_code code = sc_result_read(&back, p->path, &report);
  assert_int_equal(code, sc_report_code(&report));
  if (code != SC_OK) assert_int_equal(report.n, 1);
  *fault = code != SC_OK ? report.errors[0].fault : SC_N_FAULTS;
  sc_report_free(&report);
  sc_result_free(&back);
  return code;
}

void change_byte(const char *path, off_t at)
{
  const int fd = open(path, O_RDWR);
  unsigned char byte;
  assert_int_equal(pread(fd, &byte, 1, at), 1);
  byte ^= 0x10;
  assert_int_equal(pwrite(fd, &byte, 1, at), 1);
  close(fd);
}
