#include "outputs/run/sectors.h"

#include <math.h>

const sc_sector_row sc_sector_rows[SC_N_SECTOR_SERIES] = {
#define SC_SECTOR_SERIES(member, zh, en) { #member, SC_TEXT(en, zh), offsetof(sc_economy, member) },
  SC_SECTOR_ROWS(SC_SECTOR_SERIES)
#undef SC_SECTOR_SERIES
};

static size_t numbers_of_a_draw(const sc_result *r) { return (size_t)r->n_years * (size_t)r->n_activities; }

static float *path_of(const sc_run *run, int series, size_t draw)
{
  const sc_result *r = run->result;
  const size_t cells = (size_t)r->n_scenarios * (size_t)r->n_models;
  return r->sectors + (((size_t)series * cells + run->cell) * (size_t)r->n_draws + draw) * numbers_of_a_draw(r);
}

void sc_sectors_store(const sc_run *run, const sc_block *block, const sc_economy *economy, int t)
{
  const int n = run->result->n_activities;
  if (!run->result->sectors || t < 1) return;
  for (int series = 0; series < SC_N_SECTOR_SERIES; series++) {
    const sc_lane *from = (const sc_lane *)(const void *)((const char *)economy + sc_sector_rows[series].offset);
    for (int l = 0; l < block->live; l++) {
      float *to = path_of(run, series, block->first_draw + (size_t)l) + (size_t)(t - 1) * (size_t)n;
      for (int j = 0; j < n; j++) to[j] = (float)from[j][l];
    }
  }
}

void sc_sectors_give_up(const sc_run *run, size_t draw)
{
  if (!run->result->sectors) return;
  for (int series = 0; series < SC_N_SECTOR_SERIES; series++)
    for (size_t i = 0; i < numbers_of_a_draw(run->result); i++) path_of(run, series, draw)[i] = NAN;
}
