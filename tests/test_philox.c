/* The generator: published vectors of Random123, addresses, and independence of what lies next to each other. */
#include "tests/support/check.h"

#include <string.h>

#include "engine/random/noise.h"
#include "engine/random/philox.h"

static void published_vectors(void **state)
{
  (void)state;
  static const struct { uint32_t counter[4], key[2], word[4]; } kat[] = {   /* Random123 tests/kat_vectors, philox4x32-10 */
    { { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
    { { ~0u, ~0u, ~0u, ~0u }, { ~0u, ~0u }, { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
    { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, { 0xa4093822, 0x299f31d0 }, { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
  };
  for (int i = 0; i < 3; i++) {
    uint32_t word[4];
    sc_philox(kat[i].counter, kat[i].key, word);
    assert_memory_equal(word, kat[i].word, sizeof word);
    sc_words c[4];
    for (int j = 0; j < 4; j++) c[j] = (sc_words){ 0 } + kat[i].counter[j];
    sc_philox_vector(c, kat[i].key);
    for (int j = 0; j < 4; j++)
      for (int v = 0; v < SC_VECTOR; v++) assert_true(c[j][v] == kat[i].word[j]);
  }
}

static void unit_interval_is_open(void **state)
{
  (void)state;
  assert_true(sc_unit_interval(0, 0) == 0x1p-53 && sc_unit_interval(~0u, ~0u) == 1.0 - 0x1p-53);
  assert_true(sc_unit_interval(0x80000000u, 0) == 0.5 + 0x1p-53);
  const uint32_t words[][2] = { { 0, 0 }, { ~0u, ~0u }, { 0x12345678, 0x9abcdef0 }, { 0x80000000u, 0xfff } };
  for (int i = 0; i < 4; i++) {
    const sc_words zero = { 0 };
    assert_true(sc_unit_interval_vector(zero + words[i][0], zero + words[i][1])[0] == sc_unit_interval(words[i][0], words[i][1]));
  }
}

static void name_hash(void **state)
{
  (void)state;
  /* FNV-1a of "foobar" is 0xbf9cf968, of "" 0x811c9dc5 (Noll's test vectors); MurmurHash3's fmix32 of those. */
  const uint32_t foobar = 0xbf9cf968u;
  uint32_t h = foobar;
  h ^= h >> 16, h *= 0x85ebca6bu, h ^= h >> 13, h *= 0xc2b2ae35u, h ^= h >> 16;
  assert_int_equal(sc_name_hash("foobar"), h);
  assert_int_not_equal(sc_name_hash("growth.alpha"), sc_name_hash("growth.alphb"));
}

/* Each part of the address moves the number, alone. */
static void every_part_of_the_address_counts(void **state)
{
  (void)state;
  const sc_point p = { .seed = 7, .stream = SC_STREAM_TEST, .name = 99, .draw = 5, .t = 3, .k = 2 };
  sc_point q[9];
  for (int i = 0; i < 9; i++) q[i] = p;
  q[0].seed ^= 1, q[1].seed ^= (uint64_t)1 << 40, q[2].stream = SC_STREAM_WEATHER, q[3].name++, q[4].draw++, q[5].t++;
  q[6].k++, q[7].k += 2, q[8].k += 1u << 20;
  for (int i = 0; i < 9; i++) assert_true(sc_uniform(p) != sc_uniform(q[i]));
  for (int i = 0; i < 9; i++)
    for (int j = 0; j < i; j++) assert_true(sc_uniform(q[i]) != sc_uniform(q[j]));
  assert_true(sc_uniform(p) == sc_uniform(p));
}

typedef sc_point (*walk)(int i);
static sc_point along_draws(int i) { return (sc_point){ 1, SC_STREAM_TEST, 5, (uint32_t)i, 0, 0 }; }
static sc_point along_k(int i) { return (sc_point){ 1, SC_STREAM_TEST, 5, 9, 0, (uint32_t)i }; }
static sc_point along_t(int i) { return (sc_point){ 1, SC_STREAM_TEST, 5, 9, i, 0 }; }
static sc_point along_names(int i) { return (sc_point){ 1, SC_STREAM_TEST, (uint32_t)i, 9, 0, 0 }; }
static sc_point along_seeds(int i) { return (sc_point){ (uint64_t)i, SC_STREAM_TEST, 5, 9, 0, 0 }; }
static sc_point other_stream(int i) { return (sc_point){ 1, SC_STREAM_SHOCK, 5, (uint32_t)i, 0, 0 }; }

/* Uniform moments, 16 cells, and no correlation with the next one: five standard errors at a fixed seed. */
static void neighbours_are_independent(void **state)
{
  (void)state;
  enum { COUNT = 40000 };
  const walk walks[] = { along_draws, along_k, along_t, along_names, along_seeds };
  for (int w = 0; w < 5; w++) {
    double sum = 0, product = 0, cells[16] = { 0 }, chi = 0, last = sc_uniform(walks[w](0));
    for (int i = 1; i <= COUNT; i++) {
      const double u = sc_uniform(walks[w](i));
      sum += u, product += (u - 0.5) * (last - 0.5), cells[(int)(u * 16)] += 1, last = u;
    }
    for (int c = 0; c < 16; c++) chi += (cells[c] - COUNT / 16.0) * (cells[c] - COUNT / 16.0) / (COUNT / 16.0);
    CHECK_NEAR(sum / COUNT, 0.5, 5 * 0.288675 / 200, "mean of a uniform");
    CHECK_NEAR(product / COUNT, 0.0, 5.0 / 12 / 200, "covariance of neighbours");
    assert_true(chi < 45.0);                      /* 1e-4 point of chi-squared with 15 degrees of freedom is 44.3 */
  }
  double product = 0;
  for (int i = 0; i < COUNT; i++) product += (sc_uniform(along_draws(i)) - 0.5) * (sc_uniform(other_stream(i)) - 0.5);
  CHECK_NEAR(product / COUNT, 0.0, 5.0 / 12 / 200, "covariance of two streams");
}

static void streams_are_known(void **state)
{
  (void)state;
  assert_true(sc_stream_known(SC_STREAM_PARAMETER) && SC_STREAM_PARAMETER == 1 && SC_STREAM_TEST == 8);
  assert_false(sc_stream_known((sc_stream)200));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(published_vectors), cmocka_unit_test(unit_interval_is_open), cmocka_unit_test(name_hash),
    cmocka_unit_test(every_part_of_the_address_counts), cmocka_unit_test(neighbours_are_independent),
    cmocka_unit_test(streams_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
