#include "engine/base/checksum.h"

static const uint64_t PRIME[5] = { UINT64_C(0x9E3779B185EBCA87), UINT64_C(0xC2B2AE3D27D4EB4F), UINT64_C(0x165667B19E3779F9),
                                   UINT64_C(0x85EBCA77C2B2AE63), UINT64_C(0x27D4EB2F165667C5) };

static uint64_t rotate(uint64_t x, int by)
{
  return x << by | x >> (64 - by);
}

/* Little-endian, whatever the machine. */
static uint64_t word(const unsigned char *at, int n_bytes)
{
  uint64_t x = 0;
  for (int i = n_bytes - 1; i >= 0; i--) x = x << 8 | at[i];
  return x;
}

static uint64_t stir(uint64_t lane, uint64_t input)
{
  return rotate(lane + input * PRIME[1], 31) * PRIME[0];
}

void sc_checksum_init(sc_checksum *sum)
{
  *sum = (sc_checksum){ { PRIME[0] + PRIME[1], PRIME[1], 0, 0 - PRIME[0] }, 0 };
}

void sc_checksum_add(sc_checksum *sum, const unsigned char *stripes, size_t n)
{
  uint64_t a = sum->lane[0], b = sum->lane[1], c = sum->lane[2], d = sum->lane[3];
  for (const unsigned char *end = stripes + n; stripes < end; stripes += SC_STRIPE) {
    a = stir(a, word(stripes, 8));
    b = stir(b, word(stripes + 8, 8));
    c = stir(c, word(stripes + 16, 8));
    d = stir(d, word(stripes + 24, 8));
  }
  *sum = (sc_checksum){ { a, b, c, d }, sum->length + n };
}

static uint64_t merge_lanes(const sc_checksum *sum)
{
  if (sum->length == 0) return PRIME[4];
  uint64_t h = rotate(sum->lane[0], 1) + rotate(sum->lane[1], 7) + rotate(sum->lane[2], 12) + rotate(sum->lane[3], 18);
  for (int i = 0; i < 4; i++) h = (h ^ stir(0, sum->lane[i])) * PRIME[0] + PRIME[3];
  return h;
}

uint64_t sc_checksum_end(const sc_checksum *sum, const unsigned char *rest, size_t n)
{
  uint64_t h = merge_lanes(sum) + sum->length + n;
  for (; n >= 8; n -= 8, rest += 8) h = rotate(h ^ stir(0, word(rest, 8)), 27) * PRIME[0] + PRIME[3];
  for (; n >= 4; n -= 4, rest += 4) h = rotate(h ^ word(rest, 4) * PRIME[0], 23) * PRIME[1] + PRIME[2];
  for (; n > 0; n--, rest++) h = rotate(h ^ *rest * PRIME[4], 11) * PRIME[0];
  h = (h ^ h >> 33) * PRIME[1];
  h = (h ^ h >> 29) * PRIME[2];
  return h ^ h >> 32;
}
