/* kernel.h - the kernel of a model for an instruction set: its own, or the next lower one it has. */
#ifndef SC_RUN_KERNEL_H
#define SC_RUN_KERNEL_H

#include "engine/sanchan.h"

static inline sc_kernel sc_model_kernel(const sc_model *model, sc_isa isa)
{
  while (isa > SC_ISA_BASE && !model->kernel[isa].step) isa = (sc_isa)(isa - 1);
  return model->kernel[isa];
}

#endif
