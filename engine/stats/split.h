/* split.h - where the variance of an outcome comes from: parameters, yearly shocks, the choice of model.
 *
 * The outcome is Y = f_m(x, z): x everything drawn once for a path (parameters, deliveries, the base year's accounts), z
 * everything drawn year by year, m the model, taken with probability w_m; the three are independent. Then the variance of Y
 * splits into those of the terms of its functional analysis of variance (Sobol 1993): what each does alone, and what they do only
 * together. With F = sum_m w_m f_m, the mean over models, and g_m = f_m - F:
 *
 *   parameters         V(E(F | x))             shocks  V(E(F | z))
 *   parameters_shocks  V(F) less these two
 *   model              sum_m w_m E(g_m)^2
 *   model_others       E(sum_m w_m g_m^2) less this: the model together with parameters, with shocks, with both
 *
 * They add up to V(Y) (law of total variance over models). The estimator takes pairs of draws (x, z), (x', z') and runs each of
 * them again with the other's shocks, all models at all four points; in a pair
 *
 *   parameters         1/2 (F(x,z) - F(x',z)) (F(x,z') - F(x',z'))
 *   shocks             1/2 (F(x,z) - F(x,z')) (F(x',z) - F(x',z'))
 *   parameters_shocks  1/4 (F(x,z) - F(x',z) - F(x,z') + F(x',z'))^2
 *   model              1/2 sum_m w_m (g_m(x,z) g_m(x',z') + g_m(x,z') g_m(x',z))
 *   all of the model   1/4 sum_m w_m sum over the four points of g_m^2
 *
 * Each has the wanted variance as its expectation: E(F(x,z) F(x,z')) - E(F(x,z) F(x',z')) = V(E(F | x)), and so on. These are
 * the products of Sobol and of Saltelli et al. (2010) for two groups of inputs, written as differences so that no mean has to be
 * taken away (Owen 2013). Shares are ratios of means over pairs, which are independent; their standard error is that of the ratio,
 * from the residuals share_k - R total of the pairs (Cochran 1977, Sampling Techniques, 6.4). A share near zero may come out
 * below it, by its error. All are NaN where fewer than SC_LEAST_PAIRS pairs show any variance: of targets that hardly ever, or
 * hardly ever not, are met, the pairs say nothing that could be relied on.
 */
#ifndef SC_STATS_SPLIT_H
#define SC_STATS_SPLIT_H

#include <stddef.h>
#include <stdint.h>

/* Name, zh, en. */
#define SC_SPLIT_PARTS(X)                                                                                         \
  X(parameters,        "参数",                   "parameters")                                                     \
  X(shocks,            "逐年冲击",               "yearly shocks")                                                  \
  X(model,             "模型选择",               "choice of model")                                                \
  X(parameters_shocks, "参数与冲击的交互",       "parameters and shocks together")                                 \
  X(model_others,      "模型与参数、冲击的交互", "model together with parameters and shocks")

enum {
#define X(name, zh, en) SC_PART_##name,
  SC_SPLIT_PARTS(X)
#undef X
  SC_N_PARTS
};

enum { SC_LEAST_PAIRS = 30 };

/* Pairs are draws d and d + n_pairs. own[model][d], d < 2 n_pairs: the outcome of draw d; swapped[model][d]: with its own x and
 * the other's z. use[d], d < n_pairs: whether the pair counts. Weights sum to 1; those of zero are not looked at. */
typedef struct sc_split_data {
  int            n_models;
  size_t         n_pairs;
  const double  *weights;
  const double *const *own, *const *swapped;
  const uint8_t *use;
} sc_split_data;

typedef struct sc_split { double share[SC_N_PARTS], error[SC_N_PARTS]; } sc_split;

/* work: (SC_N_PARTS + 1) n_pairs doubles. */
sc_split sc_split_of(const sc_split_data *data, double *work);

#endif
