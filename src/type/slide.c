#include "type/slide.h"
#include "base/unicode.h"
#include "type/chapter.h"
#include "type/side.h"

enum { A_PAGE = 3 };
enum { GAP = 16000, FOOT = 14000, LINES = 24000 }; /* mpt: beside a slide, below it, from line to line */
enum { RULE = 500, EDGE = 750 };                   /* mpt: how thick these lines and the frame are */

/* The page of a deck, reduced by num/den. */
struct slide {
    sheet *sheet;              /* from the lower left of the reduced page; NULL: notes go on beside nothing */
    size_t page;               /* of the deck's section, which has */
    place_names places;        /* as yet from the start of its text */
    mpt num, den, margin;
    mpt x, width, high;        /* of the frame, in the list; its height */
    mpt beside, room;          /* where notes and lines stand, and how wide they are */
    piece_list *notes;         /* of all pages of the slide; */
    size_t to;                 /* the first that isn't for this page */
    mpt height;                /* without what it gets besides */
};

static mpt reduced(const slide *s, mpt v) { return (mpt)((int64_t)v * s->num / s->den); }

/* --- made small */

static void reduce_box(const slide *s, mpt *x, mpt *y, mpt *w, mpt *h)
{
    *x = reduced(s, *x);
    *y = reduced(s, *y);
    *w = reduced(s, *w);
    *h = reduced(s, *h);
}

static void reduce_item(const slide *s, frame_item *it)
{
    reduce_box(s, &it->x, &it->y, &it->w, &it->h);
    it->size = reduced(s, it->size);
    if (it->kind == FRAME_RUN) {
        mpt *rises = frame_rises(it);
        for (uint32_t i = 0; i < it->nglyphs; i++) {
            it->glyphs[i].x = reduced(s, it->glyphs[i].x);
            if (rises) rises[i] = reduced(s, rises[i]);
        }
    } else if (it->kind == FRAME_RECT || it->kind == FRAME_PATH) {
        it->stroke_width = reduced(s, it->stroke_width);
        it->dash = reduced(s, it->dash);
        for (uint32_t i = 0; i < it->npoints; i++) {
            it->points[i].x = reduced(s, it->points[i].x);
            it->points[i].y = reduced(s, it->points[i].y);
        }
    }
}

static void reduce_sheet(const slide *s, const flow_page *deck, bool rtl)
{
    sheet *t = s->sheet;
    place_shift(t, s->margin, s->margin + side_x(deck, t->turned, !rtl));
    for (size_t i = 0; i < t->nitems; i++) reduce_item(s, &t->items[i]);
    for (size_t i = 0; i < t->nlinks; i++) {
        frame_link *l = &t->links[i];
        reduce_box(s, &l->x, &l->y, &l->w, &l->h);
    }
    for (size_t i = 0; i < t->nfigures; i++) {
        tag_own *o = t->figures[i]->own;
        reduce_box(s, &o->x, &o->y, &o->w, &o->h);
    }
}

/* --- a slide to pieces */

/* The slide set as a chapter of a book of its own, whose elements, headings and memory come here. */
static void set_deck(galley *g, const flow *f, tag *parent, chapter *c)
{
    setter *s = g->s;
    flow *alone = ARENA_NEW(g->a, flow);
    *alone = *f;
    alone->next = NULL;
    flow_chapter one = { .first = alone, .last = alone };
    flow_book deck = *s->book;
    deck.page = deck.deck;
    deck.titles_again = true;
    deck.chapters = &one;
    deck.nchapters = 1;
    deck.done = NULL;
    hand h = { .s = *s };
    h.s.book = &deck;
    chapter_open(c, g->a, 0, &one);
    c->name = arena_fmt(g->a, "%.*s.%zu", STR_ARG(s->prefix), g->out.n);
    chapter_set(c, 0, &h);
    chapter_close(c);
    s->asked |= c->asked;
    s->crowded |= h.s.crowded;
    section *made = &c->sections[0];
    for (size_t i = 0; i < made->nheadings; i++) VEC_PUSH(g->keep, &s->found, made->headings[i]);
    if (parent) tag_adopt(parent, made->root);
    arena_adopt(g->keep, made->keep);
    arena_adopt(g->keep, c->keep);
    for (size_t i = 0; i < c->quires.n; i++) arena_adopt(g->a, c->quires.v[i].mem);
}

/* Where the slide and what is beside it stand. The frame has the shape of the deck's pages; one that lies on its side
 * is in its middle. */
static slide frame_of(const galley *g, galley_room r, bool turned)
{
    const flow_page *deck = &g->s->book->deck;
    bool rtl = setter_rtl(g->s, r.lang);
    slide s = { .width = (mpt)((int64_t)r.width * 45 / 100), .den = turned ? deck->width : deck->height };
    s.high = (mpt)((int64_t)s.width * deck->height / deck->width);
    s.num = s.high;
    s.room = r.width - s.width - GAP;
    s.x = rtl ? r.left + s.room + GAP : r.left;
    s.beside = rtl ? r.left : r.left + s.width + GAP;
    s.margin = rtl ? deck->outer : deck->inner;
    if (turned) s.margin += (mpt)(((int64_t)s.width * s.den / s.num - deck->height) / 2);
    return s;
}

/* Notes for this page of the slide: as many as stand beside it, but all that the paper holds when it is the last. */
static void share_notes(slide *s, piece_list *rest, mpt least, mpt paper, bool last)
{
    mpt room = (last ? paper : least) - FOOT, before = piece_rest(rest);
    s->to = rest->n;
    if (before > room) {
        piece_cut cut = piece_fill(rest, room);
        s->to = cut.within ? cut.to + 1 : cut.to;  /* the row of a table stays whole here */
    }
    rest->next = s->to;
    mpt height = before - piece_rest(rest) + FOOT;
    if (s->to == rest->n && height + 2 * LINES <= paper) height += 2 * LINES;
    s->height = height > least ? height : least;
}

static piece_list *set_notes(galley *g, const flow *first, galley_room r, const slide *s)
{
    galley own = galley_new(g->s, g->a, g->keep);
    piece_list *l = ARENA_NEW(g->a, piece_list);
    r.left = 0;
    r.width = s->room;
    galley_blocks(&own, first, r);
    galley_finish(&own);
    *l = own.out;
    return l;
}

void slide_add(galley *g, const flow *f, galley_room r)
{
    const flow_page *deck = &g->s->book->deck;
    mpt paper = galley_page_height(&g->s->book->page, false), least = paper / (A_PAGE + 1) + 1;
    tag *t = galley_element(g, f, r, f->tag);
    chapter c;
    slide like = frame_of(g, r, false);
    r.parent = t ? t : r.parent;
    set_deck(g, f->first, r.parent, &c);
    piece_list *notes = set_notes(g, f->first->next, r, &like), rest = *notes;
    piece_note *called = piece_take_notes(notes);
    mpt framed = like.high + g->s->book->page.running.size * 2 + FOOT;
    if (least < framed) least = framed;
    for (size_t i = 0; i < c.sheets.n || rest.next < rest.n; i++) {
        sheet *page = i < c.sheets.n ? &c.sheets.v[i] : NULL;
        slide *s = ARENA_NEW(g->a, slide);
        *s = frame_of(g, r, page && page->turned);
        s->sheet = page;
        s->page = i;
        s->places = c.places;
        s->notes = notes;
        share_notes(s, &rest, least, paper, i + 1 >= c.sheets.n);
        if (page) reduce_sheet(s, deck, setter_rtl(g->s, r.lang));
        galley_add(g, (piece){ .kind = PIECE_SLIDE, .slide = s, .height = s->height, .notes = called });
        called = NULL;
    }
}

/* --- on the page */

void slide_stretch(pager *p, const piece_list *l, size_t to, mpt y)
{
    const flow_page *g = &p->s->book->page;
    mpt left = g->top + galley_page_height(g, p->turned) - y, least = 0;
    int n = 0;
    for (size_t i = l->next; i < to; i++) {
        left -= l->v[i].height;
        if (l->v[i].kind != PIECE_SLIDE) continue;
        if (n == 0 || l->v[i].height < least) least = l->v[i].height;
        n++;
    }
    if (n == 0) return;
    for (size_t i = 0; i < p->waiting.n; i++) left -= p->waiting.v[i]->height + NOTE_HEAD;
    if (n < A_PAGE) left -= least * (A_PAGE - n);  /* the last ones of a deck stand as those before */
    p->stretch = left > 0 ? left / A_PAGE : 0;
}

static void place_frame(pager *p, const slide *s, mpt y)
{
    place_rect(p, p->left + s->x, y, s->width, s->high, 0xFFFFFF, ARTIFACT_LAYOUT);
    frame_item *it = &p->under.v[p->under.n - 1];
    it->stroke = p->s->book->looks.soft;
    it->stroke_width = EDGE;
    it->fill = COLOR_NONE;
}

/* x, y: lower left of the page of the deck, from that of this one. */
static void place_sheet(pager *p, const slide *s, mpt x, mpt y)
{
    const sheet *t = s->sheet;
    for (size_t i = 0; i < t->nitems; i++)
        place_item(p, &t->items[i], x, place_page_height(p) - y, (frame_artifact)t->items[i].artifact);
    for (size_t i = 0; i < t->nlinks; i++) {
        frame_link l = t->links[i];
        l.x += x;
        l.y += y;
        VEC_PUSH(p->scratch, &p->links, l);
    }
    for (size_t i = 0; i < t->nfigures; i++) {
        t->figures[i]->own->x += x;
        t->figures[i]->own->y += y;
        VEC_PUSH(p->scratch, &p->figures, t->figures[i]);
    }
    for (size_t i = 0; i < s->places.n; i++) {
        const frame_place *k = &s->places.v[i];
        if (k->page != s->page || map_has(p->seen, k->name)) continue;
        map_put(p->seen, k->name, p);
        VEC_PUSH(p->a, &p->places, (frame_place){ k->name, (uint32_t)p->sheets.n, x + reduced(s, s->margin + k->x),
                                                  y + reduced(s, k->y) });
    }
    if (t->first_section.n && p->first_section.n == 0) p->first_section = t->first_section;
    if (t->section.n) p->section = t->section;
}

/* The same number as on the screen. */
static void place_number(pager *p, const slide *s, mpt y)
{
    const flow_book *b = p->s->book;
    shaper_trim(p->s->shaper);
    arena_reset(p->s->work);
    str number = arena_fmt(p->s->work, "%zu", b->deck_before + ++p->slides);
    running_text(p, unicode_digits(p->s->work, number, b->zero), FLOW_CENTER, p->left + s->x,
                 y + s->high + b->page.running.size * 3 / 2, s->width, ARTIFACT_LAYOUT);
}

mpt slide_place(pager *p, slide *s, mpt y)
{
    mpt left = p->left, end = y + s->height + p->stretch;
    if (s->sheet) {
        place_frame(p, s, y);
        place_sheet(p, s, left + s->x, place_page_height(p) - y - s->high);
        place_number(p, s, y);
    }
    p->left = left + s->beside;
    p->content = false;                            /* no space above the notes */
    mpt below = place_list(p, s->notes, (piece_cut){ .to = s->to }, y, false);
    for (mpt line = below + LINES; line <= end - FOOT; line += LINES)
        place_rect(p, p->left, line - RULE, s->room, RULE, p->s->book->looks.rule, ARTIFACT_LAYOUT);
    p->left = left;
    p->content = true;
    return end;
}
