/* philox.h - the generator: Philox4x32-10, a keyed bijection of 128-bit counters.
 *
 * Source  Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11; it passes
 *         TestU01's BigCrush. There is no state: the i-th number costs the same as the first, and two threads that ask
 *         for the same counter get the same number.
 *
 * One round turns (c0, c1, c2, c3) into (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)); ten rounds,
 * the key advancing by Weyl constants in between. Four 32-bit words make two uniforms of 52 bits.
 *
 * sc_philox is for one counter, sc_philox_vector for SC_VECTOR of them, one 32-bit word in each 64-bit element.
 */
#ifndef SC_RANDOM_PHILOX_H
#define SC_RANDOM_PHILOX_H

#include "engine/lanes/vector.h"

#define SC_PHILOX_M0 0xD2511F53u
#define SC_PHILOX_M1 0xCD9E8D57u
#define SC_PHILOX_W0 0x9E3779B9u
#define SC_PHILOX_W1 0xBB67AE85u

SC_INLINE void sc_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    const uint64_t p0 = (uint64_t)SC_PHILOX_M0 * c0, p1 = (uint64_t)SC_PHILOX_M1 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += SC_PHILOX_W0;
    k1 += SC_PHILOX_W1;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

/* Product of the low halves of the elements with a 32-bit number. */
SC_INLINE sc_words sc_multiply_low(sc_words a, uint32_t m)
{
#if SC_VECTOR == 8
  return (sc_words)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64((int64_t)m));
#elif SC_VECTOR == 4 && defined(__AVX2__)
  return (sc_words)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x((int64_t)m));
#elif SC_VECTOR == 2 && defined(__SSE2__)
  return (sc_words)_mm_mul_epu32((__m128i)a, _mm_set1_epi64x((int64_t)m));
#else
  return (a & 0xffffffffu) * (uint64_t)m;
#endif
}

/* c[0..3] in, random words out. Only low halves count on the way: high halves carry rubbish until the end. */
SC_INLINE void sc_philox_vector(sc_words c[4], const uint32_t key[2])
{
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    const sc_words p0 = sc_multiply_low(c[0], SC_PHILOX_M0), p1 = sc_multiply_low(c[2], SC_PHILOX_M1);
    c[0] = (p1 >> 32) ^ c[1] ^ (uint64_t)k0;
    c[1] = p1;
    c[2] = (p0 >> 32) ^ c[3] ^ (uint64_t)k1;
    c[3] = p0;
    k0 += SC_PHILOX_W0;
    k1 += SC_PHILOX_W1;
  }
  for (int i = 0; i < 4; i++) c[i] &= 0xffffffffu;
}

/* 52 bits and one half on the open (0, 1): never 0, never 1, and u and 1 - u are both exact. */
SC_INLINE double sc_unit_interval(uint32_t high, uint32_t low)
{
  return ((double)((uint64_t)high << 20 | low >> 12) + 0.5) * 0x1p-52;
}
SC_INLINE sc_vector sc_unit_interval_vector(sc_words high, sc_words low)
{
  return (sc_vector)(high << 20 | low >> 12 | 0x3ff0000000000000u) - (1.0 - 0x1p-53);
}

#endif
