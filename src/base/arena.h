/* Arenas: memory that is given back all at once. Not thread-safe: one arena, one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include "base/str.h"
#include <stdarg.h>
#include <stddef.h>

typedef struct arena arena;

arena *arena_new(size_t chunk);                   /* chunk: usual block size in bytes, 0 for the default (64 KiB) */
void arena_free(arena *a);                        /* NULL is allowed */
void arena_reset(arena *a);                       /* forgets everything, keeps one block for reuse */
void *arena_alloc(arena *a, size_t n);            /* zeroed, aligned to 16; never NULL */
void *arena_pack(arena *a, size_t n, size_t align);   /* not zeroed, aligned to `align` (1, 2, 4, 8 or 16) only: for many small things */
void arena_adopt(arena *a, arena *other);         /* all that is in `other` lives as long as `a` from now on; `other` is gone */
size_t arena_used(const arena *a);                /* bytes taken from the system */

str arena_str(arena *a, str s);                   /* a copy, followed by a NUL that is not counted */
char *arena_strz(arena *a, const char *s);
str arena_fmt(arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));   /* NUL-terminated too */
str arena_vfmt(arena *a, const char *fmt, va_list ap);

#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))
#endif
