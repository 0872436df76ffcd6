#include "engine/stats/split.h"

#include <math.h>

#include "engine/stats/sum.h"

enum { OWN, OTHER, OWN_WITH_OTHERS_SHOCKS, OTHER_WITH_OWN_SHOCKS, N_POINTS };   /* (x,z) (x',z') (x,z') (x',z) */

static double outcome(const sc_split_data *data, int model, size_t pair, int point)
{
  const double *from = point < OWN_WITH_OTHERS_SHOCKS ? data->own[model] : data->swapped[model];
  return from[point % 2 == 0 ? pair : pair + data->n_pairs];
}

/* The first model that counts: others are measured from it, so that equal models differ by exactly nothing. */
static int first_model(const sc_split_data *data)
{
  int m = 0;
  while (m + 1 < data->n_models && data->weights[m] == 0) m++;
  return m;
}

/* Parts of one pair; [SC_N_PARTS] is their sum. */
static void parts_of(const sc_split_data *data, int first, size_t pair, double parts[SC_N_PARTS + 1])
{
  double mean[N_POINTS];
  for (int k = 0; k < N_POINTS; k++) {
    const double start = outcome(data, first, pair, k);
    double sum = 0;
    for (int m = first + 1; m < data->n_models; m++)
      if (data->weights[m] > 0) sum += data->weights[m] * (outcome(data, m, pair, k) - start);
    mean[k] = start + sum;
  }
  const double x1 = mean[OWN] - mean[OTHER_WITH_OWN_SHOCKS], x2 = mean[OWN_WITH_OTHERS_SHOCKS] - mean[OTHER];
  const double z1 = mean[OWN] - mean[OWN_WITH_OTHERS_SHOCKS], z2 = mean[OTHER_WITH_OWN_SHOCKS] - mean[OTHER];
  double main = 0, all = 0;
  for (int m = first; m < data->n_models; m++) {
    if (data->weights[m] == 0) continue;
    double g[N_POINTS], squares = 0;
    for (int k = 0; k < N_POINTS; k++) {
      g[k] = outcome(data, m, pair, k) - mean[k];
      squares += g[k] * g[k];
    }
    main += data->weights[m] * (g[OWN] * g[OTHER] + g[OWN_WITH_OTHERS_SHOCKS] * g[OTHER_WITH_OWN_SHOCKS]);
    all += data->weights[m] * squares;
  }
  parts[SC_PART_parameters] = 0.5 * x1 * x2;
  parts[SC_PART_shocks] = 0.5 * z1 * z2;
  parts[SC_PART_parameters_shocks] = 0.25 * (x1 - x2) * (x1 - x2);
  parts[SC_PART_model] = 0.5 * main;
  parts[SC_PART_model_others] = 0.25 * all - 0.5 * main;
  parts[SC_N_PARTS] = parts[SC_PART_parameters] + parts[SC_PART_shocks] + parts[SC_PART_parameters_shocks] + 0.25 * all;
}

sc_split sc_split_of(const sc_split_data *data, double *work)
{
  const int first = first_model(data);
  size_t n = 0, n_varying = 0;
  for (size_t pair = 0; pair < data->n_pairs; pair++) {
    double parts[SC_N_PARTS + 1];
    if (!data->use[pair]) continue;
    parts_of(data, first, pair, parts);
    for (size_t k = 0; k <= SC_N_PARTS; k++) work[k * data->n_pairs + n] = parts[k];
    n_varying += parts[SC_N_PARTS] != 0;
    n++;
  }
  sc_split split;
  double *total = work + (size_t)SC_N_PARTS * data->n_pairs;
  const double mean = n_varying >= SC_LEAST_PAIRS ? sc_mean(total, n) : (double)NAN;
  for (size_t k = 0; k < SC_N_PARTS; k++) {
    double *part = work + k * data->n_pairs;
    split.share[k] = mean > 0 ? sc_mean(part, n) / mean : (double)NAN;
    for (size_t c = 0; c < n; c++) part[c] -= split.share[k] * total[c];
    split.error[k] = sc_moments_of(part, n).standard_error / mean;
  }
  return split;
}
