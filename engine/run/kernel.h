/* kernel.h - of a model: its kernel for an instruction set, or for the next lower one it has; the size of its state. */
#ifndef SC_RUN_KERNEL_H
#define SC_RUN_KERNEL_H

#include "engine/sanchan.h"

static inline sc_kernel sc_model_kernel(const sc_model *model, sc_isa isa)
{
  while (isa > SC_ISA_BASE && !model->kernel[isa].step) isa = (sc_isa)(isa - 1);
  return model->kernel[isa];
}

/* Bytes of state for the study that `self` was made from. */
static inline size_t sc_model_state_size(const sc_model *model, const void *self)
{
  return model->size_of_state != NULL ? model->size_of_state(self) : model->state_size;
}

#endif
