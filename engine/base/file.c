#include "engine/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/memory.h"

enum { BUFFER = 64 * 1024 };
static const char partial_suffix[SC_PARTIAL_ROOM] = ".partial";

/* ---------------------------------------------------------------------------------------------- failures */

static sc_code cannot_open(const char *path, int why, sc_where at, sc_report *report)
{
  if (why == ENOENT || why == ENOTDIR) return SC_FAIL(report, FILE_MISSING, at, path);
  if (why == EACCES || why == EPERM) return SC_FAIL(report, FILE_FORBIDDEN, at, path);
  return SC_FAIL(report, FILE_UNREADABLE, at, path, strerror(why));
}

static sc_code cannot_create(const char *path, int why, sc_report *report)
{
  switch (why) {
  case ENOENT: case ENOTDIR:           return SC_FAIL(report, OUTPUT_NO_FOLDER, SC_NOWHERE, path);
  case EACCES: case EPERM: case EROFS: return SC_FAIL(report, OUTPUT_FORBIDDEN, SC_NOWHERE, path);
  case ENOSPC: case EDQUOT:            return SC_FAIL(report, DISK_FULL, SC_NOWHERE, path);
  default:                             return SC_FAIL(report, OUTPUT_NOT_CREATED, SC_NOWHERE, path, strerror(why));
  }
}

static sc_code cannot_write(const char *path, int why, sc_report *report)
{
  if (why == ENOSPC || why == EDQUOT || why == EFBIG) return SC_FAIL(report, DISK_FULL, SC_NOWHERE, path);
  return SC_FAIL(report, WRITE_FAILED, SC_NOWHERE, path, strerror(why));
}

/* ----------------------------------------------------------------------------------------------- reading */

/* Opens a regular file; O_NONBLOCK so that a pipe does not hold us up before we see what it is. */
static sc_code open_regular(const char *path, int *fd, struct stat *info, sc_where at, sc_report *report)
{
  *fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (*fd < 0) return cannot_open(path, errno, at, report);
  sc_code code = SC_OK;
  if (fstat(*fd, info) != 0) code = cannot_open(path, errno, at, report);
  else if (S_ISDIR(info->st_mode)) code = SC_FAIL(report, FILE_IS_FOLDER, at, path);
  else if (!S_ISREG(info->st_mode)) code = SC_FAIL(report, FILE_NOT_REGULAR, at, path);
  if (code != SC_OK) close(*fd);
  return code;
}

sc_code sc_file_open(const char *path, int *fd, size_t *size, sc_where at, sc_report *report)
{
  struct stat info;
  SC_TRY(open_regular(path, fd, &info, at, report));
  *size = (size_t)info.st_size;
  return SC_OK;
}

/* Up to `size` bytes; -1 with errno when reading fails. */
static ssize_t read_full(int fd, char *to, size_t size)
{
  size_t n = 0;
  while (n < size) {
    const ssize_t got = read(fd, to + n, size - n);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    n += (size_t)got;
  }
  return (ssize_t)n;
}

sc_code sc_file_read(const char *path, size_t max_bytes, char **bytes, size_t *n, sc_where at, sc_report *report)
{
  int fd;
  struct stat info;
  SC_TRY(open_regular(path, &fd, &info, at, report));
  sc_code code = SC_OK;
  const size_t size = (size_t)info.st_size;
  char *text = NULL;
  if (size > max_bytes) {
    code = SC_FAIL(report, FILE_TOO_BIG, at, path, sc_integer((long long)size).s, sc_integer((long long)max_bytes).s);
    goto done;
  }
  text = sc_alloc(size + 1, 1);
  if (text == NULL) {
    code = SC_FAIL(report, OUT_OF_MEMORY, at, path);
    goto done;
  }
  const ssize_t got = read_full(fd, text, size);
  if (got < 0) {
    code = SC_FAIL(report, READ_FAILED, at, path, strerror(errno));
    goto done;
  }
  text[got] = '\0';
  *bytes = text;
  *n = (size_t)got;
  text = NULL;
done:
  sc_free(text);
  close(fd);
  return code;
}

sc_code sc_file_digest(const char *path, char hex[65], sc_where at, sc_report *report)
{
  int fd;
  struct stat info;
  SC_TRY(open_regular(path, &fd, &info, at, report));
  sc_sha256 digest;
  sc_sha256_init(&digest);
  char buffer[BUFFER];
  ssize_t got;
  while ((got = read_full(fd, buffer, sizeof buffer)) > 0) sc_sha256_add(&digest, buffer, (size_t)got);
  const int why = errno;
  close(fd);
  if (got < 0) return SC_FAIL(report, READ_FAILED, at, path, strerror(why));
  sc_sha256_end(&digest, hex);
  return SC_OK;
}

/* ----------------------------------------------------------------------------------------------- writing */

static int partial_path(const char *path, char *partial)
{
  const size_t length = strlen(path);
  memcpy(partial, path, length);
  memcpy(partial + length, partial_suffix, sizeof partial_suffix);
  return open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

static sc_code check_final_name(const char *path, sc_report *report)
{
  struct stat info;
  if (stat(path, &info) != 0) return SC_OK;
  if (S_ISDIR(info.st_mode)) return SC_FAIL(report, OUTPUT_IS_FOLDER, SC_NOWHERE, path);
  if (!S_ISREG(info.st_mode)) return SC_FAIL(report, OUTPUT_NOT_REGULAR, SC_NOWHERE, path);
  return SC_OK;
}

/* 1 equal, 0 different, -1 when one cannot be read. */
static int same_bytes(const char *a, const char *b)
{
  int same = -1, fd_b = -1;
  const int fd_a = open(a, O_RDONLY | O_CLOEXEC);
  if (fd_a >= 0) fd_b = open(b, O_RDONLY | O_CLOEXEC);
  if (fd_b >= 0) {
    char part_a[BUFFER], part_b[BUFFER];
    ssize_t n_a, n_b;
    do {
      n_a = read_full(fd_a, part_a, sizeof part_a);
      n_b = read_full(fd_b, part_b, sizeof part_b);
      same = n_a < 0 || n_b < 0 ? -1 : n_a == n_b && memcmp(part_a, part_b, (size_t)n_a) == 0;
    } while (same == 1 && n_a > 0);
  }
  if (fd_a >= 0) close(fd_a);
  if (fd_b >= 0) close(fd_b);
  return same;
}

/* A rename lasts only when its folder is on the disk; not every file system can sync one, so failure is no error. */
static void sync_folder(const char *path)
{
  char *folder = sc_path_beside(path, ".");
  const int fd = folder != NULL ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    (void)fsync(fd);
    close(fd);
  }
  sc_free(folder);
}

sc_code sc_file_begin(const char *path, char *partial, sc_report *report)
{
  SC_TRY(check_final_name(path, report));
  const int fd = partial_path(path, partial);
  if (fd < 0) return cannot_create(path, errno, report);
  close(fd);
  return SC_OK;
}

sc_code sc_file_end(const char *path, const char *partial, sc_replace replace, sc_report *report)
{
  sc_code code = SC_OK;
  const int fd = open(partial, O_RDWR | O_CLOEXEC);
  if (fd < 0) return cannot_create(path, errno, report);
  if (fsync(fd) != 0) code = cannot_write(path, errno, report);
  close(fd);
  if (code != SC_OK) goto drop;

  struct stat info;
  if (stat(path, &info) == 0) {
    if (same_bytes(path, partial) == 1) goto drop;
    if (replace == SC_KEEP) {
      code = SC_FAIL(report, OUTPUT_EXISTS, SC_NOWHERE, path);
      goto drop;
    }
  }
  if (rename(partial, path) != 0) {
    code = cannot_create(path, errno, report);
    goto drop;
  }
  sync_folder(path);
  return SC_OK;
drop:
  sc_file_drop(partial);
  return code;
}

void sc_file_drop(const char *partial)
{
  unlink(partial);
}

static int write_full(int fd, const char *from, size_t n)
{
  while (n > 0) {
    const ssize_t put = write(fd, from, n);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return -1;
    from += put;
    n -= (size_t)put;
  }
  return 0;
}

sc_code sc_file_write(const char *path, const void *bytes, size_t n, sc_replace replace, sc_report *report)
{
  SC_TRY(check_final_name(path, report));
  char *partial = sc_alloc(strlen(path) + SC_PARTIAL_ROOM, 1);
  if (partial == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  sc_code code = SC_OK;
  const int fd = partial_path(path, partial);
  if (fd < 0) {
    code = cannot_create(path, errno, report);
    goto done;
  }
  if (write_full(fd, bytes, n) != 0) code = cannot_write(path, errno, report);
  if (close(fd) != 0 && code == SC_OK) code = cannot_write(path, errno, report);
  if (code == SC_OK) code = sc_file_end(path, partial, replace, report);
  else sc_file_drop(partial);
done:
  sc_free(partial);
  return code;
}

/* ------------------------------------------------------------------------------------------------- paths */

char *sc_path_beside(const char *from, const char *name)
{
  const char *slash = strrchr(from, '/');
  const size_t folder = name[0] == '/' || slash == NULL ? 0 : (size_t)(slash - from) + 1;
  const size_t length = strlen(name);
  char *path = sc_alloc(folder + length + 1, 1);
  if (path == NULL) return NULL;
  memcpy(path, from, folder);
  memcpy(path + folder, name, length + 1);
  return path;
}

int sc_path_is_folder(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int sc_file_is_same(const char *a, const char *b)
{
  struct stat of_a, of_b;
  return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}
