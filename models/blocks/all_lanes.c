/* all_lanes.c - all blocks, in the order in which they build on each other. */
#include "models/blocks/blocks.h"

void SC_K(sc_blocks_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_base *base)
{
  SC_K(sc_labour_start)(b, setup);
  SC_K(sc_knowledge_start)(b, setup, p);
  SC_K(sc_productivity_start)(b, setup, p, base);
  SC_K(sc_outside_start)(b, setup, p, base);
  SC_K(sc_capital_start)(b, setup, p, base);
}

void SC_K(sc_blocks_step)(sc_blocks *b, const sc_setup *setup, const sc_params *p, const sc_drive *drive, const sc_noise *noise)
{
  SC_K(sc_labour_step)(b, setup, p, drive);
  SC_K(sc_knowledge_step)(b, p, drive, noise);
  SC_K(sc_productivity_step)(b, setup, p, drive, noise);
  SC_K(sc_outside_step)(b, setup, p, drive, noise);
}
