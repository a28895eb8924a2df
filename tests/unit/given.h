/* What the tests of readers share: a source made of a text, what was read as JSON, what was said as text. One of each
 * per test. */
#ifndef TESTS_GIVEN_H
#define TESTS_GIVEN_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/diag.h"
#include "doc/value.h"

typedef struct given { arena *a; diag *d; source src; } given;

static inline given give(str text) { return (given){ arena_new(0), diag_new(), { "x", text } }; }
static inline given given_z(const char *text) { return give(str_z(text)); }

static inline void drop(given *g)
{
    diag_free(g->d);
    arena_free(g->a);
}

static inline const char *as_json(given *g, const value *v)
{
    buf b = { 0 };
    value_json(&b, v, false);
    return arena_str(g->a, buf_take(&b, g->a)).p;
}

/* "x:LINE:COLUMN: level: text [CODE]" lines. */
static inline const char *said(given *g)
{
    buf b = { 0 };
    diag_print(g->d, &b, DIAG_SHORT);
    return arena_str(g->a, buf_take(&b, g->a)).p;
}

static inline size_t errors(const given *g) { return diag_count(g->d, DIAG_ERROR); }
static inline size_t warnings(const given *g) { return diag_count(g->d, DIAG_WARNING); }

/* The bytes that a value stands on. */
static inline const char *under(given *g, const value *v)
{
    return arena_str(g->a, str_of(g->src.text.p + v->off, v->len)).p;
}

/* A text n times over. */
static inline str repeat(arena *a, const char *text, size_t n)
{
    size_t len = strlen(text);
    char *p = arena_alloc(a, len * n + 1);
    for (size_t i = 0; i < n; i++) memcpy(p + i * len, text, len);
    return str_of(p, len * n);
}

/* Reads every beginning of a sample, and the sample with each byte replaced by some others: all that is asked is that
 * reading ends and leaves nothing behind. The text is a block of its own, so that the sanitizers see what is read past
 * its end. */
static inline void damage(str sample, void (*read)(given *))
{
    static const char others[] = { 0, '\n', '"', '<', '[', ':', (char)0xFF };
    for (size_t i = 0; i <= sample.n; i++)
        for (size_t k = 0; k <= sizeof others; k++) {
            if (i == sample.n && k < sizeof others) continue;
            size_t n = k == sizeof others ? i : sample.n;
            char *copy = test_malloc(n + (n == 0));
            memcpy(copy, sample.p, n);
            if (k < sizeof others) copy[i] = others[k];
            given g = give(str_of(copy, n));
            read(&g);
            drop(&g);
            test_free(copy);
        }
}
#endif
