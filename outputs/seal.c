#include "outputs/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"

enum { PIECE = 1024 * 1024, HEX = 64, LINE = 13 + HEX + 1 };
static const char WORDS[] = "sanchan seal ";

/* n bytes at `offset`; 0 when they cannot be had. */
static int read_at(int fd, void *to, size_t n, size_t offset)
{
  char *bytes = to;
  for (ssize_t got; n > 0; n -= (size_t)got, offset += (size_t)got, bytes += got) {
    got = pread(fd, bytes, n, (off_t)offset);
    if (got < 0 && errno == EINTR) got = 0;
    else if (got <= 0) return 0;
  }
  return 1;
}

static int piece_digest(int fd, size_t offset, size_t n, char hex[HEX])
{
  sc_sha256 digest;
  sc_sha256_init(&digest);
  char part[16 * 1024], text[HEX + 1];
  for (size_t done = 0; done < n;) {
    const size_t m = n - done < sizeof part ? n - done : sizeof part;
    if (!read_at(fd, part, m, offset + done)) return 0;
    sc_sha256_add(&digest, part, m);
    done += m;
  }
  sc_sha256_end(&digest, text);
  memcpy(hex, text, HEX);
  return 1;
}

static sc_code seal_of(int fd, const char *path, size_t size, char line[LINE], sc_report *report)
{
  const long n_pieces = (long)((size + PIECE - 1) / PIECE);
  char *hex = sc_alloc((size_t)n_pieces + 1, HEX);
  if (hex == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  int failed = 0;
#pragma omp parallel for schedule(dynamic) reduction(| : failed)
  for (long p = 0; p < n_pieces; p++) {
    const size_t offset = (size_t)p * PIECE;
    failed |= !piece_digest(fd, offset, size - offset < PIECE ? size - offset : PIECE, hex + p * HEX);
  }
  char root[HEX + 1];
  sc_sha256_of(hex, (size_t)n_pieces * HEX, root);
  sc_free(hex);
  memcpy(line, WORDS, sizeof WORDS - 1);
  memcpy(line + sizeof WORDS - 1, root, HEX);
  line[LINE - 1] = '\n';
  return failed ? SC_FAIL(report, READ_FAILED, SC_NOWHERE, path, strerror(errno)) : SC_OK;
}

static sc_code append(const char *path, const char line[LINE], size_t size, sc_report *report)
{
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  ssize_t n = -1;
  if (fd >= 0) n = pwrite(fd, line, LINE, (off_t)size);
  const int why = n < 0 ? errno : ENOSPC;
  if (fd >= 0 && close(fd) != 0) n = -1;
  if (n == LINE) return SC_OK;
  return why == ENOSPC || why == EFBIG || why == EDQUOT ? SC_FAIL(report, DISK_FULL, SC_NOWHERE, path)
                                                        : SC_FAIL(report, WRITE_FAILED, SC_NOWHERE, path, strerror(why));
}

sc_code sc_seal_append(const char *path, sc_report *report)
{
  int fd;
  size_t size;
  char line[LINE];
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));
  const sc_code code = seal_of(fd, path, size, line, report);
  close(fd);
  return code != SC_OK ? code : append(path, line, size, report);
}

sc_code sc_seal_check(const char *path, sc_report *report)
{
  int fd;
  size_t size;
  char line[LINE], found[LINE];
  SC_TRY(sc_file_open(path, &fd, &size, SC_NOWHERE, report));
  sc_code code = SC_OK;
  if (size <= LINE || !read_at(fd, found, LINE, size - LINE) || memcmp(found, WORDS, sizeof WORDS - 1) != 0)
    code = SC_FAIL(report, RESULT_NO_SEAL, SC_NOWHERE, path);
  else
    code = seal_of(fd, path, size - LINE, line, report);
  close(fd);
  if (code != SC_OK) return code;
  return memcmp(found, line, LINE) == 0 ? SC_OK : SC_FAIL(report, RESULT_DAMAGED, SC_NOWHERE, path);
}
