#include "outputs/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/checksum.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"

#define WORDS "sanchan seal "
enum { PART = 256 * 1024, LINE = sizeof WORDS - 1 + 16 + 1 };

/* n bytes at `offset`; 0 when they cannot be had. */
static int read_at(int fd, void *to, size_t n, size_t offset)
{
  unsigned char *bytes = to;
  while (n > 0) {
    const ssize_t got = pread(fd, bytes, n, (off_t)offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    bytes += got;
    offset += (size_t)got;
    n -= (size_t)got;
  }
  return 1;
}

/* Of the first `size` bytes, read through `part`. */
static int checksum_of(int fd, size_t size, unsigned char *part, uint64_t *checksum)
{
  sc_checksum sum;
  sc_checksum_init(&sum);
  for (size_t offset = 0;; offset += PART) {
    const size_t n = size - offset < PART ? size - offset : PART, whole = n / SC_STRIPE * SC_STRIPE;
    if (!read_at(fd, part, n, offset)) return 0;
    sc_checksum_add(&sum, part, whole);
    if (n == PART) continue;
    *checksum = sc_checksum_end(&sum, part + whole, n - whole);
    return 1;
  }
}

static sc_code line_of(int fd, const char *path, size_t size, char line[LINE + 1], sc_report *report)
{
  unsigned char *part = sc_alloc(PART, 1);
  if (part == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  uint64_t checksum;
  const int is_read = checksum_of(fd, size, part, &checksum);
  sc_free(part);
  if (!is_read) return SC_FAIL(report, READ_FAILED, SC_NOWHERE, path, strerror(errno));
  snprintf(line, LINE + 1, WORDS "%016" PRIx64 "\n", checksum);
  return SC_OK;
}

static sc_code append(const char *path, const char line[LINE], size_t size, sc_report *report)
{
  errno = 0;
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  const int is_written = fd >= 0 && pwrite(fd, line, LINE, (off_t)size) == LINE;
  const int why = errno != 0 ? errno : ENOSPC;   /* a short write means that there is no room for the rest */
  if (fd >= 0 && close(fd) == 0 && is_written) return SC_OK;
  if (why == ENOSPC || why == EFBIG || why == EDQUOT) return SC_FAIL(report, DISK_FULL, SC_NOWHERE, path);
  return SC_FAIL(report, WRITE_FAILED, SC_NOWHERE, path, strerror(why));
}

sc_code sc_seal_append(const char *path, sc_report *report)
{
  int fd;
  size_t size;
  char line[LINE + 1];
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));
  const sc_code code = line_of(fd, path, size, line, report);
  close(fd);
  return code != SC_OK ? code : append(path, line, size, report);
}

sc_code sc_seal_check(const char *path, sc_report *report)
{
  int fd;
  size_t size;
  char line[LINE + 1], found[LINE];
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));
  sc_code code = SC_OK;
  if (size <= LINE || !read_at(fd, found, LINE, size - LINE) || memcmp(found, WORDS, sizeof WORDS - 1) != 0)
    code = SC_FAIL(report, RESULT_NO_SEAL, SC_NOWHERE, path);
  else
    code = line_of(fd, path, size - LINE, line, report);
  close(fd);
  if (code != SC_OK) return code;
  return memcmp(found, line, LINE) == 0 ? SC_OK : SC_FAIL(report, RESULT_DAMAGED, SC_NOWHERE, path);
}
