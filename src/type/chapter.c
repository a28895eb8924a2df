#include "type/chapter.h"
#include "base/mem.h"
#include "type/side.h"

void chapter_open(chapter *c, arena *a, size_t rank, const flow_chapter *of)
{
    *c = (chapter){ .rank = rank, .cover = of->first && of->first->kind == FLOW_COVER };
    c->name = arena_fmt(a, "@%zu", rank);
    c->nsections = of->first ? 1 : of->sections;
    c->sections = ARENA_ARRAY(a, section, c->nsections + 1);
    pthread_mutex_init(&c->lock, NULL);
}

void chapter_close(chapter *c) { pthread_mutex_destroy(&c->lock); }

void chapter_reset(chapter *c)
{
    for (size_t i = 0; i < c->nsections; i++) {
        arena_free(c->sections[i].keep);
        c->sections[i] = (section){ 0 };
    }
    for (size_t i = 0; i < c->quires.n; i++) arena_free(c->quires.v[i].mem);
    memset(&c->quires, 0, sizeof c->quires);
    arena_free(c->keep);
    c->keep = NULL;
    memset(&c->sheets, 0, sizeof c->sheets);
    memset(&c->places, 0, sizeof c->places);
    memset(&c->list, 0, sizeof c->list);
    c->next = c->gone = c->freed = 0;
    c->asked = false;
}

/* --- a section to pieces */

static const flow *first_heading(const flow *f)
{
    for (; f; f = f->next) {
        const flow *within = f->outline ? f : first_heading(f->first);
        if (within) return within;
    }
    return NULL;
}

/* The title once more, with "(suite)" behind it: the second page of a slide says what it goes on with. */
static void set_again(chapter *c, hand *h, arena *a, const flow *blocks)
{
    const flow *f = first_heading(blocks);
    if (!f || !f->last_run || h->s.book->again_word.n == 0) return;
    flow *copy = ARENA_NEW(a, flow);
    *copy = *f;
    copy->outline = 0;
    copy->id = S("");
    copy->runs = copy->last_run = NULL;
    for (const flow_run *r = f->runs; r; r = r->next) {
        flow_run *own = flow_add_run(a, copy, r->text, r->font), *next = own->next;
        *own = *r;
        own->next = next;
        own->note = NULL;
        own->place = S("");
    }
    flow_add_run(a, copy, arena_fmt(a, " %.*s", STR_ARG(h->s.book->again_word)), f->last_run->font);
    galley gal = galley_new(&h->s, a, a);
    galley_block(&gal, copy, (galley_room){ 0, galley_page_width(&h->s.book->page, false), h->s.book->lang, NULL });
    galley_finish(&gal);
    c->again = gal.out;
    c->again_height = piece_rest(&c->again) + gal.gap;
}

static void set_section(chapter *c, size_t i, hand *h)
{
    const flow_book *b = h->s.book;
    const flow_page *g = &b->page;
    section *s = &c->sections[i];
    *s = (section){ .mem = arena_new(1 << 16), .keep = arena_new(1 << 11) };
    s->root = tag_new(s->keep, NULL, TAG_DOCUMENT);
    h->s.prefix = arena_fmt(s->mem, "%.*s.%zu", STR_ARG(c->name), i);
    h->s.asked = false;
    memset(&h->s.found, 0, sizeof h->s.found);
    galley gal = galley_new(&h->s, s->mem, s->keep);
    galley_room r = { 0, galley_page_width(g, false), b->lang, s->root };
    gal.fresh = i == 0;
    gal.alone = true;
    const flow *blocks = flow_book_blocks(b, s->mem, c->rank, i);
    if (i == 0 && b->titles_again && !c->cover) set_again(c, h, s->mem, blocks);
    for (const flow *f = blocks; f; f = f->next) {
        shaper_trim(h->s.shaper);
        galley_block(&gal, f, r);
    }
    galley_finish(&gal);
    s->list = gal.out;
    s->after = gal.gap;
    s->headings = h->s.found.v;
    s->nheadings = h->s.found.n;
}

/* --- pieces to sheets */

static bool is_done(const piece_list *l)
{
    for (size_t i = l->next; i < l->n; i++) if (l->v[i].kind != PIECE_GAP || l->v[i].stays) return false;
    return true;
}

/* Of the spaces between two sections the larger counts. */
static void append(chapter *c, const section *s, mpt space)
{
    arena *a = c->pager.scratch;
    size_t i = 0;
    if (s->list.n && s->list.v[0].kind == PIECE_GAP) {
        piece gap = s->list.v[i++];
        if (space > gap.height) gap.height = space;
        VEC_PUSH(a, &c->list, gap);
    } else if (space > 0) {
        VEC_PUSH(a, &c->list, (piece){ .kind = PIECE_GAP, .height = space });
    }
    for (; i < s->list.n; i++) VEC_PUSH(a, &c->list, s->list.v[i]);
}

/* What is left on a page that lies on its side, below y, for the head of the list. Returns the y below. */
static mpt fill_turned(pager *p, piece_list *l, mpt y)
{
    const flow_page *g = &p->s->book->page;
    piece_list *within = l->v[l->next].turned;
    mpt room = g->top + galley_page_height(g, true) - y;
    piece_cut cut = piece_fill_page(within, room - notes_room(p, room), p->waiting.n > 0);
    if (within->next == 0) place_marks(p, &l->v[l->next], y);
    notes_take(p, within, cut.to);
    y = place_list(p, within, cut, y, false);
    if (is_done(within)) l->next++;
    return y;
}

static void open_quire(pager *p)
{
    p->ink = arena_new(1 << 18);
    VEC_PUSH(p->a, &p->quires, (frame_quire){ .mem = p->ink });
}

static mpt place_again(chapter *c)
{
    mpt top = c->pager.s->book->page.top;
    place_reset(&c->again);
    place_list(&c->pager, &c->again, (piece_cut){ .to = c->again.n }, top, true);
    c->pager.content = false;
    return top + c->again_height;
}

/* One page; nothing when it could hold more than there is yet. */
static bool fill_page(chapter *c, bool last)
{
    pager *p = &c->pager;
    piece_list *l = &c->list;
    const flow_page *g = &p->s->book->page;
    mpt room = galley_page_height(g, false), y = g->top;
    piece_cut cut = { 0 };
    bool done = is_done(l);
    bool again = c->again.n && p->sheets.n > 0 && c->again_height < room / 2;
    if (again) room -= c->again_height;
    if (done && (!last || (p->waiting.n == 0 && !side_waits(p)))) return false;
    if (!done) {
        cut = piece_fill_page(l, room - notes_room(p, room), p->waiting.n > 0);
        if (!last && cut.to == l->n) return false;
    }
    if (p->sheets.n % QUIRE == 0) open_quire(p);
    p->turned = cut.turned;
    place_page_start(p);
    if (again) y = place_again(c);
    if (!done) {
        notes_take(p, l, cut.to);
        y = place_list(p, l, cut, y, false);
    }
    if (cut.turned) y = fill_turned(p, l, y);
    notes_place(p, y);
    place_page_end(p);
    return true;
}

/* Gives back the memory of sections that are on pages; notes that wait for a page are of one of them. */
static void let_go(chapter *c, bool last)
{
    enum { MANY = 512, LARGE = 1 << 23 };
    piece_list *l = &c->list;
    if ((c->pager.waiting.n || side_waits(&c->pager)) && !last) return;
    while (c->freed < c->next && (last || c->sections[c->freed].end <= c->gone + l->next)) {
        c->given_back += arena_used(c->sections[c->freed].mem);
        arena_free(c->sections[c->freed].mem);
        c->sections[c->freed++].mem = NULL;
    }
    if (c->given_back > LARGE) {                   /* what is free between sections that stay would add up */
        mem_trim();
        c->given_back = 0;
    }
    if (l->next < MANY) return;
    l->n -= l->next;
    memmove(l->v, l->v + l->next, l->n * sizeof *l->v);
    c->gone += l->next;
    l->next = 0;
}

static void start_paging(chapter *c)
{
    if (c->keep) return;
    arena *scratch = arena_new(1 << 16);
    c->keep = arena_new(1 << 16);
    c->pager = (pager){ .a = c->keep, .scratch = scratch, .seen = map_new(scratch) };
}

static void page_section(chapter *c, size_t i, hand *h)
{
    bool last = i + 1 == c->nsections;
    start_paging(c);
    c->pager.s = &h->s;
    if (i == 0) side_open(&c->pager);
    append(c, &c->sections[i], i ? c->sections[i - 1].after : 0);
    c->sections[i].end = c->gone + c->list.n;
    while (fill_page(c, last)) let_go(c, false);
    if (!last) return;
    let_go(c, true);
    if (h->s.book->done && !c->asked) h->s.book->done(h->s.book, c->rank);
    c->sheets = c->pager.sheets;
    c->quires = c->pager.quires;
    c->places = c->pager.places;
    for (size_t k = 0; c->pager.side && k < c->pager.side->places.n; k++)
        VEC_PUSH(c->keep, &c->places, c->pager.side->places.v[k]);
    arena_free(c->pager.scratch);
}

void chapter_set(chapter *c, size_t i, hand *h)
{
    set_section(c, i, h);
    pthread_mutex_lock(&c->lock);
    c->sections[i].ready = true;
    c->asked |= h->s.asked;
    if (!c->paging) {
        c->paging = true;
        while (c->next < c->nsections && c->sections[c->next].ready) {
            size_t now = c->next++;
            pthread_mutex_unlock(&c->lock);
            page_section(c, now, h);
            pthread_mutex_lock(&c->lock);
        }
        c->paging = false;
    }
    pthread_mutex_unlock(&c->lock);
}
