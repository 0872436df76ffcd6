#include "models/accounts/district.h"

#include <math.h>

/* The account as a reader sees it: one table of uses, one of supply, the checks. */

typedef struct words {
  const char *title, *uses, *use_columns, *total, *supply, *supply_columns, *checks, *small;
} words;

static const words texts[SC_N_LANGS] = {
  [SC_EN] = {
    "Base-year account of the region, GDP = 100",
    "Who buys local output",
    "activity | inputs | households | government | investment | rest of the country | abroad | output",
    "total",
    "Value added and purchases from outside",
    "activity | value added | output | SLQ | bought in the country | bought abroad | labour share | tax / value added",
    "Checks (units of GDP = 1)",
    "Multipliers of a district are small: of every yuan spent here on inputs and final goods only %.0f%% is spent on local "
    "products, the rest leaves at once, so the mean output multiplier is %.2f against %.2f for the country.",
  },
  [SC_ZH] = {
    "基年账户（地区生产总值 = 100）",
    "本地产出的去向",
    "行业 | 中间投入 | 居民 | 政府 | 固定资本形成 | 国内其他地区 | 出口 | 总产出",
    "合计",
    "增加值与外来购买",
    "行业 | 增加值 | 总产出 | 区位商 | 国内调入 | 进口 | 劳动报酬份额 | 生产税净额/增加值",
    "检验（地区生产总值 = 1）",
    "城区的乘数很小：本地每支出 1 元中间投入与最终产品，只有 %.0f%% 用于购买本地产品，其余立即流出，"
    "因此平均产出乘数仅为 %.2f，全国为 %.2f。",
  },
};

/* Identities first, in the order of sc_district_checks. */
static const sc_text identity_texts[] = {
  SC_TEXT("value added - GDP", "增加值合计 − 地区生产总值"),
  SC_TEXT("largest column gap", "列的最大偏差"),
  SC_TEXT("largest row gap", "行的最大偏差"),
  SC_TEXT("Walras: exports - imports - saving gap", "瓦尔拉斯：调出 − 调入 −（地区生产总值 − 消费 − 投资）"),
};
static const sc_text smallest_text = SC_TEXT("smallest sales to the rest of the country / output",
                                             "调往国内其他地区占产出的最小份额");
static const double closed = 1e-12;     /* gaps below it are rounding */

static void heading(sc_string *to, const char *title, const char *columns)
{
  sc_string_print(to, "\n### %s\n\n| %s |\n|---", title, columns);
  for (const char *p = columns; *p; p++)
    if (*p == '|') sc_string_add(to, "|--:");
  sc_string_add(to, "|\n");
}

static void begin_row(const sc_region *r, int i, sc_lang lang, sc_string *to)
{
  const char *name = r->name[i].in[lang];
  sc_string_print(to, name ? "| %s %s" : "| %s", r->id[i], name);
}

static void uses(const sc_district *d, const sc_region *r, sc_lang lang, sc_string *to)
{
  const words *w = &texts[lang];
  double sum[7] = { 0 };
  heading(to, w->uses, w->use_columns);
  for (int i = 0; i < d->n; i++) {
    const double cells[7] = { d->input_sales[i], d->local_household[i], d->local_government[i], d->local_investment[i],
                              d->export_country[i], d->export_world[i], d->output[i] };
    begin_row(r, i, lang, to);
    for (int k = 0; k < 7; k++) {
      sc_string_print(to, " | %.2f", 100 * cells[k]);
      sum[k] += cells[k];
    }
    sc_string_add(to, " |\n");
  }
  sc_string_print(to, "| %s", w->total);
  for (int k = 0; k < 7; k++) sc_string_print(to, " | %.2f", 100 * sum[k]);
  sc_string_add(to, " |\n");
}

static void supply(const sc_district *d, const sc_region *r, sc_lang lang, sc_string *to)
{
  const words *w = &texts[lang];
  double value_added = 0, output = 0, country = 0, world = 0;
  heading(to, w->supply, w->supply_columns);
  for (int j = 0; j < d->n; j++) {
    begin_row(r, j, lang, to);
    sc_string_print(to, " | %.2f | %.2f | %.3f", 100 * d->value_added[j], 100 * d->output[j], d->slq[j]);
    sc_string_print(to, " | %.2f | %.2f", 100 * d->import_country[j], 100 * d->import_world[j]);
    sc_string_print(to, " | %.3f | %.3f |\n", d->labour_share[j], d->tax[j]);
    value_added += d->value_added[j];
    output += d->output[j];
    country += d->import_country[j];
    world += d->import_world[j];
  }
  sc_string_print(to, "| %s | %.2f | %.2f | ", w->total, 100 * value_added, 100 * output);
  sc_string_print(to, "| %.2f | %.2f | | |\n", 100 * country, 100 * world);
}

static void checks(const sc_district_checks *c, const words *w, sc_lang lang, sc_string *to)
{
  const double gaps[] = { c->gdp_gap, c->column_gap, c->row_gap, c->walras_gap };
  sc_string_print(to, "\n### %s\n\n", w->checks);
  for (int i = 0; i < 4; i++) {
    const char *text = identity_texts[i].in[lang];
    if (fabs(gaps[i]) < closed) sc_string_print(to, "- %s: < 1e-12\n", text);
    else sc_string_print(to, "- %s: %.2g\n", text, gaps[i]);
  }
  sc_string_print(to, "- %s: %.2f\n\n", smallest_text.in[lang], c->smallest_flow);
  sc_string_print(to, w->small, 100 * c->local_spending, c->mean_multiplier, c->nation_multiplier);
  sc_string_add(to, "\n");
}

sc_code sc_district_write(const sc_district *d, const sc_region *r, sc_lang lang, sc_string *to, sc_report *report)
{
  sc_district_checks c;
  SC_TRY(sc_district_check(d, r, &c, report));
  sc_string_print(to, "## %s\n\n", texts[lang].title);
  sc_string_print(to, "FLQ delta = %.3f, lambda = %.4f, X(r)/X(n) = %.6f\n", d->inputs.delta_flq, d->lambda, d->size);
  uses(d, r, lang, to);
  supply(d, r, lang, to);
  checks(&c, &texts[lang], lang, to);
  return to->failed ? SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_district_write") : SC_OK;
}
