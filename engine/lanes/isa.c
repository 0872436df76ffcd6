/* isa.c - which instruction set this machine runs best. */
#include <stdlib.h>
#include <string.h>

#include "engine/lanes/isa.h"

static const char *const isa_names[SC_N_ISAS] = { "base", "avx2", "avx512" };

const char *sc_isa_name(sc_isa isa) { return isa_names[isa]; }

/* The compiler's run-time test also asks whether the operating system saves the wide registers. */
static sc_isa machine_best(void)
{
#ifdef SC_ALL_ISAS
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw"))
    return SC_ISA_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return SC_ISA_AVX2;
#endif
  return SC_ISA_BASE;
}

/* SANCHAN_ISA only ever lowers the choice; an unknown name changes nothing. */
sc_isa sc_isa_best(void)
{
  const sc_isa best = machine_best();
  const char *wanted = getenv("SANCHAN_ISA");
  for (int i = 0; wanted != NULL && i < (int)best; i++)
    if (strcmp(wanted, isa_names[i]) == 0) return (sc_isa)i;
  return best;
}
