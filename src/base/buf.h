/* A growable run of bytes. {0} is an empty one; buf_free gives the memory back. p is NULL while nothing was put. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "base/arena.h"
#include "base/str.h"
#include <stddef.h>
#include <stdint.h>

typedef struct buf { char *p; size_t n, cap; } buf;

void buf_reserve(buf *b, size_t more);            /* room for `more` further bytes */
void buf_put(buf *b, const void *p, size_t n);
void buf_fmt(buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_int(buf *b, long long v);                /* decimal, without locale */
/* v / 10^scale in decimal with a point, without trailing zeros: buf_decimal(b, 12500, 3) puts 12.5. */
void buf_decimal(buf *b, long long v, int scale);
void buf_free(buf *b);
str buf_take(buf *b, arena *a);                   /* copies into the arena and frees the buffer */

static inline void buf_str(buf *b, str s) { buf_put(b, s.p, s.n); }
static inline void buf_z(buf *b, const char *z) { buf_put(b, z, strlen(z)); }
static inline void buf_char(buf *b, char c) { if (b->n == b->cap) buf_reserve(b, 1); b->p[b->n++] = c; }
static inline str buf_view(const buf *b) { return (str){ b->p, b->n }; }
#define BUF_LIT(b, lit) buf_put((b), (lit), sizeof(lit) - 1)
#endif
