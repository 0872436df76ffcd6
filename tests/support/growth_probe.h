/* growth_probe.h - one-number questions to the growth model's equations, for tests against published answers. */
#ifndef SC_TESTS_GROWTH_PROBE_H
#define SC_TESTS_GROWTH_PROBE_H

/* Output (base 1), the wage in units of the product at which just this labour is hired, and labour's share. */
typedef struct growth_point { double output, wage, share; } growth_point;
growth_point growth_supply_at(double sigma, double capital_share, double k, double labour);

/* Real consumption and budget shares of the non-homothetic CES with unit weights. */
double household_consumption(int n, const double *slope, const double *price, double sigma, double spending, double *share);

#endif
