#include "engine/base/memory.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, ARENA_ALIGNMENT = 16, ARENA_CHUNK = 64 * 1024 };

static atomic_long allocations_until_failure;

void sc_memory_fail_at(long n)
{
  atomic_store(&allocations_until_failure, n);
}

static int must_fail(void)
{
  return atomic_load(&allocations_until_failure) > 0 && atomic_fetch_sub(&allocations_until_failure, 1) == 1;
}

void *sc_alloc(size_t count, size_t size)
{
  if (must_fail()) return NULL;
  if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
  size_t bytes = count * size;
  if (bytes == 0) bytes = 1;
  bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  void *p = aligned_alloc(ALIGNMENT, bytes);
  if (p != NULL) memset(p, 0, bytes);
  return p;
}

void *sc_realloc(void *old, size_t old_count, size_t new_count, size_t size)
{
  void *p = sc_alloc(new_count, size);
  if (p == NULL) return NULL;
  const size_t kept = old_count < new_count ? old_count : new_count;
  if (old != NULL && kept != 0) memcpy(p, old, kept * size);
  sc_free(old);
  return p;
}

void sc_free(void *p)
{
  free(p);
}

/* Chunks are linked from the newest; only the newest has room left. */
struct sc_arena_chunk {
  struct sc_arena_chunk *next;
  size_t used, size;
  _Alignas(ARENA_ALIGNMENT) unsigned char data[];
};

void *sc_arena_alloc(sc_arena *arena, size_t count, size_t size)
{
  if (size != 0 && count > (SIZE_MAX - 2 * ARENA_CHUNK) / size) return NULL;
  const size_t bytes = (count * size + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;
  struct sc_arena_chunk *chunk = arena->first;
  if (chunk == NULL || chunk->size - chunk->used < bytes) {
    const size_t room = bytes > ARENA_CHUNK ? bytes : ARENA_CHUNK;
    chunk = sc_alloc(1, sizeof *chunk + room);
    if (chunk == NULL) return NULL;
    chunk->size = room;
    chunk->next = arena->first;
    arena->first = chunk;
  }
  void *p = chunk->data + chunk->used;
  chunk->used += bytes;
  return p;
}

char *sc_arena_text(sc_arena *arena, const char *text)
{
  const size_t bytes = strlen(text) + 1;
  char *copy = sc_arena_alloc(arena, bytes, 1);
  if (copy != NULL) memcpy(copy, text, bytes);
  return copy;
}

char *sc_arena_print(sc_arena *arena, const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int length = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = length < 0 ? NULL : sc_arena_alloc(arena, (size_t)length + 1, 1);
  if (text != NULL) vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

void sc_arena_free(sc_arena *arena)
{
  if (arena == NULL) return;
  for (struct sc_arena_chunk *chunk = arena->first, *next; chunk != NULL; chunk = next) {
    next = chunk->next;
    sc_free(chunk);
  }
  arena->first = NULL;
}
