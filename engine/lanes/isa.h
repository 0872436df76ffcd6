/* isa.h - one source, three instruction sets, one answer.
 *
 * A file named *_lanes.c is compiled once for each instruction set with SC_ISA set to base, avx2 or avx512 (and
 * SC_VECTOR to the number of doubles in a register: 2, 4, 8). Its functions are named SC_K(name), which becomes
 * name_base, name_avx2, name_avx512. Everybody else reaches them through a table indexed by sc_isa:
 *
 *   SC_KERNEL_DECLARE(void, growth_step, (const void *self, ...));       // declares the three
 *   SC_KERNEL_OF(growth_step, isa)                                       // the one for an instruction set
 *   ... .kernel = { SC_KERNEL_TABLE_PAIR(growth_start, growth_step) }    // sc_model's table of both
 *
 * All are built without contraction, so that a product and a sum are always two roundings. On other machines only
 * `base` is built and the three names of the table are the same function.
 */
#ifndef SC_LANES_ISA_H
#define SC_LANES_ISA_H

#include "engine/sanchan.h"

#define SC_PASTE_(a, b) a##_##b
#define SC_PASTE(a, b)  SC_PASTE_(a, b)
#define SC_K(name)      SC_PASTE(name, SC_ISA)

#ifdef SC_ALL_ISAS   /* set by CMake on x86-64 */
#define SC_KERNEL_DECLARE(type, name, args) type name##_base args; type name##_avx2 args; type name##_avx512 args
#define SC_KERNEL_OF(name, isa) ((isa) == SC_ISA_AVX512 ? name##_avx512 : (isa) == SC_ISA_AVX2 ? name##_avx2 : name##_base)
#define SC_KERNEL_TABLE_PAIR(start, step) { start##_base, step##_base }, { start##_avx2, step##_avx2 }, { start##_avx512, step##_avx512 }
#else
#define SC_KERNEL_TABLE_PAIR(start, step) { start##_base, step##_base }
#define SC_KERNEL_DECLARE(type, name, args) type name##_base args
#define SC_KERNEL_OF(name, isa) ((void)(isa), name##_base)
#endif

#endif
