#include "engine/config/scan.h"

#include <string.h>

#include "engine/config/lex.h"

enum { LONGEST_KEY = 160, LONGEST_QUOTE = 60, LONGEST_LINE = 100 };

/* A key of a group being read, for finding it a second time. */
typedef struct key { const char *name; size_t length; int line; struct key *next; } key;

typedef struct scanner {
  const sc_source *source;
  sc_report *report;
  sc_lexer   lexer;
  sc_token   token;                    /* the next one, not yet taken */
  sc_arena   keys;
  char       path[LONGEST_KEY];        /* dotted key of the setting being read */
  int        depth, n_settings, n_in_arrays;
  int        stopped;
} scanner;

static sc_where here(const scanner *s)
{
  return sc_source_where(s->source, s->token.line, s->token.column, s->path[0] != '\0' ? s->path : NULL);
}

/* ---------------------------------------------------------------------------------------------- messages */

typedef struct quote { char s[LONGEST_LINE + 8]; } quote;

static quote quoted(const char *text, size_t length, size_t longest)
{
  quote q;
  const size_t kept = length <= longest ? length : sc_utf8_valid(text, longest);
  snprintf(q.s, sizeof q.s, "%.*s%s", (int)kept, text, kept < length ? "…" : "");
  return q;
}

static quote token_quote(const sc_token *token)
{
  return quoted(token->start, token->length, LONGEST_QUOTE);
}

/* The line the token stands on, without the blanks around it. */
static quote line_quote(const scanner *s)
{
  const char *start = s->token.start, *first = s->source->text.text;
  while (start > first && start[-1] != '\n') start--;
  start += strspn(start, " \t");
  size_t length = strcspn(start, "\r\n");
  while (length > 0 && (start[length - 1] == ' ' || start[length - 1] == '\t')) length--;
  return quoted(start, length, LONGEST_LINE);
}

static void report_token(scanner *s)
{
  sc_report_add(s->report, s->token.fault, here(s), __FILE__, __LINE__,
                (const char *const[]){ token_quote(&s->token).s, NULL });
}

static void unexpected(scanner *s, const char *zh, const char *en)
{
  if (s->stopped) return;
  s->stopped = 1;
  if (s->token.has_fault)
    report_token(s);
  else if (s->token.kind == SC_TOKEN_END)
    SC_FAIL(s->report, ENDS_TOO_EARLY, here(s), zh, en);
  else
    SC_FAIL(s->report, SYNTAX, here(s), zh, en, token_quote(&s->token).s, line_quote(s).s);
}

/* Takes the token; what is wrong with it is said now, when the key it belongs to is known. */
static void advance(scanner *s)
{
  if (s->token.has_fault) report_token(s);
  s->token = sc_lexer_next(&s->lexer);
}

/* Is the next token of this kind? Then it is taken. */
static int take(scanner *s, sc_token_kind kind)
{
  if (s->stopped || s->token.kind != kind) return 0;
  advance(s);
  return 1;
}

static void expect(scanner *s, sc_token_kind kind)
{
  if (s->stopped || take(s, kind)) return;
  const sc_text name = sc_token_name(kind);
  unexpected(s, name.in[SC_ZH], name.in[SC_EN]);
}

/* The bracket that closes `open`; at the end of the text it is the opening one that the user must look at. */
static void expect_end(scanner *s, const sc_token *open, sc_token_kind end, const char *zh, const char *en)
{
  if (s->stopped || take(s, end)) return;
  if (s->token.kind == SC_TOKEN_END) {
    s->stopped = 1;
    SC_FAIL(s->report, NOT_CLOSED, sc_source_where(s->source, open->line, open->column, s->path),
            sc_token_name(open->kind).in[SC_ZH], sc_token_name(open->kind).in[SC_EN]);
  } else {
    unexpected(s, zh, en);
  }
}

static void too_much(scanner *s, int most)
{
  if (s->stopped) return;
  s->stopped = 1;
  SC_FAIL(s->report, STUDY_TOO_BIG, here(s), sc_integer(most).s);
}

/* ---------------------------------------------------------------------------------------------- the grammar */

static void scan_value(scanner *s);

static const sc_text last_comma = SC_TEXT("a value after ',' (none stands behind the last member)",
                                          "逗号后的值（最后一项之后不写逗号）");

static int is_scalar(sc_token_kind kind)
{
  return kind == SC_TOKEN_STRING || kind == SC_TOKEN_INTEGER || kind == SC_TOKEN_INTEGER64 ||
         kind == SC_TOKEN_NUMBER || kind == SC_TOKEN_BOOL;
}

/* A scalar; neighbouring texts are one. */
static void scan_scalar(scanner *s)
{
  size_t length = s->token.length;
  if (take(s, SC_TOKEN_STRING)) {
    while (!s->stopped && s->token.kind == SC_TOKEN_STRING) {
      length += s->token.length;
      if (length > SC_LONGEST_STRING) {
        s->stopped = 1;
        SC_FAIL(s->report, STRING_TOO_LONG, here(s), "");
      }
      advance(s);
    }
    return;
  }
  if (is_scalar(s->token.kind)) advance(s);
  else unexpected(s, "一个值", "a value");
}

static void scan_array(scanner *s, const sc_token *open)
{
  const sc_token_kind kind = s->token.kind;
  if (take(s, SC_TOKEN_END_ARRAY)) return;
  int mixed = 0;
  do {
    if (s->token.kind == SC_TOKEN_END_ARRAY) {
      unexpected(s, last_comma.in[SC_ZH], last_comma.in[SC_EN]);
      return;
    }
    if (!is_scalar(s->token.kind)) {
      unexpected(s, "一个数值或文本（方括号内不能再有组或列表）", "a number or text (no groups or lists inside [ ])");
      return;
    }
    if (s->token.kind != kind && !mixed) {
      mixed = 1;
      SC_FAIL(s->report, MIXED_ARRAY, here(s), "");
    }
    if (++s->n_in_arrays > SC_MOST_IN_ARRAYS) too_much(s, SC_MOST_IN_ARRAYS);
    scan_scalar(s);
  } while (take(s, SC_TOKEN_COMMA));
  expect_end(s, open, SC_TOKEN_END_ARRAY, "“,”或“]”", "',' or ']'");
}

static void scan_list(scanner *s, const sc_token *open)
{
  if (take(s, SC_TOKEN_END_LIST)) return;
  const size_t length = strlen(s->path);
  int i = 0;
  do {
    if (++s->n_settings > SC_MOST_SETTINGS) too_much(s, SC_MOST_SETTINGS);
    snprintf(s->path + length, sizeof s->path - length, "[%d]", i++);
    if (s->token.kind == SC_TOKEN_END_LIST) unexpected(s, last_comma.in[SC_ZH], last_comma.in[SC_EN]);
    scan_value(s);
  } while (take(s, SC_TOKEN_COMMA));
  s->path[length] = '\0';
  expect_end(s, open, SC_TOKEN_END_LIST, "“,”或“)”", "',' or ')'");
}

/* Reports a key that the group has already; otherwise keeps it. */
static void note_key(scanner *s, key **keys)
{
  const sc_token *token = &s->token;
  for (const key *k = *keys; k != NULL; k = k->next) {
    if (k->length != token->length || memcmp(k->name, token->start, k->length) != 0) continue;
    const sc_where first = sc_source_where(s->source, k->line, 0, NULL);
    SC_FAIL(s->report, DUPLICATE_KEY, here(s), first.file, sc_integer(first.line).s);
    return;
  }
  key *k = sc_arena_alloc(&s->keys, 1, sizeof *k);
  if (k == NULL) {
    s->stopped = 1;
    SC_FAIL(s->report, OUT_OF_MEMORY, here(s), "keys");
    return;
  }
  *k = (key){ token->start, token->length, token->line, *keys };
  *keys = k;
}

/* Settings up to what ends the group. */
static void scan_settings(scanner *s)
{
  const size_t length = strlen(s->path);
  key *keys = NULL;
  for (int n = 1; !s->stopped && s->token.kind == SC_TOKEN_NAME; n++) {
    snprintf(s->path + length, sizeof s->path - length, "%s%.*s", length > 0 ? "." : "", (int)s->token.length,
             s->token.start);
    note_key(s, &keys);
    if (n > SC_MOST_IN_GROUP) too_much(s, SC_MOST_IN_GROUP);
    if (++s->n_settings > SC_MOST_SETTINGS) too_much(s, SC_MOST_SETTINGS);
    advance(s);
    expect(s, SC_TOKEN_EQUALS);
    scan_value(s);
    if (!take(s, SC_TOKEN_SEMICOLON)) take(s, SC_TOKEN_COMMA);
    if (!s->stopped) s->path[length] = '\0';
  }
}

static void scan_value(scanner *s)
{
  if (s->stopped) return;
  if (s->depth == SC_DEEPEST_NESTING) {
    s->stopped = 1;
    SC_FAIL(s->report, NESTED_TOO_DEEP, here(s), sc_integer(SC_DEEPEST_NESTING).s);
    return;
  }
  s->depth++;
  const sc_token open = s->token;
  if (take(s, SC_TOKEN_GROUP)) {
    scan_settings(s);
    expect_end(s, &open, SC_TOKEN_END_GROUP, "键名或“}”", "a key or '}'");
  } else if (take(s, SC_TOKEN_LIST)) {
    scan_list(s, &open);
  } else if (take(s, SC_TOKEN_ARRAY)) {
    scan_array(s, &open);
  } else if (s->token.kind == SC_TOKEN_NAME) {
    s->stopped = 1;
    SC_FAIL(s->report, WORD_WITHOUT_QUOTES, here(s), token_quote(&s->token).s);
  } else {
    scan_scalar(s);
  }
  s->depth--;
}

sc_code sc_scan(const sc_source *source, const char *inside, sc_report *report)
{
  scanner s = { .source = source, .report = report, .lexer = sc_lexer_of(sc_string_text(&source->text)) };
  snprintf(s.path, sizeof s.path, "%s", inside);
  const int n_before = report->n + report->n_dropped;
  s.token = sc_lexer_next(&s.lexer);
  if (s.token.kind == SC_TOKEN_END) return SC_FAIL(report, EMPTY_STUDY, SC_IN_FILE(source->files[0].path), "");
  scan_settings(&s);
  if (!s.stopped && s.token.kind != SC_TOKEN_END) unexpected(&s, "键名", "a key");
  sc_arena_free(&s.keys);
  if (report->n + report->n_dropped == n_before) return SC_OK;
  return n_before < report->n ? report->errors[n_before].code : SC_MEMORY;
}
