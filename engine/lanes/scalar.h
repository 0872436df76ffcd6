/* scalar.h - the functions of vector.h for one number, for code outside kernels.
 *
 * sc_exp(x) gives the bits that sc_vector_exp gives in any lane of any width; errors and ends as listed in vector.h.
 * Use these, never libm's, wherever a number may reach a result file: glibc picks other versions on other machines.
 * (sqrt, fabs, floor, ceil, rint, ldexp, frexp are exact or correctly rounded and may be used.)
 */
#ifndef SC_LANES_SCALAR_H
#define SC_LANES_SCALAR_H

double sc_exp(double x);
double sc_expm1(double x);
double sc_log(double x);
double sc_log1p(double x);
double sc_pow(double x, double y);
double sc_tanh(double x);
double sc_logistic(double x);

#endif
