#include "translate/match.h"
#include "translate/sound.h"

enum { MOST_CELLS = 1 << 22 }; /* of the table of the longest common run: beyond, blocks are paired in their order */

typedef struct pairing {
    const unit_list *units;
    const accepted_list *old;
    const memory *m;
    uint64_t *pair;            /* by unit: the old hash in its place, 0: none */
    bool *kept;                /* by unit: its hash was accepted */
} pairing;

/* Between two places where old and new agree, changed blocks are paired in their order. A block that went to another
 * page is no old form of anything: its hash is met elsewhere. */
static void pair_gap(pairing *p, size_t u, size_t uend, size_t o, size_t oend)
{
    for (; u < uend; u++) {
        if (p->kept[u]) continue;
        if (o == oend) return;
        p->pair[u] = p->old->v[o++];
    }
}

static bool same(const pairing *p, size_t u, size_t o) { return p->units->v[u].hash == p->old->v[o]; }

/* Longest common subsequence of what is between the equal ends, then the gaps. */
static void pair_middle(pairing *p, arena *a, size_t u0, size_t u1, size_t o0, size_t o1)
{
    size_t n = u1 - u0, k = o1 - o0;
    if (n == 0 || k == 0) return;
    if (n * k > MOST_CELLS) {
        pair_gap(p, u0, u1, o0, o1);
        return;
    }
    uint32_t *t = ARENA_ARRAY(a, uint32_t, (n + 1) * (k + 1));
    for (size_t i = n; i-- > 0;)
        for (size_t j = k; j-- > 0;) {
            uint32_t down = t[(i + 1) * (k + 1) + j], right = t[i * (k + 1) + j + 1];
            t[i * (k + 1) + j] = same(p, u0 + i, o0 + j) ? t[(i + 1) * (k + 1) + j + 1] + 1
                                 : down > right          ? down
                                                         : right;
        }
    size_t i = 0, j = 0, gap_u = 0, gap_o = 0;
    while (i < n && j < k) {
        if (same(p, u0 + i, o0 + j)) {
            pair_gap(p, u0 + gap_u, u0 + i, o0 + gap_o, o0 + j);
            gap_u = ++i;
            gap_o = ++j;
        } else if (t[(i + 1) * (k + 1) + j] >= t[i * (k + 1) + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    pair_gap(p, u0 + gap_u, u1, o0 + gap_o, o1);
}

static void pair_all(pairing *p, arena *a)
{
    size_t n = p->units->n, k = p->old->n, head = 0, tail = 0;
    while (head < n && head < k && same(p, head, head)) head++;
    while (tail < n - head && tail < k - head && same(p, n - 1 - tail, k - 1 - tail)) tail++;
    pair_middle(p, a, head, n - tail, head, k - tail);
}

static match of_file(const pairing *p, size_t i)
{
    if (!p->old) return (match){ .state = IN_PROGRESS };
    if (p->kept[i]) return (match){ .state = UP_TO_DATE };
    return (match){ .state = p->pair[i] ? OUTDATED : MISSING, .old = p->pair[i] };
}

/* old: what was accepted in its place, 0: unknown. */
static match of_messages(arena *a, const memory *m, str key, const unit *u, bool kept, uint64_t old)
{
    const message *e = memory_find(m, key, u->text);
    str lost = e ? sound_difference(a, u->text, e->text) : S("");
    if (lost.n) return (match){ .state = MISSING, .message = e, .lost = lost };
    if (e) return (match){ .state = kept ? UP_TO_DATE : IN_PROGRESS, .message = e };
    e = memory_find_fuzzy(m, key, u->text);
    if (!e && old) e = memory_find_old(m, old);
    return (match){ .state = e ? OUTDATED : MISSING, .message = e, .old = old };
}

match match_unit(arena *a, const memory *m, str key, const unit *u)
{
    return of_messages(a, m, key, u, memory_accepted(m, u->hash), 0);
}

void match_add(match_count *to, const match *m, const unit *u)
{
    to->units[m->state]++;
    to->words[m->state] += u->words;
}

match *match_page(arena *a, const memory *m, str key, const unit_list *units, bool file)
{
    static const accepted_list nothing;
    pairing p = { units, memory_page(m, key), m, ARENA_ARRAY(a, uint64_t, units->n + 1),
                  ARENA_ARRAY(a, bool, units->n + 1) };
    match *out = ARENA_ARRAY(a, match, units->n + 1);
    for (size_t i = 0; i < units->n; i++) p.kept[i] = memory_accepted(m, units->v[i].hash);
    pairing with = p;
    if (!with.old) with.old = &nothing;
    pair_all(&with, a);
    for (size_t i = 0; i < units->n; i++)
        out[i] = file ? of_file(&p, i) : of_messages(a, m, key, &units->v[i], p.kept[i], p.pair[i]);
    return out;
}
