#include "type/typeset.h"
#include "base/pool.h"
#include "type/place.h"
#include <stdlib.h>

enum {
    ROUNDS = 5
}; /* until page numbers settle: contents get their lines, then a number that gets longer may move one */

/* Blocks that begin on a page of their own: set and paged without regard to the others. */
typedef struct chapter {
    bool cover;
    bool front;                /* cover or contents, before anything else, numbered by themselves */
    bool asked;                /* shows page numbers, or what the rest of the book holds */
    arena *keep;               /* what follows: goes to the book at the end */
    tag *root;                 /* holds its elements until they go to the document */
    sheet *sheets;
    frame_place *places;
    heading *headings;
    size_t nsheets, nplaces, nheadings;
    size_t first;              /* its first page, from 0 */
    frame_page *pages;         /* once bound: as many as sheets */
} chapter;

/* What one thread sets chapters with. */
typedef struct hand {
    setter s;
    arena *mem;                /* blocks and pieces of one chapter, until they are on its pages */
    arena *scratch;
} hand;

typedef struct book_maker {
    hand *hands;
    int nhands;
    arena *a;
    arena *mem;
    const flow_book *b;
    frame_book *out;
    chapter *chapters;
    size_t *turn;              /* chapters to be set in this round */
    size_t nturn;
    size_t npages, nfront;     /* of the last round */
    map *numbers;              /* place to the label of its page (str *) */
    VEC(const face *) shared;  /* faces of the font set, in the order of out->faces */
} book_maker;

/* --- a chapter */

static void drop_chapter(chapter *c)
{
    for (size_t i = 0; i < c->nsheets; i++) place_drop(&c->sheets[i]);
    arena_free(c->keep);
    *c = (chapter){ .cover = c->cover, .front = c->front };
}

static piece_list set_chapter(book_maker *m, hand *h, chapter *c, const flow *first)
{
    const flow_page *g = &m->b->page;
    galley gal = galley_new(&h->s, h->mem, c->keep);
    galley_room r = { 0, g->width - g->inner - g->outer, m->b->lang, c->root };
    for (const flow *f = first; f; f = f->next) {
        shaper_trim(h->s.shaper);
        galley_block(&gal, f, r);
    }
    galley_finish(&gal);
    return gal.out;
}

static bool is_done(const piece_list *l)
{
    for (size_t i = l->next; i < l->n; i++) if (l->v[i].kind != PIECE_GAP || l->v[i].stays) return false;
    return true;
}

static void fill_pages(pager *p, piece_list *l)
{
    const flow_page *g = &p->s->book->page;
    while (!is_done(l) || p->waiting.n) {
        mpt room = g->height - g->top - g->bottom, y = g->top;
        place_page_start(p);
        if (!is_done(l)) {
            piece_cut cut = piece_fill_page(l, room - notes_room(p, room), p->waiting.n > 0);
            notes_take(p, l, cut.to);
            y = place_list(p, l, cut, y, false);
        }
        notes_place(p, y);
        place_page_end(p);
    }
}

static void make_chapter(void *ctx, size_t turn, int worker)
{
    book_maker *m = ctx;
    hand *h = &m->hands[worker];
    size_t rank = m->turn[turn];
    chapter *c = &m->chapters[rank];
    drop_chapter(c);
    arena_reset(h->mem);
    arena_reset(h->scratch);
    c->keep = arena_new(0);
    c->root = tag_new(c->keep, NULL, TAG_DOCUMENT);
    h->s.chapter = rank;
    h->s.asked = false;
    memset(&h->s.found, 0, sizeof h->s.found);
    piece_list list = set_chapter(m, h, c, flow_book_blocks(m->b, h->mem, rank));
    pager p = { .s = &h->s, .a = c->keep, .scratch = h->scratch, .seen = map_new(h->scratch) };
    fill_pages(&p, &list);
    c->asked = h->s.asked;
    c->sheets = p.sheets.v;
    c->nsheets = p.sheets.n;
    c->places = p.places.v;
    c->nplaces = p.places.n;
    c->headings = h->s.found.v;
    c->nheadings = h->s.found.n;
}

/* --- page numbers */

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

/* The number of a page, from 0, as printed. */
static str label_of(const book_maker *m, arena *a, size_t page)
{
    return page < m->nfront ? roman(a, page + 1) : arena_fmt(a, "%zu", page + 1 - m->nfront);
}

/* Where chapters begin. */
static void count_pages(book_maker *m)
{
    m->npages = m->nfront = 0;
    for (size_t i = 0; i < m->b->nchapters; i++) {
        chapter *c = &m->chapters[i];
        if (m->b->chapters[i].recto && c->nsheets && m->npages % 2 == 1) m->npages++;
        c->first = m->npages;
        m->npages += c->nsheets;
        if (c->front && m->b->page.roman_front) m->nfront = m->npages;
    }
    if (m->npages == 0) m->npages = 1;
}

/* Notes on which page each place is; true when all are where they were. */
static bool number_places(book_maker *m)
{
    map *now = map_new(m->mem);
    bool same = m->numbers != NULL;
    count_pages(m);
    for (size_t i = 0; i < m->b->nchapters; i++) {
        const chapter *c = &m->chapters[i];
        for (size_t k = 0; k < c->nplaces; k++) {
            str name = c->places[k].name;
            if (map_has(now, name)) continue;
            str *label = ARENA_NEW(m->mem, str), *before = map_get(m->numbers, name);
            *label = label_of(m, m->mem, c->first + c->places[k].page);
            map_put(now, arena_str(m->mem, name), label);
            same &= before && str_eq(*before, *label);
        }
    }
    same &= map_count(now) == (m->numbers ? map_count(m->numbers) : 0);
    m->numbers = now;
    return same;
}

/* The headings of all chapters, for those that list them. */
static void gather_headings(book_maker *m)
{
    VEC(heading) all = { 0 };
    for (size_t i = 0; i < m->b->nchapters; i++)
        for (size_t k = 0; k < m->chapters[i].nheadings; k++) {
            heading h = m->chapters[i].headings[k];
            h.title = arena_str(m->mem, h.title);  /* of a chapter that may be set again */
            h.place = arena_str(m->mem, h.place);
            h.lang = arena_str(m->mem, h.lang);
            VEC_PUSH(m->mem, &all, h);
        }
    for (int i = 0; i < m->nhands; i++) {
        m->hands[i].s.headings = all.v;
        m->hands[i].s.nheadings = all.n;
        m->hands[i].s.numbers = m->numbers;
    }
}

/* Sets what shows page numbers again, until they stay the same. */
static void settle(book_maker *m)
{
    for (int round = 0; !number_places(m) && round < ROUNDS; round++) {
        m->nturn = 0;
        for (size_t i = 0; i < m->b->nchapters; i++) if (m->chapters[i].asked) m->turn[m->nturn++] = i;
        if (m->nturn == 0) return;
        gather_headings(m);
        pool_each(m->nhands, m->nturn, make_chapter, m);
    }
}

/* --- the result */

static mpt margin(const flow_book *b, size_t page)
{
    bool recto = !b->page.two_sided || page % 2 == 0, binding_left = recto != b->rtl;
    return binding_left ? b->page.inner : b->page.outer;
}

static void shift(sheet *s, mpt x)
{
    for (size_t i = 0; i < s->nitems; i++) {
        s->items[i].x += x;
        if (s->items[i].kind == FRAME_PATH)
            for (size_t k = 0; k < s->items[i].npoints; k++) s->items[i].points[k].x += x;
    }
    for (size_t i = 0; i < s->nlinks; i++) s->links[i].x += x;
    for (size_t i = 0; i < s->nfigures; i++) s->figures[i]->x += x;
}

/* A sheet, or none for a blank page, gets its margins and running lines. */
static void bind_page(book_maker *m, hand *h, arena *a, sheet *s, size_t page, const running *r, frame_page *out)
{
    const flow_page *g = &m->b->page;
    arena_reset(h->scratch);
    pager p = { .s = &h->s, .a = a, .scratch = h->scratch };
    place_page_start(&p);
    p.left = margin(m->b, page);
    running_place(&p, r);
    shift(s, p.left);
    *out = (frame_page){
        .width = g->width, .height = g->height, .label = r->label, .links = s->links, .nlinks = s->nlinks
    };
    out->nitems = s->nitems + p.under.n;
    out->items = ARENA_ARRAY(a, frame_item, out->nitems);
    if (s->nunder) memcpy(out->items, s->items, s->nunder * sizeof *s->items);
    if (p.under.n) memcpy(out->items + s->nunder, p.under.v, p.under.n * sizeof *s->items);
    if (s->nitems > s->nunder)
        memcpy(out->items + s->nunder + p.under.n, s->items + s->nunder, (s->nitems - s->nunder) * sizeof *s->items);
    place_drop(s);
}

static void bind_chapter(void *ctx, size_t i, int worker)
{
    book_maker *m = ctx;
    chapter *c = &m->chapters[i];
    str section = S("");
    for (size_t k = i; k-- > 0 && section.n == 0;)
        if (m->chapters[k].nsheets) section = m->chapters[k].sheets[m->chapters[k].nsheets - 1].section;
    c->pages = ARENA_ARRAY(c->keep, frame_page, c->nsheets + 1);
    for (size_t k = 0; k < c->nsheets; k++) {
        sheet *s = &c->sheets[k];
        running r = { .label = label_of(m, c->keep, c->first + k),
                      .pages = arena_fmt(c->keep, "%zu", m->npages - m->nfront),
                      .section = s->first_section.n ? s->first_section : s->section.n ? s->section : section,
                      .bare = c->cover };
        bind_page(m, &m->hands[worker], c->keep, s, c->first + k, &r, &c->pages[k]);
    }
    for (size_t k = 0; k < c->nplaces; k++) {
        c->places[k].page += (uint32_t)c->first;
        c->places[k].x += margin(m->b, c->places[k].page);
    }
}

/* The face as the book lists it: a copy with its number in the order of first use. */
static const face *face_of(book_maker *m, const face *f)
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
static void add_page(book_maker *m, const frame_page *from)
{
    frame_page *page = &m->out->pages[m->out->npages++];
    *page = *from;
    page->cap_items = page->nitems;
    page->cap_links = page->nlinks;
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == FRAME_RUN) page->items[i].face = face_of(m, page->items[i].face);
}

static void add_blank(book_maker *m)
{
    sheet none = { 0 };
    frame_page page;
    running r = { .label = label_of(m, m->a, m->out->npages), .bare = true };
    bind_page(m, &m->hands[0], m->a, &none, m->out->npages, &r, &page);
    add_page(m, &page);
}

static void add_pages(book_maker *m)
{
    m->out->cap_pages = m->npages;
    m->out->pages = ARENA_ARRAY(m->a, frame_page, m->npages);
    for (size_t i = 0; i < m->b->nchapters; i++) {
        const chapter *c = &m->chapters[i];
        while (c->nsheets && m->out->npages < c->first) add_blank(m);
        for (size_t k = 0; k < c->nsheets; k++) add_page(m, &c->pages[k]);
    }
    if (m->out->npages == 0) add_blank(m);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const frame_place *)a)->name, ((const frame_place *)b)->name);
}

/* Each name once: the first place that has it. */
static void add_places(book_maker *m)
{
    frame_book *o = m->out;
    map *seen = map_new(m->mem);
    o->cap_places = map_count(m->numbers);
    o->places = ARENA_ARRAY(m->a, frame_place, o->cap_places);
    for (size_t i = 0; i < m->b->nchapters; i++)
        for (size_t k = 0; k < m->chapters[i].nplaces; k++) {
            frame_place *p = &m->chapters[i].places[k];
            if (map_has(seen, p->name)) continue;
            map_put(seen, p->name, p);
            o->places[o->nplaces++] = *p;
        }
    qsort(o->places, o->nplaces, sizeof *o->places, by_name);
}

static void add_outline(book_maker *m)
{
    frame_book *o = m->out;
    for (size_t i = 0; i < m->b->nchapters; i++) o->cap_outline += m->chapters[i].nheadings;
    o->outline = ARENA_ARRAY(m->a, frame_outline, o->cap_outline);
    for (size_t i = 0; i < m->b->nchapters; i++)
        for (size_t k = 0; k < m->chapters[i].nheadings; k++) {
            const heading *h = &m->chapters[i].headings[k];
            if (h->outline && map_has(m->numbers, h->place))
                o->outline[o->noutline++] = (frame_outline){ h->outline, h->title, h->place };
        }
}

/* Chapters hand their elements and their memory to the book. */
static void close_chapters(book_maker *m)
{
    frame_book *o = m->out;
    o->tags = tag_new(m->a, NULL, TAG_DOCUMENT);
    o->tags->lang = m->b->lang;
    for (size_t i = 0; i < m->b->nchapters; i++) {
        tag *root = m->chapters[i].root;
        for (tag *t = root->first; t; t = t->next) t->parent = o->tags;
        if (root->first) {
            if (o->tags->last) o->tags->last->next = root->first;
            else o->tags->first = root->first;
            o->tags->last = root->last;
        }
        arena_adopt(m->a, m->chapters[i].keep);
    }
}

/* --- start and end */

static void list_chapters(book_maker *m)
{
    bool front = true;
    m->chapters = ARENA_ARRAY(m->mem, chapter, m->b->nchapters + 1);
    m->turn = ARENA_ARRAY(m->mem, size_t, m->b->nchapters + 1);
    for (size_t i = 0; i < m->b->nchapters; i++) {
        const flow *first = m->b->chapters[i].first;
        bool cover = first && first->kind == FLOW_COVER;
        front = front && (cover || (first && first->kind == FLOW_CONTENTS));
        m->chapters[i] = (chapter){ .cover = cover, .front = front };
        m->turn[m->nturn++] = i;
    }
}

static void open_hands(book_maker *m, font_set *fonts, int workers, diag *d)
{
    m->nhands = (size_t)workers > m->b->nchapters ? (int)m->b->nchapters : workers;
    if (m->nhands < 1) m->nhands = 1;
    m->hands = ARENA_ARRAY(m->mem, hand, m->nhands);
    for (int i = 0; i < m->nhands; i++) {
        setter_start(&m->hands[i].s, fonts, m->b, d);
        m->hands[i].mem = arena_new(1 << 18);
        m->hands[i].scratch = arena_new(1 << 16);
    }
}

static void close_hands(book_maker *m)
{
    for (int i = 0; i < m->nhands; i++) {
        setter_end(&m->hands[i].s);
        arena_free(m->hands[i].mem);
        arena_free(m->hands[i].scratch);
    }
}

frame_book *typeset(arena *a, font_set *fonts, const flow_book *b, int workers, diag *d)
{
    book_maker m = { .a = a, .mem = arena_new(0), .b = b, .out = ARENA_NEW(a, frame_book) };
    *m.out = (frame_book){ .name = b->name,
                           .title = b->title,
                           .author = b->author,
                           .subject = b->subject,
                           .lang = b->lang,
                           .rtl = b->rtl,
                           .date = b->date };
    list_chapters(&m);
    open_hands(&m, fonts, workers, d);
    pool_each(m.nhands, m.nturn, make_chapter, &m);
    settle(&m);
    pool_each(m.nhands, b->nchapters, bind_chapter, &m);
    add_pages(&m);
    add_places(&m);
    add_outline(&m);
    close_chapters(&m);
    close_hands(&m);
    arena_free(m.mem);
    return m.out;
}
