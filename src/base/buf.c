#include "base/buf.h"
#include "base/mem.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void buf_reserve(buf *b, size_t more)
{
    if (b->cap - b->n >= more) return;
    size_t cap = b->cap ? b->cap * 2 : 256;
    while (cap < b->n + more) cap *= 2;
    b->p = mem_realloc(b->p, cap);
    b->cap = cap;
}

void buf_put(buf *b, const void *p, size_t n)
{
    if (n == 0) return;
    buf_reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_fmt(buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    assert(n >= 0);
    buf_reserve(b, (size_t)n + 1);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    b->n += (size_t)n;
}

void buf_int(buf *b, long long v) { buf_decimal(b, v, 0); }

void buf_decimal(buf *b, long long v, int scale)
{
    char digits[24];
    int n = 0;
    unsigned long long u = v < 0 ? 0ULL - (unsigned long long)v : (unsigned long long)v;
    while (scale > 0 && u % 10 == 0) { u /= 10; scale--; }
    do { digits[n++] = (char)('0' + u % 10); u /= 10; } while (u);
    while (n <= scale) digits[n++] = '0';
    if (v < 0) buf_char(b, '-');
    while (n > 0) {
        if (n == scale) buf_char(b, '.');
        buf_char(b, digits[--n]);
    }
}

void buf_free(buf *b)
{
    mem_free(b->p);
    *b = (buf){ 0 };
}

str buf_take(buf *b, arena *a)
{
    str s = arena_str(a, buf_view(b));
    buf_free(b);
    return s;
}
