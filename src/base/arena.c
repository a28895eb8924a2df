#include "base/arena.h"
#include "base/mem.h"
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Aligned memory is taken from the front, up to `used`; texts, packed without gaps, from the back, down to `end`. */
typedef struct block { struct block *next; size_t cap, used, end; } block;

/* Invariant: `head` is the block that serves; blocks behind it are full or were too small for one request. */
struct arena { block *head; size_t chunk, total; };

enum { ALIGN = 16, HEADER = (sizeof(block) + ALIGN - 1) / ALIGN * ALIGN };

arena *arena_new(size_t chunk)
{
    arena *a = mem_zalloc(sizeof *a);
    a->chunk = chunk ? chunk : 65536;
    return a;
}

static void drop(block *b)
{
    while (b) { block *next = b->next; mem_free(b); b = next; }
}

void arena_free(arena *a)
{
    if (!a) return;
    drop(a->head);
    mem_free(a);
}

void arena_reset(arena *a)
{
    block *keep = a->head;
    if (!keep) return;
    drop(keep->next);
    keep->next = NULL;
    if (keep->cap > 4 * a->chunk) { mem_free(keep); a->head = NULL; a->total = 0; return; }
    a->total = keep->cap;
    keep->used = 0;
    keep->end = keep->cap;
}

void arena_adopt(arena *a, arena *other)
{
    block *last = other->head;
    while (last && last->next) last = last->next;
    if (last && a->head) {                         /* behind the block that serves */
        last->next = a->head->next;
        a->head->next = other->head;
    } else if (last) {
        a->head = other->head;
    }
    a->total += other->total;
    mem_free(other);
}

static block *grow(arena *a, size_t n)
{
    size_t cap = n > a->chunk / 2 ? n : a->chunk;
    block *b = mem_alloc(HEADER + cap);
    *b = (block){ .cap = cap, .end = cap };
    a->total += cap;
    if (a->head && n > a->chunk / 2) {            /* a large request must not waste what the serving block has left */
        b->next = a->head->next;
        a->head->next = b;
    } else {
        b->next = a->head;
        a->head = b;
    }
    return b;
}

void *arena_alloc(arena *a, size_t n)
{
    assert(n < SIZE_MAX / 2);
    n = (n + ALIGN - 1) / ALIGN * ALIGN;
    block *b = a->head;
    if (!b || b->end - b->used < n) b = grow(a, n);
    void *p = (char *)b + HEADER + b->used;
    b->used += n;
    return memset(p, 0, n);
}

void *arena_pack(arena *a, size_t n, size_t align)
{
    assert(n < SIZE_MAX / 2 && align && align <= ALIGN && (align & (align - 1)) == 0);
    block *b = a->head;
    if (!b || b->end - b->used < n + align - 1) b = grow(a, (n + ALIGN - 1) / ALIGN * ALIGN + ALIGN);
    b->end = (b->end - n) & ~(align - 1);
    return (char *)b + HEADER + b->end;
}

size_t arena_used(const arena *a) { return a->total; }

str arena_str(arena *a, str s)
{
    char *p = arena_pack(a, s.n + 1, 1);
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (str){ p, s.n };
}

char *arena_strz(arena *a, const char *s) { return (char *)arena_str(a, str_z(s)).p; }

str arena_vfmt(arena *a, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    assert(n >= 0);
    char *p = arena_pack(a, (size_t)n + 1, 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (str){ p, (size_t)n };
}

str arena_fmt(arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str s = arena_vfmt(a, fmt, ap);
    va_end(ap);
    return s;
}
