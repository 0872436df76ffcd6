#include "outputs/format.h"

#include <math.h>
#include <string.h>

#include "engine/random/dist.h"

static const sc_short no_number = { "—" };

static const struct { const char *unit; sc_text text; } units[] = {
#define SC_UNIT(unit, zh, en) { unit, SC_TEXT(en, zh) },
#include "outputs/units.def"
#undef SC_UNIT
};

const char *sc_unit_text(const char *unit, sc_lang lang)
{
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strcmp(units[i].unit, unit) == 0) return units[i].text.in[lang];
  return unit;
}

const char *sc_unit_gap(const char *text)
{
  if (text[0] == '\0' || text[0] == '%') return "";
  return text[0] >= '0' && text[0] <= '9' ? " × " : " ";
}

sc_short sc_format_probability(double p)
{
  if (isnan(p)) return no_number;
  if (p < 0.0005) return (sc_short){ "<0.1%" };
  if (p > 0.9995) return (sc_short){ ">99.9%" };
  return sc_format_percent(p, 1);
}

sc_short sc_format_bound(double p, int upper)
{
  if (isnan(p)) return no_number;
  const double tenths = 1000 * p, slack = 1e-9;   /* 0.3 stays 30.0 */
  return sc_format_value((upper ? ceil(tenths - slack) : floor(tenths + slack)) / 10, 1);
}

sc_short sc_format_percent(double share, int decimals)
{
  if (isnan(share)) return no_number;
  sc_short text = sc_format_value(100 * share, decimals);
  strncat(text.s, "%", sizeof text.s - strlen(text.s) - 1);
  return text;
}

static sc_short grouped(double x, int decimals, const char *plus)
{
  if (isnan(x)) return no_number;
  char plain[32];
  const double size = fabs(x);
  if (size >= 1e15) {                              /* more digits than a double has */
    sc_short text;
    snprintf(text.s, sizeof text.s, "%.6g", x);
    return text;
  }
  snprintf(plain, sizeof plain, "%.*f", decimals, size);
  const int is_zero = strspn(plain, "0.") == strlen(plain);
  sc_short text;
  size_t used = 0;
  for (const char *sign = is_zero ? "" : x < 0 ? "-" : plus; *sign != '\0'; sign++) text.s[used++] = *sign;
  const size_t whole = strcspn(plain, ".");
  for (size_t i = 0; plain[i] != '\0' && used + 2 < sizeof text.s; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) text.s[used++] = ',';
    text.s[used++] = plain[i];
  }
  text.s[used] = '\0';
  return text;
}

sc_short sc_format_value(double x, int decimals) { return grouped(x, decimals, ""); }
sc_short sc_format_signed(double x, int decimals) { return grouped(x, decimals, "+"); }

sc_short sc_typeset(sc_short number)
{
  if (number.s[0] != '-') return number;
  sc_short typeset;
  snprintf(typeset.s, sizeof typeset.s, "\u2212%.36s", number.s + 1);
  return typeset;
}

int sc_format_decimals(double like)
{
  enum { MOST = 3 };
  if (!isfinite(like) || fabs(like) >= 1000) return isfinite(like) ? 0 : 1;
  double x = fabs(like) * 10;
  for (int decimals = 1; decimals < MOST; decimals++, x *= 10)
    if (fabs(x - nearbyint(x)) < 1e-9 * (1 + x)) return decimals;
  return MOST;
}

void sc_format_dist(const sc_dist *dist, sc_string *to)
{
  const sc_dist_row *row = &sc_dist_rows[dist->kind];
  const double values[4] = { dist->a, dist->b, dist->c, dist->d };
  if (dist->kind == SC_DIST_NONE) return;
  if (dist->kind == SC_DIST_FIXED) {
    sc_string_add(to, sc_number(dist->a).s);
    return;
  }
  sc_string_print(to, "%s(", row->name);
  int shown = row->all;
  if (dist->kind == SC_DIST_BETA && dist->c == 0.0 && dist->d == 0.0) shown = row->required;
  for (int i = 0; i < shown; i++) sc_string_print(to, "%s%s = %.9g", i ? ", " : "", row->argument[i], values[i]);
  for (int i = 0; i < dist->n; i++) {
    if (i) sc_string_add(to, ", ");
    if (dist->w) sc_string_print(to, "%s: ", sc_number(dist->w[i]).s);
    if (dist->part) sc_format_dist(&dist->part[i], to);
    else sc_string_add(to, sc_number(dist->x[i]).s);
  }
  sc_string_add(to, ")");
  if (dist->lo < dist->hi) sc_string_print(to, " in [%s, %s]", sc_number(dist->lo).s, sc_number(dist->hi).s);
}
