/* knowledge_lanes.c - R&D, the core digital industries, public capital; equations in blocks.h. */
#include "engine/lanes/vector.h"
#include "engine/random/noise.h"
#include "models/blocks/blocks.h"

static const double GROWTH_BEFORE = 0.07;    /* of R&D spending before the plan: R_0 = rho / (g + delta), economics 3C */
static const double RD_SD = 0.0006;          /* yearly innovation of R&D intensity, 0.06 points                          */
static const double DIGITAL_SD = 0.05;       /* yearly innovation of the logit of the core digital share                 */
static const double STICKINESS = 0.5;        /* share of a growth surprise that R&D spending does not follow in the year */

void SC_K(sc_knowledge_start)(sc_blocks *b, const sc_setup *setup, const sc_params *p)
{
  const double odds = setup->digital_share / (1.0 - setup->digital_share);
  SC_EACH_VECTOR(v) sc_store(b->digital_logit + v, sc_vector_log(sc_all(odds)));
  SC_EACH_LANE(l) {
    b->rd_plan[l] = b->rd_ratio[l] = b->rd_spending[l] = setup->rd_ratio;
    b->rd_stock[l] = setup->rd_ratio / (GROWTH_BEFORE + p->delta_rd[l]);
    b->digital_share[l] = setup->digital_share;
    b->public_capital[l] = 1.0;
    b->rd_stock_growth[l] = b->digital_gain[l] = b->public_growth[l] = 0.0;
  }
}

void SC_K(sc_knowledge_step)(sc_blocks *b, const sc_params *p, const sc_drive *drive, const sc_noise *noise)
{
  sc_lane e[2];
  SC_K(sc_noise_normal)(noise, SC_STREAM_SHOCK, sc_name_hash("knowledge"), drive->t, 2, e);
  SC_EACH_VECTOR(v) {
    const sc_vector before = sc_load(b->rd_stock + v);
    const sc_vector stock = (1.0 - sc_load(p->delta_rd + v)) * before + sc_load(b->rd_spending + v);
    sc_store(b->rd_stock_growth + v, sc_vector_log(stock / before));
    sc_store(b->rd_stock + v, stock);

    const sc_vector logit = sc_load(b->digital_logit + v) + sc_load(p->digital_drift + v)
                          + sc_load(drive->digital_drift[0] + v) + DIGITAL_SD * sc_load(e[1] + v);
    const sc_vector share = sc_vector_logistic(logit);
    sc_store(b->digital_gain + v, 100.0 * (share - sc_load(b->digital_share + v)));
    sc_store(b->digital_logit + v, logit);
    sc_store(b->digital_share + v, share);

    const sc_vector growth = sc_load(p->growth_public_capital + v) + sc_load(drive->public_capital[0] + v);
    sc_store(b->public_growth + v, growth);
    sc_store(b->public_capital + v, sc_load(b->public_capital + v) * sc_vector_exp(growth));

    const sc_vector plan = sc_load(b->rd_plan + v) + sc_load(drive->rd_step[0] + v) + RD_SD * sc_load(e[0] + v);
    sc_store(b->rd_plan + v, sc_vector_max(plan, sc_all(0.0)));
  }
}

void SC_K(sc_knowledge_close)(sc_blocks *b, const double *growth, const double *growth_before, const double *gdp_index)
{
  SC_EACH_VECTOR(v) {
    const sc_vector surprise = sc_load(growth + v) - sc_load(growth_before + v);
    const sc_vector ratio = sc_load(b->rd_plan + v) * sc_vector_exp(-STICKINESS * surprise);
    sc_store(b->rd_ratio + v, ratio);
    sc_store(b->rd_spending + v, ratio * sc_load(gdp_index + v));
  }
}
