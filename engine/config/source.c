#include "engine/config/source.h"

#include <string.h>
#include <sys/stat.h>

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/config/lex.h"

enum { FIRST_LINES = 256 };

/* The files being read, from the outermost to the current one. */
typedef struct reader {
  sc_source *source;
  sc_arena  *arena;
  sc_report *report;
  const char *text;                       /* contents of the first file, or NULL */
  int         stack[SC_DEEPEST_INCLUDE], depth;
} reader;

sc_where sc_source_where(const sc_source *source, int line, int column, const char *key)
{
  if (source->n_lines == 0 || line < 1) return (sc_where){ source->files[0].path, 0, 0, key };
  if (line > source->n_lines) line = source->n_lines, column = 0;            /* the end of the text */
  const sc_source_line *from = &source->lines[line - 1];
  return (sc_where){ source->files[from->file].path, from->line, column, key };
}

void sc_source_free(sc_source *source)
{
  sc_string_free(&source->text);
  sc_free(source->lines);
  *source = (sc_source){ 0 };
}

/* ------------------------------------------------------------------------------------- building the text */

static int add_line(sc_source *source, int file, int line)
{
  if (source->n_lines == source->lines_capacity) {
    const int capacity = source->lines_capacity == 0 ? FIRST_LINES : 2 * source->lines_capacity;
    sc_source_line *lines =
      sc_realloc(source->lines, (size_t)source->lines_capacity, (size_t)capacity, sizeof *lines);
    if (lines == NULL) return 0;
    source->lines = lines;
    source->lines_capacity = capacity;
  }
  source->lines[source->n_lines++] = (sc_source_line){ file, line };
  return 1;
}

/* Appends part of a file whose first byte stands on `line`; every line begun gets its place. */
static int add_part(sc_source *source, int file, int line, const char *from, const char *to)
{
  sc_string *text = &source->text;
  while (from < to) {
    const int begins = text->length == 0 || text->text[text->length - 1] == '\n';
    if (begins && !add_line(source, file, line)) return 0;
    const char *newline = memchr(from, '\n', (size_t)(to - from));
    const char *end = newline != NULL ? newline + 1 : to;
    sc_string_add_bytes(text, from, (size_t)(end - from));
    if (text->failed) return 0;
    from = end;
    line++;
  }
  return 1;
}

static int end_line(sc_source *source)
{
  if (source->text.length > 0 && source->text.text[source->text.length - 1] != '\n')
    sc_string_add(&source->text, "\n");
  return !source->text.failed;
}

/* ------------------------------------------------------------------------------------------ bytes of a file */

/* Is it text in UTF-8, without byte-order mark? */
static sc_code check_bytes(const char *path, const char *bytes, size_t n, sc_report *report)
{
  if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
    return SC_FAIL(report, BYTE_ORDER_MARK, ((sc_where){ path, 1, 1, NULL }), "");
  if (memchr(bytes, '\0', n) != NULL) return SC_FAIL(report, BINARY_FILE, SC_IN_FILE(path), "");
  const size_t valid = sc_utf8_valid(bytes, n);
  if (valid == n) return SC_OK;
  int line = 1;
  for (size_t i = 0; i < valid; i++) line += bytes[i] == '\n';
  return SC_FAIL(report, NOT_UTF8, ((sc_where){ path, line, 0, NULL }), "");
}

static sc_code load_bytes(reader *r, const char *path, sc_where at, char **bytes, size_t *n)
{
  if (r->text != NULL && r->source->n_files == 0) {
    *n = strlen(r->text);
    *bytes = sc_alloc(*n + 1, 1);
    if (*bytes == NULL) return SC_FAIL(r->report, OUT_OF_MEMORY, at, path);
    memcpy(*bytes, r->text, *n + 1);
  } else {
    SC_TRY(sc_file_read(path, SC_LONGEST_FILE, bytes, n, at, r->report));
  }
  return check_bytes(path, *bytes, *n, r->report);
}

/* The path of a file as seen from the folder of the first one, which is the same wherever the study stands. */
static const char *name_of(const reader *r, const char *path)
{
  const char *first = r->source->n_files == 0 ? path : r->source->files[0].path;
  const char *slash = strrchr(first, '/');
  const size_t folder = slash == NULL ? 0 : (size_t)(slash - first) + 1;
  return strncmp(path, first, folder) == 0 ? path + folder : path;
}

static int same_file(const char *a, const char *b)
{
  struct stat info_a, info_b;
  return stat(a, &info_a) == 0 && stat(b, &info_b) == 0 && info_a.st_dev == info_b.st_dev &&
         info_a.st_ino == info_b.st_ino;
}

/* ----------------------------------------------------------------------------------------------- includes */

static sc_code read_file(reader *r, const char *path, sc_where at);

static sc_code include_file(reader *r, int file, const sc_token *directive)
{
  const sc_config_file *from = &r->source->files[file];
  const sc_where at = { from->path, directive->line, directive->column, NULL };
  const char *quote = memchr(directive->start, '"', directive->length);
  const char *name = sc_arena_print(r->arena, "%.*s", (int)(directive->start + directive->length - quote) - 2, quote + 1);
  char *beside = name != NULL ? sc_path_beside(from->path, name) : NULL;
  const char *path = beside != NULL ? sc_arena_text(r->arena, beside) : NULL;
  sc_free(beside);
  if (path == NULL) return SC_FAIL(r->report, OUT_OF_MEMORY, at, from->path);
  for (int i = 0; i < r->depth; i++)
    if (same_file(path, r->source->files[r->stack[i]].path)) return SC_FAIL(r->report, INCLUDES_ITSELF, at, name);
  if (r->depth == SC_DEEPEST_INCLUDE)
    return SC_FAIL(r->report, INCLUDE_TOO_DEEP, at, sc_integer(SC_DEEPEST_INCLUDE).s);
  return read_file(r, path, at);
}

/* Copies the text of a file; where an include stands, the file it names. Goes on after a failing include. */
static sc_code copy_with_includes(reader *r, int file, const char *bytes, size_t n)
{
  static const char mark[] = { '#', ' ' };
  sc_code code = SC_OK;
  const char *copied = bytes;
  int line = 1, ok = 1;
  sc_lexer lexer = sc_lexer_of(bytes);
  for (sc_token token = sc_lexer_next(&lexer); ok && token.kind != SC_TOKEN_END; token = sc_lexer_next(&lexer)) {
    if (token.has_fault && token.fault == SC_FAULT_COMMENT_NOT_CLOSED)
      return SC_FAIL(r->report, COMMENT_NOT_CLOSED,
                     ((sc_where){ r->source->files[file].path, token.line, token.column, NULL }), "");
    if (token.kind != SC_TOKEN_INCLUDE) continue;
    const char *behind = token.start + token.length;
    ok = add_part(r->source, file, line, copied, token.start) && end_line(r->source) &&
         add_part(r->source, file, token.line, mark, mark + sizeof mark) &&
         add_part(r->source, file, token.line, token.start, behind) && end_line(r->source);
    if (!ok) break;
    const sc_code included = include_file(r, file, &token);
    if (included == SC_MEMORY) return included;
    if (code == SC_OK) code = included;
    copied = behind;
    line = token.line;
  }
  ok = ok && add_part(r->source, file, line, copied, bytes + n) && end_line(r->source);
  return ok ? code : SC_FAIL(r->report, OUT_OF_MEMORY, SC_NOWHERE, r->source->files[file].path);
}

static sc_code read_file(reader *r, const char *path, sc_where at)
{
  sc_source *source = r->source;
  if (source->n_files == SC_MOST_FILES) return SC_FAIL(r->report, TOO_MANY_FILES, at, sc_integer(SC_MOST_FILES).s);
  char *bytes = NULL;
  size_t n = 0;
  sc_code code = load_bytes(r, path, at, &bytes, &n);
  if (code != SC_OK) goto done;
  const int file = source->n_files++;
  source->files[file].path = path;
  source->files[file].name = name_of(r, path);
  sc_sha256_of(bytes, n, source->files[file].sha256);
  r->stack[r->depth++] = file;
  code = copy_with_includes(r, file, bytes, n);
  r->depth--;
done:
  sc_free(bytes);
  return code;
}

sc_code sc_source_read(sc_source *source, const char *path, const char *text, sc_arena *arena, sc_report *report)
{
  reader r = { .source = source, .arena = arena, .report = report, .text = text };
  const char *kept = sc_arena_text(arena, path);
  if (kept == NULL) return SC_FAIL(report, OUT_OF_MEMORY, SC_NOWHERE, path);
  return read_file(&r, kept, SC_NOWHERE);
}
