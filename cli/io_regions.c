/* The analyses of sanchan io for multi-regional tables. */
#include "cli/io.h"
#include "models/io/footprint.h"

typedef enum view { ACCOUNTS, FLOWS, SECTORS } view;      /* the choices of --view */

static const char *elsewhere(const io_context *io)
{
  return io_is_read(io) || io->form == IO_SVG ? io_text(io, "表外", "elsewhere") : "elsewhere";
}

static double share(double part, double whole) { return whole != 0 ? 100 * part / whole : 0; }

static sc_code accounts(io_context *io, const sc_regions *r, const sc_footprint *f, sc_report *report)
{
  static const io_column made[] = {
    { "region", SC_TEXT("region", "地区"), IO_AXIS, "1" },
    { "production", SC_TEXT("production-based", "生产侧"), IO_NUMBER, IO_OWN },
    { "consumption", SC_TEXT("consumption-based", "消费侧"), IO_NUMBER, IO_OWN },
    { "exports", SC_TEXT("embodied exports", "隐含流出"), IO_NUMBER, IO_OWN },
    { "imports", SC_TEXT("embodied imports", "隐含流入"), IO_NUMBER, IO_OWN },
    { "balance", SC_TEXT("balance", "净流出"), IO_NUMBER, IO_OWN },
    { "balance_pct", SC_TEXT("% of production", "占生产侧 %"), IO_NUMBER, "%" },
  };
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int s = 0; s < r->n; s++) {
    double production = 0, consumption = 0;
    for (int p = 0; p < r->n_places; p++) production += f->flow[s * r->n_places + p];
    for (int k = 0; k < r->n; k++) consumption += f->flow[k * r->n_places + s];
    const double home = f->flow[s * r->n_places + s];
    sc_table_text(&io->result, r->name[s]);
    io_number(io, production, 3);
    io_number(io, consumption, 3);
    io_number(io, production - home, 3);
    io_number(io, consumption - home, 3);
    io_number(io, production - consumption, 3);
    io_number(io, share(production - consumption, production), 2);
  }
  return SC_OK;
}

static sc_code flows(io_context *io, const sc_regions *r, const sc_footprint *f, sc_report *report)
{
  static const io_column made[] = {
    { "origin", SC_TEXT("arises in", "发生地"), IO_AXIS, "1" },
    { "destination", SC_TEXT("final demand of", "最终需求地"), IO_AXIS, "1" },
    { "value", SC_TEXT("embodied flow", "隐含流量"), IO_NUMBER, IO_OWN },
    { "share_pct", SC_TEXT("% of what arises there", "占发生地 %"), IO_NUMBER, "%" },
  };
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int s = 0; s < r->n; s++) {
    double production = 0;
    for (int p = 0; p < r->n_places; p++) production += f->flow[s * r->n_places + p];
    for (int p = 0; p < r->n_places; p++) {
      sc_table_text(&io->result, r->name[s]);
      sc_table_text(&io->result, p < r->n ? r->name[p] : elsewhere(io));
      io_number(io, f->flow[s * r->n_places + p], 3);
      io_number(io, share(f->flow[s * r->n_places + p], production), 2);
    }
  }
  return SC_OK;
}

static sc_code sectors(io_context *io, const sc_regions *r, const sc_footprint *f, sc_report *report)
{
  static const io_column made[] = {
    { "region", SC_TEXT("region", "地区"), IO_AXIS, "1" },
    { "sector", SC_TEXT("sector", "部门"), IO_AXIS, "1" },
    { "production", SC_TEXT("production-based", "生产侧"), IO_NUMBER, IO_OWN },
    { "consumption", SC_TEXT("consumption-based, by product", "消费侧（按产品）"), IO_NUMBER, IO_OWN },
    { "exports", SC_TEXT("embodied exports", "隐含流出"), IO_NUMBER, IO_OWN },
    { "imports", SC_TEXT("embodied imports, by product", "隐含流入（按产品）"), IO_NUMBER, IO_OWN },
  };
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  for (int s = 0; s < r->n; s++)
    for (int k = 0; k < r->n_sectors; k++) {
      const int at = s * r->n_sectors + k;
      sc_table_text(&io->result, r->name[s]);
      sc_table_text(&io->result, r->sector[k]);
      io_number(io, f->production[at], 3);
      io_number(io, f->consumption[at], 3);
      io_number(io, f->exports[at], 3);
      io_number(io, f->imports[at], 3);
    }
  return SC_OK;
}

static void note_view(io_context *io, view shown, const char *quantity)
{
  static const sc_text readings[] = {
    [ACCOUNTS] = SC_TEXT("Production-based: what arises in the region. Consumption-based: what arises anywhere for its final demand.",
                         "生产侧：发生在本地区的数量；消费侧：为本地区最终需求而发生在各地的数量。"),
    [FLOWS] = SC_TEXT("Where it arises, and whose final demand it is for.", "发生在何处，为何处的最终需求。"),
    [SECTORS] = SC_TEXT("Production and exports by where it arises, consumption and imports by the product consumed.",
                        "生产侧与隐含流出按发生部门，消费侧与隐含流入按所消费的产品。"),
  };
  const sc_io_table *t = &io->table[0];
  double outside = 0;
  for (int i = 0; i < t->n; i++) outside += t->imports[i];
  sc_string_print(&io->note, io_text(io, "核算对象：%s。%s", "Quantity: %s. %s"), quantity, readings[shown].in[io->line->lang]);
  if (outside > 0)
    sc_string_add(&io->note, io_text(io, " 从表外进口的产品所隐含的数量未知，不计入消费侧。",
                                     " What imports from outside the table embody is unknown and not in the consumption-based account."));
}

static void name_title(io_context *io, view shown, sc_text quantity)
{
  static const sc_text titles[] = {
    [ACCOUNTS] = SC_TEXT("Production-based and consumption-based accounts, %s", "生产侧与消费侧核算：%s"),
    [FLOWS] = SC_TEXT("Embodied flows, %s", "隐含流量：%s"),
    [SECTORS] = SC_TEXT("Consumption-based accounts by product, %s", "分产品的消费侧核算：%s"),
  };
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    if (!(io->title.in[lang] = sc_arena_print(&io->result.arena, titles[shown].in[lang], quantity.in[lang]))) io->result.failed = 1;
}

/* The coefficients of --quantity, value added by default. Free the effects. */
static sc_code coefficients(const io_context *io, sc_effects *effects, const double **coefficient, const char **name, sc_report *report)
{
  const char *wanted = io->line->value[SC_OPT_QUANTITY];
  int row = 0;
  SC_TRY(sc_effects_make(effects, &io->table[0], report));
  const sc_code code = io_quantity(io, effects, wanted ? wanted : "value_added", &row, report);
  *coefficient = effects->direct + (size_t)row * (size_t)effects->n;
  *name = effects->name[row];
  if (code != SC_OK) sc_effects_free(effects);
  return code;
}

sc_code io_footprint(io_context *io, sc_report *report)
{
  sc_regions regions;
  sc_footprint f = { 0 };
  sc_effects effects;
  const double *coefficient;
  const char *name;
  SC_TRY(sc_regions_find(&regions, &io->table[0], report));
  sc_code code = coefficients(io, &effects, &coefficient, &name, report);
  if (code == SC_OK) {
    code = sc_footprint_make(&f, &regions, &io->table[0], &io->system[0], coefficient, report);
    const view wanted = io->form == IO_SVG && !sc_line_has(io->line, SC_OPT_VIEW) ? FLOWS : (view)sc_line_choice(io->line, SC_OPT_VIEW);
    static sc_code (*const views[])(io_context *, const sc_regions *, const sc_footprint *, sc_report *) = { accounts, flows, sectors };
    name_title(io, wanted, io_quantity_text(name));
    if (code == SC_OK) code = views[wanted](io, &regions, &f, report);
    if (code == SC_OK) note_view(io, wanted, io_is_read(io) ? io_title(io, name) : name);
    sc_effects_free(&effects);
  }
  sc_footprint_free(&f);
  sc_regions_free(&regions);
  return code;
}

static void spillover_rows(io_context *io, const double *own, const double *feedback, const double *spillover)
{
  for (int j = 0; j < io->table[0].n; j++) {
    const double total = own[j] + feedback[j] + spillover[j];
    sc_table_text(&io->result, io->table[0].activity[j]);
    io_number(io, own[j], 4);
    io_number(io, feedback[j], 4);
    io_number(io, spillover[j], 4);
    io_number(io, total, 4);
    io_number(io, share(spillover[j], total), 2);
  }
}

sc_code io_spillover(io_context *io, sc_report *report)
{
  static const io_column made[] = {
    { "activity", SC_TEXT("activity", "部门"), IO_AXIS, "1" },
    { "own", SC_TEXT("own region", "本地区"), IO_NUMBER, IO_EACH },
    { "feedback", SC_TEXT("feedback", "反馈"), IO_NUMBER, IO_EACH },
    { "spillover", SC_TEXT("spillover", "溢出"), IO_NUMBER, IO_EACH },
    { "total", SC_TEXT("type I", "I 型合计"), IO_NUMBER, IO_EACH },
    { "spillover_pct", SC_TEXT("spillover %", "溢出占比 %"), IO_NUMBER, "%" },
  };
  const size_t n = (size_t)io->table[0].n;
  sc_regions regions;
  sc_effects effects;
  const double *coefficient;
  const char *name;
  double *m;
  SC_TRY(io_columns(io, made, sizeof made / sizeof *made, report));
  SC_TRY(sc_regions_find(&regions, &io->table[0], report));
  sc_code code = coefficients(io, &effects, &coefficient, &name, report);
  if (code == SC_OK) {
    code = io_take(io, 3 * n, &m, report);
    if (code == SC_OK) {
      code = sc_spillover(&regions, &io->system[0], coefficient, m, m + n, m + 2 * n, report);
      if (code == SC_OK) spillover_rows(io, m, m + n, m + 2 * n);
      sc_free(m);
    }
    sc_string_print(&io->note, io_text(io, "核算对象：%s。本地区：不与他区往来时；反馈：经他区再回到本区；溢出：发生在他区。",
                                       "Quantity: %s. Own region: as if it traded with no one; feedback: through others and back; spillover: in other regions."),
                    io_is_read(io) ? io_title(io, name) : name);
    sc_effects_free(&effects);
  }
  sc_regions_free(&regions);
  return code;
}
