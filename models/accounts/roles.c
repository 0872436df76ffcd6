#include "models/accounts/roles.h"

#include <ctype.h>
#include <string.h>

#define SC_VALUE(name, code, zh, en, patterns)
#define SC_FINAL(name, code, zh, en, patterns) code,
const char *const sc_final_codes[SC_N_FINALS] = {
#include "models/accounts/roles.def"
};

#define SC_VALUE(name, code, zh, en, patterns)
#define SC_FINAL(name, code, zh, en, patterns) SC_TEXT(en, zh),
const sc_text sc_final_texts[SC_N_FINALS] = {
#include "models/accounts/roles.def"
};

#define SC_FINAL(name, code, zh, en, patterns)
#define SC_VALUE(name, code, zh, en, patterns) SC_TEXT(en, zh),
const sc_text sc_value_texts[SC_N_VALUES] = {
#include "models/accounts/roles.def"
};

#define SC_VALUE(name, code, zh, en, patterns)
#define SC_FINAL(name, code, zh, en, patterns) patterns,
static const char *const final_patterns[SC_N_FINALS] = {
#include "models/accounts/roles.def"
};

#define SC_FINAL(name, code, zh, en, patterns)
#define SC_VALUE(name, code, zh, en, patterns) patterns,
static const char *const value_patterns[SC_N_VALUES] = {
#include "models/accounts/roles.def"
};

typedef struct both { int one, other, together; } both;
#define SC_FINAL(name, code, zh, en, patterns)
#define SC_VALUE(name, code, zh, en, patterns)
#define SC_BOTH(kind, one, other, together) static const both both_##kind = { SC_##kind##_##one, SC_##kind##_##other, SC_##kind##_##together };
#include "models/accounts/roles.def"

/* Small letters and digits, one blank between words; Chinese stays as it is. */
static void plain_words(const char *name, char *to, size_t size)
{
  const char *colon = strchr(name, ':');
  size_t n = 0;
  for (const char *p = colon ? colon + 1 : name; *p != '\0' && n + 1 < size; p++) {
    const unsigned char c = (unsigned char)*p;
    if (isalnum(c) || c >= 0x80) to[n++] = (char)tolower(c);
    else if (n > 0 && to[n - 1] != ' ') to[n++] = ' ';
  }
  if (n > 0 && to[n - 1] == ' ') n--;
  to[n] = '\0';
}

/* Where in `name`, from `at` on, the pattern [p, end) fits. */
static int fits_at(const char *name, const char *at, const char *p, const char *end)
{
  const int is_chinese = (unsigned char)*p >= 0x80, is_open = end[-1] == '*', is_whole = *p == '=';
  const size_t length = (size_t)(end - p) - (size_t)is_open - (size_t)is_whole;
  if (strncmp(at, p + is_whole, length) != 0 || (is_whole && (at != name || at[length] != '\0'))) return 0;
  if (is_chinese || is_open || is_whole) return 1;
  if (isalpha((unsigned char)end[-1]))
    while (isdigit((unsigned char)at[length])) at++;
  return at[length] == '\0' || at[length] == ' ' || (unsigned char)at[length] >= 0x80;
}

static int fits(const char *name, const char *p, const char *end)
{
  const int is_first = *p == '^';
  for (const char *at = name; *at != '\0'; at++) {
    const int begins = at == name || at[-1] == ' ' || (unsigned char)*p >= 0x80;
    if (begins && fits_at(name, at, p + is_first, end)) return 1;
    if (is_first) break;
  }
  return 0;
}

static int fits_any(const char *name, const char *patterns)
{
  for (const char *p = patterns; *p != '\0';) {
    const char *end = p + strcspn(p, "|");
    if (fits(name, p, end)) return 1;
    p = *end == '|' ? end + 1 : end;
  }
  return 0;
}

static int role_of(const char *name, const char *const patterns[], int last, const both *pair)
{
  char words[200];
  int role = 0;
  plain_words(name, words, sizeof words);
  while (role < last && !fits_any(words, patterns[role])) role++;
  const int other = role == pair->one ? pair->other : role == pair->other ? pair->one : -1;
  return other >= 0 && fits_any(words, patterns[other]) ? pair->together : role;
}

sc_final sc_final_role(const char *name) { return (sc_final)role_of(name, final_patterns, SC_FINAL_OTHER, &both_FINAL); }
sc_value sc_value_role(const char *name) { return (sc_value)role_of(name, value_patterns, SC_VALUE_OTHER, &both_VALUE); }
