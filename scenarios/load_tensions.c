/* tensions.cfg: places where the plan's numbers pull apart, with the arithmetic done.
 *
 *   services_growth = {
 *     place = "L7; L26"; zh = "... {1} ..."; en = "... {1} ...";
 *     numbers = ( { rule = "share_growth"; of = ( "share_tertiary", "services_share.value", 7.0, 5 ); decimals = 2; }, ... );
 *   };
 *
 * {1}, {2}, ... are the results in order. An argument is a number, a fact of economy.cfg (unit 1 counts in per cent), or
 * TARGET.value, TARGET.base of the target's main reading. */
#include <math.h>
#include <string.h>

#include "engine/base/text.h"
#include "scenarios/arithmetic.h"
#include "scenarios/loader.h"

/* TARGET.value, TARGET.base or a fact; NAN when there is no such number. */
static double named_number(const sc_study *study, const char *name)
{
  const char *dot = strchr(name, '.');
  for (int i = 0; dot != NULL && i < study->n_targets; i++) {
    const sc_target *target = &study->targets[i];
    if (strlen(target->id) != (size_t)(dot - name) || strncmp(target->id, name, (size_t)(dot - name)) != 0) continue;
    if (strcmp(dot, ".value") == 0) return target->readings[0].value;
    if (strcmp(dot, ".base") == 0) return target->readings[0].base;
  }
  for (int i = 0; i < study->accounts.n_facts; i++) {
    const sc_fact *fact = &study->accounts.facts[i];
    if (strcmp(fact->id, name) == 0) return strcmp(fact->unit, "1") == 0 ? 100 * fact->value : fact->value;
  }
  return NAN;
}

static double read_argument(sc_loader *loader, sc_node *node)
{
  double value = NAN;
  const char *name = NULL;
  if (sc_node_kind_of(node) != SC_NODE_TEXT) {
    sc_node_number(node, NULL, SC_REQUIRED, -INFINITY, INFINITY, &value, loader->report);
    return value;
  }
  sc_node_string(node, NULL, SC_REQUIRED, &name, loader->report);
  value = named_number(loader->study, name);
  if (!isfinite(value)) SC_FAIL(loader->report, NO_NUMBER_NAMED, sc_node_where(node), name);
  return value;
}

/* The result as text, "" when the arguments are wrong. */
static const char *read_number(sc_loader *loader, sc_node *node)
{
  const char *names[SC_N_ARITHMETICS];
  double argument[SC_MOST_ARGUMENTS] = { 0 };
  int decimals = 1;
  const int n_before = loader->report->n;
  for (int i = 0; i < SC_N_ARITHMETICS; i++) names[i] = sc_arithmetic_rows[i].name;
  const int rule = sc_loader_choice(loader, node, "rule", SC_REQUIRED, names, SC_N_ARITHMETICS);
  sc_node *of = sc_loader_list(loader, node, "of", SC_REQUIRED);
  sc_node_int(node, "decimals", SC_OPTIONAL, 0, 6, &decimals, loader->report);
  if (rule < 0 || of == NULL) return "";
  const int n = sc_arithmetic_rows[rule].n_arguments;
  if (sc_node_length(of) != n) {
    SC_FAIL(loader->report, ARITHMETIC_ARGUMENTS, sc_node_where(of), names[rule], sc_integer(n).s,
            sc_integer(sc_node_length(of)).s);
    return "";
  }
  for (int i = 0; i < n; i++) argument[i] = read_argument(loader, sc_node_at(of, i));
  if (loader->report->n > n_before) return "";
  const double result = sc_arithmetic_rows[rule].apply(argument);
  if (!isfinite(result)) SC_FAIL(loader->report, ARITHMETIC_UNDEFINED, sc_node_where(node), names[rule]);
  return sc_arena_print(&loader->study->arena, "%.*f", decimals, result + 0.0);
}

/* `text` with {1}, {2}, ... replaced. */
static sc_code fill_in(sc_loader *loader, sc_node *node, const char *text, const char *const *numbers, int n,
                       const char **out)
{
  sc_string filled = { 0 };
  for (const char *p = text; *p != '\0'; p++) {
    const int which = p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}' ? p[1] - '0' : 0;
    if (which > n)
      SC_FAIL(loader->report, PLACEHOLDER_UNKNOWN, sc_node_where(node), sc_integer(which).s, sc_integer(n).s);
    if (which == 0 || which > n) {
      sc_string_add_bytes(&filled, p, 1);
      continue;
    }
    sc_string_add(&filled, numbers[which - 1]);
    p += 2;
  }
  *out = filled.failed ? NULL : sc_arena_text(&loader->study->arena, sc_string_text(&filled));
  sc_string_free(&filled);
  return *out != NULL ? SC_OK : SC_FAIL(loader->report, OUT_OF_MEMORY, sc_node_where(node), "text");
}

static sc_code read_tension(sc_loader *loader, sc_node *node, sc_tension *tension)
{
  sc_text text = SC_TEXT("", "");
  *tension = (sc_tension){ .id = sc_node_name(node), .place = "" };
  sc_node_text(node, NULL, SC_REQUIRED, &text, loader->report);
  sc_node_string(node, "place", SC_REQUIRED, &tension->place, loader->report);
  sc_node *list = sc_loader_list(loader, node, "numbers", SC_OPTIONAL);
  const int n = sc_node_length(list);
  const char **numbers;
  SC_LOADER_ARRAY(loader, numbers, n);
  for (int i = 0; i < n; i++)
    if ((numbers[i] = read_number(loader, sc_node_at(list, i))) == NULL)
      return SC_FAIL(loader->report, OUT_OF_MEMORY, sc_node_where(node), "numbers");
  for (int lang = 0; lang < SC_N_LANGS; lang++)
    SC_TRY(fill_in(loader, node, text.in[lang], numbers, n, &tension->text.in[lang]));
  return SC_OK;
}

sc_code sc_load_tensions(sc_loader *loader)
{
  sc_node *group = sc_loader_group(loader, loader->root, "tensions", SC_OPTIONAL);
  const int n = sc_node_length(group);
  sc_tension *tensions;
  SC_LOADER_ARRAY(loader, tensions, n);
  for (int i = 0; i < n; i++) SC_TRY(read_tension(loader, sc_node_at(group, i), &tensions[i]));
  loader->study->tensions = tensions;
  loader->study->n_tensions = n;
  return SC_OK;
}
