#include "type/typeset.h"
#include "base/pool.h"
#include "type/place.h"
#include <stdlib.h>

enum { ROUNDS = 4 };           /* until page numbers settle: a number that gets longer may move a line, seldom twice */

/* Top-level blocks that begin on a page of their own: set without regard to the others, paged in order. */
typedef struct chapter {
    const flow *first, *end;   /* end: the first block after it */
    bool cover;
    bool front;                /* cover or contents, before anything else */
    bool asked;                /* shows page numbers */
    arena *mem;                /* its pieces, until they are placed */
    piece_list list;
    tag *root;                 /* holds its elements until they go to the document */
} chapter;

/* What one thread sets chapters with. */
typedef struct hand { setter s; arena *keep; } hand;

typedef struct book_maker {
    hand *hands;               /* the first one also pages the book */
    int nhands;
    arena *a;
    arena *mem;
    const flow_book *b;
    frame_book *out;
    map *names;
    VEC(heading) headings;
    VEC(chapter) chapters;
} book_maker;

/* --- headings and chapters */

static void find_headings(book_maker *m, const flow *first)
{
    for (const flow *f = first; f; f = f->next) {
        if (f->outline || (f->list && f->kind != FLOW_CONTENTS)) {
            str place = f->id.n ? f->id : arena_fmt(m->a, "@%zu", m->headings.n + 1);
            VEC_PUSH(m->mem, &m->headings, (heading){ f, place });
        }
        find_headings(m, f->first);
    }
}

static void name_headings(book_maker *m)
{
    m->names = map_new(m->mem);
    for (size_t i = 0; i < m->headings.n; i++) {
        heading *h = &m->headings.v[i];
        map_put(m->names, str_of((const char *)&h->of, sizeof h->of), &h->place);
    }
    for (int i = 0; i < m->nhands; i++) {
        m->hands[i].s.headings = m->headings.v;
        m->hands[i].s.nheadings = m->headings.n;
    }
}

static bool starts_chapter(const flow *f, const flow *before)
{
    return !before || f->kind == FLOW_BREAK || f->kind == FLOW_COVER || before->kind == FLOW_COVER;
}

static void cut_chapters(book_maker *m)
{
    const flow *before = NULL;
    for (const flow *f = m->b->first; f; before = f, f = f->next) {
        if (!starts_chapter(f, before)) continue;
        if (m->chapters.n) m->chapters.v[m->chapters.n - 1].end = f;
        bool front = !m->chapters.n || m->chapters.v[m->chapters.n - 1].front;
        front = front && (f->kind == FLOW_COVER || f->kind == FLOW_CONTENTS);
        VEC_PUSH(m->mem, &m->chapters, (chapter){ .first = f, .cover = f->kind == FLOW_COVER, .front = front });
    }
}

static void set_chapter(book_maker *m, hand *h, chapter *c)
{
    const flow_page *g = &m->b->page;
    arena_free(c->mem);
    c->mem = arena_new(1 << 18);
    c->root = tag_new(h->keep, NULL, TAG_DOCUMENT);
    galley gal = galley_new(&h->s, c->mem, h->keep);
    galley_room r = { 0, g->width - g->inner - g->outer, m->b->lang, c->root };
    h->s.asked = false;
    for (const flow *f = c->first; f != c->end; f = f->next) {
        shaper_trim(h->s.shaper);
        galley_block(&gal, f, r);
    }
    galley_finish(&gal);
    c->list = gal.out;
    c->asked = h->s.asked;
}

static void set_one(void *ctx, size_t i, int worker)
{
    book_maker *m = ctx;
    set_chapter(m, &m->hands[worker], &m->chapters.v[i]);
}

/* --- pages */

static bool is_done(const piece_list *l)
{
    for (size_t i = l->next; i < l->n; i++) if (l->v[i].kind != PIECE_GAP || l->v[i].stays) return false;
    return true;
}

static void blank_page(pager *p)
{
    bool bare = p->bare;
    p->bare = true;
    place_page_start(p);
    place_page_end(p);
    p->bare = bare;
}

static void page_chapter(book_maker *m, pager *p, chapter *c)
{
    const flow_page *g = &m->b->page;
    piece_list *l = &c->list;
    place_reset(l);
    p->bare = c->cover;
    p->front = c->front && g->roman_front;
    while (!is_done(l) || p->waiting.n) {
        bool stops = is_done(l) || l->v[l->next].kind == PIECE_BREAK;
        if (stops && p->waiting.n == 0) {
            if (l->v[l->next].recto && p->npages % 2 == 1) blank_page(p);
            l->next++;
            continue;
        }
        mpt room = g->height - g->top - g->bottom, y = g->top;
        place_page_start(p);
        if (!stops) {
            piece_cut cut = piece_fill_page(l, room - notes_room(p, room), p->waiting.n > 0);
            notes_take(p, l, cut.to);
            y = place_list(p, l, cut, y, false);
        }
        notes_place(p, y);
        place_page_end(p);
    }
    if (p->dry) return;
    arena_free(c->mem);
    c->mem = NULL;
}

static void page_book(book_maker *m, pager *p, bool dry)
{
    arena_reset(p->scratch);
    *p = (pager){ .s = &m->hands[0].s, .a = m->a, .scratch = p->scratch, .out = m->out, .dry = dry, .names = m->names,
                  .pages = arena_fmt(m->mem, "%zu", p->npages - p->nfront), .numbers = map_new(p->scratch) };
    for (size_t i = 0; i < m->chapters.n; i++) page_chapter(m, p, &m->chapters.v[i]);
    if (p->npages == 0) blank_page(p);
}

/* --- page numbers */

static bool same_numbers(const map *a, const map *b)
{
    if (map_count(a) != map_count(b)) return false;
    for (size_t i = 0; i < map_count(b); i++) {
        const map_entry *e = map_at(b, i);
        const str *label = map_get(a, e->key);
        if (!label || !str_eq(*label, *(const str *)e->value)) return false;
    }
    return true;
}

static const map *copy_numbers(book_maker *m, const map *from)
{
    map *to = map_new(m->mem);
    for (size_t i = 0; i < map_count(from); i++) {
        str *label = ARENA_NEW(m->mem, str);
        *label = arena_str(m->mem, *(const str *)map_at(from, i)->value);
        map_put(to, map_at(from, i)->key, label);
    }
    return to;
}

/* Pages the book without drawing, sets what shows page numbers again, until they stay the same. */
static void settle(book_maker *m, pager *p)
{
    for (int round = 0; round < ROUNDS; round++) {
        page_book(m, p, true);
        hand *h = &m->hands[0];
        if (h->s.numbers && same_numbers(h->s.numbers, p->numbers)) return;
        h->s.numbers = copy_numbers(m, p->numbers);
        bool again = false;
        for (size_t i = 0; i < m->chapters.n; i++) {
            if (!m->chapters.v[i].asked) continue;
            set_chapter(m, h, &m->chapters.v[i]);
            again = true;
        }
        if (!again) return;
    }
}

/* --- the result */

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const frame_place *)a)->name, ((const frame_place *)b)->name);
}

static void finish(book_maker *m, pager *p)
{
    frame_book *o = m->out;
    o->nplaces = o->cap_places = p->places.n;
    o->places = ARENA_ARRAY(m->a, frame_place, p->places.n);
    if (p->places.n) memcpy(o->places, p->places.v, p->places.n * sizeof *o->places);
    qsort(o->places, o->nplaces, sizeof *o->places, by_name);
    o->cap_outline = m->headings.n;
    o->outline = ARENA_ARRAY(m->a, frame_outline, m->headings.n);
    for (size_t i = 0; i < m->headings.n; i++) {
        const heading *h = &m->headings.v[i];
        if (!h->of->outline || !map_has(p->numbers, h->place)) continue;
        o->outline[o->noutline++] = (frame_outline){ h->of->outline, h->of->title, h->place };
    }
    o->tags = tag_new(m->a, NULL, TAG_DOCUMENT);
    o->tags->lang = m->b->lang;
    for (size_t i = 0; i < m->chapters.n; i++) {
        tag *root = m->chapters.v[i].root;
        for (tag *t = root->first; t; t = t->next) t->parent = o->tags;
        if (!root->first) continue;
        if (o->tags->last) o->tags->last->next = root->first;
        else o->tags->first = root->first;
        o->tags->last = root->last;
    }
}

static void open_hands(book_maker *m, font_set *fonts, int workers, diag *d)
{
    m->nhands = workers < 1 ? 1 : (size_t)workers > m->chapters.n ? (int)m->chapters.n : workers;
    if (m->nhands < 1) m->nhands = 1;
    m->hands = ARENA_ARRAY(m->mem, hand, m->nhands);
    for (int i = 0; i < m->nhands; i++) {
        setter_start(&m->hands[i].s, fonts, m->b, d);
        m->hands[i].keep = arena_new(0);
    }
}

static void close_hands(book_maker *m)
{
    for (int i = 0; i < m->nhands; i++) {
        setter_end(&m->hands[i].s);
        arena_adopt(m->a, m->hands[i].keep);
    }
}

frame_book *typeset(arena *a, font_set *fonts, const flow_book *b, int workers, diag *d)
{
    book_maker m = { .a = a, .mem = arena_new(0), .b = b, .out = ARENA_NEW(a, frame_book) };
    pager p = { .scratch = arena_new(1 << 18) };
    *m.out = (frame_book){ .name = b->name,
                           .title = b->title,
                           .author = b->author,
                           .subject = b->subject,
                           .lang = b->lang,
                           .rtl = b->rtl,
                           .date = b->date };
    cut_chapters(&m);
    open_hands(&m, fonts, workers, d);
    find_headings(&m, b->first);
    name_headings(&m);
    pool_each(m.nhands, m.chapters.n, set_one, &m);
    settle(&m, &p);
    page_book(&m, &p, false);
    finish(&m, &p);
    for (size_t i = 0; i < m.chapters.n; i++) arena_free(m.chapters.v[i].mem);
    close_hands(&m);
    arena_free(p.scratch);
    arena_free(m.mem);
    return m.out;
}
