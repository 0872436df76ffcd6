/* Result files made to deceive, under a seal that fits: one clear fault, never a crash. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <hdf5.h>

#include "engine/base/file.h"
#include "outputs/seal.h"
#include "tests/support/result_place.h"

/* Puts another data set in the place of one of ours; rank -1: none, -2: a link into another file. */
static void forge(const char *path, const char *name, hid_t type, int rank, hsize_t extent)
{
  const hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
  assert_true(file >= 0 && H5Ldelete(file, name, H5P_DEFAULT) >= 0);
  if (rank == -2) assert_true(H5Lcreate_external("/etc/passwd", "/", file, name, H5P_DEFAULT, H5P_DEFAULT) >= 0);
  if (rank >= 0) {
    const hid_t space = H5Screate_simple(rank, &extent, NULL);
    const hid_t data = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    const int large = 1000;   /* what a number that points at something must not be */
    if (extent == 1) assert_true(H5Dwrite(data, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, &large) >= 0);
    assert_true(data >= 0 && H5Dclose(data) >= 0 && H5Sclose(space) >= 0);
  }
  assert_true(H5Fclose(file) >= 0);
}

static void forged_content(void **state)
{
  place *p = *state;
  const struct { const char *name; hid_t type; int rank; hsize_t extent; } FORGED[] = {
    { "/summary/year", H5T_STD_I32LE, 1, 3 },              /* too short for the years of the summary */
    { "/summary/year", H5T_STD_I32LE, 1, UINT64_C(1) << 40 },
    { "/targets/row", H5T_STD_I32LE, 1, 4 },               /* other shape */
    { "/targets/row", H5T_IEEE_F64LE, 1, 15 },             /* other type */
    { "/targets/row", H5T_STD_I64LE, 1, 15 },
    { "/provenance/seed", H5T_STD_I32LE, 1, 2 },
    { "/provenance/seed", 0, -1, 0 },                      /* missing */
    { "/provenance/scenario", 0, -1, 0 },
    { "/summary", 0, -2, 0 },                              /* in another file */
    { "/provenance/first_year", H5T_STD_I32LE, 0, 1 },     /* years that do not fit */
  };
  for (size_t i = 0; i < sizeof FORGED / sizeof FORGED[0]; i++) {
    sc_report report = { 0 };
    assert_int_equal(try_write(p, 1), SC_OK);
    forge(p->path, FORGED[i].name, FORGED[i].type, FORGED[i].rank, FORGED[i].extent);
    sc_fault fault;
    assert_int_equal(try_read(p, &fault), SC_DATA);
    assert_int_equal(fault, SC_FAULT_RESULT_NO_SEAL);
    assert_int_equal(sc_seal_append(p->path, &report), SC_OK);
    if (try_read(p, &fault) != SC_DATA || fault != SC_FAULT_RESULT_FOREIGN) fail_msg("forged %s was read", FORGED[i].name);
  }
}

/* A set of one target, 1000 by its own account. */
static void forged_set(void **state)
{
  place *p = *state;
  sc_report report = { 0 };
  p->result.n_joint = 1;
  p->result.joints = memcpy(sc_arena_alloc(&p->result.arena, (size_t)p->result.n_scenarios, sizeof(sc_joint)),
                            p->result.joints, (size_t)p->result.n_scenarios * sizeof(sc_joint));
  for (int s = 0; s < p->result.n_scenarios; s++) p->result.joints[s] = p->result.joints[0];
  assert_int_equal(try_write(p, 0), SC_OK);
  sc_fault fault;
  assert_int_equal(try_read(p, &fault), SC_OK);
  forge(p->path, "/joint/set_size", H5T_STD_I32LE, 1, 1);
  assert_int_equal(sc_seal_append(p->path, &report), SC_OK);
  assert_int_equal(try_read(p, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_RESULT_FOREIGN);
}

static void put_bytes(const char *path, const char *bytes, size_t n)
{
  FILE *file = fopen(path, "wb");
  assert_true(file != NULL && fwrite(bytes, 1, n, file) == n && fclose(file) == 0);
}

/* The HDF5 library itself loses memory on broken files, which the leak sanitizer would lay at our door. */
static int read_in_child(const place *p)
{
  const pid_t child = fork();
  if (child == 0) {
    sc_fault fault;
    _exit((int)try_read(p, &fault));
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Damage under a seal that fits, as a forger would make it: one clear fault or none, and we are still here. */
static void forged_files(void **state)
{
  place *p = *state;
  enum { SEAL = 30, N_FORGED = 40 };
  struct stat info;
  assert_int_equal(try_write(p, 0), SC_OK);
  assert_int_equal(stat(p->path, &info), 0);
  sc_report report = { 0 };
  char *bytes;
  size_t n;
  uint64_t random = 3;
  int n_seen = 0;
  assert_int_equal(sc_file_read(p->path, SIZE_MAX, &bytes, &n, SC_NOWHERE, &report), SC_OK);
  for (int i = 0; i < N_FORGED; i++) {
    put_bytes(p->path, bytes, n - SEAL);
    for (int k = 0; k < 4; k++) {
      random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      change_byte(p->path, (off_t)((random >> 33) % (i % 2 ? n - SEAL : 60000)));
    }
    assert_int_equal(sc_seal_append(p->path, &report), SC_OK);
    const int code = read_in_child(p);
    assert_true(code == SC_OK || code == SC_DATA);
    n_seen += code == SC_DATA;
  }
  assert_true(n_seen > 0);
  sc_free(bytes);
}

static void not_hdf5_at_all(void **state)
{
  place *p = *state;
  sc_report report = { 0 };
  sc_fault fault;
  put_bytes(p->path, "year,gdp\n2020,1\n", 16);
  assert_int_equal(try_read(p, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_RESULT_NO_SEAL);
  assert_int_equal(sc_seal_append(p->path, &report), SC_OK);
  assert_int_equal(try_read(p, &fault), SC_DATA);
  assert_int_equal(fault, SC_FAULT_RESULT_FOREIGN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    PLACE_TEST(forged_content), PLACE_TEST(forged_set), PLACE_TEST(forged_files), PLACE_TEST(not_hdf5_at_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
