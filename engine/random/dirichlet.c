/* dirichlet.c - shares from gamma quantiles. */
#include "engine/random/dirichlet.h"

#include <float.h>

sc_code sc_dirichlet_check(int n, const double *alpha, const int *group, int n_groups, const double *total, sc_where at,
                           sc_report *report)
{
  int sound = 1;
  for (int i = 0; i < n; i++) {
    if (!(alpha[i] > 0.0 && alpha[i] <= DBL_MAX)) {
      SC_FAIL(report, DIRICHLET_ALPHA, at, sc_integer(i + 1).s, sc_number(alpha[i]).s);
      sound = 0;
    }
    if (group != NULL && (group[i] < 0 || group[i] >= n_groups)) {
      SC_FAIL(report, DIRICHLET_GROUP, at, sc_integer(i + 1).s, sc_integer(group[i]).s, sc_integer(n_groups - 1).s);
      sound = 0;
    }
  }
  for (int g = 0; group != NULL && g < n_groups; g++) {
    int n_members = 0;
    for (int i = 0; i < n; i++) n_members += group[i] == g;
    if (!(total[g] >= 0.0 && total[g] <= DBL_MAX)) {
      SC_FAIL(report, DIRICHLET_TOTAL, at, sc_integer(g + 1).s, sc_number(total[g]).s);
      sound = 0;
    } else if (n_members == 0 && total[g] > 0.0) {
      SC_FAIL(report, DIRICHLET_GROUP_EMPTY, at, sc_integer(g + 1).s, sc_number(total[g]).s);
      sound = 0;
    }
  }
  return sound ? SC_OK : SC_DATA;
}

static void gammas(int n, const double *alpha, const double *u, double *share)
{
  for (int i = 0; i < n; i++) share[i] = sc_gamma_inverse(alpha[i], sc_tails_of(u[i]));
}

void sc_dirichlet(int n, const double *alpha, const double *u, double *share)
{
  double sum = 0.0;
  gammas(n, alpha, u, share);
  for (int i = 0; i < n; i++) sum += share[i];
  for (int i = 0; i < n; i++) share[i] /= sum;
}

void sc_dirichlet_given(int n, const double *alpha, const double *u, const int *group, int n_groups, const double *total,
                        double *share)
{
  gammas(n, alpha, u, share);
  for (int g = 0; g < n_groups; g++) {
    double sum = 0.0;
    for (int i = 0; i < n; i++)
      if (group[i] == g) sum += share[i];
    for (int i = 0; i < n; i++)
      if (group[i] == g) share[i] *= total[g] / sum;
  }
}
