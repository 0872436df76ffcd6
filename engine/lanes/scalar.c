/* scalar.c - one element of the vector functions: the same code, hence the same bits. */
#include "engine/lanes/scalar.h"
#include "engine/lanes/vector.h"

double sc_exp(double x)      { return sc_vector_exp(sc_all(x))[0]; }
double sc_expm1(double x)    { return sc_vector_expm1(sc_all(x))[0]; }
double sc_log(double x)      { return sc_vector_log(sc_all(x))[0]; }
double sc_log1p(double x)    { return sc_vector_log1p(sc_all(x))[0]; }
double sc_tanh(double x)     { return sc_vector_tanh(sc_all(x))[0]; }
double sc_logistic(double x) { return sc_vector_logistic(sc_all(x))[0]; }
double sc_pow(double x, double y) { return sc_vector_pow(sc_all(x), sc_all(y))[0]; }
