/* vector.h - elementary functions over several draws at once, with the same bits on every machine.
 *
 * For use inside kernels (*_lanes.c, see isa.h). sc_vector holds SC_VECTOR doubles: 2, 4 or 8. A kernel reads
 *
 *   SC_EACH_VECTOR(v) {                                    // v = 0, SC_VECTOR, 2 SC_VECTOR, ... of the block's lanes
 *     const sc_vector k = sc_load(s->k + v), l = sc_load(s->l + v);
 *     sc_store(s->y + v, sc_vector_exp(0.4 * sc_vector_log(k) + 0.6 * sc_vector_log(l)));
 *   }
 *
 * and keeps everything between the loads and the stores in registers. Vectors take part in + - * / with each other and
 * with scalars; comparisons go through sc_less and give an sc_mask for sc_select(mask, yes, no). Whole lanes at once:
 * sc_lane_exp(out, x) and its relatives at the end of this file. Code outside kernels uses scalar.h: same bits.
 *
 * Bits      Every function is one fixed sequence of +, -, *, /, sqrt and integer operations, each rounded once; nothing
 *           is contracted, no estimate instruction is used, tables are read with the same values whether they sit in
 *           registers or in memory. Hence the width, the compiler and its optimisation do not show in the result.
 *
 * function  error (ulp)       domain and ends
 *   exp      < 1.3            x > 709.78 gives inf, x < -708.39 gives 0 (results below 2^-1022 count as 0), NaN stays
 *   expm1    < 2.5            x > 709 gives inf, -1 at the low end
 *   log      < 1.6            log 0 = -inf, log inf = inf, NaN for x < 0; 0 < x < 2^-1022 counts as 0
 *   log1p    < 2.5            log1p(-1) = -inf, NaN below; log1p inf = inf
 *   pow      about 1 + |y log x|      exp(y log x): x > 0; x = 0 gives 0 for y > 0, inf for y < 0, NaN for y = 0
 *   tanh     < 4, logistic < 3
 *
 * Method    exp: x = (16 k + j) ln2/16 + r, |r| < ln2/32; 2^k * 2^(j/16) * (1 + p(r)), p of degree 6 (Tang 1989, ACM
 *           Transactions on Mathematical Software 15, 144-157). log: x = 2^e m, 3/4 <= m < 3/2, c the multiple of 1/16
 *           nearest to m, r = (m - c)/c; e ln2 + log c + p(r), p of degree 10 (Tang 1990, same journal 16, 378-400);
 *           around 1 it is p(x - 1) alone, so nothing cancels. Polynomials interpolate at Chebyshev points.
 */
#ifndef SC_LANES_VECTOR_H
#define SC_LANES_VECTOR_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "engine/lanes/isa.h"

#ifndef SC_VECTOR
#define SC_VECTOR 2
#endif
#ifdef __SSE2__
#include <immintrin.h>
#endif

typedef double   sc_vector __attribute__((vector_size(8 * SC_VECTOR)));
typedef int64_t  sc_ints   __attribute__((vector_size(8 * SC_VECTOR)));    /* as many 64-bit integers */
typedef uint64_t sc_words  __attribute__((vector_size(8 * SC_VECTOR)));

#define SC_INLINE static inline __attribute__((always_inline, unused))
#define SC_EACH_VECTOR(v) for (int v = 0; v < SC_LANES; v += SC_VECTOR)

/* ---------------------------------------------------------------------------------------- moving and choosing */

SC_INLINE sc_vector sc_all(double x)      { return x - (sc_vector){ 0 }; }
SC_INLINE sc_ints   sc_all_ints(int64_t i){ return i - (sc_ints){ 0 }; }
SC_INLINE sc_vector sc_load(const double *from) { sc_vector x; memcpy(&x, from, sizeof x); return x; }
SC_INLINE void      sc_store(double *to, sc_vector x) { memcpy(to, &x, sizeof x); }

/* 0, 1, 2, ... */
SC_INLINE sc_words sc_counting(void)
{
  static const uint64_t counting[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  sc_words w;
  memcpy(&w, counting, sizeof w);
  return w;
}

/* A mask has one truth value for each element; NaN compares false. */
#if SC_VECTOR == 8
typedef __mmask8 sc_mask;
SC_INLINE sc_mask sc_less(sc_vector a, sc_vector b)       { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ); }
SC_INLINE sc_mask sc_less_equal(sc_vector a, sc_vector b) { return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LE_OQ); }
SC_INLINE sc_mask sc_both(sc_mask a, sc_mask b)           { return (sc_mask)(a & b); }
SC_INLINE sc_mask sc_either(sc_mask a, sc_mask b)         { return (sc_mask)(a | b); }
SC_INLINE sc_mask sc_not(sc_mask a)                       { return (sc_mask)~a; }
SC_INLINE int     sc_bits(sc_mask a)                      { return a; }    /* bit i: element i is true */
SC_INLINE sc_vector sc_select(sc_mask m, sc_vector yes, sc_vector no)
{
  return (sc_vector)_mm512_mask_blend_pd(m, (__m512d)no, (__m512d)yes);
}
#else
typedef sc_ints sc_mask;
SC_INLINE sc_mask sc_less(sc_vector a, sc_vector b)       { return (sc_ints)(a < b); }
SC_INLINE sc_mask sc_less_equal(sc_vector a, sc_vector b) { return (sc_ints)(a <= b); }
SC_INLINE sc_mask sc_both(sc_mask a, sc_mask b)           { return a & b; }
SC_INLINE sc_mask sc_either(sc_mask a, sc_mask b)         { return a | b; }
SC_INLINE sc_mask sc_not(sc_mask a)                       { return ~a; }
SC_INLINE int sc_bits(sc_mask a)
{
#if SC_VECTOR == 4 && defined(__AVX2__)
  return _mm256_movemask_pd((__m256d)a);
#elif SC_VECTOR == 2 && defined(__SSE2__)
  return _mm_movemask_pd((__m128d)a);
#else
  int bits = 0;
  for (int i = 0; i < SC_VECTOR; i++) bits |= (a[i] != 0) << i;
  return bits;
#endif
}
SC_INLINE sc_vector sc_select(sc_mask m, sc_vector yes, sc_vector no)
{
#if SC_VECTOR == 4 && defined(__AVX2__)
  return (sc_vector)_mm256_blendv_pd((__m256d)no, (__m256d)yes, (__m256d)m);
#else
  return (sc_vector)((m & (sc_ints)yes) | (~m & (sc_ints)no));
#endif
}
#endif

SC_INLINE sc_vector sc_vector_sqrt(sc_vector x)
{
#if SC_VECTOR == 8
  return (sc_vector)_mm512_sqrt_pd((__m512d)x);
#elif SC_VECTOR == 4 && defined(__AVX2__)
  return (sc_vector)_mm256_sqrt_pd((__m256d)x);
#elif SC_VECTOR == 2 && defined(__SSE2__)
  return (sc_vector)_mm_sqrt_pd((__m128d)x);
#else
  for (int i = 0; i < SC_VECTOR; i++) x[i] = sqrt(x[i]);
  return x;
#endif
}

SC_INLINE sc_vector sc_vector_abs(sc_vector x) { return (sc_vector)((sc_ints)x & INT64_MAX); }
/* |x| with the sign of y. */
SC_INLINE sc_vector sc_vector_sign(sc_vector x, sc_vector y)
{
  return (sc_vector)(((sc_ints)x & INT64_MAX) | ((sc_ints)y & INT64_MIN));
}
/* Where an argument is NaN the second one is returned. */
SC_INLINE sc_vector sc_vector_min(sc_vector a, sc_vector b) { return sc_select(sc_less(a, b), a, b); }
SC_INLINE sc_vector sc_vector_max(sc_vector a, sc_vector b) { return sc_select(sc_less(b, a), a, b); }

/* table[i mod 16]: two registers on AVX-512, loads elsewhere. */
SC_INLINE sc_vector sc_lookup(const double table[16], sc_ints i)
{
#if SC_VECTOR == 8
  return (sc_vector)_mm512_permutex2var_pd(_mm512_loadu_pd(table), (__m512i)i, _mm512_loadu_pd(table + 8));
#elif SC_VECTOR == 4
  return (sc_vector){ table[i[0] & 15], table[i[1] & 15], table[i[2] & 15], table[i[3] & 15] };
#elif defined(__SSE2__)
  /* by 16-bit words: what compilers make of i[1] here waits for an unrelated register */
  return (sc_vector){ table[_mm_extract_epi16((__m128i)i, 0) & 15], table[_mm_extract_epi16((__m128i)i, 4) & 15] };
#else
  return (sc_vector){ table[i[0] & 15], table[i[1] & 15] };
#endif
}

/* --------------------------------------------------------------------------------------------- constants */

#define SC_TO_INT   0x1.8p52               /* adding it leaves the nearest integer in the low bits          */
#define SC_LN2_HIGH 0x1.62e42fefap-1       /* ends in 17 zeros: its product with an exponent or 16 k is exact */
#define SC_LN2_LOW  0x1.cf79abc9e3b3ap-40

/* 2^(j/16), and what rounding took from it, relative to it. */
static const double sc_exp2_table[16] __attribute__((aligned(64), unused)) = {
  0x1.0000000000000p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
  0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
  0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f090p+0,
  0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0 };
static const double sc_exp2_rest[16] __attribute__((aligned(64), unused)) = {
  0, 0x1.79aa65d837b6cp-54, -0x1.01b15eaa59348p-55, 0x1.68efde3a8a893p-54,
  0x1.34d754db0abb6p-55, 0x1.59f48a72a4c6cp-55, 0x1.690cebb7aafb0p-56, 0x1.063e1e21c5409p-54,
  -0x1.3b3efbf5e2229p-54, -0x1.b32dcb94da51dp-56, 0x1.db72fc1f0eab4p-55, 0x1.1affc2b91ce27p-56,
  0x1.c1a7792cb3386p-55, 0x1.36eae30af0cb3p-56, 0x1.4a385a63d07a7p-56, -0x1.ff7128fd391f1p-55 };
/* 1/c, log c and what rounding took from log c, for c = 1, 17/16, ..., 24/16, three that do not occur, 12/16, ..., 15/16: index 16 c mod 16. */
static const double sc_log_inverse[16] __attribute__((aligned(64), unused)) = {
  0x1.0000000000000p+0, 0x1.e1e1e1e1e1e1ep-1, 0x1.c71c71c71c71cp-1, 0x1.af286bca1af28p-1,
  0x1.999999999999ap-1, 0x1.8618618618618p-1, 0x1.745d1745d1746p-1, 0x1.642c8590b2164p-1,
  0x1.5555555555555p-1, 0, 0, 0,
  0x1.5555555555555p+0, 0x1.3b13b13b13b14p+0, 0x1.2492492492492p+0, 0x1.1111111111111p+0 };
static const double sc_log_table[16] __attribute__((aligned(64), unused)) = {
  0,                    0x1.f0a30c01162a6p-5, 0x1.e27076e2af2e6p-4, 0x1.5ff3070a793d4p-3,
  0x1.c8ff7c79a9a22p-3, 0x1.1675cababa60ep-2, 0x1.4618bc21c5ec2p-2, 0x1.739d7f6bbd007p-2,
  0x1.9f323ecbf984cp-2, 0, 0, 0,
 -0x1.269621134db92p-2, -0x1.a93ed3c8ad9e3p-3, -0x1.1178e8227e47cp-3, -0x1.08598b59e3a07p-4 };
static const double sc_log_rest[16] __attribute__((aligned(64), unused)) = {
  0, 0x1.85f325c5bbacdp-59, -0x1.61578001e0162p-60, -0x1.bc60efafc6f6ep-58,
  -0x1.4f689f8434012p-57, 0x1.ce63eab883717p-61, 0x1.f42decdeccf1dp-56, -0x1.8c76ceb014b04p-56,
  -0x1.a92e513217f5cp-59, 0, 0, 0,
  -0x1.e0efadd9db02bp-56, -0x1.bcafa9de97203p-57, 0x1.0e63a5f01c691p-58, 0x1.dd7009902bf32p-58 };

/* --------------------------------------------------------------------------------------------- exp and log */

#define SC_EXP_MAX 0x1.62e42fefa39efp+9    /* 709.78: largest argument of a finite result */
#define SC_EXPM1_MAX 709.0
#define SC_EXP_MIN (-0x1.6232bd3c36113p+9) /* -708.396: from here on the result is a normal number */

/* x = (16 k + j) ln2/16 + r; `bits` holds 16 k + j in its low bits. */
SC_INLINE sc_vector sc_exp_reduce(sc_vector x, sc_ints *bits)
{
  sc_vector n = x * 0x1.71547652b82fep+4 + SC_TO_INT;
  *bits = (sc_ints)n;
  n -= SC_TO_INT;
  return (x - n * (SC_LN2_HIGH / 16)) - n * (SC_LN2_LOW / 16);
}

/* 2^k y, within the range of normal numbers; `bits` as above. */
SC_INLINE sc_vector sc_exp_scale(sc_vector y, sc_ints bits)
{
  return (sc_vector)((sc_words)y + (((sc_words)bits & 0xfffffffffffffff0u) << 48));
}

SC_INLINE sc_vector sc_vector_exp(sc_vector x)
{
  sc_ints bits;
  const sc_vector r = sc_exp_reduce(x, &bits), r2 = r * r, s = sc_lookup(sc_exp2_table, bits);
  const sc_vector low = 0.5 + r * 0x1.55555554dcc9bp-3, high = 0x1.55555555190f9p-5 + r * 0x1.11120b77051e7p-7;
  const sc_vector p = r + r2 * (low + r2 * (high + r2 * 0x1.6c17bbd1f560ap-10));
  sc_vector y = sc_exp_scale(s + s * p, bits);
  y = sc_select(sc_less(x, sc_all(SC_EXP_MIN)), sc_all(0.0), y);
  return sc_select(sc_less_equal(x, sc_all(SC_EXP_MAX)), y, x * INFINITY);
}

/* One term more than exp, because where x is small p is all of the result. */
SC_INLINE sc_vector sc_vector_expm1(sc_vector x)
{
  sc_ints bits;
  const sc_vector r = sc_exp_reduce(x, &bits), r2 = r * r, rest = sc_lookup(sc_exp2_rest, bits);
  const sc_vector a = 0.5 + r * 0x1.5555555555556p-3, b = 0x1.55555554e8d7bp-5 + r * 0x1.11111110e0d94p-7;
  const sc_vector c = 0x1.6c17ede661f5cp-10 + r * 0x1.a01b0cb76698bp-13;
  const sc_vector p = r + r2 * (a + r2 * (b + r2 * c));
  const sc_vector s = sc_exp_scale(sc_lookup(sc_exp2_table, bits), bits);
  sc_vector y = (s - 1.0) + s * (p + rest);
  y = sc_select(sc_less(x, sc_all(SC_EXP_MIN)), sc_all(-1.0), y);
  return sc_select(sc_less_equal(x, sc_all(SC_EXPM1_MAX)), y, x * INFINITY);
}

/* log(1 + r) + rest, |r| <= 1/24: r + r^2 (-1/2 + r/3 - ...) + rest. */
SC_INLINE sc_vector sc_log_series(sc_vector r, sc_vector rest)
{
  const sc_vector r2 = r * r, r4 = r2 * r2;
  const sc_vector a = -0.5 + r * 0x1.5555555555349p-2, b = -0x1.ffffffffffc3ep-3 + r * 0x1.999999a1494d7p-3;
  const sc_vector c = -0x1.5555555c6122bp-3 + r * 0x1.24920ae6edd56p-3, d = -0x1.ffff8de338e6cp-4 + r * 0x1.c891a151f3dfbp-4;
  return r + (r2 * ((a + r2 * b) + r4 * ((c + r2 * d) - r4 * 0x1.9aefb25b29c24p-4)) + rest);
}

/* log of a positive normal number; anything else gives a meaningless finite number. */
SC_INLINE sc_vector sc_log_normal_number(sc_vector x)
{
  const sc_words shifted = (sc_words)x + 0x0018000000000000u;                       /* exponent + 1024 above, 3/4 <= m < 3/2 */
  const sc_vector m = (sc_vector)((shifted & 0x000fffffffffffffu) + 0x3fe8000000000000u);
  const sc_vector e = (sc_vector)((shifted >> 52) | 0x4330000000000000u) - (0x1p52 + 1024);
  const sc_vector rounded = m + 0x1.8p48, c = rounded - 0x1.8p48;
  const sc_vector r = (m - c) * sc_lookup(sc_log_inverse, (sc_ints)rounded);
  const sc_vector rest = sc_lookup(sc_log_rest, (sc_ints)rounded) + e * SC_LN2_LOW;
  return (e * SC_LN2_HIGH + sc_lookup(sc_log_table, (sc_ints)rounded)) + sc_log_series(r, rest);
}

SC_INLINE sc_vector sc_vector_log(sc_vector x)
{
  sc_vector y = sc_log_normal_number(x);
  y = sc_select(sc_less(x, sc_all(0x1p-1022)), sc_all(-INFINITY), y);
  y = sc_select(sc_less(x, sc_all(0.0)), sc_all(NAN), y);
  return sc_select(sc_less_equal(x, sc_all(0x1.fffffffffffffp1023)), y, x);
}

/* log of u = 1 + x rounded, and the part of x that rounding lost. */
SC_INLINE sc_vector sc_vector_log1p(sc_vector x)
{
  const sc_vector u = 1.0 + x, lost = (x - (u - 1.0)) / u;
  const sc_mask inner = sc_both(sc_less(sc_all(0.0), u), sc_less(u, sc_all(0x1p53)));
  return sc_vector_log(u) + sc_select(inner, lost, sc_all(0.0));
}

SC_INLINE sc_vector sc_vector_pow(sc_vector x, sc_vector y) { return sc_vector_exp(y * sc_vector_log(x)); }

SC_INLINE sc_vector sc_vector_tanh(sc_vector x)
{
  const sc_vector a = sc_vector_abs(x);
  const sc_vector e = sc_vector_expm1(2.0 * sc_select(sc_less(sc_all(20.0), a), sc_all(20.0), a));
  return sc_vector_sign(e / (e + 2.0), x);
}

SC_INLINE sc_vector sc_vector_logistic(sc_vector x) { return 1.0 / (1.0 + sc_vector_exp(-x)); }

/* ------------------------------------------------------------------------------------------ whole lanes */

#define SC_LANE_FUNCTION(name)                                                                   \
  SC_INLINE void sc_lane_##name(sc_lane out, const sc_lane x)                                    \
  {                                                                                              \
    SC_EACH_VECTOR(v) sc_store(out + v, sc_vector_##name(sc_load(x + v)));                       \
  }
SC_LANE_FUNCTION(exp)
SC_LANE_FUNCTION(expm1)
SC_LANE_FUNCTION(log)
SC_LANE_FUNCTION(log1p)
SC_LANE_FUNCTION(sqrt)
SC_LANE_FUNCTION(tanh)
SC_LANE_FUNCTION(logistic)
#undef SC_LANE_FUNCTION

SC_INLINE void sc_lane_pow(sc_lane out, const sc_lane x, const sc_lane y)
{
  SC_EACH_VECTOR(v) sc_store(out + v, sc_vector_pow(sc_load(x + v), sc_load(y + v)));
}
SC_INLINE void sc_lane_fill(sc_lane out, double x)
{
  SC_EACH_VECTOR(v) sc_store(out + v, sc_all(x));
}

#endif
