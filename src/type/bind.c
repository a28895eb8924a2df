#include "type/bind.h"
#include "base/pool.h"
#include "base/unicode.h"
#include "type/side.h"
#include <stdlib.h>

static str roman(arena *a, size_t n)
{
    static const struct { size_t value; const char *sign;
    } romans[] = {
        { 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" }, { 10, "x" },
        { 9, "ix" },  { 5, "v" },   { 4, "iv" }, { 1, "i" },
    };
    buf b = { 0 };
    for (size_t i = 0; i < sizeof romans / sizeof *romans; i++)
        for (; n >= romans[i].value; n -= romans[i].value) buf_z(&b, romans[i].sign);
    return buf_take(&b, a);
}

str bind_label(arena *a, size_t page, size_t nfront, uint32_t zero)
{
    return page < nfront ? roman(a, page + 1) : unicode_digits(a, arena_fmt(a, "%zu", page + 1 - nfront), zero);
}

/* --- pages */

static bool binding_left(const flow_book *b, size_t page)
{
    bool recto = !b->page.two_sided || page % 2 == 0;
    return recto != b->rtl;
}

static mpt margin(const flow_book *b, size_t page) { return binding_left(b, page) ? b->page.inner : b->page.outer; }

/* A sheet, or none for a blank page, gets its margins and running lines. */
static void bind_page(binder *m, hand *h, arena *a, sheet *s, size_t page, const running *r, frame_page *out)
{
    const flow_page *g = &m->b->page;
    arena_reset(h->scratch);
    arena *ink = s->ink ? s->ink : a;
    pager p = { .s = &h->s, .a = a, .ink = ink, .scratch = h->scratch };
    p.turned = s->turned;
    place_page_start(&p);
    p.left = margin(m->b, page);
    running_place(&p, r);
    place_shift(s, p.left, p.left + side_x(g, s->turned, binding_left(m->b, page)));
    *out = (frame_page){
        .width = s->turned ? g->height : g->width,
        .height = place_page_height(&p),
        .label = r->label,
        .links = s->links,
        .nlinks = s->nlinks,
    };
    out->nitems = s->nitems + p.under.n;
    out->items = s->items;
    if (!s->items || p.under.n > RUNNING_ITEMS) {
        out->items = ARENA_ARRAY(ink, frame_item, out->nitems);
        if (s->nitems) memcpy(out->items, s->items, s->nitems * sizeof *s->items);
    }
    memmove(out->items + s->nunder + p.under.n, out->items + s->nunder, (s->nitems - s->nunder) * sizeof *s->items);
    if (p.under.n) memcpy(out->items + s->nunder, p.under.v, p.under.n * sizeof *s->items);
}

static void bind_chapter(void *ctx, size_t i, int worker)
{
    binder *m = ctx;
    chapter *c = &m->chapters[i];
    str before = S(""); /* a chapter without a heading goes on under that of the one before */
    for (size_t k = i; k-- > 0 && before.n == 0;)
        if (m->chapters[k].sheets.n) before = m->chapters[k].sheets.v[m->chapters[k].sheets.n - 1].section;
    if (c->sheets.n == 0) return;
    c->pages = ARENA_ARRAY(c->keep, frame_page, c->sheets.n);
    for (size_t k = 0; k < c->sheets.n; k++) {
        sheet *s = &c->sheets.v[k];
        running r = { .label = bind_label(c->keep, c->first + k, m->nfront, m->b->zero),
                      .pages = bind_label(c->keep, m->npages - 1, m->nfront, m->b->zero),
                      .section = s->first_section.n ? s->first_section : s->section.n ? s->section : before,
                      .bare = c->cover };
        bind_page(m, &m->hands[worker], c->keep, s, c->first + k, &r, &c->pages[k]);
    }
    for (size_t k = 0; k < c->places.n; k++) {
        c->places.v[k].page += (uint32_t)c->first;
        c->places.v[k].x += margin(m->b, c->places.v[k].page);
    }
}

/* The face as the book lists it: a copy with its number in the order of first use. */
static const face *face_of(binder *m, const face *f)
{
    for (size_t i = 0; i < m->shared.n; i++) if (m->shared.v[i] == f) return m->out->faces[i];
    if (m->out->nfaces % 16 == 0) {
        const face **grown = ARENA_ARRAY(m->a, const face *, m->out->nfaces + 16);
        if (m->out->nfaces) memcpy(grown, m->out->faces, m->out->nfaces * sizeof *grown);
        m->out->faces = grown;
    }
    face *own = ARENA_NEW(m->a, face);
    *own = *f;
    own->serial = (unsigned)m->out->nfaces;
    m->out->faces[m->out->nfaces++] = own;
    VEC_PUSH(m->mem, &m->shared, f);
    return own;
}

/* A page of the book; blank ones are between chapters. */
static void add_page(binder *m, const frame_page *from)
{
    frame_page *page = &m->out->pages[m->out->npages++];
    *page = *from;
    page->cap_items = page->nitems;
    page->cap_links = page->nlinks;
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == FRAME_RUN) page->items[i].face = face_of(m, page->items[i].face);
    for (size_t i = 0; i < page->nlinks; i++)
        if (page->links[i].field) page->links[i].field->font = face_of(m, page->links[i].field->font);
}

static void add_blank(binder *m)
{
    sheet none = { 0 };
    frame_page page;
    running r = { .label = bind_label(m->a, m->out->npages, m->nfront, m->b->zero), .bare = true };
    bind_page(m, &m->hands[0], m->a, &none, m->out->npages, &r, &page);
    add_page(m, &page);
}

static void add_pages(binder *m)
{
    m->out->cap_pages = m->npages;
    m->out->pages = ARENA_ARRAY(m->a, frame_page, m->npages);
    for (size_t i = 0; i < m->b->nchapters; i++) {
        const chapter *c = &m->chapters[i];
        while (c->sheets.n && m->out->npages < c->first) add_blank(m);
        for (size_t k = 0; k < c->sheets.n; k++) add_page(m, &c->pages[k]);
    }
    if (m->out->npages == 0) add_blank(m);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const frame_place *)a)->name, ((const frame_place *)b)->name);
}

/* Each name once: the first place that has it. */
static void add_places(binder *m)
{
    frame_book *o = m->out;
    map *seen = map_new(m->mem);
    o->cap_places = map_count(m->numbers);
    o->places = ARENA_ARRAY(m->a, frame_place, o->cap_places);
    for (size_t i = 0; i < m->b->nchapters; i++)
        for (size_t k = 0; k < m->chapters[i].places.n; k++) {
            frame_place *p = &m->chapters[i].places.v[k];
            if (map_has(seen, p->name)) continue;
            map_put(seen, p->name, p);
            o->places[o->nplaces++] = *p;
        }
    qsort(o->places, o->nplaces, sizeof *o->places, by_name);
}

static void add_outline(binder *m)
{
    VEC(frame_outline) all = { 0 };
    for (size_t i = 0; i < m->b->nchapters; i++)
        for (size_t k = 0; k < m->chapters[i].nsections; k++)
            for (size_t n = 0; n < m->chapters[i].sections[k].nheadings; n++) {
                const heading *h = &m->chapters[i].sections[k].headings[n];
                if (h->outline && map_has(m->numbers, h->place))
                    VEC_PUSH(m->a, &all, (frame_outline){ h->outline, h->title, h->place });
            }
    m->out->outline = all.v;
    m->out->noutline = all.n;
    m->out->cap_outline = all.cap;
}

static void adopt_section(binder *m, section *s)
{
    if (s->root) tag_adopt(m->out->tags, s->root);
    if (s->keep) arena_adopt(m->a, s->keep);
}

static void add_quires(binder *m, const chapter *c)
{
    for (size_t i = 0; i < c->quires.n; i++) {
        frame_quire q = c->quires.v[i];
        q.end += c->first;
        VEC_PUSH(m->a, &m->quires, q);
    }
}

/* Chapters hand their elements and their memory to the book. */
static void adopt_chapters(binder *m)
{
    m->out->tags = tag_new(m->a, NULL, TAG_DOCUMENT);
    tag_own_of(m->a, m->out->tags)->lang = m->b->lang;
    for (size_t i = 0; i < m->b->nchapters; i++) {
        chapter *c = &m->chapters[i];
        for (size_t k = 0; k < c->nsections; k++) adopt_section(m, &c->sections[k]);
        add_quires(m, c);
        if (c->keep) arena_adopt(m->a, c->keep);
    }
}

void bind_book(binder *m)
{
    pool_each(m->nhands, m->b->nchapters, bind_chapter, m);
    add_pages(m);
    add_places(m);
    add_outline(m);
    adopt_chapters(m);
    m->out->quires = m->quires.v;
    m->out->nquires = m->quires.n;
}
