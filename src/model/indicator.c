#include "model/indicator.h"
#include "base/unicode.h"
#include <stdlib.h>

/* --- texts and names */

indicators *indicators_new(arena *a)
{
    indicators *s = ARENA_NEW(a, indicators);
    s->a = a;
    s->by_id = map_new(a);
    s->numbers = map_new(a);
    s->territories = map_new(a);
    indicators_number(s, S(""));
    return s;
}

bool indicators_known(const indicators *s, str text, uint32_t *number)
{
    uintptr_t at = (uintptr_t)map_get(s->numbers, text);
    if (at) *number = (uint32_t)(at - 1);
    return at;
}

uint32_t indicators_number(indicators *s, str text)
{
    uint32_t number;
    if (indicators_known(s, text, &number)) return number;
    text = arena_str(s->a, text);
    VEC_PUSH(s->a, &s->texts, text);
    map_put(s->numbers, text, (void *)(uintptr_t)s->texts.n);
    return (uint32_t)(s->texts.n - 1);
}

void indicators_name(indicators *s, str code, str name)
{
    if (code.n == 0 || name.n == 0 || map_has(s->territories, code)) return;
    indicator_territory *t = ARENA_NEW(s->a, indicator_territory);
    *t = (indicator_territory){ arena_str(s->a, code), arena_str(s->a, name) };
    map_put(s->territories, t->code, t);
}

str indicators_territory(const indicators *s, str code)
{
    const indicator_territory *t = map_get(s->territories, code);
    return t ? t->name : code;
}

/* --- indicators */

indicator *indicators_find(const indicators *s, str id) { return s ? map_get(s->by_id, id) : NULL; }

indicator *indicators_add(indicators *s, str id)
{
    indicator *i = map_get(s->by_id, id);
    if (i) return i;
    i = ARENA_NEW(s->a, indicator);
    i->id = arena_str(s->a, id);
    i->decimals = -1;
    map_put(s->by_id, i->id, i);
    VEC_PUSH(s->a, &s->v, i);
    return i;
}

str indicators_nearest(const indicators *s, str id)
{
    str *ids = ARENA_ARRAY(s->a, str, s->v.n + 1);
    for (size_t k = 0; k < s->v.n; k++) ids[k] = s->v.v[k]->id;
    return str_nearest(id, ids, s->v.n);
}

static int by_key(const observation *x, const observation *y)
{
    if (x->territory != y->territory) return x->territory < y->territory ? -1 : 1;
    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    return (x->scope > y->scope) - (x->scope < y->scope);
}

/* Editions are texts such as "2025-12": numbers of texts say nothing of their order, so ties are settled when one is
 * chosen. */
static int by_place(const void *p, const void *q)
{
    const observation *x = p, *y = q;
    int order = by_key(x, y);
    if (order) return order;
    if (x->src != y->src) return (x->source > y->source) - (x->source < y->source);
    return (x->off > y->off) - (x->off < y->off);
}

static int by_year(const void *p, const void *q)
{
    const indicator_target *x = p, *y = q;
    return (x->year > y->year) - (x->year < y->year);
}

void indicator_seal(indicator *i)
{
    if (i->all.n) qsort(i->all.v, i->all.n, sizeof *i->all.v, by_place);
    if (i->targets.n) qsort(i->targets.v, i->targets.n, sizeof *i->targets.v, by_year);
}

/* The first value that does not come before the key. */
static size_t lower(const indicator *i, indicator_key key)
{
    observation wanted = { .territory = key.territory, .scope = key.scope, .year = (int16_t)key.year };
    size_t low = 0, high = i->all.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_key(&i->all.v[middle], &wanted) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

const observation *indicator_there(const indicator *i, uint32_t territory, size_t *n)
{
    size_t from = lower(i, (indicator_key){ territory, 0, INT16_MIN });
    *n = 0;
    while (from + *n < i->all.n && i->all.v[from + *n].territory == territory) ++*n;
    return *n ? &i->all.v[from] : NULL;
}

const observation *indicator_all_at(const indicator *i, indicator_key key, size_t *n)
{
    observation wanted = { .territory = key.territory, .scope = key.scope, .year = (int16_t)key.year };
    size_t low = lower(i, key);
    *n = 0;
    while (low + *n < i->all.n && by_key(&i->all.v[low + *n], &wanted) == 0) ++*n;
    return *n ? &i->all.v[low] : NULL;
}

const observation *indicator_at(const indicators *s, const indicator *i, indicator_key key)
{
    size_t n;
    const observation *all = indicator_all_at(i, key, &n), *best = all;
    for (size_t k = 1; k < n; k++)
        if (str_cmp(indicators_text(s, all[k].edition), indicators_text(s, best->edition)) > 0) best = &all[k];
    return best;
}

const indicator_target *indicator_target_for(const indicator *i, int year)
{
    const indicator_target *last = NULL;
    for (size_t k = 0; k < i->targets.n; k++) {
        last = &i->targets.v[k];
        if (last->year >= year) break;
    }
    return last;
}

/* --- words */

static const struct { const char *name, *others; indicator_nature nature; } natures[] = {
    { "contexte", "context|etat|diagnostic", NATURE_CONTEXT },
    { "moyens", "moyen|ressource|ressources|means|input|inputs", NATURE_MEANS },
    { "réalisation", "realisation|realisations|output|outputs", NATURE_OUTPUT },
    { "résultat", "resultat|resultats|result|results", NATURE_RESULT },
    { "impact", "impacts|effet|effets", NATURE_IMPACT },
};

bool indicator_nature_parse(str s, indicator_nature *out)
{
    arena *a = arena_new(256);
    str plain = unicode_plain(a, s);
    bool found = false;
    for (size_t i = 0; i < sizeof natures / sizeof *natures && !found; i++) {
        str rest = str_z(natures[i].others), word;
        found = str_eq(plain, unicode_plain(a, str_z(natures[i].name)));
        while (!found && str_cut(&rest, '|', &word)) found = str_eq(plain, word);
        if (found) *out = natures[i].nature;
    }
    arena_free(a);
    return found;
}

const char *indicator_nature_name(indicator_nature n)
{
    return n == NATURE_NONE ? "" : natures[n - 1].name;
}

/* --- values */

figure indicator_figure(arena *a, const observation *o)
{
    if (o->text.n) return figure_parse(a, o->text);
    figure f = { .kind = o->known ? FIGURE_NUMBER : FIGURE_MISSING };
    f.sense = o->about ? FIGURE_ABOUT : FIGURE_EXACT;
    f.a = o->number;
    f.a_decimals = o->decimals;
    return f;
}
