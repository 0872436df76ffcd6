/* noise.c - one random number by its address. */
#include "engine/random/noise.h"

#include "engine/random/normal.h"
#include "engine/random/philox.h"

uint32_t sc_name_hash(const char *name)
{
  uint32_t h = 2166136261u;
  for (; *name != '\0'; name++) h = (h ^ (uint8_t)*name) * 16777619u;
  h = (h ^ h >> 16) * 0x85ebca6bu;
  h = (h ^ h >> 13) * 0xc2b2ae35u;
  return h ^ h >> 16;
}

double sc_uniform(sc_point at)
{
  const uint32_t key[2] = { (uint32_t)at.seed, (uint32_t)(at.seed >> 32) };
  const uint32_t counter[4] = { at.draw, at.name, (uint32_t)at.t & 0xffffu, (uint32_t)at.stream << 24 | at.k >> 1 };
  uint32_t word[4];
  sc_philox(counter, key, word);
  return at.k & 1 ? sc_unit_interval(word[2], word[3]) : sc_unit_interval(word[0], word[1]);
}

