#include "translate/memory.h"
#include "base/buf.h"
#include "translate/unit.h"
#include <stdlib.h>

static const message several;

memory *memory_new(arena *a)
{
    memory *m = ARENA_NEW(a, memory);
    *m = (memory){ .a = a,
                   .contexts = map_new(a),
                   .by_id = map_new(a),
                   .by_hash = map_new(a),
                   .begun = map_new(a),
                   .pages = map_new(a),
                   .accepted = map_new(a) };
    return m;
}

/* --- messages */

/* The messages of a page, by id; NULL: none. */
static map *of_context(const memory *m, str context) { return map_get(m->contexts, context); }

static void put_hash(memory *m, map *to, uint64_t hash, const void *what)
{
    uint64_t *key = ARENA_NEW(m->a, uint64_t);
    *key = hash;
    map_put(to, str_of((const char *)key, sizeof *key), (void *)(uintptr_t)what);
}

static const void *get_hash(const map *m, uint64_t hash)
{
    return map_get(m, str_of((const char *)&hash, sizeof hash));
}

static void index_message(memory *m, message *e)
{
    map *page = of_context(m, e->context);
    if (!page) map_put(m->contexts, e->context, page = map_new(m->a));
    if (!e->obsolete && !map_has(page, e->id)) map_put(page, e->id, e);
    if (e->text.n == 0) return;
    str from = e->fuzzy ? e->previous : e->id;
    if (from.n && !get_hash(m->by_hash, unit_hash(from))) put_hash(m, m->by_hash, unit_hash(from), e);
    if (e->fuzzy) return;
    if (!e->obsolete) map_put(m->begun, e->context, e);
    const message *other = map_get(m->by_id, e->id);
    if (!other) map_put(m->by_id, e->id, e);
    else if (!str_eq(other->text, e->text)) map_put(m->by_id, e->id, (void *)(uintptr_t)&several);
}

void memory_add(memory *m, const message_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        message *e = ARENA_NEW(m->a, message);
        *e = l->v[i];
        VEC_PUSH(m->a, &m->messages, *e);
        index_message(m, e);
    }
}

const message *memory_find(const memory *m, str context, str text)
{
    const message *e = map_get(of_context(m, context), text);
    if (e && e->text.n && !e->fuzzy) return e;
    e = map_get(m->by_id, text);
    return e != &several ? e : NULL;
}

const message *memory_find_fuzzy(const memory *m, str context, str text)
{
    const message *e = map_get(of_context(m, context), text);
    return e && e->fuzzy && e->text.n ? e : NULL;
}

const message *memory_find_old(const memory *m, uint64_t hash) { return get_hash(m->by_hash, hash); }
bool memory_has_page(const memory *m, str context) { return map_has(m->begun, context); }

/* --- what was accepted */

const accepted_list *memory_page(const memory *m, str key) { return map_get(m->pages, key); }
bool memory_accepted(const memory *m, uint64_t hash) { return get_hash(m->accepted, hash) != NULL; }

static void note(memory *m, accepted_list *l, uint64_t hash)
{
    VEC_PUSH(m->a, l, hash);
    put_hash(m, m->accepted, hash, m);
}

static accepted_list *list_of(memory *m, str page)
{
    accepted_list *l = map_get(m->pages, page);
    if (l) return l;
    l = ARENA_NEW(m->a, accepted_list);
    map_put(m->pages, arena_str(m->a, page), l);
    return l;
}

void memory_accept(memory *m, str page, const uint64_t *hashes, size_t n)
{
    accepted_list *l = list_of(m, page);
    l->n = 0;
    for (size_t i = 0; i < n; i++) note(m, l, hashes[i]);
}

static bool parse_hash(str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return s.n == 16;
}

void memory_read_state(memory *m, const source *src, diag *d)
{
    str rest = src->text, line;
    while (str_cut(&rest, '\n', &line)) {
        str hash = line, page;
        uint64_t v;
        if (str_ends(hash, S("\r"))) hash.n--;
        if (hash.n == 0 || hash.p[0] == '#') continue;
        if (str_cut(&hash, '\t', &page) && hash.p && parse_hash(hash, &v)) note(m, list_of(m, page), v);
        else DIAG0(d, T703, ((span){ src, (uint32_t)(line.p - src->text.p), (uint32_t)line.n }));
    }
}

static int by_key(const void *a, const void *b)
{
    return str_cmp((*(const map_entry *const *)a)->key, (*(const map_entry *const *)b)->key);
}

void memory_write_state(const memory *m, buf *out)
{
    size_t n = map_count(m->pages);
    const map_entry **v = ARENA_ARRAY(m->a, const map_entry *, n + 1);
    for (size_t i = 0; i < n; i++) v[i] = map_at(m->pages, i);
    qsort(v, n, sizeof *v, by_key);
    buf_fmt(out,
            "# livret translate: accepted blocks of each page, rules %d; written by accept, import and extract only\n",
            UNIT_RULES);
    for (size_t i = 0; i < n; i++) {
        const accepted_list *l = v[i]->value;
        for (size_t k = 0; k < l->n; k++)
            buf_fmt(out, "%.*s\t%016llx\n", STR_ARG(v[i]->key), (unsigned long long)l->v[k]);
    }
}
