/* dist_parts.h - what the files of dist.h share among themselves. */
#ifndef SC_RANDOM_DIST_PARTS_H
#define SC_RANDOM_DIST_PARTS_H

#include "engine/random/dist.h"

static inline int    sc_dist_is_truncated(const sc_dist *d) { return d->lo != 0.0 || d->hi != 0.0; }
static inline double sc_beta_from(const sc_dist *d) { return d->c; }
static inline double sc_beta_to(const sc_dist *d) { return d->c == 0.0 && d->d == 0.0 ? 1.0 : d->d; }
static inline double sc_pert_alpha(const sc_dist *d) { return 1.0 + 4.0 * (d->b - d->a) / (d->c - d->a); }
static inline double sc_pert_beta(const sc_dist *d) { return 1.0 + 4.0 * (d->c - d->b) / (d->c - d->a); }

int       sc_dist_is_steps(const sc_dist *dist);             /* has atoms */
sc_tails  sc_dist_tails(const sc_dist *dist, double x);       /* P(X <= x), P(X > x) */
sc_tails  sc_dist_whole_tails(const sc_dist *dist, double x); /* before truncation */
sc_window sc_dist_window(const sc_dist *dist);               /* of the distribution before truncation */
double    sc_window_mass(const sc_window *window);
double    sc_dist_quantile_in(const sc_dist *dist, const sc_window *window, sc_tails at);

/* The skew Student's quantile is location + scale * stretch * T^-1(at): Student's own, each half stretched. */
typedef struct sc_half { sc_tails at; double stretch; } sc_half;
sc_half   sc_skew_half(const sc_dist *dist, sc_tails at);
sc_tails  sc_window_whole(const sc_window *window, sc_tails at);   /* tails inside the truncation -> before it */

#endif
