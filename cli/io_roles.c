/* What the columns of final demand and the rows of value added of a table are: as the line says, and what the reader is told of it. */
#include <string.h>

#include "cli/io.h"

static int is_listed(const char *list, const char *name)
{
  const size_t length = strlen(name);
  for (const char *p = list; *p != '\0';) {
    const size_t here = strcspn(p, ",");
    if (here == length && strncmp(p, name, length) == 0) return 1;
    p += here + (p[here] == ',');
  }
  return 0;
}

/* Every name of the list must be one of the n names. */
static sc_code check_listed(const io_context *io, sc_option option, const char *const names[], int n, sc_report *report)
{
  sc_code code = SC_OK;
  for (const char *p = io->line->value[option]; *p != '\0';) {
    const size_t here = strcspn(p, ",");
    int k = 0;
    while (k < n && (strlen(names[k]) != here || strncmp(p, names[k], here) != 0)) k++;
    if (k == n) {
      char given[100], key[32];
      sc_string all = { 0 };
      snprintf(given, sizeof given, "%.*s", (int)(here < 99 ? here : 99), p);
      snprintf(key, sizeof key, "--%s", sc_option_rows[option].name);
      for (int i = 0; i < n; i++) sc_string_print(&all, "%s%s", i > 0 ? ", " : "", names[i]);
      code = SC_FAIL(report, IO_NO_NAME, ((sc_where){ io->table[0].file, 0, 0, key }), given, sc_string_text(&all));
      sc_string_free(&all);
    }
    p += here + (p[here] == ',');
  }
  return code;
}

sc_code io_take_roles(io_context *io, sc_report *report)
{
  sc_io_table *t = &io->table[0];
  const char *households = io->line->value[SC_OPT_HOUSEHOLDS], *labour = io->line->value[SC_OPT_LABOUR];
  sc_code code = SC_OK, other = SC_OK;
  if (households) code = check_listed(io, SC_OPT_HOUSEHOLDS, t->final_name, t->n_final, report);
  if (labour) other = check_listed(io, SC_OPT_LABOUR, t->value_added_name, t->n_value_added, report);
  if (code != SC_OK || other != SC_OK) return code != SC_OK ? code : other;
  for (int k = 0; k < t->n_final && households; k++) {
    if (is_listed(households, t->final_name[k])) t->final[k] = SC_FINAL_HOUSEHOLD;
    else if (t->final[k] == SC_FINAL_HOUSEHOLD) t->final[k] = SC_FINAL_CONSUMPTION;
  }
  for (int h = 0; h < t->n_value_added && labour; h++) {
    if (is_listed(labour, t->value_added_name[h])) t->value[h] = SC_VALUE_LABOUR;
    else if (t->value[h] == SC_VALUE_LABOUR) t->value[h] = SC_VALUE_OTHER;
  }
  return SC_OK;
}

/* A sentence behind those that are there. */
static void begin_sentence(io_context *io)
{
  if (io->note.length > 0) sc_string_add(&io->note, io_text(io, "", " "));
}

/* The names of a role, at most so many of them; how many there are. */
static int list_finals(const io_context *io, sc_final role, sc_string *to)
{
  enum { MOST = 12 };
  const sc_io_table *t = &io->table[0];
  int n = 0;
  for (int k = 0; k < t->n_final; k++)
    if (t->final[k] == role && n++ < MOST) sc_string_print(to, "%s%s", n > 1 ? ", " : "", t->final_name[k]);
  if (n > MOST) sc_string_add(to, ", ...");
  return n;
}

void io_note_roles(io_context *io)
{
  sc_string names = { 0 };
  const sc_io_table *t = &io->table[0];
  if (list_finals(io, SC_FINAL_OTHER, &names) > 0) {
    begin_sentence(io);
    sc_string_print(&io->note, io_text(io, "列名看不出是哪类最终使用的列：%s。", "Columns of final demand whose names do not tell what they are: %s."), sc_string_text(&names));
  }
  sc_string_free(&names);
  if (t->value_added_is_rest) {
    begin_sentence(io);
    sc_string_add(&io->note, io_text(io, "文件没有增加值行，增加值取总产出减投入。", "The file has no rows of value added: it is output less inputs."));
  }
}

void io_note_idle(io_context *io)
{
  const sc_io_table *t = &io->table[0];
  int n = 0;
  for (int j = 0; j < t->n; j++) {
    if (t->output[j] != 0) continue;
    if (n++ == 0) {
      begin_sentence(io);
      sc_string_add(&io->note, io_text(io, "没有产出、投入结构未知的部门：", "Without output, so that nothing is known of their inputs: "));
    } else sc_string_add(&io->note, io_text(io, "、", ", "));
    sc_string_add(&io->note, t->activity[j]);
  }
  if (n > 0) sc_string_add(&io->note, io_text(io, "。", "."));
}

void io_note_households(io_context *io, const sc_households *h, int closes)
{
  sc_string names = { 0 };
  if (!closes) {
    begin_sentence(io);
    sc_string_add(&io->note, io_text(io, "II 型不存在：", "There is no type II: "));
    if (!h->has_labour) sc_string_add(&io->note, io_text(io, "增加值中没有劳动者报酬行（可用 --labour 指明）", "no row of value added is labour income (--labour says which)"));
    if (!h->has_labour && !h->has_column) sc_string_add(&io->note, io_text(io, "，", ", and "));
    if (!h->has_column && list_finals(io, SC_FINAL_CONSUMPTION, &names) > 0)
      sc_string_print(&io->note, io_text(io, "%s 合并了居民与政府消费，没有单独的居民消费列（可用 --households 指明）",
                                         "%s holds households and government together, so no column is household consumption (--households says which)"),
                      sc_string_text(&names));
    else if (!h->has_column)
      sc_string_add(&io->note, io_text(io, "没有居民消费列（可用 --households 指明）", "no column of final demand is household consumption (--households says which)"));
    if (sc_households_known(h))
      sc_string_add(&io->note, io_text(io, "居民在本地的购买超过劳动者报酬所能支付", "households buy more here than labour income pays for"));
    sc_string_add(&io->note, io_text(io, "。", "."));
  } else if (h->n_places > 1) {
    begin_sentence(io);
    sc_string_print(&io->note, io_text(io, "II 型分地区封闭：在一地区各部门挣得的劳动者报酬由该地区的居民消费列支出（%d 个地区）。",
                                       "Type II is closed region by region: labour income earned in a region's activities is spent by that region's households (%d regions)."),
                    h->n_places);
  }
  sc_string_free(&names);
}
