/* measures_parts.h - what measures.c and shock.c share. */
#ifndef SC_IO_MEASURES_PARTS_H
#define SC_IO_MEASURES_PARTS_H

#include "models/io/measures.h"

/* Sums over the rows of a block, weighted or not: sum [n]. */
void sc_io_column_sums(const sc_io_scene *scene, sc_io_block block, const double *numbers, const double *weight, double *sum);

/* The direct coefficients of every quantity [n_quantities * n]. */
void sc_io_direct_rows(const sc_io_scene *scene, const double *numbers, double *rows);

/* Domestic final demand of product i by households, or by all. */
double sc_io_final_sum(const sc_io_scene *scene, const double *numbers, int i, int households_only);

#endif
