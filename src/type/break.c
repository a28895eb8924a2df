#include "type/break.h"
#include "base/vec.h"

enum { FITS = 4, MOST_HYPHENS = 3, STATES = FITS * (MOST_HYPHENS + 1) };
enum { LINE_COST = 10, HYPHENS_COST = 10000, FIT_COST = 10000, LAST_HYPHEN_COST = 5000, OVERFULL_COST = 1 << 28 };
static const int WORST = 10000;

typedef struct sums { int64_t width, stretch, shrink; } sums;

/* A break that may be the end of a line on the best way there. fit: how tight the line before is; hyphens: lines in a
 * row that end so. */
typedef struct node {
    struct node *before;
    size_t at;
    sums start;                /* of all that comes before the next line */
    int64_t cost;
    uint8_t fit, hyphens;
} node;

typedef struct breaker {
    arena *a;
    const break_item *v;
    size_t n;
    const break_rules *r;
    sums now;                  /* of all items before the one looked at */
    VEC(node *) active;
} breaker;

/* 100 t³ for t = part / whole. It grows far past what any tolerance allows, so that of lines that are all too loose the
 * least loose are found; FARTHEST keeps the squares of a whole paragraph within 64 bits. */
static int badness(int64_t part, int64_t whole)
{
    enum { FARTHEST = 256 * 30 };
    if (part <= 0) return 0;
    int64_t t = whole > 0 ? part * 256 / whole : FARTHEST;
    if (t > FARTHEST) t = FARTHEST;
    return (int)(100 * t * t * t >> 24);
}

typedef struct verdict { int bad, fit; bool wide; } verdict;

static verdict judge(const breaker *b, const node *from, const break_item *at)
{
    sums line = { b->now.width - from->start.width, b->now.stretch - from->start.stretch,
                  b->now.shrink - from->start.shrink };
    int64_t room = from->before ? b->r->rest : b->r->first, gap;
    bool final = !at || at->penalty == BREAK_ALWAYS;
    if (at && at->kind == BREAK_PENALTY) line.width += at->width;
    gap = room - line.width;
    if (gap < -line.shrink) return (verdict){ WORST, 0, true };
    if (gap < 0) return (verdict){ badness(-gap, line.shrink), -gap * 2 > line.shrink ? 0 : 1, false };
    if (final) return (verdict){ 0, 1, false };
    line.stretch += b->r->ragged;
    return (verdict){ badness(gap, line.stretch), gap * 2 <= line.stretch ? 1 : gap <= line.stretch ? 2 : 3, false };
}

static int64_t cost_of(const node *from, const break_item *at, verdict v)
{
    int64_t line = LINE_COST + v.bad, cost = line * line;
    int penalty = at ? at->penalty : 0;
    if (penalty > 0) cost += (int64_t)penalty * penalty;
    else if (penalty > BREAK_ALWAYS) cost -= (int64_t)penalty * penalty;
    if (at && at->hyphen && from->hyphens) cost += HYPHENS_COST;
    if (!at && from->hyphens) cost += LAST_HYPHEN_COST;
    if (from->before && (v.fit > from->fit + 1 || from->fit > v.fit + 1)) cost += FIT_COST;
    if (v.wide) cost += OVERFULL_COST;
    return from->cost + cost;
}

/* The sums after what vanishes at the start of a line that begins after item i. */
static sums after(const breaker *b, size_t i)
{
    sums s = b->now;
    bool first = true;
    for (; i < b->n; i++, first = false) {
        const break_item *x = &b->v[i];
        if (x->kind == BREAK_BOX || (!first && x->penalty == BREAK_ALWAYS)) break;
        if (x->kind != BREAK_GLUE) continue;
        s.width += x->width;
        s.stretch += x->stretch;
        s.shrink += x->shrink;
    }
    return s;
}

static void offer(breaker *b, node **best, node *from, size_t i, verdict v)
{
    const break_item *at = i < b->n ? &b->v[i] : NULL;
    int hyphens = at && at->hyphen ? from->hyphens + 1 : 0;
    if (hyphens > MOST_HYPHENS || hyphens > b->r->hyphens) {
        if (!v.wide && !b->r->must) return;
        hyphens = MOST_HYPHENS;
    }
    int64_t cost = cost_of(from, at, v);
    node **slot = &best[v.fit * (MOST_HYPHENS + 1) + hyphens];
    if (*slot && (*slot)->cost <= cost) return;
    if (!*slot) *slot = ARENA_NEW(b->a, node);
    **slot = (node){ .before = from, .at = i, .cost = cost, .fit = (uint8_t)v.fit, .hyphens = (uint8_t)hyphens };
}

static bool any(node *const *best)
{
    for (int k = 0; k < STATES; k++) if (best[k]) return true;
    return false;
}

/* Tries to end a line at item i from every active break; those from which a line would be too wide are dropped. */
static void try_break(breaker *b, size_t i)
{
    const break_item *at = i < b->n ? &b->v[i] : NULL;
    bool final = !at || at->penalty == BREAK_ALWAYS;
    node *best[STATES] = { NULL }, *dropped = NULL;
    size_t kept = 0;
    for (size_t k = 0; k < b->active.n; k++) {
        node *from = b->active.v[k];
        verdict v = judge(b, from, at);
        bool allowed = b->r->must || b->r->tolerance >= WORST || v.bad <= b->r->tolerance;
        if (!v.wide && allowed) offer(b, best, from, i, v);
        if (v.wide && (!dropped || from->at > dropped->at || (from->at == dropped->at && from->cost < dropped->cost)))
            dropped = from;
        if (!v.wide && !final) b->active.v[kept++] = from;
    }
    bool stuck = kept == 0 && !any(best);
    if (stuck && b->r->must && dropped) offer(b, best, dropped, i, (verdict){ WORST, 0, true });
    b->active.n = kept;
    sums start = after(b, i);
    for (int k = 0; k < STATES; k++) {
        if (!best[k]) continue;
        best[k]->start = start;
        VEC_PUSH(b->a, &b->active, best[k]);
    }
}

static bool may_end(const breaker *b, size_t i)
{
    const break_item *x = &b->v[i];
    if (x->kind == BREAK_BOX || x->penalty >= BREAK_NEVER) return false;
    return x->kind == BREAK_PENALTY || (i > 0 && b->v[i - 1].kind == BREAK_BOX);
}

static size_t trace(const breaker *b, size_t **ends)
{
    const node *best = NULL;
    for (size_t k = 0; k < b->active.n; k++)
        if (!best || b->active.v[k]->cost < best->cost) best = b->active.v[k];
    size_t n = 0;
    for (const node *x = best; x && x->before; x = x->before) n++;
    *ends = ARENA_ARRAY(b->a, size_t, n);
    size_t k = n;
    for (const node *x = best; x && x->before; x = x->before) (*ends)[--k] = x->at;
    return n;
}

size_t break_lines(arena *a, const break_item *v, size_t n, const break_rules *r, size_t **ends)
{
    breaker b = { .a = a, .v = v, .n = n, .r = r };
    VEC_PUSH(a, &b.active, ARENA_NEW(a, node));
    for (size_t i = 0; i < n && b.active.n; i++) {
        if (may_end(&b, i)) try_break(&b, i);
        if (v[i].kind == BREAK_PENALTY) continue;
        b.now.width += v[i].width;
        b.now.stretch += v[i].stretch;
        b.now.shrink += v[i].shrink;
    }
    if (b.active.n == 0) { *ends = NULL; return 0; }
    try_break(&b, n);
    return trace(&b, ends);
}
