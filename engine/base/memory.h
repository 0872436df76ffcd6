/* memory.h - the only place that calls malloc.
 *
 * Three lifetimes: run (an arena, freed at the end), thread (workspaces taken before the parallel region), call
 * (automatic variables). sc_alloc returns zeroed memory aligned to 64 bytes, or NULL; count * size is checked for
 * overflow. Tests make the n-th allocation fail with sc_memory_fail_at.
 */
#ifndef SC_BASE_MEMORY_H
#define SC_BASE_MEMORY_H

#include <stddef.h>

void *sc_alloc(size_t count, size_t size);
void *sc_realloc(void *old, size_t old_count, size_t new_count, size_t size);  /* new part zeroed; old kept on failure */
void  sc_free(void *p);
void  sc_memory_fail_at(long n);     /* the n-th next allocation returns NULL; 0 switches off */

/* Bump allocator for everything that lives as long as a study or a result. Zero-initialise. */
typedef struct sc_arena { struct sc_arena_chunk *first; } sc_arena;
void *sc_arena_alloc(sc_arena *arena, size_t count, size_t size);              /* zeroed, 16-byte aligned, NULL when out of memory */
char *sc_arena_text(sc_arena *arena, const char *text);                        /* a copy */
char *sc_arena_print(sc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void  sc_arena_free(sc_arena *arena);

#endif
