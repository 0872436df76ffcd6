/* cge.c - shapes: counts, columns of the unknowns, closures, and where each list lies in its block. Equations in cge.h. */
#include "models/cge/work.h"

const sc_cge_macro_row sc_cge_macro_rows[SC_CGE_N_MACROS] = {
#define X(name, number, en, zh, en_free, zh_free) { #name, SC_TEXT(en, zh), SC_TEXT(en_free, zh_free) },
  SC_CGE_MACROS(X)
#undef X
};
const sc_cge_market_row sc_cge_market_rows[SC_CGE_N_MARKETS] = {
#define X(name, en, zh) { #name, SC_TEXT(en, zh) },
  SC_CGE_MARKETS(X)
#undef X
};

const char *const sc_cge_balance_names[SC_CGE_BALANCES] = { "government_budget", "saving_investment", "external_balance" };

/* Which balances a macro variable enters: bit b for balance b, in the order of their names. */
static const unsigned enters[SC_CGE_N_MACROS] = {
  [SC_CGE_investment] = 2, [SC_CGE_saving] = 2, [SC_CGE_government] = 1, [SC_CGE_government_saving] = 1 | 2,
  [SC_CGE_direct_tax] = 1, [SC_CGE_exchange_rate] = 2 | 4, [SC_CGE_foreign_saving] = 2 | 4,
};

/* Can the balances from `balance` on each have a free variable of their own? taken: bits of free[]; if so, they come into `own`. */
static int matched(const sc_cge_macro *free, int balance, unsigned taken, sc_cge_macro *own)
{
  if (balance == SC_CGE_BALANCES) return 1;
  for (int k = 0; k < SC_CGE_BALANCES; k++)
    if (!(taken >> k & 1u) && (enters[free[k]] >> balance & 1u) && matched(free, balance + 1, taken | 1u << k, own)) {
      own[balance] = free[k];
      return 1;
    }
  return 0;
}

/* The most balances, without `skipped`, that have variables of their own, by trying all subsets: three of each. */
static int served(const sc_cge_macro *free, int balance, unsigned taken, int skipped)
{
  if (balance == SC_CGE_BALANCES) return 0;
  int best = served(free, balance + 1, taken, skipped);
  for (int k = 0; k < SC_CGE_BALANCES && balance != skipped; k++)
    if (!(taken >> k & 1u) && (enters[free[k]] >> balance & 1u)) {
      const int here = 1 + served(free, balance + 1, taken | 1u << k, skipped);
      if (here > best) best = here;
    }
  return best;
}

/* A balance is without a variable when the closure serves as many without it; likewise a variable. */
static int balance_left(const sc_cge_macro *free)
{
  const int all = served(free, 0, 0, -1);
  unsigned found = 0;
  for (int k = 0; k < SC_CGE_BALANCES; k++) found |= enters[free[k]];
  for (int b = SC_CGE_BALANCES - 1; b >= 0; b--)
    if (!(found >> b & 1u)) return b;
  for (int b = SC_CGE_BALANCES - 1; b >= 0; b--)
    if (served(free, 0, 0, b) == all) return b;
  return SC_CGE_BALANCES - 1;
}

static int variable_left(const sc_cge_macro *free)
{
  const int all = served(free, 0, 0, -1);
  for (int k = SC_CGE_BALANCES - 1; k >= 0; k--)
    if (served(free, 0, 1u << k, -1) == all) return k;
  return SC_CGE_BALANCES - 1;
}

sc_code sc_cge_closure_check(const sc_cge_macro free[SC_CGE_BALANCES], sc_where where, sc_report *report)
{
  for (int k = 1; k < SC_CGE_BALANCES; k++)
    for (int i = 0; i < k; i++)
      if (free[k] == free[i]) return SC_FAIL(report, CGE_CLOSURE_TWICE, where, sc_cge_macro_rows[free[k]].name);
  sc_cge_macro own[SC_CGE_BALANCES];
  if (matched(free, 0, 0, own)) return SC_OK;
  return SC_FAIL(report, CGE_CLOSURE, where, sc_cge_balance_names[balance_left(free)], sc_cge_macro_rows[free[variable_left(free)]].name);
}

void sc_cge_closure_order(const sc_cge_macro free[SC_CGE_BALANCES], sc_cge_macro own[SC_CGE_BALANCES])
{
  (void)matched(free, 0, 0, own);
}

sc_code sc_cge_shape_finish(sc_cge_shape *shape, sc_report *report)
{
  SC_TRY(sc_cge_closure_check(shape->free, SC_NOWHERE, report));
  sc_cge_macro own[SC_CGE_BALANCES];
  sc_cge_closure_order(shape->free, own);
  for (int k = 0; k < SC_CGE_BALANCES; k++) shape->free[k] = own[k];   /* the k-th balance has the k-th variable's column */
  shape->single_maker = shape->single_product = 1;
  for (int k = 0; k < shape->makes; k++)
    for (int i = 0; i < k; i++) {
      shape->single_maker &= shape->make_commodity[i] != shape->make_commodity[k];
      shape->single_product &= shape->make_activity[i] != shape->make_activity[k];
    }
  int column = 0, rents = 0;
  for (int a = 0; a < shape->activities; a++) rents += shape->specific[a] >= 0;
  shape->alone = shape->single_maker && shape->single_product && rents == shape->activities ? rents : 0;
  if (shape->alone) shape->activity = column, column += shape->activities;
  shape->price = column, column += shape->commodities;
  if (!shape->alone) shape->activity = column, column += shape->activities;
  for (int f = 0; f < shape->factors; f++) shape->wage[f] = shape->mobile[f] ? column++ : -1;
  shape->income = column, column += shape->households;
  shape->utility = column, column += shape->households;
  for (int m = 0; m < SC_CGE_N_MACROS; m++) shape->macro[m] = -1;
  shape->savings_follow = own[0] == SC_CGE_government_saving && own[1] == SC_CGE_foreign_saving && own[2] == SC_CGE_exchange_rate
                          && shape->numeraire == SC_CGE_EXCHANGE_RATE;
  shape->revenue = column;
  if (!shape->savings_follow) {
    column++;
    for (int k = 0; k < SC_CGE_BALANCES; k++) shape->macro[shape->free[k]] = column++;
  }
  shape->n_unknowns = column;
  for (int f = 0; f < shape->factors; f++) if (shape->wage[f] < 0) shape->wage[f] = column;
  for (int m = 0; m < SC_CGE_N_MACROS; m++) if (shape->macro[m] < 0) shape->macro[m] = column;
  return SC_OK;
}

/* ------------------------------------------------------------------------------------------------------ blocks */

#define COUNTS                                                                                                             \
  const size_t A = (size_t)shape->activities, C = (size_t)shape->commodities, F = (size_t)shape->factors,                   \
               G = (size_t)shape->groups, H = (size_t)shape->households, E = (size_t)shape->outside, M = (size_t)shape->makes; \
  (void)A, (void)C, (void)F, (void)G, (void)H, (void)E, (void)M;

#define COUNT(name, count, what) + (count)
#define BIND(name, count, what)  to->name = block, block += (count);
#define LISTS(kind, LIST)                                                                                                  \
  size_t sc_cge_##kind##_lanes(const sc_cge_shape *shape) { COUNTS return 0 LIST(COUNT); }                                  \
  void sc_cge_##kind##_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_##kind *to) { COUNTS LIST(BIND) }
LISTS(base, SC_CGE_BASE)
LISTS(year, SC_CGE_YEAR)
LISTS(outcome, SC_CGE_OUTCOME)

#define VECTORS(name, count) vectors += (count);
size_t sc_cge_memory_lanes(const sc_cge_shape *shape)
{
  COUNTS
  const size_t N = (size_t)shape->n_unknowns;
  size_t vectors = sc_cge_base_lanes(shape) + N * (N + 1);
  SC_CGE_SHARES(VECTORS)
  return vectors;
}

/* As many lanes as the vectors of the widest instruction set need; the equations alone keep their memory there too. */
size_t sc_cge_work_lanes(const sc_cge_shape *shape)
{
  COUNTS
  const size_t N = (size_t)shape->n_unknowns, R = N + 1;
  size_t vectors = sc_cge_year_lanes(shape);
  SC_CGE_WORK(VECTORS)
  return sc_cge_memory_lanes(shape) + vectors / (SC_LANES / 8) + 1;
}

size_t sc_cge_state_lanes(const sc_cge_shape *shape)
{
  return (size_t)shape->n_unknowns + (size_t)shape->commodities + sc_cge_memory_lanes(shape) + sc_cge_year_lanes(shape);
}

void sc_cge_state_bind(const sc_cge_shape *shape, sc_lane *block, sc_cge_state *state)
{
  state->unknown = block;
  state->kappa = block + shape->n_unknowns;
  state->memory = state->kappa + shape->commodities;
  state->linearised = 0;
  sc_cge_year_bind(shape, state->memory + sc_cge_memory_lanes(shape), &state->year);
}
