/* lex.h - study text cut into tokens, each with its place; inside engine/config only.
 *
 * The tokens are libconfig's, read more strictly: a text ends on its line and knows the escapes \\ \" \n \r \t \f only, an
 * integer beyond 32 bits has the suffix L and fits into 64, a number is finite and no underflow to zero, a word is a key or
 * true or false. A token with such a mistake keeps its kind, so that reading goes on, and names the mistake in `fault`.
 * Only WRONG tokens, which are none of the language's, end the reading.
 */
#ifndef SC_CONFIG_LEX_H
#define SC_CONFIG_LEX_H

#include "engine/base/error.h"

enum { SC_LONGEST_STRING = 64 * 1024 };    /* bytes, also of neighbouring texts joined */

/* Kind and what to call it in messages. */
#define SC_TOKENS(X)                                             \
  X(END,       "文件结尾",     "the end of the file")            \
  X(NAME,      "键名",         "a key")                          \
  X(EQUALS,    "“=”",          "'='")                            \
  X(COMMA,     "“,”",          "','")                            \
  X(SEMICOLON, "“;”",          "';'")                            \
  X(STRING,    "文本",         "a text")                         \
  X(INTEGER,   "整数",         "an integer")                     \
  X(INTEGER64, "长整数",       "an integer with L")              \
  X(NUMBER,    "小数",         "a number")                       \
  X(BOOL,      "真假值",       "true or false")                  \
  X(GROUP,     "“{”",          "'{'")                            \
  X(LIST,      "“(”",          "'('")                            \
  X(ARRAY,     "“[”",          "'['")                            \
  X(END_GROUP, "“}”",          "'}'")                            \
  X(END_LIST,  "“)”",          "')'")                            \
  X(END_ARRAY, "“]”",          "']'")                            \
  X(INCLUDE,   "@include",     "@include")                       \
  X(WRONG,     "无法识别的字符", "an unknown character")

typedef enum sc_token_kind {
#define X(name, zh, en) SC_TOKEN_##name,
  SC_TOKENS(X)
#undef X
  SC_N_TOKENS
} sc_token_kind;

typedef struct sc_token {
  sc_token_kind kind;
  const char   *start;          /* in the text; length bytes, quotes and suffixes included */
  size_t        length;
  int           line, column;   /* from 1; columns count characters */
  int           has_fault;
  sc_fault      fault;          /* takes the token's text as its argument */
} sc_token;

/* The text ends in a NUL. `line` is that of `at`; columns are counted up to `counted`, which is on the same line. */
typedef struct sc_lexer { const char *at, *counted; int line, column; } sc_lexer;

sc_lexer sc_lexer_of(const char *text);
sc_token sc_lexer_next(sc_lexer *lexer);
sc_text  sc_token_name(sc_token_kind kind);

#endif
