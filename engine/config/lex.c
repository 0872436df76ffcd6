#include "engine/config/lex.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

enum { LONGEST_NUMBER = 400 };

static const sc_text token_names[SC_N_TOKENS] = {
#define X(name, zh, en) SC_TEXT(en, zh),
  SC_TOKENS(X)
#undef X
};

sc_text sc_token_name(sc_token_kind kind)
{
  return token_names[kind];
}

sc_lexer sc_lexer_of(const char *text)
{
  return (sc_lexer){ text, text, 1, 1 };
}

static void set_fault(sc_token *token, sc_fault fault)
{
  if (token->has_fault) return;
  token->has_fault = 1;
  token->fault = fault;
}

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
static int goes_on_a_name(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '*'; }

/* ------------------------------------------------------------------------------------ blanks and comments */

static void skip_character(sc_lexer *lexer)
{
  if (*lexer->at == '\n') {
    lexer->line++;
    lexer->column = 1;
    lexer->counted = lexer->at + 1;
  }
  lexer->at++;
}

/* Moves to the next token. A comment without end leaves the lexer on its opening and returns 0. */
static int skip_blanks(sc_lexer *lexer)
{
  for (;;) {
    const char *p = lexer->at;
    if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\f' || *p == '\n') {
      skip_character(lexer);
    } else if (*p == '#' || (p[0] == '/' && p[1] == '/')) {
      lexer->at += strcspn(p, "\n");
    } else if (p[0] == '/' && p[1] == '*') {
      const char *end = strstr(p + 2, "*/");
      if (end == NULL) return 0;
      while (lexer->at < end + 2) skip_character(lexer);
    } else {
      return 1;
    }
  }
}

/* ------------------------------------------------------------------------------------------------- tokens */

static void lex_string(sc_lexer *lexer, sc_token *token)
{
  const char *p = lexer->at + 1;
  token->kind = SC_TOKEN_STRING;
  while (*p != '"') {
    if (*p == '\n' || *p == '\0') {
      set_fault(token, SC_FAULT_STRING_NOT_CLOSED);
      lexer->at = p;
      return;
    }
    if (*p == '\\' && p[1] != '\n' && p[1] != '\0') {
      if (strchr("\\\"nrtf", p[1]) == NULL) set_fault(token, SC_FAULT_UNKNOWN_ESCAPE);
      p++;
    }
    p++;
  }
  if (p - lexer->at > SC_LONGEST_STRING) set_fault(token, SC_FAULT_STRING_TOO_LONG);
  lexer->at = p + 1;
}

/* `@include "path"` */
static void lex_include(sc_lexer *lexer, sc_token *token)
{
  static const char word[] = "@include";
  const char *p = lexer->at + sizeof word - 1;
  if (strncmp(lexer->at, word, sizeof word - 1) == 0 && (*p == ' ' || *p == '\t' || *p == '"')) {
    while (*p == ' ' || *p == '\t') p++;
    const size_t length = *p == '"' ? strcspn(p + 1, "\"\\\n") : 0;
    if (length > 0 && p[1 + length] == '"') {
      token->kind = SC_TOKEN_INCLUDE;
      lexer->at = p + length + 2;
      return;
    }
  }
  set_fault(token, SC_FAULT_BAD_INCLUDE);
  lexer->at += strcspn(lexer->at, "\n");
}

static const char *digits(const char *p)
{
  while (is_digit(*p)) p++;
  return p;
}

/* [0-9]+ or 0x[0-9a-f]+, then L or LL when it is more than 32 bits. */
static int lex_integer(const char *text, sc_token *token)
{
  const char *p = text;
  const int base = p[0] == '0' && (p[1] == 'x' || p[1] == 'X') ? 16 : 10;
  if (base == 16) {
    p += 2;
    if (!is_hex(*p)) return 0;
    while (is_hex(*p)) p++;
  } else {
    if (*p == '-' || *p == '+') p++;
    if (!is_digit(*p)) return 0;
    p = digits(p);
  }
  const int is_long = *p == 'L';
  if (p[0] == 'L') p += p[1] == 'L' ? 2 : 1;
  if (*p != '\0') return 0;
  errno = 0;
  const long long value = strtoll(text, NULL, base);
  token->kind = is_long ? SC_TOKEN_INTEGER64 : SC_TOKEN_INTEGER;
  if (errno == ERANGE) set_fault(token, SC_FAULT_INTEGER_TOO_BIG);
  else if (!is_long && (value > INT32_MAX || value < INT32_MIN)) set_fault(token, SC_FAULT_INTEGER_NEEDS_L);
  return 1;
}

/* digits with a point or an exponent, at least one digit before the exponent */
static int lex_real(const char *text, sc_token *token)
{
  const char *p = text;
  if (*p == '-' || *p == '+') p++;
  const char *start = p;
  int has_digit = 0, not_zero = 0;
  for (p = start; is_digit(*p) || (*p == '.' && memchr(start, '.', (size_t)(p - start)) == NULL); p++) {
    has_digit |= *p != '.';
    not_zero |= *p >= '1' && *p <= '9';
  }
  if (!has_digit) return 0;
  if (*p == 'e' || *p == 'E') {
    p++;
    if (*p == '-' || *p == '+') p++;
    if (!is_digit(*p)) return 0;
    p = digits(p);
  }
  if (*p != '\0') return 0;
  token->kind = SC_TOKEN_NUMBER;
  const double value = strtod(text, NULL);
  if (!isfinite(value)) set_fault(token, SC_FAULT_NUMBER_NOT_FINITE);
  else if (value == 0 && not_zero) set_fault(token, SC_FAULT_NUMBER_TOO_SMALL);
  return 1;
}

static void lex_number(sc_lexer *lexer, sc_token *token)
{
  const char *start = lexer->at, *p = start + 1;
  while (is_letter(*p) || is_digit(*p) || *p == '.' || *p == '_' || *p == '%' ||
         ((*p == '-' || *p == '+') && (p[-1] == 'e' || p[-1] == 'E')))
    p++;
  lexer->at = p;
  token->kind = SC_TOKEN_NUMBER;
  const size_t length = (size_t)(p - start);
  char text[LONGEST_NUMBER + 1];
  if (length <= LONGEST_NUMBER) {
    memcpy(text, start, length);
    text[length] = '\0';
    if (lex_integer(text, token) || lex_real(text, token)) return;
  }
  set_fault(token, SC_FAULT_NOT_A_NUMBER);
}

static int equals_ignoring_case(const char *text, size_t length, const char *word)
{
  if (length != strlen(word)) return 0;
  for (size_t i = 0; i < length; i++)
    if ((text[i] | 0x20) != word[i]) return 0;
  return 1;
}

static void lex_word(sc_lexer *lexer, sc_token *token)
{
  const char *start = lexer->at;
  do lexer->at++; while (goes_on_a_name(*lexer->at));
  const size_t length = (size_t)(lexer->at - start);
  const int is_bool = equals_ignoring_case(start, length, "true") || equals_ignoring_case(start, length, "false");
  token->kind = is_bool ? SC_TOKEN_BOOL : SC_TOKEN_NAME;
}

/* Full-width forms of ASCII, curly quotes, ideographic full stop and space: what a Chinese keyboard gives. */
static int is_full_width(int32_t c)
{
  return (c > 0xFF00 && c < 0xFF5F) || c == 0x201C || c == 0x201D || c == 0x3002 || c == 0x3000;
}

/* What no token begins with: one sign, or a run of letters beyond ASCII. */
static void lex_wrong(sc_lexer *lexer, sc_token *token)
{
  const int32_t c = sc_utf8_next(&lexer->at);
  if (is_full_width(c)) {
    set_fault(token, SC_FAULT_FULL_WIDTH);
  } else if (c < 0x80) {
    set_fault(token, SC_FAULT_WRONG_CHARACTER);
  } else {
    set_fault(token, SC_FAULT_TEXT_WITHOUT_QUOTES);
    for (const char *next = lexer->at;; lexer->at = next) {
      const int32_t more = sc_utf8_next(&next);
      if (more < 0x80 || is_full_width(more)) break;
    }
  }
}

static const char signs[] = "=:,;{([})]";
static const sc_token_kind sign_kinds[] = { SC_TOKEN_EQUALS, SC_TOKEN_EQUALS, SC_TOKEN_COMMA, SC_TOKEN_SEMICOLON,
                                            SC_TOKEN_GROUP, SC_TOKEN_LIST, SC_TOKEN_ARRAY,
                                            SC_TOKEN_END_GROUP, SC_TOKEN_END_LIST, SC_TOKEN_END_ARRAY };

static int column_here(sc_lexer *lexer)
{
  for (; lexer->counted < lexer->at; lexer->column++) sc_utf8_next(&lexer->counted);
  return lexer->column;
}

sc_token sc_lexer_next(sc_lexer *lexer)
{
  const int closed = skip_blanks(lexer);
  const char *start = lexer->at, *sign;
  sc_token token = { SC_TOKEN_WRONG, start, 0, lexer->line, column_here(lexer), 0, SC_FAULT_BUG };
  if (!closed) {
    set_fault(&token, SC_FAULT_COMMENT_NOT_CLOSED);
    lexer->at += strlen(start);
    token.length = 2;
    return token;
  }
  if (*start == '\0') token.kind = SC_TOKEN_END;
  else if (*start == '"') lex_string(lexer, &token);
  else if (*start == '@') lex_include(lexer, &token);
  else if (is_letter(*start) || *start == '*') lex_word(lexer, &token);
  else if (is_digit(*start) || strchr("+-.", *start) != NULL) lex_number(lexer, &token);
  else if ((sign = strchr(signs, *start)) != NULL) {
    token.kind = sign_kinds[sign - signs];
    lexer->at++;
  } else lex_wrong(lexer, &token);
  token.length = (size_t)(lexer->at - start);
  return token;
}
