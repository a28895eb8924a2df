#include "base/map.h"

/* Open addressing over indices into `entries`; slots hold index + 1, 0 is free. Load stays under one half. */
struct map { arena *a; map_entry *entries; size_t n, cap; uint32_t *slots; size_t nslots; };

uint64_t map_hash(str s)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h ^ h >> 29;
}

map *map_new(arena *a)
{
    map *m = ARENA_NEW(a, map);
    m->a = a;
    return m;
}

static uint32_t *slot(const map *m, str key)
{
    size_t mask = m->nslots - 1;
    for (size_t i = (size_t)map_hash(key) & mask;; i = (i + 1) & mask) {
        uint32_t e = m->slots[i];
        if (e == 0 || str_eq(m->entries[e - 1].key, key)) return &m->slots[i];
    }
}

static void rehash(map *m)
{
    m->nslots = m->nslots ? m->nslots * 4 : 16;
    m->slots = ARENA_ARRAY(m->a, uint32_t, m->nslots);
    for (size_t i = 0; i < m->n; i++) *slot(m, m->entries[i].key) = (uint32_t)i + 1;
}

void *map_get(const map *m, str key)
{
    if (!m || m->nslots == 0) return NULL;
    uint32_t e = *slot(m, key);
    return e ? m->entries[e - 1].value : NULL;
}

bool map_has(const map *m, str key) { return m && m->nslots && *slot(m, key) != 0; }

void map_put(map *m, str key, void *value)
{
    if (m->n * 2 >= m->nslots) rehash(m);
    uint32_t *s = slot(m, key);
    if (*s) { m->entries[*s - 1].value = value; return; }
    if (m->n == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : 8;
        map_entry *e = ARENA_ARRAY(m->a, map_entry, cap);
        if (m->n) memcpy(e, m->entries, m->n * sizeof *e);
        m->entries = e;
        m->cap = cap;
    }
    m->entries[m->n] = (map_entry){ key, value };
    *s = (uint32_t)++m->n;
}

size_t map_count(const map *m) { return m ? m->n : 0; }
map_entry *map_at(const map *m, size_t i) { return &m->entries[i]; }
