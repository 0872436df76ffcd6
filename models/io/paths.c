#include "models/io/paths.h"

#include <stddef.h>

typedef struct walk {
  int n, n_wanted, n_found;
  const double *a, *coefficient, *multiplier;
  double   least;                      /* what a branch must exceed */
  sc_path *paths;
} walk;

static double threshold(const walk *w)
{
  const double smallest = w->n_found == w->n_wanted ? w->paths[w->n_wanted - 1].value : 0;
  return smallest > w->least ? smallest : w->least;
}

static void keep(walk *w, const sc_path *path)
{
  int at = w->n_found < w->n_wanted ? w->n_found++ : w->n_wanted - 1;
  for (; at > 0 && w->paths[at - 1].value < path->value; at--) w->paths[at] = w->paths[at - 1];
  w->paths[at] = *path;
}

/* Goes on from the end of `path`, where `flow` arrives. */
static void step(walk *w, sc_path *path, double flow)
{
  const int end = path->activity[path->length - 1];
  path->value = w->coefficient[end] * flow;
  path->below = w->multiplier[end] * flow;
  if (!(path->below > threshold(w))) return;
  if (path->value > threshold(w)) keep(w, path);
  if (path->length == SC_PATH_MOST) return;
  path->length++;
  for (int i = 0; i < w->n; i++) {
    path->activity[path->length - 1] = i;
    step(w, path, w->a[(size_t)i * (size_t)w->n + (size_t)end] * flow);
  }
  path->length--;
}

int sc_paths_largest(int n, const double *a, const double *coefficient, const double *multiplier, const double *final,
                     double share, int n_wanted, sc_path *paths)
{
  walk w = { .n = n, .n_wanted = n_wanted, .a = a, .coefficient = coefficient, .multiplier = multiplier, .paths = paths };
  double whole = 0;
  for (int k = 0; k < n; k++)
    if (final[k] > 0) whole += multiplier[k] * final[k];
  w.least = share * whole;
  for (int k = 0; k < n; k++) {
    sc_path path = { .length = 1, .activity = { k } };
    if (final[k] > 0) step(&w, &path, final[k]);
  }
  return w.n_found;
}

void sc_path_value(int n, const double *a, const double *coefficient, const double *multiplier, const double *final, sc_path *path)
{
  double flow = final[path->activity[0]];
  for (int k = 1; k < path->length; k++) flow = a[(size_t)path->activity[k] * (size_t)n + (size_t)path->activity[k - 1]] * flow;
  path->value = coefficient[path->activity[path->length - 1]] * flow;
  path->below = multiplier[path->activity[path->length - 1]] * flow;
}
