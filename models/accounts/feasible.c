/* Why row and column targets cannot be met: balance.h says how it is found. */
#include <math.h>

#include "engine/base/text.h"
#include "models/accounts/balance.h"

/* Flows on the cells that may be used. Nodes are the rows, then the columns; a cell above 0 carries from its row to its
 * column, one below 0 the other way. Left is what a node still has to send (above 0) or to take (below 0). */
typedef struct network {
  int n_rows, n_columns;
  const double *z0;
  double *flow;          /* [cells], 0 or more                       */
  double *left;          /* [nodes]                                  */
  int    *from, *queue;  /* [nodes] of a search; from -1 not reached */
  double  least;         /* smaller flows are rounding               */
} network;

/* How much more can go from node a to node b over their cell: without limit in its direction, what flows there back. */
static double room(const network *w, int a, int b)
{
  const int a_is_row = a < w->n_rows, cell = a_is_row ? a * w->n_columns + b - w->n_rows : b * w->n_columns + a - w->n_rows;
  if (w->z0[cell] == 0) return 0;
  return (w->z0[cell] > 0) == a_is_row ? INFINITY : w->flow[cell];
}

static void push(network *w, int a, int b, double amount)
{
  const int a_is_row = a < w->n_rows, cell = a_is_row ? a * w->n_columns + b - w->n_rows : b * w->n_columns + a - w->n_rows;
  w->flow[cell] += (w->z0[cell] > 0) == a_is_row ? amount : -amount;
}

/* Breadth first from every node that has something left; returns a node that can take some of it, or -1. */
static int search(network *w)
{
  const int n = w->n_rows + w->n_columns;
  int head = 0, tail = 0;
  for (int a = 0; a < n; a++) {
    w->from[a] = w->left[a] > w->least ? a : -1;
    if (w->from[a] == a) w->queue[tail++] = a;
  }
  while (head < tail) {
    const int a = w->queue[head++], first = a < w->n_rows ? w->n_rows : 0, end = a < w->n_rows ? n : w->n_rows;
    for (int b = first; b < end; b++) {
      if (w->from[b] >= 0 || !(room(w, a, b) > w->least)) continue;
      w->from[b] = a;
      if (w->left[b] < -w->least) return b;
      w->queue[tail++] = b;
    }
  }
  return -1;
}

static void send_along(network *w, int to)
{
  double amount = -w->left[to];
  int a = to;
  for (; w->from[a] != a; a = w->from[a]) amount = fmin(amount, room(w, w->from[a], a));
  amount = fmin(amount, w->left[a]);
  w->left[a] -= amount;
  w->left[to] += amount;
  for (a = to; w->from[a] != a; a = w->from[a]) push(w, w->from[a], a, amount);
}

/* What can go directly, first: most of it can. */
static void send_directly(network *w)
{
  for (int a = 0; a < w->n_rows + w->n_columns; a++) {
    const int first = a < w->n_rows ? w->n_rows : 0, end = a < w->n_rows ? w->n_rows + w->n_columns : w->n_rows;
    for (int b = first; b < end && w->left[a] > 0; b++) {
      if (!(w->left[b] < 0) || !isinf(room(w, a, b))) continue;
      const double amount = fmin(w->left[a], -w->left[b]);
      w->left[a] -= amount;
      w->left[b] += amount;
      push(w, a, b, amount);
    }
  }
}

/* The names of the nodes that a search reached, rows or columns. */
static void list_reached(const network *w, int rows, const sc_matrix *names, sc_string *to)
{
  enum { MOST_NAMES = 10 };
  const int n = rows ? w->n_rows : w->n_columns, first = rows ? 0 : w->n_rows;
  int count = 0;
  for (int i = 0; i < n; i++) {
    if (w->from[first + i] < 0) continue;
    if (count++ < MOST_NAMES)
      sc_string_print(to, "%s%s", count > 1 ? ", " : "", (rows ? sc_matrix_row(names, i) : sc_matrix_column(names, i)).s);
  }
  if (count > MOST_NAMES) sc_string_print(to, ", ... (%d)", count);
  if (count == 0) sc_string_add(to, "-");
}

static sc_code tell(const network *w, const double *u, const double *v, const sc_matrix *names, sc_report *report)
{
  sc_string rows = { 0 }, columns = { 0 };
  char sold[32], taken[32], gap[32];
  double sum_u = 0, sum_v = 0;
  int has_negative = 0;
  for (int i = 0; i < w->n_rows; i++) sum_u += w->from[i] >= 0 ? u[i] : 0;
  for (int j = 0; j < w->n_columns; j++) sum_v += w->from[w->n_rows + j] >= 0 ? v[j] : 0;
  for (int k = 0; k < w->n_rows * w->n_columns; k++) has_negative |= w->z0[k] < 0;
  list_reached(w, 1, names, &rows);
  list_reached(w, 0, names, &columns);
  snprintf(sold, sizeof sold, "%.6g", sum_u);
  snprintf(taken, sizeof taken, "%.6g", sum_v);
  snprintf(gap, sizeof gap, "%.6g", sum_u - sum_v);
  const sc_where at = SC_IN_FILE(names ? names->file : NULL);
  const char *r = sc_string_text(&rows), *c = sc_string_text(&columns);
  const sc_code code = has_negative ? SC_FAIL(report, BALANCE_STRUCTURE_SIGNED, at, r, c, sold, taken, gap)
                                    : SC_FAIL(report, BALANCE_STRUCTURE, at, r, c, sold, taken, gap);
  sc_string_free(&rows);
  sc_string_free(&columns);
  return code;
}

sc_code sc_balance_explain(int n_rows, int n_columns, const double *z0, const double *u, const double *v, double allowed,
                           const sc_matrix *names, sc_report *report)
{
  const size_t n = (size_t)n_rows + (size_t)n_columns, n_cells = (size_t)n_rows * (size_t)n_columns;
  network w = { .n_rows = n_rows, .n_columns = n_columns, .z0 = z0, .least = allowed / (double)(n + 1) };
  w.flow = sc_alloc(n_cells + n, sizeof *w.flow);
  w.from = sc_alloc(2 * n, sizeof *w.from);
  sc_code code = w.flow && w.from ? SC_OK : SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "sc_balance_explain");
  if (code == SC_OK) {
    double left = 0;
    w.left = w.flow + n_cells;
    w.queue = w.from + n;
    for (int i = 0; i < n_rows; i++) w.left[i] = u[i];
    for (int j = 0; j < n_columns; j++) w.left[n_rows + j] = -v[j];
    send_directly(&w);
    for (int to = search(&w); to >= 0; to = search(&w)) send_along(&w, to);
    for (size_t a = 0; a < n; a++) left += fmax(w.left[a], 0);
    if (left > allowed) code = tell(&w, u, v, names, report);
  }
  sc_free(w.from);
  sc_free(w.flow);
  return code;
}
