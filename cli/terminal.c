/* The terminal: what is said, in which width and colour; progress; signals. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { PAGE_WIDTH = 120, NARROWEST_PAGE = 80, WIDEST_PAGE = 200 };

/* ------------------------------------------------------------------------------------------------ output */

sc_code sc_say(const sc_string *text, sc_report *report)
{
  if (text->failed) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, "text");
  errno = 0;
  const int whole = fwrite(sc_string_text(text), 1, text->length, stdout) == text->length && fflush(stdout) == 0;
  if (whole || errno == EPIPE) return SC_OK;           /* a reader that has seen enough, as in `| head`, is no error */
  return SC_FAIL(report, STANDARD_OUTPUT, SC_NOWHERE, strerror(errno));
}

sc_code sc_say_table(const sc_table *table, const sc_line *line, const char *key, sc_report *report)
{
  sc_string text = { .failed = table->failed };
  sc_json json = { .to = &text };
  switch (sc_line_choice(line, SC_OPT_TABLE)) {
  case 0: sc_table_as_text(table, sc_terminal_style(), &text); break;
  case 1:
    sc_json_object(&json, NULL);
    sc_table_as_json(table, &json, key);
    sc_json_end(&json);
    break;
  case 2: sc_table_as_csv(table, &text); break;
  default: sc_table_as_markdown(table, &text);
  }
  const sc_code code = sc_say(&text, report);
  sc_string_free(&text);
  return code;
}

void sc_remark(const sc_line *line, const char *en, const char *zh, ...)
{
  if (sc_line_has(line, SC_OPT_QUIET)) return;
  va_list arguments;
  va_start(arguments, zh);
  vfprintf(stderr, line->lang == SC_ZH ? zh : en, arguments);
  va_end(arguments);
}

static int columns_of(int file, int otherwise)
{
  struct winsize size;
  const char *columns = getenv("COLUMNS");
  int width = columns != NULL ? atoi(columns) : 0;
  if (width <= 0 && ioctl(file, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width <= 0) return otherwise;
  return width < NARROWEST_PAGE ? NARROWEST_PAGE : width > WIDEST_PAGE ? WIDEST_PAGE : width;
}

sc_table_style sc_terminal_style(void)
{
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  const int dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;
  return (sc_table_style){ .width = columns_of(STDOUT_FILENO, PAGE_WIDTH),
                           .colour = isatty(STDOUT_FILENO) && !dumb && (no_colour == NULL || *no_colour == '\0') };
}

/* ----------------------------------------------------------------------------------------------- signals */

volatile int sc_stop;

static void first_signal(int number)
{
  (void)number;
  sc_stop = 1;
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

void sc_signals_catch(void)
{
  const struct sigaction stop = { .sa_handler = first_signal }, ignore = { .sa_handler = SIG_IGN };
  sigaction(SIGINT, &stop, NULL);
  sigaction(SIGTERM, &stop, NULL);
  sigaction(SIGPIPE, &ignore, NULL);         /* a write that fails says so itself */
  sigaction(SIGXFSZ, &ignore, NULL);
}

/* ---------------------------------------------------------------------------------------------- progress */

double sc_seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

sc_bar sc_bar_start(const sc_line *line)
{
  const int wish = sc_line_choice(line, SC_OPT_PROGRESS);      /* auto, always, never */
  const int quiet = sc_line_has(line, SC_OPT_QUIET);
  return (sc_bar){ .on = wish == 1 || (wish == 0 && !quiet && isatty(STDERR_FILENO)), .lang = line->lang, .started = sc_seconds(),
                   .width = columns_of(STDERR_FILENO, NARROWEST_PAGE) };
}

/* At most ten times a second: scenario, bar, share done, draws a second, seconds left. */
void sc_bar_show(void *context, double done, double total, const char *what)
{
  enum { BAR = 24 };
  sc_bar *bar = context;
  if (!bar->on || total <= 0) return;
  const double now = sc_seconds(), elapsed = now - bar->started;
  if (now - bar->shown < 0.1 && done < total) return;
  bar->shown = now;
  char drawn[BAR + 1];
  const int full = (int)(BAR * done / total);
  for (int i = 0; i < BAR; i++) drawn[i] = i < full ? '#' : '.';
  drawn[BAR] = '\0';
  const double rate = elapsed > 0 ? done / elapsed : 0, left = rate > 0 ? (total - done) / rate : 0;
  sc_string text = { 0 }, cut = { 0 };
  sc_string_print(&text, bar->lang == SC_ZH ? "[%s] %3.0f%%  %.0f 次/秒  剩余 %.0f 秒  %s" : "[%s] %3.0f%%  %.0f draws/s  %.0f s left  %s", drawn,
                  100 * done / total, rate, left, what);
  sc_string_pad_right(&cut, sc_string_text(&text), bar->width - 1);
  fprintf(stderr, "\r%s", sc_string_text(&cut));
  fflush(stderr);
  sc_string_free(&text);
  sc_string_free(&cut);
}

void sc_bar_end(sc_bar *bar)
{
  if (bar->on && bar->shown > 0) fprintf(stderr, "\r%*s\r", bar->width - 1, "");
  bar->on = 0;
}
