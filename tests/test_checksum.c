/* XXH64 against the values of the reference implementation (xxhsum -H1, seed 0). */
#include <string.h>

#include "engine/base/checksum.h"
#include "tests/support/check.h"

static uint64_t checksum_of(const char *text)
{
  const size_t n = strlen(text), whole = n / SC_STRIPE * SC_STRIPE;
  const unsigned char *bytes = (const unsigned char *)text;
  sc_checksum sum;
  sc_checksum_init(&sum);
  sc_checksum_add(&sum, bytes, whole);
  return sc_checksum_end(&sum, bytes + whole, n - whole);
}

static void published_values(void **state)
{
  (void)state;
  static const struct { const char *text; uint64_t sum; } KNOWN[] = {
    { "", UINT64_C(0xef46db3751d8e999) },
    { "a", UINT64_C(0xd24ec4f1a98c6e5b) },
    { "abc", UINT64_C(0x44bc2cf5ad770999) },
    { "Nobody inspects the spammish repetition", UINT64_C(0xfbcea83c8a378bf1) },
  };
  for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
    if (checksum_of(KNOWN[i].text) != KNOWN[i].sum) fail_msg("checksum of \"%s\"", KNOWN[i].text);
}

static void parts_do_not_matter(void **state)
{
  (void)state;
  unsigned char bytes[320];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * 7);
  sc_checksum whole, parts;
  sc_checksum_init(&whole);
  sc_checksum_add(&whole, bytes, sizeof bytes);
  sc_checksum_init(&parts);
  for (size_t i = 0; i < sizeof bytes; i += SC_STRIPE) sc_checksum_add(&parts, bytes + i, SC_STRIPE);
  assert_true(sc_checksum_end(&whole, bytes, 5) == sc_checksum_end(&parts, bytes, 5));
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(published_values), cmocka_unit_test(parts_do_not_matter) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
