#include "type/shape.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"

enum { CACHE_LIMIT = 16 << 20 };

typedef struct entry { struct entry *next; uint64_t hash; shape_key key; str text; shaped word; } entry;
typedef struct stack_entry { flow_font look; str lang; font_stack stack; } stack_entry;

struct shaper {
    font_set *fonts;
    arena *mem, *words;        /* stacks; cached words */
    hb_buffer_t *buffer;
    entry **slots;             /* in `words` */
    size_t nslots, count;
    VEC(stack_entry *) stacks;
};

shaper *shaper_new(font_set *fonts)
{
    shaper *s = mem_zalloc(sizeof *s);
    s->fonts = fonts;
    s->mem = arena_new(0);
    s->words = arena_new(1 << 18);
    s->buffer = hb_buffer_create();
    return s;
}

void shaper_free(shaper *s)
{
    if (!s) return;
    hb_buffer_destroy(s->buffer);
    arena_free(s->words);
    arena_free(s->mem);
    mem_free(s);
}

void shaper_trim(shaper *s)
{
    if (arena_used(s->words) < CACHE_LIMIT) return;
    arena_reset(s->words);
    s->slots = NULL;
    s->nslots = s->count = 0;
}

/* --- stacks */

static bool same_look(const flow_font *a, const flow_font *b)
{
    return a->families == b->families && a->nfamilies == b->nfamilies && a->weight == b->weight &&
           a->italic == b->italic && a->mono == b->mono;
}

static void add_families(shaper *s, font_stack *o, const str *families, size_t n, const flow_font *look, size_t *cap)
{
    for (size_t i = 0; i < n; i++) {
        const face *f = font_set_face(s->fonts, families[i], look->weight ? look->weight : 400, look->italic);
        for (size_t k = 0; f && k < o->n; k++) if (o->v[k] == f) f = NULL;
        if (!f) continue;
        if (o->n == *cap) {
            const face **grown = ARENA_ARRAY(s->mem, const face *, *cap = *cap * 2 + 4);
            if (o->n) memcpy(grown, o->v, o->n * sizeof *grown);
            o->v = grown;
        }
        o->v[o->n++] = f;
    }
}

/* "de-AT" is served by what is said of "de". */
static bool serves(str named, str lang)
{
    return named.n > 0 && str_starts(lang, named) && (lang.n == named.n || lang.p[named.n] == '-');
}

static font_stack build(shaper *s, const flow_book *b, const flow_font *look, str lang)
{
    font_stack o = { 0 };
    size_t cap = 0;
    if (look->mono) add_families(s, &o, look->families, look->nfamilies, look, &cap);
    for (size_t i = 0; i < b->nfonts; i++)
        if (serves(b->fonts[i].lang, lang))
            add_families(s, &o, b->fonts[i].families, b->fonts[i].nfamilies, look, &cap);
    if (!look->mono) add_families(s, &o, look->families, look->nfamilies, look, &cap);
    for (size_t i = 0; i < b->nfonts; i++)
        if (b->fonts[i].lang.n == 0) add_families(s, &o, b->fonts[i].families, b->fonts[i].nfamilies, look, &cap);
    return o;
}

const font_stack *shaper_stack(shaper *s, const flow_book *b, const flow_font *look, str lang)
{
    for (size_t i = 0; i < s->stacks.n; i++) {
        stack_entry *e = s->stacks.v[i];
        if (same_look(&e->look, look) && str_eq(e->lang, lang)) return &e->stack;
    }
    stack_entry *e = ARENA_NEW(s->mem, stack_entry);
    *e = (stack_entry){ *look, arena_str(s->mem, lang), build(s, b, look, lang) };
    VEC_PUSH(s->mem, &s->stacks, e);
    return &e->stack;
}

/* --- shaping */

static void run_harfbuzz(shaper *s, const shape_key *k, str text, size_t from, size_t to)
{
    hb_buffer_t *b = s->buffer;
    hb_buffer_clear_contents(b);
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(b, k->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(b, k->script);
    hb_buffer_set_language(b, k->lang);
    hb_buffer_add_utf8(b, text.p, (int)text.n, (unsigned)from, (int)(to - from));
    hb_shape(k->face->font, b, NULL, 0);
}

/* What HarfBuzz made, in mpt. A glyph 0 would be an empty box: it is never placed. */
static void collect(shaper *s, arena *a, const shape_key *k, size_t from, shaped *w)
{
    unsigned n, m;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, &m);
    *w = (shaped){ .face = k->face, .size = k->size };
    w->glyphs = ARENA_ARRAY(a, shaped_glyph, n);
    for (unsigned i = 0; i < n; i++) {
        if (info[i].codepoint == 0) continue;
        shaped_glyph *g = &w->glyphs[w->nglyphs++];
        g->gid = info[i].codepoint;
        g->cluster = info[i].cluster - (uint32_t)from;
        g->x = w->width + font_scale(k->face, pos[i].x_offset, k->size);
        g->y = font_scale(k->face, pos[i].y_offset, k->size);
        w->rises |= g->y != 0;
        g->advance = font_scale(k->face, pos[i].x_advance, k->size);
        w->width += g->advance;
    }
}

shaped *shaper_joined(shaper *s, arena *a, const shape_key *k, str text, size_t from, size_t to)
{
    shaped *w = ARENA_NEW(a, shaped);
    run_harfbuzz(s, k, text, from, to);
    collect(s, a, k, from, w);
    return w;
}

/* --- the cache */

static uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 0x9E3779B97F4A7C15u; }

static uint64_t hash_of(const shape_key *k, str text)
{
    uint64_t h = mix((uint64_t)(uintptr_t)k->face, (uint64_t)(uint32_t)k->size << 1 | k->rtl);
    h = mix(mix(h ^ h >> 32, k->script), (uint64_t)(uintptr_t)k->lang);
    size_t i = 0;
    for (; i + 8 <= text.n; i += 8) {
        uint64_t part;
        memcpy(&part, text.p + i, 8);
        h = mix(h ^ h >> 29, part);
    }
    uint64_t rest = text.n;
    for (; i < text.n; i++) rest = rest << 8 | (unsigned char)text.p[i];
    h = mix(h ^ h >> 29, rest);
    return h ^ h >> 32;
}

static bool same_key(const shape_key *a, const shape_key *b)
{
    return a->face == b->face && a->size == b->size && a->script == b->script && a->lang == b->lang && a->rtl == b->rtl;
}

static void grow(shaper *s)
{
    size_t n = s->nslots ? s->nslots * 4 : 1024;
    entry **slots = ARENA_ARRAY(s->words, entry *, n);
    for (size_t i = 0; i < s->nslots; i++)
        for (entry *e = s->slots[i], *next; e; e = next) {
            next = e->next;
            e->next = slots[e->hash & (n - 1)];
            slots[e->hash & (n - 1)] = e;
        }
    s->slots = slots;
    s->nslots = n;
}

shaped *shaper_word(shaper *s, const shape_key *k, str text)
{
    uint64_t h = hash_of(k, text);
    for (entry *e = s->nslots ? s->slots[h & (s->nslots - 1)] : NULL; e; e = e->next)
        if (e->hash == h && same_key(&e->key, k) && str_eq(e->text, text)) return &e->word;
    if (s->count >= s->nslots) grow(s);
    entry *e = ARENA_NEW(s->words, entry);
    *e = (entry){ .next = s->slots[h & (s->nslots - 1)], .hash = h, .key = *k, .text = arena_str(s->words, text) };
    run_harfbuzz(s, k, e->text, 0, text.n);
    collect(s, s->words, k, 0, &e->word);
    s->slots[h & (s->nslots - 1)] = e;
    s->count++;
    return &e->word;
}

void shaper_divide(shaper *s, shaped *w, str text, str lang)
{
    if (w->divided) return;
    w->divided = true;
    hyphen_dict *d = hyphen_for(font_set_hyphens(s->fonts), lang);
    if (d) w->npoints = (uint16_t)hyphen_points(d, s->words, text, &w->points);
}

mpt shaped_offset(const shaped *w, size_t at)
{
    mpt x = 0;
    for (uint32_t i = 0; i < w->nglyphs; i++) {
        if (w->glyphs[i].cluster == at) return x;
        if (w->glyphs[i].cluster > at) return -1;
        x += w->glyphs[i].advance;
    }
    return -1;
}
