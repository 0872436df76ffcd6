/* normal_vector.h - the functions of normal.h over vectors, for use inside kernels: same bits. */
#ifndef SC_RANDOM_NORMAL_VECTOR_H
#define SC_RANDOM_NORMAL_VECTOR_H

#include "engine/lanes/vector.h"
#include "engine/random/normal.h"

#define SC_NORMAL_CENTRAL 5.5              /* largest w of the central polynomial */

/* Coefficients of (w - 2.75)^i. */
static const double sc_normal_central[22] __attribute__((unused)) = {
  0x1.1ae527bead168p+1, 0x1.61d3f8764df6cp-2, -0x1.d2be69bdc152cp-8, -0x1.8107ee7078b32p-10, 0x1.3606cb82527d1p-12,
  -0x1.c22496c518ac1p-17, -0x1.e798d9b288c07p-19, 0x1.6eae9d7746138p-21, -0x1.8f64b814d5efep-27, -0x1.929777bd48a40p-27,
  0x1.b1013aab932fbp-30, 0x1.9efac9a93c4a0p-35, -0x1.3f15805961dc7p-35, 0x1.c6511f5395659p-39, 0x1.8bbb6032f6e10p-42,
  -0x1.da79ec43e5068p-44, 0x1.4afee4d01470ep-48, 0x1.e5032cd9c9e41p-50, -0x1.12436ef03069cp-52, -0x1.c95cd1bab6c0cp-57,
  0x1.fd27c9e26d8a4p-59, 0 };

/* Coefficients of (s + 3/32)^i. */
static const double sc_normal_mills[24] __attribute__((unused)) = {
  0x1.a1b54fc17db37p-1, -0x1.5f0796d454ce4p-1, 0x1.c577b7dcd6b0cp-2, -0x1.ad9cbb8a4ad8dp-3, 0x1.03cb2e1a903a5p-4,
  -0x1.5ab3a6b06800dp-8, -0x1.26fe83db32971p-8, 0x1.7e6800a0ac123p-10, 0x1.52901808f2e6dp-12, -0x1.be31994a145a3p-13,
  -0x1.316d11ae2a9ecp-15, 0x1.006b8d70f5879p-15, 0x1.dbc1326e1d29fp-18, -0x1.20b9c80bdac35p-18, -0x1.cbfa32c98e13fp-20,
  0x1.093a03643f909p-21, 0x1.adc12098ed326p-22, -0x1.17c72bff52a21p-26, -0x1.55ff35bb11d51p-24, -0x1.5e23d60e053a7p-27,
  0x1.946cfc5ee61b2p-27, 0x1.1c52096a8b808p-29, -0x1.062406a5ee9b8p-30, 0 };

/* sum_i c_i t^i, an even number of coefficients: even and odd powers as two chains. */
SC_INLINE sc_vector sc_polynomial(int n, const double *c, sc_vector t)
{
  const sc_vector t2 = t * t;
  sc_vector even = sc_all(c[n - 2]), odd = sc_all(c[n - 1]);
  for (int i = n - 4; i >= 0; i -= 2) {
    even = even * t2 + c[i];
    odd = odd * t2 + c[i + 1];
  }
  return even + t * odd;
}

/* 0 < u < 1 with 1 - u exact. */
SC_INLINE sc_vector sc_vector_normal_quantile(sc_vector u)
{
  const sc_vector x = 2.0 * u - 1.0, w = -sc_log_normal_number(4.0 * u * (1.0 - u));
  sc_vector p = sc_polynomial(22, sc_normal_central, w - 2.75);
  const int tail = sc_bits(sc_less(sc_all(SC_NORMAL_CENTRAL), w));
  if (__builtin_expect(tail != 0, 0))
    for (int i = 0; i < SC_VECTOR; i++)
      if (tail >> i & 1) p[i] = sc_normal_tail(sqrt(w[i]));
  return x * p;
}

SC_INLINE sc_vector sc_vector_normal_cdf(sc_vector z)
{
  const sc_vector a = sc_vector_min(sc_vector_abs(z), sc_all(38.0)), q = 1.0 / (a + 4.0);
  const sc_vector g = sc_polynomial(24, sc_normal_mills, (a - 4.0) * q + 0.09375);
  const sc_vector high = (sc_vector)((sc_ints)a & -0x8000000), rest = 0.5 * (a - high) * (a + high);   /* a^2/2 in two parts */
  const sc_vector low = sc_vector_exp(-0.5 * high * high) * ((1.0 - rest + 0.5 * rest * rest) * (g * q));
  const sc_vector p = sc_select(sc_less(sc_all(0.0), z), 1.0 - low, low);
  return sc_select(sc_less_equal(z, sc_all(INFINITY)), p, z);
}

#endif
