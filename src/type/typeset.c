#include "type/typeset.h"
#include "base/pool.h"
#include "type/bind.h"
#include "type/hyphen.h"

enum { ROUNDS = 5 }; /* until page numbers settle: contents get their lines, then a longer number may move one */

typedef struct turn { chapter *of; size_t section; } turn;

typedef struct book_maker {
    binder bind;
    turn *turns;               /* sections to be set in this round */
    size_t nturns;
    map *numbers;              /* place to the label of its page (str *) */
} book_maker;

static void set_turn(void *ctx, size_t i, int worker)
{
    book_maker *m = ctx;
    chapter_set(m->turns[i].of, m->turns[i].section, &m->bind.hands[worker]);
}

/* --- page numbers */

/* Where chapters begin. */
static void count_pages(binder *b)
{
    b->npages = b->nfront = 0;
    for (size_t i = 0; i < b->b->nchapters; i++) {
        chapter *c = &b->chapters[i];
        if (b->b->chapters[i].recto && c->sheets.n && b->npages % 2 == 1) b->npages++;
        c->first = b->npages;
        b->npages += c->sheets.n;
        if (c->front && b->b->page.roman_front) b->nfront = b->npages;
    }
    if (b->npages == 0) b->npages = 1;
}

/* Notes on which page each place is; true when all are where they were. */
static bool number_places(book_maker *m)
{
    binder *b = &m->bind;
    map *now = map_new(b->mem);
    bool same = m->numbers != NULL;
    count_pages(b);
    for (size_t i = 0; i < b->b->nchapters; i++) {
        const chapter *c = &b->chapters[i];
        for (size_t k = 0; k < c->places.n; k++) {
            str name = c->places.v[k].name;
            if (map_has(now, name)) continue;
            str *label = ARENA_NEW(b->mem, str), *before = map_get(m->numbers, name);
            *label = bind_label(b->mem, c->first + c->places.v[k].page, b->nfront, b->b->zero);
            map_put(now, arena_str(b->mem, name), label);
            same &= before && str_eq(*before, *label);
        }
    }
    same &= map_count(now) == (m->numbers ? map_count(m->numbers) : 0);
    b->numbers = m->numbers = now;
    return same;
}

/* The headings of all sections, for those that list them. Copies: what is set again goes away. */
static void gather_headings(book_maker *m)
{
    binder *b = &m->bind;
    VEC(heading) all = { 0 };
    for (size_t i = 0; i < b->b->nchapters; i++)
        for (size_t k = 0; k < b->chapters[i].nsections; k++)
            for (size_t n = 0; n < b->chapters[i].sections[k].nheadings; n++) {
                heading h = b->chapters[i].sections[k].headings[n];
                h.title = arena_str(b->mem, h.title);
                h.place = arena_str(b->mem, h.place);
                h.lang = arena_str(b->mem, h.lang);
                VEC_PUSH(b->mem, &all, h);
            }
    for (int i = 0; i < b->nhands; i++) {
        b->hands[i].s.headings = all.v;
        b->hands[i].s.nheadings = all.n;
        b->hands[i].s.numbers = m->numbers;
    }
}

static void take_turns(book_maker *m, chapter *c)
{
    for (size_t k = 0; k < c->nsections; k++) m->turns[m->nturns++] = (turn){ c, k };
}

/* Sets what shows page numbers again, until they stay the same. */
static void settle(book_maker *m)
{
    for (int round = 0; !number_places(m) && round < ROUNDS; round++) {
        m->nturns = 0;
        gather_headings(m);
        for (size_t i = 0; i < m->bind.b->nchapters; i++) {
            if (!m->bind.chapters[i].asked) continue;
            chapter_reset(&m->bind.chapters[i]);
            take_turns(m, &m->bind.chapters[i]);
        }
        if (m->nturns == 0) return;
        pool_each(m->bind.nhands, m->nturns, set_turn, m);
    }
}

/* --- start and end */

static void open_chapters(book_maker *m)
{
    const flow_book *b = m->bind.b;
    bool front = true;
    size_t n = 0;
    m->bind.chapters = ARENA_ARRAY(m->bind.mem, chapter, b->nchapters + 1);
    for (size_t i = 0; i < b->nchapters; i++) {
        chapter *c = &m->bind.chapters[i];
        const flow *first = b->chapters[i].first;
        chapter_open(c, m->bind.mem, i, &b->chapters[i]);
        front = front && (c->cover || (first && first->kind == FLOW_CONTENTS));
        c->front = front;
        n += c->nsections;
    }
    m->turns = ARENA_ARRAY(m->bind.mem, turn, n + 1);
    for (size_t i = 0; i < b->nchapters; i++) take_turns(m, &m->bind.chapters[i]);
}

static void open_hands(binder *b, font_set *fonts, size_t workers, size_t sections, diag *d)
{
    b->nhands = (int)(workers > sections ? sections : workers);
    if (b->nhands < 1) b->nhands = 1;
    b->hands = ARENA_ARRAY(b->mem, hand, b->nhands);
    for (int i = 0; i < b->nhands; i++) {
        setter_start(&b->hands[i].s, fonts, b->b, d);
        b->hands[i].scratch = arena_new(1 << 16);
    }
}

static void close_all(binder *b)
{
    for (size_t i = 0; i < b->b->nchapters; i++) chapter_close(&b->chapters[i]);
    for (int i = 0; i < b->nhands; i++) {
        setter_end(&b->hands[i].s);
        arena_free(b->hands[i].scratch);
    }
    arena_free(b->mem);
}

static void tell_patterns(arena *a, font_set *fonts, const flow_book *b, diag *d)
{
    if (hyphen_for(font_set_hyphens(fonts), b->lang)) return;
    str package = hyphen_package(a, b->lang);
    if (package.n) DIAG(d, B708, NO_SPAN, arena_str(a, b->lang).p, package.p);
}

frame_book *typeset(arena *a, font_set *fonts, const flow_book *b, int workers, diag *d)
{
    book_maker m = { .bind = { .a = a, .mem = arena_new(0), .b = b, .out = ARENA_NEW(a, frame_book) } };
    *m.bind.out = (frame_book){ .name = b->name,
                                .title = b->title,
                                .author = b->author,
                                .subject = b->subject,
                                .lang = b->lang,
                                .rtl = b->rtl,
                                .date = b->date };
    open_chapters(&m);
    open_hands(&m.bind, fonts, workers < 1 ? 1 : (size_t)workers, m.nturns, d);
    tell_patterns(m.bind.mem, fonts, b, d);
    pool_each(m.bind.nhands, m.nturns, set_turn, &m);
    settle(&m);
    bind_book(&m.bind);
    close_all(&m.bind);
    return m.bind.out;
}
