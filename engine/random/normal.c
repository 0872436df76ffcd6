/* normal.c - the normal distribution for one number, and the tails of its inverse. */
#include "engine/random/normal.h"

#include "engine/lanes/scalar.h"
#include "engine/random/normal_vector.h"

double sc_normal_cdf(double z) { return sc_vector_normal_cdf(sc_all(z))[0]; }

double sc_normal_tail(double v)
{
  static const double near[] = {   /* 2.34 <= v <= 3.91, in v - 3.125 */
    0x1.0bc1aedfaf4bfp+2, 0x1.6b628e31a6b57p+0, 0x1.469b0c8027ccep-7, -0x1.eb4ec7bc7e0c1p-8, 0x1.5fac8ef88a51dp-8,
    -0x1.d318540172dcdp-9, 0x1.d35d7833ec2c4p-10, -0x1.e76062773f5a3p-12, -0x1.09993c9ad1309p-13, 0x1.93a96c088de73p-13,
    -0x1.5d18d41348658p-14, 0x1.9eeebee2aae85p-19, 0x1.0e955b12dfc76p-16, -0x1.29e1a35f4e7a5p-17, 0x1.52f6b1d29d01dp-20,
    0x1.211b6a6cb0befp-20, -0x1.9c377e41958fdp-21, 0x1.665fd44e465f2p-23, 0x1.06396e8e0c7a4p-24, -0x1.9a020e45588f2p-25,
    0x1.26f74abfc1e16p-27 };
  static const double far[] = {    /* 3.91 <= v <= 5.96875, in v - 4.9375 */
    0x1.b13f8d695a514p+2, 0x1.6dc5eee6a99cbp+0, -0x1.1e697c7b13041p-13, -0x1.5c37b5a2d61f1p-12, 0x1.e8e270646d1bap-14,
    -0x1.fd42f44600fa2p-16, 0x1.d94d22c3899efp-18, -0x1.a86a7882a0f34p-20, 0x1.9e4ee43ed64e9p-22, -0x1.0fa19d1755d44p-23,
    0x1.fb50215d38f12p-25, -0x1.0ea23bdf5b691p-25, 0x1.104da07da565bp-26, -0x1.d7f825492336cp-28, 0x1.4a31c6fa09d66p-29,
    -0x1.503b54d6e2985p-31, 0x1.078643b688274p-34, 0x1.dfa99c5dd8e4ap-35, -0x1.5af74a30a562dp-35, 0x1.477b54d52d3f3p-37 };
  const int is_near = v < 3.90625;
  const double *c = is_near ? near : far, t = v - (is_near ? 3.125 : 4.9375);
  double p = 0.0;
  for (int i = is_near ? 20 : 19; i >= 0; i--) p = p * t + c[i];
  return p;
}

/* Below 2^-53 (v > 5.96): Newton on log Phi from the leading terms of its asymptotic series. */
static double far_quantile(double u)
{
  const double l = -2.0 * sc_log(u);
  double z = -sqrt(l - sc_log(l * 6.283185307179586));
  for (int i = 0; i < 5; i++) {
    const double phi = sc_normal_cdf(z), density = 0x1.9884533d43651p-2 * sc_exp(-0.5 * z * z);
    z += sc_log(u / phi) * (phi / density);
  }
  return z;
}

double sc_normal_quantile(double u)
{
  if (!(u > 0.0)) return u == 0.0 ? -INFINITY : NAN;
  if (!(u < 1.0)) return u == 1.0 ? INFINITY : NAN;
  return u < 0x1p-53 ? far_quantile(u) : sc_vector_normal_quantile(sc_all(u))[0];
}

double sc_normal_score(sc_tails at)
{
  return at.above < at.below ? -sc_normal_quantile(at.above) : sc_normal_quantile(at.below);
}
